//! Tables: paragraphs in cells, cells ended by marks, rows by marks that say where their cells are ([MS-DOC] 2.4.3).

use super::character::shading;
use super::paragraph::Row;
use super::story::{StoryParagraph, Teller};
use crate::finding::{Place, catalogue::docx};
use crate::read::word_parts::{diagonal_borders, text_direction};
use std::collections::BTreeMap;
use std::fmt::Write;

/// Edges so near each other are one, in twips: rows of one table are drawn by hand.
const SAME_EDGE: i32 = 4;
/// How deep tables may nest; what is deeper stands in the innermost.
const MAX_DEPTH: usize = 30;

/// A row as it is gathered: the markup of its cells, and what its mark says.
#[derive(Default)]
struct GatheredRow {
    cells: Vec<String>,
    shape: Option<Box<Row>>,
    /// What its mark says of revisions, and whether it is hidden.
    properties: String,
}

impl Teller<'_> {
    /// Paragraphs and the tables some of them are in.
    pub(super) fn flow(&mut self, paragraphs: &[StoryParagraph], out: &mut String) {
        let mut rest = paragraphs;
        while let Some((first, behind)) = rest.split_first() {
            if first.properties.depth() == 0 {
                self.paragraph(first, out);
                rest = behind;
            } else {
                rest = self.table(rest, 1, out);
            }
        }
    }

    /// The table that begins with the first paragraph: what is behind it.
    fn table<'p>(&mut self, paragraphs: &'p [StoryParagraph], depth: usize, out: &mut String) -> &'p [StoryParagraph] {
        let mut rows = Vec::new();
        let mut row = GatheredRow::default();
        let mut cell = String::new();
        self.tables_begun += 1;
        let number = self.tables_begun;
        let mut rest = paragraphs;
        while let Some((first, behind)) = rest.split_first() {
            let own = first.properties.depth().min(MAX_DEPTH);
            if own < depth {
                break;
            }
            if own > depth {
                rest = self.table(rest, depth + 1, &mut cell);
                continue;
            }
            rest = behind;
            if first.properties.is_row_end() {
                row.shape.clone_from(&first.properties.row);
                // A cell always ends with a mark of its own, which may be lost.
                if !cell.is_empty() {
                    row.cells.push(std::mem::take(&mut cell));
                }
                row.properties = self.row_properties(first, &row.cells, number);
                rows.push(std::mem::take(&mut row));
                continue;
            }
            self.paragraph(first, &mut cell);
            let ends_cell = match depth {
                1 => self.document.text.unit(first.mark) == Some(0x07),
                _ => first.properties.ends_inner_cell,
            };
            if ends_cell {
                row.cells.push(std::mem::take(&mut cell));
            }
        }
        if !cell.is_empty() {
            row.cells.push(cell);
        }
        if !row.cells.is_empty() {
            rows.push(row);
        }
        self.name_undefined(number, &rows);
        write_table(&rows, out);
        rest
    }

    /// Says of a table that some of its rows have cells without a place.
    fn name_undefined(&mut self, number: u32, rows: &[GatheredRow]) {
        let defined = |row: &GatheredRow| row.shape.as_ref().map_or(0, |shape| shape.shapes.len());
        let undefined = || rows.iter().enumerate().filter(|(_, row)| row.cells.len() > defined(row));
        if let Some((first, row)) = undefined().next() {
            let finding = docx::cells_undefined(undefined().count(), first + 1, defined(row));
            // What is told before the body stands elsewhere.
            let place = self.is_in_body.then_some(Place::Table(number));
            self.findings.push(match place {
                Some(place) => finding.at(place),
                None => finding,
            });
        }
    }

    /// `w:trPr` of what the mark of a row says itself.
    fn row_properties(&mut self, end: &StoryParagraph, cells: &[String], table: u32) -> String {
        let look = self.look(end.mark, end.properties.style);
        let mut out = String::new();
        if end.properties.row.as_ref().is_some_and(|row| row.is_header) {
            out.push_str("<w:tblHeader/>");
        }
        if look.character.is_hidden() {
            out.push_str("<w:hidden/>");
        }
        if let Some(row) = &end.properties.row {
            for (height, rule) in [(row.height, "exact"), (row.least_height, "atLeast")] {
                let _ = height.map(|height| write!(out, "<w:trHeight w:val=\"{height}\" w:hRule=\"{rule}\"/>"));
            }
        }
        let (inserted, mut deleted) = (look.character.inserted, look.character.deleted);
        // With a row its text is deleted. LibreOffice marks the row above the deleted one, too.
        let texts = || cells.iter().map(|cell| text_left(cell)).filter(|text| !text.is_empty());
        let left: Vec<String> = if deleted.is_made { texts().collect() } else { Vec::new() };
        if !left.is_empty() {
            deleted.is_made = false;
            let finding = docx::row_change_unclear(left.join("；"));
            self.findings.push(if self.is_in_body { finding.at(Place::Table(table)) } else { finding });
        }
        for (revision, name) in [(inserted, "ins"), (deleted, "del")] {
            if revision.is_made {
                let _ = write!(out, "<w:{name}{}/>", self.revision(revision));
            }
        }
        out
    }
}

