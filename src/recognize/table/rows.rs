//! Source rows ↔ the form's data rows, by label.

use super::labels::{Labels, RowSpec};
use super::source::Source;
use crate::document::numeral::is_plain_numeral;
use crate::finding::{Finding, catalogue};
use crate::form::{DataCell, normal_label};
use crate::recognize::telling::{abbreviates, alike, tells_apart};
use crate::recognize::title::excerpt;
use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};

/// A source row that states a data row of the form.
pub(super) struct MatchedRow {
    pub(super) row: u32,
    pub(super) spec: usize,
    /// The first source column that may hold a figure.
    pub(super) first_column: u32,
}

/// How alike (0 to 1) two labels must be for one to pass as a slip of the other.
const LEAST_LIKENESS: f64 = 0.72;

/// How alike one that says something else must be to be named beside it.
const LEAST_NEAREST: f64 = 0.5;

/// How much more alike than any other row's label.
const LEAST_LEAD: f64 = 0.05;

/// What is less alike is no rival to any that is named.
const LEAST_RIVAL: f64 = 0.4;

/// How many characters a truncated label must have left.
const LEAST_PREFIX: usize = 4;

/// How many characters an abbreviated label must have left, and how alike it then is.
const LEAST_ABBREVIATED: usize = 4;
const ABBREVIATED: f64 = 0.9;

/// How many different column labels make a row one of the head: 其他 and 总计 are also what rows are called.
const HEAD_LABELS: usize = 3;

/// The source rows that state a data row, in source order; each data row at most once. A data row that several source rows
/// state is stated by none. `told` receives the data rows of which it is said why they are stated by none.
pub(super) fn match_rows(
    source: &Source,
    labels: &Labels,
    findings: &mut Vec<Finding>,
    explained: &mut BTreeSet<usize>,
    told: &mut BTreeSet<usize>,
) -> Vec<MatchedRow> {
    if !labels.has_row_labels() {
        return match_unlabelled(source, labels, findings);
    }
    let mut stating: BTreeMap<usize, Vec<(u32, usize)>> = BTreeMap::new();
    let mut others: Vec<u32> = Vec::new();
    let first_figures = first_column_of_heads(source, labels);
    for row in 0..source.grid.rows() {
        match exact_row(source, row, labels, first_figures) {
            Some((spec, cell)) => stating.entry(spec).or_default().push((row, cell)),
            None if !is_head(source, row, labels) => others.push(row),
            None => {}
        }
    }
    // Slips of the pen: a row no label explains, between rows that are explained, whose label is nearly the one missing there.
    let mut near: Vec<(u32, usize, usize)> = Vec::new();
    for row in others {
        match near_row(source, row, labels, &stating, first_figures) {
            Some(Near::Slip(spec, cell)) => near.push((row, spec, cell)),
            Some(Near::Opposite(spec, cell)) if is_data(source, row) => {
                let (Some(found), Some(of_form)) = (source.cell(cell), labels.rows.get(spec)) else { continue };
                let text = excerpt(&found.plain_text());
                told.insert(spec);
                findings.push(
                    catalogue::recognize::label_not_taken(&labels.table.name, text, of_form.name())
                        .at_origin(&found.origin),
                );
            }
            _ => {}
        }
    }
    for (row, spec, cell) in near {
        stating.entry(spec).or_default().push((row, cell));
    }
    let mut matched: Vec<MatchedRow> = Vec::new();
    for (spec, rows) in stating {
        let Some(of_form) = labels.rows.get(spec) else { continue };
        let [(row, cell)] = rows.as_slice() else {
            told.insert(spec);
            let origin = rows.get(1).and_then(|(_, cell)| source.cell(*cell)).map(|cell| cell.origin.clone());
            findings.push(
                catalogue::recognize::row_repeated(&labels.table.name, of_form.name())
                    .at_origin(&origin.unwrap_or_default()),
            );
            continue;
        };
        explained.insert(*cell);
        let Some(found) = source.cell(*cell) else { continue };
        matched.push(MatchedRow { row: *row, spec, first_column: found.column + found.column_span });
        if let Some(label) = of_form.leaf
            && source.normal(*cell).is_some_and(|text| text != normal_label(&label.text))
        {
            let text: String = found.plain_text().split_whitespace().collect();
            findings.push(catalogue::recognize::label_differs(&label.text, text).at_origin(&found.origin));
        }
    }
    matched.sort_by_key(|matched| matched.row);
    matched
}

