//! The rules of the page, checked on positions.

use super::fixture::{applications, disclosure, disputes, heading, marked, note, picture, report, role};
use super::*;
use crate::document::{
    Alignment, Block, Break, Cell, Content, Document, Figure, Grid, Inline, Link, List, ListItem, Marks, MediaType,
    Medium, NoteKind, Paragraph, ParagraphRole,
};
use crate::font::{Face, Faces};
use proptest::prelude::*;
use std::collections::BTreeMap;

pub(super) fn compose(blocks: Vec<Block>) -> Pages {
    document_to_pages(&Document { blocks, ..Document::default() }, &Style::gongwen().unwrap(), &Faces::default()).value
}

/// A line as it stands: its page, base line, left edge and text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct PrintedLine {
    pub page: usize,
    pub y: f32,
    pub x: f32,
    pub text: String,
    pub artifact: bool,
}

pub(super) fn printed(pages: &Pages) -> Vec<PrintedLine> {
    let mut lines: Vec<PrintedLine> = Vec::new();
    for (page, number) in pages.pages.iter().zip(0..) {
        for item in &page.items {
            let Item::Text(run) = item else { continue };
            let artifact = run.content.is_none();
            match lines.last_mut() {
                Some(l)
                    if l.page == number
                        && (l.y - run.y_pt).abs() < 0.01
                        && l.artifact == artifact
                        && run.x_pt > l.x =>
                {
                    l.text.push_str(&run.text);
                }
                _ => {
                    lines.push(PrintedLine { page: number, y: run.y_pt, x: run.x_pt, text: run.text.clone(), artifact })
                }
            }
        }
    }
    lines
}

/// The lines of the flow, without page numbers and repeated parts.
pub(super) fn lines(pages: &Pages) -> Vec<PrintedLine> {
    printed(pages).into_iter().filter(|line| !line.artifact).collect()
}

pub(super) fn texts(pages: &Pages) -> Vec<String> {
    lines(pages).into_iter().map(|line| line.text).collect()
}

/// All text of the structure, in its order.
pub(super) fn logical_text(pages: &Pages) -> String {
    let mut printed: BTreeMap<ContentId, String> = BTreeMap::new();
    for item in pages.pages.iter().flat_map(|page| &page.items) {
        if let Item::Text(GlyphRun { content: Some(content), text, .. }) = item {
            printed.entry(*content).or_default().push_str(text);
        }
    }
    fn collect(pages: &Pages, element: ElementId, printed: &BTreeMap<ContentId, String>, text: &mut String) {
        for child in &pages.structure.elements[element.0].children {
            match child {
                Child::Element(child) => collect(pages, *child, printed, text),
                Child::Content(content) => text.push_str(printed.get(content).map_or("", String::as_str)),
            }
        }
    }
    let mut text = String::new();
    collect(pages, Structure::ROOT, &printed, &mut text);
    text
}

fn without_breaks(text: &str) -> String {
    text.replace('\n', "")
}

const HAN: &str = "按照区政府办政府信息公开基本目录和技术标准全面优化政府信息公开质量提升政府信息公开规范化水平";

pub(super) fn han(count: usize) -> String {
    HAN.chars().cycle().take(count).collect()
}

#[test]
fn twenty_eight_characters_fit_on_a_line_and_twenty_nine_wrap() {
    // The first line is indented by two.
    assert_eq!(texts(&compose(vec![Block::text(han(26 + 28))])).len(), 2);
    let counts = |count: usize| -> Vec<usize> {
        texts(&compose(vec![Block::text(han(count))])).iter().map(|line| line.chars().count()).collect()
    };
    assert_eq!((counts(26 + 28), counts(26 + 28 * 2)), (vec![26, 28], vec![26, 28, 28]));
    assert_eq!(counts(26 + 28 * 2 + 2), [26, 28, 28, 2]);
    // Twenty-nine wrap; the last is not left alone.
    assert_eq!(counts(26 + 29), [26, 27, 2]);
}

#[test]
fn the_grid_fills_the_text_area_exactly() {
    let pages = compose(vec![Block::text(han(26 + 28))]);
    let Item::Text(run) = &pages.pages[0].items[1] else { panic!("a line") };
    let pitch = 156.0 * PT_PER_MM / 28.0;
    for (i, glyph) in run.glyphs.iter().enumerate() {
        let place = run.x_pt + glyph.x_pt - 28.0 * PT_PER_MM;
        assert!((place - i as f32 * pitch).abs() < 0.5, "character {i} at {place}");
    }
}

#[test]
fn twenty_two_lines_fit_on_a_page_and_the_twenty_third_goes_to_the_next() {
    let page = |count: usize| compose((0..count).map(|_| Block::text("公开")).collect()).pages.len();
    assert_eq!((page(22), page(23)), (1, 2));
}

