//! Broken rules as a reviewer says them: several that one figure explains as one, each with its cells and the likely cause.

use super::arithmetic::{Equation, equations_of_form, equations_of_tables, placed, said, sides};
use super::cause::likely_cause;
use super::figures::Figures;
use super::location::{Explanation, Fault, Rules, best};
use crate::finding::{Finding, Value, catalogue, terms};
use crate::form::{CellRef, DataCell, Form, FormCell, Forms, Rule, Tally, Term};
use std::collections::BTreeSet;

/// Every rule of the forms that the figures break.
pub(super) fn review_arithmetic(figures: &Figures<'_>, forms: &Forms) -> Vec<Finding> {
    let mut equations = equations_of_tables(figures, forms);
    if let Some(form) = figures.report.form.as_deref().and_then(|id| forms.get(id)) {
        equations.extend(equations_of_form(figures, form));
    }
    if !equations.iter().any(Equation::is_broken) {
        return Vec::new();
    }
    let rules = Rules::of(&equations, *figures);
    let all = rules.explanations();
    let explanations = best(&all);
    let explained: BTreeSet<usize> = explanations.iter().flat_map(|one| &one.mends).copied().collect();
    // Each at the place of its first rule.
    let mut findings: Vec<(usize, Finding)> = Vec::new();
    for explanation in explanations {
        let first = explanation.mends.first().copied().unwrap_or_default();
        findings.extend(explained_by(explanation, &rules).map(|finding| (first, finding)));
    }
    for (index, broken) in equations.iter().enumerate() {
        if broken.is_broken() && !explained.contains(&index) {
            findings.extend(unexplained(index, broken, &all, figures).map(|finding| (index, finding)));
        }
    }
    findings.sort_by_key(|(index, _)| *index);
    findings.into_iter().map(|(_, finding)| finding).collect()
}

/// A broken rule by itself.
fn unexplained(index: usize, broken: &Equation<'_>, all: &[Explanation], figures: &Figures<'_>) -> Option<Finding> {
    let Equation { form, rule, .. } = broken;
    let mut finding = said(broken, figures)?.of_rules([rule.id.clone()]);
    if let Some(place) = broken.place(figures).and_then(|cell| form_place(cell, form)) {
        finding = finding.at_form_place(place);
    }
    if let Some(equation) = parts(broken, figures) {
        finding = finding.remark(equation);
    }
    // What would mend this rule and no other.
    let of_this = all.iter().filter(|one| one.mends.len() == 1 && one.mends.contains(&index));
    match likely_cause(of_this, form, figures) {
        Some(cause) => Some(finding.remark(cause)),
        None => Some(finding),
    }
}

/// What explains several broken rules.
fn explained_by(explanation: &Explanation, rules: &Rules<'_, '_, '_>) -> Option<Finding> {
    let figures = &rules.figures;
    let broken = || explanation.mends.iter().filter_map(|index| rules.equations.get(*index));
    let form = broken().next()?.form;
    let ids: BTreeSet<String> = broken().map(|equation| equation.rule.id.clone()).collect();
    let mut names: Vec<&str> = Vec::new();
    for Equation { rule, .. } in broken() {
        if !names.contains(&rule.name.as_str()) {
            names.push(&rule.name);
        }
    }
    let severity = broken().map(|equation| equation.rule.severity).max()?;
    let (finding, cell) = match &explanation.fault {
        Fault::Figure { cell, found, expected } | Fault::Split { cell, found, whole: expected, .. } => {
            let named: Value = data_of(cell, form)?.into();
            let table = form.table_name(&cell.table);
            (catalogue::review::figure_inconsistent(table, named, *found, *expected, names), cell)
        }
        Fault::Shifted { first, is_row } => {
            let (place, data) = placed_in_form(first, form)?;
            let line = match data.row_name().filter(|_| *is_row) {
                Some(label) => terms::form_row(place.row + 1, label),
                None => terms::form_column(data.column_name()),
            };
            (catalogue::review::figures_shifted(form.table_name(&first.table), line, names), first)
        }
    };
    let mut finding = placed(finding, cell, figures).as_grave_as(severity).of_rules(ids);
    if let Some(place) = form_place(cell, form) {
        finding = finding.at_form_place(place);
    }
    for equation in broken().filter_map(|one| equation(one, figures)) {
        finding = finding.remark(equation);
    }
    match likely_cause([explanation], form, figures) {
        Some(cause) => Some(finding.remark(cause)),
        None => Some(finding),
    }
}

