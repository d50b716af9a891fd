//! The layers of the architecture: who may use whom.

use crate::support::root;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// For each module of the crate, the modules it may use.
const LAYERS: &[(&str, &[&str])] = &[
    ("finding", &[]),
    ("template", &[]),
    ("document", &["finding", "template"]),
    ("style", &["finding", "template"]),
    ("ooxml", &["finding"]),
    ("attached", &[]),
    ("form", &["document", "finding", "template"]),
    ("report", &["form", "document", "finding", "template"]),
    ("recognize", &["report", "form", "document", "finding", "template"]),
    ("compose", &["report", "form", "document", "finding"]),
    ("check", &["report", "form", "document", "finding"]),
    ("merge", &["report", "form", "document", "finding"]),
    ("fill", &["report", "form", "document", "finding"]),
    ("font", &["style", "finding"]),
    ("typeset", &["document", "style", "font", "finding"]),
    ("read", &["document", "finding", "ooxml"]),
    ("write", &["report", "form", "document", "style", "font", "typeset", "finding", "ooxml", "attached", "template"]),
    ("format", &["attached", "read", "write", "typeset", "document", "report", "form", "style", "finding"]),
    (
        "convert",
        &[
            "read",
            "format",
            "recognize",
            "check",
            "fill",
            "compose",
            "typeset",
            "write",
            "document",
            "report",
            "form",
            "style",
            "font",
            "finding",
        ],
    ),
    (
        "cli",
        &[
            "read",
            "convert",
            "format",
            "check",
            "compose",
            "fill",
            "merge",
            "write",
            "recognize",
            "report",
            "form",
            "style",
            "font",
            "document",
            "finding",
        ],
    ),
];

fn sources(folder: &Path, found: &mut Vec<(String, String)>) {
    let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            let name = path.strip_prefix(root().join("src")).unwrap().to_string_lossy().replace('\\', "/");
            found.push((name, fs::read_to_string(&path).unwrap()));
        }
    }
}

/// The modules a source text uses, by every `crate::x` in it, comments and doc links aside.
fn used(text: &str) -> BTreeSet<String> {
    let mut modules = BTreeSet::new();
    for line in text.lines().filter(|line| !line.trim_start().starts_with("//")) {
        for rest in line.split("crate::").skip(1) {
            let names = match rest.strip_prefix('{') {
                Some(group) => group.split(',').map(str::trim).collect::<Vec<_>>(),
                None => vec![rest],
            };
            for name in names {
                let name: String = name.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                modules.insert(name);
            }
        }
    }
    modules
}

#[test]
fn no_module_uses_one_above_it() {
    let mut files = Vec::new();
    sources(&root().join("src"), &mut files);
    let mut wrong = Vec::new();
    for (name, text) in &files {
        let module = name.split(['/', '.']).next().unwrap();
        if matches!(module, "lib" | "main") {
            continue;
        }
        let (_, may) =
            LAYERS.iter().find(|(m, _)| *m == module).unwrap_or_else(|| panic!("src/{name}: which layer is it in?"));
        for used in used(text) {
            let is_module = LAYERS.iter().any(|(m, _)| *m == used);
            if is_module && used != module && !may.contains(&used.as_str()) {
                wrong.push(format!("src/{name} uses {used}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn no_format_knows_another() {
    let mut files = Vec::new();
    sources(&root().join("src"), &mut files);
    for (name, text) in &files {
        let parts: Vec<&str> = name.split('/').collect();
        let [side @ ("read" | "write"), own, ..] = parts.as_slice() else { continue };
        for other in ["docx", "xlsx", "sheet", "pdf", "html"].iter().filter(|other| *other != own) {
            assert!(!text.contains(&format!("crate::{side}::{other}")), "src/{name} uses {side}::{other}");
        }
    }
}

#[test]
fn files_stay_of_a_size_to_be_read() {
    let mut files = Vec::new();
    sources(&root().join("src"), &mut files);
    for (name, text) in files.iter().filter(|(name, _)| !name.ends_with("tests.rs")) {
        let own = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or(text);
        assert!(own.lines().count() <= 800, "src/{name} has {} lines without its tests", own.lines().count());
    }
}
