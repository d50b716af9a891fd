//! Fields (ECMA-376 §17.16): what their instructions ask for.

use super::eq::Sign;
use crate::document::{Change, Content, Inline};
use crate::ooxml::{Element, Ns};
use crate::read::docx::revision::TrackedChanges;
use crate::read::symbol::{is_symbol_font, symbol_to_unicode};
use std::collections::BTreeSet;

/// What matters about a field here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum FieldKind {
    /// Its stored result is the text.
    Result,
    /// A link to that target.
    Link(String),
    /// A generated table of contents.
    Contents,
}

/// A field that is open (§17.16.18).
#[derive(Debug, Default)]
pub(crate) struct OpenField {
    /// Its instruction as far as read.
    pub instruction: String,
    /// The same as it is set, for fields that may show it.
    pub signs: Vec<Sign>,
    /// Whether the file says that its result is out of date.
    pub dirty: bool,
    /// Once its result has begun: what it is.
    pub result: Option<FieldKind>,
    /// Whether it is one element with nothing in it.
    pub empty: bool,
    /// Whether it began a link.
    pub linked: bool,
    /// Whether its result has shown anything.
    pub says: bool,
    /// What a form field shows by itself.
    pub form: Option<String>,
    /// What the result of a merge field (§17.16.5.35) says so far: its name in brackets where nothing was merged.
    pub merged: Option<String>,
}

impl OpenField {
    /// Its name, in capitals.
    pub(crate) fn name(&self) -> String {
        name_of(&self.instruction)
    }

    /// Whether a result is stored, be it empty.
    pub(crate) fn has_result(&self) -> bool {
        self.result.is_some() && !self.empty
    }

    /// Whether a result that is stored is not shown: that of a value asked for or set, of an index entry.
    pub(crate) fn hides_result(&self) -> bool {
        self.result.as_ref().is_some_and(|kind| *kind != FieldKind::Contents)
            && SHOW_NOTHING.contains(&self.name().as_str())
    }

    /// Whether it misses a result where none is stored: others do something, or mark a place.
    pub(crate) fn wants_result(&self) -> bool {
        let name = self.name();
        let hidden = name == "SEQ" && words(&self.instruction).iter().any(|word| word == "\\h");
        !name.is_empty() && !hidden && !SHOW_NOTHING.contains(&name.as_str())
    }
}

/// Fields that show nothing where they stand.
const SHOW_NOTHING: [&str; 14] =
    ["ADVANCE", "ASK", "DATA", "NEXT", "NEXTIF", "PRINT", "PRIVATE", "RD", "SET", "SKIPIF", "TA", "TC", "TOC", "XE"];

/// Fields that show what their instruction says.
const SHOW_THEMSELVES: [&str; 4] = ["EQ", "GOTOBUTTON", "MACROBUTTON", "QUOTE"];

/// The name an instruction begins with, in capitals; `=` for one that calculates.
fn name_of(instruction: &str) -> String {
    let instruction = instruction.trim_start();
    if instruction.starts_with('=') {
        return "=".to_owned();
    }
    instruction.chars().take_while(char::is_ascii_alphabetic).collect::<String>().to_ascii_uppercase()
}

/// Whether an instruction that begins so may be one of a field that shows it.
pub(crate) fn shows_itself(instruction: &str) -> bool {
    let name = name_of(instruction);
    SHOW_THEMSELVES.iter().any(|known| known.starts_with(&name))
}

/// What stands in an instruction after so many words, the quotation marks around it and switches left out.
pub(crate) fn argument(signs: &[Sign], words: usize) -> Vec<Inline> {
    let blank = |sign: &Sign| sign.character().is_some_and(char::is_whitespace);
    let mut signs = signs.iter().skip_while(|sign| blank(sign)).peekable();
    for _ in 0..words {
        while signs.next_if(|sign| !blank(sign)).is_some() {}
        while signs.next_if(|sign| blank(sign)).is_some() {}
    }
    let mut shown = Vec::new();
    let mut quoted = false;
    while let Some(sign) = signs.next() {
        match sign.character() {
            Some('"') => quoted = !quoted,
            Some('\\') => match signs.next_if(|next| quoted || matches!(next.character(), Some('"' | '\\'))) {
                Some(escaped) => shown.push(escaped.clone()),
                // A switch and its value.
                None => {
                    while signs.next_if(|sign| !blank(sign)).is_some() {}
                    while signs.next_if(|sign| blank(sign)).is_some() {}
                    while signs.next_if(|sign| !blank(sign)).is_some() {}
                }
            },
            _ => shown.push(sign.clone()),
        }
    }
    while shown.last().is_some_and(blank) {
        shown.pop();
    }
    Content::new(shown.into_iter().map(Sign::into_inline).collect()).into_inlines()
}

