//! What a document defines once: styles, properties, theme, colours, numbering.
//!
//! In: the elements of `styles.xml`, `numbering.xml` and the theme, and direct formatting. Out: what a paragraph is, how a run is
//! marked and looks, what a table's style does to a cell, the label of a numbered paragraph. This room resolves what is asked of
//! it; it knows no story, no package but for the theme's part, and not what stands where.
//!
//! | file | what it does |
//! |---|---|
//! | `properties` | run and paragraph properties as they are set somewhere |
//! | `ink` | those that decide whether characters are seen |
//! | `diagonals` | lines from corner to corner of cells |
//! | `color` | colours, shading, what is behind text |
//! | `tabs` | tab stops |
//! | `theme` | fonts and colours by theme |
//! | `styles` | styles with all they inherit → kinds of paragraphs, marks of runs |
//! | `table_style` | table styles → formats of cells |
//! | `numbering` | numbering definitions → labels |
//!
//! What is `pub(crate)` in the rooms is for this reader alone: the rooms themselves are private to it.

pub(super) mod color;
pub(super) mod diagonals;
pub(super) mod ink;
pub(super) mod numbering;
pub(super) mod properties;
pub(super) mod styles;
pub(super) mod table_style;
pub(super) mod tabs;
pub(super) mod theme;
