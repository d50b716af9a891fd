//! Each line of the coverage table in `mod.rs`, on files made here.

use super::facts::{Facts, Glyph, PageFacts, StructureChild, StructureElement};
use super::{PdfReadOptions, pdf_to_facts};
use crate::document::{Date, MediaType};
use crate::finding::{Error, Place, Warned};
use std::io::Write;

mod damage;

/// A file of one page, 200 by 100 points.
#[derive(Default)]
struct Made<'m> {
    /// More entries of the catalog.
    catalog: &'m str,
    /// More entries of the page; a `MediaBox` of its own takes the place of the usual one.
    page: &'m str,
    /// Entries of the resources; none is font `/F`, Helvetica in WinAnsi.
    resources: &'m str,
    content: &'m [u8],
    /// Objects 5, 6 …
    objects: Vec<Vec<u8>>,
    /// Entries of the trailer.
    trailer: &'m str,
}

const HELVETICA: &str = "/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>>>";

fn deflated(data: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(data).unwrap();
    encoder.finish().unwrap()
}

/// A stream object, packed.
fn stream(entries: &str, data: &[u8]) -> Vec<u8> {
    raw_stream(&format!("{entries}/Filter/FlateDecode"), &deflated(data))
}

fn raw_stream(entries: &str, data: &[u8]) -> Vec<u8> {
    let head = format!("<<{entries}/Length {}>>stream\n", data.len());
    [head.as_bytes(), data, b"\nendstream"].concat()
}

fn file(objects: &[Vec<u8>], trailer: &str) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (number, object) in (1..).zip(objects) {
        places.push(bytes.len());
        bytes.extend(format!("{number} 0 obj\n").bytes());
        bytes.extend(object);
        bytes.extend(b"\nendobj\n");
    }
    let start = bytes.len();
    bytes.extend(format!("xref\n0 {}\n0000000000 65535 f \n", places.len() + 1).bytes());
    for place in &places {
        bytes.extend(format!("{place:010} 00000 n \n").bytes());
    }
    let size = places.len() + 1;
    bytes.extend(format!("trailer<</Size {size}/Root 1 0 R{trailer}>>\nstartxref\n{start}\n%%EOF").bytes());
    bytes
}

impl Made<'_> {
    fn bytes(&self) -> Vec<u8> {
        let media = if self.page.contains("/MediaBox") { "" } else { "/MediaBox[0 0 200 100]" };
        let resources = if self.resources.is_empty() { HELVETICA } else { self.resources };
        let page = format!("<</Type/Page/Parent 2 0 R{media}{}/Resources<<{resources}>>/Contents 4 0 R>>", self.page);
        let mut objects = vec![
            format!("<</Type/Catalog/Pages 2 0 R{}>>", self.catalog).into_bytes(),
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
            page.into_bytes(),
            stream("", self.content),
        ];
        objects.extend(self.objects.iter().cloned());
        file(&objects, self.trailer)
    }

    fn read(&self) -> Warned<Facts> {
        pdf_to_facts(&self.bytes(), &PdfReadOptions::default()).unwrap()
    }
}

fn content(content: &str) -> Warned<Facts> {
    Made { content: content.as_bytes(), ..Made::default() }.read()
}

fn first(read: &Warned<Facts>) -> &PageFacts {
    &read.value.pages[0]
}

fn text(read: &Warned<Facts>) -> String {
    first(read).glyphs.iter().map(|glyph| &*glyph.text).collect()
}

fn codes(read: &Warned<Facts>) -> Vec<&str> {
    read.findings.iter().map(|finding| finding.code()).collect()
}

fn refused(bytes: &[u8]) -> String {
    match pdf_to_facts(bytes, &PdfReadOptions::default()) {
        Ok(read) => panic!("read: {:?}", codes(&read)),
        Err(error) => Error::code(&error).to_owned(),
    }
}

/// Where glyphs stand, in whole points.
fn places(read: &Warned<Facts>) -> Vec<(i64, i64)> {
    let place = |glyph: &Glyph| (glyph.origin.0.round() as i64, glyph.origin.1.round() as i64);
    first(read).glyphs.iter().map(place).collect()
}

// ---- Text ------------------------------------------------------------------------------------------------------------------

#[test]
fn text_state_moves_the_pen() {
    let base = "BT /F 10 Tf 1 0 0 1 10 50 Tm ";
    for (operators, expected) in [
        ("(MM) Tj", vec![(10, 50), (18, 50)]),
        ("5 Tc (MM) Tj", vec![(10, 50), (23, 50)]),
        ("5 Tw ( M) Tj", vec![(10, 50), (18, 50)]),
        ("200 Tz (MM) Tj", vec![(10, 50), (27, 50)]),
        ("12 TL (M) Tj T* (M) Tj", vec![(10, 50), (10, 62)]),
        ("12 TL (M) Tj (M) '", vec![(10, 50), (10, 62)]),
        ("12 TL (M) Tj 0 5 (MM) \"", vec![(10, 50), (10, 62), (23, 62)]),
        ("3 Ts (M) Tj", vec![(10, 47)]),
        ("(M) Tj 20 -10 Td (M) Tj", vec![(10, 50), (30, 60)]),
        ("(M) Tj 20 -10 TD (M) Tj T* (M) Tj", vec![(10, 50), (30, 60), (30, 70)]),
        ("[(M) -1000 (M)] TJ", vec![(10, 50), (28, 50)]),
        ("2 0 0 2 10 50 Tm (MM) Tj", vec![(10, 50), (27, 50)]),
    ] {
        assert_eq!(places(&content(&format!("{base}{operators} ET"))), expected, "{operators}");
    }
}

