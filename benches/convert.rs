//! How long conversions take, and how much memory: `cargo bench`.
//!
//! In process: the median of many runs, without reading or writing files. As a cold process: the release binary from start to
//! exit, beside LibreOffice on the same file and typst on the same words and tables, where they are installed (typst as a program
//! or as the Python package). Measures and prints; never fails on a slow machine.

#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::indexing_slicing)]
use nianbao::convert::{Options, Publication, bytes_to_report, convert};
use nianbao::document::{Block, Break, Document};
use nianbao::format::Format;
use nianbao::read::docx::docx_to_document;
use nianbao::typeset::document_to_pages;
use nianbao::write::pdf::{PdfOptions, pages_to_pdf};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The targets a reader may hold these numbers against.
const JSON_IN_PROCESS: Duration = Duration::from_millis(5);
const TIMES_FASTER: f64 = 20.0;
const PEAK_MB: f64 = 100.0;

const PDF_IN_PROCESS: Duration = Duration::from_millis(12);
const MANY: usize = 34;
const MANY_PDF: Duration = Duration::from_millis(600);

fn main() {
    in_process();
    elsewhere();
    many_reports();
    as_process();
}

fn sample(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(path)
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// The median of at most 200 runs in at most a second and a half, and how many there were.
fn measure(mut run: impl FnMut()) -> (Duration, usize) {
    run();
    let start = Instant::now();
    let mut times = Vec::new();
    while times.len() < 200 && (times.len() < 5 || start.elapsed() < Duration::from_millis(1500)) {
        let before = Instant::now();
        run();
        times.push(before.elapsed());
    }
    let runs = times.len();
    (median(times), runs)
}

fn in_process() {
    let options = Options::built_in().unwrap();
    println!("in process, median (targets: docx to json under {JSON_IN_PROCESS:?}, to pdf under {PDF_IN_PROCESS:?})");
    println!("{:<28} {:>6} {:>10} {:>6}", "sample", "to", "ms", "runs");
    for (path, from, to) in [
        ("lukou-2021/draft.docx", Format::Docx, Format::Json),
        ("lukou-2021/draft.docx", Format::Docx, Format::Docx),
        ("lukou-2021/draft.docx", Format::Docx, Format::Html),
        ("lukou-2021/draft.docx", Format::Docx, Format::Pdf),
        ("qinghe-2023/draft.docx", Format::Docx, Format::Json),
        ("qinghe-2023/draft.docx", Format::Docx, Format::Docx),
        ("qinghe-2023/draft.docx", Format::Docx, Format::Html),
        ("qinghe-2023/draft.docx", Format::Docx, Format::Pdf),
        ("lukou-2021/figures.xlsx", Format::Xlsx, Format::Json),
        ("qinghe-2023/figures.xlsx", Format::Xlsx, Format::Json),
    ] {
        let bytes = std::fs::read(sample(path)).unwrap();
        let (time, runs) = measure(|| {
            std::hint::black_box(convert(std::hint::black_box(&bytes), from, to, &options).unwrap());
        });
        let limit = if to == Format::Pdf { PDF_IN_PROCESS } else { JSON_IN_PROCESS };
        let slow = (to == Format::Pdf || (to == Format::Json && from == Format::Docx)) && time > limit;
        let remark = if slow { "  over the target" } else { "" };
        println!("{path:<28} {:>6} {:>10.2} {runs:>6}{remark}", to.entry().name, ms(time));
    }
    let (time, runs) = measure(|| {
        std::hint::black_box(Options::built_in().unwrap());
    });
    println!("{:<28} {:>6} {:>10.2} {runs:>6}\n", "forms and style alone", "", ms(time));
}

/// Every Word file of the folder `NIANBAO_CORPUS` names, read to a Document in process.
fn elsewhere() {
    const MEDIAN: Duration = Duration::from_micros(500);
    const SLOWEST: Duration = Duration::from_millis(60);
    let Some(folder) = std::env::var_os("NIANBAO_CORPUS") else { return };
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "docx"));
    let mut times: Vec<(Duration, PathBuf)> = files
        .into_iter()
        .map(|path| {
            let bytes = std::fs::read(&path).unwrap();
            let mut runs = Vec::new();
            for _ in 0..9 {
                let before = Instant::now();
                let _ = std::hint::black_box(docx_to_document(std::hint::black_box(&bytes)));
                runs.push(before.elapsed());
            }
            (median(runs), path)
        })
        .collect();
    times.sort();
    let at = |share: usize| times[(times.len() - 1) * share / 100].0;
    let (slowest, path) = times.last().unwrap();
    println!(
        "{} Word files from elsewhere, docx to Document (targets: {MEDIAN:?}, {SLOWEST:?} at the 99th percentile)",
        times.len()
    );
    println!(
        "median {:.3} ms, 99th percentile {:.2} ms, slowest {:.2} ms ({})\n",
        ms(at(50)),
        ms(at(99)),
        ms(*slowest),
        path.display()
    );
}

