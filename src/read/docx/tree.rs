//! What Word's XML says, its markup resolved: the stage between a package and a Document.

use super::style::styles::ParagraphKind;
use super::text::appearance::Hidden;
use super::text::look::Look;
use crate::document::{Block, Break, Color, Diagonal, HeaderScope, Inline, TabStop, TextDirection};
use crate::finding::Place;

/// What stands one below the other in a story.
#[derive(Debug)]
pub(super) enum Item {
    /// A paragraph.
    Paragraph(Box<WordParagraph>),
    /// A table.
    Table(WordTable),
    /// What a document embedded here holds.
    Blocks(Vec<Block>),
}

/// A paragraph: tracked changes, fields, alternate content and styles are resolved, numbering is not.
#[derive(Debug)]
pub(super) struct WordParagraph {
    /// What it is.
    pub kind: ParagraphKind,
    /// Its runs; more than one stretch where pages break within it.
    pub parts: Vec<Vec<Inline>>,
    /// Its tab stops, if it has tabs.
    pub tabs: Vec<TabStop>,
    /// What is anchored to it.
    pub after: Vec<Item>,
    /// The page break after it, where it ends a section.
    pub ends_page: Option<Break>,
    /// Where it is.
    pub place: Place,
    /// How its text looks.
    pub look: Look,
    /// Why its automatic number is not shown, where it is not.
    pub hidden_label: Option<Hidden>,
}

impl WordParagraph {
    /// A paragraph of text alone: nothing is anchored to it, and its looks say nothing.
    pub(super) fn plain(kind: ParagraphKind, parts: Vec<Vec<Inline>>, place: Place) -> Self {
        let look = Look::default();
        let (tabs, after) = Default::default();
        WordParagraph { kind, parts, tabs, after, ends_page: None, place, look, hidden_label: None }
    }
}

/// A table, its cells laid out on the grid.
#[derive(Debug)]
pub(super) struct WordTable {
    /// Grid rows.
    pub rows: u32,
    /// Grid columns.
    pub columns: u32,
    /// Rows repeated on each page.
    pub header_rows: u32,
    /// Relative column widths.
    pub widths: Vec<u32>,
    /// The least heights of the rows, tenths of a millimetre.
    pub heights: Vec<u32>,
    /// The cells.
    pub cells: Vec<WordCell>,
    /// Which table it is.
    pub number: u32,
    /// Where it begins, in twips, unless it floats or is set to the middle or right.
    pub left: Option<i32>,
    /// Whether its style says that it is part of a list item.
    pub in_list: bool,
    /// Whether its style says that it only lays out the lines of an official paper.
    pub of_paper: bool,
}

/// A cell.
#[derive(Debug)]
pub(super) struct WordCell {
    /// First row, from 0.
    pub row: u32,
    /// First column, from 0.
    pub column: u32,
    /// Rows covered.
    pub row_span: u32,
    /// Columns covered.
    pub column_span: u32,
    /// Whether it heads rows or columns.
    pub header: HeaderScope,
    /// The colour of its ground.
    pub shading: Option<Color>,
    /// The lines from corner to corner of it.
    pub diagonal: Diagonal,
    /// How its text runs.
    pub direction: TextDirection,
    /// What it holds.
    pub items: Vec<Item>,
}
