//! What a reviewer would say of a report's text.
//!
//! In: a [`Report`], the forms, and last year's report where there is one. Out: findings at the paragraphs they are about. Each rule
//! is a file; its words and patterns are data (`templates/checks.toml`). Silent on a correct report: what a rule does not
//! understand it does not judge. Knows no file format, and changes nothing.

mod contents;
mod dates;
mod leftover;
mod narrative;
mod passage;
mod personal;
mod repetition;
mod title;
mod words;
mod years;

pub(super) use narrative::stated_figures;
pub use narrative::{Judged, Verdict, judged_figures};

use crate::finding::Finding;
use crate::form::Forms;
use crate::report::Report;

/// The figures in a report's text that differ from its tables.
#[must_use]
pub fn check_figures_in_text(report: &Report, forms: &Forms) -> Vec<Finding> {
    narrative::check_narrative(report, forms, None, &passage::passages(report))
}

/// Everything a reviewer would say of a report's text.
#[must_use]
pub fn check_text(report: &Report, forms: &Forms, last_year: Option<&Report>) -> Vec<Finding> {
    let passages = passage::passages(report);
    let mut findings = narrative::check_narrative(report, forms, last_year, &passages);
    findings.extend(title::check_title(report, forms));
    findings.extend(years::check_years(report, &passages));
    findings.extend(dates::check_dates(report));
    findings.extend(contents::check_contents(report, &passages));
    findings.extend(leftover::check_leftovers(&passages));
    findings.extend(personal::check_personal_data(&passages));
    findings.extend(last_year.into_iter().flat_map(|last| repetition::check_repetition(&passages, last)));
    findings
}
