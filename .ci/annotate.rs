//! A file with the findings made of it, as comments in it: what the witnesses of annotated files look at.
//!
//! ```text
//! cargo run --example annotate -- 草稿.docx 批注.docx
//! ```

use nianbao::convert::{Conversion, Options, Source, annotate};
use nianbao::finding::Language;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let [_, from, to] = std::env::args().collect::<Vec<_>>().try_into().map_err(|_| "usage: annotate FROM TO")?;
    let options = Options::built_in()?;
    let source = Source::named(from.as_str(), std::fs::read(&from)?)?;
    let mut findings = Vec::new();
    Conversion::new(&options).report(&source, &mut findings)?;
    let annotated = annotate(&source, &findings, Language::Chinese, &options)?;
    std::fs::write(to, annotated.value)?;
    Ok(())
}
