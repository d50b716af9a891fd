//! OpenDocument spreadsheets (ODS; ODF 1.3) → Document.
//!
//! The content of all sheets is one XML part. Rows and cells that are alike are written once with a count, so what is blank is
//! only counted and what is not is laid out within limits. Beside a number stands the text it is shown as: the two are
//! compared, and calamine reads the values a second time where it can be given the file.

use super::MAX_PLACES;
use super::findings::SheetFindings;
use super::input_message;
use super::look::{FontLook, RichText, Run, printed};
use super::number_format::{CURRENCIES, is_amount, scale_of};
use super::running::name_master_page;
use super::second::{ReadSheet, compare_open_document, second_reading, sheets_to_document};
use super::seen;
use super::spent::Spent;
use super::value::{Cells, Kind, ReadCell, is_beyond_precision, number_text};
use super::worksheet::{COLUMNS, ROWS, Range, RawSheet, extend_runs};
use crate::document::{Account, Content, Document, Properties};
use crate::finding::{Error, Place, Warned, catalogue, terms};
use crate::ooxml::{Element, Node, Ns, Package, Xml};
use calamine::Ods;
use rust_decimal::{Decimal, RoundingStrategy};
use std::collections::{BTreeMap, BTreeSet};
use style::Styles;

/// Reads a package that is known to be an OpenDocument spreadsheet.
pub(super) fn package_to_document(bytes: &[u8], package: &mut Package<'_>) -> Result<Warned<Document>, Error> {
    let main = package.main_part().to_owned();
    let Some(xml) = package.xml(&main)? else {
        return Err(catalogue::package::main_part_missing(main).into());
    };
    let properties = properties(package)?;
    let mut all = package.take_findings();
    let root = xml.root();
    let body = root.and_then(|root| root.child(Ns::OdfOffice, "body"));
    let Some(spreadsheet) = body.and_then(|body| body.child(Ns::OdfOffice, "spreadsheet")) else {
        return Err(catalogue::package::main_part_missing("office:spreadsheet").into());
    };
    let tables: Vec<Element<'_>> = spreadsheet.children().filter(|e| e.is(Ns::OdfTable, "table")).collect();
    if tables.is_empty() {
        return Err(catalogue::sheet::no_sheets().into());
    }
    let hidden = root.map(hidden_styles).unwrap_or_default();
    let messages = input_message::of_open_document(spreadsheet);
    let mut styles = Styles::default();
    let common = package.xml("styles.xml")?;
    common.as_ref().and_then(Xml::root).into_iter().chain(root).for_each(|root| styles.add(root));
    all.extend(common.as_ref().and_then(Xml::root).map(name_master_page).unwrap_or_default());
    let mut oddity = xml.broken().is_some().then_some(terms::XML_BROKEN);
    let mut names = BTreeSet::new();
    let mut sheets: Vec<ReadSheet> = Vec::with_capacity(tables.len());
    let (mut area, mut spent) = (0u64, Spent::default());
    for (index, table) in tables.into_iter().enumerate() {
        let name = table.attribute(Ns::OdfTable, "name").map_or_else(|| format!("#{}", index + 1), str::to_owned);
        let mut findings = SheetFindings::of_sheet(&name);
        let is_hidden = table.attribute(Ns::OdfTable, "style-name").is_some_and(|style| hidden.contains(style));
        if is_hidden {
            findings.on_sheet(catalogue::sheet::hidden_sheet());
        }
        if !names.insert(name.clone()) {
            oddity = Some(terms::SHEETS_OF_ONE_NAME);
        }
        let mut sheet = Sheet::new((&styles, &messages), &mut spent, findings);
        sheet.raw.is_hidden = is_hidden;
        sheet.read(table).map_err(|error| error.at(Place::Sheet(name.as_str().into())))?;
        area = area.saturating_add(sheet.area);
        let Sheet { cells, raw, findings, .. } = sheet;
        sheets.push(ReadSheet { name, raw, cells, findings });
    }
    // calamine lays out every place up to the last filled one, those of repeated rows and cells included.
    if area > MAX_PLACES {
        oddity = oddity.or(Some(terms::CELLS_FAR_APART));
    }
    if package.names().any(|name| name.eq_ignore_ascii_case("content.xml") && name != "content.xml") {
        oddity = oddity.or(Some(terms::CONTENT_RENAMED));
    }
    let second = second_reading::<Ods<_>>(bytes, oddity);
    let mut read = sheets_to_document(sheets, second, compare_open_document, None)?;
    read.value.properties = properties;
    all.append(&mut read.findings);
    let mut text = Account::default();
    seen::count_open_document(spreadsheet, &mut text);
    all.extend(text.missing_from(Account::of_blocks(&read.value.blocks, true), &all));
    Ok(Warned { value: read.value, findings: all })
}

