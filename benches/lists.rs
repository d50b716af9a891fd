//! How long a list of 3,000 units × 200 cells takes to import, and how much memory: `cargo bench --bench lists`.
//!
//! In process, and as a cold process that takes one unit's figures out of the list; beside openpyxl and python-calamine, which
//! only read the cells, on the same file in the same run, where the Python of `target/ci-venv` or the system's has them. Measures
//! and prints; never fails on a slow machine.

#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::indexing_slicing)]
use nianbao::convert::{Options, Stated, bytes_to_reports};
use nianbao::form::{CellRef, Form, Forms, Term};
use nianbao::format::Format;
use nianbao::report::{Report, save};
use rust_xlsxwriter::Workbook;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

const UNITS: u32 = 3000;
const RUNS: usize = 5;
/// The targets a reader may hold these numbers against.
const SECONDS: f64 = 2.0;
const PEAK_MB: f64 = 400.0;

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let forms = Forms::built_in().unwrap();
    let form = forms.for_year(2025).unwrap();
    let list = folder.path().join("list.xlsx");
    write_list(form, &list);
    let bytes = std::fs::read(&list).unwrap();
    println!(
        "{UNITS} units × {} cells, {} KB (targets: {SECONDS} s, {PEAK_MB} MB)",
        ids(form).len(),
        bytes.len() / 1000
    );
    println!("{:<34} {:>8} {:>9}", "", "s", "peak MB");

    let options = Options::built_in().unwrap();
    let mut times: Vec<Duration> = Vec::new();
    for _ in 0..RUNS {
        let before = Instant::now();
        let read = bytes_to_reports(&bytes, Format::Xlsx, &options).unwrap();
        times.push(before.elapsed());
        let Stated::Units(units) = read.value else { return println!("the list was not recognised") };
        assert_eq!((units.len(), read.findings.len()), (UNITS as usize, 0), "{:?}", read.findings.first());
    }
    times.sort_unstable();
    row("nianbao, in process", times[RUNS / 2].as_secs_f64(), None);

    let draft = folder.path().join("draft.json");
    std::fs::write(&draft, save(&Report::blank(form, "第1500号局", 2025), &forms)).unwrap();
    let out = folder.path().join("out.json");
    let mut own = Command::new(env!("CARGO_BIN_EXE_nianbao"));
    own.arg("convert").arg(&draft).arg("--tables").arg(&list).arg("-o").arg(&out).args(["--force", "--quiet"]);
    timed("nianbao, one unit out of it", &own);

    let scripts = [
        (
            "openpyxl, read only, cells alone",
            "import openpyxl, sys\nfor row in openpyxl.load_workbook(sys.argv[1], read_only=True).active.iter_rows(values_only=True): pass",
        ),
        (
            "openpyxl, cells alone",
            "import openpyxl, sys\nfor row in openpyxl.load_workbook(sys.argv[1]).active.iter_rows(values_only=True): pass",
        ),
        (
            "python-calamine, cells alone",
            "import python_calamine, sys\npython_calamine.CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0).to_python()",
        ),
    ];
    let own_python = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/ci-venv/bin/python");
    let python = if own_python.exists() { own_python.as_os_str().to_owned() } else { "python3".into() };
    for (name, script) in scripts {
        let mut peer = Command::new(&python);
        peer.args(["-c", script]).arg(&list);
        timed(name, &peer);
    }
}

fn row(name: &str, seconds: f64, peak: Option<f64>) {
    let shown = peak.map_or("-".to_owned(), |mb| format!("{mb:.0}"));
    println!("{name:<34} {seconds:>8.2} {shown:>9}");
}

/// The time and the largest resident size of a command, by GNU time.
fn timed(name: &str, command: &Command) {
    let mut best: Option<(f64, f64)> = None;
    for _ in 0..3 {
        let output = Command::new("/usr/bin/time")
            .args(["-f", "%e %M"])
            .arg(command.get_program())
            .args(command.get_args())
            .output();
        let said = output.ok().filter(|output| output.status.success()).map(|output| output.stderr);
        let said = String::from_utf8_lossy(&said.unwrap_or_default()).into_owned();
        let mut numbers = said.lines().last().unwrap_or_default().split(' ').map(str::parse::<f64>);
        let (Some(Ok(seconds)), Some(Ok(kb))) = (numbers.next(), numbers.next()) else { break };
        best = Some(best.map_or((seconds, kb), |(s, m): (f64, f64)| (s.min(seconds), m.max(kb))));
    }
    match best {
        Some((seconds, kb)) => row(name, seconds, Some(kb / 1024.0)),
        None => println!("{name:<34} not installed (or GNU time is missing)"),
    }
}

fn ids(form: &Form) -> Vec<String> {
    form.tables.iter().flat_map(|table| table.data_cells().map(|cell| format!("{}.{}", table.id, cell.id))).collect()
}

/// Figures that obey the form's arithmetic: whatever is no total is made up, totals follow.
fn figures(form: &Form, unit: u32) -> BTreeMap<String, u32> {
    let mut figures: BTreeMap<String, u32> = BTreeMap::new();
    let of = |cell: &CellRef| format!("{}.{}", cell.table, cell.cell);
    for table in &form.tables {
        for (index, cell) in (1u32..).zip(table.data_cells()) {
            figures.insert(format!("{}.{}", table.id, cell.id), unit.wrapping_mul(index * 2_654_435) >> 20);
        }
        // A total of totals is right once its parts are.
        for _ in 0..3 {
            for (total, parts) in table.rules.iter().filter_map(|rule| rule.definition()) {
                let sum = parts.iter().filter_map(Term::cell).map(|part| figures[&of(part)]).sum();
                figures.insert(of(total), sum);
            }
        }
        // The balance: what came in is what was dealt with and what is left.
        for rule in &table.rules {
            let cells: Vec<&CellRef> = rule.formula.cells().collect();
            if let ([received, carried_in, dealt, left], 2) = (cells.as_slice(), rule.formula.left.len()) {
                let sum = figures[&of(dealt)] + figures[&of(left)];
                figures.insert(of(carried_in), 0);
                figures.insert(of(received), sum);
            }
        }
    }
    figures
}

fn write_list(form: &Form, path: &Path) {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let ids = ids(form);
    for (column, text) in (0u16..).zip(["单位名称", "年度"].into_iter().chain(ids.iter().map(String::as_str))) {
        sheet.write_string(0, column, text).unwrap();
    }
    for unit in 1..=UNITS {
        sheet.write_string(unit, 0, format!("第{unit}号局")).unwrap();
        sheet.write_number(unit, 1, 2025).unwrap();
        let figures = figures(form, unit);
        for (column, id) in (2u16..).zip(&ids) {
            sheet.write_number(unit, column, figures[id]).unwrap();
        }
    }
    book.save(path).unwrap();
}
