//! The head of a list: where it is, and what each column is for.

use super::cells::{Table, is_filled, text_of};
use super::key::{Clue, Keys, Meant, is_neutral, year_of};
use crate::document::{Cell, Grid, vocabulary};
use crate::form::normal_label;
use crate::recognize::words::words;
use std::collections::BTreeSet;

/// How many rows a head may have.
const MOST_HEAD_ROWS: u32 = 6;

/// A longer text is no label of a unit's column.
const LONGEST_UNIT_LABEL: usize = 12;

/// How many rows of a long list are tried for whether their items are known.
const ROWS_TRIED: u32 = 200;

/// How many columns must be known for a table to be a wide list (or half of them), and rows for a long one (and half of them).
const LEAST_COLUMNS: usize = 2;
const LEAST_ROWS: usize = 2;

/// The head of a list.
pub(super) struct Head {
    pub(super) top: u32,
    pub(super) bottom: u32,
    pub(super) unit: u32,
    pub(super) year: Option<u32>,
    /// Columns that say which cell a row's figure is, from the left; none in a wide list.
    pub(super) items: Vec<u32>,
    /// The column that says what a row's figure is counted in.
    pub(super) measure: Option<u32>,
    pub(super) values: Vec<ValueColumn>,
    /// Columns that are for nothing known.
    pub(super) others: Vec<u32>,
}

/// A column of figures.
pub(super) struct ValueColumn {
    pub(super) column: u32,
    /// What its head says, by form.
    pub(super) clues: Vec<Clue>,
    /// Its head in one line.
    pub(super) text: String,
}

/// Whether some cell may be the head of a column of units: without one, a table is no list.
pub(super) fn may_have_head(grid: &Grid) -> bool {
    grid.cells().iter().any(|cell| unit_rank(&label_of(cell)).is_some())
}

/// The heads of the lists in a table, from the top.
pub(super) fn heads(table: &Table<'_>, keys: &[Keys<'_>]) -> Vec<Head> {
    let mut heads: Vec<Head> = Vec::new();
    let mut tried: BTreeSet<u32> = BTreeSet::new();
    for cell in table.grid.cells() {
        let is_below = heads.last().is_none_or(|head| cell.row > head.bottom);
        if is_below && !tried.contains(&cell.row) && unit_rank(&label_of(cell)).is_some() {
            tried.insert(cell.row);
            let least = heads.last().map_or(0, |head| head.bottom + 1);
            heads.extend(head_at(table, keys, cell.row, least));
        }
    }
    heads
}

/// A short text in comparable form; empty for a longer one.
fn label_of(cell: &Cell) -> String {
    let text = text_of(cell);
    let is_short = text.chars().take(2 * LONGEST_UNIT_LABEL).count() < 2 * LONGEST_UNIT_LABEL;
    if !is_short || text.starts_with(|c: char| c.is_ascii_digit()) {
        return String::new();
    }
    let label = normal_label(&text);
    if label.chars().count() <= LONGEST_UNIT_LABEL { label } else { String::new() }
}

/// How clearly a label is that of units: the lower the clearer.
fn unit_rank(label: &str) -> Option<usize> {
    words().list.unit.iter().position(|word| word == label)
}

fn is_word(list: &[String], label: &str) -> bool {
    list.iter().any(|word| word == label)
}