fn properties(package: &mut Package<'_>) -> Result<Properties, Error> {
    let xml = package.xml("meta.xml")?;
    let Some(root) = xml.as_ref().and_then(Xml::root) else { return Ok(Properties::default()) };
    let text = |names: &[&str]| {
        let found = names.iter().find_map(|name| root.descendants().find(|element| element.name() == *name))?;
        Some(found.text().trim().to_owned()).filter(|text| !text.is_empty())
    };
    Ok(Properties { title: text(&["title"]), author: text(&["initial-creator", "creator"]), ..Properties::default() })
}

/// The names of table styles that hide a sheet (`table:display`).
fn hidden_styles(root: Element<'_>) -> BTreeSet<String> {
    let styles = root.children().filter(|e| e.name() == "automatic-styles").flat_map(Element::children);
    let is_hidden = |style: &Element<'_>| {
        style.children().any(|e| {
            e.name() == "table-properties" && e.attribute(Ns::OdfTable, "display").is_some_and(|shown| shown == "false")
        })
    };
    let names = styles.filter(is_hidden).filter_map(|style| style.attributes().find(|a| a.name == "name"));
    names.map(|name| name.value.to_owned()).collect()
}

/// A sheet as it is read.
struct Sheet<'x> {
    styles: &'x Styles,
    /// What is said to who fills in a cell, by the name of its validation, and which of it was named.
    messages: &'x BTreeMap<String, String>,
    named_messages: BTreeSet<&'x str>,
    /// The last column and the style of each run of columns that have one for cells without their own.
    column_styles: Vec<(u32, Option<&'x str>)>,
    cells: Cells,
    raw: RawSheet,
    findings: SheetFindings,
    /// What has been read of the workbook.
    spent: &'x mut Spent,
    /// How many places calamine would lay out.
    area: u64,
    /// The next row and column, from 1.
    row: u32,
    column: u32,
    /// The last row and column that calamine takes for filled: those of any cell with a type or a formula.
    last_row: u32,
    last_column: u32,
    /// Drawn over the sheet, to be named.
    shapes: Vec<Element<'x>>,
}

/// What a cell says, by whatever repeats it.
struct Said {
    text: String,
    /// The runs of the text, where it is what is shown.
    runs: Vec<Run>,
    content: Option<Content>,
    kind: Kind,
    findings: Vec<crate::finding::Finding>,
}

impl<'x> Sheet<'x> {
    fn new(
        (styles, messages): (&'x Styles, &'x BTreeMap<String, String>),
        spent: &'x mut Spent,
        findings: SheetFindings,
    ) -> Self {
        Sheet {
            styles,
            messages,
            named_messages: BTreeSet::new(),
            column_styles: Vec::new(),
            cells: Cells::new(),
            raw: RawSheet::default(),
            findings,
            spent,
            area: 0,
            row: 1,
            column: 1,
            last_row: 0,
            last_column: 0,
            shapes: Vec::new(),
        }
    }

