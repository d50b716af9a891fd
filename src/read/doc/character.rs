//! How characters look ([MS-DOC] 2.6.1): modifications → properties → `w:rPr`.

use super::sprm::modifications;
use crate::ooxml::escape_attribute;
use crate::read::compound::{u16_at, u32_at};
use std::fmt::Write;

/// What is on or off, by its bit.
const BOLD: u16 = 1;
const ITALIC: u16 = 1 << 1;
const STRIKE: u16 = 1 << 2;
const DOUBLE_STRIKE: u16 = 1 << 3;
const SMALL_CAPITALS: u16 = 1 << 4;
const CAPITALS: u16 = 1 << 5;
const HIDDEN: u16 = 1 << 6;
const HIDDEN_ON_WEB: u16 = 1 << 7;
const OUTLINE: u16 = 1 << 8;
const SHADOW: u16 = 1 << 9;
const IMPRINT: u16 = 1 << 10;
const EMBOSS: u16 = 1 << 11;

const TOGGLES: [(u16, u16, &str); 12] = [
    (0x0835, BOLD, "b"),
    (0x0836, ITALIC, "i"),
    (0x0837, STRIKE, "strike"),
    (0x2A53, DOUBLE_STRIKE, "dstrike"),
    (0x083A, SMALL_CAPITALS, "smallCaps"),
    (0x083B, CAPITALS, "caps"),
    (0x083C, HIDDEN, "vanish"),
    (0x0811, HIDDEN_ON_WEB, "webHidden"),
    (0x0838, OUTLINE, "outline"),
    (0x0839, SHADOW, "shadow"),
    (0x0854, IMPRINT, "imprint"),
    (0x0858, EMBOSS, "emboss"),
];

/// Colours by number (Ico, 2.9.119).
const COLORS: [[u8; 3]; 17] = [
    [0, 0, 0],
    [0, 0, 0],
    [0, 0, 0xFF],
    [0, 0xFF, 0xFF],
    [0, 0xFF, 0],
    [0xFF, 0, 0xFF],
    [0xFF, 0, 0],
    [0xFF, 0xFF, 0],
    [0xFF, 0xFF, 0xFF],
    [0, 0, 0x80],
    [0, 0x80, 0x80],
    [0, 0x80, 0],
    [0x80, 0, 0x80],
    [0x80, 0, 0],
    [0x80, 0x80, 0],
    [0x80, 0x80, 0x80],
    [0xC0, 0xC0, 0xC0],
];

/// The names of the same colours as highlights, from 1 on (ECMA-376 part 1 §17.18.40).
const HIGHLIGHTS: [&str; 16] = [
    "black",
    "blue",
    "cyan",
    "green",
    "magenta",
    "red",
    "yellow",
    "white",
    "darkBlue",
    "darkCyan",
    "darkGreen",
    "darkMagenta",
    "darkRed",
    "darkYellow",
    "darkGray",
    "lightGray",
];

/// Kinds of underline (Kul, 2.9.128), as far as they differ in what is read.
fn underline(kind: u8) -> &'static str {
    match kind {
        0 => "none",
        2 => "words",
        3 => "double",
        4 => "dotted",
        6 => "thick",
        7 => "dash",
        9 => "dotDash",
        10 => "dotDotDash",
        11 => "wave",
        20 => "dottedHeavy",
        23 => "dashedHeavy",
        25 => "dashDotHeavy",
        26 => "dashDotDotHeavy",
        27 => "wavyHeavy",
        39 => "dashLong",
        55 => "dashLongHeavy",
        43 => "wavyDouble",
        _ => "single",
    }
}

/// Marks of emphasis (Kcd), a dot above and so on.
fn emphasis(kind: u8) -> Option<&'static str> {
    Some(match kind {
        1 => "dot",
        2 => "comma",
        3 => "circle",
        4 => "underDot",
        _ => return None,
    })
}

