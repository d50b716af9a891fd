//! The rows of a list that nianbao wrote → reports.

use super::columns::{LONG, WIDE};
use super::field::field_to_figure;
use crate::finding::{Finding, Origin, Place, Value, Warned, catalogue, terms};
use crate::form::{DataCell, Forms, TableForm};
use crate::report::{Count, Report, Statistics, TableFigures, fault_to_finding};
use indexmap::IndexMap;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// How many findings of one code are made of a list.
const LISTED: usize = 500;

/// The reports of a list, as its rows come.
#[derive(Debug)]
pub struct Reading<'f> {
    forms: &'f Forms,
    kind: Kind,
    columns: usize,
    reports: Vec<Listed>,
    /// Where the report is whose figures have rows of their own: they may have been sorted.
    by_lead: FxHashMap<Lead, usize>,
    findings: Vec<Finding>,
    counts: BTreeMap<&'static str, usize>,
}

/// What the columns of a list are for.
#[derive(Debug)]
enum Kind {
    Long,
    /// By column, behind those that say whose they are, the table and the cell.
    Wide(Vec<(String, String)>),
}

/// Whose figures a row has.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Lead {
    number: String,
    organ: Option<String>,
    year: Option<u16>,
}

/// A report of a list.
#[derive(Debug)]
struct Listed {
    lead: Lead,
    /// The id of its form.
    form: String,
    statistics: Statistics,
}

/// Why a row is not read, and in which column that shows, counted from 0.
type Unread = (Value, usize);

impl<'f> Reading<'f> {
    /// The reading of a list with this head; `None` where it is none that nianbao wrote.
    #[must_use]
    pub fn of_head(head: &[String], forms: &'f Forms) -> Option<Self> {
        let columns = head.iter().rposition(|name| !name.is_empty())? + 1;
        let names = head.get(..columns)?;
        let kind = if names == LONG {
            Kind::Long
        } else {
            let ids = names.strip_prefix(WIDE.map(str::to_owned).as_slice())?;
            let known = |id: &String| {
                let (table, cell) = id.split_once('.')?;
                let has_cell = |table: &TableForm| table.data_cell(cell).is_some();
                let is_known = forms.iter().any(|form| form.table(table).is_some_and(has_cell));
                is_known.then(|| (table.to_owned(), cell.to_owned()))
            };
            let ids: Vec<_> = ids.iter().map(known).collect::<Option<_>>()?;
            if ids.iter().collect::<BTreeSet<_>>().len() < ids.len() {
                return None;
            }
            Kind::Wide(ids)
        };
        let (reports, by_lead, findings, counts) = (Vec::new(), FxHashMap::default(), Vec::new(), BTreeMap::new());
        Some(Reading { forms, kind, columns, reports, by_lead, findings, counts })
    }

    /// Takes a row; `place` says where a column of it stands, counted from 1.
    pub fn row(&mut self, mut row: Vec<String>, place: impl Fn(u32) -> Place) {
        if row.iter().all(String::is_empty) {
            return;
        }
        let at = |column: usize| Origin::at(place(u32::try_from(column + 1).unwrap_or(u32::MAX)));
        let has_more = row.iter().skip(self.columns).any(|text| !text.is_empty());
        row.resize(self.columns, String::new());
        let Some([number, organ, year, form]) = row.first_chunk::<4>() else { return };
        if number.is_empty() {
            return self.say(catalogue::list::list_total_row(organ), &at(1));
        }
        let known = if year.is_empty() { None } else { year.parse::<u16>().ok() };
        let organ = Some(organ.clone()).filter(|organ| !organ.is_empty());
        let lead = Lead { number: number.clone(), organ, year: known };
        let read = match &self.kind {
            // Which of its fields is one too many, nothing tells.
            _ if has_more => Err((Value::from(terms::FIELDS_BEYOND_HEAD), self.columns)),
            _ if known.is_none() && !year.is_empty() => Err((terms::not_a_year(year), 2)),
            Kind::Wide(ids) => self.wide(lead, form, ids, &row, at).map(|(listed, said)| {
                self.reports.push(listed);
                said
            }),
            Kind::Long => self.figure_of(&row, at).and_then(|found| self.add(lead, form, found)),
        };
        match read {
            Ok(said) => said.into_iter().for_each(|(finding, origin)| self.say(finding, &origin)),
            Err((reason, column)) => self.say(catalogue::list::list_row_not_read(reason), &at(column)),
        }
    }

    fn cell(
        &self,
        form: &str,
        table: &str,
        cell: &str,
        column: usize,
    ) -> Result<(&'f TableForm, &'f DataCell), Unread> {
        let of_form = self.forms.get(form).ok_or_else(|| (terms::form_unknown(form), 3))?;
        let found = of_form.table(table).and_then(|table| Some((table, table.data_cell(cell)?)));
        found.ok_or_else(|| (terms::no_cell_in_form(form, format!("{table}.{cell}")), column))
    }

