//! Damaged PDFs, thousands of them: no panic, no long wait, no much memory, and no statutory figure wrong in silence.
//!
//! Ignored unless asked for (`cargo test --release -- --ignored mutated`), as it takes minutes. Every case follows from its number, which
//! a failure names: `NIANBAO_MUTATED_PDF=4711..4712` runs that one alone, `0..20000` many.

use crate::support::{REPORTS, draft, options};
use encoding_rs::GBK;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use nianbao::convert::{Options, Publication, bytes_to_report};
use nianbao::document::Block;
use nianbao::finding::{Finding, Severity, Warned};
use nianbao::format::Format;
use nianbao::report::Report;
use nianbao::write::pdf::Profile;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// How many cases run unless `NIANBAO_MUTATED_PDF` says otherwise.
const CASES: Range<u64> = 0..3000;
const LONGEST: Duration = Duration::from_secs(3);
const MEGABYTES: u64 = 512;

/// A generator that gives the same numbers everywhere (SplitMix64).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }
}

/// A PDF and what it says unharmed.
struct Base {
    name: String,
    bytes: Vec<u8>,
    pdf: Document,
    read: Warned<Report>,
    /// Whether it says by itself that something on its pages was changed: it carries data and their digest.
    sealed: bool,
}

/// A plain PDF of a report: text in a font that is named only, tables of strokes, every stream compressed.
fn plain_pdf(report: &Report, encoding: &str) -> Vec<u8> {
    const SIZE: f64 = 6.0;
    let options = options();
    let publication = Publication::compose(report, &options).value;
    let mut pages = vec![String::new()];
    let mut y = 800.0;
    let encoded = |text: &str| -> String {
        let bytes = match encoding {
            "GBK-EUC-H" => GBK.encode(text).0.into_owned(),
            _ => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        };
        bytes.iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"))
    };
    let show = |page: &mut String, x: f64, y: f64, text: &str| {
        let _ = writeln!(page, "BT /F {SIZE} Tf {x:.2} {y:.2} Td <{}> Tj ET", encoded(text));
    };
    for block in &publication.document().blocks {
        if let Block::Table(grid) = block {
            let across = 515.0 / f64::from(grid.columns());
            let high = SIZE * 5.0;
            for row in 0..grid.rows() {
                if y - high < 40.0 {
                    pages.push(String::new());
                    y = 800.0;
                }
                let page = pages.last_mut().unwrap();
                for cell in grid.cells().iter().filter(|cell| (cell.row..cell.row + cell.row_span).contains(&row)) {
                    let (x, width) = (40.0 + across * f64::from(cell.column), across * f64::from(cell.column_span));
                    let first = row == cell.row;
                    let edge = |from: (f64, f64), to: (f64, f64)| {
                        format!("{:.2} {:.2} m {:.2} {:.2} l S\n", from.0, from.1, to.0, to.1)
                    };
                    page.push_str(&edge((x, y), (x, y - high)));
                    page.push_str(&edge((x + width, y), (x + width, y - high)));
                    if first || y > 799.0 {
                        page.push_str(&edge((x, y), (x + width, y)));
                    }
                    if row + 1 == cell.row + cell.row_span || y - 2.0 * high < 40.0 {
                        page.push_str(&edge((x, y - high), (x + width, y - high)));
                    }
                    if first {
                        let letters: Vec<char> = cell.plain_text().chars().filter(|c| *c != '\n').collect();
                        for (n, line) in letters.chunks(((width / SIZE) as usize).max(1)).enumerate() {
                            show(page, x + 1.0, y - SIZE * (1.0 + n as f64), &line.iter().collect::<String>());
                        }
                    }
                }
                y -= high;
            }
            y -= 20.0;
        } else {
            let letters: Vec<char> = block.plain_text().chars().collect();
            for line in letters.chunks(80) {
                if y < 50.0 {
                    pages.push(String::new());
                    y = 800.0;
                }
                show(pages.last_mut().unwrap(), 40.0, y - SIZE, &line.iter().collect::<String>());
                y -= SIZE * 1.6;
            }
            y -= SIZE;
        }
    }
    let mut pdf = Document::with_version("1.4");
    let descriptor = pdf.add_object(dictionary! { "Type" => "FontDescriptor", "FontName" => "SimSun", "Flags" => 6 });
    let descendant = pdf.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "CIDFontType2", "BaseFont" => "SimSun", "FontDescriptor" => descriptor, "DW" => 1000,
        "CIDSystemInfo" => dictionary! {
            "Registry" => Object::string_literal("Adobe"), "Ordering" => Object::string_literal("GB1"), "Supplement" => 4,
        },
    });
    let font = pdf.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type0", "BaseFont" => "SimSun", "Encoding" => encoding,
        "DescendantFonts" => vec![descendant.into()],
    });
    let tree = pdf.new_object_id();
    let mut kids: Vec<Object> = Vec::new();
    for page in pages {
        let content = pdf.add_object(Stream::new(Dictionary::new(), page.into_bytes()));
        kids.push(Object::Reference(pdf.add_object(dictionary! {
            "Type" => "Page", "Parent" => tree, "Contents" => content,
            "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
            "Resources" => dictionary! { "Font" => dictionary! { "F" => font } },
        })));
    }
    pdf.objects.insert(tree, dictionary! { "Type" => "Pages", "Count" => kids.len() as i64, "Kids" => kids }.into());
    let catalog = pdf.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    pdf.trailer.set("Root", catalog);
    pdf.compress();
    let mut bytes = Vec::new();
    pdf.save_to(&mut bytes).unwrap();
    bytes
}