#[test]
fn saved_states_come_back() {
    let read = content("q 1 0 0 1 50 0 cm BT /F 10 Tf 10 50 Td (A) Tj ET Q BT /F 10 Tf 10 50 Td (B) Tj ET");
    assert_eq!(places(&read), [(60, 50), (10, 50)]);
}

#[test]
fn pages_are_taken_as_they_are_shown() {
    let show = b"BT /F 10 Tf 20 30 Td (A) Tj ET";
    for (page, size, place, turned) in [
        ("", (200.0, 100.0), (20, 70), 0),
        ("/Rotate 90", (100.0, 200.0), (30, 20), 1),
        ("/Rotate 180", (200.0, 100.0), (180, 30), 2),
        ("/Rotate 270", (100.0, 200.0), (70, 180), 3),
        ("/CropBox[10 10 110 60]", (100.0, 50.0), (10, 30), 0),
        ("/UserUnit 2", (400.0, 200.0), (40, 140), 0),
    ] {
        let read = Made { page, content: show, ..Made::default() }.read();
        assert_eq!((first(&read).width, first(&read).height), size, "{page}");
        assert_eq!(places(&read), [place], "{page}");
        assert_eq!(first(&read).glyphs[0].turned, turned, "{page}");
    }
}

#[test]
fn what_cannot_be_seen_is_left_out_and_told() {
    for (content_, code) in [
        ("3 Tr (secret) Tj", "invisible-text"),
        ("7 Tr (secret) Tj", "invisible-text"),
        ("/T gs (secret) Tj", "invisible-text"),
        ("1 g (secret) Tj", "white-text"),
        ("0 0 0 0 k (secret) Tj", "white-text"),
        ("0.98 0.99 1 rg (secret) Tj", "white-text"),
        ("ET 1 1 0 rg 0 45 200 20 re f BT /F 10 Tf 10 50 Td 1 1 0 rg (secret) Tj", "white-text"),
        ("ET 0 g 0 45 200 20 re f BT /F 10 Tf 10 50 Td 0.05 g (secret) Tj", "white-text"),
        ("ET 0.2 g 0 40 200 30 re f 1 g 0 45 200 20 re f BT /F 10 Tf 10 50 Td (secret) Tj", "white-text"),
        ("500 0 Td (secret) Tj", "text-outside"),
        ("ET 0 0 5 5 re W n BT /F 10 Tf 10 50 Td (secret) Tj", "text-outside"),
    ] {
        let content = format!("BT /F 10 Tf 10 20 Td (seen) Tj ET BT /F 10 Tf 10 50 Td {content_} ET");
        let resources = format!("{HELVETICA}/ExtGState<</T<</ca 0>>>>");
        let read = Made { resources: &resources, content: content.as_bytes(), ..Made::default() }.read();
        assert_eq!((text(&read).as_str(), codes(&read)), ("seen", vec![code]), "{content}");
        assert!(read.findings[0].value("text").unwrap().contains("secret"), "{content}");
    }
}

#[test]
fn light_text_on_a_dark_ground_and_half_transparent_text_are_seen() {
    for before in [
        "0.2 g 0 0 200 100 re f 1 g",
        "10 w 0 55 m 200 55 l S 1 g",
        "/H gs",
        "1 1 0 rg 0 0 200 100 re f 0 g",
        "0.8 g",
        "0.5 0.5 1 rg",
    ] {
        let content = format!("{before} BT /F 10 Tf 10 50 Td (seen) Tj ET");
        let resources = format!("{HELVETICA}/ExtGState<</H<</ca 0.4>>>>");
        let read = Made { resources: &resources, content: content.as_bytes(), ..Made::default() }.read();
        assert_eq!((text(&read).as_str(), codes(&read)), ("seen", vec![]), "{before}");
    }
}

#[test]
fn covered_text_is_told() {
    let show = "BT /F 10 Tf 10 50 Td (under) Tj ET";
    let read = content(&format!("{show} 1 g 0 0 200 100 re f"));
    assert_eq!((text(&read).as_str(), codes(&read)), ("under", vec!["covered-text"]));
    let read = content(&format!("0.8 g 0 0 200 100 re f 0 g {show}"));
    assert_eq!(codes(&read), [""; 0]);
}

#[test]
fn buried_text_is_left_out_and_told() {
    let page = |cover: &str| {
        content(&format!(
            "BT /F 10 Tf 10 50 Td (1234) Tj 10 -30 Td (others stay) Tj ET {cover} BT /F 10 Tf 10 50 Td (5) Tj ET"
        ))
    };
    let picture = "q 40 0 0 20 5 45 cm BI /W 1 /H 2 /BPC 8 /CS /G ID \u{7f}\u{7f} EI Q";
    for cover in ["1 g 5 45 40 20 re f 0 g", "q 0.5 g 5 45 40 20 re f Q", picture] {
        let read = page(cover);
        assert_eq!((text(&read).as_str(), codes(&read)), ("others stay5", vec!["buried-text"]), "{cover}");
    }
    for cover in [
        // Not the whole figure; a clip that is no rectangle; a hole.
        "1 g 5 45 40 9 re f 0 g",
        "1 g 5 45 17 20 re f 0 g",
        "q 0 0 m 200 0 l 0 100 l h W n 1 g 5 45 40 20 re f Q",
        "q 0.5 g 5 45 40 20 re 6 46 38 18 re f* Q",
    ] {
        let read = page(cover);
        assert!(text(&read).starts_with("1234"), "{cover}");
        assert!(!codes(&read).contains(&"buried-text"), "{cover}");
    }
}

