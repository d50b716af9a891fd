//! Which of some reports is that of the same body on the year before.

use crate::finding::{Finding, Value, catalogue, terms};
use crate::report::{Report, SameOrgan, same_organ};

/// The report of the same body on the year before, if it is among these: by its full name, else by a shorter one that fits one only.
/// A single report that names no body is taken at its year.
///
/// # Errors
/// `last-year-unfit` where there is none.
pub fn report_of_last_year<'r>(report: &Report, earlier: &'r [Report]) -> Result<&'r Report, Finding> {
    let (organ, year) = (report.organ.as_deref(), report.year.and_then(|year| year.checked_sub(1)));
    let of_year = || earlier.iter().filter(|report| report.year == year && year.is_some());
    let of_body = |same: SameOrgan| {
        let is_same = move |report: &&Report| match (organ, report.organ.as_deref()) {
            (Some(organ), Some(other)) => same_organ(organ, other) == same,
            _ => false,
        };
        let mut found = of_year().filter(is_same);
        found.next().filter(|_| found.next().is_none())
    };
    let only_nameless = || match earlier {
        [only] if (only.organ.is_none() || organ.is_none()) && only.year == year => Some(only),
        _ => None,
    };
    let found = of_body(SameOrgan::Yes).or_else(|| of_body(SameOrgan::Shortened)).or_else(only_nameless);
    found.ok_or_else(|| {
        let year = year.map_or_else(|| Value::from(""), Value::from);
        catalogue::review::last_year_unfit(organ.unwrap_or_default(), year, names(earlier))
    })
}

/// What a few of these reports are of.
fn names(reports: &[Report]) -> Value {
    const NAMED: usize = 3;
    if reports.is_empty() {
        return terms::NO_LAST_YEAR.into();
    }
    let name = |report: &Report| {
        let year = report.year.map_or_else(String::new, |year| format!(" {year}"));
        format!("{}{year}", report.organ.as_deref().unwrap_or_default())
    };
    let more = (reports.len() > NAMED).then(|| "…".to_owned());
    reports.iter().take(NAMED).map(name).chain(more).collect::<Vec<_>>().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(organ: &str, year: u16) -> Report {
        Report { organ: Some(organ.into()), year: Some(year), ..Report::default() }
    }

    #[test]
    fn last_year_is_of_the_same_body_and_the_year_before() {
        let now = report("清河市民政局", 2023);
        let earlier = [report("清河市财政局", 2022), report("清河市民政局", 2022), report("清河市民政局", 2021)];
        assert_eq!(report_of_last_year(&now, &earlier).map(|found| found.organ.as_deref()), Ok(Some("清河市民政局")));
        assert!(report_of_last_year(&now, &[report("市民政局", 2022)]).is_ok());
        let two = [report("市民政局", 2022), report("民政局", 2022)];
        for unfit in [&two[..], &[report("清河市财政局", 2022)], &[report("清河市民政局", 2021)], &[]] {
            assert_eq!(report_of_last_year(&now, unfit).map_err(|unfit| unfit.code()).err(), Some("last-year-unfit"));
        }
    }
}
