//! The rules of tables and of the flow over pages, checked on positions.

mod arranged;
mod paper;
mod sign_off;

use super::fixture::{applications, disclosure, disputes, head, heading, note, picture, report, role};
use super::flow::STEPS;
use super::inline::SHAPED;
use super::tests::{
    PrintedLine, assert_everything_is_inside, compose, han, lines, logical_text, printed, text_area, texts,
};
use super::*;
use crate::document::{
    Block, Break, Cell, Content, Diagonal, Figure, Grid, HeaderScope, Inline, InlineImage, List, ListItem, NoteKind,
    Paragraph, ParagraphRole, Size,
};
use crate::style::PT_PER_MM;
use proptest::prelude::*;
use std::collections::BTreeSet;

const PITCH: f32 = 156.0 * PT_PER_MM / 28.0;
const LINE: f32 = 225.0 * PT_PER_MM / 22.0;
const LEFT: f32 = 28.0 * PT_PER_MM;
const TOP: f32 = 37.0 * PT_PER_MM;
const RIGHT: f32 = (28.0 + 156.0) * PT_PER_MM;

fn filler(count: usize) -> Vec<Block> {
    (0..count).map(|_| Block::text("公开")).collect()
}

fn after(count: usize, blocks: impl IntoIterator<Item = Block>) -> Pages {
    let mut all = filler(count);
    all.extend(blocks);
    compose(all)
}

fn with_seal(blocks: Vec<Block>) -> Pages {
    let mut style = Style::gongwen().unwrap();
    style.sign_off.seal = true;
    document_to_pages(&Document { blocks, ..Document::default() }, &style, &Faces::embedded(&style)).value
}

/// A table of texts.
fn table(rows: u32, columns: u32, text: impl Fn(u32, u32) -> String) -> Grid {
    let places = (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column)));
    let cells = places.map(|(row, column)| Cell::new(row, column, vec![Block::text(text(row, column))]));
    Grid::new(rows, columns, cells.collect()).unwrap()
}

fn find<'l>(lines: &'l [PrintedLine], text: &str) -> &'l PrintedLine {
    lines.iter().find(|line| line.text.contains(text)).unwrap_or_else(|| panic!("{text} is not printed"))
}

fn rules(page: &Page) -> Vec<Rule> {
    page.items.iter().filter_map(|item| if let Item::Rule(rule) = item { Some(*rule) } else { None }).collect()
}

fn is_horizontal(rule: &Rule) -> bool {
    (rule.from_pt.1 - rule.to_pt.1).abs() < 0.01
}

/// No rule runs through any text, printed again or not.
fn assert_no_rule_through_text(pages: &Pages) {
    for (number, page) in pages.pages.iter().enumerate() {
        let rules: Vec<Rule> = rules(page);
        for item in &page.items {
            let Item::Text(run) = item else { continue };
            let end = run.x_pt + run.glyphs.last().map_or(0.0, |g| g.x_pt) + run.size_pt * 0.3;
            let (top, bottom) = (run.y_pt - run.size_pt * 0.75, run.y_pt);
            for rule in &rules {
                let (x0, x1) = (rule.from_pt.0.min(rule.to_pt.0), rule.from_pt.0.max(rule.to_pt.0));
                let (y0, y1) = (rule.from_pt.1.min(rule.to_pt.1), rule.from_pt.1.max(rule.to_pt.1));
                let through = x1 > run.x_pt && x0 < end && y1 > top && y0 < bottom;
                assert!(!through, "page {number}: {rule:?} runs through {} at {}, {}", run.text, run.x_pt, run.y_pt);
            }
        }
    }
}

#[test]
fn a_row_that_names_those_below_it_is_never_the_last_on_a_page() {
    for count in 0..24 {
        let pages = after(count, [heading(1, "二、主动公开政府信息情况"), Block::Table(disclosure())]);
        let lines = lines(&pages);
        for (caption, first) in [
            ("第（一）项", "规章"),
            ("第（五）项", "行政许可"),
            ("第（六）项", "行政处罚"),
            ("第（八）项", "行政事业性收费"),
        ] {
            assert_eq!(find(&lines, caption).page, find(&lines, first).page, "{caption} after {count} lines");
        }
        assert_everything_is_inside(&pages);
    }
}

/// Plain rows with a row over the full width among them, as a table from elsewhere has it: nothing says that it is a header.
fn with_plain_caption() -> Grid {
    let mut cells = Vec::new();
    for row in 0..24 {
        if row == 12 {
            cells.push(Cell::new(row, 0, vec![Block::text("分表")]).spanning(1, 2));
        } else {
            cells.push(Cell::new(row, 0, vec![Block::text(format!("行{row}"))]));
            cells.push(Cell::new(row, 1, vec![Block::text("0")]));
        }
    }
    Grid::new(24, 2, cells).unwrap()
}

