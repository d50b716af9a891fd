//! The statutory figures of a file alone, and whose they are.

use super::Options;
use super::read::stated;
use super::stated::Stated;
use crate::finding::{Error, Finding, Place, Warned, catalogue, terms};
use crate::format::Format;
use crate::recognize::{Wanted, document_to_statistics, may_be_of_others, owner_said};
use crate::report::{Report, SameOrgan, same_organ};
use std::collections::BTreeSet;

/// The statutory figures a file states, whatever else is in it: reports with statistics only. Where it holds a table more than
/// once, for several years say, the one that is `wanted` is taken.
///
/// # Errors
/// As [`bytes_to_reports`](super::bytes_to_reports).
pub fn bytes_to_figures(
    bytes: &[u8],
    format: Format,
    wanted: Wanted,
    options: &Options,
) -> Result<Warned<Stated>, Error> {
    let mut read = stated(bytes, format, options, |document, forms| document_to_statistics(document, wanted, forms))?;
    if let Stated::Report(report) = &mut read.value {
        complete_by_running_text(report, &wanted, &mut read.findings);
    }
    let reports = read.value.reports();
    let of_others: Vec<Finding> = reports
        .iter()
        .filter_map(|report| {
            let organ = wanted.organ.or(report.organ.as_deref());
            left_out_of_others(&read.findings, organ, wanted.year.or(report.year))
        })
        .collect();
    read.findings.extend(of_others);
    Ok(read)
}

/// The statutory figures of the one report a file states.
///
/// # Errors
/// As [`bytes_to_report`](super::bytes_to_report).
pub fn bytes_to_statistics(bytes: &[u8], format: Format, options: &Options) -> Result<Warned<Report>, Error> {
    let Warned { value, findings } = bytes_to_figures(bytes, format, Wanted::default(), options)?;
    Ok(Warned { value: value.into_only()?, findings })
}

/// Puts the body and the year that page headers and footers say, where nothing in the tables' file did.
fn complete_by_running_text(report: &mut Report, wanted: &Wanted, findings: &mut Vec<Finding>) {
    let running = findings.iter().filter(|finding| finding.is(catalogue::docx::RUNNING_TEXT_LEFT_OUT));
    let said: Vec<(String, Option<Place>)> = running
        .filter_map(|finding| Some((finding.value("text")?.to_owned(), finding.location().place.clone())))
        .collect();
    let owners = || {
        said.iter().map(|(text, place)| {
            let (body, year) = owner_said(text);
            // The government that gathers the figures stands on its forms: it is not whose they are.
            let is_owner = |body: &String| {
                wanted
                    .organ
                    .is_none_or(|own| same_organ(own, body) != SameOrgan::No || may_be_of_others(text, Some(own), None))
            };
            ((body.filter(is_owner), year), text, place)
        })
    };
    let (bodies, years): (BTreeSet<Option<String>>, BTreeSet<Option<u16>>) = owners().map(|(owner, ..)| owner).unzip();
    let told = |finding: Finding, place: &Option<Place>| match place {
        Some(place) => finding.at(place.clone()),
        None => finding,
    };
    if let (None, Some(year), 1) = (report.year, years.iter().flatten().next(), years.iter().flatten().count()) {
        let of_year = owners().find(|((_, said), ..)| *said == Some(*year));
        findings.extend(of_year.map(|(_, text, place)| {
            told(catalogue::recognize::figures_owner_from_line(terms::YEAR, year, text), place)
        }));
        report.year = Some(*year);
    }
    if let (None, Some(body), 1) = (&report.organ, bodies.iter().flatten().next(), bodies.iter().flatten().count()) {
        let of_body = owners().find(|((said, _), ..)| said.as_ref() == Some(body));
        findings.extend(of_body.map(|(_, text, place)| {
            told(catalogue::recognize::figures_owner_from_line(terms::ORGAN, body, text), place)
        }));
        report.organ = Some(body.clone());
    }
}

/// What a reader left out, a header or a comment say, that may speak of another body or year than these.
fn left_out_of_others(findings: &[Finding], organ: Option<&str>, year: Option<u16>) -> Option<Finding> {
    let is_understood = |text: &str| {
        findings.iter().any(|finding| {
            finding.is(catalogue::recognize::FIGURES_OWNER_FROM_LINE) && finding.value("text") == Some(text)
        })
    };
    let texts = findings.iter().filter_map(|finding| finding.text_beside_flow().map(|text| (finding, text)));
    texts.filter(|(_, text)| !is_understood(text)).find_map(|(finding, text)| {
        may_be_of_others(text, organ, year).then(|| {
            let said = catalogue::recognize::figures_owner_unclear(text);
            match &finding.location().place {
                Some(place) => said.at(place.clone()),
                None => said,
            }
        })
    })
}
