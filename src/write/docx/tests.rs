//! Whole files: built, opened again through the package layer, and looked into.

use super::*;
use crate::document::{
    Alignment, Block, Break, Cell, Content, Date, Figure, FontName, Grid, HeaderScope, Heading, Inline, InlineImage,
    Link, List, ListItem, Marks, Media, MediaType, Medium, Note, Paragraph as Para, ParagraphRole, Ruby, Text,
    VerticalPosition,
};
use crate::finding::{Finding, Origin, Place};
use crate::ooxml::{Element as XmlElement, Ns, Package, PackageKind, Xml};
use std::sync::Arc;

/// A PNG of 2 × 1 pixels.
const PNG: &[u8] = &[
    0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0x0D, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 0x02, 0, 0, 0,
    0x01, 0x08, 0, 0, 0, 0, 0xD1, 0x49, 0x20, 0x56, 0, 0, 0, 0x0B, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9C, 0x63, 0xF8,
    0xDF, 0, 0, 0x02, 0x81, 0x01, 0x80, 0x59, 0xE9, 0x2F, 0xFC, 0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60,
    0x82,
];

fn media() -> Media {
    let png = Medium { media_type: MediaType::Png, bytes: Arc::from(PNG) };
    let opaque = Medium { media_type: MediaType::Opaque, bytes: Arc::from([1u8, 2].as_slice()) };
    Media::from([("chart.png".to_owned(), png), ("old.wmf".to_owned(), opaque)])
}

fn document(blocks: Vec<Block>) -> Document {
    Document { blocks, media: media(), ..Document::default() }
}

fn role(role: ParagraphRole, text: &str) -> Block {
    Block::Paragraph(Para { role, ..Para::plain(text) })
}

fn rich(inlines: Vec<Inline>) -> Block {
    Block::Paragraph(Para { content: Content::new(inlines), ..Para::default() })
}

fn note(kind: NoteKind, text: &str) -> Inline {
    Inline::Note(Note { kind, content: vec![Block::text(text)] })
}

fn image(media: &str, alt: &str) -> Inline {
    Inline::Image(InlineImage { media: media.into(), alt: alt.into(), ..InlineImage::default() })
}

fn list(ordered: bool, items: &[(&str, &str)]) -> Block {
    let items =
        items.iter().map(|(label, text)| ListItem { label: (*label).into(), content: vec![Block::text(*text)] });
    Block::List(List { ordered, items: items.collect(), origin: Default::default() })
}

struct File {
    parts: Vec<(String, Vec<u8>)>,
    findings: Vec<Finding>,
}

impl File {
    fn of(document: &Document) -> Self {
        File::styled(document, &Style::gongwen().unwrap())
    }

    fn styled(document: &Document, style: &Style) -> Self {
        let Warned { value, findings } = document_to_docx(document, style).unwrap();
        let mut package = Package::open(&value, PackageKind::Docx).unwrap();
        let names: Vec<String> = package.names().map(str::to_owned).collect();
        let parts = names.into_iter().map(|name| {
            let bytes = package.part(&name).unwrap().unwrap();
            (name, bytes)
        });
        File { parts: parts.collect(), findings }
    }

    fn text(&self, name: &str) -> &str {
        let part = self.parts.iter().find(|(part, _)| part.trim_start_matches('/') == name);
        std::str::from_utf8(&part.unwrap_or_else(|| panic!("no part {name}")).1).unwrap()
    }

    fn xml(&self, name: &str) -> Xml {
        let xml = Xml::parse(self.text(name).as_bytes().to_vec()).unwrap();
        assert_eq!(xml.broken(), None);
        xml
    }

    fn body(&self) -> &str {
        self.text("word/document.xml")
    }

    fn codes(&self) -> Vec<&str> {
        self.findings.iter().map(Finding::code).collect()
    }
}

fn val<'x>(element: XmlElement<'x>, name: &str) -> Option<&'x str> {
    element.child(Ns::W, name).and_then(|e| e.attribute(Ns::W, "val"))
}

fn styles_of(xml: &Xml) -> Vec<String> {
    let paragraphs = xml.root().unwrap().descendants().filter(|e| e.is(Ns::W, "p"));
    paragraphs
        .map(|p| p.child(Ns::W, "pPr").and_then(|properties| val(properties, "pStyle")).unwrap_or("").to_owned())
        .collect()
}

