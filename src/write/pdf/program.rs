//! A subset face → the font program that is embedded.
//!
//! Of a face with TrueType outlines only the tables a PDF reader uses stay (ISO 32000-1, 9.9, table 126: glyf, head, hhea, hmtx, loca, maxp, cvt, fpgm, prep).
//! PDF/A and PDF/UA forbid showing glyph 0 (ISO 19005-3, 6.2.11.8; ISO 14289-1, 7.21.8), yet the typesetter shows the face's box
//! for a character no face has: the box is given a number of its own. So are glyphs that are to be as wide as they and the gap
//! after them (see [`super::spacing`]).

/// A font program and what a PDF says about it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Program {
    /// The TrueType file, or the bare CFF table: `subsetter` gives it an identity charset, so that a code is a glyph's number
    /// in either.
    pub bytes: Vec<u8>,
    /// Whether it has CFF outlines.
    pub cff: bool,
    /// The advance of each glyph, in font units.
    pub advances: Vec<u16>,
    /// Font units in an em.
    pub units_per_em: u16,
    /// The box around all glyphs, in font units: left, bottom, right, top.
    pub bounds: [i16; 4],
}

/// A glyph that stands in a program once more, under a number of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Copied {
    /// Its number in the subset.
    pub glyph: u16,
    /// How far the pen moves on after the copy, in font units.
    pub advance: u16,
}

impl Program {
    /// What a PDF has to know of a subset before its copies are added; `None` where the file is no font.
    pub(super) fn of(subset: &[u8]) -> Option<Self> {
        let tables = Tables { file: subset };
        let head = tables.get(b"head")?;
        let glyphs = u16_at(tables.get(b"maxp")?, 4)?;
        let metrics = u16_at(tables.get(b"hhea")?, 34)?;
        let hmtx = tables.get(b"hmtx")?;
        let last = 4 * usize::from(metrics.checked_sub(1)?);
        let advances: Vec<u16> =
            (0..glyphs).map(|glyph| u16_at(hmtx, (4 * usize::from(glyph)).min(last))).collect::<Option<_>>()?;
        let units_per_em = u16_at(head, 18)?;
        let bound = |at| u16_at(head, at).map(u16::cast_signed);
        let bounds = [bound(36)?, bound(38)?, bound(40)?, bound(42)?];
        let (bytes, cff) = match tables.get(b"CFF ") {
            Some(cff) => (cff.to_vec(), true),
            None => (file(kept(&tables))?, false),
        };
        Some(Program { bytes, cff, advances, units_per_em, bounds })
    }

    /// The same with copies of glyphs after the last glyph, in their order. Only TrueType outlines can be copied.
    pub(super) fn with_copies(self, subset: &[u8], copies: &[Copied]) -> Option<Self> {
        if self.cff || copies.is_empty() {
            return Some(self);
        }
        let tables = Tables { file: subset };
        let mut kept = kept(&tables);
        let glyphs = u16::try_from(self.advances.len()).ok()?;
        add_copies(&mut kept, &tables, glyphs, copies)?;
        let advances = self.advances.iter().copied().chain(copies.iter().map(|copy| copy.advance)).collect();
        Some(Program { bytes: file(kept)?, advances, ..self })
    }

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

/// The tables a PDF reader uses, with their names.
fn kept(tables: &Tables<'_>) -> Vec<([u8; 4], Vec<u8>)> {
    KEPT.iter().filter_map(|tag| Some((**tag, tables.get(tag)?.to_vec()))).collect()
}

/// Where the outlines of glyphs begin; one more than there are glyphs.
fn outline_offsets(tables: &Tables<'_>, glyphs: u16) -> Option<Vec<u32>> {
    let long = u16_at(tables.get(b"head")?, 50)? != 0;
    let loca = tables.get(b"loca")?;
    let offset = |i: usize| if long { u32_at(loca, 4 * i) } else { Some(u32::from(u16_at(loca, 2 * i)?) * 2) };
    (0..=usize::from(glyphs)).map(offset).collect()
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

/// Puts copies of glyphs after the last glyph.
fn add_copies(kept: &mut [([u8; 4], Vec<u8>)], tables: &Tables<'_>, glyphs: u16, copies: &[Copied]) -> Option<()> {
    let outlines = tables.get(b"glyf")?;
    let mut offsets = outline_offsets(tables, glyphs)?;
    let hmtx = tables.get(b"hmtx")?;
    let metrics = u16_at(tables.get(b"hhea")?, 34)?;
    let last = 4 * usize::from(metrics.checked_sub(1)?);
    let bearing = |glyph: u16| {
        let at = 4 * usize::from(glyph);
        let at = if at <= last { at + 2 } else { last + 4 + (at - last) / 2 - 2 };
        hmtx.get(at..at + 2)
    };
    let count = glyphs.checked_add(u16::try_from(copies.len()).ok()?)?;
    let mut added = Vec::new();
    let begin = outlines.len().next_multiple_of(4);
    // The last glyph ends where the copies begin, up to three bytes of padding later than before.
    *offsets.last_mut()? = u32::try_from(begin).ok()?;
    for copy in copies {
        let at = usize::from(copy.glyph);
        let (start, end) = (*offsets.get(at)? as usize, *offsets.get(at + 1)? as usize);
        let outline = outlines.get(start..end.min(outlines.len()))?;
        match outline.is_empty() {
            true => {}
            // Nothing refers to the glyph that must not be shown.
            false if copy.glyph == 0 => added.extend(outline),
            false => added.extend(reference(outline, copy.glyph)?),
        }
        added.resize(added.len().next_multiple_of(4), 0);
        offsets.push(u32::try_from(begin + added.len()).ok()?);
    }
    for (tag, bytes) in kept.iter_mut() {
        match &*tag {
            b"glyf" => {
                bytes.resize(begin, 0);
                bytes.append(&mut added);
            }
            b"maxp" => {
                set(bytes, 4, &count.to_be_bytes())?;
                // What glyphs made of others have at most (5.2.6): points, contours, parts, and how deep they refer.
                let (points, contours) =
                    (u16_at(bytes, 6)?.max(u16_at(bytes, 10)?), u16_at(bytes, 8)?.max(u16_at(bytes, 12)?));
                let (parts, depth) = (u16_at(bytes, 28)?.max(1), u16_at(bytes, 30)?.saturating_add(1));
                for (at, value) in [(10, points), (12, contours), (28, parts), (30, depth)] {
                    set(bytes, at, &value.to_be_bytes())?;
                }
            }
            // Long offsets and a metric for every glyph are always right.
            b"head" => set(bytes, 50, &1_u16.to_be_bytes())?,
            b"hhea" => {
                set(bytes, 34, &count.to_be_bytes())?;
                let widest = copies.iter().map(|copy| copy.advance).fold(u16_at(bytes, 10)?, u16::max);
                set(bytes, 10, &widest.to_be_bytes())?;
            }
            b"hmtx" => {
                let mut full = Vec::with_capacity(4 * usize::from(count));
                for glyph in 0..glyphs {
                    full.extend(hmtx.get((4 * usize::from(glyph)).min(last)..)?.get(..2)?);
                    full.extend(bearing(glyph)?);
                }
                for copy in copies {
                    full.extend(copy.advance.to_be_bytes());
                    full.extend(bearing(copy.glyph)?);
                }
                *bytes = full;
            }
            b"loca" => *bytes = offsets.iter().flat_map(|offset| offset.to_be_bytes()).collect(),
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
