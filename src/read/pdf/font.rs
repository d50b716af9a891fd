//! Font dictionaries → what each code says and how far it goes (ISO 32000-1, 9.5–9.10).
//!
//! Text is found in this order: `ToUnicode`; the code itself in the `Uni*` CMaps; the CID in its Adobe collection; the cmap
//! or glyph names of the embedded font; GBK, where a font that is not embedded has a Chinese name; glyph names of simple
//! fonts. Widths come from the dictionary alone, of the standard fonts from their metrics. A font program is opened only
//! where nothing else says what a code means.

use super::cmap;
use super::facts::FontFacts;
use super::program::Program;
use super::simple;
use super::stream::{Budget, Fault};
use super::unicode::{is_readable, name_to_text, tidy};
use crate::read::symbol::symbol_to_unicode;
use crate::whole::Whole;
use hayro_cmap::{CMap, CidFamily, WritingMode};
use hayro_syntax::object::{Array, Dict, Name, Object, Stream, String as PdfString};
use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

/// Bytes of a font program, and of a CMap: its ranges take ten times as much memory.
pub(super) const MAX_PROGRAM_BYTES: usize = 48 << 20;
const MAX_MAP_BYTES: usize = 1 << 20;
/// Entries a byte of a CMap stands for, at most.
const ENTRIES_PER_MAP_BYTE: usize = 8;
/// CIDs whose widths are told one by one.
const MAX_WIDTHS: usize = 1 << 17;

/// What a code says.
#[derive(Debug)]
pub(super) struct Glyph {
    /// Empty where nothing says.
    pub text: Box<str>,
    /// How far the pen goes, in ems: to the right, or in vertical writing down (negative).
    pub advance: f64,
    /// Its width in horizontal writing, in ems.
    pub width: f64,
    /// Where its horizontal origin stands from the pen in vertical writing.
    pub shift: (f64, f64),
}

/// A font.
pub(super) struct Font<'a> {
    /// What the facts say of it.
    pub facts: FontFacts,
    /// Its index among them.
    pub index: u32,
    pub is_vertical: bool,
    /// Above and below the baseline, in ems.
    pub ascent: f64,
    pub descent: f64,
    /// What was wrong with its dictionary, maps or program.
    pub faults: RefCell<Vec<&'static str>>,
    to_unicode: Option<CMap>,
    /// The symbol font it is, where it is one.
    symbols: Option<&'static str>,
    kind: Kind,
    program: Option<Stream<'a>>,
    opened: OnceCell<Option<Program>>,
    budget: Rc<Budget>,
    glyphs: RefCell<HashMap<(u32, u8), Rc<Glyph>>>,
}

enum Kind {
    Simple(Box<simple::SimpleFont>),
    Composite(Box<Composite>),
}

/// A Type 0 font.
struct Composite {
    encoding: Arc<CMap>,
    encoding_name: String,
    to_unicode: Option<Arc<CMap>>,
    widths: HashMap<u32, f64>,
    default_width: f64,
    vertical: HashMap<u32, [f64; 3]>,
    default_vertical: (f64, f64),
    /// CID → glyph; none where they are the same.
    glyphs: Option<Vec<u16>>,
}

