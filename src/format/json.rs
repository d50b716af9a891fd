//! The canonical form, fitted to the table.

use super::{Content, ReadOptions};
use crate::finding::{Error, Warned, catalogue};
use crate::form::Forms;
use crate::report::{self, Report};

pub(super) fn json_to_content(bytes: &[u8], _: &ReadOptions, forms: &Forms) -> Result<Warned<Content>, Error> {
    Ok(Warned::clean(Content::Report(Box::new(json_to_report(bytes, forms)?))))
}

pub(super) fn json_to_report(bytes: &[u8], forms: &Forms) -> Result<Report, Error> {
    let text =
        std::str::from_utf8(bytes).map_err(|e| Error::from(catalogue::report::invalid_json("UTF-8")).caused_by(e))?;
    if text.trim().is_empty() {
        return Err(catalogue::package::empty_file().into());
    }
    report::load(text, forms)
}

pub(super) fn report_to_json(report: &Report, forms: &Forms) -> Vec<u8> {
    report::save(report, forms).into_bytes()
}
