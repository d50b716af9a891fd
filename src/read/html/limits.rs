//! How large a page may be.

/// The bytes of a page.
pub(crate) const MAX_BYTES: usize = 32 << 20;
/// Elements, texts and comments.
pub(crate) const MAX_NODES: usize = 2_000_000;
/// Elements open at once: for each that begins, those open are looked through.
pub(crate) const MAX_OPEN: usize = 1_000;
/// The deepest elements told apart from what they stand in.
pub(crate) const DEEPEST: usize = 200;
