//! The figures that rules speak of: of a report, and of last year's.

use crate::form::{Bodies, CellRef, Operand};
use crate::report::{Count, Report, can_make_no_regulations};
use rust_decimal::Decimal;

/// The figures of a report and of that of the year before.
#[derive(Debug, Clone, Copy)]
pub(super) struct Figures<'r> {
    pub(super) report: &'r Report,
    pub(super) last_year: Option<&'r Report>,
}

impl<'r> Figures<'r> {
    pub(super) fn of(report: &'r Report, last_year: Option<&'r Report>) -> Self {
        Figures { report, last_year }
    }

    /// The figure of that cell.
    pub(super) fn count(&self, cell: &CellRef) -> Option<&'r Count> {
        let report = if cell.is_last_year { self.last_year? } else { self.report };
        report.statistics.get(&cell.table)?.cells.get(&cell.cell)
    }

    /// Its number, if it is one.
    pub(super) fn number(&self, cell: &CellRef) -> Option<Decimal> {
        self.count(cell)?.value
    }

    /// What it is to a formula.
    pub(super) fn operand(&self, cell: &CellRef) -> Operand {
        Count::operand(self.count(cell))
    }

    /// Whether a rule for these bodies is for that of the report.
    pub(super) fn is_of(&self, bodies: Option<Bodies>) -> bool {
        match bodies {
            None => true,
            Some(Bodies::WithoutRegulations) => self.report.organ.as_deref().is_some_and(can_make_no_regulations),
        }
    }
}
