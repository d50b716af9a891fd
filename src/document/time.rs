//! Years, days and periods as texts state them: 2023 年, 二〇二三年, ２０２３．１．１, 2023年1—12月.
//!
//! Spaces, invisible characters, the width of characters and the way a zero is written (〇 ○ O 零) make no difference anywhere.

use super::numeral::{
    arabic_digit, chinese_digit, is_capital_digit, is_letter_for_zero, is_ten, place_value, serial_digit,
};
use super::{Date, Folded};
use std::ops::Range;

/// The years a report may be on.
const YEARS: std::ops::RangeInclusive<u32> = 1990..=2100;

/// How a year is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum YearForm {
    /// Four digits and 年: 2023年, 二〇二三年度.
    Full,
    /// Four digits alone: 2023.
    Bare,
    /// Two digits and 年: 23年.
    Short,
}

/// A year in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearMention {
    /// The year meant.
    pub year: u16,
    /// How it is written.
    pub form: YearForm,
    /// Which characters of the folded text, 年 and 度 included.
    pub range: Range<usize>,
}

/// A period in a text: two days joined, both included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeriodMention {
    /// The first day.
    pub from: Date,
    /// The last day; before the first where the text has it so.
    pub to: Date,
    /// Which characters of the folded text.
    pub range: Range<usize>,
}

fn zero(c: char) -> bool {
    serial_digit(c) == Some(0) || is_letter_for_zero(c)
}

fn digit(c: char) -> Option<u32> {
    if zero(c) { Some(0) } else { serial_digit(c).or_else(|| arabic_digit(c)) }
}

/// Whether a number might begin before this character rather than at it.
fn continues_number(text: &Folded, start: usize) -> bool {
    let Some(before) = start.checked_sub(1).and_then(|index| text.get(index)) else { return false };
    if text.has_gap_before(start) {
        return false;
    }
    // 附件12023年: the number of the attachment, then the year.
    let labelled = before.is_ascii_digit()
        && start.checked_sub(2).is_some_and(|index| text.has_at(index, "件") || text.has_at(index, "表"));
    if labelled {
        return false;
    }
    match text.get(start) {
        Some(c) if c.is_ascii_digit() => before.is_ascii_digit() || before == '.',
        // 大陆二〇二三年, but 壹贰零贰叁年.
        Some(c) if is_capital_digit(before) && !is_capital_digit(c) => false,
        _ => before.is_ascii_digit() || (digit(before).is_some() && !before.is_ascii_alphabetic()) || is_ten(before),
    }
}

/// The number so many digits at an index make, and nothing but digits of one number: no space parts them from a further one.
fn digits(text: &Folded, start: usize, count: usize) -> Option<u32> {
    (start..start + count).try_fold(0, |number, index| Some(number * 10 + digit(text.get(index)?)?))
}

/// The year written at an index.
#[must_use]
pub fn year_at(text: &Folded, start: usize) -> Option<YearMention> {
    if continues_number(text, start) {
        return None;
    }
    let with_unit = |end: usize| end + 1 + usize::from(text.has_at(end + 1, "度") && !text.has_at(end + 1, "度假"));
    if let Some((year, end)) = year_in_words(text, start) {
        return Some(YearMention { year, form: YearForm::Full, range: start..with_unit(end) });
    }
    if let Some(year) = digits(text, start, 4).filter(|year| YEARS.contains(year)) {
        let (year, end) = (u16::try_from(year).ok()?, start + 4);
        if text.has_at(end, "年") {
            return Some(YearMention { year, form: YearForm::Full, range: start..with_unit(end) });
        }
        // A zero and nothing else written as a letter is no number by itself.
        let is_number =
            (start..end).all(|index| text.get(index).is_some_and(|c| !c.is_alphabetic() || digit(c).is_some()));
        let goes_on = text.get(end).is_some_and(|c| c.is_ascii_digit() || c == '号') && !text.has_gap_before(end);
        return (is_number && !goes_on).then_some(YearMention { year, form: YearForm::Bare, range: start..end });
    }
    let short = digits(text, start, 2).filter(|_| {
        let ascii = |index: usize| text.get(index).is_some_and(|c| c.is_ascii_digit());
        ascii(start) && ascii(start + 1) && text.has_at(start + 2, "年")
    })?;
    let year = u16::try_from(2000 + short).ok().filter(|year| (2008..=2099).contains(year))?;
    Some(YearMention { year, form: YearForm::Short, range: start..with_unit(start + 2) })
}

