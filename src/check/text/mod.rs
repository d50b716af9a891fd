//! What a reviewer would say of a report's text.
//!
//! In: a [`Report`], the forms, and last year's report where there is one. Out: findings at the paragraphs they are about. Each rule
//! is a file; its words and patterns are data (`templates/checks.toml`). Silent on a correct report: what a rule does not
//! understand it does not judge. Knows no file format, and changes nothing.

mod narrative;
mod passage;
mod words;

pub use narrative::{Judged, Verdict, judged_figures};

use crate::finding::Finding;
use crate::form::Forms;
use crate::report::Report;

/// Everything a reviewer would say of a report's text.
#[must_use]
pub fn check_text(report: &Report, forms: &Forms, last_year: Option<&Report>) -> Vec<Finding> {
    let passages = passage::passages(report);
    narrative::check_narrative(report, forms, last_year, &passages)
}
