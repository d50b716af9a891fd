//! Where organ, date and the list of attachments stand, in twips. A full character of the body is 15.75 pt there: 16 pt closed up by
//! a quarter of a point.

use super::*;
use crate::document::{Alignment, Block, Cell, Grid, List, ListItem, Paragraph as Para, ParagraphRole};
use crate::ooxml::{Element as XmlElement, Ns, Package, PackageKind, Xml};

fn role(role: ParagraphRole, text: &str) -> Block {
    Block::Paragraph(Para { role, ..Para::plain(text) })
}

fn sign_off(organ: &str, date: &str) -> Vec<Block> {
    vec![Block::text("文"), role(ParagraphRole::Signature, organ), role(ParagraphRole::Date, date)]
}

/// For each paragraph with text: the text, its own indents and space above as written, whether it is kept with the next.
fn places(blocks: Vec<Block>, style: &Style) -> Vec<(String, String, bool)> {
    let document = Document { blocks, ..Document::default() };
    let bytes = document_to_docx(&document, style).unwrap().value;
    let mut package = Package::open(&bytes, PackageKind::Docx).unwrap();
    let xml = Xml::parse(package.part("word/document.xml").unwrap().unwrap()).unwrap();
    let own = |p: XmlElement<'_>| {
        let properties = p.child(Ns::W, "pPr").unwrap();
        let value = |element, name| properties.child(Ns::W, element).and_then(|e| e.attribute(Ns::W, name));
        let names =
            [("ind", "left"), ("ind", "right"), ("ind", "firstLine"), ("ind", "hanging"), ("spacing", "before")];
        let said = names.iter().filter_map(|(element, name)| {
            value(*element, *name).filter(|value| *value != "0").map(|value| format!("{name} {value}"))
        });
        let text: String = p.descendants().filter(|e| e.is(Ns::W, "t")).map(|e| e.text().into_owned()).collect();
        (text, said.collect::<Vec<_>>().join(", "), properties.child(Ns::W, "keepNext").is_some())
    };
    let paragraphs = xml.root().unwrap().descendants().filter(|e| e.is(Ns::W, "p"));
    paragraphs.map(own).filter(|(text, ..)| !text.is_empty()).collect()
}

fn indents(blocks: Vec<Block>, style: &Style) -> Vec<String> {
    places(blocks, style).into_iter().map(|(_, indents, _)| indents).collect()
}

#[test]
fn without_a_seal_the_date_begins_two_characters_right_of_the_organ() {
    let style = Style::gongwen().unwrap();
    let date = "2022年2月15日";
    assert_eq!(indents(sign_off("某某市生态环境局", date), &style), ["", "right 630", "right 90"]);
    // A date longer than the organ decides itself, and the organ gives way.
    assert_eq!(indents(sign_off("某市生态环境局", date), &style), ["", "right 1485", "right 630"]);
    // What has a place of its own, or several lines, keeps it.
    let mut blocks = sign_off("某某市生态环境局", date);
    if let Some(Block::Paragraph(organ)) = blocks.get_mut(1) {
        organ.align = Alignment::Center;
    }
    assert_eq!(indents(blocks, &style), ["", "", ""]);
    assert_eq!(indents(sign_off("某市\n某局", date), &style), ["", "", ""]);
}

#[test]
fn with_a_seal_the_organ_is_centred_above_a_date_four_characters_in() {
    let mut style = Style::gongwen().unwrap();
    style.sign_off.seal = true;
    assert_eq!(indents(sign_off("某某市生态环境局", "2022年2月15日"), &style), ["", "right 1215", "right 1260"]);
}

#[test]
fn the_indents_written_outweigh_those_of_the_styles() {
    let document = Document { blocks: sign_off("某某市生态环境局", "2022年2月15日"), ..Document::default() };
    let bytes = document_to_docx(&document, &Style::gongwen().unwrap()).unwrap().value;
    let mut package = Package::open(&bytes, PackageKind::Docx).unwrap();
    let body = String::from_utf8(package.part("word/document.xml").unwrap().unwrap()).unwrap();
    assert_eq!(body.matches("w:rightChars=\"0\"").count(), 2);
}

#[test]
fn the_sign_off_is_kept_with_what_stands_before_it() {
    let style = Style::gongwen().unwrap();
    let kept = |before: Block| {
        let mut blocks = sign_off("某市某局", "2022年2月15日");
        blocks.insert(1, before);
        let places = places(blocks, &style);
        places.into_iter().filter(|(.., kept)| *kept).map(|(text, ..)| text).collect::<Vec<_>>()
    };
    let item = |text: &str| ListItem { label: "1.".into(), content: vec![Block::text(text)] };
    let list = Block::List(List { ordered: true, items: vec![item("甲"), item("乙")], origin: Default::default() });
    let cell = |row, column, text: &str| Cell::new(row, column, vec![Block::text(text)]);
    let table = Grid::new(2, 2, vec![cell(0, 0, "一"), cell(0, 1, "二"), cell(1, 0, "三"), cell(1, 1, "四")]).unwrap();
    assert_eq!(kept(Block::text("前")), ["前", "某市某局"]);
    assert_eq!(kept(list), ["乙", "某市某局"]);
    // So small a table is kept whole, and with what leads to it.
    assert_eq!(kept(Block::Table(table)), ["文", "一", "二", "三", "四", "某市某局"]);
    let rows = 0..12;
    let long = rows.clone().map(|row| cell(row, 0, &format!("第{row}行"))).collect();
    let long = Grid::new(rows.end, 1, long).unwrap();
    assert_eq!(kept(Block::Table(long)), ["文", "第11行", "某市某局"]);
}

#[test]
fn a_date_alone_stands_where_the_organ_would() {
    let style = Style::gongwen().unwrap();
    let line = PageMeasure::new(&style).line_pitch;
    let blocks = vec![Block::text("文"), role(ParagraphRole::Date, "2022年2月15日")];
    assert_eq!(places(blocks, &style)[1].1, format!("before {line}"));
}

#[test]
fn the_list_of_attachments_hangs_under_its_names() {
    let style = Style::gongwen().unwrap();
    let line = PageMeasure::new(&style).line_pitch;
    let mut blocks = vec![Block::text("文"), Block::text("附件：1.甲表"), Block::text("2.乙表")];
    let elsewhere = indents([blocks.clone(), vec![Block::text("另文")]].concat(), &style);
    assert_eq!(elsewhere, ["", "", "", ""], "the same words elsewhere are no such list");
    blocks.extend(sign_off("某市某局", "2022年2月15日").into_iter().skip(1));
    // Two characters, then 附件： of three, then the number of two halves.
    let first = format!("left 1885, hanging 1255, before {line}");
    assert_eq!(indents(blocks, &style).get(1..3).unwrap(), [first.as_str(), "left 1885, hanging 310"]);
}
