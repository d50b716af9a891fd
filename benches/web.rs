//! How long 1,000 web pages take to be read in one process: `cargo bench --bench web`.
//!
//! Pages as portals have them: the report between a portal's navigation, metadata and footer, pasted markup in its cells. Beside
//! BeautifulSoup with pandas.read_html, and docling where it is installed, on the same files in the same run. Measures and prints; never
//! fails on a slow machine.

#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::indexing_slicing, clippy::cast_possible_truncation)]
#[path = "../tests/check/correct.rs"]
mod correct;

use correct::Random;
use nianbao::convert::{Options, bytes_to_report, in_order, report_to_files};
use nianbao::format::Format;
use nianbao::report::Report;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

const PAGES: usize = 1_000;
/// The target a reader may hold these numbers against, milliseconds a page.
const TARGET: f64 = 3.0;

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let options = Options::built_in().unwrap();
    let (reports, files) = pages(folder.path(), &options);
    let kilobytes = files.iter().map(|file| std::fs::metadata(file).unwrap().len()).sum::<u64>() / 1024 / PAGES as u64;
    println!("{PAGES} pages of {kilobytes} KB (target: {TARGET} ms a page, one core)");
    println!("{:<44} {:>8} {:>8}", "", "ms/page", "ratio");
    let bytes: Vec<Vec<u8>> = files.iter().map(|file| std::fs::read(file).unwrap()).collect();
    let read = |index: usize| bytes_to_report(&bytes[index], Format::Html, &options).unwrap().value;
    let before = Instant::now();
    for (index, report) in reports.iter().enumerate() {
        assert_eq!(read(index).statistics, report.statistics, "page {index}");
    }
    let own = milliseconds(before);
    row("nianbao, to a checked report, one core", own, own);
    let before = Instant::now();
    in_order(PAGES, read, |_| {}, |_, _| ControlFlow::Continue(()));
    row("nianbao, all cores", milliseconds(before), own);
    for (peer, name) in [("soup", "BeautifulSoup and pandas.read_html"), ("docling", "docling (20 pages)")] {
        match peer_milliseconds(peer, folder.path()) {
            Some(time) => row(name, time, own),
            None => println!("{name}: not installed"),
        }
    }
}

fn milliseconds(before: Instant) -> f64 {
    before.elapsed().as_secs_f64() * 1000.0 / PAGES as f64
}

fn row(name: &str, milliseconds: f64, own: f64) {
    println!("{name:<44} {milliseconds:>8.2} {:>8.1}", milliseconds / own);
}

/// Reports, and the pages they are published on.
fn pages(folder: &Path, options: &Options) -> (Vec<Report>, Vec<PathBuf>) {
    let form = options.forms.for_year(2023).unwrap();
    let mut random = Random(16);
    let reports: Vec<Report> =
        (0..PAGES).map(|index| correct::report(form, &format!("第{index}号局"), 2023, &mut random)).collect();
    let path = |index: usize| folder.join(format!("{index:04}.html"));
    let write = |index: usize| {
        let page = report_to_files(&reports[index], Format::Html, options).unwrap().value.into_only().unwrap();
        std::fs::write(path(index), on_a_portal(&String::from_utf8(page).unwrap())).unwrap();
    };
    in_order(PAGES, write, |_| {}, |_, ()| ControlFlow::Continue(()));
    let files = (0..PAGES).map(path).collect();
    (reports, files)
}

/// Our page's text as a portal's editor pastes it: nothing of what we mark our own pages by, Office's markup in every cell.
fn on_a_portal(page: &str) -> String {
    let (_, main) = page.split_once("<main").unwrap();
    let (_, main) = main.split_once('>').unwrap();
    let (main, _) = main.split_once("</main>").unwrap();
    let mut body = String::new();
    let mut rest = main;
    while let Some((text, tag)) = rest.split_once('<') {
        body.push_str(text);
        let (tag, behind) = tag.split_once('>').unwrap();
        rest = behind;
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap_or_default();
        let spans = tag.split(' ').filter(|part| part.starts_with("rowspan=") || part.starts_with("colspan="));
        let spans: String = spans.map(|span| format!(" {}", span.trim_end_matches('/'))).collect();
        match (tag.starts_with('/'), name) {
            (false, "td" | "th") => body.push_str(&format!(
                "<td{spans} style=\"border:solid windowtext 1.0pt;mso-border-alt:solid windowtext .5pt;padding:0cm 5.4pt\"><p class=MsoNormal align=center \
                 style='text-align:center'><span lang=EN-US style='font-size:9.0pt;font-family:宋体;mso-bidi-font-family:宋体'>"
            )),
            (true, "td" | "th") => body.push_str("</span><span lang=EN-US><o:p></o:p></span></p></td>"),
            (false, "h1" | "h2" | "h3" | "p") => body.push_str("<p class=MsoNormal style='text-indent:32.0pt'><span style='font-family:仿宋_GB2312'>"),
            (true, "h1" | "h2" | "h3" | "p") => body.push_str("</span></p>"),
            (_, "table" | "tr" | "tbody" | "br") => body.push_str(&format!("<{}>", tag.split(' ').next().unwrap())),
            _ => {}
        }
    }
    body.push_str(rest);
    let links: String = (0..60).map(|n| format!("<li><a href=\"/col/{n}.html\">栏目{n}</a></li>")).collect();
    format!(
        "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>清河市人民政府</title><style>.a{{color:red}}</style><script>var a=1;</script></head>\
         <body><div class=\"head\"><ul>{links}</ul></div><div class=\"path\">当前位置：<a href=\"/\">首页</a> &gt; <a href=\"/zwgk/\">政务公开</a></div>\
         <div class=\"article\"><div class=\"info\">发布时间：2024-01-15 10:44 浏览次数：<span>120</span> 字体：[<a href=\"#\">大</a> <a href=\"#\">中</a> \
         <a href=\"#\">小</a>]</div><div id=\"zoom\" class=\"TRS_Editor\">{body}</div></div><div class=\"foot\"><ul>{links}</ul>版权所有：清河市人民政府 \
         网站标识码：1234567890</div></body></html>"
    )
}

/// The milliseconds a page that a peer takes for the pages of a folder, its start left out.
fn peer_milliseconds(peer: &str, folder: &Path) -> Option<f64> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/ci-venv/bin/python");
    let python = if own.exists() { own.into_os_string() } else { "python3".into() };
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/web_peers.py");
    let output = Command::new(python).arg(script).arg(peer).arg(folder).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().parse().ok())?
}
