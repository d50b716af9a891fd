//! Source rows ↔ the form's data rows, by label.

use super::source::Source;
use crate::finding::{Finding, catalogue};
use crate::form::{CellContent, DataCell, Label, TableForm, normal_label, stem};
use std::collections::BTreeSet;

/// A data row of the form.
pub(super) struct RowSpec<'f> {
    /// The label nearest its figures; `None` in a table whose rows have no label.
    pub(super) leaf: Option<&'f Label>,
    pub(super) cells: Vec<&'f DataCell>,
    /// The leaf's wording and its aliases, comparable.
    wordings: Vec<String>,
    /// The same without their numbers.
    stems: Vec<String>,
}

impl RowSpec<'_> {
    /// The row in the form's words.
    pub(super) fn name(&self) -> String {
        match (self.leaf, self.cells.first()) {
            (Some(leaf), _) => leaf.text.clone(),
            (None, Some(cell)) => cell.path(),
            (None, None) => String::new(),
        }
    }
}

/// A source row that states a data row of the form.
pub(super) struct MatchedRow {
    pub(super) row: u32,
    pub(super) spec: usize,
    /// The first source column that may hold a figure.
    pub(super) first_column: u32,
}

/// How alike (0 to 1) two labels must be for one to pass as a slip of the other.
const LEAST_LIKENESS: f64 = 0.72;

/// How many characters a truncated label must have left.
const LEAST_PREFIX: usize = 4;

fn wordings(label: &Label) -> impl Iterator<Item = &str> {
    std::iter::once(label.text.as_str()).chain(label.also.iter().map(String::as_str))
}

pub(super) fn row_specs(table: &TableForm) -> Vec<RowSpec<'_>> {
    let mut specs: Vec<(u32, RowSpec)> = Vec::new();
    for cell in &table.cells {
        let CellContent::Data(data) = &cell.content else { continue };
        match specs.last_mut() {
            Some((row, spec)) if *row == cell.row => spec.cells.push(data),
            _ => {
                let leaf = data.row_labels.last();
                let spec = RowSpec {
                    leaf,
                    cells: vec![data],
                    wordings: leaf.into_iter().flat_map(wordings).map(normal_label).collect(),
                    stems: leaf.into_iter().flat_map(wordings).map(|text| normal_label(stem(text))).collect(),
                };
                specs.push((cell.row, spec));
            }
        }
    }
    specs.into_iter().map(|(_, spec)| spec).collect()
}

/// Every label of a form's table in every wording, comparable.
pub(super) fn all_labels(table: &TableForm) -> BTreeSet<String> {
    let labels = table.cells.iter().filter_map(|cell| match &cell.content {
        CellContent::Label(label) => Some(label),
        CellContent::Data(_) => None,
    });
    labels.flat_map(wordings).map(normal_label).collect()
}

/// The source rows that state a data row, in source order; each data row at most once.
pub(super) fn match_rows(
    source: &Source,
    specs: &[RowSpec],
    findings: &mut Vec<Finding>,
    explained: &mut BTreeSet<usize>,
) -> Vec<MatchedRow> {
    if specs.iter().all(|spec| spec.leaf.is_none()) {
        return match_unlabelled(source, specs);
    }
    let mut taken: Vec<Option<u32>> = vec![None; specs.len()];
    let mut matched: Vec<MatchedRow> = Vec::new();
    let mut unmatched: Vec<u32> = Vec::new();
    for row in 0..source.grid.rows() {
        match exact_row(source, row, specs, &taken) {
            Some((spec, cell)) => take(source, row, spec, cell, &mut taken, &mut matched, explained),
            None => unmatched.push(row),
        }
    }
    // Slips of the pen: a row no label explains, between rows that are explained, whose label is nearly the one missing there.
    for row in unmatched {
        let Some((spec, cell)) = near_row(source, row, specs, &taken) else { continue };
        take(source, row, spec, cell, &mut taken, &mut matched, explained);
    }
    matched.sort_by_key(|matched| matched.row);
    for row in &matched {
        let label = specs.get(row.spec).and_then(|spec| spec.leaf);
        let cell =
            row.first_column.checked_sub(1).and_then(|column| source.at(row.row, column)).and_then(|i| source.cell(i));
        if let (Some(label), Some(cell)) = (label, cell) {
            let found = cell.plain_text();
            if normal_label(&found) != normal_label(&label.text) {
                let found: String = found.split_whitespace().collect();
                findings.push(catalogue::recognize::label_differs(&label.text, found).at_origin(&cell.origin));
            }
        }
    }
    matched
}

