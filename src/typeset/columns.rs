//! The widths of a table's columns, and whether it needs a page turned by a quarter.

use super::compose::{CellPart, Composer, Room};
use super::sign_off::is_sign_off;
use super::table::{Filling, ShapedParagraph};
use super::title::word_ends;
use crate::document::{Block, Cell, Grid, Inline, ParagraphRole, begins_remark};
use crate::style::{PT_PER_MM, Style};

/// What a column needs, pt, padding included.
#[derive(Debug, Clone, Copy, Default)]
struct Need {
    /// So that no number is divided and no column is a single character wide.
    least: f32,
    /// So that nothing wraps.
    most: f32,
}

/// A table of fewer columns is never turned.
const WIDE_COLUMNS: u32 = 9;

/// A column of text is readable from this many characters on.
const READABLE_CHARACTERS: f32 = 3.0;

/// For each block of a document's own flow, whether it stands on a page turned for a wide table: such tables, what has to
/// stay before them, and what belongs to them or must not be alone after them.
pub(crate) fn turned_blocks(blocks: &[Block], style: &Style) -> Vec<bool> {
    let mut turned = vec![false; blocks.len()];
    // Whether what follows is turned, and whether it is but for a page break, which goes before the headings it follows.
    let (mut next, mut beyond) = (false, false);
    for (turned, block) in turned.iter_mut().zip(blocks).rev() {
        (next, beyond) = match block {
            Block::Table(grid) => (needs_turning(grid, style), false),
            Block::Heading(_) => (next, beyond),
            Block::Break(_) => (false, next || beyond),
            Block::Paragraph(p) => {
                use ParagraphRole::{AttachmentLabel, Caption, Title};
                (next && matches!(p.role, Title | AttachmentLabel | Caption), false)
            }
            _ => (false, false),
        };
        *turned = next || (beyond && matches!(block, Block::Heading(_)));
    }
    let mut before = false;
    for (turned, block) in turned.iter_mut().zip(blocks) {
        *turned |= before && (is_sign_off(block) || is_table_note(block));
        before = *turned;
    }
    turned
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

impl Composer<'_> {
    /// The widths of the columns, and by what all text has to be reduced.
    pub(super) fn column_widths(
        &mut self,
        grid: &Grid,
        fillings: &[Filling],
        room: &Room,
        padding: f32,
    ) -> (Vec<f32>, f32) {
        let count = grid.columns() as usize;
        let em = self.style.paragraphs.cell.size_pt;
        let mut measured: Vec<(usize, usize, Need)> = Vec::with_capacity(fillings.len());
        for (cell, filling) in grid.cells().iter().zip(fillings) {
            let (part, line) = self.filling_extents(cell, filling, room);
            let mut least = part.max(line.min(2.0 * em));
            if cell.row_span > 1 {
                least = least.max(self.widest_word(filling).min(WIDEST_WORD * em));
            }
            let mut need = Need { least: least + 2.0 * padding, most: line + 2.0 * padding };
            if cell.row_span > 1 && grid.widths.is_empty() {
                // A label beside many rows runs down them, a few characters a line.
                let characters = (line / em / cell.row_span as f32).ceil().max(2.0);
                need.most = need.most.min((characters * em + 2.0 * padding).max(need.least));
            }
            measured.push((cell.column as usize, cell.column_span as usize, need));
        }
        let needs = distribute(count, measured);
        let least: f32 = needs.iter().map(|n| n.least).sum();
        let most: f32 = needs.iter().map(|n| n.most).sum();
        let smallest = (self.style.table.minimum_size_pt / em).min(1.0);
        if least > room.width {
            // Text gives way, the space beside it doesn't.
            let blank = 2.0 * padding * count as f32;
            let fit = ((room.width - blank) / (least - blank).max(0.01)).max(0.0);
            let width = |n: &Need| (n.least - 2.0 * padding) * fit + 2.0 * padding;
            return (needs.iter().map(width).collect(), fit.clamp(smallest, 1.0));
        }
        let given: Vec<f32> = grid.widths.iter().map(|w| *w as f32).collect();
        let sum: f32 = given.iter().sum();
        let wanted: Vec<f32> = if given.len() == count && sum > 0.0 {
            given.iter().map(|w| w / sum * room.width).collect()
        } else if most <= room.width {
            needs.iter().map(|n| n.most * room.width / most.max(0.01)).collect()
        } else {
            let spare = (room.width - least) / (most - least).max(0.01);
            needs.iter().map(|n| n.least + (n.most - n.least) * spare).collect()
        };
        // What some columns lack the others give: first what they don't need, then each by what it has to spare.
        let mut widths: Vec<f32> = wanted.iter().zip(&needs).map(|(w, n)| w.max(n.least)).collect();
        let mut over = widths.iter().sum::<f32>() - room.width;
        for keep in [|n: &Need| n.most.max(n.least), |n: &Need| n.least] {
            let spare: f32 = widths.iter().zip(&needs).map(|(w, n)| (w - keep(n)).max(0.0)).sum();
            let share = if spare > 0.0 { (over / spare).clamp(0.0, 1.0) } else { 0.0 };
            for (width, need) in widths.iter_mut().zip(&needs) {
                *width -= (*width - keep(need)).max(0.0) * share;
            }
            over -= spare * share;
        }
        (widths, 1.0)
    }

    /// The widest undivided part and the widest line of what a cell holds, at full size, pt.
    pub(super) fn filling_extents(&mut self, cell: &Cell, filling: &Filling, room: &Room) -> (f32, f32) {
        match filling {
            Filling::Text(paragraphs) => paragraphs.iter().fold((0.0, 0.0), |(part, line), paragraph| {
                let (p, l) = paragraph.shaped.extents();
                (p.max(part), l.max(line))
            }),
            Filling::Blocks => self.extents(&cell.content, &room.cell(room.width, 1.0, CellPart::Text)),
        }
    }

    fn widest_word(&self, filling: &Filling) -> f32 {
        let Filling::Text(paragraphs) = filling else { return 0.0 };
        paragraphs.iter().map(widest_word).fold(0.0, f32::max)
    }
}

/// A label's words of up to this many characters are not divided, if the column can be made wide enough.
const WIDEST_WORD: f32 = 3.0;

fn widest_word(paragraph: &ShapedParagraph) -> f32 {
    let shaped = &paragraph.shaped;
    let ends = word_ends(&shaped.text);
    let (mut widest, mut pen) = (0.0_f32, 0.0);
    for cluster in &shaped.clusters {
        pen += cluster.advance + cluster.pair.natural;
        widest = widest.max(pen);
        if ends.contains(&cluster.text.end) {
            pen = 0.0;
        }
    }
    widest
}

/// The needs of the columns from those of the cells: column, how many, need.
fn distribute(count: usize, mut measured: Vec<(usize, usize, Need)>) -> Vec<Need> {
    let mut needs = vec![Need::default(); count];
    // Narrow spans first, so that wide ones add only what is still wanting.
    measured.sort_by_key(|(column, span, _)| (*span, *column));
    for (column, span, need) in measured {
        let Some(columns) = needs.get_mut(column..column + span) else { continue };
        let least: f32 = columns.iter().map(|n| n.least).sum();
        let most: f32 = columns.iter().map(|n| n.most).sum();
        let (more_least, more_most) = ((need.least - least).max(0.0), (need.most - most).max(0.0));
        for n in columns {
            n.least += more_least / span as f32;
            n.most = (n.most + more_most / span as f32).max(n.least);
        }
    }
    needs
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

/// A longer word is divided rather than a page turned for it.
const MOST_CHARACTERS: f32 = 12.0;