    fn read(&mut self, table: Element<'x>) -> Result<(), Error> {
        // Groups and headers only bracket rows and columns.
        let mut rows = Vec::new();
        table.walk(|element| match (element.ns(), element.name()) {
            (Ns::OdfTable, "table-column") => {
                self.column(element);
                false
            }
            (Ns::OdfTable, "table-row") => {
                rows.push(element);
                false
            }
            (Ns::OdfTable, "shapes") => {
                self.shapes.push(element);
                false
            }
            (Ns::OdfTable, name) => matches!(
                name,
                "table-columns"
                    | "table-column-group"
                    | "table-header-columns"
                    | "table-rows"
                    | "table-row-group"
                    | "table-header-rows"
            ),
            _ => false,
        });
        for row in rows {
            self.read_row(row)?;
        }
        self.area = self.area.saturating_add(u64::from(self.last_row) * u64::from(self.last_column));
        for shapes in std::mem::take(&mut self.shapes) {
            for shape in shapes.children() {
                name_shape(shape, None, &mut self.findings);
            }
        }
        Ok(())
    }

    fn column(&mut self, element: Element<'x>) {
        let repeated = count(element, "number-columns-repeated").min(COLUMNS + 1 - self.column.min(COLUMNS));
        let is_flat = self.styles.is_flat(style::COLUMN, element.attribute(Ns::OdfTable, "style-name"));
        if is_hidden(element) || is_flat {
            extend_runs(&mut self.raw.hidden_columns, self.column, self.column + repeated - 1);
        }
        let style = element.attribute(Ns::OdfTable, "default-cell-style-name");
        self.column_styles.push((self.column + repeated - 1, style));
        self.column = (self.column + repeated).min(COLUMNS);
    }

    fn read_row(&mut self, row: Element<'x>) -> Result<(), Error> {
        let repeated = count(row, "number-rows-repeated").min(ROWS);
        let first = self.row;
        let last = first.saturating_add(repeated - 1).min(ROWS);
        let is_flat = self.styles.is_flat(style::ROW, row.attribute(Ns::OdfTable, "style-name"));
        if is_hidden(row) || is_flat {
            extend_runs(&mut self.raw.hidden_rows, first, last);
        }
        self.column = 1;
        let row_style = row.attribute(Ns::OdfTable, "default-cell-style-name");
        let mut width = 0;
        for cell in row.children().filter(|e| e.ns() == Ns::OdfTable) {
            let covered = match cell.name() {
                "table-cell" => false,
                "covered-table-cell" => true,
                _ => continue,
            };
            self.read_cell(cell, covered, (first, last), row_style)?;
            if cell.attributes().any(|a| matches!(a.name, "value-type" | "formula")) {
                width = self.column - 1;
                self.last_row = last;
            }
        }
        self.last_column = self.last_column.max(width);
        self.area = self.area.saturating_add(u64::from(width));
        self.row = last.saturating_add(1);
        Ok(())
    }

