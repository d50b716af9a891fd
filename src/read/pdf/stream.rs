//! Streams → their bytes, strictly and within limits (ISO 32000-1, 7.4).
//!
//! A stream that breaks off, or whose check sum does not match, gives what could be read of it and says so. hayro-syntax's
//! own decoding neither tells damage nor stops at any size.

use crate::finding::{Term, terms};
use crate::whole::counted;
use flate2::{Decompress, FlushDecompress, Status};
use hayro_syntax::Filter;
use hayro_syntax::object::{Array, Dict, Object, Stream};
use std::cell::Cell;

/// The bytes of a stream.
#[derive(Debug, Default)]
pub(super) struct Decoded {
    pub bytes: Vec<u8>,
    /// What is wrong with it.
    pub fault: Option<Fault>,
    /// The image filter that was left undone, the last of the chain.
    pub image_filter: Option<Filter>,
}

/// What can be wrong with a stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// The compressed data breaks off or can't be followed.
    Broken,
    /// The check sum says other bytes stood there (RFC 1950).
    Checksum,
    /// More bytes than allowed.
    TooLong,
    /// A filter nobody knows, or data in another file.
    Unknown,
}

impl Fault {
    /// In words, for a finding.
    pub(super) fn words(self) -> &'static Term {
        match self {
            Fault::Broken => terms::COMPRESSION_BREAKS_OFF,
            Fault::Checksum => terms::CHECKSUM_DIFFERS,
            Fault::TooLong => terms::TOO_LONG_UNPACKED,
            Fault::Unknown => terms::UNKNOWN_FILTER,
        }
    }
}

/// How much of a file may still be unpacked, and how many entries its tables may still have: streams and tables can be referred
/// to any number of times.
#[derive(Debug)]
pub(super) struct Budget {
    bytes: Cell<usize>,
    entries: Cell<usize>,
}

/// Bytes unpacked of a file, its pictures aside.
const MAX_BYTES: usize = 320 << 20;
/// Widths, mappings and names of all fonts.
const MAX_ENTRIES: usize = 2_000_000;

impl Budget {
    pub(super) fn new() -> Self {
        Budget { bytes: Cell::new(MAX_BYTES), entries: Cell::new(MAX_ENTRIES) }
    }

    /// [`decode`], of at most what is left.
    pub(super) fn decode(&self, stream: &Stream<'_>, limit: usize) -> Decoded {
        let decoded = decode(stream, limit.min(self.bytes.get()));
        self.bytes.set(self.bytes.get().saturating_sub(decoded.bytes.len()));
        decoded
    }

    /// Takes entries of a table; `false` where no more are left.
    pub(super) fn take_entries(&self, entries: usize) -> bool {
        let left = self.entries.get();
        self.entries.set(left.saturating_sub(entries));
        left >= entries
    }
}

/// Undoes a stream's filters but for the image filter at its end; at most `limit` bytes.
pub(super) fn decode(stream: &Stream<'_>, limit: usize) -> Decoded {
    let dict = stream.dict();
    if matches!(dict.get::<Object<'_>>(b"F"), Some(Object::String(_) | Object::Dict(_))) {
        return Decoded { fault: Some(Fault::Unknown), ..Decoded::default() };
    }
    let raw = stream.raw_data();
    let filters = stream.filters();
    if filters.len() != filters_named(dict) {
        return Decoded { fault: Some(Fault::Unknown), ..Decoded::default() };
    }
    let parameters = parameters(dict);
    let steps = filters.iter().enumerate().map(|(index, filter)| (*filter, parameters.get(index).cloned().flatten()));
    undo(&raw, steps, limit)
}

/// How many filters a stream says it has, known or not.
fn filters_named(dict: &Dict<'_>) -> usize {
    match dict.get::<Object<'_>>(b"Filter") {
        Some(Object::Name(_)) => 1,
        Some(Object::Array(names)) => names.raw_iter().count(),
        _ => 0,
    }
}

