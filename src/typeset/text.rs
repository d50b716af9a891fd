//! Text of a paragraph → clusters: glyphs with the text they stand for, their faces chosen, and where lines may break.

use super::pages::ContentId;
use super::punctuation::{self as marks, Class};
use crate::document::{Marks, VerticalPosition};
use crate::font::{Face, Features, Ink, Shaper};
use icu_segmenter::LineSegmenter;
use icu_segmenter::options::LineBreakOptions;
use std::ops::Range;

/// A stretch of text with one look and one place in the structure.
#[derive(Debug, Clone)]
pub(super) struct Span {
    pub text: Range<usize>,
    pub marks: Marks,
    pub content: Option<ContentId>,
    pub kind: SpanKind,
}

/// What a span is besides text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum SpanKind {
    Text,
    /// Part of the link with this number.
    Link(usize),
    /// The call of the note with this number.
    Call(usize),
    /// An inline picture, by its number; `U+FFFC` stands for it in the text.
    Object {
        index: usize,
        width: f32,
        height: f32,
    },
}

/// The type a text is set in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Type {
    /// The face of its Chinese text.
    pub face: Face,
    /// Size, pt.
    pub size: f32,
    /// Distance between the centres of full-width characters, pt.
    pub em: f32,
    /// Whether digits and Latin letters are of the Chinese face too (page numbers, GB/T 9704-2012 7.5).
    pub own_latin: bool,
}

impl Type {
    pub(super) fn scaled(self, factor: f32) -> Self {
        Type { size: self.size * factor, em: self.em * factor, ..self }
    }

    /// The face for the Chinese text of a span.
    fn chinese(self, marks: &Marks) -> Face {
        if marks.bold {
            Face::Heiti
        } else if marks.italic {
            Face::Kaiti
        } else {
            self.face
        }
    }

    /// The face for its digits and letters. Beside the heavy faces light digits would look like holes.
    fn latin(self, marks: &Marks) -> Face {
        let face = self.chinese(marks);
        if self.own_latin {
            face
        } else if marks.bold || matches!(face, Face::Heiti | Face::Xiaobiaosong) {
            Face::LatinBold
        } else {
            Face::Latin
        }
    }
}

/// A glyph of a cluster; positions in pt from the cluster's pen.
#[derive(Debug, Clone, Copy)]
pub(super) struct ClusterGlyph {
    pub id: u16,
    pub dx: f32,
    pub dy: f32,
}

/// The smallest unit that is positioned.
#[derive(Debug, Clone)]
pub(super) struct Cluster {
    pub text: Range<usize>,
    pub span: usize,
    pub face: Face,
    pub size: f32,
    /// How far it is raised above the base line, pt.
    pub rise: f32,
    pub class: Class,
    pub glyphs: Range<usize>,
    pub advance: f32,
    /// Blank left of the ink, pt; only for full-width marks.
    pub blank_left: f32,
    /// Blank right of the ink, pt; only for full-width marks.
    pub blank_right: f32,
    /// Whether a line may end after it.
    pub break_after: Break,
    /// What the distance to the next cluster is, if both stand on one line.
    pub pair: Pair,
}

/// Whether a line may end here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Break {
    Never,
    /// Only where a line would not fit otherwise.
    Emergency,
    Allowed,
    Forced,
}

/// The space between two neighbours, pt.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Pair {
    /// Added to the pen.
    pub natural: f32,
    /// How much it may give way to fill a line.
    pub shrink: f32,
    /// How much it takes before other places are widened.
    pub stretch: f32,
    /// Whether it may be widened without limit of its own.
    pub open: bool,
}

/// A paragraph's text, ready to be broken into lines.
#[derive(Debug, Clone, Default)]
pub(super) struct Shaped {
    pub text: String,
    pub spans: Vec<Span>,
    pub clusters: Vec<Cluster>,
    pub glyphs: Vec<ClusterGlyph>,
    /// The characters no face has a glyph for.
    pub missing: Vec<char>,
    /// The control characters left out.
    pub controls: Vec<char>,
}

/// Raised and lowered text: its size, and how far it is moved, in em.
const SMALL: f32 = 0.62;
const RAISED: f32 = 0.36;
const LOWERED: f32 = -0.16;

struct Piece {
    text: Range<usize>,
    span: usize,
    face: Face,
    class_hint: Class,
    features: Features,
}

