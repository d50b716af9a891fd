//! The glyphs in use → subset font programs, the text each glyph stands for, and the font dictionaries.

use super::deflate::deflate_all;
use super::program::{Copied, Program};
use super::spacing::{Part, STEPS_IN_EM, parts, steps};
use crate::finding::{Error, catalogue};
use crate::font::{Face, Subset, subset};
use crate::typeset::{Page, Pages};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary};
use printpdf::font::{FontMetrics, PdfFont};
use printpdf::{FontId, ParsedFont, PdfDocument};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// What the font's own map gives for a glyph whose text is only said where it stands (`ActualText`).
const UNSAID: &str = "\u{FFFD}";

/// printpdf takes text as characters and looks their glyphs up. Every code has a character of its own here, from a plane
/// that holds no text.
const FIRST_CODE: u32 = 0xF_0000;

/// The faces a document embeds.
pub(super) struct EmbeddedFaces {
    faces: BTreeMap<Face, EmbeddedFace>,
}

/// One embedded face.
pub(super) struct EmbeddedFace {
    /// Its name among the resources of the pages.
    pub id: FontId,
    /// Its name in the file: six letters that mark a subset (ISO 32000-1, 9.6.4), and the face's.
    name: String,
    /// How thick a stem is about, in thousandths of an em, by the weight of the face.
    stem: i64,
    subset: Subset,
    program: Program,
    /// The number of the box that stands for a missing character, where one is shown.
    boxed: Option<u16>,
    /// The numbers of glyphs as wide as they and the gap after them, by their numbers in the subset and the steps of the gap.
    spaced: BTreeMap<(u16, i16), u16>,
    /// What a glyph of the subset stands for wherever nothing else is said (the font's `ToUnicode`).
    texts: BTreeMap<u16, String>,
}

/// Whether a font's own map may give this text (ISO 19005-3, 6.2.11.7.2 and 6.2.11.7.3: never U+0000, U+FEFF, U+FFFE; private
/// characters only with an `ActualText`).
fn may_be_mapped(text: &str) -> bool {
    !text.is_empty()
        && text.chars().all(|c| {
            let private = matches!(u32::from(c), 0xE000..=0xF8FF | 0xF_0000..);
            let none = u32::from(c) & 0xFFFE == 0xFFFE || matches!(u32::from(c), 0xFDD0..=0xFDEF);
            !private && !none && !c.is_control() && c != '\u{FEFF}'
        })
}

fn unusable(name: &str) -> Error {
    catalogue::typeset::font_subset_failed(name).into()
}

impl EmbeddedFaces {
    /// Subsets every face used on the pages, once.
    pub(super) fn of(pages: &Pages) -> Result<Self, Error> {
        let mut used: BTreeMap<Face, BTreeSet<u16>> = BTreeMap::new();
        let mut texts: BTreeMap<Face, BTreeMap<u16, &str>> = BTreeMap::new();
        for run in pages.pages.iter().flat_map(Page::runs) {
            let ids = used.entry(run.face).or_default();
            let texts = texts.entry(run.face).or_default();
            for (i, glyph) in run.glyphs.iter().enumerate() {
                ids.insert(glyph.id);
                let shared = |j: Option<usize>| {
                    j.and_then(|j| run.glyphs.get(j)).is_some_and(|other| other.text_start == glyph.text_start)
                };
                // A cluster of several glyphs has no text of a single glyph.
                if glyph.id == 0 || shared(i.checked_sub(1)) || shared(Some(i + 1)) {
                    continue;
                }
                if let Some(text) = run.text.get(glyph.text_start as usize..glyph.text_end as usize) {
                    texts.entry(glyph.id).or_insert(text);
                }
            }
        }
        let mut faces = BTreeMap::new();
        for (number, (face, mut ids)) in used.into_iter().enumerate() {
            let Some(data) = pages.faces.data(face) else { continue };
            let boxed = ids.remove(&0);
            let subset = subset(data, &ids)?;
            let name = pdf_name(data.postscript_name());
            let program = Program::of(&subset.bytes).ok_or_else(|| unusable(&name))?;
            // The typesetter takes the box from an embedded face, and they are TrueType.
            let boxed = boxed.then_some(if program.cff { 0 } else { program.advances.len() as u16 });
            let tag = tag(number);
            let known = texts.get(&face);
            let texts = ids
                .iter()
                .filter_map(|id| subset.ids.get(id).zip(known?.get(id)))
                .filter(|(_, text)| may_be_mapped(text))
                .map(|(new, text)| (*new, (*text).to_owned()))
                .collect();
            let name = format!("NIAN{tag}+{name}");
            let id = FontId(format!("F{}", tag.strip_prefix('B').unwrap_or(&tag)));
            let stem = 50 + (f32::from(data.weight()) / 65.0).powi(2).round() as i64;
            let spaced = BTreeMap::new();
            faces.insert(face, EmbeddedFace { id, name, stem, subset, program, boxed, spaced, texts });
        }
        let mut faces = EmbeddedFaces { faces };
        faces.add_copies(pages)?;
        Ok(faces)
    }

