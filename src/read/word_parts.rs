//! A Word document put together in memory (ECMA-376 part 1, §11), for readers of formats whose documents are made as Word's are:
//! runs and paragraphs with properties of a style sheet, lists numbered by definitions, tables, notes, revisions.
//!
//! In: the markup of stories as such a reader writes it. Out: parts ([`WordParts::into_parts`]) for the reader of Word documents,
//! which resolves styles and numbering, judges what is seen and names what is left out, so that this is done in one place.
//!
//! Markup uses the prefixes of [`NAMESPACES`]; ids of relationships hold in every part.

use crate::document::MediaType;
use crate::ooxml::{escape_attribute, escape_text};
use crate::read::WordDocumentParts;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// The declaration of the prefixes `w`, `r`, `wp`, `a`, `pic`, `v` and `o` on every root.
const NAMESPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
    xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" \
    xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
    xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\" \
    xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\"";

const OFFICE_RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE_RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// What stands beside the flow and is called from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Beside {
    /// A footnote (§17.11.10), called by `<w:footnoteReference w:id="…"/>`.
    Footnote,
    /// An endnote (§17.11.2), called by `<w:endnoteReference w:id="…"/>`.
    Endnote,
    /// A comment (§17.13.4.2), called by `<w:commentReference w:id="…"/>`.
    Comment,
}

impl Beside {
    /// The part it stands in, which is called as its root is, and its element.
    fn names(self) -> (&'static str, &'static str) {
        match self {
            Beside::Footnote => ("footnotes", "footnote"),
            Beside::Endnote => ("endnotes", "endnote"),
            Beside::Comment => ("comments", "comment"),
        }
    }
}

/// Text that comes again on every page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Running {
    /// A header (§17.10.4).
    Header,
    /// A footer (§17.10.3).
    Footer,
}

/// What is known of a document beside its text (part 2 §8.3.1).
#[derive(Debug, Default)]
pub(crate) struct CoreProperties {
    pub title: Option<String>,
    pub author: Option<String>,
    /// When it was made, in the form of ISO 8601.
    pub created: Option<String>,
}

/// The parts of a Word document while a reader puts them together.
#[derive(Debug, Default)]
pub(crate) struct WordParts {
    /// What is in `w:styles` (§17.7.4.18).
    pub styles: String,
    /// What is in `w:numbering` (§17.9.16).
    pub numbering: String,
    pub properties: CoreProperties,
    /// The content of the part of each kind, and how many are in it.
    beside: BTreeMap<Beside, (String, usize)>,
    running: Vec<(Running, String)>,
    relationships: Vec<String>,
    media: Vec<(String, Vec<u8>)>,
}

impl WordParts {
    /// Adds a note or comment with that content (its paragraphs and tables): its id.
    pub(crate) fn add_beside(&mut self, kind: Beside, attributes: &str, content: &str) -> usize {
        let (_, name) = kind.names();
        let (part, count) = self.beside.entry(kind).or_default();
        *count += 1;
        let _ = write!(part, "<w:{name} w:id=\"{count}\"{attributes}>{content}</w:{name}>");
        *count
    }

    /// Adds a header or footer with that content.
    pub(crate) fn add_running(&mut self, kind: Running, content: String) {
        self.running.push((kind, content));
    }

    /// Adds a picture: the id of the relationship that leads to it.
    pub(crate) fn add_picture(&mut self, bytes: Vec<u8>) -> String {
        let extension = match MediaType::of(&bytes) {
            MediaType::Png => "png",
            MediaType::Jpeg => "jpeg",
            MediaType::Gif => "gif",
            MediaType::Bmp => "bmp",
            MediaType::Tiff => "tiff",
            MediaType::WebP => "webp",
            MediaType::Svg => "svg",
            MediaType::Opaque => "emf",
        };
        let name = format!("media/image{}.{extension}", self.media.len() + 1);
        self.media.push((format!("word/{name}"), bytes));
        self.relate("image", &name, false)
    }