#[test]
fn a_row_over_the_full_width_stays_with_two_rows_below_it() {
    let mut moved = 0;
    for count in 0..24 {
        let pages = after(count, [Block::Table(with_plain_caption())]);
        let lines = lines(&pages);
        let pages_of: Vec<usize> = ["分表", "行13", "行14"].iter().map(|text| find(&lines, text).page).collect();
        assert!(pages_of.windows(2).all(|w| w[0] == w[1]), "after {count} lines: {pages_of:?}");
        moved += usize::from(find(&lines, "行11").page < pages_of[0]);
    }
    assert!(moved > 0, "some page ends just before it");
}

#[test]
fn no_row_stands_alone_on_a_page() {
    for count in 0..24 {
        let pages = after(count, [Block::Table(table(30, 2, |row, column| format!("行{row}列{column}")))]);
        let lines = lines(&pages);
        for page in 0..pages.pages.len() {
            let here = lines.iter().filter(|l| l.page == page && l.text.contains("列0")).count();
            assert_ne!(here, 1, "after {count} lines");
        }
    }
}

#[test]
fn no_label_or_text_of_a_table_meets_a_rule_wherever_its_page_ends() {
    for count in 0..24 {
        for grid in [disclosure(), applications(), disputes()] {
            let pages = after(count, [heading(1, "三、收到和处理"), Block::Table(grid)]);
            assert_no_rule_through_text(&pages);
            assert_everything_is_inside(&pages);
        }
    }
}

/// A table of one-line rows with one label beside `beside` of them, `above` rows above it.
fn labelled(above: u32, beside: u32, label: &str) -> Grid {
    let rows = above + beside + 2;
    let mut cells: Vec<Cell> = (0..rows).map(|row| Cell::new(row, 1, vec![Block::text(format!("行{row}"))])).collect();
    let mut merged = head(above, 0, beside, 1, label);
    merged.header = HeaderScope::Row;
    cells.push(merged);
    cells.extend((0..above).chain(above + beside..rows).map(|row| Cell::new(row, 0, vec![Block::text("其他")])));
    let mut grid = Grid::new(rows, 2, cells).unwrap();
    grid.widths = vec![60, 940];
    grid
}

#[test]
fn a_label_over_three_pages_is_printed_on_each_in_the_middle_of_its_rows() {
    let pages = compose(vec![Block::Table(labelled(2, 100, "三、本年度办理结果"))]);
    assert!(pages.pages.len() >= 3);
    for (number, page) in pages.pages.iter().enumerate() {
        let is_row = |text: &str| text.parse::<u32>().is_ok_and(|n| (2..102).contains(&n));
        let (mut rows, mut label) = (Vec::new(), Vec::new());
        for item in &page.items {
            match item {
                Item::Text(run) if run.y_pt > TOP + 225.0 * PT_PER_MM => {}
                Item::Text(run) if run.x_pt < LEFT + 25.0 && run.text != "其他" => label.push(run),
                Item::Text(run) if is_row(&run.text) => rows.push(run.y_pt),
                _ => {}
            }
        }
        assert_eq!(
            label.iter().map(|run| run.text.as_str()).collect::<String>(),
            "三、本年度办理结果",
            "page {number}"
        );
        let middle = |ys: &[f32]| (ys[0] + ys[ys.len() - 1]) / 2.0;
        let ys: Vec<f32> = label.iter().map(|run| run.y_pt).collect();
        assert!((middle(&ys) - middle(&rows)).abs() < 0.5, "page {number}: {} {}", middle(&ys), middle(&rows));
    }
    assert_eq!(logical_text(&pages).matches("三、本年度办理结果").count(), 1);
    assert_no_rule_through_text(&pages);
}

#[test]
fn a_label_is_reduced_to_the_part_of_its_rows_a_page_leaves_it() {
    let mut sizes = BTreeSet::new();
    for count in 0..60 {
        let label = "三、本年度办理结果有关处理情况及数据说明";
        let pages = compose(vec![Block::Table(labelled(count, 12, label))]);
        assert_no_rule_through_text(&pages);
        assert_everything_is_inside(&pages);
        for (number, page) in pages.pages.iter().enumerate() {
            let (mut printed, mut beside) = (String::new(), false);
            for item in &page.items {
                let Item::Text(run) = item else { continue };
                if run.x_pt < LEFT + 25.0 && label.contains(&run.text) {
                    sizes.insert((run.size_pt * 10.0).round() as i32);
                    printed.push_str(&run.text);
                }
                beside |= run.text.parse().is_ok_and(|row| (count..count + 12).contains(&row));
            }
            assert_eq!(printed, if beside { label } else { "" }, "page {number}, {count} rows above");
        }
        assert_eq!(logical_text(&pages).matches(label).count(), 1, "{count} rows above");
    }
    assert!(sizes.iter().all(|size| (60..=90).contains(size)), "{sizes:?}");
    assert!(sizes.len() > 1, "some page leaves it less room than it wants: {sizes:?}");
}

