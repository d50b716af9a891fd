//! The rules of a form: sums of figures held against sums of figures, of this report, of last year's, of other units, of the text.

use crate::finding::{Code, Severity};
use rust_decimal::Decimal;
use std::str::FromStr;

/// A rule of a form, about certain cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Its id: `balance`, `row-total`.
    pub id: String,
    /// What it says, in the form's words.
    pub name: String,
    /// What its two sides are called where they differ; `None` where the form does not say.
    pub sides: Option<[String; 2]>,
    /// How grave it is to break it.
    pub severity: Severity,
    /// The message that says it is broken.
    pub message: &'static Code,
    /// The bodies it is for; `None`: all.
    pub bodies: Option<Bodies>,
    /// What must hold.
    pub formula: Formula,
}

/// Which bodies a rule may be for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bodies {
    /// Those that surely can't make 规章: towns, 街道, counties and districts and their bureaus.
    WithoutRegulations,
}

/// How the left side of a formula stands to the right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// `=`.
    Equal,
    /// `<=`.
    AtMost,
    /// `>=`.
    AtLeast,
    /// `= … | …`: equal to one of several sums.
    OneOf,
}

/// A sum of figures that stands in a relation to another, or to one of several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Formula {
    /// What is summed on the left.
    pub left: Vec<Term>,
    /// How it stands to the right.
    pub relation: Relation,
    /// What is summed on the right: one sum; of [`Relation::OneOf`] several.
    pub right: Vec<Vec<Term>>,
}

/// What is added up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Term {
    /// A figure.
    Cell(CellRef),
    /// A number that the form gives.
    Number(Decimal),
}

/// Where a rule takes a figure from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FigureSource {
    /// The report's own tables.
    Own,
    /// Those of the report on the year before: `last.`.
    LastYear,
    /// Those of the units, added up: `units.`.
    Units,
    /// The text: each number that it gives for that figure: `prose.`.
    Prose,
}

/// A figure of a report.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct CellRef {
    /// Where it is taken from.
    pub source: FigureSource,
    /// Its table's id.
    pub table: String,
    /// Its id within the table.
    pub cell: String,
}

/// What the ids of a formula begin with.
#[derive(Debug, Clone, Copy)]
pub(super) enum Scope<'t> {
    /// Nothing: cells of this table.
    Table(&'t str),
    /// The table's id, before it perhaps where the figure is taken from.
    Form,
}

impl FigureSource {
    /// What ids of figures from elsewhere begin with.
    const PREFIXES: [(&str, FigureSource); 3] =
        [("last", FigureSource::LastYear), ("units", FigureSource::Units), ("prose", FigureSource::Prose)];

    /// Whether ids of figures from elsewhere begin with that.
    pub(super) fn is_prefix(text: &str) -> bool {
        Self::PREFIXES.iter().any(|(prefix, _)| *prefix == text)
    }

    /// Where an id says its figure is taken from, and the rest of it.
    pub(super) fn split(id: &str) -> (Self, &str) {
        let known = Self::PREFIXES.into_iter().find_map(|(prefix, source)| {
            let rest = id.strip_prefix(prefix)?.strip_prefix('.')?;
            Some((source, rest))
        });
        known.unwrap_or((FigureSource::Own, id))
    }
}

impl CellRef {
    /// A figure of the report's own tables.
    #[must_use]
    pub fn own(table: &str, cell: &str) -> Self {
        CellRef { source: FigureSource::Own, table: table.to_owned(), cell: cell.to_owned() }
    }

    /// Whether it is one of the report's own tables.
    #[must_use]
    pub fn is_own(&self) -> bool {
        self.source == FigureSource::Own
    }
}

impl Rule {
    /// The names of the values that a message about a broken rule may print.
    pub(crate) const VALUES: [&str; 11] = [
        "table",
        "cell",
        "rule",
        "organ",
        "left_side",
        "left",
        "relation",
        "right_side",
        "right",
        "difference",
        "units",
    ];

    /// The cell of a table that the rule defines, and the cells of that table that it is the sum of: where one side is a single cell.
    #[must_use]
    pub fn definition(&self) -> Option<(&CellRef, &[Term])> {
        let ([right], Relation::Equal) = (self.formula.right.as_slice(), self.formula.relation) else { return None };
        let (total, parts) = match (self.formula.left.as_slice(), right.as_slice()) {
            ([Term::Cell(total)], parts) | (parts, [Term::Cell(total)]) => (total, parts),
            _ => return None,
        };
        let is_of_table =
            |part: &Term| part.cell().is_some_and(|cell| cell.table == total.table && cell.is_own() && total.is_own());
        parts.iter().all(is_of_table).then_some((total, parts))
    }
}

impl Formula {
    /// The formula written `a + b = c + d`, `a <= b`, `a >= 0`, `a = b | c`; `None` where it is not of that shape.
    pub(super) fn parse(text: &str, scope: Scope<'_>) -> Option<Self> {
        let relations = [
            ("<=", Relation::AtMost),
            ("≤", Relation::AtMost),
            (">=", Relation::AtLeast),
            ("≥", Relation::AtLeast),
            ("=", Relation::Equal),
        ];
        let (left, rest) = text.split_at_checked(text.find(['<', '≤', '>', '≥', '='])?)?;
        let (right, relation) =
            relations.into_iter().find_map(|(sign, relation)| Some((rest.strip_prefix(sign)?, relation)))?;
        let sum =
            |text: &str| -> Option<Vec<Term>> { text.split('+').map(|term| Term::parse(term.trim(), scope)).collect() };
        let right: Vec<Vec<Term>> = right.split('|').map(sum).collect::<Option<_>>()?;
        let relation = match (relation, right.len()) {
            (relation, 1) => relation,
            (Relation::Equal, _) => Relation::OneOf,
            _ => return None,
        };
        Some(Formula { left: sum(left)?, relation, right })
    }

