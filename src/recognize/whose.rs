//! Whose a text says something is: the grammar of titles, captions, sheet names and lines such as 清河市民政局2022年政府信息公开情况统计表.
//!
//! One grammar for all: a text is read from its end, word by word (报告, 年度, 工作, 政府信息公开, a year), and what is left before
//! these is the body. Spaces, invisible characters, width, traditional characters and the way a year is written make no difference.
//! Nothing of the grammar may be left in the name: then no name was read.

mod hint;
mod mention;

pub(super) use hint::{Own, may_be_of_others, says_other_unit};
pub(super) use mention::{
    LONGEST_LINE, body_spoken_of, is_of_figures, is_part_of_year, is_whole_year, last_day_gathered, years_spoken_of,
};

use super::words::words;
use crate::document::numeral::is_plain_numeral;
use crate::document::{
    Folded, YearForm, YearMention, is_invisible, periods_in, shapes_neighbours, year_at, year_before, years_in,
};
use crate::form::normal_character;
use crate::report::ends_as_place;
use std::collections::BTreeSet;

/// What a text says of a body and a year.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Whose {
    /// The body, its name as the text has it, without the spaces in it.
    pub(super) organ: Option<String>,
    /// The years; more than one leave it open which is meant.
    pub(super) years: BTreeSet<u16>,
    /// Whether the only year has two digits (23年).
    pub(super) is_short_year: bool,
    /// What stands where the body should and is no name, or a year that can't be told.
    pub(super) unclear: Option<String>,
}

impl Whose {
    /// The year, if it is one.
    pub(super) fn year(&self) -> Option<u16> {
        if self.years.len() == 1 { self.years.first().copied() } else { None }
    }

    fn take_years(&mut self, mentions: &[YearMention]) {
        // A year in full says better which is meant than a number or two digits.
        let best = mentions.iter().map(|mention| mention.form).min();
        self.years =
            mentions.iter().filter(|m| Some(m.form) == best || m.form != YearForm::Short).map(|m| m.year).collect();
        self.is_short_year = best == Some(YearForm::Short);
    }
}

/// What a title says, if the text is the title of a disclosure report and nothing else.
pub(super) fn of_title(text: &str) -> Option<Whose> {
    let words = &words().title;
    // A paragraph need not be folded to see that it is no title; spaces between the characters count little.
    if text.chars().nth(4 * words.longest).is_some() || text.chars().filter(|c| c.is_alphabetic()).nth(1).is_none() {
        return None;
    }
    let folded = Folded::with(text, normal_character);
    if folded.len() > words.longest || folded.characters().iter().any(|c| "。;:,".contains(*c)) {
        return None;
    }
    let whole = folded.text(0..folded.len());
    if words.not.iter().any(|word| whole.contains(word.as_str())) {
        return None;
    }
    let mut reading = Reading::new(&folded);
    reading.strip_quotation();
    if !reading.take_ends(&words.ends) || !reading.take_core(&[&words.tail, &words.ends], &words.before_core) {
        return None;
    }
    reading.take_lead(&words.lead);
    let (whose, left) = reading.finish(text);
    let is_news =
        words.not_beside_organ.iter().any(|word| left.starts_with(word.as_str()) || left.ends_with(word.as_str()));
    (!is_news).then_some(whose)
}

/// What a caption, the first line of a sheet or the title of a file says; silent where it is about nothing of that kind.
pub(super) fn of_caption(text: &str) -> Whose {
    let words = words();
    if text.chars().nth(4 * words.title.longest).is_some() {
        return Whose::default();
    }
    let text = without_document_number(text);
    let folded = Folded::with(text, normal_character);
    if folded.len() > words.title.longest || folded.is_empty() {
        return Whose::default();
    }
    let periods = periods_in(&folded);
    if !periods.is_empty() {
        let years: BTreeSet<u16> = periods.iter().flat_map(|period| [period.from.year(), period.to.year()]).collect();
        return Whose { years, ..Whose::default() };
    }
    if let Some(whose) = of_title(text) {
        return whose;
    }
    let mut reading = Reading::new(&folded);
    reading.strip_quotation();
    reading.take_lead(&words.owner.lead);
    reading.take_numeral();
    let has_tail = reading.take_words(&[
        &words.owner.tail,
        &words.title.tail,
        &words.title.core,
        &words.title.ends,
        &words.title.before_core,
    ]);
    reading.take_lead(&words.owner.lead);
    let (whose, left) = reading.finish(text);
    let is_relative =
        words.owner.relative.iter().any(|word| left == *word || (has_tail && left.ends_with(word.as_str())));
    if is_relative {
        return Whose { unclear: Some(left), organ: None, ..whose };
    }
    let is_said = whose.organ.is_some() || !whose.years.is_empty();
    let names_body = whose.organ.as_deref().is_some_and(is_body);
    match whose {
        whose if names_body || (left.is_empty() && is_said) => whose,
        // A year beside what is no body's name: a sentence, a label, a note.
        whose if !whose.years.is_empty() && has_tail => Whose { unclear: Some(left), organ: None, ..whose },
        _ => Whose::default(),
    }
}

