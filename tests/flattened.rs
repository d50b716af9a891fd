//! The text of a web page whose tables came as lines, as blocks, through Word files and through PDF: the same report each time.

use crate::samples::{figures, key};
use crate::support::{options, sample_bytes};
use nianbao::document::{Block, Document};
use nianbao::finding::{Place, Warned};
use nianbao::form::Forms;
use nianbao::read::docx::docx_to_document;
use nianbao::read::pdf::pdf_to_document;
use nianbao::recognize::document_to_report;
use nianbao::report::Report;
use nianbao::style::Style;
use nianbao::typeset::document_to_pages;
use nianbao::write::docx::document_to_docx;
use nianbao::write::pdf::{PdfOptions, pages_to_pdf};

/// The text of the page as a reader of text gives it: a paragraph a line.
pub(crate) fn web_text() -> Document {
    let text = String::from_utf8(sample_bytes("lukou-2021/web.txt")).unwrap();
    let blocks = text.lines().map(Block::text).collect();
    Document { blocks, ..Document::default() }
}

fn read(document: Document) -> Warned<Report> {
    document_to_report(document, &Forms::built_in().unwrap())
}

fn headings(report: &Report) -> Vec<(String, String)> {
    let headings = report.sections.iter().map(|section| {
        let heading = section.heading.as_ref().map(|heading| heading.plain_text()).unwrap_or_default();
        (section.role.clone().unwrap_or_default(), heading)
    });
    headings.collect()
}

fn said<'r>(read: &'r Warned<Report>, code: &str) -> Vec<&'r nianbao::finding::Finding> {
    read.findings.iter().filter(|finding| finding.code() == code).collect()
}

/// Whether a reading of the page has its figures, sections and sign-off.
fn assert_whole(read: &Warned<Report>) {
    let messages: Vec<String> =
        read.findings.iter().map(|finding| finding.message(nianbao::finding::Language::Chinese)).collect();
    assert_eq!(figures(&read.value.statistics), key("lukou-2021"), "{messages:#?}");
    let sample = String::from_utf8(sample_bytes("lukou-2021/report.json")).unwrap();
    let sample: Report = nianbao::report::load(&sample, &Forms::built_in().unwrap()).unwrap();
    assert_eq!(headings(&read.value), headings(&sample), "{messages:#?}");
    assert_eq!(read.value.signature, sample.signature);
    assert_eq!((&read.value.organ, read.value.year), (&sample.organ, sample.year));
    assert_eq!(said(read, "table-recovered-from-text").len(), 3);
    let restored: Vec<_> =
        said(read, "numeral-restored").iter().map(|f| f.value("restored").unwrap().to_owned()).collect();
    assert_eq!(
        restored,
        [
            "五、其他需要报告的事项",
            "六、主动公开政府信息情况",
            "七、收到和处理政府信息公开申请情况",
            "八、政府信息公开行政复议、行政诉讼情况"
        ]
    );
    assert_eq!(said(read, "date-restored")[0].value("found"), Some("2022215"));
    assert_eq!(said(read, "dash-for-one").len(), 1);
    assert_eq!(said(read, "year-mark-restored").len(), 1);
    for code in ["table-missing", "table-typed-as-lines", "row-not-recovered"] {
        assert_eq!(said(read, code).len(), 0, "{code}");
    }
}

#[test]
fn the_text_of_a_page_gives_the_report() {
    assert_whole(&read(web_text()));
}

#[test]
fn the_same_lines_in_a_word_file_give_it() {
    let word = document_to_docx(&web_text(), &Style::gongwen().unwrap()).unwrap().value;
    let document = docx_to_document(&word).unwrap().value;
    let read = read(document);
    assert_whole(&read);
    // Each figure knows where it stands.
    let cells = &read.value.statistics["applications"].cells;
    assert!(matches!(cells["received.total"].origin.0, Some(Place::Paragraph(_))));
}

#[test]
fn the_same_lines_in_pages_give_its_figures() {
    // The title and the headings of the page are lines among others.
    let options = options();
    let pages = document_to_pages(&web_text(), &options.style, &options.faces).value;
    let document = pdf_to_document(&pages_to_pdf(&pages, &PdfOptions::default()).unwrap()).unwrap().value;
    let read = read(document);
    let messages: Vec<String> =
        read.findings.iter().map(|finding| finding.message(nianbao::finding::Language::Chinese)).collect();
    assert_eq!(figures(&read.value.statistics), key("lukou-2021"), "{messages:#?}");
    assert_eq!(said(&read, "table-recovered-from-text").len(), 3);
}

#[test]
fn rows_of_bars_without_bars_around_them_are_rows_however_few_cells_they_have() {
    let lines = [
        "某县教育局2023年政府信息公开工作年度报告",
        "二、主动公开政府信息情况",
        "第二十条第（一）项",
        "信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数",
        "规章 | 0 | 0 | 0",
        "行政规范性文件 | 1 | 0 | 3",
        "第二十条第（五）项",
        "信息内容 | 本年处理决定数量",
        "行政许可 | 10",
        "第二十条第（六）项",
        "信息内容 | 本年处理决定数量",
        "行政处罚 | 12",
        "行政强制 | 2",
        "第二十条第（八）项",
        "信息内容 | 本年收费金额（单位：万元）",
        "行政事业性收费 | 0",
    ];
    let blocks = lines.into_iter().map(Block::text).collect();
    let read = read(Document { blocks, ..Document::default() });
    let cells = &read.value.statistics["disclosure"].cells;
    for (cell, figure) in [("normative_documents.in_force", "3"), ("licences", "10"), ("coercive_measures", "2")] {
        assert_eq!(cells[cell].raw, figure, "{cell}");
    }
    assert_eq!((cells.len(), said(&read, "table-recovered-from-text").len()), (10, 1));
    assert_eq!(said(&read, "table-typed-as-lines").len(), 0);
}
