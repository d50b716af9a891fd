//! Tables as grids of cells with spans.

use super::block::is_default;
use super::cell::{Cell, Diagonal, HeaderScope, TextDirection};
use super::numeral::is_arabic_digit;
use super::{Alignment, Block, Color, Paragraph, ParagraphRole};
use crate::finding::{Origin, Value, terms};
use crate::whole::counted;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{self, Deserializer, MapAccess, Visitor, value::MapAccessDeserializer};
use serde::ser::Serializer;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt;

/// A table: cells that tile a grid of rows and columns without gap or overlap, so that a merged label is one cell.
///
/// In JSON, rows of cells as in HTML: each row lists the cells that begin in it, from the left.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(try_from = "GridRows", into = "GridRows")]
pub struct Grid {
    rows: u32,
    columns: u32,
    cells: Vec<Cell>,
    /// How many rows from the top are repeated on each page the table continues on.
    pub header_rows: u32,
    /// Relative widths of the columns, made by [`Grid::relative_widths`]; empty: by content.
    pub widths: Vec<u32>,
    /// The least heights of the rows, in tenths of a millimetre, 0 for those that are as high as what they hold; empty: all are.
    pub heights: Vec<u32>,
    /// Rows its source does not show.
    pub hidden: HiddenRows,
    /// Where it came from.
    pub origin: Origin,
}

/// Runs of rows that a source holds but does not show, first and last from 0.
///
/// Any two are equal: as with [`Origin`], whether something was shown is no part of what it says.
#[derive(Debug, Clone, Default)]
pub struct HiddenRows(pub Vec<(u32, u32)>);

impl PartialEq for HiddenRows {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl HiddenRows {
    /// Whether all rows from first to last are hidden.
    #[must_use]
    pub fn covers(&self, first: u32, last: u32) -> bool {
        let mut next = first;
        let mut runs = self.0.clone();
        runs.sort_unstable();
        for (from, to) in runs {
            if from <= next && to >= next {
                next = to.saturating_add(1);
            }
        }
        next > last
    }

    /// Those of the rows `first..end`, counted from there.
    #[must_use]
    pub fn within(&self, first: u32, end: u32) -> Self {
        let inside = self.0.iter().filter(|(from, to)| *from < end && *to >= first);
        HiddenRows(
            inside.map(|(from, to)| (from.max(&first) - first, (*to).min(end.saturating_sub(1)) - first)).collect(),
        )
    }
}

/// Why cells don't make a grid. Rows and columns count from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum GridFault {
    /// No cell covers this place.
    #[error("no cell covers row {row}, column {column}")]
    Gap {
        /// Row.
        row: u32,
        /// Column.
        column: u32,
    },
    /// Two cells cover this place.
    #[error("two cells cover row {row}, column {column}")]
    Overlap {
        /// Row.
        row: u32,
        /// Column.
        column: u32,
    },
    /// A cell reaches over the edge.
    #[error("the cell at row {row}, column {column} reaches beyond the table")]
    Outside {
        /// Row.
        row: u32,
        /// Column.
        column: u32,
    },
    /// The widths given are not one above 0 for each column.
    #[error("{columns} columns want {columns} widths above 0")]
    Widths {
        /// How many columns there are.
        columns: u32,
    },
    /// There is not a height for each row.
    #[error("heights has to have a number for each of the {rows} rows")]
    Heights {
        /// Rows.
        rows: u32,
    },
    /// The table is larger than [`Grid::MAX_PLACES`] or wider than [`Grid::MAX_COLUMNS`].
    #[error("a table may have at most {} columns and {} places", Grid::MAX_COLUMNS, Grid::MAX_PLACES)]
    TooLarge,
}

impl From<GridFault> for Value {
    fn from(fault: GridFault) -> Self {
        match fault {
            GridFault::Gap { row, column } => terms::gap(row, column),
            GridFault::Overlap { row, column } => terms::overlap(row, column),
            GridFault::Outside { row, column } => terms::outside(row, column),
            GridFault::Widths { columns } => terms::widths(columns),
            GridFault::Heights { rows } => terms::heights(rows),
            GridFault::TooLarge => terms::grid_too_large(Grid::MAX_COLUMNS, Grid::MAX_PLACES),
        }
    }
}

