//! The cell styles of SpreadsheetML: number formats, fonts and fills (ECMA-376 §18.8).

use super::look::{CellLook, FontLook, Palette};
use super::number_format::NumberFormat;
use super::text::child;
use super::workbook::is_true;
use crate::document::{Color, Ground, Ink, VerticalPosition};
use crate::ooxml::{Element, Ns, Xml};
use std::collections::BTreeMap;
use std::rc::Rc;

/// What a cell style says.
#[derive(Debug, Clone)]
pub(super) struct CellStyle {
    pub(super) format: Rc<NumberFormat>,
    pub(super) look: CellLook,
}

/// What a conditional format changes of a cell's look (`dxf`, §18.8.14).
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct LookChange {
    pub(super) strike: Option<bool>,
    pub(super) ink: Option<Ink>,
    pub(super) ground: Option<Ground>,
    pub(super) format: Option<Rc<NumberFormat>>,
}

impl LookChange {
    /// This one, and what it leaves open by another.
    pub(super) fn or(self, other: &LookChange) -> Self {
        LookChange {
            strike: self.strike.or(other.strike),
            ink: self.ink.or(other.ink),
            ground: self.ground.or(other.ground),
            format: self.format.or_else(|| other.format.clone()),
        }
    }

    /// A cell's look so changed.
    pub(super) fn over(&self, look: &CellLook) -> CellLook {
        CellLook { font: self.over_font(look.font), ground: self.ground.unwrap_or(look.ground) }
    }

    pub(super) fn over_font(&self, font: FontLook) -> FontLook {
        FontLook { strike: self.strike.unwrap_or(font.strike), ink: self.ink.unwrap_or(font.ink), ..font }
    }
}

/// The changes of a styles part that conditional formats name by number (`dxfs`).
pub(super) fn look_changes(root: Element<'_>, palette: &Palette) -> Vec<LookChange> {
    let changes = child(root, "dxfs").into_iter().flat_map(Element::children);
    changes.filter(|e| e.name() == "dxf").map(|dxf| change_of(dxf, palette)).collect()
}

/// What a `dxf` changes.
pub(super) fn change_of(dxf: Element<'_>, palette: &Palette) -> LookChange {
    let mut change = LookChange::default();
    if let Some(font) = child(dxf, "font") {
        let look = font_look(font, palette);
        change.strike = child(font, "strike").map(|_| look.strike);
        change.ink = child(font, "color").map(|_| look.ink);
    }
    if let Some(pattern) = child(dxf, "fill").and_then(|fill| child(fill, "patternFill")) {
        let color = |name| child(pattern, name).and_then(|color| color_of(color, palette)).map(Ground::Color);
        // Here the background is what a solid fill shows.
        change.ground = match pattern.attribute(Ns::None, "patternType") {
            Some("none") => Some(Ground::default()),
            None | Some("solid") => color("bgColor").or_else(|| color("fgColor")),
            Some(_) => Some(Ground::Unknown),
        };
    } else if child(dxf, "fill").is_some() {
        change.ground = Some(Ground::Unknown);
    }
    let code = child(dxf, "numFmt").and_then(|format| format.attribute(Ns::None, "formatCode"));
    change.format = code.map(|code| Rc::new(NumberFormat::of_code(code)));
    change
}

/// The cell styles of a styles part (`cellXfs`), and the palette they are coloured by.
pub(super) fn cell_styles(root: Element<'_>, palette: &Palette) -> Vec<CellStyle> {
    let children = |name: &str| child(root, name).into_iter().flat_map(Element::children);
    let mut by_id: BTreeMap<u32, Rc<NumberFormat>> = BTreeMap::new();
    for format in children("numFmts") {
        let id = format.attribute(Ns::None, "numFmtId").and_then(|id| id.parse().ok());
        if let (Some(id), Some(code)) = (id, format.attribute(Ns::None, "formatCode")) {
            by_id.insert(id, Rc::new(NumberFormat::of_code(code)));
        }
    }
    let fonts: Vec<FontLook> =
        children("fonts").filter(|e| e.name() == "font").map(|font| font_look(font, palette)).collect();
    let grounds: Vec<Ground> =
        children("fills").filter(|e| e.name() == "fill").map(|fill| fill_ground(fill, palette)).collect();
    let style = |xf: Element<'_>| {
        let number = |name| xf.attribute(Ns::None, name).and_then(|id| id.parse::<u32>().ok()).unwrap_or(0);
        let id = number("numFmtId");
        let format = Rc::clone(by_id.entry(id).or_insert_with(|| Rc::new(NumberFormat::built_in(id))));
        let font = fonts.get(number("fontId") as usize).copied().unwrap_or_default();
        let ground = grounds.get(number("fillId") as usize).copied().unwrap_or_default();
        CellStyle { format, look: CellLook { font, ground } }
    };
    children("cellXfs").filter(|e| e.name() == "xf").map(style).collect()
}

