//! Which figures have changed from the year before by more than a factor.

use crate::form::{DataCell, Forms, TableForm};
use crate::report::{Count, Report};
use rust_decimal::Decimal;

/// A smaller difference is none, whatever the factor: from 1 to 3 is no change to ask about.
const LEAST_DIFFERENCE: Decimal = Decimal::TEN;

/// A figure that has changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Change<'f> {
    /// The table it is in.
    pub table: &'f TableForm,
    /// Its cell.
    pub cell: &'f DataCell,
    /// What it was the year before.
    pub before: Decimal,
    /// What it is.
    pub now: Decimal,
    /// How many times as much, or as little, that is: 1 or more; `None` from nothing, or to nothing.
    pub factor: Option<Decimal>,
}

/// The figures of a report that are so many times what they were in last year's report, or so many times less, and differ by at least ten:
/// those of tables that follow the same form in both, and have a number in both.
#[must_use]
pub fn changes<'f>(report: &Report, last_year: &Report, forms: &'f Forms, factor: Decimal) -> Vec<Change<'f>> {
    let mut found = Vec::new();
    for (id, figures) in &report.statistics {
        let earlier = last_year.statistics.get(id).filter(|earlier| earlier.form == figures.form);
        let table = forms.get(&figures.form).and_then(|form| form.table(id));
        let (Some(earlier), Some(table)) = (earlier, table) else { continue };
        for cell in table.data_cells() {
            let number = |count: Option<&Count>| count.and_then(|count| count.value);
            let numbers = number(earlier.cells.get(&cell.id)).zip(number(figures.cells.get(&cell.id)));
            let Some((before, now)) = numbers else { continue };
            let times = times(before, now);
            let is_more = times.is_none_or(|times| times >= factor);
            if is_more && (now - before).abs() >= LEAST_DIFFERENCE {
                found.push(Change { table, cell, before, now, factor: times });
            }
        }
    }
    found
}

/// How many times one number is the other; `None` where one is nothing, or they are on both sides of it.
fn times(before: Decimal, now: Decimal) -> Option<Decimal> {
    let (less, more) = if before.abs() < now.abs() { (before, now) } else { (now, before) };
    if more.is_zero() {
        return Some(Decimal::ONE);
    }
    more.checked_div(less).filter(|times| times.is_sign_positive()).map(|times| times.round_dp(2).normalize())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::report_of_disputes;

    #[test]
    fn a_change_is_as_large_as_the_factor_and_no_smaller_than_ten() {
        let forms = Forms::built_in().unwrap();
        let found = |before: i64, now: i64| {
            let report = |number: i64| report_of_disputes(|cell| (cell == "reconsideration.total").then_some(number));
            let (before, now) = (report(before), report(now));
            let found = changes(&now, &before, &forms, Decimal::TWO);
            found.iter().map(|change| change.factor.map_or("?".to_owned(), |factor| factor.to_string())).next()
        };
        for (before, now, factor) in [
            (10, 20, Some("2")),
            (20, 10, Some("2")),
            (10, 19, None),
            (9, 18, None),
            (100, 250, Some("2.5")),
            (0, 10, Some("?")),
            (10, 0, Some("?")),
            (0, 9, None),
            (30, 30, None),
        ] {
            assert_eq!(found(before, now).as_deref(), factor, "{before} {now}");
        }
    }
}