/// The columns of a table that hold figures alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureColumns {
    columns: Vec<bool>,
    header_rows: u32,
}

impl FigureColumns {
    /// Whether a cell of the table stands in one of them and heads nothing.
    #[must_use]
    pub fn hold(&self, cell: &Cell) -> bool {
        cell.header == HeaderScope::None
            && cell.column_span == 1
            && cell.row >= self.header_rows
            && self.columns.get(cell.column as usize) == Some(&true)
    }
}

/// What a cell's text is, as far as figures go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum CellText {
    Figure,
    /// Nothing, or a dash for it.
    Blank,
    Text,
}

/// Numbers of more digits, without a mark between them, count nothing.
const MOST_DIGITS: usize = 10;

impl CellText {
    fn of(cell: &Cell) -> Self {
        match cell.content.as_slice() {
            [] => CellText::Blank,
            [Block::Paragraph(only)] if only.role == ParagraphRole::Body => {
                CellText::of_text(&only.content.plain_text())
            }
            _ => CellText::Text,
        }
    }

    fn of_text(text: &str) -> Self {
        let text = text.trim();
        if text.chars().all(|c| matches!(c, '-' | '—' | '－' | '–' | '−' | '/' | '／')) {
            return CellText::Blank;
        }
        let digits = text.trim_start_matches(['-', '−', '－', '+', '＋']).trim_end_matches(['%', '％', '‰']);
        let is_part = |c: char| is_arabic_digit(c) || matches!(c, '.' | ',' | '．' | '，' | ' ');
        // Telephone and document numbers are read digit by digit.
        let is_code = digits.chars().all(is_arabic_digit)
            && (digits.chars().count() > MOST_DIGITS
                || (digits.chars().count() > 4 && digits.starts_with(['0', '０'])));
        match digits.starts_with(is_arabic_digit) && digits.chars().all(is_part) && !is_code {
            true => CellText::Figure,
            false => CellText::Text,
        }
    }
}

impl Grid {
    /// The most places (rows × columns) a grid may have.
    pub const MAX_PLACES: u64 = 20_000_000;

    /// The most columns: as a worksheet has (ECMA-376 §18.3.1.73). A few bytes of JSON may span any number.
    pub const MAX_COLUMNS: u32 = 16_384;

    /// The grid that `cells` tile.
    ///
    /// # Errors
    /// [`GridFault`] where they leave a gap, overlap or reach over the edge.
    pub fn new(rows: u32, columns: u32, cells: Vec<Cell>) -> Result<Self, GridFault> {
        match Grid::gaps(rows, columns, &cells)?.first() {
            Some(&(row, column)) => Err(GridFault::Gap { row: row + 1, column: column + 1 }),
            None => Ok(Grid::placed(rows, columns, cells)),
        }
    }

    /// The grid that `cells` tile once every uncovered place is filled with an empty cell.
    ///
    /// # Errors
    /// [`GridFault`] where they overlap or reach over the edge.
    pub fn with_gaps_filled(rows: u32, columns: u32, cells: Vec<Cell>) -> Result<Self, GridFault> {
        Grid::or_cells(rows, columns, cells).map_err(|(fault, _)| fault)
    }

    /// The same; where there is no such grid the cells are given back: what they say still counts.
    pub(crate) fn or_cells(rows: u32, columns: u32, mut cells: Vec<Cell>) -> Result<Self, (GridFault, Vec<Cell>)> {
        match Grid::gaps(rows, columns, &cells) {
            Ok(gaps) => {
                cells.extend(gaps.into_iter().map(|(row, column)| Cell::new(row, column, Vec::new())));
                Ok(Grid::placed(rows, columns, cells))
            }
            Err(fault) => Err((fault, cells)),
        }
    }

