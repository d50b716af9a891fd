//! Inline content: the runs of a paragraph or heading.

use super::block::{each_inline, is_default, plain_text};
use super::marks::StyledText;
use super::{Block, Crop, Formula, Marks, Text};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{self, Deserializer, MapAccess, SeqAccess, Visitor, value::MapAccessDeserializer};
use serde::ser::Serializer;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt;

/// A sequence of inline runs, always in normal form: no empty text, no two neighbouring texts set apart alike, no two
/// neighbouring revisions that are one.
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
                (Some(Inline::Text(last)), Inline::Text(text)) if last.is_like(&text) => last.text.push_str(&text.text),
                (_, Inline::Revision(revision)) if revision.content.is_empty() => {}
                (Some(Inline::Revision(last)), Inline::Revision(revision)) if last.is_continued_by(&revision) => {
                    let mut inlines = std::mem::take(&mut last.content).into_inlines();
                    inlines.extend(revision.content.into_inlines());
                    last.content = Content::new(inlines);
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
            [Inline::Text(text)] if text.is_plain() => Some(&text.text),
            _ => None,
        }
    }

    /// All text in reading order; a note's in brackets where it is called, a reading's in brackets after its characters.
    /// Deleted text is none.
    #[must_use]
    pub fn plain_text(&self) -> String {
        let mut text = String::new();
        self.push_text(&mut text, true);
        text
    }

    /// The text that stands in the line itself: that of notes and readings is left out.
    #[must_use]
    pub fn running_text(&self) -> String {
        let mut text = String::new();
        self.push_text(&mut text, false);
        text
    }

    /// Calls `see` with every run, those in other runs included.
    pub fn each_inline<'a>(&'a self, see: &mut impl FnMut(&'a Inline)) {
        for inline in &self.0 {
            see(inline);
            match inline {
                Inline::Link(link) => link.content.each_inline(see),
                Inline::Ruby(ruby) => ruby.base.each_inline(see),
                Inline::Revision(revision) => revision.content.each_inline(see),
                Inline::Note(note) => each_inline(&note.content, see),
                Inline::Text(_) | Inline::Image(_) | Inline::Formula(_) | Inline::Anchor(_) => {}
            }
        }
    }

    pub(super) fn push_text(&self, text: &mut String, notes: bool) {
        for inline in &self.0 {
            match inline {
                Inline::Text(run) => text.push_str(&run.text),
                Inline::Link(link) => link.content.push_text(text, notes),
                Inline::Note(note) if notes => {
                    text.push('[');
                    text.push_str(&plain_text(&note.content));
                    text.push(']');
                }
                Inline::Ruby(ruby) => {
                    ruby.base.push_text(text, notes);
                    if notes {
                        text.push_str(&format!("（{}）", ruby.reading));
                    }
                }
                Inline::Formula(formula) => text.push_str(&formula.text),
                Inline::Revision(revision) if revision.change == Change::Inserted => {
                    revision.content.push_text(text, notes);
                }
                Inline::Note(_) | Inline::Image(_) | Inline::Revision(_) | Inline::Anchor(_) => {}
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
    /// Characters with their reading above them.
    Ruby(Ruby),
    /// A formula.
    Formula(Formula),
    /// A place that links lead to as `#` and its name.
    Anchor(String),
    /// A change that is neither accepted nor rejected.
    Revision(Revision),
}

impl Inline {
    /// Text without marks.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Inline::Text(Text::new(text, Marks::default()))
    }
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

/// Characters with their reading (拼音, furigana) above them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Ruby {
    /// The characters.
    pub base: Content,
    /// How they are read.
    pub reading: String,
}

impl Ruby {
    /// The characters with their reading in brackets after them, for where nothing can stand above.
    #[must_use]
    pub fn in_brackets(&self) -> Content {
        let mut inlines = self.base.inlines().to_vec();
        inlines.push(Inline::text(format!("（{}）", self.reading)));
        Content::new(inlines)
    }
}

/// A change to a draft that is neither accepted nor rejected.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Revision {
    /// What was done.
    pub change: Change,
    /// Who did it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub author: String,
    /// When (ISO 8601), as the draft says it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub date: String,
    /// What was inserted or deleted.
    pub content: Content,
}

