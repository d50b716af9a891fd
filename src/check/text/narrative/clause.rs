//! A text in clauses: what the words of each point at, and the numbers in it.

use super::lexicon::{Lexicon, Meaning, Turns};
use super::number::{Kind, Number, is_mark, number_at};
use crate::check::text::words::words;
use crate::document::{Folded, year_at};
use rust_decimal::Decimal;
use std::ops::Range;

/// What the words of one or more clauses point at: indices into the words of the narrative.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Pointing {
    pub(super) subjects: Vec<usize>,
    pub(super) outcomes: Vec<usize>,
    pub(super) rows: Vec<usize>,
    pub(super) columns: Vec<usize>,
    pub(super) application: bool,
}

impl Pointing {
    pub(super) fn is_empty(&self) -> bool {
        self.subjects.is_empty()
            && self.outcomes.is_empty()
            && self.rows.is_empty()
            && self.columns.is_empty()
            && !self.application
    }

    /// Both together, nothing twice.
    pub(super) fn and(mut self, other: &Pointing) -> Self {
        let merge = |own: &mut Vec<usize>, other: &[usize]| {
            for index in other {
                if !own.contains(index) {
                    own.push(*index);
                }
            }
        };
        merge(&mut self.subjects, &other.subjects);
        merge(&mut self.outcomes, &other.outcomes);
        merge(&mut self.rows, &other.rows);
        merge(&mut self.columns, &other.columns);
        self.application |= other.application;
        self
    }
}

/// A clause: what stands between two marks.
#[derive(Debug, Clone, Default)]
pub(super) struct Clause {
    /// The mark before it, and the one behind it; none at the ends of the text.
    pub(super) before: Option<char>,
    pub(super) after: Option<char>,
    pub(super) range: Range<usize>,
    pub(super) pointing: Pointing,
    /// The numbers that count something or are amounts of money.
    pub(super) figures: Vec<Number>,
    /// The years it names.
    pub(super) years: Vec<u16>,
    /// The days and months it names.
    days: Vec<Decimal>,
    /// Of each word that is known in some company only, the groups.
    company: Vec<u32>,
    /// Of each word for applications, the groups it is idle in.
    guests: Vec<u32>,
    /// Whether it has numbers or words that are not known.
    pub(super) unknown: bool,
    /// Whether a number of something unknown stands in it.
    pub(super) other_number: bool,
    /// Whether what is not known ends as names of bodies do.
    pub(super) other_organ: bool,
    pub(super) turns: Turns,
    /// Whether it says nothing but who may see something.
    pub(super) is_of_attribute: bool,
    /// Whether it points at something beside.
    is_of_more: bool,
    pub(super) denials: usize,
    pub(super) subset: bool,
    /// The word that says whose figures it speaks of.
    pub(super) scope: Option<String>,
}

impl Clause {
    /// Whether all its words are known where it is about what has that company.
    pub(super) fn fits(&self, company: u32) -> bool {
        !self.unknown
            && !self.turns.other_topic
            && !self.subset
            && self.company.iter().all(|groups| groups & company != 0)
    }

    /// The same where it is about something else than applications: words for them have to be idle there.
    pub(super) fn fits_beside_applications(&self, company: u32) -> bool {
        self.fits(company) && self.guests.iter().all(|groups| groups & company != 0)
    }

    /// Whether all its words are known, in whatever company.
    pub(super) fn is_known(&self) -> bool {
        !self.unknown && !self.turns.other_topic && !self.subset
    }

    /// Whether none of its words says anything.
    pub(super) fn is_neutral(&self) -> bool {
        self.fits(0) && self.pointing.is_empty()
    }

    /// Whether it is of less than a year: its days are neither the first and last of one, nor the last up to which it speaks.
    pub(super) fn is_of_part_of_year(&self) -> bool {
        let is = |days: &[u8]| self.days.iter().copied().eq(days.iter().copied().map(Decimal::from));
        let is_year = is(&[]) || is(&[1, 1, 12, 31]) || is(&[1, 12]);
        !is_year && !(self.turns.until && (is(&[12, 31]) || is(&[12])))
    }