#[test]
fn faked_bold_is_bold_and_once() {
    let show = |more: &str| content(&format!("BT /F 10 Tf 10 50 Td {more} ET"));
    let twice = show("(AB) Tj 1 0 0 1 10.2 50 Tm (AB) Tj");
    assert_eq!(text(&twice), "AB");
    assert!(first(&twice).glyphs.iter().all(|glyph| glyph.bold));
    let stroked = show("2 Tr 0.3 w (AB) Tj");
    assert!(first(&stroked).glyphs.iter().all(|glyph| glyph.bold));
    assert!(!first(&show("(AB) Tj")).glyphs[0].bold);
}

#[test]
fn turned_text_says_so() {
    let read = content("BT /F 10 Tf 0 1 -1 0 50 20 Tm (A) Tj 0 -1 1 0 50 20 Tm (B) Tj -1 0 0 -1 50 20 Tm (C) Tj ET");
    let turned: Vec<u8> = first(&read).glyphs.iter().map(|glyph| glyph.turned).collect();
    assert_eq!(turned, [3, 1, 2]);
}

// ---- Characters ------------------------------------------------------------------------------------------------------------

/// A page in a Type 0 font that is not embedded unless `descendant` says so.
fn composite(
    encoding: &str,
    ordering: &str,
    descendant: &str,
    to_unicode: Option<&str>,
    string: &[u8],
) -> Warned<Facts> {
    let reference = if to_unicode.is_some() { "/ToUnicode 6 0 R" } else { "" };
    let font = format!(
        "<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/{encoding}{reference}/DescendantFonts[<</Type/Font/Subtype\
         /CIDFontType2/BaseFont/SimSun/CIDSystemInfo<</Registry(Adobe)/Ordering({ordering})/Supplement 0>>{descendant}>>]>>"
    );
    let hex: String = string.iter().map(|byte| format!("{byte:02X}")).collect();
    let content = format!("BT /F 10 Tf 100 90 Td <{hex}> Tj ET");
    let mut objects = vec![font.into_bytes(), stream("", to_unicode.unwrap_or_default().as_bytes())];
    objects.push(stream("/Subtype/OpenType", include_bytes!("../../../tests/fonts/cff.otf")));
    Made { resources: "/Font<</F 5 0 R>>", content: content.as_bytes(), objects, ..Made::default() }.read()
}

/// The CID of a character in Adobe-GB1.
fn cid_of(character: char) -> u16 {
    super::cmap::predefined("UniGB-UCS2-H").unwrap().lookup_cid_code(character as u32, 2).unwrap() as u16
}

fn bf(lines: &str) -> String {
    format!("1 begincodespacerange <0000> <FFFF> endcodespacerange 9 beginbfchar {lines} endbfchar")
}

#[test]
fn the_chain_to_unicode() {
    let gbk: &[u8] = &encoding_rs::GBK.encode("政府A").0;
    let utf16 = b"\x65\x3F\x5E\x9C\x00A";
    let cids: Vec<u8> = "政府A".chars().flat_map(|c| cid_of(c).to_be_bytes()).collect();
    for (encoding, ordering, to_unicode, string, expected) in [
        ("Identity-H", "Identity", Some(bf("<0001> <653F> <0002> <5E9C>")), &b"\0\x01\0\x02"[..], "政府"),
        ("UniGB-UCS2-H", "GB1", None, utf16, "政府A"),
        ("UniGB-UTF16-H", "GB1", None, b"\x65\x3F\xD8\x40\xDC\x00", "政𠀀"),
        ("GBK-EUC-H", "GB1", None, gbk, "政府A"),
        ("GBK-EUC-V", "GB1", None, gbk, "政府A"),
        ("Identity-H", "GB1", None, &cids, "政府A"),
        // What says nothing is passed over for what says something.
        ("GBK-EUC-H", "GB1", Some(bf("<D5FE> <FFFD> <B8AE> <E123> <41> <0000>")), gbk, "政府A"),
        ("GBK-EUC-H", "GB1", Some(bf("<D5FE> <4E00>")), gbk, "一府A"),
        // Radicals become the ideographs they look like, and nothing else changes.
        (
            "Identity-H",
            "Identity",
            Some(bf("<0001> <2F00> <0002> <2EC5> <0003> <FF21>")),
            b"\0\x01\0\x02\0\x03",
            "一见Ａ",
        ),
    ] {
        let read = composite(encoding, ordering, "", to_unicode.as_deref(), string);
        assert_eq!((text(&read).as_str(), codes(&read)), (expected, vec![]), "{encoding} {to_unicode:?}");
    }
}

#[test]
fn an_embedded_cmap_speaks_where_nothing_else_does() {
    let face = include_bytes!("../../../tests/fonts/cff.otf");
    let face = ttf_parser::Face::parse(face, 0).unwrap();
    let glyph = face.glyph_index('政').unwrap().0;
    let string = glyph.to_be_bytes();
    let embedded = "/FontDescriptor<</Type/FontDescriptor/FontName/A/Flags 4/FontFile3 7 0 R>>";
    // The face is CID-keyed: its glyphs are found by its own CIDs.
    let cid = ttf_parser::cff::Table::parse(face.raw_face().table(ttf_parser::Tag::from_bytes(b"CFF ")).unwrap());
    let cid = cid.and_then(|cff| cff.glyph_cid(ttf_parser::GlyphId(glyph))).map_or(string, u16::to_be_bytes);
    let read = composite("Identity-H", "Identity", embedded, None, &cid);
    assert_eq!((text(&read).as_str(), codes(&read)), ("政", vec![]));
}

