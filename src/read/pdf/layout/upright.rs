//! Pages whose text is turned, set upright: a wide table on a page that was not turned with it.

use super::super::facts::{Area, Glyph, PageFacts, Rule};

/// A rectangle turned back by some quarter turns; `width` and `height` are those of the page as it is.
pub(super) fn turn_area(area: Area, quarters: u8, width: f64, height: f64) -> Area {
    let Area { left, top, right, bottom } = area;
    match quarters % 4 {
        1 => Area { left: top, top: width - right, right: bottom, bottom: width - left },
        2 => Area { left: width - right, top: height - bottom, right: width - left, bottom: height - top },
        3 => Area { left: height - bottom, top: left, right: height - top, bottom: right },
        _ => area,
    }
}

fn turn_point((x, y): (f64, f64), quarters: u8, width: f64, height: f64) -> (f64, f64) {
    let turned = turn_area(Area { left: x, top: y, right: x, bottom: y }, quarters, width, height);
    (turned.left, turned.top)
}

/// A glyph turned back by some quarter turns.
pub(super) fn turn_glyph(glyph: &Glyph, quarters: u8, width: f64, height: f64) -> Glyph {
    Glyph {
        area: turn_area(glyph.area, quarters, width, height),
        origin: turn_point(glyph.origin, quarters, width, height),
        turned: (glyph.turned + 4 - quarters % 4) % 4,
        ..glyph.clone()
    }
}

fn turn_rule(rule: &Rule, quarters: u8, width: f64, height: f64) -> Rule {
    let (start, end) = (rule.start, rule.end);
    let area = if rule.horizontal {
        Area { left: start, top: rule.position, right: end, bottom: rule.position }
    } else {
        Area { left: rule.position, top: start, right: rule.position, bottom: end }
    };
    let Area { left, top, right, bottom } = turn_area(area, quarters, width, height);
    let horizontal = rule.horizontal == quarters.is_multiple_of(2);
    let (position, start, end) = if horizontal { (top, left, right) } else { (left, top, bottom) };
    Rule { horizontal, position, start, end, width: rule.width }
}

/// Turns a page so that most of its text stands upright; by how many quarters it was turned back.
pub(super) fn upright(page: &mut PageFacts) -> u8 {
    let mut counts = [0usize; 4];
    for glyph in page.glyphs.iter().filter(|glyph| !glyph.text.trim().is_empty()) {
        if let Some(count) = counts.get_mut(usize::from(glyph.turned % 4)) {
            *count += 1;
        }
    }
    let all: usize = counts.iter().sum();
    let Some((quarters, most)) = (0u8..).zip(&counts).max_by_key(|(turn, count)| (**count, 4 - turn)) else {
        return 0;
    };
    if quarters == 0 || most * 10 < all * 6 {
        return 0;
    }
    let (width, height) = (page.width, page.height);
    page.glyphs.iter_mut().for_each(|glyph| *glyph = turn_glyph(glyph, quarters, width, height));
    page.rules.iter_mut().for_each(|rule| *rule = turn_rule(rule, quarters, width, height));
    page.fills.iter_mut().for_each(|area| *area = turn_area(*area, quarters, width, height));
    page.images.iter_mut().for_each(|image| image.area = turn_area(image.area, quarters, width, height));
    page.links.iter_mut().for_each(|link| link.area = turn_area(link.area, quarters, width, height));
    page.own_charts.iter_mut().for_each(|area| *area = turn_area(*area, quarters, width, height));
    if quarters % 2 == 1 {
        std::mem::swap(&mut page.width, &mut page.height);
    }
    quarters
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn turning_there_and_back_changes_nothing() {
        let area = Area { left: 10.0, top: 20.0, right: 30.0, bottom: 70.0 };
        let (width, height) = (200.0, 300.0);
        for quarters in 0..4u8 {
            let once = turn_area(area, quarters, width, height);
            let (width, height) = if quarters % 2 == 1 { (height, width) } else { (width, height) };
            assert_eq!(turn_area(once, 4 - quarters, width, height), area, "{quarters}");
        }
    }

    #[test]
    fn text_that_runs_down_the_page_is_turned_to_run_across() {
        // Clockwise by a quarter: text runs downwards, its top to the right.
        let first = turn_point((100.0, 50.0), 1, 200.0, 300.0);
        let next = turn_point((100.0, 60.0), 1, 200.0, 300.0);
        assert_eq!((next.0 - first.0, next.1 - first.1), (10.0, 0.0));
        let above = turn_point((112.0, 50.0), 1, 200.0, 300.0);
        assert!(above.1 < first.1);
    }
}
