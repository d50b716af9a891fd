//! Inline content → the text of a paragraph: its spans, their places in the structure, where links lead.

use super::compose::{Composer, Room};
use super::formula;
use super::pages::{ContentId, ElementId, LinkTarget, PlacedFormula, Tag};
use super::picture::Object;
use super::tabs::Stop;
use super::text::{Shaped, Span, SpanKind, Type, shape};
use crate::document::{
    Alignment, Block, Capitals, Content, Destination, Document, Formula, Inline, Link, Marks, Ruby, Text, description,
    destination, each_inline,
};
use crate::finding::{Origin, catalogue};
use crate::style::FaceRole;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;
use std::rc::Rc;

/// A paragraph's content, flattened.
#[derive(Default)]
pub(super) struct Flat {
    pub text: String,
    pub spans: Vec<Span>,
    /// The places links lead to: where in the text, and their names.
    pub places: Vec<(usize, Rc<str>)>,
    /// The readings above its characters.
    pub readings: Vec<Reading>,
    /// Its formulas.
    pub formulas: Vec<FlatFormula>,
    /// The seals over it.
    pub seals: Vec<FlatSeal>,
    /// Its tab stops, from the left.
    pub stops: Vec<Stop>,
}

/// A seal that stands over a text.
pub(super) struct FlatSeal {
    pub media: String,
    pub content: Option<ContentId>,
    pub width: f32,
    pub height: f32,
}

/// What is kept clear above and below a formula where lines make room for it, em: one on a line of its own, and others.
const CLEAR: f32 = 0.2;
const INLINE_CLEAR: f32 = 0.05;

/// A formula that is set as soon as the type it stands in is known.
pub(super) struct FlatFormula {
    /// The span that stands for it.
    span: usize,
    layout: formula::Layout,
    text: String,
    content: ContentId,
    /// The room there is, pt.
    room: f32,
}

/// A reading (拼音, furigana) above some characters.
pub(super) struct Reading {
    /// The characters.
    base: Range<usize>,
    text: String,
    marks: Marks,
    content: ContentId,
}

/// The size of a reading beside that of its characters (JIS X 4051, 4.12.1; CLREQ 3.4.1).
pub(super) const READING: f32 = 0.5;

/// Longer characters and readings stand in the line, the reading in brackets, so that lines can break in them.
const LONGEST_BASE: usize = 10;
const LONGEST_READING: usize = 40;

impl Flat {
    pub(super) fn push(&mut self, text: &str, marks: Marks, content: Option<ContentId>, kind: SpanKind) {
        let start = self.text.len();
        self.text.push_str(text);
        self.spans.push(Span { text: start..self.text.len(), marks, face: None, content, kind });
    }
}

/// The names of the places in a document that links may lead to.
pub(super) fn place_names(document: &Document) -> BTreeSet<&str> {
    let mut names = BTreeSet::new();
    each_inline(&document.blocks, &mut |inline| {
        if let Inline::Anchor(name) = inline {
            names.insert(name.as_str());
        }
    });
    names
}

/// The places in a block, for where only its text is kept.
pub(super) fn places_of(block: &Block) -> Vec<Inline> {
    let mut places = Vec::new();
    each_inline(std::slice::from_ref(block), &mut |inline| {
        if let Inline::Anchor(_) = inline {
            places.push(inline.clone());
        }
    });
    places
}

