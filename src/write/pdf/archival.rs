//! What printpdf lacks, added to the lopdf document it makes: structure tree, nested outline, metadata, links, pictures,
//! and identifiers that depend on nothing but the content.

use super::PdfOptions;
use super::content::{image_name, utf16};
use super::picture::add_image;
use crate::document::{Date, HeaderScope};
use crate::finding::{Error, catalogue};
use crate::typeset::{Child, ContentId, Item, OutlineEntry, Pages, Tag};
use flate2::Compression;
use flate2::write::ZlibEncoder;
use lopdf::{Dictionary, Document, Object, ObjectId, SaveOptions, Stream, StringFormat, dictionary};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io::Write;

/// Where a piece of content is: page and marked-content identifier, as often as it was opened.
type Places = BTreeMap<ContentId, Vec<(usize, i64)>>;

const PRODUCER: &str = concat!("nianbao ", env!("CARGO_PKG_VERSION"));

/// Stands in the place of the file identifier until the content it is made from is written.
const NO_ID: [u8; 16] = *b"nianbao-file-id.";

/// Finishes a file; `marks`: for each page, what its marked-content identifiers mark.
pub(super) fn finish(
    mut pdf: Document,
    pages: &Pages,
    marks: &[Vec<ContentId>],
    options: &PdfOptions,
) -> Result<Vec<u8>, Error> {
    let not_written = |e: lopdf::Error| Error::from(catalogue::typeset::pdf_not_written()).caused_by(e);
    pdf.version = "1.7".into();
    let sheets: Vec<ObjectId> = pdf.get_pages().into_values().collect();
    add_pictures(&mut pdf, pages, &sheets).map_err(not_written)?;
    let structure = add_structure(&mut pdf, pages, marks, &sheets).map_err(not_written)?;
    let outline = add_outline(&mut pdf, pages, &sheets);
    let xmp = Stream::new(dictionary! { "Type" => "Metadata", "Subtype" => "XML" }, metadata(options).into_bytes());
    let xmp = pdf.add_object(xmp.with_compression(false));

    let info = pdf.trailer.get(b"Info").and_then(Object::as_reference).map_err(not_written)?;
    pdf.set_object(info, information(options));
    let catalog = pdf.catalog_mut().map_err(not_written)?;
    catalog.set("StructTreeRoot", structure);
    catalog.set("MarkInfo", dictionary! { "Marked" => true });
    catalog.set("Lang", text(&options.language));
    catalog.set("ViewerPreferences", dictionary! { "DisplayDocTitle" => options.title.is_some() });
    catalog.set("Metadata", xmp);
    if let Some(outline) = outline {
        catalog.set("Outlines", outline);
        catalog.set("PageMode", "UseOutlines");
    }
    pdf.prune_objects();
    pdf.renumber_objects();
    compress(&mut pdf).map_err(|e| Error::from(catalogue::typeset::pdf_not_written()).caused_by(e))?;
    let id = Object::String(NO_ID.to_vec(), StringFormat::Literal);
    pdf.trailer.set("ID", vec![id.clone(), id]);
    let mut bytes = Vec::new();
    // Object streams (ISO 32000-1, 7.5.7): the structure tree is hundreds of small dictionaries.
    let save = SaveOptions::builder()
        .use_object_streams(true)
        .use_xref_streams(true)
        .max_objects_per_stream(200)
        .compression_level(6)
        .build();
    pdf.save_with_options(&mut bytes, save)
        .map_err(|e| Error::from(catalogue::typeset::pdf_not_written()).caused_by(e))?;
    set_identifier(&mut bytes);
    Ok(bytes)
}

