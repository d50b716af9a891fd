//! Chinese numerals, and the numbers that headings and items begin with: 一、 （一） 1. （1） of GB/T 9704-2012 7.3.3, and
//! 第一部分, 第一章, Ⅰ. and ① beside them, in whatever width and with whatever mark.

use std::sync::LazyLock;

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

/// How many characters the numeral of a heading has at most.
const LONGEST: usize = 4;

/// The digits of Chinese numerals, as written in prose and on cheques (traditionally, too), the zeros met in place of 〇, and the
/// Kangxi radicals and kanbun that look like them (U+2F00, U+3192).
const DIGITS: [&str; 10] =
    ["〇零○", "一壹⼀㆒", "二贰两貳⼆㆓", "三叁叄㆔", "四肆㆕", "五伍", "六陆陸", "七柒", "八捌⼋", "九玖"];

/// Numbers that are one character each: the first of them, how many, and what they stand for.
const WHOLE: [(char, u32, NumberKind); 9] = [
    ('㈠', 10, NumberKind::BracketedChinese),
    ('⑴', 20, NumberKind::BracketedArabic),
    ('⒈', 20, NumberKind::Arabic),
    ('①', 20, NumberKind::Circled),
    ('❶', 10, NumberKind::Circled),
    ('㊀', 10, NumberKind::Circled),
    ('Ⅰ', 12, NumberKind::Chinese),
    ('ⅰ', 12, NumberKind::Chinese),
    ('㉑', 15, NumberKind::Circled),
];

/// The digit a character stands for in a Chinese numeral.
#[must_use]
pub fn chinese_digit(c: char) -> Option<u32> {
    static BY_CHARACTER: LazyLock<Vec<(char, u32)>> = LazyLock::new(|| {
        let written = (0..).zip(DIGITS).flat_map(|(digit, written)| written.chars().map(move |c| (c, digit)));
        let mut digits: Vec<_> = written.collect();
        digits.sort_unstable();
        digits
    });
    let index = BY_CHARACTER.binary_search_by_key(&c, |(written, _)| *written).ok()?;
    BY_CHARACTER.get(index).map(|(_, digit)| *digit)
}

/// Whether a character is part of Chinese numerals: a digit, or ten or a hundred.
#[must_use]
pub fn is_chinese_numeral(c: char) -> bool {
    is_ten(c) || matches!(c, '百' | '佰') || chinese_digit(c).is_some()
}

fn is_ten(c: char) -> bool {
    matches!(c, '十' | '拾' | '⼗')
}

/// The digit an Arabic one is, of whatever width.
#[must_use]
pub fn arabic_digit(c: char) -> Option<u32> {
    match c {
        '０'..='９' => Some(c as u32 - '０' as u32),
        _ => c.to_digit(10),
    }
}

