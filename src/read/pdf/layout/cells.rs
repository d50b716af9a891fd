//! Glyphs → the cells they stand in, and whether the figures there can be trusted.

use super::super::facts::{Area, Glyph};
use super::grid::{Cell, CellParagraph, Owners, Table, lattice_to_table, shrink};
use super::lines::{Doubt, Line, PageContext, glyph_rows, glyphs_to_lines};
use super::rules::Lattice;
use super::tagged::Tags;
use super::tagged_tables::is_parted_by_tags;
use super::text::{join_runs, runs_text};
use crate::document::Alignment;

/// Text that stands further than this from both edges of its cell is in its middle, and may be short.
const MOST_PADDING: f64 = 8.0;

/// How far beyond an open edge text of a cell may stand, in sizes of its type.
const BEYOND: f64 = 6.0;

/// Where a glyph counts as standing: the middle of its body, whatever its font says of ascent and descent.
pub(super) fn centre(glyph: &Glyph) -> (f64, f64) {
    let Area { left, top, right, bottom } = glyph.area;
    let y =
        if glyph.turned == 0 && !glyph.vertical { glyph.origin.1 - 0.35 * glyph.size } else { (top + bottom) / 2.0 };
    ((left + right) / 2.0, y)
}

/// A table on its page, and the glyphs that are in it.
pub(super) struct Outline<'g> {
    pub table: Table,
    owners: Owners,
    glyphs: Vec<Vec<&'g Glyph>>,
    count: usize,
}

impl<'g> Outline<'g> {
    pub(super) fn holds(&self, x: f64, y: f64) -> bool {
        let area = self.table.area;
        x >= area.left - 1.0 && x <= area.right + 1.0 && y >= area.top - 1.0 && y <= area.bottom + 1.0
    }

    fn push(&mut self, cell: usize, glyph: &'g Glyph) {
        if let Some(glyphs) = self.glyphs.get_mut(cell) {
            self.count += usize::from(!glyph.text.trim().is_empty());
            glyphs.push(glyph);
        }
    }

    /// Whether the page's end may have left an edge of a row or label undrawn.
    fn is_open(&self, side: Side, height: f64) -> bool {
        match side {
            Side::Above => self.table.closed_above.contains(&false) && self.table.area.top < 0.25 * height,
            Side::Below => self.table.closed_below.contains(&false) && self.table.area.bottom > 0.7 * height,
        }
    }

