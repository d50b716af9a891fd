//! What breaks the tie between pages and data, and what does not.

use super::*;
use crate::carried::{Carried, carried_file};
use crate::font::Faces;
use crate::style::Style;
use crate::typeset::{document_to_pages, fixture};
use lopdf::{Document, Object, ObjectId, Stream, dictionary};

const NAME: &str = "data.json";

fn file() -> Vec<u8> {
    let pages = document_to_pages(&fixture::report(), &Style::gongwen().unwrap(), &Faces::default()).value;
    let attachment = Attachment {
        name: NAME.to_owned(),
        media_type: "application/json".to_owned(),
        description: "数据".to_owned(),
        bytes: b"{\"a\": 1}".repeat(30),
    };
    pages_to_pdf(&pages, &PdfOptions { attachment: Some(attachment), ..PdfOptions::default() }).unwrap()
}

fn attached(bytes: Vec<u8>) -> Option<Carried> {
    carried_file(&bytes, NAME)
}

/// Whether the tie holds after a change to the objects.
fn tied(file: &Document, change: impl FnOnce(&mut Document, &[ObjectId])) -> Option<bool> {
    let mut pdf = file.clone();
    let pages: Vec<ObjectId> = pdf.get_pages().into_values().collect();
    change(&mut pdf, &pages);
    let mut bytes = Vec::new();
    pdf.save_to(&mut bytes).unwrap();
    attached(bytes).map(|attached| attached.tied)
}

fn page(pdf: &mut Document, id: ObjectId) -> &mut lopdf::Dictionary {
    pdf.get_dictionary_mut(id).unwrap()
}

fn stream(pdf: &mut Document, id: ObjectId) -> &mut Stream {
    pdf.get_object_mut(id).unwrap().as_stream_mut().unwrap()
}

/// The first font's dictionary of glyphs and widths.
fn descendant(pdf: &mut Document, first: ObjectId) -> &mut lopdf::Dictionary {
    let resources = pdf.get_dictionary(first).unwrap().get_deref(b"Resources", pdf).unwrap().as_dict().unwrap();
    let fonts = resources.get_deref(b"Font", pdf).unwrap().as_dict().unwrap();
    let font = fonts.iter().next().unwrap().1.as_reference().unwrap();
    let fonts = page(pdf, font).get_mut(b"DescendantFonts").unwrap().as_array_mut().unwrap();
    fonts[0].as_dict_mut().unwrap()
}

#[test]
fn a_file_as_it_was_written_is_tied() {
    let attached = attached(file()).unwrap();
    assert!(attached.tied);
    assert_eq!(attached.bytes, b"{\"a\": 1}".repeat(30));
}

#[test]
fn what_is_not_on_the_pages_leaves_the_tie() {
    let pdf = Document::load_mem(&file()).unwrap();
    assert_eq!(tied(&pdf, |_, _| ()), Some(true), "written anew");
    assert_eq!(tied(&pdf, |pdf, _| pdf.renumber_objects_with(1000)), Some(true), "renumbered");
    let title = |pdf: &mut Document, _: &[ObjectId]| {
        let info = pdf.trailer.get(b"Info").unwrap().as_reference().unwrap();
        page(pdf, info).set("Title", Object::string_literal("x"));
    };
    assert_eq!(tied(&pdf, title), Some(true), "another title");
}

