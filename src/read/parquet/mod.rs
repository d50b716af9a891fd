//! Parquet → the rows of its table, as texts.
//!
//! In: the bytes of a file whose columns are flat. Out: its rows, the names of the columns first, as delimited text of the same table has
//! them: whole numbers and amounts in their shortest form, no number (null) as an empty field. The library parses and decodes; what a
//! file only claims of itself (how long its footer, how many values a page has) is held against its bytes first ([`pages`]).
//!
//! What is not read is said and nothing of the file is taken: compressed columns (what a page unfolds to, nothing bounds), nested ones,
//! and types that no list has.

mod columns;
mod faults;
mod pages;

use crate::finding::{Error, catalogue, terms};
use bytes::Bytes;
use columns::Column;
use faults::{MOST_TEXT, broken};
use parquet::file::reader::{FileReader, SerializedFileReader};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The most bytes of a file's footer, which says what stands where: that of sixty million figures takes two million.
const MOST_FOOTER: usize = 4 << 20;

/// The rows that are decoded at once.
const ROWS: usize = 1024;

/// The rows of the table, each handed to `take` with its number from 1 (the names of the columns are the first), until it breaks off.
///
/// # Errors
/// `parquet-broken`, `parquet-compressed`, `parquet-column-not-read`, `limit-exceeded`.
pub fn parquet_to_rows(bytes: &[u8], take: impl FnMut(u32, Vec<String>) -> ControlFlow<()>) -> Result<(), Error> {
    check_footer(bytes)?;
    // The library asserts here and there what a damaged file does not keep.
    let read = catch_unwind(AssertUnwindSafe(|| read(Bytes::copy_from_slice(bytes), take)));
    read.unwrap_or_else(|_| Err(catalogue::sheet::parquet_broken(terms::CANNOT_BE_PARSED).into()))
}

/// Whether the footer is as long as it says (its length stands before the mark that ends the file), and no longer than it may be.
fn check_footer(bytes: &[u8]) -> Result<(), Error> {
    let Some([rest @ .., b0, b1, b2, b3, b'P', b'A', b'R', b'1']) = bytes.strip_prefix(b"PAR1") else {
        return Err(catalogue::sheet::parquet_broken(terms::BREAKS_OFF).into());
    };
    let length = u32::from_le_bytes([*b0, *b1, *b2, *b3]);
    match usize::try_from(length) {
        Ok(length) if length <= rest.len() && length <= MOST_FOOTER => Ok(()),
        Ok(length) if length <= rest.len() => {
            Err(catalogue::package::limit_exceeded(terms::BYTES_OF_FOOTER, MOST_FOOTER, length).into())
        }
        _ => Err(catalogue::sheet::parquet_broken(terms::BREAKS_OFF).into()),
    }
}

fn read(bytes: Bytes, mut take: impl FnMut(u32, Vec<String>) -> ControlFlow<()>) -> Result<(), Error> {
    let file = SerializedFileReader::new(bytes.clone()).map_err(broken)?;
    let schema = file.metadata().file_metadata().schema_descr_ptr();
    let names = schema.columns().iter().map(|column| column.name().to_owned()).collect();
    if take(1, names).is_break() {
        return Ok(());
    }
    let (mut number, mut room) = (1u32, MOST_TEXT);
    for group in file.metadata().row_groups() {
        let mut left = usize::try_from(group.num_rows()).unwrap_or_default();
        let chunks = group.columns().iter().zip(schema.columns());
        let mut columns: Vec<Column> =
            chunks.map(|(chunk, of)| Column::open(&bytes, chunk, of)).collect::<Result<_, _>>()?;
        while left > 0 {
            let count = left.min(ROWS);
            let mut texts: Vec<_> = Vec::with_capacity(columns.len());
            for column in &mut columns {
                texts.push(column.texts(count, &mut room)?.into_iter());
            }
            for _ in 0..count {
                number = number.saturating_add(1);
                if take(number, texts.iter_mut().map(|texts| texts.next().unwrap_or_default()).collect()).is_break() {
                    return Ok(());
                }
            }
            left -= count;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
