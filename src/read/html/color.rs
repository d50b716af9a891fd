//! Colours as style sheets and old attributes write them.

use crate::document::Color;
use crate::whole::Whole;

/// What a value says of a colour.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Named {
    /// A colour, and how much of what is behind it it covers, 0 to 1.
    Color(Color, f64),
    /// The reader's own: whatever is readable.
    Automatic,
    /// One that can't be told.
    Unknown,
}

/// The names used most (CSS Color 4 §6.1); others can't be told.
const NAMES: [(&str, u32); 36] = [
    ("aqua", 0x00FFFF),
    ("black", 0x000000),
    ("blue", 0x0000FF),
    ("brown", 0xA52A2A),
    ("crimson", 0xDC143C),
    ("cyan", 0x00FFFF),
    ("darkblue", 0x00008B),
    ("darkgray", 0xA9A9A9),
    ("darkred", 0x8B0000),
    ("dimgray", 0x696969),
    ("fuchsia", 0xFF00FF),
    ("ghostwhite", 0xF8F8FF),
    ("gray", 0x808080),
    ("green", 0x008000),
    ("grey", 0x808080),
    ("ivory", 0xFFFFF0),
    ("lightgray", 0xD3D3D3),
    ("lightgrey", 0xD3D3D3),
    ("lightyellow", 0xFFFFE0),
    ("lime", 0x00FF00),
    ("magenta", 0xFF00FF),
    ("maroon", 0x800000),
    ("navy", 0x000080),
    ("olive", 0x808000),
    ("orange", 0xFFA500),
    ("orangered", 0xFF4500),
    ("pink", 0xFFC0CB),
    ("purple", 0x800080),
    ("red", 0xFF0000),
    ("silver", 0xC0C0C0),
    ("snow", 0xFFFAFA),
    ("teal", 0x008080),
    ("tomato", 0xFF6347),
    ("white", 0xFFFFFF),
    ("whitesmoke", 0xF5F5F5),
    ("yellow", 0xFFFF00),
];

/// What a value in lower case names.
pub(super) fn color_of(value: &str) -> Named {
    let value = value.trim();
    match value {
        "transparent" => return Named::Color(Color::BLACK, 0.0),
        "windowtext" | "canvastext" | "initial" | "auto" => return Named::Automatic,
        _ => {}
    }
    if let Some((_, number)) = NAMES.iter().find(|(name, _)| *name == value) {
        let [_, red, green, blue] = number.to_be_bytes();
        return Named::Color(Color([red, green, blue]), 1.0);
    }
    by_parts(value).or_else(|| by_digits(value)).map_or(Named::Unknown, |(color, alpha)| Named::Color(color, alpha))
}

/// `rgb(255, 0, 0)`, `rgba(0 0 0 / 50%)`.
fn by_parts(value: &str) -> Option<(Color, f64)> {
    let inner = value.strip_prefix("rgba").or_else(|| value.strip_prefix("rgb"))?.trim();
    let inner = inner.strip_prefix('(')?.strip_suffix(')')?;
    let mut numbers = inner.split([',', ' ', '/']).map(str::trim).filter(|part| !part.is_empty()).map(|part| {
        let (number, whole) = part.strip_suffix('%').map_or((part, None), |number| (number, Some(100.0)));
        number.parse::<f64>().ok().filter(|number| number.is_finite()).map(|number| (number, whole))
    });
    let mut part = || {
        let (number, whole) = numbers.next()??;
        Some(u8::whole((number * 255.0 / whole.unwrap_or(255.0)).clamp(0.0, 255.0).round()))
    };
    let color = Color([part()?, part()?, part()?]);
    let alpha = numbers.next().flatten().map_or(1.0, |(number, whole)| number / whole.unwrap_or(1.0));
    Some((color, alpha.clamp(0.0, 1.0)))
}

/// `#FF0000`, `#F00`, `#F000`, `FF0000`.
fn by_digits(value: &str) -> Option<(Color, f64)> {
    let digits = value.strip_prefix('#').unwrap_or(value);
    if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    let each = if matches!(digits.len(), 3 | 4) { 1 } else { 2 };
    if !matches!(digits.len(), 3 | 4 | 6 | 8) {
        return None;
    }
    let part = |at: usize| {
        let part = digits.get(at * each..(at + 1) * each)?;
        let number = u8::from_str_radix(part, 16).ok()?;
        Some(if each == 1 { number * 17 } else { number })
    };
    let alpha = part(3).map_or(1.0, |alpha| f64::from(alpha) / 255.0);
    Some((Color([part(0)?, part(1)?, part(2)?]), alpha))
}

/// A colour laid on another.
pub(super) fn laid_on(color: Color, alpha: f64, behind: Color) -> Color {
    let mut mixed = behind;
    for (part, own) in mixed.0.iter_mut().zip(color.0) {
        *part = u8::whole((f64::from(own) * alpha + f64::from(*part) * (1.0 - alpha)).round());
    }
    mixed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_read_in_every_notation() {
        let red = Color([255, 0, 0]);
        for (value, expected) in [
            ("red", Named::Color(red, 1.0)),
            ("#f00", Named::Color(red, 1.0)),
            ("ff0000", Named::Color(red, 1.0)),
            ("#ff000000", Named::Color(red, 0.0)),
            ("rgb(255, 0, 0)", Named::Color(red, 1.0)),
            ("rgba(100% 0% 0% / 50%)", Named::Color(red, 0.5)),
            ("rgba(0,0,0,0)", Named::Color(Color::BLACK, 0.0)),
            ("transparent", Named::Color(Color::BLACK, 0.0)),
            ("windowtext", Named::Automatic),
            ("var(--ink)", Named::Unknown),
            ("rgb(1,2", Named::Unknown),
            ("", Named::Unknown),
        ] {
            assert_eq!(color_of(value), expected, "{value}");
        }
        assert_eq!(laid_on(Color::BLACK, 0.0, Color::WHITE), Color::WHITE);
        assert_eq!(laid_on(Color::BLACK, 1.0, Color::WHITE), Color::BLACK);
    }
}
