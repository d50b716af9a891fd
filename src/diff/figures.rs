//! The statutory figures of two reports, cell by cell.

use super::difference::{Change, Figure, State, Stated, TableDifference};
use crate::form::{Form, Forms, TableForm};
use crate::report::{Count, Report, TableFigures};
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// The tables of both reports: in the order of the report after, then those of the one before alone.
pub(super) fn tables(before: &Report, after: &Report, forms: &Forms) -> Vec<TableDifference> {
    let only_before = before.statistics.keys().filter(|id| !after.statistics.contains_key(*id));
    let ids = after.statistics.keys().chain(only_before);
    ids.map(|id| table(id, before.statistics.get(id), after.statistics.get(id), forms)).collect()
}

/// A table of one report.
#[derive(Clone, Copy)]
struct Of<'r> {
    figures: Option<&'r TableFigures>,
    form: Option<&'r TableForm>,
}

impl<'r> Of<'r> {
    fn new(id: &str, figures: Option<&'r TableFigures>, forms: &'r Forms) -> Self {
        let form = figures.and_then(|figures| forms.get(&figures.form)).and_then(|form| table_of(form, id));
        Of { figures, form }
    }

    fn cell(self, id: &str) -> Said<'r> {
        Said { ids: vec![id.to_owned()], counts: vec![self.count(id)] }
    }

    fn sum(self, ids: &[String]) -> Said<'r> {
        Said { ids: ids.to_vec(), counts: ids.iter().map(|id| self.count(id)).collect() }
    }

    fn count(self, id: &str) -> Option<&'r Count> {
        self.figures.and_then(|figures| figures.cells.get(id))
    }

    /// The ids of its cells: those of the form, and those the form does not have.
    fn ids(self) -> Vec<&'r str> {
        let mut ids: Vec<&str> =
            self.form.into_iter().flat_map(TableForm::data_cells).map(|cell| cell.id.as_str()).collect();
        let known: BTreeSet<&str> = ids.iter().copied().collect();
        let cells = self.figures.into_iter().flat_map(|figures| figures.cells.keys());
        ids.extend(cells.map(String::as_str).filter(|id| !known.contains(id)));
        ids
    }

    /// What heads a cell's row and column; of a cell the form does not have its id.
    fn labels(self, id: &str) -> (Option<String>, Option<String>) {
        match self.form.and_then(|form| form.data_cell(id)) {
            Some(cell) => cell.labels(),
            None => (Some(id.to_owned()), None),
        }
    }
}

fn table_of<'f>(form: &'f Form, id: &str) -> Option<&'f TableForm> {
    form.tables.iter().find(|table| table.id == id)
}

fn table(id: &str, before: Option<&TableFigures>, after: Option<&TableFigures>, forms: &Forms) -> TableDifference {
    let (was, is) = (Of::new(id, before, forms), Of::new(id, after, forms));
    let form_of = |figures: Option<&TableFigures>| figures.map(|figures| figures.form.clone());
    let (form_before, form_after) = (form_of(before), form_of(after));
    let figures = match form_before.is_some() && form_after.is_some() && form_before != form_after {
        true => of_two_forms(was, is, (form_before.as_deref(), form_after.as_deref())),
        false => of_one_form(was, is),
    };
    let name = is.form.or(was.form).map_or(id, |form| form.name.as_str()).to_owned();
    TableDifference { id: id.to_owned(), name, form_before, form_after, figures }
}

/// Each cell against the one of its id; where only one report has the table, the other has none of its figures.
fn of_one_form(was: Of<'_>, is: Of<'_>) -> Vec<Figure> {
    let whole = if is.figures.is_some() { is } else { was };
    let mut ids = whole.ids();
    let known: BTreeSet<&str> = ids.iter().copied().collect();
    ids.extend(was.ids().into_iter().filter(|id| !known.contains(id)));
    ids.into_iter().filter_map(|id| figure(whole.labels(id), Some(was.cell(id)), Some(is.cell(id)))).collect()
}

