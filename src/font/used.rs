//! The glyphs in use → for each face one program with them alone, and what each of its glyphs stands for.
//!
//! In: which glyphs of which faces are shown, with the text each stands for ([`InUse`]). Out: the faces as a file embeds them
//! ([`UsedFace`]): programs, widths, numbers and texts, made once. Every format that embeds faces takes them from here and says
//! them in its own way.
//!
//! Glyph 0 (`.notdef`) is never shown: the box that stands for a missing character has a number of its own. So have glyphs that are
//! to be as wide as they and a gap after them.

use super::program::{Copied, Program};
use super::subset::subset;
use super::{Face, FaceData, Faces};
use crate::finding::{Error, catalogue};
use crate::whole::Whole;
use std::collections::{BTreeMap, BTreeSet};

/// Steps of a gap in an em ([`UsedFace::widen`]): what is left of a gap is half a step at most, and less than any viewer takes for a space.
pub const STEPS_IN_EM: i16 = 10;

/// The glyphs in use, by face.
#[derive(Debug, Default)]
pub struct InUse<'a>(BTreeMap<Face, Shown<'a>>);

/// The glyphs of one face in use.
#[derive(Debug, Default)]
pub struct Shown<'a> {
    glyphs: Numbers,
    /// Those with a text.
    said: Numbers,
    /// What each stands for where it was first shown with a text of its own.
    texts: BTreeMap<u16, &'a str>,
}

/// Numbers of glyphs; most are added many times.
#[derive(Debug, Default)]
struct Numbers {
    /// A bit a number.
    bits: Vec<u64>,
}

impl Numbers {
    /// Whether the number was not yet among them.
    fn insert(&mut self, number: u16) -> bool {
        let (word, bit) = (usize::from(number >> 6), 1 << (number & 63));
        if self.bits.len() <= word {
            self.bits.resize(word + 1, 0);
        }
        let Some(word) = self.bits.get_mut(word) else { return false };
        let is_new = *word & bit == 0;
        *word |= bit;
        is_new
    }

    /// In ascending order.
    fn iter(&self) -> impl Iterator<Item = u16> {
        let bits = |(word, bits): (usize, &u64)| {
            let bits = *bits;
            (0..64).filter(move |bit| bits >> bit & 1 == 1).filter_map(move |bit| u16::try_from(word * 64 + bit).ok())
        };
        self.bits.iter().enumerate().flat_map(bits)
    }
}

impl<'a> InUse<'a> {
    /// The glyphs of a face, to add to.
    pub fn of(&mut self, face: Face) -> &mut Shown<'a> {
        self.0.entry(face).or_default()
    }

    /// Each face with the glyphs in use alone, numbered anew in ascending order.
    ///
    /// # Errors
    /// `font-subset-failed` where a face can't be taken apart; for the embedded ones a test excludes it.
    pub fn faces(&self, faces: &Faces) -> Result<BTreeMap<Face, UsedFace>, Error> {
        let known = self.0.iter().filter_map(|(face, shown)| Some((*face, faces.data(*face)?, shown)));
        known.map(|(face, data, shown)| Ok((face, UsedFace::of(data, shown)?))).collect()
    }
}

impl<'a> Shown<'a> {
    /// A glyph is shown; `text`: what it stands for, `None` where it does so only together with others.
    pub fn show(&mut self, glyph: u16, text: Option<&'a str>) {
        self.glyphs.insert(glyph);
        if let Some(text) = text
            && self.said.insert(glyph)
        {
            self.texts.insert(glyph, text);
        }
    }
}

/// A face as a file embeds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsedFace {
    postscript_name: String,
    weight: u16,
    program: Program,
    /// By the number of a glyph in the face, that in the program; 0 where it isn't there.
    numbers: Vec<u16>,
    /// The number of the box that stands for a missing character, where one is shown.
    boxed: Option<u16>,
    /// The numbers of glyphs as wide as they and the gap after them, by their own numbers and the steps of the gap.
    widened: BTreeMap<(u16, i16), u16>,
    /// By number.
    texts: Vec<Option<String>>,
}

