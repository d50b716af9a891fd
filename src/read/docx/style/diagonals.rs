//! Lines from corner to corner of cells: borders (ECMA-376 §17.4.73, §17.4.79), or lines drawn over the cell, as old versions of
//! Word and WPS make them.

use crate::document::Diagonal;
use crate::ooxml::{Element, Ns};

/// Which of them are said to be there, or not to be: a falling and a rising one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Diagonals {
    falling: Option<bool>,
    rising: Option<bool>,
}

impl Diagonals {
    /// Reads the properties of a cell, `w:tcPr`.
    pub(crate) fn read(properties: Element<'_>) -> Self {
        let borders = properties.child(Ns::W, "tcBorders");
        let border = |name| {
            let drawn = borders?.child(Ns::W, name)?.attribute(Ns::W, "val");
            Some(!matches!(drawn, None | Some("nil" | "none")))
        };
        Diagonals { falling: border("tl2br"), rising: border("tr2bl") }
    }

    pub(crate) fn over(self, base: Self) -> Self {
        Diagonals { falling: self.falling.or(base.falling), rising: self.rising.or(base.rising) }
    }

    /// The lines there are, with those drawn over the cell.
    pub(crate) fn with(self, drawn: DrawnLines) -> Diagonal {
        Diagonal::of(self.falling == Some(true) || drawn.falling, self.rising == Some(true) || drawn.rising)
    }
}

/// Which lines from corner to corner are drawn over a cell. What lies flat or stands upright is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct DrawnLines {
    falling: bool,
    rising: bool,
}

impl DrawnLines {
    /// Adds what a shape (`wps:wsp`, `v:line`) is, if it is such a line.
    pub(crate) fn add(&mut self, shape: Element<'_>) {
        let falls = if shape.ns() == Ns::Vml { line_of_vml(shape) } else { line_of_shape(shape) };
        self.falling |= falls == Some(true);
        self.rising |= falls == Some(false);
    }

    pub(crate) fn and(self, other: Self) -> Self {
        DrawnLines { falling: self.falling || other.falling, rising: self.rising || other.rising }
    }
}

/// Whether a shape that is a slanting line (§20.1.9.18) falls.
fn line_of_shape(shape: Element<'_>) -> Option<bool> {
    let properties = shape.child(Ns::Shape, "spPr")?;
    let kind = properties.child(Ns::Drawing, "prstGeom")?.attribute(Ns::None, "prst")?;
    let transform = properties.child(Ns::Drawing, "xfrm")?;
    let extent = transform.child(Ns::Drawing, "ext")?;
    let is_long =
        |name| extent.attribute(Ns::None, name).and_then(|v| v.trim().parse::<i64>().ok()).is_some_and(|v| v > 0);
    let is_turned = |name| matches!(transform.attribute(Ns::None, name), Some("1" | "true"));
    let is_line = matches!(kind, "line" | "lineInv" | "straightConnector1") && is_long("cx") && is_long("cy");
    is_line.then_some((is_turned("flipH") == is_turned("flipV")) != (kind == "lineInv"))
}

/// Whether a VML line (part 4 §19.1.2.12) that slants falls.
fn line_of_vml(line: Element<'_>) -> Option<bool> {
    let point = |name| -> Option<(f64, f64)> {
        let (x, y) = line.attribute(Ns::None, name)?.split_once(',')?;
        let number = |value: &str| value.trim().trim_end_matches(char::is_alphabetic).parse::<f64>().ok();
        Some((number(x)?, number(y)?))
    };
    let ((x, y), (to_x, to_y)) = (point("from")?, point("to")?);
    let (right, down) = (to_x - x, to_y - y);
    let slants = right.abs() > 0.0 && down.abs() > 0.0;
    let style = line.attribute(Ns::None, "style").unwrap_or_default();
    // `flip:x`, `flip:y`, or both.
    let flips = style.split(';').filter_map(|d| d.split_once(':')).find(|(name, _)| name.trim() == "flip");
    let is_flipped = flips.is_some_and(|(_, value)| matches!(value.trim(), "x" | "y"));
    slants.then_some((right * down > 0.0) != is_flipped)
}
