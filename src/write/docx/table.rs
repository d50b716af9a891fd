//! Grid → docx-rs table.
//!
//! Every row lists a cell for each place of the grid that begins there or continues a merged cell from above, so that
//! column counts, spans and widths agree in every row: Word repairs a table that doesn't, WPS draws it wrong.

use super::flow::{Built, Container, FlowWriter, MAX_CELLS, Position, default_style};
use super::inline::ground_shading;
use super::measure::{mm_twips, twips};
use super::styles;
use crate::document::{Cell, Diagonal, Grid, TextDirection};
use crate::finding::{Error, catalogue, terms};
use crate::style::PT_PER_MM;
use crate::whole::counted;
use docx_rs::{
    HeightRule, Paragraph, Table, TableBorder, TableBorderPosition, TableBorders, TableCell, TableCellBorder,
    TableCellBorderPosition, TableCellBorders, TableCellMargins, TableLayoutType, TableRow, TextDirectionType,
    VAlignType, VMergeType, WidthType,
};

/// The most columns a table of Word's may have.
const MAX_COLUMNS: u32 = 63;
/// Text that runs up or down is given no more room, points: it goes on in another line.
const MAX_UPRIGHT_PT: f32 = 240.0;
/// The narrowest column written, twips.
const LEAST_COLUMN: i32 = 20;

impl FlowWriter<'_> {
    /// A table of at least one row and column.
    pub(super) fn table(&mut self, grid: &Grid, at: Position) -> Result<Table, Error> {
        if grid.columns() > MAX_COLUMNS {
            self.findings.push(catalogue::write::too_many_columns(MAX_COLUMNS, grid.columns()).at_origin(&grid.origin));
        }
        let repeated = grid.header_rows.min(grid.rows()) as usize;
        self.part().facts.header_rows.push_back(repeated);
        let padding = mm_twips(self.style.table.padding_mm);
        let in_list = at.container == Container::Body && at.lists > 0;
        let indent = if in_list { self.list_indent(at) } else { 0 };
        // In a cell narrower than its own padding every column still has a width.
        let width = (at.width - indent).max(grid.columns().min(MAX_COLUMNS) as i32 * LEAST_COLUMN);
        let edges = column_edges(grid, width);
        let cover = grid.cover();
        let columns = grid.columns() as usize;
        let figure_columns = grid.figure_columns();
        let mut rows = Vec::with_capacity(grid.rows() as usize);
        for (row, places) in cover.chunks(columns).enumerate() {
            let mut cells = Vec::new();
            let mut column = 0;
            while let Some(cell) = places.get(column).and_then(|index| grid.cells().get(*index)) {
                self.cells += 1;
                if self.cells > MAX_CELLS {
                    return Err(catalogue::package::limit_exceeded(terms::TABLE_CELLS, MAX_CELLS, self.cells).into());
                }
                let span = cell.column_span.max(1) as usize;
                let width = edge(&edges, column + span) - edge(&edges, column);
                let style = styles::cell_style(cell, &figure_columns);
                cells.push(self.cell(cell, style, counted(row), width, padding, at)?);
                column += span;
            }
            let built = TableRow::new(cells).cant_split();
            let said = twips(grid.least_height(counted(row)) as f32 / 10.0 * PT_PER_MM);
            let upright = self.upright_height(places.iter().filter_map(|index| grid.cells().get(*index)));
            rows.push(match said.max(upright) {
                0 => built,
                height => built.row_height(height as f32).height_rule(HeightRule::AtLeast),
            });
        }
        let size = styles::rule_size(self.style);
        let inset = padding.max(0) as usize;
        let borders = [
            TableBorderPosition::Top,
            TableBorderPosition::Left,
            TableBorderPosition::Bottom,
            TableBorderPosition::Right,
            TableBorderPosition::InsideH,
            TableBorderPosition::InsideV,
        ]
        .into_iter()
        .fold(TableBorders::with_empty(), |borders, side| borders.set(TableBorder::new(side).size(size)));
        let widths = edges.windows(2).map(|pair| match pair {
            [start, end] => (end - start).max(0) as usize,
            _ => 0,
        });
        let table = match in_list {
            true => Table::new(rows).style(styles::TABLE_IN_LIST).indent(indent),
            false => Table::new(rows).style(styles::TABLE),
        };
        Ok(table
            .set_grid(widths.collect())
            .width(width as usize, WidthType::Dxa)
            .layout(TableLayoutType::Fixed)
            .set_borders(borders)
            .margins(TableCellMargins::new().margin(inset, inset, inset, inset)))
    }

    /// How high a row must be at least for its share of the text that runs up or down in it, twips: Word makes no room for such text
    /// by itself.
    fn upright_height<'c>(&self, cells: impl Iterator<Item = &'c Cell>) -> i32 {
        let upright = cells.filter(|cell| cell.direction != TextDirection::Horizontal);
        let heights = upright.map(|cell| {
            let text = cell.plain_text();
            let longest = text.lines().map(|line| self.width(line, &self.style.paragraphs.cell)).fold(0.0, f32::max);
            let inside = longest.min(MAX_UPRIGHT_PT) + 2.0 * self.style.table.padding_mm * PT_PER_MM;
            twips(inside / cell.row_span.max(1) as f32)
        });
        heights.max().unwrap_or(0)
    }

    /// What a row has of a cell: the cell itself in its first row, a continuation below.
    fn cell(
        &mut self,
        cell: &Cell,
        style: &'static str,
        row: u32,
        width: i32,
        padding: i32,
        at: Position,
    ) -> Result<TableCell, Error> {
        let mut built =
            TableCell::new().width(width.max(1) as usize, WidthType::Dxa).vertical_align(VAlignType::Center);
        if let Some(ground) = cell.shading.filter(|_| self.style.emphasis.keep_colors) {
            built = built.shading(ground_shading(ground));
        }
        let lines = [
            (cell.diagonal.falls(), TableCellBorderPosition::Tl2br),
            (cell.diagonal.rises(), TableCellBorderPosition::Tr2bl),
        ];
        if cell.diagonal != Diagonal::None {
            let size = styles::rule_size(self.style);
            let drawn = lines.into_iter().filter(|(is_drawn, _)| *is_drawn);
            built = built.set_borders(drawn.fold(TableCellBorders::with_empty(), |borders, (_, line)| {
                borders.set(TableCellBorder::new(line).size(size))
            }));
        }
        built = match cell.direction {
            TextDirection::Horizontal => built,
            TextDirection::Vertical => built.text_direction(TextDirectionType::TbRlV),
            TextDirection::Upwards => built.text_direction(TextDirectionType::BtLr),
        };
        if cell.column_span > 1 {
            built = built.grid_span(cell.column_span as usize);
        }
        let inside = Position {
            container: Container::Cell(style),
            width: (width - 2 * padding).max(1),
            lists: 0,
            depth: at.depth + 1,
        };
        if row > cell.row {
            return Ok(built
                .vertical_merge(VMergeType::Continue)
                .add_paragraph(Paragraph::new().style(default_style(inside))));
        }
        if cell.row_span > 1 {
            built = built.vertical_merge(VMergeType::Restart);
        }
        for block in self.blocks(&cell.content, inside)? {
            built = match block {
                Built::Paragraph(paragraph) => built.add_paragraph(*paragraph),
                Built::Table(table) => built.add_table(*table),
                Built::Contents(_) | Built::SectionEnd { .. } => built,
            };
        }
        Ok(built)
    }
}

