//! The rules of the form about numbers of the text: each is judged of every number that the text gives for the figure it names.

use super::arithmetic::{equation, said};
use super::figures::Figures;
use super::text::stated_figures;
use crate::finding::{Finding, terms};
use crate::form::{FigureSource, Forms, Rule};

/// What the numbers of the text break.
pub(super) fn review_stated(figures: &Figures<'_>, forms: &Forms) -> Vec<Finding> {
    let Some(form) = figures.report.form.as_deref().and_then(|id| forms.get(id)) else { return Vec::new() };
    let is_of = |rule: &&Rule| rule.formula.takes_from(FigureSource::Prose) && figures.report.is_of(rule.bodies);
    let rules: Vec<&Rule> = form.rules.iter().filter(is_of).collect();
    if rules.is_empty() {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for stated in stated_figures(figures.report, forms) {
        let figures = Figures { stated: Some(stated.value), ..*figures };
        for rule in &rules {
            let mut cells = rule.formula.cells().filter(|cell| cell.source == FigureSource::Prose);
            let is_about = cells.any(|cell| stated.is_of(&cell.table, &cell.cell));
            if !is_about || !figures.are_there_for(&rule.formula) {
                continue;
            }
            let broken = equation(form, rule, &figures);
            if let Some(finding) = broken.is_broken().then(|| said(&broken, &figures)).flatten() {
                let finding = finding.at_origin(&stated.origin).of_rules([rule.id.clone()]);
                findings.push(finding.remark(terms::stated_in(&stated.text)));
            }
        }
    }
    findings
}
