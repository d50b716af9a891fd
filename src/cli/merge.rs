//! `merge`: the reports of units, added up.

use super::args::MergeArgs;
use super::beside;
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
use crate::sum::{Sum, head_of_list, line_of_list, names_in};
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
    let protected: Vec<&Path> = protected.collect();
    beside::all_different(std::iter::once(args.output.as_path()).chain(args.list.as_deref()))?;
    for output in std::iter::once(&args.output).chain(&args.list) {
        files::check_output(output, &protected, args.write.force)?;
    }
    let forms = files::forms(args.reading.form.as_ref())?;
    let style = files::style(args.write.style.as_deref())?;
    let faces = fonts::faces(&args.write.fonts, &style, talk)?;
    let docx = files::docx_options(&args.write, talk)?;
    let write = WriteOptions { docx, pdf: args.write.pdf.into(), ..WriteOptions::default() };
    let options = Options { forms, style, faces, read: reading::read_options(&args.reading), write };
    let expected = args.units.as_ref().map(|path| names_of(path)).transpose()?;
    let Added { sum, mut list, failed } = added(&inputs, args, &options, talk)?;
    let Some(sum) = sum.filter(|sum| sum.added() > 0) else {
        return Err(catalogue::sum::no_unit_added().into());
    };
    let form = sum.form();
    let (report, findings) = sum.finish(expected.as_deref());
    list += &line_of_list(form, &Report { organ: Some(SUM.to_owned()), ..report.clone() });
    let output = shown(&args.output);
    talk.findings(&output, findings);
    let Warned { value, findings } = report_to_files(&report, format, &options)?;
    // The sections of a sum are still to be written: only errors are of what was added.
    let errors = findings.into_iter().filter(|finding| finding.severity() == Severity::Error);
    talk.findings(&output, errors.collect());
    files::write(&args.output, &value.into_only()?, args.write.force)?;
    if !files::is_pipe(&args.output) {
        talk.wrote(&output);
    }
    if let Some(path) = &args.list {
        files::write(path, list.as_bytes(), args.write.force)?;
        talk.wrote(&shown(path));
    }
    let outcome = talk.close();
    talk.files(inputs.len(), failed, 0);
    Ok(if failed > 0 { Outcome::Failed } else { outcome })
}

/// The names of a list of units. What is said of a guessed encoding is of no concern to who hands in names.
fn names_of(path: &Path) -> Result<Vec<String>, Error> {
    let text = bytes_to_text(&files::read(path)?, None, &mut Vec::new());
    match text.contains('\0') {
        true => Err(Error::from(catalogue::sheet::not_text()).in_file(&shown(path))),
        false => Ok(names_in(&text)),
    }
}

/// What the sum's line of a list is called.
const SUM: &str = "合计";

/// What became of the inputs.
struct Added<'f> {
    sum: Option<Sum<'f>>,
    /// The units that were added as a list, where one is asked for.
    list: String,
    /// How many files could not be read.
    failed: usize,
}

/// What was read of an input.
struct Read<'i> {
    input: &'i Path,
    findings: Vec<Finding>,
    reports: Result<Vec<Report>, Error>,
}

/// The reports read on all cores and added in the order of the inputs.
fn added<'f>(inputs: &[PathBuf], args: &MergeArgs, options: &'f Options, talk: &mut Talk) -> Result<Added<'f>, Error> {
    let work = |index: usize| {
        let input = inputs.get(index)?;
        let mut said = Said::default();
        let reports = reading::source(input, None)
            .and_then(|source| Conversion::new(options).reports(&source, &mut said))
            .map(|stated| stated.into_reports());
        // What was guessed of a figure is a warning, and goes into the sum.
        let findings = said.all().filter(|finding| finding.severity() > Severity::Note).collect();
        Some(Read { input, findings, reports })
    };
    let talk = RefCell::new(talk);
    let begin = |index: usize| {
        let input = inputs.get(index).map(|input| shown(input)).unwrap_or_default();
        talk.borrow_mut().progress(index + 1, inputs.len(), &input);
    };
    let mut sum: Option<Sum<'f>> = None;
    let (mut list, mut failed) = (String::new(), 0);
    let mut unfit = None;
    let end = |_: usize, done: Option<Read<'_>>| {
        let Some(Read { input, mut findings, reports }) = done else { return ControlFlow::Continue(()) };
        let file = shown(input);
        match reports {
            Ok(reports) => {
                for report in reports {
                    let sum = match &mut sum {
                        Some(sum) => sum,
                        None => match begun(&report, args, options) {
                            Ok(begun) => {
                                list = head_of_list(begun.form());
                                sum.insert(begun)
                            }
                            Err(error) => {
                                unfit = Some(error);
                                return ControlFlow::Break(());
                            }
                        },
                    };
                    let before = sum.added();
                    findings.extend(sum.add(&report, &file));
                    if args.list.is_some() && sum.added() > before {
                        list += &line_of_list(sum.form(), &report);
                    }
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
        None => Ok(Added { sum, list, failed }),
    }
}

/// Nothing added yet, of the year that is asked for or that of the first report.
fn begun<'f>(first: &Report, args: &MergeArgs, options: &'f Options) -> Result<Sum<'f>, Error> {
    let year = args.year.or(first.year).ok_or_else(|| usage(terms::YEAR_OF_SUM_UNKNOWN))?;
    let form = options.forms.for_year(year).ok_or_else(|| usage(terms::no_form_of_year(year)))?;
    Ok(Sum::new(form, args.organ.trim(), year))
}
