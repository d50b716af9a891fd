//! Pieces → pages: where pages end, footnotes at their feet, tables over several pages.

use super::pages::{Item, OutlineEntry, Page, Rule};
use super::piece::{Body, LEAST_FIGURE, Piece, paint, total_height};
use super::table::TableBox;

/// Pieces may be this much (pt) too high: rounding must not push the 22nd line out.
const TOLERANCE: f32 = 0.05;

/// Above the rule over the footnotes, and from it to the first of them; pt.
const NOTE_SPACE: f32 = 6.0;

/// Cuts pieces into pages.
pub(super) struct Paginator<'a> {
    /// The text area: left, top, width and height in pt.
    pub area: (f32, f32, f32, f32),
    notes: &'a [Vec<Piece>],
    pages: Vec<Page>,
    outline: Vec<OutlineEntry>,
    items: Vec<Item>,
    y: f32,
    /// Lines of footnotes that are to stand on this page.
    foot: Vec<Piece>,
    /// Footnotes that have been taken in already: a note called in a row printed twice is printed once.
    taken: Vec<usize>,
}

impl<'a> Paginator<'a> {
    pub(super) fn new(area: (f32, f32, f32, f32), notes: &'a [Vec<Piece>]) -> Self {
        let (pages, outline, items, foot) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Paginator { area, notes, pages, outline, items, y: 0.0, foot, taken: Vec::new() }
    }

    /// The pages and the outline of all pieces.
    pub(super) fn run(mut self, pieces: &[Piece]) -> (Vec<Page>, Vec<OutlineEntry>) {
        let mut i = 0;
        while let Some(piece) = pieces.get(i) {
            self.place(piece, pieces.get(i..).unwrap_or_default());
            i += 1;
        }
        if !self.items.is_empty() || !self.foot.is_empty() || self.pages.is_empty() {
            self.end_page();
        }
        while !self.foot.is_empty() {
            self.end_page();
        }
        (self.pages, self.outline)
    }

    fn is_fresh(&self) -> bool {
        self.items.is_empty() && self.y <= 0.0
    }

    /// The height footnotes take, those of `more` included.
    fn foot_height(&self, more: &[usize]) -> f32 {
        let new: Vec<usize> = more.iter().copied().filter(|n| !self.taken.contains(n)).collect();
        let height: f32 = total_height(&self.foot)
            + new.iter().filter_map(|n| self.notes.get(*n)).map(|n| total_height(n)).sum::<f32>();
        if height > 0.0 { height + 2.0 * NOTE_SPACE } else { 0.0 }
    }

    fn room(&self, notes: &[usize]) -> f32 {
        self.area.3 - self.y - self.foot_height(notes) + TOLERANCE
    }

    fn take_notes(&mut self, notes: &[usize]) {
        for note in notes {
            if !self.taken.contains(note) {
                self.taken.push(*note);
                self.foot.extend(self.notes.get(*note).into_iter().flatten().cloned());
            }
        }
    }

    /// Places one piece; `rest` begins with it.
    fn place(&mut self, piece: &Piece, rest: &[Piece]) {
        match &piece.body {
            Body::PageBreak => {
                if !self.is_fresh() {
                    self.end_page();
                }
                return;
            }
            Body::Space if self.is_fresh() => return,
            _ => {}
        }
        let (need, notes) = self.chain(rest);
        let (need, notes) =
            if need > self.area.3 + TOLERANCE { (piece.least_height(), piece_notes(piece)) } else { (need, notes) };
        if need > self.room(&notes) && !self.is_fresh() {
            self.end_page();
            if matches!(piece.body, Body::Space) {
                return;
            }
        }
        if let Some((title, level)) = &piece.outline {
            let (page, y_pt) = (self.pages.len(), self.area.1 + self.y);
            self.outline.push(OutlineEntry { title: title.clone(), level: *level, page, y_pt });
        }
        match &piece.body {
            Body::Table(table) => self.place_table(table),
            Body::Figure(figure) => {
                let after: f32 = need - piece.height * LEAST_FIGURE;
                let factor = ((self.room(&notes) - 2.0 * TOLERANCE - after) / piece.height).clamp(LEAST_FIGURE, 1.0);
                self.items.push(figure.item(factor, piece.height).moved(self.area.0, self.area.1 + self.y));
                self.y += piece.height * factor;
            }
            _ => {
                let (items, called) = paint(std::slice::from_ref(piece), self.area.0, self.area.1 + self.y);
                self.items.extend(items);
                self.take_notes(&called);
                self.y += piece.height;
            }
        }
    }

