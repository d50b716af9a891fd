//! Sections (ECMA-376 §17.6): how each begins.

use super::wml::{twips, value};
use crate::ooxml::{Element, Ns};

/// How a section begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SectionStart {
    /// On the page the one before ends on.
    Within,
    /// On a page of its own.
    Page,
    /// On a page of its own for the sole reason that its paper is turned: how text is laid out, not what it says.
    Turn,
}

/// Whether a section's paper is wider than high (§17.6.13).
fn is_across(section: Element<'_>) -> bool {
    let Some(size) = section.child(Ns::W, "pgSz") else { return false };
    let measure = |name| size.attribute(Ns::W, name).and_then(twips);
    match (measure("w"), measure("h")) {
        (Some(width), Some(height)) => width > height,
        _ => size.attribute(Ns::W, "orient") == Some("landscape"),
    }
}

/// How the sections of a body begin, and how many have ended.
#[derive(Debug, Default)]
pub(super) struct Sections {
    starts: Vec<SectionStart>,
    ended: usize,
}

impl Sections {
    /// Those of a document, of which none has ended.
    pub(super) fn of(root: Element<'_>) -> Self {
        Sections { starts: section_starts(root), ended: 0 }
    }

    /// Ends a section: how the next one begins.
    pub(super) fn end(&mut self) -> Option<SectionStart> {
        self.ended += 1;
        self.starts.get(self.ended).copied()
    }
}

/// How the sections of the body begin, in order (§17.6.22; the type of a section says how it begins).
fn section_starts(root: Element<'_>) -> Vec<SectionStart> {
    let mut starts = Vec::new();
    let (mut first, mut before) = (None, None);
    root.walk(|element| {
        if element.is(Ns::W, "sectPr") {
            let across = is_across(element);
            starts.push(match value(element, "type") {
                _ if before.is_some_and(|before| before != across) => SectionStart::Turn,
                Some("continuous" | "nextColumn") => SectionStart::Within,
                _ => SectionStart::Page,
            });
            (first, before) = (first.or(Some(across)), Some(across));
            return false;
        }
        element.ns() == Ns::W
            && matches!(element.name(), "body" | "p" | "pPr" | "sdt" | "sdtContent" | "customXml" | "ins")
    });
    // What lies otherwise to the end of the document is a part of its own, as attachments are, and no table in the midst.
    let last_turn = starts.iter_mut().rev().find(|start| **start == SectionStart::Turn);
    if let Some(start) = last_turn.filter(|_| before != first) {
        *start = SectionStart::Page;
    }
    starts
}
