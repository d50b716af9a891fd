//! The part of a sheet's notes.

use super::sheet::{Address, Note, root_of};
use crate::annotate::remark::{damaged, is_ours};
use crate::finding::{ANNOTATION_MARK, ANNOTATOR, Error, column_letters};
use crate::ooxml::{DECLARATION, Element, Extent, Ns, PackageEdit, Relationships, Splice, Xml, escape_text};
use crate::read::sheet::address;
use std::collections::{BTreeMap, BTreeSet};

const TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml";
const NAMESPACE: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
/// What the author of a note begins with that stands for a thread of comments, which shows instead.
const THREAD: &str = "tc=";

/// The notes a sheet has.
pub(super) struct NotesPart {
    /// `None` where there is none yet.
    part: Option<(String, Xml)>,
    ours: BTreeSet<Address>,
    theirs: BTreeSet<Address>,
    threads: BTreeSet<Address>,
    /// Whether findings stand in notes of the user's.
    is_marked: bool,
}

impl NotesPart {
    pub(super) fn open(edit: &mut PackageEdit<'_>, relationships: &Relationships) -> Result<Self, Error> {
        let name = relationships.parts_of_kind("comments").next().map(str::to_owned);
        let xml = name.as_deref().map(|name| edit.xml(name)).transpose()?.flatten();
        let mut notes = NotesPart {
            part: None,
            ours: BTreeSet::new(),
            theirs: BTreeSet::new(),
            threads: BTreeSet::new(),
            is_marked: false,
        };
        if let Some(root) = xml.as_ref().and_then(Xml::root) {
            let authors = authors(root);
            for note in list(root) {
                let Some(cell) = note.attribute(Ns::None, "ref").and_then(address) else { continue };
                let author = author_of(note, &authors);
                if is_ours(author) {
                    notes.ours.insert(cell);
                    continue;
                }
                notes.theirs.insert(cell);
                notes.is_marked |= note.child(Ns::Sheet, "text").is_some_and(|text| marked_runs(text).next().is_some());
                if author.is_some_and(|author| author.starts_with(THREAD)) {
                    notes.threads.insert(cell);
                }
            }
        }
        notes.part = name.zip(xml);
        Ok(notes)
    }

    /// Whether a thread of comments shows at a cell, and no note.
    pub(super) fn is_thread(&self, cell: Address) -> bool {
        self.threads.contains(&cell)
    }

    /// Whether the user has a note at a cell.
    pub(super) fn is_theirs(&self, cell: Address) -> bool {
        self.theirs.contains(&cell)
    }

    pub(super) fn has_ours(&self) -> bool {
        self.is_marked || !self.ours.is_empty()
    }

    /// The cells that have a note of ours.
    pub(super) fn ours(&self) -> BTreeSet<Address> {
        self.ours.clone()
    }

    /// Puts these notes in the place of those made before; the name of the part where there was none.
    pub(super) fn finish(
        self,
        edit: &mut PackageEdit<'_>,
        notes: &BTreeMap<Address, Note>,
    ) -> Result<Option<String>, Error> {
        let Some((name, xml)) = &self.part else {
            let markup = markup("", 0, notes.iter());
            let text = format!(
                "{DECLARATION}<comments xmlns=\"{NAMESPACE}\"><authors><author>{ANNOTATOR}</author></authors><commentList>{markup}</commentList></comments>"
            );
            let name = edit.free_name("xl/comments", ".xml");
            edit.put(&name, text);
            edit.declare(&name, TYPE, false)?;
            return Ok(Some(name));
        };
        let (root, extent) = root_of(xml, name)?;
        let prefix = extent.prefix();
        let mut splice = Splice::of(xml);
        let authors = authors(root);
        for note in list(root) {
            let cell = note.attribute(Ns::None, "ref").and_then(address);
            if is_ours(author_of(note, &authors)) {
                splice.remove(Extent::of(note).ok_or_else(|| damaged(name))?.whole);
            } else if let Some(text) = note.child(Ns::Sheet, "text") {
                let found = cell.and_then(|cell| notes.get(&cell));
                add_to(text, found, prefix, &mut splice).ok_or_else(|| damaged(name))?;
            }
        }
        let author = match authors.iter().position(|author| author == ANNOTATOR) {
            Some(at) => at,
            None => {
                let element = root.child(Ns::Sheet, "authors").and_then(Extent::of).ok_or_else(|| damaged(name))?;
                splice.insert_last(&element, format!("<{prefix}author>{ANNOTATOR}</{prefix}author>"));
                authors.len()
            }
        };
        let list = root.child(Ns::Sheet, "commentList").and_then(Extent::of).ok_or_else(|| damaged(name))?;
        let own = notes.iter().filter(|(cell, _)| !self.theirs.contains(*cell));
        splice.insert_last(&list, markup(prefix, author, own));
        let text = splice.finish();
        edit.put(name, text);
        Ok(None)
    }
}