    /// Adds the box of each face that shows it, and a glyph for every width of a gap that is to be part of it.
    fn add_copies(&mut self, pages: &Pages) -> Result<(), Error> {
        let mut wanted: BTreeMap<Face, BTreeSet<(u16, i16)>> = BTreeMap::new();
        for part in pages.pages.iter().flat_map(parts) {
            let Part::Line(line) = part else { continue };
            for ((run, glyph), step) in line
                .runs
                .iter()
                .flat_map(|run| run.glyphs.iter().map(move |glyph| (run, glyph)))
                .zip(steps(&line, self))
            {
                if step != 0
                    && let Some(code) = self.get(run.face).and_then(|face| face.code(glyph.id, 0))
                {
                    wanted.entry(run.face).or_default().insert((code, step));
                }
            }
        }
        for (face, embedded) in &mut self.faces {
            let program = &embedded.program;
            if program.cff {
                continue;
            }
            let count = program.advances.len();
            let mut copies = Vec::new();
            if embedded.boxed.is_some() {
                copies.push(Copied { glyph: 0, advance: program.advances.first().copied().unwrap_or_default() });
            }
            for (code, step) in wanted.get(face).into_iter().flatten().copied() {
                let number = u16::try_from(count + copies.len()).ok();
                // The box is glyph 0, and a face is full at 65,535.
                let glyph = if embedded.boxed == Some(code) { 0 } else { code };
                let Some(number) = number.filter(|number| *number < u16::MAX) else { break };
                let own = program.advances.get(usize::from(glyph)).copied().unwrap_or_default();
                let advance =
                    i32::from(own) + i32::from(step) * i32::from(program.units_per_em) / i32::from(STEPS_IN_EM);
                copies.push(Copied { glyph, advance: advance.clamp(0, i32::from(u16::MAX)) as u16 });
                embedded.spaced.insert((code, step), number);
            }
            let texts: Vec<(u16, String)> = embedded
                .spaced
                .iter()
                .filter_map(|((code, _), number)| Some((*number, embedded.texts.get(code)?.clone())))
                .collect();
            embedded.texts.extend(texts);
            embedded.program = std::mem::take(&mut embedded.program)
                .with_copies(&embedded.subset.bytes, &copies)
                .ok_or_else(|| unusable(&embedded.name))?;
        }
        Ok(())
    }

    /// Tells printpdf the names and codes of the faces. The font programs themselves follow later: printpdf
    /// would parse them and copy them about, and states their measures less exactly than PDF/A wants.
    pub(super) fn register(&self, pdf: &mut PdfDocument) {
        for face in self.faces.values() {
            let codes = (0..face.program.advances.len()).map(|code| (FIRST_CODE + code as u32, code as u16)).collect();
            let font = ParsedFont::with_glyph_data(
                vec![0, 1, 0, 0],
                0,
                Some(face.name.clone()),
                codes,
                BTreeMap::new(),
                face.program.units_per_em,
                FontMetrics { ascent: 0, descent: 0 },
            );
            pdf.resources.fonts.map.insert(face.id.clone(), PdfFont::new(font));
        }
    }

