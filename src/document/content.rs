//! Inline content: the runs of a paragraph or heading.

use super::Block;
use super::block::is_default;
use super::block::plain_text;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{self, Deserializer, MapAccess, SeqAccess, Visitor, value::MapAccessDeserializer};
use serde::ser::Serializer;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt;

/// A sequence of inline runs, always in normal form: no empty text, no two neighbouring texts with the same marks.
///
/// In JSON, a plain string where that says it all, else an array.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Content(Vec<Inline>);

impl Content {
    /// Plain text; `\n` is a line break within the paragraph, `\t` a tab.
    #[must_use]
    pub fn plain(text: impl Into<String>) -> Self {
        Content::new(vec![Inline::text(text)])
    }

    /// Runs, brought to normal form.
    #[must_use]
    pub fn new(inlines: Vec<Inline>) -> Self {
        let mut normal: Vec<Inline> = Vec::with_capacity(inlines.len());
        for inline in inlines {
            match (normal.last_mut(), inline) {
                (_, Inline::Text(text)) if text.text.is_empty() => {}
                (Some(Inline::Text(last)), Inline::Text(text)) if last.marks == text.marks => {
                    last.text.push_str(&text.text)
                }
                (_, inline) => normal.push(inline),
            }
        }
        Content(normal)
    }

    /// The runs.
    #[must_use]
    pub fn inlines(&self) -> &[Inline] {
        &self.0
    }

    /// The runs, to be changed and given to [`Content::new`] again.
    #[must_use]
    pub fn into_inlines(self) -> Vec<Inline> {
        self.0
    }

    /// Whether there is nothing in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The text, where the content is nothing but unmarked text.
    #[must_use]
    pub fn as_plain(&self) -> Option<&str> {
        match self.0.as_slice() {
            [] => Some(""),
            [Inline::Text(text)] if text.marks == Marks::default() => Some(&text.text),
            _ => None,
        }
    }

    /// All text in reading order; a note's in brackets where it is called.
    #[must_use]
    pub fn plain_text(&self) -> String {
        let mut text = String::new();
        self.push_text(&mut text, true);
        text
    }

    /// The text that stands in the line itself: that of notes is left out.
    #[must_use]
    pub fn running_text(&self) -> String {
        let mut text = String::new();
        self.push_text(&mut text, false);
        text
    }

    fn push_text(&self, text: &mut String, notes: bool) {
        for inline in &self.0 {
            match inline {
                Inline::Text(run) => text.push_str(&run.text),
                Inline::Link(link) => link.content.push_text(text, notes),
                Inline::Note(note) if notes => {
                    text.push('[');
                    text.push_str(&plain_text(&note.content));
                    text.push(']');
                }
                Inline::Note(_) | Inline::Image(_) => {}
            }
        }
    }
}

/// One run of inline content.
#[derive(Debug, Clone, PartialEq)]
pub enum Inline {
    /// Text with marks.
    Text(Text),
    /// A hyperlink.
    Link(Link),
    /// A picture within the line.
    Image(InlineImage),
    /// A foot- or endnote, called here.
    Note(Note),
}

impl Inline {
    /// Text without marks.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Inline::Text(Text { text: text.into(), marks: Marks::default() })
    }
}

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
}

/// [`Text`] as JSON has it: text and marks in one object.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Styled")]
struct StyledText {
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
}

impl From<StyledText> for Text {
    fn from(styled: StyledText) -> Self {
        let StyledText { text, bold, italic, underline, strike, position } = styled;
        Text { text, marks: Marks { bold, italic, underline, strike, position } }
    }
}

impl From<&Text> for StyledText {
    fn from(text: &Text) -> Self {
        let Marks { bold, italic, underline, strike, position } = text.marks;
        StyledText { text: text.text.clone(), bold, italic, underline, strike, position }
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

/// A hyperlink.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Link {
    /// Where it leads.
    pub target: String,
    /// What it says.
    pub content: Content,
}

/// A picture within the line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct InlineImage {
    /// The id of the picture among the document's media.
    pub media: String,
    /// What it shows, for those who can't see it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub alt: String,
    /// Its size on paper.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<super::Size>,
}

/// A note called in the text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Note {
    /// Where it is printed.
    #[serde(default, skip_serializing_if = "is_default")]
    pub kind: NoteKind,
    /// What it says.
    pub content: Vec<Block>,
}

/// Where a note is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum NoteKind {
    /// At the foot of its page.
    #[default]
    Footnote,
    /// At the end of the document.
    Endnote,
}

/// The forms of a run that are objects; unmarked text is a string.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum TaggedInline {
    Styled(StyledText),
    Link(Link),
    Image(InlineImage),
    Note(Note),
}

/// [`TaggedInline`] by reference, for writing.
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum TaggedInlineRef<'a> {
    Styled(StyledText),
    Link(&'a Link),
    Image(&'a InlineImage),
    Note(&'a Note),
}

impl Serialize for Inline {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Inline::Text(run) if run.marks == Marks::default() => serializer.serialize_str(&run.text),
            Inline::Text(run) => TaggedInlineRef::Styled(run.into()).serialize(serializer),
            Inline::Link(link) => TaggedInlineRef::Link(link).serialize(serializer),
            Inline::Image(image) => TaggedInlineRef::Image(image).serialize(serializer),
            Inline::Note(note) => TaggedInlineRef::Note(note).serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Inline {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InlineVisitor;
        impl<'de> Visitor<'de> for InlineVisitor {
            type Value = Inline;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("text or a run object")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Inline, E> {
                Ok(Inline::text(text))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Inline, A::Error> {
                Ok(match TaggedInline::deserialize(MapAccessDeserializer::new(map))? {
                    TaggedInline::Styled(text) => Inline::Text(text.into()),
                    TaggedInline::Link(link) => Inline::Link(link),
                    TaggedInline::Image(image) => Inline::Image(image),
                    TaggedInline::Note(note) => Inline::Note(note),
                })
            }
        }
        deserializer.deserialize_any(InlineVisitor)
    }
}

impl JsonSchema for Inline {
    fn schema_name() -> Cow<'static, str> {
        "Inline".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let tagged = TaggedInline::json_schema(generator);
        json_schema!({
            "description": "One run: unmarked text as a string, or an object with one key that names its kind.",
            "anyOf": [{ "type": "string" }, tagged],
        })
    }
}

impl Serialize for Content {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.as_plain() {
            Some(text) => serializer.serialize_str(text),
            None => self.0.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Content {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ContentVisitor;
        impl<'de> Visitor<'de> for ContentVisitor {
            type Value = Content;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("text or an array of runs")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Content, E> {
                Ok(Content::plain(text))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut runs: A) -> Result<Content, A::Error> {
                let mut inlines = Vec::new();
                while let Some(inline) = runs.next_element()? {
                    inlines.push(inline);
                }
                Ok(Content::new(inlines))
            }
        }
        deserializer.deserialize_any(ContentVisitor)
    }
}

impl JsonSchema for Content {
    fn schema_name() -> Cow<'static, str> {
        "Content".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let inlines = generator.subschema_for::<Vec<Inline>>();
        json_schema!({
            "description": "Inline content: plain text, or an array of runs. In text, a line feed is a line break within the paragraph and a tab is a tab.",
            "anyOf": [{ "type": "string" }, inlines],
        })
    }
}
