//! Tables (§17.4).

use super::*;
use crate::document::{Diagonal, TextDirection};

pub(super) fn cell(properties: &str, text: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p(text))
}

pub(super) fn table(grid: usize, rows: &[String]) -> String {
    let columns = "<w:gridCol w:w=\"100\"/>".repeat(grid);
    let rows: String = rows.iter().map(|row| format!("<w:tr>{row}</w:tr>")).collect();
    format!("<w:tbl><w:tblPr/><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>")
}

pub(super) fn grid(docx: Docx) -> (Grid, Vec<&'static str>) {
    let read = docx.read();
    match read.value.blocks.into_iter().next() {
        Some(Block::Table(grid)) => (grid, codes(&read.findings)),
        other => panic!("{other:?}"),
    }
}

/// Row, column, row span, column span and text of each cell.
pub(super) fn cells(grid: &Grid) -> Vec<(u32, u32, u32, u32, String)> {
    grid.cells().iter().map(|c| (c.row, c.column, c.row_span, c.column_span, c.plain_text())).collect()
}

fn placed(cells: &[(u32, u32, u32, u32, &str)]) -> Vec<(u32, u32, u32, u32, String)> {
    cells.iter().map(|(r, c, rs, cs, t)| (*r, *c, *rs, *cs, (*t).to_owned())).collect()
}

#[test]
fn table_spans_and_merges_make_a_grid() {
    let rows = [
        "<w:trPr><w:tblHeader/></w:trPr>".to_owned()
            + &cell("<w:gridSpan w:val=\"2\"/>", "甲")
            + &cell("<w:vMerge w:val=\"restart\"/>", "乙"),
        cell("", "1") + &cell("", "2") + &cell("<w:vMerge/>", ""),
        cell("<w:hMerge w:val=\"restart\"/>", "丙") + &cell("<w:hMerge/>", "") + &cell("", "3"),
        "<w:trPr><w:gridBefore w:val=\"1\"/><w:gridAfter w:val=\"1\"/></w:trPr>".to_owned() + &cell("", "4"),
    ];
    let (grid, findings) = grid(Docx::body(table(3, &rows)));
    let expected = [
        (0, 0, 1, 2, "甲"),
        (0, 2, 2, 1, "乙"),
        (1, 0, 1, 1, "1"),
        (1, 1, 1, 1, "2"),
        (2, 0, 1, 2, "丙"),
        (2, 2, 1, 1, "3"),
        (3, 0, 1, 1, ""),
        (3, 1, 1, 1, "4"),
        (3, 2, 1, 1, ""),
    ];
    assert_eq!(cells(&grid), placed(&expected));
    assert_eq!((grid.header_rows, grid.widths.as_slice(), findings), (1, [334, 333, 333].as_slice(), vec![]));
    let place = Some(Place::Cell { table: 1, row: 1, column: 3 });
    assert_eq!(grid.cells()[1].origin.0, place);
    assert_eq!(grid.cells()[1].content[0].origin().0, place);
}

#[test]
fn cells_merged_both_ways_by_marks_alone_are_one() {
    let (first, later) = ("<w:hMerge w:val=\"restart\"/>", "<w:hMerge/>");
    let (top, below) = ("<w:vMerge w:val=\"restart\"/>", "<w:vMerge/>");
    let rows = [
        cell(&(first.to_owned() + top), "甲") + &cell(&(later.to_owned() + top), "") + &cell("", "1"),
        cell(&(first.to_owned() + below), "") + &cell(&(later.to_owned() + below), "") + &cell("", "2"),
        cell("", "3") + &cell("", "4") + &cell("", "5"),
    ];
    let (both, findings) = grid(Docx::body(table(3, &rows)));
    let expected = [
        (0, 0, 2, 2, "甲"),
        (0, 2, 1, 1, "1"),
        (1, 2, 1, 1, "2"),
        (2, 0, 1, 1, "3"),
        (2, 1, 1, 1, "4"),
        (2, 2, 1, 1, "5"),
    ];
    assert_eq!((cells(&both), findings), (placed(&expected), vec![]));
    // A row in which it is narrower goes on with nothing.
    let narrower = cell(&(first.to_owned() + below), "") + &cell("", "6") + &cell("", "7");
    assert_eq!(grid(Docx::body(table(3, &[rows[0].clone(), narrower]))).1, ["merge-without-start"]);
}

