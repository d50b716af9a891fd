//! What a reviewer would say of a report's figures.
//!
//! In: a [`Report`] and the forms. Out: findings, each at the place its sum came from. The rules are the form's own
//! (`[[tables.rules]]`); code only adds up. Knows no file format.

mod agreement;
#[doc(hidden)]
pub mod text;

pub use agreement::check_agreement;

use crate::document::{Block, Inline, each_inline};
use crate::finding::{Finding, Origin, Place, Value, catalogue, terms};
use crate::form::{Form, Forms, Rule, TableForm};
use crate::report::{Item, Report, TableFigures};
use rust_decimal::Decimal;

/// Everything a reviewer would say of a report's figures as they stand: to be asked last, when nothing changes any more.
#[must_use]
pub fn check_report(report: &Report, forms: &Forms) -> Vec<Finding> {
    let mut findings = check_tables(report, forms);
    findings.extend(check_arithmetic(report, forms));
    findings.extend(check_agreement(report));
    findings
}

/// Every statutory table that a report lacks. Figures without text, as workbooks and lists of units hold them, may be of some of
/// the tables only: there no section is headed but for its table.
#[must_use]
pub fn check_tables(report: &Report, forms: &Forms) -> Vec<Finding> {
    let Some(form) = report.form.as_deref().and_then(|id| forms.get(id)) else { return Vec::new() };
    let is_text = report.sections.iter().any(|section| {
        section.heading.is_some() && !section.content.iter().any(|item| matches!(item, Item::Statistics(_)))
    });
    if !is_text {
        return Vec::new();
    }
    form.tables
        .iter()
        .filter_map(|table| match report.statistics.get(&table.id) {
            Some(figures) => much_is_missing(&table.id, figures, forms),
            None => Some(match picture_of(table, form, report) {
                Some(origin) => catalogue::report::table_is_picture(&table.name).at_origin(&origin),
                None => catalogue::report::table_missing(&table.name),
            }),
        })
        .collect()
}

/// Of how many figures of a table one may be missing that was found: a page that is lost takes more.
const MOST_MISSING: usize = 3;

/// What is said of a table of which much is missing.
fn much_is_missing(id: &str, figures: &TableFigures, forms: &Forms) -> Option<Finding> {
    let table = forms.get(&figures.form).and_then(|form| table_of(form, id))?;
    let all = table.data_cells().count();
    let missing = table.data_cells().filter(|cell| !figures.cells.contains_key(&cell.id)).count();
    (missing * MOST_MISSING > all).then(|| catalogue::report::table_incomplete(&table.name, missing, all))
}

/// The picture that stands in a table's section where the table should.
fn picture_of(table: &TableForm, form: &Form, report: &Report) -> Option<Origin> {
    let role = &form.sections.iter().find(|section| section.table.as_ref() == Some(&table.id))?.role;
    let sections = report.sections.iter().filter(|section| section.role.as_ref() == Some(role));
    let blocks = sections.flat_map(|section| &section.content).filter_map(|item| match item {
        Item::Block(block) => Some(block),
        Item::Statistics(_) => None,
    });
    for block in blocks {
        let mut has_picture = matches!(block, Block::Figure(_));
        each_inline(std::slice::from_ref(block), &mut |inline| has_picture |= matches!(inline, Inline::Image(_)));
        if has_picture {
            return Some(block.origin());
        }
    }
    None
}

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
    let cell = table.data_cell(first).map_or_else(|| Value::from(first), Value::from);
    let [left_side, right_side]: [Value; 2] = match &rule.sides {
        Some([left, right]) => [left.into(), right.into()],
        None => [(&rule.name).into(), terms::SUM.into()],
    };
    let difference = (left - right).abs();
    let finding = catalogue::report::sum_differs(&table.name, cell, left_side, left, right_side, right, difference);
    let origin = &figures.cells.get(first)?.origin;
    let pointer = Place::Pointer(format!("/statistics/{}/{}", table.id, first.replace('.', "/")));
    Some(finding.at(pointer).at_origin(origin))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Language;
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
    fn a_table_that_lacks_more_than_a_third_is_incomplete() {
        let forms = Forms::built_in().unwrap();
        let with_text = |figures: Report| Report {
            sections: vec![crate::report::Section {
                heading: Some(crate::document::Content::new(vec![Inline::text("一、总体情况")])),
                ..Default::default()
            }],
            ..figures
        };
        let codes = |report: &Report| -> Vec<String> {
            let of_table = |finding: &Finding| finding.code() == "table-incomplete";
            let found = check_tables(report, &forms).into_iter().filter(of_table);
            found.map(|finding| finding.value("missing").unwrap_or_default().to_owned()).collect()
        };
        let half = with_text(report(|id| id.starts_with("reconsideration").then_some(1)));
        assert_eq!(codes(&half), ["10"]);
        let most = with_text(report(|id| (!id.ends_with(".total")).then_some(1)));
        assert_eq!(codes(&most), [""; 0]);
        // Figures without text may be some of a table's.
        assert_eq!(codes(&report(|id| id.starts_with("reconsideration").then_some(1))), [""; 0]);
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
        let message = findings[0].message(Language::Chinese);
        assert!(message.ends_with("勾稽关系不符：行政复议总计＝0，各类结果合计＝4，相差4，请核对"), "{message}");
        let absent = report(|id| (id != "reconsideration.upheld").then_some(0));
        assert_eq!(check_arithmetic(&absent, &forms), []);
    }
}
