//! Files that carry their report as data beside what they show.

use super::Content;
use super::json::json_to_report;
use crate::document::Document;
use crate::finding::{Error, Finding, Warned, catalogue};
use crate::form::Forms;
use crate::report::Report;

/// Data found in a file.
pub(super) struct Found {
    /// The canonical form, if it is whole.
    pub(super) bytes: Vec<u8>,
    /// Whether what the file shows and the data are as they were when they were written together.
    pub(super) tied: bool,
}

/// What a file holds that shows this and has data of this name: the data where it is tied to what is shown, else what is shown.
pub(super) fn content(
    found: Option<Found>,
    shown: Result<Warned<Document>, Error>,
    name: &str,
    forms: &Forms,
) -> Result<Warned<Content>, Error> {
    let (carried, mut findings) = found.map_or((None, Vec::new()), |found| report(&found, name, forms));
    if let Some(report) = carried {
        // What stands beside the text that the data are tied to is no part of it.
        let beside = shown.iter().flat_map(|shown| &shown.findings);
        findings.extend(beside.filter(|finding| finding.is(catalogue::page::PAGE_TEXT_LEFT_OUT)).cloned());
        let carried = Warned { value: Box::new(report), findings };
        return Ok(Warned::clean(Content::Carried { carried, shown }));
    }
    let value = Content::Document(shown?.unpack(&mut findings));
    Ok(Warned { value, findings })
}

fn report(found: &Found, name: &str, forms: &Forms) -> (Option<Report>, Vec<Finding>) {
    if !found.tied {
        return (None, vec![catalogue::attached::attached_data_outdated(name)]);
    }
    match json_to_report(&found.bytes, forms) {
        Ok(report) => (Some(report), vec![catalogue::attached::attached_data_used(name)]),
        Err(error) => (None, vec![catalogue::attached::attached_data_unusable(name, error)]),
    }
}
