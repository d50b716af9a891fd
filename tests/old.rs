//! Files of other word processors say what the Word file says they were saved from (`old/make.py`).

mod rich_text;
mod wps;

use crate::support::{options, sample_bytes};
use nianbao::convert::bytes_to_report;
use nianbao::finding::{Finding, Place};
use nianbao::format::Format;
use nianbao::report::save;

/// The canonical JSON of a file of `tests/old`, and the codes of what there is to say.
fn read(name: &str, format: Format) -> (String, Vec<&'static str>) {
    let options = options();
    let bytes = std::fs::read(format!("{}/tests/old/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let read = bytes_to_report(&bytes, format, &options).unwrap();
    let mut codes: Vec<&str> = read.findings.iter().map(Finding::code).collect();
    codes.sort_unstable();
    (save(&read.value, &options.forms), codes)
}

#[test]
fn a_word_97_file_says_what_the_word_file_says() {
    let (docx, doc) = (read("hazards.docx", Format::Docx), read("hazards.doc", Format::Doc));
    assert_eq!(docx.0, doc.0);
    assert_eq!(docx.1, doc.1);
}

#[test]
fn an_open_document_file_says_what_the_word_file_says() {
    let (docx, odt) = (read("hazards.docx", Format::Docx), read("hazards.odt", Format::Odt));
    assert_eq!(docx.0, odt.0);
    assert_eq!(docx.1, odt.1);
}

#[test]
fn what_is_beside_a_figure_in_its_cell_is_told_apart() {
    for (name, format) in [
        ("hazards.docx", Format::Docx),
        ("hazards.doc", Format::Doc),
        ("hazards.rtf", Format::Rtf),
        ("hazards.odt", Format::Odt),
    ] {
        let (json, codes) = read(name, format);
        let report: serde_json::Value = serde_json::from_str(&json).unwrap();
        let content = report["sections"][0]["content"].as_array().unwrap();
        let rows = content.iter().find_map(|block| block["table"]["rows"].as_array()).unwrap();
        let cell = |row: usize| rows[row][1].to_string();
        assert!(cell(0).contains(r#"{"styled":{"text":"3","strike":true}}"#), "{name} {}", cell(0));
        assert!(cell(1).contains(r#""strike":true"#), "{name} {}", cell(1));
        assert!(cell(2).contains(r#""position":"superscript""#), "{name} {}", cell(2));
        assert!(cell(3).contains(r#""position":"subscript""#), "{name} {}", cell(3));
        // Hidden, white and deleted digits are no part of the figure; inserted ones are.
        assert_eq!([4, 5, 7].map(cell), [r#""12""#; 3].map(str::to_owned), "{name}");
        assert_eq!(cell(8), r#""123""#, "{name}");
        assert!(cell(9).contains("不含撤回的"), "{name} {}", cell(9));
        for code in ["hidden-text-dropped", "ground-colored-text-dropped", "deletions-dropped", "insertions-kept"] {
            assert!(codes.contains(&code), "{name}: {code} not in {codes:?}");
        }
    }
}

/// Takes keys out of a value.
fn without(value: &mut serde_json::Value, keys: &[&str]) {
    match value {
        serde_json::Value::Object(object) => {
            object.retain(|key, _| !keys.contains(&key.as_str()));
            object.values_mut().for_each(|value| without(value, keys));
        }
        serde_json::Value::Array(items) => items.iter_mut().for_each(|value| without(value, keys)),
        _ => {}
    }
}

#[test]
fn pictures_that_float_seals_and_turned_cells_are_those_of_the_word_file() {
    // Every format rounds measures its own way and names pictures by itself.
    let of = |name, format, more: &[&str]| {
        let (json, codes) = read(name, format);
        let mut report: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(report["media"].as_object().map(serde_json::Map::len), Some(6), "{name}");
        without(&mut report, &[&["widths", "size", "data", "media"], more].concat());
        (report, codes)
    };
    let (docx, codes) = of("floats.docx", Format::Docx, &[]);
    let text = docx.to_string();
    for part in [r#""seal":true"#, r#""direction":"vertical""#, r#""direction":"upwards""#] {
        assert_eq!(text.matches(part).count(), 1, "{part} in {text}");
    }
    assert_eq!(codes, ["picture-moved"; 4]);
    for (name, format) in [("floats.doc", Format::Doc), ("floats.rtf", Format::Rtf), ("floats.odt", Format::Odt)] {
        // LibreOffice saves no descriptions of pictures in Word 97 files.
        let lost: &[&str] = if format == Format::Doc { &["alt"] } else { &[] };
        assert_eq!(of(name, format, lost), of("floats.docx", Format::Docx, lost), "{name}");
    }
}

#[test]
fn low_and_deleted_rows_and_ornaments_are_those_of_the_word_file() {
    let of = |name, format| {
        let (json, mut codes) = read(name, format);
        let report: serde_json::Value = serde_json::from_str(&json).unwrap();
        codes.dedup();
        (report["sections"][0]["content"][0]["table"]["rows"].to_string(), codes)
    };
    let (rows, codes) = of("rows.docx", Format::Docx);
    assert_eq!(rows, r#"[["1","2"],["<5","6"]]"#);
    assert_eq!(codes, ["deleted-rows-dropped", "hidden-rows-dropped", "ornament-left-out"]);
    // LibreOffice saves deleted rows as blank ones, and marks the row above in Word 97 files.
    let blank = r#"[["1","2"],["<5","6"],["",""]]"#;
    let named = ["deletions-dropped", "hidden-rows-dropped", "ornament-left-out"];
    assert_eq!(of("rows.rtf", Format::Rtf), (blank.to_owned(), named.to_vec()));
    let mut unclear = named.to_vec();
    unclear.push("row-change-unclear");
    assert_eq!(of("rows.doc", Format::Doc), (blank.to_owned(), unclear.clone()));
    assert_eq!(of("rows.odt", Format::Odt).0, blank);
}

#[test]
fn cells_a_word_97_row_says_no_place_of_are_named() {
    let mut bytes = std::fs::read(format!("{}/tests/old/floats.doc", env!("CARGO_MANIFEST_DIR"))).unwrap();
    // The definition of a row (sprmTDefTable): its code, its length, how many cells.
    let definitions: Vec<usize> =
        (0..bytes.len() - 5).filter(|at| bytes[*at..at + 2] == [0x08, 0xD6] && bytes[at + 4] == 3).collect();
    assert_eq!(definitions.len(), 2);
    bytes[definitions[1] + 4] = 2;
    let read = bytes_to_report(&bytes, Format::Doc, &options()).unwrap();
    let found: Vec<&Finding> = read.findings.iter().filter(|finding| finding.code() == "cells-undefined").collect();
    let [finding] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(finding.location().place, Some(Place::Table(1)));
    assert_eq!(["rows", "row", "defined"].map(|name| finding.value(name)), [Some("1"), Some("2"), Some("2")]);
}

#[test]
fn a_flat_open_document_draft_says_what_the_sample_says() {
    let options = options();
    let read = bytes_to_report(&sample_bytes("qinghe-2023/draft.fodt"), Format::Odt, &options).unwrap();
    let of = |json: &str| serde_json::from_str::<serde_json::Value>(json).unwrap();
    let found = of(&save(&read.value, &options.forms));
    let expected = of(&String::from_utf8(sample_bytes("qinghe-2023/report.json")).unwrap());
    for key in ["organ", "year", "form", "title", "statistics", "signature"] {
        assert!(!expected[key].is_null(), "{key}");
        assert_eq!(found[key], expected[key], "{key}");
    }
    let paragraphs = |report: &serde_json::Value| {
        let report = nianbao::report::load(&report.to_string(), &options.forms).unwrap();
        crate::support::prose(&report)
    };
    assert_eq!(paragraphs(&found), paragraphs(&expected));
}

/// A package as one XML file, as Word saves it.
fn flat_package(package: &[u8]) -> String {
    use base64::Engine as _;
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(package)).unwrap();
    let mut parts = String::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut content = Vec::new();
        std::io::Read::read_to_end(&mut file, &mut content).unwrap();
        if name == "[Content_Types].xml" {
            continue;
        }
        let is_xml = [".xml", ".rels"].iter().any(|extension| name.ends_with(extension));
        let content = match is_xml {
            true => {
                let text = String::from_utf8(content).unwrap();
                let root = text.split_once("?>").map_or(text.as_str(), |(_, root)| root);
                format!("<pkg:xmlData>{}</pkg:xmlData>", root.trim())
            }
            false => {
                let digits = base64::engine::general_purpose::STANDARD.encode(content);
                format!("<pkg:binaryData>{digits}</pkg:binaryData>")
            }
        };
        parts += &format!("<pkg:part pkg:name=\"/{name}\" pkg:contentType=\"x\">{content}</pkg:part>");
    }
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n<?mso-application progid=\"Word.Document\"?>\r\n\
         <pkg:package xmlns:pkg=\"http://schemas.microsoft.com/office/2006/xmlPackage\">{parts}</pkg:package>"
    )
}

#[test]
fn a_package_in_one_xml_file_says_what_the_package_says() {
    let options = options();
    for name in ["lukou-2021", "qinghe-2023"] {
        let package = sample_bytes(&format!("{name}/draft.docx"));
        let flat = flat_package(&package);
        let report = |bytes: &[u8]| {
            let read = bytes_to_report(bytes, Format::Docx, &options).unwrap();
            (save(&read.value, &options.forms), read.findings.iter().map(Finding::code).collect::<Vec<_>>())
        };
        assert_eq!(report(flat.as_bytes()), report(&package), "{name}");
        for called in [Format::Doc, Format::Odt, Format::Docx] {
            assert_eq!(called.of_bytes(flat.as_bytes()), Format::Docx, "{called:?}");
        }
    }
    // Word 2003's own XML is another format, refused by name.
    let old = "<?xml version=\"1.0\"?><w:wordDocument xmlns:w=\"http://schemas.microsoft.com/office/word/2003/wordml\"><w:body/></w:wordDocument>";
    let error = bytes_to_report(old.as_bytes(), Format::Docx, &options).unwrap_err();
    assert_eq!((error.code(), error.finding().value("found")), ("not-a-zip", Some("Word XML")));
}
