//! A grid drawn with box characters, spans and all, at a given width.

use super::wrap::wrap;
use crate::document::{Cell, Grid};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The narrowest a column may be, in terminal columns: two ideographs.
const NARROWEST: usize = 4;

/// The largest table drawn; a larger one is named by its size.
const MOST_PLACES: u64 = 50_000;

/// A grid as lines.
pub(super) fn grid_to_lines(grid: &Grid, width: usize) -> Vec<String> {
    let (rows, columns) = (grid.rows() as usize, grid.columns() as usize);
    if rows == 0 || columns == 0 {
        return Vec::new();
    }
    if u64::from(grid.rows()) * u64::from(grid.columns()) > MOST_PLACES {
        return vec![format!("[{rows} × {columns}]")];
    }
    let widths = column_widths(grid, columns, width);
    let texts: Vec<Vec<String>> =
        grid.cells().iter().map(|cell| wrap(&cell.plain_text(), inner_width(cell, &widths))).collect();
    let heights = row_heights(grid, rows, &texts);
    Canvas::new(&widths, &heights).draw(grid, &texts)
}

fn inner_width(cell: &Cell, widths: &[usize]) -> usize {
    let covered = widths.iter().skip(cell.column as usize).take(cell.column_span as usize);
    (covered.sum::<usize>() + cell.column_span as usize - 1).max(1)
}

/// Columns as wide as their text where there is room, else each its share above the narrowest.
fn column_widths(grid: &Grid, columns: usize, width: usize) -> Vec<usize> {
    let mut wanted = vec![NARROWEST; columns];
    for cell in grid.cells().iter().filter(|cell| cell.column_span == 1) {
        let longest = cell.plain_text().split('\n').map(UnicodeWidthStr::width).max().unwrap_or(0);
        if let Some(wanted) = wanted.get_mut(cell.column as usize) {
            *wanted = longest.max(*wanted);
        }
    }
    let room = width.saturating_sub(columns + 1);
    let total: usize = wanted.iter().sum();
    if total <= room {
        return wanted;
    }
    let spare = room.saturating_sub(NARROWEST * columns);
    let over: usize = total - NARROWEST * columns;
    wanted.iter().map(|wanted| NARROWEST + (wanted - NARROWEST) * spare / over.max(1)).collect()
}

fn row_heights(grid: &Grid, rows: usize, texts: &[Vec<String>]) -> Vec<usize> {
    let mut heights = vec![1usize; rows];
    let mut cells: Vec<(&Cell, usize)> = grid.cells().iter().zip(texts.iter().map(Vec::len)).collect();
    // Cells of fewer rows first, so that a tall cell only asks for what its rows do not give already.
    cells.sort_by_key(|(cell, _)| cell.row_span);
    for (cell, lines) in cells {
        let (first, span) = (cell.row as usize, cell.row_span as usize);
        let have = heights.iter().skip(first).take(span).sum::<usize>() + span - 1;
        if let Some(last) = heights.get_mut(first + span - 1) {
            *last += lines.saturating_sub(have);
        }
    }
    heights
}

/// A field of characters; a wide one is followed by a place that holds nothing.
struct Canvas {
    lines: Vec<Vec<Option<char>>>,
    xs: Vec<usize>,
    ys: Vec<usize>,
}

impl Canvas {
    fn new(widths: &[usize], heights: &[usize]) -> Self {
        let edges = |sizes: &[usize]| {
            let mut at = 0;
            std::iter::once(0)
                .chain(sizes.iter().map(|size| {
                    at += size + 1;
                    at
                }))
                .collect::<Vec<usize>>()
        };
        let (xs, ys) = (edges(widths), edges(heights));
        let (width, height) = (xs.last().map_or(0, |x| x + 1), ys.last().map_or(0, |y| y + 1));
        Canvas { lines: vec![vec![Some(' '); width]; height], xs, ys }
    }