/// A document with one of everything.
fn everything() -> Document {
    let marks = Marks {
        bold: true,
        italic: true,
        underline: true,
        strike: true,
        position: Some(VerticalPosition::Superscript),
        ..Marks::default()
    };
    let mut blocks = vec![
        role(ParagraphRole::Title, "某市2024年政府信息公开工作年度报告"),
        Block::Heading(Heading {
            level: 5, content: Content::plain("一、<总体> & 情况"), origin: Default::default()
        }),
        rich(vec![
            Inline::text("甲\n乙\t丙 “引”"),
            Inline::Text(Text::new("记", marks)),
            Inline::Link(Link { target: "https://例.cn/?a=1&b=2".into(), content: Content::plain("链接") }),
            Inline::Link(Link { target: "#附件".into(), content: Content::plain("见附件") }),
            note(NoteKind::Footnote, "脚注一"),
            note(NoteKind::Endnote, "尾注一"),
            note(NoteKind::Footnote, "脚注二"),
            image("chart.png", "图 & 表"),
        ]),
        Block::Figure(Figure {
            media: "chart.png".into(),
            alt: "走势".into(),
            decorative: false,
            size: None,
            crop: None,
            origin: Default::default(),
        }),
        role(ParagraphRole::Caption, "表 1"),
        list(true, &[("（一）", "甲"), ("（二）", "乙")]),
        list(false, &[("•", "丙")]),
    ];
    let mut grid = spanning_grid();
    grid.header_rows = 1;
    blocks.push(Block::Table(grid.clone()));
    blocks.push(Block::Table(grid));
    blocks.push(Block::Break(Break::Page));
    blocks.push(role(ParagraphRole::AttachmentLabel, "附件"));
    blocks.push(role(ParagraphRole::Signature, "某局"));
    blocks.push(role(ParagraphRole::Date, "2025年1月5日"));
    let mut document = document(blocks);
    document.properties.title = Some("年报 <2024>".into());
    document.properties.date = Date::new(2025, 1, 5);
    document
}

/// ```text
/// A A B
/// A A C
/// D E E
/// ```
fn spanning_grid() -> Grid {
    let cell = |row, column, text: &str| Cell::new(row, column, vec![Block::text(text)]);
    let mut corner = cell(0, 0, "A").spanning(2, 2);
    corner.header = HeaderScope::Column;
    let mut label = cell(2, 0, "D");
    label.header = HeaderScope::Row;
    let empty = Cell::new(2, 1, vec![]).spanning(1, 2);
    Grid::new(3, 3, vec![corner, cell(0, 2, "B"), cell(1, 2, "C"), label, empty]).unwrap()
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    let style = Style::gongwen().unwrap();
    let first = document_to_docx(&everything(), &style).unwrap();
    let _ = document_to_docx(&document(vec![Block::text("别的")]), &style).unwrap();
    assert!(first == document_to_docx(&everything(), &style).unwrap());
    assert_eq!(first.findings, []);
}

#[test]
fn every_part_is_well_formed_typed_and_related_once() {
    let file = File::of(&everything());
    for (name, bytes) in &file.parts {
        if name.ends_with(".xml") || name.ends_with(".rels") {
            assert_eq!(Xml::parse(bytes.clone()).unwrap().broken(), None, "{name}");
        }
    }
    let types = file.text("[Content_Types].xml");
    for part in
        ["document", "styles", "settings", "numbering", "footnotes", "endnotes", "footer1", "footer2", "fontTable"]
    {
        assert_eq!(types.matches(&format!("\"/word/{part}.xml\"")).count(), 1, "{part}");
    }
    let relations = file.xml("word/_rels/document.xml.rels");
    let ids: Vec<_> = relations.root().unwrap().children().filter_map(|e| e.attribute(Ns::None, "Id")).collect();
    let unique: std::collections::BTreeSet<_> = ids.iter().collect();
    assert_eq!(unique.len(), ids.len());
}

