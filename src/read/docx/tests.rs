//! The coverage list at the head of this folder, ticked.

mod constructs;
mod fields;
mod fonts;
mod looks;
mod numbers;
mod table_styles;
mod tables;

use super::{PageReader, ReadOptions, docx_to_document, docx_to_document_with};
use crate::document::{Alignment, Block, Break, Cell, Document, Grid, Inline, Marks, NoteKind, ParagraphRole, Size};
use crate::finding::{Finding, Language, Place, Warned};
use crate::ooxml::parts_to_package;
use tables::{cell, grid, table};

const NAMESPACES: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office""#;
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n....";

/// A document being built: its body, its other parts, and the relationships of the main part.
#[derive(Default)]
struct Docx {
    body: String,
    parts: Vec<(String, Vec<u8>)>,
    relationships: String,
}

impl Docx {
    fn body(body: impl Into<String>) -> Self {
        Docx { body: body.into(), ..Docx::default() }
    }

    /// Adds a part that the main part refers to by `id`, with the namespaces of the body on its root element.
    fn part(mut self, id: &str, kind: &str, name: &str, content: impl AsRef<[u8]>) -> Self {
        self.parts.push((format!("word/{name}"), content.as_ref().to_vec()));
        self.relation(id, kind, name, "")
    }

    fn xml(self, kind: &str, root: &str, content: &str) -> Self {
        self.part(
            &format!("rel-{kind}"),
            kind,
            &format!("{kind}.xml"),
            format!("<w:{root} {NAMESPACES}>{content}</w:{root}>"),
        )
    }

