//! A version of the report → what the page shows of it.

use super::work::{Version, Work};
use crate::check::{Carried, carried};
use crate::convert::Options;
use crate::finding::{Code, Finding, Language, Place, json};
use crate::form::{CellContent, Form, TableForm};
use crate::report::Report;
use crate::serve::answer::counts;
use serde_json::{Value as Json, json};

/// Everything the page shows of the report but its pages.
pub(super) fn view(work: &Work, version: &Version, options: &Options, language: Language) -> Json {
    let report = &version.report;
    let findings: Vec<&Finding> = all(version).collect();
    let said: Vec<Json> = findings.iter().map(|finding| finding_to_view(finding, work, version, language)).collect();
    let [errors, warnings, notes] = counts(&findings.iter().map(|finding| (*finding).clone()).collect::<Vec<_>>());
    let date = report.published.or_else(|| report.signature.as_ref()?.date.as_ref()?.value);
    let missing = [("organ", report.organ.is_none()), ("year", report.year.is_none()), ("date", date.is_none())];
    let missing: Vec<&str> = missing.into_iter().filter(|(_, is_missing)| *is_missing).map(|(name, _)| name).collect();
    json!({
        "name": work.name(),
        "revision": version.revision,
        "can_undo": work.can_undo(),
        "can_redo": work.can_redo(),
        "has_changes": work.has_changes(),
        "organ": report.organ,
        "year": report.year,
        "date": date.map(|date| format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day())),
        "title": report.title,
        "missing": missing,
        "carried": carried_to_view(version, options),
        "last_year": version.last_year.as_ref().map(|reports| reports.iter().map(|report| json!({ "organ": report.organ, "year": report.year })).collect::<Vec<_>>()),
        "tables": tables(report, options),
        "findings": said,
        "summary": { "errors": errors, "warnings": warnings, "notes": notes },
    })
}

/// The first of the blank figures that last year's report settles, and how many of them it does; null where none is blank.
fn carried_to_view(version: &Version, options: &Options) -> Json {
    let found = carried(&version.report, version.last_year.as_deref(), &options.forms);
    let known = found.iter().filter(|carried| carried.count.is_some()).count();
    let first = found.first().map(|Carried { table, cell, .. }| {
        let name = cell.row_labels.last().map_or_else(|| cell.path(), |label| label.text.clone());
        json!({ "cell": format!("{}.{}", table.id, cell.id), "name": name, "blank": found.len(), "known": known })
    });
    first.into()
}

/// What there is to say of a version: while it was read, and by a reviewer.
pub(super) fn all(version: &Version) -> impl Iterator<Item = &Finding> {
    version.read.iter().chain(&version.reviewed).filter(|finding| !finding.is_silenced())
}

fn finding_to_view(finding: &Finding, work: &Work, version: &Version, language: Language) -> Json {
    let mut line = json::finding_to_json(finding, language);
    let remarks: Vec<String> = finding.details().map(|detail| detail.render(language).into_owned()).collect();
    let location = finding.location();
    let is_here = location.file.as_deref().is_none_or(|file| file == work.name());
    let place = match &location.place {
        // Where it is in the canonical form tells a clerk nothing; the form's own place is among the remarks.
        Some(Place::Pointer(_)) if is_here => String::new(),
        _ if is_here => location.render_place(language),
        _ => location.render(language),
    };
    if let Some(members) = line.as_object_mut() {
        members.insert("cells".to_owned(), version.tie.cells(finding).into());
        members.insert("remarks".to_owned(), remarks.into());
        members.insert("place".to_owned(), place.into());
        members.remove("values");
        let manual = Code::by_name(finding.code()).map(|code| code.manual(language));
        members.insert("manual".to_owned(), manual.map(|manual| manual.trim().to_owned()).into());
    }
    line
}

/// The statutory tables of the report, cell by cell as the form has them.
fn tables(report: &Report, options: &Options) -> Vec<Json> {
    let of = |(id, figures): (&String, &crate::report::TableFigures)| {
        let form = options.forms.get(&figures.form)?;
        form.table(id).map(|table| (form, table))
    };
    // In the form's order, whatever the report's.
    let mut known: Vec<(&Form, &TableForm)> = report.statistics.iter().filter_map(of).collect();
    known.sort_by_key(|(form, table)| form.tables.iter().position(|own| own.id == table.id));
    known.into_iter().map(|(_, table)| table_to_view(report, table)).collect()
}

fn table_to_view(report: &Report, table: &TableForm) -> Json {
    let figures = report.statistics.get(&table.id);
    let cells: Vec<Json> = table
        .cells
        .iter()
        .map(|cell| {
            let place = [cell.row, cell.column, cell.row_span, cell.column_span];
            match &cell.content {
                CellContent::Label(label) => {
                    json!({ "at": place, "label": label.text, "heads_row": label.heads_row })
                }
                CellContent::Data(data) => {
                    let count = figures.and_then(|figures| figures.cells.get(&data.id));
                    json!({
                        "at": place,
                        "id": format!("{}.{}", table.id, data.id),
                        "text": count.map_or("", |count| count.raw.as_str()),
                        "name": data.path(),
                        "unit": data.unit,
                    })
                }
            }
        })
        .collect();
    json!({
        "id": table.id, "name": table.name, "rows": table.rows, "columns": table.columns,
        "header_rows": table.header_rows, "widths": table.widths, "cells": cells,
    })
}
