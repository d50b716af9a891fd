//! One face: its font program, and what that says of itself.

use harfrust::Font;
use read_fonts::tables::cmap::CmapIterLimits;
use read_fonts::{FontRef, TableProvider};
use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

/// A face of a set ([`crate::font::Faces`]): one of the embedded faces, or one the user brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Face {
    /// 仿宋 (GW Fangsong, from Zhuque Fangsong).
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
    /// A face of the set's library, by its place in it.
    Added(u16),
}

impl Face {
    /// The embedded faces.
    pub const EMBEDDED: [Face; 7] =
        [Face::Fangsong, Face::Kaiti, Face::Heiti, Face::Songti, Face::Xiaobiaosong, Face::Latin, Face::LatinBold];

    /// Its place among all faces of a set, the embedded ones first.
    pub(super) fn place(self) -> usize {
        match self {
            Face::Fangsong => 0,
            Face::Kaiti => 1,
            Face::Heiti => 2,
            Face::Songti => 3,
            Face::Xiaobiaosong => 4,
            Face::Latin => 5,
            Face::LatinBold => 6,
            Face::Added(number) => Face::EMBEDDED.len() + usize::from(number),
        }
    }

    /// The data of an embedded face; `None` for one of the user's.
    #[must_use]
    pub fn embedded(self) -> Option<&'static FaceData> {
        EMBEDDED.get(self.place())
    }
}

/// Where a face comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// The program itself; the file in `templates/fonts` it was made of.
    Embedded(&'static str),
    /// A file of the user's.
    File(PathBuf),
}

/// A face's font program and what is known of it.
pub struct FaceData {
    pub(super) family: Cow<'static, str>,
    pub(super) postscript_name: Cow<'static, str>,
    pub(super) weight: u16,
    pub(super) units_per_em: u16,
    pub(super) is_latin: bool,
    pub(super) source: Source,
    pub(super) program: Program,
    pub(super) index: u32,
    pub(super) font: OnceLock<Option<Font>>,
}

/// A font file's bytes.
pub(super) enum Program {
    /// By reference to the static that holds them: its value would be copied into this crate.
    Static(&'static &'static [u8]),
    Shared(Arc<Vec<u8>>),
}

impl std::fmt::Debug for FaceData {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let FaceData { postscript_name, source, index, .. } = self;
        f.debug_struct("FaceData")
            .field("postscript_name", postscript_name)
            .field("source", source)
            .field("index", index)
            .finish_non_exhaustive()
    }
}

impl FaceData {
    /// The family's name, in English where the face has one.
    #[must_use]
    pub fn family(&self) -> &str {
        &self.family
    }

    /// The PostScript name (name table, id 6).
    #[must_use]
    pub fn postscript_name(&self) -> &str {
        &self.postscript_name
    }

    /// How heavy it is (OS/2 usWeightClass, 100 to 900; 400 is regular).
    #[must_use]
    pub fn weight(&self) -> u16 {
        self.weight
    }

    /// Font units in an em.
    #[must_use]
    pub fn units_per_em(&self) -> u16 {
        self.units_per_em
    }

    /// Whether its glyphs are made for Latin text: it has no Chinese characters.
    #[must_use]
    pub fn is_latin(&self) -> bool {
        self.is_latin
    }

    /// Where it comes from.
    #[must_use]
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// The font file, which may be a collection.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        match &self.program {
            Program::Static(bytes) => bytes,
            Program::Shared(bytes) => bytes,
        }
    }

    /// Its place in the collection; 0 where the file holds but one face.
    #[must_use]
    pub fn index(&self) -> u32 {
        self.index
    }

    /// The version the face states (name table, id 5).
    #[must_use]
    pub fn version(&self) -> Option<String> {
        let face = ttf_parser::Face::parse(self.bytes(), self.index).ok()?;
        let version = face.names().into_iter().find(|name| name.name_id == ttf_parser::name_id::VERSION)?;
        Some(version.to_string().unwrap_or_else(|| version.name.iter().map(|b| char::from(*b)).collect()))
    }

    /// How many characters it has glyphs for.
    #[must_use]
    pub fn coverage(&self) -> usize {
        characters(self.bytes(), self.index).len()
    }

    /// The parsed face; `None` where the file is no font, which a test excludes for the embedded ones and the library for
    /// all others.
    pub(super) fn font(&self) -> Option<&Font> {
        let parsed = self.font.get_or_init(|| match &self.program {
            Program::Static(bytes) => Font::new(**bytes, self.index),
            Program::Shared(bytes) => {
                let bytes: Arc<dyn AsRef<[u8]> + Send + Sync> = Arc::clone(bytes) as _;
                Font::new(bytes, self.index)
            }
        });
        parsed.as_ref()
    }

    /// Whether the user would call it by this name.
    pub(super) fn is_called(&self, name: &str) -> bool {
        same_name(&self.family, name) || same_name(&self.postscript_name, name)
    }

    /// The file, where it is not embedded.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        match &self.source {
            Source::Embedded(_) => None,
            Source::File(path) => Some(path),
        }
    }
}

