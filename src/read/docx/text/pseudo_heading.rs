//! Headings that are headings by their looks alone: half of all drafts use no heading style.
//!
//! A short line without a sentence's end that begins with a heading's number and is set apart from running text (bold,
//! centred, larger, in another font) is a heading of its number's level. In a document with no heading and no such number, a
//! line set apart in bold or larger type above running text is one of the first level.

use super::look::Look;
use crate::document::numeral::{self, HeadingLevels, is_short_and_no_sentence};
use crate::document::{Alignment, Content, FontName, Inline, ParagraphRole};
use crate::finding::{Error, Finding, Place, catalogue::docx};
use crate::read::docx::style::numbering::Definitions;
use crate::read::docx::style::theme::Theme;
use crate::read::docx::tally::Tally;
use crate::read::docx::tree::{Item, WordParagraph};
use crate::read::docx::walker::Walker;
use crate::read::docx::wml::quote;
use std::collections::{BTreeMap, BTreeSet};

/// Running text has more characters; a longer line need not be looked at closer.
const LONGEST: usize = 40;

/// What most text of a document looks like.
struct Running {
    size: Option<u32>,
    font: Option<FontName>,
}

impl Running {
    fn of(items: &[Item]) -> Self {
        let (mut sizes, mut fonts) = (BTreeMap::new(), BTreeMap::new());
        for look in paragraphs(items).map(|paragraph| &paragraph.look) {
            *sizes.entry(look.size).or_insert(0) += look.characters;
            *fonts.entry(look.font.as_ref()).or_insert(0) += look.characters;
        }
        let size = sizes.into_iter().max_by_key(|(_, count)| *count).and_then(|(size, _)| size);
        let font = fonts.into_iter().max_by_key(|(_, count)| *count).and_then(|(font, _)| font);
        Running { size, font: font.cloned() }
    }

    fn is_smaller_than(&self, look: &Look) -> bool {
        // Word's own default is 10 points.
        look.size.is_some_and(|size| size > self.size.unwrap_or(20))
    }

    fn look_of(&self, paragraph: &WordParagraph) -> numeral::Look {
        let look = &paragraph.look;
        let other_font = look.font.is_some() && look.font != self.font;
        let set_apart = other_font || self.is_smaller_than(look) || paragraph.kind.align == Alignment::Center;
        numeral::Look { bold: look.is_bold(), set_apart }
    }
}

fn paragraphs(items: &[Item]) -> impl Iterator<Item = &WordParagraph> {
    items.iter().filter_map(|item| match item {
        Item::Paragraph(paragraph) => Some(&**paragraph),
        Item::Table(_) | Item::Blocks(_) => None,
    })
}

/// Gives the fonts of the theme that paragraphs look like their names, where they are to be told from others.
pub(crate) fn name_fonts(items: &mut [Item], walker: &mut Walker<'_, '_>) -> Result<(), Error> {
    let fonts: BTreeSet<&FontName> = paragraphs(items).filter_map(|paragraph| paragraph.look.font.as_ref()).collect();
    if fonts.len() < 2 || !fonts.iter().any(|font| Theme::has_part(font)) {
        return Ok(());
    }
    let theme = walker.theme()?;
    for item in items {
        if let Item::Paragraph(paragraph) = item {
            paragraph.look.font = paragraph.look.font.take().and_then(|font| theme.name(&font).cloned());
        }
    }
    Ok(())
}

/// A paragraph's text, if it is nothing but a short line that ends no sentence.
fn heading_text(paragraph: &WordParagraph) -> Option<String> {
    let kind = &paragraph.kind;
    let is_free =
        kind.heading.is_none() && !kind.no_heading && kind.role == ParagraphRole::Body && paragraph.after.is_empty();
    let in_flow = matches!(paragraph.place, Place::Paragraph(_));
    let [inlines] = paragraph.parts.as_slice() else { return None };
    let only_text = inlines.iter().all(|i| matches!(i, Inline::Text(_) | Inline::Anchor(_) | Inline::Revision(_)));
    if !is_free || !in_flow || !only_text || paragraph.look.characters > LONGEST {
        return None;
    }
    let text = Content::new(inlines.clone()).plain_text().trim().to_owned();
    is_short_and_no_sentence(&text).then_some(text)
}

