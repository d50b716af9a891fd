//! The report that a page publishes: what its figures are called, and which of them are shown first.

use super::escape::escaped;
use crate::document::{Cell, Document};
use crate::form::{DataCell, Forms};
use crate::report::{Count, Report};

/// The report that a page publishes.
#[derive(Debug, Clone, Copy)]
pub struct Published<'a> {
    /// The report.
    pub report: &'a Report,
    /// The forms it goes by.
    pub forms: &'a Forms,
    /// Its canonical form, where the page is to carry it.
    pub json: Option<&'a str>,
}

/// A figure of the report with what it counts.
#[derive(Clone, Copy)]
pub(super) struct Figure<'a> {
    pub(super) count: &'a Count,
    pub(super) cell: &'a DataCell,
}

impl<'a> Published<'a> {
    /// The figure of that id, its table's included: `applications.received.total`.
    pub(super) fn figure(self, id: &str) -> Option<Figure<'a>> {
        let (table, cell) = id.split_once('.')?;
        let figures = self.report.statistics.get(table)?;
        let count = figures.cells.get(cell)?;
        let cell = self.forms.get(&figures.form)?.table(table)?.data_cell(cell)?;
        Some(Figure { count, cell })
    }

    /// The attributes by which programs find a figure: the cell's id; its unit; its value, where the cell says just that number.
    pub(super) fn figure_of(self, cell: &Cell) -> Option<String> {
        let id = cell.id.as_deref()?;
        let (table, own) = id.split_once('.')?;
        let form = self.forms.get(&self.report.statistics.get(table)?.form)?;
        let data = form.table(table)?.data_cell(own)?;
        let mut said = format!(" data-cell=\"{}\"", escaped(id));
        if let Some(number) = cell.number {
            said.push_str(&format!(" data-value=\"{number}\""));
        }
        said.push_str(&format!(" data-unit=\"{}\"", escaped(&data.unit)));
        Some(said)
    }

    /// What the report is called: its title, else body and year.
    pub(super) fn title(self, document: &Document) -> Option<String> {
        let given = self.report.title.as_deref().or(document.properties.title.as_deref());
        given.map(|title| title.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|title| !title.is_empty())
    }
}
