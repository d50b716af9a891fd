//! Findings into the file they are about: the user's own draft, workbook or PDF back, with a comment at each finding's place.
//!
//! In: the bytes of a file and the findings made of it. Out: the same file with comments by [`ANNOTATOR`](crate::finding::ANNOTATOR);
//! whatever else it holds is as it was, down to the compressed bytes of its parts. One file a format ([`Annotator`] is their
//! signature); `remark` says how findings are worded in a comment.
//!
//! Never at a wrong place: the places of a Word document are those its reader counted, a cell of a workbook is named by its address; a
//! finding of which the place is not certain, or of another file, goes into the one comment at the beginning, with its place in
//! words. Annotating once more replaces the comments made before, and leaves those of others.
//!
//! This folder knows formats from within, and of findings no more than their words and places; nothing of reports.

pub mod docx;
#[cfg(feature = "pdf")]
pub mod pdf;
mod remark;
#[cfg(feature = "xlsx")]
pub mod xlsx;

use crate::finding::{Error, Finding, Language, Warned};
use crate::read::docx::ReadOptions;
#[cfg(feature = "pdf")]
use crate::read::pdf::PdfReadOptions;

/// What annotating goes by.
#[derive(Debug, Clone, Copy)]
pub struct AnnotateOptions<'a> {
    /// The language comments are in.
    pub language: Language,
    /// The name by which findings call the file that is annotated; those of another file are listed, not placed.
    pub file: &'a str,
    /// How the file was read that the findings are of, where it is a Word document.
    pub docx: ReadOptions,
    /// The same of a PDF file.
    #[cfg(feature = "pdf")]
    pub pdf: PdfReadOptions,
}

/// Puts findings into a file.
pub type Annotator = fn(&[u8], &[Finding], &AnnotateOptions<'_>) -> Result<Warned<Vec<u8>>, Error>;
