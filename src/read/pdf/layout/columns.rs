//! Text in two columns: lines that leave one gutter free, read down one side and then the other.

use super::lines::Line;

/// A gap this wide, in sizes of the type, may be a gutter.
const GAP: f64 = 1.2;

/// Fewer lines than this side by side are no columns.
const FEWEST_LINES: usize = 6;

/// Lines shorter than this, in characters, are no running text.
const FEWEST_CHARACTERS: usize = 10;

/// The widest gap in a line of running text on both sides of it: the byte after it, and where it begins and ends.
fn gutter_in(line: &Line) -> Option<(usize, f64, f64)> {
    let gaps = line.places.windows(2).filter_map(|pair| match pair {
        [(_, _, right), (byte, left, _)] if left - right > GAP * line.size => Some((*byte, *right, *left)),
        _ => None,
    });
    let (byte, from, to) = gaps.max_by(|a, b| (a.2 - a.1).total_cmp(&(b.2 - b.1)))?;
    let before = line.places.iter().filter(|(offset, _, _)| *offset < byte).count();
    (before >= FEWEST_CHARACTERS && line.places.len() - before >= FEWEST_CHARACTERS).then_some((byte, from, to))
}

/// Puts the lines of a page in reading order, and tells how many columns there are where there are several.
pub(super) fn order_columns(lines: &mut Vec<Line>) -> Option<usize> {
    lines.sort_by(|a, b| a.baseline.total_cmp(&b.baseline).then(a.area.left.total_cmp(&b.area.left)));
    let gutters: Vec<(f64, f64)> = lines.iter().filter_map(gutter_in).map(|(_, from, to)| (from, to)).collect();
    if gutters.len() < FEWEST_LINES {
        return None;
    }
    // The place most of the gaps share.
    let mut starts: Vec<f64> = gutters.iter().map(|(_, to)| *to).collect();
    starts.sort_by(f64::total_cmp);
    let middle = *starts.get(starts.len() / 2)?;
    let x = middle - 1.0;
    let shared = gutters.iter().filter(|(from, to)| *from < x && x < *to).count();
    if shared < FEWEST_LINES || shared * 5 < gutters.len() * 4 {
        return None;
    }
    let crosses = |line: &Line| {
        line.places.iter().any(|(_, left, right)| *left < x && x < *right)
            || (line.area.left < x && x < line.area.right && line.places.is_empty())
    };
    let mut ordered = Vec::with_capacity(lines.len());
    let (mut left, mut right): (Vec<Line>, Vec<Line>) = (Vec::new(), Vec::new());
    for line in std::mem::take(lines) {
        if crosses(&line) {
            ordered.append(&mut left);
            ordered.append(&mut right);
            ordered.push(line);
        } else if line.area.right <= x {
            left.push(Line { column: 1, ..line });
        } else if line.area.left >= x {
            right.push(Line { column: 2, ..line });
        } else {
            let byte = line.places.iter().find(|(_, left, _)| *left > x).map_or(0, |(byte, _, _)| *byte);
            let (before, after) = line.split_at(byte);
            left.push(Line { column: 1, ..before });
            right.extend(after.map(|after| Line { column: 2, ..after }));
        }
    }
    ordered.append(&mut left);
    ordered.append(&mut right);
    *lines = ordered;
    Some(2)
}

#[cfg(test)]
mod tests {
    use super::super::lines::tests::{glyphs, lines_of};
    use super::*;

    #[test]
    fn columns_are_read_one_after_the_other() {
        let mut all = glyphs("通栏的标题横跨左右两栏而且相当长一直到右边为止", 60.0, 80.0, 20.0);
        for row in 0..8 {
            let y = 120.0 + 16.0 * f64::from(row);
            all.extend(glyphs("左栏文字左栏文字左栏文字", 60.0, y, 10.0));
            all.extend(glyphs("右栏文字右栏文字右栏文字", 200.0, y, 10.0));
        }
        let mut lines = lines_of(&all);
        assert_eq!(order_columns(&mut lines), Some(2));
        let texts: Vec<String> = lines.iter().map(Line::text).collect();
        assert_eq!(texts.len(), 17);
        assert!(texts[1..9].iter().all(|text| text.starts_with("左栏")));
        assert!(texts[9..].iter().all(|text| text.starts_with("右栏") && !text.contains("左栏")));
    }

    #[test]
    fn one_column_stays_as_it_is() {
        let all: Vec<_> = (0..10)
            .flat_map(|row| glyphs("文字文字文字文字文字文字文字文字", 60.0, 120.0 + 16.0 * f64::from(row), 10.0))
            .collect();
        assert_eq!(order_columns(&mut lines_of(&all)), None);
    }
}
