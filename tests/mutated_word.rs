//! Word files damaged at random, inside their XML: the reader never panics, and what it reads can be written.
//!
//! `NIANBAO_MUTATED_WORD` says how many; without it a few are tried.

use crate::support::{Dice, sample, sample_bytes};
use nianbao::ooxml::parts_to_package;
use nianbao::read::docx::docx_to_document;
use nianbao::style::Style;
use nianbao::write::docx::document_to_docx;
use std::io::{Cursor, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};

fn parts(bytes: &[u8]) -> Parts {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|index| {
            let mut file = archive.by_index(index).unwrap();
            let name = file.name().unwrap().into_owned();
            let mut content = Vec::new();
            file.read_to_end(&mut content).unwrap();
            (name, content)
        })
        .collect()
}

/// The places at which tags begin.
fn tags(xml: &str) -> Vec<usize> {
    xml.match_indices('<').map(|(at, _)| at).collect()
}

/// One change to one part: tags left out, repeated, moved or renamed, values made extreme, text cut.
fn mutate(xml: &str, dice: &mut Dice) -> String {
    const VALUES: [&str; 12] =
        ["", "-1", "0", "4294967296", "1e308", "restart", "continue", "NaN", "begin", "end", "true", "\u{10FFFD}"];
    const NAMES: [&str; 16] = [
        "w:p",
        "w:tbl",
        "w:tr",
        "w:tc",
        "w:r",
        "w:t",
        "w:sdt",
        "w:sdtContent",
        "w:ins",
        "w:del",
        "w:fldChar",
        "w:txbxContent",
        "mc:AlternateContent",
        "m:oMath",
        "w:hyperlink",
        "w:pPr",
    ];
    let tags = tags(xml);
    let mut place = || tags.get(dice.below(tags.len())).copied().unwrap_or(0);
    let (a, b) = (place(), place());
    let (from, to) = (a.min(b), a.max(b));
    // Mostly short stretches.
    let near = tags.iter().copied().find(|at| *at > from + dice.below(400)).unwrap_or(to).max(from);
    let (head, stretch, tail) = (&xml[..from], &xml[from..near], &xml[near..]);
    match dice.below(8) {
        0 => format!("{head}{tail}"),
        1 => format!("{head}{stretch}{stretch}{tail}"),
        2 => format!("{head}{}{tail}", stretch.repeat(1 + dice.below(40))),
        3 => {
            let name = NAMES[dice.below(NAMES.len())];
            format!("{head}<{name}>{stretch}</{name}>{tail}")
        }
        4 => {
            let (old, new) = (NAMES[dice.below(NAMES.len())], NAMES[dice.below(NAMES.len())]);
            format!("{head}{}{tail}", stretch.replace(old, new))
        }
        5 => {
            // The first value from here on.
            let Some(open) = tail.find("val=\"").map(|at| at + 5) else { return head.to_owned() };
            let close = tail[open..].find('"').map_or(open, |at| open + at);
            format!("{head}{stretch}{}{}{}", &tail[..open], VALUES[dice.below(VALUES.len())], &tail[close..])
        }
        6 => head.to_owned(),
        _ => format!("{head}{}{stretch}{}", &xml[near..to.max(near)], &xml[to.max(near)..]),
    }
}

/// A package's parts by name.
type Parts = Vec<(String, Vec<u8>)>;

fn seeds() -> Vec<(String, Parts)> {
    let mut names: Vec<String> = std::fs::read_dir(sample("drafts"))
        .unwrap()
        .filter_map(|entry| Some(format!("drafts/{}", entry.unwrap().file_name().to_str()?)))
        .filter(|name| name.ends_with(".docx"))
        .collect();
    names.sort();
    names.extend(["qinghe-2023/draft.docx", "anping-2020/draft.docx", "plain/notice.docx"].map(str::to_owned));
    names.iter().map(|name| (name.clone(), parts(&sample_bytes(name)))).collect()
}

#[test]
fn damaged_files_never_crash_the_reader_or_the_writer() {
    let many = std::env::var("NIANBAO_MUTATED_WORD").ok().and_then(|count| count.parse().ok()).unwrap_or(60usize);
    let seeds = seeds();
    let style = Style::gongwen().unwrap();
    let (mut read, mut crashed) = (0, Vec::new());
    for number in 0..many {
        let mut dice = Dice(0x9E37_79B9_7F4A_7C15 ^ (number as u64 + 1).wrapping_mul(0xBF58_476D_1CE4_E5B9));
        let (name, parts) = &seeds[dice.below(seeds.len())];
        let mut parts = parts.clone();
        for _ in 0..=dice.below(4) {
            let main = dice.below(3) > 0;
            let xml: Vec<usize> = (0..parts.len()).filter(|at| !main || parts[*at].0.contains("document")).collect();
            let at = xml[dice.below(xml.len())];
            if let Ok(text) = String::from_utf8(parts[at].1.clone()) {
                parts[at].1 = mutate(&text, &mut dice).into_bytes();
            }
        }
        let package = parts_to_package(&parts).unwrap();
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            let document = docx_to_document(&package).ok()?.value;
            document.blocks.iter().for_each(|block| drop(block.plain_text()));
            drop(document_to_docx(&document, &style));
            Some(())
        }));
        match outcome {
            Ok(outcome) => read += usize::from(outcome.is_some()),
            Err(_) => crashed.push(format!("{number} ({name})")),
        }
    }
    assert!(crashed.is_empty(), "{} crashed: {}", crashed.len(), crashed.join(", "));
    assert!(read * 2 > many, "only {read} of {many} were readable at all");
}
