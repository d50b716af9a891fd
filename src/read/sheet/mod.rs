//! Spreadsheets → Document.
//!
//! In: the bytes of a workbook, or of a text file of delimited values ([`csv_to_document`]). Out: a [`Document`] with one table for each sheet that holds anything, trimmed to its filled
//! part, every cell with its text as it stands and its place in the sheet. Knows nothing of reports: titles, notes and blank
//! rows in a sheet are rows of its table.
//!
//! XLS and ET ([`xls_to_document`]) and ODS ([`ods_to_document`]) go through the same second stage; what differs there stands
//! below the table.
//!
//! Two stages: the package's parts → [`RawSheet`](worksheet::RawSheet) (cells, merged ranges, hidden rows, as the XML has
//! them), then → grid. Each value is read a second time by an independent reader, calamine, and the two are compared
//! ([`second`]): a wrong number that looks right is the worst a reader can do, and calamine alone hides too much (a bad shared
//! string index becomes the first string, one odd cell drops its sheet, `0100` typed as text and a number can't be told apart).
//!
//! | SpreadsheetML | Document |
//! |---|---|
//! | number | the shortest decimal of at most 15 digits, as spreadsheet programs show it: 122, 26.55 |
//! | number shown rounded, as a percentage, in 万, with a unit | its value; finding |
//! | number with a date format, date cell | ISO 8601; finding |
//! | text, rich text, inline text | as it stands, runs joined, phonetic guides left out; line breaks as `\n` |
//! | truth value | `TRUE`, `FALSE` |
//! | error | its text; finding |
//! | formula | its stored result; finding where there is none or where it was never calculated |
//! | merged range | a cell with spans; text hidden under it named in a finding |
//! | hidden sheet, row, column | read; finding |
//! | chart, picture, shape, text box, comment | left out; finding with its name or text |
//! | hyperlink | its text |
//! | text struck through, raised or lowered, by the cell's font or a run's | marks |
//! | text that no person sees: of its ground's colour, at most a point high, behind the format `;;;` | left out; finding |
//! | header, footer that says more than a page number | left out; finding with its text |
//! | conditional format that hides or strikes a cell | applied where its condition compares the cell with a number or is always true; else finding |
//! | input message of data validation | left out; finding with its text |
//! | other fonts, colours, widths, conditional formats, validations | left out |
//!
//! | BIFF8 (XLS, ET) | Document |
//! |---|---|
//! | number, text, marks, truth value, error, formula, merged range, hidden sheet, row, column | as above |
//! | formula without a stored result that asks to be calculated | blank; finding |
//! | chart, picture, shape, text box | left out; finding on the sheet, without name or text |
//! | comment, header, footer | left out; finding with its text |
//! | title and author of the file | left out |
//! | BIFF5 and older, encrypted, cut off | an error that says which |
//! | XML spreadsheet of 2003, text set apart by tabs, under the name of a workbook | read for what it is; finding |

//!
//! | OpenDocument (ODS) | Document |
//! |---|---|
//! | number, text, truth value, error, formula, merged range, hidden sheet, row, column | as above |
//! | number whose text is not the number | its value; finding |
//! | date, time, duration | ISO 8601; finding |
//! | repeated rows and cells | laid out, within limits |
//! | chart, picture, shape, text box, comment | left out; finding with its name or text |
//! | encrypted | an error that says so |

mod biff;
mod biff_conditions;
mod conditional;
mod delimited;
mod drawing;
mod embedded;
mod findings;
mod grid;
mod input_message;
mod look;
mod number_format;
mod ods;
mod rows;
mod running;
mod scan;
mod second;
mod seen;
mod serial_date;
mod spent;
mod style;
mod text;
mod value;
mod workbook;
mod worksheet;
mod xls;
mod xml2003;

use crate::document::{Account, Block, Document, Grid};
use crate::finding::{Error, Place, Term, Value, Warned, catalogue, terms};
use crate::ooxml::{OLE_MAGIC, Package, PackageKind, Xml, looks_like};
use crate::read::compound::Compound;
use findings::SheetFindings;
use second::SecondReader;
use spent::Spent;
use workbook::{SheetEntry, Workbook};

pub use delimited::{csv_to_document, csv_to_rows, tsv_to_document};
pub use embedded::embedded_to_document;
pub use number_format::shown_number;
pub use rows::xlsx_to_rows;
pub(crate) use worksheet::address;

/// The most places (rows × columns, blank ones counted) the tables of a workbook may have together.
pub const MAX_PLACES: u64 = 680_000;

/// The most bytes of text the cells of a workbook may have together.
pub const MAX_TEXT_BYTES: usize = 64 << 20;

