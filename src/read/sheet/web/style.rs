//! What style declarations of a web page say of its text: as browsers and spreadsheet programs show it.

use crate::document::{Color, Ground, Ink, VerticalPosition};
use crate::read::sheet::look::FontLook;
use std::rc::Rc;

/// How text looks by the elements it stands in.
#[derive(Clone, Default)]
pub(super) struct TextLook {
    pub(super) font: FontLook,
    pub(super) ground: Ground,
    pub(super) is_hidden: bool,
    /// The number format of a cell (`mso-number-format`).
    pub(super) format: Option<Rc<str>>,
    /// Whether it is raised or lowered by distance.
    pub(super) is_moved: bool,
}

/// The declarations of a style, by name and value; a semicolon in quotes parts none.
fn declarations_in(style: &str) -> Vec<(&str, &str)> {
    let mut quote = None;
    let parts = style.split(|c: char| {
        match quote {
            Some(open) if open == c => quote = None,
            None if matches!(c, '"' | '\'') => quote = Some(c),
            _ => {}
        }
        quote.is_none() && c == ';'
    });
    parts.filter_map(|declaration| declaration.split_once(':')).collect()
}

/// The format code that a value of `mso-number-format` is: `"0\0022元\0022"` is `0"元"`.
fn format_code(value: &str) -> String {
    let value = value.trim().trim_matches(['"', '\'']);
    let mut code = String::with_capacity(value.len());
    let mut chars = value.chars().peekable();
    while let Some(c) = chars.next() {
        if c != '\\' {
            code.push(c);
            continue;
        }
        let mut digits = String::new();
        while let Some(digit) = chars.next_if(|c| c.is_ascii_hexdigit() && digits.len() < 4) {
            digits.push(digit);
        }
        match u32::from_str_radix(&digits, 16).ok().filter(|_| digits.len() == 4).and_then(char::from_u32) {
            Some(c) => code.push(c),
            None if digits.is_empty() => code.extend(chars.next()),
            None => code.push_str(&digits),
        }
    }
    code
}

/// A length: its number where it isn't 0, in whatever unit.
fn length(value: &str) -> Option<f64> {
    let number = value.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%');
    number.trim().parse::<f64>().ok()
}

/// So far beside its place, in whatever unit, nobody sees a text.
const FAR: f64 = 500.0;

/// What style declarations say of text.
pub(super) fn declare(declarations: &str, look: &mut TextLook) {
    let TextLook { font, ground, is_hidden, format, is_moved: is_by_distance } = look;
    // What is moved by a little is raised or lowered, by a lot out of sight.
    let (mut is_moved, mut up, mut aside, mut raised) = (false, 0.0, 0.0, 0.0);
    for (name, value) in declarations_in(declarations) {
        let name = name.trim().to_ascii_lowercase();
        if name == "mso-number-format" {
            *format = Some(format_code(value).into());
            continue;
        }
        let value = value.trim().trim_end_matches("!important").trim().to_ascii_lowercase();
        match name.as_str() {
            "text-decoration" | "text-decoration-line" => font.strike |= value.contains("line-through"),
            "mso-text-strike" => font.strike |= !value.starts_with("no"),
            "mso-hide" => *is_hidden |= value == "all",
            "opacity" => *is_hidden |= value.parse::<f64>().is_ok_and(|opacity| opacity < 0.05),
            "position" => is_moved = matches!(value.as_str(), "relative" | "absolute" | "fixed"),
            "top" => up -= length(&value).unwrap_or(0.0),
            "bottom" => up += length(&value).unwrap_or(0.0),
            "left" | "right" | "text-indent" => aside = length(&value).unwrap_or(0.0),
            "font-variant-position" | "vertical-align" if value == "super" => {
                font.position = Some(VerticalPosition::Superscript);
            }
            "font-variant-position" | "vertical-align" if value == "sub" => {
                font.position = Some(VerticalPosition::Subscript);
            }
            "vertical-align" => raised += length(&value).unwrap_or(0.0),
            "color" => match value.as_str() {
                "inherit" => {}
                value if is_transparent(value) => font.ink = Ink::None,
                "windowtext" | "initial" => font.ink = Ink::Automatic,
                "transparent" => font.ink = Ink::None,
                value => font.ink = color_of(value).map_or(Ink::Unknown, Ink::Color),
            },
            "background" | "background-color" => match value.as_str() {
                "transparent" | "none" | "inherit" | "initial" => {}
                value => *ground = color_of(value).map_or(Ground::Unknown, Ground::Color),
            },
            "font-size" => {
                let size = |unit: &str| value.strip_suffix(unit).and_then(|n| n.trim().parse::<f64>().ok());
                font.points = size("pt").or_else(|| size("px").map(|pixels| pixels * 0.75)).or(match value.as_str() {
                    "0" => Some(0.0),
                    _ => None,
                });
            }
            "display" => *is_hidden |= value == "none",
            "visibility" => *is_hidden |= value == "hidden" || value == "collapse",
            _ => {}
        }
    }
    if is_moved && (up.abs() >= FAR || aside <= -FAR) {
        *is_hidden = true;
    } else if is_moved {
        raised += up;
    }
    if raised.abs() > 0.0 {
        *is_by_distance = true;
        font.position = Some(if raised > 0.0 { VerticalPosition::Superscript } else { VerticalPosition::Subscript });
    }
}

/// Whether a colour has no opacity: `rgba(0,0,0,0)`, `#00000000`.
fn is_transparent(value: &str) -> bool {
    let by_part =
        value.strip_prefix("rgba(").and_then(|rest| rest.strip_suffix(')')).and_then(|rest| rest.rsplit_once(','));
    let alpha = by_part.and_then(|(_, alpha)| alpha.trim().parse::<f64>().ok());
    let digits = value.strip_prefix('#').filter(|digits| matches!(digits.len(), 4 | 8));
    alpha.is_some_and(|alpha| alpha <= 0.0)
        || digits.is_some_and(|digits| digits.ends_with(if digits.len() == 8 { "00" } else { "0" }))
}

/// A colour by number or by one of the commonest names.
pub(super) fn color_of(value: &str) -> Option<Color> {
    let value = value.trim().to_ascii_lowercase();
    let named =
        [("white", "#FFFFFF"), ("black", "#000000"), ("red", "#FF0000"), ("yellow", "#FFFF00"), ("blue", "#0000FF")];
    if let Some((_, color)) = named.iter().find(|(name, _)| *name == value) {
        return color.parse().ok();
    }
    let parts = value.strip_prefix("rgb(").or_else(|| value.strip_prefix("rgba("));
    if let Some(parts) = parts.and_then(|rest| rest.strip_suffix(')')) {
        let parts: Vec<u8> = parts.split(',').take(3).filter_map(|part| part.trim().parse().ok()).collect();
        return <[u8; 3]>::try_from(parts).ok().map(Color);
    }
    let digits = value.strip_prefix('#').unwrap_or(&value).to_ascii_uppercase();
    match digits.len() {
        3 => format!("#{}", digits.chars().flat_map(|c| [c, c]).collect::<String>()).parse().ok(),
        _ => format!("#{digits}").parse().ok(),
    }
}
