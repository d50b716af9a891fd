//! Text of a paragraph → clusters: glyphs with the text they stand for, their faces chosen, and where lines may break.

use super::glyphs::Glyphs;
use super::opportunities::{Opportunities, Opportunity};
use super::pages::ContentId;
use super::punctuation::{self as marks, Class};
use super::tabs::Stop;
use crate::document::{Marks, VerticalPosition};
use crate::font::{Face, Faces, Features, Ink, ShapedGlyph};
use crate::style::FaceRole;
use std::ops::Range;
use std::rc::Rc;

/// A stretch of text with one look and one place in the structure.
#[derive(Debug, Clone)]
pub(super) struct Span {
    pub text: Range<usize>,
    pub marks: Marks,
    /// The face of its Chinese text, where the draft set it apart by one and the style keeps that.
    pub face: Option<FaceRole>,
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
    /// A picture or formula, by its number; `U+FFFC` stands for it in the text. Height is above the base line, depth below.
    Object {
        index: usize,
        width: f32,
        height: f32,
        depth: f32,
        /// The link it is part of, if any.
        link: Option<usize>,
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
    fn chinese(self, span: &Span, faces: &Faces) -> Face {
        if span.marks.bold {
            faces.bold()
        } else if span.marks.italic {
            faces.italic()
        } else {
            span.face.map_or(self.face, |role| faces.face(role))
        }
    }

    /// The face for its digits and letters. Beside the heavy faces light digits would look like holes.
    fn latin(self, span: &Span, faces: &Faces) -> Face {
        let face = self.chinese(span, faces);
        if self.own_latin { face } else { faces.latin_beside(face) }
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
    /// The character it begins with.
    pub first: char,
    /// The character it ends with.
    pub last: char,
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
    /// Allowed, but better elsewhere.
    Poor,
    Allowed,
    Forced,
}

impl Break {
    /// Whether ordinary lines end here.
    pub(super) fn is_open(self) -> bool {
        matches!(self, Break::Poor | Break::Allowed | Break::Forced)
    }
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
    /// The places links lead to: where in the text, and their names.
    pub places: Vec<(usize, Rc<str>)>,
    /// The readings above its characters, in order.
    pub readings: Vec<SetReading>,
    /// Its tab stops, from the left.
    pub stops: Vec<Stop>,
    /// The characters no face has a glyph for.
    pub missing: Vec<char>,
    /// The control characters left out.
    pub controls: Vec<char>,
}

/// A reading set above some clusters.
#[derive(Debug, Clone)]
pub(super) struct SetReading {
    /// The clusters it stands above.
    pub clusters: Range<usize>,
    /// The reading itself.
    pub text: Shaped,
    /// Its width, pt.
    pub width: f32,
}

/// The size of small capitals, in em.
const SMALL_CAPITALS: f32 = 0.8;

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
pub(super) fn shape(glyphs: &mut Glyphs<'_>, text: &str, spans: &[Span], look: Type) -> Shaped {
    let has_han = text.chars().any(marks::is_han);
    let chinese = has_han || look.own_latin || !text.chars().any(|c| c.is_ascii_alphabetic());
    let mut shaped = Shaped { text: text.to_owned(), spans: spans.to_vec(), ..Shaped::default() };
    let pieces = itemize(glyphs, &mut shaped, look, chinese);
    shaped.clusters.reserve(text.len() / 3 + 1);
    shaped.glyphs.reserve(text.len() / 3 + 1);
    for piece in &pieces {
        add_clusters(glyphs, &mut shaped, piece, look);
    }
    set_breaks(&mut shaped);
    set_pairs(&mut shaped, look);
    shaped
}

/// Chooses a face for every character and gathers neighbours of one face and span.
fn itemize(glyphs: &mut Glyphs<'_>, shaped: &mut Shaped, look: Type, chinese: bool) -> Vec<Piece> {
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
                let (face, features) = (look.latin(span, glyphs.faces()), Features::Latin);
                pieces.push(Piece { text: range, span: index, face, class_hint: class, features });
                continue;
            }
            let follows = follows(c);
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
            let own = look.chinese(span, glyphs.faces());
            let latin = look.latin(span, glyphs.faces());
            let first = match as_chinese {
                true if marks::is_shape(c) => glyphs.faces().face(FaceRole::Songti),
                true => own,
                false => latin,
            };
            let face = glyphs.face_for(c, [first, own]);
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
                _ if glyphs.is_latin(face) => Features::Latin,
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

/// Joiners, variation selectors and combining marks belong to the character before them.
fn follows(c: char) -> bool {
    marks::is_ignorable(c) || matches!(c as u32, 0x300..=0x36F | 0x20D0..=0x20FF)
}

fn add_clusters(glyphs: &mut Glyphs<'_>, shaped: &mut Shaped, piece: &Piece, look: Type) {
    let Some(span) = shaped.spans.get(piece.span) else { return };
    let look = if span.marks.capitals.is_some() { look.scaled(SMALL_CAPITALS) } else { look };
    let small = matches!(span.kind, SpanKind::Call(_)) || span.marks.position.is_some();
    let look = if small { look.scaled(SMALL) } else { look };
    let rise = match span.marks.position {
        Some(VerticalPosition::Subscript) => LOWERED * look.size / SMALL,
        Some(VerticalPosition::Superscript) => RAISED * look.size / SMALL,
        None if small => RAISED * look.size / SMALL,
        None => 0.0,
    };
    let place = |text: Range<usize>, (first, last), class, advance| Cluster {
        text,
        first,
        last,
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
        (Class::LineFeed, _) => {
            shaped.clusters.push(place(piece.text.clone(), ('\n', '\n'), Class::LineFeed, 0.0));
            return;
        }
        (Class::Object, SpanKind::Object { width, .. }) => {
            shaped.clusters.push(place(piece.text.clone(), (' ', ' '), Class::Object, width));
            return;
        }
        _ => {}
    }
    let Shaped { text, clusters, glyphs: placed, .. } = shaped;
    let Some(text) = text.get(piece.text.clone()) else { return };
    let mut add = |range: Range<usize>, class: Class, members: &[ShapedGlyph], ink: Ink| {
        let part = text.get(range.clone()).unwrap_or_default();
        let text = piece.text.start + range.start..piece.text.start + range.end;
        let advance: f32 = members.iter().map(|g| g.advance).sum();
        let mut chars = part.chars();
        let first = chars.next().unwrap_or(' ');
        // A ligature of two dashes is two characters wide.
        let (mut last, mut squares) = (first, 1.0);
        for c in chars {
            last = c;
            squares += if marks::is_ignorable(c) { 0.0 } else { 1.0 };
        }
        let mut cluster = Cluster {
            glyphs: placed.len()..placed.len() + members.len(),
            ..place(text, (first, last), class, advance * look.size)
        };
        let mut shift = 0.0;
        let full_width = class.is_full_width() || first == '\u{3000}';
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
            if class != Class::Han && ink.right > ink.left {
                cluster.blank_left = (shift + ink.left * look.size).max(0.0);
                cluster.blank_right = (cluster.advance - shift - ink.right * look.size).max(0.0);
            }
        }
        let mut pen = shift;
        for g in members {
            placed.push(ClusterGlyph { id: g.id, dx: pen + g.dx * look.size, dy: g.dy * look.size });
            pen += g.advance * look.size;
        }
        // A tab is as wide as its place wants; its glyph is a blank that bears it in the text.
        cluster.advance = if class == Class::Tab { 0.0 } else { cluster.advance };
        clusters.push(cluster);
    };
    if piece.class_hint == Class::Tab {
        let blank = glyphs.word(piece.face, " ", Features::Latin);
        add(0..text.len(), Class::Tab, &blank, Ink::default());
        return;
    }
    if piece.features == Features::Latin {
        let shaped = glyphs.word(piece.face, text, piece.features);
        for (range, members) in clusters_of(&shaped, text.len()) {
            let c = text.get(range.clone()).and_then(|t| t.chars().next()).unwrap_or(' ');
            let class = match piece.class_hint {
                Class::Latin | Class::LatinMark | Class::Space => latin_class(c),
                other => other,
            };
            add(range, class, members, Ink::default());
        }
        return;
    }
    glyphs.learn(piece.face, piece.features, text);
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        let mut end = start + c.len_utf8();
        while let Some((at, next)) = chars.next_if(|(_, next)| follows(*next) || marks::is_one_mark(c, *next)) {
            end = at + next.len_utf8();
        }
        let class = match piece.class_hint {
            Class::Latin | Class::LatinMark | Class::Space => latin_class(c),
            other => other,
        };
        let form = (end == start + c.len_utf8()).then(|| glyphs.form(piece.face, piece.features, c));
        if let Some((glyph, ink)) = form.and_then(|form| form.glyph.map(|glyph| (glyph, form.ink))) {
            add(start..end, class, &[glyph], ink);
            continue;
        }
        let unit = text.get(start..end).unwrap_or_default();
        let shaped = glyphs.word(piece.face, unit, piece.features);
        for (range, members) in clusters_of(&shaped, unit.len()) {
            let ink = members.first().map_or(Ink::default(), |g| glyphs.ink(piece.face, g.id));
            add(start + range.start..start + range.end, class, members, ink);
        }
    }
}

