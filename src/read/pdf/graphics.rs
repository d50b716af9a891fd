//! The graphics state, as far as it decides what can be seen (ISO 32000-1, 8.4, 8.6).

use super::content::Operand;
use super::facts::Area;
use super::font::Font;
use super::matrix::Matrix;
use crate::document::Color;
use crate::whole::Whole;
use hayro_syntax::object::{Array, Dict, Name, Object, Stream};
use std::rc::Rc;

/// A colour: how light it is on paper, where that can be told.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Paint {
    space: Space,
    /// 0 black to 1 white; `None` for patterns and spaces whose colours are not computed here.
    lightness: Option<f64>,
    /// As it looks on a screen, where that can be told.
    color: Option<Color>,
    /// 0 transparent to 1 opaque.
    pub alpha: f64,
}

/// A colour space, by the number and sense of its components.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Space {
    Gray,
    Rgb,
    Cmyk,
    /// One or more inks: 0 is no ink (8.6.6.4).
    Tint,
    Pattern,
    Other,
}

impl Paint {
    pub(super) const BLACK: Paint =
        Paint { space: Space::Gray, lightness: Some(0.0), color: Some(Color::BLACK), alpha: 1.0 };

    /// White beyond doubt.
    pub(super) fn is_white(self) -> bool {
        self.lightness.is_some_and(|lightness| lightness > 0.995)
    }

    /// Its colour, where that can be told.
    pub(super) fn color(self) -> Option<Color> {
        self.color
    }

    /// So light that a line of it separates nothing.
    pub(super) fn is_faint(self) -> bool {
        self.alpha < 0.05 || self.lightness.is_some_and(|lightness| lightness > 0.96)
    }

    pub(super) fn is_opaque(self) -> bool {
        self.alpha > 0.95 && self.space != Space::Pattern
    }

    pub(super) fn choose(&mut self, space: Space) {
        self.space = space;
        self.lightness = match space {
            Space::Pattern | Space::Other => None,
            // The initial colour of every other space is its darkest (8.6.5.2, 8.6.6.4).
            Space::Gray | Space::Rgb | Space::Cmyk | Space::Tint => Some(0.0),
        };
        // How dark an ink is, only its alternate space says.
        self.color = self.lightness.filter(|_| space != Space::Tint).map(|_| Color::BLACK);
    }

    pub(super) fn set(&mut self, components: &[Operand<'_>]) {
        let mut numbers = [0.0f64; 4];
        let mut count = 0;
        for operand in components {
            match (operand, numbers.get_mut(count)) {
                (Operand::Number(number), slot) => {
                    if let Some(slot) = slot {
                        *slot = number.clamp(0.0, 1.0);
                    }
                    count += 1;
                }
                (Operand::Name(_), _) => {
                    (self.lightness, self.color) = (None, None);
                    return;
                }
                _ => {}
            }
        }
        let [a, b, c, d] = numbers;
        self.lightness = match (self.space, count) {
            (Space::Gray, 1) => Some(a),
            (Space::Rgb, 3) => Some(0.3 * a + 0.59 * b + 0.11 * c),
            (Space::Cmyk, 4) => Some((1.0 - d) * (1.0 - 0.3 * a - 0.59 * b - 0.11 * c)),
            // No ink at all is white; how dark an ink is, only its alternate space says.
            (Space::Tint, 1..=4) if a + b + c + d == 0.0 => Some(1.0),
            (Space::Tint, _) => Some(0.5),
            _ => None,
        };
        let of = |light: [f64; 3]| Some(Color(light.map(|part| u8::whole((255.0 * part).round()))));
        self.color = match (self.space, count) {
            (Space::Gray, 1) => of([a; 3]),
            (Space::Rgb, 3) => of([a, b, c]),
            (Space::Cmyk, 4) => of([a, b, c].map(|ink| (1.0 - ink) * (1.0 - d))),
            (Space::Tint, _) if self.is_white() => Some(Color::WHITE),
            _ => None,
        };
    }

    pub(super) fn set_in(&mut self, space: Space, components: &[Operand<'_>]) {
        self.choose(space);
        self.set(components);
    }
}

/// What kind of space a name or array means.
pub(super) fn space_of(object: &Object<'_>) -> Space {
    match object {
        Object::Name(name) => space_by_name(name),
        Object::Array(array) => {
            let mut items = array.flex_iter();
            let Some(family) = items.next::<Name<'_>>() else { return Space::Other };
            match &*family {
                b"ICCBased" => match items.next::<Stream<'_>>().and_then(|profile| profile.dict().get::<u8>(b"N")) {
                    Some(1) => Space::Gray,
                    Some(3) => Space::Rgb,
                    Some(4) => Space::Cmyk,
                    _ => Space::Other,
                },
                b"Separation" | b"DeviceN" => Space::Tint,
                other => space_by_name(other),
            }
        }
        _ => Space::Other,
    }
}

fn space_by_name(name: &[u8]) -> Space {
    match name {
        b"DeviceGray" | b"CalGray" | b"G" => Space::Gray,
        b"DeviceRGB" | b"CalRGB" | b"RGB" => Space::Rgb,
        b"DeviceCMYK" | b"CMYK" => Space::Cmyk,
        b"Pattern" => Space::Pattern,
        _ => Space::Other,
    }
}

/// The graphics state.
#[derive(Clone)]
pub(super) struct State<'a> {
    pub matrix: Matrix,
    /// The bounds of what is not clipped away, on the page.
    pub clip: Area,
    pub line_width: f64,
    /// Whether a blend mode or a soft mask lets through what is beneath.
    pub is_blended: bool,
    /// Whether what is painted is surely seen as it is: the clip is one rectangle along the axes, no group around it is let
    /// through, no ink is laid over others. What it covers can't be seen then.
    pub is_sure: bool,
    pub fill: Paint,
    pub stroke: Paint,
    pub text: TextState<'a>,
}

