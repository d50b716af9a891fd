//! Lines that cross → a grid of cells: places with no edge between them are one cell.

use super::super::facts::{Area, Rule};
use super::lines::Doubt;
use super::rules::{Lattice, Sets};
use super::text::{Run, runs_text};
use crate::document::Alignment;

/// Edges nearer to each other than this are one.
const SAME_EDGE: f64 = 3.0;

/// How far from an edge's mean place its pieces may lie.
const EDGE_REACH: f64 = 3.2;

/// Rows and columns narrower than this, without text, lie between the lines of a double rule.
const SLIVER: f64 = 4.0;

/// One cell alone may be a row that a page's end parted from its table: not higher and not narrower than this.
const HIGHEST_ROW: f64 = 60.0;
const NARROWEST_ROW: f64 = 100.0;

/// The most places one table of a page may have.
const MAX_PLACES: usize = 250_000;

/// A paragraph in a cell.
#[derive(Debug, Clone, Default)]
pub(super) struct CellParagraph {
    pub runs: Vec<Run>,
    /// Its block element.
    pub element: Option<usize>,
    /// `None` where its lines fill the cell and could be of any.
    pub align: Option<Alignment>,
    /// How many characters more its last line has room for; `None` where it has no lines.
    pub room: Option<f64>,
}

impl CellParagraph {
    /// Whether its last line fills the cell, so that it may go on.
    pub(super) fn is_full(&self) -> bool {
        self.has_no_room_for(1.0)
    }

    /// Whether what takes so many characters' room and is not parted would have gone to the next line.
    pub(super) fn has_no_room_for(&self, characters: f64) -> bool {
        self.room.is_some_and(|room| room < characters + 0.2)
    }
}

/// A cell with what it says.
#[derive(Debug, Clone, Default)]
pub(super) struct Cell {
    pub row: usize,
    pub column: usize,
    pub rows: usize,
    pub columns: usize,
    /// Where it begins.
    pub page: usize,
    pub area: Area,
    pub paragraphs: Vec<CellParagraph>,
    pub doubts: Vec<Doubt>,
    /// Its `TD` or `TH`.
    pub element: Option<usize>,
    /// Whether all its text is marked as an artifact: printed again, not said again.
    pub artifact: bool,
    /// Tables inside it.
    pub nested: Vec<Table>,
}

impl Cell {
    pub(super) fn text(&self) -> String {
        self.paragraphs.iter().map(|p| runs_text(&p.runs)).collect::<Vec<_>>().join("\n")
    }

    pub(super) fn is_blank(&self) -> bool {
        self.paragraphs.is_empty() && self.nested.is_empty()
    }
}

/// A table as one page shows it, or several joined.
#[derive(Debug, Clone, Default)]
pub(super) struct Table {
    /// The page it begins on, and that it ends on.
    pub page: usize,
    pub last_page: usize,
    pub area: Area,
    /// The edges of its columns and of its rows; the latter only while it is on one page.
    pub xs: Vec<f64>,
    pub ys: Vec<f64>,
    pub rows: usize,
    pub cells: Vec<Cell>,
    /// For each column, whether a line closes it above and below.
    pub closed_above: Vec<bool>,
    pub closed_below: Vec<bool>,
    /// Its `Table` element.
    pub element: Option<usize>,
    pub header_rows: usize,
    /// Places (row and column, from 0) beside an edge that does not close.
    pub broken: Vec<(usize, usize)>,
    /// How it came to be that its rules don't say.
    pub guesses: Vec<Guess>,
    /// What a further page prints once more: the heads of columns, a label. It is in no cell.
    pub printed_again: String,
}