    /// A report of a wide list, and what there is to say of its figures.
    fn wide(
        &self,
        lead: Lead,
        form: &str,
        ids: &[(String, String)],
        row: &[String],
        at: impl Fn(usize) -> Origin,
    ) -> Result<(Listed, Vec<(Finding, Origin)>), Unread> {
        let mut tokens = form.split(' ');
        let main = tokens.next().unwrap_or_default();
        let others: BTreeMap<&str, &str> = tokens.filter_map(|token| token.split_once('=')).collect();
        let mut listed = Listed { lead, form: main.to_owned(), statistics: Statistics::new() };
        let mut said = Vec::new();
        for (column, ((id, cell), text)) in (WIDE.len()..).zip(ids.iter().zip(row.iter().skip(WIDE.len()))) {
            let form = others.get(id.as_str()).copied().unwrap_or(main);
            let (table, data) = match self.cell(form, id, cell, column) {
                Ok(found) => found,
                // A column of another form's.
                Err(_) if text.is_empty() => continue,
                Err(unread) => return Err(unread),
            };
            let Some(count) = field_to_figure(text, data) else { continue };
            let count = Count { origin: at(column), ..count };
            said.extend(fault_of(&listed.lead, table, data, &count));
            listed.state(id, form, cell, count);
        }
        Ok((listed, said))
    }

    /// The figure of a row of a long list: its table, cell and what there is to say of it; `None` where the report has none.
    #[allow(clippy::type_complexity)]
    fn figure_of(&self, row: &[String], at: impl Fn(usize) -> Origin) -> Result<Option<Found<'f>>, Unread> {
        const ID: usize = 5;
        const VALUE: usize = 7;
        let (Some(form), Some(id), Some([value, raw])) =
            (row.get(3), row.get(ID), row.get(VALUE..).and_then(<[String]>::first_chunk::<2>))
        else {
            return Ok(None);
        };
        if id.is_empty() && value.is_empty() && raw.is_empty() {
            return Ok(None);
        }
        let (table, cell) = id.split_once('.').unwrap_or((id, ""));
        let (table, data) = self.cell(form, table, cell, ID)?;
        let read = Count::read(raw, data).0.value;
        let mut count = Count { raw: raw.clone(), value: None, origin: at(VALUE + 1), ..Count::default() };
        // A number that is not known, though its text looks like one, stays unknown; one that its text is not is neither.
        match (value.as_str(), value.parse().ok()) {
            ("", _) => {}
            (_, stated) if stated.is_some() && stated == read => count.value = read,
            _ => return Err((terms::raw_and_value_differ(raw, value), VALUE)),
        }
        Ok(Some(Found { table, data, count }))
    }

    /// Adds a row of a long list to the report it is of.
    fn add(&mut self, lead: Lead, form: &str, found: Option<Found<'f>>) -> Result<Vec<(Finding, Origin)>, Unread> {
        let at = *self.by_lead.entry(lead).or_insert_with_key(|lead| {
            self.reports.push(Listed { lead: lead.clone(), form: form.to_owned(), statistics: Statistics::new() });
            self.reports.len() - 1
        });
        let (Some(listed), Some(Found { table, data, count })) = (self.reports.get_mut(at), found) else {
            return Ok(Vec::new());
        };
        let of_table = listed.statistics.get(&table.id);
        if of_table.is_some_and(|own| own.form != form || own.cells.contains_key(&data.id)) {
            return Err((terms::cell_twice(format!("{}.{}", table.id, data.id)), 5));
        }
        let said = fault_of(&listed.lead, table, data, &count);
        listed.state(&table.id, form, &data.id, count);
        Ok(said.into_iter().collect())
    }

    fn say(&mut self, finding: Finding, origin: &Origin) {
        let count = self.counts.entry(finding.code()).or_default();
        *count += 1;
        if *count <= LISTED {
            self.findings.push(finding.at_origin(origin));
        }
    }

    /// The reports, in the order of the list.
    #[must_use]
    pub fn finish(mut self) -> Warned<Vec<Report>> {
        for (code, count) in self.counts {
            if count > LISTED {
                self.findings.push(catalogue::sheet::more_of_the_same(code, count - LISTED));
            }
        }
        let report = |Listed { lead: Lead { organ, year, .. }, form, mut statistics }: Listed| {
            let Some(form) = self.forms.get(&form) else { return Report { organ, year, ..Report::default() } };
            // In the form's order, as in every report.
            statistics.sort_by_cached_key(|id, _| form.tables.iter().position(|table| table.id == *id));
            for (id, figures) in &mut statistics {
                let Some(table) = self.forms.get(&figures.form).and_then(|form| form.table(id)) else { continue };
                let mut cells = std::mem::take(&mut figures.cells);
                figures.cells = table.data_cells().filter_map(|cell| cells.swap_remove_entry(&cell.id)).collect();
            }
            Report::of_figures(form, organ, year, statistics)
        };
        Warned { value: self.reports.into_iter().map(report).collect(), findings: self.findings }
    }
}

/// A figure of a long list.
struct Found<'f> {
    table: &'f TableForm,
    data: &'f DataCell,
    count: Count,
}

impl Listed {
    fn state(&mut self, table: &str, form: &str, cell: &str, count: Count) {
        let of_table = self.statistics.entry(table.to_owned());
        let of_table = of_table.or_insert_with(|| TableFigures { form: form.to_owned(), cells: IndexMap::new() });
        of_table.cells.insert(cell.to_owned(), count);
    }
}

/// What there is to say of a figure's text.
fn fault_of(lead: &Lead, table: &TableForm, data: &DataCell, count: &Count) -> Option<(Finding, Origin)> {
    let (_, fault) = Count::read(&count.raw, data);
    let name = format!("{} {}：{}", lead.organ.as_deref().unwrap_or_default(), table.name, data.path());
    Some((fault_to_finding(fault?, &name, count, data), count.origin.clone()))
}
