//! Several tables on one grid, and one table on several grids.

use super::labels::Labels;
use super::rows::second_table;
use super::source::Source;
use crate::document::{Cell, Grid};
use crate::finding::{Term, terms};
use std::collections::BTreeSet;

/// How many labels betray a table that can't be read.
const LEAST_LABELS: usize = 3;

/// How many row labels and column labels a side of a grid must have to hold a table of its own.
const LEAST_SIDE: (usize, usize) = (2, 1);

/// How many column labels, where the table has no row labels.
const LEAST_SIDE_UNLABELLED: usize = 5;

/// The most parts a grid is cut into; one with more of them is no report's.
const MOST_PARTS: usize = 16;

/// The parts of a grid that hold a table each: side by side first, then one below the other.
pub(super) fn grid_to_parts(grid: Grid, tables: &[Labels]) -> Vec<Grid> {
    let mut open = vec![grid];
    let mut parts = Vec::new();
    while let Some(grid) = open.pop() {
        let cut = if parts.len() + open.len() < MOST_PARTS { cut(&grid, tables) } else { None };
        match cut {
            // The second is taken up after the first is cut through.
            Some((first, second)) => open.extend([second, first]),
            None => parts.push(grid),
        }
    }
    parts
}

fn cut(grid: &Grid, tables: &[Labels]) -> Option<(Grid, Grid)> {
    let source = Source::new(grid);
    let tables: Vec<&Labels> = tables.iter().filter(|labels| labels.are_met(&source)).collect();
    if let Some(column) = side_by_side(&source, &tables) {
        return Some((columns_to_grid(grid, 0, column)?, columns_to_grid(grid, column, grid.columns())?));
    }
    let row = tables.iter().filter_map(|labels| second_table(&source, labels)).min()?;
    Some((rows_to_grid(grid, 0, row)?, rows_to_grid(grid, row, grid.rows())?))
}

/// The column at which a second table begins beside a first: no cell crosses it, each side has labels enough, and they stand
/// in the same rows (tables one below the other also have labels in different columns).
fn side_by_side(source: &Source, tables: &[&Labels]) -> Option<u32> {
    let cells = source.grid.cells();
    // Where each table's row labels and column labels stand.
    type Places = Vec<(u32, u32)>;
    let places: Vec<(&Labels, Places, Places)> = tables
        .iter()
        .map(|&labels| {
            let columns_of = |is_label: &dyn Fn(&str) -> bool| {
                let found = cells.iter().enumerate().filter(|(i, _)| source.normal(*i).is_some_and(is_label));
                found.map(|(_, cell)| (cell.row, cell.column)).collect()
            };
            (
                labels,
                columns_of(&|text| labels.row_called(text).is_some()),
                columns_of(&|text| labels.leaves.contains(text)),
            )
        })
        .collect();
    // The first and last row of each table whose labels stand in these columns.
    let tables_in = |range: std::ops::Range<u32>| {
        let of_table = |(labels, rows, leaves): &(&Labels, Places, Places)| {
            let inside = |places: &Places| -> Vec<u32> {
                places.iter().filter(|(_, column)| range.contains(column)).map(|(row, _)| *row).collect()
            };
            let (rows, leaves) = (inside(rows), inside(leaves));
            // Of seven columns one label alone may be that of a row (总计).
            let widest = labels.rows.iter().map(|spec| spec.cells.len()).max().unwrap_or(0);
            let enough = if labels.has_row_labels() {
                rows.len() >= LEAST_SIDE.0 && leaves.len() >= LEAST_SIDE.1.max(widest / 3)
            } else {
                leaves.len() >= LEAST_SIDE_UNLABELLED
            };
            let all = || rows.iter().chain(&leaves).copied();
            enough.then(|| all().min().zip(all().max())).flatten()
        };
        places.iter().filter_map(of_table).collect::<Vec<_>>()
    };
    let in_same_rows = |column: u32| {
        let right = tables_in(column..source.grid.columns());
        tables_in(0..column).iter().any(|left| right.iter().any(|right| left.0 <= right.1 && right.0 <= left.1))
    };
    // Column labels of a table without row labels are on both sides of any column within it; row labels are not.
    let begins_table = |column: u32| {
        places.iter().any(|(labels, rows, _)| {
            labels.has_row_labels() && rows.iter().filter(|(_, at)| *at >= column).count() >= LEAST_SIDE.0
        }) || places.iter().any(|(labels, _, leaves)| {
            let right = leaves.iter().filter(|(_, at)| *at >= column).count();
            let all: usize = labels.rows.iter().map(|spec| spec.cells.len()).sum();
            !labels.has_row_labels() && right == all
        })
    };
    let crossed: BTreeSet<u32> =
        cells.iter().flat_map(|cell| cell.column + 1..cell.column + cell.column_span).collect();
    let columns = source.grid.columns();
    // The last such column is the second table's first; earlier ones may lie within the first table.
    let clean = (1..columns).rev().filter(|column| !crossed.contains(column));
    clean.filter(|column| begins_table(*column)).find(|column| in_same_rows(*column))
}

