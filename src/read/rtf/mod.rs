//! Rich Text Format (specification 1.9.1) → the parts of a Word document.
//!
//! In: the bytes of a file as Word, WordPad, LibreOffice, mail programs and offices' systems write it. Out: WordprocessingML that
//! says what it says, for the reader of Word documents, which judges what is seen.
//!
//! | file | what it does |
//! |---|---|
//! | `lexer` | bytes → groups, control words, characters |
//! | `charset` | code pages and character sets of fonts |
//! | `tables` | fonts, colours, styles, authors |
//! | `look` | how characters look → `w:rPr` |
//! | `paragraph`, `section` | → `w:pPr`, `w:sectPr` |
//! | `list` | list table and overrides → numbering |
//! | `grid` | rows and their definitions → tables |
//! | `picture` | pictures → files |
//! | `story` | a flow of paragraphs and tables |
//! | `frame` | what ends with its group: notes, fields, shapes |
//! | `reader` | what each group is and each word does |
//! | `reader/characters` | what characters are, in whichever way they are written |
//!
//! What styles do is repeated by writers where they are used: paragraphs and runs say all by themselves. Numbers that are
//! counted by the list table are left to it; any other label is text, as printed.

mod charset;
mod frame;
mod grid;
mod lexer;
mod list;
mod look;
mod paragraph;
mod picture;
mod reader;
mod section;
mod story;
mod tables;

#[cfg(test)]
mod tests;

use crate::finding::{Error, Warned, catalogue::package, terms};
use crate::ooxml::MAX_FILE_BYTES;
use crate::read::WordDocumentParts;
use reader::Reader;

/// The parts (name, bytes) of a Word document that says what the file says.
///
/// # Errors
/// `damaged-package` where the file does not begin as one, `limit-exceeded`.
pub fn rtf_to_parts(bytes: &[u8]) -> Result<Warned<WordDocumentParts>, Error> {
    if bytes.len() as u64 > MAX_FILE_BYTES {
        return Err(package::limit_exceeded(terms::FILE_BYTES, MAX_FILE_BYTES, bytes.len()).into());
    }
    let start = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    if !start.starts_with(b"{\\rtf") {
        return Err(package::damaged_package("{\\rtf").into());
    }
    let (value, findings) = Reader::new(start).read()?;
    Ok(Warned { value, findings })
}
