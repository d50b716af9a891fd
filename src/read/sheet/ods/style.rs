//! The styles of OpenDocument, as far as they say how the text of cells looks (ODF 1.3 part 3, 16 and 20).

use crate::document::{Ground, Ink, VerticalPosition};
use crate::ooxml::Element;
use crate::read::sheet::look::{CellLook, FontLook};
use std::collections::BTreeMap;

/// Styles based on one another deeper than this are not followed.
const DEEPEST: usize = 16;

/// What a style says itself.
#[derive(Debug, Clone, Copy, Default)]
struct Said {
    strike: Option<bool>,
    position: Option<Option<VerticalPosition>>,
    ink: Option<Ink>,
    points: Option<f64>,
    ground: Option<Ground>,
}

/// The styles of cells and spans.
#[derive(Debug, Default)]
pub(super) struct Styles {
    /// By family and name: what it says, and the style it is based on.
    by_name: BTreeMap<(&'static str, String), (Said, Option<String>)>,
}

const CELL: &str = "table-cell";
const TEXT: &str = "text";

impl Styles {
    /// Takes up the styles of a part: automatic ones, common ones, the default of cells (under the empty name).
    pub(super) fn add(&mut self, root: Element<'_>) {
        let lists = root.children().filter(|e| matches!(e.name(), "automatic-styles" | "styles"));
        for style in lists.flat_map(Element::children) {
            let attribute = |name: &str| style.attributes().find(|a| a.name == name).map(|a| a.value);
            let family = match attribute("family") {
                Some(CELL) => CELL,
                Some(TEXT) => TEXT,
                _ => continue,
            };
            let name = match style.name() {
                "style" => attribute("name").unwrap_or_default(),
                "default-style" => "",
                _ => continue,
            };
            let parent = attribute("parent-style-name").map(str::to_owned);
            self.by_name.insert((family, name.to_owned()), (said(style), parent));
        }
    }

    /// How a cell of that style looks.
    pub(super) fn cell(&self, name: Option<&str>) -> CellLook {
        let mut look = CellLook::default();
        self.apply(CELL, "", &mut look);
        if let Some(name) = name.filter(|name| !name.is_empty()) {
            self.apply(CELL, name, &mut look);
        }
        look
    }

    /// How a span of that style looks in text of that font.
    pub(super) fn span(&self, name: Option<&str>, font: FontLook) -> FontLook {
        let mut look = CellLook { font, ..CellLook::default() };
        if let Some(name) = name {
            self.apply(TEXT, name, &mut look);
        }
        look.font
    }

    fn apply(&self, family: &'static str, name: &str, look: &mut CellLook) {
        let mut chain = Vec::new();
        let mut next = Some(name.to_owned());
        while let Some(name) = next.take().filter(|_| chain.len() < DEEPEST) {
            let Some((said, parent)) = self.by_name.get(&(family, name)) else { break };
            chain.push(*said);
            next.clone_from(parent);
        }
        for said in chain.into_iter().rev() {
            let font = &mut look.font;
            font.strike = said.strike.unwrap_or(font.strike);
            font.position = said.position.unwrap_or(font.position);
            font.ink = said.ink.unwrap_or(font.ink);
            font.points = said.points.or(font.points);
            look.ground = said.ground.unwrap_or(look.ground);
        }
    }
}

fn said(style: Element<'_>) -> Said {
    let mut said = Said::default();
    for properties in style.children() {
        for attribute in properties.attributes() {
            let value = attribute.value.trim();
            match (properties.name(), attribute.name) {
                ("text-properties", "text-line-through-style" | "text-line-through-type") => {
                    said.strike = Some(value != "none");
                }
                ("text-properties", "text-position") => said.position = Some(position(value)),
                ("text-properties", "color") => {
                    said.ink = Some(value.to_ascii_uppercase().parse().map_or(Ink::Unknown, Ink::Color));
                }
                ("text-properties", "use-window-font-color") if value == "true" => said.ink = Some(Ink::Automatic),
                ("text-properties", "display") if value == "none" => said.ink = Some(Ink::None),
                ("text-properties", "font-size") => {
                    said.points = value.strip_suffix("pt").and_then(|points| points.trim().parse().ok());
                }
                ("table-cell-properties", "background-color") => {
                    said.ground = Some(match value {
                        "transparent" => Ground::default(),
                        color => color.to_ascii_uppercase().parse().map_or(Ground::Unknown, Ground::Color),
                    });
                }
                _ => {}
            }
        }
    }
    said
}

/// `super`, `sub`, or how far the text is raised, perhaps with its size: `33% 58%`.
fn position(value: &str) -> Option<VerticalPosition> {
    let raised = value.split_whitespace().next()?;
    match raised {
        "super" => Some(VerticalPosition::Superscript),
        "sub" => Some(VerticalPosition::Subscript),
        percent => {
            let percent: f64 = percent.strip_suffix('%')?.parse().ok()?;
            match () {
                () if percent > 0.0 => Some(VerticalPosition::Superscript),
                () if percent < 0.0 => Some(VerticalPosition::Subscript),
                () => None,
            }
        }
    }
}
