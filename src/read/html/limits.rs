//! How large a page may be.

/// The bytes of a page.
pub(crate) const MAX_BYTES: usize = 32 << 20;
/// Elements, texts and comments.
pub(crate) const MAX_NODES: usize = 2_000_000;
/// Elements open at once: for each that begins, those open are looked through.
pub(crate) const MAX_OPEN: usize = 1_000;
/// The deepest elements told apart from what they stand in.
pub(crate) const DEEPEST: usize = 200;
/// The steps through a page that selectors of its style sheets take.
pub(crate) const MAX_STYLE_WORK: usize = 10_000_000;
/// The places (rows × columns, blank ones counted) of all tables.
pub(crate) const MAX_PLACES: u64 = 2_000_000;
/// The columns a cell may span: all browsers go no further (HTML Living Standard, 4.9.11).
pub(crate) const MAX_COLUMN_SPAN: u32 = 1_000;
/// The bytes of text in a cell, tables in it aside.
pub(crate) const MAX_CELL_BYTES: usize = 1 << 20;
