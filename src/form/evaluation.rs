//! Whether a formula holds: the one place where figures are added up and compared.

use super::rule::{CellRef, Formula, Relation, Term};
use rust_decimal::Decimal;

/// Decimals to which sums are compared: binary floating point, in which spreadsheets reckon, leaves 0.30000000000000004.
pub const DECIMALS: u32 = 6;

/// What stands where a formula speaks of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operand {
    /// A number.
    Number(Decimal),
    /// Nothing.
    Blank,
    /// Something that is no number.
    Text,
    /// There is no such cell.
    Absent,
}

/// What blanks are in sums.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Blanks {
    /// Unknown: a formula about one is not judged.
    Unknown,
    /// Nothing, as spreadsheets add; but a side of nothing else is not judged.
    Nothing,
}

/// Whether a formula holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It does.
    Holds,
    /// It does not.
    Fails,
    /// None of its cells is filled.
    Unfilled,
    /// A cell is blank, or a whole side.
    Incomplete,
    /// A cell holds text, or a sum is beyond a decimal's range.
    NotANumber,
    /// There is no such cell.
    Missing,
}

/// What is met in adding up one side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    /// What all numbers add up to; `None` beyond a decimal's range.
    pub sum: Option<Decimal>,
    /// How many cells hold numbers.
    pub numbers: usize,
    /// How many are blank.
    pub blanks: usize,
    /// How many hold text.
    pub texts: usize,
    /// How many are not there.
    pub absent: usize,
}

/// A formula judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evaluation {
    /// The left side.
    pub left: Tally,
    /// The right side, or each it may equal.
    pub right: Vec<Tally>,
    /// Whether it holds.
    pub verdict: Verdict,
}

impl Tally {
    /// What these terms add up to, blanks and texts counting nothing.
    pub fn of(terms: &[Term], operand: impl Fn(&CellRef) -> Operand) -> Self {
        let mut tally = Tally { sum: Some(Decimal::ZERO), numbers: 0, blanks: 0, texts: 0, absent: 0 };
        for term in terms {
            let met = match term {
                Term::Number(number) => {
                    tally.sum = tally.sum.and_then(|sum| sum.checked_add(*number));
                    continue;
                }
                Term::Cell(cell) => operand(cell),
            };
            match met {
                Operand::Number(number) => {
                    tally.numbers += 1;
                    tally.sum = tally.sum.and_then(|sum| sum.checked_add(number));
                }
                Operand::Blank => tally.blanks += 1,
                Operand::Text => tally.texts += 1,
                Operand::Absent => tally.absent += 1,
            }
        }
        tally
    }

    fn cells(&self) -> usize {
        self.numbers + self.blanks + self.texts + self.absent
    }
}

impl Formula {
    /// Whether the formula holds of these figures.
    pub fn evaluate(&self, operand: impl Fn(&CellRef) -> Operand, blanks: Blanks) -> Evaluation {
        let left = Tally::of(&self.left, &operand);
        let right: Vec<Tally> = self.right.iter().map(|side| Tally::of(side, &operand)).collect();
        let verdict = self.verdict(&left, &right, blanks);
        Evaluation { left, right, verdict }
    }

    fn verdict(&self, left: &Tally, right: &[Tally], blanks: Blanks) -> Verdict {
        let sides = || std::iter::once(left).chain(right);
        let count = |of: fn(&Tally) -> usize| sides().map(of).sum::<usize>();
        let sums: Option<Vec<Decimal>> = right.iter().map(|side| side.sum).collect();
        let (has_blanks, is_side_blank) =
            (count(|side| side.blanks) > 0, sides().any(|side| side.cells() > 0 && side.numbers == 0));
        if count(|side| side.absent) > 0 {
            return Verdict::Missing;
        }
        let (Some(left), Some(right)) = (left.sum, sums) else { return Verdict::NotANumber };
        if count(|side| side.texts) > 0 {
            Verdict::NotANumber
        } else if count(|side| side.numbers) == 0 {
            Verdict::Unfilled
        } else if is_side_blank || (has_blanks && blanks == Blanks::Unknown) {
            Verdict::Incomplete
        } else if !self.relation.holds(left, &right) {
            Verdict::Fails
        } else if has_blanks {
            Verdict::Incomplete
        } else {
            Verdict::Holds
        }
    }
}

impl Relation {
    /// Whether a sum stands so to one of these.
    #[must_use]
    pub fn holds(self, left: Decimal, right: &[Decimal]) -> bool {
        right.iter().any(|right| {
            let difference = left.saturating_sub(*right).round_dp(DECIMALS);
            match self {
                Relation::Equal | Relation::OneOf => difference.is_zero(),
                Relation::AtMost => difference <= Decimal::ZERO,
                Relation::AtLeast => difference >= Decimal::ZERO,
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::rule::Scope;
    use super::*;

    /// The verdict where a, b, c stand for these: a number, ` ` blank, `x` text, `-` absent.
    fn verdict(formula: &str, cells: &str, blanks: Blanks) -> Verdict {
        let operand = |cell: &CellRef| {
            let at = usize::from(cell.cell.as_bytes()[0] - b'a');
            match cells.split(',').nth(at).unwrap_or("-") {
                " " => Operand::Blank,
                "x" => Operand::Text,
                "-" => Operand::Absent,
                number => Operand::Number(number.parse().unwrap()),
            }
        };
        Formula::parse(formula, Scope::Table("t")).unwrap().evaluate(operand, blanks).verdict
    }

    #[test]
    fn every_verdict_and_both_policies() {
        use Verdict::{Fails, Holds, Incomplete, Missing, NotANumber, Unfilled};
        for (formula, cells, unknown, nothing) in [
            ("a = b + c", "3,1,2", Holds, Holds),
            ("a = b + c", "4,1,2", Fails, Fails),
            ("a = b + c", "3,1, ", Incomplete, Fails),
            ("a = b + c", "1,1, ", Incomplete, Incomplete),
            ("a = b + c", " , , ", Unfilled, Unfilled),
            ("a = b + c", " ,1,2", Incomplete, Incomplete),
            ("a = b + c", "3,x,2", NotANumber, NotANumber),
            ("a = b + c", "3,1,-", Missing, Missing),
            ("a = b + c", "79228162514264337593543950335,79228162514264337593543950335,1", NotANumber, NotANumber),
            ("a <= b", "2,2", Holds, Holds),
            ("a <= b", "3,2", Fails, Fails),
            ("a >= b", "2,2", Holds, Holds),
            ("a >= b", "1,2", Fails, Fails),
            ("a = b | c", "2,1,2", Holds, Holds),
            ("a = b | c", "3,1,2", Fails, Fails),
            ("a = b | 0", "0,2", Holds, Holds),
            ("a = 0", "0", Holds, Holds),
            ("a = 0", "1", Fails, Fails),
            ("a + b = c", "0.1,0.2,0.3000000000001", Holds, Holds),
        ] {
            assert_eq!(verdict(formula, cells, Blanks::Unknown), unknown, "{formula}: {cells}");
            assert_eq!(verdict(formula, cells, Blanks::Nothing), nothing, "{formula}: {cells}");
        }
    }
}
