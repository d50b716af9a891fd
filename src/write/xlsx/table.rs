//! Grid → worksheet.

use super::cell_text::{CellText, marked};
use super::design::{Design, not_written, placed};
use super::guards;
use super::number::{ExactNumber, exact_number};
use super::statement::Statement;
use super::statutory::{Statutory, Stored};
use super::units::UnitSheet;
use crate::document::{Alignment, Block, Cell, Grid, HeaderScope};
use crate::finding::{Error, Finding, catalogue};
use crate::form::WorkbookWords;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Formula, Url, Worksheet, XlsxError};

/// The row of a sheet in which its table begins, counted from 0; the title stands in row 0.
pub(super) const FIRST_ROW: u32 = 2;

/// What is locked is grey: labels, and a little lighter the totals that are calculated.
pub(super) const HEADER_FILL: Color = Color::RGB(0xEDEDED);
/// A sheet's title is so much larger than the text of its table.
pub(super) const TITLE_LARGER_PT: f32 = 3.0;

const TOTAL_FILL: Color = Color::RGB(0xF5F5F5);

/// A statutory table, and what is stated above it.
pub(super) struct Form<'r> {
    pub(super) statutory: &'r Statutory<'r>,
    pub(super) statement: &'r Statement,
    /// The units whose sums its figures are.
    pub(super) units: Option<&'r UnitSheet<'r>>,
}

/// Writes a title and, below it, a table. Says whether the sheet is to be printed across.
pub(super) fn grid_to_worksheet(
    grid: &Grid,
    title: &str,
    form: Option<&Form<'_>>,
    design: &Design,
    sheet: &mut Worksheet,
    findings: &mut Vec<Finding>,
) -> Result<bool, Error> {
    let last_row = FIRST_ROW.saturating_add(grid.rows()).saturating_sub(1);
    let (_, last_column) = placed(last_row, grid.columns().saturating_sub(1))?;
    let mut contents = Vec::with_capacity(grid.cells().len());
    let mut texts = Vec::with_capacity(grid.cells().len());
    for cell in grid.cells() {
        let text = CellText::of(&cell.content, &cell.origin, findings);
        texts.push(text.plain());
        contents.push(text);
    }
    let mut measures = design.measures;
    let is_landscape = measures.is_cramped(grid, &texts);
    if is_landscape {
        measures = measures.across();
    }
    let columns = measures.columns(grid, &texts);
    for (column, pixels) in (0..=last_column).zip(&columns) {
        sheet.set_column_width_pixels(column, *pixels).map_err(not_written)?;
    }
    let mut heading = CellText::of(&[Block::text(title)], &grid.origin, findings);
    heading.runs.iter_mut().for_each(|(marks, _)| marks.bold = true);
    write_title(&heading, last_column, columns.iter().sum(), design, sheet).map_err(not_written)?;
    if let Some(form) = form {
        form.statement.write(&columns, design, sheet).map_err(not_written)?;
        // The stored result of a total without figures is no 0.
        sheet.set_formula_result_default("");
    }
    for (row, height) in (FIRST_ROW..).zip(measures.rows(grid, &texts, &columns)) {
        sheet.set_row_height(row, height).map_err(not_written)?;
    }
    for ((cell, content), text) in grid.cells().iter().zip(contents).zip(&texts) {
        let number = match cell.number {
            Some(number) => {
                let exact = exact_number(number, text);
                if exact.is_none() {
                    findings.push(catalogue::workbook::number_kept_as_text(text).at_origin(&cell.origin));
                }
                exact
            }
            None => None,
        };
        let is_header = cell.header != HeaderScope::None || cell.row < grid.header_rows;
        let mut format = cell_format(cell, &content, is_header, number.as_ref(), design);
        let (mut formula, mut leads_to) = (None, None);
        if let Some(id) = form.and(cell.id.as_deref()).and_then(|id| id.split_once('.')).map(|(_, id)| id)
            && let Some(form) = form
        {
            let of_units = form.units.and_then(|units| units.formula_of(&form.statutory.table.id, id));
            if of_units.is_some() {
                leads_to.clone_from(&of_units);
                formula = of_units;
                format = format.set_background_color(TOTAL_FILL);
            } else if form.statutory.is_formula(id) {
                formula = form.statutory.total(id).map(|total| total.formula.clone());
                format = format.set_background_color(TOTAL_FILL);
            } else {
                format = format.set_unlocked();
            }
            if form.statutory.figure(id).is_some_and(|figure| figure.stored != Stored::Text) {
                // Shrinks where a wrapped number would show as ####.
                format = format.unset_text_wrap().set_shrink().set_align(FormatAlign::Center);
            }
        }
        let (row, column) = placed(FIRST_ROW.saturating_add(cell.row), cell.column)?;
        let (end_row, end_column) =
            placed(row.saturating_add(cell.row_span) - 1, cell.column.saturating_add(cell.column_span) - 1)?;
        if (end_row, end_column) != (row, column) {
            // Gives every covered cell its border; the first cell is written over below.
            sheet.merge_range(row, column, end_row, end_column, "", &format).map_err(not_written)?;
        }
        // A click leads from a sum to what it adds up; the link stays when the formula is written over its text.
        if let Some(units) = &leads_to {
            let link = Url::new(format!("internal:{}", units.replace('$', ""))).set_text("");
            sheet.write_url_with_format(row, column, link, &format).map_err(not_written)?;
        }
        match formula {
            Some(formula) => {
                let formula = Formula::new(format!("={formula}")).set_result(text.as_str());
                sheet.write_formula_with_format(row, column, formula, &format).map_err(not_written)?;
            }
            None => write_cell(sheet, row, column, &content, number, &format, design).map_err(not_written)?,
        }
    }
    if let Some(form) = form {
        guards::guard(form.statutory, sheet, WorkbookWords::built_in())?;
    }
    if grid.header_rows > 0 && grid.header_rows < grid.rows() {
        let below = FIRST_ROW + grid.header_rows;
        sheet.set_freeze_panes(below, 0).map_err(not_written)?;
        sheet.set_repeat_rows(FIRST_ROW, below - 1).map_err(not_written)?;
    }
    Ok(is_landscape)
}

