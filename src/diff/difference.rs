//! What two reports differ in, as data.

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::Serialize;
use serde_json::{Value, json};

/// The name and version of a difference's JSON, the value of its `schema`.
pub const SCHEMA_ID: &str = "nianbao/difference/1";

/// What two reports differ in. What is the same is there too, so that both can be had back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Difference {
    /// The report before.
    pub before: Side,
    /// The report after.
    pub after: Side,
    /// Title, organ, year, period, sign-off: those that either report states.
    pub particulars: Vec<Particular>,
    /// The statutory tables, figure by figure.
    pub tables: Vec<TableDifference>,
    /// The prose, passage by passage in the order of the report after; what is only in the one before stands where it stood.
    pub passages: Vec<Passage>,
}

/// A report that is compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Side {
    /// The name of its file, where it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// The body that reports.
    pub organ: Option<String>,
    /// The year reported on.
    pub year: Option<u16>,
    /// The id of the form its tables follow.
    pub form: Option<String>,
}

/// How what stands after stands to what stood before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// The same.
    Same,
    /// The same but for years, which differ as the years of the reports do. No difference.
    Year,
    /// The same but for spaces and line breaks. No difference.
    Spacing,
    /// A figure of the same value, written otherwise.
    Written,
    /// Another.
    Changed,
    /// In another place, with or without changes.
    Moved,
    /// Only after.
    Added,
    /// Only before.
    Removed,
    /// A figure that the form of the report before does not ask for.
    OnlyAfter,
    /// A figure that the form of the report after does not ask for.
    OnlyBefore,
}

impl Change {
    /// Whether it is one that counts.
    #[must_use]
    pub fn is_difference(self) -> bool {
        !matches!(self, Change::Same | Change::Year | Change::Spacing)
    }
}

/// What a report says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Particular {
    /// Which.
    pub field: Field,
    /// How it changed.
    pub change: Change,
    /// Before; null: not stated.
    pub before: Option<String>,
    /// After; null: not stated.
    pub after: Option<String>,
}

/// The particulars of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// Its title.
    Title,
    /// The body that reports.
    Organ,
    /// The year reported on.
    Year,
    /// What its figures cover.
    Scope,
    /// The period they cover.
    Period,
    /// The date of publication.
    Published,
    /// The bodies that sign.
    Signature,
    /// The date beside them, as printed.
    SignatureDate,
}

/// A statutory table of either report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TableDifference {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The form it follows before; null: the report has no such table.
    pub form_before: Option<String>,
    /// The form it follows after; null: the report has no such table.
    pub form_after: Option<String>,
    /// Its figures, in the order of the form after; those of the form before alone follow.
    pub figures: Vec<Figure>,
}

/// A figure of a statutory table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Figure {
    /// What heads its row, in the form's words; null in a table without row labels.
    pub row: Option<String>,
    /// What heads its column.
    pub column: Option<String>,
    /// How it changed.
    pub change: Change,
    /// Before; null: the form before does not ask for it.
    pub before: Option<Stated>,
    /// After; null: the form after does not ask for it.
    pub after: Option<Stated>,
    /// The value after less the value before, where both are numbers; a decimal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delta: Option<String>,
}

/// What a report states as a figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Stated {
    /// The cell's id in its table; of a sum the cells joined by +.
    pub cell: String,
    /// What stands there.
    pub state: State,
    /// As printed; of a sum the parts joined by +.
    pub raw: String,
    /// What it means, a decimal; null: no number.
    pub value: Option<String>,
    /// The parts of a sum that the other form asks for as one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Stated>,
}

/// What stands in a cell: four different things.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// The report does not have the cell.
    Absent,
    /// Nothing.
    Blank,
    /// What is no number: a dash, a word.
    Text,
    /// A number.
    Number,
}

/// What a passage is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PassageKind {
    /// A heading.
    Heading,
    /// A paragraph.
    Paragraph,
    /// The name of a table or picture.
    Caption,
    /// An item of a list, its label included.
    Item,
    /// A row of a table that is no statutory one, its cells joined by ` | `.
    Row,
    /// A picture, by what it shows.
    Picture,
}

