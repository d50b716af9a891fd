//! A figure: its value beside the text that states it.

use crate::finding::Origin;
use crate::form::{DataCell, NumberKind};
use rust_decimal::Decimal;
use std::str::FromStr;
use unicode_normalization::UnicodeNormalization;

/// A figure of a statutory table: the printed text and what it means.
///
/// Blank, 0, a dash and absence are four different things: blank is an empty `raw`, a dash a `raw` without value, 0 a value;
/// a figure that is absent from the source is no `Count` at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    /// The text as printed, spaces at its ends left out.
    pub raw: String,
    /// What it means; `None` where it is no number of the kind the form asks for.
    pub value: Option<Decimal>,
    /// Where it came from.
    pub origin: Origin,
}

/// What is to be said about a figure's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CountFault {
    /// Nothing printed.
    Blank,
    /// A dash, stroke or 无 where a number should stand.
    Placeholder,
    /// Some other text.
    NotANumber,
    /// A number, but not of the kind the form asks for: negative, or with decimals.
    OutsideKind,
    /// A number printed in an unusual way (full-width digits, separators, a unit): understood, and said so.
    Unusual,
}

/// The largest number of digits a figure may have.
const MAX_DIGITS: usize = 18;

impl Count {
    /// The figure that a whole number is.
    #[must_use]
    pub fn of(value: i64) -> Self {
        Count { raw: value.to_string(), value: Some(Decimal::from(value)), origin: Origin::default() }
    }

    /// The figure that a cell's text states, by the kind and unit the form gives the cell.
    #[must_use]
    pub fn read(text: &str, cell: &DataCell) -> (Self, Option<CountFault>) {
        let raw = text.trim().to_owned();
        let (value, fault) = value_of_text(&raw, cell);
        (Count { raw, value, origin: Origin::default() }, fault)
    }

    /// Whether the text is simply the number, so that JSON needs only the number.
    #[must_use]
    pub fn is_plain(&self, kind: NumberKind) -> bool {
        match (&self.value, kind) {
            (Some(value), NumberKind::Count | NumberKind::Change) => value.to_string() == self.raw,
            (Some(value), NumberKind::Money) => {
                is_plain_decimal(&self.raw) && Decimal::from_str(&self.raw).as_ref() == Ok(value)
            }
            (None, _) => false,
        }
    }
}

/// Whether a text is digits, perhaps with a point and digits.
pub(super) fn is_plain_decimal(text: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let leading_zero = |part: &str| part.len() > 1 && part.starts_with('0');
    match text.split_once('.') {
        Some((whole, rest)) => digits(whole) && digits(rest) && !leading_zero(whole),
        None => digits(text) && !leading_zero(text),
    }
}

fn value_of_text(raw: &str, cell: &DataCell) -> (Option<Decimal>, Option<CountFault>) {
    if raw.is_empty() {
        return (None, Some(CountFault::Blank));
    }
    // Nearly every figure is simply a number.
    if raw.len() <= MAX_DIGITS
        && is_plain_decimal(raw)
        && (cell.kind == NumberKind::Money || !raw.contains('.'))
        && let Ok(value) = Decimal::from_str(raw)
    {
        return (Some(value), None);
    }
    let folded: String = raw.nfkc().filter(|c| !c.is_whitespace()).collect();
    if folded.is_empty() {
        return (None, Some(CountFault::Blank));
    }
    if has_foreign_digits(raw) || has_digits_on_two_lines(raw) {
        return (None, Some(CountFault::NotANumber));
    }
    if ["/", "\\", "-", "--", "—", "——", "–", "−", "无", "□", "*"].contains(&folded.as_str()) {
        return (None, Some(CountFault::Placeholder));
    }
    let mut number = folded.as_str();
    if !cell.unit.is_empty() {
        number = number.strip_suffix(cell.unit.as_str()).unwrap_or(number);
    }
    let (sign, digits) = match number.strip_prefix(['+', '-', '−', '－']) {
        Some(rest) => (number.strip_suffix(rest).unwrap_or(""), rest),
        None => ("", number),
    };
    let Some(digits) = without_separators(digits) else { return (None, Some(CountFault::NotANumber)) };
    if digits.bytes().filter(u8::is_ascii_digit).count() > MAX_DIGITS {
        return (None, Some(CountFault::NotANumber));
    }
    let Ok(magnitude) = Decimal::from_str(&digits) else { return (None, Some(CountFault::NotANumber)) };
    let value = if matches!(sign, "" | "+") { magnitude } else { -magnitude };
    // 12.00 is a whole number, if an oddly written one.
    let whole = value.fract().is_zero();
    let value = if cell.kind != NumberKind::Money && whole { value.trunc() } else { value };
    let fits = match cell.kind {
        NumberKind::Count => whole && sign.is_empty(),
        NumberKind::Change => whole,
        NumberKind::Money => sign.is_empty(),
    };
    if !fits {
        return (None, Some(CountFault::OutsideKind));
    }
    let usual_sign = cell.kind == NumberKind::Change && matches!(sign, "" | "+" | "-");
    let pointed = cell.kind != NumberKind::Money && raw.contains('.');
    let usual = (is_plain_decimal(raw) && !pointed)
        || (usual_sign && raw.strip_prefix(['+', '-']).is_some_and(is_plain_decimal));
    (Some(value), (!usual).then_some(CountFault::Unusual))
}

