//! The styles of OpenDocument, as far as they say how the text of cells looks (ODF 1.3 part 3, 16 and 20).

use super::super::conditional::{Seen, Test};
use super::super::style::LookChange;
use crate::document::{Ground, Ink, VerticalPosition};
use crate::ooxml::Element;
use crate::read::sheet::look::{CellLook, FontLook};
use crate::read::sheet::worksheet::{LEAST_HEIGHT, LEAST_WIDTH};
use std::collections::{BTreeMap, BTreeSet};

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

/// Conditions in order, and the style each puts in its place.
type Conditions = Vec<(Test, String)>;

/// The styles of cells and spans.
#[derive(Debug, Default)]
pub(super) struct Styles {
    /// By family and name: what it says, and the style it is based on.
    by_name: BTreeMap<(&'static str, String), (Said, Option<String>)>,
    /// By the style of a cell: its conditions, in order, and the style each puts in its place.
    conditions: BTreeMap<String, Conditions>,
    /// By the style of a cell: that of its numbers.
    number_styles: BTreeMap<String, String>,
    /// By the style of numbers: the colour it prints them in, and the styles that stand in its place on conditions.
    inks: BTreeMap<String, (Option<Ink>, Conditions)>,
    /// Rows and columns that show nothing, by the names of their styles.
    flat: BTreeSet<(&'static str, String)>,
}

const CELL: &str = "table-cell";
const TEXT: &str = "text";
pub(super) const ROW: &str = "table-row";
pub(super) const COLUMN: &str = "table-column";

impl Styles {
    /// Takes up the styles of a part: automatic ones, common ones, the default of cells (under the empty name).
    pub(super) fn add(&mut self, root: Element<'_>) {
        let lists = root.children().filter(|e| matches!(e.name(), "automatic-styles" | "styles"));
        for style in lists.flat_map(Element::children) {
            let attribute = |name: &str| style.attributes().find(|a| a.name == name).map(|a| a.value);
            let name = || attribute("name").unwrap_or_default().to_owned();
            let family = match attribute("family") {
                Some(CELL) => CELL,
                Some(TEXT) => TEXT,
                Some(ROW) if is_flat(style, "row-height", LEAST_HEIGHT) => {
                    self.flat.insert((ROW, name()));
                    continue;
                }
                // A character is some seven pixels wide, of 96 an inch.
                Some(COLUMN) if is_flat(style, "column-width", LEAST_WIDTH * 7.0 * 0.75) => {
                    self.flat.insert((COLUMN, name()));
                    continue;
                }
                None if style.name().ends_with("-style") => {
                    let ink = style.children().filter(|e| e.name() == "text-properties").find_map(|e| said_of([e]).ink);
                    self.inks.insert(name(), (ink, maps(style)));
                    continue;
                }
                _ => continue,
            };
            if family == CELL {
                let maps = maps(style);
                if !maps.is_empty() {
                    self.conditions.insert(name(), maps);
                }
                if let Some(of_numbers) = attribute("data-style-name") {
                    self.number_styles.insert(name(), of_numbers.to_owned());
                }
            }
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

    /// How a cell of that style looks with that number in it, or with text: the colour its number format names, then what its
    /// conditions change. With it a condition that can't be told and would hide or strike the cell.
    pub(super) fn cell_with(&self, name: Option<&str>, number: Option<f64>) -> (CellLook, Option<String>) {
        let mut look = self.cell(name);
        if let Some(ink) = number.and_then(|number| self.number_ink(name?, number)) {
            look.font.ink = ink;
        }
        let mut seen = Seen::default();
        for (test, apply) in name.and_then(|name| self.conditions.get(name)).into_iter().flatten() {
            let holds = test.holds(number);
            seen.add(&self.change(apply), holds, test, &look);
            if holds == Some(true) {
                break;
            }
        }
        (seen.look(&look), seen.doubt)
    }

    /// Whether rows or columns of that style show nothing of their cells.
    pub(super) fn is_flat(&self, family: &'static str, name: Option<&str>) -> bool {
        name.is_some_and(|name| self.flat.contains(&(family, name.to_owned())))
    }

    /// The styles a style is based on, itself first.
    fn chain(&self, family: &'static str, name: &str) -> Vec<(String, Said)> {
        let mut chain = Vec::new();
        let mut next = Some(name.to_owned());
        while let Some(name) = next.take().filter(|_| chain.len() < DEEPEST) {
            let Some((said, parent)) = self.by_name.get(&(family, name.clone())) else { break };
            chain.push((name, *said));
            next.clone_from(parent);
        }
        chain
    }

    /// What a style changes that stands in another's place.
    fn change(&self, name: &str) -> LookChange {
        let mut change = LookChange::default();
        // What the style of all cells says is there already.
        for (_, said) in self.chain(CELL, name).into_iter().filter(|(name, _)| name != "Default") {
            let own = LookChange { strike: said.strike, ink: said.ink, ground: said.ground, format: None };
            change = change.or(&own);
        }
        change
    }

    /// The colour that the number format of a style prints a number in.
    fn number_ink(&self, name: &str, number: f64) -> Option<Ink> {
        let chain = self.chain(CELL, name);
        let style = chain.iter().find_map(|(name, _)| self.number_styles.get(name))?;
        let (own, maps) = self.inks.get(style)?;
        match maps.iter().find(|(test, _)| test.holds(Some(number)) == Some(true)) {
            Some((_, apply)) => self.inks.get(apply).and_then(|(ink, _)| *ink),
            None => *own,
        }
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
        for (_, said) in self.chain(family, name).into_iter().rev() {
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
    said_of(style.children())
}

/// The conditions of a style, and the style that each puts in its place (ODF 1.3 part 3, 16.3).
fn maps(style: Element<'_>) -> Vec<(Test, String)> {
    let attribute =
        |map: Element<'_>, name: &str| map.attributes().find(|a| a.name == name).map(|a| a.value.to_owned());
    let maps = style.children().filter(|child| child.name() == "map");
    maps.filter_map(|map| {
        Some((Test::of_open_document(&attribute(map, "condition")?), attribute(map, "apply-style-name")?))
    })
    .collect()
}

/// Whether a style of rows or columns makes them no larger than so many points.
fn is_flat(style: Element<'_>, name: &str, points: f64) -> bool {
    let sizes = style.children().flat_map(|properties| {
        properties.attributes().filter(|a| a.name == name).map(|a| a.value.to_owned()).collect::<Vec<_>>()
    });
    sizes.filter_map(|size| length(&size)).any(|size| size <= points)
}

/// A length in points.
fn length(text: &str) -> Option<f64> {
    [("pt", 1.0), ("in", 72.0), ("cm", 72.0 / 2.54), ("mm", 72.0 / 25.4), ("px", 0.75)]
        .into_iter()
        .find_map(|(unit, points)| Some(text.trim().strip_suffix(unit)?.trim().parse::<f64>().ok()? * points))
}

fn said_of<'x>(properties: impl IntoIterator<Item = Element<'x>>) -> Said {
    let mut said = Said::default();
    for properties in properties {
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