#[test]
fn a_table_cut_by_a_page_is_closed_by_rules_above_and_below() {
    for count in 0..12 {
        let pages = after(count, [Block::Table(applications())]);
        for page in &pages.pages {
            let all = rules(page);
            let horizontal: Vec<&Rule> = all.iter().filter(|r| is_horizontal(r)).collect();
            let edges = horizontal.iter().map(|r| r.from_pt.1);
            let (top, bottom) = (edges.clone().fold(f32::MAX, f32::min), edges.fold(0.0, f32::max));
            for y in [top, bottom] {
                let length: f32 =
                    horizontal.iter().filter(|r| (r.from_pt.1 - y).abs() < 0.05).map(|r| r.to_pt.0 - r.from_pt.0).sum();
                assert!((length - 156.0 * PT_PER_MM).abs() < 0.5, "after {count} lines: {length} at {y}");
            }
        }
    }
}

#[test]
fn a_table_unreadable_upright_is_turned_with_its_title_and_one_that_is_not_stays() {
    let wide = |columns: u32| {
        let grid = table(6, columns, |row, column| if row == 0 { format!("第{column}月数量") } else { "12345".into() });
        let caption = role(ParagraphRole::Caption, "表1 分月情况");
        vec![Block::text("前文"), heading(1, "二、分月情况"), caption, Block::Table(grid), Block::text("后文")]
    };
    // In 6 pt type a column of five figures or three characters takes 22.5 pt; 156 mm hold 19 of them, 225 mm more.
    let upright = compose(wide(19));
    assert!(upright.pages.iter().all(|page| page.width_pt < page.height_pt) && upright.pages.len() == 1);
    let turned = compose(wide(20));
    let shapes: Vec<bool> = turned.pages.iter().map(|page| page.width_pt > page.height_pt).collect();
    assert_eq!(shapes, [false, true, false]);
    assert!((turned.pages[1].width_pt - 297.0 * PT_PER_MM).abs() < 0.01);
    let all = lines(&turned);
    for (text, page) in [("前文", 0), ("二、分月情况", 1), ("表1", 1), ("12345", 1), ("后文", 2)] {
        assert_eq!(find(&all, text).page, page, "{text}");
    }
    assert_eq!(turned.outline[0].page, 1);
    assert_everything_is_inside(&turned);
    assert_everything_is_inside(&upright);
    assert!(logical_text(&turned).starts_with("前文二、分月情况表1 分月情况"));
    // The table fills the turned measure; the head lies at what was the sheet's left edge.
    let all = rules(&turned.pages[1]);
    let (left, right) = (35.0 * PT_PER_MM, (35.0 + 225.0) * PT_PER_MM);
    assert!(
        all.iter().any(|r| (r.from_pt.0 - left).abs() < 0.1) && all.iter().any(|r| (r.to_pt.0 - right).abs() < 0.1)
    );
    let heading = lines(&turned).into_iter().find(|l| l.text.contains("二、")).unwrap();
    assert!(heading.y > 28.0 * PT_PER_MM && heading.y < 28.0 * PT_PER_MM + LINE);
    // The number of the turned page: even, so on its left, 7 mm below its text area.
    let number = printed(&turned).into_iter().find(|l| l.text == "— 2 —").unwrap();
    assert!((number.x - left - 14.0).abs() < 1.0, "{number:?}");
    let digits_top = number.y - 0.74 * 14.0;
    assert!((digits_top - (28.0 + 156.0 + 7.0) * PT_PER_MM).abs() < 0.3, "{digits_top}");
}

#[test]
fn a_turned_table_continues_on_turned_pages_and_its_header_is_repeated() {
    let mut grid = table(60, 20, |row, _| if row == 0 { "本月数量".into() } else { format!("{:05}", row) });
    grid.header_rows = 1;
    let pages = compose(vec![Block::Table(grid)]);
    assert!(pages.pages.len() > 1 && pages.pages.iter().all(|page| page.width_pt > page.height_pt));
    for page in 1..pages.pages.len() {
        let again: String =
            printed(&pages).iter().filter(|l| l.page == page && l.artifact).map(|l| l.text.as_str()).collect();
        assert!(again.contains("数量"), "page {page}: {again}");
    }
    assert_everything_is_inside(&pages);
}

#[test]
fn a_remark_and_the_sign_off_stay_with_a_turned_table() {
    let grid = table(6, 24, |_, _| "本月数量".into());
    let mut blocks = vec![Block::text("前文"), Block::Table(grid), Block::text("注：含下级。")];
    blocks.extend(signature("某局", "2022年2月15日"));
    let pages = compose(blocks);
    assert_eq!(pages.pages.iter().map(|p| p.width_pt > p.height_pt).collect::<Vec<_>>(), [false, true]);
    // The date stands two characters from the right of the turned text area.
    let (_, end) = edges(&pages, "2022");
    assert!((end - ((35.0 + 225.0) * PT_PER_MM - 2.0 * PITCH)).abs() < 0.5, "{end}");
}

