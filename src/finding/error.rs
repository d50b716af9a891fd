//! The finding one could not go on from.

use super::{Code, Finding, Language, Place, printable};
use std::fmt;

/// Why an operation stopped: a [`Finding`] and, where another error caused it, that error.
#[derive(Debug)]
pub struct Error(Box<Inner>);

#[derive(Debug)]
struct Inner {
    finding: Finding,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl Error {
    /// The finding that stopped the work.
    #[must_use]
    pub fn finding(&self) -> &Finding {
        &self.0.finding
    }

    /// The stable code, such as `not-a-zip`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.0.finding.code()
    }

    /// Whether it has that code.
    #[must_use]
    pub fn is(&self, code: &'static Code) -> bool {
        self.0.finding.is(code)
    }

    /// The same error, caused by `source`.
    #[must_use]
    pub fn caused_by(mut self, source: impl std::error::Error + Send + Sync + 'static) -> Self {
        self.0.source = Some(Box::new(source));
        self
    }

    /// The same error, placed.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.0.finding = self.0.finding.at(place);
        self
    }

    /// The same error with the name of the file it is about, unless one is named already.
    #[must_use]
    pub fn in_file(mut self, file: &str) -> Self {
        self.0.finding = self.0.finding.in_file(file);
        self
    }

    /// One line for a person, the cause in brackets.
    #[must_use]
    pub fn render(&self, language: Language) -> String {
        match &self.0.source {
            Some(source) => format!("{} ({})", self.0.finding.render(language), printable(&source.to_string())),
            None => self.0.finding.render(language),
        }
    }
}

impl From<Finding> for Error {
    fn from(finding: Finding) -> Self {
        Error(Box::new(Inner { finding, source: None }))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.finding)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source.as_deref().map(|s| s as &(dyn std::error::Error + 'static))
    }
}
