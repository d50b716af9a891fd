//! The end of a document: organ and date (GB/T 9704-2012 7.3.5), and the list of attachments before them (7.3.4).

use super::compose::{Composer, Room, RoomKind};
use super::inline::Flat;
use super::pages::{ElementId, Tag};
use super::piece::Piece;
use super::text::SpanKind;
use crate::document::{Alignment, Block, Marks, Paragraph, ParagraphRole, vocabulary};
use crate::finding::Origin;
use crate::style::{ParagraphStyle, Style};
use std::collections::BTreeMap;

/// How far the date begins right of where the organ begins, characters (7.3.5.2).
const DATE_OFFSET: f32 = 2.0;

/// How far the date stands from the right edge where there will be a seal, characters (7.3.5.1).
const DATE_INDENT_SEALED: f32 = 4.0;

/// Whether a block is part of the sign-off.
pub(crate) fn is_sign_off(block: &Block) -> bool {
    matches!(block, Block::Paragraph(p) if matches!(p.role, ParagraphRole::Signature | ParagraphRole::Date))
}

/// The right indents of organ and date, from the width of each and of a full character in it, all in one unit (7.3.5).
pub(crate) fn sign_off_indents(
    style: &Style,
    (organ_width, organ_em): (f32, f32),
    (date_width, date_em): (f32, f32),
) -> (f32, f32) {
    let styles = &style.paragraphs;
    if style.sign_off.seal {
        let date_indent = DATE_INDENT_SEALED * date_em;
        let organ_indent = date_indent + (date_width - organ_width) / 2.0;
        // An organ too long for that stands at the edge, the date below its middle.
        let over = (-organ_indent).max(0.0);
        (organ_indent + over, date_indent + over)
    } else {
        let organ_indent = styles.signature.right_characters * organ_em;
        let date_indent = organ_indent + organ_width - DATE_OFFSET * organ_em - date_width;
        // A date longer than the organ decides itself, and the organ gives way.
        let least = styles.date.right_characters * date_em;
        if date_width > organ_width {
            (organ_indent + (least - date_indent).max(0.0), date_indent.max(least))
        } else {
            (organ_indent, date_indent)
        }
    }
}

impl Composer<'_> {
    /// The right indent of the organ or date at `at`, where both are there and decide on each other's place.
    pub(super) fn sign_off_indent(&mut self, blocks: &[Block], at: usize, room: &Room) -> Option<f32> {
        let role = |at: usize| match blocks.get(at) {
            Some(Block::Paragraph(p)) if p.align != Alignment::Center => Some((p, p.role)),
            _ => None,
        };
        let (own, role_here) = role(at)?;
        let (organ, date) = match role_here {
            ParagraphRole::Signature => (own, role(at + 1).filter(|(_, r)| *r == ParagraphRole::Date)?.0),
            ParagraphRole::Date => (role(at.checked_sub(1)?).filter(|(_, r)| *r == ParagraphRole::Signature)?.0, own),
            _ => return None,
        };
        if room.kind != RoomKind::Body {
            return None;
        }
        let styles = &self.style.paragraphs;
        let (organ_width, organ_em) = self.natural_width(organ, &styles.signature, room)?;
        let (date_width, date_em) = self.natural_width(date, &styles.date, room)?;
        let (organ_indent, date_indent) = sign_off_indents(self.style, (organ_width, organ_em), (date_width, date_em));
        let (indent, width) =
            if role_here == ParagraphRole::Date { (date_indent, date_width) } else { (organ_indent, organ_width) };
        (indent >= 0.0 && indent + width <= room.width).then_some(indent)
    }

    /// A line of the list of attachments (GB/T 9704-2012 7.3.4): a blank line below the text, the numbers below each other
    /// and the further lines of a name below its first character.
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
        let mut width = |text: &str| {
            let mut flat = Flat::default();
            flat.push(text, Marks::default(), None, SpanKind::Text);
            self.shape(&flat, setting.look, &paragraph.origin).extents().1
        };
        let text = paragraph.content.plain_text();
        let lead = width(text.get(..line.lead).unwrap_or_default());
        let before = if line.first { 0.0 } else { width(vocabulary().attachment.list_lead()) };
        let hang = (setting.first_indent + before + lead).min(room.width / 2.0);
        setting.first_indent += before - hang;
        let inner = Room { left: room.left + hang, width: room.width - hang, ..room.clone() };
        let mut flat = Flat::default();
        self.flatten(&paragraph.content, element, room, SpanKind::Text, &mut flat);
        let mut pieces = Vec::new();
        if line.first {
            pieces.push(Piece::space(self.style.page.line_pitch_pt()));
        }
        pieces.extend(self.spaced(&style, &flat, &setting, &inner, &paragraph.origin));
        pieces
    }

    /// The width of a paragraph on one line, and of a full character; `None` where it has several lines.
    fn natural_width(&mut self, paragraph: &Paragraph, style: &ParagraphStyle, room: &Room) -> Option<(f32, f32)> {
        let text = paragraph.content.plain_text();
        if text.contains('\n') {
            return None;
        }
        let look = self.setting(style, paragraph.align, room).look;
        let mut flat = Flat::default();
        flat.push(&text, Marks::default(), None, SpanKind::Text);
        let (_, width) = self.shape(&flat, look, &Origin::default()).extents();
        (width <= room.width).then_some((width, look.em))
    }
}

