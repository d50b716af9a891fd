//! Worksheet XML → its cells, merged ranges and hidden rows, as the file has them (ECMA-376 §18.3.1).

use super::conditional::Conditions;
use super::findings::SheetFindings;
use super::input_message::InputMessages;
use super::look::{Palette, RichText, Run};
use super::running::name_header_footer;
use super::text::{child, string_item_text, unescaped};
use super::workbook::{Workbook, is_true};
use crate::finding::catalogue;
use crate::ooxml::{Element, Ns};

/// The rows and columns a sheet has.
pub(super) const ROWS: u32 = 1_048_576;
pub(super) const COLUMNS: u32 = 16_384;

/// The type a cell states (ST_CellType, §18.18.11).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CellType {
    Number,
    SharedString,
    FormulaString,
    InlineString,
    Boolean,
    Error,
    Date,
    Unknown,
}

/// A cell that holds something. Row and column count from 1.
#[derive(Debug, PartialEq)]
pub(super) struct RawCell {
    pub(super) row: u32,
    pub(super) column: u32,
    pub(super) cell_type: CellType,
    pub(super) style: Option<usize>,
    /// The stored value; for an inline string its text.
    pub(super) value: String,
    /// The runs of an inline string.
    pub(super) runs: Vec<Run>,
    pub(super) has_formula: bool,
}

/// A range of cells, both ends included, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Range {
    pub(super) top: u32,
    pub(super) left: u32,
    pub(super) bottom: u32,
    pub(super) right: u32,
}

/// A worksheet as its XML has it.
#[derive(Debug, Default)]
pub(super) struct RawSheet {
    /// In the file's order.
    pub(super) cells: Vec<RawCell>,
    pub(super) merges: Vec<Range>,
    /// Whether the whole sheet is hidden.
    pub(super) is_hidden: bool,
    /// First and last of each run of hidden rows.
    pub(super) hidden_rows: Vec<(u32, u32)>,
    pub(super) hidden_columns: Vec<(u32, u32)>,
    pub(super) conditions: Conditions,
    /// How many cells were looked at, empty ones included.
    pub(super) seen: usize,
}

/// A row lower than this, in points, or a column narrower, in characters, shows nothing of its cells.
pub(super) const LEAST_HEIGHT: f64 = 1.5;
pub(super) const LEAST_WIDTH: f64 = 0.3;

pub(super) fn element_to_raw_sheet(root: Element<'_>, workbook: &Workbook, findings: &mut SheetFindings) -> RawSheet {
    let palette = &workbook.palette;
    let mut sheet = RawSheet::default();
    let mut messages = InputMessages::default();
    for child in root.children() {
        match child.name() {
            "cols" => child.children().for_each(|column| sheet.push_columns(column)),
            "sheetData" => sheet.push_rows(child, palette, findings),
            "mergeCells" => sheet.push_merges(child, findings),
            "headerFooter" => name_header_footer(child, findings),
            "dataValidations" => child.children().for_each(|validation| messages.read(validation, findings)),
            "conditionalFormatting" => sheet.conditions.read(child, &workbook.changes, palette),
            "extLst" => child.descendants().for_each(|extended| match extended.name() {
                "conditionalFormatting" => sheet.conditions.read(extended, &workbook.changes, palette),
                "dataValidation" => messages.read(extended, findings),
                _ => {}
            }),
            _ => {}
        }
    }
    sheet.conditions.sort();
    sheet
}

impl Range {
    /// `A1` or `A1:C3`; `None` for anything else, reversed ranges included.
    pub(super) fn parse(reference: &str) -> Option<Self> {
        let (start, end) = reference.split_once(':').unwrap_or((reference, reference));
        let ((top, left), (bottom, right)) = (address(start)?, address(end)?);
        (top <= bottom && left <= right).then_some(Range { top, left, bottom, right })
    }

    pub(super) fn is_single(self) -> bool {
        self.top == self.bottom && self.left == self.right
    }

    pub(super) fn contains(self, row: u32, column: u32) -> bool {
        (self.top..=self.bottom).contains(&row) && (self.left..=self.right).contains(&column)
    }
}

/// Row and column of an address such as `H12`.
pub(crate) fn address(reference: &str) -> Option<(u32, u32)> {
    let digits = reference.find(|c: char| !c.is_ascii_alphabetic())?;
    let (letters, row) = (reference.get(..digits)?, reference.get(digits..)?);
    if letters.is_empty() || letters.len() > 3 || row.len() > 7 || !row.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let column = letters.bytes().fold(0, |sum, b| sum * 26 + u32::from(b.to_ascii_uppercase() - b'A') + 1);
    let row = row.parse().ok()?;
    ((1..=ROWS).contains(&row) && (1..=COLUMNS).contains(&column)).then_some((row, column))
}

