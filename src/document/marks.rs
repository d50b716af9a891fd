//! Text and how it is set apart.

use super::block::is_default;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

/// Text with marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// The characters; `\n` is a line break within the paragraph, `\t` a tab.
    pub text: String,
    /// How they are set apart.
    pub marks: Marks,
    /// The font they are set apart by: one that most of their paragraph is not in.
    pub font: Option<FontName>,
}

impl Text {
    /// Text with marks, in the font of its surroundings.
    #[must_use]
    pub fn new(text: impl Into<String>, marks: Marks) -> Self {
        Text { text: text.into(), marks, font: None }
    }

    /// Whether nothing sets it apart.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        self.marks == Marks::default() && self.font.is_none()
    }

    /// Whether its font is one for letters: it has some, and no Chinese characters.
    #[must_use]
    pub fn is_latin(&self) -> bool {
        matches!(chinese_and_letters(&self.text), (0, 1..))
    }

    /// Whether both are set apart in the same way.
    #[must_use]
    pub fn is_like(&self, other: &Text) -> bool {
        self.marks == other.marks && self.font == other.font
    }
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

/// How many Chinese characters and how many letters a text has: what the fonts for Chinese and for Latin text are for. Digits
/// and signs are neither.
#[must_use]
pub fn chinese_and_letters(text: &str) -> (usize, usize) {
    text.chars().fold((0, 0), |(chinese, letters), c| match c {
        _ if c.is_ascii_alphabetic() => (chinese, letters + 1),
        _ if c.is_ascii() => (chinese, letters),
        _ if is_chinese(c) => (chinese + 1, letters),
        // Beyond, what is alphabetic is full width, or of a script that has a font of its own.
        _ => (chinese, letters + usize::from(c < '\u{2000}' && c.is_alphabetic())),
    })
}

/// Ideographs, and the syllables of Japanese and Korean, which have the same fonts.
fn is_chinese(c: char) -> bool {
    matches!(c, '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{AC00}'..='\u{D7AF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
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
    /// Paper.
    pub const WHITE: Color = Color([0xFF; 3]);
}

impl fmt::Display for Color {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02X}{green:02X}{blue:02X}")
    }
}

impl From<Color> for crate::finding::Value {
    fn from(color: Color) -> Self {
        color.to_string().into()
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

/// The name of a font, as a draft has it: 楷体, KaiTi_GB2312. Cheap to clone.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct FontName(Arc<str>);

/// Text that can't be the name of a font.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected the name of a font, 1 to 31 characters on one line")]
pub struct FontFault;

impl FontName {
    /// The most characters of a name; Word and Windows take no more.
    pub const MAX: usize = 31;

    /// A name, without space around it.
    ///
    /// # Errors
    /// [`FontFault`] for an empty name, one of more than [`FontName::MAX`] characters and one with control characters.
    pub fn new(name: &str) -> Result<Self, FontFault> {
        let name = name.trim();
        // What XML has no character for is none of a name's either.
        let is_idle = |c: char| c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}');
        let is_name = !name.is_empty() && name.chars().count() <= FontName::MAX && !name.chars().any(is_idle);
        if is_name { Ok(FontName(name.into())) } else { Err(FontFault) }
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether both name one face: capitals, spaces, the sign of type turned for vertical lines (@宋体) and the character set a
    /// font is made for (仿宋_GB2312) aside.
    #[must_use]
    pub fn is_same_face(&self, other: &FontName) -> bool {
        fn face(name: &FontName) -> impl Iterator<Item = char> {
            let name = name.0.trim_start_matches('@');
            let stem = ["_GB2312", "_GBK", "_GB18030"].iter().find_map(|set| name.strip_suffix(set));
            let spaced = |c: &char| !c.is_whitespace();
            stem.filter(|stem| !stem.is_empty()).unwrap_or(name).chars().filter(spaced).flat_map(char::to_lowercase)
        }
        Arc::ptr_eq(&self.0, &other.0) || face(self).eq(face(other))
    }
}

impl fmt::Display for FontName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for FontName {
    type Error = FontFault;

    fn try_from(name: String) -> Result<Self, FontFault> {
        FontName::new(&name)
    }
}

impl From<FontName> for String {
    fn from(name: FontName) -> Self {
        name.as_str().to_owned()
    }
}

impl JsonSchema for FontName {
    fn schema_name() -> Cow<'static, str> {
        "FontName".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "The name of a font, as the draft has it: 楷体.",
            "type": "string",
            "minLength": 1,
            "maxLength": FontName::MAX,
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
    /// The font, where most of the paragraph is in another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    font: Option<FontName>,
}

impl From<StyledText> for Text {
    fn from(styled: StyledText) -> Self {
        let StyledText { text, bold, italic, underline, strike, position, capitals, color, highlight, font } = styled;
        Text { text, marks: Marks { bold, italic, underline, strike, position, capitals, color, highlight }, font }
    }
}

impl From<&Text> for StyledText {
    fn from(text: &Text) -> Self {
        let Marks { bold, italic, underline, strike, position, capitals, color, highlight } = text.marks;
        let (text, font) = (text.text.clone(), text.font.clone());
        StyledText { text, bold, italic, underline, strike, position, capitals, color, highlight, font }
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

    #[test]
    fn names_of_fonts_are_short_and_on_one_line() {
        let longest = "楷".repeat(FontName::MAX);
        for (name, taken) in [("楷体", Some("楷体")), (" KaiTi ", Some("KaiTi")), (&longest, Some(&longest))] {
            assert_eq!(FontName::new(name).ok().as_ref().map(FontName::as_str), taken);
        }
        for wrong in ["", "  ", "楷\n体", &format!("{longest}体")] {
            assert_eq!(FontName::new(wrong), Err(FontFault), "{wrong}");
        }
    }

    #[test]
    fn digits_and_signs_are_neither_chinese_nor_letters() {
        for (text, counts) in [("年报2023（％）", (2, 0)), ("PDF 1.7", (0, 3)), ("Ａ—①", (0, 0)), ("々かé", (2, 1))]
        {
            assert_eq!(chinese_and_letters(text), counts, "{text}");
        }
    }

    #[test]
    fn names_of_one_face_are_told_from_those_of_others() {
        let same = |one, other| FontName::new(one).unwrap().is_same_face(&FontName::new(other).unwrap());
        for (one, other) in
            [("仿宋_GB2312", "仿宋"), ("Times New Roman", "times newroman"), ("@宋体", "宋体"), ("_GBK", "_gbk")]
        {
            assert!(same(one, other), "{one} {other}");
        }
        for (one, other) in [("仿宋", "宋体"), ("方正仿宋_GBK", "仿宋"), ("宋体", "新宋体")] {
            assert!(!same(one, other), "{one} {other}");
        }
    }
}
