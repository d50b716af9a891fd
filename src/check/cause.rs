//! Why a figure is likely to be wrong: said only where a cause explains the difference exactly, and no other does.

use super::figures::Figures;
use super::location::{Explanation, Fault};
use crate::finding::{Value, terms};
use crate::form::{CellRef, FigureSource, FigureWords, Form, NumberKind};
use rust_decimal::Decimal;

/// The one cause there is in these faults; `None` where there is none, or several.
pub(super) fn likely_cause<'x>(
    explanations: impl IntoIterator<Item = &'x Explanation>,
    form: &Form,
    figures: &Figures<'_>,
) -> Option<Value> {
    let mut causes = explanations.into_iter().flat_map(|explanation| causes(&explanation.fault, form, figures));
    let first = causes.next()?;
    causes.next().is_none().then_some(terms::likely_cause(first))
}

fn causes(fault: &Fault, form: &Form, figures: &Figures<'_>) -> Vec<Value> {
    match fault {
        Fault::Figure { cell, found, expected } => causes_of_figure(cell, *found, *expected, form, figures),
        Fault::Split { cell, next, whole, .. } => {
            vec![terms::value_split(name(cell, form), name(next, form), *whole)]
        }
        // The finding itself says so.
        Fault::Shifted { .. } => Vec::new(),
    }
}

fn causes_of_figure(
    cell: &CellRef,
    found: Decimal,
    expected: Decimal,
    form: &Form,
    figures: &Figures<'_>,
) -> Vec<Value> {
    let (printed, wanted) = (found.normalize().to_string(), expected.normalize().to_string());
    let mut causes = Vec::new();
    if is_transposed(&printed, &wanted) {
        causes.push(terms::digits_transposed(name(cell, form), found, expected));
    }
    if is_without_a_digit(&printed, &wanted) && !found.is_zero() {
        causes.push(terms::digit_dropped(name(cell, form), found, expected));
    }
    if is_doubled(&printed, &wanted) {
        causes.push(terms::digit_doubled(name(cell, form), found, expected));
    }
    if let Some(unit) = unit_of_yuan(cell, found, expected, form) {
        causes.push(terms::yuan_for_unit(name(cell, form), found, expected, unit));
    }
    let last_year = figures.number(&CellRef { source: FigureSource::LastYear, ..cell.clone() });
    if figures.last_year.is_some() && last_year == Some(found) && !found.is_zero() {
        causes.push(terms::last_years_figure(name(cell, form), found, expected));
    }
    causes
}

/// A cell in the form's words.
fn name(cell: &CellRef, form: &Form) -> Value {
    let data = form.table(&cell.table).and_then(|table| table.data_cell(&cell.cell));
    data.map_or_else(|| Value::from(&cell.cell), Value::from)
}

/// Whether one is the other with two digits that stand side by side changed over.
pub(in crate::check) fn is_transposed(found: &str, expected: &str) -> bool {
    let differ: Vec<usize> =
        found.bytes().zip(expected.bytes()).enumerate().filter(|(_, (a, b))| a != b).map(|(at, _)| at).collect();
    let at = |text: &str, at: &usize| text.as_bytes().get(*at).copied();
    match differ.as_slice() {
        [first, second] if found.len() == expected.len() && first + 1 == *second => {
            let digit = |at: Option<u8>| at.filter(u8::is_ascii_digit);
            let [a, b] = [first, second].map(|index| digit(at(found, index)));
            a.is_some() && b.is_some() && a == at(expected, second) && b == at(expected, first)
        }
        _ => false,
    }
}

/// Whether one is the other without one of its digits.
fn is_without_a_digit(found: &str, expected: &str) -> bool {
    expected.len() == found.len() + 1
        && (0..expected.len()).any(|at| {
            expected
                .get(..at)
                .zip(expected.get(at + 1..))
                .is_some_and(|(before, after)| found.strip_prefix(before) == Some(after))
        })
}

/// Whether one is the other with one of its digits twice.
fn is_doubled(found: &str, expected: &str) -> bool {
    found.len() == expected.len() + 1
        && found.bytes().zip(found.bytes().skip(1)).enumerate().any(|(at, (digit, next))| {
            let without = || found.get(..at).zip(found.get(at + 1..));
            digit == next && without().is_some_and(|(before, after)| expected.strip_prefix(before) == Some(after))
        })
}

/// The unit of money a cell wants where yuan would explain the difference.
fn unit_of_yuan<'f>(cell: &CellRef, found: Decimal, expected: Decimal, form: &'f Form) -> Option<&'f str> {
    let data = form.table(&cell.table)?.data_cell(&cell.cell).filter(|data| data.kind == NumberKind::Money)?;
    let words = FigureWords::built_in();
    let unit = words.money_unit(&data.unit)?;
    let yuan = words.money_unit("元")?;
    (unit != yuan && !found.is_zero() && yuan.convert(found, unit) == Some(expected)).then_some(data.unit.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_of_digits() {
        for (found, expected, slips) in [
            ("21", "12", [true, false, false]),
            ("132", "123", [true, false, false]),
            ("321", "123", [false, false, false]),
            ("265.5", "26.55", [false, false, false]),
            ("2.655", "26.55", [false, false, false]),
            ("13", "123", [false, true, false]),
            ("1", "12", [false, true, false]),
            ("1223", "123", [false, false, true]),
            ("1233", "123", [false, false, true]),
            ("1243", "123", [false, false, false]),
            ("12", "12", [false, false, false]),
        ] {
            let met =
                [is_transposed(found, expected), is_without_a_digit(found, expected), is_doubled(found, expected)];
            assert_eq!(met, slips, "{found} for {expected}");
        }
    }
}
