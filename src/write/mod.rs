//! Writers: [`Document`](crate::document::Document) (or [`Pages`](crate::typeset)) → bytes.
//!
//! One folder a format, one options struct a writer. A writer knows its format and nothing of reports; [`xlsx`] alone knows a
//! report's figures and the arithmetic of its form, for a workbook is to be filled in. [`csv`], the list of [`xlsx`] and `parquet` write rows.

pub mod csv;
pub mod docx;
pub mod html;
pub mod markdown;
#[cfg(feature = "parquet")]
pub mod parquet;
#[cfg(feature = "pdf")]
pub mod pdf;
#[cfg(feature = "pdf")]
pub mod png;
#[cfg(feature = "xlsx")]
pub mod xlsx;