    /// Adds a link to somewhere outside: the id of the relationship that leads there.
    pub(crate) fn add_link(&mut self, target: &str) -> String {
        self.relate("hyperlink", target, true)
    }

    fn relate(&mut self, kind: &str, target: &str, is_external: bool) -> String {
        let id = format!("rId{}", self.relationships.len() + 1);
        let mode = if is_external { " TargetMode=\"External\"" } else { "" };
        let target = escape_attribute(target);
        self.relationships.push(format!(
            "<Relationship Id=\"{id}\" Type=\"{OFFICE_RELATIONSHIPS}/{kind}\" Target=\"{target}\"{mode}/>"
        ));
        id
    }

    /// All parts (name, bytes), with `body` as what is in `w:body` (§17.2.2).
    pub(crate) fn into_parts(mut self, body: &str) -> WordDocumentParts {
        let mut parts = Vec::new();
        for (number, (kind, content)) in std::mem::take(&mut self.running).into_iter().enumerate() {
            let (relationship, root) = match kind {
                Running::Header => ("header", "hdr"),
                Running::Footer => ("footer", "ftr"),
            };
            let name = format!("{relationship}{}", number + 1);
            self.relate(relationship, &format!("{name}.xml"), false);
            parts.push(self.relationships_of(&name, &content));
            parts.push(part(&name, root, &content));
        }
        for (kind, (content, _)) in std::mem::take(&mut self.beside) {
            let (name, _) = kind.names();
            self.relate(name, &format!("{name}.xml"), false);
            parts.push(self.relationships_of(name, &content));
            parts.push(part(name, name, &content));
        }
        for (name, content) in [("styles", &self.styles), ("numbering", &self.numbering)] {
            parts.push(part(name, name, content));
        }
        for name in ["styles", "numbering"] {
            self.relate(name, &format!("{name}.xml"), false);
        }
        parts.push(part("document", "document", &format!("<w:body>{body}</w:body>")));
        parts.push(relationships_part("document", &self.relationships.concat()));
        parts.push(("docProps/core.xml".to_owned(), core_properties(&self.properties).into_bytes()));
        parts.append(&mut self.media);
        parts
    }

    /// The relationships of a part beside the body: those whose ids stand in it, so that many parts and many pictures are no product.
    fn relationships_of(&self, part: &str, content: &str) -> (String, Vec<u8>) {
        let ids = content.split("\"rId").skip(1).filter_map(|rest| rest.split_once('"')?.0.parse::<usize>().ok());
        let used: BTreeSet<usize> = ids.collect();
        let entries = used.into_iter().filter_map(|id| self.relationships.get(id.checked_sub(1)?));
        relationships_part(part, &entries.map(String::as_str).collect::<String>())
    }
}

fn relationships_part(part: &str, entries: &str) -> (String, Vec<u8>) {
    let content = format!("<Relationships xmlns=\"{PACKAGE_RELATIONSHIPS}\">{entries}</Relationships>");
    (format!("word/_rels/{part}.xml.rels"), content.into_bytes())
}

/// A part of the folder `word` with that root.
fn part(name: &str, root: &str, content: &str) -> (String, Vec<u8>) {
    (format!("word/{name}.xml"), format!("<w:{root} {NAMESPACES}>{content}</w:{root}>").into_bytes())
}

fn core_properties(properties: &CoreProperties) -> String {
    let mut content = String::new();
    let entries =
        [("dc:title", &properties.title), ("dc:creator", &properties.author), ("dcterms:created", &properties.created)];
    for (name, value) in entries {
        if let Some(value) = value {
            let _ = write!(content, "<{name}>{}</{name}>", escape_text(value));
        }
    }
    format!(
        "<cp:coreProperties xmlns:cp=\"{PACKAGE_RELATIONSHIPS}/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\">{content}</cp:coreProperties>"
    )
}

