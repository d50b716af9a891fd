//! Grids → tables: column widths, row heights, and the rows of one page painted.

use super::compose::{Composer, Room};
use super::pages::{ElementId, Item, Rule, Tag};
use super::piece::{Body, Piece, paint, total_height};
use crate::document::{Block, Cell, Grid, HeaderScope};
use crate::style::PT_PER_MM;

/// A table whose cells are composed.
#[derive(Debug, Clone)]
pub(super) struct TableBox {
    /// The edges of the columns, pt from the left edge of the table.
    edges: Vec<f32>,
    /// The heights of the rows, pt.
    rows: Vec<f32>,
    /// How many rows from the top are repeated on every page.
    header: usize,
    cells: Vec<CellBox>,
    /// For each place, row by row, the cell that covers it.
    cover: Vec<usize>,
    padding: f32,
    rule: f32,
}

#[derive(Debug, Clone)]
struct CellBox {
    row: usize,
    column: usize,
    row_span: usize,
    pieces: Vec<Piece>,
    height: f32,
}

/// How many pieces of each cell have been printed.
pub(super) type Progress = Vec<usize>;

/// What a column needs, pt, padding included.
#[derive(Debug, Clone, Copy, Default)]
struct Need {
    least: f32,
    most: f32,
}

impl Composer<'_> {
    /// The pieces of a table; `limit`: the height of a page.
    pub(super) fn table_pieces(&mut self, grid: &Grid, parent: ElementId, room: &Room) -> Vec<Piece> {
        if grid.rows() == 0 || grid.columns() == 0 {
            return Vec::new();
        }
        let style = &self.style.table;
        let padding = (style.padding_mm * PT_PER_MM).min(room.width / (grid.columns() as f32 * 4.0));
        let (before, after) = (style.space_before_pt, style.space_after_pt);
        let rule = style.rule_pt;
        let header = header_rows(grid);
        let (widths, scale) = self.column_widths(grid, header, room, padding);
        let mut edges = vec![0.0];
        let mut edge = 0.0;
        for width in &widths {
            edge += width;
            edges.push(edge);
        }
        let elements = self.table_structure(grid, header, parent);
        let mut cells = Vec::with_capacity(grid.cells().len());
        for (cell, element) in grid.cells().iter().zip(elements) {
            let (from, to) = (cell.column as usize, (cell.column + cell.column_span) as usize);
            let width = edges.get(to).zip(edges.get(from)).map_or(0.0, |(b, a)| b - a) - 2.0 * padding;
            let is_header = cell.header != HeaderScope::None || (cell.row as usize) < header;
            let label = is_label(cell, header);
            let scale = self.cell_scale(cell, width, scale, header, room);
            let inner = room.cell(width.max(1.0), scale, is_header, label);
            let mut pieces = self.blocks(&cell.content, element, &inner);
            // A cell is one thing: no page break or blank lines inside.
            pieces.retain(|piece| !matches!(piece.body, Body::PageBreak));
            cells.push(CellBox {
                row: cell.row as usize,
                column: from,
                row_span: cell.row_span as usize,
                height: total_height(&pieces),
                pieces,
            });
        }
        let line = self.cell_pitch() * scale;
        let rows = row_heights(grid.rows() as usize, &cells, padding, line);
        let mut table = TableBox { edges, rows, header, cells, cover: grid.cover(), padding, rule };
        table.split_tall_rows(self.page_height(), line);
        let height = table.rows.iter().sum();
        let mut pieces = Vec::new();
        if before > 0.0 {
            pieces.push(Piece::space(before));
        }
        pieces.push(Piece::new(Body::Table(Box::new(table)), height));
        if after > 0.0 {
            pieces.push(Piece { keep: false, ..Piece::space(after) });
        }
        pieces
    }

    /// The elements of the cells, in their order.
    fn table_structure(&mut self, grid: &Grid, header: usize, parent: ElementId) -> Vec<ElementId> {
        let table = self.structure.add(parent, Tag::Table);
        let mut part = None;
        let mut row_element = None;
        let mut elements = Vec::with_capacity(grid.cells().len());
        for cell in grid.cells() {
            let in_header = (cell.row as usize) < header;
            let part = match part {
                Some((was_header, part)) if was_header == in_header => part,
                _ => {
                    let new = self.structure.add(table, if in_header { Tag::TableHead } else { Tag::TableBody });
                    part = Some((in_header, new));
                    new
                }
            };
            let row = match row_element {
                Some((row, element)) if row == cell.row => element,
                _ => {
                    let new = self.structure.add(part, Tag::TableRow);
                    row_element = Some((cell.row, new));
                    new
                }
            };
            let (row_span, column_span) = (cell.row_span, cell.column_span);
            let tag = match cell.header {
                HeaderScope::None if in_header => Tag::HeaderCell { scope: HeaderScope::Column, row_span, column_span },
                HeaderScope::None => Tag::DataCell { row_span, column_span },
                scope => Tag::HeaderCell { scope, row_span, column_span },
            };
            elements.push(self.structure.add(row, tag));
        }
        elements
    }

    /// The widths of the columns, and by what all text has to be reduced.
    fn column_widths(&mut self, grid: &Grid, header: usize, room: &Room, padding: f32) -> (Vec<f32>, f32) {
        let count = grid.columns() as usize;
        let mut needs = vec![Need::default(); count];
        let mut measured: Vec<(usize, usize, Need)> = Vec::new();
        let em = self.style.paragraphs.cell.size_pt;
        for cell in grid.cells() {
            let is_header = cell.header != HeaderScope::None || (cell.row as usize) < header;
            let (part, line) = self.extents(&cell.content, &room.cell(room.width, 1.0, is_header, false));
            let mut need = Need { least: part.max(line.min(2.0 * em)) + 2.0 * padding, most: line + 2.0 * padding };
            if cell.row_span > 1 {
                // A label beside many rows runs down them, a few characters a line.
                let characters = (line / em / cell.row_span as f32).ceil().max(2.0);
                need.most = need.most.min((characters * em + 2.0 * padding).max(need.least));
            }
            measured.push((cell.column as usize, cell.column_span as usize, need));
        }
        // Narrow spans first, so that wide ones add only what is still wanting.
        measured.sort_by_key(|(column, span, _)| (*span, *column));
        for (column, span, need) in measured {
            let Some(columns) = needs.get_mut(column..column + span) else { continue };
            let least: f32 = columns.iter().map(|n| n.least).sum();
            let most: f32 = columns.iter().map(|n| n.most).sum();
            let (more_least, more_most) = ((need.least - least).max(0.0), (need.most - most).max(0.0));
            for n in columns {
                n.least += more_least / span as f32;
                n.most = (n.most + more_most / span as f32).max(n.least);
            }
        }
        let least: f32 = needs.iter().map(|n| n.least).sum();
        let most: f32 = needs.iter().map(|n| n.most).sum();
        let smallest = (self.style.table.minimum_size_pt / em).min(1.0);
        if least > room.width {
            let fit = room.width / least;
            return (needs.iter().map(|n| n.least * fit).collect(), fit.max(smallest));
        }
        let given: Vec<f32> = grid.widths.iter().map(|w| *w as f32).collect();
        let sum: f32 = given.iter().sum();
        let wanted: Vec<f32> = if given.len() == count && sum > 0.0 {
            given.iter().map(|w| w / sum * room.width).collect()
        } else if most <= room.width {
            needs.iter().map(|n| n.most * room.width / most).collect()
        } else {
            let spare = (room.width - least) / (most - least).max(0.01);
            needs.iter().map(|n| n.least + (n.most - n.least) * spare).collect()
        };
        // What some columns lack the others give, each by what it has to spare.
        let lack: f32 = wanted.iter().zip(&needs).map(|(w, n)| (n.least - w).max(0.0)).sum();
        let spare: f32 = wanted.iter().zip(&needs).map(|(w, n)| (w - n.least).max(0.0)).sum();
        let share = if spare > 0.0 { (lack / spare).min(1.0) } else { 0.0 };
        let widths =
            wanted.iter().zip(&needs).map(|(w, n)| if *w < n.least { n.least } else { w - (w - n.least) * share });
        (widths.collect(), 1.0)
    }

    /// By what the text of a cell is reduced so that its widest word fits its width.
    fn cell_scale(&mut self, cell: &Cell, width: f32, scale: f32, header: usize, room: &Room) -> f32 {
        let is_header = cell.header != HeaderScope::None || (cell.row as usize) < header;
        let (part, _) = self.extents(&cell.content, &room.cell(room.width, scale, is_header, false));
        if part <= width + 0.05 {
            return scale;
        }
        let size = self.style.paragraphs.cell.size_pt;
        let smallest = (self.style.table.minimum_size_pt / size).min(scale);
        let fitting = scale * width / part;
        if fitting < smallest && is_number(&cell.content) {
            self.number_set_small(cell, size * fitting.max(0.1));
            return fitting.max(0.1);
        }
        fitting.max(smallest)
    }
}