/// The head whose label of units stands in this row, if what is beside it makes a list.
fn head_at(table: &Table<'_>, keys: &[Keys<'_>], row: u32, least: u32) -> Option<Head> {
    let units: Vec<(usize, u32, u32)> = (0..table.grid.columns())
        .filter_map(|column| {
            let cell = table.cell(row, column).filter(|cell| cell.row == row && cell.column == column)?;
            Some((unit_rank(&label_of(cell))?, column, row + cell.row_span - 1))
        })
        .collect();
    let mut top = row;
    let mut bottom = units.iter().map(|(_, _, bottom)| *bottom).max()?;
    let is_known = |text: &str| {
        let label = normal_label(text);
        year_of(&label).is_some() || keys.iter().any(|keys| keys.knows(text))
    };
    let texts = |row: u32| -> Vec<String> {
        let begins = |column: &u32| {
            table.cell(row, *column).is_some_and(|c| c.row == row && c.column == *column && is_filled(c))
        };
        let columns = (0..table.grid.columns()).filter(begins);
        columns.filter_map(|column| table.cell(row, column)).map(|cell| text_of(cell).into_owned()).collect()
    };
    while top > least && bottom - top + 1 < MOST_HEAD_ROWS {
        let above = texts(top - 1);
        if above.len() < 2 && !above.iter().any(|text| keys.iter().any(|keys| keys.knows(text))) {
            break;
        }
        let known = above.iter().filter(|text| is_known(text)).count();
        if known * 2 < above.len() || known == 0 {
            break;
        }
        top -= 1;
    }
    while bottom + 1 < table.grid.rows() && bottom - top + 1 < MOST_HEAD_ROWS {
        // 计量单位 in the column of units goes on with the head, too.
        let goes_on = |cell: &Cell| !is_filled(cell) || vocabulary().unit.labels.contains(&label_of(cell));
        let blank = units.iter().all(|(_, column, _)| table.cell(bottom + 1, *column).is_none_or(goes_on));
        let below = texts(bottom + 1);
        let known = below.iter().filter(|text| is_known(text) || is_neutral(&normal_label(text))).count();
        if !blank || known == 0 || known * 2 < below.len() {
            break;
        }
        bottom += 1;
    }
    let mut head = Head {
        top,
        bottom,
        unit: 0,
        year: None,
        items: Vec::new(),
        measure: None,
        values: Vec::new(),
        others: Vec::new(),
    };
    assign_columns(table, keys, &units, &mut head)?;
    confirm(table, keys, head)
}

/// Says what each column is for.
fn assign_columns(table: &Table<'_>, keys: &[Keys<'_>], units: &[(usize, u32, u32)], head: &mut Head) -> Option<()> {
    // A column of 件 and 万元 is called 单位 too.
    let measured = |column: u32| {
        let rows = head.bottom + 1..table.grid.rows().min(head.bottom + 1 + ROWS_TRIED);
        let mut texts = rows.filter_map(|row| table.cell(row, column)).filter(|cell| is_filled(cell)).peekable();
        texts.peek().is_some() && texts.all(|cell| is_word(&words().list.measure, &normal_label(&cell.plain_text())))
    };
    let measures: Vec<u32> = units.iter().map(|(_, column, _)| *column).filter(|column| measured(*column)).collect();
    let of_units: Vec<_> = units.iter().filter(|(_, column, _)| !measures.contains(column)).collect();
    let (rank, unit, _) = of_units.iter().min()?;
    // Two columns of one name: which of them names the unit can't be told.
    if of_units.iter().filter(|(other, ..)| other == rank).count() > 1 {
        return None;
    }
    head.unit = *unit;
    head.measure = measures.first().copied();
    // By value column what its own labels alone say.
    let mut alone: Vec<Vec<Clue>> = Vec::new();
    let mut left: Vec<Option<String>> = vec![None; (head.bottom - head.top + 1) as usize];
    for column in 0..table.grid.columns() {
        // The labels above the column, and in front of each the one that a blank cell above leaves to its left.
        let (mut direct, mut carried): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
        let mut from_left: Vec<String> = Vec::new();
        let (mut last, mut begins) = (None, false);
        for (row, left) in (head.top..=head.bottom).zip(&mut left) {
            let Some(index) = table.index(row, column) else { continue };
            let Some(cell) = table.grid.cells().get(index) else { continue };
            // A cell that also covers the units is a title, not a head of figures.
            let covers_unit = (cell.column..cell.column + cell.column_span).contains(&head.unit) && column != head.unit;
            if covers_unit {
                *left = None;
            } else if is_filled(cell) {
                let text = text_of(cell).into_owned();
                if last != Some(index) {
                    begins = true;
                    carried.append(&mut from_left);
                    carried.push(text.clone());
                    direct.push(text.clone());
                }
                last = Some(index);
                *left = Some(text);
            } else if begins {
                // A label above begins a group of its own: what stands to the left is not of it.
                *left = None;
            } else {
                // Only above a label of its own: below it a blank is the rest of its cell.
                from_left.extend(left.clone());
            }
        }
        if column == head.unit || measures.contains(&column) {
            continue;
        }
        let labels: Vec<String> = direct.iter().map(|text| normal_label(text)).collect();
        let any = |list: &[String]| labels.iter().any(|label| is_word(list, label));
        if labels.is_empty() {
            head.others.push(column);
        } else if any(&words().list.year) && head.year.is_none() {
            head.year = Some(column);
        } else if any(&words().list.number) || any(&words().list.unit) {
            head.others.push(column);
        } else if labels.iter().all(|label| is_word(&words().list.measure, label)) || labels == ["计量单位"] {
            head.measure = head.measure.or(Some(column));
        } else if any(&words().list.item) && labels.iter().all(|label| is_neutral(label)) {
            head.items.push(column);
        } else {
            let own: Vec<Clue> = keys.iter().map(|keys| keys.clue(direct.iter().map(String::as_str))).collect();
            let clues = keys.iter().zip(&own).map(|(keys, own)| with_left(keys, own, &direct, &carried)).collect();
            head.values.push(ValueColumn { column, clues, text: direct.join(" / ") });
            alone.push(own);
        }
    }
    // A column left without its group betrays labels set in the middle of theirs: then none is known by what stands to its left.
    let is_open =
        |value: &ValueColumn| keys.iter().zip(&value.clues).all(|(keys, clue)| keys.meant(&[clue]) == Meant::Several);
    if head.values.iter().any(is_open) {
        for (value, own) in head.values.iter_mut().zip(alone) {
            value.clues = own;
        }
    }
    Some(())
}

