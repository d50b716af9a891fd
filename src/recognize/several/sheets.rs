//! A workbook in which several bodies have sheets of their own: 01主动公开, 01依申请公开, 01复议诉讼, 02主动公开 …, or a sheet each.

use crate::document::{Block, Grid};
use crate::finding::Place;
use crate::form::Forms;
use crate::recognize::statement::{STATEMENT_ROWS, organ_in_line};
use crate::recognize::table::{Piece, blocks_to_pieces};
use crate::recognize::whose;
use crate::report::{SameOrgan, same_organ};
use std::collections::BTreeSet;

/// The name of a sheet and the table on it.
fn sheet(block: &Block) -> Option<(&str, &Grid)> {
    let Block::Table(grid) = block else { return None };
    match &grid.origin.0 {
        Some(Place::Sheet(name)) => Some((name, grid)),
        _ => None,
    }
}

/// For each block the number of the body it is of, in the order they are named; `None` where the sheets are of one. Sheets with statutory
/// figures of which it can't be told whose they are stand apart, behind the others: they are copies of none of them.
pub(super) fn bodies_of_sheets(blocks: &[Block], forms: &Forms) -> Option<Vec<usize>> {
    let sheets: Vec<(&str, &Grid)> = blocks.iter().map(sheet).collect::<Option<_>>()?;
    let mut bodies: Vec<String> = Vec::new();
    let mut number_of = |organ: String| {
        let is_same = |known: &String| same_organ(known, &organ) != SameOrgan::No;
        bodies.iter().position(is_same).unwrap_or_else(|| {
            bodies.push(organ);
            bodies.len() - 1
        })
    };
    let stated: Vec<Option<usize>> =
        sheets.iter().map(|(name, grid)| organ_of_sheet(name, grid).map(&mut number_of)).collect();
    if bodies.len() < 2 {
        return None;
    }
    let tables: Vec<BTreeSet<String>> = blocks.iter().map(|block| tables_of(block, forms)).collect();
    let of_number = |name: &str| {
        let number = leading_number(name)?;
        let mut alike = sheets.iter().zip(&stated).filter(|((other, _), _)| leading_number(other) == Some(number));
        alike.find_map(|(_, body)| *body)
    };
    let known: Vec<Option<usize>> =
        sheets.iter().zip(&stated).map(|((name, _), own)| own.or_else(|| of_number(name))).collect();
    // Two of the same table, of two bodies.
    let is_of_two = |id: &String| {
        let of = tables.iter().zip(&known).filter(|(tables, _)| tables.contains(id));
        let mut of = of.filter_map(|(_, number)| *number);
        of.next().is_some_and(|first| of.any(|other| other != first))
    };
    if !tables.iter().flatten().any(is_of_two) {
        return None;
    }
    let mut numbers = Vec::with_capacity(blocks.len());
    for (number, tables) in known.iter().zip(&tables) {
        // What has no figures goes with what stands before it.
        let before = numbers.last().copied().unwrap_or(0);
        numbers.push(number.unwrap_or(if tables.is_empty() { before } else { bodies.len() }));
    }
    Some(numbers)
}

/// The body that a sheet says its figures are of: in a line above its table, in its caption, or by its name.
fn organ_of_sheet(name: &str, grid: &Grid) -> Option<String> {
    let head: Vec<(u32, String)> =
        grid.cells_in_rows(0, STATEMENT_ROWS - 1).iter().map(|cell| (cell.row, cell.plain_text())).collect();
    let of_line = head.chunk_by(|(a, _), (b, _)| a == b).find_map(|row| {
        let texts: Vec<String> = row.iter().map(|(_, text)| text.clone()).collect();
        organ_in_line(&texts)
    });
    let named = |organ: Option<String>| organ.filter(|organ| whose::is_body(organ));
    of_line
        .or_else(|| head.iter().find_map(|(_, text)| named(whose::of_caption(text).organ)))
        .or_else(|| named(whose::of_sheet_name(name).organ))
        .map(|organ| whose::tidy_name(&organ))
}

/// The number that the name of a sheet begins with: 01 of 01主动公开. A year is none.
fn leading_number(name: &str) -> Option<u32> {
    let digits = name.trim_start().split(|c: char| !c.is_ascii_digit()).next()?;
    digits.parse().ok().filter(|_| digits.len() < 4)
}

/// The statutory tables that a block states figures of.
fn tables_of(block: &Block, forms: &Forms) -> BTreeSet<String> {
    let pieces = blocks_to_pieces(vec![block.clone()], forms, &mut Vec::new());
    let ids = pieces.into_iter().filter_map(|piece| match piece {
        Piece::Table(recognized) => Some(recognized.table_id),
        Piece::Block(_) => None,
    });
    ids.collect()
}
