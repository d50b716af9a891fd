//! The sheet of an area's units: a row for each, a column for each cell of the form, and above them their live sums, which the cells of the
//! statutory tables show and lead to.
//!
//! | row | what stands in it |
//! |---|---|
//! | 1 | what the sheet is, by which it is passed over in reading |
//! | 2, 3 | the heads: labels, ids |
//! | 4 … | the sums: of all units, of each level; the area's own report, and what it has more than the sums |
//! | below | the units |

use super::design::{Design, not_written};
use super::number::exact_number;
use super::range::{CellAddress, Range, address};
use super::table::HEADER_FILL;
use crate::finding::{Error, catalogue, terms};
use crate::form::{DECIMALS, DataCell, Form, NumberKind, TableForm, UnitsWords};
use crate::list::{AreaUnits, Unit, UnitFigure};
use crate::report::Report;
use rust_decimal::Decimal;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Formula, Workbook, Worksheet, XlsxError};
use std::collections::BTreeMap;

/// The rows of the heads and of the sum of all units, counted from 0.
const LABELS: u32 = 1;
const IDS: u32 = 2;
const SUM: u32 = 3;

/// The columns before those of the figures.
const ORGAN: u16 = 0;
const LEVEL: u16 = 1;
const SOURCE: u16 = 2;
const ERRORS: u16 = 3;
const WARNINGS: u16 = 4;
const CODES: u16 = 5;
const FIRST_FIGURE: u16 = 6;

/// Widths of columns in pixels: of names, of short words, of figures.
const WIDE: u32 = 220;
const NARROW: u32 = 70;
const FIGURE: u32 = 90;

/// The most rows of a sheet (ECMA-376 §18.3.1.73).
const MOST_ROWS: usize = 1_048_576;

/// The units on their sheet.
pub(super) struct UnitSheet<'r> {
    pub(super) sheet: String,
    units: &'r AreaUnits,
    form: &'r Form,
    /// The area's report, which the sums are stated in.
    area: &'r Report,
    columns: Vec<(&'r TableForm, &'r DataCell)>,
}

/// The sums of some units, figure by figure; none where no unit has a number.
type Sums = Vec<Option<Decimal>>;

impl<'r> UnitSheet<'r> {
    /// The units of an area's report, for a sheet of that name.
    pub(super) fn of(units: &'r AreaUnits, form: &'r Form, area: &'r Report, sheet: String) -> Self {
        let columns = form.tables.iter().flat_map(|table| table.data_cells().map(move |cell| (table, cell))).collect();
        UnitSheet { sheet, units, form, area, columns }
    }

    /// What a cell of the tables shows: the sum of its column; `None` where that is not the figure the report states.
    pub(super) fn formula_of(&self, table: &str, cell: &str) -> Option<String> {
        let at = self.columns.iter().position(|(t, c)| t.id == table && c.id == cell)?;
        let count = self.area.statistics.get(table).filter(|figures| figures.form == self.form.id)?.cells.get(cell)?;
        let is_shown =
            count.raw.is_empty() || count.value.is_some_and(|value| exact_number(value, &count.raw).is_some());
        let place = CellAddress { row: SUM, column: column_of(at)? };
        is_shown.then(|| address(&self.sheet, place))
    }

    /// Writes the sheet.
    pub(super) fn write(&self, design: &Design, words: &UnitsWords, workbook: &mut Workbook) -> Result<(), Error> {
        let rows = self.units.len() + self.first_unit() as usize;
        if rows > MOST_ROWS {
            return Err(catalogue::package::limit_exceeded(terms::ROWS_OF_SHEET, MOST_ROWS, rows).into());
        }
        let sheet = workbook.add_worksheet_with_constant_memory().map_err(not_written)?;
        sheet.set_name(&self.sheet).map_err(not_written)?;
        self.fill(design, words, sheet).map_err(not_written)?;
        design.set_up_page(sheet, true);
        Ok(())
    }

    /// The row of the first unit.
    fn first_unit(&self) -> u32 {
        let own = if self.units.own().is_some() { 2 } else { 0 };
        SUM + 1 + u32::try_from(self.units.levels().len()).unwrap_or(u32::MAX) + own
    }

