//! What is said of pages that can be read in more than one way, and where.

use super::made::{Page, file, file_with_tables};
use super::{XS, ys};
use nianbao::finding::{Finding, Place};
use nianbao::read::pdf::pdf_to_document;

/// Codes and places of all that is said.
type Said = Vec<(&'static str, Option<Place>)>;

fn said_of(bytes: &[u8]) -> Said {
    let findings = pdf_to_document(bytes).unwrap().findings;
    findings.iter().map(|finding: &Finding| (finding.code(), finding.location().place.clone())).collect()
}

fn said(pages: &[Page]) -> Said {
    said_of(&file(pages))
}

fn page(number: u32) -> Option<Place> {
    Some(Place::Page(number))
}

/// A table of two columns, 100 points each, and one row, with this in its first cell.
fn in_cell(fill: impl Fn(Page) -> Page) -> Said {
    let table =
        Page::default().table(&[200.0, 300.0, 400.0], &[100.0, 140.0, 180.0], &[&[], &["甲", "乙"]], (true, true));
    said(&[fill(table)])
}

#[test]
fn digits_in_each_others_way_are_doubted_at_their_cell() {
    type Fill = fn(Page) -> Page;
    let cases: [(&str, Fill); 5] = [
        ("cell-glyphs-overlap", |page| page.text(204.0, 113.0, 9.0, "12").text(205.0, 113.0, 9.0, "3")),
        ("cell-glyphs-unknown", |page| page.text(204.0, 113.0, 9.0, "1\u{FFFD}3")),
        ("cell-number-over-lines", |page| page.text(204.0, 113.0, 9.0, "1139").text(204.0, 125.0, 9.0, "884")),
        ("cell-number-over-rule", |page| page.text(283.5, 113.0, 9.0, "1139")),
        ("cell-number-over-cells", |page| page.text(285.0, 113.0, 9.0, "1139884")),
    ];
    for (code, fill) in cases {
        let found = in_cell(fill);
        let places: Vec<_> = found.iter().filter(|(said, _)| *said == code).map(|(_, place)| place.clone()).collect();
        let cell = |column| Some(Place::PageCell { page: 1, table: 1, row: 1, column });
        let expected = if code == "cell-number-over-cells" { vec![cell(1), cell(2)] } else { vec![cell(1)] };
        assert_eq!(places, expected, "{code} among {found:?}");
    }
}

#[test]
fn an_edge_drawn_in_part_is_named_at_its_cell() {
    let page = Page::default().table(&[200.0, 400.0], &[100.0, 140.0, 180.0], &[&["甲"], &["乙"]], (true, true));
    let found = said(&[page.line((300.0, 100.0), (300.0, 122.0)).line((300.0, 140.0), (300.0, 180.0))]);
    let place = Some(Place::PageCell { page: 1, table: 1, row: 1, column: 1 });
    assert!(found.contains(&("table-edge-open", place)), "{found:?}");
}

/// A table whose first column is one label over two rows of items.
fn group(page: Page, top: f64, (label, items): (&str, [&str; 2])) -> Page {
    let bottom = top + 40.0;
    let page = [70.0, 200.0, 300.0, 400.0].iter().fold(page, |page, x| page.line((*x, top), (*x, bottom)));
    let page = page.line((70.0, top), (400.0, top)).line((70.0, bottom), (400.0, bottom));
    let page = page.line((200.0, top + 20.0), (400.0, top + 20.0)).text(74.0, top + 23.0, 9.0, label);
    (0u8..).zip(items).fold(page, |page, (row, item)| {
        let y = top + 13.0 + 20.0 * f64::from(row);
        page.text(204.0, y, 9.0, item).text(304.0, y, 9.0, &row.to_string())
    })
}

#[test]
fn what_a_pages_end_cuts_or_says_again_is_named_on_the_page_after() {
    let first = group(Page::default(), 700.0, ("（二）部分公开", ["1.区分处理", "2.其他处理"]));
    let first = group(first, 740.0, ("（三）不予", ["1.国家秘密", "2.其他法律"]));
    let second = group(Page::default(), 80.0, ("公开", ["3.三安全一稳定", "4.第三方权益"]));
    let found = said(&[first, second]);
    assert!(found.contains(&("label-rejoined", page(2))), "{found:?}");
    let label = "（三）不予公开";
    let first = group(Page::default(), 740.0, (label, ["1.国家秘密", "2.其他法律"]));
    let second = group(Page::default(), 80.0, (label, ["3.三安全一稳定", "4.第三方权益"]));
    let found = said(&[first, second]);
    assert!(found.contains(&("label-repeated", page(2))), "{found:?}");
    // Heads of columns in cells they fill.
    let narrow = [70.0, 114.0, 158.0, 202.0];
    let first = Page::default().table(&narrow, &ys(740.0, 1), &[&["信息内容", "本年制发", "本年废止"]], (true, true));
    let rows: [&[&str]; 2] = [&["", "件数", "件数"], &["规章", "3", "0"]];
    let found = said(&[first, Page::default().table(&narrow, &ys(80.0, 2), &rows, (true, true))]);
    assert!(found.contains(&("row-rejoined", page(2))), "{found:?}");
}

#[test]
fn tags_that_part_a_row_are_named() {
    let marked = |mcid: u32, draw: &dyn Fn(Page) -> Page, page: Page| {
        draw(page.draw(&format!("/TD <</MCID {mcid}>> BDC"))).draw("EMC")
    };
    let upper = |page: Page| {
        let rows: [&[&str]; 2] = [&["项目", "甲", "乙", "丙"], &["（三）不予", "1.国家秘密", "5", "8"]];
        page.table(&XS, &ys(720.0, 2), &rows, (true, false))
    };
    let lower = |page: Page| {
        let rows: [&[&str]; 2] = [&["公开", "2.其他法律", "6", "9"], &["（四）无法提供", "1.本机关不掌握", "3", "4"]];
        page.table(&XS, &ys(80.0, 2), &rows, (false, true))
    };
    // A table of the tree that goes on over pages shows that its tables may.
    let other = |page: Page| page.text(70.0, 300.0, 12.0, "另表");
    let pages = [
        marked(0, &upper, Page::default()),
        marked(1, &other, marked(0, &lower, Page::default())),
        marked(0, &other, Page::default()),
    ];
    let found = said_of(&file_with_tables(&pages, &[&[(0, 0)], &[(1, 0)], &[(1, 1), (2, 0)]]));
    assert!(found.contains(&("table-tags-differ", page(2))), "{found:?}");
}

#[test]
fn pages_of_columns_and_of_drawings_are_named() {
    // Lines longer than a cell of a table has them.
    let (left, right) =
        ("本机关依申请公开政府信息的渠道畅通并答复及时", "全年未收取任何信息处理费用也没有行政复议案件");
    let columns = (0..12).fold(Page::default(), |page, row| {
        let y = 120.0 + 16.0 * f64::from(row);
        page.text(60.0, y, 10.0, left).text(300.0, y, 10.0, right)
    });
    let found = said(&[Page::default().text(70.0, 100.0, 12.0, "前一页。"), columns]);
    assert!(found.contains(&("columns-read", page(2))), "{found:?}");
    let hatched = (0..5_000).fold(Page::default().text(70.0, 50.0, 12.0, "示意图。"), |page, piece| {
        let (row, place) = (f64::from(piece / 40), f64::from(piece % 40));
        page.line((40.0 + 12.0 * place, 80.0 + 5.0 * row), (46.0 + 12.0 * place, 80.0 + 5.0 * row))
    });
    let found = said(&[hatched]);
    assert!(found.contains(&("rules-are-drawing", page(1))), "{found:?}");
}
