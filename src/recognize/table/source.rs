//! A grid to look labels up in.

use crate::document::{Cell, Grid};
use crate::form::normal_label;

/// A grid with the text of its cells brought to comparable form once.
pub(super) struct Source<'g> {
    pub(super) grid: &'g Grid,
    cover: Vec<usize>,
    normal: Vec<String>,
}

impl<'g> Source<'g> {
    pub(super) fn new(grid: &'g Grid) -> Self {
        let normal = grid.cells().iter().map(|cell| normal_label(&cell.plain_text())).collect();
        Source { grid, cover: grid.cover(), normal }
    }

    /// The index of the cell that covers a place.
    pub(super) fn at(&self, row: u32, column: u32) -> Option<usize> {
        if column >= self.grid.columns() {
            return None;
        }
        self.cover.get(row as usize * self.grid.columns() as usize + column as usize).copied()
    }

    pub(super) fn cell(&self, index: usize) -> Option<&'g Cell> {
        self.grid.cells().get(index)
    }

    /// A cell's text in comparable form; `None` where nothing comparable is in it.
    pub(super) fn normal(&self, index: usize) -> Option<&str> {
        self.normal.get(index).map(String::as_str).filter(|text| !text.is_empty())
    }

    /// The cells that cover a row, from the left, each once.
    pub(super) fn row_cells(&self, row: u32) -> Vec<usize> {
        let mut cells = Vec::new();
        for column in 0..self.grid.columns() {
            if let Some(index) = self.at(row, column)
                && cells.last() != Some(&index)
            {
                cells.push(index);
            }
        }
        cells
    }

    /// The cells that begin in these rows and are not blank.
    pub(super) fn text_cells(&self, first_row: u32, last_row: u32) -> impl Iterator<Item = usize> + '_ {
        let start = self.grid.cells().partition_point(|cell| cell.row < first_row);
        let cells = self.grid.cells_in_rows(first_row, last_row).iter().enumerate();
        cells.filter(|(_, cell)| !cell.plain_text().trim().is_empty()).map(move |(index, _)| start + index)
    }

    pub(super) fn begins_in(&self, index: usize, row: u32) -> bool {
        self.cell(index).is_some_and(|cell| cell.row == row)
    }
}
