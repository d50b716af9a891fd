//! What ends a report: who signs, when, and what is attached.

use super::tidy::{name_what_text_lacks, trim, without_text};
use super::words::words;
use crate::document::{Alignment, Block, Break, Content, Paragraph, ParagraphRole, whole_date};
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

/// Takes the attachments off the end: from the first attachment label that begins a page or follows the date of the sign-off.
/// 附件 and 附件： head lists of attachments, too; with its number alone (附件1) a label may stand further below the date.
pub(super) fn take_attachments(mut items: Vec<Item>) -> (Vec<Item>, Vec<Attachment>) {
    let is_date = |item: &Item| paragraph_of(item).is_some_and(|p| whole_date(&p.content.plain_text()).is_some());
    let first_date = items.iter().position(is_date).unwrap_or(items.len());
    let begins = |index: usize| {
        let Some(label) = items.get(index).and_then(paragraph_of).filter(|p| is_attachment_label(p)) else {
            return false;
        };
        let before = index.checked_sub(1).and_then(|i| items.get(i));
        let numbered = !trim(&label.content.plain_text()).ends_with(['件', ':', '：']);
        label.role == ParagraphRole::AttachmentLabel
            || before.is_some_and(|before| is_break(before) || is_date(before))
            || (numbered && index > first_date)
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

/// Where the sign-off stands: its lines, and which of them are the body's and the date's.
struct SignOff {
    first: usize,
    end: usize,
    organ: Option<String>,
    date: Option<DateText>,
}

/// Takes the sign-off off the end of the body: a date, before it the body that signs. Tables may follow it.
pub(super) fn take_signature(
    items: &mut Vec<Item>,
    organ: Option<&str>,
    findings: &mut Vec<Finding>,
) -> Option<Signature> {
    let mut end = items.len();
    while end > 0 && items.get(end - 1).is_some_and(is_break) {
        end -= 1;
    }
    let found = sign_off_before(items, end, organ, findings).or_else(|| {
        let end = before_tables(items, end)?;
        let found = sign_off_before(items, end, organ, &mut Vec::new())?;
        // In the midst of a report only both together are a sign-off.
        if found.organ.is_none() || found.date.as_ref().is_none_or(|date| date.value.is_none()) {
            return None;
        }
        let name = found.organ.as_deref().unwrap_or_default();
        findings.push(catalogue::recognize::sign_off_before_tables(name));
        Some(found)
    })?;
    let taken: Vec<Item> = items.drain(found.first..found.end).collect();
    for paragraph in taken.iter().filter_map(paragraph_of) {
        name_what_text_lacks(&paragraph.content, &paragraph.origin, findings);
    }
    // A picture of the seal stays in the body.
    let beside = taken.iter().filter_map(paragraph_of).filter_map(|paragraph| without_text(&paragraph.content));
    let beside: Vec<Item> = beside.map(|rest| Item::Block(Block::runs(rest))).collect();
    items.splice(found.first..found.first, beside);
    Some(Signature { organ: found.organ, date: found.date })
}

/// The end of what stands before the tables, and their names, that end the body.
fn before_tables(items: &[Item], end: usize) -> Option<usize> {
    let is_table = |item: &Item| matches!(item, Item::Statistics(_) | Item::Block(Block::Table(_)));
    let mut start = end;
    let mut first_table = None;
    while let Some(item) = start.checked_sub(1).and_then(|index| items.get(index)) {
        let text = match item {
            Item::Block(block @ (Block::Paragraph(_) | Block::Heading(_))) => block.plain_text(),
            _ => String::new(),
        };
        if whole_date(&text).is_some() {
            return first_table.and(Some(start));
        }
        if is_table(item) {
            first_table = Some(start - 1);
        } else if !is_break(item) && (text.contains('。') || text.chars().count() > words().heading.longest) {
            return None;
        }
        start -= 1;
    }
    None
}

fn sign_off_before(items: &[Item], end: usize, organ: Option<&str>, findings: &mut Vec<Finding>) -> Option<SignOff> {
    let line = |index: usize| items.get(index).and_then(paragraph_of);
    let is_seal = |paragraph: &Paragraph| without_seal(trim(&paragraph.content.plain_text())).is_empty();
    let mut last_index = end.checked_sub(1)?;
    let mut seals = String::new();
    if line(last_index).is_some_and(is_seal) {
        seals.push_str(trim(&line(last_index)?.content.plain_text()));
        last_index = last_index.checked_sub(1)?;
    }
    let last = line(last_index)?;
    let text = trim(&last.content.plain_text()).to_owned();
    // Body and date on two lines of one paragraph.
    if let Some((first, date)) = text.rsplit_once('\n')
        && let Some(value) = whole_date(date)
        && let Some(signing) = signer(&Paragraph { content: Content::plain(trim(first)), ..last.clone() }, organ)
    {
        let date = DateText { raw: trim(date).to_owned(), value: Some(value) };
        return Some(SignOff { first: last_index, end, organ: Some(signing + &seals), date: Some(date) });
    }
    let mut before = last_index.checked_sub(1);
    if let Some(paragraph) = before.and_then(line).filter(|paragraph| is_seal(paragraph)) {
        seals.insert_str(0, trim(&paragraph.content.plain_text()));
        before = before.and_then(|index| index.checked_sub(1));
    }
    let signing = before.and_then(line).and_then(|paragraph| signer(paragraph, organ));
    // A seal's place without a body before it is no part of a sign-off.
    let (first, end, signing) = match (signing, before) {
        (Some(signing), Some(before)) => (before, end, Some(signing + &seals)),
        _ => (last_index, last_index + 1, None),
    };
    let digits_only = text.chars().all(|c| c.is_ascii_digit()) && (6..=8).contains(&text.len());
    if let Some(value) = whole_date(&text) {
        return Some(SignOff { first, end, organ: signing, date: Some(DateText { raw: text, value: Some(value) }) });
    }
    if last.role == ParagraphRole::Date || (digits_only && signing.is_some()) {
        findings.push(catalogue::recognize::date_unclear(&text).at_origin(&last.origin));
        return Some(SignOff { first, end, organ: signing, date: Some(DateText { raw: text, value: None }) });
    }
    let named = Some(without_seal(&text)) == organ;
    if last.role == ParagraphRole::Signature || (last.align == Alignment::End && named) {
        return Some(SignOff { first: last_index, end: last_index + 1, organ: Some(text), date: None });
    }
    None
}

/// A signing body's name without the words that mark the place of its seal.
pub(super) fn without_seal(text: &str) -> &str {
    let seal = words().sign_off.seals.iter().find_map(|seal| text.strip_suffix(seal.as_str()));
    trim(seal.unwrap_or(text))
}

/// The body a paragraph before the date names as the one that signs.
fn signer(paragraph: &Paragraph, organ: Option<&str>) -> Option<String> {
    let text = trim(&paragraph.content.plain_text()).to_owned();
    let words = &words().sign_off;
    if paragraph.role == ParagraphRole::Signature {
        return Some(text);
    }
    let short = text.chars().count() <= words.longest
        && !text.contains(['。', '，', '；', '：', '\n'])
        && !without_seal(&text).is_empty();
    let named = organ.is_some_and(|organ| organ.contains(text.as_str()) || text.contains(organ));
    let name = without_seal(&text);
    let ends_as_organ = words.organ_endings.iter().any(|ending| name.ends_with(ending.as_str()));
    let set_as_sign_off = paragraph.align != Alignment::Start;
    (paragraph.role == ParagraphRole::Body && short && !text.is_empty() && (named || ends_as_organ || set_as_sign_off))
        .then_some(text)
}