#[test]
fn whatever_may_be_seen_breaks_the_tie() {
    let pdf = Document::load_mem(&file()).unwrap();
    type Change = fn(&mut Document, &[ObjectId]);
    let changes: &[(&str, Change)] = &[
        ("a page's content", |pdf, pages| {
            let content = page(pdf, pages[0]).get(b"Contents").unwrap().as_reference().unwrap();
            let text = stream(pdf, content).decompressed_content().unwrap();
            stream(pdf, content).set_plain_content([&text[..], b"\n"].concat());
        }),
        ("the same content, compressed otherwise", |pdf, pages| {
            let content = page(pdf, pages[0]).get(b"Contents").unwrap().as_reference().unwrap();
            stream(pdf, content).decompress().unwrap();
        }),
        ("content added to a page", |pdf, pages| {
            let more = pdf.add_object(Stream::new(dictionary! {}, b"0 0 9 9 re f".to_vec()));
            let content = page(pdf, pages[0]).get(b"Contents").unwrap().clone();
            page(pdf, pages[0]).set("Contents", vec![content, more.into()]);
        }),
        ("a note laid over a page", |pdf, pages| {
            let note = dictionary! { "Type" => "Annot", "Subtype" => "FreeText", "Rect" => vec![100.into(), 100.into(), 300.into(), 200.into()] };
            let note = pdf.add_object(note);
            page(pdf, pages[1]).set("Annots", vec![note.into()]);
        }),
        ("a form", |pdf, _| {
            pdf.catalog_mut().unwrap().set("AcroForm", dictionary! { "Fields" => Object::Array(Vec::new()) });
        }),
        ("layers", |pdf, _| pdf.catalog_mut().unwrap().set("OCProperties", dictionary! { "D" => dictionary! {} })),
        ("a page turned", |pdf, pages| page(pdf, pages[0]).set("Rotate", 90)),
        ("a page cut", |pdf, pages| {
            page(pdf, pages[0]).set("CropBox", vec![0.into(), 0.into(), 300.into(), 300.into()]);
        }),
        ("a page scaled", |pdf, pages| page(pdf, pages[0]).set("UserUnit", 2)),
        ("a page taken out", |pdf, _| pdf.delete_pages(&[2])),
        ("pages in another order", |pdf, pages| {
            let tree = page(pdf, pages[0]).get(b"Parent").unwrap().as_reference().unwrap();
            page(pdf, tree).get_mut(b"Kids").unwrap().as_array_mut().unwrap().swap(0, 1);
        }),
        ("other resources", |pdf, pages| page(pdf, pages[0]).set("Resources", dictionary! {})),
        ("another width of a glyph", |pdf, pages| {
            descendant(pdf, pages[0]).set("W", vec![1.into(), vec![777.into()].into()]);
        }),
        ("another choice of glyphs", |pdf, pages| {
            let map = pdf.add_object(Stream::new(dictionary! {}, vec![0, 1, 0, 2]));
            descendant(pdf, pages[0]).set("CIDToGIDMap", map);
        }),
        ("a font program", |pdf, pages| {
            let descriptor = descendant(pdf, pages[0]).get(b"FontDescriptor").unwrap().as_reference().unwrap();
            let program = page(pdf, descriptor).get(b"FontFile2").unwrap().as_reference().unwrap();
            stream(pdf, program).content[100] ^= 1;
        }),
        ("the attached data", |pdf, _| {
            let files = pdf.catalog().unwrap().get(b"AF").unwrap().as_array().unwrap()[0].as_reference().unwrap();
            let file = pdf.get_dictionary(files).unwrap().get(b"EF").unwrap().as_dict().unwrap();
            let file = file.get(b"F").unwrap().as_reference().unwrap();
            stream(pdf, file).set_plain_content(b"{\"a\": 2}".to_vec());
        }),
    ];
    for (name, change) in changes {
        assert_eq!(tied(&pdf, change), Some(false), "{name}");
    }
}

/// As editors save: the new objects behind the old file.
#[test]
fn an_update_behind_the_file_breaks_the_tie() {
    let bytes = file();
    let mut update = lopdf::IncrementalDocument::create_from(bytes.clone(), Document::load_mem(&bytes).unwrap());
    let first = update.get_prev_documents().get_pages().into_values().next().unwrap();
    update.opt_clone_object_to_new_document(first).unwrap();
    update.new_document.get_dictionary_mut(first).unwrap().set("Rotate", 180);
    let mut updated = Vec::new();
    update.save_to(&mut updated).unwrap();
    assert!(updated.starts_with(&bytes));
    assert_eq!(attached(updated).map(|attached| attached.tied), Some(false));
}

#[test]
fn a_file_that_states_no_digest_has_no_data_of_ours() {
    let pdf = Document::load_mem(&file()).unwrap();
    let unstated = |pdf: &mut Document, _: &[ObjectId]| {
        let packet = pdf.catalog().unwrap().get(b"Metadata").unwrap().as_reference().unwrap();
        stream(pdf, packet).set_plain_content(b"<x/>".to_vec());
    };
    assert_eq!(tied(&pdf, unstated), None);
    assert_eq!(tied(&pdf, |pdf, _| drop(pdf.catalog_mut().unwrap().remove(b"AF"))), None);
}