/// Cells that ask for the same against each other: those of one id, and those the forms name; the others as what only one asks for.
fn of_two_forms(was: Of<'_>, is: Of<'_>, (form_before, form_after): (Option<&str>, Option<&str>)) -> Vec<Figure> {
    // Sums of cells before and after that ask for the same.
    let mut same: Vec<(&[String], &[String])> = Vec::new();
    for comparable in is.form.iter().flat_map(|form| &form.comparable).filter(|c| Some(c.form.as_str()) == form_before)
    {
        same.push((&comparable.theirs, &comparable.ours));
    }
    for comparable in was.form.iter().flat_map(|form| &form.comparable).filter(|c| Some(c.form.as_str()) == form_after)
    {
        same.push((&comparable.ours, &comparable.theirs));
    }
    let mut done_before: BTreeSet<&str> = same.iter().flat_map(|(was, _)| *was).map(String::as_str).collect();
    let in_sum: BTreeSet<&str> = same.iter().flat_map(|(_, is)| *is).map(String::as_str).collect();
    let ids_before: BTreeSet<&str> = was.ids().into_iter().collect();
    let mut figures = Vec::new();
    for id in is.ids() {
        if let Some((sum_before, sum_after)) = same.iter().find(|(_, is)| is.first().is_some_and(|first| first == id)) {
            let labels = match (*sum_before, *sum_after) {
                ([only], [_, _, ..]) => was.labels(only),
                _ => is.labels(id),
            };
            figures.extend(figure(labels, Some(was.sum(sum_before)), Some(is.sum(sum_after))));
        } else if in_sum.contains(id) {
            continue;
        } else if ids_before.contains(id) && !done_before.contains(id) {
            done_before.insert(id);
            figures.extend(figure(is.labels(id), Some(was.cell(id)), Some(is.cell(id))));
        } else {
            figures.extend(figure(is.labels(id), None, Some(is.cell(id))));
        }
    }
    let rest = was.ids().into_iter().filter(|id| !done_before.contains(id));
    figures.extend(rest.filter_map(|id| figure(was.labels(id), Some(was.cell(id)), None)));
    figures
}

/// What a report says in a cell, or in several that are one in the other form.
struct Said<'r> {
    ids: Vec<String>,
    counts: Vec<Option<&'r Count>>,
}

impl Said<'_> {
    fn is_absent(&self) -> bool {
        self.counts.iter().all(Option::is_none)
    }

    /// The number; of several their sum, where each is one.
    fn value(&self) -> Option<Decimal> {
        self.counts.iter().try_fold(Decimal::ZERO, |sum, count| sum.checked_add((*count)?.value?))
    }

    fn stated(&self) -> Stated {
        let parts: Vec<Stated> = self.ids.iter().zip(&self.counts).map(|(id, count)| stated(id, *count)).collect();
        if let [only] = parts.as_slice() {
            return only.clone();
        }
        let value = self.value();
        let state = match value {
            Some(_) => State::Number,
            None if self.is_absent() => State::Absent,
            None if parts.iter().all(|part| matches!(part.state, State::Absent | State::Blank)) => State::Blank,
            None => State::Text,
        };
        let joined = |of: &dyn Fn(&Stated) -> String| parts.iter().map(of).collect::<Vec<_>>().join(" + ");
        let (cell, raw) = (joined(&|part| part.cell.clone()), joined(&|part| part.raw.clone()));
        Stated { cell, state, raw, value: value.map(|value| value.to_string()), parts }
    }
}

fn stated(id: &str, count: Option<&Count>) -> Stated {
    let (state, raw, value) = match count {
        None => (State::Absent, "", None),
        Some(count) => {
            let state = match count.value {
                Some(_) => State::Number,
                None if count.raw.trim().is_empty() => State::Blank,
                None => State::Text,
            };
            (state, count.raw.as_str(), count.value)
        }
    };
    let value = value.map(|value| value.to_string());
    Stated { cell: id.to_owned(), state, raw: raw.to_owned(), value, parts: Vec::new() }
}

/// A figure of both forms, or of one; `None` where neither report has it.
fn figure(
    (row, column): (Option<String>, Option<String>),
    before: Option<Said<'_>>,
    after: Option<Said<'_>>,
) -> Option<Figure> {
    if before.iter().chain(&after).all(Said::is_absent) {
        return None;
    }
    let change = match (&before, &after) {
        (Some(before), Some(after)) => change(before, after),
        (Some(_), None) => Change::OnlyBefore,
        (None, _) => Change::OnlyAfter,
    };
    let value = |said: &Option<Said<'_>>| said.as_ref().and_then(Said::value);
    let delta = value(&after).zip(value(&before)).and_then(|(after, before)| after.checked_sub(before));
    let delta = delta.map(|delta| delta.normalize().to_string());
    let stated = |said: Option<Said<'_>>| said.map(|said| said.stated());
    Some(Figure { row, column, change, before: stated(before), after: stated(after), delta })
}

fn change(before: &Said<'_>, after: &Said<'_>) -> Change {
    match (before.is_absent(), after.is_absent()) {
        (true, false) => return Change::Added,
        (false, true) => return Change::Removed,
        _ => {}
    }
    let is_same = match (before.counts.as_slice(), after.counts.as_slice()) {
        ([Some(before)], [Some(after)]) => before.raw == after.raw && before.content == after.content,
        // A sum is never written as what it is the sum of.
        _ => before.value().is_some() || [before, after].iter().all(|said| said.stated().state == State::Blank),
    };
    match (before.value(), after.value()) {
        (Some(was), Some(is)) if was == is => {
            if is_same {
                Change::Same
            } else {
                Change::Written
            }
        }
        (None, None) if is_same => Change::Same,
        _ => Change::Changed,
    }
}
