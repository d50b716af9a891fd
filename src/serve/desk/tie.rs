//! Which cells of the statutory tables a finding is about.

use crate::finding::{Finding, Place, Value};
use crate::report::{Report, figure_place};
use std::collections::{BTreeMap, BTreeSet};

/// Which places of the source are which cells.
#[derive(Debug, Clone, Default)]
pub(super) struct Tie {
    /// The file whose places they are.
    file: String,
    /// The files of other reports: what is found in them is about none of these cells.
    others: BTreeSet<String>,
    /// Cells by their places.
    places: BTreeMap<String, Vec<String>>,
    /// The tables that have a cell of that name.
    tables: BTreeMap<String, Vec<String>>,
}

/// What tells a place from all others.
fn key(place: &Place) -> String {
    format!("{place:?}")
}

impl Tie {
    pub(super) fn of(report: &Report, file: &str, others: BTreeSet<String>) -> Self {
        let mut tie = Tie { file: file.to_owned(), others, ..Tie::default() };
        for (table, figures) in &report.statistics {
            for (cell, count) in &figures.cells {
                let id = format!("{table}.{cell}");
                let pointer = figure_place(table, cell);
                for place in count.origin.0.iter().chain([&pointer]) {
                    tie.places.entry(key(place)).or_default().push(id.clone());
                }
                tie.tables.entry(cell.clone()).or_default().push(table.clone());
            }
        }
        tie
    }

    /// The files of other reports.
    pub(super) fn others(&self) -> &BTreeSet<String> {
        &self.others
    }

    /// Whether a finding is about another report.
    pub(super) fn is_of_another(&self, finding: &Finding) -> bool {
        finding.location().file.as_ref().is_some_and(|file| *file != self.file && self.others.contains(file))
    }

    /// The cells a finding is about: those it names, else those that stand where it is.
    pub(super) fn cells(&self, finding: &Finding) -> Vec<String> {
        if self.is_of_another(finding) {
            return Vec::new();
        }
        let is_here = finding.location().file.as_deref().is_none_or(|file| file == self.file);
        let place = finding.location().place.as_ref().filter(|_| is_here);
        let at = place.and_then(|place| self.places.get(&key(place)));
        let named: Vec<&str> = finding
            .values()
            .iter()
            .filter_map(|(_, value)| match value {
                Value::Cell { id, .. } => Some(id.as_str()),
                _ => None,
            })
            .collect();
        let is_named = |id: &&String| {
            let cell = id.split_once('.').map_or(id.as_str(), |(_, cell)| cell);
            named.is_empty() || named.contains(&cell)
        };
        if let Some(at) = at {
            return at.iter().filter(is_named).cloned().collect();
        }
        let of_one_table = |cell: &&str| match self.tables.get(*cell).map(Vec::as_slice) {
            Some([table]) => Some(format!("{table}.{cell}")),
            _ => None,
        };
        named.iter().filter_map(of_one_table).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::convert::Options;
    use crate::finding::catalogue;
    use crate::report::Count;

    #[test]
    fn a_finding_is_about_the_cells_it_names_or_those_where_it_is() {
        let options = Options::built_in().unwrap();
        let mut report = Report::blank(options.forms.get("2021").unwrap(), "甲", 2025);
        let place = Place::Cell { table: 2, row: 4, column: 4 };
        let cells = &mut report.statistics.get_mut("applications").unwrap().cells;
        cells.insert(
            "received.total".into(),
            Count { origin: crate::finding::Origin::at(place.clone()), ..Count::of(1) },
        );
        let tie = Tie::of(&report, "年报.docx", BTreeSet::from(["去年.docx".to_owned()]));
        let about = |finding: Finding| tie.cells(&finding);
        let missing = || catalogue::report::table_missing("甲");
        assert_eq!(about(missing().at(place.clone())), ["applications.received.total"]);
        assert_eq!(about(missing().at(place.clone()).in_file("年报.docx")), ["applications.received.total"]);
        assert!(about(missing().at(place).in_file("去年.docx")).is_empty());
        let pointer = Place::Pointer("/statistics/disclosure/licences".into());
        assert_eq!(about(missing().at(pointer)), ["disclosure.licences"]);
        assert!(about(missing()).is_empty());
        let cell = || Value::Cell { label: "甲".into(), id: "licences".into() };
        assert_eq!(about(catalogue::report::table_missing(cell())), ["disclosure.licences"]);
        // Tables are figures of this report, last year's file those of another.
        assert_eq!(about(catalogue::report::table_missing(cell()).in_file("数据.xlsx")), ["disclosure.licences"]);
        assert!(about(catalogue::report::table_missing(cell()).in_file("去年.docx")).is_empty());
    }
}
