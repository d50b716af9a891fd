//! The findings of one sheet, so many of each kind.

use crate::finding::{Finding, Place, catalogue};
use std::collections::BTreeMap;

/// How many findings of one kind are listed for a sheet; a column of ten thousand dates needs no ten thousand lines.
const LISTED: usize = 500;

/// Collects what there is to say about one sheet.
pub(super) struct SheetFindings {
    sheet: String,
    listed: Vec<Finding>,
    /// How many were found of each kind.
    counts: BTreeMap<&'static str, usize>,
}

impl SheetFindings {
    pub(super) fn new(sheet: &str) -> Self {
        SheetFindings { sheet: sheet.to_owned(), listed: Vec::new(), counts: BTreeMap::new() }
    }

    pub(super) fn sheet(&self) -> &str {
        &self.sheet
    }

    /// The place of a cell; row and column count from 1.
    pub(super) fn place(&self, row: u32, column: u32) -> Place {
        Place::SheetCell { sheet: self.sheet.clone(), row, column }
    }

    pub(super) fn on_cell(&mut self, row: u32, column: u32, finding: Finding) {
        let place = self.place(row, column);
        self.push(finding.at(place));
    }

    pub(super) fn on_sheet(&mut self, finding: Finding) {
        let place = Place::Sheet(self.sheet.clone());
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
        let mut findings = self.listed;
        for (code, count) in self.counts {
            if count > LISTED {
                let more = catalogue::sheet::more_of_the_same(code, count - LISTED);
                findings.push(more.at(Place::Sheet(self.sheet.clone())));
            }
        }
        findings
    }
}
