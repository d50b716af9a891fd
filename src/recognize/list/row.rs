//! A row of a list: the unit it names, the year of its figures, what its items say; and whether it is of no unit at all.

use super::around::speaks_of_other_figures;
use super::cells::{Table, is_filled, text_of};
use super::head::{Head, ValueColumn};
use super::key::year_of;
use super::said::Said;
use crate::document::numeral::is_note_number;
use crate::document::{Cell, Inline, is_invisible};
use crate::finding::{Place, catalogue};
use crate::form::normal_label;
use crate::recognize::figure::figure_content;
use crate::recognize::title::excerpt;
use crate::recognize::words::words;
use std::borrow::Cow;

/// Marks that call a note behind a name.
const NOTE_MARKS: &str = "*＊※†‡";

/// A row of a list.
pub(super) struct Row<'r, 't> {
    pub(super) table: &'r Table<'t>,
    pub(super) number: u32,
    /// By value column its cell.
    pub(super) values: Vec<(usize, &'t Cell)>,
    /// Whether one of these is its own and filled.
    pub(super) states: bool,
    /// The cell that names its unit.
    pub(super) unit: Option<&'t Cell>,
}

impl<'r, 't> Row<'r, 't> {
    pub(super) fn of(table: &'r Table<'t>, head: &Head, number: u32) -> Self {
        let value = |(index, value): (usize, &ValueColumn)| Some((index, table.cell(number, value.column)?));
        let values: Vec<(usize, &'t Cell)> = head.values.iter().enumerate().filter_map(value).collect();
        let states = values.iter().any(|(_, cell)| cell.row == number && is_filled(cell));
        let row = Row { table, number, values, states, unit: None };
        let unit = row.filled(head.unit);
        Row { unit, ..row }
    }

    pub(super) fn filled(&self, column: u32) -> Option<&'t Cell> {
        self.table.cell(self.number, column).filter(|cell| is_filled(cell))
    }

    /// Its filled cells that do not reach into it from above.
    pub(super) fn texts(&self) -> impl Iterator<Item = &'t Cell> {
        let filled = (0..self.table.grid.columns()).filter_map(|column| self.filled(column));
        filled.filter(|cell| cell.row == self.number)
    }

    /// Whether it is a line of text: a cell over the units and figures alike is one, or heads a group; or a note.
    pub(super) fn is_text(&self) -> bool {
        self.unit.is_some_and(|cell| {
            let is_line = self.values.iter().any(|(_, value)| std::ptr::eq(*value, cell));
            is_line || (!self.states && is_note(&text_of(cell)))
        })
    }

    /// The cell that says it adds units up, or is none's.
    pub(super) fn total(&self, head: &Head) -> Option<&'t Cell> {
        let named = head.others.iter().copied().chain([head.unit]).filter_map(|column| self.filled(column));
        let is_unit = |cell: &Cell| self.unit.is_some_and(|unit| std::ptr::eq(unit, cell));
        let is_none = |cell: &&Cell| {
            let text = text_of(cell);
            is_total(&text) || (is_unit(cell) && is_no_unit(&text))
        };
        named.into_iter().find(is_none)
    }

    /// A remark that its figures are of another year or a part of one: they are not this year's. A column of remarks counts among
    /// those of figures while its head means nothing; bare numbers are no remarks.
    pub(super) fn remark_of_other_figures(&self, head: &Head, year: Option<u16>) -> Option<&'t Cell> {
        let values = self.values.iter().map(|(_, cell)| *cell);
        let beside = values.filter(|cell| text_of(cell).chars().any(char::is_alphabetic));
        let mut remarks = head.others.iter().copied().filter_map(|column| self.filled(column)).chain(beside);
        remarks.find(|cell| self.states && speaks_of_other_figures(&text_of(cell), year))
    }

    /// What its figures are measured in, where a column says so.
    pub(super) fn measure(&self, head: &Head) -> Option<Cow<'t, str>> {
        head.measure.and_then(|column| self.filled(column)).map(text_of)
    }

    /// Whether a figure is nobody's: merged over rows of several units, or over several columns.
    pub(super) fn shares(&self, cell: &Cell) -> bool {
        cell.row != self.number
            || cell.column_span > 1
            || (cell.row_span > 1 && self.unit.is_none_or(|unit| unit.row_span < cell.row_span))
    }
}

/// The year of a row's figures: what its column of years says, else the list's. `None` where it can't be told, or a remark says
/// that the figures are of another; which is said.
pub(super) fn year_of_row(
    row: &Row<'_, '_>,
    head: &Head,
    of_list: Option<u16>,
    organ: &str,
    said: &mut Said,
) -> Option<Option<u16>> {
    let year = match head.year {
        None => of_list,
        Some(column) => {
            let cell = row.table.cell(row.number, column);
            let text = cell.map(|cell| text_of(cell)).unwrap_or_default();
            let year = year_of(&normal_label(&text));
            if year.is_none() {
                let origin = cell.map(|cell| cell.origin.clone()).unwrap_or_default();
                said.push(catalogue::list::list_year_unclear(organ, excerpt(&text)), &origin);
                return None;
            }
            year
        }
    };
    if let Some(remark) = row.remark_of_other_figures(head, year) {
        said.push(catalogue::list::list_year_unclear(organ, excerpt(&text_of(remark))), &remark.origin);
        return None;
    }
    Some(year)
}

