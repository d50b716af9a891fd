//! Table geometry (ECMA-376 §17.4): rows of `w:tc` with spans and merges → cells on a grid without idle columns.

use super::placement::{Placement, RowCells, place_by_widths};
use crate::document::Change;
use crate::finding::{Finding, Place, catalogue::docx};
use crate::ooxml::{Element, Ns};
use crate::read::docx::revision::{ChangeMark, TrackedChanges};
use crate::read::docx::style::table_style::{CellPlace, TableLook};
use crate::read::docx::wml::{is_on, raw_text, twips, understood_branch, value};
use crate::whole::Whole;
use crate::whole::counted;
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
    /// The least heights of the rows, tenths of a millimetre.
    pub heights: Vec<u32>,
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

/// How high a row is at least (§17.4.81), in tenths of a millimetre: exactly so high it would cut what it holds.
fn least_height(height: Element<'_>) -> u32 {
    let twips =
        height.attribute(Ns::W, "val").filter(|_| height.attribute(Ns::W, "hRule") != Some("auto")).and_then(twips);
    twips.map_or(0, |twips| u32::whole((f64::from(twips.clamp(0, MOST_HEIGHT)) * TENTHS_OF_MM_IN_TWIP).round()))
}

/// Rows are no higher than this (§17.18.81), twips.
const MOST_HEIGHT: i32 = 31_680;

/// 1440 twips are an inch of 254.
const TENTHS_OF_MM_IN_TWIP: f64 = 254.0 / 1440.0;

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

/// A cell on the table's own grid.
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
    let mut rough = Rough {
        number,
        changes,
        placement,
        findings,
        layout,
        raw: Vec::new(),
        above: BTreeMap::new(),
        row_ends: Vec::new(),
        gone: None,
        heads: true,
    };
    for (element, cells) in rows {
        rough.row(element, cells);
    }
    rough.into_layout(table)
}

/// What stands in a table or row where only rows and cells may.
fn strays<'x>(parent: Element<'x>) -> impl Iterator<Item = Element<'x>> {
    let is_stray =
        |e: &Element<'x>| e.ns() == Ns::W && matches!(e.name(), "p" | "tbl" | "r" | "t" | "hyperlink" | "fldSimple");
    parent.children().filter(is_stray)
}

/// The tracked change a cell was made by.
fn mark_of(cell: Element<'_>) -> Option<ChangeMark> {
    ChangeMark::among(cell.child(Ns::W, "tcPr"))
}

/// A table being laid out: its cells on its own grid.
struct Rough<'x, 'f> {
    number: u32,
    changes: TrackedChanges,
    /// Where cells stand whose spans do not say so.
    placement: Option<Placement>,
    findings: &'f mut Vec<Finding>,
    layout: Layout<'x>,
    raw: Vec<Raw<'x>>,
    /// Cells of the row above that may be continued, by first column.
    above: BTreeMap<u64, usize>,
    /// Where the cells of each row end, and the row itself.
    row_ends: Vec<(u64, u64)>,
    /// Grid columns whose cells are deleted in every row.
    gone: Option<BTreeSet<u64>>,
    /// Whether all rows so far are repeated on each page.
    heads: bool,
}

/// A row being laid out.
struct Row {
    row: usize,
    /// The tracked change it was made by.
    change: Option<ChangeMark>,
    look: Option<TableLook>,
    first_column: u64,
    /// Where the next cell begins.
    column: u64,
    /// Its cells that the row below may continue, by first column.
    open: BTreeMap<u64, usize>,
    /// The cell the next one may be merged with.
    previous: Option<usize>,
    /// Its last cell, unless that continues one of the row above.
    last_cell: Option<usize>,
    /// Grid columns whose cells are deleted in it.
    gone: BTreeSet<u64>,
}

/// Why a row is not read.
enum LeftOut {
    /// By tracked changes.
    Dropped,
    /// Nothing of it is shown.
    Hidden,
}

