//! Cells placed by their widths: rows whose cells do not say how many grid columns they span, as programs other than Word write
//! them. Word goes by the widths (`w:tcW`, ECMA-376 §17.4.71) there, and shows such tables as they were meant.
//!
//! Where every row fills the grid (§17.4.48) by its spans, these hold and no width is looked at.

use crate::ooxml::{Element, Ns};
use crate::read::docx::wml::{twips, value};
use std::collections::BTreeMap;

/// How far apart two edges may be, in twips, that are one: 2 mm, what drawing cells by hand and rounding leave; in narrow columns
/// a third of the narrowest.
const TOLERANCE: i64 = 113;

/// The most edges a grid may have, as a row's spans.
const MOST: usize = 10_000;

/// A row to be placed.
pub(crate) struct RowCells<'x> {
    /// Its properties (`w:trPr`).
    pub properties: Option<Element<'x>>,
    /// Its cells, each with its properties (`w:tcPr`).
    pub cells: Vec<(Element<'x>, Option<Element<'x>>)>,
}

/// Where cells stand whose spans do not say so.
#[derive(Debug, Default)]
pub(crate) struct Placement {
    /// First column and the one behind the last, by the ordinal of the cell.
    pub cells: BTreeMap<u32, (u64, u64)>,
    /// The widths of the columns these are counted in.
    pub widths: Vec<u32>,
    /// How many rows were placed by their widths.
    pub rows: usize,
}

impl RowCells<'_> {
    fn count(&self, name: &str) -> usize {
        count(self.properties, name)
    }

    fn spans(&self) -> impl Iterator<Item = usize> {
        self.cells.iter().map(|(_, properties)| count(*properties, "gridSpan").max(1))
    }

    /// How many columns it says it has.
    fn columns(&self) -> usize {
        self.count("gridBefore") + self.spans().sum::<usize>() + self.count("gridAfter")
    }

    /// The edges of its cells, from left to right, where all of them say how wide they are.
    fn edges(&self, start: i64) -> Option<Vec<i64>> {
        let mut edges = vec![start];
        let mut at = start;
        for (_, properties) in &self.cells {
            at += width(properties.and_then(|p| p.child(Ns::W, "tcW")))?;
            edges.push(at);
        }
        Some(edges)
    }
}

fn count(parent: Option<Element<'_>>, name: &str) -> usize {
    parent.and_then(|p| value(p, name)).and_then(|v| v.trim().parse().ok()).unwrap_or(0).min(MOST)
}

/// A width that is a length.
fn width(element: Option<Element<'_>>) -> Option<i64> {
    let element = element?;
    let is_length = matches!(element.attribute(Ns::W, "type"), None | Some("dxa"));
    let width = element.attribute(Ns::W, "w").filter(|_| is_length).and_then(twips)?;
    (width > 0).then_some(i64::from(width))
}

/// The edges of the grid's columns, where all of them have a width.
fn grid_edges(table: Element<'_>) -> Option<Vec<i64>> {
    let mut edges = vec![0];
    let mut at = 0;
    for column in table.child(Ns::W, "tblGrid")?.children().filter(|e| e.is(Ns::W, "gridCol")) {
        at += i64::from(column.attribute(Ns::W, "w").and_then(twips).filter(|width| *width > 0)?);
        edges.push(at);
    }
    (edges.len() > 1 && edges.len() <= MOST).then_some(edges)
}

/// The place of the edge that is one with this; where there is none, that it would have.
fn find(edges: &[i64], edge: i64, tolerance: i64) -> Result<usize, usize> {
    let at = edges.partition_point(|known| *known < edge);
    let distance = |at: usize| edges.get(at).map(|known| (known - edge).abs()).filter(|far| *far <= tolerance);
    let before = at.checked_sub(1).and_then(|before| Some((distance(before)?, before)));
    let behind = distance(at).map(|far| (far, at));
    before.into_iter().chain(behind).min().map(|(_, at)| at).ok_or(at)
}

/// Places the cells of a table some rows of which do not fill its grid by their spans; `None` where all do, or where the widths
/// do not say either where cells stand.
pub(crate) fn place_by_widths(table: Element<'_>, rows: &[RowCells<'_>]) -> Option<Placement> {
    let own = grid_edges(table)?;
    let columns = own.len() - 1;
    let is_short = |row: &RowCells<'_>| row.columns() < columns && row.count("gridAfter") == 0 && !row.cells.is_empty();
    if !rows.iter().any(is_short) || rows.iter().any(|row| row.columns() > columns) {
        return None;
    }
    let narrowest = own.windows(2).filter_map(|pair| Some(pair.last()? - pair.first()?)).min().unwrap_or_default();
    let tolerance = TOLERANCE.min(narrowest / 3);
    let whole = own.last().copied().unwrap_or_default();
    let mut edges = own.clone();
    let mut by_width = Vec::with_capacity(rows.len());
    for row in rows {
        let before = width(row.properties.and_then(|p| p.child(Ns::W, "wBefore")));
        let start = before.or_else(|| own.get(row.count("gridBefore")).copied()).unwrap_or(0);
        let row_edges = if is_short(row) { row.edges(start) } else { None };
        // Edges of its own a row has only where it is as wide as the table: else it is not known where they stand.
        let fills =
            row_edges.as_ref().and_then(|edges| edges.last()).is_some_and(|end| (end - whole).abs() <= tolerance);
        let is_known = |edges: &[i64], row: &[i64]| row.iter().all(|edge| find(edges, *edge, tolerance).is_ok());
        let placed = row_edges.filter(|row| fills || is_known(&edges, row));
        for edge in placed.iter().flatten() {
            if let Err(at) = find(&edges, *edge, tolerance) {
                edges.insert(at, *edge);
            }
        }
        by_width.push(placed);
    }
    let at = |edge: i64| find(&edges, edge, tolerance).unwrap_or_else(|at| at);
    let mut placement = Placement::default();
    for (row, placed) in rows.iter().zip(by_width) {
        let mut column = row.count("gridBefore");
        let mut moves = false;
        for (index, ((cell, _), span)) in row.cells.iter().zip(row.spans()).enumerate() {
            let by_width = placed.as_ref().and_then(|edges| Some((edges.get(index)?, edges.get(index + 1)?)));
            let by_span = (at(*own.get(column)?), at(*own.get(column + span)?));
            let (from, to) = by_width.map_or(by_span, |(from, to)| (at(*from), at(*to)));
            column += span;
            if from >= to {
                return None;
            }
            moves |= (from, to) != by_span;
            placement.cells.insert(cell.ordinal(), (from as u64, to as u64));
        }
        placement.rows += usize::from(moves);
    }
    if placement.rows == 0 {
        return None;
    }
    let width = |pair: &[i64]| match pair {
        [from, to] => u32::try_from(to - from).ok(),
        _ => None,
    };
    placement.widths = edges.windows(2).filter_map(width).collect();
    Some(placement)
}