#[test]
fn glyphs_without_text_are_told_and_not_guessed() {
    let read = composite("Identity-H", "Identity", "", None, b"\0\x41\0\x42");
    assert_eq!((text(&read).as_str(), codes(&read)), ("", vec!["glyphs-without-text"]));
    assert_eq!(first(&read).glyphs.len(), 2);
    assert_eq!(read.findings[0].value("count"), Some("2"));
}

#[test]
fn codes_without_cid_keep_those_after_them_in_step() {
    let read = composite("Identity-H", "Identity", "", Some(&bf("<0042> <4E00>")), b"\0\x41\0\x42");
    assert_eq!(text(&read), "一");
    let read = composite("UniGB-UCS2-H", "GB1", "", None, b"\xFF\xFE\x65\x3F");
    assert!(text(&read).ends_with('政'), "{}", text(&read));
}

/// A page in a simple font.
fn simple(font: &str, string: &[u8]) -> Warned<Facts> {
    let hex: String = string.iter().map(|byte| format!("{byte:02X}")).collect();
    let content = format!("BT /F 10 Tf 10 50 Td <{hex}> Tj ET");
    let resources = format!("/Font<</F<</Type/Font{font}>>>>");
    Made { resources: &resources, content: content.as_bytes(), ..Made::default() }.read()
}

#[test]
fn simple_fonts_speak_by_names_or_gbk() {
    for (font, string, expected) in [
        ("/Subtype/Type1/BaseFont/Helvetica", &b"A'\xB7"[..], "A’•"),
        ("/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding", b"A'\x93\x97", "A'“—"),
        ("/Subtype/TrueType/BaseFont/Arial/Encoding/MacRomanEncoding", b"\x8A", "ä"),
        (
            "/Subtype/Type1/BaseFont/X/Encoding<</Differences[1/uni653F/u5E9C/f_i/a.alt]>>",
            b"\x01\x02\x03\x04",
            "政府fia",
        ),
        ("/Subtype/Type1/BaseFont/Symbol", b"ab", "αβ"),
        ("/Subtype/Type1/BaseFont/Wingdings-Regular/Encoding/WinAnsiEncoding", b"\xFC", "✓"),
        (
            "/Subtype/TrueType/BaseFont/#CB#CE#CC#E5/Encoding/WinAnsiEncoding",
            &encoding_rs::GBK.encode("政府A").0,
            "政府A",
        ),
        (
            "/Subtype/TrueType/BaseFont/#CB#CE#CC#E5,Bold/Encoding/WinAnsiEncoding",
            &encoding_rs::GBK.encode("（一）").0,
            "（一）",
        ),
    ] {
        let read = simple(font, string);
        assert_eq!((text(&read).as_str(), codes(&read)), (expected, vec![]), "{font}");
    }
    let read = simple("/Subtype/Type1/BaseFont/X/Encoding<</Differences[1/g123/C0001]>>", b"\x01\x02");
    assert_eq!((text(&read).as_str(), codes(&read)), ("", vec!["glyphs-without-text"]));
}

#[test]
fn simple_fonts_of_signs_of_their_own_are_not_guessed() {
    let unsaid = bf("<33> <FFFD> <34> <E034> <35> <0000>");
    let of = |subtype: &str, entries: &str, flags: u8| {
        let content = b"BT /F 10 Tf 10 50 Td <333435> Tj ET";
        let font = format!(
            "<</Type/Font/Subtype/{subtype}/BaseFont/AAAAAA+A{entries}/FontDescriptor<</Type/FontDescriptor/FontName/AAAAAA+A\
             /Flags {flags}/FontFile3 7 0 R>>>>"
        );
        let mut objects = vec![font.into_bytes(), stream("", unsaid.as_bytes())];
        objects.push(stream("/Subtype/OpenType", include_bytes!("../../../tests/fonts/cff.otf")));
        Made { resources: "/Font<</F 5 0 R>>", content, objects, ..Made::default() }.read()
    };
    for subtype in ["TrueType", "Type1"] {
        for entries in ["", "/ToUnicode 6 0 R", "/Encoding<</Differences[51/g3/g4/uniE035]>>"] {
            let read = of(subtype, entries, 4);
            assert_eq!((text(&read).as_str(), codes(&read)), ("", vec!["glyphs-without-text"]), "{subtype} {entries}");
            assert_eq!(read.findings[0].value("count"), Some("3"));
        }
        // Other signs of the same font have names, these have not.
        let read = of(subtype, "/Encoding<</Differences[51/three]>>", 4);
        assert_eq!((text(&read).as_str(), codes(&read)), ("3", vec!["glyphs-without-text"]), "{subtype}");
        // The file says what the codes are, or that they are Latin letters.
        for (entries, flags) in [("/Encoding/WinAnsiEncoding", 4), ("", 32), ("/ToUnicode 6 0 R", 32)] {
            let read = of(subtype, entries, flags);
            assert_eq!((text(&read).as_str(), codes(&read)), ("345", vec![]), "{subtype} {entries} {flags}");
        }
    }
}

#[test]
fn type_3_fonts_have_their_own_unit() {
    let font = "/Subtype/Type3/FontBBox[0 0 10 10]/FontMatrix[.1 0 0 .1 0 0]/CharProcs<<>>/Encoding<</Differences[65/A/B]>>\
                /FirstChar 65/LastChar 66/Widths[10 5]";
    let read = simple(font, b"ABA");
    assert_eq!(text(&read), "ABA");
    assert_eq!(places(&read), [(10, 50), (20, 50), (25, 50)]);
}

