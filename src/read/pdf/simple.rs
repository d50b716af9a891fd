//! Simple fonts: one byte a code (ISO 32000-1, 9.6).
//!
//! Base encodings, the Adobe glyph list and the metrics of the standard fonts are hayro-font's. It is asked through a
//! dictionary made here from parts of bounded size, for its own reading trusts counts in the file.

use super::program::Program;
use super::stream;
use super::unicode::name_to_text;
use hayro_cmap::{BfString, load_embedded};
use hayro_font::{CMapResolverFn, FontCache, FontGlyph, FontQuery, FontResolverFn};
use hayro_syntax::object::{Array, Dict, FromBytes, Name, Object, Stream};
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

/// What the codes of a simple font say, and their widths.
pub(super) struct SimpleFont {
    base: Vec<u8>,
    base_encoding: Vec<u8>,
    names: BTreeMap<u8, Vec<u8>>,
    /// Whether the dictionary or the program names what codes mean; else the standard encoding is only what all readers take.
    pub is_named: bool,
    texts: OnceCell<Table>,
    widths: Vec<f64>,
    /// Whether it is a Chinese font used as a simple one: two bytes of GBK a character.
    pub is_gbk: bool,
}

/// What hayro-font says of each byte: its text and its width in thousandths.
struct Table(Vec<(Option<String>, f64)>);

impl SimpleFont {
    pub(super) fn new(
        dict: &Dict<'_>,
        descriptor: &Dict<'_>,
        base: &[u8],
        program: Option<&Stream<'_>>,
        faults: &mut Vec<&'static str>,
    ) -> Self {
        let subtype = dict.get::<Name<'_>>(b"Subtype").map(|name| name.to_vec()).unwrap_or_default();
        let is_type3 = subtype == b"Type3";
        let (base_encoding, differences) = encoding(dict);
        let mut names: BTreeMap<u8, Vec<u8>> = BTreeMap::new();
        // The font's own encoding counts where the dictionary names none (9.6.6.1).
        if base_encoding.is_empty()
            && subtype != b"TrueType"
            && let Some(stream) = program
        {
            match Program::new(stream::decode(stream, 16 << 20).bytes) {
                Some(program) => names = program.encoding(),
                None => faults.push("FontFile"),
            }
        }
        names.extend(differences);
        let is_embedded = program.is_some() || is_type3;
        let is_gbk = !is_embedded && name_to_text(base).chars().any(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c));
        let mut font = SimpleFont {
            base: base.to_vec(),
            is_named: !base_encoding.is_empty() || !names.is_empty() || !is_embedded,
            base_encoding,
            names,
            texts: OnceCell::new(),
            widths: Vec::new(),
            is_gbk,
        };
        let unit = match is_type3 {
            true => dict.get::<[f64; 6]>(b"FontMatrix").map_or(0.001, |matrix| matrix[0]),
            false => 0.001,
        };
        match dict.get::<Array<'_>>(b"Widths") {
            Some(given) => {
                let first = dict.get::<i64>(b"FirstChar").unwrap_or(0).clamp(0, 256) as usize;
                let missing = descriptor.get::<f32>(b"MissingWidth").map_or(0.0, f64::from);
                font.widths = vec![missing * unit; 256];
                for (slot, width) in font.widths.iter_mut().skip(first).zip(given.iter::<f32>()) {
                    *slot = f64::from(width) * unit;
                }
            }
            None => font.widths = font.table().0.iter().map(|(_, width)| width * unit).collect(),
        }
        font
    }

    fn table(&self) -> &Table {
        self.texts.get_or_init(|| ask(&self.base, &self.base_encoding, &self.names))
    }

    pub(super) fn text(&self, code: u32, length: u8) -> Option<String> {
        if length == 2 {
            let pair = [(code >> 8) as u8, code as u8];
            let text = encoding_rs::GBK.decode_without_bom_handling_and_without_replacement(&pair)?;
            return Some(text.into_owned());
        }
        self.table().0.get(code as usize)?.0.clone()
    }

    /// In ems.
    pub(super) fn width(&self, code: u32, length: u8) -> f64 {
        let of = |code: u32| self.widths.get(code as usize).copied().unwrap_or(0.0);
        if length == 1 {
            return of(code);
        }
        match of(code >> 8) + of(code & 0xFF) {
            sum if sum > 0.3 => sum,
            _ => 1.0,
        }
    }
}

