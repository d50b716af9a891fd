//! What was seen in a source, held against what was placed or named: the net under every reader.
//!
//! In: an [`Account`] of the source's text, taken without the reader's own rules; an [`Account`] of what the reader made of it; and
//! the findings, which quote what was left out on purpose. Out: a finding for every stretch of text that is in neither.
//!
//! Characters are compared without white space and without what has no glyph. Paragraphs that say exactly what a placed one says are
//! settled by their hashes, and that is nearly all of any file; only the others are looked for.

use super::{Block, Content, Inline};
use crate::finding::catalogue::account as said;
use crate::finding::{Finding, Origin, Place};
use memchr::memmem;
use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::Cell;
use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

/// How far ahead of the last match a paragraph that differs is looked for first.
const NEAR: usize = 16;
/// The most characters before a paragraph's text that are taken for its printed number.
const LONGEST_LABEL: usize = 24;
/// The most bytes looked through for what is not where it is expected.
const MOST_SEARCHED: usize = 64 << 20;
/// The most findings of one file; the last of them names all that is left.
const MOST_NAMED: usize = 20;

thread_local! {
    static IS_OFF: Cell<bool> = const { Cell::new(false) };
}

/// Runs something without the net, to measure what the net costs (`benches/net.rs`); nothing else has a reason to.
#[doc(hidden)]
pub fn without_net<T>(run: impl FnOnce() -> T) -> T {
    struct Again;
    impl Drop for Again {
        fn drop(&mut self) {
            IS_OFF.set(false);
        }
    }
    IS_OFF.set(true);
    let _again = Again;
    run()
}

/// Whether nothing is to be counted.
pub(crate) fn is_off() -> bool {
    IS_OFF.get()
}

/// Text in the order of a file, by paragraphs.
#[derive(Debug, Default)]
pub(crate) struct Account {
    text: String,
    pieces: Vec<Piece>,
    paragraphs: Vec<Passage>,
    /// Where passages stand; many stand in one, the cells of a table.
    places: Vec<Place>,
    /// Whether it is only looked up in, and says of nothing where it stands.
    is_placeless: bool,
}

/// A stretch of text that stands, or is lost, as one: a run.
#[derive(Debug)]
struct Piece {
    start: u32,
    end: u32,
    passage: u32,
    is_void: bool,
}

/// What stands together: a paragraph, the text of a cell.
#[derive(Debug)]
struct Passage {
    /// Which of the places.
    place: Option<u32>,
    stands_in_table: bool,
    is_copy: bool,
}

/// A passage that was begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PassageId(usize);

/// A piece that was added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PieceId(usize);

/// Whether a character counts: white space, what has no glyph, and the private characters of symbol fonts (which are read as what
/// they show) don't.
fn counts(c: char) -> bool {
    match c {
        // Ideographs and their punctuation, the most of any text.
        '\u{3001}'..='\u{D7FF}' => true,
        '\0'..=' ' | '\u{7F}'..='\u{A0}' | '\u{AD}' => false,
        '!'..='\u{34E}' => true,
        '\u{34F}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' => false,
        '\u{2060}'..='\u{206F}' | '\u{E000}'..='\u{F8FF}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' => false,
        '\u{FFFC}' | '\u{FFFD}' => false,
        other => !other.is_whitespace(),
    }
}

/// The characters of a text that count.
fn compact(text: &str) -> String {
    let mut compact = String::with_capacity(text.len());
    push_compact(text, &mut compact);
    compact
}

fn push_compact(text: &str, compact: &mut String) {
    let mut from = 0;
    for (at, c) in text.char_indices().filter(|(_, c)| !counts(*c)) {
        compact.push_str(text.get(from..at).unwrap_or_default());
        from = at + c.len_utf8();
    }
    compact.push_str(text.get(from..).unwrap_or_default());
}

impl Account {
    /// An empty one of what was placed: what is in it is looked up, and never said to be missing.
    pub(crate) fn to_look_up() -> Self {
        Account { is_placeless: true, ..Account::default() }
    }

    /// Begins a passage at a place.
    pub(crate) fn passage(&mut self, place: Option<Place>, stands_in_table: bool) -> PassageId {
        let place = place.and_then(|place| {
            if self.places.last() != Some(&place) {
                self.places.push(place);
            }
            u32::try_from(self.places.len() - 1).ok()
        });
        self.paragraphs.push(Passage { place, stands_in_table, is_copy: false });
        PassageId(self.paragraphs.len() - 1)
    }

