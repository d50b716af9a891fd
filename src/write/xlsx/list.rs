//! The rows of a list → a workbook of one sheet, row by row: as many as a sheet may have, in the memory of one.

use super::design::not_written;
use super::number::exact_number;
use crate::finding::{Error, catalogue, terms};
use crate::list::Field;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};
use std::io::Write;

/// The most rows of a sheet (ECMA-376 §18.3.1.73), and characters of a cell.
const MOST_ROWS: u32 = 1_048_576;
const LONGEST: usize = 32_767;

/// How many digits a number has that spreadsheets show without an exponent unless told.
const PLAIN_DIGITS: usize = 11;

/// A workbook of a list.
pub struct ListWorkbook {
    workbook: Workbook,
    rows: u32,
    bold: Format,
}

impl ListWorkbook {
    /// No row yet.
    ///
    /// # Errors
    /// `workbook-not-written` where there is no room for a temporary file.
    pub fn new(sheet: &str) -> Result<Self, Error> {
        let mut workbook = Workbook::new();
        begin(&mut workbook, sheet).map_err(not_written)?;
        Ok(ListWorkbook { workbook, rows: 0, bold: Format::new().set_bold() })
    }

    /// Writes a row, the head first. A number stands as one where a spreadsheet shows it exactly as it is printed.
    ///
    /// # Errors
    /// `limit-exceeded` beyond the rows a sheet may have, or the characters a cell may.
    pub fn row(&mut self, fields: &[Field]) -> Result<(), Error> {
        if self.rows >= MOST_ROWS {
            let found = format!("> {MOST_ROWS}");
            return Err(catalogue::package::limit_exceeded(terms::ROWS_OF_SHEET, MOST_ROWS, found).into());
        }
        let sheet = self.workbook.worksheet_from_index(0).map_err(not_written)?;
        for (column, field) in (0u16..).zip(fields) {
            let length = field.text.encode_utf16().count();
            if length > LONGEST {
                return Err(catalogue::package::limit_exceeded(terms::CHARACTERS_OF_CELL, LONGEST, length).into());
            }
            let exact = field.number.and_then(|number| exact_number(number, &field.text));
            let written = match exact {
                _ if field.text.is_empty() => continue,
                // So many digits without decimals the plain format shows.
                Some(exact) if exact.format == "0" && field.text.len() <= PLAIN_DIGITS => {
                    sheet.write_number(self.rows, column, exact.value)
                }
                Some(exact) => {
                    let format = Format::new().set_num_format(exact.format);
                    sheet.write_number_with_format(self.rows, column, exact.value, &format)
                }
                None if self.rows == 0 => sheet.write_string_with_format(self.rows, column, &field.text, &self.bold),
                None => sheet.write_string(self.rows, column, &field.text),
            };
            written.map_err(not_written)?;
        }
        self.rows += 1;
        Ok(())
    }

    /// The workbook.
    ///
    /// # Errors
    /// `workbook-not-written` where it can't be written out.
    pub fn finish(mut self, out: impl Write + Send) -> Result<(), Error> {
        self.workbook.save_to_writer(out).map_err(not_written)
    }
}

fn begin(workbook: &mut Workbook, sheet: &str) -> Result<(), XlsxError> {
    let date = ExcelDateTime::from_ymd(1980, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&date));
    workbook.add_worksheet_with_constant_memory()?.set_name(sheet)?.set_freeze_panes(1, 2)?;
    Ok(())
}