fn bases() -> Vec<Base> {
    let base = |name: String, bytes: Vec<u8>, sealed: bool| {
        let read = bytes_to_report(&bytes, Format::Pdf, &options()).unwrap();
        Base { name, pdf: Document::load_mem(&bytes).unwrap(), bytes, read, sealed }
    };
    let mut bases = Vec::new();
    for name in REPORTS {
        let report = draft(name).value;
        for (profile, sealed) in [(Profile::A3a, true), (Profile::Plain, false)] {
            let mut options = options();
            options.write.pdf = profile;
            let bytes = Publication::compose(&report, &options).value.to_bytes(Format::Pdf).unwrap().value;
            bases.push(base(format!("{name} {profile:?}"), bytes, sealed));
        }
        for encoding in ["GBK-EUC-H", "UniGB-UCS2-H"] {
            bases.push(base(format!("{name} {encoding}"), plain_pdf(&report, encoding), false));
        }
    }
    for base in &bases {
        assert!(!base.read.value.statistics.is_empty(), "{}: no figures", base.name);
    }
    bases
}

/// A damaged copy; whether a reader could know that it is damaged from the file alone.
fn damaged(base: &Base, chance: &mut Chance) -> (Vec<u8>, &'static str, bool) {
    let mut bytes = base.bytes.clone();
    let length = bytes.len();
    match chance.below(8) {
        0 => {
            for _ in 0..=chance.below(40) {
                bytes[chance.below(length)] = chance.next() as u8;
            }
            (bytes, "bytes changed", true)
        }
        1 => {
            bytes[chance.below(length)] ^= 1 << chance.below(8);
            (bytes, "a bit changed", true)
        }
        2 => {
            bytes.truncate(chance.below(length));
            (bytes, "cut off", true)
        }
        3 => {
            let from = chance.below(length);
            bytes.drain(from..(from + 1 + chance.below(2000)).min(length));
            (bytes, "a piece taken out", true)
        }
        4 => {
            let from = chance.below(length);
            let piece: Vec<u8> = bytes[from..(from + 1 + chance.below(2000)).min(length)].to_vec();
            let at = chance.below(length);
            bytes.splice(at..at, piece);
            (bytes, "a piece doubled", true)
        }
        kind => {
            let mut pdf = base.pdf.clone();
            let what = match kind {
                5 => objects_swapped(&mut pdf, chance),
                6 => stream_changed(&mut pdf, chance),
                _ => value_changed(&mut pdf, chance),
            };
            let mut saved = Vec::new();
            pdf.save_to(&mut saved).unwrap();
            (saved, what, base.sealed)
        }
    }
}

fn any(ids: &[ObjectId], chance: &mut Chance) -> ObjectId {
    ids[chance.below(ids.len())]
}

fn objects_swapped(pdf: &mut Document, chance: &mut Chance) -> &'static str {
    let ids: Vec<ObjectId> = pdf.objects.keys().copied().collect();
    let (one, other) = (any(&ids, chance), any(&ids, chance));
    let (first, second) = (pdf.objects[&one].clone(), pdf.objects[&other].clone());
    pdf.objects.insert(one, second);
    pdf.objects.insert(other, first);
    "two objects swapped"
}

/// Damage that no check sum shows: the stream is compressed after it.
fn stream_changed(pdf: &mut Document, chance: &mut Chance) -> &'static str {
    let streams = pdf.objects.iter().filter(|(_, object)| matches!(object, Object::Stream(_)));
    let ids: Vec<ObjectId> = streams.map(|(id, _)| *id).collect();
    let Some(Object::Stream(stream)) = pdf.objects.get_mut(&any(&ids, chance)) else { return "nothing" };
    if let Ok(mut content) = stream.decompressed_content()
        && !content.is_empty()
    {
        for _ in 0..=chance.below(6) {
            let at = chance.below(content.len());
            match chance.below(3) {
                0 => content[at] = chance.next() as u8,
                1 => content[at] = b"0123456789 <>()[]/"[chance.below(18)],
                _ => content.truncate(at.max(1)),
            }
        }
        stream.set_plain_content(content);
        let _ = stream.compress();
    }
    "a stream changed"
}

