//! Document → Word document (ECMA-376 transitional).
//!
//! In: a [`Document`] and a [`Style`]. Out: the bytes of a DOCX that Word and WPS open without repair and that a reader can
//! turn back into the same document, with a finding for all that WordprocessingML can't carry. Knows nothing of reports.
//!
//! docx-rs builds the content: paragraphs, runs, tables, drawings, numbering, the section and the footers. `finish` brings
//! what it builds into schema order and adds what its API can't say. Style sheet, settings, font table, relationships and
//! note parts are written by us, because there mending would mean writing (`styles`, `relations` and `note_part` say why).
//!
//! | module | what it writes |
//! |---|---|
//! | `flow`, `table`, `picture` | blocks and runs as docx-rs has them |
//! | `sign_off` | the places of organ, date and list of attachments |
//! | `numbering` | printed labels as Word numbering |
//! | `styles` | style sheet, settings, font table |
//! | `measure` | lengths, the page's grid |
//! | `relations` | relationships |
//! | `markup`, `finish` | a tree of XML; schema order and what docx-rs can't say |
//!
//! What survives a round trip through a reader, and by what:
//!
//! - role of a paragraph, level of a heading, scope of a header cell: the style ids in `styles`;
//! - rows that repeat: `w:tblHeader`; a picture standing alone: the style `Figure`;
//! - label of a list item: its numbering; one list is one abstract numbering, never counted back; later paragraphs of an item: `ListContinue`
//!   to `ListContinue9`, by how many lists they stand in (in the body; in cells and notes they become paragraphs after it);
//! - page break: `w:pageBreakBefore` on the paragraph it precedes, else a `w:br` in a paragraph of its own.
//!
//! Not carried: tables, figures and headings inside list items stand after the item (`list-item-flattened`), a note in a
//! note becomes text in brackets (`note-in-note`), a link in a link loses its address (`link-not-written`), pictures of no
//! type Word draws become their alternative text (`picture-not-written`).

mod finish;
mod flow;
mod markup;
mod measure;
mod numbering;
mod picture;
mod relations;
mod sign_off;
mod styles;
mod table;

use crate::document::{Document, NoteKind, Properties};
use crate::finding::{Error, Warned};
use crate::ooxml::parts_to_package;
use crate::style::Style;
use docx_rs::{
    BuildXML, DocGrid, DocGridType, FieldCharType, FooterReference, InstrPAGE, InstrText, PageMargin, PageSize,
    Paragraph, Run, SectionProperty,
};
use finish::{Facts, finish};
use flow::{Built, FlowWriter, NoteBody};
use markup::{DECLARATION, Element, NAMESPACES};
use measure::PageMeasure;
use relations::Relations;

/// The document as a DOCX file. Same document and style, same bytes.
///
/// # Errors
/// `limit-exceeded` where blocks nest deeper than 32 levels or the tables have more than 200,000 cells together.
pub fn document_to_docx(document: &Document, style: &Style) -> Result<Warned<Vec<u8>>, Error> {
    let mut writer = FlowWriter::new(document, style);
    let blocks = writer.document_blocks()?;
    let mut parts = Parts::default();

    let mut relations = std::mem::take(&mut writer.body.relations);
    for (kind, name) in [("styles", "styles"), ("settings", "settings"), ("fontTable", "fontTable")] {
        relations.add(kind, &format!("{name}.xml"));
    }
    let page = writer.page;
    let sheet = styles::style_sheet(style, &page);
    let has_notes = (!writer.footnote_bodies.is_empty(), !writer.endnote_bodies.is_empty());
    let settings = styles::settings(style, has_notes.0, has_notes.1);
    let footers = [relations.add("footer", "footer1.xml"), relations.add("footer", "footer2.xml")];

    let body = std::mem::take(&mut writer.body.facts);
    let document_part = document_part(blocks, &section(&page, &footers), body)?;
    for (kind, bodies, part) in [
        (NoteKind::Footnote, std::mem::take(&mut writer.footnote_bodies), std::mem::take(&mut writer.footnotes)),
        (NoteKind::Endnote, std::mem::take(&mut writer.endnote_bodies), std::mem::take(&mut writer.endnotes)),
    ] {
        if !bodies.is_empty() {
            let name = note_words(kind).0;
            relations.add(name, &format!("{name}.xml"));
            parts.add(&format!("word/{name}.xml"), WORD, name, note_part(kind, bodies, part.facts)?);
            parts.relations(&format!("word/_rels/{name}.xml.rels"), &part.relations);
        }
    }
    if let Some(numberings) = std::mem::take(&mut writer.numbering).into_numberings() {
        relations.add("numbering", "numbering.xml");
        let mut part = String::from(DECLARATION);
        finish(strip_declaration(&numberings.build()), &mut Facts::default(), &mut part)?;
        parts.add("word/numbering.xml", WORD, "numbering", part.into_bytes());
    }
    for (file, id) in ["word/footer1.xml", "word/footer2.xml"].into_iter().zip(styles::FOOTERS) {
        parts.add(file, WORD, "footer", footer_part(style, id)?);
    }
    parts.add("word/document.xml", WORD, "document.main", document_part);
    parts.add("word/styles.xml", WORD, "styles", sheet);
    parts.add("word/settings.xml", WORD, "settings", settings);
    parts.add("word/fontTable.xml", WORD, "fontTable", styles::font_table(style));
    parts.relations("word/_rels/document.xml.rels", &relations);
    for part in std::mem::take(&mut writer.pictures).into_parts() {
        parts.types.push((format!("/{}", part.name), part.content_type.to_owned()));
        parts.media.push((part.name, part.bytes.to_vec()));
    }

    let value = parts_to_package(&parts.into_package(&document.properties))?;
    Ok(Warned { value, findings: writer.findings })
}

