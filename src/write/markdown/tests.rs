use super::*;
use crate::document::{
    Break, Cell, Content, Figure, Grid, HeaderScope, Inline, Link, ListItem, Marks, MediaType, Medium, Note, NoteKind,
    Text,
};

fn written(blocks: Vec<Block>) -> (String, Vec<&'static str>) {
    let document = Document { blocks, ..Document::default() };
    let Warned { value, findings } = document_to_markdown(&document, &Style::gongwen().unwrap());
    (value, findings.iter().map(|finding| finding.code()).collect())
}

fn text(blocks: Vec<Block>) -> String {
    let (text, codes) = written(blocks);
    assert!(codes.is_empty(), "{codes:?}");
    text
}

fn bold(text: &str) -> Inline {
    Inline::Text(Text::new(text, Marks { bold: true, ..Marks::default() }))
}

fn item(label: &str, text: &str) -> ListItem {
    ListItem { label: label.into(), content: vec![Block::text(text)] }
}

fn list(ordered: bool, items: Vec<ListItem>) -> Block {
    Block::List(List { ordered, items, origin: Default::default() })
}

#[test]
fn titles_headings_and_paragraphs() {
    let title = Paragraph { role: ParagraphRole::Title, ..Paragraph::plain("清河市民政局\n年度报告") };
    let heading = Heading { level: 1, content: Content::plain("一、总体情况"), origin: Default::default() };
    let date = Paragraph { role: ParagraphRole::Date, ..Paragraph::plain("2024年1月15日") };
    let blocks = vec![
        Block::Paragraph(title),
        Block::Heading(heading),
        Block::text("共12件。"),
        Block::Paragraph(date),
        Block::Break(Break::Page),
    ];
    assert_eq!(
        text(blocks),
        "# 清河市民政局<br/>年度报告\n\n## 一、总体情况\n\n共12件。\n\n<p align=\"right\" data-role=\"date\">2024年1月15日</p>\n\n\
         <hr style=\"page-break-after:always\"/>\n"
    );
}

#[test]
fn signs_of_emphasis_stand_only_where_they_work() {
    let runs = |text: &str| Block::runs(Content::new(vec![Inline::text("文"), bold(text), Inline::text("后")]));
    assert_eq!(text(vec![runs("重点")]), "文**重点**后\n");
    assert_eq!(text(vec![runs("“重点”")]), "文<strong>“重点”</strong>后\n");
    assert_eq!(text(vec![runs(" 重点")]), "文<strong> 重点</strong>后\n");
}

#[test]
fn lists_of_markdown_and_lists_with_labels_of_their_own() {
    let blocks = vec![
        list(true, vec![item("1.", "甲"), item("2.", "乙")]),
        list(true, vec![item("1.", "丙")]),
        list(false, vec![item("•", "丁")]),
        list(true, vec![item("（1）", "戊"), item("（2）", "己")]),
    ];
    assert_eq!(text(blocks), "1. 甲\n\n2. 乙\n\n<!-- -->\n\n1. 丙\n\n- 丁\n\n（1）戊\n\n（2）己\n");
}

#[test]
fn tables_stand_between_pipes_or_as_html() {
    let header =
        |column, text: &str| Cell { header: HeaderScope::Column, ..Cell::new(0, column, vec![Block::text(text)]) };
    let cells = vec![
        header(0, "甲|乙"),
        header(1, "丙"),
        Cell::new(1, 0, vec![Block::text("1")]),
        Cell::new(1, 1, vec![Block::text("一\n二")]),
    ];
    let mut plain = Grid::new(2, 2, cells.clone()).unwrap();
    plain.header_rows = 1;
    assert_eq!(text(vec![Block::Table(plain)]), "| 甲\\|乙 | 丙 |\n| --- | --- |\n| 1 | 一<br/>二 |\n");
    let mut cells = cells;
    cells.truncate(2);
    cells.push(Cell::new(1, 0, vec![Block::text("*1*"), Block::text("2")]).spanning(1, 2));
    let mut merged = Grid::new(2, 2, cells).unwrap();
    merged.header_rows = 1;
    assert_eq!(
        text(vec![Block::Table(merged)]),
        "<table>\n<thead>\n<tr>\n<th scope=\"col\">甲|乙</th>\n<th scope=\"col\">丙</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n\
         <td colspan=\"2\">\n\n\\*1\\*\n\n2\n\n</td>\n</tr>\n</tbody>\n</table>\n"
    );
}

#[test]
fn notes_and_links() {
    let note = Note { kind: NoteKind::Footnote, content: vec![Block::text("注一"), Block::text("续")] };
    let link = Link { target: "https://a.cn/?a=1&b=(2) 3".into(), content: Content::plain("网站") };
    let content = Content::new(vec![Inline::text("文"), Inline::Note(note), Inline::Link(link)]);
    assert_eq!(
        text(vec![Block::runs(content)]),
        "文[^1][网站](<https://a.cn/?a=1&amp;b=(2)%203>)\n\n[^1]: 注一\n\n    续\n"
    );
    let link = Link { target: "javascript:alert(1)".into(), content: Content::plain("网站") };
    assert_eq!(
        written(vec![Block::runs(Content::new(vec![Inline::Link(link)]))]),
        ("网站\n".to_owned(), vec!["link-not-written"])
    );
}

#[test]
fn pictures_are_in_the_text_and_those_that_cannot_be_shown_are_named() {
    let mut document = Document::default();
    let bytes = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/samples/lukou-2021/page-4.png")).unwrap();
    document.media.insert("a.png".into(), Medium { media_type: MediaType::Png, bytes: bytes.into() });
    for media in ["a.png", "b.png"] {
        let (media, alt) = (media.to_owned(), "第4页".to_owned());
        let origin = Default::default();
        document.blocks.push(Block::Figure(Figure { media, alt, decorative: false, size: None, crop: None, origin }));
    }
    let Warned { value, findings } = document_to_markdown(&document, &Style::gongwen().unwrap());
    assert!(value.starts_with("![第4页](data:image/png;base64,iVBOR") && value.ends_with(")\n\n\\[图片：第4页\\]\n"));
    assert_eq!(findings.iter().map(|f| f.code()).collect::<Vec<_>>(), ["picture-not-written"]);
}

#[test]
fn blocks_without_end_are_plain_text() {
    let mut block = Block::text("*深*");
    for _ in 0..200 {
        block = list(false, vec![ListItem { label: "•".into(), content: vec![Block::text("层"), block] }]);
    }
    let (text, codes) = written(vec![block]);
    assert!(text.contains("\\*深\\*"));
    assert_eq!(codes, ["nesting-flattened"]);
}
