//! The end of a document on pages: organ and date, the list of attachments.

use super::compose::{Composer, Room};
use super::inline::{Flat, FlatSeal};
use super::pages::{ElementId, Item, PlacedImage, Tag};
use super::piece::{Body, Piece};
use super::text::SpanKind;
use crate::arrange::{AttachmentLine, Blank, Extent, Indents, Pair, Part, SEAL_RISE, SignOff, sign_off_indents};
use crate::document::{Block, Marks, Paragraph, ParagraphRole};
use crate::finding::Origin;
use crate::style::ParagraphStyle;

impl Composer<'_> {
    /// An organ or a date.
    pub(super) fn sign_off(
        &mut self,
        paragraph: &Paragraph,
        sign_off: SignOff,
        blocks: &[Block],
        parent: ElementId,
        room: &Room,
    ) -> Vec<Piece> {
        let indents = sign_off.pair.and_then(|pair| self.pair_indents(blocks, pair, sign_off.sealed, room));
        let is_date = paragraph.role == ParagraphRole::Date;
        let indent = indents.map(|indents| if is_date { indents.date } else { indents.organ });
        let mut pieces = self.paragraph(paragraph, Part::SignOff(sign_off), parent, room, indent);
        match sign_off.blank {
            Blank::OfStyle => {}
            Blank::OfOrgan => {
                let lines = self.style.paragraphs.signature.lines_before;
                let height = lines.max(0.0) * self.style.page.line_pitch_pt();
                pieces.insert(0, Piece { least: 0.0, ..Piece::space(height) });
            }
            Blank::None => pieces = pieces.into_iter().skip_while(Piece::is_space).collect(),
        }
        if sign_off.blank_um > 0 {
            let least = sign_off.blank_pt();
            match pieces.first_mut().filter(|piece| piece.is_space()) {
                Some(space) => (space.height, space.least) = (space.height.max(least), space.height.max(least)),
                None => pieces.insert(0, Piece::space(least)),
            }
        }
        pieces
    }

    /// Lays seals over the last line of some pieces, in the middle above each other's sides: organ and date stand a little below
    /// their middle (7.3.5.1), and of several none lies over another (7.3.5.3).
    pub(super) fn lay_seals(&mut self, seals: &[FlatSeal], pieces: &mut [Piece], room: &Room) {
        let line = pieces.iter_mut().rev().find_map(|piece| match &mut piece.body {
            Body::Items(items) => Some(items),
            _ => None,
        });
        let (Some(items), false) = (line, seals.is_empty()) else { return };
        let extent = items.iter().filter_map(|item| match item {
            Item::Text(run) => {
                Some((run.x_pt, run.x_pt + run.glyphs.last().map_or(0.0, |glyph| glyph.x_pt) + run.size_pt))
            }
            _ => None,
        });
        let extent = extent.reduce(|(left, right), (from, to)| (left.min(from), right.max(to)));
        let (left, right) = extent.unwrap_or((room.left, room.left + room.width));
        let total: f32 = seals.iter().map(|seal| seal.width).sum();
        let mut x_pt = ((left + right - total) / 2.0).min(room.left + room.width - total).max(room.left);
        for seal in seals {
            if let Some(fault) = self.picture_fault(&seal.media) {
                self.findings.push(fault);
                continue;
            }
            items.push(Item::Image(PlacedImage {
                media: seal.media.clone(),
                x_pt,
                y_pt: -SEAL_RISE * seal.height,
                width_pt: seal.width,
                height_pt: seal.height,
                behind: true,
                content: seal.content,
            }));
            x_pt += seal.width;
        }
    }

    /// The right indents of organ and date that decide on each other's place; `None` where they stand as their styles say.
    fn pair_indents(&mut self, blocks: &[Block], pair: Pair, is_sealed: bool, room: &Room) -> Option<Indents> {
        let paragraph = |at: usize| match blocks.get(at) {
            Some(Block::Paragraph(paragraph)) => Some(paragraph),
            _ => None,
        };
        let styles = &self.style.paragraphs;
        let organ = self.extent(paragraph(pair.organ)?, &styles.signature, room);
        let date = self.extent(paragraph(pair.date)?, &styles.date, room);
        sign_off_indents(self.style, is_sealed, organ, date, room.width)
    }

    /// A line of the list of attachments: the first a blank line below the text.
    pub(super) fn attachment_name(
        &mut self,
        paragraph: &Paragraph,
        line: AttachmentLine,
        parent: ElementId,
        room: &Room,
    ) -> Vec<Piece> {
        let style = self.style.paragraphs.body.clone();
        let element = self.structure.add(parent, Tag::Paragraph);
        let mut setting = self.setting(&style, paragraph.align, room);
        let text = paragraph.content.plain_text();
        let hanging = line.hanging(&text, setting.first_indent, room.width, |text| {
            let mut flat = Flat::default();
            flat.push(text, Marks::default(), None, SpanKind::Text);
            self.shape(&flat, setting.look, &paragraph.origin).extents().1
        });
        setting.first_indent = hanging.first;
        let inner = Room { left: room.left + hanging.left, width: room.width - hanging.left, ..room.clone() };
        let mut flat = Flat::default();
        self.flatten(&paragraph.content, element, room, SpanKind::Text, &mut flat);
        let mut pieces = Vec::new();
        if line.first {
            pieces.push(Piece::space(self.style.page.line_pitch_pt()));
        }
        pieces.extend(self.spaced(&style, &flat, &setting, &inner, &paragraph.origin));
        pieces
    }

    /// How wide a paragraph is on one line.
    fn extent(&mut self, paragraph: &Paragraph, style: &ParagraphStyle, room: &Room) -> Extent {
        let look = self.setting(style, paragraph.align, room).look;
        let mut flat = Flat::default();
        flat.push(&paragraph.content.plain_text(), Marks::default(), None, SpanKind::Text);
        let (_, width) = self.shape(&flat, look, &Origin::default()).extents();
        Extent { width, em: look.em }
    }
}
