//! Word files, fitted to the table: embedded workbooks, web pages and rich text are read with them, titles broken as on the pages.

use super::DocxReadOptions;
#[cfg(feature = "typeset")]
use super::{Carrier, DocxOptions, Edition, Files};
use super::{Content, ReadOptions};
#[cfg(feature = "typeset")]
use crate::document::Document;
use crate::finding::{Error, Warned};
use crate::form::Forms;
use crate::read::WordDocumentParts;
use crate::read::docx::{docx_to_document_with, parts_to_document_with};
#[cfg(feature = "html")]
use crate::read::html::page_to_document;
use crate::read::rtf::rtf_to_parts;
#[cfg(feature = "xlsx")]
use crate::read::sheet::embedded_to_document;
#[cfg(feature = "typeset")]
use crate::style::Style;
#[cfg(feature = "typeset")]
use crate::typeset::with_titles_broken;
#[cfg(feature = "typeset")]
use crate::write::docx::document_to_docx_with;

pub(super) fn docx_to_content(bytes: &[u8], options: &ReadOptions, _: &Forms) -> Result<Warned<Content>, Error> {
    Ok(docx_to_document_with(bytes, &with_readers(options.docx))?.map(Content::Document))
}

/// What the file of another word processor says, made into the parts of a Word document by its reader.
pub(super) fn parts_to_content(
    parts: Warned<WordDocumentParts>,
    options: &ReadOptions,
) -> Result<Warned<Content>, Error> {
    let Warned { value, mut findings } = parts;
    let read = parts_to_document_with(value, &with_readers(options.docx))?;
    findings.extend(read.findings);
    Ok(Warned { value: Content::Document(read.value), findings })
}

/// The options with what reads embedded workbooks, web pages and rich text.
fn with_readers(options: DocxReadOptions) -> DocxReadOptions {
    let options = DocxReadOptions { rich_text: options.rich_text.or(Some(rtf_to_parts)), ..options };
    #[cfg(feature = "xlsx")]
    let options = DocxReadOptions { workbook: options.workbook.or(Some(embedded_to_document)), ..options };
    #[cfg(feature = "html")]
    let options = DocxReadOptions { page: options.page.or(Some(|bytes| page_to_document(bytes, None))), ..options };
    options
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

#[cfg(test)]
mod tests {
    #[cfg(feature = "html")]
    #[test]
    fn embedded_web_pages_keep_their_tables_marks_and_pictures() {
        use super::*;
        use crate::document::Block;
        use crate::ooxml::parts_to_package;

        let page = "<p>甲<b>乙</b></p><table><tr><td>1<td>2</table><p><img src='data:image/gif;base64,R0lGODlhAQABAAAAACw='></p>";
        let namespaces = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
        let body = format!("<w:document {namespaces}><w:body><w:altChunk r:id=\"a\"/></w:body></w:document>");
        let relationships = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"a\" Type=\"x/aFChunk\" Target=\"a.html\"/></Relationships>";
        let parts = [
            ("word/document.xml", body.as_str()),
            ("word/_rels/document.xml.rels", relationships),
            ("word/a.html", page),
        ];
        let parts = parts.map(|(name, content)| (name.to_owned(), content.as_bytes().to_vec()));
        let bytes = parts_to_package(&parts).unwrap();
        let read = docx_to_content(&bytes, &ReadOptions::default(), &Forms::built_in().unwrap()).unwrap();
        let Content::Document(document) = read.value else { panic!("a document expected") };
        let [Block::Paragraph(first), Block::Table(grid), Block::Figure(_)] = document.blocks.as_slice() else {
            panic!("{:?}", document.blocks)
        };
        assert_eq!((first.content.inlines().len(), grid.columns(), document.media.len()), (2, 2, 1));
        assert_eq!(read.findings.iter().map(|finding| finding.code()).collect::<Vec<_>>(), ["embedded-document-read"]);
    }

    #[test]
    fn embedded_rich_text_keeps_its_tables_marks_and_pictures() {
        use super::*;
        use crate::document::Block;
        use crate::ooxml::parts_to_package;

        let rich = r"{\rtf1\ansi\ansicpg936{\header \'c3\'bc}\'d5\'fe{\b \'b8\'ae}{\strike 9}{\v 8}\par\trowd\cellx500\cellx1000\intbl 1\cell 2\cell\row\pard{\pict\pngblip 89504e470d0a1a0a}\par}";
        let namespaces = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
        let body = format!("<w:document {namespaces}><w:body><w:altChunk r:id=\"a\"/></w:body></w:document>");
        let relationships = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"a\" Type=\"x/aFChunk\" Target=\"a.rtf\"/></Relationships>";
        let parts = [
            ("word/document.xml", body.as_str()),
            ("word/_rels/document.xml.rels", relationships),
            ("word/a.rtf", rich),
        ];
        let parts = parts.map(|(name, content)| (name.to_owned(), content.as_bytes().to_vec()));
        let bytes = parts_to_package(&parts).unwrap();
        let read = docx_to_content(&bytes, &ReadOptions::default(), &Forms::built_in().unwrap()).unwrap();
        let Content::Document(document) = read.value else { panic!("a document expected") };
        let [Block::Paragraph(first), Block::Table(grid), Block::Figure(_)] = document.blocks.as_slice() else {
            panic!("{:?}", document.blocks)
        };
        assert_eq!((first.content.plain_text().as_str(), first.content.inlines().len()), ("政府9", 3));
        assert_eq!((grid.columns(), document.media.len()), (2, 1));
        let codes: Vec<&str> = read.findings.iter().map(|finding| finding.code()).collect();
        assert_eq!(codes, ["embedded-document-read", "running-text-left-out", "hidden-text-dropped"]);
    }
}