    fn add_word(&mut self, meaning: &Meaning, text: String) {
        let push = |list: &mut Vec<usize>, index: Option<usize>| {
            list.extend(index.filter(|index| !list.contains(index)).into_iter().collect::<Vec<_>>());
        };
        push(&mut self.pointing.subjects, meaning.subject);
        push(&mut self.pointing.outcomes, meaning.outcome);
        push(&mut self.pointing.rows, meaning.row);
        push(&mut self.pointing.columns, meaning.column);
        self.pointing.application |= meaning.application;
        self.turns |= meaning.turns;
        self.is_of_more |= (meaning.points() || meaning.application) && !meaning.turns.attribute;
        self.is_of_attribute = self.turns.attribute && !self.is_of_more;
        self.denials += usize::from(meaning.denial);
        let is_turn = meaning.denial
            || meaning.turns.each
            || meaning.turns.respectively
            || meaning.turns.this_year
            || meaning.scope
            || meaning.turns.own
            || meaning.rough
            || meaning.neutral;
        // In some company a word is idle that in another sets a part off.
        self.subset |= meaning.subset && meaning.company == 0;
        if meaning.scope {
            self.scope = Some(text);
        }
        if meaning.company != 0 && !is_turn && (!meaning.points() && !meaning.application) {
            self.company.push(meaning.company);
        }
        if meaning.row.is_some() || meaning.application {
            self.guests.push(meaning.company);
        }
        // Alone the disclosure of information is no figure's name.
        self.unknown |= meaning.turns.disclosure && meaning.company == 0 && !meaning.application;
    }

    fn add_number(&mut self, number: Number) {
        match number.kind {
            Kind::Count | Kind::Money => self.figures.push(number),
            Kind::Percent => self.turns.aside = true,
            Kind::Year => match u16::try_from(number.value).ok().filter(|year| *year >= 1949) {
                Some(year) => self.years.push(year),
                None => self.other_number = true,
            },
            Kind::DayOrMonth => self.days.push(number.value),
            Kind::Ordinal | Kind::Other => self.other_number = true,
        }
    }

    /// What is not known, a run of it.
    fn add_unknown(&mut self, text: &str) {
        self.unknown = true;
        let turns = &words().narrative.turns;
        let is_name = text.chars().nth(1).is_some() && text.ends_with(|c| turns.organ_ends.contains(c));
        self.other_organ |= is_name && !turns.no_organs.iter().any(|word| text.ends_with(word.as_str()));
    }
}

/// Whose report and of which year a text is.
#[derive(Debug, Clone, Default)]
pub(super) struct Own {
    pub(super) year: Option<u16>,
    /// What the body calls itself, the longer first.
    pub(super) names: Vec<Folded>,
}

/// The clauses of a text of a report.
pub(super) fn clauses_of(text: &Folded, source: &str, own: &Own) -> Vec<Clause> {
    let mut clauses = Vec::new();
    let mut start = 0;
    let mut before = None;
    let mut parts = Vec::new();
    let mut index = 0;
    while index < text.len() {
        let part = part_at(text, source, index, own);
        index = part.range.end.max(index + 1);
        if let What::Mark(mark) = part.what {
            push_clauses(text, start..part.range.start, before, Some(mark), &parts, &mut clauses);
            (start, before) = (index, Some(mark));
            parts.clear();
        } else {
            parts.push(part);
        }
    }
    push_clauses(text, start..text.len(), before, None, &parts, &mut clauses);
    clauses
}

/// A part of a text.
struct Part {
    what: What,
    range: Range<usize>,
}

enum What {
    Mark(char),
    Number(Number),
    Word(&'static Meaning),
    Own,
    /// A character of no known word.
    Unknown,
}

impl What {
    fn is_figure(&self) -> bool {
        matches!(self, What::Number(number) if matches!(number.kind, Kind::Count | Kind::Money))
    }

