//! The faces in use → the font dictionaries.

use super::deflate::deflate_all;
use super::spacing::{Part, parts, steps};
use crate::finding::Error;
use crate::font::{Face, UsedFace};
use crate::typeset::Pages;
use crate::whole::Whole;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// What the font's own map gives for a glyph whose text is only said where it stands (`ActualText`).
const UNSAID: &str = "\u{FFFD}";

/// The faces a document embeds.
pub(super) struct EmbeddedFaces {
    faces: BTreeMap<Face, EmbeddedFace>,
}

/// One embedded face. Codes are the numbers of its glyphs.
pub(super) struct EmbeddedFace {
    /// Its name among the resources of the pages.
    pub id: String,
    /// Its name in the file: six letters that mark a subset (ISO 32000-1, 9.6.4), and the face's.
    name: String,
    used: UsedFace,
    program: Vec<u8>,
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

impl EmbeddedFaces {
    /// The faces used on the pages, with a glyph for every width of a gap that is to be part of it.
    pub(super) fn of(pages: &Pages) -> Result<Self, Error> {
        let used = pages.glyphs_in_use().faces(&pages.faces)?;
        let named = used.into_iter().enumerate().map(|(number, (face, used))| {
            let tag = tag(number);
            let name = format!("NIAN{tag}+{}", pdf_name(used.postscript_name()));
            let id = format!("F{}", tag.strip_prefix('B').unwrap_or(&tag));
            (face, EmbeddedFace { id, name, used, program: Vec::new() })
        });
        let mut faces = EmbeddedFaces { faces: named.collect() };
        faces.widen(pages);
        for face in faces.faces.values_mut() {
            face.program = face.used.program()?;
        }
        Ok(faces)
    }

    fn widen(&mut self, pages: &Pages) {
        let mut wanted: BTreeMap<Face, BTreeSet<(u16, i16)>> = BTreeMap::new();
        for part in pages.pages.iter().flat_map(parts) {
            let Part::Line(line) = part else { continue };
            let glyphs = line.runs.iter().flat_map(|run| run.glyphs.iter().map(move |glyph| (run, glyph)));
            for ((run, glyph), step) in glyphs.zip(steps(&line, self)).filter(|(_, step)| *step != 0) {
                if let Some(code) = self.get(run.face).and_then(|face| face.code(glyph.id, 0)) {
                    wanted.entry(run.face).or_default().insert((code, step));
                }
            }
        }
        for (face, wanted) in &wanted {
            if let Some(face) = self.faces.get_mut(face) {
                face.used.widen(wanted);
            }
        }
    }

    /// The font programs, compressed, in the order of the faces: the greater part of a file and of the time it takes, so it is
    /// done beside the rest.
    pub(super) fn programs(&self) -> Vec<Stream> {
        let programs: Vec<&[u8]> = self.faces.values().map(|face| face.program.as_slice()).collect();
        let compressed = deflate_all(&programs);
        let stream = |(face, content): (&EmbeddedFace, Vec<u8>)| {
            let mut dict = dictionary! { "Filter" => "FlateDecode" };
            if face.used.is_cff() {
                dict.set("Subtype", "CIDFontType0C");
            } else {
                dict.set("Length1", face.program.len() as i64);
            }
            Stream::new(dict, content)
        };
        self.faces.values().zip(compressed).map(stream).collect()
    }

    /// Adds the fonts; returns the resources that name them, and where their programs belong, in the order of the faces.
    pub(super) fn add_to(&self, pdf: &mut Document) -> (Dictionary, Vec<ObjectId>) {
        let (mut fonts, mut programs) = (Dictionary::new(), Vec::new());
        for face in self.faces.values() {
            let program = pdf.new_object_id();
            programs.push(program);
            let font = face.font(pdf, program);
            let font = pdf.add_object(font);
            fonts.set(face.id.clone(), font);
        }
        (fonts, programs)
    }

    pub(super) fn get(&self, face: Face) -> Option<&EmbeddedFace> {
        self.faces.get(&face)
    }
}

impl EmbeddedFace {
    /// The code of a glyph, one with the gap after it in it if there is one. Never that of glyph 0, which must not be shown.
    pub(super) fn code(&self, id: u16, step: i16) -> Option<u16> {
        self.used.number(id, step)
    }