#[test]
fn no_line_begins_or_ends_with_a_mark_that_may_not() {
    for mark in [
        "，", "。", "、", "；", "：", "？", "！", "）", "》", "”", "】", "’", "%", "……", "——", "（", "《", "“", "【",
        "‘",
    ] {
        for before in 20..32 {
            let pages = compose(vec![Block::text(format!("{}{mark}{}", han(before), han(30)))]);
            for line in texts(&pages) {
                let (first, last) = (line.chars().next().unwrap(), line.chars().next_back().unwrap());
                assert!(!"，。、；：？！）》”】’%".contains(first), "{mark} {before}: {line}");
                assert!(!"（《“【‘".contains(last), "{mark} {before}: {line}");
                let dashes = line.chars().filter(|c| matches!(c, '…' | '—')).count();
                assert!(dashes % 2 == 0, "{mark} {before}: {line}");
            }
        }
    }
}

#[test]
fn numbers_are_never_split() {
    for number in ["12,345件", "8.6%", "2021年", "59237.2449万元", "2021-2022", "１２３４件"] {
        for before in 18..30 {
            let pages = compose(vec![Block::text(format!("{}{number}{}", han(before), han(9)))]);
            assert!(
                texts(&pages).iter().any(|line| line.contains(number)),
                "{number} after {before}: {:?}",
                texts(&pages)
            );
        }
    }
}

#[test]
fn lines_of_running_text_are_flush_on_both_sides() {
    let text = "2021年发布局网站政务公开信息“工作动态”50条，“通知公告”122条，对各类政府信息，依照公众关注情况，梳理、整合成相关专题，力求“公得开、看得懂、用得上”。";
    let pages = compose(vec![Block::text(text.repeat(3))]);
    let right = (28.0 + 156.0) * PT_PER_MM;
    let all = lines(&pages);
    for (i, line) in all.iter().enumerate() {
        let mut end = 0.0_f32;
        for item in &pages.pages[line.page].items {
            match item {
                Item::Text(run) if (run.y_pt - line.y).abs() < 0.01 && run.content.is_some() => {
                    end = end.max(run.x_pt + run.glyphs.last().unwrap().x_pt);
                }
                _ => {}
            }
        }
        // The last glyph's origin: a full or half character before the edge.
        if i + 1 < all.len() {
            assert!(end < right && end > right - 16.5, "{end} of {right}: {}", line.text);
        }
    }
}

#[test]
fn quotation_marks_dashes_and_ellipses_are_full_width_from_the_chinese_face() {
    let style = Style::gongwen().unwrap();
    for (block, face) in
        [(Block::text("甲“乙”——丙……丁·戊"), Face::Fangsong), (heading(2, "甲“乙”——丙……丁·戊"), Face::Kaiti)]
    {
        let pages = compose(vec![block]);
        let Item::Text(run) = &pages.pages[0].items[0] else { panic!("a line") };
        assert_eq!((run.face, run.text.as_str()), (face, "甲“乙”——丙……丁·戊"));
        let last = run.glyphs.last().unwrap();
        let expected = 11.0 * style.page.character_pitch_pt();
        assert!((last.x_pt - expected).abs() < 0.3, "{} {expected}", last.x_pt);
    }
}

#[test]
fn quotes_in_a_latin_sentence_are_latin() {
    let pages = compose(vec![Block::text("It’s the “report” of 2021")]);
    assert!(
        pages.pages[0]
            .items
            .iter()
            .all(|i| !matches!(i, Item::Text(r) if r.content.is_some() && r.face != Face::Latin))
    );
}

#[test]
fn digits_are_latin_and_bold_is_the_black_face() {
    let bold = Marks { bold: true, ..Marks::default() };
    let content = Content::new(vec![Inline::text("共12件"), marked("办结12件", bold)]);
    let pages = compose(vec![Block::Paragraph(Paragraph { content, ..Paragraph::default() })]);
    let faces: Vec<(Face, &str)> = pages.pages[0]
        .items
        .iter()
        .filter_map(|i| if let Item::Text(r) = i { r.content.map(|_| (r.face, r.text.as_str())) } else { None })
        .collect();
    let expected = [
        (Face::Fangsong, "共"),
        (Face::Latin, "12"),
        (Face::Fangsong, "件"),
        (Face::Heiti, "办结"),
        (Face::LatinBold, "12"),
        (Face::Heiti, "件"),
    ];
    assert_eq!(faces, expected);
}

