//! Gaps that are part of the glyphs before them.
//!
//! Chinese and Latin stand a quarter of an em apart without a space between them, and the glyphs of a spread line wider still.
//! Viewers guess spaces from such gaps, and `ActualText` does not keep them from it: pdfium (Chrome) takes the text of a span
//! for that of its first glyphs and parts a number where the span ends, mupdf compares it with the glyphs and guesses all the
//! same. What no viewer sees is a gap that is part of a glyph. So the embedded program has such glyphs: the same outline, its
//! advance longer (or, where punctuation is squeezed, shorter) by a whole number of steps.

use super::faces::EmbeddedFaces;
use crate::font::STEPS_IN_EM;
use crate::typeset::{Glyph, GlyphRun, Item, Page, PlacedDrawing, PlacedFormula, PlacedImage};
use crate::whole::Whole;

/// Wider gaps are no gaps within a text.
const MOST_STEPS: f32 = 40.0;

/// Between two contents of one line (a link and the text after it, header cells printed again), where it may as well be that between two
/// cells, gaps are no wider than this, em.
const BETWEEN_CONTENTS: f32 = 0.35;

/// Runs of one content on one base line, and the one after them on it.
pub(super) struct Line<'a> {
    pub runs: Vec<&'a GlyphRun>,
    next: Option<&'a GlyphRun>,
}

