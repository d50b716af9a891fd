//! The embedded faces: what they cover, their measures, shaping and subsetting.
//!
//! In: text and the name of a [`Face`]. Out: glyphs with the text each stands for ([`ShapedGlyph`]), ink boxes, and font
//! programs that hold only the glyphs a document uses ([`Subset`]). Knows no style (which role a face plays is the
//! typesetter's business), no page and no file format.
//!
//! The faces are unpacked by the build script; a face is parsed when it is first used, once a process.

mod shape;
mod subset;

pub use shape::{Features, Ink, ShapedGlyph, Shaper};
pub use subset::{Subset, subset};

use harfrust::Font;
use std::sync::OnceLock;

/// One of the embedded faces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Face {
    /// 仿宋 (Zhuque Fangsong).
    Fangsong,
    /// 楷体 (GW Kai).
    Kaiti,
    /// 黑体 (Noto Sans SC Medium).
    Heiti,
    /// 宋体 (Noto Serif SC Regular); covers all of GBK.
    Songti,
    /// 小标宋 (Noto Serif SC Bold).
    Xiaobiaosong,
    /// Digits and Latin letters (Liberation Serif).
    Latin,
    /// Bold digits and Latin letters (Liberation Serif Bold).
    LatinBold,
}

/// The font programs. Statics, not constants: a constant of megabytes is copied to every place it is used.
mod program {
    macro_rules! embedded {
        ($($name:ident = $file:literal;)*) => {
            $(pub(super) static $name: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/", $file, ".ttf"));)*
        };
    }
    embedded! {
        FANGSONG = "fangsong";
        KAITI = "kaiti";
        HEITI = "heiti";
        SONGTI = "songti";
        XIAOBIAOSONG = "xiaobiaosong";
        LATIN = "latin";
        LATIN_BOLD = "latin-bold";
    }
}

impl Face {
    /// All faces.
    pub const ALL: [Face; 7] =
        [Face::Fangsong, Face::Kaiti, Face::Heiti, Face::Songti, Face::Xiaobiaosong, Face::Latin, Face::LatinBold];

    /// The font program.
    #[must_use]
    pub fn bytes(self) -> &'static [u8] {
        match self {
            Face::Fangsong => program::FANGSONG,
            Face::Kaiti => program::KAITI,
            Face::Heiti => program::HEITI,
            Face::Songti => program::SONGTI,
            Face::Xiaobiaosong => program::XIAOBIAOSONG,
            Face::Latin => program::LATIN,
            Face::LatinBold => program::LATIN_BOLD,
        }
    }

    /// The PostScript name (name table, id 6).
    #[must_use]
    pub fn postscript_name(self) -> &'static str {
        match self {
            Face::Fangsong => "ZhuqueFangsong-Regular",
            Face::Kaiti => "GWKai-Regular",
            Face::Heiti => "NotoSansSC-Medium",
            Face::Songti => "NotoSerifSC-Regular",
            Face::Xiaobiaosong => "NotoSerifSC-Bold",
            Face::Latin => "LiberationSerif",
            Face::LatinBold => "LiberationSerif-Bold",
        }
    }

    /// Whether its glyphs are made for Latin text.
    #[must_use]
    pub fn is_latin(self) -> bool {
        matches!(self, Face::Latin | Face::LatinBold)
    }

    /// Font units in an em.
    #[must_use]
    pub fn units_per_em(self) -> u16 {
        if self.is_latin() { 2048 } else { 1000 }
    }

    /// The parsed face; `None` only where the embedded file is no font, which a test excludes.
    pub(crate) fn font(self) -> Option<&'static Font> {
        static FONTS: [OnceLock<Option<Font>>; 7] = [const { OnceLock::new() }; 7];
        FONTS.get(self as usize)?.get_or_init(|| Font::new(self.bytes(), 0)).as_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_embedded_face_parses_with_the_stated_units() {
        for face in Face::ALL {
            let font = face.font().unwrap();
            assert_eq!(font.units_per_em(), face.units_per_em(), "{face:?}");
        }
    }

    #[test]
    fn every_chinese_face_covers_the_words_of_the_report() {
        let mut shaper = Shaper::new();
        for face in Face::ALL.into_iter().filter(|face| !face.is_latin()) {
            for c in "株洲市生态环境局渌口分局政府信息公开工作年度报告，。、；：？！（）《》“”‘’—…0123456789".chars()
            {
                assert!(shaper.covers(face, c), "{face:?} lacks {c}");
            }
        }
    }
}