    fn relation(mut self, id: &str, kind: &str, target: &str, mode: &str) -> Self {
        let base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        self.relationships
            .push_str(&format!(r#"<Relationship Id="{id}" Type="{base}/{kind}" Target="{target}" {mode}/>"#));
        self
    }

    fn styles(self, styles: &str) -> Self {
        self.xml("styles", "styles", styles)
    }

    fn numbering(self, numbering: &str) -> Self {
        self.xml("numbering", "numbering", numbering)
    }

    fn bytes(self) -> Vec<u8> {
        self.bytes_with_root("")
    }

    /// The same with something before the body.
    fn bytes_with_root(self, before: &str) -> Vec<u8> {
        let rels = |content: &str| {
            format!(
                r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{content}</Relationships>"#
            )
        };
        let root = r#"<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>"#;
        let mut parts = vec![
            ("_rels/.rels".to_owned(), rels(root).into_bytes()),
            ("word/_rels/document.xml.rels".to_owned(), rels(&self.relationships).into_bytes()),
            (
                "word/document.xml".to_owned(),
                format!("<w:document {NAMESPACES}>{before}<w:body>{}</w:body></w:document>", self.body).into_bytes(),
            ),
        ];
        parts.extend(self.parts);
        parts_to_package(&parts).unwrap()
    }

    fn read(self) -> Warned<Document> {
        docx_to_document(&self.bytes()).unwrap_or_else(|e| panic!("{}", e.render(Language::English)))
    }

    /// The blocks, where there must be no findings.
    fn blocks(self) -> Vec<Block> {
        let read = self.read();
        assert_eq!(read.findings, []);
        read.value.blocks
    }
}

fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>")
}

/// A paragraph with properties.
fn pp(properties: &str, text: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn texts(blocks: &[Block]) -> Vec<String> {
    blocks.iter().map(Block::plain_text).collect()
}

fn codes(findings: &[Finding]) -> Vec<&'static str> {
    findings.iter().map(Finding::code).collect()
}

/// A short form of blocks: kind and text.
fn shape(blocks: &[Block]) -> Vec<String> {
    blocks
        .iter()
        .map(|block| match block {
            Block::Heading(h) => format!("h{} {}", h.level, h.content.plain_text()),
            Block::Paragraph(p) => format!("p {}", p.content.plain_text()),
            Block::List(list) => {
                let items = list.items.iter().map(|i| format!("{}|{}", i.label, shape(&i.content).join(",")));
                format!("{}[{}]", if list.ordered { "ol" } else { "ul" }, items.collect::<Vec<_>>().join("; "))
            }
            Block::Table(grid) => format!("table {}x{}", grid.rows(), grid.columns()),
            Block::Figure(f) => format!("figure {}", f.media),
            Block::Chart(chart) => format!("chart {}", chart.title),
            Block::Break(Break::Page) => "break".to_owned(),
            Block::Break(begins) => format!("{begins:?}").to_lowercase(),
        })
        .collect()
}

/// The inlines of the only paragraph.
fn inlines(docx: Docx) -> Vec<Inline> {
    match docx.blocks().as_slice() {
        [Block::Paragraph(p)] => p.content.inlines().to_vec(),
        [Block::Heading(h)] => h.content.inlines().to_vec(),
        other => panic!("{other:?}"),
    }
}

fn marks(docx: Docx) -> Vec<(String, Marks)> {
    let texts = inlines(docx).into_iter().map(|inline| match inline {
        Inline::Text(text) => (text.text, text.marks),
        other => panic!("{other:?}"),
    });
    texts.collect()
}

const PLAIN: Marks = Marks {
    bold: false,
    italic: false,
    underline: false,
    strike: false,
    position: None,
    capitals: None,
    color: None,
    highlight: None,
};
const BOLD: Marks = Marks { bold: true, ..PLAIN };

#[test]
fn runs_join_and_white_space_is_as_word_has_it() {
    let body = "<w:p><w:r><w:t>1</w:t></w:r><w:proofErr/><w:r><w:t xml:space=\"preserve\">0 </w:t></w:r><w:r><w:t> 件 </w:t></w:r></w:p><w:p/>";
    let blocks = Docx::body(body).blocks();
    assert_eq!(texts(&blocks), ["10 件", ""]);
    let Block::Paragraph(paragraph) = &blocks[0] else { panic!() };
    assert_eq!(paragraph.content.inlines().len(), 1);
    assert_eq!(paragraph.origin.0, Some(Place::Paragraph(1)));
    assert_eq!(blocks[1].origin().0, Some(Place::Paragraph(2)));
}

#[test]
fn breaks_tabs_and_hyphens() {
    let body = "<w:p><w:pPr><w:tabs><w:tab w:val=\"left\"/></w:tabs></w:pPr><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t><w:cr/><w:noBreakHyphen/><w:softHyphen/><w:t>丁</w:t><w:lastRenderedPageBreak/></w:r></w:p>";
    assert_eq!(texts(&Docx::body(body).blocks()), ["甲\t乙\n丙\n\u{2011}丁"]);
}

#[test]
fn page_breaks_split_paragraphs() {
    let br = "<w:br w:type=\"page\"/>";
    let body = format!(
        "<w:p><w:r><w:t>甲</w:t>{br}<w:t>乙</w:t></w:r></w:p><w:p><w:r>{br}</w:r></w:p>{}{}",
        pp("<w:pageBreakBefore/>", "丙"),
        pp("<w:sectPr/>", "丁")
            + &pp("<w:sectPr><w:type w:val=\"continuous\"/></w:sectPr>", "戊")
            + &p("己")
            + "<w:sectPr/>",
    );
    let blocks = Docx::body(body).blocks();
    // The first section is followed by a continuous one, the second by one on a new page.
    assert_eq!(shape(&blocks), ["p 甲", "break", "p 乙", "break", "p 丙", "p 丁", "p 戊", "break", "p 己"]);
}

#[test]
fn marks_come_from_defaults_styles_and_runs() {
    let styles = "<w:docDefaults><w:rPrDefault><w:rPr><w:i/></w:rPr></w:rPrDefault></w:docDefaults>\
        <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"a\"><w:name w:val=\"Normal\"/><w:rPr><w:i w:val=\"0\"/></w:rPr></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"b\"><w:basedOn w:val=\"a\"/><w:rPr><w:b/></w:rPr></w:style>\
        <w:style w:type=\"character\" w:styleId=\"c\"><w:rPr><w:b/><w:u w:val=\"single\"/></w:rPr></w:style>";
    let run = |properties: &str, text: &str| format!("<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>");
    let body = format!(
        "<w:p><w:pPr><w:pStyle w:val=\"b\"/></w:pPr>{}{}{}{}{}</w:p>",
        run("", "甲"),
        run("<w:rStyle w:val=\"c\"/>", "乙"),
        run("<w:b w:val=\"0\"/><w:bCs/><w:iCs/>", "丙"),
        run("<w:strike/><w:vertAlign w:val=\"superscript\"/>", "丁"),
        run("<w:u w:val=\"none\"/><w:b w:val=\"false\"/>", "戊"),
    );
    let italic = |m: Marks| Marks { italic: true, ..m };
    let read = marks(Docx::body(body).styles(styles));
    let plain = Marks::default();
    let position = Some(crate::document::VerticalPosition::Superscript);
    let expected = [
        ("甲", italic(BOLD)),
        // Bold in both styles cancels out.
        ("乙", italic(Marks { underline: true, ..plain })),
        ("丙", italic(plain)),
        ("丁", italic(Marks { strike: true, position, ..BOLD })),
        ("戊", italic(plain)),
    ];
    assert_eq!(read.iter().map(|(t, m)| (t.as_str(), *m)).collect::<Vec<_>>(), expected);
}

#[test]
fn cyclic_styles_end() {
    let styles = "<w:style w:type=\"paragraph\" w:styleId=\"a\"><w:basedOn w:val=\"b\"/><w:pPr><w:jc w:val=\"center\"/></w:pPr></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"b\"><w:basedOn w:val=\"a\"/></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"c\"><w:basedOn w:val=\"c\"/></w:style>";
    let read = Docx::body(pp("<w:pStyle w:val=\"a\"/>", "甲")).styles(styles).read();
    assert_eq!(codes(&read.findings), ["style-cycle", "style-cycle"]);
    assert_eq!(texts(&read.value.blocks), ["甲"]);
}

#[test]
fn headings_by_outline_style_and_name() {
    let styles = "<w:style w:type=\"paragraph\" w:styleId=\"2\"><w:name w:val=\"heading 1\"/><w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"own\"><w:name w:val=\"我的标题\"/><w:basedOn w:val=\"2\"/><w:pPr><w:outlineLvl w:val=\"2\"/></w:pPr></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"n\"><w:name w:val=\"标题 4\"/></w:style>";
    let style = |id: &str| format!("<w:pStyle w:val=\"{id}\"/>");
    let body = [
        pp(&style("2"), "一"),
        pp(&style("own"), "二"),
        pp(&style("n"), "三"),
        pp("<w:outlineLvl w:val=\"1\"/>", "四"),
        pp(&(style("2") + "<w:outlineLvl w:val=\"9\"/>"), "五"),
        pp(&style("Heading2"), "六"),
        pp(&style("2"), ""),
    ]
    .concat();
    let blocks = Docx::body(body).styles(styles).blocks();
    assert_eq!(shape(&blocks), ["h1 一", "h3 二", "h4 三", "h2 四", "p 五", "h2 六", "p "]);
    // What the style does to all of a heading is no mark of its text.
    let Block::Heading(heading) = &blocks[0] else { panic!() };
    assert_eq!(heading.content.as_plain(), Some("一"));
}

#[test]
fn roles_come_from_style_names() {
    let styles: String = ["Title", "caption", "签名", "Date", "题注"]
        .iter()
        .enumerate()
        .map(|(i, name)| {
            format!("<w:style w:type=\"paragraph\" w:styleId=\"s{i}\"><w:name w:val=\"{name}\"/><w:pPr><w:jc w:val=\"center\"/><w:outlineLvl w:val=\"0\"/></w:pPr></w:style>")
        })
        .collect();
    let styles = styles
        + "<w:style w:type=\"paragraph\" w:styleId=\"AttachmentLabel\"/><w:style w:type=\"paragraph\" w:styleId=\"mid\"><w:pPr><w:jc w:val=\"center\"/></w:pPr></w:style>";
    let ids = ["s0", "s1", "s2", "s3", "s4", "AttachmentLabel", "mid"];
    let body: String = ids.iter().map(|id| pp(&format!("<w:pStyle w:val=\"{id}\"/>"), "甲")).collect();
    let body = body + &pp("<w:jc w:val=\"right\"/>", "甲") + &pp("<w:jc w:val=\"both\"/>", "甲");
    let read: Vec<_> = Docx::body(body)
        .styles(&styles)
        .blocks()
        .iter()
        .map(|block| match block {
            Block::Paragraph(p) => (p.role, p.align),
            other => panic!("{other:?}"),
        })
        .collect();
    use Alignment::{Center, End, Start};
    use ParagraphRole::{AttachmentLabel, Body, Caption, Date, Signature, Title};
    let expected = [
        (Title, Start),
        (Caption, Start),
        (Signature, Start),
        (Date, Start),
        (Caption, Start),
        (AttachmentLabel, Start),
        (Body, Center),
        (Body, End),
        (Body, Start),
    ];
    assert_eq!(read, expected);
}

fn level(index: u8, format: &str, text: &str, more: &str) -> String {
    format!(
        "<w:lvl w:ilvl=\"{index}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/>{more}<w:lvlText w:val=\"{text}\"/></w:lvl>"
    )
}

fn definition(levels: &str, instances: &str) -> String {
    format!("<w:abstractNum w:abstractNumId=\"0\">{levels}</w:abstractNum>{instances}")
}

fn num(id: u8, overrides: &str) -> String {
    format!("<w:num w:numId=\"{id}\"><w:abstractNumId w:val=\"0\"/>{overrides}</w:num>")
}

fn numbered(id: u8, level: u8, text: &str) -> String {
    pp(&format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{id}\"/></w:numPr>"), text)
}