    fn fill(&self, design: &Design, words: &UnitsWords, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let looks = Looks::of(design);
        sheet.set_formula_result_default("");
        for (column, width) in [(ORGAN, WIDE), (LEVEL, NARROW), (SOURCE, WIDE), (ERRORS, NARROW), (WARNINGS, NARROW)] {
            sheet.set_column_width_pixels(column, width)?;
        }
        sheet.set_column_width_pixels(CODES, WIDE)?;
        for at in 0..self.columns.len() {
            sheet.set_column_width_pixels(column_of(at).unwrap_or(FIRST_FIGURE), FIGURE)?;
        }
        sheet.write_string_with_format(0, ORGAN, &words.title, &looks.title)?;
        for (column, head) in (0u16..).zip(&words.columns) {
            sheet.write_string_with_format(LABELS, column, head, &looks.head)?;
        }
        for (column, (table, cell)) in (FIRST_FIGURE..).zip(&self.columns) {
            let label = format!("{}\n{}", table.name, cell.path());
            sheet.write_string_with_format(LABELS, column, label, &looks.head)?;
        }
        for column in 0..FIRST_FIGURE {
            sheet.write_blank(IDS, column, &looks.head)?;
        }
        for (column, (table, cell)) in (FIRST_FIGURE..).zip(&self.columns) {
            sheet.write_string_with_format(IDS, column, format!("{}.{}", table.id, cell.id), &looks.id)?;
        }
        self.sums(words, &looks, sheet)?;
        for (row, unit) in (self.first_unit()..).zip(self.units.units(self.form)) {
            write_unit(row, &unit, &looks, sheet)?;
        }
        sheet.set_freeze_panes(self.first_unit(), 1)?;
        sheet.set_repeat_rows(LABELS, SUM)?;
        Ok(())
    }

    /// The rows above the units.
    fn sums(&self, words: &UnitsWords, looks: &Looks, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let levels = self.units.levels();
        let (all, of_levels) = self.reckoned(&levels);
        let first = self.first_unit();
        let last = first + u32::try_from(self.units.len().saturating_sub(1)).unwrap_or_default();
        let column_range = |column| fixed([first, last].map(|row| CellAddress { row, column }));
        let level_range = column_range(LEVEL);
        write_sums(SUM, &words.sum, &self.columns, &all, looks, sheet, |column| {
            let range = column_range(column);
            (format!("COUNT({range})"), format!("SUM({range})"))
        })?;
        let mut row = SUM;
        for (level, sums) in levels.iter().zip(&of_levels) {
            row += 1;
            let name = words.of_level.replace("{level}", level.unwrap_or(&words.no_level));
            // The level stands beside its name: a formula holds no text of more than 255 characters.
            let own = fixed([CellAddress { row, column: LEVEL }; 2]);
            write_sums(row, &name, &self.columns, sums, looks, sheet, |column| {
                let range = column_range(column);
                // Compared as a whole: COUNTIFS and SUMIFS would take * and ? in a level for any text.
                let is_level = format!("EXACT({level_range},{own})");
                let count = format!("SUMPRODUCT({is_level}*ISNUMBER({range}))");
                (count, format!("SUMPRODUCT({is_level}*1,{range})"))
            })?;
            sheet.write_string_with_format(row, LEVEL, cut(level.unwrap_or_default()), &looks.name)?;
        }
        let Some(own) = self.units.own() else { return Ok(()) };
        let (own_row, residual_row) = (row + 1, row + 2);
        write_name(own_row, &words.own, looks, sheet)?;
        for (column, figure) in (FIRST_FIGURE..).zip(self.own_figures(own)) {
            write_figure(own_row, column, &figure, &looks.sum, sheet)?;
        }
        write_name(residual_row, &words.residual, looks, sheet)?;
        for ((column, figure), sum) in (FIRST_FIGURE..).zip(self.own_figures(own)).zip(&all) {
            let [own, sum_cell] = [own_row, SUM].map(|row| fixed([CellAddress { row, column }; 2]));
            let formula = format!("IF(COUNT({own},{sum_cell})<2,\"\",ROUND({own}-{sum_cell},{DECIMALS}))");
            let result = figure.number.zip(*sum).map(|(own, sum)| (own - sum).normalize().to_string());
            let is_off = result.as_deref().is_some_and(|difference| difference != "0");
            let formula = Formula::new(format!("={formula}")).set_result(result.unwrap_or_default());
            let format = if is_off { &looks.off } else { &looks.sum };
            sheet.write_formula_with_format(residual_row, column, formula, format)?;
        }
        Ok(())
    }

    fn own_figures(&self, own: &Report) -> Vec<UnitFigure> {
        let figure = |(table, cell): &(&TableForm, &DataCell)| {
            let figures = own.statistics.get(&table.id).filter(|figures| figures.form == self.form.id);
            figures.and_then(|figures| figures.cells.get(&cell.id)).map_or_else(UnitFigure::default, |count| {
                let text = if count.value.is_some() { String::new() } else { count.raw.clone() };
                UnitFigure { text, number: count.value }
            })
        };
        self.columns.iter().map(figure).collect()
    }

    /// The sums of all units, and of those of each level.
    fn reckoned(&self, levels: &[Option<&str>]) -> (Sums, Vec<Sums>) {
        let mut all: Sums = vec![None; self.columns.len()];
        let mut of_levels: Vec<Sums> = vec![all.clone(); levels.len()];
        let places: BTreeMap<Option<&str>, usize> = levels.iter().copied().zip(0..).collect();
        for unit in self.units.units(self.form) {
            let of_level = places.get(&unit.level.as_deref()).and_then(|at| of_levels.get_mut(*at));
            for sums in std::iter::once(&mut all).chain(of_level) {
                for (sum, figure) in sums.iter_mut().zip(&unit.figures) {
                    let added = figure.number.map(|number| sum.unwrap_or_default().saturating_add(number));
                    *sum = added.or(*sum);
                }
            }
        }
        (all, of_levels)
    }
}