    /// Begins a passage where some text comes from.
    fn passage_at(&mut self, origin: &Origin, stands_in_table: bool) -> PassageId {
        let place = if self.is_placeless { None } else { origin.0.clone() };
        self.passage(place, stands_in_table)
    }

    /// Where a passage stands.
    fn place_of(&self, passage: &Passage) -> Option<&Place> {
        self.places.get(passage.place? as usize)
    }

    /// Says of a passage that it says once more, for other programs, what another does: it may be placed no second time.
    pub(crate) fn is_copy(&mut self, PassageId(passage): PassageId) {
        if let Some(passage) = self.paragraphs.get_mut(passage) {
            passage.is_copy = true;
        }
    }

    /// Adds text to a passage; `None` where nothing of it counts.
    pub(crate) fn piece(&mut self, PassageId(passage): PassageId, text: &str) -> Option<PieceId> {
        let start = self.text.len();
        push_compact(text, &mut self.text);
        let end = self.text.len();
        if start == end {
            return None;
        }
        // No file of so much text is read.
        let short = |index: usize| u32::try_from(index).unwrap_or(u32::MAX);
        self.pieces.push(Piece { start: short(start), end: short(end), passage: short(passage), is_void: false });
        Some(PieceId(self.pieces.len() - 1))
    }

    /// Makes one passage of several among the first that together say a text and nothing else: a title on some lines.
    pub(crate) fn join_passages(&mut self, text: &str) {
        const SEARCHED: usize = 80;
        const MOST_LINES: u32 = 6;
        let wanted = compact(text);
        let mut said: Vec<(u32, String)> = Vec::new();
        for piece in self.pieces.iter().filter(|piece| !piece.is_void).take(SEARCHED) {
            let text = self.piece_text(piece);
            match said.last_mut().filter(|(passage, _)| *passage == piece.passage) {
                Some((_, said)) => said.push_str(text),
                None => said.push((piece.passage, text.to_owned())),
            }
        }
        let found = said.iter().enumerate().find_map(|(start, (first, _))| {
            let mut rest = wanted.as_str();
            let lines = said.iter().skip(start).take(MOST_LINES as usize);
            let mut taken = lines.map_while(|(passage, text)| {
                rest = rest.strip_prefix(text.as_str())?;
                Some((rest.is_empty(), *passage))
            });
            taken.find(|(is_all, _)| *is_all).map(|(_, passage)| (*first, passage))
        });
        if let Some((first, last)) = found.filter(|(first, last)| first < last) {
            self.pieces
                .iter_mut()
                .filter(|piece| (first..=last).contains(&piece.passage))
                .for_each(|p| p.passage = first);
        }
    }

    /// How many bytes of text it has.
    pub(crate) fn length(&self) -> usize {
        self.text.len()
    }

    /// How many pieces it has.
    pub(crate) fn pieces(&self) -> usize {
        self.pieces.len()
    }

    /// Takes back a piece that turned out to be no text: a part of a field's instruction.
    pub(crate) fn take_back(&mut self, PieceId(piece): PieceId) {
        if let Some(piece) = self.pieces.get_mut(piece) {
            piece.is_void = true;
        }
    }

    /// The account of what some blocks say, with or without the labels of list items: a reader may have counted them, as no file
    /// has them as text.
    pub(crate) fn of_blocks(blocks: &[Block], labels: bool) -> Self {
        let mut account = Account::to_look_up();
        account.add_blocks(blocks, labels);
        account
    }

    /// Adds what some blocks say.
    pub(crate) fn add_blocks(&mut self, blocks: &[Block], labels: bool) {
        if is_off() {
            return;
        }
        for block in blocks {
            match block {
                Block::Heading(heading) => self.add_paragraph(&heading.content, &heading.origin, labels),
                Block::Paragraph(paragraph) => self.add_paragraph(&paragraph.content, &paragraph.origin, labels),
                Block::List(list) => {
                    for item in &list.items {
                        if labels {
                            let passage = self.passage(None, false);
                            self.piece(passage, &item.label);
                        }
                        self.add_blocks(&item.content, labels);
                    }
                }
                Block::Table(grid) => grid.cells().iter().for_each(|cell| self.add_blocks(&cell.content, labels)),
                Block::Figure(_) | Block::Chart(_) | Block::Break(_) => {}
            }
        }
    }

