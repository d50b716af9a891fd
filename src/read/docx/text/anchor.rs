//! Bookmarks (ECMA-376 §17.13.6.2): Word strews them; those nothing leads to are left out.

use crate::document::{Block, Content, Inline};
use crate::read::docx::tree::Item;
use std::collections::BTreeSet;

/// The bookmarks met, and those that links lead to.
#[derive(Debug, Default)]
pub(crate) struct Anchors {
    /// Those between paragraphs: they belong to the next.
    pub pending: Vec<String>,
    /// Whether any was read.
    pub are_there: bool,
    /// The names that links lead to.
    pub referred: BTreeSet<String>,
}

impl Anchors {
    /// Leaves out the bookmarks that no link leads to, and those of a name that has been met before.
    pub(crate) fn drop_idle(mut self, items: &mut [Item]) {
        if self.are_there {
            in_items(items, &mut self.referred);
        }
    }
}

fn in_items(items: &mut [Item], wanted: &mut BTreeSet<String>) {
    for item in items {
        match item {
            Item::Paragraph(paragraph) => {
                for part in &mut paragraph.parts {
                    *part = kept(std::mem::take(part), wanted);
                }
                in_items(&mut paragraph.after, wanted);
            }
            Item::Table(table) => table.cells.iter_mut().for_each(|cell| in_items(&mut cell.items, wanted)),
            // Documents of their own, done when they were read.
            Item::Blocks(_) => {}
        }
    }
}

fn in_blocks(blocks: &mut [Block], wanted: &mut BTreeSet<String>) {
    for block in blocks {
        match block {
            Block::Heading(heading) => in_content(&mut heading.content, wanted),
            Block::Paragraph(paragraph) => in_content(&mut paragraph.content, wanted),
            Block::List(list) => list.items.iter_mut().for_each(|item| in_blocks(&mut item.content, wanted)),
            Block::Table(grid) => grid.cells_mut().iter_mut().for_each(|cell| in_blocks(&mut cell.content, wanted)),
            Block::Figure(_) | Block::Chart(_) | Block::Break(_) => {}
        }
    }
}

fn in_content(content: &mut Content, wanted: &mut BTreeSet<String>) {
    *content = Content::new(kept(std::mem::take(content).into_inlines(), wanted));
}

fn kept(inlines: Vec<Inline>, wanted: &mut BTreeSet<String>) -> Vec<Inline> {
    let mut kept = Vec::with_capacity(inlines.len());
    for mut inline in inlines {
        match &mut inline {
            Inline::Anchor(name) if !wanted.remove(name) => continue,
            Inline::Link(link) => in_content(&mut link.content, wanted),
            Inline::Ruby(ruby) => in_content(&mut ruby.base, wanted),
            Inline::Revision(revision) => in_content(&mut revision.content, wanted),
            Inline::Note(note) => in_blocks(&mut note.content, wanted),
            Inline::Anchor(_) | Inline::Text(_) | Inline::Image(_) | Inline::Formula(_) => {}
        }
        kept.push(inline);
    }
    kept
}
