//! Source columns ↔ the form's data columns, by the labels above them.

use super::rows::{MatchedRow, RowSpec};
use super::source::Source;
use crate::finding::{Finding, catalogue};
use crate::form::{DataCell, Label, normal_label};
use std::collections::{BTreeMap, BTreeSet};

/// How many rows of column labels a head may have.
const MOST_HEAD_ROWS: u32 = 5;

/// The head above a data row: which source columns belong to which data cell.
pub(super) struct Head {
    pub(super) first_row: u32,
    last_row: u32,
    /// For each data cell of the row, in order, the columns `start..end` its label covers.
    columns: Vec<Option<(u32, u32)>>,
    /// How many cells the head's last row has right of the row labels.
    width: usize,
    /// The source cells that are labels of this head.
    pub(super) explained: BTreeSet<usize>,
    findings: Vec<Finding>,
}

/// The heads of a table, each found once.
#[derive(Default)]
pub(super) struct Heads(BTreeMap<(u32, Vec<String>), Option<Head>>);

/// What is to be said about the heads found.
pub(super) fn head_findings(heads: &Heads) -> Vec<Finding> {
    heads.0.values().flatten().flat_map(|head| head.findings.iter().cloned()).collect()
}

fn wordings(label: &Label) -> Vec<String> {
    std::iter::once(&label.text).chain(&label.also).map(|text| normal_label(text)).collect()
}

impl Heads {
    /// The head for a matched row: the nearest rows above it that bear its column labels.
    pub(super) fn find(
        &mut self,
        source: &Source,
        spec: &RowSpec,
        matched: &MatchedRow,
        data_rows: &BTreeSet<u32>,
    ) -> Option<&Head> {
        let leaves: BTreeSet<String> =
            spec.cells.iter().filter_map(|cell| cell.column_labels.last()).flat_map(wordings).collect();
        let bears_leaf = |row: &u32| {
            let cells = source.row_cells(*row);
            cells.iter().any(|cell| {
                source.begins_in(*cell, *row) && source.normal(*cell).is_some_and(|text| leaves.contains(text))
            })
        };
        let last_row = (0..matched.row).rev().filter(|row| !data_rows.contains(row)).find(bears_leaf)?;
        // Rows with the same column labels under the same head share it.
        let labels = spec.cells.iter().flat_map(|cell| &cell.column_labels).map(|label| label.text.clone()).collect();
        let head = self
            .0
            .entry((last_row, labels))
            .or_insert_with(|| build_head(source, spec, last_row, data_rows, matched.first_column));
        head.as_ref()
    }
}

/// The labels above a column: those that cover it, and, where a head cell is blank, the one it would be merged with.
struct Above<'s> {
    direct: Vec<(usize, &'s str)>,
    carried: Vec<&'s str>,
}

fn build_head(
    source: &Source,
    spec: &RowSpec,
    last_row: u32,
    data_rows: &BTreeSet<u32>,
    first_column: u32,
) -> Option<Head> {
    let known: BTreeSet<String> = spec.cells.iter().flat_map(|cell| &cell.column_labels).flat_map(wordings).collect();
    let bears_known = |row: u32| {
        source.row_cells(row).iter().any(|cell| source.normal(*cell).is_some_and(|text| known.contains(text)))
    };
    let mut first_row = last_row;
    while first_row > 0
        && last_row - first_row + 1 < MOST_HEAD_ROWS
        && !data_rows.contains(&(first_row - 1))
        && bears_known(first_row - 1)
    {
        first_row -= 1;
    }
    let mut explained: BTreeSet<usize> = BTreeSet::new();
    let mut places: Vec<(u32, Above)> = Vec::new();
    for column in first_column..source.grid.columns() {
        let mut above = Above { direct: Vec::new(), carried: Vec::new() };
        for row in first_row..=last_row {
            let Some(cell) = source.at(row, column) else { continue };
            match source.normal(cell) {
                Some(text) => above.direct.push((cell, text)),
                None => {
                    let left =
                        (first_column..column).rev().filter_map(|c| source.at(row, c)).find_map(|c| source.normal(c));
                    above.carried.extend(left);
                }
            }
        }
        places.push((column, above));
    }
    let mut columns = columns_of_cells(&spec.cells, &places, &mut explained);
    let mut findings = Vec::new();
    guess_missing_columns(source, spec, last_row, first_column, &mut columns, &mut explained, &mut findings);
    if columns.iter().all(Option::is_none) {
        return None;
    }
    for (data, extent) in spec.cells.iter().zip(&columns) {
        let (Some(label), Some((start, _))) = (data.column_labels.last(), extent) else { continue };
        let index = (first_row..=last_row)
            .rev()
            .filter_map(|row| source.at(row, *start))
            .find(|cell| source.normal(*cell).is_some());
        if let Some(cell) = index.and_then(|index| source.cell(index)) {
            let found: String = cell.plain_text().split_whitespace().collect();
            if normal_label(&found) != normal_label(&label.text) && label_is_meant(&found, label) {
                findings.push(catalogue::recognize::label_differs(&label.text, found).at_origin(&cell.origin));
            }
        }
    }
    let is_right = |cell: &&usize| source.cell(**cell).is_some_and(|cell| cell.column >= first_column);
    let width = source.row_cells(last_row).iter().filter(is_right).count();
    Some(Head { first_row, last_row, columns, width, explained, findings })
}

