//! The JSON Schema of the canonical form, generated from the types and the forms.

use super::json::{ReportJson, SCHEMA_ID};
use crate::form::{DataCell, Form, Forms, NumberKind, TableForm};
use serde_json::{Map, Value, json};

/// The JSON Schema (2020-12) of a report whose tables follow these forms.
#[must_use]
pub fn schema(forms: &Forms) -> Value {
    let mut schema = schemars::schema_for!(ReportJson).to_value();
    if let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) {
        properties.insert(
            "schema".to_owned(),
            json!({ "const": SCHEMA_ID, "description": "The name and version of this form of JSON." }),
        );
        let ids: Vec<&str> = forms.iter().map(|form| form.id.as_str()).collect();
        properties.insert(
            "form".to_owned(),
            json!({ "enum": ids, "description": "The id of the form vintage the tables follow." }),
        );
        properties.insert("statistics".to_owned(), statistics_schema(forms));
    }
    if let Some(definitions) = schema.get_mut("$defs").and_then(Value::as_object_mut) {
        definitions.insert("Blank".to_owned(), blank_schema());
    }
    schema
}

/// A figure whose text is not simply a number.
fn blank_schema() -> Value {
    json!({
        "description": "A figure whose printed text is not simply the number: blank, a dash, full-width digits, a note.",
        "type": "object",
        "properties": {
            "raw": { "type": "string", "description": "As printed; empty: blank." },
            "value": { "description": "What it means; null: no number.", "type": ["integer", "string", "null"] },
            "content": {
                "description": "What is printed, where that is more than the text: struck or raised runs, a note.",
                "$ref": "#/$defs/Content",
            },
        },
        "required": ["raw"],
        "additionalProperties": false,
    })
}

fn statistics_schema(forms: &Forms) -> Value {
    let mut tables: Map<String, Value> = Map::new();
    for form in forms.iter() {
        for table in &form.tables {
            let entry = tables.entry(table.id.clone()).or_insert_with(|| json!({ "anyOf": [] }));
            if let Some(choices) = entry.get_mut("anyOf").and_then(Value::as_array_mut) {
                choices.push(table_schema(form, table));
            }
        }
    }
    json!({
        "description": "The figures of the statutory tables, as the forms define them.",
        "type": "object",
        "properties": tables,
        "additionalProperties": false,
    })
}

fn table_schema(form: &Form, table: &TableForm) -> Value {
    let mut root = object(&format!("{} ({})", table.name, form.name));
    if let Some(properties) = root.get_mut("properties").and_then(Value::as_object_mut) {
        let description = "The form this table follows, where it is not the report's.";
        properties.insert("form".to_owned(), json!({ "const": form.id, "description": description }));
    }
    for cell in table.data_cells() {
        let mut place = &mut root;
        let mut parts = cell.id.split('.').peekable();
        while let Some(part) = parts.next() {
            let Some(properties) = place.get_mut("properties").and_then(Value::as_object_mut) else { break };
            let leaf = parts.peek().is_none();
            place = properties.entry(part).or_insert_with(|| if leaf { cell_schema(cell) } else { object("") });
        }
    }
    root
}

fn object(description: &str) -> Value {
    let mut object = json!({ "type": "object", "properties": {}, "additionalProperties": false });
    if !description.is_empty()
        && let Some(object) = object.as_object_mut()
    {
        object.insert("description".to_owned(), description.into());
    }
    object
}

fn cell_schema(cell: &DataCell) -> Value {
    let number = match cell.kind {
        NumberKind::Count => json!({ "type": "integer", "minimum": 0 }),
        NumberKind::Change => json!({ "type": "integer" }),
        NumberKind::Money => json!({ "type": "string", "pattern": "^(0|[1-9][0-9]*)(\\.[0-9]+)?$" }),
    };
    let labels = cell.row_labels.iter().chain(&cell.column_labels).map(|label| label.text.as_str());
    let mut description = labels.collect::<Vec<_>>().join(" / ");
    if !cell.unit.is_empty() {
        description.push_str(&format!("（{}）", cell.unit));
    }
    json!({ "description": description, "anyOf": [number, { "$ref": "#/$defs/Blank" }] })
}
