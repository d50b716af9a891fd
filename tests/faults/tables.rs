//! Statutory tables in other shapes, in two copies, with opposite labels.

use super::read;
use crate::support::{options, root};
use nianbao::convert::{bytes_to_figures, bytes_to_report};
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
    // The last part of the table under heads of its own.
    let fees = self::read("tables/fee-row-unknown.docx");
    let left = fees.findings.iter().find(|finding| finding.code() == "table-row-not-taken");
    assert_eq!(left.and_then(|finding| finding.value("text")), Some("证照工本费　85.34"));
    assert!(!fees.value.statistics["disclosure"].cells.contains_key("fees"));
}

#[test]
fn what_one_piece_of_a_table_lacks_the_other_has() {
    let read = assert_figures("cut-with-prose-between.docx", "applications", &[]);
    assert_eq!(read.value.statistics["applications"].cells.len(), 175);
    let codes: Vec<&str> = read.findings.iter().map(|finding| finding.code()).collect();
    assert!(codes.contains(&"table-joined") && !codes.contains(&"row-missing"), "{codes:?}");
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

/// The four parts of table 2 as lines of a file of separated values.
const DISCLOSURE: &str = "\
第二十条第（一）项,,,
信息内容,本年制发件数,本年废止件数,现行有效件数
规章,122,304,279
行政规范性文件,67,190,310
第二十条第（五）项,,,
信息内容,本年处理决定数量,,
行政许可,7767,,
第二十条第（六）项,,,
信息内容,本年处理决定数量,,
行政处罚,1074,,
行政强制,216,,
第二十条第（八）项,,,
信息内容,本年收费金额（单位：万元）,,
行政事业性收费,26.55,,
";

/// The same as a web page that is named a workbook.
fn as_page(lines: &str) -> String {
    let cells = |line: &str| line.split(',').map(|cell| format!("<td>{cell}</td>")).collect::<String>();
    let rows: String = lines.lines().map(|line| format!("<tr>{}</tr>", cells(line))).collect();
    format!("<html><meta charset=\"utf-8\"><body><table>{rows}</table></body></html>")
}

#[track_caller]
fn read_lines(lines: &str) -> [Warned<Report>; 2] {
    let of = |bytes: &[u8], extension: &str| {
        let format = Format::by_extension(extension).unwrap();
        bytes_to_report(bytes, format, &options()).unwrap()
    };
    [of(lines.as_bytes(), "csv"), of(as_page(lines).as_bytes(), "xls")]
}

#[test]
fn rows_of_too_many_or_too_few_cells_give_none_of_their_figures() {
    let [lines, page] = read_lines(DISCLOSURE);
    assert_eq!((errors(&lines), errors(&page)), (vec![], vec![]));
    assert_eq!(lines.value.statistics["disclosure"].cells.len(), 10);
    assert_eq!(page.value.statistics["disclosure"].cells.len(), 10);
    for (row, shifted) in [
        ("规章,122,304,279", "规章,7,122,304,279"),
        ("规章,122,304,279", "规章,122,,304,279"),
        ("规章,122,304,279", "7,规章,122,304,279"),
        ("规章,122,304,279", "规章,122,304,279,7"),
        ("规章,122,304,279", "规章,304,279"),
    ] {
        for read in read_lines(&DISCLOSURE.replace(row, shifted)) {
            assert!(says(&read, "figures-out-of-line"), "{shifted}: {:?}", read.findings);
            for cell in ["issued", "repealed", "in_force"] {
                assert_eq!(
                    figure(&read.value, "disclosure", &format!("regulations.{cell}")),
                    None,
                    "{shifted}: {cell}"
                );
                assert!(
                    figure(&read.value, "disclosure", &format!("normative_documents.{cell}")).is_some(),
                    "{shifted}"
                );
            }
            assert_eq!(figure(&read.value, "disclosure", "fees").as_deref(), Some("26.55"), "{shifted}");
        }
    }
    let word = read("tables/row-with-a-cell-too-many.docx");
    assert!(says(&word, "figures-out-of-line") && says(&word, "table-row-long"), "{:?}", word.findings);
    assert_eq!(figure(&word.value, "disclosure", "regulations.issued"), None);
    assert_eq!(figure(&word.value, "disclosure", "normative_documents.in_force").as_deref(), Some("310"));
    // A workbook whose cells lost their spans: its rows stand a column or two aside.
    let embedded = read("tables/embedded-sheet-without-spans.docx");
    assert!(!embedded.value.statistics.contains_key("applications"));
}

#[test]
fn heads_that_are_out_of_line_or_doubled_give_no_figure() {
    let head = "本年制发件数,本年废止件数,现行有效件数";
    for (wrong, code) in [
        ("本年制发件数,现行有效件数,", "head-out-of-line"),
        ("本年制发件数,,本年废止件数,现行有效件数", "figures-out-of-line"),
        ("本年制发件数,本年制发件数,现行有效件数", "column-repeated"),
        ("本年制发件数,现行有效件数,现行有效件数", "column-repeated"),
        ("本年制发件数,,现行有效件数", "column-unlabelled"),
    ] {
        for read in read_lines(&DISCLOSURE.replace(head, wrong)) {
            assert!(errors(&read).contains(&code), "{wrong}: {:?}", errors(&read));
            assert_eq!(figure(&read.value, "disclosure", "regulations.repealed"), None, "{wrong}");
            let issued = figure(&read.value, "disclosure", "regulations.issued");
            assert!(issued.is_none() || issued.as_deref() == Some("122"), "{wrong}: {issued:?}");
        }
    }
}

#[test]
fn an_opposite_label_is_named_wherever_it_stands() {
    for (old, new, cell) in [
        ("行政许可,", "非行政许可,", "licences"),
        ("行政许可,", "行政不许可,", "licences"),
        ("行政处罚,", "不予行政处罚,", "penalties"),
        ("行政事业性收费,", "行政事业性退费,", "fees"),
        ("本年处理决定数量,,\n行政许可", "上年处理决定数量,,\n行政许可", "licences"),
        ("本年处理决定数量,,\n行政处罚", "本年未处理决定数量,,\n行政处罚", "penalties"),
        ("本年处理决定数量,,\n行政处罚", "上年处理决定数量,,\n行政处罚", "coercive_measures"),
        ("本年收费金额（单位：万元）", "退费金额", "fees"),
        ("本年收费金额（单位：万元）", "上年收费金额（单位：万元）", "fees"),
        ("本年制发件数", "上年制发件数", "regulations.issued"),
        ("规章,", "非规章,", "regulations.issued"),
    ] {
        assert!(DISCLOSURE.contains(old), "{old}");
        for read in read_lines(&DISCLOSURE.replace(old, new)) {
            assert!(errors(&read).contains(&"label-not-taken"), "{new}: {:?}", errors(&read));
            assert_eq!(figure(&read.value, "disclosure", cell), None, "{new}");
            assert!(!says(&read, "row-missing") && !says(&read, "column-missing"), "{new}: {:?}", read.findings);
        }
    }
}

#[test]
fn a_table_that_was_not_taken_for_a_reason_said_is_not_called_missing() {
    let undecided = read("tables/last-years-table-first-in-draft.docx");
    let missing = undecided.findings.iter().filter(|finding| finding.code() == "table-missing");
    assert!(missing.filter_map(|finding| finding.value("table")).all(|table| table != "主动公开政府信息情况"));
}

#[test]
fn a_picture_where_a_table_should_stand_is_told() {
    let read = read("tables/table-as-picture.docx");
    assert_eq!(errors(&read), ["table-is-picture"]);
    assert!(!read.value.statistics.contains_key("applications"));
}

#[test]
fn unseen_text_in_a_cell_is_told_and_nothing_else_is_missed() {
    let white = read("tables/white-figure-is-no-blank.xlsx");
    assert!(says(&white, "figure-unseen") && !says(&white, "figure-blank"), "{:?}", white.findings);
    for path in ["white-run-beside-a-figure.xlsx", "white-run-beside-a-figure.ods"] {
        let read = assert_figures(path, "disclosure", &[("licences", "12"), ("penalties", "1074")]);
        assert!(says(&read, "ground-colored-text-dropped"), "{path}");
    }
}

#[test]
fn a_count_shown_in_millions_is_none_in_every_sheet() {
    for path in ["count-shown-in-millions.xlsx", "count-shown-in-millions.ods"] {
        let read = read(&format!("tables/{path}"));
        assert_eq!(errors(&read), ["figure-not-a-number"], "{path}");
        assert_eq!(read.value.statistics["disclosure"].cells["licences"].value, None, "{path}");
    }
}

#[test]
fn labels_or_figures_that_were_moved_up_or_down_give_no_figure() {
    let labels_down = DISCLOSURE
        .replace("规章,122,304,279\n行政规范性文件,67,190,310", ",122,304,279\n规章,67,190,310\n行政规范性文件,,,");
    let column_down = DISCLOSURE
        .replace("规章,122,304,279\n行政规范性文件,67,190,310", "规章,122,,279\n行政规范性文件,67,304,310")
        .replace("第二十条第（五）项,,,", "第二十条第（五）项,,190,");
    for lines in [labels_down, column_down] {
        for read in read_lines(&lines) {
            assert!(errors(&read).contains(&"rows-out-of-line"), "{lines}: {:?}", errors(&read));
            assert!(!read.value.statistics.contains_key("disclosure"), "{lines}");
        }
    }
}
