//! Clusters → lines: breaking, squeezing and spreading.

use super::punctuation::{self as marks, Class};
use super::text::{Break, Shaped, first_char};
use crate::style::TextAlign;

/// A line: its clusters and where each stands.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    /// The first cluster.
    pub start: usize,
    /// The cluster after its last.
    pub end: usize,
    /// The pen at each cluster, pt from the left edge of the measure.
    pub xs: Vec<f32>,
    /// Right edge of the last visible cluster, pt from the left edge of the measure.
    pub right: f32,
}

/// The room lines have.
#[derive(Debug, Clone, Copy)]
pub(super) struct Measure {
    /// Width, pt.
    pub width: f32,
    /// Indent of the first line, pt.
    pub first_indent: f32,
    /// Alignment.
    pub align: TextAlign,
    /// Width of a full character, pt.
    pub em: f32,
}

/// Lines this much too long (pt) still fit: rounding must not push the 28th character out.
const TOLERANCE: f32 = 0.02;

/// Breaks a paragraph into lines, each as full as may be.
pub(super) fn break_lines(shaped: &Shaped, measure: &Measure) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut start = 0;
    while start < shaped.clusters.len() {
        let indent = if lines.is_empty() { measure.first_indent } else { 0.0 };
        let end = line_end(shaped, start, measure.width - indent, indent, measure.em);
        let last = end >= shaped.clusters.len();
        lines.push(set_line(shaped, start, end, indent, measure, last));
        start = end;
    }
    // A line break at the very end opens one more, empty line.
    if lines.is_empty() || shaped.clusters.last().is_some_and(|c| c.class == Class::LineFeed) {
        let at = shaped.clusters.len();
        lines.push(Line { start: at, end: at, xs: Vec::new(), right: measure.first_indent });
    }
    lines
}

/// Where the line that begins at `start` ends.
fn line_end(shaped: &Shaped, start: usize, room: f32, indent: f32, em: f32) -> usize {
    let (mut width, mut shrink) = (0.0_f32, 0.0_f32);
    let (mut fit, mut fit_width) = (None, 0.0);
    let mut squeezed = None;
    let mut emergency = None;
    for (i, cluster) in shaped.clusters.iter().enumerate().skip(start) {
        if cluster.class == Class::Tab {
            width = next_tab(indent + width, em) - indent;
        }
        let visible = if matches!(cluster.class, Class::Space) { width } else { width + cluster.advance };
        let end_shrink = end_shrink(cluster.class, cluster.blank_right, em);
        if visible <= room + TOLERANCE {
            if matches!(cluster.break_after, Break::Allowed | Break::Forced) {
                (fit, fit_width) = (Some(i + 1), visible);
            }
            if cluster.break_after == Break::Emergency {
                emergency = Some(i + 1);
            }
        } else if visible - shrink - end_shrink <= room + TOLERANCE {
            if matches!(cluster.break_after, Break::Allowed | Break::Forced) {
                squeezed = Some(i + 1);
            }
        } else if visible - shrink > room + em {
            break;
        }
        if cluster.break_after == Break::Forced || i + 1 == shaped.clusters.len() {
            break;
        }
        width += cluster.advance + cluster.pair.natural;
        shrink += cluster.pair.shrink;
    }
    // A line that is full already isn't squeezed to take in more.
    let loose = room - fit_width > 0.3 * em;
    match (fit, squeezed) {
        (None, None) => emergency.unwrap_or(start + 1).max(start + 1),
        (Some(_), Some(more)) if loose => more,
        (None, Some(more)) => more,
        (Some(end), _) => end,
    }
}

/// How much narrower a closing mark is at a line's end.
fn end_shrink(class: Class, blank_right: f32, em: f32) -> f32 {
    if class == Class::Close { (0.5 * em).min(blank_right - 0.05 * em).max(0.0) } else { 0.0 }
}

fn next_tab(x: f32, em: f32) -> f32 {
    let step = 2.0 * em.max(0.1);
    ((x / step).floor() + 1.0) * step
}