/// Compresses every stream that may be (ISO 32000-1, 7.4.4). lopdf does so at the highest level, which takes a third of a
/// whole conversion and saves one part in a hundred.
fn compress(pdf: &mut Document) -> std::io::Result<()> {
    for object in pdf.objects.values_mut() {
        let Object::Stream(stream) = object else { continue };
        if !stream.allows_compression || stream.dict.has(b"Filter") {
            continue;
        }
        let mut encoder = ZlibEncoder::new(Vec::with_capacity(stream.content.len() / 2), Compression::default());
        encoder.write_all(&stream.content)?;
        let compressed = encoder.finish()?;
        if compressed.len() < stream.content.len() {
            stream.dict.set("Filter", "FlateDecode");
            stream.set_content(compressed);
        }
    }
    Ok(())
}

/// The file identifier (ISO 32000-1, 14.4) is a hash of the file.
fn set_identifier(bytes: &mut [u8]) {
    let hash = Sha256::digest(&bytes);
    // Letters only, so that the literal string keeps its length.
    let letters: Vec<u8> = hash.iter().take(NO_ID.len()).map(|b| b'a' + b % 26).collect();
    // The trailer, or the cross-reference stream that takes its place, stands at the end.
    for _ in 0..2 {
        let Some(at) = bytes.windows(NO_ID.len()).rposition(|window| window == NO_ID) else { return };
        if let Some(place) = bytes.get_mut(at..at + NO_ID.len()) {
            place.copy_from_slice(&letters);
        }
    }
}

fn text(text: &str) -> Object {
    if text.is_ascii() { Object::string_literal(text) } else { Object::String(utf16(text), StringFormat::Hexadecimal) }
}

fn name(text: &str) -> Object {
    Object::Name(text.as_bytes().to_vec())
}

/// Puts the pictures in use among the resources all pages share.
fn add_pictures(pdf: &mut Document, pages: &Pages, sheets: &[ObjectId]) -> Result<(), lopdf::Error> {
    let used = |media: &str| {
        let mut items = pages.pages.iter().flat_map(|page| &page.items);
        items.any(|item| matches!(item, Item::Image(image) if image.media == media))
    };
    let mut pictures = Vec::new();
    for (id, medium) in pages.media.iter().filter(|(id, _)| used(id)) {
        if let (Some(name), Some(object)) = (image_name(pages, id), add_image(pdf, medium)) {
            pictures.push((name, object));
        }
    }
    let Some(sheet) = sheets.first().filter(|_| !pictures.is_empty()) else { return Ok(()) };
    let resources = pdf.get_dictionary(*sheet)?.get(b"Resources")?.as_reference()?;
    let shared = pdf.get_dictionary(resources)?.get(b"XObject")?.as_reference()?;
    let shared = pdf.get_dictionary_mut(shared)?;
    for (name, object) in pictures {
        shared.set(name, object);
    }
    Ok(())
}