/// What of a table was guessed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Guess {
    /// Columns by the alignment of text.
    Unruled,
    /// A label that a page's end cut in two, by its text.
    Rejoined { page: usize, text: String },
    /// A label printed on both pages, by its text.
    Repeated { page: usize, text: String },
    /// A row cut by a page's end, by its text.
    RowRejoined { page: usize, text: String },
    /// Two tables with one frame on pages that follow each other.
    Joined { page: usize },
    /// The structure tree says otherwise than the rules.
    Contradicted { page: usize },
}

impl Table {
    /// Whether it is a frame around text, unless it turns out to be a row of a table on the next page.
    pub(super) fn is_frame(&self) -> bool {
        self.cells.len() < 2
    }

    pub(super) fn columns(&self) -> usize {
        self.xs.len().saturating_sub(1)
    }
}

/// Which cell covers each place of a table's grid.
pub(super) struct Owners {
    columns: usize,
    cells: Vec<usize>,
}

impl Owners {
    /// The cell at a point inside the table.
    pub(super) fn at(&self, table: &Table, x: f64, y: f64) -> Option<usize> {
        let place = |edges: &[f64], value: f64| {
            edges.partition_point(|edge| *edge <= value).saturating_sub(1).min(edges.len().saturating_sub(2))
        };
        self.cells.get(place(&table.ys, y) * self.columns + place(&table.xs, x)).copied()
    }
}

/// The pieces of one edge of the grid, apart from each other and in order.
#[derive(Debug, Clone, Default)]
struct Edge(Vec<(f64, f64)>);

impl Edge {
    fn of<'r>(rules: impl Iterator<Item = &'r Rule>, position: f64) -> Self {
        let near = rules.filter(|rule| (rule.position - position).abs() <= EDGE_REACH);
        let mut pieces: Vec<(f64, f64)> = near.map(|rule| (rule.start, rule.end)).collect();
        pieces.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut apart: Vec<(f64, f64)> = Vec::new();
        for (start, end) in pieces {
            match apart.last_mut() {
                Some(last) if start <= last.1 => last.1 = last.1.max(end),
                _ => apart.push((start, end)),
            }
        }
        Edge(apart)
    }

    /// How much of the way is covered.
    fn covered(&self, start: f64, end: f64) -> f64 {
        let first = self.0.partition_point(|piece| piece.1 < start);
        let pieces = self.0.iter().skip(first).take_while(|piece| piece.0 < end);
        pieces.map(|piece| (piece.1.min(end) - piece.0.max(start)).max(0.0)).sum()
    }
}

/// Whether an edge is there, and whether it neither is nor isn't.
fn judge(edge: &Edge, start: f64, end: f64) -> (bool, bool) {
    let (start, end) = (start + 0.6, end - 0.6);
    let length = (end - start).max(1e-9);
    let covered = edge.covered(start, end);
    let share = covered / length;
    (share >= 0.5, (0.2..0.8).contains(&share) && covered > 3.0 && length - covered > 3.0)
}

/// Values that lie close together as one, their mean.
fn distinct(mut values: Vec<f64>) -> Vec<f64> {
    values.sort_by(f64::total_cmp);
    let mut edges = Vec::new();
    let mut group: Vec<f64> = Vec::new();
    for value in values {
        if group.first().is_some_and(|first| value - first > SAME_EDGE) {
            edges.push(group.iter().sum::<f64>() / group.len() as f64);
            group.clear();
        }
        group.push(value);
    }
    if !group.is_empty() {
        edges.push(group.iter().sum::<f64>() / group.len() as f64);
    }
    edges
}

