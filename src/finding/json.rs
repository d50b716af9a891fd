//! Findings as JSON: one object each, as `templates/schema/messages-1.json` has it.

use super::value::{Phrase, Value};
use super::{Error, Finding, Language, Location, Place, Ruling, column_letters};
use serde_json::{Map, Value as Json, json};

/// The JSON Schema of the lines that programs read.
pub const MESSAGES_SCHEMA: &str = include_str!("../../templates/schema/messages-1.json");

/// A finding as a line of that schema. Words are of the language; code, places and values are the same in every one.
#[must_use]
pub fn finding_to_json(finding: &Finding, language: Language) -> Json {
    Json::Object(with_kind("finding", finding, language))
}

/// What stopped the work as a line of that schema.
#[must_use]
pub fn error_to_json(error: &Error, language: Language) -> Json {
    let mut line = with_kind("failure", error.finding(), language);
    if let Some(source) = std::error::Error::source(error) {
        line.insert("cause".to_owned(), source.to_string().into());
    }
    Json::Object(line)
}

fn with_kind(kind: &str, finding: &Finding, language: Language) -> Map<String, Json> {
    let mut line = Map::new();
    line.insert("kind".to_owned(), kind.into());
    line.extend(members(finding, language));
    line
}

fn members(finding: &Finding, language: Language) -> Map<String, Json> {
    let mut members = Map::new();
    members.insert("code".to_owned(), finding.code().into());
    members.insert("severity".to_owned(), finding.severity().label(Language::English).into());
    members.insert("message".to_owned(), finding.message(language).into());
    if let Some(hint) = finding.hint(language) {
        members.insert("hint".to_owned(), hint.into());
    }
    let Location { file, place, beginning } = finding.location();
    if let Some(file) = file {
        members.insert("file".to_owned(), file.as_str().into());
    }
    if let Some(place) = place {
        members.insert("place".to_owned(), place_to_json(place));
    }
    if let Some(beginning) = beginning {
        members.insert("beginning".to_owned(), beginning.as_str().into());
    }
    members.insert("values".to_owned(), values_to_json(finding.values(), language));
    if !finding.rules().is_empty() {
        members.insert("rules".to_owned(), finding.rules().into());
    }
    let details: Vec<Json> = finding.details().map(|detail| value_to_json(&detail, language)).collect();
    if !details.is_empty() {
        members.insert("remarks".to_owned(), details.into());
    }
    if let Some(Ruling { severity, reason }) = finding.ruling() {
        let severity = severity.map_or("silent", |severity| severity.label(Language::English));
        members.insert("ruling".to_owned(), json!({ "severity": severity, "reason": reason }));
    }
    members
}