impl<'a> Font<'a> {
    /// Reads a font dictionary; the error says why it can't be used.
    pub(super) fn new(dict: &Dict<'a>, index: u32, budget: &Rc<Budget>) -> Result<Self, &'static str> {
        let subtype = dict.get::<Name<'_>>(b"Subtype").ok_or("Subtype")?;
        let is_composite = &*subtype == b"Type0";
        let descendant = match is_composite {
            true => {
                let fonts = dict.get::<Array<'_>>(b"DescendantFonts").ok_or("DescendantFonts")?;
                Some(fonts.iter::<Dict<'a>>().next().ok_or("DescendantFonts")?)
            }
            false => None,
        };
        let descriptor = descendant.as_ref().unwrap_or(dict).get::<Dict<'a>>(b"FontDescriptor").unwrap_or_default();
        let keys: [&[u8]; 3] = [b"FontFile2", b"FontFile3", b"FontFile"];
        let program = keys.iter().find_map(|key| descriptor.get::<Stream<'a>>(key));
        let mut faults = Vec::new();
        let mut to_unicode = None;
        match dict.get::<Object<'_>>(b"ToUnicode") {
            Some(Object::Stream(map)) => {
                let (map, is_damaged) = read_map(&map, budget);
                if is_damaged {
                    faults.push("ToUnicode");
                }
                to_unicode = map;
            }
            // Seen in the wild: `Identity-H`, which says that codes are UTF-16.
            Some(Object::Name(name)) if name.starts_with(b"Identity") => {}
            Some(Object::Null(_)) => {}
            Some(_) => faults.push("ToUnicode"),
            None if dict.contains_key(b"ToUnicode") => faults.push("ToUnicode"),
            None => {}
        }
        let base = dict.get::<Name<'_>>(b"BaseFont").map(|name| name.to_vec()).unwrap_or_default();
        let facts = describe(&base, &descriptor);
        let (ascent, descent) = extent(&descriptor);
        let (kind, is_vertical) = match &descendant {
            Some(descendant) => {
                let composite = Composite::new(dict, descendant, budget, &mut faults)?;
                let is_vertical = composite.encoding.metadata().writing_mode == Some(WritingMode::Vertical);
                (Kind::Composite(Box::new(composite)), is_vertical)
            }
            None => {
                let simple = simple::SimpleFont::new(dict, &descriptor, &base, program.as_ref(), budget, &mut faults);
                (Kind::Simple(Box::new(simple)), false)
            }
        };
        let symbols = symbol_font(&facts.name);
        Ok(Font {
            facts,
            index,
            is_vertical,
            ascent,
            descent,
            faults: RefCell::new(faults),
            to_unicode,
            symbols,
            kind,
            program,
            opened: OnceCell::new(),
            budget: Rc::clone(budget),
            glyphs: RefCell::default(),
        })
    }

    /// The glyphs of a string, each with its code and how many bytes it took.
    pub(super) fn glyphs_of<'s>(&'s self, text: &'s [u8]) -> impl Iterator<Item = (Rc<Glyph>, u32, u8)> + 's {
        let mut rest = text;
        std::iter::from_fn(move || {
            let (code, length) = self.next_code(rest)?;
            rest = rest.get(usize::from(length)..).unwrap_or_default();
            Some((self.glyph(code, length), code, length))
        })
    }

    fn next_code(&self, text: &[u8]) -> Option<(u32, u8)> {
        let first = *text.first()?;
        match &self.kind {
            Kind::Simple(simple) => match text {
                [_, second, ..] if simple.is_gbk && first >= 0x81 && *second >= 0x40 => {
                    Some((u32::from(first) << 8 | u32::from(*second), 2))
                }
                _ => Some((first.into(), 1)),
            },
            Kind::Composite(composite) => Some(composite.next_code(text)),
        }
    }

    fn glyph(&self, code: u32, length: u8) -> Rc<Glyph> {
        if let Some(known) = self.glyphs.borrow().get(&(code, length)) {
            return Rc::clone(known);
        }
        let text = self.text(code, length).map(|text| tidy(&text)).unwrap_or_default();
        let mut glyph = match &self.kind {
            Kind::Simple(simple) => {
                let width = simple.width(code, length);
                Glyph { text, advance: width, width, shift: (0.0, 0.0) }
            }
            Kind::Composite(composite) => composite.glyph(code, length, text, self.is_vertical),
        };
        if glyph.text.is_empty() && glyph.width > 0.0 && self.is_blank(code, length) {
            // One as wide as an ideograph is the blank of that width.
            let is_wide = (0.9..=1.1).contains(&glyph.width);
            glyph.text = if is_wide { "\u{3000}" } else { " " }.into();
        }
        let glyph = Rc::new(glyph);
        self.glyphs.borrow_mut().insert((code, length), Rc::clone(&glyph));
        glyph
    }

    /// What a code says, along the chain.
    fn text(&self, code: u32, length: u8) -> Option<String> {
        let said = self.to_unicode.as_ref().and_then(|map| cmap::lookup(map, code));
        if let Some(symbol) = self.symbol(said.as_deref(), code) {
            return Some(symbol);
        }
        if let Some(text) = said.filter(|text| is_readable(text)) {
            return Some(text);
        }
        match &self.kind {
            Kind::Simple(simple) => {
                let by_name = || simple.text(code, length).filter(|text| is_readable(text));
                let by_program = || {
                    let text = self.program()?.simple_text(u8::try_from(code).ok()?);
                    text.filter(|text| is_readable(text))
                };
                if simple.is_named { by_name().or_else(by_program) } else { by_program().or_else(by_name) }
            }
            Kind::Composite(composite) => composite
                .text(code, length)
                .filter(|text| is_readable(text))
                .or_else(|| self.program()?.text(composite.glyph_id(code, length, self.program()?)?))
                .filter(|text| is_readable(text)),
        }
    }

    /// Whether the embedded font draws nothing for a code: tabs and blanks often have no text of their own.
    fn is_blank(&self, code: u32, length: u8) -> bool {
        let Some(program) = self.program() else { return false };
        let glyph = match &self.kind {
            Kind::Simple(_) => u8::try_from(code).ok().and_then(|code| program.simple_glyph(code)),
            Kind::Composite(composite) => composite.glyph_id(code, length, program),
        };
        glyph.is_some_and(|glyph| program.is_blank(glyph))
    }

    /// What a symbol font shows in the place of a letter: the letter itself, or its private code, would be wrong.
    fn symbol(&self, said: Option<&str>, code: u32) -> Option<String> {
        let font = self.symbols?;
        let mut characters = said.unwrap_or_default().chars();
        let place = match (characters.next(), characters.next()) {
            (Some(character @ '\u{F000}'..='\u{F0FF}'), None) => character as u32,
            // Symbol has names for its glyphs, and Latin letters of that font mean themselves.
            _ if font == "Symbol" => return None,
            (Some(character @ '!'..='ÿ'), None) => character as u32,
            (None, _) if matches!(self.kind, Kind::Simple(_)) => code,
            _ => return None,
        };
        symbol_to_unicode(font, place).map(String::from)
    }

    /// The embedded font, opened at the first need.
    fn program(&self) -> Option<&Program> {
        let opened = self.opened.get_or_init(|| {
            let decoded = self.budget.decode(self.program.as_ref()?, MAX_PROGRAM_BYTES);
            let program = Program::new(&decoded.bytes, &self.budget);
            if program.is_none() || matches!(decoded.fault, Some(Fault::Broken | Fault::Checksum)) {
                self.faults.borrow_mut().push("FontFile");
            }
            program
        });
        opened.as_ref()
    }
}

impl Composite {
    fn new(
        dict: &Dict<'_>,
        descendant: &Dict<'_>,
        budget: &Budget,
        faults: &mut Vec<&'static str>,
    ) -> Result<Self, &'static str> {
        let mut encoding_name = String::new();
        let encoding = match dict.get::<Object<'_>>(b"Encoding") {
            Some(Object::Name(name)) => {
                encoding_name = name.as_str().to_owned();
                cmap::predefined(&encoding_name).ok_or("Encoding")?
            }
            Some(Object::Stream(map)) => {
                let (map, is_damaged) = read_map(&map, budget);
                if is_damaged {
                    faults.push("Encoding");
                }
                Arc::new(map.ok_or("Encoding")?)
            }
            _ => return Err("Encoding"),
        };
        let of_encoding = encoding.metadata().character_collection.as_ref().map(|collection| collection.family.clone());
        let family =
            of_encoding.filter(|family| !matches!(family, CidFamily::AdobeIdentity | CidFamily::Custom { .. }));
        let family = family.or_else(|| {
            let info = descendant.get::<Dict<'_>>(b"CIDSystemInfo")?;
            let registry = info.get::<PdfString<'_>>(b"Registry")?;
            let ordering = info.get::<PdfString<'_>>(b"Ordering")?;
            Some(CidFamily::from_registry_ordering(registry.as_bytes(), ordering.as_bytes()))
        });
        let glyphs = match descendant.get::<Object<'_>>(b"CIDToGIDMap") {
            Some(Object::Stream(map)) => {
                let decoded = budget.decode(&map, 1 << 17);
                if matches!(decoded.fault, Some(Fault::Broken | Fault::Checksum)) {
                    faults.push("CIDToGIDMap");
                }
                Some(decoded.bytes.as_chunks::<2>().0.iter().map(|pair| u16::from_be_bytes(*pair)).collect())
            }
            _ => None,
        };
        let pair = descendant.get::<[f32; 2]>(b"DW2").unwrap_or([880.0, -1000.0]);
        Ok(Composite {
            encoding,
            encoding_name,
            to_unicode: family.as_ref().and_then(cmap::collection_to_unicode),
            widths: descendant.get::<Array<'_>>(b"W").map(|array| widths(&array, budget)).unwrap_or_default(),
            default_width: f64::from(descendant.get::<f32>(b"DW").unwrap_or(1000.0)) / 1000.0,
            vertical: descendant
                .get::<Array<'_>>(b"W2")
                .map(|array| vertical_widths(&array, budget))
                .unwrap_or_default(),
            default_vertical: (f64::from(pair[0]) / 1000.0, f64::from(pair[1]) / 1000.0),
            glyphs,
        })
    }

    fn next_code(&self, text: &[u8]) -> (u32, u8) {
        let mut code = 0u32;
        for (byte, length) in text.iter().zip(1..=4u8) {
            code = code << 8 | u32::from(*byte);
            if self.encoding.lookup_cid_code(code, length).is_some() {
                return (code, length);
            }
        }
        // A code without CID still takes its bytes: one by one, all that follows would be read out of step.
        match text {
            [a @ 0xD8..=0xDB, b, c @ 0xDC..=0xDF, d, ..] if self.encoding_name.contains("UTF16") => {
                (u32::from_be_bytes([*a, *b, *c, *d]), 4)
            }
            [first, second, ..] if *first >= 0x80 || self.is_wide() => (u32::from(*first) << 8 | u32::from(*second), 2),
            [first, ..] => ((*first).into(), 1),
            [] => (0, 1),
        }
    }

    /// Whether every code has two bytes at least.
    fn is_wide(&self) -> bool {
        self.encoding_name.is_empty()
            || ["UCS2", "UTF16", "Identity"].iter().any(|part| self.encoding_name.contains(part))
    }

    fn cid(&self, code: u32, length: u8) -> Option<u32> {
        self.encoding.lookup_cid_code(code, length)
    }

    fn text(&self, code: u32, length: u8) -> Option<String> {
        if self.encoding_name.starts_with("Uni") {
            let character = if code > 0xFFFF && self.encoding_name.contains("UTF16") {
                String::from_utf16(&[(code >> 16) as u16, (code & 0xFFFF) as u16]).ok()
            } else {
                char::from_u32(code).map(String::from)
            };
            if let Some(text) = character.filter(|text| is_readable(text)) {
                return Some(text);
            }
        }
        cmap::lookup(self.to_unicode.as_ref()?, self.cid(code, length)?)
    }

    fn glyph_id(&self, code: u32, length: u8, program: &Program) -> Option<u32> {
        let cid = self.cid(code, length)?;
        match &self.glyphs {
            Some(glyphs) => glyphs.get(cid as usize).map(|glyph| u32::from(*glyph)),
            None => program.cid_to_glyph(cid),
        }
    }

    fn glyph(&self, code: u32, length: u8, text: Box<str>, is_vertical: bool) -> Glyph {
        let cid = self.cid(code, length).unwrap_or(0);
        let width = self.widths.get(&cid).copied().unwrap_or(self.default_width);
        if !is_vertical {
            return Glyph { text, advance: width, width, shift: (0.0, 0.0) };
        }
        let [advance, x, y] = match self.vertical.get(&cid) {
            Some(own) => *own,
            None => [self.default_vertical.1, width / 2.0, self.default_vertical.0],
        };
        Glyph { text, advance, width, shift: (-x, -y) }
    }
}

