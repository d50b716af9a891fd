//! The glyphs in use → subset font programs, and the text each glyph stands for.

use crate::finding::Error;
use crate::font::{Face, Subset, subset};
use crate::typeset::{Item, Pages};
use printpdf::font::PdfFont;
use printpdf::{FontId, ParsedFont, PdfDocument};
use std::collections::{BTreeMap, BTreeSet};

/// The faces a document embeds.
pub(super) struct EmbeddedFaces {
    faces: BTreeMap<Face, EmbeddedFace>,
}

/// One embedded face.
pub(super) struct EmbeddedFace {
    /// Its name among the resources of the pages.
    pub id: FontId,
    font: ParsedFont,
    subset: Subset,
    /// What a glyph of the subset stands for wherever nothing else is said (the font's `ToUnicode`).
    texts: BTreeMap<u16, String>,
}

impl EmbeddedFaces {
    /// Subsets every face used on the pages, once.
    pub(super) fn of(pages: &Pages) -> Result<Self, Error> {
        let mut used: BTreeMap<Face, BTreeSet<u16>> = BTreeMap::new();
        let mut texts: BTreeMap<(Face, u16), String> = BTreeMap::new();
        for item in pages.pages.iter().flat_map(|page| &page.items) {
            let Item::Text(run) = item else { continue };
            let ids = used.entry(run.face).or_default();
            for (i, glyph) in run.glyphs.iter().enumerate() {
                ids.insert(glyph.id);
                let shared = |j: Option<usize>| {
                    j.and_then(|j| run.glyphs.get(j)).is_some_and(|other| other.text_start == glyph.text_start)
                };
                // A cluster of several glyphs has no text of a single glyph.
                if shared(i.checked_sub(1)) || shared(Some(i + 1)) {
                    continue;
                }
                if let Some(text) = run.text.get(glyph.text_start as usize..glyph.text_end as usize) {
                    texts.entry((run.face, glyph.id)).or_insert_with(|| text.to_owned());
                }
            }
        }
        let mut faces = BTreeMap::new();
        for (number, (face, ids)) in used.into_iter().enumerate() {
            let subset = subset(face, &ids)?;
            let mut font = ParsedFont::from_bytes(&subset.bytes, 0, &mut Vec::new()).ok_or_else(|| {
                Error::from(crate::finding::catalogue::typeset::font_subset_failed(face.postscript_name()))
            })?;
            // ISO 32000-1, 9.6.4: six capitals mark a subset.
            let tag = char::from(b'A' + (number % 26) as u8);
            font.font_name = Some(format!("NIANB{tag}+{}", face.postscript_name()));
            let units = i32::from(face.units_per_em());
            font.font_metrics.ascent = (units * 88 / 100) as i16;
            font.font_metrics.descent = (-units * 12 / 100) as i16;
            font.pdf_font_metrics.us_weight_class = weight(face);
            let texts = ids
                .iter()
                .filter_map(|id| subset.ids.get(id).zip(texts.get(&(face, *id))))
                .map(|(new, text)| (*new, text.clone()))
                .collect();
            faces.insert(face, EmbeddedFace { id: FontId(format!("F{tag}")), font, subset, texts });
        }
        Ok(EmbeddedFaces { faces })
    }

    /// Hands the subsets to printpdf.
    pub(super) fn register(&self, pdf: &mut PdfDocument) {
        for face in self.faces.values() {
            pdf.resources.fonts.map.insert(face.id.clone(), PdfFont::new(face.font.clone()));
        }
    }

    pub(super) fn get(&self, face: Face) -> Option<&EmbeddedFace> {
        self.faces.get(&face)
    }
}

impl EmbeddedFace {
    /// The glyph's number in the subset.
    pub(super) fn code(&self, id: u16) -> u16 {
        self.subset.ids.get(&id).copied().unwrap_or(0)
    }

    /// The width the file states for it, in thousandths of an em; rounded as printpdf rounds it into `/W`.
    pub(super) fn width(&self, code: u16) -> f32 {
        let units = f32::from(self.font.pdf_font_metrics.units_per_em.max(1));
        self.font.get_glyph_width(code).map_or(0.0, |w| (f32::from(w) * 1000.0 / units).trunc())
    }

    /// What it stands for unless a span says otherwise.
    pub(super) fn text(&self, code: u16) -> &str {
        self.texts.get(&code).map_or("", String::as_str)
    }
}

/// OS/2 usWeightClass, from which the font descriptor's stem width is estimated; subsets have no OS/2 table.
fn weight(face: Face) -> u16 {
    match face {
        Face::Heiti => 500,
        Face::Xiaobiaosong | Face::LatinBold => 700,
        _ => 400,
    }
}
