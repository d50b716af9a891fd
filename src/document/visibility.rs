//! Whether anyone sees a text: the one rule every reader asks, whatever its format says about looks.
//!
//! A reader knows the colour of the characters, what is behind them and how large they are; what follows from that is decided
//! here. What no person sees is no part of a document, and least of all of a figure: 1264 with a white 00 after it is 1264.

use super::marks::Color;
use crate::finding::{Finding, Value, catalogue::unseen};

/// What characters are printed with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Ink {
    /// Whatever can be read on the ground: black, or white on a dark one.
    #[default]
    Automatic,
    /// A colour.
    Color(Color),
    /// Nothing at all.
    None,
    /// Something that can't be told: it counts as seen.
    Unknown,
}

/// What is behind characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    /// One colour all over.
    Color(Color),
    /// A picture, or something else that can't be told: whatever is on it counts as seen.
    Unknown,
}

impl Default for Ground {
    /// Paper.
    fn default() -> Self {
        Ground::Color(Color::WHITE)
    }
}

/// How characters look, as far as that decides whether anyone sees them.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Appearance {
    /// What they are printed with.
    pub ink: Ink,
    /// What is behind them: of several things the nearest.
    pub ground: Ground,
    /// Their size in points, of height and width the smaller where they are drawn narrower; `None` where it is not said.
    pub points: Option<f64>,
}

/// Why no person sees a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Unseen {
    /// Its colour is that of its ground, or so near to it that no eye tells them apart.
    GroundColored {
        /// The colour of the characters.
        color: Color,
        /// What is behind them.
        ground: Color,
    },
    /// It is too small to be seen as anything but a speck.
    Tiny {
        /// The size.
        points: f64,
    },
    /// It is printed with nothing.
    Transparent,
}

/// The largest size, in points, that no person sees: at one point a character is a speck of a third of a millimetre.
const TINY: f64 = 1.0;

/// The largest size, in points, that hardly any person reads.
const MINUTE: f64 = 2.0;

/// Of two sizes side by side so many times apart the smaller is overlooked.
const OVERLOOKED: f64 = 2.0;

/// Why a text is hardly seen: it counts as read, but no figure may have it as one of its digits.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum HardlySeen {
    /// Its colour is near to that of its ground.
    Pale {
        /// The colour of the characters.
        color: Color,
        /// What is behind them.
        ground: Color,
    },
    /// It is very small, alone or beside what it stands next to.
    Minute {
        /// The size.
        points: f64,
    },
}

impl HardlySeen {
    /// What is said of such a text.
    #[must_use]
    pub fn read(self, text: impl Into<Value>) -> Finding {
        match self {
            HardlySeen::Pale { color, ground } => unseen::pale_text_read(text, color, ground),
            HardlySeen::Minute { points } => unseen::minute_text_read(text, points),
        }
    }
}

/// Tells digits that are side by side in a line but look so unlike that a person reads the more distinct ones alone.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Neighbours {
    /// How what was read last looks, and whether it ends in a digit.
    last: Option<(Appearance, bool)>,
}

impl Neighbours {
    /// Takes up the next text in the line: why it, or what stands before it, is hardly seen as a part of the same number.
    pub fn next(&mut self, text: &str, look: Appearance) -> Option<HardlySeen> {
        let is_part = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
        let ends = text.ends_with(is_part);
        let before = self.last.replace((look, ends)).filter(|(_, is_digit)| *is_digit && text.starts_with(is_part));
        let (before, _) = before?;
        let (own, other) = (look.hardly_seen(), before.hardly_seen());
        if own.is_some() != other.is_some() {
            return own.or(other);
        }
        if let Some(paler) = look.paler_than(before).or_else(|| before.paler_than(look)) {
            return Some(paler);
        }
        let (small, large) = match (before.points?, look.points?) {
            (before, own) if before < own => (before, own),
            (before, own) => (own, before),
        };
        (small * OVERLOOKED <= large).then_some(HardlySeen::Minute { points: small })
    }
}

impl Appearance {
    /// That it is light beside digits of the same number which stand out.
    fn paler_than(self, other: Appearance) -> Option<HardlySeen> {
        /// How far apart from its ground a colour is that stands out, and one that doesn't beside it.
        const STANDS_OUT: f64 = 100.0;
        const LIGHT: f64 = 36.0;
        let distance = |look: Appearance| match (look.ink, look.ground) {
            (Ink::Color(color), Ground::Color(ground)) => Some((color.distance(ground), color, ground)),
            (Ink::Automatic, Ground::Color(ground)) => Some((f64::MAX, Color::BLACK, ground)),
            _ => None,
        };
        let ((own, color, ground), (apart, ..)) = (distance(self)?, distance(other)?);
        (own < LIGHT && apart >= STANDS_OUT).then_some(HardlySeen::Pale { color, ground })
    }