/// The characters a face has glyphs for, by their numbers, each once, in ascending order. A damaged or hostile font can't make
/// it go on for ever: nothing beyond Unicode is listed, nothing twice.
pub(super) fn characters(bytes: &[u8], index: u32) -> Vec<u32> {
    let table = FontRef::from_index(bytes, index).and_then(|font| font.cmap());
    let Some((_, _, table)) = table.ok().and_then(|cmap| cmap.best_subtable()) else { return Vec::new() };
    let pairs = table.iter_with_limits(CmapIterLimits::default());
    let mut characters: Vec<u32> =
        pairs.filter(|(_, glyph)| glyph.to_u32() != 0).map(|(character, _)| character).collect();
    characters.sort_unstable();
    characters.dedup();
    characters
}

/// Names differ neither by case nor by spaces: systems show them in more than one way.
pub(super) fn same_name(a: &str, b: &str) -> bool {
    fn folded(name: &str) -> impl Iterator<Item = char> {
        name.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase)
    }
    folded(a).eq(folded(b))
}

macro_rules! embedded {
    ($($family:literal $postscript_name:literal $weight:literal $units_per_em:literal $latin:literal $program:ident $file:literal;)*) => {
        /// In the order of [`Face::EMBEDDED`].
        static EMBEDDED: [FaceData; 7] = [$(FaceData {
            family: Cow::Borrowed($family),
            postscript_name: Cow::Borrowed($postscript_name),
            weight: $weight,
            units_per_em: $units_per_em,
            is_latin: $latin,
            source: Source::Embedded(concat!($file, ".ttf")),
            program: Program::Static(&nianbao_fonts::$program),
            index: 0,
            font: OnceLock::new(),
        }),*];
    };
}

embedded! {
    "GW Fangsong" "GWFangsong-Regular" 400 1000 false FANGSONG "fangsong";
    "GW Kai" "GWKai-Regular" 400 1000 false KAITI "kaiti";
    "Noto Sans SC" "NotoSansSC-Medium" 500 1000 false HEITI "heiti";
    "Noto Serif SC" "NotoSerifSC-Regular" 400 1000 false SONGTI "songti";
    "Noto Serif SC" "NotoSerifSC-Bold" 700 1000 false XIAOBIAOSONG "xiaobiaosong";
    "Liberation Serif" "LiberationSerif" 400 2048 true LATIN "latin";
    "Liberation Serif" "LiberationSerif-Bold" 700 2048 true LATIN_BOLD "latin-bold";
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::font::{Faces, Shaper};

    #[test]
    fn every_embedded_face_is_what_is_stated() {
        for face in Face::EMBEDDED {
            let data = face.embedded().unwrap();
            assert_eq!(data.font().unwrap().units_per_em(), data.units_per_em(), "{face:?}");
            let parsed = ttf_parser::Face::parse(data.bytes(), 0).unwrap();
            assert_eq!(parsed.glyph_index('国').is_none_or(|id| id.0 == 0), data.is_latin(), "{face:?}");
            let named = |ids: &[u16], wanted: &str| {
                let mut names = parsed.names().into_iter();
                names.any(|n| ids.contains(&n.name_id) && n.to_string().is_some_and(|name| name == wanted))
            };
            use ttf_parser::name_id::{FAMILY, POST_SCRIPT_NAME, TYPOGRAPHIC_FAMILY};
            assert!(named(&[POST_SCRIPT_NAME], data.postscript_name()), "{face:?}");
            assert!(named(&[FAMILY, TYPOGRAPHIC_FAMILY], data.family()), "{face:?}");
            assert!(data.version().is_some() && data.coverage() > 300, "{face:?}");
        }
    }

    #[test]
    fn every_chinese_face_covers_the_words_of_the_report() {
        let faces = Faces::default();
        let mut shaper = Shaper::new(&faces);
        for face in Face::EMBEDDED.into_iter().filter(|face| !face.embedded().unwrap().is_latin()) {
            for c in "株洲市生态环境局渌口分局政府信息公开工作年度报告，。、；：？！（）《》“”‘’—…0123456789".chars()
            {
                assert!(shaper.covers(face, c), "{face:?} lacks {c}");
            }
        }
    }

    #[test]
    fn names_differ_neither_by_case_nor_by_spaces() {
        assert!(same_name("FangSong_GB2312", "fangsong_gb2312") && same_name("Noto Serif SC", "NotoSerif SC"));
        assert!(!same_name("仿宋", "仿宋_GB2312"));
    }
}
