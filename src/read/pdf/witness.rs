//! Long runs over many files, by hand or by `.ci/pdf_text.py`: ignored tests.

use super::pdf_to_facts;
use std::fmt::Write;
use std::path::PathBuf;

/// The files of the folder named by `NIANBAO_PDF_FILES`.
fn files() -> Vec<PathBuf> {
    let folder = std::env::var_os("NIANBAO_PDF_FILES").expect("NIANBAO_PDF_FILES names a folder");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|e| e.eq_ignore_ascii_case("pdf")));
    files.sort();
    files
}

/// Writes `NAME.txt` beside nothing but into `NIANBAO_PDF_TEXT`: the glyphs' text in painting order, pages set apart by form
/// feeds, and after a line `---` the findings.
#[test]
#[ignore = "writes files"]
fn texts_of_many_files() {
    let out = PathBuf::from(std::env::var_os("NIANBAO_PDF_TEXT").expect("NIANBAO_PDF_TEXT names a folder"));
    std::fs::create_dir_all(&out).unwrap();
    for file in files() {
        let bytes = std::fs::read(&file).unwrap();
        let start = std::time::Instant::now();
        let mut text = String::new();
        let mut talk = String::new();
        match pdf_to_facts(&bytes) {
            Ok(read) => {
                for page in &read.value.pages {
                    text.extend(page.glyphs.iter().map(|glyph| &*glyph.text));
                    text.push('\u{C}');
                }
                for finding in read.findings {
                    writeln!(talk, "{}", finding.render(crate::finding::Language::English)).unwrap();
                }
            }
            Err(error) => writeln!(talk, "ERROR {error}").unwrap(),
        }
        writeln!(talk, "ms {}", start.elapsed().as_millis()).unwrap();
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        std::fs::write(out.join(format!("{name}.txt")), text).unwrap();
        std::fs::write(out.join(format!("{name}.findings")), talk).unwrap();
    }
}