/// The most bytes of text of one cell: spreadsheet programs keep 32,767 characters.
pub const MAX_CELL_BYTES: usize = 1 << 20;

/// Reads an XLS or ET workbook (Excel 97–2003, BIFF8).
///
/// An XLSX workbook, an XML spreadsheet or text set apart by tabs under that name is read for what it is, with a
/// finding.
///
/// # Errors
/// As [`xlsx_to_document`]; `old-binary-format` for Excel 95 and older or another program's file; `encrypted`;
/// `damaged-package`; `not-a-workbook` for anything else.
pub fn xls_to_document(bytes: &[u8]) -> Result<Warned<Document>, Error> {
    if bytes.starts_with(&OLE_MAGIC) {
        return xls::compound_to_document(bytes);
    }
    if bytes.starts_with(b"PK") {
        return package_to_document(bytes, "XLS");
    }
    // Before Excel 5 the records stood in the file without a compound file around them.
    if matches!(bytes, [9, 0 | 2 | 4 | 8, 4 | 6 | 8 | 16, 0, ..]) {
        return Err(catalogue::package::old_binary_format("XLS 2–4").into());
    }
    if let Some(read) = misnamed_to_document(bytes, "XLS") {
        return read;
    }
    // What it says of files that are encrypted or empty.
    match Package::open(bytes, PackageKind::Xlsx) {
        Err(error) if !error.is(catalogue::package::NOT_A_ZIP) => Err(error),
        _ => Err(catalogue::sheet::not_a_workbook(looks_like(bytes)).into()),
    }
}

/// A document with a finding before all others that its file is not what its name says.
fn told(mut read: Warned<Document>, named: &str, found: impl Into<Value>) -> Result<Warned<Document>, Error> {
    read.findings.insert(0, catalogue::convert::named_otherwise(named, found));
    Ok(read)
}

/// Reads an XLSX workbook. An XLS workbook under that name is read for what it is, with a finding.
///
/// # Errors
/// What [`Package::open`] says of a file that is no workbook; `no-sheets`; `limit-exceeded` where the tables would have more
/// than [`MAX_PLACES`] places, the workbook more than [`MAX_TEXT_BYTES`] of text or a cell more than [`MAX_CELL_BYTES`], at the
/// sheet that goes beyond.
pub fn xlsx_to_document(bytes: &[u8]) -> Result<Warned<Document>, Error> {
    // A password makes a compound file of an XLSX workbook: that is for the package to tell.
    if bytes.starts_with(&OLE_MAGIC) && Compound::open(bytes).is_ok_and(|file| file.contains("Workbook")) {
        return told(xls::compound_to_document(bytes)?, "XLSX", "XLS");
    }
    if let Some(read) = misnamed_to_document(bytes, "XLSX") {
        return read;
    }
    package_to_document(bytes, "XLSX")
}

/// Reads an OpenDocument spreadsheet. An XLSX or XLS workbook under that name is read for what it is, with a finding.
///
/// # Errors
/// As [`xlsx_to_document`].
pub fn ods_to_document(bytes: &[u8]) -> Result<Warned<Document>, Error> {
    if bytes.starts_with(&OLE_MAGIC) && Compound::open(bytes).is_ok_and(|file| file.contains("Workbook")) {
        return told(xls::compound_to_document(bytes)?, "ODS", "XLS");
    }
    if let Some(read) = misnamed_to_document(bytes, "ODS") {
        return read;
    }
    package_to_document(bytes, "ODS")
}

/// What a sheet without cells is, by the root of its part (ECMA-376 part 1, 18.3.1).
fn kind_of(root: &str) -> &'static Term {
    match root {
        "chartsheet" => terms::CHART,
        "dialogsheet" => terms::DIALOG,
        "macrosheet" => terms::MACRO_SHEET,
        _ => terms::UNKNOWN_KIND,
    }
}

/// Reads what portals export under a workbook's name; `None` for anything else.
fn misnamed_to_document(bytes: &[u8], named: &str) -> Option<Result<Warned<Document>, Error>> {
    type Read = fn(&[u8]) -> Result<Warned<Document>, Error>;
    let (read, found): (Read, Value) = if xml2003::is_xml_spreadsheet(bytes) {
        (xml2003::xml_to_document, terms::XML_SPREADSHEET.into())
    } else if delimited::is_tab_table(bytes) {
        (tsv_to_document, "TSV".into())
    } else {
        return None;
    };
    Some(read(bytes).and_then(|document| told(document, named, found)))
}

