//! Source columns ↔ the form's data columns, by the labels above them.

use super::labels::{ColumnSpec, Labels, RowSpec};
use super::misplaced;
use super::rows::MatchedRow;
use super::source::Source;
use crate::finding::{Finding, catalogue};
use crate::form::{NumberKind, normal_label};
use crate::recognize::telling::{alike, tells_apart};
use crate::recognize::words::words;
use std::collections::{BTreeMap, BTreeSet};

/// How many rows of column labels a head may have, blank rows among them counted.
const MOST_HEAD_ROWS: u32 = 8;

/// How alike (0 to 1) a column's label must be to the one missing in its place.
const LEAST_LIKENESS: f64 = 0.5;

/// The head above a data row: which source columns belong to which data cell.
pub(super) struct Head {
    pub(super) first_row: u32,
    pub(super) last_row: u32,
    pub(super) runs: Vec<Run>,
    /// For each data cell of the row, in order, its run.
    pub(super) columns: Vec<Option<usize>>,
    /// The source cells that are labels of this head.
    pub(super) explained: BTreeSet<usize>,
    /// Columns under no label that are filled from top to bottom: a column of checks, not figures beside their place.
    pub(super) apart: BTreeSet<u32>,
    /// Columns under no label that stand where the form has one: what they hold is named, and taken for nothing.
    pub(super) unlabelled: BTreeSet<u32>,
    /// The data cells, by their places in the row, that have no column for a reason that has been said.
    told: BTreeSet<usize>,
    findings: Vec<Finding>,
}

/// The columns under one label.
pub(super) struct Run {
    /// The source cells that bear the label.
    pub(super) cells: Vec<usize>,
    pub(super) text: String,
    pub(super) start: u32,
    pub(super) end: u32,
    /// Labels that stand directly above.
    pub(super) above: BTreeSet<String>,
    /// The same, and where a cell above is blank the nearest label to its left: what a merged label leaves when split.
    carried: BTreeSet<String>,
}

impl Run {
    pub(super) fn covers(&self, start: u32, end: u32) -> bool {
        start < self.end && self.start < end
    }
}

impl Head {
    /// Whether the form's columns stand in the form's order, all of them and no other.
    pub(super) fn is_whole_and_in_order(&self) -> bool {
        self.columns.len() == self.runs.len() && self.columns.iter().enumerate().all(|(i, run)| *run == Some(i))
    }

    /// Whether the n-th data cell has a column, or it has been said why not.
    pub(super) fn accounts_for(&self, index: usize) -> bool {
        self.told.contains(&index) || self.columns.get(index).is_some_and(Option::is_some)
    }

    /// Whether no data cell has a column, and it has been said why.
    pub(super) fn is_refused(&self) -> bool {
        !self.told.is_empty() && self.columns.iter().all(Option::is_none)
    }
}

/// What stands above a row of figures.
pub(super) enum Above<'h> {
    /// The form's column labels, some of them at least.
    Head(&'h Head),
    /// A label that is none of the form's, in this cell, where the form has one.
    Foreign(usize),
    /// A column's label above the row's own: the row stands a column too far to the right.
    Moved,
    Nothing,
}

/// The heads of a table, each found once.
#[derive(Default)]
pub(super) struct Heads(BTreeMap<(u32, u32, usize), Head>);

/// What is to be said about the heads found.
pub(super) fn head_findings(heads: &Heads) -> Vec<Finding> {
    let mut findings: Vec<Finding> = Vec::new();
    for finding in heads.0.values().flat_map(|head| &head.findings) {
        if !findings.contains(finding) {
            findings.push(finding.clone());
        }
    }
    findings
}

impl Heads {
    /// How many columns of the form were found in them.
    pub(super) fn columns(&self) -> usize {
        self.0.values().map(|head| head.explained.len()).sum()
    }