    /// Every sum in it, the left one first.
    pub fn sums(&self) -> impl Iterator<Item = &[Term]> {
        std::iter::once(self.left.as_slice()).chain(self.right.iter().map(Vec::as_slice))
    }

    /// The cells it speaks of.
    pub fn cells(&self) -> impl Iterator<Item = &CellRef> {
        self.sums().flatten().filter_map(Term::cell)
    }

    /// The first cell it speaks of: that on which a finding stands.
    #[must_use]
    pub fn first_cell(&self) -> Option<&CellRef> {
        self.cells().next()
    }

    /// Whether it takes a figure from there.
    #[must_use]
    pub fn takes_from(&self, source: FigureSource) -> bool {
        self.cells().any(|cell| cell.source == source)
    }
}

impl Term {
    fn parse(text: &str, scope: Scope<'_>) -> Option<Self> {
        if text.starts_with(|c: char| c.is_ascii_digit()) {
            return Decimal::from_str(text).ok().map(Term::Number);
        }
        if !is_id(text) {
            return None;
        }
        let cell = match scope {
            Scope::Table(table) => CellRef::own(table, text),
            Scope::Form => {
                let (source, id) = FigureSource::split(text);
                let (table, cell) = id.split_once('.')?;
                CellRef { source, ..CellRef::own(table, cell) }
            }
        };
        Some(Term::Cell(cell))
    }

    /// The cell it is.
    #[must_use]
    pub fn cell(&self) -> Option<&CellRef> {
        match self {
            Term::Cell(cell) => Some(cell),
            Term::Number(_) => None,
        }
    }
}

/// Whether a text is a cell id: lower-case words joined by dots.
pub(super) fn is_id(text: &str) -> bool {
    let mut begins = true;
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' => begins = false,
            b'0'..=b'9' | b'_' if !begins => {}
            b'.' if !begins => begins = true,
            _ => return false,
        }
    }
    !begins
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::catalogue;

    fn parse(text: &str) -> Option<Formula> {
        Formula::parse(text, Scope::Table("t"))
    }

    #[test]
    fn a_side_of_one_cell_is_defined_by_the_other() {
        let rule = |formula: Formula| Rule {
            id: "r".into(),
            name: "r".into(),
            sides: None,
            severity: Severity::Error,
            message: catalogue::report::SUM_DIFFERS,
            bodies: None,
            formula,
        };
        for text in ["t = a + b", "a + b = t"] {
            let rule = rule(parse(text).unwrap());
            let (total, parts) = rule.definition().unwrap();
            let parts: Vec<&str> = parts.iter().map(|part| part.cell().unwrap().cell.as_str()).collect();
            assert_eq!((total.cell.as_str(), parts), ("t", vec!["a", "b"]));
        }
        for text in ["a + b = c + d", "t <= a + b", "t = a | b", "t = a + 1"] {
            assert_eq!(rule(parse(text).unwrap()).definition(), None, "{text}");
        }
        let other = Formula::parse("a.t = b.x", Scope::Form).unwrap();
        assert_eq!(rule(other).definition(), None, "a cell of another table is no part of a sum in its own");
    }

    #[test]
    fn sums_in_every_relation() {
        let cells = |formula: &Formula| formula.cells().map(|cell| cell.cell.clone()).collect::<Vec<_>>();
        for (text, relation, expected) in [
            ("a.x + b = c", Relation::Equal, &["a.x", "b", "c"][..]),
            ("a <= b", Relation::AtMost, &["a", "b"]),
            ("a ≤ b", Relation::AtMost, &["a", "b"]),
            ("a >= 0", Relation::AtLeast, &["a"]),
            ("a ≥ 1.5", Relation::AtLeast, &["a"]),
            ("a = b | c + d | 0", Relation::OneOf, &["a", "b", "c", "d"]),
        ] {
            let formula = parse(text).unwrap();
            assert_eq!((formula.relation, cells(&formula)), (relation, expected.iter().map(|c| (*c).into()).collect()));
        }
        for wrong in ["a + b", "a + = c", "a - b = c", "A = b", "a.{row} = b", "a <= b | c", "a < b", "a = b = c"] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn figures_from_elsewhere() {
        for (formula, source) in [
            ("t.a = last.t.b.c", FigureSource::LastYear),
            ("t.a = units.t.b.c", FigureSource::Units),
            ("t.a = prose.t.b.c", FigureSource::Prose),
        ] {
            let formula = Formula::parse(formula, Scope::Form).unwrap();
            let cells: Vec<_> = formula.cells().collect();
            assert_eq!((cells[1].source, cells[1].table.as_str(), cells[1].cell.as_str()), (source, "t", "b.c"));
            assert!(formula.takes_from(source) && cells[0].is_own());
        }
        assert_eq!(Formula::parse("t = u", Scope::Form), None, "a table is no cell");
    }
}
