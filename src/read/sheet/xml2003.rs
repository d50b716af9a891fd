//! XML spreadsheets of Excel 2002 and 2003 (SpreadsheetML 2003) → Document.
//!
//! One XML file, `Workbook` its root. Portals export it under the names `.xls` and `.xml`.

use super::MAX_PLACES;
use super::findings::SheetFindings;
use super::grid::cells_to_grid;
use super::look::{CellLook, FontLook, RichText};
use super::number_format::NumberFormat;
use super::spent::Spent;
use super::style::CellStyle;
use super::value::raw_to_cells;
use super::workbook::{Workbook, is_true};
use super::worksheet::{COLUMNS, CellType, LEAST_HEIGHT, ROWS, Range, RawCell, RawSheet, extend_runs};
use crate::document::{Block, Document, Ground, Ink, VerticalPosition};
use crate::finding::{Error, Place, Value, Warned, catalogue};
use crate::ooxml::{Element, Node, Xml};
use std::collections::BTreeMap;
use std::rc::Rc;

/// Whether bytes look like such a file.
pub(super) fn is_xml_spreadsheet(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
    let head: Vec<u8> = head.iter().copied().filter(|b| *b != 0).collect();
    let has = |wanted: &[u8]| head.windows(wanted.len()).any(|window| window == wanted);
    has(b"urn:schemas-microsoft-com:office:spreadsheet") && has(b"Workbook")
}

/// Reads such a file.
///
/// # Errors
/// `no-sheets`; `limit-exceeded`.
pub(super) fn xml_to_document(bytes: &[u8]) -> Result<Warned<Document>, Error> {
    let xml = Xml::parse(bytes.to_vec())?;
    let root = xml.root().filter(|root| root.name() == "Workbook");
    let Some(root) = root else { return Err(catalogue::sheet::no_sheets().into()) };
    let (styles, numbers) = styles_of(root);
    let workbook = Workbook::of_parts(Vec::new(), styles, false);
    let mut document = Document::default();
    let mut findings = Vec::new();
    let (mut places, mut spent) = (0u64, Spent::default());
    let sheets = root.children().filter(|e| e.name() == "Worksheet");
    for (index, sheet) in sheets.enumerate() {
        let name = attribute(sheet, "Name").map_or_else(|| format!("#{}", index + 1), str::to_owned);
        let place = Place::Sheet(name.as_str().into());
        let mut of_sheet = SheetFindings::of_sheet(&name);
        let visible = child(sheet, "WorksheetOptions").and_then(|options| child(options, "Visible"));
        if visible.is_some_and(|visible| visible.text().contains("Hidden")) {
            of_sheet.on_sheet(catalogue::sheet::hidden_sheet());
        }
        let raw = child(sheet, "Table").map(|table| table_to_raw(table, &numbers)).unwrap_or_default();
        let cells =
            raw_to_cells(&raw, &workbook, &mut spent, &mut of_sheet).map_err(|error| error.at(place.clone()))?;
        let grid = cells_to_grid(cells, &raw, MAX_PLACES.saturating_sub(places), &mut of_sheet);
        let grid = grid.map_err(|error| error.at(place))?;
        findings.extend(of_sheet.finish());
        if let Some(grid) = grid {
            places += u64::from(grid.rows()) * u64::from(grid.columns());
            document.blocks.push(Block::Table(grid));
        }
    }
    if let Some(cause) = xml.broken() {
        findings.push(catalogue::sheet::sheet_unreadable(Value::foreign(cause)));
    }
    if document.blocks.is_empty() {
        findings.push(catalogue::sheet::workbook_empty());
    }
    Ok(Warned { value: document, findings })
}

fn child<'x>(element: Element<'x>, name: &str) -> Option<Element<'x>> {
    element.children().find(|child| child.name() == name)
}

/// An attribute by its local name: all are of the spreadsheet's own namespace.
fn attribute<'x>(element: Element<'x>, name: &str) -> Option<&'x str> {
    element.attributes().find(|a| a.name == name).map(|a| a.value)
}