    /// Takes the rows of glyphs beyond an open edge that go on with what its cells say, each whole or not at all; gives back the
    /// others. `rows`: from the edge outwards.
    fn take_beyond(&mut self, side: Side, rows: Vec<Vec<&'g Glyph>>) -> Vec<&'g Glyph> {
        let mut rows = rows.into_iter();
        let mut left = Vec::new();
        for row in rows.by_ref() {
            let Some(parts) = self.parts(side, &row) else {
                left.extend(row);
                break;
            };
            for (cell, glyphs) in parts {
                glyphs.into_iter().for_each(|glyph| self.push(cell, glyph));
            }
        }
        left.extend(rows.flatten());
        left
    }

    /// A row of glyphs by the cells it goes on in; `None` where any of it does not.
    fn parts(&self, side: Side, row: &[&'g Glyph]) -> Option<Vec<(usize, Vec<&'g Glyph>)>> {
        let Area { top, bottom, .. } = self.table.area;
        let (edge, closed) = match side {
            Side::Above => (top, &self.table.closed_above),
            Side::Below => (bottom, &self.table.closed_below),
        };
        let inside = if side == Side::Above { edge + 0.5 } else { edge - 0.5 };
        let mut parts: Vec<(usize, Vec<&'g Glyph>)> = Vec::new();
        for glyph in row.iter().filter(|glyph| !glyph.text.trim().is_empty()) {
            let (x, _) = centre(glyph);
            let column = self.table.xs.partition_point(|edge| *edge <= x).checked_sub(1)?;
            let at = self.owners.at(&self.table, x, inside)?;
            let cell = self.table.cells.get(at)?;
            let within = glyph.area.left > cell.area.left - 1.0 && glyph.area.right < cell.area.right + 1.0;
            if closed.get(column) != Some(&false) || !within {
                return None;
            }
            match parts.last_mut() {
                Some((last, glyphs)) if *last == at => glyphs.push(glyph),
                Some((_, glyphs)) => {
                    // Text that runs on over a cell's edge is no cell's.
                    let before = glyphs.last().map_or(f64::MIN, |before| before.area.right);
                    if glyph.area.left - before < 0.5 * glyph.size {
                        return None;
                    }
                    parts.push((at, vec![glyph]));
                }
                None => parts.push((at, vec![glyph])),
            }
        }
        parts.iter().all(|(cell, glyphs)| self.goes_on(*cell, glyphs, side, edge)).then_some(parts)
    }

    /// Whether text beyond an edge is the next line of a cell: of its size, at the distance of its lines, and no figure.
    fn goes_on(&self, cell: usize, glyphs: &[&Glyph], side: Side, edge: f64) -> bool {
        let Some(first) = glyphs.first() else { return false };
        let size = glyphs.iter().map(|glyph| glyph.size).fold(0.0, f64::max);
        let own = self.glyphs.get(cell).into_iter().flatten().filter(|glyph| !glyph.text.trim().is_empty());
        let nearest = match side {
            Side::Above => own.min_by(|a, b| a.origin.1.total_cmp(&b.origin.1)),
            Side::Below => own.max_by(|a, b| a.origin.1.total_cmp(&b.origin.1)),
        };
        let is_figure = !glyphs.iter().any(|glyph| glyph.text.chars().any(char::is_alphabetic));
        match nearest {
            Some(near) => {
                let pitch = (first.origin.1 - near.origin.1).abs() / size.max(0.01);
                let ends_in_digit = near.text.chars().any(|c| c.is_ascii_digit());
                (near.size - size).abs() < 0.12 * size && (0.7..2.2).contains(&pitch) && !(is_figure && ends_in_digit)
            }
            None => {
                let (_, y) = centre(first);
                let all = self.glyphs.iter().flatten().filter(|glyph| !glyph.text.trim().is_empty());
                let alike = all.clone().filter(|glyph| (glyph.size - size).abs() < 0.12 * size).count();
                !is_figure && (y - edge).abs() < 1.5 * size && alike * 2 >= all.count()
            }
        }
    }
}

/// Where something stands beyond a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Above,
    Below,
}

/// The tables that rules draw on a page, without text.
pub(super) fn outlines<'g>(lattices: &[Lattice], page: usize) -> Vec<Outline<'g>> {
    let tables = lattices.iter().filter_map(|lattice| lattice_to_table(lattice, page));
    let mut outlines: Vec<Outline<'g>> = tables
        .map(|(table, owners)| Outline { glyphs: vec![Vec::new(); table.cells.len()], table, owners, count: 0 })
        .collect();
    // The smallest first: a table in a cell of another takes its text.
    let size = |area: Area| (area.right - area.left) * (area.bottom - area.top);
    outlines.sort_by(|a, b| size(a.table.area).total_cmp(&size(b.table.area)));
    outlines
}

/// These tables with their text; the glyphs that stand in none.
pub(super) fn ruled_tables<'g>(
    mut outlines: Vec<Outline<'g>>,
    glyphs: &[&'g Glyph],
    context: &PageContext<'_>,
) -> (Vec<Table>, Vec<&'g Glyph>) {
    let mut loose = Vec::new();
    for glyph in glyphs {
        let (x, y) = centre(glyph);
        let home = outlines.iter_mut().find(|outline| outline.holds(x, y));
        let cell = home.and_then(|outline| Some((outline.owners.at(&outline.table, x, y)?, outline)));
        match cell {
            Some((cell, outline)) => outline.push(cell, glyph),
            None => loose.push(*glyph),
        }
    }
    for outline in &mut outlines {
        for side in [Side::Above, Side::Below] {
            if outline.is_open(side, context.height) {
                take_beyond(outline, side, &mut loose);
            }
        }
    }
    let mut tables: Vec<Table> = Vec::new();
    for outline in outlines {
        // Lines around nothing: a picture's frame, an empty form field.
        if outline.count == 0 {
            continue;
        }
        if is_parted_by_tags(&outline.glyphs, context) {
            loose.extend(outline.glyphs.into_iter().flatten());
            continue;
        }
        let (table, glyphs) = fill(outline, context);
        if table.cells.is_empty() {
            loose.extend(glyphs.into_iter().flatten());
            continue;
        }
        tables.push(table);
    }
    (nest(tables), loose)
}

/// Gives a table what goes on beyond an open edge of it.
fn take_beyond<'g>(outline: &mut Outline<'g>, side: Side, loose: &mut Vec<&'g Glyph>) {
    let Area { top, bottom, .. } = outline.table.area;
    let (near, others): (Vec<&Glyph>, Vec<&Glyph>) = loose.drain(..).partition(|glyph| {
        let (_, y) = centre(glyph);
        let beyond = if side == Side::Above { top - y } else { y - bottom };
        (0.0..BEYOND * glyph.size).contains(&beyond)
    });
    let mut rows = glyph_rows(&near);
    if side == Side::Above {
        rows.reverse();
    }
    *loose = others;
    loose.extend(outline.take_beyond(side, rows));
}

fn is_within((x, y): (f64, f64), area: Area) -> bool {
    x >= area.left && x <= area.right && y >= area.top && y <= area.bottom
}

/// Puts tables that lie in a cell of another into it; `tables` come smallest first.
fn nest(mut tables: Vec<Table>) -> Vec<Table> {
    let mut index = 0;
    while index < tables.len() {
        let Some(area) = tables.get(index).map(|table| table.area) else { break };
        let middle = ((area.left + area.right) / 2.0, (area.top + area.bottom) / 2.0);
        let holds = |cell: &Cell| {
            is_within(middle, cell.area) && area.left > cell.area.left - 1.0 && area.right < cell.area.right + 1.0
        };
        let outer = tables
            .iter()
            .enumerate()
            .skip(index + 1)
            .find(|(_, outer)| is_within(middle, outer.area) && outer.cells.iter().any(holds))
            .map(|(outer, _)| outer);
        let Some(outer) = outer else {
            index += 1;
            continue;
        };
        let inner = tables.remove(index);
        if let Some(cell) = tables.get_mut(outer - 1).and_then(|outer| outer.cells.iter_mut().find(|cell| holds(cell)))
        {
            cell.nested.push(inner);
        }
    }
    tables.sort_by(|a, b| a.area.top.total_cmp(&b.area.top).then(a.area.left.total_cmp(&b.area.left)));
    tables
}

/// A line's first or last digit where it stands at an edge of its cell.
struct EdgeDigit {
    row: usize,
    rows: usize,
    baseline: f64,
    x: f64,
    size: f64,
    cell: usize,
}

fn fill<'g>(outline: Outline<'g>, context: &PageContext<'_>) -> (Table, Vec<Vec<&'g Glyph>>) {
    let Outline { mut table, glyphs, .. } = outline;
    let (mut firsts, mut lasts) = (Vec::new(), Vec::new());
    let mut elements = Vec::new();
    for (index, (cell, glyphs)) in table.cells.iter_mut().zip(&glyphs).enumerate() {
        if glyphs.is_empty() {
            continue;
        }
        let mut lines = glyphs_to_lines(glyphs, context);
        lines.sort_by(|a, b| a.area.top.total_cmp(&b.area.top));
        for line in &lines {
            let text = line.text();
            let digit = |x| EdgeDigit {
                row: cell.row,
                rows: cell.rows,
                baseline: line.baseline,
                x,
                size: line.size,
                cell: index,
            };
            if text.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
                firsts.push(digit(line.area.left));
            }
            if text.ends_with(|c: char| c.is_ascii_digit() || c == '.') {
                lasts.push(digit(line.area.right));
            }
        }
        let over_rule = |glyph: &&&Glyph| {
            let width = glyph.area.right - glyph.area.left;
            let over = (cell.area.left - glyph.area.left).max(glyph.area.right - cell.area.right);
            over > 0.25 * width && over > 1.0 && glyph.text.chars().any(|c| c.is_ascii_digit())
        };
        if glyphs.iter().any(|glyph| over_rule(&glyph)) {
            cell.doubts.push(Doubt::OverRule);
        }
        cell.artifact = lines.iter().all(|line| line.artifact);
        cell.element = Tags::most(glyphs.iter().map(|glyph| {
            let at = context.tags.block(context.page, glyph.mcid);
            (at.and_then(|at| context.tags.around(at, &["TD", "TH"])), 1)
        }));
        elements.push((cell.element.and_then(|element| context.tags.around(element, &["Table"])), glyphs.len()));
        lines_to_cell(lines, cell);
    }
    table.element = Tags::most(elements.into_iter());
    // Digits of one number on both sides of a rule.
    firsts.sort_by(|a, b| a.x.total_cmp(&b.x));
    for last in &lasts {
        let from = firsts.partition_point(|first| first.x < last.x - 0.15 * last.size);
        let touching = firsts.iter().skip(from).take_while(|first| first.x < last.x + 0.15 * last.size);
        for first in touching {
            let beside = first.row < last.row + last.rows && last.row < first.row + first.rows;
            if beside && first.cell != last.cell && (first.baseline - last.baseline).abs() < 0.2 * last.size {
                for index in [first.cell, last.cell] {
                    if let Some(cell) = table.cells.get_mut(index) {
                        doubt(cell, Doubt::OverCells);
                    }
                }
            }
        }
    }
    shrink(&mut table);
    (table, glyphs)
}

