//! What a reader, recogniser, check or writer has to say: findings with a code, a severity and a place.
//!
//! In: nothing. Out: [`Finding`], [`Location`], [`Error`]: for people rendered in Chinese or English from one catalogue
//! ([`catalogue`]) and one table of terms ([`terms`]), for programs as data ([`json`], [`sarif`]). This module knows no file format
//! and no statutory form; a [`Location`] is only carried and shown.
//!
//! A finding is a [`Code`] with typed [`Value`]s and a place; words come last. The program asks a finding for its code
//! ([`Finding::is`]), never for its name or what it prints.
//!
//! A program stops only when it can't go on; otherwise it records a finding and continues ([`Warned`]). An [`Error`] is
//! the finding one could not go on from, with its cause kept.

pub mod catalogue;
mod error;
pub mod json;
mod location;
mod manual;
mod printable;
pub mod sarif;
pub mod terms;
mod value;

pub use catalogue::{Aspect, Code};
pub use error::Error;
pub use location::{Location, Origin, Place, column_letters};
pub use printable::printable;
pub use terms::Term;
pub use value::{Phrase, Value};

use std::fmt;

/// Who writes findings into a user's own file: the author of comments, notes and annotations that are no part of what the file says.
pub const ANNOTATOR: &str = "nianbao";

/// What findings begin with where they stand in another's note: a cell has but one.
pub const ANNOTATION_MARK: &str = "【nianbao】";

/// The language messages are rendered in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// Simplified Chinese.
    #[default]
    Chinese,
    /// English.
    English,
}

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Worth knowing: a guess that is almost surely right, or chrome left out on purpose.
    Note,
    /// A reviewer would ask: something could not be carried as it stood, or looks wrong.
    Warning,
    /// Wrong: a figure or text that can't be trusted, or the reason a conversion stopped.
    Error,
}

impl Language {
    /// What stands between a word and what it announces.
    #[must_use]
    pub fn colon(self) -> &'static str {
        match self {
            Language::Chinese => "：",
            Language::English => ": ",
        }
    }

    /// What is printed before a hint.
    #[must_use]
    pub fn hint_label(self) -> &'static str {
        match self {
            Language::Chinese => "建议",
            Language::English => "hint",
        }
    }

    /// What stands between the members of a list.
    #[must_use]
    pub fn comma(self) -> &'static str {
        match self {
            Language::Chinese => "、",
            Language::English => ", ",
        }
    }
}

impl Severity {
    /// The word printed before a message.
    #[must_use]
    pub fn label(self, language: Language) -> &'static str {
        match (self, language) {
            (Severity::Note, Language::Chinese) => "提示",
            (Severity::Warning, Language::Chinese) => "警告",
            (Severity::Error, Language::Chinese) => "错误",
            (Severity::Note, Language::English) => "note",
            (Severity::Warning, Language::English) => "warning",
            (Severity::Error, Language::English) => "error",
        }
    }
}

/// One thing to say about a document, in a stable code with the values of this case.
///
/// Made by the constructors in [`catalogue`], which take exactly the values their messages print.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    code: &'static Code,
    values: Vec<(&'static str, Value)>,
    location: Location,
    /// What a review adds; most findings have none.
    review: Option<Box<Reviewed>>,
}

