//! A table turned, or with what the form has as columns for rows: each figure is taken by all labels in its row and column.
//!
//! Where the form's own geometry is not found, a figure is still told by what stands to its left and above it, if these labels
//! together are those of one cell of the form and of no other figure.

use super::labels::Labels;
use super::line::is_in_source;
use super::source::Source;
use crate::finding::{Finding, catalogue, terms};
use crate::form::{DataCell, TableForm};
use crate::recognize::title::excerpt;
use crate::recognize::words::words;
use std::collections::{BTreeMap, BTreeSet};

/// The least part, in percent, of a grid's figures that must be told by their labels.
const LEAST_TOLD: usize = 80;

/// No statutory table has more places, whatever stands beside it; each is looked at from all sides.
const MOST_PLACES: u64 = 10_000;

/// What the labels of a grid tell.
pub(super) struct Crossed<'f> {
    /// For each cell of the form found, the source cell that states it.
    pub(super) figures: Vec<(&'f DataCell, usize)>,
    /// The source cells that are labels of these.
    pub(super) labels: BTreeSet<usize>,
    /// What is to be said of rows whose figures were not taken.
    pub(super) findings: Vec<Finding>,
}

/// What each label may mean, by the places of the form's cells.
struct Meanings<'f> {
    cells: Vec<&'f DataCell>,
    by_label: BTreeMap<&'f str, BTreeSet<usize>>,
}

impl<'f> Meanings<'f> {
    fn of(table: &'f TableForm) -> Self {
        let cells: Vec<&DataCell> = table.data_cells().collect();
        let mut by_label: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
        for (index, cell) in cells.iter().enumerate() {
            for text in cell.row_labels.iter().chain(&cell.column_labels).flat_map(|label| &label.normal) {
                by_label.entry(text).or_default().insert(index);
            }
        }
        Meanings { cells, by_label }
    }
}

/// The figures of a grid by their labels; `None` where too few are told.
pub(super) fn cross<'f>(source: &Source, labels: &'f Labels<'f>) -> Option<Crossed<'f>> {
    if u64::from(source.grid.rows()) * u64::from(source.grid.columns()) > MOST_PLACES {
        return None;
    }
    let meanings = Meanings::of(labels.table);
    let is_neutral = |text: &str| {
        let list = &words().list;
        labels.all.contains(text) || list.value.iter().chain(&list.measure).chain(&list.item).any(|word| word == text)
    };
    let mut stated: BTreeMap<usize, Vec<(usize, Vec<usize>)>> = BTreeMap::new();
    let mut figures = 0;
    let mut untold: Vec<usize> = Vec::new();
    for (index, cell) in source.grid.cells().iter().enumerate() {
        let is_blank = !source.has_text(index);
        if !is_blank && !source.is_figure(index) {
            continue;
        }
        figures += usize::from(!is_blank);
        let is_known_label = |text: &str| meanings.by_label.contains_key(text);
        let left_of =
            |row: u32| labels_before(source, &is_known_label, (0..cell.column).rev().filter_map(|c| source.at(row, c)));
        let above_of = |column: u32| {
            labels_before(source, &is_known_label, (0..cell.row).rev().filter_map(|r| source.at(r, column)))
        };
        let (left, above) = (left_of(cell.row), above_of(cell.column));
        // A figure merged over rows or columns of different labels is that of none.
        let is_merged = (cell.row..cell.row + cell.row_span).any(|row| left_of(row) != left)
            || (cell.column..cell.column + cell.column_span).any(|column| above_of(column) != above);
        if is_merged {
            continue;
        }
        if is_blank && (left.is_empty() || above.is_empty()) {
            continue;
        }
        let mut meant: Option<BTreeSet<usize>> = None;
        let mut is_known = true;
        for label in left.iter().chain(&above) {
            let Some(text) = source.normal(*label) else { continue };
            match meanings.by_label.get(text) {
                Some(cells) => meant = Some(meant.map_or_else(|| cells.clone(), |meant| &meant & cells)),
                None => is_known &= is_neutral(text),
            }
        }
        let only = meant.filter(|meant| is_known && meant.len() == 1).and_then(|meant| meant.first().copied());
        match only {
            Some(only) => stated.entry(only).or_default().push((index, left.into_iter().chain(above).collect())),
            None if !is_blank => untold.push(index),
            None => {}
        }
    }
    let uneven = uneven_rows(source, &untold, &stated);
    let mut crossed = Crossed { figures: Vec::new(), labels: BTreeSet::new(), findings: Vec::new() };
    for row in &uneven {
        let cells = source.row_cells(*row);
        let name = cells.iter().find(|cell| source.has_text(**cell)).and_then(|cell| source.cell(*cell));
        let finding = name.map(|cell| {
            let row = excerpt(&cell.plain_text());
            catalogue::recognize::figures_out_of_line(row, terms::ROW_UNEVEN).at_origin(&cell.origin)
        });
        crossed.findings.extend(finding);
    }
    let mut told = 0;
    for (meant, cells) in stated {
        // Stated twice, it is stated by none.
        let ([(cell, labels)], Some(data)) = (cells.as_slice(), meanings.cells.get(meant)) else { continue };
        if source.cell(*cell).is_some_and(|cell| uneven.contains(&cell.row)) {
            continue;
        }
        told += usize::from(source.has_text(*cell));
        crossed.figures.push((data, *cell));
        crossed.labels.extend(labels);
    }
    (told * 100 >= figures * LEAST_TOLD && told > 0).then_some(crossed)
}

