//! What the tags of blocks say of where they stand: what encloses them, classes, declarations, attributes.

use super::tag::Tag;
use crate::arrange::{Arrangement, Part, Placement, RunIn};
use crate::document::{Alignment, Block, Paragraph, ParagraphRole, TabStop};

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
    pub(super) fn tag(self) -> Tag<'static> {
        match self {
            Enclosure::Turned => Tag::of("div").classes("turned"),
            Enclosure::TypedList => Tag::of("div").attributes(" role=\"list\""),
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
    /// Its own declarations.
    pub style: String,
    /// The heading it begins with.
    pub run_in: Option<RunIn>,
}

impl Standing {
    /// Of a paragraph that is nothing among others.
    pub(super) fn by_itself(align: Alignment) -> Self {
        Standing { classes: align_class(align).to_owned(), ..Standing::default() }
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

/// The attribute by which a paragraph of a role is read again, a space before it.
pub(super) fn role_attribute(role: ParagraphRole) -> String {
    match role {
        ParagraphRole::Body => String::new(),
        role => format!(" data-role=\"{}\"", role.name()),
    }
}

/// The attribute that says the stops of a paragraph, a space before it.
pub(super) fn stops_attribute(stops: &[TabStop]) -> String {
    if stops.is_empty() {
        return String::new();
    }
    let stops: Vec<String> = stops.iter().map(ToString::to_string).collect();
    format!(" data-tab-stops=\"{}\"", stops.join(","))
}

/// The caption of a figure or table.
#[derive(Clone, Copy)]
pub(super) struct Name<'a> {
    pub(super) caption: &'a Paragraph,
    /// What stands between it and the table, and how it is aligned.
    pub(super) unit: Option<(&'a Paragraph, Alignment)>,
    /// Whether it stands above.
    pub(super) above: bool,
}

impl<'a> Name<'a> {
    /// That of the figure or table at a place.
    pub(super) fn of(blocks: &'a [Block], at: usize, arrangement: &Arrangement) -> Option<Self> {
        let Part::Named { caption, unit } = arrangement.at(at).part else { return None };
        let paragraph = |at: usize| match blocks.get(at) {
            Some(Block::Paragraph(paragraph)) => Some((paragraph, arrangement.at(at).part.alignment(paragraph))),
            _ => None,
        };
        Some(Name { caption: paragraph(caption)?.0, unit: unit.and_then(paragraph), above: caption < at })
    }
}
