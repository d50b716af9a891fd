//! What stands between two grids that are one table: a page break, 续表, a label of the form as a line of text.

use super::labels::Labels;
use crate::document::{Block, Cell, Grid, Heading, Paragraph};
use crate::finding::{Finding, catalogue};
use crate::form::normal_label;
use crate::recognize::title::excerpt;
use crate::recognize::words::words;
use crate::whole::counted;
use std::collections::VecDeque;

/// How many blocks may stand between two parts of a table.
const MOST_BLOCKS: usize = 4;

/// How long a line that says the table goes on may be, in characters.
const LONGEST: usize = 30;

/// The next grid, and what stands before it.
pub(super) struct Joint {
    /// How many blocks it is made of, the grid the last.
    pub(super) blocks: usize,
    /// Labels of the form that stand as lines of text above the grid.
    labels: Vec<Block>,
    /// Lines that only say that the table goes on.
    continued: Vec<Block>,
    grid: Grid,
}

/// The next grid of the blocks, where nothing stands before it that a table could not have in its midst.
pub(super) fn next_table(blocks: &VecDeque<Block>, tables: &[Labels]) -> Option<Joint> {
    let (mut labels, mut continued) = (Vec::new(), Vec::new());
    for (index, block) in blocks.iter().enumerate().take(MOST_BLOCKS + 1) {
        match block {
            Block::Table(grid) => return Some(Joint { blocks: index + 1, labels, continued, grid: grid.clone() }),
            Block::Break(_) => {}
            block if group_label(block, tables).is_some() => labels.push(block.clone()),
            block if is_continued(block) => continued.push(block.clone()),
            _ => return None,
        }
    }
    None
}

/// The text of a block that is a label heading columns in a form's table, and no section's heading.
pub(super) fn group_label(block: &Block, tables: &[Labels]) -> Option<String> {
    let text = text_of(block)?;
    let normal = normal_label(&text);
    tables.iter().any(|labels| labels.groups.contains(&normal)).then_some(text)
}

fn is_continued(block: &Block) -> bool {
    let Some(text) = text_of(block) else { return false };
    let compact: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let bracketed = words().label.continued_ends.iter().any(|end| compact.ends_with(end.as_str()));
    let begins =
        words().label.continued.iter().any(|word| compact.trim_start_matches(['（', '(']).starts_with(word.as_str()));
    compact.is_empty() || (compact.chars().count() <= LONGEST && (bracketed || begins))
}

fn text_of(block: &Block) -> Option<String> {
    match block {
        Block::Paragraph(Paragraph { content, .. }) | Block::Heading(Heading { content, .. }) => {
            Some(content.plain_text())
        }
        _ => None,
    }
}

/// A grid with lines of text as rows above it, on as many columns as it has.
pub(super) fn under(below: &Grid, lines: &[Block]) -> Grid {
    let rows = counted(lines.len());
    if rows == 0 {
        return below.clone();
    }
    let columns = below.columns();
    let lines = (0u32..).zip(lines).map(|(row, block)| Cell::new(row, 0, vec![block.clone()]).spanning(1, columns));
    let own = below.cells().iter().map(|cell| Cell { row: cell.row + rows, ..cell.clone() });
    let Ok(mut grid) = Grid::new(below.rows() + rows, columns, lines.chain(own).collect()) else {
        return below.clone();
    };
    grid.widths = below.widths.clone();
    grid.hidden.0 = below.hidden.0.iter().map(|(from, to)| (from + rows, to + rows)).collect();
    grid.origin = below.origin.clone();
    grid
}

impl Joint {
    /// The grid with the labels above it as rows of it.
    pub(super) fn below(&self) -> Grid {
        under(&self.grid, &self.labels)
    }

    /// Whether the two grids follow each other directly.
    pub(super) fn is_direct(&self) -> bool {
        self.blocks == 1
    }

    pub(super) fn has_labels(&self) -> bool {
        !self.labels.is_empty()
    }

    /// What is said of lines that are no part of the table.
    pub(super) fn left_out(&self) -> Vec<Finding> {
        let lines = self.continued.iter().filter_map(|block| Some((text_of(block)?, block.origin())));
        let lines = lines.filter(|(text, _)| !text.trim().is_empty());
        lines
            .map(|(text, origin)| catalogue::recognize::continued_left_out(excerpt(&text)).at_origin(&origin))
            .collect()
    }
}