/// Shapes a paragraph.
pub(super) fn shape(shaper: &mut Shaper, text: &str, spans: &[Span], look: Type) -> Shaped {
    let has_han = text.chars().any(marks::is_han);
    let chinese = has_han || look.own_latin || !text.chars().any(|c| c.is_ascii_alphabetic());
    let mut shaped = Shaped { text: text.to_owned(), spans: spans.to_vec(), ..Shaped::default() };
    let pieces = itemize(shaper, &mut shaped, look, chinese);
    for piece in pieces {
        add_clusters(shaper, &mut shaped, piece, look);
    }
    set_breaks(&mut shaped);
    set_pairs(&mut shaped, look);
    shaped
}

/// Chooses a face for every character and gathers neighbours of one face and span.
fn itemize(shaper: &mut Shaper, shaped: &mut Shaped, look: Type, chinese: bool) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let Shaped { text, spans, missing, controls, .. } = shaped;
    for (index, span) in spans.iter().enumerate() {
        let Some(part) = text.get(span.text.clone()) else { continue };
        for (offset, c) in part.char_indices() {
            let start = span.text.start + offset;
            let range = start..start + c.len_utf8();
            if marks::is_control(c) {
                controls.push(c);
                continue;
            }
            let alone = match (c, span.kind) {
                ('\n', _) => Some(Class::LineFeed),
                ('\t', _) => Some(Class::Tab),
                ('\u{FFFC}', SpanKind::Object { .. }) => Some(Class::Object),
                _ => None,
            };
            if let Some(class) = alone {
                let (face, features) = (look.face, Features::Chinese);
                pieces.push(Piece { text: range, span: index, face, class_hint: class, features });
                continue;
            }
            // Joiners, variation selectors and combining marks belong to the character before them.
            let follows = marks::is_ignorable(c) || matches!(c as u32, 0x300..=0x36F | 0x20D0..=0x20FF);
            if let Some(last) = pieces.last_mut().filter(|p| {
                follows
                    && p.span == index
                    && p.text.end == start
                    && !matches!(p.class_hint, Class::LineFeed | Class::Tab)
            }) {
                last.text.end = range.end;
                continue;
            }
            let ambiguous = marks::is_ambiguous_mark(c);
            let as_chinese = if ambiguous { chinese && !is_apostrophe(text, start, c) } else { !is_latin_letter(c) };
            let own = look.chinese(&span.marks);
            let latin = look.latin(&span.marks);
            let first = if as_chinese { own } else { latin };
            let order = [first, own, Face::Songti, Face::Kaiti, Face::Latin];
            let face = order.into_iter().find(|face| shaper.covers(*face, c));
            if face.is_none() && !marks::is_ignorable(c) && !c.is_whitespace() {
                missing.push(c);
            }
            // What no face has is shown by the crossed box of 宋体; that of 仿宋 looks like a character, Latin has none.
            let face = face.unwrap_or(if missing.last() == Some(&c) { Face::Songti } else { first });
            let class = if let SpanKind::Call(_) = span.kind {
                Class::Call
            } else if c == ' ' || c == '\u{3000}' || (c.is_whitespace() && c != '\u{A0}') {
                Class::Space
            } else if !as_chinese {
                if c.is_alphanumeric() { Class::Latin } else { Class::LatinMark }
            } else if marks::is_opening(c) {
                Class::Open
            } else if marks::is_closing(c) {
                Class::Close
            } else if ambiguous {
                Class::Middle
            } else {
                Class::Han
            };
            let features = match class {
                Class::Open | Class::Close | Class::Middle => Features::FullWidth,
                _ if face.is_latin() => Features::Latin,
                _ => Features::Chinese,
            };
            // Marks and letters are shaped apart, so that a class speaks for a whole piece.
            let joins = pieces.last_mut().filter(|p| {
                p.span == index
                    && p.text.end == start
                    && p.face == face
                    && p.features == features
                    && (p.class_hint == class
                        || matches!(
                            (p.class_hint, class),
                            (
                                Class::Latin | Class::LatinMark | Class::Space,
                                Class::Latin | Class::LatinMark | Class::Space
                            )
                        ))
            });
            match joins {
                Some(last) => last.text.end = range.end,
                None => pieces.push(Piece { text: range, span: index, face, class_hint: class, features }),
            }
        }
    }
    pieces
}

