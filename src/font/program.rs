//! A subset face → the font program that goes into a file.
//!
//! Of a face with TrueType outlines only the tables that say what glyphs look like and how wide they are stay (ISO/IEC 14496-22: glyf, head,
//! hhea, hmtx, loca, maxp); what only helps screens of few dots (cvt, fpgm, prep, the instructions of glyphs) goes: on paper and on
//! today's screens it is not seen, and the Latin faces are three times as large with it. Glyphs can stand in a program once more,
//! under numbers and with advances of their own.

use std::borrow::Cow;

/// A font program to be, and its measures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Program {
    outlines: Outlines,
    /// The advance of each glyph, in font units.
    pub advances: Vec<u16>,
    /// Font units in an em.
    pub units_per_em: u16,
    /// The box around all glyphs, in font units: left, bottom, right, top.
    pub bounds: [i16; 4],
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Outlines {
    TrueType(TrueType),
    /// The bare table. `subsetter` gives it an identity charset, so that a glyph is found by its number in either kind.
    Cff(Vec<u8>),
}

/// The parts of a TrueType file that are written anew.
#[derive(Debug, Clone, PartialEq, Eq)]
struct TrueType {
    head: Vec<u8>,
    hhea: Vec<u8>,
    maxp: Vec<u8>,
    glyf: Vec<u8>,
    /// Where the outline of each glyph begins, and where the last one's ends.
    offsets: Vec<usize>,
    /// The left side bearing of each glyph.
    bearings: Vec<[u8; 2]>,
}

/// A glyph that stands in a program once more, under a number of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Copied {
    /// Its number in the subset.
    pub glyph: u16,
    /// How far the pen moves on after the copy, in font units.
    pub advance: u16,
}

impl Program {
    /// The program of a subset; `None` where the file is no font.
    pub(super) fn of(subset: &[u8]) -> Option<Self> {
        let tables = Tables { file: subset };
        let (head, maxp, hhea) = (tables.get(b"head")?, tables.get(b"maxp")?, tables.get(b"hhea")?);
        let glyphs = u16_at(maxp, 4)?;
        let hmtx = tables.get(b"hmtx")?;
        let last = 4 * usize::from(u16_at(hhea, 34)?.checked_sub(1)?);
        let places = || (0..glyphs).map(|glyph| 4 * usize::from(glyph));
        let advances: Vec<u16> = places().map(|at| u16_at(hmtx, at.min(last))).collect::<Option<_>>()?;
        let units_per_em = u16_at(head, 18)?;
        let bound = |at| u16_at(head, at).map(u16::cast_signed);
        let bounds = [bound(36)?, bound(38)?, bound(40)?, bound(42)?];
        let outlines = if let Some(cff) = tables.get(b"CFF ") {
            Outlines::Cff(cff.to_vec())
        } else {
            let bearing = |at: usize| {
                let at = if at <= last { at + 2 } else { last + 4 + (at - last) / 2 - 2 };
                hmtx.get(at..)?.first_chunk::<2>().copied()
            };
            let bearings = places().map(bearing).collect::<Option<_>>()?;
            let (glyf, offsets) = plain_outlines(&tables, glyphs)?;
            let (head, hhea, maxp) = (head.to_vec(), hhea.to_vec(), maxp.to_vec());
            Outlines::TrueType(TrueType { head, hhea, maxp, glyf, offsets, bearings })
        };
        Some(Program { outlines, advances, units_per_em, bounds })
    }

    /// Whether its outlines are CFF: then the program is a bare table, and its glyphs can't be copied.
    pub(super) fn is_cff(&self) -> bool {
        matches!(self.outlines, Outlines::Cff(_))
    }

    /// Puts a copy of a glyph after the last glyph; returns its number, `None` where there can be none.
    pub(super) fn copy(&mut self, copied: Copied) -> Option<u16> {
        let Outlines::TrueType(font) = &mut self.outlines else { return None };
        // A face is full at 65,535.
        let number = u16::try_from(self.advances.len()).ok().filter(|number| *number < u16::MAX)?;
        let at = usize::from(copied.glyph);
        let (start, end) = (*font.offsets.get(at)?, *font.offsets.get(at + 1)?);
        let bearing = *font.bearings.get(at)?;
        let outline = font.glyf.get(start..end)?;
        let added = match outline.is_empty() {
            true => Vec::new(),
            // Nothing refers to the glyph that must not be shown.
            false if copied.glyph == 0 => outline.to_vec(),
            false => reference(outline, copied.glyph)?,
        };
        font.glyf.extend(added);
        font.glyf.resize(font.glyf.len().next_multiple_of(ALIGNED), 0);
        font.offsets.push(font.glyf.len());
        font.bearings.push(bearing);
        self.advances.push(copied.advance);
        Some(number)
    }

