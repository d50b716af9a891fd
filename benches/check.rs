//! How long 1,000 reports take to be checked in one process: `cargo bench --bench check`.
//!
//! As canonical JSON and as workbooks; beside a pandas script that reads the same files and holds the sums alone against each other,
//! in the same run, where the Python of `target/ci-venv` or the system's has it. Measures and prints; never fails on a slow machine.

#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::indexing_slicing, clippy::cast_possible_truncation)]
#[path = "../tests/check/correct.rs"]
mod correct;

use correct::Random;
use nianbao::convert::{Against, Conversion, Options, Source, in_order, report_to_files};
use nianbao::finding::Severity;
use nianbao::form::Forms;
use nianbao::format::Format;
use nianbao::report::{Count, Report, save};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

const REPORTS: usize = 1_000;
/// Every so many is wrong in one total.
const WRONG: usize = 10;
/// The target a reader may hold these numbers against.
const SECONDS: f64 = 3.0;

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let options = Options::built_in().unwrap();
    let reports = reports(&options.forms);
    println!("{REPORTS} reports, {} of them with a wrong total (target: {SECONDS} s)", REPORTS / WRONG);
    println!("{:<44} {:>8} {:>8}", "", "s", "ratio");
    for (format, extension) in [(Format::Json, "json"), (Format::Xlsx, "xlsx")] {
        let files = written(&reports, format, extension, &folder.path().join(extension), &options);
        let before = Instant::now();
        let wrong = checked(&files, format, &options);
        let own = before.elapsed().as_secs_f64();
        assert_eq!(wrong, REPORTS / WRONG);
        row(&format!("nianbao, {extension}, every rule"), own, own);
        match pandas(&folder.path().join(extension)) {
            Some(seconds) => row(&format!("pandas, {extension}, the sums of rows alone"), seconds, own),
            None => println!("pandas is not installed"),
        }
    }
}

fn row(name: &str, seconds: f64, own: f64) {
    println!("{name:<44} {seconds:>8.2} {:>8.1}", seconds / own);
}

fn reports(forms: &Forms) -> Vec<Report> {
    let form = forms.for_year(2023).unwrap();
    let mut random = Random(15);
    let report = |index: usize| {
        let mut report = correct::report(form, &format!("第{index}号局"), 2023, &mut random);
        if index.is_multiple_of(WRONG) {
            let total = &mut report.statistics["applications"].cells["received.total"];
            *total = Count::of(correct_total(total) + 1);
        }
        report
    };
    (0..REPORTS).map(report).collect()
}

fn correct_total(total: &Count) -> i64 {
    total.raw.parse().unwrap()
}

fn written(reports: &[Report], format: Format, extension: &str, folder: &Path, options: &Options) -> Vec<PathBuf> {
    std::fs::create_dir(folder).unwrap();
    let path = |index: usize| folder.join(format!("{index:04}.{extension}"));
    let write = |index: usize| {
        let bytes = match format {
            Format::Json => save(&reports[index], &options.forms).into_bytes(),
            format => report_to_files(&reports[index], format, options).unwrap().value.into_only().unwrap(),
        };
        std::fs::write(path(index), bytes).unwrap();
    };
    in_order(reports.len(), write, |_| {}, |_, ()| ControlFlow::Continue(()));
    (0..reports.len()).map(path).collect()
}

/// How many of the files have an error.
fn checked(files: &[PathBuf], format: Format, options: &Options) -> usize {
    let conversion = Conversion::new(options);
    let check = |index: usize| {
        let source = Source::new("report", std::fs::read(&files[index]).unwrap(), format);
        let mut findings = Vec::new();
        conversion.review(&source, Against::default(), &mut findings).unwrap();
        findings.iter().any(|finding| finding.severity() == Severity::Error)
    };
    let mut wrong = 0;
    let end = |_, is_wrong| {
        wrong += usize::from(is_wrong);
        ControlFlow::Continue(())
    };
    in_order(files.len(), check, |_| {}, end);
    wrong
}

/// The seconds that pandas takes for the rows of table 3 alone, its own start left out.
fn pandas(folder: &Path) -> Option<f64> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/ci-venv/bin/python");
    let python = if own.exists() { own.into_os_string() } else { "python3".into() };
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/check_sums.py");
    let output = Command::new(python).arg(script).arg(folder).output().ok().filter(|output| output.status.success())?;
    let said = String::from_utf8(output.stdout).ok()?;
    let (seconds, wrong) = said.trim().split_once(' ')?;
    assert_eq!(wrong, (REPORTS / WRONG).to_string(), "pandas finds the same");
    seconds.parse().ok()
}
