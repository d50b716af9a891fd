//! What the arithmetic of a form leaves of several ways to read rows of figures.

use crate::form::{Relation, Rule, Term};
use rust_decimal::Decimal;
use std::collections::{BTreeSet, HashMap};

/// So many readings of a table are tried; where there are more, none is.
const MOST_TRIED: usize = 2_000;

/// What a cell may state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Value {
    Number(Decimal),
    /// Text that is no number: sums with it are not looked at.
    Text,
    /// It is not known, and may follow from the sums.
    Unknown,
}

/// A row that may be read in several ways: its cells, and for each way what they state.
pub(super) struct Open {
    pub(super) cells: Vec<usize>,
    pub(super) ways: Vec<Vec<Value>>,
}

/// The way a row is read: which of them, and the numbers of its cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Way {
    pub(super) index: usize,
    pub(super) numbers: Vec<Decimal>,
}

/// The sums of a table.
pub(super) struct Sums {
    /// By sum its cells, each with whether it is taken away, and what is added to them: together nothing.
    sums: Vec<(Vec<(usize, bool)>, Decimal)>,
    /// By cell the sums it is in.
    of_cell: HashMap<usize, Vec<usize>>,
}

impl Sums {
    /// The sums of some rules whose cells all have a place.
    pub(super) fn of(rules: &[Rule], table: &str, places: &HashMap<&str, usize>) -> Self {
        let mut sums = Sums { sums: Vec::new(), of_cell: HashMap::new() };
        for rule in rules {
            let ([right], Relation::Equal) = (rule.formula.right.as_slice(), rule.formula.relation) else { continue };
            let (mut cells, mut constant) = (Vec::new(), Decimal::ZERO);
            let sides = [(&rule.formula.left, false), (right, true)];
            let is_whole = sides.into_iter().all(|(terms, is_taken)| {
                terms.iter().all(|term| match term {
                    Term::Number(number) => {
                        let next = if is_taken { constant.checked_sub(*number) } else { constant.checked_add(*number) };
                        next.map(|next| constant = next).is_some()
                    }
                    Term::Cell(cell) if cell.table == table && cell.is_own() => {
                        places.get(cell.cell.as_str()).map(|place| cells.push((*place, is_taken))).is_some()
                    }
                    Term::Cell(_) => false,
                })
            });
            if is_whole {
                let index = sums.sums.len();
                cells.iter().for_each(|(cell, _)| sums.of_cell.entry(*cell).or_default().push(index));
                sums.sums.push((cells, constant));
            }
        }
        sums
    }

    /// For each open row the one way to read it that the sums allow; `None` where they allow none, several, or don't speak of all
    /// its cells. `sure` are further cells whose sums must hold and speak of them.
    pub(super) fn decide(&self, values: &[Value], open: &[Open], sure: &[usize]) -> Option<Vec<Option<Way>>> {
        let tried = open.iter().try_fold(1usize, |all, row| all.checked_mul(row.ways.len()));
        let tried = tried.filter(|tried| (1..=MOST_TRIED).contains(tried))?;
        let mut found: Vec<Vec<Option<Way>>> = vec![Vec::new(); open.len()];
        let mut any = false;
        for number in 0..tried {
            let mut values = values.to_vec();
            let mut rest = number;
            let mut chosen = Vec::with_capacity(open.len());
            for row in open {
                let way = rest % row.ways.len();
                rest /= row.ways.len();
                chosen.push(way);
                for (cell, value) in row.cells.iter().zip(row.ways.get(way)?) {
                    if let Some(place) = values.get_mut(*cell) {
                        *place = *value;
                    }
                }
            }
            let touched: BTreeSet<usize> = open.iter().flat_map(|row| &row.cells).chain(sure).copied().collect();
            let Some(covered) = self.hold(&mut values, &touched) else { continue };
            if !sure.iter().all(|cell| covered.contains(cell)) {
                continue;
            }
            any = true;
            for ((row, index), found) in open.iter().zip(chosen).zip(&mut found) {
                let numbers: Option<Vec<Decimal>> = row
                    .cells
                    .iter()
                    .map(|cell| match values.get(*cell) {
                        Some(Value::Number(number)) if covered.contains(cell) => Some(*number),
                        _ => None,
                    })
                    .collect();
                let way = numbers.map(|numbers| Way { index, numbers });
                let is_same = |other: &Option<Way>| {
                    other.as_ref().map(|way| &way.numbers) == way.as_ref().map(|way| &way.numbers)
                };
                if !found.iter().any(is_same) {
                    found.push(way);
                }
            }
        }
        let one = |ways: Vec<Option<Way>>| <[Option<Way>; 1]>::try_from(ways).ok().and_then(|[way]| way);
        any.then(|| found.into_iter().map(one).collect())
    }