/// How the sheet looks.
struct Looks {
    title: Format,
    head: Format,
    id: Format,
    name: Format,
    sum: Format,
    /// A difference that is not 0.
    off: Format,
    text: Format,
}

impl Looks {
    fn of(design: &Design) -> Self {
        let cell = design.text_format().set_border(FormatBorder::Thin).set_border_color(Color::RGB(0xBFBFBF));
        let cell = cell.set_align(FormatAlign::VerticalCenter);
        let head = cell.clone().set_bold().set_background_color(HEADER_FILL).set_align(FormatAlign::Center);
        let sum = cell.clone().set_bold().set_background_color(HEADER_FILL);
        Looks {
            title: design.text_format().set_bold(),
            id: head.clone().set_font_size(7),
            head: head.set_text_wrap(),
            name: sum.clone(),
            off: sum.clone().set_font_color(Color::RGB(0x9C0006)),
            sum,
            text: cell,
        }
    }
}

/// The column of the figure of that number; `None` beyond what a sheet has.
fn column_of(at: usize) -> Option<u16> {
    u16::try_from(at).ok().and_then(|at| FIRST_FIGURE.checked_add(at))
}

fn write_name(row: u32, name: &str, looks: &Looks, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    sheet.write_string_with_format(row, ORGAN, name, &looks.name)?;
    for column in LEVEL..FIRST_FIGURE {
        sheet.write_blank(row, column, &looks.name)?;
    }
    Ok(())
}

/// A row of sums; of each column how many numbers there are, and what they add up to, as formulas.
fn write_sums(
    row: u32,
    name: &str,
    columns: &[(&TableForm, &DataCell)],
    sums: &[Option<Decimal>],
    looks: &Looks,
    sheet: &mut Worksheet,
    formulas: impl Fn(u16) -> (String, String),
) -> Result<(), XlsxError> {
    write_name(row, name, looks, sheet)?;
    for ((column, (_, cell)), sum) in (FIRST_FIGURE..).zip(columns).zip(sums) {
        let (count, sum_formula) = formulas(column);
        let sum_formula = match cell.kind {
            NumberKind::Money => format!("ROUND({sum_formula},{DECIMALS})"),
            NumberKind::Count | NumberKind::Change => sum_formula,
        };
        let result = sum.map_or_else(String::new, |sum| sum.normalize().to_string());
        let formula = Formula::new(format!("=IF({count}=0,\"\",{sum_formula})")).set_result(result);
        sheet.write_formula_with_format(row, column, formula, &looks.sum)?;
    }
    Ok(())
}

fn write_unit(row: u32, unit: &Unit, looks: &Looks, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let (errors, warnings) = unit.counts;
    sheet.write_string_with_format(row, ORGAN, cut(&unit.organ), &looks.text)?;
    sheet.write_string_with_format(row, LEVEL, cut(unit.level.as_deref().unwrap_or_default()), &looks.text)?;
    sheet.write_string_with_format(row, SOURCE, cut(&unit.source), &looks.text)?;
    for (column, count) in [(ERRORS, errors), (WARNINGS, warnings)] {
        sheet.write_number_with_format(row, column, u32::try_from(count).unwrap_or(u32::MAX), &looks.text)?;
    }
    sheet.write_string_with_format(row, CODES, cut(&unit.codes), &looks.text)?;
    for (column, figure) in (FIRST_FIGURE..).zip(&unit.figures) {
        write_figure(row, column, figure, &looks.text, sheet)?;
    }
    Ok(())
}

fn write_figure(
    row: u32,
    column: u16,
    figure: &UnitFigure,
    format: &Format,
    sheet: &mut Worksheet,
) -> Result<(), XlsxError> {
    let exact = figure.number.and_then(|number| exact_number(number, &number.to_string()));
    match (exact, figure.number) {
        (Some(exact), _) => sheet.write_number_with_format(row, column, exact.value, format)?,
        (None, Some(number)) => sheet.write_string_with_format(row, column, number.to_string(), format)?,
        (None, None) if figure.text.is_empty() => sheet.write_blank(row, column, format)?,
        (None, None) => sheet.write_string_with_format(row, column, cut(&figure.text), format)?,
    };
    Ok(())
}

/// No more of a text than a cell may hold.
fn cut(text: &str) -> String {
    const LONGEST: usize = 32_767 / 2;
    text.chars().take(LONGEST).collect()
}

/// The cells between two, said so that the formula means the same from wherever it is asked.
fn fixed([first, last]: [CellAddress; 2]) -> String {
    Range { first, last }.fixed()
}