    /// The least height of a piece and of all that has to stay with it, and the notes they call.
    fn chain(&self, rest: &[Piece]) -> (f32, Vec<usize>) {
        let (mut height, mut notes) = (0.0, Vec::new());
        for (i, piece) in rest.iter().enumerate() {
            if matches!(piece.body, Body::PageBreak) {
                break;
            }
            // Beside what stays with it, a picture is as high as it may shrink to.
            height += piece.least_height();
            notes.extend(piece_notes(piece));
            if !piece.keep || height > self.area.3 || i > 1000 {
                break;
            }
        }
        (height, notes)
    }

    fn place_table(&mut self, table: &TableBox) {
        let header = table.header();
        let mut row = header;
        let mut progress = table.progress();
        let mut first = true;
        while row < table.row_count() {
            row += table.spare_strips(row, &progress);
            // A header that takes half the page is not worth repeating.
            let repeats = first || table.height_of(0..header) < self.area.3 / 2.0;
            let head = if repeats { table.height_of(0..header) } else { 0.0 };
            let mut notes: Vec<usize> = if first { table.notes_of(0..header).collect() } else { Vec::new() };
            let mut end = row;
            let mut height = head;
            while end < table.row_count() {
                let more = table.height_of(end..end + 1);
                let mut with: Vec<usize> = notes.clone();
                with.extend(table.notes_of(end..end + 1));
                if height + more > self.room(&with) {
                    break;
                }
                height += more;
                notes = with;
                end += 1;
            }
            if end < table.row_count() && end > row {
                // Rather a shorter page than a label squeezed by the break.
                let better = (row + 1..=end).rev().find(|at| table.may_break_before(*at, row));
                let worth = |at: &usize| self.is_fresh() || table.height_of(row..*at) > 0.0;
                end = better.filter(worth).unwrap_or(end);
            }
            if end == row {
                if !self.is_fresh() {
                    self.end_page();
                    continue;
                }
                end = row + 1;
            }
            let rows: Vec<usize> = if repeats { (0..header).chain(row..end).collect() } else { (row..end).collect() };
            let (items, called) = table.paint_rows(&rows, if first { 0 } else { header }, &mut progress);
            let (x, y) = (self.area.0, self.area.1 + self.y);
            self.items.extend(items.into_iter().map(|item| item.moved(x, y)));
            self.take_notes(&called);
            self.y += rows.iter().map(|r| table.height_of(*r..*r + 1)).sum::<f32>();
            row = end;
            first = false;
            if row < table.row_count() {
                self.end_page();
            }
        }
        if header == table.row_count() {
            let rows: Vec<usize> = (0..header).collect();
            let (items, called) = table.paint_rows(&rows, 0, &mut progress);
            let (x, y) = (self.area.0, self.area.1 + self.y);
            self.items.extend(items.into_iter().map(|item| item.moved(x, y)));
            self.take_notes(&called);
        }
    }

    /// Ends the page: footnotes at its foot, those that don't fit on the next.
    fn end_page(&mut self) {
        let (left, top, width, height) = self.area;
        let room = height - self.y - 2.0 * NOTE_SPACE + TOLERANCE;
        let mut taken = 0.0;
        let mut count = 0;
        for line in &self.foot {
            if taken + line.height > room && !(count == 0 && self.y <= 0.0) {
                break;
            }
            taken += line.height;
            count += 1;
        }
        if count > 0 {
            let rest = self.foot.split_off(count);
            let y = top + height - taken;
            let rule = ((left, y - NOTE_SPACE), (left + width / 3.0, y - NOTE_SPACE));
            self.items.push(Item::Rule(Rule { from_pt: rule.0, to_pt: rule.1, width_pt: 0.5 }));
            let (items, called) = paint(&self.foot, left, y);
            self.items.extend(items);
            self.foot = rest;
            self.take_notes(&called);
        }
        self.pages.push(Page { items: std::mem::take(&mut self.items) });
        self.y = 0.0;
    }
}

fn piece_notes(piece: &Piece) -> Vec<usize> {
    match &piece.body {
        Body::Table(table) => table.notes_of(0..table.header() + 1).collect(),
        _ => piece.notes.clone(),
    }
}