/// Letters, digits and ASCII marks: what the Latin face is for.
fn is_latin_letter(c: char) -> bool {
    matches!(c as u32, 0x20..=0x7E | 0xA0 | 0xA2 | 0xA3 | 0xA5 | 0xA9 | 0xAA | 0xAE | 0xB2 | 0xB3 | 0xB5 | 0xB9 | 0xBA
        | 0xBC..=0xBE | 0xC0..=0xD6 | 0xD8..=0xF6 | 0xF8..=0x52F | 0x1E00..=0x1EFF | 0x2010..=0x2013 | 0x2070..=0x209F | 0x20AC)
}

/// Whether the ’ at this byte stands between letters, as in it’s.
fn is_apostrophe(text: &str, at: usize, c: char) -> bool {
    let before = text.get(..at).and_then(|t| t.chars().next_back());
    let after = text.get(at + c.len_utf8()..).and_then(|t| t.chars().next());
    c == '’' && before.is_some_and(|c| c.is_ascii_alphabetic()) && after.is_some_and(|c| c.is_ascii_alphabetic())
}

fn add_clusters(shaper: &mut Shaper, shaped: &mut Shaped, piece: Piece, look: Type) {
    let Some(span) = shaped.spans.get(piece.span) else { return };
    let small = matches!(span.kind, SpanKind::Call(_)) || span.marks.position.is_some();
    let look = if small { look.scaled(SMALL) } else { look };
    let rise = match span.marks.position {
        Some(VerticalPosition::Subscript) => LOWERED * look.size / SMALL,
        Some(VerticalPosition::Superscript) => RAISED * look.size / SMALL,
        None if small => RAISED * look.size / SMALL,
        None => 0.0,
    };
    let blank = |class, advance| Cluster {
        text: piece.text.clone(),
        span: piece.span,
        face: piece.face,
        size: look.size,
        rise,
        class,
        glyphs: 0..0,
        advance,
        blank_left: 0.0,
        blank_right: 0.0,
        break_after: Break::Never,
        pair: Pair::default(),
    };
    match (piece.class_hint, span.kind) {
        (Class::LineFeed | Class::Tab, _) => {
            let cluster = blank(piece.class_hint, 0.0);
            shaped.clusters.push(cluster);
            return;
        }
        (Class::Object, SpanKind::Object { width, .. }) => {
            let cluster = blank(Class::Object, width);
            shaped.clusters.push(cluster);
            return;
        }
        _ => {}
    }
    let Some(text) = shaped.text.get(piece.text.clone()) else { return };
    let glyphs = shaper.shape(piece.face, text, piece.features);
    let mut at = 0;
    while let Some(first) = glyphs.get(at) {
        let count = glyphs.iter().skip(at).take_while(|g| g.cluster == first.cluster).count();
        let start = first.cluster as usize;
        let end = glyphs.get(at + count).map_or(text.len(), |g| g.cluster as usize).max(start);
        let c = text.get(start..end).and_then(|t| t.chars().next()).unwrap_or(' ');
        let class = match piece.class_hint {
            Class::Latin | Class::LatinMark | Class::Space if c == ' ' || (c.is_whitespace() && c != '\u{A0}') => {
                Class::Space
            }
            Class::Latin | Class::LatinMark | Class::Space if c.is_alphanumeric() => Class::Latin,
            Class::Latin | Class::LatinMark | Class::Space => Class::LatinMark,
            other => other,
        };
        let members = glyphs.get(at..at + count).unwrap_or_default();
        let advance: f32 = members.iter().map(|g| g.advance).sum();
        let mut cluster = Cluster {
            text: piece.text.start + start..piece.text.start + end,
            class,
            glyphs: shaped.glyphs.len()..shaped.glyphs.len() + count,
            ..blank(class, advance * look.size)
        };
        let mut shift = 0.0;
        let full_width = class.is_full_width() || c == '\u{3000}';
        // A ligature of two dashes is two characters wide.
        let squares =
            text.get(start..end).map_or(1, |t| t.chars().filter(|c| !marks::is_ignorable(*c)).count()).max(1) as f32;
        if full_width && (advance > 0.8 * squares || class != Class::Han) {
            // A face's narrow mark is set in a full square: opening marks on its right, closing ones on its left.
            let room = look.em * squares - advance * look.size;
            shift = match class {
                Class::Open => room,
                Class::Close if advance < 0.9 => 0.0,
                Class::Close => room.min(0.0) / 2.0,
                _ => room / 2.0,
            };
            cluster.advance = look.em * squares;
            if class != Class::Han {
                let ink = members.first().map_or(Ink::default(), |g| shaper.ink(piece.face, g.id));
                if ink.right > ink.left {
                    cluster.blank_left = (shift + ink.left * look.size).max(0.0);
                    cluster.blank_right = (cluster.advance - shift - ink.right * look.size).max(0.0);
                }
            }
        }
        let mut pen = shift;
        for g in members {
            shaped.glyphs.push(ClusterGlyph { id: g.id, dx: pen + g.dx * look.size, dy: g.dy * look.size });
            pen += g.advance * look.size;
        }
        shaped.clusters.push(cluster);
        at += count.max(1);
    }
}

