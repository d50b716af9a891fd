//! What the decoder of TIFF files (TIFF 6.0) does not know: bytes that hold the first pixel in their lowest bit (FillOrder 2), as
//! fax machines write them, and palettes of colours.

use std::borrow::Cow;
use std::ops::Range;

const PHOTOMETRIC: u16 = 262;
const FILL_ORDER: u16 = 266;
const COLOR_MAP: u16 = 320;
/// Pixels that are places in a palette, and such as are levels of grey.
const PALETTE: u16 = 3;
const BLACK_IS_ZERO: u16 = 1;
/// Where the pixels are, and how many bytes: of strips and of tiles.
const PIXELS: [(u16, u16); 2] = [(273, 279), (324, 325)];

/// A file of colours by their places in a palette, as one of levels of grey from 0 to 255 that stand for these places, and the
/// palette. `None` for other files.
pub(super) fn palette(file: &[u8]) -> Option<(Vec<u8>, Vec<[u8; 3]>)> {
    let tiff = Tiff::of(file)?;
    let kind = tiff.entry(PHOTOMETRIC)?;
    if tiff.numbers(kind.clone())?.first() != Some(&u32::from(PALETTE)) {
        return None;
    }
    // All reds, all greens, all blues, of 16 bits each.
    let levels = tiff.numbers(tiff.entry(COLOR_MAP)?)?;
    let count = levels.len() / 3;
    let level = |index: usize| levels.get(index).map(|level| (level >> 8).min(255) as u8);
    let color = |index| Some([level(index)?, level(index + count)?, level(index + 2 * count)?]);
    let colors: Option<Vec<_>> = (0..count).map(color).collect();
    Some((tiff.with_short(kind, BLACK_IS_ZERO)?, colors.filter(|colors| colors.len() == 256)?))
}

/// The file with the highest bit first; `None` where it has the other order and can't be turned round.
pub(super) fn highest_bit_first(file: &[u8]) -> Option<Cow<'_, [u8]>> {
    let tiff = Tiff::of(file);
    let Some(tiff) = tiff else { return Some(Cow::Borrowed(file)) };
    let Some(order) = tiff.entry(FILL_ORDER) else { return Some(Cow::Borrowed(file)) };
    if tiff.numbers(order.clone())?.first() != Some(&2) {
        return Some(Cow::Borrowed(file));
    }
    let mut turned = tiff.with_short(order, 1)?;
    for (offsets, lengths) in PIXELS {
        let (Some(offsets), Some(lengths)) = (tiff.entry(offsets), tiff.entry(lengths)) else { continue };
        for (offset, length) in tiff.numbers(offsets)?.into_iter().zip(tiff.numbers(lengths)?) {
            let pixels = turned.get_mut(offset as usize..)?.get_mut(..length as usize)?;
            pixels.iter_mut().for_each(|byte| *byte = byte.reverse_bits());
        }
    }
    Some(Cow::Owned(turned))
}

/// A file and its first directory.
struct Tiff<'f> {
    file: &'f [u8],
    big_endian: bool,
    entries: Range<usize>,
}

impl<'f> Tiff<'f> {
    /// `None` for files with long offsets, and those that are broken: the decoder says so.
    fn of(file: &'f [u8]) -> Option<Self> {
        let big_endian = match file.first_chunk::<4>()? {
            b"II*\0" => false,
            b"MM\0*" => true,
            _ => return None,
        };
        let tiff = Tiff { file, big_endian, entries: 0..0 };
        let begin = tiff.long(4)? as usize;
        let count = usize::from(tiff.short(begin)?);
        let entries = begin.checked_add(2)?..begin.checked_add(2 + 12 * count)?;
        Some(Tiff { entries, ..tiff })
    }

    fn short(&self, at: usize) -> Option<u16> {
        let bytes = *self.file.get(at..)?.first_chunk()?;
        Some(if self.big_endian { u16::from_be_bytes(bytes) } else { u16::from_le_bytes(bytes) })
    }

    fn long(&self, at: usize) -> Option<u32> {
        let bytes = *self.file.get(at..)?.first_chunk()?;
        Some(if self.big_endian { u32::from_be_bytes(bytes) } else { u32::from_le_bytes(bytes) })
    }

    /// The file with another number in an entry of one.
    fn with_short(&self, entry: Range<usize>, number: u16) -> Option<Vec<u8>> {
        let mut file = self.file.to_vec();
        let bytes = if self.big_endian { number.to_be_bytes() } else { number.to_le_bytes() };
        file.get_mut(entry)?.get_mut(8..10)?.copy_from_slice(&bytes);
        Some(file)
    }

    /// Where the entry of a tag stands.
    fn entry(&self, tag: u16) -> Option<Range<usize>> {
        let at = self.entries.clone().step_by(12).find(|at| self.short(*at) == Some(tag))?;
        Some(at..at + 12)
    }

    /// The numbers of an entry: within it where they have room, else where it says.
    fn numbers(&self, entry: Range<usize>) -> Option<Vec<u32>> {
        let at = entry.start;
        let (kind, count) = (self.short(at + 2)?, self.long(at + 4)? as usize);
        let size = match kind {
            3 => 2,
            4 => 4,
            _ => return None,
        };
        let length = count.checked_mul(size)?;
        let begin = if length <= 4 { at + 8 } else { self.long(at + 8)? as usize };
        self.file.get(begin..)?.get(..length)?;
        let number = |index| {
            let at = begin + index * size;
            if size == 2 { self.short(at).map(u32::from) } else { self.long(at) }
        };
        (0..count).map(number).collect()
    }
}