#[test]
fn the_title_is_broken_evenly_before_the_year_never_in_a_word_or_number() {
    let breaks = |title: &str| texts(&compose(vec![role(ParagraphRole::Title, title)]));
    assert_eq!(
        breaks("株洲市生态环境局渌口分局2021年政府信息公开工作年度报告"),
        ["株洲市生态环境局渌口分局", "2021年政府信息公开工作年度报告"]
    );
    assert_eq!(breaks("某市2021年年度报告"), ["某市2021年年度报告"]);
    for count in 1..12 {
        let title = format!("{}局2021年政府信息公开工作年度报告", "某某市".repeat(count));
        let lines = breaks(&title);
        assert_eq!(lines.concat(), title);
        assert!(
            lines.iter().any(|l| l.contains("2021年")) && lines.iter().any(|l| l.contains("政府信息公开")),
            "{lines:?}"
        );
    }
}

#[test]
fn a_heading_is_never_the_last_line_of_a_page_and_no_line_of_a_paragraph_stands_alone() {
    for filler in 15..24 {
        let mut blocks: Vec<Block> = (0..filler).map(|_| Block::text("公开")).collect();
        blocks.push(heading(1, "二、主动公开政府信息情况"));
        blocks.push(Block::text(han(26 + 28 * 3 + 5)));
        let pages = compose(blocks);
        let lines = lines(&pages);
        let heading = lines.iter().position(|l| l.text.starts_with("二、")).unwrap();
        assert_eq!(lines[heading].page, lines[heading + 1].page, "heading after {filler} lines");
        let paragraph = &lines[heading + 1..];
        assert_eq!(paragraph.len(), 5);
        for page in 0..pages.pages.len() {
            let here = paragraph.iter().filter(|l| l.page == page).count();
            assert_ne!(here, 1, "a lone line after {filler} lines");
        }
    }
}

#[test]
fn the_sign_off_stays_with_the_text_before_it() {
    for filler in 15..24 {
        let mut blocks: Vec<Block> = (0..filler).map(|_| Block::text("公开")).collect();
        blocks.push(role(ParagraphRole::Signature, "某局"));
        blocks.push(role(ParagraphRole::Date, "2022年2月15日"));
        let pages = compose(blocks);
        let lines = lines(&pages);
        let last: Vec<usize> = lines[lines.len() - 3..].iter().map(|l| l.page).collect();
        assert!(last.windows(2).all(|w| w[0] == w[1]), "after {filler} lines: {last:?}");
    }
}

#[test]
fn signature_and_date_stand_two_characters_from_the_right() {
    let pages = compose(vec![Block::text("公开"), role(ParagraphRole::Signature, "某某市某某局")]);
    let Item::Text(run) = &pages.pages[0].items[1] else { panic!("a line") };
    let pitch = 156.0 * PT_PER_MM / 28.0;
    let end = run.x_pt + run.glyphs.last().unwrap().x_pt + pitch;
    assert!((end - ((28.0 + 156.0) * PT_PER_MM - 2.0 * pitch)).abs() < 0.5, "{end}");
}

#[test]
fn page_numbers_stand_outside_one_character_in_and_seven_millimetres_below() {
    let pages = compose(vec![Block::text("甲"), Block::Break(Break::Page), Block::text("乙")]);
    let numbers: Vec<PrintedLine> = printed(&pages).into_iter().filter(|l| l.artifact).collect();
    assert_eq!(numbers.iter().map(|l| l.text.as_str()).collect::<Vec<_>>(), ["— 1 —", "— 2 —"]);
    let left = 28.0 * PT_PER_MM;
    assert!((numbers[1].x - (left + 14.0)).abs() < 1.0, "even pages: left");
    assert!(numbers[0].x > 105.0 * PT_PER_MM, "odd pages: right");
    let area_bottom = (37.0 + 225.0) * PT_PER_MM;
    let digits_top = numbers[0].y - 0.74 * 14.0;
    assert!((digits_top - area_bottom - 7.0 * PT_PER_MM).abs() < 0.3, "{digits_top}");
}

#[test]
fn page_numbers_stand_in_the_middle_where_the_style_says_so() {
    let document = Document { blocks: vec![Block::text("甲")], ..Document::default() };
    let style = crate::style::Style::built_in("web-print").unwrap();
    let pages = document_to_pages(&document, &style, &Faces::embedded(&style)).value;
    let number = printed(&pages).into_iter().find(|l| l.artifact).unwrap();
    assert_eq!(number.text, "1");
    let width = 9.0 * 0.56;
    assert!((number.x + width / 2.0 - 105.0 * PT_PER_MM).abs() < 0.5, "{}", number.x);
}

#[test]
fn blank_pages_are_not_made() {
    let page_break = || Block::Break(Break::Page);
    let pages =
        compose(vec![page_break(), Block::text("甲"), page_break(), page_break(), Block::text("乙"), page_break()]);
    assert_eq!(pages.pages.len(), 2);
}

