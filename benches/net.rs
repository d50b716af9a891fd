//! What the net under the readers costs: `cargo bench --bench net`.
//!
//! Every text a reader sees is counted and held against what it placed or named. Each draft is read with the net and without it in
//! turn, many times, and the least time of each is taken: the machine's other work only ever adds. Measures and prints; never fails
//! on a slow machine.

#![allow(clippy::print_stdout, clippy::unwrap_used)]
use nianbao::convert::{Options, Publication, bytes_to_report};
use nianbao::document::without_net;
use nianbao::format::Format;
use std::path::Path;
use std::time::{Duration, Instant};

/// The most that it may cost, in parts of a hundred.
const AIM: f64 = 3.0;

fn main() {
    let runs = std::env::var("NIANBAO_RUNS").ok().and_then(|runs| runs.parse().ok()).unwrap_or(200);
    let options = Options::built_in().unwrap();
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    println!("with and without the net, the least of {runs} runs each (aim: {AIM} % more)");
    println!("{:<34} {:>10} {:>10} {:>8}", "", "with ms", "without ms", "more %");
    let mut sums = (0.0, 0.0);
    for name in ["lukou-2021", "qinghe-2023", "anping-2020"] {
        let draft = std::fs::read(samples.join(name).join("draft.docx")).unwrap();
        let report = bytes_to_report(&draft, Format::Docx, &options).unwrap().value;
        let publication = Publication::compose(&report, &options).value;
        let mut files = vec![(Format::Docx, draft)];
        for format in [Format::Pdf, Format::Xlsx] {
            files.push((format, publication.to_bytes(format).unwrap().value));
        }
        for (format, bytes) in files {
            let read = || drop(bytes_to_report(&bytes, format, &options).unwrap());
            let (mut with, mut without) = (Duration::MAX, Duration::MAX);
            for _ in 0..runs {
                with = with.min(timed(read));
                without = without.min(timed(|| without_net(read)));
            }
            row(&format!("{name}, {format:?}"), with.as_secs_f64(), without.as_secs_f64());
            sums = (sums.0 + with.as_secs_f64(), sums.1 + without.as_secs_f64());
        }
    }
    row("all", sums.0, sums.1);
}

fn timed(run: impl FnOnce()) -> Duration {
    let before = Instant::now();
    run();
    before.elapsed()
}

fn row(name: &str, with: f64, without: f64) {
    println!("{name:<34} {:>10.3} {:>10.3} {:>8.1}", with * 1e3, without * 1e3, 100.0 * (with / without - 1.0));
}
