//! Whose figures a file holds by whatever else is in it, where nothing at the tables says so.
//!
//! A year on the cover sheet, in a note below the table, over its columns, or a day figures are as of counts as much as a
//! caption: where all such lines agree, the year is theirs; where they don't, or name another body than the report's, the line is
//! quoted. A form filled in before the year was over can't hold the year's figures.

use super::copies::Wanted;
use super::statement::Stated;
use super::table::{Piece, named_year};
use super::title::excerpt;
use super::whose::{self, LONGEST_LINE, Own};
use crate::document::{Block, Date, Grid};
use crate::finding::{Code, Finding, Origin, catalogue, terms};
use crate::report::{SameOrgan, same_organ};
use std::collections::BTreeSet;

/// From this month on a year's figures may be gathered.
const LAST_MONTH: u8 = 12;

/// Where a line stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum At {
    /// By itself, or the only text of its row.
    Line,
    /// In a cell of a table that is no statutory one.
    Cell,
    /// The same, beside figures of that table's own: 东湖区 there is whose they are.
    Row,
    /// In a cell of a statutory table.
    Table,
}

struct Line {
    text: String,
    origin: Origin,
    at: At,
}

/// The findings that quote a line because it may speak of others.
const WHOSE: [&Code; 3] = [
    catalogue::recognize::FIGURES_OWNER_UNCLEAR,
    catalogue::recognize::FIGURES_PART_OF_YEAR,
    catalogue::recognize::FIGURES_GATHERED_EARLY,
];

/// The short lines of a file, its tables' labels with them.
pub(super) struct Evidence(Vec<Line>);

impl Evidence {
    /// What stands in the pieces.
    pub(super) fn of(pieces: &[Piece]) -> Self {
        let mut lines = Vec::new();
        for piece in pieces {
            match piece {
                Piece::Block(Block::Table(grid)) => rows(grid, &mut lines),
                Piece::Block(block) => push(&mut lines, &block.running_text(), &block.origin(), At::Line),
                Piece::Table(recognized) => {
                    for cell in recognized.grid.cells() {
                        let text = cell.plain_text();
                        if text.chars().any(char::is_alphabetic) {
                            push(&mut lines, &text, &cell.origin, At::Table);
                        }
                    }
                }
            }
        }
        Evidence(lines)
    }

    /// Puts what the lines say where nothing else did, and says what speaks against what else was said. `is_year_disputed` and
    /// `is_organ_disputed`: statements disagree, so no line decides.
    pub(super) fn complete(
        &self,
        stated: &mut Stated,
        (is_organ_disputed, is_year_disputed): (bool, bool),
        wanted: &Wanted,
        findings: &mut Vec<Finding>,
    ) {
        if !is_year_disputed {
            self.complete_year(stated, wanted, findings);
        }
        if stated.organ.is_none() && !is_organ_disputed {
            stated.organ = self.organ(wanted, findings);
        }
        for line in self.0.iter().filter(|line| line.at != At::Table && is_of_part_of_year(&line.text)) {
            say_part_of_year(&line.text, &line.origin, findings);
        }
        if let Some(year) = stated.year.or(wanted.year) {
            self.say_if_gathered_in_another_year(year, findings);
        }
        let own = Own { organ: wanted.organ.or(stated.organ.as_deref()), year: wanted.year.or(stated.year) };
        self.quote_what_is_left_open(own, findings);
    }

    /// Quotes the lines nothing was said of so far that may name another body or year.
    fn quote_what_is_left_open(&self, own: Own<'_>, findings: &mut Vec<Finding>) {
        let may_say = |line: &&Line| !matches!(line.at, At::Table | At::Row);
        for line in self.0.iter().filter(may_say).filter(|line| whose::may_be_of_others(&line.text, own)) {
            let quoted = excerpt(&line.text);
            let is_said = findings.iter().any(|finding| {
                finding.is_any(&WHOSE) && finding.value("text").is_some_and(|text| quoted.contains(text))
            });
            if !is_said {
                findings.push(unclear(line));
            }
        }
    }

