//! Colours of characters, of what is behind them and of cells (ECMA-376 §17.3.2.6, §17.3.2.15, §17.3.5).

use super::theme::{Theme, ThemeColor};
use crate::document::{Color, Ground, Ink};
use crate::ooxml::{Element, HIGHLIGHT_COLORS, Ns};

fn hexadecimal(value: &str) -> Option<Color> {
    let value = value.trim();
    format!("#{}", value.strip_prefix('#').unwrap_or(value)).parse().ok()
}

/// The colour `w:color` gives; `None` for automatic, and for the near-blacks (#333333) that text copied from web pages has:
/// nobody sets those to say something.
pub(crate) fn text_color(value: &str) -> Option<Color> {
    const BLACKEST: u8 = 0x40;
    const GREY: u8 = 0x10;
    hexadecimal(value).filter(|Color([r, g, b])| {
        let (most, least) = (*r.max(g).max(b), *r.min(g).min(b));
        most > BLACKEST || most - least > GREY
    })
}

/// The colour `w:highlight` names; `None` for none.
pub(crate) fn highlight_color(value: &str) -> Option<Color> {
    HIGHLIGHT_COLORS.iter().find(|(name, _)| *name == value.trim()).map(|(_, color)| Color(*color))
}

/// A colour as it is named: by its value, and by what it is in the theme, which holds where there are both. Automatic where it is
/// named by neither.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct NamedColor {
    value: Option<Color>,
    theme: Option<ThemeColor>,
}

impl NamedColor {
    /// Reads it from attributes of these names: `val` and `themeColor`, `fill` and `themeFill`.
    pub(crate) fn read(element: Element<'_>, value: &str, theme: &str) -> Self {
        NamedColor {
            value: element.attribute(Ns::W, value).and_then(hexadecimal),
            theme: ThemeColor::named_in(element, theme),
        }
    }

    /// Reads a colour of DrawingML, or of Word's extensions that are worded like it: the element that holds it.
    pub(crate) fn in_fill(fill: Element<'_>) -> Option<Self> {
        let color = fill.children().next()?;
        let val = color.attribute(color.ns(), "val").or_else(|| color.attribute(Ns::None, "val"));
        let named = match color.name() {
            "srgbClr" => NamedColor { value: val.and_then(hexadecimal), theme: None },
            "sysClr" => NamedColor { value: color.attribute(Ns::None, "lastClr").and_then(hexadecimal), theme: None },
            "schemeClr" => NamedColor { value: None, theme: ThemeColor::in_drawing(color) },
            _ => return None,
        };
        (named != NamedColor::default()).then_some(named)
    }

    /// Reads a colour of VML: `#4472c4 [3204]`, `white`.
    pub(crate) fn of_vml(color: &str) -> Option<Self> {
        let color = color.split_whitespace().next()?;
        let value = match color.strip_prefix('#').filter(|digits| digits.len() == 3 && digits.is_ascii()) {
            // #FC0 is #FFCC00.
            Some(digits) => hexadecimal(&digits.chars().flat_map(|digit| [digit, digit]).collect::<String>()),
            None => hexadecimal(color),
        };
        let named = || match color.to_ascii_lowercase().as_str() {
            "window" => Some(Color::WHITE),
            "gray" | "grey" => Some(Color([0x80; 3])),
            name => highlight_color(name),
        };
        value.or_else(named).map(|value| NamedColor { value: Some(value), theme: None })
    }

    /// The colour; `None` where it is automatic.
    pub(crate) fn color(self, theme: &Theme) -> Option<Color> {
        self.theme.and_then(|named| theme.color(named)).or(self.value)
    }

    /// Whether what it is goes by the theme.
    pub(crate) fn is_of_theme(self) -> bool {
        self.theme.is_some()
    }
}

/// What characters are printed with, as run properties have it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fill {
    /// One colour.
    Color(NamedColor),
    /// Nothing.
    None,
    /// Several colours, or one that is not known.
    Other,
}

