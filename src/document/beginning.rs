//! How paragraphs begin: what a person finds them by.

use super::{Block, Document};
use crate::finding::{Finding, Place};
use std::collections::BTreeMap;

/// The characters quoted of a paragraph.
const QUOTED: usize = 12;

/// How the paragraphs of a document begin, by their numbers.
#[derive(Debug, Default)]
pub(crate) struct Beginnings(BTreeMap<u32, String>);

impl Beginnings {
    /// Those of a document.
    pub(crate) fn of(document: &Document) -> Self {
        let mut beginnings = Beginnings::default();
        beginnings.add(&document.blocks);
        beginnings
    }

    fn add(&mut self, blocks: &[Block]) {
        for block in blocks {
            if let Block::List(list) = block {
                list.items.iter().for_each(|item| self.add(&item.content));
            }
            let (Block::Heading(_) | Block::Paragraph(_)) = block else { continue };
            let Some(Place::Paragraph(number)) = block.origin().0 else { continue };
            let text = block.running_text();
            let mut rest = text.trim().chars();
            let mut beginning: String = rest.by_ref().take(QUOTED).collect();
            if rest.next().is_some() {
                beginning.push('…');
            }
            if !beginning.is_empty() {
                self.0.entry(number).or_insert(beginning);
            }
        }
    }

    /// A finding with the beginning of the paragraph it is about.
    pub(crate) fn told(&self, finding: Finding) -> Finding {
        let beginning = match &finding.location().place {
            Some(Place::Paragraph(number)) => self.0.get(number),
            _ => None,
        };
        match beginning {
            Some(beginning) => finding.beginning(beginning),
            None => finding,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Paragraph;
    use crate::finding::{Language, Origin, catalogue};

    #[test]
    fn a_finding_is_told_with_the_beginning_of_its_paragraph() {
        let paragraph = |number, text: &str| {
            Block::Paragraph(Paragraph { origin: Origin::at(Place::Paragraph(number)), ..Paragraph::plain(text) })
        };
        let blocks = vec![paragraph(1, "一、总体情况"), paragraph(3, "本年度，我局认真贯彻落实有关要求。")];
        let beginnings = Beginnings::of(&Document { blocks, ..Document::default() });
        let told = |number| {
            let finding = catalogue::docx::hidden_text_dropped("甲").at(Place::Paragraph(number));
            beginnings.told(finding).location().render(Language::Chinese)
        };
        assert_eq!(told(1), "“一、总体情况”一段");
        assert_eq!(told(3), "“本年度，我局认真贯彻落实…”一段");
        assert_eq!(told(2), "第2段");
    }
}
