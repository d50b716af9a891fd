//! The unit of money that the header or footer of the pages states: 单位：元 over each page. It is no part of the document, so what
//! it says is taken from what was said of it.

use super::super::figure::said_otherwise;
use super::units_in_line;
use crate::finding::{Finding, Place, catalogue};
use crate::form::{FigureWords, Forms, NumberKind};
use crate::report::Report;

/// Takes the value of amounts of money of which the header or footer of their pages says another unit than the form's, with a finding
/// each: whether head or header is right, nothing tells.
pub(crate) fn doubt_by_running_text(report: &mut Report, findings: &mut Vec<Finding>, forms: &Forms) {
    let lines: Vec<(String, Option<Place>)> = findings
        .iter()
        .filter_map(|finding| Some((finding.text_beside_flow()?.to_owned(), finding.location().place.clone())))
        .collect();
    for (text, place) in &lines {
        let units = units_in_line(text).money;
        if units.is_empty() {
            continue;
        }
        for (table_id, figures) in &mut report.statistics {
            let form = forms.get(&figures.form);
            let Some(table) = form.and_then(|form| form.tables.iter().find(|table| table.id == *table_id)) else {
                continue;
            };
            for data in table.data_cells().filter(|data| data.kind == NumberKind::Money && !data.unit.is_empty()) {
                let Some(count) = figures.cells.get_mut(&data.id) else { continue };
                let is_of_pages = match (place, &count.origin.0) {
                    (
                        Some(Place::Sheet(sheet) | Place::SheetCell { sheet, .. }),
                        Some(Place::SheetCell { sheet: own, .. }),
                    ) => sheet == own,
                    (Some(Place::Sheet(_) | Place::SheetCell { .. }), _) => false,
                    (Some(_), Some(_)) => true,
                    _ => false,
                };
                let is_own = units.iter().all(|unit| unit.name == data.unit);
                // An amount that names its unit, or that was converted by what stands nearer.
                let has_unit = FigureWords::built_in().split_money_unit(&count.raw).is_some();
                let is_converted = findings
                    .iter()
                    .any(|f| f.is(catalogue::recognize::MONEY_CONVERTED) && f.location().place == count.origin.0);
                let is_nothing = count.value.is_none_or(|value| value.is_zero());
                if is_of_pages && !is_own && !has_unit && !is_converted && !is_nothing {
                    let name = format!("{}：{}", table.name, data.path());
                    findings.push(said_otherwise(count, data, &name, text));
                }
            }
        }
    }
}
