//! Reports that keep every rule of their form, made up from a seed.

use nianbao::form::{Form, Term};
use nianbao::report::{Count, Report};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// A small generator (SplitMix64): the same numbers from the same seed everywhere.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `n`.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }
}

/// A report of a body that keeps the rules of the form; most figures are small, many nothing, as they are.
pub(crate) fn report(form: &Form, organ: &str, year: u16, random: &mut Random) -> Report {
    let mut report = Report::blank(form, organ, year);
    for table in &form.tables {
        for cell in table.data_cells() {
            let value = match random.below(10) {
                0..=4 => 0,
                5..=7 => random.below(10),
                8 => random.below(200),
                _ => random.below(20_000),
            };
            set(&mut report, &table.id, &cell.id, value as i64);
        }
        // A total of totals is right once its parts are.
        for _ in 0..3 {
            for (total, parts) in table.rules.iter().filter_map(|rule| rule.definition()) {
                let sum = sum(&report, parts);
                set(&mut report, &total.table, &total.cell, sum);
            }
            // The balance: what came in is what was dealt with and what is left.
            for rule in &table.rules {
                let [Term::Cell(received), Term::Cell(carried_in)] = rule.formula.left.as_slice() else { continue };
                let sum = sum(&report, &rule.formula.right[0]);
                let before = number(&report, &carried_in.table, &carried_in.cell).min(sum);
                set(&mut report, &carried_in.table, &carried_in.cell, before);
                set(&mut report, &received.table, &received.cell, sum - before);
            }
        }
    }
    report
}

pub(crate) fn number(report: &Report, table: &str, cell: &str) -> i64 {
    report.statistics[table].cells[cell].value.unwrap_or(Decimal::ZERO).to_i64().unwrap()
}

pub(crate) fn set(report: &mut Report, table: &str, cell: &str, value: i64) {
    report.statistics[table].cells[cell] = Count::of(value);
}

fn sum(report: &Report, parts: &[Term]) -> i64 {
    parts.iter().filter_map(Term::cell).map(|cell| number(report, &cell.table, &cell.cell)).sum()
}
