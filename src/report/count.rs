//! A figure: its value beside the text that states it.

use super::figure_text::{Digits, Note, join_digits, split_note};
use crate::document::numeral::is_arabic_digit;
use crate::document::{Content, is_turned, visible};
use crate::finding::Origin;
use crate::form::{DataCell, FigureWords, MoneyUnit, NumberKind, Operand};
use rust_decimal::Decimal;
use std::str::FromStr;
use unicode_normalization::UnicodeNormalization;

/// A figure of a statutory table: the printed text and what it means.
///
/// Blank, 0, a dash and absence are four different things: blank is an empty `raw`, a dash a `raw` without value, 0 a value;
/// a figure that is absent from the source is no `Count` at all.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Count {
    /// The text as printed, spaces at its ends left out; what is struck through stands between `~~`, raised digits are ¹.
    pub raw: String,
    /// What it means; `None` where it is no number of the kind the form asks for.
    pub value: Option<Decimal>,
    /// What is printed, where that is more than the text: struck or raised runs, a note called at the figure.
    pub content: Option<Content>,
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
    /// Digits with something between them that may part two numbers, or two numbers.
    Parted,
    /// Struck through, wholly or in part.
    Struck,
    /// A number, but not of the kind the form asks for: negative, or with decimals.
    OutsideKind,
    /// A number printed in an unusual way (full-width digits, separators, a unit): understood, and said so.
    Unusual,
    /// A number with a note (120*, 37②) or a remark (27（含2件撤回）) after it: the number was taken.
    Noted,
    /// An amount of money in another unit than the form's, converted.
    Converted,
}

/// The unit of money that a table states, for figures that have none in their own text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StatedUnit<'w> {
    /// None, or the form's.
    Own,
    /// This one.
    Other(&'w MoneyUnit),
    /// It can't be told.
    Unclear,
}

/// The largest number of digits a figure may have.
const MAX_DIGITS: usize = 18;

impl Count {
    /// The figure that a whole number is.
    #[must_use]
    pub fn of(value: i64) -> Self {
        Count { raw: value.to_string(), value: Some(Decimal::from(value)), ..Count::default() }
    }

    /// The figure that a cell's text states, by the kind and unit the form gives the cell.
    #[must_use]
    pub fn read(text: &str, cell: &DataCell) -> (Self, Option<CountFault>) {
        // What turns digits round shows another number: it stays, and the figure is refused.
        let text = if is_turned(text) { text.into() } else { visible(text) };
        let raw = text.trim().to_owned();
        let reading = Reading::of(&raw, cell);
        (Count { raw, value: reading.value, ..Count::default() }, reading.fault)
    }

    /// The same where the table states a unit of money. A converted amount is printed in the form's unit; `None` for the fault
    /// where the unit makes no difference.
    #[must_use]
    pub fn read_in(text: &str, cell: &DataCell, unit: StatedUnit<'_>) -> (Self, Option<CountFault>) {
        let (mut count, fault) = Count::read(text, cell);
        let has_own_unit = Reading::of(&count.raw, cell).has_unit;
        let (Some(value), NumberKind::Money, false) = (count.value, cell.kind, has_own_unit) else {
            return (count, fault);
        };
        // Nothing is nothing in every unit.
        if value.is_zero() {
            return (count, fault);
        }
        let converted = match unit {
            StatedUnit::Own => return (count, fault),
            StatedUnit::Unclear => None,
            // With what is noted after it there is no telling what of the text to convert.
            StatedUnit::Other(_) if fault == Some(CountFault::Noted) => None,
            StatedUnit::Other(unit) => {
                FigureWords::built_in().money_unit(&cell.unit).and_then(|own| unit.convert(value, own))
            }
        };
        count.value = converted;
        match converted {
            Some(value) => {
                count.raw = value.to_string();
                (count, Some(CountFault::Converted))
            }
            None => (count, Some(CountFault::NotANumber)),
        }
    }

    /// What a figure, or the lack of one, is to the rules of a form.
    #[must_use]
    pub fn operand(count: Option<&Count>) -> Operand {
        match count {
            None => Operand::Absent,
            Some(Count { value: Some(number), .. }) => Operand::Number(*number),
            Some(count) if count.raw.is_empty() => Operand::Blank,
            Some(_) => Operand::Text,
        }
    }

