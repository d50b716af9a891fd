//! Whether a file is what it should be: before its objects are read, and after its pages are.

use super::facts::{PageFacts, TextLayer};
use super::finish::{FEW_GLYPHS, is_picture};
use super::stream::{Fault, inflate, unpack_lzw};
use super::tally::pages_to_value;
use super::unicode::is_readable;
use crate::finding::catalogue::{package, pdf as said};
use crate::finding::{Error, Finding, terms};
use crate::ooxml::looks_like;
use hayro_syntax::object::{Array, Dict, MaybeRef, Object};
use hayro_syntax::xref::XRef;
use memchr::memmem;
use std::collections::BTreeSet;

/// The head of a file must say what it is within these bytes (ISO 32000-1, annex H, 3.4.1).
const HEAD: usize = 1024;
/// An object stream, unpacked; and all of a file.
const MAX_OBJECT_STREAM: usize = 64 << 20;
const MAX_OBJECT_STREAMS: usize = 128 << 20;
/// Bytes between `/Type /ObjStm` and the data.
const MAX_DICTIONARY: usize = 16 << 10;
/// Entries of the table of objects that are looked at.
const MAX_ENTRIES: usize = 200_000;
/// Nodes of the page tree.
const MAX_NODES: usize = 100_000;
/// So many curves are outlined text, where there is hardly any other.
const MANY_CURVES: usize = 1500;

/// Whether the file says it is a PDF.
pub(super) fn is_headed(bytes: &[u8]) -> bool {
    memmem::find(bytes.get(..bytes.len().min(HEAD)).unwrap_or_default(), b"%PDF-").is_some()
}

/// The error of a file that can't be opened.
pub(super) fn unopened(bytes: &[u8]) -> Error {
    if !is_headed(bytes) {
        return said::not_a_pdf(looks_like(bytes)).into();
    }
    let tail = bytes.get(bytes.len().saturating_sub(2048)..).unwrap_or_default();
    let cause = match memmem::find(tail, b"%%EOF") {
        Some(_) => terms::PAGES_NOT_FOUND,
        None => terms::BREAKS_OFF,
    };
    said::pdf_broken(cause).into()
}

/// Unpacks the object streams of a file strictly, before hayro-syntax does it without limits and without a word: the findings
/// are of those that are damaged.
///
/// Those of an encrypted file are not looked at: their bytes are cipher.
pub(super) fn check_object_streams(bytes: &[u8]) -> Result<Option<Finding>, Error> {
    if memmem::find(bytes, b"/Encrypt").is_some() {
        return Ok(None);
    }
    let (mut damaged, mut cause, mut total) = (0usize, Fault::Broken, 0usize);
    let mut checked = BTreeSet::new();
    let plain = TYPES.iter().flat_map(|name| memmem::find_iter(bytes, *name));
    let escaped = memmem::find_iter(bytes, b"#").filter_map(|at| escaped_type(bytes, at));
    for at in plain.chain(escaped) {
        let Some((start, data, dictionary)) = stream_after(bytes, at) else { continue };
        if !checked.insert(start) {
            continue;
        }
        let (unpacked, fault) = if memmem::find(dictionary, b"LZW").is_some() {
            unpack_lzw(data, true, MAX_OBJECT_STREAM)
        } else if memmem::find(dictionary, b"Fl").is_some() {
            inflate(data, MAX_OBJECT_STREAM)
        } else {
            continue;
        };
        total = total.saturating_add(unpacked.len());
        if fault == Some(Fault::TooLong) || total > MAX_OBJECT_STREAMS {
            let limit = terms::BYTES_OF_OBJECT_STREAMS;
            return Err(package::limit_exceeded(limit, MAX_OBJECT_STREAM, unpacked.len().max(total)).into());
        }
        if let Some(fault) = fault {
            damaged += 1;
            cause = fault;
        }
    }
    Ok((damaged > 0).then(|| said::objects_damaged(damaged, cause.words())))
}

/// The types of streams that are looked at.
const TYPES: [&[u8]; 2] = [b"/ObjStm", b"/XRef"];