#[test]
fn table_columns_no_cell_begins_at_are_left_out() {
    let rows = [
        cell("<w:gridSpan w:val=\"3\"/>", "甲") + &cell("<w:gridSpan w:val=\"2\"/>", "乙"),
        cell("<w:gridSpan w:val=\"3\"/>", "丙") + &cell("<w:gridSpan w:val=\"2000000000\"/>", "丁"),
    ];
    let (grid, findings) = grid(Docx::body(table(5, &rows[..1])));
    assert_eq!(cells(&grid), placed(&[(0, 0, 1, 1, "甲"), (0, 1, 1, 1, "乙")]));
    assert_eq!((grid.widths.as_slice(), findings), ([600, 400].as_slice(), vec![]));
    let (huge, findings) = self::grid(Docx::body(table(5, &rows)));
    assert_eq!((huge.columns(), findings), (3, vec!["table-row-short"]));
}

#[test]
fn table_faults_are_repaired_with_findings() {
    let rows = [
        cell("<w:vMerge/>", "甲") + &cell("<w:vMerge w:val=\"restart\"/>", "乙"),
        cell("", "丙"),
        cell("<w:vMerge w:val=\"restart\"/>", "丁") + &cell("", "戊"),
        cell("<w:vMerge/>", "己"),
        cell("<w:gridSpan w:val=\"2\"/><w:vMerge/>", "庚"),
    ];
    let (grid, findings) = grid(Docx::body(table(2, &rows)));
    let expected = [
        (0, 0, 1, 1, "甲"),
        (0, 1, 1, 1, "乙"),
        (1, 0, 1, 1, "丙"),
        (1, 1, 1, 1, ""),
        (2, 0, 2, 1, "丁"),
        (2, 1, 1, 1, "戊"),
        (3, 1, 1, 1, ""),
        (4, 0, 1, 2, "庚"),
    ];
    assert_eq!(cells(&grid), placed(&expected));
    let expected = [
        "merge-without-start",
        "merge-without-start",
        "table-row-short",
        "table-row-short",
        "merged-cell-text-dropped",
    ];
    assert_eq!(findings, expected);
}

#[test]
fn table_rows_deleted_by_tracked_changes_go_and_nested_tables_stay() {
    let inner = table(1, &[cell("", "内")]) + "<w:p/>";
    let rows = [
        "<w:trPr><w:del w:id=\"1\"/></w:trPr>".to_owned() + &cell("", "旧"),
        format!("<w:sdt><w:sdtContent><w:tc>{inner}</w:tc></w:sdtContent></w:sdt>"),
    ];
    let (grid, findings) = grid(Docx::body(table(1, &rows)));
    assert_eq!(findings, ["deleted-rows-dropped"]);
    let [cell] = grid.cells() else { panic!() };
    assert_eq!(shape(&cell.content), ["table 1x1"]);
    assert_eq!(cell.content[0].origin().0, Some(Place::Table(2)));
}