    /// The places no cell covers.
    fn gaps(rows: u32, columns: u32, cells: &[Cell]) -> Result<Vec<(u32, u32)>, GridFault> {
        let places = u64::from(rows) * u64::from(columns);
        if places > Grid::MAX_PLACES || columns > Grid::MAX_COLUMNS {
            return Err(GridFault::TooLarge);
        }
        let mut taken = vec![false; usize::try_from(places).map_err(|_| GridFault::TooLarge)?];
        for cell in cells {
            let (row, column) = (cell.row + 1, cell.column + 1);
            let last_row = cell.row.checked_add(cell.row_span).filter(|end| *end <= rows);
            let last_column = cell.column.checked_add(cell.column_span).filter(|end| *end <= columns);
            let (Some(row_end), Some(column_end)) = (last_row, last_column) else {
                return Err(GridFault::Outside { row, column });
            };
            if cell.row_span == 0 || cell.column_span == 0 {
                return Err(GridFault::Outside { row, column });
            }
            for r in cell.row..row_end {
                for c in cell.column..column_end {
                    let place = r as usize * columns as usize + c as usize;
                    match taken.get_mut(place) {
                        Some(place) if !*place => *place = true,
                        _ => return Err(GridFault::Overlap { row: r + 1, column: c + 1 }),
                    }
                }
            }
        }
        let free = (0u32..).zip(&taken).filter(|(_, taken)| !**taken);
        Ok(free.map(|(i, _)| (i / columns, i % columns)).collect())
    }

    /// A grid of cells that leave no gap.
    fn placed(rows: u32, columns: u32, mut cells: Vec<Cell>) -> Self {
        cells.sort_by_key(|cell| (cell.row, cell.column));
        Grid {
            rows,
            columns,
            cells,
            header_rows: 0,
            widths: Vec::new(),
            heights: Vec::new(),
            hidden: HiddenRows::default(),
            origin: Origin::default(),
        }
    }

    /// Rows that are at least so high say something from this on, tenths of a millimetre: what lower ones need, their text takes.
    pub const TELLING_HEIGHT: u32 = 100;

    /// Heights in tenths of a millimetre as a grid keeps them: those that say something; empty where none does.
    #[must_use]
    pub fn telling_heights(heights: impl IntoIterator<Item = u32>) -> Vec<u32> {
        let kept = heights.into_iter().map(|height| if height < Grid::TELLING_HEIGHT { 0 } else { height });
        let kept: Vec<u32> = kept.collect();
        if kept.iter().all(|height| *height == 0) { Vec::new() } else { kept }
    }

    /// The least height of a row, tenths of a millimetre; 0 where it is as high as what it holds.
    #[must_use]
    pub fn least_height(&self, row: u32) -> u32 {
        self.heights.get(row as usize).copied().unwrap_or(0)
    }

    /// Widths in any unit as whole thousandths of their sum, so that they survive every unit they are written in. Empty where
    /// there are none, one is 0 or there are too many to tell apart.
    #[must_use]
    pub fn relative_widths(widths: &[u32]) -> Vec<u32> {
        const WHOLE: u64 = 1000;
        let total: u64 = widths.iter().map(|width| u64::from(*width)).sum();
        if widths.contains(&0) || widths.len() as u64 > WHOLE / 10 {
            return Vec::new();
        }
        let mut relative: Vec<u64> =
            widths.iter().map(|width| (u64::from(*width) * WHOLE / total.max(1)).max(1)).collect();
        // What rounding down left over goes to those it took most from.
        let mut by_remainder: Vec<usize> = (0..widths.len()).collect();
        let remainder = |index: &usize| {
            let share = widths.get(*index).map_or(0, |width| u64::from(*width) * WHOLE);
            // One of less than a thousandth has more than its share already.
            if share < total { 0 } else { share % total.max(1) }
        };
        by_remainder.sort_by_key(|index| std::cmp::Reverse(remainder(index)));
        let missing = usize::try_from(WHOLE.saturating_sub(relative.iter().sum())).unwrap_or(usize::MAX);
        for index in by_remainder.into_iter().take(missing) {
            if let Some(width) = relative.get_mut(index) {
                *width += 1;
            }
        }
        relative.into_iter().map(|width| u32::try_from(width).unwrap_or(u32::MAX)).collect()
    }

