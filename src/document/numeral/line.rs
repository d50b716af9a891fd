//! The number a line begins with, and the level of a heading by it.

use super::digit::{Drawn, drawn, is_arabic_digit, is_chinese_numeral, small_number};

/// The kind of number a line begins with, from the whole to its parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NumberKind {
    /// 第一部分, 第一章, 第一篇.
    Part,
    /// 第一节.
    Subpart,
    /// 一、 and, in some papers, Ⅰ. or 壹、
    Chinese,
    /// 第一、 or 第一，: as often the first words of a sentence.
    Ordinal,
    /// （一）, ㈠, 一）
    BracketedChinese,
    /// 1. or 1、
    Arabic,
    /// （1）, ⑴, 1）
    BracketedArabic,
    /// ①
    Circled,
}

/// What parts a number from the text it numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Separation {
    /// Nothing: 一总体情况. Whether that is a number at all only the text can tell.
    Nothing,
    /// A space, a comma or half a bracket: 一 总体情况.
    Loose,
    /// The mark of its kind, or the number is one by its shape.
    Marked,
}

/// A number at the beginning of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineNumber {
    /// What kind it is.
    pub kind: NumberKind,
    /// What it counts to.
    pub value: u32,
    /// What parts it from the text.
    pub separation: Separation,
    /// Where the text begins: a byte of the line.
    pub text_start: usize,
}

impl LineNumber {
    /// The number a line begins with; spaces before it don't matter.
    #[must_use]
    pub fn at(line: &str) -> Option<Self> {
        let start = line.len() - line.trim_start().len();
        let text = line.get(start..)?;
        let found = whole_character(text)
            .or_else(|| part(text))
            .or_else(|| part_in_english(text))
            .or_else(|| section_sign(text))
            .or_else(|| ordinal(text))
            .or_else(|| bracketed(text))
            .or_else(|| plain(text))?;
        let mut number = LineNumber { text_start: found.text_start + start, ..found };
        let rest = line.get(number.text_start..)?;
        number.text_start += rest.len() - rest.trim_start().len();
        Some(number)
    }

    /// The level GB/T 9704-2012 7.3.3 gives a heading so numbered. Parts and chapters are the first level, their sections the
    /// second.
    #[must_use]
    pub fn level(&self) -> u8 {
        match self.kind {
            NumberKind::Part | NumberKind::Chinese => 1,
            NumberKind::Subpart | NumberKind::Ordinal | NumberKind::BracketedChinese => 2,
            NumberKind::Arabic => 3,
            NumberKind::BracketedArabic => 4,
            NumberKind::Circled => 5,
        }
    }
}

/// The level of a heading by the number it begins with, where that is marked as one of the standard's.
#[must_use]
pub fn heading_level(line: &str) -> Option<u8> {
    let number = LineNumber::at(line)?;
    let says_something = line.get(number.text_start..).is_some_and(|rest| !rest.is_empty());
    let numbers_headings = number.separation == Separation::Marked && number.kind != NumberKind::Circled;
    (numbers_headings && says_something).then(|| number.level())
}

/// ㈠ ⑴ ⒈ ① Ⅰ.
fn whole_character(text: &str) -> Option<LineNumber> {
    let first = text.chars().next()?;
    let (value, as_drawn) = drawn(first)?;
    let kind = match as_drawn {
        Drawn::BracketedChinese => NumberKind::BracketedChinese,
        Drawn::Bracketed => NumberKind::BracketedArabic,
        Drawn::Stopped => NumberKind::Arabic,
        Drawn::Roman | Drawn::SmallRoman => NumberKind::Chinese,
        Drawn::Circled | Drawn::BlackCircled | Drawn::CircledChinese => NumberKind::Circled,
    };
    let rest = text.get(first.len_utf8()..)?;
    // Ⅰ1 总体情况: the digits behind it count.
    if kind == NumberKind::Chinese
        && let Some((value, length)) = numeral(rest, is_arabic_digit).filter(|_| rest.starts_with(is_arabic_digit))
    {
        let after = rest.get(length..)?;
        let (separation, mark) = separation(after);
        let text_start = first.len_utf8() + length + mark;
        return (value < 100 && separation != Separation::Nothing).then_some(LineNumber {
            kind,
            value,
            separation,
            text_start,
        });
    }
    let (separation, length) = separation(rest);
    // A Roman numeral wants a mark as any other; the rest have theirs.
    let is_marked = kind != NumberKind::Chinese;
    let separation = if is_marked { Separation::Marked } else { separation };
    Some(LineNumber { kind, value, separation, text_start: first.len_utf8() + length })
}

