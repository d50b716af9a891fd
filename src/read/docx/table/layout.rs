//! Table geometry (ECMA-376 §17.4): rows of `w:tc` with spans and merges → cells on a grid without idle columns.

use super::placement::{Placement, RowCells, place_by_widths};
use crate::document::Change;
use crate::finding::{Finding, Place, catalogue::docx};
use crate::ooxml::{Element, Ns};
use crate::read::docx::revision::{ChangeMark, TrackedChanges};
use crate::read::docx::style::table_style::{CellPlace, TableLook};
use crate::read::docx::wml::{is_on, raw_text, twips, understood_branch, value};
use std::collections::{BTreeMap, BTreeSet};

/// A row fixed at less than this, in twips, shows nothing.
const LEAST_HEIGHT: i32 = 30;

/// A cell with its place on the grid, from 0.
#[derive(Debug)]
pub(crate) struct LaidCell<'x> {
    /// The `w:tc` that holds its content.
    pub element: Element<'x>,
    pub row: u32,
    pub column: u32,
    pub row_span: u32,
    pub column_span: u32,
    /// `w:tc`s swallowed by merging.
    pub swallowed: Vec<Element<'x>>,
    /// The tracked change its row or itself was made by.
    pub change: Option<ChangeMark>,
    /// Where it stands, for the style of the table.
    pub place: CellPlace,
}

/// A table laid out.
#[derive(Debug, Default)]
pub(crate) struct Layout<'x> {
    pub rows: u32,
    pub columns: u32,
    pub header_rows: u32,
    /// Whether the first row says itself if it is repeated.
    pub says_repeats: bool,
    pub widths: Vec<u32>,
    /// Paragraphs and tables that damaged markup has outside any cell.
    pub stray: Vec<Element<'x>>,
    pub cells: Vec<LaidCell<'x>>,
    /// Rows that tracked changes leave out.
    pub dropped: Vec<Element<'x>>,
    /// Cells that tracked changes leave out.
    pub dropped_cells: Vec<Element<'x>>,
    /// The tracked changes to rows and cells that are read.
    pub changed: Vec<Change>,
    /// Rows that are hidden with all they hold, or fixed at a height that shows nothing.
    pub hidden: Vec<Element<'x>>,
    /// Content controls around rows and cells that say they show a prompt.
    pub controls: Vec<Element<'x>>,
}

/// Whether Word shows nothing of a row: its end is hidden (§17.4.22), and so is all text in it.
fn is_hidden(row: Element<'_>) -> bool {
    let vanishes =
        |parent: Element<'_>| parent.child(Ns::W, "rPr").and_then(|p| p.child(Ns::W, "vanish")).is_some_and(is_on);
    if !row.child(Ns::W, "trPr").and_then(|p| p.child(Ns::W, "hidden")).is_some_and(is_on) {
        return false;
    }
    let (mut some, mut all) = (false, true);
    row.walk(|element| {
        if element.is(Ns::W, "r") || element.is(Ns::W, "pPr") {
            let vanishes = vanishes(element);
            some |= vanishes;
            all &= vanishes || element.is(Ns::W, "pPr");
        }
        !element.is(Ns::W, "r")
    });
    some && all
}

/// Whether a row is fixed at a height that shows nothing of its text (§17.4.81). What is merged with cells of other rows shows there.
fn is_flat(row: Element<'_>, row_cells: &[Element<'_>]) -> bool {
    let height = row.child(Ns::W, "trPr").and_then(|properties| properties.child(Ns::W, "trHeight"));
    let is_exact = |height: &Element<'_>| height.attribute(Ns::W, "hRule") == Some("exact");
    let height = height.filter(is_exact).and_then(|height| twips(height.attribute(Ns::W, "val")?));
    let is_merged = |cell: &Element<'_>| cell.child(Ns::W, "tcPr").is_some_and(|p| p.child(Ns::W, "vMerge").is_some());
    height.is_some_and(|height| (1..LEAST_HEIGHT).contains(&height))
        && !row_cells.iter().any(is_merged)
        && !raw_text(row).trim().is_empty()
}