/// The rows in which some figures are told and others are not, or that lack cells: all of them may stand beside their column. A
/// column none of whose figures is told is one beside the form's.
fn uneven_rows(source: &Source, untold: &[usize], stated: &BTreeMap<usize, Vec<(usize, Vec<usize>)>>) -> BTreeSet<u32> {
    const LEAST_APART: usize = 3;
    let cells = || stated.values().flatten().filter_map(|(cell, _)| source.cell(*cell));
    let told_columns: BTreeSet<u32> = cells().map(|cell| cell.column).collect();
    let told_rows: BTreeSet<u32> = cells().map(|cell| cell.row).collect();
    let column_of = |cell: &usize| source.cell(*cell).map(|cell| cell.column);
    let in_column = |column: u32| untold.iter().filter(|cell| column_of(cell) == Some(column)).count();
    let is_apart = |column: u32| !told_columns.contains(&column) && in_column(column) >= LEAST_APART;
    let beside = untold.iter().filter_map(|cell| source.cell(*cell)).filter(|cell| !is_apart(cell.column));
    let mut uneven: BTreeSet<u32> = beside.map(|cell| cell.row).filter(|row| told_rows.contains(row)).collect();
    let last = stated.values().flatten().flat_map(|(_, labels)| labels).filter_map(|label| source.cell(*label));
    let last =
        last.map(|cell| cell.column + cell.column_span - 1).chain(told_columns.iter().copied()).max().unwrap_or(0);
    uneven.extend(told_rows.into_iter().filter(|row| {
        let cells = source.row_cells(*row);
        let is_present = is_in_source(source, cells);
        cells.iter().copied().any(|cell| !is_present(cell) && source.cell(cell).is_some_and(|cell| cell.column <= last))
    }));
    uneven
}

/// The labels a row or column of cells leads to, the nearest first: past figures to the first label, then as long as there are
/// labels.
fn labels_before(source: &Source, is_known: &dyn Fn(&str) -> bool, cells: impl Iterator<Item = usize>) -> Vec<usize> {
    let is_label = |cell: &usize| source.has_text(*cell) && !source.is_figure(*cell);
    let cells = cells.skip_while(|cell| !is_label(cell));
    let mut labels: Vec<usize> = Vec::new();
    // A line over the whole width is a title.
    let is_title = |cell: &usize| {
        source.cell(*cell).is_some_and(|c| c.column_span == source.grid.columns())
            && !source.normal(*cell).is_some_and(is_known)
    };
    for cell in cells.take_while(|cell| !is_title(cell) && (is_label(cell) || !source.has_text(*cell))) {
        if is_label(&cell) && !labels.contains(&cell) {
            labels.push(cell);
        }
    }
    labels
}
