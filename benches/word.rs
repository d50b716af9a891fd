//! How long files of other word processors (Word 97, RTF, OpenDocument) take to be read in one process: `cargo bench --bench word`.
//!
//! The drafts of the samples as LibreOffice saves them, and the files of the folder that `NIANBAO_OLD_CORPUS` names. Beside office_oxide and
//! docling.rs, which are built for it (`benches/word_peers`), and LibreOffice, on the same files in the same run. Measures and prints;
//! never fails on a slow machine.

#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::indexing_slicing)]

use nianbao::read::docx::{ReadOptions, parts_to_document_with};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The target a reader may hold these numbers against, milliseconds a file.
const TARGET: f64 = 3.0;
const RUNS: usize = 9;
const KINDS: [&str; 3] = ["doc", "rtf", "odt"];

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let mut sources = files_of(&sample("drafts"), "docx");
    sources.extend(["qinghe-2023", "lukou-2021", "anping-2020"].map(|name| sample(name).join("draft.docx")));
    let sources = named_apart(&sources, &folder.path().join("docx"));
    let elsewhere = std::env::var_os("NIANBAO_OLD_CORPUS").map(PathBuf::from);
    let peers = built_peers();
    println!("Files of other word processors (target: {TARGET} ms a file)");
    println!("{:<46} {:>6} {:>10} {:>8}", "", "files", "median ms", "ratio");
    for kind in KINDS {
        match saved(&sources, kind, folder.path()) {
            Some(_) => {
                compare(&format!("drafts as .{kind}"), &files_of(&folder.path().join(kind), kind), peers.as_deref())
            }
            None => println!("drafts as .{kind}: LibreOffice is not installed"),
        }
        if let Some(elsewhere) = &elsewhere {
            compare(&format!(".{kind} from elsewhere"), &files_of(elsewhere, kind), peers.as_deref());
        }
    }
}

fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(name)
}

fn files_of(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> =
        files.filter(|file| file.extension().is_some_and(|found| found == extension)).collect();
    files.sort();
    files
}

/// Copies that differ in name: the samples' drafts are all called the same.
fn named_apart(files: &[PathBuf], folder: &Path) -> Vec<PathBuf> {
    std::fs::create_dir_all(folder).unwrap();
    let copy = |(index, file): (usize, &PathBuf)| {
        let copy = folder.join(format!("{index:02}.docx"));
        std::fs::copy(file, &copy).unwrap();
        copy
    };
    files.iter().enumerate().map(copy).collect()
}

/// The program of the peers; `None` where it can't be built.
fn built_peers() -> Option<PathBuf> {
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/word_peers");
    // Built once for all runs.
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("word-peers");
    let mut command = Command::new("cargo");
    command.args(["build", "--quiet", "--release", "--manifest-path"]).arg(project.join("Cargo.toml"));
    let built = command.arg("--target-dir").arg(&target).stderr(Stdio::null()).status().ok()?;
    built.success().then(|| target.join("release/word-peers"))
}

/// What LibreOffice saves of Word files in another format, and how long it took.
fn saved(files: &[PathBuf], kind: &str, folder: &Path) -> Option<Duration> {
    let before = Instant::now();
    let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
    let mut command = Command::new("soffice");
    command
        .arg(profile)
        .args(["--headless", "--convert-to", kind, "--outdir"])
        .arg(folder.join(kind.split(':').next()?));
    let output = command.args(files).output().ok()?;
    output.status.success().then(|| before.elapsed())
}

fn compare(name: &str, files: &[PathBuf], peers: Option<&Path>) {
    let own = own_times(files);
    let read = own.len();
    let own = median(own);
    row(&format!("{name}: nianbao, to a document"), read, own, own);
    for (peer, label) in [("office_oxide", "office_oxide, to Markdown"), ("docling", "docling.rs, to Markdown")] {
        match peers.and_then(|peers| peer_times(peers, peer, files)) {
            Some(times) => row(&format!("{name}: {label}"), times.len(), median(times), own),
            None => println!("{name}: {label}: not built"),
        }
    }
    let folder = tempfile::tempdir().unwrap();
    if let Some(time) = saved(files, "txt:Text (encoded):UTF8", folder.path()) {
        let mean = time.as_secs_f64() * 1000.0 / files.len() as f64;
        row(&format!("{name}: LibreOffice, to text, all in one call (mean)"), files.len(), mean, own);
    }
}

fn row(name: &str, files: usize, milliseconds: f64, own: f64) {
    println!("{name:<46} {files:>6} {milliseconds:>10.3} {:>8.1}", milliseconds / own);
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or(f64::NAN)
}

/// The median of the runs of each file that can be read, in milliseconds; the bytes are in memory.
fn own_times(files: &[PathBuf]) -> Vec<f64> {
    let time = |file: &PathBuf| {
        let bytes = std::fs::read(file).unwrap();
        let read = |bytes: &[u8]| {
            let parts = match file.extension()?.to_str()? {
                "doc" => nianbao::read::doc::doc_to_parts(bytes),
                "rtf" => nianbao::read::rtf::rtf_to_parts(bytes),
                _ => nianbao::read::odt::odt_to_parts(bytes),
            };
            parts_to_document_with(parts.ok()?.value, &ReadOptions::default()).ok()
        };
        let mut runs = Vec::new();
        for _ in 0..RUNS {
            let before = Instant::now();
            std::hint::black_box(read(std::hint::black_box(&bytes)))?;
            runs.push(before.elapsed().as_secs_f64() * 1000.0);
        }
        Some(median(runs))
    };
    files.iter().filter_map(time).collect()
}

/// The same of a peer.
fn peer_times(program: &Path, peer: &str, files: &[PathBuf]) -> Option<Vec<f64>> {
    let output = Command::new(program).arg(peer).args(files).output().ok()?;
    let lines = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| lines.lines().filter_map(|line| line.parse().ok()).collect())
}