/// Whether a cell names several others: it heads columns, or several rows.
fn is_label(cell: &Cell, header: usize) -> bool {
    cell.header == HeaderScope::Column
        || (cell.row as usize) < header
        || (cell.header == HeaderScope::Row && cell.row_span > 1)
}

/// Whether a cell holds nothing but a number, which must not be divided.
fn is_number(content: &[Block]) -> bool {
    let mut text = String::new();
    for block in content {
        match block {
            Block::Paragraph(p) => text.push_str(&p.content.plain_text()),
            _ => return false,
        }
    }
    text.chars().any(|c| c.is_ascii_digit())
        && text.trim().chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '+' | '-' | '%' | '−' | '/'))
}

/// The header rows, grown so that no header cell reaches out of them; none where that leaves no body.
fn header_rows(grid: &Grid) -> usize {
    let mut header = grid.header_rows.min(grid.rows());
    if header == 0 {
        return 0;
    }
    for cell in grid.cells() {
        if cell.row < header {
            header = header.max(cell.row + cell.row_span);
        }
    }
    if header >= grid.rows() { 0 } else { header as usize }
}

fn row_heights(count: usize, cells: &[CellBox], padding: f32, line: f32) -> Vec<f32> {
    let mut rows = vec![line + 2.0 * padding; count];
    let mut order: Vec<&CellBox> = cells.iter().collect();
    order.sort_by_key(|cell| cell.row_span);
    for cell in order {
        let Some(spanned) = rows.get_mut(cell.row..cell.row + cell.row_span) else { continue };
        let more = cell.height + 2.0 * padding - spanned.iter().sum::<f32>();
        if more > 0.0 {
            for row in spanned.iter_mut() {
                *row += more / cell.row_span as f32;
            }
        }
    }
    rows
}

