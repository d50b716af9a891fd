//! What a review adds to a finding: the rules it is about, what else there is to know, and what the reviewers have decided.

use super::{Finding, Severity, Value};

/// What a review adds to a finding.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reviewed {
    /// The ids of the form's rules that are broken.
    pub(super) rules: Vec<String>,
    /// How grave it is, where that is not its code's severity.
    pub(super) severity: Option<Severity>,
    /// What else there is to know, a line each: where in the form, from which cells, the likely cause.
    pub(super) remarks: Vec<Value>,
    /// What the reviewers have decided of it.
    pub(super) ruling: Option<Ruling>,
}

/// What reviewers decided of a rule, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ruling {
    /// How grave its findings are; `None`: they are not to be raised.
    pub severity: Option<Severity>,
    /// Why, in their words.
    pub reason: String,
}

impl Finding {
    fn reviewed(&mut self) -> &mut Reviewed {
        self.review.get_or_insert_default()
    }

    /// The same finding, said to be about these rules of the form.
    #[must_use]
    pub fn of_rules(mut self, rules: impl IntoIterator<Item = String>) -> Self {
        self.reviewed().rules.extend(rules);
        self
    }

    /// The same finding, so grave.
    #[must_use]
    pub fn as_grave_as(mut self, severity: Severity) -> Self {
        if severity != self.severity() {
            self.reviewed().severity = Some(severity);
        }
        self
    }

    /// The same finding with one thing more to know.
    #[must_use]
    pub fn remark(mut self, remark: impl Into<Value>) -> Self {
        self.reviewed().remarks.push(remark.into());
        self
    }

    /// The same finding as reviewers ruled.
    #[must_use]
    pub fn ruled(mut self, ruling: Ruling) -> Self {
        let reviewed = self.reviewed();
        reviewed.severity = ruling.severity.or(reviewed.severity);
        reviewed.ruling = Some(ruling);
        self
    }

    /// The ids of the form's rules it is about.
    #[must_use]
    pub fn rules(&self) -> &[String] {
        self.review.as_ref().map_or(&[], |review| &review.rules)
    }

    /// What else there is to know of it, a line each.
    #[must_use]
    pub fn remarks(&self) -> &[Value] {
        self.review.as_ref().map_or(&[], |review| &review.remarks)
    }

    /// What reviewers decided of it.
    #[must_use]
    pub fn ruling(&self) -> Option<&Ruling> {
        self.review.as_ref()?.ruling.as_ref()
    }

    /// Whether reviewers decided that it is not to be raised.
    #[must_use]
    pub fn is_silenced(&self) -> bool {
        self.ruling().is_some_and(|ruling| ruling.severity.is_none())
    }
}
