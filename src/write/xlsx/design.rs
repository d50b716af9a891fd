//! What all sheets have in common: type, measures, page; and how the library's refusals are said.

use super::layout::Measures;
use crate::finding::{Error, Finding, Value, catalogue, terms};
use crate::style::{FaceRole, Style};
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

/// What of a style a workbook can carry.
pub(super) struct Design {
    /// The family of table text, as workbooks name it.
    face: String,
    /// Its size, pt.
    pub(super) size_pt: f32,
    pub(super) measures: Measures,
    /// Margins in inches: left, right, top, bottom.
    margins: [f64; 4],
    /// From the lower edge of the text area to that of the page number, inches.
    below_text: f64,
    /// The page number with its codes (ECMA-376 §18.3.1.46).
    page_number: String,
}

const MM_PER_INCH: f32 = 25.4;

impl Design {
    pub(super) fn of(style: &Style) -> Self {
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
    pub(super) fn text_format(&self) -> Format {
        Format::new().set_font_name(self.face.as_str()).set_font_size(self.size_pt)
    }

    pub(super) fn set_default(&self, workbook: &mut Workbook) -> Result<(), XlsxError> {
        let (row, column) = self.measures.default_pixels();
        workbook.set_default_format(&self.text_format(), row, column).map(|_| ())
    }

    pub(super) fn set_up_page(&self, sheet: &mut Worksheet, is_landscape: bool) {
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
pub(super) fn placed(row: u32, column: u32) -> Result<(u32, u16), Finding> {
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

/// What the library refused to write.
pub(super) fn not_written(cause: XlsxError) -> Error {
    Error::from(catalogue::workbook::workbook_not_written(Value::foreign(&cause))).caused_by(cause)
}
