//! A report of which only figures are known.

use super::{Item, Report, Section, Statistics};
use crate::document::Content;
use crate::form::Form;

impl Report {
    /// A report of that form that holds these figures: its title where body and year are known, and the sections of the tables there are.
    #[must_use]
    pub fn of_figures(form: &Form, organ: Option<String>, year: Option<u16>, statistics: Statistics) -> Self {
        let sections = form.sections.iter().filter_map(|section| {
            let table = section.table.as_ref().filter(|table| statistics.contains_key(*table))?;
            Some(Section {
                role: Some(section.role.clone()),
                heading: Some(Content::plain(section.heading.as_str())),
                content: vec![Item::Statistics(table.clone())],
            })
        });
        Report {
            form: Some(form.id.clone()),
            title: organ.as_deref().zip(year).map(|(organ, year)| form.title(organ, year)),
            sections: sections.collect(),
            organ,
            year,
            statistics,
            ..Report::default()
        }
    }
}
