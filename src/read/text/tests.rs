//! What lines become.

use super::*;
use crate::document::Date;

fn read(text: &str) -> Warned<Document> {
    text_to_document(text.as_bytes()).unwrap()
}

/// The paragraphs of a document, page breaks as `---`.
fn paragraphs(document: &Document) -> Vec<String> {
    let texts = document.blocks.iter().map(|block| match block {
        Block::Break(_) => "---".to_owned(),
        block => block.plain_text(),
    });
    texts.filter(|text| !text.is_empty()).collect()
}

fn codes(findings: &[Finding]) -> Vec<(&str, Option<Place>)> {
    findings.iter().map(|finding| (finding.code(), finding.location().place.clone())).collect()
}

fn line(line: u32) -> Option<Place> {
    Some(Place::Line { line, column: 1 })
}

#[test]
fn a_line_is_a_paragraph() {
    let Warned { value, findings } = read("甲\r\n\r\n  \u{3000}乙\r丙\u{2028}\t1\t\n| a | b |\u{c}丁");
    assert_eq!(paragraphs(&value), ["甲", "乙", "丙", "\t1\t", "| a | b |", "---", "丁"]);
    assert_eq!(findings, []);
    let places: Vec<_> = value.blocks.iter().map(|block| block.origin().0).collect();
    assert_eq!(places, [line(1), line(2), line(3), line(4), line(5), line(6), None, line(6)]);
}

#[test]
fn any_encoding_is_read() {
    let text = "清河市民政局政府信息公开工作年度报告";
    for (bytes, said) in [
        (text.as_bytes().to_vec(), vec![]),
        ([b"\xEF\xBB\xBF", text.as_bytes()].concat(), vec![]),
        (encoding_rs::GB18030.encode(text).0.into_owned(), vec!["encoding-guessed"]),
        (
            text.encode_utf16().flat_map(u16::to_le_bytes).fold(vec![0xFF, 0xFE], |mut all, b| {
                all.push(b);
                all
            }),
            vec![],
        ),
    ] {
        let read = text_to_document(&bytes).unwrap();
        assert_eq!(paragraphs(&read.value), [text]);
        assert_eq!(read.findings.iter().map(Finding::code).collect::<Vec<_>>(), said);
    }
}

#[test]
fn what_is_no_text_is_refused() {
    assert_eq!(text_to_document(b"").unwrap_err().code(), "empty-file");
    assert_eq!(text_to_document(b"a\0b").unwrap_err().code(), "not-text");
    assert_eq!(text_to_document(&vec![b'\n'; MAX_LINES + 1]).unwrap_err().code(), "limit-exceeded");
    assert_eq!(text_to_document(&vec![b'a'; MAX_BYTES + 1]).unwrap_err().code(), "limit-exceeded");
}

#[test]
fn what_a_page_has_round_its_text_is_left_out_and_said() {
    let Warned { value, findings } = read(
        "首页 > 政务公开\n清河市民政局2021年政府信息公开工作年度报告\n来源：清河市民政局 发布时间：2022-02-15 10:44 浏览次数：12\n本年度，我局认真做好工作。\n【打印】【关闭】",
    );
    assert_eq!(paragraphs(&value), ["清河市民政局2021年政府信息公开工作年度报告", "本年度，我局认真做好工作。"]);
    assert_eq!(codes(&findings), [("page-chrome-left-out", line(1))]);
    assert_eq!(
        findings[0].value("text"),
        Some("首页 > 政务公开 来源：清河市民政局 发布时间：2022-02-15 10:44 浏览次数：12 【打印】【关闭】")
    );
    let published = value.properties.publication;
    assert_eq!((published.date, published.source.as_deref()), (Date::new(2022, 2, 15), Some("清河市民政局")));
}

