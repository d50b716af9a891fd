//! Sentences that say the year of the report and name another: 2022年，我局全年公开信息… in the report on 2023.

use super::passage::{Kind, Passage};
use super::words::words;
use crate::document::{Folded, periods_in, years_in};
use crate::finding::{Finding, catalogue};
use crate::report::Report;

/// Sentences of the running text about the whole of another year, as if it were the report's.
pub(super) fn check_years(report: &Report, passages: &[Passage<'_>]) -> Vec<Finding> {
    let Some(year) = report.year else { return Vec::new() };
    let mut findings = Vec::new();
    // What is to be mended speaks of other years, and what stands before the sections has rules of its own.
    let prose = passages.iter().filter(|passage| {
        passage.kind == Kind::Prose && !passage.attached && passage.role.is_some_and(|role| role != "problems")
    });
    for passage in prose {
        for sentence in passage.text.split(['。', '；', '！', '\n']) {
            if let Some(other) = other_year(sentence, year) {
                let said = sentence.trim();
                findings.push(catalogue::text::sentence_of_other_year(year, other, said).at_origin(&passage.origin));
            }
        }
    }
    findings
}

/// The year a sentence speaks of as the whole of, where it is another than the report's.
fn other_year(sentence: &str, year: u16) -> Option<u16> {
    let words = &words().years;
    let folded = Folded::of(sentence);
    if let Some(period) = periods_in(&folded).first() {
        let is_whole = (period.from.month(), period.from.day(), period.to.month(), period.to.day()) == (1, 1, 12, 31);
        let is_other = period.from.year() == period.to.year() && period.from.year() != year;
        return (is_whole && is_other && !is_compared(sentence)).then_some(period.from.year());
    }
    let mentions = years_in(&folded);
    let [mention] = mentions.as_slice() else { return None };
    let text = folded.text(mention.range.end..folded.len());
    // 2022年，我局全年…: what only names the year is no clause.
    let behind = text.trim_start_matches(['度', ',']).split_once(',').map_or("", |(_, behind)| behind);
    if words.this_year.iter().any(|word| behind.contains(word.as_str())) {
        return None;
    }
    let says_whole = words.whole_year.iter().any(|word| text.contains(word.as_str()));
    (mention.year != year && mention.range.start == 0 && says_whole && !is_compared(sentence)).then_some(mention.year)
}

fn is_compared(sentence: &str) -> bool {
    words().years.compared.iter().any(|word| sentence.contains(word.as_str()))
}

#[cfg(test)]
mod tests {
    use super::super::passage::passages;
    use super::*;
    use crate::document::Block;
    use crate::finding::Language;
    use crate::report::{Item, Section};

    fn said(role: &str, text: &str) -> Vec<Finding> {
        let content = vec![Item::Block(Block::text(text))];
        let section = Section { role: Some(role.into()), heading: None, content };
        let report = Report { year: Some(2023), sections: vec![section], ..Report::default() };
        check_years(&report, &passages(&report))
    }

    #[test]
    fn a_sentence_on_the_whole_of_another_year_is_said() {
        for text in [
            "2022年，我局全年公开政府信息100条。",
            "2022年度，本年度共受理申请3件。",
            "二〇二二年全年公开信息100条。",
            "数据期限为2022年1月1日至2022年12月31日。",
        ] {
            let said = said("overview", text);
            assert_eq!(said.iter().map(Finding::code).collect::<Vec<_>>(), ["sentence-of-other-year"], "{text}");
        }
        let said = said("overview", "2022年，我局全年公开政府信息100条。");
        let messages = [Language::Chinese, Language::English].map(|language| said[0].message(language));
        assert_eq!(messages[0], "年报是 2023 年的，文中“2022年，我局全年公开政府信息100条”说的是 2022 年，请核对");
        assert_eq!(messages[1], "the report is on 2023, “2022年，我局全年公开政府信息100条” is on 2022; check it");
    }

    #[test]
    fn history_plans_and_comparisons_are_not() {
        for text in [
            "2023年，我局全年公开政府信息100条。",
            "2022年全年公开信息90条，2023年公开100条。",
            "较2022年全年增加10条。",
            "2022年全年收到申请2400件，今年收到2520件。",
            "2024年，我局将全年无休受理申请。",
            "完成2019年以来公开信息回头看，全年纠正3处。",
            "2022年我局获评先进单位。",
            "统计期限为2023年1月1日至2023年12月31日。",
        ] {
            assert_eq!(said("overview", text), [], "{text}");
        }
        assert_eq!(said("problems", "2022年，我局全年公开政府信息不多。"), []);
    }
}
