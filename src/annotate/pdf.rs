//! PDF files: text annotations (ISO 32000-1, 12.5.6.4) on pages and at cells of tables.
//!
//! They are appended as an incremental update (7.5.6): every byte of the file stays. An update made before, if nothing came after it, is
//! cut off first; after it, the annotations in it are taken off their pages.

use super::AnnotateOptions;
use super::remark::{Remarks, damaged, is_ours, lines, listed_lines};
use crate::finding::{ANNOTATOR, Error, Finding, Value, Warned, catalogue, terms};
use crate::read::pdf::{Whereabouts, pdf_to_whereabouts};
use crate::whole::{Whole, single};
use lopdf::{Dictionary, Document, IncrementalDocument, Object, ObjectId, Stream, dictionary, text_string};
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What stands before an update of ours: a comment, which says nothing to readers.
const MARK: &[u8] = b"\n%nianbao: annotations\n";
/// The size of an annotation's sign, in points.
const SIZE: f64 = 12.0;
/// Printed, and neither enlarged nor turned with the page (12.5.3): as PDF/A wants text annotations.
const FLAGS: i64 = 4 | 8 | 16;
/// The stack a file is read on: objects within objects are read by recursion.
const STACK_BYTES: usize = 64 << 20;

/// A remark on a page: where its sign stands, as the page is shown, and what it says.
struct Sign {
    page: usize,
    /// Its upper left corner: points from that of the page, y downwards.
    corner: (f64, f64),
    text: String,
}

/// A PDF file with an annotation at each finding's place.
///
/// # Errors
/// What reading it can't go on from; `not-editable` where it is damaged.
pub fn annotate_pdf(
    bytes: &[u8],
    findings: &[Finding],
    options: &AnnotateOptions<'_>,
) -> Result<Warned<Vec<u8>>, Error> {
    let bytes = without_update(bytes);
    let whereabouts = pdf_to_whereabouts(bytes, &options.pdf)?;
    let remarks = Remarks::of(findings, options, |finding| {
        let (page, corner) = whereabouts.get(finding.location().place.as_ref()?)?;
        // Points have no order of their own.
        Some((page, corner.map(|(x, y)| (i64::whole(y * 100.0), i64::whole(x * 100.0)))))
    });
    let mut said = Vec::new();
    let placeless = remarks.listed.iter().filter(|finding| finding.location().place.is_some()).count();
    said.extend((placeless > 0).then(|| catalogue::convert::findings_listed(placeless)));
    let signs = signs(&remarks, options);
    let update = std::thread::scope(|scope| {
        let work = || catch_unwind(AssertUnwindSafe(|| updated(bytes, &signs, &whereabouts)));
        let worker = std::thread::Builder::new().stack_size(STACK_BYTES).name("annotate".to_owned());
        match worker.spawn_scoped(scope, work).map(std::thread::ScopedJoinHandle::join) {
            Ok(Ok(Ok(updated))) => updated,
            _ => Err(Fault::Damaged),
        }
    });
    let (value, claims) = update.map_err(|fault| match fault {
        Fault::Damaged => damaged("PDF"),
        Fault::Said(cause) => catalogue::package::not_editable(cause).into(),
    })?;
    said.extend((!claims.is_empty()).then(|| catalogue::convert::pdf_claims_broken(claims)));
    Ok(Warned { value, findings: said })
}

/// Why a file was not annotated.
enum Fault {
    /// Its pages are not found as they were read.
    Damaged,
    /// What the library says of it.
    Said(Value),
}

impl From<lopdf::Error> for Fault {
    fn from(error: lopdf::Error) -> Self {
        Fault::Said(Value::foreign(error))
    }
}

/// The file before the update of ours that it ends with.
#[must_use]
pub fn without_update(bytes: &[u8]) -> &[u8] {
    let end = |bytes: &[u8]| memchr::memmem::find_iter(bytes, b"%%EOF").count();
    match memchr::memmem::rfind(bytes, MARK).map(|at| bytes.split_at(at)) {
        Some((before, update)) if end(update) == 1 => before,
        _ => bytes,
    }
}

/// A place on a page that has an order: its height and side in hundredths of a point; `None` of a page as a whole.
type Spot = (usize, Option<(i64, i64)>);

/// The signs of what is said, one a place; those of a page as a whole stand side by side at its head.
fn signs(remarks: &Remarks<'_, Spot>, options: &AnnotateOptions<'_>) -> Vec<Sign> {
    let mut at_head: BTreeMap<usize, f64> = BTreeMap::new();
    let mut head = |page: usize| {
        let left = at_head.entry(page).or_insert(SIZE);
        let corner = (*left, SIZE);
        *left += 1.5 * SIZE;
        corner
    };
    let mut signs = Vec::new();
    if !remarks.listed.is_empty() {
        signs.push(Sign { page: 0, corner: head(0), text: listed_lines(&remarks.listed, options).join("\n") });
    }
    for ((page, corner), found) in &remarks.placed {
        let corner = match corner {
            Some((y, x)) => (*x as f64 / 100.0 - SIZE, *y as f64 / 100.0),
            None => head(*page),
        };
        signs.push(Sign { page: *page, corner, text: lines(found, options).join("\n") });
    }
    signs
}

