//! Pages → PDF.
//!
//! In: [`Pages`]. Out: the bytes of a tagged PDF 1.7 file with embedded, subset faces, searchable text, bookmarks and
//! links; unless told otherwise one that conforms to PDF/A-3a and PDF/UA-1 at once. Knows no document and no style: what is on
//! the page has been decided. Which clause is met where: `CONFORMANCE.md`.
//!
//! | file | what it does |
//! |---|---|
//! | `faces` | the faces in use ([`crate::font::UsedFace`]) → font dictionaries and programs |
//! | `spacing` | gaps between glyphs → glyphs as wide as they and the gap |
//! | `content` | items → content streams with marked content |
//! | `picture` | pictures → image objects |
//! | `structure`, `outline` | what the content means → structure tree, links, bookmarks |
//! | `metadata` | information dictionary and XMP packet |
//! | `attachment` | the associated file and its tie to the pages ([`crate::carried`]) |
//! | `archival` | puts all that together |
//! | `file`, `deflate` | objects → bytes |
//!
//! printpdf makes pages and content streams; all else is added to the lopdf document it gives.

mod archival;
mod attachment;
mod content;
mod deflate;
mod faces;
mod file;
mod metadata;
mod outline;
mod picture;
mod spacing;
mod structure;

use crate::document::{Date, Properties};
use crate::finding::{Error, catalogue};
use crate::typeset::Pages;
use printpdf::{Mm, PdfDocument, PdfPage, PdfSaveOptions};
use std::thread;

/// The standards a PDF claims to conform to. Every file is tagged, searchable and complete in itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Profile {
    /// PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1), the data attached.
    #[default]
    A3a,
    /// PDF/A-2a (ISO 19005-2) and PDF/UA-1, nothing attached: for archives that take no attachments.
    A2a,
    /// No claim, nothing attached.
    Plain,
}

/// A file that goes with the pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Its file name.
    pub name: String,
    /// Its media type (RFC 6838).
    pub media_type: String,
    /// What it is, for those who see it in a list.
    pub description: String,
    /// Its contents.
    pub bytes: Vec<u8>,
}

/// What a PDF says about itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PdfOptions {
    /// The title viewers show; without one, the first heading.
    pub title: Option<String>,
    /// Who issues the document.
    pub author: Option<String>,
    /// What it is about.
    pub description: Option<String>,
    /// The date of the file; without one the file bears none, so that the same input gives the same bytes.
    pub date: Option<Date>,
    /// The language of the text (BCP 47).
    pub language: String,
    /// What it conforms to.
    pub profile: Profile,
    /// The source the pages were made from; only [`Profile::A3a`] takes it.
    pub attachment: Option<Attachment>,
}

impl Default for PdfOptions {
    fn default() -> Self {
        PdfOptions {
            title: None,
            author: None,
            description: None,
            date: None,
            language: "zh-CN".to_owned(),
            profile: Profile::default(),
            attachment: None,
        }
    }
}

impl From<&Properties> for PdfOptions {
    fn from(properties: &Properties) -> Self {
        let Properties { title, author, date, publication: _ } = properties.clone();
        PdfOptions { title, author, date, ..PdfOptions::default() }
    }
}

/// The PDF file of some pages.
///
/// # Errors
/// `font-subset-failed` or `pdf-not-written`: faults of the program, not of the pages.
pub fn pages_to_pdf(pages: &Pages, options: &PdfOptions) -> Result<Vec<u8>, Error> {
    let faces = faces::EmbeddedFaces::of(pages)?;
    thread::scope(|scope| {
        let programs = thread::Builder::new().spawn_scoped(scope, || faces.programs());
        let pictures = picture::Pictures::of(pages);
        let mut pdf = PdfDocument::new("");
        let mut sheets = Vec::with_capacity(pages.pages.len());
        let mut marks = Vec::with_capacity(pages.pages.len());
        for page in &pages.pages {
            let stream = content::page_content(page, &faces, &pictures.names);
            let (width, height) = (Mm(page.width_pt / 72.0 * 25.4), Mm(page.height_pt / 72.0 * 25.4));
            sheets.push(PdfPage::new(width, height, stream.ops));
            marks.push(stream.marks);
        }
        pdf.with_pages(sheets);
        // Not secure: strings of codes are operators it does not know.
        let save = PdfSaveOptions { image_optimization: None, secure: false, ..PdfSaveOptions::default() };
        let raw = pdf.to_lopdf_document(&save, &mut Vec::new());
        // Where no thread can be had, the programs are compressed here.
        let programs = || programs.ok().and_then(|thread| thread.join().ok()).unwrap_or_else(|| faces.programs());
        archival::finish(raw, pages, &marks, &faces, pictures, programs, options)
            .map_err(|e| Error::from(catalogue::typeset::pdf_not_written()).caused_by(e))
    })
}

#[cfg(test)]
mod tests;
#[cfg(test)]
mod tie_tests;