#[test]
fn widths_come_from_the_dictionary() {
    let way = |descendant: &str| {
        let read = composite("UniGB-UCS2-H", "GB1", descendant, None, b"\x65\x3F\x5E\x9C");
        first(&read).glyphs[1].origin.0 - first(&read).glyphs[0].origin.0
    };
    let cid = cid_of('政');
    for (descendant, expected) in [
        ("", 10.0),
        ("/DW 500", 5.0),
        (&format!("/DW 500/W[{cid}[700]]"), 7.0),
        (&format!("/W[{} {} 600]", cid - 1, cid + 1), 6.0),
        // A range beyond all CIDs is cut, and costs neither time nor memory.
        ("/W[0 4294967295 900]", 9.0),
    ] {
        assert!((way(descendant) - expected).abs() < 0.01, "{descendant}: {}", way(descendant));
    }
    let read =
        simple("/Subtype/TrueType/BaseFont/A/Encoding/WinAnsiEncoding/FirstChar 65/LastChar 66/Widths[300 900]", b"AB");
    assert_eq!(places(&read), [(10, 50), (13, 50)]);
}

#[test]
fn vertical_writing_goes_down() {
    let read = composite("UniGB-UCS2-V", "GB1", "", None, b"\x65\x3F\x5E\x9C");
    assert_eq!(places(&read), [(100, 10), (100, 20)]);
    let glyph = &first(&read).glyphs[0];
    assert!(
        glyph.vertical && (glyph.area.left - 95.0).abs() < 0.01 && (glyph.area.bottom - 20.0).abs() < 0.01,
        "{glyph:?}"
    );
}

#[test]
fn fonts_are_described() {
    let read = simple("/Subtype/TrueType/BaseFont/ABCDEF+SimHei,Bold/FontDescriptor<</ItalicAngle -12>>", b"A");
    let font = &read.value.fonts[first(&read).glyphs[0].font as usize];
    assert_eq!((font.name.as_str(), font.bold, font.italic), ("SimHei,Bold", true, true));
}

// ---- Marked content --------------------------------------------------------------------------------------------------------

#[test]
fn marked_content_has_ids_artifacts_and_its_own_text() {
    let read = content(
        "/P <</MCID 7>> BDC BT /F 10 Tf 10 50 Td (A) Tj ET EMC /Artifact BMC BT /F 10 Tf 30 50 Td (B) Tj ET EMC BT /F 10 Tf \
         50 50 Td (C) Tj ET",
    );
    let marks: Vec<(Option<u32>, bool)> =
        first(&read).glyphs.iter().map(|glyph| (glyph.mcid, glyph.artifact)).collect();
    assert_eq!(marks, [(Some(7), false), (None, true), (None, false)]);
    for (actual, shown, expected, glyphs) in [
        ("(a b c)", "(abc) Tj", "a b c", 1),
        ("<FEFF002D>", "(l) Tj", "-", 1),
        ("()", "(....) Tj", "", 0),
        // What is shown is read, whatever is said of it.
        ("(xyz)", "(abc) Tj", "abc", 3),
        ("(921)", "(128) Tj", "128", 3),
        ("()", "(128) Tj", "128", 3),
        ("(wo rds)", "(wo) Tj 0 -20 Td (rds) Tj", "words", 5),
    ] {
        let read =
            content(&format!("/Span <</ActualText {actual}>> BDC BT /F 10 Tf 10 50 Td {shown} ET EMC 0 0 9 9 re f"));
        assert_eq!((text(&read).as_str(), first(&read).glyphs.len()), (expected, glyphs), "{actual}");
    }
}

#[test]
fn layers_that_are_off_are_left_out() {
    let catalog = "/OCProperties<</OCGs[5 0 R 6 0 R]/D<</OFF[6 0 R]>>>>";
    let objects = vec![b"<</Type/OCG/Name(on)>>".to_vec(), b"<</Type/OCG/Name(off)>>".to_vec()];
    let member = |policy: &str| format!("<</Type/OCMD/OCGs[5 0 R 6 0 R]{policy}>>");
    for (properties, is_seen) in [
        ("5 0 R".to_owned(), true),
        ("6 0 R".to_owned(), false),
        (member(""), true),
        (member("/P/AllOn"), false),
        (member("/P/AnyOff"), true),
        (member("/P/AllOff"), false),
        ("<</Type/OCMD/VE[/Not 6 0 R]>>".to_owned(), true),
        ("<</Type/OCMD/VE[/And 5 0 R[/Not 5 0 R]]>>".to_owned(), false),
    ] {
        let resources = format!("{HELVETICA}/Properties<</L {properties}>>");
        let content = b"BT /F 10 Tf 10 20 Td (A) Tj ET /OC /L BDC BT /F 10 Tf 10 50 Td (B) Tj ET EMC";
        let made = Made { catalog, resources: &resources, content, objects: objects.clone(), ..Made::default() };
        let read = made.read();
        assert_eq!(text(&read), if is_seen { "AB" } else { "A" }, "{properties}");
        assert_eq!(codes(&read).contains(&"layer-left-out"), !is_seen, "{properties}");
    }
}

// ---- Forms, annotations ----------------------------------------------------------------------------------------------------