/// Undoes a chain of filters.
pub(super) fn undo<'a>(raw: &[u8], steps: impl Iterator<Item = (Filter, Option<Dict<'a>>)>, limit: usize) -> Decoded {
    let mut decoded = Decoded::default();
    let mut current: Option<Vec<u8>> = None;
    for (filter, parameters) in steps {
        if decoded.image_filter.is_some() {
            decoded.fault = Some(Fault::Unknown);
            break;
        }
        let data = current.as_deref().unwrap_or(raw);
        let (bytes, fault) = match filter {
            Filter::Crypt => continue,
            Filter::FlateDecode => inflate(data, limit),
            Filter::LzwDecode => {
                let early = parameters.as_ref().and_then(|p| p.get::<i32>(b"EarlyChange")).unwrap_or(1);
                unpack_lzw(data, early != 0, limit)
            }
            Filter::AsciiHexDecode => (hex_to_bytes(data), None),
            Filter::Ascii85Decode => ascii85_to_bytes(data),
            Filter::RunLengthDecode => unpack_runs(data, limit),
            Filter::CcittFaxDecode | Filter::Jbig2Decode | Filter::DctDecode | Filter::JpxDecode => {
                decoded.image_filter = Some(filter);
                continue;
            }
        };
        decoded.fault = decoded.fault.or(fault);
        let predicted = matches!(filter, Filter::FlateDecode | Filter::LzwDecode);
        current = Some(match parameters.filter(|_| predicted) {
            Some(parameters) => undo_predictor(bytes, &parameters),
            None => bytes,
        });
    }
    decoded.bytes = current.unwrap_or_else(|| raw.to_vec());
    if decoded.bytes.len() > limit {
        decoded.bytes.truncate(limit);
        decoded.fault = Some(Fault::TooLong);
    }
    decoded
}

fn parameters<'a>(dict: &Dict<'a>) -> Vec<Option<Dict<'a>>> {
    match dict.get::<Object<'a>>(b"DecodeParms").or_else(|| dict.get::<Object<'a>>(b"DP")) {
        Some(Object::Dict(one)) => vec![Some(one)],
        Some(Object::Array(all)) => Array::iter::<Object<'a>>(&all).take(16).map(Object::into_dict).collect(),
        _ => Vec::new(),
    }
}

/// A zlib stream (RFC 1950); data without its header is taken as bare deflate, with its fault told.
pub(super) fn inflate(data: &[u8], limit: usize) -> (Vec<u8>, Option<Fault>) {
    let headed = matches!(data, [method, flags, ..]
        if method & 0x0F == 8 && (u32::from(*method) * 256 + u32::from(*flags)).is_multiple_of(31));
    if headed {
        return unpack(data, true, limit);
    }
    let (bytes, fault) = unpack(data, false, limit);
    (bytes, if data.is_empty() { None } else { fault.or(Some(Fault::Broken)) })
}

fn unpack(data: &[u8], headed: bool, limit: usize) -> (Vec<u8>, Option<Fault>) {
    let mut unpacker = Decompress::new(headed);
    let mut bytes = Vec::with_capacity(data.len().saturating_mul(4).clamp(4096, 1 << 22).min(limit.saturating_add(1)));
    loop {
        let Ok(read) = usize::try_from(unpacker.total_in()) else { return (bytes, Some(Fault::TooLong)) };
        let Some(rest) = data.get(read..) else { return (bytes, Some(Fault::Broken)) };
        let before = bytes.len();
        match unpacker.decompress_vec(rest, &mut bytes, FlushDecompress::None) {
            Ok(Status::StreamEnd) => return (bytes, None),
            Ok(_) if bytes.len() > limit => return (bytes, Some(Fault::TooLong)),
            Ok(_) if bytes.len() == bytes.capacity() => bytes.reserve(bytes.len().max(4096)),
            Ok(_) if bytes.len() == before && unpacker.total_in() == read as u64 => {
                return (bytes, Some(Fault::Broken));
            }
            Ok(_) => {}
            // All data came, and then the sum did not match, or the stream went astray before.
            Err(_) => {
                let (rest, _) = if headed { bare(data, limit) } else { (Vec::new(), false) };
                if rest.len() > bytes.len() {
                    return (rest, Some(Fault::Checksum));
                }
                return (bytes, Some(Fault::Broken));
            }
        }
    }
}

/// The deflate data behind a zlib header, whatever the sum says, and whether it ends properly.
fn bare(data: &[u8], limit: usize) -> (Vec<u8>, bool) {
    let (bytes, fault) = unpack(data.get(2..).unwrap_or_default(), false, limit);
    (bytes, fault.is_none())
}