/// Enough lines to push a table to a page's foot.
fn table_after(filler: usize, grid: Grid) -> Pages {
    let mut blocks: Vec<Block> = (0..filler).map(|_| Block::text("公开")).collect();
    blocks.push(heading(1, "三、收到和处理政府信息公开申请情况"));
    blocks.push(Block::Table(grid));
    compose(blocks)
}

#[test]
fn header_rows_and_labels_are_printed_again_where_a_table_continues() {
    let pages = table_after(9, applications());
    assert_eq!(pages.pages.len(), 2);
    let again: String = printed(&pages).iter().filter(|l| l.artifact && l.page == 1).map(|l| l.text.as_str()).collect();
    for text in ["申请人情况", "法人或其他组织", "三、", "办理"] {
        assert!(again.contains(text), "{text} is not repeated: {again}");
    }
    // What is printed twice is in the structure once.
    let logical = logical_text(&pages);
    assert_eq!((logical.matches("申请人情况").count(), logical.matches("本年度办理结果").count()), (1, 1));
}

#[test]
fn a_table_stays_with_its_heading_and_rows_are_not_split() {
    for filler in 0..24 {
        let pages = table_after(filler, applications());
        let lines = printed(&pages);
        let page_of = |text: &str| lines.iter().find(|l| !l.artifact && l.text.contains(text)).unwrap().page;
        assert_eq!(page_of("三、收到和处理"), page_of("申请人情况"), "after {filler} lines");
        assert_eq!(page_of("申请人情况"), page_of("一、本年新收"), "after {filler} lines");
        assert_eq!(page_of("2.申请人逾期未按"), page_of("理其政府信息公开申请"), "after {filler} lines");
        assert_everything_is_inside(&pages);
    }
}

/// The text area of a page: left, top, right, bottom.
pub(super) fn text_area(page: &Page) -> (f32, f32, f32, f32) {
    let mm = |left: f32, top: f32, width: f32, height: f32| {
        (left * PT_PER_MM, top * PT_PER_MM, (left + width) * PT_PER_MM, (top + height) * PT_PER_MM)
    };
    if page.width_pt > page.height_pt { mm(35.0, 28.0, 225.0, 156.0) } else { mm(28.0, 37.0, 156.0, 225.0) }
}

/// Every glyph of the flow lies in the text area.
pub(super) fn assert_everything_is_inside(pages: &Pages) {
    for (number, page) in pages.pages.iter().enumerate() {
        let (left, top, right, bottom) = text_area(page);
        for item in &page.items {
            match item {
                Item::Text(run) if run.content.is_some() => {
                    let end = run.x_pt + run.glyphs.last().map_or(0.0, |g| g.x_pt);
                    assert!(
                        run.x_pt >= left - 0.1 && end <= right + 0.1,
                        "page {number}: {} at {} to {end}",
                        run.text,
                        run.x_pt
                    );
                    assert!(run.y_pt >= top && run.y_pt <= bottom + 0.1, "page {number}: {} at {}", run.text, run.y_pt);
                }
                Item::Rule(rule) => {
                    assert!(rule.from_pt.1.max(rule.to_pt.1) <= bottom + 0.2, "page {number}: {rule:?}");
                    assert!(rule.from_pt.0.max(rule.to_pt.0) <= right + 0.2, "page {number}: {rule:?}");
                }
                Item::Image(image) => assert!(image.y_pt + image.height_pt <= bottom + 0.2, "page {number}: {image:?}"),
                _ => {}
            }
        }
    }
}

#[test]
fn no_text_of_a_cell_overlaps_that_of_another() {
    for grid in [disclosure(), applications(), disputes()] {
        let pages = compose(vec![Block::Table(grid)]);
        let mut boxes: Vec<(f32, f32, f32, f32, String)> = Vec::new();
        for item in &pages.pages[0].items {
            match item {
                Item::Text(run) if run.content.is_some() => {
                    let end = run.x_pt + run.glyphs.last().unwrap().x_pt + run.size_pt * 0.1;
                    boxes.push((run.x_pt, run.y_pt - run.size_pt * 0.8, end, run.y_pt, run.text.clone()));
                }
                _ => {}
            }
        }
        for (i, a) in boxes.iter().enumerate() {
            for b in &boxes[i + 1..] {
                let apart = a.2 <= b.0 + 0.1 || b.2 <= a.0 + 0.1 || a.3 <= b.1 || b.3 <= a.1;
                assert!(apart, "{a:?} and {b:?}");
            }
        }
    }
}