    /// How many rows it has.
    #[must_use]
    pub fn rows(&self) -> u32 {
        self.rows
    }

    /// How many columns it has.
    #[must_use]
    pub fn columns(&self) -> u32 {
        self.columns
    }

    /// Whether it has no place for a cell, and so nothing to show.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows == 0 || self.columns == 0
    }

    /// Its cells, from the top, in each row from the left.
    #[must_use]
    pub fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// The cells that begin in these rows (first and last included), from the top, in each row from the left.
    #[must_use]
    pub fn cells_in_rows(&self, first: u32, last: u32) -> &[Cell] {
        let start = self.cells.partition_point(|cell| cell.row < first);
        let end = self.cells.partition_point(|cell| cell.row <= last);
        self.cells.get(start..end).unwrap_or_default()
    }

    /// The rows at the top that a row group can hold: as many as repeat, or fewer, so that no cell reaches out of them (HTML would cut
    /// it off there).
    #[must_use]
    pub fn head_rows(&self) -> u32 {
        let mut rows = self.header_rows.min(self.rows);
        // Each pass may uncover another cell that reaches out; rows only shrink.
        let reaches_out = |cell: &&Cell, rows: u32| cell.row < rows && cell.row + cell.row_span > rows;
        while let Some(first) = self.cells.iter().filter(|cell| reaches_out(cell, rows)).map(|cell| cell.row).min() {
            rows = first;
        }
        rows
    }

    /// Its columns of figures, which line up at their last digit: below the rows that hold none of the table's figures, a
    /// column other than the first holds figures, dashes and blanks alone.
    #[must_use]
    pub fn figure_columns(&self) -> FigureColumns {
        let columns = self.columns as usize;
        let kinds: Vec<(&Cell, CellText)> = self.cells.iter().map(|cell| (cell, CellText::of(cell))).collect();
        let mut figures = kinds.iter().filter(|(cell, kind)| cell.column > 0 && *kind == CellText::Figure);
        let first = figures.next().map_or(self.rows, |(cell, _)| cell.row);
        let (mut any, mut other) = (vec![false; columns], vec![false; columns]);
        for (cell, kind) in kinds.iter().filter(|(cell, _)| cell.row >= first && cell.header == HeaderScope::None) {
            let seen = match kind {
                CellText::Figure if cell.column_span == 1 => &mut any,
                CellText::Text => &mut other,
                CellText::Figure | CellText::Blank => continue,
            };
            let covered = seen.get_mut(cell.column as usize..(cell.column + cell.column_span) as usize);
            covered.into_iter().flatten().for_each(|column| *column = true);
        }
        let sides = any.into_iter().zip(other).zip(0..);
        let columns = sides.map(|((any, other), column)| any && !other && column > 0).collect();
        FigureColumns { columns, header_rows: self.header_rows }
    }

    /// Its cells, to be changed in place; positions and spans must stay.
    pub(crate) fn cells_mut(&mut self) -> &mut [Cell] {
        &mut self.cells
    }

    /// For each place, row by row, the index of the cell that covers it.
    #[must_use]
    pub fn cover(&self) -> Vec<usize> {
        let mut cover = vec![0; self.rows as usize * self.columns as usize];
        for (index, cell) in self.cells.iter().enumerate() {
            for row in cell.row..cell.row + cell.row_span {
                let start = row as usize * self.columns as usize + cell.column as usize;
                if let Some(places) = cover.get_mut(start..start + cell.column_span as usize) {
                    places.fill(index);
                }
            }
        }
        cover
    }
}

fn one() -> u32 {
    1
}

fn is_one(span: &u32) -> bool {
    *span == 1
}

/// A grid as JSON has it.
#[derive(Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct GridRows {
    /// How many rows from the top head the table.
    #[serde(default, skip_serializing_if = "is_default")]
    header_rows: u32,
    /// Relative widths of the columns, in thousandths; absent: by content.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    widths: Vec<u32>,
    /// The least heights of the rows, in tenths of a millimetre, 0 for those that are as high as what they hold; absent: all are.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    heights: Vec<u32>,
    /// The rows; each lists the cells that begin in it, from the left.
    rows: Vec<Vec<RowCell>>,
}

