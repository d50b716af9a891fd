//! What is said to the user, on standard error: as text for a person, as JSON lines or a SARIF log for a program.

mod review;
mod text;

use super::args::{MessageForm, MessageLanguage};
use super::streams::{Outcome, say};
use crate::finding::{Error, Finding, Language, Severity, json, sarif};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};
use text::Text;

/// The program's voice: language, loudness, and what has been said.
pub(super) struct Talk {
    language: Language,
    quiet: bool,
    form: Form,
    /// How many findings of each severity there were.
    counts: [usize; 3],
    codes: BTreeMap<&'static str, usize>,
    /// When a long job was begun.
    began: Option<Instant>,
}

/// How it is said.
enum Form {
    Text(Text),
    /// A line for each thing there is to say.
    Json,
    /// All at the end.
    Sarif {
        findings: Vec<Finding>,
        written: Vec<String>,
    },
}

impl Talk {
    pub(super) fn new(language: MessageLanguage, form: MessageForm, quiet: bool) -> Self {
        let language = language.into();
        let form = match form {
            MessageForm::Text => Form::Text(Text::new(language)),
            MessageForm::Json => Form::Json,
            MessageForm::Sarif => Form::Sarif { findings: Vec::new(), written: Vec::new() },
        };
        Talk { language, quiet, form, counts: [0; 3], codes: BTreeMap::new(), began: None }
    }

    /// The language of messages.
    pub(super) fn language(&self) -> Language {
        self.language
    }

    /// Shows what a review found in a file: in columns, for a person.
    pub(super) fn reviewed(&mut self, file: &str, findings: &[Finding]) {
        if !matches!(self.form, Form::Text(_)) {
            return self.findings(file, findings.to_vec());
        }
        self.count(findings);
        if let Form::Text(text) = &mut self.form {
            text.reviewed(file, findings, self.quiet);
        }
    }

    /// Whether any finding up to now was a warning or an error.
    pub(super) fn has_objections(&self) -> bool {
        let [_, warnings, errors] = self.counts;
        warnings + errors > 0
    }

    /// Shows findings about a file.
    pub(super) fn findings(&mut self, file: &str, findings: Vec<Finding>) {
        self.count(&findings);
        let said = findings.into_iter().filter(|finding| !self.quiet || finding.severity() == Severity::Error);
        let said = said.map(|finding| finding.in_file(file));
        match &mut self.form {
            Form::Text(text) => text.findings(said),
            Form::Json => said.for_each(|finding| say_data(&json::finding_to_json(&finding, self.language))),
            Form::Sarif { findings, .. } => findings.extend(said),
        }
    }

    /// Counts findings; those that are not to be raised are none.
    fn count(&mut self, findings: &[Finding]) {
        for finding in findings.iter().filter(|finding| !finding.is_silenced()) {
            if let Some(count) = self.counts.get_mut(finding.severity() as usize) {
                *count += 1;
            }
            *self.codes.entry(finding.code()).or_default() += 1;
        }
    }

    /// Counts what an earlier run found and said: how many findings of each severity.
    pub(super) fn recall(&mut self, counts: [usize; 3]) {
        self.counts.iter_mut().zip(counts).for_each(|(count, recalled)| *count += recalled);
    }

    /// Shows why something was not done.
    pub(super) fn error(&mut self, error: &Error) {
        match &mut self.form {
            Form::Text(text) => text.error(error),
            Form::Json => say_data(&json::error_to_json(error, self.language)),
            Form::Sarif { findings, .. } => findings.push(error.finding().clone()),
        }
    }

    /// Says that a file was written, unless quiet.
    pub(super) fn wrote(&mut self, file: &str) {
        self.wrote_all(file, None);
    }

    /// Says that so many files were written into a folder, unless quiet.
    pub(super) fn wrote_into(&mut self, folder: &str, count: usize) {
        self.wrote_all(folder, Some(count));
    }

    fn wrote_all(&mut self, file: &str, count: Option<usize>) {
        match &mut self.form {
            Form::Sarif { written, .. } if count.is_none() => written.push(file.to_owned()),
            _ if self.quiet => {}
            Form::Text(text) => text.wrote(file, count),
            Form::Json => say_data(&match count {
                Some(count) => json!({ "kind": "written", "file": file, "count": count }),
                None => json!({ "kind": "written", "file": file }),
            }),
            Form::Sarif { .. } => {}
        }
    }