    /// The head for a matched row: the nearest rows above it that bear its column labels.
    pub(super) fn find(
        &mut self,
        source: &Source,
        labels: &Labels,
        spec: &RowSpec,
        matched: &MatchedRow,
        data_rows: &BTreeSet<u32>,
    ) -> Above<'_> {
        // One label of many may be that of a stray row (其他).
        let enough = (spec.cells.len() / 3).max(1);
        let bears_leaves = |row: u32| {
            let cells = source.row_cells(row);
            let here = cells.iter().filter(|cell| {
                source.begins_in(**cell, row) && source.cell(**cell).is_some_and(|c| c.column >= matched.first_column)
            });
            let known = here.filter(|cell| {
                let Some(text) = source.normal(**cell) else { return false };
                let above = || source.cell(**cell).and_then(|c| source.at(row.checked_sub(1)?, c.column));
                let whole = || above().and_then(|above| Some(format!("{}{text}", source.normal(above)?)));
                let is_called = |text: &str| spec.cells.iter().any(|cell| cell.is_called(text));
                is_called(text) || whole().is_some_and(|whole| is_called(&whole))
            });
            known.count() >= enough
        };
        for row in (0..matched.row).rev().filter(|row| !data_rows.contains(row)) {
            if bears_leaves(row) {
                let over_label = matched.first_column.checked_sub(1).and_then(|column| source.at(row, column));
                let is_leaf = |text: &str| spec.cells.iter().any(|cell| cell.is_called(text));
                if over_label.and_then(|cell| source.normal(cell)).is_some_and(is_leaf) {
                    return Above::Moved;
                }
                // Rows with the same column labels under the same head share it.
                let head = self
                    .0
                    .entry((row, matched.first_column, spec.head))
                    .or_insert_with(|| build_head(source, labels, spec, row, data_rows, matched.first_column));
                let is_some = !head.told.is_empty() || head.columns.iter().any(Option::is_some);
                return if is_some { Above::Head(head) } else { Above::Nothing };
            }
            if let Some(cell) = foreign_label(source, labels, spec, row, matched.first_column) {
                return Above::Foreign(cell);
            }
        }
        Above::Nothing
    }
}

/// The cell of a row whose label stands where the form has one of this data row's column labels, and is none of them: it looks
/// like one, or what stands to its left is the corner of a head (信息内容).
fn foreign_label(source: &Source, labels: &Labels, spec: &RowSpec, row: u32, first_column: u32) -> Option<usize> {
    let cells: Vec<usize> = source.row_cells(row).iter().copied().filter(|cell| source.begins_in(*cell, row)).collect();
    if cells.iter().any(|cell| source.is_figure(*cell)) {
        return None;
    }
    let starts = |cell: &usize| source.cell(*cell).map_or(0, |cell| cell.column);
    let (corner, right): (Vec<usize>, Vec<usize>) = cells.into_iter().partition(|cell| starts(cell) < first_column);
    let is_corner = |cell: &usize| {
        source.normal(*cell).is_some_and(|text| labels.all.contains(text) && labels.row_called(text).is_none())
            && source.cell(*cell).is_some_and(|cell| cell.column + cell.column_span <= first_column)
    };
    let has_corner = corner.iter().any(is_corner);
    let resembles = |cell: &usize| {
        let Some(text) = source.normal(*cell) else { return false };
        // The lower half of a label (科研 above 机构) is none of its own.
        let above = || source.cell(*cell).and_then(|cell| source.at(row.checked_sub(1)?, cell.column));
        let whole = || above().and_then(|above| Some(format!("{}{text}", source.normal(above)?)));
        let mut leaves = spec.cells.iter().flat_map(|cell| cell.leaf);
        let is_own = |text: &str| spec.cells.iter().any(|cell| cell.is_called(text));
        leaves.any(|leaf| alike(text, leaf, LEAST_LIKENESS) >= LEAST_LIKENESS)
            && !is_own(text)
            && !whole().is_some_and(|whole| is_own(&whole))
    };
    let is_word = |cell: &usize| {
        source
            .normal(*cell)
            .is_some_and(|text| !words().label.units.iter().any(|unit| unit == text) && !labels.groups.contains(text))
    };
    let resembling = right.iter().filter(|cell| is_word(cell) && resembles(cell));
    let is_head = has_corner || resembling.count() >= (spec.cells.len() / 3).max(1);
    right.into_iter().find(|cell| is_head && is_word(cell) && (has_corner || resembles(cell)))
}

