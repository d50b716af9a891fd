//! A page as a whole, once its content is read: second coats and covered text.

use super::facts::{Glyph, PageFacts};
use super::interpret::Cover;
use std::collections::HashMap;

/// A second coat stands no further off than this, in sizes of the glyph.
const COAT: f64 = 0.12;
/// The grid glyphs are looked up by; points.
const CELL: f64 = 4.0;
/// Glyphs in one place that another is held against.
const MAX_NEAR: usize = 32;

/// Leaves out glyphs painted a second time on the same place, by which programs fake bold type; the first is bold then.
pub(super) fn drop_second_coats(page: &mut PageFacts) {
    let mut places: HashMap<(i32, i32), Vec<u32>> = HashMap::with_capacity(page.glyphs.len());
    let mut kept: Vec<Glyph> = Vec::with_capacity(page.glyphs.len());
    for glyph in page.glyphs.drain(..) {
        let reach = (COAT * glyph.size).min(2.0 * CELL);
        let (x, y) = glyph.origin;
        let cell = |at: f64| (at / CELL).floor() as i32;
        let is_blank = glyph.text.trim().is_empty();
        let near = (cell(x - reach)..=cell(x + reach))
            .flat_map(|column| (cell(y - reach)..=cell(y + reach)).map(move |row| (column, row)));
        let near = near.filter_map(|place| places.get(&place)).flat_map(|near| near.iter().rev().take(MAX_NEAR));
        let mut near = near.filter(|_| !is_blank);
        let first = near.find(|index| kept.get(**index as usize).is_some_and(|first| is_coat(first, &glyph, reach)));
        match first.copied().and_then(|index| kept.get_mut(index as usize)) {
            Some(first) => {
                let off = (first.origin.0 - x).hypot(first.origin.1 - y);
                first.bold |= glyph.bold || off > 0.003 * glyph.size;
            }
            None => {
                if !is_blank {
                    places.entry((cell(x), cell(y))).or_default().push(kept.len() as u32);
                }
                kept.push(glyph);
            }
        }
    }
    page.glyphs = kept;
}

fn is_coat(first: &Glyph, second: &Glyph, reach: f64) -> bool {
    first.text == second.text
        && first.turned == second.turned
        && (first.size - second.size).abs() < 0.02 * first.size
        && (first.origin.0 - second.origin.0).abs() < reach
        && (first.origin.1 - second.origin.1).abs() < reach
}

/// The text of glyphs that something opaque was painted over.
pub(super) fn covered(glyphs: &[Glyph], covers: &[Cover]) -> Vec<usize> {
    let mut found = Vec::new();
    for (index, glyph) in glyphs.iter().enumerate().filter(|(_, glyph)| !glyph.text.trim().is_empty()) {
        let center = glyph.area.center();
        if covers.iter().any(|cover| cover.after > index && cover.area.has(center)) {
            found.push(index);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::facts::Area;
    use super::*;

    fn glyph(text: &str, x: f64, y: f64) -> Glyph {
        Glyph {
            text: text.into(),
            area: Area { left: x, top: y - 8.0, right: x + 10.0, bottom: y + 2.0 },
            origin: (x, y),
            size: 10.0,
            font: 0,
            bold: false,
            vertical: false,
            turned: 0,
            mcid: None,
            artifact: false,
        }
    }

    #[test]
    fn a_second_coat_is_dropped_and_makes_bold() {
        let glyphs = [
            ("甲", 10.0),
            ("甲", 10.4),
            ("乙", 20.0),
            ("乙", 20.0),
            ("l", 30.0),
            ("l", 32.2),
            (" ", 40.0),
            (" ", 40.0),
        ];
        let glyphs = glyphs.map(|(text, x)| glyph(text, x, 50.0)).to_vec();
        let mut page = PageFacts { glyphs, ..PageFacts::default() };
        drop_second_coats(&mut page);
        let kept: Vec<(&str, bool)> = page.glyphs.iter().map(|glyph| (&*glyph.text, glyph.bold)).collect();
        assert_eq!(kept, [("甲", true), ("乙", false), ("l", false), ("l", false), (" ", false), (" ", false)]);
    }

    #[test]
    fn text_under_a_later_cover_is_found() {
        let glyphs = [glyph("甲", 10.0, 50.0), glyph("乙", 30.0, 50.0), glyph("丙", 10.0, 50.0)];
        let cover = Cover { area: Area { left: 0.0, top: 0.0, right: 25.0, bottom: 100.0 }, after: 2 };
        assert_eq!(covered(&glyphs, &[cover]), [0]);
    }
}
