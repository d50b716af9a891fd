//! What a reviewer would say of a report's figures.
//!
//! In: a [`Report`] and the forms. Out: findings, each at the place its sum came from. The rules are the form's own
//! (`[[tables.rules]]`); code only adds up. Knows no file format.

use crate::finding::{Finding, Place, catalogue};
use crate::form::{Form, Forms, Rule, TableForm};
use crate::report::{Report, TableFigures};
use rust_decimal::Decimal;

/// Every rule of arithmetic of the report's forms that its figures break.
///
/// A rule about a figure that is blank, absent or no number is passed over: that figure has a finding of its own.
#[must_use]
pub fn check_arithmetic(report: &Report, forms: &Forms) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (id, figures) in &report.statistics {
        let table = forms.get(&figures.form).and_then(|form| table_of(form, id));
        let Some(table) = table else { continue };
        findings.extend(table.rules.iter().filter_map(|rule| broken(rule, table, figures)));
    }
    findings
}

fn table_of<'f>(form: &'f Form, id: &str) -> Option<&'f TableForm> {
    form.tables.iter().find(|table| table.id == id)
}

fn broken(rule: &Rule, table: &TableForm, figures: &TableFigures) -> Option<Finding> {
    let sum = |cells: &[String]| -> Option<Decimal> {
        cells.iter().try_fold(Decimal::ZERO, |sum, id| sum.checked_add(figures.cells.get(id)?.value?))
    };
    let (left, right) = (sum(&rule.formula.left)?, sum(&rule.formula.right)?);
    if left == right {
        return None;
    }
    let first = rule.formula.left.first()?;
    let cell = table.data_cell(first).map(|cell| cell.path()).unwrap_or_default();
    let finding = catalogue::report::sum_differs(&table.name, cell, &rule.name, left, right);
    let origin = &figures.cells.get(first)?.origin;
    let pointer = Place::Pointer(format!("/statistics/{}/{}", table.id, first.replace('.', "/")));
    Some(finding.at(pointer).at_origin(origin))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Count;

    fn report(change: impl Fn(&str) -> Option<i64>) -> Report {
        let forms = Forms::built_in().unwrap();
        let table = &forms.get("2021").unwrap().tables[2];
        let cells =
            table.data_cells().filter_map(|cell| Some((cell.id.clone(), Count::of(change(&cell.id)?)))).collect();
        let figures = TableFigures { form: "2021".into(), cells };
        Report {
            form: Some("2021".into()),
            statistics: [("disputes".to_owned(), figures)].into_iter().collect(),
            ..Report::default()
        }
    }

    #[test]
    fn a_total_that_is_no_sum_is_found_and_only_it() {
        let forms = Forms::built_in().unwrap();
        let total = |id: &str| id.ends_with(".total");
        let right = report(|id| Some(if total(id) { 4 } else { 1 }));
        assert_eq!(check_arithmetic(&right, &forms), []);
        let wrong = report(|id| {
            Some(if id == "reconsideration.total" {
                0
            } else if total(id) {
                4
            } else {
                1
            })
        });
        let findings = check_arithmetic(&wrong, &forms);
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].code(), "sum-differs");
        assert_eq!((findings[0].value("left"), findings[0].value("right")), (Some("0"), Some("4")));
        let absent = report(|id| (id != "reconsideration.upheld").then_some(0));
        assert_eq!(check_arithmetic(&absent, &forms), []);
    }
}
