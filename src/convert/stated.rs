//! What a file states: a report, or a list of them.

use crate::finding::{Error, catalogue};
use crate::report::Report;

/// What a file states.
#[derive(Debug, Clone, PartialEq)]
pub enum Stated {
    /// One report.
    Report(Box<Report>),
    /// A list of units: a report for each unit and year, in the order they are first named.
    Units(Vec<Report>),
}

impl Stated {
    /// The one report stated.
    ///
    /// # Errors
    /// `several-reports` where there are more.
    pub fn into_only(self) -> Result<Report, Error> {
        only(self.into_reports())
    }

    /// The reports stated, as they stand.
    #[must_use]
    pub fn reports(&self) -> &[Report] {
        match self {
            Stated::Report(report) => std::slice::from_ref(report.as_ref()),
            Stated::Units(reports) => reports,
        }
    }

    /// All reports stated.
    #[must_use]
    pub fn into_reports(self) -> Vec<Report> {
        match self {
            Stated::Report(report) => vec![*report],
            Stated::Units(reports) => reports,
        }
    }
}

fn only(mut reports: Vec<Report>) -> Result<Report, Error> {
    match (reports.pop(), reports.is_empty()) {
        (Some(only), true) => Ok(only),
        (last, _) => {
            reports.extend(last);
            Err(catalogue::list::several_reports(reports.len(), names(&reports)).into())
        }
    }
}

/// The bodies of the first reports, with their years where one has several.
pub(super) fn names(reports: &[Report]) -> Vec<String> {
    const NAMED: usize = 3;
    let one_body = reports.windows(2).all(|pair| matches!(pair, [a, b] if a.organ == b.organ));
    let mut named: Vec<String> = reports
        .iter()
        .filter_map(|report| {
            let organ = report.organ.as_deref().or(report.title.as_deref())?;
            let year = report.year.filter(|_| one_body).map_or_else(String::new, |year| format!("{year}年"));
            Some(format!("{organ}{year}"))
        })
        .take(NAMED + 1)
        .collect();
    if let Some(next) = named.get_mut(NAMED) {
        *next = "…".to_owned();
    }
    named
}