/// The first row of a second table of this form below a first; `None` where there is only one.
pub(super) fn second_table(source: &Source, labels: &Labels) -> Option<u32> {
    if !labels.has_row_labels() {
        let mut data_rows = data_rows_below_heads(source, labels).into_iter();
        let first = data_rows.next()?;
        data_rows.next()?;
        return Some(first + 1);
    }
    let rows: Vec<(u32, usize)> = (0..source.grid.rows())
        .filter_map(|row| exact_row(source, row, labels, None).map(|(spec, _)| (row, spec)))
        .collect();
    let mut seen: BTreeSet<usize> = BTreeSet::new();
    for (index, (_, spec)) in rows.iter().enumerate() {
        if !seen.contains(spec) {
            seen.insert(*spec);
            continue;
        }
        // One row twice is a slip; half of them are a table of its own.
        let again: BTreeSet<usize> =
            rows.iter().skip(index).map(|(_, spec)| *spec).filter(|spec| seen.contains(spec)).collect();
        if again.len() > 1 && again.len() * 2 >= seen.len() {
            let before = rows.get(index.checked_sub(1)?)?;
            return Some(before.0 + 1);
        }
    }
    None
}

/// The column at which the figures begin, by the labels above them.
fn first_column_of_heads(source: &Source, labels: &Labels) -> Option<u32> {
    let heads = (0..source.grid.rows()).filter(|row| is_head(source, *row, labels));
    let leaves = heads.flat_map(|row| source.row_cells(row)).copied().filter(|cell| {
        source.normal(*cell).is_some_and(|text| labels.leaves.contains(text) && labels.row_called(text).is_none())
    });
    leaves.filter_map(|cell| source.cell(cell)).map(|cell| cell.column).min()
}

/// The data row whose label begins in this source row, the rightmost label deciding.
fn exact_row(source: &Source, row: u32, labels: &Labels, first_figures: Option<u32>) -> Option<(usize, usize)> {
    let cells = source.row_cells(row);
    let found = cells.iter().rev().filter(|cell| source.begins_in(**cell, row)).find_map(|cell| {
        let text = source.normal(*cell)?;
        labels.row_called(text).map(|spec| (spec, *cell))
    });
    found.filter(|(_, cell)| heads_figures(source, row, *cell, cells, first_figures))
}

/// Whether a label is the one next to its row's figures: a group's label beside the label of an item, or over several rows of
/// figures, is not that of any of its rows.
fn heads_figures(source: &Source, row: u32, cell: usize, cells: &[usize], first_figures: Option<u32>) -> bool {
    let Some(label) = source.cell(cell) else { return false };
    let end = label.column + label.column_span;
    let right = cells.iter().filter(|other| source.cell(**other).is_some_and(|c| c.column >= end));
    let is_text = |other: &usize| source.has_text(*other) && !source.is_figure(*other);
    let mut before_figures = right.take_while(|other| match first_figures {
        Some(first) => source.cell(**other).is_some_and(|c| c.column < first),
        None => !source.has_text(**other) || is_text(other),
    });
    // Without a head the texts may be remarks behind blanks: only what stands directly beside it counts.
    let beside = match first_figures {
        Some(_) => before_figures.any(is_text),
        None => before_figures.next().is_some_and(is_text) && figures_in(source, row) > 0,
    };
    let covers_figures = (label.row..label.row + label.row_span).filter(|row| is_data(source, *row)).count() > 1;
    !beside && !covers_figures
}

/// Whether a row is one of column labels.
fn is_head(source: &Source, row: u32, labels: &Labels) -> bool {
    let cells = source.row_cells(row);
    let mut known: Vec<&str> = Vec::new();
    for text in cells.iter().filter_map(|cell| source.normal(*cell)) {
        if !known.contains(&text) && labels.leaves.contains(text) {
            known.push(text);
        }
        if known.len() >= HEAD_LABELS {
            return true;
        }
    }
    false
}

/// What a row's label nearly is.
enum Near {
    /// A slip of the pen of this data row's label, in this cell.
    Slip(usize, usize),
    /// Alike, but it says something else.
    Opposite(usize, usize),
}

