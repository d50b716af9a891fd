//! The second, independent reading of each value, by calamine.
//!
//! calamine is only given files it can't stumble over (see [`scan`](super::scan)). Where a file is odd, or calamine gives up, a
//! finding says that the values were read once only.

use super::MAX_PLACES;
use super::findings::SheetFindings;
use super::grid::cells_to_grid;
use super::value::{Cells, Kind, ReadCell};
use super::workbook::{SheetEntry, Workbook};
use super::worksheet::RawSheet;
use crate::document::{Account, Block, Document, net_is_off};
use crate::finding::{Error, Place, Term, Value, Warned, catalogue, terms};
use crate::ooxml::Package;
use crate::whole::counted;
use calamine::{Data, DataRef, Range, Reader, Xlsx};
use std::collections::BTreeSet;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// A second reader of the same workbook.
pub(super) struct SecondReader<'b> {
    /// The workbook, or why it can't be read a second time.
    workbook: Result<Xlsx<Cursor<&'b [u8]>>, Value>,
    /// Whether the reason was given already.
    told: bool,
}

impl<'b> SecondReader<'b> {
    /// `is_damaged`: the package layer had something to say about the parts all sheets share.
    pub(super) fn open(bytes: &'b [u8], package: &mut Package<'_>, workbook: &Workbook, is_damaged: bool) -> Self {
        let opened = match oddity(package, workbook) {
            _ if is_damaged => Err(terms::PARTS_DAMAGED.into()),
            Some(cause) => Err(cause.into()),
            None => Xlsx::new(Cursor::new(bytes)).map_err(Value::foreign),
        };
        SecondReader { workbook: opened, told: false }
    }

    /// Compares each value of a sheet with a second reading, unless there is an oddity in the sheet's XML.
    pub(super) fn compare(
        &mut self,
        entry: &SheetEntry,
        oddity: Option<&'static Term>,
        cells: &Cells,
        findings: &mut SheetFindings,
    ) {
        let workbook = match &mut self.workbook {
            Ok(workbook) => workbook,
            Err(cause) => {
                if !std::mem::replace(&mut self.told, true) {
                    findings.on_sheet(catalogue::sheet::second_reading_missing(cause.clone()));
                }
                return;
            }
        };
        let missing =
            |cause: &dyn ToString| catalogue::sheet::second_reading_missing(Value::foreign(cause.to_string()));
        if let Some(oddity) = oddity {
            findings.on_sheet(catalogue::sheet::second_reading_missing(oddity));
            return;
        }
        let mut reader = match workbook.worksheet_cells_reader(&entry.name) {
            Ok(reader) => reader,
            Err(error) => return findings.on_sheet(missing(&error)),
        };
        let mut seen = Seen::default();
        loop {
            let cell = match reader.next_cell() {
                Ok(Some(cell)) => cell,
                Ok(None) => break,
                Err(error) => return findings.on_sheet(missing(&error)),
            };
            let (row, column) = cell.get_position();
            let place = (row.saturating_add(1), column.saturating_add(1));
            let value = cell.get_value();
            let first = cells.get(&place);
            // A cell stated twice was named already.
            let again = first.is_some() && !seen.insert(place);
            if !again && !agree(first, value) {
                let kept = first.map_or("", |cell| cell.text.as_str());
                let finding = catalogue::sheet::readings_disagree(kept, shown(value));
                findings.on_cell(place.0, place.1, finding);
            }
        }
        for (place, cell) in cells.iter().filter(|(place, cell)| !cell.text.is_empty() && !seen.contains(place)) {
            findings.on_cell(place.0, place.1, catalogue::sheet::readings_disagree(&cell.text, ""));
        }
    }
}

/// The places met so far. They come in order in any file but an odd one.
#[derive(Default)]
struct Seen {
    in_order: Vec<(u32, u32)>,
    others: BTreeSet<(u32, u32)>,
}

impl Seen {
    /// Whether the place is a new one.
    fn insert(&mut self, place: (u32, u32)) -> bool {
        match self.in_order.last() {
            Some(last) if *last >= place => self.in_order.binary_search(&place).is_err() && self.others.insert(place),
            _ => {
                self.in_order.push(place);
                !self.others.contains(&place)
            }
        }
    }

    fn contains(&self, place: &(u32, u32)) -> bool {
        self.in_order.binary_search(place).is_ok() || self.others.contains(place)
    }
}

