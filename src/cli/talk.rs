//! What is said to the user, on standard error.

use super::Outcome;
use super::args::MessageLanguage;
use crate::finding::{Error, Finding, Language, Severity};
use std::collections::BTreeSet;
use std::io::Write;

/// The program's voice: language, loudness, and what has been said.
pub(super) struct Talk {
    language: Language,
    quiet: bool,
    hinted: BTreeSet<&'static str>,
    counts: [usize; 3],
}

impl Talk {
    pub(super) fn new(language: MessageLanguage, quiet: bool) -> Self {
        Talk { language: language.into(), quiet, hinted: BTreeSet::new(), counts: [0; 3] }
    }

    /// Shows findings about a file; a hint is given once.
    pub(super) fn findings(&mut self, file: &str, findings: Vec<Finding>) {
        for finding in findings {
            let finding = finding.in_file(file);
            if let Some(count) = self.counts.get_mut(finding.severity() as usize) {
                *count += 1;
            }
            if self.quiet && finding.severity() != Severity::Error {
                continue;
            }
            self.say(&finding.render(self.language));
            self.hint(&finding);
        }
    }

    /// Shows why something was not done.
    pub(super) fn error(&mut self, error: &Error) {
        self.say(&error.render(self.language));
        self.hint(error.finding());
    }

    /// Says that a file was written, unless quiet.
    pub(super) fn wrote(&mut self, file: &str) {
        if !self.quiet {
            self.say(&match self.language {
                Language::Chinese => format!("已写入 {file}"),
                Language::English => format!("wrote {file}"),
            });
        }
    }

    /// Says how far a long job is, unless quiet.
    pub(super) fn progress(&mut self, done: usize, total: usize, file: &str) {
        if !self.quiet && total > 1 {
            self.say(&format!("[{done}/{total}] {file}"));
        }
    }

    /// Sums the findings up, unless there are none or quiet; the outcome they amount to.
    pub(super) fn close(&mut self) -> Outcome {
        let [notes, warnings, errors] = self.counts;
        if !self.quiet && notes + warnings + errors > 0 {
            self.say(&match self.language {
                Language::Chinese => format!("共 {errors} 个错误，{warnings} 个警告，{notes} 个提示"),
                Language::English => format!("{errors} errors, {warnings} warnings, {notes} notes"),
            });
        }
        if errors > 0 { Outcome::Doubtful } else { Outcome::Done }
    }

    fn hint(&mut self, finding: &Finding) {
        if let Some(hint) = finding.hint(self.language)
            && self.hinted.insert(finding.code())
        {
            let label = if self.language == Language::Chinese { "建议" } else { "hint" };
            self.say(&format!("  {label}: {hint}"));
        }
    }

    fn say(&mut self, line: &str) {
        // Nowhere to say that nothing can be said.
        let _ = writeln!(std::io::stderr().lock(), "{line}");
    }
}
