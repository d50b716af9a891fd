//! A list of reports as nianbao writes it, and reads it back exactly: what stands in which column.
//!
//! In: [`Entry`]s, one a report. Out: [`Rows`] of fields, which writers put into their formats; and the way back ([`Reading`]). Lists
//! of other makes are recognised (`recognize/list`); what has this very head is read by it. Knows no file format.
//!
//! | shape | a row is | its figures |
//! |---|---|---|
//! | [`Shape::Wide`] | a report | a column for each cell of the forms met, called by its id |
//! | [`Shape::Long`] | a figure | its value, and its text as printed |
//!
//! Blank, 0, a dash and absence stay four things: a wide list says [`ABSENT`](field) for a cell the report does not have, a long one has
//! no row for it. Columns, their names and what they hold are a contract: `columns` says its version.

mod area;
mod columns;
mod field;
mod guard;
mod reading;
mod rows;

pub use area::{AreaUnits, Unit, UnitFigure};
pub use columns::{Kind, Shape, VERSION};
pub use guard::{guarded, unguarded};
pub use reading::Reading;
pub use rows::{Field, Rows};

use crate::finding::{Finding, Language, Place, Severity};
use crate::report::{Count, Report, TableFigures, figure_place};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// A report to be listed.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The report; of it only body, year and figures are listed.
    pub report: Report,
    /// The name of the file it is from.
    pub source: String,
    /// What was found in it.
    pub said: Said,
}

/// What was found in a report, as a list says it.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub struct Said {
    /// How many errors.
    pub errors: usize,
    /// How many warnings.
    pub warnings: usize,
    /// The codes of both, each once, in the order they were met.
    pub codes: Vec<String>,
    /// By the full id of a cell what was said of the figure there.
    pub of_cells: BTreeMap<String, String>,
}

impl Said {
    /// Adds what was found otherwise.
    pub fn add(&mut self, other: Said) {
        self.errors += other.errors;
        self.warnings += other.warnings;
        let new = other.codes.into_iter().filter(|code| !self.codes.contains(code));
        let new: Vec<String> = new.collect();
        self.codes.extend(new);
        for (cell, text) in other.of_cells {
            let own = self.of_cells.entry(cell).or_default();
            if !own.is_empty() {
                own.push('\n');
            }
            own.push_str(&text);
        }
    }
}

/// What was found in a file, by its place.
#[derive(Debug)]
pub struct Found<'f> {
    findings: &'f [Finding],
    by_place: FxHashMap<String, Vec<usize>>,
}

impl<'f> Found<'f> {
    /// What of some findings about a file is more than a note.
    #[must_use]
    pub fn of(findings: &'f [Finding]) -> Self {
        let mut by_place: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        for (index, finding) in findings.iter().enumerate().filter(|(_, finding)| is_told(finding)) {
            if let Some(place) = &finding.location().place {
                by_place.entry(key(place)).or_default().push(index);
            }
        }
        Found { findings, by_place }
    }

    /// What it says of a report in that file. Where there are others, and `is_one` is not, only what is said at the place of a figure of
    /// this one.
    #[must_use]
    pub fn said(&self, report: &Report, is_one: bool, language: Language) -> Said {
        let mut of_cells: FxHashMap<usize, String> = FxHashMap::default();
        for (table, figures) in report.statistics.iter().filter(|_| !self.by_place.is_empty()) {
            for (cell, count) in &figures.cells {
                // What of a report in the canonical form is said of a figure has its place there.
                let place = count.origin.0.clone().unwrap_or_else(|| figure_place(table, cell));
                let here = self.by_place.get(&key(&place));
                here.into_iter().flatten().for_each(|index| drop(of_cells.insert(*index, format!("{table}.{cell}"))));
            }
        }
        let mut said = Said::default();
        for (index, finding) in self.findings.iter().enumerate().filter(|(_, finding)| is_told(finding)) {
            let cell = of_cells.get(&index);
            if !is_one && cell.is_none() {
                continue;
            }
            match finding.severity() {
                Severity::Error => said.errors += 1,
                _ => said.warnings += 1,
            }
            if !said.codes.iter().any(|code| code == finding.code()) {
                said.codes.push(finding.code().to_owned());
            }
            if let Some(cell) = cell {
                let text = said.of_cells.entry(cell.clone()).or_default();
                if !text.is_empty() {
                    text.push('\n');
                }
                text.push_str(&format!("{} [{}]", finding.message(language), finding.code()));
            }
        }
        said
    }
}

/// The entries of a list that some reports of a file are, of each its figures alone.
#[must_use]
pub fn entries(file: &str, reports: Vec<Report>, findings: &[Finding], language: Language) -> Vec<Entry> {
    let found = Found::of(findings);
    let is_one = reports.len() == 1;
    let said = |report: &Report| found.said(report, is_one, language);
    let entry = |report: Report| Entry { said: said(&report), source: file.to_owned(), report: figures_alone(report) };
    reports.into_iter().map(entry).collect()
}

/// What of a report is listed and added up.
fn figures_alone(report: Report) -> Report {
    let bare = |count: Count| Count { raw: count.raw, value: count.value, ..Count::default() };
    let bare = |figures: TableFigures| TableFigures {
        cells: figures.cells.into_iter().map(|(id, count)| (id, bare(count))).collect(),
        ..figures
    };
    Report {
        form: report.form,
        organ: report.organ,
        year: report.year,
        statistics: report.statistics.into_iter().map(|(id, figures)| (id, bare(figures))).collect(),
        ..Report::default()
    }
}

fn is_told(finding: &Finding) -> bool {
    finding.severity() > Severity::Note && !finding.is_silenced()
}

fn key(place: &Place) -> String {
    place.render(Language::English)
}

#[cfg(test)]
mod tests;
