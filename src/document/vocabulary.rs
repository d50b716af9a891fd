//! The words that readers, the recogniser and the typesetter share: `templates/vocabulary.toml`, and what is said by them.

use super::numeral::{is_arabic_digit, is_chinese_numeral};
use serde::Deserialize;
use std::sync::LazyLock;

/// What the file says.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Vocabulary {
    pub(crate) attachment: AttachmentWords,
    pub(crate) caption: CaptionWords,
    pub(crate) remark: RemarkWords,
    pub(crate) unit: UnitWords,
    pub(crate) title: TitleWords,
    pub(crate) paper: PaperWords,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AttachmentWords {
    /// What an attachment is called above it.
    label: String,
    /// What the list of attachments begins with; what is written first.
    list: Vec<String>,
}

impl AttachmentWords {
    /// What the list of attachments begins with, as it is written.
    pub(crate) fn list_lead(&self) -> &str {
        self.list.first().map_or("", String::as_str)
    }

    /// What stands behind that, in a text that begins such a list.
    pub(crate) fn after_list_lead<'t>(&self, text: &'t str) -> Option<&'t str> {
        self.list.iter().find_map(|lead| text.strip_prefix(lead.as_str()))
    }
}

/// What the names of figures and tables begin with, before their number.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CaptionWords {
    figure: Vec<String>,
    table: Vec<String>,
    /// What goes on behind the number in a sentence about one.
    sentence: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RemarkWords {
    leads: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct UnitWords {
    /// What a unit is called; the longer first.
    pub(crate) labels: Vec<String>,
    /// The currency of amounts.
    pub(crate) currency: String,
    /// What is counted.
    pub(crate) counted: Vec<String>,
    amount: String,
    /// Characters of which amounts have one.
    pub(crate) money: String,
    /// Words that count or measure; the longer of two with the same beginning first.
    pub(crate) words: Vec<String>,
    /// Characters that do.
    pub(crate) signs: String,
    /// Those that do behind 第 only.
    pub(crate) ordinal_signs: String,
    /// What may stand between a number and its unit: 余, 万.
    pub(crate) multiples: Vec<char>,
}

impl UnitWords {
    /// A text without the words that call it a unit: 件 of 单位件.
    pub(crate) fn without_label<'t>(&self, text: &'t str) -> &'t str {
        self.labels.iter().find_map(|label| text.strip_prefix(label.as_str())).unwrap_or(text)
    }

    /// A unit of money without its currency: 万元 of 人民币万元.
    pub(crate) fn without_currency<'t>(&self, unit: &'t str) -> &'t str {
        unit.strip_prefix(self.currency.as_str()).unwrap_or(unit)
    }

    /// Whether a unit is one of money: 万元, 人民币元整.
    pub(crate) fn is_money(&self, unit: &str) -> bool {
        unit.contains(|c| self.money.contains(c)) && unit.chars().all(|c| self.amount.contains(c))
    }
}

/// What titles are made of, as far as their lines go by it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TitleWords {
    pub(crate) subjects: Vec<String>,
    pub(crate) about: String,
    pub(crate) disclosure: String,
    pub(crate) report: String,
    pub(crate) parts: Vec<String>,
    /// Characters that names of organs and places end with.
    pub(crate) organ_signs: String,
    pub(crate) organ_words: Vec<String>,
    pub(crate) nobody: String,
    pub(crate) joints: String,
    pub(crate) no_beginning: String,
    /// What the dictionary does not know as one word.
    pub(crate) whole: Vec<String>,
}

/// What the parts of official papers are told by.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PaperWords {
    /// What the marks of papers end with that are no letters: 文件.
    pub(crate) file: Vec<String>,
    pub(crate) order: Vec<String>,
    pub(crate) minutes: Vec<String>,
    /// What the names of those who sign stand behind: 签发人.
    pub(crate) signer: Vec<String>,
    /// What lines of the imprint begin with.
    pub(crate) copied_to: Vec<String>,
    /// Those below which no rule stands: 主送.
    pub(crate) addressed: Vec<String>,
}

/// A label before a colon: how long it is with the colon, bytes.
pub(crate) fn label_length(text: &str, labels: &[String]) -> Option<usize> {
    let at = text.find(['：', ':'])?;
    let label: String = text.get(..at)?.chars().filter(|c| !c.is_whitespace()).collect();
    let colon = text.get(at..)?.chars().next()?.len_utf8();
    labels.contains(&label).then_some(at + colon)
}

