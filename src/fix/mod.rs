//! Mechanical corrections in the file they are of: what follows from the form and the figures alone, and nothing that wants judgement.
//!
//! In: a [`Report`](crate::report::Report) with the findings of its reading (`plan`) → [`Change`]s, each with its place, what stands
//! there, what should, and why. Then, with the bytes of the file, those changes made in it: a tracked change in a Word document, a
//! noted cell in a workbook. Everything else in the file is as it was.
//!
//! | file | what it does |
//! |---|---|
//! | `change` | what a change is |
//! | `plan` | which there are: labels, title and period in the form's words, full-width digits, blanks that sums prove to be 0 |
//! | `docx`, `xlsx` | making them |
//! | `part` | making them in a part of a paragraph |
//!
//! Never by chance: a change is made only where the very text that was read stands alone in its cell, or once in its paragraph; where it does not, it is named as
//! not made. `plan` knows no format, the others nothing of reports.

mod change;
pub mod docx;
mod part;
mod plan;
#[cfg(feature = "xlsx")]
pub mod xlsx;

pub use change::{Change, Fixer};
pub use plan::plan;