/// A passage of the prose, before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Passage {
    /// What it is.
    pub kind: PassageKind,
    /// How it changed.
    pub change: Change,
    /// Before; null: not there.
    pub before: Option<PassageText>,
    /// After; null: not there.
    pub after: Option<PassageText>,
    /// The text in pieces, where it changed: what is the same, added, removed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub pieces: Vec<Piece>,
}

/// The text of a passage, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PassageText {
    /// Which passage of its report it is, from 1.
    pub number: usize,
    /// The heading of the section it stands in; null before the first.
    pub section: Option<String>,
    /// What it says.
    pub text: String,
}

/// A stretch of a changed passage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Piece {
    /// `same`, `year`, `added` or `removed`.
    pub change: Change,
    /// The text.
    pub text: String,
    /// What stood there before, where it is another year.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub was: Option<String>,
}

/// How much differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, JsonSchema)]
pub struct Counts {
    /// Particulars.
    pub particulars: usize,
    /// Figures of another value, blank for 0 and the like included.
    pub figures: usize,
    /// Figures of the same value, written otherwise.
    pub written: usize,
    /// Figures only one of the forms asks for.
    pub of_one_form: usize,
    /// Passages changed.
    pub changed: usize,
    /// Passages moved.
    pub moved: usize,
    /// Passages added.
    pub added: usize,
    /// Passages removed.
    pub removed: usize,
    /// What only follows the year: no difference.
    pub years: usize,
    /// Passages the same but for spaces: no difference.
    pub spacing: usize,
}

impl Difference {
    /// Whether nothing differs that counts.
    #[must_use]
    pub fn is_none(&self) -> bool {
        !self.changes().any(Change::is_difference)
    }

    /// Whether the reports are on different years, each known.
    #[must_use]
    pub fn is_across_years(&self) -> bool {
        self.before.year.zip(self.after.year).is_some_and(|(before, after)| before != after)
    }

    fn changes(&self) -> impl Iterator<Item = Change> {
        let particulars = self.particulars.iter().map(|particular| particular.change);
        particulars.chain(self.figures().map(|figure| figure.change)).chain(self.passages.iter().map(|p| p.change))
    }

    fn figures(&self) -> impl Iterator<Item = &Figure> {
        self.tables.iter().flat_map(|table| &table.figures)
    }

    /// How much differs.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for particular in &self.particulars {
            counts.particulars += usize::from(particular.change.is_difference());
            counts.years += usize::from(particular.change == Change::Year);
        }
        for figure in self.figures() {
            match figure.change {
                Change::Same | Change::Year | Change::Spacing => {}
                Change::Written => counts.written += 1,
                Change::OnlyBefore | Change::OnlyAfter => counts.of_one_form += 1,
                Change::Changed | Change::Moved | Change::Added | Change::Removed => counts.figures += 1,
            }
        }
        for passage in &self.passages {
            match passage.change {
                Change::Same => {}
                Change::Year => counts.years += 1,
                Change::Spacing => counts.spacing += 1,
                Change::Moved => counts.moved += 1,
                Change::Added | Change::OnlyAfter => counts.added += 1,
                Change::Removed | Change::OnlyBefore => counts.removed += 1,
                Change::Changed | Change::Written => counts.changed += 1,
            }
        }
        counts
    }
}

/// A difference's JSON: its schema's name, how much differs, then all of it.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "Difference", rename = "Root")]
struct DifferenceJson<'d> {
    /// The name and version of this form of JSON.
    schema: &'static str,
    /// Whether nothing differs that counts.
    same: bool,
    /// How much differs.
    counts: Counts,
    #[serde(flatten)]
    difference: &'d Difference,
}

/// The difference as JSON: indented by two spaces, a line feed at the end.
#[must_use]
pub fn save(difference: &Difference) -> String {
    let (same, counts) = (difference.is_none(), difference.counts());
    let value = json!(DifferenceJson { schema: SCHEMA_ID, same, counts, difference });
    format!("{value:#}\n")
}

/// The JSON Schema (2020-12) of what [`save`] gives.
#[must_use]
pub fn schema() -> Value {
    let generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    let mut schema = generator.into_root_schema_for::<DifferenceJson<'_>>().to_value();
    if let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) {
        let description = "The name and version of this form of JSON.";
        properties.insert("schema".to_owned(), json!({ "const": SCHEMA_ID, "description": description }));
    }
    schema
}
