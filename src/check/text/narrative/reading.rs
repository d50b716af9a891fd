//! What the figures of the tables are that a number in the text may be: its admissible readings.

use crate::check::text::words::{RowWords, words};
use crate::finding::{Value, terms};
use crate::form::{DataCell, FigureWords, Forms, Label, TableForm};
use crate::report::{Report, TableFigures};
use rust_decimal::Decimal;
use std::sync::Arc;

/// One reading: the cells whose sum a number may be.
#[derive(Debug, Clone)]
pub(super) struct Reading<'f> {
    cells: Vec<&'f DataCell>,
    /// Their sum.
    pub(super) value: Decimal,
    /// Whether a blank was taken for 0.
    pub(super) is_assumed: bool,
}

/// A sum of cells in words of the data: `received + carried_in`, in some columns where it is of rows.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sum<'w> {
    pub(super) table: &'w str,
    pub(super) of: &'w str,
    /// Another of its kind that is added: 予以公开和部分公开25件.
    pub(super) and: Option<&'w str>,
    pub(super) columns: Option<&'w [String]>,
}

/// The column of sums of rows where no other is named.
const TOTAL: &str = "total";

impl Sum<'_> {
    /// What it is in a report. `Err` where a figure it needs is not there or no number; `Ok(None)` where the form has no such cell.
    pub(super) fn of_report<'f>(&self, report: &Report, forms: &'f Forms) -> Result<Option<Reading<'f>>, ()> {
        let figures = report.statistics.get(self.table).ok_or(())?;
        let form = forms.get(&figures.form).ok_or(())?;
        let table = form.tables.iter().find(|table| table.id == self.table).ok_or(())?;
        let mut cells = Vec::new();
        for term in self.of.split('+').chain(self.and.into_iter().flat_map(|and| and.split('+'))).map(str::trim) {
            let Some(found) = self.cells_of(table, term) else { return Ok(None) };
            cells.extend(found);
        }
        let mut reading = Reading { cells, value: Decimal::ZERO, is_assumed: false };
        for cell in &reading.cells {
            let (value, is_assumed) = value_of(table, figures, &cell.id).ok_or(())?;
            reading.value = reading.value.checked_add(value).ok_or(())?;
            reading.is_assumed |= is_assumed;
        }
        Ok(Some(reading))
    }

    fn cells_of<'f>(&self, table: &'f TableForm, term: &str) -> Option<Vec<&'f DataCell>> {
        let Some(columns) = self.columns else { return Some(vec![table.data_cell(term)?]) };
        let total = [TOTAL.to_owned()];
        let columns = if columns.is_empty() { &total } else { columns };
        let mut cells = Vec::new();
        for column in columns {
            match term.strip_suffix('*') {
                Some(group) => cells.extend(table.data_cells().filter(|cell| {
                    let rest = cell.id.strip_prefix(group).and_then(|rest| rest.strip_suffix(column.as_str()));
                    rest.and_then(|rest| rest.strip_suffix('.'))
                        .is_some_and(|row| !row.is_empty() && !row.contains('.'))
                })),
                None => cells.extend(table.data_cell(&format!("{term}.{column}"))),
            }
        }
        (!cells.is_empty()).then_some(cells)
    }
}

/// The figure of a cell; of a blank total the sum of its parts. Whether a blank was taken for 0.
fn value_of(table: &TableForm, figures: &TableFigures, id: &str) -> Option<(Decimal, bool)> {
    let figure = figures.cells.get(id)?;
    if let Some(value) = figure.value {
        return Some((value, false));
    }
    let is_blank = |raw: &str| raw.is_empty() || FigureWords::built_in().placeholders.iter().any(|word| word == raw);
    if !is_blank(&figure.raw) {
        return None;
    }
    let Some(row) = id.strip_suffix(TOTAL) else { return Some((Decimal::ZERO, true)) };
    let mut sum = (Decimal::ZERO, false);
    for part in table.data_cells().filter(|cell| cell.id != id && cell.id.starts_with(row)) {
        let figure = figures.cells.get(&part.id)?;
        if figure.value.is_none() && !is_blank(&figure.raw) {
            return None;
        }
        sum = (sum.0.checked_add(figure.value.unwrap_or_default())?, sum.1 || figure.value.is_none());
    }
    Some(sum)
}