/// What a row says about which cell its figure is.
pub(super) struct Items {
    pub(super) own: Vec<String>,
    /// The same with what the unit's rows above say where this one is blank.
    pub(super) carried: Vec<String>,
}

/// `carried` holds by item column what stands above in the unit's rows; a column that is blank in the unit's first row is
/// carried nowhere in it, since its labels may stand in the middle of their rows.
pub(super) fn items_of(
    table: &Table<'_>,
    head: &Head,
    row: u32,
    is_first: bool,
    carried: &mut [Option<String>],
) -> Option<Items> {
    if head.items.is_empty() {
        return None;
    }
    let mut items = Items { own: Vec::new(), carried: Vec::new() };
    for (column, above) in head.items.iter().zip(carried) {
        let text = table.cell(row, *column).filter(|cell| is_filled(cell)).map(|cell| text_of(cell).into_owned());
        if is_first || (text.is_some() && above.is_some()) {
            above.clone_from(&text);
        }
        match &text {
            Some(text) => items.carried.push(text.clone()),
            None => items.carried.extend(above.clone()),
        }
        items.own.extend(text);
    }
    Some(items)
}

/// The filled cell of a row that stands beyond all columns of the head, where rows are lists of cells.
pub(super) fn beyond_head<'t>(table: &Table<'t>, head: &Head, row: u32) -> Option<&'t Cell> {
    let columns = 0..table.grid.columns();
    let is_headed = |column: &u32| {
        let mut rows = head.top..=head.bottom;
        rows.any(|row| table.cell(row, *column).is_some_and(is_filled))
    };
    let end = columns.clone().rev().find(is_headed)? + 1;
    let mut beyond = (end..columns.end).filter_map(|column| table.cell(row, column)).filter(|cell| is_filled(cell));
    beyond.find(|cell| matches!(cell.origin.0, Some(Place::Cell { .. })))
}

/// The name of a unit, without what is struck through, the mark of a note, or the row's number.
pub(super) fn unit_name(cell: &Cell, said: &mut Said) -> String {
    let whole = text_of(cell);
    let text = figure_content(&cell.content).map_or_else(
        || whole.to_string(),
        |printed| {
            let unmarked = printed.inlines().iter().filter_map(|inline| match inline {
                Inline::Text(run) if !run.marks.strike && run.marks.position.is_none() => Some(run.text.as_str()),
                _ => None,
            });
            unmarked.collect()
        },
    );
    let bare = text.trim().trim_end_matches(|c: char| NOTE_MARKS.contains(c) || is_note_number(c));
    let is_digit = |c: char| c.is_ascii_digit();
    let numbered = bare.trim_start_matches(is_digit);
    let unnumbered = match numbered.strip_prefix(['.', '．', '、']) {
        Some(rest) if numbered.len() < bare.len() => rest,
        _ => bare,
    };
    let name = organ_name(unnumbered);
    if name.is_empty() {
        return organ_name(&whole);
    }
    if name != organ_name(&whole) {
        said.push(catalogue::list::list_unit_read_as(excerpt(&whole), &name), &cell.origin);
    }
    name
}

/// A unit's name in one line: breaks and spaces that only make it fit its cell are left out.
fn organ_name(text: &str) -> String {
    let mut name = String::with_capacity(text.len());
    let mut chars = text.trim().chars().peekable();
    while let Some(c) = chars.next() {
        let between_latin = name.ends_with(|c: char| c.is_ascii_alphanumeric())
            && chars.peek().is_some_and(char::is_ascii_alphanumeric);
        if is_invisible(c) {
            continue;
        }
        match c.is_whitespace() {
            true if between_latin => name.push(' '),
            true => {}
            false => name.push(c),
        }
    }
    name
}

/// Whether a row of that name adds units up.
fn is_total(text: &str) -> bool {
    let list = &words().list;
    let label = normal_label(text);
    let ends = |end: &String| label.ends_with(end.as_str()) && label.chars().count() < 16;
    list.total.contains(&label) || list.total_ends.iter().any(ends)
}

/// Whether a row whose unit is called so is no unit's: it adds units up, compares them, or goes on with the head.
fn is_no_unit(text: &str) -> bool {
    let list = &words().list;
    let label = normal_label(text);
    // 部门合计（30个）
    let bare = text.split(['（', '(']).next().unwrap_or_default();
    let is_word = list.no_unit.contains(&label) || list.no_unit.contains(&normal_label(bare));
    let begins = list.no_unit_begins.iter().any(|word| label.starts_with(word.as_str()));
    is_word || begins || year_of(&label).is_some() || is_total(bare)
}

/// Whether a text that stands alone in its row is a note below a list.
fn is_note(text: &str) -> bool {
    let label = normal_label(text);
    words().list.note.iter().any(|word| label.starts_with(word.as_str())) && text.contains(['：', ':', '。', '，'])
}
