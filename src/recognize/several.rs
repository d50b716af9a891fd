//! Several reports in one file: each title with a set of sections of its own begins one; in a workbook each body with sheets of its
//! own has one.

mod sheets;

use super::heading::names_section;
use super::tidy::trim;
use super::title::is_report_title;
use crate::document::{Alignment, Block, Document, Inline, Media, Paragraph, ParagraphRole, each_inline};
use crate::form::Forms;
use std::collections::BTreeSet;

/// Over how many lines a title may be spread.
const MOST_LINES: usize = 3;

/// How many sections two parts must have in common, to be two reports.
const LEAST_SECTIONS: usize = 2;

/// The documents in a document that has several reports one after the other; itself where it has one, or none.
#[must_use]
pub fn document_to_parts(document: Document, forms: &Forms) -> Vec<Document> {
    if let Some(bodies) = sheets::bodies_of_sheets(&document.blocks, forms) {
        return by_body(document, &bodies);
    }
    let titles = titles(&document.blocks);
    if titles.len() < 2 {
        return vec![document];
    }
    let last = document.blocks.len();
    let ends = titles.iter().skip(1).copied().chain([last]);
    let parts = titles.iter().copied().zip(ends).map(|(start, end)| {
        let blocks = document.blocks.get(start..end).unwrap_or_default();
        (start, sections(blocks, forms))
    });
    // A cover, or a title printed again, has no sections of its own.
    let mut starts: Vec<(usize, BTreeSet<String>)> = Vec::new();
    for (start, own) in parts {
        match starts.last_mut() {
            Some((_, before)) if own.intersection(before).count() < LEAST_SECTIONS => before.extend(own),
            Some(_) => starts.push((start, own)),
            // What stands before the first title is the first report's.
            None => starts.push((0, own)),
        }
    }
    if starts.len() < 2 {
        return vec![document];
    }
    let Document { mut blocks, media, properties } = document;
    let mut parts = Vec::with_capacity(starts.len());
    for (start, _) in starts.into_iter().rev() {
        let own = blocks.split_off(start.min(blocks.len()));
        let media = media_of(&own, &media);
        parts.push(Document { blocks: own, media, properties: properties.clone() });
        while matches!(blocks.last(), Some(Block::Break(_))) {
            blocks.pop();
        }
    }
    parts.reverse();
    parts
}

/// The documents in one whose blocks are of these bodies, by their numbers.
fn by_body(document: Document, bodies: &[usize]) -> Vec<Document> {
    let Document { blocks, media, properties } = document;
    let count = bodies.iter().max().map_or(0, |last| last + 1);
    let mut parts: Vec<Vec<Block>> = vec![Vec::new(); count];
    for (block, body) in blocks.into_iter().zip(bodies) {
        if let Some(part) = parts.get_mut(*body) {
            part.push(block);
        }
    }
    let part = |blocks: Vec<Block>| {
        let media = media_of(&blocks, &media);
        Document { blocks, media, properties: properties.clone() }
    };
    parts.into_iter().filter(|blocks| !blocks.is_empty()).map(part).collect()
}

/// Where the titles of reports stand.
fn titles(blocks: &[Block]) -> Vec<usize> {
    let line = |index: usize| match blocks.get(index) {
        Some(Block::Paragraph(Paragraph { content, .. })) => Some(trim(&content.plain_text()).to_owned()),
        Some(Block::Heading(heading)) => Some(trim(&heading.content.plain_text()).to_owned()),
        _ => None,
    };
    let is_set_as_title = |index: usize| {
        matches!(
            blocks.get(index),
            Some(Block::Paragraph(
                Paragraph { role: ParagraphRole::Title, .. } | Paragraph { align: Alignment::Center, .. }
            ))
        )
    };
    let mut found = Vec::new();
    let mut index = 0;
    while index < blocks.len() {
        let mut text = String::new();
        let mut lines = 0;
        for at in index..(index + MOST_LINES).min(blocks.len()) {
            if lines > 0 && !(is_set_as_title(index) && is_set_as_title(at)) {
                break;
            }
            let Some(next) = line(at) else { break };
            text.push_str(&next);
            lines += 1;
            if is_report_title(&text) {
                found.push(index);
                index += lines - 1;
                break;
            }
        }
        index += 1;
    }
    found
}

/// The sections named in some blocks by headings that something stands below.
fn sections(blocks: &[Block], forms: &Forms) -> BTreeSet<String> {
    let named = |block: &Block| match block {
        Block::Paragraph(_) | Block::Heading(_) => names_section(&block.plain_text(), forms),
        _ => None,
    };
    let mut found = BTreeSet::new();
    let mut open: Option<String> = None;
    for block in blocks.iter().filter(|block| !super::tidy::is_blank(block)) {
        match named(block) {
            Some(role) => open = Some(role),
            None => found.extend(open.take()),
        }
    }
    found
}

/// The pictures that some blocks show.
fn media_of(blocks: &[Block], media: &Media) -> Media {
    fn figures<'b>(blocks: &'b [Block], shown: &mut BTreeSet<&'b str>) {
        for block in blocks {
            match block {
                Block::Figure(figure) => {
                    shown.insert(&figure.media);
                }
                Block::Table(grid) => grid.cells().iter().for_each(|cell| figures(&cell.content, shown)),
                Block::List(list) => list.items.iter().for_each(|item| figures(&item.content, shown)),
                _ => {}
            }
        }
    }
    let mut shown: BTreeSet<&str> = BTreeSet::new();
    figures(blocks, &mut shown);
    each_inline(blocks, &mut |inline| match inline {
        Inline::Image(image) => {
            shown.insert(&image.media);
        }
        Inline::Note(note) => figures(&note.content, &mut shown),
        _ => {}
    });
    media.iter().filter(|(id, _)| shown.contains(id.as_str())).map(|(id, m)| (id.clone(), m.clone())).collect()
}