#[test]
fn forms_are_drawn_with_matrix_clip_and_resources() {
    let inner = stream(
        &format!("/Type/XObject/Subtype/Form/BBox[0 0 50 50]/Matrix[2 0 0 2 10 0]/Resources<<{HELVETICA}>>"),
        b"BT /F 5 Tf 5 10 Td (in) Tj 100 0 Td (out) Tj ET",
    );
    let outer = stream("/Type/XObject/Subtype/Form/BBox[0 0 200 100]/Resources<</XObject<</B 5 0 R>>>>", b"/B Do");
    let made =
        Made { resources: "/XObject<</A 6 0 R>>", content: b"/A Do", objects: vec![inner, outer], ..Made::default() };
    let read = made.read();
    assert_eq!((text(&read).as_str(), places(&read)[0], codes(&read)), ("in", (20, 80), vec!["text-outside"]));
}

#[test]
fn forms_that_draw_themselves_end() {
    let content = b"BT /F 10 Tf 10 50 Td (A) Tj ET /A Do";
    let form = |next: usize| {
        let entries = format!("/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</A {next} 0 R>>>>");
        stream(&entries, b"/A Do")
    };
    let resources = format!("{HELVETICA}/XObject<</A 5 0 R>>");
    let read = |objects| Made { resources: &resources, content, objects, ..Made::default() }.read();
    let itself = read(vec![form(5)]);
    assert_eq!(
        (text(&itself).as_str(), codes(&itself)),
        ("A", vec!["object-missing"]),
        "a reference to what is being read"
    );
    let deep = read((6..40).map(form).collect());
    assert_eq!((text(&deep).as_str(), codes(&deep)), ("A", vec!["forms-too-deep"]));
}

#[test]
fn annotations_show_their_appearance_unless_hidden() {
    let form =
        stream(&format!("/Subtype/Form/BBox[0 0 10 10]/Resources<<{HELVETICA}>>"), b"BT /F 5 Tf 1 1 Td (A) Tj ET");
    for (entries, expected, code) in [
        ("/Subtype/FreeText/AP<</N 5 0 R>>", "A", None),
        ("/Subtype/Widget/AS/On/AP<</N<</On 5 0 R>>>>", "A", None),
        ("/Subtype/FreeText/F 2/AP<</N 5 0 R>>", "", None),
        ("/Subtype/FreeText/F 32/AP<</N 5 0 R>>", "", None),
        ("/Subtype/Highlight/Contents(a remark)", "", Some("remark-left-out")),
        ("/Subtype/FreeText/Contents(a box)", "", Some("remark-left-out")),
        ("/Subtype/Widget/V(a value)", "", Some("remark-left-out")),
        ("/Subtype/Widget/Parent<</V(a value)>>", "", Some("remark-left-out")),
    ] {
        let page = format!("/Annots[<</Type/Annot/Rect[20 20 40 40]{entries}>>]");
        let made = Made { page: &page, content: b"0 0 9 9 re f", objects: vec![form.clone()], ..Made::default() };
        let read = made.read();
        assert_eq!((text(&read).as_str(), codes(&read).first().copied()), (expected, code), "{entries}");
        if expected == "A" {
            assert_eq!(places(&read), [(22, 78)]);
        }
    }
}

#[test]
fn links_have_their_place_and_target() {
    let page = "/Annots[<</Type/Annot/Subtype/Link/Rect[20 20 40 30]/A<</S/URI/URI(https://example.org/)>>>>]";
    let read = Made { page, content: b"0 0 9 9 re f", ..Made::default() }.read();
    let link = &first(&read).links[0];
    assert_eq!((link.target.as_str(), link.area.left, link.area.top), ("https://example.org/", 20.0, 70.0));
}

// ---- Lines, pictures -------------------------------------------------------------------------------------------------------

#[test]
fn lines_and_areas() {
    let read = content(
        "1 w 10 50 m 100 50 l S 10 10 m 10 90 l S 20 20 50 0.5 re f 0.9 g 100 10 50 30 re f 1 g 0 0 200 100 re f",
    );
    let page = first(&read);
    assert_eq!((page.rules.len(), page.fills.len()), (3, 1), "{page:?}");
    assert!(page.rules[0].horizontal && !page.rules[1].horizontal && page.rules[2].horizontal);
    assert_eq!((page.rules[0].position, page.rules[0].start, page.rules[0].end), (50.0, 10.0, 100.0));
    assert_eq!(codes(&read), [""; 0]);
}

/// A page with one picture, object 5.
fn picture(entries: &str, data: &[u8], more: Vec<Vec<u8>>) -> Warned<Facts> {
    let image = format!("/Subtype/Image/Width 2/Height 2{entries}");
    let packed = if entries.contains("/Filter") { raw_stream(&image, data) } else { stream(&image, data) };
    let resources = format!("{HELVETICA}/XObject<</I 5 0 R>>");
    let content = b"BT /F 10 Tf 10 80 Td (A) Tj ET 50 0 0 40 10 20 cm /I Do";
    let objects = std::iter::once(packed).chain(more).collect();
    Made { resources: &resources, content, objects, ..Made::default() }.read()
}

fn pixels(read: &Warned<Facts>) -> (png::ColorType, Vec<u8>) {
    let medium = first(read).images[0].medium.as_ref().unwrap();
    assert_eq!(medium.media_type, MediaType::Png);
    let mut reader = png::Decoder::new(std::io::Cursor::new(&medium.bytes)).read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut pixels).unwrap();
    (info.color_type, pixels)
}

