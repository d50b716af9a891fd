//! Headings that are headings by their looks alone: most pages have none that are called such.

use super::line::{LineLook, quote};
use crate::document::numeral::{self, HeadingLevels};
use crate::document::{Alignment, Block, Content, Heading, Inline, ParagraphRole};
use crate::finding::{Finding, Place, catalogue::docx};
use crate::whole::Whole;
use std::collections::BTreeMap;
use std::rc::Rc;

/// Running text has more characters; a longer line need not be looked at closer.
const LONGEST: usize = 40;

/// The value most characters have.
fn usual<T: Ord>(values: impl Iterator<Item = (T, usize)>) -> Option<T> {
    let mut counts: BTreeMap<T, usize> = BTreeMap::new();
    values.for_each(|(value, count)| *counts.entry(value).or_default() += count);
    counts.into_iter().max_by_key(|(_, count)| *count).map(|(value, _)| value)
}

/// A size in hundredths of a point, to be counted.
fn hundredths(points: f64) -> i64 {
    i64::whole((points * 100.0).round())
}

/// Makes headings of the paragraphs of a body that look like headings; `looks` are those of its paragraphs, by number.
pub(super) fn raise_headings(blocks: &mut [Block], looks: &[(u32, LineLook)], findings: &mut Vec<Finding>) {
    let sizes = looks.iter().map(|(_, look)| (look.points.map(hundredths), look.characters));
    let size = usual(sizes).flatten();
    let font: Option<Rc<str>> = usual(looks.iter().map(|(_, look)| (look.font.clone(), look.characters))).flatten();
    let looks: BTreeMap<u32, &LineLook> = looks.iter().map(|(number, look)| (*number, look)).collect();
    let called: Vec<(u8, String)> = blocks
        .iter()
        .filter_map(|block| match block {
            Block::Heading(heading) => Some((heading.level, heading.content.plain_text())),
            _ => None,
        })
        .collect();
    let numbers = HeadingLevels::beside(called.iter().map(|(level, text)| (*level, text.as_str())));
    let (mut raised, mut first): (Vec<String>, Option<Place>) = (Vec::new(), None);
    for block in blocks {
        let Block::Paragraph(paragraph) = &*block else { continue };
        let Some(Place::Paragraph(number)) = paragraph.origin.0 else { continue };
        let Some(look) = looks.get(&number).filter(|look| look.characters <= LONGEST) else { continue };
        let is_text = |inline: &Inline| matches!(inline, Inline::Text(_) | Inline::Anchor(_));
        if paragraph.role != ParagraphRole::Body || !paragraph.content.inlines().iter().all(is_text) {
            continue;
        }
        let larger = look.points.map(hundredths).is_some_and(|own| own > size.unwrap_or(1200));
        let other_font = look.font.is_some() && look.font != font;
        let set_apart = larger || other_font || paragraph.align == Alignment::Center;
        let bold = look.characters > 0 && look.bold == look.characters;
        let text = paragraph.content.plain_text();
        let Some(level) = numbers.by_look(text.trim(), numeral::Look { bold, set_apart }) else { continue };
        raised.push(quote(&text));
        first.get_or_insert(Place::Paragraph(number));
        let (content, origin) = (plain(paragraph.content.clone(), bold), paragraph.origin.clone());
        *block = Block::Heading(Heading { level, content, origin });
    }
    if let Some(place) = first {
        findings.push(docx::headings_by_looks(raised.len(), raised.join("；")).at(place));
    }
}

/// Bold is how it was made to look like a heading.
fn plain(content: Content, is_bold: bool) -> Content {
    let inlines = content.into_inlines().into_iter().map(|inline| match inline {
        Inline::Text(mut text) if is_bold => {
            text.marks.bold = false;
            Inline::Text(text)
        }
        other => other,
    });
    Content::new(inlines.collect())
}
