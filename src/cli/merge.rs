//! `merge`: the reports of units, added up.

use super::args::{ListFormat, MergeArgs};
use super::beside;
use super::convert::{reference_doc_for_word, usage};
use super::files::{self, shown};
use super::fonts;
use super::inputs;
use super::list::{self, ListFile};
use super::many::{Many, Read};
use super::reading::{self, Said};
use super::streams::Outcome;
use super::talk::Talk;
use crate::convert::{Conversion, Options, report_to_files};
use crate::finding::{Error, Finding, Language, Severity, Warned, catalogue, terms};
use crate::form::{Forms, WorkbookWords};
use crate::format::{Format, WriteOptions};
use crate::list::{AreaUnits, Entry, Found, Shape, entries};
use crate::read::encoding::bytes_to_text;
use crate::report::{Report, SameOrgan, same_organ};
use crate::sum::{Expected, Sum, own_against_sums};
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
    let inputs = inputs::named(&args.inputs)?;
    let read = [&args.units, &args.own, &args.write.reference_doc, &args.inputs.paths_from, &args.reading.form];
    let protected: Vec<&Path> = inputs.iter().chain(read.into_iter().flatten()).map(PathBuf::as_path).collect();
    let state = args.resume.as_deref();
    beside::all_different(std::iter::once(args.output.as_path()).chain(args.list.as_deref()).chain(state))?;
    for output in std::iter::once(&args.output).chain(&args.list) {
        files::check_output(output, &protected, args.write.force)?;
    }
    let forms = files::forms(args.reading.form.as_ref())?;
    let style = files::style(args.write.style.as_deref())?;
    let faces = fonts::faces(&args.write.fonts, &style, talk)?;
    let docx = files::docx_options(&args.write, talk)?;
    let write = WriteOptions { docx, pdf: args.write.pdf.into(), ..WriteOptions::default() };
    let read = reading::read_options(&args.reading);
    let mut options = Options { forms: forms.clone(), style, faces, read, write };
    let expected = args.units.as_ref().map(|path| expected_in(path)).transpose()?;
    let own = args.own.as_ref().map(|path| own_report(path, args, &options, talk)).transpose()?;
    let mut adding = Adding {
        args,
        forms: &forms,
        sum: None,
        list: args.list.as_ref().map(|path| begun_list(path, args, &forms)).transpose()?,
        units: format.entry().is_workbook().then(AreaUnits::default),
        failed: 0,
    };
    let many = Many::new(&inputs, &args.inputs, &options).resuming(args.resume.as_ref(), &args.reading)?;
    adding.all(&many, talk)?;
    let Adding { sum, list, units, failed, .. } = adding;
    let Some(sum) = sum.filter(|sum| sum.added() > 0) else {
        return Err(catalogue::sum::no_unit_added().into());
    };
    let (form, year) = (sum.form(), sum.year());
    let (report, mut findings) = sum.finish(expected.as_ref());
    if let Some((own, path)) = own.as_ref().zip(args.own.as_ref()) {
        if let Some(other) = own.year.filter(|own| *own != year) {
            return Err(Error::from(catalogue::report::other_year(year, other)).in_file(&shown(path)));
        }
        let against = own_against_sums(own, &report, form);
        findings.extend(against.into_iter().map(|finding| finding.in_file(&shown(path))));
    }
    let output = shown(&args.output);
    talk.findings(&output, findings);
    options.write.units = units.map(|mut units| {
        if let Some(expected) = &expected {
            units.set_levels(expected.levels());
        }
        units.set_levels_of_folders();
        if let Some(own) = own {
            units.set_own(own);
        }
        units
    });
    let Warned { value, findings } = report_to_files(&report, format, &options)?;
    // The sections of a sum are still to be written: only errors are of what was added.
    let errors = findings.into_iter().filter(|finding| finding.severity() == Severity::Error);
    talk.findings(&output, errors.collect());
    files::write(&args.output, &value.into_only()?, args.write.force)?;
    if !files::is_pipe(&args.output) {
        talk.wrote(&output);
    }
    if let Some((mut list, path)) = list.zip(args.list.as_ref()) {
        list.add_total(&WorkbookWords::built_in().units.sum, &report);
        list.finish()?;
        if !files::is_pipe(path) {
            talk.wrote(&shown(path));
        }
    }
    let outcome = talk.close();
    talk.files(inputs.len(), failed, 0);
    Ok(if failed > 0 { Outcome::Failed } else { outcome })
}