#[test]
fn table_changes_to_cells_are_accepted() {
    let deleted = "<w:cellDel w:id=\"1\"/>";
    let widths = "<w:gridCol w:w=\"100\"/><w:gridCol w:w=\"200\"/><w:gridCol w:w=\"300\"/>";
    let row = |middle: &str, text: &str| {
        format!("<w:tr>{}{}{}</w:tr>", cell("", "甲"), cell(middle, text), cell("<w:cellIns w:id=\"2\"/>", "乙"))
    };
    let of = |rows: &[String]| format!("<w:tbl><w:tblGrid>{widths}</w:tblGrid>{}</w:tbl>", rows.concat());
    // A column deleted goes with its width.
    let (whole, findings) = grid(Docx::body(of(&[row(deleted, "旧"), row(deleted, "老")])));
    assert_eq!(findings, ["deleted-cells-dropped", "insertions-kept"]);
    let expected = [(0, 0, 1, 1, "甲"), (0, 1, 1, 1, "乙"), (1, 0, 1, 1, "甲"), (1, 1, 1, 1, "乙")];
    assert_eq!(cells(&whole), placed(&expected));
    assert_eq!(whole.widths, [250, 750]);
    // A cell deleted lets those right of it move up.
    let (one, findings) = grid(Docx::body(of(&[row("", "新"), row(deleted, "老")])));
    assert_eq!(findings, ["table-row-short", "deleted-cells-dropped", "insertions-kept"]);
    let texts: Vec<String> = one.cells().iter().map(|cell| cell.plain_text()).collect();
    assert_eq!(texts, ["甲", "新", "乙", "甲", "乙", ""]);
    // A row all of whose cells are deleted is deleted; a row inserted stays; a merge that was tracked is one.
    let rows = [
        format!("<w:tr>{}</w:tr>", cell(deleted, "旧")),
        format!(
            "<w:tr><w:trPr><w:ins w:id=\"3\"/></w:trPr>{}</w:tr>",
            cell("<w:cellMerge w:id=\"4\" w:vMerge=\"rest\"/>", "新")
        ),
        format!("<w:tr>{}</w:tr>", cell("<w:cellMerge w:id=\"5\" w:vMerge=\"cont\"/>", "")),
    ];
    let (merged, findings) = grid(Docx::body(of(&rows)));
    assert_eq!(findings, ["deleted-rows-dropped", "insertions-kept"]);
    assert_eq!(cells(&merged), placed(&[(0, 0, 2, 1, "新")]));
}

#[test]
fn table_rows_hidden_with_their_text_are_left_out_and_quoted() {
    let row = |vanish: &str| {
        let run = format!("<w:r><w:rPr>{vanish}</w:rPr><w:t>密</w:t></w:r>");
        format!("<w:tr><w:trPr><w:hidden/></w:trPr><w:tc><w:p>{run}</w:p></w:tc></w:tr>")
    };
    let shown = format!("<w:tr>{}</w:tr>", cell("", "明"));
    let read = |row: String| grid(Docx::body(format!("<w:tbl>{shown}{row}</w:tbl>")));
    let (hidden, findings) = read(row("<w:vanish/>"));
    assert_eq!((cells(&hidden), findings), (placed(&[(0, 0, 1, 1, "明")]), vec!["hidden-rows-dropped"]));
    // Word shows a row whose end alone is hidden.
    let (kept, findings) = read(row(""));
    assert_eq!((cells(&kept), findings), (placed(&[(0, 0, 1, 1, "明"), (1, 0, 1, 1, "密")]), vec![]));
}

#[test]
fn table_rows_fixed_too_flat_to_show_are_left_out_and_quoted() {
    let shown = format!("<w:tr>{}</w:tr>", cell("", "明"));
    let row = |height: &str, merge: &str, text: &str| {
        format!("<w:tr><w:trPr><w:trHeight {height}/></w:trPr>{}</w:tr>", cell(merge, text))
    };
    let read = |row: String| grid(Docx::body(format!("<w:tbl>{shown}{row}</w:tbl>")));
    let (flat, findings) = read(row("w:val=\"1\" w:hRule=\"exact\"", "", "密"));
    assert_eq!((cells(&flat), findings), (placed(&[(0, 0, 1, 1, "明")]), vec!["hidden-rows-dropped"]));
    // At least so high, as high as its text; a row that only keeps a distance; a cell that shows in the rows above.
    for (height, text) in [
        ("w:val=\"1\" w:hRule=\"atLeast\"", "密"),
        ("w:val=\"0\" w:hRule=\"exact\"", "密"),
        ("w:val=\"1\" w:hRule=\"exact\"", ""),
    ] {
        let (kept, findings) = read(row(height, "", text));
        assert_eq!((cells(&kept), findings), (placed(&[(0, 0, 1, 1, "明"), (1, 0, 1, 1, text)]), vec![]), "{height}");
    }
}