fn doubt(cell: &mut Cell, doubt: Doubt) {
    if !cell.doubts.contains(&doubt) {
        cell.doubts.push(doubt);
    }
}

/// The paragraphs of a cell's lines.
pub(super) fn lines_to_cell(lines: Vec<Line>, cell: &mut Cell) {
    let mut paragraphs: Vec<(Vec<Line>, CellParagraph)> = Vec::new();
    // How near text comes to the cell's edges.
    let left = lines.iter().map(|line| line.area.left).fold(f64::MAX, f64::min) - cell.area.left;
    let right = cell.area.right - lines.iter().map(|line| line.area.right).fold(f64::MIN, f64::max);
    let padding = left.min(right).max(0.0);
    for line in lines {
        line.doubts.iter().for_each(|found| doubt(cell, *found));
        let width = line.area.right - line.area.left + 2.0 * padding.min(MOST_PADDING);
        let room = Some((cell.area.right - cell.area.left - width) / line.size);
        let going_on = paragraphs.last().is_some_and(|(lines, paragraph)| {
            lines.last().is_some_and(|last| continues_in_cell(last, &line, paragraph, cell, padding))
        });
        if !going_on {
            let paragraph = CellParagraph { runs: line.runs.clone(), element: line.element, align: None, room };
            paragraphs.push((vec![line], paragraph));
            continue;
        }
        let Some((lines, paragraph)) = paragraphs.last_mut() else { continue };
        let digits = runs_text(&paragraph.runs).ends_with(|c: char| c.is_ascii_digit())
            && line.text().starts_with(|c: char| c.is_ascii_digit());
        if digits {
            doubt(cell, Doubt::OverLines);
            // Only what filled its line goes on in the next; a smaller digit above or below is a mark.
            let same_size = lines.last().is_some_and(|last| (last.size - line.size).abs() < 0.1 * last.size);
            if !paragraph.is_full() || !same_size {
                let paragraph = CellParagraph { runs: line.runs.clone(), element: line.element, align: None, room };
                paragraphs.push((vec![line], paragraph));
                continue;
            }
        }
        join_runs(&mut paragraph.runs, line.runs.clone());
        paragraph.room = room;
        lines.push(line);
    }
    cell.paragraphs = paragraphs
        .into_iter()
        .map(|(lines, paragraph)| CellParagraph { align: alignment(&lines, cell.area), ..paragraph })
        .collect();
}