impl UsedFace {
    fn of(data: &FaceData, shown: &Shown<'_>) -> Result<Self, Error> {
        let failed = || Error::from(catalogue::typeset::font_subset_failed(data.postscript_name()));
        let ids: Vec<u16> = shown.glyphs.iter().filter(|id| *id != 0).collect();
        let subset = subset(data, &ids)?;
        let mut program = Program::of(&subset.bytes).ok_or_else(failed)?;
        let mut numbers = vec![0; ids.last().map_or(0, |last| usize::from(*last) + 1)];
        let mut texts = vec![None; program.advances.len()];
        for (id, number) in &subset.ids {
            if let Some(place) = numbers.get_mut(usize::from(*id)) {
                *place = *number;
            }
            if let (Some(place), Some(text)) = (texts.get_mut(usize::from(*number)), shown.texts.get(id)) {
                *place = Some((*text).to_owned());
            }
        }
        let mut boxed = None;
        if shown.glyphs.iter().next() == Some(0) {
            let advance = program.advances.first().copied().unwrap_or_default();
            // The typesetter takes the box from an embedded face, and they are TrueType.
            boxed = Some(program.copy(Copied { glyph: 0, advance }).unwrap_or(0));
        }
        texts.resize(program.advances.len(), None);
        let (postscript_name, weight) = (data.postscript_name().to_owned(), data.weight());
        Ok(UsedFace { postscript_name, weight, program, numbers, boxed, widened: BTreeMap::new(), texts })
    }

    /// Adds a glyph for each of these numbers as wide as it and a gap after it, of so many steps; negative ones are overlaps.
    pub fn widen(&mut self, wanted: &BTreeSet<(u16, i16)>) {
        for (number, steps) in wanted.iter().copied() {
            // The box is glyph 0.
            let glyph = if self.boxed == Some(number) { 0 } else { number };
            let own = self.program.advances.get(usize::from(glyph)).copied().unwrap_or_default();
            let gap = i32::from(steps) * i32::from(self.program.units_per_em) / i32::from(STEPS_IN_EM);
            let advance = u16::try_from((i32::from(own) + gap).max(0)).unwrap_or(u16::MAX);
            let Some(new) = self.program.copy(Copied { glyph, advance }) else { return };
            self.widened.insert((number, steps), new);
            self.texts.push(self.texts.get(usize::from(number)).cloned().flatten());
        }
    }

    /// The number of a glyph in the program, one with the gap after it in it if there is one; `None` where it is not in use. Never 0
    /// in a program of TrueType outlines.
    #[must_use]
    pub fn number(&self, glyph: u16, steps: i16) -> Option<u16> {
        let own = match glyph {
            0 => self.boxed?,
            _ => self.numbers.get(usize::from(glyph)).copied().filter(|number| *number != 0)?,
        };
        if steps == 0 {
            return Some(own);
        }
        Some(self.widened.get(&(own, steps)).copied().unwrap_or(own))
    }

    /// How many glyphs the program has; their numbers are those below.
    #[must_use]
    pub fn glyphs(&self) -> u16 {
        // It had a number for each.
        u16::try_from(self.program.advances.len()).unwrap_or(u16::MAX)
    }

    /// How far the pen moves on after a glyph, by its number, in whole thousandths of an em.
    #[must_use]
    pub fn width(&self, number: u16) -> f32 {
        let advance = self.program.advances.get(usize::from(number)).copied().unwrap_or_default();
        (f32::from(advance) * 1000.0 / f32::from(self.program.units_per_em.max(1))).round()
    }

    /// What a glyph stands for by itself, by its number; `None` where it never did.
    #[must_use]
    pub fn text(&self, number: u16) -> Option<&str> {
        self.texts.get(usize::from(number))?.as_deref()
    }

    /// Whether its outlines are CFF, not TrueType; its glyphs can't be widened then.
    #[must_use]
    pub fn is_cff(&self) -> bool {
        self.program.is_cff()
    }

    /// The box around all glyphs, in thousandths of an em: left, bottom, right, top.
    #[must_use]
    pub fn bounds(&self) -> [i64; 4] {
        let em = f32::from(self.program.units_per_em.max(1));
        self.program.bounds.map(|units| i64::whole((f32::from(units) * 1000.0 / em).round()))
    }

    /// The face's PostScript name.
    #[must_use]
    pub fn postscript_name(&self) -> &str {
        &self.postscript_name
    }

    /// How heavy it is (OS/2 usWeightClass, 100 to 900).
    #[must_use]
    pub fn weight(&self) -> u16 {
        self.weight
    }

