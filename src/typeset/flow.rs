//! Pieces → pages: where pages end, footnotes at their feet, tables over several pages.
//!
//! Everything is looked at a bounded number of times, so that the work grows with the document and no faster: how far a
//! piece reaches (itself and all that has to stay with it) is summed once from the end of the flow to its beginning.

use super::contents::{ContentsPlaces, EntryPlace};
use super::pages::{Item, OutlineEntry, Page, Rule};
use super::piece::{Body, Piece, paint, total_height};
use super::rows::TableBox;
use super::sheet::Sheet;
use crate::document::Color;
use std::collections::VecDeque;

/// Pieces may be this much (pt) too high: rounding must not push the 22nd line out.
pub(super) const TOLERANCE: f32 = 0.05;

/// Above the rule over the footnotes, and from it to the first of them; pt.
const NOTE_SPACE: f32 = 6.0;

/// The room something needs at least, pt.
#[derive(Debug, Clone, Copy, Default)]
struct Reach {
    /// In the text.
    height: f32,
    /// At the page's foot, for the notes called in it.
    notes: f32,
}

impl Reach {
    fn with(self, next: Reach) -> Reach {
        Reach { height: self.height + next.height, notes: self.notes + next.notes }
    }

    /// With the space around the notes, if there are any, and those already at the foot.
    fn total(self, foot: f32) -> f32 {
        self.height + foot_room(foot + self.notes)
    }
}

/// The height notes take with the space around them.
fn foot_room(notes: f32) -> f32 {
    if notes > 0.0 { notes + 2.0 * NOTE_SPACE } else { 0.0 }
}

/// A note higher than this share of a page need only begin on the page it is called on.
const LONG_NOTE: f32 = 0.25;

/// With how many lines it begins there.
const NOTE_LINES: usize = 3;

/// Cuts pieces into pages.
pub(super) struct Paginator {
    upright: Sheet,
    sideways: Sheet,
    /// Whether this page is turned for a wide table.
    turned: bool,
    /// The lines of each note; taken out when the note is placed.
    notes: Vec<Vec<Piece>>,
    /// For each note, the least height it needs on the page it is called on.
    least_notes: Vec<f32>,
    pages: Vec<Page>,
    outline: Vec<OutlineEntry>,
    contents: ContentsPlaces,
    items: Vec<Item>,
    y: f32,
    /// Lines of footnotes that are to stand on this page, and their height.
    foot: VecDeque<Piece>,
    foot_height: f32,
    /// What of it has to stand on this page.
    least_foot: f32,
    /// Whether what comes next has to stay with what was placed last.
    joined: bool,
}

impl Paginator {
    pub(super) fn new(upright: Sheet, sideways: Sheet, notes: Vec<Vec<Piece>>) -> Self {
        let long = upright.text_height * LONG_NOTE;
        let least_notes = notes.iter().map(|note| match total_height(note) {
            height if height > long => total_height(note.get(..NOTE_LINES).unwrap_or(note)),
            height => height,
        });
        Paginator {
            upright,
            sideways,
            turned: false,
            least_notes: least_notes.collect(),
            notes,
            pages: Vec::new(),
            outline: Vec::new(),
            contents: ContentsPlaces::default(),
            items: Vec::new(),
            y: 0.0,
            foot: VecDeque::new(),
            foot_height: 0.0,
            least_foot: 0.0,
            joined: false,
        }
    }

