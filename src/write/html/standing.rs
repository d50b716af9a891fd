//! What the tags of blocks say of where they stand: what encloses them, classes, attributes.

use crate::arrange::{Part, Placement};
use crate::document::Alignment;

/// What encloses neighbouring blocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Enclosure {
    /// A page turned for a wide table.
    Turned,
    /// Paragraphs typed as a list.
    TypedList,
}

impl Enclosure {
    /// What encloses a block placed so, and whether it begins anew with it.
    pub(super) fn of(placement: Placement) -> (Option<Self>, bool) {
        match placement.part {
            _ if placement.turned => (Some(Enclosure::Turned), false),
            Part::TypedItem(item) => (Some(Enclosure::TypedList), item.first),
            _ => (None, false),
        }
    }

    /// Its start tag.
    pub(super) fn tag(self) -> &'static str {
        match self {
            Enclosure::Turned => "<div class=\"turned\">",
            Enclosure::TypedList => "<div role=\"list\">",
        }
    }
}

/// How a paragraph's tag says where it stands.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Standing {
    /// Its classes beside that of its role, a space before each.
    pub classes: String,
    /// Its other attributes, a space before each.
    pub attributes: String,
}

impl Standing {
    /// Of a paragraph that is nothing among others.
    pub(super) fn by_itself(align: Alignment) -> Self {
        Standing { classes: align_class(align).to_owned(), attributes: String::new() }
    }
}

/// The class of an alignment, a space before it.
pub(super) fn align_class(align: Alignment) -> &'static str {
    match align {
        Alignment::Start => "",
        Alignment::Center => " center",
        Alignment::End => " end",
    }
}