/// Every element of every part against the order table the finishing uses, our own parts included.
#[test]
fn children_stand_in_schema_order() {
    let file = File::of(&everything());
    for (name, bytes) in file.parts.iter().filter(|(name, _)| name.contains("word/") && name.ends_with(".xml")) {
        let root = bytes;
        let mut stack = Element::parse_all(root).unwrap();
        while let Some(element) = stack.pop() {
            let mut ordered = element.clone();
            finish::order_children(&mut ordered);
            assert!(ordered == element, "{name}: {}", element.name);
            stack.extend(element.elements().cloned());
        }
    }
}

#[test]
fn roles_and_levels_are_styles() {
    let file = File::of(&document(vec![
        role(ParagraphRole::Title, "题"),
        Block::Heading(Heading { level: 9, content: Content::plain("九级"), origin: Default::default() }),
        Block::text("文"),
        Block::Paragraph(Para { align: Alignment::Center, ..Para::plain("中") }),
        role(ParagraphRole::Signature, "署"),
    ]));
    assert_eq!(
        styles_of(&file.xml("word/document.xml")),
        ["Title", "Heading9", "BodyText", "BodyTextFlush", "Signature"]
    );
    let styles = file.xml("word/styles.xml");
    let style =
        |id: &str| styles.root().unwrap().children().find(|e| e.attribute(Ns::W, "styleId") == Some(id)).unwrap();
    assert_eq!(val(style("Heading9"), "name"), Some("heading 9"));
    assert_eq!(val(style("Heading9").child(Ns::W, "pPr").unwrap(), "outlineLvl"), Some("8"));
    let fonts = style("Heading1").child(Ns::W, "rPr").unwrap().child(Ns::W, "rFonts").unwrap();
    assert_eq!(fonts.attribute(Ns::W, "eastAsia"), Some("黑体"));
    assert_eq!(fonts.attribute(Ns::W, "ascii"), Some("Times New Roman"));
    let indent = style("BodyText").child(Ns::W, "pPr").unwrap().child(Ns::W, "ind").unwrap();
    assert_eq!(
        (indent.attribute(Ns::W, "firstLineChars"), indent.attribute(Ns::W, "firstLine")),
        (Some("200"), Some("640"))
    );
}

#[test]
fn numbers_weights_and_gaps_are_the_styles() {
    let style = Style::built_in("web-print").unwrap();
    let file = File::styled(&everything(), &style);
    let sheet = file.xml("word/styles.xml");
    let find = |id: &str| sheet.root().unwrap().children().find(|e| e.attribute(Ns::W, "styleId") == Some(id)).unwrap();
    for id in styles::FOOTERS {
        let properties = find(id).child(Ns::W, "pPr").unwrap();
        assert_eq!((val(properties, "jc"), properties.child(Ns::W, "ind").is_some()), (Some("center"), false), "{id}");
    }
    let bold = |id: &str| find(id).child(Ns::W, "rPr").unwrap().child(Ns::W, "b").is_some();
    assert!(bold("Heading1") && bold("Title") && !bold("Heading4") && !bold("BodyText"));
    let spacing = find("TableGapAbove").child(Ns::W, "pPr").unwrap().child(Ns::W, "spacing").unwrap();
    assert_eq!(spacing.attribute(Ns::W, "line"), Some("60"), "3 pt");
    let alignment = |id: &str| val(find(id).child(Ns::W, "pPr").unwrap(), "jc").map(str::to_owned);
    assert_eq!(
        ["TableColumnHeader", "TableRowLabel", "TableRowHeader"].map(|id| alignment(id).unwrap()),
        ["center", "center", "left"]
    );
    let used = styles_of(&file.xml("word/document.xml"));
    assert!(used.iter().any(|id| id == "TableGapAbove"), "{used:?}");
    let gongwen = File::of(&everything());
    assert!(!gongwen.text("word/styles.xml").contains("TableGapAbove"));
    let mut stack = Element::parse_all(file.text("word/styles.xml").as_bytes()).unwrap();
    while let Some(element) = stack.pop() {
        let mut ordered = element.clone();
        finish::order_children(&mut ordered);
        assert!(ordered == element, "{}", element.name);
        stack.extend(element.elements().cloned());
    }
}