fn build_head(
    source: &Source,
    labels: &Labels,
    spec: &RowSpec,
    last_row: u32,
    data_rows: &BTreeSet<u32>,
    first_column: u32,
) -> Head {
    let is_known = |text: &str| spec.cells.iter().any(|cell| cell.groups().contains(text) || cell.is_called(text));
    let bears_known = |row: u32| source.row_cells(row).iter().any(|cell| source.normal(*cell).is_some_and(is_known));
    let mut first_row = last_row;
    let mut row = last_row;
    while row > 0 && last_row - row + 1 < MOST_HEAD_ROWS && !data_rows.contains(&(row - 1)) {
        row -= 1;
        if bears_known(row) {
            first_row = row;
        } else if !source.is_blank(row) {
            break;
        }
    }
    let runs = runs_of_head(source, labels, first_row, last_row, first_column);
    let mut findings = Vec::new();
    let mut columns = columns_of_cells(&spec.cells, &runs, &mut findings);
    guess_missing_columns(source, labels, spec, &runs, &mut columns, &mut findings);
    let rows = rows_under(source, data_rows, last_row);
    let lacking = misplaced::name(source, (labels, spec), (&runs, &mut columns), &rows, first_column, &mut findings);
    let mut explained: BTreeSet<usize> = BTreeSet::new();
    for (cell, run) in spec.cells.iter().zip(&columns) {
        let Some(run) = run.and_then(|run| runs.get(run)) else { continue };
        explained.extend(&run.cells);
        let (Some(label), Some(found)) =
            (cell.data.column_labels.last(), run.cells.first().and_then(|c| source.cell(*c)))
        else {
            continue;
        };
        if run.text != normal_label(&label.text) && cell.leaf.contains(&run.text) {
            let text: String = found.plain_text().split_whitespace().collect();
            findings.push(catalogue::recognize::label_differs(&label.text, text).at_origin(&found.origin));
        }
    }
    let apart = match columns.iter().any(Option::is_none) {
        // Beside columns that are missing it may be one of them.
        true => BTreeSet::new(),
        false => columns_apart(source, &runs, data_rows, last_row, first_column),
    };
    let misplaced::Lacking { told, unlabelled } = lacking;
    Head { first_row, last_row, runs, columns, explained, apart, unlabelled, told, findings }
}

/// The data rows under a head: those down to the next row of words.
fn rows_under(source: &Source, data_rows: &BTreeSet<u32>, last_row: u32) -> Vec<u32> {
    let is_end = |row: u32| {
        let cells = source.row_cells(row);
        let has_words = cells.iter().any(|cell| source.begins_in(*cell, row) && source.has_text(*cell));
        has_words && !cells.iter().any(|cell| source.is_figure(*cell))
    };
    let below = (last_row + 1..source.grid.rows()).take_while(|row| data_rows.contains(row) || !is_end(*row));
    below.filter(|row| data_rows.contains(row)).collect()
}

/// The columns under no label that are filled in most rows, where no labelled column is blank throughout: then nothing was
/// displaced into them.
fn columns_apart(
    source: &Source,
    runs: &[Run],
    data_rows: &BTreeSet<u32>,
    last_row: u32,
    first_column: u32,
) -> BTreeSet<u32> {
    const LEAST_ROWS: usize = 3;
    let rows: Vec<u32> = data_rows.iter().copied().filter(|row| *row > last_row).collect();
    let filled = |column: u32| {
        let cells = rows.iter().filter_map(|row| source.at(*row, column).filter(|cell| source.begins_in(*cell, *row)));
        cells.filter(|cell| source.has_text(*cell)).count()
    };
    let all_runs_filled = runs.iter().all(|run| (run.start..run.end).any(|column| filled(column) > 0));
    if rows.len() < LEAST_ROWS || !all_runs_filled {
        return BTreeSet::new();
    }
    let last = runs.iter().map(|run| run.end).max().unwrap_or(first_column);
    (last..source.grid.columns()).filter(|column| filled(*column) * 3 >= rows.len() * 2).collect()
}

