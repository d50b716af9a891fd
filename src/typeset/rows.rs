//! Rows of a composed table: where a page may end between them, and the rows of one page painted.

use super::pages::{Ground, Item, Rule};
use super::piece::{Body, Piece, paint, total_height};
use crate::document::{Color, Diagonal};
use crate::whole::{Whole, single};
use std::collections::BTreeMap;
use std::ops::Range;

/// A table whose cells are composed.
#[derive(Debug, Clone)]
pub(super) struct TableBox {
    /// The edges of the columns, pt from the left edge of the text area.
    edges: Vec<f32>,
    /// The upper edge of each row and the lower edge of the last, pt from the table's.
    tops: Vec<f64>,
    /// How many rows from the top are repeated on every page.
    header: usize,
    cells: Vec<CellBox>,
    /// For each place, row by row, the cell that covers it.
    cover: Vec<usize>,
    /// The rows after which no page may end.
    kept: Vec<bool>,
    /// The footnotes called in cells, by the row the cell begins in.
    notes: BTreeMap<usize, Vec<usize>>,
    padding: f32,
    rule: f32,
}

/// A composed cell.
#[derive(Debug, Clone)]
pub(super) struct CellBox {
    pub row: usize,
    pub column: usize,
    pub row_span: usize,
    pub column_span: usize,
    pub pieces: Vec<Piece>,
    /// How many of the pieces have been printed.
    done: usize,
    /// The height of those that have not been.
    left: f64,
    height: f32,
    /// Whether it heads columns.
    pub heads_columns: bool,
    /// The colour of its ground.
    pub ground: Option<Color>,
    /// The lines from corner to corner of it.
    pub diagonal: Diagonal,
    /// For a short text beside several rows: how it is set where a page break leaves it little room.
    pub tight: Option<Tight>,
}

/// A label set as small as the style allows.
#[derive(Debug, Clone)]
pub(super) struct Tight {
    pub pieces: Vec<Piece>,
    pub height: f32,
    /// By what the label as usually set may be reduced.
    pub least_factor: f32,
}

impl CellBox {
    /// The box of the cell at `place`: row and column, then how many of each it covers.
    pub(super) fn new(place: (u32, u32), span: (u32, u32), pieces: Vec<Piece>, heads_columns: bool) -> Self {
        let height = total_height(&pieces);
        CellBox {
            row: place.0 as usize,
            column: place.1 as usize,
            row_span: span.0 as usize,
            column_span: span.1 as usize,
            pieces,
            done: 0,
            left: f64::from(height),
            height,
            heads_columns,
            ground: None,
            diagonal: Diagonal::None,
            tight: None,
        }
    }

    fn rows(&self) -> Range<usize> {
        self.row..self.row + self.row_span
    }

    /// The least height its text can be set in, whole.
    fn least_height(&self) -> f32 {
        self.tight.as_ref().map_or(self.height, |tight| tight.height.min(self.height * tight.least_factor))
    }

    /// Its text set whole in a height, and by what that is to be reduced; `None` where it would become too small.
    fn fitted(&self, height: f32) -> Option<(&[Piece], f32)> {
        let factor = if self.height > height + 0.05 { height / self.height } else { 1.0 };
        match &self.tight {
            _ if factor >= 1.0 => Some((&self.pieces, 1.0)),
            Some(tight) if factor >= tight.least_factor => Some((&self.pieces, factor)),
            Some(tight) if tight.height <= height + 0.05 => Some((&tight.pieces, 1.0)),
            _ => None,
        }
    }

    /// How many of its remaining pieces fit a height, and the height of the others.
    fn split(&self, height: f32) -> (usize, f32) {
        let rest = self.pieces.get(self.done..).unwrap_or_default();
        let mut taken = 0.0;
        let fits = |piece: &&Piece| {
            taken += piece.height;
            taken <= height + 0.05
        };
        let count = rest.iter().take_while(fits).count();
        let fitting = total_height(rest.get(..count).unwrap_or_default());
        (count, if count == rest.len() { 0.0 } else { single(self.left - f64::from(fitting)) })
    }

    /// Takes its next pieces until the one at `until` to be printed.
    fn advance(&mut self, until: usize) -> Vec<Piece> {
        let pieces = self.pieces.get(self.done..until).unwrap_or_default().to_vec();
        self.left -= f64::from(total_height(&pieces));
        self.done = until;
        pieces
    }
}

