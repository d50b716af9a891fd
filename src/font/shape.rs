//! Text → glyphs of one face.

use super::{Face, Faces};
use harfrust::{
    Buffer, BufferFlags, Direction, Feature, GlyphId, Language, Script, ShapeOptions, ShapePlan, ShaperFont, Tag, shape,
};
use std::collections::BTreeMap;

/// A glyph of a face, with the text it stands for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ShapedGlyph {
    /// Its number in the face.
    pub id: u16,
    /// The byte of the shaped text at which its cluster begins.
    pub cluster: u32,
    /// How far the pen moves on, in em.
    pub advance: f32,
    /// Where it is drawn, right of the pen, in em.
    pub dx: f32,
    /// Where it is drawn, above the pen, in em.
    pub dy: f32,
}

/// How text is to be shaped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Features {
    /// Latin text: kerning, no ligatures (searched text must stay letter by letter).
    Latin,
    /// Chinese text: one glyph a character.
    Chinese,
    /// Chinese punctuation that a face may hold in a half-width form: full width (`fwid`), and paired dashes joined (`dlig`).
    FullWidth,
}

/// The box a glyph's ink fills, in em; the origin is on the base line at the pen.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Ink {
    /// Left edge.
    pub left: f32,
    /// Right edge.
    pub right: f32,
    /// Lower edge.
    pub bottom: f32,
    /// Upper edge.
    pub top: f32,
}

/// Shapes text in the faces of a set, keeping what is worked out once a face.
pub struct Shaper<'a> {
    faces: &'a Faces,
    /// By the face's place in the set.
    open: Vec<Option<Box<FaceShaper<'a>>>>,
    /// Which face of the user's has a character that no role's face has.
    rare: BTreeMap<char, Option<Face>>,
    buffer: Buffer,
}

struct FaceShaper<'a> {
    font: ShaperFont<'a, 'static>,
    units: f32,
    plans: Vec<(Features, ShapePlan)>,
}

impl<'a> Shaper<'a> {
    /// A shaper that has opened no face yet.
    #[must_use]
    pub fn new(faces: &'a Faces) -> Self {
        let open = std::iter::repeat_with(|| None).take(faces.places()).collect();
        Shaper { faces, open, rare: BTreeMap::new(), buffer: Buffer::default() }
    }