    /// Fills in what follows from the sums of some cells. The cells of which these speak, where all of them hold; `None` where one
    /// does not, or would only with a number no count can be.
    fn hold(&self, values: &mut [Value], touched: &BTreeSet<usize>) -> Option<BTreeSet<usize>> {
        let mut open: Vec<usize> =
            touched.iter().filter_map(|cell| self.of_cell.get(cell)).flatten().copied().collect();
        open.sort_unstable();
        open.dedup();
        let mut covered = BTreeSet::new();
        loop {
            let before = open.len();
            let mut rest = Vec::new();
            for index in open {
                match self.judge(index, values)? {
                    true => covered.extend(self.sums.get(index)?.0.iter().map(|(cell, _)| *cell)),
                    false => rest.push(index),
                }
            }
            if rest.len() == before || rest.is_empty() {
                return Some(covered);
            }
            open = rest;
        }
    }

    /// Whether a sum could be judged and holds, its one unknown filled in; `None` where it does not hold.
    fn judge(&self, index: usize, values: &mut [Value]) -> Option<bool> {
        let (cells, constant) = self.sums.get(index)?;
        let mut total = *constant;
        let mut unknown = None;
        for (cell, is_taken) in cells {
            match values.get(*cell) {
                Some(Value::Number(number)) => {
                    total = if *is_taken { total.checked_sub(*number)? } else { total.checked_add(*number)? };
                }
                Some(Value::Unknown) if unknown.is_none() => unknown = Some((*cell, *is_taken)),
                _ => return Some(false),
            }
        }
        let Some((cell, is_taken)) = unknown else { return total.is_zero().then_some(true) };
        let number = if is_taken { total } else { -total };
        if number.is_sign_negative() && !number.is_zero() || !number.fract().is_zero() {
            return None;
        }
        *values.get_mut(cell)? = Value::Number(number.abs());
        Some(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::Forms;

    fn sums() -> (Sums, usize) {
        let forms = Forms::built_in().unwrap();
        let table = forms.get("2021").unwrap().table("disputes").unwrap();
        let places = table.data_cells().enumerate().map(|(at, cell)| (cell.id.as_str(), at)).collect();
        (Sums::of(&table.rules, "disputes", &places), table.data_cells().count())
    }

    fn numbers(numbers: &[i64]) -> Vec<Value> {
        numbers.iter().map(|n| if *n < 0 { Value::Unknown } else { Value::Number(Decimal::from(*n)) }).collect()
    }

    fn decide(ways: &[&[i64]]) -> Option<Vec<i64>> {
        let (sums, cells) = sums();
        let mut values = vec![Value::Number(Decimal::ZERO); cells];
        values[..5].fill(Value::Unknown);
        let open = Open { cells: (0..5).collect(), ways: ways.iter().map(|way| numbers(way)).collect() };
        let way = sums.decide(&values, &[open], &[])?.remove(0)?;
        Some(way.numbers.iter().map(|n| n.to_string().parse().unwrap()).collect())
    }

    #[test]
    fn one_reading_is_taken_and_none_of_several() {
        assert_eq!(decide(&[&[1, 0, 0, 0, 1]]), Some(vec![1, 0, 0, 0, 1]));
        assert_eq!(decide(&[&[1, 0, 0, 0, 2]]), None);
        assert_eq!(decide(&[&[1, 0, 0, 0, -1]]), Some(vec![1, 0, 0, 0, 1]));
        assert_eq!(decide(&[&[3, 0, 0, 0, -1], &[-1, 3, 0, 0, 0]]), Some(vec![3, 0, 0, 0, 3]));
        assert_eq!(decide(&[&[-1, 0, 0, 0, 2], &[0, -1, 0, 0, 2]]), None, "two readings");
        assert_eq!(decide(&[&[-1, 0, 0, 0, 0], &[0, -1, 0, 0, 0]]), Some(vec![0; 5]), "one reading in two ways");
        assert_eq!(decide(&[&[-1, -1, 0, 0, 2]]), None, "not told by the sums");
        assert_eq!(decide(&[&[-1, 3, 0, 0, 2]]), None, "no count is less than nothing");
    }
}
