//! The tables before the text: fonts, colours, styles, authors of changes (specification 1.9.1, “Contents of an RTF File”).

use super::charset::Charset;
use super::look::{DEFAULT_SIZE, Look};
use super::paragraph::Paragraph;
use crate::ooxml::escape_attribute;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Names are no longer: each run has its own copy.
pub(super) const LONGEST_NAME: usize = 255;
/// Names of fonts have 32 characters.
const LONGEST_FONT_NAME: usize = 64;

/// A name as an attribute of many runs: the beginning of one that is too long.
pub(super) fn name_as_attribute(name: &str, longest: usize) -> String {
    let name: String = name.trim().chars().take(longest).collect();
    escape_attribute(&name).into_owned()
}

#[derive(Debug)]
struct Font {
    /// As the value of an attribute.
    name: String,
    charset: Charset,
}

#[derive(Debug)]
struct Style {
    name: String,
    look: Look,
    outline: Option<u8>,
}

/// What runs and paragraphs refer to by number.
#[derive(Debug, Default)]
pub(super) struct Tables {
    fonts: BTreeMap<i32, Font>,
    pub default_font: Option<i32>,
    /// `None` is automatic.
    colors: Vec<Option<[u8; 3]>>,
    color: Option<[u8; 3]>,
    styles: BTreeMap<i32, Style>,
    /// Names as values of attributes.
    authors: Vec<String>,
    /// The text of an entry before its semicolon.
    text: String,
    /// The style an entry is of; `None` for one of characters or tables.
    entry: Option<i32>,
}

impl Tables {
    /// Names a font before its text says what it is called.
    pub(super) fn begin_font(&mut self, number: i32) {
        self.text.clear();
        self.fonts.insert(number, Font { name: String::new(), charset: Charset::Default });
    }

    pub(super) fn set_charset(&mut self, font: Option<i32>, charset: Charset) {
        if let Some(font) = font.and_then(|font| self.fonts.get_mut(&font)) {
            font.charset = charset;
        }
    }

    /// The character set of a font, or of the default one.
    pub(super) fn charset(&self, font: Option<i32>) -> Charset {
        let font = font.or(self.default_font).and_then(|font| self.fonts.get(&font));
        font.map_or(Charset::Default, |font| font.charset)
    }

    pub(super) fn font_text(&mut self, font: Option<i32>, text: &str) {
        for c in text.chars() {
            if c != ';' {
                self.text.push(c);
                continue;
            }
            let name = name_as_attribute(self.text.trim().trim_start_matches('@'), LONGEST_FONT_NAME);
            self.text.clear();
            if let Some(font) = font.and_then(|font| self.fonts.get_mut(&font)).filter(|font| font.name.is_empty()) {
                font.name = name;
            }
        }
    }

    /// The name of a font, or of the default one, as the value of an attribute.
    pub(super) fn font_name(&self, font: Option<i32>) -> Option<&str> {
        let font = self.fonts.get(&font.or(self.default_font)?)?;
        (!font.name.is_empty()).then_some(&font.name)
    }

    pub(super) fn set_color(&mut self, part: &str, value: i32) {
        let value = u8::try_from(value.clamp(0, 255)).unwrap_or_default();
        let [red, green, blue] = self.color.get_or_insert([0; 3]);
        match part {
            "red" => *red = value,
            "green" => *green = value,
            _ => *blue = value,
        }
    }

    pub(super) fn color_text(&mut self, text: &str) {
        for _ in text.matches(';') {
            self.colors.push(self.color.take());
        }
    }

    /// A colour by its number; `None` where it is automatic, or there is none.
    pub(super) fn color(&self, number: i32) -> Option<[u8; 3]> {
        usize::try_from(number).ok().and_then(|number| self.colors.get(number).copied().flatten())
    }

    /// A colour behind text: 0 is none, whatever the table has there.
    pub(super) fn ground_color(&self, number: i32) -> Option<[u8; 3]> {
        self.color(number).filter(|_| number > 0)
    }

    /// Begins an entry of the style sheet.
    pub(super) fn begin_style(&mut self, number: Option<i32>) {
        self.entry = number;
        self.text.clear();
    }

    pub(super) fn style_text(&mut self, text: &str, look: Look, paragraph: &Paragraph) {
        for c in text.chars() {
            if c != ';' {
                self.text.push(c);
                continue;
            }
            let name = name_as_attribute(&self.text, LONGEST_NAME);
            self.text.clear();
            if let Some(number) = self.entry.take().filter(|_| !name.is_empty()) {
                self.styles.entry(number).or_insert(Style { name, look, outline: paragraph.outline });
            }
        }
    }

    pub(super) fn has_style(&self, number: i32) -> bool {
        self.styles.contains_key(&number)
    }

    /// How runs of a style look where nothing else is said.
    pub(super) fn style_look(&self, number: i32) -> Look {
        self.styles.get(&number).map_or_else(Look::default, |style| style.look)
    }

    pub(super) fn author_text(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                ';' => {
                    let name = std::mem::take(&mut self.text);
                    self.authors.push(name_as_attribute(&name, LONGEST_NAME));
                }
                c => self.text.push(c),
            }
        }
    }

    /// Who made a change, as the value of an attribute.
    pub(super) fn author(&self, number: i32) -> &str {
        usize::try_from(number).ok().and_then(|number| self.authors.get(number)).map_or("", String::as_str)
    }

    /// What is in `w:styles` (ECMA-376 §17.7). What styles do is written out where they are used: they need say no more of
    /// paragraphs than what they are.
    pub(super) fn styles_markup(&self) -> String {
        let mut markup = "<w:docDefaults><w:rPrDefault><w:rPr>".to_owned();
        if let Some(name) = self.font_name(None) {
            let _ = write!(markup, "<w:rFonts w:ascii=\"{name}\" w:hAnsi=\"{name}\" w:eastAsia=\"{name}\"/>");
        }
        let _ = write!(markup, "<w:sz w:val=\"{DEFAULT_SIZE}\"/></w:rPr></w:rPrDefault></w:docDefaults>");
        for (number, style) in &self.styles {
            let default = if *number == 0 { " w:default=\"1\"" } else { "" };
            let outline = style.outline.map(|level| format!("<w:pPr><w:outlineLvl w:val=\"{level}\"/></w:pPr>"));
            let run = style.look.markup(&Look::default(), self);
            let _ = write!(
                markup,
                "<w:style w:type=\"paragraph\" w:styleId=\"s{number}\"{default}><w:name w:val=\"{}\"/>{}<w:rPr>{run}</w:rPr></w:style>",
                style.name,
                outline.unwrap_or_default()
            );
        }
        markup
    }
}
