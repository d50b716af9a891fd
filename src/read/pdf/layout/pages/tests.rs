use super::super::grid::CellParagraph;
use super::super::text::Run;
use super::*;

/// A table from its cells: row, column, rows, columns, text.
fn table(page: usize, xs: &[f64], rows: usize, cells: &[(usize, usize, usize, usize, &str)]) -> Table {
    let cells = cells.iter().map(|(row, column, rows, columns, text)| {
        let runs = vec![Run { text: (*text).into(), size: 9.0, ..Run::default() }];
        let paragraph = CellParagraph { runs, room: Some(0.0), ..CellParagraph::default() };
        let paragraphs = if text.is_empty() { Vec::new() } else { vec![paragraph] };
        Cell { row: *row, column: *column, rows: *rows, columns: *columns, page, paragraphs, ..Cell::default() }
    });
    Table {
        page,
        last_page: page,
        xs: xs.to_vec(),
        rows,
        cells: cells.collect(),
        closed_above: vec![true; xs.len() - 1],
        closed_below: vec![true; xs.len() - 1],
        ..Table::default()
    }
}

fn shape(table: &Table) -> Vec<(usize, usize, usize, usize, String)> {
    table.cells.iter().map(|c| (c.row, c.column, c.rows, c.columns, c.text())).collect()
}

const XS: [f64; 4] = [0.0, 40.0, 120.0, 160.0];

#[test]
fn a_label_cut_by_the_pages_end_is_whole_again() {
    let first = table(
        0,
        &XS,
        3,
        &[
            (0, 0, 2, 1, "（三）不予公开"),
            (0, 1, 1, 1, "7.属于行政执法案卷"),
            (0, 2, 1, 1, "0"),
            (1, 1, 1, 1, "8.属于行政查询事项"),
            (1, 2, 1, 1, "1"),
            (2, 0, 1, 1, "（四）无"),
            (2, 1, 1, 1, "1.本机关不掌握"),
            (2, 2, 1, 1, "2"),
        ],
    );
    let second = table(
        1,
        &XS,
        2,
        &[
            (0, 0, 2, 1, "法提供"),
            (0, 1, 1, 1, "2.没有现成信息"),
            (0, 2, 1, 1, "3"),
            (1, 1, 1, 1, "3.补正后仍不明确"),
            (1, 2, 1, 1, "4"),
        ],
    );
    let whole = join_tables(first, second, false).unwrap();
    assert!(shape(&whole).contains(&(2, 0, 3, 1, "（四）无法提供".into())), "{:?}", shape(&whole));
    assert_eq!((whole.rows, whole.cells.len()), (5, 12));
    assert!(whole.guesses.iter().any(|guess| matches!(guess, Guess::Rejoined { .. })));
}

#[test]
fn repeated_headers_and_labels_are_read_once() {
    let header = [(0, 0, 1, 1, "类"), (0, 1, 1, 1, "项"), (0, 2, 1, 1, "数")];
    let mut upper = header.to_vec();
    upper.extend([
        (1, 0, 2, 1, "民生"),
        (1, 1, 1, 1, "教育"),
        (1, 2, 1, 1, "5"),
        (2, 1, 1, 1, "医疗"),
        (2, 2, 1, 1, "5"),
    ]);
    let mut lower = header.to_vec();
    lower.extend([(1, 0, 1, 1, "民生"), (1, 1, 1, 1, "救助"), (1, 2, 1, 1, "5")]);
    let whole = join_tables(table(0, &XS, 3, &upper), table(1, &XS, 2, &lower), false).unwrap();
    assert!(shape(&whole).contains(&(1, 0, 3, 1, "民生".into())));
    assert_eq!((whole.rows, whole.header_rows), (4, 1));
    // Equal figures on both sides of the page's end are two figures.
    assert_eq!(whole.cells.iter().filter(|cell| cell.text() == "5").count(), 3);
}

#[test]
fn a_row_that_begins_with_a_number_is_a_row_of_its_own_though_its_figures_are_blank() {
    let first = table(0, &XS, 1, &[(0, 0, 1, 2, "2.申请人逾期"), (0, 2, 1, 1, "0")]);
    let second = table(1, &XS, 1, &[(0, 0, 1, 2, "3.其他"), (0, 2, 1, 1, "")]);
    let whole = join_tables(first, second, false).unwrap();
    assert_eq!(whole.rows, 2);
}

#[test]
fn a_row_cut_by_the_pages_end_is_one_row() {
    let first = table(0, &XS, 1, &[(0, 0, 1, 2, "1.申请人无正当理由逾期不补正、行政机关"), (0, 2, 1, 1, "12")]);
    let second = table(
        1,
        &XS,
        2,
        &[(0, 0, 1, 2, "不再处理其申请"), (0, 2, 1, 1, ""), (1, 0, 1, 2, "2.其他"), (1, 2, 1, 1, "3")],
    );
    let whole = join_tables(first, second, false).unwrap();
    assert_eq!(whole.rows, 2);
    assert_eq!(whole.cells[0].text(), "1.申请人无正当理由逾期不补正、行政机关不再处理其申请");
    assert_eq!(whole.cells[1].text(), "12");
}

#[test]
fn open_edges_join_and_another_frame_does_not() {
    let mut first = table(0, &XS, 1, &[(0, 0, 1, 2, "甲"), (0, 2, 1, 1, "12")]);
    let mut second = table(1, &XS, 1, &[(0, 0, 1, 2, "乙"), (0, 2, 1, 1, "")]);
    first.closed_below = vec![false; 3];
    second.closed_above = vec![false; 3];
    let whole = join_tables(first.clone(), second, false).unwrap();
    assert_eq!((whole.rows, whole.cells[0].text()), (1, "甲乙".into()));
    let other = table(1, &[0.0, 60.0, 200.0], 1, &[(0, 0, 1, 1, "丙"), (0, 1, 1, 1, "1")]);
    assert!(join_tables(first, other, false).is_err());
}

