//! Stored values → text.

use super::conditional::{Conditions, format_of};
use super::findings::SheetFindings;
use super::look::{Run, printed};
use super::number_format::Shown;
use super::serial_date::serial_to_iso;
use super::spent::Spent;
use super::workbook::Workbook;
use super::worksheet::{CellType, RawCell, RawSheet};
use crate::document::{Content, Ink};
use crate::finding::catalogue::sheet;
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
    /// What it prints, where that is not simply the text: runs with marks, without what no person sees.
    pub(super) content: Option<Content>,
}

impl ReadCell {
    /// A cell that prints its text.
    pub(super) fn plain(text: impl Into<String>, kind: Kind) -> Self {
        ReadCell { text: text.into(), kind, content: None }
    }
}

/// Cells by row and column, from 1.
pub(super) type Cells = BTreeMap<(u32, u32), ReadCell>;

/// The cells of a sheet.
///
/// # Errors
/// As [`Spent::cell`]: one long shared string may stand in a million cells.
pub(super) fn raw_to_cells(
    raw: &RawSheet,
    workbook: &Workbook,
    spent: &mut Spent,
    findings: &mut SheetFindings,
) -> Result<Cells, Error> {
    let mut cells = Cells::new();
    let conditions = Some(&raw.conditions).filter(|conditions| !conditions.are_too_many(raw.cells.len()));
    if conditions.is_none() {
        findings.on_sheet(sheet::conditional_formats_not_read());
    }
    for cell in &raw.cells {
        let read = Reader { cell, workbook, conditions, runs: &cell.runs, findings }.read(spent)?;
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
    conditions: Option<&'r Conditions>,
    /// The runs of its text.
    runs: &'r [Run],
    findings: &'r mut SheetFindings,
}

impl Reader<'_> {
    fn read(mut self, spent: &mut Spent) -> Result<ReadCell, Error> {
        let cell = self.cell;
        if cell.has_formula && cell.value.is_empty() && cell.cell_type != CellType::FormulaString {
            self.say(sheet::formula_without_value());
            return Ok(ReadCell::plain("", Kind::Uncalculated));
        }
        let mut read = match cell.cell_type {
            CellType::Number => self.number(),
            CellType::SharedString => self.shared_string(),
            CellType::FormulaString | CellType::InlineString => self.text(Kind::Text),
            CellType::Boolean => match cell.value.as_str() {
                "1" | "true" => ReadCell::plain("TRUE", Kind::Boolean(true)),
                "0" | "false" => ReadCell::plain("FALSE", Kind::Boolean(false)),
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
        let number = if let Kind::Number(number) = read.kind { Some(number) } else { None };
        let mut look = *self.workbook.look(cell.style);
        let mut format = self.workbook.format(cell.style);
        // The colour a format names comes before the font's, and a conditional format's before both.
        if let Some(color) = format.color(number) {
            look.font.ink = Ink::Color(color);
        }
        let seen = self.conditions.and_then(|rules| rules.seen(cell.row, cell.column, number, &look));
        if let Some(changed) = format_of(seen.as_ref()) {
            format = changed;
            let shown = number.and_then(|_| read.text.parse::<Decimal>().ok()).map(|number| format.shown(number));
            if let Some(Shown::Otherwise(shown)) = shown.filter(|_| !format.hides_numbers()) {
                self.say(sheet::shown_differently(&read.text, shown));
            }
        }
        let is_blanked = match read.kind {
            Kind::Number(_) => format.hides_numbers(),
            _ => format.hides_text(),
        };
        let mut runs = std::borrow::Cow::Borrowed(self.runs);
        if let Some(seen) = &seen {
            look = seen.look(&look);
            runs = std::borrow::Cow::Owned(seen.runs(self.runs));
            if let Some(condition) = &seen.doubt {
                self.say(sheet::conditional_format_may_hide(&read.text, condition));
            }
        }
        spent.cell(&read)?;
        spent.runs(self.runs.len())?;
        let findings = &mut self.findings;
        let say = |finding| findings.on_cell(cell.row, cell.column, finding);
        read.content = printed(&read.text, &runs, &look, is_blanked, say);
        Ok(read)
    }

    fn say(&mut self, finding: Finding) {
        self.findings.on_cell(self.cell.row, self.cell.column, finding);
    }

    fn text(&self, kind: Kind) -> ReadCell {
        ReadCell::plain(self.cell.value.clone(), kind)
    }

    fn invalid(&mut self) -> ReadCell {
        self.say(sheet::cell_value_invalid(&self.cell.value));
        self.text(Kind::Faulty)
    }

    fn shared_string(&mut self) -> ReadCell {
        let strings = &self.workbook.strings;
        match self.cell.value.parse::<usize>().ok().and_then(|index| strings.get(index)) {
            Some(string) => {
                self.runs = &string.runs;
                ReadCell::plain(string.text.clone(), Kind::Text)
            }
            None => {
                self.say(sheet::shared_string_missing(&self.cell.value, strings.len()));
                ReadCell::plain("", Kind::Faulty)
            }
        }
    }

    fn number(&mut self) -> ReadCell {
        let Some(value) = xml_double(&self.cell.value) else { return self.invalid() };
        let text = shortest_decimal(value);
        let read = |text: String| ReadCell::plain(text, Kind::Number(value));
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
            Shown::Otherwise(_) if format.hides_numbers() => {}
            Shown::Otherwise(shown) => self.say(sheet::shown_differently(&text, shown)),
            Shown::Amount { exact, shown } => {
                if exact != shown {
                    self.say(sheet::shown_differently(exact, shown));
                }
                return read(exact.clone());
            }
            Shown::Unknown => self.say(sheet::number_format_unknown(&text, &format.code)),
            Shown::Itself(_) => {}
        }
        if is_beyond_precision(value, &text) {
            self.say(sheet::number_beyond_precision(value.to_string()));
        }
        // 26.5 shown as 26.50 is the text 26.50: what a person reads, and the same number.
        read(if let Shown::Itself(decimals) = shown { with_decimals(text, decimals) } else { text })
    }
}

/// A stored number as programs show it, and the double it is; `None` for anything else.
pub(super) fn number_text(stored: &str) -> Option<(String, f64)> {
    xml_double(stored).map(|value| (shortest_decimal(value), value))
}

/// A finite `xsd:double`; Rust's parser alone would take `inf` and `nan` too.
fn xml_double(text: &str) -> Option<f64> {
    let plain = text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'+' | b'-' | b'.' | b'e' | b'E'));
    let value: f64 = if plain { text.parse().ok()? } else { return None };
    value.is_finite().then_some(value)
}

/// The most digits of a number that spreadsheet programs keep and show.
const PRECISION: usize = 15;

/// The shortest decimal that reads back as the same double, without an exponent; of at most [`PRECISION`] digits, so that what
/// binary arithmetic leaves (26.549999999999997) shows as it does in the program.
fn shortest_decimal(value: f64) -> String {
    let mut text = value.to_string();
    if significant_digits(&text) > PRECISION
        && let Ok(rounded) = format!("{value:.*e}", PRECISION - 1).parse::<f64>()
    {
        text = rounded.to_string();
    }
    if text == "-0" { "0".to_owned() } else { text }
}

/// Whether a number has more digits than programs keep, and rounding left no shorter one: a long number whose end is lost.
pub(super) fn is_beyond_precision(value: f64, text: &str) -> bool {
    const NOISE: usize = 3;
    significant_digits(&value.to_string()) > PRECISION && significant_digits(text) + NOISE > PRECISION
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

fn significant_digits(decimal: &str) -> usize {
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
            ("0.30000000000000004", "0.3"),
            ("26.549999999999997", "26.55"),
            ("122.00000000000001", "122"),
            ("1234567890123456789", "1234567890123460000"),
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
