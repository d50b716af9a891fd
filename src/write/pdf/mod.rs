//! Pages → PDF.
//!
//! In: [`Pages`]. Out: the bytes of a tagged PDF 1.7 file with embedded, subset faces, searchable text, bookmarks and
//! links. Knows no document and no style: what is on the page has been decided.
//!
//! | file | what it does |
//! |---|---|
//! | `faces` | the glyphs in use → subset font programs |
//! | `content` | items → content streams with marked content |
//! | `picture` | pictures → image objects |
//! | `archival` | what printpdf lacks: structure tree, outline, metadata, links, identifiers |
//!
//! printpdf writes fonts, pages and content streams; `archival` works on the lopdf document it makes.

mod archival;
mod content;
mod faces;
mod picture;

use crate::document::{Date, Properties};
use crate::finding::Error;
use crate::typeset::Pages;
use printpdf::{Mm, PdfDocument, PdfPage, PdfSaveOptions};

/// What a PDF says about itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PdfOptions {
    /// The title viewers show; without one they show the file name.
    pub title: Option<String>,
    /// Who issues the document.
    pub author: Option<String>,
    /// The date of the file; without one the file bears none, so that the same input gives the same bytes.
    pub date: Option<Date>,
    /// The language of the text (BCP 47).
    pub language: String,
}

impl Default for PdfOptions {
    fn default() -> Self {
        PdfOptions { title: None, author: None, date: None, language: "zh-CN".to_owned() }
    }
}

impl From<&Properties> for PdfOptions {
    fn from(properties: &Properties) -> Self {
        let Properties { title, author, date } = properties.clone();
        PdfOptions { title, author, date, ..PdfOptions::default() }
    }
}

/// The PDF file of some pages.
///
/// # Errors
/// `font-subset-failed` or `pdf-not-written`: faults of the program, not of the pages.
pub fn pages_to_pdf(pages: &Pages, options: &PdfOptions) -> Result<Vec<u8>, Error> {
    let faces = faces::EmbeddedFaces::of(pages)?;
    let mut pdf = PdfDocument::new(options.title.as_deref().unwrap_or_default());
    faces.register(&mut pdf);
    let mut sheets = Vec::with_capacity(pages.pages.len());
    let mut marks = Vec::with_capacity(pages.pages.len());
    for page in &pages.pages {
        let stream = content::page_content(page, pages, &faces);
        let (width, height) = (Mm(page.width_pt / 72.0 * 25.4), Mm(page.height_pt / 72.0 * 25.4));
        sheets.push(PdfPage::new(width, height, stream.ops));
        marks.push(stream.marks);
    }
    pdf.with_pages(sheets);
    let save = PdfSaveOptions { image_optimization: None, ..PdfSaveOptions::default() };
    let raw = pdf.to_lopdf_document(&save, &mut Vec::new());
    archival::finish(raw, pages, &marks, options)
}

#[cfg(test)]
mod tests;
