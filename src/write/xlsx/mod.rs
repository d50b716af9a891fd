//! Document → workbook; with a report's figures and forms, one that checks itself.
//!
//! In: a [`Document`] and a [`Style`], for a report also the [`Report`] it was composed from and its [`Forms`]. Out: the bytes of an
//! .xlsx file with one sheet a table, in the printed form: row 1 the heading the table stands under, row 2 whose figures these are (or
//! blank), the table from row 3 with its spans as merged cells, set up to print on the style's paper. A document without tables becomes
//! one sheet of paragraphs.
//!
//! | document | workbook |
//! |---|---|
//! | table | a sheet; across where its figures need the room |
//! | heading or caption above it | the sheet's name and its first row |
//! | span | merged cells |
//! | cell with a number whose text is that number | a number, its format showing the same decimals |
//! | other cell | text; bold, italic, underlined, struck, raised and lowered runs kept |
//! | header rows | grey, frozen, repeated on each printed page |
//! | link, picture, inner table in a cell | text, with a finding |
//! | text outside tables | left out, with one finding |
//!
//! | statutory table | workbook |
//! |---|---|
//! | organ, year, form | stated above each table and on the sheet of checks; names `report_organ` …, custom properties `nianbao.organ` … |
//! | cell | a defined name, its full id: `applications.received.total` |
//! | figure the form defines as a sum, and that is it | a formula, the figure stored as its result |
//! | total that differs from its sum | the number reported, red; the sum in its prompt |
//! | total without any figure to add | a formula that shows nothing yet |
//! | other figure | an unlocked cell that takes numbers of its kind only; all else is locked, without password |
//! | rule | red where it fails, and a line on the sheet of checks ([`check_sheet`]) |
//! | units that an area's figures are the sums of | a sheet of their own, of whose live sums all figures are formulas ([`units`]) |
//! | last year's figures that rules speak of | a sheet of their own, where last year's report is given ([`last_year`]) |
//! | "/", 12件, 0100 | text, as it stands; the sheet of checks says that no sum can be made of it |
//! | blank | a blank cell |

mod cell_text;
mod check_sheet;
mod design;
mod guards;
mod last_year;
mod layout;
mod list;
mod number;
mod prose;
mod range;
mod rule_formula;
mod sheet_name;
mod statement;
mod statutory;
mod table;
mod units;

pub use list::ListWorkbook;

use crate::document::{Block, Document, Grid, ParagraphRole};
use crate::finding::{Error, Finding, Value, Warned, catalogue};
use crate::form::{Forms, WorkbookWords};
use crate::list::AreaUnits;
use crate::ooxml::parts_to_package;
use crate::report::Report;
use crate::style::Style;
use check_sheet::Written;
use design::{Design, not_written};
use last_year::LastYear;
use range::address;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet};
use sheet_name::SheetNames;
use statement::Statement;
use statutory::Statutory;
use std::io::{Cursor, Read};
use units::UnitSheet;

/// Writes a document's tables as a workbook, one sheet a table; a document without tables as one sheet of paragraphs.
///
/// The same document and style always give the same bytes; the file's own date is the document's, or 1980-01-01.
///
/// # Errors
/// `limit-exceeded` where a table has more rows or columns than a sheet (1,048,576 × 16,384).
pub fn document_to_xlsx(document: &Document, style: &Style) -> Result<Warned<Vec<u8>>, Error> {
    blocks_to_workbook(document, None, style)
}

/// Writes the document composed from a report: as [`document_to_xlsx`], its statutory tables with live totals, checks and names, ready
/// to be filled in. Where last year's report is given, the rules about it are on the sheet of checks, too; where the units are, whose figures
/// add up to the report's, they are on a sheet of their own, and the figures are its sums.
///
/// # Errors
/// As [`document_to_xlsx`].
pub fn report_to_xlsx(
    document: &Document,
    report: &Report,
    beside: Beside<'_>,
    forms: &Forms,
    style: &Style,
) -> Result<Warned<Vec<u8>>, Error> {
    blocks_to_workbook(document, Some(Source { report, beside, forms }), style)
}

