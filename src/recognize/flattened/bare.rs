//! The figures of a table without any label: below the heading of its section stand exactly as many as the form has cells, and the
//! sums hold.

use super::element::Token;
use super::flow::{self, Found};
use super::grid::{self, Texts};
use super::line::{FieldKind, Line};
use super::resolve::{self, Resolved};
use crate::finding::{Finding, catalogue};
use crate::form::Forms;
use crate::recognize::table::Labels;
use std::collections::BTreeSet;

/// Fewer numbers below a heading are no table.
const LEAST: usize = 10;

/// The table that the numbers below a section's heading are, and what is to be said of it; `None` where other text stands among them.
pub(super) fn read(
    forms: &Forms,
    tables: &[Labels],
    role: &str,
    (lines, texts): (&[Line], &resolve::Texts),
    contents: Texts,
) -> Option<(Option<Found>, Finding)> {
    let tokens: &[Token] = texts.tokens;
    if tokens.iter().any(|token| token.kind == FieldKind::Text) {
        return None;
    }
    let figures: Vec<usize> =
        (0..tokens.len()).filter(|at| tokens.get(*at).is_some_and(|token| token.kind == FieldKind::Figure)).collect();
    let (first, last) = (*figures.first()?, *figures.last()?);
    let of_section = forms.iter().filter_map(|form| {
        let section = form.sections.iter().find(|section| section.role == role)?;
        let id = section.table.as_deref()?;
        tables.iter().find(|labels| labels.form == form.id && labels.table.id == id)
    });
    let own: Vec<&Labels> = of_section.collect();
    let size = |labels: &&Labels| labels.table.data_cells().count();
    let nearest = own.iter().copied().min_by_key(|labels| size(labels).abs_diff(figures.len()))?;
    let origin = contents(first..first + 1)?.1;
    let refused = |labels: &Labels| {
        let name = &labels.table.name;
        let said = catalogue::flattened::figures_without_labels(name, figures.len(), size(&labels));
        Some((None, said.at_origin(&origin)))
    };
    if figures.len() < LEAST {
        return None;
    }
    let resolved: Option<Resolved> =
        (size(&nearest) == figures.len()).then(|| resolve::resolve_bare(nearest, texts, &figures)).flatten();
    let Some(resolved) = resolved else { return refused(nearest) };
    let Some(grid) = grid::to_grid(nearest, &resolved, contents) else { return refused(nearest) };
    let consumed: BTreeSet<usize> = figures.iter().copied().collect();
    let found = flow::place(lines, tokens, (first, last + 1), &consumed, grid);
    let said = catalogue::flattened::figures_read_in_order(&nearest.table.name, figures.len());
    Some((Some(found), said.at_origin(&origin)))
}
