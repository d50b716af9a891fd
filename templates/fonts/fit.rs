//! Contours → the fewest lines and quadratic curves that stay within a tolerance of them. `refit.py` compiles and runs it.
//!
//! On the way in and out a contour is a line with the number of its segments, then a line for each: `l` and the two ends, or `q`, its
//! beginning, its control point and its end, in font units. The tolerance is the first argument.
//!
//! A contour is opened at its sharpest corner. From there the cheapest way round it is found by dynamic programming: a line costs 1, a
//! curve 2 (so many points each adds), and either may take the place of up to `LONGEST` segments if every sample of these lies close
//! enough. A curve is fitted by least squares, with the parameters of the samples corrected by Newton's rule.

use std::io::{Read, Write};

/// Segments that one new one may replace.
const LONGEST: usize = 14;

#[derive(Clone, Copy, PartialEq)]
struct P(f64, f64);

impl P {
    fn less(self, o: P) -> P {
        P(self.0 - o.0, self.1 - o.1)
    }
    fn dot(self, o: P) -> f64 {
        self.0 * o.0 + self.1 * o.1
    }
    fn length(self) -> f64 {
        self.dot(self).sqrt()
    }
    fn on(self, control: P, end: P, t: f64) -> P {
        let (a, b, c) = ((1.0 - t) * (1.0 - t), 2.0 * t * (1.0 - t), t * t);
        P(a * self.0 + b * control.0 + c * end.0, a * self.1 + b * control.1 + c * end.1)
    }
}

#[derive(Clone, Copy)]
struct Segment {
    from: P,
    /// None: a line.
    control: Option<P>,
    to: P,
}

impl Segment {
    fn samples(&self) -> Vec<P> {
        let (steps, control) = match self.control {
            Some(control) => (6, control),
            None => {
                let length = self.to.less(self.from).length();
                let middle = P((self.from.0 + self.to.0) / 2.0, (self.from.1 + self.to.1) / 2.0);
                (((length / 25.0) as usize + 1).clamp(1, 11), middle)
            }
        };
        (0..=steps).map(|i| self.from.on(control, self.to, i as f64 / steps as f64)).collect()
    }

    /// Its directions at its beginning and end.
    fn directions(&self) -> (P, P) {
        match self.control {
            Some(control) => (control.less(self.from), self.to.less(control)),
            None => (self.to.less(self.from), self.to.less(self.from)),
        }
    }
}

fn is_line(points: &[P], tolerance: f64) -> bool {
    let (a, b) = (points[0], points[points.len() - 1]);
    let d = b.less(a);
    let length = d.length();
    if length < 1e-9 {
        return points.iter().all(|p| p.less(a).length() <= tolerance);
    }
    points.iter().all(|p| {
        let off = p.less(a);
        let along = off.dot(d) / length;
        let across = (off.0 * d.1 - off.1 * d.0).abs() / length;
        along >= -tolerance && along <= length + tolerance && across <= tolerance
    })
}

