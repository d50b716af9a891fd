//! Where pages break: a break says that what follows begins a page, and does so once.

use crate::document::{Block, Break, Document};
use crate::style::Style;
use std::borrow::Cow;

use super::sign_off::is_sign_off;

/// The document with its page breaks where they take effect; the same where they are there already.
///
/// - A heading goes with what it heads, so a page ends before it.
/// - The sign-off stands on the page of the text, whatever the source has (GB/T 9704-2012, 7.3.5.5).
/// - Before everything, after everything and beside each other breaks would only make empty pages.
/// - Pages lie as the last break says, if the style keeps that; one that says what holds anyway only begins a page.
#[must_use]
pub(crate) fn with_breaks_placed<'d>(document: Cow<'d, Document>, style: &Style) -> Cow<'d, Document> {
    if !document.blocks.iter().any(has_break) {
        return document;
    }
    let document = with_pages_as_styled(document, style);
    let blocks = placed(document.blocks.clone(), true);
    if blocks == document.blocks {
        return document;
    }
    Cow::Owned(Document { blocks, ..document.into_owned() })
}

/// The document without breaks that turn pages, where the style keeps its pages upright. What would lie turned to the end of the
/// document is a part of its own, as attachments are, and begins a page; a table in the midst does not.
#[must_use]
pub(crate) fn with_pages_as_styled<'d>(document: Cow<'d, Document>, style: &Style) -> Cow<'d, Document> {
    let turns = |block: &Block| matches!(block, Block::Break(begins) if begins.turns().is_some());
    if !style.page.upright_only || !document.blocks.iter().any(turns) {
        return document;
    }
    let mut document = document.into_owned();
    let last = document.blocks.iter().rposition(turns);
    let last = last.filter(|at| matches!(document.blocks.get(*at), Some(Block::Break(Break::Turned))));
    let mut at = 0..;
    document.blocks.retain_mut(|block| {
        let at = at.next();
        match block {
            Block::Break(begins) if begins.turns().is_some() => {
                *begins = Break::Page;
                at == last
            }
            _ => true,
        }
    });
    Cow::Owned(document)
}

fn has_break(block: &Block) -> bool {
    match block {
        Block::Break(_) => true,
        Block::List(list) => list.items.iter().any(|item| item.content.iter().any(has_break)),
        _ => false,
    }
}

/// How pages lie.
#[derive(Default)]
struct Lying {
    /// At the end of what is placed.
    turned: bool,
    /// From the end of the sign-off on, where a break before it had no effect.
    pending: Option<bool>,
}

impl Lying {
    /// The break that makes what follows lie so.
    fn turn(&mut self, turned: bool) -> Break {
        self.pending = None;
        match (std::mem::replace(&mut self.turned, turned), turned) {
            (before, after) if before == after => Break::Page,
            (_, true) => Break::Turned,
            (_, false) => Break::Upright,
        }
    }
}

/// Some blocks with their breaks in place; `flow`: whether they are the document's own flow.
fn placed(blocks: Vec<Block>, flow: bool) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::with_capacity(blocks.len());
    // Where the headings begin that stand at its end.
    let mut headings = 0_usize;
    let mut lying = Lying::default();
    let mut rest = blocks.into_iter().peekable();
    while let Some(block) = rest.next() {
        match block {
            Block::Break(mut begins) => {
                while let Some(Block::Break(next)) = rest.next_if(is_break) {
                    begins = if next.turns().is_some() { next } else { begins };
                }
                let turned = begins.turns().filter(|_| flow).or(lying.pending).unwrap_or(lying.turned);
                let leads = flow && headings == 0;
                let again = headings.checked_sub(1).filter(|at| out.get(*at).is_some_and(is_break));
                let signs = flow && rest.peek().is_some_and(is_sign_off);
                if rest.peek().is_none() && flow {
                    break;
                }
                match again {
                    _ if signs => lying.pending = Some(turned).filter(|turned| *turned != lying.turned),
                    _ if leads && turned == lying.turned => {}
                    Some(_) if turned == lying.turned => {}
                    // The break before the headings is the one that turns, or no longer does.
                    Some(at) => {
                        if let Some(Block::Break(earlier)) = out.get_mut(at) {
                            lying.turned = earlier.turns().map_or(lying.turned, |turned| !turned);
                            *earlier = lying.turn(turned);
                        }
                    }
                    None => {
                        out.insert(headings, Block::Break(lying.turn(turned)));
                        headings += 1;
                    }
                }
            }
            mut other => {
                if let Some(turned) = lying.pending.filter(|_| !is_sign_off(&other)) {
                    out.push(Block::Break(lying.turn(turned)));
                    headings = out.len();
                }
                if let Block::List(list) = &mut other {
                    for item in &mut list.items {
                        item.content = placed(std::mem::take(&mut item.content), false);
                    }
                }
                let heads = matches!(other, Block::Heading(_));
                out.push(other);
                headings = if heads { headings } else { out.len() };
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
            '<' => Block::Break(Break::Turned),
            '>' => Block::Break(Break::Upright),
            _ => Block::text("文"),
        };
        letters.chars().map(block).collect()
    }

    #[test]
    fn breaks_stand_before_headings_and_make_no_empty_page() {
        let style = Style::gongwen().unwrap();
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
            ("P<P>P", "P<P>P"),
            ("P<P|P<P>P", "P<P|P|P>P"),
            ("PH<P>P", "P<HP>P"),
            ("P|H<P", "P<HP"),
            ("P<H>P", "P|HP"),
            ("P<|>P", "P|P"),
            ("P>P", "P|P"),
            ("<P>P", "<P>P"),
            ("<HP>P", "<HP>P"),
            ("H<P", "<HP"),
            ("P<P>", "P<P"),
            // The sign-off stands on the page of the text, and what follows it lies as it says.
            ("P<P>SS|P", "P<PSS>P"),
            ("P<P>SP", "P<PS>P"),
            ("P<P>SH|P", "P<PS>HP"),
            ("P<SP", "PS<P"),
        ] {
            let document = Document { blocks: blocks(letters), ..Document::default() };
            let made = with_breaks_placed(Cow::Borrowed(&document), &style);
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
        let placed = with_breaks_placed(Cow::Borrowed(&document), &Style::gongwen().unwrap());
        assert_eq!(placed.blocks, [list("P|HP|")]);
    }

    #[test]
    fn a_style_may_keep_all_pages_upright() {
        let mut style = Style::gongwen().unwrap();
        style.page.upright_only = true;
        for (letters, expected) in
            [("P<P>P", "PPP"), ("P<P|P>P", "PP|PP"), ("P<P>P<P", "PPP|P"), ("<P>P", "PP"), ("PS<P", "PS|P")]
        {
            let document = Document { blocks: blocks(letters), ..Document::default() };
            assert_eq!(with_breaks_placed(Cow::Borrowed(&document), &style).blocks, blocks(expected), "{letters}");
        }
    }
}
