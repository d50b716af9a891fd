//! Lines of JSON: one for each report of many inputs, or why an input states none; for programs.

use super::files::{Output, shown};
use super::many::{self, Many, Read};
use super::state::Kept;
use super::talk::Talk;
use crate::finding::{Error, Finding, Language, json};
use crate::form::Forms;
use crate::report::{Report, save};
use serde_json::{Value, json};
use std::cell::RefCell;
use std::ops::ControlFlow;
use std::path::Path;

/// The JSON Schema of a line.
pub(super) const SCHEMA: &str = include_str!("../../templates/schema/lines-1.json");

/// Writes a line of JSON for each report, and for each input that could not be read; how many those are.
pub(super) fn write(many: &Many<'_>, path: &Path, force: bool, talk: &mut Talk) -> Result<usize, Error> {
    let mut output = Output::begin(path, force)?;
    let language = talk.language();
    let talk = RefCell::new(talk);
    let (mut failed, mut unwritten) = (0, None);
    let take = |read: Read<'_, Line>| {
        let lines = match many::say(read, &mut talk.borrow_mut()) {
            Ok((input, lines)) => lines.into_iter().map(|Line(line)| with_source(input, line)).collect(),
            Err((input, findings, error)) => {
                failed += 1;
                let findings = findings_to_json(findings.iter(), language);
                let error = json::error_to_json(&error, language);
                vec![with_source(input, json!({ "findings": findings, "error": error }))]
            }
        };
        let lines: String = lines.iter().map(|line| format!("{line}\n")).collect();
        unwritten = output.add(lines.as_bytes()).err();
        if unwritten.is_some() || output.is_unread() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let forms = &many.options.forms;
    let make = |_: &Path, reports: Vec<Report>, found: &[Finding]| reports_to_lines(&reports, found, forms, language);
    many.each(&talk, make, take)?;
    unwritten.map_or_else(|| output.finish(), Err)?;
    Ok(failed)
}

/// A line of JSON, its source aside.
struct Line(Value);

impl Kept for Line {
    fn to_value(&self, _: &Forms) -> Value {
        self.0.clone()
    }

    fn of_value(value: &Value, _: &str, _: &Forms) -> Option<Self> {
        value.is_object().then(|| Line(value.clone()))
    }
}

/// The lines of a file's reports. What was found in the file stands with the first.
fn reports_to_lines(reports: &[Report], found: &[Finding], forms: &Forms, language: Language) -> Vec<Line> {
    let line = |(index, report): (usize, &Report)| {
        let report: Value = serde_json::from_str(&save(report, forms)).unwrap_or_default();
        let findings = findings_to_json(found.iter().filter(|_| index == 0), language);
        Line(json!({ "report": report, "findings": findings }))
    };
    reports.iter().enumerate().map(line).collect()
}

fn findings_to_json<'f>(findings: impl Iterator<Item = &'f Finding>, language: Language) -> Vec<Value> {
    findings.map(|finding| json::finding_to_json(finding, language)).collect()
}

/// A line with the file it is of in front.
fn with_source(input: &Path, line: Value) -> Value {
    let mut members = serde_json::Map::new();
    members.insert("source".to_owned(), shown(input).into());
    if let Value::Object(line) = line {
        members.extend(line);
    }
    Value::Object(members)
}
