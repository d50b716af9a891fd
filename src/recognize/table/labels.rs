//! The labels of a form's table, with the cells they are of.

use super::source::Source;
use crate::form::{ColumnLabels, DataCell, FormCell, Forms, Label, TableForm, TableLabels};
use rustc_hash::FxHashSet;
use std::collections::BTreeSet;
use std::sync::Arc;

/// A form's table with its labels ready to compare.
pub(in crate::recognize) struct Labels<'f> {
    pub(in crate::recognize) form: &'f str,
    pub(in crate::recognize) table: &'f TableForm,
    pub(in crate::recognize) rows: Vec<RowSpec<'f>>,
    known: &'f TableLabels,
    /// Every label in every wording.
    pub(in crate::recognize) all: &'f FxHashSet<String>,
    /// The same without their numbers.
    pub(in crate::recognize) stems: &'f FxHashSet<String>,
    /// The labels nearest the figures of a column, alone and with the groups above them.
    pub(in crate::recognize) leaves: &'f FxHashSet<String>,
    /// The labels above these.
    pub(in crate::recognize) groups: &'f FxHashSet<String>,
}

/// A data row of the form.
pub(in crate::recognize) struct RowSpec<'f> {
    /// The label nearest its figures; `None` in a table whose rows have no label.
    pub(in crate::recognize) leaf: Option<&'f Label>,
    pub(in crate::recognize) cells: Vec<ColumnSpec<'f>>,
    /// The first row of the form with the same column labels.
    pub(in crate::recognize) head: usize,
    /// The leaf's wording and its aliases, alone and with the groups before it.
    pub(in crate::recognize) wordings: &'f [String],
    /// The same without their numbers.
    pub(in crate::recognize) stems: &'f [String],
}

/// A data cell by the labels above it.
pub(in crate::recognize) struct ColumnSpec<'f> {
    pub(in crate::recognize) data: &'f DataCell,
    /// The wordings of the label nearest the figure.
    pub(in crate::recognize) leaf: &'f [String],
    above: &'f ColumnLabels,
}

impl<'f> ColumnSpec<'f> {
    fn new(data: &'f DataCell, above: &'f ColumnLabels) -> Self {
        ColumnSpec { data, leaf: data.column_labels.last().map_or(&[], |label| label.normal.as_slice()), above }
    }

    /// The wordings of the labels above the nearest.
    pub(in crate::recognize) fn groups(&self) -> &'f BTreeSet<String> {
        &self.above.groups
    }

    /// The same, level by level.
    pub(in crate::recognize) fn levels(&self) -> impl Iterator<Item = &'f [String]> {
        self.data.column_labels.iter().rev().skip(1).map(|label| label.normal.as_slice())
    }

    /// Groups and leaf in one text, for heads of a single row.
    pub(in crate::recognize) fn paths(&self) -> &'f [String] {
        &self.above.paths
    }

    /// Whether a text is the label nearest the figure, alone or with the groups above it.
    pub(in crate::recognize) fn is_called(&self, text: &str) -> bool {
        self.leaf.iter().chain(self.paths()).any(|label| label == text)
    }
}

impl RowSpec<'_> {
    /// The row in the form's words.
    pub(in crate::recognize) fn name(&self) -> String {
        match (self.leaf, self.cells.first()) {
            (Some(leaf), _) => leaf.text.clone(),
            (None, Some(cell)) => cell.data.path(),
            (None, None) => String::new(),
        }
    }
}

impl ColumnSpec<'_> {
    /// The column in the form's words.
    pub(in crate::recognize) fn name(&self) -> String {
        self.data.column_labels.iter().map(|label| label.text.as_str()).collect::<Vec<_>>().join(" / ")
    }
}

impl<'f> Labels<'f> {
    /// The tables of all forms.
    pub(in crate::recognize) fn of(forms: &'f Forms) -> Vec<Self> {
        forms.iter().flat_map(|form| form.tables.iter().map(|table| Labels::of_table(&form.id, table))).collect()
    }

    fn of_table(form: &'f str, table: &'f TableForm) -> Self {
        let known = &table.labels;
        let data = |index: &usize| table.cells.get(*index).and_then(FormCell::data);
        let rows = known.rows.iter().map(|row| {
            let cells: Vec<ColumnSpec> = row
                .cells
                .iter()
                .filter_map(|(cell, column)| Some(ColumnSpec::new(data(cell)?, known.columns.get(*column)?)))
                .collect();
            let leaf = cells.first().and_then(|cell| cell.data.row_labels.last()).map(Arc::as_ref);
            RowSpec {
                leaf,
                cells,
                head: row.head,
                wordings: &row.wordings,
                stems: leaf.map_or(&[], |leaf| &leaf.stems),
            }
        });
        let TableLabels { all, stems, leaves, groups, .. } = known;
        Labels { form, table, rows: rows.collect(), known, all, stems, leaves, groups }
    }

    pub(in crate::recognize) fn has_row_labels(&self) -> bool {
        self.rows.iter().any(|spec| spec.leaf.is_some())
    }

    /// The data row that a text is the label of.
    pub(in crate::recognize) fn row_called(&self, text: &str) -> Option<usize> {
        self.known.row_called.get(text).copied()
    }

    /// Whether a grid bears a label that its rows or columns may be known by; without one it is not that table.
    pub(super) fn are_met(&self, source: &Source) -> bool {
        source.normals().any(|text| self.row_called(text).is_some() || self.leaves.contains(text))
    }
}