impl Composer<'_> {
    /// The text of some content, its spans placed in the structure below `element`.
    pub(super) fn flatten(
        &mut self,
        content: &Content,
        element: ElementId,
        room: &Room,
        kind: SpanKind,
        flat: &mut Flat,
    ) {
        // Neighbouring texts are one piece of content, whatever they look like.
        let mut current = None;
        let mut rest = content.inlines().iter().peekable();
        while let Some(inline) = rest.next() {
            if !matches!(inline, Inline::Text(_) | Inline::Anchor(_)) {
                current = None;
            }
            match inline {
                Inline::Text(run) => {
                    let holder = if run.marks.strike { self.structure.add(element, Tag::Struck) } else { element };
                    let fresh = current.filter(|_| !run.marks.strike);
                    let id = fresh.unwrap_or_else(|| self.structure.add_content(holder));
                    current = Some(id).filter(|_| !run.marks.strike);
                    for (text, marks) in as_printed(run) {
                        let marks = if self.style.emphasis.keep_colors { marks } else { marks.without_colors() };
                        flat.push(&text, marks, Some(id), kind);
                        if let Some(span) = flat.spans.last_mut() {
                            span.face = self.kept_face(run);
                        }
                    }
                }
                Inline::Link(link) => self.link(link, element, room, kind, flat),
                Inline::Image(image) => {
                    // A link is a part of the document, whatever is in it.
                    let id = (!image.decorative || link_of(kind).is_some()).then(|| {
                        let figure = self.structure.add(element, Tag::Figure);
                        self.structure.set_alt(figure, description(&image.alt).unwrap_or_default());
                        self.structure.add_content(figure)
                    });
                    let (width, height) = self.picture_size(&image.media, image.size, room);
                    if image.seal {
                        flat.seals.push(FlatSeal { media: image.media.clone(), content: id, width, height });
                        continue;
                    }
                    self.objects.push(Object::Picture(image.media.clone(), id));
                    let index = self.objects.len() - 1;
                    let kind = SpanKind::Object { index, width, height, depth: 0.0, link: link_of(kind) };
                    flat.push("\u{FFFC}", Marks::default(), id, kind);
                }
                Inline::Note(note) => self.note(note, element, room, flat),
                Inline::Ruby(ruby) => self.ruby(ruby, element, room, kind, flat),
                Inline::Formula(formula) => {
                    let lone = formula.display && flat.text.chars().next_back().is_some_and(|c| c != '\n');
                    if lone {
                        flat.push("\n", Marks::default(), None, SpanKind::Text);
                    }
                    self.formula(formula, element, room, kind, flat);
                    if formula.display && rest.peek().is_some() {
                        flat.push("\n", Marks::default(), None, SpanKind::Text);
                    }
                }
                Inline::Revision(revision) => self.flatten(&revision.as_marked(), element, room, kind, flat),
                Inline::Anchor(name) => flat.places.push((flat.text.len(), name.as_str().into())),
            }
        }
    }

    fn ruby(&mut self, ruby: &Ruby, element: ElementId, room: &Room, kind: SpanKind, flat: &mut Flat) {
        if ruby.reading.trim().is_empty() {
            return self.flatten(&ruby.base, element, room, kind, flat);
        }
        if !stands_above(ruby) {
            return self.flatten(&ruby.in_brackets(), element, room, kind, flat);
        }
        let element = self.structure.add(element, Tag::Ruby);
        let base = self.structure.add(element, Tag::RubyBase);
        let reading = self.structure.add(element, Tag::RubyText);
        let start = flat.text.len();
        self.flatten(&ruby.base, base, room, kind, flat);
        let color = flat.spans.last().and_then(|span| span.marks.color);
        let (marks, text) = (Marks { color, ..Marks::default() }, ruby.reading.clone());
        let content = self.structure.add_content(reading);
        flat.readings.push(Reading { base: start..flat.text.len(), text, marks, content });
    }

    /// A formula, set where its structure says more than its text.
    fn formula(&mut self, formula: &Formula, element: ElementId, room: &Room, kind: SpanKind, flat: &mut Flat) {
        let element = self.structure.add(element, Tag::Formula);
        self.structure.set_alt(element, &formula.text);
        let content = self.structure.add_content(element);
        let body = &self.style.paragraphs.body;
        let look = self.look(body);
        let layout = match formula::read(formula, &mut self.glyphs, look.face) {
            formula::Reading::Layout(layout) => Some(layout),
            formula::Reading::Line => None,
            formula::Reading::Unknown => {
                self.findings.push(catalogue::typeset::formula_set_as_text(&formula.text));
                None
            }
        };
        let Some(layout) = layout else {
            return flat.push(&formula.text, Marks::default(), Some(content), kind);
        };
        let at = flat.spans.len();
        // How large it is depends on the type it stands in.
        let link = link_of(kind);
        let kind = SpanKind::Object { index: usize::MAX, width: 0.0, height: 0.0, depth: 0.0, link };
        flat.push("\u{FFFC}", Marks::default(), Some(content), kind);
        flat.formulas.push(FlatFormula { span: at, layout, text: formula.text.clone(), content, room: room.width });
    }

    /// Sets the formulas of a text in its type.
    fn set_formulas(&mut self, flat: &Flat, look: Type) -> Vec<Span> {
        let mut spans = flat.spans.clone();
        for FlatFormula { span, layout, text, content, room } in &flat.formulas {
            let set = layout.set(&mut self.glyphs, look, *content);
            let placed = PlacedFormula {
                text: text.clone(),
                x_pt: 0.0,
                y_pt: -set.height,
                width_pt: set.width,
                height_pt: set.height + set.depth,
                runs: set.runs,
                bars: set.bars,
                content: Some(*content),
            };
            let clear = if layout.display { CLEAR } else { INLINE_CLEAR } * look.size;
            // One wider than its room is reduced to it, as pictures are.
            let factor = (room / set.width.max(0.1)).min(1.0);
            self.objects.push(Object::Formula(placed));
            if let Some(span) = spans.get_mut(*span) {
                span.kind = SpanKind::Object {
                    index: self.objects.len() - 1,
                    width: set.width * factor,
                    height: (set.height + clear) * factor,
                    depth: (set.depth + clear) * factor,
                    link: link_of(span.kind),
                };
            }
        }
        spans
    }

    fn link(&mut self, link: &Link, element: ElementId, room: &Room, kind: SpanKind, flat: &mut Flat) {
        let target = match destination(&link.target) {
            Some(Destination::Place(name)) => self.places.contains(name).then(|| LinkTarget::Anchor(name.to_owned())),
            Some(Destination::Address(address)) => Some(LinkTarget::Address(address.to_owned())),
            None => None,
        };
        let Some(target) = target else {
            self.findings.push(catalogue::write::link_not_written(&link.target));
            return self.flatten(&link.content, element, room, kind, flat);
        };
        let element = self.structure.add(element, Tag::Link);
        self.links.push((target, element));
        self.flatten(&link.content, element, room, SpanKind::Link(self.links.len() - 1), flat);
    }

    /// The face that plays the part of the font a text is set apart by.
    fn kept_face(&self, run: &Text) -> Option<FaceRole> {
        let font = run.font.as_ref().filter(|_| self.style.emphasis.keep_fonts && !run.is_latin())?;
        self.style.role_of_font(font.as_str()).filter(|role| *role != FaceRole::Latin)
    }

    /// A text, shaped; what can't be set is said.
    pub(super) fn shape(&mut self, flat: &Flat, look: Type, origin: &Origin) -> Shaped {
        #[cfg(test)]
        SHAPED.with(|count| count.set(count.get() + 1));
        let mut shaped = if flat.formulas.is_empty() {
            shape(&mut self.glyphs, &flat.text, &flat.spans, look)
        } else {
            let spans = self.set_formulas(flat, look);
            shape(&mut self.glyphs, &flat.text, &spans, look)
        };
        self.complain(&shaped, origin);
        shaped.places.clone_from(&flat.places);
        shaped.stops.clone_from(&flat.stops);
        for Reading { base, text, marks, content } in &flat.readings {
            let span =
                Span { text: 0..text.len(), marks: *marks, face: None, content: Some(*content), kind: SpanKind::Text };
            let reading = shape(&mut self.glyphs, text, &[span], look.scaled(READING));
            self.complain(&reading, origin);
            shaped.set_reading(base, reading);
        }
        shaped
    }

    /// The widest undivided part and the widest line of some content in a cell, pt.
    pub(super) fn text_extents(&mut self, content: &Content, room: &Room) -> (f32, f32) {
        let mut flat = Flat::default();
        measure_flat(content, &mut flat);
        let look = self.setting(&self.style.paragraphs.cell, Alignment::Start, room).look;
        shape(&mut self.glyphs, &flat.text, &flat.spans, look).extents()
    }
}