/// The labels nearest the figures, from the left, with what stands above them.
fn runs_of_head(source: &Source, labels: &Labels, first_row: u32, last_row: u32, first_column: u32) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    // By row the nearest label to the left.
    let mut left: Vec<Option<&str>> = vec![None; (last_row + 1).saturating_sub(first_row) as usize];
    for column in first_column..source.grid.columns() {
        let mut direct: Vec<(usize, &str)> = Vec::new();
        let mut carried: BTreeSet<String> = BTreeSet::new();
        for (row, left) in (first_row..=last_row).zip(&mut left) {
            let Some(cell) = source.at(row, column) else { continue };
            match source.normal(cell) {
                Some(text) => {
                    if direct.last().is_none_or(|(_, last)| *last != text) {
                        direct.push((cell, text));
                    }
                    *left = Some(text);
                }
                None => carried.extend(left.map(str::to_owned)),
            }
        }
        let Some((cell, mut text)) = direct.pop() else { continue };
        // One label on two rows of cells: 科研 above 机构.
        let mut whole = None;
        if let Some((upper, before)) = direct.last().copied()
            && !labels.all.contains(before)
            && let Some(leaf) = labels.leaves.get(&format!("{before}{text}"))
        {
            direct.pop();
            text = leaf;
            whole = Some(upper);
        }
        // A label that begins left of the figures, or one of rows, is the head's corner.
        let corner = source.cell(cell).is_some_and(|c| c.column < first_column)
            || (labels.all.contains(text) && !labels.leaves.contains(text) && !labels.groups.contains(text));
        if corner {
            continue;
        }
        let above: BTreeSet<String> = direct.iter().map(|(_, text)| (*text).to_owned()).collect();
        carried.extend(above.iter().cloned());
        match runs.last_mut() {
            Some(run)
                if run.end == column
                    && run.text == text
                    && (run.cells.contains(&cell) || run.above == above && source_is_single(labels, text)) =>
            {
                run.end = column + 1;
                for cell in std::iter::once(cell).chain(whole) {
                    if !run.cells.contains(&cell) {
                        run.cells.push(cell);
                    }
                }
            }
            _ => runs.push(Run {
                cells: std::iter::once(cell).chain(whole).collect(),
                text: text.to_owned(),
                start: column,
                end: column + 1,
                above,
                carried,
            }),
        }
    }
    runs
}

/// Whether a column label belongs to one column of each row only, so that its copies side by side are one label unmerged.
fn source_is_single(labels: &Labels, text: &str) -> bool {
    labels
        .rows
        .iter()
        .all(|spec| spec.cells.iter().filter(|cell| cell.leaf.iter().any(|leaf| leaf == text)).count() <= 1)
}

/// For each data cell, the run under whose label it stands: the only one whose label is its own and whose groups are not
/// another's. Where split labels leave that open, the order decides if it is the form's, and a finding says so.
fn columns_of_cells(cells: &[ColumnSpec], runs: &[Run], findings: &mut Vec<Finding>) -> Vec<Option<usize>> {
    let by_cover = assign(cells, runs, |run| &run.above);
    let left_open = |columns: &[Option<usize>]| {
        // A cell without column though some run bears its label.
        cells.iter().zip(columns).any(|(cell, column)| {
            column.is_none()
                && runs.iter().enumerate().any(|(i, run)| cell.leaf.contains(&run.text) && !columns.contains(&Some(i)))
        })
    };
    if !left_open(&by_cover) {
        return by_cover;
    }
    let in_order = cells.len() == runs.len()
        && cells.iter().zip(runs).all(|(cell, run)| cell.leaf.contains(&run.text) || cell.paths().contains(&run.text))
        && cells.iter().zip(runs).all(|(cell, run)| !is_foreign(cell, &run.above, cells));
    if in_order {
        let groups: BTreeSet<&str> = cells.iter().flat_map(|cell| cell.groups()).map(String::as_str).collect();
        let met = groups.iter().filter(|group| runs.iter().any(|run| run.above.contains::<str>(group))).count();
        let named: usize = cells
            .iter()
            .flat_map(|c| c.data.column_labels.iter().rev().skip(1))
            .map(|l| &l.text)
            .collect::<BTreeSet<_>>()
            .len();
        // 经复议直接起诉 is not 未经复议直接起诉 with a slip: its figures are another's.
        let opposite_of = |text: &str| {
            let is_like = |group: &&&str| alike(group, text, LEAST_LIKENESS) >= LEAST_LIKENESS;
            let mut groups_like = groups.iter().filter(is_like).filter(|group| tells_apart(group, text));
            if groups.contains(text) { None } else { groups_like.next() }
        };
        if runs.iter().flat_map(|run| &run.above).any(|text| opposite_of(text).is_some()) {
            return by_cover;
        }
        if met < named {
            let name = cells.first().map(ColumnSpec::name).unwrap_or_default();
            findings.push(catalogue::recognize::columns_by_order(name));
        }
        return (0..cells.len()).map(Some).collect();
    }
    // What a split label may have covered tells groups apart, but not which of two equal columns is the form's.
    let is_shared = |cell: &ColumnSpec| cells.iter().filter(|other| other.leaf == cell.leaf).count() > 1;
    let mut by_left = assign(cells, runs, |run| &run.carried);
    for ((cell, left), cover) in cells.iter().zip(&mut by_left).zip(&by_cover) {
        if !is_shared(cell) {
            *left = *cover;
        }
    }
    let same_where_sure = by_cover.iter().zip(&by_left).all(|(cover, left)| cover.is_none() || cover == left);
    if same_where_sure && !left_open(&by_left) {
        return by_left;
    }
    by_cover
}

