//! `convert` and `publish`.

use super::Outcome;
use super::args::{ConvertArgs, PublishArgs, ReadArgs, WriteArgs};
use super::batch;
use super::files::{self, shown};
use super::fonts;
use super::inputs;
use super::talk::Talk;
use crate::convert::{Options, Publication, Stated, bytes_to_figures, bytes_to_unchecked};
use crate::fill::{fill_placeholders, name_placeholders};
use crate::finding::{Error, Finding, Value, catalogue, terms};
use crate::format::{FORMATS, Format};
use crate::merge::{FiguresOf, Replace, figures_into_report, is_disagreement, unit_of_report};
use crate::recognize::Wanted;
use crate::report::Report;
use crate::write::png::PngOptions;
use sha2::{Digest, Sha256};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::io::IsTerminal;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// The file of `--tables`: a list of units is read once for all inputs, other files for each body and year that is wanted of them.
struct Tables {
    name: String,
    bytes: Vec<u8>,
    format: Format,
    units: Option<Vec<Report>>,
    /// Whose they are, where the user says so.
    of: Option<FiguresOf>,
    replace: Replace,
    strict: bool,
}

fn read_tables(args: &ReadArgs, options: &Options, talk: &mut Talk) -> Result<Option<Tables>, Error> {
    let Some(path) = &args.tables else { return Ok(None) };
    let name = shown(path);
    let bytes = files::read(path)?;
    let format = files::input_format(path, None, &bytes)?;
    let read = bytes_to_figures(&bytes, format, Wanted::default(), options).map_err(|e| e.in_file(&name))?;
    if read.value.reports().iter().all(|report| report.statistics.is_empty()) && read.findings.is_empty() {
        return Err(Error::from(catalogue::report::tables_without_figures()).in_file(&name));
    }
    let units = match read.value {
        Stated::Units(units) => {
            if let Some(finding) = read.findings.iter().find(|finding| is_of_no_one_year(finding)) {
                return Err(Error::from(finding.clone()).in_file(&name));
            }
            talk.findings(&name, read.findings);
            Some(units)
        }
        Stated::Report(_) => None,
    };
    let replace = if args.tables_only_empty { Replace::OnlyEmpty } else { Replace::All };
    Ok(Some(Tables { name, bytes, format, units, of: args.figures_of.clone(), replace, strict: args.strict }))
}

/// An input read, with the figures of `--tables` in it.
pub(super) struct Source {
    pub(super) stated: Stated,
    bytes_digest: String,
}

/// What there is to say, by the file it is said of: kept until it is that file's turn.
type Said = Vec<(String, Vec<Finding>)>;

fn read_source(
    path: &Path,
    args: &ReadArgs,
    tables: Option<&Tables>,
    options: &Options,
    said: &mut Said,
) -> Result<Source, Error> {
    let name = shown(path);
    let bytes = files::read(path)?;
    let format = files::input_format(path, args.from, &bytes).map_err(|e| e.in_file(&name))?;
    let mut read = bytes_to_unchecked(&bytes, format, options).map_err(|e| e.in_file(&name))?;
    said.push((name.clone(), read.findings));
    for report in read.value.reports_mut() {
        if let Some(tables) = tables {
            take_figures(report, &name, tables, options, said)?;
        }
        let found = match args.fill {
            true => fill_placeholders(report, &options.forms),
            false => name_placeholders(report).into_iter().collect(),
        };
        said.push((name.clone(), found));
    }
    let checked = read.value.check(options);
    said.push((name, checked.findings));
    Ok(Source { stated: checked.value, bytes_digest: digest(&bytes) })
}

/// Whether a finding keeps figures from being taken: said to be of two bodies or years they are nobody's, those of half a year no
/// annual report's.
fn is_of_no_one_year(finding: &Finding) -> bool {
    finding.is(catalogue::recognize::FIGURES_PART_OF_YEAR)
        || finding.is(catalogue::recognize::STATEMENTS_DISAGREE)
            && !finding.typed("what").is_some_and(|what| what.is(terms::FORM))
}