/// Why a grid that looks like a statutory table can't be read as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cause {
    /// Its rows have the form's labels, its columns have none.
    NoColumnLabels,
    /// Its columns have the form's labels, its rows have none.
    NoRowLabels,
    /// Its figures don't stand where its labels cross.
    NotUnderLabels,
    /// It repeats labels of the table above it.
    Repeated,
    /// Its rows are also another table's.
    Entangled,
}

impl Cause {
    pub(super) fn term(self) -> &'static Term {
        match self {
            Cause::NoColumnLabels => terms::NO_COLUMN_LABELS,
            Cause::NoRowLabels => terms::NO_ROW_LABELS,
            Cause::NotUnderLabels => terms::NOT_UNDER_LABELS,
            Cause::Repeated => terms::LABELS_REPEATED,
            Cause::Entangled => terms::ENTANGLED,
        }
    }
}

/// Of a table's rows, the least part in percent that names it where no column does: a draft's own table may list a few.
const LEAST_ROWS_ALONE: usize = 60;

/// How many column labels name a table none of whose rows is labelled.
const LEAST_LEAVES_ALONE: usize = 5;

/// Why a grid that bears so many labels of a table that it should have been read as one was not; `None` where it does not.
pub(super) fn looks_like(source: &Source, labels: &Labels) -> Option<Cause> {
    let mut rows: BTreeSet<usize> = BTreeSet::new();
    let mut leaves: BTreeSet<&str> = BTreeSet::new();
    let mut groups: BTreeSet<&str> = BTreeSet::new();
    let mut all_leaves = 0;
    for index in 0..source.grid.cells().len() {
        let Some(text) = source.normal(index) else { continue };
        rows.extend(labels.row_called(text));
        if labels.leaves.contains(text) {
            leaves.insert(text);
            all_leaves += 1;
        }
        groups.extend(labels.groups.get(text).map(String::as_str));
    }
    if !labels.has_row_labels() {
        // Its five results alone are also what a draft's own small table has.
        let enough =
            all_leaves >= LEAST_SIDE_UNLABELLED && !groups.is_empty() || all_leaves >= 2 * LEAST_SIDE_UNLABELLED;
        return enough.then_some(Cause::NotUnderLabels);
    }
    let many_rows = rows.len() * 100 >= labels.rows.len() * LEAST_ROWS_ALONE;
    match (rows.len(), leaves.len()) {
        (0, leaves) if leaves >= LEAST_LEAVES_ALONE => Some(Cause::NoRowLabels),
        (rows, 0) if rows >= LEAST_LABELS && many_rows => Some(Cause::NoColumnLabels),
        (rows, 1..) if rows + 1 >= LEAST_LABELS => Some(Cause::NotUnderLabels),
        _ => None,
    }
}

