//! Rules as form files write them → [`Rule`], each for every row and column it speaks of.

use super::rule::{Bodies, CellRef, FigureSource, Formula, Relation, Rule, Scope};
use crate::finding::{Code, Severity, Term, Value, catalogue, terms};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use toml::Spanned;

/// What is wrong with a form, and where in the file (byte offset).
pub(super) struct Fault(pub(super) Value, pub(super) Option<usize>);

/// The most rows, cells or formulas of a table; the statutory ones have some two hundred.
pub(super) const MAX_PARTS: usize = 4_000;

/// A rule as a file writes it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RuleFile {
    id: String,
    name: String,
    sides: Option<[String; 2]>,
    severity: Option<Severity>,
    message: Option<Spanned<String>>,
    bodies: Option<Bodies>,
    formula: Spanned<String>,
}

/// What of a table rules speak of.
#[derive(Default)]
pub(super) struct Cells {
    /// The ids of its cells.
    pub(super) ids: BTreeSet<String>,
    /// The names of its rows that have a figure for each of the columns.
    pub(super) series: Vec<String>,
    /// The names of those columns.
    pub(super) columns: Vec<String>,
}

/// The tables of a form by their ids.
pub(super) type Tables = BTreeMap<String, Cells>;

/// An id that a table may not have.
pub(super) fn is_reserved(table: &str) -> bool {
    FigureSource::is_prefix(table)
}

/// That so many of something are not too many for a table or form of that id.
pub(super) fn counted(id: &str, what: &'static Term, found: usize, offset: usize) -> Result<(), Fault> {
    match found > MAX_PARTS {
        true => Err(Fault(terms::too_many_of_table(id, found, what, MAX_PARTS), Some(offset))),
        false => Ok(()),
    }
}

/// The rules of one table.
pub(super) fn rules_of_table(files: Vec<RuleFile>, table: &str, tables: &Tables) -> Result<Vec<Rule>, Fault> {
    expanded(files, table, Scope::Table(table), tables)
}

/// The rules of a form that are about several tables, figures from elsewhere or certain bodies.
pub(super) fn rules_of_form(files: Vec<RuleFile>, form: &str, tables: &Tables) -> Result<Vec<Rule>, Fault> {
    expanded(files, form, Scope::Form, tables)
}

fn expanded(files: Vec<RuleFile>, of: &str, scope: Scope<'_>, tables: &Tables) -> Result<Vec<Rule>, Fault> {
    let mut rules = Vec::new();
    for file in files {
        let (text, start) = (file.formula.get_ref(), file.formula.span().start);
        let none = Cells::default();
        let cells = tables.get(table_of(text, scope)).unwrap_or(&none);
        let ways = |name: &str, values: usize| if text.contains(name) { values } else { 1 };
        let more = ways("{series}", cells.series.len())
            .saturating_mul(ways("{column}", cells.columns.len()))
            .saturating_mul(ways("{cell}", cells.ids.len()));
        counted(of, terms::FORMULAS, rules.len().saturating_add(more), start)?;
        let named = named_message(&file)?;
        for formula in expand(text, cells) {
            let parsed =
                Formula::parse(&formula, scope).ok_or_else(|| Fault(terms::no_formula(&formula), Some(start)))?;
            check_cells(&parsed, tables).map_err(|cause| Fault(cause, Some(start)))?;
            let message = named.unwrap_or_else(|| message_of(parsed.relation));
            rules.push(Rule {
                id: file.id.clone(),
                name: file.name.clone(),
                sides: file.sides.clone(),
                severity: file.severity.unwrap_or(message.severity),
                message,
                bodies: file.bodies,
                formula: parsed,
            });
        }
    }
    Ok(rules)
}

/// The table whose rows, columns and cells `{series}`, `{column}` and `{cell}` stand for: that of the formula's first cell.
fn table_of<'t>(formula: &'t str, scope: Scope<'t>) -> &'t str {
    match scope {
        Scope::Table(table) => table,
        Scope::Form => FigureSource::split(formula.trim_start()).1.split('.').next().unwrap_or_default(),
    }
}

/// That each cell of a formula is there and added once only, and that it speaks of one number of the text at most.
fn check_cells(formula: &Formula, tables: &Tables) -> Result<(), Value> {
    let is_there = |cell: &CellRef| tables.get(&cell.table).is_some_and(|table| table.ids.contains(&cell.cell));
    if let Some(unknown) = formula.cells().find(|cell| !is_there(cell)) {
        return Err(terms::formula_of_unknown(&unknown.cell, &unknown.table));
    }
    for side in formula.sums() {
        let mut distinct: BTreeSet<&CellRef> = BTreeSet::new();
        if let Some(twice) = side.iter().filter_map(|term| term.cell()).find(|cell| !distinct.insert(cell)) {
            return Err(terms::formula_adds_twice(&twice.cell));
        }
    }
    let mut stated = formula.cells().filter(|cell| cell.source == FigureSource::Prose);
    if let Some(first) = stated.next()
        && let Some(other) = stated.find(|other| *other != first)
    {
        return Err(terms::formula_of_two_numbers(&first.cell, &other.cell));
    }
    Ok(())
}

/// The message a rule names by which it is said to be broken.
fn named_message(file: &RuleFile) -> Result<Option<&'static Code>, Fault> {
    let Some(name) = &file.message else { return Ok(None) };
    let code = Code::by_name(name.get_ref()).filter(|code| code.prints_only(&Rule::VALUES));
    code.map(Some).ok_or_else(|| Fault(terms::no_message_of_rule(name.get_ref()), Some(name.span().start)))
}

/// The message of a rule that names none: that of sums, or of any other relation.
fn message_of(relation: Relation) -> &'static Code {
    match relation {
        Relation::Equal => catalogue::report::SUM_DIFFERS,
        Relation::AtMost | Relation::AtLeast | Relation::OneOf => catalogue::review::RULE_BROKEN,
    }
}

/// A formula with `{series}`, `{column}` and `{cell}` filled in every way.
pub(super) fn expand(formula: &str, cells: &Cells) -> Vec<String> {
    let mut formulas = vec![formula.to_owned()];
    let ids: Vec<String> = if formula.contains("{cell}") { cells.ids.iter().cloned().collect() } else { Vec::new() };
    for (name, values) in [("{series}", &cells.series), ("{column}", &cells.columns), ("{cell}", &ids)] {
        if formula.contains(name) {
            formulas = formulas.iter().flat_map(|f| values.iter().map(move |value| f.replace(name, value))).collect();
        }
    }
    formulas
}
