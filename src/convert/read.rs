//! Bytes → what they state.

use super::Options;
use super::causes;
use super::stated::{Stated, names};
use crate::check::{Review, check_report, report_of_last_year, review};
use crate::compose::is_review_sheet;
use crate::document::{Beginnings, Document};
use crate::fill::name_field_errors;
use crate::finding::{Error, Finding, Warned, catalogue};
use crate::form::Forms;
use crate::format::{Content, Format};
use crate::recognize::{
    Wanted, document_to_parts, document_to_report, document_to_statistics, document_to_units, doubt_by_running_text,
};
use crate::report::{Count, Report};
use std::collections::BTreeSet;

/// What reports are held against when they are reviewed.
#[derive(Debug, Clone, Copy, Default)]
pub struct Against<'a> {
    /// The reports of last year: each is held against that of its own body.
    pub last_year: Option<&'a [Report]>,
    /// The reports of the units whose figures add up to a report's.
    pub units: Option<&'a [Report]>,
}

/// How many breaches of arithmetic are listed for a list of units.
const LISTED: usize = 500;

/// The report a file states, checked.
///
/// # Errors
/// Whatever the reader can't go on from; `unreadable-format` for a format that is only written; `several-reports` where it is a
/// list of several units.
pub fn bytes_to_report(bytes: &[u8], format: Format, options: &Options) -> Result<Warned<Report>, Error> {
    let Warned { value, findings } = bytes_to_reports(bytes, format, options)?;
    Ok(Warned { value: value.into_only()?, findings })
}

/// All reports a file states, checked.
///
/// # Errors
/// Whatever the reader can't go on from; `unreadable-format` for a format that is only written.
pub fn bytes_to_reports(bytes: &[u8], format: Format, options: &Options) -> Result<Warned<Stated>, Error> {
    let mut findings = Vec::new();
    let value = bytes_to_unchecked(bytes, format, options)?.unpack(&mut findings).check(options).unpack(&mut findings);
    Ok(Warned { value, findings })
}

/// What a file states before it is checked: figures may still be replaced and placeholders filled. What is checked is the
/// result, last and once.
#[derive(Debug)]
pub(super) struct Unchecked {
    stated: Stated,
    /// The tables of which it has been said why they were not taken: none is missing.
    told: BTreeSet<String>,
}

/// All reports a file states, to be changed and then checked.
///
/// # Errors
/// As [`bytes_to_reports`].
pub(super) fn bytes_to_unchecked(bytes: &[u8], format: Format, options: &Options) -> Result<Warned<Unchecked>, Error> {
    let Warned { value, findings } = stated(bytes, format, options, document_to_report)?;
    let told = causes::tables_not_taken(&findings);
    Ok(Warned { value: Unchecked { stated: value, told }, findings })
}

impl Unchecked {
    /// The reports as they stand.
    pub(super) fn reports_mut(&mut self) -> &mut [Report] {
        match &mut self.stated {
            Stated::Report(report) => std::slice::from_mut(report.as_mut()),
            Stated::Units(reports) => reports,
        }
    }

    /// The reports, with what is said of their figures whatever is done with them.
    pub(super) fn check(self, options: &Options) -> Warned<Stated> {
        self.judged(|report| check_report(report, &options.forms))
    }

    /// The reports, with all that a reviewer would say of them: held against those of last year and of the units, where they are given.
    pub(super) fn review(self, against: Against<'_>, options: &Options) -> Warned<Stated> {
        let Against { last_year, units } = against;
        self.judged(|report| {
            let (last_year, unfit) = match last_year.map(|earlier| report_of_last_year(report, earlier)) {
                Some(Ok(found)) => (Some(found), None),
                Some(Err(unfit)) => (None, Some(unfit)),
                None => (None, None),
            };
            let found = review(&Review { report, forms: &options.forms, last_year, units });
            unfit.into_iter().chain(found).collect()
        })
    }

    fn judged(self, judge: impl Fn(&Report) -> Vec<Finding>) -> Warned<Stated> {
        let Unchecked { stated: value, told } = self;
        let reports = value.reports();
        let mut findings: Vec<Finding> = Vec::new();
        let mut more = 0;
        for report in reports {
            let mut found = judge(report);
            let is_told = |finding: &Finding| finding.value("table").is_some_and(|table| told.contains(table));
            found.retain(|finding| !finding.is(catalogue::report::TABLE_MISSING) || !is_told(finding));
            found.extend(name_field_errors(report));
            let room = LISTED.saturating_sub(findings.len()).max(if reports.len() == 1 { found.len() } else { 0 });
            more += found.len().saturating_sub(room);
            found.truncate(room);
            findings.extend(found);
        }
        if let (Some(first), true) = (findings.first(), more > 0) {
            let finding = catalogue::sheet::more_of_the_same(first.code(), more);
            findings.push(finding);
        }
        Warned { value, findings }
    }
}