#[test]
fn fonts_of_runs_are_for_the_script_they_set_apart() {
    let run = |text: &str, font: &str| {
        Inline::Text(Text { text: text.into(), marks: Marks::default(), font: FontName::new(font).ok() })
    };
    let runs = vec![run("一“是”", "楷体"), Inline::text("加强"), run("PDF", "A&B"), run("12：", "黑体")];
    let document = document(vec![rich(runs)]);
    let mut style = Style::gongwen().unwrap();
    assert!(!File::styled(&document, &style).body().contains("楷体"));
    style.emphasis.keep_fonts = true;
    let file = File::styled(&document, &style);
    let body = file.xml("word/document.xml");
    let fonts = body.root().unwrap().descendants().filter(|e| e.is(Ns::W, "rFonts")).map(|fonts| {
        ["hint", "ascii", "hAnsi", "eastAsia"].map(|slot| fonts.attribute(Ns::W, slot).unwrap_or_default().to_owned())
    });
    let expected = [["eastAsia", "", "", "楷体"], ["", "A&B", "A&B", ""], ["", "", "", "黑体"]];
    assert_eq!(fonts.collect::<Vec<_>>(), expected.map(|fonts| fonts.map(str::to_owned)));
}

#[test]
fn a_heading_that_runs_into_its_paragraph_has_a_style_that_is_no_mark() {
    let bold = Marks { bold: true, ..Marks::default() };
    let head = |text: &str, marks| Inline::Text(Text::new(text, marks));
    let blocks = vec![
        rich(vec![head("（一）主动", bold), head("公开。全年公开", Marks::default())]),
        rich(vec![Inline::text("（二）依申请公开。全年答复。")]),
    ];
    let document = document(blocks.clone());
    let file = File::of(&document);
    let body = file.xml("word/document.xml");
    let runs = body.root().unwrap().descendants().filter(|e| e.is(Ns::W, "r")).map(|run| {
        let style = run.child(Ns::W, "rPr").and_then(|p| p.child(Ns::W, "rStyle")?.attribute(Ns::W, "val"));
        let text: String = run.children().filter(|e| e.is(Ns::W, "t")).map(|t| t.text().into_owned()).collect();
        (style.unwrap_or_default().to_owned(), text)
    });
    let runs: Vec<(String, String)> = runs.filter(|(_, text)| !text.is_empty()).collect();
    let expected = [
        ("RunInHeading2", "（一）主动"),
        ("RunInHeading2", "公开。"),
        ("", "全年公开"),
        ("RunInHeading2", "（二）依申请公开。"),
        ("", "全年答复。"),
    ];
    assert_eq!(runs, expected.map(|(style, text)| (style.to_owned(), text.to_owned())));
    let written = document_to_docx(&document, &Style::gongwen().unwrap()).unwrap().value;
    let read = crate::read::docx::docx_to_document(&written).unwrap().value;
    let content = |blocks: &[Block]| -> Vec<Content> {
        let paragraphs =
            blocks.iter().filter_map(|b| if let Block::Paragraph(p) = b { Some(p.content.clone()) } else { None });
        paragraphs.collect()
    };
    assert_eq!(content(&read.blocks), content(&blocks));
}

#[test]
fn every_style_used_is_defined() {
    let file = File::of(&everything());
    let sheet = file.xml("word/styles.xml");
    let defined: Vec<_> = sheet.root().unwrap().children().filter_map(|e| e.attribute(Ns::W, "styleId")).collect();
    for part in ["word/document.xml", "word/footnotes.xml", "word/endnotes.xml", "word/footer1.xml", "word/styles.xml"]
    {
        let xml = file.xml(part);
        for element in xml.root().unwrap().descendants() {
            if ["pStyle", "rStyle", "tblStyle", "basedOn", "next"].contains(&element.name()) {
                let id = element.attribute(Ns::W, "val").unwrap();
                assert!(defined.contains(&id), "{part}: {id}");
            }
        }
    }
}

