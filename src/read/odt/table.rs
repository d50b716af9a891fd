//! Tables (ODF 1.3 part 3, 9) → `w:tbl`.

use super::body::Writer;
use super::look;
use super::typed::typed;
use crate::finding::{Error, catalogue::docx, catalogue::package, terms};
use crate::ooxml::{Element, Ns};
use crate::read::word_parts::{diagonal_borders, text_direction};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// The most columns of a table.
const MAX_COLUMNS: usize = 1000;

/// The most bytes of markup that one cell or row may be repeated to.
const MAX_REPEATED_BYTES: usize = 16 << 20;

/// A cell that goes on in rows below: how many of them, over how many columns.
type Going = BTreeMap<usize, (usize, usize)>;

/// A column: its width in twips, and whether it is hidden.
#[derive(Debug, Clone, Copy, Default)]
struct Column {
    width: Option<i32>,
    is_hidden: bool,
}

impl Writer<'_, '_, '_> {
    /// Reads `table:table`.
    pub(super) fn table(&mut self, table: Element<'_>, out: &mut String) -> Result<(), Error> {
        self.deeper()?;
        let (mut columns, mut rows) = (Vec::new(), Vec::new());
        let mut heads = BTreeSet::new();
        table.walk(|element| {
            match (element.ns(), element.name()) {
                (Ns::OdfTable, "table-column") => columns.push(element),
                (Ns::OdfTable, "table-row") => rows.push(element),
                (Ns::OdfTable, "table-header-rows") => {
                    heads.extend(element.children().map(Element::ordinal));
                    return true;
                }
                (Ns::OdfTable, name) => {
                    return matches!(
                        name,
                        "table-columns"
                            | "table-column-group"
                            | "table-header-columns"
                            | "table-rows"
                            | "table-row-group"
                    );
                }
                _ => {}
            }
            false
        });
        if self.clip.is_some() {
            let used = rows.iter().rposition(|row| row.children().any(|cell| !is_blank(cell)));
            rows.truncate(used.map_or(0, |last| last + 1));
        }
        let columns = self.columns(&columns)?;
        out.push_str("<w:tbl><w:tblPr/><w:tblGrid>");
        for column in &columns {
            let _ = match column.width {
                Some(width) => write!(out, "<w:gridCol w:w=\"{width}\"/>"),
                None => write!(out, "<w:gridCol/>"),
            };
        }
        out.push_str("</w:tblGrid>");
        let ground = self.ground("table", table.attribute(Ns::OdfTable, "style-name"));
        let mut going = Going::new();
        let (outer, open) = (std::mem::replace(&mut self.is_apart, true), self.is_hidden);
        for row in rows {
            let is_head = heads.contains(&row.ordinal());
            // Empty rows of a sheet are many.
            let is_empty = self.clip.is_some() && row.children().all(is_blank);
            let count = if is_empty { 1 } else { count(row, "number-rows-repeated") };
            let before = out.len();
            for number in 0..count {
                if number > 0 {
                    self.multiply(out.len() - before)?;
                }
                self.row(row, &columns, is_head, ground.as_deref(), &mut going, out)?;
            }
            self.is_hidden = open;
        }
        self.is_apart = outer;
        out.push_str("</w:tbl>");
        self.shallower();
        Ok(())
    }

    /// Reads a table that is a sheet, as far as there is text in it: sheets have all rows and columns they could have.
    pub(super) fn sheet(&mut self, table: Element<'_>, out: &mut String) -> Result<(), Error> {
        let rows = table.descendants().filter(|e| e.is(Ns::OdfTable, "table-row"));
        let width = |row: Element<'_>| {
            let (mut place, mut used) = (0usize, 0);
            for cell in row.children().filter(|e| e.ns() == Ns::OdfTable) {
                place = place.saturating_add(count(cell, "number-columns-repeated"));
                used = if is_blank(cell) { used } else { place };
            }
            used
        };
        let columns = rows.map(width).max().unwrap_or(0);
        let outer = self.clip.replace(columns);
        let read = self.table(table, out);
        self.clip = outer;
        read
    }

    /// Counts what is written again because the file says so: `written` are the bytes of all there is of it yet.
    ///
    /// # Errors
    /// `limit-exceeded`.
    fn multiply(&mut self, written: usize) -> Result<(), Error> {
        self.repeat(1, terms::TABLE_CELLS)?;
        if written > MAX_REPEATED_BYTES {
            return Err(package::limit_exceeded(terms::REPEATED_BYTES, MAX_REPEATED_BYTES, written).into());
        }
        Ok(())
    }

    fn columns(&mut self, elements: &[Element<'_>]) -> Result<Vec<Column>, Error> {
        let mut columns = Vec::new();
        for element in elements {
            let style = element.attribute(Ns::OdfTable, "style-name");
            let width = self.sheet.property("table-column", style, "column-width").and_then(look::twips);
            let column = Column { width, is_hidden: is_hidden(*element) };
            let left = self.clip.map_or(usize::MAX, |clip| clip.saturating_sub(columns.len()));
            let count = count(*element, "number-columns-repeated").min(left);
            let all = columns.len().saturating_add(count);
            if all > MAX_COLUMNS {
                return Err(package::limit_exceeded(terms::COLUMNS_OF_TABLE, MAX_COLUMNS, all).into());
            }
            columns.extend(std::iter::repeat_n(column, count));
        }
        Ok(columns)
    }

    /// The ground a style gives.
    fn ground(&self, family: &str, style: Option<&str>) -> Option<String> {
        self.sheet.property(family, style, "background-color").and_then(look::ground).filter(|ground| ground != "auto")
    }

    fn row(
        &mut self,
        row: Element<'_>,
        columns: &[Column],
        is_head: bool,
        ground: Option<&str>,
        going: &mut Going,
        out: &mut String,
    ) -> Result<(), Error> {
        let hidden = is_hidden(row);
        out.push_str("<w:tr><w:trPr>");
        if is_head {
            out.push_str("<w:tblHeader/>");
        }
        if hidden {
            out.push_str("<w:hidden/>");
        }
        let style = row.attribute(Ns::OdfTable, "style-name");
        if let Some(height) = self.sheet.property("table-row", style, "row-height").and_then(look::twips) {
            let _ = write!(out, "<w:trHeight w:val=\"{height}\" w:hRule=\"exact\"/>");
        } else if let Some(height) = self.sheet.property("table-row", style, "min-row-height").and_then(look::twips) {
            let _ = write!(out, "<w:trHeight w:val=\"{height}\" w:hRule=\"atLeast\"/>");
        }
        self.name_changed(row, style);
        if let Some(attributes) = self.deleted.last() {
            let _ = write!(out, "<w:del{attributes}/>");
        }
        out.push_str("</w:trPr>");
        let ground = self.ground("table-row", style).or(ground.map(str::to_owned));
        let outer = self.is_hidden;
        let mut place = 0usize;
        // Covered cells of the same row that a cell before them spans.
        let mut covered = 0usize;
        for cell in row.children().filter(|e| e.ns() == Ns::OdfTable) {
            if !matches!(cell.name(), "table-cell" | "covered-table-cell") {
                continue;
            }
            let left = self.clip.map_or(usize::MAX, |clip| clip.saturating_sub(place));
            let repeated = count(cell, "number-columns-repeated").min(left);
            let all = place.saturating_add(repeated);
            if all > MAX_COLUMNS {
                return Err(package::limit_exceeded(terms::COLUMNS_OF_TABLE, MAX_COLUMNS, all).into());
            }
            let before = out.len();
            for number in 0..repeated {
                if number > 0 {
                    self.multiply(out.len() - before)?;
                }
                self.is_hidden = outer || hidden || columns.get(place).is_some_and(|column| column.is_hidden);
                let goes_on = going.get(&place).copied();
                if covered > 0 && goes_on.is_none() && cell.name() == "covered-table-cell" {
                    covered -= 1;
                    self.name_covered(cell);
                } else if cell.name() == "covered-table-cell" {
                    match goes_on {
                        Some((rows, span)) => {
                            self.cell(cell, (span, "<w:vMerge/>"), ground.as_deref(), out)?;
                            covered = span - 1;
                            match rows {
                                0 | 1 => _ = going.remove(&place),
                                rows => _ = going.insert(place, (rows - 1, span)),
                            }
                        }
                        // Covered by nothing: a cell.
                        None => self.cell(cell, (1, ""), ground.as_deref(), out)?,
                    }
                } else {
                    let span = count(cell, "number-columns-spanned").min(MAX_COLUMNS);
                    let rows = count(cell, "number-rows-spanned");
                    going.remove(&place);
                    let merge = if rows > 1 { "<w:vMerge w:val=\"restart\"/>" } else { "" };
                    if rows > 1 {
                        going.insert(place, (rows - 1, span));
                    }
                    self.cell(cell, (span, merge), ground.as_deref(), out)?;
                    covered = span - 1;
                }
                place += 1;
            }
        }
        self.is_hidden = outer;
        out.push_str("</w:tr>");
        Ok(())
    }

    /// A row that was put in or deleted as a whole, which LibreOffice marks without saying which: the changes to text in it say
    /// that, if there are any.
    fn name_changed(&mut self, row: Element<'_>, style: Option<&str>) {
        let is_changed = self.sheet.property("table-row", style, "text-changes-only") == Some("false");
        if is_changed && !row.descendants().any(|e| e.name().starts_with("change")) {
            self.findings.push(docx::row_change_unclear(row_text(row)));
        }
    }

    /// The number a cell has beside its text: the text is what is seen and is read.
    fn name_value(&mut self, cell: Element<'_>) {
        let attribute = |name| cell.attribute(Ns::OdfOffice, name);
        let Some(value) = attribute("value").and_then(|value| value.trim().parse::<f64>().ok()) else { return };
        let value = if attribute("value-type") == Some("percentage") { value * 100.0 } else { value };
        let paragraphs = cell.children().filter(|e| e.ns() == Ns::OdfText && matches!(e.name(), "p" | "h"));
        let shown: String = paragraphs.map(typed).collect();
        if !shows(&shown, value) {
            self.findings.push(docx::cell_value_differs(attribute("value").unwrap_or_default(), shown.trim()));
        }
    }

    /// What a covered cell says is not seen; it is named.
    fn name_covered(&mut self, cell: Element<'_>) {
        let text = typed(cell);
        if !text.trim().is_empty() {
            self.findings.push(docx::merged_cell_text_dropped(text.trim()));
        }
    }

    fn cell(
        &mut self,
        cell: Element<'_>,
        (span, merge): (usize, &str),
        ground: Option<&str>,
        out: &mut String,
    ) -> Result<(), Error> {
        out.push_str("<w:tc><w:tcPr>");
        if span > 1 {
            let _ = write!(out, "<w:gridSpan w:val=\"{span}\"/>");
        }
        out.push_str(merge);
        let own = self.ground("table-cell", cell.attribute(Ns::OdfTable, "style-name"));
        let style = cell.attribute(Ns::OdfTable, "style-name");
        let drawn = |name| self.sheet.property("table-cell", style, name).is_some_and(is_line);
        out.push_str(&diagonal_borders(drawn("diagonal-tl-br"), drawn("diagonal-bl-tr")));
        if let Some(ground) = own.as_deref().or(ground) {
            let _ = write!(out, "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"{ground}\"/>");
        }
        let way = self.sheet.property("table-cell", style, "writing-mode").unwrap_or_default();
        out.push_str(&text_direction(direction(way)));
        out.push_str("</w:tcPr>");
        self.name_value(cell);
        let before = out.len();
        self.blocks(cell, out)?;
        if out.len() == before {
            out.push_str("<w:p/>");
        }
        out.push_str("</w:tc>");
        Ok(())
    }
}