/// What a file states, recognised as told.
pub(super) fn stated(
    bytes: &[u8],
    format: Format,
    options: &Options,
    recognize: impl Fn(Document, &Forms) -> Warned<Report>,
) -> Result<Warned<Stated>, Error> {
    let found = format.of_bytes(bytes);
    let read = found.entry().required_reader()?;
    let Warned { value: content, mut findings } = read(bytes, &options.read, &options.forms)?;
    if found != format {
        let [named, found] = [format, found].map(|format| format.entry().name.to_uppercase());
        findings.insert(0, catalogue::convert::named_otherwise(named, found));
    }
    let document = match content {
        Content::Document(document) => document,
        Content::Report(report) => return Ok(Warned { value: Stated::Report(report), findings }),
        #[cfg(feature = "xlsx")]
        Content::Units(reports) => return Ok(Warned { value: Stated::Units(reports), findings }),
        #[cfg(any(feature = "pdf", feature = "html"))]
        Content::Carried { carried, shown } => {
            let differ =
                shown.as_ref().map_or(0, |shown| figures_shown_otherwise(&carried.value, &shown.value, options));
            if differ == 0 {
                let value = Stated::Report(carried.unpack(&mut findings));
                return Ok(Warned { value, findings });
            }
            findings.push(catalogue::attached::attached_data_differs(differ));
            shown?.unpack(&mut findings)
        }
    };
    if is_review_sheet(&document) {
        return Err(catalogue::convert::review_sheet_given().into());
    }
    let beginnings = Beginnings::of(&document);
    let value = match document_to_units(document, &options.forms) {
        Ok(units) => Stated::Units(units.unpack(&mut findings)),
        Err(document) => {
            let document = document.unpack(&mut findings);
            document.check_extent()?;
            let parts = document_to_parts(document, &options.forms);
            let mut reports: Vec<Report> =
                parts.into_iter().map(|part| recognize(part, &options.forms).unpack(&mut findings)).collect();
            causes::drop_passed_over(&mut findings);
            reports.iter().for_each(|report| causes::drop_blanks_of_empty_form(report, &mut findings));
            reports.iter_mut().for_each(|report| doubt_by_running_text(report, &mut findings, &options.forms));
            match (reports.pop(), reports.is_empty()) {
                (Some(only), true) => Stated::Report(Box::new(only)),
                (last, _) => {
                    reports.extend(last);
                    findings.push(catalogue::list::several_reports_found(reports.len(), names(&reports)));
                    Stated::Units(reports)
                }
            }
        }
    };
    causes::name_unseen(&mut findings);
    let findings = findings.into_iter().map(|finding| beginnings.told(finding)).collect();
    Ok(Warned { value, findings })
}

/// How many figures of a report are shown otherwise.
#[cfg(any(feature = "pdf", feature = "html"))]
fn figures_shown_otherwise(report: &Report, shown: &Document, options: &Options) -> usize {
    let wanted = Wanted { organ: report.organ.as_deref(), year: report.year };
    figures_that_differ(report, &document_to_statistics(shown.clone(), wanted, &options.forms).value)
}

/// How many statutory figures two readings print otherwise.
#[cfg(any(feature = "pdf", feature = "html"))]
fn figures_that_differ(one: &Report, other: &Report) -> usize {
    let tables = one.statistics.keys().chain(other.statistics.keys()).collect::<BTreeSet<_>>();
    let cells = |report: &Report, table: &str| report.statistics.get(table).map(|figures| figures.cells.clone());
    tables
        .into_iter()
        .map(|table| {
            let (one, other) = (cells(one, table).unwrap_or_default(), cells(other, table).unwrap_or_default());
            let ids = one.keys().chain(other.keys()).collect::<BTreeSet<_>>();
            let raw = |count: Option<&Count>| count.map(|count| count.raw.clone());
            ids.into_iter().filter(|id| raw(one.get(*id)) != raw(other.get(*id))).count()
        })
        .sum()
}