/// A CMap of the file, and whether it is damaged.
fn read_map(map: &Stream<'_>, budget: &Budget) -> (Option<CMap>, bool) {
    let decoded = budget.decode(map, MAX_MAP_BYTES);
    if !budget.take_entries(decoded.bytes.len() / ENTRIES_PER_MAP_BYTE) {
        return (None, true);
    }
    let map = cmap::parse(&decoded.bytes);
    let is_damaged = decoded.fault.is_some() || (map.is_none() && !decoded.bytes.is_empty());
    (map, is_damaged)
}

/// `W` (9.7.4.3).
fn widths(array: &Array<'_>, budget: &Budget) -> HashMap<u32, f64> {
    let mut widths = HashMap::new();
    if !budget.take_entries(1) {
        return widths;
    }
    let mut numbers: Vec<f64> = Vec::new();
    for object in array.iter::<Object<'_>>() {
        match object {
            Object::Number(number) => numbers.push(number.as_f64()),
            Object::Array(list) => {
                if let Some(first) = numbers.last().copied() {
                    for (cid, width) in (u32::whole(first)..=0xFFFF).zip(list.iter::<f32>().take(MAX_WIDTHS)) {
                        widths.insert(cid, f64::from(width) / 1000.0);
                    }
                }
                numbers.clear();
            }
            _ => numbers.clear(),
        }
        if let [first, last, width] = numbers.as_slice() {
            for cid in u32::whole(*first)..=u32::whole(*last).min(0xFFFF) {
                widths.insert(cid, width / 1000.0);
            }
            numbers.clear();
        }
        if widths.len() > MAX_WIDTHS {
            break;
        }
    }
    if budget.take_entries(widths.len()) { widths } else { HashMap::new() }
}

