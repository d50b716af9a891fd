//! Fields (ECMA-376 §17.16): what their instructions ask for.

use super::revision::TrackedChanges;
use crate::document::Change;
use crate::ooxml::{Element, Ns};
use std::collections::BTreeSet;

/// What matters about a field here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum FieldKind {
    /// Its stored result is the text.
    Result,
    /// A link to that target.
    Link(String),
    /// A generated table of contents.
    Contents,
}

/// A complex field that is open (§17.16.18).
#[derive(Debug)]
pub(super) struct OpenField {
    /// Its instruction as far as read.
    pub instruction: String,
    /// Whether the file says that its result is out of date.
    pub dirty: bool,
    /// Once its result has begun: what it is.
    pub result: Option<FieldKind>,
}

/// The words of an instruction; quoted ones without their quotes.
fn words(instruction: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut characters = instruction.chars().peekable();
    while let Some(c) = characters.next() {
        if c.is_whitespace() {
            continue;
        }
        let mut word = String::new();
        if c == '"' {
            while let Some(c) = characters.next() {
                match c {
                    '"' => break,
                    '\\' => word.extend(characters.next()),
                    c => word.push(c),
                }
            }
        } else {
            word.push(c);
            while let Some(c) = characters.next_if(|c| !c.is_whitespace()) {
                word.push(c);
            }
        }
        words.push(word);
    }
    words
}

/// What a field with that instruction is.
pub(super) fn kind_of(instruction: &str) -> FieldKind {
    let words = words(instruction);
    let mut words = words.iter();
    match words.next().map(|w| w.to_ascii_uppercase()).as_deref() {
        Some("TOC") => FieldKind::Contents,
        Some("HYPERLINK") => {
            let (mut address, mut anchor) = (None, None);
            while let Some(word) = words.next() {
                match word.as_str() {
                    "\\l" => anchor = words.next(),
                    "\\o" | "\\t" => drop(words.next()),
                    switch if switch.starts_with('\\') => {}
                    _ => address = address.or(Some(word)),
                }
            }
            match (address, anchor) {
                (Some(address), Some(anchor)) => FieldKind::Link(format!("{address}#{anchor}")),
                (Some(address), None) => FieldKind::Link(address.clone()),
                (None, Some(anchor)) => FieldKind::Link(format!("#{anchor}")),
                (None, None) => FieldKind::Result,
            }
        }
        // References to a bookmark (§17.16.5.54, .50, .44); their results say what stands there, on what page.
        Some("REF" | "PAGEREF" | "NOTEREF") => match words.find(|word| !word.starts_with('\\')) {
            Some(name) => FieldKind::Link(format!("#{name}")),
            None => FieldKind::Result,
        },
        _ => FieldKind::Result,
    }
}

/// The entry chosen in a drop-down form field (§17.16.9): the result, else the default, else the first.
pub(super) fn chosen_entry(list: Element<'_>) -> Option<&str> {
    let number = |name| list.child(Ns::W, name)?.attribute(Ns::W, "val")?.trim().parse::<usize>().ok();
    let chosen = number("result").or_else(|| number("default")).unwrap_or(0);
    let mut entries = list.children().filter(|e| e.is(Ns::W, "listEntry"));
    entries.nth(chosen)?.attribute(Ns::W, "val")
}

/// Whether a field without stored result still shows something: formulas, enclosed characters, symbols.
pub(super) fn shows_without_result(instruction: &str) -> bool {
    let first = instruction.split_whitespace().next().unwrap_or_default().to_ascii_uppercase();
    first.starts_with('=') || matches!(first.as_str(), "EQ" | "SYMBOL")
}

/// The ordinals of the field beginnings in a story that also end there. The others are ignored: taking them seriously
/// would swallow all that follows.
pub(super) fn closed_fields(story: Element<'_>, changes: TrackedChanges) -> BTreeSet<u32> {
    let mut open = Vec::new();
    let mut closed = BTreeSet::new();
    story.walk(|element| {
        if element.ns() != Ns::W {
            return true;
        }
        match element.name() {
            "fldChar" => {
                match element.attribute(Ns::W, "fldCharType") {
                    Some("begin") => open.push(element.ordinal()),
                    Some("end") => closed.extend(open.pop()),
                    _ => {}
                }
                false
            }
            // Other stories, and what is not read.
            "txbxContent" | "rPr" | "pPr" | "tcPr" | "t" => false,
            "ins" | "moveTo" => changes.reads(Change::Inserted),
            "del" | "moveFrom" => changes.reads(Change::Deleted),
            _ => true,
        }
    });
    closed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instructions_say_what_a_field_is() {
        let link = |target: &str| FieldKind::Link(target.to_owned());
        assert_eq!(kind_of(r#" HYPERLINK "http://a.cn/b c" \o "tip" "#), link("http://a.cn/b c"));
        assert_eq!(kind_of(r#"HYPERLINK \l "_Toc1""#), link("#_Toc1"));
        assert_eq!(kind_of(r#"HYPERLINK "C:\\a.doc" \l x"#), link("C:\\a.doc#x"));
        assert_eq!(kind_of(r#" TOC \o "1-3" \h"#), FieldKind::Contents);
        assert_eq!(kind_of(" REF _Ref12 \\h "), link("#_Ref12"));
        assert_eq!(kind_of("PAGEREF a"), link("#a"));
        assert_eq!(kind_of("REF"), FieldKind::Result);
        assert_eq!(kind_of("PAGE"), FieldKind::Result);
        assert_eq!(kind_of(""), FieldKind::Result);
        assert!(shows_without_result(" =SUM(ABOVE)") && !shows_without_result("PAGE"));
    }
}