/// The styles, and the index of each by its id. Index 0 is that of cells without one.
fn styles_of(root: Element<'_>) -> (Vec<CellStyle>, BTreeMap<String, usize>) {
    let ordinary = CellStyle { format: Rc::new(NumberFormat::GENERAL), look: CellLook::default() };
    let mut styles = vec![ordinary.clone()];
    let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
    for style in child(root, "Styles").into_iter().flat_map(Element::children).filter(|e| e.name() == "Style") {
        let id = attribute(style, "ID").unwrap_or_default();
        let parent = attribute(style, "Parent").and_then(|parent| numbers.get(parent).copied()).unwrap_or(0);
        let mut own = styles.get(parent).cloned().unwrap_or_else(|| ordinary.clone());
        for part in style.children() {
            match part.name() {
                "Font" => own.look.font = font_look(part, own.look.font),
                "Interior" => own.look.ground = ground_of(part),
                "NumberFormat" => {
                    let code = attribute(part, "Format").unwrap_or("General");
                    own.format = Rc::new(match code {
                        "General" => NumberFormat::GENERAL,
                        "Fixed" => NumberFormat::built_in(2),
                        "Standard" => NumberFormat::built_in(4),
                        "Percent" => NumberFormat::built_in(10),
                        "Scientific" => NumberFormat::built_in(11),
                        code => NumberFormat::of_code(code),
                    });
                }
                _ => {}
            }
        }
        match id {
            "Default" => {
                if let Some(first) = styles.first_mut() {
                    *first = own;
                }
                numbers.insert(id.to_owned(), 0);
            }
            id => {
                numbers.insert(id.to_owned(), styles.len());
                styles.push(own);
            }
        }
    }
    (styles, numbers)
}

fn font_look(font: Element<'_>, base: FontLook) -> FontLook {
    let mut look = base;
    if let Some(strike) = attribute(font, "StrikeThrough") {
        look.strike = is_true(strike);
    }
    match attribute(font, "VerticalAlign") {
        Some("Superscript") => look.position = Some(VerticalPosition::Superscript),
        Some("Subscript") => look.position = Some(VerticalPosition::Subscript),
        _ => {}
    }
    if let Some(color) = attribute(font, "Color") {
        look.ink = color_ink(color);
    }
    look.points = attribute(font, "Size").and_then(|size| size.parse().ok()).or(look.points);
    look
}

fn color_ink(color: &str) -> Ink {
    match color {
        "Automatic" => Ink::Automatic,
        color => color.to_ascii_uppercase().parse().map_or(Ink::Unknown, Ink::Color),
    }
}

fn ground_of(interior: Element<'_>) -> Ground {
    match attribute(interior, "Pattern") {
        Some("Solid") => match attribute(interior, "Color") {
            None | Some("Automatic") => Ground::default(),
            Some(color) => color.to_ascii_uppercase().parse().map_or(Ground::Unknown, Ground::Color),
        },
        None | Some("None") => Ground::default(),
        Some(_) => Ground::Unknown,
    }
}

fn table_to_raw(table: Element<'_>, numbers: &BTreeMap<String, usize>) -> RawSheet {
    let mut raw = RawSheet::default();
    let style = |element: Element<'_>| attribute(element, "StyleID").and_then(|id| numbers.get(id).copied());
    let number = |element: Element<'_>, name| attribute(element, name).and_then(|n| n.parse::<u32>().ok());
    let is_flat = |element: Element<'_>| {
        // Both in points: a column's narrowest character has about five.
        let size = attribute(element, "Height").or_else(|| attribute(element, "Width"));
        size.and_then(|size| size.parse::<f64>().ok()).is_some_and(|size| size < LEAST_HEIGHT)
    };
    let is_hidden = |element: Element<'_>| attribute(element, "Hidden").is_some_and(is_true) || is_flat(element);
    let (mut row, mut column) = (0u32, 0u32);
    for element in table.children() {
        match element.name() {
            "Column" => {
                let first = number(element, "Index").unwrap_or(column + 1).clamp(1, COLUMNS);
                column = first.saturating_add(number(element, "Span").unwrap_or(0)).min(COLUMNS);
                if is_hidden(element) {
                    extend_runs(&mut raw.hidden_columns, first, column);
                }
            }
            "Row" => {
                row = number(element, "Index").unwrap_or(row + 1).clamp(1, ROWS);
                let last = row.saturating_add(number(element, "Span").unwrap_or(0)).min(ROWS);
                if is_hidden(element) {
                    extend_runs(&mut raw.hidden_rows, row, last);
                }
                let mut place = 0u32;
                for cell in element.children().filter(|e| e.name() == "Cell") {
                    let left = number(cell, "Index").unwrap_or(place + 1).clamp(1, COLUMNS);
                    let right = left.saturating_add(number(cell, "MergeAcross").unwrap_or(0)).min(COLUMNS);
                    let bottom = row.saturating_add(number(cell, "MergeDown").unwrap_or(0)).min(ROWS);
                    place = right;
                    let range = Range { top: row, left, bottom, right };
                    if !range.is_single() {
                        raw.merges.push(range);
                    }
                    raw.seen += 1;
                    raw.cells.extend(cell_to_raw(cell, row, left, style(cell).or_else(|| style(element))));
                }
                row = last;
            }
            _ => {}
        }
    }
    raw
}