/// The base encoding's name, and the names it gives to codes itself (9.6.6).
fn encoding(dict: &Dict<'_>) -> (Vec<u8>, BTreeMap<u8, Vec<u8>>) {
    let mut names = BTreeMap::new();
    let base = match dict.get::<Object<'_>>(b"Encoding") {
        Some(Object::Name(name)) => Some(name.to_vec()),
        Some(Object::Dict(encoding)) => {
            let mut code = 0i64;
            for object in encoding.get::<Array<'_>>(b"Differences").iter().flat_map(|all| all.iter::<Object<'_>>()) {
                match object {
                    Object::Number(number) => code = number.as_i64(),
                    Object::Name(name) => {
                        if let Ok(code) = u8::try_from(code) {
                            names.insert(code, name.to_vec());
                        }
                        code = code.saturating_add(1);
                    }
                    _ => {}
                }
            }
            encoding.get::<Name<'_>>(b"BaseEncoding").map(|name| name.to_vec())
        }
        _ => None,
    };
    let known: [&[u8]; 4] = [b"WinAnsiEncoding", b"MacRomanEncoding", b"MacExpertEncoding", b"StandardEncoding"];
    (base.filter(|name| known.contains(&name.as_slice())).unwrap_or_default(), names)
}

/// A name as it is written in a file.
fn escaped(name: &[u8]) -> String {
    let mut text = String::with_capacity(name.len());
    for byte in name.iter().take(127) {
        match byte {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'.' | b'_' | b'-' | b'+' | b',' => text.push(char::from(*byte)),
            _ => {
                let _ = write!(text, "#{byte:02X}");
            }
        }
    }
    text
}

fn ask(base: &[u8], base_encoding: &[u8], names: &BTreeMap<u8, Vec<u8>>) -> Table {
    let mut source = format!("<</Type/Font/Subtype/Type1/BaseFont/{}/Encoding<</Type/Encoding", escaped(base));
    if !base_encoding.is_empty() {
        let _ = write!(source, "/BaseEncoding/{}", escaped(base_encoding));
    }
    source.push_str("/Differences[");
    for (code, name) in names {
        let _ = write!(source, "{code}/{} ", escaped(name));
    }
    source.push_str("]>>>>");
    let read = Dict::from_bytes(source.as_bytes()).and_then(|dict| {
        let fonts: FontResolverFn = Arc::new(|query: &FontQuery| {
            Some(match query {
                FontQuery::Standard(font) => font.get_font_data(),
                FontQuery::Fallback(query) => query.pick_standard_font().get_font_data(),
            })
        });
        let cmaps: CMapResolverFn = Arc::new(load_embedded);
        let font = FontCache::new().font(&dict, &fonts, &cmaps)?;
        let of = |code: u32| {
            let text = match font.glyph(font.map_code(code), code) {
                FontGlyph::Outline(glyph) => glyph.as_unicode(),
                FontGlyph::Type3(glyph) => glyph.as_unicode(),
            };
            let text = text.map(|text| match text {
                BfString::Char(character) => character.to_string(),
                BfString::String(text) => text,
            });
            (text, font.code_advance(code).x)
        };
        Some((0..256).map(of).collect())
    });
    Table(read.unwrap_or_default())
}

/// What a glyph name says, by the Adobe glyph list.
pub(super) fn glyph_name_to_text(name: &[u8]) -> Option<String> {
    let names = BTreeMap::from([(1, name.to_vec())]);
    ask(b"Helvetica", b"StandardEncoding", &names).0.into_iter().nth(1)?.0
}
