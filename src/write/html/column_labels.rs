//! What heads the columns of a table, cell by cell: where there is no room for columns, a row is a card that says it beside each
//! figure.

use crate::document::{Cell, Grid, HeaderScope};
use std::collections::BTreeMap;

/// The most rows of heads one above the other, and the most characters of what they say of a cell; beyond, nobody reads them as
/// labels.
const DEEPEST: usize = 6;
const LONGEST: usize = 60;

/// The most cells of a table whose rows can be cards.
const MOST: usize = 2_000;

/// The heads of the columns of the row that is entered last.
pub(super) struct ColumnLabels<'g> {
    columns: u32,
    /// How many columns from the left hold nothing but names of rows.
    names: u32,
    /// Rows of heads, each from the left with what it says; those of another part of the table are let go.
    rows: Vec<Vec<(&'g Cell, String)>>,
    /// How many heads of these rows say the same.
    alike: BTreeMap<String, usize>,
    after_figures: bool,
}

impl<'g> ColumnLabels<'g> {
    /// The labels of a table each of whose rows says what it is about, and each of whose figures what it counts; `None` of any other.
    pub(super) fn of(grid: &'g Grid) -> Option<Self> {
        if grid.cells().len() > MOST {
            return None;
        }
        let figures = grid.cells().iter().filter(|cell| cell.header == HeaderScope::None);
        let names = figures.map(|cell| cell.column).min().unwrap_or_default();
        let mut labels = ColumnLabels {
            columns: grid.columns(),
            names,
            rows: Vec::new(),
            alike: BTreeMap::new(),
            after_figures: false,
        };
        let (mut rest, mut figures, mut unnamed) = (grid.cells(), 0_usize, 0_usize);
        while let Some(first) = rest.first() {
            let (cells, later) = rest.split_at(rest.iter().take_while(|cell| cell.row == first.row).count());
            rest = later;
            labels.enter(cells);
            let data = cells.iter().filter(|cell| cell.header == HeaderScope::None);
            for cell in data.clone() {
                labels.of_cell(cell)?;
                figures += 1;
            }
            let has_name = cells.iter().any(|cell| cell.header == HeaderScope::Row);
            unnamed += usize::from(data.count() > 0 && !has_name);
        }
        // One row needs no name: it is what the table is about.
        (figures > 0 && unnamed <= 1).then_some(labels)
    }

    /// Whether a head stands over nothing but names of rows.
    pub(super) fn is_over_names(&self, head: &Cell) -> bool {
        head.column + head.column_span <= self.names
    }

    /// The next row.
    pub(super) fn enter(&mut self, cells: &'g [Cell]) {
        let heads = cells.iter().filter(|cell| cell.header == HeaderScope::Column);
        let heads: Vec<(&Cell, String)> = heads.map(|cell| (cell, label(cell))).collect();
        let has_figures = cells.iter().any(|cell| cell.header == HeaderScope::None);
        if !heads.is_empty() {
            if self.after_figures {
                self.rows.clear();
                self.alike.clear();
                self.after_figures = false;
            }
            for (_, label) in &heads {
                *self.alike.entry(label.clone()).or_default() += 1;
            }
            self.rows.push(heads);
        }
        self.after_figures |= has_figures;
    }

    /// What heads the column of a cell, with what stands above that as far as it says little alone, outermost first; `None` where nothing
    /// does, or too much.
    pub(super) fn of_cell(&self, cell: &Cell) -> Option<String> {
        if self.rows.len() > DEEPEST {
            return None;
        }
        let above = self.rows.iter().filter_map(|row| {
            let at = row.partition_point(|(head, _)| head.column <= cell.column).checked_sub(1)?;
            let (head, label) = row.get(at)?;
            let covers = head.column + head.column_span >= cell.column + cell.column_span;
            // What stands over all columns says nothing of one.
            (covers && head.column_span < self.columns).then_some(label.as_str())
        });
        let mut parts: Vec<&str> = above.filter(|label| !label.is_empty()).collect();
        parts.dedup();
        let is_alone = |label: &&str| self.alike.get(*label) == Some(&1);
        let first = parts.iter().rposition(is_alone).unwrap_or(0);
        let said = parts.split_off(first.min(parts.len())).join(" · ");
        (!said.is_empty() && said.chars().count() <= LONGEST).then_some(said)
    }
}

