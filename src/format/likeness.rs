//! What the files of each format begin with.

/// How much some bytes look like a file of a format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Likeness {
    /// Not at all, or the format has nothing to be known by.
    None,
    /// It is text, as any file is that people can read.
    Text,
    /// The kind of file it is packed in, and no more: its reader says what it is where it is none.
    Container,
    /// The names of its parts.
    Parts,
    /// What the format itself says it is to be known by.
    Signature,
}

/// How far into a package the names of parts are looked for.
const HEAD: usize = 1 << 16;

pub(super) fn none(_: &[u8]) -> Likeness {
    Likeness::None
}

pub(super) fn docx(bytes: &[u8]) -> Likeness {
    match bytes {
        [b'P', b'K', 3, 4, ..] if names(bytes, b"word/") => Likeness::Parts,
        [b'P', b'K', 3, 4, ..] => Likeness::Container,
        // All parts in one XML file (`pkg:package`).
        [b'<', ..] | [0xEF, 0xBB, 0xBF, ..] if names(bytes, b"office/2006/xmlPackage") && names(bytes, b"/word/") => {
            Likeness::Parts
        }
        _ => Likeness::None,
    }
}

pub(super) fn xlsx(bytes: &[u8]) -> Likeness {
    match bytes {
        [b'P', b'K', 3, 4, ..] if names(bytes, b"xl/") => Likeness::Parts,
        _ => Likeness::None,
    }
}

/// A compound file with Word's stream in it ([MS-DOC] 2.1.1).
pub(super) fn doc(bytes: &[u8]) -> Likeness {
    const STREAM: &[u8] = b"W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0";
    match bytes {
        [0xD0, 0xCF, 0x11, 0xE0, ..] if memchr::memmem::find(bytes, STREAM).is_some() => Likeness::Parts,
        _ => Likeness::None,
    }
}

pub(super) fn rtf(bytes: &[u8]) -> Likeness {
    if bytes.starts_with(b"{\\rtf") { Likeness::Signature } else { Likeness::None }
}

/// Its media type, as a part of its own or on the root of a flat file (ODF 1.3, part 3, 19.385).
pub(super) fn odt(bytes: &[u8]) -> Likeness {
    match bytes {
        [b'P', b'K', 3, 4, ..] | [b'<', b'?', b'x', b'm', b'l', ..] if names(bytes, b"opendocument.text") => {
            Likeness::Signature
        }
        _ => Likeness::None,
    }
}

/// Its first part is its media type, not compressed (ODF 1.3, part 2, 3.3).
pub(super) fn ods(bytes: &[u8]) -> Likeness {
    match bytes {
        [b'P', b'K', 3, 4, ..] if names(bytes, b"opendocument.spreadsheet") => Likeness::Signature,
        _ => Likeness::None,
    }
}

/// Any compound file ([MS-CFB] 2.2).
pub(super) fn xls(bytes: &[u8]) -> Likeness {
    match bytes {
        [0xD0, 0xCF, 0x11, 0xE0, ..] => Likeness::Container,
        _ => Likeness::None,
    }
}

pub(super) fn pdf(bytes: &[u8]) -> Likeness {
    if bytes.starts_with(b"%PDF-") { Likeness::Signature } else { Likeness::None }
}

#[cfg(feature = "parquet")]
pub(super) fn parquet(bytes: &[u8]) -> Likeness {
    if bytes.starts_with(b"PAR1") { Likeness::Signature } else { Likeness::None }
}

/// Markup, by its first element; a message (RFC 2557), by its first fields.
#[cfg(any(feature = "typeset", feature = "html"))]
pub(super) fn html(bytes: &[u8]) -> Likeness {
    const WHOLE: [&str; 2] = ["!doctype html", "html"];
    const PARTS: [&str; 17] = [
        "head", "body", "meta", "title", "style", "div", "p", "table", "tr", "td", "h1", "h2", "span", "main",
        "article", "section", "center",
    ];
    let head = bytes.get(..bytes.len().min(1024)).unwrap_or(bytes);
    // Of UTF-16 every other byte is 0.
    let head: String =
        head.iter().filter(|b| **b != 0 && b.is_ascii()).map(|b| char::from(b.to_ascii_lowercase())).collect();
    let head = head.trim_start();
    let message = head.lines().take_while(|line| !line.is_empty()).any(|line| line.starts_with("mime-version:"));
    if message && head.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return Likeness::Signature;
    }
    let Some(mut rest) = head.strip_prefix('<') else { return Likeness::None };
    while let Some(after) = rest.strip_prefix("!--").or_else(|| rest.strip_prefix("?xml")) {
        let Some((_, next)) = after.split_once('<') else { return Likeness::None };
        rest = next;
    }
    let begins = |name: &&str| {
        rest.strip_prefix(*name).is_some_and(|after| after.starts_with(|c: char| c.is_whitespace() || c == '>'))
    };
    match (WHOLE.iter().any(begins), PARTS.iter().any(begins)) {
        (true, _) => Likeness::Signature,
        (_, true) => Likeness::Parts,
        _ => Likeness::None,
    }
}

pub(super) fn json(bytes: &[u8]) -> Likeness {
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match text.iter().find(|byte| !byte.is_ascii_whitespace()) {
        // RTF begins with a brace, too.
        Some(b'{') if !text.starts_with(b"{\\rtf") => Likeness::Signature,
        _ => Likeness::None,
    }
}

/// Any text: in UTF-16 with its mark, else without control characters.
pub(super) fn text(bytes: &[u8]) -> Likeness {
    let head = bytes.get(..bytes.len().min(HEAD)).unwrap_or(bytes);
    let is_wide = head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF");
    let is_plain = |byte: &u8| *byte >= b' ' || matches!(byte, b'\t' | b'\n' | b'\r' | b'\x0C');
    match head {
        [] => Likeness::None,
        _ if is_wide || head.iter().all(is_plain) => Likeness::Text,
        _ => Likeness::None,
    }
}

/// Whether the beginning of a package has this name: those of local file headers are plain text (APPNOTE 4.3.7).
fn names(bytes: &[u8], name: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(HEAD)).unwrap_or(bytes);
    memchr::memmem::find(head, name).is_some()
}
