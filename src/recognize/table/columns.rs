//! Source columns ↔ the form's data columns, by the labels above them.

use super::labels::{ColumnSpec, Labels, RowSpec};
use super::rows::MatchedRow;
use super::source::Source;
use crate::finding::{Finding, Place, catalogue};
use crate::form::{DataCell, NumberKind, normal_label};
use crate::recognize::telling::tells_apart;
use crate::recognize::title::excerpt;
use std::collections::{BTreeMap, BTreeSet};

/// How many rows of column labels a head may have, blank rows among them counted.
const MOST_HEAD_ROWS: u32 = 8;

/// How alike (0 to 1) a column's label must be to the one missing in its place.
const LEAST_LIKENESS: f64 = 0.5;

/// The head above a data row: which source columns belong to which data cell.
pub(super) struct Head {
    pub(super) first_row: u32,
    last_row: u32,
    runs: Vec<Run>,
    /// For each data cell of the row, in order, its run.
    columns: Vec<Option<usize>>,
    /// The source cells that are labels of this head.
    pub(super) explained: BTreeSet<usize>,
    /// Columns under no label that are filled from top to bottom: a column of checks, not figures beside their place.
    apart: BTreeSet<u32>,
    findings: Vec<Finding>,
}

/// The columns under one label.
struct Run {
    /// The source cells that bear the label.
    cells: Vec<usize>,
    text: String,
    start: u32,
    end: u32,
    /// Labels that stand directly above.
    above: BTreeSet<String>,
    /// The same, and where a cell above is blank the nearest label to its left: what a merged label leaves when split.
    carried: BTreeSet<String>,
}

impl Run {
    fn covers(&self, start: u32, end: u32) -> bool {
        start < self.end && self.start < end
    }
}

impl Head {
    /// Whether the form's columns stand in the form's order, all of them and no other.
    fn is_whole_and_in_order(&self) -> bool {
        self.columns.len() == self.runs.len() && self.columns.iter().enumerate().all(|(i, run)| *run == Some(i))
    }

    /// Whether it has a column for the n-th data cell.
    pub(super) fn has(&self, index: usize) -> bool {
        self.columns.get(index).is_some_and(Option::is_some)
    }
}

/// The heads of a table, each found once.
#[derive(Default)]
pub(super) struct Heads(BTreeMap<(u32, u32, usize), Option<Head>>);

/// What is to be said about the heads found.
pub(super) fn head_findings(heads: &Heads) -> Vec<Finding> {
    let mut findings: Vec<Finding> = Vec::new();
    for finding in heads.0.values().flatten().flat_map(|head| &head.findings) {
        if !findings.contains(finding) {
            findings.push(finding.clone());
        }
    }
    findings
}

impl Heads {
    /// The head for a matched row: the nearest rows above it that bear its column labels.
    pub(super) fn find(
        &mut self,
        source: &Source,
        labels: &Labels,
        spec: &RowSpec,
        matched: &MatchedRow,
        data_rows: &BTreeSet<u32>,
    ) -> Option<&Head> {
        // One label of many may be that of a stray row (其他).
        let enough = (spec.cells.len() / 3).max(1);
        let bears_leaves = |row: &u32| {
            let cells = source.row_cells(*row);
            let here = cells.iter().filter(|cell| {
                source.begins_in(**cell, *row) && source.cell(**cell).is_some_and(|c| c.column >= matched.first_column)
            });
            let known = here.filter(|cell| {
                let Some(text) = source.normal(**cell) else { return false };
                let above = || source.cell(**cell).and_then(|c| source.at(row.checked_sub(1)?, c.column));
                let whole = || above().and_then(|above| Some(format!("{}{text}", source.normal(above)?)));
                spec.cells.iter().any(|c| c.is_called(text) || whole().is_some_and(|whole| c.is_called(&whole)))
            });
            known.count() >= enough
        };
        let last_row = (0..matched.row).rev().filter(|row| !data_rows.contains(row)).find(bears_leaves)?;
        // Rows with the same column labels under the same head share it.
        let head = self
            .0
            .entry((last_row, matched.first_column, spec.head))
            .or_insert_with(|| build_head(source, labels, spec, last_row, data_rows, matched.first_column));
        head.as_ref()
    }
}