/// What a font (`font`, `rPr`) says of the text in it.
pub(super) fn font_look(font: Element<'_>, palette: &Palette) -> FontLook {
    let value = |name| child(font, name).map(|e| e.attribute(Ns::None, "val"));
    let is_on = |name| value(name).is_some_and(|value| value.is_none_or(is_true));
    let position = match value("vertAlign").flatten() {
        Some("superscript") => Some(VerticalPosition::Superscript),
        Some("subscript") => Some(VerticalPosition::Subscript),
        _ => None,
    };
    let points = value("sz").flatten().and_then(|size| size.parse().ok());
    let ink = child(font, "color").map_or(Ink::Automatic, |color| match color_of(color, palette) {
        Some(color) => Ink::Color(color),
        None => Ink::Automatic,
    });
    FontLook { strike: is_on("strike"), position, ink, points }
}

/// What a fill puts behind the text.
fn fill_ground(fill: Element<'_>, palette: &Palette) -> Ground {
    let Some(pattern) = child(fill, "patternFill") else {
        // A gradient.
        return if fill.children().next().is_some() { Ground::Unknown } else { Ground::default() };
    };
    let color = |name| child(pattern, name).and_then(|color| color_of(color, palette)).map(Ground::Color);
    match pattern.attribute(Ns::None, "patternType") {
        None | Some("none") => Ground::default(),
        Some("solid") => color("fgColor").unwrap_or_default(),
        Some(_) => Ground::Unknown,
    }
}

/// A colour (CT_Color, §18.8.19); `None` for the system's own.
fn color_of(color: Element<'_>, palette: &Palette) -> Option<Color> {
    let attribute = |name| color.attribute(Ns::None, name);
    if let Some(rgb) = attribute("rgb") {
        // Alpha before it is not shown.
        let digits = rgb.get(rgb.len().checked_sub(6)?..)?;
        return format!("#{digits}").parse().ok();
    }
    let tint = attribute("tint").and_then(|tint| tint.parse().ok()).unwrap_or(0.0);
    if let Some(theme) = attribute("theme") {
        return palette.themed(theme.parse().ok()?, tint);
    }
    palette.indexed(attribute("indexed")?.parse().ok()?)
}

/// The palette of a styles part, with the colours of a theme.
pub(super) fn palette_of(styles: Option<Element<'_>>, theme: Option<&Xml>) -> Palette {
    let mut palette = Palette::default();
    let own = styles.and_then(|root| child(root, "colors")).and_then(|colors| child(colors, "indexedColors"));
    let own = own.into_iter().flat_map(Element::children).map(|e| e.attribute(Ns::None, "rgb").unwrap_or_default());
    // The first eight stand twice.
    for (index, rgb) in own.enumerate().skip(8) {
        let color = rgb.get(rgb.len().saturating_sub(6)..).and_then(|digits| format!("#{digits}").parse().ok());
        if let (Some(place), Some(color)) = (palette.colors.get_mut(index - 8), color) {
            *place = color;
        }
    }
    let scheme = theme.and_then(Xml::root).and_then(|root| root.descendants().find(|e| e.name() == "clrScheme"));
    for (index, name) in [
        "lt1", "dk1", "lt2", "dk2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "hlink",
        "folHlink",
    ]
    .into_iter()
    .enumerate()
    {
        let color = scheme.and_then(|scheme| child(scheme, name)).and_then(|e| e.children().next());
        let value = color.and_then(|e| match e.name() {
            "sysClr" => e.attribute(Ns::None, "lastClr"),
            _ => e.attribute(Ns::None, "val"),
        });
        let color = value.and_then(|digits| format!("#{digits}").parse().ok());
        if let (Some(place), Some(color)) = (palette.theme.get_mut(index), color) {
            *place = color;
        }
    }
    palette
}