#[test]
fn every_edge_is_drawn_once() {
    let pages = compose(vec![Block::Table(applications())]);
    let rules: Vec<&Rule> =
        pages.pages[0].items.iter().filter_map(|i| if let Item::Rule(r) = i { Some(r) } else { None }).collect();
    assert!(rules.len() > 30);
    for (i, a) in rules.iter().enumerate() {
        for b in &rules[i + 1..] {
            let horizontal = |r: &Rule| (r.from_pt.1 - r.to_pt.1).abs() < 0.01;
            if horizontal(a) != horizontal(b) {
                continue;
            }
            let (at, from, to) = if horizontal(a) {
                ((a.from_pt.1, b.from_pt.1), (a.from_pt.0, b.from_pt.0), (a.to_pt.0, b.to_pt.0))
            } else {
                ((a.from_pt.0, b.from_pt.0), (a.from_pt.1, b.from_pt.1), (a.to_pt.1, b.to_pt.1))
            };
            let overlap = (at.0 - at.1).abs() < 0.1 && from.0.max(from.1) + 0.1 < to.0.min(to.1);
            assert!(!overlap, "{a:?} {b:?}");
        }
    }
}

#[test]
fn a_wide_table_fits_the_measure() {
    let cells = (0..3).flat_map(|row| (0..30).map(move |column| Cell::new(row, column, vec![Block::text("98765")])));
    let pages = compose(vec![Block::Table(Grid::new(3, 30, cells.collect()).unwrap())]);
    assert_everything_is_inside(&pages);
    assert_eq!(logical_text(&pages), "98765".repeat(90));
    // No number is broken over lines.
    assert!(
        pages.pages[0].items.iter().all(|i| !matches!(i, Item::Text(r) if r.content.is_some() && r.text != "98765"))
    );
}

#[test]
fn a_number_too_wide_for_its_column_is_set_small_and_said() {
    let long = "123456789012345678901234567890";
    let cells = (0..12).map(|column| Cell::new(0, column, vec![Block::text(long)])).collect();
    let grid = Grid::new(1, 12, cells).unwrap();
    let document = Document { blocks: vec![Block::Table(grid)], ..Document::default() };
    let composed = document_to_pages(&document, &Style::gongwen().unwrap(), &Faces::default());
    assert_eq!(composed.findings[0].code(), "number-set-small");
    assert!(composed.value.pages[0].items.iter().any(|i| matches!(i, Item::Text(r) if r.text == long)));
    assert_everything_is_inside(&composed.value);
}

#[test]
fn a_row_taller_than_a_page_runs_on_and_loses_nothing() {
    let text = han(4000);
    let cells = vec![Cell::new(0, 0, vec![Block::text("项目")]), Cell::new(0, 1, vec![Block::text("内容")])];
    let mut cells: Vec<Cell> = cells.into_iter().collect();
    cells.push(Cell::new(1, 0, vec![Block::text("概况")]));
    cells.push(Cell::new(1, 1, (0..3).map(|_| Block::text(text.clone())).collect()));
    cells.push(Cell::new(2, 0, vec![Block::text("末行")]));
    cells.push(Cell::new(2, 1, vec![Block::text("完")]));
    let mut grid = Grid::new(3, 2, cells).unwrap();
    grid.header_rows = 1;
    let pages = compose(vec![Block::Table(grid)]);
    assert!(pages.pages.len() > 1);
    assert_eq!(logical_text(&pages), format!("项目内容概况{}末行完", text.repeat(3)));
    assert_everything_is_inside(&pages);
}

#[test]
fn footnotes_stand_at_the_foot_of_the_page_they_are_called_on() {
    for filler in 14..24 {
        let mut blocks: Vec<Block> = (0..filler).map(|_| Block::text("公开")).collect();
        let content = Content::new(vec![
            Inline::text(han(20)),
            note(NoteKind::Footnote, "依据第三十条。"),
            Inline::text(han(40)),
        ]);
        blocks.push(Block::Paragraph(Paragraph { content, ..Paragraph::default() }));
        blocks.extend((0..25).map(|_| Block::text("公开")));
        let pages = compose(blocks);
        let lines = lines(&pages);
        let call = lines.iter().find(|l| l.text == "①" && l.x > 90.0).map(|l| l.page).unwrap();
        let note = lines.iter().find(|l| l.text.contains("依据第三十条")).unwrap();
        assert_eq!(note.page, call, "after {filler} lines");
        assert!(lines.iter().filter(|l| l.page == note.page).all(|l| l.y <= note.y), "the note is the last line");
        assert_everything_is_inside(&pages);
    }
}

#[test]
fn a_note_longer_than_a_page_runs_on() {
    let content = Content::new(vec![Inline::text("甲"), note(NoteKind::Footnote, &han(9000))]);
    let pages = compose(vec![Block::Paragraph(Paragraph { content, ..Paragraph::default() }), Block::text("乙")]);
    assert!(pages.pages.len() > 1);
    assert_eq!(logical_text(&pages), format!("甲①①{}乙", han(9000)));
    assert_everything_is_inside(&pages);
}

