//! The canonical JSON, both ways.
//!
//! Key order is fixed, indentation two spaces, line feeds only, a line feed at the end. Loading is strict: an unknown key, a
//! figure of the wrong kind, a cell the form doesn't have, a picture that isn't there are errors at their JSON pointer. Lists
//! numbered as [`numbered`](super::numbered) says become paragraphs.

use super::count::is_plain_decimal;
use super::numbered::with_numbered_paragraphs;
use super::unique::text_to_value;
use super::{Attachment, Count, DateText, Item, Period, Report, Scope, Section, Signature, Statistics, TableFigures};
use crate::document::{
    Block, Break, Content, Date, Figure, Grid, Heading, Inline, InlineImage, List, Media, MediaType, Medium, Paragraph,
};
use crate::finding::{Error, Origin, Place, Value as Said, catalogue, terms};
use crate::form::{DataCell, Forms, NumberKind};
use crate::internal;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use indexmap::IndexMap;
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{self, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::Serializer;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use serde_path_to_error::Segment;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;

/// The name and version of the canonical form, the value of the JSON's `schema`.
pub const SCHEMA_ID: &str = "nianbao/report/1";

/// The version in [`SCHEMA_ID`].
const VERSION: u32 = 1;

/// The most text a report's JSON may have, bytes.
const MAX_BYTES: usize = 512 << 20;
/// The most values it may have: each paragraph and each cell is one or several.
const MAX_VALUES: usize = 600_000;

/// A report as JSON has it.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Report")]
pub(super) struct ReportJson {
    /// The name and version of this form of JSON.
    schema: String,
    /// The id of the form vintage the tables follow.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    form: Option<String>,
    /// The full name of the body that reports.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    organ: Option<String>,
    /// The year reported on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    year: Option<u16>,
    /// What the figures cover: the body's own office, or its whole area.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    scope: Option<Scope>,
    /// What stands above the title of an official paper.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    letterhead: Vec<Block>,
    /// The title, in one line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    /// The date of publication (ISO 8601).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("format" = "date"))]
    published: Option<String>,
    /// The period the figures cover.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    period: Option<PeriodJson>,
    /// What stands before the first section.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    preamble: Vec<Block>,
    /// The sections, in the order of the source.
    #[serde(default)]
    sections: Vec<SectionJson>,
    /// The figures of the statutory tables, as the forms define them.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    statistics: Map<String, Value>,
    /// Who signs at the end, and when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    signature: Option<SignatureJson>,
    /// What follows the sign-off.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    attachments: Vec<AttachmentJson>,
    /// The pictures, by the id blocks refer to.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    media: BTreeMap<String, MediumJson>,
}

/// From when to when, both days included (ISO 8601).
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Period")]
struct PeriodJson {
    from: String,
    to: String,
}

/// A section of the report.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Section")]
struct SectionJson {
    /// What it is for, a role of the form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    role: Option<String>,
    /// Its heading as printed, its number included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    heading: Option<Content>,
    /// What it holds, in order.
    #[serde(default)]
    content: Vec<ItemJson>,
}

/// A block, or a statutory table's place.
#[derive(JsonSchema)]
#[schemars(untagged, rename = "Item")]
enum ItemJson {
    Statistics(StatisticsPlace),
    Block(Block),
}

/// Where a statutory table stands; its figures are under the report's `statistics`.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
struct StatisticsPlace {
    /// The table's id.
    statistics: String,
}

impl Serialize for ItemJson {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            ItemJson::Statistics(place) => place.serialize(serializer),
            ItemJson::Block(block) => block.serialize(serializer),
        }
    }
}

/// The forms of an item that are objects; an ordinary paragraph is a string or an array.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum TaggedItem {
    Heading(Heading),
    Paragraph(Paragraph),
    List(List),
    Table(Grid),
    Figure(Figure),
    Break(Break),
    Statistics(String),
}