/// Where the name around a `#` begins, if it is one of those types with letters written as `#` and two digits (7.3.5).
fn escaped_type(bytes: &[u8], at: usize) -> Option<usize> {
    const LONGEST: usize = 3 * b"/ObjStm".len();
    let begin = at.saturating_sub(LONGEST);
    let start = begin + memchr::memrchr(b'/', bytes.get(begin..at)?)?;
    let mut rest = bytes.get(start..)?;
    let mut name = Vec::with_capacity(TYPES[0].len());
    while name.len() < TYPES[0].len() {
        let [first, others @ ..] = rest else { break };
        let digit = |at: usize| others.get(at).and_then(|digit| char::from(*digit).to_digit(16));
        let (letter, length) = match (*first, digit(0), digit(1)) {
            (b'#', Some(high), Some(low)) => (u8::try_from(high * 16 + low).ok()?, 3),
            _ => (*first, 1),
        };
        name.push(letter);
        rest = rest.get(length..)?;
    }
    TYPES.iter().any(|known| name.starts_with(known)).then_some(start)
}

/// The stream whose dictionary is around a place: where its data begins, the data, and the dictionary.
fn stream_after(bytes: &[u8], at: usize) -> Option<(usize, &[u8], &[u8])> {
    let begin = at.saturating_sub(MAX_DICTIONARY);
    let open = begin + memmem::rfind(bytes.get(begin..at)?, b"obj")? + 3;
    if !bytes.get(open..at)?.trim_ascii_start().starts_with(b"<<") {
        return None;
    }
    let keyword = open + memmem::find(bytes.get(open..bytes.len().min(at + MAX_DICTIONARY))?, b"stream")?;
    // The data of a stream, or another object, between the two means that the place is in no stream's dictionary.
    if keyword < at || memmem::find(bytes.get(at..keyword)?, b"endobj").is_some() {
        return None;
    }
    let mut start = keyword + 6;
    if bytes.get(start) == Some(&b'\r') {
        start += 1;
    }
    if bytes.get(start) == Some(&b'\n') {
        start += 1;
    }
    let rest = bytes.get(start..)?;
    let length = memmem::find(rest, b"endstream").unwrap_or(rest.len());
    Some((start, rest.get(..length)?, bytes.get(open..keyword)?))
}

/// Whether the table of objects at the end of the file leads to objects (7.5.4, 7.5.8).
pub(super) fn has_sound_table(bytes: &[u8]) -> bool {
    let offset = memmem::find(bytes.get(..bytes.len().min(HEAD)).unwrap_or_default(), b"%PDF-").unwrap_or(0);
    let found = memmem::rfind(bytes, b"startxref").and_then(|at| {
        let tail = bytes.get(at + 9..)?;
        number(tail).map(|(number, _)| number)
    });
    let Some(start) = found else { return false };
    // Offsets count from the header; many readers and writers count from the first byte.
    [start, start.saturating_add(offset)].iter().any(|start| {
        let Some(table) = bytes.get(*start..) else { return false };
        let trimmed = table.trim_ascii_start();
        match trimmed.strip_prefix(b"xref") {
            Some(entries) => are_entries_sound(entries, bytes, offset),
            None => is_object_head(trimmed),
        }
    })
}

/// `12 0 obj`.
fn is_object_head(bytes: &[u8]) -> bool {
    let head = number(bytes).and_then(|(_, rest)| number(rest));
    head.is_some_and(|(_, rest)| rest.trim_ascii_start().starts_with(b"obj"))
}

/// A number after white space, and what follows.
fn number(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let bytes = bytes.trim_ascii_start();
    let digits = bytes.iter().take(12).take_while(|byte| byte.is_ascii_digit()).count();
    let (text, rest) = bytes.split_at_checked(digits)?;
    Some((std::str::from_utf8(text).ok()?.parse().ok()?, rest))
}

/// Whether the entries in use lead to objects.
fn are_entries_sound(mut entries: &[u8], bytes: &[u8], offset: usize) -> bool {
    let mut looked_at = 0;
    while let Some((first, rest)) = number(entries) {
        let Some((count, rest)) = number(rest) else { return false };
        entries = rest;
        for object in first..first.saturating_add(count) {
            looked_at += 1;
            if looked_at > MAX_ENTRIES {
                return true;
            }
            let Some((place, rest)) = number(entries) else { return false };
            let Some((_, rest)) = number(rest) else { return false };
            let rest = rest.trim_ascii_start();
            entries = rest.get(1..).unwrap_or_default();
            if !rest.starts_with(b"n") || place == 0 {
                continue;
            }
            let leads = [place, place.saturating_add(offset)].iter().any(|place| {
                let there = bytes.get(*place..).unwrap_or_default();
                number(there).is_some_and(|(found, _)| found == object) && is_object_head(there)
            });
            if !leads {
                return false;
            }
        }
    }
    true
}

