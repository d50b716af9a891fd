//! Document → Word document (ECMA-376 transitional).
//!
//! In: a [`Document`] and a [`Style`]. Out: the bytes of a DOCX that Word and WPS open without repair and that a reader can
//! turn back into the same document, with a finding for all that WordprocessingML can't carry. Knows nothing of reports.
//!
//! docx-rs builds the content: paragraphs, runs, tables, drawings, numbering and the footers. `finish` brings what it builds
//! into schema order and adds what its API can't say. Style sheet, settings, font table, sections, relationships and note
//! parts are written by us, because there mending would mean writing (`styles`, `section`, `relations` and `note_part` say
//! why).
//!
//! | module | what it writes |
//! |---|---|
//! | `flow`, `inline`, `table`, `picture` | blocks and runs as docx-rs has them |
//! | `math` | formulas |
//! | `contents` | the list of contents |
//! | `chart` | charts, with the workbooks of their data |
//! | `paper` | the head and the imprint of official papers |
//! | `sign_off` | the places of organ, date and list of attachments |
//! | `numbering` | printed labels as Word numbering |
//! | `styles` | style sheet, settings, font table |
//! | `measure` | lengths, the page's grid |
//! | `section` | sections: the page upright, and turned for a wide table |
//! | `template` | what is taken from an office's own template |
//! | `relations` | relationships |
//! | `revision` | paragraphs and rows that are revised as wholes |
//! | `markup`, `finish` | a tree of XML; schema order and what docx-rs can't say |
//!
//! What survives a round trip through a reader, and by what:
//!
//! - role of a paragraph, level of a heading, scope of a header cell: the style ids in `styles`;
//! - running text that is a caption or says a unit by where it stands: the styles `TypedCaption` and `TableUnit`, whose alignment is their
//!   own;
//! - rows that repeat: `w:tblHeader`; a picture standing alone: the style `Figure`;
//! - label of a list item: its numbering; one list is one abstract numbering, never counted back; later paragraphs of an item: `ListContinue`
//!   to `ListContinue9`, by how many lists they stand in (in the body; in cells and notes they become paragraphs after it); tables
//!   of an item: the style `TableInList` and their indent, which their captions have too;
//! - page break: `w:pageBreakBefore` on the paragraph it precedes, else a `w:br` in a paragraph of its own.
//!
//! Not carried: headings inside list items stand after the item, and so do tables and figures in items in cells and notes
//! (`list-item-flattened`), a note in a note becomes text in brackets (`note-in-note`), a link in a link loses its address
//! (`link-not-written`), pictures of no type Word draws become their alternative text (`picture-not-written`).

mod chart;
mod contents;
mod finish;
mod flow;
mod inline;
mod markup;
mod math;
mod measure;
mod numbering;
mod paper;
mod picture;
mod relations;
mod revision;
mod section;
mod sign_off;
mod styles;
mod table;
mod template;

use crate::arrange::{PaperFormat, paper_format, undescribed, with_pages_as_styled, with_pictures_upright};
use crate::document::{Break, Document, NoteKind, Properties};
use crate::finding::{Error, Warned};
use crate::ooxml::{own_styles, parts_to_package};
use crate::style::Style;
use docx_rs::{BuildXML, FieldCharType, InstrPAGE, InstrText, Paragraph, Run};
use finish::{Facts, finish};
use flow::{Built, FlowWriter, NoteBody};
use markup::{DECLARATION, Element, NAMESPACES};
use measure::PageMeasure;
use relations::{Relations, relations_name};
use section::Sections;
pub use template::Template;
use template::{CopiedPart, StyleIds};

/// What Word files go by beside the style.
#[derive(Debug, Clone, Default)]
pub struct DocxOptions {
    /// An office's own template, whose styles, page, headers and footers are taken.
    pub template: Option<Template>,
    /// Whether a paragraph or row of which all is revised is so itself: where that is accepted or rejected nothing of it is left.
    pub wholly_revised: bool,
}

/// The document as a DOCX file. Same document and style, same bytes.
///
/// # Errors
/// `limit-exceeded` where blocks nest deeper than 32 levels or the tables have more than 200,000 cells together.
pub fn document_to_docx(document: &Document, style: &Style) -> Result<Warned<Vec<u8>>, Error> {
    document_to_docx_with(document, style, &DocxOptions::default())
}

