//! Annotated copies of what was checked: where each goes, how it is made and written.

use super::convert::usage;
use super::files::{self, shown};
use super::talk::Talk;
use crate::convert::{Options, Source, annotate};
use crate::finding::{Error, Finding, Language, Warned, catalogue, terms};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Where the copies go, an input each.
pub(super) struct Copies {
    paths: Vec<PathBuf>,
    folder: Option<PathBuf>,
    force: bool,
}

impl Copies {
    /// One input's copy goes to the path itself, those of several into a folder of that name, under their own names.
    pub(super) fn plan(inputs: &[PathBuf], output: &Path, protected: &[&Path], force: bool) -> Result<Self, Error> {
        let copies = match inputs {
            [input] if !output.is_dir() => {
                if !files::is_pipe(output) && !files::is_pipe(input) && extension(input) != extension(output) {
                    return Err(usage(terms::COPY_OF_OTHER_FORMAT));
                }
                Copies { paths: vec![output.to_owned()], folder: None, force }
            }
            _ => Copies { paths: by_name(inputs, output)?, folder: Some(output.to_owned()), force },
        };
        copies.paths.iter().try_for_each(|path| files::check_output(path, protected, force))?;
        Ok(copies)
    }

    /// Writes the copy of the input of that index.
    pub(super) fn write(&self, index: usize, copy: Warned<Vec<u8>>, talk: &mut Talk) -> Result<(), Error> {
        let Some(path) = self.paths.get(index) else { return Ok(()) };
        if let Some(folder) = &self.folder {
            files::make_folder(folder)?;
        }
        talk.findings(&shown(path), copy.findings);
        files::write(path, &copy.value, self.force)?;
        if !files::is_pipe(path) {
            talk.wrote(&shown(path));
        }
        Ok(())
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

fn extension(path: &Path) -> Option<String> {
    path.extension().map(|extension| extension.to_string_lossy().to_lowercase())
}

fn by_name(inputs: &[PathBuf], folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let mut taken: BTreeMap<PathBuf, &Path> = BTreeMap::new();
    let mut paths = Vec::with_capacity(inputs.len());
    for input in inputs {
        let name = input.file_name().filter(|_| !files::is_pipe(input)).ok_or_else(|| usage(terms::SEVERAL_COPIES))?;
        let path = folder.join(name);
        if let Some(other) = taken.insert(path.clone(), input) {
            return Err(Error::from(catalogue::convert::outputs_collide(shown(other))).in_file(&shown(input)));
        }
        paths.push(path);
    }
    Ok(paths)
}
