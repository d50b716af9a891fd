//! Numbers and levels of headings: every line of `numerals.tsv` in every format it can stand in. The unit tests beside
//! `document/numeral` read the same table.

use crate::support::{compact, options};
use nianbao::document::{Block, Document, Heading, Paragraph, ParagraphRole};
use nianbao::ooxml::parts_to_package;
use nianbao::read::docx::docx_to_document;
use nianbao::read::pdf::pdf_to_document;
use nianbao::style::Style;
use nianbao::typeset::document_to_pages;
use nianbao::write::docx::document_to_docx;
use nianbao::write::pdf::{PdfOptions, pages_to_pdf};
use std::fmt::Write;

/// What stands below each heading.
const PROSE: &str = "本机关认真贯彻落实条例，不断加大公开力度，全年主动公开政府信息一千余条，依申请公开工作有序开展，群众满意度稳步提升，年度各项任务均已完成。";

/// The lines that are headings by their numbers, with their levels.
fn cases() -> Vec<(u8, &'static str)> {
    let table = include_str!("numerals.tsv").lines().filter(|line| !line.starts_with('#'));
    let headings = table.filter_map(|line| {
        let mut fields = line.split('\t');
        let text = fields.next()?;
        Some((fields.nth(2)?.parse().ok()?, text.trim_start_matches('\u{3000}')))
    });
    headings.collect()
}

/// A document with these headings, each below those its level needs.
fn document() -> Document {
    let mut blocks = vec![Block::Paragraph(Paragraph {
        role: ParagraphRole::Title,
        ..paragraph("关于加强档案管理的若干规定")
    })];
    for (level, text) in with_parents() {
        let content = paragraph(&text).content;
        blocks.push(Block::Heading(Heading { level, content, origin: Default::default() }));
        blocks.push(Block::text(PROSE));
    }
    Document { blocks, ..Document::default() }
}

fn paragraph(text: &str) -> Paragraph {
    match Block::text(text) {
        Block::Paragraph(paragraph) => paragraph,
        other => panic!("{other:?}"),
    }
}

/// The headings, each below one of every level above its own.
fn with_parents() -> Vec<(u8, String)> {
    let parents = ["一、上级", "（一）上级", "1.上级"];
    let headings = cases().into_iter().flat_map(|(level, text)| {
        let above = (1..level).zip(parents).map(|(level, text)| (level, text.to_owned()));
        above.chain([(level, text.to_owned())]).collect::<Vec<_>>()
    });
    headings.collect()
}

fn headings(document: &Document) -> Vec<(u8, String)> {
    let headings = document.blocks.iter().filter_map(|block| match block {
        Block::Heading(heading) => Some((heading.level, compact(&heading.content.plain_text()))),
        _ => None,
    });
    headings.collect()
}

fn expected() -> Vec<(u8, String)> {
    with_parents().into_iter().map(|(level, text)| (level, compact(&text))).collect()
}

/// The same as a PDF has it: radicals are taken for the ideographs they look like, for fonts map their glyphs to them by mistake.
fn expected_of_pages() -> Vec<(u8, String)> {
    let as_ideograph = |c| match c {
        '⼀' => '一',
        '⼆' => '二',
        '⼗' => '十',
        '⼋' => '八',
        _ => c,
    };
    expected().into_iter().map(|(level, text)| (level, text.chars().map(as_ideograph).collect())).collect()
}

/// What the pages of a document say, by themselves.
fn by_pages(document: &Document) -> Document {
    let options = options();
    let pages = document_to_pages(document, &options.style, &options.faces).value;
    pdf_to_document(&pages_to_pdf(&pages, &PdfOptions::default()).unwrap()).unwrap().value
}

#[test]
fn headings_that_are_called_such_keep_their_levels() {
    let document = document();
    let word = document_to_docx(&document, &Style::gongwen().unwrap()).unwrap().value;
    assert_eq!(headings(&docx_to_document(&word).unwrap().value), expected(), "DOCX");
    assert_eq!(headings(&by_pages(&document)), expected_of_pages(), "PDF");
}

/// Levels that styles give against the numbers are the styles' in every format.
#[test]
fn levels_called_otherwise_than_numbered_are_kept() {
    let levels =
        [(1, "第一章 总则"), (2, "一、总体情况"), (3, "（一）组织领导"), (4, "1.制度建设"), (1, "第二章 附则")];
    let heading = |(level, text): (u8, &str)| {
        let content = paragraph(text).content;
        [Block::Heading(Heading { level, content, origin: Default::default() }), Block::text(PROSE)]
    };
    let title = Block::Paragraph(Paragraph {
        role: ParagraphRole::Title, ..paragraph("关于加强档案管理的若干规定")
    });
    let blocks = std::iter::once(title).chain(levels.into_iter().flat_map(heading)).collect();
    let document = Document { blocks, ..Document::default() };
    let word = document_to_docx(&document, &Style::gongwen().unwrap()).unwrap().value;
    let expected = levels.map(|(level, text)| (level, compact(text)));
    assert_eq!(headings(&docx_to_document(&word).unwrap().value), expected, "DOCX");
    assert_eq!(headings(&by_pages(&document)), expected, "PDF");
}

