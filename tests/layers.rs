//! The layers of the architecture: who may use whom, by the paths files name.

mod uses;

use crate::support::root;
use nianbao::format::FORMATS;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;
use uses::{Source, Sources, circles};

static SOURCES: LazyLock<Sources> = LazyLock::new(Sources::read);

/// For each module of the crate, the modules it may use.
const LAYERS: &[(&str, &[&str])] = &[
    ("whole", &[]),
    ("internal", &[]),
    ("finding", &["template"]),
    ("template", &["internal"]),
    ("document", &["finding", "template"]),
    ("style", &["finding", "template"]),
    ("ooxml", &["finding"]),
    ("carried", &[]),
    ("form", &["document", "finding", "template"]),
    ("report", &["form", "document", "finding", "template", "internal"]),
    ("recognize", &["report", "form", "document", "finding", "template"]),
    ("compose", &["report", "form", "style", "document", "finding", "internal"]),
    ("check", &["report", "form", "document", "finding", "template"]),
    ("merge", &["report", "form", "document", "finding"]),
    ("list", &["report", "form", "finding"]),
    ("sum", &["report", "form", "finding"]),
    ("diff", &["report", "form", "document", "finding"]),
    ("fill", &["report", "form", "document", "finding"]),
    ("font", &["style", "finding"]),
    ("svg", &["document", "style"]),
    ("arrange", &["svg", "document", "style", "finding"]),
    ("typeset", &["arrange", "document", "style", "font", "finding"]),
    ("read", &["document", "finding", "ooxml", "internal", "template"]),
    (
        "write",
        &[
            "report", "form", "document", "style", "font", "arrange", "typeset", "finding", "ooxml", "carried",
            "template", "internal", "diff", "list",
        ],
    ),
    ("annotate", &["read", "ooxml", "finding"]),
    ("fix", &["annotate", "report", "form", "document", "finding", "ooxml", "read"]),
    (
        "format",
        &[
            "fix", "annotate", "carried", "read", "write", "typeset", "document", "list", "report", "form", "style",
            "finding",
        ],
    ),
    (
        "convert",
        &[
            "annotate",
            "fix",
            "format",
            "recognize",
            "check",
            "merge",
            "diff",
            "fill",
            "compose",
            "typeset",
            "document",
            "report",
            "form",
            "style",
            "font",
            "finding",
        ],
    ),
    (
        "serve",
        &[
            "read", "convert", "format", "check", "compose", "merge", "sum", "list", "diff", "write", "typeset",
            "ooxml", "report", "form", "style", "font", "document", "finding",
        ],
    ),
    (
        "cli",
        &[
            "serve", "read", "convert", "format", "check", "compose", "merge", "sum", "list", "diff", "write",
            "report", "form", "style", "font", "document", "finding", "fix",
        ],
    ),
];

/// What every module may use: it knows numbers and nothing else.
const GROUND: &str = "whole";