/// A year as a number in words, 二千零二十三年, and where its 年 stands. 二千年 may be how long something lasted.
fn year_in_words(text: &Folded, start: usize) -> Option<(u16, usize)> {
    let is_two = chinese_digit(text.get(start)?) == Some(2);
    if !is_two || place_value(text.get(start + 1)?) != Some(1_000) {
        return None;
    }
    let zeros = (start + 2..text.len()).take_while(|index| text.get(*index).is_some_and(zero)).count();
    let (rest, end) = small_number(text, start + 2 + zeros)?;
    let is_year = (1..=99).contains(&rest) && zeros <= 1 && text.has_at(end, "年");
    is_year.then_some((2000 + u16::from(rest), end))
}

/// The year that ends before an index.
#[must_use]
pub fn year_before(text: &Folded, end: usize) -> Option<YearMention> {
    let lengths = (3..=9).rev();
    let starts = lengths.filter_map(|length| end.checked_sub(length));
    starts.filter_map(|start| year_at(text, start)).find(|mention| mention.range.end == end)
}

/// All years a text states with 年, two-digit ones and bare numbers aside; of 2022—2023年 both.
#[must_use]
pub fn years_in(text: &Folded) -> Vec<YearMention> {
    let mut years: Vec<YearMention> = Vec::new();
    let mut index = 0;
    let mut bare: Option<YearMention> = None;
    while index < text.len() {
        let Some(mention) = year_at(text, index) else {
            index += 1;
            continue;
        };
        index = mention.range.end;
        match mention.form {
            YearForm::Full => {
                // 2022—2023年: the first has no 年 of its own.
                years.extend(bare.take().filter(|bare| is_joint(text, bare.range.end..mention.range.start)));
                years.push(mention);
            }
            YearForm::Bare => bare = Some(mention),
            YearForm::Short => {}
        }
    }
    years
}

fn is_joint(text: &Folded, between: Range<usize>) -> bool {
    (1..=2).contains(&between.len())
        && text
            .characters()
            .get(between)
            .is_some_and(|joint| joint.iter().all(|c| is_dash(*c) || "至、和到".contains(*c)))
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '—' | '–' | '―' | '−' | '─' | '~' | '〜' | '‐' | '‑')
}

/// A number of months or days at an index: Arabic or Chinese (12, 十二, 二十五, 元), and where it ends.
fn small_number(text: &Folded, start: usize) -> Option<(u8, usize)> {
    if text.get(start) == Some('元') {
        return Some((1, start + 1));
    }
    let mut end = start;
    while end < start + 4 && text.get(end).is_some_and(|c| is_ten(c) || digit(c).is_some()) {
        // 1 31日: two numbers.
        if end > start
            && text.has_gap_before(end)
            && text.get(end - 1).is_some_and(|c| c.is_ascii_digit())
            && end - start >= 2
        {
            break;
        }
        end += 1;
    }
    let characters = text.characters().get(start..end)?;
    let number = match characters.iter().position(|c| is_ten(*c)) {
        Some(ten) => {
            let one = |part: &[char], none: u32| match part {
                [] => Some(none),
                [c] => digit(*c),
                _ => None,
            };
            one(characters.get(..ten)?, 1)? * 10 + one(characters.get(ten + 1..)?, 0)?
        }
        None if (1..=2).contains(&characters.len()) => digits(text, start, characters.len())?,
        None => return None,
    };
    Some((u8::try_from(number).ok()?, end))
}

/// A day or month, its year perhaps left out.
#[derive(Debug, Clone, Copy)]
struct Moment {
    year: Option<u16>,
    month: u8,
    day: Option<u8>,
    end: usize,
    /// Whether it is the first or last day of a month by its words: 12月底.
    is_edge: bool,
}