/// A paragraph's text with a number as its list would print it before it.
fn numbered(paragraph: &WordParagraph, text: &str, definitions: &Definitions) -> String {
    let kind = &paragraph.kind;
    let number = kind.numbering.as_deref().and_then(|id| definitions.sample(id, kind.level, kind.style.as_deref()));
    format!("{}{text}", number.unwrap_or_default())
}

/// Makes headings of the paragraphs of a body that look like headings.
pub(crate) fn raise_headings(items: &mut [Item], definitions: &Definitions, findings: &mut Vec<Finding>) {
    let running = Running::of(items);
    let called: Vec<(u8, String)> = paragraphs(items)
        .filter_map(|paragraph| {
            let level = paragraph.kind.heading?;
            let text = Content::new(paragraph.parts.concat()).plain_text();
            Some((level, numbered(paragraph, &text, definitions)))
        })
        .collect();
    let numbers = HeadingLevels::beside(called.iter().map(|(level, text)| (*level, text.as_str())));
    let mut levels: BTreeMap<usize, u8> = BTreeMap::new();
    for (index, item) in items.iter().enumerate() {
        let Item::Paragraph(paragraph) = item else { continue };
        let look = running.look_of(paragraph);
        if paragraph.look.characters > LONGEST || !(look.bold || look.set_apart) {
            continue;
        }
        let Some(text) = heading_text(paragraph) else { continue };
        if let Some(level) = numbers.by_look(&numbered(paragraph, &text, definitions), look) {
            levels.insert(index, level);
        }
    }
    if called.is_empty() && !levels.values().any(|level| *level == 1) {
        for index in unnumbered(items, &running) {
            levels.entry(index).or_insert(1);
        }
    }
    let mut raised = Tally::default();
    for (index, level) in levels {
        let Some(Item::Paragraph(paragraph)) = items.get_mut(index) else { continue };
        paragraph.kind.heading = Some(level);
        raised.add(&paragraph.place, &quote(&Content::new(paragraph.parts.concat()).plain_text()));
        // Bold and fonts are how it was made to look like one.
        for inline in paragraph.parts.iter_mut().flatten() {
            if let Inline::Text(run) = inline {
                run.marks.bold &= !paragraph.look.is_bold();
                run.font = None;
            }
        }
    }
    if let Some(place) = raised.place {
        findings.push(docx::headings_by_looks(raised.count, raised.text).at(place));
    }
}

/// Lines in bold or larger type with running text right below, after the first paragraph of running text: what stands before
/// that is the title.
fn unnumbered(items: &[Item], running: &Running) -> Vec<usize> {
    let is_running = |item: &Item| match item {
        Item::Paragraph(paragraph) => {
            paragraph.kind.heading.is_none() && !paragraph.look.is_bold() && paragraph.look.characters > LONGEST
        }
        Item::Table(_) | Item::Blocks(_) => false,
    };
    let Some(first) = items.iter().position(is_running) else { return Vec::new() };
    let looks_like_one = |paragraph: &WordParagraph| {
        let look = &paragraph.look;
        paragraph.kind.numbering.is_none() && (look.is_bold() || running.is_smaller_than(look))
    };
    let candidates = items.iter().enumerate().skip(first).filter(|(index, item)| match item {
        Item::Paragraph(paragraph) => {
            looks_like_one(paragraph)
                && items.get(index + 1).is_some_and(is_running)
                && heading_text(paragraph).is_some()
        }
        Item::Table(_) | Item::Blocks(_) => false,
    });
    candidates.map(|(index, _)| index).collect()
}
