//! Lines in columns → the lattice that rules between them would make: a guess, and said to be one.

use super::super::facts::{Area, Rule};
use super::lines::Line;
use super::numbering::list_label;
use super::rules::Lattice;

/// A gap this wide, in sizes of the type, parts two columns where nothing else does.
const GAP: f64 = 1.5;

/// The same between rules, where a table is sure.
const RULED_GAP: f64 = 0.6;

/// Fewer rows than this are no table.
const FEWEST_ROWS: usize = 3;

/// Text longer than this in two columns is prose set in columns.
const LONGEST_TEXT: usize = 18;

/// A piece of a line between gaps.
#[derive(Debug, Clone, Copy)]
struct Piece {
    left: f64,
    right: f64,
    characters: usize,
}

fn pieces(line: &Line, gap: f64) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for (_, left, right) in &line.places {
        match pieces.last_mut() {
            Some(last) if left - last.right < gap * line.size => {
                last.right = last.right.max(*right);
                last.characters += 1;
            }
            _ => pieces.push(Piece { left: *left, right: *right, characters: 1 }),
        }
    }
    pieces
}

/// The lattices of a page's tables that have no rules, or only horizontal ones.
pub(super) fn guessed_lattices(lines: &[Line], lone: &[Rule]) -> Vec<Lattice> {
    let mut sorted: Vec<&Line> = lines.iter().filter(|line| !line.places.is_empty()).collect();
    sorted.sort_by(|a, b| a.baseline.total_cmp(&b.baseline));
    let mut lattices = Vec::new();
    let mut taken: Vec<Area> = Vec::new();
    let groups = rule_groups(lone).into_iter().flat_map(|rules| parted_by_text(rules, &sorted));
    for rules in groups.collect::<Vec<_>>() {
        if let Some((lattice, area)) = between_rules(&rules, &sorted) {
            lattices.push(lattice);
            taken.push(area);
        }
    }
    let free = |line: &&Line| !taken.iter().any(|area| line.baseline > area.top && line.baseline < area.bottom + 1.0);
    let rest: Vec<&Line> = sorted.into_iter().filter(free).collect();
    lattices.extend(by_alignment(&rest));
    lattices
}

/// Horizontal rules below each other that share their width.
fn rule_groups(lone: &[Rule]) -> Vec<Vec<Rule>> {
    let mut groups: Vec<Vec<Rule>> = Vec::new();
    for rule in lone.iter().filter(|rule| rule.end - rule.start > 20.0) {
        let fits = |group: &&mut Vec<Rule>| {
            let left = group.iter().map(|other| other.start).fold(f64::MAX, f64::min);
            let right = group.iter().map(|other| other.end).fold(f64::MIN, f64::max);
            let last = group.last().map_or(f64::MIN, |last| last.position);
            rule.start > left - 3.0 && rule.end < right + 3.0 && rule.position - last < 150.0
        };
        match groups.iter_mut().rev().take(4).find(fits) {
            Some(group) => group.push(*rule),
            None => groups.push(vec![*rule]),
        }
    }
    groups
}

/// A group of rules in parts, wherever text of another size stands between: a heading between two tables.
fn parted_by_text(rules: Vec<Rule>, lines: &[&Line]) -> Vec<Vec<Rule>> {
    let (Some(first), Some(last)) = (rules.first(), rules.last()) else { return Vec::new() };
    let from = lines.partition_point(|line| line.baseline < first.position);
    let to = lines.partition_point(|line| line.baseline < last.position);
    let inside = lines.get(from..to).unwrap_or_default();
    let mut sizes: Vec<f64> = inside.iter().map(|line| line.size).collect();
    sizes.sort_by(f64::total_cmp);
    let usual = sizes.get(sizes.len() / 2).copied().unwrap_or_default();
    let mut parts: Vec<Vec<Rule>> = Vec::new();
    for rule in rules {
        let above = parts.last().and_then(|part: &Vec<Rule>| part.last()).map(|above| above.position);
        let foreign = above.is_some_and(|above| {
            let from = inside.partition_point(|line| line.baseline < above);
            let between = inside.iter().skip(from).take_while(|line| line.baseline < rule.position);
            between.into_iter().any(|line| line.size > 1.12 * usual && pieces(line, GAP).len() == 1)
        });
        match parts.last_mut() {
            Some(part) if !foreign => part.push(rule),
            _ => parts.push(vec![rule]),
        }
    }
    parts
}

