//! The head and the imprint of official papers: by what Word shows them where the standard has them, and that they read back.

use super::*;
use crate::document::{Block, Paragraph as Para, ParagraphRole};
use crate::ooxml::{Element as XmlElement, Ns, Package, PackageKind, Xml};
use ParagraphRole::{
    Addressee, Attendance, CopiedTo, CopyNumber, Date, DocumentNumber, OrganMark, PrintedBy, Secrecy, Signature,
    Signer, SupplementaryNote, Title, Urgency,
};
use proptest::prelude::*;

fn role(role: ParagraphRole, text: &str) -> Block {
    Block::Paragraph(Para { role, ..Para::plain(text) })
}

fn notice() -> Vec<Block> {
    vec![
        role(CopyNumber, "000001"),
        role(Secrecy, "机密★1年"),
        role(Urgency, "特急"),
        role(OrganMark, "某某市人民政府文件"),
        role(DocumentNumber, "某政〔2024〕12号\t签发人：张三"),
        role(Title, "关于某事的请示"),
        role(Addressee, "省人民政府："),
        Block::text("正文。"),
        role(Signature, "某某市人民政府"),
        role(Date, "2024年3月5日"),
        role(SupplementaryNote, "（联系人：李四）"),
        role(CopiedTo, "抄送：市委办公室。"),
        role(PrintedBy, "某某市人民政府办公室\t2024年3月5日印发"),
    ]
}

fn package(blocks: &[Block]) -> Vec<u8> {
    let document = Document { blocks: blocks.to_vec(), ..Document::default() };
    document_to_docx(&document, &Style::gongwen().unwrap()).unwrap().value
}

fn part(bytes: &[u8], name: &str) -> Xml {
    let mut package = Package::open(bytes, PackageKind::Docx).unwrap();
    Xml::parse(package.part(name).unwrap().unwrap()).unwrap()
}

fn paragraph<'x>(body: XmlElement<'x>, text: &str) -> XmlElement<'x> {
    let says = |p: &XmlElement<'_>| {
        p.is(Ns::W, "p") && p.descendants().filter(|e| e.is(Ns::W, "t")).any(|e| e.text().contains(text))
    };
    body.descendants().filter(says).last().unwrap_or_else(|| panic!("{text} is not written"))
}

fn value<'x>(element: XmlElement<'x>, path: &[&str], name: &str) -> Option<&'x str> {
    path.iter().try_fold(element, |element, name| element.child(Ns::W, name))?.attribute(Ns::W, name)
}

#[test]
fn papers_read_back_as_they_were() {
    let joint = vec![
        role(OrganMark, "某某市财政局"),
        role(OrganMark, "某某市住房和城乡建设局"),
        role(OrganMark, "文件"),
        role(DocumentNumber, "某财〔2024〕1号"),
        role(Title, "关于某事的通知"),
        Block::text("正文。"),
        role(PrintedBy, "某某市财政局办公室\t2024年3月5日印发"),
        Block::Break(crate::document::Break::Page),
        role(ParagraphRole::AttachmentLabel, "附件"),
        Block::text("附件的正文。"),
    ];
    let letter = vec![
        role(OrganMark, "某某市民政局"),
        role(DocumentNumber, "某民函〔2024〕7号"),
        role(Title, "关于某事的函"),
        Block::text("正文。"),
        role(CopiedTo, "抄送：市公安局。"),
    ];
    let minutes = vec![
        role(OrganMark, "某某市人民政府常务会议纪要"),
        role(DocumentNumber, "第12期"),
        role(DocumentNumber, "某某市人民政府办公室\t2024年3月8日"),
        Block::text("正文。"),
        role(Attendance, "出席：赵六　钱七"),
    ];
    let upward = vec![
        role(OrganMark, "某某市民政局文件"),
        role(Signer, "签发人：张三"),
        role(DocumentNumber, "某民〔2024〕1号\t签发人：李四"),
        Block::text("正文。"),
    ];
    for blocks in [notice(), joint, letter, minutes, upward] {
        let bytes = package(&blocks);
        let read = crate::read::docx::docx_to_document(&bytes).unwrap();
        let said: Vec<&str> = read.findings.iter().map(|finding| finding.code()).collect();
        assert!(said.is_empty(), "{said:?}");
        let plain = |blocks: &[Block]| -> Vec<(Option<ParagraphRole>, String)> {
            let role = |block: &Block| match block {
                Block::Paragraph(p) => Some((p.role, p.align, p.tabs.len())),
                _ => None,
            };
            blocks
                .iter()
                .map(|block| {
                    let said = role(block);
                    assert!(said.is_none_or(|(_, align, tabs)| align == Default::default() && tabs == 0), "{block:?}");
                    (said.map(|said| said.0), block.plain_text())
                })
                .collect()
        };
        assert_eq!(plain(&read.value.blocks), plain(&blocks));
        assert_eq!(package(&read.value.blocks), bytes, "the same bytes");
    }
}