fn write_title(
    title: &CellText,
    last_column: u16,
    pixels: u32,
    design: &Design,
    sheet: &mut Worksheet,
) -> Result<(), XlsxError> {
    let format =
        design.text_format().set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter).set_text_wrap();
    let format = format.set_font_size(design.size_pt + TITLE_LARGER_PT);
    let height = design.measures.height_pt(design.measures.lines(&title.plain(), pixels) + 1);
    sheet.set_row_height(0, height)?;
    if last_column > 0 {
        sheet.merge_range(0, 0, 0, last_column, "", &format)?;
    }
    write_cell(sheet, 0, 0, title, None, &format, design)
}

fn cell_format(
    cell: &Cell,
    content: &CellText,
    is_header: bool,
    number: Option<&ExactNumber>,
    design: &Design,
) -> Format {
    let is_figure = cell.number.is_some();
    let align = match content.align {
        Alignment::Center => FormatAlign::Center,
        Alignment::End => FormatAlign::Right,
        Alignment::Start if is_figure || (is_header && cell.header != HeaderScope::Row) => FormatAlign::Center,
        Alignment::Start => FormatAlign::Left,
    };
    let mut format = design
        .text_format()
        .set_border(FormatBorder::Thin)
        .set_align(align)
        .set_align(FormatAlign::VerticalCenter)
        .set_text_wrap();
    if is_header {
        format = format.set_background_color(HEADER_FILL);
    }
    match number {
        Some(number) => format.set_num_format(number.format.as_str()),
        // "@": what is typed into the cell later stays text, as what stands in it is.
        None if is_figure => format.set_num_format("@"),
        None => format,
    }
}

/// Writes a cell that is not merged, or the first of a merged range.
pub(super) fn write_cell(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    content: &CellText,
    number: Option<ExactNumber>,
    format: &Format,
    design: &Design,
) -> Result<(), XlsxError> {
    if let Some(number) = number {
        return sheet.write_number_with_format(row, column, number.value, format).map(|_| ());
    }
    match content.runs.as_slice() {
        [] => sheet.write_blank(row, column, format),
        [(marks, text)] => sheet.write_string_with_format(row, column, text, &marked(format.clone(), *marks)),
        // The library leaves a literal _xHHHH_ in rich text unescaped, which would read back as the character it names.
        runs if runs.iter().any(|(_, text)| text.contains("_x")) => {
            sheet.write_string_with_format(row, column, content.plain(), format)
        }
        runs => {
            let formats: Vec<Format> = runs.iter().map(|(marks, _)| marked(design.text_format(), *marks)).collect();
            let rich: Vec<(&Format, &str)> =
                formats.iter().zip(runs).map(|(f, (_, text))| (f, text.as_str())).collect();
            sheet.write_rich_string_with_format(row, column, &rich, format)
        }
    }
    .map(|_| ())
}
