//! A report to fill in.

use super::{Count, Item, Report, Section, Signature, TableFigures};
use crate::document::{Block, Content};
use crate::form::Form;

impl Report {
    /// A report of that form with nothing in it yet: title, sections with their official headings, every figure blank.
    #[must_use]
    pub fn blank(form: &Form, organ: &str, year: u16) -> Self {
        let sections = form.sections.iter().map(|section| Section {
            role: Some(section.role.clone()),
            heading: Some(Content::plain(section.heading.as_str())),
            content: vec![match &section.table {
                Some(table) => Item::Statistics(table.clone()),
                // The line to write in.
                None => Item::Block(Block::text("")),
            }],
        });
        let statistics = form.tables.iter().map(|table| {
            let cells = table.data_cells().map(|cell| (cell.id.clone(), Count::read("", cell).0)).collect();
            (table.id.clone(), TableFigures { form: form.id.clone(), cells })
        });
        Report {
            form: Some(form.id.clone()),
            organ: Some(organ.to_owned()),
            year: Some(year),
            title: Some(form.title(organ, year)),
            sections: sections.collect(),
            statistics: statistics.collect(),
            signature: Some(Signature { organ: Some(organ.to_owned()), ..Signature::default() }),
            ..Report::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::Forms;

    #[test]
    fn every_figure_of_the_form_is_there_and_blank() {
        for form in Forms::built_in().unwrap().iter() {
            let report = Report::blank(form, "甲市乙局", 2025);
            let figures: Vec<&Count> = report.statistics.values().flat_map(|table| table.cells.values()).collect();
            assert_eq!(figures.len(), form.tables.iter().map(|table| table.data_cells().count()).sum::<usize>());
            assert!(figures.iter().all(|count| count.raw.is_empty() && count.value.is_none()));
            assert_eq!(report.title.as_deref(), Some("甲市乙局2025年政府信息公开工作年度报告"));
        }
    }
}
