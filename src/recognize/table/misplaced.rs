//! Why a head has no column for a figure of the form: its label stands there twice, another stands in its place, none does, or the
//! labels don't stand above the figures they are meant for.

use super::columns::{Run, is_foreign};
use super::labels::{ColumnSpec, Labels, RowSpec};
use super::source::Source;
use crate::finding::{Finding, catalogue};
use crate::recognize::title::excerpt;
use std::collections::{BTreeMap, BTreeSet};

/// What is said about the figures that have no column.
pub(super) struct Lacking {
    /// The data cells, by their places in the row, of which it is said why.
    pub(super) told: BTreeSet<usize>,
    /// Columns of figures without label where the form has one.
    pub(super) unlabelled: BTreeSet<u32>,
}

/// A column between those that are known.
enum Slot {
    /// One with a label that is none of the form's in this place.
    Labelled(usize),
    /// One of figures without label.
    Bare(u32),
}

/// Names what stands in the place of each column that is missing. Columns whose label or group stands there more often than in
/// the form are given up, all of them where the labels are not in line with the figures.
pub(super) fn name(
    source: &Source,
    (labels, spec): (&Labels, &RowSpec),
    (runs, columns): (&[Run], &mut Vec<Option<usize>>),
    rows: &[u32],
    first_column: u32,
    findings: &mut Vec<Finding>,
) -> Lacking {
    let mut lacking = Lacking { told: BTreeSet::new(), unlabelled: BTreeSet::new() };
    let head = Lines { source, labels, cells: &spec.cells, runs, rows, first_column };
    for (cell, repeated) in head.repeated(columns) {
        if let Some(column) = columns.get_mut(cell) {
            *column = None;
        }
        lacking.told.insert(cell);
        push(findings, catalogue::recognize::column_repeated(&labels.table.name, repeated));
    }
    if columns.iter().all(Option::is_some) {
        if head.is_shifted(columns) {
            give_up(&head, columns, &mut lacking, findings);
        }
        return lacking;
    }
    if !head.in_order(columns) {
        return lacking;
    }
    let mut is_explained = true;
    let mut extra = 0;
    for (missing, slots) in head.stretches(columns) {
        if missing.is_empty() {
            extra += slots.iter().filter(|slot| matches!(slot, Slot::Bare(_))).count();
            continue;
        }
        if missing.iter().all(|cell| lacking.told.contains(cell)) {
            continue;
        }
        if missing.len() != slots.len() {
            is_explained = false;
            continue;
        }
        for (cell, slot) in missing.into_iter().zip(slots) {
            if !lacking.told.insert(cell) {
                continue;
            }
            let Some(expected) = spec.cells.get(cell) else { continue };
            match slot {
                Slot::Labelled(run) => {
                    head.foreign(expected, run).into_iter().for_each(|finding| push(findings, finding))
                }
                Slot::Bare(column) => {
                    lacking.unlabelled.insert(column);
                    let finding = catalogue::recognize::column_unlabelled(&labels.table.name, expected.name());
                    push(findings, finding.at_origin(&source.grid.origin));
                }
            }
        }
    }
    if !is_explained && extra > 0 {
        give_up(&head, columns, &mut lacking, findings);
    }
    lacking
}

fn push(findings: &mut Vec<Finding>, finding: Finding) {
    if !findings.contains(&finding) {
        findings.push(finding);
    }
}

fn give_up(head: &Lines, columns: &mut [Option<usize>], lacking: &mut Lacking, findings: &mut Vec<Finding>) {
    columns.iter_mut().for_each(|column| *column = None);
    lacking.told.extend(0..columns.len());
    let first = head.runs.first().and_then(|run| run.cells.first()).and_then(|cell| head.source.cell(*cell));
    let finding = catalogue::recognize::head_out_of_line(&head.labels.table.name);
    push(findings, finding.at_origin(&first.map(|cell| cell.origin.clone()).unwrap_or_default()));
}

/// A head and the rows of figures under it.
struct Lines<'s> {
    source: &'s Source<'s>,
    labels: &'s Labels<'s>,
    cells: &'s [ColumnSpec<'s>],
    runs: &'s [Run],
    rows: &'s [u32],
    first_column: u32,
}