/// The link that text of a kind stands in, by its number.
pub(super) fn link_of(kind: SpanKind) -> Option<usize> {
    match kind {
        SpanKind::Link(index) => Some(index),
        SpanKind::Object { link, .. } => link,
        SpanKind::Text | SpanKind::Call(_) => None,
    }
}

/// Whether a reading is set above its characters.
fn stands_above(ruby: &Ruby) -> bool {
    let length = |text: &str| text.chars().count();
    let breaks = |text: &str| text.contains(char::is_control);
    let mut base = 0;
    let plain = ruby.base.inlines().iter().all(|inline| match inline {
        Inline::Text(run) => {
            base += length(&run.text);
            !breaks(&run.text)
        }
        _ => false,
    });
    let reading = length(ruby.reading.trim());
    plain && (1..=LONGEST_BASE).contains(&base) && (1..=LONGEST_READING).contains(&reading) && !breaks(&ruby.reading)
}

// How many texts have been shaped, for the test that each is shaped once.
#[cfg(test)]
thread_local!(pub(super) static SHAPED: std::cell::Cell<usize> = const { std::cell::Cell::new(0) });

/// The text of a run as it is printed: letters that are printed as capitals are, those of small capitals marked as such.
fn as_printed(run: &Text) -> Vec<(Cow<'_, str>, Marks)> {
    let marks = Marks { capitals: None, ..run.marks };
    match run.marks.capitals {
        None => vec![(Cow::Borrowed(&*run.text), marks)],
        Some(Capitals::All) => vec![(Cow::Owned(run.text.to_uppercase()), marks)],
        Some(Capitals::Small) => {
            let mut pieces = Vec::new();
            let mut rest = run.text.as_str();
            while let Some(first) = rest.chars().next() {
                let small = first.is_lowercase();
                let end = rest.find(|c: char| c.is_lowercase() != small).unwrap_or(rest.len());
                let (piece, after) = rest.split_at(end);
                pieces.push(match small {
                    true => (Cow::Owned(piece.to_uppercase()), run.marks),
                    false => (Cow::Borrowed(piece), marks),
                });
                rest = after;
            }
            pieces
        }
    }
}

/// Content as it is measured, with no place in the structure.
fn measure_flat(content: &Content, flat: &mut Flat) {
    for inline in content.inlines() {
        let start = flat.text.len();
        let marks = match inline {
            Inline::Text(run) => {
                for (text, marks) in as_printed(run) {
                    flat.push(&text, marks, None, SpanKind::Text);
                }
                continue;
            }
            Inline::Link(link) => {
                measure_flat(&link.content, flat);
                continue;
            }
            Inline::Ruby(ruby) => {
                measure_flat(&ruby.in_brackets(), flat);
                continue;
            }
            Inline::Revision(revision) => {
                measure_flat(&revision.as_marked(), flat);
                continue;
            }
            Inline::Formula(formula) => {
                flat.text.push_str(&formula.text);
                Marks::default()
            }
            Inline::Anchor(_) => continue,
            Inline::Image(image) if image.seal => continue,
            Inline::Image(_) | Inline::Note(_) => {
                flat.text.push('国');
                Marks::default()
            }
        };
        flat.spans.push(Span { text: start..flat.text.len(), marks, face: None, content: None, kind: SpanKind::Text });
    }
}