/// The lattice of a table with horizontal rules only: upright lines stand where text leaves room, between the rules where it does.
fn between_rules(rules: &[Rule], lines: &[&Line]) -> Option<(Lattice, Area)> {
    let left = rules.iter().map(|rule| rule.start).reduce(f64::min)?;
    let right = rules.iter().map(|rule| rule.end).reduce(f64::max)?;
    let wide: Vec<f64> =
        rules.iter().filter(|rule| rule.end - rule.start > 0.95 * (right - left)).map(|rule| rule.position).collect();
    let (top, bottom) = (*wide.first()?, *wide.last()?);
    if wide.len() < 3 || right - left < 100.0 {
        return None;
    }
    let within = |line: &&&Line| {
        line.baseline > top
            && line.baseline - 0.5 * line.size < bottom
            && line.area.left > left - 3.0
            && line.area.right < right + 3.0
    };
    let lines: Vec<&Line> = lines.iter().filter(within).copied().collect();
    let parted: Vec<Vec<Piece>> = lines.iter().map(|line| pieces(line, RULED_GAP)).collect();
    let several = parted.iter().filter(|pieces| pieces.len() > 1).count();
    if several * 2 < parted.len() || several < 2 {
        return None;
    }
    let gutters = gutters(&parted, left, right);
    let mut edges: Vec<f64> = rules.iter().map(|rule| rule.position).filter(|y| (top..=bottom).contains(y)).collect();
    edges.dedup_by(|a, b| (*a - *b).abs() < 3.0);
    let lattice = lattice(rules, &edges, &gutters, (left, right), &lines, &parted);
    (!gutters.is_empty()).then_some((lattice, Area { left, top, right, bottom }))
}

/// Tables without any rule: at least three lines, one after another, that leave the same gaps.
fn by_alignment(lines: &[&Line]) -> Vec<Lattice> {
    let mut lattices = Vec::new();
    let mut open: Vec<(&Line, Vec<Piece>)> = Vec::new();
    for line in lines {
        let parts = pieces(line, GAP);
        let near = open.last().is_none_or(|(last, _)| {
            line.baseline - last.baseline < 3.2 * last.size && (line.size - last.size).abs() < 0.25 * last.size
        });
        if parts.len() > 1 && near {
            open.push((line, parts));
            continue;
        }
        lattices.extend(aligned(&std::mem::take(&mut open)));
        if parts.len() > 1 {
            open.push((line, parts));
        }
    }
    lattices.extend(aligned(&open));
    lattices
}

fn aligned(rows: &[(&Line, Vec<Piece>)]) -> Option<Lattice> {
    if rows.len() < FEWEST_ROWS {
        return None;
    }
    let parted: Vec<Vec<Piece>> = rows.iter().map(|(_, parts)| parts.clone()).collect();
    let left = parted.iter().flatten().map(|piece| piece.left).reduce(f64::min)? - 2.0;
    let right = parted.iter().flatten().map(|piece| piece.right).reduce(f64::max)? + 2.0;
    let gutters = gutters(&parted, left, right);
    // Every line has to leave every gap: text that only happens to have wide spaces does not.
    let crossed = parted.iter().flatten().any(|piece| gutters.iter().any(|x| piece.left < *x && *x < piece.right));
    if gutters.is_empty() || crossed {
        return None;
    }
    let column = |piece: &Piece| gutters.iter().filter(|x| **x < piece.left).count();
    let mean = |index: usize| {
        let of_column: Vec<usize> =
            parted.iter().flatten().filter(|p| column(p) == index).map(|p| p.characters).collect();
        of_column.iter().sum::<usize>() / of_column.len().max(1)
    };
    let long = (0..=gutters.len()).filter(|index| mean(*index) > LONGEST_TEXT).count();
    let labels = rows.iter().filter(|(line, _)| list_label(&line.text()).is_some()).count();
    if long > 1 || labels * 2 > rows.len() {
        return None;
    }
    let lines: Vec<&Line> = rows.iter().map(|(line, _)| *line).collect();
    if lines.iter().filter(|line| has_blanks(line)).count() * 3 >= lines.len() {
        return None;
    }
    let mut edges: Vec<f64> = Vec::new();
    edges.push(lines.first()?.area.top - 1.0);
    edges.extend(lines.windows(2).filter_map(|pair| match pair {
        [above, below] => Some((above.area.bottom + below.area.top) / 2.0),
        _ => None,
    }));
    edges.push(lines.last()?.area.bottom + 1.0);
    let rules: Vec<Rule> =
        edges.iter().map(|y| Rule { horizontal: true, position: *y, start: left, end: right, width: 0.0 }).collect();
    Some(lattice(&rules, &edges, &gutters, (left, right), &lines, &parted))
}

/// Whether the gaps of a line are blanks in a sentence, to be filled in: a stop comes after one, or a comma before.
fn has_blanks(line: &Line) -> bool {
    let text = line.text();
    line.places.windows(2).any(|pair| {
        let [(_, _, right), (byte, left, _)] = pair else { return false };
        let before = text.get(..*byte).and_then(|text| text.trim_end().chars().next_back());
        let after = text.get(*byte..).and_then(|text| text.chars().next());
        left - right >= GAP * line.size
            && (after.is_some_and(|c| "，。；：、！？）".contains(c)) || before.is_some_and(|c| "，、；（".contains(c)))
    })
}

