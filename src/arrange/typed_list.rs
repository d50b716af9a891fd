//! Lists that are typed: paragraphs one below the other that begin with numbers that count (1.…, 2.…). They look as they are typed;
//! the structure says what they are.

use crate::document::numeral::{ItemLabel, Sign};
use crate::document::{Alignment, Block, Content, Inline, ParagraphRole, Text};
use std::collections::BTreeMap;

/// A paragraph typed as an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TypedItem {
    /// Whether it begins its list.
    pub first: bool,
    /// How many bytes its label has.
    pub label: usize,
}

/// The paragraphs typed as items, at least two one below the other, by their places; none that is something else.
pub(super) fn typed_items(blocks: &[Block], is_other: impl Fn(usize) -> bool) -> BTreeMap<usize, TypedItem> {
    let mut items = BTreeMap::new();
    let mut last: Option<(usize, ItemLabel)> = None;
    for (at, block) in blocks.iter().enumerate() {
        let found = label_of(block).filter(|_| !is_other(at));
        if let (Some((before, label)), Some(next)) = (last, found)
            && before + 1 == at
            && label.is_followed_by(&next)
        {
            items.entry(before).or_insert(TypedItem { first: true, label: label.length });
            items.insert(at, TypedItem { first: false, label: next.length });
        }
        last = found.map(|label| (at, label));
    }
    items
}

fn label_of(block: &Block) -> Option<ItemLabel> {
    let Block::Paragraph(paragraph) = block else { return None };
    if paragraph.role != ParagraphRole::Body || paragraph.align != Alignment::Start {
        return None;
    }
    let first = paragraph.content.inlines().iter().find(|inline| !matches!(inline, Inline::Anchor(_)))?;
    let Inline::Text(run) = first else { return None };
    label(&run.text)
}

/// The label a text begins with, where it says something behind it.
fn label(text: &str) -> Option<ItemLabel> {
    let blank = text.len() - text.trim_start().len();
    let label = ItemLabel::at(text.get(blank..)?)?;
    let rest = text.get(blank + label.length..)?;
    let says_something = !rest.trim().is_empty() || matches!(label.sign, Sign::Circled(_));
    says_something.then_some(ItemLabel { length: blank + label.length, ..label })
}

/// Content in two parts, the first of so many bytes of the texts it begins with.
pub(crate) fn parted(content: &Content, length: usize) -> (Content, Content) {
    let (mut before, mut after) = (Vec::new(), Vec::new());
    let mut left = length;
    for inline in content.inlines() {
        match inline {
            Inline::Text(run) if left > 0 => {
                let (label, rest) = run.text.split_at_checked(left).unwrap_or((&run.text, ""));
                left = left.saturating_sub(label.len());
                before.push(Inline::Text(Text { text: label.to_owned(), ..run.clone() }));
                if !rest.is_empty() {
                    after.push(Inline::Text(Text { text: rest.to_owned(), ..run.clone() }));
                }
            }
            other if left > 0 => before.push(other.clone()),
            other => after.push(other.clone()),
        }
    }
    (Content::new(before), Content::new(after))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(texts: &[&str]) -> Vec<(usize, bool, usize)> {
        let blocks: Vec<Block> = texts.iter().map(|text| Block::text(*text)).collect();
        typed_items(&blocks, |_| false).into_iter().map(|(at, item)| (at, item.first, item.label)).collect()
    }

    #[test]
    fn numbers_that_count_make_a_list() {
        assert_eq!(items(&["1.甲", "2.乙", "正文", "3.丙"]), [(0, true, 2), (1, false, 2)]);
        assert_eq!(items(&["（1）甲", "（2）乙"]), [(0, true, 7), (1, false, 7)]);
        assert_eq!(items(&["（九）甲", "（十）乙", "（十一）丙"]), [(0, true, 9), (1, false, 9), (2, false, 12)]);
        assert_eq!(items(&["①甲", "②乙"]), [(0, true, 3), (1, false, 3)]);
        assert_eq!(items(&["　　1、甲", "　　2、乙"]), [(0, true, 10), (1, false, 10)]);
        assert_eq!(
            items(&["1.甲", "2.乙", "1.丙", "2.丁"]),
            [(0, true, 2), (1, false, 2), (2, true, 2), (3, false, 2)]
        );
    }

    #[test]
    fn numbers_that_do_not_count_make_none() {
        for texts in [
            &["1.甲"][..],
            &["1.5倍", "2.5倍"],
            &["2021年", "2022年"],
            &["1.甲", "3.乙"],
            &["1.甲", "（2）乙"],
            &["一、甲", "二、乙"],
            &["1.", "2."],
        ] {
            assert_eq!(items(texts), [], "{texts:?}");
        }
    }
}