/// 第一部分 第一章 第一节
fn part(text: &str) -> Option<LineNumber> {
    const NAMES: [(&str, NumberKind); 6] = [
        ("部分", NumberKind::Part),
        ("部份", NumberKind::Part),
        ("章", NumberKind::Part),
        ("篇", NumberKind::Part),
        ("编", NumberKind::Part),
        ("节", NumberKind::Subpart),
    ];
    let rest = text.strip_prefix('第')?;
    let (value, length) = numeral(rest, |c| is_chinese_numeral(c) || is_arabic_digit(c))?;
    let rest = rest.get(length..)?.trim_start();
    let (name, kind) = NAMES.iter().find(|(name, _)| rest.starts_with(name))?;
    let rest = rest.get(name.len()..)?;
    // What is called 篇 or 节 goes on without a mark as often: 第一章总则.
    let after = rest.trim_start_matches(['：', ':', '、', '.', '．', '—', '－']);
    Some(LineNumber { kind: *kind, value, separation: Separation::Marked, text_start: text.len() - after.len() })
}

/// Part 1, PART 01
fn part_in_english(text: &str) -> Option<LineNumber> {
    let rest =
        text.get(.."part".len()).filter(|word| word.eq_ignore_ascii_case("part")).and(text.get("part".len()..))?;
    let rest = rest.trim_start_matches([' ', '\u{A0}', '\u{3000}', '.', '．']);
    let (value, length) = numeral(rest, is_arabic_digit).filter(|(value, _)| (1..100).contains(value))?;
    let rest = rest.get(length..)?;
    let after = rest.trim_start().trim_start_matches(['：', ':', '、', '.', '．', '—', '-']);
    // Part 1a and Part 2023 are something else.
    let goes_on = rest.starts_with(|c: char| c.is_ascii_alphanumeric());
    (!goes_on).then_some(LineNumber {
        kind: NumberKind::Part,
        value,
        separation: Separation::Marked,
        text_start: text.len() - after.len(),
    })
}

/// §1 总体情况
fn section_sign(text: &str) -> Option<LineNumber> {
    let rest = text.strip_prefix('§')?;
    let rest = rest.trim_start();
    let (value, length) = numeral(rest, |c| is_chinese_numeral(c) || is_arabic_digit(c))?;
    let after = rest.get(length..)?;
    let (_, mark) = separation(after);
    // §1.1 is a number of another kind.
    let goes_on = after.get(mark..)?.starts_with(is_arabic_digit);
    (value < 100 && !goes_on).then_some(LineNumber {
        kind: NumberKind::Part,
        value,
        separation: Separation::Marked,
        text_start: text.len() - after.len() + mark,
    })
}

/// 第一、总体情况. Never marked as a heading: 第一，加强组织领导… begins a sentence.
fn ordinal(text: &str) -> Option<LineNumber> {
    let rest = text.strip_prefix('第')?;
    let (value, length) = numeral(rest, |c| is_chinese_numeral(c) || is_arabic_digit(c))?;
    let after = rest.get(length..)?;
    let (found, mark) = separation(after);
    let is_parted = found != Separation::Nothing && value < 100;
    is_parted.then_some(LineNumber {
        kind: NumberKind::Ordinal,
        value,
        separation: Separation::Loose,
        text_start: text.len() - after.len() + mark,
    })
}

/// （一） （1） 【一】
fn bracketed(text: &str) -> Option<LineNumber> {
    let inner = text.strip_prefix(['（', '(', '〔', '［', '【', '〖', '['])?;
    let is_chinese = inner.trim_start().starts_with(is_chinese_numeral);
    // [1] calls notes and numbers sources.
    let is_note = !is_chinese && text.starts_with(['[', '［']);
    let (value, length) =
        if is_chinese { numeral(inner, is_chinese_numeral)? } else { numeral(inner, is_arabic_digit)? };
    // （一、）
    let rest = inner.get(length..)?.trim_start().trim_start_matches(['、', '.', '．']).trim_start();
    let rest = rest.strip_prefix(['）', ')', '〕', '］', '】', '〗', ']'])?;
    let after = rest.trim_start_matches(['、', '.', '．']);
    let kind = if is_chinese { NumberKind::BracketedChinese } else { NumberKind::BracketedArabic };
    // （2023）15号 numbers no heading.
    let is_small = value < 100;
    let separation = if is_note { Separation::Loose } else { Separation::Marked };
    is_small.then_some(LineNumber { kind, value, separation, text_start: text.len() - after.len() })
}

