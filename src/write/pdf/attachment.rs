//! The associated file, and the digest that ties it to the pages.
//!
//! The digest lets a reader trust the attached data in place of the pages: it does so only when the pages are still those
//! the data was written with. It is stated in the XMP packet as `nianbao:pagesDigest`, `sha256:` and 64 hexadecimal digits:
//! the SHA-256 sum of these records one after another, each a line `kind name length` ending in a line feed, then as many
//! bytes:
//!
//! 1. `page N`, in order from 1: the content stream of each page;
//! 2. `font NAME`, then `text NAME`, by resource name in byte order: the font program and its `ToUnicode` map;
//! 3. `image NAME`, by resource name in byte order: the image object;
//! 4. `data NAME`: the attached file, `NAME` being its file name.
//!
//! All but the last are the bytes of the streams as they stand in the file, compressed or not: a program that rewrites them
//! breaks the tie, and the reader goes by the pages.

use super::metadata::{pdf_date, text};
use super::{Attachment, PdfOptions};
use lopdf::{Document, Object, ObjectId, Stream, StringFormat, dictionary};
use md5::{Digest as _, Md5};
use sha2::Sha256;
use std::collections::BTreeMap;

/// Embeds a file (ISO 19005-3, 6.8; ISO 32000-1, 7.11.4); returns its file specification.
pub(super) fn embed(pdf: &mut Document, attachment: &Attachment, options: &PdfOptions) -> ObjectId {
    let sum = Md5::digest(&attachment.bytes).to_vec();
    let mut parameters = dictionary! {
        "Size" => attachment.bytes.len() as i64, "CheckSum" => Object::String(sum, StringFormat::Hexadecimal),
    };
    if let Some(date) = options.date {
        parameters.set("ModDate", pdf_date(date));
    }
    let dict = dictionary! {
        "Type" => "EmbeddedFile", "Subtype" => Object::Name(attachment.media_type.clone().into_bytes()), "Params" => parameters,
    };
    let file = pdf.add_object(Stream::new(dict, attachment.bytes.clone()));
    pdf.add_object(dictionary! {
        "Type" => "Filespec", "F" => text(&attachment.name), "UF" => text(&attachment.name),
        "AFRelationship" => "Source", "Desc" => text(&attachment.description),
        "EF" => dictionary! { "F" => file, "UF" => file },
    })
}

/// The streams the digest is made from.
pub(super) struct Visible {
    pub pages: Vec<ObjectId>,
    /// Font program and `ToUnicode` map by resource name.
    pub fonts: BTreeMap<Vec<u8>, (ObjectId, ObjectId)>,
    pub images: BTreeMap<String, ObjectId>,
}

/// The digest of the pages and of what is attached.
pub(super) fn digest(pdf: &Document, visible: &Visible, attachment: &Attachment) -> String {
    let mut hash = Sha256::new();
    let mut record = |kind: &str, name: &[u8], bytes: &[u8]| {
        hash.update(kind);
        hash.update(b" ");
        hash.update(name);
        hash.update(format!(" {}\n", bytes.len()));
        hash.update(bytes);
    };
    let stored = |id: &ObjectId| match pdf.objects.get(id) {
        Some(Object::Stream(stream)) => stream.content.as_slice(),
        _ => &[],
    };
    for (number, page) in visible.pages.iter().enumerate() {
        record("page", (number + 1).to_string().as_bytes(), stored(page));
    }
    for (name, (program, map)) in &visible.fonts {
        record("font", name, stored(program));
        record("text", name, stored(map));
    }
    for (name, image) in &visible.images {
        record("image", name.as_bytes(), stored(image));
    }
    record("data", attachment.name.as_bytes(), &attachment.bytes);
    hash.finalize().iter().fold("sha256:".to_owned(), |text, byte| format!("{text}{byte:02x}"))
}