/// The structure tree (ISO 32000-1, 14.7), the link annotations included; returns its root.
fn add_structure(
    pdf: &mut Document,
    pages: &Pages,
    marks: &[Vec<ContentId>],
    sheets: &[ObjectId],
) -> Result<ObjectId, lopdf::Error> {
    let root = pdf.new_object_id();
    let elements = &pages.structure.elements;
    let ids: Vec<ObjectId> = elements.iter().map(|_| pdf.new_object_id()).collect();
    let mut parents = vec![root; elements.len()];
    let mut owners: BTreeMap<ContentId, ObjectId> = BTreeMap::new();
    for (element, id) in elements.iter().zip(&ids) {
        for child in &element.children {
            match child {
                Child::Element(child) => {
                    if let Some(parent) = parents.get_mut(child.0) {
                        *parent = *id;
                    }
                }
                Child::Content(content) => {
                    owners.insert(*content, *id);
                }
            }
        }
    }
    let mut places = Places::new();
    let mut numbers = Vec::new();
    for (page, (marks, sheet)) in marks.iter().zip(sheets).enumerate() {
        let mut page_owners = Vec::with_capacity(marks.len());
        for (mcid, content) in marks.iter().enumerate() {
            places.entry(*content).or_default().push((page, mcid as i64));
            page_owners.push(owners.get(content).map_or(Object::Null, |owner| Object::Reference(*owner)));
        }
        let list = pdf.add_object(Object::Array(page_owners));
        numbers.push(Object::Integer(page as i64));
        numbers.push(Object::Reference(list));
        let sheet = pdf.get_dictionary_mut(*sheet)?;
        sheet.set("StructParents", page as i64);
        sheet.set("Tabs", "S");
    }
    let (links, next) = add_links(pdf, pages, sheets, &ids, &mut numbers)?;
    for (index, (element, id)) in elements.iter().zip(&ids).enumerate() {
        let mut kids = Vec::new();
        let own = element.children.iter().find_map(|child| match child {
            Child::Content(content) => places.get(content)?.first().map(|(page, _)| *page),
            Child::Element(_) => None,
        });
        for child in &element.children {
            match child {
                Child::Element(child) => kids.extend(ids.get(child.0).map(|id| Object::Reference(*id))),
                Child::Content(content) => {
                    let found = places.get(content).into_iter().flatten();
                    kids.extend(found.filter_map(|(page, mcid)| {
                        let sheet = sheets.get(*page)?;
                        if own == Some(*page) {
                            return Some(Object::Integer(*mcid));
                        }
                        Some(dictionary! { "Type" => "MCR", "Pg" => *sheet, "MCID" => *mcid }.into())
                    }));
                }
            }
        }
        kids.extend(links.get(&index).into_iter().flatten().cloned());
        let (kind, attributes) = element_type(&element.tag);
        let mut dict = dictionary! { "Type" => "StructElem", "S" => name(&kind) };
        dict.set("P", parents.get(index).copied().unwrap_or(root));
        dict.set("K", kids);
        if let Some(sheet) = own.and_then(|page| sheets.get(page)) {
            dict.set("Pg", *sheet);
        }
        if let Some(attributes) = attributes {
            dict.set("A", attributes);
        }
        if let Some(alt) = &element.alt {
            dict.set("Alt", text(alt));
        }
        if element.tag == Tag::Note {
            // ISO 14289-1, 7.9: every note has an identifier of its own.
            dict.set("ID", Object::string_literal(format!("note{index}")));
        }
        pdf.set_object(*id, dict);
    }
    let parent_tree = pdf.add_object(dictionary! { "Nums" => numbers });
    let document = ids.first().copied().unwrap_or(root);
    let tree = dictionary! {
        "Type" => "StructTreeRoot", "K" => vec![Object::Reference(document)], "ParentTree" => parent_tree, "ParentTreeNextKey" => next,
    };
    pdf.set_object(root, tree);
    Ok(root)
}

type LinkKids = BTreeMap<usize, Vec<Object>>;

/// Link annotations; returns what their elements hold, and the next free key of the parent tree.
fn add_links(
    pdf: &mut Document,
    pages: &Pages,
    sheets: &[ObjectId],
    ids: &[ObjectId],
    numbers: &mut Vec<Object>,
) -> Result<(LinkKids, i64), lopdf::Error> {
    let mut links = LinkKids::new();
    let mut next = sheets.len() as i64;
    for (page, sheet) in pages.pages.iter().zip(sheets) {
        let mut annotations = Vec::new();
        for item in &page.items {
            let Item::Link(link) = item else { continue };
            let (top, bottom) = (page.height_pt - link.y_pt, page.height_pt - link.y_pt - link.height_pt);
            let rect = [link.x_pt, bottom, link.x_pt + link.width_pt, top].map(Object::Real).to_vec();
            let annotation = dictionary! {
                "Type" => "Annot", "Subtype" => "Link", "Rect" => rect, "Border" => vec![0.into(), 0.into(), 0.into()], "F" => 4,
                "A" => dictionary! { "Type" => "Action", "S" => "URI", "URI" => Object::string_literal(uri(&link.target)) },
                "Contents" => text(&link.target), "StructParent" => next,
            };
            let annotation = pdf.add_object(annotation);
            annotations.push(Object::Reference(annotation));
            if let Some(element) = ids.get(link.element.0) {
                numbers.push(Object::Integer(next));
                numbers.push(Object::Reference(*element));
            }
            next += 1;
            let kid = dictionary! { "Type" => "OBJR", "Obj" => annotation, "Pg" => *sheet };
            links.entry(link.element.0).or_default().push(kid.into());
        }
        let sheet = pdf.get_dictionary_mut(*sheet)?;
        if annotations.is_empty() {
            sheet.remove(b"Annots");
        } else {
            sheet.set("Annots", annotations);
        }
    }
    Ok((links, next))
}