/// The number a whole text is, in Chinese (二十一, 二一) or Arabic digits; at most four characters.
#[must_use]
pub fn small_number(text: &str) -> Option<u32> {
    let characters: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    if characters.is_empty() || characters.len() > LONGEST {
        return None;
    }
    let by_digits =
        |digit: fn(char) -> Option<u32>| characters.iter().try_fold(0_u32, |number, c| Some(number * 10 + digit(*c)?));
    if let Some(number) = by_digits(arabic_digit).or_else(|| by_digits(chinese_digit)) {
        return Some(number);
    }
    let (mut number, mut digit) = (0, None);
    for c in characters {
        let unit = match c {
            _ if is_ten(c) => 10,
            '百' | '佰' => 100,
            _ => {
                if digit.replace(chinese_digit(c)?).is_some_and(|before| before > 0) {
                    return None;
                }
                continue;
            }
        };
        // 十 alone is ten.
        number += digit.take().filter(|digit| *digit > 0).unwrap_or(1) * unit;
    }
    Some(number + digit.unwrap_or(0))
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
    let (value, kind) = WHOLE.iter().find_map(|(from, count, kind)| {
        let offset = (first as u32).checked_sub(*from as u32)?;
        (offset < *count).then_some((if *from == '㉑' { 21 } else { 1 } + offset, *kind))
    })?;
    let rest = text.get(first.len_utf8()..)?;
    // Ⅰ1 总体情况: the digits behind it count.
    if kind == NumberKind::Chinese
        && let Some((value, length)) =
            numeral(rest, |c| arabic_digit(c).is_some()).filter(|_| rest.starts_with(|c| arabic_digit(c).is_some()))
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
    let (value, length) = numeral(rest, |c| is_chinese_numeral(c) || arabic_digit(c).is_some())?;
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
    let (value, length) = numeral(rest, |c| arabic_digit(c).is_some()).filter(|(value, _)| (1..100).contains(value))?;
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
    let (value, length) = numeral(rest, |c| is_chinese_numeral(c) || arabic_digit(c).is_some())?;
    let after = rest.get(length..)?;
    let (_, mark) = separation(after);
    // §1.1 is a number of another kind.
    let goes_on = after.get(mark..)?.starts_with(|c| arabic_digit(c).is_some());
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
    let (value, length) = numeral(rest, |c| is_chinese_numeral(c) || arabic_digit(c).is_some())?;
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
        if is_chinese { numeral(inner, is_chinese_numeral)? } else { numeral(inner, |c| arabic_digit(c).is_some())? };
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
    if let Some((value, length)) = numeral(text, |c| arabic_digit(c).is_some()) {
        let rest = text.get(length..)?;
        let (separation, mark) = separation(rest);
        // 1.5 and 1.1 are numbers of another kind.
        let goes_on = rest.get(mark..)?.starts_with(|c| arabic_digit(c).is_some());
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
    /// A line, its number (kind, value, what stands behind it), the level it is a heading of.
    type Case = (&'static str, Option<(NumberKind, u32, &'static str)>, Option<u8>);
    const CASES: [Case; 74] = {
        use NumberKind::*;
        [
            ("一、总体情况", Some((Chinese, 1, "总体情况")), Some(1)),
            ("　一、 总体情况", Some((Chinese, 1, "总体情况")), Some(1)),
            ("十二．其他", Some((Chinese, 12, "其他")), Some(1)),
            ("二十一.其他", Some((Chinese, 21, "其他")), Some(1)),
            ("一 、总体情况", Some((Chinese, 1, "总体情况")), Some(1)),
            ("一 总体情况", Some((Chinese, 1, "总体情况")), None),
            ("一，总体情况", Some((Chinese, 1, "总体情况")), None),
            ("一总体情况", Some((Chinese, 1, "总体情况")), None),
            ("壹、总体情况", Some((Chinese, 1, "总体情况")), Some(1)),
            ("Ⅰ.总体情况", Some((Chinese, 1, "总体情况")), Some(1)),
            ("Ⅳ 行政复议", Some((Chinese, 4, "行政复议")), None),
            ("IV. 行政复议", Some((Chinese, 4, "行政复议")), Some(1)),
            ("第一部分 总体情况", Some((Part, 1, "总体情况")), Some(1)),
            ("第一部分：总体情况", Some((Part, 1, "总体情况")), Some(1)),
            ("第 2 部分、主动公开", Some((Part, 2, "主动公开")), Some(1)),
            ("第三章 总则", Some((Part, 3, "总则")), Some(1)),
            ("第十章总则", Some((Part, 10, "总则")), Some(1)),
            ("第1节 概述", Some((Subpart, 1, "概述")), Some(2)),
            ("（一）主动公开", Some((BracketedChinese, 1, "主动公开")), Some(2)),
            ("(二)依申请", Some((BracketedChinese, 2, "依申请")), Some(2)),
            ("（ 十一 ）、依申请", Some((BracketedChinese, 11, "依申请")), Some(2)),
            ("㈠主动公开", Some((BracketedChinese, 1, "主动公开")), Some(2)),
            ("一）主动公开", Some((BracketedChinese, 1, "主动公开")), None),
            ("1.平台建设", Some((Arabic, 1, "平台建设")), Some(3)),
            ("１．平台建设", Some((Arabic, 1, "平台建设")), Some(3)),
            ("⒈平台建设", Some((Arabic, 1, "平台建设")), Some(3)),
            ("2、监督保障", Some((Arabic, 2, "监督保障")), Some(3)),
            ("12. 监督保障", Some((Arabic, 12, "监督保障")), Some(3)),
            ("2 监督保障", Some((Arabic, 2, "监督保障")), None),
            ("（3）其他", Some((BracketedArabic, 3, "其他")), Some(4)),
            ("（３）其他", Some((BracketedArabic, 3, "其他")), Some(4)),
            ("⑶其他", Some((BracketedArabic, 3, "其他")), Some(4)),
            ("3）其他", Some((BracketedArabic, 3, "其他")), None),
            ("③其他", Some((Circled, 3, "其他")), None),
            ("1.5万件", None, None),
            ("1.1 概述", None, None),
            ("2023年", None, None),
            ("（2023）15号", None, None),
            ("十分重要", Some((Chinese, 10, "分重要")), None),
            ("一是加强", Some((Chinese, 1, "是加强")), None),
            ("第三方评估", None, None),
            ("第二十条第（一）项", None, None),
            ("（以下简称）", None, None),
            ("（一", None, None),
            ("3.", Some((Arabic, 3, "")), None),
            ("IT. 部门", None, None),
            ("二〇二三年", None, None),
            ("⼀、总体情况", Some((Chinese, 1, "总体情况")), Some(1)),
            ("⼆⼗⼋、总体情况", Some((Chinese, 28, "总体情况")), Some(1)),
            ("貳、总体情况", Some((Chinese, 2, "总体情况")), Some(1)),
            ("（一、）总体情况", Some((BracketedChinese, 1, "总体情况")), Some(2)),
            ("【一】总体情况", Some((BracketedChinese, 1, "总体情况")), Some(2)),
            ("【２】总体情况", Some((BracketedArabic, 2, "总体情况")), Some(4)),
            ("[一] 总体情况", Some((BracketedChinese, 1, "总体情况")), Some(2)),
            ("[1] 张三", Some((BracketedArabic, 1, "张三")), None),
            ("Part 1 总体情况", Some((Part, 1, "总体情况")), Some(1)),
            ("PART02：主动公开", Some((Part, 2, "主动公开")), Some(1)),
            ("part 2023", None, None),
            ("Part 1a", None, None),
            ("partly", None, None),
            ("§1 总体情况", Some((Part, 1, "总体情况")), Some(1)),
            ("§ 2、主动公开", Some((Part, 2, "主动公开")), Some(1)),
            ("§1.1 概述", None, None),
            ("§三 概述", Some((Part, 3, "概述")), Some(1)),
            ("第一、总体情况", Some((Ordinal, 1, "总体情况")), None),
            ("第二，加强领导", Some((Ordinal, 2, "加强领导")), None),
            ("第三产业", None, None),
            ("Ⅰ1 总体情况", Some((Chinese, 1, "总体情况")), None),
            ("Ⅰ、总体情况", Some((Chinese, 1, "总体情况")), Some(1)),
            ("III 总体情况", Some((Chinese, 3, "总体情况")), None),
            ("ＩＩ．主动公开", Some((Chinese, 2, "主动公开")), Some(1)),
            ("I think", None, None),
            ("第一部分——总体情况", Some((Part, 1, "总体情况")), Some(1)),
            ("", None, None),
        ]
    };

    #[test]
    fn numbers_are_read_in_every_form() {
        for (line, expected, level) in CASES {
            let found = LineNumber::at(line);
            let found = found.map(|number| (number.kind, number.value, &line[number.text_start..]));
            assert_eq!(found, expected, "{line}");
            assert_eq!(heading_level(line), level, "{line}");
        }
    }

    #[test]
    fn numerals_are_numbers() {
        for (text, number) in [
            ("十", Some(10)),
            ("二十", Some(20)),
            ("一百零二", Some(102)),
            ("二一", Some(21)),
            ("２０", Some(20)),
            ("二十五十", Some(70)),
            ("一二三四五", None),
            ("十a", None),
            ("", None),
        ] {
            assert_eq!(small_number(text), number, "{text}");
        }
    }
}