/// LZW (7.4.4).
pub(super) fn unpack_lzw(data: &[u8], early: bool, limit: usize) -> (Vec<u8>, Option<Fault>) {
    const CLEAR: u32 = 256;
    const END: u32 = 257;
    let mut bytes: Vec<u8> = Vec::new();
    // Of each code from 258 on: where its string begins in the output, and its length.
    let mut strings: Vec<(usize, usize)> = Vec::new();
    let mut last: Option<(usize, usize)> = None;
    let (mut buffer, mut held, mut width) = (0u32, 0u32, 9u32);
    for byte in data {
        buffer = buffer << 8 | u32::from(*byte);
        held += 8;
        if held < width {
            continue;
        }
        held -= width;
        let code = buffer >> held & ((1 << width) - 1);
        buffer &= (1 << held) - 1;
        if code == END {
            return (bytes, None);
        }
        if code == CLEAR {
            strings.clear();
            last = None;
            width = 9;
            continue;
        }
        let start = bytes.len();
        let length = if code < CLEAR {
            bytes.push((code & 0xFF) as u8);
            1
        } else {
            let known = strings.get((code - 258) as usize).copied();
            let Some((from, length)) = known.or(last.map(|(from, length)| (from, length + 1))) else {
                return (bytes, Some(Fault::Broken));
            };
            if known.is_none() && (code - 258) as usize != strings.len() {
                return (bytes, Some(Fault::Broken));
            }
            for at in from..from + length {
                let Some(byte) = bytes.get(at).copied() else { return (bytes, Some(Fault::Broken)) };
                bytes.push(byte);
            }
            length
        };
        if bytes.len() > limit {
            return (bytes, Some(Fault::TooLong));
        }
        if let Some((from, length)) = last
            && strings.len() < 4096 - 258
        {
            strings.push((from, length + 1));
        }
        last = Some((start, length));
        let next = counted(strings.len()) + 258 + u32::from(early);
        width = match next {
            ..511 => 9,
            511..1023 => 10,
            1023..2047 => 11,
            _ => 12,
        };
        if !early {
            width = match counted(strings.len()) + 258 {
                ..512 => 9,
                512..1024 => 10,
                1024..2048 => 11,
                _ => 12,
            };
        }
    }
    (bytes, Some(Fault::Broken))
}

/// Hexadecimal digits (7.4.2); other characters are passed over.
pub(super) fn hex_to_bytes(data: &[u8]) -> Vec<u8> {
    let mut digits = data.iter().take_while(|byte| **byte != b'>').filter_map(|byte| char::from(*byte).to_digit(16));
    let mut bytes = Vec::with_capacity(data.len() / 2);
    while let Some(high) = digits.next() {
        bytes.push(((high << 4 | digits.next().unwrap_or(0)) & 0xFF) as u8);
    }
    bytes
}

/// Base 85 (7.4.3).
fn ascii85_to_bytes(data: &[u8]) -> (Vec<u8>, Option<Fault>) {
    let mut bytes = Vec::with_capacity(data.len() / 5 * 4);
    let (mut value, mut count) = (0u64, 0);
    for byte in data {
        match byte {
            b'z' if count == 0 => bytes.extend([0; 4]),
            b'!'..=b'u' => {
                value = value * 85 + u64::from(byte - b'!');
                count += 1;
                if count == 5 {
                    // A group beyond 32 bits is an error (7.4.3).
                    let Ok(group) = u32::try_from(value) else { return (bytes, Some(Fault::Broken)) };
                    bytes.extend_from_slice(&group.to_be_bytes());
                    (value, count) = (0, 0);
                }
            }
            b'~' => {
                if count > 1 {
                    let padded = (count..5).fold(value, |value, _| value * 85 + 84);
                    let Ok(group) = u32::try_from(padded) else { return (bytes, Some(Fault::Broken)) };
                    bytes.extend(group.to_be_bytes().iter().take(count - 1));
                }
                return (bytes, None);
            }
            byte if byte.is_ascii_whitespace() || *byte == 0 => {}
            _ => return (bytes, Some(Fault::Broken)),
        }
    }
    if count > 1 {
        let padded = (count..5).fold(value, |value, _| value * 85 + 84);
        let Ok(group) = u32::try_from(padded) else { return (bytes, Some(Fault::Broken)) };
        bytes.extend(group.to_be_bytes().iter().take(count - 1));
    }
    (bytes, None)
}

/// Run lengths (7.4.5).
fn unpack_runs(data: &[u8], limit: usize) -> (Vec<u8>, Option<Fault>) {
    let mut bytes = Vec::new();
    let mut rest = data;
    while let [length, after @ ..] = rest {
        match length {
            128 => return (bytes, None),
            0..=127 => {
                let count = usize::from(*length) + 1;
                let Some((run, after)) = after.split_at_checked(count) else {
                    bytes.extend_from_slice(after);
                    return (bytes, Some(Fault::Broken));
                };
                bytes.extend_from_slice(run);
                rest = after;
            }
            129.. => {
                let [byte, after @ ..] = after else { return (bytes, Some(Fault::Broken)) };
                bytes.extend(std::iter::repeat_n(*byte, 257 - usize::from(*length)));
                rest = after;
            }
        }
        if bytes.len() > limit {
            return (bytes, Some(Fault::TooLong));
        }
    }
    (bytes, None)
}

