//! The relationships of a part.
//!
//! Numbered by us: docx-rs numbers hyperlinks and pictures by process-wide counters, so that the same document would not
//! give the same bytes twice, and gives two kinds of relationship the same id.

use super::markup::Element;

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
/// The longest address Word follows.
const MAX_TARGET: usize = 2_000;

/// The relationships of a part, in the order they were asked for.
#[derive(Debug, Default)]
pub(super) struct Relations(Vec<Relation>);

#[derive(Debug, PartialEq, Eq)]
struct Relation {
    kind: String,
    target: String,
    external: bool,
}

impl Relations {
    /// The id of a relationship of an Office kind (`image`, `styles` …), made where there is none yet.
    pub(super) fn add(&mut self, kind: &str, target: &str) -> String {
        self.id(Relation { kind: format!("{OFFICE}{kind}"), target: target.to_owned(), external: false })
    }

    /// Relationships of an Office kind to parts by their names.
    pub(super) fn add_parts<'p>(&mut self, kind: &str, parts: impl IntoIterator<Item = &'p str>) {
        for part in parts {
            self.add(kind, &format!("/{part}"));
        }
    }

    /// The id of a relationship of any kind.
    pub(super) fn add_kind(&mut self, kind: &str, target: &str) -> String {
        self.id(Relation { kind: kind.to_owned(), target: target.to_owned(), external: false })
    }

    /// The id of a link to an address outside; `None` for an address Word would refuse the whole file over.
    pub(super) fn hyperlink(&mut self, address: &str) -> Option<String> {
        let target = uri(address)?;
        Some(self.id(Relation { kind: format!("{OFFICE}hyperlink"), target, external: true }))
    }

    fn id(&mut self, relation: Relation) -> String {
        let index = self.0.iter().position(|known| *known == relation).unwrap_or_else(|| {
            self.0.push(relation);
            self.0.len() - 1
        });
        format!("rId{}", index + 1)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The relationships part (ECMA-376 part 2 §9.3).
    pub(super) fn to_part(&self) -> Vec<u8> {
        let mut root =
            Element::new("Relationships").attr("xmlns", "http://schemas.openxmlformats.org/package/2006/relationships");
        for (index, relation) in self.0.iter().enumerate() {
            let mut element = Element::new("Relationship")
                .attr("Id", format!("rId{}", index + 1))
                .attr("Type", &relation.kind)
                .attr("Target", &relation.target);
            if relation.external {
                element = element.attr("TargetMode", "External");
            }
            root = root.child(element);
        }
        root.to_part()
    }
}

/// The name of the part that holds a part's relationships (part 2 §6.5.2.3).
pub(super) fn relations_name(source: &str) -> String {
    match source.rsplit_once('/') {
        Some((folder, file)) => format!("{folder}/_rels/{file}.rels"),
        None => format!("_rels/{source}.rels"),
    }
}

/// The address with what a URI may not hold percent-encoded (RFC 3986); letters of any script may stay (RFC 3987).
fn uri(address: &str) -> Option<String> {
    if address.is_empty() || address.len() > MAX_TARGET || address.chars().any(char::is_control) {
        return None;
    }
    let mut out = String::with_capacity(address.len());
    for character in address.chars() {
        match character {
            ' ' | '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}' => {
                out.push_str(&format!("%{:02X}", character as u32))
            }
            other => out.push(other),
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_relationship_has_one_id() {
        let mut relations = Relations::default();
        assert_eq!(relations.hyperlink("https://例.cn/a b").as_deref(), Some("rId1"));
        assert_eq!(relations.add("image", "media/a.png"), "rId2");
        assert_eq!(relations.hyperlink("https://例.cn/a b").as_deref(), Some("rId1"));
        let part = String::from_utf8(relations.to_part()).unwrap();
        assert!(part.contains("https://例.cn/a%20b"), "{part}");
    }

    #[test]
    fn an_address_word_refuses_is_none() {
        let mut relations = Relations::default();
        assert_eq!(relations.hyperlink(""), None);
        assert_eq!(relations.hyperlink(&"a".repeat(2_001)), None);
        assert!(relations.hyperlink(&"a".repeat(2_000)).is_some());
    }
}
