//! What two findings say together: a cause that one names is not asked for by the other.

use crate::finding::catalogue::{docx, recognize, unseen};
use crate::finding::{Code, Finding, Place};
use crate::report::Report;
use std::collections::BTreeSet;

/// What is said of text that no person sees.
const UNSEEN: [&Code; 4] = [
    unseen::GROUND_COLORED_TEXT_DROPPED,
    unseen::TINY_TEXT_DROPPED,
    unseen::TRANSPARENT_TEXT_DROPPED,
    docx::HIDDEN_TEXT_DROPPED,
];

/// What says why a table's figures were not taken, by the table's name.
const NOT_TAKEN: [&Code; 4] = [
    recognize::TABLES_DISAGREE,
    recognize::TABLE_OF_OTHER_YEAR,
    recognize::TABLE_OF_OTHERS,
    recognize::TABLE_UNREADABLE,
];

/// A blank in whose cell text was found that no person sees is no blank to write 0 in.
pub(super) fn name_unseen(findings: &mut [Finding]) {
    let of_unseen = findings.iter().filter(|finding| finding.is_any(&UNSEEN));
    let unseen: Vec<Place> = of_unseen.filter_map(|finding| finding.location().place.clone()).collect();
    if unseen.is_empty() {
        return;
    }
    for finding in findings.iter_mut().filter(|finding| finding.is(recognize::FIGURE_BLANK)) {
        let place = finding.location().place.as_ref().filter(|place| unseen.contains(place)).cloned();
        if let (Some(place), Some(cell)) = (place, finding.typed("cell").cloned()) {
            *finding = recognize::figure_unseen(cell).at(place);
        }
    }
}

/// The tables of which it is said why they were not taken.
pub(super) fn tables_not_taken(findings: &[Finding]) -> BTreeSet<String> {
    let named = findings.iter().filter(|finding| finding.is_any(&NOT_TAKEN));
    named.filter_map(|finding| finding.value("table")).map(str::to_owned).collect()
}

/// A form in which nothing was filled in yet has nothing amiss: its blanks are what it is for.
pub(super) fn drop_blanks_of_empty_form(report: &Report, findings: &mut Vec<Finding>) {
    let is_blank = |text: &str| text.trim().is_empty();
    let mut figures = report.statistics.values().flat_map(|table| table.cells.values());
    if figures.all(|figure| is_blank(&figure.raw)) {
        findings.retain(|finding| !finding.is(recognize::FIGURE_BLANK));
    }
}

/// What was said of the cells of a sheet that was then passed over concerns nobody.
pub(super) fn drop_passed_over(findings: &mut Vec<Finding>) {
    let place = |finding: &Finding| finding.location().place.clone();
    let passed_over: Vec<Place> =
        findings.iter().filter(|f| f.is(recognize::CHECK_SHEET_PASSED_OVER)).filter_map(place).collect();
    findings.retain(|finding| {
        let Some(Place::SheetCell { sheet, .. }) = place(finding) else { return true };
        !passed_over.iter().any(|passed| *passed == Place::Sheet(sheet.clone()))
    });
}