#[test]
fn no_module_uses_one_above_it() {
    let sources = &*SOURCES;
    let mut wrong = Vec::new();
    for file in &sources.files {
        let module = file.name.split(['/', '.']).next().unwrap();
        if matches!(module, "lib" | "main") {
            continue;
        }
        let (_, may) = LAYERS
            .iter()
            .find(|(m, _)| *m == module)
            .unwrap_or_else(|| panic!("src/{}: which layer is it in?", file.name));
        for path in sources.used_by(file) {
            let Some(used) = path.first() else { continue };
            let is_module = LAYERS.iter().any(|(m, _)| m == used);
            if is_module && used != module && used != GROUND && !may.contains(&used.as_str()) {
                wrong.push(format!("src/{} uses {}", file.name, path.join("::")));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn no_format_knows_another() {
    let sources = &*SOURCES;
    for file in &sources.files {
        let parts: Vec<&str> = file.name.split('/').collect();
        let [side @ ("read" | "write"), own, ..] = parts.as_slice() else { continue };
        for path in sources.used_by(file) {
            let [used_side, other, ..] = path.as_slice() else { continue };
            let is_other = used_side == side && other != own && root().join("src").join(side).join(other).is_dir();
            assert!(!is_other, "src/{} uses {}", file.name, path.join("::"));
        }
    }
}

/// The folders in which files use each other in circles, how many files stand in them, and why. What opens one takes the number
/// down; a new circle is none to be put here, but a small thing in the wrong file: move it below those that use it.
const CIRCLES: &[(&str, usize, &str)] = &[
    ("document", 5, "a tree: cells, lists and notes hold blocks, blocks hold grids and content"),
    ("finding", 6, "an error is a finding, a finding may be a value of another; all are rendered in a language"),
    ("form", 2, "labels of tables are put on the cells that `mod` defines"),
    (
        "read/pdf",
        9,
        "options stand with the reader; text is interpreted by what interprets all else; faces hold programs, programs names",
    ),
    ("read/pdf/layout", 4, "tagged tables are cells, cells ask whether tags part them; pictures are laid on the sheet"),
    ("read/odt", 2, "blocks hold lines, lines hold notes and boxes of blocks"),
    ("read/rtf", 5, "styles are looks and settings, which name the fonts, colours and lists of the same tables"),
    ("read/sheet", 23, "limits and what sheets have in common stand with the reader"),
    ("recognize", 24, "the title, the sign-off, headings and tables are told from each other by each other"),
    ("report", 7, "a report's JSON is read and written by types that its sections are read with"),
    ("style", 2, "built-in styles are loaded where styles are defined"),
    ("typeset", 10, "blocks hold tables and titles, which are composed of blocks"),
    ("write/docx", 11, "notes and cells hold blocks, blocks hold notes and tables"),
    ("write/pdf", 8, "options stand with the writer; spacing is that of the faces it is set in"),
    ("write/xlsx", 4, "a table shows where its figures and its guards stand, which are told by where the table begins"),
];

#[test]
fn files_do_not_use_each_other_in_circles() {
    let sources = &*SOURCES;
    let uses: Vec<_> = sources.files.iter().map(|file| sources.files_used_by(file)).collect();
    let mut met: BTreeMap<&str, usize> = BTreeMap::new();
    let mut wrong = Vec::new();
    for circle in circles(&uses) {
        let is_in = |folder: &str, name: &str| {
            name.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/') || rest == ".rs")
        };
        let is_around = |folder: &str| circle.iter().all(|at| is_in(folder, &sources.files[*at].name));
        let around = CIRCLES.iter().filter(|(folder, ..)| is_around(folder)).max_by_key(|(folder, ..)| folder.len());
        let (folder, known, _) = around.copied().unwrap_or(("src", 0, ""));
        let files = met.entry(folder).or_default();
        *files += circle.len();
        if *files > known {
            wrong.push(format!("{folder}, {files} files, {known} known:\n{}", shown(sources, &uses, &circle)));
        }
    }
    wrong.extend(
        CIRCLES.iter().filter(|known| !met.contains_key(known.0)).map(|known| format!("{}: none left", known.0)),
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// A circle, each file with those of it that it uses.
fn shown(sources: &Sources, uses: &[BTreeSet<usize>], circle: &BTreeSet<usize>) -> String {
    let name = |at: &usize| sources.files[*at].name.as_str();
    let line = |at: &usize| {
        let used: Vec<&str> = uses[*at].intersection(circle).map(name).collect();
        format!("  src/{} uses {}", name(at), used.join(", "))
    };
    circle.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// What can be done with a format is asked of its row; only `--reference-doc`, which is an option of one, names it.
#[test]
fn no_format_is_named_outside_the_table() {
    let names: Vec<String> = FORMATS.iter().map(|entry| format!("Format::{:?}", entry.format)).collect();
    // Not a part of another name, such as that of a crate's own formats.
    let says = |line: &str, name: &str| {
        line.match_indices(name).any(|(at, _)| !line[..at].ends_with(|c: char| c.is_alphanumeric()))
    };
    let mut named = Vec::new();
    for Source { name: file, text, .. } in SOURCES.files.iter().filter(|file| !file.name.starts_with("format/")) {
        let own = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or(text);
        let code = own.lines().map(str::trim).filter(|line| !line.starts_with("//"));
        let of_one = code.filter(|line| names.iter().any(|name| says(line, name)));
        named.extend(of_one.filter(|line| !line.contains("reference_doc")).map(|line| format!("src/{file}: {line}")));
    }
    assert!(named.is_empty(), "{named:#?}");
}

#[test]
fn files_stay_of_a_size_to_be_read() {
    for Source { name, text, .. } in &SOURCES.files {
        let own = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or(text);
        assert!(own.lines().count() <= 800, "src/{name} has {} lines without its tests", own.lines().count());
    }
}
