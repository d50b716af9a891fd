//! The rows of a workbook that is one plain table, a few hundred at a time: a list of two thousand reports has four hundred thousand.
//!
//! Rows are cut out of the sheet's XML and read by the rules of every sheet ([`worksheet`], [`value`]). What is not so plain that each row
//! can be read by itself (merged, hidden or calculated cells, formats that depend on values, comments in the XML) is left to the reader of
//! whole workbooks.

use super::findings::SheetFindings;
use super::spent::Spent;
use super::value;
use super::workbook::{SheetEntry, Workbook};
use super::worksheet::{self, RawSheet};
use crate::finding::{Error, Finding, Place};
use crate::ooxml::{Element, Ns, Package, PackageKind, Xml};
use memchr::memmem;
use std::ops::ControlFlow;
use std::sync::Arc;

/// The rows that are read at once.
const ROWS: usize = 512;

/// A row of a sheet: its number, from 1, and its fields, those of blank cells empty.
type Row = (u32, Vec<String>);

/// The rows of the one sheet of a workbook, each handed to `take` with the sheet's name and its number, until it breaks off; with what
/// there was to say of the sheet. `None` where the workbook is not one plain table: what was handed over by then is void.
///
/// # Errors
/// As [`xlsx_to_document`](super::xlsx_to_document); there may be as many rows as a sheet has.
pub fn xlsx_to_rows(
    bytes: &[u8],
    mut take: impl FnMut(&Arc<str>, u32, Vec<String>) -> ControlFlow<()>,
) -> Result<Option<Vec<Finding>>, Error> {
    let Ok(mut package) = Package::open(bytes, PackageKind::Xlsx) else { return Ok(None) };
    let sheets = package.names().filter(|name| name.contains("/worksheets/") && name.ends_with(".xml")).count();
    if sheets != 1 {
        return Ok(None);
    }
    let workbook = Workbook::read(&mut package)?;
    let [SheetEntry { name, part: Some(part), is_hidden: false }] = workbook.sheets.as_slice() else { return Ok(None) };
    let Some(sheet) = package.part(part)? else { return Ok(None) };
    if !package.take_findings().is_empty() {
        return Ok(None);
    }
    let Some(cut) = Cut::of(&sheet) else { return Ok(None) };
    let place = Place::Sheet(name.as_str().into());
    let mut said = SheetFindings::of_sheet(name);
    let bare = Xml::parse(cut.without_rows()).map_err(|error| error.at(place.clone()))?;
    if !is_bare(&bare, &workbook, &mut said) {
        return Ok(None);
    }
    let name: Arc<str> = name.as_str().into();
    let mut last = 0;
    for rows in cut.rows.chunks(ROWS) {
        let xml = Xml::parse(cut.with_rows(rows)).map_err(|error| error.at(place.clone()))?;
        let Some(read) = rows_of(&xml, &workbook, &name, rows.len()) else { return Ok(None) };
        for (number, fields) in read {
            if number <= last {
                return Ok(None);
            }
            last = number;
            if take(&name, number, fields).is_break() {
                return Ok(Some(said.finish()));
            }
        }
    }
    Ok(Some(said.finish()))
}

/// A sheet's XML, cut at its rows.
struct Cut<'x> {
    /// Up to the first row, and from behind the last one on.
    head: &'x [u8],
    tail: &'x [u8],
    rows: Vec<&'x [u8]>,
}

impl<'x> Cut<'x> {
    /// In well-formed XML a `<` begins markup and nothing else, but in comments and the like.
    fn of(xml: &'x [u8]) -> Option<Self> {
        if memmem::find(xml, b"<!").is_some() {
            return None;
        }
        let mut starts = memmem::find_iter(xml, b"<row")
            .filter(|at| matches!(xml.get(at + 4), Some(b' ' | b'>' | b'/' | b'\t' | b'\r' | b'\n')));
        let first = starts.next()?;
        let end = memmem::rfind(xml, b"</sheetData>").filter(|end| *end > first)?;
        let mut rows = Vec::new();
        let mut from = first;
        for next in starts.chain([end]) {
            rows.push(xml.get(from..next)?);
            from = next;
        }
        Some(Cut { head: xml.get(..first)?, tail: xml.get(end..)?, rows })
    }

    fn without_rows(&self) -> Vec<u8> {
        [self.head, self.tail].concat()
    }

    fn with_rows(&self, rows: &[&[u8]]) -> Vec<u8> {
        [self.head, &rows.concat(), b"</sheetData></worksheet>"].concat()
    }
}

/// Whether a sheet without its rows has nothing that bears on them; what else it has is said.
fn is_bare(xml: &Xml, workbook: &Workbook, said: &mut SheetFindings) -> bool {
    const WITHOUT_BEARING: [&str; 13] = [
        "sheetPr",
        "dimension",
        "sheetViews",
        "sheetFormatPr",
        "cols",
        "sheetData",
        "autoFilter",
        "phoneticPr",
        "printOptions",
        "pageMargins",
        "pageSetup",
        "headerFooter",
        "ignoredErrors",
    ];
    let Some(root) = xml.root().filter(|root| root.name() == "worksheet" && xml.broken().is_none()) else {
        return false;
    };
    root.children().all(|child| WITHOUT_BEARING.contains(&child.name()))
        && worksheet::element_to_raw_sheet(root, workbook, said).hidden_columns.is_empty()
}

/// The rows of a part of a sheet; `None` where one of them is not plain.
fn rows_of(xml: &Xml, workbook: &Workbook, name: &str, count: usize) -> Option<Vec<Row>> {
    let root = xml.root().filter(|_| xml.broken().is_none())?;
    let data = root.children().find(|child| child.name() == "sheetData")?;
    let is_numbered = |row: Element<'_>| row.name() == "row" && row.attribute(Ns::None, "r").is_some();
    if data.children().count() != count || !data.children().all(is_numbered) {
        return None;
    }
    let mut findings = SheetFindings::of_sheet(name);
    let raw: RawSheet = worksheet::element_to_raw_sheet(root, workbook, &mut findings);
    let is_plain = raw.hidden_rows.is_empty() && raw.cells.iter().all(|c| !c.has_formula);
    // What is too much at once is said by the reader of whole workbooks.
    let cells = value::raw_to_cells(&raw, workbook, &mut Spent::default(), &mut findings).ok()?;
    if !is_plain || !findings.finish().is_empty() {
        return None;
    }
    let mut rows: Vec<Row> = Vec::new();
    for ((number, column), cell) in cells {
        if cell.content.is_some() {
            return None;
        }
        if rows.last().is_none_or(|(last, _)| *last != number) {
            rows.push((number, Vec::new()));
        }
        let (_, fields) = rows.last_mut()?;
        fields.resize(column as usize - 1, String::new());
        fields.push(cell.text);
    }
    Some(rows)
}
