//! Statutory forms as data: what `templates/forms/*.toml` say.
//!
//! In: a form file. Out: [`Form`]: sections by role, tables as tiled grids of labels and data cells with ids, units, kinds
//! and arithmetic, which is judged here too
//! ([`Formula::evaluate`]). Recognition, composition, checks, the JSON schema and the documentation interpret it; nothing about a
//! vintage is written in code. The grammar of the files is `templates/forms/README.md`.

mod chart;
mod comparable;
mod evaluation;
mod figure_words;
mod label;
mod load;
mod rule;
mod rule_file;
mod table_labels;
mod workbook_words;

pub use chart::{BarForm, BesideLastYear, ChartForm};
pub use comparable::Comparable;
pub use evaluation::{Blanks, DECIMALS, Evaluation, Operand, Tally, Verdict};
pub use figure_words::{FigureWords, MoneyUnit};
pub use label::{normal_character, normal_label, stem};
pub use rule::{Bodies, CellRef, FigureSource, Formula, Relation, Rule, Term};
pub(crate) use table_labels::{ColumnLabels, TableLabels};
pub use workbook_words::{CheckWords, InputWords, LastYearWords, StatementWords, UnitsWords, Verdicts, WorkbookWords};

use crate::document::Alignment;
use crate::finding::{Error, Value};
use std::sync::{Arc, LazyLock};

/// One vintage of the statutory form.
#[derive(Debug, Clone, PartialEq)]
pub struct Form {
    /// Its id, the year it came in: `2021`.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The document that prescribes it.
    pub source: String,
    /// The first year reported on with it.
    pub first_year: u16,
    /// The last year reported on with it; `None`: in force.
    pub last_year: Option<u16>,
    /// What follows the organ and year in the usual title.
    pub title_suffix: String,
    /// How the period of the figures is written, `{year}` in place of the year; `None` where the form does not say.
    pub period: Option<String>,
    /// The sections, in order.
    pub sections: Vec<SectionForm>,
    /// The statutory tables, in order.
    pub tables: Vec<TableForm>,
    /// The charts of its figures, in order.
    pub charts: Vec<ChartForm>,
    /// The rules about more than one table, figures from elsewhere or certain bodies, expanded.
    pub rules: Vec<Rule>,
}

/// A section of the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SectionForm {
    /// What it is for: `overview`, `disclosure` …
    pub role: String,
    /// Its official heading.
    pub heading: String,
    /// Other headings known to mean this section.
    pub also: Vec<String>,
    /// Words that together betray a heading not known: any one of the sets suffices.
    pub keywords: Vec<Vec<String>>,
    /// The id of the table it holds.
    pub table: Option<String>,
    /// Its headings and words in comparable form.
    pub(crate) normal: NormalSection,
}

/// A section's wordings by [`normal_label`], made once when the form is loaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NormalSection {
    /// The official heading without its number.
    pub(crate) heading: String,
    /// The other headings.
    pub(crate) also: Vec<String>,
    /// The sets of words.
    pub(crate) keywords: Vec<Vec<String>>,
}

/// A statutory table.
#[derive(Debug, Clone, PartialEq)]
pub struct TableForm {
    /// Its id, the first part of its cells' full ids.
    pub id: String,
    /// Its name.
    pub name: String,
    /// How many grid columns it has.
    pub columns: u32,
    /// How many grid rows it has.
    pub rows: u32,
    /// How many rows from the top head it on every page.
    pub header_rows: u32,
    /// Relative widths of its columns.
    pub widths: Vec<u32>,
    /// Its cells, from the top, in each row from the left; they tile the grid.
    pub cells: Vec<FormCell>,
    /// Its arithmetic, expanded: one rule per formula, row and column it speaks of.
    pub rules: Vec<Rule>,
    /// What its figures are held against in other forms, where the ids differ.
    pub comparable: Vec<Comparable>,
    /// What its rows and columns are known by.
    pub(crate) labels: TableLabels,
}

/// A cell of a statutory table.
#[derive(Debug, Clone, PartialEq)]
pub struct FormCell {
    /// Its first row, from 0.
    pub row: u32,
    /// Its first column, from 0.
    pub column: u32,
    /// How many rows it covers.
    pub row_span: u32,
    /// How many columns it covers.
    pub column_span: u32,
    /// A printed label or a place for a figure.
    pub content: CellContent,
}

/// What a cell of the form is.
#[derive(Debug, Clone, PartialEq)]
pub enum CellContent {
    /// A printed label.
    Label(Label),
    /// A place for a figure.
    Data(DataCell),
}

/// A printed label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The wording of the form.
    pub text: String,
    /// Other wordings seen in the wild that mean the same.
    pub also: Vec<String>,
    /// The wording and the others in comparable form, in that order.
    pub normal: Vec<String>,
    /// The same without their numbers.
    pub stems: Vec<String>,
    /// Whether it heads the rows to its right (else the columns below it).
    pub heads_row: bool,
    /// How it is set.
    pub align: Alignment,
}

/// A place for a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataCell {
    /// Its id within the table: `regulations.issued`.
    pub id: String,
    /// What kind of number it holds.
    pub kind: NumberKind,
    /// What it counts: 件, 万元.
    pub unit: String,
    /// The labels that head its row, outermost first; empty in a table without row labels.
    pub row_labels: Vec<Arc<Label>>,
    /// The labels that head its column, outermost first.
    pub column_labels: Vec<Arc<Label>>,
}