impl Moment {
    fn first_day(self, year: u16) -> Option<Date> {
        Date::new(self.year.unwrap_or(year), self.month, self.day.unwrap_or(1))
    }

    fn last_day(self, year: u16) -> Option<Date> {
        let year = self.year.unwrap_or(year);
        match self.day {
            Some(day) => Date::new(year, self.month, day),
            None => (28..=31).rev().find_map(|day| Date::new(year, self.month, day)),
        }
    }
}

/// The day or month written with 月 and 日 at an index, after its year where one stands there.
fn moment_in_words(text: &Folded, start: usize) -> Option<Moment> {
    let year = year_at(text, start).filter(|mention| mention.form == YearForm::Full);
    let at = year.as_ref().map_or(start, |mention| mention.range.end);
    // 2023年底, 年初: the edge of a year.
    let in_words = |word: &str| {
        let year_sign = at.checked_sub(1).is_some_and(|before| year.is_some() && text.has_at(before, "年"));
        if text.has_at(at, "年") && text.has_at(at + 1, word) {
            Some(at + 2)
        } else {
            (year_sign && text.has_at(at, word)).then_some(at + 1)
        }
    };
    let edges = [("初", 1, 1), ("底", 12, 31), ("末", 12, 31), ("终", 12, 31)];
    let edge = edges.iter().find_map(|(word, month, day)| Some((in_words(word)?, *month, *day)));
    let year = year.map(|mention| mention.year);
    if let Some((end, month, day)) = edge {
        return Some(Moment { year, month, day: Some(day), end, is_edge: false });
    }
    let (month, end) = small_number(text, at)?;
    if !text.has_at(end, "月") {
        return None;
    }
    let end = end + 1 + usize::from(text.has_at(end + 1, "份"));
    // 12月底 is its last day, 1月初 its first.
    let edge = ["初", "底", "末"].iter().find(|word| text.has_at(end, word));
    if let Some(edge) = edge {
        return Some(Moment { year, month, day: None, end: end + 1, is_edge: *edge != "初" || month == 1 });
    }
    if let Some((day, after)) =
        small_number(text, end).filter(|(_, after)| text.has_at(*after, "日") || text.has_at(*after, "号"))
    {
        return Some(Moment { year, month, day: Some(day), end: after + 1, is_edge: false });
    }
    Some(Moment { year, month, day: None, end, is_edge: false })
}

/// The day written as 2023-01-31, 2023.1.31 or 2023/1/31 at an index; without year as 1.31 where `mark` says so.
fn moment_in_numbers(text: &Folded, start: usize, mark: Option<char>) -> Option<(Moment, char)> {
    let year = year_at(text, start).filter(|mention| mention.form == YearForm::Bare);
    let (year, at, mark) = match (year, mark) {
        (Some(mention), _) => {
            let mark = text.get(mention.range.end).filter(|c| matches!(c, '-' | '.' | '/'))?;
            (Some(mention.year), mention.range.end + 1, mark)
        }
        (None, Some(mark)) => (None, start, mark),
        (None, None) => return None,
    };
    let arabic = |at: usize| {
        small_number(text, at).filter(|(_, end)| (at..*end).all(|i| text.get(i).is_some_and(|c| c.is_ascii_digit())))
    };
    let (month, end) = arabic(at)?;
    if text.get(end) != Some(mark) {
        return None;
    }
    let (day, end) = arabic(end + 1)?;
    if text.get(end).is_some_and(|c| c.is_ascii_digit()) {
        return None;
    }
    let end = end + usize::from(text.has_at(end, "日"));
    Some((Moment { year, month, day: Some(day), end, is_edge: false }, mark))
}

/// The day written as 20230131 at an index: eight digits and no more.
fn moment_in_digits(text: &Folded, start: usize) -> Option<Moment> {
    let ascii = |index: usize| text.get(index).is_some_and(|c| c.is_ascii_digit());
    let is_eight = (start..start + 8).all(ascii) && !ascii(start + 8) && !start.checked_sub(1).is_some_and(ascii);
    let is_one = (start + 1..start + 8).all(|index| !text.has_gap_before(index));
    if !is_eight || !is_one {
        return None;
    }
    let year = digits(text, start, 4).filter(|year| YEARS.contains(year))?;
    let two = |at: usize| u8::try_from(digits(text, at, 2)?).ok();
    let (month, day) = (two(start + 4)?, two(start + 6)?);
    Some(Moment { year: u16::try_from(year).ok(), month, day: Some(day), end: start + 8, is_edge: false })
}