/// `W2`.
fn vertical_widths(array: &Array<'_>, budget: &Budget) -> HashMap<u32, [f64; 3]> {
    let mut widths = HashMap::new();
    if !budget.take_entries(1) {
        return widths;
    }
    let mut numbers: Vec<f64> = Vec::new();
    for object in array.iter::<Object<'_>>() {
        match object {
            Object::Number(number) => numbers.push(number.as_f64()),
            Object::Array(list) => {
                if let Some(first) = numbers.last().copied() {
                    let list: Vec<f32> = list.iter::<f32>().take(MAX_WIDTHS).collect();
                    for (cid, triple) in (u32::whole(first)..=0xFFFF).zip(list.as_chunks::<3>().0) {
                        widths.insert(cid, triple.map(|number| f64::from(number) / 1000.0));
                    }
                }
                numbers.clear();
            }
            _ => numbers.clear(),
        }
        if let [first, last, advance, x, y] = numbers.as_slice() {
            for cid in u32::whole(*first)..=u32::whole(*last).min(0xFFFF) {
                widths.insert(cid, [advance / 1000.0, x / 1000.0, y / 1000.0]);
            }
            numbers.clear();
        }
        if widths.len() > MAX_WIDTHS {
            break;
        }
    }
    if budget.take_entries(widths.len()) { widths } else { HashMap::new() }
}

