//! Lines → placed glyphs, underlines and link areas.

use super::compose::Composer;
use super::inline::{READING, link_of};
use super::line::{Line, Measure, set_line};
use super::pages::{Anchor, Glyph, GlyphRun, Ground, Item, LinkArea, Rule};
use super::punctuation::Class;
use super::tabs::{leader, leader_of};
use super::text::{Cluster, SetReading, Shaped, Span, SpanKind};
use crate::document::Color;
use crate::style::TextAlign;
use crate::whole::counted;

/// The em box lies this far above the base line: the embedded faces' line metrics differ, their squares do not.
const ASCENT: f32 = 0.88;

impl Composer<'_> {
    /// Places the glyphs of a line whose upper edge is at 0. Returns the items and the footnotes called.
    pub(super) fn paint_line(
        &self,
        shaped: &Shaped,
        line: &Line,
        left: f32,
        pitch: f32,
        size: f32,
    ) -> (Vec<Item>, Vec<usize>) {
        let base = self.base(pitch, size);
        let (mut items, mut notes) = (places(shaped, line, left), Vec::new());
        let mut grounds: Vec<Ground> = Vec::new();
        let mut run: Option<(GlyphRun, f32)> = None;
        let mut rules: Vec<(Rule, usize)> = Vec::new();
        let mut areas: Vec<(LinkArea, usize)> = Vec::new();
        let clusters = shaped.clusters.get(line.start..line.end).unwrap_or_default();
        let mut readings = readings_in(shaped, line).peekable();
        for ((at, cluster), x) in (line.start..).zip(clusters).zip(&line.xs) {
            while let Some(reading) = readings.next_if(|reading| reading.clusters.end <= at) {
                items.extend(run.take().map(|(run, _)| Item::Text(run)));
                items.extend(self.reading(reading, line, clusters, left, base - ASCENT * size));
            }
            let Some(span) = shaped.spans.get(cluster.span) else { continue };
            let x = left + x;
            match span.kind {
                SpanKind::Call(note) if note != usize::MAX && !notes.contains(&note) => notes.push(note),
                SpanKind::Object { index, width, height, .. } => {
                    items.extend(run.take().map(|(run, _)| Item::Text(run)));
                    // Where the text is reduced, so is what stands in it.
                    let factor = if width > 0.0 { cluster.advance / width } else { 1.0 };
                    items.extend(self.object(index, x, base, cluster.advance, height * factor));
                    decorate(&mut rules, cluster, span, (x, x + cluster.advance), base);
                    lay_ground(&mut grounds, cluster, span, x, base - ASCENT * size, size);
                    let high = height * factor;
                    self.lay_link(&mut areas, span.kind, (x, base - high), (cluster.advance, high));
                    continue;
                }
                _ => {}
            }
            let y = base - cluster.rise;
            let fits = run.as_ref().is_some_and(|(run, _)| {
                run.face == cluster.face
                    && run.size_pt.to_bits() == cluster.size.to_bits()
                    && run.y_pt.to_bits() == y.to_bits()
                    && run.content == span.content
                    && run.color == color(span)
            });
            if !fits {
                items.extend(run.take().map(|(run, _)| Item::Text(run)));
            }
            add_to_run(&mut run, shaped, cluster, span, x, y);
            // A tab is as wide as what follows it stands away.
            let next = line.xs.get(at + 1 - line.start).filter(|_| cluster.class == Class::Tab);
            let end = next.map_or(x + cluster.advance, |next| left + next);
            decorate(&mut rules, cluster, span, (x, end), base);
            if cluster.class == Class::Tab {
                items.extend(run.take().map(|(run, _)| Item::Text(run)));
                let kind = leader_of(&shaped.stops, x - left);
                let rules = leader(kind, cluster.size, (x - left, end - left), color(span));
                items.extend(rules.map(|rule| Item::Rule(rule).moved(left, base)));
            }
            lay_ground(&mut grounds, cluster, span, x, base - ASCENT * size, size);
            self.lay_link(&mut areas, span.kind, (x, base - ASCENT * size), (cluster.advance, size));
        }
        items.extend(run.map(|(run, _)| Item::Text(run)));
        for reading in readings {
            items.extend(self.reading(reading, line, clusters, left, base - ASCENT * size));
        }
        items.splice(0..0, grounds.into_iter().map(Item::Ground));
        items.extend(rules.into_iter().map(|(rule, _)| Item::Rule(rule)));
        items.extend(areas.into_iter().map(|(area, _)| Item::Link(area)));
        (items, notes)
    }

    /// The base line of a line of this pitch in type of this size, below its upper edge.
    pub(super) fn base(&self, pitch: f32, size: f32) -> f32 {
        (pitch - size) / 2.0 + ASCENT * size
    }

    /// Makes what is painted at a place part of the area of its link, if it stands in one.
    fn lay_link(
        &self,
        areas: &mut Vec<(LinkArea, usize)>,
        kind: SpanKind,
        (x_pt, y_pt): (f32, f32),
        (width_pt, height_pt): (f32, f32),
    ) {
        let Some(index) = link_of(kind) else { return };
        match areas.last_mut() {
            Some((area, last)) if *last == index => {
                let bottom = (area.y_pt + area.height_pt).max(y_pt + height_pt);
                area.width_pt = x_pt + width_pt - area.x_pt;
                area.y_pt = area.y_pt.min(y_pt);
                area.height_pt = bottom - area.y_pt;
            }
            _ => {
                if let Some((target, element)) = self.links.get(index) {
                    let (target, element) = (target.clone(), *element);
                    areas.push((LinkArea { x_pt, y_pt, width_pt, height_pt, target, element }, index));
                }
            }
        }
    }

    /// A reading in the middle above its characters, its foot at `bottom`.
    fn reading(&self, reading: &SetReading, line: &Line, clusters: &[Cluster], left: f32, bottom: f32) -> Vec<Item> {
        let within = |cluster: usize| cluster.checked_sub(line.start);
        let first = within(reading.clusters.start);
        let last = within(reading.clusters.end.min(line.end)).and_then(|end| end.checked_sub(1));
        let from = first.and_then(|at| line.xs.get(at));
        let to = last.and_then(|at| Some(line.xs.get(at)? + clusters.get(at)?.advance));
        let Some((from, to)) = from.zip(to) else { return Vec::new() };
        let size = reading.text.clusters.first().map_or(0.0, |cluster| cluster.size);
        let x = left + (from + to - reading.width) / 2.0;
        self.placed_line(&reading.text, x, bottom - (1.0 - ASCENT) * size)
    }

    /// A line that is not part of the flow, its base line at `base`.
    pub(super) fn placed_line(&self, shaped: &Shaped, x: f32, base: f32) -> Vec<Item> {
        let measure = Measure { width: f32::MAX, first_indent: 0.0, align: TextAlign::Left, em: 1.0, hanging: false };
        let line = set_line(shaped, 0, shaped.clusters.len(), 0.0, &measure, true);
        let (items, _) = self.paint_line(shaped, &line, x, 0.0, 0.0);
        items.into_iter().map(|item| item.moved(0.0, base)).collect()
    }
}