/// A cell as JSON has it: plain text where that says it all.
#[derive(Clone)]
struct RowCell(CellBody);

#[derive(Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct CellBody {
    #[serde(default = "one", skip_serializing_if = "is_one")]
    row_span: u32,
    #[serde(default = "one", skip_serializing_if = "is_one")]
    column_span: u32,
    #[serde(default, skip_serializing_if = "is_default")]
    header: HeaderScope,
    /// The alignment of all its paragraphs, where they are body paragraphs of one alignment.
    #[serde(default, skip_serializing_if = "is_default")]
    align: Alignment,
    /// The colour of its ground.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    shading: Option<Color>,
    /// Lines from corner to corner.
    #[serde(default, skip_serializing_if = "is_default")]
    diagonal: Diagonal,
    /// How its text runs.
    #[serde(default, skip_serializing_if = "is_default")]
    direction: TextDirection,
    content: Vec<Block>,
}

impl CellBody {
    /// A cell of one row and column that is nothing but what it holds.
    fn plain(content: Vec<Block>) -> Self {
        CellBody {
            row_span: 1,
            column_span: 1,
            header: HeaderScope::None,
            align: Alignment::Start,
            shading: None,
            diagonal: Diagonal::None,
            direction: TextDirection::Horizontal,
            content,
        }
    }
}

/// The alignment that all blocks share, where all are body paragraphs.
fn common_align(content: &[Block]) -> Alignment {
    let aligns = content.iter().map(|block| match block {
        Block::Paragraph(Paragraph { role: ParagraphRole::Body, align, .. }) => Some(*align),
        _ => None,
    });
    let mut common = None;
    for align in aligns {
        match (align, common) {
            (Some(align), None) => common = Some(align),
            (Some(align), Some(other)) if align == other => {}
            _ => return Alignment::Start,
        }
    }
    common.unwrap_or_default()
}

/// Gives all body paragraphs this alignment.
fn set_align(content: &mut [Block], align: Alignment) {
    for block in content {
        if let Block::Paragraph(paragraph) = block {
            paragraph.align = align;
        }
    }
}

impl RowCell {
    fn as_plain(&self) -> Option<&str> {
        let body = &self.0;
        let bare = is_default(&body.header) && is_default(&body.align) && body.shading.is_none();
        let bare = bare && is_default(&body.diagonal) && is_default(&body.direction);
        if body.row_span != 1 || body.column_span != 1 || !bare {
            return None;
        }
        match body.content.as_slice() {
            [] => Some(""),
            [Block::Paragraph(Paragraph { role, align, content, .. })] if is_default(role) && is_default(align) => {
                content.as_plain().filter(|text| !text.is_empty())
            }
            _ => None,
        }
    }
}

impl Serialize for RowCell {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.as_plain() {
            Some(text) => serializer.serialize_str(text),
            None => self.0.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for RowCell {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct CellVisitor;
        impl<'de> Visitor<'de> for CellVisitor {
            type Value = RowCell;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a cell's text or a cell object")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<RowCell, E> {
                let content = if text.is_empty() { Vec::new() } else { vec![Block::text(text)] };
                Ok(RowCell(CellBody::plain(content)))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<RowCell, A::Error> {
                let mut body = CellBody::deserialize(MapAccessDeserializer::new(map))?;
                if body.align != Alignment::Start {
                    set_align(&mut body.content, body.align);
                }
                Ok(RowCell(body))
            }
        }
        deserializer.deserialize_any(CellVisitor)
    }
}

impl JsonSchema for RowCell {
    fn schema_name() -> Cow<'static, str> {
        "Cell".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let body = CellBody::json_schema(generator);
        json_schema!({
            "description": "A cell: its text, or an object where it spans, heads or holds more than plain text.",
            "anyOf": [{ "type": "string" }, body],
        })
    }
}