/// How a table is drawn.
#[derive(Debug, Clone)]
pub(super) struct Frame {
    /// Between a rule and the text, pt.
    pub padding: f32,
    /// Thickness of the rules, pt.
    pub rule: f32,
    /// The height of a line of its text, pt.
    pub line: f32,
    /// The height of a page, pt.
    pub page: f32,
    /// The least heights of the rows, pt; of those that are not there none.
    pub least: Vec<f32>,
}

impl TableBox {
    /// A table of `count` rows; cells in the order of the grid, `cover` as the grid has it.
    pub(super) fn new(
        edges: Vec<f32>,
        count: usize,
        header: usize,
        cells: Vec<CellBox>,
        cover: Vec<usize>,
        frame: Frame,
    ) -> Self {
        let heights = row_heights(count, &cells, &frame);
        let (padding, rule) = (frame.padding, frame.rule);
        let (tops, notes) = (Vec::new(), BTreeMap::new());
        let mut table = TableBox { edges, tops, header, cells, cover, kept: vec![false; count], notes, padding, rule };
        table.set_heights(&heights);
        // A header that takes half the page is not worth repeating.
        if table.height_of(0..header) > frame.page / 2.0 {
            table.header = 0;
        }
        table.keep_rows(frame.page);
        table.split_tall_rows(heights, frame);
        for cell in &table.cells {
            let called: Vec<usize> = cell.pieces.iter().flat_map(|piece| piece.notes.iter().copied()).collect();
            if !called.is_empty() {
                table.notes.entry(cell.row).or_default().extend(called);
            }
        }
        table
    }

    fn set_heights(&mut self, heights: &[f32]) {
        let mut top = 0.0_f64;
        self.tops = std::iter::once(0.0)
            .chain(heights.iter().map(|height| {
                top += f64::from(*height);
                top
            }))
            .collect();
    }

    fn columns(&self) -> usize {
        self.edges.len() - 1
    }

    pub(super) fn row_count(&self) -> usize {
        self.tops.len() - 1
    }

    pub(super) fn header(&self) -> usize {
        self.header
    }

    pub(super) fn height_of(&self, rows: Range<usize>) -> f32 {
        let top = |row: usize| self.tops.get(row.min(self.row_count())).copied().unwrap_or(0.0);
        single(top(rows.end) - top(rows.start))
    }

    /// How many rows stand at least on the page the table begins on: the header and those that must follow it.
    pub(super) fn lead(&self) -> usize {
        let first = (self.header + 1..self.row_count()).find(|row| self.may_end_before(*row));
        first.unwrap_or(self.row_count())
    }

    /// The height of these rows.
    pub(super) fn lead_height(&self) -> f32 {
        self.height_of(0..self.lead())
    }

    /// Whether a page may end within it.
    pub(super) fn is_divisible(&self) -> bool {
        self.lead() < self.row_count()
    }

    fn cell_at(&self, row: usize, column: usize) -> Option<usize> {
        self.cover.get(row * self.columns() + column).copied()
    }

    fn covering(&self, row: usize) -> &[usize] {
        self.cover.get(row * self.columns()..(row + 1) * self.columns()).unwrap_or_default()
    }

    /// Marks the rows after which no page may end: a row that names those below it, and where there are enough of them the
    /// first and the last but one, so that none stands alone on a page.
    fn keep_rows(&mut self, page: f32) {
        let count = self.row_count();
        let names = |row: usize| {
            let mut cells = self.covering(row).iter().filter_map(|index| self.cells.get(*index));
            cells.all(|cell| cell.row == row && cell.row_span == 1 && cell.heads_columns)
        };
        let is_caption = |row: usize| {
            let first = self.covering(row).first().and_then(|index| self.cells.get(*index));
            self.columns() > 1 && first.is_some_and(|cell| cell.row_span == 1 && cell.column_span == self.columns())
        };
        let mut kept = vec![false; count];
        let mut captions = 0;
        for row in self.header..count {
            let caption = is_caption(row);
            // The row below a caption may be a second caption, the heads of its columns, or a first row of figures: neither
            // stands alone with it.
            let follows = row > self.header && is_caption(row - 1) && !(row + 1 < count && is_caption(row + 1));
            let keep = names(row) || caption || (follows && row + 2 <= count);
            captions = if keep { captions + 1 } else { 0 };
            if let Some(kept) = kept.get_mut(row) {
                *kept = keep && captions <= MAX_CAPTIONS;
            }
        }
        let body = count - self.header;
        let low = |row: usize| self.height_of(row..row + 1) < page / 6.0;
        for row in [self.header, count.saturating_sub(2)] {
            if let Some(kept) = kept.get_mut(row).filter(|_| body >= 4 && low(row) && low(row + 1)) {
                *kept = true;
            }
        }
        // A small table is not divided at all.
        if self.height_of(0..count) <= page * SMALL {
            kept.fill(true);
        }
        self.kept = kept;
    }

