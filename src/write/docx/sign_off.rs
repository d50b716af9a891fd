//! The end of a document as Word indents it: organ and date, the list of attachments. Where what stands is decided in `arrange`;
//! here are only the widths, which Word keeps to itself.

use super::flow::{Built, FlowWriter};
use super::measure::twips;
use super::styles;
use crate::arrange::{AttachmentLine, Blank, Extent, Indents, Pair, SignOff, counted_width, sign_off_indents};
use crate::document::{Block, Paragraph, ParagraphRole};
use crate::style::ParagraphStyle;
use crate::whole::Whole;
use docx_rs::{LineSpacing, SpecialIndentType, TableCellContent, TableChild, TableRowChild};

impl FlowWriter<'_> {
    /// An organ or date, indented as both together want it.
    pub(super) fn placed_sign_off(
        &self,
        built: docx_rs::Paragraph,
        paragraph: &Paragraph,
        sign_off: SignOff,
        blocks: &[Block],
    ) -> docx_rs::Paragraph {
        let built = match sign_off.blank {
            Blank::OfStyle => built,
            Blank::OfOrgan => built.line_spacing(self.lines_before(self.style.paragraphs.signature.lines_before)),
            Blank::None => built.line_spacing(self.lines_before(0.0)),
        };
        let own = self.style.paragraphs.signature.lines_before;
        let wanted = sign_off.blank_pt() / self.style.page.line_pitch_pt();
        let built = if wanted > own { built.line_spacing(self.lines_before(wanted)) } else { built };
        let indents = sign_off.pair.and_then(|pair| self.pair_indents(blocks, pair, sign_off.sealed));
        match indents {
            Some(indents) => {
                let is_date = paragraph.role == ParagraphRole::Date;
                built.indent(None, None, Some(twips(if is_date { indents.date } else { indents.organ })), None)
            }
            None => built,
        }
    }

    /// The right indents of organ and date that decide on each other's place, points.
    fn pair_indents(&self, blocks: &[Block], pair: Pair, is_sealed: bool) -> Option<Indents> {
        let extent = |at: usize, style: &ParagraphStyle| match blocks.get(at) {
            Some(Block::Paragraph(p)) => {
                Some(Extent { width: self.width(&p.content.plain_text(), style), em: self.em(style) })
            }
            _ => None,
        };
        let styles = &self.style.paragraphs;
        let (organ, date) = (extent(pair.organ, &styles.signature)?, extent(pair.date, &styles.date)?);
        sign_off_indents(self.style, is_sealed, organ, date, self.page.text_width() as f32 / 20.0)
    }

    /// A line of the list of attachments: a blank line above the first.
    pub(super) fn placed_attachment(
        &self,
        built: docx_rs::Paragraph,
        paragraph: &Paragraph,
        line: AttachmentLine,
    ) -> docx_rs::Paragraph {
        let style = &self.style.paragraphs.body;
        let (text, room) = (paragraph.content.plain_text(), self.page.text_width() as f32 / 20.0);
        let indent = style.first_line_characters * self.em(style);
        let hanging = line.hanging(&text, indent, room, |text| self.width(text, style));
        let special = match hanging.first < 0.0 {
            true => SpecialIndentType::Hanging(twips(-hanging.first)),
            false => SpecialIndentType::FirstLine(twips(hanging.first)),
        };
        let built = built.indent(Some(twips(hanging.left)), Some(special), None, None);
        if line.first { built.line_spacing(self.lines_before(1.0)) } else { built }
    }

    pub(super) fn lines_before(&self, lines: f32) -> LineSpacing {
        let lines = lines.max(0.0);
        let height = u32::whole((lines * self.page.line_pitch as f32).round());
        LineSpacing::new().before_lines(u32::whole((lines * 100.0).round())).before(height)
    }

    /// The width of a full character, points: as closed up as the style sheet has it.
    fn em(&self, style: &ParagraphStyle) -> f32 {
        style.size_pt + self.page.spacing_of(style, self.style) as f32 / 20.0
    }

    /// The width of a text on one line, points.
    pub(super) fn width(&self, text: &str, style: &ParagraphStyle) -> f32 {
        counted_width(text, style.size_pt, self.em(style) - style.size_pt)
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