const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.";

/// The parts of the package as they are made.
#[derive(Default)]
struct Parts {
    parts: Vec<(String, Vec<u8>)>,
    /// Content types by part (ECMA-376 part 2 §10.1.2.2).
    types: Vec<(String, String)>,
    media: Vec<(String, Vec<u8>)>,
}

impl Parts {
    fn add(&mut self, name: &str, vocabulary: &str, kind: &str, bytes: Vec<u8>) {
        self.types.push((format!("/{name}"), format!("{vocabulary}{kind}+xml")));
        self.parts.push((name.to_owned(), bytes));
    }

    fn relations(&mut self, name: &str, relations: &Relations) {
        if !relations.is_empty() {
            self.parts.push((name.to_owned(), relations.to_part()));
        }
    }

    /// All parts in the order they are stored: content types first, as streaming consumers expect.
    fn into_package(mut self, properties: &Properties) -> Vec<(String, Vec<u8>)> {
        let mut relations = Relations::default();
        relations.add("officeDocument", "word/document.xml");
        relations.add_kind(
            "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
            "docProps/core.xml",
        );
        let core = "application/vnd.openxmlformats-package.";
        self.add("docProps/core.xml", core, "core-properties", core_properties(properties));
        self.parts.sort_by(|a, b| a.0.cmp(&b.0));
        self.types.sort();

        let mut types =
            Element::new("Types").attr("xmlns", "http://schemas.openxmlformats.org/package/2006/content-types");
        let default = |extension: &str, kind: &str| {
            Element::new("Default").attr("Extension", extension).attr("ContentType", kind)
        };
        types = types
            .child(default("rels", "application/vnd.openxmlformats-package.relationships+xml"))
            .child(default("xml", "application/xml"));
        types = types.with(
            self.types
                .iter()
                .map(|(name, kind)| Element::new("Override").attr("PartName", name).attr("ContentType", kind)),
        );
        let mut all = vec![("[Content_Types].xml".to_owned(), types.to_part())];
        all.push(("_rels/.rels".to_owned(), relations.to_part()));
        all.extend(self.parts);
        all.extend(self.media);
        all
    }
}

/// The main part: blocks, then the section.
fn document_part(blocks: Vec<Built>, section: &SectionProperty, mut facts: Facts) -> Result<Vec<u8>, Error> {
    let mut part = open_root("w:document");
    part.push_str("<w:body>");
    append(blocks, &mut facts, &mut part)?;
    finish(&section.build(), &mut facts, &mut part)?;
    part.push_str("</w:body></w:document>");
    Ok(part.into_bytes())
}

/// Appends blocks, each dropped once it is written.
fn append(blocks: Vec<Built>, facts: &mut Facts, part: &mut String) -> Result<(), Error> {
    blocks.into_iter().try_for_each(|block| match block {
        Built::Paragraph(paragraph) => finish(&paragraph.build(), facts, part),
        Built::Table(table) => finish(&table.build(), facts, part),
    })
}

fn open_root(name: &str) -> String {
    let mut part = format!("{DECLARATION}<{name}");
    for (prefix, uri) in NAMESPACES {
        part.push_str(&format!(" {prefix}=\"{uri}\""));
    }
    part.push('>');
    part
}

/// Element names of a kind of note: all notes, one note, the mark at its beginning.
fn note_words(kind: NoteKind) -> (&'static str, &'static str, &'static str) {
    match kind {
        NoteKind::Footnote => ("footnotes", "footnote", "w:footnoteRef"),
        NoteKind::Endnote => ("endnotes", "endnote", "w:endnoteRef"),
    }
}

