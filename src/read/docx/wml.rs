//! What is asked of any element of WordprocessingML: its value, its measures, all text in it, the branch of it that is read.

use crate::ooxml::{Element, Ns};
use crate::whole::Whole;

/// The value of a child's `w:val`.
pub(super) fn value<'x>(parent: Element<'x>, name: &str) -> Option<&'x str> {
    parent.child(Ns::W, name)?.attribute(Ns::W, "val")
}

/// Whether an on/off element (ST_OnOff, §22.9.2.7) is on; absent value means on.
pub(super) fn is_on(element: Element<'_>) -> bool {
    !matches!(element.attribute(Ns::W, "val"), Some("0" | "false" | "off"))
}

/// A measure (§22.9.2.14 and .15): twentieths of a point, or a number with its unit as strict files have it.
pub(super) fn twips(value: &str) -> Option<i32> {
    let value = value.trim();
    let unit_at = value.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(value.len());
    let (number, unit) = value.split_at(unit_at);
    let factor = match unit {
        "" => return number.parse().ok(),
        "pt" => 20.0,
        "in" => 1440.0,
        "cm" => 1440.0 / 2.54,
        "mm" => 144.0 / 2.54,
        "pc" | "pi" => 240.0,
        _ => return None,
    };
    let twips = number.trim().parse::<f64>().ok()? * factor;
    (twips.abs() < 1e9).then_some(i32::whole(twips.round()))
}

/// A text for quoting: on one line, and whole, since what is not read is nowhere else.
pub(super) fn quote(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// All text below an element, deleted text included, fields' instructions left out.
pub(super) fn raw_text(element: Element<'_>) -> String {
    let mut text = String::new();
    element.walk(|e| {
        match (e.ns(), e.name()) {
            (Ns::W, "t" | "delText") | (Ns::Drawing | Ns::Math, "t") => text.push_str(&e.text()),
            (Ns::W, "tab") => text.push(' '),
            (Ns::W, "p") | (Ns::Drawing, "p") if !text.is_empty() => text.push(' '),
            (Ns::Compatibility, "Fallback") => return false,
            _ => {}
        }
        true
    });
    text
}

/// The branch of alternate content that is read: the first whose extensions are understood, else the fallback (part 3 §7.6).
pub(super) fn understood_branch(alternatives: Element<'_>) -> Option<Element<'_>> {
    const UNDERSTOOD: [&str; 14] =
        ["wps", "wpg", "wpc", "wpi", "wp14", "w14", "w15", "w16", "w16se", "w16cid", "w16cex", "a14", "v", "o"];
    let understood = |choice: &Element<'_>| {
        let requires = choice.attribute(Ns::None, "Requires").unwrap_or_default();
        requires.split_whitespace().all(|prefix| UNDERSTOOD.contains(&prefix))
    };
    let mut choices = alternatives.children().filter(|c| c.is(Ns::Compatibility, "Choice"));
    choices.find(understood).or_else(|| alternatives.child(Ns::Compatibility, "Fallback"))
}

/// The name of a bookmark that links may lead to; that of the last edit is no such place.
pub(super) fn anchor_name(bookmark: Element<'_>) -> Option<String> {
    bookmark.attribute(Ns::W, "name").filter(|name| !name.is_empty() && *name != "_GoBack").map(str::to_owned)
}
