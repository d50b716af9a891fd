//! How long peers take for files of word processors: `word-peers PEER FILE…` prints the median of nine runs of each file, in
//! milliseconds, a line each; `-` where the peer can't read it.

use std::time::Instant;

const RUNS: usize = 9;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let peer = arguments.next().unwrap_or_default();
    // What a peer panics over it can't read.
    std::panic::set_hook(Box::new(|_| {}));
    for file in arguments {
        let read: fn(&str) -> bool = if peer == "docling" { by_docling } else { by_office_oxide };
        let mut times = Vec::new();
        for _ in 0..RUNS {
            let before = Instant::now();
            if std::panic::catch_unwind(|| read(&file)).unwrap_or(false) {
                times.push(before.elapsed());
            }
        }
        times.sort();
        match times.get(RUNS / 2) {
            Some(time) => println!("{:.4}", time.as_secs_f64() * 1000.0),
            None => println!("-"),
        }
    }
}

fn by_docling(file: &str) -> bool {
    let Ok(source) = docling::SourceDocument::from_file(file) else { return false };
    let Ok(read) = docling::DocumentConverter::new().convert(source) else { return false };
    !std::hint::black_box(read.document.export_to_markdown()).is_empty()
}

fn by_office_oxide(file: &str) -> bool {
    let Ok(document) = office_oxide::Document::open(file) else { return false };
    !std::hint::black_box(document.to_markdown()).is_empty()
}