impl<'de> Deserialize<'de> for ItemJson {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ItemVisitor;
        impl<'de> Visitor<'de> for ItemVisitor {
            type Value = ItemJson;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a paragraph's text, a block object or a statutory table's place")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<ItemJson, E> {
                Ok(ItemJson::Block(Block::text(text)))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, runs: A) -> Result<ItemJson, A::Error> {
                Ok(ItemJson::Block(Block::runs(Content::deserialize(SeqAccessDeserializer::new(runs))?)))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<ItemJson, A::Error> {
                let block = match TaggedItem::deserialize(MapAccessDeserializer::new(map))? {
                    TaggedItem::Heading(b) => Block::Heading(b),
                    TaggedItem::Paragraph(b) => Block::Paragraph(b),
                    TaggedItem::List(b) => Block::List(b),
                    TaggedItem::Table(b) => Block::Table(b),
                    TaggedItem::Figure(b) => Block::Figure(b),
                    TaggedItem::Break(b) => Block::Break(b),
                    TaggedItem::Statistics(statistics) => {
                        return Ok(ItemJson::Statistics(StatisticsPlace { statistics }));
                    }
                };
                Ok(ItemJson::Block(block))
            }
        }
        deserializer.deserialize_any(ItemVisitor)
    }
}

/// Who signs, and when.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Signature")]
struct SignatureJson {
    /// The body that signs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    organ: Option<String>,
    /// The bodies that sign with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    co_signers: Vec<String>,
    /// The date (ISO 8601), or an object where its text is not simply that date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    date: Option<DateJson>,
    /// The pictures of the seals over organ and date.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    seals: Vec<InlineImage>,
}

/// A date, or its text where that is not simply the date.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
#[schemars(rename = "Date")]
enum DateJson {
    Plain(String),
    Text {
        /// As printed.
        raw: String,
        /// The day it means.
        value: Option<String>,
    },
}

/// What follows the sign-off.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Attachment")]
struct AttachmentJson {
    /// Its label as printed (附件1).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    label: Option<String>,
    /// Its title, in one line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    /// What it holds.
    #[serde(default)]
    content: Vec<Block>,
}

/// A picture.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Medium")]
struct MediumJson {
    /// Its IANA media type.
    #[serde(rename = "type")]
    media_type: String,
    /// Its file in Base64 (RFC 4648 §4).
    #[schemars(extend("contentEncoding" = "base64"))]
    data: String,
}

