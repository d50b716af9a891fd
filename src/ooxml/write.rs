//! Parts → a package, and text → XML.

use crate::finding::{Error, Value, catalogue::package, terms};
use std::borrow::Cow;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// The package of `parts` (name, bytes), in their order, deflated, every entry dated 1980-01-01 (the zip format's zero), so
/// that the same parts give the same bytes.
///
/// # Errors
/// `package-not-written` where a part can't be stored (a name twice, or over 65,535 bytes long).
pub fn parts_to_package(parts: &[(String, Vec<u8>)]) -> Result<Vec<u8>, Error> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        let stored = writer.start_file(name.as_str(), options).map_err(std::io::Error::from);
        stored
            .and_then(|()| writer.write_all(bytes))
            .map_err(|e| package::package_not_written(name, Value::foreign(e)))?;
    }
    let package = writer.finish().map_err(|e| package::package_not_written(terms::ZIP_DIRECTORY, Value::foreign(e)))?;
    Ok(package.into_inner())
}

/// Whether XML 1.0 can hold a character (§2.2).
fn is_xml_char(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

fn escape(text: &str, attribute: bool) -> Cow<'_, str> {
    let special = |c: char| match c {
        '&' | '<' | '>' | '\r' => true,
        '"' | '\t' | '\n' => attribute,
        c => !is_xml_char(c),
    };
    if !text.contains(special) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' if attribute => escaped.push_str("&quot;"),
            '\r' => escaped.push_str("&#13;"),
            '\t' if attribute => escaped.push_str("&#9;"),
            '\n' if attribute => escaped.push_str("&#10;"),
            c if is_xml_char(c) => escaped.push(c),
            _ => {}
        }
    }
    Cow::Owned(escaped)
}

/// Text as element content; characters XML 1.0 can't hold (control characters) are left out.
#[must_use]
pub fn escape_text(text: &str) -> Cow<'_, str> {
    escape(text, false)
}

/// Text as an attribute value between double quotes; characters XML 1.0 can't hold are left out.
#[must_use]
pub fn escape_attribute(text: &str) -> Cow<'_, str> {
    escape(text, true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_parts_give_the_same_bytes_and_no_clock_is_in_them() {
        let parts = vec![("b.xml".to_owned(), b"<b/>".to_vec()), ("a.xml".to_owned(), b"<a/>".to_vec())];
        let package = parts_to_package(&parts).unwrap();
        assert_eq!(package, parts_to_package(&parts).unwrap());
        // Local header: time 0, date 1980-01-01 (month 1, day 1).
        assert_eq!(package.get(10..14), Some([0, 0, 0x21, 0].as_slice()));
        let mut archive = zip::ZipArchive::new(Cursor::new(package)).unwrap();
        let names: Vec<_> = (0..2).map(|i| archive.by_index(i).unwrap().name_raw().to_vec()).collect();
        assert_eq!(names, [b"b.xml".to_vec(), b"a.xml".to_vec()]);
    }

    #[test]
    fn a_part_twice_is_an_error() {
        let parts = vec![("a".to_owned(), vec![]), ("a".to_owned(), vec![])];
        assert_eq!(parts_to_package(&parts).unwrap_err().code(), "package-not-written");
    }

    #[test]
    fn escaped_text_reads_back() {
        let text = "a<b>&\"c\"\t\n\u{1}\u{ffff}年";
        let source = format!("<x y=\"{}\">{}</x>", escape_attribute(text), escape_text(text));
        let xml = super::super::Xml::parse(source.into_bytes()).unwrap();
        let expected = "a<b>&\"c\"\t\n年";
        assert_eq!(xml.root().unwrap().text(), expected);
        assert_eq!(xml.root().unwrap().attribute(super::super::Ns::None, "y"), Some(expected));
        assert!(matches!(escape_text("年报"), Cow::Borrowed(_)));
    }
}