    /// The pages and the outline of all pieces, and where the entries of the list of contents and their headings have come to stand.
    /// What stands at the foot of the last page comes onto one of an even number where that is asked for.
    pub(super) fn run(
        mut self,
        pieces: Vec<Piece>,
        foot_on_even: bool,
    ) -> (Vec<Page>, Vec<OutlineEntry>, ContentsPlaces) {
        let (foot, pieces): (Vec<Piece>, Vec<Piece>) = pieces.into_iter().partition(|piece| piece.at_foot);
        let reaches = self.reaches(&pieces);
        let mut after = reaches.iter().skip(1).copied().chain(std::iter::once(Reach::default()));
        let mut next = pieces.iter().skip(1).map(|piece| (piece.turned, matches!(piece.body, Body::PageBreak)));
        let joined: Vec<Reach> = pieces
            .iter()
            .map(|piece| {
                let (after, next) = (after.next().unwrap_or_default(), next.next());
                if piece.keep && next == Some((piece.turned, false)) { after } else { Reach::default() }
            })
            .collect();
        for ((piece, reach), after) in pieces.into_iter().zip(reaches).zip(joined) {
            self.place(piece, reach, after);
        }
        self.place_foot(foot, foot_on_even);
        if !self.items.is_empty() || !self.foot.is_empty() || self.pages.is_empty() {
            self.end_page();
        }
        while !self.foot.is_empty() {
            self.end_page();
        }
        (self.pages, self.outline, self.contents)
    }

    /// For each piece, what it and all that has to stay with it need.
    fn reaches(&self, pieces: &[Piece]) -> Vec<Reach> {
        let mut reaches = Vec::with_capacity(pieces.len());
        let mut next: Option<(&Piece, Reach)> = None;
        for piece in pieces.iter().rev() {
            step();
            let mut reach = self.own(piece);
            if let Some((follower, more)) = next {
                let breaks = matches!(follower.body, Body::PageBreak) || follower.turned != piece.turned;
                // What follows a long table stays with its last rows, which need not be on the page it begins on.
                let ends_here = !matches!(&piece.body, Body::Table(table) if table.is_divisible());
                if piece.keep && !breaks && ends_here {
                    reach = reach.with(more);
                }
            }
            reaches.push(reach);
            next = Some((piece, reach));
        }
        reaches.reverse();
        reaches
    }

    fn own(&self, piece: &Piece) -> Reach {
        let notes = match &piece.body {
            Body::Table(table) => self.notes_height(table.notes_of(0..table.lead())),
            _ => self.notes_height(piece.notes.iter().copied()),
        };
        Reach { height: piece.least, notes }
    }

    fn notes_height(&self, notes: impl Iterator<Item = usize>) -> f32 {
        notes.filter_map(|note| self.least_notes.get(note)).sum()
    }

    fn sheet(&self) -> Sheet {
        if self.turned { self.sideways } else { self.upright }
    }

    fn is_fresh(&self) -> bool {
        self.items.is_empty() && self.y <= 0.0
    }

    /// What is left of the page.
    fn left(&self) -> f32 {
        self.sheet().text_height - self.y + TOLERANCE
    }

    /// What of the page's foot is taken: by all of the notes, or where something has to stay on the page, by their beginnings.
    fn foot(&self) -> f32 {
        if self.joined { self.least_foot } else { self.foot_height }
    }

    fn take_notes(&mut self, notes: &[usize]) {
        for note in notes {
            self.least_foot += self.least_notes.get_mut(*note).map_or(0.0, std::mem::take);
            let Some(lines) = self.notes.get_mut(*note) else { continue };
            // Taken once: its place is empty afterwards.
            let lines = std::mem::take(lines);
            self.foot_height += total_height(&lines);
            self.foot.extend(lines);
        }
    }