fn values_to_json(values: &[(&'static str, Value)], language: Language) -> Json {
    values.iter().map(|(name, value)| ((*name).to_owned(), value_to_json(value, language))).collect()
}

fn value_to_json(value: &Value, language: Language) -> Json {
    match value {
        Value::Text(text) => json!({ "kind": "text", "text": text }),
        // What is no whole number stays in its digits: a binary fraction would be another number.
        Value::Number(digits) => match digits.parse::<i64>() {
            Ok(number) => json!({ "kind": "number", "number": number }),
            Err(_) => json!({ "kind": "number", "number": digits }),
        },
        Value::Term(Phrase { term, values }) => {
            let text = value.render(language);
            match values.as_slice() {
                [] => json!({ "kind": "term", "term": term.id, "text": text }),
                values => {
                    json!({ "kind": "term", "term": term.id, "text": text, "values": values_to_json(values, language) })
                }
            }
        }
        Value::Place(place) => json!({ "kind": "place", "place": place_to_json(place) }),
        Value::Cell { label, id } => json!({ "kind": "cell", "cell": id, "label": label }),
        Value::List(values) => {
            json!({ "kind": "list", "items": values.iter().map(|value| value_to_json(value, language)).collect::<Vec<_>>() })
        }
        Value::Finding(finding) => json!({ "kind": "finding", "finding": members(finding, language) }),
        Value::Foreign(text) => json!({ "kind": "foreign", "text": text }),
    }
}

/// A place as data; all numbers count from 1.
#[must_use]
pub fn place_to_json(place: &Place) -> Json {
    match place {
        Place::Paragraph(paragraph) => json!({ "kind": "paragraph", "paragraph": paragraph }),
        Place::Cell { table, row, column } => json!({ "kind": "cell", "table": table, "row": row, "column": column }),
        Place::Table(table) => json!({ "kind": "table", "table": table }),
        Place::Note(note) => json!({ "kind": "note", "note": note }),
        Place::Part(part) => json!({ "kind": "part", "part": part }),
        Place::SheetCell { sheet, row, column } => {
            let address = format!("{}{row}", column_letters(*column));
            json!({ "kind": "sheet-cell", "sheet": sheet.as_ref(), "row": row, "column": column, "address": address })
        }
        Place::Sheet(sheet) => json!({ "kind": "sheet", "sheet": sheet.as_ref() }),
        Place::Page(page) => json!({ "kind": "page", "page": page }),
        Place::PageCell { page, table, row, column } => {
            json!({ "kind": "page-cell", "page": page, "table": table, "row": row, "column": column })
        }
        Place::Pointer(pointer) => json!({ "kind": "pointer", "pointer": pointer }),
        Place::Line { line, column } => json!({ "kind": "line", "line": line, "column": column }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{catalogue, terms};

    #[test]
    fn every_kind_of_place_and_value_is_in_the_schema() {
        let schema: Json = serde_json::from_str(MESSAGES_SCHEMA).unwrap();
        let validator = jsonschema::validator_for(&schema).unwrap();
        let places = [
            Place::Paragraph(1),
            Place::Cell { table: 1, row: 2, column: 3 },
            Place::Table(1),
            Place::Note(2),
            Place::Part("word/document.xml".into()),
            Place::SheetCell { sheet: "表三".into(), row: 8, column: 12 },
            Place::Sheet("表三".into()),
            Place::Page(3),
            Place::PageCell { page: 1, table: 1, row: 2, column: 3 },
            Place::Pointer("/year".into()),
            Place::Line { line: 1, column: 2 },
        ];
        let values = [
            Value::from("甲"),
            3.into(),
            (-3).into(),
            rust_decimal::Decimal::new(265, 1).into(),
            terms::PACKAGE_PARTS.into(),
            terms::as_quoted(2023, "甲"),
            Place::Page(1).into(),
            Value::Cell { label: "甲·乙".into(), id: "disputes.review.total".into() },
            vec![Value::from("甲"), Value::from(1)].into(),
            catalogue::sheet::no_sheets().at(Place::Page(1)).into(),
            Value::foreign("gone"),
        ];
        for language in [Language::Chinese, Language::English] {
            for place in &places {
                let finding =
                    catalogue::report::table_missing("甲").at(place.clone()).in_file("a.docx").beginning("乙");
                let line = finding_to_json(&finding, language);
                assert!(validator.is_valid(&line), "{line:#}");
            }
            for value in &values {
                let error = Error::from(catalogue::convert::unreadable_file(value.clone()));
                let error = error.caused_by(std::fmt::Error);
                let line = error_to_json(&error, language);
                assert!(validator.is_valid(&line), "{line:#}");
            }
        }
        let silent = Ruling { severity: None, reason: "清理".to_owned() };
        let reviewed = catalogue::report::table_missing("甲").of_rules(["balance".to_owned()]).remark(1).ruled(silent);
        let line = finding_to_json(&reviewed, Language::Chinese);
        assert!(validator.is_valid(&line), "{line:#}");
        assert_eq!((&line["rules"][0], &line["ruling"]["severity"]), (&json!("balance"), &json!("silent")));
        assert_eq!(line["remarks"][0]["number"], 1);
        assert!(!validator.is_valid(&json!({ "kind": "finding", "code": "table-missing" })));
    }

    #[test]
    fn a_program_needs_no_text() {
        let place = Place::SheetCell { sheet: "表三".into(), row: 8, column: 12 };
        let finding = catalogue::package::limit_exceeded(terms::PACKAGE_PARTS, 1, 2).at(place);
        let line = finding_to_json(&finding, Language::Chinese);
        assert_eq!(line["place"]["address"], "L8");
        assert_eq!(line["values"]["limit"], json!({ "kind": "term", "term": "package-parts", "text": "包内部件数" }));
        assert_eq!(line["values"]["found"]["number"], 2);
    }
}
