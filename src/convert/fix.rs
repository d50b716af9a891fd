//! Mechanical corrections in the file they are of.

use super::annotate::annotate_options;
use super::{Conversion, Options, Source};
use crate::finding::{Error, Finding, Language, Warned, printable};
use crate::fix::{Change, plan};

/// The corrections that can be made in a source's own file: they follow from the form or the sums alone. What there is to say of reading
/// it goes into `said`.
///
/// # Errors
/// `unfixable-format` of formats in which nothing can be corrected in place; whatever the reader can't go on from; `several-reports`
/// where it is a list of several units.
pub fn fixes(source: &Source, options: &Options, said: &mut impl Extend<Finding>) -> Result<Vec<Change>, Error> {
    source.true_format().entry().required_fixer().map_err(|e| source.of(e))?;
    let mut findings = Vec::new();
    let read = Conversion::new(options).report(source, &mut findings);
    let changes = read.map(|report| plan(&report, &findings, &options.forms));
    said.extend(findings);
    changes
}

/// The source's own file with corrections made in it, and for each whether it was; everything else in it is as it was.
///
/// # Errors
/// `unfixable-format`; `not-editable` where the file is damaged.
pub fn fix(
    source: &Source,
    changes: &[Change],
    language: Language,
    options: &Options,
) -> Result<Warned<Vec<u8>>, Error> {
    let file = printable(source.name());
    let fixer = source.true_format().entry().required_fixer().map_err(|e| source.of(e))?;
    let fixed = fixer(source.bytes(), changes, &annotate_options(&file, language, options));
    let Warned { value, findings } = fixed.map_err(|e| source.of(e))?;
    let findings = findings.into_iter().map(|finding| finding.in_file(&file)).collect();
    Ok(Warned { value, findings })
}
