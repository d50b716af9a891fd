//! Sections (ECMA-376 §17.6): how each begins, and how wide its text is.

use super::wml::{twips, value};
use crate::document::Break;
use crate::ooxml::{Element, Ns};

/// How a section begins: on a page of its own, whose paper may lie otherwise; `None`: on the page the one before ends on.
pub(super) type SectionStart = Option<Break>;

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

    /// How the first one begins: turned, or not at all.
    pub(super) fn first(&self) -> SectionStart {
        self.starts.first().copied().flatten().filter(|start| start.turns().is_some())
    }

    /// Takes it that the first page is turned for a wide table alone.
    pub(super) fn begin_as_needed(&mut self) {
        if let Some(first) = self.starts.first_mut() {
            *first = None;
        }
    }

    /// Ends a section: how the next one begins.
    pub(super) fn end(&mut self) -> SectionStart {
        self.ended += 1;
        self.starts.get(self.ended).copied().flatten()
    }
}

/// How the sections of the body begin, in order (§17.6.22; the type of a section says how it begins), and how wide their text is.
fn read_sections(root: Element<'_>) -> (Vec<SectionStart>, Vec<Option<i32>>) {
    let (mut starts, mut widths) = (Vec::new(), Vec::new());
    let mut before = false;
    root.walk(|element| {
        if element.is(Ns::W, "sectPr") {
            let across = is_across(element);
            widths.push(text_width(element));
            starts.push(match value(element, "type") {
                // Other paper begins a page whatever the type says.
                _ if before != across => Some(if across { Break::Turned } else { Break::Upright }),
                Some("continuous" | "nextColumn") => None,
                _ => Some(Break::Page),
            });
            before = across;
            return false;
        }
        element.ns() == Ns::W
            && matches!(element.name(), "body" | "p" | "pPr" | "sdt" | "sdtContent" | "customXml" | "ins")
    });
    (starts, widths)
}