/// Whether a grid bears labels of a table and below them a row that is mostly figures.
pub(super) fn repeats(source: &Source, labels: &Labels) -> bool {
    let is_label = |cell: &usize| source.normal(*cell).is_some_and(|text| labels.all.contains(text));
    let first = (0..source.grid.rows()).find(|row| source.row_cells(*row).iter().any(is_label));
    let states_figures = |row: u32| {
        let cells = source.row_cells(row);
        cells.iter().filter(|cell| source.is_figure(**cell)).count() * 2 > cells.len()
    };
    first.is_some_and(|first| (first + 1..source.grid.rows()).any(states_figures))
}

/// In how many rows from the top a part of a table has its column labels.
const HEAD_ROWS: u32 = 3;

/// How far apart two edges of columns may be and still be one, in thousandths of the table's width.
const EDGE_TOLERANCE: u32 = 6;

/// Two grids as one below the other; `None` where their columns don't fit each other.
pub(super) fn stack(above: &Grid, below: &Grid) -> Option<Grid> {
    let same_widths = above.widths.is_empty() || below.widths.is_empty() || above.widths == below.widths;
    let aligned = match above.columns() == below.columns() && same_widths {
        true => None,
        false => Some(align(above, below)?),
    };
    let (above, below) = aligned.as_ref().map_or((above, below), |(above, below)| (above, below));
    let offset = above.rows();
    let lower = below.cells().iter().map(|cell| Cell { row: cell.row + offset, ..cell.clone() });
    let cells = above.cells().iter().cloned().chain(lower).collect();
    let mut grid = Grid::with_gaps_filled(offset.checked_add(below.rows())?, above.columns(), cells).ok()?;
    grid.widths = above.widths.clone();
    grid.header_rows = above.header_rows;
    let lower = below.hidden.0.iter().map(|(from, to)| (from + offset, to + offset));
    grid.hidden.0 = above.hidden.0.iter().copied().chain(lower).collect();
    grid.origin = above.origin.clone();
    Some(grid)
}

/// Two grids as one below the other whose columns don't fit each other, where the lower has column labels of its own: its figures
/// stand below these, whatever stands above.
pub(super) fn stack_loosely(above: &Grid, below: &Grid, tables: &[Labels]) -> Option<Grid> {
    let source = Source::new(below);
    let has_head = source
        .text_cells(0, HEAD_ROWS)
        .any(|cell| source.normal(cell).is_some_and(|text| tables.iter().any(|labels| labels.leaves.contains(text))));
    if !has_head {
        return None;
    }
    let columns = above.columns().max(below.columns());
    let widened = |grid: &Grid, offset: u32| -> Vec<Cell> {
        let widen = |cell: &Cell| {
            let at_edge = cell.column + cell.column_span == grid.columns();
            let column_span = if at_edge { columns - cell.column } else { cell.column_span };
            Cell { row: cell.row + offset, column_span, ..cell.clone() }
        };
        grid.cells().iter().map(widen).collect()
    };
    let mut cells = widened(above, 0);
    cells.extend(widened(below, above.rows()));
    let mut grid = Grid::new(above.rows().checked_add(below.rows())?, columns, cells).ok()?;
    grid.header_rows = above.header_rows;
    grid.origin = above.origin.clone();
    Some(grid)
}