/// Who changed text, by number, and when (DTTM, 2.9.51).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Revision {
    pub is_made: bool,
    pub author: u16,
    pub time: u32,
}

/// How characters look and what they stand for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Character {
    toggles: u16,
    underline: u8,
    emphasis: u8,
    /// Half points.
    size: u16,
    /// Of its usual width, in per cent.
    width: u16,
    is_bordered: bool,
    /// Whether it lies in a line that stands (1), and is one of two lines set in one (2).
    laid: u8,
    /// Half points above the line.
    position: i16,
    /// 1 a superscript, 2 a subscript.
    script: u8,
    /// `None` where it is automatic.
    color: Option<[u8; 3]>,
    highlight: u8,
    ground: Option<[u8; 3]>,
    /// Fonts of Latin letters, of Chinese characters, of all others.
    fonts: [Option<u16>; 3],
    pub inserted: Revision,
    pub deleted: Revision,
    /// Whether control characters stand for something.
    pub is_special: bool,
    /// A font and a character of it.
    pub symbol: Option<(u16, u16)>,
    /// Where a picture is in the data stream.
    pub picture: Option<u32>,
}

impl Default for Character {
    fn default() -> Self {
        Character {
            toggles: 0,
            underline: 0,
            emphasis: 0,
            size: 20,
            width: 100,
            is_bordered: false,
            laid: 0,
            position: 0,
            script: 0,
            color: None,
            highlight: 0,
            ground: None,
            fonts: [None; 3],
            inserted: Revision::default(),
            deleted: Revision::default(),
            is_special: false,
            symbol: None,
            picture: None,
        }
    }
}

impl Character {
    /// Usual characters of these fonts.
    pub(super) fn with_fonts(fonts: [Option<u16>; 3]) -> Self {
        Character { fonts, ..Character::default() }
    }

    /// Whether it is hidden.
    pub(super) fn is_hidden(&self) -> bool {
        self.toggles & HIDDEN != 0
    }

    /// The style of characters a list names, the last of several.
    pub(super) fn style_named(list: &[u8]) -> Option<u16> {
        modifications(list).filter(|(code, _)| *code == 0x4A30).filter_map(|(_, operand)| u16_at(operand, 0)).last()
    }

    /// Modified by a list; `base` is what a style says, which toggles refer to.
    pub(super) fn modify(&mut self, list: &[u8], base: &Character) {
        for (code, operand) in modifications(list) {
            self.modify_one(code, operand, base);
        }
    }

    fn modify_one(&mut self, code: u16, operand: &[u8], base: &Character) {
        let byte = operand.first().copied().unwrap_or(0);
        let word = u16_at(operand, 0).unwrap_or(0);
        if let Some((_, bit, _)) = TOGGLES.iter().find(|(toggle, _, _)| *toggle == code) {
            let is_on = match byte {
                0 => false,
                1 => true,
                0x80 => base.toggles & bit != 0,
                0x81 => base.toggles & bit == 0,
                _ => return,
            };
            self.toggles = if is_on { self.toggles | bit } else { self.toggles & !bit };
            return;
        }
        match code {
            0x0800 => self.deleted.is_made = byte != 0,
            0x0801 => self.inserted.is_made = byte != 0,
            0x4804 => self.inserted.author = word,
            0x6805 => self.inserted.time = u32_at(operand, 0).unwrap_or(0),
            0x4863 => self.deleted.author = word,
            0x6864 => self.deleted.time = u32_at(operand, 0).unwrap_or(0),
            0x0855 => self.is_special = byte != 0,
            0x2A0C => self.highlight = byte,
            0x2A33 => {
                let (inserted, deleted) = (self.inserted, self.deleted);
                *self = Character { inserted, deleted, is_special: self.is_special, ..base.clone() };
            }
            0x2A34 => self.emphasis = byte,
            0x2A3E => self.underline = byte,
            0x2A42 => self.color = numbered_color(byte),
            0x2A48 => self.script = byte,
            0x4845 => self.position = word.cast_signed(),
            0x4852 => self.width = word,
            // Borders as Word 97 has them and with any colour: none, or a kind of line behind its width, or its colour and width.
            0x6865 => self.is_bordered = operand.get(1).is_some_and(|kind| !matches!(kind, 0 | 0xFF)),
            0xCA72 => self.is_bordered = operand.get(5).is_some_and(|kind| !matches!(kind, 0 | 0xFF)),
            0xCA78 => self.laid = byte & 3,
            0x4866 => self.ground = numbered_ground(word),
            0x4A43 => self.size = word,
            0x4A4F..=0x4A51 => {
                if let Some(font) = self.fonts.get_mut(usize::from(code - 0x4A4F)) {
                    *font = Some(word);
                }
            }
            0x6870 => self.color = color(operand),
            0x6A03 => self.picture = u32_at(operand, 0),
            0x6A09 => {
                // What stands for a symbol is special without saying so (2.6.1 sprmCSymbol).
                self.symbol = Some((word, u16_at(operand, 2).unwrap_or(0)));
                self.is_special = true;
            }
            0xCA71 => self.ground = ground(operand),
            _ => {}
        }
    }

