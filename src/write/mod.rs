//! Writers: [`Document`](crate::document::Document) (or [`Pages`](crate::typeset)) → bytes.
//!
//! One folder a format, one options struct a writer. A writer knows its format and nothing of reports.

pub mod docx;
pub mod html;
pub mod pdf;
pub mod png;
pub mod xlsx;