/// Places the clusters of one line.
pub(super) fn set_line(shaped: &Shaped, start: usize, end: usize, indent: f32, measure: &Measure, last: bool) -> Line {
    let clusters = shaped.clusters.get(start..end).unwrap_or_default();
    // Blanks at the end hang outside.
    let blanks = clusters.iter().rev().take_while(|c| matches!(c.class, Class::Space | Class::LineFeed)).count();
    let visible = clusters.len() - blanks;
    let mut xs = Vec::with_capacity(clusters.len());
    let mut pen = indent;
    let mut last_tab = None;
    for (i, cluster) in clusters.iter().enumerate() {
        xs.push(pen);
        if cluster.class == Class::Tab {
            pen = next_tab(pen, measure.em);
            last_tab = Some(i);
        }
        pen += cluster.advance + if i + 1 < visible { cluster.pair.natural } else { 0.0 };
    }
    let mut right = match visible.checked_sub(1).and_then(|i| clusters.get(i).zip(xs.get(i))) {
        Some((cluster, x)) => x + cluster.advance,
        None => indent,
    };
    let broken_off = clusters.last().is_some_and(|c| c.break_after == Break::Forced);
    let slack = measure.width - right;
    let justify = measure.align == TextAlign::Justify && !last && !broken_off;
    let from = last_tab.map_or(0, |tab| tab + 1);
    if slack < -TOLERANCE {
        let end_room =
            clusters.get(visible.saturating_sub(1)).map_or(0.0, |c| end_shrink(c.class, c.blank_right, measure.em));
        // The mark at the end gives way first: its blank lies outside the text then.
        let rest = -slack - end_room.min(-slack);
        let total: f32 = clusters.iter().take(visible.saturating_sub(1)).skip(from).map(|c| c.pair.shrink).sum();
        if rest > 0.0 && total > 0.0 {
            let ratio = (rest / total).min(1.0);
            right -= spread(&mut xs, from, visible, |i| -clusters.get(i).map_or(0.0, |c| c.pair.shrink) * ratio);
        }
    } else if justify && slack > TOLERANCE {
        let inner = |i: usize| i >= from && i + 1 < visible;
        let first: f32 =
            (0..visible).filter(|i| inner(*i)).filter_map(|i| clusters.get(i)).map(|c| c.pair.stretch).sum();
        let places = (0..visible).filter(|i| inner(*i) && clusters.get(*i).is_some_and(|c| c.pair.open)).count();
        let taken = first.min(slack);
        let share = if places > 0 { (slack - taken) / places as f32 } else { 0.0 };
        // Rather a short line than letters blown apart.
        if share <= 0.5 * measure.em && (places > 0 || first > 0.0) {
            let ratio = if first > 0.0 { taken / first } else { 0.0 };
            right -= spread(&mut xs, from, visible, |i| {
                clusters.get(i).map_or(0.0, |c| c.pair.stretch * ratio + if c.pair.open { share } else { 0.0 })
            });
        }
    }
    let shift = match measure.align {
        TextAlign::Center => (measure.width - right - indent) / 2.0,
        TextAlign::Right => measure.width - right,
        TextAlign::Left | TextAlign::Justify => 0.0,
    };
    // A line too wide for its measure stays inside on the left.
    let shift = shift.max(0.0);
    for x in &mut xs {
        *x += shift;
    }
    Line { start, end, xs, right: right + shift }
}

/// Widens the place after each visible cluster but the last; returns by how much the line's end moved to the left.
fn spread(xs: &mut [f32], from: usize, visible: usize, width_after: impl Fn(usize) -> f32) -> f32 {
    let mut moved = 0.0;
    for (i, x) in xs.iter_mut().enumerate() {
        *x += moved;
        if i >= from && i + 1 < visible {
            moved += width_after(i);
        }
    }
    -moved
}

