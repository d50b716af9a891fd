//! Marks of our own pages, which say of a paragraph what it is.

use super::dom::{Dom, Element, NodeId};
use super::look::Look;
use crate::document::{Alignment, ParagraphRole};

/// What one of our own pages says of a paragraph.
pub(super) struct OwnRole {
    pub(super) role: ParagraphRole,
    pub(super) heading: Option<u8>,
    pub(super) align: Alignment,
}

/// What an element of our own pages is; `None` where it only holds others.
pub(super) fn own_role(element: &Element, look: &Look) -> Option<OwnRole> {
    let said = element.attribute("data-role").or_else(|| {
        const ROLES: [&str; 6] = ["title", "caption", "signature", "date", "attachment-label", "attachment-title"];
        classes(element).find(|class| ROLES.contains(class))
    });
    let role = match said {
        Some("title" | "attachment-title") => ParagraphRole::Title,
        Some("caption") => ParagraphRole::Caption,
        Some("signature") => ParagraphRole::Signature,
        Some("date") => ParagraphRole::Date,
        Some("attachment-label") => ParagraphRole::AttachmentLabel,
        _ => ParagraphRole::Body,
    };
    let level = match element.attribute("aria-level").filter(|_| element.attribute("role") == Some("heading")) {
        Some(level) => level.parse::<u8>().ok(),
        None => element.name().strip_prefix('h').and_then(|level| level.parse().ok()),
    };
    // The title has the first level to itself.
    let heading = level
        .filter(|_| role == ParagraphRole::Body && said != Some("body"))
        .map(|level| level.saturating_sub(1).clamp(1, 9));
    let is_paragraph = level.is_some() || matches!(element.name(), "p" | "caption" | "figcaption");
    let role = if element.name() == "figcaption" { ParagraphRole::Caption } else { role };
    let align = own_align(element, look).unwrap_or_default();
    is_paragraph.then_some(OwnRole { role, heading, align })
}

/// The alignment one of our own elements says; `None` where it says none.
pub(super) fn own_align(element: &Element, look: &Look) -> Option<Alignment> {
    let has = |wanted: &str| classes(element).any(|class| class == wanted);
    match element.attribute("style").is_some_and(|style| style.contains("text-align")) {
        _ if has("center") => Some(Alignment::Center),
        _ if has("end") => Some(Alignment::End),
        says => says.then_some(look.align),
    }
}

fn classes(element: &Element) -> impl Iterator<Item = &str> {
    element.attribute("class").unwrap_or_default().split_ascii_whitespace()
}

/// The element of our own that holds a report: it says so, or follows our own skip link.
pub(super) fn own_root(dom: &Dom) -> Option<NodeId> {
    let mut skipped = false;
    for id in dom.descendants(dom.root()) {
        let Some(element) = dom.element(id) else { continue };
        if element.attribute("data-nianbao") == Some("1") {
            return Some(id);
        }
        let is_main = element.name() == "main" && element.attribute("id") == Some("main");
        if is_main && skipped {
            return Some(id);
        }
        skipped |= element.attribute("class") == Some("skip") && element.attribute("href") == Some("#main");
    }
    None
}

impl Look {
    /// Makes it that of an element of our own pages, which keep white space and mark nothing by the colours of cells.
    pub(super) fn of_own(&mut self, element: &Element) {
        let name = element.name();
        let holds_text = matches!(name, "p" | "li" | "td" | "th" | "caption" | "figcaption")
            || (name.starts_with('h') && name.len() == 2 && name != "hr")
            || element.attribute("role") == Some("heading")
            || element.attribute("role") == Some("doc-footnote");
        if holds_text {
            (self.keeps_space, self.keeps_lines) = (true, true);
        }
        if matches!(name, "td" | "th") {
            self.color = None;
        }
        match element.attribute("class") {
            Some("caps") => self.capitals = Some(crate::document::Capitals::All),
            Some("small-caps") => self.capitals = Some(crate::document::Capitals::Small),
            _ => {}
        }
    }
}
