//! A page as a whole, once its content is read: second coats, covered text, and which way is up.

use super::facts::{Area, Glyph, PageFacts, Rule};
use super::interpret::Cover;
use super::matrix::Matrix;
use std::collections::HashMap;

/// A second coat stands no further off than this, in sizes of the glyph.
const COAT: f64 = 0.12;
/// The grid glyphs are looked up by; points.
const CELL: f64 = 4.0;
/// Comparisons of covers with glyphs; beyond, covered text is not looked for.
const MAX_COMPARISONS: usize = 20_000_000;

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
        let first =
            near.filter_map(|place| places.get(&place)).flatten().rev().find(|index| {
                !is_blank && kept.get(**index as usize).is_some_and(|first| is_coat(first, &glyph, reach))
            });
        match first.and_then(|index| kept.get_mut(*index as usize)) {
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
    if covers.is_empty() || covers.len().saturating_mul(glyphs.len()) > MAX_COMPARISONS {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (index, glyph) in glyphs.iter().enumerate().filter(|(_, glyph)| !glyph.text.trim().is_empty()) {
        let center = glyph.area.center();
        if covers.iter().any(|cover| cover.after > index && cover.area.has(center)) {
            found.push(index);
        }
    }
    found
}

/// Turns a page whose text is mostly set sideways or upside down, so that it can be read: a wide table on an upright page.
/// The map is the one that did it.
pub(super) fn set_upright(page: &mut PageFacts) -> Matrix {
    let mut turned = [0usize; 4];
    for glyph in page.glyphs.iter().filter(|glyph| !glyph.vertical) {
        if let Some(count) = turned.get_mut(usize::from(glyph.turned)) {
            *count += 1;
        }
    }
    let all: usize = turned.iter().sum();
    let Some(turns) = (1..4).find(|turns| turned.get(*turns).is_some_and(|count| all >= 8 && count * 10 > all * 6))
    else {
        return Matrix::IDENTITY;
    };
    let (width, height) = (page.width, page.height);
    let matrix = match turns {
        1 => Matrix([0.0, -1.0, 1.0, 0.0, 0.0, width]),
        2 => Matrix([-1.0, 0.0, 0.0, -1.0, width, height]),
        _ => Matrix([0.0, 1.0, -1.0, 0.0, height, 0.0]),
    };
    if turns != 2 {
        (page.width, page.height) = (height, width);
    }
    for glyph in &mut page.glyphs {
        glyph.area = matrix.bounds(glyph.area);
        glyph.origin = matrix.point(glyph.origin.0, glyph.origin.1);
        glyph.turned = (glyph.turned + 4 - turns as u8) % 4;
    }
    for rule in &mut page.rules {
        *rule = turn_rule(*rule, matrix, turns != 2);
    }
    let areas = page.fills.iter_mut().chain(page.images.iter_mut().map(|image| &mut image.area));
    for area in areas.chain(page.links.iter_mut().map(|link| &mut link.area)) {
        *area = matrix.bounds(*area);
    }
    matrix
}

fn turn_rule(rule: Rule, matrix: Matrix, is_swapped: bool) -> Rule {
    let area = match rule.horizontal {
        true => Area { left: rule.start, right: rule.end, top: rule.position, bottom: rule.position },
        false => Area { left: rule.position, right: rule.position, top: rule.start, bottom: rule.end },
    };
    let area = matrix.bounds(area);
    match rule.horizontal != is_swapped {
        true => Rule { horizontal: true, position: area.top, start: area.left, end: area.right, width: rule.width },
        false => Rule { horizontal: false, position: area.left, start: area.top, end: area.bottom, width: rule.width },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn glyph(text: &str, x: f64, y: f64, turned: u8) -> Glyph {
        Glyph {
            text: text.into(),
            area: Area { left: x, top: y - 8.0, right: x + 10.0, bottom: y + 2.0 },
            origin: (x, y),
            size: 10.0,
            font: 0,
            bold: false,
            vertical: false,
            turned,
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
        let glyphs = glyphs.map(|(text, x)| glyph(text, x, 50.0, 0)).to_vec();
        let mut page = PageFacts { glyphs, ..PageFacts::default() };
        drop_second_coats(&mut page);
        let kept: Vec<(&str, bool)> = page.glyphs.iter().map(|glyph| (&*glyph.text, glyph.bold)).collect();
        assert_eq!(kept, [("甲", true), ("乙", false), ("l", false), ("l", false), (" ", false), (" ", false)]);
    }

    #[test]
    fn a_sideways_page_is_set_upright() {
        for turned in 1..4u8 {
            let rules = vec![Rule { horizontal: true, position: 10.0, start: 20.0, end: 60.0, width: 1.0 }];
            let glyphs = (0..10).map(|i| glyph("字", 50.0, 100.0 + f64::from(i), turned)).collect();
            let mut page = PageFacts { width: 200.0, height: 300.0, glyphs, rules, ..PageFacts::default() };
            set_upright(&mut page);
            assert!(page.glyphs.iter().all(|glyph| glyph.turned == 0), "{turned}");
            assert_eq!(page.width, if turned == 2 { 200.0 } else { 300.0 });
            assert_eq!(page.rules[0].horizontal, turned == 2);
            let area = page.glyphs[0].area;
            assert!(area.left >= 0.0 && area.right <= page.width && area.bottom <= page.height, "{turned}: {area:?}");
        }
    }

    #[test]
    fn text_under_a_later_cover_is_found() {
        let glyphs = [glyph("甲", 10.0, 50.0, 0), glyph("乙", 30.0, 50.0, 0), glyph("丙", 10.0, 50.0, 0)];
        let cover = Cover { area: Area { left: 0.0, top: 0.0, right: 25.0, bottom: 100.0 }, after: 2 };
        assert_eq!(covered(&glyphs, &[cover]), [0]);
    }
}
