//! XLS and ET workbooks (Excel 97–2003, BIFF8) → Document.
//!
//! The records are read by [`biff`](super::biff), because calamine says nothing of number formats, hidden rows and columns; its
//! values are compared with them afterwards. calamine is only given a file whose records are all sound, and a panic of its is
//! caught and told as a second reading that is missing.

use super::MAX_PLACES;
use super::biff::{stream_to_globals, stream_to_raw_sheet};
use super::findings::SheetFindings;
use super::second::{ReadSheet, compare_range, second_reading, sheets_to_document};
use super::spent::Spent;
use super::value::{Cells, raw_to_cells};
use super::workbook::Workbook;
use super::worksheet::RawSheet;
use crate::document::{Account, Document};
use crate::finding::{Error, Place, Term, Warned, catalogue, terms};
use crate::read::compound::Compound;
use calamine::Xls;
use std::collections::BTreeSet;

/// The most bytes that the formulas, which calamine writes out, may take at the worst.
const MAX_FORMULA_TEXT: usize = 256 << 20;

/// Reads a workbook in the binary format of Excel 97–2003.
pub(super) fn compound_to_document(bytes: &[u8]) -> Result<Warned<Document>, Error> {
    let damaged = |cause: &'static Term| Error::from(catalogue::package::damaged_package(cause));
    let file = Compound::open(bytes).map_err(damaged)?;
    if ["EncryptedPackage", "\u{6}DataSpaces", "\u{9}DRMContent"].iter().any(|name| file.contains(name)) {
        return Err(catalogue::package::encrypted().into());
    }
    let Some(stream) = file.stream("Workbook").map_err(damaged)? else {
        let found = [("Book", "XLS 5.0/95"), ("WordDocument", "DOC"), ("PowerPoint Document", "PPT")];
        let found = found.iter().find(|(name, _)| file.contains(name)).map_or("OLE", |(_, found)| found);
        return Err(catalogue::package::old_binary_format(found).into());
    };
    let mut globals = stream_to_globals(&stream)?;
    if globals.sheets.is_empty() {
        return Err(catalogue::sheet::no_sheets().into());
    }
    let shared = Workbook::of_parts(globals.strings, globals.styles, globals.is_1904);
    let mut sound = std::mem::take(&mut globals.sound);
    let mut sheets: Vec<ReadSheet> = Vec::new();
    let (mut area, mut spent) = (0u64, Spent::default());
    let mut names = BTreeSet::new();
    for listed in &globals.sheets {
        let place = Place::Sheet(listed.name.as_str().into());
        let mut findings = SheetFindings::of_sheet(&listed.name);
        if listed.is_hidden {
            findings.on_sheet(catalogue::sheet::hidden_sheet());
        }
        if !names.insert(&listed.name) {
            sound.oddity = Some(terms::SHEETS_OF_ONE_NAME);
        }
        let mut raw = RawSheet::default();
        if listed.kind == 0 {
            raw = stream_to_raw_sheet(&stream, listed.start, &globals.palette, &mut sound, &mut findings)
                .map_err(|e| e.at(place.clone()))?;
        } else {
            let kind = match listed.kind {
                1 => terms::MACRO_SHEET,
                2 => terms::CHART,
                _ => terms::MODULE,
            };
            findings.on_sheet(catalogue::sheet::sheet_without_cells(kind));
        }
        raw.is_hidden = listed.is_hidden;
        let cells = raw_to_cells(&raw, &shared, &mut spent, &mut findings).map_err(|e| e.at(place))?;
        area = area.saturating_add(area_of(&cells));
        sheets.push(ReadSheet { name: listed.name.clone(), raw, cells, findings });
    }
    // calamine holds every place between the first cell and the last, blank ones too, and may begin at the corner.
    if area > MAX_PLACES {
        sound.oddity = sound.oddity.or(Some(terms::CELLS_FAR_APART));
    }
    // At the worst each token, of three bytes or more, is written out as a name or a reference to a cell of a named sheet.
    if (sound.formula_bytes / 3).saturating_mul(globals.longest_name.saturating_mul(8) + 64) > MAX_FORMULA_TEXT {
        sound.oddity = sound.oddity.or(Some(terms::FORMULAS_TOO_LONG));
    }
    let second = second_reading::<Xls<_>>(bytes, sound.oddity);
    let mut text = Account::default();
    let Warned { value, mut findings } = sheets_to_document(sheets, second, compare_range, Some(&mut text))?;
    findings.extend(text.missing_from(Account::of_blocks(&value.blocks, true), &findings));
    Ok(Warned { value, findings })
}

/// How many places lie between the upper left corner of the sheet and the last cell.
fn area_of(cells: &Cells) -> u64 {
    let bottom = cells.last_key_value().map_or(0, |((row, _), _)| *row);
    let right = cells.keys().map(|(_, column)| *column).max().unwrap_or(0);
    u64::from(bottom) * u64::from(right)
}

#[cfg(test)]
mod tests;
