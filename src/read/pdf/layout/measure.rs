//! What is usual in a document: the size of its text, its margins, the distance of its lines.

use super::grid::Table;
use super::lines::Line;
use crate::whole::Whole;
use std::collections::BTreeMap;

/// Lines with fewer characters say nothing of margins.
const LONG: usize = 8;

/// So many lines that end in one place end at the margin.
const ENOUGH_FULL: usize = 3;

/// How far, in sizes of the type, tables stand out of the measure they are as wide as: by the padding of their cells.
const OVERHANG: f64 = 1.2;

/// The deepest that first lines are set in, in sizes of the type, with a table's overhang.
const DEEPEST_INDENT: f64 = 3.2;

/// What is usual on one page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Margins {
    pub left: f64,
    pub right: f64,
}

/// What is usual in a document.
#[derive(Debug, Clone, Default)]
pub(super) struct Measure {
    /// The size most text is set in.
    pub body: f64,
    /// From baseline to baseline in running text.
    pub pitch: f64,
    /// By page and column.
    pages: BTreeMap<(usize, usize), Margins>,
    all: Option<Margins>,
}

impl Measure {
    /// What is usual among these lines, and these tables beside them.
    pub(super) fn of<'l>(
        lines: impl Iterator<Item = &'l Line> + Clone,
        tables: impl Iterator<Item = &'l Table> + Clone,
    ) -> Self {
        let mut sizes: BTreeMap<i64, usize> = BTreeMap::new();
        for line in lines.clone() {
            *sizes.entry(i64::whole((line.size * 2.0).round())).or_default() += line.text().chars().count();
        }
        let body =
            sizes.iter().max_by_key(|(size, count)| (**count, **size)).map_or(12.0, |(size, _)| *size as f64 / 2.0);
        let is_body = |line: &&Line| (line.size - body).abs() < 0.6 && line.text().chars().count() > LONG;
        let mut of_page: BTreeMap<(usize, usize), Vec<&Line>> = BTreeMap::new();
        for line in lines.clone().filter(is_body) {
            of_page.entry((line.page, line.column)).or_default().push(line);
        }
        let everything: Vec<&Line> = of_page.values().flatten().copied().collect();
        let all: Vec<&Line> = lines.clone().filter(|line| (line.size - body).abs() < 0.6).collect();
        let whole = widest(tables.clone());
        let known = |long: &[&Line], at: Option<(usize, usize)>| {
            let near: Vec<&Line> = match at {
                Some(at) => all.iter().copied().filter(|line| (line.page, line.column) == at).collect(),
                None => all.clone(),
            };
            // The tables of a page in columns are as wide as a column or as the page.
            let frame = match at {
                Some((_, column)) if column > 0 => None,
                Some((page, _)) => widest(tables.clone().filter(|table| table.page == page)).or(whole),
                None => whole,
            };
            let margins = margins(long)?;
            Some(frame.map_or(margins, |frame| beside_table(margins, frame, long, &near, body)))
        };
        let pages = of_page.iter().filter(|(_, lines)| lines.len() >= 6);
        let pages = pages.filter_map(|(page, lines)| Some((*page, known(lines, Some(*page))?))).collect();
        let mut pitches: Vec<f64> = of_page
            .values()
            .flat_map(|lines| lines.windows(2))
            .filter_map(|pair| match pair {
                [a, b] => Some(b.baseline - a.baseline),
                _ => None,
            })
            .filter(|pitch| (0.9 * body..3.5 * body).contains(pitch))
            .collect();
        pitches.sort_by(f64::total_cmp);
        let pitch = pitches.get(pitches.len() / 3).copied().unwrap_or(1.5 * body);
        Measure { body, pitch, pages, all: known(&everything, None) }
    }

    /// The margins of the page and column a line is in.
    pub(super) fn margins(&self, line: &Line) -> Option<Margins> {
        self.pages.get(&(line.page, line.column)).copied().or(self.all)
    }
}

fn margins(lines: &[&Line]) -> Option<Margins> {
    let mut lefts: Vec<f64> = lines.iter().map(|line| line.area.left).collect();
    let mut rights: Vec<f64> = lines.iter().map(|line| line.area.right).collect();
    lefts.sort_by(f64::total_cmp);
    rights.sort_by(f64::total_cmp);
    // A line in twenty may stick out to the left, one in ten to the right.
    let left = lefts.get(lefts.len() / 20)?;
    let right = rights.get(rights.len() - 1 - rights.len() / 10)?;
    Some(Margins { left: *left, right: *right })
}

