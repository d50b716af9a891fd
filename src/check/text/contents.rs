//! Whether the sections say what they have to: the problems, the fee for handling applications, what governments report besides, the
//! five aspects of the overview, and since 2025 its length and numbers.

use super::passage::{Kind, Passage};
use super::words::words;
use crate::document::numeral::is_arabic_digit;
use crate::finding::{Finding, Origin, Term, catalogue, terms};
use crate::report::{Report, is_government};

/// What the sections lack. A section that is missing has a finding of its own.
pub(super) fn check_contents(report: &Report, passages: &[Passage<'_>]) -> Vec<Finding> {
    let mut findings = Vec::new();
    findings.extend(check_problems(passages));
    findings.extend(check_fees(report, passages));
    findings.extend(check_government(report, passages));
    findings.extend(check_overview(report, passages));
    findings
}

/// The text of a section and where it begins; `None` where the report has no such section.
fn section<'p>(passages: &'p [Passage<'_>], role: &str) -> Option<(Vec<&'p str>, &'p Origin)> {
    let mut own = passages.iter().filter(|passage| passage.role == Some(role)).peekable();
    let heading = &own.peek()?.origin;
    let within: Vec<&Passage<'_>> = own.filter(|passage| passage.kind != Kind::Section).collect();
    let first = within.first().map_or(heading, |first| &first.origin);
    Some((within.iter().map(|passage| passage.text.as_str()).collect(), first))
}

fn has_any(texts: &[&str], words: &[String]) -> bool {
    texts.iter().any(|text| words.iter().any(|word| text.contains(word.as_str())))
}

/// Whether a sentence has the parts of a phrase between its … one after the other.
fn has_phrase(sentence: &str, phrase: &str) -> bool {
    let mut rest = sentence;
    phrase.split('…').all(|part| rest.split_once(part).map(|(_, behind)| rest = behind).is_some())
}

fn check_problems(passages: &[Passage<'_>]) -> Option<Finding> {
    let (texts, origin) = section(passages, "problems")?;
    let letters: String = texts.concat().chars().filter(|c| c.is_alphanumeric()).collect();
    let is_none = letters.is_empty() || words().contents.no_problems.contains(&letters);
    is_none.then(|| catalogue::text::problems_not_stated().at_origin(origin))
}

fn check_fees(report: &Report, passages: &[Passage<'_>]) -> Option<Finding> {
    let words = &words().contents;
    let (_, origin) = section(passages, "other")?;
    if report.year? < words.fees_from {
        return None;
    }
    let all: Vec<&str> = passages.iter().map(|passage| passage.text.as_str()).collect();
    let is_of_fees = |sentence: &str| {
        !words.fees_of_other.iter().any(|word| sentence.contains(word.as_str()))
            && words.fees.iter().any(|phrase| has_phrase(sentence, phrase))
    };
    let is_stated = all.iter().flat_map(|text| text.split(['。', '；'])).any(is_of_fees);
    (!is_stated).then(|| catalogue::text::fees_not_stated().at_origin(origin))
}

fn check_government(report: &Report, passages: &[Passage<'_>]) -> Option<Finding> {
    if !report.organ.as_deref().is_some_and(is_government) {
        return None;
    }
    let (_, origin) = section(passages, "other")?;
    let words = &words().contents;
    let all: Vec<&str> = passages.iter().map(|passage| passage.text.as_str()).collect();
    let wanted: [(&[String], &'static Term); 3] = [
        (&words.assessment, terms::ASSESSMENT),
        (&words.evaluation, terms::EVALUATION),
        (&words.accountability, terms::ACCOUNTABILITY),
    ];
    let missing = missing(&all, &wanted);
    (!missing.is_empty()).then(|| catalogue::text::assessment_not_stated(missing).at_origin(origin))
}

/// What none of the texts has a word of.
fn missing(texts: &[&str], wanted: &[(&[String], &'static Term)]) -> Vec<&'static Term> {
    wanted.iter().filter(|(words, _)| !has_any(texts, words)).map(|(_, term)| *term).collect()
}

fn check_overview(report: &Report, passages: &[Passage<'_>]) -> Vec<Finding> {
    let Some((texts, origin)) = section(passages, "overview") else { return Vec::new() };
    let mut findings = Vec::new();
    let aspects = &words().contents.aspects;
    let wanted: [(&[String], &'static Term); 5] = [
        (&aspects.initiative, terms::ASPECT_INITIATIVE),
        (&aspects.applications, terms::ASPECT_APPLICATIONS),
        (&aspects.management, terms::ASPECT_MANAGEMENT),
        (&aspects.platforms, terms::ASPECT_PLATFORMS),
        (&aspects.supervision, terms::ASPECT_SUPERVISION),
    ];
    let uncovered = missing(&texts, &wanted);
    if !uncovered.is_empty() {
        findings.push(catalogue::text::aspects_not_covered(uncovered).at_origin(origin));
    }
    let overview = &words().contents.overview;
    if report.year.is_none_or(|year| year < overview.from) {
        return findings;
    }
    let length: usize = texts.iter().map(|text| text.chars().filter(|c| !c.is_whitespace()).count()).sum();
    if length > overview.longest {
        findings.push(catalogue::text::overview_long(length, overview.longest).at_origin(origin));
    }
    let sentences: Vec<&str> = texts
        .iter()
        .flat_map(|text| text.split(['。', '；']))
        .filter(|sentence| sentence.chars().any(is_arabic_digit) || sentence.contains(['未', '无']))
        .collect();
    let wanted: [(&[String], &'static Term); 4] = [
        (&overview.published, terms::NUMBER_PUBLISHED),
        (&overview.interpretation, terms::NUMBER_OF_INTERPRETATIONS),
        (&overview.documents, terms::NUMBER_OF_DOCUMENTS),
        (&overview.platforms, terms::NUMBER_OF_PLATFORMS),
    ];
    let unnumbered = missing(&sentences, &wanted);
    if !unnumbered.is_empty() {
        findings.push(catalogue::text::overview_numbers_missing(unnumbered).at_origin(origin));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::passage::passages;
    use super::*;
    use crate::document::{Block, Content};
    use crate::finding::Language;
    use crate::report::{Item, Section};

    const OVERVIEW: &str =
        "主动公开信息100条，解读3件；依申请公开5件；加强信息管理，制发规范性文件2件；维护网站1个；培训2次，强化监督。";

    fn report(organ: &str, year: u16, sections: &[(&str, &str)]) -> Report {
        let sections = sections.iter().map(|(role, text)| Section {
            role: Some((*role).to_owned()),
            heading: Some(Content::plain("一、某部分")),
            content: vec![Item::Block(Block::text(*text))],
        });
        Report { organ: Some(organ.into()), year: Some(year), sections: sections.collect(), ..Report::default() }
    }

    fn said(organ: &str, year: u16, sections: &[(&str, &str)]) -> Vec<Finding> {
        let report = report(organ, year, sections);
        check_contents(&report, &passages(&report))
    }

    fn codes(findings: &[Finding]) -> Vec<&'static str> {
        findings.iter().map(Finding::code).collect()
    }

    fn messages(findings: &[Finding]) -> [String; 2] {
        [Language::Chinese, Language::English].map(|language| findings[0].message(language))
    }

    #[test]
    fn problems_are_to_be_named() {
        for text in ["无", "无。", "暂无", "（一）无存在的问题。", ""] {
            let found = said("甲局", 2023, &[("problems", text)]);
            let expected: &[&str] = if text.starts_with("（一）") { &[] } else { &["problems-not-stated"] };
            assert_eq!(codes(&found), expected, "{text}");
        }
        assert_eq!(codes(&said("甲局", 2023, &[("problems", "公开内容不够全面，没有及时更新。")])), [""; 0]);
        let [zh, en] = messages(&said("甲局", 2023, &[("problems", "无")]));
        assert_eq!(zh, "“存在的主要问题及改进情况”没有写出问题和改进措施");
        assert_eq!(en, "the section on problems and improvements names none");
    }

    #[test]
    fn fees_are_to_be_stated_since_2021() {
        assert_eq!(codes(&said("甲局", 2021, &[("other", "无其他需要报告的事项。")])), ["fees-not-stated"]);
        assert_eq!(codes(&said("甲局", 2020, &[("other", "无其他需要报告的事项。")])), [""; 0]);
        assert_eq!(codes(&said("甲局", 2021, &[("other", "本年度未收取信息处理费。")])), [""; 0]);
        for text in [
            "本机关未向申请人收取任何费用。",
            "信息处理费总金额为0元。",
            "依申请公开信息处理收费总金额为0元。",
            "未发生收取政府信息公开相关费用的情况。",
            "政府信息公开未收取检索、复制、邮寄等费用。",
        ] {
            assert_eq!(codes(&said("甲局", 2023, &[("other", text)])), [""; 0], "{text}");
        }
        let other = said("甲局", 2023, &[("other", "收取行政事业性收费26万元。")]);
        assert_eq!(codes(&other), ["fees-not-stated"]);
        let [zh, en] = messages(&said("甲局", 2021, &[("other", "无。")]));
        assert_eq!(zh, "没有写明信息处理费的收取情况");
        assert_eq!(en, "nothing is said of fees for handling applications");
    }

    #[test]
    fn governments_report_on_assessment_evaluation_and_accountability() {
        let text = "未收取信息处理费。开展考核、社会评议，未发生责任追究情形。";
        assert_eq!(codes(&said("清河市人民政府", 2023, &[("other", text)])), [""; 0]);
        let fees = "未收取信息处理费。开展考核。";
        assert_eq!(codes(&said("清河市民政局", 2023, &[("other", fees)])), [""; 0]);
        let found = said("清河市人民政府", 2023, &[("other", fees)]);
        assert_eq!(codes(&found), ["assessment-not-stated"]);
        let [zh, en] = messages(&found);
        assert_eq!(zh, "没有写到社会评议、责任追究的情况，政府的年报要写");
        assert_eq!(en, "nothing is said of public evaluation, accountability, which governments report on");
    }

    #[test]
    fn the_overview_covers_five_aspects() {
        assert_eq!(codes(&said("甲局", 2023, &[("overview", OVERVIEW)])), [""; 0]);
        let found = said("甲局", 2023, &[("overview", "主动公开信息100条，依申请公开5件，加强管理和监督。")]);
        assert_eq!(codes(&found), ["aspects-not-covered"]);
        let [zh, en] = messages(&found);
        assert_eq!(zh, "“总体情况”没有写到平台建设");
        assert_eq!(en, "the overview does not cover platforms");
    }

    #[test]
    fn since_2025_the_overview_is_short_and_gives_numbers() {
        let of_length = |length: usize| {
            let rest = "公".repeat(length - OVERVIEW.chars().count());
            said("甲局", 2025, &[("overview", &format!("{OVERVIEW}{rest}"))])
        };
        assert_eq!(codes(&of_length(1000)), [""; 0]);
        let long = of_length(1001);
        assert_eq!(codes(&long), ["overview-long"]);
        let [zh, en] = messages(&long);
        assert_eq!(zh, "“总体情况”有 1001 字，通知一般要求不超过 1000 字");
        assert_eq!(en, "the overview has 1001 characters; notices ask for at most 1000");
        let text =
            "主动公开信息100条；认真开展解读；依申请公开5件；加强信息管理，制发规范性文件2件；维护网站；强化监督。";
        assert_eq!(codes(&said("甲局", 2024, &[("overview", text)])), [""; 0]);
        let found = said("甲局", 2025, &[("overview", text)]);
        assert_eq!(codes(&found), ["overview-numbers-missing"]);
        let [zh, en] = messages(&found);
        assert_eq!(zh, "“总体情况”没有给出数量的有：政策解读、公开平台");
        assert_eq!(en, "the overview gives no number of: interpretations of policy, platforms");
    }
}