/// A target as 7-bit ASCII (ISO 32000-1, 12.6.4.7).
fn uri(target: &str) -> String {
    let mut ascii = String::with_capacity(target.len());
    for byte in target.bytes() {
        if byte.is_ascii_graphic() { ascii.push(char::from(byte)) } else { ascii.push_str(&format!("%{byte:02X}")) }
    }
    ascii
}

/// The name of a kind of element, and its attributes.
fn element_type(tag: &Tag) -> (String, Option<Dictionary>) {
    let spans = |rows: u32, columns: u32| {
        dictionary! { "O" => "Table", "RowSpan" => i64::from(rows), "ColSpan" => i64::from(columns) }
    };
    let plain = match tag {
        Tag::Document => "Document",
        Tag::Heading(level) => return (format!("H{level}"), None),
        Tag::Paragraph => "P",
        Tag::List => "L",
        Tag::ListItem => "LI",
        Tag::Label => "Lbl",
        Tag::ListBody => "LBody",
        Tag::Table => "Table",
        Tag::TableHead => "THead",
        Tag::TableBody => "TBody",
        Tag::TableRow => "TR",
        Tag::HeaderCell { scope, row_span, column_span } => {
            let mut attributes = spans(*row_span, *column_span);
            attributes.set("Scope", if *scope == HeaderScope::Row { "Row" } else { "Column" });
            return ("TH".to_owned(), Some(attributes));
        }
        Tag::DataCell { row_span: 1, column_span: 1 } => "TD",
        Tag::DataCell { row_span, column_span } => return ("TD".to_owned(), Some(spans(*row_span, *column_span))),
        Tag::Figure => "Figure",
        Tag::Caption => "Caption",
        Tag::Note => "Note",
        Tag::Reference => "Reference",
        Tag::Link => "Link",
    };
    (plain.to_owned(), None)
}

/// The nested outline (ISO 32000-1, 12.3.3); `None` without headings.
fn add_outline(pdf: &mut Document, pages: &Pages, sheets: &[ObjectId]) -> Option<ObjectId> {
    let entries = &pages.outline;
    if entries.is_empty() {
        return None;
    }
    let root = pdf.new_object_id();
    let ids: Vec<ObjectId> = entries.iter().map(|_| pdf.new_object_id()).collect();
    let parents = outline_parents(entries);
    let mut children: BTreeMap<Option<usize>, Vec<usize>> = BTreeMap::new();
    for (i, parent) in parents.iter().enumerate() {
        children.entry(*parent).or_default().push(i);
    }
    let id = |i: usize| ids.get(i).copied().unwrap_or(root);
    let family = |dict: &mut Dictionary, of: Option<usize>| {
        if let Some((first, last)) = children.get(&of).and_then(|kids| kids.first().zip(kids.last())) {
            dict.set("First", id(*first));
            dict.set("Last", id(*last));
        }
    };
    let mut top = dictionary! { "Type" => "Outlines" };
    family(&mut top, None);
    // All entries are shown open.
    top.set("Count", entries.len() as i64);
    for (i, entry) in entries.iter().enumerate() {
        let sheet = sheets.get(entry.page).copied().map_or(Object::Null, Object::Reference);
        let y = Object::Real(pages.pages.get(entry.page).map_or(0.0, |page| page.height_pt) - entry.y_pt);
        let mut dict = dictionary! {
            "Title" => text(&entry.title), "Parent" => parents.get(i).copied().flatten().map_or(root, id),
            "Dest" => vec![sheet, name("XYZ"), Object::Null, y, Object::Null],
        };
        family(&mut dict, Some(i));
        let inner = descendants(&parents, i);
        if inner > 0 {
            dict.set("Count", inner as i64);
        }
        let siblings = children.get(&parents.get(i).copied().flatten()).map(Vec::as_slice).unwrap_or_default();
        let at = siblings.iter().position(|s| *s == i).unwrap_or(0);
        if let Some(before) = at.checked_sub(1).and_then(|at| siblings.get(at)) {
            dict.set("Prev", id(*before));
        }
        if let Some(after) = siblings.get(at + 1) {
            dict.set("Next", id(*after));
        }
        pdf.set_object(id(i), dict);
    }
    pdf.set_object(root, top);
    Some(root)
}

