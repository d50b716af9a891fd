//! What comments say: findings in lines, gathered by where they stand.

use super::AnnotateOptions;
use crate::finding::{ANNOTATOR, Error, Finding, Place, catalogue::package, terms};
use std::collections::BTreeMap;

/// Findings by where they are put, and those that are listed at the beginning.
#[derive(Debug)]
pub(super) struct Remarks<'f, K> {
    pub placed: BTreeMap<K, Vec<&'f Finding>>,
    pub listed: Vec<&'f Finding>,
}

impl<'f, K: Ord> Remarks<'f, K> {
    /// Gathers findings where `place` puts them.
    pub(super) fn of(
        findings: &'f [Finding],
        options: &AnnotateOptions<'_>,
        mut place: impl FnMut(&'f Finding) -> Option<K>,
    ) -> Self {
        let mut remarks = Remarks { placed: BTreeMap::new(), listed: Vec::new() };
        for finding in findings {
            let is_of_file = finding.location().file.as_deref().is_none_or(|file| file == options.file);
            match place(finding).filter(|_| is_of_file) {
                Some(at) => remarks.placed.entry(at).or_default().push(finding),
                None => remarks.listed.push(finding),
            }
        }
        remarks
    }
}

/// The lines that say findings at their place: what is wrong, what else there is to know, then what to do about it.
pub(super) fn lines(findings: &[&Finding], options: &AnnotateOptions<'_>) -> Vec<String> {
    findings.iter().flat_map(|finding| said(finding, String::new(), options)).collect()
}

/// The lines that say findings elsewhere, each with its place.
pub(super) fn listed_lines(findings: &[&Finding], options: &AnnotateOptions<'_>) -> Vec<String> {
    let place = |finding: &Finding| {
        let location = finding.location();
        match location.file.as_deref() {
            Some(file) if file != options.file => location.render(options.language),
            _ => location.render_place(options.language),
        }
    };
    let said = findings.iter().flat_map(|finding| {
        let place = place(finding);
        let before = if place.is_empty() { place } else { place + options.language.colon() };
        said(finding, before, options)
    });
    said.collect()
}

fn said(finding: &Finding, before: String, options: &AnnotateOptions<'_>) -> Vec<String> {
    let language = options.language;
    let (label, colon) = (finding.severity().label(language), language.colon());
    let mut lines = vec![format!("{before}{label}{colon}{} [{}]", finding.message(language), finding.code())];
    lines.extend(finding.details().map(|detail| detail.render(language).into_owned()));
    lines.extend(finding.hint(language).map(|hint| format!("{}{colon}{hint}", language.hint_label())));
    lines
}

/// Whether an author is the one of our comments.
pub(super) fn is_ours(author: Option<&str>) -> bool {
    author == Some(ANNOTATOR)
}

/// The error that a part is not what it should be.
pub(super) fn damaged(part: &str) -> Error {
    Error::from(package::not_editable(terms::SEEMS_DAMAGED)).at(Place::Part(part.to_owned()))
}
