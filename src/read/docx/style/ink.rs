//! What decides whether characters are seen, and where they stand: their fill, their relief, their width, their distance
//! from the line.

use super::color::{Fill, NamedColor};
use crate::ooxml::{Element, Ns};
use crate::read::docx::wml::{is_on, twips};

/// What run properties set that decides whether their text is seen, and where.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct InkProperties {
    pub fill: Option<Fill>,
    /// Whether the characters have a line, a shadow or a relief of their own, which is seen where their fill is not.
    pub relief: Option<bool>,
    /// How wide they are drawn, in per cent (§17.3.2.43).
    pub width: Option<u32>,
    /// How far they are raised, in half-points (§17.3.2.24).
    pub raised: Option<i32>,
}

impl InkProperties {
    /// Reads one property, if it is of these.
    pub(crate) fn read(&mut self, property: Element<'_>) {
        let val = || property.attribute(Ns::W, "val");
        match (property.ns(), property.name()) {
            // What the newer element says was read before or will be.
            (Ns::W, "color") if self.fill.is_none() => {
                self.fill = Some(Fill::Color(NamedColor::read(property, "val", "themeColor")));
            }
            (Ns::WordExtension, "textFill") => self.fill = Fill::read(property).or(self.fill),
            (Ns::WordExtension, "textOutline") => {
                let is_drawn = property.children().any(|e| matches!(e.name(), "solidFill" | "gradFill"));
                self.relief = Some(is_drawn || self.relief == Some(true));
            }
            (Ns::W, "outline" | "shadow" | "emboss" | "imprint") => {
                self.relief = Some(is_on(property) || self.relief == Some(true));
            }
            (Ns::W, "w") => {
                self.width = val().and_then(|v| v.trim().trim_end_matches('%').parse().ok());
            }
            (Ns::W, "position") => self.raised = val().and_then(half_points),
            _ => {}
        }
    }

    /// These over those they are based on.
    pub(crate) fn over(self, base: InkProperties) -> InkProperties {
        InkProperties {
            fill: self.fill.or(base.fill),
            relief: self.relief.or(base.relief),
            width: self.width.or(base.width),
            raised: self.raised.or(base.raised),
        }
    }
}

/// A measure that may be less than nothing: half-points, or with its unit.
fn half_points(value: &str) -> Option<i32> {
    let value = value.trim();
    match value.ends_with(|c: char| c.is_ascii_alphabetic()) {
        true => twips(value).map(|twips| twips / 10),
        false => value.parse().ok(),
    }
}