impl Revision {
    /// What it is about, marked so that it can be told on paper: new text underlined, deleted text struck through.
    #[must_use]
    pub fn as_marked(&self) -> Content {
        fn marked(content: &Content, change: Change) -> Content {
            let inlines = content.inlines().iter().cloned().map(|inline| match inline {
                Inline::Text(mut run) => {
                    match change {
                        Change::Inserted => run.marks.underline = true,
                        Change::Deleted => run.marks.strike = true,
                    }
                    Inline::Text(run)
                }
                Inline::Link(link) => Inline::Link(Link { content: marked(&link.content, change), ..link }),
                Inline::Ruby(ruby) => Inline::Ruby(Ruby { base: marked(&ruby.base, change), ..ruby }),
                other => other,
            });
            Content::new(inlines.collect())
        }
        marked(&self.content, self.change)
    }

    fn is_continued_by(&self, next: &Revision) -> bool {
        self.change == next.change && self.author == next.author && self.date == next.date
    }
}

/// What a revision does. Text moved is deleted where it was and inserted where it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// It is new.
    Inserted,
    /// It is to go.
    Deleted,
}

/// A picture within the line.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct InlineImage {
    /// The id of the picture among the document's media.
    pub media: String,
    /// What it shows, for those who can't see it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub alt: String,
    /// Whether it shows nothing that has to be said: a line, an ornament.
    #[serde(default, skip_serializing_if = "is_default")]
    pub decorative: bool,
    /// Its size on paper.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<super::Size>,
    /// What of it is cut off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub crop: Option<Crop>,
    /// Whether it is a seal (印章): it lies over the organ and date it stands with and takes no room in their lines.
    #[serde(default, skip_serializing_if = "is_default")]
    pub seal: bool,
    /// How it stood in its source where that was not in the line; recognition gives it another place.
    #[serde(skip)]
    pub floating: Option<Floating>,
}

impl InlineImage {
    /// What stands for it where it can't be shown. What stands for a seal is read as the place of one again.
    #[must_use]
    pub fn in_words(&self) -> String {
        match (self.seal, self.alt.as_str()) {
            (true, "") => Self::SEAL.to_owned(),
            (true, alt) => alt.to_owned(),
            (false, "") => "[图片]".to_owned(),
            (false, alt) => format!("[图片：{alt}]"),
        }
    }

    /// What is said of a seal to those who can't see it.
    pub const SEAL: &str = "（印章）";
}

/// How a picture stands that does not stand in the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Floating {
    /// Over the text of its paragraph or of those next to it, or behind that.
    Over,
    /// Anywhere else.
    Apart,
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
    Ruby(Ruby),
    Formula(Formula),
    /// A place that links lead to as # and this name.
    Anchor(String),
    Revision(Revision),
}

