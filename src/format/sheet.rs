//! Workbooks and delimited text, fitted to the table.

use super::Content;
use crate::document::Document;
use crate::finding::{Error, Warned, catalogue};
use crate::form::WorkbookWords;

/// What was read of a sheet; that it has the input messages of our own workbooks is not told.
pub(super) fn to_content(read: Result<Warned<Document>, Error>) -> Result<Warned<Content>, Error> {
    let mut read = read?;
    let is_own = |text: &str| WorkbookWords::built_in().input.says(text);
    read.findings.retain(|finding| {
        !finding.is(catalogue::sheet::INPUT_MESSAGE_LEFT_OUT) || !finding.value("text").is_some_and(is_own)
    });
    Ok(read.map(Content::Document))
}
