//! The text of a figure's cell, taken apart: digits, what stands between them, what is noted after them.

use super::CountFault;
use crate::document::numeral::{chinese_digit, is_note_number};
use crate::document::vocabulary;
use crate::form::{DataCell, FigureWords, NumberKind};
use unicode_normalization::UnicodeNormalization;

/// So many notes after a figure are looked at.
const MOST_NOTES: usize = 4;

/// Fewer single digits than this with a space between any two are numbers of their own: 3 5.
const FEWEST_SPACED_DIGITS: usize = 3;

/// What stands after a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Note {
    /// Nothing.
    None,
    /// The form's unit, in brackets.
    Unit,
    /// A note's sign or a remark.
    Said,
}

/// Digits, put together.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Digits {
    /// A number, with at most one point.
    Number {
        digits: String,
        /// Whether something stood between the digits.
        joined: bool,
    },
    /// Perhaps two numbers.
    Parted,
    /// Something else.
    No,
}

/// A figure's text without the notes and remarks after it; a unit of money in brackets stands without them.
pub(super) fn split_note(text: &str, cell: &DataCell, words: &FigureWords) -> Result<(String, Note), CountFault> {
    let mut body = text;
    let mut note = Note::None;
    for _ in 0..MOST_NOTES {
        let is_sign = |c: char| is_note_number(c) || words.note_signs.contains(c);
        let before = body.trim_end_matches(is_sign);
        if before.len() < body.len() {
            // A number of its own, or nothing but notes.
            if !before.trim_end().ends_with(|c: char| c.is_ascii_digit() || !c.is_ascii()) {
                return Err(CountFault::NotANumber);
            }
            (body, note) = (before.trim_end(), Note::Said);
            continue;
        }
        let Some((before, inside)) = bracketed_end(body) else { break };
        if before.trim().is_empty() {
            break;
        }
        let bare: String = inside.nfkc().filter(|c| !c.is_whitespace()).collect();
        if !cell.unit.is_empty() && bare == cell.unit {
            (body, note) = (before.trim_end(), if note == Note::None { Note::Unit } else { note });
            if cell.kind == NumberKind::Money {
                return Ok((format!("{body}{bare}"), note));
            }
            continue;
        }
        if cell.kind == NumberKind::Money
            && words.money_unit(vocabulary().unit.without_label(&bare).trim_start_matches(':')).is_some()
        {
            let unit = vocabulary().unit.without_label(&bare).trim_start_matches(':');
            return Ok((format!("{}{unit}", before.trim_end()), note));
        }
        if !is_remark(inside, &bare, cell, words) {
            return Err(CountFault::Parted);
        }
        (body, note) = (before.trim_end(), Note::Said);
    }
    Ok((body.to_owned(), note))
}

/// Whether what stands in brackets after a figure leaves it what it is.
fn is_remark(inside: &str, bare: &str, cell: &DataCell, words: &FigureWords) -> bool {
    if inside.trim().chars().all(|c| is_note_number(c) || words.note_signs.contains(c)) {
        return true;
    }
    let has = |known: &[String]| known.iter().any(|word| bare.contains(word.as_str()));
    // 4（减）is -4 to some.
    if has(&words.corrections) || cell.kind == NumberKind::Change && (has(&words.increase) || has(&words.decrease)) {
        return false;
    }
    if words.remarks.iter().any(|word| bare.starts_with(word.as_str())) {
        return true;
    }
    let is_numeral = |c: char| c.is_numeric() || chinese_digit(c).is_some() || c == '负';
    let is_unit = words.money.iter().flat_map(|unit| unit.names()).any(|name| bare.ends_with(name));
    !bare.chars().any(is_numeral) && !has(&words.scales) && !is_unit && bare.chars().any(char::is_alphabetic)
}

/// What stands in brackets at a text's end, and what before it.
fn bracketed_end(text: &str) -> Option<(&str, &str)> {
    let pairs = [('（', '）'), ('(', ')'), ('[', ']'), ('［', '］'), ('【', '】'), ('〔', '〕')];
    // Drafts mix the widths: 12（件).
    let close = text.chars().next_back()?;
    let open: &[char] = match close {
        '）' | ')' => &['（', '('],
        close => {
            let open = &pairs.iter().find(|(_, known)| *known == close)?.0;
            return split_at_bracket(text, close, &[*open]);
        }
    };
    split_at_bracket(text, close, open)
}