    /// Adds a heading and the paragraph it was parted from as the one passage they were.
    pub(crate) fn add_run_in(&mut self, heading: &Content, paragraph: &Content, origin: &Origin, labels: bool) {
        if is_off() {
            return;
        }
        let passage = self.passage_at(origin, false);
        self.add_content(heading, passage, labels);
        self.add_content(paragraph, passage, labels);
    }

    fn add_paragraph(&mut self, content: &Content, origin: &Origin, labels: bool) {
        let passage = self.passage_at(origin, false);
        self.add_content(content, passage, labels);
    }

    fn add_content(&mut self, content: &Content, passage: PassageId, labels: bool) {
        for inline in content.inlines() {
            match inline {
                Inline::Text(run) => {
                    for line in run.text.split('\n') {
                        self.piece(passage, line);
                    }
                }
                Inline::Link(link) => self.add_content(&link.content, passage, labels),
                Inline::Note(note) => self.add_blocks(&note.content, labels),
                Inline::Ruby(ruby) => {
                    self.add_content(&ruby.base, passage, labels);
                    self.piece(passage, &ruby.reading);
                }
                Inline::Formula(formula) => drop(self.piece(passage, &formula.text)),
                Inline::Revision(revision) => self.add_content(&revision.content, passage, labels),
                Inline::Image(_) | Inline::Anchor(_) => {}
            }
        }
    }

    /// Takes back all text at these places: it was passed over on purpose.
    pub(crate) fn take_back_at(&mut self, places: &[&Place]) {
        let is_there: Vec<bool> = self.places.iter().map(|place| places.contains(&place)).collect();
        for piece in &mut self.pieces {
            let place = self.paragraphs.get(piece.passage as usize).and_then(|passage| passage.place);
            piece.is_void |= place.is_some_and(|place| is_there.get(place as usize) == Some(&true));
        }
    }

    fn piece_text(&self, piece: &Piece) -> &str {
        self.text.get(piece.start as usize..piece.end as usize).unwrap_or_default()
    }

    /// A hash of what each passage says; 0 where it says nothing.
    fn hashes(&self) -> Vec<u64> {
        let mut hashes = vec![0u64; self.paragraphs.len()];
        for piece in self.pieces.iter().filter(|piece| !piece.is_void) {
            let Some(hash) = hashes.get_mut(piece.passage as usize) else { continue };
            let mut value = if *hash == 0 { 0xCBF2_9CE4_8422_2325 } else { *hash };
            for c in self.piece_text(piece).chars() {
                value = (value.rotate_left(5) ^ u64::from(u32::from(c))).wrapping_mul(0x517C_C1B7_2722_0A95);
            }
            *hash = value.max(1);
        }
        hashes
    }