    /// Places one piece. `reach`: what it needs with all that has to stay with it; `after`: what of that follows it.
    fn place(&mut self, piece: Piece, reach: Reach, after: Reach) {
        step();
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
        if piece.turned != self.turned {
            if !self.is_fresh() {
                self.end_page();
            }
            self.turned = piece.turned;
            if piece.is_space() {
                return;
            }
        }
        // What no page could hold together (a dozen headings and a picture) is not kept together.
        let alone = reach.total(0.0) > self.sheet().text_height + TOLERANCE;
        let (need, after) = if alone { (self.own(&piece), Reach::default()) } else { (reach, after) };
        if need.total(self.foot()) > self.left() && !self.is_fresh() {
            self.end_page();
            if piece.is_space() {
                return;
            }
        }
        let keep = piece.keep;
        if let Some((title, level)) = &piece.outline {
            let (page, y_pt) = (self.pages.len(), self.sheet().top + self.y);
            self.outline.push(OutlineEntry { title: title.clone(), level: *level, page, y_pt });
        }
        if let Some(number) = piece.listed {
            self.contents.headings.insert(number, self.pages.len());
        }
        let spare = self.left() - 2.0 * TOLERANCE - need.total(self.foot());
        let height = (piece.least + spare).min(piece.height).max(piece.least);
        let (x, y) = (self.sheet().left, self.sheet().top + self.y);
        let entry = piece.entry;
        match piece.body {
            Body::Table(table) => self.place_table(*table, after),
            Body::Figure(figure) => {
                self.items.push(figure.item(height / piece.height, piece.height).moved(x, y));
                self.y += height;
            }
            Body::Space => self.y += height,
            _ => {
                let whole = piece.height;
                let (items, called) = paint(vec![piece], x, y);
                self.items.extend(items);
                self.take_notes(&called);
                self.y += whole;
            }
        }
        if let Some(number) = entry {
            let place = EntryPlace { page: self.pages.len(), items: self.items.len(), corner: (x, y) };
            self.contents.entries.insert(number, place);
        }
        self.joined = keep;
    }

    /// Places what stands at the foot of the last page, undivided if a page can hold it.
    fn place_foot(&mut self, foot: Vec<Piece>, on_even: bool) {
        if foot.is_empty() {
            return;
        }
        let height = total_height(&foot);
        if height > self.upright.text_height {
            for piece in foot {
                let own = self.own(&piece);
                self.place(piece, own, Reach::default());
            }
            return;
        }
        if !self.is_fresh() && (self.turned || height + foot_room(self.foot_height) > self.left()) {
            self.end_page();
        }
        // Notes that go on to another page have it first.
        while !self.foot.is_empty() && height + foot_room(self.foot_height) > self.left() {
            self.end_page();
        }
        self.turned = false;
        if on_even && self.pages.len().is_multiple_of(2) {
            self.end_page();
        }
        let (x, y) = (self.sheet().left, self.sheet().text_height - foot_room(self.foot_height) - height);
        let (items, called) = paint(foot, x, self.sheet().top + y);
        self.items.extend(items);
        self.take_notes(&called);
        self.y = y + height;
    }

    fn place_table(&mut self, mut table: TableBox, after: Reach) {
        let header = table.header();
        let mut row = header;
        let mut first = true;
        loop {
            row += table.spare_strips(row, self.left());
            if row >= table.row_count() {
                return;
            }
            let Some(end) = self.cut(&table, row, first, after) else {
                self.end_page();
                continue;
            };
            let rows: Vec<usize> = (0..header).chain(row..end).collect();
            let (items, called) = table.paint_rows(&rows, if first { 0 } else { header });
            let (x, y) = (self.sheet().left, self.sheet().top + self.y);
            self.items.extend(items.into_iter().map(|item| item.moved(x, y)));
            self.take_notes(&called);
            self.y += rows.iter().map(|r| table.height_of(*r..*r + 1)).sum::<f32>();
            row = end;
            first = false;
            if row < table.row_count() {
                self.end_page();
            }
        }
    }

