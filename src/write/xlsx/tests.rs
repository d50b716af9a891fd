use super::*;
use crate::document::{
    Alignment, Cell, Change, Content, Date, Figure, Grid, HeaderScope, Heading, Inline, Link, Marks, Paragraph,
    Revision, Text, VerticalPosition,
};
use crate::finding::{Origin, Place};
use calamine::{Data, Reader, Xlsx};
use std::io::{Cursor, Read};

fn written(document: &Document) -> Warned<Vec<u8>> {
    document_to_xlsx(document, &Style::gongwen().unwrap()).unwrap()
}

fn open(bytes: &[u8]) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(bytes.to_vec())).unwrap()
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

fn heading(text: &str) -> Block {
    Block::Heading(Heading { level: 1, content: Content::plain(text), origin: Origin::default() })
}

fn cell(row: u32, column: u32, text: &str) -> Cell {
    Cell::new(row, column, if text.is_empty() { vec![] } else { vec![Block::text(text)] })
}

fn number(row: u32, column: u32, text: &str, number: &str) -> Cell {
    Cell { number: Some(number.parse().unwrap()), ..cell(row, column, text) }
}

/// A label over two columns, a header row, a row of figures.
fn fees() -> Grid {
    let mut grid = Grid::new(
        3,
        3,
        vec![
            Cell { header: HeaderScope::Column, ..cell(0, 0, "第二十条第（八）项").spanning(1, 3) },
            cell(1, 0, "信息内容"),
            cell(1, 1, "本年收费金额\n（单位：万元）").spanning(1, 2),
            cell(2, 0, "行政事业性收费"),
            number(2, 1, "26.50", "26.5"),
            number(2, 2, "0100", "100"),
        ],
    )
    .unwrap();
    grid.header_rows = 1;
    grid
}

fn document(blocks: Vec<Block>) -> Document {
    Document { blocks, ..Document::default() }
}

