//! The end of a document on pages: organ and date, the list of attachments.

use super::compose::{Composer, Room};
use super::inline::Flat;
use super::pages::{ElementId, Tag};
use super::piece::Piece;
use super::text::SpanKind;
use crate::arrange::{AttachmentLine, Blank, Extent, Indents, Pair, Part, SignOff, sign_off_indents};
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
        let indents = sign_off.pair.and_then(|pair| self.pair_indents(blocks, pair, room));
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
        pieces
    }

    /// The right indents of organ and date that decide on each other's place; `None` where they stand as their styles say.
    fn pair_indents(&mut self, blocks: &[Block], pair: Pair, room: &Room) -> Option<Indents> {
        let paragraph = |at: usize| match blocks.get(at) {
            Some(Block::Paragraph(paragraph)) => Some(paragraph),
            _ => None,
        };
        let styles = &self.style.paragraphs;
        let organ = self.extent(paragraph(pair.organ)?, &styles.signature, room);
        let date = self.extent(paragraph(pair.date)?, &styles.date, room);
        sign_off_indents(self.style, organ, date, room.width)
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
