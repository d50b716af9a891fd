//! The words a report is recognised by: `templates/recognition.toml`.

use serde::Deserialize;
use std::sync::LazyLock;

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    pub(super) title: TitleWords,
    pub(super) owner: OwnerWords,
    pub(super) period: PeriodWords,
    pub(super) heading: HeadingWords,
    pub(super) contents: ContentsWords,
    pub(super) layout: LayoutWords,
    pub(super) sign_off: SignOffWords,
    pub(super) list: ListWords,
    pub(super) telling: TellingWords,
    pub(super) label: LabelWords,
    pub(super) copy: CopyWords,
    pub(super) paper: PaperWords,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(super) struct PaperWords {
    pub(super) kinds: Vec<String>,
    pub(super) secrecy: Vec<String>,
    pub(super) urgency: Vec<String>,
    pub(super) longest_mark: usize,
    pub(super) addressee_ends: Vec<String>,
    pub(super) addressee_not: Vec<String>,
    pub(super) longest_addressee: usize,
    pub(super) attendance: Vec<String>,
    pub(super) printed: Vec<String>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(super) struct TitleWords {
    pub(super) core: Vec<String>,
    pub(super) ends: Vec<String>,
    pub(super) tail: Vec<String>,
    pub(super) before_core: Vec<String>,
    pub(super) lead: Vec<String>,
    pub(super) not: Vec<String>,
    pub(super) not_beside_organ: Vec<String>,
    pub(super) no_organ: Vec<String>,
    pub(super) never_in_organ: Vec<String>,
    pub(super) made_by: Vec<String>,
    pub(super) ends_body: Vec<String>,
    pub(super) longest: usize,
    pub(super) longest_organ: usize,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(super) struct OwnerWords {
    pub(super) tail: Vec<String>,
    pub(super) lead: Vec<String>,
    pub(super) relative: Vec<String>,
    pub(super) edition: Vec<String>,
    pub(super) compared_before: Vec<String>,
    pub(super) compared_after: Vec<String>,
    pub(super) compared_later: Vec<String>,
    pub(super) taken_from: Vec<String>,
    pub(super) part: Vec<String>,
    pub(super) part_codes: Vec<String>,
    pub(super) time_hints: Vec<String>,
    pub(super) aside: Vec<String>,
    pub(super) body_leads: Vec<String>,
    pub(super) body_tails: Vec<String>,
    pub(super) as_of: Vec<String>,
    pub(super) of_figures: Vec<String>,
    pub(super) gathered: Vec<String>,
    pub(super) body_labels: Vec<String>,
    pub(super) person_labels: Vec<String>,
    pub(super) form_labels: Vec<String>,
    pub(super) no_organ: Vec<String>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(super) struct PeriodWords {
    pub(super) other: Vec<String>,
    pub(super) cues: Vec<String>,
    pub(super) this_year: Vec<String>,
    pub(super) whole_year: Vec<String>,
    pub(super) up_to: Vec<String>,
    pub(super) from: Vec<String>,
    pub(super) year_end: Vec<String>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(super) struct HeadingWords {
    pub(super) longest: usize,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(super) struct ContentsWords {
    pub(super) title: Vec<String>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(super) struct LayoutWords {
    pub(super) labels: Vec<String>,
    pub(super) chrome: Vec<String>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(super) struct SignOffWords {
    pub(super) longest: usize,
    /// What the days of the week are called, before their number.
    pub(super) weekdays: Vec<String>,
    pub(super) organ_endings: Vec<String>,
    pub(super) seals: Vec<String>,
    pub(super) bare_seals: Vec<String>,
    pub(super) organ_labels: Vec<String>,
    pub(super) date_labels: Vec<String>,
    pub(super) more_endings: Vec<String>,
    pub(super) subordinate: Vec<String>,
    pub(super) posts: Vec<String>,
    pub(super) sentence: SentenceWords,
    pub(super) closing: ClosingWords,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(super) struct SentenceWords {
    pub(super) begins: Vec<String>,
    pub(super) holds: Vec<String>,
    pub(super) in_names: Vec<String>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(super) struct ClosingWords {
    pub(super) begins: Vec<String>,
    pub(super) ends: Vec<String>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(super) struct ListWords {
    pub(super) unit: Vec<String>,
    pub(super) year: Vec<String>,
    pub(super) item: Vec<String>,
    pub(super) value: Vec<String>,
    pub(super) measure: Vec<String>,
    pub(super) number: Vec<String>,
    pub(super) total: Vec<String>,
    pub(super) total_ends: Vec<String>,
    pub(super) no_unit: Vec<String>,
    pub(super) no_unit_begins: Vec<String>,
    pub(super) note: Vec<String>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(super) struct TellingWords {
    pub(super) negations: String,
    pub(super) opposites: Vec<Vec<String>>,
    pub(super) idle: Vec<String>,
    pub(super) mistaken: Vec<String>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(super) struct LabelWords {
    pub(super) within: Vec<String>,
    pub(super) units: Vec<String>,
    pub(super) scale: String,
    pub(super) scale_before: Vec<String>,
    pub(super) scale_behind: Vec<String>,
    pub(super) continued: Vec<String>,
    pub(super) continued_ends: Vec<String>,
    pub(super) money: Vec<String>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(super) struct CopyWords {
    pub(super) last_year: Vec<String>,
    pub(super) pattern: Vec<String>,
    pub(super) draft: Vec<String>,
    pub(super) settled: Vec<String>,
    pub(super) estimate: Vec<String>,
    pub(super) area: Vec<String>,
    pub(super) note: Vec<String>,
    /// Words of a line above a table by which even a sentence speaks of that table.
    pub(super) this: Vec<String>,
    pub(super) leads: Vec<String>,
    pub(super) longest: usize,
}

/// The words; a test proves that the file loads.
pub(super) fn words() -> &'static Words {
    static WORDS: LazyLock<Words> =
        LazyLock::new(|| crate::template::load("recognition.toml", include_str!("../../templates/recognition.toml")));
    &WORDS
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_words_load() {
        assert!(!super::words().title.core.is_empty());
    }
}