/// Whether a line of a cell goes on in the next: a label broken to fit is one label, two sentences are two.
fn continues_in_cell(last: &Line, next: &Line, paragraph: &CellParagraph, cell: &Cell, padding: f64) -> bool {
    if let (Some(before), Some(after)) = (last.element, next.element) {
        return before == after;
    }
    let room = cell.area.right - padding - last.area.right;
    let ends = runs_text(&paragraph.runs).ends_with(['。', '；', '！', '？']);
    let gap = next.area.top - last.area.bottom;
    !(ends && room > 2.0 * last.size) && gap < 1.5 * last.size.max(next.size)
}

/// The alignment lines show within a cell; `None` where they fill it.
fn alignment(lines: &[Line], area: Area) -> Option<Alignment> {
    let gaps: Vec<(f64, f64, f64)> =
        lines.iter().map(|line| (line.area.left - area.left, area.right - line.area.right, line.size)).collect();
    let free = |(left, right, size): &(f64, f64, f64)| left + right > 1.5 * size;
    if !gaps.iter().any(free) {
        return None;
    }
    if gaps.iter().all(|(left, right, size)| (left - right).abs() < 0.35 * size) {
        return Some(Alignment::Center);
    }
    let ragged = gaps.iter().any(|(left, right, size)| left - right > size.max(1.0));
    let flush = gaps.iter().all(|(_, right, size)| *right < 1.2 * size);
    Some(if ragged && flush { Alignment::End } else { Alignment::Start })
}

#[cfg(test)]
mod tests {
    use super::super::grid::tests::grid_rules;
    use super::super::lines::tests::glyphs;
    use super::super::rules::page_rules;
    use super::super::text::Faces;
    use super::*;

