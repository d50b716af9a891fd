//! Objects → the bytes of the file.
//!
//! Object streams and a compressed cross-reference stream (ISO 32000-1, 7.5.7 and 7.5.8), white space as ISO 19005-3, 6.1
//! wants it, objects numbered without gaps in the order they were made.

use super::deflate::{deflate_all, deflate_parts};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary};
use sha2::{Digest, Sha256};
use std::io::Write;

/// Objects in one object stream: large ones compress better, but a reader unpacks one whole.
const PER_STREAM: usize = 400;

/// The new number of each object; those without one are not in the file.
struct Numbers(Vec<u32>);

impl Numbers {
    fn get(&self, id: ObjectId) -> Option<u32> {
        self.0.get(id.0 as usize).copied().filter(|number| *number > 0)
    }
}

/// An entry of the cross-reference stream (ISO 32000-1, 7.5.8.3): where an object is.
#[derive(Clone, Copy)]
enum Entry {
    Free,
    /// By itself, at an offset.
    Plain(usize),
    /// In the object stream of a number, at an index.
    Compressed(u32, u16),
}

/// The entries of the objects, by number.
struct Entries(Vec<Entry>);

impl Entries {
    fn set(&mut self, number: u32, entry: Entry) {
        if let Some(slot) = self.0.get_mut(number as usize) {
            *slot = entry;
        }
    }
}

/// The file of a document's objects.
pub(super) fn document_to_file(pdf: &Document) -> Vec<u8> {
    let mut numbers = Numbers(vec![0; pdf.max_id as usize + 1]);
    let mut count = 0;
    for id in pdf.objects.keys() {
        if let Some(number) = numbers.0.get_mut(id.0 as usize) {
            count += 1;
            *number = count;
        }
    }
    let mut entries = Entries(vec![Entry::Free; count as usize + 1]);
    let mut bytes = b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n".to_vec();
    let mut packed: Vec<(u32, &Object)> = Vec::new();
    for (id, object) in &pdf.objects {
        let Some(number) = numbers.get(*id) else { continue };
        if let Object::Stream(stream) = object {
            entries.set(number, Entry::Plain(bytes.len()));
            write_stream(&mut bytes, number, stream, &numbers);
        } else {
            packed.push((number, object));
        }
    }
    let streams: Vec<(Dictionary, Vec<u8>)> =
        packed.chunks(PER_STREAM).map(|objects| object_stream(objects, &numbers)).collect();
    let contents: Vec<&[u8]> = streams.iter().map(|(_, content)| content.as_slice()).collect();
    let compressed = deflate_all(&contents);
    let mut next = count + 1;
    for (objects, ((dict, _), content)) in packed.chunks(PER_STREAM).zip(streams.iter().zip(compressed)) {
        for (index, (number, _)) in (0..).zip(objects) {
            entries.set(*number, Entry::Compressed(next, index));
        }
        let mut dict = dict.clone();
        dict.set("Filter", "FlateDecode");
        entries.0.push(Entry::Plain(bytes.len()));
        write_stream(&mut bytes, next, &Stream::new(dict, content), &numbers);
        next += 1;
    }
    // ISO 32000-1, 14.4: an identifier made from the file's contents.
    let hash = Sha256::digest(&bytes);
    let id = Object::String(hash.iter().take(16).copied().collect(), StringFormat::Hexadecimal);
    let start = bytes.len();
    entries.0.push(Entry::Plain(start));
    let (columns, content) = cross_reference(&entries.0);
    let compressed = deflate_parts(&[&content]);
    let mut dict = dictionary! {
        "Type" => "XRef", "Size" => entries.0.len() as i64, "W" => vec![1.into(), (columns as i64 - 3).into(), 2.into()],
        "Filter" => "FlateDecode",
        // PNG prediction from the row above: the rows differ in little.
        "DecodeParms" => dictionary! { "Predictor" => 12, "Columns" => columns as i64 },
        "ID" => vec![id.clone(), id],
    };
    for key in [&b"Root"[..], b"Info"] {
        if let Ok(value) = pdf.trailer.get(key) {
            dict.set(key, value.clone());
        }
    }
    write_stream(&mut bytes, next, &Stream::new(dict, compressed), &numbers);
    // Writing to memory does not fail.
    let _ = write!(bytes, "startxref\n{start}\n%%EOF\n");
    bytes
}

