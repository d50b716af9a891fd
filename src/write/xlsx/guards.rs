//! What keeps a statutory table sound while it is filled in: protection, data validation, conditional formats.

use super::design::not_written;
use super::range::{Arguments, CellAddress, Range, list, ranges};
use super::rule_formula::RuleFormula;
use super::statutory::{Statutory, Stored};
use crate::finding::Error;
use crate::form::{NumberKind, WorkbookWords};
use rust_xlsxwriter::utility::row_col_to_cell;
use rust_xlsxwriter::{
    Color, ConditionalFormatFormula, DataValidation, DataValidationRule, Format, Formula, IgnoreError,
    ProtectionOptions, Worksheet, XlsxError,
};

/// The largest whole number a spreadsheet keeps exactly, with either sign.
const LARGEST: &str = "999999999999999";

/// What fails: dark red on light red, as spreadsheet programs mark what is bad.
pub(super) fn failing() -> Format {
    Format::new().set_background_color(Color::RGB(0xFFC7CE)).set_font_color(Color::RGB(0x9C0006)).set_bold()
}

/// Locks the form and guards the cells to be filled in.
pub(super) fn guard(statutory: &Statutory<'_>, sheet: &mut Worksheet, words: &WorkbookWords) -> Result<(), Error> {
    validate(statutory, sheet, words).map_err(not_written)?;
    mark_failing(statutory, sheet).map_err(not_written)?;
    quiet(statutory, sheet).map_err(not_written)?;
    protect(sheet);
    Ok(())
}

/// No password: the lock is against slips, not against people. Columns and rows may be made wider.
pub(super) fn protect(sheet: &mut Worksheet) {
    sheet.protect_with_options(&ProtectionOptions {
        format_columns: true,
        format_rows: true,
        ..ProtectionOptions::new()
    });
}

fn validate(statutory: &Statutory<'_>, sheet: &mut Worksheet, words: &WorkbookWords) -> Result<(), XlsxError> {
    for kind in [NumberKind::Count, NumberKind::Change, NumberKind::Money] {
        let mut plain: Vec<CellAddress> = Vec::new();
        for figure in statutory.figures().filter(|figure| figure.data.kind == kind) {
            match statutory.total(&figure.data.id) {
                None => plain.push(figure.place),
                Some(total) => {
                    let (Some(sum), Stored::Number(reported)) = (total.differs, figure.stored) else { continue };
                    let (reported, sum) = (reported.to_string(), sum.to_string());
                    let prompt = words.input.differs.replace("{reported}", &reported).replace("{sum}", &sum);
                    add_validation(sheet, kind, &[figure.place], &prompt, words)?;
                }
            }
        }
        add_validation(sheet, kind, &plain, &words.input.of(kind).prompt, words)?;
    }
    Ok(())
}

fn add_validation(
    sheet: &mut Worksheet,
    kind: NumberKind,
    places: &[CellAddress],
    prompt: &str,
    words: &WorkbookWords,
) -> Result<(), XlsxError> {
    let ranges = ranges(places.to_vec());
    let Some(first) = ranges.first() else { return Ok(()) };
    let validation = DataValidation::new();
    let validation = match kind {
        NumberKind::Count => validation.allow_whole_number(DataValidationRule::GreaterThanOrEqualTo(0)),
        NumberKind::Money => validation.allow_decimal_number(DataValidationRule::GreaterThanOrEqualTo(0.0)),
        NumberKind::Change => validation.allow_whole_number_formula(DataValidationRule::Between(
            Formula::new(format!("-{LARGEST}")),
            Formula::new(LARGEST),
        )),
    };
    let validation = validation
        .set_input_message(prompt)?
        .set_error_title(words.input.error_title.as_str())?
        .set_error_message(words.input.of(kind).error.as_str())?
        .set_multi_range(list(&ranges));
    let (first, last) = (first.first, first.last);
    sheet.add_data_validation(first.row, first.column, last.row, last.column, &validation).map(|_| ())
}

/// Red where a rule of the form fails: its total, or where it defines none, all its cells; and where a cell holds no number of
/// its kind.
fn mark_failing(statutory: &Statutory<'_>, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    for rule in &statutory.table.rules {
        let Some(formula) = RuleFormula::of(&rule.formula, |terms| statutory.places(terms), Arguments::fixed) else {
            continue;
        };
        let marked: Vec<CellAddress> = match rule.definition().and_then(|(total, _)| statutory.figure(&total.cell)) {
            Some(total) => vec![total.place],
            None => rule.formula.sums().filter_map(|terms| statutory.places(terms)).flatten().collect(),
        };
        if !formula.cells().fit() {
            continue;
        }
        // What no sum can be made of is marked itself.
        let filled: Vec<String> = formula.counts().map(|count| format!("{count}>0")).collect();
        let formula = format!("AND({}=0,{},{})", formula.cells().texts(), filled.join(","), formula.fails(None));
        mark(sheet, marked, &formula)?;
    }
    for kind in [NumberKind::Count, NumberKind::Change, NumberKind::Money] {
        let places: Vec<CellAddress> =
            statutory.figures().filter(|figure| figure.data.kind == kind).map(|figure| figure.place).collect();
        let Some(first) = ranges(places.clone()).first().map(|range| range.first) else { continue };
        // Relative: spreadsheets move it along with the cell it is asked for.
        let cell = row_col_to_cell(first.row, first.column);
        let wrong = match kind {
            NumberKind::Count => format!("OR({cell}<0,{cell}<>INT({cell}))"),
            NumberKind::Change => format!("{cell}<>INT({cell})"),
            NumberKind::Money => format!("{cell}<0"),
        };
        mark(sheet, places, &format!("IF(ISTEXT({cell}),{cell}<>\"\",IF(ISNUMBER({cell}),{wrong},FALSE))"))?;
    }
    Ok(())
}

fn mark(sheet: &mut Worksheet, places: Vec<CellAddress>, formula: &str) -> Result<(), XlsxError> {
    let ranges = ranges(places);
    let Some(range) = ranges.first() else { return Ok(()) };
    let (first, last) = (range.first, range.last);
    let mut format =
        ConditionalFormatFormula::new().set_rule(Formula::new(format!("={formula}"))).set_format(failing());
    if ranges.len() > 1 {
        format = format.set_multi_range(list(&ranges));
    }
    sheet.add_conditional_format(first.row, first.column, last.row, last.column, &format).map(|_| ())
}

/// The green corners that Excel puts on formulas unlike their neighbours and on numbers kept as text mean nothing here.
fn quiet(statutory: &Statutory<'_>, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let formulas = |of: bool| {
        let figures = statutory.figures().filter(move |figure| statutory.is_formula(&figure.data.id) == of);
        ranges(figures.map(|figure| figure.place).collect())
    };
    for (error, ranges) in
        [(IgnoreError::FormulaDiffers, formulas(true)), (IgnoreError::NumberStoredAsText, formulas(false))]
    {
        for Range { first, last } in ranges {
            sheet.ignore_error_range(first.row, first.column, last.row, last.column, error)?;
        }
    }
    Ok(())
}
