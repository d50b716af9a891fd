//! A face → a font program that holds only the glyphs a document uses.

use super::Face;
use crate::finding::{Error, catalogue};
use std::collections::{BTreeMap, BTreeSet};
use subsetter::GlyphRemapper;

/// A face reduced to some of its glyphs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subset {
    /// The font program (TrueType outlines, no `cmap`).
    pub bytes: Vec<u8>,
    /// The number a glyph of the face has in the subset. Glyph 0 (`.notdef`) is always there and stays 0.
    pub ids: BTreeMap<u16, u16>,
}

/// The subset of a face with these glyphs, renumbered in ascending order.
///
/// # Errors
/// `font-subset-failed` where the embedded face can't be taken apart; a test over all faces excludes it.
pub fn subset(face: Face, glyphs: &BTreeSet<u16>) -> Result<Subset, Error> {
    let mut remapper = GlyphRemapper::new();
    let ids = glyphs.iter().map(|id| (*id, remapper.remap(*id))).collect();
    let bytes = subsetter::subset(face.bytes(), 0, &remapper)
        .map_err(|e| Error::from(catalogue::typeset::font_subset_failed(face.postscript_name())).caused_by(e))?;
    Ok(Subset { bytes, ids })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::font::{Features, Shaper};

    #[test]
    fn a_subset_of_every_face_is_small_and_renumbered() {
        for face in Face::ALL {
            let text = if face.is_latin() { "2021 Ab" } else { "政府信息公开" };
            let glyphs: BTreeSet<u16> =
                Shaper::new().shape(face, text, Features::Chinese).iter().map(|g| g.id).collect();
            let subset = subset(face, &glyphs).unwrap();
            assert!(subset.bytes.len() < 30_000, "{face:?}: {}", subset.bytes.len());
            assert_eq!(subset.ids.values().copied().collect::<Vec<_>>(), (1..=glyphs.len() as u16).collect::<Vec<_>>());
        }
    }
}
