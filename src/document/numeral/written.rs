//! Numbers as they are printed, by the names ECMA-376 §17.18.59 (ST_NumberFormat) gives the ways of doing so: the only list of
//! them there is. They are printed as Word prints them: where it departs from the standard, [MS-OI29500] 2.1.540 says so.
//!
//! Words of languages are known as far as they are beyond doubt: English cardinals and ordinals, Sino-Korean and Korean
//! numerals, the first of others. What is not known here (later words of Thai, Hindi and Vietnamese, later letters of Hebrew
//! and Hindi, sums in dollars, formats made up by other programs) is printed in Arabic numerals by the caller, who says so.

use super::digit::{Drawn, PLAIN, draw};
use super::words::{capitalised, cardinal, hebrew, korean, ordinal};

const LEGAL_SIMPLIFIED: [char; 10] = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];
const LEGAL_TRADITIONAL: [char; 10] = ['零', '壹', '貳', '參', '肆', '伍', '陸', '柒', '捌', '玖'];
const LEGAL_JAPANESE: [char; 10] = ['零', '壱', '弐', '参', '四', '伍', '六', '七', '八', '九'];
const KOREAN: [char; 10] = ['영', '일', '이', '삼', '사', '오', '육', '칠', '팔', '구'];
/// The heavenly stems, which count to ten.
pub const STEMS: &str = "甲乙丙丁戊己庚辛壬癸";
const BRANCHES: &str = "子丑寅卯辰巳午未申酉戌亥";

/// What follows when the signs of a format are used up.
#[derive(Clone, Copy)]
enum After {
    /// They begin again.
    Again,
    /// Each twice, then three times.
    Repeated,
    /// Arabic numerals.
    Arabic,
    /// That is not known here.
    Unknown,
}

