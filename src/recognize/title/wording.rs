//! Titles that say more than the grammar of [`whose`] has, or say it otherwise: 附件：甲局2023年…, 甲局：2023年…, 甲局编制的2023年…,
//! …年度报告2024年1月. What is certain is put as the grammar has it; else body and year are read where they stand, and that is told.

use crate::document::numeral::{arabic_digit, chinese_digit, is_chinese_numeral};
use crate::document::{Folded, YearForm, parts_of_years_in, periods_in, year_at, years_in};
use crate::recognize::sign_off::date_of;
use crate::recognize::tidy::trim;
use crate::recognize::whose::{self, Whose, is_whole_year, tidy_name};
use crate::recognize::words::words;
use crate::report::ends_as_place;
use std::collections::BTreeSet;

/// What a title says, if the text is the title of a disclosure report, what it is written with besides left aside.
pub(super) fn of_title(text: &str) -> Option<Whose> {
    let read = whose::of_title(text).map(without_remains);
    if read.as_ref().is_some_and(|said| said.unclear.is_none()) || text.chars().nth(4 * words().title.longest).is_some()
    {
        return read;
    }
    let usual = as_usual(text);
    if usual == text {
        return read;
    }
    // Read better or not at all: what is unclear is told in the title's own words.
    let better = whose::of_title(&usual).map(without_remains).filter(|said| said.unclear.is_none());
    better.or(read)
}

/// The body and the one year in a title that is not worded as reports are: 甲局关于印发2023年政府信息公开工作年度报告的通知.
pub(super) fn loosely(text: &str) -> Option<Whose> {
    let title = &words().title;
    if text.chars().nth(4 * title.longest).is_some() {
        return None;
    }
    let folded = Folded::of(text);
    let whole = folded.text(0..folded.len());
    let is_of_reports = title.core.iter().any(|word| whole.contains(word.as_str()))
        && title.ends.iter().any(|word| whole.contains(word.as_str()));
    if !is_of_reports {
        return None;
    }
    let reported: BTreeSet<u16> = whose::years_reported_on(text).into_iter().map(|(year, _)| year).collect();
    let all: BTreeSet<u16> = years_in(&folded).into_iter().map(|mention| mention.year).collect();
    let years = if reported.len() == 1 { reported } else { all };
    let years = if years.len() == 1 { years } else { BTreeSet::new() };
    Some(Whose { organ: body_at_start(text), years, ..Whose::default() })
}

/// The body that a title begins with, before anything else it says.
fn body_at_start(text: &str) -> Option<String> {
    let text = without_brackets_before(without_lead(text)).0;
    let folded = Folded::of(&text);
    let start = year_at(&folded, 0).map_or(0, |year| year.range.end);
    let title = &words().title;
    let ends = |index: usize| {
        year_at(&folded, index).is_some_and(|year| year.form == YearForm::Full)
            || title.ends_body.iter().chain(&title.core).any(|word| folded.has_at(index, word))
            || folded.get(index).is_some_and(|c| "《:,(".contains(c))
    };
    let end = (start..folded.len()).find(|index| ends(*index))?;
    let name = tidy_name(text.get(folded.place(start..end))?);
    let is_name = whose::is_body(&name)
        && !ends_as_place(&name)
        && !has_remains(&name)
        && name.chars().count() <= title.longest_organ
        && !title.never_in_organ.iter().any(|word| name.contains(word.as_str()));
    is_name.then_some(name)
}

/// A title as most are worded.
fn as_usual(text: &str) -> String {
    let text = without_lead(text);
    let text = without_last_day(text);
    let (text, _) = without_brackets_before(text);
    let text = without_colon(&text);
    whole_years_as_years(&without_maker(&text))
}

/// 附件2：甲局… as 甲局….
fn without_lead(text: &str) -> &str {
    let text = trim(text);
    let Some(rest) = ["附件", "附表", "附"].iter().find_map(|word| text.strip_prefix(word)) else { return text };
    let is_number = |c: char| arabic_digit(c).is_some() || is_chinese_numeral(c);
    let after = trim(rest).trim_start_matches(is_number);
    // 附件22023年: which digits are the year's can't be told here.
    let has_number = after.len() < trim(rest).len();
    let bare = trim(after.trim_start_matches(|c: char| "：:、.．-— \u{3000}".contains(c)));
    let is_parted = bare.len() < after.len() || has_number && !after.starts_with('年');
    if is_parted || rest.len() > trim(rest).len() { bare } else { text }
}

