//! Long runs over many files, by hand or by `.ci/pdf_text.py`: ignored tests.

use super::{PdfReadOptions, pdf_to_facts};
use crate::finding::terms;
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
        match pdf_to_facts(&bytes, &PdfReadOptions::default()) {
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

/// Numbers that are the same in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }
}

/// Damages bytes in one of several ways.
fn damage(bytes: &mut Vec<u8>, chance: &mut Chance) {
    match chance.below(8) {
        0..=2 => {
            for _ in 0..=chance.below(40) {
                let at = chance.below(bytes.len());
                bytes[at] ^= 1 << chance.below(8);
            }
        }
        3 => bytes.truncate(chance.below(bytes.len())),
        4 => {
            let from = chance.below(bytes.len());
            let to = (from + chance.below(2000)).min(bytes.len());
            bytes.drain(from..to);
        }
        5 => {
            let from = chance.below(bytes.len());
            let part = bytes[from..(from + chance.below(4000)).min(bytes.len())].to_vec();
            let at = chance.below(bytes.len());
            bytes.splice(at..at, part);
        }
        6 => {
            // Numbers made huge.
            for _ in 0..=chance.below(30) {
                let at = chance.below(bytes.len());
                for byte in bytes[at..]
                    .iter_mut()
                    .take(200)
                    .skip_while(|b| !b.is_ascii_digit())
                    .take_while(|b| b.is_ascii_digit())
                {
                    *byte = b'9';
                }
            }
        }
        _ => {
            // References led astray.
            for _ in 0..=chance.below(30) {
                let at = chance.below(bytes.len());
                if let Some(found) = memchr::memmem::find(&bytes[at..], b" 0 R") {
                    let digit = (at + found).saturating_sub(1);
                    if bytes[digit].is_ascii_digit() {
                        bytes[digit] = b'0' + chance.below(10) as u8;
                    }
                }
            }
        }
    }
}

/// Reads files of `NIANBAO_PDF_FILES`, damaged in `NIANBAO_PDF_MUTATIONS` ways: none may panic, take 3 s, or fill the memory.
#[test]
#[ignore = "takes minutes"]
#[allow(clippy::print_stdout)]
fn damaged_files_are_read_or_refused() {
    let wanted: usize = std::env::var("NIANBAO_PDF_MUTATIONS").map_or(10_000, |text| text.parse().unwrap());
    let first: usize = std::env::var("NIANBAO_PDF_FIRST").map_or(0, |text| text.parse().unwrap());
    let sources: Vec<(PathBuf, Vec<u8>)> = files()
        .into_iter()
        .map(|file| (file.clone(), std::fs::read(file).unwrap()))
        .filter(|(_, bytes)| (100..400_000).contains(&bytes.len()))
        .collect();
    let mut bad = Vec::new();
    let (mut read, mut refused, mut slowest) = (0, 0, 0.0f64);
    for round in first..first + wanted {
        let mut chance = Chance(0x9E37_79B9_7F4A_7C15 ^ ((round as u64 + 1) << 20));
        for _ in 0..8 {
            chance.below(2);
        }
        let (name, bytes) = &sources[round % sources.len()];
        let mut bytes = bytes.clone();
        damage(&mut bytes, &mut chance);
        let start = std::time::Instant::now();
        let result = pdf_to_facts(&bytes, &PdfReadOptions::default());
        let took = start.elapsed().as_secs_f64();
        slowest = slowest.max(took);
        let is_panic = result
            .as_ref()
            .is_err_and(|error| error.finding().typed("cause").is_some_and(|cause| cause.is(terms::CANNOT_BE_PARSED)));
        match result {
            Ok(_) => read += 1,
            Err(_) => refused += 1,
        }
        if is_panic || took > 3.0 {
            let kept = std::env::temp_dir().join(format!("nianbao-damaged-{round}.pdf"));
            std::fs::write(&kept, &bytes).unwrap();
            bad.push(format!(
                "{round} of {}: panic {is_panic}, {took:.1} s, kept as {}",
                name.display(),
                kept.display()
            ));
        }
    }
    let memory = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = memory.lines().find(|line| line.starts_with("VmHWM")).unwrap_or_default().to_owned();
    println!("{read} read, {refused} refused, slowest {slowest:.2} s, {peak}");
    assert!(bad.is_empty(), "{bad:#?}");
}
