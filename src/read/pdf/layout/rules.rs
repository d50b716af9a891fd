//! Rules → straight lines: pieces snapped to each other and joined, and which of them belong together.

use super::super::facts::Rule;

/// Rules nearer to each other than this are one: double lines, and edges that neighbouring cells draw each for itself.
const SNAP: f64 = 2.2;

/// Pieces of a rule with gaps up to this are one: dots, dashes, borders drawn cell by cell.
const JOIN: f64 = 3.0;

/// How far from its end a rule may be crossed.
const REACH: f64 = 4.5;

/// Rules shorter than this, once joined, are no lines of a table.
const SHORTEST: f64 = 4.0;

/// More lines in one direction of a page than this are a drawing.
const MAX_LINES: usize = 4_000;

/// Lines that cross each other, directly or through others.
#[derive(Debug, Default)]
pub(super) struct Lattice {
    pub horizontal: Vec<Rule>,
    pub vertical: Vec<Rule>,
}

/// What the rules of a page are.
#[derive(Debug, Default)]
pub(super) struct PageRules {
    pub lattices: Vec<Lattice>,
    /// Horizontal lines that cross nothing, sorted by position: underlines, the rule above footnotes.
    pub lone: Vec<Rule>,
    /// The vertical lines of a page without a table, sorted by position: they may be the edges of one row, with none to close it.
    pub upright: Vec<Rule>,
    /// Whether there are more lines than tables have.
    pub is_drawing: bool,
}

/// Pieces of exactly one line, joined.
fn joined(rules: impl Iterator<Item = Rule>, apart: f64) -> Vec<Rule> {
    let mut rules: Vec<Rule> =
        rules.filter(|rule| rule.position.is_finite() && rule.start.is_finite() && rule.end.is_finite()).collect();
    rules.sort_by(|a, b| a.position.total_cmp(&b.position).then(a.start.total_cmp(&b.start)));
    let mut lines = Vec::new();
    let mut cluster: Vec<Rule> = Vec::new();
    for rule in rules {
        let begins = match (cluster.first(), cluster.last()) {
            (Some(first), Some(last)) => {
                rule.position - last.position > apart || rule.position - first.position > 1.6 * apart
            }
            _ => false,
        };
        if begins {
            join_cluster(&mut cluster, &mut lines);
        }
        cluster.push(rule);
    }
    join_cluster(&mut cluster, &mut lines);
    lines
}

/// Rules that lie side by side become one, at their mean weighed by length, wherever they touch.
fn join_cluster(cluster: &mut Vec<Rule>, lines: &mut Vec<Rule>) {
    let mut pieces = std::mem::take(cluster);
    let length: f64 = pieces.iter().map(|rule| rule.end - rule.start).sum::<f64>().max(1e-9);
    let position = pieces.iter().map(|rule| rule.position * (rule.end - rule.start)).sum::<f64>() / length;
    pieces.sort_by(|a, b| a.start.total_cmp(&b.start));
    let mut open: Option<Rule> = None;
    for piece in pieces {
        match &mut open {
            Some(line) if piece.start <= line.end + JOIN => {
                line.end = line.end.max(piece.end);
                line.width = line.width.max(piece.width);
            }
            _ => lines.extend(open.replace(Rule { position, ..piece })),
        }
    }
    lines.extend(open);
}

/// The lines of a page's rules, those that cross gathered.
pub(super) fn page_rules(rules: &[Rule]) -> PageRules {
    let lines = |horizontal: bool| {
        let exact = joined(rules.iter().filter(|rule| rule.horizontal == horizontal).copied(), 0.3);
        let long = exact.into_iter().filter(|rule| rule.end - rule.start > SHORTEST);
        let mut lines = joined(long, SNAP);
        lines.sort_by(|a, b| a.position.total_cmp(&b.position));
        lines
    };
    let (horizontal, vertical) = (lines(true), lines(false));
    if horizontal.len() > MAX_LINES || vertical.len() > MAX_LINES {
        return PageRules { lone: horizontal, is_drawing: true, ..PageRules::default() };
    }
    let mut sets = Sets::new(horizontal.len() + vertical.len());
    for (index, across) in horizontal.iter().enumerate() {
        let first = vertical.partition_point(|down| down.position < across.start - REACH);
        for (offset, down) in vertical.get(first..).unwrap_or_default().iter().enumerate() {
            if down.position > across.end + REACH {
                break;
            }
            if across.position >= down.start - REACH && across.position <= down.end + REACH {
                sets.unite(index, horizontal.len() + first + offset);
            }
        }
    }
    let mut lattices: Vec<Lattice> = Vec::new();
    let mut of_set: Vec<Option<usize>> = vec![None; horizontal.len() + vertical.len()];
    for (index, rule) in horizontal.iter().chain(&vertical).enumerate() {
        let root = sets.root(index);
        let Some(slot) = of_set.get_mut(root) else { continue };
        let at = *slot.get_or_insert_with(|| {
            lattices.push(Lattice::default());
            lattices.len() - 1
        });
        if let Some(lattice) = lattices.get_mut(at) {
            if rule.horizontal { lattice.horizontal.push(*rule) } else { lattice.vertical.push(*rule) }
        }
    }
    let mut page = PageRules::default();
    let mut lone_vertical = Vec::new();
    for lattice in lattices {
        if lattice.vertical.is_empty() {
            page.lone.extend(lattice.horizontal);
        } else if lattice.horizontal.is_empty() {
            lone_vertical.extend(lattice.vertical);
        } else {
            page.lattices.push(lattice);
        }
    }
    page.lone.sort_by(|a, b| a.position.total_cmp(&b.position));
    if page.lattices.is_empty() {
        page.upright = lone_vertical;
        page.upright.sort_by(|a, b| a.position.total_cmp(&b.position));
        return page;
    }
    for rule in lone_vertical {
        adopt(rule, &mut page.lattices);
    }
    page
}