/// The rows of the cross-reference stream, each with its predictor; and their length without it.
fn cross_reference(entries: &[Entry]) -> (usize, Vec<u8>) {
    let largest = entries.iter().map(|entry| match entry {
        Entry::Free => 0,
        Entry::Plain(offset) => *offset as u64,
        Entry::Compressed(stream, _) => u64::from(*stream),
    });
    let largest = largest.max().unwrap_or(0);
    let width = (1..8).find(|bytes| largest >> (8 * bytes) == 0).unwrap_or(8);
    let mut above = vec![0; width + 3];
    let mut rows = Vec::with_capacity(entries.len() * (width + 4));
    for entry in entries {
        let (kind, value, last) = match entry {
            Entry::Free => (0, 0, u16::MAX),
            Entry::Plain(offset) => (1, *offset as u64, 0),
            Entry::Compressed(stream, index) => (2, u64::from(*stream), *index),
        };
        let mut row = vec![kind];
        row.extend(value.to_be_bytes().get(8 - width..).unwrap_or_default());
        row.extend(last.to_be_bytes());
        rows.push(2);
        rows.extend(row.iter().zip(&above).map(|(now, before)| now.wrapping_sub(*before)));
        above = row;
    }
    (width + 3, rows)
}

fn object_stream(objects: &[(u32, &Object)], numbers: &Numbers) -> (Dictionary, Vec<u8>) {
    let (mut index, mut content) = (Vec::new(), Vec::new());
    for (number, object) in objects {
        let _ = write!(index, "{number} {} ", content.len());
        write_object(&mut content, object, numbers);
        content.push(b'\n');
    }
    let dict = dictionary! { "Type" => "ObjStm", "N" => objects.len() as i64, "First" => index.len() as i64 };
    index.extend(content);
    (dict, index)
}

fn write_stream(bytes: &mut Vec<u8>, number: u32, stream: &Stream, numbers: &Numbers) {
    let _ = writeln!(bytes, "{number} 0 obj");
    let mut dict = stream.dict.clone();
    dict.set("Length", stream.content.len() as i64);
    write_dictionary(bytes, &dict, numbers);
    bytes.extend(b"\nstream\n");
    bytes.extend(&stream.content);
    bytes.extend(b"\nendstream\nendobj\n");
}

fn write_object(bytes: &mut Vec<u8>, object: &Object, numbers: &Numbers) {
    // Objects are made here and nowhere nested deeper than a few levels.
    let _ = match object {
        Object::Null => bytes.write_all(b"null"),
        Object::Boolean(value) => write!(bytes, "{value}"),
        Object::Integer(value) => write!(bytes, "{value}"),
        Object::Real(value) if value.is_finite() => write!(bytes, "{}", (f64::from(*value) * 1000.0).round() / 1000.0),
        Object::Real(_) => bytes.write_all(b"0"),
        Object::Name(name) => {
            write_name(bytes, name);
            Ok(())
        }
        Object::String(text, format) => {
            write_string(bytes, text, format);
            Ok(())
        }
        Object::Array(items) => {
            bytes.push(b'[');
            for (i, item) in items.iter().enumerate() {
                if i > 0 {
                    bytes.push(b' ');
                }
                write_object(bytes, item, numbers);
            }
            bytes.write_all(b"]")
        }
        Object::Dictionary(dict) => {
            write_dictionary(bytes, dict, numbers);
            Ok(())
        }
        // Streams stand by themselves (7.3.8).
        Object::Stream(_) => bytes.write_all(b"null"),
        Object::Reference(id) => match numbers.get(*id) {
            Some(number) => write!(bytes, "{number} 0 R"),
            None => bytes.write_all(b"null"),
        },
    };
}

fn write_dictionary(bytes: &mut Vec<u8>, dict: &Dictionary, numbers: &Numbers) {
    bytes.extend(b"<<");
    for (key, value) in dict {
        write_name(bytes, key);
        let delimited =
            matches!(value, Object::Name(_) | Object::String(..) | Object::Array(_) | Object::Dictionary(_));
        if !delimited {
            bytes.push(b' ');
        }
        write_object(bytes, value, numbers);
    }
    bytes.extend(b">>");
}

fn write_name(bytes: &mut Vec<u8>, name: &[u8]) {
    bytes.push(b'/');
    for byte in name {
        if byte.is_ascii_graphic() && !b"()<>[]{}/%#".contains(byte) {
            bytes.push(*byte);
        } else {
            let _ = write!(bytes, "#{byte:02X}");
        }
    }
}

fn write_string(bytes: &mut Vec<u8>, text: &[u8], format: &StringFormat) {
    if *format == StringFormat::Hexadecimal {
        bytes.push(b'<');
        let digit = |value: u8| if value < 10 { b'0' + value } else { b'A' + value - 10 };
        bytes.extend(text.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]));
        bytes.push(b'>');
        return;
    }
    bytes.push(b'(');
    for byte in text {
        match byte {
            b'(' | b')' | b'\\' => bytes.extend([b'\\', *byte]),
            b'\r' => bytes.extend(b"\\r"),
            byte => bytes.push(*byte),
        }
    }
    bytes.push(b')');
}