    /// The faces it shapes in.
    #[must_use]
    pub fn faces(&self) -> &'a Faces {
        self.faces
    }

    fn face(&mut self, face: Face) -> Option<&mut FaceShaper<'a>> {
        let slot = self.open.get_mut(face.place())?;
        if slot.is_none() {
            let data = self.faces.data(face)?;
            let font = ShaperFont::new(data.font()?);
            *slot = Some(Box::new(FaceShaper { font, units: f32::from(data.units_per_em()), plans: Vec::new() }));
        }
        slot.as_deref_mut()
    }

    /// The face to set a character in: the first of `wanted` that has it, then that of 宋体, of 楷体, then any face of the
    /// user's; `None` where no face has it.
    pub fn face_for(&mut self, c: char, wanted: [Face; 2]) -> Option<Face> {
        if let Some(face) = wanted.into_iter().chain(self.faces.substitutes()).find(|face| self.covers(*face, c)) {
            return Some(face);
        }
        let faces = self.faces;
        *self.rare.entry(c).or_insert_with(|| faces.any_with(c))
    }

    /// Whether the face's glyphs are made for Latin text.
    #[must_use]
    pub fn is_latin(&self, face: Face) -> bool {
        self.faces.data(face).is_some_and(super::FaceData::is_latin)
    }

    /// Whether the face has a glyph for the character.
    pub fn covers(&mut self, face: Face, c: char) -> bool {
        self.face(face).is_some_and(|f| f.font.nominal_glyph(c as u32).is_some_and(|id| id != GlyphId::NOTDEF))
    }

    /// The face's own advance of a glyph, in em.
    pub fn advance(&mut self, face: Face, id: u16) -> f32 {
        self.face(face).map_or(0.0, |f| f.font.glyph_h_advance(GlyphId::from(id)) as f32 / f.units)
    }

    /// The ink of a glyph; empty for a blank.
    pub fn ink(&mut self, face: Face, id: u16) -> Ink {
        let Some(f) = self.face(face) else { return Ink::default() };
        let units = f.units;
        f.font.glyph_extents(GlyphId::from(id)).map_or(Ink::default(), |e| Ink {
            left: e.x_bearing as f32 / units,
            right: (e.x_bearing + e.width) as f32 / units,
            bottom: (e.y_bearing + e.height) as f32 / units,
            top: e.y_bearing as f32 / units,
        })
    }

    /// The glyphs of a text, from the left; clusters never decrease.
    pub fn shape(&mut self, face: Face, text: &str, features: Features) -> Vec<ShapedGlyph> {
        let mut buffer = std::mem::take(&mut self.buffer);
        buffer.reset();
        buffer.push_str(text);
        let (script, language) = match features {
            Features::Latin => (Script::from_iso15924_tag(Tag::new(b"Latn")), Language::new("en")),
            _ => (Script::from_iso15924_tag(Tag::new(b"Hani")), Language::new("zh-hans")),
        };
        buffer.set_direction(Direction::LeftToRight);
        buffer.set_script(script);
        buffer.set_language(language.clone());
        buffer.set_flags(BufferFlags::REMOVE_DEFAULT_IGNORABLES);
        let mut glyphs = Vec::new();
        let font = self.faces.data(face).and_then(|data| data.font());
        if let (Some(f), Some(font)) = (self.face(face), font) {
            let list = feature_list(features);
            if !f.plans.iter().any(|(key, _)| *key == features) {
                let plan = ShapePlan::new(font, Direction::LeftToRight, script, language.as_ref(), list);
                f.plans.push((features, plan));
            }
            let plan = f.plans.iter().find(|(key, _)| *key == features).map(|(_, plan)| plan);
            let options = ShapeOptions::new().plan(plan).features(list);
            if shape(&f.font, &mut buffer, options).is_ok() {
                glyphs.reserve(buffer.len());
                for (info, place) in buffer.glyph_infos().iter().zip(buffer.glyph_positions()) {
                    glyphs.push(ShapedGlyph {
                        id: u16::try_from(info.glyph_id).unwrap_or(0),
                        cluster: info.cluster,
                        advance: place.x_advance as f32 / f.units,
                        dx: place.x_offset as f32 / f.units,
                        dy: place.y_offset as f32 / f.units,
                    });
                }
            }
        }
        self.buffer = buffer;
        glyphs
    }
}

fn feature_list(features: Features) -> &'static [Feature] {
    const fn feature(tag: &[u8; 4], value: u32) -> Feature {
        Feature { tag: Tag::new(tag), value, start: Feature::GLOBAL_START, end: Feature::GLOBAL_END }
    }
    static LATIN: [Feature; 2] = [feature(b"liga", 0), feature(b"clig", 0)];
    static CHINESE: [Feature; 4] = [feature(b"liga", 0), feature(b"calt", 0), feature(b"kern", 0), feature(b"chws", 0)];
    static FULL: [Feature; 6] = [
        feature(b"fwid", 1),
        feature(b"dlig", 1),
        feature(b"liga", 0),
        feature(b"calt", 0),
        feature(b"kern", 0),
        feature(b"chws", 0),
    ];
    match features {
        Features::Latin => &LATIN,
        Features::Chinese => &CHINESE,
        Features::FullWidth => &FULL,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_glyph_knows_the_byte_its_cluster_begins_at() {
        let glyphs = Shaper::new(&Faces::default()).shape(Face::Fangsong, "公开", Features::Chinese);
        assert_eq!(glyphs.iter().map(|g| (g.cluster, g.advance)).collect::<Vec<_>>(), [(0, 1.0), (3, 1.0)]);
    }

    #[test]
    fn quotation_marks_of_fangsong_are_full_width_on_demand() {
        let faces = Faces::default();
        let mut shaper = Shaper::new(&faces);
        let narrow = shaper.shape(Face::Fangsong, "“", Features::Chinese);
        let full = shaper.shape(Face::Fangsong, "“", Features::FullWidth);
        assert!(narrow[0].advance < 0.5 && (full[0].advance - 1.0).abs() < 1e-6, "{narrow:?} {full:?}");
    }

    #[test]
    fn latin_letters_are_shaped_one_glyph_each() {
        let glyphs = Shaper::new(&Faces::default()).shape(Face::Latin, "office", Features::Latin);
        assert_eq!(glyphs.len(), 6);
    }
}