#[test]
fn a_table_in_a_cell_higher_than_a_page_runs_on() {
    let inner = table(120, 2, |row, column| format!("{row}行{column}列"));
    let expected: String = inner.cells().iter().map(Cell::plain_text).collect();
    let cells = vec![Cell::new(0, 0, vec![Block::text("外")]), Cell::new(0, 1, vec![Block::Table(inner)])];
    let pages = compose(vec![Block::Table(Grid::new(1, 2, cells).unwrap())]);
    assert_eq!(logical_text(&pages), format!("外{expected}"));
    assert_eq!(pages.pages.len(), 4);
    let full_size = |item: &Item| !matches!(item, Item::Text(run) if run.content.is_some() && run.size_pt < 8.99);
    assert!(pages.pages.iter().flat_map(|page| &page.items).all(full_size));
    assert_everything_is_inside(&pages);
}

#[test]
fn a_header_that_takes_more_than_half_a_page_is_not_repeated_and_loses_nothing() {
    // In a column of 78 mm, 24 characters a line, 26 lines are half a page.
    for (length, repeated) in [(24 * 24, true), (24 * 28, false), (5000, false)] {
        let mut grid = table(60, 2, |row, _| if row == 0 { han(length) } else { format!("第{row}行") });
        grid.header_rows = 1;
        grid.widths = vec![1, 1];
        let expected: String = grid.cells().iter().map(Cell::plain_text).collect();
        let pages = compose(vec![Block::Table(grid)]);
        let again = printed(&pages).iter().any(|l| l.artifact && l.text.contains("按照"));
        assert_eq!(again, repeated, "{length} characters");
        assert_eq!(logical_text(&pages), expected);
        assert_everything_is_inside(&pages);
        assert_no_rule_through_text(&pages);
    }
}

#[test]
fn the_statutory_tables_stay_upright_and_keep_their_size() {
    for grid in [disclosure(), applications(), disputes()] {
        let pages = compose(vec![Block::Table(grid)]);
        assert!(pages.pages.iter().all(|page| page.width_pt < page.height_pt));
        let sizes = pages.pages[0].items.iter().filter_map(|item| match item {
            Item::Text(run) if run.content.is_some() => Some(run.size_pt),
            _ => None,
        });
        assert!(sizes.filter(|size| (size - 9.0).abs() > 0.01).count() <= 1, "only the long number is reduced");
    }
}

#[test]
fn text_of_a_narrow_column_is_reduced_to_the_least_size_then_wrapped() {
    let with = |word: &str| {
        let pages = compose(vec![Block::Table(table(1, 14, |_, _| word.to_owned()))]);
        let run = pages.pages[0].items.iter().find_map(|item| match item {
            Item::Text(run) if run.content.is_some() => Some((run.size_pt, run.text.len())),
            _ => None,
        });
        (run.unwrap(), pages)
    };
    // A column is 31.6 pt wide, 27 pt within: six digits of half an em fit in 9 pt, seven in 7.7 pt, nine in 6 pt; ten don't.
    assert_eq!(with("abcdef").0, (9.0, 6));
    let ((size, length), _) = with("abcdefgh");
    assert!((6.0..9.0).contains(&size) && length == 8, "{size} {length}");
    let ((size, _), pages) = with("wwwwwwwwwwwwwwwwwwww");
    assert!((size - 6.0).abs() < 0.01, "{size}");
    assert!(texts(&pages).len() > 14, "wrapped");
    let ((size, length), _) = with("12345678901234567890");
    assert!(size < 6.0 && length == 20, "a number is never divided: {size}");
}

#[test]
fn a_text_a_little_too_long_for_its_cell_is_reduced_to_one_line() {
    // 156 mm less the padding are 48.6 characters of 9 pt and 54 of 8.1 pt.
    for (length, lines, size) in [(48, 1, 9.0..9.1), (49, 1, 8.9..9.0), (53, 1, 8.1..8.3), (55, 2, 9.0..9.1)] {
        let pages = compose(vec![Block::Table(table(1, 1, |_, _| han(length)))]);
        assert_eq!(texts(&pages).len(), lines, "{length} characters");
        let sizes = pages.pages[0].items.iter().filter_map(|item| match item {
            Item::Text(run) if run.content.is_some() => Some(run.size_pt),
            _ => None,
        });
        assert!(sizes.clone().all(|s| size.contains(&s)), "{length} characters: {:?}", sizes.collect::<Vec<_>>());
        assert_everything_is_inside(&pages);
    }
}

fn signature(organ: &str, date: &str) -> [Block; 2] {
    [role(ParagraphRole::Signature, organ), role(ParagraphRole::Date, date)]
}

/// Left and right edges of a line; the right one to the cell of its last character.
fn edges(pages: &Pages, text: &str) -> (f32, f32) {
    let line = find(&lines(pages), text).clone();
    let runs = pages.pages[line.page].items.iter().filter_map(|item| match item {
        Item::Text(run) if (run.y_pt - line.y).abs() < 0.01 => Some(run),
        _ => None,
    });
    let end = runs.map(|run| run.x_pt + run.glyphs.last().unwrap().x_pt).fold(0.0, f32::max);
    (line.x, end + PITCH)
}

