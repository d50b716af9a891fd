//! Whether the parts of a report speak of the same body and year: title, period, sign-off, and what the text says it publishes.

use crate::document::{Block, Folded, years_in};
use crate::finding::{Finding, catalogue};
use crate::report::{Period, Report, SameOrgan, is_part_of_body, same_organ};

/// Everything in a report that names another year or body than the report is of.
#[must_use]
pub fn check_agreement(report: &Report) -> Vec<Finding> {
    let mut findings = Vec::new();
    if let Some(year) = report.year {
        check_year(report, year, &mut findings);
    }
    let signing = report.signature.as_ref().and_then(|signature| signature.organ.as_deref());
    if let (Some(organ), Some(signing)) = (report.organ.as_deref(), signing)
        && !signs_for(signing, organ)
    {
        findings.push(catalogue::report::signed_by_other(organ, signing));
    }
    findings
}

fn check_year(report: &Report, year: u16, findings: &mut Vec<Finding>) {
    if let Some(period) = report.period
        && (period.from.year() != year || period.to.year() != year)
    {
        findings.push(catalogue::report::period_of_other_year(year, period.from.to_chinese(), period.to.to_chinese()));
    } else if let Some(Period { from, to }) = report.period
        && (from.month(), from.day(), to.month(), to.day()) != (1, 1, 12, 31)
    {
        findings.push(catalogue::report::period_part_of_year(year, from.to_chinese(), to.to_chinese()));
    }
    for block in &report.preamble {
        let Block::Paragraph(paragraph) = block else { continue };
        let text = paragraph.content.plain_text();
        let folded = Folded::of(&text);
        let published = years_in(&folded).into_iter().find(|mention| {
            let at = mention.range.end;
            mention.year != year && (folded.has_at(at, "政府信息公开工作") || folded.has_at(at, "政府信息公开年度报告"))
        });
        if let Some(mention) = published {
            let quoted = text
                .get(folded.place(mention.range.start..folded.len().min(mention.range.end + 10)))
                .unwrap_or_default();
            findings.push(catalogue::report::text_of_other_year(year, quoted).at_origin(&paragraph.origin));
        }
    }
    let date = report.signature.as_ref().and_then(|signature| signature.date.as_ref()).and_then(|date| date.value);
    // A report is published in the year after; the most hurried in the last month of its own.
    if let Some(date) = date
        && date.year() != year + 1
        && (date.year(), date.month()) != (year, 12)
    {
        findings.push(catalogue::report::signed_in_other_year(year, date.to_chinese()));
    }
}

/// Whether a sign-off may be that of a body's report: by itself, by its office, by several of which it is one. A longer name in the
/// title that only begins as the sign-off's is no body's, or several bodies'.
fn signs_for(signing: &str, organ: &str) -> bool {
    let lines = signing.split(['\n', '、', ' ', '\u{3000}', '（', '(']).map(str::trim).filter(|line| !line.is_empty());
    let compact = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let (signing, organ) = (compact(signing), compact(organ));
    signing.contains(&organ)
        || organ.ends_with(&signing)
        || organ.strip_prefix(signing.as_str()).is_some_and(is_part_of_body)
        || same_organ(&signing, &organ) != SameOrgan::No
        || organ.split('、').any(|one| same_organ(&signing, one) == SameOrgan::Yes)
        || lines.into_iter().any(|line| same_organ(line, &organ) != SameOrgan::No)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Date;
    use crate::report::{DateText, Signature};

    fn report(period: Option<(u16, u16)>, signing: &str, signed: (u16, u8), text: &str) -> Report {
        let day = |year, month, day| Date::new(year, month, day).unwrap();
        Report {
            organ: Some("清河市民政局".into()),
            year: Some(2023),
            period: period.map(|(from, to)| Period { from: day(from, 1, 1), to: day(to, 12, 31) }),
            preamble: vec![Block::text(text)],
            signature: Some(Signature {
                organ: Some(signing.into()),
                date: Some(DateText::of(day(signed.0, signed.1, 15))),
                ..Signature::default()
            }),
            ..Report::default()
        }
    }

    fn codes(report: &Report) -> Vec<&'static str> {
        check_agreement(report).iter().map(Finding::code).collect()
    }

    #[test]
    fn parts_that_agree_are_quiet() {
        let text = "现公布清河市民政局2023年政府信息公开工作年度报告，2022年的问题已整改。";
        for signing in [
            "清河市民政局",
            "市民政局",
            "清河市民政局办公室",
            "清 河 市 民 政 局",
            "清河市民政局（盖章）",
            "清河市财政局、清河市民政局",
        ] {
            assert_eq!(codes(&report(Some((2023, 2023)), signing, (2024, 1), text)), [""; 0], "{signing}");
        }
        assert_eq!(codes(&report(None, "清河市民政局", (2023, 12), "")), [""; 0]);
    }

    #[test]
    fn one_of_several_bodies_may_sign() {
        let several = |signing: &str| Report {
            organ: Some("清河市民政局、清河市教育局".into()),
            ..report(None, signing, (2024, 1), "")
        };
        assert_eq!(codes(&several("清河市教育局")), [""; 0]);
        assert_eq!(codes(&several("清河市财政局")), ["signed-by-other"]);
    }

    #[test]
    fn another_year_or_body_is_said() {
        assert_eq!(codes(&report(Some((2022, 2022)), "清河市民政局", (2024, 1), "")), ["period-of-other-year"]);
        assert_eq!(codes(&report(Some((2022, 2023)), "清河市民政局", (2024, 1), "")), ["period-of-other-year"]);
        let mut half = report(Some((2023, 2023)), "清河市民政局", (2024, 1), "");
        half.period = half.period.map(|period| Period { to: Date::new(2023, 6, 30).unwrap(), ..period });
        assert_eq!(codes(&half), ["period-part-of-year"]);
        for signed in [(2023, 1), (2025, 1), (2022, 12)] {
            assert_eq!(codes(&report(None, "清河市民政局", signed, "")), ["signed-in-other-year"], "{signed:?}");
        }
        let text = "现公布清河市民政局 2022 年政府信息公开工作年度报告。";
        assert_eq!(codes(&report(None, "清河市民政局", (2024, 1), text)), ["text-of-other-year"]);
        for signing in ["清河市财政局", "清江市民政局"] {
            assert_eq!(codes(&report(None, signing, (2024, 1), "")), ["signed-by-other"], "{signing}");
        }
        // The title's name goes on behind that of the body that signs: with its office, or with what was not understood.
        for (organ, expected) in [
            ("清河市民政局办公室", &[][..]),
            ("清河市民政局（本级）", &[]),
            ("清河市民政局己亥", &["signed-by-other"]),
            ("清河市民政局清河市政务服务中心", &["signed-by-other"]),
            ("清河市民政局清河市残疾人联合会", &["signed-by-other"]),
        ] {
            let mut longer = report(None, "清河市民政局", (2024, 1), "");
            longer.organ = Some(organ.into());
            assert_eq!(codes(&longer), expected, "{organ}");
        }
    }
}