    /// The file: TrueType, or the CFF table; `None` where a table is shorter than it has to be.
    pub(super) fn bytes(&self) -> Option<Cow<'_, [u8]>> {
        match &self.outlines {
            Outlines::Cff(table) => Some(Cow::Borrowed(table)),
            Outlines::TrueType(font) => Some(Cow::Owned(font.bytes(&self.advances)?)),
        }
    }
}

impl TrueType {
    fn bytes(&self, advances: &[u16]) -> Option<Vec<u8>> {
        let count = u16::try_from(advances.len()).ok()?;
        let (mut head, mut hhea, mut maxp) = (self.head.clone(), self.hhea.clone(), self.maxp.clone());
        // Instructions change no advance, for there are none.
        let flags = u16_at(&head, 16)? & !0b1_0100;
        set(&mut head, 16, &flags.to_be_bytes())?;
        let short = self.glyf.len() <= 2 * usize::from(u16::MAX);
        set(&mut head, 50, &u16::from(!short).to_be_bytes())?;
        let loca = if short {
            let halves = self.offsets.iter().map(|offset| u16::try_from(offset / 2).map(u16::to_be_bytes));
            halves.collect::<Result<Vec<_>, _>>().ok()?.concat()
        } else {
            let offsets = self.offsets.iter().map(|offset| u32::try_from(*offset).map(u32::to_be_bytes));
            offsets.collect::<Result<Vec<_>, _>>().ok()?.concat()
        };
        set(&mut hhea, 34, &count.to_be_bytes())?;
        let widest = advances.iter().copied().fold(u16_at(&hhea, 10)?, u16::max);
        set(&mut hhea, 10, &widest.to_be_bytes())?;
        set(&mut maxp, 4, &count.to_be_bytes())?;
        // What glyphs made of others have at most (5.2.6): points, contours, parts, and how deep they refer.
        let (points, contours) = (u16_at(&maxp, 6)?.max(u16_at(&maxp, 10)?), u16_at(&maxp, 8)?.max(u16_at(&maxp, 12)?));
        let (parts, depth) = (u16_at(&maxp, 28)?.max(1), u16_at(&maxp, 30)?.saturating_add(1));
        for (at, value) in [(10, points), (12, contours), (28, parts), (30, depth)] {
            set(&mut maxp, at, &value.to_be_bytes())?;
        }
        // One zone, and nothing that instructions need.
        set(&mut maxp, 14, &[0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])?;
        let metrics = advances.iter().zip(&self.bearings);
        let hmtx = metrics.flat_map(|(advance, bearing)| [advance.to_be_bytes(), *bearing]).flatten().collect();
        file(&mut [
            (b"glyf", Cow::Borrowed(self.glyf.as_slice())),
            (b"head", Cow::Owned(head)),
            (b"hhea", Cow::Owned(hhea)),
            (b"hmtx", Cow::Owned(hmtx)),
            (b"loca", Cow::Owned(loca)),
            (b"maxp", Cow::Owned(maxp)),
        ])
    }
}

/// Outlines begin at whole pairs of bytes, as short offsets want it.
const ALIGNED: usize = 2;

/// The tables of a font file, by offset.
struct Tables<'a> {
    file: &'a [u8],
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

fn set(bytes: &mut [u8], at: usize, value: &[u8]) -> Option<()> {
    bytes.get_mut(at..at + value.len())?.copy_from_slice(value);
    Some(())
}

impl<'a> Tables<'a> {
    fn get(&self, tag: &[u8; 4]) -> Option<&'a [u8]> {
        let count = usize::from(u16_at(self.file, 4)?);
        let record = (0..count).map(|i| 12 + 16 * i).find(|at| self.file.get(*at..at + 4) == Some(tag))?;
        let (offset, length) = (u32_at(self.file, record + 8)? as usize, u32_at(self.file, record + 12)? as usize);
        self.file.get(offset..offset.checked_add(length)?)
    }
}

/// The outlines without instructions, one after another, and where each begins; one more than there are glyphs.
fn plain_outlines(tables: &Tables<'_>, glyphs: u16) -> Option<(Vec<u8>, Vec<usize>)> {
    let long = u16_at(tables.get(b"head")?, 50)? != 0;
    let (loca, glyf) = (tables.get(b"loca")?, tables.get(b"glyf")?);
    let offset = |i: usize| {
        if long {
            u32_at(loca, 4 * i).map(|offset| offset as usize)
        } else {
            Some(usize::from(u16_at(loca, 2 * i)?) * 2)
        }
    };
    let mut plain = Vec::with_capacity(glyf.len());
    let mut offsets = vec![0];
    for glyph in 0..usize::from(glyphs) {
        // The last one may say that it ends in what the table was filled up with.
        let outline = glyf.get(offset(glyph)?..offset(glyph + 1)?.min(glyf.len()))?;
        without_instructions(outline, &mut plain).unwrap_or_else(|| plain.extend(outline));
        plain.resize(plain.len().next_multiple_of(ALIGNED), 0);
        offsets.push(plain.len());
    }
    Some((plain, offsets))
}

