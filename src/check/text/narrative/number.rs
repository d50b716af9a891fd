//! Numbers in running text: 64件, ６ ４件, 1,286件, 六十四件, 2.4万份, 12.6%, 2023年, 26.55万元.

use crate::check::text::words::words;
use crate::document::Folded;
use crate::document::numeral::{chinese_digit, is_chinese_numeral, place_value};
use crate::form::FigureWords;
use rust_decimal::Decimal;
use std::ops::Range;
use std::str::FromStr;

/// A number in a text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Number {
    /// What it is the number of.
    pub(super) kind: Kind,
    pub(super) value: Decimal,
    /// Whether it is said to be about so much.
    pub(super) rough: bool,
    /// Of an amount of money what one more in its last digit is: an amount is rounded to it.
    pub(super) step: Decimal,
    /// Which characters of the folded text, its unit included.
    pub(super) range: Range<usize>,
}

/// What a number is the number of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Something that is counted, or a number with nothing behind it.
    Count,
    /// Money; the value is in units of 10,000 yuan, as the forms count.
    Money,
    /// A share, or how many times.
    Percent,
    /// A year.
    Year,
    /// A day or month of a year.
    DayOrMonth,
    /// 第3: the place in a row of something.
    Ordinal,
    /// Nothing that is known.
    Other,
}

/// The most digits of a number that is looked at.
const MOST_DIGITS: usize = 15;

/// The number written at an index. Its digits are all read, so that none begins within another.
pub(super) fn number_at(text: &Folded, source: &str, start: usize) -> Option<Number> {
    let first = text.get(start)?;
    if first.is_ascii_digit() {
        return Some(arabic(text, source, start));
    }
    chinese_digit(first).or_else(|| place_value(first).filter(|place| *place == 10))?;
    let is_within = start.checked_sub(1).and_then(|before| text.get(before)).is_some_and(is_chinese_numeral);
    if is_within { None } else { chinese(text, start) }
}

fn digits_end(text: &Folded, start: usize) -> usize {
    (start..text.len()).find(|index| !text.get(*index).is_some_and(|c| c.is_ascii_digit())).unwrap_or(text.len())
}

fn arabic(text: &Folded, source: &str, start: usize) -> Number {
    let mut end = digits_end(text, start);
    let mut digits = text.text(start..end);
    let mut is_clear = end - start <= MOST_DIGITS;
    let leads_groups = end - start <= 3;
    let group = |at: usize| text.get(at) == Some(',') && digits_end(text, at + 1) == at + 4;
    while group(end) && digits.len() <= MOST_DIGITS {
        // A comma of the sentence may part two numbers.
        is_clear &= source.get(text.place(end..end + 1)) == Some(",") && leads_groups;
        digits.push_str(&text.text(end + 1..end + 4));
        end += 4;
    }
    if text.get(end) == Some('.') && digits_end(text, end + 1) > end + 1 {
        let fraction = digits_end(text, end + 1);
        digits.push('.');
        digits.push_str(&text.text(end + 1..fraction.min(end + 1 + MOST_DIGITS)));
        end = fraction;
    }
    // Of one number the parts stand together, but for a space or so that spread type leaves.
    let after_letter = start
        .checked_sub(1)
        .and_then(|before| text.get(before))
        .is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '.' | '-' | '/' | '〔' | '['));
    let value = Decimal::from_str(&digits).ok().filter(|_| is_clear && !after_letter);
    let multiple = multiple_at(text, end);
    let scaled = multiple.map(|(multiple, _)| multiple);
    let end = multiple.map_or(end, |(_, end)| end);
    let value = match (value, scaled) {
        (Some(value), Some(multiple)) => value.checked_mul(multiple),
        (value, _) => value,
    };
    finish(text, start..end, value, multiple.is_some(), &words().narrative.units)
}

/// 万, 亿 and the like behind digits, where no unit of money begins there: how much, and where it ends.
fn multiple_at(text: &Folded, at: usize) -> Option<(Decimal, usize)> {
    let c = text.get(at)?;
    let is_money = money_unit_at(text, at).is_some();
    let value = place_value(c).or((c == '亿').then_some(100_000_000)).filter(|value| *value > 10 && !is_money)?;
    Some((Decimal::from(value), at + 1))
}

/// A number in Chinese numerals, where a unit shows that it is one.
fn chinese(text: &Folded, start: usize) -> Option<Number> {
    let is_numeral = |index: &usize| {
        text.get(*index).is_some_and(|c| chinese_digit(c).is_some() || place_value(c).is_some() || c == '亿')
    };
    let end = start + (start..text.len()).take_while(is_numeral).take(MOST_DIGITS + 1).count();
    let numeral: Vec<char> = text.characters().get(start..end)?.to_vec();
    let value = chinese_value(&numeral);
    let number = finish(text, start..end, value, false, &words().narrative.numeral_units);
    matches!(number.kind, Kind::Count | Kind::Ordinal).then_some(number).filter(|number| number.range.end > end)
}

/// What a Chinese numeral says; `None` of digits one after the other (二三), which say no number of things.
fn chinese_value(numeral: &[char]) -> Option<Decimal> {
    if numeral.len() > MOST_DIGITS {
        return None;
    }
    let (mut total, mut section, mut digit) = (0_u64, 0_u64, None);
    for c in numeral {
        if let Some(next) = chinese_digit(*c) {
            if digit.replace(u64::from(next)).is_some_and(|before| before > 0) {
                return None;
            }
            continue;
        }
        let place = place_value(*c).map(u64::from).unwrap_or(100_000_000);
        if place < 10_000 {
            section = section.checked_add(digit.take().filter(|digit| *digit > 0).unwrap_or(1).checked_mul(place)?)?;
        } else {
            let below = section.checked_add(digit.take().unwrap_or(0))?;
            total = total.checked_add(below)?.checked_mul(place)?;
            section = 0;
        }
    }
    Some(Decimal::from(total.checked_add(section)?.checked_add(digit.unwrap_or(0))?))
}