/// What the name of a sheet says: a year anywhere in it, a body where the name is one.
pub(super) fn of_sheet_name(name: &str) -> Whose {
    let folded = Folded::with(name, normal_character);
    let mut whose = of_caption(name);
    let mut mentions = Vec::new();
    let mut index = 0;
    while index < folded.len() {
        match year_at(&folded, index) {
            Some(mention) => {
                index = mention.range.end;
                mentions.push(mention);
            }
            None => index += 1,
        }
    }
    mentions.retain(|mention| !is_of_something_else(&folded, mention));
    whose.take_years(&mentions);
    if !whose.years.is_empty() {
        whose.unclear = None;
    }
    whose.organ = whose.organ.filter(|organ| !words().owner.no_organ.contains(organ));
    whose
}

/// The years a running text says it reports on (2023年政府信息公开工作…), each with the words.
pub(super) fn years_reported_on(text: &str) -> Vec<(u16, String)> {
    let folded = Folded::with(text, normal_character);
    let core = &words().title.core;
    let years = years_in(&folded).into_iter().filter_map(|mention| {
        let at = mention.range.end;
        let word = core.iter().filter(|word| folded.has_at(at, word)).map(|word| word.chars().count()).max()?;
        let quoted = text.get(folded.place(mention.range.start..at + word))?;
        Some((mention.year, quoted.to_owned()))
    });
    years.collect()
}

/// What stands before the first year in a text; all of it where there is none, or it begins with one.
fn before_year(text: &str) -> &str {
    let folded = Folded::with(text, normal_character);
    let year = (1..folded.len()).find(|index| year_at(&folded, *index).is_some());
    year.and_then(|index| text.get(..folded.place(index..index + 1).start)).unwrap_or(text)
}

/// Signs no name has.
const NO_NAME: [char; 8] = ['<', '>', '＜', '＞', '=', '＝', '%', '％'];

/// Whether a name ends as those of bodies do.
pub(super) fn is_body(name: &str) -> bool {
    let words = words();
    if name.contains(NO_NAME) {
        return false;
    }
    let bare = without_brackets(name);
    let known =
        words.sign_off.organ_endings.iter().any(|ending| bare.ends_with(ending.as_str()) && bare.len() > ending.len());
    let generic = words.owner.no_organ.iter().chain(&words.title.no_organ).any(|word| word == name);
    (known || ends_as_place(bare)) && !generic && bare.chars().count() > 2
}

/// A text without the number of the paper that prescribes its form, in brackets at its end: （国办公开办函〔2021〕30号）.
fn without_document_number(text: &str) -> &str {
    let bare = text.trim_end().strip_suffix(['）', ')']).and_then(|rest| {
        let open = rest.rfind(['（', '('])?;
        let inner = rest.get(open..)?;
        (inner.ends_with('号') && inner.contains(['〔', '［', '['])).then(|| rest.get(..open))?
    });
    bare.filter(|bare| !bare.trim().is_empty()).unwrap_or(text)
}

/// A name without what it has in brackets at its end: 甲局（本级）.
fn without_brackets(name: &str) -> &str {
    let rest = name.strip_suffix(['）', ')']).and_then(|rest| rest.get(..rest.rfind(['（', '('])?));
    rest.unwrap_or(name)
}

/// A name as it is kept: without invisible characters, and without spaces but those between words of letters.
pub(super) fn tidy_name(text: &str) -> String {
    let characters: Vec<char> = text.trim().chars().filter(|c| !is_invisible(*c) || shapes_neighbours(*c)).collect();
    let mut name = String::new();
    for (index, c) in characters.iter().enumerate() {
        if !c.is_whitespace() {
            name.push(*c);
            continue;
        }
        let after = characters.get(index..).unwrap_or_default().iter().find(|c| !c.is_whitespace());
        let between_letters =
            name.ends_with(|c: char| c.is_ascii_alphabetic()) && after.is_some_and(char::is_ascii_alphabetic);
        if between_letters {
            name.push(' ');
        }
    }
    name
}

