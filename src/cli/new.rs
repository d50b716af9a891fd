//! `new`: an empty draft or workbook to hand out.

use super::args::NewArgs;
use super::convert::{reference_doc_for_word, usage};
use super::files::{self, shown};
use super::fonts;
use super::inform;
use super::streams::Outcome;
use super::talk::Talk;
use crate::convert::{Options, report_to_files};
use crate::finding::{Error, Warned, terms};
use crate::format::{Format, ReadOptions, WriteOptions};
use crate::report::Report;
use std::path::{Path, PathBuf};

/// Writes a report with nothing in it but what the form prescribes.
pub(super) fn new(args: &NewArgs, talk: &mut Talk) -> Result<Outcome, Error> {
    let own_form = args.form.as_ref().filter(|named| files::is_data_file(named)).map(PathBuf::from);
    let forms = files::forms(own_form.as_ref())?;
    // The form of a file comes before those built in.
    let of_file = forms.iter().next().filter(|_| own_form.is_some());
    let form = match (&args.form, of_file) {
        (_, Some(form)) => form,
        (Some(id), None) => inform::form_of(&forms, id)?,
        (None, None) => forms.for_year(args.year).ok_or_else(|| usage(terms::no_form_of_year(args.year)))?,
    };
    if args.organ.trim().is_empty() {
        return Err(usage(terms::ORGAN_BLANK));
    }
    let report = Report::blank(form, args.organ.trim(), args.year);
    let format = match args.to {
        Some(format) => format,
        None if files::is_pipe(&args.output) => {
            return Err(usage(terms::PIPE_WITHOUT_FORMAT));
        }
        None => files::format_of(&args.output)?,
    };
    if args.write.reference_doc.is_some() && format != Format::Docx {
        return Err(reference_doc_for_word());
    }
    let protected: Vec<&Path> = args.write.reference_doc.as_deref().into_iter().collect();
    files::check_output(&args.output, &protected, args.write.force)?;
    let style = files::style(args.write.style.as_deref())?;
    let faces = fonts::faces(&args.write.fonts, &style, talk)?;
    let docx = files::docx_options(&args.write, talk)?;
    let write = WriteOptions { docx, pdf: args.write.pdf.into(), ..WriteOptions::default() };
    let options = Options { forms: forms.clone(), style, faces, read: ReadOptions::default(), write };
    let Warned { value, findings } = report_to_files(&report, format, &options)?;
    let bytes = value.into_only()?;
    talk.findings(&shown(&args.output), findings);
    files::write(&args.output, &bytes, args.write.force)?;
    if !files::is_pipe(&args.output) {
        talk.wrote(&shown(&args.output));
    }
    Ok(talk.close())
}
