//! What there is to say about lists.

use crate::finding::{Finding, Origin, catalogue};
use std::collections::BTreeMap;

/// How many findings of one code a list makes; a list of thousands of units may have a hundred thousand blanks.
const LISTED: usize = 500;

/// What there is to say about lists, so much of each kind.
#[derive(Default)]
pub(super) struct Said {
    listed: Vec<Finding>,
    counts: BTreeMap<&'static str, usize>,
}

impl Said {
    pub(super) fn push(&mut self, finding: Finding, origin: &Origin) {
        let count = self.counts.entry(finding.code()).or_default();
        *count += 1;
        if *count <= LISTED {
            self.listed.push(finding.at_origin(origin));
        }
    }

    pub(super) fn finish(mut self) -> Vec<Finding> {
        for (code, count) in self.counts {
            if count > LISTED {
                self.listed.push(catalogue::sheet::more_of_the_same(code, count - LISTED));
            }
        }
        self.listed
    }
}
