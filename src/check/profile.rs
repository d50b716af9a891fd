//! What reviewers have decided of rules, each decision with its reason: raised, lowered or silenced.
//!
//! ```toml
//! [[rules]]
//! rule = "in-force"       # a rule of the form, or a code
//! severity = "silent"     # error, warning, note or silent
//! reason = "2023年清理过文件"
//! ```

use crate::finding::{Code, Error, Finding, Place, Ruling, Severity, Value, catalogue, terms};
use crate::form::{Form, Forms};
use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;

/// Decisions by rule or code.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Profile(BTreeMap<String, Ruling>);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ProfileFile {
    #[serde(default)]
    rules: Vec<Decision>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Decision {
    rule: Spanned<String>,
    severity: Level,
    reason: Spanned<String>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Level {
    Error,
    Warning,
    Note,
    Silent,
}

impl Level {
    fn severity(self) -> Option<Severity> {
        match self {
            Level::Error => Some(Severity::Error),
            Level::Warning => Some(Severity::Warning),
            Level::Note => Some(Severity::Note),
            Level::Silent => None,
        }
    }
}

impl Profile {
    /// The decisions a file states.
    ///
    /// # Errors
    /// `invalid-profile` with line and column: no such key, no reason, no such rule or code, one of them twice.
    pub fn from_toml(text: &str, forms: &Forms) -> Result<Self, Error> {
        let fail = |cause: Value, offset: Option<usize>| {
            let error = Error::from(catalogue::review::invalid_profile(cause));
            match offset {
                Some(offset) => error.at(Place::at_offset(text, offset)),
                None => error,
            }
        };
        let file: ProfileFile =
            toml::from_str(text).map_err(|e| fail(Value::foreign(e.message()), e.span().map(|span| span.start)))?;
        let mut rulings = BTreeMap::new();
        for Decision { rule, severity, reason } in file.rules {
            let (offset, rule) = (rule.span().start, rule.into_inner());
            if Code::by_name(&rule).is_none() && !forms.iter().flat_map(Form::all_rules).any(|known| known.id == rule) {
                return Err(fail(terms::rule_unknown(rule), Some(offset)));
            }
            if reason.get_ref().trim().is_empty() {
                return Err(fail(terms::reason_empty(rule), Some(reason.span().start)));
            }
            let ruling = Ruling { severity: severity.severity(), reason: reason.into_inner() };
            if rulings.insert(rule.clone(), ruling).is_some() {
                return Err(fail(terms::rule_twice(rule), Some(offset)));
            }
        }
        Ok(Profile(rulings))
    }

    /// The finding as it was decided: by its code, else by the rules it is about, where all of them were decided alike.
    #[must_use]
    pub fn ruled(&self, finding: Finding) -> Finding {
        let of_rules = || {
            let mut rulings = finding.rules().iter().map(|rule| self.0.get(rule));
            let first = rulings.next()??;
            rulings.all(|ruling| ruling.is_some_and(|ruling| ruling.severity == first.severity)).then_some(first)
        };
        match self.0.get(finding.code()).or_else(of_rules).cloned() {
            Some(ruling) => finding.ruled(ruling),
            None => finding,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Language;

    fn profile(text: &str) -> Result<Profile, Error> {
        Profile::from_toml(text, &Forms::built_in().unwrap())
    }

    fn decision(rule: &str, severity: &str) -> String {
        format!("[[rules]]\nrule = \"{rule}\"\nseverity = \"{severity}\"\nreason = \"当年清理\"\n")
    }

    #[test]
    fn rules_and_codes_are_raised_lowered_and_silenced() {
        let text = decision("in-force", "silent") + &decision("figure-blank", "error") + &decision("balance", "note");
        let profile = profile(&text).unwrap();
        let blank = profile.ruled(catalogue::recognize::figure_blank("甲"));
        assert_eq!((blank.severity(), blank.is_silenced()), (Severity::Error, false));
        let of = |rules: &[&str]| {
            let finding = catalogue::review::figure_inconsistent("甲", "乙", 1, 2, "丙");
            profile.ruled(finding.of_rules(rules.iter().map(|rule| (*rule).to_owned())))
        };
        assert!(of(&["in-force"]).is_silenced());
        assert_eq!(of(&["in-force"]).ruling().map(|ruling| ruling.reason.as_str()), Some("当年清理"));
        assert_eq!(of(&["balance"]).severity(), Severity::Note);
        for undecided in [&["results"][..], &["balance", "results"], &["balance", "in-force"], &[]] {
            assert_eq!(of(undecided).ruling(), None, "{undecided:?}");
        }
    }

    #[test]
    fn what_is_no_profile_is_refused_with_its_place() {
        for (text, says) in [
            (decision("in-forse", "silent"), "in-forse"),
            (decision("in-force", "quiet"), "quiet"),
            (decision("in-force", "silent").repeat(2), "twice"),
            (decision("in-force", "silent").replace("当年清理", " "), "no reason"),
            (decision("in-force", "silent").replace("reason", "why"), "why"),
            ("[[rules]]\nrule = \"in-force\"\nseverity = \"note\"\n".to_owned(), "reason"),
        ] {
            let error = profile(&text).unwrap_err();
            assert_eq!(error.code(), "invalid-profile");
            assert!(error.render(Language::English).contains(says), "{says}: {error}");
            assert!(matches!(error.finding().location().place, Some(Place::Line { .. })), "{says}");
        }
    }
}