    /// Whether the text is simply the number, so that JSON needs only the number.
    #[must_use]
    pub fn is_plain(&self, kind: NumberKind) -> bool {
        self.content.is_none()
            && match (&self.value, kind) {
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

/// What a text says.
struct Reading {
    value: Option<Decimal>,
    fault: Option<CountFault>,
    /// Whether it names its unit of money itself.
    has_unit: bool,
}

impl Reading {
    fn fault(fault: CountFault) -> Self {
        Reading { value: None, fault: Some(fault), has_unit: false }
    }

    fn of(raw: &str, cell: &DataCell) -> Self {
        // Nearly every figure is simply a number.
        if raw.len() <= MAX_DIGITS
            && is_plain_decimal(raw)
            && (cell.kind == NumberKind::Money || !raw.contains('.'))
            && let Ok(value) = Decimal::from_str(raw)
        {
            return Reading { value: Some(value), fault: None, has_unit: false };
        }
        if is_turned(raw) {
            return Reading::fault(CountFault::Parted);
        }
        let text = raw;
        if text.nfkc().all(char::is_whitespace) {
            return Reading::fault(CountFault::Blank);
        }
        let words = FigureWords::built_in();
        let bare: String = text.nfkc().filter(|c| !c.is_whitespace()).collect();
        if words.placeholders.contains(&bare) {
            return Reading::fault(CountFault::Placeholder);
        }
        if text.contains("~~") {
            return Reading::fault(CountFault::Struck);
        }
        let (body, note) = match split_note(text, cell, words) {
            Ok(split) => split,
            Err(fault) => return Reading::fault(fault),
        };
        let read = read_body(&body, cell, words);
        match (read, note) {
            (Reading { fault: None | Some(CountFault::Unusual), value, has_unit }, Note::Said) => {
                Reading { value, fault: Some(CountFault::Noted), has_unit }
            }
            (Reading { fault: None, value, has_unit }, Note::Unit) => {
                Reading { value, fault: Some(CountFault::Unusual), has_unit }
            }
            (read, _) => read,
        }
    }
}

/// A number with its sign and unit.
fn read_body(body: &str, cell: &DataCell, words: &FigureWords) -> Reading {
    if has_foreign_digits(body) {
        return Reading::fault(CountFault::NotANumber);
    }
    // Spaces stay what they are: which kind parts the digits matters.
    let mut folded = String::with_capacity(body.len());
    for c in body.chars() {
        if c.is_whitespace() { folded.push(c) } else { folded.extend(std::iter::once(c).nfkc()) }
    }
    let mut number = folded.trim();
    let mut unit = None;
    if !cell.unit.is_empty()
        && let Some(rest) = number.strip_suffix(cell.unit.as_str())
    {
        number = rest.trim_end();
        unit = Some(cell.unit.as_str());
    } else if cell.kind == NumberKind::Money
        && let Some((rest, found)) = words.split_money_unit(number)
    {
        number = rest.trim_end();
        unit = Some(found.name.as_str());
    }
    if unit.is_some() && cell.kind == NumberKind::Money {
        let prefix = words.money_prefixes.iter().find_map(|prefix| number.strip_prefix(prefix.as_str()));
        number = prefix.unwrap_or(number).trim_start();
    }
    let (sign, digits) = signed(number, cell.kind, words);
    let (digits, joined) = match join_digits(digits) {
        Digits::Number { digits, joined } => (digits, joined),
        Digits::Parted => return Reading::fault(CountFault::Parted),
        Digits::No => return Reading::fault(CountFault::NotANumber),
    };
    if digits.bytes().filter(u8::is_ascii_digit).count() > MAX_DIGITS {
        return Reading::fault(CountFault::NotANumber);
    }
    let Ok(magnitude) = Decimal::from_str(&digits) else { return Reading::fault(CountFault::NotANumber) };
    let value = if sign == Sign::Minus { -magnitude } else { magnitude };
    // 12.00 is a whole number, if an oddly written one.
    let whole = value.fract().is_zero();
    let value = if cell.kind != NumberKind::Money && whole { value.trunc() } else { value };
    let fits = match cell.kind {
        NumberKind::Count => whole && sign == Sign::None,
        NumberKind::Change => whole,
        NumberKind::Money => sign == Sign::None,
    };
    if !fits {
        return Reading::fault(CountFault::OutsideKind);
    }
    if let Some(found) = unit.filter(|found| *found != cell.unit) {
        let converted = words.money_unit(found).zip(words.money_unit(&cell.unit));
        let converted = converted.and_then(|(found, own)| found.convert(value, own));
        let fault = if converted.is_some() { CountFault::Converted } else { CountFault::NotANumber };
        return Reading { value: converted, fault: Some(fault), has_unit: true };
    }
    let pointed = cell.kind != NumberKind::Money && body.contains('.');
    let usual_sign = cell.kind == NumberKind::Change && body.strip_prefix(['+', '-']).is_some_and(is_plain_decimal);
    let usual = !joined && !pointed && (is_plain_decimal(body) || usual_sign);
    let fault = (!usual).then_some(CountFault::Unusual);
    Reading { value: Some(value), fault, has_unit: unit.is_some() && cell.kind == NumberKind::Money }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    None,
    Plus,
    Minus,
}

/// The sign before a number, and the number. Words are signs only where the form asks for a change.
fn signed<'t>(number: &'t str, kind: NumberKind, words: &FigureWords) -> (Sign, &'t str) {
    let after = |signs: &[&str]| signs.iter().find_map(|sign| number.strip_prefix(sign));
    let worded = |signs: &[String]| {
        let known = signs.iter().filter(|_| kind == NumberKind::Change);
        known.filter_map(|sign| number.strip_prefix(sign.as_str())).min_by_key(|rest| rest.len())
    };
    if let Some(rest) = after(&["-", "−"]).or_else(|| worded(&words.decrease)) {
        return (Sign::Minus, rest.trim_start());
    }
    if let Some(rest) = after(&["+"]).or_else(|| worded(&words.increase)) {
        return (Sign::Plus, rest.trim_start());
    }
    (Sign::None, number)
}

/// Whether a note number or the like (12¹, ①) would pass for digits once folded.
fn has_foreign_digits(raw: &str) -> bool {
    raw.chars().any(|c| !is_arabic_digit(c) && std::iter::once(c).nfkc().any(|folded| folded.is_ascii_digit()))
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
            ["约10", "1o", "1-2", "1,23", "12,34,567", "1.2.3", "251000元", "1e5", "12件3", "½", "③", "减4", "③12"]
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
            ("1 2 6 4", "1264"),
            ("1\u{202F}264", "1264"),
            ("12（件）", "12"),
            ("12(件)", "12"),
            ("12\n件", "12"),
            ("007", "7"),
            ("12.00", "12"),
        ] {
            assert_eq!(read(text, NumberKind::Count, "件"), (Some(value.into()), Some(CountFault::Unusual)), "{text}");
        }
    }

