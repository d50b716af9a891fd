//! Number formats: whether what a cell shows is its value (ECMA-376 §18.8.30, §18.8.31).

use super::look::Palette;
use crate::document::{Color, vocabulary};
use crate::finding::{Finding, catalogue};
use rust_decimal::{Decimal, RoundingStrategy};
use std::borrow::Cow;
use std::cmp::Ordering;

/// Codes of more bytes than this are not looked into; spreadsheet programs allow 255 characters.
const LONGEST_CODE: usize = 1_024;

/// A number format, taken apart.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct NumberFormat {
    pub(super) code: Cow<'static, str>,
    sections: Vec<Section>,
    /// The colour each section names: of numbers above, below and at 0, and of texts.
    colors: Vec<Option<Color>>,
}

/// What a date format shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct DateParts {
    pub(super) date: bool,
    pub(super) time: bool,
    /// Hours, minutes or seconds counted beyond the day: `[h]:mm`.
    pub(super) elapsed: bool,
}

/// What a cell shows of its number.
#[derive(Debug, PartialEq)]
pub(super) enum Shown {
    /// The number, with at least so many decimals.
    Itself(u32),
    /// This.
    Otherwise(String),
    /// An amount with its unit or sign of money: 265500元, 26.55万元, ¥265500. `exact`: without the rounding of what is shown.
    Amount { exact: String, shown: String },
    /// A date or time.
    Date(DateParts),
    /// No telling.
    Unknown,
}

/// The format of one range of values; sections are set apart by `;`.
#[derive(Debug, Clone, PartialEq)]
enum Section {
    Date(DateParts),
    Number(Pattern),
    /// For some numbers alone.
    Where(Condition, Box<Section>),
    Unknown,
}

#[derive(Debug, Clone, PartialEq, Default)]
struct Pattern {
    /// `General` or `@`: as many decimals as there are.
    is_general: bool,
    has_digits: bool,
    decimals: u32,
    /// Decimals shown even when 0.
    least_decimals: u32,
    percents: u32,
    /// Commas after the last digit, each dividing by 1000.
    thousands: u32,
    /// Digits after a point that is written as a text (`0!.0,"万"`), each dividing by 10.
    shift: u32,
    prefix: String,
    suffix: String,
    /// Whether digits are written as Chinese numerals: `[DBNum1]`.
    is_spelled: bool,
}

/// Signs of currencies.
pub(super) const CURRENCIES: &str = "¥￥$€£";

/// Codes of the currency of the figures, where a format writes them instead of its sign.
const CODES: [&str; 2] = ["CNY", "RMB"];

impl NumberFormat {
    /// `General`.
    pub(super) const GENERAL: NumberFormat =
        NumberFormat { code: Cow::Borrowed("General"), sections: Vec::new(), colors: Vec::new() };

    /// The format with a built-in id.
    pub(super) fn built_in(id: u32) -> Self {
        let code = match id {
            1 => "0",
            2 => "0.00",
            3 => "#,##0",
            4 => "#,##0.00",
            9 => "0%",
            10 => "0.00%",
            11 => "0.00E+00",
            12 => "# ?/?",
            13 => "# ??/??",
            // Ids 27 to 36 and 50 to 58 are dates and times in the East Asian editions (§18.8.30).
            14..=17 | 27..=31 | 36 | 50..=54 | 57 | 58 => "yyyy-mm-dd",
            18..=21 | 32..=35 | 45 | 47 | 55 | 56 => "hh:mm:ss",
            22 => "yyyy-mm-dd hh:mm",
            37 | 38 => "#,##0;(#,##0)",
            39 | 40 => "#,##0.00;(#,##0.00)",
            41 | 42 => "#,##0;(#,##0);\"-\"",
            43 | 44 => "#,##0.00;(#,##0.00);\"-\"",
            46 => "[h]:mm:ss",
            48 => "##0.0E+0",
            _ => return NumberFormat::GENERAL,
        };
        NumberFormat { code: Cow::Borrowed(code), sections: sections(code), colors: Vec::new() }
    }

    /// The format a file spells out.
    pub(super) fn of_code(code: &str) -> Self {
        if code.len() > LONGEST_CODE {
            let start = code.chars().take(LONGEST_CODE / 4).collect();
            return NumberFormat { code: Cow::Owned(start), sections: vec![Section::Unknown], colors: Vec::new() };
        }
        NumberFormat { code: Cow::Owned(code.to_owned()), sections: sections(code), colors: colors(code) }
    }

