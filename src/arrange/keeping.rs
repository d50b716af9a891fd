//! What the end of a page does not part.

use super::captions::{Captions, is_table};
use super::sign_off::is_sign_off;
use crate::document::{Block, Cell, Grid, ParagraphRole};

/// Whether the end of a block stays on the page on which the next one begins.
pub(super) fn keeps(blocks: &[Block], at: usize, captions: &Captions) -> bool {
    let (Some(block), Some(next)) = (blocks.get(at), blocks.get(at + 1)) else { return false };
    let leads = match block {
        Block::Heading(_) => true,
        Block::Paragraph(p) => match p.role {
            ParagraphRole::Title | ParagraphRole::AttachmentLabel => true,
            ParagraphRole::Signature | ParagraphRole::Date => is_sign_off(next),
            ParagraphRole::Caption | ParagraphRole::SupplementaryNote | ParagraphRole::Attendance => false,
            // A head is one; so is an imprint, which nothing has to follow.
            role if role.is_letterhead() => true,
            role if role.is_imprint() => next_is_imprint(next),
            // Whom it is sent to stays with the text.
            ParagraphRole::Addressee => true,
            // What leads to a table or list stays with it.
            _ => match next {
                Block::List(_) | Block::Figure(_) => p.content.plain_text().ends_with(['：', ':']),
                next => is_table(next) || is_sign_off(next),
            },
        },
        Block::Figure(_) | Block::List(_) | Block::Table(_) | Block::Chart(_) | Block::Break(_) => false,
    };
    leads || captions.keeps(at)
}

fn next_is_imprint(next: &Block) -> bool {
    matches!(next, Block::Paragraph(p) if p.role.is_imprint())
}

/// Whether a table is so small that it is kept on one page: about a third of one, a line a row. A rule for formats whose readers
/// set the lines; where heights are known, they decide (`typeset::table`).
pub(crate) fn is_small(grid: &Grid) -> bool {
    const MOST_ROWS: u32 = 10;
    const LONGEST_CELL: usize = 40;
    let is_short = |cell: &Cell| cell.plain_text().chars().count() <= LONGEST_CELL;
    grid.rows() <= MOST_ROWS && grid.cells().iter().all(is_short)
}