/// A vertical line that touches nothing (the left edge of a label that runs over the page's end) goes to the lattice beside it.
fn adopt(rule: Rule, lattices: &mut [Lattice]) {
    let mut nearest: Option<(f64, usize)> = None;
    for (index, lattice) in lattices.iter().enumerate() {
        let Some(frame) = lattice.frame() else { continue };
        let shared = rule.end.min(frame.bottom) - rule.start.max(frame.top);
        if shared < 0.7 * (frame.bottom - frame.top) || shared < 0.9 * (rule.end - rule.start) {
            continue;
        }
        let apart = (frame.left - rule.position).max(rule.position - frame.right).max(0.0);
        if apart < 160.0 && nearest.is_none_or(|(least, _)| apart < least) {
            nearest = Some((apart, index));
        }
    }
    if let Some(lattice) = nearest.and_then(|(_, index)| lattices.get_mut(index)) {
        lattice.vertical.push(rule);
        lattice.vertical.sort_by(|a, b| a.position.total_cmp(&b.position));
    }
}

impl Lattice {
    /// What its lines reach over.
    pub(super) fn frame(&self) -> Option<super::super::facts::Area> {
        let least = |values: &mut dyn Iterator<Item = f64>| values.reduce(f64::min);
        let most = |values: &mut dyn Iterator<Item = f64>| values.reduce(f64::max);
        let (across, down) = (&self.horizontal, &self.vertical);
        Some(super::super::facts::Area {
            left: least(&mut across.iter().map(|r| r.start).chain(down.iter().map(|r| r.position)))?,
            right: most(&mut across.iter().map(|r| r.end).chain(down.iter().map(|r| r.position)))?,
            top: least(&mut down.iter().map(|r| r.start).chain(across.iter().map(|r| r.position)))?,
            bottom: most(&mut down.iter().map(|r| r.end).chain(across.iter().map(|r| r.position)))?,
        })
    }
}

/// Disjoint sets.
#[derive(Debug)]
pub(super) struct Sets(Vec<usize>);

impl Sets {
    pub(super) fn new(size: usize) -> Self {
        Sets((0..size).collect())
    }

    pub(super) fn root(&mut self, mut index: usize) -> usize {
        while let Some(&parent) = self.0.get(index).filter(|parent| **parent != index) {
            let grandparent = self.0.get(parent).copied().unwrap_or(parent);
            if let Some(slot) = self.0.get_mut(index) {
                *slot = grandparent;
            }
            index = grandparent;
        }
        index
    }

    pub(super) fn unite(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        // The smaller index stays the root, so that sets come in the order of their first members.
        if let Some(slot) = self.0.get_mut(a.max(b)) {
            *slot = a.min(b);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(in super::super) fn across(y: f64, start: f64, end: f64) -> Rule {
        Rule { horizontal: true, position: y, start, end, width: 0.5 }
    }

    fn down(x: f64, start: f64, end: f64) -> Rule {
        Rule { horizontal: false, position: x, start, end, width: 0.5 }
    }

    #[test]
    fn pieces_dots_and_double_lines_are_one_line() {
        let dots = (0..40).map(|i| across(100.0, 50.0 + 2.5 * f64::from(i), 51.0 + 2.5 * f64::from(i)));
        let mut rules: Vec<Rule> = dots.collect();
        rules.extend([across(101.8, 50.0, 150.0), across(100.1, 149.0, 240.0)]);
        rules.extend([down(50.0, 100.0, 120.0), down(50.2, 121.0, 180.0)]);
        let page = page_rules(&rules);
        assert_eq!((page.lattices.len(), page.lone.len()), (1, 0));
        let lattice = &page.lattices[0];
        assert_eq!((lattice.horizontal.len(), lattice.vertical.len()), (1, 1));
        assert_eq!((lattice.horizontal[0].start, lattice.horizontal[0].end), (50.0, 240.0));
    }

    #[test]
    fn tables_apart_stay_apart_and_underlines_are_alone() {
        let mut rules = Vec::new();
        for top in [100.0, 200.0] {
            rules.extend([across(top, 50.0, 150.0), across(top + 40.0, 50.0, 150.0)]);
            rules.extend([down(50.0, top, top + 40.0), down(150.0, top, top + 40.0)]);
        }
        rules.push(across(300.0, 60.0, 90.0));
        let page = page_rules(&rules);
        assert_eq!((page.lattices.len(), page.lone.len()), (2, 1));
    }

    #[test]
    fn a_hundred_thousand_rules_are_a_drawing() {
        let rules: Vec<Rule> = (0..100_000)
            .map(|i| {
                let i = f64::from(i);
                if i % 2.0 == 0.0 { across(i * 3.0, 0.0, 50.0) } else { down(i * 3.0, 0.0, 50.0) }
            })
            .collect();
        assert!(page_rules(&rules).is_drawing);
    }
}
