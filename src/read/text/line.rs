//! Lines and the paragraphs they are joined to.

use crate::finding::Place;

/// The most lines of a text.
pub(super) const MAX_LINES: usize = 400_000;

/// A line of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Line<'t> {
    /// Which it is, from 1.
    pub(super) number: u32,
    /// Its first character in the line of the file, from 1.
    pub(super) column: u32,
    pub(super) text: &'t str,
    /// Whether it begins a page.
    pub(super) begins_page: bool,
}

impl Line<'_> {
    pub(super) fn place(&self) -> Place {
        Place::Line { line: self.number, column: self.column }
    }
}

/// A paragraph of one or more lines.
#[derive(Debug, PartialEq)]
pub(super) struct Joined {
    /// Where its first line stands.
    pub(super) place: Place,
    pub(super) text: String,
    /// How far it stands from the left, in columns.
    pub(super) indent: usize,
    pub(super) begins_page: bool,
    /// Whether it was wrapped.
    pub(super) is_wrapped: bool,
}