/// The text state (9.3).
#[derive(Clone)]
pub(super) struct TextState<'a> {
    pub font: Option<Rc<Font<'a>>>,
    /// The name of a font that was asked for and can't be used.
    pub lost: Option<Rc<str>>,
    pub size: f64,
    pub character_spacing: f64,
    pub word_spacing: f64,
    /// Horizontal scaling, 1 where nothing is scaled.
    pub stretch: f64,
    pub leading: f64,
    pub rise: f64,
    pub mode: i64,
}

impl State<'_> {
    pub(super) fn new(matrix: Matrix, clip: Area) -> Self {
        State {
            matrix,
            clip,
            line_width: 1.0,
            is_blended: false,
            is_sure: true,
            fill: Paint::BLACK,
            stroke: Paint::BLACK,
            text: TextState {
                font: None,
                lost: None,
                size: 1.0,
                character_spacing: 0.0,
                word_spacing: 0.0,
                stretch: 1.0,
                leading: 0.0,
                rise: 0.0,
                mode: 0,
            },
        }
    }

    /// The parts of a graphics state dictionary that matter (8.4.5); fonts are the caller's.
    pub(super) fn apply(&mut self, dict: &Dict<'_>) {
        let number = |key: &[u8]| dict.get::<f32>(key).map(f64::from);
        if let Some(alpha) = number(b"ca") {
            self.fill.alpha = alpha;
        }
        if let Some(alpha) = number(b"CA") {
            self.stroke.alpha = alpha;
        }
        if let Some(width) = number(b"LW") {
            self.line_width = width;
        }
        let is_plain = |key: &[u8], plain: &[&[u8]]| match dict.get::<Object<'_>>(key) {
            Some(Object::Name(name)) => plain.contains(&&*name),
            Some(_) => false,
            None => true,
        };
        // Overprinted, white ink is none (8.6.7).
        if dict.get::<bool>(b"OP").unwrap_or(false) || dict.get::<bool>(b"op").unwrap_or(false) {
            self.is_sure = false;
        }
        if dict.contains_key(b"BM") || dict.contains_key(b"SMask") {
            self.is_blended = !is_plain(b"BM", &[b"Normal", b"Compatible"]) || !is_plain(b"SMask", &[b"None"]);
        }
    }
}

/// The font entry of a graphics state dictionary.
pub(super) fn font_of<'a>(dict: &Dict<'a>) -> Option<(Dict<'a>, f64)> {
    let array = dict.get::<Array<'a>>(b"Font")?;
    let mut items = array.flex_iter();
    Some((items.next::<Dict<'a>>()?, f64::from(items.next::<f32>()?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lightness_of_colours() {
        let paint = |space, numbers: &[f64]| {
            let mut paint = Paint::BLACK;
            paint.set_in(space, &numbers.iter().map(|number| Operand::Number(*number)).collect::<Vec<_>>());
            paint
        };
        assert!(paint(Space::Gray, &[1.0]).is_white());
        assert!(paint(Space::Rgb, &[1.0, 1.0, 1.0]).is_white());
        assert!(paint(Space::Cmyk, &[0.0, 0.0, 0.0, 0.0]).is_white());
        assert!(paint(Space::Tint, &[0.0]).is_white());
        for dark in [paint(Space::Gray, &[0.5]), paint(Space::Cmyk, &[0.0, 0.0, 0.0, 1.0]), paint(Space::Tint, &[1.0])]
        {
            assert!(!dark.is_white() && !dark.is_faint(), "{dark:?}");
        }
        assert!(!paint(Space::Other, &[1.0]).is_white(), "what is not known is no white");
    }
}
