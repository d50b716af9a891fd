//! Reports → the rows of a list.

use super::columns::{LONG, Shape, WIDE};
use super::field::figure_to_field;
use super::{Entry, Said};
use crate::form::{Form, Forms};
use crate::report::{Report, TableFigures};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// A field of a row.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Field {
    /// Its text.
    pub text: String,
    /// The number that the text is, where it is one.
    pub number: Option<Decimal>,
}

impl Field {
    /// A text.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Field { text: text.into(), number: None }
    }

    /// A number.
    #[must_use]
    pub fn number(number: impl Into<Decimal>) -> Self {
        let number = number.into();
        Field { text: number.to_string(), number: Some(number) }
    }

    fn figure(text: String) -> Self {
        let number = text.parse().ok();
        Field { text, number }
    }
}

/// The rows of a list. A long one's come as reports are added; a wide one's when all are, for which cells have a column is known then: up
/// to there a report takes the bytes of its line.
#[derive(Debug)]
pub struct Rows<'f> {
    forms: &'f Forms,
    shape: Shape,
    count: usize,
    kept: Vec<String>,
}

/// A report's line of a wide list.
#[derive(Serialize, Deserialize)]
pub(super) struct Line {
    number: Option<usize>,
    organ: String,
    year: Option<u16>,
    form: String,
    pub(super) source: String,
    pub(super) counts: Option<(usize, usize)>,
    pub(super) codes: String,
    /// By table its form and the fields of its cells, in the form's order.
    pub(super) tables: Vec<(String, String, Vec<String>)>,
}

impl<'f> Rows<'f> {
    /// No report yet.
    #[must_use]
    pub fn new(forms: &'f Forms, shape: Shape) -> Self {
        Rows { forms, shape, count: 0, kept: Vec::new() }
    }

    /// The head, where it is known before any report is.
    #[must_use]
    pub fn head(&self) -> Vec<Vec<Field>> {
        match self.shape {
            Shape::Long => vec![LONG.map(Field::text).into()],
            Shape::Wide => Vec::new(),
        }
    }

    /// Adds a report; the rows that are known now.
    pub fn add(&mut self, entry: &Entry) -> Vec<Vec<Field>> {
        self.count += 1;
        match self.shape {
            Shape::Long => self.long(entry),
            Shape::Wide => {
                let Entry { report, source, said } = entry;
                let counts = Some((said.errors, said.warnings));
                self.keep(Some(self.count), report, source, counts, said);
                Vec::new()
            }
        }
    }

    /// Adds a wide list's row of sums.
    pub fn add_total(&mut self, name: &str, sums: &Report) {
        let report = Report { organ: Some(name.to_owned()), ..sums.clone() };
        self.keep(None, &report, "", None, &Said::default());
    }

    fn keep(
        &mut self,
        number: Option<usize>,
        report: &Report,
        source: &str,
        counts: Option<(usize, usize)>,
        said: &Said,
    ) {
        let line = Line::of(number, report, source, counts, said, self.forms);
        // Text and numbers alone: nothing in a line could fail to be written.
        self.kept.extend(serde_json::to_string(&line).ok());
    }

    /// The rows that are known when all reports were added; of a wide list its head first.
    pub fn finish(self) -> impl Iterator<Item = Vec<Field>> {
        let Rows { forms, shape, kept, .. } = self;
        let lines = || kept.iter().filter_map(|line| serde_json::from_str::<Line>(line).ok());
        let is_met = |form: &&Form| lines().any(|line| line.tables.iter().any(|(_, id, _)| *id == form.id));
        let met: Vec<&Form> = forms.iter().filter(is_met).collect();
        let columns = columns(&met);
        let ids = columns.iter().map(|(table, cell)| Field::text(format!("{table}.{cell}")));
        let head = (shape == Shape::Wide).then(|| WIDE.map(Field::text).into_iter().chain(ids).collect());
        let columns: Vec<(String, String)> = columns.into_iter().map(|(t, c)| (t.to_owned(), c.to_owned())).collect();
        let met: Vec<Form> = met.into_iter().cloned().collect();
        head.into_iter().chain(kept.into_iter().filter_map(move |line| {
            let line: Line = serde_json::from_str(&line).ok()?;
            Some(line.fields(&columns, &met))
        }))
    }

