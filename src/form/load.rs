//! Form file → [`Form`]: strict loading and the lint that proves a form sound.

use super::chart::{ChartFile, charts_of_form};
use super::comparable::{ComparableFile, comparable_of_table};
use super::rule::is_id;
use super::rule_file::{Cells, Fault, RuleFile, Tables, counted, is_reserved, rules_of_form, rules_of_table};
use super::table_labels::TableLabels;
use super::{
    CellContent, DataCell, Form, FormCell, Label, NormalSection, NumberKind, SectionForm, TableForm, normal_label, stem,
};
use crate::document::{Alignment, Cell, Grid};
use crate::finding::{Error, Place, Value, catalogue, terms};
use crate::whole;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use toml::Spanned;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FormFile {
    id: String,
    name: String,
    source: String,
    first_year: u16,
    last_year: Option<u16>,
    title_suffix: String,
    period: Option<String>,
    sections: Vec<SectionFile>,
    tables: Vec<TableFile>,
    #[serde(default)]
    charts: Vec<ChartFile>,
    #[serde(default)]
    rules: Vec<RuleFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SectionFile {
    role: Spanned<String>,
    heading: String,
    #[serde(default)]
    also: Vec<Spanned<String>>,
    #[serde(default)]
    keywords: Vec<Vec<String>>,
    table: Option<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TableFile {
    id: Spanned<String>,
    name: String,
    columns: u32,
    header_rows: u32,
    widths: Spanned<Vec<u32>>,
    kind: NumberKind,
    unit: String,
    row_label_align: AlignWord,
    #[serde(default)]
    series_columns: Vec<String>,
    rows: Vec<Spanned<RowFile>>,
    #[serde(default)]
    rules: Vec<RuleFile>,
    #[serde(default)]
    comparable: Vec<ComparableFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RowFile {
    #[serde(default)]
    labels: Vec<LabelFile>,
    series: Option<String>,
    #[serde(default)]
    data: Vec<DataFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LabelFile {
    text: String,
    #[serde(default = "one")]
    columns: u32,
    #[serde(default = "one")]
    rows: u32,
    align: Option<AlignWord>,
    #[serde(default)]
    also: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DataFile {
    id: Spanned<String>,
    #[serde(default = "one")]
    columns: u32,
    kind: Option<NumberKind>,
    unit: Option<String>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum AlignWord {
    Left,
    Center,
}

impl From<AlignWord> for Alignment {
    fn from(word: AlignWord) -> Self {
        match word {
            AlignWord::Left => Alignment::Start,
            AlignWord::Center => Alignment::Center,
        }
    }
}

fn one() -> u32 {
    1
}

impl Form {
    /// The title as the form has it.
    #[must_use]
    pub fn title(&self, organ: &str, year: u16) -> String {
        format!("{organ}{year}{}", self.title_suffix)
    }

    /// The period of the figures of a whole year as the form has it.
    #[must_use]
    pub fn period_of(&self, year: u16) -> Option<String> {
        Some(self.period.as_ref()?.replace("{year}", &year.to_string()))
    }

    /// The form a file describes, proven sound: grids tile without gap or overlap, ids are unique and well formed, every
    /// formula resolves, no alias is idle or ambiguous.
    ///
    /// # Errors
    /// `invalid-form` with the line and column.
    pub fn from_toml(text: &str) -> Result<Self, Error> {
        let fail = |cause: Value, offset: Option<usize>| {
            let error = Error::from(catalogue::form::invalid_form(cause));
            match offset {
                Some(offset) => error.at(Place::at_offset(text, offset)),
                None => error,
            }
        };
        let file: FormFile =
            toml::from_str(text).map_err(|e| fail(Value::foreign(e.message()), e.span().map(|span| span.start)))?;
        form_from_file(file).map_err(|Fault(cause, offset)| fail(cause, offset))
    }
}

fn form_from_file(file: FormFile) -> Result<Form, Fault> {
    if file.id.is_empty() || !file.id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_') {
        return Err(Fault(terms::form_id_not_word(&file.id), Some(0)));
    }
    let mut tables: Vec<TableForm> = Vec::new();
    let mut cells = Tables::new();
    for table in file.tables {
        let offset = table.id.span().start;
        if !is_id(table.id.get_ref()) || table.id.get_ref().contains('.') || is_reserved(table.id.get_ref()) {
            return Err(Fault(terms::no_id(table.id.get_ref()), Some(offset)));
        }
        if tables.iter().any(|known| known.id == *table.id.get_ref()) {
            return Err(Fault(terms::table_id_twice(table.id.get_ref()), Some(offset)));
        }
        tables.push(table_from_file(table, &mut cells)?);
    }
    let mut sections: Vec<SectionForm> = Vec::new();
    let mut headings: BTreeMap<String, String> = BTreeMap::new();
    for section in file.sections {
        let role = section.role.get_ref().clone();
        if !is_id(&role) || sections.iter().any(|known| known.role == role) {
            return Err(Fault(terms::role_no_id_or_twice(role), Some(section.role.span().start)));
        }
        if let Some(table) = &section.table
            && !tables.iter().any(|known| known.id == *table.get_ref())
        {
            return Err(Fault(terms::no_such_table(table.get_ref()), Some(table.span().start)));
        }
        let own = (section.heading.as_str(), section.role.span().start);
        for (heading, offset) in
            std::iter::once(own).chain(section.also.iter().map(|a| (a.get_ref().as_str(), a.span().start)))
        {
            if headings.insert(normal_label(stem(heading)), role.clone()).is_some() {
                return Err(Fault(terms::heading_twice(heading), Some(offset)));
            }
        }
        let also: Vec<String> = section.also.into_iter().map(Spanned::into_inner).collect();
        let normals = |texts: &[String]| texts.iter().map(|text| normal_label(text)).collect();
        sections.push(SectionForm {
            role,
            normal: NormalSection {
                heading: normal_label(stem(&section.heading)),
                also: normals(&also),
                keywords: section.keywords.iter().map(|set| normals(set)).collect(),
            },
            heading: section.heading,
            also,
            keywords: section.keywords,
            table: section.table.map(Spanned::into_inner),
        });
    }
    let charts = charts_of_form(file.charts, &cells)?;
    let rules = rules_of_form(file.rules, &file.id, &cells)?;
    Ok(Form {
        charts,
        rules,
        id: file.id,
        name: file.name,
        source: file.source,
        first_year: file.first_year,
        last_year: file.last_year,
        title_suffix: file.title_suffix,
        period: file.period,
        sections,
        tables,
    })
}

fn table_from_file(file: TableFile, tables: &mut Tables) -> Result<TableForm, Fault> {
    let id = file.id.get_ref().clone();
    let offset = file.id.span().start;
    let widths = file.widths.get_ref();
    if widths.len() != file.columns as usize || widths.contains(&0) {
        return Err(Fault(terms::of_table(&id, terms::widths(file.columns)), Some(file.widths.span().start)));
    }
    let rows = whole::counted(file.rows.len());
    // A few lines of a file may stand for any number of cells and formulas, each of which is then held against the others.
    let columns_of_series = file.rows.iter().filter(|row| row.get_ref().series.is_some()).count();
    let in_rows: usize = file.rows.iter().map(|row| row.get_ref().labels.len() + row.get_ref().data.len()).sum();
    counted(&id, terms::ROWS, file.rows.len(), offset)?;
    let in_series = columns_of_series.saturating_mul(file.series_columns.len());
    counted(&id, terms::CELLS, in_rows.saturating_add(in_series), offset)?;
    let mut cells: Vec<FormCell> = Vec::new();
    let mut series: Vec<String> = Vec::new();
    let mut ids: BTreeSet<String> = BTreeSet::new();
    let mut busy_until = vec![0u32; file.columns as usize];
    for (row, line) in (0..rows).zip(file.rows) {
        let start = line.span().start;
        let line = line.into_inner();
        let heads_row = line.series.is_some() || !line.data.is_empty();
        let mut pending: Vec<(u32, u32, CellContent)> = Vec::new();
        for label in line.labels {
            let align = label.align.map_or_else(
                || if heads_row { file.row_label_align.into() } else { Alignment::Center },
                Alignment::from,
            );
            check_aliases(&label)?;
            let also: Vec<String> = label.also.into_iter().map(Spanned::into_inner).collect();
            let wordings = || std::iter::once(&label.text).chain(&also);
            let normal = wordings().map(|text| normal_label(text)).collect();
            let stems = wordings().map(|text| normal_label(stem(text))).collect();
            let content = CellContent::Label(Label { text: label.text, also, normal, stems, heads_row, align });
            pending.push((label.rows, label.columns, content));
        }
        let mut data = |cell_id: String, kind: NumberKind, unit: String, offset: usize| -> Result<CellContent, Fault> {
            if !is_id(&cell_id) || cell_id.split('.').next() == Some("form") {
                return Err(Fault(terms::no_cell_id(&cell_id), Some(offset)));
            }
            if !ids.insert(cell_id.clone()) {
                return Err(Fault(terms::cell_id_twice(&cell_id), Some(offset)));
            }
            let (row_labels, column_labels) = (Vec::new(), Vec::new());
            Ok(CellContent::Data(DataCell { id: cell_id, kind, unit, row_labels, column_labels }))
        };
        if let Some(name) = &line.series {
            for column in &file.series_columns {
                pending.push((1, 1, data(format!("{name}.{column}"), file.kind, file.unit.clone(), start)?));
            }
            series.push(name.clone());
        }
        for cell in line.data {
            let offset = cell.id.span().start;
            let kind = cell.kind.unwrap_or(file.kind);
            let unit = cell.unit.unwrap_or_else(|| file.unit.clone());
            pending.push((1, cell.columns, data(cell.id.into_inner(), kind, unit, offset)?));
        }
        let mut column = 0usize;
        for (row_span, column_span, content) in pending {
            while busy_until.get(column).is_some_and(|until| *until > row) {
                column += 1;
            }
            busy_until
                .iter_mut()
                .skip(column)
                .take(column_span as usize)
                .for_each(|until| *until = row.saturating_add(row_span));
            cells.push(FormCell { row, column: whole::counted(column), row_span, column_span, content });
            column = column.saturating_add(column_span as usize);
        }
    }
    let shape =
        cells.iter().map(|cell| Cell::new(cell.row, cell.column, Vec::new()).spanning(cell.row_span, cell.column_span));
    Grid::new(rows, file.columns, shape.collect()).map_err(|fault| Fault(terms::of_table(&id, fault), Some(offset)))?;
    unique_parents(&ids).map_err(|cause| Fault(cause, Some(offset)))?;
    if file.header_rows > rows {
        return Err(Fault(terms::fewer_rows(&id, rows), Some(offset)));
    }
    attach_labels(&mut cells);
    let cells_of_table = Cells { ids, series, columns: file.series_columns };
    let comparable = comparable_of_table(file.comparable, &id, &cells_of_table)?;
    tables.insert(id.clone(), cells_of_table);
    let rules = rules_of_table(file.rules, &id, tables)?;
    let (name, columns, header_rows) = (file.name, file.columns, file.header_rows);
    let (labels, widths) = (TableLabels::of(&cells), file.widths.into_inner());
    Ok(TableForm { id, name, columns, rows, header_rows, widths, cells, rules, comparable, labels })
}

/// An alias that says the same as the label says nothing.
fn check_aliases(label: &LabelFile) -> Result<(), Fault> {
    let mut known = BTreeSet::from([normal_label(&label.text)]);
    for alias in &label.also {
        if !known.insert(normal_label(alias.get_ref())) {
            let cause = terms::wording_same(alias.get_ref());
            return Err(Fault(cause, Some(alias.span().start)));
        }
    }
    Ok(())
}

/// No id may be both a cell and the parent of cells: in JSON the one is a number, the other an object.
fn unique_parents(ids: &BTreeSet<String>) -> Result<(), Value> {
    for id in ids {
        let mut parent = id.as_str();
        while let Some((shorter, _)) = parent.rsplit_once('.') {
            if ids.contains(shorter) {
                return Err(terms::cell_id_is_parent(shorter, id));
            }
            parent = shorter;
        }
    }
    Ok(())
}

/// Gives each data cell the labels that head its row (to its left) and its column (the block of labels nearest above).
fn attach_labels(cells: &mut [FormCell]) {
    let labels: Vec<(FormCell, Arc<Label>)> = cells
        .iter()
        .filter_map(|cell| match &cell.content {
            CellContent::Label(label) => Some((cell.clone(), Arc::new(label.clone()))),
            CellContent::Data(_) => None,
        })
        .collect();
    let data_rows: BTreeSet<u32> =
        cells.iter().filter(|cell| matches!(cell.content, CellContent::Data(_))).map(|cell| cell.row).collect();
    for cell in cells {
        let (row, column) = (cell.row, cell.column);
        let CellContent::Data(data) = &mut cell.content else { continue };
        let covers_row = |label: &FormCell| (label.row..label.row + label.row_span).contains(&row);
        let covers_column = |label: &FormCell| (label.column..label.column + label.column_span).contains(&column);
        let heads_row =
            labels.iter().filter(|(place, label)| label.heads_row && covers_row(place) && place.column < column);
        data.row_labels = heads_row.map(|(_, label)| Arc::clone(label)).collect();
        // The nearest rows above that hold no data, up to the next data row.
        let head_end = (0..row).rev().find(|r| !data_rows.contains(r)).map_or(0, |last| last + 1);
        let head_start = (0..head_end).rev().find(|r| data_rows.contains(r)).map_or(0, |last| last + 1);
        let heads_column = labels.iter().filter(|(place, label)| {
            !label.heads_row && covers_column(place) && (head_start..head_end).contains(&place.row)
        });
        data.column_labels = heads_column.map(|(_, label)| Arc::clone(label)).collect();
    }
}
