//! Templates made part by part: what is taken, what is not, and what is refused.

use super::super::{DocxOptions, document_to_docx_with};
use super::*;
use crate::document::{
    Alignment, Block, Cell, Content, Document, Grid, Heading, Inline, List, ListItem, Note, NoteKind, Paragraph,
    ParagraphRole,
};
use crate::ooxml::{Ns, Xml, parts_to_package};

const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
                 xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

/// A template as Word's Chinese edition writes one: ids that are numbers, English names.
fn house() -> Vec<(String, Vec<u8>)> {
    let styles = format!(
        r#"<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="21"/></w:rPr></w:rPrDefault></w:docDefaults>
        <w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/><w:pPr><w:ind w:firstLineChars="200" w:firstLine="600"/></w:pPr><w:rPr><w:sz w:val="30"/></w:rPr></w:style>
        <w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
        <w:style w:type="paragraph" w:styleId="a3"><w:name w:val="标题"/><w:basedOn w:val="a"/></w:style>
        <w:style w:type="paragraph" w:customStyle="1" w:styleId="TableText"><w:name w:val="别的"/></w:style>
        <w:style w:type="character" w:default="1" w:styleId="a0"><w:name w:val="Default Paragraph Font"/></w:style>
        <w:style w:type="table" w:default="1" w:styleId="a1"><w:name w:val="Normal Table"/></w:style></w:styles>"#
    );
    let document = format!(
        r#"<w:document {W}><w:body><w:p><w:pPr><w:sectPr><w:headerReference w:type="default" r:id="rId2"/><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:pPr></w:p>
        <w:p><w:pPr><w:pStyle w:val="a"/></w:pPr><w:r><w:t>样板的文字</w:t></w:r></w:p>
        <w:sectPr><w:footerReference w:type="default" r:id="rId3"/><w:pgSz w:w="10000" w:h="14000"/><w:pgMar w:top="1000" w:right="900" w:bottom="1100" w:left="1200" w:header="500" w:footer="600" w:gutter="0"/><w:docGrid w:type="lines" w:linePitch="400"/></w:sectPr></w:body></w:document>"#
    );
    let relation = |id: &str, kind: &str, target: &str| {
        format!(r#"<Relationship Id="{id}" Type="{OFFICE}{kind}" Target="{target}"/>"#)
    };
    let relations = |all: &[String]| {
        let open = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"#;
        format!("{open}{}</Relationships>", all.concat())
    };
    let types = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="png" ContentType="image/png"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"/><Override PartName="/word/header9.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/><Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/></Types>"#;
    let numbering = format!(
        r#"<w:numbering {W}><w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="第%1章"/></w:lvl></w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num></w:numbering>"#
    );
    [
        ("[Content_Types].xml", types.to_owned()),
        ("_rels/.rels", relations(&[relation("rId1", "officeDocument", "word/document.xml")])),
        ("word/document.xml", document),
        (
            "word/_rels/document.xml.rels",
            relations(&[
                relation("rId1", "styles", "styles.xml"),
                relation("rId2", "header", "header9.xml"),
                relation("rId3", "footer", "footer1.xml"),
                relation("rId4", "numbering", "numbering.xml"),
            ]),
        ),
        ("word/styles.xml", styles),
        ("word/numbering.xml", numbering),
        ("word/header9.xml", format!(r#"<w:hdr {W}><w:p><w:r><w:t>某市某局</w:t></w:r></w:p></w:hdr>"#)),
        ("word/_rels/header9.xml.rels", relations(&[relation("rId1", "image", "../media/image1.png")])),
        ("word/footer1.xml", format!(r#"<w:ftr {W}><w:p><w:r><w:t>内部</w:t></w:r></w:p></w:ftr>"#)),
        ("media/image1.png", "seal".to_owned()),
    ]
    .map(|(name, text)| (name.to_owned(), text.into_bytes()))
    .to_vec()
}

fn read(parts: &[(String, Vec<u8>)]) -> Warned<Template> {
    Template::read(&parts_to_package(parts).unwrap()).unwrap()
}

fn document() -> Document {
    let role = |role, text: &str| Block::Paragraph(Paragraph { role, ..Paragraph::plain(text) });
    let note = Inline::Note(Note { kind: NoteKind::Footnote, content: vec![Block::text("注")] });
    let item = |label: &str| ListItem { label: label.into(), content: vec![Block::text("项")] };
    let table = Grid::new(1, 2, vec![Cell::new(0, 0, vec![Block::text("甲")]), Cell::new(0, 1, vec![])]).unwrap();
    let blocks = vec![
        role(ParagraphRole::Title, "某局2025年报告"),
        Block::Heading(Heading { level: 1, content: Content::plain("一、总体情况"), origin: Default::default() }),
        Block::runs(Content::new(vec![Inline::text("文。"), note])),
        Block::Paragraph(Paragraph { align: Alignment::Center, ..Paragraph::plain("居中") }),
        Block::List(List { ordered: true, items: vec![item("1."), item("2.")], origin: Default::default() }),
        Block::Table(table),
        role(ParagraphRole::Signature, "某局"),
        role(ParagraphRole::Date, "2026年1月5日"),
    ];
    Document { blocks, ..Document::default() }
}

fn written(template: Template) -> Vec<u8> {
    let style = Style::gongwen().unwrap();
    document_to_docx_with(&document(), &style, &DocxOptions { template: Some(template), ..DocxOptions::default() })
        .unwrap()
        .value
}

fn part(package: &[u8], name: &str) -> String {
    let mut package = Package::open(package, PackageKind::Docx).unwrap();
    String::from_utf8(package.part(name).unwrap().unwrap_or_else(|| panic!("{name}"))).unwrap()
}

#[test]
fn its_own_text_is_not_taken_and_that_is_said() {
    let found = read(&house());
    let codes: Vec<_> = found.findings.iter().map(|finding| finding.code()).collect();
    assert_eq!(codes, ["reference-text-unused"]);
    assert!(!part(&written(found.value), "word/document.xml").contains("样板的文字"));
}

#[test]
fn paragraphs_go_to_the_templates_styles_and_what_it_lacks_is_added() {
    let package = written(read(&house()).value);
    let body = part(&package, "word/document.xml");
    let xml = Xml::parse(body.clone().into_bytes()).unwrap();
    let styles: Vec<_> = xml.root().unwrap().descendants().filter(|e| e.is(Ns::W, "pStyle")).collect();
    let used: Vec<_> = styles.iter().filter_map(|e| e.attribute(Ns::W, "val")).collect();
    assert!(used.starts_with(&["a3", "1", "a", "BodyTextFlush", "a", "a", "TableText2"]), "{used:?}");
    // Its heading numbers itself; ours has its number in the text.
    assert!(
        body.contains(r#"<w:pStyle w:val="1"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>"#),
        "{body}"
    );
    let sheet = part(&package, "word/styles.xml");
    assert!(sheet.contains(r#"<w:name w:val="正文（不缩进）"/><w:basedOn w:val="a"/>"#), "{sheet}");
    assert!(sheet.contains(r#"w:styleId="Caption""#) && !sheet.contains(r#"w:styleId="Heading1""#));
    // Cells must not be indented as running text is.
    let cell = sheet.split("w:styleId=\"TableText2\"").nth(1).unwrap();
    assert!(cell.split("</w:style>").next().unwrap().contains("w:firstLineChars=\"0\""), "{cell}");
    // Lists are indented as its running text is: 2 characters of 15 pt.
    assert!(part(&package, "word/numbering.xml").contains("w:firstLine=\"600\""));
}

#[test]
fn page_headers_footers_and_numbering_are_the_templates() {
    let package = written(read(&house()).value);
    let body = part(&package, "word/document.xml");
    for wanted in [r#"<w:pgSz w:w="10000" w:h="14000"/>"#, r#"w:left="1200""#, r#"w:linePitch="400""#] {
        assert!(body.contains(wanted), "{wanted}");
    }
    assert_eq!((body.matches("<w:headerReference").count(), body.matches("<w:footerReference").count()), (1, 1));
    let relations = part(&package, "word/_rels/document.xml.rels");
    // Our own footer would have had its name.
    assert!(relations.contains("/word/header9.xml") && relations.contains("/word/footer1-2.xml"), "{relations}");
    assert!(part(&package, "word/header9.xml").contains("某市某局"));
    assert!(part(&package, "word/_rels/header9.xml.rels").contains("/word/media/image1.png"));
    assert_eq!(part(&package, "word/media/image1.png"), "seal");
    let numbering = part(&package, "word/numbering.xml");
    let at = |text: &str| numbering.find(text).unwrap_or_else(|| panic!("{text}: {numbering}"));
    assert!(at("第%1章") < at("w:abstractNumId=\"8\"") && at("w:abstractNumId=\"8\"") < at("<w:num w:numId=\"3\""));
    assert_eq!(written(read(&house()).value), package, "the same bytes");
}

#[test]
fn a_strict_template_is_taken_as_transitional() {
    let mut parts = house();
    for (_, bytes) in &mut parts {
        let text = String::from_utf8(bytes.clone()).unwrap();
        let text = text.replace(
            "http://schemas.openxmlformats.org/wordprocessingml/2006/",
            "http://purl.oclc.org/ooxml/wordprocessingml/",
        );
        let text = text.replace(
            "http://schemas.openxmlformats.org/officeDocument/2006/",
            "http://purl.oclc.org/ooxml/officeDocument/",
        );
        *bytes = text.replace(r#"w:w="10000""#, r#"w:w="500pt""#).into_bytes();
    }
    let package = written(read(&parts).value);
    assert!(part(&package, "word/document.xml").contains(r#"<w:pgSz w:w="10000" w:h="14000"/>"#));
    assert!(!part(&package, "word/styles.xml").contains("purl.oclc.org"));
}

#[test]
fn a_template_without_footers_has_pages_numbered_as_the_style_has_it() {
    let mut parts = house();
    for (_, bytes) in &mut parts {
        let text = String::from_utf8(bytes.clone()).unwrap();
        *bytes = text.replace(r#"<w:footerReference w:type="default" r:id="rId3"/>"#, "").into_bytes();
    }
    let package = written(read(&parts).value);
    let body = part(&package, "word/document.xml");
    assert_eq!((body.matches("<w:headerReference").count(), body.matches("<w:footerReference").count()), (2, 3));
    assert!(part(&package, "word/footer1.xml").contains("PAGE"));
}

#[test]
fn bad_templates_are_refused_by_name() {
    let code = |parts: &[(String, Vec<u8>)]| Template::read(&parts_to_package(parts).unwrap()).unwrap_err().code();
    let with = |name: &str, from: &str, to: &str| {
        let mut parts = house();
        for (_, bytes) in parts.iter_mut().filter(|(part, _)| part == name) {
            *bytes = String::from_utf8(bytes.clone()).unwrap().replace(from, to).into_bytes();
        }
        parts
    };
    assert_eq!(code(&with("word/styles.xml", "</w:styles>", "")), "reference-doc-unusable");
    assert_eq!(code(&with("word/header9.xml", "</w:hdr>", "")), "reference-doc-unusable");
    assert_eq!(code(&with("word/document.xml", r#"w:left="1200""#, r#"w:left="9000""#)), "reference-doc-unusable");
    assert_eq!(Template::read(b"").unwrap_err().code(), "empty-file");
    assert_eq!(Template::read(b"%PDF-1.7").unwrap_err().code(), "not-a-zip");
}
