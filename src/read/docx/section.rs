//! Sections (ECMA-376 §17.6): how each begins, and how wide its text is.

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

/// The width of a section's columns of text in twips, if it says one (§17.6.4, §17.6.11, §17.6.13).
fn text_width(section: Element<'_>) -> Option<i32> {
    let measure = |element: Element<'_>, name| element.attribute(Ns::W, name).and_then(twips);
    let margins = section.child(Ns::W, "pgMar")?;
    let paper = measure(section.child(Ns::W, "pgSz")?, "w")?;
    let sides = ["left", "right", "gutter"].into_iter().filter_map(|side| measure(margins, side));
    let width = sides.fold(paper, i32::saturating_sub);
    let columns = section.child(Ns::W, "cols");
    let count = columns.and_then(|columns| columns.attribute(Ns::W, "num")).and_then(|count| count.trim().parse().ok());
    let count = count.unwrap_or(1).clamp(1, 45);
    let gap = columns.and_then(|columns| measure(columns, "space")).unwrap_or(COLUMN_GAP);
    Some(width.saturating_sub(gap.saturating_mul(count - 1)) / count).filter(|width| *width > 0)
}

/// The gap between columns that don't say one, in twips.
const COLUMN_GAP: i32 = 720;

/// How the sections of a body begin and how wide their text is, and how many have ended.
#[derive(Debug, Default)]
pub(super) struct Sections {
    starts: Vec<SectionStart>,
    widths: Vec<Option<i32>>,
    ended: usize,
}

impl Sections {
    /// Those of a document, of which none has ended.
    pub(super) fn of(root: Element<'_>) -> Self {
        let (starts, widths) = read_sections(root);
        Sections { starts, widths, ended: 0 }
    }

    /// The width of the text of the section that has not ended yet, in twips.
    pub(super) fn text_width(&self) -> Option<i32> {
        self.widths.get(self.ended).copied().flatten()
    }

    /// Ends a section: how the next one begins.
    pub(super) fn end(&mut self) -> Option<SectionStart> {
        self.ended += 1;
        self.starts.get(self.ended).copied()
    }
}

/// How the sections of the body begin, in order (§17.6.22; the type of a section says how it begins), and how wide their text is.
fn read_sections(root: Element<'_>) -> (Vec<SectionStart>, Vec<Option<i32>>) {
    let (mut starts, mut widths) = (Vec::new(), Vec::new());
    let (mut first, mut before) = (None, None);
    root.walk(|element| {
        if element.is(Ns::W, "sectPr") {
            let across = is_across(element);
            widths.push(text_width(element));
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
    (starts, widths)
}