    /// The font program: a TrueType file, or a bare CFF table whose glyphs are found by their numbers ([`UsedFace::is_cff`]).
    ///
    /// # Errors
    /// `font-subset-failed` where the face's tables are not as they have to be.
    pub fn program(&self) -> Result<Vec<u8>, Error> {
        let bytes = self.program.bytes();
        let bytes = bytes.ok_or_else(|| Error::from(catalogue::typeset::font_subset_failed(&self.postscript_name)))?;
        Ok(bytes.into_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::font::{Features, Shaper};

    fn used(face: Face, text: &str, also: &[u16]) -> UsedFace {
        let faces = Faces::default();
        let mut in_use = InUse::default();
        let shown = in_use.of(face);
        for (glyph, (at, c)) in Shaper::new(&faces).shape(face, text, Features::Chinese).iter().zip(text.char_indices())
        {
            shown.show(glyph.id, Some(&text[at..at + c.len_utf8()]));
        }
        also.iter().for_each(|glyph| shown.show(*glyph, None));
        in_use.faces(&faces).unwrap().remove(&face).unwrap()
    }

    #[test]
    fn numbers_widths_and_texts_are_those_of_the_program() {
        for face in Face::EMBEDDED {
            let text = if face.embedded().unwrap().is_latin() { "2013Ab" } else { "政府信息公开" };
            let mut used = used(face, text, &[]);
            used.widen(&BTreeSet::from([(1, 3), (2, -1)]));
            let bytes = used.program().unwrap();
            let parsed = ttf_parser::Face::parse(&bytes, 0).unwrap();
            assert_eq!((used.glyphs(), parsed.number_of_glyphs()), (9, 9), "{face:?}");
            let em = f32::from(parsed.units_per_em());
            for number in 0..9 {
                let advance = f32::from(parsed.glyph_hor_advance(ttf_parser::GlyphId(number)).unwrap()) * 1000.0 / em;
                assert!((used.width(number) - advance).abs() <= 0.5, "{face:?} {number}");
            }
            let texts: String = (1..7).filter_map(|number| used.text(number)).collect();
            assert!(text.chars().all(|c| texts.contains(c)) && used.text(0).is_none(), "{face:?} {texts}");
            assert_eq!((used.text(7), used.text(8)), (used.text(1), used.text(2)));
            assert!((used.width(7) - used.width(1) - 300.0).abs() <= 1.0, "{face:?}");
        }
    }

    #[test]
    fn programs_have_no_instructions_and_draw_what_the_face_draws() {
        for face in [Face::Latin, Face::LatinBold] {
            let used = used(face, "0123456789ABCéÅ%", &[]);
            let bytes = used.program().unwrap();
            let table = |tag: &[u8; 4]| bytes.windows(4).take(300).any(|found| found == tag);
            assert!(table(b"glyf") && !table(b"fpgm") && !table(b"prep") && !table(b"cvt "));
            let (whole, small) = (face.embedded().unwrap(), ttf_parser::Face::parse(&bytes, 0).unwrap());
            let whole = ttf_parser::Face::parse(whole.bytes(), 0).unwrap();
            for c in "0123456789ABCéÅ%".chars() {
                let id = whole.glyph_index(c).unwrap();
                let number = ttf_parser::GlyphId(used.number(id.0, 0).unwrap());
                assert_eq!(whole.glyph_bounding_box(id), small.glyph_bounding_box(number), "{c}");
                assert_eq!(drawn(&whole, id), drawn(&small, number), "{c}");
            }
        }
    }

    /// The outline of a glyph as commands.
    fn drawn(face: &ttf_parser::Face<'_>, id: ttf_parser::GlyphId) -> String {
        #[derive(Default)]
        struct Pen(String);
        impl ttf_parser::OutlineBuilder for Pen {
            fn move_to(&mut self, x: f32, y: f32) {
                self.0 += &format!("M{x},{y}");
            }
            fn line_to(&mut self, x: f32, y: f32) {
                self.0 += &format!("L{x},{y}");
            }
            fn quad_to(&mut self, a: f32, b: f32, x: f32, y: f32) {
                self.0 += &format!("Q{a},{b},{x},{y}");
            }
            fn curve_to(&mut self, _: f32, _: f32, _: f32, _: f32, _: f32, _: f32) {}
            fn close(&mut self) {
                self.0 += "Z";
            }
        }
        let mut pen = Pen::default();
        face.outline_glyph(id, &mut pen);
        pen.0
    }

    #[test]
    fn the_box_has_a_number_of_its_own() {
        let used = used(Face::Songti, "公开", &[0]);
        let boxed = used.number(0, 0).unwrap();
        assert_eq!((boxed, used.width(boxed), used.text(boxed)), (3, used.width(0), None));
        let bytes = used.program().unwrap();
        let parsed = ttf_parser::Face::parse(&bytes, 0).unwrap();
        assert_eq!(drawn(&parsed, ttf_parser::GlyphId(boxed)), drawn(&parsed, ttf_parser::GlyphId(0)));
        assert!(used.number(9999, 0).is_none());
    }
}