fn authors(root: Element<'_>) -> Vec<String> {
    let authors = root.child(Ns::Sheet, "authors").into_iter().flat_map(Element::children);
    authors.map(|author| author.text().into_owned()).collect()
}

fn author_of<'l>(note: Element<'_>, authors: &'l [String]) -> Option<&'l str> {
    authors.get(note.attribute(Ns::None, "authorId")?.parse::<usize>().ok()?).map(String::as_str)
}

fn list(root: Element<'_>) -> impl Iterator<Item = Element<'_>> {
    root.child(Ns::Sheet, "commentList").into_iter().flat_map(Element::children)
}

/// The runs of a note that hold findings.
fn marked_runs(text: Element<'_>) -> impl Iterator<Item = Element<'_>> {
    let is_marked = |run: &Element<'_>| {
        run.child(Ns::Sheet, "t").is_some_and(|text| text.text().trim_start().starts_with(ANNOTATION_MARK))
    };
    text.children().filter(|child| child.is(Ns::Sheet, "r")).filter(is_marked)
}

/// Puts findings at the end of a user's note, in the place of those made before.
fn add_to(text: Element<'_>, note: Option<&Note>, prefix: &str, splice: &mut Splice<'_>) -> Option<()> {
    for run in marked_runs(text) {
        splice.remove(Extent::of(run)?.whole);
    }
    let Some(note) = note else { return Some(()) };
    let extent = Extent::of(text)?;
    // Text of a kind of its own and runs do not go together.
    if let Some(plain) = text.child(Ns::Sheet, "t") {
        let plain = Extent::of(plain)?;
        splice.insert(plain.whole.start, format!("<{prefix}r>"));
        splice.insert(plain.whole.end, format!("</{prefix}r>"));
    }
    // In a colour: runs that look the same are one when Excel saves them.
    let said = format!("\n{ANNOTATION_MARK}\n{}", note.lines.join("\n"));
    let run = format!(
        "<{prefix}r><{prefix}rPr><{prefix}sz val=\"9\"/><{prefix}color rgb=\"FFC00000\"/></{prefix}rPr><{prefix}t xml:space=\"preserve\">{}</{prefix}t></{prefix}r>",
        escape_text(&said)
    );
    let after = text.children().find(|child| matches!(child.name(), "rPh" | "phoneticPr"));
    match after {
        Some(after) => splice.insert(after.offset(), run),
        None => splice.insert_last(&extent, run),
    }
    Some(())
}

fn markup<'n>(prefix: &str, author: usize, notes: impl Iterator<Item = (&'n Address, &'n Note)>) -> String {
    let note = |((row, column), note): (&Address, &Note)| {
        let cell = format!("{}{row}", column_letters(*column));
        let text = note.lines.join("\n");
        let text = escape_text(&text);
        format!(
            "<{prefix}comment ref=\"{cell}\" authorId=\"{author}\"><{prefix}text><{prefix}r><{prefix}rPr><{prefix}sz val=\"9\"/></{prefix}rPr><{prefix}t xml:space=\"preserve\">{text}</{prefix}t></{prefix}r></{prefix}text></{prefix}comment>"
        )
    };
    notes.map(note).collect()
}
