//! A statutory table on its sheet: which cell holds which figure, and which figures are sums.
//!
//! A figure is written as a formula only where the form defines it (a rule one side of which is that figure alone) and the
//! formula gives exactly what the report states. A total that differs from its sum stays the number that was reported.

use super::design::placed;
use super::number::exact_number;
use super::range::{Arguments, CellAddress};
use super::table::FIRST_ROW;
use crate::document::{Cell, Grid};
use crate::form::{CellRef, DECIMALS, DataCell, Forms, NumberKind, Operand, TableForm, Tally, Term};
use crate::report::Report;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

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

impl Stored {
    /// What it is to a rule.
    pub(super) fn operand(self) -> Operand {
        match self {
            Stored::Blank => Operand::Blank,
            Stored::Number(number) => Operand::Number(number),
            Stored::Text => Operand::Text,
        }
    }
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
    pub(super) fn places(&self, terms: &[Term]) -> Option<Vec<CellAddress>> {
        let cells = terms.iter().filter_map(Term::cell);
        cells.map(|cell| self.figure(&cell.cell).map(|figure| figure.place)).collect()
    }

    /// What a figure of the table is to its rules.
    pub(super) fn operand(&self, cell: &CellRef) -> Operand {
        self.figure(&cell.cell).map_or(Operand::Absent, |figure| figure.stored.operand())
    }

    fn define_totals(&mut self) {
        let mut parts_of: BTreeMap<&'r str, &'r [Term]> = BTreeMap::new();
        for rule in &self.table.rules {
            let Some((total, parts)) = rule.definition() else { continue };
            let total = total.cell.as_str();
            let Some(places) = self.places(parts) else { continue };
            let mut all = std::iter::once(total).chain(ids(parts));
            let is_money = all.any(|id| self.figure(id).is_some_and(|figure| figure.data.kind == NumberKind::Money));
            let tally = Tally::of(parts, |cell| self.operand(cell));
            let (Some(figure), Some(sum)) = (self.figures.get(total), tally.sum) else { continue };
            if self.totals.contains_key(total) || depends(&parts_of, parts, total) {
                continue;
            }
            // Of text no formula knows the number.
            if figure.stored == Stored::Text || tally.texts > 0 {
                continue;
            }
            let any = tally.numbers > 0;
            let same = match figure.stored {
                Stored::Number(reported) => any && reported == sum && sum == sum.round_dp(DECIMALS),
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
            let sum_formula = if is_money { format!("ROUND({},{DECIMALS})", arguments.sum()) } else { arguments.sum() };
            let formula = format!("IF({}=0,\"\",{sum_formula})", arguments.count());
            self.totals.insert(total, Total { formula, differs: (!same).then_some(sum) });
            parts_of.insert(total, parts);
        }
    }
}

fn ids(terms: &[Term]) -> impl Iterator<Item = &str> {
    terms.iter().filter_map(Term::cell).map(|cell| cell.cell.as_str())
}

/// Whether any of these cells is, by the sums accepted so far, made of `total`.
fn depends(parts_of: &BTreeMap<&str, &[Term]>, parts: &[Term], total: &str) -> bool {
    let mut open: Vec<&str> = ids(parts).collect();
    let mut seen = std::collections::BTreeSet::new();
    while let Some(id) = open.pop() {
        if id == total {
            return true;
        }
        if seen.insert(id) {
            open.extend(parts_of.get(id).into_iter().flat_map(|parts| ids(parts)));
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