/// A part of notes (ECMA-376 §17.11), the two separators Word wants before them.
///
/// Ours, because docx-rs has no endnotes, no separators, no mark at a note's beginning, and numbers notes by a process-wide
/// counter; the blocks in them are docx-rs's.
fn note_part(kind: NoteKind, bodies: Vec<NoteBody>, mut facts: Facts) -> Result<Vec<u8>, Error> {
    let (all, one, mark) = note_words(kind);
    let mut part = open_root(&format!("w:{all}"));
    for (id, kind, element) in [(-1, "separator", "separator"), (0, "continuationSeparator", "continuationSeparator")] {
        part.push_str(&format!(
            "<w:{one} w:type=\"{kind}\" w:id=\"{id}\"><w:p><w:pPr><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"240\" \
             w:lineRule=\"auto\"/></w:pPr><w:r><w:{element}/></w:r></w:p></w:{one}>"
        ));
    }
    let reference = styles::note_styles(kind).1;
    let mark = format!("<w:r><w:rPr><w:rStyle w:val=\"{reference}\"/></w:rPr><{mark}/></w:r>");
    for (index, body) in bodies.into_iter().enumerate() {
        part.push_str(&format!("<w:{one} w:id=\"{}\">", index + 1));
        let start = part.len();
        append(body, &mut facts, &mut part)?;
        insert_mark(&mut part, start, &mark);
        part.push_str(&format!("</w:{one}>"));
    }
    part.push_str(&format!("</w:{all}>"));
    Ok(part.into_bytes())
}

/// Puts the mark where the text of the first paragraph from `start` on begins; paragraphs are as `finish` writes them.
fn insert_mark(part: &mut String, start: usize, mark: &str) {
    let Some(written) = part.get(start..) else { return };
    let Some(at) = written.find("</w:pPr>") else { return };
    part.insert_str(start + at + "</w:pPr>".len(), mark);
}

/// docx-rs's parts begin with a declaration of their own.
fn strip_declaration(part: &[u8]) -> &[u8] {
    match part.windows(2).position(|pair| pair == b"?>") {
        Some(end) if part.starts_with(b"<?xml") => part.get(end + 2..).unwrap_or(part),
        _ => part,
    }
}

/// The one section: paper, margins, footers, and the grid of lines (GB/T 9704-2012 5.2.3).
///
/// Not the grid of lines and characters: 28 characters of 16 pt are wider than the 156 mm they have to stand on, and where a
/// character is wider than its cell LibreOffice gives it two. The styles close the characters up instead.
fn section(page: &PageMeasure, footers: &[String; 2]) -> SectionProperty {
    let [odd, even] = footers;
    let margin = PageMargin {
        top: page.top,
        left: page.left,
        bottom: page.bottom,
        right: page.right,
        header: page.top / 2,
        footer: page.footer,
        gutter: 0,
    };
    let grid = DocGrid::new().grid_type(DocGridType::Lines).line_pitch(page.line_pitch.max(1) as usize);
    let mut section = SectionProperty::new()
        .page_size(PageSize::new().size(page.width.max(1) as u32, page.height.max(1) as u32))
        .page_margin(margin)
        .doc_grid(grid);
    section.footer_reference = Some(FooterReference::new("default", odd));
    section.even_footer_reference = Some(FooterReference::new("even", even));
    section
}

/// A footer: the page number between its prefix and suffix.
fn footer_part(style: &Style, id: &str) -> Result<Vec<u8>, Error> {
    let number = &style.page_number;
    let field = Run::new()
        .add_field_char(FieldCharType::Begin, false)
        .add_instr_text(InstrText::PAGE(InstrPAGE {}))
        .add_field_char(FieldCharType::Separate, false)
        .add_text("1")
        .add_field_char(FieldCharType::End, false);
    let paragraph = Paragraph::new()
        .style(id)
        .add_run(Run::new().add_text(&number.prefix))
        .add_run(field)
        .add_run(Run::new().add_text(&number.suffix));
    let mut part = open_root("w:ftr");
    finish(&paragraph.build(), &mut Facts::default(), &mut part)?;
    part.push_str("</w:ftr>");
    Ok(part.into_bytes())
}

/// The core properties (ECMA-376 part 2 §11). The dates are the document's own, never the clock's; where it bears none, the
/// file claims none.
fn core_properties(properties: &Properties) -> Vec<u8> {
    let mut root = Element::new("cp:coreProperties")
        .attr("xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties")
        .attr("xmlns:dc", "http://purl.org/dc/elements/1.1/")
        .attr("xmlns:dcterms", "http://purl.org/dc/terms/")
        .attr("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance");
    if let Some(title) = &properties.title {
        root = root.child(Element::new("dc:title").text(title));
    }
    if let Some(author) = &properties.author {
        root = root.child(Element::new("dc:creator").text(author));
    }
    root = root.child(Element::new("dc:language").text("zh-CN"));
    if let Some(date) = properties.date {
        let stamp = format!("{date}T00:00:00Z");
        root = root.with(
            ["dcterms:created", "dcterms:modified"]
                .map(|name| Element::new(name).attr("xsi:type", "dcterms:W3CDTF").text(&stamp)),
        );
    }
    root.to_part()
}

#[cfg(test)]
mod sign_off_tests;
#[cfg(test)]
mod tests;
