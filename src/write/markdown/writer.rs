//! What is known while a document is written.

use crate::document::{Document, Note};
use crate::finding::Finding;
use crate::style::Style;

/// How deep blocks and runs may stand in one another; what is deeper is written as plain text.
pub(super) const MAX_DEPTH: u32 = 64;

/// What some text stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Syntax {
    /// A paragraph.
    Markdown,
    /// What is one line: a heading, a cell between pipes.
    Line,
    /// An HTML element.
    Html,
}

pub(super) struct MarkdownWriter<'a> {
    pub(super) document: &'a Document,
    pub(super) style: &'a Style,
    pub(super) findings: Vec<Finding>,
    /// The notes called so far.
    pub(super) notes: Vec<&'a Note>,
    pub(super) depth: u32,
    pub(super) has_title: bool,
}