    fn read_cell(
        &mut self,
        cell: Element<'x>,
        covered: bool,
        rows: (u32, u32),
        row_style: Option<&'x str>,
    ) -> Result<(), Error> {
        let repeated = count(cell, "number-columns-repeated").min(COLUMNS);
        let (first, last) = (self.column, self.column.saturating_add(repeated - 1));
        self.column = last.saturating_add(1).min(COLUMNS + 1);
        let spans = (count(cell, "number-rows-spanned"), count(cell, "number-columns-spanned"));
        let of_column = || {
            let at = self.column_styles.partition_point(|(end, _)| *end < first);
            self.column_styles.get(at).and_then(|(_, style)| *style)
        };
        let style = cell.attribute(Ns::OdfTable, "style-name").or(row_style).or_else(of_column);
        let mut said = cell_to_said(cell, self.styles, self.styles.cell(style).font);
        if let Some(said) = &mut said {
            let number = if let Kind::Number(number) = said.kind { Some(number) } else { None };
            let (look, doubt) = self.styles.cell_with(style, number);
            let findings = &mut said.findings;
            if let Some(condition) = doubt {
                findings.push(catalogue::sheet::conditional_format_may_hide(&said.text, condition));
            }
            said.content = printed(&said.text, &said.runs, &look, false, |finding| findings.push(finding));
        }
        let place = (rows.0.min(ROWS), first.min(COLUMNS));
        let validation = cell.attribute(Ns::OdfTable, "content-validation-name");
        if let Some(text) = validation.and_then(|name| self.messages.get(name))
            && self.named_messages.insert(text)
        {
            self.findings.on_cell(place.0, place.1, input_message::left_out(text.clone()));
        }
        for child in cell.children() {
            match (child.ns(), child.name()) {
                (Ns::OdfOffice, "annotation") => {
                    let text = paragraphs(child).unwrap_or_default();
                    self.findings.on_cell(place.0, place.1, catalogue::sheet::cell_comment_left_out(text));
                }
                (Ns::OdfDraw, _) => name_shape(child, Some(place), &mut self.findings),
                _ => {}
            }
        }
        if !covered && spans != (1, 1) && first <= COLUMNS && rows.0 <= ROWS {
            let bottom = rows.0.saturating_add(spans.0 - 1).min(ROWS);
            let right = first.saturating_add(spans.1 - 1).min(COLUMNS);
            self.raw.merges.push(Range { top: rows.0, left: first, bottom, right });
        }
        let Some(said) = said else { return Ok(()) };
        if last > COLUMNS || rows.1 >= ROWS && rows.0 < rows.1 {
            let address = format!("R{}C{last}", rows.1);
            self.findings.on_sheet(catalogue::sheet::cell_address_invalid(address));
        }
        let (bottom, right) = (rows.1.min(ROWS), last.min(COLUMNS));
        for row in rows.0..=bottom {
            for column in first..=right {
                for finding in &said.findings {
                    self.findings.on_cell(row, column, finding.clone());
                }
                let (text, content) = (said.text.clone(), said.content.clone());
                let read = ReadCell { text, kind: said.kind, content };
                self.spent.cell(&read)?;
                self.cells.insert((row, column), read);
            }
        }
        Ok(())
    }
}

/// A count of 1 or more; what is no count is 1.
fn count(element: Element<'_>, name: &str) -> u32 {
    element.attribute(Ns::OdfTable, name).and_then(|n| n.trim().parse::<u32>().ok()).unwrap_or(1).max(1)
}

fn is_hidden(element: Element<'_>) -> bool {
    element.attribute(Ns::OdfTable, "visibility").is_some_and(|shown| matches!(shown, "collapse" | "filter"))
}

/// What formula errors look like; a LibreOffice error without a name of its own is `Err:` and a number.
fn is_error(text: &str) -> bool {
    let named = ["#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA"];
    named.contains(&text)
        || text.strip_prefix("Err:").is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
}