impl<'f> Reading<'f> {
    /// For a message: 行政复议·总计为3.
    pub(super) fn said(&self) -> Value {
        let id = self.cells.iter().map(|cell| cell.id.as_str()).collect::<Vec<_>>().join(" + ");
        terms::figure_is(Value::Cell { label: self.name(), id }, self.value.normalize())
    }

    /// The id of its cell, where it is of one.
    pub(super) fn only_cell(&self) -> Option<&'f str> {
        match self.cells.as_slice() {
            [only] => Some(&only.id),
            _ => None,
        }
    }

    fn name(&self) -> String {
        match self.cells.as_slice() {
            [cell] => cell.path(),
            cells => shared_name(cells)
                .unwrap_or_else(|| cells.iter().map(|cell| cell.path()).collect::<Vec<_>>().join("＋")),
        }
    }
}

/// What several cells are called together: by the labels they share, and the last where it is that of all.
fn shared_name(cells: &[&DataCell]) -> Option<String> {
    let of = |labels: fn(&DataCell) -> &[Arc<Label>]| -> Option<Option<String>> {
        let all: Vec<&[Arc<Label>]> = cells.iter().map(|cell| labels(cell)).collect();
        let first = *all.first()?;
        if first.is_empty() {
            return Some(None);
        }
        let shared =
            (0..first.len()).take_while(|at| all.iter().all(|labels| labels.get(*at) == first.get(*at))).last();
        let shared = first.get(shared?)?;
        let last = first.last().filter(|last| all.iter().all(|labels| labels.last() == Some(*last)));
        Some(Some(match last {
            Some(last) if last != shared => format!("{}·{}", shared.text, last.text),
            _ => shared.text.clone(),
        }))
    };
    let (row, column) = (of(|cell| &cell.row_labels)?, of(|cell| &cell.column_labels)?);
    Some(row.into_iter().chain(column).collect::<Vec<_>>().join(" / "))
}

/// The sums a number may be that words for a row, with or without those for columns, go with.
pub(super) fn sums_of_rows<'w>(rows: &[usize], columns: Option<usize>) -> Vec<Sum<'w>> {
    let words = &words().narrative;
    let columns = columns.and_then(|index| words.columns.get(index)).map_or(&[][..], |column| column.is.as_slice());
    let of = |sums: &'static [String]| {
        sums.iter().map(move |of| Sum { table: &words.application.table, of, and: None, columns: Some(columns) })
    };
    if rows.is_empty() {
        return of(&words.application.is).collect();
    }
    let named: Vec<&'static RowWords> = rows.iter().filter_map(|row| words.rows.get(*row)).collect();
    let mut sums: Vec<Sum<'w>> = named.iter().flat_map(|row| of(&row.is)).collect();
    if let [first, second] = named.as_slice()
        && first.added
        && second.added
    {
        let and = second.is.first().map(String::as_str);
        sums.extend(of(&first.is).take(1).map(|sum| Sum { and, ..sum }));
    }
    sums
}

/// The sums a number may be that words for a subject go with, and for what became of it.
pub(super) fn sums_of_subject<'w>(subject: usize, outcome: Option<usize>) -> Option<Vec<Sum<'w>>> {
    let words = &words().narrative;
    let subject = words.subjects.get(subject)?;
    let sums = match outcome {
        Some(outcome) => subject.outcomes.get(&words.outcomes.get(outcome)?.id)?,
        None => &subject.is,
    };
    Some(sums.iter().map(|of| Sum { table: &subject.table, of, and: None, columns: None }).collect())
}