    /// Whether no number is shown, of whatever sign: `;;;`, and `;;` where texts are.
    pub(super) fn hides_numbers(&self) -> bool {
        let sections: Vec<&str> = self.code.split(';').collect();
        sections.len() >= 3 && sections.iter().take(3).all(|section| section.trim().is_empty())
    }

    /// Whether neither numbers nor texts are shown: `;;;`.
    pub(super) fn hides_text(&self) -> bool {
        self.hides_numbers() && self.code.split(';').nth(3).is_some_and(|section| section.trim().is_empty())
    }

    /// The colour it names for a number, or for a text.
    pub(super) fn color(&self, number: Option<f64>) -> Option<Color> {
        let count = self.colors.len();
        let section = match number {
            None if count >= 4 => 3,
            // A format of one section that is for texts.
            None if count == 1 && self.code.contains('@') => 0,
            None => return None,
            Some(number) if number < 0.0 && count >= 2 => 1,
            Some(number) if number.abs() <= 0.0 && count >= 3 => 2,
            Some(_) => 0,
        };
        self.colors.get(section).copied().flatten()
    }

    /// Whether numbers are shown as they are.
    pub(super) fn is_general(&self) -> bool {
        self.sections.is_empty()
    }

    /// What a cell with this format shows of `value`.
    pub(super) fn shown(&self, value: Decimal) -> Shown {
        let negative = value.is_sign_negative() && !value.is_zero();
        if self.sections.iter().any(|section| matches!(section, Section::Where(..))) {
            // Whether such a section writes the sign itself depends on its condition.
            return match self.section_where(value).filter(|_| !negative) {
                Some(Section::Date(parts)) => Shown::Date(*parts),
                Some(Section::Number(pattern)) => pattern.shown(value, false, false),
                Some(Section::Unknown | Section::Where(..)) | None => Shown::Unknown,
            };
        }
        let (section, owns_sign) = match (self.sections.as_slice(), negative, value.is_zero()) {
            ([], _, _) => return Shown::Itself(0),
            ([all], _, _) => (all, false),
            ([_, below, ..], true, _) => (below, true),
            ([_, _, zero, ..], _, true) => (zero, false),
            ([above, ..], _, _) => (above, false),
        };
        match section {
            Section::Date(parts) => Shown::Date(*parts),
            Section::Unknown | Section::Where(..) => Shown::Unknown,
            Section::Number(pattern) => pattern.shown(value, negative, owns_sign),
        }
    }

    /// The section whose condition a number meets: the last without one is for all that are left.
    fn section_where(&self, value: Decimal) -> Option<&Section> {
        let last = self.sections.len().checked_sub(1)?;
        self.sections.iter().enumerate().find_map(|(index, section)| match section {
            Section::Where(condition, section) => condition.is_met(value).then_some(section.as_ref()),
            section => (index == last).then_some(section),
        })
    }
}

/// The numbers a section is for: `[>=10000]` (§18.8.31).
#[derive(Debug, Clone, Copy, PartialEq)]
struct Condition {
    less: bool,
    equal: bool,
    greater: bool,
    than: Decimal,
}

impl Condition {
    fn of(text: &str) -> Option<Self> {
        let number = text.trim_start_matches(['<', '>', '=']);
        let than = number.trim().parse().ok()?;
        let (less, equal, greater) = match text.get(..text.len() - number.len())? {
            "<" => (true, false, false),
            "<=" => (true, true, false),
            ">" => (false, false, true),
            ">=" => (false, true, true),
            "=" => (false, true, false),
            "<>" => (true, false, true),
            _ => return None,
        };
        Some(Condition { less, equal, greater, than })
    }

    fn is_met(&self, value: Decimal) -> bool {
        match value.cmp(&self.than) {
            Ordering::Less => self.less,
            Ordering::Equal => self.equal,
            Ordering::Greater => self.greater,
        }
    }
}

/// Whether a text is a unit of amounts of money: 元, 万元, 万.
pub(super) fn is_amount(unit: &str) -> bool {
    matches!(unit, "万" | "亿" | "百万" | "千万") || vocabulary().unit.is_money(unit)
}

