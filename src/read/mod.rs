//! Readers: bytes → the format's own tree → [`Document`](crate::document::Document).
//!
//! One folder a format. A reader knows its format and nothing of reports; what it can't represent it keeps as text or names
//! in a finding with its place.

mod chrome;
mod compound;
pub mod doc;
pub mod docx;
pub(crate) mod encoding;
#[cfg(feature = "html")]
pub mod html;
#[cfg(feature = "html")]
pub mod markdown;
pub mod odt;
#[cfg(feature = "parquet")]
pub mod parquet;
#[cfg(feature = "pdf")]
pub mod pdf;
pub mod rtf;
mod running;
#[cfg(feature = "xlsx")]
pub mod sheet;
mod symbol;
pub mod text;
mod word_parts;

/// The parts of a Word document, name and bytes, as the readers of other word processors' files make them.
pub type WordDocumentParts = Vec<(String, Vec<u8>)>;