/// The columns of a grid to the right of another's: a table that was cut from top to bottom. What it repeats of the first
/// columns, the labels of the rows, is left out.
pub(super) fn beside(left: &Grid, right: &Grid) -> Option<Grid> {
    if left.rows() != right.rows() {
        return None;
    }
    let (of_left, of_right) = (Source::new(left), Source::new(right));
    let repeats = |cell: &Cell| {
        let at = |source: &Source| source.at(cell.row, cell.column).and_then(|i| source.normal(i).map(str::to_owned));
        at(&of_left) == at(&of_right)
    };
    let own = right.cells().iter().filter(|cell| !repeats(cell)).map(|cell| cell.column).min()?;
    if right.cells().iter().any(|cell| cell.column < own && cell.column + cell.column_span > own) {
        return None;
    }
    let offset = left.columns().checked_sub(own)?;
    let moved = right.cells().iter().filter(|cell| cell.column >= own);
    let moved = moved.map(|cell| Cell { column: cell.column + offset, ..cell.clone() });
    let cells = left.cells().iter().cloned().chain(moved).collect();
    let mut grid = Grid::new(left.rows(), right.columns().checked_add(offset)?, cells).ok()?;
    grid.header_rows = left.header_rows;
    grid.origin = left.origin.clone();
    Some(grid)
}

/// Two grids on the columns of the one that has more of them: a table that was cut in two lost in each part the columns at
/// which none of its cells begins. `None` where an edge of the one is none of the other.
fn align(above: &Grid, below: &Grid) -> Option<(Grid, Grid)> {
    let edges = |grid: &Grid| {
        let starts = grid.widths.iter().scan(0, |sum: &mut u32, width| {
            let start = *sum;
            *sum += width;
            Some(start)
        });
        starts.chain([1000]).collect::<Vec<u32>>()
    };
    let (upper, lower) = (edges(above), edges(below));
    if upper.len() as u64 != u64::from(above.columns()) + 1 || lower.len() as u64 != u64::from(below.columns()) + 1 {
        return None;
    }
    let upper_is_finer = upper.len() > lower.len();
    let (finer, coarser) = if upper_is_finer { (upper, lower) } else { (lower, upper) };
    let places: Option<Vec<u32>> = coarser
        .iter()
        .map(|edge| (0u32..).zip(&finer).find(|(_, fine)| fine.abs_diff(*edge) <= EDGE_TOLERANCE).map(|(at, _)| at))
        .collect();
    let places = places?;
    let (fine, coarse) = if upper_is_finer { (above, below) } else { (below, above) };
    let place = |column: u32| places.get(column as usize).copied();
    let cells: Option<Vec<Cell>> = coarse
        .cells()
        .iter()
        .map(|cell| {
            let start = place(cell.column)?;
            let column_span = place(cell.column + cell.column_span)?.checked_sub(start)?;
            Some(Cell { column: start, column_span, ..cell.clone() })
        })
        .collect();
    let mut spread = Grid::new(coarse.rows(), fine.columns(), cells?).ok()?;
    spread.widths = fine.widths.clone();
    spread.header_rows = coarse.header_rows;
    spread.origin = coarse.origin.clone();
    Some(if upper_is_finer { (fine.clone(), spread) } else { (spread, fine.clone()) })
}

/// The rows `first..end` of a grid as a grid; a cell that reaches in from above stays with the rows it begins in.
pub(super) fn rows_to_grid(grid: &Grid, first: u32, end: u32) -> Option<Grid> {
    let cells = grid.cells_in_rows(first, end.saturating_sub(1)).iter().map(|cell| Cell {
        row: cell.row - first,
        row_span: cell.row_span.min(end - cell.row),
        ..cell.clone()
    });
    let mut part = Grid::with_gaps_filled(end - first, grid.columns(), cells.collect()).ok()?;
    part.hidden = grid.hidden.within(first, end);
    part.origin = grid.origin.clone();
    Some(part)
}

/// The columns `first..end` of a grid as a grid; no cell crosses their edges.
fn columns_to_grid(grid: &Grid, first: u32, end: u32) -> Option<Grid> {
    let inside = grid.cells().iter().filter(|cell| (first..end).contains(&cell.column));
    let cells = inside.map(|cell| Cell { column: cell.column - first, ..cell.clone() });
    let mut part = Grid::new(grid.rows(), end - first, cells.collect()).ok()?;
    part.hidden = grid.hidden.clone();
    part.origin = grid.origin.clone();
    Some(part)
}
