//! What the items of lists begin with.

use super::digit::{Drawn, arabic_digit, drawn, is_arabic_digit, is_chinese_numeral, small_number};
use super::line::{LineNumber, NumberKind, Separation};

/// What an item is marked with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// • and its like, which do not count.
    Bullet,
    /// a, iv, A1: letters, or letters and digits.
    Letters,
    /// 1
    Arabic(u32),
    /// 一, always in brackets: 一、 numbers headings.
    Chinese(u32),
    /// ①
    Circled(u32),
}

/// The label an item of a list begins with: • ① （1） （一） 1. 1、 a)
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ItemLabel {
    /// What it is marked with.
    pub sign: Sign,
    /// The bracket before the sign.
    pub opening: Option<char>,
    /// The bracket or point behind it.
    pub closing: Option<char>,
    /// How many bytes it has.
    pub length: usize,
}

/// How many digits or letters a label has at most.
const LONGEST: usize = 3;

impl ItemLabel {
    /// The label a text begins with.
    #[must_use]
    pub fn at(text: &str) -> Option<Self> {
        let first = text.chars().next()?;
        let alone = |sign| ItemLabel { sign, opening: None, closing: None, length: first.len_utf8() };
        if is_bullet(first) {
            return Some(alone(Sign::Bullet));
        }
        if let Some((value, Drawn::Circled)) = drawn(first) {
            return Some(alone(Sign::Circled(value)));
        }
        let opening = matches!(first, '（' | '(').then_some(first);
        let rest = text.get(opening.map_or(0, char::len_utf8)..)?;
        let length = rest.find(|c| !(is_sign(c) || opening.is_some() && is_chinese_numeral(c)))?;
        let (sign, rest) = rest.split_at(length);
        let sign = sign_of(sign, opening.is_some())?;
        let closing = rest.chars().next()?;
        let closes = matches!(closing, ')' | '）') || (opening.is_none() && matches!(closing, '.' | '．' | '、'));
        let rest = rest.get(closing.len_utf8()..)?;
        // 1.5倍 is no item.
        let is_decimal = matches!(closing, '.' | '．') && rest.starts_with(is_arabic_digit);
        let length = text.len() - rest.len();
        (closes && !is_decimal).then_some(ItemLabel { sign, opening, closing: Some(closing), length })
    }

    /// Whether another label of the same make counts one more.
    #[must_use]
    pub fn is_followed_by(&self, next: &Self) -> bool {
        let counts_on = match (self.sign, next.sign) {
            (Sign::Arabic(n), Sign::Arabic(next))
            | (Sign::Chinese(n), Sign::Chinese(next))
            | (Sign::Circled(n), Sign::Circled(next)) => n.checked_add(1) == Some(next),
            _ => false,
        };
        counts_on && (self.opening, self.closing) == (next.opening, next.closing)
    }
}

fn is_bullet(c: char) -> bool {
    matches!(c, '•' | '●' | '○' | '◦' | '■' | '▪' | '◆' | '◇' | '➢' | '✓' | '\u{f0b7}' | '\u{f06c}' | '\u{f0d8}')
}

fn is_sign(c: char) -> bool {
    c.is_ascii_alphabetic() || is_arabic_digit(c)
}

fn sign_of(sign: &str, in_brackets: bool) -> Option<Sign> {
    let count = sign.chars().count();
    let letters = sign.chars().filter(char::is_ascii_alphabetic).count();
    let digits = sign.chars().filter(|c| is_arabic_digit(*c)).count();
    if letters + digits == 0 {
        return small_number(sign).filter(|number| (1..100).contains(number)).map(Sign::Chinese);
    }
    if letters + digits < count || count > LONGEST {
        return None;
    }
    if letters == 0 {
        let number = sign.chars().try_fold(0_u32, |number, c| Some(number * 10 + arabic_digit(c)?))?;
        return Some(Sign::Arabic(number));
    }
    // Word. ends a sentence.
    (in_brackets || count == 1).then_some(Sign::Letters)
}

