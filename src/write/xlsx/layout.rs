//! Column widths and row heights.
//!
//! Spreadsheet programs fit a row's height to its wrapped text on opening, but never to merged cells, which our tables are full
//! of; so heights are reckoned here, for text set half an em a Latin letter and one em an ideograph.

use crate::document::{Cell, Grid};
use crate::style::Style;
use crate::whole::{Whole, counted};
use unicode_width::UnicodeWidthChar;

/// Pixels per inch that workbooks reckon in.
const PIXELS_PER_INCH: f32 = 96.0;
const MM_PER_INCH: f32 = 25.4;
/// A row may be at most 409.5 pt high.
const HIGHEST_PT: f64 = 409.0;
const NARROWEST_PIXELS: u32 = 20;
/// Digits that figures of most bodies have at most.
const USUAL_DIGITS: u32 = 6;
/// Longer numbers shrink.
const LONGEST_NUMBER: usize = 15;

/// The lengths a style gives to a sheet.
#[derive(Clone, Copy)]
pub(super) struct Measures {
    /// Width of the text area of the page.
    pub(super) page_pixels: u32,
    /// Its height: the width of a page printed across.
    across_pixels: u32,
    /// Distance between lines, pt.
    line_pt: f64,
    /// Space above and below a cell's text together, pt.
    padding_pt: f64,
    /// Pixels of half an em.
    digit_pixels: u32,
}

impl Measures {
    pub(super) fn of(style: &Style) -> Self {
        let cell = &style.paragraphs.cell;
        let em_pixels = cell.size_pt * PIXELS_PER_INCH / 72.0;
        let pixels = |length: f32| u32::whole(length.round().clamp(1.0, 100_000.0));
        Measures {
            page_pixels: pixels(style.page.text_width_mm() / MM_PER_INCH * PIXELS_PER_INCH),
            across_pixels: pixels(
                (style.page.height_mm - style.page.top_mm - style.page.bottom_mm) / MM_PER_INCH * PIXELS_PER_INCH,
            ),
            line_pt: f64::from(cell.line_pitch_pt.unwrap_or(cell.size_pt * 1.3)),
            padding_pt: f64::from(2.0 * style.table.padding_mm / MM_PER_INCH * 72.0),
            digit_pixels: pixels(em_pixels / 2.0),
        }
    }

    /// Height of an unset row and width of an unset column, in pixels. The width is one of those the writing library knows,
    /// from which it takes the width of a digit in the default face.
    pub(super) fn default_pixels(&self) -> (u32, u32) {
        let column = match self.digit_pixels {
            ..=6 => 56,
            7 => 64,
            8 => 72,
            9 | 10 => 80,
            11 => 96,
            12 => 104,
            _ => 120,
        };
        (u32::whole((self.line_pt * 4.0 / 3.0).round().clamp(1.0, 500.0)), column)
    }

    /// The height of a row that shows `lines` lines, pt.
    pub(super) fn height_pt(&self, lines: usize) -> f64 {
        (lines as f64 * self.line_pt + self.padding_pt).min(HIGHEST_PT)
    }

    /// The same on a page printed across.
    pub(super) fn across(self) -> Self {
        Measures { page_pixels: self.across_pixels, ..self }
    }

    /// Whether the figures of a table get less room on a page printed upright than figures usually need.
    pub(super) fn is_cramped(&self, grid: &Grid, texts: &[String]) -> bool {
        let columns = self.columns(grid, texts);
        let room = |cell: &Cell| -> u32 {
            columns
                .iter()
                .skip(cell.column as usize)
                .take(cell.column_span as usize)
                .copied()
                .fold(0, u32::saturating_add)
        };
        let usual = self.needed(USUAL_DIGITS);
        let total = columns.iter().copied().fold(0, u32::saturating_add);
        self.across_pixels > self.page_pixels
            && (total > self.page_pixels + NARROWEST_PIXELS
                || grid.cells().iter().any(|cell| cell.id.is_some() && room(cell) < usual))
    }

    /// The width that a number of so many digits needs.
    fn needed(&self, digits: u32) -> u32 {
        digits.saturating_mul(self.digit_pixels).saturating_add(CELL_PADDING_PIXELS)
    }

    /// How many lines `text` takes in a cell this wide.
    pub(super) fn lines(&self, text: &str, pixels: u32) -> usize {
        let room = (pixels.saturating_sub(CELL_PADDING_PIXELS) / self.digit_pixels).max(2) as usize;
        // Wide characters don't break in half, so a line of odd width wastes a digit.
        text.split('\n').map(|line| width(line).div_ceil(room - room % 2).max(1)).sum()
    }