    /// Says how far a long job is, and about how long the rest will take, unless quiet; to a person only.
    pub(super) fn progress(&mut self, done: usize, total: usize, file: &str) {
        if let Form::Text(_) = self.form
            && !self.quiet
            && total > 1
        {
            let elapsed = self.began.get_or_insert_with(Instant::now).elapsed();
            let finished = done.saturating_sub(1);
            let left = left(elapsed, finished, total).map(|left| in_words(left, self.language)).unwrap_or_default();
            say(&format!("[{done}/{total}{left}] {file}"));
        }
    }

    /// Sums the findings up, unless quiet; the outcome they amount to.
    pub(super) fn close(&mut self) -> Outcome {
        let [notes, warnings, errors] = self.counts;
        match &self.form {
            _ if self.quiet => {}
            Form::Text(text) => text.summary(self.counts, &self.codes),
            Form::Json => say_data(&json!({
                "kind": "summary", "errors": errors, "warnings": warnings, "notes": notes, "codes": self.codes,
            })),
            Form::Sarif { .. } => {}
        }
        if errors > 0 { Outcome::Doubtful } else { Outcome::Done }
    }

    /// Sums up what became of several inputs; of one that was passed over too, for nothing else would be said of it.
    pub(super) fn files(&mut self, total: usize, failed: usize, skipped: usize) {
        if self.quiet || (total < 2 && skipped == 0) {
            return;
        }
        let done = total.saturating_sub(failed + skipped);
        match &self.form {
            Form::Text(_) => say(&match self.language {
                Language::Chinese => {
                    format!("共 {total} 个文件：完成 {done} 个，未完成 {failed} 个，跳过 {skipped} 个")
                }
                Language::English => format!("{total} files: {done} done, {failed} not done, {skipped} passed over"),
            }),
            Form::Json => say_data(&json!({
                "kind": "inputs", "total": total, "done": done, "failed": failed, "skipped": skipped,
            })),
            Form::Sarif { .. } => {}
        }
    }

    /// Says what is said at the end of a run only.
    pub(super) fn finish(&mut self, outcome: Outcome) {
        if let Form::Sarif { findings, written } = &self.form {
            let is_done = outcome != Outcome::Failed;
            say_data(&sarif::Run { findings, written, is_done, language: self.language }.to_json());
        }
    }
}

/// One line of data.
fn say_data(data: &Value) {
    say(&data.to_string());
}

/// How long a job has to go on before it tells how long the rest will take.
const TELLING: Duration = Duration::from_secs(20);

/// About how long the rest of a job takes, where so much of it was done in that time; `None` where that tells too little.
fn left(elapsed: Duration, finished: usize, total: usize) -> Option<Duration> {
    let finished = u32::try_from(finished).ok().filter(|finished| *finished > 0 && elapsed >= TELLING)?;
    let rest = u32::try_from(total).ok()?.saturating_sub(finished);
    Some((elapsed / finished).saturating_mul(rest))
}

/// That time as it is said: to ten seconds, above two minutes to one minute.
fn in_words(left: Duration, language: Language) -> String {
    let seconds = left.as_secs().div_ceil(10) * 10;
    match (language, seconds > 120) {
        (Language::Chinese, true) => format!("，约剩 {} 分钟", seconds.div_ceil(60)),
        (Language::Chinese, false) => format!("，约剩 {seconds} 秒"),
        (Language::English, true) => format!(", about {} min left", seconds.div_ceil(60)),
        (Language::English, false) => format!(", about {seconds} s left"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rest_takes_as_long_as_what_is_done_took() {
        let of = |seconds: u64, finished, total| left(Duration::from_secs(seconds), finished, total);
        assert_eq!((of(19, 10, 20), of(20, 0, 20)), (None, None), "too little to tell by");
        assert_eq!(of(30, 10, 20), Some(Duration::from_secs(30)));
        assert_eq!(of(30, 20, 20), Some(Duration::ZERO));
        let said = |seconds, language| in_words(Duration::from_secs(seconds), language);
        assert_eq!(said(31, Language::Chinese), "，约剩 40 秒");
        assert_eq!(said(121, Language::English), ", about 3 min left");
    }
}