    /// Why hardly any person sees what looks like this; `None` where all do, and where nobody does.
    #[must_use]
    pub fn hardly_seen(self) -> Option<HardlySeen> {
        if self.unseen().is_some() {
            return None;
        }
        if let Some(points) = self.points.filter(|points| *points <= MINUTE) {
            return Some(HardlySeen::Minute { points });
        }
        match (self.ink, self.ground) {
            (Ink::Color(color), Ground::Color(ground)) if color.is_pale_on(ground) => {
                Some(HardlySeen::Pale { color, ground })
            }
            _ => None,
        }
    }

    /// Why no person sees what looks like this; `None` where somebody may.
    #[must_use]
    pub fn unseen(self) -> Option<Unseen> {
        if let Some(points) = self.points.filter(|points| *points <= TINY) {
            return Some(Unseen::Tiny { points });
        }
        match (self.ink, self.ground) {
            (Ink::None, _) => Some(Unseen::Transparent),
            (Ink::Color(color), Ground::Color(ground)) if color.is_lost_on(ground) => {
                Some(Unseen::GroundColored { color, ground })
            }
            _ => None,
        }
    }
}

impl Unseen {
    /// What is said of such a text, which was left out.
    #[must_use]
    pub fn dropped(self, text: impl Into<Value>) -> Finding {
        match self {
            Unseen::GroundColored { color, ground } => unseen::ground_colored_text_dropped(text, color, ground),
            Unseen::Tiny { points } => unseen::tiny_text_dropped(text, points),
            Unseen::Transparent => unseen::transparent_text_dropped(text),
        }
    }
}

impl Color {
    /// Whether characters of this colour can't be told from a ground of that one: white on white, on #FEFEFE, a yellow on the
    /// same yellow, nearly black on black. White on grey, and yellow on white, can.
    #[must_use]
    pub fn is_lost_on(self, ground: Color) -> bool {
        // Between what the lightest grey of word processors (#F2F2F2, 5 %) and the next one (#EDEDED) are to white.
        const SEEN: f64 = 17.5;
        self.distance(ground) < SEEN
    }

    /// Whether characters of this colour are told from a ground of that one by who looks for them only: light grey (#E6E6E6) on
    /// white, at less than 1.3 to 1.
    #[must_use]
    pub fn is_pale_on(self, ground: Color) -> bool {
        const PLAIN: f64 = 28.0;
        self.distance(ground) < PLAIN
    }

    /// How far two colours are apart to an eye that reads.
    fn distance(self, ground: Color) -> f64 {
        let (own, behind) = (self.luma_and_chroma(), ground.luma_and_chroma());
        let [luma, blue, red] = [0, 1, 2].map(|at: usize| match (own.get(at), behind.get(at)) {
            (Some(own), Some(behind)) => own - behind,
            _ => 0.0,
        });
        // Strokes as thin as those of characters are told by lightness before they are by hue.
        luma.hypot(blue / 2.0).hypot(red / 2.0)
    }

    /// Whether text of no colour of its own is printed white on it.
    #[must_use]
    pub fn is_dark(self) -> bool {
        const DARK: f64 = 60.0;
        let [luma, ..] = self.luma_and_chroma();
        luma <= DARK
    }

