//! Which unit of a list a report is of.

use crate::finding::{Error, Finding, catalogue};
use crate::form::normal_label;
use crate::report::Report;

/// How many names are suggested.
const SUGGESTED: usize = 3;

/// The figures of a report's own body and year among those of a list of units, and what there is to say about its name.
///
/// The body is the one of just that name, else the only one whose name differs in nothing but spaces, width, punctuation and
/// traditional characters. A name that is merely like it is no match.
///
/// # Errors
/// `unit-unknown` where the report names no body; `unit-not-listed` with the nearest names; `unit-of-other-year`.
pub fn unit_of_report<'u>(units: &'u [Report], report: &Report) -> Result<(&'u Report, Option<Finding>), Error> {
    let Some(organ) = report.organ.as_deref() else { return Err(catalogue::list::unit_unknown().into()) };
    let name = |unit: &'u Report| unit.organ.as_deref().unwrap_or_default();
    let mut found: Vec<&Report> = units.iter().filter(|unit| name(unit) == organ).collect();
    let mut finding = None;
    if found.is_empty() {
        let label = normal_label(organ);
        found = units.iter().filter(|unit| !label.is_empty() && normal_label(name(unit)) == label).collect();
        finding = found.first().map(|unit| catalogue::list::unit_named_otherwise(organ, name(unit)));
    }
    if found.is_empty() {
        let mut near: Vec<(f64, &str)> =
            units.iter().map(|unit| (strsim::normalized_levenshtein(organ, name(unit)), name(unit))).collect();
        near.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
        near.dedup_by(|a, b| a.1 == b.1);
        let near: Vec<&str> = near.into_iter().take(SUGGESTED).map(|(_, name)| name).collect();
        return Err(catalogue::list::unit_not_listed(organ, near).into());
    }
    // A list without years is taken at its word.
    let of_year = |year: Option<u16>| found.iter().find(|unit| unit.year == year || unit.year.is_none());
    let chosen = match (report.year, found.as_slice()) {
        (None, [only]) => Some(only),
        (None, _) => None,
        (year, _) => of_year(year),
    };
    chosen.map(|unit| (*unit, finding)).ok_or_else(|| {
        let years = found.iter().filter_map(|unit| unit.year).collect::<Vec<_>>();
        let year = report.year.map_or_else(|| "？".to_owned(), |year| year.to_string());
        catalogue::list::unit_of_other_year(organ, year, years).into()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Language;

    fn of(organ: &str, year: Option<u16>) -> Report {
        Report { organ: Some(organ.to_owned()), year, ..Report::default() }
    }

    fn chosen(units: &[Report], report: &Report) -> Result<(String, Option<u16>, bool), &'static str> {
        let chosen = unit_of_report(units, report).map_err(|error| error.code())?;
        Ok((chosen.0.organ.clone().unwrap_or_default(), chosen.0.year, chosen.1.is_some()))
    }

    #[test]
    fn a_unit_is_found_by_its_name_and_year_and_by_nothing_less() {
        let units = [
            of("甲市民政局", Some(2024)),
            of("甲市民政局", Some(2025)),
            of("甲市 統計局", Some(2025)),
            of("乙局", None),
        ];
        assert_eq!(chosen(&units, &of("甲市民政局", Some(2025))), Ok(("甲市民政局".into(), Some(2025), false)));
        assert_eq!(chosen(&units, &of("甲市统计局", Some(2025))), Ok(("甲市 統計局".into(), Some(2025), true)));
        let (_, finding) = unit_of_report(&units, &of("甲市统计局", Some(2025))).unwrap();
        assert_eq!(finding.map(|finding| finding.code()), Some("unit-named-otherwise"));
        assert_eq!(chosen(&units, &of("乙局", Some(2025))), Ok(("乙局".into(), None, false)));
        assert_eq!(chosen(&units, &of("民政局", Some(2025))), Err("unit-not-listed"));
        assert_eq!(chosen(&units, &of("甲市民政局", Some(2023))), Err("unit-of-other-year"));
        assert_eq!(chosen(&units, &of("甲市民政局", None)), Err("unit-of-other-year"));
        assert_eq!(chosen(&units, &Report::default()), Err("unit-unknown"));
        let error = unit_of_report(&units, &of("甲市统计局办公室", Some(2025))).unwrap_err();
        assert!(error.finding().typed("near").unwrap().render(Language::Chinese).starts_with("甲市"));
    }
}
