//! How cells look: what is struck through, raised or lowered, and what no person sees.
//!
//! A cell shows its text in its style's font, rich text run by run in fonts of its own. From that follows what its content is
//! ([`printed`]): marks reach it, text that nobody sees is dropped by the rule all readers share, with a finding.

use crate::document::{
    Appearance, Color, Content, Ground, HardlySeen, Ink, Inline, Marks, Neighbours, Text, VerticalPosition,
};
use crate::finding::Finding;
use crate::whole::Whole;

/// A font, as far as it says something about the text in it.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct FontLook {
    pub(super) strike: bool,
    pub(super) position: Option<VerticalPosition>,
    pub(super) ink: Ink,
    pub(super) points: Option<f64>,
}

/// A cell style: its font and what is behind it.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct CellLook {
    pub(super) font: FontLook,
    pub(super) ground: Ground,
}

/// Where a run begins in its text, in bytes, and its font; `None`: the cell's.
pub(super) type Run = (usize, Option<FontLook>);

/// A text in runs.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct RichText {
    pub(super) text: String,
    /// In order; text before the first is in the cell's font.
    pub(super) runs: Vec<Run>,
}

impl RichText {
    pub(super) fn plain(text: String) -> Self {
        RichText { text, runs: Vec::new() }
    }

    /// Adds text in a font.
    pub(super) fn push(&mut self, text: &str, font: Option<FontLook>) {
        if !text.is_empty() {
            self.begin(font);
            self.text.push_str(text);
        }
    }

    /// What is added from here on is in this font.
    pub(super) fn begin(&mut self, font: Option<FontLook>) {
        let current = self.runs.last().and_then(|(_, font)| *font);
        if current != font {
            self.runs.push((self.text.len(), font));
        }
    }
}

/// What a cell prints, where that is not simply its text: `None` where it is.
///
/// `is_blanked`: its number format shows nothing of any value (`;;;`).
pub(super) fn printed(
    text: &str,
    runs: &[Run],
    look: &CellLook,
    is_blanked: bool,
    mut say: impl FnMut(Finding),
) -> Option<Content> {
    if runs.is_empty() && *look == CellLook::default() && !is_blanked {
        return None;
    }
    let mut inlines = Vec::new();
    let mut is_plain = true;
    let mut line = Neighbours::default();
    let mut hardly_seen: Vec<(HardlySeen, String)> = Vec::new();
    let ends = runs.iter().map(|(start, _)| *start).chain(std::iter::once(text.len()));
    let starts = std::iter::once((0, None)).chain(runs.iter().copied());
    for ((start, font), end) in starts.zip(ends) {
        let Some(part) = text.get(start..end).filter(|part| !part.is_empty()) else { continue };
        let font = font.unwrap_or(look.font);
        let ink = if is_blanked { Ink::None } else { font.ink };
        let appearance = Appearance { ink, ground: look.ground, points: font.points };
        if let Some(unseen) = appearance.unseen().filter(|_| !part.trim().is_empty()) {
            say(unseen.dropped(part));
            is_plain = false;
            continue;
        }
        let marks = Marks { strike: font.strike, position: font.position, ..Marks::default() };
        is_plain &= marks == Marks::default();
        // What is raised is a note, of whatever size.
        let apart = if font.position.is_some() { None } else { line.next(part, appearance) };
        if let Some(why) = appearance.hardly_seen().or(apart).filter(|_| !part.trim().is_empty()) {
            match hardly_seen.last_mut().filter(|(last, _)| *last == why) {
                Some((_, text)) => text.push_str(part),
                None => hardly_seen.push((why, part.to_owned())),
            }
        }
        // Digits that are hardly seen beside others are a number of their own, if any.
        is_plain &= apart.is_none();
        let text = if apart.is_some() { format!("\n{part}") } else { part.to_owned() };
        inlines.push(Inline::Text(Text::new(text, marks)));
    }
    hardly_seen.into_iter().for_each(|(why, text)| say(why.read(text)));
    (!is_plain).then(|| Content::new(inlines))
}

/// The colours a workbook numbers: of its palette, of its theme.
#[derive(Debug, Clone)]
pub(super) struct Palette {
    /// From index 8 on, as in BIFF; the first eight are fixed and stand again from 8 on.
    pub(super) colors: Vec<Color>,
    /// By the index cells name (ECMA-376 §18.8.3): light 1, dark 1, light 2, dark 2, six accents, two links.
    pub(super) theme: Vec<Color>,
}