/// Appends an outline without its instructions (ISO/IEC 14496-22, 5.3.3); `None`, nothing appended, where it isn't made as it has to be.
fn without_instructions(outline: &[u8], plain: &mut Vec<u8>) -> Option<()> {
    if outline.is_empty() {
        return Some(());
    }
    let contours = u16_at(outline, 0)?.cast_signed();
    if let Ok(contours) = usize::try_from(contours) {
        let at = 10 + 2 * contours;
        let length = usize::from(u16_at(outline, at)?);
        let (before, after) = (outline.get(..at)?, outline.get(at + 2 + length..)?);
        plain.extend(before);
        plain.extend([0, 0]);
        plain.extend(after);
        return Some(());
    }
    const WORDS: u16 = 0x0001;
    const SCALE: u16 = 0x0008;
    const MORE: u16 = 0x0020;
    const TWO_SCALES: u16 = 0x0040;
    const MATRIX: u16 = 0x0080;
    const INSTRUCTIONS: u16 = 0x0100;
    let begin = plain.len();
    plain.extend(outline);
    let mut at = 10;
    loop {
        let flags = u16_at(outline, at).or_else(|| {
            plain.truncate(begin);
            None
        })?;
        set(plain, begin + at, &(flags & !INSTRUCTIONS).to_be_bytes())?;
        let scales = [(SCALE, 2), (TWO_SCALES, 4), (MATRIX, 8)];
        let scaled: usize = scales.iter().filter(|(bit, _)| flags & bit != 0).map(|(_, length)| length).sum();
        at += 4 + if flags & WORDS != 0 { 4 } else { 2 } + scaled;
        if flags & MORE == 0 {
            plain.truncate(begin + at);
            return Some(());
        }
    }
}

/// A glyph that shows another (ISO/IEC 14496-22, 5.3.3): its box, and the other's number with no offset. Its advance is its own.
fn reference(outline: &[u8], glyph: u16) -> Option<Vec<u8>> {
    const OFFSETS_ARE_BYTES: u16 = 0x0002;
    let mut reference = (-1_i16).to_be_bytes().to_vec();
    reference.extend(outline.get(2..10)?);
    reference.extend(OFFSETS_ARE_BYTES.to_be_bytes());
    reference.extend(glyph.to_be_bytes());
    reference.extend([0, 0]);
    Some(reference)
}

/// The font file of some tables (ISO/IEC 14496-22, 4.3), in the order of their names.
fn file(tables: &mut [(&[u8; 4], Cow<'_, [u8]>)]) -> Option<Vec<u8>> {
    let count = u16::try_from(tables.len()).ok()?;
    let power = count.checked_ilog2()?;
    let range = 16_u16 << power;
    let length: usize = tables.iter().map(|(_, table)| 16 + table.len().next_multiple_of(4)).sum();
    let mut bytes = Vec::with_capacity(12 + length);
    bytes.extend([0, 1, 0, 0]);
    for value in [count, range, u16::try_from(power).ok()?, count * 16 - range] {
        bytes.extend(value.to_be_bytes());
    }
    let mut offset = 12 + 16 * tables.len();
    let mut adjustment = None;
    // The sum over the file is that over its tables and their directory.
    let mut sum = 0_u32;
    for (tag, table) in tables.iter_mut() {
        if *tag == b"head" {
            set(table.to_mut(), 8, &[0; 4])?;
            adjustment = Some(offset + 8);
        }
        bytes.extend(*tag);
        let own = checksum(table);
        sum = sum.wrapping_add(own);
        for value in [own, u32::try_from(offset).ok()?, u32::try_from(table.len()).ok()?] {
            bytes.extend(value.to_be_bytes());
        }
        offset += table.len().next_multiple_of(4);
    }
    let sum = 0xB1B0_AFBA_u32.wrapping_sub(sum.wrapping_add(checksum(&bytes)));
    for (_, table) in tables.iter() {
        bytes.extend(&**table);
        bytes.resize(bytes.len().next_multiple_of(4), 0);
    }
    set(&mut bytes, adjustment?, &sum.to_be_bytes())?;
    Some(bytes)
}

fn checksum(table: &[u8]) -> u32 {
    let (words, rest) = table.as_chunks::<4>();
    let mut last = [0; 4];
    for (to, from) in last.iter_mut().zip(rest) {
        *to = *from;
    }
    words.iter().chain([&last]).fold(0, |sum, word| sum.wrapping_add(u32::from_be_bytes(*word)))
}