/// 一、 1. I.
fn plain(text: &str) -> Option<LineNumber> {
    if let Some((value, length)) = numeral(text, is_chinese_numeral).filter(|(value, _)| *value < 100) {
        let rest = text.get(length..)?;
        let (separation, mark) = separation(rest);
        let half_bracket = rest.starts_with(['）', ')']);
        let kind = if half_bracket { NumberKind::BracketedChinese } else { NumberKind::Chinese };
        return Some(LineNumber { kind, value, separation, text_start: length + mark });
    }
    if let Some((value, length)) = numeral(text, is_arabic_digit) {
        let rest = text.get(length..)?;
        let (separation, mark) = separation(rest);
        // 1.5 and 1.1 are numbers of another kind.
        let goes_on = rest.get(mark..)?.starts_with(is_arabic_digit);
        let half_bracket = rest.starts_with(['）', ')']);
        let kind = if half_bracket { NumberKind::BracketedArabic } else { NumberKind::Arabic };
        let is_number = value < 100 && !(goes_on && separation == Separation::Marked);
        return is_number.then_some(LineNumber { kind, value, separation, text_start: length + mark });
    }
    roman(text)
}

/// I. IV、 in Latin letters: with a mark of its own, or a space before Chinese.
fn roman(text: &str) -> Option<LineNumber> {
    const ROMAN: [&str; 12] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];
    let latin = |c: char| match c {
        'Ｉ' => 'I',
        'Ｖ' => 'V',
        'Ｘ' => 'X',
        _ => c,
    };
    let length = text.find(|c| !matches!(latin(c), 'I' | 'V' | 'X'))?;
    let letters: String = text.get(..length)?.chars().map(latin).collect();
    let value = (1..).zip(ROMAN).find(|(_, roman)| *roman == letters)?.0;
    let rest = text.get(length..)?;
    let (separation, mark) = separation(rest);
    let goes_on = rest.get(mark..)?.starts_with(|c: char| c.is_ascii_alphanumeric());
    // I 总体情况: a space will do before Chinese.
    let is_parted = separation == Separation::Marked
        || separation == Separation::Loose && rest.get(mark..)?.starts_with(|c: char| c.is_alphabetic());
    (is_parted && !goes_on).then_some(LineNumber {
        kind: NumberKind::Chinese,
        value,
        separation,
        text_start: length + mark,
    })
}

/// The numeral a text begins with, spaces within it aside, and its length.
fn numeral(text: &str, is_part: impl Fn(char) -> bool) -> Option<(u32, usize)> {
    let end = text.find(|c: char| !is_part(c) && !c.is_whitespace()).unwrap_or(text.len());
    let numeral = text.get(..end)?.trim_end();
    Some((small_number(numeral)?, numeral.len()))
}

/// What parts a numeral from the text after it, and the length of that.
fn separation(rest: &str) -> (Separation, usize) {
    let text = rest.trim_start();
    let spaces = rest.len() - text.len();
    let Some(first) = text.chars().next() else { return (Separation::Nothing, spaces) };
    match first {
        '、' | '､' | '.' | '．' | '﹒' => (Separation::Marked, spaces + first.len_utf8()),
        '，' | ',' | '）' | ')' | '：' | ':' | '·' | '。' => (Separation::Loose, spaces + first.len_utf8()),
        _ if spaces > 0 => (Separation::Loose, spaces),
        _ => (Separation::Nothing, 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines with the kind, value and text of the number they begin with, and the level of a heading so numbered.
    const CASES: &str = include_str!("../../../tests/numerals.tsv");

    #[test]
    fn numbers_are_read_in_every_form() {
        for case in CASES.lines().filter(|line| !line.starts_with('#')) {
            let fields: Vec<&str> = case.split('\t').collect();
            let [line, kind, value, level, rest @ ..] = fields.as_slice() else { panic!("{case}") };
            let found = LineNumber::at(line).map_or(["-".to_owned(), "-".to_owned(), String::new()], |number| {
                [format!("{:?}", number.kind), number.value.to_string(), line[number.text_start..].to_owned()]
            });
            assert_eq!(found, [kind, value, rest.first().unwrap_or(&"")].map(|field| (*field).to_owned()), "{line}");
            assert_eq!(heading_level(line).map_or("-".to_owned(), |level| level.to_string()), *level, "{line}");
        }
        assert_eq!((LineNumber::at(""), heading_level("")), (None, None));
    }
}
