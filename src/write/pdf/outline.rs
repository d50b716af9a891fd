//! The nested outline (ISO 32000-1, 12.3.3), and the ranks of headings.

use super::metadata::text;
use crate::typeset::{OutlineEntry, Pages};
use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};
use std::collections::BTreeMap;

/// Adds the outline; `None` without headings.
pub(super) fn add_outline(pdf: &mut Document, pages: &Pages, sheets: &[ObjectId]) -> Option<ObjectId> {
    let entries = &pages.outline;
    if entries.is_empty() {
        return None;
    }
    let root = pdf.new_object_id();
    let ids: Vec<ObjectId> = entries.iter().map(|_| pdf.new_object_id()).collect();
    let parents = outline_parents(entries);
    let inner = descendants(&parents);
    let mut children: BTreeMap<Option<usize>, Vec<usize>> = BTreeMap::new();
    // For each entry its place among its siblings.
    let mut ranks = Vec::with_capacity(entries.len());
    for (i, parent) in parents.iter().enumerate() {
        let siblings = children.entry(*parent).or_default();
        ranks.push(siblings.len());
        siblings.push(i);
    }
    let id = |i: usize| ids.get(i).copied().unwrap_or(root);
    let family = |dict: &mut Dictionary, of: Option<usize>| {
        if let Some((first, last)) = children.get(&of).and_then(|kids| kids.first().zip(kids.last())) {
            dict.set("First", id(*first));
            dict.set("Last", id(*last));
        }
    };
    let mut top = dictionary! { "Type" => "Outlines" };
    family(&mut top, None);
    // All entries are shown open.
    top.set("Count", entries.len() as i64);
    for (i, ((entry, parent), (rank, inner))) in entries.iter().zip(&parents).zip(ranks.iter().zip(inner)).enumerate() {
        let sheet = sheets.get(entry.page).copied().map_or(Object::Null, Object::Reference);
        let y = Object::Real(pages.pages.get(entry.page).map_or(0.0, |page| page.height_pt) - entry.y_pt);
        let mut dict = dictionary! {
            "Title" => text(&entry.title), "Parent" => parent.map_or(root, id),
            "Dest" => vec![sheet, "XYZ".into(), Object::Null, y, Object::Null],
        };
        family(&mut dict, Some(i));
        if inner > 0 {
            dict.set("Count", inner as i64);
        }
        let siblings = children.get(parent).map(Vec::as_slice).unwrap_or_default();
        if let Some(before) = rank.checked_sub(1).and_then(|at| siblings.get(at)) {
            dict.set("Prev", id(*before));
        }
        if let Some(after) = siblings.get(rank + 1) {
            dict.set("Next", id(*after));
        }
        pdf.set_object(id(i), dict);
    }
    pdf.set_object(root, top);
    Some(root)
}

/// For each entry the nearest one before it of a higher rank.
fn outline_parents(entries: &[OutlineEntry]) -> Vec<Option<usize>> {
    let mut open: Vec<(u8, usize)> = Vec::new();
    let mut parents = Vec::with_capacity(entries.len());
    for (i, entry) in entries.iter().enumerate() {
        while open.last().is_some_and(|(level, _)| *level >= entry.level) {
            open.pop();
        }
        parents.push(open.last().map(|(_, parent)| *parent));
        open.push((entry.level, i));
    }
    parents
}

/// How many entries are under each.
fn descendants(parents: &[Option<usize>]) -> Vec<usize> {
    let mut inner = vec![0; parents.len()];
    // Parents stand before their children: from the end, each is complete when it is added to its own.
    for (i, parent) in parents.iter().enumerate().rev() {
        let own = inner.get(i).copied().unwrap_or(0) + 1;
        if let Some(count) = parent.and_then(|parent| inner.get_mut(parent)) {
            *count += own;
        }
    }
    inner
}

/// Headings numbered as ISO 14289-1, 7.4.2 wants it: from 1, and one at a time downwards. Two headings of one level under the
/// same heading stay equal.
#[derive(Debug, Default)]
pub(super) struct HeadingRanks {
    open: Vec<u8>,
}

impl HeadingRanks {
    /// The rank of the next heading in reading order, 1 to 6.
    pub(super) fn next(&mut self, level: u8) -> usize {
        while self.open.last().is_some_and(|open| *open >= level) {
            self.open.pop();
        }
        self.open.push(level);
        self.open.len().min(6)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_begin_with_one_and_leave_none_out() {
        let ranks = |levels: &[u8]| {
            let mut ranks = HeadingRanks::default();
            levels.iter().map(|level| ranks.next(*level)).collect::<Vec<_>>()
        };
        assert_eq!(ranks(&[1, 2, 3, 2, 3, 3]), [1, 2, 3, 2, 3, 3]);
        assert_eq!(ranks(&[2, 4, 4, 2]), [1, 2, 2, 1]);
        assert_eq!(ranks(&[3, 2, 1, 3]), [1, 1, 1, 2]);
        assert_eq!(ranks(&[1, 2, 3, 4, 5, 6, 7]), [1, 2, 3, 4, 5, 6, 6]);
    }
}
