//! How text looks (ODF 1.3 part 3, 16.29.29 ff.): text properties, and the run properties of Word that say the same.
//!
//! A look is a map from what is set to its value. Western and Asian letters have weights, postures and sizes of their own (16.29.29:
//! attributes that end in `-asian`); a run has one of each, so that text of both is two runs where they differ.

use crate::ooxml::escape_attribute;
use crate::ooxml::{Element, Ns};
use crate::whole::Whole;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::rc::Rc;

/// What is set of a look, by its name.
pub(super) type Look = BTreeMap<&'static str, Rc<str>>;

/// The longest name of a font that is carried; each run may name it.
const LONGEST_FONT: usize = 100;

/// Properties that are set for western and for Asian letters: the name of the first, that of the second.
const BY_SCRIPT: [(&str, &str); 3] = [("b", "b-asian"), ("i", "i-asian"), ("sz", "sz-asian")];

/// The letters a run is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Script {
    Western,
    Asian,
}

impl Script {
    /// The script of a character; `None` for those that go with their neighbours.
    pub(super) fn of(c: char) -> Option<Script> {
        match c {
            ' ' | '\u{A0}' => None,
            '\u{1100}'..='\u{11FF}' | '\u{2E80}'..='\u{A4CF}' | '\u{AC00}'..='\u{D7FF}' | '\u{F900}'..='\u{FAFF}' => {
                Some(Script::Asian)
            }
            '\u{FE30}'..='\u{FE4F}' | '\u{FF00}'..='\u{FFEF}' | '\u{20000}'..='\u{3FFFF}' => Some(Script::Asian),
            // Quotation marks and the like are as wide as what they stand among.
            '\u{2010}'..='\u{206F}' | '\u{2100}'..='\u{2BFF}' => None,
            _ => Some(Script::Western),
        }
    }
}

/// A length in twips: 20 a point.
pub(super) fn twips(value: &str) -> Option<i32> {
    let value = value.trim();
    let unit = value.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(value.len());
    let (number, unit) = value.split_at(unit);
    let number: f64 = number.trim().parse().ok()?;
    let twips = number
        * match unit {
            "in" | "inch" => 1440.0,
            "cm" => 1440.0 / 2.54,
            "mm" => 144.0 / 2.54,
            "pt" => 20.0,
            "pc" => 240.0,
            "px" => 15.0,
            _ => return None,
        };
    (twips.abs() < 1e6).then_some(i32::whole(twips.round()))
}

/// A per cent value.
pub(super) fn per_cent(value: &str) -> Option<i32> {
    let number: f64 = value.trim().strip_suffix('%')?.trim().parse().ok()?;
    (number.abs() < 1e4).then_some(i32::whole(number.round()))
}

/// A colour as Word writes it: six hexadecimal digits; `None` where it is none.
pub(super) fn color(value: &str) -> Option<String> {
    let digits = value.trim().strip_prefix('#')?;
    let is_hexadecimal = digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit());
    is_hexadecimal.then(|| digits.to_ascii_uppercase())
}

/// A ground as Word writes it: a colour, or none.
pub(super) fn ground(value: &str) -> Option<String> {
    if value.trim() == "transparent" { Some("auto".to_owned()) } else { color(value) }
}

fn switch(is_on: bool) -> Rc<str> {
    Rc::from(if is_on { "1" } else { "0" })
}

/// Fonts by the names of their declarations (`style:font-face`, 16.23).
pub(super) type Fonts = BTreeMap<String, String>;

/// The first name of a list of font families, without quotation marks.
pub(super) fn family(value: &str) -> &str {
    value.split(',').next().unwrap_or_default().trim().trim_matches(['\'', '"'])
}

