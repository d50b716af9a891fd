//! The labels of a table, brought to comparable form once, when the form is loaded.

use super::{CellContent, FormCell, Label};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What a table's rows and columns are known by.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct TableLabels {
    /// Its data rows, from the top.
    pub(crate) rows: Vec<RowLabels>,
    /// What the data cells are headed by, each head once.
    pub(crate) columns: Vec<ColumnLabels>,
    /// The data row that a wording names.
    pub(crate) row_called: FxHashMap<String, usize>,
    /// Every label in every wording.
    pub(crate) all: FxHashSet<String>,
    /// The same without their numbers.
    pub(crate) stems: FxHashSet<String>,
    /// The labels nearest the figures of a column, alone and with the groups above them.
    pub(crate) leaves: FxHashSet<String>,
    /// The labels above these.
    pub(crate) groups: FxHashSet<String>,
}

/// A data row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RowLabels {
    /// Its data cells: the index among the table's cells, and that of its head among the columns.
    pub(crate) cells: Vec<(usize, usize)>,
    /// The first row with the same heads.
    pub(crate) head: usize,
    /// The wordings of the label nearest its figures, alone and with the groups before it.
    pub(crate) wordings: Vec<String>,
}

/// What a data cell is headed by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ColumnLabels {
    /// The wordings of the labels above the nearest.
    pub(crate) groups: BTreeSet<String>,
    /// Groups and nearest label in one text, for heads of a single row.
    pub(crate) paths: Vec<String>,
}

/// The last label in each wording with the labels before it in front, from one of them to all.
fn paths(labels: &[Arc<Label>]) -> Vec<String> {
    let Some((leaf, groups)) = labels.split_last() else { return Vec::new() };
    let mut paths = Vec::new();
    let mut before = String::new();
    for group in groups.iter().rev() {
        before = group.normal.first().cloned().unwrap_or_default() + &before;
        paths.extend(leaf.normal.iter().map(|leaf| format!("{before}{leaf}")));
    }
    paths
}

impl TableLabels {
    pub(super) fn of(cells: &[FormCell]) -> Self {
        let mut labels = TableLabels::default();
        // By row its number in print and the labels of its first cell.
        let mut rows: Vec<(u32, Option<&Label>)> = Vec::new();
        let mut heads: Vec<&[Arc<Label>]> = Vec::new();
        for (index, cell) in cells.iter().enumerate() {
            let data = match &cell.content {
                CellContent::Data(data) => data,
                CellContent::Label(label) => {
                    labels.all.extend(label.normal.iter().cloned());
                    labels.stems.extend(label.stems.iter().cloned());
                    continue;
                }
            };
            let head = data.column_labels.as_slice();
            let column = heads.iter().position(|known| *known == head).unwrap_or_else(|| {
                heads.push(head);
                labels.columns.push(ColumnLabels {
                    groups: head.iter().rev().skip(1).flat_map(|label| label.normal.iter().cloned()).collect(),
                    paths: paths(head),
                });
                heads.len() - 1
            });
            if rows.last().is_none_or(|(row, _)| *row != cell.row) {
                let leaf = data.row_labels.last().map(Arc::as_ref);
                let mut wordings = leaf.map(|leaf| leaf.normal.clone()).unwrap_or_default();
                wordings.extend(paths(&data.row_labels));
                rows.push((cell.row, leaf));
                labels.rows.push(RowLabels { cells: Vec::new(), head: 0, wordings });
            }
            if let Some(row) = labels.rows.last_mut() {
                row.cells.push((index, column));
            }
        }
        let columns_of: Vec<Vec<usize>> =
            labels.rows.iter().map(|row| row.cells.iter().map(|(_, column)| *column).collect()).collect();
        for (row, columns) in labels.rows.iter_mut().zip(&columns_of) {
            row.head = columns_of.iter().position(|other| other == columns).unwrap_or_default();
        }
        for (index, row) in labels.rows.iter().enumerate() {
            for wording in &row.wordings {
                labels.row_called.entry(wording.clone()).or_insert(index);
            }
        }
        for (head, column) in heads.iter().zip(&labels.columns) {
            labels.leaves.extend(head.last().into_iter().flat_map(|label| &label.normal).cloned());
            labels.leaves.extend(column.paths.iter().cloned());
            labels.all.extend(column.paths.iter().cloned());
            labels.groups.extend(column.groups.iter().cloned());
        }
        // A label that lost its number still names its row, where no other label is the same without number.
        let mut rows_of_stem: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
        for (index, (_, leaf)) in rows.iter().enumerate() {
            for stem in leaf.iter().flat_map(|leaf| &leaf.stems).filter(|stem| !stem.is_empty()) {
                rows_of_stem.entry(stem).or_default().insert(index);
            }
        }
        for (stem, rows) in rows_of_stem {
            if let (1, Some(index)) = (rows.len(), rows.first())
                && !labels.leaves.contains(stem)
                && !labels.all.contains(stem)
            {
                labels.row_called.entry(stem.to_owned()).or_insert(*index);
            }
        }
        labels.all.extend(labels.rows.iter().flat_map(|row| row.wordings.iter().cloned()));
        labels
    }
}