fn add_to_run(run: &mut Option<(GlyphRun, f32)>, shaped: &Shaped, cluster: &Cluster, span: &Span, x: f32, y: f32) {
    let glyphs = shaped.glyphs.get(cluster.glyphs.clone()).unwrap_or_default();
    if glyphs.is_empty() {
        return;
    }
    let (run, from) = run.get_or_insert_with(|| {
        let (face, size_pt, content) = (cluster.face, cluster.size, span.content);
        let (text, glyphs, narrowing) = (String::new(), Vec::new(), 1.0);
        (GlyphRun { face, size_pt, x_pt: x, y_pt: y, text, glyphs, narrowing, color: color(span), content }, x)
    });
    let start = counted(run.text.len());
    run.text.push_str(shaped.text.get(cluster.text.clone()).unwrap_or_default());
    let end = counted(run.text.len());
    run.glyphs.extend(glyphs.iter().map(|g| Glyph {
        id: g.id,
        x_pt: x - *from + g.dx,
        rise_pt: g.dy,
        text_start: start,
        text_end: end,
    }));
}

/// The colour a span is printed in: its own, where the style keeps colours.
fn color(span: &Span) -> Color {
    span.marks.color.unwrap_or(Color::BLACK)
}

/// The ground behind highlighted text, as high as the line's type, joined over neighbours.
fn lay_ground(grounds: &mut Vec<Ground>, cluster: &Cluster, span: &Span, x: f32, top: f32, size: f32) {
    let Some(color) = span.marks.highlight.filter(|_| cluster.class != Class::LineFeed) else { return };
    let end = x + cluster.advance;
    match grounds.last_mut() {
        Some(last) if last.color == color && (last.x_pt + last.width_pt - x).abs() < 0.6 * cluster.size => {
            last.width_pt = end - last.x_pt;
        }
        _ => grounds.push(Ground { x_pt: x, y_pt: top, width_pt: cluster.advance, height_pt: size, color }),
    }
}