/// Where edges stand: the number of each, and where each number stands.
fn edges_of(rows: &[GatheredRow]) -> (BTreeMap<i32, usize>, Vec<i32>) {
    let mut all: Vec<i32> =
        rows.iter().filter_map(|row| row.shape.as_ref()).flat_map(|row| row.edges.iter().copied()).collect();
    all.sort_unstable();
    all.dedup();
    let mut numbers = BTreeMap::new();
    let mut places: Vec<i32> = Vec::new();
    let mut last = None;
    for edge in all {
        if last.is_none_or(|last: i32| edge.saturating_sub(last) > SAME_EDGE) {
            places.push(edge);
        }
        last = Some(edge);
        numbers.insert(edge, places.len() - 1);
    }
    (numbers, places)
}

fn write_table(rows: &[GatheredRow], out: &mut String) {
    let (numbers, places) = edges_of(rows);
    out.push_str("<w:tbl><w:tblGrid>");
    for (left, right) in places.iter().zip(places.iter().skip(1)) {
        let _ = write!(out, "<w:gridCol w:w=\"{}\"/>", right.saturating_sub(*left));
    }
    out.push_str("</w:tblGrid>");
    for row in rows {
        let shape = row.shape.as_deref().filter(|shape| shape.shapes.len() >= row.cells.len());
        match shape {
            Some(shape) => write_row(row, shape, &numbers, out),
            None => {
                let _ = write!(out, "<w:tr><w:trPr>{}</w:trPr>", row.properties);
                for cell in &row.cells {
                    write_cell(cell, "", out);
                }
                out.push_str("</w:tr>");
            }
        }
    }
    out.push_str("</w:tbl>");
}

fn write_row(row: &GatheredRow, shape: &Row, numbers: &BTreeMap<i32, usize>, out: &mut String) {
    let number = |index: usize| shape.edges.get(index).and_then(|edge| numbers.get(edge)).copied().unwrap_or(0);
    let _ = write!(out, "<w:tr><w:trPr>{}", row.properties);
    if number(0) > 0 {
        let _ = write!(out, "<w:gridBefore w:val=\"{}\"/>", number(0));
    }
    out.push_str("</w:trPr>");
    let mut cells = row.cells.iter().enumerate().peekable();
    while let Some((index, cell)) = cells.next() {
        let mut content = cell.clone();
        let mut end = index + 1;
        // What goes on from the cell before is of it; what it says is kept there.
        while let Some((_, more)) =
            cells.next_if(|(next, _)| shape.shapes.get(*next).is_some_and(|shape| shape.goes_on))
        {
            if says_something(more) {
                content.push_str(more);
            }
            end += 1;
        }
        let span = number(end).saturating_sub(number(index));
        let mut properties = String::new();
        if let (Some(left), Some(right)) = (shape.edges.get(index), shape.edges.get(end)) {
            let _ = write!(properties, "<w:tcW w:w=\"{}\" w:type=\"dxa\"/>", right.saturating_sub(*left).max(0));
        }
        if span > 1 {
            let _ = write!(properties, "<w:gridSpan w:val=\"{span}\"/>");
        }
        match shape.shapes.get(index).map_or(0, |shape| shape.vertical) {
            1 => properties.push_str("<w:vMerge/>"),
            3 | 2 => properties.push_str("<w:vMerge w:val=\"restart\"/>"),
            _ => {}
        }
        let own = shape.shapes.get(index).copied().unwrap_or_default();
        properties.push_str(&diagonal_borders(own.falls, own.rises));
        if let Some(ground) = shape.grounds.get(index).filter(|ground| ground.is_some()) {
            properties.push_str(&shading(*ground));
        }
        properties.push_str(&text_direction(own.direction()));
        // A cell without width is none, unless it says something.
        if span > 0 || says_something(&content) {
            write_cell(&content, &properties, out);
        }
    }
    out.push_str("</w:tr>");
}

/// The text of a cell that is not deleted, as it stands in the markup.
fn text_left(cell: &str) -> String {
    let texts = cell.split("<w:t xml:space=\"preserve\">").skip(1);
    let text: String = texts.filter_map(|rest| rest.split("</w:t>").next()).collect();
    text.trim().replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

fn says_something(content: &str) -> bool {
    content.contains("<w:r>")
}

fn write_cell(content: &str, properties: &str, out: &mut String) {
    let content = if content.is_empty() { "<w:p/>" } else { content };
    let _ = write!(out, "<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>");
}