/// The same, by a template where the options name one.
///
/// # Errors
/// As [`document_to_docx`].
pub fn document_to_docx_with(
    document: &Document,
    style: &Style,
    options: &DocxOptions,
) -> Result<Warned<Vec<u8>>, Error> {
    // Breaks stay where they are: Word carries every one.
    let document = &*with_pages_as_styled(with_pictures_upright(document), style);
    let template = options.template.as_ref();
    let adapted = template.map(|template| template.adapted(style));
    let style = adapted.as_ref().unwrap_or(style);
    let page = if template.is_some() { PageMeasure::of_template(style) } else { PageMeasure::new(style) };
    let mut ours = styles::style_sheet(style, &page);
    if paper::has_papers(&document.blocks) {
        ours = ours.with(styles::paper_styles(style, &page));
    }
    let is_letter = paper_format(&document.blocks) == Some(PaperFormat::Letter);
    let (sheet, ids) = template.map_or_else(|| (ours.clone(), StyleIds::default()), |t| t.style_sheet(&ours));

    let mut writer = FlowWriter::new(document, style, page, template, ids);
    let blocks = writer.document_blocks()?;
    let mut parts = Parts::default();
    let mut relations = std::mem::take(&mut writer.body.relations);
    for (kind, name) in [("styles", "styles"), ("settings", "settings"), ("fontTable", "fontTable")] {
        relations.add(kind, &format!("{name}.xml"));
    }
    let settings = styles::settings(style, !writer.footnote_bodies.is_empty(), !writer.endnote_bodies.is_empty());
    let settings = template.map_or_else(|| settings.clone(), |template| template.settings(&settings));
    let sections = Sections::new(&page, template, is_letter, &mut relations);
    if template.is_none_or(|template| !template.has_footers()) {
        if is_letter && template.is_none() {
            parts.add("word/footer3.xml", WORD, "footer", letter_footer_part(style, &writer.ids)?);
        }
        for (file, id) in ["word/footer1.xml", "word/footer2.xml"].into_iter().zip(styles::FOOTERS) {
            parts.add(file, WORD, "footer", footer_part(style, id, &writer.ids)?);
        }
    }

    let mut body = std::mem::take(&mut writer.body.facts);
    body.last_revision = options.wholly_revised.then_some(writer.last_id);
    let document_part = document_part(blocks, &sections, writer.ends_turned, body, &writer.ids)?;
    for (kind, bodies, part) in [
        (NoteKind::Footnote, std::mem::take(&mut writer.footnote_bodies), std::mem::take(&mut writer.footnotes)),
        (NoteKind::Endnote, std::mem::take(&mut writer.endnote_bodies), std::mem::take(&mut writer.endnotes)),
    ] {
        if !bodies.is_empty() {
            let name = note_words(kind).0;
            relations.add(name, &format!("{name}.xml"));
            parts.add(&format!("word/{name}.xml"), WORD, name, note_part(kind, bodies, part.facts, &writer.ids)?);
            parts.relations(&format!("word/_rels/{name}.xml.rels"), &part.relations);
        }
    }
    let numbering = std::mem::take(&mut writer.numbering).into_element(&writer.ids)?;
    let numbering = template.map_or_else(|| numbering.clone().map(|n| (n, None)), |t| t.numbering(numbering.clone()));
    if let Some((numbering, own)) = numbering {
        relations.add("numbering", "numbering.xml");
        parts.add("word/numbering.xml", WORD, "numbering", numbering.to_part());
        parts.own_relations("word/_rels/numbering.xml.rels", own);
    }
    let fonts = styles::font_table(style);
    let (fonts, own) = template.map_or_else(|| (fonts.clone(), None), |template| template.font_table(fonts.clone()));
    parts.own_relations("word/_rels/fontTable.xml.rels", own);
    parts.add("word/document.xml", WORD, "document.main", document_part);
    parts.add("word/styles.xml", WORD, "styles", sheet.to_part());
    parts.add("word/settings.xml", WORD, "settings", settings.to_part());
    parts.add("word/fontTable.xml", WORD, "fontTable", fonts.to_part());
    if let Some(template) = template {
        relations.add_parts("theme", template.theme());
        parts.copied(template.parts());
    }
    parts.relations("word/_rels/document.xml.rels", &relations);
    for part in std::mem::take(&mut writer.pictures).into_parts() {
        parts.types.push((format!("/{}", part.name), part.content_type.to_owned()));
        parts.media.push((part.name, part.bytes.to_vec()));
    }
    for part in std::mem::take(&mut writer.charts).into_parts() {
        parts.add(&part.name, CHARTS, "chart", part.xml);
        parts.relations(&relations_name(&part.name), &part.relations);
        if let Some((name, bytes)) = part.workbook {
            parts.types.push((format!("/{name}"), WORKBOOK.to_owned()));
            parts.media.push((name, bytes));
        }
    }

    let value = parts_to_package(&parts.into_package(&document.properties))?;
    writer.findings.extend(undescribed(document));
    Ok(Warned { value, findings: writer.findings })
}

