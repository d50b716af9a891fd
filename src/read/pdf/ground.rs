//! What glyphs are painted on: paper, or the last thing painted there before them.

use super::facts::Area;
use crate::document::Color;

/// Thinner than this, in points, a thing is a line: nothing stands on it.
const THIN: f64 = 2.0;

/// Of more colours than this, every ink may be lost on one: then each glyph is looked at, as long as the time for that lasts.
const MOST_COLORS: usize = 64;

/// What was painted on a page, in order.
#[derive(Default)]
pub(super) struct Grounds {
    areas: Vec<(Area, Option<Color>)>,
    /// The colours among them, each once: a glyph of a colour that is lost on none of them is seen without a look.
    colors: Vec<Color>,
    /// The ink asked for last, and whether it is lost on any of the colours.
    last: Option<(Color, bool)>,
}

impl Grounds {
    /// Adds what is painted over an area. `color`: what all of it has; `None` where it can't be told, or is not all of one.
    pub(super) fn push(&mut self, area: Area, color: Option<Color>) {
        if area.width().min(area.height()) < THIN {
            return;
        }
        if self.colors.len() <= MOST_COLORS
            && let Some(color) = color.filter(|color| !self.colors.contains(color))
        {
            self.colors.push(color);
            self.last = None;
        }
        self.areas.push((area, color));
    }

    /// Whether ink of a colour may be lost on paper or on any of the grounds.
    pub(super) fn may_lose(&mut self, ink: Color) -> bool {
        if let Some((color, is_lost)) = self.last
            && color == ink
        {
            return is_lost;
        }
        let is_lost = self.colors.len() > MOST_COLORS
            || ink.is_lost_on(Color::WHITE)
            || self.colors.iter().any(|color| ink.is_lost_on(*color));
        self.last = Some((ink, is_lost));
        is_lost
    }

    /// Whether ink of a colour can't be told from what is behind an area.
    pub(super) fn loses(&self, ink: Color, area: &Area) -> bool {
        let ground = self.areas.iter().rev().find(|(ground, _)| ground.has(area.center()));
        match ground {
            Some((_, Some(color))) => ink.is_lost_on(*color),
            Some((_, None)) => false,
            None => ink.is_lost_on(Color::WHITE),
        }
    }

    /// How many things were painted.
    pub(super) fn len(&self) -> usize {
        self.areas.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ink_is_lost_on_what_was_painted_last() {
        let area = |left: f64| Area { left, top: 0.0, right: left + 10.0, bottom: 10.0 };
        let yellow = Color([0xFF, 0xFF, 0]);
        let mut grounds = Grounds::default();
        assert!(grounds.may_lose(Color::WHITE) && !grounds.may_lose(Color::BLACK) && !grounds.may_lose(yellow));
        grounds.push(area(0.0), Some(yellow));
        grounds.push(area(20.0), None);
        assert!(grounds.may_lose(yellow) && grounds.loses(yellow, &area(1.0)));
        assert!(!grounds.loses(Color::BLACK, &area(1.0)) && !grounds.loses(Color::WHITE, &area(21.0)));
        grounds.push(area(0.0), Some(Color::WHITE));
        assert!(!grounds.loses(yellow, &area(1.0)) && grounds.loses(Color::WHITE, &area(1.0)));
        grounds.push(Area { bottom: 1.0, ..area(0.0) }, Some(Color::BLACK));
        assert!(!grounds.may_lose(Color::BLACK), "a line is no ground");
        for light in 0..=255 {
            grounds.push(area(40.0), Some(Color([0xFF, 0xFF, light])));
        }
        assert!(grounds.may_lose(Color::BLACK) && !grounds.loses(Color::BLACK, &area(1.0)));
    }
}
