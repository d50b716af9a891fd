//! What is said of a draft, and where.

use super::shapes::{Printed, Table, form, grid, relabelled, rows, table, turned, with_column};
use crate::document::{Block, Cell, Document, Grid, Heading, Paragraph, Properties};
use crate::finding::{Finding, Origin, Place};
use crate::form::{CellContent, Forms, WorkbookWords};
use crate::recognize::{Wanted, document_to_report, document_to_statistics};

const TITLE: &str = "清河市民政局2023年政府信息公开工作年度报告";
const END: [&str; 2] = ["清河市民政局", "2024年1月15日"];

/// Codes and places of all that is said.
type Said = Vec<(&'static str, Option<Place>)>;

fn forms() -> Forms {
    Forms::built_in().unwrap()
}

/// Paragraphs and tables with the places they have in a file of theirs.
fn placed(blocks: Vec<Block>) -> Document {
    let (mut paragraphs, mut tables) = (0, 0);
    let mut line = || {
        paragraphs += 1;
        Origin::at(Place::Paragraph(paragraphs))
    };
    let place = |block| match block {
        Block::Paragraph(paragraph) => Block::Paragraph(Paragraph { origin: line(), ..paragraph }),
        Block::Heading(heading) => Block::Heading(Heading { origin: line(), ..heading }),
        Block::Table(mut grid) => {
            tables += 1;
            grid.origin = Origin::at(Place::Table(tables));
            for cell in grid.cells_mut() {
                cell.origin = Origin::at(Place::Cell { table: tables, row: cell.row + 1, column: cell.column + 1 });
            }
            Block::Table(grid)
        }
        other => other,
    };
    Document { blocks: blocks.into_iter().map(place).collect(), ..Document::default() }
}

fn places(findings: &[Finding]) -> Said {
    findings.iter().map(|finding| (finding.code(), finding.location().place.clone())).collect()
}

fn said(blocks: Vec<Block>) -> Said {
    places(&document_to_report(placed(blocks), &forms()).findings)
}

#[track_caller]
fn assert_said(said: &Said, code: &str, place: Option<Place>) {
    let places: Vec<&Option<Place>> = said.iter().filter(|(said, _)| *said == code).map(|(_, place)| place).collect();
    assert_eq!(places, [&place], "{code} among {said:?}");
}

/// A sound report with this title and sign-off; where the table of that id stands, these blocks.
fn draft(title: &str, (id, blocks): (&str, Vec<Block>), end: &[&str]) -> Vec<Block> {
    let mut all = vec![Block::text(title)];
    for section in &form().sections {
        all.push(Block::text(section.heading.as_str()));
        match section.table.as_deref() {
            Some(own) if own == id => all.extend(blocks.iter().cloned()),
            Some(other) => all.push(Block::Table(grid(&table(other, 90_000)))),
            None => all.push(Block::text("全年公开信息若干条。")),
        }
    }
    all.extend(end.iter().map(|line| Block::text(*line)));
    all
}

fn sound() -> Vec<Block> {
    draft(TITLE, ("", Vec::new()), &END)
}

/// Which paragraph a line will be that is put before this block.
fn paragraph_at(blocks: &[Block], index: usize) -> Option<Place> {
    let before = blocks[..index].iter().filter(|block| !matches!(block, Block::Table(_))).count();
    Some(Place::Paragraph(before as u32 + 1))
}

/// What is said where these blocks stand for a table; they are of the table's number, `TABLE`.
fn with(id: &str, blocks: Vec<Block>) -> Said {
    said(draft(TITLE, (id, blocks), &END))
}

fn with_table(id: &str, table: &Table) -> Said {
    with(id, vec![Block::Table(grid(table))])
}

/// A cell of a table, counted from 1.
fn cell(table: u32, row: u32, column: u32) -> Option<Place> {
    Some(Place::Cell { table, row, column })
}

/// The number of a section's table in a sound report.
fn number(id: &str) -> u32 {
    let tables = form().sections.into_iter().filter_map(|section| section.table);
    (1..).zip(tables).find(|(_, table)| table == id).unwrap().0
}

fn label(row: u32, column: u32, columns: u32, text: &str) -> Printed {
    Printed { row, column, rows: 1, columns, text: text.into(), id: None }
}

/// The row of a figure.
fn row_of(table: &Table, id: &str) -> u32 {
    table.iter().find(|place| place.id.as_deref() == Some(id)).unwrap().row
}

fn bottom(table: &Table) -> u32 {
    table.iter().map(|place| place.row + place.rows).max().unwrap()
}

#[test]
fn a_sound_report_leaves_nothing_to_be_said_of_its_parts() {
    let known = ["section-guessed", "heading-differs"];
    let found: Said = said(sound()).into_iter().filter(|(code, _)| !known.contains(code)).collect();
    assert_eq!(found, []);
}

#[test]
fn years_and_bodies_that_stand_elsewhere() {
    let mut blocks = draft("清河市民政局政府信息公开工作年度报告", ("", Vec::new()), &["清河市民政局"]);
    blocks.insert(1, Block::text("现公布清河市民政局2023年政府信息公开工作年度报告。"));
    assert_said(&said(blocks), "year-from-text", None);
    let read = |blocks: Vec<Block>, title: Option<&str>| {
        let properties = Properties { title: title.map(str::to_owned), ..Properties::default() };
        let document = Document { properties, ..placed(blocks) };
        let read = document_to_statistics(document, Wanted::default(), &forms());
        (places(&read.findings), read.value.organ, read.value.year)
    };
    let table = || Block::Table(grid(&table("disclosure", 10)));
    // The tables alone, in a file whose properties name a title.
    let (found, organ, year) = read(vec![table()], Some(TITLE));
    assert_said(&found, "owner-from-property", None);
    assert_eq!((organ.as_deref(), year), (Some("清河市民政局"), Some(2023)));
    // A line that speaks of them, below.
    let (found, _, year) = read(vec![table(), Block::text("以上为2023年度数据。")], None);
    assert_said(&found, "figures-owner-from-line", Some(Place::Paragraph(1)));
    assert_eq!(year, Some(2023));
}

#[test]
fn sign_offs_turned_and_with_words_more() {
    let signed = |end: &[&str]| said(draft(TITLE, ("", Vec::new()), end));
    let blocks = sound();
    let first = paragraph_at(&blocks, blocks.len() - 2);
    assert_said(&signed(&[END[1], END[0]]), "sign-off-date-first", first.clone());
    assert_said(&signed(&["清河市民政局（盖章）", END[1]]), "sign-off-words-left-out", first);
}

#[test]
fn headings_of_no_section_and_headings_by_number() {
    let mut blocks = sound();
    let place = paragraph_at(&blocks, 2);
    blocks.insert(2, Block::text("（一）主动公开情况"));
    assert_said(&said(blocks), "heading-guessed", place);
    let mut blocks = sound();
    let end = blocks.len() - 2;
    let place = paragraph_at(&blocks, end);
    blocks.splice(end..end, ["七、乡村振兴帮扶", "全年无其他情况。"].map(Block::text));
    assert_said(&said(blocks), "section-unknown", place);
}

#[test]
fn tables_of_no_section_and_of_other_forms() {
    let tables = ["disclosure", "applications", "disputes"].map(|id| Block::Table(grid(&table(id, 1_000))));
    let found = said([vec![Block::text(TITLE)], tables.to_vec()].concat());
    let unheaded: Said = found.into_iter().filter(|(code, _)| *code == "table-without-section").collect();
    assert_eq!(unheaded, vec![("table-without-section", None); 3]);
    let early = draft("清河市民政局2018年政府信息公开工作年度报告", ("", Vec::new()), &["清河市民政局"]);
    assert_said(&said(early), "form-not-of-year", None);
    // The table of the form before among those of this.
    let forms = forms();
    let old = forms.get("2019").unwrap().tables.iter().find(|table| table.id == "disclosure").unwrap();
    let cells = (100..).zip(&old.cells).map(|(next, cell)| {
        let text = match &cell.content {
            CellContent::Label(label) => label.text.clone(),
            CellContent::Data(_) => i32::to_string(&next),
        };
        Cell::new(cell.row, cell.column, vec![Block::text(text)]).spanning(cell.row_span, cell.column_span)
    });
    let old = Grid::with_gaps_filled(old.rows, old.columns, cells.collect()).unwrap();
    let found = with("disclosure", vec![Block::Table(old)]);
    assert_said(&found, "mixed-forms", Some(Place::Table(number("disclosure"))));
}

#[test]
fn check_sheets_are_passed_over() {
    let title = &WorkbookWords::built_in().check.title;
    let cells = vec![Cell::new(0, 0, vec![Block::text(title.as_str())]), Cell::new(1, 0, vec![Block::text("符合")])];
    let sheet = Block::Table(Grid::new(2, 1, cells).unwrap());
    let mut blocks = sound();
    blocks.insert(2, sheet);
    assert_said(&said(blocks), "check-sheet-passed-over", Some(Place::Table(1)));
}

#[test]
fn rows_that_stand_twice_are_none() {
    let mut twice = table("applications", 100);
    let (row, bottom) = (row_of(&twice, "received.total"), bottom(&twice));
    let again: Table =
        twice.iter().filter(|place| place.row == row).map(|place| Printed { row: bottom, ..place.clone() }).collect();
    twice.extend(again);
    assert_said(&with_table("applications", &twice), "row-repeated", cell(number("applications"), bottom + 1, 1));
}

#[test]
fn columns_whose_groups_have_no_labels_are_told_by_their_order() {
    let bare = relabelled(&table("disputes", 5_000), |text| match text {
        "未经复议直接起诉" | "复议后起诉" => String::new(),
        text => text.to_owned(),
    });
    assert_said(&with_table("disputes", &bare), "columns-by-order", None);
}

#[test]
fn columns_without_labels_are_not_taken() {
    let bare = relabelled(&table("applications", 2_000), |_| String::new());
    let whole = table("applications", 2_000);
    let headless: Table =
        bare.iter().zip(&whole).map(|(bare, own)| if own.row < 3 { bare } else { own }).cloned().collect();
    let (table, row) = (number("applications"), row_of(&whole, "received.natural_person"));
    let found = with_table("applications", &headless);
    assert!(found.contains(&("head-missing", cell(table, row + 1, 4))), "{found:?}");
}

#[test]
fn what_is_more_than_the_form_is_kept_and_named() {
    let whole = table("applications", 2_000);
    let (bottom, at) = (bottom(&whole), number("applications"));
    // A row of figures.
    let mut more = whole.clone();
    more.push(label(bottom, 0, 3, "五、线下接待群众"));
    more.extend((3..10).map(|column| label(bottom, column, 1, "7")));
    assert_said(&with_table("applications", &more), "table-row-left-over", cell(at, bottom + 1, 1));
    // A remark between its rows.
    let at_row = row_of(&whole, "carried_in.total") + 1;
    let mut more: Table = whole
        .iter()
        .map(|place| Printed { row: place.row + u32::from(place.row >= at_row), ..place.clone() })
        .collect();
    more.push(label(at_row, 0, 10, "以下按办理结果分列"));
    assert_said(&with_table("applications", &more), "table-text-left-over", cell(at, at_row + 1, 1));
    // A column of numbers: where figures of the form are missing, it may be they.
    let beside = with_column(&rows(&whole, 0, bottom - 1), 10, "校验", |_| "7".to_owned());
    assert_said(&with_table("applications", &beside), "table-figure-not-taken", cell(at, 1, 11));
}

#[test]
fn a_turned_table_without_all_its_columns_lacks_figures() {
    let turned = turned(&table("applications", 2_000));
    let cut = rows(&turned, 0, bottom(&turned) - 1);
    let found = with_table("applications", &cut);
    let place = Some(Place::Table(number("applications")));
    assert!(found.contains(&("figure-not-found", place)), "{found:?}");
}

#[test]
fn what_says_that_a_table_goes_on_is_left_out() {
    let whole = table("applications", 2_000);
    let mut lower = rows(&whole, 0, 3);
    lower.extend(rows(&whole, 10, 28).into_iter().map(|place| Printed { row: place.row + 3, ..place }));
    let upper = Block::Table(grid(&rows(&whole, 0, 10)));
    let blocks = draft(TITLE, ("applications", vec![upper, Block::text("续表"), Block::Table(grid(&lower))]), &END);
    let line = blocks.iter().position(|block| block.plain_text() == "续表").unwrap();
    let place = paragraph_at(&blocks, line);
    assert_said(&said(blocks), "continued-left-out", place);
}

#[test]
fn formulas_without_results_are_added_up_or_named() {
    let mut whole = grid(&table("applications", 0));
    let at = |id: &str| {
        let place = table("applications", 0).into_iter().find(|place| place.id.as_deref() == Some(id)).unwrap();
        (place.row, place.column)
    };
    let (total, part) = (at("received.total"), at("carried_in.natural_person"));
    for cell in whole.cells_mut().iter_mut().filter(|cell| [total, part].contains(&(cell.row, cell.column))) {
        cell.content.clear();
        cell.is_uncalculated = true;
    }
    let found = with("applications", vec![Block::Table(whole)]);
    let place = |(row, column): (u32, u32)| cell(number("applications"), row + 1, column + 1);
    assert_said(&found, "total-calculated", place(total));
    assert_said(&found, "figure-not-calculated", place(part));
}
