//! Cells and merged ranges → grid, trimmed to the filled part of the sheet.

use super::MAX_PLACES;
use super::findings::SheetFindings;
use super::value::{Cells, Kind, ReadCell};
use super::worksheet::{Range, RawCell, RawSheet};
use crate::document::{Block, Cell, Content, Grid, HiddenRows, Paragraph};
use crate::finding::{Error, Origin, Place, catalogue, column_letters, terms};
use crate::whole::counted;
use std::collections::{BTreeMap, BTreeSet};

/// How far a merged range may widen the filled part of a sheet: titles are merged over a blank column or two, but also over
/// whole rows of 16,384.
const ROWS_BEYOND: u32 = 1_000;
const COLUMNS_BEYOND: u32 = 64;

/// After so many overlapping merged ranges the rest are not looked at: each may cost a walk over the whole table.
const MOST_OVERLAPS: usize = 100;
/// So many runs of hidden rows or columns are named.
const NAMED_RUNS: usize = 20;

/// The grid of a sheet; `None` where no cell shows anything.
///
/// # Errors
/// `limit-exceeded` beyond `budget` places.
pub(super) fn cells_to_grid(
    mut cells: Cells,
    raw: &RawSheet,
    budget: u64,
    findings: &mut SheetFindings,
) -> Result<Option<Grid>, Error> {
    if filled_part(&cells).is_some_and(|area| places_of(area) > budget) {
        leave_out_far_cells(&mut cells, findings);
    }
    let is_filled = |place: (u32, u32)| cells.get(&place).is_some_and(|cell| !cell.text.trim().is_empty());
    let Some(mut filled) = filled_part(&cells) else { return Ok(None) };
    // A row of formulas that show nothing yet is the last row of a table to be filled in.
    let is_below =
        |cell: &&RawCell| cell.row == filled.bottom + 1 && (filled.left..=filled.right).contains(&cell.column);
    if raw.cells.iter().any(|cell| cell.has_formula && is_below(&cell)) {
        filled.bottom += 1;
    }
    let mut area = filled;
    for merge in raw.merges.iter().filter(|merge| is_filled((merge.top, merge.left))) {
        if merge.bottom <= filled.bottom + ROWS_BEYOND && merge.right <= filled.right + COLUMNS_BEYOND {
            area.bottom = area.bottom.max(merge.bottom);
            area.right = area.right.max(merge.right);
        }
    }
    let (rows, columns) = (area.bottom - area.top + 1, area.right - area.left + 1);
    let places = places_of(area);
    if places > budget {
        let limit = terms::PLACES_OF_WORKBOOK;
        return Err(catalogue::package::limit_exceeded(limit, MAX_PLACES, places + (MAX_PLACES - budget)).into());
    }
    name_hidden(raw, area, findings);
    let merges = placed_merges(raw, area, places, is_filled, findings);
    let block = |read: &ReadCell, place: Place| {
        let origin = Origin::at(place);
        let content = read.content.clone().unwrap_or_else(|| Content::plain(read.text.as_str()));
        Block::Paragraph(Paragraph { origin, content, ..Paragraph::default() })
    };
    let mut grid_cells: Vec<Cell> = Vec::with_capacity(cells.len());
    for merge in &merges.list {
        let (height, width) = (merge.bottom - merge.top + 1, merge.right - merge.left + 1);
        grid_cells.push(Cell::new(merge.top - area.top, merge.left - area.left, Vec::new()).spanning(height, width));
    }
    for (&(row, column), read) in cells.iter().filter(|((row, column), _)| area.contains(*row, *column)) {
        // All of it may be such as no person sees.
        if read.text.is_empty() || read.content.as_ref().is_some_and(Content::is_empty) {
            continue;
        }
        let content = vec![block(read, findings.place(row, column))];
        match merges.at(area, row, column) {
            None => grid_cells.push(Cell::new(row - area.top, column - area.left, content)),
            Some((index, merge)) if (merge.top, merge.left) == (row, column) => {
                if let Some(cell) = grid_cells.get_mut(index) {
                    cell.content = content;
                }
            }
            Some(_) => findings.on_cell(row, column, catalogue::sheet::text_under_merge(&read.text)),
        }
    }
    let grid = Grid::with_gaps_filled(rows, columns, grid_cells);
    let mut grid = grid.map_err(|fault| Error::from(catalogue::sheet::sheet_unreadable(fault)).caused_by(fault))?;
    let uncalculated: BTreeSet<(u32, u32)> =
        cells.iter().filter(|(_, cell)| cell.kind == Kind::Uncalculated).map(|(place, _)| *place).collect();
    for cell in grid.cells_mut() {
        let (row, column) = (area.top + cell.row, area.left + cell.column);
        cell.origin = Origin::at(findings.place(row, column));
        cell.is_uncalculated = !uncalculated.is_empty() && uncalculated.contains(&(row, column));
    }
    let rows_hidden = raw.hidden_rows.iter().filter(|(from, to)| *from <= area.bottom && *to >= area.top);
    grid.hidden = HiddenRows(match raw.is_hidden {
        true => vec![(0, rows - 1)],
        false => {
            rows_hidden.map(|(from, to)| (from.max(&area.top) - area.top, to.min(&area.bottom) - area.top)).collect()
        }
    });
    grid.origin = Origin::at(findings.whole());
    Ok(Some(grid))
}

fn places_of(range: Range) -> u64 {
    u64::from(range.bottom - range.top + 1) * u64::from(range.right - range.left + 1)
}