/// The elements called `name` in a table or row, through content controls, custom XML and the like; controls on the way that say
/// they show a prompt.
fn through_wrappers<'x>(parent: Element<'x>, name: &str, controls: &mut Vec<Element<'x>>) -> Vec<Element<'x>> {
    let mut found = Vec::new();
    let mut branch = None;
    parent.walk(|element| {
        if element.is(Ns::W, name) {
            found.push(element);
            return false;
        }
        match (element.ns(), element.name()) {
            (Ns::W, "sdt") => {
                let properties = element.child(Ns::W, "sdtPr");
                let is_prompt = properties.and_then(|p| p.child(Ns::W, "showingPlcHdr")).is_some_and(is_on);
                controls.extend(is_prompt.then_some(element));
                true
            }
            (Ns::W, "tblPr" | "tblPrEx" | "tblGrid" | "trPr" | "sdtPr" | "sdtEndPr" | "p" | "tbl" | "tc") => false,
            (Ns::Compatibility, "AlternateContent") => {
                branch = understood_branch(element).map(Element::ordinal);
                true
            }
            (Ns::Compatibility, "Choice" | "Fallback") => branch == Some(element.ordinal()),
            _ => true,
        }
    });
    found
}

fn count(parent: Option<Element<'_>>, name: &str) -> u64 {
    // Larger values are damage; they are cut here and again by leaving out idle columns.
    parent.and_then(|p| value(p, name)).and_then(|v| v.trim().parse::<u64>().ok()).unwrap_or(0).min(10_000)
}

/// A cell on the raw grid.
struct Raw<'x> {
    element: Element<'x>,
    row: usize,
    start: u64,
    end: u64,
    rows: u32,
    swallowed: Vec<Element<'x>>,
    change: Option<ChangeMark>,
    /// Whether it is the first of its row, and the last.
    edges: (bool, bool),
    look: Option<TableLook>,
}