/// The class of a character of a Latin piece.
fn latin_class(c: char) -> Class {
    if c == ' ' || (c.is_whitespace() && c != '\u{A0}') {
        Class::Space
    } else if c.is_alphanumeric() {
        Class::Latin
    } else {
        Class::LatinMark
    }
}

/// Shaped glyphs by cluster: the bytes of each, and its glyphs.
fn clusters_of(glyphs: &[ShapedGlyph], length: usize) -> impl Iterator<Item = (Range<usize>, &[ShapedGlyph])> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = glyphs.get(at..)?;
        let first = rest.first()?;
        let count = rest.iter().take_while(|g| g.cluster == first.cluster).count();
        at += count;
        let start = first.cluster as usize;
        let end = rest.get(count).map_or(length, |g| g.cluster as usize).max(start);
        Some((start..end, rest.get(..count)?))
    })
}

fn set_breaks(shaped: &mut Shaped) {
    let places = Opportunities::of(&shaped.text);
    let Shaped { text, clusters, .. } = shaped;
    let mut rest = clusters.iter_mut().peekable();
    while let Some(cluster) = rest.next() {
        let next = rest.peek().map(|c| (c.class, c.first));
        let before = cluster.last;
        cluster.break_after = match next {
            _ if cluster.class == Class::LineFeed => Break::Forced,
            None => Break::Allowed,
            Some((class, after)) => {
                let full = cluster.class.is_full_width() || class.is_full_width();
                // UAX #14 treats “ ” as either side's; between full-width characters they are brackets.
                let brackets = full && (class == Class::Open || cluster.class == Class::Close);
                let orphan = marks::forbidden_at_start(after) && (full || !after.is_ascii());
                // A stroke divides a web address, and letters as they please.
                let stroke = matches!(before, '/' | '@' | '#');
                let widow = (full || !stroke) && marks::forbidden_at_end(before);
                let kinsoku = cluster.class != Class::Space && (orphan || widow || is_joint(text, cluster, after));
                let halves = marks::is_one_mark(before, after);
                match places.at(cluster.text.end) {
                    _ if kinsoku || halves || matches!(class, Class::Call | Class::LineFeed) => Break::Never,
                    Opportunity::Glued => Break::Never,
                    Opportunity::Poor => Break::Poor,
                    Opportunity::Open => Break::Allowed,
                    Opportunity::Closed if brackets => Break::Allowed,
                    Opportunity::Closed => Break::Emergency,
                }
            }
        };
    }
}

