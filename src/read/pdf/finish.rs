//! A page as a whole, once its content is read: second coats, covered and unpainted text, the text layer of a scan.

use super::facts::{Glyph, PageFacts, TextLayer};
use super::interpret::Cover;
use super::reading::Reading;
use super::tally::Kind;
use crate::whole::{Whole, counted};
use rustc_hash::{FxBuildHasher, FxHashMap};
use std::collections::HashSet;

/// A second coat stands no further off than this, in sizes of the glyph.
const COAT: f64 = 0.12;
/// The grid glyphs are looked up by; points.
const CELL: f64 = 4.0;
/// Glyphs in one place that another is held against.
const MAX_NEAR: usize = 32;

/// A page with less text of its own than this, under a picture of so much of it, shows the picture.
pub(super) const FEW_GLYPHS: usize = 20;
const WHOLE_PAGE: f64 = 0.7;

/// Whether a picture makes the page.
pub(super) fn is_picture(page: &PageFacts) -> bool {
    let pictures: f64 = page.images.iter().map(|image| image.area.width() * image.area.height()).sum();
    pictures > WHOLE_PAGE * page.width * page.height
}

/// Whether a glyph says anything.
fn is_written(glyph: &Glyph) -> bool {
    !glyph.text.trim().is_empty()
}

/// What becomes of text that is covered (`covered`, by index; wholly and surely: `buried`) and text that is not painted. With a
/// picture of the page, and no other text, it is what a scanner's software made of the picture: read where that is asked for.
/// Else text that may be covered is text; text that is buried or not painted is none.
pub(super) fn place_text_layer(
    page: &mut PageFacts,
    covered: &[usize],
    buried: &[usize],
    unpainted: Vec<Glyph>,
    number: u32,
    reading: &mut Reading<'_>,
) {
    let written = page.glyphs.iter().filter(|glyph| is_written(glyph)).count();
    let hidden = covered.iter().filter_map(|index| page.glyphs.get(*index)).filter(|glyph| is_written(glyph)).count();
    let layer = hidden + unpainted.iter().filter(|glyph| is_written(glyph)).count();
    if layer >= FEW_GLYPHS && written - hidden < FEW_GLYPHS && is_picture(page) {
        if reading.ocr_layer {
            page.text_layer = TextLayer::Read;
            page.glyphs.extend(unpainted);
        } else {
            page.text_layer = TextLayer::LeftOut;
            leave_out(page, &covered.iter().copied().collect());
        }
        return;
    }
    for glyph in unpainted.iter().filter(|glyph| is_written(glyph)) {
        reading.tally.count(Kind::Invisible, number, 1, &glyph.text);
    }
    // Where most of the page would be gone, it is the cover that is doubtful.
    let buried: HashSet<usize> = buried.iter().copied().filter(|_| buried.len() * 2 < written).collect();
    for (kind, is_buried) in [(Kind::Covered, false), (Kind::Buried, true)] {
        let of_kind = covered.iter().filter(|index| buried.contains(index) == is_buried);
        let glyphs: Vec<&Glyph> = of_kind.filter_map(|index| page.glyphs.get(*index)).collect();
        if !glyphs.is_empty() {
            let text: String = glyphs.iter().map(|glyph| &*glyph.text).collect();
            reading.tally.count(kind, number, glyphs.len(), &text);
        }
    }
    leave_out(page, &buried);
}

fn leave_out(page: &mut PageFacts, gone: &HashSet<usize>) {
    let mut index = 0;
    page.glyphs.retain(|_| {
        index += 1;
        !gone.contains(&(index - 1))
    });
}