/// A count of 1 or more; what is no count is 1.
fn count(element: Element<'_>, name: &str) -> usize {
    element.attribute(Ns::OdfTable, name).and_then(|n| n.trim().parse::<usize>().ok()).unwrap_or(1).max(1)
}

/// Whether a border is drawn (ODF 1.3 part 3, 20.183; CSS 2 §8.5).
fn is_line(border: &str) -> bool {
    !border.trim().is_empty() && !border.split_whitespace().any(|part| matches!(part, "none" | "hidden"))
}

/// How the text of a cell runs (20.404), as Word files say it. Text from top to bottom in columns that go to the right, and upright in
/// turned columns, is from top to bottom.
fn direction(writing_mode: &str) -> &'static str {
    match writing_mode.trim() {
        "tb-rl" | "tb-rl90" | "tb-lr" | "tb" => "tbRl",
        "bt-lr" => "btLr",
        _ => "",
    }
}

/// Whether nothing is typed in a cell.
fn is_blank(cell: Element<'_>) -> bool {
    typed(cell).trim().is_empty()
}

fn is_hidden(element: Element<'_>) -> bool {
    element.attribute(Ns::OdfTable, "visibility").is_some_and(|shown| matches!(shown, "collapse" | "filter"))
}

/// The text of a row's cells.
fn row_text(row: Element<'_>) -> String {
    let cells = row.children().map(|cell| typed(cell).split_whitespace().collect::<Vec<_>>().join(" "));
    cells.filter(|text| !text.is_empty()).collect::<Vec<_>>().join("；")
}

/// Whether a text shows a number, rounded to as many places as it has.
fn shows(text: &str, value: f64) -> bool {
    let digits: String = text.chars().filter(|c| c.is_ascii_digit() || matches!(c, '.' | '-')).collect();
    let places = digits.split_once('.').map_or(0, |(_, places)| places.len()).min(15);
    let half = 0.5 / 10f64.powi(i32::try_from(places).unwrap_or(0));
    digits.parse::<f64>().is_ok_and(|shown| (shown - value).abs() <= half * 1.000_001)
}
