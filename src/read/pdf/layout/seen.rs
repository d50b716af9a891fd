//! All text of the pages, line by line in painting order, without the rules of layout: what the flow is held against.
//!
//! Pages have no order of text to be relied on, so characters are counted ([`Account::characters_missing_from`]).

use super::super::facts::PageFacts;
use crate::document::{Account, Block, net_is_off};
use crate::finding::{Finding, Place};

/// The lines of the pages.
pub(super) fn of_pages(pages: &[PageFacts]) -> Account {
    let mut account = Account::default();
    if net_is_off() {
        return account;
    }
    for (page, index) in pages.iter().zip(1u32..) {
        let mut line = String::new();
        let mut last: Option<(f64, f64)> = None;
        let mut add = |line: &mut String| {
            if !line.is_empty() {
                let passage = account.passage(Some(Place::Page(index)), false);
                account.piece(passage, line);
                line.clear();
            }
        };
        for glyph in &page.glyphs {
            let (x, y) = glyph.origin;
            if let Some((last_x, last_y)) = last
                && ((y - last_y).abs() > 0.3 * glyph.size || x < last_x - glyph.size || x > last_x + 4.0 * glyph.size)
            {
                add(&mut line);
            }
            line.push_str(&glyph.text);
            last = Some((x, y));
        }
        add(&mut line);
    }
    account
}

/// A finding for what is neither in the flow nor quoted nor left out in silence.
pub(super) fn missing_from(seen: &Account, blocks: &[Block], left_out: &str, findings: &[Finding]) -> Vec<Finding> {
    let mut placed = Account::of_blocks(blocks, true);
    let passage = placed.passage(None, false);
    placed.piece(passage, left_out);
    seen.characters_missing_from(&placed, findings)
}

#[cfg(test)]
mod tests {
    use super::super::lines::tests::glyphs;
    use super::*;

    #[test]
    fn a_line_that_stands_nowhere_is_named_with_its_page() {
        let page = |lines: &[(&str, f64)]| PageFacts {
            glyphs: lines.iter().flat_map(|(text, y)| glyphs(text, 90.0, *y, 12.0)).collect(),
            ..PageFacts::default()
        };
        let seen = of_pages(&[
            page(&[("前一段文字", 100.0), ("12", 800.0)]),
            page(&[("共受理128件", 100.0), ("后一段", 140.0)]),
        ]);
        let blocks = [Block::text("前一段文字"), Block::text("后一段")];
        let missed = |blocks: &[Block], left_out: &str| {
            let findings = missing_from(&seen, blocks, left_out, &[]);
            findings
                .iter()
                .map(|f| (f.code(), f.value("text").unwrap().to_owned(), f.location().place.clone()))
                .collect::<Vec<_>>()
        };
        let lost = ("figures-unaccounted", "共受理128件".to_owned(), Some(Place::Page(2)));
        assert_eq!(missed(&blocks, "12"), [lost]);
        assert_eq!(missed(&blocks, "12").len() + 1, missed(&blocks, "").len());
        let all = [&blocks[..], &[Block::text("共受理128件")]].concat();
        assert_eq!(missed(&all, "12"), []);
    }
}