/// The report that a canonical JSON text states.
///
/// # Errors
/// `invalid-json` at its line where the text is no JSON; `duplicate-key` where an object has a key twice; `invalid-report` at its JSON pointer where it is not canonical;
/// `newer-schema` where a later nianbao wrote it.
pub fn load(text: &str, forms: &Forms) -> Result<Report, Error> {
    if text.len() > MAX_BYTES {
        return Err(catalogue::package::limit_exceeded(terms::FILE_BYTES, MAX_BYTES, text.len()).into());
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let values = values_of(text);
    if values > MAX_VALUES {
        return Err(catalogue::package::limit_exceeded(terms::JSON_VALUES, MAX_VALUES, values).into());
    }
    let value = text_to_value(text)?;
    check_version(&value)?;
    let json: ReportJson = serde_path_to_error::deserialize(value).map_err(|e| {
        let pointer = pointer(e.path());
        invalid(pointer, Said::foreign(e.into_inner()))
    })?;
    Ok(with_numbered_paragraphs(report_from_json(json, forms)?))
}

/// About how many values a JSON text has, each with the mark that parts it from the one before or begins what it is the first of.
fn values_of(text: &str) -> usize {
    let (mut values, mut in_string, mut escaped) = (1usize, false, false);
    for byte in text.bytes() {
        match byte {
            _ if std::mem::take(&mut escaped) => {}
            b'\\' => escaped = in_string,
            b'"' => in_string = !in_string,
            b',' | b'[' | b'{' => values += usize::from(!in_string),
            _ => {}
        }
    }
    values
}

/// A report's canonical JSON text. Figures the report's form has no cell for, and tables of a form not known, are kept.
#[must_use]
pub fn save(report: &Report, forms: &Forms) -> String {
    // Serialising our own types can't fail: their keys are text, and nothing in them refuses.
    let mut text = serde_json::to_string_pretty(&report_to_json(report, forms)).unwrap_or_else(|e| internal::error(e));
    text.push('\n');
    text
}

fn invalid(pointer: String, cause: impl Into<Said>) -> Error {
    Error::from(catalogue::report::invalid_report(cause)).at(Place::Pointer(pointer))
}

pub(super) fn pointer(path: &serde_path_to_error::Path) -> String {
    let mut pointer = String::new();
    for segment in path {
        pointer.push('/');
        match segment {
            Segment::Seq { index } => pointer.push_str(&index.to_string()),
            Segment::Map { key } => pointer.push_str(&escape(key)),
            Segment::Enum { variant } => pointer.push_str(&escape(variant)),
            Segment::Unknown => pointer.push('?'),
        }
    }
    if pointer.is_empty() { "/".to_owned() } else { pointer }
}

/// A key within a JSON pointer (RFC 6901 §3).
fn escape(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

fn check_version(value: &Value) -> Result<(), Error> {
    let Some(id) = value.get("schema").and_then(Value::as_str) else {
        return Err(invalid("/schema".to_owned(), terms::expected(SCHEMA_ID)));
    };
    let version = id.strip_prefix("nianbao/report/").and_then(|v| v.parse::<u32>().ok());
    match version {
        Some(VERSION) => Ok(()),
        Some(newer) if newer > VERSION => {
            Err(Error::from(catalogue::report::newer_schema(id, SCHEMA_ID)).at(Place::Pointer("/schema".to_owned())))
        }
        _ => Err(invalid("/schema".to_owned(), terms::expected_found(SCHEMA_ID, id))),
    }
}

fn date(text: &str, pointer: &str) -> Result<Date, Error> {
    Date::from_iso(text).ok_or_else(|| invalid(pointer.to_owned(), terms::expected_found(terms::DATE_WANTED, text)))
}

fn report_from_json(json: ReportJson, forms: &Forms) -> Result<Report, Error> {
    if let Some(form) = &json.form
        && forms.get(form).is_none()
    {
        return Err(invalid("/form".to_owned(), terms::form_unknown(form)));
    }
    let statistics = statistics_from_json(json.statistics, json.form.as_deref(), forms)?;
    let mut sections = Vec::with_capacity(json.sections.len());
    let mut placed: BTreeSet<String> = BTreeSet::new();
    for (s, section) in json.sections.into_iter().enumerate() {
        let mut content = Vec::with_capacity(section.content.len());
        for (i, item) in section.content.into_iter().enumerate() {
            content.push(match item {
                ItemJson::Block(block) => Item::Block(block),
                ItemJson::Statistics(place) => {
                    let pointer = || format!("/sections/{s}/content/{i}/statistics");
                    let Some(figures) = statistics.get(&place.statistics) else {
                        return Err(invalid(pointer(), terms::no_statistics(&place.statistics)));
                    };
                    if !placed.insert(place.statistics.clone()) {
                        let id = place.statistics.as_str();
                        let name = forms.get(&figures.form).map_or(id, |form| form.table_name(id));
                        return Err(invalid(pointer(), terms::statistics_twice(name)));
                    }
                    Item::Statistics(place.statistics)
                }
            });
        }
        sections.push(Section { role: section.role, heading: section.heading, content });
    }
    let signature = json.signature.map(signature_from_json).transpose()?;
    let attachments = json.attachments.into_iter();
    let report = Report {
        form: json.form,
        organ: json.organ,
        year: json.year,
        scope: json.scope,
        title: json.title,
        title_origin: Origin::default(),
        published: json.published.map(|text| date(&text, "/published")).transpose()?,
        period: json
            .period
            .map(|p| Ok::<_, Error>(Period { from: date(&p.from, "/period/from")?, to: date(&p.to, "/period/to")? }))
            .transpose()?,
        letterhead: json.letterhead,
        preamble: json.preamble,
        sections,
        statistics,
        signature,
        attachments: attachments.map(|a| Attachment { label: a.label, title: a.title, content: a.content }).collect(),
        media: media_from_json(json.media)?,
    };
    check_media(&report)?;
    Ok(report)
}

fn signature_from_json(json: SignatureJson) -> Result<Signature, Error> {
    let date = match json.date {
        None => None,
        Some(DateJson::Plain(text)) => Some(DateText::of(date(&text, "/signature/date")?)),
        Some(DateJson::Text { raw, value }) => {
            Some(DateText { raw, value: value.map(|text| date(&text, "/signature/date/value")).transpose()? })
        }
    };
    let seals = json.seals.into_iter().map(|image| InlineImage { seal: true, ..image }).collect();
    Ok(Signature { organ: json.organ, co_signers: json.co_signers, date, seals })
}

fn media_from_json(json: BTreeMap<String, MediumJson>) -> Result<Media, Error> {
    let mut media = Media::new();
    for (id, medium) in json {
        let bytes = STANDARD
            .decode(&medium.data)
            .map_err(|e| invalid(format!("/media/{}/data", escape(&id)), terms::not_base64(Said::foreign(e))))?;
        let media_type = MediaType::of(&bytes);
        // Whoever wrote it may have known fewer kinds.
        if media_type.name() != medium.media_type && medium.media_type != MediaType::Opaque.name() {
            let cause = terms::type_differs(&medium.media_type, media_type.name());
            return Err(invalid(format!("/media/{}/type", escape(&id)), cause));
        }
        media.insert(id, Medium { media_type, bytes: bytes.into() });
    }
    Ok(media)
}

/// Every picture a block refers to must be there.
fn check_media(report: &Report) -> Result<(), Error> {
    let section_blocks = report.sections.iter().flat_map(|section| &section.content).filter_map(|item| match item {
        Item::Block(block) => Some(block),
        Item::Statistics(_) => None,
    });
    let attached = report.attachments.iter().flat_map(|attachment| &attachment.content);
    let figures = report.statistics.values().flat_map(|table| table.cells.values());
    let figures: Vec<Block> = figures.filter_map(|count| count.content.clone()).map(Block::runs).collect();
    let attached = attached.chain(&figures);
    let seals = report.signature.iter().flat_map(|signature| signature.seals.iter().cloned().map(Inline::Image));
    let seals = Block::runs(Content::new(seals.collect()));
    let head = report.letterhead.iter().chain(&report.preamble);
    for block in head.chain(section_blocks).chain(attached).chain([&seals]) {
        let mut missing = None;
        each_media_id(block, &mut |id| {
            if !report.media.contains_key(id) {
                missing = Some(id.to_owned());
            }
        });
        if let Some(id) = missing {
            return Err(invalid(format!("/media/{}", escape(&id)), terms::PICTURE_NOT_HERE));
        }
    }
    Ok(())
}

/// Calls `see` with the id of every picture a block shows.
fn each_media_id(block: &Block, see: &mut impl FnMut(&str)) {
    fn inlines(content: &Content, see: &mut impl FnMut(&str)) {
        for inline in content.inlines() {
            match inline {
                Inline::Image(image) => see(&image.media),
                Inline::Link(link) => inlines(&link.content, see),
                Inline::Note(note) => note.content.iter().for_each(|block| each_media_id(block, see)),
                Inline::Ruby(ruby) => inlines(&ruby.base, see),
                Inline::Revision(revision) => inlines(&revision.content, see),
                Inline::Text(_) | Inline::Formula(_) | Inline::Anchor(_) => {}
            }
        }
    }
    match block {
        Block::Heading(heading) => inlines(&heading.content, see),
        Block::Paragraph(paragraph) => inlines(&paragraph.content, see),
        Block::List(list) => {
            list.items.iter().flat_map(|item| &item.content).for_each(|block| each_media_id(block, see))
        }
        Block::Table(grid) => {
            grid.cells().iter().flat_map(|cell| &cell.content).for_each(|block| each_media_id(block, see))
        }
        Block::Figure(figure) => see(&figure.media),
        Block::Chart(_) | Block::Break(_) => {}
    }
}

fn statistics_from_json(json: Map<String, Value>, main: Option<&str>, forms: &Forms) -> Result<Statistics, Error> {
    let mut statistics = Statistics::new();
    for (table_id, value) in json {
        let pointer = format!("/statistics/{}", escape(&table_id));
        let Value::Object(mut object) = value else { return Err(invalid(pointer, terms::expected(terms::OBJECT))) };
        let form_id = match object.shift_remove("form") {
            Some(Value::String(form)) => form,
            Some(_) => return Err(invalid(format!("{pointer}/form"), terms::expected(terms::ID_OF_FORM))),
            None => main.ok_or_else(|| invalid(pointer.clone(), terms::NO_FORM_NAMED))?.to_owned(),
        };
        let form =
            forms.get(&form_id).ok_or_else(|| invalid(format!("{pointer}/form"), terms::form_unknown(&form_id)))?;
        let table = form
            .tables
            .iter()
            .find(|table| table.id == table_id)
            .ok_or_else(|| invalid(pointer.clone(), terms::no_table_in_form(&form_id, &table_id)))?;
        let mut found: IndexMap<String, Count> = IndexMap::new();
        for (id, value, pointer) in flatten(object, &pointer) {
            let cell = table.data_cell(&id).ok_or_else(|| {
                invalid(pointer.clone(), terms::no_cell_in_form(&form_id, format!("{table_id}.{id}")))
            })?;
            let count = count_from_json(&value, cell, &pointer)?;
            found.insert(id, count);
        }
        let cells = table.data_cells().filter_map(|cell| found.shift_remove_entry(&cell.id)).collect();
        statistics.insert(table_id, TableFigures { form: form_id, cells });
    }
    Ok(statistics)
}

/// The leaves of nested objects: id, value, JSON pointer. An object with `raw` is a leaf. Nesting is bounded by the parser.
fn flatten(object: Map<String, Value>, pointer: &str) -> Vec<(String, Value, String)> {
    let mut leaves = Vec::new();
    let mut pending: Vec<(String, Value, String)> = object
        .into_iter()
        .rev()
        .map(|(key, value)| (key.clone(), value, format!("{pointer}/{}", escape(&key))))
        .collect();
    while let Some((id, value, pointer)) = pending.pop() {
        match value {
            Value::Object(inner) if !inner.contains_key("raw") => {
                let children = inner.into_iter().rev();
                pending.extend(children.map(|(key, value)| {
                    let pointer = format!("{pointer}/{}", escape(&key));
                    (format!("{id}.{key}"), value, pointer)
                }));
            }
            leaf => leaves.push((id, leaf, pointer)),
        }
    }
    leaves
}

fn count_from_json(value: &Value, cell: &DataCell, pointer: &str) -> Result<Count, Error> {
    let wanted = match cell.kind {
        NumberKind::Count => terms::COUNT_WANTED,
        NumberKind::Change => terms::CHANGE_WANTED,
        NumberKind::Money => terms::DECIMAL_WANTED,
    };
    let fail = || invalid(pointer.to_owned(), terms::expected_found(wanted, value.to_string()));
    let plain = |value: &Value| -> Option<(String, Decimal)> {
        match (cell.kind, value) {
            (NumberKind::Count, Value::Number(n)) => n.as_u64().map(|n| (n.to_string(), Decimal::from(n))),
            (NumberKind::Change, Value::Number(n)) => n.as_i64().map(|n| (n.to_string(), Decimal::from(n))),
            (NumberKind::Money, Value::String(text)) if is_plain_decimal(text) => {
                Decimal::from_str(text).ok().map(|value| (text.clone(), value))
            }
            _ => None,
        }
    };
    match value {
        Value::Object(object) => {
            if let Some(unknown) = object.keys().find(|key| !matches!(key.as_str(), "raw" | "value" | "content")) {
                return Err(invalid(format!("{pointer}/{}", escape(unknown)), terms::UNKNOWN_KEY));
            }
            let raw = object
                .get("raw")
                .and_then(Value::as_str)
                .ok_or_else(|| invalid(format!("{pointer}/raw"), terms::expected(terms::TEXT)))?;
            let value = match object.get("value") {
                None | Some(Value::Null) => None,
                Some(value) => Some(plain(value).ok_or_else(fail)?.1),
            };
            if let Some(value) = value
                && Count::read(raw, cell).0.value != Some(value)
            {
                return Err(invalid(pointer.to_owned(), terms::raw_and_value_differ(raw, value)));
            }
            let content = object.get("content").map(Content::deserialize).transpose();
            let content = content.map_err(|e| invalid(format!("{pointer}/content"), Said::foreign(e)))?;
            Ok(Count { raw: raw.to_owned(), value, content, ..Count::default() })
        }
        value => {
            let (raw, value) = plain(value).ok_or_else(fail)?;
            Ok(Count { raw, value: Some(value), ..Count::default() })
        }
    }
}

fn report_to_json(report: &Report, forms: &Forms) -> ReportJson {
    let sections = report.sections.iter().map(|section| SectionJson {
        role: section.role.clone(),
        heading: section.heading.clone(),
        content: section
            .content
            .iter()
            .map(|item| match item {
                Item::Block(block) => ItemJson::Block(block.clone()),
                Item::Statistics(table) => ItemJson::Statistics(StatisticsPlace { statistics: table.clone() }),
            })
            .collect(),
    });
    let attachments = report.attachments.iter();
    let media = report.media.iter().map(|(id, medium)| {
        let media_type = medium.media_type.name().to_owned();
        (id.clone(), MediumJson { media_type, data: STANDARD.encode(&medium.bytes) })
    });
    ReportJson {
        schema: SCHEMA_ID.to_owned(),
        form: report.form.clone(),
        organ: report.organ.clone(),
        year: report.year,
        scope: report.scope,
        title: report.title.clone(),
        published: report.published.map(|date| date.to_string()),
        period: report.period.map(|p| PeriodJson { from: p.from.to_string(), to: p.to.to_string() }),
        letterhead: report.letterhead.clone(),
        preamble: report.preamble.clone(),
        sections: sections.collect(),
        statistics: statistics_to_json(&report.statistics, report.form.as_deref(), forms),
        signature: report.signature.as_ref().map(|signature| SignatureJson {
            organ: signature.organ.clone(),
            co_signers: signature.co_signers.clone(),
            date: signature.date.as_ref().map(|date| match date.value {
                Some(value) if value.to_chinese() == date.raw => DateJson::Plain(value.to_string()),
                value => DateJson::Text { raw: date.raw.clone(), value: value.map(|v| v.to_string()) },
            }),
            // Here it is no news that they are.
            seals: signature.seals.iter().map(|image| InlineImage { seal: false, ..image.clone() }).collect(),
        }),
        attachments: attachments
            .map(|a| AttachmentJson { label: a.label.clone(), title: a.title.clone(), content: a.content.clone() })
            .collect(),
        media: media.collect(),
    }
}

fn statistics_to_json(statistics: &Statistics, main: Option<&str>, forms: &Forms) -> Map<String, Value> {
    let mut tables = Map::new();
    for (table_id, figures) in statistics {
        let table = forms.get(&figures.form).and_then(|form| form.tables.iter().find(|table| table.id == *table_id));
        let mut object = Map::new();
        if main != Some(figures.form.as_str()) {
            object.insert("form".to_owned(), Value::String(figures.form.clone()));
        }
        for (id, count) in &figures.cells {
            let kind = table.and_then(|table| table.data_cell(id)).map_or(NumberKind::Money, |cell| cell.kind);
            insert_at(&mut object, id, count_to_json(count, kind));
        }
        tables.insert(table_id.clone(), Value::Object(object));
    }
    tables
}

fn insert_at(object: &mut Map<String, Value>, id: &str, value: Value) {
    match id.split_once('.') {
        None => {
            object.insert(id.to_owned(), value);
        }
        Some((first, rest)) => {
            let child = object.entry(first).or_insert_with(|| Value::Object(Map::new()));
            if let Value::Object(child) = child {
                insert_at(child, rest, value);
            }
        }
    }
}

fn count_to_json(count: &Count, kind: NumberKind) -> Value {
    use rust_decimal::prelude::ToPrimitive;
    let number = |value: &Decimal| match kind {
        NumberKind::Money => Value::String(value.to_string()),
        NumberKind::Count | NumberKind::Change => value.to_i64().map_or(Value::Null, Value::from),
    };
    match &count.value {
        Some(value) if count.is_plain(kind) => match kind {
            NumberKind::Money => Value::String(count.raw.clone()),
            NumberKind::Count | NumberKind::Change => number(value),
        },
        value => {
            let mut object = Map::new();
            object.insert("raw".to_owned(), Value::String(count.raw.clone()));
            if !count.raw.is_empty() {
                object.insert("value".to_owned(), value.as_ref().map_or(Value::Null, number));
            }
            if let Some(content) = &count.content {
                let content = serde_json::to_value(content).unwrap_or_else(|e| internal::error(e));
                object.insert("content".to_owned(), content);
            }
            Value::Object(object)
        }
    }
}
