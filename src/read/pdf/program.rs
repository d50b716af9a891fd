//! Embedded font programs → what their glyphs say, for fonts whose dictionary does not (ISO 32000-1, 9.9).

use super::simple::glyph_name_to_text;
use super::stream::Budget;
use super::unicode::is_private;
use read_fonts::ps::cff::CffFontRef;
use read_fonts::ps::type1::Type1Font;
use read_fonts::tables::cmap::{CmapIterLimits, PlatformId};
use read_fonts::types::{GlyphId, GlyphId16};
use read_fonts::{FontRef, TableProvider};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Mappings taken from a cmap at most.
const MAX_MAPPINGS: usize = 1 << 17;

/// What an embedded font says about its glyphs.
#[derive(Debug, Default)]
pub(super) struct Program {
    /// Glyph → character, by its Unicode cmap.
    characters: HashMap<u32, char>,
    /// Byte → glyph, by its symbol or Macintosh cmap.
    codes: BTreeMap<u8, u32>,
    /// Glyph → name.
    names: HashMap<u32, String>,
    /// Byte → name, by the built-in encoding of Type 1 and CFF fonts.
    encoding: BTreeMap<u8, Vec<u8>>,
    /// CID → glyph, of CID-keyed CFF.
    cids: Option<HashMap<u32, u32>>,
    /// Glyphs that draw nothing.
    blanks: BTreeSet<u32>,
}

impl Program {
    /// Opens a font program of any kind; `None` where it is none.
    pub(super) fn new(bytes: &[u8], budget: &Budget) -> Option<Self> {
        let mut program = Program::default();
        let is_known = match bytes {
            [1, 0..=4, _, 1..=4, ..] => program.read_cff(bytes),
            [0, 1, 0, 0, ..]
            | [b't', b'r', b'u', b'e', ..]
            | [b'O', b'T', b'T', b'O', ..]
            | [b't', b't', b'c', b'f', ..] => program.read_sfnt(bytes),
            [b'%', b'!', ..] | [0x80, 1, ..] => program.read_type1(bytes),
            _ => None,
        };
        let entries = program.characters.len() + program.names.len() + program.blanks.len();
        let entries = entries + program.cids.as_ref().map_or(0, HashMap::len);
        is_known.filter(|()| budget.take_entries(entries)).map(|()| program)
    }

    fn read_sfnt(&mut self, bytes: &[u8]) -> Option<()> {
        let font = FontRef::from_index(bytes, 0).ok()?;
        let count = font.maxp().map_or(u32::from(u16::MAX), |maxp| maxp.num_glyphs().into());
        if let Ok(cmap) = font.cmap() {
            for record in cmap.encoding_records() {
                let Ok(subtable) = record.subtable(cmap.offset_data()) else { continue };
                let limits = CmapIterLimits::default_for_font(&font);
                let mappings = subtable.iter_with_limits(limits).take(MAX_MAPPINGS);
                match (record.platform_id(), record.encoding_id()) {
                    (PlatformId::Unicode, _) | (PlatformId::Windows, 1 | 10) => {
                        for (code, glyph) in mappings {
                            self.learn(code, glyph.to_u32());
                        }
                    }
                    (PlatformId::Windows, 0) => {
                        for (code, glyph) in mappings {
                            if let 0xF000..=0xF0FF | ..=0xFF = code {
                                self.codes.insert((code & 0xFF) as u8, glyph.to_u32());
                            }
                        }
                    }
                    (PlatformId::Macintosh, 0) => {
                        for (code, glyph) in mappings.filter(|(code, _)| *code < 256) {
                            self.codes.entry((code & 0xFF) as u8).or_insert(glyph.to_u32());
                        }
                    }
                    _ => {}
                }
            }
        }
        if let Ok(post) = font.post() {
            for glyph in 0..u16::try_from(count).unwrap_or(u16::MAX) {
                if let Some(name) = post.glyph_name(GlyphId16::new(glyph)) {
                    self.names.insert(glyph.into(), name.to_owned());
                }
            }
        }
        if let (Ok(loca), Ok(_)) = (font.loca(None), font.glyf()) {
            for glyph in 0..count.min(u16::MAX.into()) {
                let at = |glyph: u32| loca.get_raw(glyph as usize);
                if at(glyph).is_some_and(|start| at(glyph + 1) == Some(start)) {
                    self.blanks.insert(glyph);
                }
            }
        }
        if let Ok(cff) = font.cff() {
            self.read_cff(cff.offset_data().as_bytes());
        }
        Some(())
    }

