//! Attachments: the list of them at the end of the text (GB/T 9704-2012, 7.3.4), and what names each where it begins.

use super::sign_off::is_sign_off;
use crate::document::{Alignment, Block, ParagraphRole, vocabulary};
use std::collections::BTreeMap;

/// A line of the list of attachments: the numbers stand below each other, the further lines of a name below its first
/// character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct AttachmentLine {
    /// Whether it begins the list, a blank line below the text: 附件：1.…
    pub first: bool,
    /// How many bytes stand before the name: below it go the further lines of the name.
    pub lead: usize,
}

/// How far the lines of an entry of the list are indented, in the unit of the widths it was made of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Hanging {
    /// All lines.
    pub left: f32,
    /// The first line, beyond that: mostly less than nothing.
    pub first: f32,
}

impl AttachmentLine {
    /// Where its lines stand in a room of a width: from the first-line indent of running text and the width a text has.
    pub(crate) fn hanging(self, text: &str, indent: f32, room: f32, mut width: impl FnMut(&str) -> f32) -> Hanging {
        let lead = width(text.get(..self.lead).unwrap_or_default());
        let before = if self.first { 0.0 } else { width(vocabulary().attachment.list_lead()) };
        let left = (indent + before + lead).min(room / 2.0);
        Hanging { left, first: indent + before - left }
    }
}

/// The lines that list attachments, by block. Only at the end of the text: what follows is the sign-off, an attachment or
/// nothing.
pub(super) fn attachment_lines(blocks: &[Block]) -> BTreeMap<usize, AttachmentLine> {
    let mut lines = BTreeMap::new();
    for end in 1..=blocks.len() {
        let is_of_paper = |block: &Block| matches!(block, Block::Paragraph(p) if p.role.is_of_paper());
        let ends = blocks
            .get(end)
            .is_none_or(|block| is_sign_off(block) || is_of_paper(block) || matches!(block, Block::Break(_)));
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
pub(super) fn names_attachment(blocks: &[Block], at: usize) -> bool {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stand_below_each_other_and_names_below_names() {
        let ems = |text: &str| text.chars().map(|c| if c.is_ascii() { 0.5 } else { 1.0 }).sum();
        let hanging = |first, text: &str, lead| AttachmentLine { first, lead }.hanging(text, 2.0, 28.0, ems);
        assert_eq!(hanging(true, "附件：1.甲", 11), Hanging { left: 6.0, first: -4.0 });
        assert_eq!(hanging(false, "2.乙", 2), Hanging { left: 6.0, first: -1.0 });
        // No more than half of the room.
        assert_eq!(hanging(false, &"1".repeat(30), 30), Hanging { left: 14.0, first: -9.0 });
    }
}
