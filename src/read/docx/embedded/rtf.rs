//! Rich Text Format (specification 1.9.1) → lines of text: what an embedded RTF file says, without how it looks.
//!
//! Characters come as bytes of a code page (that of the font, else the file's), as `\uN`, or as words of their own; paragraphs
//! and table rows end lines, cells end in tabs. Tables of fonts, colours and styles, pictures, headers and footers and
//! everything marked as ignorable is passed over; headers and footers are gathered, pictures counted.

use encoding_rs::Encoding;
use std::collections::BTreeMap;

/// How deep groups may nest.
const MAX_GROUPS: usize = 1_000;

/// What an RTF file says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct RtfText {
    /// Its lines, trimmed, blank ones left out.
    pub lines: Vec<String>,
    /// Text that is hidden or deleted by a tracked change.
    pub left_out: String,
    /// The text of headers and footers.
    pub running: String,
    /// How many pictures it has.
    pub pictures: usize,
}

/// The state a group inherits and gives back at its end.
#[derive(Debug, Clone, Copy)]
struct Group {
    skipped: bool,
    left_out: bool,
    running: bool,
    in_fonts: bool,
    /// How many characters stand for a `\uN` where it is not understood.
    fallback: usize,
    font: Option<i32>,
}

struct Reader<'a> {
    rest: &'a [u8],
    groups: Vec<Group>,
    group: Group,
    encoding: &'static Encoding,
    fonts: BTreeMap<i32, &'static Encoding>,
    bytes: Vec<u8>,
    high_surrogate: Option<u16>,
    /// Characters still to be passed over after `\uN`.
    passed_over: usize,
    /// Whether the group has just begun, or begun with `\*`.
    begins: bool,
    ignorable: bool,
    text: String,
    left_out: String,
    running: String,
    pictures: usize,
}

/// The text of an RTF file; `None` where it is none or its groups nest too deep.
pub(crate) fn rtf_text(source: &[u8]) -> Option<RtfText> {
    if !source.starts_with(b"{\\rtf") {
        return None;
    }
    let group = Group { skipped: false, left_out: false, running: false, in_fonts: false, fallback: 1, font: None };
    let mut reader = Reader {
        rest: source,
        groups: Vec::new(),
        group,
        encoding: encoding_rs::WINDOWS_1252,
        fonts: BTreeMap::new(),
        bytes: Vec::new(),
        high_surrogate: None,
        passed_over: 0,
        begins: false,
        ignorable: false,
        text: String::new(),
        left_out: String::new(),
        running: String::new(),
        pictures: 0,
    };
    reader.read()?;
    let lines = reader.text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
    let Reader { left_out, running, pictures, .. } = reader;
    Some(RtfText { lines, left_out: left_out.trim().to_owned(), running: running.trim().to_owned(), pictures })
}

