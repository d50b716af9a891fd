//! Pages turned by a quarter, because the document says so or a table is too wide for an upright one, and what lies on them.

use super::captions::Captions;
use super::columns::{Need, distribute};
use super::sign_off::is_sign_off;
use crate::document::{Block, Cell, Grid, Inline, ParagraphRole, begins_remark};
use crate::style::{PT_PER_MM, PageStyle, Style};

/// A table of fewer columns is never turned.
const WIDE_COLUMNS: u32 = 9;

/// A column of text is readable from this many characters on.
const READABLE_CHARACTERS: f32 = 3.0;

/// A longer word is divided rather than a page turned for it.
const MOST_CHARACTERS: f32 = 12.0;

/// For each block of a document's own flow, whether it stands on a turned page: on those the document says, from the break on that turns
/// them; and on those turned for a wide table, such tables with their captions, what has to stay before them, and what belongs to them or
/// must not be alone after them.
pub(super) fn turned_blocks(blocks: &[Block], captions: &Captions, style: &Style) -> Vec<bool> {
    let is_wide = |at: usize| matches!(blocks.get(at), Some(Block::Table(grid)) if needs_turning(grid, style));
    let named = |at: usize| captions.holder_of(at).or_else(|| captions.table_of_unit(at)).unwrap_or(at);
    let mut lies = false;
    let as_said = blocks.iter().enumerate().map(|(at, block)| {
        if let Block::Break(begins) = block {
            lies = begins.turns().unwrap_or(lies);
        }
        lies || is_wide(named(at))
    });
    let mut turned: Vec<bool> = as_said.collect();
    let mut next = false;
    for (turned, block) in turned.iter_mut().zip(blocks).rev() {
        *turned |= next && leads(block);
        next = *turned && !matches!(block, Block::Break(_));
    }
    let mut before = false;
    for (turned, block) in turned.iter_mut().zip(blocks) {
        *turned |= before && (is_sign_off(block) || is_table_note(block));
        before = *turned;
    }
    // A page break between turned blocks is one between turned pages.
    let mut around = Vec::with_capacity(turned.len());
    for at in 0..turned.len() {
        let lies = |at: Option<usize>| at.and_then(|at| turned.get(at)).copied().unwrap_or(false);
        let between = matches!(blocks.get(at), Some(Block::Break(_))) && lies(at.checked_sub(1)) && lies(Some(at + 1));
        around.push(lies(Some(at)) || between);
    }
    around
}

/// Whether a block goes with what it leads to.
fn leads(block: &Block) -> bool {
    use ParagraphRole::{AttachmentLabel, Caption, Title};
    match block {
        Block::Heading(_) => true,
        Block::Paragraph(p) => matches!(p.role, Title | AttachmentLabel | Caption),
        _ => false,
    }
}

/// The page turned by a quarter for a wide table: the sheet's left edge (the binding edge of odd pages, the outer edge of even
/// ones) becomes the upper edge, where the head of the table stands (GB/T 9704-2012, 8), and every margin turns with the
/// sheet.
pub(crate) fn turned_page(page: &PageStyle) -> PageStyle {
    PageStyle {
        width_mm: page.height_mm,
        height_mm: page.width_mm,
        top_mm: page.left_mm,
        right_mm: page.top_mm,
        bottom_mm: page.right_mm,
        left_mm: page.bottom_mm,
        ..page.clone()
    }
}

/// Whether a table can't be read on an upright page: its columns would be too narrow in the smallest type. Judged by counting
/// characters, before anything is set.
fn needs_turning(grid: &Grid, style: &Style) -> bool {
    let page = &style.page;
    if grid.columns() < WIDE_COLUMNS || page.text_height_mm() <= page.text_width_mm() {
        return false;
    }
    let smallest = style.table.minimum_size_pt.min(style.paragraphs.cell.size_pt);
    let padding = 2.0 * style.table.padding_mm * PT_PER_MM;
    let measured = grid.cells().iter().map(|cell| {
        let least = readable_characters(cell) * smallest + padding;
        (cell.column as usize, cell.column_span as usize, Need { least, most: least })
    });
    let needs = distribute(grid.columns() as usize, measured.collect());
    needs.iter().map(|need| need.least).sum::<f32>() > page.text_width_mm() * PT_PER_MM
}

/// Whether a paragraph is the remark below a table.
fn is_table_note(block: &Block) -> bool {
    let Block::Paragraph(p) = block else { return false };
    let Some(Inline::Text(first)) = p.content.inlines().first() else { return false };
    p.role == ParagraphRole::Body && begins_remark(&first.text)
}

/// How many characters wide a cell is to be so that it can be read: its widest number or Latin word, at least a few
/// characters of its text.
fn readable_characters(cell: &Cell) -> f32 {
    let mut widest = 0.0_f32;
    for block in &cell.content {
        if matches!(block, Block::Table(_) | Block::Figure(_)) {
            widest = widest.max(2.0 * READABLE_CHARACTERS);
        }
        for text in block.plain_text().split('\n') {
            let (mut word, mut line) = (0.0_f32, 0.0_f32);
            for c in text.chars() {
                let width = if c.is_ascii() { 0.5 } else { 1.0 };
                word = if c.is_ascii_graphic() { word + width } else { 0.0 };
                line += width;
                widest = widest.max(word);
            }
            widest = widest.max(line.min(READABLE_CHARACTERS));
        }
    }
    widest.min(MOST_CHARACTERS)
}
