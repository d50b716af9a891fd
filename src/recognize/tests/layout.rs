//! What drafts have for the look of their pages: frames, covers, tables cut in two, numbers Word prints.

use crate::document::{Block, Break, Cell, Content, Document, FontName, Grid, Inline, List, ListItem, Marks, Text};
use crate::finding::Warned;
use crate::form::Forms;
use crate::recognize::document_to_report;
use crate::report::{Item, Report};

const TITLE: &str = "某县财政局2023年政府信息公开工作年度报告";

fn recognize(blocks: Vec<Block>) -> Warned<Report> {
    document_to_report(Document { blocks, ..Document::default() }, &Forms::built_in().unwrap())
}

fn codes<'r>(read: &'r Warned<Report>, code: &str) -> Vec<&'r str> {
    read.findings.iter().map(|finding| finding.code()).filter(|found| *found == code).collect()
}

/// A table of these rows, no cell spanning another.
fn grid(rows: &[&[&str]], widths: &[u32]) -> Grid {
    let cells = (0u32..).zip(rows).flat_map(|(row, cells)| {
        (0u32..).zip(*cells).map(move |(column, text)| Cell::new(row, column, vec![Block::text(*text)]))
    });
    let mut grid = Grid::new(rows.len() as u32, rows[0].len() as u32, cells.collect()).unwrap();
    grid.widths = widths.to_vec();
    grid
}

/// A table of one column with these cells.
fn column(cells: Vec<Vec<Block>>) -> Block {
    let rows = cells.len() as u32;
    let cells = (0u32..).zip(cells).map(|(row, content)| Cell::new(row, 0, content)).collect();
    Block::Table(Grid::new(rows, 1, cells).unwrap())
}

#[test]
fn what_a_table_only_frames_is_read_as_if_outside() {
    let inner = || Block::Table(grid(&[&["甲", "乙"]], &[]));
    let framed = vec![
        column(vec![vec![Block::text(TITLE), Block::text("一、总体情况")], vec![inner(), Block::text("正文。")]]),
        column(vec![vec![inner()]]),
    ];
    let flat = vec![Block::text(TITLE), Block::text("一、总体情况"), inner(), Block::text("正文。"), inner()];
    let (framed, flat) = (recognize(framed), recognize(flat));
    assert_eq!(framed.value, flat.value);
    assert_eq!(codes(&framed, "frame-opened").len(), 2);
    // Rows and columns that say something stay, whatever is in the cells; so does a column of text.
    for table in [
        Block::Table(Grid::new(1, 2, vec![Cell::new(0, 0, vec![inner()]), Cell::new(0, 1, Vec::new())]).unwrap()),
        column(vec![vec![Block::text("甲")], vec![Block::text("乙")]]),
    ] {
        let read = recognize(vec![Block::text(TITLE), Block::text("一、总体情况"), table.clone()]);
        assert_eq!(read.value.sections[0].content, [Item::Block(table)]);
        assert!(codes(&read, "frame-opened").is_empty());
    }
}

#[test]
fn a_sign_off_laid_out_by_a_table_is_one() {
    let draft = |end: Grid| {
        recognize(vec![
            Block::text(TITLE),
            Block::text("一、总体情况"),
            Block::text("正文。"),
            Block::Table(end),
            Block::text(""),
        ])
    };
    let read = draft(grid(&[&["", "某县财政局"], &["", "2024年1月15日"]], &[]));
    let signature = read.value.signature.clone().unwrap();
    assert_eq!(signature.organ.as_deref(), Some("某县财政局"));
    assert!(signature.date.is_some_and(|date| date.value.is_some()));
    assert_eq!(codes(&read, "frame-opened").len(), 1);
    // A table with more to say stays one, even if a date ends it.
    let table = grid(&[&["会议", "日期"], &["第一次", "2024年1月15日"]], &[]);
    assert_eq!(draft(table.clone()).value.sections[0].content[1], Item::Block(Block::Table(table)));
}

#[test]
fn a_cover_says_the_title_once_more() {
    let read = recognize(vec![
        Block::text(TITLE),
        Block::Break(Break::Page),
        Block::text("某县财政局2023年 政府信息公开工作年度报告"),
        Block::text("一、总体情况"),
        Block::text("正文。"),
    ]);
    assert_eq!(read.value.title.as_deref(), Some(TITLE));
    assert_eq!(read.value.preamble, []);
    assert_eq!(codes(&read, "title-repeated").len(), 1);
    // What says more is kept.
    let more = Block::text("某县财政局2023年政府信息公开工作年度报告（送审稿）");
    let read = recognize(vec![Block::text(TITLE), more.clone(), Block::text("一、总体情况"), Block::text("正文。")]);
    assert_eq!(read.value.preamble, [more]);
}