impl<'x> Rough<'x, '_> {
    fn row(&mut self, element: Element<'x>, cells: Vec<Element<'x>>) {
        self.layout.stray.extend(strays(element));
        let properties = element.child(Ns::W, "trPr");
        let change = ChangeMark::among(properties);
        match self.left_out(element, &cells, change.as_ref()) {
            Some(LeftOut::Dropped) => return self.layout.dropped.push(element),
            Some(LeftOut::Hidden) => return self.layout.hidden.push(element),
            None => {}
        }
        let of_cells = cells.iter().filter_map(|cell| mark_of(*cell)).map(|mark| mark.change);
        let read = of_cells.filter(|change| self.changes.reads(*change));
        self.layout.changed.extend(change.as_ref().map(|mark| mark.change).into_iter().chain(read));
        let properties = self.changes.properties(properties, "trPrChange", "trPr");
        let mut row = self.begin_row(element, properties, change);
        for (index, cell) in cells.iter().enumerate() {
            self.cell(*cell, cells.get(index + 1..).unwrap_or_default(), &mut row);
        }
        self.end_row(row, properties);
    }

    fn is_dropped(&self, cell: Element<'_>) -> bool {
        mark_of(cell).is_some_and(|mark| !self.changes.reads(mark.change))
    }

    fn left_out(&self, row: Element<'_>, cells: &[Element<'_>], change: Option<&ChangeMark>) -> Option<LeftOut> {
        if change.is_some_and(|mark| !self.changes.reads(mark.change)) {
            return Some(LeftOut::Dropped);
        }
        if is_hidden(row) || is_flat(row, cells) {
            return Some(LeftOut::Hidden);
        }
        let is_empty = !cells.is_empty() && cells.iter().all(|cell| self.is_dropped(*cell));
        is_empty.then_some(LeftOut::Dropped)
    }

    fn begin_row(&mut self, element: Element<'_>, properties: Option<Element<'_>>, change: Option<ChangeMark>) -> Row {
        let row = self.layout.rows as usize;
        self.layout.rows += 1;
        let repeats = properties.and_then(|p| p.child(Ns::W, "tblHeader"));
        self.layout.says_repeats |= row == 0 && repeats.is_some();
        self.heads &= repeats.is_some_and(is_on);
        self.layout.header_rows += u32::from(self.heads);
        self.layout.heights.push(properties.and_then(|p| p.child(Ns::W, "trHeight")).map_or(0, least_height));
        let column = count(properties, "gridBefore");
        Row {
            row,
            change,
            look: TableLook::read(element.child(Ns::W, "tblPrEx")),
            first_column: column,
            column,
            open: BTreeMap::new(),
            previous: None,
            last_cell: None,
            gone: BTreeSet::new(),
        }
    }

    /// The columns of a cell: by where it is placed, else from this one on.
    fn columns_of(&self, cell: Element<'_>, column: u64) -> (u64, u64) {
        let placed = self.placement.as_ref().and_then(|placement| placement.cells.get(&cell.ordinal()).copied());
        placed.unwrap_or_else(|| (column, column + count(self.properties_of(cell), "gridSpan").max(1)))
    }

    fn properties_of<'c>(&self, cell: Element<'c>) -> Option<Element<'c>> {
        self.changes.properties(cell.child(Ns::W, "tcPr"), "tcPrChange", "tcPr")
    }

    /// Whether a cell goes on with the one before it.
    fn continues_left(&self, cell: Element<'_>) -> bool {
        merge(self.properties_of(cell), "hMerge") == Some(false)
    }

    /// Lays out a cell; `rest` are those behind it in the row.
    fn cell(&mut self, cell: Element<'x>, rest: &[Element<'x>], row: &mut Row) {
        let properties = self.properties_of(cell);
        let (start, end) = self.columns_of(cell, row.column);
        if self.is_dropped(cell) {
            // Those right of it move up.
            let place = start + row.gone.len() as u64;
            row.gone.extend(place..place + (end - start));
            self.layout.dropped_cells.push(cell);
            return;
        }
        row.column = end;
        if self.continues_left(cell)
            && let Some(left) = row.previous.and_then(|index| self.raw.get_mut(index))
        {
            left.end = left.end.max(end);
            left.swallowed.push(cell);
            return;
        }
        // As wide as it is with those that go on with it, by which it is known to go on with one above.
        let joined = rest.iter().take_while(|next| self.continues_left(**next) && !self.is_dropped(**next));
        let end = joined.fold(end, |end, next| self.columns_of(*next, end).1);
        let vertical = self.vertical_merge(cell, properties);
        if vertical == Some(false) && self.continues_above(cell, (start, end), row) {
            return;
        }
        let index = self.raw.len();
        self.raw.push(Raw {
            element: cell,
            row: row.row,
            start,
            end,
            rows: 1,
            swallowed: Vec::new(),
            change: mark_of(cell).or_else(|| row.change.clone()),
            edges: (start == row.first_column, false),
            look: row.look,
        });
        if vertical.is_some() {
            row.open.insert(start, index);
        }
        (row.previous, row.last_cell) = (Some(index), Some(index));
    }

    /// Whether a cell begins a merge with those below (`true`), or goes on with one (`false`). A tracked merge (§17.13.5.3) names
    /// the merge as it becomes.
    fn vertical_merge(&self, cell: Element<'_>, properties: Option<Element<'_>>) -> Option<bool> {
        let tracked = cell.child(Ns::W, "tcPr").and_then(|p| p.child(Ns::W, "cellMerge"));
        let side = if self.changes == TrackedChanges::Reject { "vMergeOrig" } else { "vMerge" };
        match tracked.and_then(|merge| merge.attribute(Ns::W, side)) {
            Some(merge) => Some(merge == "rest"),
            None => merge(properties, "vMerge"),
        }
    }

    /// Adds a cell to that of the row above which it goes on with; `false`, with a finding, where there is none of its columns.
    fn continues_above(&mut self, cell: Element<'x>, (start, end): (u64, u64), row: &mut Row) -> bool {
        let index = self.above.get(&start).copied();
        let upper = index.and_then(|index| Some((index, self.raw.get_mut(index)?)));
        let Some((index, upper)) = upper.filter(|(_, upper)| upper.end == end) else {
            let column = u32::try_from(start.saturating_add(1)).unwrap_or(u32::MAX);
            let place = Place::Cell { table: self.number, row: counted(row.row + 1), column };
            self.findings.push(docx::merge_without_start().at(place));
            return false;
        };
        upper.rows += 1;
        upper.swallowed.push(cell);
        row.open.insert(start, index);
        (row.previous, row.last_cell) = (Some(index), None);
        true
    }

    fn end_row(&mut self, row: Row, properties: Option<Element<'_>>) {
        if let Some(last) = row.last_cell.and_then(|index| self.raw.get_mut(index)) {
            last.edges.1 = true;
        }
        self.gone = Some(match self.gone.take() {
            Some(gone) => gone.intersection(&row.gone).copied().collect(),
            None => row.gone,
        });
        self.row_ends.push((row.column, row.column + count(properties, "gridAfter")));
        self.above = row.open;
    }

    /// The cells on a grid without idle columns.
    fn into_layout(self, table: Element<'_>) -> Layout<'x> {
        let Rough { number, placement, findings, mut layout, raw, row_ends, gone, .. } = self;
        let last = row_ends.iter().map(|(cells, _)| *cells).max().unwrap_or(0);
        findings.extend(uneven_rows(&row_ends, last).into_iter().map(|finding| finding.at(Place::Table(number))));
        // A grid column at which no cell begins in any row is idle: it only makes spans larger.
        let mut used: BTreeSet<u64> = raw.iter().map(|cell| cell.start).collect();
        used.extend(raw.iter().map(|cell| cell.end).filter(|end| *end < last));
        let position: BTreeMap<u64, u32> = used.iter().copied().zip(0..).collect();
        layout.columns = counted(position.len());
        let grid = placement.map_or_else(|| grid_widths(table), |placement| placement.widths);
        layout.widths = widths(grid, &used, last, &gone.unwrap_or_default());
        let (rows, header_rows) = (layout.rows, layout.header_rows);
        layout.cells = raw.into_iter().map(|cell| cell.laid(&position, rows, header_rows)).collect();
        layout
    }
}

/// Whether a cell begins a merge (`true`), or goes on with one.
fn merge(properties: Option<Element<'_>>, name: &str) -> Option<bool> {
    let merge = properties?.child(Ns::W, name)?;
    Some(merge.attribute(Ns::W, "val") == Some("restart"))
}

impl<'x> Raw<'x> {
    /// The cell on the grid whose columns stand at these of the table's own; that has so many rows, and so many of them repeated.
    fn laid(self, position: &BTreeMap<u64, u32>, rows: u32, header_rows: u32) -> LaidCell<'x> {
        let place_of = |column: u64| position.get(&column).copied().unwrap_or(counted(position.len()));
        let (column, end) = (place_of(self.start), place_of(self.end));
        let row = counted(self.row);
        LaidCell {
            element: self.element,
            row,
            column,
            row_span: self.rows,
            column_span: end.saturating_sub(column).max(1),
            swallowed: self.swallowed,
            change: self.change,
            place: CellPlace {
                row,
                rows,
                header_rows,
                column: self.start,
                is_first: self.edges.0,
                is_last: self.edges.1,
                look: self.look,
            },
        }
    }
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
    for (column, width) in (0..columns).zip(&grid) {
        if column > 0 && used.contains(&column) {
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
