//! Official papers (公文) that are no report: told in drafts without styles, and carried whole by every format.

use crate::support::options;
use nianbao::convert::{Options, Publication, bytes_to_report};
use nianbao::document::{Block, ParagraphRole};
use nianbao::format::Format;
use nianbao::report::{Item, Report, save};
use nianbao::style::Style;

/// A notice as it is pasted: nothing but lines.
const NOTICE: &str = "000012
清河市财政局文件
清财〔2024〕3号
清河市财政局关于开展专项检查的通知
各区财政局：
现将有关事项通知如下。
一、检查范围
各单位的账簿。
附件：检查工作方案
清河市财政局
2024年3月5日
（此件依申请公开）
抄送：市政府办公室。
清河市财政局办公室　　　　　2024年3月6日印发
";

fn read(bytes: &[u8], format: Format) -> Report {
    let mut options = options();
    options.read.visible_only = true;
    bytes_to_report(bytes, format, &options).unwrap().value
}

fn roles(report: &Report) -> Vec<ParagraphRole> {
    let role = |block: &Block| match block {
        Block::Paragraph(paragraph) => paragraph.role,
        _ => ParagraphRole::Body,
    };
    let below = report.sections.iter().flat_map(|section| &section.content).filter_map(|item| match item {
        Item::Block(block) => Some(role(block)),
        Item::Statistics(_) => None,
    });
    report.letterhead.iter().map(role).chain(below).filter(|role| *role != ParagraphRole::Body).collect()
}

#[test]
fn a_paper_pasted_as_text_is_told_by_its_lines() {
    use ParagraphRole::*;
    let report = read(NOTICE.as_bytes(), Format::Txt);
    assert_eq!(report.title.as_deref(), Some("清河市财政局关于开展专项检查的通知"));
    assert_eq!(
        roles(&report),
        [CopyNumber, OrganMark, DocumentNumber, Addressee, Signature, Date, SupplementaryNote, CopiedTo, PrintedBy]
    );
}

#[test]
fn word_and_web_pages_and_markdown_carry_a_paper_whole_by_what_they_show() {
    let report = read(NOTICE.as_bytes(), Format::Txt);
    let forms = options().forms;
    let json = save(&report, &forms);
    assert_eq!(save(&read(json.as_bytes(), Format::Json), &forms), json);
    for style in Style::names() {
        for (format, fragment) in
            [(Format::Docx, false), (Format::Html, false), (Format::Html, true), (Format::Markdown, false)]
        {
            let mut options = Options { style: Style::built_in(style).unwrap(), ..options() };
            options.write.html.fragment = fragment;
            let bytes = Publication::compose(&report, &options).value.to_bytes(format).unwrap().value;
            let again = save(&read(&bytes, format), &forms);
            assert!(again == json, "{style}, {format:?}, fragment: {fragment}:\n{again}\n{json}");
        }
    }
}

#[test]
fn a_paper_without_a_title_goes_by_its_mark_and_number() {
    let mut report = read(NOTICE.as_bytes(), Format::Txt);
    report.title = None;
    let document = Publication::compose(&report, &options()).value.document().clone();
    assert_eq!(document.properties.title.as_deref(), Some("清河市财政局文件 清财〔2024〕3号"));
}

#[test]
fn what_is_shown_in_a_pdf_of_a_paper_is_told_again() {
    let report = read(NOTICE.as_bytes(), Format::Txt);
    let bytes = Publication::compose(&report, &options()).value.to_bytes(Format::Pdf).unwrap().value;
    let again = read(&bytes, Format::Pdf);
    assert_eq!(again.title, report.title);
    assert_eq!(roles(&again), roles(&report));
    let text = |report: &Report| -> String {
        let blocks = report.letterhead.iter().cloned().chain(report.sections.iter().flat_map(|section| {
            section.content.iter().filter_map(|item| match item {
                Item::Block(block) => Some(block.clone()),
                Item::Statistics(_) => None,
            })
        }));
        blocks.map(|block| block.plain_text()).collect::<String>().split_whitespace().collect()
    };
    assert_eq!(text(&again), text(&report));
}