/// The palette from index 8 on (ECMA-376 §18.8.27).
const INDEXED: [u32; 56] = [
    0x000000, 0xFFFFFF, 0xFF0000, 0x00FF00, 0x0000FF, 0xFFFF00, 0xFF00FF, 0x00FFFF, 0x800000, 0x008000, 0x000080,
    0x808000, 0x800080, 0x008080, 0xC0C0C0, 0x808080, 0x9999FF, 0x993366, 0xFFFFCC, 0xCCFFFF, 0x660066, 0xFF8080,
    0x0066CC, 0xCCCCFF, 0x000080, 0xFF00FF, 0xFFFF00, 0x00FFFF, 0x800080, 0x800000, 0x008080, 0x0000FF, 0x00CCFF,
    0xCCFFFF, 0xCCFFCC, 0xFFFF99, 0x99CCFF, 0xFF99CC, 0xCC99FF, 0xFFCC99, 0x3366FF, 0x33CCCC, 0x99CC00, 0xFFCC00,
    0xFF9900, 0xFF6600, 0x666699, 0x969696, 0x003366, 0x339966, 0x003300, 0x333300, 0x993300, 0x993366, 0x333399,
    0x333333,
];

/// Office's own theme.
const THEME: [u32; 12] = [
    0xFFFFFF, 0x000000, 0xE7E6E6, 0x44546A, 0x5B9BD5, 0xED7D31, 0xA5A5A5, 0xFFC000, 0x4472C4, 0x70AD47, 0x0563C1,
    0x954F72,
];

fn of_number(number: u32) -> Color {
    let [_, red, green, blue] = number.to_be_bytes();
    Color([red, green, blue])
}

impl Default for Palette {
    fn default() -> Self {
        Palette {
            colors: INDEXED.into_iter().map(of_number).collect(),
            theme: THEME.into_iter().map(of_number).collect(),
        }
    }
}

impl Palette {
    /// The colour of that index; `None` for the system's own and for none there is.
    pub(super) fn indexed(&self, index: u32) -> Option<Color> {
        let at = if index < 8 { index } else { index - 8 };
        // Indices below 8 are fixed whatever the file's palette says.
        match index < 8 {
            true => INDEXED.get(at as usize).copied().map(of_number),
            false => self.colors.get(at as usize).copied(),
        }
    }

    /// The colour the theme has under that index, lighter (above 0) or darker by `tint` (§18.8.19).
    pub(super) fn themed(&self, index: usize, tint: f64) -> Option<Color> {
        let Color(parts) = *self.theme.get(index)?;
        // Lightness alone moves; for each part of a colour that is the same way towards white or black.
        let part = |part: u8| {
            let part = f64::from(part);
            let moved = if tint < 0.0 { part * (1.0 + tint) } else { part + (255.0 - part) * tint };
            u8::whole(moved.clamp(0.0, 255.0).round())
        };
        Some(Color(parts.map(part)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(ink: &str, ground: &str) -> CellLook {
        let font = FontLook { ink: Ink::Color(ink.parse().unwrap()), ..FontLook::default() };
        CellLook { font, ground: Ground::Color(ground.parse().unwrap()) }
    }

    #[test]
    fn marks_reach_the_content_and_hidden_runs_do_not() {
        let struck = FontLook { strike: true, ..FontLook::default() };
        let white = FontLook { ink: Ink::Color(Color::WHITE), ..FontLook::default() };
        let mut said = Vec::new();
        let runs = [(0, Some(struck)), (2, None), (4, Some(white))];
        let content = printed("121500", &runs, &CellLook::default(), false, |f| said.push(f.code())).unwrap();
        let marks = Marks { strike: true, ..Marks::default() };
        assert_eq!(content, Content::new(vec![Inline::Text(Text::new("12", marks)), Inline::text("15")]));
        assert_eq!(said, ["ground-colored-text-dropped"]);
        let mut said = Vec::new();
        let dark = look("#000000", "#1F3864");
        assert_eq!(printed("00", &[(0, Some(white))], &dark, false, |f| said.push(f.code())), None);
        assert!(said.is_empty());
    }

    #[test]
    fn a_whole_cell_may_be_hidden() {
        for (look, blanked) in [(look("#FFFFFF", "#FFFFFF"), false), (CellLook::default(), true)] {
            let mut said = 0;
            assert_eq!(printed("12", &[], &look, blanked, |_| said += 1), Some(Content::default()));
            assert_eq!(said, 1);
        }
        assert_eq!(printed("12", &[], &look("#FFFFFF", "#4472C4"), false, |_| ()), None);
    }

    #[test]
    fn colours_by_number() {
        let palette = Palette::default();
        assert_eq!(palette.indexed(9), Some(Color::WHITE));
        assert_eq!(palette.indexed(1), Some(Color::WHITE));
        assert_eq!(palette.indexed(64), None);
        assert_eq!(palette.themed(0, 0.0), Some(Color::WHITE));
        assert_eq!(palette.themed(0, -0.5), Some(Color([128; 3])));
        assert_eq!(palette.themed(1, 1.0), Some(Color::WHITE));
    }
}
