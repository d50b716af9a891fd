//! Lists that nianbao wrote, read row by row: what has their very head holds what was listed, exactly.

use super::Content;
use crate::document::{Block, Grid};
use crate::finding::{Error, Place, Warned, catalogue, terms};
use crate::form::Forms;
use crate::list::{Reading, unguarded};
#[cfg(feature = "parquet")]
use crate::read::parquet::parquet_to_rows;
use crate::read::sheet::{csv_to_rows, xlsx_to_rows};
use std::ops::ControlFlow;

/// The most fields of a list: a nation's reports of a year are forty million figures, those of a province two.
const MOST_FIELDS: usize = 60_000_000;

/// How many names of columns a message shows, and how many characters of each.
#[cfg(feature = "parquet")]
const SHOWN: usize = 24;

/// The reports of a list as delimited text; `None` where it is none that nianbao wrote.
///
/// # Errors
/// `limit-exceeded` beyond [`MOST_FIELDS`].
pub(super) fn of_csv(bytes: &[u8], forms: &Forms) -> Result<Option<Warned<Content>>, Error> {
    if bytes.contains(&0) {
        return Ok(None);
    }
    let (mut reading, mut fields) = (None, 0usize);
    let said = csv_to_rows(bytes, |row, record| {
        fields += record.len();
        match &mut reading {
            None => reading = Reading::of_head(&record, forms),
            Some(reading) => {
                let record = record.into_iter().map(|field| unguarded(&field).to_owned()).collect();
                reading.row(record, |column| Place::Cell { table: 1, row, column });
            }
        }
        if reading.is_none() || fields > MOST_FIELDS { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })?;
    within(fields)?;
    let Some(Warned { value, findings }) = reading.map(Reading::finish).filter(|read| !read.value.is_empty()) else {
        return Ok(None);
    };
    // Our own files begin with a byte order mark: nothing to tell.
    let told = said.into_iter().filter(|finding| !finding.is(catalogue::sheet::BYTE_ORDER_MARK)).chain(findings);
    Ok(Some(Warned { value: Content::Units(value), findings: told.collect() }))
}

/// Whether a list has no more than [`MOST_FIELDS`].
fn within(fields: usize) -> Result<(), Error> {
    if fields <= MOST_FIELDS {
        return Ok(());
    }
    let found = format!("> {MOST_FIELDS}");
    Err(catalogue::package::limit_exceeded(terms::FIGURES_OF_LIST, MOST_FIELDS, found).into())
}

/// The reports of a list in Parquet; there is no other table that it could be.
///
/// # Errors
/// As [`parquet_to_rows`]; `parquet-not-a-list`, `limit-exceeded` beyond [`MOST_FIELDS`].
#[cfg(feature = "parquet")]
pub(super) fn of_parquet(bytes: &[u8], forms: &Forms) -> Result<Warned<Content>, Error> {
    let (mut reading, mut names, mut fields) = (None, String::new(), 0usize);
    parquet_to_rows(bytes, |row, record| {
        fields += record.len();
        match &mut reading {
            None => {
                let shown = record.iter().take(SHOWN).map(|name| name.chars().take(SHOWN).collect());
                names = shown.collect::<Vec<String>>().join("、");
                reading = Reading::of_head(&record, forms);
            }
            Some(reading) => reading.row(record, |column| Place::Cell { table: 1, row, column }),
        }
        if reading.is_none() || fields > MOST_FIELDS { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })?;
    within(fields)?;
    let read = reading.map(Reading::finish).filter(|read| !read.value.is_empty());
    let read = read.ok_or_else(|| catalogue::sheet::parquet_not_a_list(names))?;
    Ok(read.map(Content::Units))
}

/// The reports of a workbook that is such a list and nothing else, however long; `None` for any other.
///
/// # Errors
/// As [`of_csv`].
pub(super) fn of_workbook(bytes: &[u8], forms: &Forms) -> Result<Option<Warned<Content>>, Error> {
    let (mut reading, mut fields) = (None, 0usize);
    let read = xlsx_to_rows(bytes, |sheet, row, record| {
        fields += record.len();
        let place = |column| Place::SheetCell { sheet: sheet.clone(), row, column };
        match &mut reading {
            None => reading = Reading::of_head(&record, forms),
            Some(reading) => reading.row(record, place),
        }
        if reading.is_none() || fields > MOST_FIELDS { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })?;
    within(fields)?;
    let (Some(said), Some(Warned { value, findings })) = (read, reading.map(Reading::finish)) else { return Ok(None) };
    let findings = said.into_iter().chain(findings).collect();
    Ok((!value.is_empty()).then_some(Warned { value: Content::Units(value), findings }))
}

/// The reports of a workbook that was read as a whole and is such a list; any other as it is.
pub(super) fn of_document(read: Warned<Content>, forms: &Forms) -> Warned<Content> {
    let Content::Document(document) = &read.value else { return read };
    let [Block::Table(grid)] = document.blocks.as_slice() else { return read };
    let Some(mut reading) = row(grid, 0).and_then(|head| Reading::of_head(&head, forms)) else { return read };
    for number in 1..grid.rows() {
        let origin = grid.cells_in_rows(number, number).first().and_then(|cell| cell.origin.0.clone());
        let place = |column| match &origin {
            Some(Place::SheetCell { sheet, row, .. }) => Place::SheetCell { sheet: sheet.clone(), row: *row, column },
            _ => Place::Cell { table: 1, row: number + 1, column },
        };
        match row(grid, number) {
            Some(fields) => reading.row(fields, place),
            // Merged cells are none of ours.
            None => return read,
        }
    }
    let Warned { value, findings } = reading.finish();
    if value.is_empty() {
        return read;
    }
    let findings = read.findings.into_iter().chain(findings).collect();
    Warned { value: Content::Units(value), findings }
}

/// The texts of a row; `None` where a cell of it covers more than its place.
fn row(grid: &Grid, number: u32) -> Option<Vec<String>> {
    let cells = grid.cells_in_rows(number, number);
    let is_plain = cells.iter().all(|cell| cell.row_span == 1 && cell.column_span == 1 && cell.row == number);
    is_plain.then(|| cells.iter().map(|cell| cell.plain_text()).collect())
}