#[test]
fn a_lead_in_stays_with_its_table_or_list() {
    for count in 0..24 {
        let item = |text: &str| ListItem { label: "1.".into(), content: vec![Block::text(text)] };
        let list = List { ordered: true, items: vec![item("首项"), item("次项")], origin: Default::default() };
        let grid = table(5, 2, |row, column| format!("{row}行{column}列"));
        for (block, first) in [(Block::Table(grid), "0行"), (Block::List(list), "首项")] {
            let pages = after(count, [Block::text("情况如下："), block]);
            let lines = lines(&pages);
            assert_eq!(find(&lines, "情况如下").page, find(&lines, first).page, "after {count} lines");
        }
    }
}

#[test]
fn a_page_break_after_a_heading_comes_before_it() {
    let pages = compose(vec![
        Block::text("甲"),
        heading(1, "一、乙"),
        heading(2, "（一）丙"),
        Block::Break(Break::Page),
        Block::text("丁"),
    ]);
    let pages_of: Vec<usize> = lines(&pages).iter().map(|l| l.page).collect();
    assert_eq!((pages_of, pages.pages.len()), (vec![0, 1, 1, 1], 2));
    assert_eq!(compose(vec![heading(1, "一、乙"), Block::Break(Break::Page), Block::text("丁")]).pages.len(), 1);
}

#[test]
fn a_heading_that_heads_nothing_is_not_alone_on_the_last_page() {
    for count in 1..24 {
        let pages = after(count, [heading(1, "一、乙")]);
        let lines = lines(&pages);
        let here = lines.iter().filter(|l| l.page == find(&lines, "一、乙").page).count();
        assert!(here > 1, "after {count} lines");
    }
}

#[test]
fn columns_have_the_widths_given_or_those_their_content_wants() {
    let columns = |grid: Grid| {
        let pages = compose(vec![Block::Table(grid)]);
        let mut xs: Vec<f32> =
            rules(&pages.pages[0]).iter().filter(|r| !is_horizontal(r)).map(|r| r.from_pt.0).collect();
        xs.sort_by(f32::total_cmp);
        xs.dedup_by(|a, b| (*a - *b).abs() < 0.1);
        xs.windows(2).map(|w| w[1] - w[0]).collect::<Vec<f32>>()
    };
    let mut grid = table(3, 3, |_, column| if column == 1 { han(20) } else { "0".into() });
    let own = columns(grid.clone());
    assert!(own[1] > 4.0 * own[0] && (own[0] - own[2]).abs() < 0.1, "{own:?}");
    grid.widths = vec![300, 500, 200];
    let given = columns(grid);
    for (width, share) in given.iter().zip([0.3, 0.5, 0.2]) {
        assert!((width - share * 156.0 * PT_PER_MM).abs() < 0.1, "{given:?}");
    }
}

#[test]
fn lists_within_lists_stand_further_in_and_are_tagged() {
    let item = |label: &str, content: Vec<Block>| ListItem { label: label.into(), content };
    let list = |items| Block::List(List { ordered: true, items, origin: Default::default() });
    let inner = list(vec![item("（1）", vec![Block::text(han(30))]), item("（2）", vec![Block::text("丙")])]);
    let pages =
        compose(vec![list(vec![item("1.", vec![Block::text(han(40)), inner]), item("2.", vec![Block::text("丁")])])]);
    let lines = lines(&pages);
    let (outer, inner) = (find(&lines, "1.").x, find(&lines, "（1）").x);
    assert!(inner > outer + PITCH * 0.9, "{inner} {outer}");
    assert!((find(&lines, "2.").x - outer).abs() < 0.1);
    let tags = |id: ElementId| -> Vec<Tag> {
        pages.structure.elements[id.0]
            .children
            .iter()
            .filter_map(|c| if let Child::Element(id) = c { Some(pages.structure.elements[id.0].tag) } else { None })
            .collect()
    };
    let at = |tag: Tag| pages.structure.elements.iter().position(|e| e.tag == tag).map(ElementId).unwrap();
    assert_eq!(tags(at(Tag::List)), [Tag::ListItem, Tag::ListItem]);
    assert_eq!(tags(at(Tag::ListItem)), [Tag::Label, Tag::ListBody]);
    assert_eq!(tags(at(Tag::ListBody)), [Tag::Paragraph, Tag::List]);
}

