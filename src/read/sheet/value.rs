//! Stored values → text.

use super::MAX_TEXT_BYTES;
use super::number_format::Shown;
use super::report::SheetFindings;
use super::serial_date::serial_to_iso;
use super::workbook::Workbook;
use super::worksheet::{CellType, RawCell, RawSheet};
use crate::finding::catalogue::{self, sheet};
use crate::finding::{Error, Finding};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// What a stored value is, for comparing it with a second reading.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Kind {
    Text,
    /// A formula without stored result.
    Uncalculated,
    Number(f64),
    Boolean(bool),
    Error,
    /// The file is wrong here and says nothing that could be compared.
    Faulty,
}

/// A cell as read.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ReadCell {
    pub(super) text: String,
    pub(super) kind: Kind,
}

/// Cells by row and column, from 1.
pub(super) type Cells = BTreeMap<(u32, u32), ReadCell>;

/// The cells of a sheet.
///
/// # Errors
/// `limit-exceeded` where they have more than [`MAX_TEXT_BYTES`] of text together: one long shared string may stand in a
/// million cells.
pub(super) fn raw_to_cells(raw: &RawSheet, workbook: &Workbook, findings: &mut SheetFindings) -> Result<Cells, Error> {
    let mut cells = Cells::new();
    let mut bytes = 0usize;
    for cell in &raw.cells {
        let read = Reader { cell, workbook, findings }.read();
        bytes = bytes.saturating_add(read.text.len());
        if bytes > MAX_TEXT_BYTES {
            let limit = "工作表文字字节数 (bytes of text in a sheet)";
            return Err(catalogue::package::limit_exceeded(limit, MAX_TEXT_BYTES, bytes).into());
        }
        if let Some(kept) = cells.get(&(cell.row, cell.column)) {
            findings.on_cell(cell.row, cell.column, sheet::cell_twice(&kept.text, &read.text));
            continue;
        }
        cells.insert((cell.row, cell.column), read);
    }
    Ok(cells)
}

struct Reader<'r> {
    cell: &'r RawCell,
    workbook: &'r Workbook,
    findings: &'r mut SheetFindings,
}

impl Reader<'_> {
    fn read(mut self) -> ReadCell {
        let cell = self.cell;
        if cell.has_formula && cell.value.is_empty() && cell.cell_type != CellType::FormulaString {
            self.say(sheet::formula_without_value());
            return ReadCell { text: String::new(), kind: Kind::Uncalculated };
        }
        let read = match cell.cell_type {
            CellType::Number => self.number(),
            CellType::SharedString => self.shared_string(),
            CellType::FormulaString | CellType::InlineString => self.text(Kind::Text),
            CellType::Boolean => match cell.value.as_str() {
                "1" | "true" => ReadCell { text: "TRUE".into(), kind: Kind::Boolean(true) },
                "0" | "false" => ReadCell { text: "FALSE".into(), kind: Kind::Boolean(false) },
                _ => self.invalid(),
            },
            CellType::Error => {
                self.say(sheet::cell_error(&cell.value));
                self.text(Kind::Error)
            }
            CellType::Date => {
                self.say(sheet::date_in_cell(&cell.value, &cell.value));
                self.text(Kind::Text)
            }
            CellType::Unknown => self.invalid(),
        };
        if cell.has_formula && self.workbook.is_uncalculated {
            self.say(sheet::formula_value_not_calculated(&read.text));
        }
        read
    }

    fn say(&mut self, finding: Finding) {
        self.findings.on_cell(self.cell.row, self.cell.column, finding);
    }

    fn text(&self, kind: Kind) -> ReadCell {
        ReadCell { text: self.cell.value.clone(), kind }
    }

    fn invalid(&mut self) -> ReadCell {
        self.say(sheet::cell_value_invalid(&self.cell.value));
        self.text(Kind::Faulty)
    }

    fn shared_string(&mut self) -> ReadCell {
        let strings = &self.workbook.strings;
        match self.cell.value.parse::<usize>().ok().and_then(|index| strings.get(index)) {
            Some(text) => ReadCell { text: text.clone(), kind: Kind::Text },
            None => {
                self.say(sheet::shared_string_missing(&self.cell.value, strings.len()));
                ReadCell { text: String::new(), kind: Kind::Faulty }
            }
        }
    }

    fn number(&mut self) -> ReadCell {
        let Some(value) = xml_double(&self.cell.value) else { return self.invalid() };
        let text = shortest_decimal(value);
        let read = |text| ReadCell { text, kind: Kind::Number(value) };
        let format = self.workbook.format(self.cell.style);
        // So few digits are within the range of Decimal; beyond it what is shown can't be told.
        let shown = match format.is_general() && text.len() <= 20 {
            true => Shown::Itself(0),
            false => text.parse::<Decimal>().map_or(Shown::Unknown, |decimal| format.shown(decimal)),
        };
        match &shown {
            Shown::Date(parts) => match serial_to_iso(value, self.workbook.is_1904, *parts) {
                Some(date) => {
                    self.say(sheet::date_in_cell(&date, &text));
                    return read(date);
                }
                None => self.say(sheet::number_format_unknown(&text, &format.code)),
            },
            Shown::Otherwise(shown) => self.say(sheet::shown_differently(&text, shown)),
            Shown::Unknown => self.say(sheet::number_format_unknown(&text, &format.code)),
            Shown::Itself(_) => {}
        }
        if significant_digits(&text) > 15 {
            self.say(sheet::number_beyond_precision(&text));
        }
        // 26.5 shown as 26.50 is the text 26.50: what a person reads, and the same number.
        read(if let Shown::Itself(decimals) = shown { with_decimals(text, decimals) } else { text })
    }
}

