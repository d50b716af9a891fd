//! The neutral flow of files and the report recognised in it, a line of JSON each: what a reader made of a file, before and after
//! recognition.
//!
//! ```text
//! cargo run --release --example flow -- 年报.pdf
//! ```
#![allow(clippy::print_stdout)]

use nianbao::convert::{Options, bytes_to_report};
use nianbao::finding::{Finding, Language};
use nianbao::format::Format;
use nianbao::read::pdf::pdf_to_document;
use nianbao::report::save;
use serde_json::{Value, json};

fn findings(findings: &[Finding]) -> Value {
    findings
        .iter()
        .map(|finding| {
            json!({
                "code": finding.code(),
                "severity": finding.severity().label(Language::English),
                "text": finding.render(Language::English),
            })
        })
        .collect()
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut options = Options::built_in()?;
    options.read.visible_only = true;
    for path in std::env::args().skip(1) {
        let bytes = std::fs::read(&path)?;
        let line = match (pdf_to_document(&bytes), bytes_to_report(&bytes, Format::Pdf, &options)) {
            (Ok(document), Ok(report)) => json!({
                "file": path,
                "blocks": document.value.blocks,
                "findings": findings(&report.findings),
                "report": serde_json::from_str::<Value>(&save(&report.value, &options.forms))?,
            }),
            (Err(error), _) | (_, Err(error)) => json!({ "file": path, "error": error.to_string() }),
        };
        println!("{line}");
    }
    Ok(())
}
