//! PDF files, fitted to the table: they carry the canonical form, tied to their pages.

use super::json::{json_to_report, report_to_json};
use super::{Content, Edition, Files, ReadOptions};
use crate::annotate::pdf::without_update;
use crate::carried::{Carried, carried_file};
use crate::finding::{Error, Finding, Warned, catalogue};
use crate::form::Forms;
use crate::read::pdf::pdf_to_document_with;
use crate::report::Report;
use crate::write::pdf::{Attachment, PdfOptions, Profile, pages_to_pdf};

/// The name under which a PDF carries its report.
const REPORT_FILE: &str = "report.json";

pub(super) fn pdf_to_content(bytes: &[u8], options: &ReadOptions, forms: &Forms) -> Result<Warned<Content>, Error> {
    let shown = pdf_to_document_with(bytes, &options.pdf);
    let (carried, mut findings) = match options.visible_only {
        true => (None, Vec::new()),
        false => attached_report(bytes, forms),
    };
    if let Some(report) = carried {
        let carried = Warned { value: Box::new(report), findings };
        return Ok(Warned::clean(Content::Carried { carried, shown }));
    }
    let value = Content::Document(shown?.unpack(&mut findings));
    Ok(Warned { value, findings })
}

/// The report attached to a PDF whose pages are still those it was written with, our own annotations aside.
fn attached_report(bytes: &[u8], forms: &Forms) -> (Option<Report>, Vec<Finding>) {
    let Some(Carried { bytes, tied }) = carried_file(without_update(bytes), REPORT_FILE) else {
        return (None, Vec::new());
    };
    if !tied {
        return (None, vec![catalogue::attached::attached_data_outdated(REPORT_FILE)]);
    }
    match json_to_report(&bytes, forms) {
        Ok(report) => (Some(report), vec![catalogue::attached::attached_data_used(REPORT_FILE)]),
        Err(error) => (None, vec![catalogue::attached::attached_data_unusable(REPORT_FILE, error)]),
    }
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
