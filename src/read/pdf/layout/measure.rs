//! What is usual in a document: the size of its text, its margins, the distance of its lines.

use super::lines::Line;
use std::collections::BTreeMap;

/// Lines with fewer characters say nothing of margins.
const LONG: usize = 8;

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
    /// What is usual among these lines.
    pub(super) fn of<'l>(lines: impl Iterator<Item = &'l Line> + Clone) -> Self {
        let mut sizes: BTreeMap<i64, usize> = BTreeMap::new();
        for line in lines.clone() {
            *sizes.entry((line.size * 2.0).round() as i64).or_default() += line.text().chars().count();
        }
        let body =
            sizes.iter().max_by_key(|(size, count)| (**count, **size)).map_or(12.0, |(size, _)| *size as f64 / 2.0);
        let is_body = |line: &&Line| (line.size - body).abs() < 0.6 && line.text().chars().count() > LONG;
        let mut of_page: BTreeMap<(usize, usize), Vec<&Line>> = BTreeMap::new();
        for line in lines.clone().filter(is_body) {
            of_page.entry((line.page, line.column)).or_default().push(line);
        }
        let everything: Vec<&Line> = of_page.values().flatten().copied().collect();
        let pages = of_page.iter().filter(|(_, lines)| lines.len() >= 6);
        let pages = pages.filter_map(|(page, lines)| Some((*page, margins(lines)?))).collect();
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
        Measure { body, pitch, pages, all: margins(&everything) }
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