/// What the head above a column says: with the labels that unmerged cells leave to their right, where that means something.
fn with_left(keys: &Keys<'_>, own: &Clue, direct: &[String], carried: &[String]) -> Clue {
    if direct == carried {
        return own.clone();
    }
    let with_left = keys.clue(carried.iter().map(String::as_str));
    // A label of its own that is unknown is not made known by its neighbour.
    match (keys.meant(&[own]), keys.meant(&[&with_left])) {
        (Meant::Several, Meant::Cell(..) | Meant::Several) => with_left,
        _ => own.clone(),
    }
}

/// The head, if it is one of a list: wide where its columns mean cells, long where its items and columns do together.
fn confirm(table: &Table<'_>, keys: &[Keys<'_>], mut head: Head) -> Option<Head> {
    let known = |(index, keys): (usize, &Keys<'_>)| {
        let is_cell = |value: &&ValueColumn| {
            value.clues.get(index).is_some_and(|clue| matches!(keys.meant(&[clue]), Meant::Cell(..)))
        };
        head.values.iter().filter(is_cell).count()
    };
    let columns = keys.iter().enumerate().map(known).max().unwrap_or(0);
    if columns >= LEAST_COLUMNS || (columns > 0 && columns * 2 >= head.values.len()) {
        head.others.append(&mut head.items);
        return Some(head);
    }
    if head.items.is_empty() || head.values.is_empty() {
        return None;
    }
    let (mut rows, mut meant) = (0usize, 0usize);
    for row in head.bottom + 1..table.grid.rows().min(head.bottom + 1 + ROWS_TRIED) {
        let items = item_texts(table, &head, row);
        if items.is_empty() {
            continue;
        }
        rows += 1;
        let is_cell = keys.iter().enumerate().any(|(index, keys)| {
            let clue = keys.clue(items.iter().map(String::as_str));
            let mut columns = head.values.iter().filter_map(|value| value.clues.get(index));
            columns.any(|column| matches!(keys.meant(&[&clue, column]), Meant::Cell(..)))
        });
        meant += usize::from(is_cell);
    }
    (meant >= LEAST_ROWS.min(rows).max(1) && meant * 2 >= rows).then_some(head)
}

/// The texts of a row's items, from the left.
pub(super) fn item_texts(table: &Table<'_>, head: &Head, row: u32) -> Vec<String> {
    let cells = head.items.iter().filter_map(|column| table.cell(row, *column));
    cells.filter(|cell| is_filled(cell)).map(|cell| text_of(cell).into_owned()).collect()
}
