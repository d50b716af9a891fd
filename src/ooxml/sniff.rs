//! What a file that is no package looks like.

use crate::finding::{Error, Value, catalogue::package, terms};

/// The first bytes of an OLE compound file ([MS-CFB] 2.2).
pub const OLE_MAGIC: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// What an OLE compound file holds.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Ole {
    /// An encrypted package ([MS-OFFCRYPTO] 2.3).
    Encrypted,
    /// An old binary format, by its usual extension.
    Old(&'static str),
}

/// What an OLE compound file holds, by the names in its directory.
///
/// Every place where a directory entry can stand is looked at (entries are 128 bytes long and sectors a multiple of that)
/// instead of following the sector chains, so that a file with a damaged allocation table is still recognised.
pub(super) fn ole_content(bytes: &[u8]) -> Ole {
    let mut old = "OLE";
    for entry in bytes.chunks_exact(128).skip(4) {
        // Name in UTF-16, its length in bytes with the final zero at 64, the object type at 66 ([MS-CFB] 2.6.1).
        let length = usize::from(entry.get(64).copied().unwrap_or(0));
        if entry.get(65) != Some(&0) || !(4..=64).contains(&length) || !matches!(entry.get(66), Some(1 | 2 | 5)) {
            continue;
        }
        let name: Vec<u16> = entry
            .get(..length - 2)
            .unwrap_or_default()
            .chunks_exact(2)
            .map(|pair| u16::from_le_bytes([pair.first().copied().unwrap_or(0), pair.get(1).copied().unwrap_or(0)]))
            .collect();
        match String::from_utf16_lossy(&name).as_str() {
            "EncryptedPackage" | "\u{6}DataSpaces" | "\u{9}DRMContent" => return Ole::Encrypted,
            "WordDocument" => old = "DOC",
            "Workbook" | "Book" => old = "XLS",
            "PowerPoint Document" => old = "PPT",
            // Streams of these names are in objects of other documents, too.
            "CONTENTS" | "MatOST" if old == "OLE" => old = "Works",
            "Quill" if old == "OLE" => old = "Publisher",
            "VisioDocument" if old == "OLE" => old = "Visio",
            "HwpSummaryInformation" if old == "OLE" => old = "HWP",
            "__properties_version1.0" if old == "OLE" => old = "MSG",
            _ => {}
        }
    }
    Ole::Old(old)
}

/// What there is to say of a compound file that is no document its reader knows.
#[must_use]
pub fn compound_error(bytes: &[u8]) -> Error {
    match ole_content(bytes) {
        Ole::Encrypted => package::encrypted().into(),
        Ole::Old(found) => package::old_binary_format(found).into(),
    }
}

/// Whether a data-loss-prevention product has put its own cipher around the file.
pub(super) fn has_rights_management_header(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(512)).unwrap_or_default();
    head.starts_with(b"%TSD-Header-") || head.windows(9).any(|w| w == b"E-SafeNet")
}

/// Whether a file is the one Word puts beside a document while it is open (`~$name.docx`): 162 bytes, the name of who has it
/// open after its length, once in bytes and once in UTF-16.
pub(super) fn is_lock_file(bytes: &[u8]) -> bool {
    let length = bytes.first().copied().unwrap_or(0);
    let again = bytes.get(55).copied().unwrap_or(0);
    bytes.len() == 162 && (1..54).contains(&length) && (again == length || bytes.get(54..56) == Some(&[length, 0]))
}

