//! The figures that rules speak of: of a report, of last year's, of the units', and numbers of the text.

use crate::form::{CellRef, FigureSource, Formula, Operand};
use crate::report::{Count, Report};
use rust_decimal::Decimal;

/// The figures of a report and of what it is held against.
#[derive(Debug, Clone, Copy)]
pub(super) struct Figures<'r> {
    pub(super) report: &'r Report,
    pub(super) last_year: Option<&'r Report>,
    /// The reports of the units that add up to it.
    pub(super) units: Option<&'r [&'r Report]>,
    /// The number of the text that is judged.
    pub(super) stated: Option<Decimal>,
}

impl<'r> Figures<'r> {
    /// Those of a report alone.
    pub(super) fn of(report: &'r Report) -> Self {
        Figures { report, last_year: None, units: None, stated: None }
    }

    /// Whether there is something to hold a formula against.
    pub(super) fn are_there_for(&self, formula: &Formula) -> bool {
        let is_there = |source| match source {
            FigureSource::Own => true,
            FigureSource::LastYear => self.last_year.is_some(),
            FigureSource::Units => self.units.is_some(),
            FigureSource::Prose => self.stated.is_some(),
        };
        formula.cells().all(|cell| is_there(cell.source))
    }

    /// The figure of that cell, where it stands in one report.
    pub(super) fn count(&self, cell: &CellRef) -> Option<&'r Count> {
        match cell.source {
            FigureSource::Own => count_in(self.report, cell),
            FigureSource::LastYear => count_in(self.last_year?, cell),
            FigureSource::Units | FigureSource::Prose => None,
        }
    }

    /// Its number, if it is one.
    pub(super) fn number(&self, cell: &CellRef) -> Option<Decimal> {
        match self.operand(cell) {
            Operand::Number(number) => Some(number),
            Operand::Blank | Operand::Text | Operand::Absent => None,
        }
    }

    /// What it is to a formula.
    pub(super) fn operand(&self, cell: &CellRef) -> Operand {
        match cell.source {
            FigureSource::Own | FigureSource::LastYear => Count::operand(self.count(cell)),
            FigureSource::Units => self.sum_of_units(cell),
            FigureSource::Prose => self.stated.map_or(Operand::Absent, Operand::Number),
        }
    }

    /// What the units have in that cell together. Where one has no number there, nobody knows.
    fn sum_of_units(&self, cell: &CellRef) -> Operand {
        let Some(units) = self.units.filter(|units| !units.is_empty()) else { return Operand::Absent };
        let form = |report: &Report| report.statistics.get(&cell.table).map(|table| table.form.clone());
        let own = form(self.report);
        let mut sum = Decimal::ZERO;
        for unit in units {
            match Count::operand(count_in(unit, cell)) {
                _ if form(unit) != own => return Operand::Absent,
                Operand::Number(number) => match sum.checked_add(number) {
                    Some(more) => sum = more,
                    None => return Operand::Absent,
                },
                other => return other,
            }
        }
        Operand::Number(sum)
    }
}

fn count_in<'r>(report: &'r Report, cell: &CellRef) -> Option<&'r Count> {
    report.statistics.get(&cell.table)?.cells.get(&cell.cell)
}