    /// The pieces of the passages asked for, by passage, in the order of the file.
    fn passages<'a>(&'a self, wanted: &[bool]) -> Vec<(usize, Vec<&'a str>)> {
        let mut at: HashMap<usize, usize> = HashMap::new();
        let mut passages: Vec<(usize, Vec<&str>)> = Vec::new();
        for piece in self.pieces.iter().filter(|piece| !piece.is_void) {
            if wanted.get(piece.passage as usize) == Some(&true) {
                let index = *at.entry(piece.passage as usize).or_insert_with(|| {
                    passages.push((piece.passage as usize, Vec::new()));
                    passages.len() - 1
                });
                if let Some((_, pieces)) = passages.get_mut(index) {
                    pieces.push(self.piece_text(piece));
                }
            }
        }
        passages
    }

    /// A finding for each stretch of this account that is neither in `placed` nor quoted by a finding.
    pub(crate) fn missing_from(&self, placed: Account, findings: &[Finding]) -> Vec<Finding> {
        self.missing_from_with(placed, |_| {}, findings)
    }

    /// The same, of what is placed and of more that may be, which is only asked for where something is left.
    pub(crate) fn missing_from_with(
        &self,
        mut placed: Account,
        add_more: impl FnOnce(&mut Account),
        findings: &[Finding],
    ) -> Vec<Finding> {
        let Some(mut left) = Some(()).filter(|()| !is_off()).and_then(|()| self.left_by_hashes(&placed)) else {
            return Vec::new();
        };
        add_more(&mut placed);
        left.placed.resize(placed.paragraphs.len(), true);
        Search::new(self, &placed, left, findings).findings()
    }

    /// A finding for each passage whose characters are in neither: for a source whose text has no order to be relied on. Only
    /// letters and numbers are counted, so often as they are there.
    pub(crate) fn characters_missing_from(&self, placed: &Account, findings: &[Finding]) -> Vec<Finding> {
        if is_off() {
            return Vec::new();
        }
        let mut missing: FxHashMap<char, i64> = FxHashMap::default();
        let mut count = |text: &str, by: i64| {
            for c in text.chars().filter(|c| c.is_alphanumeric()) {
                *missing.entry(c).or_default() += by;
            }
        };
        count(&self.text, 1);
        count(&placed.text, -1);
        findings.iter().flat_map(Finding::quotations).for_each(|quoted| count(quoted, -1));
        missing.retain(|_, count| *count > 0);
        if missing.is_empty() {
            return Vec::new();
        }
        // A passage that stands in the result as it is has lost nothing, whatever characters others have.
        let mut searched = 0;
        let mut losses: Vec<Loss> = Vec::new();
        // Short ones, a page's number say, last: their characters may be those that a longer one lacks.
        let is_short = |piece: &&Piece| self.piece_text(piece).chars().nth(3).is_none();
        let pieces = || self.pieces.iter().filter(|piece| !piece.is_void);
        for piece in pieces().filter(|piece| !is_short(piece)).chain(pieces().filter(is_short)) {
            let text = self.piece_text(piece);
            if !text.contains(|c| missing.contains_key(&c)) || searched > MOST_SEARCHED {
                continue;
            }
            searched += placed.text.len();
            if !is_short(&piece) && memmem::find(placed.text.as_bytes(), text.as_bytes()).is_some() {
                continue;
            }
            let lost: Vec<char> = text.chars().filter(|c| missing.contains_key(c)).collect();
            if 2 * lost.len() < text.chars().count() {
                continue;
            }
            for c in &lost {
                if let Some(count) = missing.get_mut(c) {
                    *count -= 1;
                }
            }
            missing.retain(|_, count| *count > 0);
            let place = self.paragraphs.get(piece.passage as usize).and_then(|passage| self.place_of(passage)).cloned();
            let is_figure = text.contains(char::is_numeric);
            let is_full = losses.len() >= MOST_NAMED;
            match losses.last_mut() {
                Some(loss) if is_full || loss.place == place => loss.add(piece.passage as usize, text, is_figure),
                _ => losses.push(Loss { place, text: text.to_owned(), is_figure, last: piece.passage as usize }),
            }
        }
        losses.sort_by_key(|loss| loss.last);
        losses.into_iter().map(Loss::into_finding).collect()
    }

    /// The passages that say nothing that a passage of `placed` says, each placed one accounting for one; and the placed that are
    /// left. `None` where no text is left.
    fn left_by_hashes(&self, placed: &Account) -> Option<Left> {
        if self.text == placed.text && !placed.pieces.iter().any(|piece| piece.is_void) {
            return None;
        }
        let (seen, there) = (self.hashes(), placed.hashes());
        let of = |hashes: &[u64]| -> Vec<usize> {
            hashes.iter().enumerate().filter(|(_, hash)| **hash != 0).map(|(index, _)| index).collect()
        };
        let (ours, theirs) = (of(&seen), of(&there));
        let is_copy = |index: usize| self.paragraphs.get(index).is_some_and(|passage| passage.is_copy);
        let same = |(ours, theirs): &(&usize, &usize)| !is_copy(**ours) && seen.get(**ours) == there.get(**theirs);
        // Most files say the same in the same order, up to one place and from another on.
        let head = ours.iter().zip(&theirs).take_while(same).count();
        let (ours, theirs) = (ours.get(head..).unwrap_or_default(), theirs.get(head..).unwrap_or_default());
        let tail = ours.iter().rev().zip(theirs.iter().rev()).take_while(same).count();
        let ours = ours.get(..ours.len() - tail).unwrap_or_default();
        let theirs = theirs.get(..theirs.len() - tail).unwrap_or_default();
        let mut left = Left { seen: vec![false; seen.len()], placed: vec![false; there.len()] };
        let mut free: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
        for index in theirs.iter().rev() {
            free.entry(there.get(*index).copied().unwrap_or(0)).or_default().push(*index);
        }
        let has_copies = ours.iter().any(|index| is_copy(*index));
        let originals: FxHashSet<u64> = match has_copies {
            true => (0..seen.len()).filter(|at| !is_copy(*at)).filter_map(|at| seen.get(at).copied()).collect(),
            false => FxHashSet::default(),
        };
        let mut is_all = true;
        for index in ours {
            let hash = seen.get(*index).copied().unwrap_or(0);
            let is_there = match is_copy(*index) {
                // What is said twice may have been placed where the other stood.
                true => originals.contains(&hash),
                false => free.get_mut(&hash).and_then(Vec::pop).is_some(),
            };
            if !is_there && let Some(place) = left.seen.get_mut(*index) {
                (*place, is_all) = (true, false);
            }
        }
        for index in free.into_values().flatten() {
            if let Some(place) = left.placed.get_mut(index) {
                *place = true;
            }
        }
        (!is_all).then_some(left)
    }
}

