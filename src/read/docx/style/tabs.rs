//! Tab stops (ECMA-376 §17.3.1.37 f.) as they are set somewhere, and what they are on the page.

use crate::document::{Leader, TabAlignment, TabStop};
use crate::ooxml::{Element, Ns};
use crate::read::docx::wml::twips;
use std::collections::BTreeMap;

/// Tab stops that were set somewhere, by their places in twips from the left edge of the text area; `None`: one of the style's that
/// is taken away.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Tabs(BTreeMap<i32, Option<(TabAlignment, Leader)>>);

impl Tabs {
    /// Reads `w:tabs`.
    pub(super) fn read(element: Element<'_>) -> Self {
        let stop = |stop: Element<'_>| {
            let at = stop.attribute(Ns::W, "pos").and_then(twips)?;
            let align = match stop.attribute(Ns::W, "val")? {
                "clear" => return Some((at, None)),
                // A bar is a line, no place to stop at.
                "bar" => return None,
                value => alignment(value),
            };
            Some((at, Some((align, leader(stop.attribute(Ns::W, "leader"))))))
        };
        let stops = element.children().filter(|stop| stop.is(Ns::W, "tab"));
        Tabs(stops.take(TabStop::MOST).filter_map(stop).collect())
    }

    /// These over those of a style.
    pub(super) fn over(&self, base: &Tabs) -> Tabs {
        match (self.0.is_empty(), base.0.is_empty()) {
            (_, true) => self.clone(),
            (true, false) => base.clone(),
            (false, false) => {
                let mut stops = base.0.clone();
                stops.extend(&self.0);
                Tabs(stops)
            }
        }
    }

    /// Where they are on a text area of this width, in twips.
    pub(crate) fn on(&self, width: i32) -> Vec<TabStop> {
        let there = self.0.iter().filter_map(|(at, stop)| Some((*at, (*stop)?)));
        let stops = there.map(|(at, (align, leader))| TabStop { at: thousandths(at, width), align, leader });
        let mut stops: Vec<TabStop> = stops.filter(|stop| stop.at > 0).collect();
        // Of those behind the right edge the first is what text ends at.
        stops.dedup_by_key(|stop| stop.at);
        stops.truncate(TabStop::MOST);
        stops
    }
}

/// What stands at a stop, by its name.
fn alignment(name: &str) -> TabAlignment {
    match name {
        "center" => TabAlignment::Center,
        "right" | "end" => TabAlignment::Right,
        "decimal" => TabAlignment::Decimal,
        _ => TabAlignment::Left,
    }
}

/// What leads to a stop, by its name.
fn leader(name: Option<&str>) -> Leader {
    match name {
        Some("dot") => Leader::Dots,
        Some("middleDot") => Leader::MiddleDots,
        Some("hyphen") => Leader::Hyphens,
        Some("underscore" | "heavy") => Leader::Line,
        _ => Leader::None,
    }
}

/// The place of a tab that says itself where in the text area it leads to (`w:ptab`, §17.3.3.23); `None` for one that leads to the
/// left edge, which is none.
pub(crate) fn positional(tab: Element<'_>) -> Option<TabStop> {
    let attribute = |name| tab.attribute(Ns::W, name);
    let align = alignment(attribute("alignment")?);
    let at = match align {
        TabAlignment::Center => TabStop::EDGE / 2,
        TabAlignment::Right => TabStop::EDGE,
        TabAlignment::Left | TabAlignment::Decimal => return None,
    };
    Some(TabStop { at, align, leader: leader(attribute("leader")) })
}

/// A place in thousandths of a width; behind the right edge it is there, before the left one 0.
fn thousandths(at: i32, width: i32) -> u16 {
    let (at, width) = (i64::from(at.max(0)), i64::from(width.max(1)));
    let edge = i64::from(TabStop::EDGE);
    u16::try_from(((at * edge + width / 2) / width).min(edge)).unwrap_or(TabStop::EDGE)
}