/// Lays a `w:tbl` out. `number` is the table's, for findings.
pub(crate) fn lay_out<'x>(
    table: Element<'x>,
    number: u32,
    changes: TrackedChanges,
    findings: &mut Vec<Finding>,
) -> Layout<'x> {
    let mut layout = Layout::default();
    let mut raw: Vec<Raw<'x>> = Vec::new();
    // Cells of the row above that may be continued, by first column.
    let mut above: BTreeMap<u64, usize> = BTreeMap::new();
    let mut row_ends: Vec<(u64, u64)> = Vec::new();
    // Grid columns whose cells are deleted in every row.
    let mut gone: Option<BTreeSet<u64>> = None;
    let mut heading = true;
    let is_stray =
        |e: &Element<'x>| e.ns() == Ns::W && matches!(e.name(), "p" | "tbl" | "r" | "t" | "hyperlink" | "fldSimple");
    let strays = |parent: Element<'x>| parent.children().filter(is_stray);
    layout.stray.extend(strays(table));
    let mut rows = Vec::new();
    for element in through_wrappers(table, "tr", &mut layout.controls) {
        let cells = through_wrappers(element, "tc", &mut layout.controls);
        rows.push((element, cells));
    }
    let placement = placement(table, &rows, changes);
    if let Some(placement) = &placement {
        findings.push(docx::cells_placed_by_width(placement.rows).at(Place::Table(number)));
    }
    for (element, row_cells) in rows {
        layout.stray.extend(strays(element));
        let properties = element.child(Ns::W, "trPr");
        let row_change = ChangeMark::among(properties);
        if row_change.as_ref().is_some_and(|mark| !changes.reads(mark.change)) {
            layout.dropped.push(element);
            continue;
        }
        let properties = changes.properties(properties, "trPrChange", "trPr");
        if is_hidden(element) || is_flat(element, &row_cells) {
            layout.hidden.push(element);
            continue;
        }
        let mark_of = |cell: &Element<'x>| ChangeMark::among(cell.child(Ns::W, "tcPr"));
        let is_dropped = |cell: &Element<'x>| mark_of(cell).is_some_and(|mark| !changes.reads(mark.change));
        if !row_cells.is_empty() && row_cells.iter().all(is_dropped) {
            layout.dropped.push(element);
            continue;
        }
        layout.changed.extend(row_change.as_ref().map(|mark| mark.change));
        layout
            .changed
            .extend(row_cells.iter().filter_map(mark_of).map(|mark| mark.change).filter(|c| changes.reads(*c)));
        let row = layout.rows as usize;
        layout.rows += 1;
        let repeats = properties.and_then(|p| p.child(Ns::W, "tblHeader"));
        layout.says_repeats |= row == 0 && repeats.is_some();
        heading &= repeats.is_some_and(is_on);
        layout.header_rows += u32::from(heading);
        let look = TableLook::read(element.child(Ns::W, "tblPrEx"));
        let mut column = count(properties, "gridBefore");
        let mut open: BTreeMap<u64, usize> = BTreeMap::new();
        let mut previous: Option<usize> = None;
        let first_column = column;
        let mut last_cell: Option<usize> = None;
        let mut own_gone = BTreeSet::new();
        for cell in row_cells {
            let change = mark_of(&cell).or_else(|| row_change.clone());
            let properties = changes.properties(cell.child(Ns::W, "tcPr"), "tcPrChange", "tcPr");
            let placed = placement.as_ref().and_then(|placement| placement.cells.get(&cell.ordinal()).copied());
            let (start, end) = placed.unwrap_or((column, column + count(properties, "gridSpan").max(1)));
            if is_dropped(&cell) {
                // Those right of it move up.
                let place = start + own_gone.len() as u64;
                own_gone.extend(place..place + (end - start));
                layout.dropped_cells.push(cell);
                continue;
            }
            column = end;
            let merge = |name| {
                let merge = properties.and_then(|p| p.child(Ns::W, name))?;
                Some(merge.attribute(Ns::W, "val") == Some("restart"))
            };
            let left = previous.filter(|_| merge("hMerge") == Some(false)).and_then(|index: usize| raw.get_mut(index));
            if let Some(left) = left {
                left.end = end;
                left.swallowed.push(cell);
                continue;
            }
            // A tracked merge (§17.13.5.3) names the merge as it becomes.
            let tracked_merge = cell.child(Ns::W, "tcPr").and_then(|p| p.child(Ns::W, "cellMerge"));
            let side = if changes == TrackedChanges::Reject { "vMergeOrig" } else { "vMerge" };
            let vertical = match tracked_merge.and_then(|merge| merge.attribute(Ns::W, side)) {
                Some(merge) => Some(merge == "rest"),
                None => merge("vMerge"),
            };
            if vertical == Some(false) {
                let index = above.get(&start).copied();
                match index.and_then(|index| raw.get_mut(index).map(|cell| (index, cell))) {
                    Some((index, upper)) if upper.end == end => {
                        upper.rows += 1;
                        upper.swallowed.push(cell);
                        open.insert(start, index);
                        previous = None;
                        last_cell = None;
                        continue;
                    }
                    _ => {
                        let place = Place::Cell { table: number, row: row as u32 + 1, column: start as u32 + 1 };
                        findings.push(docx::merge_without_start().at(place));
                    }
                }
            }
            let index = raw.len();
            let edges = (start == first_column, false);
            raw.push(Raw { element: cell, row, start, end, rows: 1, swallowed: Vec::new(), change, edges, look });
            last_cell = Some(index);
            if vertical.is_some() {
                open.insert(start, index);
            }
            previous = Some(index);
        }
        if let Some(last) = last_cell.and_then(|index| raw.get_mut(index)) {
            last.edges.1 = true;
        }
        gone = Some(match gone {
            Some(gone) => gone.intersection(&own_gone).copied().collect(),
            None => own_gone,
        });
        row_ends.push((column, column + count(properties, "gridAfter")));
        above = open;
    }
    let last = row_ends.iter().map(|(cells, _)| *cells).max().unwrap_or(0);
    findings.extend(uneven_rows(&row_ends, last).into_iter().map(|finding| finding.at(Place::Table(number))));
    // A grid column at which no cell begins in any row is idle: it only makes spans larger.
    let mut used: BTreeSet<u64> = raw.iter().map(|cell| cell.start).collect();
    used.extend(raw.iter().map(|cell| cell.end).filter(|end| *end < last));
    let position: BTreeMap<u64, u32> = used.iter().copied().zip(0..).collect();
    let place_of = |column: u64| position.get(&column).copied().unwrap_or(position.len() as u32);
    layout.columns = position.len() as u32;
    layout.widths = widths(
        placement.map_or_else(|| grid_widths(table), |placement| placement.widths),
        &used,
        last,
        &gone.unwrap_or_default(),
    );
    layout.cells = raw
        .into_iter()
        .map(|cell| LaidCell {
            element: cell.element,
            row: cell.row as u32,
            column: place_of(cell.start),
            row_span: cell.rows,
            column_span: place_of(cell.end).saturating_sub(place_of(cell.start)).max(1),
            swallowed: cell.swallowed,
            change: cell.change,
            place: CellPlace {
                row: cell.row as u32,
                rows: layout.rows,
                header_rows: layout.header_rows,
                column: cell.start,
                is_first: cell.edges.0,
                is_last: cell.edges.1,
                look: cell.look,
            },
        })
        .collect();
    layout
}

