//! Bytes, and what they are called.

use crate::finding::{Error, Finding, catalogue, printable};
use crate::format::Format;
use std::path::Path;

/// What bytes without a name are called.
const NAMELESS: &str = "-";

/// Bytes to be read, the name findings call them by, and their format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    name: String,
    bytes: Vec<u8>,
    format: Format,
}

impl Source {
    /// Bytes of this name and format.
    #[must_use]
    pub fn new(name: impl Into<String>, bytes: Vec<u8>, format: Format) -> Self {
        Source { name: name.into(), bytes, format }
    }

    /// A file, of the format that its name's extension says; where that is none, of the one its bytes are beyond doubt.
    ///
    /// # Errors
    /// `unknown-extension` or `format-not-read`, of that file, where its bytes don't say what it is either.
    pub fn named(name: impl Into<String>, bytes: Vec<u8>) -> Result<Self, Error> {
        let name = name.into();
        let format = match Format::of_path(Path::new(&name)) {
            Ok(format) => format,
            // A name may say nothing of what is beyond doubt.
            Err(error) => Format::certain(&bytes).ok_or_else(|| error.in_file(&printable(&name)))?,
        };
        Ok(Source { name, bytes, format })
    }

    /// Bytes without a name, of the format that they look like; findings call them `-`.
    ///
    /// # Errors
    /// `format-unclear`.
    pub fn nameless(bytes: Vec<u8>) -> Result<Self, Error> {
        let unclear = || Error::from(catalogue::convert::format_unclear()).in_file(NAMELESS);
        let format = Format::by_content(&bytes).ok_or_else(unclear)?;
        Ok(Source { name: NAMELESS.to_owned(), bytes, format })
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its bytes.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The format it is called.
    #[must_use]
    pub fn format(&self) -> Format {
        self.format
    }

    /// The format it is of, whatever it is called.
    #[must_use]
    pub(super) fn true_format(&self) -> Format {
        self.format.of_bytes(&self.bytes)
    }

    /// The error with this file's name.
    pub(super) fn of(&self, error: Error) -> Error {
        error.in_file(&printable(&self.name))
    }

    /// Says findings, each with this file's name.
    pub(super) fn say(&self, findings: Vec<Finding>, said: &mut impl Extend<Finding>) {
        let name = printable(&self.name);
        said.extend(findings.into_iter().map(|finding| finding.in_file(&name)));
    }
}

/// The name of a file without folders and extension; of what has no name, `report`.
pub(crate) fn stem(name: &str) -> String {
    match name {
        NAMELESS => "report".to_owned(),
        name => Path::new(name).file_stem().unwrap_or_default().to_string_lossy().into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_is_of_the_format_its_name_or_its_bytes_say() {
        assert_eq!(Source::named("年报.docx", Vec::new()).unwrap().format(), Format::Docx);
        assert_eq!(Source::nameless(b"%PDF-1.7".to_vec()).unwrap().format(), Format::Pdf);
        let error = Source::named("年报\u{1b}.tex", Vec::new()).unwrap_err();
        assert_eq!(error.code(), "unknown-extension");
        assert_eq!(error.finding().location().file.as_deref(), Some("年报␛.tex"));
        assert_eq!(Source::named("年报.bak", b"%PDF-1.7".to_vec()).unwrap().format(), Format::Pdf);
        assert_eq!(Source::nameless(b"\0\x01".to_vec()).unwrap_err().code(), "format-unclear");
    }

    #[test]
    fn a_stem_is_a_name_without_folders_and_extension() {
        for (name, expected) in [("发布/年报.docx", "年报"), ("年报", "年报"), ("-", "report"), ("", "")] {
            assert_eq!(stem(name), expected, "{name}");
        }
    }
}