    fn points(&self) -> bool {
        matches!(self, What::Word(meaning) if meaning.points())
    }
}

fn part_at(text: &Folded, source: &str, index: usize, own: &Own) -> Part {
    let here = |what, end| Part { what, range: index..end };
    let rest = text.characters().get(index..).unwrap_or_default();
    if let Some(name) = own.names.iter().find(|name| rest.starts_with(name.characters())) {
        return here(What::Own, index + name.len());
    }
    if let Some((meaning, end)) = own.year.and_then(|year| carried_at(text, index, year)) {
        return here(What::Word(meaning), end);
    }
    let word = Lexicon::built_in().at(text, index);
    match number_at(text, source, index) {
        Some(number) if word.is_none_or(|(_, length)| index + length <= number.range.end) => {
            let end = number.range.end;
            return here(What::Number(number), end);
        }
        _ => {}
    }
    match (word, text.get(index)) {
        (Some((meaning, length)), _) => here(What::Word(meaning), index + length),
        (None, Some(c)) if is_mark(c) => here(What::Mark(c), index + 1),
        _ => here(What::Unknown, index + 1),
    }
}

/// What was carried into or out of a year, the other year named, at an index: what it means, and where it ends.
fn carried_at(text: &Folded, index: usize, year: u16) -> Option<(&'static Meaning, usize)> {
    let words = &words().narrative.carried;
    let meaning = |word: &str| Lexicon::built_in().at(&Folded::of(word), 0).map(|(meaning, _)| meaning);
    let pass = |at: usize, known: &[String]| {
        known.iter().find(|word| text.has_at(at, word)).map_or(at, |word| at + word.chars().count())
    };
    let to_year = |verb: usize, year: u16| {
        let mention = year_at(text, pass(verb + words.verb.chars().count(), &words.to))?;
        (mention.year == year).then_some(pass(mention.range.end, &words.tail))
    };
    if text.has_at(index, &words.verb) {
        return Some((meaning(&words.over)?, to_year(index, year.checked_add(1)?)?));
    }
    // Only where the year begins, not within another number.
    text.get(index).filter(char::is_ascii_digit)?;
    let from = year_at(text, index).filter(|from| from.year.checked_add(1) == Some(year))?;
    if !text.has_at(from.range.end, &words.verb) {
        return None;
    }
    let end = to_year(from.range.end, year).unwrap_or(from.range.end + words.verb.chars().count());
    Some((meaning(&words.carried_in)?, end))
}

/// The clauses that stand between two marks: one, or where no mark parts several figures, one for each of them.
fn push_clauses(
    text: &Folded,
    range: Range<usize>,
    before: Option<char>,
    after: Option<char>,
    parts: &[Part],
    clauses: &mut Vec<Clause>,
) {
    let whole = clause_of(text, range.clone(), parts);
    if whole.figures.len() < 2 || whole.turns.respectively {
        clauses.push(Clause { before, after, ..whole });
        return;
    }
    // 新收46件结转2件: the words stand before their figures; 46件新收、2件结转: behind.
    let first = parts.iter().position(|part| part.what.is_figure()).unwrap_or(0);
    let leads = parts.get(..first).is_some_and(|parts| parts.iter().any(|part| part.what.points()));
    let mut cuts: Vec<usize> = Vec::new();
    for (at, part) in parts.iter().enumerate().skip(first + 1) {
        let is_cut =
            if leads { parts.get(at - 1).is_some_and(|part| part.what.is_figure()) } else { part.what.is_figure() };
        if is_cut && !(leads && parts.get(at..).is_some_and(|rest| !rest.iter().any(|part| part.what.is_figure()))) {
            cuts.push(at);
        }
    }
    let mut from = 0;
    let mut mark = before;
    for to in cuts.into_iter().chain([parts.len()]) {
        let some = parts.get(from..to).unwrap_or_default();
        let bounds = some.first().zip(some.last()).map(|(first, last)| first.range.start..last.range.end);
        let clause = clause_of(text, bounds.unwrap_or(range.clone()), some);
        clauses.push(Clause { before: mark, after: Some(',').filter(|_| to < parts.len()).or(after), ..clause });
        (from, mark) = (to, Some(','));
    }
}

fn clause_of(text: &Folded, range: Range<usize>, parts: &[Part]) -> Clause {
    let mut clause = Clause { range, ..Clause::default() };
    let mut unknown = String::new();
    for part in parts {
        if !matches!(part.what, What::Unknown) && !unknown.is_empty() {
            clause.add_unknown(&std::mem::take(&mut unknown));
        }
        match &part.what {
            What::Unknown => unknown.push_str(&text.text(part.range.clone())),
            What::Number(number) => clause.add_number(number.clone()),
            What::Word(meaning) => clause.add_word(meaning, text.text(part.range.clone())),
            What::Own => clause.turns.own = true,
            What::Mark(_) => {}
        }
    }
    if !unknown.is_empty() {
        clause.add_unknown(&unknown);
    }
    clause.unknown |= clause.other_number;
    clause
}
