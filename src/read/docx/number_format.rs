//! Numbers in the formats of automatic numbering (ST_NumberFormat, ECMA-376 §17.18.59).

const DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
const LEGAL_SIMPLIFIED: [char; 10] = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];
const LEGAL_TRADITIONAL: [char; 10] = ['零', '壹', '貳', '參', '肆', '伍', '陸', '柒', '捌', '玖'];
const STEMS: &str = "甲乙丙丁戊己庚辛壬癸";
const BRANCHES: &str = "子丑寅卯辰巳午未申酉戌亥";

/// `n` as `format` prints it; `None` where the format is not known. Numbers a format has no signs for (⑳ ends at 50) are
/// printed in Arabic numerals, as Word does.
pub(super) fn number_to_text(format: &str, n: u32) -> Option<String> {
    let arabic = || n.to_string();
    Some(match format {
        "decimal" | "decimalHalfWidth" => arabic(),
        "none" | "bullet" => String::new(),
        "decimalZero" => format!("{n:02}"),
        "upperRoman" => roman(n).unwrap_or_else(arabic),
        "lowerRoman" => roman(n).map_or_else(arabic, |r| r.to_lowercase()),
        "upperLetter" => letter(n, b'A').unwrap_or_else(arabic),
        "lowerLetter" => letter(n, b'a').unwrap_or_else(arabic),
        "chineseCounting" | "chineseCountingThousand" | "taiwaneseCounting" | "taiwaneseCountingThousand" => {
            counting(n, &DIGITS, ['十', '百', '千', '万'], '零', true)
        }
        "japaneseCounting" => counting(n, &DIGITS, ['十', '百', '千', '万'], '〇', false),
        "chineseLegalSimplified" => counting(n, &LEGAL_SIMPLIFIED, ['拾', '佰', '仟', '万'], '零', true),
        "ideographLegalTraditional" => counting(n, &LEGAL_TRADITIONAL, ['拾', '佰', '仟', '萬'], '零', true),
        "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital" | "koreanDigital2" => {
            arabic().bytes().filter_map(|b| DIGITS.get(usize::from(b - b'0'))).collect()
        }
        "decimalFullWidth" | "decimalFullWidth2" => {
            arabic().bytes().filter_map(|b| char::from_u32(0xFF10 + u32::from(b - b'0'))).collect()
        }
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => {
            run(n, &[(1, 20, '①'), (21, 35, '㉑'), (36, 50, '㊱')]).unwrap_or_else(arabic)
        }
        "decimalEnclosedParen" => run(n, &[(1, 20, '⑴')]).unwrap_or_else(arabic),
        "decimalEnclosedFullstop" => run(n, &[(1, 20, '⒈')]).unwrap_or_else(arabic),
        "ideographEnclosedCircle" => run(n, &[(1, 10, '㊀')]).unwrap_or_else(arabic),
        "ideographTraditional" => nth(STEMS, n).unwrap_or_else(arabic),
        "ideographZodiac" => nth(BRANCHES, n).unwrap_or_else(arabic),
        "ideographZodiacTraditional" => match n {
            1..=60 => {
                let stem = nth(STEMS, (n - 1) % 10 + 1).unwrap_or_default();
                format!("{stem}{}", nth(BRANCHES, (n - 1) % 12 + 1).unwrap_or_default())
            }
            _ => arabic(),
        },
        "numberInDash" => format!("- {n} -"),
        "hex" => format!("{n:X}"),
        "ordinal" => {
            let suffix = match (n % 10, n % 100) {
                (_, 11..=13) => "th",
                (1, _) => "st",
                (2, _) => "nd",
                (3, _) => "rd",
                _ => "th",
            };
            format!("{n}{suffix}")
        }
        _ => return None,
    })
}

/// The n-th sign (from 1) of the runs of consecutive characters given by first number, last number, first character.
fn run(n: u32, runs: &[(u32, u32, char)]) -> Option<String> {
    let (first, _, sign) = runs.iter().find(|(first, last, _)| (*first..=*last).contains(&n))?;
    char::from_u32(u32::from(*sign) + n - first).map(String::from)
}

fn nth(signs: &str, n: u32) -> Option<String> {
    signs.chars().nth(n.checked_sub(1)? as usize).map(String::from)
}

fn roman(n: u32) -> Option<String> {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if !(1..=32_767).contains(&n) {
        return None;
    }
    let mut rest = n;
    let mut text = String::new();
    for (value, sign) in SIGNS {
        while rest >= value {
            text.push_str(sign);
            rest -= value;
        }
    }
    Some(text)
}

/// a … z, aa, bb … zz, aaa: the letter is repeated, not counted on (§17.18.59 lowerLetter).
fn letter(n: u32, first: u8) -> Option<String> {
    let index = n.checked_sub(1)?;
    let repeats = index / 26 + 1;
    let letter = char::from(first + (index % 26) as u8);
    (repeats <= 30).then(|| letter.to_string().repeat(repeats as usize))
}

/// Counting with place signs: 一百零一. Ten to nineteen begin with 十; `leading_one` says whether 100 is 一百 or 百.
fn counting(n: u32, digits: &[char; 10], places: [char; 4], zero: char, leading_one: bool) -> String {
    if n == 0 {
        return zero.to_string();
    }
    if n >= 100_000 {
        return n.to_string();
    }
    let mut text = String::new();
    let mut pending_zero = false;
    for (value, place) in [(10_000, 3), (1_000, 2), (100, 1), (10, 0), (1, 4)] {
        let digit = n / value % 10;
        if digit == 0 {
            pending_zero = !text.is_empty();
            continue;
        }
        if pending_zero && leading_one {
            text.push(zero);
        }
        pending_zero = false;
        let bare_ten = value == 10 && text.is_empty();
        if digit != 1 || value == 1 || (leading_one && !bare_ten) {
            text.extend(digits.get(digit as usize));
        }
        text.extend(places.get(place));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_print_as_word_does() {
        let cases = [
            ("decimal", 12, "12"),
            ("decimalZero", 7, "07"),
            ("upperRoman", 1994, "MCMXCIV"),
            ("lowerRoman", 4, "iv"),
            ("upperLetter", 26, "Z"),
            ("lowerLetter", 28, "bb"),
            ("chineseCounting", 10, "十"),
            ("chineseCountingThousand", 11, "十一"),
            ("chineseCountingThousand", 20, "二十"),
            ("chineseCountingThousand", 101, "一百零一"),
            ("chineseCountingThousand", 110, "一百一十"),
            ("chineseCountingThousand", 1001, "一千零一"),
            ("japaneseCounting", 110, "百十"),
            ("japaneseCounting", 21, "二十一"),
            ("chineseLegalSimplified", 12, "拾贰"),
            ("ideographDigital", 10, "一〇"),
            ("ideographTraditional", 3, "丙"),
            ("ideographTraditional", 11, "11"),
            ("ideographZodiacTraditional", 13, "丙子"),
            ("decimalEnclosedCircle", 20, "⑳"),
            ("decimalEnclosedCircleChinese", 21, "㉑"),
            ("decimalEnclosedCircle", 36, "㊱"),
            ("decimalEnclosedCircle", 50, "㊿"),
            ("decimalEnclosedCircle", 51, "51"),
            ("decimalEnclosedParen", 1, "⑴"),
            ("decimalFullWidth", 10, "１０"),
            ("ordinal", 12, "12th"),
            ("none", 3, ""),
        ];
        for (format, n, expected) in cases {
            assert_eq!(number_to_text(format, n).as_deref(), Some(expected), "{format} {n}");
        }
        assert_eq!(number_to_text("klingon", 1), None);
    }
}
