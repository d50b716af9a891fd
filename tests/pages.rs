//! The pages of every sample as they look, at 60 dots per inch in four greys: `tests/pages/SAMPLE.STYLE-N.png`, to be looked at.
//!
//! `UPDATE_GOLDEN=1 cargo test --test main pages` draws them anew (never in CI).

use crate::support::{REPORTS, options, root, sample_bytes};
use nianbao::convert::{Options, bytes_to_report, report_to_files};
use nianbao::font::Faces;
use nianbao::format::{Format, WriteOptions};
use nianbao::style::Style;
use nianbao::write::png::PngOptions;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// A page in four greys, row by row.
#[derive(PartialEq)]
struct Grey {
    width: u32,
    height: u32,
    levels: Vec<u8>,
}

/// Unlike by more than this many of the four greys is a change; a stroke's edge may round otherwise on another processor.
const TOLERANCE: u8 = 1;

fn folder() -> PathBuf {
    root().join("tests/pages")
}

fn decoded(bytes: &[u8]) -> Grey {
    let picture = image::load_from_memory(bytes).unwrap().into_luma8();
    let (width, height) = picture.dimensions();
    Grey { width, height, levels: picture.into_raw().into_iter().map(|value| value / 64).collect() }
}

impl Grey {
    fn write(&self, path: &Path) {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, self.width, self.height);
        encoder.set_color(png::ColorType::Grayscale);
        encoder.set_depth(png::BitDepth::Two);
        encoder.set_compression(png::Compression::High);
        let row = |row: &[u8]| -> Vec<u8> {
            row.chunks(4).map(|four| (0..4).fold(0, |byte, i| byte << 2 | four.get(i).copied().unwrap_or(0))).collect()
        };
        let rows: Vec<u8> = self.levels.chunks(self.width as usize).flat_map(row).collect();
        encoder.write_header().unwrap().write_image_data(&rows).unwrap();
        fs::write(path, bytes).unwrap();
    }

    /// What differs: nothing, or where.
    fn difference(&self, other: &Grey) -> Option<String> {
        if (self.width, self.height) != (other.width, other.height) {
            return Some(format!("{} × {} pixels, was {} × {}", self.width, self.height, other.width, other.height));
        }
        let unlike =
            self.levels.iter().zip(&other.levels).enumerate().filter(|(_, (a, b))| a.abs_diff(**b) > TOLERANCE);
        let places: Vec<(u32, u32)> = unlike.map(|(at, _)| (at as u32 % self.width, at as u32 / self.width)).collect();
        let (first, last) = (places.first()?, places.last()?);
        let mm = |row: u32| f64::from(row) / 60.0 * 25.4;
        Some(format!("{} pixels, {:.0} to {:.0} mm from the top", places.len(), mm(first.1), mm(last.1)))
    }
}

/// The pages of all samples by the names of their files.
fn drawn() -> BTreeMap<String, Grey> {
    let mut pages = BTreeMap::new();
    let mut draw = |sample: &str, path: &str, style: &str| {
        let style_of = Style::built_in(style).unwrap();
        let options = Options {
            faces: Faces::embedded(&style_of),
            style: style_of,
            write: WriteOptions { png: PngOptions { dpi: 60, page: None }, ..WriteOptions::default() },
            ..options()
        };
        let report = bytes_to_report(&sample_bytes(path), Format::Docx, &options).unwrap().value;
        let pictures = report_to_files(&report, Format::Png, &options).unwrap().value;
        for (page, (_, picture)) in (1..).zip(pictures.into_numbered()) {
            pages.insert(format!("{sample}.{style}-{page}.png"), decoded(&picture));
        }
    };
    for sample in REPORTS {
        draw(sample, &format!("{sample}/draft.docx"), "gongwen");
    }
    draw("plain", "plain/notice.docx", "gongwen");
    draw("lukou-2021", "lukou-2021/draft.docx", "web-print");
    pages
}

#[test]
fn every_page_looks_as_it_was_approved() {
    let drawn = drawn();
    if std::env::var_os("UPDATE_GOLDEN").is_some() && std::env::var_os("CI").is_none() {
        let _ = fs::remove_dir_all(folder());
        fs::create_dir_all(folder()).unwrap();
        drawn.iter().for_each(|(name, page)| page.write(&folder().join(name)));
        return;
    }
    let mut unlike = Vec::new();
    for (name, page) in &drawn {
        let found = match fs::read(folder().join(name)) {
            // The greys of the file are spread over 256 when it is decoded.
            Ok(bytes) => page.difference(&decoded(&bytes)),
            Err(error) => Some(error.to_string()),
        };
        if let Some(found) = found {
            let shown = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
            page.write(&shown);
            unlike.push(format!("{name}: {found}; see {}", shown.display()));
        }
    }
    for entry in fs::read_dir(folder()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if !drawn.contains_key(&name) {
            unlike.push(format!("{name}: no such page is drawn any more"));
        }
    }
    assert!(unlike.is_empty(), "not as approved (UPDATE_GOLDEN=1 after looking at them):\n{}", unlike.join("\n"));
}