/// How many times one a unit counts (千, 百万件), where it is more than one: what a format shows with it is not the number itself.
pub(super) fn scale_of(unit: &str) -> Option<Decimal> {
    const WORDS: [(&str, u64); 8] = [
        ("千万", 10_000_000),
        ("百万", 1_000_000),
        ("十万", 100_000),
        ("百亿", 10_000_000_000),
        ("亿", 100_000_000),
        ("万", 10_000),
        ("千", 1_000),
        ("百", 100),
    ];
    WORDS.into_iter().find(|(word, _)| unit.starts_with(word)).map(|(_, scale)| Decimal::from(scale))
}

impl Pattern {
    /// The amount that a format with a unit of money in it, or one that shows ten thousands, shows of the number it scaled.
    fn amount(&self, scaled: Decimal, negative: bool, owns_sign: bool) -> Option<Shown> {
        const TEN_THOUSANDS: u32 = 4;
        // 0"（元）" is 0"元".
        let unit = self.suffix.trim().trim_matches(['(', ')', '（', '）', '[', ']', '【', '】']);
        let powers = self.thousands.saturating_mul(3).saturating_add(self.shift);
        let (unit, is_exact_wanted) = match unit {
            unit if is_amount(unit) => (unit, false),
            "" if powers == TEN_THOUSANDS => ("万", false),
            // Thousands or millions of pieces: the number itself, where it shows all of it.
            unit if powers > 0 && scale_of(unit).is_some() => (unit, true),
            _ => return None,
        };
        let prefix = self.prefix.trim();
        if self.percents > 0 || owns_sign || !prefix.chars().all(|c| "¥￥".contains(c)) {
            return None;
        }
        let decimals = self.decimals.saturating_add(self.shift);
        let digits = scaled.normalize();
        let rounded = match self.is_general {
            true => digits,
            false => digits.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero).normalize(),
        };
        if is_exact_wanted && digits == rounded {
            return None;
        }
        let sign = if negative { "-" } else { "" };
        let written = |number: Decimal| format!("{sign}{number}{unit}");
        Some(Shown::Amount { exact: written(digits), shown: written(rounded) })
    }

    /// `owns_sign`: the section is for negative numbers only and writes their sign itself.
    fn shown(&self, value: Decimal, negative: bool, owns_sign: bool) -> Shown {
        if !self.has_digits && !self.is_general {
            let text = format!("{}{}", self.prefix, self.suffix);
            // The dash of bookkeeping formats.
            let is_dash = value.is_zero() && matches!(text.trim(), "-" | "–" | "—");
            return if is_dash { Shown::Itself(0) } else { Shown::Otherwise(text.trim().to_owned()) };
        }
        let mut scaled = Some(value.abs());
        for _ in 0..self.percents {
            scaled = scaled.and_then(|v| v.checked_mul(Decimal::ONE_HUNDRED));
        }
        for _ in 0..self.thousands {
            scaled = scaled.and_then(|v| v.checked_div(Decimal::ONE_THOUSAND));
        }
        for _ in 0..self.shift {
            scaled = scaled.and_then(|v| v.checked_div(Decimal::TEN));
        }
        let Some(scaled) = scaled else { return Shown::Unknown };
        if let Some(amount) = self.amount(scaled, negative, owns_sign) {
            return amount;
        }
        if self.shift > 0 || self.is_spelled {
            return Shown::Unknown;
        }
        let mut rounded = scaled;
        if !self.is_general {
            rounded = scaled.round_dp_with_strategy(self.decimals, RoundingStrategy::MidpointAwayFromZero).normalize();
        }
        let words: String = [&self.prefix, &self.suffix].into_iter().flat_map(|s| s.chars()).collect();
        let shows_minus = words.contains(['-', '(', '（']);
        let right_sign = if owns_sign { shows_minus } else { !shows_minus };
        // ¥264,400.00: of what unit the amount is, is said by the sign.
        let sign = words.chars().find(|c| CURRENCIES.contains(*c)).map(String::from);
        let code = || CODES.into_iter().find(|code| words.to_ascii_uppercase().contains(code)).map(str::to_owned);
        if let (Some(sign), false) = (sign.or_else(code), value.is_zero())
            && rounded == value.abs()
            && self.percents == 0
            && self.thousands == 0
        {
            let minus = if negative { "-" } else { "" };
            let written = format!("{minus}{sign}{}", value.abs());
            return Shown::Amount { exact: written.clone(), shown: written };
        }
        let unit = self.suffix.trim();
        let bare = |c: char| c.is_whitespace() || "()（）-+¥￥$€".contains(c);
        let has_unit = vocabulary().unit.counted.iter().any(|known| known == unit) && self.prefix.chars().all(bare);
        let is_bare = has_unit || words.chars().all(bare);
        if rounded == value.abs() && self.percents == 0 && self.thousands == 0 && right_sign && is_bare {
            return Shown::Itself(self.least_decimals);
        }
        let mut digits = rounded.to_string();
        let decimals = digits.split_once('.').map_or(0, |(_, d)| d.len());
        let missing = (self.least_decimals.min(30) as usize).saturating_sub(decimals);
        if decimals == 0 && missing > 0 {
            digits.push('.');
        }
        digits.extend(std::iter::repeat_n('0', missing));
        let sign = if negative && !owns_sign { "-" } else { "" };
        Shown::Otherwise(format!("{sign}{}{digits}{}", self.prefix, self.suffix).trim().to_owned())
    }
}

