//! What a program reads on standard error.

use crate::support::{REPORTS, nianbao, root, said, sample};
use jsonschema::Validator;
use serde_json::Value;
use std::collections::BTreeSet;

fn validator() -> Validator {
    let schema = nianbao(&["schema", "messages"]);
    let published = std::fs::read(root().join("templates/schema/messages-1.json")).unwrap();
    assert_eq!(schema.stdout, published);
    jsonschema::validator_for(&serde_json::from_slice(&published).unwrap()).unwrap()
}

/// The lines of a run, each held against the schema.
fn lines(args: &[&str]) -> Vec<Value> {
    let validator = validator();
    let run = nianbao(&[args, &["--messages", "json"]].concat());
    let lines =
        said(&run).lines().map(|line| serde_json::from_str(line).unwrap_or_else(|e| panic!("{line}: {e}"))).collect();
    for line in &lines as &Vec<Value> {
        let faults: Vec<String> = validator.iter_errors(line).map(|fault| fault.to_string()).collect();
        assert_eq!(faults, Vec::<String>::new(), "{line:#}");
    }
    lines
}

fn of_kind<'l>(lines: &'l [Value], kind: &str) -> Vec<&'l Value> {
    lines.iter().filter(|line| line["kind"] == kind).collect()
}

#[test]
fn what_is_said_of_every_sample_is_in_the_schema() {
    let out = tempfile::tempdir().unwrap();
    let out = out.path().to_str().unwrap();
    let drafts = sample("drafts");
    let mut codes: BTreeSet<String> = BTreeSet::new();
    let mut convert = |inputs: &[&str], lang: &str, to: &str| {
        let args = [&["convert"], inputs, &["--to", to, "--out-dir", out, "--lang", lang, "--force"]].concat();
        let lines = lines(&args);
        assert!(!lines.is_empty());
        codes.extend(of_kind(&lines, "finding").iter().map(|line| line["code"].as_str().unwrap().to_owned()));
        lines
    };
    for lang in ["zh", "en"] {
        convert(&[drafts.to_str().unwrap()], lang, "json");
        for extension in ["xlsx", "xls", "ods"] {
            let sheets = sample("sheets/hazards").with_extension(extension);
            convert(&[sheets.to_str().unwrap()], lang, "json");
        }
        for name in REPORTS {
            let draft = sample(&format!("{name}/draft.docx"));
            let lines = convert(&[draft.to_str().unwrap()], lang, "html");
            assert_eq!(of_kind(&lines, "written").len(), 1);
            let summary = of_kind(&lines, "summary");
            let counted: u64 = ["errors", "warnings", "notes"].iter().map(|of| summary[0][of].as_u64().unwrap()).sum();
            assert_eq!(counted as usize, of_kind(&lines, "finding").len());
        }
    }
    assert!(codes.len() > 10, "{codes:?}");
}

#[test]
fn a_program_learns_why_nothing_was_done() {
    let lines = lines(&["convert", "没有.docx", "-o", "甲.pdf"]);
    let failures = of_kind(&lines, "failure");
    assert_eq!(failures[0]["code"], "file-not-found");
    assert_eq!(failures[0]["file"], "没有.docx");
    let lines = lines_of_usage();
    assert_eq!(of_kind(&lines, "failure")[0]["values"]["cause"]["term"], "no-output");
}

fn lines_of_usage() -> Vec<Value> {
    let draft = sample("lukou-2021/draft.docx");
    lines(&["convert", draft.to_str().unwrap(), "--to", "pdf"])
}

#[test]
fn quiet_lines_are_of_errors_only() {
    let out = tempfile::tempdir().unwrap();
    let drafts = sample("drafts");
    let to = ["convert", drafts.to_str().unwrap(), "--to", "json", "--out-dir", out.path().to_str().unwrap(), "-q"];
    assert!(lines(&to).iter().all(|line| line["severity"] == "error"));
}

#[test]
fn a_run_is_one_sarif_log() {
    let out = tempfile::tempdir().unwrap();
    let drafts = sample("drafts");
    let to = ["convert", drafts.to_str().unwrap(), "--to", "json", "--out-dir", out.path().to_str().unwrap()];
    let run = nianbao(&[&to as &[&str], &["--messages", "sarif"]].concat());
    let log: Value = serde_json::from_str(&said(&run)).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let results = run["results"].as_array().unwrap();
    assert!(!results.is_empty());
    for result in results {
        let index = result["ruleIndex"].as_u64().unwrap() as usize;
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert!(["note", "warning", "error"].contains(&result["level"].as_str().unwrap()));
        let uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].as_str().unwrap();
        assert!(uri.starts_with("file:///") && uri.is_ascii(), "{uri}");
    }
    for rule in rules {
        assert!(!rule["fullDescription"]["text"].as_str().unwrap().is_empty());
    }
    assert_eq!(run["translations"][0]["rules"].as_array().map(Vec::len), Some(rules.len()));
    assert_eq!(run["invocations"][0]["executionSuccessful"], true);
}

#[test]
fn a_code_is_explained_in_the_chosen_language() {
    for (lang, parts) in [
        ("zh", ["sum-differs (错误)", "勾稽关系不符", "建议："]),
        ("en", ["sum-differs (error)", "they differ by", "arithmetic"]),
    ] {
        let run = nianbao(&["explain", "sum-differs", "--lang", lang]);
        let page = String::from_utf8(run.stdout).unwrap();
        // It has no hint; a code that has one shows it.
        let with_hint = String::from_utf8(nianbao(&["explain", "table-missing", "--lang", lang]).stdout).unwrap();
        for part in parts {
            assert!(page.contains(part) || with_hint.contains(part), "{lang}: {part} in {page}");
        }
    }
}
