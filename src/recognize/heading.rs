//! Which lines are headings of sections: by their words, with or without numbers, whatever the numbers look like.

use super::table::Piece;
use super::tidy::trim;
use super::words::words;
use crate::document::numeral::{LineNumber, NumberKind, Separation};
use crate::document::{Block, Content, Paragraph, ParagraphRole};
use crate::finding::Origin;
use crate::form::{Form, Forms, SectionForm, normal_label, stem};
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

/// How sure it is that a heading means a section.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Certainty {
    /// The form's wording, its number aside.
    Official,
    /// One of the wordings known to mean the same.
    Known,
    /// By its words.
    Guessed,
}

/// How many different sections of the form the pieces name in official or known wording.
pub(super) fn exact_roles(pieces: &[Piece], forms: &Forms) -> usize {
    let candidates = || {
        pieces.iter().filter_map(|piece| match piece {
            Piece::Block(block) => Candidate::of(block),
            Piece::Table(_) => None,
        })
    };
    let mut roles: BTreeSet<&str> = BTreeSet::new();
    for form in forms.iter() {
        let heads = SectionHeads::of(candidates(), form);
        for candidate in candidates() {
            if let Some((section, Certainty::Official | Certainty::Known)) = heads.role_of(&candidate, form) {
                roles.insert(&section.role);
            }
        }
    }
    roles.len()
}

/// The section that a line names in official or known wording, and with a number or so that nothing else is meant.
pub(super) fn names_section(line: &str, forms: &Forms) -> Option<String> {
    let text = trim(line);
    // Figures are most of what a table has.
    if text.chars().count() > words().heading.longest || text.chars().filter(|c| c.is_alphabetic()).nth(1).is_none() {
        return None;
    }
    let block = Block::text(text);
    let candidate = Candidate::of(&block)?;
    forms.iter().find_map(|form| {
        let named = candidate.named(form)?;
        let is_meant = match named.certainty {
            Certainty::Official => named.number.is_some() || !candidate.is_stopped,
            Certainty::Known => named.number.is_some(),
            Certainty::Guessed => false,
        };
        is_meant.then(|| named.section.role.clone())
    })
}

/// A block that may be a section's heading.
pub(super) struct Candidate<'b> {
    pub(super) content: &'b Content,
    pub(super) text: String,
    /// Its text without what only adorns it: ■ before, 【】 or 《》 around, 。 or ： behind.
    bare: String,
    /// Whether it is no heading by its style and ends as sentences do: then only a section's own words make it one.
    is_stopped: bool,
    /// The level its style gives it; `None` for a paragraph.
    pub(super) level: Option<u8>,
    /// The number it begins with.
    pub(super) number: Option<LineNumber>,
    pub(super) origin: &'b Origin,
    /// What it says after its number and without what looks like one, in comparable form, once it is asked for.
    wordings: OnceCell<[String; 2]>,
}

impl<'b> Candidate<'b> {
    pub(super) fn of(block: &'b Block) -> Option<Self> {
        let (content, level, origin) = match block {
            Block::Heading(heading) => (&heading.content, Some(heading.level), &heading.origin),
            Block::Paragraph(Paragraph { role: ParagraphRole::Body, content, origin, .. }) => (content, None, origin),
            _ => return None,
        };
        let text = content.plain_text();
        // Nothing so long is one, whatever adorns it.
        if text.len() > 16 * words().heading.longest {
            return None;
        }
        let text = number_on_its_own_line(trim(&text));
        let bare = without_ornament(&text).to_owned();
        let short = text.chars().count() <= words().heading.longest;
        // A full stop at the end makes no sentence of it yet.
        let is_stopped = level.is_none() && text.ends_with(['。', '；', ';']);
        let sentence = bare.contains(['。', '；', '！', '？', '\n']);
        if !short || sentence || bare.is_empty() {
            return None;
        }
        let number = LineNumber::at(&bare);
        Some(Candidate { content, text, bare, is_stopped, level, number, origin, wordings: OnceCell::new() })
    }

    /// Whether it ends as sentences do and is no heading by its style.
    pub(super) fn is_stopped(&self) -> bool {
        self.is_stopped
    }

    /// What it says after its number.
    pub(super) fn words(&self) -> &str {
        self.number.and_then(|number| self.bare.get(number.text_start..)).unwrap_or(&self.bare)
    }