    fn long(&self, Entry { report, source, said }: &Entry) -> Vec<Vec<Field>> {
        let lead = |form: &str| {
            let year = report.year.map_or_else(Field::default, |year| Field::number(u32::from(year)));
            let organ = report.organ.clone().unwrap_or_default();
            [Field::number(self.count as u64), Field::text(organ), year, Field::text(form)]
        };
        let mut rows: Vec<Vec<Field>> = Vec::new();
        for (id, figures) in &report.statistics {
            let Some(table) = self.forms.get(&figures.form).and_then(|form| form.table(id)) else { continue };
            for cell in table.data_cells() {
                let Some(count) = figures.cells.get(&cell.id) else { continue };
                let full = format!("{id}.{}", cell.id);
                let of_cell = said.of_cells.get(&full).cloned().unwrap_or_default();
                let value = count.value.map_or_else(Field::default, Field::number);
                let rest = [
                    Field::text(&table.name),
                    Field::text(full),
                    Field::text(cell.path()),
                    value,
                    Field::text(&count.raw),
                    Field::text(source),
                    Field::text(of_cell),
                ];
                rows.push(lead(&figures.form).into_iter().chain(rest).collect());
            }
        }
        if rows.is_empty() {
            // A report without figures is listed all the same.
            let rest = [""; 5].map(Field::text).into_iter().chain([Field::text(source), Field::default()]);
            rows.push(lead(report.form.as_deref().unwrap_or_default()).into_iter().chain(rest).collect());
        }
        rows
    }
}

impl Line {
    pub(super) fn of(
        number: Option<usize>,
        report: &Report,
        source: &str,
        counts: Option<(usize, usize)>,
        said: &Said,
        forms: &Forms,
    ) -> Self {
        let fields = |id: &String, figures: &TableFigures| {
            let table = forms.get(&figures.form).and_then(|form| form.table(id))?;
            let cells = table.data_cells().map(|cell| figure_to_field(figures.cells.get(&cell.id), cell));
            Some((id.clone(), figures.form.clone(), cells.collect()))
        };
        Line {
            number,
            organ: report.organ.clone().unwrap_or_default(),
            year: report.year,
            form: forms_of(report),
            source: source.to_owned(),
            counts,
            codes: said.codes.join(" "),
            tables: report.statistics.iter().filter_map(|(id, figures)| fields(id, figures)).collect(),
        }
    }

    fn fields(&self, columns: &[(String, String)], met: &[Form]) -> Vec<Field> {
        let number = |number: Option<usize>| number.map_or_else(Field::default, |n| Field::number(n as u64));
        let mut fields = vec![
            number(self.number),
            Field::text(&self.organ),
            number(self.year.map(usize::from)),
            Field::text(&self.form),
            Field::text(&self.source),
            number(self.counts.map(|(errors, _)| errors)),
            number(self.counts.map(|(_, warnings)| warnings)),
            Field::text(&self.codes),
        ];
        let form_of = |table: &str| {
            let own = self.tables.iter().find(|(id, ..)| id == table);
            // A table that is absent is absent in the form the report follows.
            let form = own.map_or_else(|| self.form.split(' ').next().unwrap_or_default(), |(_, form, _)| form);
            (met.iter().find(|known| known.id == form).and_then(|form| form.table(table)), own)
        };
        let mut table: Option<(&str, _)> = None;
        for (id, cell) in columns {
            if table.as_ref().is_none_or(|(last, _)| *last != id.as_str()) {
                let (form, own) = form_of(id);
                let cells: rustc_hash::FxHashMap<String, String> = form.map_or_else(Default::default, |form| {
                    let own = |at: usize| own.and_then(|(_, _, fields)| fields.get(at).cloned());
                    let absent = |cell| figure_to_field(None, cell);
                    let field = |(at, cell)| own(at).unwrap_or_else(|| absent(cell));
                    form.data_cells().enumerate().map(|(at, cell)| (cell.id.clone(), field((at, cell)))).collect()
                });
                table = Some((id, cells));
            }
            let text = table.as_ref().and_then(|(_, cells)| cells.get(cell)).cloned();
            fields.push(text.map_or_else(Field::default, Field::figure));
        }
        fields
    }
}

/// The form a report follows, and behind it `table=form` for each table that follows another.
fn forms_of(report: &Report) -> String {
    let first = report.statistics.values().next().map(|figures| figures.form.as_str());
    let main = report.form.as_deref().or(first).unwrap_or_default();
    let others = report.statistics.iter().filter(|(_, figures)| figures.form != main);
    others.fold(main.to_owned(), |text, (id, figures)| format!("{text} {id}={}", figures.form))
}

/// The cells of some forms, table by table, each once.
fn columns<'f>(forms: &[&'f Form]) -> Vec<(&'f str, &'f str)> {
    let mut tables: Vec<(&str, Vec<&str>)> = Vec::new();
    for table in forms.iter().flat_map(|form| &form.tables) {
        let at = tables.iter().position(|(id, _)| *id == table.id).unwrap_or_else(|| {
            tables.push((&table.id, Vec::new()));
            tables.len() - 1
        });
        let Some((_, cells)) = tables.get_mut(at) else { continue };
        for cell in table.data_cells() {
            if !cells.contains(&cell.id.as_str()) {
                cells.push(&cell.id);
            }
        }
    }
    tables.into_iter().flat_map(|(table, cells)| cells.into_iter().map(move |cell| (table, cell))).collect()
}
