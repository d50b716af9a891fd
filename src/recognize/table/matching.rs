//! A form's table laid against a grid: by its rows, or crosswise where the grid's rows and columns are not the form's.

use super::columns::{self, Above};
use super::labels::{Labels, RowSpec};
use super::line::Misfit;
use super::source::Source;
use super::{cross, line, rows};
use crate::document::Cell;
use crate::finding::{Finding, Origin, Severity, catalogue};
use crate::form::{DataCell, TableForm};
use crate::recognize::title::excerpt;
use rustc_hash::{FxBuildHasher, FxHashMap};
use std::collections::BTreeSet;

/// The least part of a table's figures that must be found for it to be that table, in percent; never fewer than three.
const LEAST_PERCENT: usize = 30;

/// One way to read a part of a grid: the source rows it takes, and how much it explains.
pub(super) struct Match<'f> {
    pub(super) form: &'f str,
    pub(super) table: &'f TableForm,
    pub(super) first_row: u32,
    pub(super) last_row: u32,
    /// For each data cell found, in the form's order: the source cell that states it.
    pub(super) figures: Vec<(&'f DataCell, usize)>,
    /// The source rows that state them.
    pub(super) figure_rows: BTreeSet<u32>,
    /// Source cells that the form explains: labels and figures.
    pub(super) explained: BTreeSet<usize>,
    pub(super) findings: Vec<Finding>,
    pub(super) score: i64,
}

