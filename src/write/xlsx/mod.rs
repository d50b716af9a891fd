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
//! | last year's figures that rules speak of | a sheet of their own, where last year's report is given ([`last_year`]) |
//! | "/", 12件, 0100 | text, as it stands; the sheet of checks says that no sum can be made of it |
//! | blank | a blank cell |

mod cell_text;
mod check_sheet;
mod guards;
mod last_year;
mod layout;
mod number;
mod prose;
mod range;
mod rule_formula;
mod sheet_name;
mod statement;
mod statutory;
mod table;

use crate::document::{Block, Document, Grid, ParagraphRole};
use crate::finding::{Error, Finding, Value, Warned, catalogue, terms};
use crate::form::{Forms, WorkbookWords};
use crate::ooxml::parts_to_package;
use crate::report::Report;
use crate::style::{FaceRole, Style};
use check_sheet::Written;
use last_year::LastYear;
use layout::Measures;
use range::address;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};
use sheet_name::SheetNames;
use statement::Statement;
use statutory::Statutory;
use std::io::{Cursor, Read};

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
/// to be filled in. Where last year's report is given, the rules about it are on the sheet of checks, too.
///
/// # Errors
/// As [`document_to_xlsx`].
pub fn report_to_xlsx(
    document: &Document,
    report: &Report,
    last_year: Option<&Report>,
    forms: &Forms,
    style: &Style,
) -> Result<Warned<Vec<u8>>, Error> {
    blocks_to_workbook(document, Some(Source { report, last_year, forms }), style)
}

/// What a composed document was made from.
#[derive(Clone, Copy)]
struct Source<'r> {
    report: &'r Report,
    last_year: Option<&'r Report>,
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
    let of_last_year = source.and_then(|source| source.last_year);
    let last_year_name = of_last_year.map(|_| names.name_of(&words.last_year.sheet)).unwrap_or_default();
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
                write_table(grid, &title, of_form.as_ref(), source, &design, sheet, &mut findings)?;
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
            Block::Break(_) => {}
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
    if let Some(Source { report, last_year, forms }) = of_report {
        define_names(&statutory, &mut workbook)?;
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
    statutory: Option<&Statutory<'_>>,
    source: Option<Source<'_>>,
    design: &Design,
    sheet: &mut Worksheet,
    findings: &mut Vec<Finding>,
) -> Result<(), Error> {
    let statement = source.zip(statutory).map(|(Source { report, .. }, statutory)| {
        let form = report.statistics.get(&statutory.table.id).map_or("", |figures| figures.form.as_str());
        Statement::of(report, form, statutory.table, &WorkbookWords::built_in().statement)
    });
    let form = statutory.zip(statement.as_ref()).map(|(statutory, statement)| table::Form { statutory, statement });
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

fn not_written(cause: XlsxError) -> Error {
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

/// What of a style a workbook can carry.
struct Design {
    /// The family of table text, as workbooks name it.
    face: String,
    /// Its size, pt.
    size_pt: f32,
    measures: Measures,
    /// Margins in inches: left, right, top, bottom.
    margins: [f64; 4],
    /// From the lower edge of the text area to that of the page number, inches.
    below_text: f64,
    /// The page number with its codes (ECMA-376 §18.3.1.46).
    page_number: String,
}

const MM_PER_INCH: f32 = 25.4;

impl Design {
    fn of(style: &Style) -> Self {
        let face = |role: FaceRole| style.faces.get(&role).and_then(|names| names.first()).cloned();
        let cell = &style.paragraphs.cell;
        let page = &style.page;
        let inches = |mm: f32| f64::from(mm / MM_PER_INCH);
        let number = &style.page_number;
        let number_face = face(number.face).unwrap_or_else(|| "宋体".to_owned());
        let literal = |text: &str| text.replace('&', "&&");
        Design {
            face: face(cell.face).unwrap_or_else(|| "宋体".to_owned()),
            size_pt: cell.size_pt,
            measures: Measures::of(style),
            margins: [inches(page.left_mm), inches(page.right_mm), inches(page.top_mm), inches(page.bottom_mm)],
            below_text: inches(number.distance_mm + number.size_pt * MM_PER_INCH / 72.0),
            page_number: format!(
                "&C&\"{number_face}\"&{:.0}{}&P{}",
                number.size_pt,
                literal(&number.prefix),
                literal(&number.suffix)
            ),
        }
    }

    /// Text in the table face; the start of every other format.
    fn text_format(&self) -> Format {
        Format::new().set_font_name(self.face.as_str()).set_font_size(self.size_pt)
    }

    fn set_default(&self, workbook: &mut Workbook) -> Result<(), XlsxError> {
        let (row, column) = self.measures.default_pixels();
        workbook.set_default_format(&self.text_format(), row, column).map(|_| ())
    }

    fn set_up_page(&self, sheet: &mut Worksheet, is_landscape: bool) {
        let [left, right, top, bottom] = self.margins;
        // Turned, the page's top lies left.
        let [left, right, top, bottom] =
            if is_landscape { [bottom, top, left, right] } else { [left, right, top, bottom] };
        if is_landscape {
            sheet.set_landscape();
        }
        let footer = (bottom - self.below_text).max(0.0);
        // Paper size 9 is A4 (ECMA-376 §18.3.1.63). As many pages long as it needs, one wide.
        sheet
            .set_paper_size(9)
            .set_margins(left, right, top, bottom, footer, footer)
            .set_print_fit_to_pages(1, 0)
            .set_print_center_horizontally(true)
            .set_footer(self.page_number.as_str());
    }
}

/// Puts a sheet's row and column numbers in the library's own types; the limits are those of every spreadsheet program.
fn placed(row: u32, column: u32) -> Result<(u32, u16), Finding> {
    const ROWS: u32 = 1_048_576;
    const COLUMNS: u32 = 16_384;
    if row >= ROWS {
        return Err(catalogue::package::limit_exceeded(terms::ROWS_OF_SHEET, ROWS, u64::from(row) + 1));
    }
    match u16::try_from(column) {
        Ok(narrow) if column < COLUMNS => Ok((row, narrow)),
        _ => Err(catalogue::package::limit_exceeded(terms::COLUMNS_OF_SHEET, COLUMNS, u64::from(column) + 1)),
    }
}

#[cfg(test)]
mod tests;
