//! The sheet of last year's figures: those that rules of the form take from last year's report, a line each.
//!
//! The sheet of checks reckons with them. Read back, the sheet is passed over: its first line says what it is.

use super::design::{Design, not_written};
use super::guards::protect;
use super::number::exact_number;
use super::range::CellAddress;
use super::statutory::Stored;
use super::table::{HEADER_FILL, TITLE_LARGER_PT};
use crate::finding::Error;
use crate::form::{CellRef, FigureSource, Form, Forms, LastYearWords, Operand};
use crate::report::{Count, Report};
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};
use std::collections::BTreeMap;

/// The columns and their shares of the page's width.
const TABLE: u16 = 0;
const FIGURE: u16 = 1;
const NUMBER: u16 = 2;
const SHARES: [u32; 3] = [38, 48, 14];

/// The rows above the figures, counted from 0.
const STATED_ROW: u32 = 1;
const HEAD_ROW: u32 = 2;

/// Last year's figures on their sheet.
pub(super) struct LastYear<'r> {
    pub(super) sheet: String,
    report: &'r Report,
    lines: Vec<Line<'r>>,
    rows: BTreeMap<(&'r str, &'r str), usize>,
}

struct Line<'r> {
    table: &'r str,
    name: String,
    count: &'r Count,
    stored: Stored,
}

impl<'r> LastYear<'r> {
    /// What the rules of a form take from that report, for a sheet of that name.
    pub(super) fn of(form: &'r Form, report: &'r Report, forms: &'r Forms, sheet: String) -> Self {
        let mut last_year = LastYear { sheet, report, lines: Vec::new(), rows: BTreeMap::new() };
        let cells = form.rules.iter().flat_map(|rule| rule.formula.cells());
        for cell in cells.filter(|cell| cell.source == FigureSource::LastYear) {
            let key = (cell.table.as_str(), cell.cell.as_str());
            let figures = report.statistics.get(&cell.table);
            let of_figure = figures.and_then(|figures| {
                let count = figures.cells.get(&cell.cell)?;
                let table = forms.get(&figures.form)?.table(&cell.table)?;
                Some((table, table.data_cell(&cell.cell)?, count))
            });
            let Some((table, data, count)) = of_figure.filter(|_| !last_year.rows.contains_key(&key)) else { continue };
            last_year.rows.insert(key, last_year.lines.len());
            last_year.lines.push(Line { table: &table.name, name: data.path(), count, stored: stored(count) });
        }
        last_year
    }

    /// Where a figure stands.
    pub(super) fn place(&self, cell: &CellRef) -> Option<CellAddress> {
        let row = u32::try_from(*self.rows.get(&(cell.table.as_str(), cell.cell.as_str()))?).ok()?;
        Some(CellAddress { row: HEAD_ROW + 1 + row, column: NUMBER })
    }

    /// What it is to a rule.
    pub(super) fn operand(&self, cell: &CellRef) -> Operand {
        let line = self.rows.get(&(cell.table.as_str(), cell.cell.as_str())).and_then(|row| self.lines.get(*row));
        line.map_or(Operand::Absent, |line| line.stored.operand())
    }

    /// Writes the sheet.
    pub(super) fn write(&self, design: &Design, words: &LastYearWords, workbook: &mut Workbook) -> Result<(), Error> {
        let sheet = workbook.add_worksheet();
        sheet.set_name(&self.sheet).map_err(not_written)?;
        self.fill(design, words, sheet).map_err(not_written)?;
        design.set_up_page(sheet, false);
        Ok(())
    }

    fn fill(&self, design: &Design, words: &LastYearWords, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let (shares, page) = (SHARES.iter().sum::<u32>(), design.measures.page_pixels);
        let widths: Vec<u32> = SHARES.iter().map(|share| page * share / shares).collect();
        for (column, width) in (0u16..).zip(&widths) {
            sheet.set_column_width_pixels(column, *width)?;
        }
        let border = || design.text_format().set_border(FormatBorder::Thin).set_border_color(Color::RGB(0xBFBFBF));
        let cell = || border().set_align(FormatAlign::VerticalCenter).set_text_wrap();
        let title = design.text_format().set_bold().set_align(FormatAlign::Center);
        let title = title.set_align(FormatAlign::VerticalCenter).set_font_size(design.size_pt + TITLE_LARGER_PT);
        sheet.merge_range(0, TABLE, 0, NUMBER, &words.title, &title)?;
        sheet.set_row_height(0, design.measures.height_pt(2))?;
        let year = self.report.year.map_or_else(String::new, |year| year.to_string());
        let stated = words.stated.replace("{organ}", self.report.organ.as_deref().unwrap_or_default());
        let stated = stated.replace("{year}", &year);
        sheet.merge_range(STATED_ROW, TABLE, STATED_ROW, NUMBER, &stated, &cell().set_align(FormatAlign::Left))?;
        let head = cell().set_bold().set_background_color(HEADER_FILL).set_align(FormatAlign::Center);
        for (column, text) in (0u16..).zip(&words.columns) {
            sheet.write_string_with_format(HEAD_ROW, column, text, &head)?;
        }
        let (left, centred) = (cell().set_align(FormatAlign::Left), cell().set_align(FormatAlign::Center));
        for (row, line) in (HEAD_ROW + 1..).zip(&self.lines) {
            sheet.write_string_with_format(row, TABLE, line.table, &left)?;
            sheet.write_string_with_format(row, FIGURE, &line.name, &left)?;
            write_figure(row, line, &centred, sheet)?;
            let texts = [(TABLE, line.table), (FIGURE, line.name.as_str())];
            let lines = texts.map(|(column, text)| {
                design.measures.lines(text, widths.get(usize::from(column)).copied().unwrap_or_default())
            });
            sheet.set_row_height(row, design.measures.height_pt(lines.into_iter().max().unwrap_or(1)))?;
        }
        sheet.set_freeze_panes(HEAD_ROW + 1, 0)?;
        sheet.set_repeat_rows(HEAD_ROW, HEAD_ROW)?;
        protect(sheet);
        Ok(())
    }
}

fn write_figure(row: u32, line: &Line<'_>, format: &Format, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let exact = line.count.value.and_then(|number| exact_number(number, &line.count.raw));
    match (line.stored, exact) {
        (Stored::Number(_), Some(exact)) => {
            let format = format.clone().set_num_format(exact.format);
            sheet.write_number_with_format(row, NUMBER, exact.value, &format)?;
        }
        (Stored::Blank, _) => {
            sheet.write_blank(row, NUMBER, format)?;
        }
        _ => {
            sheet.write_string_with_format(row, NUMBER, &line.count.raw, format)?;
        }
    }
    Ok(())
}

fn stored(count: &Count) -> Stored {
    match count.value {
        Some(number) if exact_number(number, &count.raw).is_some() => Stored::Number(number),
        _ if count.raw.is_empty() => Stored::Blank,
        _ => Stored::Text,
    }
}
