//! Lines in columns → tables without rules, by alignment: a guess, and said to be one.

use super::super::facts::Rule;
use super::grid::Table;
use super::lines::Line;
use super::measure::Measure;
use super::tagged::Tags;

/// The lines that are no table's, and the tables.
pub(super) fn unruled_tables(
    lines: Vec<Line>,
    lone: &[Rule],
    measure: &Measure,
    tags: &Tags,
) -> (Vec<Line>, Vec<Table>) {
    let _ = (lone, measure, tags);
    (lines, Vec::new())
}