/// What a report's figures stand beside in its workbook.
#[derive(Debug, Clone, Copy, Default)]
pub struct Beside<'r> {
    /// The report of the same body on the year before.
    pub last_year: Option<&'r Report>,
    /// The units whose figures add up to its own.
    pub units: Option<&'r AreaUnits>,
}

/// What a composed document was made from.
#[derive(Clone, Copy)]
struct Source<'r> {
    report: &'r Report,
    beside: Beside<'r>,
    forms: &'r Forms,
}

fn blocks_to_workbook(
    document: &Document,
    source: Option<Source<'_>>,
    style: &Style,
) -> Result<Warned<Vec<u8>>, Error> {
    let mut findings = Vec::new();
    let mut workbook = Workbook::new();
    let design = Design::of(style);
    design.set_default(&mut workbook).map_err(not_written)?;
    let mut names = SheetNames::default();
    let words = WorkbookWords::built_in();
    // The sheet of a heading of the same name gets another.
    let check_name = source.map(|_| names.name_of(&words.check.sheet)).unwrap_or_default();
    let of_last_year = source.and_then(|source| source.beside.last_year);
    let last_year_name = of_last_year.map(|_| names.name_of(&words.last_year.sheet)).unwrap_or_default();
    let of_units = source.and_then(|Source { report, beside, forms }| {
        let form = report.form.as_deref().and_then(|id| forms.get(id))?;
        Some(UnitSheet::of(beside.units?, form, report, names.name_of(&words.units.sheet)))
    });
    let mut statutory: Vec<Written<'_>> = Vec::new();
    let mut heading: Option<String> = None;
    let mut heading_used = false;
    let mut left_out = 0usize;
    let mut tables = 0usize;
    for block in &document.blocks {
        match block {
            Block::Table(grid) => {
                tables += 1;
                let title = heading.clone().unwrap_or_else(|| format!("表{tables}"));
                heading_used = true;
                let name = names.name_of(&title);
                let sheet = workbook.add_worksheet();
                sheet.set_name(&name).map_err(not_written)?;
                let of_form = source.and_then(|source| Statutory::of(grid, source.report, source.forms));
                let of_report =
                    source.zip(of_form.as_ref()).map(|(source, statutory)| (source, statutory, of_units.as_ref()));
                write_table(grid, &title, of_report, &design, sheet, &mut findings)?;
                statutory.extend(of_form.map(|statutory| Written { statutory, sheet: name }));
            }
            Block::Heading(_) => {
                left_out += usize::from(heading.is_some() && !heading_used);
                heading = Some(block.plain_text()).filter(|text| !text.trim().is_empty());
                heading_used = false;
            }
            Block::Paragraph(p) if p.role == ParagraphRole::Caption && !p.content.plain_text().trim().is_empty() => {
                left_out += usize::from(heading.is_some() && !heading_used);
                heading = Some(p.content.plain_text());
                heading_used = false;
            }
            Block::Figure(figure) => {
                let finding = catalogue::workbook::picture_left_out(&figure.media);
                findings.push(finding.at_origin(&figure.origin));
            }
            Block::Paragraph(_) | Block::List(_) => left_out += usize::from(!block.plain_text().trim().is_empty()),
            Block::Chart(_) | Block::Break(_) => {}
        }
    }
    left_out += usize::from(heading.is_some() && !heading_used);
    if tables == 0 {
        let sheet = workbook.add_worksheet();
        sheet.set_name("正文").map_err(not_written)?;
        prose::blocks_to_worksheet(&document.blocks, &design, sheet, &mut findings)?;
        design.set_up_page(sheet, false);
    } else if left_out > 0 {
        findings.push(catalogue::workbook::prose_left_out(left_out));
    }
    let of_report = source.filter(|_| !statutory.is_empty());
    if let Some(Source { report, beside: Beside { last_year, .. }, forms }) = of_report {
        define_names(&statutory, &mut workbook)?;
        if let Some(units) = &of_units {
            units.write(&design, &words.units, &mut workbook)?;
        }
        let form = report.form.as_deref().and_then(|id| forms.get(id));
        let last_year = form.zip(last_year).map(|(form, last)| LastYear::of(form, last, forms, last_year_name));
        if let Some(last_year) = &last_year {
            last_year.write(&design, &words.last_year, &mut workbook)?;
        }
        let of = (report, form);
        let (last_year, name) = (last_year.as_ref(), check_name.as_str());
        check_sheet::write(&statutory, last_year, of, &design, &mut workbook, name, &mut findings)?;
    }
    workbook.set_properties(&properties(document, of_report.map(|source| source.report)));
    let value = workbook.save_to_buffer().map_err(not_written)?;
    Ok(Warned { value: calculated(value)?, findings })
}