/// A Word file: bold paragraphs for headings and plain ones between them, with these definitions of numbers.
fn word(lines: &[(Option<usize>, String)], formats: &[(&str, &str)]) -> Vec<u8> {
    let w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let mut body = String::new();
    for (number, text) in lines {
        let number = number.map_or(String::new(), |id| {
            format!("<w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='{}'/></w:numPr></w:pPr>", id + 1)
        });
        let run =
            |look: &str, text: &str| format!("<w:r><w:rPr>{look}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>");
        let (heading, prose) = (run("<w:b/>", text), run("", PROSE));
        write!(body, "<w:p>{number}{heading}</w:p><w:p>{prose}</w:p>").unwrap();
    }
    let mut numbering = String::new();
    for (id, (format, text)) in (1..).zip(formats) {
        let level = format!(
            "<w:start w:val='1'/><w:numFmt w:val='{format}'/><w:suff w:val='nothing'/><w:lvlText w:val='{text}'/>"
        );
        write!(numbering, "<w:abstractNum w:abstractNumId='{id}'><w:lvl w:ilvl='0'>{level}</w:lvl></w:abstractNum>")
            .unwrap();
    }
    for id in 1..=formats.len() {
        write!(numbering, "<w:num w:numId='{id}'><w:abstractNumId w:val='{id}'/></w:num>").unwrap();
    }
    let kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let related = |kind: &str, target: &str| {
        let of = "http://schemas.openxmlformats.org/package/2006/relationships";
        format!(
            "<Relationships xmlns='{of}'><Relationship Id='r1' Type='{kinds}/{kind}' Target='{target}'/></Relationships>"
        )
    };
    let types = "http://schemas.openxmlformats.org/package/2006/content-types";
    let parts = [
        (
            "[Content_Types].xml",
            format!("<Types xmlns='{types}'><Default Extension='xml' ContentType='application/xml'/></Types>"),
        ),
        ("_rels/.rels", related("officeDocument", "word/document.xml")),
        ("word/_rels/document.xml.rels", related("numbering", "numbering.xml")),
        ("word/numbering.xml", format!("<w:numbering xmlns:w='{w}'>{numbering}</w:numbering>")),
        ("word/document.xml", format!("<w:document xmlns:w='{w}'><w:body>{body}</w:body></w:document>")),
    ];
    let parts: Vec<_> = parts.into_iter().map(|(name, xml)| (name.to_owned(), xml.into_bytes())).collect();
    parts_to_package(&parts).unwrap()
}

/// Typed in bold and called nothing, they are headings by the same levels, and stay so on the pages made of them.
#[test]
fn typed_numbers_make_headings() {
    let lines: Vec<_> = with_parents().into_iter().map(|(_, text)| (None, text)).collect();
    let read = docx_to_document(&word(&lines, &[])).unwrap().value;
    assert_eq!(headings(&read), expected(), "DOCX");
    assert_eq!(headings(&by_pages(&read)), expected_of_pages(), "PDF");
}

#[test]
fn numbers_counted_by_a_word_processor_make_the_same_headings() {
    let formats = [
        (1, "chineseCountingThousand", "%1、", "一、"),
        (1, "chineseLegalSimplified", "%1、", "壹、"),
        (1, "upperRoman", "%1.", "I."),
        (1, "chineseCountingThousand", "第%1章 ", "第一章 "),
        (2, "chineseCountingThousand", "（%1）", "（一）"),
        (2, "ideographEnclosedCircle", "%1", "㈠"),
        (2, "decimal", "第%1节 ", "第1节 "),
        (3, "decimal", "%1.", "1."),
        (3, "decimalFullWidth", "%1．", "１．"),
        (3, "decimalEnclosedFullstop", "%1", "⒈"),
        (4, "decimal", "（%1）", "（1）"),
        (4, "decimalEnclosedParen", "%1", "⑴"),
    ];
    let lines: Vec<_> = (0..formats.len()).map(|at| (Some(at), "平台建设".to_owned())).collect();
    let numbers = formats.map(|(_, format, text, _)| (format, text));
    let read = docx_to_document(&word(&lines, &numbers)).unwrap().value;
    let expected = formats.map(|(level, _, _, number)| (level, compact(&format!("{number}平台建设"))));
    assert_eq!(headings(&read), expected);
}