    /// What is in `w:rPr` of what differs from the style; empty where nothing does.
    pub(super) fn markup(&self, style: &Character, fonts: &[String]) -> String {
        let mut out = String::new();
        self.write_fonts(style, fonts, &mut out);
        self.write_toggles(self.toggles ^ style.toggles, &mut out);
        self.write_others(style, &mut out);
        out
    }

    /// The same of what has a style of characters besides: `base` is what both styles come to. Toggles of two styles cancel each other
    /// out in Word files (ECMA-376 part 1 §17.7.3), so that each is said.
    pub(super) fn markup_over(&self, base: &Character, style: &Character, fonts: &[String]) -> String {
        let mut out = String::new();
        self.write_fonts(base, fonts, &mut out);
        self.write_toggles(self.toggles | base.toggles | style.toggles, &mut out);
        self.write_others(base, &mut out);
        out
    }

    fn write_toggles(&self, said: u16, out: &mut String) {
        for (_, bit, name) in TOGGLES.iter().filter(|(_, bit, _)| said & bit != 0) {
            let off = if self.toggles & bit != 0 { "" } else { " w:val=\"0\"" };
            let _ = write!(out, "<w:{name}{off}/>");
        }
    }

    fn write_others(&self, style: &Character, out: &mut String) {
        if self.color != style.color {
            let _ = write!(out, "<w:color w:val=\"{}\"/>", self.color.map_or_else(|| "auto".to_owned(), hex));
        }
        if self.position != style.position {
            let _ = write!(out, "<w:position w:val=\"{}\"/>", self.position);
        }
        if self.size != style.size {
            let _ = write!(out, "<w:sz w:val=\"{}\"/>", self.size);
        }
        if self.highlight != style.highlight {
            let name = usize::from(self.highlight).checked_sub(1).and_then(|index| HIGHLIGHTS.get(index));
            let _ = write!(out, "<w:highlight w:val=\"{}\"/>", name.unwrap_or(&"none"));
        }
        if self.underline != style.underline {
            let _ = write!(out, "<w:u w:val=\"{}\"/>", underline(self.underline));
        }
        if self.ground != style.ground {
            let _ = write!(out, "{}", shading(self.ground));
        }
        if self.script != style.script {
            let script = ["baseline", "superscript", "subscript"].get(usize::from(self.script)).copied();
            let _ = write!(out, "<w:vertAlign w:val=\"{}\"/>", script.unwrap_or("baseline"));
        }
        if self.width != style.width {
            let _ = write!(out, "<w:w w:val=\"{}\"/>", self.width);
        }
        if self.is_bordered != style.is_bordered {
            let _ = write!(out, "<w:bdr w:val=\"{}\"/>", if self.is_bordered { "single" } else { "none" });
        }
        if self.laid != style.laid {
            let switch = |bit: u8| u8::from(self.laid & bit != 0);
            let _ = write!(out, "<w:eastAsianLayout w:vert=\"{}\" w:combine=\"{}\"/>", switch(1), switch(2));
        }
        if let Some(kind) = emphasis(self.emphasis).filter(|_| self.emphasis != style.emphasis) {
            let _ = write!(out, "<w:em w:val=\"{kind}\"/>");
        }
    }