#[test]
fn pictures_become_files() {
    use png::ColorType::{Grayscale, GrayscaleAlpha, Rgb};
    let alpha = stream("/Subtype/Image/Width 2/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray", &[0, 255]);
    for (entries, data, expected) in [
        ("/BitsPerComponent 8/ColorSpace/DeviceGray", &[1u8, 2, 3, 4][..], (Grayscale, vec![1, 2, 3, 4])),
        ("/BitsPerComponent 1/ColorSpace/DeviceGray", &[0x80, 0x40], (Grayscale, vec![255, 0, 0, 255])),
        ("/BitsPerComponent 8/ColorSpace/DeviceGray/Decode[1 0]", &[1, 2, 3, 4], (Grayscale, vec![254, 253, 252, 251])),
        (
            "/BitsPerComponent 8/ColorSpace/DeviceRGB",
            &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
            (Rgb, (1..=12).collect()),
        ),
        (
            "/BitsPerComponent 2/ColorSpace[/Indexed/DeviceRGB 1<010203040506>]",
            &[0x10, 0x40],
            (Rgb, vec![1, 2, 3, 4, 5, 6, 4, 5, 6, 1, 2, 3]),
        ),
        ("/ImageMask true", &[0x80, 0x40], (GrayscaleAlpha, vec![0, 0, 0, 255, 0, 255, 0, 0])),
        (
            "/BitsPerComponent 8/ColorSpace/DeviceGray/SMask 6 0 R",
            &[1, 2, 3, 4],
            (GrayscaleAlpha, vec![1, 0, 2, 255, 3, 0, 4, 255]),
        ),
    ] {
        let read = picture(entries, data, vec![alpha.clone()]);
        assert_eq!((pixels(&read), codes(&read)), (expected, vec![]), "{entries}");
        let area = first(&read).images[0].area;
        assert_eq!((area.left, area.top, area.right, area.bottom), (10.0, 40.0, 60.0, 80.0));
    }
    let read = picture("/BitsPerComponent 8/ColorSpace/DeviceRGB/Filter/DCTDecode", b"\xFF\xD8\xFF\xE0jpeg", vec![]);
    let medium = first(&read).images[0].medium.clone().unwrap();
    assert_eq!((medium.media_type, &*medium.bytes), (MediaType::Jpeg, &b"\xFF\xD8\xFF\xE0jpeg"[..]));
}

#[test]
fn samples_packed_as_in_png_files_stay_so() {
    use png::ColorType::{Grayscale, Indexed, Rgb};
    use std::io::Write;
    let packed = |rows: &[u8]| {
        let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
        packer.write_all(rows).unwrap();
        packer.finish().unwrap()
    };
    let parameters = |colors: u8, bits: u8| {
        format!("/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors {colors}/BitsPerComponent {bits}/Columns 2>>")
    };
    for (space, (colors, bits), rows, expected) in [
        // Left (1), then above (2).
        ("/DeviceGray", (1, 8), &[1u8, 1, 1, 2, 2, 2][..], (Grayscale, vec![1, 2, 3, 4])),
        (
            "/DeviceRGB",
            (3, 8),
            &[0, 1, 2, 3, 4, 5, 6, 2, 6, 6, 6, 6, 6, 6],
            (Rgb, vec![1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]),
        ),
        ("[/Indexed/DeviceRGB 1<010203040506>]", (1, 2), &[0, 0x10, 0, 0x40], (Indexed, vec![0x10, 0x40])),
    ] {
        let entries = format!("/BitsPerComponent {bits}/ColorSpace{space}{}", parameters(colors, bits));
        let mut data = packed(rows);
        let file = picture(&entries, &data, vec![]);
        assert_eq!((pixels(&file), codes(&file)), (expected.clone(), vec![]), "{entries}");
        let medium = first(&file).images[0].medium.clone().unwrap();
        assert!(medium.bytes.windows(data.len()).any(|bytes| bytes == data), "{entries}");
        // The end of a line behind the data is none of it.
        data.push(b'\n');
        assert_eq!(pixels(&picture(&entries, &data, vec![])), expected);
        // A row that is missing, and one of a filter that does not exist.
        let short = picture(&entries, &packed(&rows[..rows.len() / 2]), vec![]);
        assert_eq!(codes(&short), ["picture-not-taken"], "{entries}");
        let mut strange = rows.to_vec();
        strange[0] = 9;
        assert!(
            !first(&picture(&entries, &packed(&strange), vec![])).images[0].medium.as_ref().unwrap().bytes.is_empty()
        );
    }
    // Data that says it is packed in other rows than the picture's is read by what it says.
    let wide = parameters(1, 8).replace("Columns 2", "Columns 4");
    let entries = format!("/BitsPerComponent 8/ColorSpace/DeviceGray{wide}");
    assert_eq!(pixels(&picture(&entries, &packed(&[1, 1, 1, 1, 1]), vec![])), (Grayscale, vec![1, 2, 3, 4]));
}

#[test]
fn pictures_that_cannot_be_taken_out_keep_their_place() {
    for (entries, data) in [
        ("/BitsPerComponent 1/ColorSpace/DeviceGray/Filter/CCITTFaxDecode", &b"fax"[..]),
        ("/BitsPerComponent 8/ColorSpace/DeviceGray/Filter/JPXDecode", b"jp2"),
        ("/BitsPerComponent 8/ColorSpace/DeviceGray", b"too"),
        ("/BitsPerComponent 8/ColorSpace[/Lab<<>>]", &[0; 12]),
    ] {
        let read = picture(entries, data, vec![]);
        assert_eq!((first(&read).images.len(), codes(&read)), (1, vec!["picture-not-taken"]), "{entries}");
        assert!(first(&read).images[0].medium.is_none());
    }
    // Where it stood is said of the document.
    let lost = stream("/Subtype/Image/Width 2/Height 2/BitsPerComponent 8/ColorSpace/DeviceGray", b"too");
    let resources = format!("{HELVETICA}/XObject<</I 5 0 R>>");
    let content = b"BT /F 10 Tf 10 80 Td (A) Tj ET 50 0 0 40 10 20 cm /I Do";
    let made = Made { resources: &resources, content, objects: vec![lost], ..Made::default() };
    let read = crate::read::pdf::pdf_to_document(&made.bytes()).unwrap();
    let said: Vec<_> = read.findings.iter().map(|f| (f.code(), f.location().place.clone())).collect();
    assert!(said.contains(&("picture-lost", Some(Place::Page(1)))), "{said:?}");
}

