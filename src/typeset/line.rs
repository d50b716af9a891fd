//! Lines: how a stretch of clusters is fitted to its measure by squeezing and spreading, and where each cluster stands.

use super::punctuation::{self as marks, Class};
use super::tabs::behind_tab;
use super::text::{Break, Cluster, Shaped};
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
    /// Whether 。，、 may hang outside at a line's end.
    pub hanging: bool,
}

/// Lines this much too long (pt) still fit: rounding must not push the 28th character out.
pub(super) const TOLERANCE: f32 = 0.02;

/// Places are not widened beyond this (em): rather a short line than letters blown apart.
const WIDEST: f32 = 0.5;

/// What a line has to be fitted with; pt.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Matter {
    /// What is left of the measure when nothing is moved; negative where it is too narrow.
    pub slack: f32,
    /// What the places between its clusters may give way.
    pub shrink: f32,
    /// What they take first.
    pub stretch: f32,
    /// How many may be widened as much as is needed.
    pub open: u32,
    /// The blank of an opening mark at its beginning that may fall outside.
    pub start: f32,
    /// The blank of a closing mark at its end that may fall outside.
    pub end: f32,
    /// The width of a mark at its end that may hang outside; 0 if none may.
    pub hang: f32,
}

/// What is done to a line, and how bad that is.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Fit {
    /// How far the first cluster moves to the left.
    pub start: f32,
    /// The share of its `shrink` every place gives way.
    pub shrink: f32,
    /// The share of its `stretch` every place takes.
    pub stretch: f32,
    /// What every open place takes besides, pt.
    pub share: f32,
    /// How bad it is: 15 is one character short of twenty-eight.
    pub badness: f32,
    /// How tight (0) or loose (3) it looks.
    pub look: u8,
    /// How bad every shorter line with the same end is at least.
    pub floor: f32,
}

impl Fit {
    /// Whether anything is moved.
    fn moves(&self) -> bool {
        [self.start, self.shrink, self.stretch, self.share].iter().any(|part| *part > 0.0)
    }
}

/// How tight or loose a line of natural width looks.
pub(super) const EVEN: u8 = 1;

impl Matter {
    /// Fits the line; `None` where it is too long whatever gives way. `justify`: its end is brought to the edge;
    /// `last`: it may be as short as it is.
    pub(super) fn fit(&self, justify: bool, last: bool, em: f32) -> Option<Fit> {
        let plain = self.fit_inside(justify, last, em);
        if self.hang <= 0.0 || self.slack >= -self.end - TOLERANCE {
            return plain;
        }
        // A mark hangs whole or not at all: half across the edge it looks like a mistake.
        let without = Matter { slack: self.slack + self.hang, end: 0.0, hang: 0.0, ..*self };
        let hung = without.fit_inside(justify, last, em).map(|fit| Fit { badness: fit.badness + HUNG, ..fit });
        match (plain, hung) {
            (Some(plain), Some(hung)) if hung.badness < plain.badness => Some(hung),
            (None, hung) => hung,
            (plain, _) => plain,
        }
    }

    fn fit_inside(&self, justify: bool, last: bool, em: f32) -> Option<Fit> {
        if self.slack < -TOLERANCE {
            // The mark at the end gives way first: GB/T 15834-2011, 5.1.10 has it half as wide there.
            let need = -self.slack - self.end.min(-self.slack);
            if need <= TOLERANCE {
                return Some(Fit { look: EVEN, ..Fit::default() });
            }
            let inner = need.min(self.shrink);
            let start = need - inner;
            if start > self.start + TOLERANCE {
                return None;
            }
            let shrink = if self.shrink > 0.0 { inner / self.shrink } else { 0.0 };
            let drawn = if self.start > 0.0 { start / self.start } else { 0.0 };
            let badness = TIGHT * (shrink * shrink + drawn);
            return Some(Fit { start, shrink, badness, look: if shrink > 0.5 { 0 } else { EVEN }, ..Fit::default() });
        }
        if last || self.slack <= TOLERANCE {
            return Some(Fit { look: EVEN, ..Fit::default() });
        }
        if !justify {
            let short = self.slack / em;
            let badness = SHORT * short * short;
            return Some(Fit { badness, look: EVEN, floor: badness, ..Fit::default() });
        }
        let taken = self.stretch.min(self.slack);
        let stretch = if self.stretch > 0.0 { taken / self.stretch } else { 0.0 };
        let rest = self.slack - taken;
        let share = if self.open > 0 { rest / self.open as f32 } else { 0.0 };
        let wide = share / em;
        let short = self.slack / em;
        let ratio = wide / SLIGHT;
        let spread = (ratio * ratio * ratio * LOOSE).min(TOO_LOOSE + SHORT * short * short);
        let badness = GAPS * stretch * stretch + spread;
        // A line of Latin letters has nothing to be spread, and looks no worse than its shortness.
        let shortness = LEFT_SHORT * short * short;
        let left = shortness + if self.open > FEW { TOO_LOOSE } else { 0.0 };
        let floor = if self.open > 0 { spread.min(shortness) } else { shortness };
        if wide > WIDEST || (self.open <= FEW && rest > TOLERANCE && (self.open == 0 || left < badness)) {
            return Some(Fit { badness: left, look: EVEN, floor, ..Fit::default() });
        }
        let look = match wide {
            wide if wide > 2.5 * SLIGHT => 3,
            wide if wide > 1.2 * SLIGHT => 2,
            _ => EVEN,
        };
        Some(Fit { stretch, share, badness, look, floor, ..Fit::default() })
    }
}

