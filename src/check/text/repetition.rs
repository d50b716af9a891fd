//! Whether the text is last year's: by how much of it stands in last year's report, numbers aside.

use super::passage::{Kind, Passage, passages};
use super::words::words;
use crate::finding::{Finding, Origin, catalogue};
use crate::report::Report;
use rustc_hash::{FxBuildHasher, FxHashSet};
use std::hash::BuildHasher;

/// So many characters at a time are looked for in last year's text: shorter runs are the field's own phrases.
const SHINGLE: usize = 8;

/// Of a paragraph that is named at least so many percent are last year's.
const NAMED: usize = 80;

/// So many paragraphs are named, by so many of their first characters.
const MOST_NAMED: usize = 5;
const BEGINNING: usize = 12;

/// Text that is too much like last year's: of the whole report, and of the section on problems by itself.
pub(super) fn check_repetition(present: &[Passage<'_>], last_year: &Report) -> Vec<Finding> {
    let last = passages(last_year);
    let known: FxHashSet<u64> = prose(&last).flat_map(|passage| shingles(&letters(&passage.text))).collect();
    let shares: Vec<Share<'_>> = prose(present).filter_map(|passage| Share::of(passage, &known)).collect();
    let mut findings = Vec::new();
    let threshold = words().repetition.threshold;
    if let Some((percent, origin)) = percent_of(shares.iter()).filter(|(percent, _)| *percent > threshold) {
        let most = shares.iter().filter(|share| share.repeated * 100 >= share.all * NAMED);
        let named: Vec<String> = most.take(MOST_NAMED).map(Share::beginning).collect();
        findings.push(catalogue::text::text_repeated(percent, named).at_origin(origin));
    }
    let problems = shares.iter().filter(|share| share.passage.role == Some("problems"));
    if let Some((percent, origin)) = percent_of(problems).filter(|(percent, _)| *percent > threshold) {
        findings.push(catalogue::text::problems_repeated(percent).at_origin(origin));
    }
    findings
}

/// How much of a paragraph is last year's.
struct Share<'p> {
    passage: &'p Passage<'p>,
    all: usize,
    repeated: usize,
}

impl<'p> Share<'p> {
    /// `None` of a paragraph that is too short to be compared.
    fn of(passage: &'p Passage<'p>, known: &FxHashSet<u64>) -> Option<Self> {
        let letters = letters(&passage.text);
        if letters.len() < words().repetition.shortest {
            return None;
        }
        let (mut all, mut repeated) = (0, 0);
        for shingle in shingles(&letters) {
            all += 1;
            repeated += usize::from(known.contains(&shingle));
        }
        Some(Share { passage, all, repeated })
    }

    fn beginning(&self) -> String {
        let start: String = self.passage.text.trim().chars().take(BEGINNING).collect();
        format!("“{start}…”")
    }
}

/// How many percent of some paragraphs are last year's, and where the first stands that has any.
fn percent_of<'s>(shares: impl Iterator<Item = &'s Share<'s>>) -> Option<(usize, &'s Origin)> {
    let (mut all, mut repeated, mut first) = (0, 0, None);
    for share in shares {
        all += share.all;
        repeated += share.repeated;
        first = first.or((share.repeated > 0).then_some(&share.passage.origin));
    }
    Some((repeated * 100 / std::cmp::max(all, 1), first?))
}

/// What is the body's own to write: not what stands before the sections, where every report says the same.
fn prose<'p>(passages: &'p [Passage<'p>]) -> impl Iterator<Item = &'p Passage<'p>> {
    passages.iter().filter(|passage| passage.kind == Kind::Prose && passage.role.is_some())
}

/// The letters of a text: years and counts are new each year.
fn letters(text: &str) -> Vec<char> {
    text.chars().filter(|c| c.is_alphabetic()).collect()
}

/// Every run of so many letters, each by its hash: a text may be long.
fn shingles(letters: &[char]) -> Vec<u64> {
    letters.windows(SHINGLE).map(|run| FxBuildHasher.hash_one(run)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Block;
    use crate::finding::Language;
    use crate::report::{Item, Section};

    const OWN: &str = "围绕社会救助、养老服务、殡葬管理等重点领域持续发布办事指南和补贴标准，方便群众随时查询。";
    const OTHER: &str = "今年重点完善了福利彩票公益金使用信息的公示机制，并由社区干部逐户上门解读低保新政策的变化。";

    fn report(paragraphs: &[(&str, String)]) -> Report {
        let sections = paragraphs.iter().map(|(role, text)| Section {
            role: Some((*role).to_owned()),
            heading: None,
            content: vec![Item::Block(Block::text(text.as_str()))],
        });
        Report { sections: sections.collect(), ..Report::default() }
    }

    fn said(present: &[(&str, String)], last: &[(&str, String)]) -> Vec<Finding> {
        let present = report(present);
        check_repetition(&passages(&present), &report(last))
    }

    #[test]
    fn a_text_that_is_last_years_is_said() {
        let last = [("overview", format!("2022年，{OWN}共30件。"))];
        let same = said(&[("overview", format!("2023年，{OWN}共46件。"))], &last);
        assert_eq!(same.iter().map(Finding::code).collect::<Vec<_>>(), ["text-repeated"]);
        let messages = [Language::Chinese, Language::English].map(|language| same[0].message(language));
        assert_eq!(messages[0], "正文有 100% 与上一年的报告相同，例如“2023年，围绕社会救助…”");
        assert_eq!(messages[1], "100% of the text is that of last year's report, such as “2023年，围绕社会救助…”");
    }

    #[test]
    fn half_of_it_is_not_too_much() {
        let last = [("overview", OWN.to_owned())];
        let half = said(&[("overview", OWN.to_owned()), ("overview", format!("{OTHER}{OTHER}"))], &last);
        assert_eq!(half, []);
        let more = said(&[("overview", format!("{OWN}{OWN}")), ("overview", OTHER.to_owned())], &last);
        assert_eq!(more.iter().map(Finding::code).collect::<Vec<_>>(), ["text-repeated"]);
    }

    #[test]
    fn problems_are_compared_by_themselves() {
        let last = [("problems", OWN.to_owned())];
        let long = format!("{OTHER}{OTHER}{OTHER}");
        let found = said(&[("overview", long.clone()), ("problems", OWN.to_owned())], &last);
        assert_eq!(found.iter().map(Finding::code).collect::<Vec<_>>(), ["problems-repeated"]);
        assert_eq!(found[0].message(Language::Chinese), "“存在的主要问题及改进情况”有 100% 与上一年的报告相同");
        assert!(found[0].message(Language::English).starts_with("100% of the section on problems"));
        assert_eq!(said(&[("overview", long), ("problems", OTHER.to_owned())], &last), []);
    }
}