/// The colours that the sections of a code name: `[White]`, `[白色]`, `[Color2]` (§18.8.31).
fn colors(code: &str) -> Vec<Option<Color>> {
    const NAMES: [(&str, &str, u32); 8] = [
        ("black", "黑色", 0),
        ("white", "白色", 1),
        ("red", "红色", 2),
        ("green", "绿色", 3),
        ("blue", "蓝色", 4),
        ("yellow", "黄色", 5),
        ("magenta", "洋红", 6),
        ("cyan", "蓝绿色", 7),
    ];
    let palette = Palette::default();
    let named = |inside: &str| {
        let name = inside.trim().to_lowercase();
        let index = NAMES.iter().find(|(en, zh, _)| *en == name || *zh == name).map(|(.., index)| *index);
        // The 56 colours of the palette, from 1.
        let numbered = || {
            let number = name.strip_prefix("color").or_else(|| name.strip_prefix("颜色"))?;
            number.trim().parse::<u32>().ok().filter(|number| (1..=56).contains(number)).map(|number| number + 7)
        };
        palette.indexed(index.or_else(numbered)?)
    };
    let mut colors = vec![None];
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        match c {
            ';' => colors.push(None),
            '"' => chars.by_ref().take_while(|c| *c != '"').for_each(drop),
            '\\' | '!' | '_' | '*' => drop(chars.next()),
            '[' => {
                let inside: String = chars.by_ref().take_while(|c| *c != ']').collect();
                if let (Some(color), Some(section)) = (named(&inside), colors.last_mut()) {
                    *section = Some(color);
                }
            }
            _ => {}
        }
    }
    colors
}

fn sections(code: &str) -> Vec<Section> {
    let mut sections = Vec::new();
    let mut reader = SectionReader::default();
    let mut chars = code.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            ';' => sections.push(std::mem::take(&mut reader).finish()),
            '"' => chars.by_ref().take_while(|c| *c != '"').for_each(|c| reader.literal(c)),
            // `!` escapes like `\` in the Chinese and Japanese editions.
            '\\' | '!' => chars.next().into_iter().for_each(|c| reader.literal(c)),
            // Room as wide as the next character, or filled with it.
            '_' | '*' => drop(chars.next()),
            '[' => {
                let inside: String = chars.by_ref().take_while(|c| *c != ']').collect();
                reader.bracket(&inside);
            }
            '0' | '#' | '?' => reader.digit(c),
            '.' => reader.point(),
            ',' => reader.comma(),
            '%' => {
                reader.pattern.percents += 1;
                reader.literal('%');
            }
            'E' if matches!(chars.peek(), Some('+' | '-')) => reader.unknown = true,
            '/' if reader.parts == DateParts::default() => reader.unknown = true,
            '@' => reader.pattern.is_general = true,
            'G' | 'g' if starts_with_general(&mut chars) => reader.pattern.is_general = true,

            'y' | 'Y' | 'd' | 'D' | 'e' | 'E' | 'g' | 'G' | 'b' | 'B' => reader.parts.date = true,
            'h' | 'H' | 's' | 'S' => reader.parts.time = true,
            // Months or minutes, by their neighbours; `m` alone is a month.
            'm' | 'M' => reader.months = true,
            // Weekdays (aaaa) and AM/PM.
            'a' | 'A' | 'p' | 'P' => reader.half_days = true,
            c => reader.literal(c),
        }
    }
    sections.push(reader.finish());
    // The fourth section is for text.
    sections.truncate(3);
    sections
}