#[test]
fn spans_agree_in_every_row() {
    let file = File::of(&document(vec![Block::Table(spanning_grid())]));
    let xml = file.xml("word/document.xml");
    let table = xml.root().unwrap().descendants().find(|e| e.is(Ns::W, "tbl")).unwrap();
    let number = |text: Option<&str>| text.and_then(|t| t.parse::<u32>().ok());
    let grid: Vec<u32> =
        table.child(Ns::W, "tblGrid").unwrap().children().map(|c| number(c.attribute(Ns::W, "w")).unwrap()).collect();
    assert_eq!(grid.len(), 3);
    let mut merges = Vec::new();
    for row in table.children().filter(|e| e.is(Ns::W, "tr")) {
        let mut column = 0;
        for cell in row.children().filter(|e| e.is(Ns::W, "tc")) {
            let properties = cell.child(Ns::W, "tcPr").unwrap();
            let span = number(val(properties, "gridSpan")).unwrap_or(1) as usize;
            let width = number(properties.child(Ns::W, "tcW").unwrap().attribute(Ns::W, "w")).unwrap();
            assert_eq!(width, grid[column..column + span].iter().sum::<u32>());
            merges.push(val(properties, "vMerge").unwrap_or("-"));
            column += span;
            assert!(cell.children().last().unwrap().is(Ns::W, "p"), "a cell ends in a paragraph");
        }
        assert_eq!(column, 3);
        assert!(row.child(Ns::W, "trPr").unwrap().child(Ns::W, "cantSplit").is_some());
    }
    assert_eq!(merges, ["restart", "-", "continue", "-", "-", "-"]);
    let body = file.body();
    assert!(body.contains("TableColumnHeader") && body.contains("TableRowHeader") && body.contains("TableText"));
}

#[test]
fn figures_in_columns_of_figures_stand_to_the_right() {
    let texts = [["领域", "件", "说明"], ["教育", "1264", "3"], ["卫生", "—", "多"]];
    let cells = (0..3).zip(texts).flat_map(|(row, texts)| {
        (0..3).zip(texts).map(move |(column, text)| Cell::new(row, column, vec![Block::text(text)]))
    });
    let document = document(vec![Block::Table(Grid::new(3, 3, cells.collect()).unwrap())]);
    let file = File::of(&document);
    assert_eq!(file.body().matches("\"TableFigure\"").count(), 3, "the head and the dash stand with them");
    let sheet = file.xml("word/styles.xml");
    let style =
        sheet.root().unwrap().children().find(|e| e.attribute(Ns::W, "styleId") == Some("TableFigure")).unwrap();
    assert_eq!(val(style.child(Ns::W, "pPr").unwrap(), "jc"), Some("right"));
}

#[test]
fn header_rows_repeat_and_only_they() {
    let mut grid = spanning_grid();
    assert!(!File::of(&document(vec![Block::Table(grid.clone())])).body().contains("tblHeader"));
    grid.header_rows = 2;
    assert_eq!(File::of(&document(vec![Block::Table(grid)])).body().matches("<w:tblHeader/>").count(), 2);
}

#[test]
fn tables_never_touch_and_a_document_ends_in_a_paragraph() {
    let mut style = Style::gongwen().unwrap();
    style.table.space_after_pt = 0.0;
    let document = document(vec![Block::Table(spanning_grid()), Block::Table(spanning_grid())]);
    let bytes = document_to_docx(&document, &style).unwrap().value;
    let mut package = Package::open(&bytes, PackageKind::Docx).unwrap();
    let xml = package.xml("word/document.xml").unwrap().unwrap();
    let body = xml.root().unwrap().child(Ns::W, "body").unwrap();
    let names: Vec<_> = body.children().map(XmlElement::name).collect();
    assert_eq!(names, ["tbl", "p", "tbl", "p", "sectPr"]);
}

#[test]
fn notes_are_real_and_endnotes_are_endnotes() {
    let file = File::of(&everything());
    let body = file.body();
    assert_eq!(body.matches("<w:footnoteReference ").count(), 2);
    assert_eq!(body.matches("<w:endnoteReference ").count(), 1);
    let notes = file.xml("word/footnotes.xml");
    let ids: Vec<_> = notes.root().unwrap().children().filter_map(|e| e.attribute(Ns::W, "id")).collect();
    assert_eq!(ids, ["-1", "0", "1", "2"]);
    assert_eq!(file.text("word/footnotes.xml").matches("<w:footnoteRef/>").count(), 2);
    assert_eq!(file.text("word/endnotes.xml").matches("<w:endnoteRef/>").count(), 1);
}

#[test]
fn a_note_in_a_note_is_kept_as_text_and_named() {
    let inner = rich(vec![Inline::text("外"), note(NoteKind::Endnote, "内")]);
    let outer = Inline::Note(Note { kind: NoteKind::Footnote, content: vec![inner] });
    let file = File::of(&document(vec![rich(vec![outer])]));
    assert_eq!(file.codes(), ["note-in-note"]);
    assert!(file.text("word/footnotes.xml").contains("[内]"));
}