impl<'f> Match<'f> {
    /// A reading of the rows from `first_row` to `last_row`; `None` where it has too few figures to be that table.
    fn of(
        source: &Source,
        labels: &'f Labels<'f>,
        figures: Vec<(&'f DataCell, usize)>,
        (first_row, last_row): (u32, u32),
        mut explained: BTreeSet<usize>,
        findings: Vec<Finding>,
    ) -> Option<Self> {
        let table = labels.table;
        let total = table.data_cells().count();
        if !are_enough(figures.len(), table) {
            return None;
        }
        let figure_cells = || figures.iter().map(|(_, cell)| *cell);
        let figure_rows = figure_cells().filter_map(|cell| source.cell(cell)).map(|cell| cell.row).collect();
        explained.extend(figure_cells());
        explained.extend(label_cells(source, labels, first_row, last_row));
        let leftover = source.text_cells(first_row, last_row).filter(|cell| !explained.contains(cell)).count();
        let score = 2 * figures.len() as i64 - (total - figures.len()) as i64 - 3 * leftover as i64;
        let mut found: FxHashMap<&str, (&DataCell, usize)> =
            FxHashMap::with_capacity_and_hasher(figures.len(), FxBuildHasher);
        for (data, cell) in figures {
            found.entry(&data.id).or_insert((data, cell));
        }
        let in_order = table.data_cells().filter_map(|cell| found.remove(cell.id.as_str())).collect();
        Some(Match {
            form: labels.form,
            table,
            first_row,
            last_row,
            figures: in_order,
            figure_rows,
            explained,
            findings,
            score,
        })
    }

    /// Whether it has half the figures of its table.
    pub(super) fn is_whole(&self) -> bool {
        self.figures.len() * 2 >= self.table.data_cells().count()
    }
}

fn are_enough(figures: usize, table: &TableForm) -> bool {
    figures >= 3.max(table.data_cells().count() * LEAST_PERCENT / 100)
}

/// Why a grid was not read as a table.
#[derive(Default)]
pub(super) struct Refusal {
    /// What is to be said, should it be that table.
    pub(super) findings: Vec<Finding>,
    /// Whether its figures are not in line with its labels, which no other way of reading mends.
    pub(super) is_out_of_line: bool,
    /// How many of its rows and columns were recognised.
    pub(super) recognised: usize,
    /// How many rows were recognised of a table whose rows and figures are not in line; another vintage that knows no more of them is
    /// no better reading.
    pub(super) moved_rows: usize,
}

/// A table whose rows are the form's.
pub(super) fn match_table<'f>(source: &Source, labels: &'f Labels<'f>) -> Result<Match<'f>, Refusal> {
    let table = labels.table;
    let mut is_out_of_line = false;
    let mut findings = Vec::new();
    let mut explained = BTreeSet::new();
    // The data rows of which it is said why they state nothing.
    let mut told: BTreeSet<usize> = BTreeSet::new();
    let matched_rows = rows::match_rows(source, labels, &mut findings, &mut explained, &mut told);
    let mut figures: Vec<(&DataCell, usize)> = Vec::new();
    let (mut first_row, mut last_row) = (u32::MAX, 0);
    let data_rows: BTreeSet<u32> = matched_rows.iter().map(|matched| matched.row).collect();
    let mut heads = columns::Heads::default();
    let mut missing_columns: Vec<String> = Vec::new();
    for matched in &matched_rows {
        let Some(spec) = labels.rows.get(matched.spec) else { continue };
        let head = match heads.find(source, labels, spec, matched, &data_rows) {
            Above::Head(head) => head,
            Above::Foreign(cell) => {
                if let Some(finding) = foreign_head(source, labels, spec, (cell, matched.row)) {
                    told.insert(matched.spec);
                    if !findings.contains(&finding) {
                        findings.push(finding);
                    }
                }
                continue;
            }
            Above::Moved => {
                is_out_of_line = true;
                told.insert(matched.spec);
                findings.push(Misfit::Aside.finding(spec.name()).at_origin(&row_origin(source, matched.row)));
                continue;
            }
            Above::Nothing => {
                if let Some(finding) = no_head(source, labels, spec, matched) {
                    told.insert(matched.spec);
                    findings.push(finding);
                }
                continue;
            }
        };
        if head.is_refused() {
            is_out_of_line = true;
            told.insert(matched.spec);
            continue;
        }
        let found = line::row_figures(source, (labels, spec), matched, head, &data_rows, &mut findings);
        let Some(found) = found else {
            is_out_of_line = true;
            told.insert(matched.spec);
            continue;
        };
        if found.is_empty() {
            continue;
        }
        for (index, cell) in spec.cells.iter().enumerate() {
            let name = cell.name();
            if !head.accounts_for(index) && !missing_columns.contains(&name) {
                missing_columns.push(name);
            }
        }
        explained.extend(head.explained.iter().copied());
        first_row = first_row.min(head.first_row).min(matched.row);
        last_row = last_row.max(matched.row);
        figures.extend(found);
    }
    findings.extend(columns::head_findings(&heads));
    if !are_enough(figures.len(), table) {
        // One of each kind says why; the table is refused as a whole.
        let mut said: BTreeSet<&'static str> = BTreeSet::new();
        findings.retain(|finding| finding.severity() == Severity::Error && said.insert(finding.code()));
        let recognised = matched_rows.len() + heads.columns();
        return Err(Refusal { findings, is_out_of_line, recognised, moved_rows: 0 });
    }
    if let Some(row) = rows_out_of_line(source, labels, &matched_rows, &figures) {
        let finding = catalogue::recognize::rows_out_of_line(&table.name).at_origin(&row_origin(source, row));
        let recognised = matched_rows.len() + heads.columns();
        return Err(Refusal {
            findings: vec![finding],
            is_out_of_line: true,
            recognised,
            moved_rows: matched_rows.len(),
        });
    }
    let last_row = rows::end_of_figures(source, labels, last_row, &figures);
    for column in missing_columns {
        findings.push(catalogue::recognize::column_missing(&table.name, column).at_origin(&source.grid.origin));
    }
    for (index, spec) in labels.rows.iter().enumerate().filter(|(index, _)| !told.contains(index)) {
        let missing = spec.cells.iter().all(|cell| !figures.iter().any(|(found, _)| found.id == cell.data.id));
        if missing && !matched_rows.iter().any(|matched| matched.spec == index) {
            findings.push(catalogue::recognize::row_missing(&table.name, spec.name()).at_origin(&source.grid.origin));
        }
    }
    Match::of(source, labels, figures, (first_row, last_row), explained, findings).ok_or_else(Refusal::default)
}

/// A row of numbers that bears no label, or one that is no row's, where a row of the form is blank in the same columns or missing
/// elsewhere: labels or figures were moved up or down. The row, where there is one.
fn rows_out_of_line(
    source: &Source,
    labels: &Labels,
    matched: &[rows::MatchedRow],
    figures: &[(&DataCell, usize)],
) -> Option<u32> {
    let cells = || figures.iter().filter_map(|(_, index)| source.cell(*index).map(|cell| (*index, cell)));
    let columns: BTreeSet<u32> = cells().map(|(_, cell)| cell.column).collect();
    let with_blanks: BTreeSet<u32> =
        cells().filter(|(index, _)| !source.has_text(*index)).map(|(_, cell)| cell.column).collect();
    let missing: Vec<usize> =
        (0..labels.rows.len()).filter(|spec| !matched.iter().any(|matched| matched.spec == *spec)).collect();
    if with_blanks.is_empty() && missing.is_empty() {
        return None;
    }
    let heads_rows = |text: &str| {
        let cells = labels.rows.iter().filter_map(|spec| spec.cells.first());
        cells.flat_map(|cell| &cell.data.row_labels).any(|label| label.normal.iter().any(|normal| normal == text))
    };
    // Whether the label that is missing may be that of a row that has none: it is one of those between its neighbours.
    let may_be_missing = |row: u32| {
        let above = matched.iter().rfind(|matched| matched.row < row).map(|matched| matched.spec);
        let below = matched.iter().find(|matched| matched.row > row).map(|matched| matched.spec);
        let is_between =
            |spec: &usize| above.is_none_or(|above| *spec > above) && below.is_none_or(|below| *spec < below);
        missing.is_empty() || missing.iter().any(is_between)
    };
    let is_blank = |row: u32| cells().filter(|(_, cell)| cell.row == row).all(|(index, _)| !source.has_text(index));
    let has_blank_row = matched.iter().any(|matched| is_blank(matched.row));
    let first_column = columns.first().copied()?;
    let (first, last) = (matched.first()?.row, matched.last()?.row);
    let is_plain = |index: &usize| {
        let text = source.cell(*index).map(Cell::plain_text).unwrap_or_default();
        !text.trim().is_empty() && text.trim().chars().all(|c| c.is_ascii_digit() || ",.".contains(c))
    };
    (first.saturating_sub(1)..=last.saturating_add(1))
        .filter(|row| !matched.iter().any(|matched| matched.row == *row))
        .find(|row| {
            let in_row = || source.row_cells(*row).iter().copied().filter(|cell| source.begins_in(*cell, *row));
            let column = |cell: &usize| source.cell(*cell).map_or(0, |cell| cell.column);
            let numbers: BTreeSet<u32> =
                in_row().filter(is_plain).map(|cell| column(&cell)).filter(|column| columns.contains(column)).collect();
            if numbers.is_empty() {
                return false;
            }
            let label = in_row().rfind(|cell| column(cell) < first_column && source.has_text(*cell));
            match label.and_then(|cell| source.normal(cell)) {
                Some(text) => {
                    let is_heads = labels.all.contains(text) && labels.row_called(text).is_none() && !heads_rows(text);
                    is_heads && (!missing.is_empty() || numbers.is_subset(&with_blanks))
                }
                None => {
                    let is_blank_instead =
                        !with_blanks.is_empty() && (has_blank_row || numbers.is_subset(&with_blanks));
                    is_blank_instead || (numbers.len() * 2 > columns.len() && !may_be_missing(*row))
                }
            }
        })
}

fn row_origin(source: &Source, row: u32) -> Origin {
    let first = source.row_cells(row).iter().copied().find(|cell| source.has_text(*cell));
    first.and_then(|cell| source.cell(cell)).map(|cell| cell.origin.clone()).unwrap_or_default()
}

/// What is said of a row of figures under a label that is none of the form's.
fn foreign_head(source: &Source, labels: &Labels, spec: &RowSpec, (cell, row): (usize, u32)) -> Option<Finding> {
    let states = source.row_cells(row).iter().copied().any(|cell| source.is_figure(cell));
    let expected = spec.cells.first()?.data.column_labels.last()?;
    let found = source.cell(cell).filter(|_| states)?;
    let text = excerpt(&found.plain_text());
    Some(catalogue::recognize::label_not_taken(&labels.table.name, text, &expected.text).at_origin(&found.origin))
}

/// What is said of a row of figures under no label.
fn no_head(source: &Source, labels: &Labels, spec: &RowSpec, matched: &rows::MatchedRow) -> Option<Finding> {
    let is_right = |cell: &usize| source.cell(*cell).is_some_and(|cell| cell.column >= matched.first_column);
    let figure = source.row_cells(matched.row).iter().copied().filter(is_right).find(|cell| source.is_figure(*cell))?;
    let expected = spec.cells.first()?.data.column_labels.last()?;
    let origin = &source.cell(figure)?.origin;
    Some(catalogue::recognize::head_missing(&labels.table.name, spec.name(), &expected.text).at_origin(origin))
}

/// A table whose rows and columns are not the form's, read by the labels of each cell.
pub(super) fn match_crosswise<'f>(source: &Source, labels: &'f Labels<'f>) -> Option<Match<'f>> {
    let table = labels.table;
    let crossed = cross::cross(source, labels)?;
    let stated: Vec<(&DataCell, Option<usize>)> = table
        .data_cells()
        .map(|cell| (cell, crossed.figures.iter().find(|(found, _)| found.id == cell.id).map(|(_, cell)| *cell)))
        .collect();
    if line::moved(source, table, &stated).is_some() {
        return None;
    }
    let mut findings = vec![catalogue::recognize::table_turned(&table.name).at_origin(&source.grid.origin)];
    findings.extend(crossed.findings);
    let explained: BTreeSet<usize> =
        crossed.labels.iter().copied().chain(crossed.figures.iter().map(|(_, cell)| *cell)).collect();
    let rows = || explained.iter().filter_map(|cell| source.cell(*cell)).map(|cell| cell.row);
    let extent = rows().min().zip(rows().max())?;
    for cell in table.data_cells().filter(|cell| !crossed.figures.iter().any(|(found, _)| found.id == cell.id)) {
        findings.push(catalogue::recognize::figure_not_found(&table.name, cell).at_origin(&source.grid.origin));
    }
    Match::of(source, labels, crossed.figures, extent, explained, findings)
}

/// The cells of these rows that bear a label of the form, wherever they stand.
fn label_cells(source: &Source, labels: &Labels, first_row: u32, last_row: u32) -> Vec<usize> {
    source
        .text_cells(first_row, last_row)
        .filter(|cell| {
            source.normal(*cell).is_some_and(|text| labels.all.contains(text) || labels.stems.contains(text))
        })
        .collect()
}