/// Marks the places of a grid that its source does not have: a row of a list of cells ends where its last one stands, what makes it as
/// long as others comes from nowhere. `ends` gives the last column of each row, both counted from 1.
pub(super) fn mark_absent(grid: &mut Grid, ends: &BTreeMap<u32, u32>) {
    for cell in grid.cells_mut() {
        if let Some(Place::Cell { row, column, .. }) = cell.origin.0
            && ends.get(&row).is_some_and(|end| column > *end)
        {
            cell.origin = Origin::default();
        }
    }
}

/// Takes out the cells that lie far beyond the rest, each named: a stray full stop in the sheet's last row makes a table of a
/// million rows.
fn leave_out_far_cells(cells: &mut Cells, findings: &mut SheetFindings) {
    let filled = || cells.iter().filter(|(_, cell)| !cell.text.trim().is_empty()).map(|(place, _)| *place);
    let last_before_gap = |places: BTreeSet<u32>, gap: u32| {
        let next = places.iter().skip(1);
        places.iter().zip(next).find(|(place, next)| **next - **place > gap).map_or(u32::MAX, |(place, _)| *place)
    };
    let last_row = last_before_gap(filled().map(|(row, _)| row).collect(), ROWS_BEYOND);
    let columns = filled().filter(|(row, _)| *row <= last_row).map(|(_, column)| column).collect();
    let last_column = last_before_gap(columns, COLUMNS_BEYOND);
    cells.retain(|(row, column), cell| {
        let is_near = *row <= last_row && *column <= last_column;
        if !is_near && !cell.text.trim().is_empty() {
            findings.on_cell(*row, *column, catalogue::sheet::far_cell_left_out(&cell.text));
        }
        is_near
    });
}

/// The smallest range that holds every cell that shows more than white space.
fn filled_part(cells: &Cells) -> Option<Range> {
    let mut filled = cells.iter().filter(|(_, cell)| !cell.text.trim().is_empty()).map(|(place, _)| *place);
    let (row, column) = filled.next()?;
    let start = Range { top: row, left: column, bottom: row, right: column };
    Some(filled.fold(start, |area, (row, column)| Range {
        top: area.top.min(row),
        left: area.left.min(column),
        bottom: area.bottom.max(row),
        right: area.right.max(column),
    }))
}

/// Merged ranges cut to an area, none overlapping another.
struct Merges {
    list: Vec<Range>,
    /// For each place of the area, row by row, 1 + the index of the range that covers it; 0 for none.
    owner: Vec<u32>,
}

impl Merges {
    fn at(&self, area: Range, row: u32, column: u32) -> Option<(usize, Range)> {
        let index = self.owner.get(place_index(area, row, column)).and_then(|owner| owner.checked_sub(1))? as usize;
        self.list.get(index).map(|merge| (index, *merge))
    }
}

fn place_index(area: Range, row: u32, column: u32) -> usize {
    let width = (area.right - area.left + 1) as usize;
    (row - area.top) as usize * width + (column - area.left) as usize
}

fn placed_merges(
    raw: &RawSheet,
    area: Range,
    places: u64,
    is_filled: impl Fn((u32, u32)) -> bool,
    findings: &mut SheetFindings,
) -> Merges {
    let mut merges = Merges { list: Vec::new(), owner: vec![0; usize::try_from(places).unwrap_or(usize::MAX)] };
    let mut overlaps = 0usize;
    for merge in &raw.merges {
        let cut = Range {
            top: merge.top.max(area.top),
            left: merge.left.max(area.left),
            bottom: merge.bottom.min(area.bottom),
            right: merge.right.min(area.right),
        };
        if cut.top > cut.bottom || cut.left > cut.right || cut.is_single() {
            continue;
        }
        let rows =
            || (cut.top..=cut.bottom).map(|row| place_index(area, row, cut.left)..=place_index(area, row, cut.right));
        let is_free =
            rows().all(|row| merges.owner.get(row).is_some_and(|places| places.iter().all(|owner| *owner == 0)));
        if !is_free {
            overlaps += 1;
            if overlaps > MOST_OVERLAPS {
                findings.on_sheet(catalogue::sheet::merge_invalid(format!("{} …", shown(*merge))));
                break;
            }
            findings.on_cell(merge.top, merge.left, catalogue::sheet::merge_invalid(shown(*merge)));
            continue;
        }
        if cut != *merge && is_filled((merge.top, merge.left)) {
            findings.on_cell(merge.top, merge.left, catalogue::sheet::merge_clipped(shown(*merge)));
        }
        merges.list.push(cut);
        let owner = counted(merges.list.len());
        for row in rows() {
            if let Some(places) = merges.owner.get_mut(row) {
                places.fill(owner);
            }
        }
    }
    merges
}

fn name_hidden(raw: &RawSheet, area: Range, findings: &mut SheetFindings) {
    let runs = |hidden: &[(u32, u32)], first: u32, last: u32, name: fn(u32) -> String| {
        let inside =
            hidden.iter().map(|(from, to)| (*from.max(&first), *to.min(&last))).filter(|(from, to)| from <= to);
        let named =
            inside.map(|(from, to)| if from == to { name(from) } else { format!("{}–{}", name(from), name(to)) });
        let mut named: Vec<String> = named.take(NAMED_RUNS + 1).collect();
        if let Some(last) = named.get_mut(NAMED_RUNS) {
            "…".clone_into(last);
        }
        named
    };
    let rows = runs(&raw.hidden_rows, area.top, area.bottom, |row| row.to_string());
    if !rows.is_empty() {
        findings.on_sheet(catalogue::sheet::hidden_rows(rows));
    }
    let columns = runs(&raw.hidden_columns, area.left, area.right, column_letters);
    if !columns.is_empty() {
        findings.on_sheet(catalogue::sheet::hidden_columns(columns));
    }
}

fn shown(range: Range) -> String {
    let Range { top, left, bottom, right } = range;
    format!("{}{top}:{}{bottom}", column_letters(left), column_letters(right))
}