#[test]
fn pictures_have_ids_of_their_own_and_alternative_texts() {
    let file = File::of(&everything());
    let xml = file.xml("word/document.xml");
    let pictures: Vec<_> = xml.root().unwrap().descendants().filter(|e| e.name() == "docPr").collect();
    let ids: Vec<_> = pictures.iter().filter_map(|e| e.attribute(Ns::None, "id")).collect();
    let texts: Vec<_> = pictures.iter().filter_map(|e| e.attribute(Ns::None, "descr")).collect();
    assert_eq!((ids, texts), (vec!["1", "2"], vec!["图 & 表", "走势"]));
    assert_eq!(file.parts.iter().filter(|(name, _)| name.contains("media/")).count(), 1, "one part for one picture");
    assert!(file.body().contains("cx=\"19050\" cy=\"9525\""), "2 × 1 pixels at 96 dpi");
}

#[test]
fn a_picture_that_cannot_be_shown_becomes_text_and_a_finding() {
    let file = File::of(&document(vec![rich(vec![image("old.wmf", "旧图"), image("none.png", "")])]));
    assert_eq!(file.codes(), ["picture-not-written", "picture-not-written", "picture-not-described"]);
    assert!(file.body().contains(">[图片：旧图]</w:t>") && file.body().contains(">[图片]</w:t>"));
}

#[test]
fn links_inside_and_outside() {
    let file = File::of(&everything());
    assert!(file.body().contains("w:anchor=\"附件\""));
    assert!(
        file.text("word/_rels/document.xml.rels")
            .contains("Target=\"https://例.cn/?a=1&amp;b=2\" TargetMode=\"External\"")
    );
    let nested = Link {
        target: "https://a.cn".into(),
        content: Content::new(vec![Inline::Link(Link {
            target: "https://b.cn".into(),
            content: Content::plain("文"),
        })]),
    };
    let file = File::of(&document(vec![rich(vec![Inline::Link(nested)])]));
    assert_eq!(file.codes(), ["link-not-written"]);
    assert!(file.body().contains(">文</w:t>"));
}

#[test]
fn text_keeps_breaks_tabs_and_blanks_and_names_what_xml_cannot_carry() {
    let file = File::of(&document(vec![Block::text(" 甲\u{1}\n\t乙  <&>\"' ")]));
    let xml = file.xml("word/document.xml");
    let run = xml.root().unwrap().descendants().find(|e| e.is(Ns::W, "r")).unwrap();
    let pieces: Vec<String> = run
        .children()
        .map(|e| match e.name() {
            "t" => e.text().into_owned(),
            other => format!("<{other}>"),
        })
        .collect();
    assert_eq!(pieces, [" 甲", "<br>", "<tab>", "乙  <&>\"' "]);
    assert_eq!(file.codes(), ["characters-not-written"]);
}

#[test]
fn labels_are_numbering_and_print_as_they_stood() {
    let mut outer = vec![ListItem { label: "（一）".into(), content: vec![Block::text("甲"), Block::text("续")] }];
    outer[0].content.push(list(true, &[("①", "内")]));
    let file = File::of(&document(vec![
        Block::List(List { ordered: true, items: outer, origin: Default::default() }),
        list(true, &[("附<1>", "literal")]),
    ]));
    let numbering = file.xml("word/numbering.xml");
    let levels: Vec<_> = numbering
        .root()
        .unwrap()
        .descendants()
        .filter(|e| e.is(Ns::W, "lvl"))
        .map(|e| (e.attribute(Ns::W, "ilvl").unwrap(), val(e, "numFmt").unwrap(), val(e, "lvlText").unwrap()))
        .collect();
    assert!(levels.contains(&("0", "chineseCountingThousand", "（%1）")), "{levels:?}");
    assert!(levels.contains(&("1", "decimalEnclosedCircle", "%2")), "{levels:?}");
    assert!(levels.contains(&("0", "decimal", "附<%1>")), "{levels:?}");
    assert_eq!(styles_of(&file.xml("word/document.xml")), ["BodyText", "ListContinue", "ListContinue", "BodyText"]);
}