    #[test]
    fn what_may_be_two_numbers_is_none() {
        use CountFault::{Parted, Struck};
        for text in [
            "1264 1",
            "17　2",
            "12 15",
            "3 5",
            "1\n0",
            "12（15）",
            "10（应为12）",
            "12（原十五）",
            "5（万）",
            "3（负）",
        ] {
            assert_eq!(read(text, NumberKind::Count, "件"), (None, Some(Parted)), "{text}");
        }
        assert_eq!(read("\u{202E}12", NumberKind::Count, "件"), (None, Some(Parted)));
        for text in ["~~12~~15", "~~120~~", "12~~5~~"] {
            assert_eq!(read(text, NumberKind::Count, "件"), (None, Some(Struck)), "{text}");
        }
    }

    #[test]
    fn a_note_after_a_number_leaves_the_number() {
        for (text, value) in [
            ("103¹", "103"),
            ("103₂", "103"),
            ("120*", "120"),
            ("120＊", "120"),
            ("120 †", "120"),
            ("37②", "37"),
            ("37（②）", "37"),
            ("27（含2件撤回）", "27"),
            ("27(其中3件转办)", "27"),
            ("27［注1］", "27"),
            ("12件（暂）", "12"),
            ("1,264（含2件撤回）*", "1264"),
        ] {
            assert_eq!(read(text, NumberKind::Count, "件"), (Some(value.into()), Some(CountFault::Noted)), "{text}");
        }
    }

    #[test]
    fn invisible_characters_are_no_part_of_a_figure() {
        for text in ["12\u{200B}", "\u{FEFF}12", "1\u{AD}2", "1\u{2060}2\u{200D}", "12\u{202C}", "12\u{FE0F}"] {
            let (count, fault) = Count::read(text, &cell(NumberKind::Count, "件"));
            assert_eq!((count, fault), (Count::of(12), None), "{text:?}");
        }
    }

    #[test]
    fn words_are_signs_where_a_change_is_asked_for() {
        for (text, value) in [("减4", "-4"), ("减少4项", "-4"), ("增12", "12"), ("增加 12", "12"), ("↓3", "-3")]
        {
            assert_eq!(read(text, NumberKind::Change, "项"), (Some(value.into()), Some(CountFault::Unusual)), "{text}");
        }
        for text in ["增减4", "增/减4", "增-4", "4减"] {
            assert_eq!(read(text, NumberKind::Change, "项"), (None, Some(CountFault::NotANumber)), "{text}");
        }
        assert_eq!(read("4（减）", NumberKind::Change, "项"), (None, Some(CountFault::Parted)));
    }

    #[test]
    fn money_is_converted_from_the_unit_beside_it() {
        for (text, value) in [
            ("265500元", "26.55"),
            ("265,500.00 元", "26.55"),
            ("人民币265500元", "26.55"),
            ("265500（元）", "26.55"),
            ("265.5千元", "26.55"),
            ("0.002655亿元", "26.55"),
        ] {
            assert_eq!(
                read(text, NumberKind::Money, "万元"),
                (Some(value.into()), Some(CountFault::Converted)),
                "{text}"
            );
        }
        let (own, other) = (FigureWords::built_in().money_unit("万元"), FigureWords::built_in().money_unit("元"));
        assert!(own.is_some());
        let fees = cell(NumberKind::Money, "万元");
        let stated = StatedUnit::Other(other.unwrap());
        let (count, fault) = Count::read_in("265500", &fees, stated);
        assert_eq!((count.raw.as_str(), fault), ("26.55", Some(CountFault::Converted)));
        assert_eq!(Count::read_in("26.55万元", &fees, stated).0.value, Some("26.55".parse().unwrap()));
        assert_eq!(Count::read_in("0", &fees, stated).1, None);
        assert_eq!(Count::read_in("26.55", &fees, StatedUnit::Unclear).0.value, None);
        assert_eq!(Count::read_in("265500*", &fees, stated).0.value, None);
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
