//! The labels of a form's table, brought to comparable form once a document.

use crate::form::{CellContent, DataCell, Forms, Label, TableForm};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// A form's table with its labels ready to compare.
pub(super) struct Labels<'f> {
    pub(super) form: &'f str,
    pub(super) table: &'f TableForm,
    pub(super) rows: Vec<RowSpec<'f>>,
    /// The data row that a wording names.
    row_called: BTreeMap<String, usize>,
    /// Every label in every wording.
    pub(super) all: BTreeSet<String>,
    /// The same without their numbers.
    pub(super) stems: BTreeSet<String>,
    /// The labels nearest the figures of a column, alone and with the groups above them.
    pub(super) leaves: BTreeSet<String>,
}

/// A data row of the form.
pub(super) struct RowSpec<'f> {
    /// The label nearest its figures; `None` in a table whose rows have no label.
    pub(super) leaf: Option<&'f Label>,
    pub(super) cells: Vec<ColumnSpec<'f>>,
    /// The first row of the form with the same column labels.
    pub(super) head: usize,
    /// The leaf's wording and its aliases, alone and with the groups before it.
    pub(super) wordings: Vec<String>,
    /// The same without their numbers.
    pub(super) stems: Vec<String>,
}

/// A data cell by the labels above it.
pub(super) struct ColumnSpec<'f> {
    pub(super) data: &'f DataCell,
    /// The wordings of the label nearest the figure.
    pub(super) leaf: &'f [String],
    above: Rc<Above<'f>>,
}

/// What the cells of a column share.
struct Above<'f> {
    labels: &'f [Label],
    groups: BTreeSet<&'f str>,
    paths: Vec<String>,
}

impl<'f> ColumnSpec<'f> {
    fn new(data: &'f DataCell, columns: &mut Vec<Rc<Above<'f>>>) -> Self {
        let labels = data.column_labels.as_slice();
        let known = columns.iter().find(|above| above.labels == labels).cloned();
        let above = known.unwrap_or_else(|| {
            let groups = labels.iter().rev().skip(1).flat_map(|label| &label.normal).map(String::as_str).collect();
            let above = Rc::new(Above { labels, groups, paths: paths(labels) });
            columns.push(Rc::clone(&above));
            above
        });
        ColumnSpec { data, leaf: labels.last().map_or(&[], |label| label.normal.as_slice()), above }
    }

    /// The wordings of the labels above the nearest.
    pub(super) fn groups(&self) -> &BTreeSet<&'f str> {
        &self.above.groups
    }

    /// The same, level by level.
    pub(super) fn levels(&self) -> impl Iterator<Item = &'f [String]> {
        self.above.labels.iter().rev().skip(1).map(|label| label.normal.as_slice())
    }

    /// Groups and leaf in one text, for heads of a single row.
    pub(super) fn paths(&self) -> &[String] {
        &self.above.paths
    }

    /// Whether a text is the label nearest the figure, alone or with the groups above it.
    pub(super) fn is_called(&self, text: &str) -> bool {
        self.leaf.iter().chain(self.paths()).any(|label| label == text)
    }
}

impl RowSpec<'_> {
    /// The row in the form's words.
    pub(super) fn name(&self) -> String {
        match (self.leaf, self.cells.first()) {
            (Some(leaf), _) => leaf.text.clone(),
            (None, Some(cell)) => cell.data.path(),
            (None, None) => String::new(),
        }
    }
}

impl ColumnSpec<'_> {
    /// The column in the form's words.
    pub(super) fn name(&self) -> String {
        self.data.column_labels.iter().map(|label| label.text.as_str()).collect::<Vec<_>>().join(" / ")
    }
}

fn normals(label: &Label) -> Vec<String> {
    label.normal.clone()
}

/// The last label in each wording with the labels before it in front, from one of them to all.
fn paths(labels: &[Label]) -> Vec<String> {
    let Some((leaf, groups)) = labels.split_last() else { return Vec::new() };
    let mut paths = Vec::new();
    let mut before = String::new();
    for group in groups.iter().rev() {
        before = group.normal.first().cloned().unwrap_or_default() + &before;
        paths.extend(normals(leaf).into_iter().map(|leaf| format!("{before}{leaf}")));
    }
    paths
}

impl<'f> Labels<'f> {
    /// The tables of all forms.
    pub(super) fn of(forms: &'f Forms) -> Vec<Self> {
        forms.iter().flat_map(|form| form.tables.iter().map(|table| Labels::of_table(&form.id, table))).collect()
    }

    fn of_table(form: &'f str, table: &'f TableForm) -> Self {
        let mut rows: Vec<(u32, RowSpec)> = Vec::new();
        let mut all = BTreeSet::new();
        let mut stems: BTreeSet<String> = BTreeSet::new();
        let mut columns = Vec::new();
        for cell in &table.cells {
            let data = match &cell.content {
                CellContent::Data(data) => data,
                CellContent::Label(label) => {
                    all.extend(normals(label));
                    stems.extend(label.stems.iter().cloned());
                    continue;
                }
            };
            let column = ColumnSpec::new(data, &mut columns);
            match rows.last_mut() {
                Some((row, spec)) if *row == cell.row => spec.cells.push(column),
                _ => {
                    let leaf = data.row_labels.last();
                    let mut called = leaf.map(normals).unwrap_or_default();
                    called.extend(paths(&data.row_labels));
                    let stems = leaf.map(|label| label.stems.clone()).unwrap_or_default();
                    rows.push((cell.row, RowSpec { leaf, cells: vec![column], head: 0, wordings: called, stems }));
                }
            }
        }
        let mut rows: Vec<RowSpec> = rows.into_iter().map(|(_, spec)| spec).collect();
        let column_labels = |spec: &RowSpec<'f>| -> Vec<&'f [Label]> {
            spec.cells.iter().map(|cell| cell.data.column_labels.as_slice()).collect()
        };
        let heads: Vec<Vec<&[Label]>> = rows.iter().map(column_labels).collect();
        for (spec, labels) in rows.iter_mut().zip(&heads) {
            spec.head = heads.iter().position(|other| other == labels).unwrap_or_default();
        }
        let mut row_called = BTreeMap::new();
        for (index, spec) in rows.iter().enumerate() {
            spec.wordings.iter().for_each(|wording| {
                row_called.entry(wording.clone()).or_insert(index);
            });
        }
        let mut leaves = BTreeSet::new();
        for above in &columns {
            leaves.extend(above.labels.last().into_iter().flat_map(|label| &label.normal).cloned());
            leaves.extend(above.paths.iter().cloned());
            all.extend(above.paths.iter().cloned());
        }
        // A label that lost its number still names its row, where no other label is the same without number.
        let mut rows_of_stem: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
        for (index, spec) in rows.iter().enumerate() {
            for stem in spec.stems.iter().filter(|stem| !stem.is_empty()) {
                rows_of_stem.entry(stem).or_default().insert(index);
            }
        }
        for (stem, rows) in rows_of_stem {
            if let (1, Some(index)) = (rows.len(), rows.first())
                && !leaves.contains(stem)
                && !all.contains(stem)
            {
                row_called.entry(stem.to_owned()).or_insert(*index);
            }
        }
        all.extend(rows.iter().flat_map(|spec| spec.wordings.iter().cloned()));
        Labels { form, table, rows, row_called, all, stems, leaves }
    }

    pub(super) fn has_row_labels(&self) -> bool {
        self.rows.iter().any(|spec| spec.leaf.is_some())
    }

    /// The data row that a text is the label of.
    pub(super) fn row_called(&self, text: &str) -> Option<usize> {
        self.row_called.get(text).copied()
    }
}
