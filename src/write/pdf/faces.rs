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
            let Some(data) = pages.faces.data(face) else { continue };
            let name = pdf_name(data.postscript_name());
            let subset = subset(data, &ids)?;
            let mut font = ParsedFont::from_bytes(&subset.bytes, 0, &mut Vec::new())
                .ok_or_else(|| Error::from(crate::finding::catalogue::typeset::font_subset_failed(&name)))?;
            // ISO 32000-1, 9.6.4: six capitals mark a subset.
            let tag = tag(number);
            font.font_name = Some(format!("NIAN{tag}+{name}"));
            let units = i32::from(data.units_per_em());
            font.font_metrics.ascent = (units * 88 / 100) as i16;
            font.font_metrics.descent = (-units * 12 / 100) as i16;
            font.pdf_font_metrics.us_weight_class = data.weight();
            let texts = ids
                .iter()
                .filter_map(|id| subset.ids.get(id).zip(texts.get(&(face, *id))))
                .map(|(new, text)| (*new, text.clone()))
                .collect();
            let id = FontId(format!("F{}", tag.strip_prefix('B').unwrap_or(&tag)));
            faces.insert(face, EmbeddedFace { id, font, subset, texts });
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

/// The two letters that tell this subset from the others of a file: BA, BB …
fn tag(number: usize) -> String {
    let letter = |n: usize| char::from(b'A' + (n % 26) as u8);
    [letter(number / 26 + 1), letter(number)].into_iter().collect()
}

/// A PostScript name without what a PDF name or its readers stumble over.
fn pdf_name(name: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() || matches!(c, '-' | '_') { c } else { '-' };
    name.chars().map(plain).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Block, Document};
    use crate::font::fixture::CFF;
    use crate::font::{Faces, Library};
    use crate::style::{FaceRole, Style};
    use crate::typeset::document_to_pages;

    /// ISO 32000-1, table 126: CFF outlines are a FontFile3, those with character identifiers of the kind CIDFontType0C, and a
    /// CIDFontType0's codes are looked up in the program's own charset.
    #[test]
    fn cff_outlines_are_embedded_as_what_they_are() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.otf"), CFF).unwrap();
        let mut style = Style::gongwen().unwrap();
        style.faces.insert(FaceRole::Fangsong, vec!["Noto Sans CJK SC".to_owned()]);
        let library = Library::folder(folder.path()).unwrap().value;
        let faces = Faces::from_library(&style, library).value;
        let document =
            Document { blocks: vec![Block::text("政府信息公开“年度”报告")], ..Document::default() };
        let pages = document_to_pages(&document, &style, &faces).value;
        let bytes = super::super::pages_to_pdf(&pages, &Default::default()).unwrap();
        let pdf = lopdf::Document::load_mem(&bytes).unwrap();
        let fonts = pdf.get_page_fonts(pdf.get_pages()[&1]).unwrap();
        let named = |dictionary: &lopdf::Dictionary, key: &[u8]| {
            String::from_utf8(dictionary.get(key).unwrap().as_name().unwrap().to_vec()).unwrap()
        };
        let font = fonts.values().find(|font| named(font, b"BaseFont").ends_with("+NotoSansCJKsc-Regular")).unwrap();
        let descendant = font.get(b"DescendantFonts").unwrap().as_array().unwrap()[0].as_dict().unwrap();
        assert_eq!(named(descendant, b"Subtype"), "CIDFontType0");
        assert!(descendant.get(b"CIDToGIDMap").is_err());
        let descriptor = descendant.get_deref(b"FontDescriptor", &pdf).unwrap().as_dict().unwrap();
        let program = descriptor.get_deref(b"FontFile3", &pdf).unwrap().as_stream().unwrap();
        assert_eq!(named(&program.dict, b"Subtype"), "CIDFontType0C");
        let text = pdf.extract_text(&[1]).unwrap();
        assert!(text.replace(char::is_whitespace, "").contains("政府信息公开"), "{text}");
    }

    #[test]
    fn every_subset_of_a_file_has_a_tag_of_its_own() {
        let tags: BTreeSet<String> = (0..600).map(tag).collect();
        assert_eq!((tags.len(), tag(0).as_str(), tag(26).as_str()), (600, "BA", "CA"));
        assert_eq!(pdf_name("A b/(仿宋)-Regular"), "A-b------Regular");
    }
}