impl Fill {
    /// Reads `w14:textFill` ([MS-DOCX] 2.2.7): what it says holds before `w:color`.
    pub(crate) fn read(element: Element<'_>) -> Option<Self> {
        // How much of it is seen through, in thousandths of a per cent.
        const ALL: u32 = 98_000;
        let fill = element.children().next()?;
        Some(match fill.name() {
            "noFill" => Fill::None,
            "solidFill" => {
                let through = fill.descendants().find(|e| e.name() == "alpha");
                let through = through.and_then(|e| e.attribute(Ns::WordExtension, "val")?.trim().parse::<u32>().ok());
                match through.is_some_and(|through| through >= ALL) {
                    true => Fill::None,
                    false => NamedColor::in_fill(fill).map_or(Fill::Other, Fill::Color),
                }
            }
            _ => Fill::Other,
        })
    }

    /// Whether what it is goes by the theme.
    pub(crate) fn is_of_theme(self) -> bool {
        matches!(self, Fill::Color(named) if named.is_of_theme())
    }

    /// What it is with the colours of this theme.
    pub(crate) fn ink(self, theme: &Theme) -> Ink {
        match self {
            Fill::Color(named) => named.color(theme).map_or(Ink::Automatic, Ink::Color),
            Fill::None => Ink::None,
            Fill::Other => Ink::Unknown,
        }
    }
}

/// How a ground is filled (`w:shd`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Shading {
    fill: NamedColor,
    pattern: NamedColor,
    /// How much of it the pattern covers, in per cent; `None` for stripes and the like.
    covered: Option<u8>,
    is_nil: bool,
}

impl Shading {
    pub(crate) fn read(element: Element<'_>) -> Self {
        let val = element.attribute(Ns::W, "val").unwrap_or("clear");
        Shading {
            fill: NamedColor::read(element, "fill", "themeFill"),
            pattern: NamedColor::read(element, "color", "themeColor"),
            covered: match val {
                "clear" | "nil" => Some(0),
                "solid" => Some(100),
                _ => val.strip_prefix("pct").and_then(|per_cent| per_cent.parse().ok()).filter(|p| *p <= 100),
            },
            is_nil: val == "nil",
        }
    }

    /// The colour a document carries; `None` for automatic and white. A pattern of two colours is its background.
    pub(crate) fn color(self) -> Option<Color> {
        let color = match self.covered {
            Some(100) => self.pattern.value.or(self.fill.value),
            _ if self.is_nil => None,
            _ => self.fill.value,
        };
        color.filter(|color| *color != Color::WHITE)
    }

    /// What is behind characters; `None` where it is seen through.
    pub(crate) fn ground(self, theme: &Theme) -> Option<Ground> {
        let fill = self.fill.color(theme).filter(|_| !self.is_nil);
        let pattern = self.pattern.color(theme);
        match self.covered {
            Some(0) => fill.map(Ground::Color),
            // A pattern of no colour of its own is black, on white.
            Some(covered) => {
                let (Color(ink), Color(paper)) = (pattern.unwrap_or(Color::BLACK), fill.unwrap_or(Color::WHITE));
                let mixed = ink.iter().zip(paper).map(|(ink, paper)| {
                    let sum = u32::from(*ink) * u32::from(covered) + u32::from(paper) * (100 - u32::from(covered));
                    (sum / 100).min(255) as u8
                });
                let mut color = [0; 3];
                color.iter_mut().zip(mixed).for_each(|(to, from)| *to = from);
                Some(Ground::Color(Color(color)))
            }
            None => Some(Ground::Unknown),
        }
    }

    /// Whether what it is goes by the theme.
    pub(crate) fn is_of_theme(self) -> bool {
        self.fill.is_of_theme() || self.pattern.is_of_theme()
    }
}
/// What is behind text, and whether a document has a place for that.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Behind {
    pub ground: Ground,
    /// Whether it is carried: cells and characters have a ground in a document, paragraphs and pages have none.
    pub is_carried: bool,
}

impl Behind {
    /// Plain paper.
    pub(crate) const PAPER: Behind = Behind { ground: Ground::Color(Color::WHITE), is_carried: false };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_that_say_something_are_kept() {
        assert_eq!(text_color("C00000"), Some(Color([0xC0, 0, 0])));
        assert_eq!(text_color("000080"), Some(Color([0, 0, 0x80])));
        for nothing in ["auto", "000000", "333333", "404040", ""] {
            assert_eq!(text_color(nothing), None, "{nothing}");
        }
        assert_eq!(text_color("414141"), Some(Color([0x41; 3])));
        assert_eq!(highlight_color("yellow"), Some(Color([0xFF, 0xFF, 0])));
        assert_eq!(highlight_color("none"), None);
    }
}
