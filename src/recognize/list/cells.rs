//! The cells of a list by their places, and their texts.

use crate::document::{Block, Cell, Grid, Inline};
use std::borrow::Cow;

/// A grid with the cell that covers each place.
pub(super) struct Table<'g> {
    pub(super) grid: &'g Grid,
    cover: Vec<usize>,
}

impl<'g> Table<'g> {
    pub(super) fn of(grid: &'g Grid) -> Self {
        Table { grid, cover: grid.cover() }
    }

    pub(super) fn cell(&self, row: u32, column: u32) -> Option<&'g Cell> {
        self.grid.cells().get(self.index(row, column)?)
    }

    pub(super) fn index(&self, row: u32, column: u32) -> Option<usize> {
        if column >= self.grid.columns() {
            return None;
        }
        self.cover.get(row as usize * self.grid.columns() as usize + column as usize).copied()
    }
}

/// The text of a cell; nearly always it is a single run.
pub(super) fn text_of(cell: &Cell) -> Cow<'_, str> {
    match cell.content.as_slice() {
        [] => Cow::Borrowed(""),
        [Block::Paragraph(paragraph)] => match paragraph.content.inlines() {
            [Inline::Text(run)] => Cow::Borrowed(&run.text),
            _ => Cow::Owned(cell.plain_text()),
        },
        _ => Cow::Owned(cell.plain_text()),
    }
}

/// Whether a cell holds any text.
pub(super) fn is_filled(cell: &Cell) -> bool {
    !text_of(cell).trim().is_empty()
}