fn take(
    source: &Source,
    row: u32,
    spec: usize,
    cell: usize,
    taken: &mut [Option<u32>],
    matched: &mut Vec<MatchedRow>,
    explained: &mut BTreeSet<usize>,
) {
    if let Some(place) = taken.get_mut(spec) {
        *place = Some(row);
    }
    explained.insert(cell);
    let first_column = source.cell(cell).map_or(0, |cell| cell.column + cell.column_span);
    matched.push(MatchedRow { row, spec, first_column });
}

/// The data row whose label begins in this source row, the rightmost label deciding.
fn exact_row(source: &Source, row: u32, specs: &[RowSpec], taken: &[Option<u32>]) -> Option<(usize, usize)> {
    let cells = source.row_cells(row);
    cells.iter().rev().filter(|cell| source.begins_in(**cell, row)).find_map(|cell| {
        let text = source.normal(*cell)?;
        let free = |(index, _): &(usize, &RowSpec)| taken.get(*index).is_some_and(Option::is_none);
        let spec = specs.iter().enumerate().filter(free).find(|(_, spec)| spec.wordings.iter().any(|w| w == text));
        spec.map(|(index, _)| (index, *cell))
    })
}

/// The missing data row that a row's label nearly is, if it fits between its neighbours and no other missing row is as near.
fn near_row(source: &Source, row: u32, specs: &[RowSpec], taken: &[Option<u32>]) -> Option<(usize, usize)> {
    let before = taken.iter().enumerate().filter(|(_, at)| at.is_some_and(|at| at < row)).map(|(i, _)| i).max();
    let after = taken.iter().enumerate().filter(|(_, at)| at.is_some_and(|at| at > row)).map(|(i, _)| i).min();
    if before.is_none() && after.is_none() {
        return None;
    }
    let fits = |index: usize| before.is_none_or(|b| index > b) && after.is_none_or(|a| index < a);
    let cells = source.row_cells(row);
    cells.iter().rev().filter(|cell| source.begins_in(**cell, row)).find_map(|cell| {
        let text = source.normal(*cell)?;
        if text.chars().all(|c| c.is_ascii_digit()) {
            return None;
        }
        let near = specs
            .iter()
            .enumerate()
            .filter(|(index, _)| taken.get(*index).is_some_and(Option::is_none) && fits(*index));
        let mut ranked: Vec<(f64, usize)> = near.map(|(index, spec)| (likeness(text, spec), index)).collect();
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
        match ranked.as_slice() {
            [(best, index), rest @ ..]
                if *best >= LEAST_LIKENESS && rest.first().is_none_or(|(second, _)| best - second > 0.05) =>
            {
                Some((*index, *cell))
            }
            _ => None,
        }
    })
}

/// How alike a text is to a row's label: 1 where only the number is lost or the end is cut off.
fn likeness(text: &str, spec: &RowSpec) -> f64 {
    let cut = |wording: &String| text.chars().count() >= LEAST_PREFIX && wording.starts_with(text);
    let digits_aside = text.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    let same_stem = spec.stems.iter().any(|stem| stem == text || (!stem.is_empty() && stem == digits_aside));
    if same_stem || spec.wordings.iter().any(cut) || spec.stems.iter().any(cut) {
        return 1.0;
    }
    spec.wordings.iter().map(|wording| strsim::normalized_levenshtein(text, wording)).fold(0.0, f64::max)
}

/// In a table without row labels the data row is the one below the last row of column labels.
fn match_unlabelled(source: &Source, specs: &[RowSpec]) -> Vec<MatchedRow> {
    let leaves: BTreeSet<String> = specs
        .iter()
        .flat_map(|spec| &spec.cells)
        .filter_map(|cell| cell.column_labels.last())
        .flat_map(|label| wordings(label).map(normal_label).collect::<Vec<_>>())
        .collect();
    let heads = |row: u32| {
        let cells = source.row_cells(row);
        let known: BTreeSet<&str> =
            cells.iter().filter_map(|cell| source.normal(*cell)).filter(|t| leaves.contains(*t)).collect();
        known.len() >= 3
    };
    let head = (0..source.grid.rows()).rev().find(|row| heads(*row));
    let data_row = head.map(|row| row + 1).filter(|row| *row < source.grid.rows());
    match (data_row, specs) {
        (Some(row), [_]) => vec![MatchedRow { row, spec: 0, first_column: 0 }],
        _ => Vec::new(),
    }
}