/// What a head says, in one line.
fn label(cell: &Cell) -> String {
    let text = cell.plain_text();
    // Of a longer one it is only seen that it is too long.
    let text: String = text.chars().filter(|c| !c.is_whitespace()).take(LONGEST + 1).collect();
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Block;

    fn cell(row: u32, column: u32, header: HeaderScope, text: &str) -> Cell {
        Cell { header, ..Cell::new(row, column, vec![Block::text(text)]) }
    }

    fn labels(grid: &Grid) -> Option<Vec<String>> {
        let mut labels = ColumnLabels::of(grid)?;
        let mut said = Vec::new();
        for row in 0..grid.rows() {
            let first = grid.cells().partition_point(|cell| cell.row < row);
            let end = grid.cells().partition_point(|cell| cell.row <= row);
            let cells = &grid.cells()[first..end];
            labels.enter(cells);
            said.extend(cells.iter().filter(|c| c.header == HeaderScope::None).map(|c| labels.of_cell(c).unwrap()));
        }
        Some(said)
    }

    #[test]
    fn a_cell_is_named_by_the_heads_above_it() {
        use HeaderScope::{Column, None as Data, Row};
        let head = [
            cell(0, 0, Column, "项").spanning(2, 1),
            cell(0, 1, Column, "行政 复议").spanning(1, 2),
            cell(0, 3, Column, "行政诉讼"),
            cell(1, 1, Column, "维持"),
            cell(1, 2, Column, "纠正"),
            cell(1, 3, Column, "维持"),
        ];
        let figures = ["1", "2", "3"].iter().enumerate().map(|(at, text)| cell(2, at as u32 + 1, Data, text));
        let row: Vec<Cell> = std::iter::once(cell(2, 0, Row, "甲")).chain(figures).collect();
        // Another part of the table has heads of its own.
        let other = [
            cell(3, 0, Column, "第二部分").spanning(1, 4),
            cell(4, 0, Column, ""),
            cell(4, 1, Column, "件").spanning(1, 3),
        ];
        let last = [cell(5, 0, Row, "乙"), cell(5, 1, Data, "3").spanning(1, 3)];
        let cells = head.into_iter().chain(row).chain(other).chain(last).collect();
        let grid = Grid::new(6, 4, cells).unwrap();
        let over_names = |cell: &&Cell| ColumnLabels::of(&grid).unwrap().is_over_names(cell);
        let over_names: Vec<String> = grid.cells().iter().filter(over_names).map(Cell::plain_text).collect();
        assert_eq!(over_names, ["项", "甲", "", "乙"]);
        assert_eq!(labels(&grid).unwrap(), ["行政复议 · 维持", "纠正", "行政诉讼 · 维持", "件"]);
    }

    #[test]
    fn a_table_of_unnamed_columns_or_rows_has_no_labels() {
        use HeaderScope::{Column, None as Data};
        let of = |heads: [HeaderScope; 2], text: &str| {
            let cells = vec![
                cell(0, 0, heads[0], text),
                cell(0, 1, heads[1], "乙"),
                cell(1, 0, Data, "1"),
                cell(1, 1, Data, "2"),
                cell(2, 0, Data, "1"),
                cell(2, 1, Data, "2"),
            ];
            labels(&Grid::new(3, 2, cells).unwrap())
        };
        assert_eq!(of([Column, Column], "甲"), None, "two rows without a name");
        assert_eq!(of([Data, Column], "甲"), None);
        let one = |text: &str| {
            let cells = vec![cell(0, 0, Column, text), cell(1, 0, Data, "1")];
            labels(&Grid::new(2, 1, cells).unwrap())
        };
        assert_eq!(one("甲"), None, "a head over all columns says nothing of one");
        let two = |text: &str| {
            let cells =
                vec![cell(0, 0, Column, text), cell(0, 1, Column, "乙"), cell(1, 0, Data, "1"), cell(1, 1, Data, "2")];
            labels(&Grid::new(2, 2, cells).unwrap())
        };
        assert_eq!(two("甲"), Some(vec!["甲".to_owned(), "乙".to_owned()]));
        assert_eq!(two(&"长".repeat(61)), None);
    }
}
