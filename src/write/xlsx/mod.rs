//! Document → workbook.
//!
//! In: a [`Document`] and a [`Style`]. Out: the bytes of an .xlsx file with one sheet a table, in the printed form: row 1 the
//! heading the table stands under, row 2 blank, the table from row 3 with its spans as merged cells, set up to print on the
//! style's paper. A document without tables becomes one sheet of paragraphs. Knows nothing of reports: which cells are
//! numbers is said by [`Cell::number`](crate::document::Cell::number).
//!
//! | document | workbook |
//! |---|---|
//! | table | a sheet |
//! | heading or caption above it | the sheet's name and its first row |
//! | span | merged cells |
//! | cell with a number whose text is that number | a number, its format showing the same decimals |
//! | other cell | text; bold, italic, underlined, struck, raised and lowered runs kept |
//! | header rows | grey, frozen, repeated on each printed page |
//! | link, picture, inner table in a cell | text, with a finding |
//! | text outside tables | left out, with one finding |

mod cell_text;
mod layout;
mod number;
mod prose;
mod sheet_name;
mod table;

use crate::document::{Block, Document, ParagraphRole};
use crate::finding::{Error, Finding, Warned, catalogue};
use crate::style::{FaceRole, Style};
use layout::Measures;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};
use sheet_name::SheetNames;

/// Writes a document's tables as a workbook, one sheet a table; a document without tables as one sheet of paragraphs.
///
/// The same document and style always give the same bytes; the file's own date is the document's, or 1980-01-01.
///
/// # Errors
/// `limit-exceeded` where a table has more rows or columns than a sheet (1,048,576 × 16,384).
pub fn document_to_xlsx(document: &Document, style: &Style) -> Result<Warned<Vec<u8>>, Error> {
    let mut findings = Vec::new();
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(document));
    let design = Design::of(style);
    design.set_default(&mut workbook).map_err(not_written)?;
    let mut names = SheetNames::default();
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
                let sheet = workbook.add_worksheet();
                sheet.set_name(names.name_of(&title)).map_err(not_written)?;
                table::grid_to_worksheet(grid, &title, &design, sheet, &mut findings)?;
                design.set_up_page(sheet);
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
        design.set_up_page(sheet);
    } else if left_out > 0 {
        findings.push(catalogue::workbook::prose_left_out(left_out));
    }
    let value = workbook.save_to_buffer().map_err(not_written)?;
    Ok(Warned { value, findings })
}

fn not_written(cause: XlsxError) -> Error {
    Error::from(catalogue::workbook::workbook_not_written(&cause)).caused_by(cause)
}

/// What the file says about itself. Never the clock: a date before 1900, which workbooks can't bear, or none gives 1980-01-01
/// (the first date a zip entry can bear).
fn properties(document: &Document) -> DocProperties {
    let said = &document.properties;
    let printable = |text: &String| text.chars().filter(|c| !c.is_control()).collect::<String>();
    let mut properties = DocProperties::new();
    if let Some(title) = &said.title {
        properties = properties.set_title(printable(title));
    }
    if let Some(author) = &said.author {
        properties = properties.set_author(printable(author));
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
    /// Distance of the page number from the paper's lower edge, inches.
    footer: f64,
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
        let below = page.bottom_mm - number.distance_mm - number.size_pt * MM_PER_INCH / 72.0;
        Design {
            face: face(cell.face).unwrap_or_else(|| "宋体".to_owned()),
            size_pt: cell.size_pt,
            measures: Measures::of(style),
            margins: [inches(page.left_mm), inches(page.right_mm), inches(page.top_mm), inches(page.bottom_mm)],
            footer: inches(below.max(0.0)),
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

    fn set_up_page(&self, sheet: &mut Worksheet) {
        let [left, right, top, bottom] = self.margins;
        // Paper size 9 is A4 (ECMA-376 §18.3.1.63). As many pages long as it needs, one wide.
        sheet
            .set_paper_size(9)
            .set_margins(left, right, top, bottom, self.footer, self.footer)
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
        return Err(catalogue::package::limit_exceeded("工作表行数 (rows of a sheet)", ROWS, u64::from(row) + 1));
    }
    match u16::try_from(column) {
        Ok(narrow) if column < COLUMNS => Ok((row, narrow)),
        _ => Err(catalogue::package::limit_exceeded("工作表列数 (columns of a sheet)", COLUMNS, u64::from(column) + 1)),
    }
}

#[cfg(test)]
mod tests;
