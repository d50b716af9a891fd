//! The findings of one sheet, so many of each kind.

use crate::finding::{Finding, Place, catalogue};
use std::collections::BTreeMap;
use std::sync::Arc;

/// How many findings of one kind are listed for a sheet; a column of ten thousand dates needs no ten thousand lines.
const LISTED: usize = 500;

/// Collects what there is to say about one sheet, or about the one table of a text file.
pub(super) struct SheetFindings {
    /// The sheet's name; a table of a text file has none.
    sheet: Option<Arc<str>>,
    /// Which table of its file it is.
    table: u32,
    listed: Vec<Finding>,
    /// How many were found of each kind.
    counts: BTreeMap<&'static str, usize>,
}

impl SheetFindings {
    pub(super) fn of_sheet(name: &str) -> Self {
        SheetFindings { sheet: Some(name.into()), table: 1, listed: Vec::new(), counts: BTreeMap::new() }
    }

    pub(super) fn of_text_file() -> Self {
        SheetFindings::of_table(1)
    }

    /// Of the n-th table of a file that has no sheets.
    pub(super) fn of_table(table: u32) -> Self {
        SheetFindings { sheet: None, table, listed: Vec::new(), counts: BTreeMap::new() }
    }

    /// The place of the whole sheet.
    pub(super) fn whole(&self) -> Place {
        self.sheet.clone().map_or(Place::Table(self.table), Place::Sheet)
    }

    /// The place of a cell; row and column count from 1.
    pub(super) fn place(&self, row: u32, column: u32) -> Place {
        match &self.sheet {
            Some(sheet) => Place::SheetCell { sheet: sheet.clone(), row, column },
            None => Place::Cell { table: self.table, row, column },
        }
    }

    pub(super) fn on_cell(&mut self, row: u32, column: u32, finding: Finding) {
        let place = self.place(row, column);
        self.push(finding.at(place));
    }

    pub(super) fn on_sheet(&mut self, finding: Finding) {
        let place = self.whole();
        self.push(finding.at(place));
    }

    fn push(&mut self, finding: Finding) {
        let count = self.counts.entry(finding.code()).or_default();
        *count += 1;
        if *count <= LISTED {
            self.listed.push(finding);
        }
    }

    /// The findings in the order they were made; then how many more of each kind there were.
    pub(super) fn finish(self) -> Vec<Finding> {
        let whole = self.whole();
        let mut findings = self.listed;
        for (code, count) in self.counts {
            if count > LISTED {
                let more = catalogue::sheet::more_of_the_same(code, count - LISTED);
                findings.push(more.at(whole.clone()));
            }
        }
        findings
    }
}