/// What a review adds to a finding.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Reviewed {
    /// The ids of the form's rules that are broken.
    rules: Vec<String>,
    /// How grave it is, where that is not its code's severity.
    severity: Option<Severity>,
    /// Where in the form the figure stands that it is about.
    form_place: Option<Value>,
    /// What else there is to know, a line each: from which cells, the likely cause.
    remarks: Vec<Value>,
    /// What the reviewers have decided of it.
    ruling: Option<Ruling>,
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
    /// The text beside the flow that it says was left out.
    pub(crate) fn text_beside_flow(&self) -> Option<&str> {
        self.value("text").filter(|_| self.code.has(Aspect::BesideFlow))
    }

    pub(crate) fn new(code: &'static Code, values: Vec<(&'static str, Value)>) -> Self {
        Finding { code, values, location: Location::default(), review: None }
    }

    /// A finding with that code, of these values those that its message prints.
    pub(crate) fn of(code: &'static Code, mut values: Vec<(&'static str, Value)>) -> Self {
        values.retain(|(name, _)| code.values.contains(name));
        Finding::new(code, values)
    }

    /// The same finding, placed.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.location.place = Some(place);
        self
    }

    /// The same finding at the place a block or cell came from; unchanged where that is not known.
    #[must_use]
    pub fn at_origin(mut self, origin: &Origin) -> Self {
        if let Some(place) = &origin.0 {
            self.location.place = Some(place.clone());
        }
        self
    }

    /// The same finding with the name of the file it is about, unless one is named already.
    #[must_use]
    pub fn in_file(mut self, file: &str) -> Self {
        if self.location.file.is_none() {
            self.location.file = Some(file.to_owned());
        }
        self
    }

    /// The same finding with how the paragraph begins that it is about.
    #[must_use]
    pub fn beginning(mut self, text: &str) -> Self {
        self.location.beginning = Some(text.to_owned());
        self
    }

    /// The stable code, such as `row-total-differs`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.code.name
    }

    /// Whether it has that code.
    #[must_use]
    pub fn is(&self, code: &'static Code) -> bool {
        // Names are unique. The compiler may lay a constant down in several places, so that addresses tell nothing.
        self.code.name == code.name
    }

    /// Whether it has one of those codes.
    #[must_use]
    pub fn is_any(&self, codes: &[&'static Code]) -> bool {
        codes.iter().any(|code| self.is(code))
    }

    /// Whether its code has that aspect.
    #[must_use]
    pub fn has(&self, aspect: Aspect) -> bool {
        self.code.has(aspect)
    }

    /// How grave it is.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.review.as_ref().and_then(|review| review.severity).unwrap_or(self.code.severity)
    }

    /// Where it is.
    #[must_use]
    pub fn location(&self) -> &Location {
        &self.location
    }

    /// What it is about, by the names its message prints it under.
    #[must_use]
    pub fn values(&self) -> &[(&'static str, Value)] {
        &self.values
    }

    /// The text of the value printed for `{name}` ([`Value::as_text`]); whole, where the message shortens it.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<&str> {
        self.typed(name)?.as_text()
    }

    /// The value printed for `{name}`, if the message has one.
    #[must_use]
    pub fn typed(&self, name: &str) -> Option<&Value> {
        self.values.iter().find(|(n, _)| *n == name).map(|(_, value)| value)
    }

    /// What it quotes of the source, whole.
    pub(crate) fn quotations(&self) -> impl Iterator<Item = &str> {
        self.values.iter().filter(|(name, _)| QUOTING.contains(name)).filter_map(|(_, value)| value.as_text())
    }

    /// The message alone, without place or hint.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        value::fill(self.code.message(language), &self.values, language)
    }

    /// What to do about it; `None` where nothing need be done.
    #[must_use]
    pub fn hint(&self, language: Language) -> Option<String> {
        self.code.hint(language).map(|hint| value::fill(hint, &self.values, language))
    }

    /// One line for a person: `file: place: severity: message [code]`.
    #[must_use]
    pub fn render(&self, language: Language) -> String {
        let mut line = self.location.render(language);
        if !line.is_empty() {
            // A file's name is no Chinese.
            line.push_str(if self.location.place.is_some() { language.colon() } else { ": " });
        }
        line.push_str(self.severity().label(language));
        line.push_str(language.colon());
        line.push_str(&self.message(language));
        line.push_str(&format!(" [{}]", self.code()));
        line
    }
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

    /// The same finding, about the figure that stands there in the form.
    #[must_use]
    pub fn at_form_place(mut self, place: impl Into<Value>) -> Self {
        self.reviewed().form_place = Some(place.into());
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

    /// Where in the form the figure stands that it is about.
    #[must_use]
    pub fn form_place(&self) -> Option<&Value> {
        self.review.as_ref()?.form_place.as_ref()
    }

    /// What else there is to know of it, a line each.
    #[must_use]
    pub fn remarks(&self) -> &[Value] {
        self.review.as_ref().map_or(&[], |review| &review.remarks)
    }

    /// All there is to know of it beside its message, a line each: where in the form, and the remarks.
    pub fn details(&self) -> impl Iterator<Item = Value> + '_ {
        let place = self.form_place().map(|place| terms::place_in_form(place.clone()));
        place.into_iter().chain(self.remarks().iter().cloned())
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

/// The names of values that quote the source; no other value is text of it.
const QUOTING: [&str; 5] = ["text", "title", "found", "dropped", "shown"];

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(Language::English))
    }
}

/// A value together with everything there was to say about how it came to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warned<T> {
    /// The value.
    pub value: T,
    /// The findings, in the order they were met.
    pub findings: Vec<Finding>,
}

impl<T> Warned<T> {
    /// A value about which there is nothing to say.
    pub fn clean(value: T) -> Self {
        Warned { value, findings: Vec::new() }
    }

    /// What becomes of the value, with the same findings.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Warned<U> {
        Warned { value: f(self.value), findings: self.findings }
    }

    /// The value, its findings moved to the end of `findings`.
    pub fn unpack(self, findings: &mut Vec<Finding>) -> T {
        findings.extend(self.findings);
        self.value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_lines_have_chinese_colons() {
        let finding = catalogue::docx::hidden_text_dropped("甲").at(Place::Paragraph(4));
        assert!(finding.render(Language::Chinese).starts_with("第4段：警告："));
        let finding = finding.in_file("a.docx").beginning("本年度…");
        assert!(finding.render(Language::Chinese).starts_with("a.docx: “本年度…”一段：警告："));
        assert!(finding.render(Language::English).starts_with("a.docx: paragraph “本年度…”: warning: "));
    }
}