/// Which passages no hash settled.
struct Left {
    seen: Vec<bool>,
    placed: Vec<bool>,
}

/// A passage that is in doubt.
struct Doubt<'a> {
    passage: usize,
    pieces: Vec<&'a str>,
    /// The pieces that are in nothing.
    lost: Vec<&'a str>,
}

/// The look for what no hash settled.
struct Search<'a> {
    account: &'a Account,
    doubts: Vec<Doubt<'a>>,
    /// Placed text that nothing accounts for yet, passages set apart by a character that none has.
    placed: String,
    /// Where each of those passages begins, and where the last ends.
    bounds: Vec<usize>,
    taken: Vec<bool>,
    /// What may be a number counted before a passage: no figure is looked for there.
    labels: Vec<bool>,
    /// What findings quote, set apart in the same way.
    named: String,
    /// All that is placed, where there are copies to look for.
    whole: Option<String>,
    searched: usize,
}

/// No text has it: it is none that counts.
const APART: char = '\0';

impl<'a> Search<'a> {
    fn new(account: &'a Account, placed: &Account, left: Left, findings: &[Finding]) -> Self {
        let doubts = account.passages(&left.seen).into_iter();
        let doubts: Vec<Doubt<'a>> =
            doubts.map(|(passage, pieces)| Doubt { passage, pieces, lost: Vec::new() }).collect();
        let (mut text, mut bounds) = (String::new(), Vec::new());
        for (_, pieces) in placed.passages(&left.placed) {
            bounds.push(text.len());
            pieces.iter().for_each(|piece| text.push_str(piece));
            text.push(APART);
        }
        bounds.push(text.len());
        let mut named = String::new();
        for quoted in findings.iter().flat_map(Finding::quotations) {
            named.push_str(&compact(quoted));
            named.push(APART);
        }
        let has_copies = account.paragraphs.iter().any(|passage| passage.is_copy);
        let whole = has_copies.then(|| {
            let mut whole = String::with_capacity(placed.text.len());
            for (_, pieces) in placed.passages(&vec![true; placed.paragraphs.len()]) {
                pieces.iter().for_each(|piece| whole.push_str(piece));
                whole.push(APART);
            }
            whole
        });
        let (taken, labels) = (vec![false; text.len()], vec![false; text.len()]);
        Search { account, doubts, placed: text, bounds, taken, labels, named, whole, searched: 0 }
    }

    fn findings(mut self) -> Vec<Finding> {
        self.settle_in_order();
        let is_told = self.settle_anywhere();
        let mut findings = self.tell();
        if !is_told {
            findings.push(said::text_not_counted());
        }
        findings
    }

    fn is_copy(&self, doubt: &Doubt<'_>) -> bool {
        self.account.paragraphs.get(doubt.passage).is_some_and(|passage| passage.is_copy)
    }

