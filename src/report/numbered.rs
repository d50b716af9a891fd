//! What GB/T 9704-2012 7.3.3 numbers 一、 （一） 1. （1） are the parts of a text, not the items of a list: in a report they are
//! paragraphs that begin with their number, whether a word processor counted it or a person typed it.

use super::{Item, Report};
use crate::document::numeral::{NumberKind, is_arabic_digit, label_kind};
use crate::document::{Block, Content, Heading, Inline, List, Marks, Paragraph, Text};

/// The numbers of the standard, as far as some of them are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Numbers {
    /// Those of headings: 一、 （一）
    Headings,
    /// All four: 1. （1） as well.
    All,
}

impl Numbers {
    fn contain(self, label: &str) -> bool {
        match label_kind(label) {
            Some(NumberKind::Chinese | NumberKind::BracketedChinese) => true,
            Some(_) => self == Numbers::All,
            None => false,
        }
    }
}

/// The blocks of a list: items with such numbers are paragraphs and what they hold, runs of others lists.
pub(crate) fn list_to_blocks(list: List, numbers: Numbers) -> Vec<Block> {
    let is_numbered = |label: &str| numbers.contain(label.trim());
    if !list.items.iter().any(|item| is_numbered(&item.label)) {
        return vec![Block::List(list)];
    }
    let List { ordered, items, origin } = list;
    let mut blocks = Vec::new();
    let mut unnumbered = false;
    for item in items {
        if !is_numbered(&item.label) {
            match blocks.last_mut() {
                Some(Block::List(last)) if unnumbered => last.items.push(item),
                _ => blocks.push(Block::List(List { ordered, items: vec![item], origin: origin.clone() })),
            }
            unnumbered = true;
            continue;
        }
        unnumbered = false;
        let label = item.label.trim();
        let mut content = item.content.into_iter();
        match content.next() {
            Some(Block::Paragraph(paragraph)) => {
                let content = numbered(label, paragraph.content);
                blocks.push(Block::Paragraph(Paragraph { content, ..paragraph }));
            }
            Some(Block::Heading(heading)) => {
                let content = numbered(label, heading.content);
                blocks.push(Block::Heading(Heading { content, ..heading }));
            }
            Some(other) => blocks.extend([Block::text(label), other]),
            None => blocks.push(Block::text(label)),
        }
        blocks.extend(flow(content, numbers));
    }
    blocks
}

/// Blocks without such lists.
pub(crate) fn flow(blocks: impl IntoIterator<Item = Block>, numbers: Numbers) -> Vec<Block> {
    let blocks = blocks.into_iter().map(|block| match block {
        Block::List(list) => list_to_blocks(list, numbers),
        other => vec![other],
    });
    blocks.flatten().collect()
}

/// A text with its number before it, as bold and slanted as itself and in its font. Nothing stands between, but a space where
/// a point would stand between digits: 1. and 5万元 are not 1.5万元.
fn numbered(label: &str, content: Content) -> Content {
    let mut inlines = content.into_inlines();
    let (marks, font) = match inlines.first_mut() {
        Some(Inline::Text(first)) => {
            first.text = first.text.trim_start().to_owned();
            let marks = Marks { bold: first.marks.bold, italic: first.marks.italic, ..Marks::default() };
            (marks, first.font.clone())
        }
        _ => (Marks::default(), None),
    };
    let text = Content::new(inlines);
    let is_decimal = label.ends_with(['.', '．']) && text.plain_text().starts_with(is_arabic_digit);
    let space = if is_decimal { " " } else { "" };
    let number = Inline::Text(Text { text: format!("{label}{space}"), marks, font });
    Content::new(std::iter::once(number).chain(text.into_inlines()).collect())
}

/// A report in whose flow nothing so numbered is a list. One that does not say whose it is, as a document that is no report
/// does not, keeps its lists.
pub(super) fn with_numbered_paragraphs(mut report: Report) -> Report {
    if report.form.is_none() && report.organ.is_none() && report.year.is_none() {
        return report;
    }
    let flow_of = |blocks: &mut Vec<Block>| *blocks = flow(std::mem::take(blocks), Numbers::All);
    flow_of(&mut report.preamble);
    report.attachments.iter_mut().for_each(|attachment| flow_of(&mut attachment.content));
    for section in &mut report.sections {
        let items = std::mem::take(&mut section.content).into_iter().map(|item| match item {
            Item::Block(block) => flow([block], Numbers::All).into_iter().map(Item::Block).collect(),
            place => vec![place],
        });
        section.content = items.flatten().collect();
    }
    report
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::ListItem;

    fn list(items: Vec<(&str, Vec<Block>)>) -> Block {
        let items = items.into_iter().map(|(label, content)| ListItem { label: label.into(), content }).collect();
        Block::List(List { ordered: true, items, origin: Default::default() })
    }

    fn lines(blocks: &[Block]) -> Vec<String> {
        blocks
            .iter()
            .map(|b| format!("{}{}", if matches!(b, Block::List(_)) { "#" } else { "" }, b.plain_text()))
            .collect()
    }

    #[test]
    fn numbers_of_the_standard_begin_paragraphs() {
        let inner = list(vec![("（1）", vec![Block::text("丙")]), ("（2）", vec![Block::text("丁")])]);
        let outer = list(vec![
            ("1.", vec![Block::text(" 甲"), Block::text("续")]),
            ("2、", vec![Block::text("乙"), inner]),
            ("３．", vec![list(vec![("①", vec![Block::text("戊")])])]),
            ("4.", vec![]),
        ]);
        let blocks = flow([outer.clone()], Numbers::All);
        assert_eq!(lines(&blocks), ["1.甲", "续", "2、乙", "（1）丙", "（2）丁", "３．", "#①戊", "4."]);
        assert_eq!(flow(blocks.clone(), Numbers::All), blocks, "once and for all");
        assert_eq!(flow([outer.clone()], Numbers::Headings), [outer], "1. is no number of headings");
    }

    #[test]
    fn a_number_never_runs_into_the_digits_after_it() {
        let blocks =
            flow([list(vec![("1.", vec![Block::text("5万元")]), ("（2）", vec![Block::text("３件")])])], Numbers::All);
        assert_eq!(lines(&blocks), ["1. 5万元", "（2）３件"]);
    }

    #[test]
    fn other_labels_stay_lists() {
        for label in ["①", "a)", "1)", "1", "1.1", "•", "", "甲、", "i."] {
            let kept = list(vec![(label, vec![Block::text("甲")])]);
            assert_eq!(flow([kept.clone()], Numbers::All), [kept], "{label}");
        }
        let mixed = list(vec![("•", vec![]), ("1.", vec![]), ("•", vec![]), ("•", vec![])]);
        assert_eq!(lines(&flow([mixed], Numbers::All)), ["#•", "1.", "#•\n•"]);
    }

    #[test]
    fn a_document_that_is_no_report_keeps_its_lists() {
        let numbered = list(vec![("1.", vec![Block::text("甲")])]);
        let of = |year| Report { year, preamble: vec![numbered.clone()], ..Report::default() };
        assert_eq!(with_numbered_paragraphs(of(None)).preamble, std::slice::from_ref(&numbered));
        assert_eq!(with_numbered_paragraphs(of(Some(2023))).preamble, [Block::text("1.甲")]);
    }
}