/// A sheet read once.
pub(super) struct ReadSheet {
    pub(super) name: String,
    pub(super) raw: RawSheet,
    pub(super) cells: Cells,
    pub(super) findings: SheetFindings,
}

/// A workbook that calamine reads whole, or why it does not: `oddity` where it is not given the file, its error, its panic.
pub(super) fn second_reading<'b, R>(bytes: &'b [u8], oddity: Option<&'static Term>) -> Result<R, Value>
where
    R: Reader<Cursor<&'b [u8]>>,
    R::Error: ToString,
{
    if let Some(cause) = oddity {
        return Err(cause.into());
    }
    match catch_unwind(AssertUnwindSafe(|| R::new(Cursor::new(bytes)))) {
        Ok(opened) => opened.map_err(Value::foreign),
        Err(_) => Err(terms::SEEMS_DAMAGED.into()),
    }
}

/// The tables of sheets, each compared with its second reading. `text`: where the text of the cells is counted, by the second
/// reading where there is one.
pub(super) fn sheets_to_document<'b, R>(
    sheets: impl IntoIterator<Item = ReadSheet>,
    mut second: Result<R, Value>,
    compare: fn(&Range<Data>, &Cells, &mut SheetFindings),
    mut text: Option<&mut Account>,
) -> Result<Warned<Document>, Error>
where
    R: Reader<Cursor<&'b [u8]>>,
    R::Error: ToString,
{
    let mut document = Document::default();
    let mut all = Vec::new();
    let mut places = 0u64;
    let mut told = false;
    for ReadSheet { name, raw, cells, mut findings } in sheets {
        let range = second.as_mut().map(|second| second.worksheet_range(&name));
        if let Some(text) = text.as_deref_mut().filter(|_| !net_is_off()) {
            match &range {
                Ok(Ok(range)) => count_range(range, &name, text),
                _ => count_cells(&cells, &name, text),
            }
        }
        match range {
            Ok(Ok(range)) => compare(&range, &cells, &mut findings),
            Ok(Err(_)) if cells.is_empty() => {}
            Ok(Err(error)) => {
                findings.on_sheet(catalogue::sheet::second_reading_missing(Value::foreign(error.to_string())))
            }
            Err(cause) if !std::mem::replace(&mut told, true) => {
                findings.on_sheet(catalogue::sheet::second_reading_missing(cause.clone()));
            }
            Err(_) => {}
        }
        let grid = cells_to_grid(cells, &raw, MAX_PLACES.saturating_sub(places), &mut findings);
        let grid = grid.map_err(|error| error.at(Place::Sheet(name.as_str().into())))?;
        all.extend(findings.finish());
        if let Some(grid) = grid {
            places += u64::from(grid.rows()) * u64::from(grid.columns());
            document.blocks.push(Block::Table(grid));
        }
    }
    if document.blocks.is_empty() {
        all.push(catalogue::sheet::workbook_empty());
    }
    Ok(Warned { value: document, findings: all })
}

/// Counts the texts of a range. Numbers are compared, not counted: they are shown otherwise than they are stored.
fn count_range(range: &Range<Data>, sheet: &str, text: &mut Account) {
    let sheet: Arc<str> = sheet.into();
    let (top, left) = range.start().unwrap_or_default();
    for (row, column, value) in range.used_cells() {
        if let Data::String(value) = value {
            let (row, column) = (top.saturating_add(counted(row + 1)), left.saturating_add(counted(column + 1)));
            let passage = text.passage(Some(Place::SheetCell { sheet: sheet.clone(), row, column }), true);
            text.piece(passage, value);
        }
    }
}

/// Counts the texts of cells that were read once.
fn count_cells(cells: &Cells, sheet: &str, text: &mut Account) {
    let sheet: Arc<str> = sheet.into();
    for ((row, column), cell) in cells.iter().filter(|(_, cell)| cell.kind == Kind::Text) {
        let place = Place::SheetCell { sheet: sheet.clone(), row: *row, column: *column };
        let passage = text.passage(Some(place), true);
        text.piece(passage, &cell.text);
    }
}

/// Compares each value of a sheet with those of a range read by calamine.
pub(super) fn compare_range(range: &Range<Data>, cells: &Cells, findings: &mut SheetFindings) {
    compare_values(range, cells, findings, agree);
}

