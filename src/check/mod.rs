//! What a reviewer would say of a report.
//!
//! In: a [`Report`], the forms, perhaps last year's report and those of units. Out: findings, each at the place its figure came from. The rules are the
//! form's own (`[[tables.rules]]`, `[[rules]]`); code only adds up. Knows no file format.
//!
//! [`check_report`] says what every conversion says, [`review()`] all a reviewer would want to know: what a report holds against last
//! year's and its units', which single figure explains several broken rules, and the likely cause.
//!
//! | room | what it says |
//! |---|---|
//! | `tables` | whether the statutory tables are there |
//! | `arithmetic` | which rules of the forms are broken |
//! | `agreement` | whether the parts speak of the same body and year |
//! | `canonical` | what is odd in figures that no reader has spoken of |
//! | `carried` | which figures last year's report settles |
//! | `review` | broken rules, each with its cells and cause |
//! | `location` | the one figure, row or column that explains several broken rules |
//! | `cause` | why a figure is likely to be wrong |
//! | `changes` | which figures have changed from last year by more than a factor |
//! | `figures` | the figures rules speak of |
//! | `last_year` | which report is last year's |
//! | `units` | which reports are those of the units that add up to it |
//! | `stated` | which rules of the forms numbers of the text break |
//! | `profile` | what reviewers have decided of rules |
//! | `text` | what is odd in the text: figures that differ from the tables, years, dates, leftovers, data of persons |

mod agreement;
mod arithmetic;
mod canonical;
mod carried;
mod cause;
mod changes;
mod figures;
mod last_year;
mod location;
mod profile;
mod review;
mod stated;
mod tables;
#[doc(hidden)]
pub mod text;
mod units;

pub use agreement::check_agreement;
pub use arithmetic::check_arithmetic;
pub use carried::{Carried, carried};
pub use changes::{Change, changes};
pub use last_year::report_of_last_year;
pub use profile::Profile;
pub use tables::check_tables;

use crate::finding::Finding;
use crate::form::Forms;
use crate::report::Report;

/// Everything there is to say of a report's figures as they stand, in its tables and its text, whatever is done with it: to be asked
/// last, when nothing changes any more.
#[must_use]
pub fn check_report(report: &Report, forms: &Forms) -> Vec<Finding> {
    let mut findings = check_tables(report, forms);
    findings.extend(check_arithmetic(report, forms));
    findings.extend(check_agreement(report));
    findings.extend(text::check_figures_in_text(report, forms));
    findings
}

/// What is reviewed.
#[derive(Debug, Clone, Copy)]
pub struct Review<'a> {
    /// The report.
    pub report: &'a Report,
    /// The forms its tables follow.
    pub forms: &'a Forms,
    /// The report of the same body on the year before.
    pub last_year: Option<&'a Report>,
    /// The reports of the units whose figures add up to its own; others may be among them.
    pub units: Option<&'a [Report]>,
}

/// Everything a reviewer would say of a report.
#[must_use]
pub fn review(review: &Review<'_>) -> Vec<Finding> {
    let Review { report, forms, last_year, units } = *review;
    let mut findings = check_tables(report, forms);
    let units = match units.map(|given| units::units_of_report(report, given)) {
        Some(Ok(units)) => {
            findings.extend(units::units_without_numbers(report, &units));
            Some(units)
        }
        Some(Err(unfit)) => {
            findings.push(unfit);
            None
        }
        None => None,
    };
    let figures = figures::Figures { last_year, units: units.as_deref(), ..figures::Figures::of(report) };
    findings.extend(canonical::check_canonical(report, forms));
    findings.extend(review::review_arithmetic(&figures, forms));
    findings.extend(stated::review_stated(&figures, forms));
    findings.extend(check_agreement(report));
    findings.extend(text::check_text(report, forms, last_year));
    findings
}

/// A report of the 2021 form's table of disputes, from its cells by id; those without a number are absent.
#[cfg(test)]
fn report_of_disputes(change: impl Fn(&str) -> Option<i64>) -> Report {
    let forms = Forms::built_in().unwrap();
    let table = &forms.get("2021").unwrap().tables[2];
    let cells = table
        .data_cells()
        .filter_map(|cell| Some((cell.id.clone(), crate::report::Count::of(change(&cell.id)?))))
        .collect();
    let figures = crate::report::TableFigures { form: "2021".into(), cells };
    Report {
        form: Some("2021".into()),
        statistics: [("disputes".to_owned(), figures)].into_iter().collect(),
        ..Report::default()
    }
}