/// A stored number as the shortest decimal that reads back as the same double, and that double; `None` for anything else.
pub(super) fn number_text(stored: &str) -> Option<(String, f64)> {
    xml_double(stored).map(|value| (shortest_decimal(value), value))
}

/// A finite `xsd:double`; Rust's parser alone would take `inf` and `nan` too.
fn xml_double(text: &str) -> Option<f64> {
    let plain = text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'+' | b'-' | b'.' | b'e' | b'E'));
    let value: f64 = if plain { text.parse().ok()? } else { return None };
    value.is_finite().then_some(value)
}

/// The shortest decimal that reads back as the same double, without an exponent.
fn shortest_decimal(value: f64) -> String {
    let text = value.to_string();
    if text == "-0" { "0".to_owned() } else { text }
}

/// A decimal with zeros after its last decimal until it has so many.
fn with_decimals(mut text: String, decimals: u32) -> String {
    let have = text.split_once('.').map_or(0, |(_, part)| part.len());
    let missing = (decimals.min(30) as usize).saturating_sub(have);
    if have == 0 && missing > 0 {
        text.push('.');
    }
    text.extend(std::iter::repeat_n('0', missing));
    text
}

pub(super) fn significant_digits(decimal: &str) -> usize {
    let digits: String = decimal.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.trim_start_matches('0');
    if decimal.contains('.') { digits.len() } else { digits.trim_end_matches('0').len() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_print_shortest() {
        let printed = |text| xml_double(text).map(shortest_decimal);
        for (stored, expected) in [
            ("122", "122"),
            ("122.0", "122"),
            ("26.550000000000001", "26.55"),
            ("0.1", "0.1"),
            ("1.1398889E7", "11398889"),
            ("1E+20", "100000000000000000000"),
            ("1e-7", "0.0000001"),
            ("-0", "0"),
            ("0.30000000000000004", "0.30000000000000004"),
        ] {
            assert_eq!(printed(stored).as_deref(), Some(expected), "{stored}");
        }
        for wrong in ["", "inf", "NaN", "1,000", "０", "1e999", "12 3", "0x10", "."] {
            assert_eq!(printed(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn fifteen_digits_can_be_relied_on() {
        assert_eq!(significant_digits("999999999999999"), 15);
        assert_eq!(significant_digits("0.30000000000000004"), 17);
        assert_eq!(significant_digits("100000000000000000000"), 1);
        assert_eq!(significant_digits("0.00012"), 2);
    }
}