/// A picture in a run. Measures are English Metric Units (914,400 an inch).
#[derive(Debug, Default)]
pub(crate) struct Picture<'a> {
    /// The id of the relationship that leads to its file.
    pub relationship: &'a str,
    /// What is said of it for those who can't see it.
    pub alternative: &'a str,
    pub width: i64,
    pub height: i64,
    /// Where it stands, if not in the line.
    pub anchor: Option<Anchor>,
    pub is_hidden: bool,
    /// What is cut off it, in thousandths of a per cent: left, top, right, bottom.
    pub crop: [i64; 4],
}

/// All of a side of a picture, as what is cut off is counted.
pub(crate) const WHOLE_SIDE: i64 = 100_000;

/// The place of a picture that stands in no line (§20.4.2.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Anchor {
    pub across: Position,
    pub down: Position,
    /// How text makes way for it (§20.4.2.15–20): the element that says so.
    pub wrap: &'static str,
    pub is_behind: bool,
}

impl Anchor {
    /// The wrap of what lies over the text or under it.
    pub(crate) const NO_WRAP: &'static str = "wrapNone";
    pub(crate) const SQUARE: &'static str = "wrapSquare";
    pub(crate) const ABOVE_AND_BELOW: &'static str = "wrapTopAndBottom";
}

/// Where something stands, across or down the page (§20.4.2.10–11).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Position {
    /// What it is measured from (§20.4.3.4–5).
    pub from: &'static str,
    /// How far from there; `None` where it is set to a side or the middle of that.
    pub offset: Option<i64>,
}

impl Position {
    fn write(self, name: &str, out: &mut String) {
        let Position { from, offset } = self;
        let place = match offset {
            Some(offset) => format!("<wp:posOffset>{offset}</wp:posOffset>"),
            None => "<wp:align>center</wp:align>".to_owned(),
        };
        let _ = write!(out, "<wp:{name} relativeFrom=\"{from}\">{place}</wp:{name}>");
    }
}

/// A side of a picture without what is cut off it at both ends.
pub(crate) fn without_cut(side: i64, from: i64, to: i64) -> i64 {
    let left = WHOLE_SIDE.saturating_sub(from).saturating_sub(to);
    if (1..=WHOLE_SIDE).contains(&left) { side.saturating_mul(left) / WHOLE_SIDE } else { side }
}

impl Picture<'_> {
    /// What stands in `w:r` (§20.4.2.3, §20.4.2.8).
    pub(crate) fn markup(&self) -> String {
        let Picture { relationship, width, height, .. } = self;
        let (mut begin, mut wrap) = ("<wp:inline>".to_owned(), String::new());
        if let Some(anchor) = self.anchor {
            begin = format!("<wp:anchor behindDoc=\"{}\">", u8::from(anchor.is_behind));
            anchor.across.write("positionH", &mut begin);
            anchor.down.write("positionV", &mut begin);
            wrap = format!("<wp:{}/>", anchor.wrap);
        }
        let end = if self.anchor.is_some() { "</wp:anchor>" } else { "</wp:inline>" };
        let hidden = if self.is_hidden { " hidden=\"1\"" } else { "" };
        let alternative = escape_attribute(self.alternative);
        let cut = match self.crop {
            [0, 0, 0, 0] => String::new(),
            [left, top, right, bottom] => {
                format!("<a:srcRect l=\"{left}\" t=\"{top}\" r=\"{right}\" b=\"{bottom}\"/>")
            }
        };
        format!(
            "<w:drawing>{begin}<wp:extent cx=\"{width}\" cy=\"{height}\"/>{wrap}\
             <wp:docPr id=\"1\" name=\"\" descr=\"{alternative}\"{hidden}/>\
             <a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic><pic:blipFill>\
             <a:blip r:embed=\"{relationship}\"/>{cut}</pic:blipFill><pic:spPr/></pic:pic></a:graphicData></a:graphic>{end}</w:drawing>"
        )
    }
}

