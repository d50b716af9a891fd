//! Colours of characters, of what is behind them and of cells (ECMA-376 §17.3.2.6, §17.3.2.15, §17.3.5).

use crate::document::Color;
use crate::ooxml::{Element, HIGHLIGHT_COLORS, Ns};

fn hexadecimal(value: &str) -> Option<Color> {
    let value = value.trim();
    format!("#{}", value.strip_prefix('#').unwrap_or(value)).parse().ok()
}

/// The colour `w:color` gives; `None` for automatic, and for the near-blacks (#333333) that text copied from web pages has:
/// nobody sets those to say something.
pub(super) fn text_color(value: &str) -> Option<Color> {
    const BLACKEST: u8 = 0x40;
    const GREY: u8 = 0x10;
    hexadecimal(value).filter(|Color([r, g, b])| {
        let (most, least) = (*r.max(g).max(b), *r.min(g).min(b));
        most > BLACKEST || most - least > GREY
    })
}

/// The colour `w:highlight` names; `None` for none.
pub(super) fn highlight_color(value: &str) -> Option<Color> {
    HIGHLIGHT_COLORS.iter().find(|(name, _)| *name == value.trim()).map(|(_, color)| Color(*color))
}

/// The colour of a ground (`w:shd`); `None` for automatic and white. A pattern of two colours is its background.
pub(super) fn shading_color(element: Element<'_>) -> Option<Color> {
    let attribute = |name| element.attribute(Ns::W, name).and_then(hexadecimal);
    let color = match element.attribute(Ns::W, "val") {
        Some("solid") => attribute("color").or_else(|| attribute("fill")),
        Some("nil") => None,
        _ => attribute("fill"),
    };
    color.filter(|color| *color != Color([0xFF; 3]))
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