/// The kinds of number a form asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NumberKind {
    /// A whole number, 0 or more.
    Count,
    /// A whole number with a sign: 本年增/减.
    Change,
    /// An amount of money: a decimal, 0 or more.
    Money,
}

impl FormCell {
    /// The place for a figure that it is; `None` of a printed label.
    pub(crate) fn data(&self) -> Option<&DataCell> {
        match &self.content {
            CellContent::Data(data) => Some(data),
            CellContent::Label(_) => None,
        }
    }
}

impl TableForm {
    /// Its data cells, in printed order.
    pub fn data_cells(&self) -> impl Iterator<Item = &DataCell> {
        self.cells.iter().filter_map(FormCell::data)
    }

    /// The data cell of that id.
    #[must_use]
    pub fn data_cell(&self, id: &str) -> Option<&DataCell> {
        self.data_cells().find(|cell| cell.id == id)
    }
}

impl Form {
    /// The table of that id.
    #[must_use]
    pub fn table(&self, id: &str) -> Option<&TableForm> {
        self.tables.iter().find(|table| table.id == id)
    }

    /// Every rule: those of its tables, then its own.
    pub fn all_rules(&self) -> impl Iterator<Item = &Rule> {
        self.tables.iter().flat_map(|table| &table.rules).chain(&self.rules)
    }

    /// What a table of it is called; its id where it has none of that id.
    #[must_use]
    pub fn table_name<'t>(&'t self, id: &'t str) -> &'t str {
        self.table(id).map_or(id, |table| table.name.as_str())
    }
}

impl DataCell {
    /// The cell in the form's own words, for messages: `规章 / 本年制发件数`.
    #[must_use]
    pub fn path(&self) -> String {
        let (row, column) = self.labels();
        row.into_iter().chain(column).collect::<Vec<_>>().join(" / ")
    }

    /// What heads its row and its column in the form's own words, each with its group where it says little without.
    #[must_use]
    pub fn labels(&self) -> (Option<String>, Option<String>) {
        let row = with_group(&self.row_labels);
        let column = match &row {
            Some(_) => with_group(&self.column_labels),
            None => Some(self.column_labels.iter().map(|label| label.text.as_str()).collect::<Vec<_>>().join(" / ")),
        };
        (row, column)
    }
}

impl DataCell {
    /// Its row in the form's own words, with the group where the label says little alone; `None` in a table without row labels.
    #[must_use]
    pub fn row_name(&self) -> Option<String> {
        with_group(&self.row_labels)
    }

    /// Its column likewise; in a table without row labels with all groups.
    #[must_use]
    pub fn column_name(&self) -> String {
        match self.row_labels.is_empty() {
            false => with_group(&self.column_labels).unwrap_or_default(),
            true => self.column_labels.iter().map(|label| label.text.as_str()).collect::<Vec<_>>().join("·"),
        }
    }

    /// The cell as a value of a message, called as it is there.
    #[must_use]
    pub fn called(&self, label: String) -> Value {
        Value::Cell { label, id: self.id.clone() }
    }
}

impl From<&DataCell> for Value {
    fn from(cell: &DataCell) -> Self {
        cell.called(cell.path())
    }
}

/// The most letters of a label that says little without its group: 其他, 总计.
const SHORT_LABEL: usize = 2;

/// The last of some labels, with the group it stands in where it is one among several of a group by its number (3.其他) or too
/// short to say which it is.
fn with_group(labels: &[Arc<Label>]) -> Option<String> {
    let (last, groups) = labels.split_last()?;
    let is_item = last.text.starts_with(|c: char| c.is_ascii_digit());
    match groups.last() {
        Some(group) if is_item || last.text.chars().count() <= SHORT_LABEL => {
            Some(format!("{}·{}", group.text, last.text))
        }
        _ => Some(last.text.clone()),
    }
}

/// The forms a program knows.
#[derive(Debug, Clone, PartialEq)]
pub struct Forms(Vec<Arc<Form>>);

static BUILT_IN: &[&str] =
    &[include_str!("../../templates/forms/2021.toml"), include_str!("../../templates/forms/2019.toml")];

impl Forms {
    /// The forms nianbao comes with, newest first.
    ///
    /// # Errors
    /// None in a released build: a test loads them.
    pub fn built_in() -> Result<Self, Error> {
        static FORMS: LazyLock<Result<Vec<Arc<Form>>, String>> = LazyLock::new(|| {
            let forms = BUILT_IN.iter().map(|text| Form::from_toml(text).map(Arc::new));
            forms.collect::<Result<_, _>>().map_err(|e| e.to_string())
        });
        match &*FORMS {
            Ok(forms) => Ok(Forms(forms.clone())),
            Err(cause) => Err(crate::finding::catalogue::form::invalid_form(cause).into()),
        }
    }

    /// The same forms and one more, which is preferred to a form of the same id.
    #[must_use]
    pub fn with(mut self, form: Form) -> Self {
        self.0.retain(|known| known.id != form.id);
        self.0.insert(0, Arc::new(form));
        self
    }

    /// The forms, the preferred first.
    pub fn iter(&self) -> impl Iterator<Item = &Form> {
        self.0.iter().map(Arc::as_ref)
    }

    /// The form of that id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Form> {
        self.iter().find(|form| form.id == id)
    }

    /// The form prescribed for reports on that year.
    #[must_use]
    pub fn for_year(&self, year: u16) -> Option<&Form> {
        self.iter().find(|form| form.first_year <= year && form.last_year.is_none_or(|last| year <= last))
    }
}

#[cfg(test)]
mod tests;
