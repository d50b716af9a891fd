//! How much a document may hold, whatever file it came from.

use super::{Block, Content, Document, Inline};
use crate::finding::{Error, catalogue::package};

/// The most blocks and cells of a document, those in cells and notes counted: what is published, and kept several times over on
/// its way.
const MAX_BLOCKS: usize = 300_000;

impl Document {
    /// Whether the document is small enough to be published. A list of units may be larger: it is taken apart.
    ///
    /// # Errors
    /// `limit-exceeded` beyond 300,000 blocks and cells.
    pub fn check_extent(&self) -> Result<(), Error> {
        let found = count(&self.blocks);
        if found > MAX_BLOCKS {
            let limit = "段落与单元格数 (paragraphs and cells)";
            return Err(package::limit_exceeded(limit, MAX_BLOCKS, found).into());
        }
        Ok(())
    }
}

fn count(blocks: &[Block]) -> usize {
    let of = |block: &Block| match block {
        Block::Heading(heading) => in_content(&heading.content),
        Block::Paragraph(paragraph) => in_content(&paragraph.content),
        Block::List(list) => list.items.iter().map(|item| count(&item.content)).sum(),
        Block::Table(grid) => grid.cells().iter().map(|cell| 1 + count(&cell.content)).sum(),
        Block::Figure(_) | Block::Break(_) => 0,
    };
    blocks.iter().map(|block| 1 + of(block)).sum()
}

fn in_content(content: &Content) -> usize {
    let of = |inline: &Inline| match inline {
        Inline::Note(note) => count(&note.content),
        Inline::Link(link) => in_content(&link.content),
        Inline::Revision(revision) => in_content(&revision.content),
        Inline::Ruby(ruby) => in_content(&ruby.base),
        Inline::Text(_) | Inline::Formula(_) | Inline::Image(_) | Inline::Anchor(_) => 0,
    };
    content.inlines().iter().map(of).sum()
}
