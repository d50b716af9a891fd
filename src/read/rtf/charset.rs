//! Bytes → characters: code pages of files and character sets of fonts (specification 1.9.1, “Character Set”, “Font Table”).

use encoding_rs::Encoding;

/// What the bytes of text in a font are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Charset {
    /// Those of the file's code page.
    Default,
    /// Western, as is said of most fonts, whatever is typed in them.
    Ansi,
    /// Places of a font that draws symbols.
    Symbol,
    Coded(&'static Encoding),
    /// Those of a code page that is not known here.
    Unknown(i32),
}

impl Charset {
    /// That of a number after `\fcharset`.
    pub(super) fn of(number: i32) -> Self {
        let encoding = match number {
            0 => return Charset::Ansi,
            2 => return Charset::Symbol,
            77 => encoding_rs::MACINTOSH,
            78 | 128 => encoding_rs::SHIFT_JIS,
            79 | 129 => encoding_rs::EUC_KR,
            130 => return Charset::Unknown(1361),
            80 | 134 => encoding_rs::GBK,
            81 | 136 => encoding_rs::BIG5,
            161 => encoding_rs::WINDOWS_1253,
            162 => encoding_rs::WINDOWS_1254,
            163 => encoding_rs::WINDOWS_1258,
            177 => encoding_rs::WINDOWS_1255,
            178 => encoding_rs::WINDOWS_1256,
            186 => encoding_rs::WINDOWS_1257,
            204 => encoding_rs::WINDOWS_1251,
            222 => encoding_rs::WINDOWS_874,
            238 => encoding_rs::WINDOWS_1250,
            254 => return Charset::Unknown(437),
            _ => return Charset::Default,
        };
        Charset::Coded(encoding)
    }
}

/// The encoding of a code page; `None` where it is not known here, as most of those of DOS (437, 850) are not.
pub(super) fn code_page(number: i32) -> Option<&'static Encoding> {
    Some(match number {
        866 => encoding_rs::IBM866,
        932 | 10_001 => encoding_rs::SHIFT_JIS,
        936 | 10_008 => encoding_rs::GBK,
        949 | 10_003 => encoding_rs::EUC_KR,
        950 | 10_002 => encoding_rs::BIG5,
        10_000 => encoding_rs::MACINTOSH,
        54936 => encoding_rs::GB18030,
        65001 => encoding_rs::UTF_8,
        _ => return Encoding::for_label(format!("windows-{number}").as_bytes()),
    })
}

/// Whether characters of the encoding may have two bytes.
fn is_wide(encoding: &'static Encoding) -> bool {
    encoding != encoding_rs::UTF_8 && !encoding.is_single_byte()
}

/// How many bytes at the end begin a character that is not whole.
pub(super) fn unfinished(bytes: &[u8], encoding: &'static Encoding) -> usize {
    if encoding == encoding_rs::UTF_8 {
        return match std::str::from_utf8(bytes) {
            Err(error) if error.error_len().is_none() => bytes.len() - error.valid_up_to(),
            _ => 0,
        };
    }
    if !is_wide(encoding) {
        return 0;
    }
    let is_gb = encoding == encoding_rs::GBK || encoding == encoding_rs::GB18030;
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let is_half = encoding == encoding_rs::SHIFT_JIS && matches!(byte, 0xA1..=0xDF);
        let length = match bytes.get(at + 1) {
            _ if !matches!(byte, 0x81..=0xFE) || is_half => 1,
            Some(b'0'..=b'9') if is_gb => 4,
            _ => 2,
        };
        if at + length > bytes.len() {
            return bytes.len() - at;
        }
        at += length;
    }
    0
}

/// The text of bytes in a font of that character set, in a file of that code page; whether all of them are characters.
pub(super) fn decode(bytes: &[u8], charset: Charset, file: &'static Encoding) -> (String, bool) {
    match charset {
        Charset::Symbol => (bytes.iter().map(|byte| symbol(*byte)).collect(), true),
        Charset::Coded(encoding) => decode_as(bytes, encoding),
        Charset::Unknown(_) => decode_as(bytes, encoding_rs::WINDOWS_1252),
        Charset::Default => decode_as(bytes, file),
        // Offices' programs write Chinese in fonts said to be Western.
        Charset::Ansi => match file.decode_without_bom_handling_and_without_replacement(bytes) {
            Some(text) if is_wide(file) => (text.into_owned(), true),
            _ => decode_as(bytes, if is_wide(file) { encoding_rs::WINDOWS_1252 } else { file }),
        },
    }
}

/// The encoding that says where characters begin.
pub(super) fn encoding_of(charset: Charset, file: &'static Encoding) -> &'static Encoding {
    match charset {
        Charset::Coded(encoding) => encoding,
        Charset::Symbol | Charset::Unknown(_) => encoding_rs::WINDOWS_1252,
        Charset::Default | Charset::Ansi => file,
    }
}

fn decode_as(bytes: &[u8], encoding: &'static Encoding) -> (String, bool) {
    let (text, is_faulty) = encoding.decode_without_bom_handling(bytes);
    (text.into_owned(), !is_faulty)
}

/// Word keeps characters of symbol fonts in the range of private use (ECMA-376 §17.3.3.30).
fn symbol(byte: u8) -> char {
    match byte {
        0x80.. => char::from_u32(0xF000 + u32::from(byte)).unwrap_or(char::REPLACEMENT_CHARACTER),
        _ => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{BIG5, GBK, UTF_8, WINDOWS_1252};

    #[test]
    fn characters_that_are_not_whole_are_told() {
        assert_eq!(unfinished(b"\xd5\xfe\xb8", GBK), 1);
        assert_eq!(unfinished(b"\xd5\xfe", GBK), 0);
        assert_eq!(unfinished(b"\x81\x30\x84", GBK), 3);
        assert_eq!(unfinished(b"a\xa4", BIG5), 1);
        assert_eq!(unfinished("政".as_bytes().get(..2).unwrap(), UTF_8), 2);
        assert_eq!(unfinished(b"\xe9", WINDOWS_1252), 0);
    }

    #[test]
    fn fonts_said_to_be_western_hold_chinese_where_the_file_is() {
        assert_eq!(decode(b"\xd5\xfe", Charset::Ansi, GBK), ("政".to_owned(), true));
        assert_eq!(decode(b"\xe9 ", Charset::Ansi, GBK), ("é ".to_owned(), true));
        assert_eq!(decode(b"\xd5\xfe", Charset::of(134), WINDOWS_1252).0, "政");
        assert_eq!(decode(b"\xb7J", Charset::of(2), GBK).0, "\u{F0B7}J");
        assert_eq!(decode(b"\xe9", Charset::of(1), code_page(1251).unwrap()).0, "й");
        assert_eq!([437, 850, 1361, 99].map(code_page), [None; 4]);
        assert!(!decode(b"\xff\xff", Charset::Default, GBK).1);
    }
}