/// Puts the figures of `--tables` into a report: those of its own unit, where they are a list of units.
fn take_figures(
    report: &mut Report,
    name: &str,
    tables: &Tables,
    options: &Options,
    said: &mut Said,
) -> Result<(), Error> {
    let of_tables = |e: Error| e.in_file(&tables.name);
    let mut figures: Report;
    // Whether the file says whose its figures are, but not so that it was understood.
    let mut owner_is_unclear = false;
    match &tables.units {
        None => {
            let (organ, year) = match &tables.of {
                Some(of) => (Some(of.organ.as_str()), Some(of.year)),
                None => (report.organ.as_deref(), report.year),
            };
            let wanted = Wanted { organ, year };
            let read = bytes_to_figures(&tables.bytes, tables.format, wanted, options).map_err(of_tables)?;
            if let Some(finding) = read.findings.iter().find(|finding| is_of_no_one_year(finding)) {
                return Err(of_tables(Error::from(finding.clone())));
            }
            owner_is_unclear =
                read.findings.iter().any(|finding| finding.is(catalogue::recognize::FIGURES_OWNER_UNCLEAR));
            said.push((tables.name.clone(), read.findings));
            figures = read.value.into_only().map_err(of_tables)?;
            if let Some(of) = &tables.of {
                of.complete(&mut figures).map_err(of_tables)?;
            }
        }
        Some(units) => {
            // The unit is sought by the name it is said to have in the list.
            let sought = match &tables.of {
                None => Report { organ: report.organ.clone(), year: report.year, ..Report::default() },
                Some(of) => Report { organ: Some(of.organ.clone()), year: Some(of.year), ..Report::default() },
            };
            let (unit, finding) = unit_of_report(units, &sought).map_err(of_tables)?;
            said.push((tables.name.clone(), finding.into_iter().collect()));
            let year = unit.year.or(sought.year.filter(|_| tables.of.is_some()));
            figures = Report { organ: sought.organ, year, ..unit.clone() };
        }
    }
    let mut changes = figures_into_report(report, &figures, &options.forms, tables.replace).map_err(of_tables)?;
    // What was said and not understood is not unsaid.
    changes.retain(|change| !(owner_is_unclear && change.is(catalogue::report::FIGURES_OWNER_UNSAID)));
    let disagreements = changes.iter().filter(|change| is_disagreement(change)).count();
    said.push((tables.name.clone(), changes));
    if tables.strict && disagreements > 0 {
        return Err(Error::from(catalogue::report::figures_disagree(disagreements)).in_file(name));
    }
    Ok(())
}

impl Source {
    /// The one report stated.
    fn only(self, path: &Path) -> Result<Report, Error> {
        self.stated.into_only().map_err(|e| e.in_file(&shown(path)))
    }
}

/// The report an input states, with the figures of `--tables` in it.
pub(super) fn read_report(path: &Path, args: &ReadArgs, talk: &mut Talk) -> Result<(Report, Options), Error> {
    let (forms, tracked_changes) = (files::forms(args.form.as_ref())?, args.track_changes.into());
    let (visible_only, ocr_layer) = (args.visible, args.ocr_layer);
    let options = Options { forms, tracked_changes, visible_only, ocr_layer, ..Options::built_in()? };
    let tables = read_tables(args, &options, talk)?;
    let source = read_aloud(path, args, tables.as_ref(), &options, talk)?;
    Ok((source.only(path)?, options))
}

/// An input read, and said what there is to say of it.
fn read_aloud(
    path: &Path,
    args: &ReadArgs,
    tables: Option<&Tables>,
    options: &Options,
    talk: &mut Talk,
) -> Result<Source, Error> {
    let mut said = Said::new();
    let source = read_source(path, args, tables, options, &mut said);
    said.into_iter().for_each(|(file, findings)| talk.findings(&file, findings));
    source
}

/// What the arguments of a conversion ask for.
fn options(read: &ReadArgs, write: &WriteArgs, png: PngOptions, talk: &mut Talk) -> Result<Options, Error> {
    let forms = files::forms(read.form.as_ref())?;
    let style = files::style(write.style.as_deref())?;
    let faces = fonts::faces(&write.fonts, &style, talk)?;
    let tracked_changes = read.track_changes.into();
    let docx = files::docx_options(write, talk)?;
    let (visible_only, ocr_layer) = (read.visible, read.ocr_layer);
    let pdf = write.pdf.into();
    Ok(Options { forms, style, faces, png, pdf, docx, tracked_changes, visible_only, ocr_layer })
}

pub(super) fn usage(cause: impl Into<Value>) -> Error {
    catalogue::convert::usage(cause).into()
}

/// `--reference-doc` where nothing is written that could go by it.
pub(super) fn reference_doc_for_word() -> Error {
    usage(terms::OPTIONS_OF_DOCX)
}