    fn put(&mut self, x: usize, y: usize, c: Option<char>) {
        if let Some(place) = self.lines.get_mut(y).and_then(|line| line.get_mut(x)) {
            *place = c;
        }
    }

    fn draw(mut self, grid: &Grid, texts: &[Vec<String>]) -> Vec<String> {
        // Arms of the rules at each place: up, right, down, left.
        let mut arms = vec![vec![[false; 4]; self.lines.first().map_or(0, Vec::len)]; self.lines.len()];
        for (cell, lines) in grid.cells().iter().zip(texts) {
            let edge = |edges: &[usize], at: u32| edges.get(at as usize).copied().unwrap_or(0);
            let (x0, x1) = (edge(&self.xs, cell.column), edge(&self.xs, cell.column + cell.column_span));
            let (y0, y1) = (edge(&self.ys, cell.row), edge(&self.ys, cell.row + cell.row_span));
            let mut arm = |x: usize, y: usize, side: usize| {
                if let Some(place) =
                    arms.get_mut(y).and_then(|line| line.get_mut(x)).and_then(|place| place.get_mut(side))
                {
                    *place = true;
                }
            };
            for y in [y0, y1] {
                for x in x0..x1 {
                    arm(x, y, 1);
                    arm(x + 1, y, 3);
                }
            }
            for x in [x0, x1] {
                for y in y0..y1 {
                    arm(x, y, 2);
                    arm(x, y + 1, 0);
                }
            }
            for (index, line) in lines.iter().enumerate() {
                let mut x = x0 + 1;
                for c in line.chars() {
                    self.put(x, y0 + 1 + index, Some(c));
                    let wide = c.width().unwrap_or(0);
                    if wide == 2 {
                        self.put(x + 1, y0 + 1 + index, None);
                    }
                    x += wide;
                }
            }
        }
        for (y, line) in arms.iter().enumerate() {
            for (x, arms) in line.iter().enumerate() {
                if let Some(c) = rule(*arms) {
                    self.put(x, y, Some(c));
                }
            }
        }
        self.lines.iter().map(|line| line.iter().flatten().collect::<String>().trim_end().to_owned()).collect()
    }
}

/// The box character with these arms (up, right, down, left).
fn rule(arms: [bool; 4]) -> Option<char> {
    Some(match arms {
        [false, false, false, false] => return None,
        [false, true, true, false] => '┌',
        [false, false, true, true] => '┐',
        [true, true, false, false] => '└',
        [true, false, false, true] => '┘',
        [true, true, true, false] => '├',
        [true, false, true, true] => '┤',
        [false, true, true, true] => '┬',
        [true, true, false, true] => '┴',
        [true, true, true, true] => '┼',
        [true, _, _, false] | [false, false, true, false] => '│',
        [_, _, _, _] => '─',
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Block;

    #[test]
    fn spans_are_drawn_as_one_cell_and_every_line_is_as_wide() {
        let text = |text: &str| vec![Block::text(text)];
        let cells = vec![
            Cell::new(0, 0, text("合并")).spanning(2, 1),
            Cell::new(0, 1, text("标题")).spanning(1, 2),
            Cell::new(1, 1, text("1")),
            Cell::new(1, 2, text("23")),
        ];
        let lines = grid_to_lines(&Grid::new(2, 3, cells).unwrap(), 40);
        assert_eq!(
            lines,
            ["┌────┬─────────┐", "│合并│标题     │", "│    ├────┬────┤", "│    │1   │23  │", "└────┴────┴────┘"]
        );
    }

    #[test]
    fn a_table_too_wide_is_wrapped_to_the_width() {
        let cells = (0..3).map(|c| Cell::new(0, c, vec![Block::text("很长的一段文字需要折行")])).collect();
        let lines = grid_to_lines(&Grid::new(1, 3, cells).unwrap(), 30);
        assert!(lines.iter().all(|line| line.width() <= 30), "{lines:#?}");
        assert!(lines.len() > 3);
    }
}
