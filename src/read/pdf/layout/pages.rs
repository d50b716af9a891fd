//! Tables that go on over a page's end: one table again, with nothing said twice and nothing cut in two.

#[cfg(test)]
mod tests;

use super::grid::{Cell, Guess, Table, shrink};
use super::lines::Doubt;
use super::numbering::{follows, is_numbered};
use super::text::{first_unit_end, join_runs};
use std::collections::BTreeSet;

/// Edges of two pages nearer to each other than this are one.
const SAME_EDGE: f64 = 4.0;

/// How far the text may be moved sideways on the other side of a leaf.
const MAX_SHIFT: f64 = 40.0;

fn compact(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn has_letters(text: &str) -> bool {
    text.chars().any(char::is_alphabetic)
}

fn is_figure(text: &str) -> bool {
    !text.is_empty() && !has_letters(text)
}

/// The two tables as one, where the second is the first going on; else both as they are.
///
/// `tags_span`: whether tables of the structure tree go on over pages, so that two elements are two tables.
pub(super) fn join_tables(first: Table, second: Table, tags_span: bool) -> Result<Table, Box<(Table, Table)>> {
    match joined(&first, &second, tags_span) {
        Some(table) => Ok(table),
        None => Err(Box::new((first, second))),
    }
}

fn joined(first: &Table, second: &Table, tags_span: bool) -> Option<Table> {
    let (left, right) = (first.xs.first()?, first.xs.last()?);
    let (other_left, other_right) = (second.xs.first()?, second.xs.last()?);
    let shift = other_left - left;
    if ((right - left) - (other_right - other_left)).abs() > 5.0 || shift.abs() > MAX_SHIFT {
        return None;
    }
    let tagged = first.element.zip(second.element).map(|(a, b)| a == b).filter(|same| *same || tags_span);
    let (mut first, mut second) = (first.clone(), second.clone());
    second.xs.iter_mut().for_each(|x| *x -= shift);
    let within = |few: &[f64], many: &[f64]| few.iter().all(|x| many.iter().any(|y| (x - y).abs() < SAME_EDGE));
    let one_frame = within(&first.xs, &second.xs) || within(&second.xs, &first.xs);
    // Tables made of parts, each under a row as wide as the table, have other columns in each part.
    let inner = |xs: &[f64]| xs.get(1..xs.len().saturating_sub(1)).unwrap_or_default().to_vec();
    let shares = inner(&first.xs).iter().any(|x| inner(&second.xs).iter().any(|y| (x - y).abs() < SAME_EDGE));
    let wide = |table: &Table, cell: &Cell| cell.columns == table.columns() && cell.rows == 1;
    let in_parts = first.cells.iter().any(|cell| cell.row > 0 && wide(&first, cell))
        && second.cells.iter().any(|cell| cell.row == 0 && wide(&second, cell));
    let one_frame = one_frame || shares || in_parts;
    align_columns(&mut first, &mut second);
    let repeated = drop_repeated_header(&first, &mut second);
    let open = open_columns(&first, &second);
    let any_open = open.iter().any(|open| *open);
    match tagged {
        Some(true) => {}
        // Two elements, but a row that is plainly cut between them.
        Some(false) if any_open && one_frame => {
            first.guesses.push(Guess::Contradicted { page: second.page });
        }
        Some(false) => return None,
        None if repeated > 0 || any_open => {}
        None if one_frame => first.guesses.push(Guess::Joined { page: second.page }),
        None => return None,
    }
    first.header_rows = first.header_rows.max(repeated);
    drop_blank_stub(&mut first, &second);
    let seam = Seam::between(&first, &second, &open, tags_span);
    let (whole_row, labels) = (seam.clone(), seam.without_cut());
    let mut table = [whole_row, labels, Seam::default()].into_iter().find_map(|seam| seam.sew(&first, &second))?;
    table.element = first.element;
    shrink(&mut table);
    Some(table)
}

/// Gives both tables the columns either has.
fn align_columns(first: &mut Table, second: &mut Table) {
    let mut all: Vec<f64> = first.xs.iter().chain(&second.xs).copied().collect();
    all.sort_by(f64::total_cmp);
    let mut edges: Vec<f64> = Vec::new();
    for x in all {
        if edges.last().is_none_or(|last| x - last > SAME_EDGE) {
            edges.push(x);
        }
    }
    for table in [first, second] {
        let index = |x: &f64| {
            let nearest = edges.iter().enumerate().min_by(|a, b| (a.1 - x).abs().total_cmp(&(b.1 - x).abs()));
            nearest.map_or(0, |(index, _)| index)
        };
        let places: Vec<usize> = table.xs.iter().map(index).collect();
        let place = |column: usize| places.get(column).copied().unwrap_or_default();
        let spread = |closed: &[bool]| {
            let mut wide = vec![false; edges.len().saturating_sub(1)];
            for (column, closed) in closed.iter().enumerate() {
                if let Some(places) = wide.get_mut(place(column)..place(column + 1)) {
                    places.fill(*closed);
                }
            }
            wide
        };
        table.closed_above = spread(&table.closed_above);
        table.closed_below = spread(&table.closed_below);
        for cell in &mut table.cells {
            let end = place(cell.column + cell.columns);
            cell.column = place(cell.column);
            cell.columns = end.saturating_sub(cell.column).max(1);
        }
        for broken in &mut table.broken {
            broken.1 = place(broken.1);
        }
        table.xs = edges.clone();
    }
}

/// Takes rows off the top of a table that repeat the first rows of the one before, and tells how many.
fn drop_repeated_header(first: &Table, second: &mut Table) -> usize {
    let row = |table: &Table, row: usize| -> Vec<(usize, usize, usize, String)> {
        let cells = table.cells.iter().filter(|cell| cell.row == row);
        cells.map(|cell| (cell.column, cell.columns, cell.rows, compact(&cell.text()))).collect()
    };
    let mut rows = 0;
    while rows + 1 < second.rows && rows < first.rows {
        let (before, after) = (row(first, rows), row(second, rows));
        // The last row before the page's end may have been cut.
        let torn = rows + 1 == first.rows && before.len() == after.len();
        let alike = before.iter().zip(&after).all(|(a, b)| {
            (a.0, a.1, a.2) == (b.0, b.1, b.2) && (a.3 == b.3 || (torn && !a.3.is_empty() && b.3.starts_with(&a.3)))
        });
        let same = before.len() == after.len() && alike && after.iter().any(|(_, _, _, text)| has_letters(text));
        let marked = second.cells.iter().filter(|cell| cell.row == rows).all(|cell| cell.artifact && !cell.is_blank())
            && !after.is_empty()
            && before.iter().map(|cell| &cell.3).eq(after.iter().map(|cell| &cell.3));
        if !same && !marked {
            break;
        }
        rows += 1;
    }
    // A header ends where all its cells do.
    while rows > 0 && second.cells.iter().any(|cell| cell.row < rows && cell.row + cell.rows > rows) {
        rows -= 1;
    }
    if rows == 0 {
        return 0;
    }
    let again: String = second.cells.iter().filter(|cell| cell.row < rows).map(Cell::text).collect();
    second.printed_again.push_str(&again);
    second.cells.retain(|cell| cell.row >= rows);
    second.cells.iter_mut().for_each(|cell| cell.row -= rows);
    second.broken.retain_mut(|place| {
        let stays = place.0 >= rows;
        place.0 = place.0.saturating_sub(rows);
        stays
    });
    second.rows -= rows;
    second.closed_above = vec![true; second.columns()];
    rows
}

/// For each column, whether no line closes it at the page's end and none at the next page's beginning.
fn open_columns(first: &Table, second: &Table) -> Vec<bool> {
    first.closed_below.iter().zip(&second.closed_above).map(|(below, above)| !below && !above).collect()
}

/// A last row with nothing in it is what was left of a page when the row had gone to the next.
fn drop_blank_stub(first: &mut Table, second: &Table) {
    let Some(last) = first.rows.checked_sub(1).filter(|last| *last > 0) else { return };
    let in_last = |cell: &&Cell| cell.row + cell.rows > last;
    let blank = first.cells.iter().filter(in_last).all(|cell| cell.row == last && cell.is_blank());
    let says = second.cells.iter().any(|cell| cell.row == 0 && !cell.is_blank());
    if blank && says {
        first.cells.retain(|cell| cell.row != last);
        first.rows = last;
        first.closed_below = vec![true; first.columns()];
    }
}

/// A cell that goes on: the one before the page's end, and the one after it.
#[derive(Debug, Clone)]
struct Pair {
    before: usize,
    after: usize,
    how: How,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum How {
    /// The text goes on.
    GoesOn,
    /// The text is printed again.
    Again,
}

/// How two parts of a table meet.
#[derive(Debug, Clone, Default)]
struct Seam {
    pairs: Vec<Pair>,
    /// Whether the first row of the second part is the rest of the last row of the first.
    cuts_row: bool,
    guesses: Vec<Guess>,
}

impl Seam {
    fn without_cut(&self) -> Self {
        Seam { cuts_row: false, ..self.clone() }
    }

    fn between(first: &Table, second: &Table, open: &[bool], tags_span: bool) -> Self {
        let mut seam = Seam::default();
        let ends = |cell: &Cell| cell.row + cell.rows == first.rows;
        let above = |after: &Cell| {
            first
                .cells
                .iter()
                .position(|before| ends(before) && before.column == after.column && before.columns == after.columns)
        };
        let heads: Vec<(usize, &Cell)> = second.cells.iter().enumerate().filter(|(_, cell)| cell.row == 0).collect();
        let is_open = |cell: &Cell| {
            let columns = open.get(cell.column..cell.column + cell.columns).unwrap_or_default();
            columns.iter().filter(|open| **open).count() * 2 > cell.columns
        };
        let tagged = tags_span && heads.iter().any(|(_, cell)| cell.element.is_some());
        for (after, cell) in &heads {
            let Some(before) = above(cell) else { continue };
            let Some(upper) = first.cells.get(before) else { continue };
            let (text, upper_text) = (compact(&cell.text()), compact(&upper.text()));
            let again = text == upper_text && has_letters(&text);
            let same_element = cell.element.is_some() && cell.element == upper.element;
            let how = if same_element || (cell.artifact && !cell.is_blank() && !upper.artifact && again) {
                Some(if again && cell.artifact { How::Again } else { How::GoesOn })
            } else if is_open(cell) && is_numbered(&text) && is_numbered(&upper_text) && !again {
                // Each with a number of its own: no line parts them, and they are two all the same.
                None
            } else if is_open(cell) {
                Some(if again { How::Again } else { How::GoesOn })
            } else if tagged && cell.element.is_some() && upper.element.is_some() {
                None
            } else {
                seam.guess(first, second, cell, upper, &heads)
            };
            seam.pairs.extend(how.map(|how| Pair { before, after: *after, how }));
        }
        seam.cuts_row = seam.is_row_cut(first, second, &heads, open);
        if seam.cuts_row && !tagged && seam.are_two_rows(first, &heads) {
            seam.cuts_row = false;
            let cells = |pair: &Pair| first.cells.get(pair.before).zip(second.cells.get(pair.after));
            let rows: Vec<(&Cell, &Cell)> =
                heads.iter().filter_map(|(_, cell)| Some((first.cells.get(above(cell)?)?, *cell))).collect();
            seam.pairs.retain(|pair| {
                cells(pair).is_some_and(|(upper, cell)| upper.rows > 1 || cell.rows > 1 || is_group(upper, cell, &rows))
            });
        }
        if !seam.cuts_row && !tagged && !open.iter().any(|open| *open) {
            seam.cuts_row = seam.guess_row_cut(first, second, &heads, &above);
        }
        seam
    }

    /// Whether a cell below a closed edge is the rest of the label above it.
    fn guess(
        &mut self,
        first: &Table,
        second: &Table,
        cell: &Cell,
        upper: &Cell,
        heads: &[(usize, &Cell)],
    ) -> Option<How> {
        let (text, above) = (compact(&cell.text()), compact(&upper.text()));
        let page = second.page;
        let merged = cell.rows > 1 || upper.rows > 1;
        // A label has other labels, or figures, to its right.
        let is_beside = |other: &Cell| other.column > cell.column && !other.is_blank();
        let is_label_beside = |other: &Cell| is_beside(other) && has_letters(&other.text());
        let beside = heads.iter().any(|(_, other)| is_beside(other));
        // Blank places left of other labels are labels whose text stands on another page.
        let groups = heads.iter().any(|(_, other)| is_label_beside(other))
            && first.cells.iter().any(|other| other.row >= upper.row && is_label_beside(other));
        if above.is_empty() {
            // So are blank places in a header.
            let figures = |table: &Table, row: usize| {
                table.cells.iter().any(|other| other.row == row && is_figure(&compact(&other.text())))
            };
            let in_header = has_letters(&text) && !figures(first, first.rows.saturating_sub(1)) && !figures(second, 0);
            let labelled = groups && (text.is_empty() || has_letters(&text)) && (merged || cell.column == 0);
            let goes_on = in_header || labelled;
            if goes_on && !text.is_empty() {
                self.guesses.push(Guess::Rejoined { page, text });
            }
            return goes_on.then_some(How::GoesOn);
        }
        if !has_letters(&above) {
            return None;
        }
        // The same label stands whole elsewhere.
        let whole = format!("{above}{text}");
        if has_letters(&text) && first.cells.iter().chain(&second.cells).any(|other| compact(&other.text()) == whole) {
            self.guesses.push(Guess::Rejoined { page, text: whole });
            return Some(How::GoesOn);
        }
        if !beside {
            return None;
        }
        let in_column = |table: &Table| -> Vec<String> {
            let cells = table.cells.iter().filter(|other| other.column == cell.column);
            cells.map(|other| compact(&other.text())).filter(|text| !text.is_empty()).collect()
        };
        let labels: Vec<String> = in_column(first).into_iter().chain(in_column(second)).collect();
        if text.is_empty() {
            let others = heads.iter().filter(|(_, other)| other.is_blank()).count();
            let goes_on = cell.rows > 1 || (upper.rows > 1 && others == 1) || groups;
            if goes_on {
                self.guesses.push(Guess::Rejoined { page, text: above });
            }
            return goes_on.then_some(How::GoesOn);
        }
        if text == above {
            let spans = first.cells.iter().chain(&second.cells);
            let merged = merged || spans.filter(|other| other.column == cell.column).any(|other| other.rows > 1);
            // Where rows say their label each for itself, so does this one.
            let distinct: BTreeSet<&String> = labels.iter().collect();
            let said_each_time = labels.len() > distinct.len() + 1;
            if merged && !said_each_time {
                self.guesses.push(Guess::Repeated { page, text });
                return Some(How::Again);
            }
            return None;
        }
        let numbered = labels.iter().filter(|label| is_numbered(label)).count();
        let cut = is_numbered(&above) && !is_numbered(&text) && numbered >= 2;
        if merged && has_letters(&text) && (cut || is_unclosed(&above)) {
            self.guesses.push(Guess::Rejoined { page, text: format!("{above}{text}") });
            return Some(How::GoesOn);
        }
        None
    }

    /// By open edges or the structure tree.
    fn is_row_cut(&self, first: &Table, second: &Table, heads: &[(usize, &Cell)], open: &[bool]) -> bool {
        let goes_on = |index: usize| self.pairs.iter().find(|pair| pair.after == index);
        // A cell of the last row itself, with text of its own, that goes on.
        let by_element = heads.iter().any(|(index, cell)| {
            let upper = goes_on(*index).and_then(|pair| first.cells.get(pair.before));
            upper.is_some_and(|upper| {
                cell.element.is_some()
                    && cell.element == upper.element
                    && cell.rows == 1
                    && upper.row + 1 == first.rows
                    && !cell.artifact
                    && !cell.is_blank()
                    && second.cells.iter().all(|other| other.row != 0 || other.column != cell.column || other.rows == 1)
            })
        });
        if by_element {
            // Labels that span rows may go on as well; a row is cut only if nothing in it is new.
            return heads.iter().all(|(index, cell)| cell.rows > 1 || cell.is_blank() || goes_on(*index).is_some());
        }
        if !open.iter().any(|open| *open) || self.pairs.is_empty() {
            return false;
        }
        let single: Vec<usize> = heads.iter().filter(|(_, cell)| cell.rows == 1).map(|(index, _)| *index).collect();
        open.iter().all(|open| *open) || (!single.is_empty() && single.iter().all(|index| goes_on(*index).is_some()))
    }

    /// Whether what meets at open edges is two rows, though no line parts them: each has its label, and either both have figures
    /// in one column, or the label above ends before its cell does, or the one below has a number of its own.
    fn are_two_rows(&self, first: &Table, heads: &[(usize, &Cell)]) -> bool {
        let met = heads.iter().filter(|(_, cell)| cell.rows == 1).filter_map(|(index, cell)| {
            let pair = self.pairs.iter().find(|pair| pair.after == *index)?;
            Some((first.cells.get(pair.before).filter(|upper| upper.rows == 1)?, *cell))
        });
        let figures =
            met.clone().any(|(upper, cell)| is_figure(&compact(&upper.text())) && is_figure(&compact(&cell.text())));
        let is_label = |cell: &&Cell| cell.rows == 1 && has_letters(&cell.text());
        let lasts = first.cells.iter().filter(|cell| cell.row + 1 == first.rows);
        let upper = lasts.filter(is_label).min_by_key(|cell| cell.column);
        let lower = heads.iter().map(|(_, cell)| *cell).filter(is_label).min_by_key(|cell| cell.column);
        let Some((upper, lower)) = upper.zip(lower) else { return false };
        let ends = upper.paragraphs.last().is_some_and(|paragraph| !paragraph.is_full());
        figures || ((ends || is_numbered(&compact(&lower.text()))) && !is_unclosed(&compact(&upper.text())))
    }

    /// Closed on both pages: text that breaks off in a full cell, with nothing beside it where the row above has something.
    fn guess_row_cut(
        &mut self,
        first: &Table,
        second: &Table,
        heads: &[(usize, &Cell)],
        above: &dyn Fn(&Cell) -> Option<usize>,
    ) -> bool {
        // Labels that span rows are another matter: they go on or not by themselves.
        let single: Vec<&(usize, &Cell)> = heads.iter().filter(|(_, cell)| cell.rows == 1).collect();
        let uppers: Option<Vec<&Cell>> = single.iter().map(|(_, cell)| first.cells.get(above(cell)?)).collect();
        let Some(uppers) = uppers.filter(|uppers| uppers.len() > 1) else { return false };
        let met: Vec<(&Cell, &Cell)> = uppers.into_iter().zip(single.iter().map(|(_, cell)| *cell)).collect();
        let spans_meet = heads.iter().filter(|(_, cell)| cell.rows > 1).all(|(_, cell)| above(cell).is_some());
        if !spans_meet || !(is_text_cut(&met) || is_label_cut(&met, first) || is_header_cut(&met, first, second)) {
            return false;
        }
        let said = met.iter().filter(|(_, cell)| !cell.is_blank());
        let text = said.map(|(_, cell)| cell.text()).collect::<Vec<_>>().join(" ");
        self.guesses.push(Guess::RowRejoined { page: second.page, text });
        for (after, cell) in heads {
            if self.pairs.iter().all(|pair| pair.after != *after)
                && let Some(before) = above(cell)
            {
                self.pairs.push(Pair { before, after: *after, how: How::GoesOn });
            }
        }
        true
    }

    /// The one table; `None` where cells would lie over each other.
    fn sew(&self, first: &Table, second: &Table) -> Option<Table> {
        let offset = if self.cuts_row { first.rows.checked_sub(1)? } else { first.rows };
        let mut table = first.clone();
        for pair in &self.pairs {
            let (upper, lower) = (table.cells.get_mut(pair.before)?, second.cells.get(pair.after)?);
            upper.rows = (offset + lower.rows).checked_sub(upper.row)?;
            match pair.how {
                How::GoesOn => append(upper, lower),
                How::Again => table.printed_again.push_str(&lower.text()),
            }
        }
        let paired: BTreeSet<usize> = self.pairs.iter().map(|pair| pair.after).collect();
        for (index, cell) in second.cells.iter().enumerate().filter(|(index, _)| !paired.contains(index)) {
            let mut cell = cell.clone();
            // Beside a cut row, what is blank is the rest of the cell above.
            if self.cuts_row && cell.row == 0 && cell.is_blank() && cell.rows == 1 {
                continue;
            }
            let _ = index;
            cell.row += offset;
            table.cells.push(cell);
        }
        table.printed_again.push_str(&second.printed_again);
        table.rows = offset + second.rows;
        table.closed_below = second.closed_below.clone();
        table.last_page = second.last_page;
        table.broken.extend(second.broken.iter().map(|(row, column)| (row + offset, *column)));
        table.guesses.extend(self.guesses.iter().chain(&second.guesses).cloned());
        table.area.bottom = second.area.bottom;
        table.ys.clear();
        tiles(&table).then_some(table)
    }
}

/// Whether what stands in one row on each side of a seam is the label of a group both belong to: they count on beside it.
fn is_group(upper: &Cell, cell: &Cell, rows: &[(&Cell, &Cell)]) -> bool {
    let [above, text] = [upper, cell].map(|cell| compact(&cell.text()));
    let counts_on = |(upper, cell): &(&Cell, &Cell)| follows(&compact(&upper.text()), &compact(&cell.text()));
    let beside = rows.iter().filter(|(other, _)| other.column > upper.column).any(counts_on);
    beside && !is_figure(&above) && !is_figure(&text) && (above.is_empty() || !is_numbered(&text))
}

/// Whether the text of a cell breaks off where its cell ends, and what stands below it goes on.
fn breaks_off((upper, cell): &(&Cell, &Cell)) -> bool {
    let (text, above) = (compact(&cell.text()), compact(&upper.text()));
    has_letters(&text)
        && !is_numbered(&text)
        && !above.ends_with(['。', '；'])
        && !is_figure(&above)
        && upper.paragraphs.last().is_some_and(|paragraph| paragraph.has_no_room_for(first_unit(&text)))
}

/// How many characters' room the first word of a text takes.
fn first_unit(text: &str) -> f64 {
    let unit = text.get(..first_unit_end(text)).unwrap_or(text);
    unit.chars().map(|c| if c.is_ascii() { 0.5 } else { 1.0 }).sum()
}

/// Whether a row was cut: its text goes on, and beside it stands nothing where the row above has something.
fn is_text_cut(met: &[(&Cell, &Cell)]) -> bool {
    let blank = met.iter().filter(|(_, cell)| cell.is_blank()).count();
    blank > 0
        && blank < met.len()
        && blank * 3 >= met.len()
        && met.iter().filter(|(_, cell)| !cell.is_blank()).all(breaks_off)
        && met.iter().any(|(upper, cell)| cell.is_blank() && !upper.is_blank())
}

/// Whether a row was cut within its label, all its figures below: among numbered labels, the rest of one has no number.
fn is_label_cut(met: &[(&Cell, &Cell)], first: &Table) -> bool {
    type Met<'c> = Vec<&'c (&'c Cell, &'c Cell)>;
    let (labels, figures): (Met<'_>, Met<'_>) = met.iter().partition(|(upper, _)| !upper.is_blank());
    let [label] = labels.as_slice() else { return false };
    let column = label.0.column;
    let numbered = first.cells.iter().filter(|cell| cell.column == column && is_numbered(&compact(&cell.text())));
    !figures.is_empty()
        && figures.iter().all(|(_, cell)| is_figure(&compact(&cell.text())))
        && is_numbered(&compact(&label.0.text()))
        && numbered.count() > 1
        && breaks_off(label)
}

/// Whether the heads of columns were cut: nothing but heads before the page's end, their rest and then figures after it.
fn is_header_cut(met: &[(&Cell, &Cell)], first: &Table, second: &Table) -> bool {
    let has_figures = |table: &Table| table.cells.iter().any(|cell| is_figure(&compact(&cell.text())));
    let said: Vec<&(&Cell, &Cell)> = met.iter().filter(|(_, cell)| !cell.is_blank()).collect();
    let goes_on = |pair: &&&(&Cell, &Cell)| !pair.0.is_blank();
    !has_figures(first)
        && has_figures(second)
        && second.rows > 1
        && said.iter().filter(goes_on).count() > 1
        && said.iter().filter(goes_on).all(|pair| breaks_off(pair))
        && said.iter().all(|(_, cell)| {
            let text = compact(&cell.text());
            has_letters(&text) && !is_numbered(&text)
        })
}

/// Adds what a cell says on the next page.
fn append(upper: &mut Cell, lower: &Cell) {
    let mut rest = lower.paragraphs.iter();
    if let Some(last) = upper.paragraphs.last_mut()
        && let Some(next) = rest.next()
    {
        let one = match (last.element, next.element) {
            (Some(before), Some(after)) => before == after,
            _ => true,
        };
        if one {
            let text = |runs: &[super::text::Run]| super::text::runs_text(runs);
            let digits = text(&last.runs).ends_with(|c: char| c.is_ascii_digit())
                && text(&next.runs).starts_with(|c: char| c.is_ascii_digit());
            if digits && !upper.doubts.contains(&Doubt::OverLines) {
                upper.doubts.push(Doubt::OverLines);
            }
            join_runs(&mut last.runs, next.runs.clone());
        } else {
            rest = lower.paragraphs.iter();
        }
    }
    upper.paragraphs.extend(rest.cloned());
    upper.nested.extend(lower.nested.iter().cloned());
    for doubt in &lower.doubts {
        if !upper.doubts.contains(doubt) {
            upper.doubts.push(*doubt);
        }
    }
    upper.artifact &= lower.artifact;
}

/// Whether a label breaks off inside brackets.
fn is_unclosed(text: &str) -> bool {
    let count = |of: [char; 2]| text.chars().filter(|c| of.contains(c)).count();
    count(['（', '(']) > count(['）', ')']) || count(['“', '《']) > count(['”', '》'])
}

/// Whether no two cells lie over each other.
fn tiles(table: &Table) -> bool {
    let columns = table.columns();
    let mut taken = vec![false; table.rows * columns];
    for cell in &table.cells {
        for row in cell.row..cell.row + cell.rows {
            let start = row * columns + cell.column;
            let Some(places) = taken.get_mut(start..start + cell.columns) else { return false };
            if places.iter().any(|taken| *taken) {
                return false;
            }
            places.fill(true);
        }
    }
    true
}
