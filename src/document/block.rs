//! Blocks: what stands one below the other in a flow.
//!
//! Serialised for the canonical JSON so that a person can read and edit it: an ordinary paragraph is a plain string (or an
//! array of runs), anything else an object with one key that names its kind.

use super::{Chart, Content, Grid, Inline, TabStop};
use crate::finding::Origin;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{self, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{Error as _, Serializer};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt;

/// One block of a flow.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// A heading.
    Heading(Heading),
    /// A paragraph.
    Paragraph(Paragraph),
    /// A list whose items carry printed labels.
    List(List),
    /// A table.
    Table(Grid),
    /// A picture standing alone.
    Figure(Figure),
    /// Figures drawn: made for what is published, and never part of a report or its JSON.
    Chart(Chart),
    /// A break in the flow.
    Break(Break),
}

impl Block {
    /// A body paragraph of plain text.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Block::Paragraph(Paragraph::plain(text))
    }

    /// A body paragraph of these runs.
    #[must_use]
    pub fn runs(content: Content) -> Self {
        Block::Paragraph(Paragraph { content, ..Paragraph::default() })
    }

    /// Where the block came from.
    #[must_use]
    pub fn origin(&self) -> Origin {
        match self {
            Block::Heading(b) => b.origin.clone(),
            Block::Paragraph(b) => b.origin.clone(),
            Block::List(b) => b.origin.clone(),
            Block::Table(b) => b.origin.clone(),
            Block::Figure(b) => b.origin.clone(),
            Block::Chart(_) | Block::Break(_) => Origin::default(),
        }
    }

    /// All text of the block in reading order, one line a paragraph; notes in brackets where they are called.
    #[must_use]
    pub fn plain_text(&self) -> String {
        plain_text(std::slice::from_ref(self))
    }

    /// The same without the text of notes.
    #[must_use]
    pub fn running_text(&self) -> String {
        running_text(std::slice::from_ref(self))
    }

    fn push_text(&self, text: &mut String, notes: bool) {
        match self {
            Block::Heading(heading) => heading.content.push_text(text, notes),
            Block::Paragraph(paragraph) => paragraph.content.push_text(text, notes),
            Block::List(list) => joined(&list.items, text, |item, text| {
                text.push_str(&item.label);
                push_text(&item.content, text, notes);
            }),
            Block::Table(grid) => joined(grid.cells(), text, |cell, text| push_text(&cell.content, text, notes)),
            Block::Figure(_) | Block::Chart(_) | Block::Break(_) => {}
        }
    }
}

/// Adds the texts of some parts, a line each.
fn joined<T>(parts: &[T], text: &mut String, push: impl Fn(&T, &mut String)) {
    for (index, part) in parts.iter().enumerate() {
        if index > 0 {
            text.push('\n');
        }
        push(part, text);
    }
}

fn push_text(blocks: &[Block], text: &mut String, notes: bool) {
    joined(blocks, text, |block, text| block.push_text(text, notes));
}

/// Calls `see` with every run in some blocks, those in links, notes, lists and tables included.
pub fn each_inline<'a>(blocks: &'a [Block], see: &mut impl FnMut(&'a Inline)) {
    for block in blocks {
        match block {
            Block::Heading(heading) => heading.content.each_inline(see),
            Block::Paragraph(paragraph) => paragraph.content.each_inline(see),
            Block::List(list) => list.items.iter().for_each(|item| each_inline(&item.content, see)),
            Block::Table(grid) => grid.cells().iter().for_each(|cell| each_inline(&cell.content, see)),
            Block::Figure(_) | Block::Chart(_) | Block::Break(_) => {}
        }
    }
}

/// All text of some blocks, one line a paragraph.
#[must_use]
pub(crate) fn plain_text(blocks: &[Block]) -> String {
    let mut text = String::new();
    push_text(blocks, &mut text, true);
    text
}

/// The same without the text of notes.
pub(crate) fn running_text(blocks: &[Block]) -> String {
    let mut text = String::new();
    push_text(blocks, &mut text, false);
    text
}