/// Reads a package as the kind of workbook it is, whatever it is named.
fn package_to_document(bytes: &[u8], named: &str) -> Result<Warned<Document>, Error> {
    let (first, other) = match named {
        "ODS" => (PackageKind::Ods, PackageKind::Xlsx),
        _ => (PackageKind::Xlsx, PackageKind::Ods),
    };
    let (package, kind) = match Package::open(bytes, first) {
        Err(error) if other.is_found_by(&error) => (Package::open(bytes, other)?, other),
        package => (package?, first),
    };
    let mut package = package;
    let read = match kind {
        PackageKind::Ods => ods::package_to_document(bytes, &mut package)?,
        _ => workbook_to_document(bytes, package)?,
    };
    if kind.name() == named { Ok(read) } else { told(read, named, kind.name()) }
}

fn workbook_to_document(bytes: &[u8], mut package: Package<'_>) -> Result<Warned<Document>, Error> {
    let workbook = Workbook::read(&mut package)?;
    let mut findings = package.take_findings();
    if workbook.sheets.is_empty() {
        return Err(catalogue::sheet::no_sheets().into());
    }
    let mut document = Document { properties: workbook.properties.clone(), ..Document::default() };
    let mut second = SecondReader::open(bytes, &mut package, &workbook, !findings.is_empty());
    let mut text = Account::default();
    let (mut places, mut spent) = (0u64, Spent::default());
    for entry in &workbook.sheets {
        let mut of_sheet = SheetFindings::of_sheet(&entry.name);
        let grid =
            sheet_to_grid(&mut package, &workbook, entry, &mut second, (places, &mut spent), &mut text, &mut of_sheet)?;
        findings.extend(of_sheet.finish());
        findings.extend(package.take_findings());
        if let Some(grid) = grid {
            places += u64::from(grid.rows()) * u64::from(grid.columns());
            document.blocks.push(Block::Table(grid));
        }
    }
    if document.blocks.is_empty() {
        findings.push(catalogue::sheet::workbook_empty());
    }
    findings.extend(text.missing_from(Account::of_blocks(&document.blocks, true), &findings));
    Ok(Warned { value: document, findings })
}

/// The table of one sheet; `None` where the sheet is empty or can't be read (a finding says so).
fn sheet_to_grid(
    package: &mut Package<'_>,
    workbook: &Workbook,
    entry: &SheetEntry,
    second: &mut SecondReader<'_>,
    (places, spent): (u64, &mut Spent),
    text: &mut Account,
    findings: &mut SheetFindings,
) -> Result<Option<Grid>, Error> {
    let sheet = Place::Sheet(entry.name.as_str().into());
    if entry.is_hidden {
        findings.on_sheet(catalogue::sheet::hidden_sheet());
    }
    let Some(part) = &entry.part else {
        findings.on_sheet(catalogue::sheet::sheet_unreadable(terms::NO_RELATIONSHIP));
        return Ok(None);
    };
    let Some(bytes) = package.part(part).map_err(|e| e.at(sheet.clone()))? else {
        findings.on_sheet(catalogue::sheet::sheet_unreadable(part));
        return Ok(None);
    };
    let scan = scan::scan(&bytes);
    let xml = Xml::parse(bytes).map_err(|e| e.at(sheet.clone()))?;
    if let Some(cause) = xml.broken() {
        findings.on_sheet(catalogue::sheet::sheet_unreadable(Value::foreign(cause)));
    }
    let mut raw = match xml.root() {
        Some(root) if root.name() == "worksheet" => worksheet::element_to_raw_sheet(root, workbook, findings),
        Some(root) => {
            findings.on_sheet(catalogue::sheet::sheet_without_cells(kind_of(root.name())));
            drawing::drawings_to_findings(package, part, findings)?;
            return Ok(None);
        }
        None => {
            findings.on_sheet(catalogue::sheet::sheet_unreadable(part));
            return Ok(None);
        }
    };
    raw.is_hidden = entry.is_hidden;
    // In damaged XML cells may stand where the tree does not show them.
    if scan.cells > raw.seen {
        findings.on_sheet(catalogue::sheet::sheet_unreadable(terms::cells_not_shown(scan.cells - raw.seen)));
    }
    if let Some(root) = xml.root() {
        seen::count_cells(root, &entry.name, &workbook.seen_strings, text).map_err(|e| e.at(sheet.clone()))?;
    }
    drop(xml);
    let cells = value::raw_to_cells(&raw, workbook, spent, findings).map_err(|error| error.at(sheet.clone()))?;
    second.compare(entry, scan.oddity, &cells, findings);
    drawing::drawings_to_findings(package, part, findings)?;
    let grid = grid::cells_to_grid(cells, &raw, MAX_PLACES.saturating_sub(places), findings);
    grid.map_err(|error| error.at(sheet))
}

#[cfg(test)]
mod tests;