fn starts_with_general(chars: &mut std::iter::Peekable<std::str::Chars<'_>>) -> bool {
    // The second is how editions in Chinese write it.
    for word in ["eneral", "/通用格式"] {
        let mut ahead = chars.clone();
        if word.chars().all(|expected| ahead.next().is_some_and(|c| c.eq_ignore_ascii_case(&expected))) {
            *chars = ahead;
            return true;
        }
    }
    false
}

#[derive(Default)]
struct SectionReader {
    pattern: Pattern,
    parts: DateParts,
    months: bool,
    half_days: bool,
    unknown: bool,
    condition: Option<Condition>,
    after_point: bool,
    /// A point written as a text stood after digits.
    literal_point: bool,
    /// Commas since the last digit.
    commas: u32,
    /// Commas before the point.
    scaled: u32,
    /// Text or a sign stood after the digits: more digits then make the number look like another one.
    closed: bool,
}

impl SectionReader {
    fn literal(&mut self, c: char) {
        let is_point = c == '.' && self.pattern.has_digits && !self.closed && !self.after_point;
        if is_point && !self.literal_point {
            self.literal_point = true;
            return;
        }
        if self.pattern.has_digits || self.pattern.is_general {
            self.closed = true;
            self.pattern.suffix.push(c);
        } else {
            self.pattern.prefix.push(c);
        }
    }

    fn digit(&mut self, c: char) {
        self.unknown |= self.closed;
        self.pattern.shift += u32::from(self.literal_point);
        self.pattern.has_digits = true;
        self.commas = 0;
        if self.after_point {
            self.pattern.decimals = self.pattern.decimals.saturating_add(1);
            if c == '0' {
                self.pattern.least_decimals = self.pattern.decimals;
            }
        }
    }

    fn point(&mut self) {
        // Commas before the point divide as those behind the last digit do.
        self.scaled += std::mem::take(&mut self.commas);
        self.unknown |= self.after_point && self.pattern.has_digits;
        self.after_point = true;
    }

    fn comma(&mut self) {
        self.commas += u32::from(self.pattern.has_digits && !self.closed);
    }

    fn bracket(&mut self, inside: &str) {
        let lower = inside.to_ascii_lowercase();
        if let Some(currency) = lower.strip_prefix('$') {
            let symbol = currency.split('-').next().unwrap_or_default();
            symbol.chars().for_each(|c| self.literal(c));
        } else if !lower.is_empty() && lower.chars().all(|c| matches!(c, 'h' | 'm' | 's')) {
            self.parts.time = true;
            self.parts.elapsed = true;
        } else if lower.starts_with("dbnum") || lower.starts_with("natnum") {
            self.pattern.is_spelled = true;
        } else if lower.starts_with(['<', '>', '=']) {
            self.condition = Condition::of(&lower);
            self.unknown |= self.condition.is_none();
        }
        // The rest are colours.
    }

    fn finish(mut self) -> Section {
        match self.condition.take() {
            Some(condition) => Section::Where(condition, Box::new(self.finish_pattern())),
            None => self.finish_pattern(),
        }
    }

    fn finish_pattern(mut self) -> Section {
        // Seconds with decimals (`ss.0`) and text in dates leave digits and literals in the pattern; the date decides.
        if self.months && !self.parts.time {
            self.parts.date = true;
        }
        if self.half_days && self.parts == DateParts::default() {
            self.parts.date = true;
        }
        if self.parts != DateParts::default() {
            return Section::Date(self.parts);
        }
        if self.unknown || (self.pattern.is_general && self.pattern.has_digits) {
            return Section::Unknown;
        }
        if self.literal_point && self.pattern.shift == 0 {
            self.pattern.suffix.insert(0, '.');
        }
        self.pattern.thousands = self.commas.saturating_add(self.scaled);
        Section::Number(self.pattern)
    }
}

/// The number an amount begins with.
fn number_of(amount: &str) -> Option<Decimal> {
    let end = amount.find(|c: char| !c.is_ascii_digit() && !"-.".contains(c)).unwrap_or(amount.len());
    amount.get(..end)?.parse().ok()
}