#[test]
fn rules_are_borders_and_the_imprint_floats_to_the_foot() {
    let bytes = package(&notice());
    let document = part(&bytes, "word/document.xml");
    let body = document.root().unwrap();
    let mark = paragraph(body, "文件");
    // 35 mm less three lines above and what the line has above its ink.
    let before: i32 = value(mark, &["pPr", "spacing"], "before").unwrap().parse().unwrap();
    assert!((60..200).contains(&before), "{before}");
    let number = paragraph(body, "签发人");
    assert_eq!(value(number, &["pPr", "pBdr", "bottom"], "color"), Some("FF0000"));
    assert_eq!(value(number, &["pPr", "ind"], "right"), Some("0"), "the rule is as wide as the text area");
    let name = number.descendants().filter(|e| e.is(Ns::W, "r")).last().unwrap();
    assert_eq!(value(name, &["rPr", "rStyle"], "val"), Some("SignerName"));
    let table = body.descendants().find(|e| e.is(Ns::W, "tbl")).unwrap();
    assert_eq!(value(table, &["tblPr", "tblpPr"], "tblpYSpec"), Some("bottom"));
    assert_eq!(value(table, &["tblPr", "tblpPr"], "vertAnchor"), Some("margin"));
    let borders: Vec<(String, String)> = table
        .descendants()
        .filter(|e| e.is(Ns::W, "tcBorders"))
        .flat_map(|borders| borders.children())
        .map(|edge| (edge.name().to_owned(), edge.attribute(Ns::W, "sz").unwrap().to_owned()))
        .collect();
    let edge = |name: &str, size: &str| (name.to_owned(), size.to_owned());
    assert_eq!(borders, [edge("top", "8"), edge("top", "6"), edge("bottom", "8")]);
}

#[test]
fn a_letter_has_its_mark_and_both_double_rules_in_frames_and_no_number_on_its_first_page() {
    let blocks = [role(OrganMark, "某某市民政局"), role(DocumentNumber, "某民函〔2024〕7号"), Block::text("正文。")];
    let bytes = package(&blocks);
    let document = part(&bytes, "word/document.xml");
    let body = document.root().unwrap();
    let mark = paragraph(body, "民政局");
    assert_eq!(value(mark, &["pPr", "framePr"], "vAnchor"), Some("page"));
    assert_eq!(value(mark, &["pPr", "framePr"], "w"), Some("9638"), "170 mm");
    assert_eq!(value(mark, &["pPr", "pBdr", "bottom"], "val"), Some("thickThinSmallGap"));
    assert_eq!(value(paragraph(body, "某民函"), &["pPr", "pStyle"], "val"), Some("LetterNumber"));
    assert!(body.descendants().any(|e| e.is(Ns::W, "titlePg")));
    let footer = part(&bytes, "word/footer3.xml");
    let footer = footer.root().unwrap();
    assert!(footer.descendants().any(|e| e.is(Ns::W, "top")) && !footer.descendants().any(|e| e.is(Ns::W, "t")));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    /// Parts in any order and anywhere: each is read as it was, in its place.
    #[test]
    fn parts_in_any_order_read_back(picks in prop::collection::vec((0..ORDER.len(), 0..TEXTS.len()), 1..14)) {
        let blocks: Vec<Block> = picks.iter().map(|(is, text)| role(ORDER[*is], TEXTS[*text])).collect();
        let read = crate::read::docx::docx_to_document(&package(&blocks)).unwrap();
        let said = |blocks: &[Block]| -> Vec<(ParagraphRole, String)> {
            blocks
                .iter()
                .map(|block| match block {
                    Block::Paragraph(p) => (p.role, p.content.plain_text()),
                    other => (ParagraphRole::Body, format!("{other:?}")),
                })
                .collect()
        };
        prop_assert_eq!(said(&read.value.blocks), said(&blocks));
    }
}

/// What may stand in a paper.
const ORDER: [ParagraphRole; 15] = [
    CopyNumber,
    Secrecy,
    Urgency,
    OrganMark,
    OrganMark,
    DocumentNumber,
    Signer,
    Title,
    Addressee,
    ParagraphRole::Body,
    Signature,
    SupplementaryNote,
    Attendance,
    CopiedTo,
    PrintedBy,
];
const TEXTS: [&str; 8] = [
    "某局",
    "某局文件",
    "文件",
    "某局令",
    "某〔2024〕1号\t签发人：张三",
    "签发人：李四",
    "抄送：某局。",
    "某室\t2024年印发",
];

#[test]
fn a_document_without_such_parts_has_no_styles_of_them() {
    let bytes = package(&[Block::text("正文。")]);
    let styles = part(&bytes, "word/styles.xml");
    let ids: Vec<&str> = styles.root().unwrap().children().filter_map(|s| s.attribute(Ns::W, "styleId")).collect();
    assert!(!ids.contains(&"OrganMark") && !ids.contains(&"PaperTable"), "{ids:?}");
}