#[test]
fn numbering_prints_levels_and_restarts() {
    let levels = level(0, "chineseCountingThousand", "%1、", "")
        + &level(1, "decimal", "%1.%2", "<w:isLgl/>")
        + &level(2, "decimalEnclosedCircle", "%3", "<w:lvlRestart w:val=\"1\"/>");
    let numbering = definition(&levels, &num(1, ""));
    let body: String = [(0, "甲"), (1, "乙"), (2, "丙"), (1, "丁"), (2, "戊"), (0, "己"), (1, "庚"), (2, "辛")]
        .map(|(l, t)| numbered(1, l, t))
        .concat();
    let blocks = Docx::body(body).numbering(&numbering).blocks();
    // The third level begins anew after the first only.
    let expected = "ol[一、|p 甲,ol[1.1|p 乙,ol[①|p 丙]; 1.2|p 丁,ol[②|p 戊]]; 二、|p 己,ol[2.1|p 庚,ol[①|p 辛]]]";
    assert_eq!(shape(&blocks), [expected]);
}

#[test]
fn numbering_counts_levels_that_are_passed_over() {
    let levels =
        level(0, "decimal", "%1", "") + &level(1, "decimal", "%1.%2", "") + &level(2, "decimal", "%1.%2.%3", "");
    let body = [(2, "甲"), (1, "乙"), (0, "丙")].map(|(l, t)| numbered(1, l, t)).concat();
    let blocks = Docx::body(body).numbering(&definition(&levels, &num(1, ""))).blocks();
    assert_eq!(shape(&blocks), ["ol[1.1.1|p 甲]", "ol[1.2|p 乙]", "ol[2|p 丙]"]);
}

#[test]
fn numbering_continues_through_an_instance_and_restarts_by_override() {
    let restart = "<w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"5\"/></w:lvlOverride>";
    let other = format!("<w:lvlOverride w:ilvl=\"0\">{}</w:lvlOverride>", level(0, "upperLetter", "%1)", ""));
    let instances = num(1, "") + &num(2, "") + &num(3, restart) + &num(4, &other);
    let numbering = definition(&level(0, "decimal", "（%1）", ""), &instances);
    let body = [(1, "a"), (2, "b"), (3, "c"), (3, "d"), (4, "e")].map(|(id, t)| numbered(id, 0, t)).concat();
    let body = body.replace("<w:p><w:pPr><w:numPr>", "<w:p/><w:p><w:pPr><w:numPr>");
    let labels: Vec<String> = Docx::body(body)
        .numbering(&numbering)
        .blocks()
        .iter()
        .filter_map(|b| if let Block::List(l) = b { Some(l.items[0].label.clone()) } else { None })
        .collect();
    assert_eq!(labels, ["（1）", "（2）", "（5）", "（6）", "G)"]);
}

#[test]
fn numbering_of_headings_is_part_of_their_text() {
    let styles = "<w:style w:type=\"paragraph\" w:styleId=\"h1\"><w:name w:val=\"heading 1\"/><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr><w:outlineLvl w:val=\"0\"/></w:pPr></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"h2\"><w:name w:val=\"heading 2\"/><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr><w:outlineLvl w:val=\"1\"/></w:pPr></w:style>";
    let levels = level(0, "chineseCounting", "%1、", "<w:pStyle w:val=\"h1\"/>")
        + &level(1, "decimal", "%2.", "<w:pStyle w:val=\"h2\"/>");
    let body = [("h1", "总体情况"), ("h2", "甲"), ("h2", "乙"), ("h1", "其他")]
        .map(|(s, t)| pp(&format!("<w:pStyle w:val=\"{s}\"/>"), t))
        .concat();
    let off = pp("<w:pStyle w:val=\"h1\"/><w:numPr><w:numId w:val=\"0\"/></w:numPr>", "附录");
    let blocks = Docx::body(body + &off).styles(styles).numbering(&definition(&levels, &num(1, ""))).blocks();
    assert_eq!(shape(&blocks), ["h1 一、总体情况", "h2 1. 甲", "h2 2. 乙", "h1 二、其他", "h1 附录"]);
}

