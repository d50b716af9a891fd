//! What there is to say about a file: gathered while it is read, told once a kind with count and pages.

use crate::finding::catalogue::{account, pdf as said};
use crate::finding::{Finding, Place, Term, Value};
use std::collections::{BTreeMap, BTreeSet};

/// What can be met many times in a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// A content stream that could not be followed, and why.
    Damage(&'static Term),
    /// A content stream that is not there.
    ContentMissing,
    /// Things in content streams that are no operators or operands.
    Garbage,
    /// A font that can't be used: its name.
    Font(String),
    /// A font that is damaged in part: its name, and the part.
    FontPart(String, &'static str),
    /// Glyphs that nothing says the text of: the font.
    Unmapped(String),
    /// Text drawn invisibly.
    Invisible,
    /// Text outside the page or its clip.
    Outside,
    /// Text of the colour of its ground: white on white paper.
    White,
    /// Text that something opaque may cover.
    Covered,
    /// Text wholly under something opaque.
    Buried,
    /// Content of a layer that is off.
    Layer,
    /// A picture that could not be taken out: why.
    Picture(&'static Term),
    /// Something the page refers to and the file lacks.
    Missing(&'static str),
    /// Forms within forms beyond the limit.
    Depth,
    /// A chart of our own.
    OwnChart,
    /// A remark on the page that is no part of its content.
    Remark,
}

#[derive(Debug, Default)]
struct Met {
    count: usize,
    pages: BTreeSet<u32>,
    sample: String,
}

/// What was met, by kind.
#[derive(Debug, Default)]
pub(super) struct Tally(BTreeMap<Kind, Met>);

/// Characters quoted of a text.
const MAX_SAMPLE: usize = 24;

impl Tally {
    /// Counts something on a page, the first page being 1.
    pub(super) fn count(&mut self, kind: Kind, page: u32, count: usize, text: &str) {
        let met = self.0.entry(kind).or_default();
        met.count = met.count.saturating_add(count);
        met.pages.insert(page);
        if met.sample.chars().count() < MAX_SAMPLE && !(met.sample.is_empty() && text.trim().is_empty()) {
            met.sample.push_str(text);
        }
    }

    pub(super) fn findings(self) -> Vec<Finding> {
        self.0.into_iter().map(|(kind, met)| met.finding(kind)).collect()
    }
}

impl Met {
    fn finding(self, kind: Kind) -> Finding {
        let count = self.count;
        let pages = pages_to_value(&self.pages);
        let text: String = self.sample.chars().take(MAX_SAMPLE).collect();
        let finding = match kind {
            Kind::Damage(cause) => said::content_damaged(pages, cause),
            Kind::ContentMissing => said::content_missing(pages),
            Kind::Garbage => said::content_garbled(pages, count),
            Kind::Font(name) => said::font_unusable(name, count, pages),
            Kind::FontPart(name, part) => said::font_damaged(name, part, pages),
            Kind::Unmapped(name) => said::glyphs_without_text(count, name, pages),
            Kind::Invisible => said::invisible_text(count, pages, text),
            Kind::Outside => said::text_outside(count, pages, text),
            Kind::White => said::white_text(count, pages, text),
            Kind::Covered => said::covered_text(count, pages, text),
            Kind::Buried => said::buried_text(count, pages, text),
            Kind::Layer => said::layer_left_out(count, pages, text),
            Kind::Picture(cause) => said::picture_not_taken(count, pages, cause),
            Kind::Missing(what) => said::object_missing(what, pages),
            Kind::Depth => said::forms_too_deep(pages),
            Kind::OwnChart => account::own_chart_left_out(text),
            Kind::Remark => said::remark_left_out(count, pages, text),
        };
        match self.pages.first() {
            Some(page) => finding.at(Place::Page(*page)),
            None => finding,
        }
    }
}

/// 1, 3–5.
pub(super) fn pages_to_value(pages: &BTreeSet<u32>) -> Value {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for page in pages {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == *page => *last = *page,
            _ => runs.push((*page, *page)),
        }
    }
    let runs = runs.iter().map(|(first, last)| match first == last {
        true => Value::from(first),
        false => format!("{first}–{last}").into(),
    });
    runs.collect::<Vec<_>>().into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Language;

    #[test]
    fn pages_are_told_as_runs() {
        let pages = pages_to_value(&BTreeSet::from([1, 3, 4, 5, 9]));
        assert_eq!(pages.render(Language::Chinese), "1、3–5、9");
        assert_eq!(pages.render(Language::English), "1, 3–5, 9");
    }
}