/// The day written at an index, and where it ends.
#[must_use]
pub fn date_at(text: &Folded, start: usize) -> Option<(Date, usize)> {
    let moment = moment_in_words(text, start).or_else(|| Some(moment_in_numbers(text, start, None)?.0))?;
    Some((Date::new(moment.year?, moment.month, moment.day?)?, moment.end))
}

/// The day a whole text states: `2022年2月15日`, `二〇二二年二月十五日`, `2022-02-15`, `2022.2.15`. Nothing else, nor a date that is
/// no day or not clearly one.
#[must_use]
pub fn whole_date(text: &str) -> Option<Date> {
    // A text that is a date is not long.
    if text.len() > 200 {
        return None;
    }
    let text = Folded::of(text);
    let (date, end) = date_at(&text, 0)?;
    (end == text.len()).then_some(date)
}

/// The last day of the month a whole text states: 2023年1月, 2023-01.
#[must_use]
pub fn month_at(text: &Folded) -> Option<Date> {
    let year = year_at(text, 0).filter(|mention| mention.form != YearForm::Short)?;
    let mark = usize::from(year.form == YearForm::Bare);
    if mark == 1 && !text.get(year.range.end).is_some_and(|c| matches!(c, '-' | '.' | '/')) {
        return None;
    }
    let (month, end) = small_number(text, year.range.end + mark)?;
    let end = end + usize::from(text.has_at(end, "月"));
    let moment = Moment { year: None, month, day: None, end, is_edge: false };
    (end == text.len()).then(|| moment.last_day(year.year))?
}

/// The periods a text states: 自2023年1月1日起至2023年12月31日止, 2023年1月1日至12月31日, 2023年1—12月, 2023.1.1-2023.12.31.
#[must_use]
pub fn periods_in(text: &Folded) -> Vec<PeriodMention> {
    let mut periods = Vec::new();
    let mut index = 0;
    while index < text.len() {
        match period_at(text, index) {
            Some(period) => {
                index = period.range.end.max(index + 1);
                periods.push(period);
            }
            None => index += 1,
        }
    }
    periods
}

fn period_at(text: &Folded, start: usize) -> Option<PeriodMention> {
    if let Some(first) = moment_in_digits(text, start) {
        let last = moment_in_digits(text, joined(text, first.end)?)?;
        return period(first, last, start);
    }
    let year = year_at(text, start).filter(|mention| mention.form != YearForm::Short)?;
    if year.form == YearForm::Bare {
        let (first, mark) = moment_in_numbers(text, start, None)?;
        let at = joined(text, first.end)?;
        let (last, _) = moment_in_numbers(text, at, Some(mark))?;
        return period(first, last, start);
    }
    if let Some(first) = moment_in_words(text, start) {
        let at = joined(text, first.end)?;
        let same_year =
            ["同年", "当年", "本年"].iter().find(|word| text.has_at(at, word)).map_or(0, |word| word.chars().count());
        let last = moment_in_words(text, at + same_year)?;
        return period(first, last, start);
    }
    // 2023年度（1月1日—12月31日）, 2023年的1月1日至12月31日: the year, then days of it.
    let between = text.get(year.range.end).filter(|c| matches!(c, '(' | ',' | '的' | '内' | '自' | '从' | '由'));
    if let Some(mark) = between {
        let at = year.range.end + 1 + usize::from(mark == '(' && (text.has_at(year.range.end + 1, "自")));
        let first = moment_in_words(text, at)
            .filter(|first| first.year.is_none_or(|own| own == year.year))
            .map(|first| Moment { year: Some(year.year), ..first });
        if let Some(first) = first {
            let last = moment_in_words(text, joined(text, first.end)?)?;
            let ends = usize::from(text.has_at(last.end, "止")) + last.end;
            let end = if mark == '(' && text.has_at(ends, ")") { ends + 1 } else { last.end };
            return period(first, Moment { end, ..last }, start);
        }
        // （1—12月）
        let (month, end) = small_number(text, year.range.end + 1)?;
        let last =
            moment_in_words(text, joined(text, end)?).filter(|last| last.day.is_none() && last.year.is_none())?;
        let first = Moment { year: Some(year.year), month, day: None, end, is_edge: false };
        return period(first, last, start);
    }
    // 2023年1—12月
    let (month, end) = small_number(text, year.range.end)?;
    let at = joined(text, end)?;
    let last = moment_in_words(text, at).filter(|last| last.day.is_none() && last.year.is_none())?;
    period(Moment { year: Some(year.year), month, day: None, end, is_edge: false }, last, start)
}

