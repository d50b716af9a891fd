//! Word files, fitted to the table: embedded workbooks and web pages are read with them, titles broken as on the pages.

#[cfg(any(feature = "xlsx", feature = "html"))]
use super::DocxReadOptions;
#[cfg(feature = "typeset")]
use super::{Carrier, DocxOptions, Edition, Files};
use super::{Content, ReadOptions};
#[cfg(feature = "typeset")]
use crate::document::Document;
use crate::finding::{Error, Warned};
use crate::form::Forms;
use crate::read::docx::docx_to_document_with;
#[cfg(feature = "html")]
use crate::read::html::page_to_document;
#[cfg(feature = "xlsx")]
use crate::read::sheet::embedded_to_document;
#[cfg(feature = "typeset")]
use crate::style::Style;
#[cfg(feature = "typeset")]
use crate::typeset::with_titles_broken;
#[cfg(feature = "typeset")]
use crate::write::docx::document_to_docx_with;

pub(super) fn docx_to_content(bytes: &[u8], options: &ReadOptions, _: &Forms) -> Result<Warned<Content>, Error> {
    let options = options.docx;
    #[cfg(feature = "xlsx")]
    let options = DocxReadOptions { workbook: options.workbook.or(Some(embedded_to_document)), ..options };
    #[cfg(feature = "html")]
    let options = DocxReadOptions { page: options.page.or(Some(|bytes| page_to_document(bytes, None))), ..options };
    Ok(docx_to_document_with(bytes, &options)?.map(Content::Document))
}

#[cfg(feature = "typeset")]
pub(super) fn edition_to_docx(edition: &Edition<'_>) -> Result<Warned<Files>, Error> {
    let Edition { document, style, options, .. } = edition;
    let written = match options.docx.template {
        // The template says how wide the lines are.
        Some(_) => document_to_docx_with(document, style, &options.docx),
        None => document_to_docx_with(&with_titles_broken(document, style), style, &options.docx),
    };
    Ok(written?.map(Files::one))
}

/// A document with revisions as a Word file: what is revised as a whole leaves nothing behind where that is accepted or rejected.
///
/// # Errors
/// `limit-exceeded` where it is too large.
#[cfg(feature = "typeset")]
pub(crate) fn revised_to_docx(
    document: &Document,
    style: &Style,
    options: &DocxOptions,
) -> Result<Warned<Vec<u8>>, Error> {
    document.check_extent_for(Carrier::Word)?;
    document_to_docx_with(document, style, &DocxOptions { wholly_revised: true, ..options.clone() })
}
