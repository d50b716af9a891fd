//! `convert`.

use super::args::{ConvertArgs, LINES, ReadArgs, Target, WriteArgs};
use super::files::{self, shown};
use super::fonts;
use super::inputs;
use super::lines;
use super::many::{self, Many};
use super::reading::{self, Said};
use super::streams::Outcome;
use super::talk::Talk;
use crate::convert::{Conversion, Options, Stated, in_order_on, unit_names};
use crate::finding::{Error, Value, Warned, catalogue, terms};
use crate::format::{Files, Format, HtmlOptions, WriteOptions};
use crate::report::Report;
use crate::write::png::PngOptions;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::IsTerminal;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// What the arguments of a conversion ask for.
pub(super) fn options(
    read: &ReadArgs,
    write: &WriteArgs,
    (html, png): (HtmlOptions, PngOptions),
    talk: &mut Talk,
) -> Result<Options, Error> {
    let forms = files::forms(read.reading.form.as_ref())?;
    let style = files::style(write.style.as_deref())?;
    let faces = fonts::faces(&write.fonts, &style, talk)?;
    let docx = files::docx_options(write, talk)?;
    let (read, write) = (
        reading::read_options(&read.reading),
        WriteOptions { docx, html, pdf: write.pdf.into(), png, ..WriteOptions::default() },
    );
    Ok(Options { forms, style, faces, read, write })
}

pub(super) fn usage(cause: impl Into<Value>) -> Error {
    catalogue::convert::usage(cause).into()
}

/// `--reference-doc` where nothing is written that could go by it.
pub(super) fn reference_doc_for_word() -> Error {
    usage(terms::OPTIONS_OF_DOCX)
}