/// How the text of a cell runs (§17.4.71), where that is not as in other text.
pub(crate) fn text_direction(name: &str) -> String {
    if name.is_empty() { String::new() } else { format!("<w:textDirection w:val=\"{name}\"/>") }
}

/// The lines from corner to corner of a cell (§17.4.73, §17.4.79): a falling and a rising one.
pub(crate) fn diagonal_borders(falls: bool, rises: bool) -> String {
    if !falls && !rises {
        return String::new();
    }
    let line =
        |is_there: bool, name: &str| if is_there { format!("<w:{name} w:val=\"single\"/>") } else { String::new() };
    format!("<w:tcBorders>{}{}</w:tcBorders>", line(falls, "tl2br"), line(rises, "tr2bl"))
}

/// Tab stops as `w:tabs` (ECMA-376 §17.3.1.38): the place of each in twips, what stands there, what leads there; nothing where there
/// are none.
pub(super) fn tab_stops<'s>(stops: impl Iterator<Item = (i32, &'s str, &'s str)>) -> String {
    let mut markup = String::new();
    for (at, align, leader) in stops {
        let (align, leader) =
            (if align.is_empty() { "left" } else { align }, if leader.is_empty() { "none" } else { leader });
        let _ = write!(markup, "<w:tab w:val=\"{align}\" w:leader=\"{leader}\" w:pos=\"{at}\"/>");
    }
    if markup.is_empty() { markup } else { format!("<w:tabs>{markup}</w:tabs>") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Block, Inline};
    use crate::read::docx::{ReadOptions, parts_to_document_with};

    fn shown(relationship: &str, alternative: &str, (width, height): (i64, i64)) -> String {
        Picture { relationship, alternative, width, height, ..Picture::default() }.markup()
    }

    #[test]
    fn what_is_put_together_is_read_with_notes_pictures_and_properties() {
        let mut word = WordParts::default();
        let picture = word.add_picture(b"\x89PNG\r\n\x1a\n".to_vec());
        let note = word.add_beside(Beside::Footnote, "", "<w:p><w:r><w:t>注</w:t></w:r></w:p>");
        word.add_running(Running::Header, "<w:p><w:r><w:t>页眉</w:t></w:r></w:p>".to_owned());
        word.add_running(Running::Footer, format!("<w:p><w:r>{}</w:r></w:p>", shown(&picture, "", (1, 1))));
        word.add_beside(Beside::Comment, " w:author=\"甲\"", "<w:p><w:r><w:t>批</w:t></w:r></w:p>");
        word.properties.title = Some("年报<1>".to_owned());
        word.properties.created = Some("2025-01-02T03:04:05Z".to_owned());
        let body = format!(
            "<w:p><w:r><w:t>文</w:t></w:r><w:r><w:footnoteReference w:id=\"{note}\"/></w:r></w:p><w:p><w:r>{}</w:r></w:p>",
            shown(&picture, "章\"", (914_400, 457_200))
        );
        let read = parts_to_document_with(word.into_parts(&body), &ReadOptions::default()).unwrap();
        let document = read.value;
        assert_eq!(document.properties.title.as_deref(), Some("年报<1>"));
        assert_eq!(document.properties.date.map(|date| date.to_string()).as_deref(), Some("2025-01-02"));
        let [Block::Paragraph(first), Block::Figure(_)] = document.blocks.as_slice() else {
            panic!("{:?}", document.blocks)
        };
        assert!(matches!(first.content.inlines(), [Inline::Text(_), Inline::Note(_)]), "{first:?}");
        assert_eq!(document.media.len(), 1);
        let codes: Vec<&str> = read.findings.iter().map(|finding| finding.code()).collect();
        assert_eq!(codes, ["running-text-left-out", "running-pictures-left-out", "comment-left-out"]);
    }
}