/// What is said of rows that are shorter than their table: of these, or of the few that are longer than nearly all others.
fn uneven_rows(row_ends: &[(u64, u64)], last: u64) -> Vec<Finding> {
    let is_short = |end: &u64| *end < last;
    let ends = || row_ends.iter().map(|(_, end)| *end);
    let short = ends().filter(is_short).count();
    let usual = ends().filter(is_short).max().unwrap_or(last);
    if short * 2 > row_ends.len() && ends().filter(|end| *end == usual).count() * 2 > row_ends.len() {
        let long = row_ends.iter().enumerate().filter(|(_, (_, end))| !is_short(end));
        return long.map(|(row, (_, end))| docx::table_row_long(row + 1, end, usual)).collect();
    }
    let of_short = row_ends.iter().enumerate().filter(|(_, (_, end))| is_short(end));
    of_short.map(|(row, (_, end))| docx::table_row_short(row + 1, end, last)).collect()
}

/// Where cells stand whose spans do not say so. Cells that tracked changes take away or add have spans that do.
fn placement(
    table: Element<'_>,
    rows: &[(Element<'_>, Vec<Element<'_>>)],
    changes: TrackedChanges,
) -> Option<Placement> {
    let is_changed = |element: Element<'_>| ChangeMark::among(element.child(Ns::W, "tcPr")).is_some();
    if rows.iter().flat_map(|(_, cells)| cells).any(|cell| is_changed(*cell)) {
        return None;
    }
    let rows: Vec<RowCells<'_>> = rows
        .iter()
        .map(|(row, cells)| RowCells {
            properties: changes.properties(row.child(Ns::W, "trPr"), "trPrChange", "trPr"),
            cells: cells
                .iter()
                .map(|cell| (*cell, changes.properties(cell.child(Ns::W, "tcPr"), "tcPrChange", "tcPr")))
                .collect(),
        })
        .collect();
    place_by_widths(table, &rows)
}

/// The widths `w:tblGrid` gives, as far as it gives any.
fn grid_widths(table: Element<'_>) -> Vec<u32> {
    let columns = table.child(Ns::W, "tblGrid").into_iter().flat_map(|grid| grid.children());
    let width = |column: Element<'_>| u32::try_from(column.attribute(Ns::W, "w").and_then(twips)?).ok();
    let widths: Option<Vec<u32>> = columns.filter(|e| e.is(Ns::W, "gridCol")).map(width).collect();
    widths.unwrap_or_default()
}

/// The widths of the columns in use, where all of them have one.
fn widths(grid: Vec<u32>, used: &BTreeSet<u64>, columns: u64, gone: &BTreeSet<u64>) -> Vec<u32> {
    let grid: Vec<u32> = grid.into_iter().zip(0u64..).filter(|(_, at)| !gone.contains(at)).map(|(w, _)| w).collect();
    if (grid.len() as u64) < columns {
        return Vec::new();
    }
    let mut widths = vec![0u32; used.len()];
    let mut at = 0usize;
    for (column, width) in grid.iter().enumerate().take(columns as usize) {
        if column > 0 && used.contains(&(column as u64)) {
            at += 1;
        }
        if let Some(total) = widths.get_mut(at) {
            *total = total.saturating_add(*width);
        }
    }
    match widths.iter().all(|w| *w > 0) {
        true => widths,
        false => Vec::new(),
    }
}
