//! A document without tables → one sheet, a block a row.

use super::cell_text::{CellText, marked};
use super::design::{Design, not_written, placed};
use super::table::write_cell;
use crate::document::{Alignment, Block, Marks, ParagraphRole};
use crate::finding::{Error, Finding};
use rust_xlsxwriter::{FormatAlign, Worksheet};

/// Writes each block into a row of the first column.
pub(super) fn blocks_to_worksheet(
    blocks: &[Block],
    design: &Design,
    sheet: &mut Worksheet,
    findings: &mut Vec<Finding>,
) -> Result<(), Error> {
    let pixels = design.measures.page_pixels;
    sheet.set_column_width_pixels(0, pixels).map_err(not_written)?;
    let written = blocks.iter().filter(|block| !matches!(block, Block::Break(_) | Block::Figure(_) | Block::Chart(_)));
    for (row, block) in (0u32..).zip(written) {
        let content = CellText::of(std::slice::from_ref(block), &block.origin(), findings);
        let (is_bold, align) = match block {
            Block::Heading(_) => (true, FormatAlign::Left),
            Block::Paragraph(p) if p.role == ParagraphRole::Title => (true, FormatAlign::Center),
            Block::Paragraph(p) if p.align == Alignment::Center => (false, FormatAlign::Center),
            Block::Paragraph(p) if p.align == Alignment::End => (false, FormatAlign::Right),
            _ => (false, FormatAlign::Left),
        };
        let format = marked(design.text_format(), Marks { bold: is_bold, ..Marks::default() })
            .set_align(align)
            .set_align(FormatAlign::Top)
            .set_text_wrap();
        let (row_placed, column) = placed(row, 0)?;
        let lines = design.measures.lines(&content.plain(), pixels);
        sheet.set_row_height(row_placed, design.measures.height_pt(lines)).map_err(not_written)?;
        write_cell(sheet, row_placed, column, &content, None, &format, design).map_err(not_written)?;
    }
    Ok(())
}
