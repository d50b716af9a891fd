//! Simple fonts: one byte a code (ISO 32000-1, 9.6).
//!
//! Base encodings and the metrics of the standard fonts are hayro-font's. It is asked through a dictionary made here, once for
//! each of a few fonts and encodings: its own reading of a file's dictionary trusts the counts in it.

use super::font::MAX_PROGRAM_BYTES;
use super::program::Program;
use super::stream::Budget;
use super::unicode::name_to_text;
use hayro_cmap::{BfString, load_embedded};
use hayro_font::{CMapResolverFn, FontCache, FontGlyph, FontQuery, FontResolverFn};
use hayro_syntax::object::{Array, Dict, FromBytes, Name, Object, Stream};
use read_fonts::ps::agl;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock};

/// What the codes of a simple font say, and their widths.
pub(super) struct SimpleFont {
    /// What the base encoding says.
    base: Arc<Table>,
    /// Whether the codes without a name of their own are those of the base encoding. The dictionary may name it; of a font that is
    /// not embedded, or whose letters are Latin, it is the standard one (9.6.6). The codes of an embedded font of signs of its
    /// own, as subsets are, mean what its program says and nothing else.
    has_base: bool,
    /// Names that come before it.
    names: BTreeMap<u8, Vec<u8>>,
    /// Whether the dictionary or the program names what codes mean; else the standard encoding is only what all readers take.
    pub is_named: bool,
    widths: Vec<f64>,
    /// Whether it is a Chinese font used as a simple one: two bytes of GBK a character.
    pub is_gbk: bool,
}

/// Of each byte, its text and its width in thousandths.
type Table = Vec<(Option<String>, f64)>;

/// The encodings that have a name (annex D).
const ENCODINGS: [&str; 4] = ["WinAnsiEncoding", "MacRomanEncoding", "MacExpertEncoding", "StandardEncoding"];

/// Bits of a descriptor's flags: signs of its own, and the Latin characters of Adobe's standard set.
const SIGNS: i64 = 1 << 2;
const LATIN: i64 = 1 << 5;

/// The standard fonts whose signs have places of their own.
const STANDARD_SIGNS: [&str; 2] = ["Symbol", "ZapfDingbats"];

