//! Invisible characters in a document: named once, and out of the way of every comparison.

use crate::document::{Block, Content, Inline, Text, is_invisible, shapes_neighbours};
use crate::finding::{Finding, Origin, catalogue};

/// Blocks without characters that show nothing, and one finding for all of them.
///
/// In running text those stay that choose the look of their neighbours; in a table's cells, where labels and figures stand, and
/// in headings none stays. Marks that turn the direction of text round stay before digits, which they show in another order.
pub(super) fn drop_invisible(mut blocks: Vec<Block>, findings: &mut Vec<Finding>) -> Vec<Block> {
    let mut seen = Seen::default();
    blocks.iter_mut().for_each(|block| seen.block(block, false));
    if let Some((text, origin)) = seen.first {
        let excerpt = super::title::excerpt(&text);
        findings.push(catalogue::recognize::invisible_characters(seen.count, excerpt).at_origin(&origin));
    }
    blocks
}

/// What was met so far.
#[derive(Default)]
struct Seen {
    count: usize,
    /// The first text with any, without them.
    first: Option<(String, Origin)>,
}

impl Seen {
    fn block(&mut self, block: &mut Block, all: bool) {
        match block {
            Block::Heading(heading) => self.content(&mut heading.content, true, &heading.origin),
            Block::Paragraph(paragraph) => self.content(&mut paragraph.content, all, &paragraph.origin),
            Block::List(list) => {
                for item in &mut list.items {
                    item.content.iter_mut().for_each(|block| self.block(block, all));
                }
            }
            Block::Table(grid) => {
                for cell in grid.cells_mut() {
                    cell.content.iter_mut().for_each(|block| self.block(block, true));
                }
            }
            Block::Figure(_) | Block::Chart(_) | Block::Break(_) => {}
        }
    }

    fn content(&mut self, content: &mut Content, all: bool, origin: &Origin) {
        let mut any = false;
        content.each_inline(&mut |inline| any |= matches!(inline, Inline::Text(text) if has_any(&text.text, all)));
        if any {
            let inlines = std::mem::take(content).into_inlines();
            *content = Content::new(inlines.into_iter().map(|inline| self.inline(inline, all, origin)).collect());
        }
    }

    fn inline(&mut self, inline: Inline, all: bool, origin: &Origin) -> Inline {
        match inline {
            Inline::Text(text) if has_any(&text.text, all) => {
                let kept: String = text.text.chars().filter(|c| !goes(*c, all)).collect();
                self.count += text.text.chars().count() - kept.chars().count();
                self.first.get_or_insert_with(|| (kept.clone(), origin.clone()));
                Inline::Text(Text { text: kept, ..text })
            }
            Inline::Link(mut link) => {
                self.content(&mut link.content, all, origin);
                Inline::Link(link)
            }
            Inline::Ruby(mut ruby) => {
                self.content(&mut ruby.base, all, origin);
                Inline::Ruby(ruby)
            }
            Inline::Revision(mut revision) => {
                self.content(&mut revision.content, all, origin);
                Inline::Revision(revision)
            }
            Inline::Note(mut note) => {
                note.content.iter_mut().for_each(|block| self.block(block, false));
                Inline::Note(note)
            }
            other => other,
        }
    }
}

/// Whether a character goes: `all` of them, or those alone that choose no neighbour's look.
fn goes(c: char, all: bool) -> bool {
    // What turns digits round is for the reading of the figure to judge.
    is_invisible(c) && c != '\u{202E}' && (all || !shapes_neighbours(c))
}

fn has_any(text: &str, all: bool) -> bool {
    text.chars().any(|c| goes(c, all))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Cell, Grid};

    #[test]
    fn they_go_and_are_named_once() {
        let cells = vec![Cell::new(0, 0, vec![Block::text("12\u{200B}\u{FE0F}")])];
        let blocks = vec![
            Block::text("清河市\u{200B}民政局\u{FEFF}"),
            Block::text("字\u{E0100}形"),
            Block::Table(Grid::new(1, 1, cells).unwrap()),
        ];
        let mut findings = Vec::new();
        let blocks = drop_invisible(blocks, &mut findings);
        let texts: Vec<String> = blocks.iter().map(Block::plain_text).collect();
        assert_eq!(texts, ["清河市民政局", "字\u{E0100}形", "12"]);
        assert_eq!(findings.len(), 1);
        assert_eq!((findings[0].code(), findings[0].value("count")), ("invisible-characters", Some("4")));
    }

    #[test]
    fn a_document_without_them_is_left_alone() {
        let mut findings = Vec::new();
        let blocks = vec![Block::text("清河市民政局 ²①\n年\t报")];
        assert_eq!(drop_invisible(blocks.clone(), &mut findings), blocks);
        assert!(findings.is_empty());
    }
}
