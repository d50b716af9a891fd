//! `merge`: the reports of units, added up.

use super::args::MergeArgs;
use super::convert::{reference_doc_for_word, usage};
use super::files::{self, shown};
use super::fonts;
use super::inputs;
use super::reading::{self, Said};
use super::streams::Outcome;
use super::talk::Talk;
use crate::convert::{Conversion, Options, in_order, report_to_files};
use crate::finding::{Error, Finding, Severity, Warned, catalogue, terms};
use crate::format::{Format, WriteOptions};
use crate::read::encoding::bytes_to_text;
use crate::report::Report;
use crate::sum::{Sum, names_in};
use std::cell::RefCell;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// Adds the reports up and writes the area's. A unit that can't be read is said, and the others are added.
pub(super) fn merge(args: &MergeArgs, talk: &mut Talk) -> Result<Outcome, Error> {
    if args.organ.trim().is_empty() {
        return Err(usage(terms::ORGAN_BLANK));
    }
    let format = match args.to {
        Some(format) => format,
        None if files::is_pipe(&args.output) => return Err(usage(terms::PIPE_WITHOUT_FORMAT)),
        None => files::format_of(&args.output)?,
    };
    if args.write.reference_doc.is_some() && format != Format::Docx {
        return Err(reference_doc_for_word());
    }
    let inputs = inputs::files(&args.inputs)?;
    let protected = inputs.iter().chain(&args.units).chain(&args.write.reference_doc).map(PathBuf::as_path);
    files::check_output(&args.output, &protected.collect::<Vec<&Path>>(), args.write.force)?;
    let forms = files::forms(args.reading.form.as_ref())?;
    let style = files::style(args.write.style.as_deref())?;
    let faces = fonts::faces(&args.write.fonts, &style, talk)?;
    let docx = files::docx_options(&args.write, talk)?;
    let write = WriteOptions { docx, pdf: args.write.pdf.into(), ..WriteOptions::default() };
    let options = Options { forms, style, faces, read: reading::read_options(&args.reading), write };
    let expected = args
        .units
        .as_ref()
        .map(|path| {
            // What is said of a guessed encoding is of no concern to who hands in a list of names.
            let text = bytes_to_text(&files::read(path)?, None, &mut Vec::new());
            Ok::<_, Error>(names_in(&text))
        })
        .transpose()?;
    let (sum, failed) = added(&inputs, args, &options, talk)?;
    let Some(sum) = sum.filter(|sum| sum.added() > 0) else {
        return Err(catalogue::sum::no_unit_added().into());
    };
    let (report, findings) = sum.finish(expected.as_deref());
    let output = shown(&args.output);
    talk.findings(&output, findings);
    let Warned { value, findings } = report_to_files(&report, format, &options)?;
    // The sections of a sum are still to be written: only errors are of what was added.
    talk.findings(&output, errors(findings.into_iter()));
    files::write(&args.output, &value.into_only()?, args.write.force)?;
    if !files::is_pipe(&args.output) {
        talk.wrote(&output);
    }
    let outcome = talk.close();
    talk.files(inputs.len(), failed, 0);
    Ok(if failed > 0 { Outcome::Failed } else { outcome })
}

/// The reports read on all cores and added in the order of the inputs; with how many files could not be read.
fn added<'f>(
    inputs: &[PathBuf],
    args: &MergeArgs,
    options: &'f Options,
    talk: &mut Talk,
) -> Result<(Option<Sum<'f>>, usize), Error> {
    let work = |index: usize| {
        let input = inputs.get(index)?;
        let mut said = Said::default();
        let read = reading::source(input, None)
            .and_then(|source| Conversion::new(options).reports(&source, &mut said))
            .map(|stated| stated.into_reports());
        Some((input, errors(said.all()), read))
    };
    let talk = RefCell::new(talk);
    let begin = |index: usize| {
        let input = inputs.get(index).map(|input| shown(input)).unwrap_or_default();
        talk.borrow_mut().progress(index + 1, inputs.len(), &input);
    };
    let mut sum: Option<Sum<'f>> = None;
    let mut failed = 0;
    let mut unfit = None;
    let end = |_: usize, done: Option<(&PathBuf, Vec<Finding>, Result<Vec<Report>, Error>)>| {
        let Some((input, mut findings, read)) = done else { return ControlFlow::Continue(()) };
        let file = shown(input);
        match read {
            Ok(reports) => {
                for report in reports {
                    let sum = match &mut sum {
                        Some(sum) => sum,
                        None => match begun(&report, args, options) {
                            Ok(begun) => sum.insert(begun),
                            Err(error) => {
                                unfit = Some(error);
                                return ControlFlow::Break(());
                            }
                        },
                    };
                    findings.extend(sum.add(&report, &file));
                }
                talk.borrow_mut().findings(&file, findings);
            }
            Err(error) => {
                failed += 1;
                let talk = &mut **talk.borrow_mut();
                talk.findings(&file, findings);
                talk.error(&error.in_file(&file));
            }
        }
        ControlFlow::Continue(())
    };
    in_order(inputs.len(), work, begin, end);
    match unfit {
        Some(error) => Err(error),
        None => Ok((sum, failed)),
    }
}

/// Nothing added yet, of the year that is asked for or that of the first report.
fn begun<'f>(first: &Report, args: &MergeArgs, options: &'f Options) -> Result<Sum<'f>, Error> {
    let year = args.year.or(first.year).ok_or_else(|| usage(terms::YEAR_OF_SUM_UNKNOWN))?;
    let form = options.forms.for_year(year).ok_or_else(|| usage(terms::no_form_of_year(year)))?;
    Ok(Sum::new(form, args.organ.trim(), year))
}

fn errors(findings: impl Iterator<Item = Finding>) -> Vec<Finding> {
    findings.filter(|finding| finding.severity() == Severity::Error).collect()
}