    fn read(rules: &[super::super::super::facts::Rule], glyphs: &[Glyph]) -> (Vec<Table>, usize) {
        let (tags, faces) = (Tags::default(), Faces::default());
        let context =
            PageContext { page: 0, width: 595.0, height: 842.0, links: &[], strokes: &[], tags: &tags, faces: &faces };
        let glyphs: Vec<&Glyph> = glyphs.iter().collect();
        let (tables, loose) = ruled_tables(outlines(&page_rules(rules).lattices, 0), &glyphs, &context);
        (tables, loose.len())
    }

    fn texts(table: &Table) -> Vec<String> {
        table.cells.iter().map(Cell::text).collect()
    }

    #[test]
    fn a_glyph_is_where_its_centre_is() {
        let rules = grid_rules(&[100.0, 200.0, 300.0], &[100.0, 120.0, 140.0], &[(0, 0, 1, 2)]);
        let mut text = glyphs("合计", 190.0, 114.0, 10.0);
        text.extend(glyphs("12", 145.0, 134.0, 10.0));
        text.extend(glyphs("34", 245.0, 134.0, 10.0));
        text.extend(glyphs("外面", 100.0, 180.0, 10.0));
        let (tables, loose) = read(&rules, &text);
        assert_eq!((texts(&tables[0]), loose), (vec!["合计".into(), "12".into(), "34".into()], 2));
        assert_eq!(tables[0].cells[0].paragraphs[0].align, Some(Alignment::Center));
        assert!(tables[0].cells.iter().all(|cell| cell.doubts.is_empty()));
    }

    #[test]
    fn labels_broken_to_fit_are_whole_and_vertical_ones_too() {
        let rules = grid_rules(&[100.0, 124.0, 200.0], &[100.0, 170.0, 190.0], &[]);
        let mut text = glyphs("商业", 102.0, 120.0, 10.0);
        text.extend(glyphs("企业", 102.0, 132.0, 10.0));
        for (i, c) in "办理结果".chars().enumerate() {
            text.extend(glyphs(&c.to_string(), 145.0, 115.0 + 14.0 * i as f64, 10.0));
        }
        let (tables, _) = read(&rules, &text);
        assert_eq!(texts(&tables[0])[..2], ["商业企业", "办理结果"]);
    }

    #[test]
    fn figures_that_can_not_be_trusted_are_doubted() {
        let rules = grid_rules(&[100.0, 120.0, 200.0], &[100.0, 140.0], &[]);
        // A number that runs on over the rule.
        let (tables, _) = read(&rules, &glyphs("1139884", 103.0, 125.0, 10.0));
        assert!(tables[0].cells[0].doubts.contains(&Doubt::OverCells));
        // One that is broken into two lines, and two that are one above the other.
        for (first, left, whole) in [("11391139113911", 122.0, "11391139113911884"), ("1139", 150.0, "1139\n884")] {
            let mut text = glyphs(first, left, 115.0, 10.0);
            text.extend(glyphs("884", left, 127.0, 10.0));
            let (tables, _) = read(&rules, &text);
            assert_eq!(
                (texts(&tables[0])[1].as_str(), tables[0].cells[1].doubts.as_slice()),
                (whole, [Doubt::OverLines].as_slice())
            );
        }
        // Two in one place.
        let mut text = glyphs("12", 150.0, 115.0, 10.0);
        text.extend(glyphs("3", 156.0, 115.0, 10.0));
        let (tables, _) = read(&rules, &text);
        assert_eq!(tables[0].cells[1].doubts, [Doubt::Overlap]);
    }

    #[test]
    fn a_table_in_a_cell_stays_apart() {
        let mut rules = grid_rules(&[100.0, 300.0, 400.0], &[100.0, 200.0, 220.0], &[]);
        rules.extend(grid_rules(&[120.0, 180.0, 240.0], &[130.0, 150.0], &[]));
        let mut text = glyphs("外", 110.0, 115.0, 10.0);
        text.extend(glyphs("甲", 140.0, 144.0, 10.0));
        text.extend(glyphs("乙", 200.0, 144.0, 10.0));
        let (tables, loose) = read(&rules, &text);
        assert_eq!((tables.len(), loose), (1, 0));
        assert_eq!(tables[0].cells[0].text(), "外");
        assert_eq!(texts(&tables[0].cells[0].nested[0]), ["甲", "乙"]);
    }
}