#[test]
fn a_page_break_leaves_no_blank_line() {
    let file = File::of(&document(vec![Block::text("甲"), Block::Break(Break::Page), Block::text("乙")]));
    assert!(file.body().contains("<w:pageBreakBefore/>") && !file.body().contains("w:type=\"page\""));
    let file = File::of(&document(vec![Block::text("甲"), Block::Break(Break::Page), Block::Table(spanning_grid())]));
    assert!(file.body().contains("w:type=\"page\""));
}

#[test]
fn nesting_has_a_limit_that_is_named() {
    let nested = |depth: u32| {
        let mut block = Block::text("芯");
        for _ in 0..depth {
            block = Block::List(List {
                ordered: false,
                items: vec![ListItem { label: "•".into(), content: vec![Block::text("层"), block] }],
                origin: Default::default(),
            });
        }
        document_to_docx(&document(vec![block]), &Style::gongwen().unwrap())
    };
    assert!(nested(flow::MAX_DEPTH).is_ok());
    let said = |depth: u32| {
        let mut block = list(false, &[("•", "芯")]);
        for level in 1..=depth {
            let Block::List(inner) = &mut block else { panic!() };
            inner.origin = Origin::at(Place::Paragraph(level));
            let items = vec![ListItem { label: "•".into(), content: vec![Block::text("层"), block] }];
            block = Block::List(List { ordered: false, items, origin: Origin::default() });
        }
        let file = File::of(&document(vec![block]));
        file.findings.iter().map(|f| (f.code(), f.location().place.clone())).collect::<Vec<_>>()
    };
    let deepest = numbering::DEEPEST as u32;
    assert_eq!(said(deepest), []);
    assert_eq!(said(deepest + 1), [("list-too-deep", Some(Place::Paragraph(1)))]);
    assert_eq!(nested(flow::MAX_DEPTH + 1).unwrap_err().code(), "limit-exceeded");
}

#[test]
fn what_word_has_no_room_for_is_named() {
    let wide = |columns: u32| {
        let cells = (0..columns).map(|column| Cell::new(0, column, vec![Block::text("0")]));
        let mut grid = Grid::new(1, columns, cells.collect()).unwrap();
        grid.origin = Origin::at(Place::Table(3));
        let file = File::of(&document(vec![Block::Table(grid)]));
        file.findings.iter().map(|f| (f.code(), f.location().place.clone())).collect::<Vec<_>>()
    };
    assert_eq!(wide(63), []);
    assert_eq!(wide(64), [("too-many-columns", Some(Place::Table(3)))]);
    // A reading above a picture: Word's own has text below it.
    let ruby = Ruby { base: Content::new(vec![image("chart.png", "图")]), reading: "tú".into() };
    let file = File::of(&document(vec![rich(vec![Inline::Ruby(ruby)])]));
    assert!(file.codes().contains(&"reading-in-brackets"), "{:?}", file.codes());
    assert!(file.body().contains("tú"));
}

#[test]
fn the_file_bears_the_documents_date_or_none() {
    assert!(File::of(&everything()).text("docProps/core.xml").contains("2025-01-05T00:00:00Z"));
    assert!(!File::of(&document(vec![])).text("docProps/core.xml").contains("created"));
}

#[test]
fn labels_of_no_one_format_still_count_or_stand() {
    let file = File::of(&document(vec![list(true, &[("1.1.", "甲"), ("B", "乙"), ("01", "丙"), ("5%", "丁")])]));
    let numbering = file.xml("word/numbering.xml");
    let instances: Vec<_> = numbering
        .root()
        .unwrap()
        .children()
        .filter(|e| e.is(Ns::W, "num"))
        .filter_map(|e| e.child(Ns::W, "lvlOverride"))
        .map(|e| {
            let level = e.child(Ns::W, "lvl").unwrap();
            (val(e, "startOverride"), val(level, "numFmt").unwrap(), val(level, "lvlText").unwrap())
        })
        .collect();
    assert_eq!(
        instances,
        [
            (Some("1"), "decimal", "1.%1."),
            (Some("2"), "upperLetter", "%1"),
            // Counted, but with no number to be seen.
            (None, "none", "01%1"),
            (None, "none", "5%%1")
        ]
    );
}