    /// Before which row this page ends, if it begins with `row` below the header; `None`: the page is to end first.
    fn cut(&self, table: &TableBox, row: usize, first: bool, after: Reach) -> Option<usize> {
        let (count, header) = (table.row_count(), 0..table.header());
        let mut used = Reach { height: table.height_of(header.clone()), notes: 0.0 };
        if first {
            used.notes = self.notes_height(table.notes_of(header));
        }
        let fits = |reach: Reach| reach.total(self.foot()) <= self.left();
        let mut end = row;
        while end < count {
            step();
            let one = end..end + 1;
            let more = Reach { height: table.height_of(one.clone()), notes: self.notes_height(table.notes_of(one)) };
            if !fits(used.with(more)) {
                break;
            }
            used = used.with(more);
            end += 1;
        }
        if end == count {
            if fits(used.with(after)) {
                return Some(count);
            }
            // What follows takes the last rows with it to the next page.
            let room = self.sheet().text_height - table.height_of(0..table.header()) - after.total(0.0);
            let holds = |at: &usize| table.height_of(*at..count) <= room;
            let at = (row + 1..count).rev().filter(|at| table.may_end_before(*at)).take_while(holds);
            let mut at = at.take(LOOK_BACK).peekable();
            let best = at.peek().copied();
            return match at.find(|at| table.labels_fit(*at, row, true)).or(best) {
                Some(at) => Some(at),
                None if !self.is_fresh() && table.height_of(row..count) <= room => None,
                None => Some(count),
            };
        }
        if end == row {
            return self.is_fresh().then_some(row + 1);
        }
        let allowed = || (row + 1..=end).rev().filter(|at| table.may_end_before(*at));
        // Rather a shorter page than a label that doesn't fit beside its rows; rather two rows less than a small label.
        let near = |at: &usize| table.height_of(*at..end) <= NEAR_LINES * self.upright.text_height / 22.0;
        let comfortable = allowed().take_while(near).find(|at| table.labels_fit(*at, row, false));
        let fitting = || allowed().take(LOOK_BACK).find(|at| table.labels_fit(*at, row, true));
        match comfortable.or_else(fitting).or_else(|| allowed().next()) {
            Some(at) => Some(at),
            None => self.is_fresh().then_some(end),
        }
    }

    /// Ends the page: footnotes at its foot, those that don't fit on the next.
    fn end_page(&mut self) {
        let sheet = self.sheet();
        let room = sheet.text_height - self.y - 2.0 * NOTE_SPACE + TOLERANCE;
        let mut taken = 0.0;
        let mut count = 0_usize;
        for line in &self.foot {
            step();
            if taken + line.height > room && !(count == 0 && self.y <= 0.0) {
                break;
            }
            taken += line.height;
            count += 1;
        }
        // No first or last line of a note alone.
        for _ in 0..2 {
            let last = count.checked_sub(1).and_then(|last| self.foot.get(last));
            if let Some(line) = last.filter(|line| line.keep && count > 1 && count < self.foot.len()) {
                taken -= line.height;
                count -= 1;
            }
        }
        if count > 0 {
            let y = sheet.top + sheet.text_height - taken;
            let (from, to) = (sheet.left, sheet.left + self.upright.text_width / 3.0);
            let (from_pt, to_pt) = ((from, y - NOTE_SPACE), (to, y - NOTE_SPACE));
            self.items.push(Item::Rule(Rule { from_pt, to_pt, width_pt: 0.5, color: Color::BLACK }));
            let lines: Vec<Piece> = self.foot.drain(..count).collect();
            self.foot_height = if self.foot.is_empty() { 0.0 } else { self.foot_height - taken };
            let (items, called) = paint(lines, sheet.left, y);
            self.items.extend(items);
            self.take_notes(&called);
        }
        let items = std::mem::take(&mut self.items);
        self.pages.push(Page { width_pt: sheet.width, height_pt: sheet.height, items });
        self.y = 0.0;
        self.joined = false;
        self.least_foot = self.foot.iter().take(NOTE_LINES).map(|line| line.height).sum();
    }
}

/// A page may be this much shorter, in lines of the standard's 22, so that no label is reduced.
const NEAR_LINES: f32 = 2.0;

/// How many places to end a page are tried so that labels fit.
const LOOK_BACK: usize = 100;

/// Counts what the paginator looks at, for the test that the work grows with the document and no faster.
#[cfg(not(test))]
fn step() {}

#[cfg(test)]
thread_local!(pub(super) static STEPS: std::cell::Cell<usize> = const { std::cell::Cell::new(0) });

#[cfg(test)]
fn step() {
    STEPS.with(|steps| steps.set(steps.get() + 1));
}