    /// Widths of a grid's columns in pixels: as it states them, else by content; together the page's text width, so that the
    /// sheet prints at its own size, unless the columns need more.
    pub(super) fn columns(&self, grid: &Grid, texts: &[String]) -> Vec<u32> {
        let count = grid.columns() as usize;
        if grid.widths.len() == count && grid.widths.iter().any(|width| *width > 0) {
            let total: u64 = grid.widths.iter().map(|width| u64::from(*width)).sum();
            let share = |width: &u32| part_of(self.page_pixels, *width, total);
            let mut columns: Vec<u32> = grid.widths.iter().map(|width| share(width).max(NARROWEST_PIXELS)).collect();
            // A number does not wrap.
            for (cell, text) in grid.cells().iter().zip(texts).filter(|(cell, _)| cell.number.is_some()) {
                let digits = counted(text.chars().count().min(LONGEST_NUMBER));
                if let (1, Some(column)) = (cell.column_span, columns.get_mut(cell.column as usize)) {
                    *column = (*column).max(self.needed(digits));
                }
            }
            return columns;
        }
        let widest = self.page_pixels / 3;
        let mut columns = vec![NARROWEST_PIXELS; count];
        for (cell, text) in grid.cells().iter().zip(texts) {
            if let (1, Some(column)) = (cell.column_span, columns.get_mut(cell.column as usize)) {
                let longest = counted(text.split('\n').map(width).max().unwrap_or(0));
                let needed = longest.saturating_mul(self.digit_pixels).saturating_add(CELL_PADDING_PIXELS + 2);
                *column = (*column).max(needed.min(widest));
            }
        }
        let total: u64 = columns.iter().map(|width| u64::from(*width)).sum();
        let fitted = |width: &u32| part_of(self.page_pixels, *width, total);
        columns.iter().map(|width| fitted(width).max(NARROWEST_PIXELS)).collect()
    }

    /// Heights of a grid's rows in pt, high enough for every cell.
    pub(super) fn rows(&self, grid: &Grid, texts: &[String], columns: &[u32]) -> Vec<f64> {
        let mut heights = vec![self.height_pt(1); grid.rows() as usize];
        let mut tall = Vec::new();
        for (cell, text) in grid.cells().iter().zip(texts) {
            let across = columns.iter().skip(cell.column as usize).take(cell.column_span as usize);
            let pixels = across.fold(0u32, |sum, width| sum.saturating_add(*width));
            let lines = self.lines(text, pixels);
            if cell.row_span == 1 {
                if let Some(height) = heights.get_mut(cell.row as usize) {
                    *height = height.max(self.height_pt(lines));
                }
            } else if lines > 1 {
                tall.push((cell, lines));
            }
        }
        for (cell, lines) in tall {
            let needed = lines as f64 * self.line_pt + self.padding_pt;
            let mut rows = heights.iter_mut().skip(cell.row as usize).take(cell.row_span as usize).collect::<Vec<_>>();
            let missing = needed - rows.iter().map(|height| **height).sum::<f64>();
            if missing > 0.0 {
                let each = missing / rows.len() as f64;
                rows.iter_mut().for_each(|height| **height = (**height + each).min(HIGHEST_PT));
            }
        }
        heights
    }
}

/// The part of so many pixels that falls to a column of this width, of the sum of all.
fn part_of(pixels: u32, width: u32, total: u64) -> u32 {
    u32::try_from(u64::from(pixels) * u64::from(width) / total.max(1)).unwrap_or(u32::MAX)
}

/// Spreadsheet programs keep this much of a column free beside its text.
const CELL_PADDING_PIXELS: u32 = 5;

/// Width of a line in halves of an em, what is ambiguous taken as wide.
fn width(line: &str) -> usize {
    line.chars().map(|c| c.width_cjk().unwrap_or(0)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Block;

    fn gongwen() -> Measures {
        Measures::of(&Style::gongwen().unwrap())
    }

    #[test]
    fn a_line_wraps_one_character_after_it_is_full() {
        let measures = gongwen();
        let pixels = CELL_PADDING_PIXELS + 10 * measures.digit_pixels;
        assert_eq!(measures.lines("一二三四五", pixels), 1);
        assert_eq!(measures.lines("一二三四五六", pixels), 2);
        assert_eq!(measures.lines("一\n二", pixels), 2);
        assert_eq!(measures.lines("", pixels), 1);
    }

    #[test]
    fn stated_widths_share_the_page() {
        let cells = vec![Cell::new(0, 0, vec![]), Cell::new(0, 1, vec![])];
        let mut grid = Grid::new(1, 2, cells).unwrap();
        grid.widths = vec![1, 3];
        let measures = gongwen();
        let columns = measures.columns(&grid, &[String::new(), String::new()]);
        assert_eq!(measures.page_pixels, 590);
        assert_eq!(columns, [147, 442]);
    }

    #[test]
    fn a_merged_label_gets_room_over_its_rows() {
        let label = Cell::new(0, 0, vec![Block::text("标签")]).spanning(2, 1);
        let grid = Grid::new(2, 2, vec![label, Cell::new(0, 1, vec![]), Cell::new(1, 1, vec![])]).unwrap();
        let texts = ["字\n".repeat(9), String::new(), String::new()];
        let measures = gongwen();
        let heights = measures.rows(&grid, &texts, &[100, 100]);
        assert!(heights.iter().sum::<f64>() >= 10.0 * measures.line_pt, "{heights:?}");
    }
}
