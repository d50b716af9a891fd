//! The same report drafted in every way clerks have of making a Word file (samples/drafts) is the same report.

use crate::samples::{figures, key};
use crate::support::{options, sample, sample_bytes};
use nianbao::convert::bytes_to_report;
use nianbao::format::Format;
use nianbao::report::save;
use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

/// The draft typed in digits and brackets of full width, which are kept as typed.
const FULL_WIDTH: &str = "full-width";

/// A report as if all were typed in half width.
fn in_half_width(value: Value) -> Value {
    match value {
        Value::String(text) => Value::String(text.nfkc().collect()),
        // A count that was not typed as a plain number.
        Value::Object(map) if map.contains_key("raw") && map.contains_key("value") => map["value"].clone(),
        Value::Array(items) => Value::Array(items.into_iter().map(in_half_width).collect()),
        Value::Object(map) => Value::Object(map.into_iter().map(|(key, item)| (key, in_half_width(item))).collect()),
        other => other,
    }
}

/// The draft whose sections lie across and stand upright again.
const SECTIONS: &str = "sections";

/// A report without what says how its paper lies, which is counted.
fn lying_as_it_comes(value: Value, turns: &mut usize) -> Value {
    match value {
        Value::Array(items) => {
            let is_turn = |item: &Value| item.get("break").is_some_and(|begins| begins != "page");
            let (turned, items): (Vec<_>, Vec<_>) = items.into_iter().partition(is_turn);
            *turns += turned.len();
            Value::Array(items.into_iter().map(|item| lying_as_it_comes(item, turns)).collect())
        }
        Value::Object(map) => {
            Value::Object(map.into_iter().map(|(key, item)| (key, lying_as_it_comes(item, turns))).collect())
        }
        other => other,
    }
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
        if name == FULL_WIDTH {
            assert_ne!(said, golden, "{name}: as typed");
            assert_eq!(in_half_width(said), in_half_width(golden.clone()), "{name}");
            continue;
        }
        let mut turns = 0;
        let said = lying_as_it_comes(said, &mut turns);
        assert_eq!(turns, if name == SECTIONS { 2 } else { 0 }, "{name}");
        if said != golden {
            faults.push(format!("{name}: {}", first_difference(&said, &golden)));
        }
        assert_eq!(figures(&read.value.statistics), key("drafts"), "{name}");
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
