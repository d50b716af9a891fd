//! What counts as text, and PDF's own strings (ISO 32000-1, 7.9.2).

use super::radicals::radical_to_ideograph;

/// Whether a mapping says something: `U+FFFD`, controls and private characters say nothing.
pub(super) fn is_readable(text: &str) -> bool {
    !text.is_empty()
        && text.chars().all(|c| {
            !(c == '\u{FFFD}'
                || (c.is_control() && !matches!(c, '\t' | '\n' | '\r'))
                || is_private(c)
                || (c as u32) & 0xFFFE == 0xFFFE
                || ('\u{FDD0}'..='\u{FDEF}').contains(&c))
        })
}

/// Whether a character means what a font pleases.
pub(super) fn is_private(character: char) -> bool {
    matches!(character as u32, 0xE000..=0xF8FF | 0xF_0000..)
}

/// A mapping as text: radicals as ideographs, white space as spaces.
pub(super) fn tidy(text: &str) -> Box<str> {
    text.chars().map(|c| if matches!(c, '\t' | '\n' | '\r') { ' ' } else { radical_to_ideograph(c) }).collect()
}

/// A text string: UTF-16, UTF-8 by its mark, else PDFDocEncoding.
pub(super) fn text_string(bytes: &[u8]) -> String {
    let text = match bytes {
        [0xFE, 0xFF, rest @ ..] => encoding_rs::UTF_16BE.decode_without_bom_handling(rest).0.into_owned(),
        [0xFF, 0xFE, rest @ ..] => encoding_rs::UTF_16LE.decode_without_bom_handling(rest).0.into_owned(),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().map(|byte| doc_encoding(*byte)).collect(),
    };
    // Language escapes (7.9.2.2): between two U+001B.
    if !text.contains('\u{1B}') {
        return text.trim_end_matches('\0').to_owned();
    }
    text.split('\u{1B}').step_by(2).collect()
}

/// PDFDocEncoding (annex D.2).
fn doc_encoding(byte: u8) -> char {
    const LOW: [char; 8] = ['\u{2D8}', '\u{2C7}', '\u{2C6}', '\u{2D9}', '\u{2DD}', '\u{2DB}', '\u{2DA}', '\u{2DC}'];
    const HIGH: [char; 32] = [
        '•', '†', '‡', '…', '—', '–', 'ƒ', '⁄', '‹', '›', '−', '‰', '„', '“', '”', '‘', '’', '‚', '™', 'ﬁ', 'ﬂ', 'Ł',
        'Œ', 'Š', 'Ÿ', 'Ž', 'ı', 'ł', 'œ', 'š', 'ž', '\u{FFFD}',
    ];
    let found = match byte {
        0x18..=0x1F => LOW.get(usize::from(byte - 0x18)),
        0x80..=0x9F => HIGH.get(usize::from(byte - 0x80)),
        0xA0 => Some(&'€'),
        _ => None,
    };
    found.copied().unwrap_or(char::from(byte))
}

/// A name or string in whatever encoding: UTF-8, else GBK.
pub(super) fn name_to_text(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => encoding_rs::GBK.decode_without_bom_handling(bytes).0.into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_says_nothing() {
        for text in ["", "\0", "\u{FFFD}", "\u{E000}", "\u{F0000}", "\u{3}", "a\u{FFFF}"] {
            assert!(!is_readable(text), "{text:?}");
        }
        for text in ["a", "中", " ", "\u{AD}", "ﬁ", "𠀀"] {
            assert!(is_readable(text), "{text:?}");
        }
    }

    #[test]
    fn text_strings_in_each_encoding() {
        assert_eq!(text_string(b"\xFE\xFF\x4E\x2D\x65\x87"), "中文");
        assert_eq!(text_string("\u{FEFF}中文".as_bytes()), "中文");
        assert_eq!(text_string(b"caf\xE9 \x80\xA0"), "café •€");
        assert_eq!(text_string(b"\xFE\xFF\x00\x1B\x00z\x00h\x00\x1B\x4E\x2D"), "中");
        assert_eq!(name_to_text(b"\xCB\xCE\xCC\xE5"), "宋体");
    }
}
