//! Bad input: a clear error that names file and cause, exit code 2, no output file, nothing overwritten.

use crate::support::{nianbao, said, sample_bytes};
use std::fs;
use std::path::Path;

/// Runs a conversion that must fail; returns what was said.
fn refused(input: &Path, code: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("out.pdf");
    let run = nianbao(&["convert", input.to_str().unwrap(), "-o", output.to_str().unwrap()]);
    let said = said(&run);
    assert_eq!(run.status.code(), Some(2), "{said}");
    assert!(said.contains(&format!("[{code}]")), "expected [{code}]: {said}");
    assert!(said.contains(&input.display().to_string()), "names the file: {said}");
    assert!(run.stdout.is_empty());
    let left: Vec<_> = fs::read_dir(folder.path()).unwrap().collect();
    assert!(left.is_empty(), "no output, no temporary file: {left:?}");
    said
}

fn refused_bytes(name: &str, bytes: &[u8], code: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join(name);
    fs::write(&input, bytes).unwrap();
    let said = refused(&input, code);
    assert_eq!(fs::read(&input).unwrap(), bytes, "the input is as it was");
    said
}

/// The head of an OLE compound file whose directory names this stream (MS-CFB 2.2, 2.6.1).
fn compound_file(stream: &str) -> Vec<u8> {
    let mut bytes = vec![0u8; 512 * 3];
    bytes[..8].copy_from_slice(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);
    bytes[24..34].copy_from_slice(&[0x3E, 0, 3, 0, 0xFE, 0xFF, 9, 0, 6, 0]);
    bytes[44] = 1; // one FAT sector
    bytes[48] = 1; // the directory begins in sector 1
    bytes[56..60].copy_from_slice(&4096u32.to_le_bytes());
    bytes[60..64].copy_from_slice(&0xFFFF_FFFEu32.to_le_bytes());
    bytes[68..72].copy_from_slice(&0xFFFF_FFFEu32.to_le_bytes());
    for place in bytes[76..512].chunks_mut(4) {
        place.copy_from_slice(&0xFFFF_FFFFu32.to_le_bytes());
    }
    bytes[76..80].copy_from_slice(&0u32.to_le_bytes());
    for place in bytes[512..1024].chunks_mut(4) {
        place.copy_from_slice(&0xFFFF_FFFFu32.to_le_bytes());
    }
    bytes[512..516].copy_from_slice(&0xFFFF_FFFDu32.to_le_bytes());
    bytes[516..520].copy_from_slice(&0xFFFF_FFFEu32.to_le_bytes());
    for (entry, (name, kind)) in [("Root Entry", 5u8), (stream, 2)].iter().enumerate() {
        let at = 1024 + entry * 128;
        for (i, unit) in name.encode_utf16().enumerate() {
            bytes[at + 2 * i..at + 2 * i + 2].copy_from_slice(&unit.to_le_bytes());
        }
        bytes[at + 64] = (2 * name.len() + 2) as u8;
        bytes[at + 66] = *kind;
    }
    bytes
}

/// A zip package with these parts.
fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    use std::io::Write;
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn nothing_at_all() {
    refused_bytes("a.docx", b"", "empty-file");
    refused_bytes("a.xlsx", b"", "empty-file");
    refused_bytes("a.json", b"", "empty-file");
}

#[test]
fn not_a_zip() {
    refused_bytes("a.docx", "只是文字".as_bytes(), "not-a-zip");
    // What is beyond doubt is read as what it is, and refused by the reader of that.
    let said = refused_bytes("a.docx", b"%PDF-1.7\n...", "pdf-broken");
    assert!(said.contains("PDF"), "says what it is: {said}");
    refused_bytes("a.xlsx", b"<html><table></table></html>", "not-a-zip");
}

