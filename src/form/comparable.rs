//! What figures of a table are held against where another form asks for the same under other ids.

use super::rule::{Formula, Relation, Scope, Term};
use super::rule_file::{Cells, Fault, counted, expand};
use crate::finding::terms;
use serde::Deserialize;
use toml::Spanned;

/// A sum of figures of this form that is the same as one of another form's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparable {
    /// The id of the other form.
    pub form: String,
    /// The cells of the table itself that are added up.
    pub ours: Vec<String>,
    /// The cells of the table of its id in the other form.
    pub theirs: Vec<String>,
}

/// What is comparable, as a file writes it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ComparableFile {
    form: String,
    formulas: Vec<Spanned<String>>,
}

/// What a table's figures are held against in other forms. Only the left sides can be proven here: the other form is another file.
pub(super) fn comparable_of_table(
    files: Vec<ComparableFile>,
    table: &str,
    cells: &Cells,
) -> Result<Vec<Comparable>, Fault> {
    let mut comparable = Vec::new();
    for ComparableFile { form, formulas } in files {
        for text in formulas {
            let start = text.span().start;
            for formula in expand(text.get_ref(), cells) {
                let sides = Formula::parse(&formula, Scope::Table(table)).and_then(sides);
                let (ours, theirs) = sides.ok_or_else(|| Fault(terms::no_formula(&formula), Some(start)))?;
                if let Some(unknown) = ours.iter().find(|cell| !cells.ids.contains(*cell)) {
                    return Err(Fault(terms::formula_of_unknown(unknown, table), Some(start)));
                }
                counted(table, terms::FORMULAS, comparable.len() + 1, start)?;
                comparable.push(Comparable { form: form.clone(), ours, theirs });
            }
        }
    }
    Ok(comparable)
}

/// The cells of both sides of `a + b = c`; `None` of any other formula.
fn sides(formula: Formula) -> Option<(Vec<String>, Vec<String>)> {
    let Formula { left, relation: Relation::Equal, right } = formula else { return None };
    let [right] = <[Vec<Term>; 1]>::try_from(right).ok()?;
    let ids = |side: Vec<Term>| -> Option<Vec<String>> {
        side.into_iter()
            .map(|term| match term {
                Term::Cell(cell) => Some(cell.cell),
                Term::Number(_) => None,
            })
            .collect()
    };
    Some((ids(left)?, ids(right)?))
}