#[test]
fn numbering_bullets_show_their_sign() {
    let fonts = "<w:rPr><w:rFonts w:ascii=\"Wingdings\"/></w:rPr>";
    let levels = level(0, "bullet", "\u{F06C}", fonts) + &level(1, "bullet", "o", "") + &level(2, "none", "", "");
    let body = numbered(1, 0, "甲") + &numbered(1, 1, "乙") + &numbered(1, 2, "丙") + &numbered(9, 0, "丁");
    let read = Docx::body(body).numbering(&definition(&levels, &num(1, ""))).read();
    assert_eq!(shape(&read.value.blocks), ["ul[●|p 甲,ul[◦|p 乙]]", "p 丙", "p 丁"]);
    assert_eq!(codes(&read.findings), ["numbering-missing"]);
}

#[test]
fn numbering_follows_style_links_and_reports_unknown_formats() {
    let styles = "<w:style w:type=\"numbering\" w:styleId=\"ns\"><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>";
    let numbering = definition(&level(0, "dollarText", "%1.", ""), &num(1, ""))
        + "<w:abstractNum w:abstractNumId=\"7\"><w:numStyleLink w:val=\"ns\"/></w:abstractNum><w:num w:numId=\"2\"><w:abstractNumId w:val=\"7\"/></w:num>";
    let read = Docx::body(numbered(2, 0, "甲") + &numbered(2, 0, "乙")).styles(styles).numbering(&numbering).read();
    assert_eq!(shape(&read.value.blocks), ["ol[1.|p 甲; 2.|p 乙]"]);
    assert_eq!(codes(&read.findings), ["unknown-number-format"]);
}

#[test]
fn numbering_of_another_definition_is_another_list() {
    let abstracts = |id: u8| {
        let levels = level(0, "decimal", "%1.", "") + &level(1, "decimal", "%2)", "");
        format!("<w:abstractNum w:abstractNumId=\"{id}\">{levels}</w:abstractNum>")
    };
    let instance = |id: u8, definition: u8, start: &str| {
        let start = match start {
            "" => String::new(),
            value => format!("<w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"{value}\"/></w:lvlOverride>"),
        };
        format!("<w:num w:numId=\"{id}\"><w:abstractNumId w:val=\"{definition}\"/>{start}</w:num>")
    };
    let numbering = abstracts(0)
        + &abstracts(1)
        + &[instance(1, 0, ""), instance(2, 1, ""), instance(3, 0, "1"), instance(4, 0, "7"), instance(5, 0, "")]
            .concat();
    let read = |items: &[(u8, u8)]| {
        let body: String = items.iter().map(|(id, level)| numbered(*id, *level, "甲")).collect();
        shape(&Docx::body(body).numbering(&numbering).blocks())
    };
    assert_eq!(read(&[(1, 0), (1, 0), (2, 0)]), ["ol[1.|p 甲; 2.|p 甲]", "ol[1.|p 甲]"]);
    // Counted back within a definition: another list; counted on, or by another instance: the same.
    assert_eq!(read(&[(1, 0), (3, 0), (3, 0)]), ["ol[1.|p 甲]", "ol[1.|p 甲; 2.|p 甲]"]);
    assert_eq!(read(&[(1, 0), (4, 0), (5, 0)]), ["ol[1.|p 甲; 7.|p 甲; 8.|p 甲]"]);
    // Lists inside an item as well, without parting the list they stand in.
    assert_eq!(read(&[(1, 0), (1, 1), (2, 1), (1, 0)]), ["ol[1.|p 甲,ol[1)|p 甲],ol[1)|p 甲]; 2.|p 甲]"]);
}

#[test]
fn numbering_items_have_the_paragraphs_that_continue_them() {
    let hanging = |left: u16| format!("<w:pPr><w:ind w:left=\"{left}\" w:hanging=\"420\"/></w:pPr>");
    let level = |index: u8, left: u16| {
        let level = level(index, "decimal", &format!("%{}.", index + 1), "");
        level.replace("</w:lvl>", &format!("{}</w:lvl>", hanging(left)))
    };
    let numbering = definition(&(level(0, 420) + &level(1, 840)), &num(1, ""));
    let styles = "<w:style w:type=\"paragraph\" w:styleId=\"a\"><w:name w:val=\"List Continue\"/></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"b\"><w:name w:val=\"列表接续 2\"/></w:style>";
    let read = |after: &[String]| {
        let body = numbered(1, 0, "甲") + &numbered(1, 1, "乙") + &after.concat() + &numbered(1, 0, "丁");
        shape(&Docx::body(body).numbering(&numbering).styles(styles).blocks())
    };
    let at = |indent: &str| pp(&format!("<w:ind {indent}/>"), "丙");
    let inner = ["ol[1.|p 甲,ol[1.|p 乙,p 丙]; 2.|p 丁]"];
    let outer = ["ol[1.|p 甲,ol[1.|p 乙],p 丙; 2.|p 丁]"];
    let none = ["ol[1.|p 甲,ol[1.|p 乙]]", "p 丙", "ol[2.|p 丁]"];
    assert_eq!(read(&[pp("<w:pStyle w:val=\"b\"/>", "丙")]), inner);
    assert_eq!(read(&[pp("<w:pStyle w:val=\"a\"/>", "丙")]), outer);
    assert_eq!(read(&[at("w:left=\"840\"")]), inner);
    assert_eq!(read(&[at("w:left=\"440\" w:firstLine=\"0\"")]), outer);
    assert_eq!(read(&[at("w:left=\"441\"")]), none, "twenty twips off, and no more");
    assert_eq!(read(&[at("w:left=\"840\" w:firstLine=\"480\"")]), none);
    assert_eq!(read(&[p("丙")]), none);
    // Without a list before it the style means nothing.
    let lone = Docx::body(pp("<w:pStyle w:val=\"a\"/>", "丙")).styles(styles).blocks();
    assert_eq!(shape(&lone), ["p 丙"]);
}

