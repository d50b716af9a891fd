//! Tables.
//!
//! In: a `w:tbl`. Out: its cells on a grid without idle columns, each with the items it holds. This room knows where cells stand
//! and what their table's style does to them; what is in a cell is read as any story is, and nothing here looks into it.
//!
//! | file | what it does |
//! |---|---|
//! | `layout` | rows of cells with spans and merges → cells on a grid |
//! | `placement` | where cells stand whose spans do not say so |
//! | `read` | cells on a grid → an item, cell after cell |

mod layout;
mod placement;
mod read;