/// The table a lattice draws, without text; `None` where it draws none.
pub(super) fn lattice_to_table(lattice: &Lattice, page: usize) -> Option<(Table, Owners)> {
    let Lattice { horizontal, vertical } = lattice;
    let frame = lattice.frame()?;
    let mut xs: Vec<f64> = vertical.iter().map(|rule| rule.position).collect();
    let mut ys: Vec<f64> = horizontal.iter().map(|rule| rule.position).collect();
    let ends =
        |values: &[f64]| Some((values.iter().copied().reduce(f64::min)?, values.iter().copied().reduce(f64::max)?));
    // Sides without a line of their own: the rules that reach out to them say where they are.
    let ((left, right), (top, bottom)) = (ends(&xs)?, ends(&ys)?);
    xs.extend(
        [(left - frame.left > 6.0).then_some(frame.left), (frame.right - right > 6.0).then_some(frame.right)]
            .into_iter()
            .flatten(),
    );
    ys.extend(
        [(top - frame.top > 4.0).then_some(frame.top), (frame.bottom - bottom > 4.0).then_some(frame.bottom)]
            .into_iter()
            .flatten(),
    );
    let (xs, ys) = (distinct(xs), distinct(ys));
    let (columns, rows) = (xs.len().checked_sub(1)?, ys.len().checked_sub(1)?);
    if columns == 0 || rows == 0 || columns * rows > MAX_PLACES {
        return None;
    }
    let across: Vec<Edge> = ys.iter().map(|y| Edge::of(near(horizontal, *y), *y)).collect();
    let down: Vec<Edge> = xs.iter().map(|x| Edge::of(near(vertical, *x), *x)).collect();
    let mut sets = Sets::new(rows * columns);
    let mut broken = Vec::new();
    for row in 0..rows {
        for column in 0..columns {
            let place = row * columns + column;
            let (Some((x, next_x)), Some((y, next_y))) = (pair(&xs, column), pair(&ys, row)) else { continue };
            if column + 1 < columns
                && let Some(edge) = down.get(column + 1)
            {
                let (is_there, is_broken) = judge(edge, y, next_y);
                if is_broken {
                    broken.push((row, column));
                }
                if !is_there {
                    sets.unite(place, place + 1);
                }
            }
            if row + 1 < rows
                && let Some(edge) = across.get(row + 1)
            {
                let (is_there, is_broken) = judge(edge, x, next_x);
                if is_broken {
                    broken.push((row, column));
                }
                if !is_there {
                    sets.unite(place, place + columns);
                }
            }
        }
    }
    let (cells, owners) = sets_to_cells(&mut sets, &xs, &ys, page, &mut broken);
    let is_row = frame.bottom - frame.top < HIGHEST_ROW && frame.right - frame.left > NARROWEST_ROW;
    if cells.len() < 2 && !is_row {
        return None;
    }
    let closed = |edge: Option<&Edge>| -> Vec<bool> {
        let closed = |column| pair(&xs, column).zip(edge).is_some_and(|((x, next), edge)| judge(edge, x, next).0);
        (0..columns).map(closed).collect()
    };
    let table = Table {
        page,
        last_page: page,
        area: Area {
            left: xs.first().copied()?,
            top: ys.first().copied()?,
            right: xs.last().copied()?,
            bottom: ys.last().copied()?,
        },
        closed_above: closed(across.first()),
        closed_below: closed(across.last()),
        rows,
        cells,
        broken,
        xs,
        ys,
        ..Table::default()
    };
    Some((table, Owners { columns, cells: owners }))
}

/// The rules, sorted by position, near a place.
fn near(rules: &[Rule], position: f64) -> std::slice::Iter<'_, Rule> {
    let first = rules.partition_point(|rule| rule.position < position - EDGE_REACH);
    let end = rules.partition_point(|rule| rule.position <= position + EDGE_REACH);
    rules.get(first..end).unwrap_or_default().iter()
}

fn pair(edges: &[f64], index: usize) -> Option<(f64, f64)> {
    Some((*edges.get(index)?, *edges.get(index + 1)?))
}

