//! What is said to the user, on standard error.

use super::Outcome;
use super::args::MessageLanguage;
use crate::finding::{Error, Finding, Language, Severity};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

/// Codes of which each finding says nothing but where it is.
const FOLDED: [&str; 3] = ["figure-blank", "figure-placeholder", "formula-without-value"];

/// How many of these are shown in full.
const SHOWN_IN_FULL: usize = 5;

/// Of how many of the others the places are named.
const PLACES_SHOWN: usize = 40;

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

    /// Shows findings about a file; a hint is given once. Of blanks and dashes the first few are shown in full and the others
    /// by their places: a draft may well have a hundred.
    pub(super) fn findings(&mut self, file: &str, findings: Vec<Finding>) {
        let mut shown: BTreeMap<&'static str, usize> = BTreeMap::new();
        let mut folded: BTreeMap<&'static str, Vec<String>> = BTreeMap::new();
        for finding in findings {
            let finding = finding.in_file(file);
            if let Some(count) = self.counts.get_mut(finding.severity() as usize) {
                *count += 1;
            }
            if self.quiet && finding.severity() != Severity::Error {
                continue;
            }
            let count = shown.entry(finding.code()).or_default();
            *count += 1;
            if *count > SHOWN_IN_FULL && FOLDED.contains(&finding.code()) {
                let place = finding.location().place.as_ref().map(|place| place.render(self.language));
                folded.entry(finding.code()).or_default().push(place.unwrap_or_default());
                continue;
            }
            self.say(&finding.render(self.language));
            self.hint(&finding);
        }
        for (code, places) in folded {
            let count = places.len();
            let more = count > PLACES_SHOWN;
            let shown = places.get(..count.min(PLACES_SHOWN)).unwrap_or_default();
            self.say(&match self.language {
                Language::Chinese => {
                    format!(
                        "{file}: 同类还有 {count} 处 [{code}]：{}{}",
                        shown.join("、"),
                        if more { " 等" } else { "" }
                    )
                }
                Language::English => {
                    format!("{file}: {count} more [{code}]: {}{}", shown.join(", "), if more { " …" } else { "" })
                }
            });
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

    /// Sums up what became of several inputs; of one that was passed over too, for nothing else would be said of it.
    pub(super) fn files(&mut self, total: usize, failed: usize, skipped: usize) {
        if self.quiet || (total < 2 && skipped == 0) {
            return;
        }
        let done = total.saturating_sub(failed + skipped);
        self.say(&match self.language {
            Language::Chinese => format!("共 {total} 个文件：完成 {done} 个，未完成 {failed} 个，跳过 {skipped} 个"),
            Language::English => format!("{total} files: {done} done, {failed} not done, {skipped} passed over"),
        });
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