#[test]
fn inline_images_and_thin_images() {
    let read = content(
        "q 50 0 0 40 10 20 cm BI /W 2 /H 1 /BPC 8 /CS /G ID ab EI Q q 50 0 0 1 10 20 cm BI /W 2 /H 1 /BPC 8 /CS /G ID ab EI Q",
    );
    assert_eq!(pixels(&read), (png::ColorType::Grayscale, b"ab".to_vec()));
    assert_eq!((first(&read).images.len(), first(&read).rules.len(), codes(&read)), (1, 1, vec![]));
}

// ---- The file as a whole ---------------------------------------------------------------------------------------------------

fn outline_of(elements: &[StructureElement]) -> String {
    let child = |child: &StructureChild| match child {
        StructureChild::Element(element) => outline_of(std::slice::from_ref(element)),
        StructureChild::Content { page, mcid } => format!("{page}:{mcid}"),
    };
    let one = |element: &StructureElement| {
        let children: Vec<String> = element.children.iter().map(child).collect();
        let row = if element.heads_row { "row " } else { "" };
        let spans = format!("{}x{}", element.row_span, element.column_span);
        let spans = if spans == "1x1" { String::new() } else { spans };
        format!("{}{spans}({row}{})", element.kind, children.join(" "))
    };
    elements.iter().map(one).collect::<Vec<_>>().join(" ")
}

#[test]
fn structure_has_roles_spans_and_contents() {
    let catalog = "/StructTreeRoot 5 0 R";
    let objects = [
        "<</Type/StructTreeRoot/K 6 0 R/RoleMap<</Kopf/Mine/Mine/H1>>/ClassMap<</wide<</O/Table/ColSpan 2>>>>>>",
        "<</S/Document/K[7 0 R 8 0 R 6 0 R]>>",
        "<</S/Kopf/Pg 3 0 R/K 0/Alt(alt)/ActualText(all)>>",
        "<</S/Table/Pg 3 0 R/K<</S/TR/K[9 0 R<</S/TD/K<</Type/MCR/Pg 3 0 R/MCID 2>>/A[<</O/Table/RowSpan 3>>]/C/wide>>]>>>>",
        "<</S/TH/A<</O/Table/Scope/Row>>/K[1<</Type/OBJR/Obj 3 0 R>>]>>",
    ];
    let objects = objects.map(|object| object.as_bytes().to_vec()).to_vec();
    let read = Made { catalog, content: b"0 0 9 9 re f", objects, ..Made::default() }.read();
    assert_eq!(outline_of(&read.value.structure), "Document(H1(0:0) Table(TR(TH(row 0:1) TD3x2(0:2))))");
    let StructureChild::Element(heading) = &read.value.structure[0].children[0] else { panic!("no element") };
    assert_eq!((heading.alt.as_deref(), heading.actual_text.as_deref()), (Some("alt"), Some("all")));
}

#[test]
fn the_outline_leads_to_pages_and_heights() {
    let catalog =
        "/Outlines 5 0 R/Names<</Dests<</Kids[<</Names[(here)[3 0 R/FitH 20]]>>]>>>>/Dests<</old[3 0 R/Fit]>>";
    let objects = [
        "<</First 6 0 R>>",
        "<</Title<FEFF4E00>/Dest[3 0 R/XYZ 0 90 0]/First 7 0 R/Next 8 0 R>>",
        "<</Title(two)/A<</S/GoTo/D(here)>>/Next 6 0 R>>",
        "<</Title(three)/Dest/old>>",
    ];
    let objects = objects.map(|object| object.as_bytes().to_vec()).to_vec();
    let read = Made { catalog, content: b"0 0 9 9 re f", objects, ..Made::default() }.read();
    let lines: Vec<(u8, &str, Option<u32>, Option<f64>)> =
        read.value.outline.iter().map(|item| (item.level, item.title.as_str(), item.page, item.top)).collect();
    assert_eq!(lines, [(1, "一", Some(0), Some(10.0)), (2, "two", Some(0), Some(80.0)), (1, "three", Some(0), None)]);
}

#[test]
fn properties_are_those_the_file_states() {
    let objects = vec![b"<</Title<FEFF6807>/Author(A)/CreationDate(D:20240105120000+08'00')>>".to_vec()];
    let read = Made { content: b"0 0 9 9 re f", objects, trailer: "/Info 5 0 R", ..Made::default() }.read();
    let properties = read.value.properties;
    assert_eq!((properties.title.as_deref(), properties.author.as_deref()), (Some("标"), Some("A")));
    assert_eq!(properties.date, Date::new(2024, 1, 5));
}

#[test]
fn contents_in_parts_are_one() {
    let objects = vec![
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Resources<<{HELVETICA}>>/Contents[4 0 R 5 0 R]>>")
            .into_bytes(),
        stream("", b"BT /F 10 Tf 10 50 Td"),
        raw_stream("/Filter/ASCIIHexDecode", b"28 41 29 54 6A 20 45 54>"),
    ];
    assert_eq!(text(&pdf_to_facts(&file(&objects, ""), &PdfReadOptions::default()).unwrap()), "A");
}

// ---- Integrity -------------------------------------------------------------------------------------------------------------
