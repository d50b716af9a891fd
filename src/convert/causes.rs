//! What two findings say together: a cause that one names is not asked for by the other.

use crate::finding::{Finding, Place, catalogue};
use crate::report::Report;
use std::collections::BTreeSet;

/// What is said of text that no person sees.
const UNSEEN: [&str; 4] =
    ["ground-colored-text-dropped", "tiny-text-dropped", "transparent-text-dropped", "hidden-text-dropped"];

/// What says why a table's figures were not taken, by the table's name.
const NOT_TAKEN: [&str; 4] = ["tables-disagree", "table-of-other-year", "table-of-others", "table-unreadable"];

/// A blank in whose cell text was found that no person sees is no blank to write 0 in.
pub(super) fn name_unseen(findings: &mut [Finding]) {
    let of_unseen = findings.iter().filter(|finding| UNSEEN.contains(&finding.code()));
    let unseen: Vec<Place> = of_unseen.filter_map(|finding| finding.location().place.clone()).collect();
    if unseen.is_empty() {
        return;
    }
    for finding in findings.iter_mut().filter(|finding| finding.code() == "figure-blank") {
        let place = finding.location().place.as_ref().filter(|place| unseen.contains(place)).cloned();
        if let (Some(place), Some(cell)) = (place, finding.value("cell")) {
            *finding = catalogue::recognize::figure_unseen(cell).at(place);
        }
    }
}

/// The tables of which it is said why they were not taken.
pub(super) fn tables_not_taken(findings: &[Finding]) -> BTreeSet<String> {
    let named = findings.iter().filter(|finding| NOT_TAKEN.contains(&finding.code()));
    named.filter_map(|finding| finding.value("table")).map(str::to_owned).collect()
}

/// A form in which nothing was filled in yet has nothing amiss: its blanks are what it is for.
pub(super) fn drop_blanks_of_empty_form(report: &Report, findings: &mut Vec<Finding>) {
    let is_blank = |text: &str| text.trim().is_empty();
    let mut figures = report.statistics.values().flat_map(|table| table.cells.values());
    if figures.all(|figure| is_blank(&figure.raw)) {
        findings.retain(|finding| finding.code() != "figure-blank");
    }
}

/// What was said of the cells of a sheet that was then passed over concerns nobody.
pub(super) fn drop_passed_over(findings: &mut Vec<Finding>) {
    let place = |finding: &Finding| finding.location().place.clone();
    let passed_over: Vec<Place> =
        findings.iter().filter(|f| f.code() == "check-sheet-passed-over").filter_map(place).collect();
    findings.retain(|finding| {
        let Some(Place::SheetCell { sheet, .. }) = place(finding) else { return true };
        !passed_over.iter().any(|passed| *passed == Place::Sheet(sheet.clone()))
    });
}
