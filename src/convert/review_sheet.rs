//! What a review found → the sheet on which it is decided.

use super::Options;
use super::publication::Publication;
use crate::compose::{ReviewSheet, review_sheet_to_document};
use crate::finding::{Error, Warned};
use crate::font::Faces;
use crate::form::Forms;
use crate::format::{Format, WriteOptions};
use crate::report::Report;
use crate::style::Style;

/// A review sheet (核对单) in a format that is a document ([`is_document`](crate::format::FormatEntry::is_document)): what was found with room
/// to decide it by hand, and the statutory tables with the cells marked. It carries no report, and can't be read as one.
///
/// ```
/// use nianbao::convert::{Against, Conversion, Options, ReviewSheet, Source, review_sheet_to_bytes};
/// use nianbao::finding::Language;
/// use nianbao::format::Format;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let options = Options::built_in()?;
/// let draft = Source::named("draft.docx", std::fs::read("samples/lukou-2021/draft.docx")?)?;
/// let mut findings = Vec::new();
/// let stated = Conversion::new(&options).review(&draft, Against::default(), &mut findings)?;
/// let sheet = ReviewSheet {
///     reports: stated.reports(),
///     findings: &findings,
///     file: draft.name(),
///     last_year: None,
///     language: Language::Chinese,
/// };
/// let page = review_sheet_to_bytes(&sheet, Format::Html, &options.forms)?;
/// assert!(page.value.starts_with(b"<!DOCTYPE html>"));
/// # Ok(())
/// # }
/// ```
///
/// # Errors
/// `unwritable-format` for a format that is only read; whatever the writer can't go on from.
pub fn review_sheet_to_bytes(sheet: &ReviewSheet<'_>, to: Format, forms: &Forms) -> Result<Warned<Vec<u8>>, Error> {
    let style = Style::review_sheet()?;
    // What a PDF carries would be read as the report.
    let write = WriteOptions::carrying_nothing();
    let faces = Faces::embedded(&style);
    let options = Options { forms: forms.clone(), style, faces, read: Default::default(), write };
    // No writer of documents looks at the report.
    let none = Report::default();
    Publication::of(&none, review_sheet_to_document(sheet, forms), &options).to_bytes(to)
}