/// Each set of places as a cell; one that is no rectangle as several, its places reported.
fn sets_to_cells(
    sets: &mut Sets,
    xs: &[f64],
    ys: &[f64],
    page: usize,
    broken: &mut Vec<(usize, usize)>,
) -> (Vec<Cell>, Vec<usize>) {
    let (columns, rows) = (xs.len() - 1, ys.len() - 1);
    let mut members: Vec<Vec<(usize, usize)>> = vec![Vec::new(); rows * columns];
    for row in 0..rows {
        for column in 0..columns {
            if let Some(group) = members.get_mut(sets.root(row * columns + column)) {
                group.push((row, column));
            }
        }
    }
    let mut cells: Vec<Cell> = Vec::new();
    let mut owners = vec![usize::MAX; rows * columns];
    let mut add = |row: usize, column: usize, last_row: usize, last_column: usize| {
        for r in row..=last_row {
            if let Some(places) = owners.get_mut(r * columns + column..=r * columns + last_column) {
                places.fill(cells.len());
            }
        }
        let edge = |edges: &[f64], index: usize| edges.get(index).copied().unwrap_or_default();
        let area = Area {
            left: edge(xs, column),
            top: edge(ys, row),
            right: edge(xs, last_column + 1),
            bottom: edge(ys, last_row + 1),
        };
        let (rows, columns) = (last_row - row + 1, last_column - column + 1);
        cells.push(Cell { row, column, rows, columns, page, area, ..Cell::default() });
    };
    for group in members.into_iter().filter(|group| !group.is_empty()) {
        let bounds = group.iter().fold((usize::MAX, usize::MAX, 0, 0), |(top, left, bottom, right), (row, column)| {
            (top.min(*row), left.min(*column), bottom.max(*row), right.max(*column))
        });
        let (top, left, bottom, right) = bounds;
        if (bottom - top + 1) * (right - left + 1) == group.len() {
            add(top, left, bottom, right);
            continue;
        }
        broken.push((top, left));
        rectangles(&group, &mut add);
    }
    (cells, owners)
}

/// A set of places that is no rectangle as rectangles: runs of places in a row, grown downwards while the rows below have the
/// same run.
fn rectangles(group: &[(usize, usize)], add: &mut impl FnMut(usize, usize, usize, usize)) {
    // Places come row by row from the left.
    let mut runs: Vec<(usize, usize, usize)> = Vec::new();
    for (row, column) in group {
        match runs.last_mut() {
            Some((r, _, last)) if r == row && *last + 1 == *column => *last = *column,
            _ => runs.push((*row, *column, *column)),
        }
    }
    let mut open: Vec<(usize, usize, usize, usize)> = Vec::new();
    for (row, first, last) in runs {
        match open.iter_mut().find(|(_, f, l, bottom)| *f == first && *l == last && *bottom + 1 == row) {
            Some((_, _, _, bottom)) => *bottom = row,
            None => open.push((row, first, last, row)),
        }
    }
    open.sort_unstable();
    for (top, first, last, bottom) in open {
        add(top, first, bottom, last);
    }
}

/// Takes out rows and columns in which no cell begins, and those between the lines of a double rule.
pub(super) fn shrink(table: &mut Table) {
    let heights: Vec<f64> =
        table.ys.windows(2).map(|pair| pair.iter().rev().copied().reduce(|a, b| a - b).unwrap_or(0.0)).collect();
    let widths: Vec<f64> =
        table.xs.windows(2).map(|pair| pair.iter().rev().copied().reduce(|a, b| a - b).unwrap_or(0.0)).collect();
    let sliver = |sizes: &[f64], used: &dyn Fn(usize) -> bool| -> Vec<bool> {
        sizes.iter().enumerate().map(|(index, size)| *size < SLIVER && !used(index)).collect()
    };
    let row_used = texts(table, table.rows, |cell| (cell.row, cell.rows));
    let column_used = texts(table, table.columns(), |cell| (cell.column, cell.columns));
    let rows = sliver(&heights, &|index| row_used.get(index).copied().unwrap_or(false));
    let columns = sliver(&widths, &|index| column_used.get(index).copied().unwrap_or(false));
    remove(table, &rows, &columns);
    let begins = |count: usize, at: &dyn Fn(&Cell) -> usize| {
        let mut begins = vec![false; count];
        for cell in &table.cells {
            if let Some(slot) = begins.get_mut(at(cell)) {
                *slot = true;
            }
        }
        begins.into_iter().map(|begins| !begins).collect::<Vec<bool>>()
    };
    let rows = begins(table.rows, &|cell| cell.row);
    let columns = begins(table.columns(), &|cell| cell.column);
    remove(table, &rows, &columns);
    table.cells.sort_by_key(|cell| (cell.row, cell.column));
}

