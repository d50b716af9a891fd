//! Run and paragraph properties (ECMA-376 §17.3.1, §17.3.2) as they are set somewhere: in a style, in the defaults, directly.

use super::color::{self, Shading};
use super::ink::InkProperties;
use super::tabs::Tabs;
use super::theme;
use crate::document::{Alignment, Color, FontName, VerticalPosition};
use crate::ooxml::own_styles::says_nothing;
use crate::ooxml::{Element, Ns};
use crate::read::docx::wml::{is_on, twips, value};
use crate::whole::Whole;

/// A type size (§17.3.2.38): half-points, or points with their unit.
fn half_points(value: &str) -> Option<u32> {
    match value.trim().strip_suffix("pt") {
        Some(points) => {
            points.trim().parse::<f64>().ok().filter(|p| (0.0..10_000.0).contains(p)).map(|p| u32::whole(p * 2.0))
        }
        None => value.trim().parse().ok(),
    }
}

/// Run properties that were set somewhere; `None` where they were not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct RunProperties {
    pub(super) bold: Option<bool>,
    pub(super) italic: Option<bool>,
    pub(super) strike: Option<bool>,
    pub(super) double_strike: Option<bool>,
    pub(super) vanish: Option<bool>,
    pub(super) caps: Option<bool>,
    pub(super) small_caps: Option<bool>,
    pub(super) underline: Option<bool>,
    pub(super) position: Option<Option<VerticalPosition>>,
    pub(super) color: Option<Option<Color>>,
    pub(super) highlight: Option<Option<Color>>,
    /// The ground of the characters (§17.3.2.32), shown where nothing is highlighted.
    pub(super) shading: Option<Shading>,
    /// What decides whether the characters are seen, and where they stand.
    pub(super) ink: InkProperties,
    /// Size in half-points.
    pub size: Option<u32>,
    /// The font of Chinese text, as named or as a part of the theme.
    pub font: Option<FontName>,
    /// That of Latin text.
    pub latin_font: Option<FontName>,
    /// The character style.
    pub style: Option<String>,
    /// The font of Latin letters, where it is a symbol font.
    pub symbol_font: Option<String>,
}

impl RunProperties {
    /// Reads `w:rPr`.
    pub(crate) fn read(element: Element<'_>) -> Self {
        let mut properties = RunProperties::default();
        for child in element.children() {
            properties.ink.read(child);
            if child.ns() != Ns::W {
                continue;
            }
            let val = || child.attribute(Ns::W, "val");
            match child.name() {
                "b" => properties.bold = Some(is_on(child)),
                "i" => properties.italic = Some(is_on(child)),
                "strike" => properties.strike = Some(is_on(child)),
                "dstrike" => properties.double_strike = Some(is_on(child)),
                "vanish" => properties.vanish = Some(is_on(child)),
                "caps" => properties.caps = Some(is_on(child)),
                "smallCaps" => properties.small_caps = Some(is_on(child)),
                "u" => properties.underline = Some(!matches!(val(), Some("none"))),
                "vertAlign" => {
                    properties.position = Some(match val() {
                        Some("superscript") => Some(VerticalPosition::Superscript),
                        Some("subscript") => Some(VerticalPosition::Subscript),
                        _ => None,
                    });
                }
                "color" => properties.color = Some(val().and_then(color::text_color)),
                "highlight" => properties.highlight = Some(val().and_then(color::highlight_color)),
                "shd" => properties.shading = Some(Shading::read(child)),
                "sz" => properties.size = val().and_then(half_points),
                // How our own headings look that run into their paragraphs, or names of signers, says nothing of their text.
                "rStyle" => properties.style = val().filter(|id| !says_nothing(id)).map(str::to_owned),
                "rFonts" => {
                    properties.font = theme::font(child, "eastAsiaTheme", "eastAsia");
                    let latin = theme::font(child, "asciiTheme", "ascii");
                    properties.latin_font = latin.or_else(|| theme::font(child, "hAnsiTheme", "hAnsi"));
                    let font = child.attribute(Ns::W, "ascii").or_else(|| child.attribute(Ns::W, "hAnsi"));
                    properties.symbol_font =
                        font.filter(|font| crate::read::symbol::is_symbol_font(font)).map(str::to_owned);
                }
                _ => {}
            }
        }
        properties
    }

    /// These properties over those they are based on.
    pub(crate) fn over(&self, base: &RunProperties) -> RunProperties {
        RunProperties {
            bold: self.bold.or(base.bold),
            italic: self.italic.or(base.italic),
            strike: self.strike.or(base.strike),
            double_strike: self.double_strike.or(base.double_strike),
            vanish: self.vanish.or(base.vanish),
            caps: self.caps.or(base.caps),
            small_caps: self.small_caps.or(base.small_caps),
            underline: self.underline.or(base.underline),
            position: self.position.or(base.position),
            color: self.color.or(base.color),
            highlight: self.highlight.or(base.highlight),
            shading: self.shading.or(base.shading),
            ink: self.ink.over(base.ink),
            size: self.size.or(base.size),
            font: self.font.clone().or_else(|| base.font.clone()),
            latin_font: self.latin_font.clone().or_else(|| base.latin_font.clone()),
            style: self.style.clone(),
            symbol_font: self.symbol_font.clone().or_else(|| base.symbol_font.clone()),
        }
    }
}