/// A heading of the document's outline.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Heading {
    /// Its level: 1 for 一、, 2 for （一）, 3 for 1., 4 for （1）; at most 9.
    #[schemars(range(min = 1, max = 9))]
    pub level: u8,
    /// What it says, its number included as printed.
    pub content: Content,
    /// Where it came from.
    #[serde(skip)]
    pub origin: Origin,
}

/// What a paragraph is for; decides its type, spacing and alignment on paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ParagraphRole {
    /// Ordinary running text.
    #[default]
    Body,
    /// The document's title.
    Title,
    /// The name of a figure or table.
    Caption,
    /// The issuing body at the end.
    Signature,
    /// The date at the end.
    Date,
    /// The word 附件 with its number, at the top of an attachment.
    AttachmentLabel,
    /// The number of the copy (份号) of an official paper (GB/T 9704-2012 7.2.1).
    CopyNumber,
    /// How secret it is, and how long (密级和保密期限, 7.2.2).
    Secrecy,
    /// How urgent it is (紧急程度, 7.2.3).
    Urgency,
    /// The issuing body's mark (发文机关标志, 7.2.4). Of bodies that issue together one each, and 文件 beside them in the last.
    OrganMark,
    /// The paper's number (发文字号, 7.2.5) or what has its place: the number of an order or of minutes. Behind a tab stands who signs it
    /// (签发人, 7.2.6), or the day of minutes.
    DocumentNumber,
    /// Who signs it (签发人), on a line of its own.
    Signer,
    /// Whom it is sent to (主送机关, 7.3.2).
    Addressee,
    /// A note below the date (附注, 7.3.6).
    SupplementaryNote,
    /// Who was there, and who was not (出席, 请假, 列席), in minutes (10.3).
    Attendance,
    /// Whom copies are sent to (抄送机关, 7.4.2).
    CopiedTo,
    /// Who printed it and, behind a tab, when (印发机关和印发日期, 7.4.3).
    PrintedBy,
}

impl ParagraphRole {
    /// All roles.
    pub const ALL: [ParagraphRole; 17] = {
        use ParagraphRole::*;
        [
            Body,
            Title,
            Caption,
            Signature,
            Date,
            AttachmentLabel,
            CopyNumber,
            Secrecy,
            Urgency,
            OrganMark,
            DocumentNumber,
            Signer,
            Addressee,
            SupplementaryNote,
            Attendance,
            CopiedTo,
            PrintedBy,
        ]
    };

    /// Those that only official papers have, in the order in which such papers have them.
    pub fn of_paper() -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(|role| role.is_of_paper())
    }

    /// What markup calls it: `attachment-label`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            ParagraphRole::Body => "body",
            ParagraphRole::Title => "title",
            ParagraphRole::Caption => "caption",
            ParagraphRole::Signature => "signature",
            ParagraphRole::Date => "date",
            ParagraphRole::AttachmentLabel => "attachment-label",
            ParagraphRole::CopyNumber => "copy-number",
            ParagraphRole::Secrecy => "secrecy",
            ParagraphRole::Urgency => "urgency",
            ParagraphRole::OrganMark => "organ-mark",
            ParagraphRole::DocumentNumber => "document-number",
            ParagraphRole::Signer => "signer",
            ParagraphRole::Addressee => "addressee",
            ParagraphRole::SupplementaryNote => "supplementary-note",
            ParagraphRole::Attendance => "attendance",
            ParagraphRole::CopiedTo => "copied-to",
            ParagraphRole::PrintedBy => "printed-by",
        }
    }

    /// The role markup calls so.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }

    /// Whether it is part of the head (版头) of an official paper.
    #[must_use]
    pub fn is_letterhead(self) -> bool {
        use ParagraphRole::{CopyNumber, DocumentNumber, OrganMark, Secrecy, Signer, Urgency};
        matches!(self, CopyNumber | Secrecy | Urgency | OrganMark | DocumentNumber | Signer)
    }

    /// Whether it is part of the record at the foot (版记) of an official paper.
    #[must_use]
    pub fn is_imprint(self) -> bool {
        matches!(self, ParagraphRole::CopiedTo | ParagraphRole::PrintedBy)
    }

    /// Whether only official papers have it, whose places are the style's.
    #[must_use]
    pub fn is_of_paper(self) -> bool {
        use ParagraphRole::{Addressee, Attendance, SupplementaryNote};
        self.is_letterhead() || self.is_imprint() || matches!(self, Addressee | SupplementaryNote | Attendance)
    }
}