/// Where columns part: places that at most one line in seven covers.
fn gutters(lines: &[Vec<Piece>], left: f64, right: f64) -> Vec<f64> {
    let several: Vec<&Vec<Piece>> = lines.iter().filter(|pieces| pieces.len() > 1).collect();
    let mut events: Vec<(f64, i64)> = several
        .iter()
        .flat_map(|pieces| pieces.iter())
        .flat_map(|piece| [(piece.left, 1), (piece.right, -1)])
        .collect();
    events.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let most = (several.len() / 7) as i64;
    let (mut covered, mut free_from, mut found) = (0i64, Some(left), Vec::new());
    let mut text_before = false;
    for (x, change) in events {
        let was = covered;
        covered += change;
        if was <= most && covered > most {
            if let Some(from) = free_from.take().filter(|from| text_before && x - from > 1.0) {
                found.push((from + x) / 2.0);
            }
            text_before = true;
        } else if was > most && covered <= most {
            free_from = Some(x);
        }
    }
    found.retain(|x| *x > left && *x < right);
    found
}

/// The lattice of rows between these edges and columns between these gutters; no upright line runs through text.
fn lattice(
    rules: &[Rule],
    edges: &[f64],
    gutters: &[f64],
    (left, right): (f64, f64),
    lines: &[&Line],
    parted: &[Vec<Piece>],
) -> Lattice {
    let mut vertical = Vec::new();
    let upright = |position: f64, start: f64, end: f64| Rule { horizontal: false, position, start, end, width: 0.0 };
    if let (Some(top), Some(bottom)) = (edges.first(), edges.last()) {
        vertical.extend([upright(left, *top, *bottom), upright(right, *top, *bottom)]);
    }
    for band in edges.windows(2) {
        let [top, bottom] = band else { continue };
        let inside: Vec<&Vec<Piece>> = lines
            .iter()
            .zip(parted)
            .filter(|(line, _)| (*top..*bottom).contains(&(line.baseline - 0.35 * line.size)))
            .map(|(_, pieces)| pieces)
            .collect();
        for x in gutters {
            let crossed =
                inside.iter().flat_map(|pieces| pieces.iter()).any(|piece| piece.left < *x && *x < piece.right);
            if !crossed {
                vertical.push(upright(*x, *top, *bottom));
            }
        }
    }
    vertical.sort_by(|a, b| a.position.total_cmp(&b.position));
    Lattice { horizontal: rules.to_vec(), vertical }
}

#[cfg(test)]
mod tests {
    use super::super::lines::tests::{glyphs, lines_of};
    use super::*;

    fn rows(rows: &[&[(&str, f64)]]) -> Vec<Line> {
        let mut all = Vec::new();
        for (index, row) in rows.iter().enumerate() {
            for (text, x) in *row {
                all.extend(glyphs(text, *x, 100.0 + 16.0 * index as f64, 10.0));
            }
        }
        lines_of(&all)
    }

    #[test]
    fn aligned_columns_are_a_table_and_prose_is_none() {
        let table = rows(&[
            &[("单位", 100.0), ("新收", 220.0), ("办结", 300.0)],
            &[("东湖区", 100.0), ("512", 222.0), ("507", 302.0)],
            &[("西山区", 100.0), ("9", 226.0), ("429", 302.0)],
        ]);
        let lattices = guessed_lattices(&table, &[]);
        assert_eq!(lattices.len(), 1);
        assert_eq!((lattices[0].horizontal.len(), lattices[0].vertical.len()), (4, 2 + 2 * 3));
        let prose =
            rows(&[&[("全年制发规章一件，废止二件。", 100.0)], &[("均在网站公开。", 100.0)], &[("如下：", 100.0)]]);
        assert!(guessed_lattices(&prose, &[]).is_empty());
        let columns: [&[(&str, f64)]; 4] = [&[
            ("左栏的文字很长很长很长很长很长很长很长很长", 60.0),
            ("右栏的文字也很长很长很长很长很长很长很长", 320.0),
        ]; 4];
        assert!(guessed_lattices(&rows(&columns), &[]).is_empty());
    }

    #[test]
    fn sentences_with_blanks_to_fill_in_are_no_table() {
        let form = rows(&[
            &[("本人", 100.0), ("，身份证号", 180.0)],
            &[("受托人", 100.0), ("，身份证号", 180.0)],
            &[("于", 100.0), ("年申请公开", 180.0)],
            &[("现委托", 100.0), ("办理。", 180.0)],
        ]);
        assert!(guessed_lattices(&form, &[]).is_empty());
    }

    #[test]
    fn labels_of_a_list_are_no_column() {
        let list = rows(&[
            &[("（1）", 100.0), ("集中公开", 150.0)],
            &[("（2）", 100.0), ("解读", 150.0)],
            &[("（3）", 100.0), ("开放", 150.0)],
        ]);
        assert!(guessed_lattices(&list, &[]).is_empty());
    }

    #[test]
    fn between_horizontal_rules_columns_stand_closer() {
        let table = rows(&[&[("信息内容", 100.0), ("本年制发", 150.0)], &[("规章", 100.0), ("3", 165.0)]]);
        let rule = |y| Rule { horizontal: true, position: y, start: 95.0, end: 200.0, width: 0.5 };
        let lattices = guessed_lattices(&table, &[rule(88.0), rule(104.0), rule(120.0)]);
        assert_eq!(lattices[0].vertical.len(), 4);
    }
}