/// The period at an index that leaves its year out, in the year it is of: 1月1日至12月31日.
#[must_use]
pub fn period_in_year(text: &Folded, start: usize, year: u16) -> Option<PeriodMention> {
    let moment = |at: usize| moment_in_words(text, at).filter(|moment| moment.year.is_none());
    if continues_number(text, start) {
        return None;
    }
    let first = moment(start)?;
    period(Moment { year: Some(year), ..first }, moment(joined(text, first.end)?)?, start)
}

/// The parts of a year a text states, and whole years called so: 2023年上半年, 2023年第一季度, 2023年前三季度, 2023年全年. Not among
/// [`periods_in`]: in running text they say when something was done.
#[must_use]
pub fn parts_of_years_in(text: &Folded) -> Vec<PeriodMention> {
    let mut parts = Vec::new();
    let mut index = 0;
    while index < text.len() {
        let part = year_at(text, index).filter(|mention| mention.form != YearForm::Short);
        match part.and_then(|mention| part_of_year(text, &mention)) {
            Some(part) => {
                index = part.range.end.max(index + 1);
                parts.push(part);
            }
            None => index += 1,
        }
    }
    parts
}

fn part_of_year(text: &Folded, year: &YearMention) -> Option<PeriodMention> {
    /// Words, and the first and last month they mean.
    const WORDS: [(&str, u8, u8); 6] =
        [("上半年", 1, 6), ("下半年", 7, 12), ("全年", 1, 12), ("整年", 1, 12), ("一整年", 1, 12), ("前半年", 1, 6)];
    let at = year.range.end + usize::from(text.has_at(year.range.end, "的"));
    let of = |first: u8, last: u8, end: usize| {
        let last_day = (28..=31).rev().find_map(|day| Date::new(year.year, last, day))?;
        Some(PeriodMention { from: Date::new(year.year, first, 1)?, to: last_day, range: year.range.start..end })
    };
    if let Some((word, first, last)) = WORDS.iter().find(|(word, _, _)| text.has_at(at, word)) {
        return of(*first, *last, at + word.chars().count());
    }
    // 第一季度, 1季度, 一至三季度, 前三季度.
    let is_up_to = text.has_at(at, "前");
    let begin = at + usize::from(is_up_to || text.has_at(at, "第"));
    let (first, end) = small_number(text, begin)?;
    let quarter = |end: usize| {
        ["季度", "个季度"].iter().find(|word| text.has_at(end, word)).map(|word| end + word.chars().count())
    };
    let (last, end) = match quarter(end) {
        Some(after) => match joined(text, after).map(|at| at + usize::from(text.has_at(at, "第"))) {
            Some(at) => {
                small_number(text, at).and_then(|(last, end)| Some((last, quarter(end)?))).unwrap_or((first, after))
            }
            None => (first, after),
        },
        None => {
            let (last, end) = small_number(text, joined(text, end)?)?;
            (last, quarter(end)?)
        }
    };
    let first = if is_up_to { 1 } else { first };
    if !(1..=4).contains(&first) || !(first..=4).contains(&last) {
        return None;
    }
    of(3 * first - 2, 3 * last, end)
}

