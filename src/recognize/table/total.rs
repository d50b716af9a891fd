//! Totals that a workbook holds as formulas without results: added up by the form's own rules.

use crate::finding::{Finding, catalogue};
use crate::form::{DataCell, TableForm, Tally, Term};
use crate::report::Count;
use indexmap::IndexMap;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// Gives the uncalculated cells the sums the form says they are, with a finding each. Those it says nothing of, or whose parts are
/// not all numbers or blanks, stay blank with a finding of their own; those without any figure to add keep what was to be said of
/// a blank.
pub(super) fn calculate(
    mut uncalculated: BTreeMap<String, Finding>,
    cells: &mut IndexMap<String, Count>,
    table: &TableForm,
    findings: &mut Vec<Finding>,
) {
    let mut is_progress = true;
    let mut unfilled: Vec<String> = Vec::new();
    // A total of totals comes after them.
    while is_progress {
        is_progress = false;
        for (total, parts) in table.rules.iter().filter_map(|rule| rule.definition()) {
            let total = total.cell.as_str();
            let pending = |id: &str| uncalculated.contains_key(id) && !unfilled.iter().any(|known| known == id);
            if !pending(total) || parts.iter().filter_map(Term::cell).any(|part| pending(&part.cell)) {
                continue;
            }
            let Some(sum) = sum(parts, cells) else { continue };
            is_progress = true;
            let Some(sum) = sum else {
                unfilled.push(total.to_owned());
                continue;
            };
            uncalculated.remove(total);
            if let Some(count) = cells.get_mut(total) {
                count.raw = sum.normalize().to_string();
                count.value = Some(sum.normalize());
                let name = name_of(table, table.data_cell(total));
                findings.push(catalogue::recognize::total_calculated(name, &count.raw).at_origin(&count.origin));
            }
        }
    }
    for (id, of_blank) in uncalculated {
        if unfilled.contains(&id) {
            findings.push(of_blank);
        } else if let Some(count) = cells.get(&id) {
            let name = name_of(table, table.data_cell(&id));
            findings.push(catalogue::recognize::figure_not_calculated(name).at_origin(&count.origin));
        }
    }
}

/// What the parts add up to, blanks counting nothing: `Some(None)` where all are blank, `None` where one is absent or no number.
fn sum(parts: &[Term], cells: &IndexMap<String, Count>) -> Option<Option<Decimal>> {
    let tally = Tally::of(parts, |part| Count::operand(cells.get(&part.cell)));
    let sum = tally.sum.filter(|_| tally.texts == 0 && tally.absent == 0)?;
    Some((tally.numbers > 0).then_some(sum))
}

fn name_of(table: &TableForm, cell: Option<&DataCell>) -> String {
    format!("{}：{}", table.name, cell.map(DataCell::path).unwrap_or_default())
}