#[test]
fn old_binary_files_under_a_new_name() {
    // A Word 97 file of which there is only the directory, whatever it is called.
    for name in ["a.docx", "a.doc", "a.wps", "a.xls"] {
        refused_bytes(name, &compound_file("WordDocument"), "old-binary-format");
    }
    refused_bytes("a.xls", &compound_file("Book"), "old-binary-format");
    refused_bytes("a.et", &compound_file("EncryptedPackage"), "encrypted");
    // An empty workbook stream is a damaged workbook, under either name.
    refused_bytes("a.xlsx", &compound_file("Workbook"), "damaged-package");
    refused_bytes("a.xls", &compound_file("Workbook"), "damaged-package");
    refused_bytes("a.xls", b"<html><table></table></html>", "not-a-workbook");
}

#[test]
fn encrypted_files() {
    refused_bytes("a.docx", &compound_file("EncryptedPackage"), "encrypted");
    refused_bytes("a.xlsx", &compound_file("EncryptedPackage"), "encrypted");
}

#[test]
fn broken_off_files() {
    for (file, name) in [("lukou-2021/draft.docx", "a.docx"), ("lukou-2021/figures.xlsx", "a.xlsx")] {
        let whole = sample_bytes(file);
        refused_bytes(name, &whole[..200], "damaged-package");
        refused_bytes(name, &whole[..4], "damaged-package");
    }
}

#[test]
fn packages_without_a_document() {
    let types =
        ("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>");
    refused_bytes("a.docx", &package(&[types]), "main-part-missing");
    refused_bytes("a.xlsx", &package(&[types]), "main-part-missing");
}

#[test]
fn packages_and_rich_text_under_another_name_are_read_as_what_they_are() {
    let cases = [
        ("a.docx", sample_bytes("lukou-2021/figures.xlsx"), "XLSX"),
        ("a.xlsx", sample_bytes("lukou-2021/draft.docx"), "DOCX"),
        ("a.docx", b"{\\rtf1\\ansi 12\\par}".to_vec(), "RTF"),
    ];
    for (name, bytes, found) in cases {
        let folder = tempfile::tempdir().unwrap();
        let (input, output) = (folder.path().join(name), folder.path().join("out.json"));
        fs::write(&input, &bytes).unwrap();
        let run = nianbao(&["convert", input.to_str().unwrap(), "-o", output.to_str().unwrap()]);
        let said = said(&run);
        assert!(
            said.contains("[named-otherwise]") && said.contains(found) && output.exists(),
            "{name} {found}: {said}"
        );
    }
}

#[test]
fn folders_missing_files_and_unknown_extensions() {
    let folder = tempfile::tempdir().unwrap();
    refused(folder.path(), "nothing-to-read");
    refused(&folder.path().join("none.docx"), "file-not-found");
    refused_bytes("a.tex", b"x", "unknown-extension");
    refused_bytes("a.ceb", b"x", "format-not-read");
    refused_bytes("a", b"x", "unknown-extension");
    refused_bytes("a.png", b"x", "unreadable-format");
}

#[test]
fn web_pages_that_are_none_or_too_large() {
    refused_bytes("a.html", b"", "empty-file");
    refused_bytes("a.html", &b" ".repeat(50 << 20), "limit-exceeded");
    refused_bytes("a.htm", &b"<div>".repeat(1_000_000), "limit-exceeded");
    refused_bytes("a.mht", b"MIME-Version: 1.0\nContent-Type: image/png\n\nx", "message-without-page");
}

#[test]
fn json_that_is_none_or_not_canonical() {
    refused_bytes("a.json", b"{\"schema\": ", "invalid-json");
    let said = refused_bytes("a.json", b"{\"schema\": \"nianbao/report/1\", \"titel\": \"x\"}", "invalid-report");
    assert!(said.contains("titel"), "{said}");
    refused_bytes("a.json", b"{\"schema\": \"nianbao/report/9\"}", "newer-schema");
}

