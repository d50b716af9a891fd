//! Headings, sign-offs, covers, layout tables; what was not recognised.

use super::{read, root};
use crate::support::{nianbao, options, said, sample};
use nianbao::convert::{Stated, bytes_to_reports};
use nianbao::document::{Block, Content};
use nianbao::finding::Warned;
use nianbao::format::Format;
use nianbao::report::{Item, Report};

fn roles(report: &Report) -> Vec<&str> {
    report.sections.iter().map(|section| section.role.as_deref().unwrap_or("-")).collect()
}

const SIX: [&str; 6] = ["overview", "disclosure", "applications", "disputes", "problems", "other"];

fn says(read: &Warned<Report>, code: &str) -> bool {
    read.findings.iter().any(|finding| finding.code() == code)
}

fn headings(report: &Report) -> Vec<(u8, String)> {
    let mut found = Vec::new();
    for section in &report.sections {
        found.extend(section.heading.as_ref().map(|heading| (1, heading.plain_text())));
        for item in &section.content {
            if let Item::Block(Block::Heading(heading)) = item {
                found.push((heading.level, heading.content.plain_text()));
            }
        }
    }
    found
}

fn closing(report: &Report) -> Vec<String> {
    report.attachments.iter().flat_map(|attachment| &attachment.content).map(Block::plain_text).collect()
}

#[test]
fn sections_are_found_whatever_their_numbers() {
    for file in ["heads-arabic-numbers", "heads-part-n"] {
        let read = read(&format!("structure/{file}.docx"));
        assert_eq!(roles(&read.value), ["overview", "disclosure", "problems", "other"], "{file}");
        assert!(read.value.sections[1].content.contains(&Item::Statistics("disclosure".into())), "{file}");
        assert!(says(&read, "section-missing") && says(&read, "heading-differs"), "{file}");
    }
}

#[test]
fn word_and_pdf_give_the_same_headings() {
    let [word, pdf] = ["docx", "pdf"].map(|ending| {
        let read = read(&format!("structure/chapter-and-fullwidth-numbers.{ending}"));
        let blocks = read.value.sections.iter().flat_map(|section| section.content.iter());
        let found = blocks.filter_map(|item| match item {
            Item::Block(Block::Heading(heading)) => Some((heading.level, squeezed(&heading.content))),
            _ => None,
        });
        // The title of a paper that is no report is a heading where it looks like one.
        let found = found.filter(|(_, text)| !text.starts_with("清河市民政局"));
        found.collect::<Vec<_>>()
    });
    assert_eq!(word, pdf);
    let expected = ["第一章总则", "一、总体情况", "（一）组织领导", "１．制度建设", "（１）工作机制", "第二章附则"];
    assert_eq!(word.iter().map(|(_, text)| text.as_str()).take(6).collect::<Vec<_>>(), expected);
}

fn squeezed(content: &Content) -> String {
    content.plain_text().chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn typed_contents_are_no_sections() {
    for file in ["typed-contents-list-split-as-headings-min", "cover-typed-contents"] {
        let read = read(&format!("structure/{file}.docx"));
        assert_eq!(roles(&read.value), SIX, "{file}");
        assert!(says(&read, "contents-kept") && !says(&read, "section-repeated"), "{file}");
        assert!(!says(&read, "heading-split"), "{file}");
        let preamble: Vec<String> = read.value.preamble.iter().map(Block::plain_text).collect();
        assert!(preamble.iter().any(|line| line.starts_with("一、总体情况")), "{file}: {preamble:?}");
    }
}

#[test]
fn a_sign_off_is_found_with_what_follows_it() {
    /// File, body, other bodies, date as printed, the day it is, what follows.
    type Case = (
        &'static str,
        &'static str,
        &'static [&'static str],
        &'static str,
        Option<&'static str>,
        &'static [&'static str],
    );
    let cases: [Case; 5] = [
        (
            "contact-after-sign-off",
            "清河市民政局",
            &[],
            "2024年1月15日",
            Some("2024-01-15"),
            &["（联系人：张三，电话：0000-1234567）"],
        ),
        ("sign-off-on-one-line", "清河市民政局", &[], "2024年1月15日", Some("2024-01-15"), &[]),
        ("two-organs-sign", "清河市民政局", &["清河市残疾人联合会"], "2024年1月15日", Some("2024-01-15"), &[]),
        ("signoff-gongzhang", "青禾县农业农村局", &[], "2024年1月16日（公章）", Some("2024-01-16"), &[]),
        (
            "signoff-moved-below-imprint",
            "青禾县农业农村局",
            &[],
            "2024年1月16日",
            Some("2024-01-16"),
            &["（此件公开发布）", "抄送：县人民政府办公室。\n青禾县农业农村局办公室　　　　2024年1月20日印发"],
        ),
    ];
    for (file, organ, others, raw, day, below) in cases {
        let read = read(&format!("structure/{file}.docx"));
        let signature = read.value.signature.clone().unwrap_or_default();
        let date = signature.date.unwrap();
        assert_eq!(
            (signature.organ.as_deref(), signature.co_signers.as_slice()),
            (Some(organ), &others.iter().map(|o| (*o).to_owned()).collect::<Vec<_>>()[..]),
            "{file}"
        );
        assert_eq!((date.raw.as_str(), date.value.map(|day| day.to_string()).as_deref()), (raw, day), "{file}");
        assert_eq!(closing(&read.value), below, "{file}");
        assert!(!says(&read, "sign-off-missing"), "{file}");
    }
}