const CHARTS: &str = "application/vnd.openxmlformats-officedocument.drawingml.";
const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
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

    /// The relationships of a part of the template's that we write anew.
    fn own_relations(&mut self, name: &str, relations: Option<&Element>) {
        self.parts.extend(relations.map(|relations| (name.to_owned(), relations.to_part())));
    }

    /// Parts of a template as they are.
    fn copied(&mut self, parts: &[CopiedPart]) {
        for part in parts {
            self.types.push((format!("/{}", part.name), part.content_type.clone()));
            if let Some(relations) = &part.relations {
                self.parts.push((relations_name(&part.name), relations.clone()));
            }
            self.media.push((part.name.clone(), part.bytes.clone()));
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

/// The main part: blocks, then the last section.
fn document_part(
    blocks: Vec<Built>,
    sections: &Sections,
    ends_turned: bool,
    mut facts: Facts,
    ids: &StyleIds,
) -> Result<Vec<u8>, Error> {
    let mut part = open_root("w:document");
    part.push_str("<w:body>");
    let mut first = true;
    for block in blocks {
        match block {
            Built::SectionEnd { turned, breaks } => {
                section_end(sections.element(turned, first), breaks).write(&mut part);
                first = false;
            }
            other => append(vec![other], &mut facts, ids, &mut part)?,
        }
    }
    sections.element(ends_turned, first).write(&mut part);
    part.push_str("</w:body></w:document>");
    Ok(part.into_bytes())
}

/// The empty paragraph that ends a section (ECMA-376 §17.6.18); `breaks`: the break that stands here, were no page turned for a table.
fn section_end(section: Element, breaks: Option<Break>) -> Element {
    let style = match breaks {
        None => own_styles::PAGE_TURN,
        Some(Break::Page) => own_styles::PAGE_TURN_AND_BREAK,
        Some(Break::Turned) => own_styles::PAGE_TURNED,
        Some(Break::Upright) => own_styles::PAGE_UPRIGHT,
    };
    Element::new("w:p").child(Element::new("w:pPr").child(Element::val("w:pStyle", style)).child(section))
}

/// Appends blocks, each dropped once it is written.
fn append(blocks: Vec<Built>, facts: &mut Facts, ids: &StyleIds, part: &mut String) -> Result<(), Error> {
    blocks.into_iter().try_for_each(|block| match block {
        Built::Paragraph(paragraph) => finish(&paragraph.build(), facts, ids, part),
        Built::Table(table) => finish(&table.build(), facts, ids, part),
        Built::Contents(list) => {
            let mut list = *list;
            finish::in_file(&mut list, ids);
            list.write(part);
            Ok(())
        }
        // Only a document's own flow has sections.
        Built::SectionEnd { .. } => Ok(()),
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
fn note_part(kind: NoteKind, bodies: Vec<NoteBody>, mut facts: Facts, ids: &StyleIds) -> Result<Vec<u8>, Error> {
    let (all, one, mark) = note_words(kind);
    let mut part = open_root(&format!("w:{all}"));
    for (id, kind, element) in [(-1, "separator", "separator"), (0, "continuationSeparator", "continuationSeparator")] {
        part.push_str(&format!(
            "<w:{one} w:type=\"{kind}\" w:id=\"{id}\"><w:p><w:pPr><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"240\" \
             w:lineRule=\"auto\"/></w:pPr><w:r><w:{element}/></w:r></w:p></w:{one}>"
        ));
    }
    let reference = ids.id(styles::note_styles(kind).1);
    // The space after it belongs to the mark, as Word writes it and the reader reads it.
    let mark = format!(
        "<w:r><w:rPr><w:rStyle w:val=\"{reference}\"/></w:rPr><{mark}/></w:r><w:r><w:t xml:space=\"preserve\"> </w:t></w:r>"
    );
    for (index, body) in bodies.into_iter().enumerate() {
        part.push_str(&format!("<w:{one} w:id=\"{}\">", index + 1));
        let start = part.len();
        append(body, &mut facts, ids, &mut part)?;
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

/// A footer: the page number between its prefix and suffix.
fn footer_part(style: &Style, id: &str, ids: &StyleIds) -> Result<Vec<u8>, Error> {
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
    finish(&paragraph.build(), &mut Facts::default(), ids, &mut part)?;
    part.push_str("</w:ftr>");
    Ok(part.into_bytes())
}

/// The footer of the first page of a letter.
fn letter_footer_part(style: &Style, ids: &StyleIds) -> Result<Vec<u8>, Error> {
    let mut part = open_root("w:ftr");
    let [odd, _] = styles::FOOTERS;
    // A frame is tied to the paragraph below it.
    for paragraph in [paper::letter_footer(style, odd), Paragraph::new().style(odd)] {
        finish(&paragraph.build(), &mut Facts::default(), ids, &mut part)?;
    }
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
mod arranged_tests;
#[cfg(test)]
mod paper_tests;
#[cfg(test)]
mod tests;