#[test]
fn endnotes_follow_everything_else() {
    let content = Content::new(vec![Inline::text("甲"), note(NoteKind::Endnote, "尾注")]);
    let pages = compose(vec![Block::Paragraph(Paragraph { content, ..Paragraph::default() }), Block::text("乙")]);
    assert_eq!(texts(&pages).concat(), "甲[1]乙[1]尾注");
}

#[test]
fn a_figure_is_reduced_to_the_measure_and_stays_with_its_caption() {
    for filler in 0..24 {
        let mut document = Document {
            blocks: (0..filler).map(|_| Block::text("公开")).collect(),
            media: [("图.png".to_owned(), picture(2000, 900))].into(),
            ..Document::default()
        };
        let figure = Figure {
            media: "图.png".into(),
            alt: "申请量".into(),
            decorative: false,
            size: None,
            crop: None,
            origin: Default::default(),
        };
        document.blocks.extend([Block::Figure(figure), role(ParagraphRole::Caption, "图1 申请量")]);
        let pages = document_to_pages(&document, &Style::gongwen().unwrap(), &Faces::default()).value;
        let image =
            |page: &Page| page.items.iter().find_map(|i| if let Item::Image(i) = i { Some(i.clone()) } else { None });
        let (page, image) = pages.pages.iter().enumerate().find_map(|(n, p)| image(p).map(|i| (n, i))).unwrap();
        let caption = lines(&pages).into_iter().find(|l| l.text.contains("图1")).unwrap();
        assert_eq!(caption.page, page, "after {filler} lines");
        assert!(caption.y > image.y_pt + image.height_pt && image.width_pt <= 156.0 * PT_PER_MM + 0.1);
        assert!((image.width_pt / image.height_pt - 2000.0 / 900.0).abs() < 0.01, "undistorted");
        assert_everything_is_inside(&pages);
    }
}

#[test]
fn a_picture_that_cannot_be_drawn_leaves_a_frame_its_description_and_a_finding() {
    let broken = Medium { media_type: MediaType::Png, bytes: vec![0x89, b'P', b'N', b'G'].into() };
    let figure = |media: &str| {
        Block::Figure(Figure {
            media: media.into(),
            alt: "说明".into(),
            decorative: false,
            size: None,
            crop: None,
            origin: Default::default(),
        })
    };
    let document = Document {
        blocks: vec![figure("a.png"), figure("b.png")],
        media: [("a.png".to_owned(), broken)].into(),
        ..Document::default()
    };
    let composed = document_to_pages(&document, &Style::gongwen().unwrap(), &Faces::default());
    let codes: Vec<&str> = composed.findings.iter().map(|f| f.code()).collect();
    assert_eq!(codes, ["picture-not-drawn", "picture-missing"]);
    assert_eq!(texts(&composed.value).concat(), "说明说明");
}

#[test]
fn a_heading_that_runs_into_its_paragraph_has_its_own_face_and_stands_in_the_outline() {
    let head = marked("（一）主动公开。", Marks { bold: true, ..Marks::default() });
    let rest = Inline::text("全年公开。");
    let paragraph = Paragraph { content: Content::new(vec![head, rest]), ..Paragraph::default() };
    let pages = compose(vec![Block::Paragraph(paragraph)]);
    let runs = pages.pages[0].items.iter().filter_map(|item| match item {
        Item::Text(run) if run.content.is_some() => Some((run.face, run.text.as_str(), run.y_pt)),
        _ => None,
    });
    let runs: Vec<_> = runs.collect();
    let [(kai, head, above), (fangsong, rest, below)] = runs.as_slice() else { panic!("{runs:?}") };
    assert_eq!((*kai, *head, *fangsong, *rest), (Face::Kaiti, "（一）主动公开。", Face::Fangsong, "全年公开。"));
    assert!((above - below).abs() < 0.01, "on one line");
    let outline: Vec<(u8, &str)> = pages.outline.iter().map(|entry| (entry.level, entry.title.as_str())).collect();
    assert_eq!(outline, [(2, "（一）主动公开")]);
    let tags: Vec<Tag> = pages.structure.elements.iter().map(|element| element.tag).collect();
    assert!(tags.contains(&Tag::Heading(1)) && tags.contains(&Tag::Paragraph), "{tags:?}");
    assert_eq!(logical_text(&pages), "（一）主动公开。全年公开。");
}

