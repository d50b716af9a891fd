//! Tabs: where what follows one stands, and what leads there.

use super::line::{Measure, TOLERANCE, is_blank};
use super::pages::Rule;
use super::punctuation::Class;
use super::text::Shaped;
use crate::document::{Color, Leader, TabAlignment};
use crate::whole::Whole;
use std::ops::Range;

/// A tab stop on the page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Stop {
    /// Where it is, pt from the left edge of the measure.
    pub at: f32,
    /// What stands there.
    pub align: TabAlignment,
    /// What leads there.
    pub leader: Leader,
}

/// The stop that a tab which begins at `x` leads to; `None` where there is none of the paragraph's own any more.
fn stop_after(stops: &[Stop], x: f32) -> Option<&Stop> {
    stops.iter().find(|stop| stop.at > x + TOLERANCE)
}

/// The pen behind the tab that the clusters begin with, those of the rest of what may stand in its line; `pen`: where the tab
/// begins. Behind the last stop of the paragraph's own there is one every two characters.
pub(super) fn behind_tab(shaped: &Shaped, clusters: Range<usize>, pen: f32, measure: &Measure) -> f32 {
    let Some(stop) = stop_after(&shaped.stops, pen) else {
        let step = 2.0 * measure.em.max(0.1);
        return ((pen / step).floor() + 1.0) * step;
    };
    let at = stop.at.min(measure.width);
    let before = match stop.align {
        TabAlignment::Left => 0.0,
        TabAlignment::Center => (following(shaped, clusters, measure, None) / 2.0).max(0.0),
        TabAlignment::Right => following(shaped, clusters, measure, None),
        TabAlignment::Decimal => following(shaped, clusters, measure, Some('.')),
    };
    (at - before).max(pen)
}

/// How wide the text behind a tab is, as far as it belongs to it, up to a character; no more than is measured of a line.
fn following(shaped: &Shaped, clusters: Range<usize>, measure: &Measure, until: Option<char>) -> f32 {
    let clusters = shaped.clusters.get(clusters).unwrap_or_default();
    let (mut width, mut seen) = (0.0_f32, 0.0_f32);
    for cluster in clusters.iter().skip(1) {
        if matches!(cluster.class, Class::Tab | Class::LineFeed)
            || Some(cluster.first) == until
            || width > measure.width
        {
            break;
        }
        if !is_blank(cluster.class) {
            seen = width + cluster.advance;
        }
        width += cluster.advance + cluster.pair.natural;
    }
    seen
}

/// Dots and hyphens stand at the same places in all lines: one every so many em.
const STEP: f32 = 0.375;

/// What leads over a tab that begins at `x`.
pub(super) fn leader_of(stops: &[Stop], x: f32) -> Leader {
    stop_after(stops, x).map_or(Leader::None, |stop| stop.leader)
}

/// What leads in type of this size from here to there, pt from the left edge of the measure and from the base line. Ornaments, all
/// of them.
pub(super) fn leader(
    kind: Leader,
    size: f32,
    (from, to): (f32, f32),
    color: Color,
) -> impl Iterator<Item = Rule> + use<> {
    // How long a mark is, how thick, and how far above the base line; em.
    let (length, width, rise) = match kind {
        Leader::None => (0.0, 0.0, 0.0),
        Leader::Dots => (0.07, 0.07, 0.035),
        Leader::MiddleDots => (0.07, 0.07, 0.36),
        Leader::Hyphens => (0.2, 0.045, 0.3),
        Leader::Line => (0.0, 0.045, -0.16),
    };
    let (length, step, y) = (length * size, STEP * size.max(0.1), -rise * size);
    let rule = move |from: f32, to: f32| Rule { from_pt: (from, y), to_pt: (to, y), width_pt: width * size, color };
    let line = (kind == Leader::Line && to > from).then(|| rule(from, to));
    // Clear of the text on both sides.
    let first = ((from + 0.15 * size) / step).ceil();
    let count = if length > 0.0 { ((to - 0.15 * size - length) / step).floor() - first + 1.0 } else { 0.0 };
    let marks = (0..u16::whole(count.clamp(0.0, MOST_MARKS))).map(move |index| {
        let at = (first + f32::from(index)) * step;
        rule(at, at + length)
    });
    line.into_iter().chain(marks)
}

/// No leader has more marks: paper is not that wide.
const MOST_MARKS: f32 = 2000.0;