    /// The font programs, compressed, by the resource names of the faces: the greater part of a file and of the time it
    /// takes, so it is done beside the rest.
    pub(super) fn programs(&self) -> Vec<(Vec<u8>, Stream)> {
        let programs: Vec<&[u8]> = self.faces.values().map(|face| face.program.bytes.as_slice()).collect();
        let compressed = deflate_all(&programs);
        let stream = |(face, content): (&EmbeddedFace, Vec<u8>)| {
            let mut dict = dictionary! { "Filter" => "FlateDecode" };
            if face.program.cff {
                dict.set("Subtype", "CIDFontType0C");
            } else {
                dict.set("Length1", face.program.bytes.len() as i64);
            }
            (face.id.0.clone().into_bytes(), Stream::new(dict, content))
        };
        self.faces.values().zip(compressed).map(stream).collect()
    }

    /// Puts widths, measures and texts into the font dictionaries printpdf has made.
    pub(super) fn finish(&self, pdf: &mut Document, fonts: ObjectId) -> Result<(), lopdf::Error> {
        for face in self.faces.values() {
            let Ok(font) = pdf.get_dictionary(fonts)?.get(face.id.0.as_bytes()).and_then(Object::as_reference) else {
                // Registered, but printpdf saw no text in it.
                continue;
            };
            let dict = pdf.get_dictionary(font)?;
            let to_unicode = dict.get(b"ToUnicode")?.as_reference()?;
            let descendant =
                dict.get(b"DescendantFonts")?.as_array()?.first().ok_or(lopdf::Error::DictKey(String::new()))?;
            let descriptor = descendant.as_dict()?.get(b"FontDescriptor")?.as_reference()?;
            let program = pdf.get_dictionary(descriptor)?.get(b"FontFile2")?.as_reference()?;
            pdf.set_object(to_unicode, Stream::new(Dictionary::new(), face.to_unicode().into_bytes()));
            pdf.set_object(descriptor, face.descriptor(program));
            let widths = (0..face.program.advances.len()).map(|code| Object::Integer(face.width(code as u16) as i64));
            let widths = vec![0.into(), Object::Array(widths.collect())];
            let descendant = pdf.get_dictionary_mut(font)?.get_mut(b"DescendantFonts")?.as_array_mut()?.first_mut();
            if let Some(Object::Dictionary(descendant)) = descendant {
                descendant.set("W", widths);
                if face.program.cff {
                    // Its codes are looked up in the program's own charset (ISO 32000-1, 9.7.4.2).
                    descendant.set("Subtype", "CIDFontType0");
                    descendant.remove(b"CIDToGIDMap");
                }
                for (_, value) in descendant.get_mut(b"CIDSystemInfo")?.as_dict_mut()?.iter_mut() {
                    if let Object::String(_, format) = value {
                        *format = StringFormat::Literal;
                    }
                }
            }
        }
        Ok(())
    }

    pub(super) fn get(&self, face: Face) -> Option<&EmbeddedFace> {
        self.faces.get(&face)
    }
}

impl EmbeddedFace {
    /// The number of a glyph in the program, one with the gap after it in it if there is one. Never 0, which must not be shown.
    pub(super) fn code(&self, id: u16, step: i16) -> Option<u16> {
        let plain = if id == 0 { self.boxed } else { self.subset.ids.get(&id).copied() }?;
        Some(self.spaced.get(&(plain, step)).copied().unwrap_or(plain))
    }

    /// Whether gaps can be made part of its glyphs.
    pub(super) fn takes_gaps(&self) -> bool {
        !self.program.cff
    }

