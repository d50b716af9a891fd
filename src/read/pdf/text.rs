//! Showing text (ISO 32000-1, 9.4): codes → glyphs that can be seen.

use super::actual::{Verdict, verdict};
use super::content::Operand;
use super::facts::{Area, Glyph};
use super::font;
use super::graphics::State;
use super::interpret::Interpreter;
use super::matrix::Matrix;
use super::tally::Kind;
use crate::finding::Error;
use crate::whole::Whole;
use std::rc::Rc;

/// What stands so many type sizes apart in charts is another chart.
const CHART_GAP: f64 = 4.0;

/// The text and line matrices.
pub(super) struct TextObject {
    matrix: Matrix,
    line: Matrix,
}

impl Default for TextObject {
    fn default() -> Self {
        TextObject { matrix: Matrix::IDENTITY, line: Matrix::IDENTITY }
    }
}

impl TextObject {
    pub(super) fn move_by(&mut self, x: f64, y: f64) {
        self.line = self.line.after(Matrix::translate(x, y));
        self.matrix = self.line;
    }

    pub(super) fn set(&mut self, matrix: Matrix) {
        self.line = matrix;
        self.matrix = matrix;
    }

    /// A number in `TJ`: thousandths backwards.
    pub(super) fn adjust(&mut self, number: f64, state: &State<'_>) {
        let text = &state.text;
        let way = -number / 1000.0 * text.size;
        let is_vertical = text.font.as_ref().is_some_and(|font| font.is_vertical);
        self.advance(way, is_vertical, text.stretch);
    }

    fn advance(&mut self, way: f64, is_vertical: bool, stretch: f64) {
        let step = if is_vertical { Matrix::translate(0.0, way) } else { Matrix::translate(way * stretch, 0.0) };
        self.matrix = self.matrix.after(step);
    }
}

