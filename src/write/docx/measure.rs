//! Lengths in the units of WordprocessingML, and the page in them.

use crate::document::{Leader, TabAlignment, TabStop};
use crate::style::{PT_PER_MM, ParagraphStyle, Style};
use crate::whole::Whole;
use docx_rs::{Tab, TabLeaderType, TabValueType};

/// Twips (twentieths of a point) of points.
pub(super) fn twips(points: f32) -> i32 {
    i32::whole((points * 20.0).round())
}

/// Twips of millimetres.
pub(super) fn mm_twips(mm: f32) -> i32 {
    twips(mm * PT_PER_MM)
}

/// Half-points of points: the unit of type sizes.
pub(super) fn half_points(points: f32) -> i32 {
    i32::whole((points * 2.0).round())
}

/// Tab stops on a text area of this width, in twips.
pub(super) fn tab_stops(stops: &[TabStop], width: i32) -> Vec<Tab> {
    let stop = |stop: &TabStop| {
        let align = match stop.align {
            TabAlignment::Left => TabValueType::Left,
            TabAlignment::Center => TabValueType::Center,
            TabAlignment::Right => TabValueType::Right,
            TabAlignment::Decimal => TabValueType::Decimal,
        };
        let leader = match stop.leader {
            Leader::None => TabLeaderType::None,
            Leader::Dots => TabLeaderType::Dot,
            Leader::MiddleDots => TabLeaderType::MiddleDot,
            Leader::Hyphens => TabLeaderType::Hyphen,
            Leader::Line => TabLeaderType::Underscore,
        };
        let edge = u64::from(TabStop::EDGE);
        let at = (u64::from(width.max(0).unsigned_abs()) * u64::from(stop.at) + edge / 2) / edge;
        Tab::new().val(align).leader(leader).pos(usize::try_from(at).unwrap_or_default())
    };
    stops.iter().map(stop).collect()
}

/// English metric units in a micrometre.
pub(super) const EMU_PER_UM: u64 = 36;
/// English metric units in a pixel at 96 dpi.
pub(super) const EMU_PER_PX: u64 = 9525;
/// English metric units in a twip.
pub(super) const EMU_PER_TWIP: u64 = 635;
/// English metric units in a point.
pub(super) const EMU_PER_PT: u64 = 12_700;

/// The page in whole twips, rounded so that the grid's lines and characters really fit in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PageMeasure {
    pub(super) width: i32,
    pub(super) height: i32,
    pub(super) top: i32,
    pub(super) bottom: i32,
    pub(super) left: i32,
    pub(super) right: i32,
    /// From the lower edge of the paper to that of the page number's line.
    pub(super) footer: i32,
    /// Distance of baselines.
    pub(super) line_pitch: i32,
    /// What is added to each character of the body's size so that a line holds its number of characters (§17.3.2.35).
    pub(super) character_spacing: i32,
}

impl PageMeasure {
    pub(super) fn new(style: &Style) -> Self {
        let page = &style.page;
        let number_height_mm = style.page_number.size_pt / PT_PER_MM;
        let mut measure = PageMeasure {
            width: mm_twips(page.width_mm),
            height: mm_twips(page.height_mm),
            top: mm_twips(page.top_mm),
            bottom: mm_twips(page.bottom_mm),
            left: mm_twips(page.left_mm),
            right: mm_twips(page.right_mm),
            footer: mm_twips(page.bottom_mm - style.page_number.distance_mm - number_height_mm).max(0),
            line_pitch: 0,
            character_spacing: 0,
        };
        let lines = page.lines.max(1) as i32;
        measure.line_pitch = measure.text_height() / lines;
        let pitch_pt = f64::from(measure.text_width()) / 20.0 / f64::from(page.characters.max(1));
        measure.character_spacing = i32::whole(((pitch_pt - f64::from(style.paragraphs.body.size_pt)) * 20.0).floor());
        measure
    }

    pub(super) fn text_width(&self) -> i32 {
        (self.width - self.left - self.right).max(1)
    }

    pub(super) fn text_height(&self) -> i32 {
        (self.height - self.top - self.bottom).max(1)
    }

    /// What is added to each character of a paragraph's: the grid is that of the body's size.
    pub(super) fn spacing_of(&self, paragraph: &ParagraphStyle, style: &Style) -> i32 {
        let on_grid = (paragraph.size_pt - style.paragraphs.body.size_pt).abs() < 0.01;
        if on_grid { self.character_spacing } else { 0 }
    }

    /// Distance of a paragraph's baselines.
    pub(super) fn pitch_of(&self, style: &ParagraphStyle) -> i32 {
        style.line_pitch_pt.map_or(self.line_pitch, twips)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twenty_two_lines_and_twenty_eight_characters_fit_the_page_and_no_more() {
        let style = Style::gongwen().unwrap();
        let page = PageMeasure::new(&style);
        assert!(page.line_pitch * 22 <= page.text_height() && (page.line_pitch + 1) * 22 > page.text_height());
        let pitch = style.paragraphs.body.size_pt + page.character_spacing as f32 / 20.0;
        let characters = page.text_width() as f32 / 20.0 / pitch;
        assert!((28.0..28.1).contains(&characters), "{characters}");
    }
}