/// [`TaggedInline`] by reference, for writing.
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum TaggedInlineRef<'a> {
    Styled(StyledText),
    Link(&'a Link),
    Image(&'a InlineImage),
    Note(&'a Note),
    Ruby(&'a Ruby),
    Formula(&'a Formula),
    Anchor(&'a str),
    Revision(&'a Revision),
}

impl Serialize for Inline {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Inline::Text(run) if run.is_plain() => serializer.serialize_str(&run.text),
            Inline::Text(run) => TaggedInlineRef::Styled(run.into()).serialize(serializer),
            Inline::Link(link) => TaggedInlineRef::Link(link).serialize(serializer),
            Inline::Image(image) => TaggedInlineRef::Image(image).serialize(serializer),
            Inline::Note(note) => TaggedInlineRef::Note(note).serialize(serializer),
            Inline::Ruby(ruby) => TaggedInlineRef::Ruby(ruby).serialize(serializer),
            Inline::Formula(formula) => TaggedInlineRef::Formula(formula).serialize(serializer),
            Inline::Anchor(name) => TaggedInlineRef::Anchor(name).serialize(serializer),
            Inline::Revision(revision) => TaggedInlineRef::Revision(revision).serialize(serializer),
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
                    TaggedInline::Ruby(ruby) => Inline::Ruby(ruby),
                    TaggedInline::Formula(formula) => Inline::Formula(formula),
                    TaggedInline::Anchor(name) => Inline::Anchor(name),
                    TaggedInline::Revision(revision) => Inline::Revision(revision),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_as_a_person_would_write_it_and_loads_again() {
        let cases = [
            r##"{"styled":{"text":"甲","capitals":"small","color":"#C00000","highlight":"#FFFF00"}}"##,
            r#"{"styled":{"text":"甲","bold":true,"font":"楷体"}}"#,
            r#"{"ruby":{"base":"年","reading":"nián"}}"#,
            r#"{"formula":{"text":"x^2"}}"#,
            r#"{"formula":{"text":"x","mathml":"<math xmlns=\"http://www.w3.org/1998/Math/MathML\"><mi>x</mi></math>","display":true}}"#,
            r#"{"anchor":"表1"}"#,
            r#"{"revision":{"change":"deleted","author":"张三","date":"2024-01-05T08:00:00Z","content":"旧"}}"#,
            r#"{"revision":{"change":"inserted","content":["新",{"anchor":"a"}]}}"#,
            r#"{"image":{"media":"a.png","crop":{"left":25000,"bottom":1}}}"#,
        ];
        for json in cases {
            let inline: Inline = serde_json::from_str(json).unwrap();
            assert_eq!(serde_json::to_string(&inline).unwrap(), json);
        }
        for wrong in [
            r#"{"formula":{"text":"x","mathml":"<math><script/></math>"}}"#,
            r#"{"styled":{"text":"x","color":"red"}}"#,
            r#"{"styled":{"text":"x","font":" "}}"#,
            r#"{"styled":{"text":"x","font":"一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二"}}"#,
        ] {
            assert!(serde_json::from_str::<Inline>(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn texts_of_one_font_are_one_and_no_others() {
        let set = |text: &str, font: &str| {
            Inline::Text(Text {
                text: text.into(),
                marks: Marks::default(),
                font: super::super::FontName::new(font).ok(),
            })
        };
        let content = Content::new(vec![set("甲", "楷体"), set("乙", "楷体"), Inline::text("丙"), set("丁", "KaiTi")]);
        assert_eq!(content.inlines(), [set("甲乙", "楷体"), Inline::text("丙"), set("丁", "KaiTi")]);
        assert_eq!((content.as_plain(), Content::new(vec![set("甲", "楷体")]).as_plain()), (None, None));
    }

    fn revision(change: Change, author: &str, text: &str) -> Inline {
        let (author, date) = (author.to_owned(), String::new());
        Inline::Revision(Revision { change, author, date, content: Content::plain(text) })
    }

    #[test]
    fn text_is_what_stands_once_revisions_are_accepted() {
        let ruby = Inline::Ruby(Ruby { base: Content::plain("年"), reading: "nián".into() });
        let deleted = revision(Change::Deleted, "", "12");
        let inserted = revision(Change::Inserted, "", "15");
        let content = Content::new(vec![ruby, deleted, inserted, Inline::text("件")]);
        assert_eq!(content.plain_text(), "年（nián）15件");
        assert_eq!(content.running_text(), "年15件");
    }

    #[test]
    fn neighbouring_revisions_of_one_kind_author_and_time_are_one() {
        let content = Content::new(vec![
            revision(Change::Deleted, "甲", "1"),
            revision(Change::Deleted, "甲", "2"),
            revision(Change::Deleted, "乙", "3"),
            revision(Change::Inserted, "乙", ""),
            revision(Change::Inserted, "乙", "4"),
        ]);
        assert_eq!(content.inlines().len(), 3);
        assert_eq!(content.inlines()[0], revision(Change::Deleted, "甲", "12"));
    }
}
