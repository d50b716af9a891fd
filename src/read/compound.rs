//! OLE compound files: the streams in them ([MS-CFB]).
//!
//! Every chain of sectors is followed for at most as many steps as there are sectors, whatever its table says, so nothing goes round in circles and
//! no stream is longer than the file. Streams of the root storage are found; what is embedded has storages of its own (§2.6.4).

use crate::finding::{Term, terms};

const FREE: u32 = 0xFFFF_FFFA;
/// Streams shorter than this are in the mini stream (§2.2).
const MINI_CUTOFF: usize = 4096;
const MINI_SECTOR: usize = 64;

/// A compound file, taken apart.
pub(super) struct Compound<'b> {
    bytes: &'b [u8],
    sector: usize,
    fat: Vec<u32>,
    mini_fat: Vec<u32>,
    mini_stream: Vec<u8>,
    entries: Vec<Entry>,
}

struct Entry {
    name: String,
    start: u32,
    length: usize,
    /// Its siblings and, of a storage, the first of what is in it (§2.6.1).
    left: u32,
    right: u32,
    child: u32,
    in_root: bool,
}

/// The little-endian number that begins there.
pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at.checked_add(2)?)?.try_into().ok().map(u16::from_le_bytes)
}

/// The little-endian number that begins there.
pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at.checked_add(4)?)?.try_into().ok().map(u32::from_le_bytes)
}

fn words(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes.chunks_exact(4).filter_map(|word| u32_at(word, 0))
}