#[test]
fn an_unknown_output_extension_is_refused_before_anything_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("out.tex");
    let run = nianbao(&["convert", "none.docx", "-o", output.to_str().unwrap()]);
    assert_eq!(run.status.code(), Some(2));
    assert!(said(&run).contains("[unknown-extension]") && !output.exists(), "{}", said(&run));
    // A format that is only read says what to hand out instead.
    let output = folder.path().join("out.doc");
    let run = nianbao(&["convert", "none.docx", "-o", output.to_str().unwrap()]);
    assert!(said(&run).contains("[unwritable-format]") && said(&run).contains(".docx"), "{}", said(&run));
}

/// A workbook of one sheet, its parts as given.
fn workbook(sheet: &str, relationships: &str) -> Vec<u8> {
    let types = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>";
    let relation = |kind: &str, target: &str| {
        format!(
            "<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}\" Target=\"{target}\"/>"
        )
    };
    let wrapped = |inside: &str| {
        format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{inside}</Relationships>"
        )
    };
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let book = format!(
        "<workbook xmlns=\"{main}\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"表\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
    );
    let (root, own) =
        (wrapped(&relation("officeDocument", "xl/workbook.xml")), wrapped(&relation("worksheet", relationships)));
    package(&[
        ("[Content_Types].xml", types),
        ("_rels/.rels", &root),
        ("xl/workbook.xml", &book),
        ("xl/_rels/workbook.xml.rels", &own),
        ("xl/worksheets/sheet1.xml", sheet),
    ])
}

#[test]
fn workbooks_made_to_exhaust_memory() {
    let sheet = |inside: &str| {
        format!("<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">{inside}</worksheet>")
    };
    let spaces = " ".repeat(40 << 20);
    let said = refused_bytes("a.xlsx", &workbook(&sheet(&spaces), "worksheets/sheet1.xml"), "limit-exceeded");
    assert!(said.contains("xl/worksheets/sheet1.xml") || said.contains("表"), "names the place: {said}");
    let ods = [("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", spaces.as_str())];
    refused_bytes("a.ods", &package(&ods), "limit-exceeded");
    let row = |n: u32| format!("<row r=\"{n}\"><c r=\"A{n}\"><v>1</v></c><c r=\"BA{n}\"><v>1</v></c></row>");
    let tall: String = (0..=1000).map(|n| row(n * 1000 + 1)).collect();
    let tall = format!("<dimension ref=\"A1:XFD1048576\"/><sheetData>{tall}</sheetData>");
    refused_bytes("a.xlsx", &workbook(&sheet(&tall), "worksheets/sheet1.xml"), "limit-exceeded");
}

/// The workbook's only sheet is the workbook itself.
#[test]
fn relationships_in_a_circle_lead_nowhere() {
    let folder = tempfile::tempdir().unwrap();
    let (input, output) = (folder.path().join("a.xlsx"), folder.path().join("a.json"));
    fs::write(&input, workbook("<worksheet/>", "workbook.xml")).unwrap();
    let run = nianbao(&["convert", input.to_str().unwrap(), "-o", output.to_str().unwrap()]);
    let said = said(&run);
    assert!(said.contains("[sheet-without-cells]") && said.contains("[workbook-empty]"), "{said}");
}

#[test]
fn workbooks_without_sheets() {
    let bytes = workbook("", "worksheets/sheet1.xml");
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&bytes)).unwrap();
    let mut parts = Vec::new();
    for index in 0..archive.len() {
        let mut text = String::new();
        let mut part = archive.by_index(index).unwrap();
        let name = part.name().unwrap().into_owned();
        std::io::Read::read_to_string(&mut part, &mut text).unwrap();
        if name == "xl/workbook.xml" {
            let (start, end) = (text.find("<sheet ").unwrap(), text.find("</sheets>").unwrap());
            text.replace_range(start..end, "");
        }
        parts.push((name, text));
    }
    let parts: Vec<(&str, &str)> = parts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    refused_bytes("a.xlsx", &package(&parts), "no-sheets");
}
