//! What is said of a table found in text: how, what was understood beyond what stands there, and what was not.

use super::element::Token;
use super::flow::Found;
use super::grid::Texts;
use super::line::{FieldKind, Line, Parting};
use super::place::label_at;
use super::reading::Reading;
use super::resolve::{How, Read, Refused, Resolved, Source};
use crate::document::Grid;
use crate::finding::{Finding, Origin, Term, catalogue, terms};
use crate::recognize::table::Labels;
use crate::recognize::title::excerpt;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// What a table was found among.
pub(super) struct Context<'c, 'f> {
    pub(super) labels: &'c Labels<'f>,
    pub(super) lines: &'c [Line],
    pub(super) tokens: &'c [Token],
    pub(super) texts: Texts<'c>,
}

impl Context<'_, '_> {
    fn text(&self, tokens: impl IntoIterator<Item = usize>) -> String {
        let texts = tokens.into_iter().filter_map(|token| (self.texts)(token..token + 1));
        texts.map(|(content, _)| content.plain_text()).filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
    }

    fn origin(&self, label: &Range<usize>, items: &[usize]) -> Origin {
        let first = label.clone().next().or(items.first().copied());
        first.and_then(|at| (self.texts)(at..at + 1)).map(|(_, origin)| origin).unwrap_or_default()
    }

    fn row(&self, spec: Option<usize>, label: &Range<usize>) -> String {
        let of_form = spec.and_then(|spec| self.labels.rows.get(spec)).map(|row| row.name());
        let is_labelled = self.labels.has_row_labels();
        match of_form {
            Some(name) if is_labelled => name,
            Some(_) => self.labels.table.name.clone(),
            None => excerpt(&self.text(label.clone())),
        }
    }
}

/// How most of some lines part their cells.
fn parting_of<'l>(lines: impl Iterator<Item = &'l Line>) -> &'static Term {
    let mut counts: BTreeMap<Parting, usize> = BTreeMap::new();
    lines.filter(|line| !line.fields.is_empty()).for_each(|line| *counts.entry(line.parting).or_default() += 1);
    match counts.into_iter().max_by_key(|(_, count)| *count).map(|(parting, _)| parting) {
        Some(Parting::Tabs) => terms::ROWS_WITH_TABS,
        Some(Parting::Bars) => terms::ROWS_WITH_BARS,
        Some(Parting::Spaces) => terms::ROWS_WITH_SPACES,
        Some(Parting::None) | None => terms::CELLS_AS_LINES,
    }
}

/// Of a table whose rows and columns are its lines and their cells.
pub(super) fn rows(grid: &Grid, lines: &[Line], name: &str, findings: &mut Vec<Finding>) {
    let figures = lines.iter().flat_map(|line| &line.fields).filter(|field| field.kind == FieldKind::Figure).count();
    let said = catalogue::flattened::table_recovered_from_text(name, parting_of(lines.iter()), figures);
    findings.push(said.at_origin(&grid.origin));
}

/// Of a table found by its labels.
pub(super) fn table(context: &Context, reading: &Reading, resolved: &Resolved, found: &Found) -> Vec<Finding> {
    let name = &context.labels.table.name;
    let own = context.lines.get(found.lines.clone()).unwrap_or_default();
    let said = catalogue::flattened::table_recovered_from_text(name, parting_of(own.iter()), resolved.figures());
    let mut findings = vec![said.at_origin(&found.grid.origin)];
    if !reading.pieces.is_empty() || !missing_labels(context, resolved).is_empty() {
        let labels = missing_labels(context, resolved).join("、");
        findings.push(catalogue::flattened::column_label_assumed(name, labels).at_origin(&found.grid.origin));
    }
    if resolved.read.iter().any(|row| row.how == How::Order) {
        let count: usize = resolved.read.iter().filter(|row| row.how == How::Order).map(|row| row.cells.len()).sum();
        findings.push(catalogue::flattened::figures_read_in_order(name, count).at_origin(&found.grid.origin));
    }
    findings.extend(resolved.read.iter().filter_map(|row| read_row(context, row)));
    findings.extend(resolved.refused.iter().map(|row| refused_row(context, row)));
    let refused: BTreeSet<usize> =
        resolved.refused.iter().flat_map(|row| row.label.clone().chain(row.items.iter().copied())).collect();
    for (line, start, end) in &found.kept {
        let mut tokens =
            (0..context.tokens.len()).skip_while(|at| context.tokens.get(*at).is_some_and(|t| t.line < *line));
        let of_kept = |at: &usize| {
            let token = context.tokens.get(*at)?;
            let field = context.lines.get(token.line)?.fields.get(token.field?)?;
            (token.line == *line && field.start >= *start && field.end <= *end).then_some(token.kind)
        };
        let Some(first) = tokens.find(|at| of_kept(at).is_some()) else { continue };
        if of_kept(&first) == Some(FieldKind::Aside) || refused.contains(&first) {
            continue;
        }
        if let Some((content, origin)) = (context.texts)(first..first + 1) {
            let text = excerpt(&content.plain_text());
            findings.push(catalogue::flattened::line_kept_beside_table(name, text).at_origin(&origin));
        }
    }
    findings
}

/// The labels of columns that stand nowhere, in the form's words.
fn missing_labels(context: &Context, resolved: &Resolved) -> Vec<String> {
    let mut missing: Vec<usize> = Vec::new();
    for row in resolved.read.iter().filter_map(|row| resolved.places.get(row.spec)) {
        for head in resolved.heads.missing(row) {
            if !missing.contains(&head) {
                missing.push(head);
            }
        }
    }
    missing.sort_unstable();
    missing.iter().filter_map(|cell| label_at(context.labels.table, *cell)).map(|label| label.text.clone()).collect()
}

fn read_row(context: &Context, row: &Read) -> Option<Finding> {
    let table = &context.labels.table.name;
    let label = row.label.clone().unwrap_or(0..0);
    let name = context.row(Some(row.spec), &label);
    let figures: Vec<usize> = row.items.clone();
    let found = context.text(figures);
    let read: Vec<String> = row
        .cells
        .iter()
        .map(|cell| match cell {
            Source::Token(token) => context.text([*token]),
            Source::Blank => String::new(),
            Source::Number(number) => number.to_string(),
        })
        .collect();
    let read = read.iter().map(|text| if text.is_empty() { "□" } else { text.as_str() }).collect::<Vec<_>>().join(" ");
    let said = match row.how {
        How::Shown | How::Order => return None,
        How::BlankLines => catalogue::flattened::blanks_read_from_lines(table, name, found, read),
        How::Completed => catalogue::flattened::figures_completed(table, name, found, read),
        How::Reduced => catalogue::flattened::figures_reduced(table, name, found, read),
    };
    Some(said.at_origin(&context.origin(&label, &row.items)))
}

fn refused_row(context: &Context, row: &Refused) -> Finding {
    let table = &context.labels.table.name;
    let name = context.row(row.spec, &row.label);
    let found: Vec<usize> = row
        .items
        .iter()
        .copied()
        .filter(|at| context.tokens.get(*at).is_some_and(|token| token.kind == FieldKind::Figure))
        .collect();
    let text = if found.is_empty() { "—".to_owned() } else { excerpt(&context.text(found.iter().copied())) };
    let said = catalogue::flattened::row_not_recovered(table, name, found.len(), row.expected, text);
    said.at_origin(&context.origin(&row.label, &row.items))
}
