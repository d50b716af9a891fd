//! TIFF files whose bytes hold the first pixel in their lowest bit (TIFF 6.0, FillOrder 2), as fax machines write them: the
//! decoder knows the other order alone.

use std::borrow::Cow;
use std::ops::Range;

const FILL_ORDER: u16 = 266;
/// Where the pixels are, and how many bytes: of strips and of tiles.
const PIXELS: [(u16, u16); 2] = [(273, 279), (324, 325)];

/// The file with the highest bit first; `None` where it has the other order and can't be turned round.
pub(super) fn highest_bit_first(file: &[u8]) -> Option<Cow<'_, [u8]>> {
    let tiff = Tiff::of(file);
    let Some(tiff) = tiff else { return Some(Cow::Borrowed(file)) };
    let Some(order) = tiff.entry(FILL_ORDER) else { return Some(Cow::Borrowed(file)) };
    if tiff.numbers(order.clone())?.first() != Some(&2) {
        return Some(Cow::Borrowed(file));
    }
    let mut turned = file.to_vec();
    for (offsets, lengths) in PIXELS {
        let (Some(offsets), Some(lengths)) = (tiff.entry(offsets), tiff.entry(lengths)) else { continue };
        for (offset, length) in tiff.numbers(offsets)?.into_iter().zip(tiff.numbers(lengths)?) {
            let pixels = turned.get_mut(offset as usize..)?.get_mut(..length as usize)?;
            pixels.iter_mut().for_each(|byte| *byte = byte.reverse_bits());
        }
    }
    let value = turned.get_mut(order)?.get_mut(8..10)?;
    value.copy_from_slice(&if tiff.big_endian { [0, 1] } else { [1, 0] });
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