fn field(instruction: &str, result: &str) -> String {
    format!(
        "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> {instruction} </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>{result}<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
    )
}

fn r(text: &str) -> String {
    format!("<w:r><w:t>{text}</w:t></w:r>")
}

#[test]
fn fields_keep_their_results_nested_or_not() {
    let nested =
        field(&format!("IF {} = 1", "").replace("IF", "</w:instrText></w:r>INNER<w:r><w:instrText>IF"), &r("是"));
    let nested = nested.replace("INNER", &field("PAGE", &r("9")));
    let simple = "<w:fldSimple w:instr=\"DATE\"><w:r><w:t>今</w:t></w:r></w:fldSimple>";
    let body = format!("<w:p>{}{nested}{simple}</w:p>", field("REF x", &r("见表")));
    assert_eq!(texts(&Docx::body(body).blocks()), ["见表是今"]);
}

#[test]
fn fields_without_end_swallow_nothing() {
    let body = "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>甲</w:t></w:r></w:p>".to_owned()
        + &p("乙")
        + "<w:p><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>".replace("end", "separate").as_str()
        + &p("丙");
    assert_eq!(texts(&Docx::body(body).blocks()), ["甲", "乙", "", "丙"]);
}

#[test]
fn fields_of_contents_lists_are_left_out_with_a_note() {
    let styles = "<w:style w:type=\"paragraph\" w:styleId=\"t\"><w:name w:val=\"TOC Heading\"/></w:style>";
    let link = "<w:hyperlink w:anchor=\"_Toc1\"><w:r><w:t>一、总体情况</w:t></w:r></w:hyperlink>";
    let toc = field("TOC \\o", &format!("{link}</w:p><w:p>{}</w:p><w:p>", r("二、")));
    let body = format!("{}<w:p>{toc}</w:p>{}", pp("<w:pStyle w:val=\"t\"/>", "目录"), p("正文"));
    let read = Docx::body(body).styles(styles).read();
    assert_eq!(texts(&read.value.blocks), ["正文"]);
    assert_eq!(codes(&read.findings), ["contents-list-left-out"]);
    assert!(read.findings[0].value("text").unwrap().contains("一、总体情况"));
    // The paragraphs left out keep their numbers.
    assert_eq!(read.value.blocks[0].origin().0, Some(Place::Paragraph(5)));
}

#[test]
fn links_have_targets() {
    let styles = "<w:style w:type=\"character\" w:styleId=\"h\"><w:name w:val=\"Hyperlink\"/><w:rPr><w:u w:val=\"single\"/></w:rPr></w:style>";
    let run = "<w:r><w:rPr><w:rStyle w:val=\"h\"/></w:rPr><w:t>网</w:t></w:r><w:r><w:t>站</w:t></w:r>";
    let body = format!(
        "<w:p><w:hyperlink r:id=\"l1\">{run}</w:hyperlink><w:hyperlink w:anchor=\"m\">{}</w:hyperlink>{}</w:p>",
        r("处"),
        field("HYPERLINK \"http://b.cn\"", &r("乙"))
    );
    let docx = Docx::body(body).styles(styles).relation("l1", "hyperlink", "http://a.cn/", "TargetMode=\"External\"");
    let links: Vec<_> = inlines(docx)
        .into_iter()
        .map(|inline| match inline {
            Inline::Link(link) => (link.target, link.content.as_plain().map(str::to_owned)),
            other => panic!("{other:?}"),
        })
        .collect();
    let expected = [("http://a.cn/", "网站"), ("#m", "处"), ("http://b.cn", "乙")];
    assert_eq!(links, expected.map(|(t, c)| (t.to_owned(), Some(c.to_owned()))));
}

#[test]
fn tracked_changes_are_accepted() {
    let body = "<w:p><w:ins w:id=\"1\"><w:r><w:t>新</w:t></w:r></w:ins><w:del w:id=\"2\"><w:r><w:delText>旧</w:delText></w:r></w:del><w:moveFrom w:id=\"3\"><w:r><w:t>从</w:t></w:r></w:moveFrom><w:moveTo w:id=\"4\"><w:r><w:t>到</w:t></w:r></w:moveTo></w:p>\
        <w:p><w:pPr><w:rPr><w:del w:id=\"5\"/></w:rPr></w:pPr><w:r><w:t>前半</w:t></w:r></w:p><w:p><w:r><w:t>后半</w:t></w:r></w:p>";
    let read = Docx::body(body).read();
    assert_eq!(texts(&read.value.blocks), ["新到", "前半后半"]);
    assert_eq!(codes(&read.findings), ["insertions-kept", "deletions-dropped"]);
    assert_eq!(read.findings[0].value("count"), Some("2"));
    assert_eq!(read.findings[1].value("text"), Some("旧；从"));
    assert_eq!(read.findings[1].location().place, Some(Place::Paragraph(1)));
}