fn edge(edges: &[i32], column: usize) -> i32 {
    edges.get(column).or(edges.last()).copied().unwrap_or(0)
}

/// Where columns begin and end, in twips from the table's left edge: as the grid's widths say, else by content.
fn column_edges(grid: &Grid, width: i32) -> Vec<i32> {
    let columns = grid.columns() as usize;
    let total: u64 = grid.widths.iter().map(|w| u64::from(*w)).sum();
    let weights: Vec<u64> = if grid.widths.len() == columns && total > 0 {
        grid.widths.iter().map(|w| u64::from(*w)).collect()
    } else {
        content_weights(grid)
    };
    let total = weights.iter().sum::<u64>().max(1);
    let mut edges = Vec::with_capacity(columns + 1);
    let mut sum = 0u64;
    edges.push(0);
    for weight in weights {
        sum += weight;
        edges.push(i32::try_from(u128::from(sum) * width.max(1) as u128 / u128::from(total)).unwrap_or(i32::MAX));
    }
    edges
}

/// How wide each column's own cells would like to be, in half characters: at least two characters, at most twelve.
fn content_weights(grid: &Grid) -> Vec<u64> {
    const LEAST: u64 = 4;
    const MOST: u64 = 24;
    let mut weights = vec![LEAST; grid.columns() as usize];
    for cell in grid.cells().iter().filter(|cell| cell.column_span == 1) {
        let text = cell.plain_text();
        let longest = text.lines().map(|line| line.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()).max();
        if let Some(weight) = weights.get_mut(cell.column as usize) {
            *weight = longest.unwrap_or(0).clamp(*weight, MOST.max(*weight));
        }
    }
    weights
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Block;

    fn cell(row: u32, column: u32, text: &str) -> Cell {
        Cell::new(row, column, vec![Block::text(text)])
    }

    #[test]
    fn edges_share_the_measure_out_exactly() {
        let mut grid = Grid::new(1, 3, (0..3).map(|c| cell(0, c, "甲")).collect()).unwrap();
        assert_eq!(column_edges(&grid, 1000), [0, 333, 666, 1000]);
        grid.widths = vec![1, 2, 1];
        assert_eq!(column_edges(&grid, 1000), [0, 250, 750, 1000]);
        grid.widths = vec![1, 2];
        assert_eq!(column_edges(&grid, 999), [0, 333, 666, 999], "widths that don't match the columns are not used");
    }

    #[test]
    fn a_long_text_widens_its_column_within_bounds() {
        let grid = Grid::new(1, 2, vec![cell(0, 0, &"长".repeat(100)), cell(0, 1, "0")]).unwrap();
        assert_eq!(content_weights(&grid), [24, 4]);
    }
}
