//! `nianbao check --sheet`: the review sheet in every format, with the right cell marked.

use crate::support::{nianbao, said, sample};
use nianbao::format::Format;
use nianbao::read::pdf::pdf_to_document;
use std::fs;
use std::path::Path;

/// The sample with one total of table 4 wrong, as a Word file.
fn broken(folder: &Path) -> String {
    let text = fs::read_to_string(sample("qinghe-2023/report.json")).unwrap();
    let mut report: serde_json::Value = serde_json::from_str(&text).unwrap();
    report["statistics"]["disputes"]["reconsideration"]["total"] = 57.into();
    let (json, word) = (folder.join("甲.json"), folder.join("甲.docx"));
    fs::write(&json, report.to_string()).unwrap();
    let (json, word) = (json.to_str().unwrap(), word.to_str().unwrap());
    nianbao(&["convert", json, "-o", word]);
    word.to_owned()
}

fn sheet(input: &str, output: &Path) -> String {
    let run = nianbao(&["check", input, "--sheet", output.to_str().unwrap()]);
    assert_eq!(run.status.code(), Some(1), "{}", said(&run));
    said(&run)
}

#[test]
fn the_wrong_total_is_coloured_and_numbered_in_every_format() {
    let folder = tempfile::tempdir().unwrap();
    let input = broken(folder.path());
    let path = |name: &str| folder.path().join(name);
    assert!(sheet(&input, &path("单.docx")).contains("单.docx"));
    let mut package = zip::ZipArchive::new(fs::File::open(path("单.docx")).unwrap()).unwrap();
    let word = std::io::read_to_string(package.by_name("word/document.xml").unwrap()).unwrap();
    let cells = word.split("<w:tc>").skip(1).filter_map(|cell| cell.split("</w:tc>").next());
    let red: Vec<String> = cells.filter(|cell| cell.contains("w:fill=\"F8CFCF\"")).map(text_of).collect();
    assert_eq!(red, ["①", "错误", "57①"], "number and severity in the list, and the cell");

    sheet(&input, &path("单.html"));
    let page = fs::read_to_string(path("单.html")).unwrap();
    let cells = page.split("<td").skip(1).filter_map(|cell| cell.split("</td>").next());
    let red: Vec<String> = cells.filter(|cell| cell.contains("background-color:#F8CFCF")).map(text_of).collect();
    assert_eq!(red, ["①", "错误", "57①"]);
    assert!(page.contains("print-color-adjust:exact"));

    sheet(&input, &path("单.pdf"));
    let pages = fs::read(path("单.pdf")).unwrap();
    let text: String = pdf_to_document(&pages).unwrap().value.blocks.iter().map(|block| block.plain_text()).collect();
    for part in ["57①", "处理意见", "核对人", "甲.docx"] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    assert!(!text.contains("50①"), "{text}");
}

/// What stands between the tags of some mark-up.
fn text_of(markup: &str) -> String {
    markup.split('>').skip(1).filter_map(|piece| piece.split('<').next()).collect::<String>().trim().to_owned()
}

#[test]
fn a_review_sheet_is_read_as_no_report() {
    let folder = tempfile::tempdir().unwrap();
    let input = broken(folder.path());
    for name in ["单.docx", "单.pdf"] {
        let made = folder.path().join(name);
        sheet(&input, &made);
        let made = made.to_str().unwrap();
        let json = folder.path().join("读.json");
        let json = json.to_str().unwrap();
        for args in [vec!["convert", made, "-o", json], vec!["convert", &input, "--tables", made, "-o", json]] {
            let run = nianbao(&args);
            assert_eq!(run.status.code(), Some(2));
            assert!(said(&run).contains("[review-sheet-given]"), "{}", said(&run));
        }
    }
}

#[test]
fn the_same_report_gives_the_same_sheet_and_several_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    let input = broken(folder.path());
    let path = |name: &str| folder.path().join(name);
    for extension in ["docx", "pdf", "html"] {
        let (one, other) = (path(&format!("一.{extension}")), path(&format!("二.{extension}")));
        sheet(&input, &one);
        sheet(&input, &other);
        assert!(fs::read(one).unwrap() == fs::read(other).unwrap(), "{extension}");
    }
    let sound = sample("lukou-2021/draft.docx");
    let sheets = path("核对单");
    let run = nianbao(&["check", &input, sound.to_str().unwrap(), "--sheet", sheets.to_str().unwrap()]);
    assert_eq!(run.status.code(), Some(1), "{}", said(&run));
    let mut names: Vec<String> =
        fs::read_dir(&sheets).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    assert_eq!(names, ["draft-核对单.pdf", "甲-核对单.pdf"]);
}

#[test]
fn a_sheet_is_a_document_that_overwrites_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let input = broken(folder.path());
    for name in ["单.xlsx", "单.png", "单.json", "单.csv", "单"] {
        let path = folder.path().join(name);
        let run = nianbao(&["check", &input, "--sheet", path.to_str().unwrap()]);
        assert_eq!(run.status.code(), Some(2), "{name}");
        assert!(said(&run).contains("PDF、DOCX 或 HTML"), "{}", said(&run));
        assert!(!path.exists());
    }
    let run = nianbao(&["check", &input, "--sheet", &input, "--force"]);
    assert!(said(&run).contains("[output-is-input]"), "{}", said(&run));
    assert!(Format::by_name("pdf").unwrap().entry().is_document());
}
