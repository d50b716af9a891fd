//! Relationships between the parts of a package (ECMA-376 part 2 §6.5).

use super::{Element, Ns};
use std::collections::BTreeMap;

/// Where a relationship leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A part, by its name from the package root without a leading slash.
    Part(String),
    /// Something outside the package.
    External(String),
}

/// One relationship.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relationship {
    /// The last segment of its type (`image`, `hyperlink`): what transitional and strict files have in common.
    pub kind: String,
    /// Where it leads.
    pub target: Target,
}

/// The relationships of one part, or of the package.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Relationships(BTreeMap<String, Relationship>);

/// The name of the part that `target` means in a relationship of `source` (empty for the package itself), with `.` and `..`
/// resolved and no leading slash.
#[must_use]
pub fn resolve_part_name(source: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let target = target.split(['#', '?']).next().unwrap_or_default();
    let mut segments: Vec<&str> = match target.starts_with('/') {
        true => Vec::new(),
        false => source.rsplit_once('/').map_or(Vec::new(), |(folder, _)| folder.split('/').collect()),
    };
    for segment in target.split('/') {
        match segment {
            "" | "." => {}
            ".." => drop(segments.pop()),
            _ => segments.push(segment),
        }
    }
    segments.join("/")
}

impl Relationships {
    pub(super) fn of(root: Element<'_>, source: &str) -> Self {
        let mut relationships = BTreeMap::new();
        for element in root.children().filter(|e| e.name() == "Relationship") {
            let attribute = |name| element.attribute(Ns::None, name);
            let (Some(id), Some(target)) = (attribute("Id"), attribute("Target")) else { continue };
            let kind = attribute("Type").and_then(|t| t.rsplit('/').next()).unwrap_or_default().to_owned();
            let external = attribute("TargetMode").is_some_and(|mode| mode.eq_ignore_ascii_case("external"));
            let target = match external {
                true => Target::External(target.to_owned()),
                false => Target::Part(resolve_part_name(source, target)),
            };
            relationships.entry(id.to_owned()).or_insert(Relationship { kind, target });
        }
        Relationships(relationships)
    }

    /// The relationship with that id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Relationship> {
        self.0.get(id)
    }

    /// The names of the parts that relationships of that kind lead to, by id.
    pub fn parts_of_kind<'r>(&'r self, kind: &'r str) -> impl Iterator<Item = &'r str> {
        self.0.values().filter(move |r| r.kind == kind).filter_map(|r| match &r.target {
            Target::Part(name) => Some(name.as_str()),
            Target::External(_) => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_resolve_against_the_folder_of_their_source() {
        let cases = [
            ("word/document.xml", "media/image1.png", "word/media/image1.png"),
            ("word/document.xml", "/word/media/image1.png", "word/media/image1.png"),
            ("word/document.xml", "..\\docProps\\core.xml", "docProps/core.xml"),
            ("word/document.xml", "../../../x.xml", "x.xml"),
            ("", "./word//document.xml", "word/document.xml"),
        ];
        for (source, target, expected) in cases {
            assert_eq!(resolve_part_name(source, target), expected);
        }
    }
}