    /// Whether gaps can be made part of its glyphs.
    pub(super) fn takes_gaps(&self) -> bool {
        !self.used.is_cff()
    }

    /// The width the file states for it, in thousandths of an em.
    pub(super) fn width(&self, code: u16) -> f32 {
        self.used.width(code)
    }

    /// What it stands for unless a span says otherwise.
    pub(super) fn text(&self, code: u16) -> &str {
        self.used.text(code).filter(|text| may_be_mapped(text)).unwrap_or(UNSAID)
    }

    /// A composite font (ISO 32000-1, 9.7) whose codes are the numbers of glyphs.
    fn font(&self, pdf: &mut Document, program: ObjectId) -> Dictionary {
        let name = Object::Name(self.name.clone().into_bytes());
        let to_unicode = pdf.add_object(Stream::new(Dictionary::new(), self.to_unicode().into_bytes()));
        let descriptor = pdf.add_object(self.descriptor(program));
        let widths: Vec<Object> =
            (0..self.used.glyphs()).map(|code| Object::Integer(i64::whole(self.width(code)))).collect();
        let system = dictionary! {
            "Registry" => Object::string_literal("Adobe"), "Ordering" => Object::string_literal("Identity"), "Supplement" => 0,
        };
        let mut descendant = dictionary! {
            "Type" => "Font", "Subtype" => "CIDFontType2", "BaseFont" => name.clone(), "CIDSystemInfo" => system,
            "FontDescriptor" => descriptor, "W" => vec![0.into(), Object::Array(widths)],
        };
        if self.used.is_cff() {
            // Its codes are looked up in the program's own charset (9.7.4.2).
            descendant.set("Subtype", "CIDFontType0");
        } else {
            descendant.set("CIDToGIDMap", "Identity");
        }
        dictionary! {
            "Type" => "Font", "Subtype" => "Type0", "BaseFont" => name, "Encoding" => "Identity-H",
            "DescendantFonts" => vec![descendant.into()], "ToUnicode" => to_unicode,
        }
    }

    /// ISO 32000-1, 9.8.
    fn descriptor(&self, program: ObjectId) -> Dictionary {
        // How thick a stem is about, by the weight of the face.
        let stem = 50 + i64::whole((f32::from(self.used.weight()) / 65.0).powi(2).round());
        dictionary! {
            // Not limited to the Latin characters of the standard encoding.
            "Type" => "FontDescriptor", "FontName" => Object::Name(self.name.clone().into_bytes()), "Flags" => 4,
            "FontBBox" => self.used.bounds().map(Object::Integer).to_vec(), "ItalicAngle" => 0,
            // The em box: the measures fonts state for Chinese differ wildly.
            "Ascent" => 880, "Descent" => -120, "CapHeight" => 700, "StemV" => stem,
            if self.used.is_cff() { "FontFile3" } else { "FontFile2" } => program,
        }
    }

    /// The font's map from codes to text (ISO 32000-1, 9.10.3).
    fn to_unicode(&self) -> String {
        let mut map = String::from(
            "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo <</Registry(Adobe)/Ordering(UCS)/Supplement 0>> \
             def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n",
        );
        // From 1: glyph 0 is not shown. Within a range only the second byte of codes differs. Some readers
        // want the blanks.
        let rows = || (0..=self.used.glyphs().saturating_sub(1) >> 8).map(|row| (row << 8).max(1));
        let last = |first: u16| (first | 0xFF).min(self.used.glyphs().saturating_sub(1));
        let rows: Vec<(u16, u16)> = rows().map(|first| (first, last(first))).filter(|(a, b)| a <= b).collect();
        for rows in rows.chunks(100) {
            let _ = writeln!(map, "{} beginbfrange", rows.len());
            for (first, last) in rows {
                let _ = write!(map, "<{first:04X}> <{last:04X}> [");
                for code in *first..=*last {
                    map.push_str(if code == *first { "<" } else { " <" });
                    for unit in self.text(code).encode_utf16() {
                        let _ = write!(map, "{unit:04X}");
                    }
                    map.push('>');
                }
                map.push_str("]\n");
            }
            map.push_str("endbfrange\n");
        }
        map.push_str("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
        map
    }
}

/// The two letters that tell this subset from the others of a file: BA, BB …
fn tag(number: usize) -> String {
    let letter = |n: usize| ('A'..='Z').nth(n % 26).unwrap_or('A');
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