#[test]
fn captions_belong_to_their_table_or_figure() {
    let figure = Block::Figure(Figure {
        media: "x".into(),
        alt: "图".into(),
        decorative: false,
        size: None,
        crop: None,
        origin: Default::default(),
    });
    let pages = compose(vec![
        role(ParagraphRole::Caption, "表1"),
        Block::Table(table(2, 2, |_, _| "甲".into())),
        figure,
        role(ParagraphRole::Caption, "图1"),
        role(ParagraphRole::Caption, "孤题"),
    ]);
    let elements = &pages.structure.elements;
    let children = |tag: Tag| -> Vec<Tag> {
        let element = elements.iter().find(|e| e.tag == tag).unwrap();
        let tags = element
            .children
            .iter()
            .filter_map(|c| if let Child::Element(id) = c { Some(elements[id.0].tag) } else { None });
        tags.collect()
    };
    assert_eq!(children(Tag::Table), [Tag::Caption, Tag::TableBody]);
    assert_eq!(children(Tag::Figure), [Tag::Caption]);
    assert_eq!(children(Tag::Document), [Tag::Table, Tag::Figure, Tag::Paragraph]);
    assert_eq!(logical_text(&pages), "表1甲甲甲甲图图1孤题");
}

#[test]
fn a_note_called_in_a_cell_stands_on_the_page_of_its_row_once() {
    for count in 0..24 {
        let called = |text: &str| {
            let content = Content::new(vec![Inline::text(text), note(NoteKind::Footnote, &format!("注{text}"))]);
            vec![Block::Paragraph(Paragraph { content, ..Paragraph::default() })]
        };
        let mut cells: Vec<Cell> =
            (0..40).map(|row| Cell::new(row, 0, vec![Block::text(format!("行{row}"))])).collect();
        for row in 0..40 {
            let content = match row {
                0 => called("表头"),
                20 => called("第二十行"),
                _ => vec![Block::text("0")],
            };
            cells.push(Cell::new(row, 1, content));
        }
        let mut grid = Grid::new(40, 2, cells).unwrap();
        grid.header_rows = 1;
        let pages = after(count, [Block::Table(grid)]);
        let lines = lines(&pages);
        for text in ["表头", "第二十行"] {
            let notes: Vec<&PrintedLine> = lines.iter().filter(|l| l.text.contains(&format!("注{text}"))).collect();
            assert_eq!(notes.len(), 1);
            assert_eq!(notes[0].page, find(&lines, text).page, "{text} after {count} lines");
        }
        assert_everything_is_inside(&pages);
        assert_no_rule_through_text(&pages);
    }
}

#[test]
fn a_short_note_stays_whole_and_a_long_one_begins_on_the_page_it_is_called_on() {
    // A line of a note holds 47 characters; a quarter of the page is twelve lines.
    for count in 0..22 {
        for (length, whole) in [(47 * 12, true), (47 * 13, false)] {
            let text = han(length);
            let called = note(NoteKind::Footnote, &text);
            let content = Content::new(vec![Inline::text("甲".repeat(10)), called, Inline::text("甲".repeat(60))]);
            let paragraph = Block::Paragraph(Paragraph { content, ..Paragraph::default() });
            let pages = after(count, [paragraph, Block::text("后文"), Block::text("后文")]);
            assert_everything_is_inside(&pages);
            let small =
                |item: &Item| matches!(item, Item::Text(run) if (run.size_pt - 9.0).abs() < 0.01 && run.text.len() > 9);
            let lines_on = |page: &Page| page.items.iter().filter(|item| small(item)).count();
            let on: Vec<usize> = pages.pages.iter().map(lines_on).collect();
            let all = lines(&pages);
            let call = all.iter().find(|l| l.text == "①" && l.x > 90.0).unwrap().page;
            assert!(on[call] >= 3 && !on.contains(&1), "after {count} lines: {on:?}");
            if whole {
                assert_eq!(on[call], on.iter().sum::<usize>(), "after {count} lines: {on:?}");
            }
            // The paragraph's three lines stay together.
            let text: BTreeSet<usize> = all.iter().filter(|l| l.text.starts_with('甲')).map(|l| l.page).collect();
            assert_eq!(text, BTreeSet::from([call]), "after {count} lines");
        }
    }
    // A page with room enough for some lines of a long note is filled with them.
    let content = Content::new(vec![Inline::text("甲"), note(NoteKind::Footnote, &han(48 * 40))]);
    let pages = after(8, [Block::Paragraph(Paragraph { content, ..Paragraph::default() })]);
    assert_eq!(find(&lines(&pages), "甲").page, 0);
    assert_eq!(pages.pages.len(), 2);
}

#[test]
fn a_picture_larger_than_a_page_is_reduced_to_it_with_its_caption() {
    let document = Document {
        blocks: vec![
            heading(1, "一、图"),
            Block::Figure(Figure {
                media: "图.png".into(),
                alt: "图".into(),
                decorative: false,
                size: Some(Size { width_um: 900_000, height_um: 2_400_000 }),
                crop: None,
                origin: Default::default(),
            }),
            role(ParagraphRole::Caption, "图1"),
            Block::text("后文"),
        ],
        media: [("图.png".to_owned(), picture(300, 800))].into(),
        ..Document::default()
    };
    let pages = document_to_pages(&document, &Style::gongwen().unwrap(), &Faces::default()).value;
    let all = lines(&pages);
    assert_eq!((find(&all, "一、图").page, find(&all, "图1").page), (0, 0));
    assert!(pages.pages[0].items.iter().any(|i| matches!(i, Item::Image(_))));
    assert_everything_is_inside(&pages);
}

