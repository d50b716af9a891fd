//! How files are read: one signature for all formats.

use crate::document::Document;
use crate::finding::{Error, Warned};
use crate::form::Forms;
use crate::read::docx;
#[cfg(feature = "pdf")]
use crate::read::pdf;
use crate::report::Report;

/// What reading goes by, format by format.
#[derive(Debug, Clone, Copy, Default)]
pub struct ReadOptions {
    /// Whether a file that carries its report as data is read by what its pages show all the same.
    pub visible_only: bool,
    /// Word files: tracked changes.
    pub docx: docx::ReadOptions,
    /// PDF files: the text beneath scanned pages.
    #[cfg(feature = "pdf")]
    pub pdf: pdf::PdfReadOptions,
}

/// What a file holds, before anything in it is recognised.
#[derive(Debug)]
pub(crate) enum Content {
    /// The neutral flow.
    Document(Document),
    /// The canonical form itself.
    Report(Box<Report>),
    /// A list that nianbao wrote: the reports it says.
    #[cfg(feature = "xlsx")]
    Units(Vec<Report>),
    /// The canonical form as data, to be believed where what the pages show says the same; with what there is to say of the data
    /// where it is.
    #[cfg(any(feature = "pdf", feature = "html"))]
    Carried { carried: Warned<Box<Report>>, shown: Result<Warned<Document>, Error> },
}

/// Reads bytes as the options say.
pub(crate) type Reader = fn(&[u8], &ReadOptions, &Forms) -> Result<Warned<Content>, Error>;
