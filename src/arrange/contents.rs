//! The list of contents (目录): what it lists and where it stands.

use crate::document::{Block, Heading, Paragraph, ParagraphRole};
use crate::style::ContentsStyle;

/// How many blocks stand above the list: the document's title.
pub(crate) fn contents_place(blocks: &[Block]) -> usize {
    let is_title = |block: &&Block| matches!(block, Block::Paragraph(Paragraph { role: ParagraphRole::Title, .. }));
    blocks.iter().take_while(is_title).count()
}

/// What the list says of a heading; `None` where it is not listed.
pub(crate) fn contents_entry(contents: &ContentsStyle, heading: &Heading) -> Option<String> {
    let text = heading.content.running_text();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (heading.level <= contents.levels && !text.is_empty()).then_some(text)
}

/// The name of the place that the entry leads to which is so many entries from the first, as Word names them.
pub(crate) fn contents_anchor(number: usize) -> String {
    format!("_Toc{:08}", number + 1)
}

/// By how many characters the entries of a level stand in.
pub(crate) fn contents_indent(level: u8) -> f32 {
    f32::from(level.saturating_sub(1)) * 2.0
}