/// The kind of a label that is one of those GB/T 9704-2012 7.3.3 numbers the parts of a text with, and nothing else: 一、 （一）
/// 1. （1）, and ㈠ ⒈ ⑴, which are one character each. However high it counts.
#[must_use]
pub fn label_kind(label: &str) -> Option<NumberKind> {
    let mut characters = label.chars();
    if let (Some(only), None) = (characters.next(), characters.next()) {
        return match drawn(only)?.1 {
            Drawn::BracketedChinese => Some(NumberKind::BracketedChinese),
            Drawn::Stopped => Some(NumberKind::Arabic),
            Drawn::Bracketed => Some(NumberKind::BracketedArabic),
            _ => None,
        };
    }
    let inner = label.strip_prefix(['（', '(']).and_then(|rest| rest.strip_suffix(['）', ')']));
    let numeral = inner.or_else(|| label.strip_suffix(['、', '.', '．']))?;
    let all = |is: fn(char) -> bool| !numeral.is_empty() && numeral.chars().all(is);
    match inner {
        Some(_) if all(is_chinese_numeral) => Some(NumberKind::BracketedChinese),
        Some(_) if all(is_arabic_digit) => Some(NumberKind::BracketedArabic),
        None if all(is_chinese_numeral) => Some(NumberKind::Chinese),
        None if all(is_arabic_digit) => Some(NumberKind::Arabic),
        _ => None,
    }
}

/// A heading's words without its number, where that is marked as one of the standard's four.
#[must_use]
pub fn without_standard_number(heading: &str) -> &str {
    let heading = heading.trim();
    let number = LineNumber::at(heading).filter(|number| {
        number.separation == Separation::Marked
            && matches!(
                number.kind,
                NumberKind::Chinese | NumberKind::BracketedChinese | NumberKind::Arabic | NumberKind::BracketedArabic
            )
    });
    let words = number.and_then(|number| heading.get(number.text_start..));
    words.filter(|words| !words.is_empty() && !words.starts_with(is_arabic_digit)).unwrap_or(heading)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_begin_with_labels() {
        for (text, expected) in [
            ("• 建成", Some(("•", Sign::Bullet))),
            ("（1） 集中", Some(("（1）", Sign::Arabic(1)))),
            ("（十一）集中", Some(("（十一）", Sign::Chinese(11)))),
            ("①甲", Some(("①", Sign::Circled(1)))),
            ("㉑甲", Some(("㉑", Sign::Circled(21)))),
            ("a) one", Some(("a)", Sign::Letters))),
            ("(iv) one", Some(("(iv)", Sign::Letters))),
            ("12. x", Some(("12.", Sign::Arabic(12)))),
            ("１２．x", Some(("１２．", Sign::Arabic(12)))),
            ("1、2021年", Some(("1、", Sign::Arabic(1)))),
            ("3）丙", Some(("3）", Sign::Arabic(3)))),
            ("2.5 km", None),
            ("(see below)", None),
            ("（一级）", None),
            ("（2021）15号", None),
            ("Word.", None),
            ("一、甲", None),
            ("1234. x", None),
            ("1", None),
            ("", None),
        ] {
            let found = ItemLabel::at(text).map(|label| (&text[..label.length], label.sign));
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn labels_count_on_in_one_make() {
        let follows = |first: &str, next: &str| {
            ItemLabel::at(first).zip(ItemLabel::at(next)).is_some_and(|(first, next)| first.is_followed_by(&next))
        };
        assert!(follows("1.甲", "2.乙") && follows("（九）甲", "（十）乙") && follows("⑳甲", "㉑乙"));
        assert!(!follows("1.甲", "2、乙") && !follows("（1）甲", "(2)乙") && !follows("（1）甲", "（二）乙"));
        assert!(!follows("1.甲", "3.乙") && !follows("•甲", "•乙") && !follows("a)甲", "b)乙"));
    }

    #[test]
    fn labels_by_themselves_are_of_the_standard_or_not() {
        use NumberKind::*;
        for (label, kind) in [
            ("一、", Some(Chinese)),
            ("（一）", Some(BracketedChinese)),
            ("1.", Some(Arabic)),
            ("１．", Some(Arabic)),
            ("（1）", Some(BracketedArabic)),
            ("150.", Some(Arabic)),
            ("㈠", Some(BracketedChinese)),
            ("⑴", Some(BracketedArabic)),
            ("⒈", Some(Arabic)),
            ("①", None),
            ("a)", None),
            ("1)", None),
            ("1", None),
            ("1.1", None),
            ("•", None),
            ("甲、", None),
            ("I.", None),
            ("（）", None),
            ("、", None),
            ("", None),
        ] {
            assert_eq!(label_kind(label), kind, "{label}");
        }
    }

    #[test]
    fn names_made_of_headings_have_no_number_of_the_standard() {
        let table = include_str!("../../../tests/numerals.tsv").lines().filter(|line| !line.starts_with('#'));
        for case in table {
            let fields: Vec<&str> = case.split('\t').collect();
            let [line, kind, _, level, rest @ ..] = fields.as_slice() else { panic!("{case}") };
            let is_standard = *level != "-" && !matches!(*kind, "Part" | "Subpart");
            let expected = rest.first().filter(|_| is_standard).copied().unwrap_or(line.trim());
            assert_eq!(without_standard_number(line), expected, "{line}");
        }
    }
}
