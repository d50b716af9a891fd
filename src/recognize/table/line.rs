//! A row of figures held against the columns of its head.

use super::columns::Head;
use super::labels::{Labels, RowSpec};
use super::rows::MatchedRow;
use super::source::Source;
use crate::finding::{Finding, Place, catalogue, terms};
use crate::form::{DataCell, TableForm};
use rust_decimal::Decimal;
use std::collections::BTreeSet;
use std::str::FromStr;

/// What shows that the cells of a row are not in line with the columns.
pub(super) enum Misfit {
    /// Its label stands under the label of a column.
    Aside,
    /// It has fewer cells: those that make it whole come from nowhere.
    Short,
    /// It has more cells, and a blank among them: which is one too many, nothing tells.
    Long,
    /// A figure stands beside all columns.
    Beside,
    /// The total is blank, and the figure before it is at least the sum of the others: a total that moved one to the left.
    Moved,
}

impl Misfit {
    pub(super) fn finding(&self, row: String) -> Finding {
        let cause = match self {
            Misfit::Aside => terms::LABEL_ASIDE,
            Misfit::Short => terms::ROW_SHORT,
            Misfit::Long => terms::ROW_LONG,
            Misfit::Beside => terms::FIGURE_BESIDE,
            Misfit::Moved => terms::TOTAL_MOVED,
        };
        catalogue::recognize::figures_out_of_line(row, cause)
    }
}

/// Whether a place of a row is in its source: in formats whose rows are lists of cells those that only make a short row whole are not.
pub(super) fn is_in_source(source: &Source, row: &[usize]) -> impl Fn(usize) -> bool + use<> {
    let origin = |cell: &usize| source.cell(*cell).map(|cell| &cell.origin.0);
    let is_listed = row.iter().filter_map(origin).any(|origin| matches!(origin, Some(Place::Cell { .. })));
    let absent: BTreeSet<usize> =
        row.iter().copied().filter(|cell| is_listed && origin(cell).is_some_and(Option::is_none)).collect();
    move |cell| !absent.contains(&cell)
}

/// For each data cell of a matched row, the source cell that states it; `None` where the row is not in line with its head, with a
/// finding that says why.
///
/// A figure stands under its label and no other's; where the row's cells don't line up with the head (published grids of one
/// table are often uneven: spans 1+2+1 under 1+1+2), they correspond in order if there are as many. What remains is stated by
/// no cell, and a finding names it: a merged or displaced figure is never a guess.
pub(super) fn row_figures<'f>(
    source: &Source,
    (table_labels, spec): (&Labels, &RowSpec<'f>),
    matched: &MatchedRow,
    head: &Head,
    data_rows: &BTreeSet<u32>,
    findings: &mut Vec<Finding>,
) -> Option<Vec<(&'f DataCell, usize)>> {
    let is_right = |cell: &usize| source.cell(*cell).is_some_and(|cell| cell.column >= matched.first_column);
    let in_row: Vec<usize> = source.row_cells(matched.row).iter().copied().filter(is_right).collect();
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
    let is_apart = |cell: usize| {
        source.cell(cell).is_some_and(|c| head.apart.contains(&c.column) || head.unlabelled.contains(&c.column))
    };
    let is_stray =
        |cell: usize| source.states(cell) && !is_apart(cell) && !has_label_above(source, table_labels, head, cell);
    let has_strays = runs_over.iter().any(|(cell, runs)| runs.is_empty() && is_stray(*cell));
    let mut misfit = has_strays.then_some(Misfit::Beside);
    if has_strays || stated.iter().any(|(_, cell)| cell.is_none()) {
        let count = spec.cells.len();
        let whole = head.is_whole_and_in_order() && head.last_row < matched.row;
        // In order, but never across: the n-th cell stands at least partly under the n-th label.
        let uneven = runs_over.iter().enumerate().all(|(index, (_, runs))| runs.contains(&index));
        if whole && in_row.len() == count && uneven {
            stated = spec.cells.iter().map(|cell| cell.data).zip(in_row.iter().copied().map(Some)).collect();
            misfit = None;
        }
    }
    let listed = listed_misfit(source, head, &runs_over, &stated);
    if let Some(misfit) = listed.or(misfit) {
        let origin = in_row.iter().find_map(|cell| source.cell(*cell)).map(|cell| cell.origin.clone());
        findings.push(misfit.finding(spec.name()).at_origin(&origin.unwrap_or_default()));
        return None;
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
                findings.push(catalogue::recognize::figure_merged(*data).at_origin(&origin.unwrap_or_default()));
            }
        }
    }
    Some(figures)
}