#[test]
fn a_list_of_contents_stands_below_the_title_and_leads_to_the_headings() {
    let mut style = Style::gongwen().unwrap();
    style.contents.levels = 1;
    let heading = |level, text: &str| {
        Block::Heading(Heading { level, content: Content::plain(text), origin: Default::default() })
    };
    let blocks = vec![
        role(ParagraphRole::Title, "报告"),
        Block::text("前言"),
        heading(1, "一、总体"),
        heading(2, "（一）公开"),
        heading(1, "二、其他"),
    ];
    let file = document_to_docx(&document(blocks), &style).unwrap().value;
    let mut package = Package::open(&file, PackageKind::Docx).unwrap();
    let body = package.xml("word/document.xml").unwrap().unwrap();
    let names: Vec<_> = body.root().unwrap().descendants().filter(|e| e.is(Ns::W, "bookmarkStart")).collect();
    let names: Vec<_> = names.iter().filter_map(|e| e.attribute(Ns::W, "name")).collect();
    let links: Vec<_> = body.root().unwrap().descendants().filter(|e| e.is(Ns::W, "hyperlink")).collect();
    let text = |e: &XmlElement<'_>| e.descendants().map(|e| e.text().into_owned()).collect::<String>();
    let links: Vec<_> = links.iter().map(|e| (e.attribute(Ns::W, "anchor").unwrap(), text(e))).collect();
    assert_eq!(names, ["_Toc00000001", "_Toc00000002"]);
    // No page number is better than a wrong one.
    let page = |name: &str| format!(" PAGEREF {name} \\h ");
    let expected =
        names.iter().zip(["一、总体", "二、其他"]).map(|(name, text)| (*name, format!("{text}{}", page(name))));
    assert_eq!(links, expected.collect::<Vec<_>>());
    let children: Vec<_> = body.root().unwrap().child(Ns::W, "body").unwrap().children().map(|e| e.name()).collect();
    assert_eq!(children, ["p", "sdt", "p", "p", "p", "p", "sectPr"]);
}

#[test]
fn items_hold_their_tables_figures_and_captions_indented() {
    let grid = Grid::new(1, 2, vec![Cell::new(0, 0, vec![Block::text("一")]), Cell::new(0, 1, vec![])]).unwrap();
    let (media, alt) = ("chart.png".to_owned(), "走势".to_owned());
    let figure =
        Block::Figure(Figure { media, alt, decorative: false, size: None, crop: None, origin: Default::default() });
    let heading = Heading { level: 2, content: Content::plain("题"), origin: Default::default() };
    let inside = vec![Block::text("甲"), role(ParagraphRole::Caption, "表1"), Block::Table(grid), figure];
    let item = |label: &str, content: Vec<Block>| ListItem { label: label.into(), content };
    let list = |items| Block::List(List { ordered: true, items, origin: Default::default() });
    let file = File::of(&document(vec![list(vec![item("1.", inside.clone())])]));
    assert_eq!(file.findings, []);
    let xml = file.xml("word/document.xml");
    let root = xml.root().unwrap();
    let table = root.descendants().find(|e| e.is(Ns::W, "tblPr")).unwrap();
    let own =
        |name| table.child(Ns::W, name).and_then(|e| e.attribute(Ns::W, if name == "tblInd" { "w" } else { "val" }));
    assert_eq!((own("tblStyle"), own("tblInd")), (Some("TableInList"), Some("640")), "two characters of 16 pt");
    let style = |paragraph: &XmlElement<'_>| {
        paragraph.child(Ns::W, "pPr")?.child(Ns::W, "pStyle")?.attribute(Ns::W, "val").map(str::to_owned)
    };
    let body = root.descendants().find(|e| e.is(Ns::W, "body")).unwrap();
    let styles: Vec<_> = body.children().filter(|e| e.is(Ns::W, "p")).filter_map(|p| style(&p)).collect();
    assert!(styles.contains(&"ListContinue".to_owned()) && !styles.contains(&"Figure".to_owned()), "{styles:?}");
    // A heading is one of the document: the item ends there.
    let split = File::of(&document(vec![list(vec![item("1.", vec![Block::text("甲"), Block::Heading(heading)])])]));
    assert_eq!(split.findings.iter().map(Finding::code).collect::<Vec<_>>(), ["list-item-flattened"]);
}
