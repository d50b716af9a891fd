//! The associated file, and the statement of the digest that ties it to the pages ([`crate::attached`]).

use super::metadata::{pdf_date, text};
use super::{Attachment, PdfOptions};
use crate::carried::{PROPERTY, UNKNOWN, digest};
use hayro_syntax::Pdf;
use lopdf::{Document, Object, ObjectId, Stream, StringFormat, dictionary};
use md5::{Digest as _, Md5};

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

/// Puts the digest in its place in a file made with [`UNKNOWN`] in its packet; nothing where the file can't be read back.
pub(super) fn state_digest(mut file: Vec<u8>, attachment: &Attachment) -> Option<Vec<u8>> {
    let pdf = Pdf::new(file.clone()).ok()?;
    let digest = digest(&pdf, &attachment.name, &attachment.bytes)?;
    let place = format!("<{PROPERTY}>{UNKNOWN}<");
    let at = memchr::memmem::find(&file, place.as_bytes())? + PROPERTY.len() + 2;
    file.get_mut(at..at + digest.len())?.copy_from_slice(digest.as_bytes());
    Some(file)
}