#[test]
fn tables_of_attachments_go_to_their_sections_and_leave_no_page_behind() {
    let read = read("structure/tables-as-attachments-blank-pages.docx");
    assert_eq!(read.value.attachments, []);
    for (section, table) in [(1, "disclosure"), (2, "applications"), (3, "disputes")] {
        assert_eq!(read.value.sections[section].content, [Item::Statistics(table.into())]);
    }
    assert!(says(&read, "table-placed-in-section") && says(&read, "attachment-emptied"));
    assert!(read.value.signature.is_some());
}

#[test]
fn a_report_in_a_table_that_lays_it_out_is_read() {
    for file in ["layout-table-with-margin-columns-not-recognised-no-finding", "layout-table-label-column"] {
        let read = read(&format!("structure/{file}.docx"));
        assert_eq!(read.value.title.as_deref(), Some("北屿县水务局政府信息公开工作2021年度报告"), "{file}");
        assert_eq!(read.value.statistics.len(), 3, "{file}");
        assert!(says(&read, "frame-opened"), "{file}");
        let figures = &read.value.statistics["disclosure"].cells;
        assert_eq!(figures["regulations.issued"].raw, "1", "{file}");
        assert!(headings(&read.value).len() >= 8, "{file}");
    }
    assert!(says(&read("structure/layout-table-label-column.docx"), "frame-labels-left-out"));
}

#[test]
fn a_missing_table_is_an_error_unless_it_is_given() {
    let read = read("structure/no-table3-exit0.docx");
    let missing: Vec<_> = read.findings.iter().filter(|finding| finding.code() == "table-missing").collect();
    assert_eq!(
        missing.iter().filter_map(|finding| finding.value("table")).collect::<Vec<_>>(),
        ["收到和处理政府信息公开申请情况"]
    );
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("out.json");
    let input = root().join("tests/faults/files/structure/no-table3-exit0.docx");
    let run = nianbao(&["convert", input.to_str().unwrap(), "-o", output.to_str().unwrap()]);
    assert_eq!(run.status.code(), Some(1), "{}", said(&run));
}

#[test]
fn a_table_typed_as_lines_is_an_error_and_opens_no_section() {
    let read = read("structure/table-as-paragraphs.docx");
    assert_eq!(roles(&read.value), ["overview", "disclosure"]);
    let found = read.findings.iter().find(|finding| finding.code() == "table-typed-as-lines").unwrap();
    assert_eq!(found.value("table"), Some("主动公开政府信息情况"));
    assert!(read.value.statistics.is_empty());
}

#[test]
fn two_reports_in_one_file_are_two() {
    let bytes = std::fs::read(root().join("tests/faults/files/structure/two-reports-in-one.docx")).unwrap();
    let read = bytes_to_reports(&bytes, Format::Docx, &options()).unwrap();
    assert!(read.findings.iter().any(|finding| finding.code() == "several-reports-found"));
    let Stated::Units(reports) = read.value else { panic!("one report") };
    let organs: Vec<_> = reports.iter().map(|report| report.organ.as_deref().unwrap()).collect();
    assert_eq!(organs, ["青禾县人民政府", "青禾县农业农村局"]);
    let received = |report: &Report| report.statistics["applications"].cells["received.total"].raw.clone();
    assert_eq!(reports.iter().map(received).collect::<Vec<_>>(), ["180", "60"]);
    assert!(reports.iter().all(|report| report.signature.is_some() && roles(report) == SIX));
    let error = nianbao::convert::bytes_to_report(&bytes, Format::Docx, &options()).unwrap_err();
    assert!(error.to_string().contains("青禾县农业农村局"), "{error}");
}

#[test]
fn what_is_checked_is_the_result() {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("out.json");
    let input = root().join("tests/faults/files/structure/draft-with-wrong-total.json");
    let (input, output) = (input.to_str().unwrap(), output.to_str().unwrap());
    let figures = sample("lukou-2021/figures.xlsx");
    let run = nianbao(&["convert", input, "--tables", figures.to_str().unwrap(), "-o", output]);
    assert_eq!(run.status.code(), Some(0), "{}", said(&run));
    assert!(!said(&run).contains("[sum-differs]"), "{}", said(&run));
    let run = nianbao(&["convert", input, "-o", output, "--force"]);
    assert_eq!((run.status.code(), said(&run).matches("[sum-differs]").count()), (Some(1), 2), "{}", said(&run));
}

#[test]
fn a_workbook_without_figures_gives_none() {
    let folder = tempfile::tempdir().unwrap();
    let (figures, output) = (folder.path().join("other.csv"), folder.path().join("out.json"));
    std::fs::write(&figures, "会议,日期\n第一次,1月5日\n").unwrap();
    let draft = sample("lukou-2021/draft.docx");
    let arguments = |path: &std::path::Path| path.to_str().unwrap().to_owned();
    let run = nianbao(&["convert", &arguments(&draft), "--tables", &arguments(&figures), "-o", &arguments(&output)]);
    assert_eq!(run.status.code(), Some(2), "{}", said(&run));
    assert!(said(&run).contains("[tables-without-figures]") && !output.exists(), "{}", said(&run));
    let run = nianbao(&["convert", &arguments(&figures), "-o", &arguments(&output)]);
    assert!(said(&run).contains("[no-statutory-table]"), "{}", said(&run));
}