impl TableBox {
    fn columns(&self) -> usize {
        self.edges.len() - 1
    }

    pub(super) fn row_count(&self) -> usize {
        self.rows.len()
    }

    pub(super) fn header(&self) -> usize {
        self.header
    }

    pub(super) fn height_of(&self, rows: std::ops::Range<usize>) -> f32 {
        self.rows.get(rows).unwrap_or_default().iter().sum()
    }

    /// The height of the header and the first row below it.
    pub(super) fn lead_height(&self) -> f32 {
        self.height_of(0..(self.header + 1).min(self.rows.len()))
    }

    pub(super) fn progress(&self) -> Progress {
        vec![0; self.cells.len()]
    }

    fn cell_at(&self, row: usize, column: usize) -> Option<usize> {
        self.cover.get(row * self.columns() + column).copied()
    }

    /// Rows no page could hold are cut into strips, over which the text of their cells runs on.
    fn split_tall_rows(&mut self, page: f32, line: f32) {
        let limit = page - self.height_of(0..self.header);
        let columns = self.columns();
        let mut row = self.header;
        while row < self.rows.len() {
            let height = self.rows.get(row).copied().unwrap_or(0.0);
            if height <= limit || self.rows.len() > MAX_ROWS {
                row += 1;
                continue;
            }
            let strip = 2.0 * line.max(1.0);
            // Each page loses the padding and the rest of a line.
            let parts = (height / limit.max(1.0)).ceil() + 1.0;
            let strips = (((height + parts * 3.0 * line) / strip).ceil() as usize).clamp(1, 10_000);
            self.rows.splice(row..=row, std::iter::repeat_n(strip, strips));
            let covering: Vec<usize> = self.cover.get(row * columns..(row + 1) * columns).unwrap_or_default().to_vec();
            for _ in 1..strips {
                let at = (row + 1) * columns;
                self.cover.splice(at..at, covering.iter().copied());
            }
            for cell in &mut self.cells {
                if cell.row > row {
                    cell.row += strips - 1;
                } else if cell.row + cell.row_span > row {
                    cell.row_span += strips - 1;
                }
            }
            row += strips;
        }
    }