/// The edges of the widest table.
fn widest<'t>(tables: impl Iterator<Item = &'t Table>) -> Option<Margins> {
    let edges = tables.map(|table| Margins { left: table.area.left, right: table.area.right });
    edges.max_by(|a, b| (a.right - a.left).total_cmp(&(b.right - b.left)))
}

/// The margins where few lines fill the measure: tables are mostly as wide as the text, and show where it begins and ends.
///
/// Text that is known to go from edge to edge is known better than by a table.
fn beside_table(margins: Margins, table: Margins, long: &[&Line], all: &[&Line], body: f64) -> Margins {
    let Margins { left, right } = margins;
    let ends_there = |line: &&&Line| (line.area.right - right).abs() < 0.6 * body;
    let from_left = |line: &&&Line| line.area.left < left + DEEPEST_INDENT * body;
    let fills = long.iter().filter(ends_there).filter(from_left).count() >= ENOUGH_FULL;
    let full = if fills { right } else { right.max(table.right - OVERHANG * body) } - body;
    // Where lines go on after full ones is where lines begin.
    let goes_on = |pair: &[&Line]| match pair {
        [a, b] => {
            let near = (0.9 * body..2.5 * body).contains(&(b.baseline - a.baseline));
            let is_full = a.area.right > full && a.area.left < left + DEEPEST_INDENT * body;
            (a.page == b.page && near && is_full && b.area.left < a.area.left + 0.5 * body).then_some(b.area.left)
        }
        _ => None,
    };
    let begins: Vec<f64> = all.windows(2).filter_map(goes_on).collect();
    let only_indented = (OVERHANG * body..DEEPEST_INDENT * body).contains(&(left - table.left))
        && begins.iter().all(|begin| *begin < left - 0.5 * body);
    let mut left = left;
    if only_indented {
        let flush = begins.into_iter().filter(|begin| *begin > table.left - 0.5 * body).reduce(f64::min);
        left = flush.unwrap_or(table.left);
    }
    // A table that stands out further is not as wide as the text.
    let as_wide = (left - table.left).abs() < OVERHANG * body;
    Margins { left, right: if as_wide && !fills { right.max(table.right) } else { right } }
}

#[cfg(test)]
mod tests {
    use super::super::lines::tests::{glyphs, lines_of};
    use super::*;
    use crate::read::pdf::facts::Area;

    /// Lines of a size of ten: where each begins, and what it says.
    fn page(lines: &[(f64, &str)]) -> Vec<Line> {
        let mut all = Vec::new();
        for (row, (left, text)) in lines.iter().enumerate() {
            all.extend(glyphs(text, *left, 100.0 + 18.0 * row as f64, 10.0));
        }
        lines_of(&all)
    }

    fn table(left: f64, right: f64) -> Table {
        Table { area: Area { left, right, top: 400.0, bottom: 500.0 }, ..Table::default() }
    }

    fn margins_of(lines: &[Line], tables: &[Table]) -> (f64, f64) {
        let margins = Measure::of(lines.iter(), tables.iter()).margins(&lines[0]).unwrap();
        (margins.left, margins.right)
    }

    #[test]
    fn short_prose_has_its_margins_from_the_tables() {
        let lines = page(&[
            (80.0, "一、主动公开政府信息情况"),
            (80.0, "二、存在的主要问题及改进情况"),
            (80.0, "本年度未收取信息处理费。"),
        ]);
        assert_eq!(margins_of(&lines, &[]), (80.0, 220.0));
        assert_eq!(margins_of(&lines, &[table(57.0, 357.0)]), (57.0, 357.0));
    }

    #[test]
    fn a_short_rest_of_a_paragraph_shows_where_lines_begin() {
        let lines = page(&[
            (80.0, "根据公开条例编制本报告根据公开条例编制本报告根据公开条例"),
            (60.0, "告。"),
            (80.0, "二、存在的主要问题及改进情况"),
            (80.0, "本年度未收取信息处理费。"),
            (270.0, "清河市民政局办公室"),
            (80.0, "抄送：区人民政府办公室。"),
        ]);
        assert_eq!(margins_of(&lines, &[table(54.0, 354.0)]), (60.0, 360.0));
    }

    #[test]
    fn tables_do_not_move_the_edges_of_text_that_fills_its_measure() {
        let full = "文字文字文字文字文字文字文字文字文字文字文字文字文字文字";
        let lines = page(&[(60.0, full), (60.0, full), (60.0, full), (60.0, full), (60.0, "文字。")]);
        assert_eq!(margins_of(&lines, &[table(35.0, 400.0)]), (60.0, 340.0));
    }
}
