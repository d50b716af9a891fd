//! A report in every format that is published, and the manifest of their sums.

use super::publication::Publication;
use super::source::stem;
use super::{Conversion, Source};
use crate::finding::{Error, Finding};
use crate::format::{FORMATS, FormatEntry};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
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
        let (mut files, mut listed) = (Vec::new(), Vec::new());
        for entry in published() {
            let written = composed.value.to_bytes(entry.format).map_err(|e| source.of(e))?;
            source.say(written.findings, said);
            let file = File { name: name_of(&stem, entry), bytes: written.value };
            let (length, sum) = (file.bytes.len(), sha256(&file.bytes));
            listed.push(json!({ "name": file.name, "format": entry.name, "bytes": length, "sha256": sum }));
            files.push(file);
        }
        let bytes = manifest(source, listed).into_bytes();
        files.push(File { name: MANIFEST.to_owned(), bytes });
        Ok(files)
    }
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