/// What a number format makes of a cell's number in a web page, where that is an amount with its unit: spreadsheet programs show
/// 845200 under `0"元"` as 845200元. `None` where it stays as it is.
#[must_use]
pub fn shown_number(text: &str, code: &str, say: &mut dyn FnMut(Finding)) -> Option<String> {
    let number = text.replace(',', "").parse::<Decimal>().ok()?;
    let format = NumberFormat::of_code(code);
    match format.shown(number) {
        // A program that saves what it shows has scaled the number already; one that exports data has not: which, nothing tells.
        Shown::Amount { exact, .. } if number_of(&exact) != Some(number) => {
            say(catalogue::sheet::number_format_unknown(text, &format.code));
            None
        }
        Shown::Amount { exact, shown } => {
            if exact != shown {
                say(catalogue::sheet::shown_differently(&exact, &shown));
            }
            Some(exact)
        }
        Shown::Otherwise(shown) => {
            say(catalogue::sheet::shown_differently(text, shown));
            None
        }
        Shown::Unknown => {
            say(catalogue::sheet::number_format_unknown(text, &format.code));
            None
        }
        Shown::Itself(_) | Shown::Date(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(code: &str, value: &str) -> Shown {
        NumberFormat::of_code(code).shown(value.parse().unwrap())
    }

    #[test]
    fn formats_that_show_the_value() {
        for (code, value) in [
            ("General", "26.55"),
            ("0", "27"),
            ("0.00", "26.5"),
            ("#,##0", "11398889"),
            ("0_ ;[Red]-0\\ ", "-5"),
            ("#,##0.00_);(#,##0.00)", "-5.25"),
            ("_ * #,##0_ ;_ * -#,##0_ ;_ * \"-\"_ ;_ @_ ", "0"),
            ("¥#,##0.00", "0"),
            ("@", "7"),
            ("+0;-0;0", "5"),
            ("0\"件\"", "3"),
            ("#,##0 \"件次\"", "3000"),
        ] {
            assert!(matches!(shown(code, value), Shown::Itself(_)), "{code} {value}");
        }
    }

    #[test]
    fn formats_that_show_something_else() {
        for (code, value, expected) in [
            ("0", "26.55", "27"),
            ("0.0", "26.55", "26.6"),
            ("0", "0.5", "1"),
            ("0.00", "-0.001", "-0.00"),
            ("0%", "0.5", "50%"),
            ("0.00%", "0.12345", "12.35%"),
            ("0,", "1234", "1"),
            ("0,.00", "217100", "217.10"),
            ("0.0,\"千\"", "1200", "1.2千"),
            ("0.0件", "3.25", "3.3件"),
            ("0,件", "3000", "3件"),
            ("0;-0;;@", "0", ""),
            ("0_ ;[Red]0", "-5", "5"),
            ("-0", "5", "-5"),
            ("\"无\"", "3", "无"),
        ] {
            assert_eq!(shown(code, value), Shown::Otherwise(expected.into()), "{code} {value}");
        }
    }

    #[test]
    fn amounts_keep_the_unit_their_format_shows() {
        for (code, value, exact, seen) in [
            ("0\"万元\"", "26", "26万元", "26万元"),
            ("0.00\"万元\"", "26.55", "26.55万元", "26.55万元"),
            ("0\"元\"", "265500", "265500元", "265500元"),
            ("0.0,\"千\"", "1234", "1.234千", "1.2千"),
            ("#,##0\"元\"", "265500.4", "265500.4元", "265500元"),
            ("General\"元\"", "265500", "265500元", "265500元"),
            ("0!.0,\"万\"", "251000", "25.1万", "25.1万"),
            ("0!.0,\"万\"", "251234", "25.1234万", "25.1万"),
            ("0\".\"0,\"万元\"", "251000", "25.1万元", "25.1万元"),
            ("0!.0000", "265500", "26.55万", "26.55万"),
            ("¥#,##0.00", "264400", "¥264400", "¥264400"),
            ("#,##0.00\"（元）\"", "265500", "265500元", "265500元"),
            ("[$CNY] #,##0", "265500", "CNY265500", "CNY265500"),
            ("[DBNum1]0\"元\"", "265500", "265500元", "265500元"),
            ("G/通用格式\"元\"", "265500", "265500元", "265500元"),
            ("[$¥-804]0.0", "3.5", "¥3.5", "¥3.5"),
            ("_ ￥* #,##0.00_ ;_ ￥* -#,##0.00_ ", "-3", "-￥3", "-￥3"),
            ("[$$-409]0.00", "3.5", "$3.5", "$3.5"),
            ("0\\.00,", "265500", "2.655", "2.655"),
        ] {
            let expected = match exact {
                // A hundred thousand is the unit of nothing.
                "2.655" => Shown::Unknown,
                _ => Shown::Amount { exact: exact.into(), shown: seen.into() },
            };
            assert_eq!(shown(code, value), expected, "{code} {value}");
        }
    }

    #[test]
    fn colours_that_a_format_names() {
        let white = Some(Color::WHITE);
        for (code, number, color) in [
            ("[White]0", Some(5.0), white),
            ("[白色]0", Some(5.0), white),
            ("[Color2]0", Some(5.0), white),
            ("0;[White]-0", Some(5.0), None),
            ("0;[White]-0", Some(-5.0), white),
            ("0;0;[White]0", Some(0.0), white),
            ("\"[White]\"0", Some(5.0), None),
            ("0;0;0;[White]@", None, white),
            ("[White]@", None, white),
            ("[White]0", None, None),
        ] {
            assert_eq!(NumberFormat::of_code(code).color(number), color, "{code}");
        }
    }

    #[test]
    fn formats_that_hide_what_is_in_a_cell() {
        let hides = |code| (NumberFormat::of_code(code).hides_numbers(), NumberFormat::of_code(code).hides_text());
        assert_eq!(hides(";;;"), (true, true));
        assert_eq!(hides(";;"), (true, false));
        assert_eq!(hides(";;;@"), (true, false));
        assert_eq!(hides("0;-0;;@"), (false, false));
        assert_eq!(hides("General"), (false, false));
    }

    #[test]
    fn sections_for_some_numbers_show_those() {
        let amount = |exact: &str, shown: &str| Shown::Amount { exact: exact.into(), shown: shown.into() };
        let code = "[>=10000]0!.0,\"万元\";0\"元\"";
        assert_eq!(shown(code, "9000"), amount("9000元", "9000元"));
        assert_ne!(shown(code, "853400"), Shown::Itself(0));
        assert_eq!(shown("[<1]0.00;0", "0.5"), Shown::Itself(2));
        assert_eq!(shown("[<1]0.00;0", "12"), Shown::Itself(0));
        assert_eq!(shown("[=0]\"-\";0", "12"), Shown::Itself(0));
        assert_eq!(shown("[>100]0;[<10]0.0;0.00", "50"), Shown::Itself(2));
        assert_eq!(shown("[>100]0;[<10]0.0", "50"), Shown::Unknown);
        assert_eq!(shown("[>100]0;0", "-5"), Shown::Unknown);
    }

    #[test]
    fn formats_there_is_no_telling_of() {
        for code in ["0.00E+00", "# ?/?", "[>100]0.00E+00;0", "[DBNum1]0", "0!.000", "000-0000"] {
            assert_eq!(shown(code, "12345"), Shown::Unknown, "{code}");
        }
    }

    #[test]
    fn dates_are_told_from_numbers() {
        let parts = |code| match shown(code, "45000") {
            Shown::Date(parts) => (parts.date, parts.time, parts.elapsed),
            other => panic!("{code}: {other:?}"),
        };
        assert_eq!(parts("yyyy\"年\"m\"月\"d\"日\""), (true, false, false));
        assert_eq!(parts("[$-F800]dddd, mmmm dd, yyyy"), (true, false, false));
        assert_eq!(parts("h:mm"), (false, true, false));
        assert_eq!(parts("mm:ss.0"), (false, true, false));
        assert_eq!(parts("[h]:mm:ss"), (false, true, true));
        assert_eq!(parts("m/d"), (true, false, false));
        assert_eq!(parts("aaaa"), (true, false, false));
        assert_eq!(parts("yyyy/m/d h:mm AM/PM"), (true, true, false));
        assert_eq!(shown("0\"day\"", "3"), Shown::Otherwise("3day".into()));
        assert!(matches!(NumberFormat::built_in(14).shown(Decimal::ONE), Shown::Date(_)));
        assert_eq!(NumberFormat::built_in(49).shown(Decimal::ONE), Shown::Itself(0));
    }
}