    fn complete_year(&self, stated: &mut Stated, wanted: &Wanted, findings: &mut Vec<Finding>) {
        let spoken = self.0.iter().map(|line| match named_year(&line.text).filter(|_| line.at == At::Table) {
            Some((year, _)) => (line, BTreeSet::from([year])),
            None => (line, whose::years_spoken_of(&line.text)),
        });
        let spoken: Vec<(&Line, BTreeSet<u16>)> = spoken.filter(|(_, years)| !years.is_empty()).collect();
        if let Some(year) = stated.year {
            let against = spoken.iter().find(|(line, years)| {
                !years.contains(&year)
                    && (line.at == At::Table || whose::is_of_figures(&line.text) || is_only_year(line))
            });
            findings.extend(against.map(|(line, _)| {
                match named_year(&line.text).filter(|(said, _)| line.at == At::Table && *said != year) {
                    Some((said, _)) => catalogue::recognize::statements_disagree(
                        terms::YEAR,
                        year,
                        terms::as_quoted(said, excerpt(&line.text)),
                    )
                    .at_origin(&line.origin),
                    None => unclear(line),
                }
            }));
            return;
        }
        let all: BTreeSet<u16> = spoken.iter().flat_map(|(_, years)| years).copied().collect();
        match (all.first(), spoken.first()) {
            (Some(year), Some((line, _))) if all.len() == 1 => {
                stated.year = Some(*year);
                let finding = catalogue::recognize::figures_owner_from_line(terms::YEAR, year, excerpt(&line.text));
                findings.push(finding.at_origin(&line.origin));
            }
            (Some(_), first) => {
                let other = spoken.iter().find(|(_, years)| wanted.year.is_some_and(|year| !years.contains(&year)));
                findings.extend(other.or(first).map(|(line, _)| unclear(line)));
            }
            _ => {}
        }
    }

    /// The body all lines name that name one.
    fn organ(&self, wanted: &Wanted, findings: &mut Vec<Finding>) -> Option<String> {
        let lines = self.0.iter().filter(|line| line.at == At::Line);
        let named: Vec<(&Line, &str)> =
            lines.filter_map(|line| Some((line, whose::body_spoken_of(&line.text)?))).collect();
        let (first, name) = named.first()?;
        let sought = wanted.organ.unwrap_or(name);
        if let Some((other, _)) = named.iter().find(|(_, name)| same_organ(sought, name) == SameOrgan::No) {
            findings.push(unclear(other));
            return None;
        }
        let finding = catalogue::recognize::figures_owner_from_line(terms::ORGAN, name, excerpt(&first.text));
        findings.push(finding.at_origin(&first.origin));
        Some(whose::tidy_name(name))
    }

    fn say_if_gathered_in_another_year(&self, year: u16, findings: &mut Vec<Finding>) {
        let lines = self.0.iter().filter(|line| line.at != At::Table);
        let days = lines.filter_map(|line| Some((whose::last_day_gathered(&line.text)?, line)));
        let Some((day, line)) = days.max_by_key(|(day, _)| *day) else { return };
        // Filled in when the next year's figures are due.
        if day.year() > year.saturating_add(1) {
            findings.push(unclear(line));
        } else if Date::new(year, LAST_MONTH, 1).is_some_and(|end| day < end) {
            findings
                .push(catalogue::recognize::figures_gathered_early(excerpt(&line.text), year).at_origin(&line.origin));
        }
    }
}

/// Whether a text that is no part of the flow, a page header or a comment, may say that figures are another body's or year's than
/// these, or of a part of the year.
#[must_use]
pub fn may_be_of_others(text: &str, organ: Option<&str>, year: Option<u16>) -> bool {
    let is_other = |year: u16| {
        let years = whose::years_spoken_of(text);
        !years.is_empty() && !years.contains(&year)
    };
    text.chars().nth(LONGEST_LINE).is_none()
        && (year.is_some_and(is_other)
            || whose::is_part_of_year(text)
            || whose::may_be_of_others(text, Own { organ, year }))
}

