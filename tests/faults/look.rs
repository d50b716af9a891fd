//! Word files whose look says otherwise than their markup: hidden and raised text, cells placed by their widths, prompts, fields,
//! boxes of extensions, embedded workbooks.

use super::read;
use nianbao::finding::Finding;
use nianbao::format::Format;
use nianbao::report::Report;

fn has(findings: &[Finding], code: &str, quoted: &str) -> bool {
    findings.iter().any(|f| f.code() == code && f.value("text").is_some_and(|text| text.contains(quoted)))
}

fn text(report: &Report) -> String {
    nianbao::report::save(report, &nianbao::form::Forms::built_in().unwrap())
}

fn figure(report: &Report, table: &str, cell: &str) -> Option<String> {
    report.statistics.get(table)?.cells.get(cell).map(|count| count.raw.clone())
}

#[test]
fn white_digits_join_no_figure() {
    let read = read("look/white-digits-join-figure.docx");
    assert_eq!(figure(&read.value, "disclosure", "licences").as_deref(), Some("103"));
    assert!(has(&read.findings, "ground-colored-text-dropped", "00"));
}

#[test]
fn white_remarks_are_left_out() {
    let read = read("look/white-remark.docx");
    assert!(has(&read.findings, "ground-colored-text-dropped", "内部意见"));
    assert!(!text(&read.value).contains("内部意见") && text(&read.value).contains("一是解读形式单一。"));
}

#[test]
fn raised_digits_join_no_figure() {
    let read = read("look/raised-digit-joins-figure.docx");
    let raw = figure(&read.value, "disclosure", "licences").unwrap_or_default();
    assert!(!raw.contains("1031"), "{raw}");
}

#[test]
fn a_raised_2_stays_raised_and_white_text_goes() {
    let read = read("look/white-text-and-raised.docx");
    let text = text(&read.value);
    assert_eq!(text.matches("superscript").count(), 3, "{text}");
    assert_eq!(text.matches("subscript").count(), 1, "{text}");
    assert!(!text.contains("其中隐去3件") && has(&read.findings, "ground-colored-text-dropped", "其中隐去3件"));
}

#[test]
fn cells_without_spans_stand_where_word_shows_them() {
    let read = read("look/row-without-gridSpan.docx");
    assert_eq!(figure(&read.value, "applications", "received.natural_person").as_deref(), Some("120"));
    assert_eq!(figure(&read.value, "applications", "received.total").as_deref(), Some("180"));
    assert!(read.findings.iter().any(|f| f.code() == "cells-placed-by-width"));
    assert!(!read.findings.iter().any(|f| f.severity() == nianbao::finding::Severity::Error), "{:?}", read.findings);
}

#[test]
fn prompts_around_cells_and_rows_are_left_out() {
    let read = read("look/prompt-of-cell-and-row-control.docx");
    for prompt in ["丙（格级）", "丁（行级）", "戊（行级）"] {
        assert!(has(&read.findings, "prompt-left-out", prompt), "{prompt}");
        assert!(!text(&read.value).contains(prompt), "{prompt}");
    }
    assert!(text(&read.value).contains('末'));
}

#[test]
fn text_boxes_of_extensions_have_their_text() {
    let read = read("look/strict-word-textbox.docx");
    assert_eq!(read.value.title.as_deref(), Some("青禾县农业农村局2023年政府信息公开工作年度报告"));
    assert!(text(&read.value).contains("其中惠农补贴426条"));
}

#[test]
fn errors_of_fields_and_merge_fields_are_named() {
    let read = read("look/broken-reference-and-mergefield.docx");
    assert!(has(&read.findings, "field-error", "未找到引用源"));
    assert!(has(&read.findings, "merge-field-empty", "«件数»"));
}

#[test]
fn embedded_workbooks_are_read() {
    let read = read("look/embedded-excel.docx");
    assert!(read.findings.iter().any(|f| f.code() == "embedded-workbook-read"));
    // Its rows are out of line with its heads: what is not read is an error.
    assert!(read.findings.iter().any(|f| f.code() == "table-unreadable"));
}

/// A Word file of one paragraph that shows a workbook as a table.
fn with_workbook(workbook: Vec<u8>, program: &str, aspect: &str) -> Vec<u8> {
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    let relation = |id: &str, kind: &str, target: &str| {
        format!(r#"<Relationship Id="{id}" Type="{office}/{kind}" Target="{target}"/>"#)
    };
    let relations = |all: String| format!(r#"<Relationships xmlns="{package}">{all}</Relationships>"#).into_bytes();
    let body = format!(
        r#"<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="{office}" xmlns:o="urn:schemas-microsoft-com:office:office"><w:body><w:p><w:r><w:t>株洲市生态环境局渌口分局2021年政府信息公开工作年度报告</w:t></w:r></w:p><w:p><w:r><w:object><o:OLEObject ProgID="{program}" DrawAspect="{aspect}" r:id="r1"/></w:object></w:r></w:p></w:body></w:document>"#
    );
    let parts = [
        ("_rels/.rels".to_owned(), relations(relation("r1", "officeDocument", "word/document.xml"))),
        ("word/_rels/document.xml.rels".to_owned(), relations(relation("r1", "package", "embeddings/a.xlsx"))),
        ("word/document.xml".to_owned(), body.into_bytes()),
        ("word/embeddings/a.xlsx".to_owned(), workbook),
    ];
    nianbao::ooxml::parts_to_package(&parts).unwrap()
}

#[test]
fn an_embedded_workbook_has_the_figures_it_has_alone() {
    let options = crate::support::options();
    let report = |bytes: &[u8], format| nianbao::convert::bytes_to_report(bytes, format, &options).unwrap();
    let workbook = crate::support::sample_bytes("lukou-2021/figures.xlsx");
    let alone = report(&workbook, Format::Xlsx).value;
    let read = report(&with_workbook(workbook.clone(), "Excel.Sheet.12", "Content"), Format::Docx);
    let codes: Vec<&str> = read.findings.iter().map(Finding::code).collect();
    assert!(codes.contains(&"embedded-workbook-read"), "{codes:?}");
    // It shows the sheet it was left at.
    let shown = &read.value.statistics;
    assert!(!shown.is_empty(), "{codes:?}");
    for (table, figures) in shown {
        let raw = |figures: &nianbao::report::TableFigures| {
            figures.cells.iter().map(|(id, count)| (id.clone(), count.raw.clone())).collect::<Vec<_>>()
        };
        assert_eq!(raw(figures), raw(&alone.statistics[table]), "{table}");
    }
    for (program, aspect) in [("Excel.Chart.8", "Content"), ("Excel.Sheet.12", "Icon")] {
        let read = report(&with_workbook(workbook.clone(), program, aspect), Format::Docx);
        assert!(read.value.statistics.is_empty(), "{program} {aspect}");
        assert!(read.findings.iter().any(|f| f.code() == "embedded-object"), "{program} {aspect}");
    }
    let damaged = report(&with_workbook(b"PK\x03\x04".to_vec(), "Excel.Sheet.12", "Content"), Format::Docx);
    assert!(damaged.findings.iter().any(|f| f.code() == "embedded-workbook-unreadable"));
}