#[test]
fn table_empty_cells_are_empty_and_their_paragraphs_are_not_counted() {
    let body = table(1, &["<w:tc><w:p><w:pPr><w:jc w:val=\"center\"/></w:pPr></w:p></w:tc>".to_owned()]) + &p("后");
    let blocks = Docx::body(body).blocks();
    let Block::Table(grid) = &blocks[0] else { panic!() };
    assert!(grid.cells()[0].content.is_empty());
    assert_eq!(blocks[1].origin().0, Some(Place::Paragraph(1)));
}

/// A table whose grid columns are 1000 twips wide and whose cells say how wide they are.
fn by_widths(columns: usize, rows: &[&[(u32, &str)]]) -> String {
    let rows = rows.iter().map(|cells| {
        let cells = cells.iter().map(|(width, text)| cell(&format!("<w:tcW w:w=\"{width}\" w:type=\"dxa\"/>"), text));
        cells.collect::<String>()
    });
    table(columns, &rows.collect::<Vec<_>>()).replace("<w:gridCol w:w=\"100\"/>", "<w:gridCol w:w=\"1000\"/>")
}

#[test]
fn table_cells_without_spans_go_by_their_widths() {
    let rows: [&[(u32, &str)]; 3] = [
        &[(1000, "一"), (1000, "二"), (1000, "三"), (1000, "四")],
        &[(2990, "新收"), (1010, "120")],
        &[(4000, "全宽")],
    ];
    let (read, findings) = grid(Docx::body(by_widths(4, &rows)));
    let spans = cells(&read).into_iter().skip(4).collect::<Vec<_>>();
    assert_eq!(spans, placed(&[(1, 0, 1, 3, "新收"), (1, 3, 1, 1, "120"), (2, 0, 1, 4, "全宽")]));
    assert_eq!(findings, ["cells-placed-by-width"]);
    // Edges of their own: the grid gets them.
    let rows: [&[(u32, &str)]; 2] = [&[(1000, "一"), (1000, "二"), (1000, "三")], &[(1500, "左"), (1500, "右")]];
    let (read, _) = grid(Docx::body(by_widths(3, &rows)));
    let expected = [(0, 0, 1, 1, "一"), (0, 1, 1, 2, "二"), (0, 3, 1, 1, "三"), (1, 0, 1, 2, "左"), (1, 2, 1, 2, "右")];
    assert_eq!(cells(&read), placed(&expected));
    // A row that ends early does so.
    let rows: [&[(u32, &str)]; 2] = [&[(1000, "一"), (1000, "二"), (1000, "三")], &[(1000, "左"), (1000, "中")]];
    let (read, findings) = grid(Docx::body(by_widths(3, &rows)));
    assert_eq!(cells(&read)[3..], placed(&[(1, 0, 1, 1, "左"), (1, 1, 1, 1, "中"), (1, 2, 1, 1, "")]));
    assert_eq!(findings, ["table-row-short"]);
}

#[test]
fn prompts_around_cells_and_rows_are_no_text() {
    let control = |content: &str| {
        format!("<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>")
    };
    let rows = format!(
        "<w:tr>{}{}</w:tr>{}",
        cell("", "项目"),
        control(&cell("", "选择一项")),
        control(&format!("<w:tr>{}{}</w:tr>", cell("", "单击此处输入文字"), cell("", "")))
    );
    let (read, findings) = grid(Docx::body(format!("<w:tbl><w:tblPr/>{rows}</w:tbl>")));
    let expected = [(0, 0, 1, 1, "项目"), (0, 1, 1, 1, ""), (1, 0, 1, 1, ""), (1, 1, 1, 1, "")];
    assert_eq!(cells(&read), placed(&expected));
    assert_eq!(findings, ["prompt-left-out"; 2]);
    // What was typed there is text.
    let typed = control(&cell("", "120件"));
    let (read, findings) = grid(Docx::body(format!("<w:tbl><w:tblPr/><w:tr>{typed}</w:tr></w:tbl>")));
    assert_eq!((cells(&read), findings), (placed(&[(0, 0, 1, 1, "120件")]), vec!["prompt-unclear"]));
}