/// Whether one of these labels is a group of other cells and not of this one.
pub(super) fn is_foreign(cell: &ColumnSpec, above: &BTreeSet<String>, cells: &[ColumnSpec]) -> bool {
    above.iter().any(|text| {
        !cell.groups().contains(text.as_str()) && cells.iter().any(|other| other.groups().contains(text.as_str()))
    })
}

fn assign<'r>(
    cells: &[ColumnSpec],
    runs: &'r [Run],
    groups: impl Fn(&'r Run) -> &'r BTreeSet<String>,
) -> Vec<Option<usize>> {
    let may_be = |cell: &ColumnSpec, run: &'r Run| {
        // A label that several groups have says which column it is only with every group above it.
        let shared = cells.iter().filter(|other| other.leaf.contains(&run.text)).count() > 1;
        let grouped = || cell.levels().all(|level| level.iter().any(|group| groups(run).contains(group)));
        let by_leaf = cell.leaf.contains(&run.text) && (!shared || grouped());
        (by_leaf || cell.paths().contains(&run.text)) && !is_foreign(cell, groups(run), cells)
    };
    // By cell the runs it may be; a label that names the whole way down belongs to the cell of that path alone.
    let mut open: Vec<BTreeSet<usize>> = cells
        .iter()
        .map(|cell| runs.iter().enumerate().filter(|(_, run)| may_be(cell, run)).map(|(i, _)| i).collect())
        .collect();
    let mut columns: Vec<Option<usize>> = vec![None; cells.len()];
    loop {
        let sure = open.iter().enumerate().find(|(index, runs)| {
            let rivals = |run: &usize| {
                open.iter().enumerate().any(|(other, runs)| other != *index && runs.len() == 1 && runs.contains(run))
            };
            runs.len() == 1 && !runs.iter().any(rivals)
        });
        let Some((index, run)) = sure.and_then(|(index, runs)| runs.first().map(|run| (index, *run))) else { break };
        if let Some(column) = columns.get_mut(index) {
            *column = Some(run);
        }
        for (other, runs) in open.iter_mut().enumerate() {
            runs.remove(&run);
            if other == index {
                runs.clear();
            }
        }
    }
    columns
}

/// A label no wording explains, standing exactly where one is missing between its neighbours and not unlike it, is taken for
/// that one. Not for money: its label names the unit.
fn guess_missing_columns(
    source: &Source,
    labels: &Labels,
    spec: &RowSpec,
    runs: &[Run],
    columns: &mut [Option<usize>],
    findings: &mut Vec<Finding>,
) {
    let missing: Vec<usize> = columns.iter().enumerate().filter(|(_, c)| c.is_none()).map(|(i, _)| i).collect();
    let in_place = columns.iter().enumerate().all(|(i, run)| run.is_none_or(|run| run == i));
    if missing.is_empty() || missing.len() * 2 > columns.len() || runs.len() != columns.len() || !in_place {
        return;
    }
    for index in missing {
        let (Some(run), Some(cell)) = (runs.get(index), spec.cells.get(index)) else { continue };
        let likest = cell.leaf.iter().map(|leaf| alike(&run.text, leaf, LEAST_LIKENESS)).fold(0.0, f64::max);
        let refused = labels.all.contains(&run.text)
            || is_foreign(cell, &run.above, &spec.cells)
            || cell.data.kind == NumberKind::Money
            || run.text.chars().all(|c| c.is_ascii_digit());
        let found = run.cells.first().and_then(|cell| source.cell(*cell));
        let (Some(found), Some(label), false) =
            (found, cell.data.column_labels.last(), refused || likest < LEAST_LIKENESS)
        else {
            continue;
        };
        if cell.leaf.iter().all(|leaf| tells_apart(leaf, &run.text)) {
            continue;
        }
        if let Some(column) = columns.get_mut(index) {
            *column = Some(index);
        }
        let text: String = found.plain_text().split_whitespace().collect();
        findings.push(catalogue::recognize::label_differs(&label.text, text).at_origin(&found.origin));
    }
}