/// For each row or column, whether a cell that is only there says something.
fn texts(table: &Table, count: usize, at: impl Fn(&Cell) -> (usize, usize)) -> Vec<bool> {
    let mut used = vec![false; count];
    for cell in table.cells.iter().filter(|cell| !cell.is_blank()) {
        let (first, span) = at(cell);
        if span == 1
            && let Some(slot) = used.get_mut(first)
        {
            *slot = true;
        }
    }
    used
}

/// Takes out these rows and columns; a cell that was only there goes with them.
fn remove(table: &mut Table, rows: &[bool], columns: &[bool]) {
    let renumber = |gone: &[bool]| -> Vec<usize> {
        let mut numbers = vec![0];
        for gone in gone {
            numbers.push(numbers.last().copied().unwrap_or(0) + usize::from(!gone));
        }
        numbers
    };
    let (new_rows, new_columns) = (renumber(rows), renumber(columns));
    let number = |numbers: &[usize], index: usize| numbers.get(index).copied().unwrap_or_default();
    if number(&new_rows, rows.len()) == 0 || number(&new_columns, columns.len()) == 0 {
        return;
    }
    table.cells.retain_mut(|cell| {
        let (row, column) = (number(&new_rows, cell.row), number(&new_columns, cell.column));
        cell.rows = number(&new_rows, cell.row + cell.rows) - row;
        cell.columns = number(&new_columns, cell.column + cell.columns) - column;
        (cell.row, cell.column) = (row, column);
        cell.rows > 0 && cell.columns > 0
    });
    for place in &mut table.broken {
        *place = (number(&new_rows, place.0), number(&new_columns, place.1));
    }
    table.rows = number(&new_rows, rows.len());
    let keep_edges = |edges: &mut Vec<f64>, gone: &[bool]| {
        // The edge before a row or column goes with it; of the first, the edge after it.
        let mut kept = Vec::new();
        let mut first = edges.first().copied();
        for (index, edge) in edges.iter().enumerate() {
            if gone.get(index).copied().unwrap_or(false) {
                continue;
            }
            kept.push(first.take().filter(|_| kept.is_empty()).unwrap_or(*edge));
        }
        *edges = kept;
    };
    keep_edges(&mut table.xs, columns);
    if table.ys.len() == rows.len() + 1 {
        keep_edges(&mut table.ys, rows);
    }
    let mut index = 0;
    let mut keep = |_: &bool| {
        index += 1;
        !columns.get(index - 1).copied().unwrap_or(false)
    };
    table.closed_above.retain(&mut keep);
    index = 0;
    table.closed_below.retain(|_| {
        index += 1;
        !columns.get(index - 1).copied().unwrap_or(false)
    });
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::rules::page_rules;
    use super::*;

    /// The rules of a grid with these edges, without those between merged places.
    pub(in super::super) fn grid_rules(xs: &[f64], ys: &[f64], merged: &[(usize, usize, usize, usize)]) -> Vec<Rule> {
        let inside = |row: usize, column: usize| {
            merged.iter().position(|(r, c, rs, cs)| (*r..r + rs).contains(&row) && (*c..c + cs).contains(&column))
        };
        let mut rules = Vec::new();
        for (i, y) in ys.iter().enumerate() {
            for c in 0..xs.len() - 1 {
                let one = i > 0 && i < ys.len() - 1 && inside(i - 1, c).is_some() && inside(i - 1, c) == inside(i, c);
                if !one {
                    rules.push(Rule { horizontal: true, position: *y, start: xs[c], end: xs[c + 1], width: 0.5 });
                }
            }
        }
        for (i, x) in xs.iter().enumerate() {
            for r in 0..ys.len() - 1 {
                let one = i > 0 && i < xs.len() - 1 && inside(r, i - 1).is_some() && inside(r, i - 1) == inside(r, i);
                if !one {
                    rules.push(Rule { horizontal: false, position: *x, start: ys[r], end: ys[r + 1], width: 0.5 });
                }
            }
        }
        rules
    }

    fn spans(rules: &[Rule]) -> Vec<(usize, usize, usize, usize)> {
        let page = page_rules(rules);
        let (mut table, _) = lattice_to_table(&page.lattices[0], 0).unwrap();
        for cell in &mut table.cells {
            cell.paragraphs.push(CellParagraph::default());
        }
        shrink(&mut table);
        table.cells.iter().map(|c| (c.row, c.column, c.rows, c.columns)).collect()
    }

    #[test]
    fn places_with_no_edge_between_are_one_cell() {
        let rules = grid_rules(&[0.0, 50.0, 100.0, 150.0], &[0.0, 20.0, 40.0, 60.0], &[(0, 0, 1, 3), (1, 0, 2, 1)]);
        assert_eq!(spans(&rules), [(0, 0, 1, 3), (1, 0, 2, 1), (1, 1, 1, 1), (1, 2, 1, 1), (2, 1, 1, 1), (2, 2, 1, 1)]);
    }

    #[test]
    fn sides_may_be_open() {
        let mut rules = grid_rules(&[0.0, 50.0, 100.0], &[0.0, 20.0, 40.0], &[]);
        rules.retain(|rule| rule.horizontal || (rule.position > 10.0 && rule.position < 90.0));
        assert_eq!(spans(&rules).len(), 4);
    }

    #[test]
    fn double_lines_make_no_cells() {
        let mut rules = grid_rules(&[0.0, 50.0, 100.0], &[0.0, 20.0, 40.0], &[]);
        rules.extend(grid_rules(&[-3.2, 103.2], &[-3.2, 43.2], &[]));
        let page = page_rules(&rules);
        let (mut table, _) = lattice_to_table(&page.lattices[0], 0).unwrap();
        for cell in table
            .cells
            .iter_mut()
            .filter(|cell| cell.area.right - cell.area.left > 10.0 && cell.area.bottom - cell.area.top > 10.0)
        {
            cell.paragraphs.push(CellParagraph::default());
        }
        shrink(&mut table);
        assert_eq!((table.rows, table.columns(), table.cells.len()), (2, 2, 4));
    }

    #[test]
    fn an_edge_that_does_not_close_is_reported() {
        let mut rules = grid_rules(&[0.0, 50.0, 100.0], &[0.0, 20.0, 40.0], &[]);
        for rule in
            rules.iter_mut().filter(|rule| !rule.horizontal && (rule.position - 50.0).abs() < 0.1 && rule.start < 0.1)
        {
            rule.end = 11.0;
        }
        let page = page_rules(&rules);
        let (table, _) = lattice_to_table(&page.lattices[0], 0).unwrap();
        assert_eq!(table.broken, [(0, 0)]);
    }

    #[test]
    fn what_is_no_rectangle_is_cut_into_some() {
        // An L: the left column over both rows, and the place right of its foot.
        let mut rules = grid_rules(&[0.0, 50.0, 100.0], &[0.0, 20.0, 40.0], &[(0, 0, 2, 1)]);
        rules.retain(|rule| rule.horizontal || (rule.position - 50.0).abs() > 0.1 || (rule.start - 20.0).abs() > 0.1);
        assert_eq!(spans(&rules), [(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 2)]);
    }
}
