//! Where pages break: a break says that what follows begins a page, and does so once.

use crate::document::{Block, Document};
use std::borrow::Cow;

use super::sign_off::is_sign_off;

/// The document with its page breaks where they take effect; the same where they are there already.
///
/// - A heading goes with what it heads, so a page ends before it.
/// - The sign-off stands on the page of the text, whatever the source has (GB/T 9704-2012, 7.3.5.5).
/// - Before everything, after everything and beside each other breaks would only make empty pages.
#[must_use]
pub(crate) fn with_breaks_placed(document: Cow<'_, Document>) -> Cow<'_, Document> {
    if !document.blocks.iter().any(has_break) {
        return document;
    }
    let blocks = placed(document.blocks.clone(), true);
    if blocks == document.blocks {
        return document;
    }
    Cow::Owned(Document { blocks, ..document.into_owned() })
}

fn has_break(block: &Block) -> bool {
    match block {
        Block::Break(_) => true,
        Block::List(list) => list.items.iter().any(|item| item.content.iter().any(has_break)),
        _ => false,
    }
}

/// Some blocks with their breaks in place; `flow`: whether they are the document's own flow.
fn placed(blocks: Vec<Block>, flow: bool) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::with_capacity(blocks.len());
    // Where the headings begin that stand at its end.
    let mut headings = 0_usize;
    let mut rest = blocks.into_iter().peekable();
    while let Some(block) = rest.next() {
        match block {
            Block::Break(_) => {
                while rest.next_if(|next| matches!(next, Block::Break(_))).is_some() {}
                let leads = flow && headings == 0;
                let again = headings.checked_sub(1).and_then(|at| out.get(at)).is_some_and(is_break);
                let trails = flow && rest.peek().is_none_or(is_sign_off);
                if !(leads || again || trails) {
                    out.insert(headings, block);
                    headings += 1;
                }
            }
            Block::Heading(_) => out.push(block),
            Block::List(mut list) => {
                for item in &mut list.items {
                    item.content = placed(std::mem::take(&mut item.content), false);
                }
                out.push(Block::List(list));
                headings = out.len();
            }
            other => {
                out.push(other);
                headings = out.len();
            }
        }
    }
    out
}

fn is_break(block: &Block) -> bool {
    matches!(block, Block::Break(_))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Break, Content, Heading, List, ListItem, Paragraph, ParagraphRole};

    /// Blocks as a letter each: a heading, a paragraph, an organ, a break.
    fn blocks(letters: &str) -> Vec<Block> {
        let block = |letter| match letter {
            'H' => Block::Heading(Heading { level: 1, content: Content::plain("一、"), origin: Default::default() }),
            'S' => Block::Paragraph(Paragraph { role: ParagraphRole::Signature, ..Paragraph::plain("某局") }),
            '|' => Block::Break(Break::Page),
            _ => Block::text("文"),
        };
        letters.chars().map(block).collect()
    }

    #[test]
    fn breaks_stand_before_headings_and_make_no_empty_page() {
        for (letters, expected) in [
            ("P|P", "P|P"),
            ("PH|P", "P|HP"),
            ("PHH|P", "P|HHP"),
            ("PH|H|P", "P|HHP"),
            ("P|H|P", "P|HP"),
            ("P||P", "P|P"),
            ("|P", "P"),
            ("H|P", "HP"),
            ("P|", "P"),
            ("P|S", "PS"),
            ("P||S", "PS"),
            ("PS|P", "PS|P"),
        ] {
            let document = Document { blocks: blocks(letters), ..Document::default() };
            let made = with_breaks_placed(Cow::Borrowed(&document));
            assert_eq!(made.blocks, blocks(expected), "{letters}");
            assert_eq!(matches!(made, Cow::Borrowed(_)), letters == expected, "{letters}");
        }
    }

    #[test]
    fn breaks_in_items_stand_before_headings_too() {
        let list = |letters| {
            let items = vec![ListItem { label: "1.".into(), content: blocks(letters) }];
            Block::List(List { ordered: true, items, origin: Default::default() })
        };
        let document = Document { blocks: vec![list("PH|P|")], ..Document::default() };
        assert_eq!(with_breaks_placed(Cow::Borrowed(&document)).blocks, [list("P|HP|")]);
    }
}
