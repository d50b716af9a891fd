//! Pictures and notes in the cells of statutory tables: the figures are read all the same, and nothing is lost.

use super::hazard::Sheet;
use crate::document::{
    Alignment, Block, Cell, Change, Content, Document, Figure, Grid, Inline, InlineImage, Link, Note, NoteKind,
    Paragraph, Revision,
};
use crate::form::Forms;
use crate::recognize::document_to_report;
use crate::report::{Item, Report};

/// The 2021 form's second table, its figures running on from 10 000.
fn grid(forms: &Forms) -> Grid {
    Sheet::of(&forms.get("2021").unwrap().tables[1], 10_000).to_grid()
}

fn report(grid: Grid, forms: &Forms) -> (Report, usize) {
    let document = Document { blocks: vec![Block::text("甲"), Block::Table(grid)], ..Document::default() };
    let recognized = document_to_report(document, forms);
    let said = recognized.findings.iter().filter(|f| f.code() == "table-object-left-over").count();
    (recognized.value, said)
}

/// What stands after the statutory table.
fn kept(report: &Report) -> Vec<Block> {
    let items = report.sections.iter().flat_map(|section| &section.content);
    let after = items.skip_while(|item| !matches!(item, Item::Statistics(_))).skip(1);
    after.filter_map(|item| if let Item::Block(block) = item { Some(block.clone()) } else { None }).collect()
}

fn find(grid: &mut Grid, text: &str) -> usize {
    grid.cells().iter().position(|cell| cell.plain_text().trim() == text).unwrap()
}

#[test]
fn a_picture_in_a_cell_is_kept_after_the_table() {
    let forms = Forms::built_in().unwrap();
    let plain = report(grid(&forms), &forms).0;
    for text in ["10003", "（一）予以公开"] {
        let mut grid = grid(&forms);
        let at = find(&mut grid, text);
        let figure = Block::Figure(Figure {
            media: "seal".into(),
            alt: "印".into(),
            decorative: false,
            size: None,
            crop: None,
            origin: Default::default(),
        });
        let inline = Inline::Image(InlineImage { media: "dot".into(), ..InlineImage::default() });
        grid.cells_mut()[at].content.push(figure.clone());
        let Block::Paragraph(paragraph) = &mut grid.cells_mut()[at].content[0] else { panic!("{text} is a paragraph") };
        let mut inlines = std::mem::take(&mut paragraph.content).into_inlines();
        inlines.push(inline.clone());
        paragraph.content = Content::new(inlines);
        let (report, said) = report(grid, &forms);
        assert_eq!(report.statistics, plain.statistics, "{text}");
        assert_eq!((kept(&report), said), (vec![Block::runs(Content::new(vec![inline])), figure], 1), "{text}");
    }
}

#[test]
fn a_row_of_pictures_beside_a_table_is_kept() {
    let forms = Forms::built_in().unwrap();
    let table = grid(&forms);
    let rows = table.rows();
    let figure = Block::Figure(Figure {
        media: "map".into(),
        alt: String::new(),
        decorative: false,
        size: None,
        crop: None,
        origin: Default::default(),
    });
    let mut cells = table.cells().to_vec();
    cells.push(Cell::new(rows, 0, vec![figure.clone()]));
    let grid = Grid::with_gaps_filled(rows + 1, table.columns(), cells).unwrap();
    assert_eq!(kept(&report(grid, &forms).0), [figure]);
}

#[test]
fn a_note_called_in_a_cell_is_no_part_of_its_text_and_stays_with_a_figure() {
    let forms = Forms::built_in().unwrap();
    let plain = report(grid(&forms), &forms).0;
    for text in ["10003", "（一）予以公开"] {
        let mut grid = grid(&forms);
        let at = find(&mut grid, text);
        let note = Inline::Note(Note { kind: NoteKind::Footnote, content: vec![Block::text("含上年结转")] });
        grid.cells_mut()[at].content = vec![Block::runs(Content::new(vec![Inline::text(text), note.clone()]))];
        let (mut report, said) = report(grid, &forms);
        let noted: Vec<Content> = report
            .statistics
            .values_mut()
            .flat_map(|table| table.cells.values_mut())
            .filter_map(|count| count.content.take())
            .collect();
        assert_eq!(report.statistics, plain.statistics, "{text}");
        match text {
            "10003" => {
                assert_eq!(noted, [Content::new(vec![Inline::text(text), note])]);
                assert_eq!((kept(&report), said), (Vec::new(), 0));
            }
            _ => {
                assert_eq!(noted, []);
                assert_eq!((kept(&report), said), (vec![Block::runs(Content::new(vec![note]))], 1));
            }
        }
    }
}

#[test]
fn a_grid_of_sixteen_thousand_columns_takes_no_longer_a_column_than_another() {
    let forms = Forms::built_in().unwrap();
    let table = grid(&forms);
    let plain = report(table.clone(), &forms).0;
    // What a stray character far to the right makes of a sheet: looked at column by column for each label, it takes minutes.
    let mut cells = table.cells().to_vec();
    cells.push(Cell::new(3, 16_000, vec![Block::text("注")]));
    let wide = Grid::with_gaps_filled(table.rows(), 16_001, cells).unwrap();
    let read = report(wide, &forms).0;
    assert_eq!(read.statistics, plain.statistics);
}

#[test]
fn where_a_link_in_a_cell_leads_is_said() {
    let forms = Forms::built_in().unwrap();
    let plain = report(grid(&forms), &forms).0;
    let mut grid = grid(&forms);
    let at = find(&mut grid, "10003");
    let link = Link { target: "https://a.example/10003".into(), content: Content::plain("10003") };
    grid.cells_mut()[at].content = vec![Block::runs(Content::new(vec![Inline::Link(link)]))];
    let document = Document { blocks: vec![Block::Table(grid)], ..Document::default() };
    let read = document_to_report(document, &forms);
    assert_eq!(read.value.statistics, plain.statistics);
    let said: Vec<_> = read.findings.iter().filter(|f| f.code() == "table-link-left-out").collect();
    assert!(said.len() == 1 && said[0].to_string().contains("https://a.example/10003"), "{said:?}");
}

#[test]
fn links_and_revisions_of_titles_and_sign_offs_are_named() {
    let linked = |text: &str, target: &str| {
        let content = Content::new(vec![Inline::Link(Link { target: target.into(), content: Content::plain(text) })]);
        Block::Paragraph(Paragraph { content, align: Alignment::Center, ..Paragraph::default() })
    };
    let deleted = Inline::Revision(Revision {
        change: Change::Deleted,
        author: "张三".into(),
        date: String::new(),
        content: Content::plain("旧"),
    });
    let blocks = vec![
        linked("清河市民政局2023年政府信息公开工作年度报告", "http://a.cn/1"),
        Block::text("一、总体情况"),
        Block::text("正文一段，说明情况。"),
        linked("清河市民政局", "http://a.cn/2"),
        Block::runs(Content::new(vec![Inline::text("2024年1月25日"), deleted])),
    ];
    let document = Document { blocks, ..Document::default() };
    let read = document_to_report(document, &Forms::built_in().unwrap());
    let said: Vec<_> = read.findings.iter().map(|f| (f.code(), f.value("target").or(f.value("change")))).collect();
    for expected in [
        ("text-link-left-out", Some("http://a.cn/1")),
        ("text-link-left-out", Some("http://a.cn/2")),
        ("revision-taken-as-accepted", Some("旧")),
    ] {
        assert!(said.contains(&expected), "{expected:?} in {said:?}");
    }
}