fn cell_to_raw(cell: Element<'_>, row: u32, column: u32, style: Option<usize>) -> Option<RawCell> {
    let data = child(cell, "Data");
    let has_formula = attribute(cell, "Formula").is_some();
    let mut rich = RichText::default();
    if let Some(data) = data {
        push_data(data, None, &mut rich);
    }
    if rich.text.is_empty() && !has_formula {
        return None;
    }
    let cell_type = match data.and_then(|data| attribute(data, "Type")) {
        Some("Number") | None => CellType::Number,
        Some("DateTime") => CellType::Date,
        Some("Boolean") => CellType::Boolean,
        Some("Error") => CellType::Error,
        Some(_) => CellType::InlineString,
    };
    let value = match cell_type {
        CellType::InlineString => rich.text,
        CellType::Date => rich.text.trim().trim_end_matches("T00:00:00.000").to_owned(),
        _ => rich.text.trim().to_owned(),
    };
    let runs = if cell_type == CellType::InlineString { rich.runs } else { Vec::new() };
    Some(RawCell { row, column, cell_type, style, value, runs, has_formula })
}

/// Text of a cell, with the marks of HTML in it.
fn push_data(element: Element<'_>, font: Option<FontLook>, rich: &mut RichText) {
    for node in element.nodes() {
        match node {
            Node::Text(text) => rich.push(&text.replace("\r\n", "\n"), font),
            Node::Element(inner) => {
                let base = font.unwrap_or_default();
                let look = match inner.name() {
                    "S" => Some(FontLook { strike: true, ..base }),
                    "Sup" => Some(FontLook { position: Some(VerticalPosition::Superscript), ..base }),
                    "Sub" => Some(FontLook { position: Some(VerticalPosition::Subscript), ..base }),
                    "Font" => {
                        let ink = attribute(inner, "Color").map_or(base.ink, color_ink);
                        let points = attribute(inner, "Size").and_then(|size| size.parse().ok()).or(base.points);
                        Some(FontLook { ink, points, ..base })
                    }
                    _ => font,
                };
                push_data(inner, look, rich);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_stand_where_their_indices_say() {
        let file = r#"<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" xmlns:html="http://www.w3.org/TR/REC-html40"><Styles><Style ss:ID="s1"><Font ss:StrikeThrough="1"/></Style></Styles><Worksheet ss:Name="表"><Table><Row ss:Index="2"><Cell ss:MergeAcross="1"><Data ss:Type="String">甲</Data></Cell><Cell><Data ss:Type="Number">26.55</Data></Cell></Row><Row><Cell ss:Index="3" ss:StyleID="s1"><Data ss:Type="Number">7</Data></Cell></Row></Table></Worksheet></Workbook>"#;
        assert!(is_xml_spreadsheet(file.as_bytes()));
        let read = xml_to_document(file.as_bytes()).unwrap();
        assert!(read.findings.is_empty());
        let Some(Block::Table(grid)) = read.value.blocks.first() else { panic!("a table expected") };
        let texts: Vec<String> = grid.cells().iter().map(|cell| cell.plain_text()).collect();
        assert_eq!(texts, ["甲", "26.55", "", "", "7"]);
        let Block::Paragraph(paragraph) = &grid.cells()[4].content[0] else { panic!("a paragraph expected") };
        assert!(paragraph.content.as_plain().is_none(), "struck");
    }

    #[test]
    fn rows_and_columns_too_flat_to_show_are_hidden() {
        let codes = |column: &str, row: &str| {
            let cell = r#"<Cell><Data ss:Type="Number">7</Data></Cell>"#;
            let table = format!("<Column{column}/><Row>{cell}</Row><Row{row}>{cell}</Row>");
            let head = r#"<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="表"><Table>"#;
            let file = format!("{head}{table}</Table></Worksheet></Workbook>");
            let read = xml_to_document(file.as_bytes()).unwrap();
            read.findings.iter().map(|finding| finding.code()).collect::<Vec<_>>()
        };
        assert_eq!(codes("", r#" ss:Height="0""#), ["hidden-rows"]);
        assert_eq!(codes("", r#" ss:Hidden="1""#), ["hidden-rows"]);
        assert_eq!(codes(r#" ss:Width="0.5""#, ""), ["hidden-columns"]);
        assert_eq!(codes(r#" ss:Width="48""#, r#" ss:Height="14.25""#), [""; 0]);
    }
}