    /// Of two characters of one glyph, the ideograph wins over the radical, and anything over a private one.
    fn learn(&mut self, code: u32, glyph: u32) {
        let Some(character) = char::from_u32(code).filter(|c| !c.is_control() && !is_private(*c)) else { return };
        let rank = |character: char| match character as u32 {
            0x4E00..=0x9FFF => 3,
            0x2E80..=0x2FDF | 0xF900..=0xFAFF => 0,
            _ => 2,
        };
        let known = self.characters.entry(glyph).or_insert(character);
        if rank(character) > rank(*known) {
            *known = character;
        }
    }

    fn read_cff(&mut self, bytes: &[u8]) -> Option<()> {
        let font = CffFontRef::new(bytes, 0, None).ok()?;
        let outlines = font.charstrings();
        let blank = |glyph: &u32| outlines.get(*glyph as usize).is_some_and(draws_nothing);
        self.blanks.extend((0..font.num_glyphs().min(u16::MAX.into())).filter(blank));
        let charset = font.charset();
        if font.is_cid() {
            let cids =
                charset.map(|charset| charset.iter().map(|(glyph, cid)| (u32::from(cid.to_u16()), glyph.to_u32())));
            self.cids = cids.map(|cids| cids.take(usize::from(u16::MAX)).collect());
            return Some(());
        }
        let charset = charset?;
        for (glyph, name) in charset.iter().take(usize::from(u16::MAX)) {
            if let Some(name) = font.string(name) {
                self.names.entry(glyph.to_u32()).or_insert_with(|| String::from_utf8_lossy(name).into_owned());
            }
        }
        if let Some(encoding) = font.encoding() {
            for code in 0..=255u8 {
                if let Some(glyph) = encoding.map(code)
                    && let Some(name) = self.names.get(&glyph.to_u32())
                {
                    self.encoding.insert(code, name.clone().into_bytes());
                }
            }
        }
        Some(())
    }

    fn read_type1(&mut self, bytes: &[u8]) -> Option<()> {
        let font = Type1Font::new(bytes).ok()?;
        let encoding = font.encoding()?;
        for code in 0..=255u8 {
            if let Some(name) = encoding.glyph_name(code).filter(|name| *name != ".notdef") {
                self.encoding.insert(code, name.as_bytes().to_vec());
            }
        }
        Some(())
    }

    /// The names its own encoding gives to codes.
    pub(super) fn encoding(&self) -> BTreeMap<u8, Vec<u8>> {
        self.encoding.clone()
    }

    /// What a glyph says.
    pub(super) fn text(&self, glyph: u32) -> Option<String> {
        if glyph == GlyphId::NOTDEF.to_u32() {
            return None;
        }
        if let Some(character) = self.characters.get(&glyph) {
            return Some(character.to_string());
        }
        glyph_name_to_text(self.names.get(&glyph)?)
    }

    /// Whether a glyph draws nothing: to a reader, a blank.
    pub(super) fn is_blank(&self, glyph: u32) -> bool {
        self.blanks.contains(&glyph)
    }

    /// The glyph of a byte in a simple font, by the font's own map.
    pub(super) fn simple_glyph(&self, code: u8) -> Option<u32> {
        self.codes.get(&code).copied()
    }

    /// What a byte says in a simple font without encoding: by its glyph.
    pub(super) fn simple_text(&self, code: u8) -> Option<String> {
        self.text(*self.codes.get(&code)?)
    }

    /// The glyph of a CID, where the dictionary has no map.
    pub(super) fn cid_to_glyph(&self, cid: u32) -> Option<u32> {
        match &self.cids {
            Some(cids) => cids.get(&cid).copied(),
            None => Some(cid),
        }
    }
}

/// Whether the outline of a CFF glyph (a Type 2 charstring) ends before it draws anything: at most its width, then the end.
fn draws_nothing(outline: &[u8]) -> bool {
    const END: u8 = 14;
    let after = match outline {
        [28, _, _, rest @ ..] | [247..=254, _, rest @ ..] | [255, _, _, _, _, rest @ ..] | [32..=246, rest @ ..] => {
            rest
        }
        rest => rest,
    };
    after.first() == Some(&END)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outline_of_a_width_alone_is_a_blank() {
        for outline in [&[14][..], &[139, 14], &[28, 1, 2, 14], &[247, 0, 14], &[255, 0, 0, 0, 0, 14]] {
            assert!(draws_nothing(outline), "{outline:?}");
        }
        // Lines, and accents set by the end itself.
        for outline in [&[][..], &[139, 139, 5, 14], &[139, 139, 140, 141, 14], &[28, 1], &[139]] {
            assert!(!draws_nothing(outline), "{outline:?}");
        }
    }
}
