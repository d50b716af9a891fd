//! What stands around a list and speaks of its figures: which year they are of, that they are of a part of one, their unit of money.
//!
//! A foot note counts as much as a title, and so does a remark beside a unit: taking 注：以上为2022年数据 for a mere note would put
//! last year's figures into this year's report.

use super::cells::{Table, is_filled, text_of};
use super::head::Head;
use super::said::Said;
use crate::document::{Cell, Folded, Grid, month_at};
use crate::finding::{Origin, Place, catalogue, terms};
use crate::recognize::evidence::say_part_of_year;
use crate::recognize::money;
use crate::recognize::title::excerpt;
use crate::recognize::whose::{self, Own};
use crate::recognize::words::words;
use std::collections::BTreeSet;

/// A line below a list says of what part of a year it is only if it speaks of the figures, or is no longer than this.
const LONGEST_PERIOD: usize = 12;

/// What is as of this month is of the whole year.
const LAST_MONTH: u8 = 12;

/// Where a line stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum At {
    /// The name of the sheet.
    Sheet,
    Above,
    Below,
}

struct Line {
    text: String,
    origin: Origin,
    at: At,
}

/// The short lines around the lists of a grid.
pub(super) struct Around(Vec<Line>);

impl Around {
    /// What stands above the first head, below the rows, and in the sheet's name.
    pub(super) fn of(grid: &Grid, heads: &[Head]) -> Self {
        let mut lines = Vec::new();
        if let Some(Place::Sheet(name)) = &grid.origin.0 {
            lines.push(Line { text: name.to_string(), origin: grid.origin.clone(), at: At::Sheet });
        }
        let table = Table::of(grid);
        let mut head: Option<&Head> = None;
        let mut nexts = heads.iter().peekable();
        for cell in grid.cells() {
            while let Some(next) = nexts.next_if(|next| cell.row >= next.top) {
                head = Some(next);
            }
            let at = match head {
                None => At::Above,
                Some(head) if cell.row > head.bottom && is_beside(&table, head, cell) => At::Below,
                Some(_) => continue,
            };

            for text in text_of(cell).split('\n').map(str::trim) {
                if !text.is_empty() && text.chars().nth(whose::LONGEST_LINE).is_none() {
                    lines.push(Line { text: text.to_owned(), origin: cell.origin.clone(), at });
                }
            }
        }
        Around(lines)
    }

    /// The lines that state a unit of money.
    pub(super) fn units_of_money(&self, grid: &Grid, heads: &[Head]) -> Vec<String> {
        let first = heads.first().map_or(0, |head| head.top);
        let lines = self.0.iter().filter(|line| line.at != At::Sheet).map(|line| line.text.clone());
        let mut units: Vec<String> = lines.filter(|text| money::states_unit(text)).collect();
        let sheet = self.0.iter().filter(|line| line.at == At::Sheet);
        units.extend(sheet.filter_map(|line| money::unit_in_sheet_name(&line.text)));
        units.extend((0..first).flat_map(|row| money::units_in_cells(grid, row)));
        units
    }

    /// The one year the lines name; says which lines name another, or a part of a year. `has_years`: the list has a column of
    /// years, which decides.
    pub(super) fn year(&self, has_years: bool, said: &mut Said) -> Option<u16> {
        for line in self.0.iter().filter(|line| is_of_part_of_year(line)) {
            let mut findings = Vec::new();
            say_part_of_year(&line.text, &line.origin, &mut findings);
            findings.into_iter().for_each(|finding| said.push(finding, &line.origin));
        }
        let named = |line: &Line| -> BTreeSet<u16> {
            match line.at {
                At::Sheet => whose::of_sheet_name(&line.text).years,
                At::Above | At::Below => whose::years_spoken_of(&line.text),
            }
        };
        let naming: Vec<(&Line, BTreeSet<u16>)> =
            self.0.iter().map(|line| (line, named(line))).filter(|(_, years)| !years.is_empty()).collect();
        let heading = || naming.iter().filter(|(line, _)| line.at != At::Below);
        let deciding: BTreeSet<u16> = match heading().next() {
            Some(_) => heading().flat_map(|(_, years)| years).copied().collect(),
            None => naming.iter().flat_map(|(_, years)| years).copied().collect(),
        };
        let year = if deciding.len() == 1 { deciding.first().copied() } else { None };
        if has_years {
            return year;
        }
        // A title and a sheet's name of two years: neither is the list's.
        let decides = |line: &Line| line.at != At::Below || whose::is_of_figures(&line.text);
        let singles: Vec<(&Line, u16)> = naming
            .iter()
            .filter(|(line, years)| years.len() == 1 && decides(line))
            .flat_map(|(line, years)| Some((*line, *years.first()?)))
            .collect();
        if let Some((first, of_first)) = singles.first()
            && let Some((second, _)) = singles.iter().find(|(_, year)| year != of_first)
        {
            let finding =
                catalogue::recognize::statements_disagree(terms::YEAR, excerpt(&first.text), excerpt(&second.text));
            said.push(finding, &second.origin);
            return None;
        }
        let own = Own { organ: None, year };
        for line in self.0.iter().filter(|line| whose::may_be_of_others(&line.text, own)) {
            let is_named = naming.iter().any(|(named, _)| std::ptr::eq(*named, line));
            if !is_named && !is_of_part_of_year(line) {
                said.push(catalogue::recognize::figures_owner_unclear(excerpt(&line.text)), &line.origin);
            }
        }
        for (line, years) in &naming {
            if year.is_none_or(|year| !years.contains(&year)) {
                said.push(catalogue::recognize::figures_owner_unclear(excerpt(&line.text)), &line.origin);
            }
        }
        year
    }
}

/// Whether a cell below a head is no part of the list: it stands in a row in which no figure begins.
fn is_beside(table: &Table<'_>, head: &Head, cell: &Cell) -> bool {
    is_filled(cell)
        && !head.values.iter().filter_map(|value| table.cell(cell.row, value.column)).any(|value| {
            // A line of text may lie over the columns of figures.
            is_filled(value) && !(value.column_span > 1 && value.column <= head.unit)
        })
}

fn is_of_part_of_year(line: &Line) -> bool {
    is_of_part(&line.text)
        && (line.at != At::Below || whose::is_of_figures(&line.text) || line.text.chars().nth(LONGEST_PERIOD).is_none())
}

/// Whether a text says a part of a year; with the month alone too (截至2023年6月).
fn is_of_part(text: &str) -> bool {
    let up_to = words().owner.as_of.iter().filter_map(|word| text.split_once(word.as_str()));
    let mut months = up_to.filter_map(|(_, behind)| {
        let behind = behind.split([')', '）', '，', '。', '底', '末', '的']).next().unwrap_or_default();
        month_at(&Folded::of(behind.trim().trim_end_matches("数据")))
    });
    whose::is_part_of_year(text) || months.any(|month| month.month() < LAST_MONTH)
}

/// What a remark beside a unit's figures says of them: that they are of another year than `year`, or of a part of one.
pub(super) fn speaks_of_other_figures(remark: &str, year: Option<u16>) -> bool {
    let remark = remark.trim();
    if remark.chars().nth(whose::LONGEST_LINE).is_some() {
        return false;
    }
    let is_short = remark.chars().nth(LONGEST_PERIOD).is_none();
    let years = whose::years_spoken_of(remark);
    let is_other = !years.is_empty() && year.is_none_or(|year| !years.contains(&year));
    (is_of_part(remark) || is_other) && (is_short || whose::is_of_figures(remark))
}
