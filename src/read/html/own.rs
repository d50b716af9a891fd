//! Marks of our own pages, which say of a paragraph what it is.

use super::dom::{Dom, Element, NodeId};
use super::look::Look;
use crate::document::{Alignment, Capitals, Diagonal, ParagraphRole, TabStop, TextDirection};

/// What stands before the ids of our own where they are in another page.
pub(super) const OWN_PREFIX: &str = "nianbao-";

/// How the ids of the places begin that links of the document lead to.
pub(super) const OWN_PLACE: &str = "a-";

/// What one of our own pages says of a paragraph.
pub(super) struct OwnRole {
    pub(super) role: ParagraphRole,
    pub(super) heading: Option<u8>,
    pub(super) align: Alignment,
    pub(super) tabs: Vec<TabStop>,
}

/// What an element of our own pages is; `None` where it only holds others.
pub(super) fn own_role(element: &Element) -> Option<OwnRole> {
    let said = element.attribute("data-role").or_else(|| {
        let is_role = |class: &str| ParagraphRole::named(class).is_some_and(|role| role != ParagraphRole::Body);
        classes(element).find(|class| *class == "attachment-title" || is_role(class))
    });
    let role = match said {
        Some("attachment-title") => ParagraphRole::Title,
        said => said.and_then(ParagraphRole::named).unwrap_or_default(),
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
    let align = own_align(element).unwrap_or_default();
    let tabs = element.attribute("data-tab-stops").map(TabStop::several).unwrap_or_default();
    is_paragraph.then_some(OwnRole { role, heading, align, tabs })
}

/// The alignment one of our own elements says; `None` where it says none.
pub(super) fn own_align(element: &Element) -> Option<Alignment> {
    let has = |wanted: &str| classes(element).any(|class| class == wanted);
    match () {
        () if has("center") => Some(Alignment::Center),
        () if has("end") => Some(Alignment::End),
        () => None,
    }
}

/// The lines across a cell of our own, and how its text runs.
pub(super) fn own_cell(element: &Element) -> (Diagonal, TextDirection) {
    let has = |wanted: &str| classes(element).any(|class| class == wanted);
    let crossed = has("crossed");
    let direction = match () {
        () if has("vertical") => TextDirection::Vertical,
        () if has("upwards") => TextDirection::Upwards,
        () => TextDirection::Horizontal,
    };
    (Diagonal::of(crossed || has("falling"), crossed || has("rising")), direction)
}

/// The classes of one of our own elements; in a fragment editors would strip them, so that they have another name.
fn classes(element: &Element) -> impl Iterator<Item = &str> {
    let names = ["class", "data-class"].into_iter().filter_map(|name| element.attribute(name));
    names.flat_map(str::split_ascii_whitespace)
}

/// Whether one of our own elements says that it is something: by its role, or by its class.
pub(super) fn is_own(element: &Element, what: &str) -> bool {
    element.attribute("data-role") == Some(what) || classes(element).any(|class| class == what)
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
    pub(super) fn of_own(&mut self, element: &Element, outer: &Look) {
        // How a heading looks that runs into its paragraph says nothing of its text.
        if is_own(element, "run-in") {
            *self = outer.clone();
            return;
        }
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
        if is_own(element, "caps") {
            self.capitals = Some(Capitals::All);
        } else if is_own(element, "small-caps") {
            self.capitals = Some(Capitals::Small);
        }
    }
}