/// Formats that go through a set of signs.
const SETS: [(&str, &str, After); 19] = [
    ("upperLetter", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", After::Repeated),
    ("lowerLetter", "abcdefghijklmnopqrstuvwxyz", After::Repeated),
    ("chicago", "*†‡§", After::Repeated),
    ("russianLower", "абвгдежзиклмнопрстуфхцчшщыэюя", After::Repeated),
    ("russianUpper", "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЫЭЮЯ", After::Repeated),
    ("arabicAlpha", "أبتثجحخدذرزسشصضطظعغفقكلمنهوي", After::Repeated),
    ("arabicAbjad", "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ", After::Repeated),
    ("thaiLetters", "กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ", After::Repeated),
    ("aiueo", "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝ", After::Again),
    (
        "aiueoFullWidth",
        "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン",
        After::Again,
    ),
    ("iroha", "ｲﾛﾊﾆﾎﾍﾄﾁﾘﾇﾙｦﾜｶﾖﾀﾚｿﾂﾈﾅﾗﾑｳヰﾉｵｸﾔﾏｹﾌｺｴﾃｱｻｷﾕﾒﾐｼヱﾋﾓｾｽﾝ", After::Again),
    (
        "irohaFullWidth",
        "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン",
        After::Again,
    ),
    ("ganada", "가나다라마바사아자차카타파하", After::Again),
    ("chosung", "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ", After::Again),
    ("ideographTraditional", STEMS, After::Arabic),
    ("ideographZodiac", BRANCHES, After::Arabic),
    ("hebrew2", "אבגדהוזחטיכלמנסעפצקרשת", After::Unknown),
    // Word has the two Hindi formats the other way round than the standard.
    ("hindiVowels", "कखगघङचछजझञटठडढणतथदधन", After::Unknown),
    ("hindiConsonants", "अआइईउऊऋ", After::Unknown),
];

/// Formats that write each digit.
const POSITIONAL: [(&str, &str); 9] = [
    ("ideographDigital", "〇一二三四五六七八九"),
    ("japaneseDigitalTenThousand", "〇一二三四五六七八九"),
    ("taiwaneseDigital", "〇一二三四五六七八九"),
    ("koreanDigital", "영일이삼사오육칠팔구"),
    ("koreanDigital2", "零一二三四五六七八九"),
    ("decimalFullWidth", "０１２３４５６７８９"),
    ("decimalFullWidth2", "０１２３４５６７８９"),
    ("thaiNumbers", "๐๑๒๓๔๕๖๗๘๙"),
    ("hindiNumbers", "०१२३४५६७८९"),
];

/// The first words of formats that count in words.
const WORDS: [(&str, &str); 3] = [
    ("hindiCounting", "एक दो तीन चार"),
    ("thaiCounting", "หนึ่ง สอง สาม สี่ ห้า หก เจ็ด แปด เก้า สิบ"),
    ("vietnameseCounting", "một hai ba bốn năm sáu bảy tám chín mười"),
];

/// `n` as `format` prints it; `None` where that is not known. Numbers a format has no signs for (⑳ ends at 50) are printed in
/// Arabic numerals, as Word does.
#[must_use]
pub fn number_to_text(format: &str, n: u32) -> Option<String> {
    let arabic = || n.to_string();
    if let Some((_, signs, after)) = SETS.iter().find(|(name, ..)| *name == format) {
        return of_set(signs, *after, n);
    }
    if let Some((_, digits)) = POSITIONAL.iter().find(|(name, _)| *name == format) {
        return arabic().chars().map(|c| digits.chars().nth(c.to_digit(10)? as usize)).collect();
    }
    if let Some((_, words)) = WORDS.iter().find(|(name, _)| *name == format) {
        return words.split(' ').nth(n.checked_sub(1)? as usize).map(str::to_owned);
    }
    Some(match format {
        // Sums in baht are numbers to Word.
        "decimal" | "decimalHalfWidth" | "bahtText" => arabic(),
        "none" | "bullet" => String::new(),
        "decimalZero" => format!("{n:02}"),
        "upperRoman" => roman(n).unwrap_or_else(arabic),
        "lowerRoman" => roman(n).map_or_else(arabic, |r| r.to_lowercase()),
        "chineseCountingThousand" | "taiwaneseCountingThousand" => counting(n, &CHINESE),
        // Beyond 99 digit by digit, with rings for noughts: 一○○.
        "chineseCounting" if n > 99 => arabic()
            .chars()
            .map(|c| if c == '0' { Some('○') } else { PLAIN.get(c.to_digit(10)? as usize).copied() })
            .collect::<Option<_>>()?,
        "taiwaneseCounting" if n > 99 => return None,
        "chineseCounting" | "taiwaneseCounting" => counting(n, &CHINESE),
        "japaneseCounting" => counting(n, &JAPANESE),
        "koreanCounting" => {
            counting(n, &Counting { digits: KOREAN, places: ['십', '백', '천', '만'], zero: '영', ..JAPANESE })
        }
        "koreanLegal" => korean(n)?,
        "chineseLegalSimplified" => {
            counting(n, &Counting { digits: LEGAL_SIMPLIFIED, places: ['拾', '佰', '仟', '万'], ..LEGAL })
        }
        "ideographLegalTraditional" => counting(n, &Counting { digits: LEGAL_TRADITIONAL, ..LEGAL }),
        "japaneseLegal" => counting(
            n,
            &Counting { digits: LEGAL_JAPANESE, places: ['拾', '百', '阡', '萬'], has_zero: false, ..LEGAL },
        ),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => {
            draw(n, Drawn::Circled).map_or_else(arabic, String::from)
        }
        "decimalEnclosedParen" => draw(n, Drawn::Bracketed).map_or_else(arabic, String::from),
        "decimalEnclosedFullstop" => draw(n, Drawn::Stopped).map_or_else(arabic, String::from),
        // The standard has circles; Word prints brackets.
        "ideographEnclosedCircle" => draw(n, Drawn::BracketedChinese).map_or_else(arabic, String::from),
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
        "cardinalText" => capitalised(&cardinal(n)?),
        "ordinalText" => capitalised(&ordinal(n)?),
        "hebrew1" => hebrew(n)?,
        padded => {
            let width = padded_to(padded)?;
            format!("{n:0width$}")
        }
    })
}

/// Whether a format prints words of the language of its run.
#[must_use]
pub fn is_in_words(format: &str) -> bool {
    matches!(format, "cardinalText" | "ordinalText" | "ordinal")
}

/// The format a list of its first numbers stands for ([MS-DOCX] 2.4): `001, 002, 003, ...`; that itself where numbers are
/// padded.
#[must_use]
pub fn format_of_sample(sample: &str) -> Option<String> {
    if padded_to(sample).is_some() {
        return Some(sample.to_owned());
    }
    let names = SETS.iter().map(|(name, ..)| *name).chain(POSITIONAL.iter().map(|(name, _)| *name));
    let mut names = names.chain(WORDS.iter().map(|(name, _)| *name)).chain(OTHERS);
    let begins_so = |name: &&str, numbers: [u32; 3]| {
        let printed: Option<Vec<String>> = numbers.iter().map(|n| number_to_text(name, *n)).collect();
        // After the numbers of Chinese formats it says whether they are simplified or not.
        printed.is_some_and(|printed| {
            let rest = sample.strip_prefix(&printed.join(", "));
            rest.is_some_and(|rest| matches!(rest.trim_start_matches(['(', ')', '简', '繁']), "" | ", ..." | ", …"))
        })
    };
    names.find(|name| begins_so(name, [1, 2, 3]) || begins_so(name, [1, 10, 100])).map(str::to_owned)
}

/// Formats that are neither sets of signs nor digits nor words.
const OTHERS: [&str; 21] = [
    "ideographEnclosedCircle",
    "decimal",
    "decimalZero",
    "upperRoman",
    "lowerRoman",
    "chineseCounting",
    "chineseCountingThousand",
    "japaneseCounting",
    "koreanCounting",
    "koreanLegal",
    "chineseLegalSimplified",
    "ideographLegalTraditional",
    "japaneseLegal",
    "decimalEnclosedCircle",
    "decimalEnclosedParen",
    "decimalEnclosedFullstop",
    "numberInDash",
    "ordinal",
    "cardinalText",
    "ordinalText",
    "hebrew1",
];

/// How many digits numbers are padded to in a sample of them that says so: `001, 002, 003, ...`.
fn padded_to(sample: &str) -> Option<usize> {
    let first = sample.split(',').next()?.trim();
    let zeros = first.strip_suffix('1')?;
    (!zeros.is_empty() && zeros.len() < 10 && zeros.chars().all(|c| c == '0')).then_some(first.len())
}

fn of_set(signs: &str, after: After, n: u32) -> Option<String> {
    let index = n.checked_sub(1)? as usize;
    let length = signs.chars().count();
    let sign = signs.chars().nth(index % length.max(1))?.to_string();
    let repeats = index / length.max(1) + 1;
    match after {
        _ if repeats == 1 => Some(sign),
        After::Again => Some(sign),
        After::Repeated if repeats <= 30 => Some(sign.repeat(repeats)),
        After::Repeated | After::Arabic => Some(n.to_string()),
        After::Unknown => None,
    }
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

/// A way of counting with place signs.
struct Counting {
    digits: [char; 10],
    /// Ten, hundred, thousand, ten thousand.
    places: [char; 4],
    zero: char,
    /// Whether gaps have a zero: 一百零一.
    has_zero: bool,
    /// Whether a hundred is one hundred: 一百.
    leading_one: bool,
    /// Whether ten at the beginning is one ten: 壹拾.
    leading_one_of_ten: bool,
}

const CHINESE: Counting = Counting {
    digits: PLAIN,
    places: ['十', '百', '千', '万'],
    zero: '零',
    has_zero: true,
    leading_one: true,
    leading_one_of_ten: false,
};

const JAPANESE: Counting = Counting { zero: '〇', has_zero: false, leading_one: false, ..CHINESE };

const LEGAL: Counting =
    Counting { digits: LEGAL_TRADITIONAL, places: ['拾', '佰', '仟', '萬'], leading_one_of_ten: true, ..CHINESE };

fn counting(n: u32, by: &Counting) -> String {
    if n == 0 {
        return by.zero.to_string();
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
        if pending_zero && by.has_zero {
            text.push(by.zero);
        }
        pending_zero = false;
        let bare_ten = value == 10 && text.is_empty() && !by.leading_one_of_ten;
        if digit != 1 || value == 1 || (by.leading_one && !bare_ten) {
            text.extend(by.digits.get(digit as usize));
        }
        text.extend(by.places.get(place));
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
            ("chineseLegalSimplified", 12, "壹拾贰"),
            ("ideographLegalTraditional", 101, "壹佰零壹"),
            ("japaneseLegal", 10, "壱拾"),
            ("japaneseLegal", 1101, "壱阡壱百壱"),
            ("chineseCounting", 99, "九十九"),
            ("chineseCounting", 100, "一○○"),
            ("taiwaneseCounting", 21, "二十一"),
            ("taiwaneseCountingThousand", 101, "一百零一"),
            ("koreanDigital", 10, "일영"),
            ("koreanDigital2", 10, "一零"),
            ("koreanCounting", 111, "백십일"),
            ("koreanLegal", 21, "스물하나"),
            ("koreanLegal", 99, "아흔아홉"),
            ("aiueo", 46, "ﾝ"),
            ("aiueo", 47, "ｱ"),
            ("aiueoFullWidth", 2, "イ"),
            ("iroha", 48, "ﾝ"),
            ("irohaFullWidth", 3, "ハ"),
            ("ganada", 15, "가"),
            ("chosung", 14, "ㅎ"),
            ("russianLower", 29, "я"),
            ("russianUpper", 31, "ББ"),
            ("arabicAlpha", 28, "ي"),
            ("arabicAbjad", 20, "ر"),
            ("hebrew1", 15, "טו"),
            ("hebrew1", 121, "קכא"),
            ("hebrew2", 22, "ת"),
            ("hindiVowels", 1, "क"),
            ("hindiConsonants", 1, "अ"),
            ("hindiNumbers", 10, "१०"),
            ("hindiCounting", 3, "तीन"),
            ("thaiLetters", 41, "ฮ"),
            ("thaiNumbers", 25, "๒๕"),
            ("thaiCounting", 10, "สิบ"),
            ("vietnameseCounting", 10, "mười"),
            ("chicago", 6, "††"),
            ("bahtText", 7, "7"),
            ("cardinalText", 121, "One hundred twenty-one"),
            ("cardinalText", 1000, "One thousand"),
            ("ordinalText", 12, "Twelfth"),
            ("ordinalText", 20, "Twentieth"),
            ("ordinalText", 101, "One hundred first"),
            ("ideographEnclosedCircle", 10, "㈩"),
            ("ideographEnclosedCircle", 11, "11"),
            ("001, 002, 003, ...", 12, "012"),
            ("0001, 0002, 0003, ...", 12345, "12345"),
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
    }

    #[test]
    fn what_is_not_known_is_not_printed() {
        let unknown = [
            ("klingon", 1),
            ("dollarText", 1),
            ("hindiCounting", 5),
            ("thaiCounting", 11),
            ("vietnameseCounting", 11),
            ("hebrew1", 393),
            ("hebrew2", 23),
            ("hindiVowels", 21),
            ("hindiConsonants", 8),
            ("koreanLegal", 100),
            ("taiwaneseCounting", 100),
            ("aiueo", 0),
        ];
        for (format, n) in unknown {
            assert_eq!(number_to_text(format, n), None, "{format} {n}");
        }
    }

    #[test]
    fn signs_are_as_many_as_the_standard_says() {
        for (format, count) in [
            ("aiueo", 46),
            ("aiueoFullWidth", 46),
            ("iroha", 48),
            ("irohaFullWidth", 48),
            ("ganada", 14),
            ("chosung", 14),
            ("russianLower", 29),
            ("russianUpper", 29),
            ("arabicAlpha", 28),
            ("arabicAbjad", 28),
            ("hebrew2", 22),
            ("thaiLetters", 41),
        ] {
            let (_, signs, _) = SETS.iter().find(|(name, ..)| *name == format).unwrap();
            let distinct: std::collections::BTreeSet<char> = signs.chars().collect();
            assert_eq!((signs.chars().count(), distinct.len()), (count, count), "{format}");
        }
    }

    #[test]
    fn formats_are_known_by_their_first_numbers() {
        let cases = [
            ("001, 002, 003, ...", Some("001, 002, 003, ...")),
            ("01, 02, 03, ...", Some("01, 02, 03, ...")),
            ("一, 一〇, 一〇〇, ...", Some("ideographDigital")),
            ("一, 十, 一百(简), ...", Some("chineseCountingThousand")),
            ("一, 十, 一○○(简), ...", Some("chineseCounting")),
            ("甲, 乙, 丙, ...", Some("ideographTraditional")),
            ("①, ②, ③, ...", Some("decimalEnclosedCircle")),
            ("א, י, ק, ...", Some("hebrew1")),
            ("One, Two, Three, ...", Some("cardinalText")),
            ("α, β, γ, ...", None),
            ("", None),
        ];
        for (sample, format) in cases {
            assert_eq!(format_of_sample(sample).as_deref(), format, "{sample}");
        }
    }
}