/// Where each input goes, and in what format.
fn plan<'a>(
    args: &ConvertArgs,
    told: Option<Format>,
    inputs: &'a [PathBuf],
) -> Result<Vec<(&'a Path, PathBuf, Format)>, Error> {
    let mut plan: Vec<(&'a Path, PathBuf, Format)> = Vec::new();
    match (&args.output, &args.out_dir) {
        (Some(output), _) => {
            let [input] = inputs else {
                return Err(usage(terms::SEVERAL_INPUTS));
            };
            let format = match told {
                Some(format) => format,
                None if files::is_pipe(output) => {
                    return Err(usage(terms::PIPE_WITHOUT_FORMAT));
                }
                None => files::format_of(output)?,
            };
            plan.push((input, output.clone(), format));
        }
        (None, Some(folder)) => {
            let Some(format) = told else {
                return Err(usage(terms::FOLDER_WITHOUT_FORMAT));
            };
            let mut taken: BTreeMap<PathBuf, &Path> = BTreeMap::new();
            for input in inputs.iter().map(PathBuf::as_path) {
                let stem = if files::is_pipe(input) {
                    "stdin".into()
                } else {
                    input.file_stem().unwrap_or_default().to_os_string()
                };
                let mut name = stem;
                name.push(".");
                name.push(format.entry().name);
                let output = folder.join(name);
                if let Some(other) = taken.insert(output.clone(), input) {
                    return Err(Error::from(catalogue::convert::outputs_collide(shown(other))).in_file(&shown(input)));
                }
                plan.push((input, output, format));
            }
        }
        (None, None) => return Err(usage(terms::NO_OUTPUT)),
    }
    if args.write.reference_doc.is_some() && plan.iter().all(|(_, _, format)| *format != Format::Docx) {
        return Err(reference_doc_for_word());
    }
    if args.charts.show && !plan.iter().any(|(_, _, format)| format.entry().shows_charts()) {
        return Err(usage(terms::OPTIONS_OF_CHARTS));
    }
    if args.fragment && plan.iter().all(|(_, _, format)| !format.entry().is_web_page()) {
        return Err(usage(terms::OPTIONS_OF_HTML));
    }
    for (_, output, format) in &plan {
        format.entry().required_writer()?;
        if format.entry().is_published() && (args.page.is_some() || args.dpi.is_some()) {
            return Err(usage(terms::OPTIONS_OF_PNG));
        }
        if files::is_pipe(output) {
            fit_for_output(*format, std::io::stdout().is_terminal())?;
        }
    }
    Ok(plan)
}

/// Whether a format may go to standard output, which may be a screen.
fn fit_for_output(format: Format, is_screen: bool) -> Result<(), Error> {
    match is_screen && !format.entry().is_text() {
        true => Err(catalogue::convert::binary_to_terminal(format.entry().name).into()),
        false => Ok(()),
    }
}

/// Converts each input; one that fails does not keep the others from being done.
pub(super) fn convert(args: &ConvertArgs, talk: &mut Talk) -> Result<Outcome, Error> {
    let inputs = inputs::named(&args.inputs)?;
    let told = match args.to {
        Some(Target::Lines) => return to_lines(args, &inputs, talk),
        Some(Target::Format(format)) => Some(format),
        None if args.output.as_ref().and_then(|path| path.extension()).is_some_and(|e| e == LINES) => {
            return to_lines(args, &inputs, talk);
        }
        None => None,
    };
    if args.unordered {
        return Err(usage(terms::UNORDERED_LINES));
    }
    let plan = plan(args, told, &inputs)?;
    let png =
        PngOptions { dpi: args.dpi.unwrap_or(PngOptions::default().dpi), page: args.page.map(|page| page as usize) };
    let html = HtmlOptions { fragment: args.fragment, ..HtmlOptions::default() };
    let mut options = options(&args.read, &args.write, (html, png), talk)?;
    options.style.charts.show |= args.charts.show;
    let has_charts = options.style.charts.show;
    if args.last_year.is_some() && !plan.iter().any(|(_, _, format)| format.entry().takes_last_year(has_charts)) {
        return Err(usage(terms::OPTIONS_OF_XLSX));
    }
    let of_last_year = args.last_year.as_ref().map(|path| inputs::files(std::slice::from_ref(path))).transpose()?;
    if let Some(paths) = &of_last_year {
        options.write.last_year = reading::reports(paths, &options, talk)?;
    }
    let tables = reading::tables(&args.read, &options, talk)?;
    let conversion = reading::conversion(&args.read, &options, tables.as_ref());
    let mut protected: Vec<&Path> = inputs.iter().map(PathBuf::as_path).collect();
    protected.extend(args.read.tables.as_deref());
    protected.extend(of_last_year.iter().flatten().map(PathBuf::as_path));
    protected.extend(args.write.reference_doc.as_deref());
    let (mut failed, mut skipped) = (0, 0);
    let total = plan.len();
    let is_done = |path: &Path| args.skip_existing && path.is_file();
    let make = |(input, output, format): &(&Path, PathBuf, Format), said: &mut Said| -> Result<Made, Error> {
        // Before the work, where the name is known already.
        if format.entry().is_published() {
            if !files::is_pipe(output) && is_done(output) {
                return Ok(Made::Skipped);
            }
            files::check_output(output, &protected, args.write.force)?;
        }
        let source = reading::source(input, args.read.from)?;
        match conversion.reports(&source, said)? {
            Stated::Units(units) if args.out_dir.is_some() && args.output.is_none() => Ok(Made::Units(units)),
            stated => {
                let named = |e: Error| e.in_file(&shown(input));
                let report = stated.into_only().map_err(named)?;
                let made = conversion.write(&report, &source, *format, said)?;
                let mut made = placed(made, output).map_err(named)?;
                made.retain(|(path, _)| !is_done(path));
                Ok(Made::Files(made))
            }
        }
    };
    let work = |index: usize| {
        let mut said = Said::default();
        let made = plan.get(index).map(|one| make(one, &mut said));
        (said, made)
    };
    let talk = RefCell::new(talk);
    let begin = |index: usize| {
        let input = plan.get(index).map(|(input, ..)| shown(input));
        talk.borrow_mut().progress(index + 1, total, &input.unwrap_or_default());
    };
    let end = |index: usize, (said, made): (Said, Option<Result<Made, Error>>)| {
        let talk = &mut **talk.borrow_mut();
        let (Some(made), Some((input, _, format))) = (made, plan.get(index)) else { return ControlFlow::Continue(()) };
        said.aloud(input, talk);
        let done = made.and_then(|made| match made {
            Made::Skipped => {
                skipped += 1;
                Ok(())
            }
            Made::Files(files) => write_files(&files, &protected, args, talk),
            Made::Units(units) => {
                let folder = args.out_dir.as_deref().unwrap_or(Path::new("."));
                write_units(&units, (input, folder, *format), &protected, args, &conversion, talk)
            }
        });
        if let Err(error) = done {
            talk.error(&error);
            failed += 1;
        }
        ControlFlow::Continue(())
    };
    in_order_on(args.inputs.jobs, total, work, begin, end);
    let talk = talk.into_inner();
    let outcome = talk.close();
    talk.files(total, failed, skipped);
    Ok(if failed > 0 { Outcome::Failed } else { outcome })
}

/// Writes a line of JSON for each report of the inputs, whatever format each is of.
fn to_lines(args: &ConvertArgs, inputs: &[PathBuf], talk: &mut Talk) -> Result<Outcome, Error> {
    let unfit = [
        (args.page.is_some() || args.dpi.is_some(), terms::OPTIONS_OF_PNG),
        (args.fragment, terms::OPTIONS_OF_HTML),
        (args.charts.show, terms::OPTIONS_OF_CHARTS),
        (args.last_year.is_some(), terms::OPTIONS_OF_XLSX),
        (args.write.reference_doc.is_some(), terms::OPTIONS_OF_DOCX),
        (args.skip_existing, terms::LINES_IN_ONE_FILE),
    ];
    if let Some((_, why)) = unfit.into_iter().find(|(is_asked, _)| *is_asked) {
        return Err(usage(why));
    }
    let output = args.output.as_ref().ok_or_else(|| usage(terms::LINES_IN_ONE_FILE))?;
    let read = [&args.inputs.paths_from, &args.read.tables, &args.read.reading.form].into_iter().flatten();
    let protected: Vec<&Path> = inputs.iter().chain(read).map(PathBuf::as_path).collect();
    files::check_output(output, &protected, args.write.force)?;
    let forms = files::forms(args.read.reading.form.as_ref())?;
    let options = Options { forms, read: reading::read_options(&args.read.reading), ..Options::built_in()? };
    let tables = reading::tables(&args.read, &options, talk)?;
    let many = Many {
        from: args.read.from,
        conversion: reading::conversion(&args.read, &options, tables.as_ref()),
        is_ordered: !args.unordered,
        ..Many::new(inputs, &args.inputs, &options)
    };
    let failed = lines::write(&many, output, args.write.force, talk)?;
    Ok(many::end(output, inputs.len(), failed, talk))
}

/// A file by the path it goes to.
type Placed = (PathBuf, Vec<u8>);

/// Files by the paths they go to, where the output is this: 页.png becomes 页-1.png, 页-2.png … where there are several.
fn placed(files: Files, output: &Path) -> Result<Vec<Placed>, Error> {
    if files::is_pipe(output) {
        return Ok(vec![(output.to_owned(), files.into_only()?)]);
    }
    let path = |ending: String| {
        let mut name = output.file_stem().unwrap_or_default().to_os_string();
        name.push(ending);
        if let Some(extension) = output.extension() {
            name.push(".");
            name.push(extension);
        }
        output.with_file_name(name)
    };
    Ok(files.into_numbered().map(|(ending, bytes)| (path(ending), bytes)).collect())
}

/// What became of an input.
enum Made {
    /// Nothing: what it would become is there.
    Skipped,
    Files(Vec<Placed>),
    /// The reports of a list of units, each to be written into a file of its own.
    Units(Vec<Report>),
}

fn write_files(
    made: &[(PathBuf, Vec<u8>)],
    protected: &[&Path],
    args: &ConvertArgs,
    talk: &mut Talk,
) -> Result<(), Error> {
    if let (Some(folder), None) = (&args.out_dir, &args.output) {
        files::make_folder(folder)?;
    }
    for (path, _) in made {
        files::check_output(path, protected, args.write.force)?;
    }
    for (path, bytes) in made {
        files::write(path, bytes, args.write.force)?;
        if !files::is_pipe(path) {
            talk.wrote(&shown(path));
        }
    }
    Ok(())
}

/// Writes the reports of a list of units into a folder, each in a file of the unit's name.
fn write_units(
    units: &[Report],
    (input, folder, format): (&Path, &Path, Format),
    protected: &[&Path],
    args: &ConvertArgs,
    conversion: &Conversion<'_>,
    talk: &mut Talk,
) -> Result<(), Error> {
    let (force, is_done) = (args.write.force, |path: &Path| args.skip_existing && path.is_file());
    let named = |e: Error| e.in_file(&shown(input));
    let names = unit_names(units).map_err(named)?;
    let output = |name: String| folder.join(format!("{name}.{}", format.entry().name));
    let outputs: Vec<PathBuf> = names.into_iter().map(output).collect();
    for output in outputs.iter().filter(|output| !is_done(output)) {
        files::check_output(output, protected, force)?;
    }
    files::make_folder(folder)?;
    let (left, outputs): (Vec<&Report>, Vec<&PathBuf>) =
        units.iter().zip(&outputs).filter(|(_, output)| !is_done(output)).unzip();
    let mut done = Ok(());
    conversion.write_units(&left, format, |index, made| {
        let Some(output) = outputs.get(index) else { return ControlFlow::Continue(()) };
        done = made.map_err(named).and_then(|Warned { value, findings }| {
            talk.findings(&shown(output), findings);
            let mut made = placed(value, output)?.into_iter();
            made.try_for_each(|(path, bytes)| files::write(&path, &bytes, force))
        });
        if done.is_err() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    done?;
    talk.wrote_into(&shown(folder), units.len());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_screen_takes_text_only() {
        let code = |format, is_screen| fit_for_output(format, is_screen).err().map(|error| error.code());
        assert_eq!(code(Format::Pdf, true), Some("binary-to-terminal"));
        assert_eq!((code(Format::Pdf, false), code(Format::Json, true)), (None, None));
    }
}