#[test]
fn a_table_becomes_a_sheet_under_its_heading() {
    let file = written(&document(vec![heading("二、主动公开政府信息情况"), Block::Table(fees())]));
    let mut book = open(&file.value);
    assert_eq!(book.sheet_names(), ["主动公开政府信息情况"]);
    let range = book.worksheet_range("主动公开政府信息情况").unwrap();
    let at = |row, column| range.get_value((row, column)).cloned().unwrap_or(Data::Empty);
    assert_eq!(at(0, 0), Data::String("二、主动公开政府信息情况".into()));
    assert_eq!(at(2, 0), Data::String("第二十条第（八）项".into()));
    assert_eq!(at(3, 1), Data::String("本年收费金额\n（单位：万元）".into()));
    assert_eq!(at(4, 1), Data::Float(26.5));
    assert_eq!(at(4, 2), Data::String("0100".into()));
    let merges = book.merge_cells_by_sheet_name("主动公开政府信息情况").unwrap();
    let merged: Vec<_> = merges.iter().map(|m| (m.start, m.end)).collect();
    assert_eq!(merged, [((0, 0), (0, 2)), ((2, 0), (2, 2)), ((3, 1), (3, 2))]);
    assert!(part(&file.value, "xl/styles.xml").contains(r#"formatCode="0.00""#));
}

#[test]
fn what_is_left_out_or_kept_as_text_is_said() {
    let place = Place::Cell { table: 1, row: 3, column: 3 };
    let mut cells: Vec<Cell> = fees().cells().to_vec();
    cells[5].origin = Origin::at(place.clone());
    let grid = Grid::new(3, 3, cells).unwrap();
    let figure = Figure {
        media: "image1.png".into(),
        alt: String::new(),
        decorative: false,
        size: None,
        crop: None,
        origin: Origin::default(),
    };
    let blocks = vec![
        heading("一、总体情况"),
        Block::text("正文。"),
        Block::Figure(figure),
        heading("二、主动公开"),
        Block::Table(grid),
    ];
    let findings = written(&document(blocks)).findings;
    let codes: Vec<_> = findings.iter().map(Finding::code).collect();
    assert_eq!(codes, ["picture-left-out", "number-kept-as-text", "prose-left-out"]);
    assert_eq!(findings[1].location().place, Some(place));
    assert_eq!(findings[2].value("blocks"), Some("2"), "the heading 一 and its paragraph");
}

#[test]
fn what_a_cell_of_a_workbook_cannot_hold_is_said_of_it() {
    let place = |column| Place::Cell { table: 1, row: 1, column };
    let inner = Block::Table(Grid::new(1, 2, vec![cell(0, 0, "甲"), cell(0, 1, "乙")]).unwrap());
    let deleted =
        Revision { change: Change::Deleted, author: String::new(), date: String::new(), content: Content::plain("12") };
    let inlines = vec![Inline::Revision(deleted), Inline::Text(Text::new("15", Marks::default()))];
    let changed = Block::Paragraph(Paragraph { content: Content::new(inlines), ..Paragraph::default() });
    let cells = [inner, changed].into_iter().zip(0u32..).map(|(block, column)| {
        let mut cell = Cell::new(0, column, vec![block]);
        cell.origin = Origin::at(place(column + 1));
        cell
    });
    let written = written(&document(vec![Block::Table(Grid::new(1, 2, cells.collect()).unwrap())]));
    let said: Vec<_> = written.findings.iter().map(|f| (f.code(), f.location().place.clone())).collect();
    assert_eq!(said, [("inner-table-flattened", Some(place(1))), ("deletion-not-written", Some(place(2)))]);
    assert_eq!(written.findings[1].value("text"), Some("12"));
    let mut book = open(&written.value);
    let sheet = book.worksheet_range_at(0).unwrap().unwrap();
    let texts: Vec<String> = sheet.rows().flatten().map(ToString::to_string).collect();
    assert!(texts.contains(&"15".to_owned()) && !texts.iter().any(|text| text.contains("12")), "{texts:?}");
}

#[test]
fn what_the_library_gives_is_looked_into_again_and_refused_where_it_is_no_package() {
    assert_eq!(calculated(b"no package".to_vec()).unwrap_err().code(), "workbook-not-written");
}

#[test]
fn header_rows_are_frozen_and_repeated_and_the_page_is_set_up() {
    let file = written(&document(vec![heading("二、主动公开"), Block::Table(fees())]));
    let sheet = part(&file.value, "xl/worksheets/sheet1.xml");
    for wanted in [
        r#"<pane ySplit="3" topLeftCell="A4""#,
        r#"<pageSetup paperSize="9""#,
        r#"fitToHeight="0""#,
        r#"<pageSetUpPr fitToPage="1"/>"#,
        "<oddFooter>&amp;C&amp;\"宋体\"&amp;14— &amp;P —</oddFooter>",
    ] {
        assert!(sheet.contains(wanted), "{wanted} not in {sheet}");
    }
    let book = part(&file.value, "xl/workbook.xml");
    assert!(book.contains("_xlnm.Print_Titles") && book.contains("$3:$3"), "{book}");
}

#[test]
fn marks_survive_and_links_give_their_text() {
    let raised = Marks { position: Some(VerticalPosition::Superscript), ..Marks::default() };
    let runs = vec![
        Inline::text("面积 m"),
        Inline::Text(Text::new("2", raised)),
        Inline::Link(Link { target: "https://example.org/".into(), content: Content::plain("网站") }),
    ];
    let paragraph = Paragraph { content: Content::new(runs), align: Alignment::Center, ..Paragraph::default() };
    let grid = Grid::new(1, 1, vec![Cell::new(0, 0, vec![Block::Paragraph(paragraph), Block::text("二")])]).unwrap();
    let file = written(&document(vec![Block::Table(grid)]));
    let strings = part(&file.value, "xl/sharedStrings.xml");
    assert!(strings.contains(r#"<vertAlign val="superscript"/>"#), "{strings}");
    let range = open(&file.value).worksheet_range("表1").unwrap();
    assert_eq!(range.get_value((2, 0)), Some(&Data::String("面积 m2网站\n二".into())));
    assert_eq!(file.findings.iter().map(Finding::code).collect::<Vec<_>>(), ["link-target-left-out"]);
}

#[test]
fn a_document_without_tables_gives_its_text() {
    let file = written(&document(vec![heading("一、总体情况"), Block::text("正文，=1+1。"), Block::text("=1+1")]));
    assert!(file.findings.is_empty());
    let range = open(&file.value).worksheet_range("正文").unwrap();
    let rows: Vec<String> = range.rows().map(|row| row[0].to_string()).collect();
    assert_eq!(rows, ["一、总体情况", "正文，=1+1。", "=1+1"]);
    assert!(!part(&file.value, "xl/worksheets/sheet1.xml").contains("<f>"), "text is never a formula");
}

#[test]
fn an_empty_document_is_a_workbook_too() {
    assert_eq!(open(&written(&Document::default()).value).sheet_names(), ["正文"]);
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    let mut document = document(vec![heading("二、表"), Block::Table(fees()), heading("三、表"), Block::Table(fees())]);
    document.properties.title = Some("年报".into());
    document.properties.author = Some("某局".into());
    document.properties.date = Date::new(2024, 1, 5);
    let first = written(&document);
    assert_eq!(first, written(&document));
    let core = part(&first.value, "docProps/core.xml");
    assert!(core.contains("2024-01-05T00:00:00Z") && core.contains("年报") && core.contains("某局"), "{core}");
}

#[test]
fn a_date_before_1900_does_not_stop_the_work() {
    let mut document = document(vec![Block::text("文")]);
    document.properties.date = Date::new(1899, 12, 30);
    assert!(part(&written(&document).value, "docProps/core.xml").contains("1980-01-01T00:00:00Z"));
}

#[test]
fn control_characters_and_escapes_read_back() {
    let text = "a\u{1}b _x0041_ \u{FFFE}";
    let grid = Grid::new(1, 1, vec![cell(0, 0, text)]).unwrap();
    let file = written(&document(vec![heading("\u{1}题\u{FFFE}"), Block::Table(grid)]));
    let strings = part(&file.value, "xl/sharedStrings.xml");
    assert!(strings.contains("a_x0001_b _x005F_x0041_ _xFFFE_"), "{strings}");
    assert_eq!(open(&file.value).sheet_names(), ["题"]);
}

#[test]
fn a_table_as_wide_as_a_sheet_is_written_and_there_is_none_wider() {
    let wide = |columns: u32| {
        let cells = vec![Cell::new(0, 0, vec![]).spanning(1, columns)];
        let blocks = vec![Block::Table(Grid::new(1, columns, cells).unwrap())];
        document_to_xlsx(&document(blocks), &Style::gongwen().unwrap())
    };
    assert!(wide(Grid::MAX_COLUMNS).is_ok());
    assert!(Grid::new(1, Grid::MAX_COLUMNS + 1, vec![]).is_err());
}