/// The places in a line that links lead to.
fn places(shaped: &Shaped, line: &Line, left: f32) -> Vec<Item> {
    if shaped.places.is_empty() {
        return Vec::new();
    }
    let begins = |cluster: usize| shaped.clusters.get(cluster).map(|cluster| cluster.text.start);
    let start = if line.start == 0 { 0 } else { begins(line.start).unwrap_or(shaped.text.len()) };
    let end = begins(line.end).unwrap_or(usize::MAX);
    let x_pt = left + line.xs.first().copied().unwrap_or(line.right);
    let here = shaped.places.iter().filter(|(at, _)| (start..end).contains(at));
    here.map(|(_, name)| Item::Anchor(Anchor { name: name.to_string(), x_pt, y_pt: 0.0 })).collect()
}

/// Underlines and strike-throughs, joined over neighbours.
fn decorate(rules: &mut Vec<(Rule, usize)>, cluster: &Cluster, span: &Span, (x, end): (f32, f32), base: f32) {
    if matches!(cluster.class, Class::LineFeed) {
        return;
    }
    let places = [(span.marks.underline, 0.16), (span.marks.strike, -0.28)];
    for (kind, (wanted, depth)) in places.into_iter().enumerate() {
        if !wanted {
            continue;
        }
        let y = base + depth * cluster.size;
        let color = color(span);
        let goes_on = |rule: &Rule| rule.color == color && (rule.to_pt.0 - x).abs() < 0.6 * cluster.size;
        match rules.iter_mut().rev().find(|(rule, k)| *k == kind && goes_on(rule)) {
            Some((rule, _)) => rule.to_pt.0 = end,
            None => {
                let width_pt = 0.05 * cluster.size;
                rules.push((Rule { from_pt: (x, y), to_pt: (end, y), width_pt, color }, kind));
            }
        }
    }
}

/// The readings whose characters begin in a line.
fn readings_in<'s>(shaped: &'s Shaped, line: &Line) -> impl Iterator<Item = &'s SetReading> {
    let at = |cluster: usize| shaped.readings.partition_point(|reading| reading.clusters.start < cluster);
    shaped.readings.get(at(line.start)..at(line.end)).unwrap_or_default().iter()
}

/// By how much a line is higher and deeper than its pitch because of pictures and formulas in it, or of readings for which the
/// gap between two lines has no room.
pub(super) fn line_growth(shaped: &Shaped, line: &Line, pitch: f32, size: f32) -> (f32, f32) {
    let above = (pitch - size) / 2.0 + ASCENT * size;
    let clusters = shaped.clusters.get(line.start..line.end).unwrap_or_default();
    let (mut highest, mut deepest) = (0.0_f32, 0.0_f32);
    for cluster in clusters {
        if let Some(SpanKind::Object { width, height, depth, .. }) =
            shaped.spans.get(cluster.span).map(|span| span.kind)
        {
            let factor = if width > 0.0 { cluster.advance / width } else { 1.0 };
            (highest, deepest) = (highest.max(height * factor), deepest.max(depth * factor));
        }
    }
    let reading = if readings_in(shaped, line).next().is_some() { READING * size - (pitch - size) } else { 0.0 };
    ((highest - above).max(reading).max(0.0), (deepest - (pitch - above)).max(0.0))
}
