//! Findings as text.
//!
//! What there is to say about one file stands together, errors first. What is said many times is said once, and where else: a
//! note with its first case only; a warning or an error only where every case says the same of another place.

use crate::cli::streams::say;
use crate::finding::{Aspect, Error, Finding, Language, Severity};
use std::collections::{BTreeMap, BTreeSet};
use std::io::IsTerminal;

/// How many findings of a kind are shown in full before the others are folded: of notes, of others.
const NOTES_IN_FULL: usize = 1;
const OTHERS_IN_FULL: usize = 5;

/// Of how many of the others the places are named: of notes, of others.
const PLACES_OF_NOTES: usize = 5;
const PLACES_OF_OTHERS: usize = 40;

/// From how many findings on the summary says what they are, and of how many codes.
const MANY: usize = 30;
const CODES_COUNTED: usize = 8;

/// What has been said as text.
pub(super) struct Text {
    pub(super) language: Language,
    /// Whether severities are coloured.
    in_color: bool,
    hinted: BTreeSet<&'static str>,
}

/// Findings of a code that are said as one.
#[derive(Default)]
pub(super) struct Fold {
    shown: usize,
    places: Vec<String>,
    /// Whether the places say what text stands there.
    quotes: bool,
}

impl Fold {
    /// Whether so many were shown in full.
    pub(super) fn has_shown(&self, count: usize) -> bool {
        self.shown >= count
    }

    /// Counts one that is shown in full.
    pub(super) fn show(&mut self) {
        self.shown += 1;
    }

    /// Adds one of which the place alone is said, and the text that was left out there.
    pub(super) fn add(&mut self, finding: &Finding, language: Language) {
        let place = finding.location().render_place(language);
        let left_out = finding.value("text").filter(|_| finding.has(Aspect::LeftOut));
        self.quotes |= left_out.is_some();
        self.places.push(left_out.map_or(place.clone(), |text| format!("{place}“{text}”")));
    }

    /// `另有 3 处 [code]：…`; `None` where nothing was folded.
    fn line(&self, code: &str, language: Language) -> Option<String> {
        let count = self.places.len();
        if count == 0 {
            return None;
        }
        let is_long = self.shown > NOTES_IN_FULL || self.quotes;
        let most = if is_long { PLACES_OF_OTHERS } else { PLACES_OF_NOTES };
        let mut places: Vec<&str> = Vec::new();
        for place in self.places.iter().filter(|place| !place.is_empty()) {
            if places.last() != Some(&place.as_str()) {
                places.push(place);
            }
        }
        let is_cut = places.len() > most;
        places.truncate(most);
        let (more, so_on) = match language {
            Language::Chinese => (format!("另有 {count} 处"), " 等"),
            Language::English => (format!("{count} more"), " …"),
        };
        let colon = if places.is_empty() { "" } else { language.colon() };
        let so_on = if is_cut { so_on } else { "" };
        Some(format!("{more} [{code}]{colon}{}{so_on}", places.join(language.comma())))
    }
}

