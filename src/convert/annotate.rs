//! Findings into the file they are about.

use super::{Conversion, Options, Source};
use crate::annotate::AnnotateOptions;
use crate::check::{Review, review};
use crate::finding::catalogue::attached::ATTACHED_DATA_USED;
use crate::finding::{Error, Finding, Language, Place, Warned, printable};
use crate::report::{Report, figure_place};
use std::collections::BTreeMap;

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
    let annotator = source.true_format().entry().required_annotator().map_err(|e| source.of(e))?;
    let shown = as_shown(source, findings, options);
    let findings = shown.as_deref().unwrap_or(findings);
    let Warned { value, findings } =
        annotator(source.bytes(), findings, &annotate_options).map_err(|e| source.of(e))?;
    let findings = findings.into_iter().map(|finding| finding.in_file(&file)).collect();
    Ok(Warned { value, findings })
}

/// Findings on a report that its file carries as data, each where the pages show the figure it is about, or where the same would be said
/// of the pages; `None` where findings are on the pages already, or these can't be read.
fn as_shown(source: &Source, findings: &[Finding], options: &Options) -> Option<Vec<Finding>> {
    let is_of_data = |finding: &Finding| {
        finding.is(ATTACHED_DATA_USED) || matches!(finding.location().place, Some(Place::Pointer(_)))
    };
    if options.read.visible_only || !findings.iter().any(is_of_data) {
        return None;
    }
    let mut options = options.clone();
    options.read.visible_only = true;
    let shown = Conversion::new(&options).report(source, &mut Vec::new()).ok()?;
    let places = places_of_figures(&shown);
    let said = review(&Review { report: &shown, forms: &options.forms, last_year: None, units: None });
    let placed = |finding: &Finding| match &finding.location().place {
        Some(Place::Pointer(pointer)) => places.get(pointer.as_str()).map(|place| finding.clone().at(place.clone())),
        Some(_) => None,
        None => place_of_same(finding, &said).map(|place| finding.clone().at(place)),
    };
    Some(findings.iter().map(|finding| placed(finding).unwrap_or_else(|| finding.clone())).collect())
}

/// The one place at which the same is said.
fn place_of_same(finding: &Finding, said: &[Finding]) -> Option<Place> {
    let is_same = |other: &&Finding| {
        other.code() == finding.code() && other.message(Language::Chinese) == finding.message(Language::Chinese)
    };
    let mut places = said.iter().filter(is_same).map(|other| other.location().place.clone());
    let place = places.next()??;
    places.all(|other| other.as_ref() == Some(&place)).then_some(place)
}

/// Where the figures of a report were read, by their pointers in its canonical form.
fn places_of_figures(report: &Report) -> BTreeMap<String, Place> {
    let figures = report.statistics.iter().flat_map(|(table, figures)| {
        let cells = figures.cells.iter();
        cells.filter_map(move |(cell, count)| match figure_place(table, cell) {
            Place::Pointer(pointer) => Some((pointer, count.origin.0.clone()?)),
            _ => None,
        })
    });
    figures.collect()
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
