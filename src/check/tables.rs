//! Whether the statutory tables are there.

use crate::document::{Block, Inline, each_inline};
use crate::finding::{Finding, Origin, catalogue};
use crate::form::{Form, Forms, TableForm};
use crate::report::{Item, Report, TableFigures};

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
    let table = forms.get(&figures.form).and_then(|form| form.table(id))?;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::report_of_disputes as report;

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
}