/// What a cell says; `None` where it says nothing.
fn cell_to_said(cell: Element<'_>, styles: &Styles, font: FontLook) -> Option<Said> {
    let (shown, runs) = match rich_paragraphs(cell, styles, font) {
        Some(RichText { text, runs }) => (Some(text), runs),
        None => (None, Vec::new()),
    };
    let as_shown = shown.clone();
    let value = |name| cell.attribute(Ns::OdfOffice, name);
    let attribute = |ns, name: &str| cell.attributes().find(|a| a.ns == ns && a.name == name).map(|a| a.value);
    let has_formula = attribute(Ns::OdfTable, "formula").is_some();
    let of_type = attribute(Ns::OdfOffice, "value-type");
    let mut findings = Vec::new();
    let mut say = |finding| findings.push(finding);
    let (text, kind) = match of_type {
        _ if attribute(Ns::OdfCalc, "value-type") == Some("error")
            || has_formula && shown.as_deref().is_some_and(is_error) =>
        {
            let text = shown.filter(|text| !text.is_empty()).unwrap_or_else(|| "#?".to_owned());
            say(catalogue::sheet::cell_error(&text));
            (text, Kind::Faulty)
        }
        Some("float" | "currency" | "percentage") => match value("value").and_then(|v| number_text(v.trim())) {
            Some((text, number)) => {
                let shown = shown.as_deref().map(str::trim).filter(|shown| !shown.is_empty());
                // LibreOffice keeps a truth value as a number that is shown as a word.
                if let ("0", Some(word @ "FALSE")) | ("1", Some(word @ "TRUE")) = (text.as_str(), shown) {
                    return Some(Said { text: word.to_owned(), runs, content: None, kind: Kind::Faulty, findings });
                }
                let text = match shown {
                    None => text,
                    Some(shown) => match shown_of(&text, shown).or_else(|| amount_of(&text, shown)) {
                        Some(same) => same,
                        None => {
                            say(catalogue::sheet::shown_differently(&text, shown));
                            text
                        }
                    },
                };
                if is_beyond_precision(number, &text) {
                    say(catalogue::sheet::number_beyond_precision(number));
                }
                (text, Kind::Number(number))
            }
            None => {
                let text = shown.unwrap_or_default();
                say(catalogue::sheet::cell_value_invalid(value("value").unwrap_or_default()));
                (text, Kind::Faulty)
            }
        },
        Some("date") => {
            let stored = value("date-value").unwrap_or_default();
            let date = stored.strip_suffix("T00:00:00").unwrap_or(stored);
            say(catalogue::sheet::date_in_cell(date, stored));
            (date.to_owned(), Kind::Faulty)
        }
        Some("time") => {
            let stored = value("time-value").unwrap_or_default();
            let time = clock_time(stored).unwrap_or_else(|| stored.to_owned());
            say(catalogue::sheet::date_in_cell(&time, stored));
            (time, Kind::Faulty)
        }
        Some("boolean") => match value("boolean-value") {
            Some("true") => ("TRUE".to_owned(), Kind::Boolean(true)),
            Some("false") => ("FALSE".to_owned(), Kind::Boolean(false)),
            stored => {
                say(catalogue::sheet::cell_value_invalid(stored.unwrap_or_default()));
                (shown.unwrap_or_default(), Kind::Faulty)
            }
        },
        Some("string") => {
            let stored = value("string-value").map(str::to_owned);
            // The value is the attribute where there is one (ODF 1.3 part 3, 19.387); a person sees the paragraphs.
            match (stored, shown) {
                (Some(stored), Some(shown)) if stored != shown && !stored.is_empty() => {
                    say(catalogue::sheet::shown_differently(&stored, &shown));
                    (stored, Kind::Faulty)
                }
                // calamine takes guides and notes for text.
                (stored, shown) => {
                    let beside =
                        cell.descendants().any(|e| e.ns() == Ns::OdfText && matches!(e.name(), "ruby" | "note"));
                    (shown.or(stored).unwrap_or_default(), if beside { Kind::Faulty } else { Kind::Text })
                }
            }
        }
        None | Some("void") => {
            if has_formula && shown.as_deref().is_none_or(str::is_empty) {
                say(catalogue::sheet::formula_without_value());
            }
            match shown {
                Some(text) => (text, Kind::Faulty),
                None if findings.is_empty() => return None,
                None => (String::new(), Kind::Faulty),
            }
        }
        Some(other) => {
            say(catalogue::sheet::cell_value_invalid(other));
            (shown.unwrap_or_default(), Kind::Faulty)
        }
    };
    let runs = if as_shown.as_deref() == Some(text.as_str()) { runs } else { Vec::new() };
    (!text.is_empty() || !findings.is_empty()).then_some(Said { text, runs, content: None, kind, findings })
}