/// A document of one report after another: composing it takes time in proportion to its pages.
fn many_reports() {
    let options = Options::built_in().unwrap();
    let bytes = std::fs::read(sample("lukou-2021/draft.docx")).unwrap();
    let report = bytes_to_report(&bytes, Format::Docx, &options).unwrap().value;
    println!("{MANY} reports in one document, in process (target: pages and PDF under {MANY_PDF:?})");
    println!("{:>7} {:>6} {:>10} {:>10} {:>10} {:>9}", "reports", "pages", "pages ms", "PDF ms", "ms a page", "PDF KB");
    for count in [1, MANY / 2, MANY] {
        let mut publication = Publication::compose(&report, &options).value.document().clone();
        let one = publication.blocks.clone();
        for _ in 1..count {
            publication.blocks.push(Block::Break(Break::Page));
            publication.blocks.extend(one.iter().cloned());
        }
        let (composing, _) = measure(|| {
            std::hint::black_box(document_to_pages(std::hint::black_box(&publication), &options.style, &options.faces));
        });
        let pages = document_to_pages(&publication, &options.style, &options.faces).value;
        let settings = PdfOptions::from(&publication.properties);
        let (writing, _) = measure(|| {
            std::hint::black_box(pages_to_pdf(std::hint::black_box(&pages), &settings).unwrap());
        });
        let (both, sheets) = (composing + writing, pages.pages.len());
        let size = pages_to_pdf(&pages, &settings).unwrap().len() / 1000;
        let remark = if count == MANY && both > MANY_PDF { "  over the target" } else { "" };
        println!(
            "{count:>7} {sheets:>6} {:>10.1} {:>10.1} {:>10.2} {size:>9}{remark}",
            ms(composing),
            ms(writing),
            ms(both) / sheets as f64
        );
    }
    println!();
}

fn as_process() {
    let folder = tempfile::tempdir().unwrap();
    println!(
        "as a cold process, median of 11 runs, LibreOffice and typst 3 (targets: {TIMES_FASTER} times faster than \
         LibreOffice, under {PEAK_MB} MB)"
    );
    println!(
        "{:<28} {:>6} {:>10} {:>9}   {:>12} {:>7} {:>10} {:>7}",
        "sample", "to", "ms", "peak MB", "soffice ms", "ratio", "typst ms", "ratio"
    );
    for (path, to) in [
        ("lukou-2021/draft.docx", "pdf"),
        ("lukou-2021/draft.docx", "json"),
        ("lukou-2021/draft.docx", "docx"),
        ("qinghe-2023/draft.docx", "pdf"),
        ("qinghe-2023/draft.docx", "json"),
    ] {
        let out = folder.path().join(format!("out.{to}"));
        let source = sample(path);
        let own = || {
            let mut command = Command::new(env!("CARGO_BIN_EXE_nianbao"));
            command.arg("convert").arg(&source).arg("-o").arg(&out).args(["--force", "--quiet"]);
            command
        };
        let Some(time) = median_of(11, &own) else {
            println!("{path:<28} {to:>6}  the conversion failed");
            continue;
        };
        let memory = peak_mb(&own());
        let shown = memory.map_or("?".to_owned(), |mb| format!("{mb:.1}"));
        let ratio = |theirs: Option<Duration>| match theirs {
            Some(theirs) => (format!("{:.0}", ms(theirs)), format!("{:.1}", theirs.as_secs_f64() / time.as_secs_f64())),
            None => ("-".to_owned(), "-".to_owned()),
        };
        let office = if to == "pdf" { office_time(&source, folder.path()) } else { None };
        let below = office.is_some_and(|theirs| theirs.as_secs_f64() < TIMES_FASTER * time.as_secs_f64());
        let (theirs, times) = ratio(office);
        let (typst, typst_times) = ratio(if to == "pdf" { typst_time(&source, folder.path()) } else { None });
        let below = if below { "  below the target" } else { "" };
        let heavy = if memory.is_some_and(|mb| mb > PEAK_MB) { "  over the memory target" } else { "" };
        println!(
            "{path:<28} {to:>6} {:>10.1} {shown:>9}   {theirs:>12} {times:>7} {typst:>10} {typst_times:>7}{below}{heavy}",
            ms(time)
        );
    }
    if peak_mb(&Command::new("true")).is_none() {
        println!("peak memory needs GNU time at /usr/bin/time (Debian: apt-get install time)");
    }
}

