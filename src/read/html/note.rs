//! Foot- and endnotes: our own and those of word processors, each a part of the page that its call and it lead to each other from.

use super::dom::{Dom, Element, NodeId};
use super::own::{OWN_PREFIX, is_own, own_root};
use crate::document::NoteKind;
use std::collections::{BTreeMap, BTreeSet};

/// The notes of a page.
#[derive(Debug, Default)]
pub(super) struct Notes {
    own_root: Option<NodeId>,
    /// By the name that calls lead to: the element, its kind.
    pub(super) by_name: BTreeMap<String, (NodeId, NoteKind)>,
    /// The ids of calls that stand without a link, by the name of their note.
    by_call: BTreeMap<String, String>,
    /// Whether what is our own stands in another page.
    pub(super) is_fragment: bool,
    /// Elements that hold notes, and nothing else.
    lists: BTreeSet<NodeId>,
    pub(super) called: BTreeSet<String>,
    /// Those that are read now.
    pub(super) open: Vec<String>,
}

/// The kind of a note of a word processor by a name that leads to it or to its call: `_ftn1`, `_ednref2`.
fn word_name(name: &str, is_call: bool) -> Option<(String, NoteKind)> {
    let name = name.trim_start_matches('_');
    let (kind, rest) = if let Some(rest) = name.strip_prefix("ftn") {
        (NoteKind::Footnote, rest)
    } else {
        (NoteKind::Endnote, name.strip_prefix("edn")?)
    };
    let number = if is_call { rest.strip_prefix("ref")? } else { rest };
    let is_number =
        !number.is_empty() && number.chars().all(|c| c.is_ascii_alphanumeric()) && !number.starts_with("ref");
    let letters = if kind == NoteKind::Footnote { "ftn" } else { "edn" };
    is_number.then(|| (format!("_{letters}{number}"), kind))
}

impl Notes {
    pub(super) fn of(dom: &Dom) -> Self {
        let root = own_root(dom);
        let is_fragment = root.and_then(|root| dom.element(root)).is_some_and(|root| root.name() != "main");
        let mut notes = Notes { own_root: root, is_fragment, ..Notes::default() };
        if let Some(root) = notes.own_root {
            notes.find_own(dom, root);
        }
        for id in dom.descendants(dom.root()) {
            let Some(element) = dom.element(id).filter(|element| element.name() == "a") else { continue };
            let target = element.attribute("href").and_then(|href| href.rsplit_once('#')).map(|(_, name)| name);
            let Some((name, kind)) = target.and_then(|target| word_name(target, true)) else { continue };
            let holder = holder(dom, id);
            // One element with several notes in it is none of them.
            if notes.lists.insert(holder) {
                notes.by_name.entry(name).or_insert((holder, kind));
            }
        }
        notes
    }

    fn find_own(&mut self, dom: &Dom, root: NodeId) {
        let is_list = |element: &Element| element.name() == "section" && is_own(element, "notes");
        let sections: Vec<NodeId> = dom.descendants(root).filter(|id| dom.element(*id).is_some_and(is_list)).collect();
        for section in sections {
            self.lists.insert(section);
            for child in dom.children(section) {
                let name = dom.element(*child).and_then(|element| element.attribute("id"));
                let Some(name) = name else { continue };
                let (prefix, bare) = match name.strip_prefix(OWN_PREFIX) {
                    Some(bare) => (OWN_PREFIX, bare),
                    None => ("", name),
                };
                let kind = if bare.starts_with('e') { NoteKind::Endnote } else { NoteKind::Footnote };
                self.by_name.insert(name.to_owned(), (*child, kind));
                self.by_call.insert(format!("{prefix}{}", bare.replacen('n', "r", 1)), name.to_owned());
            }
        }
    }

    pub(super) fn is_own_root(&self, id: NodeId) -> bool {
        self.own_root == Some(id)
    }

    /// The element of our own that holds the report.
    pub(super) fn root(&self) -> Option<NodeId> {
        self.own_root
    }

    /// Whether an element holds notes, which stand where they are called.
    pub(super) fn is_list(&self, id: NodeId) -> bool {
        self.lists.contains(&id)
    }

    /// Whether a name is that of a note or its call.
    pub(super) fn is_name(&self, name: &str) -> bool {
        self.by_name.contains_key(name) || self.by_call.contains_key(name)
    }

    /// The name of the note that an element calls.
    pub(super) fn called_by(&self, dom: &Dom, id: NodeId) -> Option<String> {
        let element = dom.element(id)?;
        let own = element.attribute("id").and_then(|id| self.by_call.get(id));
        if let Some(name) = own {
            return Some(name.clone());
        }
        let target = element.attribute("href")?.rsplit_once('#')?.1;
        if self.by_name.contains_key(target) && element.attribute("role") != Some("doc-backlink") {
            return Some(target.to_owned());
        }
        let (name, _) = word_name(target, false)?;
        self.by_name.contains_key(&name).then_some(name)
    }

    /// Whether an element leads from a note back to where it is called.
    pub(super) fn is_back_link(&self, dom: &Dom, id: NodeId) -> bool {
        let Some(element) = dom.element(id) else { return false };
        let target = element.attribute("href").and_then(|href| href.rsplit_once('#')).map_or("", |(_, name)| name);
        element.attribute("role") == Some("doc-backlink") && self.by_call.contains_key(target)
            || word_name(target, true).is_some_and(|(name, _)| self.by_name.contains_key(&name))
    }
}

/// The element that holds the note a link back stands in: what is named after it, else its paragraph.
fn holder(dom: &Dom, id: NodeId) -> NodeId {
    let mut paragraph = None;
    let mut up = dom.parent(id);
    while let Some(above) = up {
        let Some(element) = dom.element(above) else { break };
        if matches!(element.name(), "body" | "html" | "td" | "th") {
            break;
        }
        if element.attribute("id").is_some_and(|name| word_name(name, false).is_some()) {
            return above;
        }
        if paragraph.is_none() && matches!(element.name(), "p" | "li" | "div") {
            paragraph = Some(above);
        }
        up = dom.parent(above);
    }
    paragraph.unwrap_or(id)
}
