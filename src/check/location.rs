//! The one figure, row or column that explains several broken rules.
//!
//! A change of figures explains the rules that are broken and that it mends, if every other rule about them holds with it too. Of
//! several changes the one that explains more is believed; where two explain the same, none is.

use super::arithmetic::Equation;
use super::figures::Figures;
use crate::finding::Severity;
use crate::form::{Blanks, CellRef, DataCell, Form, FormCell, NumberKind, Operand, Relation, TableForm, Term, Verdict};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// Figures in other places.
pub(super) type Change = BTreeMap<CellRef, Decimal>;

/// What explains broken rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Explanation {
    pub(super) fault: Fault,
    /// The indices of the rules explained.
    pub(super) mends: BTreeSet<usize>,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fault {
    /// One figure.
    Figure { cell: CellRef, found: Decimal, expected: Decimal },
    /// A number that stands in two cells, a part in each.
    Split { cell: CellRef, next: CellRef, found: Decimal, whole: Decimal },
    /// The figures of a row or column stand one cell too far.
    Shifted { first: CellRef, is_row: bool },
}

/// The rules about a report, and by each cell those about it.
pub(super) struct Rules<'e, 'f, 'r> {
    pub(super) equations: &'e [Equation<'f>],
    pub(super) figures: Figures<'r>,
    about: BTreeMap<&'f CellRef, Vec<usize>>,
}

impl<'e, 'f, 'r> Rules<'e, 'f, 'r> {
    pub(super) fn of(equations: &'e [Equation<'f>], figures: Figures<'r>) -> Self {
        let mut about: BTreeMap<&'f CellRef, Vec<usize>> = BTreeMap::new();
        for (index, equation) in equations.iter().enumerate() {
            let rule = equation.rule;
            let is_judged = matches!(equation.evaluation.verdict, Verdict::Holds | Verdict::Fails);
            for cell in rule.formula.cells().filter(|_| is_judged) {
                about.entry(cell).or_default().push(index);
            }
        }
        Rules { equations, figures, about }
    }

    /// Whatever explains any broken rule.
    pub(super) fn explanations(&self) -> Vec<Explanation> {
        let mut found: Vec<Explanation> = Vec::new();
        let mut add = |explanation: Explanation| {
            if !found.contains(&explanation) {
                found.push(explanation);
            }
        };
        let broken = || self.equations.iter().filter(|equation| is_must(equation) && equation.is_broken());
        for equation in broken().filter(|equation| equation.rule.formula.relation == Relation::Equal) {
            equation.rule.formula.cells().filter_map(|cell| self.figure(equation, cell)).for_each(&mut add);
        }
        let tables: BTreeMap<&str, (&Form, &TableForm)> = broken()
            .flat_map(|equation| equation.rule.formula.cells().map(|cell| (equation.form, cell)))
            .filter_map(|(form, cell)| Some((cell.table.as_str(), (form, form.table(&cell.table)?))))
            .collect();
        for (_, table) in tables.values() {
            for (line, is_row) in lines(table) {
                // A number is split over cells that stand side by side.
                let pairs = line.windows(2).filter(|pair| is_row && self.broken_about(pair) > 0);
                pairs.filter_map(|pair| self.split(pair)).for_each(&mut add);
                if self.broken_about(&line) > 1 {
                    [true, false].into_iter().filter_map(|ahead| self.shifted(&line, is_row, ahead)).for_each(&mut add);
                }
            }
        }
        found
    }

    /// How many broken rules that have to hold are about any of these cells.
    fn broken_about(&self, cells: &[CellRef]) -> usize {
        let about = cells.iter().filter_map(|cell| self.about.get(cell)).flatten();
        let broken =
            about.filter(|index| self.equations.get(**index).is_some_and(|one| is_must(one) && one.is_broken()));
        broken.collect::<BTreeSet<_>>().len()
    }

    /// Whether one figure of a broken rule explains it: with the value that mends it.
    fn figure(&self, equation: &Equation<'f>, cell: &CellRef) -> Option<Explanation> {
        let found = self.figures.number(cell)?;
        let expected = self.mending(equation, cell, &Change::new())?;
        let mends = self.mended(&Change::from([(cell.clone(), expected)]))?;
        Some(Explanation { fault: Fault::Figure { cell: cell.clone(), found, expected }, mends })
    }

    /// Whether a number that was split over two cells explains it: `1` and `2` for 12 and 0.
    fn split(&self, pair: &[CellRef]) -> Option<Explanation> {
        let [cell, next] = pair else { return None };
        let (found, rest) = (self.figures.number(cell)?, self.figures.number(next)?);
        // With nothing in the next cell it is the one figure that is wrong.
        if found.is_zero() || rest.is_zero() || !is_whole(found) || !is_whole(rest) {
            return None;
        }
        let whole = Decimal::from_str_exact(&format!("{}{}", found.trunc(), rest.trunc())).ok()?;
        let mends = self.mended(&Change::from([(cell.clone(), whole), (next.clone(), Decimal::ZERO)]))?;
        let fault = Fault::Split { cell: cell.clone(), next: next.clone(), found, whole };
        (!mends.is_empty()).then_some(Explanation { fault, mends })
    }

    /// Whether a row or column that stands one cell too far explains it, ahead or back; the figure that was lost at its end is that
    /// which its first rule asks for.
    fn shifted(&self, line: &[CellRef], is_row: bool, ahead: bool) -> Option<Explanation> {
        let numbers: Vec<Decimal> = line.iter().map(|cell| self.figures.number(cell)).collect::<Option<_>>()?;
        let (moved, lost) = match ahead {
            true => (line.iter().zip(numbers.iter().skip(1)).collect::<Vec<_>>(), line.last()?),
            false => (line.iter().skip(1).zip(&numbers).collect(), line.first()?),
        };
        let mut change: Change = moved.into_iter().map(|(cell, number)| (cell.clone(), *number)).collect();
        let first_rule =
            self.about.get(lost)?.iter().filter_map(|index| self.equations.get(*index)).find(|e| is_must(e))?;
        let expected = self.mending(first_rule, lost, &change)?;
        change.insert(lost.clone(), expected);
        change.retain(|cell, number| self.figures.number(cell) != Some(*number));
        // One that is changed is wrong by itself.
        if change.len() < 2 {
            return None;
        }
        let mends = self.mended(&change)?;
        let fault = Fault::Shifted { first: line.first()?.clone(), is_row };
        (mends.len() > 1).then_some(Explanation { fault, mends })
    }

    /// The value of a cell with which a rule holds, other figures being changed so; `None` where the form allows no such value.
    fn mending(&self, equation: &Equation<'f>, cell: &CellRef, change: &Change) -> Option<Decimal> {
        let formula = &equation.rule.formula;
        let [right] = formula.right.as_slice() else { return None };
        let is_cell = |term: &&Term| term.cell() == Some(cell);
        let is_left = match (formula.left.iter().filter(is_cell).count(), right.iter().filter(is_cell).count()) {
            (1, 0) => true,
            (0, 1) => false,
            _ => return None,
        };
        let now = |term: &CellRef| self.operand(term, change);
        let found = match now(cell) {
            Operand::Number(number) => number,
            _ => return None,
        };
        let evaluation = formula.evaluate(now, Blanks::Unknown);
        let difference = evaluation.left.sum?.checked_sub(evaluation.right.first()?.sum?)?;
        let value = if is_left { found.checked_sub(difference)? } else { found.checked_add(difference)? };
        let data = equation.form.table(&cell.table)?.data_cell(&cell.cell)?;
        (cell.is_own() && fits(value, data)).then_some(value)
    }

    /// The broken rules about these cells, if all rules about them hold with this change.
    fn mended(&self, change: &Change) -> Option<BTreeSet<usize>> {
        let mut mends = BTreeSet::new();
        let about: BTreeSet<usize> = change.keys().filter_map(|cell| self.about.get(cell)).flatten().copied().collect();
        for index in about {
            let Some(equation) = self.equations.get(index) else { continue };
            let evaluation = equation.rule.formula.evaluate(|cell| self.operand(cell, change), Blanks::Unknown);
            match (evaluation.verdict, is_must(equation)) {
                (Verdict::Holds, _) if equation.is_broken() => {
                    mends.insert(index);
                }
                (Verdict::Holds, _) | (_, false) => {}
                (_, true) => return None,
            }
        }
        Some(mends)
    }

    fn operand(&self, cell: &CellRef, change: &Change) -> Operand {
        change.get(cell).map_or_else(|| self.figures.operand(cell), |number| Operand::Number(*number))
    }
}