/// The character a SYMBOL field (§17.16.5.61) shows; `None` where that is not known.
pub(crate) fn symbol(instruction: &str) -> Option<char> {
    let words = words(instruction);
    let mut words = words.iter().skip(1);
    let (mut code, mut font, mut unicode, mut japanese) = (None, None, false, false);
    while let Some(word) = words.next() {
        match word.to_ascii_lowercase().as_str() {
            "\\f" => font = words.next(),
            "\\s" | "\\*" => drop(words.next()),
            "\\u" => unicode = true,
            "\\j" => japanese = true,
            switch if switch.starts_with('\\') => {}
            number => {
                let hexadecimal = number.strip_prefix("0x").map(|digits| u32::from_str_radix(digits, 16).ok());
                code = code.or(hexadecimal.unwrap_or_else(|| number.parse::<u32>().ok()));
            }
        }
    }
    let code = code?;
    if let Some(font) = font.filter(|font| is_symbol_font(font)) {
        return symbol_to_unicode(font, code);
    }
    let shown = match u8::try_from(code) {
        Ok(byte) if !unicode && !japanese => encoding_rs::WINDOWS_1252.decode(&[byte]).0.chars().next(),
        Ok(byte) if byte.is_ascii() => Some(char::from(byte)),
        _ if unicode => char::from_u32(code),
        _ => None,
    };
    shown.filter(|c| !c.is_control() && !matches!(c, '\u{E000}'..='\u{F8FF}'))
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
pub(crate) fn kind_of(instruction: &str) -> FieldKind {
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
pub(crate) fn chosen_entry(list: Element<'_>) -> Option<&str> {
    let number = |name| list.child(Ns::W, name)?.attribute(Ns::W, "val")?.trim().parse::<usize>().ok();
    let chosen = number("result").or_else(|| number("default")).unwrap_or(0);
    let mut entries = list.children().filter(|e| e.is(Ns::W, "listEntry"));
    entries.nth(chosen)?.attribute(Ns::W, "val")
}

/// The ordinals of the field beginnings in a story that also end there. The others are ignored: taking them seriously
/// would swallow all that follows.
pub(crate) fn closed_fields(story: Element<'_>, changes: TrackedChanges) -> BTreeSet<u32> {
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
    }

    #[test]
    fn fields_that_show_their_instruction_are_known_as_they_are_read() {
        for instruction in ["", " e", "EQ", r"eq\o(", "QUOTE \"甲\"", "MACROB"] {
            assert!(shows_itself(instruction), "{instruction}");
        }
        for instruction in ["=1", "PAGE", "EQUAL"] {
            assert!(!shows_itself(instruction), "{instruction}");
        }
    }

    #[test]
    fn fields_want_a_result_unless_they_show_nothing() {
        let wants = |instruction: &str| {
            OpenField { instruction: instruction.to_owned(), ..OpenField::default() }.wants_result()
        };
        for instruction in [" =SUM(ABOVE)", "SEQ 表", "REF a", "LISTNUM", "AUTONUM"] {
            assert!(wants(instruction), "{instruction}");
        }
        for instruction in ["", "SEQ CHAPTER \\h \\r 1", "XE \"甲\"", "ADVANCE \\u 6"] {
            assert!(!wants(instruction), "{instruction}");
        }
    }

    #[test]
    fn arguments_are_what_is_shown() {
        let text = |instruction: &str, words| {
            let signs: Vec<_> = Sign::of_text(instruction, Default::default()).collect();
            Content::new(argument(&signs, words)).plain_text()
        };
        assert_eq!(text(r#" QUOTE "甲\"乙\"" \* MERGEFORMAT "#, 1), "甲\"乙\"");
        assert_eq!(text("MACROBUTTON NoMacro [单击 此处]", 2), "[单击 此处]");
        assert_eq!(text("MACROBUTTON", 2), "");
        assert_eq!(text(r#"QUOTE "a\b""#, 1), "ab");
    }

    #[test]
    fn symbols_are_characters() {
        let cases = [
            (r#"SYMBOL 61 \f "Symbol" \s 12"#, Some('=')),
            (r"SYMBOL 0xFC \f Wingdings", Some('✓')),
            (r"SYMBOL 8364 \u", Some('€')),
            ("SYMBOL 128", Some('€')),
            ("SYMBOL 65", Some('A')),
            ("SYMBOL 8364", None),
            (r"SYMBOL 33440 \j", None),
            ("SYMBOL 7", None),
            ("SYMBOL", None),
            ("SYMBOL x", None),
        ];
        for (instruction, expected) in cases {
            assert_eq!(symbol(instruction), expected, "{instruction}");
        }
    }
}