/// The name of the format a file that is neither zip nor OLE looks like; its first bytes where it looks like none.
#[must_use]
pub fn looks_like(bytes: &[u8]) -> Value {
    let magics: [(&[u8], &str); 22] = [
        (b"\xDB\xA5", "Word 2.0"),
        (b"\x9B\xA5", "Word 1.0"),
        (b"1\xBE\0\0", "Write"),
        (b"2\xBE\0\0", "Write"),
        (b"\xFE\x37\0", "Word"),
        (b"\xFFWPC", "WordPerfect"),
        (b"Founder CEB", "CEB"),
        (b"%PDF-", "PDF"),
        (b"{\\rtf", "RTF"),
        (b"\x89PNG", "PNG"),
        (b"\xFF\xD8\xFF", "JPEG"),
        (b"GIF8", "GIF"),
        (b"BM", "BMP"),
        (b"II*\0", "TIFF"),
        (b"MM\0*", "TIFF"),
        (b"Rar!", "RAR"),
        (b"7z\xBC\xAF", "7z"),
        (b"\x1F\x8B", "gzip"),
        (b"MIME-Version:", "MHTML"),
        (b"From: <Saved by", "MHTML"),
        (b"OTTO", "OpenType"),
        (b"MZ", "EXE"),
    ];
    if bytes.starts_with(b"PK\x03\x04") {
        return zip_looks_like(bytes).into();
    }
    if let Some((_, name)) = magics.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return (*name).into();
    }
    if !bytes.is_empty() && bytes.iter().all(|b| *b == 0) {
        return terms::NOTHING_BUT_ZEROS.into();
    }
    let head = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
    if head.windows(5).any(|w| w == b"%PDF-") {
        return "PDF".into();
    }
    let text = String::from_utf8_lossy(head).to_lowercase();
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if ["<!doctype html", "<html", "<head", "<body"].iter().any(|tag| text.contains(tag)) {
        return "HTML".into();
    }
    if text.starts_with("<?xml") || text.starts_with("<pkg:package") {
        let flat = text.contains("word.document") || text.contains("/word/2003/wordml") || text.contains("xmlpackage");
        return if flat { "Word XML" } else { "XML" }.into();
    }
    if text.starts_with('{') || text.starts_with('[') {
        return "JSON".into();
    }
    // Text in UTF-8, UTF-16 or GB 18030 has no control characters but white space (and the zeros of UTF-16).
    let utf16 = bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]);
    let control = |b: &&u8| **b < 0x20 && !matches!(**b, b'\t' | b'\n' | b'\r' | 0x0C) && !(utf16 && **b == 0);
    if utf16 || head.iter().filter(control).count() == 0 {
        return "TXT".into();
    }
    let bytes: Vec<String> = head.iter().take(8).map(|b| format!("{b:02X}")).collect();
    format!("[{}]", bytes.join(" ")).into()
}

/// What a zip package holds, by the names of parts and the type near its beginning.
fn zip_looks_like(bytes: &[u8]) -> &'static str {
    let head = bytes.get(..bytes.len().min(1 << 16)).unwrap_or(bytes);
    let kinds: [(&[u8], &str); 6] = [
        (b"opendocument.spreadsheet", "ODS"),
        (b"opendocument.text", "ODT"),
        (b"word/", "DOCX"),
        (b"xl/", "XLSX"),
        (b"ppt/", "PPTX"),
        (b"OFD.xml", "OFD"),
    ];
    kinds.iter().find(|(mark, _)| memchr::memmem::find(head, mark).is_some()).map_or("ZIP", |(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_files_are_named() {
        let cases: [(&[u8], &str); 11] = [
            (b"PK\x03\x04....word/document.xml", "DOCX"),
            (b"PK\x03\x04....readme.txt", "ZIP"),
            (b"%PDF-1.7", "PDF"),
            (b"{\\rtf1\\ansi", "RTF"),
            (b"\n<!DOCTYPE html><html>", "HTML"),
            (b"<?xml version='1.0'?><?mso-application progid=\"Word.Document\"?>", "Word XML"),
            (b"<?xml version='1.0'?><a/>", "XML"),
            ("一、总体情况".as_bytes(), "TXT"),
            (b"\x00\x01\x02", "[00 01 02]"),
            (b"{\"schema\": 1}", "JSON"),
            (b"MIME-Version: 1.0\nContent-Type: text/html", "MHTML"),
        ];
        for (bytes, expected) in cases {
            assert_eq!(looks_like(bytes).as_text(), Some(expected));
        }
    }

    /// A compound file with nothing but directory entries of these names.
    fn ole_with(names: &[&str]) -> Vec<u8> {
        let mut file = OLE_MAGIC.to_vec();
        file.resize(512, 0);
        for name in names {
            let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let length = entry.len() as u8 + 2;
            entry.resize(128, 0);
            entry[64] = length;
            entry[66] = 2;
            file.extend(entry);
        }
        file
    }

    #[test]
    fn a_lock_file_is_told_by_its_length_and_the_name_in_it() {
        let mut lock = vec![0u8; 162];
        lock[..6].copy_from_slice(b"\x05Zhang");
        lock[54] = 5;
        assert!(is_lock_file(&lock));
        assert!(!is_lock_file(&lock[..161]) && !is_lock_file(&[0; 162]) && !is_lock_file(&[b'a'; 162]));
    }

    #[test]
    fn a_compound_file_is_told_by_its_directory() {
        assert_eq!(ole_content(&ole_with(&["Root Entry", "WordDocument"])), Ole::Old("DOC"));
        assert_eq!(ole_content(&ole_with(&["Root Entry", "Book"])), Ole::Old("XLS"));
        assert_eq!(ole_content(&ole_with(&["Root Entry", "EncryptionInfo", "EncryptedPackage"])), Ole::Encrypted);
        assert_eq!(ole_content(&ole_with(&["Root Entry", "MatOST", "CONTENTS"])), Ole::Old("Works"));
        assert_eq!(ole_content(&ole_with(&["Root Entry", "CONTENTS", "WordDocument"])), Ole::Old("DOC"));
        assert_eq!(ole_content(&OLE_MAGIC), Ole::Old("OLE"));
    }
}