fn data_of<'f>(cell: &CellRef, form: &'f Form) -> Option<&'f DataCell> {
    form.table(&cell.table)?.data_cell(&cell.cell)
}

/// A cell's place in its table, and what it holds.
fn placed_in_form<'f>(cell: &CellRef, form: &'f Form) -> Option<(&'f FormCell, &'f DataCell)> {
    let cells = form.table(&cell.table)?.cells.iter();
    let mut data = cells.filter_map(|place| Some((place, place.data()?)));
    data.find(|(_, data)| data.id == cell.cell)
}

/// Where a cell stands in the form: 表三 第27行“（七）总计”·法律服务机构. A table is called by the number of its section.
fn form_place(cell: &CellRef, form: &Form) -> Option<Value> {
    let number = form.sections.iter().position(|section| section.table.as_ref() == Some(&cell.table))? + 1;
    let (place, data) = placed_in_form(cell, form)?;
    let (table, row) = (numeral(number), place.row + 1);
    Some(match data.row_labels.last() {
        Some(label) => terms::form_place(table, row, &label.text, data.column_name()),
        None => terms::form_place_in_row(table, row, data.column_name()),
    })
}

/// A small number as the language prints it.
fn numeral(number: usize) -> Value {
    match number {
        1 => terms::NUMERAL_1.into(),
        2 => terms::NUMERAL_2.into(),
        3 => terms::NUMERAL_3.into(),
        4 => terms::NUMERAL_4.into(),
        5 => terms::NUMERAL_5.into(),
        6 => terms::NUMERAL_6.into(),
        7 => terms::NUMERAL_7.into(),
        8 => terms::NUMERAL_8.into(),
        9 => terms::NUMERAL_9.into(),
        _ => number.into(),
    }
}

/// Both sides of a broken rule, each with the figures it is the sum of, as far as they are not nothing; `None` where the form has no
/// names for them.
fn equation(broken: &Equation<'_>, figures: &Figures<'_>) -> Option<Value> {
    let formula = &broken.rule.formula;
    broken.rule.sides.as_ref()?;
    let [left_side, right_side] = sides(broken.rule);
    let right_terms = formula.right.first().filter(|_| formula.right.len() == 1)?;
    let left = side(&broken.evaluation.left, &formula.left, broken, figures)?;
    let right = side(broken.evaluation.right.first()?, right_terms, broken, figures)?;
    Some(terms::equation(left_side, left, right_side, right))
}

/// The same where it says more than the message does.
fn parts(broken: &Equation<'_>, figures: &Figures<'_>) -> Option<Value> {
    broken.rule.formula.sums().any(|side| side.len() > 1).then(|| equation(broken, figures))?
}

/// A sum, and in brackets what it is the sum of.
fn side(tally: &Tally, terms: &[Term], broken: &Equation<'_>, figures: &Figures<'_>) -> Option<Value> {
    let sum = tally.sum?;
    let Equation { form, rule, .. } = broken;
    let part = |cell: &CellRef| {
        let number = figures.number(cell).filter(|number| !number.is_zero())?;
        Some(terms::part(short_name(data_of(cell, form)?, rule, form), number))
    };
    let parts: Vec<Value> = terms.iter().filter_map(|term| part(term.cell()?)).collect();
    Some(match parts.len() {
        0 => sum.into(),
        _ if terms.len() == 1 => sum.into(),
        _ => terms::as_quoted(sum, parts),
    })
}

/// A cell of a rule by what tells it from the others: its column where all stand in one row, its row where all stand in one column, in
/// a table without row labels its last label where the others are the same.
fn short_name(cell: &DataCell, rule: &Rule, form: &Form) -> Value {
    let cells = || rule.formula.cells().filter_map(|cell| data_of(cell, form));
    let groups = |data: &DataCell| data.column_labels.split_last().map(|(_, groups)| groups.to_vec());
    let label = match cell.row_name() {
        Some(_) if cells().all(|other| other.row_name() == cell.row_name()) => cell.column_name(),
        Some(row) if cells().all(|other| other.column_name() == cell.column_name()) => row,
        None if cells().all(|other| groups(other) == groups(cell)) => {
            cell.column_labels.last().map(|label| label.text.clone()).unwrap_or_default()
        }
        _ => cell.path(),
    };
    cell.called(label)
}