#[test]
fn what_is_left_out_is_quoted() {
    let body = "<w:p><w:r><w:t>甲</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>密</w:t></w:r><w:r><w:commentReference w:id=\"3\"/></w:r></w:p>";
    let header = |text: &str| format!("<w:hdr {NAMESPACES}>{}</w:hdr>", p(text));
    let docx = Docx::body(body)
        .xml("comments", "comments", &format!("<w:comment w:id=\"3\">{}</w:comment>", p("请核实")))
        .part("h1", "header", "header1.xml", header("内部资料"))
        .part("h2", "header", "header2.xml", header("内部资料"))
        .part("f1", "footer", "footer1.xml", header("— 1 —"))
        .part("f2", "footer", "footer2.xml", header("第 1 页 共 3 页"));
    let read = docx.read();
    assert_eq!(texts(&read.value.blocks), ["甲"]);
    assert_eq!(codes(&read.findings), ["running-text-left-out", "comment-left-out", "hidden-text-dropped"]);
    let quoted: Vec<_> = read.findings.iter().filter_map(|f| f.value("text")).collect();
    assert_eq!(quoted, ["内部资料", "请核实", "密"]);
}

#[test]
fn wrappers_are_looked_through() {
    let body = format!(
        "<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt><w:customXml>{}</w:customXml>\
         <w:p><w:smartTag><w:smartTagPr/>{}</w:smartTag><w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt><w:bookmarkStart/><w:bdo>{}</w:bdo></w:p>",
        p("甲"),
        p("乙"),
        r("丙"),
        r("丁"),
        r("戊")
    );
    assert_eq!(texts(&Docx::body(body).blocks()), ["甲", "乙", "丙丁戊"]);
}

#[test]
fn one_branch_of_alternate_content() {
    let branches = |requires: &str| {
        format!(
            "<mc:AlternateContent><mc:Choice Requires=\"{requires}\"><w:r><w:t>新</w:t></w:r></mc:Choice><mc:Fallback><w:r><w:t>旧</w:t></w:r></mc:Fallback></mc:AlternateContent>"
        )
    };
    let body = format!("<w:p>{}{}</w:p>", branches("wps"), branches("future"));
    let read = Docx::body(body).read();
    assert_eq!(texts(&read.value.blocks), ["新旧"]);
    assert_eq!(codes(&read.findings), ["branch-left-out", "branch-left-out"]);
}

