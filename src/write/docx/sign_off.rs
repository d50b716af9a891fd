//! The end of a document as Word indents it: organ and date (GB/T 9704-2012 7.3.5), the list of attachments before them
//! (7.3.4). Where what stands is decided where pages are composed; here are only the widths, which Word keeps to itself:
//! a full-width character is one em, any other half of one, and a quarter stands between Chinese and Latin.

use super::flow::{Built, FlowWriter, Place, Position};
use super::measure::twips;
use super::styles;
use crate::document::{Alignment, Block, Paragraph, ParagraphRole, vocabulary};
use crate::style::{ParagraphStyle, TextAlign};
use crate::typeset::{AttachmentLine, is_sign_off, sign_off_indents};
use docx_rs::{LineSpacing, SpecialIndentType, TableCellContent, TableChild, TableRowChild};
use unicode_width::UnicodeWidthChar;

impl FlowWriter<'_> {
    /// The organ or date at `at` indented as both together want it, the organ kept with its date.
    pub(super) fn placed_sign_off(
        &self,
        built: docx_rs::Paragraph,
        blocks: &[Block],
        index: usize,
        at: Position,
    ) -> docx_rs::Paragraph {
        let role = |index: Option<usize>, role: ParagraphRole| match index.and_then(|index| blocks.get(index)) {
            Some(Block::Paragraph(p)) if p.role == role => Some(p),
            _ => None,
        };
        // A template's own styles place what is theirs.
        let by_template = ["Signature", "Date"].iter().any(|style| self.ids.is_adopted(style));
        if at.place != Place::Body || at.lists > 0 || by_template {
            return built;
        }
        if let Some(organ) = role(Some(index), ParagraphRole::Signature) {
            let date = role(index.checked_add(1), ParagraphRole::Date);
            let built = if blocks.get(index + 1).is_some_and(is_sign_off) { built.keep_next(true) } else { built };
            let indents = date.and_then(|date| self.sign_off_places(organ, date));
            return match indents {
                Some((organ, _)) => built.indent(None, None, Some(organ), None),
                None => built,
            };
        }
        let Some(date) = role(Some(index), ParagraphRole::Date) else { return built };
        match role(index.checked_sub(1), ParagraphRole::Signature) {
            Some(organ) => match self.sign_off_places(organ, date) {
                Some((_, date)) => built.indent(None, None, Some(date), None),
                None => built,
            },
            // A date without an organ stands where the organ would.
            None if !index.checked_sub(1).and_then(|index| blocks.get(index)).is_some_and(is_sign_off) => {
                built.line_spacing(self.lines_before(self.style.paragraphs.signature.lines_before))
            }
            None => built,
        }
    }

    /// The right indents of organ and date, twips; `None` where one of them doesn't fit on a line so.
    fn sign_off_places(&self, organ: &Paragraph, date: &Paragraph) -> Option<(i32, i32)> {
        let styles = &self.style.paragraphs;
        let measure = |paragraph: &Paragraph, style: &ParagraphStyle| {
            let text = paragraph.content.plain_text();
            let stands = paragraph.align != Alignment::Center && style.align == TextAlign::Right;
            (stands && !text.contains('\n')).then(|| (self.width(&text, style), self.em(style)))
        };
        let (organ, date) = (measure(organ, &styles.signature)?, measure(date, &styles.date)?);
        let (organ_indent, date_indent) = sign_off_indents(self.style, organ, date);
        let room = self.page.text_width() as f32 / 20.0;
        let fits = |indent: f32, width: f32| indent >= 0.0 && indent + width <= room;
        (fits(organ_indent, organ.0) && fits(date_indent, date.0)).then(|| (twips(organ_indent), twips(date_indent)))
    }

    /// A line of the list of attachments: a blank line above the first, the numbers below each other and the further lines
    /// of a name below its first character.
    pub(super) fn placed_attachment(
        &self,
        built: docx_rs::Paragraph,
        paragraph: &Paragraph,
        line: AttachmentLine,
    ) -> docx_rs::Paragraph {
        let style = &self.style.paragraphs.body;
        let text = paragraph.content.plain_text();
        let lead = self.width(text.get(..line.lead).unwrap_or_default(), style);
        let before = if line.first { 0.0 } else { self.width(vocabulary().attachment.list_lead(), style) };
        let first = style.first_line_characters * self.em(style) + before;
        let hang = (first + lead).min(self.page.text_width() as f32 / 40.0);
        let special = match hang > first {
            true => SpecialIndentType::Hanging(twips(hang - first)),
            false => SpecialIndentType::FirstLine(twips(first - hang)),
        };
        let built = built.indent(Some(twips(hang)), Some(special), None, None);
        if line.first { built.line_spacing(self.lines_before(1.0)) } else { built }
    }

    fn lines_before(&self, lines: f32) -> LineSpacing {
        let lines = lines.max(0.0);
        let height = (lines * self.page.line_pitch as f32).round() as u32;
        LineSpacing::new().before_lines((lines * 100.0).round() as u32).before(height)
    }

    /// The width of a full character, points: as closed up as the style sheet has it.
    fn em(&self, style: &ParagraphStyle) -> f32 {
        style.size_pt + self.page.spacing_of(style, self.style) as f32 / 20.0
    }

    /// The width of a text on one line, points.
    fn width(&self, text: &str, style: &ParagraphStyle) -> f32 {
        let closed_up = self.em(style) - style.size_pt;
        let mut width = 0.0;
        let mut previous = None;
        for c in text.chars() {
            let ems = match c.width_cjk() {
                Some(0) | None => continue,
                Some(1) => 0.5,
                Some(_) => 1.0,
            };
            let parted = previous.is_some_and(|p| (is_ideograph(p) && is_latin(c)) || (is_latin(p) && is_ideograph(c)));
            width += (ems + if parted { 0.25 } else { 0.0 }) * style.size_pt + closed_up;
            previous = Some(c);
        }
        width
    }
}

/// Keeps what ends here on the page of what comes next: the last paragraph, or the last row of a table.
pub(super) fn keep_end_with_next(out: &mut [Built]) {
    for built in out.iter_mut().rev() {
        match built {
            Built::Paragraph(paragraph) => {
                paragraph.property.keep_next = Some(true);
                let style = paragraph.property.style.as_ref().map(|style| style.val.as_str());
                if style != Some(styles::TABLE_GAP) {
                    return;
                }
            }
            Built::Table(table) => {
                table.rows.last_mut().into_iter().for_each(keep_row_with_next);
                return;
            }
            Built::Contents(_) | Built::SectionEnd { .. } => return,
        }
    }
}

/// Keeps the rows of a table on one page.
pub(super) fn keep_rows_together(table: &mut docx_rs::Table) {
    if let Some((_, others)) = table.rows.split_last_mut() {
        others.iter_mut().for_each(keep_row_with_next);
    }
}

fn keep_row_with_next(row: &mut TableChild) {
    let TableChild::TableRow(row) = row;
    for TableRowChild::TableCell(cell) in &mut row.cells {
        for content in &mut cell.children {
            if let TableCellContent::Paragraph(paragraph) = content {
                paragraph.property.keep_next = Some(true);
            }
        }
    }
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '〇' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

fn is_latin(c: char) -> bool {
    c.is_ascii_alphanumeric()
}
