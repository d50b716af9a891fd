//! Pieces of one table that no rule joins: parts of a table open at its sides, below each other; parts of a row beside a label
//! whose edges the page's end left undrawn.

use super::super::facts::{Area, Glyph, PageFacts, Rule};
use super::cells::centre;
use super::rules::{Lattice, PageRules};

/// Edges nearer to each other than this are one.
const SAME_EDGE: f64 = 3.0;

/// How far the text may be moved sideways on the other side of a leaf.
const MAX_SHIFT: f64 = 40.0;

/// A row between two pieces is not higher than this, in sizes of its type, for each of its lines; and this much more.
const LINE: f64 = 1.6;
const PADDING: f64 = 1.3;

/// Joins the pieces on each page.
pub(super) fn join_pieces(pages: &mut [PageRules], facts: &[PageFacts]) {
    for (page, facts) in pages.iter_mut().zip(facts) {
        join_below(page, &facts.glyphs);
    }
    rows_alone(pages);
    join_beside(pages);
}

/// One row on a page of its own, between the edges of the table on the page before, without a line above or below it.
fn rows_alone(pages: &mut [PageRules]) {
    for index in 1..pages.len() {
        let Some((before, [page, ..])) = pages.split_at_mut_checked(index) else { return };
        let (Some(first), Some(last)) = (page.upright.first(), page.upright.last()) else { continue };
        let framed = before.last().into_iter().flat_map(|page| &page.lattices);
        let framed = framed.filter_map(|lattice| Some((lattice.frame()?, lattice)));
        let Some((frame, above)) = framed.max_by(|a, b| a.0.bottom.total_cmp(&b.0.bottom)) else { continue };
        let shift = first.position - frame.left;
        let is_edge = |rule: &Rule| above.vertical.iter().any(|edge| is_near(rule.position - shift, edge.position));
        let is_even = |rule: &Rule| is_near(rule.start, first.start) && is_near(rule.end, first.end);
        if page.upright.len() < 3
            || shift.abs() > MAX_SHIFT
            || !is_near(last.position - shift, frame.right)
            || !page.upright.iter().all(|rule| is_edge(rule) && is_even(rule))
        {
            continue;
        }
        // Lines of no length: where the row ends, and that nothing closes it there.
        let end =
            |y: f64| Rule { horizontal: true, position: y, start: first.position, end: first.position, width: 0.0 };
        let horizontal = vec![end(first.start), end(first.end)];
        page.lattices.push(Lattice { horizontal, vertical: std::mem::take(&mut page.upright) });
    }
}

fn is_near(a: f64, b: f64) -> bool {
    (a - b).abs() < SAME_EDGE
}

/// Whether rules reach out to both sides, where none stands.
fn is_open_at_sides(lattice: &Lattice, frame: Area) -> bool {
    !lattice.vertical.iter().any(|rule| is_near(rule.position, frame.left) || is_near(rule.position, frame.right))
}

/// A piece: a lattice open at its sides, or a rule that crosses nothing.
struct Piece {
    frame: Area,
    lattice: Lattice,
    is_rule: bool,
}

/// Pieces of one width below each other, with one row of text between: a row that goes from side to side.
fn join_below(page: &mut PageRules, glyphs: &[Glyph]) {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut closed: Vec<Lattice> = Vec::new();
    for lattice in std::mem::take(&mut page.lattices) {
        match lattice.frame().filter(|frame| is_open_at_sides(&lattice, *frame)) {
            Some(frame) => pieces.push(Piece { frame, lattice, is_rule: false }),
            None => closed.push(lattice),
        }
    }
    if pieces.is_empty() {
        page.lattices = closed;
        return;
    }
    for rule in std::mem::take(&mut page.lone) {
        let frame = Area { left: rule.start, right: rule.end, top: rule.position, bottom: rule.position };
        pieces.push(Piece { frame, lattice: Lattice { horizontal: vec![rule], vertical: Vec::new() }, is_rule: true });
    }
    pieces.sort_by(|a, b| a.frame.top.total_cmp(&b.frame.top));
    let mut sorted: Vec<&Glyph> = glyphs.iter().filter(|glyph| !glyph.text.trim().is_empty()).collect();
    sorted.sort_by(|a, b| centre(a).1.total_cmp(&centre(b).1));
    let mut groups: Vec<Piece> = Vec::new();
    for piece in pieces {
        let fits = |above: &&mut Piece| {
            is_near(above.frame.left, piece.frame.left)
                && is_near(above.frame.right, piece.frame.right)
                && is_one_row(above.frame, piece.frame, &sorted)
        };
        match groups.iter_mut().rev().take(8).find(fits) {
            Some(above) => {
                above.frame.bottom = piece.frame.bottom;
                above.is_rule &= piece.is_rule;
                above.lattice.horizontal.extend(piece.lattice.horizontal);
                above.lattice.vertical.extend(piece.lattice.vertical);
            }
            None => groups.push(piece),
        }
    }
    for mut group in groups {
        if group.is_rule {
            page.lone.append(&mut group.lattice.horizontal);
            continue;
        }
        sort(&mut group.lattice);
        closed.push(group.lattice);
    }
    page.lone.sort_by(|a, b| a.position.total_cmp(&b.position));
    page.lattices = closed;
}