    /// The section its words name, however loosely.
    pub(super) fn speaks_of<'f>(&self, form: &'f Form) -> Option<&'f str> {
        self.named(form).map(|named| named.section.role.as_str())
    }

    /// The number that is marked as one.
    fn marked(&self) -> Option<LineNumber> {
        self.number.filter(|number| number.separation == Separation::Marked)
    }

    /// Whether it begins with the remains of a first-level number: 、主动公开…
    fn has_lost_number(&self) -> bool {
        self.bare.starts_with('、')
    }

    /// The section of the form that its words name, whatever its number.
    fn named<'f>(&self, form: &'f Form) -> Option<Named<'f>> {
        // 一总体情况 begins with a number, 十大举措 does not: both are tried.
        let [of_words, with_number] =
            self.wordings.get_or_init(|| [normal_label(self.words()), normal_label(stem(&self.bare))]);
        let is_one = |known: &str| of_words == known || with_number == known;
        let is_heading = || form.sections.iter().any(|section| section.normal.heading == *with_number);
        let number = self.number.filter(|_| of_words == with_number || !is_heading());
        let of = |section: &'f SectionForm, certainty| Named { section, certainty, number };
        if let Some(section) = form.sections.iter().find(|section| is_one(&section.normal.heading)) {
            return Some(of(section, Certainty::Official));
        }
        if let Some(section) = form.sections.iter().find(|section| section.normal.also.iter().any(|also| is_one(also)))
        {
            return Some(of(section, Certainty::Known));
        }
        // Of several sections whose words appear, the one whose words say most.
        let weight = |section: &SectionForm| {
            let met =
                section.normal.keywords.iter().filter(|set| set.iter().all(|word| with_number.contains(word.as_str())));
            met.map(|set| set.iter().map(|word| word.chars().count()).sum::<usize>()).max().unwrap_or(0)
        };
        let best = form.sections.iter().map(|section| (weight(section), section)).max_by_key(|(weight, _)| *weight)?;
        (best.0 > 0).then(|| of(best.1, Certainty::Guessed))
    }
}

/// A heading whose number stands on a line of its own (第一部分 / 总体情况) on one; any other text as it is.
fn number_on_its_own_line(text: &str) -> String {
    if let Some((first, second)) = text.split_once('\n')
        && LineNumber::at(first)
            .is_some_and(|number| trim(first.get(number.text_start..).unwrap_or_default()).is_empty())
        && !second.contains('\n')
    {
        return format!("{} {}", trim(first), trim(second));
    }
    text.to_owned()
}

/// A line without what only adorns it.
fn without_ornament(text: &str) -> &str {
    const BEFORE: [char; 20] =
        ['■', '□', '●', '○', '◆', '◇', '★', '☆', '▲', '△', '►', '▶', '▍', '▌', '┃', '|', '※', '#', '*', '◎'];
    const AROUND: [(char, char); 5] = [('【', '】'), ('《', '》'), ('“', '”'), ('〖', '〗'), ('「', '」')];
    let mut text = trim(text);
    loop {
        let ornament = |c: char| BEFORE.contains(&c) || c.is_whitespace();
        let mut rest = text.trim_start_matches(ornament).trim_end_matches(ornament);
        rest = trim(rest.trim_end_matches(['。', '：', ':', '；', ';', '…']));
        for (open, close) in AROUND {
            let inner = rest.strip_prefix(open).and_then(|rest| rest.strip_suffix(close));
            rest = inner.filter(|inner| !inner.contains([open, close])).map_or(rest, trim);
        }
        if rest.len() == text.len() {
            return text;
        }
        text = rest;
    }
}

/// The section that a line's words name.
struct Named<'f> {
    section: &'f SectionForm,
    certainty: Certainty,
    number: Option<LineNumber>,
}

/// Whether numbers of a kind are those of sections by themselves.
fn is_top(kind: NumberKind) -> bool {
    kind <= NumberKind::Chinese
}

/// How the sections of one document are headed.
#[derive(Default)]
pub(super) struct SectionHeads {
    /// The kind of number most of them bear; `None` where they bear none.
    kind: Option<NumberKind>,
    /// Whether the lines that name sections in official or known wording bear no number.
    are_unnumbered: bool,
    /// The sections that a heading with that kind of number names in the form's own words.
    official: BTreeSet<String>,
}

/// How many sections lines must name, to be the headings of sections by number of a lower level or by no number.
const LEAST: usize = 3;

