//! What reading a published PDF costs, and what understanding it: `cargo bench --bench pdf [-- FILE.pdf …]`.
//!
//! Each file is read by its pages to a document (text, tables with their spans, pictures) and to a report that is checked, many times
//! each; the least CPU time of each is printed by page. Without files: the samples as nianbao publishes them. Measures and prints; never
//! fails on a slow machine. `pdf_readers.py` runs it beside the peers.

#![allow(clippy::print_stdout, clippy::unwrap_used)]
use nianbao::convert::{Options, Publication, bytes_to_report};
use nianbao::format::Format;
use nianbao::read::pdf::pdf_to_document;
use std::path::Path;
use std::time::{Duration, Instant};

const RUNS: usize = 60;

fn main() {
    let mut options = Options::built_in().unwrap();
    options.read.visible_only = true;
    let named: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let files: Vec<(String, Vec<u8>)> = match named.is_empty() {
        true => samples(&options),
        false => named.into_iter().map(|file| (file.clone(), std::fs::read(file).unwrap())).collect(),
    };
    println!("{:<34} {:>6} {:>14} {:>14}", "ms a page", "pages", "to a document", "to a report");
    for (name, bytes) in files {
        let pages = lopdf::Document::load_mem(&bytes).map_or(1, |file| file.get_pages().len().max(1));
        let by_page = |time: Duration| time.as_secs_f64() * 1e3 / pages as f64;
        let document = by_page(least(|| drop(pdf_to_document(&bytes))));
        let report = by_page(least(|| drop(bytes_to_report(&bytes, Format::Pdf, &options))));
        let name = Path::new(&name).file_name().map_or(name.clone(), |name| name.to_string_lossy().into_owned());
        println!("{name:<34} {pages:>6} {document:>14.2} {report:>14.2}");
    }
}

fn samples(options: &Options) -> Vec<(String, Vec<u8>)> {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let published = ["lukou-2021", "qinghe-2023", "anping-2020"].map(|name| {
        let draft = std::fs::read(samples.join(name).join("draft.docx")).unwrap();
        let report = bytes_to_report(&draft, Format::Docx, options).unwrap().value;
        (format!("{name}.pdf"), Publication::compose(&report, options).value.to_bytes(Format::Pdf).unwrap().value)
    });
    published.into()
}

fn least(mut run: impl FnMut()) -> Duration {
    let times = (0..RUNS).map(|_| {
        let before = Instant::now();
        run();
        before.elapsed()
    });
    times.min().unwrap_or_default()
}