/// How many pages the page tree has kids for, readable or not.
pub(super) fn stated_pages(catalog: &Dict<'_>, xref: &XRef) -> usize {
    let Some(root) = catalog.get::<Dict<'_>>(b"Pages") else { return 0 };
    let mut stated = 0usize;
    let mut seen = BTreeSet::new();
    let mut open = vec![root];
    while let Some(node) = open.pop() {
        for kid in node.get::<Array<'_>>(b"Kids").iter().flat_map(Array::raw_iter) {
            if seen.len() >= MAX_NODES {
                return stated;
            }
            let kid = match kid {
                MaybeRef::Ref(reference) if !seen.insert(reference.obj_number) => continue,
                MaybeRef::Ref(reference) => xref.get::<Object<'_>>(reference.into()),
                MaybeRef::NotRef(object) => Some(object),
            };
            match kid {
                Some(Object::Dict(kid)) if kid.contains_key(b"Kids") => open.push(kid),
                _ => stated += 1,
            }
        }
    }
    stated
}

/// What a page looks like as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Look {
    Text,
    /// Text, nearly none of whose characters the file tells.
    Wordless,
    Scanned,
    /// Scanned, with text laid with it that was not read.
    Layered,
    Outlined,
    Blank,
}

fn look(page: &PageFacts, curves: usize) -> Look {
    let written = page.glyphs.iter().filter(|glyph| &*glyph.text != " ");
    let glyphs = written.clone().count();
    let known = written.filter(|glyph| is_readable(&glyph.text)).count();
    if page.text_layer == TextLayer::LeftOut {
        Look::Layered
    } else if glyphs < FEW_GLYPHS && is_picture(page) {
        Look::Scanned
    } else if glyphs < FEW_GLYPHS && curves > MANY_CURVES {
        Look::Outlined
    } else if glyphs >= FEW_GLYPHS && known * 20 < glyphs {
        Look::Wordless
    } else if glyphs == 0 && page.images.is_empty() && page.rules.is_empty() && page.fills.is_empty() && curves == 0 {
        Look::Blank
    } else {
        Look::Text
    }
}

/// Pages that show text without holding it: an error where there are no others.
pub(super) fn check_pages(pages: &[(&PageFacts, usize)], findings: &mut Vec<Finding>) -> Result<(), Error> {
    let looks: Vec<Look> = pages.iter().map(|(page, curves)| look(page, *curves)).collect();
    let of = |wanted: Look| -> BTreeSet<u32> {
        (1u32..).zip(&looks).filter(|(_, look)| **look == wanted).map(|(number, _)| number).collect()
    };
    let (scanned, outlined, blank) = (of(Look::Scanned), of(Look::Outlined), of(Look::Blank));
    let (layered, wordless) = (of(Look::Layered), of(Look::Wordless));
    let all = pages.len();
    if blank.len() == all {
        return Err(said::pdf_empty(all).into());
    }
    if !looks.contains(&Look::Text) {
        let most = [&scanned, &outlined, &layered, &wordless].into_iter().map(BTreeSet::len).max().unwrap_or(0);
        return Err(if layered.len() == most {
            said::pdf_scanned_with_text(layered.len()).into()
        } else if scanned.len() == most {
            said::pdf_scanned(scanned.len()).into()
        } else if wordless.len() == most {
            said::pdf_without_characters(wordless.len()).into()
        } else {
            said::pdf_outlined(outlined.len()).into()
        });
    }
    if !scanned.is_empty() {
        findings.push(said::page_scanned(pages_to_value(&scanned)));
    }
    if !layered.is_empty() {
        findings.push(said::page_scanned_with_text(pages_to_value(&layered)));
    }
    if !outlined.is_empty() {
        findings.push(said::page_outlined(pages_to_value(&outlined)));
    }
    if !blank.is_empty() {
        findings.push(said::page_blank(pages_to_value(&blank)));
    }
    let read = pages.iter().map(|(page, _)| page.text_layer == TextLayer::Read);
    let read: BTreeSet<u32> = (1u32..).zip(read).filter(|(_, read)| *read).map(|(number, _)| number).collect();
    if !read.is_empty() {
        findings.push(said::text_layer_read(pages_to_value(&read)));
    }
    Ok(())
}
