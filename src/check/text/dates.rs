//! Whether the dates of a report are in their order, and in time.

use crate::document::Date;
use crate::finding::{Finding, catalogue};
use crate::report::{Report, place_of_government};

/// Dates that are too early or too late.
pub(super) fn check_dates(report: &Report) -> Vec<Finding> {
    let signed = report.signature.as_ref().and_then(|signature| signature.date.as_ref()).and_then(|date| date.value);
    let Some(date) = signed.or(report.published) else { return Vec::new() };
    let mut findings = Vec::new();
    if let Some(period) = report.period.filter(|period| date <= period.to) {
        findings.push(catalogue::text::signed_before_period_ends(date.to_chinese(), period.to.to_chinese()));
    }
    // What is years late is of another year, which has a rule of its own.
    let is_next_year = report.year.is_some_and(|year| date.year() == year + 1);
    if let Some(deadline) = deadline(report).filter(|deadline| is_next_year && date > *deadline) {
        findings.push(catalogue::text::published_late(date.to_chinese(), deadline.to_chinese()));
    }
    findings
}

/// The last day to publish: 政府信息公开条例, articles 49 and 50: 31 January of the next year for bodies, 31 March for governments of
/// counties and above.
fn deadline(report: &Report) -> Option<Date> {
    let next = report.year?.checked_add(1)?;
    let place = report.organ.as_deref().and_then(place_of_government);
    let is_above_towns = place.is_some_and(|place| !place.ends_with(['镇', '乡', '办', '道']));
    if is_above_towns { Date::new(next, 3, 31) } else { Date::new(next, 1, 31) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Language;
    use crate::report::{DateText, Period, Signature};

    fn report(organ: &str, date: (u16, u8, u8)) -> Report {
        let day = |(year, month, day): (u16, u8, u8)| Date::new(year, month, day).unwrap();
        Report {
            organ: Some(organ.into()),
            year: Some(2023),
            period: Some(Period { from: day((2023, 1, 1)), to: day((2023, 12, 31)) }),
            signature: Some(Signature { date: Some(DateText::of(day(date))), ..Signature::default() }),
            ..Report::default()
        }
    }

    fn codes(organ: &str, date: (u16, u8, u8)) -> Vec<&'static str> {
        check_dates(&report(organ, date)).iter().map(Finding::code).collect()
    }

    #[test]
    fn the_last_day_is_in_time_and_the_next_is_not() {
        assert_eq!(codes("清河市民政局", (2024, 1, 31)), [""; 0]);
        assert_eq!(codes("清河市民政局", (2024, 2, 1)), ["published-late"]);
        assert_eq!(codes("清河市人民政府", (2024, 3, 31)), [""; 0]);
        assert_eq!(codes("清河市人民政府办公室", (2024, 3, 31)), [""; 0]);
        assert_eq!(codes("清河市人民政府", (2024, 4, 1)), ["published-late"]);
        assert_eq!(codes("东山镇人民政府", (2024, 2, 1)), ["published-late"]);
        assert_eq!(codes("清河市民政局", (2025, 2, 1)), [""; 0]);
        let late = check_dates(&report("清河市民政局", (2024, 2, 1)));
        assert_eq!(late[0].message(Language::Chinese), "落款日期是 2024年2月1日，晚于公布期限 2024年1月31日");
        assert_eq!(
            late[0].message(Language::English),
            "the sign-off bears 2024年2月1日; reports are due by 2024年1月31日"
        );
    }

    #[test]
    fn a_report_is_signed_when_its_period_is_over() {
        assert_eq!(codes("清河市民政局", (2024, 1, 1)), [""; 0]);
        assert_eq!(codes("清河市民政局", (2023, 12, 31)), ["signed-before-period-ends"]);
        let early = check_dates(&report("清河市民政局", (2023, 12, 20)));
        assert_eq!(
            early[0].message(Language::Chinese),
            "落款日期是 2023年12月20日，统计期限到 2023年12月31日才结束，请核对"
        );
        assert!(early[0].message(Language::English).starts_with("the sign-off bears 2023年12月20日, before"));
    }
}