fn period(first: Moment, last: Moment, start: usize) -> Option<PeriodMention> {
    let agree = first.day.is_some() == last.day.is_some()
        || first.day.is_none() && first.is_edge
        || last.day.is_none() && (last.is_edge || first.day == Some(1));
    if !agree {
        return None;
    }
    let year = first.year?;
    let (from, to) = (first.first_day(year)?, last.last_day(year)?);
    Some(PeriodMention { from, to, range: start..last.end })
}

/// Where what a period's first day is joined to begins: after 起, a comma, 至.
fn joined(text: &Folded, start: usize) -> Option<usize> {
    let mut at = start;
    let mut skip = |words: &[&str]| {
        let word = words.iter().find(|word| text.has_at(at, word));
        at += word.map_or(0, |word| word.chars().count());
        word.is_some()
    };
    skip(&["0时", "00时", "0:00", "00:00", "零时"]);
    skip(&["起始", "开始", "起", "始"]);
    skip(&[",", "、"]);
    if skip(&["截至", "直至", "截止到", "截止", "至", "到"]) {
        return Some(at);
    }
    let dashes = (at..text.len().min(at + 3)).take_while(|index| text.get(*index).is_some_and(is_dash)).count();
    (dashes > 0).then_some(at + dashes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_in_the_ways_they_are_written() {
        let full = |text: &str| years_in(&Folded::of(text)).iter().map(|m| m.year).collect::<Vec<_>>();
        for text in [
            "甲局2023年",
            "甲局2023 年度报告",
            "甲局２０２３年",
            "甲局二〇二三年",
            "二O二三年",
            "二o二三 年",
            "二○二三年度",
            "二零二三年",
            "2O23年",
            "2 0 2 3 年",
            "20\u{200b}23\u{feff}年",
            "第101中学2023年",
            "附件一2023年",
            "附件1 2023年",
            "附件12023年",
            "No2023年",
            "贰零贰叁年",
            "貳零貳叁年度",
            "贰〇贰叁年",
            "大陆二〇二三年",
            "大陆2023年",
            "二千零二十三年",
            "两千〇二十三年度",
            "甲局贰仟零贰拾叁年",
            "二千二十三年",
        ] {
            assert_eq!(full(text), [2023], "{text}");
        }
        for text in ["12023年", "1.2023年", "23年", "2023", "1889年", "二百〇二三年级", "两千年历史", "二千零零零三年"]
        {
            assert_eq!(full(text), [0; 0], "{text}");
        }
        assert_eq!(full("2022—2023年"), [2022, 2023]);
        assert_eq!(full("2022、2023年"), [2022, 2023]);
        assert_eq!(full("2022年至2023年"), [2022, 2023]);
        let form = |text: &str| year_at(&Folded::of(text), 0).map(|m| (m.year, m.form, m.range.end));
        assert_eq!(form("2023政府"), Some((2023, YearForm::Bare, 4)));
        assert_eq!(form("23年度"), Some((2023, YearForm::Short, 4)));
        assert_eq!(form("2023号"), None);
        assert_eq!(form("05年"), None);
        assert_eq!(year_before(&Folded::of("甲局2023年度"), 8).map(|m| m.range), Some(2..8));
        assert_eq!(year_before(&Folded::of("甲局二千零二十三年度"), 10).map(|m| m.range), Some(2..10));
        assert_eq!(year_before(&Folded::of("甲局23年"), 5).map(|m| (m.year, m.form)), Some((2023, YearForm::Short)));
    }

    #[test]
    fn dates_in_the_ways_they_are_written() {
        let day = Date::new(2022, 2, 15);
        for text in [
            "2022年2月15日",
            "2022 年 02 月 15 日",
            "二〇二二年二月十五日",
            "二O二二年二月十五日",
            "2022-02-15",
            "2022.2.15",
            "2022/2/15",
            "２０２２年２月１５日",
            "２０２２．２．１５",
            "2022\u{200b}年2月15日",
            "2022年2月15号",
            "贰零贰贰年贰月拾伍日",
        ] {
            assert_eq!(whole_date(text), day, "{text}");
        }
        assert_eq!(whole_date("二〇二四年元月二十日"), Date::new(2024, 1, 20));
        for text in
            ["2022215", "2022年2月", "2022年2月30日", "2022年2月15日印发", "12-2-15", "2022-2.15", "2022.2.155", ""]
        {
            assert_eq!(whole_date(text), None, "{text}");
        }
    }

    #[test]
    fn periods_in_the_ways_they_are_written() {
        let of = |text: &str| {
            periods_in(&Folded::of(text)).iter().map(|p| format!("{}..{}", p.from, p.to)).collect::<Vec<_>>()
        };
        for text in [
            "统计期限自2023年1月1日起至2023年12月31日止。",
            "2023年1月1日至12月31日",
            "2023年1月1日—2023年12月31日",
            "2023年1—12月",
            "2023年1月至12月",
            "2023年1月-2023年12月",
            "自2023年1月1日起，至12月31日止",
            "从2023 年1 月1 日到同年12月31日",
            "2023.1.1-2023.12.31",
            "2023.01.01—12.31",
            "2023-01-01至2023-12-31",
            "2023-01-01-2023-12-31",
            "2023/1/1~2023/12/31",
            "二〇二三年一月一日至十二月三十一日",
            "２０２３年１月１日－１２月３１日",
            "2023年1月1日起至2023年12月31日",
            "2023年1月1日开始至2023年12月31日",
            "2023年1—12月份",
            "2023年1月初至12月底",
            "20230101—20231231",
            "20230101至20231231",
            "2023/01/01至2023/12/31",
            "贰零贰叁年壹月壹日至拾贰月叁拾壹日",
            "2023年1月1日零时至12月31日24时",
            "2023年度（1月1日—12月31日）",
            "2023年（自1月1日起至12月31日止）",
            "2023年度（2023年1月1日至2023年12月31日）",
            "2023年（1—12月）",
            "2023年的1月1日至12月31日",
            "2023年元月1日至12月底",
            "2023年元月至12月",
            "2023年1月1日至12月末",
            "2023年1月初至12月31日",
            "2023年1月1日至12月",
            "2023年初至2023年底",
            "2023年年初至年底",
            "2023年1月1日至年末",
            "2023.1.1—12.31",
            "2023年一月一日至十二月三十一日",
            "二千零二十三年一月一日至十二月三十一日",
        ] {
            assert_eq!(of(text), ["2023-01-01..2023-12-31"], "{text}");
        }
        for text in [
            "2021年1月1日印发，2021年12月31日废止",
            "2023年1月1日",
            "2023年1月至3日",
            "2023年1月至2月30日",
            "2023年度",
            "2023年1.5-2.5万元",
            "20230101",
            "120230101—20231231",
        ] {
            assert_eq!(of(text), [""; 0], "{text}");
        }
        assert_eq!(of("2023年12月31日至1月1日"), ["2023-12-31..2023-01-01"]);
        assert_eq!(of("2023年1月至6月"), ["2023-01-01..2023-06-30"]);
        assert_eq!(of("20230101-20230630"), ["2023-01-01..2023-06-30"]);
    }

    #[test]
    fn parts_of_years_in_the_ways_they_are_written() {
        let of = |text: &str| {
            parts_of_years_in(&Folded::of(text)).iter().map(|p| format!("{}..{}", p.from, p.to)).collect::<Vec<_>>()
        };
        for (text, expected) in [
            ("2023年全年", "2023-01-01..2023-12-31"),
            ("2023年度全年", "2023-01-01..2023-12-31"),
            ("2023年上半年", "2023-01-01..2023-06-30"),
            ("二〇二三年下半年", "2023-07-01..2023-12-31"),
            ("2023年第一季度", "2023-01-01..2023-03-31"),
            ("2023年2季度", "2023-04-01..2023-06-30"),
            ("2023年前三季度", "2023-01-01..2023-09-30"),
            ("2023年前三个季度", "2023-01-01..2023-09-30"),
            ("2023年一至三季度", "2023-01-01..2023-09-30"),
            ("2023年第一季度至第四季度", "2023-01-01..2023-12-31"),
        ] {
            assert_eq!(of(text), [expected], "{text}");
        }
        for text in ["2023年", "2023年度", "2023年第五季度", "2023年三季度至一季度", "2023年1月", "23年上半年"]
        {
            assert_eq!(of(text), [""; 0], "{text}");
        }
    }
}