/// A line of the list of attachments (7.3.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct AttachmentLine {
    /// Whether it begins the list: 附件：1.…
    pub first: bool,
    /// How many bytes stand before the name: below it go the further lines of the name.
    pub lead: usize,
}

/// The lines that list attachments, by block. Only at the end of the text: what follows is the sign-off, an attachment or
/// nothing.
pub(crate) fn attachment_lines(blocks: &[Block]) -> BTreeMap<usize, AttachmentLine> {
    let mut lines = BTreeMap::new();
    for end in 1..=blocks.len() {
        let ends = blocks.get(end).is_none_or(|block| is_sign_off(block) || matches!(block, Block::Break(_)));
        let text = |at: usize| match blocks.get(at) {
            Some(Block::Paragraph(p)) if p.role == ParagraphRole::Body && p.align == Alignment::Start => {
                Some(p.content.plain_text())
            }
            _ => None,
        };
        if !ends {
            continue;
        }
        let mut found = Vec::new();
        for at in (0..end).rev() {
            let Some(text) = text(at) else { break };
            if let Some(rest) = vocabulary().attachment.after_list_lead(&text) {
                let lead = text.len() - rest.len() + number(rest);
                found.push((at, AttachmentLine { first: true, lead }));
                lines.extend(found);
                break;
            }
            match number(&text) {
                0 => break,
                lead => found.push((at, AttachmentLine { first: false, lead })),
            }
        }
    }
    lines
}

/// Whether a block names an attachment: the line in the middle below its label, or where there is none the label.
pub(crate) fn names_attachment(blocks: &[Block], at: usize) -> bool {
    const LONGEST: usize = 80;
    let is_label =
        |at: usize| matches!(blocks.get(at), Some(Block::Paragraph(p)) if p.role == ParagraphRole::AttachmentLabel);
    let is_title = |at: usize| {
        let Some(Block::Paragraph(p)) = blocks.get(at).filter(|_| at.checked_sub(1).is_some_and(is_label)) else {
            return false;
        };
        let text = p.content.running_text();
        p.role == ParagraphRole::Body
            && p.align == Alignment::Center
            && !text.trim().is_empty()
            && text.chars().count() <= LONGEST
            && !text.contains('。')
    };
    let is_named = |at: usize| match blocks.get(at) {
        Some(Block::Heading(_)) => true,
        Some(Block::Paragraph(p)) => p.role == ParagraphRole::Title || is_title(at),
        _ => false,
    };
    is_title(at) || (is_label(at) && !is_named(at + 1))
}

/// The length of the number a text begins with, its mark included; 0 without one.
fn number(text: &str) -> usize {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let mark = text.get(digits..).and_then(|rest| rest.chars().next()).filter(|c| matches!(c, '.' | '．' | '、'));
    mark.filter(|_| digits > 0).map_or(0, |mark| digits + mark.len_utf8())
}