/// Where each input goes, and in what format.
fn plan<'a>(args: &ConvertArgs, inputs: &'a [PathBuf]) -> Result<Vec<(&'a Path, PathBuf, Format)>, Error> {
    let mut plan: Vec<(&'a Path, PathBuf, Format)> = Vec::new();
    match (&args.output, &args.out_dir) {
        (Some(output), _) => {
            let [input] = inputs else {
                return Err(usage(terms::SEVERAL_INPUTS));
            };
            let format = match args.to {
                Some(format) => format,
                None if files::is_pipe(output) => {
                    return Err(usage(terms::PIPE_WITHOUT_FORMAT));
                }
                None => files::format_of(output)?,
            };
            plan.push((input, output.clone(), format));
        }
        (None, Some(folder)) => {
            let Some(format) = args.to else {
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
    for (_, output, format) in &plan {
        format.entry().required_writer()?;
        if format.entry().is_published() && (args.page.is_some() || args.dpi.is_some()) {
            return Err(usage(terms::OPTIONS_OF_PNG));
        }
        if files::is_pipe(output)
            && *format != Format::Json
            && *format != Format::Html
            && std::io::stdout().is_terminal()
        {
            return Err(catalogue::convert::binary_to_terminal(format.entry().name).into());
        }
    }
    Ok(plan)
}

/// Converts each input; one that fails does not keep the others from being done.
pub(super) fn convert(args: &ConvertArgs, talk: &mut Talk) -> Result<Outcome, Error> {
    let inputs = inputs::files(&args.inputs)?;
    let plan = plan(args, &inputs)?;
    let png =
        PngOptions { dpi: args.dpi.unwrap_or(PngOptions::default().dpi), page: args.page.map(|page| page as usize) };
    let options = options(&args.read, &args.write, png, talk)?;
    let tables = read_tables(&args.read, &options, talk)?;
    let mut protected: Vec<&Path> = inputs.iter().map(PathBuf::as_path).collect();
    protected.extend(args.read.tables.as_deref());
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
        let source = read_source(input, &args.read, tables.as_ref(), &options, said)?;
        match source.stated {
            Stated::Units(units) if args.out_dir.is_some() && args.output.is_none() => Ok(Made::Units(units)),
            stated => {
                let named = |e: Error| e.in_file(&shown(input));
                let report = stated.into_only().map_err(named)?;
                let (mut made, findings) = write_report(&report, *format, output, &options).map_err(named)?;
                made.retain(|(path, _)| !is_done(path));
                said.push((shown(input), findings));
                Ok(Made::Files(made))
            }
        }
    };
    let work = |index: usize| {
        let mut said = Said::new();
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
        said.into_iter().for_each(|(file, findings)| talk.findings(&file, findings));
        let (Some(made), Some((input, _, format))) = (made, plan.get(index)) else { return ControlFlow::Continue(()) };
        let done = made.and_then(|made| match made {
            Made::Skipped => {
                skipped += 1;
                Ok(())
            }
            Made::Files(files) => write_files(&files, &protected, args, talk),
            Made::Units(units) => {
                let folder = args.out_dir.as_deref().unwrap_or(Path::new("."));
                write_units(&units, (input, folder, *format), &protected, args, &options, talk)
            }
        });
        if let Err(error) = done {
            talk.error(&error);
            failed += 1;
        }
        ControlFlow::Continue(())
    };
    batch::in_order(total, work, begin, end);
    let talk = talk.into_inner();
    let outcome = talk.close();
    talk.files(total, failed, skipped);
    Ok(if failed > 0 { Outcome::Failed } else { outcome })
}

/// What became of an input.
enum Made {
    /// Nothing: what it would become is there.
    Skipped,
    Files(Vec<(PathBuf, Vec<u8>)>),
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

/// Writes the reports of a list of units into a folder, each in a file of the unit's name; with the year, where a unit has
/// several.
fn write_units(
    units: &[Report],
    (input, folder, format): (&Path, &Path, Format),
    protected: &[&Path],
    args: &ConvertArgs,
    options: &Options,
    talk: &mut Talk,
) -> Result<(), Error> {
    let (force, is_done) = (args.write.force, |path: &Path| args.skip_existing && path.is_file());
    let named = |e: Error| e.in_file(&shown(input));
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    for unit in units {
        *count.entry(unit.organ.as_deref().unwrap_or_default()).or_default() += 1;
    }
    let mut outputs: Vec<PathBuf> = Vec::with_capacity(units.len());
    let mut taken: BTreeSet<PathBuf> = BTreeSet::new();
    for unit in units {
        let organ = unit.organ.as_deref().unwrap_or_default();
        let year = unit.year.filter(|_| count.get(organ).is_some_and(|count| *count > 1));
        let year = year.map_or_else(String::new, |year| year.to_string());
        let output = folder.join(format!("{}{year}.{}", files::file_name_of(organ), format.entry().name));
        if !taken.insert(output.clone()) {
            return Err(named(catalogue::convert::outputs_collide(organ).into()));
        }
        if !is_done(&output) {
            files::check_output(&output, protected, force)?;
        }
        outputs.push(output);
    }
    files::make_folder(folder)?;
    let total = units.len();
    let left: Vec<(&Report, &PathBuf)> = units.iter().zip(&outputs).filter(|(_, output)| !is_done(output)).collect();
    let make = |(unit, output): &(&Report, &PathBuf)| match format.entry().report_to_bytes(unit, &options.forms) {
        Some(bytes) => Ok((vec![((*output).clone(), bytes)], Vec::new())),
        None => write_report(unit, format, output, options).map_err(named),
    };
    let mut done = Ok(());
    let end = |index: usize, made: Option<Result<Written, Error>>| {
        let (Some(made), Some((_, output))) = (made, left.get(index)) else { return ControlFlow::Continue(()) };
        done = made.and_then(|(made, findings)| {
            talk.findings(&shown(output), findings);
            made.iter().try_for_each(|(path, bytes)| files::write(path, bytes, force))
        });
        if done.is_err() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    batch::in_order(left.len(), |index| left.get(index).map(make), |_| {}, end);
    done?;
    talk.wrote_into(&shown(folder), total);
    Ok(())
}

/// Files by the paths they go to, and what there was to say.
type Written = (Vec<(PathBuf, Vec<u8>)>, Vec<Finding>);

fn write_report(report: &Report, format: Format, output: &Path, options: &Options) -> Result<Written, Error> {
    let mut findings = Vec::new();
    let publication = Publication::compose(report, options).unpack(&mut findings);
    if format.entry().is_published() || files::is_pipe(output) {
        let bytes = publication.to_bytes(format)?.unpack(&mut findings);
        return Ok((vec![(output.to_owned(), bytes)], findings));
    }
    let pictures = publication.page_pictures()?.unpack(&mut findings);
    if pictures.len() == 1 {
        return Ok((pictures.into_iter().map(|picture| (output.to_owned(), picture.bytes)).collect(), findings));
    }
    // 页.png becomes 页-01.png, 页-02.png …: they sort in the order of the pages.
    let digits = pictures.len().to_string().len();
    let made = pictures.into_iter().map(|picture| {
        let mut name = output.file_stem().unwrap_or_default().to_os_string();
        name.push(format!("-{:0digits$}", picture.page));
        if let Some(extension) = output.extension() {
            name.push(".");
            name.push(extension);
        }
        (output.with_file_name(name), picture.bytes)
    });
    Ok((made.collect(), findings))
}

/// The SHA-256 sum of some bytes, in hexadecimal.
fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Writes every format from one reading, and a manifest of their sums.
pub(super) fn publish(args: &PublishArgs, talk: &mut Talk) -> Result<Outcome, Error> {
    let options = options(&args.read, &args.write, PngOptions::default(), talk)?;
    let mut protected: Vec<&Path> = vec![&args.input];
    protected.extend(args.read.tables.as_deref());
    protected.extend(args.write.reference_doc.as_deref());
    let stem = if files::is_pipe(&args.input) {
        "report".into()
    } else {
        args.input.file_stem().unwrap_or_default().to_string_lossy()
    };
    let outputs: Vec<(String, PathBuf, Format)> = FORMATS
        .iter()
        .filter(|entry| entry.is_published())
        .map(|entry| {
            let name = format!("{stem}.{}", entry.name);
            let path = args.out_dir.join(&name);
            (name, path, entry.format)
        })
        .collect();
    let manifest_path = args.out_dir.join("manifest.json");
    for path in outputs.iter().map(|(_, path, _)| path).chain([&manifest_path]) {
        files::check_output(path, &protected, args.write.force)?;
    }
    let tables = read_tables(&args.read, &options, talk)?;
    let source = read_aloud(&args.input, &args.read, tables.as_ref(), &options, talk)?;
    let input_name = shown(&args.input);
    let bytes_digest = source.bytes_digest.clone();
    let report = source.only(&args.input)?;
    let mut findings = Vec::new();
    let publication = Publication::compose(&report, &options).unpack(&mut findings);
    talk.findings(&input_name, findings);
    // Everything is made before anything is written: a format that fails leaves no half publication.
    let mut made = Vec::with_capacity(outputs.len());
    for (name, path, format) in outputs {
        let written = publication.to_bytes(format).map_err(|e| e.in_file(&input_name))?;
        talk.findings(&input_name, written.findings);
        made.push((name, path, format, written.value));
    }
    let files_json: Vec<serde_json::Value> = made
        .iter()
        .map(|(name, _, format, bytes)| {
            serde_json::json!({ "name": name, "format": format.entry().name, "bytes": bytes.len(), "sha256": digest(bytes) })
        })
        .collect();
    let source_name = args.input.file_name().unwrap_or_default().to_string_lossy();
    let manifest = serde_json::json!({
        "producer": concat!("nianbao ", env!("CARGO_PKG_VERSION")),
        "source": { "name": source_name, "sha256": bytes_digest },
        "files": files_json,
    });
    files::make_folder(&args.out_dir)?;
    for (_, path, _, bytes) in &made {
        files::write(path, bytes, args.write.force)?;
        talk.wrote(&shown(path));
    }
    let text = format!("{manifest:#}\n");
    files::write(&manifest_path, text.as_bytes(), args.write.force)?;
    talk.wrote(&shown(&manifest_path));
    Ok(talk.close())
}