impl Lines<'_> {
    /// The data cells whose label, or the label of whose group, stands in more places than the form has for it; with that label.
    fn repeated(&self, columns: &[Option<usize>]) -> Vec<(usize, String)> {
        let mut repeated = Vec::new();
        for (index, cell) in self.cells.iter().enumerate() {
            let is_own = |run: &&Run| cell.leaf.contains(&run.text) || cell.paths().contains(&run.text);
            let runs: Vec<&Run> = self.runs.iter().filter(is_own).filter(|run| !self.is_others(cell, run)).collect();
            let rivals = self
                .cells
                .iter()
                .filter(|other| runs.iter().any(|run| other.is_called(&run.text) && !self.is_others(other, run)));
            if columns.get(index).is_some_and(Option::is_none) && runs.len() > rivals.count() {
                let shared = cell.levels().flatten().find(|group| runs.iter().all(|run| run.above.contains(*group)));
                let label = shared.cloned().or_else(|| runs.first().map(|run| self.print(run)));
                repeated.extend(label.map(|label| (index, label)));
                continue;
            }
            let own = columns.get(index).copied().flatten().and_then(|run| self.runs.get(run));
            if let Some(run) = own.filter(|run| self.is_of_several(run)) {
                repeated.push((index, self.print(run)));
                continue;
            }
            for group in cell.levels().flatten() {
                let under = |run: &&Run| run.above.contains(group) && cell.leaf.contains(&run.text);
                let of_form = self.cells.iter().filter(|other| other.groups().contains(group.as_str()));
                let of_form = of_form.filter(|other| other.leaf.iter().any(|leaf| cell.leaf.contains(leaf))).count();
                if self.runs.iter().filter(under).count() > of_form {
                    repeated.push((index, group.clone()));
                    break;
                }
            }
        }
        repeated
    }

    /// Whether several cells with the same label, side by side, stand above figures of their own.
    fn is_of_several(&self, run: &Run) -> bool {
        let states_several = |row: &u32| {
            let under = (run.start..run.end).filter_map(|column| self.source.at(*row, column));
            let figures: BTreeSet<usize> = under.filter(|cell| self.source.is_figure(*cell)).collect();
            figures.len() > 1
        };
        run.cells.len() > 1 && self.rows.iter().any(states_several)
    }

    fn is_others(&self, cell: &ColumnSpec, run: &Run) -> bool {
        is_foreign(cell, &run.above, self.cells)
    }

    /// A run's label as it is printed.
    fn print(&self, run: &Run) -> String {
        let printed = run.cells.first().and_then(|cell| self.source.cell(*cell)).map(|cell| cell.plain_text());
        printed.map_or_else(|| run.text.clone(), |text| excerpt(&text))
    }

    /// Whether the columns found stand in the form's order.
    fn in_order(&self, columns: &[Option<usize>]) -> bool {
        let found: Vec<usize> = columns.iter().flatten().copied().collect();
        found.windows(2).all(|pair| matches!(pair, [a, b] if a < b))
    }

    /// The columns that hold figures of their own in the rows under the head.
    fn filled(&self) -> BTreeSet<u32> {
        let mut filled = BTreeSet::new();
        for row in self.rows {
            for index in self.source.row_cells(*row).iter().copied() {
                let Some(cell) = self.source.cell(index) else { continue };
                if cell.row == *row && cell.column >= self.first_column && self.source.is_figure(index) {
                    filled.insert(cell.column);
                }
            }
        }
        filled
    }

    /// Between each two columns that are known, the data cells that have none and the columns that are none's.
    fn stretches(&self, columns: &[Option<usize>]) -> Vec<(Vec<usize>, Vec<Slot>)> {
        let is_known = |run: &usize| columns.contains(&Some(*run));
        let mut slots: BTreeMap<u32, Slot> = BTreeMap::new();
        for (index, run) in self.runs.iter().enumerate().filter(|(index, _)| !is_known(index)) {
            match self.labels.groups.contains(&run.text) {
                true => {}
                false => {
                    slots.insert(run.start, Slot::Labelled(index));
                }
            }
        }
        let labelled = |column: u32| {
            let mut over = self.runs.iter().enumerate().filter(|(_, run)| run.covers(column, column + 1));
            over.any(|(index, run)| is_known(&index) || !self.labels.groups.contains(&run.text))
        };
        for column in self.filled().into_iter().filter(|column| !labelled(*column)) {
            slots.insert(column, Slot::Bare(column));
        }
        let mut stretches: Vec<(Vec<usize>, Vec<Slot>)> = vec![(Vec::new(), Vec::new())];
        let mut edges: Vec<u32> = Vec::new();
        for (cell, column) in columns.iter().enumerate() {
            match column.and_then(|run| self.runs.get(run)) {
                Some(run) => {
                    edges.push(run.start);
                    stretches.push((Vec::new(), Vec::new()));
                }
                None => stretches.last_mut().into_iter().for_each(|(missing, _)| missing.push(cell)),
            }
        }
        for (column, slot) in slots {
            let at = edges.iter().filter(|edge| **edge < column).count();
            if let Some((_, found)) = stretches.get_mut(at) {
                found.push(slot);
            }
        }
        stretches
    }

    /// What is said of a label where the form has another: of its group, where that differs.
    fn foreign(&self, expected: &ColumnSpec, run: usize) -> Option<Finding> {
        let run = self.runs.get(run)?;
        let cell = run.cells.first().and_then(|cell| self.source.cell(*cell))?;
        let table = &self.labels.table.name;
        let levels: Vec<&[String]> = expected.levels().collect();
        let other_group = levels.iter().find(|level| !level.iter().any(|group| run.above.contains(group)));
        let own = |text: &String| levels.iter().any(|level| level.contains(text));
        if expected.leaf.contains(&run.text)
            && let Some(level) = other_group
        {
            let found = run.above.iter().find(|text| !own(text));
            return Some(match found {
                Some(found) => catalogue::recognize::label_not_taken(table, found, level.first()?),
                None => catalogue::recognize::column_unlabelled(table, level.first()?),
            });
        }
        let label = expected.data.column_labels.last().filter(|_| !expected.is_called(&run.text))?;
        let found = excerpt(&cell.plain_text());
        Some(catalogue::recognize::label_not_taken(table, found, &label.text).at_origin(&cell.origin))
    }

    /// Whether a column of the form is blank in every row while one left of it that is not the form's holds figures in every row:
    /// the label of that one came in between and moved the others on.
    fn is_shifted(&self, columns: &[Option<usize>]) -> bool {
        let states = |run: &Run, is: &dyn Fn(usize) -> bool| {
            let in_row = |row: &u32| (run.start..run.end).filter_map(|c| self.source.at(*row, c)).any(is);
            !self.rows.is_empty() && self.rows.iter().all(in_row)
        };
        let blank =
            self.runs.iter().enumerate().filter(|(index, run)| {
                columns.contains(&Some(*index)) && states(run, &|cell| !self.source.has_text(cell))
            });
        let others = self.runs.iter().enumerate().filter(|(index, run)| {
            !columns.contains(&Some(*index)) && states(run, &|cell| self.source.is_figure(cell))
        });
        let others: Vec<usize> = others.map(|(index, _)| index).collect();
        blank.into_iter().any(|(index, _)| others.iter().any(|other| *other < index))
    }
}