    /// Settles, in one pass, the passages that stand in a placed one near where the order of both has them: with a number counted
    /// by the reader before them, or a little more.
    fn settle_in_order(&mut self) {
        let mut next = 0;
        for index in 0..self.doubts.len() {
            let Some(doubt) = self.doubts.get(index).filter(|doubt| !self.is_copy(doubt)) else { continue };
            let wanted = doubt.pieces.concat();
            let near = next..(next + NEAR).min(self.bounds.len().saturating_sub(1));
            let found = near.clone().find_map(|at| {
                let (from, to) = (*self.bounds.get(at)?, self.bounds.get(at + 1)?.checked_sub(1)?);
                let stretch = self.placed.get(from..to)?;
                if stretch.len() > 2 * wanted.len() + 3 * LONGEST_LABEL {
                    return None;
                }
                let start = from + stretch.find(&wanted)?;
                if !self.is_free(&wanted, start) || !self.is_whole_number(&wanted, start) {
                    return None;
                }
                // Otherwise it may be a part of what another passage says. Lines of a title are joined: one may begin it.
                let end = start + wanted.len();
                let begins = start == from && !wanted.chars().all(char::is_numeric);
                (2 * wanted.len() >= stretch.len() || end == to || begins).then_some((at, start, end))
            });
            if let Some((at, start, end)) = found {
                self.take(start, end);
                self.mark_label(start, end);
                next = at;
                if let Some(doubt) = self.doubts.get_mut(index) {
                    doubt.pieces.clear();
                }
            }
        }
    }

    /// Looks for the others anywhere: as wholes, and where those are in nothing piece by piece, in what is placed and in what is named.
    /// The longest is always next, whole or piece, so that no short text takes a stretch of a long one. Whether there was time for all.
    fn settle_anywhere(&mut self) -> bool {
        let wholes = self.doubts.iter().enumerate().filter(|(_, doubt)| length(doubt) > 0);
        let mut queue: BinaryHeap<Wanted> = wholes.map(|(at, doubt)| Wanted::whole(at, doubt)).collect();
        let mut next: HashMap<String, usize> = HashMap::new();
        let mut lost: Vec<(usize, usize)> = Vec::new();
        while let Some(wanted) = queue.pop() {
            let Some(doubt) = self.doubts.get(wanted.doubt) else { continue };
            let is_copy = self.is_copy(doubt);
            match wanted.piece {
                None => {
                    let whole = doubt.pieces.concat();
                    let is_there = if is_copy { self.says(&whole) } else { self.find(&whole, true, &mut next) };
                    if !is_there && let Some(doubt) = self.doubts.get(wanted.doubt) {
                        queue.extend((0..doubt.pieces.len()).map(|piece| Wanted::piece(wanted.doubt, piece, doubt)));
                    }
                }
                Some(Reverse(piece)) => {
                    let Some(text) = doubt.pieces.get(piece).copied() else { continue };
                    let is_whole = doubt.pieces.len() == 1;
                    let is_there = match is_copy {
                        true => self.says(text),
                        // As a whole it was looked for.
                        false => self.names(text) || !is_whole && self.find(text, false, &mut next),
                    };
                    if !is_there {
                        lost.push((wanted.doubt, piece));
                    }
                }
            }
            if self.searched > MOST_SEARCHED {
                return false;
            }
        }
        lost.sort_unstable();
        for (at, piece) in lost {
            if let Some(doubt) = self.doubts.get_mut(at)
                && let Some(text) = doubt.pieces.get(piece).copied()
            {
                doubt.lost.push(text);
            }
        }
        true
    }

    /// Takes the first stretch of placed text that says this and that nothing has taken; `is_whole`: this is all that a passage of
    /// the source says.
    fn find(&mut self, wanted: &str, is_whole: bool, next: &mut HashMap<String, usize>) -> bool {
        let mut from = next.get(wanted).copied().unwrap_or(0);
        loop {
            let rest = self.placed.as_bytes().get(from..).unwrap_or_default();
            let offset = memmem::find(rest, wanted.as_bytes());
            self.searched += offset.unwrap_or(rest.len());
            let Some(offset) = offset else {
                next.insert(wanted.to_owned(), self.placed.len());
                return false;
            };
            let (start, end) = (from + offset, from + offset + wanted.len());
            // A number may run on from run to run, not from paragraph to paragraph.
            if self.is_free(wanted, start) && (!is_whole || self.is_whole_number(wanted, start)) {
                self.take(start, end);
                if is_whole {
                    self.mark_label(start, end);
                }
                next.insert(wanted.to_owned(), end);
                return true;
            }
            from = start + wanted.chars().next().map_or(1, char::len_utf8);
        }
    }

    /// Whether nothing has taken the place where this stands; a figure has none in the number of a paragraph.
    fn is_free(&self, wanted: &str, start: usize) -> bool {
        let end = start + wanted.len();
        let is_figure = wanted.contains(char::is_numeric);
        let is_none = |stretch: Option<&[bool]>| stretch.is_some_and(|stretch| !stretch.contains(&true));
        is_none(self.taken.get(start..end)) && (!is_figure || is_none(self.labels.get(start..end)))
    }

