//! `diff`: what two reports differ in, in the terminal or a file.

mod text;

use super::args::{DiffArgs, DiffFormat, ReadingArgs};
use super::convert::usage;
use super::files::{self, is_pipe, shown};
use super::reading::{self, Said};
use super::streams::{Outcome, print};
use super::talk::Talk;
use crate::convert::{Conversion, Options, reports_to_revised_docx};
use crate::diff::{Difference, reports_to_difference, save};
use crate::finding::{Error, Language, catalogue, terms};
use crate::report::Report;
use crate::write::html::difference_to_html;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

/// Compares two reports.
pub(super) fn diff(args: &DiffArgs, talk: &mut Talk) -> Result<Outcome, Error> {
    let inputs = [args.before.as_path(), args.after.as_path()];
    if inputs.iter().all(|input| is_pipe(input)) {
        return Err(usage(terms::TWO_STANDARD_INPUTS));
    }
    let format = format(args)?;
    if let Some(output) = &args.output {
        files::check_output(output, &inputs, args.force)?;
    }
    let options = options(&args.reading)?;
    let before = report(&args.before, &options, talk)?;
    let after = report(&args.after, &options, talk)?;
    let mut difference = reports_to_difference(&before, &after, &options.forms);
    difference.before.file = Some(shown(&args.before));
    difference.after.file = Some(shown(&args.after));
    let language = talk.language();
    match format {
        None => {
            let lines = text::lines(&difference, language, in_color());
            print(|out| lines.iter().try_for_each(|line| writeln!(out, "{line}")))?;
        }
        Some(format) => {
            let made = made(format, &difference, (&before, &after), &options, language, talk)?;
            write(&made, args, talk)?;
        }
    }
    talk.close();
    Ok(if difference.is_none() { Outcome::Done } else { Outcome::Different })
}

/// What the comparison is written as; `None`: lines of text.
fn format(args: &DiffArgs) -> Result<Option<DiffFormat>, Error> {
    let format = match (args.to, &args.output) {
        (Some(format), _) => Some(format),
        (None, None) => None,
        (None, Some(output)) => Some(by_extension(output).ok_or_else(|| usage(terms::COMPARISON_FORMATS))?),
    };
    let to_screen = args.output.as_ref().is_none_or(|output| is_pipe(output)) && std::io::stdout().is_terminal();
    match format {
        Some(DiffFormat::Docx) if to_screen => Err(catalogue::convert::binary_to_terminal("docx").into()),
        format => Ok(format),
    }
}

fn by_extension(path: &Path) -> Option<DiffFormat> {
    let extension = path.extension()?.to_str()?.to_ascii_lowercase();
    clap::ValueEnum::from_str(&extension, true).ok()
}

fn options(args: &ReadingArgs) -> Result<Options, Error> {
    let forms = files::forms(args.form.as_ref())?;
    Ok(Options { forms, read: reading::read_options(args), ..Options::built_in()? })
}

fn report(path: &Path, options: &Options, talk: &mut Talk) -> Result<Report, Error> {
    let source = reading::source(path, None)?;
    let mut said = Said::default();
    let report = Conversion::new(options).report(&source, &mut said);
    said.aloud(path, talk);
    report
}

fn made(
    format: DiffFormat,
    difference: &Difference,
    (before, after): (&Report, &Report),
    options: &Options,
    language: Language,
    talk: &mut Talk,
) -> Result<Vec<u8>, Error> {
    Ok(match format {
        DiffFormat::Json => save(difference).into_bytes(),
        DiffFormat::Html => difference_to_html(difference, language).into_bytes(),
        DiffFormat::Docx => {
            let written = reports_to_revised_docx(before, after, options)?;
            let file = difference.after.file.clone().unwrap_or_default();
            talk.findings(&file, written.findings);
            written.value
        }
    })
}

fn write(made: &[u8], args: &DiffArgs, talk: &mut Talk) -> Result<(), Error> {
    let output = args.output.clone().unwrap_or_else(|| PathBuf::from("-"));
    files::write(&output, made, args.force)?;
    if !is_pipe(&output) {
        talk.wrote(&shown(&output));
    }
    Ok(())
}

/// Whether standard output shows colours.
fn in_color() -> bool {
    // https://no-color.org: any value but an empty one.
    let is_plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    !is_plain && std::io::stdout().is_terminal()
}