/// The missing data row that a row's label nearly is, if it fits between its neighbours and no other row is as near.
fn near_row(
    source: &Source,
    row: u32,
    labels: &Labels,
    stating: &BTreeMap<usize, Vec<(u32, usize)>>,
    first_figures: Option<u32>,
) -> Option<Near> {
    let rows_of = |spec: &usize| stating.get(spec).into_iter().flatten().map(|(row, _)| *row);
    let before = stating.keys().filter(|spec| rows_of(spec).any(|at| at < row)).max().copied();
    let after = stating.keys().filter(|spec| rows_of(spec).any(|at| at > row)).min().copied();
    if before.is_none() && after.is_none() {
        return None;
    }
    let fits = |index: usize| before.is_none_or(|b| index > b) && after.is_none_or(|a| index < a);
    // Where no row is missing between its neighbours, this is none: nothing need be compared.
    if !(0..labels.rows.len()).any(|index| fits(index) && !stating.contains_key(&index)) {
        return None;
    }
    let cells = source.row_cells(row);
    cells.iter().rev().filter(|cell| source.begins_in(**cell, row)).find_map(|cell| {
        let text = source.normal(*cell)?;
        if text.chars().all(|c| c.is_ascii_digit()) {
            return None;
        }
        let mut ranked: Vec<(f64, usize)> =
            labels.rows.iter().enumerate().map(|(index, spec)| (likeness(text, spec), index)).collect();
        // A row that has its own source row is no rival to one whose place this is, unless it is nearer.
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(stating.contains_key(&a.1).cmp(&stating.contains_key(&b.1))));
        let (best, index) = *ranked.first()?;
        let rival = ranked.iter().skip(1).filter(|(_, i)| !stating.contains_key(i) && fits(*i)).map(|(l, _)| *l).next();
        let clear = rival.is_none_or(|rival| best - rival > LEAST_LEAD);
        if best < LEAST_NEAREST || !clear || !fits(index) || stating.contains_key(&index) {
            return None;
        }
        let spec = labels.rows.get(index)?;
        let is_own =
            |spec: &RowSpec| spec.leaf.is_some_and(|leaf| leaf.normal.iter().any(|known| !tells_apart(known, text)));
        let same = is_same_but_cut(text, spec) || is_own(spec);
        if (same && best < LEAST_LIKENESS) || !heads_figures(source, row, *cell, cells, first_figures) {
            return None;
        }
        Some(if same { Near::Slip(index, *cell) } else { Near::Opposite(index, *cell) })
    })
}

/// Whether a text is a row's label whose number is lost or whose end is cut off.
fn is_same_but_cut(text: &str, spec: &RowSpec) -> bool {
    let cut = |wording: &String| text.chars().count() >= LEAST_PREFIX && wording.starts_with(text);
    let digits_aside = text.trim_start_matches(|c: char| c.is_ascii_digit() || is_plain_numeral(c));
    let same_stem = spec.stems.iter().any(|stem| stem == text || (!stem.is_empty() && stem == digits_aside));
    same_stem || spec.wordings.iter().any(cut) || spec.stems.iter().any(cut)
}

/// How alike a text is to a row's label: 1 where only the number is lost or the end is cut off, 0 where it is not even a rival.
fn likeness(text: &str, spec: &RowSpec) -> f64 {
    if is_same_but_cut(text, spec) {
        return 1.0;
    }
    let shortened = |wording: &String| {
        text.chars().count() >= LEAST_ABBREVIATED && abbreviates(text, wording) && !tells_apart(wording, text)
    };
    if spec.leaf.is_some_and(|leaf| leaf.normal.iter().any(shortened)) {
        return ABBREVIATED;
    }
    // Lengths too different can't be alike enough: no need to compare.
    let length = text.chars().count() as f64;
    let comparable = |wording: &&String| {
        let other = wording.chars().count() as f64;
        length.min(other) >= LEAST_NEAREST * length.max(other)
    };
    let alike = spec.wordings.iter().filter(comparable).map(|wording| alike(text, wording, LEAST_RIVAL));
    alike.fold(0.0, f64::max)
}

