//! Paths → rules and filled areas (ISO 32000-1, 8.5).

use super::facts::{Area, PageFacts, Rule};

/// Thinner than this, a filled area is a line; points.
const THIN: f64 = 3.5;
/// How far a straight line may stray from its axis.
const ASTRAY: f64 = 0.7;
/// Segments of one path; more is a drawing, and no table.
const MAX_SEGMENTS: usize = 200_000;

/// A path under construction, on the page.
#[derive(Debug, Default)]
pub(super) struct Path {
    subpaths: Vec<Subpath>,
    segments: usize,
    curves: usize,
}

#[derive(Debug)]
struct Subpath {
    points: Vec<(f64, f64)>,
    /// For each point but the first, whether a straight line leads to it.
    straight: Vec<bool>,
    is_closed: bool,
}

impl Path {
    pub(super) fn move_to(&mut self, point: (f64, f64)) {
        self.segments += 1;
        if self.segments > MAX_SEGMENTS {
            return;
        }
        self.subpaths.push(Subpath { points: vec![point], straight: Vec::new(), is_closed: false });
    }

    pub(super) fn line_to(&mut self, point: (f64, f64), is_straight: bool) {
        self.segments += 1;
        self.curves += usize::from(!is_straight);
        if self.segments > MAX_SEGMENTS {
            return;
        }
        match self.subpaths.last_mut() {
            Some(last) if !last.is_closed => {
                last.points.push(point);
                last.straight.push(is_straight);
            }
            // After `h` a new subpath begins where the old one began.
            Some(last) => {
                let first = last.points.first().copied().unwrap_or(point);
                self.subpaths.push(Subpath {
                    points: vec![first, point],
                    straight: vec![is_straight],
                    is_closed: false,
                });
            }
            None => self.move_to(point),
        }
    }

    pub(super) fn close(&mut self) {
        if let Some(last) = self.subpaths.last_mut() {
            last.is_closed = true;
        }
    }

    pub(super) fn rectangle(&mut self, corners: [(f64, f64); 4]) {
        self.segments += 4;
        if self.segments <= MAX_SEGMENTS {
            self.subpaths.push(Subpath { points: corners.to_vec(), straight: vec![true; 3], is_closed: true });
        }
    }

    pub(super) fn clear(&mut self) {
        self.subpaths.clear();
        self.segments = 0;
        self.curves = 0;
    }

    /// How many curves it has: text turned into outlines has many.
    pub(super) fn curves(&self) -> usize {
        self.curves
    }

    /// Whether it is one rectangle and nothing else.
    pub(super) fn is_one_rectangle(&self) -> bool {
        matches!(self.subpaths.as_slice(), [only] if only.is_rectangle())
    }

    /// The bounds of the whole path, where it has any point.
    pub(super) fn bounds(&self) -> Option<Area> {
        let areas = self.subpaths.iter().map(|subpath| Area::around(&subpath.points));
        areas.reduce(|all, area| all.union(&area))
    }

    /// The straight lines along an axis that a stroke draws.
    pub(super) fn stroke(&self, width: f64, clip: &Area, page: &mut PageFacts) {
        for subpath in &self.subpaths {
            let pairs = subpath.points.iter().zip(subpath.points.iter().skip(1));
            for ((from, to), is_straight) in pairs.zip(&subpath.straight) {
                if *is_straight {
                    line(*from, *to, width, clip, page);
                }
            }
            if let (true, [first, _, .., last]) = (subpath.is_closed, subpath.points.as_slice()) {
                line(*last, *first, width, clip, page);
            }
        }
    }

    /// The areas a fill covers: thin ones as rules into `page`, others handed back.
    pub(super) fn fill(&self, clip: &Area, page: &mut PageFacts) -> Vec<Area> {
        let areas: Vec<(Area, bool)> = self
            .subpaths
            .iter()
            .filter(|subpath| subpath.points.len() > 1 && subpath.straight.iter().all(|straight| *straight))
            .map(|subpath| (Area::around(&subpath.points), subpath.is_rectangle()))
            .collect();
        // A frame is often one rectangle within another, filled between the two.
        if let [(outer, true), (inner, true)] = areas.as_slice() {
            let sides = [
                (outer.left, outer.top, outer.right, inner.top),
                (outer.left, inner.bottom, outer.right, outer.bottom),
                (outer.left, outer.top, inner.left, outer.bottom),
                (inner.right, outer.top, outer.right, outer.bottom),
            ];
            let sides = sides.map(|(left, top, right, bottom)| Area { left, top, right, bottom });
            let is_frame = sides.iter().all(|side| {
                let thin = side.width().min(side.height());
                (-0.01..THIN).contains(&thin)
            });
            if is_frame && !inner.is_empty() && inner.width().min(inner.height()) >= THIN {
                for side in sides.iter().filter(|side| !side.is_empty()) {
                    thin_area(&side.shared(clip), page);
                }
                return Vec::new();
            }
        }
        let mut thick = Vec::new();
        for (area, is_rectangle) in areas {
            let seen = area.shared(clip);
            if seen.width() < 0.0 || seen.height() < 0.0 {
                continue;
            }
            if !thin_area(&seen, page) && is_rectangle {
                thick.push(seen);
            }
        }
        thick
    }
}