/// What stands on a page, in the order it is painted; rules, grounds and links apart.
pub(super) enum Part<'a> {
    Line(Line<'a>),
    Image(&'a PlacedImage),
    Formula(&'a PlacedFormula),
    Drawing(&'a PlacedDrawing),
}

impl<'a> Line<'a> {
    /// A line of one run.
    pub(super) fn of(run: &'a GlyphRun) -> Self {
        Line { runs: vec![run], next: None }
    }
}

/// The parts of a page.
pub(super) fn parts(page: &Page) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    for item in &page.items {
        match item {
            Item::Text(run) => {
                if let Some(Part::Line(line)) = parts.last_mut()
                    && line.runs.last().is_some_and(|last: &&GlyphRun| last.y_pt.to_bits() == run.y_pt.to_bits())
                {
                    if line.runs.last().is_some_and(|last| last.content == run.content) {
                        line.runs.push(run);
                        continue;
                    }
                    line.next = Some(run);
                }
                parts.push(Part::Line(Line { runs: vec![run], next: None }));
            }
            Item::Image(image) if image.behind => {}
            Item::Image(image) => parts.push(Part::Image(image)),
            Item::Formula(formula) => parts.push(Part::Formula(formula)),
            Item::Drawing(drawing) => parts.push(Part::Drawing(drawing)),
            Item::Rule(_) | Item::Ground(_) | Item::Link(_) | Item::Anchor(_) => {}
        }
    }
    parts
}

/// For each glyph of a line, the steps of the gap after it that no blank stands in.
pub(super) fn steps(line: &Line<'_>, faces: &EmbeddedFaces) -> Vec<i16> {
    let runs = line.runs.iter().chain(line.next.as_ref());
    let glyphs: Vec<_> = runs.flat_map(|run| run.glyphs.iter().map(move |glyph| (*run, glyph))).collect();
    let mut steps = vec![0; line.runs.iter().map(|run| run.glyphs.len()).sum()];
    for (step, pair) in steps.iter_mut().zip(glyphs.windows(2)) {
        let &[(run, glyph), (after, next)] = pair else { continue };
        let (Some(said), Some(said_next)) = (text(run, glyph), text(after, next)) else { continue };
        let blank = |text: &str| text.chars().all(char::is_whitespace);
        // The glyphs of one cluster are read as one.
        let is_one = std::ptr::eq(run, after) && glyph.text_start == next.text_start;
        if is_one || blank(said) || blank(said_next) {
            continue;
        }
        let Some(face) = faces.get(run.face).filter(|face| face.takes_gaps()) else { continue };
        let Some(code) = face.code(glyph.id, 0) else { continue };
        let em = run.size_pt * run.narrowing;
        let gap = (after.x_pt + next.x_pt - run.x_pt - glyph.x_pt) / em - face.width(code) / 1000.0;
        let digit = |text: &str| text.chars().all(|c| c.is_ascii_digit());
        let may_be_cells = gap.abs() > BETWEEN_CONTENTS || (digit(said) && digit(said_next));
        // Of what is printed again at the top of a page no content says where a cell ends.
        let is_one_content = run.content == after.content && (run.content.is_some() || std::ptr::eq(run, after));
        if !is_one_content && may_be_cells {
            continue;
        }
        let wanted = (gap * f32::from(STEPS_IN_EM)).round();
        if wanted.is_finite() && wanted.abs() <= MOST_STEPS {
            *step = i16::whole(wanted);
        }
    }
    steps
}

fn text<'r>(run: &'r GlyphRun, glyph: &Glyph) -> Option<&'r str> {
    run.text.get(glyph.text_start as usize..glyph.text_end as usize)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Block, Document};
    use crate::font::Faces;
    use crate::style::Style;
    use crate::typeset::{document_to_pages, fixture};

    /// The widest gap or overlap that is left after a glyph, in em, and how many there were before.
    fn left(document: &Document) -> (f32, usize) {
        let pages = document_to_pages(document, &Style::gongwen().unwrap(), &Faces::default()).value;
        let faces = EmbeddedFaces::of(&pages).unwrap();
        let (mut widest, mut count) = (0.0_f32, 0);
        for part in pages.pages.iter().flat_map(parts) {
            let Part::Line(line) = part else { continue };
            let steps = steps(&line, &faces);
            let glyphs: Vec<_> =
                line.runs.iter().flat_map(|run| run.glyphs.iter().map(move |glyph| (run, glyph))).collect();
            for (pair, step) in glyphs.windows(2).zip(&steps).filter(|(_, step)| **step != 0) {
                let [(run, glyph), (after, next)] = pair else { panic!() };
                let face = faces.get(run.face).unwrap();
                let width = face.width(face.code(glyph.id, *step).unwrap()) / 1000.0;
                let gap = (after.x_pt + next.x_pt - run.x_pt - glyph.x_pt) / run.size_pt - width;
                (widest, count) = (widest.max(gap.abs()), count + 1);
            }
        }
        (widest, count)
    }

    #[test]
    fn no_gap_is_left_that_a_viewer_takes_for_a_space() {
        let text = "根据国务院令第711号，全年公开信息12846条，PM2.5浓度下降8.6%（2023年12月31日）。";
        let document = Document { blocks: vec![Block::text(text)], ..Document::default() };
        let (widest, count) = left(&document);
        // Half a step, and what widths are rounded by.
        assert!(widest < 0.052, "{widest}");
        assert!(count >= 10, "{count}");
        assert!(left(&fixture::report()).0 < 0.052);
    }

    /// Header cells that are printed again at the top of a page are no content of the page's; each ends where it ends.
    #[test]
    fn no_glyph_of_a_head_printed_again_reaches_into_the_next_cell() {
        use crate::document::{Cell, Grid, HeaderScope};
        let head = |column, text: &str| {
            let mut cell = Cell::new(0, column, vec![Block::text(text)]);
            cell.header = HeaderScope::Column;
            cell
        };
        let mut cells: Vec<Cell> = (0..8).map(|at| head(at, ["法律服务", "其他"][at as usize % 2])).collect();
        cells.extend((1..90).flat_map(|row| (0..8).map(move |column| Cell::new(row, column, vec![Block::text("0")]))));
        let mut grid = Grid::new(90, 8, cells).unwrap();
        grid.header_rows = 1;
        let document = Document { blocks: vec![Block::Table(grid)], ..Document::default() };
        let pages = document_to_pages(&document, &Style::gongwen().unwrap(), &Faces::default()).value;
        let faces = EmbeddedFaces::of(&pages).unwrap();
        let again = pages.pages.iter().skip(1).flat_map(parts).filter_map(|part| match part {
            Part::Line(line) if line.runs.iter().any(|run| run.content.is_none()) => Some(steps(&line, &faces)),
            _ => None,
        });
        let widest = again.flatten().map(i16::unsigned_abs).max().unwrap();
        assert!(widest < STEPS_IN_EM.unsigned_abs(), "{widest}");
    }
}
