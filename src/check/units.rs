//! Which of some reports are those of the units that add up to a report's figures.

use crate::finding::{Finding, Value, catalogue, terms};
use crate::form::normal_label;
use crate::report::{Report, SameOrgan, same_organ};
use std::collections::BTreeSet;

/// How many units are named.
const NAMED: usize = 5;

/// The reports of a report's units among these: of other bodies, on the same year.
///
/// # Errors
/// `units-unfit` where their figures can't be added up: one has no report on the year, or two.
pub(super) fn units_of_report<'r>(report: &Report, given: &'r [Report]) -> Result<Vec<&'r Report>, Finding> {
    let is_own = |unit: &&Report| match (unit.organ.as_deref(), report.organ.as_deref()) {
        (Some(unit), Some(own)) => same_organ(unit, own) == SameOrgan::Yes,
        _ => false,
    };
    let others: Vec<&Report> = given.iter().filter(|unit| !is_own(unit)).collect();
    let is_of_year = |unit: &&Report| unit.year.is_some() && unit.year == report.year;
    let units: Vec<&Report> = others.iter().copied().filter(is_of_year).collect();
    let name = |unit: &Report| normal_label(unit.organ.as_deref().unwrap_or_default());
    let mut named: BTreeSet<String> = BTreeSet::new();
    let twice: Vec<&Report> = units.iter().copied().filter(|unit| !named.insert(name(unit))).collect();
    let unknown: Vec<&Report> = others.iter().copied().filter(|unit| !named.contains(&name(unit))).collect();
    let unfit = |reason: Value| Err(catalogue::review::units_unfit(reason));
    match (units.is_empty(), twice.as_slice(), unknown.as_slice()) {
        (_, [], []) if !units.is_empty() => Ok(units),
        (_, [_, ..], _) => unfit(terms::units_twice(names(&twice))),
        (_, _, [_, ..]) => unfit(terms::units_of_other_year(names(&unknown))),
        _ => unfit(terms::NO_UNITS.into()),
    }
}

/// The units that have no number in a cell in which the report has one, or no such cell: it is not compared.
pub(super) fn units_without_numbers(report: &Report, units: &[&Report]) -> Option<Finding> {
    let has_all = |unit: &&Report| {
        report.statistics.iter().all(|(id, table)| {
            let theirs = unit.statistics.get(id).filter(|theirs| theirs.form == table.form);
            theirs.is_some_and(|theirs| {
                let mut own = table.cells.iter().filter(|(_, count)| count.value.is_some());
                own.all(|(id, _)| theirs.cells.get(id).is_some_and(|count| count.value.is_some()))
            })
        })
    };
    let without: Vec<&Report> = units.iter().copied().filter(|unit| !has_all(unit)).collect();
    (!without.is_empty()).then(|| catalogue::review::units_incomplete(names(&without)))
}

fn names(units: &[&Report]) -> Value {
    let name = |unit: &&Report| unit.organ.clone().unwrap_or_else(|| "？".to_owned());
    let more = (units.len() > NAMED).then(|| "…".to_owned());
    units.iter().take(NAMED).map(name).chain(more).collect::<Vec<_>>().into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Language;

    fn unit(organ: &str, year: u16) -> Report {
        Report { organ: Some(organ.into()), year: Some(year), ..Report::default() }
    }

    #[test]
    fn the_units_are_the_other_bodies_of_the_year_once_each() {
        let area = unit("清河市人民政府", 2023);
        let found = |given: &[Report]| {
            let found = units_of_report(&area, given);
            found.map(|units| units.len()).map_err(|unfit| unfit.message(Language::English))
        };
        let (a, b, own) = (unit("清河市民政局", 2023), unit("清河市教育局", 2023), unit("清河市人民政府", 2023));
        assert_eq!(found(&[a.clone(), b.clone()]), Ok(2));
        assert_eq!(found(&[a.clone(), b.clone(), own.clone()]), Ok(2), "the area's own report is no unit's");
        assert_eq!(found(&[a.clone(), unit("清河市民政局", 2022), b.clone()]), Ok(2), "last year's is beside it");
        for (given, said) in [
            (vec![a.clone(), unit("清河市教育局", 2022)], "清河市教育局 has no report on the year"),
            (vec![a.clone(), b, a], "清河市民政局 is there twice"),
            (vec![own], "there is no report of a unit"),
            (vec![], "there is no report of a unit"),
        ] {
            let unfit = found(&given).unwrap_err();
            assert!(unfit.contains(said), "{unfit}");
        }
    }
}