/// Of what explains broken rules that which explains several of them best, each rule once.
pub(super) fn best(all: &[Explanation]) -> Vec<&Explanation> {
    let candidates = || all.iter().filter(|one| one.mends.len() > 1);
    let is_best = |candidate: &&Explanation| {
        candidates().all(|other| {
            other == *candidate
                || other.mends.is_disjoint(&candidate.mends)
                || (other.mends.len() < candidate.mends.len() && other.mends.is_subset(&candidate.mends))
        })
    };
    candidates().filter(is_best).collect()
}

/// Whether a rule has to hold.
fn is_must(equation: &Equation<'_>) -> bool {
    equation.rule.severity == Severity::Error
}

fn is_whole(number: Decimal) -> bool {
    number.fract().is_zero() && !number.is_sign_negative()
}

/// Whether the form allows a cell that value.
fn fits(value: Decimal, cell: &DataCell) -> bool {
    match cell.kind {
        NumberKind::Count => is_whole(value),
        NumberKind::Change => value.fract().is_zero(),
        NumberKind::Money => !value.is_sign_negative(),
    }
}

/// The rows of a table, then its columns: each the cells of its figures; whether it is a row.
fn lines(table: &TableForm) -> Vec<(Vec<CellRef>, bool)> {
    let by = |place: fn(&FormCell) -> u32, is_row: bool| {
        let mut lines: BTreeMap<u32, Vec<CellRef>> = BTreeMap::new();
        for cell in &table.cells {
            let Some(data) = cell.data() else { continue };
            let id = CellRef::own(&table.id, &data.id);
            lines.entry(place(cell)).or_default().push(id);
        }
        lines.into_values().filter(|line| line.len() > 2).map(move |line| (line, is_row)).collect::<Vec<_>>()
    };
    let mut lines = by(|cell| cell.row, true);
    lines.extend(by(|cell| cell.column, false));
    lines
}
