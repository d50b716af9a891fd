//! The words that sentences with figures are made of, and what each means: made once of `templates/checks.toml`.

use crate::check::text::words::{NarrativeWords, words};
use crate::document::Folded;
use rustc_hash::FxHashMap;
use std::ops::BitOrAssign;
use std::sync::LazyLock;

/// The group of company of applications.
pub(super) const APPLICATION: &str = "application";

/// What words make of a clause beside what they point at (`[narrative.turns]`).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Turns {
    pub(super) disclosure: bool,
    pub(super) each: bool,
    pub(super) respectively: bool,
    pub(super) aside: bool,
    pub(super) elsewhere: bool,
    pub(super) this_year: bool,
    pub(super) accumulated: bool,
    pub(super) until: bool,
    pub(super) within: bool,
    pub(super) of_these: bool,
    pub(super) channel: bool,
    pub(super) other_topic: bool,
    pub(super) attribute: bool,
    pub(super) own: bool,
}

impl BitOrAssign for Turns {
    fn bitor_assign(&mut self, other: Self) {
        self.disclosure |= other.disclosure;
        self.each |= other.each;
        self.respectively |= other.respectively;
        self.aside |= other.aside;
        self.elsewhere |= other.elsewhere;
        self.this_year |= other.this_year;
        self.accumulated |= other.accumulated;
        self.until |= other.until;
        self.within |= other.within;
        self.of_these |= other.of_these;
        self.channel |= other.channel;
        self.other_topic |= other.other_topic;
        self.attribute |= other.attribute;
        self.own |= other.own;
    }
}

/// What a word means; one word may mean several things, of which the sentence decides.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Meaning {
    /// Changes nothing, whatever the clause is about.
    pub(super) neutral: bool,
    /// The groups of company it belongs to, a bit each.
    pub(super) company: u32,
    pub(super) application: bool,
    pub(super) row: Option<usize>,
    pub(super) column: Option<usize>,
    pub(super) subject: Option<usize>,
    pub(super) outcome: Option<usize>,
    pub(super) turns: Turns,
    pub(super) denial: bool,
    pub(super) subset: bool,
    pub(super) scope: bool,
    pub(super) rough: bool,
}

impl Meaning {
    /// Whether it points at something that tables count.
    pub(super) fn points(&self) -> bool {
        self.row.is_some() || self.column.is_some() || self.subject.is_some() || self.outcome.is_some()
    }
}

/// The words, by their first character, the longer first.
pub(super) struct Lexicon {
    by_first: FxHashMap<char, Vec<(Vec<char>, Meaning)>>,
}

impl Lexicon {
    /// The lexicon.
    pub(super) fn built_in() -> &'static Self {
        static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::of(&words().narrative));
        &LEXICON
    }

    /// The longest word at an index: what it means and how many characters it has.
    pub(super) fn at(&self, text: &Folded, index: usize) -> Option<(&Meaning, usize)> {
        let rest = text.characters().get(index..)?;
        let known = self.by_first.get(rest.first()?)?;
        known.iter().find(|(word, _)| rest.starts_with(word)).map(|(word, meaning)| (meaning, word.len()))
    }

    fn of(words: &NarrativeWords) -> Self {
        let mut lexicon = Lexicon { by_first: FxHashMap::default() };
        let turns = &words.turns;
        lexicon.add(&words.neutral, |meaning| meaning.neutral = true);
        lexicon.add(&words.rough_before, |meaning| meaning.rough = true);
        for (bit, company) in (0..u32::BITS).zip(words.company.values()) {
            lexicon.add(company, |meaning| meaning.company |= 1 << bit);
        }
        lexicon.add(&words.application.words, |meaning| {
            meaning.application = true;
            meaning.turns.disclosure = true;
        });
        for (index, row) in words.rows.iter().enumerate() {
            lexicon.add(&row.words, |meaning| meaning.row = Some(index));
        }
        for (index, column) in words.columns.iter().enumerate() {
            lexicon.add(&column.words, |meaning| meaning.column = Some(index));
        }
        for (index, subject) in words.subjects.iter().enumerate() {
            lexicon.add(&subject.words, |meaning| meaning.subject = Some(index));
        }
        for (index, outcome) in words.outcomes.iter().enumerate() {
            lexicon.add(&outcome.words, |meaning| meaning.outcome = Some(index));
        }
        lexicon.add(&turns.disclosure, |meaning| meaning.turns.disclosure = true);
        lexicon.add(&turns.denial, |meaning| meaning.denial = true);
        lexicon.add(&turns.each, |meaning| meaning.turns.each = true);
        lexicon.add(&turns.respectively, |meaning| meaning.turns.respectively = true);
        lexicon.add(&turns.aside, |meaning| meaning.turns.aside = true);
        lexicon.add(&turns.elsewhere, |meaning| meaning.turns.elsewhere = true);
        lexicon.add(&turns.this_year, |meaning| meaning.turns.this_year = true);
        lexicon.add(&turns.accumulated, |meaning| meaning.turns.accumulated = true);
        lexicon.add(&turns.until, |meaning| meaning.turns.until = true);
        lexicon.add(&turns.of_these, |meaning| meaning.turns.of_these = true);
        let application = company_bit(APPLICATION);
        lexicon.add(&turns.channels, |meaning| {
            meaning.turns.channel = true;
            meaning.company |= application;
        });
        lexicon.add(&turns.within, |meaning| meaning.turns.within = true);
        lexicon.add(&turns.subset, |meaning| meaning.subset = true);
        lexicon.add(&turns.other_topic, |meaning| meaning.turns.other_topic = true);
        lexicon.add(&turns.attributes, |meaning| meaning.turns.attribute = true);
        lexicon.add(&turns.scope, |meaning| meaning.scope = true);
        let own = turns.own.iter().flat_map(|own| turns.own_kinds.iter().map(move |kind| format!("{own}{kind}")));
        lexicon.add(&own.collect::<Vec<_>>(), |meaning| meaning.turns.own = true);
        lexicon
    }

    fn add(&mut self, words: &[String], mean: impl Fn(&mut Meaning)) {
        for word in words {
            // As the text is, which it is looked for in.
            let word = Folded::of(word).characters().to_vec();
            let Some(first) = word.first() else { continue };
            let known = self.by_first.entry(*first).or_default();
            match known.iter_mut().find(|(other, _)| *other == word) {
                Some((_, meaning)) => mean(meaning),
                None => {
                    let mut meaning = Meaning::default();
                    mean(&mut meaning);
                    let shorter = known.partition_point(|(other, _)| other.len() >= word.len());
                    known.insert(shorter, (word, meaning));
                }
            }
        }
    }
}

/// The bit of a group of company; none of a group there is not.
pub(super) fn company_bit(name: &str) -> u32 {
    let index = words().narrative.company.get_index_of(name);
    index.and_then(|index| 1_u32.checked_shl(u32::try_from(index).ok()?)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_word_counts_and_may_mean_several_things() {
        let lexicon = Lexicon::built_in();
        let at = |text: &str| lexicon.at(&Folded::of(text), 0).map(|(meaning, length)| (meaning.clone(), length));
        let (carried, length) = at("上年结转2件").unwrap();
        assert!(carried.row.is_some() && !carried.turns.elsewhere && length == 4);
        assert!(at("上年50件").unwrap().0.turns.elsewhere);
        assert!(at("我局收到").unwrap().0.turns.own);
        let each = at("均为0").unwrap().0;
        assert!(each.turns.each);
        assert_eq!(at("玉米"), None);
    }
}