/// The file with these signs, and what it no longer is that it says.
fn updated(bytes: &[u8], signs: &[Sign], whereabouts: &Whereabouts) -> Result<(Vec<u8>, Vec<Value>), Fault> {
    let before = Document::load_mem(bytes)?;
    let pages: Vec<ObjectId> = before.get_pages().into_values().collect();
    if pages.len() != whereabouts.pages() {
        return Err(Fault::Damaged);
    }
    let mut annotations: BTreeMap<usize, Vec<Object>> = BTreeMap::new();
    let mut is_idle = signs.is_empty();
    for (index, page) in pages.iter().enumerate() {
        let there = annotations_of(&before, *page);
        let theirs: Vec<Object> = there.iter().filter(|annotation| !is_own(&before, annotation)).cloned().collect();
        let is_signed = signs.iter().any(|sign| sign.page == index);
        if is_signed || theirs.len() != there.len() {
            is_idle = false;
            annotations.insert(index, theirs);
        }
    }
    if is_idle {
        return Ok((bytes.to_vec(), Vec::new()));
    }
    let claims = claims(&before);
    let mut update = IncrementalDocument::create_from([bytes, MARK].concat(), before);
    let new = &mut update.new_document;
    // A table beside a stream of references is of the file as it was.
    new.trailer.remove(b"XRefStm");
    let appearance = new.add_object(appearance());
    for sign in signs {
        let (Some(page), Some(rect)) = (pages.get(sign.page), whereabouts.to_file(sign.page, sign.corner, SIZE)) else {
            return Err(Fault::Damaged);
        };
        let rect: Vec<Object> =
            rect.iter().map(|number| Object::Real(single((*number * 100.0).round()) / 100.0)).collect();
        let annotation = new.add_object(dictionary! {
            "Type" => "Annot",
            "Subtype" => "Text",
            "Rect" => rect,
            "Contents" => text_string(&sign.text),
            "T" => text_string(ANNOTATOR),
            "F" => FLAGS,
            "Name" => "Comment",
            "C" => vec![0.75.into(), 0.into(), 0.into()],
            "AP" => dictionary! { "N" => appearance },
            "P" => *page,
        });
        annotations.entry(sign.page).or_default().push(annotation.into());
    }
    for (index, annotations) in annotations {
        let page = *pages.get(index).ok_or(Fault::Damaged)?;
        update.opt_clone_object_to_new_document(page)?;
        let page = update.new_document.get_object_mut(page)?.as_dict_mut()?;
        page.set("Annots", annotations);
    }
    let mut bytes = Vec::new();
    update.save_to(&mut bytes).map_err(|error| Fault::Said(Value::foreign(error)))?;
    bytes.push(b'\n');
    Ok((bytes, claims))
}

/// The annotations of a page, references as they are.
fn annotations_of(document: &Document, page: ObjectId) -> Vec<Object> {
    let page = document.get_object(page).and_then(Object::as_dict);
    let annotations = page.and_then(|page| page.get(b"Annots")).and_then(|list| document.dereference(list));
    annotations.ok().and_then(|(_, list)| list.as_array().ok()).cloned().unwrap_or_default()
}

/// Whether an annotation is one of ours.
fn is_own(document: &Document, annotation: &Object) -> bool {
    let dictionary = document.dereference(annotation).ok().and_then(|(_, annotation)| annotation.as_dict().ok());
    let title = dictionary.and_then(|annotation| annotation.get(b"T").ok());
    is_ours(title.and_then(|title| lopdf::decode_text_string(title).ok()).as_deref())
}

/// What a file says it is that annotations break.
fn claims(document: &Document) -> Vec<Value> {
    let catalog = document.catalog().ok();
    let entry = |dictionary: Option<&'_ Dictionary>, key: &[u8]| -> Option<Object> {
        let value = dictionary?.get(key).ok()?;
        document.dereference(value).ok().map(|(_, value)| value.clone())
    };
    let metadata = entry(catalog, b"Metadata");
    let packet = metadata.as_ref().and_then(|metadata| metadata.as_stream().ok());
    let packet = packet.map(|stream| stream.decompressed_content().unwrap_or_else(|_| stream.content.clone()));
    let packet = packet.unwrap_or_default();
    let says = |what: &[u8]| memchr::memmem::find(&packet, what).is_some();
    let form = entry(catalog, b"AcroForm");
    let flags = entry(form.as_ref().and_then(|form| form.as_dict().ok()), b"SigFlags");
    let is_signed = flags.and_then(|flags| flags.as_i64().ok()).is_some_and(|flags| flags & 1 != 0);
    [(says(b"pdfuaid:part"), terms::PDF_UA), (is_signed, terms::VALID_SIGNATURE)]
        .into_iter()
        .filter(|(is_said, _)| *is_said)
        .map(|(_, term)| term.into())
        .collect()
}

/// The sign of an annotation: a red-edged sheet with lines.
fn appearance() -> Stream {
    let drawn = b"1 0.78 0.81 rg 0.75 0 0 RG 1 w 0.5 0.5 11 11 re B 3 8.5 m 9 8.5 l 3 6 m 9 6 l 3 3.5 m 7 3.5 l S";
    let form = dictionary! {
        "Type" => "XObject",
        "Subtype" => "Form",
        "BBox" => vec![0.into(), 0.into(), 12.into(), 12.into()],
        "Resources" => Dictionary::new(),
    };
    Stream::new(form, drawn.to_vec())
}