/// What `style:text-properties` sets.
pub(super) fn read(properties: Element<'_>, fonts: &Fonts) -> Look {
    let mut look = Look::new();
    for attribute in properties.attributes() {
        let value = attribute.value;
        match (attribute.ns, attribute.name) {
            (Ns::OdfFo, "font-weight") => _ = look.insert("b", switch(is_bold(value))),
            (Ns::OdfStyle, "font-weight-asian") => _ = look.insert("b-asian", switch(is_bold(value))),
            (Ns::OdfFo, "font-style") => _ = look.insert("i", switch(value != "normal")),
            (Ns::OdfStyle, "font-style-asian") => _ = look.insert("i-asian", switch(value != "normal")),
            (Ns::OdfFo, "font-size") => look.extend(size(value).map(|size| ("sz", size))),
            (Ns::OdfStyle, "font-size-asian") => look.extend(size(value).map(|size| ("sz-asian", size))),
            (Ns::OdfStyle, "font-name") => look.extend(font(value, fonts).map(|font| ("ascii", font))),
            (Ns::OdfStyle, "font-name-asian") => look.extend(font(value, fonts).map(|font| ("eastAsia", font))),
            (Ns::OdfStyle, "text-underline-style") => _ = look.insert("u", Rc::from(underline(properties, value))),
            (Ns::OdfStyle, "text-emphasize") => _ = look.insert("em", Rc::from(emphasis(value))),
            (Ns::OdfFo, "border") => {
                let is_none = value.split_whitespace().any(|part| matches!(part, "none" | "hidden"));
                look.insert("bdr", Rc::from(if is_none { "none" } else { "single" }));
            }
            (Ns::OdfStyle, "text-combine") => _ = look.insert("laid", switch(value == "lines")),
            (Ns::OdfStyle, "text-position") => {
                look.insert("position", Rc::from(value.chars().take(20).collect::<String>()));
            }
            (Ns::OdfText, "display") => _ = look.insert("vanish", switch(value != "true")),
            (Ns::OdfFo, "font-variant") => _ = look.insert("smallCaps", switch(value == "small-caps")),
            (Ns::OdfFo, "text-transform") => _ = look.insert("caps", switch(value == "uppercase")),
            (Ns::OdfFo, "background-color") => look.extend(ground(value).map(|ground| ("shd", Rc::from(ground)))),
            (Ns::OdfStyle, "text-outline") => _ = look.insert("outline", switch(value == "true")),
            (Ns::OdfFo, "text-shadow") => _ = look.insert("shadow", switch(value != "none")),
            (Ns::OdfStyle, "font-relief") => _ = look.insert("emboss", switch(value != "none")),
            (Ns::OdfStyle, "text-scale") => {
                look.extend(per_cent(value).map(|width| ("w", Rc::from(width.max(1).to_string()))));
            }
            _ => {}
        }
    }
    for (name, ns, attribute) in [("ascii", Ns::OdfFo, "font-family"), ("eastAsia", Ns::OdfStyle, "font-family-asian")]
    {
        if let Some(value) = properties.attribute(ns, attribute).filter(|_| !look.contains_key(name)) {
            look.extend(carried(family(value)).map(|font| (name, font)));
        }
    }
    read_color(properties, &mut look);
    read_strike(properties, &mut look);
    look
}

/// The kind of an underline (20.380–20.388), by the name Word files have for it.
fn underline(properties: Element<'_>, style: &str) -> &'static str {
    let attribute = |name| properties.attribute(Ns::OdfStyle, name);
    let is_double = attribute("text-underline-type") == Some("double");
    let is_bold = matches!(attribute("text-underline-width"), Some("bold" | "thick"));
    match (style, is_double) {
        ("none", _) => "none",
        ("wave", true) => "wavyDouble",
        (_, true) => "double",
        ("dotted", _) => "dotted",
        ("dash", _) => "dash",
        ("long-dash", _) => "dashLong",
        ("dot-dash", _) => "dotDash",
        ("dot-dot-dash", _) => "dotDotDash",
        ("wave", _) => "wave",
        _ if is_bold => "thick",
        _ => "single",
    }
}

/// Marks of emphasis (20.362): what they are, and whether they stand below.
fn emphasis(value: &str) -> &'static str {
    let mut words = value.split_whitespace();
    match (words.next(), words.next()) {
        (None | Some("none"), _) => "none",
        (Some("dot" | "disc"), Some("below")) => "underDot",
        (Some("circle"), _) => "circle",
        (Some("accent"), _) => "comma",
        _ => "dot",
    }
}

/// A colour holds before that of the window; what is all transparent is not seen.
fn read_color(properties: Element<'_>, look: &mut Look) {
    let named = properties.attribute(Ns::OdfFo, "color").and_then(color);
    let of_window = properties.attribute(Ns::OdfStyle, "use-window-font-color") == Some("true");
    let opacity = properties.attributes().find(|a| a.name == "opacity").and_then(|a| per_cent(a.value));
    match named {
        Some(_) if opacity.is_some_and(|opacity| opacity < 2) && !of_window => _ = look.insert("vanish", switch(true)),
        Some(color) if !of_window => _ = look.insert("color", Rc::from(color)),
        _ if of_window => _ = look.insert("color", Rc::from("auto")),
        _ => {}
    }
}

fn read_strike(properties: Element<'_>, look: &mut Look) {
    let attribute = |name| properties.attribute(Ns::OdfStyle, name);
    let (style, kind) = (attribute("text-line-through-style"), attribute("text-line-through-type"));
    if style.or(kind).or(attribute("text-line-through-text")).is_none() {
        return;
    }
    // LibreOffice says `none` of the style alone; others say the type alone.
    let is_on = !matches!(style, Some("none")) && !matches!((style, kind), (None, Some("none")));
    let is_double = is_on && kind == Some("double");
    look.insert("strike", switch(is_on && !is_double));
    look.insert("dstrike", switch(is_double));
}

fn is_bold(value: &str) -> bool {
    value == "bold" || value.parse::<u32>().is_ok_and(|weight| weight >= 600)
}