fn build_head(
    source: &Source,
    labels: &Labels,
    spec: &RowSpec,
    last_row: u32,
    data_rows: &BTreeSet<u32>,
    first_column: u32,
) -> Option<Head> {
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
    let mut columns = columns_of_cells(&labels.table.name, &spec.cells, &runs, &mut findings);
    guess_missing_columns(source, labels, spec, &runs, &mut columns, &mut findings);
    if columns.iter().all(Option::is_none) {
        return None;
    }
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
    let apart = columns_apart(source, &runs, data_rows, last_row, first_column);
    Some(Head { first_row, last_row, runs, columns, explained, apart, findings })
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
            || (labels.all.contains(text) && !labels.leaves.contains(text) && !is_group(labels, text));
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

fn is_group(labels: &Labels, text: &str) -> bool {
    labels.rows.iter().flat_map(|spec| &spec.cells).any(|cell| cell.groups().contains(text))
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
fn columns_of_cells(
    table: &str,
    cells: &[ColumnSpec],
    runs: &[Run],
    findings: &mut Vec<Finding>,
) -> Vec<Option<usize>> {
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
        let groups: BTreeSet<&str> = cells.iter().flat_map(|cell| cell.groups().iter().copied()).collect();
        let met = groups.iter().filter(|group| runs.iter().any(|run| run.above.contains::<str>(group))).count();
        let named: usize = cells
            .iter()
            .flat_map(|c| c.data.column_labels.iter().rev().skip(1))
            .map(|l| &l.text)
            .collect::<BTreeSet<_>>()
            .len();
        // 经复议直接起诉 is not 未经复议直接起诉 with a slip: its figures are another's.
        let opposite_of = |text: &str| {
            let alike = |group: &&&str| strsim::normalized_levenshtein(group, text) >= LEAST_LIKENESS;
            let mut groups_like = groups.iter().filter(alike).filter(|group| tells_apart(group, text));
            if groups.contains(text) { None } else { groups_like.next() }
        };
        let opposite = runs.iter().flat_map(|run| &run.above).find_map(|text| Some((text, opposite_of(text)?)));
        if let Some((text, group)) = opposite {
            findings.push(catalogue::recognize::label_not_taken(table, text, group));
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
fn is_foreign(cell: &ColumnSpec, above: &BTreeSet<String>, cells: &[ColumnSpec]) -> bool {
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
        let alike = cell.leaf.iter().map(|leaf| strsim::normalized_levenshtein(&run.text, leaf)).fold(0.0, f64::max);
        let refused = labels.all.contains(&run.text)
            || is_foreign(cell, &run.above, &spec.cells)
            || cell.data.kind == NumberKind::Money
            || run.text.chars().all(|c| c.is_ascii_digit());
        let found = run.cells.first().and_then(|cell| source.cell(*cell));
        let (Some(found), Some(label), false) =
            (found, cell.data.column_labels.last(), refused || alike < LEAST_LIKENESS)
        else {
            continue;
        };
        if cell.leaf.iter().all(|leaf| tells_apart(leaf, &run.text)) {
            let (table, text) = (&labels.table.name, excerpt(&found.plain_text()));
            findings.push(catalogue::recognize::label_not_taken(table, text, &label.text).at_origin(&found.origin));
            continue;
        }
        if let Some(column) = columns.get_mut(index) {
            *column = Some(index);
        }
        let text: String = found.plain_text().split_whitespace().collect();
        findings.push(catalogue::recognize::label_differs(&label.text, text).at_origin(&found.origin));
    }
}

/// For each data cell of a matched row, the source cell that states it.
///
/// A figure stands under its label and no other's; where the row's cells don't line up with the head (published grids of one
/// table are often uneven: spans 1+2+1 under 1+1+2), they correspond in order if there are as many. What remains is stated by
/// no cell, and a finding names it: a merged or displaced figure is never a guess.
/// Whether a row of a flow document has fewer cells than its table: those that make it whole come from nowhere. Nothing tells
/// which cell is missing, so that every figure may stand a column off.
fn lacks_cells(source: &Source, row: &[usize]) -> bool {
    let origins = || row.iter().filter_map(|cell| source.cell(*cell)).map(|cell| &cell.origin.0);
    let is_flow = origins().any(|origin| matches!(origin, Some(Place::Cell { .. })));
    is_flow && origins().any(Option::is_none) && row.iter().any(|cell| source.is_figure(*cell))
}

pub(super) fn row_figures<'f>(
    source: &Source,
    spec: &RowSpec<'f>,
    matched: &MatchedRow,
    head: &Head,
    data_rows: &BTreeSet<u32>,
    findings: &mut Vec<Finding>,
) -> Vec<(&'f DataCell, usize)> {
    let is_right = |cell: &usize| source.cell(*cell).is_some_and(|cell| cell.column >= matched.first_column);
    let in_row: Vec<usize> = source.row_cells(matched.row).into_iter().filter(is_right).collect();
    if lacks_cells(source, &in_row) {
        let origin = in_row.iter().find_map(|cell| source.cell(*cell)).map(|cell| cell.origin.clone());
        findings.push(catalogue::recognize::figures_out_of_line(spec.name()).at_origin(&origin.unwrap_or_default()));
        return Vec::new();
    }
    // For each cell of the row the runs it stands under.
    let runs_over: Vec<(usize, Vec<usize>)> = in_row
        .iter()
        .map(|index| {
            let extent = source.cell(*index).map_or((0, 0), |cell| (cell.column, cell.column + cell.column_span));
            let over = head.runs.iter().enumerate().filter(|(_, run)| run.covers(extent.0, extent.1));
            (*index, over.map(|(run, _)| run).collect())
        })
        .collect();
    let under = |run: usize| {
        let cells = || runs_over.iter().filter(|(_, runs)| runs.contains(&run));
        let mut texts = cells().filter(|(cell, _)| source.has_text(*cell));
        let own = match (texts.next(), texts.next()) {
            (Some(only), None) => Some(only),
            (None, _) => cells().next(),
            _ => None,
        };
        own.filter(|(_, runs)| *runs == [run]).map(|(cell, _)| *cell)
    };
    let mut stated: Vec<(&'f DataCell, Option<usize>)> = Vec::new();
    for (cell, run) in spec.cells.iter().zip(&head.columns) {
        if let Some(run) = run {
            stated.push((cell.data, under(*run)));
        }
    }
    let is_apart = |cell: usize| source.cell(cell).is_some_and(|cell| head.apart.contains(&cell.column));
    let is_stray = |cell: usize| source.has_text(cell) && source.is_figure(cell) && !is_apart(cell);
    let strays = runs_over.iter().filter(|(cell, runs)| runs.is_empty() && is_stray(*cell)).count();
    if strays > 0 || stated.iter().any(|(_, cell)| cell.is_none()) {
        let count = spec.cells.len();
        let whole = head.is_whole_and_in_order() && head.last_row < matched.row;
        // In order, but never across: the n-th cell stands at least partly under the n-th label.
        let uneven = runs_over.iter().enumerate().all(|(index, (_, runs))| runs.contains(&index));
        if whole && in_row.len() == count && uneven {
            stated = spec.cells.iter().map(|cell| cell.data).zip(in_row.iter().copied().map(Some)).collect();
        } else if strays > 0 {
            // A figure beside its column leaves its own place blank.
            let blank = |cell: &Option<usize>| cell.is_some_and(|cell| !source.has_text(cell));
            stated.iter_mut().filter(|(_, cell)| blank(cell)).for_each(|(_, cell)| *cell = None);
        }
    }
    // A figure merged over two rows of figures may be meant for either or for both together.
    let reaches_other_row = |cell: usize| {
        let covered = source.cell(cell).map(|cell| cell.row + 1..cell.row + cell.row_span);
        covered.is_some_and(|rows| rows.start < rows.end && data_rows.range(rows).next().is_some())
    };
    let mut figures = Vec::with_capacity(stated.len());
    for (data, cell) in &stated {
        let own = cell.filter(|cell| {
            source.begins_in(*cell, matched.row)
                && !reaches_other_row(*cell)
                && stated.iter().filter(|(_, other)| other == &Some(*cell)).count() == 1
        });
        match own {
            Some(cell) => figures.push((*data, cell)),
            None => {
                let origin =
                    cell.or(in_row.first().copied()).and_then(|cell| source.cell(cell)).map(|c| c.origin.clone());
                findings.push(catalogue::recognize::figure_merged(data.path()).at_origin(&origin.unwrap_or_default()));
            }
        }
    }
    figures
}