impl<'a> Interpreter<'a, '_> {
    /// Shows a string.
    pub(super) fn show(
        &mut self,
        operand: Option<&Operand<'_>>,
        text: &mut TextObject,
        state: &State<'a>,
    ) -> Result<(), Error> {
        let Some(string) = operand.and_then(Operand::text) else { return Ok(()) };
        let Some(font) = state.text.font.clone() else {
            let name = state.text.lost.as_deref().unwrap_or_default().to_owned();
            self.reading.tally.count(Kind::Font(name), self.number, string.len(), "");
            return Ok(());
        };
        for (glyph, code, length) in font.glyphs_of(string) {
            self.reading.spend_glyph()?;
            self.place(&font, &glyph, text, state);
            let spacing = if code == 32 && length == 1 { state.text.word_spacing } else { 0.0 };
            let way = glyph.advance * state.text.size + state.text.character_spacing + spacing;
            text.advance(way, font.is_vertical, state.text.stretch);
        }
        Ok(())
    }

    fn place(&mut self, font: &Rc<font::Font<'a>>, glyph: &font::Glyph, text: &TextObject, state: &State<'a>) {
        let size = state.text.size;
        let em = Matrix([size * state.text.stretch, 0.0, 0.0, size, 0.0, state.text.rise]);
        let matrix = state.matrix.after(text.matrix).after(em);
        if !matrix.is_sound() {
            return;
        }
        let body = if font.is_vertical {
            let (x, _) = glyph.shift;
            Area { left: x, right: x + glyph.width, top: glyph.advance, bottom: 0.0 }
        } else {
            Area { left: 0.0, right: glyph.advance, top: font.descent, bottom: font.ascent }
        };
        let area = matrix.bounds(body);
        let unseen = self.unseen(&area, state);
        let is_unpainted = unseen == Some(Kind::Invisible);
        if let Some(kind) = unseen.filter(|_| !is_unpainted) {
            if !glyph.text.trim().is_empty() {
                self.reading.tally.count(kind, self.number, 1, &glyph.text);
            }
            return;
        }
        if self.is_in_own_chart() {
            self.reading.tally.count(Kind::OwnChart, self.number, 1, &glyph.text);
            // Charts below each other are one place as well as several.
            match self.page.own_charts.last_mut() {
                Some(last)
                    if area.top - last.bottom < CHART_GAP * size && last.top - area.bottom < CHART_GAP * size =>
                {
                    *last = last.union(&area);
                }
                _ => self.page.own_charts.push(area),
            }
            return;
        }
        let [a, b, c, d, ..] = matrix.0;
        let quarter = (b.atan2(a) / std::f64::consts::FRAC_PI_2).round();
        let paints_stroke = matches!(state.text.mode, 2 | 6) && state.line_width > 0.0 && !state.stroke.is_faint();
        let placed = Glyph {
            text: glyph.text.clone(),
            area,
            origin: matrix.point(0.0, 0.0),
            size: c.hypot(d),
            font: font.index,
            bold: font.facts.bold || paints_stroke,
            vertical: font.is_vertical,
            turned: u8::whole(quarter.rem_euclid(4.0)),
            mcid: self.mcid(),
            artifact: self.is_artifact(),
        };
        if is_unpainted {
            self.unpainted.push(placed);
            return;
        }
        let is_in_actual = self.marks.iter().any(|mark| mark.actual.is_some());
        if glyph.text.is_empty() && !is_in_actual {
            self.reading.tally.count(Kind::Unmapped(font.facts.name.clone()), self.number, 1, "");
        }
        self.page.glyphs.push(placed);
    }

    /// Why a glyph can't be seen, if it can't.
    fn unseen(&mut self, area: &Area, state: &State<'_>) -> Option<Kind> {
        if self.is_hidden() {
            return Some(Kind::Layer);
        }
        let (fills, strokes) = match state.text.mode {
            0 | 4 => (true, false),
            1 | 5 => (false, true),
            2 | 6 => (true, true),
            _ => (false, false),
        };
        let is_painted = (fills && state.fill.alpha > 0.02) || (strokes && state.stroke.alpha > 0.02);
        if !is_painted {
            return Some(Kind::Invisible);
        }
        // A glyph of no width still has ink.
        let seen = area.shared(&state.clip);
        let slack = 0.2 * area.height().max(area.width());
        if seen.width() < (0.2 * area.width()).min(slack) - 0.001 || seen.height() < 0.2 * area.height() - 0.001 {
            return Some(Kind::Outside);
        }
        let inks = [(fills, state.fill), (strokes, state.stroke)];
        let mut inks = inks.into_iter().filter(|(paints, paint)| *paints && paint.alpha > 0.02).map(|(_, paint)| paint);
        let is_lost = inks.all(|paint| {
            // Where there is no time to be sure, it counts as seen.
            paint.color().is_some_and(|ink| {
                self.grounds.may_lose(ink)
                    && self.reading.may_compare(self.grounds.len())
                    && self.grounds.loses(ink, area)
            })
        });
        is_lost.then_some(Kind::White)
    }

    /// Ends a marked-content sequence: what it says itself takes the place of its glyphs' text (14.9.4) where it agrees with it.
    pub(super) fn end_mark(&mut self) {
        let Some(mark) = self.marks.pop() else { return };
        let Some(actual) = mark.actual else { return };
        // Of one within another, the outer one speaks.
        if self.marks.iter().any(|outer| outer.actual.is_some()) {
            return;
        }
        let before = mark.first_glyph.checked_sub(1).and_then(|at| self.page.glyphs.get(at));
        let before = before.and_then(|glyph| glyph.text.chars().next_back());
        let Some(glyphs) = self.page.glyphs.get_mut(mark.first_glyph..).filter(|glyphs| !glyphs.is_empty()) else {
            return;
        };
        match verdict(glyphs.iter().map(|glyph| &*glyph.text), &actual, before, mark.is_formula) {
            Verdict::Agrees => {}
            Verdict::Ornament => return self.page.glyphs.truncate(mark.first_glyph),
            kept @ (Verdict::Shown | Verdict::Differs) => {
                for glyph in glyphs.iter().filter(|glyph| glyph.text.is_empty()) {
                    self.reading.count_unmapped(glyph.font, self.number);
                }
                if kept == Verdict::Differs {
                    let shown: String = glyphs.iter().map(|glyph| &*glyph.text).collect();
                    self.reading.differences.note(self.number, &shown, &actual);
                }
                return;
            }
        }
        if mark.is_formula {
            let size = usual_size(glyphs);
            let Some((first, others)) = glyphs.split_first_mut() else { return };
            first.text = super::unicode::tidy(&actual);
            first.area = others.iter().fold(first.area, |area, glyph| area.union(&glyph.area));
            first.size = size;
            self.page.glyphs.truncate(mark.first_glyph + 1);
            self.page.rules.truncate(mark.first_rule);
            return;
        }
        let characters: Vec<char> = actual.chars().collect();
        if characters.len() == glyphs.len() {
            for (glyph, character) in glyphs.iter_mut().zip(characters) {
                glyph.text = super::unicode::tidy(&character.to_string());
            }
            return;
        }
        let Some((first, others)) = glyphs.split_first_mut() else { return };
        let is_one_line = others.iter().all(|glyph| {
            (glyph.origin.0 - first.origin.0).abs().min((glyph.origin.1 - first.origin.1).abs()) < 0.6 * first.size
        });
        if !is_one_line && others.iter().all(|glyph| !glyph.text.is_empty()) {
            return;
        }
        first.text = super::unicode::tidy(&actual);
        if is_one_line {
            first.area = others.iter().fold(first.area, |area, glyph| area.union(&glyph.area));
        }
        self.page.glyphs.truncate(mark.first_glyph + 1);
    }
}

/// The size most of some glyphs have, of several the smallest.
fn usual_size(glyphs: &[Glyph]) -> f64 {
    let mut sizes: Vec<f64> = glyphs.iter().map(|glyph| glyph.size).collect();
    sizes.sort_by(f64::total_cmp);
    let runs = sizes.chunk_by(|a, b| (a - b).abs() < 0.1);
    runs.fold((0, 0.0), |(most, size), run| match run.first() {
        Some(first) if run.len() > most => (run.len(), *first),
        _ => (most, size),
    })
    .1
}