    /// Lightness as eyes have it, 0 to 255, and how far from grey (ITU-R BT.601).
    fn luma_and_chroma(self) -> [f64; 3] {
        let [red, green, blue] = self.0.map(f64::from);
        let luma = 0.299 * red + 0.587 * green + 0.114 * blue;
        [luma, 0.564 * (blue - luma), 0.713 * (red - luma)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn color(text: &str) -> Color {
        text.parse().unwrap()
    }

    #[test]
    fn characters_are_lost_on_a_ground_of_their_colour() {
        for (own, ground) in [
            ("#FFFFFF", "#FFFFFF"),
            ("#FEFEFE", "#FFFFFF"),
            ("#FFFFFF", "#FEFEFE"),
            ("#F2F2F2", "#FFFFFF"),
            ("#FFFFF0", "#FFFFFF"),
            ("#FFFF00", "#FFFF00"),
            ("#FFFF00", "#FEFE10"),
            ("#D9E2F3", "#D9E2F3"),
            ("#000000", "#000000"),
            ("#0A0A0A", "#000000"),
            ("#4472C4", "#4472C4"),
        ] {
            assert!(color(own).is_lost_on(color(ground)), "{own} on {ground}");
        }
    }

    #[test]
    fn light_grey_on_white_is_pale() {
        for (own, ground, is_pale) in [
            ("#E6E6E6", "#FFFFFF", true),
            ("#EDEDED", "#FFFFFF", true),
            ("#FFFFFF", "#E6E6E6", true),
            ("#D9D9D9", "#FFFFFF", false),
            ("#FFFF00", "#FFFFFF", false),
            ("#00FFFF", "#FFFFFF", false),
            ("#000080", "#000000", false),
            ("#333333", "#FFFFFF", false),
        ] {
            assert_eq!(color(own).is_pale_on(color(ground)), is_pale, "{own} on {ground}");
        }
    }

    #[test]
    fn digits_side_by_side_that_look_unlike_are_told() {
        let sized = |points: f64| Appearance { points: Some(points), ..Appearance::default() };
        let pale = Appearance { ink: Ink::Color(color("#E6E6E6")), points: Some(10.0), ..Appearance::default() };
        let told = |runs: &[(&str, Appearance)]| {
            let mut line = Neighbours::default();
            runs.iter().any(|(text, look)| line.next(text, *look).is_some())
        };
        assert!(told(&[("5758", sized(10.0)), ("55", sized(1.5))]));
        assert!(told(&[("55", sized(2.0)), ("5758", sized(10.0))]));
        assert!(told(&[("5758", sized(16.0)), ("55", sized(4.0))]));
        assert!(told(&[("5758", sized(10.5)), ("55", sized(5.0))]));
        assert!(!told(&[("5758", sized(16.0)), ("55", sized(10.5))]));
        for light in ["#E0E0E0", "#FFFF99"] {
            let look = Appearance { ink: Ink::Color(color(light)), points: Some(10.0), ..Appearance::default() };
            assert!(told(&[("5758", sized(10.0)), ("7", look)]), "{light}");
            assert!(!told(&[("57", look), ("58", look)]), "{light}");
        }
        let red = Appearance { ink: Ink::Color(color("#FF0000")), points: Some(10.0), ..Appearance::default() };
        assert!(!told(&[("57", sized(10.0)), ("58", red)]));
        assert!(told(&[("5758", sized(10.0)), ("7", pale)]));
        assert!(!told(&[("57", sized(10.0)), ("58", sized(9.0))]));
        assert!(!told(&[("57", pale), ("58", pale)]));
        assert!(!told(&[("5758", sized(10.0)), ("件", sized(2.0))]));
    }

    #[test]
    fn characters_are_seen_on_another_ground() {
        for (own, ground) in [
            ("#FFFFFF", "#000000"),
            ("#FFFFFF", "#4472C4"),
            ("#FFFFFF", "#D9D9D9"),
            ("#EDEDED", "#FFFFFF"),
            ("#D9D9D9", "#FFFFFF"),
            ("#FFFF00", "#FFFFFF"),
            ("#FFFFFF", "#FFFF00"),
            ("#00FFFF", "#FFFFFF"),
            ("#FF0000", "#00B050"),
            ("#000000", "#333333"),
            ("#000080", "#000000"),
            ("#C00000", "#FFFFFF"),
        ] {
            assert!(!color(own).is_lost_on(color(ground)), "{own} on {ground}");
        }
    }

    #[test]
    fn what_is_seen_goes_by_ink_ground_and_size() {
        let white = Ink::Color(Color::WHITE);
        let dark = Ground::Color(color("#1F3864"));
        let paper = Ground::default();
        for (ink, ground, points, is_seen) in [
            (Ink::Automatic, paper, None, true),
            (Ink::Automatic, Ground::Color(Color::BLACK), None, true),
            (white, paper, Some(16.0), false),
            (white, dark, Some(16.0), true),
            (white, Ground::Unknown, Some(16.0), true),
            (Ink::Unknown, paper, Some(16.0), true),
            (Ink::None, dark, Some(16.0), false),
            (Ink::Automatic, paper, Some(1.0), false),
            (Ink::Automatic, paper, Some(0.16), false),
            (Ink::Automatic, paper, Some(2.0), true),
        ] {
            let appearance = Appearance { ink, ground, points };
            assert_eq!(appearance.unseen().is_none(), is_seen, "{appearance:?}");
        }
    }

    #[test]
    fn each_reason_has_words_of_its_own() {
        let said = |unseen: Unseen| unseen.dropped("00").code();
        let ground_colored = Unseen::GroundColored { color: Color::WHITE, ground: Color::WHITE };
        assert_eq!(said(ground_colored), "ground-colored-text-dropped");
        assert_eq!(said(Unseen::Tiny { points: 0.5 }), "tiny-text-dropped");
        assert_eq!(said(Unseen::Transparent), "transparent-text-dropped");
    }

    #[test]
    fn text_without_a_colour_is_white_on_dark_grounds_only() {
        for (ground, is_dark) in [("#000000", true), ("#1F3864", true), ("#4472C4", false), ("#FFFFFF", false)] {
            assert_eq!(color(ground).is_dark(), is_dark, "{ground}");
        }
    }
}
