//! The words that texts are checked by: `templates/checks.toml`.

use indexmap::IndexMap;
use serde::Deserialize;
use std::sync::LazyLock;

/// What the file says.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    pub(super) narrative: NarrativeWords,
}

/// What makes a number in a sentence one of a table.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NarrativeWords {
    /// Behind a number: it counts something.
    pub(super) units: Vec<String>,
    /// Behind a number in Chinese numerals: it counts something, and is no 一个.
    pub(super) numeral_units: Vec<String>,
    /// Before and behind a number that is not exact.
    pub(super) rough_before: Vec<String>,
    pub(super) rough_after: Vec<String>,
    /// Behind a number that is a part of another.
    pub(super) percent: Vec<String>,
    /// Words that change nothing.
    pub(super) neutral: Vec<String>,
    /// Words that change nothing in a clause about a certain thing.
    pub(super) company: IndexMap<String, Vec<String>>,
    pub(super) application: ApplicationWords,
    pub(super) rows: Vec<RowWords>,
    pub(super) columns: Vec<ColumnWords>,
    pub(super) subjects: Vec<SubjectWords>,
    pub(super) outcomes: Vec<OutcomeWords>,
    pub(super) turns: TurnWords,
}

/// Words for applications as such.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ApplicationWords {
    pub(super) words: Vec<String>,
    pub(super) table: String,
    /// Sums of rows that a number may be where nothing says which.
    pub(super) is: Vec<String>,
}

/// Words for a row of the table on applications.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RowWords {
    pub(super) words: Vec<String>,
    pub(super) is: Vec<String>,
    /// Whether to deny it says 0.
    #[serde(default)]
    pub(super) denied: bool,
}

/// Words for who applied.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ColumnWords {
    pub(super) words: Vec<String>,
    /// The columns, which together are what the words say.
    pub(super) is: Vec<String>,
}

/// Words for anything else that tables count.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SubjectWords {
    pub(super) words: Vec<String>,
    /// The words that change nothing beside it, by the name of their group.
    pub(super) company: String,
    /// Whether the sentence has to be about the disclosure of government information.
    pub(super) about_disclosure: bool,
    pub(super) table: String,
    /// Sums of cells that a number may be which is of no outcome.
    pub(super) is: Vec<String>,
    /// The same by what became of it.
    #[serde(default)]
    pub(super) outcomes: IndexMap<String, Vec<String>>,
    /// Whether to deny it says 0.
    pub(super) denied: bool,
}

/// Words for what became of something.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OutcomeWords {
    pub(super) id: String,
    pub(super) words: Vec<String>,
}

/// Words that change what a clause or a sentence speaks of.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TurnWords {
    pub(super) disclosure: Vec<String>,
    pub(super) denial: Vec<String>,
    pub(super) each: Vec<String>,
    pub(super) respectively: Vec<String>,
    pub(super) aside: Vec<String>,
    pub(super) elsewhere: Vec<String>,
    pub(super) this_year: Vec<String>,
    pub(super) accumulated: Vec<String>,
    pub(super) within: Vec<String>,
    pub(super) subset: Vec<String>,
    pub(super) other_topic: Vec<String>,
    pub(super) scope: Vec<String>,
    /// The first characters of the body's names for itself, and what follows them.
    pub(super) own: Vec<String>,
    pub(super) own_kinds: Vec<String>,
    /// The last characters of names of bodies.
    pub(super) organ_ends: String,
}

/// The words.
pub(super) fn words() -> &'static Words {
    static WORDS: LazyLock<Words> =
        LazyLock::new(|| crate::template::load("checks.toml", include_str!("../../../templates/checks.toml")));
    &WORDS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_load_and_name_only_what_there_is() {
        let words = &words().narrative;
        for subject in &words.subjects {
            assert!(words.company.contains_key(&subject.company), "{}", subject.company);
            for outcome in subject.outcomes.keys() {
                assert!(words.outcomes.iter().any(|known| known.id == *outcome), "{outcome}");
            }
        }
    }
}