/// Findings that are said as one, by code and what they say.
#[derive(Default)]
pub(super) struct Folds(BTreeMap<(&'static str, String), Fold>);

impl Folds {
    pub(super) fn of(&mut self, code: &'static str, case: String) -> &mut Fold {
        self.0.entry((code, case)).or_default()
    }

    /// A line for each that has something folded.
    pub(super) fn lines(self, language: Language) -> Vec<String> {
        self.0.iter().filter_map(|((code, _), fold)| fold.line(code, language)).collect()
    }
}

impl Text {
    pub(super) fn new(language: Language) -> Self {
        // https://no-color.org: any value but an empty one.
        let is_plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let in_color = !is_plain && std::io::stderr().is_terminal();
        Text { language, in_color, hinted: BTreeSet::new() }
    }

    /// Shows findings, those about one file together; a hint is given once.
    pub(super) fn findings(&mut self, findings: impl Iterator<Item = Finding>) {
        let mut files: Vec<(String, Vec<Finding>)> = Vec::new();
        for finding in findings {
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
        let mut folds = Folds::default();
        let mut last = None;
        for finding in findings {
            if last.is_some_and(|last| last != finding.severity()) {
                lines.extend(std::mem::take(&mut folds).lines(self.language));
            }
            last = Some(finding.severity());
            let is_note = finding.severity() == Severity::Note;
            let by_code = is_note || finding.has(Aspect::SaysWhere);
            let case = if by_code { String::new() } else { finding.message(self.language) };
            let fold = folds.of(finding.code(), case);
            if fold.has_shown(if is_note { NOTES_IN_FULL } else { OTHERS_IN_FULL }) {
                fold.add(finding, self.language);
                continue;
            }
            fold.show();
            lines.push(self.line(finding, &finding.location().render_place(self.language)));
            lines.extend(self.hint(finding).map(|hint| format!("  {hint}")));
        }
        lines.extend(folds.lines(self.language));
        match lines.as_slice() {
            [] => {}
            [only] => say(&format!("{file}: {only}")),
            lines => {
                say(&format!("{file}:"));
                lines.iter().for_each(|line| say(&format!("  {line}")));
            }
        }
    }

    /// Shows why something was not done.
    pub(super) fn error(&mut self, error: &Error) {
        let line = error.render(self.language);
        let label = Severity::Error.label(self.language);
        say(&line.replacen(label, &self.label(Severity::Error), 1));
        if let Some(hint) = self.hint(error.finding()) {
            say(&format!("  {hint}"));
        }
    }

    /// Says that a file was written, or so many into a folder.
    pub(super) fn wrote(&self, file: &str, count: Option<usize>) {
        say(&match (self.language, count) {
            (Language::Chinese, None) => format!("已生成 {file}"),
            (Language::Chinese, Some(count)) => format!("已生成 {file}（{count} 个文件）"),
            (Language::English, None) => format!("wrote {file}"),
            (Language::English, Some(count)) => format!("wrote {file} ({count} files)"),
        });
    }

    /// Sums the findings up, unless there are none: how many of each severity, and where they are many of which codes.
    pub(super) fn summary(&self, counts: [usize; 3], codes: &BTreeMap<&'static str, usize>) {
        let [notes, warnings, errors] = counts;
        let total = notes + warnings + errors;
        if total == 0 {
            return;
        }
        let counted = if total < MANY { String::new() } else { self.by_code(codes) };
        say(&match self.language {
            Language::Chinese => format!("共 {errors} 个错误，{warnings} 个警告，{notes} 个提示{counted}"),
            Language::English => format!("{errors} errors, {warnings} warnings, {notes} notes{counted}"),
        });
    }

    /// How many findings there are of each of the commonest codes, in brackets.
    fn by_code(&self, codes: &BTreeMap<&'static str, usize>) -> String {
        let mut most: Vec<(&str, usize)> = codes.iter().map(|(code, count)| (*code, *count)).collect();
        most.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let is_cut = most.len() > CODES_COUNTED;
        most.truncate(CODES_COUNTED);
        let counted: Vec<String> = most.iter().map(|(code, count)| format!("{code} {count}")).collect();
        let counted = counted.join(self.language.comma());
        match self.language {
            Language::Chinese => format!("（{counted}{}）", if is_cut { " 等" } else { "" }),
            Language::English => format!(" ({counted}{})", if is_cut { " …" } else { "" }),
        }
    }

    /// `place: severity: message [code]`.
    fn line(&self, finding: &Finding, place: &str) -> String {
        let colon = self.language.colon();
        let place = if place.is_empty() { String::new() } else { format!("{place}{colon}") };
        let (label, message) = (self.label(finding.severity()), finding.message(self.language));
        format!("{place}{label}{colon}{message} [{}]", finding.code())
    }

    /// The word for a severity, coloured on a terminal that shows colours (ECMA-48 SGR).
    pub(super) fn label(&self, severity: Severity) -> String {
        let label = severity.label(self.language);
        let color = match severity {
            Severity::Error => "1;31",
            Severity::Warning => "33",
            Severity::Note => "36",
        };
        if self.in_color { format!("\u{1b}[{color}m{label}\u{1b}[0m") } else { label.to_owned() }
    }

    /// The line of a hint that was not given yet.
    pub(super) fn hint(&mut self, finding: &Finding) -> Option<String> {
        let hint = finding.hint(self.language)?;
        let (label, colon) = (self.language.hint_label(), self.language.colon());
        self.hinted.insert(finding.code()).then(|| format!("{label}{colon}{hint}"))
    }
}