/// The median of some runs of a command that must succeed.
fn median_of(runs: usize, command: &dyn Fn() -> Command) -> Option<Duration> {
    let mut times = Vec::with_capacity(runs);
    // The first run brings the file into the cache.
    for run in 0..=runs {
        let before = Instant::now();
        let status = command().stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status().ok()?;
        if run > 0 {
            times.push(before.elapsed());
        }
        status.success().then_some(())?;
    }
    Some(median(times))
}

/// The largest resident size of a command, by GNU time.
fn peak_mb(command: &Command) -> Option<f64> {
    let output = Command::new("/usr/bin/time")
        .args(["-f", "%M"])
        .arg(command.get_program())
        .args(command.get_args())
        .stdin(Stdio::null())
        .output()
        .ok()?;
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    said.lines().last()?.trim().parse::<f64>().ok().map(|kb| kb / 1024.0)
}

/// LibreOffice's time for the same conversion; `None` where it isn't installed.
fn office_time(source: &Path, folder: &Path) -> Option<Duration> {
    let profile = format!("-env:UserInstallation=file://{}", folder.join("office").display());
    median_of(3, &|| {
        let mut command = Command::new("soffice");
        command.args([profile.as_str(), "--headless", "--convert-to", "pdf", "--outdir"]).arg(folder).arg(source);
        command
    })
}

/// Typst's time for a PDF of the same words and tables, plainly set; `None` where it isn't installed.
fn typst_time(source: &Path, folder: &Path) -> Option<Duration> {
    let options = Options::built_in().unwrap();
    let report = bytes_to_report(&std::fs::read(source).unwrap(), Format::Docx, &options).unwrap().value;
    let (text, made) = (folder.join("peer.typ"), folder.join("peer.pdf"));
    std::fs::write(&text, typst_source(Publication::compose(&report, &options).value.document())).unwrap();
    let program = || {
        let mut command = Command::new("typst");
        command.arg("compile").arg(&text).arg(&made);
        command
    };
    let package = || {
        let mut command = Command::new("python3");
        command.args(["-c", "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2])"]).arg(&text).arg(&made);
        command
    };
    median_of(3, &program).or_else(|| median_of(3, &package))
}

fn typst_source(document: &Document) -> String {
    let said = |text: &str| format!("#text({:?})", text.replace('\\', "").replace('"', "”"));
    let mut source = "#set page(\"a4\")\n#set text(size: 16pt, lang: \"zh\")\n".to_owned();
    for block in &document.blocks {
        match block {
            Block::Heading(_) => source.push_str(&format!("= {}\n\n", said(&block.plain_text()))),
            Block::Table(grid) => {
                source.push_str(&format!("#table(columns: {},\n", grid.columns()));
                for cell in grid.cells() {
                    let (row, column, rows, columns) = (cell.row, cell.column, cell.row_span, cell.column_span);
                    let place = format!("x: {column}, y: {row}, rowspan: {rows}, colspan: {columns}");
                    source.push_str(&format!(
                        "table.cell({place})[#set text(size: 9pt)\n{}],\n",
                        said(&cell.plain_text())
                    ));
                }
                source.push_str(")\n\n");
            }
            _ => source.push_str(&format!("{}\n\n", said(&block.plain_text()))),
        }
    }
    source
}
