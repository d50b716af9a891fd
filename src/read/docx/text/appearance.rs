//! How the runs of a paragraph stand beside each other: what is hidden and why, what is hardly seen, what is raised.

use crate::document::{Appearance, Content, HardlySeen, Inline, Neighbours, Unseen, VerticalPosition};
use crate::finding::{Finding, Place, catalogue::docx};
use crate::read::docx::style::properties::RunLook;
use crate::read::docx::wml::quote;

/// Why a text is not shown.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Hidden {
    /// It is formatted as hidden.
    Vanished,
    /// Nobody sees it.
    Unseen(Unseen),
}

impl Hidden {
    pub(crate) fn dropped(self, text: &str, place: &Place) -> Finding {
        let finding = match self {
            Hidden::Vanished => docx::hidden_text_dropped(quote(text)),
            Hidden::Unseen(why) => why.dropped(quote(text)),
        };
        finding.at(place.clone())
    }

    /// Whether it takes as much room as if it were seen.
    pub(crate) fn leaves_a_gap(self) -> bool {
        matches!(self, Hidden::Unseen(Unseen::GroundColored { .. } | Unseen::Transparent))
    }
}

impl RunLook<'_> {
    /// How it stands beside runs of that size, in half-points, if it is raised or lowered by distance.
    pub(crate) fn raised_against(&self, usual: Option<u32>) -> Option<VerticalPosition> {
        // Less is how drafts put signs of several fonts, or a picture and text, on one line.
        const PLAIN: u32 = 4;
        const SLIGHT: u32 = 2;
        let distance = self.ink.raised?;
        let is_small =
            self.size.zip(usual).is_some_and(|(size, usual)| size.saturating_mul(4) <= usual.saturating_mul(3));
        if distance.unsigned_abs() < if is_small { SLIGHT } else { PLAIN } {
            return None;
        }
        Some(if distance > 0 { VerticalPosition::Superscript } else { VerticalPosition::Subscript })
    }
}

/// How many signs of a paragraph stand where, to tell what is raised in a line from a line that is raised.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Raised {
    moved: usize,
    level: usize,
    /// Raised by the property that means it.
    meant: usize,
}

impl Raised {
    /// Counts a run.
    pub(crate) fn add(&mut self, text: &str, is_meant: bool, is_moved: bool) {
        let signs = text.chars().filter(|c| !c.is_whitespace()).count();
        match (is_meant, is_moved) {
            (true, _) => self.meant += signs,
            (_, true) => self.moved += signs,
            _ => self.level += signs,
        }
    }

    /// Whether what was moved is not raised against anything: it is most of its paragraph.
    fn is_the_line(self) -> bool {
        self.moved > self.level && self.meant == 0
    }

    /// Takes the marks off a paragraph that stands as a whole where its runs were moved to.
    pub(crate) fn settle(self, inlines: &mut [Inline]) {
        if self.is_the_line() {
            level(inlines);
        }
    }
}

fn level(inlines: &mut [Inline]) {
    let inside = |content: &mut Content| {
        let mut inlines = std::mem::take(content).into_inlines();
        level(&mut inlines);
        *content = Content::new(inlines);
    };
    for inline in inlines {
        match inline {
            Inline::Text(text) => text.marks.position = None,
            Inline::Link(link) => inside(&mut link.content),
            Inline::Ruby(ruby) => inside(&mut ruby.base),
            Inline::Revision(revision) => inside(&mut revision.content),
            Inline::Note(_) | Inline::Image(_) | Inline::Formula(_) | Inline::Anchor(_) => {}
        }
    }
}

/// The runs of a paragraph beside each other.
#[derive(Debug, Default)]
pub(crate) struct Line {
    neighbours: Neighbours,
    /// What of it is hardly seen, by the reason.
    pub hardly_seen: Vec<(HardlySeen, String)>,
}

impl Line {
    /// Takes up a run that is read: whether its first digit is no neighbour of the last one, because one of them is hardly seen.
    pub(crate) fn sets_apart(&mut self, text: &str, appearance: Appearance, raised: Option<VerticalPosition>) -> bool {
        // What is raised is a note, of whatever size.
        let apart = match raised {
            Some(_) => None,
            None => self.neighbours.next(text, appearance),
        };
        if let Some(why) = appearance.hardly_seen().or(apart).filter(|_| !text.trim().is_empty()) {
            match self.hardly_seen.iter_mut().find(|(met, _)| *met == why) {
                Some((_, seen)) => seen.push_str(text),
                None => self.hardly_seen.push((why, text.to_owned())),
            }
        }
        apart.is_some()
    }
}