/// Whether a single dash, which joins, would begin a line (GB/T 15834-2011, 5.1.6); a double one (破折号) may.
fn is_joint(text: &str, before: &Cluster, after: char) -> bool {
    let follows = |c: char| text.get(before.text.end + after.len_utf8()..).is_some_and(|rest| rest.starts_with(c));
    after == '—' && before.last != '—' && !follows('—')
}

/// Space between Chinese and Latin: a quarter of an em (the amount Word and WPS use too).
const GAP: f32 = 0.25;

fn set_pairs(shaped: &mut Shaped, look: Type) {
    let mut rest = shaped.clusters.iter_mut().peekable();
    while let Some(cluster) = rest.next() {
        if let Some(next) = rest.peek() {
            cluster.pair = pair(cluster, next, look);
        }
    }
}

fn pair(a: &Cluster, b: &Cluster, look: Type) -> Pair {
    use Class::{Call, Close, Han, Latin, LineFeed, Middle, Open, Space, Tab};
    let em = look.em.min(a.size.max(b.size) / look.size * look.em);
    let (before, after) = (a.last, b.first);
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
        return Pair { natural: GAP * em, shrink: GAP / 2.0 * em, stretch: GAP / 4.0 * em, open: true };
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
        (Middle, Han | Latin) if before == '·' => (0.25 * em).min(a.blank_right - 0.1 * em).max(0.0),
        (Han | Latin, Middle) if after == '·' => (0.25 * em).min(b.blank_left - 0.1 * em).max(0.0),
        _ => 0.0,
    };
    let open = (a.class.is_full_width() || b.class.is_full_width()) && a.class != Open && b.class != Close;
    Pair { natural: -squeezed, shrink, stretch: 0.0, open }
}

impl Shaped {
    /// Sets a reading above the characters of a range, which are not parted any more, and moved apart where it is wider (JIS X
    /// 4051, 4.12; CLREQ 3.4.2).
    pub(super) fn set_reading(&mut self, range: &Range<usize>, text: Shaped) {
        let at = |byte: usize| self.clusters.partition_point(|cluster| cluster.text.start < byte);
        let clusters = at(range.start)..at(range.end);
        let (_, width) = text.extents();
        let Some(members) = self.clusters.get_mut(clusters.clone()) else { return };
        let count = members.len();
        let own = |(i, c): (usize, &Cluster)| c.advance + if i + 1 < count { c.pair.natural } else { 0.0 };
        let more = width - members.iter().enumerate().map(own).sum::<f32>();
        for (i, cluster) in members.iter_mut().enumerate() {
            if i + 1 < count {
                cluster.break_after = Break::Never;
            }
            if more > 0.0 {
                let share = more / count as f32;
                cluster.advance += share;
                for glyph in self.glyphs.get_mut(cluster.glyphs.clone()).into_iter().flatten() {
                    glyph.dx += share / 2.0;
                }
            }
        }
        self.readings.push(SetReading { clusters, text, width });
    }

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
        for reading in &mut shaped.readings {
            reading.text = reading.text.scaled(factor);
            reading.width *= factor;
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
                Break::Allowed | Break::Poor => part = 0.0,
                Break::Forced => (part, line) = (0.0, 0.0),
                Break::Never | Break::Emergency => {}
            }
        }
        (widest_part, widest_line)
    }
}
