//! What makes a file fit for the archive and for everybody, added to the objects printpdf makes: fonts by the letter, structure,
//! outline, colours, metadata, the attached data.

use super::attachment::{embed, state_digest};
use super::deflate::deflate_all;
use super::faces::EmbeddedFaces;
use super::file::document_to_file;
use super::metadata::{Title, information, packet, text};
use super::outline::add_outline;
use super::picture::Pictures;
use super::structure::add_structure;
use super::{PdfOptions, Profile};
use crate::carried::PROPERTY;
use crate::typeset::{ContentId, Pages};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

/// The sRGB colour space (IEC 61966-2-1): `templates/icc/mksrgb.py` makes it.
static SRGB: &[u8] = include_bytes!("../../../templates/icc/srgb.icc");

/// Finishes a file; `marks`: for each page, what its marked-content identifiers mark; `programs`: the font programs in the order
/// of the faces, as soon as they are ready.
pub(super) fn finish(
    mut pdf: Document,
    pages: &Pages,
    marks: &[Vec<ContentId>],
    faces: &EmbeddedFaces,
    pictures: Pictures<'_>,
    programs: impl FnOnce() -> Vec<Stream>,
    options: &PdfOptions,
) -> Result<Vec<u8>, lopdf::Error> {
    let sheets: Vec<ObjectId> = pdf.get_pages().into_values().collect();
    let font_programs = share_resources(&mut pdf, pages, faces, pictures, &sheets)?;
    let structure = add_structure(&mut pdf, pages, marks, &sheets)?;
    let outline = add_outline(&mut pdf, pages, &sheets);
    let title = Title::of(options, pages.outline.first().map(|entry| entry.title.as_str()));
    let claims = options.profile != Profile::Plain;
    let intent = claims.then(|| {
        let profile = pdf.add_object(Stream::new(dictionary! { "N" => 3 }, SRGB.to_vec()));
        dictionary! {
            "Type" => "OutputIntent", "S" => "GTS_PDFA1", "OutputConditionIdentifier" => text("sRGB IEC61966-2.1"),
            "Info" => text("sRGB IEC61966-2.1"), "DestOutputProfile" => profile,
        }
    });
    // PDF/A-2 takes no attachment but another PDF/A file (ISO 19005-2, 6.8).
    let attachment = options.attachment.as_ref().filter(|_| options.profile == Profile::A3a);
    let attached = attachment.map(|attachment| (attachment, embed(&mut pdf, attachment, options)));
    let xmp = pdf.new_object_id();

    let info = pdf.trailer.get(b"Info").and_then(Object::as_reference)?;
    pdf.set_object(info, information(&title, options));
    let catalog = pdf.catalog_mut()?;
    catalog.set("StructTreeRoot", structure);
    catalog.set("MarkInfo", dictionary! { "Marked" => true });
    catalog.set("Lang", text(&options.language));
    catalog.set("ViewerPreferences", dictionary! { "DisplayDocTitle" => true });
    catalog.set("Metadata", xmp);
    if let Some(outline) = outline {
        catalog.set("Outlines", outline);
        catalog.set("PageMode", "UseOutlines");
    }
    if let Some(intent) = intent {
        catalog.set("OutputIntents", vec![intent.into()]);
    }
    if let Some((attachment, specification)) = &attached {
        catalog.set("AF", vec![Object::Reference(*specification)]);
        let names = vec![text(&attachment.name), Object::Reference(*specification)];
        catalog.set("Names", dictionary! { "EmbeddedFiles" => dictionary! { "Names" => names } });
    }
    for (id, program) in font_programs.into_iter().zip(programs()) {
        pdf.set_object(id, program);
    }
    compress(&mut pdf);
    // Not compressed, so that programs that know no PDF find it (ISO 16684-1).
    let packet = packet(&title, options, attached.is_some()).into_bytes();
    pdf.set_object(xmp, Stream::new(dictionary! { "Type" => "Metadata", "Subtype" => "XML" }, packet));
    let file = document_to_file(&pdf);
    Ok(match attached {
        Some((attachment, _)) => {
            state_digest(file, attachment).ok_or_else(|| lopdf::Error::DictKey(PROPERTY.to_owned()))?
        }
        None => file,
    })
}

/// Gives all pages the same resources, and the sizes they were composed in; printpdf's own come by way of millimetres. Returns
/// where the font programs belong.
fn share_resources(
    pdf: &mut Document,
    pages: &Pages,
    faces: &EmbeddedFaces,
    pictures: Pictures<'_>,
    sheets: &[ObjectId],
) -> Result<Vec<ObjectId>, lopdf::Error> {
    let mut unused: Vec<ObjectId> = Vec::new();
    for sheet in sheets {
        let resources = pdf.get_dictionary(*sheet)?.get(b"Resources")?.as_reference()?;
        for key in [&b"Font"[..], b"XObject", b"ExtGState", b"Shading"] {
            unused.extend(pdf.get_dictionary(resources)?.get(key).and_then(Object::as_reference));
        }
        unused.push(resources);
    }
    for id in unused {
        pdf.objects.remove(&id);
    }
    let (fonts, font_programs) = faces.add_to(pdf);
    let mut shared = Dictionary::new();
    if !fonts.is_empty() {
        shared.set("Font", fonts);
    }
    let images = pictures.add_to(pdf);
    if !images.is_empty() {
        let images: Dictionary = images.iter().map(|(name, id)| (name.clone(), Object::Reference(*id))).collect();
        shared.set("XObject", images);
    }
    let shared = pdf.add_object(shared);
    for (sheet, page) in sheets.iter().zip(&pages.pages) {
        let sheet = pdf.get_dictionary_mut(*sheet)?;
        sheet.set("Resources", shared);
        sheet.set("MediaBox", vec![0.into(), 0.into(), page.width_pt.into(), page.height_pt.into()]);
        // Equal to the media box, as they are without being named.
        sheet.remove(b"TrimBox");
        sheet.remove(b"CropBox");
    }
    Ok(font_programs)
}

/// Compresses every stream that is not compressed yet.
fn compress(pdf: &mut Document) {
    let plain = |object: &Object| matches!(object, Object::Stream(stream) if !stream.dict.has(b"Filter"));
    let ids: Vec<ObjectId> = pdf.objects.iter().filter(|(_, object)| plain(object)).map(|(id, _)| *id).collect();
    let contents: Vec<&[u8]> = ids
        .iter()
        .map(|id| match pdf.objects.get(id) {
            Some(Object::Stream(stream)) => stream.content.as_slice(),
            _ => &[],
        })
        .collect();
    let compressed = deflate_all(&contents);
    for (id, content) in ids.iter().zip(compressed) {
        if let Some(Object::Stream(stream)) = pdf.objects.get_mut(id)
            && content.len() < stream.content.len()
        {
            stream.dict.set("Filter", "FlateDecode");
            stream.content = content;
        }
    }
}