/// Whether a text is one of a label's other wordings (a guess has its own finding).
fn label_is_meant(found: &str, label: &Label) -> bool {
    let found = normal_label(found);
    label.also.iter().any(|also| normal_label(also) == found)
}

/// For each data cell, the columns under its label. Where several data cells share a label, the groups above decide; where
/// these don't tell, the order does if there are as many columns as cells.
fn columns_of_cells(
    cells: &[&DataCell],
    places: &[(u32, Above)],
    explained: &mut BTreeSet<usize>,
) -> Vec<Option<(u32, u32)>> {
    // Every run of columns under one leaf label.
    let mut runs: Vec<(usize, &str, u32, u32, &Above)> = Vec::new();
    for (column, above) in places {
        let Some((cell, text)) = above.direct.last() else { continue };
        match runs.last_mut() {
            Some((last, _, _, end, _)) if last == cell && *end == *column => *end = column + 1,
            _ => runs.push((*cell, text, *column, column + 1, above)),
        }
    }
    let mut columns: Vec<Option<(u32, u32)>> = vec![None; cells.len()];
    let mut used = vec![false; runs.len()];
    for (data, extent) in cells.iter().zip(&mut columns) {
        let Some((leaf, groups)) = data.column_labels.split_last() else { continue };
        let leaf = wordings(leaf);
        let shared_leaf =
            cells.iter().filter(|other| other.column_labels.last() == data.column_labels.last()).count() > 1;
        // A leaf that several groups share must not be taken from another cell's group.
        let foreign = |above: &Above| {
            let texts = above.direct.iter().map(|(_, text)| *text).chain(above.carried.iter().copied());
            let of_others = |text: &str| {
                let others =
                    cells.iter().flat_map(|cell| cell.column_labels.split_last().map_or(&[][..], |(_, groups)| groups));
                others.filter(|group| !groups.contains(group)).any(|group| wordings(group).iter().any(|w| w == text))
            };
            shared_leaf && texts.into_iter().any(of_others)
        };
        let score = |above: &Above| {
            let met = |group: &Label| {
                let group = wordings(group);
                let direct = above.direct.iter().any(|(_, text)| group.iter().any(|g| g == text));
                direct || above.carried.iter().any(|text| group.iter().any(|g| g == text))
            };
            groups.iter().filter(|group| met(group)).count()
        };
        let of_leaf = runs
            .iter()
            .enumerate()
            .filter(|(i, run)| used.get(*i) == Some(&false) && leaf.iter().any(|l| l == run.1) && !foreign(run.4));
        // The best-grouped run; among equals the leftmost, since cells are asked in the form's order.
        let best = of_leaf.map(|(i, run)| (score(run.4), i)).max_by_key(|(score, i)| (*score, usize::MAX - i));
        if let Some((_, i)) = best
            && let (Some(run), Some(used)) = (runs.get(i), used.get_mut(i))
        {
            *used = true;
            *extent = Some((run.2, run.3));
            explained.extend(run.4.direct.iter().map(|(cell, _)| *cell).filter(|cell| *cell == run.0));
        }
    }
    columns
}

