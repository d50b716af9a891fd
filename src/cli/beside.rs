//! What is written beside each input that is checked: where it goes, how it is made and written.

use super::convert::usage;
use super::files::{self, is_pipe, shown};
use super::talk::Talk;
use crate::convert::{Options, ReviewSheet, Source, annotate, review_sheet_to_bytes};
use crate::finding::{Error, Finding, Language, Warned, catalogue, printable, terms};
use crate::format::{FORMATS, Format, FormatEntry};
use crate::report::Report;
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// Where files go, an input each.
struct Outputs {
    paths: Vec<PathBuf>,
    folder: Option<PathBuf>,
    force: bool,
}

/// Which files are not to be overwritten.
#[derive(Clone, Copy)]
pub(super) struct Kept<'a> {
    /// Those that are read.
    pub(super) inputs: &'a [&'a Path],
    /// Whether any other may be.
    pub(super) force: bool,
}

impl Outputs {
    fn to_file(output: &Path, kept: Kept<'_>) -> Result<Self, Error> {
        Outputs { paths: vec![output.to_owned()], folder: None, force: kept.force }.unless_kept(kept)
    }

    /// Each input's under the name that it gives.
    fn to_folder(
        inputs: &[PathBuf],
        folder: &Path,
        name: impl Fn(&Path) -> Option<OsString>,
        kept: Kept<'_>,
    ) -> Result<Self, Error> {
        let mut taken: BTreeMap<PathBuf, &Path> = BTreeMap::new();
        let mut paths = Vec::with_capacity(inputs.len());
        for input in inputs {
            let name = name(input).filter(|_| !is_pipe(input)).ok_or_else(|| usage(terms::SEVERAL_COPIES))?;
            let path = folder.join(name);
            if let Some(other) = taken.insert(path.clone(), input) {
                return Err(Error::from(catalogue::convert::outputs_collide(shown(other))).in_file(&shown(input)));
            }
            paths.push(path);
        }
        Outputs { paths, folder: Some(folder.to_owned()), force: kept.force }.unless_kept(kept)
    }

    fn unless_kept(self, kept: Kept<'_>) -> Result<Self, Error> {
        self.paths.iter().try_for_each(|path| files::check_output(path, kept.inputs, kept.force))?;
        Ok(self)
    }

    /// Writes what was made of the input of that index.
    fn write(&self, index: usize, made: Warned<Vec<u8>>, talk: &mut Talk) -> Result<(), Error> {
        let Some(path) = self.paths.get(index) else { return Ok(()) };
        if let Some(folder) = &self.folder {
            files::make_folder(folder)?;
        }
        talk.findings(&shown(path), made.findings);
        files::write(path, &made.value, self.force)?;
        if !is_pipe(path) {
            talk.wrote(&shown(path));
        }
        Ok(())
    }
}

/// Annotated copies of the inputs.
pub(super) struct Copies(Outputs);

impl Copies {
    /// One input's copy goes to the path itself, those of several into a folder of that name, under their own names.
    pub(super) fn plan(inputs: &[PathBuf], output: &Path, kept: Kept<'_>) -> Result<Self, Error> {
        let outputs = match inputs {
            [input] if !output.is_dir() => {
                check_copy(input, output)?;
                Outputs::to_file(output, kept)?
            }
            _ => Outputs::to_folder(inputs, output, |input| input.file_name().map(OsString::from), kept)?,
        };
        Ok(Copies(outputs))
    }

    /// Where they go.
    pub(super) fn paths(&self) -> impl Iterator<Item = &Path> {
        self.0.paths.iter().map(PathBuf::as_path)
    }

    /// Writes the copy of the input of that index.
    pub(super) fn write(&self, index: usize, copy: Warned<Vec<u8>>, talk: &mut Talk) -> Result<(), Error> {
        self.0.write(index, copy, talk)
    }
}

/// A source's own file with what was found at its place; what reviewers silenced is left out.
pub(super) fn copy(
    source: &Source,
    findings: &[Finding],
    language: Language,
    options: &Options,
) -> Result<Warned<Vec<u8>>, Error> {
    let raised: Vec<Finding> = findings.iter().filter(|finding| !finding.is_silenced()).cloned().collect();
    annotate(source, &raised, language, options)
}

/// Review sheets of the inputs.
pub(super) struct Sheets {
    outputs: Outputs,
    format: Format,
}

impl Sheets {
    /// One input's sheet goes to the path itself, in the format of its extension; those of several into a folder of that name, to be
    /// printed.
    pub(super) fn plan(inputs: &[PathBuf], output: &Path, kept: Kept<'_>, language: Language) -> Result<Self, Error> {
        if let ([_], false) = (inputs, output.is_dir()) {
            let format = Format::of_path(output).ok().filter(|format| format.entry().is_document());
            let format = format.ok_or_else(|| usage(terms::SHEET_FORMATS))?;
            return Ok(Sheets { outputs: Outputs::to_file(output, kept)?, format });
        }
        let printed = printed().ok_or_else(|| usage(terms::SHEET_FORMATS))?;
        let name = |input: &Path| {
            let stem = printable(&input.file_stem()?.to_string_lossy()).into_owned();
            let name = terms::review_sheet_name(stem).render(language).into_owned();
            Some(format!("{name}.{}", printed.name).into())
        };
        Ok(Sheets { outputs: Outputs::to_folder(inputs, output, name, kept)?, format: printed.format })
    }

    /// Where they go.
    pub(super) fn paths(&self) -> impl Iterator<Item = &Path> {
        self.outputs.paths.iter().map(PathBuf::as_path)
    }

    /// The sheet of what was reviewed.
    pub(super) fn sheet(
        &self,
        source: &Source,
        reports: &[Report],
        findings: &[Finding],
        last_year: Option<&Path>,
        options: &Options,
        language: Language,
    ) -> Result<Warned<Vec<u8>>, Error> {
        let file = printable(source.name());
        let last_year = last_year.map(shown);
        let sheet = ReviewSheet { reports, findings, file: &file, last_year: last_year.as_deref(), language };
        review_sheet_to_bytes(&sheet, self.format, &options.forms).map_err(|e| e.in_file(&file))
    }

    /// Writes the sheet of the input of that index.
    pub(super) fn write(&self, index: usize, sheet: Warned<Vec<u8>>, talk: &mut Talk) -> Result<(), Error> {
        self.outputs.write(index, sheet, talk)
    }
}

/// The format of documents that look the same wherever they are printed.
fn printed() -> Option<&'static FormatEntry> {
    FORMATS.iter().find(|entry| entry.name == "pdf")
}

/// Refuses to write two things to one place.
pub(super) fn all_different<'p>(paths: impl Iterator<Item = &'p Path>) -> Result<(), Error> {
    let mut taken: BTreeSet<&Path> = BTreeSet::new();
    for path in paths.filter(|path| !is_pipe(path)) {
        if !taken.insert(path) {
            return Err(usage(terms::ONE_PLACE_TWICE).in_file(&shown(path)));
        }
    }
    Ok(())
}

/// Refuses to call a copy of the input by another format's extension.
pub(super) fn check_copy(input: &Path, output: &Path) -> Result<(), Error> {
    match is_pipe(output) || is_pipe(input) || extension(input) == extension(output) {
        true => Ok(()),
        false => Err(usage(terms::COPY_OF_OTHER_FORMAT)),
    }
}

fn extension(path: &Path) -> Option<String> {
    path.extension().map(|extension| extension.to_string_lossy().to_lowercase())
}
