//! What ends a report: who signs, when, and what is attached.

use super::tidy::trim;
use super::title::whole_date;
use super::words::words;
use crate::document::{Alignment, Block, Break, Paragraph, ParagraphRole};
use crate::finding::{Finding, catalogue};
use crate::report::{Attachment, DateText, Item, Signature};

fn paragraph_of(item: &Item) -> Option<&Paragraph> {
    match item {
        Item::Block(Block::Paragraph(paragraph)) => Some(paragraph),
        _ => None,
    }
}

fn is_break(item: &Item) -> bool {
    matches!(item, Item::Block(Block::Break(_)))
}

/// Whether a paragraph is the word 附件 with at most a number: the label at the top of an attachment.
fn is_attachment_label(paragraph: &Paragraph) -> bool {
    if paragraph.role == ParagraphRole::AttachmentLabel {
        return true;
    }
    let text: String = paragraph.content.plain_text().chars().filter(|c| !c.is_whitespace()).collect();
    let Some(rest) = text.strip_prefix("附件") else { return false };
    let rest = rest.trim_end_matches([':', '：']);
    paragraph.role == ParagraphRole::Body
        && rest.chars().all(|c| c.is_ascii_digit() || "一二三四五六七八九十".contains(c))
}

/// Takes the attachments off the end: from the first attachment label that begins a page or follows the sign-off.
pub(super) fn take_attachments(mut items: Vec<Item>) -> (Vec<Item>, Vec<Attachment>) {
    let begins = |index: usize| {
        let label = items.get(index).and_then(paragraph_of).is_some_and(is_attachment_label);
        let before = index.checked_sub(1).and_then(|i| items.get(i));
        let by_role = items.get(index).and_then(paragraph_of).is_some_and(|p| p.role == ParagraphRole::AttachmentLabel);
        let after_date = before.and_then(paragraph_of).is_some_and(|p| whole_date(&p.content.plain_text()).is_some());
        label && (by_role || before.is_some_and(is_break) || after_date)
    };
    let Some(start) = (0..items.len()).find(|index| begins(*index)) else { return (items, Vec::new()) };
    let attached = items.split_off(start);
    while items.last().is_some_and(is_break) {
        items.pop();
    }
    let mut attachments: Vec<Attachment> = Vec::new();
    for item in attached {
        // A statutory table in an attachment has its figures in the report already: its place stays in the body.
        let block = match item {
            Item::Block(block) => block,
            statistics => {
                items.push(statistics);
                continue;
            }
        };
        match (&block, attachments.last_mut()) {
            (Block::Paragraph(paragraph), _) if is_attachment_label(paragraph) => {
                // The page break before a label goes without saying.
                if let Some(last) = attachments.last_mut()
                    && matches!(last.content.last(), Some(Block::Break(Break::Page)))
                {
                    last.content.pop();
                }
                let label = trim(&paragraph.content.plain_text()).to_owned();
                attachments.push(Attachment { label: Some(label), ..Attachment::default() });
            }
            (Block::Paragraph(paragraph), Some(last))
                if paragraph.role == ParagraphRole::Title && last.title.is_none() && last.content.is_empty() =>
            {
                last.title = Some(trim(&paragraph.content.plain_text()).split('\n').map(trim).collect());
            }
            (_, Some(last)) => last.content.push(block),
            (_, None) => attachments.push(Attachment { content: vec![block], ..Attachment::default() }),
        }
    }
    (items, attachments)
}

/// Takes the sign-off off the end of the body: a date, before it the body that signs.
pub(super) fn take_signature(
    items: &mut Vec<Item>,
    organ: Option<&str>,
    findings: &mut Vec<Finding>,
) -> Option<Signature> {
    let mut end = items.len();
    while end > 0 && items.get(end - 1).is_some_and(is_break) {
        end -= 1;
    }
    let last = items.get(end.checked_sub(1)?).and_then(paragraph_of)?;
    let text = trim(&last.content.plain_text()).to_owned();
    let before = end.checked_sub(2).and_then(|i| items.get(i)).and_then(paragraph_of);
    let signer = before.and_then(|paragraph| signer(paragraph, organ));
    let digits_only = text.chars().all(|c| c.is_ascii_digit()) && (6..=8).contains(&text.len());
    if let Some(value) = whole_date(&text) {
        let date = DateText { raw: text, value: Some(value) };
        let start = if signer.is_some() { end - 2 } else { end - 1 };
        items.drain(start..);
        return Some(Signature { organ: signer, date: Some(date) });
    }
    if last.role == ParagraphRole::Date || (digits_only && signer.is_some()) {
        findings.push(catalogue::recognize::date_unclear(&text).at_origin(&last.origin));
        let start = if signer.is_some() { end - 2 } else { end - 1 };
        items.drain(start..);
        return Some(Signature { organ: signer, date: Some(DateText { raw: text, value: None }) });
    }
    let signs_alone =
        last.role == ParagraphRole::Signature || (last.align == Alignment::End && Some(text.as_str()) == organ);
    if signs_alone {
        items.drain(end - 1..);
        return Some(Signature { organ: Some(text), date: None });
    }
    None
}

/// The body a paragraph before the date names as the one that signs.
fn signer(paragraph: &Paragraph, organ: Option<&str>) -> Option<String> {
    let text = trim(&paragraph.content.plain_text()).to_owned();
    let words = &words().sign_off;
    if paragraph.role == ParagraphRole::Signature {
        return Some(text);
    }
    let short = text.chars().count() <= words.longest && !text.contains(['。', '，', '；', '：', '\n']);
    let named = organ.is_some_and(|organ| organ.contains(text.as_str()) || text.contains(organ));
    let ends_as_organ = words.organ_endings.iter().any(|ending| text.ends_with(ending.as_str()));
    let set_as_sign_off = paragraph.align != Alignment::Start;
    (paragraph.role == ParagraphRole::Body && short && !text.is_empty() && (named || ends_as_organ || set_as_sign_off))
        .then_some(text)
}