/// The character a cluster begins with.
pub(super) fn first_char(text: &str, cluster: &Cluster) -> char {
    text.get(cluster.text.clone()).and_then(|t| t.chars().next()).unwrap_or(' ')
}

fn last_char(text: &str, cluster: &Cluster) -> char {
    text.get(cluster.text.clone()).and_then(|t| t.chars().next_back()).unwrap_or(' ')
}

fn set_breaks(shaped: &mut Shaped) {
    let segmenter = LineSegmenter::new_for_non_complex_scripts(LineBreakOptions::default());
    let mut allowed = vec![false; shaped.text.len() + 1];
    for at in segmenter.segment_str(&shaped.text) {
        if let Some(place) = allowed.get_mut(at) {
            *place = true;
        }
    }
    for range in url_ranges(&shaped.text) {
        mark_url_breaks(&shaped.text, range, &mut allowed);
    }
    let text = std::mem::take(&mut shaped.text);
    let count = shaped.clusters.len();
    for i in 0..count {
        let next = shaped.clusters.get(i + 1).map(|c| (c.class, first_char(&text, c)));
        let Some(cluster) = shaped.clusters.get_mut(i) else { continue };
        let before = last_char(&text, cluster);
        cluster.break_after = match next {
            _ if cluster.class == Class::LineFeed => Break::Forced,
            None => Break::Allowed,
            Some((class, after)) => {
                let full = cluster.class.is_full_width() || class.is_full_width();
                // UAX #14 treats “ ” as either side's; between full-width characters they are brackets.
                let brackets = full && (class == Class::Open || cluster.class == Class::Close);
                let permitted = allowed.get(cluster.text.end).copied().unwrap_or(false) || brackets;
                let orphan = marks::forbidden_at_start(after) && (full || !after.is_ascii());
                let kinsoku = cluster.class != Class::Space && (orphan || marks::forbidden_at_end(before));
                if kinsoku || matches!(class, Class::Call | Class::LineFeed) || marks::is_inseparable(before, after) {
                    Break::Never
                } else if permitted {
                    Break::Allowed
                } else {
                    Break::Emergency
                }
            }
        };
    }
    shaped.text = text;
}

/// Web addresses and other long ASCII strings that hold `://` or begin with `www.`.
fn url_ranges(text: &str) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let length = bytes.iter().skip(at).take_while(|b| b.is_ascii_graphic()).count();
        if let Some(word) = text.get(at..at + length).filter(|w| w.contains("://") || w.starts_with("www.")) {
            ranges.push(at..at + word.len());
        }
        at += length.max(1);
    }
    ranges
}

/// A web address breaks after a slash and before a full stop or other mark, so that nobody takes the mark for the sentence's.
fn mark_url_breaks(text: &str, range: Range<usize>, allowed: &mut [bool]) {
    let bytes = text.as_bytes();
    for at in range.start + 1..range.end {
        let (before, after) = (bytes.get(at - 1).copied().unwrap_or(0), bytes.get(at).copied().unwrap_or(0));
        let may = (before == b'/' && after != b'/')
            || (matches!(after, b'.' | b'?' | b'&' | b'=' | b'_' | b'#') && before.is_ascii_alphanumeric());
        if let Some(place) = allowed.get_mut(at) {
            *place = may;
        }
    }
}

