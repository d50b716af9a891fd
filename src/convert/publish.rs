//! A report in every format that is published, and the manifest of their sums.

use super::publication::Publication;
use super::source::stem;
use super::{Conversion, Source};
use crate::finding::{Error, Finding};
use crate::format::{Beside, FORMATS, Format, FormatEntry};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::Path;

/// The name of the manifest.
const MANIFEST: &str = "manifest.json";

/// A file of a publication.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

fn published() -> impl Iterator<Item = &'static FormatEntry> {
    FORMATS.iter().filter(|entry| entry.is_published())
}

fn name_of(stem: &str, entry: &FormatEntry) -> String {
    format!("{stem}.{}", entry.name)
}

/// The names of the files that [`Conversion::publish`] makes of a source of this name: one for each format that is published, the
/// manifest last.
#[must_use]
pub fn published_names(source: &str) -> Vec<String> {
    let stem = stem(source);
    published().map(|entry| name_of(&stem, entry)).chain([MANIFEST.to_owned()]).collect()
}

impl Conversion<'_> {
    /// The one report a source states in every format that is published, from one reading and one composition, and last the manifest:
    /// JSON that names the program, the source and the files, each with its SHA-256 sum.
    ///
    /// # Errors
    /// As [`convert`](Self::convert): where one format fails, there is no publication.
    pub fn publish(&self, source: &Source, said: &mut impl Extend<Finding>) -> Result<Vec<File>, Error> {
        let report = self.report(source, said)?;
        let composed = Publication::compose(&report, self.options);
        source.say(composed.findings, said);
        let stem = stem(source.name());
        // Pages of the web lead to the others, and say how long these are.
        let (pages, others): (Vec<_>, Vec<_>) = published().partition(|entry| entry.is_web_page());
        let mut made = BTreeMap::new();
        for entry in others.into_iter().chain(pages) {
            let beside = if entry.is_web_page() { beside(&made) } else { Vec::new() };
            let written = composed.value.to_bytes_beside(entry.format, &beside).map_err(|e| source.of(e))?;
            source.say(written.findings, said);
            made.insert(entry.format, File { name: name_of(&stem, entry), bytes: written.value });
        }
        let (mut files, mut listed) = (Vec::new(), Vec::new());
        for entry in published() {
            let Some(file) = made.remove(&entry.format) else { continue };
            let (length, sum) = (file.bytes.len(), sha256(&file.bytes));
            listed.push(json!({ "name": file.name, "format": entry.name, "bytes": length, "sha256": sum }));
            files.push(file);
        }
        let bytes = manifest(source, listed).into_bytes();
        files.push(File { name: MANIFEST.to_owned(), bytes });
        Ok(files)
    }
}

/// The files made, as pages lead to them.
fn beside(made: &BTreeMap<Format, File>) -> Vec<Beside<'_>> {
    let files = made.iter().map(|(format, file)| Beside {
        name: &file.name,
        format: format.entry().name,
        bytes: file.bytes.len(),
    });
    files.collect()
}

fn manifest(source: &Source, files: Vec<Value>) -> String {
    let name = Path::new(source.name()).file_name().unwrap_or_default().to_string_lossy();
    let manifest = json!({
        "producer": concat!("nianbao ", env!("CARGO_PKG_VERSION")),
        "source": { "name": name, "sha256": sha256(source.bytes()) },
        "files": files,
    });
    format!("{manifest:#}\n")
}

/// The SHA-256 sum of some bytes, in hexadecimal.
fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
