//! The parts of a template that go into our package as they are, with everything they refer to.

use super::super::markup::Element;
use super::super::relations::relations_name;
use super::harmless;
use super::unusable;
use crate::finding::Error;
use crate::ooxml::{Package, Xml, resolve_part_name};
use std::collections::{BTreeMap, BTreeSet};

/// The names of the parts we write ourselves, which no copied part may take.
const OUR_PARTS: [&str; 9] = [
    "word/document.xml",
    "word/styles.xml",
    "word/settings.xml",
    "word/fontTable.xml",
    "word/numbering.xml",
    "word/footnotes.xml",
    "word/endnotes.xml",
    "word/footer1.xml",
    "word/footer2.xml",
];

/// A part as it goes into our package.
#[derive(Debug, Clone)]
pub(in super::super) struct CopiedPart {
    /// Its name there.
    pub(in super::super) name: String,
    pub(in super::super) content_type: String,
    pub(in super::super) bytes: Vec<u8>,
    /// The part of its relationships, where it has any.
    pub(in super::super) relations: Option<Vec<u8>>,
}

/// Copies parts out of a package, each once.
pub(super) struct Copier<'p, 'b> {
    package: &'p mut Package<'b>,
    /// Content types by lower-case part name, then by extension.
    overrides: BTreeMap<String, String>,
    defaults: BTreeMap<String, String>,
    /// New names by stored name.
    names: BTreeMap<String, String>,
    waiting: Vec<String>,
    parts: Vec<CopiedPart>,
    /// What was not taken, by the names it goes by in Word.
    dropped: BTreeSet<String>,
}

impl<'p, 'b> Copier<'p, 'b> {
    pub(super) fn new(package: &'p mut Package<'b>) -> Result<Self, Error> {
        let (mut overrides, mut defaults) = (BTreeMap::new(), BTreeMap::new());
        if let Some(types) = tree(package, "[Content_Types].xml")? {
            for entry in types.elements() {
                let Some(kind) = entry.attribute("ContentType") else { continue };
                if let Some(part) = entry.attribute("PartName") {
                    overrides.insert(resolve_part_name("", part).to_ascii_lowercase(), kind.to_owned());
                } else if let Some(extension) = entry.attribute("Extension") {
                    defaults.insert(extension.to_ascii_lowercase(), kind.to_owned());
                }
            }
        }
        Ok(Copier {
            package,
            overrides,
            defaults,
            names: BTreeMap::new(),
            waiting: Vec::new(),
            parts: Vec::new(),
            dropped: BTreeSet::new(),
        })
    }

    pub(super) fn into_parts(self) -> Vec<CopiedPart> {
        self.parts
    }

    /// What was not taken because it fetches or runs something, by the names it goes by in Word.
    pub(super) fn dropped(&self) -> Vec<&str> {
        self.dropped.iter().map(String::as_str).collect()
    }

    /// Copies a part and all it refers to; its new name, or `None` where the package has no such part.
    pub(super) fn copy(&mut self, name: &str) -> Result<Option<String>, Error> {
        let Some(new) = self.name_for(name) else { return Ok(None) };
        while let Some(stored) = self.waiting.pop() {
            self.copy_one(&stored)?;
        }
        Ok(Some(new))
    }

    /// The relationships of a part that stays ours in name, their targets copied; `None` where it has none.
    pub(super) fn relations_of(&mut self, source: &str) -> Result<Option<Element>, Error> {
        let relations = self.relations(source)?.map(|(relations, _)| relations);
        while let Some(stored) = self.waiting.pop() {
            self.copy_one(&stored)?;
        }
        Ok(relations)
    }

    fn copy_one(&mut self, stored: &str) -> Result<(), Error> {
        let Some(bytes) = self.package.part(stored)? else { return Err(unusable(stored)) };
        let content_type = self.content_type(stored);
        let bytes = if content_type.ends_with("xml") { checked_xml(bytes, stored)? } else { bytes };
        let (relations, lost) = self
            .relations(stored)?
            .map_or((None, BTreeSet::new()), |(relations, lost)| (Some(relations.to_part()), lost));
        let bytes = if content_type.ends_with("xml") { self.cleaned(bytes, stored, &lost)? } else { bytes };
        let Some(name) = self.names.get(stored).cloned() else { return Ok(()) };
        self.parts.push(CopiedPart { name, content_type, bytes, relations });
        Ok(())
    }

    /// A part without what is not taken; as it is where nothing was to be taken out.
    fn cleaned(&mut self, bytes: Vec<u8>, stored: &str, lost: &BTreeSet<String>) -> Result<Vec<u8>, Error> {
        let parsed = Element::parse_all(&bytes).map_err(|_| unusable(stored))?;
        let Some(mut root) = parsed.into_iter().next() else { return Err(unusable(stored)) };
        let mut dropped = harmless::clean(&mut root, lost);
        if dropped.is_empty() {
            return Ok(bytes);
        }
        self.dropped.append(&mut dropped);
        Ok(root.to_part())
    }