#[test]
fn blank_space_at_the_top_of_a_page_vanishes() {
    let style = |before: f32| {
        let mut style = Style::gongwen().unwrap();
        style.table.space_before_pt = before;
        style
    };
    let top = |before: f32, count: usize| {
        let mut blocks = filler(count);
        if count > 1 {
            blocks.push(Block::Break(Break::Page));
        }
        blocks.push(Block::Table(table(1, 1, |_, _| "甲".into())));
        let pages =
            document_to_pages(&Document { blocks, ..Document::default() }, &style(before), &Faces::default()).value;
        let last = pages.pages.last().unwrap();
        rules(last).iter().filter(|r| is_horizontal(r)).map(|r| r.from_pt.1).fold(f32::MAX, f32::min)
    };
    assert!(
        (top(12.0, 22) - TOP).abs() < 0.01 && (top(12.0, 0) - TOP).abs() < 0.01,
        "{} {}",
        top(12.0, 22),
        top(12.0, 0)
    );
    assert!((top(12.0, 1) - TOP - LINE - 12.0).abs() < 0.01);
}

#[test]
fn every_text_of_a_table_is_shaped_once() {
    let count = |grid: Grid| {
        SHAPED.with(|count| count.set(0));
        compose(vec![Block::Table(grid)]);
        SHAPED.with(|count| count.get())
    };
    for grid in [disclosure(), applications(), disputes()] {
        let cells = grid.cells().len();
        assert_eq!(count(grid), cells);
    }
}

#[test]
fn the_work_grows_with_the_document_and_no_faster() {
    let steps = |copies: usize| {
        let mut document = report();
        let one = std::mem::take(&mut document.blocks);
        for _ in 0..copies {
            document.blocks.extend(one.iter().cloned());
            document.blocks.push(Block::Break(Break::Page));
        }
        STEPS.with(|steps| steps.set(0));
        SHAPED.with(|count| count.set(0));
        let pages = document_to_pages(&document, &Style::gongwen().unwrap(), &Faces::default()).value.pages.len();
        (STEPS.with(|steps| steps.get()), SHAPED.with(|count| count.get()), pages)
    };
    let (one, shaped, pages) = steps(1);
    let (many, all_shaped, all) = steps(34);
    assert!(all >= 200 && all >= 34 * (pages - 1), "{all} pages");
    assert!(many <= 36 * one, "{many} steps for 34 times what takes {one}");
    assert_eq!(all_shaped, 34 * shaped);
}