/// The control point of the curve through all points, if there is one.
fn curve(points: &[P], tolerance: f64) -> Option<P> {
    let (a, b) = (points[0], points[points.len() - 1]);
    let mut t = vec![0.0];
    for pair in points.windows(2) {
        t.push(t[t.len() - 1] + pair[1].less(pair[0]).length());
    }
    let whole = t[t.len() - 1];
    if whole < 1e-9 {
        return None;
    }
    t.iter_mut().for_each(|t| *t /= whole);
    for _ in 0..3 {
        let (mut weight, mut x, mut y) = (0.0, 0.0, 0.0);
        for (t, p) in t.iter().zip(points) {
            let w = 2.0 * t * (1.0 - t);
            let rest = p.less(a.on(P(0.0, 0.0), b, *t));
            weight += w * w;
            x += w * rest.0;
            y += w * rest.1;
        }
        if weight < 1e-9 {
            return None;
        }
        let c = P((x / weight).round(), (y / weight).round());
        let error = t.iter().zip(points).map(|(t, p)| a.on(c, b, *t).less(*p).length()).fold(0.0, f64::max);
        if error <= tolerance {
            return Some(c);
        }
        if error > 6.0 * tolerance {
            return None;
        }
        let second = P(2.0 * (a.0 - 2.0 * c.0 + b.0), 2.0 * (a.1 - 2.0 * c.1 + b.1));
        let last = t.len() - 1;
        for (t, p) in t[1..last].iter_mut().zip(&points[1..]) {
            let first = P(
                2.0 * (1.0 - *t) * (c.0 - a.0) + 2.0 * *t * (b.0 - c.0),
                2.0 * (1.0 - *t) * (c.1 - a.1) + 2.0 * *t * (b.1 - c.1),
            );
            let off = a.on(c, b, *t).less(*p);
            let slope = first.dot(first) + off.dot(second);
            if slope.abs() > 1e-9 {
                *t = (*t - off.dot(first) / slope).clamp(0.0, 1.0);
            }
        }
    }
    None
}

fn fewer(mut contour: Vec<Segment>, tolerance: f64) -> Vec<Segment> {
    let n = contour.len();
    if n < 3 {
        return contour;
    }
    let corner = |i: usize| {
        let (before, after) = (contour[(i + n - 1) % n].directions().1, contour[i].directions().0);
        let length = before.length() * after.length();
        if length > 0.0 { before.dot(after) / length } else { 1.0 }
    };
    let sharpest = (0..n).min_by(|a, b| corner(*a).total_cmp(&corner(*b))).unwrap();
    contour.rotate_left(sharpest);
    let samples: Vec<Vec<P>> = contour.iter().map(Segment::samples).collect();
    let mut best: Vec<(u32, usize, Option<P>)> = vec![(u32::MAX, 0, None); n + 1];
    best[0].0 = 0;
    for i in 0..n {
        let mut points = vec![contour[i].from];
        let mut misses = 0;
        for j in i + 1..=n.min(i + LONGEST) {
            points.extend(&samples[j - 1][1..]);
            let (control, price) = if is_line(&points, tolerance) {
                (None, 1)
            } else if j == i + 1 {
                (contour[i].control, 2)
            } else if let Some(control) = curve(&points, tolerance) {
                (Some(control), 2)
            } else {
                misses += 1;
                if misses > 3 {
                    break;
                }
                continue;
            };
            if best[i].0 + price < best[j].0 {
                best[j] = (best[i].0 + price, i, control);
            }
        }
    }
    let mut way = Vec::new();
    let mut j = n;
    while j > 0 {
        let (_, i, control) = best[j];
        way.push(Segment { from: contour[i].from, control, to: contour[j - 1].to });
        j = i;
    }
    way.reverse();
    way
}

fn main() {
    let tolerance: f64 = std::env::args().nth(1).unwrap().parse().unwrap();
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).unwrap();
    let mut words = text.split_ascii_whitespace();
    let mut out = std::io::BufWriter::new(std::io::stdout());
    while let Some(count) = words.next() {
        let mut contour = Vec::new();
        for _ in 0..count.parse().unwrap() {
            let curved = words.next() == Some("q");
            let mut point = || P(words.next().unwrap().parse().unwrap(), words.next().unwrap().parse().unwrap());
            let from = point();
            let control = curved.then(&mut point);
            contour.push(Segment { from, control, to: point() });
        }
        let contour = fewer(contour, tolerance);
        writeln!(out, "{}", contour.len()).unwrap();
        for Segment { from, control, to } in contour {
            match control {
                None => writeln!(out, "l {} {} {} {}", from.0, from.1, to.0, to.1).unwrap(),
                Some(c) => writeln!(out, "q {} {} {} {} {} {}", from.0, from.1, c.0, c.1, to.0, to.1).unwrap(),
            }
        }
    }
}