    fn content_type(&self, stored: &str) -> String {
        let name = resolve_part_name("", stored).to_ascii_lowercase();
        let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
        let known = self.overrides.get(&name).or_else(|| self.defaults.get(extension));
        known.cloned().unwrap_or_else(|| "application/octet-stream".to_owned())
    }

    /// The name a part gets; a part met for the first time is put on the list of those to copy.
    fn name_for(&mut self, name: &str) -> Option<String> {
        let stored = self.package.stored_name(name)?.to_owned();
        if let Some(new) = self.names.get(&stored) {
            return Some(new.clone());
        }
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '/');
        let own = resolve_part_name("", &stored);
        let own = if own.chars().all(plain) { own } else { "word/part.bin".to_owned() };
        let own = if own.starts_with("word/") { own } else { format!("word/{own}") };
        let (stem, extension) = own.rsplit_once('.').unwrap_or((&own, "bin"));
        let mut new = own.clone();
        let mut count = 1;
        while self.is_taken(&new) {
            count += 1;
            new = format!("{stem}-{count}.{extension}");
        }
        self.names.insert(stored.clone(), new.clone());
        self.waiting.push(stored);
        Some(new)
    }

    fn is_taken(&self, name: &str) -> bool {
        OUR_PARTS.iter().any(|ours| ours.eq_ignore_ascii_case(name))
            || self.names.values().any(|taken| taken.eq_ignore_ascii_case(name))
    }

    /// The relationships of a part with the new names of what they lead to, and the ids of those that are not taken.
    fn relations(&mut self, source: &str) -> Result<Option<(Element, BTreeSet<String>)>, Error> {
        let Some(mut relations) = tree(self.package, &relations_name(source))? else { return Ok(None) };
        let lost = self.drop_relations(source, &mut relations);
        for relation in relations.elements_mut() {
            if relation.attribute("TargetMode").is_some_and(|mode| mode.eq_ignore_ascii_case("external")) {
                continue;
            }
            let target = resolve_part_name(source, relation.attribute("Target").unwrap_or_default());
            match self.name_for(&target) {
                Some(new) => relation.set("Target", format!("/{new}")),
                // As Word itself writes what it has lost.
                None => {
                    relation.set("Target", "NULL");
                    relation.set("TargetMode", "External");
                }
            }
        }
        Ok(Some((relations, lost)))
    }

    /// Takes out the relationships that are not taken; their ids.
    fn drop_relations(&mut self, source: &str, relations: &mut Element) -> BTreeSet<String> {
        let mut kinds = BTreeMap::new();
        for relation in relations.elements() {
            let kind = relation.attribute("Type").and_then(|kind| kind.rsplit('/').next()).unwrap_or_default();
            let target = relation.attribute("Target").unwrap_or_default();
            let is_external =
                relation.attribute("TargetMode").is_some_and(|mode| mode.eq_ignore_ascii_case("external"));
            let part = resolve_part_name(source, target);
            // A link within the file leads to a bookmark that is not in ours, a part that is missing nowhere: both are harmless.
            let is_kept = match (is_external, self.package.stored_name(&part)) {
                (true, _) => harmless::is_kept(kind, target, None),
                (false, Some(stored)) => harmless::is_kept(kind, target, Some(&self.content_type(stored))),
                (false, None) => true,
            };
            if !is_kept {
                self.dropped.insert(kind.to_owned());
            }
            kinds.insert(relation.attribute("Id").unwrap_or_default().to_owned(), is_kept);
        }
        harmless::drop_relations(relations, &kinds)
    }
}

/// A part as a tree; `None` where the package has no such part.
pub(super) fn tree(package: &mut Package<'_>, name: &str) -> Result<Option<Element>, Error> {
    let Some(bytes) = package.part(name)? else { return Ok(None) };
    let bytes = checked_xml(bytes, name)?;
    let parsed = Element::parse_all(&bytes).map_err(|_| unusable(name))?;
    parsed.into_iter().next().map_or_else(|| Err(unusable(name)), |root| Ok(Some(root)))
}

/// XML that is whole and not too deep, in the namespaces of transitional files: strict ones differ in their URIs only, as far
/// as these parts go (ECMA-376 part 4).
fn checked_xml(bytes: Vec<u8>, name: &str) -> Result<Vec<u8>, Error> {
    const STRICT: &str = "http://purl.oclc.org/ooxml/";
    if Xml::parse(bytes.clone())?.broken().is_some() {
        return Err(unusable(name));
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").map(<[u8]>::to_vec).unwrap_or(bytes);
    let text = String::from_utf8(bytes).map_err(|_| unusable(name))?;
    if !text.contains(STRICT) {
        return Ok(text.into_bytes());
    }
    let mut parts = text.split(STRICT);
    let mut transitional = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (vocabulary, rest) = part.split_once('/').unwrap_or((part, ""));
        transitional.push_str(&format!("http://schemas.openxmlformats.org/{vocabulary}/2006/{rest}"));
    }
    Ok(transitional.into_bytes())
}