    fn write_fonts(&self, style: &Character, names: &[String], out: &mut String) {
        if self.fonts == style.fonts {
            return;
        }
        out.push_str("<w:rFonts");
        for (font, script) in self.fonts.iter().zip(["ascii", "eastAsia", "hAnsi"]) {
            if let Some(name) = font.and_then(|font| names.get(usize::from(font))) {
                let _ = write!(out, " w:{script}=\"{}\"", escape_attribute(name));
            }
        }
        out.push_str("/>");
    }
}

/// `w:shd` of a ground.
pub(super) fn shading(ground: Option<[u8; 3]>) -> String {
    format!("<w:shd w:val=\"clear\" w:fill=\"{}\"/>", ground.map_or_else(|| "auto".to_owned(), hex))
}

fn hex([red, green, blue]: [u8; 3]) -> String {
    format!("{red:02X}{green:02X}{blue:02X}")
}

fn numbered_color(number: u8) -> Option<[u8; 3]> {
    COLORS.get(usize::from(number)).copied().filter(|_| number > 0)
}

/// COLORREF (2.9.43): automatic where its last byte is 0xFF.
fn color(bytes: &[u8]) -> Option<[u8; 3]> {
    match bytes {
        [red, green, blue, 0, ..] => Some([*red, *green, *blue]),
        _ => None,
    }
}

/// Shd (2.9.249): a pattern of two colours; solid patterns show the first, all others are near the second.
pub(super) fn ground(bytes: &[u8]) -> Option<[u8; 3]> {
    match u16_at(bytes, 8)? {
        1 => color(bytes),
        0xFFFF => None,
        _ => color(bytes.get(4..)?),
    }
}

/// Shd80 (2.9.250): the same by numbers.
pub(super) fn numbered_ground(word: u16) -> Option<[u8; 3]> {
    match word >> 10 {
        1 => numbered_color((word & 0x1F) as u8),
        0x3F => None,
        _ => numbered_color((word >> 5 & 0x1F) as u8),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn width_and_ornaments_are_kept() {
        let markup = |list: &[u8]| {
            let mut character = Character::default();
            character.modify(list, &Character::default());
            character.markup(&Character::default(), &[])
        };
        assert_eq!(markup(&[0x52, 0x48, 1, 0]), "<w:w w:val=\"1\"/>");
        assert_eq!(markup(&[0x65, 0x68, 4, 1, 0, 0]), "<w:bdr w:val=\"single\"/>");
        assert_eq!(markup(&[0x72, 0xCA, 8, 0, 0, 0, 0xFF, 4, 1, 0, 0]), "<w:bdr w:val=\"single\"/>");
        assert_eq!(markup(&[0x72, 0xCA, 8, 0, 0, 0, 0xFF, 0, 0, 0, 0]), "");
        assert_eq!(markup(&[0x78, 0xCA, 6, 2, 0, 0, 0, 0, 0]), "<w:eastAsianLayout w:vert=\"0\" w:combine=\"1\"/>");
        assert_eq!(markup(&[0x3E, 0x2A, 55, 0x58, 0x08, 1]), "<w:emboss/><w:u w:val=\"dashLongHeavy\"/>");
    }

    #[test]
    fn what_stands_for_a_symbol_is_special_without_saying_so() {
        let mut character = Character::default();
        character.modify(&[0x09, 0x6A, 1, 0, 0xD6, 0xF0], &Character::default());
        assert_eq!((character.symbol, character.is_special), (Some((1, 0xF0D6)), true));
    }
}