/// A number with what stands before and behind it.
fn finish(text: &Folded, digits: Range<usize>, value: Option<Decimal>, rough: bool, units: &[String]) -> Number {
    let words = &words().narrative;
    let is_ordinal = text.has_before(digits.start, "第");
    let mut end = digits.end;
    let mut rough = rough || words.rough_before.iter().any(|word| text.has_before(digits.start, word));
    let rough_end = |end: usize| {
        let word = words.rough_after.iter().find(|word| text.has_at(end, word))?;
        Some(end + word.chars().count())
    };
    if let Some(after) = rough_end(end) {
        (rough, end) = (true, after);
    }
    let behind = |end: usize, known: &[String]| {
        let longest = known.iter().filter(|word| text.has_at(end, word)).map(|word| word.chars().count());
        longest.max().map(|length| end + length)
    };
    let step = Decimal::ZERO;
    let unclear = Number { kind: Kind::Other, value: value.unwrap_or_default(), rough, step, range: digits.start..end };
    let Some(value) = value else { return unclear };
    let number = |kind, value, range| Number { kind, value, rough: false, step, range };
    if let Some(end) = behind(end, &words.percent) {
        return number(Kind::Percent, value, digits.start..end);
    }
    let is_date = |sign: &str| text.has_at(end, sign) && end == digits.end;
    if is_date("年") {
        return number(Kind::Year, value, digits.start..end + 1);
    }
    if ["月", "日", "号", "时", "季度"].into_iter().any(is_date) {
        return number(Kind::DayOrMonth, value, digits.start..end + 1);
    }
    if let Some((amount, step, after)) = money_unit_at(text, end).and_then(|(unit, after)| {
        let own = FigureWords::built_in().money_unit("万元")?;
        let unit = FigureWords::built_in().money_unit(unit)?;
        let last_digit = Decimal::new(1, value.scale());
        Some((unit.convert(value, own)?, unit.convert(last_digit, own)?, after))
    }) {
        return Number { rough, step, ..number(Kind::Money, amount, digits.start..after) };
    }
    if is_ordinal {
        let end = behind(end, units).unwrap_or(end);
        return number(Kind::Ordinal, value, digits.start..end);
    }
    if let Some(after) = behind(end, units) {
        // 人次, 个工作日: more of the unit is found by the words that follow.
        rough |= rough_end(after).is_some();
        end = rough_end(after).unwrap_or(after);
        return Number { rough, ..number(Kind::Count, value, digits.start..end) };
    }
    let is_bare = text.get(end).is_none_or(|c| matches!(c, '。' | '!' | '?' | ';' | ',' | '、' | ')'));
    Number {
        kind: if is_bare { Kind::Count } else { Kind::Other },
        rough,
        ..number(Kind::Other, value, digits.start..end)
    }
}

/// The unit of money at an index, and where it ends.
fn money_unit_at(text: &Folded, at: usize) -> Option<(&'static str, usize)> {
    let names = FigureWords::built_in().money.iter().flat_map(|unit| unit.names());
    // 万 alone is how many there are: 35万人次.
    let known =
        names.filter(|name| text.has_at(at, name) && name.chars().any(|c| place_value(c).is_none() && c != '亿'));
    known.max_by_key(|name| name.len()).map(|name| (name, at + name.chars().count()))
}

/// Whether a character parts clauses.
pub(super) fn is_mark(c: char) -> bool {
    matches!(
        c,
        '。' | '!' | '?' | ';' | ',' | '、' | ':' | '(' | ')' | '[' | ']' | '【' | '】' | '.' | '—' | '…' | '|' | '/'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> (Kind, String, bool) {
        let folded = Folded::of(text);
        let number = (0..folded.len()).find_map(|index| number_at(&folded, text, index));
        number.map_or((Kind::Other, String::new(), false), |n| (n.kind, n.value.normalize().to_string(), n.rough))
    }

    #[test]
    fn numbers_are_read_however_they_are_written() {
        for (text, kind, value, rough) in [
            ("64件", Kind::Count, "64", false),
            ("６ ４ 件", Kind::Count, "64", false),
            ("1,286件", Kind::Count, "1286", false),
            ("六十四件", Kind::Count, "64", false),
            ("一百零二件", Kind::Count, "102", false),
            ("两件", Kind::Count, "2", false),
            ("一万二千件", Kind::Count, "12000", false),
            ("共64。", Kind::Count, "64", false),
            ("60余件", Kind::Count, "60", true),
            ("近60件", Kind::Count, "60", true),
            ("60件左右", Kind::Count, "60", true),
            ("2.4万份", Kind::Count, "24000", true),
            ("12.6%", Kind::Percent, "12.6", false),
            ("3个百分点", Kind::Percent, "3", false),
            ("2023年", Kind::Year, "2023", false),
            ("12月", Kind::DayOrMonth, "12", false),
            ("265500元", Kind::Money, "26.55", false),
            ("26.55万元", Kind::Money, "26.55", false),
            ("第3项", Kind::Ordinal, "3", false),
            ("890人次", Kind::Other, "890", false),
            ("A4纸", Kind::Other, "0", false),
        ] {
            assert_eq!(said(text), (kind, value.to_owned(), rough), "{text}");
        }
    }

    #[test]
    fn what_may_be_two_numbers_is_none() {
        assert_eq!(said("1，286件").0, Kind::Other);
        assert_eq!(said("二三件").1, "");
        assert_eq!(said("一个平台").1, "");
    }
}
