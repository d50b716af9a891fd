//! The parts a document refers to while its body is read: styles, numbering, notes, comments, theme.

use super::style::numbering::Definitions;
use super::style::styles::Styles;
use super::style::theme::ThemeParts;
use crate::document::NoteKind;
use crate::ooxml::{Element, Ns, Relationships, Xml};
use std::collections::{BTreeMap, BTreeSet};

/// A part with the relationships its ids refer to.
#[derive(Debug)]
pub(super) struct Part {
    pub name: String,
    pub xml: Xml,
    pub relationships: Relationships,
}

/// Everything that is read before the body.
#[derive(Debug, Default)]
pub(super) struct Surroundings {
    pub styles: Styles,
    pub definitions: Definitions,
    pub footnotes: Option<Part>,
    pub endnotes: Option<Part>,
    pub comments: Option<Part>,
    pub theme: ThemeParts,
}

/// The notes and comments of a document, and which of them are called.
pub(super) struct Calls<'x> {
    /// By the part they stand in and their id: of two with one id the first.
    there: BTreeMap<(&'static str, &'x str), (&'x Part, Element<'x>)>,
    called: BTreeSet<(&'static str, String)>,
}

impl<'x> Calls<'x> {
    pub(super) fn of(surroundings: &'x Surroundings) -> Self {
        let mut there = BTreeMap::new();
        for (part, name) in parts_of_stories(surroundings) {
            let root = part.and_then(|part| Some((part, part.xml.root()?)));
            let stories = root.into_iter().flat_map(|(part, root)| root.children().map(move |story| (part, story)));
            for (part, story) in stories.filter(|(_, story)| story.ns() == Ns::W) {
                if let Some(id) = story.attribute(Ns::W, "id") {
                    there.entry((name, id)).or_insert((part, story));
                }
            }
        }
        Calls { there, called: BTreeSet::new() }
    }

    /// Calls the note or comment with that id: whether it was called before.
    pub(super) fn call(&mut self, part: &'static str, id: &str) -> bool {
        !self.called.insert((part, id.to_owned()))
    }

    /// Whether it was called.
    pub(super) fn is_called(&self, part: &'static str, id: &str) -> bool {
        self.called.contains(&(part, id.to_owned()))
    }

    /// The note or comment with that id.
    pub(super) fn get(&self, part: &'static str, id: &str) -> Option<(&'x Part, Element<'x>)> {
        self.there.get(&(part, id)).copied()
    }
}

/// The parts that hold notes and comments, with the names they go by here.
pub(super) fn parts_of_stories(surroundings: &Surroundings) -> [(Option<&Part>, &'static str); 3] {
    [
        (surroundings.footnotes.as_ref(), note_part(NoteKind::Footnote)),
        (surroundings.endnotes.as_ref(), note_part(NoteKind::Endnote)),
        (surroundings.comments.as_ref(), COMMENTS),
    ]
}

/// The part notes of a kind stand in.
pub(super) fn note_part(kind: NoteKind) -> &'static str {
    match kind {
        NoteKind::Footnote => "footnotes",
        NoteKind::Endnote => "endnotes",
    }
}

/// The part comments stand in.
pub(super) const COMMENTS: &str = "comments";