fn sort(lattice: &mut Lattice) {
    let by_position = |a: &Rule, b: &Rule| a.position.total_cmp(&b.position);
    lattice.horizontal.sort_by(by_position);
    lattice.vertical.sort_by(by_position);
}

/// Whether what stands between two rules is a row of a table: lines of one size, close between them.
fn is_one_row(above: Area, below: Area, sorted: &[&Glyph]) -> bool {
    let height = below.top - above.bottom;
    if height < 0.0 {
        return false;
    }
    let from = sorted.partition_point(|glyph| centre(glyph).1 < above.bottom);
    let inside: Vec<&&Glyph> =
        sorted.get(from..).unwrap_or_default().iter().take_while(|glyph| centre(glyph).1 < below.top).collect();
    let within = |glyph: &&&Glyph| glyph.area.left > above.left - 1.0 && glyph.area.right < above.right + 1.0;
    if inside.is_empty() || !inside.iter().all(within) {
        return false;
    }
    let size = inside.iter().map(|glyph| glyph.size).fold(0.0, f64::max);
    let mut lines = 0usize;
    let mut last = f64::MIN;
    for glyph in &inside {
        if glyph.origin.1 - last > 0.5 * size {
            lines += 1;
            last = glyph.origin.1;
        }
    }
    // Text of the table's own size: a heading between two tables is larger.
    let between = |from: f64, to: f64| {
        let place = |y: f64| sorted.partition_point(|glyph| centre(glyph).1 < y);
        sorted.get(place(from)..place(to)).unwrap_or_default().iter()
    };
    let table = between(above.top, above.bottom).chain(between(below.top, below.bottom));
    let mut sizes: Vec<f64> = table.map(|glyph| glyph.size).collect();
    sizes.sort_by(f64::total_cmp);
    let usual = sizes.get(sizes.len() / 2).copied().unwrap_or(size);
    size < 1.12 * usual && height < (lines as f64 * LINE + PADDING) * size
}

/// Pieces beside each other that have one upper and one lower edge, where the table before or after the page's end has just
/// their edges.
fn join_beside(pages: &mut [PageRules]) {
    let edges: Vec<(Vec<f64>, Vec<f64>)> = pages
        .iter()
        .map(|page| {
            let framed = page.lattices.iter().filter_map(|lattice| Some((lattice.frame()?, lattice)));
            let first = framed.clone().min_by(|a, b| a.0.top.total_cmp(&b.0.top));
            let last = framed.max_by(|a, b| a.0.bottom.total_cmp(&b.0.bottom));
            let xs = |found: Option<(Area, &Lattice)>| -> Vec<f64> {
                found
                    .map(|(_, lattice)| lattice.vertical.iter().map(|rule| rule.position).collect())
                    .unwrap_or_default()
            };
            (xs(first), xs(last))
        })
        .collect();
    for (index, page) in pages.iter_mut().enumerate() {
        if page.lattices.len() < 2 {
            continue;
        }
        let before = index.checked_sub(1).and_then(|before| edges.get(before)).map(|(_, last)| last);
        let after = edges.get(index + 1).map(|(first, _)| first);
        for whole in before.into_iter().chain(after).filter(|xs| xs.len() > 2) {
            join_as(whole, &mut page.lattices);
        }
    }
}

