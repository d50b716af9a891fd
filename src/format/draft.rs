//! The drafts of other word processors, made into the parts of a Word document and read as one.

use super::docx::parts_to_content;
use super::{Content, ReadOptions};
use crate::finding::{Error, Warned};
use crate::form::Forms;
use crate::read;

pub(super) fn doc_to_content(bytes: &[u8], options: &ReadOptions, _: &Forms) -> Result<Warned<Content>, Error> {
    parts_to_content(read::doc::doc_to_parts(bytes)?, options)
}

pub(super) fn rtf_to_content(bytes: &[u8], options: &ReadOptions, _: &Forms) -> Result<Warned<Content>, Error> {
    parts_to_content(read::rtf::rtf_to_parts(bytes)?, options)
}

pub(super) fn odt_to_content(bytes: &[u8], options: &ReadOptions, _: &Forms) -> Result<Warned<Content>, Error> {
    parts_to_content(read::odt::odt_to_parts(bytes)?, options)
}