/// A size in half-points, or in per cent of what it stands in.
fn size(value: &str) -> Option<Rc<str>> {
    if let Some(per_cent) = per_cent(value) {
        return Some(Rc::from(format!("{per_cent}%")));
    }
    twips(value).filter(|twips| *twips > 0).map(|twips| Rc::from(((twips + 5) / 10).max(1).to_string()))
}

fn carried(name: &str) -> Option<Rc<str>> {
    (!name.is_empty() && name.len() <= LONGEST_FONT).then(|| Rc::from(name))
}

fn font(name: &str, fonts: &Fonts) -> Option<Rc<str>> {
    carried(fonts.get(name).map_or(name, String::as_str))
}

/// A look over the one it is based on.
pub(super) fn over(look: &Look, base: &Look) -> Look {
    let mut all = base.clone();
    for (name, value) in look {
        let value = match value.strip_suffix('%').and_then(|number| number.parse::<u32>().ok()) {
            Some(part) if name.starts_with("sz") => {
                let whole = base.get(name).and_then(|size| size.parse::<u32>().ok()).unwrap_or(24);
                Rc::from((whole.saturating_mul(part) / 100).max(1).to_string())
            }
            _ => value.clone(),
        };
        all.insert(name, value);
    }
    all
}

/// The properties of a run of one script, by their names: the markup of each.
pub(super) fn flat(look: &Look, script: Script) -> BTreeMap<&'static str, String> {
    let mut properties = BTreeMap::new();
    for (western, asian) in BY_SCRIPT {
        // Programs that know one script only write the first.
        let value = match script {
            Script::Western => look.get(western),
            Script::Asian => look.get(asian).or_else(|| look.get(western)),
        };
        if let Some(value) = value {
            properties.insert(western, format!("<w:{western} w:val=\"{value}\"/>"));
        }
    }
    for name in [
        "strike",
        "dstrike",
        "vanish",
        "caps",
        "smallCaps",
        "outline",
        "shadow",
        "emboss",
        "color",
        "w",
        "u",
        "em",
        "bdr",
    ] {
        if let Some(value) = look.get(name) {
            properties.insert(name, format!("<w:{name} w:val=\"{value}\"/>"));
        }
    }
    if let Some(value) = look.get("laid") {
        properties.insert("laid", format!("<w:eastAsianLayout w:combine=\"{value}\"/>"));
    }
    if let Some(value) = look.get("shd") {
        properties.insert("shd", format!("<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"{value}\"/>"));
    }
    if let Some(value) = look.get("position") {
        let size = |name| look.get(name).and_then(|size| size.parse::<i32>().ok());
        properties.insert("position", position(value, size("sz").unwrap_or(24)));
    }
    if look.contains_key("ascii") || look.contains_key("eastAsia") {
        let mut fonts = "<w:rFonts".to_owned();
        for (name, other) in [("ascii", "hAnsi"), ("eastAsia", "eastAsia")] {
            if let Some(font) = look.get(name) {
                let font = escape_attribute(font);
                let _ = write!(fonts, " w:{name}=\"{font}\"");
                if other != name {
                    let _ = write!(fonts, " w:{other}=\"{font}\"");
                }
            }
        }
        properties.insert("rFonts", fonts + "/>");
    }
    properties
}

/// `style:text-position` (20.400): how far raised, in per cent of the size, and how large.
fn position(value: &str, half_points: i32) -> String {
    let mut words = value.split_whitespace();
    let raised = words.next().unwrap_or_default();
    let (raised, is_named) = match raised {
        "super" => (33, true),
        "sub" => (-33, true),
        raised => (per_cent(raised).unwrap_or(0), false),
    };
    let part = words.next().and_then(per_cent).unwrap_or(if is_named { 58 } else { 100 });
    match (raised, part) {
        (0, _) => "<w:vertAlign w:val=\"baseline\"/><w:position w:val=\"0\"/>".to_owned(),
        (raised, 100..) => {
            let distance = raised.saturating_mul(half_points) / 100;
            format!("<w:vertAlign w:val=\"baseline\"/><w:position w:val=\"{distance}\"/>")
        }
        (raised, _) => {
            let name = if raised > 0 { "superscript" } else { "subscript" };
            format!("<w:vertAlign w:val=\"{name}\"/><w:position w:val=\"0\"/>")
        }
    }
}

/// What a run of that look has beside what its paragraph's style gives it, as the content of `w:rPr`.
pub(super) fn beside(look: &Look, base: &BTreeMap<&'static str, String>, script: Script) -> String {
    let own = flat(look, script);
    own.iter().filter(|(name, markup)| base.get(*name) != Some(markup)).map(|(_, markup)| markup.as_str()).collect()
}

/// Whether western and Asian letters look otherwise than by their fonts.
pub(super) fn differs_by_script(look: &Look) -> bool {
    BY_SCRIPT.iter().any(|(western, asian)| look.get(asian).is_some_and(|value| look.get(western) != Some(value)))
}
