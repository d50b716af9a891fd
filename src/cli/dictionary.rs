//! `forms ID --to …`: the data dictionary of a form, for programs and for people.

use super::args::DictionaryFormat;
use crate::form::{DataCell, FigureSource, Form, NumberKind, TableForm};
use crate::list::VERSION;
use crate::write::csv;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The columns of the table.
const COLUMNS: [&str; 9] = ["表式", "统计表编号", "统计表", "数据项编号", "行", "列", "计量单位", "数的种类", "规则"];

/// The dictionary of a form: every cell with its id, labels, unit, kind of number and the rules that speak of it.
pub(super) fn form_to_dictionary(form: &Form, format: DictionaryFormat) -> String {
    let rules = rules_of_cells(form);
    match format {
        DictionaryFormat::Csv => to_csv(form, &rules),
        DictionaryFormat::Json => format!("{:#}\n", to_json(form, &rules)),
        DictionaryFormat::Md => to_markdown(form, &rules),
    }
}

type Rules<'f> = BTreeMap<(&'f str, &'f str), Vec<&'f str>>;

/// By table and cell the ids of the rules that speak of it, each once.
fn rules_of_cells(form: &Form) -> Rules<'_> {
    let mut rules: Rules<'_> = BTreeMap::new();
    for rule in form.all_rules() {
        for cell in rule.formula.cells().filter(|cell| cell.source == FigureSource::Own) {
            let of_cell = rules.entry((&cell.table, &cell.cell)).or_default();
            if !of_cell.contains(&rule.id.as_str()) {
                of_cell.push(&rule.id);
            }
        }
    }
    rules
}

/// What a kind of number is called in data, and in words.
fn kind(kind: NumberKind) -> (&'static str, &'static str) {
    match kind {
        NumberKind::Count => ("count", "非负整数"),
        NumberKind::Change => ("change", "整数，可带正负号"),
        NumberKind::Money => ("money", "非负小数"),
    }
}

fn labels(cell: &DataCell) -> [Vec<&str>; 2] {
    [&cell.row_labels, &cell.column_labels].map(|labels| labels.iter().map(|label| label.text.as_str()).collect())
}

fn rules_of<'f>(rules: &Rules<'f>, table: &TableForm, cell: &DataCell) -> Vec<&'f str> {
    rules.get(&(table.id.as_str(), cell.id.as_str())).cloned().unwrap_or_default()
}

fn to_csv(form: &Form, rules: &Rules<'_>) -> String {
    let mut text = csv::MARK.to_owned() + &csv::fields_to_line(COLUMNS);
    for table in &form.tables {
        for cell in table.data_cells() {
            let id = format!("{}.{}", table.id, cell.id);
            let [row, column] = labels(cell).map(|labels| labels.join(" / "));
            let rules = rules_of(rules, table, cell).join(" ");
            let (_, kind) = kind(cell.kind);
            text += &csv::fields_to_line([
                &form.id,
                &table.id,
                &table.name,
                &id,
                &row,
                &column,
                &cell.unit,
                kind,
                rules.as_str(),
            ] as [&str; 9]);
        }
    }
    text
}

fn to_json(form: &Form, rules: &Rules<'_>) -> Value {
    let cell = |table: &TableForm, cell: &DataCell| {
        let [row, column] = labels(cell);
        json!({
            "id": format!("{}.{}", table.id, cell.id),
            "row": row,
            "column": column,
            "unit": cell.unit,
            "kind": kind(cell.kind).0,
            "rules": rules_of(rules, table, cell),
        })
    };
    let table = |table: &TableForm| {
        let cells: Vec<Value> = table.data_cells().map(|of_table| cell(table, of_table)).collect();
        json!({ "id": table.id, "name": table.name, "cells": cells })
    };
    let mut named: Vec<(&str, &str)> = Vec::new();
    for rule in form.all_rules() {
        if !named.iter().any(|(id, name)| *id == rule.id && *name == rule.name) {
            named.push((&rule.id, &rule.name));
        }
    }
    let named: Vec<Value> = named.into_iter().map(|(id, name)| json!({ "id": id, "name": name })).collect();
    json!({
        "schema": format!("nianbao/dictionary/{VERSION}"),
        "form": form.id,
        "name": form.name,
        "source": form.source,
        "first_year": form.first_year,
        "last_year": form.last_year,
        "tables": form.tables.iter().map(table).collect::<Vec<_>>(),
        "rules": named,
    })
}

fn to_markdown(form: &Form, rules: &Rules<'_>) -> String {
    let mut text = format!("# {}\n\n{}\n", form.name, form.source);
    for table in &form.tables {
        text += &format!("\n## {}（{}）\n\n", table.name, table.id);
        let heads = [3, 4, 5, 6, 7, 8].map(|at| COLUMNS.get(at).copied().unwrap_or_default());
        text += &format!("| {} |\n|{}\n", heads.join(" | "), "---|".repeat(heads.len()));
        for cell in table.data_cells() {
            let [row, column] = labels(cell).map(|labels| labels.join(" / "));
            let rules = rules_of(rules, table, cell).join(" ");
            let id = format!("`{}.{}`", table.id, cell.id);
            let fields = [id, row, column, cell.unit.clone(), kind(cell.kind).1.to_owned(), rules];
            let fields = fields.map(|field| field.replace('|', "\\|").replace('\n', " "));
            text += &format!("| {} |\n", fields.join(" | "));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::Forms;

    #[test]
    fn every_cell_is_there_once_in_each_format() {
        for form in Forms::built_in().unwrap().iter() {
            let cells: Vec<String> = form
                .tables
                .iter()
                .flat_map(|table| table.data_cells().map(move |cell| format!("{}.{}", table.id, cell.id)))
                .collect();
            let csv = form_to_dictionary(form, DictionaryFormat::Csv);
            let ids: Vec<&str> = csv.lines().skip(1).filter_map(|line| line.split(',').nth(3)).collect();
            assert_eq!(ids, cells);
            let json: Value = serde_json::from_str(&form_to_dictionary(form, DictionaryFormat::Json)).unwrap();
            let of_tables =
                json["tables"].as_array().unwrap().iter().flat_map(|table| table["cells"].as_array().unwrap());
            let ids: Vec<&str> = of_tables.clone().map(|cell| cell["id"].as_str().unwrap()).collect();
            assert_eq!(ids, cells);
            assert_eq!(json["schema"], "nianbao/dictionary/1");
            // Every rule that a cell names is there.
            let known: Vec<&str> =
                json["rules"].as_array().unwrap().iter().map(|r| r["id"].as_str().unwrap()).collect();
            let named = of_tables.flat_map(|cell| cell["rules"].as_array().unwrap());
            assert!(named.clone().count() > 0 && named.clone().all(|rule| known.contains(&rule.as_str().unwrap())));
            let md = form_to_dictionary(form, DictionaryFormat::Md);
            assert_eq!(md.lines().filter(|line| line.starts_with("| `")).count(), cells.len());
        }
    }
}