#[test]
fn heads_of_columns_cut_by_a_pages_end_are_whole() {
    let first = table(0, &XS, 1, &[(0, 0, 1, 1, "信息内容"), (0, 1, 1, 1, "本年制发"), (0, 2, 1, 1, "本年废止")]);
    let second = table(
        1,
        &XS,
        2,
        &[
            (0, 0, 1, 1, ""),
            (0, 1, 1, 1, "件数"),
            (0, 2, 1, 1, "件数"),
            (1, 0, 1, 1, "规章"),
            (1, 1, 1, 1, "3"),
            (1, 2, 1, 1, "0"),
        ],
    );
    let whole = join_tables(first, second, false).unwrap();
    let heads: Vec<String> = whole.cells.iter().filter(|cell| cell.row == 0).map(Cell::text).collect();
    assert_eq!(
        (whole.rows, heads.as_slice()),
        (2, ["信息内容", "本年制发件数", "本年废止件数"].map(String::from).as_slice())
    );
    assert_eq!(whole.guesses.iter().filter(|guess| matches!(guess, Guess::RowRejoined { .. })).count(), 1);
}

#[test]
fn a_row_cut_within_its_label_keeps_its_figures() {
    let cells = [
        (0, 0, 1, 2, "1.没有现成信息"),
        (0, 2, 1, 1, "3"),
        (1, 0, 1, 2, "2.申请人无正当理由逾期不补"),
        (1, 2, 1, 1, ""),
    ];
    let second =
        table(1, &XS, 2, &[(0, 0, 1, 2, "正的"), (0, 2, 1, 1, "5"), (1, 0, 1, 2, "3.其他"), (1, 2, 1, 1, "7")]);
    let whole = join_tables(table(0, &XS, 2, &cells), second, false).unwrap();
    assert!(shape(&whole).contains(&(1, 0, 1, 1, "2.申请人无正当理由逾期不补正的".into())), "{:?}", shape(&whole));
    assert!(shape(&whole).contains(&(1, 1, 1, 1, "5".into())));
    assert_eq!(whole.rows, 3);
}

#[test]
fn a_label_cut_before_what_may_not_begin_a_line_goes_on() {
    // 正、 is not parted, and had no room beside 补.
    let rows = |room: f64| {
        let mut first = table(
            0,
            &XS,
            2,
            &[
                (0, 0, 1, 2, "3.其他"),
                (0, 2, 1, 1, "0"),
                (1, 0, 1, 2, "1.申请人无正当理由逾期不补"),
                (1, 2, 1, 1, "12"),
            ],
        );
        first.cells[2].paragraphs[0].room = Some(room);
        let second = table(
            1,
            &XS,
            2,
            &[
                (0, 0, 1, 2, "正、行政机关不再处理其申请"),
                (0, 2, 1, 1, ""),
                (1, 0, 1, 2, "2.申请人逾期未缴费"),
                (1, 2, 1, 1, "3"),
            ],
        );
        join_tables(first, second, false).unwrap().rows
    };
    assert_eq!((rows(1.95), rows(4.0)), (3, 4));
}

#[test]
fn a_label_that_stands_whole_elsewhere_is_whole_again() {
    let first = table(0, &XS, 1, &[(0, 0, 1, 1, "结果维"), (0, 1, 1, 2, "复议后起诉")]);
    let second = table(
        1,
        &XS,
        2,
        &[
            (0, 0, 1, 1, "持"),
            (0, 1, 1, 1, "结果维持"),
            (0, 2, 1, 1, "其他"),
            (1, 0, 1, 1, "1"),
            (1, 1, 1, 1, "2"),
            (1, 2, 1, 1, "3"),
        ],
    );
    let whole = join_tables(first, second, false).unwrap();
    assert!(shape(&whole).contains(&(0, 0, 2, 1, "结果维持".into())), "{:?}", shape(&whole));
}

#[test]
fn two_labelled_rows_at_a_seam_stay_two() {
    let open = |lower: &str, figure: &str, full: bool| {
        let mut first = table(0, &XS, 1, &[(0, 0, 1, 2, "第五项"), (0, 2, 1, 1, "12")]);
        let mut second = table(1, &XS, 1, &[(0, 0, 1, 2, lower), (0, 2, 1, 1, figure)]);
        first.closed_below = vec![false; 3];
        second.closed_above = vec![false; 3];
        first.cells[0].paragraphs[0].room = Some(if full { 0.0 } else { 9.0 });
        join_tables(first, second, false).unwrap().rows
    };
    assert_eq!(open("第六项", "34", true), 2);
    assert_eq!(open("第六项", "", false), 2);
    assert_eq!(open("6.其他", "", true), 2);
    assert_eq!(open("（续）", "", true), 1);
}

#[test]
fn digits_cut_by_a_pages_end_are_doubted() {
    let mut first = table(0, &XS, 1, &[(0, 0, 1, 2, "甲"), (0, 2, 1, 1, "12")]);
    let mut second = table(1, &XS, 1, &[(0, 0, 1, 2, ""), (0, 2, 1, 1, "34")]);
    first.closed_below = vec![false; 3];
    second.closed_above = vec![false; 3];
    let whole = join_tables(first, second, false).unwrap();
    assert_eq!(
        (whole.cells[1].text(), whole.cells[1].doubts.as_slice()),
        ("1234".into(), [Doubt::OverLines].as_slice())
    );
}
