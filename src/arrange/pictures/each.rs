//! Every picture of some blocks, to be changed.

use crate::document::{Block, Content, Crop, Figure, Inline, InlineImage, Size};

/// A picture where it stands.
pub(super) struct Picture<'p> {
    pub(super) media: &'p mut String,
    pub(super) size: &'p mut Option<Size>,
    pub(super) crop: &'p mut Option<Crop>,
}

/// Calls `change` with every picture of some blocks.
pub(super) fn each_picture(blocks: &mut [Block], change: &mut impl FnMut(Picture<'_>)) {
    for block in blocks {
        match block {
            Block::Heading(heading) => each_inline_picture(&mut heading.content, change),
            Block::Paragraph(paragraph) => each_inline_picture(&mut paragraph.content, change),
            Block::List(list) => list.items.iter_mut().for_each(|item| each_picture(&mut item.content, change)),
            Block::Table(grid) => {
                grid.cells_mut().iter_mut().for_each(|cell| each_picture(&mut cell.content, change));
            }
            Block::Figure(figure) => {
                let Figure { media, size, crop, .. } = figure;
                change(Picture { media, size, crop });
            }
            Block::Chart(_) | Block::Break(_) => {}
        }
    }
}

fn each_inline_picture(content: &mut Content, change: &mut impl FnMut(Picture<'_>)) {
    let mut inlines = std::mem::take(content).into_inlines();
    for inline in &mut inlines {
        match inline {
            Inline::Image(image) => {
                let InlineImage { media, size, crop, .. } = image;
                change(Picture { media, size, crop });
            }
            Inline::Link(link) => each_inline_picture(&mut link.content, change),
            Inline::Ruby(ruby) => each_inline_picture(&mut ruby.base, change),
            Inline::Revision(revision) => each_inline_picture(&mut revision.content, change),
            Inline::Note(note) => each_picture(&mut note.content, change),
            Inline::Text(_) | Inline::Formula(_) | Inline::Anchor(_) => {}
        }
    }
    *content = Content::new(inlines);
}