/// What is shown, if it is the number itself: with its zeros after the point and its currency sign, without separators and the
/// brackets or dash of bookkeeping.
fn shown_of(number: &str, shown: &str) -> Option<String> {
    let value: Decimal = number.parse().ok()?;
    if value.is_zero() && matches!(shown, "-" | "–" | "—") {
        return Some(number.to_owned());
    }
    if shown.contains(['E', 'e']) {
        let same = number_text(shown).is_some_and(|(other, _)| other == number);
        return same.then(|| number.to_owned());
    }
    let bare: String = shown.chars().filter(|c| !c.is_whitespace() && !CURRENCIES.contains(*c) && *c != '+').collect();
    let (digits, negative) = match bare.strip_prefix(['(', '（']).and_then(|rest| rest.strip_suffix([')', '）'])) {
        Some(inside) => (inside, true),
        None => (bare.as_str(), false),
    };
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    // A comma set anywhere but at thousands is a decimal comma, or no separator at all.
    let mut groups = whole.split(',').skip(1);
    if !groups.all(|group| group.len() == 3) {
        return None;
    }
    let plain = format!("{}{whole}", if negative { "-" } else { "" }).replace(',', "");
    let text = if decimals.is_empty() { plain } else { format!("{plain}.{decimals}") };
    let same = text.parse::<Decimal>().is_ok_and(|other| other == value);
    // Leading zeros (007) are words around the number, not decimals.
    let padded = |text: &str| {
        let whole = text.trim_start_matches('-').split('.').next().unwrap_or_default();
        whole.len() > 1 && whole.starts_with('0')
    };
    if !same || padded(&text) {
        return None;
    }
    // An amount keeps the sign that says of what it is.
    let sign = shown.chars().find(|c| CURRENCIES.contains(*c)).filter(|_| !value.is_zero());
    Some(match (sign, text.strip_prefix('-')) {
        (Some(sign), Some(amount)) => format!("-{sign}{amount}"),
        (Some(sign), None) => format!("{sign}{text}"),
        (None, _) => text,
    })
}

/// An amount shown with its unit of money (265500元), perhaps in ten thousands or more (26.55万) and rounded: the number it rounds,
/// with the unit. So are thousands or millions of pieces where digits are lost (0.1百万件). `None` for anything else.
fn amount_of(number: &str, shown: &str) -> Option<String> {
    let digits = shown.trim_end_matches(|c: char| !c.is_ascii_digit());
    let unit = shown.get(digits.len()..)?.trim();
    let scale = scale_of(unit);
    if !is_amount(unit) && scale.is_none() {
        return None;
    }
    let digits = digits.trim_start_matches(['¥', '￥']).replace(',', "");
    let (value, seen): (Decimal, Decimal) = (number.parse().ok()?, digits.parse().ok()?);
    let scaled = [Some(Decimal::ONE), scale].into_iter().flatten().filter_map(|by| value.checked_div(by));
    let rounded = |v: &Decimal| v.round_dp_with_strategy(seen.scale(), RoundingStrategy::MidpointAwayFromZero);
    let exact = scaled.map(|v| v.normalize()).find(|v| rounded(v) == seen)?;
    if !is_amount(unit) && exact == seen.normalize() {
        return None;
    }
    Some(format!("{exact}{unit}"))
}

/// `PT08H30M00S` as 08:30:00.
fn clock_time(duration: &str) -> Option<String> {
    let rest = duration.strip_prefix("PT")?;
    let (hours, rest) = rest.split_once('H')?;
    let (minutes, rest) = rest.split_once('M')?;
    let seconds = rest.strip_suffix('S')?;
    let number = |text: &str| text.parse::<u32>().ok();
    let (whole, part) = seconds.split_once(['.', ',']).unwrap_or((seconds, ""));
    let part = part.trim_end_matches('0');
    let dot = if part.is_empty() { "" } else { "." };
    Some(format!("{:02}:{:02}:{:02}{dot}{part}", number(hours)?, number(minutes)?, number(whole)?))
}

/// The paragraphs directly in an element, one a line; `None` where it has none.
fn paragraphs(element: Element<'_>) -> Option<String> {
    rich_paragraphs(element, &Styles::default(), FontLook::default()).map(|rich| rich.text)
}