/// The units a list names. What is said of a guessed encoding is of no concern to who hands in names.
fn expected_in(path: &Path) -> Result<Expected, Error> {
    let text = bytes_to_text(&files::read(path)?, None, &mut Vec::new());
    match text.contains('\0') {
        true => Err(Error::from(catalogue::sheet::not_text()).in_file(&shown(path))),
        false => Ok(Expected::in_text(&text)),
    }
}

/// The report that the area itself has published. Of what is found in it only errors concern those who hold it against sums.
fn own_report(path: &Path, args: &MergeArgs, options: &Options, talk: &mut Talk) -> Result<Report, Error> {
    let mut said = Said::default();
    let own = Conversion::new(options).report(&reading::source(path, None)?, &mut said)?;
    let errors = said.all().filter(|finding| finding.severity() == Severity::Error);
    talk.findings(&shown(path), errors.collect());
    let area = args.organ.trim();
    match own.organ.as_deref() {
        Some(organ) if same_organ(organ, area) == SameOrgan::No => {
            Err(Error::from(catalogue::report::other_organ(area, organ)).in_file(&shown(path)))
        }
        _ => Ok(own),
    }
}

fn begun_list<'f>(path: &Path, args: &MergeArgs, forms: &'f Forms) -> Result<ListFile<'f>, Error> {
    let format = if files::is_pipe(path) { ListFormat::Csv } else { list::format_of(path)? };
    ListFile::begin(path, format, Shape::Wide, forms, args.write.force)
}

/// Units being added up.
struct Adding<'f> {
    args: &'f MergeArgs,
    forms: &'f Forms,
    sum: Option<Sum<'f>>,
    /// The list of those added, where one is asked for.
    list: Option<ListFile<'f>>,
    /// The same for the area's workbook.
    units: Option<AreaUnits>,
    /// How many files could not be read.
    failed: usize,
}

impl<'f> Adding<'f> {
    /// Adds every report there is, in the order of the inputs.
    fn all(&mut self, many: &Many<'_>, talk: &mut Talk) -> Result<(), Error> {
        let language = talk.language();
        let talk = RefCell::new(talk);
        let make =
            |input: &Path, reports: Vec<Report>, found: &[Finding]| entries(&shown(input), reports, found, language);
        let mut unfit = Ok(());
        let take = |read: Read<'_, Entry>| {
            let talk = &mut **talk.borrow_mut();
            unfit = self.take(read, talk);
            if unfit.is_err() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        many.each(&talk, make, take)?;
        unfit
    }

    /// Adds what was read of an input.
    fn take(&mut self, read: Read<'_, Entry>, talk: &mut Talk) -> Result<(), Error> {
        let Read { input, mut findings, recalled: [_, warnings, errors], made } = read;
        let file = shown(input);
        talk.recall([0, warnings, errors]);
        // What was guessed of a figure is a warning, and goes into the sum.
        findings.retain(|finding| finding.severity() > Severity::Note);
        let entries = match made {
            Ok(entries) => entries,
            Err(error) => {
                self.failed += 1;
                talk.findings(&file, findings);
                talk.error(&error.in_file(&file));
                return Ok(());
            }
        };
        for entry in entries {
            findings.extend(self.add(entry, &file, talk.language())?);
        }
        talk.findings(&file, findings);
        Ok(())
    }

    /// Adds a unit; what there is to say of that.
    fn add(&mut self, mut entry: Entry, file: &str, language: Language) -> Result<Vec<Finding>, Error> {
        let sum = match &mut self.sum {
            Some(sum) => sum,
            None => self.sum.insert(begun(&entry.report, self.args, self.forms)?),
        };
        let before = sum.added();
        let findings = sum.add(&entry.report, file);
        if sum.added() > before {
            entry.said.add(Found::of(&findings).said(&entry.report, true, language));
            if let Some(list) = &mut self.list {
                list.add(&entry)?;
            }
            if let Some(units) = &mut self.units {
                units.add(&entry, self.forms);
            }
        }
        Ok(findings)
    }
}

/// Nothing added yet, of the year that is asked for or that of the first report.
fn begun<'f>(first: &Report, args: &MergeArgs, forms: &'f Forms) -> Result<Sum<'f>, Error> {
    let year = args.year.or(first.year).ok_or_else(|| usage(terms::YEAR_OF_SUM_UNKNOWN))?;
    let form = forms.for_year(year).ok_or_else(|| usage(terms::no_form_of_year(year)))?;
    Ok(Sum::new(form, args.organ.trim(), year))
}
