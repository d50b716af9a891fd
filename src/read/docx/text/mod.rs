//! The inside of paragraphs.
//!
//! In: the runs, links, fields, notes, formulas and symbols of a paragraph's element. Out: inline content with its marks, and
//! what is anchored to the paragraph. This room knows the styles that are in force and the story it reads, but not what stands
//! before or after the paragraph, no table's shape and no file that is embedded.
//!
//! | file | what it does |
//! |---|---|
//! | `builder` | a paragraph while it is read |
//! | `paragraph` | wrappers, runs and what is in them |
//! | `visibility`, `appearance` | whether a run is seen; how runs stand beside each other |
//! | `font_marks`, `look` | what is set apart by its font; how a paragraph looks as a whole |
//! | `field`, `field_result` | instructions of fields; where results begin and end, and what fields show that have none |
//! | `eq` | EQ fields |
//! | `math`, `mathml` | formulas as text; as MathML |
//! | `pseudo_heading`, `anchor` | once all is read: headings by their looks; bookmarks that nothing leads to |

pub(super) mod anchor;
pub(super) mod appearance;
pub(super) mod builder;
mod eq;
pub(super) mod field;
mod field_result;
mod font_marks;
pub(super) mod look;
mod math;
mod mathml;
mod paragraph;
pub(super) mod pseudo_heading;
mod visibility;
