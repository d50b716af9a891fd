//! What a review found, as text: a file's findings together, errors first, in columns.
//!
//! ```text
//! figures.xlsx：1 个错误，1 个警告
//!   错误  表三!H31  “…”（七）总计：填的是 12，按勾稽关系应为 21（…），请核对 [figure-inconsistent]
//!                   位置：表三 第27行“（七）总计”·法律服务机构
//! ```

use super::text::{Folds, Text};
use crate::cli::streams::say;
use crate::cli::wrap::wrap;
use crate::finding::{Aspect, Finding, Language, Severity, terms};
use std::collections::BTreeMap;
use unicode_width::UnicodeWidthStr;

/// The most columns for places; a longer one stands on a line of its own.
const WIDEST_PLACE: usize = 36;

/// How many findings that say nothing but where they are, or notes, are shown of each code.
const SHOWN: usize = 3;

/// The narrowest column for messages.
const NARROWEST: usize = 40;

/// How wide a line is where there is no terminal to ask: as long as it is.
const ENDLESS: usize = usize::MAX;

impl Text {
    /// Shows what was found in a file; of one without findings, that there are none. Where `quiet`, errors only.
    pub(super) fn reviewed(&mut self, file: &str, findings: &[Finding], quiet: bool) {
        let (silenced, mut said): (Vec<&Finding>, Vec<&Finding>) =
            findings.iter().partition(|finding| finding.is_silenced());
        said.retain(|finding| !quiet || finding.severity() == Severity::Error);
        if quiet && said.is_empty() {
            return;
        }
        let counted = |severity| said.iter().filter(|finding| finding.severity() == severity).count();
        let counts = [Severity::Error, Severity::Warning, Severity::Note].map(counted);
        say(&format!("{file}{}{}", self.language.colon(), self.verdict(counts)));
        said.sort_by_key(|finding| std::cmp::Reverse(finding.severity()));
        let mut folds = Folds::default();
        let mut rows: Vec<&Finding> = Vec::new();
        for finding in said {
            let is_folded = finding.severity() == Severity::Note || finding.has(Aspect::SaysWhere);
            let fold = folds.of(finding.code(), String::new());
            if is_folded && fold.has_shown(SHOWN) {
                fold.add(finding, self.language);
            } else {
                fold.show();
                rows.push(finding);
            }
        }
        self.rows(&rows);
        folds.lines(self.language).iter().for_each(|line| say(&format!("  {line}")));
        self.silenced(&silenced);
    }

    /// How many findings there are of each severity.
    fn verdict(&self, [errors, warnings, notes]: [usize; 3]) -> String {
        let verdict = match errors + warnings + notes {
            0 => terms::NOTHING_FOUND.into(),
            _ => terms::findings_counted(errors, warnings, notes),
        };
        verdict.render(self.language).into_owned()
    }

    fn rows(&mut self, findings: &[&Finding]) {
        let places: Vec<String> =
            findings.iter().map(|finding| finding.location().render_place(self.language)).collect();
        let labels = findings.iter().map(|finding| finding.severity().label(self.language).width());
        let label_width = labels.max().unwrap_or_default();
        let place_width = places.iter().map(|place| place.width()).filter(|width| *width <= WIDEST_PLACE).max();
        let place_width = place_width.unwrap_or_default();
        let indent = 2 + label_width + 2 + if place_width > 0 { place_width + 2 } else { 0 };
        let terminal = terminal_size::terminal_size_of(std::io::stderr()).map(|(width, _)| usize::from(width.0));
        let room = terminal.map_or(ENDLESS, |width| width.saturating_sub(indent).max(NARROWEST));
        for (finding, place) in findings.iter().zip(&places) {
            let severity = finding.severity();
            let pad = |text: &str, width: usize| " ".repeat(width.saturating_sub(text.width()));
            let label = format!("  {}{}  ", self.label(severity), pad(severity.label(self.language), label_width));
            let mut lines = wrap(&format!("{} [{}]", finding.message(self.language), finding.code()), room);
            lines.extend(finding.details().flat_map(|detail| wrap(&detail.render(self.language), room)));
            lines.extend(self.ruling(finding).into_iter().chain(self.hint(finding)).flat_map(|line| wrap(&line, room)));
            let mut lines = lines.into_iter();
            if place.width() > place_width {
                say(&format!("{label}{place}"));
            } else {
                let first = lines.next().unwrap_or_default();
                let gap = if place_width > 0 { "  " } else { "" };
                say(&format!("{label}{place}{}{gap}{first}", pad(place, place_width)));
            }
            lines.for_each(|line| say(&format!("{}{line}", " ".repeat(indent))));
        }
    }

    /// What reviewers decided of a finding that is raised all the same.
    fn ruling(&self, finding: &Finding) -> Option<String> {
        let ruling = finding.ruling()?;
        let severity = finding.severity().label(self.language);
        Some(terms::ruled_as(severity, &ruling.reason).render(self.language).into_owned())
    }

    /// What is not raised, and why not.
    fn silenced(&self, findings: &[&Finding]) {
        let mut of: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        for finding in findings {
            let reason = finding.ruling().map(|ruling| ruling.reason.as_str()).unwrap_or_default();
            *of.entry((finding.code(), reason)).or_default() += 1;
        }
        for ((code, reason), count) in of {
            let line = match self.language {
                Language::Chinese => format!("  按规则配置不提示 {count} 处 [{code}]：{reason}"),
                Language::English => format!("  not raised, by the profile: {count} [{code}]: {reason}"),
            };
            say(&crate::finding::printable(&line));
        }
    }
}
