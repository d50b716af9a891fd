//! The rules of the forms, held against figures.

use super::figures::Figures;
use crate::finding::{Finding, Value, terms};
use crate::form::{Blanks, CellRef, Evaluation, Form, Forms, Relation, Rule, Tally, Verdict};
use crate::report::{Report, figure_place};
use rust_decimal::Decimal;

/// A rule of a form with what was found of it.
#[derive(Debug, Clone)]
pub(super) struct Equation<'f> {
    pub(super) form: &'f Form,
    pub(super) rule: &'f Rule,
    pub(super) evaluation: Evaluation,
}

impl Equation<'_> {
    pub(super) fn is_broken(&self) -> bool {
        self.evaluation.verdict == Verdict::Fails
    }

    /// The sums of both sides; of several on the right that which is nearest to the left.
    pub(super) fn sums(&self) -> Option<(Decimal, Decimal)> {
        let left = self.evaluation.left.sum?;
        let right = self.evaluation.right.iter().filter_map(|side: &Tally| side.sum);
        Some((left, right.min_by_key(|right| left.saturating_sub(*right).abs())?))
    }

    /// The cell on which it is said that it is broken: the first one, of a sum that should be nothing the first that is something.
    pub(super) fn place(&self, figures: &Figures<'_>) -> Option<&CellRef> {
        let is_of_nothing = self.rule.formula.right.iter().flatten().all(|term| term.cell().is_none());
        let is_something = |cell: &&CellRef| figures.number(cell).is_some_and(|number| !number.is_zero());
        let something = self.rule.formula.cells().filter(|_| is_of_nothing).find(is_something);
        // Of figures from elsewhere there is none in the report.
        let own = || self.rule.formula.cells().find(|cell| cell.is_own());
        something.or_else(own).or_else(|| self.rule.formula.first_cell())
    }
}

/// The rules about single tables, each with what was found of it.
pub(super) fn equations_of_tables<'f>(figures: &Figures<'_>, forms: &'f Forms) -> Vec<Equation<'f>> {
    let tables = figures.report.statistics.iter().filter_map(|(id, table)| {
        let form = forms.get(&table.form)?;
        Some((form, form.table(id)?))
    });
    let rules = tables.flat_map(|(form, table)| table.rules.iter().map(move |rule| (form, rule)));
    rules.map(|(form, rule)| equation(form, rule, figures)).collect()
}

/// The rules about more than one table, figures from elsewhere or certain bodies, each with what was found of it.
pub(super) fn equations_of_form<'f>(figures: &Figures<'_>, form: &'f Form) -> Vec<Equation<'f>> {
    let is_of = |rule: &&Rule| figures.report.is_of(rule.bodies) && figures.are_there_for(&rule.formula);
    let rules = form.rules.iter().filter(is_of);
    rules.map(|rule| equation(form, rule, figures)).collect()
}

/// A rule with what was found of it.
pub(super) fn equation<'f>(form: &'f Form, rule: &'f Rule, figures: &Figures<'_>) -> Equation<'f> {
    // A figure that is blank, absent or no number has a finding of its own.
    let evaluation = rule.formula.evaluate(|cell| figures.operand(cell), Blanks::Unknown);
    Equation { form, rule, evaluation }
}

/// Every rule of arithmetic of the report's tables that its figures break.
///
/// A rule about a figure that is blank, absent or no number is passed over: that figure has a finding of its own.
#[must_use]
pub fn check_arithmetic(report: &Report, forms: &Forms) -> Vec<Finding> {
    let figures = Figures::of(report);
    let equations = equations_of_tables(&figures, forms);
    equations.iter().filter(|equation| equation.is_broken()).filter_map(|broken| said(broken, &figures)).collect()
}

/// That a rule is broken, in the message it is said by.
pub(super) fn said(broken: &Equation<'_>, figures: &Figures<'_>) -> Option<Finding> {
    let Equation { form, rule, .. } = broken;
    let (left, right) = broken.sums()?;
    let place = broken.place(figures)?;
    let cell = form.table(&place.table).and_then(|table| table.data_cell(&place.cell));
    let [left_side, right_side] = sides(rule);
    let relation = match rule.formula.relation {
        Relation::Equal => terms::EQUAL_TO,
        Relation::AtMost => terms::AT_MOST,
        Relation::AtLeast => terms::AT_LEAST,
        Relation::OneOf => terms::ONE_OF,
    };
    let all: Vec<Decimal> = broken.evaluation.right.iter().filter_map(|side| side.sum).collect();
    let values: Vec<(&'static str, Value)> = vec![
        ("table", form.table_name(&place.table).into()),
        ("cell", cell.map_or_else(|| Value::from(&place.cell), Value::from)),
        ("rule", (&rule.name).into()),
        ("organ", figures.report.organ.as_deref().unwrap_or_default().into()),
        ("left_side", left_side),
        ("left", left.into()),
        ("relation", relation.into()),
        ("right_side", right_side),
        ("right", if rule.formula.relation == Relation::OneOf { all.into() } else { right.into() }),
        ("difference", left.saturating_sub(right).abs().into()),
        ("units", figures.units.map_or(0, <[_]>::len).into()),
    ];
    let finding = Finding::of(rule.message, values).as_grave_as(rule.severity);
    Some(placed(finding, place, figures))
}

/// What the two sides of a rule are called.
pub(super) fn sides(rule: &Rule) -> [Value; 2] {
    match &rule.sides {
        Some([left, right]) => [left.into(), right.into()],
        None => [(&rule.name).into(), terms::SUM.into()],
    }
}

/// A finding at a figure: where it came from, else in the canonical form.
pub(super) fn placed(finding: Finding, cell: &CellRef, figures: &Figures<'_>) -> Finding {
    let finding = finding.at(figure_place(&cell.table, &cell.cell));
    match figures.count(cell) {
        Some(count) => finding.at_origin(&count.origin),
        None => finding,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::report_of_disputes as report;
    use crate::finding::Language;

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
        let message = findings[0].message(Language::Chinese);
        assert!(message.ends_with("勾稽关系不符：行政复议总计＝0，各类结果合计＝4，相差4，请核对"), "{message}");
        let absent = report(|id| (id != "reconsideration.upheld").then_some(0));
        assert_eq!(check_arithmetic(&absent, &forms), []);
    }
}