/// The body and the year that a text which is no part of the flow says its figures are of: 清河市民政局2022年统计表 in a page header.
#[must_use]
pub fn owner_said(text: &str) -> (Option<String>, Option<u16>) {
    if whose::is_part_of_year(text) {
        return (None, None);
    }
    let years = whose::years_spoken_of(text);
    let only = if years.len() == 1 { years.first().copied() } else { None };
    (whose::of_caption(text).organ.filter(|organ| whose::is_body(organ)), only)
}

/// Says that figures are those of a part of a year.
pub(super) fn say_part_of_year(text: &str, origin: &Origin, findings: &mut Vec<Finding>) {
    let finding = catalogue::recognize::figures_part_of_year(excerpt(text)).at_origin(origin);
    if !findings.contains(&finding) {
        findings.push(finding);
    }
}

/// Whether a line is a year and next to nothing else: （2022年度）.
fn is_only_year(line: &Line) -> bool {
    const LONGEST: usize = 8;
    line.text.chars().count() <= LONGEST
}

/// Whether a line says of the figures that they are of a part of a year, and not of something else that it happened then.
fn is_of_part_of_year(text: &str) -> bool {
    const LONGEST: usize = 12;
    whose::is_part_of_year(text) && (whose::is_of_figures(text) || text.chars().count() <= LONGEST)
}

fn unclear(line: &Line) -> Finding {
    catalogue::recognize::figures_owner_unclear(excerpt(&line.text)).at_origin(&line.origin)
}

/// The rows of a table that is no statutory one: a label and what stands beside it are one line.
fn rows(grid: &Grid, lines: &mut Vec<Line>) {
    for row in 0..grid.rows() {
        let cells = grid.cells_in_rows(row, row);
        let filled: Vec<(String, &Origin)> = cells
            .iter()
            .map(|cell| (cell.plain_text(), &cell.origin))
            .filter(|(text, _)| !text.trim().is_empty())
            .collect();
        match filled.as_slice() {
            [(text, origin)] => {
                text.split('\n').for_each(|line| push(lines, line, or_grid(origin, grid), At::Line));
            }
            [(label, _), (value, origin)] => {
                let label = label.trim().trim_end_matches(['：', ':']);
                push(lines, &format!("{label}：{}", value.trim()), or_grid(origin, grid), At::Line);
            }
            several if let Some(year) = year_in_cells(several) => {
                let origin = several.first().map_or(&grid.origin, |(_, origin)| *origin);
                push(lines, &year, or_grid(origin, grid), At::Line);
            }
            several => {
                let figures = several.iter().filter(|(text, _)| is_number(text)).count();
                let at = if figures > 1 { At::Row } else { At::Cell };
                several.iter().for_each(|(text, origin)| push(lines, text, or_grid(origin, grid), at));
            }
        }
    }
}

/// A year whose digits stand in a cell each, or two to a cell: 2, 0, 2, 2, 年.
fn year_in_cells(cells: &[(String, &Origin)]) -> Option<String> {
    const MOST: usize = 12;
    let texts = || cells.iter().map(|(text, _)| text.trim());
    let is_split = cells.len() <= MOST && texts().all(|text| text.chars().nth(3).is_none());
    let line = texts().collect::<String>();
    (is_split && line.contains('年') && !whose::years_spoken_of(&line).is_empty()).then_some(line)
}

/// Whether a cell holds a number and nothing else; a year is none.
fn is_number(text: &str) -> bool {
    const YEAR: usize = 4;
    let text = text.trim();
    text.len() != YEAR
        && text.contains(|c: char| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_digit() || "-.,%".contains(c))
}

fn or_grid<'o>(origin: &'o Origin, grid: &'o Grid) -> &'o Origin {
    if origin.0.is_some() { origin } else { &grid.origin }
}

fn push(lines: &mut Vec<Line>, text: &str, origin: &Origin, at: At) {
    let text = text.trim();
    if !text.is_empty() && text.chars().nth(LONGEST_LINE).is_none() {
        lines.push(Line { text: text.to_owned(), origin: origin.clone(), at });
    }
}