/// The symbol font a PostScript name means; OpenSymbol has Symbol's bullets in Symbol's places.
fn symbol_font(name: &str) -> Option<&'static str> {
    let name: String = name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
    let known = [
        ("wingdings2", "Wingdings 2"),
        ("wingdings3", "Wingdings 3"),
        ("wingdings", "Wingdings"),
        ("webdings", "Webdings"),
        ("symbol", "Symbol"),
        ("opensymbol", "Symbol"),
    ];
    known.iter().find(|(start, _)| name.starts_with(start)).map(|(_, font)| *font)
}

/// What a descriptor and a name say of a font.
fn describe(base: &[u8], descriptor: &Dict<'_>) -> FontFacts {
    let name = name_to_text(base);
    let name = match name.split_once('+') {
        Some((tag, rest)) if tag.len() == 6 && tag.bytes().all(|byte| byte.is_ascii_uppercase()) => rest.to_owned(),
        _ => name,
    };
    let lower = name.to_lowercase();
    let flags = descriptor.get::<i64>(b"Flags").unwrap_or(0);
    let weight = descriptor.get::<i64>(b"FontWeight").unwrap_or(400);
    let slant = descriptor.get::<f32>(b"ItalicAngle").unwrap_or(0.0);
    FontFacts {
        bold: ["bold", "black", "heavy", "粗"].iter().any(|word| lower.contains(word))
            || weight >= 600
            || flags & (1 << 18) != 0,
        italic: ["italic", "oblique"].iter().any(|word| lower.contains(word)) || flags & (1 << 6) != 0 || slant != 0.0,
        name,
    }
}

/// How far glyphs reach; the descriptor's numbers are often of the whole font's box and then say nothing.
fn extent(descriptor: &Dict<'_>) -> (f64, f64) {
    let number = |key: &[u8]| descriptor.get::<f32>(key).map(|number| f64::from(number) / 1000.0);
    match (number(b"Ascent"), number(b"Descent").map(|descent| -descent.abs())) {
        (Some(ascent), Some(descent)) if ascent > 0.5 && ascent < 1.3 && descent > -0.6 => {
            (ascent.min(0.9), descent.max(-0.25))
        }
        _ => (0.88, -0.12),
    }
}