/// Space between Chinese and Latin: a quarter of an em (the amount Word and WPS use too).
const GAP: f32 = 0.25;

fn set_pairs(shaped: &mut Shaped, look: Type) {
    let text = &shaped.text;
    for i in 0..shaped.clusters.len() {
        let Some(pair) = shaped.clusters.get(i).zip(shaped.clusters.get(i + 1)).map(|(a, b)| pair(text, a, b, look))
        else {
            break;
        };
        if let Some(cluster) = shaped.clusters.get_mut(i) {
            cluster.pair = pair;
        }
    }
}

fn pair(text: &str, a: &Cluster, b: &Cluster, look: Type) -> Pair {
    use Class::{Call, Close, Han, Latin, LineFeed, Middle, Open, Space, Tab};
    let em = look.em.min(a.size.max(b.size) / look.size * look.em);
    let (before, after) = (last_char(text, a), first_char(text, b));
    if matches!(b.class, LineFeed | Tab) || matches!(a.class, LineFeed | Tab) || b.class == Call {
        return Pair::default();
    }
    if (a.class, b.class) == (Middle, Middle) && before == after {
        return Pair::default();
    }
    let latin_side =
        |class, c: char| class == Latin || (class == Class::LatinMark && matches!(c, '%' | '°' | '$' | '#' | '@'));
    let han_side = |class, c: char| class == Han && marks::is_han(c);
    if (han_side(a.class, before) && latin_side(b.class, after))
        || (latin_side(a.class, before) && han_side(b.class, after))
    {
        return Pair { natural: GAP * em, shrink: GAP / 2.0 * em, stretch: GAP / 2.0 * em, open: true };
    }
    if a.class == Space || b.class == Space {
        let width = if a.class == Space { a.advance } else { 0.0 };
        return Pair { natural: 0.0, shrink: width.min(em) / 3.0, stretch: width.min(em), open: a.class == Space };
    }
    // Neighbouring marks share their blanks: together they are half a character narrower (CLREQ 3.1.6).
    let blank = a.blank_right + b.blank_left;
    let squeezed = match (a.class, b.class) {
        (Close, Close | Open) | (Open, Open) => (0.5 * em).min(blank - 0.08 * em).max(0.0),
        _ => 0.0,
    };
    let shrink = match (a.class, b.class) {
        (Close, Han | Latin) => (0.25 * em).min(a.blank_right - 0.2 * em).max(0.0),
        (Han | Latin, Open) => (0.25 * em).min(b.blank_left - 0.2 * em).max(0.0),
        _ => 0.0,
    };
    let open = (a.class.is_full_width() || b.class.is_full_width()) && a.class != Open && b.class != Close;
    Pair { natural: -squeezed, shrink, stretch: 0.0, open }
}

impl Shaped {
    /// The same text in a size `factor` times as large: every measure of a face grows with its size.
    pub(super) fn scaled(&self, factor: f32) -> Shaped {
        let mut shaped = self.clone();
        for cluster in &mut shaped.clusters {
            let Cluster { size, rise, advance, blank_left, blank_right, pair, .. } = cluster;
            for measure in [size, rise, advance, blank_left, blank_right] {
                *measure *= factor;
            }
            for measure in [&mut pair.natural, &mut pair.shrink, &mut pair.stretch] {
                *measure *= factor;
            }
        }
        for glyph in &mut shaped.glyphs {
            glyph.dx *= factor;
            glyph.dy *= factor;
        }
        shaped
    }

    /// The width of the widest part that no line may divide, and the width of everything on one line; pt.
    pub(super) fn extents(&self) -> (f32, f32) {
        let (mut widest_part, mut widest_line) = (0.0_f32, 0.0_f32);
        let (mut part, mut line) = (0.0_f32, 0.0_f32);
        for cluster in &self.clusters {
            let visible = if cluster.class == Class::Space { 0.0 } else { cluster.advance };
            widest_part = widest_part.max(part + visible);
            widest_line = widest_line.max(line + visible);
            part += cluster.advance + cluster.pair.natural;
            line += cluster.advance + cluster.pair.natural;
            match cluster.break_after {
                Break::Allowed => part = 0.0,
                Break::Forced => (part, line) = (0.0, 0.0),
                Break::Never | Break::Emergency => {}
            }
        }
        (widest_part, widest_line)
    }
}
