//! The prose of two reports, passage by passage.

use super::difference::{Change, Passage, PassageKind};
use super::pairing::{Item, Step, paired};
use super::passage::{Found, passages_of};
use super::words::{Of, Years, comparable, likeness, pieces};
use crate::report::Report;

/// What became of each passage, in the order of the report after.
pub(super) fn passages(before: &Report, after: &Report, years: Option<Years>) -> Vec<Passage> {
    let (before, after) = (passages_of(before), passages_of(after));
    let keys = |found: &[Found], of: Of| -> Vec<String> {
        found.iter().map(|passage| comparable(&passage.text.text, of)).collect()
    };
    let (keys_before, keys_after) = (keys(&before, Of::Before(years)), keys(&after, Of::After(years)));
    let steps = paired(&items(&before, &keys_before), &items(&after, &keys_after), true);
    steps.into_iter().filter_map(|step| passage(step, &before, &after, years)).collect()
}

fn items<'t>(found: &'t [Found], keys: &'t [String]) -> Vec<Item<'t, PassageKind>> {
    let item = |(passage, key): (&'t Found, &'t String)| Item { key, kind: passage.kind, text: &passage.text.text };
    found.iter().zip(keys).map(item).collect()
}

fn passage(step: Step, before: &[Found], after: &[Found], years: Option<Years>) -> Option<Passage> {
    let both = |b: usize, a: usize, moved: bool| {
        let (was, is) = (before.get(b)?, after.get(a)?);
        let (old, new) = (&was.text.text, &is.text.text);
        let likeness = likeness(old, new, years);
        let change = if moved { Change::Moved } else { likeness.unwrap_or(Change::Changed) };
        let pieces = if likeness.is_none() { pieces(old, new, years) } else { Vec::new() };
        Some(Passage { kind: is.kind, change, before: Some(was.text.clone()), after: Some(is.text.clone()), pieces })
    };
    match step {
        Step::Kept(b, a) | Step::Changed(b, a) => both(b, a, false),
        Step::Moved(b, a) => both(b, a, true),
        Step::Removed(b) => {
            let Found { kind, text } = before.get(b)?.clone();
            Some(Passage { kind, change: Change::Removed, before: Some(text), after: None, pieces: Vec::new() })
        }
        Step::Added(a) => {
            let Found { kind, text } = after.get(a)?.clone();
            Some(Passage { kind, change: Change::Added, before: None, after: Some(text), pieces: Vec::new() })
        }
    }
}