/// Horizontal alignment; `Start` is the style's own (justified in running text).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Alignment {
    /// As the style sets it.
    #[default]
    Start,
    /// Centred.
    Center,
    /// To the right.
    End,
}

/// A paragraph.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Paragraph {
    /// What it is for.
    #[serde(default, skip_serializing_if = "is_default")]
    pub role: ParagraphRole,
    /// Its alignment, where it differs from the style's.
    #[serde(default, skip_serializing_if = "is_default")]
    pub align: Alignment,
    /// Its own tab stops, from the left; of one that has no tab none.
    #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "super::tab_stop::in_order")]
    #[schemars(length(max = 64))]
    pub tabs: Vec<TabStop>,
    /// What it says.
    pub content: Content,
    /// Where it came from.
    #[serde(skip)]
    pub origin: Origin,
}

impl Paragraph {
    /// A body paragraph of plain text.
    #[must_use]
    pub fn plain(text: impl Into<String>) -> Self {
        Paragraph { content: Content::plain(text), ..Paragraph::default() }
    }

    fn is_ordinary(&self) -> bool {
        is_default(&self.role) && is_default(&self.align) && self.tabs.is_empty()
    }
}

pub(super) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// A list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct List {
    /// Whether the labels count (1. 2. 3.) or only mark (•).
    pub ordered: bool,
    /// The items.
    pub items: Vec<ListItem>,
    /// Where it came from.
    #[serde(skip)]
    pub origin: Origin,
}

/// An item of a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ListItem {
    /// Its label as printed: `1.`, `（1）`, `①`, `•`.
    pub label: String,
    /// What it holds.
    pub content: Vec<Block>,
}

/// A picture standing alone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Figure {
    /// The id of the picture among the document's media.
    pub media: String,
    /// What it shows, for those who can't see it; empty where the source says nothing.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub alt: String,
    /// Whether it shows nothing that has to be said: a line, an ornament.
    #[serde(default, skip_serializing_if = "is_default")]
    pub decorative: bool,
    /// Its size on paper; `None`: its own, reduced to the measure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<Size>,
    /// What of it is cut off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub crop: Option<Crop>,
    /// Where it came from.
    #[serde(skip)]
    pub origin: Origin,
}

impl Figure {
    /// The picture that a paragraph is, if it holds nothing else.
    #[must_use]
    pub fn alone_in(paragraph: &Paragraph) -> Option<Self> {
        let blank = |inline: &Inline| matches!(inline, Inline::Text(text) if text.text.trim().is_empty());
        let mut rest = paragraph.content.inlines().iter().filter(|inline| !blank(inline));
        let (Some(Inline::Image(image)), None) = (rest.next(), rest.next()) else { return None };
        if image.seal || image.floating.is_some() {
            return None;
        }
        Some(Figure {
            media: image.media.clone(),
            alt: image.alt.clone(),
            decorative: image.decorative,
            size: image.size,
            crop: image.crop,
            origin: paragraph.origin.clone(),
        })
    }
}

/// A size on paper, in micrometres.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Size {
    /// Width in µm.
    pub width_um: u32,
    /// Height in µm.
    pub height_um: u32,
}

/// What is cut off a picture's sides, in parts of 100,000 of its width or height. The size on paper is that of what is left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Crop {
    /// From the left.
    #[serde(default, skip_serializing_if = "is_default")]
    #[schemars(range(max = 99_999))]
    pub left: u32,
    /// From the top.
    #[serde(default, skip_serializing_if = "is_default")]
    #[schemars(range(max = 99_999))]
    pub top: u32,
    /// From the right.
    #[serde(default, skip_serializing_if = "is_default")]
    #[schemars(range(max = 99_999))]
    pub right: u32,
    /// From the bottom.
    #[serde(default, skip_serializing_if = "is_default")]
    #[schemars(range(max = 99_999))]
    pub bottom: u32,
}

