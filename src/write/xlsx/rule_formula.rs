//! Rules of the form → formulas of spreadsheets.

use super::range::Arguments;
use crate::form::{CellRef, DECIMALS, Formula, Relation, Term};
use rust_decimal::Decimal;

/// A rule as formulas speak of it.
pub(super) struct RuleFormula {
    relation: Relation,
    all: Arguments,
    left: Side,
    right: Vec<Side>,
}

/// A sum: cells, and what is added to them.
struct Side {
    cells: Arguments,
    has_cells: bool,
    number: Decimal,
}

impl RuleFormula {
    /// The rule, its cells where `places` has them and as `arguments` names them; `None` where one is not there.
    pub(super) fn of<P>(
        formula: &Formula,
        places: impl Fn(&[Term]) -> Option<Vec<P>>,
        arguments: impl Fn(Vec<P>) -> Arguments,
    ) -> Option<Self> {
        let side = |terms: &[Term]| -> Option<Side> {
            let places = places(terms)?;
            let number = terms.iter().filter_map(|term| match term {
                Term::Number(number) => Some(*number),
                Term::Cell(_) => None,
            });
            let number = number.fold(Decimal::ZERO, Decimal::saturating_add);
            Some(Side { has_cells: !places.is_empty(), cells: arguments(places), number })
        };
        let left = side(&formula.left)?;
        let right = formula.right.iter().map(|terms| side(terms)).collect::<Option<Vec<_>>>()?;
        let all = formula.sums().map(&places).collect::<Option<Vec<_>>>()?;
        let all = arguments(all.into_iter().flatten().collect());
        Some(RuleFormula { relation: formula.relation, all, left, right })
    }

    /// All its cells.
    pub(super) fn cells(&self) -> &Arguments {
        &self.all
    }

    /// How many different cells it speaks of.
    pub(super) fn count_of_cells(formula: &Formula) -> usize {
        formula.cells().collect::<std::collections::BTreeSet<&CellRef>>().len()
    }

    /// The sum on the left.
    pub(super) fn left(&self) -> String {
        self.left.sum()
    }

    /// The sum on the right; of several all of them, in one text.
    pub(super) fn right(&self) -> String {
        self.right.iter().map(Side::sum).collect::<Vec<_>>().join("&\" | \"&")
    }

    /// Left less right, both named so; `None` where there are several on the right.
    pub(super) fn difference(&self, left: &str, right: &str) -> Option<String> {
        (self.right.len() == 1).then(|| format!("ROUND({left}-{right},{DECIMALS})"))
    }

    /// Whether it fails, where `difference` is the cell of the difference, if there is one.
    pub(super) fn fails(&self, difference: Option<&str>) -> String {
        let sign = match self.relation {
            Relation::Equal | Relation::OneOf => "<>",
            Relation::AtMost => ">",
            Relation::AtLeast => "<",
        };
        match difference {
            Some(difference) => format!("{difference}{sign}0"),
            None => {
                let left = self.left.sum();
                let each: Vec<String> =
                    self.right.iter().map(|right| format!("ROUND({left}-{},{DECIMALS}){sign}0", right.sum())).collect();
                match each.as_slice() {
                    [only] => only.clone(),
                    each => format!("AND({})", each.join(",")),
                }
            }
        }
    }

    /// For each side that has cells, how many of them are numbers.
    pub(super) fn counts(&self) -> impl Iterator<Item = String> {
        std::iter::once(&self.left).chain(&self.right).filter(|side| side.has_cells).map(|side| side.cells.count())
    }
}

impl Side {
    fn sum(&self) -> String {
        match (self.has_cells, self.number.is_zero()) {
            (true, true) => self.cells.sum(),
            (true, false) => format!("({}+{})", self.cells.sum(), self.number.normalize()),
            (false, _) => self.number.normalize().to_string(),
        }
    }
}