/// Badness of a line whose marks and gaps give all they can.
const TIGHT: f32 = 9.0;
/// Badness of a line whose gaps take all they should.
const GAPS: f32 = 3.0;
/// Badness of a line whose places are wider by [`SLIGHT`]; it grows with the third power.
const LOOSE: f32 = 15.0;
/// A widening that is just not seen, em: one character over a line of 28.
const SLIGHT: f32 = 1.0 / 27.0;
/// Badness of a hung mark.
const HUNG: f32 = 1.0;
/// Badness of a line of ragged text an em short.
const SHORT: f32 = 0.5;
/// Badness of a line of justified text that stays an em short; it grows with the square.
const LEFT_SHORT: f32 = 30.0;
/// The badness of lines that fall apart.
const TOO_LOOSE: f32 = 2000.0;
/// Lines with no more places to widen than this are Latin.
const FEW: u32 = 2;

/// The blank right of a closing mark that may fall outside at a line's end.
pub(super) fn end_blank(cluster: &Cluster, em: f32) -> f32 {
    if cluster.class == Class::Close { (0.5 * em).min(cluster.blank_right - 0.05 * em).max(0.0) } else { 0.0 }
}

/// The blank left of an opening mark that may fall outside at a line's beginning.
pub(super) fn start_blank(cluster: &Cluster, em: f32) -> f32 {
    if cluster.class == Class::Open { (0.5 * em).min(cluster.blank_left - 0.05 * em).max(0.0) } else { 0.0 }
}

/// The width of a mark that may hang at a line's end.
pub(super) fn hanging_width(cluster: &Cluster, measure: &Measure) -> f32 {
    let hangs = measure.hanging && cluster.class == Class::Close && marks::may_hang(cluster.first);
    if hangs { cluster.advance } else { 0.0 }
}

/// Clusters that are not seen at a line's end.
pub(super) fn is_blank(class: Class) -> bool {
    matches!(class, Class::Space | Class::LineFeed)
}

/// Places the clusters of one line.
pub(super) fn set_line(shaped: &Shaped, start: usize, end: usize, indent: f32, measure: &Measure, last: bool) -> Line {
    let clusters = shaped.clusters.get(start..end).unwrap_or_default();
    // Blanks at the end hang outside.
    let blanks = clusters.iter().rev().take_while(|c| is_blank(c.class)).count();
    let visible = clusters.len() - blanks;
    let mut xs = Vec::with_capacity(clusters.len());
    let mut pen = indent;
    let mut from = 0;
    let mut matter = Matter::default();
    let mut right = pen;
    for (i, cluster) in clusters.iter().enumerate() {
        xs.push(pen);
        if cluster.class == Class::Tab {
            pen = behind_tab(shaped, start + i..end, pen, measure);
            // What stands before a tab is not moved.
            (from, matter) = (i + 1, Matter::default());
        }
        pen += cluster.advance;
        if i < visible {
            right = pen;
        }
        if i + 1 < visible {
            pen += cluster.pair.natural;
            if cluster.class != Class::Tab {
                matter.shrink += cluster.pair.shrink;
                matter.stretch += cluster.pair.stretch;
                matter.open += u32::from(cluster.pair.open);
            }
        }
    }
    matter.slack = measure.width - right;
    if let Some(closing) = visible.checked_sub(1).and_then(|i| clusters.get(i)) {
        matter.end = end_blank(closing, measure.em);
        matter.hang = hanging_width(closing, measure);
    }
    if from == 0 && start > 0 {
        matter.start = clusters.first().map_or(0.0, |c| start_blank(c, measure.em));
    }
    let broken_off = clusters.last().is_some_and(|c| c.break_after == Break::Forced);
    let justify = measure.align == TextAlign::Justify;
    // What is too long whatever gives way gives all it can.
    let most = Fit { start: matter.start, shrink: 1.0, ..Fit::default() };
    let fit = matter.fit(justify, last || broken_off, measure.em).unwrap_or(most);
    let mut moved = -fit.start;
    if fit.moves() {
        for (i, (x, cluster)) in xs.iter_mut().zip(clusters).enumerate() {
            if i >= from {
                *x += moved;
                if i + 1 < visible && cluster.class != Class::Tab {
                    let pair = cluster.pair;
                    moved += pair.stretch * fit.stretch - pair.shrink * fit.shrink;
                    moved += if pair.open { fit.share } else { 0.0 };
                }
            }
        }
        right += moved;
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