/// How many bytes of a stream are what the samples of a PNG file would be (7.4.4.4), whose rows have so many parts of so many bits
/// to a pixel. `None` where it was packed in another way, or is not whole.
pub(super) fn png_samples(
    stream: &Stream<'_>,
    (parts, bits, width, height): (usize, usize, usize, usize),
) -> Option<usize> {
    const PNG: usize = 10;
    let dict = stream.dict();
    let is_flate = matches!(stream.filters().as_slice(), [Filter::FlateDecode])
        && filters_named(dict) == 1
        && dict.get::<Object<'_>>(b"F").is_none();
    let parameters = parameters(dict).into_iter().next().flatten().filter(|_| is_flate)?;
    let number = |key: &[u8], otherwise: usize| parameters.get::<usize>(key).unwrap_or(otherwise);
    let is_png = number(b"Predictor", 1) >= PNG
        && number(b"Colors", 1) == parts
        && number(b"BitsPerComponent", 8) == bits
        && number(b"Columns", 1) == width;
    let row = (parts * bits * width).div_ceil(8) + 1;
    let length = row.checked_mul(height).filter(|_| is_png)?;
    let raw = stream.raw_data();
    let mut unpacker = Decompress::new(true);
    let mut rows = Vec::with_capacity(length + 1);
    let ended = unpacker.decompress_vec(&raw, &mut rows, FlushDecompress::Finish).ok()?;
    let are_known = rows.chunks(row).all(|row| row.first().is_some_and(|filter| *filter <= 4));
    let is_whole = ended == Status::StreamEnd && rows.len() == length && are_known;
    usize::try_from(unpacker.total_in()).ok().filter(|_| is_whole)
}

/// Predictors of PNG and TIFF (7.4.4.4).
fn undo_predictor(bytes: Vec<u8>, parameters: &Dict<'_>) -> Vec<u8> {
    let number = |key: &[u8], otherwise: usize| parameters.get::<usize>(key).unwrap_or(otherwise);
    let predictor = number(b"Predictor", 1);
    if predictor < 2 {
        return bytes;
    }
    let colors = number(b"Colors", 1).clamp(1, 64);
    let bits = number(b"BitsPerComponent", 8).clamp(1, 16);
    let columns = number(b"Columns", 1).clamp(1, 1 << 24);
    let pixel = (colors * bits).div_ceil(8);
    let row = (colors * bits * columns).div_ceil(8);
    if predictor == 2 {
        return undo_tiff(bytes, row, pixel, bits);
    }
    let mut out: Vec<u8> = Vec::with_capacity(bytes.len());
    let mut above = vec![0u8; row];
    let mut line = vec![0u8; row];
    for chunk in bytes.chunks(row + 1) {
        let [method, data @ ..] = chunk else { break };
        line.clear();
        match method {
            1..=4 => {}
            _ => line.extend_from_slice(data),
        }
        if *method == 2 {
            line.extend(data.iter().zip(&above).map(|(byte, up)| byte.wrapping_add(*up)));
        }
        for (index, byte) in data.iter().enumerate().skip(line.len()) {
            let left = index.checked_sub(pixel).and_then(|at| line.get(at)).copied().unwrap_or(0);
            let up = above.get(index).copied().unwrap_or(0);
            let corner = index.checked_sub(pixel).and_then(|at| above.get(at)).copied().unwrap_or(0);
            let predicted = match method {
                1 => left,
                3 => u8::midpoint(left, up),
                4 => paeth(left, up, corner),
                _ => 0,
            };
            line.push(byte.wrapping_add(predicted));
        }
        out.extend_from_slice(&line);
        std::mem::swap(&mut above, &mut line);
    }
    out
}

fn paeth(left: u8, up: u8, corner: u8) -> u8 {
    let (a, b, c) = (i16::from(left), i16::from(up), i16::from(corner));
    let guess = a + b - c;
    let (da, db, dc) = ((guess - a).abs(), (guess - b).abs(), (guess - c).abs());
    if da <= db && da <= dc {
        left
    } else if db <= dc {
        up
    } else {
        corner
    }
}

/// Only of whole bytes: nothing else is met.
fn undo_tiff(mut bytes: Vec<u8>, row: usize, pixel: usize, bits: usize) -> Vec<u8> {
    if bits == 8 {
        for line in bytes.chunks_mut(row) {
            for index in pixel..line.len() {
                let left = line.get(index - pixel).copied().unwrap_or(0);
                if let Some(byte) = line.get_mut(index) {
                    *byte = byte.wrapping_add(left);
                }
            }
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_of_base_85_beyond_32_bits_ends_what_is_read() {
        assert!(matches!(ascii85_to_bytes(b"s8W-!s8W-!~>"), (bytes, None) if bytes == [0xFF; 8]));
        assert!(matches!(ascii85_to_bytes(b"s8W-!s8W-\"~>"), (bytes, Some(Fault::Broken)) if bytes == [0xFF; 4]));
        assert!(matches!(ascii85_to_bytes(b"s8W-!uu~>"), (bytes, Some(Fault::Broken)) if bytes == [0xFF; 4]));
    }
}