/// The same with the looks of its spans, in text of that font.
fn rich_paragraphs(element: Element<'_>, styles: &Styles, font: FontLook) -> Option<RichText> {
    let mut lines: Option<RichText> = None;
    for paragraph in element.children().filter(|e| e.is(Ns::OdfText, "p") || e.is(Ns::OdfText, "h")) {
        match &mut lines {
            Some(lines) => lines.text.push('\n'),
            None => lines = Some(RichText::default()),
        }
        let lines = lines.get_or_insert_default();
        let start = lines.text.len();
        push_text(paragraph, lines, start, styles, (font, None));
        // White space at a paragraph's end does not count.
        if lines.text.len() > start && lines.text.ends_with(' ') && !ends_in_kept_space(paragraph) {
            lines.text.pop();
        }
    }
    lines
}

/// Whether the last thing in a paragraph is a space written as an element, which counts.
fn ends_in_kept_space(paragraph: Element<'_>) -> bool {
    let last = paragraph.nodes().last();
    matches!(last, Some(Node::Element(element)) if element.is(Ns::OdfText, "s"))
}

/// The text of a paragraph, its white space collapsed (ODF 1.3 part 3, 6.1.2); notes and rubies' guides are no part of it.
/// `font`: of the text around, and of a span within it.
fn push_text(
    element: Element<'_>,
    rich: &mut RichText,
    start: usize,
    styles: &Styles,
    font: (FontLook, Option<FontLook>),
) {
    for node in element.nodes() {
        let inner = match node {
            Node::Text(part) => {
                rich.begin(font.1);
                let text = &mut rich.text;
                for c in part.chars() {
                    match c {
                        ' ' | '\t' | '\r' | '\n' => {
                            if text.len() > start && !text.ends_with([' ', '\n', '\t']) {
                                text.push(' ');
                            }
                        }
                        c => text.push(c),
                    }
                }
                continue;
            }
            Node::Element(inner) => inner,
        };
        match (inner.ns(), inner.name()) {
            (Ns::OdfText, "s") => {
                let spaces = inner.attribute(Ns::OdfText, "c").and_then(|c| c.parse::<usize>().ok()).unwrap_or(1);
                rich.text.extend(std::iter::repeat_n(' ', spaces.min(1000)));
            }
            (Ns::OdfText, "tab") => rich.text.push('\t'),
            (Ns::OdfText, "line-break") => rich.text.push('\n'),
            (Ns::OdfText, "note" | "ruby-text") | (Ns::OdfOffice, _) | (Ns::OdfDraw, _) => {}
            // No deeper than XML may nest.
            (Ns::OdfText, "span") => {
                let style = inner.attributes().find(|a| a.name == "style-name").map(|a| a.value);
                let inside = styles.span(style, font.1.unwrap_or(font.0));
                push_text(inner, rich, start, styles, (font.0, Some(inside).filter(|look| *look != font.0)));
            }
            _ => push_text(inner, rich, start, styles, font),
        }
    }
}

/// Names a drawn object.
fn name_shape(shape: Element<'_>, place: Option<(u32, u32)>, findings: &mut SheetFindings) {
    let has = |name: &str| shape.descendants().any(|e| e.is(Ns::OdfDraw, name));
    let text: Vec<String> = shape
        .descendants()
        .filter(|e| !e.is(Ns::OdfText, "p"))
        .filter_map(paragraphs)
        .chain(paragraphs(shape))
        .collect();
    let text = text.join("\n");
    let name = shape.attribute(Ns::OdfDraw, "name").unwrap_or_default();
    let finding = if has("object") || has("object-ole") {
        catalogue::sheet::drawing_left_out(terms::CHART, name)
    } else if has("image") {
        catalogue::sheet::drawing_left_out(terms::PICTURE, name)
    } else if text.trim().is_empty() {
        catalogue::sheet::drawing_left_out(terms::SHAPE, name)
    } else {
        catalogue::sheet::text_box_left_out(text)
    };
    match place {
        Some((row, column)) => findings.on_cell(row, column, finding),
        None => findings.on_sheet(finding),
    }
}

mod style;
#[cfg(test)]
mod tests;
