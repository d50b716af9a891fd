//! What several tests need.

mod carried;

pub(crate) use carried::as_carried;
use nianbao::convert::{Options, bytes_to_report};
use nianbao::finding::Warned;
use nianbao::format::Format;
use nianbao::report::Report;
use nianbao::style::Style;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The samples that are reports.
pub(crate) const REPORTS: [&str; 3] = ["lukou-2021", "qinghe-2023", "anping-2020"];

pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

pub(crate) fn sample(path: &str) -> PathBuf {
    root().join("samples").join(path)
}

pub(crate) fn sample_bytes(path: &str) -> Vec<u8> {
    std::fs::read(sample(path)).unwrap_or_else(|e| panic!("samples/{path}: {e}"))
}

pub(crate) fn options() -> Options {
    Options::built_in().unwrap()
}

/// A style that keeps what a draft says in colours and fonts. Its own fonts are such as no draft names: in a style's own font
/// text is not set apart from its paragraph.
pub(crate) fn style_that_keeps() -> Style {
    let faces = "fangsong = [\"某仿宋\"]\nsongti = [\"某宋体\"]\nheiti = [\"某黑体\"]\nlatin = [\"某西文\"]\n";
    let emphasis = "keep_colors = true\nkeep_fonts = true\n";
    Style::from_toml(&format!("extends = \"gongwen\"\nname = \"彩色\"\n[faces]\n{faces}[emphasis]\n{emphasis}"))
        .unwrap()
}

/// The report a sample's draft states.
pub(crate) fn draft(name: &str) -> Warned<Report> {
    bytes_to_report(&sample_bytes(&format!("{name}/draft.docx")), Format::Docx, &options()).unwrap()
}

/// Runs the command.
pub(crate) fn nianbao(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_nianbao")).args(args).output().unwrap()
}

/// What a run said on standard error.
pub(crate) fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// All text of a report, statutory tables aside, in the order it is printed.
pub(crate) fn prose(report: &Report) -> String {
    use nianbao::report::Item;
    let mut text = report.title.clone().unwrap_or_default();
    report.preamble.iter().for_each(|block| text.push_str(&block.plain_text()));
    for section in &report.sections {
        text.extend(section.heading.iter().map(|heading| heading.plain_text()));
        for item in &section.content {
            if let Item::Block(block) = item {
                text.push_str(&block.plain_text());
            }
        }
    }
    if let Some(signature) = &report.signature {
        text.extend(signature.organ.clone());
        text.extend(signature.date.as_ref().map(|date| date.raw.clone()));
    }
    for attachment in &report.attachments {
        text.extend(attachment.label.clone());
        text.extend(attachment.title.clone());
        attachment.content.iter().for_each(|block| text.push_str(&block.plain_text()));
    }
    text
}

/// A text without white space.
pub(crate) fn compact(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// A package, each part of which is what `change` makes of it.
pub(crate) fn repacked(bytes: &[u8], mut change: impl FnMut(&str, Vec<u8>) -> Vec<u8>) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let (name, mut content) = (part.name().unwrap().into_owned(), Vec::new());
        part.read_to_end(&mut content).unwrap();
        let method = zip::CompressionMethod::Stored;
        writer.start_file(&*name, zip::write::SimpleFileOptions::default().compression_method(method)).unwrap();
        writer.write_all(&change(&name, content)).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// The most memory this process took since the last call, where the system tells: its largest resident size
/// without what is mapped of files, which is the test's own program with all it says for debuggers.
pub(crate) fn peak_kb() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let kb = |key: &str| -> Option<u64> {
        let line = status.lines().find_map(|line| line.strip_prefix(key))?;
        line.trim().trim_end_matches("kB").trim().parse().ok()
    };
    std::fs::write("/proc/self/clear_refs", "5").ok()?;
    Some(kb("VmHWM:")?.saturating_sub(kb("RssFile:").unwrap_or(0)))
}

/// A generator that gives the same numbers on every run (xorshift64).
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 33) as usize % limit.max(1)
    }

    pub(crate) fn of<'t, T>(&mut self, list: &'t [T]) -> &'t T {
        &list[self.below(list.len())]
    }
}
