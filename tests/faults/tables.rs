//! Statutory tables in other shapes, in two copies, with opposite labels.

use super::read;
use crate::support::{options, root};
use nianbao::convert::bytes_to_figures;
use nianbao::finding::{Severity, Warned};
use nianbao::format::Format;
use nianbao::recognize::Wanted;
use nianbao::report::Report;

fn errors(read: &Warned<Report>) -> Vec<&'static str> {
    let errors = read.findings.iter().filter(|finding| finding.severity() == Severity::Error);
    errors.map(|finding| finding.code()).collect()
}

fn figure(report: &Report, table: &str, cell: &str) -> Option<String> {
    report.statistics.get(table)?.cells.get(cell).map(|count| count.raw.clone())
}

#[track_caller]
fn assert_figures(path: &str, table: &str, cells: &[(&str, &str)]) -> Warned<Report> {
    let read = read(&format!("tables/{path}"));
    assert_eq!(errors(&read), [""; 0], "{path}");
    for (cell, value) in cells {
        assert_eq!(figure(&read.value, table, cell).as_deref(), Some(*value), "{path}: {cell}");
    }
    read
}

fn says(read: &Warned<Report>, code: &str) -> bool {
    read.findings.iter().any(|finding| finding.code() == code)
}

#[test]
fn of_two_copies_the_reports_own_is_taken_or_none() {
    let hidden =
        assert_figures("hidden-template-of-zeros-wins.xlsx", "disclosure", &[("licences", "15"), ("fees", "26.55")]);
    let last = assert_figures(
        "last-years-table-first-wins.docx",
        "applications",
        &[("received.total", "180"), ("results.total.total", "182")],
    );
    assert!(says(&hidden, "table-repeated") && says(&last, "table-repeated"));
    let undecided = read("tables/last-years-table-first-in-draft.docx");
    assert!(errors(&undecided).contains(&"tables-disagree"));
    assert!(!undecided.value.statistics.contains_key("disclosure"));
}

#[test]
fn of_a_sheet_for_each_year_the_drafts_is_taken() {
    let path = root().join("tests/faults/files/tables/sheet-2022-before-2023-wins.xlsx");
    let bytes = std::fs::read(path).unwrap();
    for (year, licences) in [(Some(2023), Some("15")), (Some(2022), Some("115")), (None, None)] {
        let wanted = Wanted { organ: None, year };
        let read = bytes_to_figures(&bytes, Format::Xlsx, wanted, &options()).unwrap();
        let report = read.value.into_only().unwrap();
        assert_eq!(figure(&report, "disclosure", "licences").as_deref(), licences, "{year:?}");
    }
}

#[test]
fn opposite_labels_are_no_slips_of_the_pen() {
    let void = read("tables/column-void-taken-for-in-force.xlsx");
    assert_eq!(errors(&void), ["label-not-taken"]);
    assert_eq!(figure(&void.value, "disclosure", "normative_documents.in_force"), None);
    assert_eq!(figure(&void.value, "disclosure", "normative_documents.issued").as_deref(), Some("3"));
    let secret = read("tables/row-not-secret-taken-for-secret.xlsx");
    assert!(errors(&secret).contains(&"label-not-taken"));
    assert_eq!(figure(&secret.value, "applications", "results.refused.state_secret.total"), None);
}

#[test]
fn rows_under_the_sixth_result_make_form_2021() {
    for (path, cells) in [
        ("form2019-guess-first-item-becomes-group.docx", ["4", "3", "10"]),
        ("short-labels-under-six-become-form-2019.xlsx", ["5", "0", "0"]),
        ("labels-with-qizhong-two-rows-lost.xlsx", ["5", "27", "18"]),
        ("all-labels-with-unit-nothing-read-nothing-said.xlsx", ["5", "27", "18"]),
    ] {
        let [first, second, third] = cells;
        let items = [("not_corrected_in_time", first), ("fee_unpaid_in_time", second), ("others", third)];
        let items = items.map(|(item, value)| (format!("results.other.{item}.total"), value));
        let items: Vec<(&str, &str)> = items.iter().map(|(id, value)| (id.as_str(), *value)).collect();
        let read = assert_figures(path, "applications", &items);
        assert_eq!(read.value.statistics["applications"].form, "2021", "{path}");
        assert_eq!(read.value.statistics["applications"].cells.len(), 175, "{path}");
    }
}

#[test]
fn shapes_a_person_reads_at_sight_are_read() {
    assert_figures("stray-dot-in-last-row-refuses-all.xlsx", "disclosure", &[("fees", "26.55")]);
    let check = assert_figures(
        "check-column-without-head-loses-blanks.xlsx",
        "applications",
        &[("received.total", "299"), ("carried_in.research_institution", ""), ("carried_over.total", "2")],
    );
    assert_eq!(check.value.statistics["applications"].cells.len(), 175);
    for path in ["split-table-pagebreak-repeated-header.docx", "split-table-by-columns.docx"] {
        let read = assert_figures(path, "applications", &[("received.total", "180"), ("carried_over.total", "7")]);
        assert_eq!(read.value.statistics["applications"].cells.len(), 175, "{path}");
    }
    for path in ["table2-as-four-tables.docx", "unit-suffix-in-column-heads.docx", "own-small-table-false-error.docx"] {
        assert_figures(path, "disclosure", &[("licences", "1264"), ("coercive_measures", "5"), ("fees", "26.55")]);
    }
}

#[test]
fn rows_of_figures_that_nothing_explains_are_an_error_where_the_forms_own_are_missing() {
    let read = read("tables/six-unknown.docx");
    let left: Vec<&str> = read
        .findings
        .iter()
        .filter(|finding| finding.code() == "table-row-not-taken")
        .filter_map(|finding| finding.value("text"))
        .collect();
    assert!(matches!(left.as_slice(), [a, b] if a.starts_with("甲类") && b.starts_with("乙类")), "{left:?}");
    assert!(!read.value.statistics["applications"].cells.contains_key("results.other.fee_unpaid_in_time.total"));
}

#[test]
fn figures_that_may_stand_a_column_off_are_none() {
    // A cell is missing in a row of Word's: which, nobody can tell.
    let short = read("tables/row-short-of-a-cell.docx");
    let figures = &short.value.statistics["disclosure"].cells;
    for cell in ["issued", "repealed", "in_force"] {
        assert!(!figures.contains_key(&format!("normative_documents.{cell}")), "{cell}");
    }
    assert!(short.findings.iter().any(|finding| finding.code() == "figures-out-of-line"), "{:?}", short.findings);
    // 经复议直接起诉 is the opposite of the form's 未经复议直接起诉.
    let opposite = read("tables/group-of-the-opposite.docx");
    let disputes = opposite.value.statistics.get("disputes");
    let taken = disputes.map_or(0, |table| table.cells.keys().filter(|id| id.starts_with("litigation_direct")).count());
    assert_eq!(taken, 0, "{disputes:?}");
    assert!(opposite.findings.iter().any(|finding| finding.severity() == Severity::Error), "{:?}", opposite.findings);
}
