//! A subset face → the font program that is embedded.
//!
//! Of a face with TrueType outlines only the tables a PDF reader uses stay (ISO 32000-1, 9.9, table 126: glyf, head, hhea, hmtx, loca, maxp, cvt, fpgm, prep).
//! PDF/A and PDF/UA forbid showing glyph 0 (ISO 19005-3, 6.2.11.8; ISO 14289-1, 7.21.8), yet the typesetter shows the face's box
//! for a character no face has: the box is given a number of its own.

use std::ops::Range;

/// A font program and what a PDF says about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Program {
    /// The TrueType file, or the bare CFF table: `subsetter` gives it an identity charset, so that a code is a glyph's number
    /// in either.
    pub bytes: Vec<u8>,
    /// Whether it has CFF outlines.
    pub cff: bool,
    /// The number of the box that stands for a missing character, where it was asked for.
    pub boxed: Option<u16>,
    /// The advance of each glyph, in font units.
    pub advances: Vec<u16>,
    /// Font units in an em.
    pub units_per_em: u16,
    /// The box around all glyphs, in font units: left, bottom, right, top.
    pub bounds: [i16; 4],
}

impl Program {
    /// An advance in thousandths of an em, as `W` states it and text is placed by.
    pub(super) fn width(&self, code: u16) -> f32 {
        let advance = self.advances.get(usize::from(code)).copied().unwrap_or_default();
        (f32::from(advance) * 1000.0 / f32::from(self.units_per_em.max(1))).round()
    }
}

const KEPT: [&[u8; 4]; 9] = [b"cvt ", b"fpgm", b"glyf", b"head", b"hhea", b"hmtx", b"loca", b"maxp", b"prep"];

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

/// The program of a subset; with `boxed`, glyph 0 of a TrueType font stands once more after the last glyph. (The typesetter
/// takes the box from an embedded face, and they are TrueType.) `None` where the file is no font.
pub(super) fn program(subset: &[u8], boxed: bool) -> Option<Program> {
    let tables = Tables { file: subset };
    let head = tables.get(b"head")?;
    let glyphs = u16_at(tables.get(b"maxp")?, 4)?;
    let metrics = u16_at(tables.get(b"hhea")?, 34)?;
    let hmtx = tables.get(b"hmtx")?;
    let last = 4 * usize::from(metrics.checked_sub(1)?);
    let mut advances: Vec<u16> =
        (0..glyphs).map(|glyph| u16_at(hmtx, (4 * usize::from(glyph)).min(last))).collect::<Option<_>>()?;
    let units_per_em = u16_at(head, 18)?;
    let bound = |at| u16_at(head, at).map(u16::cast_signed);
    let bounds = [bound(36)?, bound(38)?, bound(40)?, bound(42)?];
    if let Some(cff) = tables.get(b"CFF ") {
        return Some(Program {
            bytes: cff.to_vec(),
            cff: true,
            boxed: boxed.then_some(0),
            advances,
            units_per_em,
            bounds,
        });
    }
    let mut kept: Vec<([u8; 4], Vec<u8>)> =
        KEPT.iter().filter_map(|tag| Some((**tag, tables.get(tag)?.to_vec()))).collect();
    if boxed {
        add_box(&mut kept, &tables, glyphs)?;
        advances.push(*advances.first()?);
    }
    let boxed = boxed.then_some(glyphs);
    Some(Program { bytes: file(kept)?, cff: false, boxed, advances, units_per_em, bounds })
}

/// Where the outline of glyph 0 is.
fn first_outline(tables: &Tables<'_>, long: bool) -> Option<Range<usize>> {
    let loca = tables.get(b"loca")?;
    Some(if long {
        u32_at(loca, 0)? as usize..u32_at(loca, 4)? as usize
    } else {
        usize::from(u16_at(loca, 0)?) * 2..usize::from(u16_at(loca, 2)?) * 2
    })
}

/// Puts glyph 0 after the last glyph.
fn add_box(kept: &mut [([u8; 4], Vec<u8>)], tables: &Tables<'_>, glyphs: u16) -> Option<()> {
    let long = u16_at(tables.get(b"head")?, 50)? != 0;
    let outline = tables.get(b"glyf")?.get(first_outline(tables, long)?)?.to_vec();
    let hmtx = tables.get(b"hmtx")?;
    let metrics = u16_at(tables.get(b"hhea")?, 34)?;
    let count = glyphs.checked_add(1)?;
    let begin = tables.get(b"glyf")?.len().next_multiple_of(4);
    for (tag, bytes) in kept.iter_mut() {
        match &*tag {
            b"glyf" => {
                bytes.resize(begin, 0);
                bytes.extend(&outline);
                bytes.resize(bytes.len().next_multiple_of(4), 0);
            }
            b"maxp" => set(bytes, 4, &count.to_be_bytes())?,
            // Long offsets and a metric for every glyph are always right.
            b"head" => set(bytes, 50, &1_u16.to_be_bytes())?,
            b"hhea" => set(bytes, 34, &count.to_be_bytes())?,
            b"hmtx" => {
                let last = 4 * usize::from(metrics.checked_sub(1)?);
                let mut full = Vec::with_capacity(4 * usize::from(count));
                for glyph in (0..glyphs).chain([0]) {
                    let at = 4 * usize::from(glyph);
                    let (advance, bearing) =
                        if at <= last { (at, at + 2) } else { (last, last + 4 + (at - last) / 2 - 2) };
                    full.extend(hmtx.get(advance..advance + 2)?);
                    full.extend(hmtx.get(bearing..bearing + 2)?);
                }
                *bytes = full;
            }
            b"loca" => {
                let offsets: Option<Vec<u32>> = (0..=usize::from(glyphs))
                    .map(|i| if long { u32_at(bytes, 4 * i) } else { Some(u32::from(u16_at(bytes, 2 * i)?) * 2) })
                    .collect();
                let mut offsets = offsets?;
                // The last glyph ends where the box begins, up to three bytes of padding later than before.
                *offsets.last_mut()? = u32::try_from(begin).ok()?;
                offsets.push(u32::try_from((begin + outline.len()).next_multiple_of(4)).ok()?);
                *bytes = offsets.iter().flat_map(|offset| offset.to_be_bytes()).collect();
            }
            _ => {}
        }
    }
    Some(())
}

/// The font file of some tables (ISO/IEC 14496-22, 4.3).
fn file(mut tables: Vec<([u8; 4], Vec<u8>)>) -> Option<Vec<u8>> {
    tables.sort_by_key(|(tag, _)| *tag);
    let count = u16::try_from(tables.len()).ok()?;
    let power = count.checked_ilog2()?;
    let range = 16_u16 << power;
    let mut bytes = vec![0, 1, 0, 0];
    for value in [count, range, u16::try_from(power).ok()?, count * 16 - range] {
        bytes.extend(value.to_be_bytes());
    }
    let mut offset = 12 + 16 * tables.len();
    let mut adjustment = None;
    for (tag, table) in &mut tables {
        if tag == b"head" {
            set(table, 8, &[0; 4])?;
            adjustment = Some(offset + 8);
        }
        bytes.extend(&*tag);
        for value in [checksum(table), u32::try_from(offset).ok()?, u32::try_from(table.len()).ok()?] {
            bytes.extend(value.to_be_bytes());
        }
        offset += table.len().next_multiple_of(4);
    }
    for (_, table) in &tables {
        bytes.extend(table);
        bytes.resize(bytes.len().next_multiple_of(4), 0);
    }
    let sum = 0xB1B0_AFBA_u32.wrapping_sub(checksum(&bytes));
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