/// Breaks a title into the fewest lines it needs, about equally long, never inside a word or number and best before a year.
pub(super) fn break_balanced(shaped: &Shaped, measure: &Measure, word_ends: &[usize]) -> Vec<Line> {
    let clusters = &shaped.clusters;
    let count = clusters.len();
    let mut before = Vec::with_capacity(count + 1);
    let mut pen = 0.0_f32;
    for cluster in clusters {
        before.push(pen);
        pen += cluster.advance + cluster.pair.natural;
    }
    before.push(pen);
    let width = |start: usize, end: usize| -> f32 {
        let hang = end.checked_sub(1).and_then(|i| clusters.get(i)).map_or(0.0, |c| c.pair.natural);
        before.get(end).copied().unwrap_or(0.0) - before.get(start).copied().unwrap_or(0.0) - hang
    };
    let few =
        clusters.len() <= MAX_BALANCED && !clusters.iter().any(|c| matches!(c.class, Class::LineFeed | Class::Tab));
    let total = width(0, count);
    if !few || total <= measure.width + TOLERANCE {
        return break_lines(shaped, measure);
    }
    // The places a line may end, best to worst: the penalty is in pt² like the unevenness.
    let mut ends = Vec::new();
    for (i, cluster) in clusters.iter().enumerate() {
        let next = clusters.get(i + 1).map(|c| first_char(&shaped.text, c));
        let penalty = match next {
            None => 0.0,
            Some(_) if cluster.break_after != Break::Allowed || !word_ends.contains(&cluster.text.end) => continue,
            Some(c) if marks::is_digit(c) => 0.0,
            Some(_) if shaped.text.get(cluster.text.end..).is_some_and(|rest| rest.starts_with("关于")) => 0.0,
            Some(_) => 1.0,
        };
        ends.push((i + 1, penalty * measure.em * measure.em * 4.0));
    }
    let fewest = (total / measure.width).ceil().max(2.0) as usize;
    if fewest > MAX_BALANCED_LINES {
        return break_lines(shaped, measure);
    }
    for lines in fewest..fewest + 3 {
        if let Some(breaks) = even_breaks(&ends, lines, total / lines as f32, measure.width, &width) {
            let mut start = 0;
            let mut set = Vec::new();
            for end in breaks {
                set.push(set_line(shaped, start, end, 0.0, measure, end == count));
                start = end;
            }
            return set;
        }
    }
    break_lines(shaped, measure)
}

/// Titles longer than this, or that need more lines, are set like any paragraph.
const MAX_BALANCED: usize = 200;
const MAX_BALANCED_LINES: usize = 12;

/// The ends of `lines` lines with the least unevenness, if there is a way.
fn even_breaks(
    ends: &[(usize, f32)],
    lines: usize,
    target: f32,
    room: f32,
    width: &impl Fn(usize, usize) -> f32,
) -> Option<Vec<usize>> {
    // best[k][e]: cost and predecessor of k lines ending at ends[e].
    let mut best: Vec<Vec<Option<(f32, usize)>>> = Vec::new();
    for k in 0..lines {
        let mut row = vec![None; ends.len()];
        for (e, &(end, penalty)) in ends.iter().enumerate() {
            let starts: Vec<(usize, usize, f32)> = if k == 0 {
                vec![(0, 0, 0.0)]
            } else {
                let prior = best.get(k - 1)?;
                let known = prior.iter().enumerate().take(e).filter_map(|(p, known)| known.map(|(cost, _)| (p, cost)));
                known.filter_map(|(p, cost)| ends.get(p).map(|end| (end.0, p, cost))).collect()
            };
            for (start, p, cost) in starts {
                let w = width(start, end);
                if w > room + TOLERANCE {
                    continue;
                }
                let cost = cost + penalty + (w - target) * (w - target);
                let slot = row.get_mut(e)?;
                if slot.is_none_or(|(least, _)| cost < least) {
                    *slot = Some((cost, p));
                }
            }
        }
        best.push(row);
    }
    let mut e = ends.len().checked_sub(1)?;
    let mut found = Vec::new();
    for k in (0..lines).rev() {
        let (_, p) = (*best.get(k)?.get(e)?)?;
        found.push(ends.get(e)?.0);
        e = p;
    }
    found.reverse();
    Some(found)
}