    /// Rows no page could hold are cut into strips, over which the text of their cells runs on.
    fn split_tall_rows(&mut self, heights: Vec<f32>, frame: Frame) {
        let limit = frame.page - self.height_of(0..self.header);
        let is_tall = |row: usize, height: f32| row >= self.header && height > limit;
        if !heights.iter().enumerate().any(|(row, height)| is_tall(row, *height)) {
            return;
        }
        let strip = 2.0 * frame.line.max(1.0);
        let columns = self.columns();
        let (mut rows, mut cover, mut kept) = (Vec::new(), Vec::new(), Vec::new());
        // Where each old row begins now.
        let mut begins = Vec::with_capacity(heights.len() + 1);
        for (row, height) in heights.iter().copied().enumerate() {
            begins.push(rows.len());
            let mut strips = 1;
            if is_tall(row, height) && rows.len() < MAX_ROWS {
                // Each page loses the padding and the rest of a line.
                let parts = (height / limit.max(1.0)).ceil() + 1.0;
                strips = usize::whole(((height + parts * 3.0 * frame.line) / strip).ceil()).clamp(1, 10_000);
            }
            for _ in 0..strips {
                rows.push(if strips > 1 { strip } else { height });
                cover.extend_from_slice(self.cover.get(row * columns..(row + 1) * columns).unwrap_or_default());
                kept.push(strips == 1 && self.kept.get(row).copied().unwrap_or(false));
            }
        }
        begins.push(rows.len());
        for cell in &mut self.cells {
            let (from, to) = (begins.get(cell.row), begins.get(cell.row + cell.row_span));
            if let Some((from, to)) = from.zip(to) {
                (cell.row, cell.row_span) = (*from, to - from);
            }
        }
        (self.cover, self.kept) = (cover, kept);
        self.set_heights(&rows);
    }

    /// The groups of rows that no cell joins to others.
    pub(super) fn parts(&self) -> Vec<Range<usize>> {
        let (mut parts, mut from) = (Vec::new(), 0);
        for row in 1..=self.row_count() {
            if self.covering(row).iter().all(|index| self.cells.get(*index).is_some_and(|cell| cell.row == row)) {
                parts.push(from..row);
                from = row;
            }
        }
        parts
    }