#[test]
fn a_character_no_face_has_is_said_once_and_kept_in_the_text() {
    let document = Document { blocks: vec![Block::text("甲😀乙😀\u{1}")], ..Document::default() };
    let composed = document_to_pages(&document, &Style::gongwen().unwrap(), &Faces::default());
    let codes: Vec<&str> = composed.findings.iter().map(|f| f.code()).collect();
    assert_eq!(codes, ["glyph-missing", "control-character-left-out"]);
    assert_eq!(composed.findings[0].value("code_point"), Some("U+1F600"));
    assert_eq!(logical_text(&composed.value), "甲😀乙😀");
    let boxed =
        |item: &Item| matches!(item, Item::Text(r) if r.face == Face::Songti && r.text == "😀" && r.glyphs[0].id == 0);
    assert_eq!(composed.value.pages[0].items.iter().filter(|item| boxed(item)).count(), 2);
}

#[test]
fn rare_characters_come_from_another_face() {
    let document = Document { blocks: vec![Block::text("李龑①")], ..Document::default() };
    let composed = document_to_pages(&document, &Style::gongwen().unwrap(), &Faces::default());
    assert!(composed.findings.is_empty());
    let faces: Vec<Face> = composed.value.pages[0]
        .items
        .iter()
        .filter_map(|i| if let Item::Text(r) = i { r.content.map(|_| r.face) } else { None })
        .collect();
    assert_eq!(faces, [Face::Fangsong, Face::Songti]);
}

#[test]
fn list_labels_hang() {
    let item = |label: &str| ListItem { label: label.into(), content: vec![Block::text(han(60))] };
    let list = List { ordered: true, items: vec![item("1."), item("2.")], origin: Default::default() };
    let pages = compose(vec![Block::List(list)]);
    let lines = lines(&pages);
    let labels: Vec<&PrintedLine> = lines.iter().filter(|l| l.text.starts_with(['1', '2'])).collect();
    let others: Vec<f32> = lines.iter().filter(|l| !l.text.starts_with(['1', '2'])).map(|l| l.x).collect();
    assert!(labels.len() == 2 && !others.is_empty());
    assert!(others.iter().all(|x| *x > labels[0].x + 10.0 && (x - others[0]).abs() < 0.01));
}

/// What an item holds stands in it, as far in as its text; a table that would have to be reduced for that has the full measure.
#[test]
fn tables_and_headings_in_an_item_stand_in_their_places() {
    let table = |columns: u32, text: &str| {
        let cells = (0..columns).map(|column| Cell::new(0, column, vec![Block::text(text)])).collect();
        Block::Table(Grid::new(1, columns, cells).unwrap())
    };
    let item = |content| ListItem { label: "1.".into(), content };
    let content = vec![Block::text("甲"), table(2, "乙"), heading(2, "丙"), table(9, "1234567890"), Block::text("丁")];
    let list = List { ordered: true, items: vec![item(content)], origin: Default::default() };
    let pages = compose(vec![Block::text("前"), Block::List(list), Block::text("后")]);
    let mut texts: Vec<String> = texts(&pages);
    texts.retain(|text| !text.contains("1234567890"));
    assert_eq!(texts, ["前", "1.甲", "乙乙", "丙", "丁", "后"]);
    let page = &pages.pages[0];
    let text = |text: &str| lines(&pages).into_iter().find(|line| line.text.ends_with(text)).unwrap();
    let left = Style::gongwen().unwrap().page.left_mm * PT_PER_MM;
    let edge = |above: &str, below: &str| {
        let between = |y: f32| text(above).y < y && y < text(below).y;
        let rules = page.items.iter().filter_map(|item| if let Item::Rule(rule) = item { Some(rule) } else { None });
        rules.filter(|rule| between(rule.from_pt.1)).map(|rule| rule.from_pt.0).fold(f32::MAX, f32::min)
    };
    assert!((edge("甲", "丙") - text("丁").x).abs() < 0.5, "flush with the text of the item");
    assert!((edge("丙", "丁") - left).abs() < 0.5, "the wide one has the full measure");
    assert!(text("丙").x > left + 30.0 && pages.outline.is_empty());
}

#[test]
fn a_web_address_breaks_at_its_marks_and_is_a_link() {
    let target = "https://www.example.gov.cn/zwgk/xxgkml/2021/nianbao/index.html?from=report&lang=zh";
    let link = Inline::Link(Link { target: target.into(), content: Content::plain(target) });
    let content = Content::new(vec![Inline::text(han(20)), link, Inline::text("。")]);
    let pages = compose(vec![Block::Paragraph(Paragraph { content, ..Paragraph::default() })]);
    let all = texts(&pages);
    assert_eq!(all.concat(), format!("{}{target}。", han(20)));
    assert!(
        all.len() > 2
            && all[..2].iter().all(|l| l.ends_with(['/']) || l.ends_with(|c: char| c.is_ascii_alphanumeric())),
        "{all:?}"
    );
    let areas = pages.pages[0]
        .items
        .iter()
        .filter(|i| matches!(i, Item::Link(l) if l.target == LinkTarget::Address(target.into())))
        .count();
    assert!(areas >= 2, "an area on every line it stands on");
    assert_everything_is_inside(&pages);
}