/// Whether a year is that of a form's edition or of a day rather than of figures: 2021年版, 2024年1月, 2024-01-15.
fn is_of_something_else(text: &Folded, mention: &YearMention) -> bool {
    let end = mention.range.end;
    let after = text.text(end..text.len().min(end + 4));
    let is_edition = words().owner.edition.iter().any(|word| text.has_at(end, word));
    let is_month = mention.form == YearForm::Full
        && after.split_once('月').is_some_and(|(n, _)| {
            !n.is_empty() && n.chars().all(|c| c.is_ascii_digit() || is_plain_numeral(c) || c == '元')
        });
    let is_day = mention.form == YearForm::Bare
        && after.strip_prefix(['.', '-', '/']).is_some_and(|rest| {
            let month: String = rest.chars().take_while(char::is_ascii_digit).collect();
            (1..=2).contains(&month.len()) && rest.len() > month.len()
        });
    is_edition || is_month || is_day
}

/// A text that is read from its ends.
struct Reading<'t> {
    text: &'t Folded,
    start: usize,
    end: usize,
    years: Vec<YearMention>,
}

impl<'t> Reading<'t> {
    fn new(text: &'t Folded) -> Self {
        Reading { text, start: 0, end: text.len(), years: Vec::new() }
    }

    fn last(&self) -> Option<char> {
        self.end.checked_sub(1).filter(|index| *index >= self.start).and_then(|index| self.text.get(index))
    }

    fn first(&self) -> Option<char> {
        self.text.get(self.start).filter(|_| self.start < self.end)
    }

    /// 《…》 around the whole.
    fn strip_quotation(&mut self) {
        if self.first() == Some('《') && self.last() == Some('》') {
            self.start += 1;
            self.end -= 1;
        }
    }

    fn push_year(&mut self, mention: YearMention) {
        if !is_of_something_else(self.text, &mention) {
            self.years.push(mention);
        }
    }

    fn take_year(&mut self) -> bool {
        let Some(mention) = year_before(self.text, self.end).filter(|mention| mention.range.start >= self.start) else {
            return false;
        };
        self.end = mention.range.start;
        self.push_year(mention);
        // 2022—2023年: what is joined to a year is a year.
        let joints = (0..2).take_while(|n| {
            let index = self.end.checked_sub(n + 1).filter(|index| *index > self.start);
            index.and_then(|index| self.text.get(index)).is_some_and(|c| "-—–~至、和".contains(c))
        });
        let joints = joints.count();
        if joints > 0
            && let Some(mention) =
                year_before(self.text, self.end - joints).filter(|mention| mention.range.start >= self.start)
        {
            self.end = mention.range.start;
            self.years.push(mention);
        }
        true
    }

    /// Takes the longest of the words that stands at the end.
    fn take_word(&mut self, lists: &[&[String]]) -> Option<usize> {
        let words = lists.iter().copied().flatten().filter(|word| self.text.has_before(self.end, word));
        let length = words.map(|word| word.chars().count()).filter(|length| self.start + length <= self.end).max()?;
        self.end -= length;
        Some(length)
    }

    /// Takes a bracket at the end that holds nothing of the name; a year in it counts.
    fn take_bracket(&mut self) -> bool {
        if self.last() != Some(')') {
            return false;
        }
        let open = (self.start..self.end).rev().find(|index| self.text.get(*index) == Some('('));
        let Some(open) = open else { return false };
        let mut index = open + 1;
        while index + 1 < self.end {
            match year_at(self.text, index) {
                Some(mention) => {
                    index = mention.range.end;
                    self.push_year(mention);
                }
                None => index += 1,
            }
        }
        self.end = open;
        true
    }

    fn take_separator(&mut self) -> bool {
        let is_separator = self.last().is_some_and(|c| "-—–~·•_|/,、:;.\u{ff0f}".contains(c));
        self.end -= usize::from(is_separator);
        is_separator
    }

    /// Takes years and brackets at the end, then one of the words a title ends with.
    fn take_ends(&mut self, ends: &[String]) -> bool {
        while self.take_bracket() || self.take_year() || self.take_separator() {}
        self.take_word(&[ends]).is_some()
    }

    /// Takes words up to what it is about, that too, and what may stand before it.
    fn take_core(&mut self, tail: &[&[String]], before: &[String]) -> bool {
        let core = &words().title.core;
        while self.take_year() || self.take_separator() || self.take_word_not_core(tail) {}
        let Some(length) = self.take_word(&[core]) else { return false };
        // 清河市人民政府信息公开…: the government's name is whole.
        if self.text.has_at(self.end, "政府") && self.text.has_before(self.end, "人民") {
            self.end += "政府".chars().count().min(length);
        }
        while self.take_year_in_brackets()
            || self.take_year()
            || self.take_separator()
            || self.take_word(&[before]).is_some()
        {}
        true
    }

