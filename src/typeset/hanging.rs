//! Lists and notes: text behind a label that hangs in its margin.

use super::compose::{Composer, Room, RoomKind, Setting};
use super::inline::Flat;
use super::line::{Measure, set_line};
use super::pages::{ContentId, ElementId, Tag};
use super::piece::{Body, Piece};
use super::text::{Shaped, Span, SpanKind, Type, shape};
use crate::document::{Alignment, Block, List, Marks, Note, NoteKind};
use crate::finding::Origin;
use crate::style::TextAlign;

impl Composer<'_> {
    pub(super) fn note(&mut self, note: &Note, parent: ElementId, room: &Room, flat: &mut Flat) {
        let number = match note.kind {
            NoteKind::Footnote => {
                self.footnote_count += 1;
                self.footnote_count
            }
            NoteKind::Endnote => self.endnotes.len() + 1,
        };
        // The place is taken before the note's own content is composed: it may call notes itself.
        let index = self.notes.len();
        self.notes.push(Vec::new());
        if note.kind == NoteKind::Endnote {
            self.endnotes.push(index);
        }
        let label = note_label(note.kind, number);
        let reference = self.structure.add(parent, Tag::Reference);
        let call = self.structure.add_content(reference);
        let kind = if note.kind == NoteKind::Footnote { SpanKind::Call(index) } else { SpanKind::Call(usize::MAX) };
        flat.push(&label, Marks::default(), Some(call), kind);
        let element = self.structure.add(parent, Tag::Note);
        let inner =
            Room { left: 0.0, width: self.text_width(), kind: RoomKind::Note, depth: room.depth + 1, turned: false };
        let hang = self.hang(std::iter::once(label.as_str()), &inner);
        let lines = self.labelled(&label, hang, &note.content, element, &inner);
        if let Some(place) = self.notes.get_mut(index) {
            *place = lines;
        }
    }

    pub(super) fn list(&mut self, list: &List, parent: ElementId, room: &Room) -> Vec<Piece> {
        let element = self.structure.add(parent, Tag::List);
        let indent = if room.kind == RoomKind::Body {
            self.style.paragraphs.body.first_line_characters * self.look(&self.style.paragraphs.body).em
        } else {
            0.0
        };
        let indent = indent.min(room.width / 3.0);
        let kind = room.kind.inner();
        let (left, width) = (room.left + indent, room.width - indent);
        let inner = Room { left, width, kind, depth: room.depth + 1, turned: room.turned };
        let hang = self.hang(list.items.iter().map(|item| item.label.as_str()), &inner);
        let mut pieces = Vec::new();
        for item in &list.items {
            let element = self.structure.add(element, Tag::ListItem);
            pieces.extend(self.labelled(&item.label, hang, &item.content, element, &inner));
        }
        pieces
    }

    /// The setting of ordinary text in a room.
    fn plain_setting(&self, room: &Room) -> Setting {
        let styles = &self.style.paragraphs;
        let style = match room.kind {
            RoomKind::Note => &styles.note,
            RoomKind::Cell { .. } => &styles.cell,
            RoomKind::Body | RoomKind::Item => &styles.body,
        };
        self.setting(style, Alignment::Start, &Room { kind: room.kind.inner(), ..room.clone() })
    }

    fn label(&mut self, text: &str, content: Option<ContentId>, look: Type) -> Shaped {
        let span = Span { text: 0..text.len(), marks: Marks::default(), face: None, content, kind: SpanKind::Text };
        shape(&mut self.glyphs, text, &[span], look)
    }

    /// How far text stands in behind the widest of some labels: in whole or half characters, so that lists line up.
    fn hang<'t>(&mut self, labels: impl Iterator<Item = &'t str>, room: &Room) -> f32 {
        let look = self.plain_setting(room).look;
        let mut widest = 0.0_f32;
        for label in labels.filter(|label| !label.is_empty()) {
            let (_, width) = self.label(label, None, look).extents();
            widest = widest.max(width + look.em * 0.25);
        }
        ((widest / look.em * 2.0).ceil() / 2.0 * look.em).min(room.width / 2.0)
    }

    /// Blocks whose first line begins after a label that hangs in the margin of the others.
    fn labelled(&mut self, label: &str, hang: f32, blocks: &[Block], element: ElementId, room: &Room) -> Vec<Piece> {
        let setting = self.plain_setting(room);
        let look = setting.look;
        let label_element = self.structure.add(element, Tag::Label);
        let id = self.structure.add_content(label_element);
        let shaped = self.label(label, Some(id), look);
        self.complain(&shaped, &Origin::default());
        // A note holds its text itself; an item of a list, be it in a note, has a body.
        let note = self.structure.elements.get(element.0).is_some_and(|e| e.tag == Tag::Note);
        let body = if note { element } else { self.structure.add(element, Tag::ListBody) };
        let kind = room.kind.inner();
        let (left, width) = (room.left + hang, room.width - hang);
        let inner = Room { left, width, kind, depth: room.depth + 1, turned: room.turned };
        let mut pieces = self.blocks(blocks, body, &inner);
        let measure =
            Measure { width: room.width, first_indent: 0.0, align: TextAlign::Left, em: look.em, hanging: false };
        let line = set_line(&shaped, 0, shaped.clusters.len(), 0.0, &measure, true);
        let (label, _) = self.paint_line(&shaped, &line, room.left, setting.pitch, look.size);
        match pieces.iter_mut().find(|p| !p.is_space()).map(|p| &mut p.body) {
            Some(Body::Items(items)) => {
                items.splice(0..0, label);
            }
            _ => pieces.insert(0, Piece { keep: true, ..Piece::new(Body::Items(label), setting.pitch) }),
        }
        pieces
    }
}

/// ① to ⑳ for footnotes, so that no call can be read as a digit of the number before it; beyond, and for endnotes, brackets.
fn note_label(kind: NoteKind, number: usize) -> String {
    let circled = u32::try_from(number).ok().filter(|n| kind == NoteKind::Footnote && (1..=20).contains(n));
    match circled.and_then(|n| char::from_u32(0x245F + n)) {
        Some(c) => c.to_string(),
        None if kind == NoteKind::Footnote => format!("({number})"),
        None => format!("[{number}]"),
    }
}