/// For each entry the nearest one before it of a higher rank.
fn outline_parents(entries: &[OutlineEntry]) -> Vec<Option<usize>> {
    let mut open: Vec<(u8, usize)> = Vec::new();
    let mut parents = Vec::with_capacity(entries.len());
    for (i, entry) in entries.iter().enumerate() {
        while open.last().is_some_and(|(level, _)| *level >= entry.level) {
            open.pop();
        }
        parents.push(open.last().map(|(_, parent)| *parent));
        open.push((entry.level, i));
    }
    parents
}

fn descendants(parents: &[Option<usize>], of: usize) -> usize {
    let under = |mut i: usize| {
        while let Some(parent) = parents.get(i).copied().flatten() {
            if parent == of {
                return true;
            }
            i = parent;
        }
        false
    };
    (of + 1..parents.len()).filter(|i| under(*i)).count()
}

/// The document information dictionary (ISO 32000-1, 14.3.3).
fn information(options: &PdfOptions) -> Dictionary {
    let mut info = dictionary! { "Producer" => text(PRODUCER) };
    if let Some(title) = &options.title {
        info.set("Title", text(title));
    }
    if let Some(author) = &options.author {
        info.set("Author", text(author));
    }
    if let Some(date) = options.date {
        // Midnight in Beijing: the document bears a day, not an hour.
        let stamp = format!("D:{:04}{:02}{:02}000000+08'00'", date.year(), date.month(), date.day());
        info.set("CreationDate", Object::string_literal(stamp.clone()));
        info.set("ModDate", Object::string_literal(stamp));
    }
    info
}

/// The XMP packet (ISO 16684-1), saying the same as [`information`].
fn metadata(options: &PdfOptions) -> String {
    let mut about = String::new();
    if let Some(title) = &options.title {
        about.push_str(&format!(
            "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{}</rdf:li></rdf:Alt></dc:title>",
            escape(title)
        ));
    }
    if let Some(author) = &options.author {
        about.push_str(&format!("<dc:creator><rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq></dc:creator>", escape(author)));
    }
    about.push_str(&format!(
        "<dc:language><rdf:Bag><rdf:li>{}</rdf:li></rdf:Bag></dc:language>",
        escape(&options.language)
    ));
    if let Some(date) = options.date {
        let stamp = timestamp(date);
        about.push_str(&format!("<xmp:CreateDate>{stamp}</xmp:CreateDate><xmp:ModifyDate>{stamp}</xmp:ModifyDate>"));
    }
    about.push_str(&format!("<pdf:Producer>{PRODUCER}</pdf:Producer>"));
    format!(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\
         <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\">{about}</rdf:Description>\
         </rdf:RDF></x:xmpmeta><?xpacket end=\"w\"?>"
    )
}

fn timestamp(date: Date) -> String {
    format!("{date}T00:00:00+08:00")
}

/// XML text; characters XML can't hold are dropped.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            c if c.is_control() && !matches!(c, '\n' | '\t') => {}
            c => escaped.push(c),
        }
    }
    escaped
}
