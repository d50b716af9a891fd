//! The associated file, and the statement of the digest that ties it to the pages ([`crate::carried`]).

use super::deflate::deflate_parts;
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
        "Filter" => "FlateDecode",
    };
    let file = pdf.add_object(Stream::new(dict, deflate_parts(&parts(&attachment.bytes))));
    pdf.add_object(dictionary! {
        "Type" => "Filespec", "F" => text(&attachment.name), "UF" => text(&attachment.name),
        "AFRelationship" => "Source", "Desc" => text(&attachment.description),
        "EF" => dictionary! { "F" => file, "UF" => file },
    })
}

/// Pictures in a report are long strings in base 64, words are not: each is a part of its own, for one code does not suit both.
fn parts(file: &[u8]) -> Vec<&[u8]> {
    const LONG: usize = 1024;
    let is_digit = |byte: &u8| byte.is_ascii_alphanumeric() || b"+/=\"".contains(byte);
    let (mut parts, mut begin, mut end) = (Vec::new(), 0, 0);
    for string in file.split_inclusive(|byte| *byte == b'"') {
        if string.len() >= LONG && string.iter().all(is_digit) {
            parts.extend(file.get(begin..end));
            parts.push(string);
            begin = end + string.len();
        }
        end += string.len();
    }
    parts.extend(file.get(begin..));
    parts
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn a_picture_is_packed_by_itself() {
        let digits: String =
            (0..6000_u32).map(|i| char::from(b'A' + (i.wrapping_mul(2_654_435_761) >> 27) as u8)).collect();
        let digits = digits.replace(['[', '\\', ']', '^', '_', '`'], "+");
        let words = "政府信息公开工作年度报告".repeat(50);
        let file = format!("{{\"text\": \"{words}\", \"data\": \"{digits}\", \"more\": \"{words}\"}}");
        let parts = parts(file.as_bytes());
        assert_eq!(parts.concat(), file.as_bytes());
        assert_eq!((parts.len(), parts[1]), (3, format!("{digits}\"").as_bytes()));
        let packed = deflate_parts(&parts);
        let mut back = Vec::new();
        flate2::read::ZlibDecoder::new(packed.as_slice()).read_to_end(&mut back).unwrap();
        assert_eq!(back, file.as_bytes());
        assert_eq!(super::parts(b""), [b""]);
    }
}