impl SectionHeads {
    /// How sections are headed among these lines: by the kind of number under which most of them are named.
    pub(super) fn of<'b>(candidates: impl Iterator<Item = Candidate<'b>>, form: &Form) -> Self {
        let mut by_kind: BTreeMap<Option<NumberKind>, BTreeMap<&str, bool>> = BTreeMap::new();
        for candidate in candidates {
            let Some(named) = candidate.named(form) else { continue };
            let kind = match named.number {
                Some(number) => Some(number.kind),
                None if candidate.has_lost_number() => Some(NumberKind::Chinese),
                None => None,
            };
            let is_exact = named.certainty != Certainty::Guessed;
            if is_exact || (kind.is_some_and(is_top) && candidate.marked().is_some()) {
                let is_official = named.certainty == Certainty::Official;
                *by_kind.entry(kind).or_default().entry(&named.section.role).or_default() |= is_official;
            }
        }
        let count = |kind: &Option<NumberKind>| by_kind.get(kind).map_or(0, BTreeMap::len);
        let officials = |kind: &NumberKind| {
            by_kind.get(&Some(*kind)).map_or(0, |roles| roles.values().filter(|is_official| **is_official).count())
        };
        // Of kinds with equally many, the highest.
        let numbered = by_kind.keys().rev().flatten().copied();
        let best = numbered
            .filter(|kind| is_top(*kind) || count(&Some(*kind)) >= LEAST || officials(kind) >= 2)
            .max_by_key(|kind| count(&Some(*kind)));
        let are_unnumbered = best.map_or(0, |kind| count(&Some(kind))) < 2 && count(&None) >= LEAST;
        let kind = if are_unnumbered { None } else { best };
        let official = by_kind.get(&kind).into_iter().flatten().filter(|(_, is_official)| **is_official);
        let official = official.map(|(role, _)| (*role).to_owned()).collect();
        SectionHeads { kind, are_unnumbered, official }
    }

    /// Whether a line bears a number as sections have it: of the first level, or of the kind they have in this document.
    pub(super) fn has_section_number(&self, candidate: &Candidate) -> bool {
        let of_kind = |number: &LineNumber| is_top(number.kind) || Some(number.kind) == self.kind;
        !candidate.is_stopped && candidate.marked().as_ref().is_some_and(of_kind)
    }

    /// Whether a line's number is one of a level below that of the sections, or one that sections share with what is below them.
    pub(super) fn is_below(&self, candidate: &Candidate) -> bool {
        let (Some(number), Some(kind)) = (candidate.marked(), self.kind) else { return false };
        number.kind > kind || (number.kind == kind && !is_top(kind))
    }

    /// The section of the form that a heading means.
    pub(super) fn role_of<'f>(&self, candidate: &Candidate, form: &'f Form) -> Option<(&'f SectionForm, Certainty)> {
        let Named { section, certainty, number } = candidate.named(form)?;
        if candidate.is_stopped && (certainty == Certainty::Guessed || (number.is_none() && !self.are_unnumbered)) {
            return None;
        }
        let found = Some((section, certainty));
        let Some(number) = number else {
            let is_headed = candidate.level.is_some() || candidate.has_lost_number() || self.are_unnumbered;
            return match certainty {
                Certainty::Official => found,
                Certainty::Known => found.filter(|_| is_headed),
                Certainty::Guessed => found.filter(|_| candidate.has_lost_number()),
            };
        };
        let is_marked = number.separation == Separation::Marked;
        if is_top(number.kind) {
            // Below parts and chapters, 一、 numbers what they hold.
            let is_below = self.kind.is_some_and(|kind| kind < number.kind && is_top(kind));
            return match certainty {
                Certainty::Official => found,
                Certainty::Known => found.filter(|_| !is_below),
                Certainty::Guessed => found.filter(|_| is_marked && !is_below),
            };
        }
        if Some(number.kind) != self.kind {
            return None;
        }
        // 1、主动公开情况 may be the first part of 1、总体情况: it is a section where its number is the section's, or no other
        // line bears that section's own name.
        let place = form.sections.iter().position(|own| own.role == section.role).map(|place| place + 1);
        let has_own_number = place.is_some_and(|place| place == number.value as usize);
        match certainty {
            Certainty::Official => found,
            Certainty::Known => found.filter(|_| has_own_number || !self.official.contains(&section.role)),
            Certainty::Guessed => {
                found.filter(|_| has_own_number && is_marked && !self.official.contains(&section.role))
            }
        }
    }
}