#[test]
fn a_table_wider_than_any_grid_is_read_as_paragraphs() {
    let columns = Grid::MAX_COLUMNS as usize + 1;
    let row: String = (0..columns).map(|_| cell("", "甲")).collect();
    let read = Docx::body(p("前") + &table(columns, &[row])).read();
    assert_eq!(codes(&read.findings), ["table-too-large"]);
    assert_eq!(read.findings[0].location().place, Some(Place::Table(1)));
    assert_eq!(texts(&read.value.blocks).iter().filter(|text| *text == "甲").count(), columns);
}

#[test]
fn lines_across_cells_are_kept_however_they_are_drawn() {
    let border = |lines: &str| format!("<w:tcBorders>{lines}</w:tcBorders>");
    let shape = |kind: &str, flip: &str, size: &str| {
        format!(
            "<w:tc><w:p><w:r><w:drawing><wp:anchor><wps:wsp><wps:spPr><a:xfrm {flip}><a:ext {size}/></a:xfrm>\
             <a:prstGeom prst=\"{kind}\"/></wps:spPr></wps:wsp></wp:anchor></w:drawing></w:r></w:p></w:tc>"
        )
    };
    let vml = |points: &str| format!("<w:tc><w:p><w:r><w:pict><v:line {points}/></w:pict></w:r></w:p></w:tc>");
    let (slanting, flat) = ("cx=\"900\" cy=\"500\"", "cx=\"900\" cy=\"0\"");
    for (cell, expected) in [
        (cell(&border("<w:tl2br w:val=\"single\"/>"), "甲"), Diagonal::Falling),
        (cell(&border("<w:tr2bl w:val=\"dashed\"/>"), "甲"), Diagonal::Rising),
        (cell(&border("<w:tl2br w:val=\"single\"/><w:tr2bl w:val=\"single\"/>"), "甲"), Diagonal::Both),
        (cell(&border("<w:tl2br w:val=\"nil\"/><w:tr2bl w:val=\"none\"/>"), "甲"), Diagonal::None),
        (shape("line", "", slanting), Diagonal::Falling),
        (shape("straightConnector1", "flipV=\"1\"", slanting), Diagonal::Rising),
        (shape("lineInv", "", slanting), Diagonal::Rising),
        (shape("line", "flipH=\"1\" flipV=\"true\"", slanting), Diagonal::Falling),
        (shape("line", "", flat), Diagonal::None),
        (shape("rect", "", slanting), Diagonal::None),
        (vml("from=\"-5.4pt,0\" to=\"94.6pt,39.4pt\""), Diagonal::Falling),
        (vml("from=\"0,39.4pt\" to=\"94.6pt,0\""), Diagonal::Rising),
        (vml("style=\"position:absolute;flip:y\" from=\"0,0\" to=\"94.6pt,39.4pt\""), Diagonal::Rising),
        (vml("from=\"0,10pt\" to=\"94.6pt,10pt\""), Diagonal::None),
    ] {
        // Only its own cell has the line.
        let rows = [cell.clone() + &super::tables::cell("", "乙")];
        let (grid, _) = grid(Docx::body(table(2, &rows)));
        let lines: Vec<_> = grid.cells().iter().map(|cell| cell.diagonal).collect();
        assert_eq!(lines, [expected, Diagonal::None], "{cell}");
    }
}

#[test]
fn the_style_of_a_table_draws_lines_that_a_cell_may_take_away() {
    let styles = "<w:style w:type=\"table\" w:styleId=\"T\"><w:tblStylePr w:type=\"nwCell\"><w:tcPr><w:tcBorders>\
                  <w:tl2br w:val=\"single\"/></w:tcBorders></w:tcPr></w:tblStylePr></w:style>";
    let look = "<w:tblPr><w:tblStyle w:val=\"T\"/><w:tblLook w:firstRow=\"1\" w:firstColumn=\"1\"/></w:tblPr>";
    for (own, expected) in [
        ("", Diagonal::Falling),
        ("<w:tcBorders><w:tl2br w:val=\"nil\"/></w:tcBorders>", Diagonal::None),
        ("<w:tcBorders><w:tr2bl w:val=\"single\"/></w:tcBorders>", Diagonal::Both),
    ] {
        let rows = [cell(own, "甲") + &cell("", "乙"), cell("", "丙") + &cell("", "丁")];
        let body = table(2, &rows).replace("<w:tblPr/>", look);
        let (grid, _) = grid(Docx::body(body).styles(styles));
        let lines: Vec<_> = grid.cells().iter().map(|cell| cell.diagonal).collect();
        assert_eq!(lines, [expected, Diagonal::None, Diagonal::None, Diagonal::None], "{own}");
    }
}

