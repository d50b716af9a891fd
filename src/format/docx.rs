//! Word files, fitted to the table: embedded workbooks are read with them, titles broken as on the pages.

use super::{Content, Edition, Files, ReadOptions};
use crate::finding::{Error, Warned};
use crate::form::Forms;
use crate::read::docx::docx_to_document_with;
use crate::read::sheet::embedded_to_document;
use crate::typeset::with_titles_broken;
use crate::write::docx::document_to_docx_with;

pub(super) fn docx_to_content(bytes: &[u8], options: &ReadOptions, _: &Forms) -> Result<Warned<Content>, Error> {
    let mut options = options.docx;
    options.workbook.get_or_insert(embedded_to_document);
    Ok(docx_to_document_with(bytes, &options)?.map(Content::Document))
}

pub(super) fn edition_to_docx(edition: &Edition<'_>) -> Result<Warned<Files>, Error> {
    let Edition { document, style, options, .. } = edition;
    let written = match options.docx.template {
        // The template says how wide the lines are.
        Some(_) => document_to_docx_with(document, style, &options.docx),
        None => document_to_docx_with(&with_titles_broken(document, style), style, &options.docx),
    };
    Ok(written?.map(Files::one))
}
