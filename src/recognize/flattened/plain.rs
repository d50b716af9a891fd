//! Rows of cells parted by tabs or bars, as many in each: a table as any other.

use super::line::{FieldKind, Line, Parting};
use crate::document::{Block, Cell, Content, Grid, Paragraph};
use crate::finding::Origin;
use std::ops::Range;

/// What the cell of a line says, and where it stands.
type Texts<'t> = &'t dyn Fn(&Line, usize) -> Option<(Content, Origin)>;

/// A table has so many rows and columns at least.
const LEAST: usize = 2;

/// Lines that are the rows of one table, as many cells in each.
pub(super) fn runs(lines: &[Line]) -> Vec<Range<usize>> {
    let mut runs = Vec::new();
    let mut start = 0;
    for run in lines.chunk_by(|a, b| a.parting == b.parting) {
        let range = start..start + run.len();
        start = range.end;
        if !run.first().is_some_and(|line| matches!(line.parting, Parting::Tabs | Parting::Bars)) {
            continue;
        }
        let mut rows = run.iter().filter(|line| !line.is_rule);
        let columns = rows.next().map_or(0, |line| line.fields.len());
        let count = 1 + rows.clone().count();
        if columns >= LEAST && count >= LEAST && rows.all(|line| line.fields.len() == columns) {
            runs.push(range);
        }
    }
    runs
}

/// Whether rows parted by tabs are a table and no lines set out with tabs: a column of them holds figures below its head, and it is not
/// that of the pages of a list of contents.
pub(super) fn has_figures(lines: &[Line], names_section: &dyn Fn(&Line) -> bool) -> bool {
    let rows: Vec<&Line> = lines.iter().filter(|line| !line.is_rule).collect();
    let columns = rows.first().map_or(0, |line| line.fields.len());
    let is_figure = |line: &&Line, column: usize| line.fields.get(column).is_some_and(|f| f.kind == FieldKind::Figure);
    let of_figures = (1..columns).any(|column| {
        let below = rows.iter().skip(1);
        let count = below.clone().filter(|line| is_figure(line, column)).count();
        count > 0 && count == below.len()
    });
    of_figures && !rows.iter().any(|line| names_section(line))
}

/// The rows as a grid.
pub(super) fn to_grid(lines: &[Line], texts: Texts) -> Option<Grid> {
    let rows: Vec<&Line> = lines.iter().filter(|line| !line.is_rule).collect();
    let columns = rows.first()?.fields.len();
    let mut cells = Vec::with_capacity(rows.len() * columns);
    for (row, line) in rows.iter().enumerate() {
        for column in 0..columns {
            let (content, origin) = texts(line, column)?;
            let is_blank = content.is_empty();
            let block = Block::Paragraph(Paragraph { content, origin: origin.clone(), ..Paragraph::default() });
            let content = if is_blank { Vec::new() } else { vec![block] };
            let mut cell = Cell::new(u32::try_from(row).ok()?, u32::try_from(column).ok()?, content);
            cell.origin = origin;
            cells.push(cell);
        }
    }
    let mut grid = Grid::new(u32::try_from(rows.len()).ok()?, u32::try_from(columns).ok()?, cells).ok()?;
    grid.origin = grid.cells().first().map(|cell| cell.origin.clone()).unwrap_or_default();
    Some(grid)
}