#[test]
fn labels_beside_a_line_stand_at_its_sides() {
    let labels = |lines: &str, first: &str| {
        let tc = format!("<w:tc><w:tcPr><w:tcBorders>{lines}</w:tcBorders></w:tcPr>{first}{}</w:tc>", p("类别"));
        let (grid, _) = grid(Docx::body(table(1, &[tc])));
        let align = |block: &Block| if let Block::Paragraph(p) = block { p.align } else { panic!("{block:?}") };
        grid.cells()[0].content.iter().map(align).collect::<Vec<_>>()
    };
    let typed = p("\u{3000}\u{3000}季度");
    assert_eq!(labels("<w:tl2br w:val=\"single\"/>", &typed), [Alignment::End, Alignment::Start]);
    // Where nobody typed it aside, it stands as it is said to.
    assert_eq!(labels("<w:tl2br w:val=\"single\"/>", &p("季度")), [Alignment::Start, Alignment::Start]);
    assert_eq!(labels("<w:tr2bl w:val=\"single\"/>", &typed), [Alignment::Start, Alignment::Start]);
    assert_eq!(labels("", &typed), [Alignment::Start, Alignment::Start]);
    let centred = "<w:p><w:pPr><w:jc w:val=\"center\"/></w:pPr><w:r><w:t>季度</w:t></w:r></w:p>";
    assert_eq!(labels("<w:tl2br w:val=\"single\"/>", centred), [Alignment::Center, Alignment::Start]);
}

#[test]
fn the_direction_of_a_cells_text_is_kept() {
    for (value, expected) in [
        ("tbRl", TextDirection::Vertical),
        ("tbRlV", TextDirection::Vertical),
        ("btLr", TextDirection::Upwards),
        ("lrTb", TextDirection::Horizontal),
        ("lrTbV", TextDirection::Horizontal),
    ] {
        let rows = [cell(&format!("<w:textDirection w:val=\"{value}\"/>"), "办理结果")];
        let (grid, _) = grid(Docx::body(table(1, &rows)));
        assert_eq!(grid.cells()[0].direction, expected, "{value}");
    }
}

#[test]
fn rows_that_are_to_be_high_are_at_least_so_high() {
    let heights = |rows: &[(&str, &str)]| {
        let row = |(height, cell): &(&str, &str)| format!("<w:tr><w:trPr><w:trHeight {height}/></w:trPr>{cell}</w:tr>");
        let rows: String = rows.iter().map(row).collect();
        grid(Docx::body(format!("<w:tbl><w:tblGrid><w:gridCol w:w=\"100\"/></w:tblGrid>{rows}</w:tbl>"))).0.heights
    };
    let (plain, upright) = (cell("", "甲"), cell("<w:textDirection w:val=\"tbRlV\"/>", "甲"));
    let read = heights(&[
        ("w:val=\"1134\" w:hRule=\"exact\"", &plain),
        ("w:val=\"1701\"", &plain),
        ("w:val=\"1701\" w:hRule=\"auto\"", &plain),
        // What runs up or down makes its row as high as it is long.
        ("w:val=\"1701\" w:hRule=\"atLeast\"", &upright),
        ("w:val=\"99999999\"", &plain),
        ("w:val=\"500\"", &plain),
    ]);
    assert_eq!(read, [200, 300, 0, 0, 5588, 0]);
    assert_eq!(heights(&[("w:val=\"500\"", &plain), ("w:val=\"-9\"", &plain)]), Vec::<u32>::new());
}
