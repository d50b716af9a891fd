//! The signs numbers are written with, and the numbers they make.

use std::sync::LazyLock;

/// How many characters a small number has at most: 一百零二.
const LONGEST: usize = 4;

/// The digits as they are written in prose.
pub(super) const PLAIN: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// The zeros met in place of 〇.
const ZEROS: &str = "零○";

/// Those of cheques, traditionally written, too. Some are surnames and begin the names of places: 陆川县, 伍家岗区.
const CAPITAL: [&str; 9] = ["壹", "贰貳", "叁叄", "肆", "伍", "陆陸", "柒", "捌", "玖"];

/// Two of something.
const PAIR: &str = "两兩";

/// Kangxi radicals and kanbun that look like digits (U+2F00, U+3192).
const ALIKE: [&str; 9] = ["⼀㆒", "⼆㆓", "㆔", "㆕", "", "", "", "⼋", ""];

/// How a digit is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Hand {
    Plain,
    Capital,
    Pair,
    Alike,
}

fn digit_in_hand(c: char) -> Option<(u32, Hand)> {
    static BY_CHARACTER: LazyLock<Vec<(char, u32, Hand)>> = LazyLock::new(|| {
        let all = |written: &'static str, digit, hand| written.chars().map(move |c| (c, digit, hand));
        let plain = (0..).zip(PLAIN).map(|(digit, c)| (c, digit, Hand::Plain));
        let capital = (1..).zip(CAPITAL).flat_map(|(digit, written)| all(written, digit, Hand::Capital));
        let alike = (1..).zip(ALIKE).flat_map(|(digit, written)| all(written, digit, Hand::Alike));
        let others = all(ZEROS, 0, Hand::Plain).chain(all(PAIR, 2, Hand::Pair));
        let mut digits: Vec<_> = plain.chain(capital).chain(alike).chain(others).collect();
        digits.sort_unstable();
        digits
    });
    let index = BY_CHARACTER.binary_search_by_key(&c, |(written, ..)| *written).ok()?;
    BY_CHARACTER.get(index).map(|(_, digit, hand)| (*digit, *hand))
}

/// The digit a character stands for in a Chinese numeral, whatever the hand.
#[must_use]
pub fn chinese_digit(c: char) -> Option<u32> {
    digit_in_hand(c).map(|(digit, _)| digit)
}

/// The same where digits are read one by one, as in 二〇二三年: there is no 两 among them.
#[must_use]
pub fn serial_digit(c: char) -> Option<u32> {
    digit_in_hand(c).filter(|(_, hand)| *hand != Hand::Pair).map(|(digit, _)| digit)
}

/// Whether a digit is one of those of cheques: 贰零贰叁年. Some of them are words and names besides.
#[must_use]
pub fn is_capital_digit(c: char) -> bool {
    digit_in_hand(c).is_some_and(|(_, hand)| hand == Hand::Capital)
}

/// Whether a letter or ring is typed for a zero in 二O二三年.
#[must_use]
pub fn is_letter_for_zero(c: char) -> bool {
    matches!(c, 'O' | 'o' | 'О' | 'о' | 'Ο' | 'ο' | '◯')
}

/// What a sign of place counts: ten, a hundred, a thousand, ten thousand.
#[must_use]
pub fn place_value(c: char) -> Option<u32> {
    match c {
        '十' | '拾' | '⼗' => Some(10),
        '百' | '佰' => Some(100),
        '千' | '仟' => Some(1_000),
        '万' | '萬' => Some(10_000),
        _ => None,
    }
}

/// Whether a character is ten within a number.
#[must_use]
pub fn is_ten(c: char) -> bool {
    place_value(c) == Some(10)
}

/// Whether a character is part of the numerals that count headings, items and articles: a digit, ten or a hundred.
#[must_use]
pub fn is_chinese_numeral(c: char) -> bool {
    place_value(c).is_some_and(|value| value <= 100) || chinese_digit(c).is_some()
}

/// Whether a character is one of 一 to 十: a numeral even where a name may follow. 零陵区, 百色市 and 陆川县 begin with the others.
#[must_use]
pub fn is_plain_numeral(c: char) -> bool {
    c == '十' || digit_in_hand(c).is_some_and(|(digit, hand)| hand == Hand::Plain && digit > 0)
}

/// The digit an Arabic one is, of either width.
#[must_use]
pub fn arabic_digit(c: char) -> Option<u32> {
    match c {
        '０'..='９' => Some(c as u32 - '０' as u32),
        _ => c.to_digit(10),
    }
}

