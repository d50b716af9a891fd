//! Affine maps and rectangles (ISO 32000-1, 8.3).

use super::facts::Area;

/// `x' = a·x + c·y + e`, `y' = b·x + d·y + f`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Matrix(pub [f64; 6]);

impl Matrix {
    pub(super) const IDENTITY: Matrix = Matrix([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    pub(super) fn translate(x: f64, y: f64) -> Self {
        Matrix([1.0, 0.0, 0.0, 1.0, x, y])
    }

    /// The map that does `first` and then `self`.
    pub(super) fn after(self, first: Matrix) -> Self {
        let [a, b, c, d, e, f] = self.0;
        let [p, q, r, s, t, u] = first.0;
        Matrix([a * p + c * q, b * p + d * q, a * r + c * s, b * r + d * s, a * t + c * u + e, b * t + d * u + f])
    }

    pub(super) fn point(self, x: f64, y: f64) -> (f64, f64) {
        let [a, b, c, d, e, f] = self.0;
        (a * x + c * y + e, b * x + d * y + f)
    }

    /// The bounds of a rectangle's image.
    pub(super) fn bounds(self, area: Area) -> Area {
        let corners = [
            self.point(area.left, area.top),
            self.point(area.right, area.top),
            self.point(area.right, area.bottom),
            self.point(area.left, area.bottom),
        ];
        Area::around(&corners)
    }

    /// The map back; `None` where it makes lines or points of areas.
    pub(super) fn inverse(self) -> Option<Self> {
        let [a, b, c, d, e, f] = self.0;
        let size = a * d - b * c;
        let inverse = Matrix([d, -b, -c, a, c * f - d * e, b * e - a * f].map(|number| number / size));
        (size.abs() > 1e-12 && inverse.is_sound()).then_some(inverse)
    }

    /// How much it enlarges lengths, on the whole.
    pub(super) fn scale(self) -> f64 {
        let [a, b, c, d, ..] = self.0;
        (a * d - b * c).abs().sqrt()
    }

    /// Whether what is along the axes stays along them.
    pub(super) fn is_upright(self) -> bool {
        let [a, b, c, d, ..] = self.0;
        let skew = 1e-6 * (a.hypot(b) + c.hypot(d));
        (b.abs() <= skew && c.abs() <= skew) || (a.abs() <= skew && d.abs() <= skew)
    }

    /// Whether all its numbers are finite and of a size that pages have.
    pub(super) fn is_sound(self) -> bool {
        self.0.iter().all(|number| number.abs() < 1e9)
    }
}

impl Area {
    /// The bounds of points; an empty area of none.
    pub(super) fn around(points: &[(f64, f64)]) -> Self {
        let mut area = Area { left: f64::MAX, top: f64::MAX, right: f64::MIN, bottom: f64::MIN };
        for (x, y) in points {
            area.left = area.left.min(*x);
            area.right = area.right.max(*x);
            area.top = area.top.min(*y);
            area.bottom = area.bottom.max(*y);
        }
        if area.left > area.right { Area::default() } else { area }
    }

    pub(super) fn width(&self) -> f64 {
        self.right - self.left
    }

    pub(super) fn height(&self) -> f64 {
        self.bottom - self.top
    }

    pub(super) fn is_empty(&self) -> bool {
        self.width() <= 0.0 || self.height() <= 0.0
    }

    /// What two areas share; of no or negative extent where they share nothing.
    pub(super) fn shared(&self, other: &Area) -> Area {
        Area {
            left: self.left.max(other.left),
            top: self.top.max(other.top),
            right: self.right.min(other.right),
            bottom: self.bottom.min(other.bottom),
        }
    }

    pub(super) fn union(&self, other: &Area) -> Area {
        Area {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    pub(super) fn has(&self, (x, y): (f64, f64)) -> bool {
        x >= self.left && x <= self.right && y >= self.top && y <= self.bottom
    }

    pub(super) fn center(&self) -> (f64, f64) {
        (f64::midpoint(self.left, self.right), f64::midpoint(self.top, self.bottom))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn maps_are_done_in_order() {
        let doubled = Matrix([2.0, 0.0, 0.0, 2.0, 0.0, 0.0]);
        let moved = Matrix::translate(1.0, 0.0);
        assert_eq!(doubled.after(moved).point(3.0, 1.0), (8.0, 2.0));
        assert_eq!(moved.after(doubled).point(3.0, 1.0), (7.0, 2.0));
    }

    #[test]
    fn bounds_of_a_turned_rectangle() {
        let turned = Matrix([0.0, 1.0, -1.0, 0.0, 0.0, 0.0]);
        let area = turned.bounds(Area { left: 0.0, top: 0.0, right: 4.0, bottom: 1.0 });
        assert_eq!(area, Area { left: -1.0, top: 0.0, right: 0.0, bottom: 4.0 });
    }
}
