//! A version of the report → a file with what a reviewer says as comments.

use super::work::{Version, reviewed};
use crate::convert::{Conversion, Options, Source, annotate, report_to_files};
use crate::finding::{Finding, Language};
use crate::format::Format;
use crate::serve::refusal::Refusal;

/// The draft with a comment at the place of each finding, where it is given and of that format; else the version written in it and read
/// once more, so that what is found has its places there.
///
/// # Errors
/// `unannotatable-format` of formats in which there is no place for comments.
pub(super) fn with_comments(
    (version, draft): (&Version, Option<&Source>),
    (stem, to): (&str, Format),
    options: &Options,
    language: Language,
) -> Result<Vec<u8>, Refusal> {
    to.entry().required_annotator()?;
    if let Some(draft) = draft.filter(|source| source.format().of_bytes(source.bytes()) == to) {
        let said = version.read.iter().chain(&version.reviewed);
        return Ok(annotate(draft, &raised(said), language, options)?.value);
    }
    let written = report_to_files(&version.report, to, options)?.value.into_only()?;
    let written = Source::new(format!("{stem}.{}", to.entry().name), written, to);
    let (_, read, reviewed) = reviewed(&Conversion::new(options), &written, version.last_year.as_deref())?;
    Ok(annotate(&written, &raised(read.iter().chain(&reviewed)), language, options)?.value)
}

fn raised<'f>(said: impl Iterator<Item = &'f Finding>) -> Vec<Finding> {
    said.filter(|finding| !finding.is_silenced()).cloned().collect()
}