/// Leaves out glyphs painted a second time on the same place, by which programs fake bold type; the first is bold then.
pub(super) fn drop_second_coats(page: &mut PageFacts) {
    // The last glyph kept in a place, and of each glyph the one kept there before it.
    let mut places: FxHashMap<(i32, i32), u32> = FxHashMap::with_capacity_and_hasher(page.glyphs.len(), FxBuildHasher);
    let mut before: Vec<Option<u32>> = Vec::with_capacity(page.glyphs.len());
    let mut kept: Vec<Glyph> = Vec::with_capacity(page.glyphs.len());
    for glyph in page.glyphs.drain(..) {
        let (x, y) = glyph.origin;
        let cell = |at: f64| i32::whole((at / CELL).floor());
        if glyph.text.trim().is_empty() {
            before.push(None);
            kept.push(glyph);
            continue;
        }
        let reach = (COAT * glyph.size).min(2.0 * CELL);
        let mut near = (cell(x - reach)..=cell(x + reach))
            .flat_map(|column| (cell(y - reach)..=cell(y + reach)).map(move |row| (column, row)))
            .filter_map(|place| places.get(&place).copied())
            .flat_map(|last| {
                let earlier = |index: &u32| before.get(*index as usize).copied().flatten();
                std::iter::successors(Some(last), earlier).take(MAX_NEAR)
            });
        let first = near.find(|index| kept.get(*index as usize).is_some_and(|first| is_coat(first, &glyph, reach)));
        match first.and_then(|index| kept.get_mut(index as usize)) {
            Some(first) => {
                let off = (first.origin.0 - x).hypot(first.origin.1 - y);
                first.bold |= glyph.bold || off > 0.003 * glyph.size;
            }
            None => {
                before.push(places.insert((cell(x), cell(y)), counted(kept.len())));
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

/// Of covered glyphs, those of words and numbers that nothing can be seen of: each is under a cover that hides whatever is
/// beneath, most with all their ink. A word that is covered in part is no such one.
pub(super) fn buried(glyphs: &[Glyph], covered: &[usize], covers: &[Cover]) -> Vec<usize> {
    let covered: HashSet<usize> = covered.iter().copied().collect();
    let mut found = Vec::new();
    let mut start = 0;
    for word in glyphs.chunk_by(is_of_one_word) {
        let places = start..start + word.len();
        start = places.end;
        let sure = |index: usize| covers.iter().filter(move |cover| cover.is_sure && cover.after > index);
        let is_under = |index: &usize| {
            let center = glyphs.get(*index).map(|glyph| glyph.area.center());
            covered.contains(index) && center.is_some_and(|center| sure(*index).any(|cover| cover.area.has(center)))
        };
        if !word.iter().all(is_written) || !places.clone().all(|index| is_under(&index)) {
            continue;
        }
        let hidden =
            |index: &usize| glyphs.get(*index).is_some_and(|glyph| sure(*index).any(|cover| hides(cover, glyph)));
        if places.clone().filter(hidden).count() * 2 > word.len() {
            found.extend(places);
        }
    }
    found
}

/// Whether all the ink of a glyph is beneath a cover: it reaches neither to the top, the foot nor the sides of its body.
fn hides(cover: &Cover, glyph: &Glyph) -> bool {
    let (ink, cover) = (&glyph.area, &cover.area);
    glyph.turned == 0
        && cover.left <= ink.left + 0.1 * ink.width()
        && cover.right >= ink.right - 0.1 * ink.width()
        && cover.top <= ink.top + 0.15 * ink.height()
        && cover.bottom >= ink.bottom - 0.1 * ink.height()
}

/// Whether one glyph goes on right after another, on one line and without a blank.
fn is_of_one_word(first: &Glyph, second: &Glyph) -> bool {
    let near = 0.3 * first.size;
    is_written(first) == is_written(second)
        && (first.origin.1 - second.origin.1).abs() < near
        && (second.area.left - first.area.right).abs() < near
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
        let cover = Cover { area: Area { left: 0.0, top: 0.0, right: 25.0, bottom: 100.0 }, after: 2, is_sure: true };
        assert_eq!(covered(&glyphs, &[cover]), [0]);
        assert_eq!(buried(&glyphs, &[0], &[cover]), [0]);
        assert_eq!(buried(&glyphs, &[0], &[Cover { is_sure: false, ..cover }]), [0; 0]);
        let half = Cover { area: Area { left: 0.0, top: 46.0, right: 25.0, bottom: 100.0 }, ..cover };
        assert_eq!((covered(&glyphs, &[half]), buried(&glyphs, &[0], &[half])), (vec![0], vec![]));
    }
}