/// In a table without row labels the data row is the one below the last row of column labels.
fn match_unlabelled(source: &Source, labels: &Labels, findings: &mut Vec<Finding>) -> Vec<MatchedRow> {
    let mut rows = data_rows_below_heads(source, labels);
    if rows.is_empty() {
        rows.extend(blank_row_below_head(source, labels));
    }
    let ([row], [_]) = (rows.as_slice(), labels.rows.as_slice()) else { return Vec::new() };
    let next = (row + 1..source.grid.rows()).find(|row| !source.is_blank(*row));
    if next.is_some_and(|next| figures_in(source, next) * 2 > figures_in(source, *row)) {
        // Rows with labels of their own are another shape of the table, not the same row again.
        if source.row_cells(*row).first().is_some_and(|cell| source.has_text(*cell) && !source.is_figure(*cell)) {
            return Vec::new();
        }
        findings.push(
            catalogue::recognize::row_repeated(&labels.table.name, &labels.table.name).at_origin(&source.grid.origin),
        );
        return Vec::new();
    }
    vec![MatchedRow { row: *row, spec: 0, first_column: 0 }]
}

/// Below each head of a table without row labels, the first row of figures.
fn data_rows_below_heads(source: &Source, labels: &Labels) -> Vec<u32> {
    let mut rows = Vec::new();
    let mut below_head = false;
    for row in 0..source.grid.rows() {
        if is_head(source, row, labels) {
            below_head = true;
        } else if below_head && is_data(source, row) {
            rows.push(row);
            below_head = false;
        }
    }
    rows
}

/// The row to be filled in of a table without figures: blank, directly below its only head, with a cell for each figure.
fn blank_row_below_head(source: &Source, labels: &Labels) -> Option<u32> {
    let heads: Vec<u32> = (0..source.grid.rows()).filter(|row| is_head(source, *row, labels)).collect();
    let row = heads.last()? + 1;
    let contiguous = heads.windows(2).all(|pair| matches!(pair, [a, b] if a + 1 == *b));
    let wanted = labels.rows.first()?.cells.len();
    let cells = source.row_cells(row);
    let whole = cells.len() == wanted && cells.iter().all(|cell| source.begins_in(*cell, row));
    (contiguous && row < source.grid.rows() && whole && source.is_blank(row)).then_some(row)
}

/// The last row of a table's figures, known or not: rows of figures in its columns that follow directly are its own, though no
/// label of the form explains them. Left to what stands below the table, their figures would be missed by nobody.
pub(super) fn end_of_figures(source: &Source, labels: &Labels, last: u32, figures: &[(&DataCell, usize)]) -> u32 {
    let columns: BTreeSet<u32> =
        figures.iter().filter_map(|(_, cell)| source.cell(*cell)).map(|cell| cell.column).collect();
    let in_columns = |row: u32| {
        let mut cells = source.row_cells(row).iter().copied().filter(|cell| source.begins_in(*cell, row));
        cells.any(|cell| source.is_figure(cell) && source.cell(cell).is_some_and(|c| columns.contains(&c.column)))
    };
    let text = |row: u32| -> String {
        let cells = source.row_cells(row).iter().copied().filter(|cell| source.begins_in(*cell, row));
        cells.filter_map(|cell| Some(normal_label(&source.cell(cell)?.plain_text()))).collect()
    };
    // The heads of a last part whose rows are unknown; those of a further table say again what stood above.
    let is_labels = |row: u32| {
        let cells = source.row_cells(row);
        let mut texts = cells.iter().filter_map(|cell| source.normal(*cell)).filter(|text| !text.is_empty()).peekable();
        texts.peek().is_some() && texts.all(|text| labels.all.contains(text))
    };
    let above = LazyCell::new(|| (0..=last).map(text).collect::<BTreeSet<String>>());
    let mut end = last;
    for row in last + 1..source.grid.rows() {
        if in_columns(row) && is_data(source, row) && !is_head(source, row, labels) {
            end = row;
        } else if !is_labels(row) || above.contains(&text(row)) {
            break;
        }
    }
    end
}

/// How many cells of a row hold a digit or a sign that stands for no number.
fn figures_in(source: &Source, row: u32) -> usize {
    let cells = source.row_cells(row);
    cells.iter().filter(|cell| source.begins_in(**cell, row) && source.is_figure(**cell)).count()
}

/// Whether a row states figures: no fewer such cells than words.
fn is_data(source: &Source, row: u32) -> bool {
    let texts = source.row_cells(row).iter().copied().filter(|cell| source.has_text(*cell)).count();
    texts > 0 && figures_in(source, row) * 2 >= texts
}
