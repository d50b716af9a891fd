//! A face → a font program that holds only the glyphs a document uses.

use super::FaceData;
use crate::finding::{Error, catalogue};
use std::collections::BTreeMap;
use subsetter::GlyphRemapper;

/// A face reduced to some of its glyphs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Subset {
    /// The font program (TrueType or CFF outlines as the face has them, no `cmap`).
    pub bytes: Vec<u8>,
    /// The number a glyph of the face has in the subset. Glyph 0 (`.notdef`) is always there and stays 0.
    pub ids: BTreeMap<u16, u16>,
}

/// The subset of a face with these glyphs, each named once, renumbered in their order.
///
/// # Errors
/// `font-subset-failed` where the face can't be taken apart; for the embedded ones a test excludes it.
pub(super) fn subset(face: &FaceData, glyphs: &[u16]) -> Result<Subset, Error> {
    let mut remapper = GlyphRemapper::new();
    let ids = glyphs.iter().map(|id| (*id, remapper.remap(*id))).collect();
    let bytes = subsetter::subset(face.bytes(), face.index(), &remapper)
        .map_err(|e| Error::from(catalogue::typeset::font_subset_failed(face.postscript_name())).caused_by(e))?;
    Ok(Subset { bytes, ids })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::font::face::{Program, Source};
    use crate::font::{Face, Faces, Features, Shaper};
    use std::sync::{Arc, OnceLock};

    #[test]
    fn a_program_that_can_not_be_taken_apart_is_refused_by_name() {
        let face = FaceData {
            family: "某宋".into(),
            postscript_name: "Some-Song".into(),
            weight: 400,
            units_per_em: 1000,
            is_latin: false,
            source: Source::Embedded("some"),
            program: Program::Shared(Arc::new(b"no font".to_vec())),
            index: 0,
            font: OnceLock::new(),
        };
        let Err(error) = subset(&face, &[1]) else { panic!("a subset of nothing") };
        assert_eq!((error.code(), error.finding().value("face")), ("font-subset-failed", Some("Some-Song")));
    }

    #[test]
    fn a_subset_of_every_face_is_small_and_renumbered() {
        let faces = Faces::default();
        for face in Face::EMBEDDED {
            let data = face.embedded().unwrap();
            let text = if data.is_latin() { "2013 Ab" } else { "政府信息公开" };
            let glyphs = Shaper::new(&faces).shape(face, text, Features::Chinese);
            let glyphs: Vec<u16> = glyphs.iter().map(|g| g.id).collect();
            let subset = subset(data, &glyphs).unwrap();
            assert!(subset.bytes.len() < 30_000, "{face:?}: {}", subset.bytes.len());
            let numbers: Vec<u16> = glyphs.iter().map(|id| subset.ids[id]).collect();
            assert_eq!(numbers, (1..=glyphs.len() as u16).collect::<Vec<_>>());
        }
    }
}
