//! A list of units: names for their files.

use crate::finding::{Error, catalogue};
use crate::report::Report;
use std::collections::{BTreeMap, BTreeSet};

/// The longest name of a file, in characters.
const LONGEST: usize = 60;

/// A name for the file of each unit, without extension: the unit's own; with the year, where it has several.
///
/// # Errors
/// `outputs-collide` where two would have the same.
pub fn unit_names(units: &[Report]) -> Result<Vec<String>, Error> {
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    for unit in units {
        *count.entry(unit.organ.as_deref().unwrap_or_default()).or_default() += 1;
    }
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let name = |unit: &Report| {
        let organ = unit.organ.as_deref().unwrap_or_default();
        let year = unit.year.filter(|_| count.get(organ).is_some_and(|count| *count > 1));
        let name = format!("{}{}", file_name_of(organ), year.map_or_else(String::new, |year| year.to_string()));
        match taken.insert(name.clone()) {
            true => Ok(name),
            false => Err(catalogue::convert::outputs_collide(organ).into()),
        }
    };
    units.iter().map(name).collect()
}

/// A name as that of a file: characters that no file name may have, in whichever system, become `_`.
fn file_name_of(name: &str) -> String {
    let allowed = |c: char| !c.is_control() && !r#"/\:*?"<>|"#.contains(c);
    let plain: String = name.chars().map(|c| if allowed(c) { c } else { '_' }).take(LONGEST).collect();
    match plain.trim_matches(['.', ' ']) {
        "" => "_".to_owned(),
        plain => plain.to_owned(),
    }
}