#[test]
fn a_text_in_one_line_is_parted_at_its_spaces_and_said() {
    let cells: Vec<String> = (0..120).map(|index| format!("第{index}格")).collect();
    for space in [" ", "\t", "\u{3000}"] {
        let Warned { value, findings } = read(&format!("\n{}\n", cells.join(space)));
        assert_eq!(paragraphs(&value), cells);
        assert_eq!(codes(&findings), [("text-in-one-line", line(2))]);
        let last = value.blocks.iter().map(|block| block.origin().0).nth(120);
        assert_eq!(last, Some(Some(Place::Line { line: 2, column: 10 * 4 + 90 * 5 + 19 * 6 + 1 })));
    }
    // Prose with spaces here and there, and rows of many cells below each other, are none.
    let prose = format!("{} ", "本年度清河市民政局认真贯彻落实政府信息公开条例的各项要求，主动公开政府信息，按时答复申请，做好平台建设、监督保障、政策解读各项工作。").repeat(150);
    let rows = format!("{}\n", cells.join(" ")).repeat(3);
    let english = "The office published its report and answered all requests in time. ".repeat(40);
    let apart = "本年度我局认真做好各项工作按要求公开".chars().map(|c| format!("{c} ")).collect::<String>().repeat(20);
    for text in [prose, rows, english, apart] {
        assert!(read(&text).findings.iter().all(|finding| finding.code() != "text-in-one-line"));
    }
}

#[test]
fn wrapped_lines_are_joined_and_said() {
    let sentence = "本年度清河市民政局认真贯彻落实政府信息公开条例的各项要求主动公开政府信息";
    let characters: Vec<char> = format!("　　{}。", sentence.repeat(3)).chars().collect();
    let wrapped: Vec<String> = characters.chunks(20).map(|line| line.iter().collect()).collect();
    let text = format!("{}\n　　二段。\n", wrapped.join("\n"));
    let Warned { value, findings } = read(&text);
    assert_eq!(paragraphs(&value), [format!("{}。", sentence.repeat(3)), "二段。".to_owned()]);
    assert_eq!(codes(&findings), [("wrapped-lines-joined", line(2))]);
    assert_eq!((findings[0].value("lines"), findings[0].value("width")), (Some("5"), Some("40")));
}

#[test]
fn short_lines_of_one_width_are_not_wrapped() {
    for text in ["行政许可决定数量\n行政处罚决定数量\n行政强制决定数量\n", "0\n0\n0\n0\n"] {
        let Warned { value, findings } = read(text);
        assert_eq!(paragraphs(&value), text.lines().collect::<Vec<_>>());
        assert_eq!(findings, []);
    }
    // Sentences that happen to be as long.
    let line = "本年度清河市民政局认真贯彻落实政府信息公开条例的各项要求。";
    let Warned { value, findings } = read(&[line; 5].join("\n"));
    assert_eq!(paragraphs(&value), [line; 5]);
    assert_eq!(findings, []);
}

#[test]
fn digits_on_both_sides_of_a_wrapped_line_are_not_joined() {
    let full = "本年度清河市民政局主动公开政府信息的数量是每月都";
    let text = format!("{full}多\n{full}高\n{full}1\n22件，比上年多。\n");
    let Warned { value, findings } = read(&text);
    assert_eq!(paragraphs(&value), [format!("{full}多{full}高{full}1\n22件，比上年多。")]);
    assert_eq!(codes(&findings), [("number-across-lines", line(4)), ("wrapped-lines-joined", line(2))]);
}

#[test]
fn lines_far_from_the_left_are_centred_above_the_text_and_at_the_right_below() {
    let Warned { value, .. } =
        read("            清河市民政局\n      2021年度报告\n    本年度做好工作。\n                    清河市民政局\n");
    let aligned = value.blocks.iter().map(|block| match block {
        Block::Paragraph(paragraph) => paragraph.align,
        _ => Alignment::Start,
    });
    let aligned: Vec<_> = aligned.collect();
    assert_eq!(aligned, [Alignment::Center, Alignment::Center, Alignment::Start, Alignment::End]);
}