impl JsonSchema for Grid {
    fn schema_name() -> Cow<'static, str> {
        "Grid".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        GridRows::json_schema(generator)
    }
}

impl From<Grid> for GridRows {
    fn from(grid: Grid) -> Self {
        let mut rows: Vec<Vec<RowCell>> = vec![Vec::new(); grid.rows as usize];
        for cell in grid.cells {
            let Cell { row_span, column_span, header, shading, diagonal, direction, mut content, .. } = cell;
            let align = common_align(&content);
            if align != Alignment::Start {
                set_align(&mut content, Alignment::Start);
            }
            if let Some(row) = rows.get_mut(cell.row as usize) {
                row.push(RowCell(CellBody {
                    row_span,
                    column_span,
                    header,
                    align,
                    shading,
                    diagonal,
                    direction,
                    content,
                }));
            }
        }
        GridRows { header_rows: grid.header_rows, widths: grid.widths, heights: grid.heights, rows }
    }
}

impl TryFrom<GridRows> for Grid {
    type Error = GridFault;

    /// Places each row's cells from the left into the columns still free (as HTML does).
    fn try_from(form: GridRows) -> Result<Self, GridFault> {
        let rows = counted(form.rows.len());
        let mut columns = 0u32;
        let mut busy_until: Vec<u32> = Vec::new();
        let mut cells = Vec::new();
        for (row, line) in (0..rows).zip(form.rows) {
            let mut column = 0u32;
            for RowCell(body) in line {
                while busy_until.get(column as usize).is_some_and(|until| *until > row) {
                    column += 1;
                }
                let end = column.saturating_add(body.column_span);
                columns = columns.max(end);
                if columns > Grid::MAX_COLUMNS || u64::from(columns) * u64::from(rows) > Grid::MAX_PLACES {
                    return Err(GridFault::TooLarge);
                }
                if busy_until.len() < end as usize {
                    busy_until.resize(end as usize, 0);
                }
                let until = row.saturating_add(body.row_span);
                busy_until.iter_mut().skip(column as usize).take(body.column_span as usize).for_each(|b| *b = until);
                cells.push(Cell {
                    row,
                    column,
                    row_span: body.row_span,
                    column_span: body.column_span,
                    header: body.header,
                    shading: body.shading,
                    diagonal: body.diagonal,
                    direction: body.direction,
                    content: body.content,
                    ..Cell::default()
                });
                column = end;
            }
        }
        let mut grid = Grid::new(rows, columns, cells)?;
        grid.header_rows = form.header_rows.min(rows);
        if !form.widths.is_empty() && (form.widths.len() != columns as usize || form.widths.contains(&0)) {
            return Err(GridFault::Widths { columns });
        }
        grid.widths = Grid::relative_widths(&form.widths);
        if !form.heights.is_empty() && form.heights.len() != rows as usize {
            return Err(GridFault::Heights { rows });
        }
        grid.heights = form.heights;
        Ok(grid)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(json: &str) -> Result<Grid, serde_json::Error> {
        serde_json::from_str(json)
    }

    #[test]
    fn rows_are_placed_as_html_places_them() {
        let grid = grid(
            r#"{"rows": [[{"row_span": 2, "content": ["甲"]}, "乙", "丙"], [{"column_span": 2, "content": []}]]}"#,
        )
        .unwrap();
        let places: Vec<_> = grid.cells().iter().map(|c| (c.row, c.column)).collect();
        assert_eq!(places, [(0, 0), (0, 1), (0, 2), (1, 1)]);
        assert_eq!(grid.cover(), [0, 1, 2, 0, 3, 3]);
    }

    #[test]
    fn what_a_cell_looks_like_is_said_where_it_is_not_usual() {
        let json = r#"{"rows":[[{"diagonal":"falling","content":["甲"]},{"diagonal":"both","direction":"upwards","content":[]},"乙"]]}"#;
        let read = grid(json).unwrap();
        let looks: Vec<_> = read.cells().iter().map(|cell| (cell.diagonal, cell.direction)).collect();
        let (none, plain) = (Diagonal::None, TextDirection::Horizontal);
        assert_eq!(looks, [(Diagonal::Falling, plain), (Diagonal::Both, TextDirection::Upwards), (none, plain)]);
        assert_eq!(serde_json::to_string(&read).unwrap(), json);
        assert!(grid(r#"{"rows":[[{"diagonal":"left","content":[]}]]}"#).is_err());
    }

    #[test]
    fn columns_of_figures_hold_nothing_else_below_their_heads() {
        let of = |rows: &str| grid(&format!("{{\"rows\": {rows}}}")).unwrap().figure_columns().columns;
        let head = r#"["序号", "名称", "件", "占比"]"#;
        let rows = format!(
            r#"[{head}, ["1", "甲", "1,264", "9.8%"], ["2", "乙", "－", ""], ["3", "丙", "−3", "１８．５％"]]"#
        );
        assert_eq!(of(&rows), [false, false, true, true], "the first column names its rows");
        assert_eq!(of(r#"[["年", "2021", "2022"], ["件", "3", "约4"]]"#), [false, true, false]);
        assert_eq!(of(r#"[["甲", "乙"], ["丙", "2021年"], ["丁", "-"]]"#), [false, false]);
        assert_eq!(
            of(r#"[["甲", "乙", "丙"], ["丁", {"column_span": 2, "content": ["5"]}], ["戊", "1", "2"]]"#),
            [false, true, true]
        );
        assert_eq!(of(r#"[["甲", "乙"], ["丙", "1"], [{"column_span": 2, "content": ["注"]}]]"#), [false, false]);
        assert_eq!(of(r#"[["甲", {"header": "column", "content": ["乙"]}], ["丙", "1"]]"#), [false, true]);
        // Mailboxes, telephones and numbers of documents are text.
        for text in ["jyj@a.gov.cn", "12345@qq.com", "0731-2345678", "07312345678", "13800138000"] {
            assert_eq!(
                of(&format!(r#"[["局", "联系"], ["甲", "{text}"], ["乙", "{text}"]]"#)),
                [false, false],
                "{text}"
            );
        }
        assert_eq!(of("[[]]"), [] as [bool; 0]);
    }

    #[test]
    fn relative_widths_survive_another_unit() {
        let relative = Grid::relative_widths(&[2041, 2494, 2154, 2155]);
        assert_eq!(relative.iter().sum::<u32>(), 1000);
        // A thousandth, rounded down to whole twips, stays one.
        assert_eq!(Grid::relative_widths(&[8, 3262, 2752, 2822]), [1, 369, 311, 319]);
        let twips: Vec<u32> = relative.iter().map(|w| (f64::from(*w) * 8.845).round() as u32).collect();
        assert_eq!(Grid::relative_widths(&twips), relative);
        assert!(Grid::relative_widths(&[1, 0]).is_empty());
    }

    #[test]
    fn what_a_few_bytes_span_is_bounded() {
        let one_cell = |span: u32| grid(&format!(r#"{{"rows": [[{{"column_span": {span}, "content": ["甲"]}}]]}}"#));
        assert_eq!(one_cell(Grid::MAX_COLUMNS).unwrap().columns(), Grid::MAX_COLUMNS);
        for span in [Grid::MAX_COLUMNS + 1, 20_000_000, u32::MAX] {
            assert!(one_cell(span).unwrap_err().to_string().contains("at most 16384 columns"), "{span}");
        }
        let tall = grid(r#"{"rows": [[{"row_span": 4294967295, "content": []}]]}"#);
        assert!(tall.unwrap_err().to_string().contains("row 1"));
    }

    #[test]
    fn a_gap_or_overlap_is_an_error_that_says_where() {
        assert!(grid(r#"{"rows": [["甲", "乙"], ["丙"]]}"#).unwrap_err().to_string().contains("row 2, column 2"));
        let overlap = vec![Cell::new(0, 0, vec![]).spanning(1, 2), Cell::new(0, 1, vec![])];
        assert_eq!(Grid::new(1, 2, overlap), Err(GridFault::Overlap { row: 1, column: 2 }));
    }
}