fn picture(id: &str) -> String {
    format!(
        "<w:r><w:drawing><wp:inline><wp:extent cx=\"3600000\" cy=\"1800000\"/><wp:docPr id=\"1\" name=\"n\" descr=\"局徽\"/><a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:embed=\"{id}\"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
}

#[test]
fn pictures_become_figures_or_images() {
    let vml = "<w:r><w:pict><v:shape style=\"width:72pt;height:36pt\" alt=\"章\"><v:imagedata r:id=\"i2\" o:title=\"t\"/></v:shape></w:pict></w:r>";
    let body = format!(
        "<w:p>{}</w:p><w:p>{}{}</w:p><w:p>{vml}</w:p><w:p>{}{}</w:p>",
        picture("i1"),
        picture("i1"),
        r("图"),
        picture("gone"),
        picture("out")
    );
    let docx = Docx::body(body)
        .part("i1", "image", "media/image1.png", PNG)
        .part("i2", "image", "other/image1.png", PNG)
        .relation("gone", "image", "media/none.png", "")
        .relation("out", "image", "file:///c:/x.png", "TargetMode=\"External\"");
    let read = docx.read();
    assert_eq!(shape(&read.value.blocks), ["figure image1.png", "p 图", "figure image1-2.png", "p "]);
    let Block::Figure(figure) = &read.value.blocks[0] else { panic!() };
    assert_eq!((figure.alt.as_str(), figure.size), ("局徽", Some(Size { width_um: 100_000, height_um: 50_000 })));
    let Block::Figure(figure) = &read.value.blocks[2] else { panic!() };
    assert_eq!((figure.alt.as_str(), figure.size), ("章", Some(Size { width_um: 25_400, height_um: 12_700 })));
    assert_eq!(read.value.media["image1-2.png"].bytes.as_ref(), PNG);
    assert_eq!(codes(&read.findings), ["part-missing", "linked-picture"]);
}

#[test]
fn text_boxes_follow_their_paragraph() {
    let content = format!("<w:txbxContent>{}</w:txbxContent>", p("框内"));
    let drawing = format!(
        "<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wp:anchor><a:graphic><wps:wsp><wps:txbx>{content}</wps:txbx></wps:wsp></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    );
    let vml = format!("<w:r><w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict></w:r>");
    let body = format!("<w:p>{drawing}{}</w:p><w:p>{vml}</w:p>{}", r("锚"), p("后"));
    let read = Docx::body(body).read();
    assert_eq!(texts(&read.value.blocks), ["锚", "框内", "", "框内", "后"]);
    assert_eq!(codes(&read.findings), ["text-box-moved", "text-box-moved"]);
    assert_eq!(read.value.blocks[4].origin().0, Some(Place::Paragraph(3)));
}

#[test]
fn charts_keep_their_text() {
    let chart = format!(
        "<c:chartSpace {NAMESPACES}><c:title><a:p><a:r><a:t>申请量</a:t></a:r></a:p></c:title><c:strCache><c:pt><c:v>2022</c:v></c:pt><c:pt><c:v>2023</c:v></c:pt></c:strCache></c:chartSpace>"
    );
    let body = "<w:p><w:r><w:drawing><wp:inline><a:graphic><c:chart r:id=\"c1\"/></a:graphic></wp:inline></w:drawing></w:r></w:p>";
    let read = Docx::body(body).part("c1", "chart", "charts/chart1.xml", chart).read();
    assert_eq!(texts(&read.value.blocks), ["", "申请量", "2022 2023"]);
    assert_eq!(codes(&read.findings), ["drawing-as-text"]);
}

#[test]
fn symbols_are_unicode() {
    let body = "<w:p><w:r><w:sym w:font=\"Wingdings\" w:char=\"F0FE\"/><w:sym w:font=\"Wingdings\" w:char=\"F0D3\"/></w:r>\
        <w:r><w:rPr><w:rFonts w:ascii=\"Wingdings 2\"/></w:rPr><w:t>R中</w:t></w:r></w:p>";
    let read = Docx::body(body).read();
    assert_eq!(texts(&read.value.blocks), ["☑\u{FFFD}☑中"]);
    assert_eq!(codes(&read.findings), ["unknown-symbol"]);
}

#[test]
fn notes_stand_where_they_are_called() {
    let note = "<w:footnote w:id=\"2\"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space=\"preserve\"> 含结转</w:t></w:r><w:r><w:footnoteReference w:id=\"2\"/></w:r></w:p></w:footnote>";
    let end = format!("<w:endnote w:id=\"2\">{}</w:endnote>", p("尾"));
    let body = "<w:p><w:r><w:t>数</w:t><w:footnoteReference w:id=\"2\"/><w:t>据</w:t><w:endnoteReference w:id=\"2\"/></w:r></w:p>";
    let read = Docx::body(body).xml("footnotes", "footnotes", note).xml("endnotes", "endnotes", &end).read();
    assert_eq!(texts(&read.value.blocks), ["数[含结转]据[尾]"]);
    let Block::Paragraph(paragraph) = &read.value.blocks[0] else { panic!() };
    let Inline::Note(note) = &paragraph.content.inlines()[1] else { panic!() };
    assert_eq!(note.kind, NoteKind::Footnote);
    assert_eq!(note.content[0].origin().0, Some(Place::Note(1)));
    // A note called inside a note would never end.
    assert_eq!(codes(&read.findings), ["nested-note"]);
}

#[test]
fn embedded_files_keep_their_text() {
    let chunks: [(&str, &[u8]); 3] =
        [("chunk.txt", b"\xc7\xb6\xc8\xeb\r\n\r\n1 < 2"), ("chunk.bin", b"\xff\xff\xff"), ("chunk.zip", b"PK\x03\x04")];
    let body: String = (0..chunks.len()).map(|id| format!("<w:altChunk r:id=\"a{id}\"/>")).collect();
    let docx = chunks
        .iter()
        .enumerate()
        .fold(Docx::body(body), |docx, (id, (name, bytes))| docx.part(&format!("a{id}"), "aFChunk", name, bytes));
    let read = docx.read();
    assert_eq!(texts(&read.value.blocks), ["嵌入", "1 < 2"]);
    let [text, left_out] = ["embedded-file-as-text", "embedded-file-left-out"];
    assert_eq!(codes(&read.findings), ["encoding-guessed", text, left_out, left_out]);
}

#[test]
fn embedded_web_pages_are_read_by_the_reader_that_is_given() {
    let page: PageReader = |bytes| {
        let cell = Cell::new(0, 0, vec![Block::text(String::from_utf8_lossy(bytes).into_owned())]);
        let blocks = vec![Block::Table(Grid::new(1, 1, vec![cell]).unwrap())];
        Ok(Warned::clean(Document { blocks, ..Document::default() }))
    };
    let mht = "MIME-Version: 1.0\nContent-Type: text/html\n\n<p>1</p>";
    for source in ["<p>1</p>", mht] {
        let bytes = || Docx::body("<w:altChunk r:id=\"a1\"/>").part("a1", "aFChunk", "c.html", source).bytes();
        let options = ReadOptions { page: Some(page), ..ReadOptions::default() };
        let read = docx_to_document_with(&bytes(), &options).unwrap();
        assert_eq!(texts(&read.value.blocks), [source]);
        assert!(matches!(&read.value.blocks[..], [Block::Table(grid)] if grid.origin.0 == Some(Place::Paragraph(1))));
        assert_eq!(codes(&read.findings), ["embedded-document-read"]);
        assert_eq!(codes(&docx_to_document(&bytes()).unwrap().findings), ["embedded-file-left-out"]);
    }
}

#[test]
fn embedded_documents_are_read_whole_with_pictures_of_their_own() {
    let with_picture = || Docx::body(p("内") + &format!("<w:p>{}</w:p>", picture("i1")) + &table(1, &[cell("", "格")]));
    let inner = with_picture().part("i1", "image", "media/image1.png", PNG).bytes();
    let outer = Docx::body(format!("<w:p>{}</w:p><w:altChunk r:id=\"a1\"/>", picture("i1")) + &p("外"));
    let outer = outer.part("i1", "image", "media/image1.png", PNG).part("a1", "aFChunk", "chunk.docx", inner);
    let read = outer.read();
    let expected = ["figure image1.png", "p 内", "figure image1-2.png", "table 1x1", "p 外"];
    assert_eq!(shape(&read.value.blocks), expected);
    assert_eq!(read.value.media.keys().collect::<Vec<_>>(), ["image1-2.png", "image1.png"]);
    assert_eq!(codes(&read.findings), ["embedded-document-read"]);
    assert_eq!(read.value.blocks[1].origin().0, Some(Place::Paragraph(1)));
}

#[test]
fn embedded_documents_stand_in_each_other_to_a_depth_and_number() {
    let embed = |inner: Vec<u8>| {
        Docx::body(p("甲") + "<w:altChunk r:id=\"a1\"/>").part("a1", "aFChunk", "chunk.docx", inner).bytes()
    };
    let nested = |depth: usize| (0..depth).fold(Docx::body(p("底")).bytes(), |inner, _| embed(inner));
    let read = |depth| docx_to_document(&nested(depth)).unwrap();
    assert_eq!(texts(&read(3).value.blocks), ["甲", "甲", "甲", "底"]);
    let deeper = read(4);
    assert_eq!(texts(&deeper.value.blocks), ["甲"; 4]);
    assert!(codes(&deeper.findings).contains(&"embedded-file-left-out"));
    let many = |count: usize| Docx::body("<w:altChunk r:id=\"a1\"/>".repeat(count)).part("a1", "aFChunk", "c.txt", "a");
    assert_eq!(outcome(many(256)).unwrap().value.blocks.len(), 256);
    assert_eq!(outcome(many(257)).unwrap_err(), "limit-exceeded");
}

#[test]
fn tables_nest_no_deeper_through_embedded_documents() {
    let nest = |depth: usize, inner: String| {
        (0..depth).fold(inner, |inner, _| format!("<w:tbl><w:tr><w:tc>{inner}<w:p/></w:tc></w:tr></w:tbl>"))
    };
    // The body of each document is a level of its own.
    let read = |outer: usize, inner: usize| {
        let inner = Docx::body(nest(inner, p("甲"))).bytes();
        outcome(Docx::body(nest(outer, "<w:altChunk r:id=\"a1\"/>".to_owned())).part("a1", "aFChunk", "c.docx", inner))
    };
    assert!(read(11, 11).is_ok());
    assert_eq!(read(11, 12).unwrap_err(), "limit-exceeded");
}

#[test]
fn properties_are_read() {
    let core = "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\"><dc:title>年度报告</dc:title><dc:creator> </dc:creator><dcterms:created>2024-01-05T08:00:00Z</dcterms:created></cp:coreProperties>";
    let mut docx = Docx::body(p("甲"));
    docx.parts.push(("docProps/core.xml".to_owned(), core.into()));
    let properties = docx.read().value.properties;
    assert_eq!((properties.title.as_deref(), properties.author), (Some("年度报告"), None));
    assert_eq!(properties.date.map(|d| d.to_string()).as_deref(), Some("2024-01-05"));
}

/// Reads hostile input on a stack as small as a thread's usually is.
fn outcome(docx: Docx) -> Result<Warned<Document>, &'static str> {
    docx_to_document(&docx.bytes()).map_err(|e| e.code())
}

#[test]
fn hostile_nesting_is_refused_and_what_is_allowed_does_not_overflow() {
    let nest =
        |open: &str, close: &str, n: usize| Docx::body(format!("{}{}{}", open.repeat(n), p("甲"), close.repeat(n)));
    let tables = |n| nest("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", n);
    assert_eq!(outcome(tables(3_000)).unwrap_err(), "limit-exceeded");
    assert_eq!(outcome(tables(24)).unwrap_err(), "limit-exceeded");
    assert!(outcome(tables(23)).is_ok());
    assert_eq!(outcome(nest("<w:x>", "</w:x>", 100_000)).unwrap_err(), "limit-exceeded");
    for wrapper in ["w:ins", "w:sdt><w:sdtContent", "w:x", "mc:AlternateContent><mc:Fallback", "w:p", "w:tr", "w:r"] {
        let close: String =
            wrapper.split("><").collect::<Vec<_>>().iter().rev().map(|name| format!("</{name}>")).collect();
        let depth = 500 / wrapper.split("><").count();
        let docx = nest(&format!("<{wrapper}>"), &close, depth);
        match outcome(docx) {
            Ok(read) => assert_eq!(texts(&read.value.blocks).concat(), "甲", "{wrapper}"),
            Err(code) => assert_eq!(code, "limit-exceeded", "{wrapper}"),
        }
        let inside = Docx::body(format!(
            "<w:p>{}{}{}</w:p>",
            format!("<{wrapper}>").repeat(depth - 4),
            r("乙"),
            close.repeat(depth - 4)
        ));
        match outcome(inside) {
            Ok(read) => assert!(texts(&read.value.blocks).concat().ends_with('乙'), "{wrapper}"),
            Err(code) => assert_eq!(code, "limit-exceeded", "{wrapper}"),
        }
    }
    let math = format!("<w:p>{}<m:t>丙</m:t>{}</w:p>", "<m:oMath>".repeat(480), "</m:oMath>".repeat(480));
    assert_eq!(texts(&outcome(Docx::body(math)).unwrap().value.blocks), ["丙"]);
}

#[test]
fn hostile_relationships_and_merges_end() {
    let docx = Docx::body("<w:p><w:r><w:footnoteReference w:id=\"1\"/></w:r></w:p>")
        .relation("s", "styles", "document.xml", "")
        .relation("n", "footnotes", "document.xml", "")
        .relation("h", "header", "../../../word/document.xml", "")
        .relation("x", "numbering", "nowhere.xml", "");
    let read = outcome(docx).unwrap();
    assert!(codes(&read.findings).contains(&"part-missing"));
    let chaos: Vec<String> = (0..200u32)
        .map(|row| {
            let cell = |i: u32| {
                let merge = ["", "<w:vMerge/>", "<w:vMerge w:val=\"restart\"/>", "<w:hMerge/>"]
                    [((row * 7 + i * 5) % 4) as usize];
                super::tests::cell(&format!("<w:gridSpan w:val=\"{}\"/>{merge}", (row + i) % 4), "甲")
            };
            (0..row % 9).map(cell).collect()
        })
        .collect();
    let read = outcome(Docx::body(table(9, &chaos))).unwrap();
    assert!(matches!(read.value.blocks.as_slice(), [Block::Table(grid)] if grid.rows() == 200));
}

#[test]
fn a_body_that_breaks_off_is_read_up_to_there() {
    let parts = vec![(
        "word/document.xml".to_owned(),
        format!("<w:document {NAMESPACES}><w:body>{}<w:p><w:r><w:t>乙", p("甲")).into_bytes(),
    )];
    let read = docx_to_document(&parts_to_package(&parts).unwrap()).unwrap();
    assert_eq!(texts(&read.value.blocks), ["甲", "乙"]);
    assert_eq!(codes(&read.findings), ["xml-breaks-off"]);
    let parts = vec![("word/document.xml".to_owned(), b"no xml".to_vec())];
    assert_eq!(docx_to_document(&parts_to_package(&parts).unwrap()).unwrap_err().code(), "damaged-package");
}
