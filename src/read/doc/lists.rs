//! Automatic numbers ([MS-DOC] 2.9.131 LSTF, 2.9.150 LVL, 2.9.132 LFO) → what is in `w:numbering`.

use super::character::Character;
use super::fib::utf16;
use crate::ooxml::escape_attribute;
use crate::read::compound::{u16_at, u32_at};
use std::collections::BTreeMap;
use std::fmt::Write;

/// Bytes of the head of a list, of a list put to use, of the head of a level.
const LIST_HEAD: usize = 28;
const USE_HEAD: usize = 16;
const LEVEL_HEAD: usize = 28;

/// One level of a list.
#[derive(Debug)]
struct Level {
    start: u32,
    format: u8,
    flags: u8,
    follow: u8,
    /// The level after which it is counted anew, one more than its number.
    restart: u8,
    text: String,
    /// How the number looks: signs are letters of fonts of their own.
    look: Character,
}

/// What is in `w:numbering`: lists, and where they are put to use, by the numbers paragraphs have. Levels stand in the table stream
/// behind the structure the heads of lists are in.
pub(super) fn markup(lists: &[u8], uses: &[u8], levels: &[u8], fonts: &[String]) -> String {
    let mut out = String::new();
    let mut numbers = BTreeMap::new();
    let mut at = 0;
    for index in 0..usize::from(u16_at(lists, 0).unwrap_or(0)) {
        let Some(head) = lists.get(2 + LIST_HEAD * index..2 + LIST_HEAD * (index + 1)) else { break };
        let is_simple = head.get(26).is_some_and(|flags| flags & 1 == 1);
        let _ = write!(out, "<w:abstractNum w:abstractNumId=\"{index}\">");
        for number in 0..if is_simple { 1 } else { 9 } {
            let Some((level, next)) = level(levels, at) else { break };
            write_level(&level, number, fonts, &mut out);
            at = next;
        }
        out.push_str("</w:abstractNum>");
        numbers.insert(u32_at(head, 0).unwrap_or(0), index);
    }
    write_uses(uses, &numbers, fonts, &mut out);
    out
}

/// The lists put to use, with the levels each changes (PlfLfo, 2.9.196).
fn write_uses(uses: &[u8], numbers: &BTreeMap<u32, usize>, fonts: &[String], out: &mut String) {
    let count = u32_at(uses, 0).unwrap_or(0) as usize;
    let heads: Vec<&[u8]> = (0..count).map_while(|i| uses.get(4 + USE_HEAD * i..4 + USE_HEAD * (i + 1))).collect();
    let mut at = 4 + USE_HEAD * heads.len();
    for (index, head) in heads.into_iter().enumerate() {
        let list = u32_at(head, 0).and_then(|id| numbers.get(&id));
        let number = index + 1;
        let _ = write!(out, "<w:num w:numId=\"{number}\">");
        if let Some(list) = list {
            let _ = write!(out, "<w:abstractNumId w:val=\"{list}\"/>");
        }
        at += 4;
        for _ in 0..head.get(12).copied().unwrap_or(0) {
            let (Some(start), Some(flags)) = (u32_at(uses, at), u32_at(uses, at + 4)) else { break };
            at += 8;
            let level_number = flags & 0xF;
            let _ = write!(out, "<w:lvlOverride w:ilvl=\"{level_number}\">");
            if flags & 0x10 != 0 && flags & 0x20 == 0 {
                let _ = write!(out, "<w:startOverride w:val=\"{start}\"/>");
            }
            if flags & 0x20 != 0
                && let Some((level, next)) = level(uses, at)
            {
                let _ = write!(out, "<w:startOverride w:val=\"{}\"/>", level.start);
                write_level(&level, level_number as usize, fonts, out);
                at = next;
            }
            out.push_str("</w:lvlOverride>");
        }
        out.push_str("</w:num>");
    }
}

/// A level, and where what follows it begins.
fn level(bytes: &[u8], at: usize) -> Option<(Level, usize)> {
    let head = bytes.get(at..at.checked_add(LEVEL_HEAD)?)?;
    let byte = |index: usize| head.get(index).copied().unwrap_or(0);
    // Modifications of paragraphs, then of the number's characters, then its text.
    let look_at = at + LEVEL_HEAD + usize::from(byte(25));
    let text_at = look_at + usize::from(byte(24));
    let mut look = Character::default();
    look.modify(bytes.get(look_at..text_at)?, &Character::default());
    let length = usize::from(u16_at(bytes, text_at)?) * 2;
    let text = utf16(bytes.get(text_at + 2..text_at + 2 + length)?);
    let level = Level {
        start: u32_at(head, 0)?,
        format: byte(4),
        flags: byte(5),
        follow: byte(15),
        restart: byte(26),
        text,
        look,
    };
    Some((level, text_at + 2 + length))
}

fn write_level(level: &Level, number: usize, fonts: &[String], out: &mut String) {
    // Below 9 a character stands for the number of that level.
    let placed = |c: char| match u32::from(c) {
        number @ 0..9 => format!("%{}", number + 1),
        _ => c.to_string(),
    };
    let text: String = level.text.chars().map(placed).collect();
    let _ = write!(
        out,
        "<w:lvl w:ilvl=\"{number}\"><w:start w:val=\"{}\"/><w:numFmt w:val=\"{}\"/>",
        level.start.min(0x7FFF),
        format_name(level.format)
    );
    if level.flags & 8 != 0 {
        let _ = write!(out, "<w:lvlRestart w:val=\"{}\"/>", level.restart);
    }
    if level.flags & 4 != 0 {
        out.push_str("<w:isLgl/>");
    }
    let follow = ["tab", "space", "nothing"].get(usize::from(level.follow)).copied().unwrap_or("tab");
    let look = level.look.markup(&Character::default(), fonts);
    let text = escape_attribute(&text);
    let _ = write!(out, "<w:suff w:val=\"{follow}\"/><w:lvlText w:val=\"{text}\"/><w:rPr>{look}</w:rPr></w:lvl>");
}

/// The names of formats of numbers (MSONFC, [MS-OSHARED] 2.2.1.3; ECMA-376 part 1 §17.18.59).
fn format_name(number: u8) -> &'static str {
    match number {
        0 => "decimal",
        1 => "upperRoman",
        2 => "lowerRoman",
        3 => "upperLetter",
        4 => "lowerLetter",
        5 => "ordinal",
        10 => "ideographDigital",
        11 => "japaneseCounting",
        14 | 19 => "decimalFullWidth",
        16 => "japaneseLegal",
        17 => "japaneseDigitalTenThousand",
        18 => "decimalEnclosedCircle",
        22 => "decimalZero",
        23 => "bullet",
        26 => "decimalEnclosedFullstop",
        27 => "decimalEnclosedParen",
        28 => "decimalEnclosedCircleChinese",
        29 => "ideographEnclosedCircle",
        30 => "ideographTraditional",
        31 => "ideographZodiac",
        33 => "taiwaneseCounting",
        34 => "ideographLegalTraditional",
        35 => "taiwaneseCountingThousand",
        36 => "taiwaneseDigital",
        37 => "chineseCounting",
        38 => "chineseLegalSimplified",
        39 => "chineseCountingThousand",
        255 => "none",
        // The reader of Word documents counts it in digits and says so.
        _ => "unknown",
    }
}
