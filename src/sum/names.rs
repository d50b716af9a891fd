//! The bodies whose figures were added up, by their names.

use crate::finding::{Finding, catalogue};
use crate::form::normal_label;
use crate::report::{SameOrgan, same_organ};
use rustc_hash::FxHashMap;

/// Names as they are written, with the file each was in.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// By the name in comparable form.
    files: FxHashMap<String, String>,
    /// By how a name ends: only such may be short for each other.
    endings: FxHashMap<[char; 2], Vec<String>>,
}

impl Names {
    pub(super) fn insert(&mut self, organ: &str, file: &str) {
        if organ.is_empty() {
            return;
        }
        self.files.insert(normal_label(organ), file.to_owned());
        self.endings.entry(ending(organ)).or_default().push(organ.to_owned());
    }

    /// The file a body of that very name was in.
    pub(super) fn file_of(&self, organ: &str) -> Option<&str> {
        self.files.get(&normal_label(organ)).map(String::as_str)
    }

    /// A name that may be the same body's, one of them shortened.
    pub(super) fn like(&self, organ: &str) -> Option<&str> {
        let alike = self.endings.get(&ending(organ))?;
        alike.iter().map(String::as_str).find(|other| same_organ(organ, other) == SameOrgan::Shortened)
    }

    /// What a list names that is not among these, and the other way round.
    pub(super) fn against(&self, expected: &[String]) -> Vec<Finding> {
        let is_there = |name: &str| self.file_of(name).is_some() || self.like(name).is_some();
        let missing = expected.iter().filter(|name| !is_there(name)).map(catalogue::sum::unit_missing);
        let mut listed = Names::default();
        expected.iter().for_each(|name| listed.insert(name, ""));
        let mut unlisted: Vec<&str> = self.endings.values().flatten().map(String::as_str).collect();
        unlisted.retain(|name| listed.file_of(name).is_none() && listed.like(name).is_none());
        unlisted.sort_unstable();
        missing.chain(unlisted.into_iter().map(catalogue::sum::unit_unlisted)).collect()
    }
}

/// The last two characters of a name, the seat of a government aside: 东山镇 is short for 东山镇人民政府.
fn ending(organ: &str) -> [char; 2] {
    let name = normal_label(organ);
    let mut last = name.trim_end_matches("人民政府").chars().rev();
    let mut next = || last.next().unwrap_or_default();
    [next(), next()]
}
