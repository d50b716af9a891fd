//! Two reports → a Word file of the one after with its changes against the one before.

use super::Options;
use crate::compose::report_to_document;
use crate::diff::revised;
use crate::finding::{Error, Warned};
use crate::format::revised_to_docx;
use crate::report::Report;

/// Who makes the changes.
const AUTHOR: &str = "nianbao";

/// The report after as a Word file in which its changes against the one before are tracked: with all rejected it says what the one
/// before says, with all accepted what the one after says.
///
/// # Errors
/// `limit-exceeded` where the two are too large for a Word file together.
pub fn reports_to_revised_docx(before: &Report, after: &Report, options: &Options) -> Result<Warned<Vec<u8>>, Error> {
    let mut findings = Vec::new();
    let document_before = report_to_document(before, &options.forms).unpack(&mut findings);
    let document_after = report_to_document(after, &options.forms).unpack(&mut findings);
    let document = revised(&document_before, &document_after, AUTHOR);
    let value = revised_to_docx(&document, &options.style, &options.write.docx)?.unpack(&mut findings);
    Ok(Warned { value, findings })
}
