//! Titles, sections, sign-offs: right roles, findings for guesses, every character once.

use super::tables::kept_text;
use crate::document::{Alignment, Block, Content, Document, Heading, Paragraph};
use crate::finding::Warned;
use crate::form::Forms;
use crate::recognize::document_to_report;
use crate::report::Report;

const TITLE: &str = "某县财政局2023年政府信息公开工作年度报告";

fn recognize(blocks: Vec<Block>) -> Warned<Report> {
    document_to_report(Document { blocks, ..Document::default() }, &Forms::built_in().unwrap())
}

fn read(lines: &[&str]) -> Warned<Report> {
    recognize(lines.iter().map(|line| Block::text(*line)).collect())
}

fn centred(text: &str) -> Block {
    Block::Paragraph(Paragraph { align: Alignment::Center, ..Paragraph::plain(text) })
}

fn heading(level: u8, text: &str) -> Block {
    Block::Heading(Heading { level, content: Content::plain(text), origin: Default::default() })
}

fn roles(report: &Report) -> Vec<&str> {
    report.sections.iter().map(|section| section.role.as_deref().unwrap_or("-")).collect()
}

fn has(read: &Warned<Report>, code: &str) -> bool {
    read.findings.iter().any(|finding| finding.code() == code)
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn a_heading_run_in_with_its_text_opens_the_section() {
    let lines = [TITLE, "一、总体情况。本年工作如下，正文甲。", "二、主动公开政府信息情况：正文乙。", "正文丙。"];
    let read = read(&lines);
    assert_eq!(roles(&read.value), ["overview", "disclosure"]);
    assert!(has(&read, "heading-split"));
    assert_eq!(squeezed(&kept_text(&read.value)), lines.concat());
    // A sentence that merely begins with a number stays one.
    let read = self::read(&[TITLE, "一、总体情况", "二、三季度开展了培训。"]);
    assert_eq!(roles(&read.value), ["overview"]);
}

#[test]
fn a_table_of_contents_is_no_part_of_the_report() {
    let lines = [
        TITLE,
        "目录",
        "一、总体情况……1",
        "二、主动公开政府信息情况……2",
        "（一）概况……2",
        "三、收到和处理政府信息公开申请情况……3",
        "一、总体情况",
        "正文甲。",
        "二、主动公开政府信息情况",
        "正文乙。",
        "三、收到和处理政府信息公开申请情况",
        "正文丙。",
    ];
    let read = read(&lines);
    assert_eq!(roles(&read.value), ["overview", "disclosure", "applications"]);
    assert!(has(&read, "typed-contents-left-out") && !has(&read, "section-repeated"));
    let kept = [&lines[..1], &lines[6..]].concat();
    assert_eq!(squeezed(&kept_text(&read.value)), kept.concat());
    // Headings without text between them, but no second time, are the sections.
    let read = self::read(&[
        TITLE,
        "一、总体情况",
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "正文。",
    ]);
    assert_eq!(roles(&read.value), ["overview", "disclosure", "applications"]);
}

#[test]
fn a_heading_below_the_sections_opens_none_by_a_loose_wording() {
    let blocks = |level| {
        vec![
            heading(1, TITLE),
            heading(2, "一、总体情况"),
            heading(level, "主动公开情况"),
            Block::text("正文。"),
            heading(2, "二、主动公开政府信息情况"),
        ]
    };
    assert_eq!(roles(&recognize(blocks(3)).value), ["overview", "disclosure"]);
    assert_eq!(roles(&recognize(blocks(2)).value), ["overview", "disclosure", "disclosure"]);
}

#[test]
fn the_title_ends_where_it_reads_as_one() {
    let after = [Block::text("一、总体情况"), Block::text("正文。")];
    let title = |lines: &[&str]| {
        let blocks = lines.iter().map(|line| centred(line)).chain(after.iter().cloned()).collect();
        recognize(blocks).value.title.unwrap_or_default()
    };
    assert_eq!(title(&[TITLE, "2024年1月15日"]), TITLE);
    assert_eq!(title(&["某县财政局", "2023年政府信息公开工作", "年度报告"]), TITLE);
    assert_eq!(title(&["某财〔2024〕3号", TITLE]), TITLE);
    assert_eq!(
        title(&["某县财政局政府信息公开工作年度报告", "（2023年）"]),
        "某县财政局政府信息公开工作年度报告（2023年）"
    );
}

#[test]
fn a_sign_off_is_found_in_the_ways_it_is_written() {
    let signed = |end: &[&str]| {
        let mut lines = vec![TITLE, "一、总体情况", "正文。"];
        lines.extend(end);
        let signature = read(&lines).value.signature.unwrap_or_default();
        (
            signature.organ.unwrap_or_default(),
            signature.date.and_then(|date| date.value).map(|date| date.to_string()).unwrap_or_default(),
        )
    };
    let whole = ("某县财政局".to_owned(), "2024-01-15".to_owned());
    assert_eq!(signed(&["某县财政局", "2024 年 1 月 15 日"]), whole);
    assert_eq!(signed(&["某县财政局\n2024年1月15日"]), whole);
    assert_eq!(signed(&["某县财政局（盖章）", "2024年1月15日"]), whole);
    assert_eq!(signed(&["某县财政局", "（盖章）", "2024年1月15日"]), whole);
    assert_eq!(signed(&["2024年1月15日"]), (String::new(), whole.1.clone()));
    assert_eq!(signed(&["以上情况截至2024年1月15日"]), (String::new(), String::new()));
}

#[test]
fn attachments_begin_below_the_sign_off_on_whatever_paper() {
    let labels = |end: &[&str]| {
        let mut lines = vec![TITLE, "一、总体情况", "正文。"];
        lines.extend(end);
        let attachments = read(&lines).value.attachments;
        attachments.into_iter().filter_map(|attachment| attachment.label).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(labels(&["某县财政局", "2024年1月15日", "附件1", "统计表", "附件2", "名单"]), "附件1 附件2");
    assert_eq!(labels(&["某县财政局", "2024年1月15日", "（此件公开发布）", "附件 1", "统计表"]), "附件 1");
    assert_eq!(labels(&["附件：", "1.统计表", "2.名单", "某县财政局", "2024年1月15日"]), "");
    assert_eq!(labels(&["附件", "1.统计表", "某县财政局", "2024年1月15日"]), "");
}

#[test]
fn a_paper_about_reports_is_none() {
    let read = read(&["关于做好2023年政府信息公开工作年度报告编制工作的通知", "各单位：", "请于1月15日前报送。"]);
    assert!(read.value.form.is_none() && read.value.year.is_none());
}
