//! The same report drafted in every way clerks have of making a Word file (samples/drafts) is the same report.

use crate::samples::{figures, key};
use crate::support::{options, sample, sample_bytes};
use nianbao::convert::bytes_to_report;
use nianbao::format::Format;
use nianbao::report::save;
use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

/// What a draft does say differently, so that its report may.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Difference {
    /// Items numbered by Word are a list, typed ones paragraphs that begin with their number.
    Lists,
    /// Page breaks and section breaks are in the draft.
    PageBreaks,
    /// Digits and brackets are of another width.
    Widths,
}

const DIFFERENCES: [(&str, Difference); 5] = [
    ("automatic", Difference::Lists),
    ("full-width", Difference::Widths),
    ("mixed", Difference::Lists),
    ("office", Difference::Lists),
    ("sections", Difference::PageBreaks),
];

/// A report without what that difference makes.
fn without(difference: Difference, value: Value) -> Value {
    match (difference, value) {
        (Difference::Lists, Value::Array(items)) => {
            let items =
                items.into_iter().flat_map(|item| match item.pointer("/list/items").and_then(Value::as_array) {
                    Some(entries) => entries.iter().map(typed).collect(),
                    None => vec![without(difference, item)],
                });
            Value::Array(items.collect())
        }
        (Difference::PageBreaks, Value::Array(items)) => {
            let items = items.into_iter().filter(|item| item.get("break").is_none());
            Value::Array(items.map(|item| without(difference, item)).collect())
        }
        (Difference::Widths, Value::String(text)) => Value::String(text.nfkc().collect()),
        // A count that was not typed as a plain number.
        (Difference::Widths, Value::Object(map)) if map.contains_key("raw") && map.contains_key("value") => {
            map["value"].clone()
        }
        (_, Value::Array(items)) => Value::Array(items.into_iter().map(|item| without(difference, item)).collect()),
        (_, Value::Object(map)) => {
            Value::Object(map.into_iter().map(|(key, item)| (key, without(difference, item))).collect())
        }
        (_, other) => other,
    }
}

/// An item of a list as the paragraph it would be with its label typed.
fn typed(item: &Value) -> Value {
    let text = item["content"][0].as_str().unwrap_or_else(|| panic!("{item}"));
    Value::String(format!("{}{text}", item["label"].as_str().unwrap()))
}

#[test]
fn every_draft_is_the_same_report() {
    let golden: Value = serde_json::from_slice(&sample_bytes("drafts/report.json")).unwrap();
    let mut names: Vec<String> = std::fs::read_dir(sample("drafts"))
        .unwrap()
        .filter_map(|entry| Some(entry.unwrap().file_name().to_str()?.strip_suffix(".docx")?.to_owned()))
        .collect();
    names.sort();
    assert!(names.len() >= 24, "{names:?}");
    let mut faults = Vec::new();
    for name in &names {
        let read = bytes_to_report(&sample_bytes(&format!("drafts/{name}.docx")), Format::Docx, &options()).unwrap();
        let said: Value = serde_json::from_str(&save(&read.value, &options().forms)).unwrap();
        let difference = DIFFERENCES.iter().find(|(of, _)| of == name).map(|(_, difference)| *difference);
        let same = said == golden;
        let same_but_for_that = difference.is_some_and(|d| without(d, said.clone()) == without(d, golden.clone()));
        if same && difference.is_some() {
            faults.push(format!("{name}: is the same now, without {difference:?}"));
        } else if !same && !same_but_for_that {
            faults.push(format!("{name}: {}", first_difference(&said, &golden)));
        }
        // Full width is how that draft was typed.
        if difference != Some(Difference::Widths) {
            assert_eq!(figures(&read.value.statistics), key("drafts"), "{name}");
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The lines where two reports part.
fn first_difference(found: &Value, expected: &Value) -> String {
    let lines =
        |value: &Value| serde_json::to_string_pretty(value).unwrap().lines().map(str::to_owned).collect::<Vec<_>>();
    let (found, expected) = (lines(found), lines(expected));
    let at = found.iter().zip(&expected).position(|(a, b)| a != b).unwrap_or(found.len().min(expected.len()));
    let near = |lines: &[String]| {
        lines.iter().skip(at).take(4).map(|line| line.trim().to_owned()).collect::<Vec<_>>().join(" ")
    };
    format!("line {}: {:.300} instead of {:.300}", at + 1, near(&found), near(&expected))
}
