//! Plain text, fitted to the table.

use super::{Content, ReadOptions};
use crate::finding::{Error, Warned};
use crate::form::Forms;
use crate::read::text::text_to_document;

/// What a text holds. One that is wholly a table of values set apart by tabs is read as a sheet.
pub(super) fn text_to_content(bytes: &[u8], _: &ReadOptions, _: &Forms) -> Result<Warned<Content>, Error> {
    #[cfg(feature = "xlsx")]
    if crate::read::text::is_tab_table(bytes) {
        return super::sheet::to_content(crate::read::sheet::tsv_to_document(bytes));
    }
    Ok(text_to_document(bytes)?.map(Content::Document))
}