fn value_changed(pdf: &mut Document, chance: &mut Chance) -> &'static str {
    let ids: Vec<ObjectId> = pdf.objects.keys().copied().collect();
    let (one, other) = (any(&ids, chance), any(&ids, chance));
    let value = match chance.below(7) {
        0 => Object::Null,
        1 => Object::Integer(chance.next() as i64 >> chance.below(64)),
        2 => Object::Real(f32::from_bits(chance.next() as u32)),
        3 => Object::Reference(other),
        4 => Object::Name(b"X".to_vec()),
        5 => Object::Array(vec![Object::Reference(one); 3]),
        _ => Object::string_literal("x"),
    };
    let dict = match pdf.objects.get_mut(&one) {
        Some(Object::Dictionary(dict)) => dict,
        Some(Object::Stream(stream)) => &mut stream.dict,
        Some(Object::Array(items)) if !items.is_empty() => {
            let at = chance.below(items.len());
            items[at] = value;
            return "an item changed";
        }
        _ => return "nothing",
    };
    let keys: Vec<Vec<u8>> = dict.iter().map(|(key, _)| key.clone()).collect();
    if !keys.is_empty() {
        dict.set(keys[chance.below(keys.len())].clone(), value);
    }
    "a value changed"
}

/// The figures of a report by table and cell.
fn figures(report: &Report) -> BTreeMap<(&str, &str), &str> {
    let tables = report.statistics.iter();
    tables
        .flat_map(|(table, figures)| figures.cells.iter().map(move |(cell, count)| ((&**table, &**cell), &*count.raw)))
        .collect()
}

/// What a reading says beyond what is said of the unharmed file.
fn said_anew<'a>(read: &'a Warned<Report>, base: &Base) -> impl Iterator<Item = &'a Finding> {
    read.findings
        .iter()
        .filter(|f| f.severity() > Severity::Note && !base.read.findings.contains(f))
        .collect::<Vec<_>>()
        .into_iter()
}

/// What is wrong with how a damaged file was read.
fn fault(base: &Base, bytes: &[u8], can_know: bool, options: &Options) -> Option<String> {
    let started = Instant::now();
    let read = catch_unwind(AssertUnwindSafe(|| bytes_to_report(bytes, Format::Pdf, options)));
    let took = started.elapsed();
    // A build for tests is slower than any user's by more than the law allows.
    if took > LONGEST && !cfg!(debug_assertions) {
        return Some(format!("took {took:?}"));
    }
    let Ok(read) = read else { return Some("panicked".to_owned()) };
    let Ok(read) = read else { return None };
    let (found, wanted) = (figures(&read.value), figures(&base.read.value));
    let wrong: Vec<_> = wanted.iter().filter(|(id, raw)| found.get(*id) != Some(raw)).collect();
    if wrong.is_empty() || !can_know || said_anew(&read, base).next().is_some() {
        return None;
    }
    let first = wrong.iter().take(3).map(|(id, raw)| format!("{id:?}: {raw:?} read as {:?}", found.get(*id)));
    Some(format!("{} figures wrong in silence: {}", wrong.len(), first.collect::<Vec<_>>().join(", ")))
}

#[test]
#[ignore = "takes minutes; .ci/run runs it in release"]
fn mutated_pdfs_are_read_or_refused() {
    let cases = match std::env::var("NIANBAO_MUTATED_PDF") {
        Ok(range) => {
            let (from, to) = range.split_once("..").unwrap();
            from.parse().unwrap()..to.parse().unwrap()
        }
        Err(_) => CASES,
    };
    let (bases, options) = (bases(), options());
    let (next, faults, read) = (AtomicU64::new(cases.start), Mutex::new(Vec::new()), AtomicU64::new(0));
    std::panic::set_hook(Box::new(|_| ()));
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                while let case = next.fetch_add(1, Ordering::Relaxed)
                    && cases.contains(&case)
                {
                    let mut chance = Chance(case);
                    let base = &bases[chance.below(bases.len())];
                    let (bytes, what, can_know) = damaged(base, &mut chance);
                    if let Some(fault) = fault(base, &bytes, can_know, &options) {
                        faults.lock().unwrap().push(format!("case {case}, {}, {what}: {fault}", base.name));
                    }
                    read.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
    });
    let _ = std::panic::take_hook();
    let faults = faults.into_inner().unwrap();
    assert!(faults.is_empty(), "{} of {} cases:\n{}", faults.len(), read.into_inner(), faults.join("\n"));
    // Linux tells the most memory a process ever had.
    if let Ok(status) = std::fs::read_to_string("/proc/self/status") {
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
        let megabytes = peak.trim().trim_end_matches(" kB").parse::<u64>().unwrap() / 1024;
        assert!(megabytes <= MEGABYTES, "{megabytes} MB");
    }
}