    /// The footnotes called in cells that begin in these rows.
    pub(super) fn notes_of(&self, rows: std::ops::Range<usize>) -> impl Iterator<Item = usize> + '_ {
        let cells = self.cells.iter().filter(move |cell| rows.contains(&cell.row));
        cells.flat_map(|cell| cell.pieces.iter().flat_map(|piece| piece.notes.iter().copied()))
    }

    /// Whether a page may end before `row`: no label that runs over the break is squeezed on either side.
    pub(super) fn may_break_before(&self, row: usize, from: usize) -> bool {
        (0..self.columns()).all(|column| {
            let Some(cell) = self.cell_at(row, column).and_then(|c| self.cells.get(c)) else { return true };
            if cell.row >= row {
                return true;
            }
            let need = cell.height + 2.0 * self.padding;
            let here = self.height_of(cell.row.max(from)..row);
            let there = self.height_of(row..cell.row + cell.row_span);
            need <= here + 0.01 && (need <= there + 0.01)
        })
    }

    /// How many rows from `row` on are strips of a cut row that its text no longer needs.
    pub(super) fn spare_strips(&self, row: usize, progress: &Progress) -> usize {
        let cells = |row: usize| self.cover.get(row * self.columns()..(row + 1) * self.columns()).unwrap_or_default();
        let covering = cells(row);
        if covering.iter().any(|c| self.cells.get(*c).is_none_or(|cell| cell.row >= row)) {
            return 0;
        }
        let count = (row..self.row_count()).take_while(|r| cells(*r) == covering).count();
        let rest = covering.iter().map(|c| {
            let done = progress.get(*c).copied().unwrap_or(0);
            let left = self.cells.get(*c).and_then(|cell| cell.pieces.get(done..)).unwrap_or_default();
            if left.is_empty() { 0.0 } else { total_height(left) + 2.0 * self.padding }
        });
        let need = rest.fold(0.0_f32, f32::max);
        let mut height = 0.0;
        let needed = (row..row + count).take_while(|r| {
            let wanting = height < need;
            height += self.height_of(*r..*r + 1);
            wanting
        });
        // One strip stays, so that the row is closed below its text.
        count - needed.count().max(1)
    }

    /// Paints rows one below the other from (0, 0); the first `repeated` of them are printed again, as artifacts.
    /// Returns the items and the footnotes called in what is printed for the first time.
    pub(super) fn paint_rows(
        &self,
        rows: &[usize],
        repeated: usize,
        progress: &mut Progress,
    ) -> (Vec<Item>, Vec<usize>) {
        let mut tops = vec![0.0];
        let mut y = 0.0;
        for row in rows {
            y += self.rows.get(*row).copied().unwrap_or(0.0);
            tops.push(y);
        }
        let (mut items, mut notes) = (Vec::new(), Vec::new());
        let mut seen = vec![false; self.cells.len()];
        for (i, row) in rows.iter().enumerate() {
            for column in 0..self.columns() {
                let Some(index) = self.cell_at(*row, column) else { continue };
                let (Some(cell), Some(seen)) = (self.cells.get(index), seen.get_mut(index)) else { continue };
                if std::mem::replace(seen, true) {
                    continue;
                }
                let covered =
                    rows.iter().skip(i).take_while(|r| (cell.row..cell.row + cell.row_span).contains(*r)).count();
                let (top, bottom) =
                    (tops.get(i).copied().unwrap_or(0.0), tops.get(i + covered).copied().unwrap_or(0.0));
                let last = rows.get(i + covered - 1).is_some_and(|r| r + 1 == cell.row + cell.row_span);
                let Some(done) = progress.get_mut(index) else { continue };
                let x = self.edges.get(cell.column).copied().unwrap_or(0.0) + self.padding;
                let extent = bottom - top;
                let whole = cell.height + 2.0 * self.padding <= extent + 0.05;
                let again = i < repeated || (*done == cell.pieces.len() && *row != cell.row);
                if again {
                    if whole {
                        let (inner, _) = paint(&cell.pieces, x, top + (extent - cell.height) / 2.0);
                        items.extend(inner.iter().filter_map(Item::repeated));
                    }
                } else if *done == 0 && (whole || (last && *row == cell.row)) {
                    let (inner, called) =
                        paint(&cell.pieces, x, top + ((extent - cell.height) / 2.0).max(self.padding));
                    items.extend(inner);
                    notes.extend(called);
                    *done = cell.pieces.len();
                } else {
                    let rest = cell.pieces.get(*done..).unwrap_or_default();
                    let mut height = 2.0 * self.padding;
                    let fitting = rest.iter().take_while(|piece| {
                        height += piece.height;
                        last || height <= extent + 0.05
                    });
                    let count = fitting.count();
                    let (inner, called) = paint(rest.get(..count).unwrap_or_default(), x, top + self.padding);
                    items.extend(inner);
                    notes.extend(called);
                    *done += count;
                }
            }
        }
        self.paint_rules(rows, &tops, &mut items);
        (items, notes)
    }

    /// Draws every edge between two cells once, as long as it runs straight.
    fn paint_rules(&self, rows: &[usize], tops: &[f32], items: &mut Vec<Item>) {
        let columns = self.columns();
        let at = |i: Option<usize>, column: Option<usize>| -> Option<usize> {
            let row = rows.get(i?)?;
            let column = column.filter(|c| *c < columns)?;
            self.cell_at(*row, column)
        };
        let mut rule = |from: (f32, f32), to: (f32, f32)| {
            items.push(Item::Rule(Rule { from_pt: from, to_pt: to, width_pt: self.rule }));
        };
        let edge = |column: usize| self.edges.get(column).copied().unwrap_or(0.0);
        for i in 0..=rows.len() {
            let y = tops.get(i).copied().unwrap_or(0.0);
            let mut from = None;
            for column in 0..=columns {
                let (above, below) = (i.checked_sub(1), Some(i));
                // A cell cut by the page break before these rows is open to what is printed above it.
                let drawn = column < columns && at(above, Some(column)) != at(below, Some(column));
                match (drawn, from) {
                    (true, None) => from = Some(column),
                    (false, Some(start)) => {
                        rule((edge(start), y), (edge(column), y));
                        from = None;
                    }
                    _ => {}
                }
            }
        }
        for column in 0..=columns {
            let mut from = None;
            for i in 0..=rows.len() {
                let drawn = i < rows.len() && at(Some(i), column.checked_sub(1)) != at(Some(i), Some(column));
                match (drawn, from) {
                    (true, None) => from = Some(i),
                    (false, Some(start)) => {
                        let y = |i: usize| tops.get(i).copied().unwrap_or(0.0);
                        rule((edge(column), y(start)), (edge(column), y(i)));
                        from = None;
                    }
                    _ => {}
                }
            }
        }
    }
}

/// Rows are no longer cut into strips beyond this many.
const MAX_ROWS: usize = 200_000;