    /// The character printpdf knows a code by.
    pub(super) fn character(code: u16) -> char {
        char::from_u32(FIRST_CODE + u32::from(code)).unwrap_or(char::REPLACEMENT_CHARACTER)
    }

    /// The width the file states for it, in thousandths of an em.
    pub(super) fn width(&self, code: u16) -> f32 {
        self.program.width(code)
    }

    /// What it stands for unless a span says otherwise.
    pub(super) fn text(&self, code: u16) -> &str {
        self.texts.get(&code).map_or(UNSAID, String::as_str)
    }

    /// ISO 32000-1, 9.8.
    fn descriptor(&self, program: ObjectId) -> Dictionary {
        let em = |units: i16| (f32::from(units) * 1000.0 / f32::from(self.program.units_per_em.max(1))).round() as i64;
        dictionary! {
            // Not limited to the Latin characters of the standard encoding.
            "Type" => "FontDescriptor", "FontName" => Object::Name(self.name.clone().into_bytes()), "Flags" => 4,
            "FontBBox" => self.program.bounds.map(|bound| em(bound).into()).to_vec(), "ItalicAngle" => 0,
            // The em box: the measures fonts state for Chinese differ wildly.
            "Ascent" => 880, "Descent" => -120, "CapHeight" => 700, "StemV" => self.stem,
            if self.program.cff { "FontFile3" } else { "FontFile2" } => program,
        }
    }

    /// The font's map from codes to text (ISO 32000-1, 9.10.3).
    fn to_unicode(&self) -> String {
        let mut map = String::from(
            "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo <</Registry(Adobe)/Ordering(UCS)/Supplement 0>> \
             def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n",
        );
        // From 1: glyph 0 is not shown.
        let codes: Vec<u16> = (1..self.program.advances.len()).map(|code| code as u16).collect();
        for codes in codes.chunks(100) {
            let _ = writeln!(map, "{} beginbfchar", codes.len());
            for code in codes {
                let _ = write!(map, "<{code:04X}> <");
                for unit in self.text(*code).encode_utf16() {
                    let _ = write!(map, "{unit:04X}");
                }
                map.push_str(">\n");
            }
            map.push_str("endbfchar\n");
        }
        map.push_str("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
        map
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

    /// Their glyphs can't be copied. A number is then said whole by the span the gap before it needs.
    #[test]
    fn beside_cff_outlines_a_number_is_said_whole() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.otf"), CFF).unwrap();
        let mut style = Style::gongwen().unwrap();
        style.faces.insert(FaceRole::Fangsong, vec!["Noto Sans CJK SC".to_owned()]);
        let faces = Faces::from_library(&style, Library::folder(folder.path()).unwrap().value).value;
        let document = Document { blocks: vec![Block::text("年度711报告")], ..Document::default() };
        let pages = document_to_pages(&document, &style, &faces).value;
        let bytes = super::super::pages_to_pdf(&pages, &Default::default()).unwrap();
        let pdf = lopdf::Document::load_mem(&bytes).unwrap();
        let content = lopdf::content::Content::decode(&pdf.get_page_content(pdf.get_pages()[&1])).unwrap();
        let said: Vec<Vec<u8>> = content
            .operations
            .iter()
            .filter_map(|operation| operation.operands.get(1)?.as_dict().ok()?.get(b"ActualText").ok()?.as_str().ok())
            .map(<[u8]>::to_vec)
            .collect();
        assert_eq!(said, [super::super::content::utf16("度711")]);
    }

    #[test]
    fn every_subset_of_a_file_has_a_tag_of_its_own() {
        let tags: BTreeSet<String> = (0..600).map(tag).collect();
        assert_eq!((tags.len(), tag(0).as_str(), tag(26).as_str()), (600, "BA", "CA"));
        assert_eq!(pdf_name("A b/(仿宋)-Regular"), "A-b------Regular");
    }
}