/// How a run looks, its marks aside.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RunLook<'s> {
    /// The size in half-points.
    pub size: Option<u32>,
    /// The font of Chinese text.
    pub font: Option<&'s FontName>,
    /// The font of Latin text.
    pub latin_font: Option<&'s FontName>,
    /// What the characters are printed with, and where they stand.
    pub ink: InkProperties,
    /// The colour they are highlighted in.
    pub highlight: Option<Color>,
    /// Their own ground, and that of their paragraph.
    pub shading: Option<Shading>,
    pub paragraph_shading: Option<Shading>,
}

/// Indents (§17.3.1.12) that were set somewhere, in twips.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Indent {
    pub(super) left: Option<i32>,
    /// Of the first line against the others; negative where it hangs.
    pub(super) first: Option<i32>,
}

impl Indent {
    /// Reads `w:ind`.
    pub(crate) fn read(element: Element<'_>) -> Self {
        let number = |name| element.attribute(Ns::W, name).and_then(twips);
        let hanging = number("hanging").map(i32::saturating_neg);
        Indent {
            left: number("left").or_else(|| number("start")),
            first: hanging.or_else(|| number("firstLine")).or_else(|| number("firstLineChars")),
        }
    }

    pub(crate) fn over(self, base: Indent) -> Indent {
        Indent { left: self.left.or(base.left), first: self.first.or(base.first) }
    }

    /// Where the text after a hanging label stands.
    pub(crate) fn text_after_label(self) -> Option<i32> {
        self.left.filter(|left| *left > 0 && self.first.is_some_and(|first| first < 0))
    }

    /// Where the first line begins, after a label that hangs.
    pub(crate) fn text_begins(self) -> i32 {
        self.left.unwrap_or(0).saturating_add(self.first.unwrap_or(0).max(0))
    }

    /// What word processors round, in twips.
    pub(crate) const TOLERANCE: u32 = 20;

    /// Whether all lines stand there.
    pub(crate) fn is_flush_at(self, left: i32) -> bool {
        self.left.is_some_and(|own| own.abs_diff(left) <= Self::TOLERANCE) && self.first.unwrap_or(0) == 0
    }
}

/// Paragraph properties that were set somewhere.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct ParagraphProperties {
    /// The paragraph style.
    pub style: Option<String>,
    pub(super) outline: Option<u8>,
    pub(super) numbering: Option<String>,
    pub(super) level: Option<u8>,
    pub(super) align: Option<Alignment>,
    pub(super) page_break_before: Option<bool>,
    pub(super) indent: Indent,
    pub(super) shading: Option<Shading>,
    pub(super) tabs: Tabs,
}

impl ParagraphProperties {
    /// Reads `w:pPr`.
    pub(crate) fn read(element: Element<'_>) -> Self {
        let mut properties = ParagraphProperties::default();
        for child in element.children().filter(|child| child.ns() == Ns::W) {
            let val = || child.attribute(Ns::W, "val");
            match child.name() {
                "pStyle" => properties.style = val().map(str::to_owned),
                "outlineLvl" => properties.outline = val().and_then(|v| v.trim().parse().ok()),
                "numPr" => {
                    properties.numbering = value(child, "numId").map(|id| id.trim().to_owned());
                    properties.level = value(child, "ilvl").and_then(|v| v.trim().parse().ok());
                }
                "jc" => {
                    properties.align = Some(match val() {
                        Some("center") => Alignment::Center,
                        Some("right" | "end") => Alignment::End,
                        _ => Alignment::Start,
                    });
                }
                "ind" => properties.indent = Indent::read(child),
                "tabs" => properties.tabs = Tabs::read(child),
                "shd" => properties.shading = Some(Shading::read(child)),
                "pageBreakBefore" => properties.page_break_before = Some(is_on(child)),
                _ => {}
            }
        }
        properties
    }

    pub(crate) fn over(&self, base: &ParagraphProperties) -> ParagraphProperties {
        ParagraphProperties {
            style: self.style.clone(),
            outline: self.outline.or(base.outline),
            numbering: self.numbering.clone().or_else(|| base.numbering.clone()),
            level: self.level.or(base.level),
            align: self.align.or(base.align),
            page_break_before: self.page_break_before.or(base.page_break_before),
            indent: self.indent.over(base.indent),
            shading: self.shading.or(base.shading),
            tabs: self.tabs.over(&base.tabs),
        }
    }
}