impl RawSheet {
    fn push_columns(&mut self, column: Element<'_>) {
        let number = |name| column.attribute(Ns::None, name).and_then(|n| n.parse::<u32>().ok());
        let (Some(first), Some(last)) = (number("min"), number("max")) else { return };
        let zero_width =
            column.attribute(Ns::None, "width").and_then(|w| w.parse::<f64>().ok()).is_some_and(|w| w <= LEAST_WIDTH);
        if column.attribute(Ns::None, "hidden").is_some_and(is_true) || zero_width {
            extend_runs(&mut self.hidden_columns, first, last.min(COLUMNS));
        }
    }

    fn push_rows(&mut self, data: Element<'_>, palette: &Palette, findings: &mut SheetFindings) {
        let mut row = 0;
        for element in data.children().filter(|e| e.name() == "row") {
            row = match element.attribute(Ns::None, "r").map(|r| r.parse::<u32>()) {
                Some(Ok(stated)) if (1..=ROWS).contains(&stated) => stated,
                None if row < ROWS => row + 1,
                stated => {
                    let stated = stated.and_then(Result::ok).map_or_else(String::new, |r| r.to_string());
                    findings.on_sheet(catalogue::sheet::cell_address_invalid(stated));
                    (row + 1).min(ROWS)
                }
            };
            let zero_height =
                element.attribute(Ns::None, "ht").and_then(|h| h.parse::<f64>().ok()).is_some_and(|h| h < LEAST_HEIGHT);
            if element.attribute(Ns::None, "hidden").is_some_and(is_true) || zero_height {
                extend_runs(&mut self.hidden_rows, row, row);
            }
            let mut column = 0;
            for cell in element.children().filter(|e| e.name() == "c") {
                self.push_cell(cell, row, &mut column, palette, findings);
            }
        }
    }

    fn push_cell(
        &mut self,
        element: Element<'_>,
        row: u32,
        column: &mut u32,
        palette: &Palette,
        findings: &mut SheetFindings,
    ) {
        self.seen += 1;
        let stated = element.attribute(Ns::None, "r");
        let place = match (stated.map(address), stated) {
            (Some(Some(place)), _) => place,
            (None, _) if *column < COLUMNS => (row, *column + 1),
            (_, stated) => {
                let place = (row, (*column + 1).min(COLUMNS));
                let finding = catalogue::sheet::cell_address_invalid(stated.unwrap_or_default());
                findings.on_cell(place.0, place.1, finding);
                place
            }
        };
        *column = place.1;
        let cell_type = match element.attribute(Ns::None, "t") {
            None | Some("n") => CellType::Number,
            Some("s") => CellType::SharedString,
            Some("str") => CellType::FormulaString,
            Some("inlineStr") => CellType::InlineString,
            Some("b") => CellType::Boolean,
            Some("e") => CellType::Error,
            Some("d") => CellType::Date,
            Some(_) => CellType::Unknown,
        };
        let RichText { text: value, runs } = match (child(element, "is"), child(element, "v")) {
            (Some(inline), None) => string_item_text(inline, palette),
            (Some(inline), Some(_)) if cell_type == CellType::InlineString => string_item_text(inline, palette),
            (_, Some(v)) if cell_type == CellType::FormulaString => RichText::plain(unescaped(&v.text())),
            (_, Some(v)) => RichText::plain(v.text().trim().to_owned()),
            (None, None) => RichText::default(),
        };
        let has_formula = child(element, "f").is_some();
        if !value.is_empty() || has_formula {
            let style = element.attribute(Ns::None, "s").and_then(|s| s.parse().ok());
            self.cells.push(RawCell { row: place.0, column: place.1, cell_type, style, value, runs, has_formula });
        }
    }

    fn push_merges(&mut self, merges: Element<'_>, findings: &mut SheetFindings) {
        for element in merges.children().filter(|e| e.name() == "mergeCell") {
            let reference = element.attribute(Ns::None, "ref").unwrap_or_default();
            match Range::parse(reference) {
                Some(range) if range.is_single() => {}
                Some(range) => self.merges.push(range),
                None => findings.on_sheet(catalogue::sheet::merge_invalid(reference)),
            }
        }
    }
}

/// Adds `first..=last` to runs that are in order, joining what touches.
pub(super) fn extend_runs(runs: &mut Vec<(u32, u32)>, first: u32, last: u32) {
    match runs.last_mut() {
        Some((_, end)) if first == end.saturating_add(1) => *end = last.max(first),
        _ => runs.push((first, last.max(first))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_end_where_the_sheet_ends() {
        assert_eq!(address("A1"), Some((1, 1)));
        assert_eq!(address("XFD1048576"), Some((1_048_576, 16_384)));
        for wrong in ["XFE1", "A1048577", "A0", "A", "1", "", "A-1", "$A$1", "AAAA1", "A99999999", "Ａ1"] {
            assert_eq!(address(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_reversed_range_is_none() {
        assert!(Range::parse("A1:B2").is_some());
        assert!(Range::parse("B2:A1").is_none());
    }
}