/// A title without the day or month behind it: …年度报告2024年1月.
fn without_last_day(text: &str) -> &str {
    let begins = |at: usize| {
        text.get(at..).filter(|rest| date_of(rest).is_some_and(|date| date.raw.contains(['年', '-', '.', '/'])))
    };
    let cut = text.char_indices().skip(1).find(|(at, _)| begins(*at).is_some());
    let title = cut.and_then(|(at, _)| text.get(..at)).map(trim);
    // A title before it is whole.
    title.filter(|title| words().title.ends.iter().any(|word| title.ends_with(word.as_str()))).unwrap_or(text)
}

/// （甲局）2023年… and 【甲局】2023年… as 甲局2023年….
fn without_brackets_before(text: &str) -> (String, bool) {
    const BRACKETS: [(char, char); 6] =
        [('（', '）'), ('(', ')'), ('【', '】'), ('［', '］'), ('[', ']'), ('〔', '〕')];
    let text = trim(text);
    let found = BRACKETS.iter().find_map(|(open, close)| {
        let (name, rest) = text.strip_prefix(*open)?.split_once(*close)?;
        whose::is_body(&tidy_name(name)).then(|| format!("{}{}", trim(name), rest))
    });
    found.map_or((text.to_owned(), false), |text| (text, true))
}

/// 甲局：2023年… as 甲局2023年….
fn without_colon(text: &str) -> String {
    let parts = text.split_once(['：', ':']);
    match parts.filter(|(name, _)| whose::is_body(&tidy_name(name)) && !date_label(name)) {
        Some((name, rest)) => format!("{name}{rest}"),
        None => text.to_owned(),
    }
}

fn date_label(text: &str) -> bool {
    words().sign_off.date_labels.iter().any(|label| text.ends_with(label.as_str()))
}

/// 甲局编制的2023年… as 甲局2023年….
fn without_maker(text: &str) -> String {
    let made = words().title.made_by.iter().find_map(|word| {
        let (name, rest) = text.split_once(word.as_str())?;
        let is_maker = whose::is_body(&tidy_name(name)) && year_at(&Folded::of(rest), 0).is_some();
        is_maker.then(|| format!("{name}{rest}"))
    });
    made.unwrap_or_else(|| text.to_owned())
}

/// 2023年1—12月 and 2023年全年 as 2023年.
fn whole_years_as_years(text: &str) -> String {
    let folded = Folded::of(text);
    let periods = periods_in(&folded).into_iter().chain(parts_of_years_in(&folded));
    let mut whole = periods.filter(is_whole_year);
    let (Some(period), None) = (whole.next(), whole.next()) else { return text.to_owned() };
    let place = folded.place(period.range);
    let (before, after) = (text.get(..place.start), text.get(place.end..));
    let after = after.unwrap_or_default();
    format!("{}{}年{}", before.unwrap_or_default(), period.from.year(), after.strip_prefix('度').unwrap_or(after))
}

/// What was read, but no name that a part of a year is left in: 甲局〇二三年.
fn without_remains(said: Whose) -> Whose {
    match said.organ {
        Some(organ) if has_remains(&organ) => Whose { organ: None, unclear: Some(organ), ..said },
        organ => Whose { organ, ..said },
    }
}

/// Whether something of a year is left in a name: a number at its end, 年 there or behind a digit.
fn has_remains(name: &str) -> bool {
    let is_digit = |c: char| arabic_digit(c).is_some() || chinese_digit(c).is_some();
    let before = name.split('年').rev().skip(1);
    let is_counted = before.into_iter().any(|part| part.ends_with(is_digit));
    is_counted
        || name.ends_with("年")
        || name.ends_with("年度")
        || name.ends_with(|c| is_digit(c) || is_chinese_numeral(c))
}