impl SimpleFont {
    pub(super) fn new(
        dict: &Dict<'_>,
        descriptor: &Dict<'_>,
        base: &[u8],
        program: Option<&Stream<'_>>,
        budget: &Budget,
        faults: &mut Vec<&'static str>,
    ) -> Self {
        let subtype = dict.get::<Name<'_>>(b"Subtype").map(|name| name.to_vec()).unwrap_or_default();
        let is_type3 = subtype == b"Type3";
        let (base_encoding, differences) = encoding(dict);
        let mut names: BTreeMap<u8, Vec<u8>> = BTreeMap::new();
        // The font's own encoding counts where the dictionary names none (9.6.6.1).
        if base_encoding.is_none()
            && subtype != b"TrueType"
            && let Some(stream) = program
        {
            match Program::new(&budget.decode(stream, MAX_PROGRAM_BYTES).bytes, budget) {
                Some(program) => names = program.encoding(),
                None => faults.push("FontFile"),
            }
        }
        names.extend(differences);
        let is_embedded = program.is_some() || is_type3;
        let is_named = base_encoding.is_some() || !names.is_empty() || !is_embedded;
        let standard = standard_font(base);
        // Flags (9.8.2): exactly one of the two is to be set.
        let flags = descriptor.get::<i64>(b"Flags").unwrap_or(0);
        let is_latin = flags & LATIN != 0 && flags & SIGNS == 0;
        let has_base = base_encoding.is_some() || !is_embedded || is_latin || STANDARD_SIGNS.contains(&standard);
        let table = base_table(standard, base_encoding);
        let unit = match is_type3 {
            true => dict.get::<[f64; 6]>(b"FontMatrix").map_or(0.001, |matrix| matrix[0]),
            false => 0.001,
        };
        let mut widths: Vec<f64> = table.iter().map(|(_, width)| width * unit).collect();
        if let Some(given) = dict.get::<Array<'_>>(b"Widths") {
            let first = dict.get::<i64>(b"FirstChar").unwrap_or(0).clamp(0, 256) as usize;
            let missing = descriptor.get::<f32>(b"MissingWidth").map_or(0.0, f64::from);
            widths = vec![missing * unit; 256];
            for (slot, width) in widths.iter_mut().skip(first).zip(given.iter::<f32>()) {
                *slot = f64::from(width) * unit;
            }
        }
        let is_gbk = !is_embedded && name_to_text(base).chars().any(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c));
        SimpleFont { base: table, has_base, names, is_named, widths, is_gbk }
    }

    pub(super) fn text(&self, code: u32, length: u8) -> Option<String> {
        if length == 2 {
            let pair = [(code >> 8 & 0xFF) as u8, (code & 0xFF) as u8];
            let text = encoding_rs::GBK.decode_without_bom_handling_and_without_replacement(&pair)?;
            return Some(text.into_owned());
        }
        match self.names.get(&u8::try_from(code).ok()?) {
            Some(name) => glyph_name_to_text(std::str::from_utf8(name).ok()?),
            None if self.has_base => self.base.get(code as usize)?.0.clone(),
            None => None,
        }
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

/// The base encoding, and the names the dictionary gives to codes itself (9.6.6).
fn encoding(dict: &Dict<'_>) -> (Option<&'static str>, BTreeMap<u8, Vec<u8>>) {
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
    let base = base.and_then(|base| ENCODINGS.into_iter().find(|name| name.as_bytes() == base));
    (base, names)
}

/// The standard font a name stands for: it gives the encoding of the two symbol fonts, and widths where a file has none.
fn standard_font(name: &[u8]) -> &'static str {
    let name = name_to_text(name).to_lowercase();
    let is_bold = name.contains("bold");
    match &name {
        _ if name.ends_with("zapfdingbats") => "ZapfDingbats",
        _ if name == "symbol" || name.ends_with("+symbol") || name.starts_with("symbolmt") => "Symbol",
        _ if name.contains("courier") => "Courier",
        _ if name.contains("times") && is_bold => "Times-Bold",
        _ if name.contains("times") => "Times-Roman",
        _ if is_bold => "Helvetica-Bold",
        _ => "Helvetica",
    }
}

/// What hayro-font says of each byte of a standard font in an encoding; asked once a process.
fn base_table(font: &'static str, encoding: Option<&'static str>) -> Arc<Table> {
    type Known = BTreeMap<(&'static str, Option<&'static str>), Arc<Table>>;
    static KNOWN: OnceLock<Mutex<Known>> = OnceLock::new();
    let known = KNOWN.get_or_init(Mutex::default);
    if let Ok(known) = known.lock()
        && let Some(table) = known.get(&(font, encoding))
    {
        return Arc::clone(table);
    }
    let table = Arc::new(ask(font, encoding).unwrap_or_default());
    if let Ok(mut known) = known.lock() {
        known.insert((font, encoding), Arc::clone(&table));
    }
    table
}

fn ask(font: &str, encoding: Option<&str>) -> Option<Table> {
    let encoding = encoding.map_or(String::new(), |name| format!("/Encoding/{name}"));
    let source = format!("<</Type/Font/Subtype/Type1/BaseFont/{font}{encoding}>>");
    let dict = Dict::from_bytes(source.as_bytes())?;
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
}

/// What a glyph name says, by the Adobe glyph list and its rules.
pub(super) fn glyph_name_to_text(name: &str) -> Option<String> {
    let text: String = agl::name_to_chars(name.get(..name.len().min(127))?).collect();
    (!text.is_empty()).then_some(text)
}
