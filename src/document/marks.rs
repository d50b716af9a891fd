//! Text and how it is set apart.

use super::block::is_default;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

/// Text with marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// The characters; `\n` is a line break within the paragraph, `\t` a tab.
    pub text: String,
    /// How they are set apart.
    pub marks: Marks,
}

/// How text is set apart from its surroundings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Marks {
    /// Bold.
    pub bold: bool,
    /// Italic.
    pub italic: bool,
    /// Underlined.
    pub underline: bool,
    /// Struck through.
    pub strike: bool,
    /// Raised or lowered.
    pub position: Option<VerticalPosition>,
    /// Printed as capitals, however it was typed.
    pub capitals: Option<Capitals>,
    /// The colour of the characters, where the draft gave them one.
    pub color: Option<Color>,
    /// The colour behind the characters.
    pub highlight: Option<Color>,
}

impl Marks {
    /// The same without colours: how a style that knows none shows it.
    #[must_use]
    pub fn without_colors(self) -> Self {
        Marks { color: None, highlight: None, ..self }
    }
}

/// Raised or lowered text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum VerticalPosition {
    /// As in m².
    Superscript,
    /// As in CO₂.
    Subscript,
}

/// Letters printed as capitals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Capitals {
    /// All of them full capitals.
    All,
    /// Those typed small as small capitals.
    Small,
}

/// A colour: red, green and blue of sRGB. In text and JSON `#C00000`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Color(pub [u8; 3]);

impl Color {
    /// What all is printed in where nothing else is said.
    pub const BLACK: Color = Color([0; 3]);
}

impl fmt::Display for Color {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02X}{green:02X}{blue:02X}")
    }
}

/// Text that is no colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected a colour such as #C00000")]
pub struct ColorFault;

impl FromStr for Color {
    type Err = ColorFault;

    fn from_str(text: &str) -> Result<Self, ColorFault> {
        let digits = text.strip_prefix('#').filter(|d| d.len() == 6 && d.bytes().all(|b| b.is_ascii_hexdigit()));
        let number = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok()).ok_or(ColorFault)?;
        let [_, red, green, blue] = number.to_be_bytes();
        Ok(Color([red, green, blue]))
    }
}

impl TryFrom<String> for Color {
    type Error = ColorFault;

    fn try_from(text: String) -> Result<Self, ColorFault> {
        text.parse()
    }
}

impl From<Color> for String {
    fn from(color: Color) -> Self {
        color.to_string()
    }
}

impl JsonSchema for Color {
    fn schema_name() -> Cow<'static, str> {
        "Color".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A colour of sRGB: #C00000 is a dark red.",
            "type": "string",
            "pattern": "^#[0-9A-Fa-f]{6}$",
        })
    }
}

/// [`Text`] as JSON has it: text and marks in one object.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Styled")]
pub(super) struct StyledText {
    /// The characters.
    text: String,
    #[serde(default, skip_serializing_if = "is_default")]
    bold: bool,
    #[serde(default, skip_serializing_if = "is_default")]
    italic: bool,
    #[serde(default, skip_serializing_if = "is_default")]
    underline: bool,
    #[serde(default, skip_serializing_if = "is_default")]
    strike: bool,
    /// Raised or lowered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    position: Option<VerticalPosition>,
    /// Printed as capitals, however it was typed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    capitals: Option<Capitals>,
    /// The colour of the characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    color: Option<Color>,
    /// The colour behind the characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    highlight: Option<Color>,
}

impl From<StyledText> for Text {
    fn from(styled: StyledText) -> Self {
        let StyledText { text, bold, italic, underline, strike, position, capitals, color, highlight } = styled;
        Text { text, marks: Marks { bold, italic, underline, strike, position, capitals, color, highlight } }
    }
}

impl From<&Text> for StyledText {
    fn from(text: &Text) -> Self {
        let Marks { bold, italic, underline, strike, position, capitals, color, highlight } = text.marks;
        let text = text.text.clone();
        StyledText { text, bold, italic, underline, strike, position, capitals, color, highlight }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_six_hexadecimal_digits() {
        assert_eq!("#C00010".parse(), Ok(Color([0xC0, 0, 0x10])));
        assert_eq!(Color([0xC0, 0, 0x10]).to_string(), "#C00010");
        for wrong in ["", "#", "C00000", "#C0000", "#C000000", "#GG0000", "#+10000", "red"] {
            assert_eq!(wrong.parse::<Color>(), Err(ColorFault), "{wrong}");
        }
    }
}