#[test]
fn a_table_cut_in_two_is_one_although_each_part_has_other_columns() {
    let spanning = |row, column, span, text: &str| Cell::new(row, column, vec![Block::text(text)]).spanning(1, span);
    let head = vec![
        spanning(0, 0, 4, "第二十条第（一）项"),
        spanning(1, 0, 1, "信息内容"),
        spanning(1, 1, 1, "本年制发件数"),
        spanning(1, 2, 1, "本年废止件数"),
        spanning(1, 3, 1, "现行有效件数"),
        spanning(2, 0, 1, "规章"),
        spanning(2, 1, 1, "1"),
        spanning(2, 2, 1, "2"),
        spanning(2, 3, 1, "3"),
    ];
    let mut first = Grid::new(3, 4, head).unwrap();
    first.widths = vec![250, 250, 250, 250];
    let rest = |edge| {
        grid(
            &[&["第二十条第（六）项", ""], &["信息内容", "本年处理决定数量"], &["行政处罚", "7"]],
            &[edge, 1000 - edge],
        )
    };
    let read = |rest: Grid| {
        recognize(vec![
            Block::text(TITLE),
            Block::text("二、主动公开政府信息情况"),
            Block::Table(first.clone()),
            Block::Table(rest),
        ])
    };
    let joined = read(rest(253));
    let cells = &joined.value.statistics["disclosure"].cells;
    assert_eq!((cells["regulations.in_force"].raw.as_str(), cells["penalties"].raw.as_str()), ("3", "7"));
    assert_eq!(codes(&joined, "table-joined").len(), 1);
    // Where the edges don't meet, its own column labels tell what the figures below are; without them nothing does.
    let other_edges = read(rest(300));
    assert_eq!(other_edges.value.statistics["disclosure"].cells["penalties"].raw, "7");
    let bare = grid(&[&["行政处罚", "7"]], &[300, 700]);
    assert!(codes(&read(bare), "table-joined").is_empty());
}

#[test]
fn a_heading_run_in_with_its_text_takes_the_fonts_that_told_them_apart_with_it() {
    let set = |text: &str, font: &str| {
        Inline::Text(Text { text: text.into(), marks: Marks::default(), font: FontName::new(font).ok() })
    };
    let plain = Inline::text;
    let read = |inlines: Vec<Inline>| {
        let read = recognize(vec![Block::text(TITLE), Block::runs(Content::new(inlines))]);
        let section = &read.value.sections[0];
        let Item::Block(Block::Paragraph(text)) = &section.content[0] else { panic!("{:?}", read.value) };
        assert_eq!(section.heading.as_ref().and_then(|heading| heading.as_plain()), Some("一、总体情况。"));
        text.content.clone()
    };
    let text = Content::plain("2023年平稳。");
    // Whichever of the two is the longer, and so without mark.
    assert_eq!(read(vec![set("一、总体情况。", "楷体"), plain("2023年平稳。")]), text);
    assert_eq!(read(vec![plain("一、总体情况。"), set("2023年平稳。", "仿宋")]), text);
    assert_eq!(read(vec![plain("一、总体情况。2023"), set("年平稳。", "仿宋")]), text);
    // What sets a part of the text apart stays.
    let mixed = vec![plain("2023年"), set("平稳。", "楷体")];
    let whole = [vec![set("一、总体情况。", "楷体")], mixed.clone()].concat();
    assert_eq!(read(whole), Content::new(mixed));
}

#[test]
fn a_heading_number_printed_by_word_looks_as_the_heading_does() {
    let bold = Marks { bold: true, ..Marks::default() };
    let item = ListItem {
        label: "（一）".into(),
        content: vec![Block::runs(Content::new(vec![Inline::Text(Text::new("主动公开", bold))]))],
    };
    let list = Block::List(List { ordered: true, items: vec![item], origin: Default::default() });
    let read = recognize(vec![Block::text(TITLE), Block::text("一、总体情况"), list]);
    let Item::Block(Block::Heading(heading)) = &read.value.sections[0].content[0] else { panic!("{:?}", read.value) };
    assert_eq!(heading.content.as_plain(), Some("（一）主动公开"));
}
