//! What is odd in figures that no reader has spoken of: those of the canonical form, which people and programs write.
//!
//! A figure with an origin was read from a document, and whatever there was to say of its text was said then.

use crate::finding::{Finding, Place, catalogue};
use crate::form::{Form, Forms, TableForm};
use crate::report::{Count, Report, TableFigures, fault_to_finding};

/// Blanks, dashes and texts where numbers should stand, and tables of another vintage than the year's.
pub(super) fn check_canonical(report: &Report, forms: &Forms) -> Vec<Finding> {
    let mut counts = report.statistics.values().flat_map(|table| table.cells.values());
    let is_of_reader = counts.any(|count| count.origin.0.is_some());
    if is_of_reader {
        return Vec::new();
    }
    let mut findings = vintages(report, forms);
    let is_empty_form = report.statistics.values().flat_map(|table| table.cells.values()).all(is_blank);
    for (id, figures) in &report.statistics {
        let table = forms.get(&figures.form).and_then(|form| form.table(id));
        // A form in which nothing was filled in yet has nothing amiss.
        if let Some(table) = table.filter(|_| !is_empty_form) {
            findings.extend(figures_of(table, figures));
        }
    }
    findings
}

fn is_blank(count: &Count) -> bool {
    count.raw.trim().is_empty()
}

fn figures_of<'a>(table: &'a TableForm, figures: &'a TableFigures) -> impl Iterator<Item = Finding> + 'a {
    table.data_cells().filter_map(move |cell| {
        let count = figures.cells.get(&cell.id)?;
        let (read, fault) = Count::read(&count.raw, cell);
        // What it means is said beside it.
        let fault = fault.filter(|_| read.value == count.value || count.value.is_none())?;
        let name = format!("{}：{}", table.name, cell.path());
        let pointer = Place::Pointer(format!("/statistics/{}/{}", table.id, cell.id.replace('.', "/")));
        Some(fault_to_finding(fault, &name, &read, cell).at(pointer))
    })
}

/// The report's form held against its year, each table's against the report's.
fn vintages(report: &Report, forms: &Forms) -> Vec<Finding> {
    let Some(form) = report.form.as_deref().and_then(|id| forms.get(id)) else { return Vec::new() };
    let mut findings = Vec::new();
    if let Some(year) = report.year.filter(|year| !is_in_force(form, *year) && !report.statistics.is_empty()) {
        findings.push(catalogue::recognize::form_not_of_year(year, &form.name));
    }
    let others = report.statistics.iter().filter(|(_, figures)| figures.form != form.id);
    findings.extend(others.map(|(id, figures)| {
        let finding = catalogue::recognize::mixed_forms(form.table_name(id), &figures.form);
        finding.at(Place::Pointer(format!("/statistics/{id}")))
    }));
    findings
}

fn is_in_force(form: &Form, year: u16) -> bool {
    form.first_year <= year && form.last_year.is_none_or(|last| year <= last)
}
