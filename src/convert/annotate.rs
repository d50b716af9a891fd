//! Findings into the file they are about.

use super::{Options, Source};
use crate::annotate::AnnotateOptions;
use crate::finding::{Error, Finding, Language, Warned, printable};

/// The source's own file with a comment at the place of each finding; everything else in it is as it was. Findings without a place in
/// it, or of another file, are listed in a comment at its beginning. Comments made before are replaced.
///
/// ```
/// use nianbao::convert::{Conversion, Options, Source, annotate};
/// use nianbao::finding::Language;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let options = Options::built_in()?;
/// let draft = Source::named("draft.docx", std::fs::read("samples/lukou-2021/draft.docx")?)?;
/// let mut findings = Vec::new();
/// Conversion::new(&options).report(&draft, &mut findings)?;
/// let annotated = annotate(&draft, &findings, Language::Chinese, &options)?;
/// assert!(annotated.value.starts_with(b"PK"));
/// # Ok(())
/// # }
/// ```
///
/// # Errors
/// `unannotatable-format` of formats in which there is no place for comments; `not-editable` where the file is damaged; whatever reading
/// it can't go on from.
pub fn annotate(
    source: &Source,
    findings: &[Finding],
    language: Language,
    options: &Options,
) -> Result<Warned<Vec<u8>>, Error> {
    let file = printable(source.name());
    let annotate_options = annotate_options(&file, language, options);
    let annotator = source.format().entry().required_annotator().map_err(|e| source.of(e))?;
    let Warned { value, findings } =
        annotator(source.bytes(), findings, &annotate_options).map_err(|e| source.of(e))?;
    let findings = findings.into_iter().map(|finding| finding.in_file(&file)).collect();
    Ok(Warned { value, findings })
}

/// What an annotator or fixer goes by for a file of that name.
pub(super) fn annotate_options<'a>(file: &'a str, language: Language, options: &Options) -> AnnotateOptions<'a> {
    AnnotateOptions {
        language,
        file,
        docx: options.read.docx,
        #[cfg(feature = "pdf")]
        pdf: options.read.pdf,
    }
}
