//! Files of other word processors say what the Word file says they were saved from (`old/make.py`).

use crate::support::options;
use nianbao::convert::bytes_to_report;
use nianbao::finding::Finding;
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