/// Whether a column that a head has no label for has one further up that is none of the form's: a column of checks named once.
fn has_label_above(source: &Source, labels: &Labels, head: &Head, cell: usize) -> bool {
    let Some(column) = source.cell(cell).filter(|cell| cell.column_span == 1).map(|cell| cell.column) else {
        return false;
    };
    let above = (0..head.first_row).rev().filter_map(|row| source.at(row, column));
    let mut words = above.filter(|above| {
        let is_own = source.cell(*above).is_some_and(|above| above.column_span == 1);
        is_own && source.has_text(*above) && !source.is_figure(*above)
    });
    words.next().and_then(|above| source.normal(above)).is_some_and(|text| !labels.all.contains(text))
}

/// Whether a row that is a list of cells has fewer than its head or more. A blank row is not looked at.
fn listed_misfit(
    source: &Source,
    head: &Head,
    runs_over: &[(usize, Vec<usize>)],
    stated: &[(&DataCell, Option<usize>)],
) -> Option<Misfit> {
    let in_row: Vec<usize> = runs_over.iter().map(|(cell, _)| *cell).collect();
    if !in_row.iter().any(|cell| source.is_figure(*cell)) {
        return None;
    }
    let is_present = is_in_source(source, &in_row);
    if runs_over.iter().any(|(cell, runs)| !runs.is_empty() && !is_present(*cell)) {
        return Some(Misfit::Short);
    }
    let end = head.runs.iter().map(|run| run.end).max().unwrap_or(0);
    let reaches_on = |row: &[usize], is_present: &dyn Fn(usize) -> bool| {
        row.iter().any(|cell| source.cell(*cell).is_some_and(|c| c.column >= end) && is_present(*cell))
    };
    let head_row = source.row_cells(head.last_row);
    let is_listed = in_row
        .iter()
        .any(|cell| source.cell(*cell).is_some_and(|cell| matches!(cell.origin.0, Some(Place::Cell { .. }))));
    let is_longer =
        is_listed && reaches_on(&in_row, &is_present) && !reaches_on(head_row, &is_in_source(source, head_row));
    let has_blank = stated.iter().any(|(_, cell)| cell.is_some_and(|cell| !source.has_text(cell)));
    (is_longer && has_blank).then_some(Misfit::Long)
}

/// Whether a total is blank while the figure before it may be that total.
pub(super) fn moved(source: &Source, table: &TableForm, stated: &[(&DataCell, Option<usize>)]) -> Option<Misfit> {
    let place = |id: &str| stated.iter().position(|(data, _)| data.id == id);
    let value = |at: usize| {
        let cell = source.cell(stated.get(at)?.1?)?;
        Decimal::from_str(cell.plain_text().trim()).ok()
    };
    let is_blank = |at: usize| {
        let cell = stated.get(at).and_then(|(_, cell)| *cell);
        cell.is_some_and(|cell| !source.has_text(cell) && source.cell(cell).is_some_and(|c| !c.is_uncalculated))
    };
    let definitions = table.rules.iter().filter_map(|rule| rule.definition());
    let mut totals = definitions.filter_map(|(total, parts)| {
        let parts: Option<BTreeSet<usize>> = parts.iter().map(|part| place(&part.cell()?.cell)).collect();
        Some((place(&total.cell)?, parts?))
    });
    let is_moved = totals.any(|(total, parts)| {
        let Some(last) = parts.last().copied().filter(|last| last + 1 == total && is_blank(total)) else {
            return false;
        };
        let values: Option<Vec<Decimal>> = parts.iter().map(|part| value(*part)).collect();
        let (Some(values), Some(before)) = (values, value(last)) else { return false };
        let others: Decimal = values.iter().sum::<Decimal>() - before;
        before > Decimal::ZERO && before >= others
    });
    is_moved.then_some(Misfit::Moved)
}
