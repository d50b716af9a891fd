//! Boxes: glyphs and bars about a base line, and boxes put together.

use crate::document::Color;
use crate::typeset::pages::{GlyphRun, Rule};

/// Part of a formula, set. Positions are in pt from the left end of its base line, y downwards.
#[derive(Debug, Clone, Default, PartialEq)]
pub(in crate::typeset) struct MathBox {
    pub width: f32,
    /// Above the base line.
    pub height: f32,
    /// Below it.
    pub depth: f32,
    pub runs: Vec<GlyphRun>,
    /// Bars of fractions and roots, frames.
    pub bars: Vec<Rule>,
}

impl MathBox {
    pub(super) fn blank(width: f32) -> Self {
        MathBox { width, ..MathBox::default() }
    }

    /// Takes in another box, its base line's left end at a place; its own width is left as it is.
    pub(super) fn put(&mut self, other: MathBox, x: f32, y: f32) {
        self.height = self.height.max(other.height - y);
        self.depth = self.depth.max(other.depth + y);
        for mut run in other.runs {
            run.move_by(x, y);
            self.runs.push(run);
        }
        for mut bar in other.bars {
            bar.move_by(x, y);
            self.bars.push(bar);
        }
    }

    /// Takes in another box behind what there is.
    pub(super) fn append(&mut self, other: MathBox) {
        let x = self.width;
        self.width += other.width;
        self.put(other, x, 0.0);
    }

    /// A bar from one place to another.
    pub(super) fn bar(&mut self, from_pt: (f32, f32), to_pt: (f32, f32), width_pt: f32) {
        let half = width_pt / 2.0;
        for (_, y) in [from_pt, to_pt] {
            self.height = self.height.max(half - y);
            self.depth = self.depth.max(y + half);
        }
        self.bars.push(Rule { from_pt, to_pt, width_pt, color: Color::BLACK });
    }

    /// Moved up or down about its base line.
    pub(super) fn raised(self, rise: f32) -> Self {
        let mut raised = MathBox::blank(self.width);
        (raised.height, raised.depth) = (self.height + rise, self.depth - rise);
        raised.put(self, 0.0, -rise);
        raised
    }
}
