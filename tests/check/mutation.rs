//! Ten thousand figures made wrong, one at a time, in reports that keep every rule.

use super::correct::{Random, number, report, set};
use crate::support::{REPORTS, sample_bytes};
use nianbao::check::{Review, review};
use nianbao::convert::in_order;
use nianbao::finding::{Finding, Place, Severity};
use nianbao::form::{CellRef, Forms, Rule};
use nianbao::report::{Report, load};
use std::collections::BTreeSet;
use std::ops::ControlFlow;

const MUTATIONS: usize = 10_000;
const SYNTHETIC: usize = 60;

/// Reports without anything wrong in their sums: those samples that have none, and synthetic ones of every form.
fn correct(forms: &Forms) -> Vec<Report> {
    let mut random = Random(20_231_215);
    let samples = REPORTS.iter().map(|name| {
        let json = String::from_utf8(sample_bytes(&format!("{name}/report.json"))).unwrap();
        load(&json, forms).unwrap()
    });
    let mut reports: Vec<Report> = samples.collect();
    for _ in 0..SYNTHETIC {
        for form in forms.iter() {
            reports.push(report(form, "清河市民政局", form.first_year, &mut random));
        }
    }
    reports
}

fn errors(report: &Report, forms: &Forms) -> Vec<Finding> {
    let mut found = review(&Review { report, forms, last_year: None, units: None });
    // What a sample's figures are printed as is not what is tried here.
    found.retain(|finding| finding.severity() == Severity::Error && !finding.code().starts_with("figure-not"));
    found
}

/// The rules that a report's figures break, added up anew.
fn broken<'f>(report: &Report, forms: &'f Forms) -> Vec<&'f Rule> {
    let form = forms.get(report.form.as_deref().unwrap()).unwrap();
    let value = |cell: &CellRef| report.statistics.get(&cell.table)?.cells.get(&cell.cell)?.value;
    let sum = |terms: &[nianbao::form::Term]| {
        terms.iter().map(|term| value(term.cell().unwrap())).sum::<Option<rust_decimal::Decimal>>()
    };
    let rules = form.tables.iter().flat_map(|table| &table.rules);
    rules
        .filter(|rule| match (sum(&rule.formula.left), sum(&rule.formula.right[0])) {
            (Some(left), Some(right)) => left != right,
            _ => false,
        })
        .collect()
}

/// Another value in the place of one, as people slip.
fn slip(value: i64, random: &mut Random) -> i64 {
    let digits: Vec<char> = value.to_string().chars().collect();
    let with = |digits: &[char]| digits.iter().collect::<String>().parse().unwrap_or(0);
    let slipped = match random.below(7) {
        0 => value + 1,
        1 => value - 1,
        2 => value * 10,
        3 if digits.len() > 1 => {
            let at = random.below(digits.len() - 1);
            let mut digits = digits;
            digits.swap(at, at + 1);
            with(&digits)
        }
        4 if digits.len() > 1 => with(&digits[1..]),
        5 => 0,
        _ => random.below(500) as i64,
    };
    if slipped == value || slipped < 0 { value + 7 } else { slipped }
}

/// What is wrong with what is said of a report with that figure in that cell.
fn fault(report: &Report, was: i64, cell: &CellRef, forms: &Forms) -> Option<String> {
    let broken = broken(report, forms);
    let errors = errors(report, forms);
    let at = |finding: &Finding| match &finding.location().place {
        Some(Place::Pointer(pointer)) => pointer.trim_start_matches("/statistics/").replace('/', "."),
        other => format!("{other:?}"),
    };
    let name = |cell: &CellRef| format!("{}.{}", cell.table, cell.cell);
    let cells: BTreeSet<String> = broken.iter().flat_map(|rule| rule.formula.cells().map(name)).collect();
    let said = || errors.iter().map(|finding| finding.to_string()).collect::<Vec<_>>().join("\n");
    if let Some(astray) = errors.iter().find(|finding| !cells.contains(&at(finding))) {
        return Some(format!("astray: {astray}"));
    }
    if let Some(missed) = broken.iter().find(|rule| {
        !errors
            .iter()
            .any(|error| error.rules().contains(&rule.id) && rule.formula.cells().any(|one| name(one) == at(error)))
    }) {
        return Some(format!("{} is not said of:\n{}", missed.name, said()));
    }
    // More than one broken rule point to the one figure they share.
    if broken.len() > 1 {
        let [only] = errors.as_slice() else { return Some(format!("said as several:\n{}", said())) };
        let expected = (at(only), only.value("expected").unwrap_or_default().to_owned());
        if expected != (name(cell), was.to_string()) {
            return Some(format!("{} was {was}: {only}", name(cell)));
        }
    }
    None
}

#[test]
fn every_slip_that_breaks_a_rule_is_found_at_its_place_and_nothing_else() {
    let forms = Forms::built_in().unwrap();
    let reports = correct(&forms);
    for report in &reports {
        assert_eq!(errors(report, &forms), [], "{:?}", report.organ);
    }
    let mutate = |index: usize| {
        let mut random = Random(index as u64 * 7_919 + 1);
        let mut report = reports[index % reports.len()].clone();
        let form = forms.get(report.form.as_deref().unwrap()).unwrap();
        let table = &form.tables[random.below(form.tables.len())];
        let numbers: Vec<&str> = table
            .data_cells()
            .map(|cell| cell.id.as_str())
            .filter(|id| report.statistics[&table.id].cells.get(*id).is_some_and(|count| count.value.is_some()))
            .collect();
        let id = numbers[random.below(numbers.len())];
        let was = number(&report, &table.id, id);
        set(&mut report, &table.id, id, slip(was, &mut random));
        let cell = CellRef::own(&table.id, id);
        let count = broken(&report, &forms).len();
        (count, fault(&report, was, &cell, &forms))
    };
    let (mut breaking, mut faults) = (0, Vec::new());
    let end = |index, (broken, fault): (usize, Option<String>)| {
        breaking += usize::from(broken > 0);
        faults.extend(fault.map(|fault| format!("{index}: {fault}")));
        ControlFlow::Continue(())
    };
    in_order(MUTATIONS, mutate, |_| {}, end);
    assert!(faults.is_empty(), "{} of {MUTATIONS}\n{}", faults.len(), faults[..faults.len().min(8)].join("\n\n"));
    assert!(breaking > MUTATIONS / 2, "{breaking}");
}