/// Whether a character is an Arabic digit of either width.
#[must_use]
pub fn is_arabic_digit(c: char) -> bool {
    arabic_digit(c).is_some()
}

/// How a number is drawn that is one character.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Drawn {
    /// ㈠
    BracketedChinese,
    /// ㊀
    CircledChinese,
    /// ⑴
    Bracketed,
    /// ⒈
    Stopped,
    /// ①
    Circled,
    /// ❶
    BlackCircled,
    /// Ⅰ
    Roman,
    /// ⅰ
    SmallRoman,
}

/// The runs of characters that are a number each: the first of them, what it counts to, and how many follow one another.
const DRAWN: [(char, u32, u32, Drawn); 10] = [
    ('㈠', 1, 10, Drawn::BracketedChinese),
    ('㊀', 1, 10, Drawn::CircledChinese),
    ('⑴', 1, 20, Drawn::Bracketed),
    ('⒈', 1, 20, Drawn::Stopped),
    ('①', 1, 20, Drawn::Circled),
    ('㉑', 21, 15, Drawn::Circled),
    ('㊱', 36, 15, Drawn::Circled),
    ('❶', 1, 10, Drawn::BlackCircled),
    ('Ⅰ', 1, 12, Drawn::Roman),
    ('ⅰ', 1, 12, Drawn::SmallRoman),
];

/// The number a character is by itself, and how it is drawn: ㈠ ⑴ ⒈ ① Ⅰ.
pub(super) fn drawn(c: char) -> Option<(u32, Drawn)> {
    DRAWN.iter().find_map(|(first, value, count, drawn)| {
        let offset = u32::from(c).checked_sub(u32::from(*first))?;
        (offset < *count).then_some((value + offset, *drawn))
    })
}

/// Whether a character is a number by itself: ㈠ ⑴ ⒈ ① Ⅰ.
#[must_use]
pub fn is_drawn_number(c: char) -> bool {
    drawn(c).is_some()
}

/// A number as one character; `None` where there is none.
pub(super) fn draw(n: u32, as_drawn: Drawn) -> Option<char> {
    DRAWN.iter().find_map(|(first, value, count, drawn)| {
        let offset = n.checked_sub(*value).filter(|offset| *drawn == as_drawn && offset < count)?;
        char::from_u32(u32::from(*first) + offset)
    })
}

/// Whether a character is a number raised, lowered or ringed, as those of notes are: ¹ ① ❶.
#[must_use]
pub fn is_note_number(c: char) -> bool {
    matches!(c, '⁰' | '¹' | '²' | '³' | '⁴'..='⁹' | '₀'..='₉' | '⁽' | '⁾' | '₍' | '₎' | '①'..='⒇' | '⓪'..='⓿' | '❶'..='➓'
        | '㉑'..='㉟' | '㊱'..='㊿')
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
        let Some(place) = place_value(c).filter(|place| *place <= 100) else {
            if digit.replace(chinese_digit(c)?).is_some_and(|before| before > 0) {
                return None;
            }
            continue;
        };
        // 十 alone is ten.
        number += digit.take().filter(|digit| *digit > 0).unwrap_or(1) * place;
    }
    Some(number + digit.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_that_is_one_character_is_the_number_it_is_drawn_for() {
        for (first, value, count, as_drawn) in DRAWN {
            for offset in 0..count {
                let c = char::from_u32(u32::from(first) + offset).unwrap();
                assert_eq!(drawn(c), Some((value + offset, as_drawn)), "{c}");
                assert_eq!(draw(value + offset, as_drawn), Some(c), "{c}");
            }
        }
        assert_eq!((draw(0, Drawn::Circled), draw(51, Drawn::Circled), drawn('一')), (None, None, None));
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

    #[test]
    fn what_begins_names_is_no_plain_numeral() {
        assert!("一二三四五六七八九十".chars().all(is_plain_numeral));
        assert!("零百陆伍两〇壹拾甲1".chars().all(|c| !is_plain_numeral(c)));
        assert!("零百陆伍两〇壹拾".chars().all(is_chinese_numeral));
    }

    #[test]
    fn digits_of_years_have_no_pair() {
        assert_eq!((serial_digit('两'), chinese_digit('两')), (None, Some(2)));
        assert_eq!((serial_digit('贰'), serial_digit('○')), (Some(2), Some(0)));
        assert!(is_capital_digit('贰') && !is_capital_digit('二'));
    }
}
