//! The labels of a table's head as they stand in a text, held against the form's: which is which, and whether all stand in the
//! form's order. Where they don't, nothing says under which of them a figure stands.

use super::place::{RowPlace, label_at};
use super::reading::{HeadLabel, Reading};
use crate::recognize::table::Labels;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Which tokens are which labels of the form, by their places among the table's cells.
#[derive(Default)]
pub(super) struct Heads {
    pub(super) tokens: BTreeMap<usize, Range<usize>>,
    /// The labels that stand as the form or one of its other wordings has them.
    known: BTreeSet<usize>,
}

impl Heads {
    /// Whether enough columns of a row bear their labels to tell which they are.
    pub(super) fn tell(&self, place: &RowPlace) -> bool {
        let known = place.heads.iter().flatten().filter(|head| self.known.contains(head)).count();
        known > 0 && known * 2 >= place.heads.len()
    }

    /// The labels of a row's columns that stand nowhere.
    pub(super) fn missing<'p>(&'p self, place: &'p RowPlace) -> impl Iterator<Item = usize> + 'p {
        place.heads.iter().flatten().copied().filter(|head| !self.tokens.contains_key(head))
    }
}

/// Holds the labels of a reading's head against the form's; `None` where they stand in another order, or labels that are none of the
/// form's stand among them at a place that tells nothing of what they are.
pub(super) fn align(labels: &Labels, places: &[RowPlace], reading: &Reading) -> Option<Heads> {
    let of_rows: BTreeSet<usize> = places.iter().filter_map(|place| place.label).collect();
    let mut heads = Heads::default();
    let mut start = 0;
    for stretch in reading.heads.chunk_by(|a, b| a.rows == b.rows) {
        let Some(rows) = stretch.first().map(|head| head.rows) else { continue };
        let above = reading.rows.iter().take(rows).rev().find_map(|row| places.get(row.spec?)).map(|place| place.row);
        let below = reading.rows.iter().skip(rows).find_map(|row| places.get(row.spec?)).map(|place| place.row);
        let within = |row: u32| above.is_none_or(|above| row > above) && below.is_none_or(|below| row <= below);
        let own = labels_within(labels, &of_rows, within);
        match in_order(labels, &own, stretch) {
            Some((order, found)) => {
                take(&mut heads, stretch, &found);
                name_strange(&mut heads, reading, (start, stretch.len()), (&order, &found))?;
            }
            // The head again, at the top of a further page.
            None if rows > 0 => {
                let first = places.first().map_or(0, |place| place.row);
                let of_first = labels_within(labels, &of_rows, |row| row <= first);
                in_order(labels, &of_first, stretch)?;
            }
            None => return None,
        }
        start += stretch.len();
    }
    Some(heads)
}

/// The labels that stand in some rows and head no data row by themselves.
fn labels_within(labels: &Labels, of_rows: &BTreeSet<usize>, within: impl Fn(u32) -> bool) -> Vec<usize> {
    let cells = labels.table.cells.iter().enumerate();
    cells
        .filter(|(index, cell)| {
            label_at(labels.table, *index).is_some() && !of_rows.contains(index) && within(cell.row)
        })
        .map(|(index, _)| index)
        .collect()
}

/// The order in which the labels found are among the form's, row by row or column by column, and for each of them its place in it.
fn in_order(labels: &Labels, own: &[usize], found: &[HeadLabel]) -> Option<(Vec<usize>, Vec<usize>)> {
    let mut by_columns = own.to_vec();
    by_columns.sort_by_key(|index| labels.table.cells.get(*index).map(|cell| (cell.column, cell.row)));
    [own.to_vec(), by_columns].into_iter().find_map(|order| {
        let mut next = 0;
        let places: Option<Vec<usize>> = found
            .iter()
            .map(|head| {
                let at = (next..order.len()).find(|at| order.get(*at).is_some_and(|cell| is(labels, *cell, head)))?;
                next = at + 1;
                Some(at)
            })
            .collect();
        let cells: Vec<usize> = places?.into_iter().filter_map(|at| order.get(at).copied()).collect();
        Some((order, cells))
    })
}

/// Whether a label found is one of the form's.
fn is(labels: &Labels, cell: usize, head: &HeadLabel) -> bool {
    let Some(label) = label_at(labels.table, cell) else { return false };
    let is_wording = |known: &String| *known == head.normal;
    if label.normal.iter().any(is_wording) || label.stems.iter().any(is_wording) {
        return true;
    }
    // With the groups above it in one text.
    let mut columns = labels.rows.iter().flat_map(|row| &row.cells);
    columns.any(|column| {
        column.paths().iter().any(is_wording) && column.data.column_labels.last().is_some_and(|last| **last == *label)
    })
}

fn take(heads: &mut Heads, stretch: &[HeadLabel], found: &[usize]) {
    for (head, cell) in stretch.iter().zip(found) {
        heads.tokens.insert(*cell, head.tokens.clone());
        heads.known.insert(*cell);
    }
}

/// Puts texts that are no label of the form where exactly so many of its labels are missing: whoever reads the table says what
/// they are. `None` where their place says nothing.
fn name_strange(
    heads: &mut Heads,
    reading: &Reading,
    (start, length): (usize, usize),
    (order, found): (&[usize], &[usize]),
) -> Option<()> {
    for strange in reading.strange.iter().filter(|strange| (start + 1..=start + length).contains(&strange.heads)) {
        let at = |head: usize| found.get(head).and_then(|cell| order.iter().position(|own| own == cell));
        let behind = strange.heads - start;
        let from = behind.checked_sub(1).and_then(at)? + 1;
        let to = if behind < length { at(behind)? } else { order.len() };
        let missing = order.get(from..to)?;
        if missing.len() != strange.tokens.len() {
            return None;
        }
        for (cell, token) in missing.iter().zip(strange.tokens.clone()) {
            heads.tokens.insert(*cell, token..token + 1);
        }
    }
    Some(())
}
