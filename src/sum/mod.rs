//! Reports of units → the report of their area: every figure of the statutory tables added up.
//!
//! In: the form and the reports, one after the other. Out: a report with the sums, and a finding for all that keeps a sum from being that of
//! every unit: a unit twice, of another year, without a table, with a figure that is no number, on a list and not there. Only names and sums
//! are kept, so that any number of units can be added. Knows no file format.

mod expected;
mod names;

pub use expected::Expected;

use crate::finding::{Finding, Value, catalogue};
use crate::form::{DataCell, Form, TableForm};
use crate::report::{Count, Report, SameOrgan, Scope, TableFigures, same_organ};
use names::Names;
use rust_decimal::Decimal;
use rustc_hash::FxHashMap;

/// How many cells without a number are named.
const NAMED: usize = 5;

/// Figures being added up.
#[derive(Debug)]
pub struct Sum<'f> {
    form: &'f Form,
    organ: String,
    year: u16,
    /// By table and cell; a cell no unit has a number in has no sum.
    sums: FxHashMap<(&'f str, &'f str), Decimal>,
    names: Names,
    added: usize,
}

impl<'f> Sum<'f> {
    /// Nothing added yet, for an area's report on a year.
    #[must_use]
    pub fn new(form: &'f Form, organ: &str, year: u16) -> Self {
        let (sums, names) = (FxHashMap::default(), Names::default());
        Sum { form, organ: organ.to_owned(), year, sums, names, added: 0 }
    }

    /// The form whose figures are added up.
    #[must_use]
    pub fn form(&self) -> &'f Form {
        self.form
    }

    /// The year whose figures are added up.
    #[must_use]
    pub fn year(&self) -> u16 {
        self.year
    }

    /// How many units were added.
    #[must_use]
    pub fn added(&self) -> usize {
        self.added
    }

    /// Adds a unit's figures. What is said of it: that it was not added, and why; that it is twice; which of its figures are missing.
    pub fn add(&mut self, unit: &Report, file: &str) -> Vec<Finding> {
        let organ = unit.organ.as_deref().unwrap_or_default();
        let name = if organ.is_empty() { file } else { organ };
        if unit.year != Some(self.year) {
            let found = unit.year.map_or_else(|| "？".to_owned(), |year| year.to_string());
            return vec![catalogue::sum::unit_not_of_year(name, found, self.year)];
        }
        // By a shorter name, too: 清河市政府 is 清河市人民政府.
        if same_organ(organ, &self.organ) != SameOrgan::No {
            return vec![catalogue::sum::unit_is_area(organ)];
        }
        if let Some(first) = self.names.file_of(organ) {
            return vec![catalogue::sum::unit_twice(organ, first)];
        }
        let mut findings = Vec::new();
        if organ.is_empty() {
            findings.push(catalogue::sum::unit_nameless());
        }
        findings.extend(self.names.like(organ).map(|other| catalogue::sum::unit_perhaps_twice(organ, other)));
        self.names.insert(organ, file);
        self.added += 1;
        let form = self.form;
        for table in &form.tables {
            match unit.statistics.get(&table.id).filter(|figures| figures.form == form.id) {
                Some(figures) => findings.extend(self.add_table(table, figures)),
                None => findings.push(catalogue::sum::unit_without_table(name, &table.name)),
            }
        }
        findings
    }

    fn add_table(&mut self, table: &'f TableForm, figures: &TableFigures) -> Option<Finding> {
        let mut unknown: Vec<&DataCell> = Vec::new();
        for cell in table.data_cells() {
            let value = figures.cells.get(&cell.id).and_then(|count| count.value);
            let key = (table.id.as_str(), cell.id.as_str());
            // Eighteen digits are the most a figure has: so many units as would overflow there are not.
            match value.and_then(|value| self.sums.get(&key).copied().unwrap_or_default().checked_add(value)) {
                Some(sum) => drop(self.sums.insert(key, sum)),
                None => unknown.push(cell),
            }
        }
        let more = (unknown.len() > NAMED).then(|| "…".into());
        let cells: Value =
            unknown.iter().take(NAMED).map(|cell| Value::from(*cell)).chain(more).collect::<Vec<_>>().into();
        (!unknown.is_empty()).then(|| catalogue::sum::unit_figures_unknown(&table.name, unknown.len(), cells))
    }

    /// The area's report with the sums, and which units of a list were not added, or added and not on it. A figure that no unit has a
    /// number for is blank.
    #[must_use]
    pub fn finish(self, expected: Option<&Expected>) -> (Report, Vec<Finding>) {
        let mut report = Report { scope: Some(Scope::Area), ..Report::blank(self.form, &self.organ, self.year) };
        for table in &self.form.tables {
            let Some(figures) = report.statistics.get_mut(&table.id) else { continue };
            for cell in table.data_cells() {
                if let Some(sum) = self.sums.get(&(table.id.as_str(), cell.id.as_str())) {
                    figures.cells.insert(cell.id.clone(), count_of(*sum));
                }
            }
        }
        let findings = expected.map(|expected| self.names.against(&expected.names())).unwrap_or_default();
        (report, findings)
    }
}

/// A sum as a figure, without the zeros that the decimals of its parts leave.
fn count_of(sum: Decimal) -> Count {
    let value = sum.normalize();
    Count { raw: value.to_string(), value: Some(value), ..Count::default() }
}

/// What an area's own report states otherwise than the sums: each figure in which both have a number, and not the same. In those of which
/// only one has a number nothing can be compared.
#[must_use]
pub fn own_against_sums(own: &Report, sums: &Report, form: &Form) -> Vec<Finding> {
    let mut findings = Vec::new();
    for table in &form.tables {
        let of = |report: &'_ Report, cell: &DataCell| {
            let figures = report.statistics.get(&table.id).filter(|figures| figures.form == form.id)?;
            figures.cells.get(&cell.id)?.value
        };
        for cell in table.data_cells() {
            if let (Some(stated), Some(sum)) = (of(own, cell), of(sums, cell))
                && stated != sum
            {
                let name = cell.called(format!("{} {}", table.name, cell.path()));
                let finding = catalogue::sum::own_differs(name, stated, sum, (stated - sum).normalize());
                let origin = own.statistics.get(&table.id).and_then(|figures| figures.cells.get(&cell.id));
                findings.push(finding.at_origin(&origin.map(|count| count.origin.clone()).unwrap_or_default()));
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests;