impl<'b> Compound<'b> {
    /// Takes a file apart; the error says what is wrong with it.
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, &'static Term> {
        match Self::open_as_far_as_it_goes(bytes)? {
            (_, Some(fault)) => Err(fault),
            (file, None) => Ok(file),
        }
    }

    /// Takes apart what there is of a file, with the first fault in its tables; the error says that it has no head.
    pub(super) fn open_as_far_as_it_goes(bytes: &'b [u8]) -> Result<(Self, Option<&'static Term>), &'static Term> {
        let mut faults = Vec::new();
        let header = terms::COMPOUND_HEADER;
        let sector = match u16_at(bytes, 30).ok_or(header)? {
            9 => 512,
            12 => 4096,
            _ => return Err(header),
        };
        let mut file = Compound {
            bytes,
            sector,
            fat: Vec::new(),
            mini_fat: Vec::new(),
            mini_stream: Vec::new(),
            entries: Vec::new(),
        };
        let word = |at| u32_at(bytes, at).ok_or(header);
        let mut fat_sectors: Vec<u32> = words(bytes.get(76..512).ok_or(header)?).filter(|id| *id < FREE).collect();
        let mut next = word(68)?;
        let sectors = bytes.len() / sector;
        for _ in 0..=sectors {
            if next >= FREE {
                break;
            }
            let Some(list) = file.sector_at(next) else {
                faults.push(terms::SECTORS_BEYOND_END);
                break;
            };
            let list: Vec<u32> = words(list).collect();
            let (last, ids) = list.split_last().ok_or(header)?;
            fat_sectors.extend(ids.iter().filter(|id| **id < FREE));
            next = *last;
        }
        if fat_sectors.len() > sectors {
            faults.push(terms::TABLES_BEYOND_SECTORS);
            fat_sectors.truncate(sectors);
        }
        for id in fat_sectors {
            match file.sector_at(id) {
                Some(table) => file.fat.extend(words(table)),
                // What it said of its sectors is lost, those of the tables behind it are where they were.
                None => {
                    faults.push(terms::TABLE_BEYOND_END);
                    file.fat.extend(std::iter::repeat_n(FREE, sector / 4));
                }
            }
        }
        let directory = file.chain(word(48)?, usize::MAX, &mut faults);
        for entry in directory.chunks_exact(128) {
            let length = usize::from(u16_at(entry, 64).unwrap_or(0)).clamp(2, 64) - 2;
            let units: Vec<u16> =
                entry.get(..length).unwrap_or_default().chunks_exact(2).filter_map(|unit| u16_at(unit, 0)).collect();
            file.entries.push(Entry {
                name: String::from_utf16_lossy(&units),
                start: u32_at(entry, 116).unwrap_or(FREE),
                length: u32_at(entry, 120).unwrap_or(0) as usize,
                left: u32_at(entry, 68).unwrap_or(FREE),
                right: u32_at(entry, 72).unwrap_or(FREE),
                child: u32_at(entry, 76).unwrap_or(FREE),
                in_root: false,
            });
        }
        file.mark_root();
        if let Some((start, length)) = file.entries.first().map(|root| (root.start, root.length))
            && length > 0
        {
            file.mini_stream = file.chain(start, length, &mut faults);
            file.mini_fat = words(&file.chain(word(60)?, usize::MAX, &mut faults)).collect();
        }
        Ok((file, faults.first().copied()))
    }

    /// Marks what stands in the root storage; where its tree is lost, all there is.
    fn mark_root(&mut self) {
        let mut waiting: Vec<u32> = self.entries.first().map(|root| root.child).into_iter().collect();
        let mut found = 0;
        while let Some(id) = waiting.pop() {
            // The root is in nothing: a tree that leads back to it is lost.
            if id == 0 {
                continue;
            }
            if let Some(entry) = self.entries.get_mut(id as usize).filter(|entry| !entry.in_root) {
                entry.in_root = true;
                found += 1;
                waiting.extend([entry.left, entry.right].into_iter().filter(|id| *id < FREE));
            }
        }
        if found == 0 {
            self.entries.iter_mut().for_each(|entry| entry.in_root = true);
        }
    }

    fn entry(&self, name: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.in_root && entry.name.eq_ignore_ascii_case(name))
    }

    /// Whether there is a stream of that name.
    pub(super) fn contains(&self, name: &str) -> bool {
        self.entry(name).is_some()
    }

    /// A stream; `None` where there is none of that name.
    pub(super) fn stream(&self, name: &str) -> Result<Option<Vec<u8>>, &'static Term> {
        match self.stream_as_far_as_it_goes(name) {
            None => Ok(None),
            Some((_, Some(fault))) => Err(fault),
            Some((stream, None)) => Ok(Some(stream)),
        }
    }

    /// A stream, and what is wrong where it breaks off; `None` where there is none of that name.
    pub(super) fn stream_as_far_as_it_goes(&self, name: &str) -> Option<(Vec<u8>, Option<&'static Term>)> {
        let entry = self.entry(name)?;
        if entry.length >= MINI_CUTOFF {
            return Some(followed(entry.start, entry.length, &self.fat, self.sectors(), |id| self.sector_at(id)));
        }
        let piece = |id: u32| {
            let start = (id as usize).checked_mul(MINI_SECTOR)?;
            self.mini_stream.get(start..start.checked_add(MINI_SECTOR)?)
        };
        Some(followed(entry.start, entry.length, &self.mini_fat, self.mini_stream.len() / MINI_SECTOR, piece))
    }

    /// How many sectors the file has; its head takes the room of one.
    fn sectors(&self) -> usize {
        (self.bytes.len() / self.sector).saturating_sub(1)
    }

    fn sector_at(&self, id: u32) -> Option<&'b [u8]> {
        let start = (id as usize).checked_add(1)?.checked_mul(self.sector)?;
        self.bytes.get(start..start.checked_add(self.sector)?)
    }

    fn chain(&self, start: u32, length: usize, faults: &mut Vec<&'static Term>) -> Vec<u8> {
        let (joined, fault) = followed(start, length, &self.fat, self.sectors(), |id| self.sector_at(id));
        faults.extend(fault);
        joined
    }
}

/// The pieces of a chain joined, as far as it goes: all of it for a length of `usize::MAX`, else just so much; `most` pieces are there.
fn followed<'p>(
    start: u32,
    length: usize,
    table: &[u32],
    most: usize,
    piece: impl Fn(u32) -> Option<&'p [u8]>,
) -> (Vec<u8>, Option<&'static Term>) {
    let mut joined: Vec<u8> = Vec::new();
    let mut next = start;
    for _ in 0..=most {
        if next >= FREE || joined.len() >= length {
            let breaks_off = length != usize::MAX && joined.len() < length;
            joined.truncate(length);
            return (joined, breaks_off.then_some(terms::COMPOUND_BREAKS_OFF));
        }
        let Some(piece) = piece(next) else { return (joined, Some(terms::STREAM_BEYOND_END)) };
        joined.extend_from_slice(piece);
        next = match table.get(next as usize) {
            Some(next) => *next,
            None => {
                // The last sector may hold all that was wanted.
                let is_whole = joined.len() >= length;
                joined.truncate(length);
                return (joined, (!is_whole).then_some(terms::STREAM_BEYOND_TABLE));
            }
        };
    }
    (joined, Some(terms::STREAM_IN_CIRCLES))
}