impl Crop {
    /// The whole, in the parts a crop counts.
    pub const WHOLE: u32 = 100_000;

    /// What is left of the width and height, in parts of [`Crop::WHOLE`]; `None` where nothing is left.
    #[must_use]
    pub fn rest(self) -> Option<(u32, u32)> {
        let rest = |a: u32, b: u32| Self::WHOLE.checked_sub(a.saturating_add(b)).filter(|rest| *rest > 0);
        Some((rest(self.left, self.right)?, rest(self.top, self.bottom)?))
    }
}

/// A break in the flow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Break {
    /// What follows begins a new page.
    Page,
    /// What follows begins a new page, and stands on pages turned by a quarter (landscape) up to the break that says otherwise.
    Turned,
    /// What follows begins a new page, and stands on upright pages.
    Upright,
}

impl Break {
    /// Whether the pages after it are turned; `None` where they lie as those before.
    #[must_use]
    pub fn turns(self) -> Option<bool> {
        match self {
            Break::Page => None,
            Break::Turned => Some(true),
            Break::Upright => Some(false),
        }
    }
}

/// The forms of a block that are objects; an ordinary paragraph is a string or an array.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum TaggedBlock {
    Heading(Heading),
    Paragraph(Paragraph),
    List(List),
    Table(Grid),
    Figure(Figure),
    Break(Break),
}

/// [`TaggedBlock`] by reference, for writing.
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum TaggedBlockRef<'a> {
    Heading(&'a Heading),
    Paragraph(&'a Paragraph),
    List(&'a List),
    Table(&'a Grid),
    Figure(&'a Figure),
    Break(Break),
}

impl Serialize for Block {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Block::Paragraph(p) if p.is_ordinary() => p.content.serialize(serializer),
            Block::Paragraph(p) => TaggedBlockRef::Paragraph(p).serialize(serializer),
            Block::Heading(b) => TaggedBlockRef::Heading(b).serialize(serializer),
            Block::List(b) => TaggedBlockRef::List(b).serialize(serializer),
            Block::Table(b) => TaggedBlockRef::Table(b).serialize(serializer),
            Block::Figure(b) => TaggedBlockRef::Figure(b).serialize(serializer),
            Block::Chart(_) => Err(S::Error::custom("a chart is made of figures and never stored")),
            Block::Break(b) => TaggedBlockRef::Break(*b).serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Block {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct BlockVisitor;
        impl<'de> Visitor<'de> for BlockVisitor {
            type Value = Block;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a paragraph's text, an array of its runs or a block object")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Block, E> {
                Ok(Block::text(text))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, runs: A) -> Result<Block, A::Error> {
                Ok(Block::runs(Content::deserialize(SeqAccessDeserializer::new(runs))?))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Block, A::Error> {
                Ok(match TaggedBlock::deserialize(MapAccessDeserializer::new(map))? {
                    TaggedBlock::Heading(b) => Block::Heading(b),
                    TaggedBlock::Paragraph(b) => Block::Paragraph(b),
                    TaggedBlock::List(b) => Block::List(b),
                    TaggedBlock::Table(b) => Block::Table(b),
                    TaggedBlock::Figure(b) => Block::Figure(b),
                    TaggedBlock::Break(b) => Block::Break(b),
                })
            }
        }
        deserializer.deserialize_any(BlockVisitor)
    }
}

impl JsonSchema for Block {
    fn schema_name() -> Cow<'static, str> {
        "Block".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let tagged = TaggedBlock::json_schema(generator);
        let runs = generator.subschema_for::<Vec<Inline>>();
        json_schema!({
            "description": "One block of a flow: an ordinary paragraph as its text or an array of its runs, or an object with one key that names its kind.",
            "anyOf": [{ "type": "string" }, runs, tagged],
        })
    }
}