fn write_table(
    grid: &Grid,
    title: &str,
    of_report: Option<(Source<'_>, &Statutory<'_>, Option<&UnitSheet<'_>>)>,
    design: &Design,
    sheet: &mut Worksheet,
    findings: &mut Vec<Finding>,
) -> Result<(), Error> {
    let statement = of_report.map(|(Source { report, .. }, statutory, _)| {
        let form = report.statistics.get(&statutory.table.id).map_or("", |figures| figures.form.as_str());
        Statement::of(report, form, statutory.table, &WorkbookWords::built_in().statement)
    });
    let form = of_report.zip(statement.as_ref());
    let form = form.map(|((_, statutory, units), statement)| table::Form { statutory, statement, units });
    let is_landscape = table::grid_to_worksheet(grid, title, form.as_ref(), design, sheet, findings)?;
    design.set_up_page(sheet, is_landscape);
    Ok(())
}

/// Names every cell of the statutory tables by its full id, which has a dot and so is never the address of a cell.
fn define_names(tables: &[Written<'_>], workbook: &mut Workbook) -> Result<(), Error> {
    for table in tables {
        for figure in table.statutory.figures() {
            let name = format!("{}.{}", table.statutory.table.id, figure.data.id);
            let place = address(&table.sheet, figure.place);
            workbook.define_name(name, &format!("={place}")).map_err(not_written)?;
        }
    }
    Ok(())
}

/// The library asks for every workbook to be calculated anew when opened, as if the results stored were not right; ours are.
fn calculated(package: Vec<u8>) -> Result<Vec<u8>, Error> {
    const WORKBOOK: &str = "xl/workbook.xml";
    let mut archive = zip::ZipArchive::new(Cursor::new(package)).map_err(unfinished)?;
    let mut parts = Vec::with_capacity(archive.len());
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).map_err(unfinished)?;
        let name = entry.name().map_err(unfinished)?.into_owned();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).map_err(unfinished)?;
        if name == WORKBOOK {
            let text = String::from_utf8(bytes).map_err(unfinished)?;
            bytes = text.replace(" fullCalcOnLoad=\"1\"", "").into_bytes();
        }
        parts.push((name, bytes));
    }
    parts_to_package(&parts)
}

fn unfinished(cause: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::from(catalogue::workbook::workbook_not_written(Value::foreign(&cause))).caused_by(cause)
}

/// What the file says about itself. Never the clock: a date before 1900, which workbooks can't bear, or none gives 1980-01-01
/// (the first date a zip entry can bear).
fn properties(document: &Document, report: Option<&Report>) -> DocProperties {
    let said = &document.properties;
    let printable = |text: &String| text.chars().filter(|c| !c.is_control()).collect::<String>();
    let mut properties = DocProperties::new();
    if let Some(title) = &said.title {
        properties = properties.set_title(printable(title));
    }
    if let Some(author) = &said.author {
        properties = properties.set_author(printable(author));
    }
    if let Some(report) = report {
        if let Some(organ) = &report.organ {
            properties = properties.set_custom_property("nianbao.organ", printable(organ).as_str());
        }
        if let Some(year) = report.year {
            properties = properties.set_custom_property("nianbao.year", i32::from(year));
        }
        if let Some(form) = &report.form {
            properties = properties.set_custom_property("nianbao.form", form.as_str());
        }
    }
    let of_document = said.date.and_then(|d| ExcelDateTime::from_ymd(d.year(), d.month(), d.day()).ok());
    let date = of_document.map_or_else(|| ExcelDateTime::from_ymd(1980, 1, 1), Ok);
    match date {
        Ok(date) => properties.set_creation_datetime(&date),
        Err(_) => properties,
    }
}

#[cfg(test)]
mod tests;
