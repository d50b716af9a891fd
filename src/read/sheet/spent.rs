//! What a workbook may cost, all its sheets together: a sheet, a string or a cell may be named over and over.

use super::value::ReadCell;
use super::{MAX_CELL_BYTES, MAX_PLACES, MAX_TEXT_BYTES};
use crate::finding::{Error, catalogue::package, terms};

/// The most stretches of text with marks of their own.
pub(super) const MAX_RUNS: usize = 400_000;

/// What has been read of a workbook.
#[derive(Debug, Default)]
pub(super) struct Spent {
    cells: u64,
    bytes: usize,
    runs: usize,
}

impl Spent {
    /// Counts a cell that is read.
    ///
    /// # Errors
    /// `limit-exceeded` where there are more than [`MAX_PLACES`] of them, or more than [`MAX_TEXT_BYTES`] of text in them, or
    /// one has more than [`MAX_CELL_BYTES`].
    pub(super) fn cell(&mut self, read: &ReadCell) -> Result<(), Error> {
        self.cells += 1;
        if self.cells > MAX_PLACES {
            let limit = terms::CELLS_OF_WORKBOOK;
            return Err(package::limit_exceeded(limit, MAX_PLACES, self.cells).into());
        }
        if read.text.len() > MAX_CELL_BYTES {
            let limit = terms::TEXT_OF_CELL;
            return Err(package::limit_exceeded(limit, MAX_CELL_BYTES, read.text.len()).into());
        }
        self.bytes = self.bytes.saturating_add(read.text.len());
        if self.bytes > MAX_TEXT_BYTES {
            let limit = terms::TEXT_OF_WORKBOOK;
            return Err(package::limit_exceeded(limit, MAX_TEXT_BYTES, self.bytes).into());
        }
        self.runs(read.content.as_ref().map_or(0, |content| content.inlines().len()))
    }

    /// Counts stretches of text with marks of their own that are looked at.
    ///
    /// # Errors
    /// `limit-exceeded`.
    pub(super) fn runs(&mut self, count: usize) -> Result<(), Error> {
        self.runs += count;
        if self.runs > MAX_RUNS {
            let limit = terms::RUNS;
            return Err(package::limit_exceeded(limit, MAX_RUNS, self.runs).into());
        }
        Ok(())
    }
}
