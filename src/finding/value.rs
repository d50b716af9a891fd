//! What the messages of the catalogue are filled with.

use super::{Error, Finding, Language, Origin, Place, Term, printable};
use std::borrow::Cow;
use std::sync::Arc;

/// One value of a finding: data for a program, words for a person only when it is shown.
///
/// Constructors of the catalogue take anything that is one of these, so that most say only what they have: a text, a number, a
/// place, a term.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Value {
    /// What the document says, or a name that is the same in every language.
    Text(String),
    /// A number, in its decimal digits: amounts of money are exact.
    Number(String),
    /// A word or clause of ours, which each language has its own for.
    Term(Phrase),
    /// A place in a file.
    Place(Place),
    /// A cell of a statutory form.
    Cell {
        /// Its labels, from the outermost to its own.
        label: String,
        /// The form's id for it, within its table.
        id: String,
    },
    /// Several of the same kind.
    List(Vec<Value>),
    /// What another finding says.
    Finding(Box<Finding>),
    /// What the system or a library says, in its own words.
    Foreign(String),
}

/// A term with what it is filled with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// The term.
    pub term: &'static Term,
    /// The values its words print, by name.
    pub values: Vec<(&'static str, Value)>,
}

impl Value {
    /// What the system or a library says of a failure.
    pub fn foreign(cause: impl ToString) -> Self {
        Value::Foreign(cause.to_string())
    }

    /// What is one text in every language: a text or number itself, the label of a cell, the id of a term, the only one of
    /// a list; `None` of the others.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Value::Text(text) | Value::Number(text) | Value::Foreign(text) => Some(text),
            Value::Cell { label, .. } => Some(label),
            Value::Term(phrase) => Some(phrase.term.id),
            Value::List(values) => match values.as_slice() {
                [only] => only.as_text(),
                _ => None,
            },
            Value::Place(_) | Value::Finding(_) => None,
        }
    }

    /// Whether it is that term.
    #[must_use]
    pub fn is(&self, term: &'static Term) -> bool {
        matches!(self, Value::Term(phrase) if phrase.term == term)
    }

    /// The value for a person, in one line.
    #[must_use]
    pub fn render(&self, language: Language) -> Cow<'_, str> {
        match self {
            Value::Text(text) | Value::Number(text) | Value::Foreign(text) => printable(text),
            Value::Cell { label, .. } => printable(label),
            Value::Term(phrase) => fill(phrase.term.words(language), &phrase.values, language).into(),
            Value::Place(place) => place.render(language).into(),
            Value::List(values) => {
                let shown: Vec<Cow<'_, str>> = values.iter().map(|value| value.render(language)).collect();
                shown.join(language.comma()).into()
            }
            Value::Finding(finding) => {
                let (place, message) = (finding.location().render_place(language), finding.message(language));
                if place.is_empty() { message.into() } else { format!("{place}{}{message}", language.colon()).into() }
            }
        }
    }
}

/// A template with its placeholders filled, each printed on one line: `{name}`, or of a number `{name row|rows}`, which is followed by
/// the first word where there is one, and by the other else.
pub(super) fn fill(template: &str, values: &[(&'static str, Value)], language: Language) -> String {
    let mut text = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let Some((placeholder, after)) = after.split_once('}') else {
            text.push('{');
            rest = after;
            continue;
        };
        let (name, words) = placeholder.split_once(' ').unwrap_or((placeholder, ""));
        match values.iter().find(|(known, _)| *known == name) {
            // What is quoted of a document may be long; nothing else is.
            Some((QUOTED, Value::Text(value))) => push_shortened(&mut text, value),
            Some((_, value)) => {
                let value = value.render(language);
                text.push_str(&value);
                if let Some((one, several)) = words.split_once('|') {
                    text.push(' ');
                    text.push_str(if value == "1" { one } else { several });
                }
            }
            None => {
                text.push('{');
                text.push_str(placeholder);
                text.push('}');
            }
        }
        rest = after;
    }
    text.push_str(rest);
    text
}

/// The name of the value a message shortens.
const QUOTED: &str = "text";

/// The most characters of a quoted text that a message prints; the value itself is whole.
const LONGEST_PRINTED: usize = 120;

fn push_shortened(text: &mut String, value: &str) {
    match value.char_indices().nth(LONGEST_PRINTED) {
        Some((end, _)) => {
            text.push_str(&printable(value.get(..end).unwrap_or_default()));
            text.push('…');
        }
        None => text.push_str(&printable(value)),
    }
}

macro_rules! from {
    ($kind:ident: $($type:ty),+) => {
        $(impl From<$type> for Value {
            fn from(value: $type) -> Self {
                Value::$kind(value.to_string())
            }
        })+
    };
}

from!(Text: &str, &&str, &String, &&String, &mut String, &Cow<'_, str>, Cow<'_, str>, &Arc<str>, char, &char);
from!(Number: u8, u16, u32, u64, usize, i32, i64, f32, f64, &u8, &u16, &u32, &u64, &usize, rust_decimal::Decimal);

impl From<String> for Value {
    fn from(text: String) -> Self {
        Value::Text(text)
    }
}

impl From<Place> for Value {
    fn from(place: Place) -> Self {
        Value::Place(place)
    }
}

impl From<&Origin> for Value {
    /// The place something came from; nothing where that is not known.
    fn from(origin: &Origin) -> Self {
        origin.0.clone().map_or_else(|| Value::Text(String::new()), Value::Place)
    }
}

impl From<&'static Term> for Value {
    fn from(term: &'static Term) -> Self {
        Value::Term(Phrase { term, values: Vec::new() })
    }
}

impl<T: Into<Value>> From<Vec<T>> for Value {
    fn from(values: Vec<T>) -> Self {
        Value::List(values.into_iter().map(Into::into).collect())
    }
}

impl From<Error> for Value {
    fn from(error: Error) -> Self {
        error.finding().clone().into()
    }
}

impl From<Finding> for Value {
    fn from(finding: Finding) -> Self {
        Value::Finding(Box::new(finding))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::terms;

    #[test]
    fn each_language_has_its_own_words_for_a_term() {
        let parts = Value::from(terms::PACKAGE_PARTS);
        assert_eq!(parts.render(Language::Chinese), "包内部件数");
        assert_eq!(parts.render(Language::English), "parts");
        assert!(parts.is(terms::PACKAGE_PARTS) && !parts.is(terms::FILE_BYTES));
    }

    #[test]
    fn words_go_with_their_number() {
        let said =
            |count: usize| fill("{count row is|rows are} left", &[("count", Value::from(count))], Language::English);
        assert_eq!([0, 1, 2].map(said), ["0 rows are left", "1 row is left", "2 rows are left"]);
        assert_eq!(fill("{count row|rows}", &[], Language::English), "{count row|rows}");
    }

    #[test]
    fn what_a_document_says_stays_as_it_says_it() {
        assert_eq!(Value::from("甲 (A)").render(Language::Chinese), "甲 (A)");
        // A document's own braces are no placeholders.
        assert_eq!(fill("“{text}”{n}", &[("text", "{n}".into()), ("n", 2.into())], Language::Chinese), "“{n}”2");
    }

    #[test]
    fn lists_are_joined_as_each_language_joins_them() {
        let places = Value::from(vec![Place::Page(1), Place::Page(3)]);
        assert_eq!(places.render(Language::Chinese), "第1页、第3页");
        assert_eq!(places.render(Language::English), "page 1, page 3");
    }
}