/// Joins lattices side by side whose edges together are these.
fn join_as(whole: &[f64], lattices: &mut Vec<Lattice>) {
    let mut index = 0;
    while index + 1 < lattices.len() {
        let pair = lattices.get(index).and_then(|one| Some((index, one.frame()?)));
        let Some((at, frame)) = pair else { break };
        let beside = lattices.iter().enumerate().position(|(other, lattice)| {
            other > at
                && lattice.frame().is_some_and(|next| {
                    is_near(next.top, frame.top)
                        && is_near(next.bottom, frame.bottom)
                        && (next.left > frame.right || next.right < frame.left)
                })
                && lattices.get(at).is_some_and(|one| have_edges(whole, one, lattice))
        });
        let Some(beside) = beside else {
            index += 1;
            continue;
        };
        let other = lattices.remove(beside);
        if let Some(one) = lattices.get_mut(at) {
            one.horizontal.extend(other.horizontal);
            one.vertical.extend(other.vertical);
            sort(one);
        }
    }
}

/// Whether two lattices have all upright edges of a table, and no others.
fn have_edges(whole: &[f64], one: &Lattice, other: &Lattice) -> bool {
    let mut own: Vec<f64> = one.vertical.iter().chain(&other.vertical).map(|rule| rule.position).collect();
    own.sort_by(f64::total_cmp);
    own.dedup_by(|a, b| is_near(*a, *b));
    let mut whole = whole.to_vec();
    whole.sort_by(f64::total_cmp);
    whole.dedup_by(|a, b| is_near(*a, *b));
    let shift = own.first().zip(whole.first()).map_or(0.0, |(own, whole)| own - whole);
    own.len() == whole.len()
        && shift.abs() < MAX_SHIFT
        && own.iter().zip(&whole).all(|(own, whole)| is_near(own - shift, *whole))
}

#[cfg(test)]
mod tests {
    use super::super::grid::tests::grid_rules;
    use super::super::lines::tests::glyphs;
    use super::super::rules::page_rules;
    use super::*;

    fn facts(glyphs: Vec<Glyph>) -> PageFacts {
        PageFacts { width: 595.0, height: 842.0, glyphs, ..PageFacts::default() }
    }

    #[test]
    fn parts_of_a_table_open_at_its_sides_are_one() {
        // Two parts of other columns, a row from side to side above each.
        let mut rules = grid_rules(&[100.0, 200.0, 300.0], &[120.0, 140.0, 160.0], &[]);
        rules.extend(grid_rules(&[100.0, 250.0, 300.0], &[180.0, 200.0], &[]));
        rules.retain(|rule| rule.horizontal || (rule.position > 110.0 && rule.position < 290.0));
        rules.push(Rule { horizontal: true, position: 100.0, start: 100.0, end: 300.0, width: 0.5 });
        let mut text = glyphs("第一部分", 180.0, 114.0, 10.0);
        text.extend(glyphs("甲", 120.0, 134.0, 10.0));
        text.extend(glyphs("第二部分", 180.0, 174.0, 10.0));
        let mut pages = [page_rules(&rules)];
        join_pieces(&mut pages, &[facts(text)]);
        assert_eq!((pages[0].lattices.len(), pages[0].lone.len()), (1, 0));
        // A heading between two tables parts them.
        let mut text = glyphs("甲", 120.0, 134.0, 10.0);
        text.extend(glyphs("乙", 120.0, 154.0, 10.0));
        text.extend(glyphs("第二部分", 180.0, 175.0, 14.0));
        let mut pages = [page_rules(&rules)];
        join_pieces(&mut pages, &[facts(text)]);
        assert_eq!(pages[0].lattices.len(), 2);
    }

    #[test]
    fn a_row_in_two_pieces_is_one_where_the_table_before_has_its_edges() {
        let first = page_rules(&grid_rules(&[100.0, 120.0, 140.0, 180.0, 300.0], &[700.0, 720.0, 740.0], &[]));
        let row = |shift: f64| {
            let mut rules = grid_rules(&[100.0, 120.0, 140.0 + shift], &[80.0, 100.0], &[]);
            rules.extend(grid_rules(&[180.0, 300.0], &[80.0, 100.0], &[]));
            page_rules(&rules)
        };
        let mut pages = [first, row(0.0)];
        join_beside(&mut pages);
        assert_eq!(pages[1].lattices.len(), 1);
        // Two tables beside each other stay two.
        let mut pages = [page_rules(&[]), row(0.0)];
        join_beside(&mut pages);
        assert_eq!(pages[1].lattices.len(), 2);
        let first = page_rules(&grid_rules(&[100.0, 120.0, 140.0, 180.0, 300.0], &[700.0, 720.0], &[]));
        let mut pages = [first, row(15.0)];
        join_beside(&mut pages);
        assert_eq!(pages[1].lattices.len(), 2);
    }
}