impl Reader<'_> {
    fn read(&mut self) -> Option<()> {
        while let Some((first, rest)) = self.rest.split_first() {
            self.rest = rest;
            match first {
                b'{' => {
                    self.flush();
                    if self.groups.len() >= MAX_GROUPS {
                        return None;
                    }
                    self.groups.push(self.group);
                    (self.begins, self.ignorable, self.passed_over) = (true, false, 0);
                }
                b'}' => {
                    self.flush();
                    self.passed_over = 0;
                    match self.groups.pop() {
                        Some(group) => self.group = group,
                        None => return Some(()),
                    }
                    if self.groups.is_empty() {
                        // What follows the file's own group is no part of it.
                        return Some(());
                    }
                }
                b'\\' => self.control(),
                b'\r' | b'\n' => {}
                byte => self.byte(*byte),
            }
        }
        self.flush();
        Some(())
    }

    fn byte(&mut self, byte: u8) {
        self.begins = false;
        match self.passed_over {
            0 => self.bytes.push(byte),
            _ => self.passed_over -= 1,
        }
    }

    fn control(&mut self) {
        let Some((first, rest)) = self.rest.split_first() else { return };
        if first.is_ascii_alphabetic() {
            self.flush();
            let (word, number) = self.word();
            self.apply(&word, number);
            (self.begins, self.ignorable) = (false, false);
            return;
        }
        self.rest = rest;
        match first {
            b'\'' => {
                let hex = rest.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
                if let Some(byte) = hex.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
                    self.rest = rest.get(2..).unwrap_or_default();
                    self.byte(byte);
                }
            }
            b'*' if self.begins => self.ignorable = true,
            b'~' => self.shown("\u{a0}"),
            b'_' => self.shown("\u{2011}"),
            b'\r' | b'\n' => self.shown("\n"),
            b'\\' | b'{' | b'}' => self.byte(*first),
            _ => {}
        }
    }

    /// A control word and its number; the blank after it is part of it.
    fn word(&mut self) -> (String, Option<i32>) {
        let letters = self.rest.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let (word, rest) = self.rest.split_at(letters);
        let sign = usize::from(rest.first() == Some(&b'-'));
        let digits = rest.iter().skip(sign).take_while(|byte| byte.is_ascii_digit()).count();
        let (number, after) = rest.split_at(if digits > 0 { sign + digits } else { 0 });
        self.rest = after.strip_prefix(b" ").unwrap_or(after);
        let number = std::str::from_utf8(number).ok().and_then(|number| number.parse().ok());
        (String::from_utf8_lossy(word).into_owned(), number)
    }

    fn apply(&mut self, word: &str, number: Option<i32>) {
        let is_on = number != Some(0);
        match word {
            "fonttbl" => (self.group.skipped, self.group.in_fonts) = (true, true),
            "header" | "headerl" | "headerr" | "headerf" | "footer" | "footerl" | "footerr" | "footerf" => {
                self.group.running = true;
            }
            "pict" => {
                // The copy of a picture for older readers is the same picture.
                self.pictures += usize::from(!self.group.skipped);
                self.group.skipped = true;
            }
            "colortbl" | "stylesheet" | "info" | "fldinst" | "filetbl" | "objdata" | "nonshppict" | "xe" | "tc"
            | "sn" | "sv" | "datafield" | "pntxta" | "pntxtb" | "template" => self.group.skipped = true,
            // The text of a text box and pictures are in ignorable groups.
            "shpinst" | "shptxt" | "shppict" => {}
            _ if self.ignorable => self.group.skipped = true,
            "ansicpg" => self.encoding = number.map_or(self.encoding, code_page),
            "mac" => self.encoding = encoding_rs::MACINTOSH,
            "f" => self.group.font = number,
            "fcharset" if self.group.in_fonts => {
                if let (Some(font), Some(encoding)) = (self.group.font, number.and_then(character_set)) {
                    self.fonts.insert(font, encoding);
                }
            }
            "plain" => (self.group.font, self.group.left_out) = (None, false),
            "v" | "deleted" => self.group.left_out = is_on,
            "uc" => self.group.fallback = number.and_then(|n| usize::try_from(n).ok()).unwrap_or(1),
            "u" => self.unicode(number.unwrap_or(0)),
            "bin" => {
                let length = number.and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
                self.rest = self.rest.get(length..).unwrap_or_default();
            }
            "par" | "line" | "sect" | "page" | "row" | "nestrow" => self.shown("\n"),
            "tab" | "cell" | "nestcell" => self.shown("\t"),
            "emdash" => self.shown("—"),
            "endash" => self.shown("–"),
            "lquote" => self.shown("‘"),
            "rquote" => self.shown("’"),
            "ldblquote" => self.shown("“"),
            "rdblquote" => self.shown("”"),
            "bullet" => self.shown("•"),
            "emspace" => self.shown("\u{2003}"),
            "enspace" => self.shown("\u{2002}"),
            _ => {}
        }
    }

    /// `\uN`: a unit of UTF-16, negative from 32,768 on.
    fn unicode(&mut self, number: i32) {
        let unit = (number & 0xFFFF) as u16;
        self.passed_over = self.group.fallback;
        let high = self.high_surrogate.take();
        match unit {
            0xD800..=0xDBFF => {
                self.high_surrogate = Some(unit);
            }
            _ => {
                let units = high.into_iter().chain([unit]);
                for c in char::decode_utf16(units) {
                    let c = c.unwrap_or(char::REPLACEMENT_CHARACTER);
                    self.push(c.encode_utf8(&mut [0; 4]));
                }
            }
        }
    }

    /// A character that has a word of its own.
    fn shown(&mut self, text: &str) {
        self.flush();
        match self.passed_over {
            0 => self.push(text),
            _ => self.passed_over -= 1,
        }
    }

    fn push(&mut self, text: &str) {
        match (self.group.skipped, self.group.left_out) {
            (true, _) => {}
            (false, _) if self.group.running => self.running.push_str(text),
            (false, true) => self.left_out.push_str(text),
            (false, false) => self.text.push_str(text),
        }
    }

    /// Decodes the bytes gathered: a character may have several, and the group's font says in which code page.
    fn flush(&mut self) {
        if self.bytes.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.bytes);
        let own = self.group.font.and_then(|font| self.fonts.get(&font));
        let text = own.unwrap_or(&self.encoding).decode_without_bom_handling(&bytes).0;
        self.push(&text);
    }
}

