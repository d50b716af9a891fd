//! Reading a zip file whose directory is lost, by the headers that stand before each entry.

use super::MAX_PARTS;
use std::io::Cursor;
use zip::read::{ZipFile, ZipReadOptions, read_zipfile_from_stream_with_options};
use zip::result::ZipResult;

const LOCAL_HEADER: &[u8] = b"PK\x03\x04";

/// An entry found by its local header (APPNOTE.TXT 4.3.7).
#[derive(Debug)]
pub(super) struct SalvagedEntry {
    /// Its name.
    pub name: String,
    /// Where its header begins.
    start: usize,
    /// The most bytes its data can take.
    data_length: u64,
}

fn u16_at(bytes: &[u8], at: usize) -> Option<usize> {
    Some(usize::from(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?)))
}

/// The entries whose local headers are intact, the first of each name, at most one more than [`MAX_PARTS`].
pub(super) fn entries(bytes: &[u8]) -> Vec<SalvagedEntry> {
    let mut starts: Vec<usize> = bytes
        .windows(4)
        .enumerate()
        .filter(|(_, w)| *w == LOCAL_HEADER)
        .map(|(at, _)| at)
        .take(MAX_PARTS + 2)
        .collect();
    starts.push(bytes.len());
    let mut entries: Vec<SalvagedEntry> = Vec::new();
    for pair in starts.windows(2) {
        let [start, end] = *pair else { continue };
        let Some(header) = bytes.get(start..end) else { continue };
        let Some((name_length, extra_length)) = u16_at(header, 26).zip(u16_at(header, 28)) else { continue };
        let Some(name) = header.get(30..30 + name_length) else { continue };
        let name = String::from_utf8_lossy(name).into_owned();
        if !name.ends_with('/') && !name.is_empty() {
            let data_length = header.len().saturating_sub(30 + name_length + extra_length) as u64;
            entries.push(SalvagedEntry { name, start, data_length });
        }
    }
    entries
}

/// Opens a salvaged entry of the file `reader` reads.
pub(super) fn open<'r, 'a>(
    reader: &'r mut Cursor<&'a [u8]>,
    entry: &SalvagedEntry,
) -> ZipResult<Option<ZipFile<'r, Cursor<&'a [u8]>>>> {
    reader.set_position(entry.start as u64);
    let streamed = reader.get_ref().get(entry.start + 6).is_some_and(|flags| flags & 8 != 0);
    // A streamed entry's length and checksum stand after its data: the deflate stream itself says where it ends.
    let options = match streamed {
        true => ZipReadOptions::new().override_compressed_size(entry.data_length).ignore_crc32(true),
        false => ZipReadOptions::new(),
    };
    read_zipfile_from_stream_with_options(reader, options)
}