/// A label no wording explains, where all others are found and exactly its place is left, is taken for the one missing.
fn guess_missing_columns(
    source: &Source,
    spec: &RowSpec,
    last_row: u32,
    first_column: u32,
    columns: &mut [Option<(u32, u32)>],
    explained: &mut BTreeSet<usize>,
    findings: &mut Vec<Finding>,
) {
    let missing: Vec<usize> = columns.iter().enumerate().filter(|(_, c)| c.is_none()).map(|(i, _)| i).collect();
    if missing.is_empty() || missing.len() * 2 > columns.len() {
        return;
    }
    for index in missing {
        let left = columns.get(..index).and_then(|c| c.last()).copied().flatten().map_or(first_column, |(_, end)| end);
        let right = columns.get(index + 1).copied().flatten().map(|(start, _)| start);
        let right = match right {
            Some(right) => right,
            None if index + 1 == columns.len() => source.grid.columns(),
            None => continue,
        };
        let mut between: Vec<usize> = (left..right).filter_map(|column| source.at(last_row, column)).collect();
        between.dedup();
        between.retain(|cell| source.normal(*cell).is_some() && !explained.contains(cell));
        let ([cell], Some(data)) = (between.as_slice(), spec.cells.get(index)) else { continue };
        let (Some(found), Some(label)) = (source.cell(*cell), data.column_labels.last()) else { continue };
        let text = normal_label(&found.plain_text());
        if text.chars().all(|c| c.is_ascii_digit()) {
            continue;
        }
        if let Some(place) = columns.get_mut(index) {
            *place = Some((found.column, found.column + found.column_span));
        }
        explained.insert(*cell);
        let shown: String = found.plain_text().split_whitespace().collect();
        findings.push(catalogue::recognize::label_differs(&label.text, shown).at_origin(&found.origin));
    }
}

/// For each data cell of a matched row, the source cell that states it.
///
/// Where the row has as many cells as its head, they correspond in order (published grids of one table are often uneven: spans
/// 1+2+1 under 1+1+2); else each figure is the cell that shares most columns with its label. A cell that would state two
/// figures states none: a merged figure is a finding, never a guess.
pub(super) fn row_figures<'f>(
    source: &Source,
    spec: &RowSpec<'f>,
    matched: &MatchedRow,
    head: &Head,
    findings: &mut Vec<Finding>,
) -> Vec<(&'f DataCell, usize)> {
    let is_right = |cell: &usize| source.cell(*cell).is_some_and(|cell| cell.column >= matched.first_column);
    let in_row: Vec<usize> = source.row_cells(matched.row).into_iter().filter(is_right).collect();
    let complete = head.columns.iter().all(Option::is_some);
    let in_order =
        complete && in_row.len() == spec.cells.len() && head.width == spec.cells.len() && head.last_row < matched.row;
    let mut stated: Vec<(&DataCell, usize)> = Vec::new();
    for (index, (data, extent)) in spec.cells.iter().zip(&head.columns).enumerate() {
        let cell = match extent {
            _ if in_order => in_row.get(index).copied(),
            Some((start, end)) => widest_share(source, &in_row, *start, *end),
            None => None,
        };
        stated.extend(cell.map(|cell| (*data, cell)));
    }
    let mut figures = Vec::with_capacity(stated.len());
    for (data, cell) in &stated {
        let shared =
            stated.iter().filter(|(_, other)| other == cell).count() > 1 || !source.begins_in(*cell, matched.row);
        if shared {
            if let Some(cell) = source.cell(*cell) {
                findings.push(catalogue::recognize::figure_merged(data.path()).at_origin(&cell.origin));
            }
        } else {
            figures.push((*data, *cell));
        }
    }
    figures
}

/// The cell that shares most columns with `start..end`; `None` where none does.
fn widest_share(source: &Source, cells: &[usize], start: u32, end: u32) -> Option<usize> {
    let share = |index: usize| {
        source
            .cell(index)
            .map_or(0, |cell| end.min(cell.column + cell.column_span).saturating_sub(start.max(cell.column)))
    };
    let best =
        cells.iter().map(|cell| (share(*cell), *cell)).max_by_key(|(share, cell)| (*share, usize::MAX - cell))?;
    (best.0 > 0).then_some(best.1)
}
