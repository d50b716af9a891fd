//! The words that texts are checked by: `templates/checks.toml`.

use indexmap::IndexMap;
use serde::Deserialize;
use std::sync::LazyLock;

/// What the file says.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    pub(super) narrative: NarrativeWords,
    pub(super) leftovers: LeftoverWords,
    pub(super) personal: PersonalWords,
    pub(super) years: YearWords,
    pub(super) contents: ContentWords,
    pub(super) repetition: RepetitionWords,
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
    pub(super) carried: CarriedWords,
    pub(super) turns: TurnWords,
}

/// What was carried from one year to the next, the years named: 2022年结转, 结转至2024年.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CarriedWords {
    pub(super) verb: String,
    pub(super) to: Vec<String>,
    pub(super) tail: Vec<String>,
    /// The words for the same that name no year.
    #[serde(rename = "in")]
    pub(super) carried_in: String,
    pub(super) over: String,
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
    /// Whether a number of two such rows may be their sum.
    #[serde(default)]
    pub(super) added: bool,
}

/// Words for who applied.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ColumnWords {
    pub(super) words: Vec<String>,
    /// The columns, which together are what the words say.
    pub(super) is: Vec<String>,
    /// Whether beside a word for applications they may say all who applied, too.
    #[serde(default)]
    pub(super) or_all: bool,
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
    /// A word for what it is a part of: an outcome said of that may be said of it.
    #[serde(default)]
    pub(super) part_of: Option<String>,
    /// Behind a number: it counts something else.
    #[serde(default)]
    pub(super) other_units: Vec<String>,
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
    pub(super) until: Vec<String>,
    pub(super) within: Vec<String>,
    /// Behind a total: what is counted may be a part of it.
    pub(super) of_these: Vec<String>,
    /// Ways of applying: what is counted may be what came that way.
    pub(super) channels: Vec<String>,
    pub(super) subset: Vec<String>,
    pub(super) other_topic: Vec<String>,
    /// Who may see a document; counted beside what is published, they count documents.
    pub(super) attributes: Vec<String>,
    pub(super) scope: Vec<String>,
    /// The first characters of the body's names for itself, and what follows them.
    pub(super) own: Vec<String>,
    pub(super) own_kinds: Vec<String>,
    /// The last characters of names of bodies.
    pub(super) organ_ends: String,
    pub(super) no_organs: Vec<String>,
}

/// What drafts have where something is still to be filled in.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LeftoverWords {
    /// Two or more of them stand for something.
    pub(super) signs: String,
    /// Three or more of them are a blank.
    pub(super) blanks: String,
    /// Before signs: they hide a name.
    pub(super) surnames: String,
    /// Behind signs: they stand for anything on purpose.
    pub(super) not_before: String,
    /// Pairs of brackets round the name of a field.
    pub(super) brackets: Vec<[String; 2]>,
    /// Brackets that may hold an instruction, and what one begins with.
    pub(super) opening: String,
    pub(super) instructions: Vec<String>,
    /// In such an instruction: it is for readers.
    pub(super) to_readers: Vec<String>,
    pub(super) words: Vec<String>,
    /// Before one of the words: it is no leftover.
    pub(super) not_after: String,
}

/// What is said beside numbers of persons.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PersonalWords {
    /// Of a paragraph on how to get in touch.
    pub(super) contact: Vec<String>,
    /// What numbers of bank cards begin with.
    pub(super) card_prefixes: Vec<String>,
}

/// What makes a sentence one on the year of the report.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct YearWords {
    pub(super) whole_year: Vec<String>,
    /// Behind a clause on the year named first: the sentence is on two years.
    pub(super) this_year: Vec<String>,
    /// With one of these it compares, or is on what was or will be.
    pub(super) compared: Vec<String>,
}

/// What the sections have to say.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ContentWords {
    /// What a section on problems says that names none.
    pub(super) no_problems: Vec<String>,
    /// Of the fees for handling applications; … stands for anything within a sentence.
    pub(super) fees: Vec<String>,
    /// A sentence with one of these is on other fees.
    pub(super) fees_of_other: Vec<String>,
    /// The first year whose reports have to state them.
    pub(super) fees_from: u16,
    pub(super) assessment: Vec<String>,
    pub(super) evaluation: Vec<String>,
    pub(super) accountability: Vec<String>,
    pub(super) aspects: AspectWords,
    pub(super) overview: OverviewWords,
}

/// Words of the five aspects of the overview.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AspectWords {
    pub(super) initiative: Vec<String>,
    pub(super) applications: Vec<String>,
    pub(super) management: Vec<String>,
    pub(super) platforms: Vec<String>,
    pub(super) supervision: Vec<String>,
}

/// What notices ask of the overview.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OverviewWords {
    /// The first year of reports they are on.
    pub(super) from: u16,
    /// The most characters.
    pub(super) longest: usize,
    /// Words of what it has to give numbers of.
    pub(super) published: Vec<String>,
    pub(super) interpretation: Vec<String>,
    pub(super) documents: Vec<String>,
    pub(super) platforms: Vec<String>,
}

/// When a text is too much like last year's.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RepetitionWords {
    /// The most percent that may be last year's.
    pub(super) threshold: usize,
    /// The fewest letters of a paragraph that is compared.
    pub(super) shortest: usize,
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
        for word in [&words.carried.carried_in, &words.carried.over] {
            assert!(words.rows.iter().any(|row| row.words.contains(word)), "{word}");
        }
        for subject in &words.subjects {
            assert!(words.company.contains_key(&subject.company), "{}", subject.company);
            for outcome in subject.outcomes.keys() {
                assert!(words.outcomes.iter().any(|known| known.id == *outcome), "{outcome}");
            }
        }
    }
}