    /// The footnotes called in cells that begin in these rows.
    pub(super) fn notes_of(&self, rows: Range<usize>) -> impl Iterator<Item = usize> + '_ {
        self.notes.range(rows).flat_map(|(_, notes)| notes.iter().copied())
    }

    /// Whether a page may end before `row`: the row above doesn't name it.
    pub(super) fn may_end_before(&self, row: usize) -> bool {
        row.checked_sub(1).is_some_and(|above| self.kept.get(above) == Some(&false))
    }

    /// Whether every label that would run over a page break before `row` can be read on both sides of it; `from`: the
    /// first row on the page, `reduced`: whether labels may be set as small as the style allows.
    pub(super) fn labels_fit(&self, row: usize, from: usize, reduced: bool) -> bool {
        let mut last = None;
        self.covering(row).iter().all(|index| {
            if last.replace(*index) == Some(*index) {
                return true;
            }
            let Some(cell) = self.cells.get(*index).filter(|cell| cell.row < row) else { return true };
            let here = self.height_of(cell.row.max(from)..row) - 2.0 * self.padding;
            let there = self.height_of(row..cell.rows().end) - 2.0 * self.padding;
            let need = if reduced { cell.least_height() } else { cell.height } - 0.05;
            let whole = need <= here && (need <= there || cell.tight.is_none());
            // Running text continues, if what is left of it has room.
            let (count, rest) = cell.split(here);
            whole || (cell.tight.is_none() && (count > 1 || cell.done > 0) && rest <= there + 0.05)
        })
    }

    /// How many rows from `row` on are strips of a cut row that its text no longer needs, if it ends on a page with this room.
    pub(super) fn spare_strips(&self, row: usize, room: f32) -> usize {
        let covering = self.covering(row);
        if covering.iter().any(|c| self.cells.get(*c).is_none_or(|cell| cell.row >= row)) {
            return 0;
        }
        let ends = covering.iter().filter_map(|c| self.cells.get(*c)).map(|cell| cell.rows().end);
        let count = ends.min().unwrap_or(row).saturating_sub(row);
        let rest = covering
            .iter()
            .filter_map(|c| self.cells.get(*c))
            .map(|cell| if cell.done == cell.pieces.len() { 0.0 } else { single(cell.left) + 2.0 * self.padding });
        let need = rest.fold(0.0_f32, f32::max);
        if need > room - self.height_of(0..self.header) {
            return 0;
        }
        let mut height = 0.0;
        let needed = (row..row + count).take_while(|r| {
            let wanting = height < need;
            height += self.height_of(*r..*r + 1);
            wanting
        });
        // One strip stays, so that the row is closed below its text.
        count.saturating_sub(needed.count().max(1))
    }

    /// All rows, from (0, 0).
    pub(super) fn paint_whole(&mut self) -> (Vec<Item>, Vec<usize>) {
        let rows: Vec<usize> = (0..self.row_count()).collect();
        self.paint_rows(&rows, 0)
    }

    /// Paints rows one below the other from the table's upper edge; the first `repeated` of them are printed again, as
    /// artifacts. Returns the items and the footnotes called in what is printed for the first time.
    pub(super) fn paint_rows(&mut self, rows: &[usize], repeated: usize) -> (Vec<Item>, Vec<usize>) {
        let mut tops = Vec::with_capacity(rows.len() + 1);
        let mut y = 0.0;
        tops.push(y);
        for row in rows {
            y += self.height_of(*row..*row + 1);
            tops.push(y);
        }
        let (mut items, mut notes) = (Vec::new(), Vec::new());
        for (i, row) in rows.iter().enumerate() {
            let above = i.checked_sub(1).and_then(|i| rows.get(i)).copied();
            for column in 0..self.columns() {
                let Some(index) = self.cell_at(*row, column) else { continue };
                let Some(cell) = self.cells.get(index) else { continue };
                // Only where it begins on this page.
                if cell.column != column || above.is_some_and(|above| cell.rows().contains(&above)) {
                    continue;
                }
                let covered = rows.iter().skip(i).take_while(|r| cell.rows().contains(r)).count();
                let (top, bottom) =
                    (tops.get(i).copied().unwrap_or(0.0), tops.get(i + covered).copied().unwrap_or(0.0));
                let last = rows.get(i + covered - 1).is_some_and(|r| r + 1 == cell.rows().end);
                let place = Fragment { top, bottom, first: *row == cell.row, last, header: i < repeated };
                self.paint_cell(index, place, &mut items, &mut notes);
            }
        }
        self.paint_rules(rows, &tops, &mut items);
        (items, notes)
    }

    fn paint_cell(&mut self, index: usize, place: Fragment, items: &mut Vec<Item>, notes: &mut Vec<usize>) {
        let (padding, header) = (self.padding, self.header);
        let Some(cell) = self.cells.get_mut(index) else { return };
        let (from, to) = (self.edges.get(cell.column), self.edges.get(cell.column + cell.column_span));
        let (left, right) = (from.copied().unwrap_or(0.0), to.copied().unwrap_or(0.0));
        let (extent, x) = (place.bottom - place.top - 2.0 * padding, left + padding);
        let middle = ((left + right) / 2.0, (place.top + place.bottom) / 2.0);
        items.extend(cell.ground.map(|color| {
            let (width_pt, height_pt) = (right - left, place.bottom - place.top);
            Item::Ground(Ground { x_pt: left, y_pt: place.top, width_pt, height_pt, color })
        }));
        let (top_left, bottom_left) = ((left, place.top), (left, place.bottom));
        let (top_right, bottom_right) = ((right, place.top), (right, place.bottom));
        let falling = cell.diagonal.falls().then_some((top_left, bottom_right));
        let rising = cell.diagonal.rises().then_some((bottom_left, top_right));
        items.extend(
            falling
                .into_iter()
                .chain(rising)
                .map(|(from_pt, to_pt)| Item::Rule(Rule { from_pt, to_pt, width_pt: self.rule, color: Color::BLACK })),
        );
        // Its text set whole, in the middle of its part of the page.
        let centred = |pieces: Vec<Piece>, factor: f32| {
            let y = middle.1 - total_height(&pieces) / 2.0;
            let (items, called) = paint(pieces, x, y);
            if factor >= 1.0 {
                return (items, called);
            }
            (items.into_iter().map(|item| item.scaled(factor, middle)).collect::<Vec<_>>(), called)
        };
        if place.header || (cell.done == cell.pieces.len() && !place.first) {
            if let Some((pieces, factor)) = cell.fitted(extent) {
                let (inner, _) = centred(pieces.to_vec(), factor);
                items.extend(inner.iter().filter_map(Item::repeated));
            }
            return;
        }
        let whole = if cell.done == 0 { cell.fitted(extent) } else { None };
        let (inner, called) = match whole {
            Some((_, factor)) if cell.row_span == 1 && cell.row >= header && factor >= 1.0 => {
                // Never printed again, so nothing of it has to be kept.
                let y = middle.1 - cell.height / 2.0;
                paint(std::mem::take(&mut cell.pieces), x, y)
            }
            Some((pieces, factor)) => {
                let printed = centred(pieces.to_vec(), factor);
                cell.done = cell.pieces.len();
                printed
            }
            // A label is printed whole where it has room.
            None if cell.tight.is_some() && !place.last => return,
            None => {
                let (count, rest) = cell.split(extent);
                match cell.tight.take() {
                    Some(tight) => {
                        cell.done = cell.pieces.len();
                        centred(tight.pieces, (extent / tight.height).max(LEAST_FACTOR))
                    }
                    None if place.last && rest > 0.0 => {
                        let pieces = cell.advance(cell.pieces.len());
                        let height = total_height(&pieces);
                        centred(pieces, (extent / height).max(LEAST_FACTOR))
                    }
                    None => paint(cell.advance(cell.done + count), x, place.top + padding),
                }
            }
        };
        items.extend(inner);
        notes.extend(called);
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
            items.push(Item::Rule(Rule { from_pt: from, to_pt: to, width_pt: self.rule, color: Color::BLACK }));
        };
        let edge = |column: usize| self.edges.get(column).copied().unwrap_or(0.0);
        for i in 0..=rows.len() {
            let y = tops.get(i).copied().unwrap_or(0.0);
            let mut from = None;
            for column in 0..=columns {
                // Above the first and below the last row there is nothing, so a cell cut by a page break is closed there.
                let (above, below) = (i.checked_sub(1), Some(i));
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

/// The part of a cell that is on a page.
#[derive(Debug, Clone, Copy)]
struct Fragment {
    top: f32,
    bottom: f32,
    /// Whether the cell begins with it.
    first: bool,
    /// Whether the cell ends with it.
    last: bool,
    /// Whether it is in a header printed again.
    header: bool,
}

fn row_heights(count: usize, cells: &[CellBox], frame: &Frame) -> Vec<f32> {
    let padding = frame.padding;
    let mut rows = vec![frame.line + 2.0 * padding; count];
    for (row, least) in rows.iter_mut().zip(&frame.least) {
        // A row higher than that would not be one.
        *row = row.max(least.min(frame.page * MOST_BLANK));
    }
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

/// Rows are no longer cut into strips beyond this many.
const MAX_ROWS: usize = 200_000;

/// Text that has to be printed where it has no room is reduced to no less than this.
const LEAST_FACTOR: f32 = 0.05;

/// Tables no higher than this share of a page are not divided: what the page before loses by that is less than a reader does.
const SMALL: f32 = 1.0 / 3.0;

/// No row is higher than this share of a page but for what it holds.
const MOST_BLANK: f32 = 0.75;

/// So many rows in a row that name others are kept together; more are no captions.
const MAX_CAPTIONS: usize = 6;

/// The pieces of a cell: one thing, so no page break inside.
pub(super) fn without_page_breaks(mut pieces: Vec<Piece>) -> Vec<Piece> {
    pieces.retain(|piece| !matches!(piece.body, Body::PageBreak));
    pieces
}
