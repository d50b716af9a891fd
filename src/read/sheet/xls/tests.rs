use crate::document::{Block, Grid};
use crate::finding::{Place, Warned};
use crate::read::sheet::{xls_to_document, xlsx_to_document};

const HAZARDS: &[u8] = include_bytes!("../../../../samples/sheets/hazards.xls");
const FIGURES: &[u8] = include_bytes!("../../../../samples/lukou-2021/figures.xls");

fn grids(read: &Warned<crate::document::Document>) -> Vec<&Grid> {
    read.value
        .blocks
        .iter()
        .filter_map(|block| if let Block::Table(grid) = block { Some(grid) } else { None })
        .collect()
}

/// The text of a cell by its place in the sheet.
fn at<'g>(grid: &'g Grid, row: u32, column: u32) -> String {
    let place = |cell: &&'g crate::document::Cell| match &cell.origin.0 {
        Some(Place::SheetCell { row: r, column: c, .. }) => (*r, *c) == (row, column),
        _ => false,
    };
    grid.cells().iter().find(place).map(|cell| cell.plain_text()).unwrap_or_default()
}

#[test]
fn values_are_read_for_what_they_are_and_what_is_no_figure_is_named() {
    let read = xls_to_document(HAZARDS).unwrap();
    let [grid, hidden] = grids(&read)[..] else { panic!("two tables expected") };
    let values: Vec<String> = (2..=13).map(|row| at(grid, row, 3)).collect();
    let expected =
        ["0100", "2021-12-31", "0.125", "26.50", "26.55", "3", "甲乙", "#DIV/0!", "TRUE", "-5", "1.5", "1234567890123"];
    assert_eq!(values, expected);
    assert_eq!(hidden.cells()[0].plain_text(), "草稿");
    let merged = grid.cells().iter().find(|cell| cell.plain_text() == "合并").unwrap();
    assert_eq!((merged.row_span, merged.column_span), (2, 2));
    let said: Vec<(&str, Option<(u32, u32)>)> = read
        .findings
        .iter()
        .map(|finding| match &finding.location().place {
            Some(Place::SheetCell { row, column, .. }) => (finding.code(), Some((*row, *column))),
            _ => (finding.code(), None),
        })
        .collect();
    for expected in [
        ("date-in-cell", Some((3, 3))),
        ("shown-differently", Some((4, 3))),
        ("shown-differently", Some((6, 3))),
        ("cell-error", Some((9, 3))),
        ("cell-comment-left-out", Some((10, 3))),
        ("hidden-rows", None),
        ("hidden-columns", None),
        ("hidden-sheet", None),
    ] {
        assert!(said.contains(&expected), "{expected:?} in {said:?}");
    }
    assert_eq!(said.len(), 8, "{said:?}");
}

#[test]
fn a_workbook_under_the_other_name_is_read_for_what_it_is() {
    let named_xlsx = xlsx_to_document(FIGURES).unwrap();
    assert_eq!(named_xlsx.findings[0].code(), "named-otherwise");
    assert_eq!(named_xlsx.value, xls_to_document(FIGURES).unwrap().value);
    let new = include_bytes!("../../../../samples/lukou-2021/figures.xlsx");
    let named_xls = xls_to_document(new).unwrap();
    assert_eq!(named_xls.findings[0].code(), "named-otherwise");
    assert_eq!(named_xls.value, xlsx_to_document(new).unwrap().value);
}

/// The place of the first record of this type in the workbook stream, which LibreOffice writes in one piece.
fn record(kind: u16) -> usize {
    let bof = [9, 8, 16, 0, 0, 6, 5, 0];
    let mut at = FIGURES.windows(8).position(|bytes| bytes == bof).unwrap();
    while FIGURES[at..at + 2] != kind.to_le_bytes() {
        at += 4 + usize::from(u16::from_le_bytes([FIGURES[at + 2], FIGURES[at + 3]]));
    }
    at
}

#[test]
fn what_can_not_be_read_is_named() {
    let code = |bytes: &[u8]| xls_to_document(bytes).unwrap_err().code();
    assert_eq!(code(b""), "empty-file");
    assert_eq!(code(b"<html><p>404</p></html>"), "not-a-workbook");
    assert_eq!(code(b"a,b\n1,2\n"), "not-a-workbook");
    assert_eq!(code(b"%TSD-Header-###%"), "encrypted-by-software");
    assert_eq!(code(&[9, 4, 6, 0, 0, 4, 16, 0]), "old-binary-format");
    let with = |at: usize, bytes: &[u8]| {
        let mut file = FIGURES.to_vec();
        file[at..at + bytes.len()].copy_from_slice(bytes);
        file
    };
    assert_eq!(code(&with(record(0x0809) + 4, &[0, 5])), "old-binary-format", "BIFF5");
    // The code page record becomes FilePass.
    assert_eq!(code(&with(record(0x0042), &[0x2F, 0])), "encrypted");
    assert_eq!(code(&FIGURES[..FIGURES.len() / 2]), "damaged-package", "cut off");
    assert_eq!(code(&FIGURES[..400]), "damaged-package", "cut off in the header");
}

#[test]
fn a_string_that_is_not_there_is_blank_and_named() {
    let mut file = FIGURES.to_vec();
    let at = record(0x00FC);
    // Far fewer strings than the cells refer to.
    file[at + 8..at + 12].copy_from_slice(&2u32.to_le_bytes());
    let read = xls_to_document(&file).unwrap();
    assert!(read.findings.iter().any(|finding| finding.code() == "shared-string-missing"), "{:?}", read.findings);
}

/// Changes bytes here and there; the seed decides which. `NIANBAO_MUTATED_SHEETS` asks for more than the usual few.
#[test]
fn damaged_workbooks_are_read_or_refused_and_nothing_else() {
    let rounds = std::env::var("NIANBAO_MUTATED_SHEETS").ok().and_then(|n| n.parse().ok()).unwrap_or(60);
    let mut state = 0x2545_F491_4F6C_DD1Du64;
    let mut next = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 33) as usize % below
    };
    for round in 0..rounds {
        let mut file = if round % 2 == 0 { FIGURES.to_vec() } else { HAZARDS.to_vec() };
        for _ in 0..=next(12) {
            let at = next(file.len());
            file[at] = [0, 1, 0x7F, 0xFF, next(256) as u8][next(5)];
        }
        if next(8) == 0 {
            file.truncate(next(file.len()));
        }
        let _ = xls_to_document(&file);
    }
}
