//! `check`: what a reviewer would say.

use super::args::CheckArgs;
use super::files::{self, shown};
use super::inputs;
use super::junit;
use super::reading::{self, Said};
use super::streams::Outcome;
use super::talk::Talk;
use crate::check::Profile;
use crate::convert::{Conversion, Options, in_order};
use crate::finding::{Error, Finding, Severity};
use crate::report::Report;
use std::cell::RefCell;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// Checks each input; one that fails does not keep the others from being checked.
pub(super) fn check(args: &CheckArgs, talk: &mut Talk) -> Result<Outcome, Error> {
    let inputs = inputs::files(&args.inputs)?;
    let forms = files::forms(args.read.form.as_ref())?;
    let profile = files::profile(args.profile.as_ref(), &forms)?;
    let options = Options { forms, read: reading::read_options(&args.read), ..Options::built_in()? };
    let protected: Vec<&Path> = [&args.last_year, &args.profile, &args.read.tables]
        .into_iter()
        .flatten()
        .chain(&inputs)
        .map(PathBuf::as_path)
        .collect();
    if let Some(junit) = &args.junit {
        files::check_output(junit, &protected, args.force)?;
    }
    let last_year = last_year(args, &options, talk)?;
    let tables = reading::tables(&args.read, &options, talk)?;
    let conversion = reading::conversion(&args.read, &options, tables.as_ref());
    let reviewed = review_all(&inputs, args, &conversion, last_year.as_deref(), &profile, talk);
    let failed = reviewed.iter().filter(|(_, found)| found.is_err()).count();
    if let Some(path) = &args.junit {
        let suites = reviewed.iter().map(|(input, found)| (shown(input), found.as_deref()));
        let xml = junit::to_xml(suites, &options.forms, last_year.is_some(), talk.language());
        files::write(path, xml.as_bytes(), args.force)?;
        if !files::is_pipe(path) {
            talk.wrote(&shown(path));
        }
    }
    talk.close();
    talk.files(inputs.len(), failed, 0);
    Ok(match (failed, talk.has_objections()) {
        (0, false) => Outcome::Done,
        (0, true) => Outcome::Doubtful,
        _ => Outcome::Failed,
    })
}

/// What was found in an input, or why it could not be read.
type Reviewed<'i> = (&'i Path, Result<Vec<Finding>, Error>);

/// Reviews on all cores, said in the order of the inputs.
fn review_all<'i>(
    inputs: &'i [PathBuf],
    args: &CheckArgs,
    conversion: &Conversion<'_>,
    last_year: Option<&[Report]>,
    profile: &Profile,
    talk: &mut Talk,
) -> Vec<Reviewed<'i>> {
    let work = |index: usize| {
        let input = inputs.get(index)?;
        let mut said = Said::default();
        let done = reading::source(input, args.read.from)
            .and_then(|source| conversion.review(&source, last_year, &mut said).map(drop));
        Some((input.as_path(), said.all().map(|finding| profile.ruled(finding)).collect(), done))
    };
    let talk = RefCell::new(talk);
    let begin = |index: usize| {
        let input = inputs.get(index).map(|input| shown(input));
        talk.borrow_mut().progress(index + 1, inputs.len(), &input.unwrap_or_default());
    };
    let mut reviewed = Vec::with_capacity(inputs.len());
    let end = |_, done: Option<(&'i Path, Vec<Finding>, Result<(), Error>)>| {
        let Some((input, findings, done)) = done else { return ControlFlow::Continue(()) };
        let talk = &mut **talk.borrow_mut();
        match done {
            Ok(()) => {
                talk.reviewed(&shown(input), &findings);
                reviewed.push((input, Ok(findings)));
            }
            Err(error) => {
                talk.findings(&shown(input), findings);
                talk.error(&error);
                reviewed.push((input, Err(error)));
            }
        }
        ControlFlow::Continue(())
    };
    in_order(inputs.len(), work, begin, end);
    reviewed
}

/// The reports that `--last-year` gives. Of what is found in them only errors concern those who check this year's.
fn last_year(args: &CheckArgs, options: &Options, talk: &mut Talk) -> Result<Option<Vec<Report>>, Error> {
    let Some(path) = &args.last_year else { return Ok(None) };
    let mut reports = Vec::new();
    for path in inputs::files(std::slice::from_ref(path))? {
        let mut said = Said::default();
        reports.extend(Conversion::new(options).reports(&reading::source(&path, None)?, &mut said)?.into_reports());
        let errors = said.all().filter(|finding| finding.severity() == Severity::Error);
        talk.findings(&shown(&path), errors.collect());
    }
    Ok(Some(reports))
}
