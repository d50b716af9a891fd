//! What is said to the user, on standard error.
//!
//! What there is to say about one file stands together, errors first. What is said many times is said once, and where else: a
//! note with its first case only; a warning or an error only where every case says the same of another place.

use super::Outcome;
use super::args::MessageLanguage;
use crate::finding::{Aspect, Error, Finding, Language, Severity};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{IsTerminal, Write};

/// How many findings of a kind are shown in full before the others are folded: of notes, of others.
const NOTES_IN_FULL: usize = 1;
const OTHERS_IN_FULL: usize = 5;

/// Of how many of the others the places are named: of notes, of others.
const PLACES_OF_NOTES: usize = 5;
const PLACES_OF_OTHERS: usize = 40;

/// The program's voice: language, loudness, and what has been said.
pub(super) struct Talk {
    language: Language,
    quiet: bool,
    /// Whether severities are coloured.
    in_color: bool,
    hinted: BTreeSet<&'static str>,
    counts: [usize; 3],
}

/// Findings that are said as one.
#[derive(Default)]
struct Fold {
    shown: usize,
    places: Vec<String>,
    /// Whether the places say what text stands there.
    quotes: bool,
}

impl Talk {
    pub(super) fn new(language: MessageLanguage, quiet: bool) -> Self {
        // https://no-color.org: any value but an empty one.
        let is_plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let in_color = !is_plain && std::io::stderr().is_terminal();
        Talk { language: language.into(), quiet, in_color, hinted: BTreeSet::new(), counts: [0; 3] }
    }

    /// Shows findings about a file; a hint is given once.
    pub(super) fn findings(&mut self, file: &str, findings: Vec<Finding>) {
        let mut files: Vec<(String, Vec<Finding>)> = Vec::new();
        for finding in findings {
            if let Some(count) = self.counts.get_mut(finding.severity() as usize) {
                *count += 1;
            }
            if self.quiet && finding.severity() != Severity::Error {
                continue;
            }
            let finding = finding.in_file(file);
            let name = finding.location().file.as_deref().unwrap_or_default();
            match files.last_mut().filter(|(last, _)| last == name) {
                Some((_, of_file)) => of_file.push(finding),
                None => files.push((name.to_owned(), vec![finding])),
            }
        }
        for (name, mut of_file) in files {
            of_file.sort_by_key(|finding| std::cmp::Reverse(finding.severity()));
            self.of_file(&name, &of_file);
        }
    }

    /// Shows what there is to say about one file: on one line, or below its name.
    fn of_file(&mut self, file: &str, findings: &[Finding]) {
        let mut lines = Vec::new();
        let mut folds: BTreeMap<(&'static str, String), Fold> = BTreeMap::new();
        let mut last = None;
        for finding in findings {
            if last.is_some_and(|last| last != finding.severity()) {
                self.unfold(&mut folds, &mut lines);
            }
            last = Some(finding.severity());
            let is_note = finding.severity() == Severity::Note;
            let by_code = is_note || finding.has(Aspect::SaysWhere);
            let case = if by_code { String::new() } else { finding.message(self.language) };
            let fold = folds.entry((finding.code(), case)).or_default();
            let place = finding.location().render_place(self.language);
            if fold.shown >= if is_note { NOTES_IN_FULL } else { OTHERS_IN_FULL } {
                let left_out = finding.value("text").filter(|_| finding.has(Aspect::LeftOut));
                fold.quotes |= left_out.is_some();
                fold.places.push(left_out.map_or(place.clone(), |text| format!("{place}“{text}”")));
                continue;
            }
            fold.shown += 1;
            lines.push(self.line(finding, &place));
            lines.extend(self.hint(finding).map(|hint| format!("  {hint}")));
        }
        self.unfold(&mut folds, &mut lines);
        match lines.as_slice() {
            [] => {}
            [only] => self.say(&format!("{file}: {only}")),
            lines => {
                self.say(&format!("{file}:"));
                lines.iter().for_each(|line| self.say(&format!("  {line}")));
            }
        }
    }

    /// The lines of what was folded.
    fn unfold(&self, folds: &mut BTreeMap<(&'static str, String), Fold>, lines: &mut Vec<String>) {
        for ((code, _), fold) in std::mem::take(folds) {
            let count = fold.places.len();
            if count == 0 {
                continue;
            }
            let is_long = fold.shown > NOTES_IN_FULL || fold.quotes;
            let most = if is_long { PLACES_OF_OTHERS } else { PLACES_OF_NOTES };
            let mut places: Vec<&str> = Vec::new();
            for place in fold.places.iter().filter(|place| !place.is_empty()) {
                if places.last() != Some(&place.as_str()) {
                    places.push(place);
                }
            }
            let is_cut = places.len() > most;
            places.truncate(most);
            let (more, and, so_on) = match self.language {
                Language::Chinese => (format!("另有 {count} 处"), "、", " 等"),
                Language::English => (format!("{count} more"), ", ", " …"),
            };
            let colon = if places.is_empty() { "" } else { self.language.colon() };
            lines.push(format!("{more} [{code}]{colon}{}{}", places.join(and), if is_cut { so_on } else { "" }));
        }
    }

    /// Shows why something was not done.
    pub(super) fn error(&mut self, error: &Error) {
        let line = error.render(self.language);
        let label = Severity::Error.label(self.language);
        self.say(&line.replacen(label, &self.label(Severity::Error), 1));
        if let Some(hint) = self.hint(error.finding()) {
            self.say(&format!("  {hint}"));
        }
    }

    /// Says that a file was written, unless quiet.
    pub(super) fn wrote(&mut self, file: &str) {
        if !self.quiet {
            self.say(&match self.language {
                Language::Chinese => format!("已生成 {file}"),
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

    /// `place: severity: message [code]`.
    fn line(&self, finding: &Finding, place: &str) -> String {
        let colon = self.language.colon();
        let place = if place.is_empty() { String::new() } else { format!("{place}{colon}") };
        let (label, message) = (self.label(finding.severity()), finding.message(self.language));
        format!("{place}{label}{colon}{message} [{}]", finding.code())
    }

    /// The word for a severity, coloured on a terminal that shows colours (ECMA-48 SGR).
    fn label(&self, severity: Severity) -> String {
        let label = severity.label(self.language);
        let color = match severity {
            Severity::Error => "1;31",
            Severity::Warning => "33",
            Severity::Note => "36",
        };
        if self.in_color { format!("\u{1b}[{color}m{label}\u{1b}[0m") } else { label.to_owned() }
    }

    /// The line of a hint that was not given yet.
    fn hint(&mut self, finding: &Finding) -> Option<String> {
        let hint = finding.hint(self.language)?;
        let label = if self.language == Language::Chinese { "建议" } else { "hint" };
        self.hinted.insert(finding.code()).then(|| format!("{label}{}{hint}", self.language.colon()))
    }

    fn say(&self, line: &str) {
        // Nowhere to say that nothing can be said.
        let _ = writeln!(std::io::stderr().lock(), "{line}");
    }
}