    /// Takes a word, but none that ends what the text is about.
    fn take_word_not_core(&mut self, lists: &[&[String]]) -> bool {
        let is_core = words().title.core.iter().any(|word| self.text.has_before(self.end, word));
        !is_core && self.take_word(lists).is_some()
    }

    fn take_year_in_brackets(&mut self) -> bool {
        let open = self.end.checked_sub(1).filter(|_| self.last() == Some(')'));
        let Some(close) = open else { return false };
        let Some(mention) = year_before(self.text, close) else { return false };
        let Some(open) =
            mention.range.start.checked_sub(1).filter(|open| *open >= self.start && self.text.get(*open) == Some('('))
        else {
            return false;
        };
        self.years.push(mention);
        self.end = open;
        true
    }

    /// Takes all words of a caption, its years and brackets; whether there were words.
    fn take_words(&mut self, lists: &[&[String]]) -> bool {
        let mut any = false;
        loop {
            // The year first: its 年 is a word too.
            if self.take_year() || self.take_separator() || (self.bracket_is_aside() && self.take_bracket()) {
                continue;
            }
            let is_relative = words().owner.relative.iter().any(|word| self.text.has_before(self.end, word));
            if is_relative || self.take_word(lists).is_none() {
                return any;
            }
            any = true;
        }
    }

    /// Whether the bracket at the end is no part of a name: nothing but it was taken yet, or it holds a year.
    fn bracket_is_aside(&self) -> bool {
        self.last() == Some(')')
            && (self.end == self.text.len()
                || self.text.get(self.end - 2).is_some_and(|c| c == '年' || c == '度' || c.is_ascii_digit()))
    }

    /// Takes words, years and marks off the beginning.
    fn take_lead(&mut self, lead: &[String]) {
        loop {
            let before = self.start;
            if let Some(length) =
                lead.iter().filter(|word| self.text.has_at(self.start, word)).map(|word| word.chars().count()).max()
                && self.start + length <= self.end
            {
                // 附属医院 is no 附件; a word that begins a name stays.
                let goes_on = self.text.get(self.start + length);
                let ends = length > 1 || goes_on.is_none_or(|c| !c.is_alphabetic() || is_plain_numeral(c));
                self.start += if ends { length } else { 0 };
            }
            if let Some(mention) = year_at(self.text, self.start).filter(|mention| mention.range.end <= self.end) {
                self.start = mention.range.end;
                self.years.push(mention);
            }
            if self.first().is_some_and(|c| "-—–~·•_|/,、:;.".contains(c)) {
                self.start += 1;
            }
            if self.start == before {
                return;
            }
        }
    }

    /// Takes a number off the beginning: 附件2, 表一.
    fn take_numeral(&mut self) {
        let is_numeral = |c: char| c.is_ascii_digit() || is_plain_numeral(c);
        let start = self.start;
        // 第一人民医院 and 二七区 are names.
        let after_label = start > 0;
        while after_label
            && self.first().is_some_and(|c| is_numeral(c) || (self.start > start && "-—–.".contains(c)))
            && year_at(self.text, self.start).is_none()
        {
            self.start += 1;
        }
        if self.start > start {
            self.take_lead(&[]);
        }
    }

    /// What was read, with the name as the source has it, and what is left where the name should be.
    fn finish(self, source: &str) -> (Whose, String) {
        let words = &words().title;
        let left = self.text.text(self.start..self.end.max(self.start));
        let mut whose = Whose::default();
        whose.take_years(&self.years);
        let inner = Folded::of(&left);
        let has_year = (0..inner.len()).any(|index| year_at(&inner, index).is_some());
        let balance = |open, close| left.matches(open).count() == left.matches(close).count();
        let is_name = !has_year
            && balance('(', ')')
            && balance('《', '》')
            && left.chars().next().is_some_and(|c| c.is_alphabetic() && !c.is_ascii_digit())
            && !left.contains(['。', ':', ';', ',', '《', '【', '[', '{', '!', '?'])
            && left.chars().count() <= words.longest_organ
            && !words.never_in_organ.iter().any(|word| left.contains(word.as_str()));
        if left.is_empty() || words.no_organ.contains(&left) {
            return (whose, left);
        }
        if is_name {
            let name = source.get(self.text.place(self.start..self.end)).unwrap_or_default();
            whose.organ = Some(tidy_name(name));
        } else {
            whose.unclear = Some(left.clone());
        }
        (whose, left)
    }
}

#[cfg(test)]
mod tests;