/// As [`compare_range`], for OpenDocument: there calamine knows other rules of white space, so texts are compared without it.
pub(super) fn compare_open_document(range: &Range<Data>, cells: &Cells, findings: &mut SheetFindings) {
    let bare = |text: &str| text.split_whitespace().collect::<String>();
    compare_values(range, cells, findings, |first, second| match first {
        Some(ReadCell { kind: Kind::Text, text, .. }) => bare(text) == bare(&shown(second)),
        first => agree(first, second),
    });
}

fn compare_values(
    range: &Range<Data>,
    cells: &Cells,
    findings: &mut SheetFindings,
    agree: impl Fn(Option<&ReadCell>, &DataRef<'_>) -> bool,
) {
    let (top, left) = range.start().unwrap_or_default();
    let mut seen = Seen::default();
    for (row, column, value) in range.used_cells() {
        let place = (top.saturating_add(counted(row + 1)), left.saturating_add(counted(column + 1)));
        let value = match value {
            Data::Empty => DataRef::Empty,
            Data::Int(number) => DataRef::Int(*number),
            Data::Float(number) => DataRef::Float(*number),
            Data::String(text) => DataRef::SharedString(text),
            Data::Bool(value) => DataRef::Bool(*value),
            Data::DateTime(date) => DataRef::DateTime(*date),
            Data::DateTimeIso(text) | Data::DurationIso(text) => DataRef::SharedString(text),
            Data::Error(error) => DataRef::Error(error.clone()),
        };
        let first = cells.get(&place);
        seen.insert(place);
        if !agree(first, &value) {
            let kept = first.map_or("", |cell| cell.text.as_str());
            findings.on_cell(place.0, place.1, catalogue::sheet::readings_disagree(kept, shown(&value)));
        }
    }
    let counts = |cell: &ReadCell| !cell.text.is_empty() && cell.kind != Kind::Faulty;
    for (place, cell) in cells.iter().filter(|(place, cell)| counts(cell) && !seen.contains(place)) {
        findings.on_cell(place.0, place.1, catalogue::sheet::readings_disagree(&cell.text, ""));
    }
}

/// What calamine would stumble over, if anything.
fn oddity(package: &mut Package<'_>, workbook: &Workbook) -> Option<&'static Term> {
    let mut names = BTreeSet::new();
    if workbook.sheets.iter().any(|sheet| !names.insert(&sheet.name)) {
        return Some(terms::SHEETS_OF_ONE_NAME);
    }
    let mut parts = BTreeSet::new();
    if package.names().any(|name| !parts.insert(name.replace('\\', "/").to_ascii_lowercase())) {
        return Some(terms::PARTS_OF_ONE_NAME);
    }
    if let Some(oddity) = workbook.oddity {
        return Some(oddity);
    }
    if !workbook.has_customary_parts {
        return Some(terms::PARTS_ELSEWHERE);
    }
    // It counts brackets in a byte.
    // The one part it reads that this reader does not; read here for its size.
    let folder = package.main_part().rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
    match package.part(&format!("{folder}theme/theme1.xml")) {
        Ok(_) => None,
        Err(_) => Some(terms::THEME_TOO_LARGE),
    }
}

fn agree(first: Option<&ReadCell>, second: &DataRef<'_>) -> bool {
    let Some(first) = first else {
        return shown(second).is_empty();
    };
    let same = |number: f64, other: f64| number.to_bits() == other.to_bits();
    match (first.kind, second) {
        (Kind::Faulty, _) => true,
        (Kind::Number(number), DataRef::Float(other)) => same(number, *other),
        (Kind::Number(number), DataRef::DateTime(other)) => same(number, other.as_f64()),
        (Kind::Number(number), DataRef::Int(other)) => same(number, *other as f64),
        (Kind::Number(_), _) => false,
        (Kind::Boolean(value), DataRef::Bool(other)) => value == *other,
        (Kind::Boolean(_), _) => false,
        (Kind::Error, DataRef::Error(_)) | (Kind::Text | Kind::Uncalculated, _) => first.text == shown(second),
        (Kind::Error, _) => false,
    }
}

fn shown(value: &DataRef<'_>) -> String {
    let text = match value {
        DataRef::Empty => String::new(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Float(number) => number.to_string(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Bool(value) => value.to_string().to_uppercase(),
        DataRef::DateTime(date) => date.as_f64().to_string(),
        DataRef::Error(error) => error.to_string(),
    };
    text.replace("\r\n", "\n").replace('\r', "\n")
}
