//! PDF files, fitted to the table: they carry the canonical form, tied to their pages.

use super::carried::{Found, content};
use super::json::report_to_json;
use super::{Content, Edition, Files, ReadOptions};
use crate::annotate::pdf::without_update;
use crate::carried::{Carried, carried_file};
use crate::finding::{Error, Warned};
use crate::form::Forms;
use crate::read::pdf::pdf_to_document_with;
use crate::write::pdf::{Attachment, PdfOptions, Profile, pages_to_pdf};

/// The name under which a PDF carries its report.
const REPORT_FILE: &str = "report.json";

pub(super) fn pdf_to_content(bytes: &[u8], options: &ReadOptions, forms: &Forms) -> Result<Warned<Content>, Error> {
    let shown = pdf_to_document_with(bytes, &options.pdf);
    // Of the pages as they were before our own annotations.
    let found = if options.visible_only { None } else { carried_file(without_update(bytes), REPORT_FILE) };
    let found = found.map(|Carried { bytes, tied }| Found { bytes, tied });
    content(found, shown, REPORT_FILE, forms)
}

pub(super) fn edition_to_pdf(edition: &Edition<'_>) -> Result<Warned<Files>, Error> {
    edition.of_pages(|pages| {
        let profile = edition.options.pdf;
        let mut options = PdfOptions { profile, ..(&edition.document.properties).into() };
        if profile == Profile::A3a {
            options.description = Some("附件 report.json 是本文件内容的结构化数据".to_owned());
            options.attachment = Some(Attachment {
                name: REPORT_FILE.to_owned(),
                media_type: "application/json".to_owned(),
                description: "年度报告的结构化数据（nianbao/report/1）".to_owned(),
                bytes: report_to_json(edition.report, edition.forms),
            });
        }
        Ok(Files::one(pages_to_pdf(pages, &options)?))
    })
}