#[test]
fn alignment_and_line_breaks_of_a_paragraph_are_kept() {
    let paragraph = |align, text: &str| {
        Block::Paragraph(Paragraph { align, content: Content::plain(text), ..Paragraph::default() })
    };
    let pages = compose(vec![
        paragraph(Alignment::Start, "甲\n乙"),
        paragraph(Alignment::Center, "丙"),
        paragraph(Alignment::End, "丁"),
    ]);
    let lines = lines(&pages);
    let pitch = 156.0 * PT_PER_MM / 28.0;
    let left = 28.0 * PT_PER_MM;
    let columns: Vec<f32> = lines.iter().map(|l| ((l.x - left) / pitch * 2.0).round() / 2.0).collect();
    assert_eq!(columns, [2.0, 0.0, 13.5, 27.0]);
}

#[test]
fn deep_nesting_ends_in_plain_paragraphs_and_a_finding() {
    let mut block = Block::text("底");
    for _ in 0..40 {
        block = Block::Table(Grid::new(1, 1, vec![Cell::new(0, 0, vec![block])]).unwrap());
    }
    let document = Document { blocks: vec![block], ..Document::default() };
    let composed = document_to_pages(&document, &Style::gongwen().unwrap(), &Faces::default());
    assert_eq!(composed.findings[0].code(), "nesting-too-deep");
    assert_eq!(logical_text(&composed.value), "底");
}

#[test]
fn the_report_is_complete_inside_its_margins_and_outlined() {
    let document = report();
    let composed = document_to_pages(&document, &Style::gongwen().unwrap(), &Faces::default());
    assert!(composed.findings.is_empty(), "{:?}", composed.findings);
    assert_everything_is_inside(&composed.value);
    let text = logical_text(&composed.value);
    for block in &document.blocks {
        for line in block.plain_text().lines().filter(|line| !line.contains('[')) {
            assert!(text.contains(&without_breaks(line)), "{line}");
        }
    }
    let outline: Vec<(u8, &str)> = composed.value.outline.iter().map(|e| (e.level, e.title.as_str())).collect();
    assert_eq!((outline[0].0, outline[1], outline[2].0, outline.len()), (1, (2, "一、总体情况"), 3, 10));
    assert_eq!(composed.value, document_to_pages(&document, &Style::gongwen().unwrap(), &Faces::default()).value);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Whatever stands in a paragraph or cell is printed whole, in order, inside the margins.
    #[test]
    fn any_text_is_printed_whole(text in "[甲乙丙丁，。、；：？！（）《》“”‘’—…·0-9a-zA-Z%./:\\- \u{3000}\n\t]{0,160}", cell in any::<bool>()) {
        let block = if cell {
            let cells = vec![Cell::new(0, 0, vec![Block::text(text.clone())]), Cell::new(0, 1, vec![Block::text("甲")])];
            Block::Table(Grid::new(1, 2, cells).unwrap())
        } else {
            Block::text(text.clone())
        };
        let pages = compose(vec![block]);
        let expected = format!("{}{}", without_breaks(&text), if cell { "甲" } else { "" });
        prop_assert_eq!(logical_text(&pages), expected);
    }

    #[test]
    fn no_text_panics(text in "\\PC{0,60}", control in any::<String>()) {
        let _ = compose(vec![Block::text(text), Block::text(control)]);
    }
}

#[test]
fn rows_that_are_to_be_high_are_and_no_row_is_higher_than_a_page() {
    let cells = (0..3).map(|row| Cell::new(row, 0, vec![Block::text("甲")])).collect();
    let mut grid = Grid::new(3, 1, cells).unwrap();
    grid.heights = vec![300, 0, 100_000];
    let pages = compose(vec![Block::Table(grid)]);
    let mut edges = Vec::new();
    for (page, number) in pages.pages.iter().zip(0u32..) {
        let rules = page.items.iter().filter_map(|item| if let Item::Rule(rule) = item { Some(rule) } else { None });
        let across = rules.filter(|rule| (rule.from_pt.1 - rule.to_pt.1).abs() < 0.01);
        edges.extend(across.map(|rule| (number, rule.from_pt.1)));
    }
    let [(_, top), (_, first), (_, second), ..] = edges.as_slice() else { panic!("{edges:?}") };
    assert!((first - top - 30.0 * 72.0 / 25.4).abs() < 0.1, "{edges:?}");
    assert!((second - first) < 25.0, "{edges:?}");
    assert!(pages.pages.len() <= 2, "{}", pages.pages.len());
}
