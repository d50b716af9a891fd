//! The pages that say which properties the text between two places of the stream has ([MS-DOC] 2.9.33, 2.9.175).

use super::fib::{Fib, Part, positions};
use crate::read::compound::{u16_at, u32_at};
use std::collections::BTreeSet;
use std::ops::Range;

const PAGE: usize = 512;

/// Text between two places of the stream, with the modifications of its properties.
#[derive(Debug)]
pub(super) struct Stretch<'d> {
    pub place: Range<usize>,
    /// Of a paragraph, its style (0 else).
    pub style: u16,
    pub modifications: &'d [u8],
}

/// Reads a stretch of a page that has so many, by its number: style and modifications.
type OfPage<'d> = fn(&'d [u8], usize, usize) -> Option<(u16, &'d [u8])>;

/// Stretches in order of their places.
#[derive(Debug, Default)]
pub(super) struct Stretches<'d>(Vec<Stretch<'d>>);

impl<'d> Stretches<'d> {
    /// Those of paragraphs.
    pub(super) fn of_paragraphs(document: &'d [u8], fib: &Fib, table: &[u8]) -> Self {
        Self::read(document, fib.part(table, Part::ParagraphPages), paragraph)
    }

    /// Those of runs of characters.
    pub(super) fn of_characters(document: &'d [u8], fib: &Fib, table: &[u8]) -> Self {
        Self::read(document, fib.part(table, Part::CharacterPages), characters)
    }

    fn read(document: &'d [u8], plc: &[u8], stretch: OfPage<'d>) -> Self {
        let mut stretches = Vec::new();
        // A page is read once, however often it is named.
        let mut seen = BTreeSet::new();
        for (_, _, datum) in positions(plc, 4) {
            let number = (u32_at(datum, 0).unwrap_or(0) & 0x3F_FFFF) as usize;
            let page = document.get(number * PAGE..(number + 1) * PAGE);
            let Some(page) = page.filter(|_| seen.insert(number)) else { continue };
            let count = usize::from(page.last().copied().unwrap_or(0));
            for index in 0..count {
                let (Some(start), Some(end)) = (u32_at(page, 4 * index), u32_at(page, 4 * index + 4)) else { break };
                let (style, modifications) = stretch(page, count, index).unwrap_or_default();
                stretches.push(Stretch { place: start as usize..end as usize, style, modifications });
            }
        }
        stretches.sort_by_key(|stretch| stretch.place.start);
        Stretches(stretches)
    }

    /// The index of the stretch a place is in.
    pub(super) fn index_at(&self, place: usize) -> Option<usize> {
        let index = self.0.partition_point(|stretch| stretch.place.start <= place).checked_sub(1)?;
        self.0.get(index).filter(|stretch| stretch.place.contains(&place)).map(|_| index)
    }

    pub(super) fn get(&self, index: usize) -> Option<&Stretch<'d>> {
        self.0.get(index)
    }

    /// Where the next one begins behind a place.
    pub(super) fn next_start(&self, place: usize) -> Option<usize> {
        let index = self.0.partition_point(|stretch| stretch.place.start <= place);
        self.0.get(index).map(|stretch| stretch.place.start)
    }
}

/// Style and modifications of a paragraph (PapxInFkp, 2.9.176).
fn paragraph(page: &[u8], count: usize, index: usize) -> Option<(u16, &[u8])> {
    let at = usize::from(*page.get(4 * (count + 1) + 13 * index)?) * 2;
    let (at, length) = match *page.get(at).filter(|_| at > 0)? {
        0 => (at + 2, usize::from(*page.get(at + 1)?) * 2),
        words => (at + 1, usize::from(words) * 2 - 1),
    };
    let data = page.get(at..).map(|data| data.get(..length).unwrap_or(data))?;
    Some((u16_at(data, 0)?, data.get(2..)?))
}

/// Modifications of characters (Chpx, 2.9.31).
fn characters(page: &[u8], count: usize, index: usize) -> Option<(u16, &[u8])> {
    let at = usize::from(*page.get(4 * (count + 1) + index)?) * 2;
    let length = usize::from(*page.get(at).filter(|_| at > 0)?);
    Some((0, page.get(at + 1..at + 1 + length)?))
}