/// The encoding of a Windows code page.
fn code_page(number: i32) -> &'static Encoding {
    match number {
        932 => encoding_rs::SHIFT_JIS,
        936 => encoding_rs::GBK,
        949 => encoding_rs::EUC_KR,
        950 => encoding_rs::BIG5,
        54936 => encoding_rs::GB18030,
        65001 => encoding_rs::UTF_8,
        _ => Encoding::for_label(format!("windows-{number}").as_bytes()).unwrap_or(encoding_rs::WINDOWS_1252),
    }
}

/// The encoding a font's character set stands for; `None` where it is the file's own.
fn character_set(number: i32) -> Option<&'static Encoding> {
    Some(match number {
        128 => encoding_rs::SHIFT_JIS,
        129 => encoding_rs::EUC_KR,
        134 => encoding_rs::GBK,
        136 => encoding_rs::BIG5,
        161 => encoding_rs::WINDOWS_1253,
        162 => encoding_rs::WINDOWS_1254,
        204 => encoding_rs::WINDOWS_1251,
        238 => encoding_rs::WINDOWS_1250,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(source: &str) -> Vec<String> {
        rtf_text(source.as_bytes()).unwrap().lines
    }

    #[test]
    fn bytes_are_of_the_code_page_or_the_fonts() {
        assert_eq!(lines(r"{\rtf1\ansi\ansicpg936 \'d5\'fe\'b8\'ae}"), ["政府"]);
        let fonts = r"{\fonttbl{\f0\fcharset0 Times;}{\f1\fnil\fcharset134 \'cb\'ce\'cc\'e5;}}";
        assert_eq!(lines(&format!(r"{{\rtf1\ansi\ansicpg1252{fonts}\f1\'d5\'fe\f0\'e9}}")), ["政é"]);
        // The second byte of a character may stand as it is, or be a brace or a backslash.
        assert_eq!(lines(r"{\rtf1\ansicpg936 \'81@\'81\{\'81\\}"), ["丂亄乗"]);
    }

    #[test]
    fn unicode_passes_over_its_fallback() {
        assert_eq!(lines(r"{\rtf1\uc1 \u25919?\u24220?x}"), ["政府x"]);
        assert_eq!(lines(r"{\rtf1\ansicpg936\uc2 \u25919\'d5\'fe\u-24576\'3f\'3fx}"), ["政ꀀx"]);
        assert_eq!(lines(r"{\rtf1\uc0 \u-10179\u-8703 x{\uc1 \u25919?}y}"), ["\u{1F601}x政y"]);
    }

    #[test]
    fn tables_pictures_and_ignorable_groups_are_passed_over() {
        let source = r"{\rtf1{\colortbl;\red0;}{\stylesheet{\s1 heading 1;}}{\*\generator X;}{\info{\title T}}{\pict 00ff}{\header H}甲}";
        let source = source.replace('甲', r"{\field{\*\fldinst HYPERLINK}{\fldrslt a}}\{b\}\~c\_d");
        assert_eq!(lines(&source), ["a{b}\u{a0}c\u{2011}d"]);
        assert_eq!(lines(r"{\rtf1{\shp{\*\shpinst{\sp{\sn x}{\sv 1}}{\shptxt box\par}}}\bin3 {{{a}"), ["box", "a"]);
    }

    #[test]
    fn paragraphs_and_rows_are_lines_and_cells_end_in_tabs() {
        assert_eq!(
            lines("{\\rtf1 a\\par\r\nb\\line c\\par\\par 1\\cell 2\\cell\\row d\\\ne}"),
            ["a", "b", "c", "1\t2", "d", "e"]
        );
    }

    #[test]
    fn hidden_and_deleted_text_is_kept_apart() {
        let read = rtf_text(br"{\rtf1 a{\v b}{\deleted c}\v d\v0 e}").unwrap();
        assert_eq!((read.lines, read.left_out.as_str()), (vec!["ae".to_owned()], "bcd"));
    }

    #[test]
    fn damage_ends() {
        assert_eq!(rtf_text(b"text"), None);
        let nested = |depth: usize| format!("{{\\rtf1{}", "{".repeat(depth));
        assert!(rtf_text(nested(MAX_GROUPS - 1).as_bytes()).is_some());
        assert_eq!(rtf_text(nested(MAX_GROUPS).as_bytes()), None);
        for broken in [
            r"{\rtf1 a",
            r"{\rtf1 a\",
            r"{\rtf1 a\'",
            r"{\rtf1 a\'4",
            r"{\rtf1 a\bin99999 b",
            r"{\rtf1 a\u",
            "{\\rtf1 a}}}",
        ] {
            assert_eq!(rtf_text(broken.as_bytes()).unwrap().lines.concat().get(..1), Some("a"), "{broken}");
        }
    }
}
