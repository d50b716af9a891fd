//! Cells of tables: what they hold, head and look like.

use super::block::plain_text;
use super::{Block, Color};
use crate::finding::Origin;
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A cell of a grid.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Cell {
    /// Its first row, from 0.
    pub row: u32,
    /// Its first column, from 0.
    pub column: u32,
    /// How many rows it covers, at least 1.
    pub row_span: u32,
    /// How many columns it covers, at least 1.
    pub column_span: u32,
    /// Whether it heads rows or columns.
    pub header: HeaderScope,
    /// What it holds.
    pub content: Vec<Block>,
    /// The number it states, where a form says that it states one; its text stays the content.
    pub number: Option<Decimal>,
    /// The colour of its ground, where the draft gave it one.
    pub shading: Option<Color>,
    /// The lines from corner to corner of it.
    pub diagonal: Diagonal,
    /// How its text runs.
    pub direction: TextDirection,
    /// A name of its own in the whole document, by which formulas and programs find it: `disclosure.fees`. Given to composed
    /// tables; not part of the canonical form.
    pub id: Option<Box<str>>,
    /// Whether a formula stands in it whose result the file does not hold: it is blank, but not because nothing was entered.
    pub is_uncalculated: bool,
    /// Where it came from.
    pub origin: Origin,
}

/// What a header cell heads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum HeaderScope {
    /// Nothing: a data cell.
    #[default]
    None,
    /// The columns below it.
    Column,
    /// The rows to its right.
    Row,
}

impl Cell {
    /// A cell of one row and column.
    #[must_use]
    pub fn new(row: u32, column: u32, content: Vec<Block>) -> Self {
        Cell { row, column, row_span: 1, column_span: 1, content, ..Cell::default() }
    }

    /// The same cell with spans.
    #[must_use]
    pub fn spanning(mut self, rows: u32, columns: u32) -> Self {
        self.row_span = rows;
        self.column_span = columns;
        self
    }

    /// All its text, one line a paragraph.
    #[must_use]
    pub fn plain_text(&self) -> String {
        plain_text(&self.content)
    }
}

/// Lines from corner to corner of a cell: the head of a table that names its rows and its columns at once (斜线表头).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Diagonal {
    /// None.
    #[default]
    None,
    /// From the upper left to the lower right corner.
    Falling,
    /// From the lower left to the upper right corner.
    Rising,
    /// Both.
    Both,
}

impl Diagonal {
    /// The lines there are, of a falling and a rising one.
    #[must_use]
    pub fn of(falls: bool, rises: bool) -> Self {
        match (falls, rises) {
            (false, false) => Diagonal::None,
            (true, false) => Diagonal::Falling,
            (false, true) => Diagonal::Rising,
            (true, true) => Diagonal::Both,
        }
    }

    /// Whether a line falls from the upper left corner.
    #[must_use]
    pub fn falls(self) -> bool {
        matches!(self, Diagonal::Falling | Diagonal::Both)
    }

    /// Whether a line rises from the lower left corner.
    #[must_use]
    pub fn rises(self) -> bool {
        matches!(self, Diagonal::Rising | Diagonal::Both)
    }
}

/// How the text of a cell runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TextDirection {
    /// In lines from the left, one below the other.
    #[default]
    Horizontal,
    /// In columns from above, from right to left (竖排).
    Vertical,
    /// In lines from below, turned to the left.
    Upwards,
}