#[test]
fn a_table_of_many_rows_takes_a_bounded_number_of_looks_a_row() {
    for rows in [200, 2000] {
        STEPS.with(|steps| steps.set(0));
        let mut grid = table(rows, 2, |row, _| row.to_string());
        grid.header_rows = 1;
        compose(vec![Block::Table(grid)]);
        let steps = STEPS.with(|steps| steps.get());
        assert!(steps <= 2 * rows as usize, "{steps} steps for {rows} rows");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// Whatever spans a table has and wherever it stands, all is printed once, in order, inside the margins.
    #[test]
    fn any_table_is_printed_whole(
        spans in prop::collection::vec((1u32..6, 1u32..40), 1..12),
        header in 0u32..3,
        count in 0usize..24,
        signed in any::<bool>(),
    ) {
        let mut cells = Vec::new();
        let mut row = 0;
        for (rows, length) in spans {
            cells.push(Cell::new(row, 0, vec![Block::text(han(length as usize))]).spanning(rows, 1));
            cells.extend((row..row + rows).map(|row| Cell::new(row, 1, vec![Block::text(format!("第{row}行"))])));
            row += rows;
        }
        let mut grid = Grid::new(row, 2, cells).unwrap();
        grid.header_rows = header;
        let expected: String = grid.cells().iter().map(Cell::plain_text).collect();
        let mut blocks = filler(count);
        blocks.push(Block::Table(grid));
        if signed {
            blocks.extend(signature("某局", "2022年2月15日"));
        }
        let pages = compose(blocks);
        let signed = if signed { "某局2022年2月15日" } else { "" };
        prop_assert_eq!(logical_text(&pages), format!("{}{expected}{signed}", "公开".repeat(count)));
        assert_everything_is_inside(&pages);
        assert_no_rule_through_text(&pages);
        for page in &pages.pages {
            let (_, top, _, _) = text_area(page);
            prop_assert!(page.items.len() > 1, "an empty page");
            prop_assert!(rules(page).iter().all(|r| r.from_pt.1 >= top - 0.2));
        }
    }

    /// Whatever follows whatever: everything is printed once, inside the margins, no page is empty, and no heading ends one.
    #[test]
    fn any_flow_is_printed_whole(kinds in prop::collection::vec((0u8..13, 1usize..120), 1..14), seal in any::<bool>()) {
        let mut document = Document { media: [("图".to_owned(), picture(80, 60))].into(), ..Document::default() };
        let mut expected = String::new();
        for (number, (kind, size)) in kinds.iter().copied().enumerate() {
            let mut texts = |blocks: Vec<Block>| {
                expected.extend(blocks.iter().map(Block::plain_text));
                document.blocks.extend(blocks);
            };
            match kind {
                0 | 1 => texts(vec![Block::text(han(size))]),
                2 => texts(vec![heading(1 + (size % 4) as u8, &format!("题{number}"))]),
                3 => texts(vec![Block::Table(table(size as u32 % 50 + 1, 3, |row, column| format!("{row}行{column}列")))]),
                4 => texts(vec![Block::Table(table(size as u32 % 20 + 1, 22, |row, _| format!("本月{row}数量")))]),
                5 => texts(vec![Block::Table(labelled(size as u32 % 40, 12, "三、本年度办理结果有关情况"))]),
                6 => texts(vec![Block::Table(disclosure())]),
                7 => texts(signature("某某市人民政府", "2022年2月15日").into()),
                8 => document.blocks.push(Block::Break(Break::Page)),
                9 => {
                    let size = Some(Size { width_um: 1000 * size as u32 * 3, height_um: 1000 * size as u32 * 4 });
                    let figure = Figure { media: "图".into(), alt: "图".into(), decorative: false, size, crop: None, origin: Default::default() };
                    document.blocks.push(Block::Figure(figure));
                }
                10 => texts(vec![role(ParagraphRole::Caption, &format!("图表{number}"))]),
                11 => texts(vec![
                    role(ParagraphRole::AttachmentLabel, "附件"),
                    role(ParagraphRole::Title, "附件名称"),
                    Block::text("附件内容"),
                ]),
                _ => texts(vec![Block::text("附件：1.甲"), Block::text("2.乙")]),
            }
        }
        let mut style = Style::gongwen().unwrap();
        style.sign_off.seal = seal;
        let pages = document_to_pages(&document, &style, &Faces::embedded(&style)).value;
        prop_assert_eq!(logical_text(&pages), expected.replace('\n', ""));
        assert_everything_is_inside(&pages);
        assert_no_rule_through_text(&pages);
        let lines = lines(&pages);
        for (number, page) in pages.pages.iter().enumerate() {
            let flow = |item: &Item| match item {
                Item::Text(run) => run.content.is_some(),
                Item::Image(_) | Item::Formula(_) | Item::Drawing(_) => true,
                Item::Rule(_) | Item::Ground(_) | Item::Link(_) | Item::Anchor(_) => false,
            };
            prop_assert!(page.items.iter().any(flow) || expected.is_empty(), "page {} is empty", number);
            let last = lines.iter().filter(|l| l.page == number).max_by(|a, b| a.y.total_cmp(&b.y));
            let image = page.items.iter().any(|item| matches!(item, Item::Image(_)));
            if let Some(last) = last.filter(|l| l.text.starts_with('题') && number + 1 < pages.pages.len() && !image) {
                prop_assert!(false, "{} ends page {}", last.text, number);
            }
        }
    }
}

#[test]
fn a_line_from_corner_to_corner_runs_through_its_cell() {
    let mut grid = table(3, 3, |row, column| format!("{row}行{column}"));
    grid.cells_mut()[0].diagonal = Diagonal::Both;
    grid.cells_mut()[4].diagonal = Diagonal::Rising;
    let pages = compose(vec![Block::Table(grid)]);
    let (straight, slanting): (Vec<Rule>, Vec<Rule>) = rules(&pages.pages[0])
        .into_iter()
        .partition(|rule| is_horizontal(rule) || (rule.from_pt.0 - rule.to_pt.0).abs() < 0.01);
    let falls = |rule: &Rule| (rule.to_pt.1 - rule.from_pt.1) * (rule.to_pt.0 - rule.from_pt.0) > 0.0;
    assert_eq!(slanting.iter().map(falls).collect::<Vec<_>>(), [true, false, false]);
    // Each end lies where two other rules meet.
    for (x, y) in slanting.iter().flat_map(|rule| [rule.from_pt, rule.to_pt]) {
        let ends = |rule: &&Rule| {
            let (x0, x1) = (rule.from_pt.0.min(rule.to_pt.0) - 0.1, rule.from_pt.0.max(rule.to_pt.0) + 0.1);
            let (y0, y1) = (rule.from_pt.1.min(rule.to_pt.1) - 0.1, rule.from_pt.1.max(rule.to_pt.1) + 0.1);
            (x0..=x1).contains(&x) && (y0..=y1).contains(&y)
        };
        assert!(straight.iter().filter(ends).count() >= 2, "{x} {y}");
    }
}