/// The words.
pub(crate) fn vocabulary() -> &'static Vocabulary {
    static VOCABULARY: LazyLock<Vocabulary> =
        LazyLock::new(|| crate::template::load("vocabulary.toml", include_str!("../../templates/vocabulary.toml")));
    &VOCABULARY
}

/// The number of an attachment whose label a text is: of 附件, 附件1 and 附件 二： none, 1 and 二. `None` for any other text.
#[must_use]
pub(crate) fn attachment_number(text: &str) -> Option<String> {
    const LONGEST: usize = 3;
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let number = text.strip_prefix(vocabulary().attachment.label.as_str())?.trim_end_matches(['：', ':']);
    let is_number = |c: char| is_arabic_digit(c) || is_chinese_numeral(c);
    (number.chars().all(is_number) && number.chars().count() <= LONGEST).then(|| number.to_owned())
}

/// What a caption is the name of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Captioned {
    Figure,
    Table,
}

/// What a text names if it begins as a caption does: 图 or 表, a number, and no word that makes a sentence of it.
#[must_use]
pub(crate) fn captioned(text: &str) -> Option<Captioned> {
    caption_of(text).map(|(captioned, _)| captioned)
}

/// What a caption calls what it names, without 图 or 表 and the number; any other text as it is.
#[must_use]
pub(crate) fn caption_name(text: &str) -> &str {
    caption_of(text).map_or(text, |(_, name)| name)
}

fn caption_of(text: &str) -> Option<(Captioned, &str)> {
    let words = &vocabulary().caption;
    let text = text.trim();
    let after = |leads: &[String]| leads.iter().find_map(|lead| text.strip_prefix(lead.as_str()));
    let (rest, captioned) = match after(&words.figure) {
        Some(rest) => (rest, Captioned::Figure),
        None => (after(&words.table)?, Captioned::Table),
    };
    let is_number = |c: char| c.is_numeric() || is_chinese_numeral(c);
    let rest = rest.trim_start().strip_prefix(is_number)?;
    let name = rest.trim_start_matches(|c: char| is_number(c) || matches!(c, '-' | '–' | '—' | '.' | '．' | '－'));
    (!name.trim_start().starts_with(|c| words.sentence.contains(c))).then_some((captioned, name.trim_start()))
}

/// Whether a text begins as the remark below a table does: 注：.
#[must_use]
pub(crate) fn begins_remark(text: &str) -> bool {
    let mut leads = vocabulary().remark.leads.iter();
    leads.any(|lead| text.strip_prefix(lead.as_str()).is_some_and(|rest| rest.starts_with(['：', ':'])))
}

/// Whether a text begins as the line does that says a table's unit: 单位：件, （计量单位：万元）.
#[must_use]
pub(crate) fn begins_unit(text: &str) -> bool {
    let text = text.strip_prefix(['（', '(']).unwrap_or(text);
    vocabulary().unit.labels.iter().any(|label| text.starts_with(label.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_load() {
        let words = vocabulary();
        assert_eq!(words.attachment.label, "附件");
        let longer_first = words.unit.words.iter().enumerate().all(|(at, word)| {
            words.unit.words.iter().skip(at + 1).all(|later| !later.starts_with(word.as_str()) || later == word)
        });
        assert!(longer_first, "the longer of two with the same beginning stands first");
    }

    #[test]
    fn labels_of_attachments_have_at_most_a_number() {
        for (text, number) in [
            ("附件", Some("")),
            ("附件1", Some("1")),
            (" 附 件 二：", Some("二")),
            ("附件１２:", Some("１２")),
            ("附件2023", None),
            ("附件说明", None),
            ("附表1", None),
        ] {
            assert_eq!(attachment_number(text).as_deref(), number, "{text}");
        }
    }

    #[test]
    fn captions_remarks_and_units_are_told_by_their_beginning() {
        assert_eq!(caption_name("图1　办理结果"), "办理结果");
        assert_eq!(caption_name("办理结果"), "办理结果");
        for (text, expected) in [
            ("图1 公开数量", Some(Captioned::Figure)),
            ("附图二 公开数量", Some(Captioned::Figure)),
            ("表 3-1 公开数量", Some(Captioned::Table)),
            ("续表十", Some(Captioned::Table)),
            ("表1显示，公开数量上升", None),
            ("表格", None),
            ("图示", None),
        ] {
            assert_eq!(captioned(text), expected, "{text}");
        }
        assert!(begins_remark("注：本表") && begins_remark("说明:本表") && !begins_remark("注意：本表"));
        assert!(begins_unit("单位：件") && begins_unit("（计量单位：件）") && !begins_unit("本单位"));
        assert!(vocabulary().unit.is_money("万元") && !vocabulary().unit.is_money("万件"));
    }
}