impl Subpath {
    /// Whether it is a rectangle along the axes.
    fn is_rectangle(&self) -> bool {
        let mut corners = self.points.clone();
        if corners.len() == 5 && corners.first() == corners.last() {
            corners.pop();
        }
        let [a, b, c, d] = corners.as_slice() else { return false };
        let level = |p: &(f64, f64), q: &(f64, f64)| (p.1 - q.1).abs() < 0.1;
        let upright = |p: &(f64, f64), q: &(f64, f64)| (p.0 - q.0).abs() < 0.1;
        (level(a, b) && upright(b, c) && level(c, d) && upright(d, a))
            || (upright(a, b) && level(b, c) && upright(c, d) && level(d, a))
    }
}

/// An area thin enough to be a line, as one; dots as two. `false` where it is thick.
pub(super) fn thin_area(area: &Area, page: &mut PageFacts) -> bool {
    let (width, height) = (area.width(), area.height());
    let (x, y) = area.center();
    let level = Rule { horizontal: true, position: y, start: area.left, end: area.right, width: height };
    let upright = Rule { horizontal: false, position: x, start: area.top, end: area.bottom, width };
    if width >= THIN && height >= THIN {
        return false;
    }
    let is_dot = width < THIN && height < THIN && width < 2.5 * height && height < 2.5 * width;
    if is_dot || width >= height {
        page.rules.push(level);
    }
    if is_dot || height > width {
        page.rules.push(upright);
    }
    true
}

fn line(from: (f64, f64), to: (f64, f64), width: f64, clip: &Area, page: &mut PageFacts) {
    let across = ((from.0 - to.0).abs(), (from.1 - to.1).abs());
    let horizontal = across.1 <= ASTRAY && across.0 > across.1 * 3.0;
    let vertical = across.0 <= ASTRAY && across.1 > across.0 * 3.0;
    if !horizontal && !vertical {
        return;
    }
    let half = width / 2.0;
    let area = if horizontal {
        let y = f64::midpoint(from.1, to.1);
        Area { left: from.0.min(to.0), right: from.0.max(to.0), top: y - half, bottom: y + half }
    } else {
        let x = f64::midpoint(from.0, to.0);
        Area { left: x - half, right: x + half, top: from.1.min(to.1), bottom: from.1.max(to.1) }
    };
    // A line on the edge of its clip is seen by half.
    let seen = area.shared(&Area {
        left: clip.left - 1.0,
        top: clip.top - 1.0,
        right: clip.right + 1.0,
        bottom: clip.bottom + 1.0,
    });
    if seen.width() < 0.0 || seen.height() < 0.0 {
        return;
    }
    // A bar drawn as a stroke as wide as it is high.
    if width >= THIN {
        if !seen.is_empty() {
            page.fills.push(seen);
        }
        return;
    }
    let (start, end) = if horizontal {
        (seen.left.max(clip.left), seen.right.min(clip.right))
    } else {
        (seen.top.max(clip.top), seen.bottom.min(clip.bottom))
    };
    if end - start > 0.2 {
        let (x, y) = area.center();
        page.rules.push(Rule { horizontal, position: if horizontal { y } else { x }, start, end, width });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: Area = Area { left: 0.0, top: 0.0, right: 100.0, bottom: 100.0 };

    fn rectangle(left: f64, top: f64, right: f64, bottom: f64) -> [(f64, f64); 4] {
        [(left, top), (right, top), (right, bottom), (left, bottom)]
    }

    #[test]
    fn a_frame_between_two_rectangles_is_four_rules() {
        let mut path = Path::default();
        path.rectangle(rectangle(10.0, 10.0, 60.0, 40.0));
        path.rectangle(rectangle(11.0, 11.0, 59.0, 39.0));
        let mut page = PageFacts::default();
        assert!(path.fill(&PAGE, &mut page).is_empty());
        let horizontal = page.rules.iter().filter(|rule| rule.horizontal).count();
        assert_eq!((page.rules.len(), horizontal), (4, 2), "{:?}", page.rules);
    }

    #[test]
    fn thin_fills_are_rules_dots_are_two_and_thick_ones_areas() {
        let mut page = PageFacts::default();
        let mut path = Path::default();
        path.rectangle(rectangle(10.0, 10.0, 60.0, 10.5));
        path.rectangle(rectangle(10.0, 20.0, 11.0, 21.0));
        path.rectangle(rectangle(10.0, 30.0, 60.0, 60.0));
        let thick = path.fill(&PAGE, &mut page);
        assert_eq!((thick.len(), page.rules.len()), (1, 3), "{:?}", page.rules);
    }

    #[test]
    fn strokes_give_lines_along_the_axes_within_the_clip() {
        let mut page = PageFacts::default();
        let mut path = Path::default();
        path.move_to((-20.0, 50.0));
        path.line_to((50.0, 50.0), true);
        path.line_to((80.0, 80.0), true);
        path.line_to((80.0, 20.0), false);
        path.stroke(1.0, &PAGE, &mut page);
        assert_eq!(page.rules, [Rule { horizontal: true, position: 50.0, start: 0.0, end: 50.0, width: 1.0 }]);
    }
}
