//! Whole pages, parsed back as XML.

use super::*;
use crate::document::{
    Alignment, Block, Break, Capitals, Cell, Change, Color, Content, Crop, Figure, FontName, Formula, Grid,
    HeaderScope, Heading, Inline, Link, List, ListItem, Marks, MathMl, Media, MediaType, Medium, Note, NoteKind,
    Paragraph, ParagraphRole, Revision, Ruby, Text,
};
use crate::finding::Finding;
use quick_xml::events::Event;
use quick_xml::reader::Reader;
use std::collections::BTreeSet;
use std::sync::Arc;

fn page(blocks: Vec<Block>) -> (String, Vec<&'static str>) {
    let document = Document { blocks, ..Document::default() };
    written(&document)
}

fn written(document: &Document) -> (String, Vec<&'static str>) {
    let Warned { value, findings } = document_to_html(document, &Style::gongwen().unwrap());
    let codes = findings.iter().map(Finding::code).collect();
    check(&value);
    (value, codes)
}

/// Well-formed as XML, ids unique, every inner link leads somewhere, nothing runs or is loaded.
fn check(page: &str) {
    let mut reader = Reader::from_str(page);
    let (mut ids, mut targets, mut depth) = (BTreeSet::new(), Vec::new(), 0);
    loop {
        match reader.read_event().unwrap_or_else(|e| panic!("{e}\n{page}")) {
            Event::Start(tag) | Event::Empty(tag) if tag.name().as_ref() == "script" => panic!("a script"),
            Event::Start(tag) => {
                depth += 1;
                for attribute in tag.attributes() {
                    let attribute = attribute.unwrap();
                    let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).unwrap().into_owned();
                    match attribute.key.as_ref() {
                        "id" => assert!(ids.insert(value.clone()), "id {value} twice"),
                        "href" if value.starts_with("#") => targets.push(value),
                        _ => {}
                    }
                }
            }
            Event::End(_) => depth -= 1,
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(depth, 0);
    for target in targets.iter() {
        assert!(ids.contains(&target[1..]), "{target} leads nowhere");
    }
}

fn role(role: ParagraphRole, text: &str) -> Block {
    Block::Paragraph(Paragraph { role, ..Paragraph::plain(text) })
}

fn rich(inlines: Vec<Inline>) -> Block {
    Block::Paragraph(Paragraph { content: Content::new(inlines), ..Paragraph::default() })
}

fn heading(level: u8, text: &str) -> Block {
    Block::Heading(Heading { level, content: Content::plain(text), origin: Default::default() })
}

fn cell(row: u32, column: u32, text: &str) -> Cell {
    Cell::new(row, column, vec![Block::text(text)])
}

#[test]
fn text_is_escaped_everywhere() {
    let hostile = "</p><script>\"'&\u{1}";
    let link = Inline::Link(Link { target: "https://a.cn/?a=\"<&".into(), content: Content::plain(hostile) });
    let document = Document {
        blocks: vec![heading(1, hostile), Block::text(hostile), rich(vec![link]), role(ParagraphRole::Title, hostile)],
        ..Document::default()
    };
    let mut titled = document.clone();
    titled.properties.title = Some(hostile.into());
    titled.properties.author = Some(hostile.into());
    let (page, codes) = written(&titled);
    assert!(page.contains("<title>&lt;/p&gt;&lt;script&gt;&quot;'&amp;</title>"));
    assert_eq!(codes, ["characters-not-written"; 4]);
}

#[test]
fn the_outline_is_the_documents() {
    let (page, _) = page(vec![
        role(ParagraphRole::Title, "题\n名"),
        role(ParagraphRole::Title, "副题"),
        heading(1, "一、"),
        heading(5, "五级"),
        heading(9, "九级"),
    ]);
    assert!(page.contains("<title>题 名</title>"));
    assert!(page.contains(
        "<h1 class=\"title\" data-role=\"title\">题<br/>名</h1>\n<p class=\"title\" data-role=\"title\">副题</p>"
    ));
    assert!(page.contains("<h2 id=\"s1\">一、</h2>") && page.contains("<h6 id=\"s2\">五级</h6>"));
    assert!(page.contains("role=\"heading\" aria-level=\"10\" id=\"s3\">九级</div>"));
}

#[test]
fn spans_scopes_and_repeated_rows() {
    let mut corner = cell(0, 0, "A").spanning(2, 2);
    corner.header = HeaderScope::Column;
    let mut label = cell(2, 0, "D");
    label.header = HeaderScope::Row;
    let number = Paragraph { align: Alignment::Center, ..Paragraph::plain("0") };
    let wide = Cell::new(2, 1, vec![Block::Paragraph(number)]).spanning(1, 2);
    let mut grid = Grid::new(3, 3, vec![corner, cell(0, 2, "B"), cell(1, 2, "C"), label, wide]).unwrap();
    grid.header_rows = 2;
    grid.widths = vec![1, 1, 2];
    let (html, _) = page(vec![role(ParagraphRole::Caption, "表一"), Block::Table(grid.clone())]);
    let rows = "<thead>\n<tr><th scope=\"col\" rowspan=\"2\" colspan=\"2\">A</th><td>B</td></tr>\n<tr><td>C</td></tr>\n</thead>\n\
                <tbody>\n<tr><th scope=\"row\">D</th><td class=\"center\" colspan=\"2\">0</td></tr>\n</tbody>";
    assert!(html.contains(rows), "{html}");
    assert!(html.contains("<caption class=\"caption\">表一</caption>") && html.contains("aria-label=\"表一\""));
    assert!(html.contains("<col style=\"width:25.0%\"/>"));
    // One row would cut the corner off; three are the whole table.
    grid.header_rows = 1;
    assert!(!page(vec![Block::Table(grid.clone())]).0.contains("<thead>"));
    grid.header_rows = 3;
    let whole = page(vec![Block::Table(grid)]).0;
    assert!(whole.contains("</thead>") && !whole.contains("tbody>"));
}

#[test]
fn each_table_has_a_name_of_its_own() {
    let table = || Block::Table(Grid::new(1, 2, vec![cell(0, 0, "甲"), cell(0, 1, "乙")]).unwrap());
    let caption = || role(ParagraphRole::Caption, "表一 甲\n乙");
    let (html, _) = page(vec![caption(), table(), Block::text("文"), caption(), table(), Block::text("文"), table()]);
    let names: Vec<&str> = html.split("aria-label=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(names, ["表一 甲 乙", "表一 甲 乙（表格 2）", "表格 3"]);
}

#[test]
fn columns_of_a_form_in_which_no_cell_begins_are_drawn_together() {
    let wide = |id: Option<&str>| {
        let mut number = cell(1, 0, "5").spanning(1, 3);
        number.id = id.map(Into::into);
        let cells = vec![cell(0, 0, "甲").spanning(1, 2), cell(0, 2, "乙"), number];
        let mut grid = Grid::new(2, 3, cells).unwrap();
        grid.widths = vec![1, 1, 2];
        page(vec![Block::Table(grid)]).0
    };
    let form = wide(Some("a.b"));
    assert!(form.contains("<col style=\"width:50.0%\"/><col style=\"width:50.0%\"/></colgroup>"), "{form}");
    assert!(form.contains("<td>甲</td>") && form.contains("<td colspan=\"2\">5</td>"), "{form}");
    let other = wide(None);
    assert!(other.contains("<td colspan=\"2\">甲</td>") && other.contains("<td colspan=\"3\">5</td>"), "{other}");
}

#[test]
fn labels_are_printed_as_they_stand() {
    let nested = List {
        ordered: false,
        items: vec![ListItem { label: "•".into(), content: vec![Block::text("点")] }],
        origin: Default::default(),
    };
    let items = vec![
        ListItem { label: "（九）".into(), content: vec![Block::text("甲"), Block::List(nested)] },
        ListItem { label: "x<".into(), content: vec![] },
    ];
    let (page, _) = page(vec![Block::List(List { ordered: true, items, origin: Default::default() })]);
    assert!(page.contains(
        "<ol role=\"list\">\n<li><p class=\"body\"><span class=\"label\" data-role=\"label\">（九）</span>甲</p><ul role=\"list\">"
    ));
    assert!(page.contains("<li><span class=\"label spaced\" data-role=\"label\">•</span>点</li>"));
    assert!(page.contains("<span class=\"label\" data-role=\"label\">x&lt;</span></li>"));
}

#[test]
fn notes_lead_there_and_back_also_from_notes() {
    let inner = Inline::Note(Note { kind: NoteKind::Endnote, content: vec![Block::text("内")] });
    let outer = Note { kind: NoteKind::Footnote, content: vec![rich(vec![Inline::text("外"), inner])] };
    let (page, codes) = page(vec![rich(vec![Inline::text("文"), Inline::Note(outer)])]);
    assert!(page.contains("<sup><a id=\"fr1\" href=\"#fn1\" role=\"doc-noteref\">[1]</a></sup>"));
    assert!(
        page.contains("<div id=\"fn1\" role=\"doc-footnote\" data-role=\"footnote\">")
            && page.contains("<div id=\"en1\" data-role=\"endnote\">")
    );
    assert_eq!(codes, [""; 0]);
}

#[test]
fn links_that_could_run_code_are_text() {
    let link = |target: &str| rich(vec![Inline::Link(Link { target: target.into(), content: Content::plain("文") })]);
    for target in [
        "javascript:alert(1)",
        " JavaScript:x",
        "data:text/html,x",
        "java\tscript:x",
        "",
        "#外部",
        "file:///C:/a",
        "a/b:c",
        "?a:b",
    ] {
        let (page, codes) = page(vec![link(target)]);
        assert!(page.contains("<p class=\"body\">文</p>"), "{target}");
        assert_eq!(codes, ["link-not-written"], "{target}");
    }
    for target in ["https://a.cn", "HTTP://a.cn", "mailto:a@b.cn", "tel:0731-1"] {
        assert!(page(vec![link(target)]).1.is_empty(), "{target}");
    }
}

#[test]
fn links_lead_to_places_in_the_page() {
    let anchor = |name: &str| Inline::Anchor(name.into());
    let link = Inline::Link(Link { target: "#表 1".into(), content: Content::plain("见表1") });
    let (page, codes) = page(vec![rich(vec![link]), rich(vec![anchor("表 1"), Inline::text("表1"), anchor("表_1")])]);
    assert!(codes.is_empty());
    assert!(
        page.contains("<a href=\"#a-表_1\">见表1</a>") && page.contains("<span id=\"a-表_1\"></span>表1"),
        "{page}"
    );
}

#[test]
fn readings_formulas_and_revisions_have_their_elements() {
    let ruby = Inline::Ruby(Ruby { base: Content::plain("年"), reading: "nián".into() });
    let mathml = MathMl::new("<math><mi>x</mi><mo>&lt;</mo></math>").ok();
    let formula = |mathml, display| Inline::Formula(Formula { text: "x<".into(), mathml, display });
    let revision = |change, author: &str, date: &str| {
        let (author, date) = (author.to_owned(), date.to_owned());
        Inline::Revision(Revision { change, author, date, content: Content::plain("字") })
    };
    let (page, codes) = page(vec![rich(vec![
        ruby,
        formula(mathml.clone(), true),
        formula(None, false),
        revision(Change::Deleted, "张\"三", "2024-01-05T08:00:00Z"),
        revision(Change::Inserted, "", "昨天"),
    ])]);
    assert!(codes.is_empty());
    for expected in [
        "<ruby>年<rp>（</rp><rt>nián</rt><rp>）</rp></ruby>",
        "<math alttext=\"x&lt;\" display=\"block\" xmlns=\"http://www.w3.org/1998/Math/MathML\"><mi>x</mi><mo>&lt;</mo></math>",
        "<span class=\"formula\" data-role=\"formula\">x&lt;</span>",
        "<del title=\"张&quot;三\" datetime=\"2024-01-05T08:00:00Z\">字</del><ins>字</ins>",
    ] {
        assert!(page.contains(expected), "{expected}\n{page}");
    }
}

#[test]
fn colours_are_kept_where_the_style_keeps_them() {
    let marks = Marks { color: Some(Color([0xC0, 0, 0])), capitals: Some(Capitals::Small), ..Marks::default() };
    let ground = Marks { highlight: Some(Color([0xFF, 0xFF, 0])), ..Marks::default() };
    let run = |text: &str, marks| Inline::Text(Text::new(text, marks));
    let mut cell = Cell::new(0, 0, vec![Block::text("格")]);
    cell.shading = Some(Color([0xD9; 3]));
    let table = Block::Table(Grid::new(1, 1, vec![cell]).unwrap());
    let blocks = vec![rich(vec![run("Red", marks), run("黄", ground)]), table];
    let document = Document { blocks, ..Document::default() };
    let (plain, _) = written(&document);
    assert!(plain.contains("<span class=\"small-caps\">Red</span>黄</p>") && !plain.contains("#C00000"), "{plain}");
    let mut style = Style::gongwen().unwrap();
    style.emphasis.keep_colors = true;
    let page = document_to_html(&document, &style).value;
    check(&page);
    for expected in [
        "<span style=\"color:#C00000\"><span class=\"small-caps\">Red</span></span>",
        "<span style=\"color:#000000;background:#FFFF00\">黄</span>",
        "<td style=\"color:#000;background-color:#D9D9D9\">格</td>",
    ] {
        assert!(page.contains(expected), "{expected}\n{page}");
    }
}

#[test]
fn fonts_are_kept_where_the_style_keeps_them() {
    let font = |name: &str| FontName::new(name).ok();
    let color = Marks { color: Some(Color([0xC0, 0, 0])), ..Marks::default() };
    let kai = Inline::Text(Text { text: "一是".into(), marks: color, font: font("楷体") });
    let odd = Inline::Text(Text { text: "OFD".into(), marks: Marks::default(), font: font("a\"</style>b") });
    let document = Document { blocks: vec![rich(vec![kai, Inline::text("加强"), odd])], ..Document::default() };
    let (plain, _) = written(&document);
    assert!(plain.contains(">一是加强OFD</p>"), "{plain}");
    let mut style = Style::gongwen().unwrap();
    style.emphasis.keep_fonts = true;
    let page = document_to_html(&document, &style).value;
    check(&page);
    assert!(page.contains("<span style=\"font-family:&quot;楷体&quot;,&quot;楷体_GB2312&quot;,"), "{page}");
    assert!(page.contains("<span style=\"font-family:&quot;a\\22 \\3c /style\\3e b&quot;\">OFD</span>"), "{page}");
    style.emphasis.keep_colors = true;
    let page = document_to_html(&document, &style).value;
    assert!(page.contains("<span style=\"color:#C00000;font-family:&quot;楷体&quot;,"), "{page}");
}

#[test]
fn a_heading_that_runs_into_its_paragraph_is_set_apart() {
    let bold = Marks { bold: true, ..Marks::default() };
    let head = Inline::Text(Text::new("（一）主动公开。", bold));
    let block = rich(vec![head, Inline::Text(Text::new("全年公开。", Marks::default()))]);
    let document = Document { blocks: vec![block], ..Document::default() };
    let (page, _) = written(&document);
    let expected = "<span class=\"run-in level-2\"><strong>（一）主动公开。</strong></span>全年公开。</p>";
    assert!(page.contains(expected), "{page}");
    assert!(page.contains(".run-in.level-2,.level-2 strong{font-family:"), "{page}");
}

#[test]
fn cropped_pictures_are_cut() {
    let png = image::RgbImage::new(400, 200);
    let mut bytes = std::io::Cursor::new(Vec::new());
    png.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    let medium = Medium { media_type: MediaType::Png, bytes: Arc::from(bytes.into_inner()) };
    let crop = Some(Crop { left: 25_000, top: 0, right: 25_000, bottom: 50_000 });
    let figure = Figure {
        media: "a".into(),
        alt: String::new(),
        decorative: false,
        size: None,
        crop,
        origin: Default::default(),
    };
    let document = Document {
        blocks: vec![Block::Figure(figure)],
        media: Media::from([("a".to_owned(), medium)]),
        ..Document::default()
    };
    let (page, _) = written(&document);
    assert!(page.contains("width=\"200\" height=\"100\"/>"), "{page}");
}

#[test]
fn pictures_are_in_the_page_or_named() {
    let png = image::RgbImage::new(3, 2);
    let mut bytes = std::io::Cursor::new(Vec::new());
    png.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    let medium = Medium { media_type: MediaType::Png, bytes: Arc::from(bytes.into_inner()) };
    let figure = |media: &str| {
        Block::Figure(Figure {
            media: media.into(),
            alt: "图\"1".into(),
            decorative: false,
            size: None,
            crop: None,
            origin: Default::default(),
        })
    };
    let document = Document {
        blocks: vec![figure("a.png"), role(ParagraphRole::Caption, "图一"), figure("b.png")],
        media: Media::from([("a.png".to_owned(), medium)]),
        ..Document::default()
    };
    let (page, codes) = written(&document);
    assert!(page.contains("<figure><img src=\"data:image/png;base64,iVBOR"));
    assert!(page.contains("alt=\"图&quot;1\" width=\"3\" height=\"2\"/><figcaption>图一</figcaption></figure>"));
    assert!(page.contains("<figure>[图片：图&quot;1]</figure>"));
    assert_eq!(codes, ["picture-not-written"]);
}

#[test]
fn what_nests_too_deep_is_kept_as_text() {
    let nested = |depth: u32| {
        let mut block = Block::text("芯");
        for _ in 0..depth {
            let items = vec![ListItem { label: "•".into(), content: vec![Block::text("层"), block] }];
            block = Block::List(List { ordered: false, items, origin: Default::default() });
        }
        page(vec![block])
    };
    assert!(nested(flow::MAX_DEPTH).1.is_empty());
    let (page, codes) = nested(flow::MAX_DEPTH + 1);
    assert_eq!(codes, ["nesting-flattened"]);
    assert!(page.contains("芯"));
}

#[test]
fn the_same_document_gives_the_same_page_and_an_empty_one_is_a_page() {
    let blocks = || vec![Block::text("甲\t乙"), Block::Break(Break::Page), heading(1, "一")];
    assert_eq!(page(blocks()), page(blocks()));
    assert!(page(vec![]).0.contains("<title>无标题</title>"));
}