/// Whether a note number or the like (12¹, ①) would pass for digits once folded.
fn has_foreign_digits(raw: &str) -> bool {
    let usual = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    raw.chars().any(|c| !usual(c) && std::iter::once(c).nfkc().any(|folded| folded.is_ascii_digit()))
}

/// Whether digits stand on two lines: two numbers as likely as one.
fn has_digits_on_two_lines(raw: &str) -> bool {
    raw.lines().filter(|line| line.nfkc().any(|c| c.is_ascii_digit())).count() > 1
}

/// Digits with at most one point; thousands separators are left out where they stand at thousands. `None`: something else.
fn without_separators(text: &str) -> Option<String> {
    let (whole, rest) = match text.split_once('.') {
        Some((whole, rest)) => (whole, Some(rest)),
        None => (text, None),
    };
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let mut digits = first.to_owned();
    let mut separated = false;
    for group in groups {
        separated = true;
        if group.len() != 3 {
            return None;
        }
        digits.push_str(group);
    }
    let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if !all_digits(&digits) || (separated && first.len() > 3) {
        return None;
    }
    if let Some(rest) = rest {
        if !all_digits(rest) {
            return None;
        }
        digits.push('.');
        digits.push_str(rest);
    }
    Some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(kind: NumberKind, unit: &str) -> DataCell {
        DataCell { id: "x".into(), kind, unit: unit.into(), row_labels: Vec::new(), column_labels: Vec::new() }
    }

    fn read(text: &str, kind: NumberKind, unit: &str) -> (Option<String>, Option<CountFault>) {
        let (count, fault) = Count::read(text, &cell(kind, unit));
        (count.value.map(|v| v.to_string()), fault)
    }

    #[test]
    fn blank_dash_zero_and_text_are_different_things() {
        use CountFault::{Blank, NotANumber, Placeholder};
        assert_eq!(read("0", NumberKind::Count, "件"), (Some("0".into()), None));
        assert_eq!(read(" \u{a0}", NumberKind::Count, "件"), (None, Some(Blank)));
        for dash in ["/", "-", "—", "无", "／", "□"] {
            assert_eq!(read(dash, NumberKind::Count, "件"), (None, Some(Placeholder)), "{dash}");
        }
        for text in
            ["约10", "1o", "1-2", "1,23", "12,34,567", "1.2.3", "251000元", "1e5", "12件3", "½", "12¹", "③", "1\n0"]
        {
            assert_eq!(read(text, NumberKind::Count, "件"), (None, Some(NotANumber)), "{text}");
        }
    }

    #[test]
    fn unusual_numbers_are_understood_and_said_so() {
        for (text, value) in [
            ("１２", "12"),
            ("1,234", "1234"),
            ("12 件", "12"),
            ("1 0", "10"),
            ("12\n件", "12"),
            ("007", "7"),
            ("12.00", "12"),
        ] {
            assert_eq!(read(text, NumberKind::Count, "件"), (Some(value.into()), Some(CountFault::Unusual)), "{text}");
        }
    }

    #[test]
    fn the_kind_decides() {
        use CountFault::OutsideKind;
        assert_eq!(read("1.5", NumberKind::Count, "件"), (None, Some(OutsideKind)));
        assert_eq!(read("-5", NumberKind::Count, "件"), (None, Some(OutsideKind)));
        assert_eq!(read("+1036", NumberKind::Change, "项"), (Some("1036".into()), None));
        assert_eq!(read("-3", NumberKind::Change, "项"), (Some("-3".into()), None));
        assert_eq!(read("－１", NumberKind::Change, "项"), (Some("-1".into()), Some(CountFault::Unusual)));
        assert_eq!(read("59237.2449", NumberKind::Money, "万元"), (Some("59237.2449".into()), None));
        assert_eq!(read("-1.0", NumberKind::Money, "万元"), (None, Some(OutsideKind)));
    }
}