fn split_at_bracket<'t>(text: &'t str, close: char, open: &[char]) -> Option<(&'t str, &'t str)> {
    let inner = text.strip_suffix(close)?;
    let at = inner.find(open)?;
    let (before, bracket) = inner.split_at_checked(at)?;
    let mut chars = bracket.chars();
    chars.next();
    Some((before, chars.as_str()))
}

/// Digits with at most one point, put together where what parts them does no harm: thousands (1,264, 1 264), and single digits
/// an equal space apart, as justified text has them (1 2 6 4).
pub(super) fn join_digits(text: &str) -> Digits {
    let is_part = |c: char| c.is_ascii_digit() || c.is_whitespace() || matches!(c, ',' | '.');
    if !text.starts_with(|c: char| c.is_ascii_digit()) || !text.chars().all(is_part) {
        return Digits::No;
    }
    let (whole, rest) = match text.split_once('.') {
        Some((whole, rest)) => (whole, Some(rest)),
        None => (text, None),
    };
    let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let spaced = text.contains(char::is_whitespace);
    if rest.is_some_and(|rest| !all_digits(rest)) {
        return if spaced { Digits::Parted } else { Digits::No };
    }
    let number = |digits: String, joined: bool| {
        let digits = rest.map_or(digits.clone(), |rest| format!("{digits}.{rest}"));
        Digits::Number { digits, joined }
    };
    if all_digits(whole) {
        return number(whole.to_owned(), false);
    }
    let groups: Vec<&str> = whole.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty()).collect();
    let gaps: Vec<&str> = whole.split(|c: char| c.is_ascii_digit()).filter(|gap| !gap.is_empty()).collect();
    let same_gaps = gaps.windows(2).all(|pair| matches!(pair, [one, other] if one == other));
    let gap = gaps.first().copied().unwrap_or_default();
    let is_separator = gap.chars().count() == 1 && !gap.contains(['\n', '\t', '\r']);
    let is_thousands = is_separator
        && groups.first().is_some_and(|first| first.len() <= 3 && !first.starts_with('0'))
        && groups.iter().skip(1).all(|group| group.len() == 3);
    let is_justified = gap.chars().all(|c| c.is_whitespace() && !matches!(c, '\n' | '\r'))
        && rest.is_none()
        && groups.len() >= FEWEST_SPACED_DIGITS
        && groups.iter().all(|group| group.len() == 1)
        && groups.first() != Some(&"0");
    let closed = whole.ends_with(|c: char| c.is_ascii_digit()) && groups.len() == gaps.len() + 1;
    match same_gaps && closed && (is_thousands || is_justified) {
        true => number(groups.concat(), true),
        false if spaced => Digits::Parted,
        false => Digits::No,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_thousands_and_justified_digits_are_put_together() {
        for (text, number) in [
            ("1264", "1264"),
            ("1,264", "1264"),
            ("1,264.5", "1264.5"),
            ("12 345 678", "12345678"),
            ("1\u{2009}264", "1264"),
            ("1\u{202F}264", "1264"),
            ("1\u{A0}264", "1264"),
            ("1　264", "1264"),
            ("1 2 6 4", "1264"),
            ("1  2  6  4", "1264"),
        ] {
            assert!(matches!(join_digits(text), Digits::Number { digits, .. } if digits == number), "{text}");
        }
        for text in [
            "1264 1",
            "17　2",
            "12 15",
            "3 5",
            "1 26",
            "1\t264",
            "1\n264",
            "1 264\u{A0}000",
            "1, 264",
            "1,264 000",
            "0 123",
            "26. 55",
            "26 .55",
            "1  264",
            "1 2  6 4",
            "1 2 6 45",
            "0 0 1",
        ] {
            assert_eq!(join_digits(text), Digits::Parted, "{text}");
        }
        for text in ["1,23", "12,34,567", "1.2.3", "1,,264", "1e5", "", ",264", "0,123", "1264,"] {
            assert_eq!(join_digits(text), Digits::No, "{text}");
        }
    }
}
