//! A statutory table on its sheet: which cell holds which figure, and which figures are sums.
//!
//! A figure is written as a formula only where the form defines it (a rule one side of which is that figure alone) and the
//! formula gives exactly what the report states. A total that differs from its sum stays the number that was reported.

use super::number::exact_number;
use super::placed;
use super::range::{Arguments, CellAddress};
use super::table::FIRST_ROW;
use crate::document::{Cell, Grid};
use crate::form::{DataCell, Forms, NumberKind, TableForm};
use crate::report::Report;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// Decimals that sums of money are rounded to: binary floating point leaves 0.30000000000000004.
pub(super) const MONEY_DECIMALS: u32 = 6;

/// A statutory table on its sheet.
pub(super) struct Statutory<'r> {
    pub(super) table: &'r TableForm,
    figures: BTreeMap<&'r str, Figure<'r>>,
    totals: BTreeMap<&'r str, Total>,
}

/// A figure's cell.
pub(super) struct Figure<'r> {
    pub(super) data: &'r DataCell,
    pub(super) place: CellAddress,
    pub(super) stored: Stored,
}

/// What a cell of the workbook holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stored {
    Blank,
    Number(Decimal),
    /// Raw text, kept as such: a spreadsheet does not add it up.
    Text,
}

/// A figure that is a sum.
pub(super) struct Total {
    /// Without the equals sign.
    pub(super) formula: String,
    /// Its sum where that is not what the report states.
    pub(super) differs: Option<Decimal>,
}

impl<'r> Statutory<'r> {
    /// The statutory table that a composed grid prints; `None` for any other grid.
    pub(super) fn of(grid: &Grid, report: &'r Report, forms: &'r Forms) -> Option<Self> {
        let id = grid.cells().iter().find_map(|cell| cell.id.as_deref())?;
        let (table_id, _) = id.split_once('.')?;
        let form = forms.get(&report.statistics.get(table_id)?.form)?;
        let table = form.tables.iter().find(|table| table.id == table_id)?;
        let mut figures = BTreeMap::new();
        for cell in grid.cells() {
            let Some((_, id)) = cell.id.as_deref().and_then(|id| id.split_once('.')) else { continue };
            let Some(data) = table.data_cell(id) else { continue };
            let Ok((row, column)) = placed(FIRST_ROW.saturating_add(cell.row), cell.column) else { continue };
            let place = CellAddress { row, column };
            figures.insert(data.id.as_str(), Figure { data, place, stored: stored(cell) });
        }
        let mut statutory = Statutory { table, figures, totals: BTreeMap::new() };
        statutory.define_totals();
        Some(statutory)
    }

    /// The figure of that cell id, without the table's.
    pub(super) fn figure(&self, id: &str) -> Option<&Figure<'r>> {
        self.figures.get(id)
    }

    /// Every figure on the sheet, in the form's order.
    pub(super) fn figures(&self) -> impl Iterator<Item = &Figure<'r>> {
        self.table.data_cells().filter_map(|data| self.figure(&data.id))
    }

    /// What makes that figure a sum.
    pub(super) fn total(&self, id: &str) -> Option<&Total> {
        self.totals.get(id)
    }

    /// Whether that figure is written as a formula.
    pub(super) fn is_formula(&self, id: &str) -> bool {
        self.total(id).is_some_and(|total| total.differs.is_none())
    }

    /// The cells of one side of a rule; `None` where one is not on the sheet.
    pub(super) fn places(&self, ids: &[String]) -> Option<Vec<CellAddress>> {
        ids.iter().map(|id| self.figure(id).map(|figure| figure.place)).collect()
    }

    /// What the cells of one side add up to, as a spreadsheet adds: blanks and text count nothing. `None`: beyond a decimal's
    /// range, or a cell is not on the sheet.
    pub(super) fn sum(&self, ids: &[String]) -> Option<Decimal> {
        ids.iter().try_fold(Decimal::ZERO, |sum, id| match self.figure(id)?.stored {
            Stored::Number(number) => sum.checked_add(number),
            Stored::Blank | Stored::Text => Some(sum),
        })
    }

    /// How many of these cells hold that.
    pub(super) fn count(&self, ids: &[String], holds: impl Fn(Stored) -> bool) -> usize {
        ids.iter().filter_map(|id| self.figure(id)).filter(|figure| holds(figure.stored)).count()
    }

    fn define_totals(&mut self) {
        let mut parts_of: BTreeMap<&'r str, &'r [String]> = BTreeMap::new();
        for rule in &self.table.rules {
            let Some((total, parts)) = rule.definition() else { continue };
            let Some(places) = self.places(parts) else { continue };
            let mut all = std::iter::once(total).chain(parts.iter().map(String::as_str));
            let is_money = all.any(|id| self.figure(id).is_some_and(|figure| figure.data.kind == NumberKind::Money));
            let (Some(figure), Some(sum)) = (self.figures.get(total), self.sum(parts)) else { continue };
            if self.totals.contains_key(total) || depends(&parts_of, parts, total) {
                continue;
            }
            // Of text no formula knows the number.
            if figure.stored == Stored::Text || self.count(parts, |stored| stored == Stored::Text) > 0 {
                continue;
            }
            let any = self.count(parts, |stored| matches!(stored, Stored::Number(_))) > 0;
            let same = match figure.stored {
                Stored::Number(reported) => any && reported == sum && sum == sum.round_dp(MONEY_DECIMALS),
                Stored::Blank => !any,
                Stored::Text => false,
            };
            // A blank total is a gap, not a wrong sum.
            if !same && (figure.stored == Stored::Blank || !any) {
                continue;
            }
            let arguments = Arguments::here(places);
            if !arguments.fit() {
                continue;
            }
            let sum_formula =
                if is_money { format!("ROUND({},{MONEY_DECIMALS})", arguments.sum()) } else { arguments.sum() };
            let formula = format!("IF({}=0,\"\",{sum_formula})", arguments.count());
            self.totals.insert(total, Total { formula, differs: (!same).then_some(sum) });
            parts_of.insert(total, parts);
        }
    }
}

/// Whether any of these cells is, by the sums accepted so far, made of `total`.
fn depends(parts_of: &BTreeMap<&str, &[String]>, parts: &[String], total: &str) -> bool {
    let mut open: Vec<&str> = parts.iter().map(String::as_str).collect();
    let mut seen = std::collections::BTreeSet::new();
    while let Some(id) = open.pop() {
        if id == total {
            return true;
        }
        if seen.insert(id) {
            open.extend(parts_of.get(id).into_iter().flat_map(|parts| parts.iter().map(String::as_str)));
        }
    }
    false
}

fn stored(cell: &Cell) -> Stored {
    let text = cell.plain_text();
    match cell.number {
        Some(number) if exact_number(number, &text).is_some() => Stored::Number(number),
        _ if text.is_empty() => Stored::Blank,
        _ => Stored::Text,
    }
}
