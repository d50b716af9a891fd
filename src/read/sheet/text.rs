//! Strings of SpreadsheetML.

use super::look::{Palette, RichText};
use super::style::font_look;
use crate::ooxml::{Element, Ns};

/// The first child of that local name. Namespaces are not asked for: sheets without or with a mistaken one are read by
/// spreadsheet programs too, and extensions stand in an `extLst` of their own.
pub(super) fn child<'x>(element: Element<'x>, name: &str) -> Option<Element<'x>> {
    element.children().find(|child| child.name() == name)
}

/// The text of an `si` or `is` element: its `t`, or those of its runs joined; phonetic guides (`rPh`) are no text
/// (ECMA-376 §18.4.8, §18.4.12).
pub(super) fn string_item_text(item: Element<'_>, palette: &Palette) -> RichText {
    let mut text = RichText::default();
    for part in item.children() {
        match part.name() {
            "t" => text.push(&t_text(part), None),
            "r" => {
                let font = child(part, "rPr").map(|font| font_look(font, palette));
                part.children().filter(|c| c.name() == "t").for_each(|t| text.push(&t_text(t), font));
            }
            _ => {}
        }
    }
    text
}

/// White space at the ends counts only where the file says so (`xml:space`), as in every spreadsheet program.
fn t_text(t: Element<'_>) -> String {
    let text = t.text();
    match t.attribute(Ns::Xml, "space") {
        Some("preserve") => unescaped(&text),
        _ => unescaped(text.trim_matches([' ', '\t', '\r', '\n'])),
    }
}

/// The characters that `_xHHHH_` stand for (ECMA-376 §22.9.2.19, ST_Xstring), UTF-16 units; line ends as `\n`.
pub(super) fn unescaped(text: &str) -> String {
    let mut units: Vec<u16> = Vec::new();
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        match escape(rest) {
            Some(unit) => {
                units.push(unit);
                rest = rest.get(ESCAPE_LENGTH..).unwrap_or_default();
            }
            None => {
                flush(&mut units, &mut plain);
                plain.push(c);
                rest = rest.get(c.len_utf8()..).unwrap_or_default();
            }
        }
    }
    flush(&mut units, &mut plain);
    plain.replace("\r\n", "\n").replace('\r', "\n")
}

const ESCAPE_LENGTH: usize = "_xHHHH_".len();

fn escape(text: &str) -> Option<u16> {
    let digits = text.strip_prefix("_x")?.get(..4)?;
    let closed = text.get(ESCAPE_LENGTH - 1..ESCAPE_LENGTH)? == "_";
    (closed && digits.bytes().all(|b| b.is_ascii_hexdigit())).then(|| u16::from_str_radix(digits, 16).ok())?
}

fn flush(units: &mut Vec<u16>, plain: &mut String) {
    if !units.is_empty() {
        plain.extend(char::decode_utf16(units.drain(..)).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_undone_and_look_alikes_are_not() {
        assert_eq!(unescaped("a_x0041_b"), "aAb");
        assert_eq!(unescaped("_x005F_x0041_"), "_x0041_");
        assert_eq!(unescaped("_xD840__xDC00_"), "𠀀");
        assert_eq!(unescaped("_x004G_ _x41_ _x0041 _x字字_"), "_x004G_ _x41_ _x0041 _x字字_");
        assert_eq!(unescaped("一_x000D_\n二\r三"), "一\n二\n三");
    }
}