    /// A figure is no part of a longer one.
    fn is_whole_number(&self, wanted: &str, start: usize) -> bool {
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let before = self.placed.get(..start).and_then(|text| text.chars().next_back());
        let after = self.placed.get(start + wanted.len()..).and_then(|text| text.chars().next());
        !(digit(wanted.chars().next()) && digit(before) || digit(wanted.chars().next_back()) && digit(after))
    }

    /// Marks what stands before the end of a passage as its number, if it is short.
    fn mark_label(&mut self, start: usize, end: usize) {
        let at = self.bounds.partition_point(|bound| *bound <= start);
        let from = at.checked_sub(1).and_then(|at| self.bounds.get(at)).copied().unwrap_or(start);
        let is_at_end = self.bounds.get(at).is_some_and(|to| end + 1 == *to);
        if is_at_end
            && start - from <= LONGEST_LABEL
            && let Some(stretch) = self.labels.get_mut(from..start)
        {
            stretch.fill(true);
        }
    }

    fn take(&mut self, start: usize, end: usize) {
        if let Some(stretch) = self.taken.get_mut(start..end) {
            stretch.fill(true);
        }
    }

    /// Whether a finding quotes this.
    fn names(&mut self, wanted: &str) -> bool {
        self.searched += self.named.len();
        memmem::find(self.named.as_bytes(), wanted.as_bytes()).is_some()
    }

    /// Whether this is placed or quoted anywhere, by whatever.
    fn says(&mut self, wanted: &str) -> bool {
        let whole = self.whole.as_deref().unwrap_or_default();
        self.searched += whole.len();
        memmem::find(whole.as_bytes(), wanted.as_bytes()).is_some() || self.names(wanted)
    }

    /// What is lost, passages that follow each other as one.
    fn tell(&self) -> Vec<Finding> {
        let mut losses: Vec<Loss> = Vec::new();
        for doubt in self.doubts.iter().filter(|doubt| !doubt.lost.is_empty()) {
            let Some(passage) = self.account.paragraphs.get(doubt.passage) else { continue };
            let text = doubt.lost.concat();
            let is_figure = passage.stands_in_table || text.contains(char::is_numeric);
            let is_last = losses.len() >= MOST_NAMED;
            match losses.last_mut() {
                Some(loss) if is_last || loss.last + 1 == doubt.passage => loss.add(doubt.passage, &text, is_figure),
                _ => losses.push(Loss {
                    place: self.account.place_of(passage).cloned(),
                    text,
                    is_figure,
                    last: doubt.passage,
                }),
            }
        }
        losses.into_iter().map(Loss::into_finding).collect()
    }
}

/// A passage or a piece of one that is looked for; the greatest is the next.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Wanted {
    length: usize,
    /// Of equal length wholes come first.
    is_whole: bool,
    doubt: usize,
    piece: Option<Reverse<usize>>,
}

impl Wanted {
    fn whole(at: usize, doubt: &Doubt<'_>) -> Self {
        Wanted { length: length(doubt), is_whole: true, doubt: at, piece: None }
    }

    fn piece(at: usize, piece: usize, doubt: &Doubt<'_>) -> Self {
        let length = doubt.pieces.get(piece).map_or(0, |text| text.len());
        Wanted { length, is_whole: false, doubt: at, piece: Some(Reverse(piece)) }
    }
}

fn length(doubt: &Doubt<'_>) -> usize {
    doubt.pieces.iter().map(|piece| piece.len()).sum()
}

/// Text that is in nothing.
struct Loss {
    place: Option<Place>,
    text: String,
    is_figure: bool,
    last: usize,
}

impl Loss {
    fn add(&mut self, passage: usize, text: &str, is_figure: bool) {
        self.text.push(' ');
        self.text.push_str(text);
        self.is_figure |= is_figure;
        self.last = passage;
    }

    fn into_finding(self) -> Finding {
        let finding = match self.is_figure {
            true => said::figures_unaccounted(self.text),
            false => said::text_unaccounted(self.text),
        };
        match self.place {
            Some(place) => finding.at(place),
            None => finding,
        }
    }
}

#[cfg(test)]
mod tests;
