//! Numbers in the words and letters of other languages, as automatic numbering prints them.

/// Korean numerals, up to ninety-nine.
pub(super) fn korean(n: u32) -> Option<String> {
    const TENS: [&str; 10] = ["", "열", "스물", "서른", "마흔", "쉰", "예순", "일흔", "여든", "아흔"];
    const ONES: [&str; 10] = ["", "하나", "둘", "셋", "넷", "다섯", "여섯", "일곱", "여덟", "아홉"];
    let (tens, ones) = (TENS.get(n as usize / 10)?, ONES.get(n as usize % 10)?);
    (n > 0).then(|| format!("{tens}{ones}"))
}

/// Hebrew numerals, up to 392, where Word begins anew in a way of its own. Fifteen and sixteen are nine and six, nine and
/// seven.
pub(super) fn hebrew(n: u32) -> Option<String> {
    const LETTERS: [(u32, char); 22] = [
        (400, 'ת'),
        (300, 'ש'),
        (200, 'ר'),
        (100, 'ק'),
        (90, 'צ'),
        (80, 'פ'),
        (70, 'ע'),
        (60, 'ס'),
        (50, 'נ'),
        (40, 'מ'),
        (30, 'ל'),
        (20, 'כ'),
        (10, 'י'),
        (9, 'ט'),
        (8, 'ח'),
        (7, 'ז'),
        (6, 'ו'),
        (5, 'ה'),
        (4, 'ד'),
        (3, 'ג'),
        (2, 'ב'),
        (1, 'א'),
    ];
    if !(1..=392).contains(&n) {
        return None;
    }
    let mut rest = n;
    let mut text = String::new();
    while rest > 0 {
        let most = if matches!(rest, 15 | 16) { 9 } else { rest };
        let (value, letter) = LETTERS.iter().find(|(value, _)| *value <= most)?;
        text.push(*letter);
        rest -= value;
    }
    Some(text)
}

const ONES: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 10] = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// A number in English words, up to 999,999: one hundred twenty-one.
pub(super) fn cardinal(n: u32) -> Option<String> {
    let rest = |n: u32, sign: &str| if n == 0 { Some(String::new()) } else { Some(format!("{sign}{}", cardinal(n)?)) };
    Some(match n {
        0..20 => (*ONES.get(n as usize)?).to_owned(),
        20..100 => format!("{}{}", TENS.get(n as usize / 10)?, rest(n % 10, "-")?),
        100..1_000 => format!("{} hundred{}", cardinal(n / 100)?, rest(n % 100, " ")?),
        1_000..1_000_000 => format!("{} thousand{}", cardinal(n / 1_000)?, rest(n % 1_000, " ")?),
        _ => return None,
    })
}

/// The same as an ordinal: one hundred twenty-first.
pub(super) fn ordinal(n: u32) -> Option<String> {
    const IRREGULAR: [(&str, &str); 7] = [
        ("one", "first"),
        ("two", "second"),
        ("three", "third"),
        ("five", "fifth"),
        ("eight", "eighth"),
        ("nine", "ninth"),
        ("twelve", "twelfth"),
    ];
    let text = cardinal(n)?;
    let (before, last) = text.split_at(text.rfind([' ', '-']).map_or(0, |at| at + 1));
    let irregular = IRREGULAR.iter().find(|(cardinal, _)| *cardinal == last).map(|(_, ordinal)| (*ordinal).to_owned());
    let last = irregular.unwrap_or_else(|| match last.strip_suffix('y') {
        Some(stem) => format!("{stem}ieth"),
        None => format!("{last}th"),
    });
    Some(format!("{before}{last}"))
}

pub(super) fn capitalised(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map(|first| first.to_ascii_uppercase().to_string() + characters.as_str()).unwrap_or_default()
}
