//! What ends a report: who signs, when, and what is attached or follows otherwise (contacts, the imprint).
//!
//! Nothing changes its place for the sign-off: what stands below it stays below it, as an attachment without label.

mod day;
mod names;

use super::contents;
use super::heading::{Candidate, SectionHeads};
use super::tidy::{is_space, name_what_text_lacks, trim, without_text};
use super::title::excerpt;
use super::words::words;
use crate::document::numeral::{arabic_digit, chinese_digit, is_chinese_numeral, small_number};
use crate::document::{
    Alignment, Block, Content, Folded, Heading, Inline, InlineImage, Paragraph, ParagraphRole, YearForm,
    attachment_number, whole_date, year_at,
};
use crate::finding::{Finding, Origin, catalogue};
use crate::form::{Form, normal_label};
use crate::report::{Attachment, DateText, Item, Signature};
use day::day_of_digits;
pub(super) use names::names_organ;
use names::organs_of;

/// The lines of a sign-off: bodies, their seals, the date.
const MOST_LINES: usize = 8;

/// A line longer than this, in characters, is no line of a sign-off.
const LONGEST: usize = 80;

/// In so many blocks below the title a date may stand that is the report's.
const HEAD: usize = 4;

fn paragraph_of(item: &Item) -> Option<&Paragraph> {
    match item {
        Item::Block(Block::Paragraph(paragraph)) => Some(paragraph),
        _ => None,
    }
}

fn is_break(item: &Item) -> bool {
    matches!(item, Item::Block(block) if is_page_break(block))
}

fn is_page_break(block: &Block) -> bool {
    matches!(block, Block::Break(_))
}

/// Whether a paragraph is the word 附件 with at most a number: the label at the top of an attachment.
fn is_attachment_label(paragraph: &Paragraph) -> bool {
    if paragraph.role == ParagraphRole::AttachmentLabel {
        return true;
    }
    paragraph.role == ParagraphRole::Body && attachment_number(&paragraph.content.plain_text()).is_some()
}

/// What ends a report, taken off its body.
#[derive(Default)]
pub(super) struct Ending {
    pub(super) signature: Option<Signature>,
    pub(super) attachments: Vec<Attachment>,
    /// The statutory tables that stood below the sign-off or in attachments: their place is in the sections.
    pub(super) tables: Vec<String>,
}

/// Takes what ends the report off its items.
pub(super) fn take_ending(
    items: &mut Vec<Item>,
    (organ, year): (Option<&str>, Option<u16>),
    form: Option<&Form>,
    findings: &mut Vec<Finding>,
) -> Ending {
    let mut ending = Ending::default();
    let mut attached = take_attached(items);
    let body = body_end(items, form);
    if let Some(mut sign_off) = find_sign_off(items, body, organ) {
        let other = sign_off.take_co_signers(items, organ);
        let mut below = items.split_off(sign_off.end);
        let lines = items.split_off(sign_off.first);
        ending.signature = Some(sign_off.into_signature(&lines, year, findings));
        if let Some(other) = other {
            let origin = below.iter().filter_map(paragraph_of).map(|paragraph| paragraph.origin.clone()).next();
            findings.push(
                catalogue::recognize::sign_off_twice(
                    other.organs,
                    other.date.map_or_else(String::new, |date| date.raw),
                )
                .at_origin(&origin.unwrap_or_default()),
            );
        }
        let beside = lines.iter().filter_map(paragraph_of).filter_map(|paragraph| without_text(&paragraph.content));
        let beside = beside.map(without_seals).filter(|rest| !rest.is_empty());
        items.extend(beside.map(|rest| Item::Block(Block::runs(rest))));
        let turn = drop_breaks(&mut below);
        below.extend(turn.into_iter().filter(|_| !attached.is_empty()));
        below.append(&mut attached);
        attached = below;
    }
    ending.attachments = items_to_attachments(attached, form, &mut ending.tables, findings);
    ending
}

/// Splits the attachments off the end: from the first attachment label that begins a page or follows the date of the sign-off.
/// 附件 and 附件： head lists of attachments, too; with its number alone (附件1) a label may stand further below the date.
fn take_attached(items: &mut Vec<Item>) -> Vec<Item> {
    let is_date = |item: &Item| paragraph_of(item).is_some_and(|p| date_of(&p.content.plain_text()).is_some());
    let first_date = items.iter().position(is_date).unwrap_or(items.len());
    let begins = |index: usize| {
        let Some(label) = items.get(index).and_then(paragraph_of).filter(|p| is_attachment_label(p)) else {
            return false;
        };
        let before = index.checked_sub(1).and_then(|i| items.get(i));
        let text = label.content.plain_text();
        let has_number = attachment_number(&text).is_some_and(|number| !number.is_empty());
        let numbered = has_number && !trim(&text).ends_with([':', '：']);
        label.role == ParagraphRole::AttachmentLabel
            || before.is_some_and(|before| is_break(before) || is_date(before))
            || (numbered && index > first_date)
    };
    let Some(start) = (0..items.len()).find(|index| begins(*index)) else { return Vec::new() };
    let attached = items.split_off(start);
    drop_breaks(items).into_iter().chain(attached).collect()
}

/// Drops the page breaks at the end of some items; the one that says how the paper lies of what follows.
fn drop_breaks(items: &mut Vec<Item>) -> Option<Item> {
    let mut turn = None;
    while let Some(Item::Block(Block::Break(begins))) = items.last() {
        turn = turn.or(begins.turns().map(|_| *begins));
        items.pop();
    }
    turn.map(|begins| Item::Block(Block::Break(begins)))
}

/// What stands below the sign-off as attachments: by their labels, and without label what stands before the first of them. A
/// statutory table is not among it: its figures are the report's, its place is in the sections. What only held such tables goes.
fn items_to_attachments(
    items: Vec<Item>,
    form: Option<&Form>,
    tables: &mut Vec<String>,
    findings: &mut Vec<Finding>,
) -> Vec<Attachment> {
    let mut attachments: Vec<(Attachment, bool)> = Vec::new();
    for item in items {
        let block = match item {
            Item::Block(block) => block,
            Item::Statistics(table) => {
                if let Some((last, lost_table)) = attachments.last_mut() {
                    *lost_table = true;
                    drop_caption(last, &table, form, findings);
                }
                tables.push(table);
                continue;
            }
        };
        match (&block, attachments.last_mut()) {
            (Block::Paragraph(paragraph), _) if is_attachment_label(paragraph) => {
                // The page break before a label goes without saying, but not how the paper lies.
                let begins = match attachments.last_mut() {
                    Some((last, _)) if last.content.last().is_some_and(is_page_break) => last.content.pop(),
                    _ => None,
                };
                let turn = begins.filter(|begins| matches!(begins, Block::Break(begins) if begins.turns().is_some()));
                let label = trim(&paragraph.content.plain_text()).to_owned();
                let content = turn.into_iter().collect();
                attachments.push((Attachment { label: Some(label), content, ..Attachment::default() }, false));
            }
            (Block::Paragraph(paragraph), Some((last, _)))
                if paragraph.role == ParagraphRole::Title
                    && last.title.is_none()
                    && last.content.iter().all(is_page_break) =>
            {
                last.title = Some(trim(&paragraph.content.plain_text()).split('\n').map(trim).collect());
            }
            (_, Some((last, _))) => last.content.push(block),
            (_, None) => attachments.push((Attachment { content: vec![block], ..Attachment::default() }, false)),
        }
    }
    let kept = attachments.into_iter().filter_map(|(attachment, lost_table)| {
        let is_empty = attachment.content.iter().all(is_page_break);
        if !(is_empty && (lost_table || attachment.label.is_none() && attachment.title.is_none())) {
            return Some(attachment);
        }
        if lost_table
            && let Some(name) = attachment.label.iter().chain(&attachment.title).cloned().reduce(|a, b| a + " " + &b)
        {
            findings.push(catalogue::recognize::attachment_emptied(name));
        }
        None
    });
    kept.collect()
}

/// The name of a table that went to its section goes from where the table stood.
fn drop_caption(attachment: &mut Attachment, table: &str, form: Option<&Form>, findings: &mut Vec<Finding>) {
    let Some(table) = form.and_then(|form| form.tables.iter().find(|own| own.id == table)) else { return };
    let Some(Block::Paragraph(Paragraph { content, origin, .. }) | Block::Heading(Heading { content, origin, .. })) =
        attachment.content.last()
    else {
        return;
    };
    let text = content.plain_text();
    let is_short = text.chars().count() <= words().heading.longest && !text.contains('。');
    // 附表3 复议诉讼情况: numbered, it can be nothing but the table's name.
    let is_numbered = ["附表", "附件", "表"].iter().any(|word| {
        let rest = trim(&text).strip_prefix(word).map(trim);
        rest.is_some_and(|rest| rest.starts_with(|c| arabic_digit(c).is_some() || is_chinese_numeral(c)))
    });
    let is_named = normal_label(&text).contains(&normal_label(&table.name));
    if is_short && without_text(content).is_none() && (is_named || is_numbered) {
        findings.push(catalogue::recognize::attachment_emptied(trim(&text)).at_origin(origin));
        attachment.content.pop();
    }
}

/// The first item below the last section's heading, where no later heading can be one of the report's sections.
fn body_end(items: &[Item], form: Option<&Form>) -> usize {
    let Some(form) = form else { return 0 };
    let plain = contents::plain_lines(items, form, &mut Vec::new());
    let candidates = || {
        items.iter().enumerate().filter_map(|(index, item)| match item {
            Item::Block(block) if !plain.contains(&index) => Candidate::of(block).map(|candidate| (index, candidate)),
            _ => None,
        })
    };
    let heads = SectionHeads::of(candidates().map(|(_, candidate)| candidate), form);
    let of_section = candidates().rev().find(|(_, candidate)| heads.role_of(candidate, form).is_some());
    of_section.map_or(0, |(index, _)| index + 1)
}

/// The seals in a line of a sign-off: what was recognised as one, or is described as one.
fn seals_in(content: &Content) -> impl Iterator<Item = InlineImage> + '_ {
    content.inlines().iter().filter_map(|inline| match inline {
        Inline::Image(image) if is_seal(image) => Some(InlineImage { seal: true, ..image.clone() }),
        _ => None,
    })
}

fn is_seal(image: &InlineImage) -> bool {
    image.seal || (!image.alt.is_empty() && without_seal(&image.alt).is_empty())
}

fn without_seals(content: Content) -> Content {
    let is_other = |inline: &Inline| !matches!(inline, Inline::Image(image) if is_seal(image));
    Content::new(content.into_inlines().into_iter().filter(is_other).collect())
}

/// Where a sign-off stands, and what it says.
struct SignOff {
    first: usize,
    end: usize,
    organs: Vec<String>,
    date: Option<DateText>,
    date_first: bool,
}

impl SignOff {
    fn into_signature(mut self, lines: &[Item], year: Option<u16>, findings: &mut Vec<Finding>) -> Signature {
        for paragraph in lines.iter().filter_map(paragraph_of) {
            name_what_text_lacks(&paragraph.content, &paragraph.origin, findings);
            self.name_what_is_left_out(paragraph, findings);
        }
        let origin = lines.iter().filter_map(paragraph_of).map(|paragraph| paragraph.origin.clone()).next();
        let origin = origin.unwrap_or_default();
        if let Some(DateText { raw, value: None }) = &self.date {
            match day_of_digits(raw, year) {
                Some(day) => {
                    findings.push(catalogue::flattened::date_restored(raw, &day.raw).at_origin(&origin));
                    self.date = Some(day);
                }
                None => findings.push(catalogue::recognize::date_unclear(raw).at_origin(&origin)),
            }
        }
        if self.organs.is_empty() {
            findings.push(catalogue::recognize::sign_off_without_organ().at_origin(&origin));
        }
        if self.date_first {
            findings.push(catalogue::recognize::sign_off_date_first().at_origin(&origin));
        }
        let mut organs = self.organs.into_iter();
        let seals = lines.iter().filter_map(paragraph_of).flat_map(|paragraph| seals_in(&paragraph.content)).collect();
        Signature { organ: organs.next(), co_signers: organs.collect(), date: self.date, seals }
    }

    /// Says which words of a line are neither a body's name nor the date: labels, brackets, the place of a seal.
    fn name_what_is_left_out(&self, paragraph: &Paragraph, findings: &mut Vec<Finding>) {
        let compact = |text: &str| text.chars().filter(|c| !is_space(*c)).collect::<String>();
        let text = paragraph.content.plain_text();
        let kept = self.organs.iter().map(String::as_str).chain(self.date.as_ref().map(|date| date.raw.as_str()));
        let left = kept.fold(compact(&text), |left, kept| left.replacen(&compact(kept), "", 1));
        if !left.is_empty() {
            let line: Vec<&str> = text.split('\n').map(trim).collect();
            findings
                .push(catalogue::recognize::sign_off_words_left_out(left, line.join(" ")).at_origin(&paragraph.origin));
        }
    }

    /// Takes in the sign-offs right below of other bodies that sign on the same day; the one that is of another day or the same body.
    fn take_co_signers(&mut self, items: &[Item], organ: Option<&str>) -> Option<SignOff> {
        loop {
            let start = self.end + items.iter().skip(self.end).take_while(|item| is_break(item)).count();
            // Its first line may be the body or the date.
            let next = (start..items.len().min(start + MOST_LINES))
                .find_map(|at| sign_off_around(items, start, at, organ).filter(SignOff::is_whole))
                .filter(|next| next.first == start)?;
            let day = |sign_off: &SignOff| sign_off.date.as_ref().map(|date| (date.value, date.raw.clone()));
            let (own, other) = (day(self)?, day(&next)?);
            let is_same_day = if own.0.is_some() { own.0 == other.0 } else { own.1 == other.1 };
            let is_list = self.organs.len() >= MOST_LINES;
            if !is_same_day || is_list || next.organs.iter().any(|organ| self.organs.contains(organ)) {
                return Some(next);
            }
            self.organs.extend(next.organs);
            self.end = next.end;
        }
    }

    /// Whether it says both who signs and when.
    fn is_whole(&self) -> bool {
        !self.organs.is_empty() && self.date.is_some()
    }
}

/// The sign-off below `body`: the first of both body and date, whatever follows it; else a date or a body alone, where only
/// closing lines follow.
fn find_sign_off(items: &[Item], body: usize, organ: Option<&str>) -> Option<SignOff> {
    // Without a heading before it, a body and a date may stand anywhere.
    let anywhere = body > 0;
    let whole = (body..items.len())
        .filter(|at| items.get(*at).and_then(paragraph_of).is_some_and(may_sign))
        .find_map(|at| sign_off_around(items, body, at, organ).filter(SignOff::is_whole));
    if let Some(found) = whole.filter(|found| anywhere || closes(items, found.end)) {
        return Some(found);
    }
    let mut start = items.len();
    while start > body && items.get(start - 1).is_some_and(is_closing) {
        start -= 1;
    }
    // The sign-off itself may look like a closing line.
    (body..items.len()).rev().take_while(|at| *at + 1 >= start).find_map(|at| {
        let found = sign_off_around(items, body, at, organ)?;
        // Digits alone are a date below a body only.
        let is_number = found.date.as_ref().is_some_and(|date| date.raw.bytes().all(|b| b.is_ascii_digit()));
        (closes(items, found.end) && !(found.organs.is_empty() && is_number)).then_some(found)
    })
}

/// Whether a paragraph may be the date of a sign-off, or its body by where it stands: most of a report need not be looked at closer.
fn may_sign(paragraph: &Paragraph) -> bool {
    let text = paragraph.content.plain_text();
    let text = trim(&text);
    let is_placed =
        matches!(paragraph.role, ParagraphRole::Signature | ParagraphRole::Date) || paragraph.align == Alignment::End;
    text.chars().nth(LONGEST).is_none() && (is_placed || may_hold_date(text))
}

/// Whether a text may hold a date: numbers and what parts them, or digits enough for the whole of it.
fn may_hold_date(text: &str) -> bool {
    /// 24年元月
    const LEAST: usize = 2;
    const WHOLE: usize = 6;
    let (mut digits, mut run, mut is_parted) = (0, 0, false);
    text.chars().any(|c| {
        let is_digit = arabic_digit(c).is_some() || is_chinese_numeral(c);
        digits += usize::from(is_digit);
        run = if is_digit {
            run + 1
        } else if is_space(c) {
            run
        } else {
            0
        };
        is_parted |= matches!(c, '年' | '月' | '日' | '号') || (!c.is_alphanumeric() && !is_space(c));
        run >= WHOLE || (is_parted && digits >= LEAST)
    })
}

/// Whether only closing lines stand from here on.
fn closes(items: &[Item], from: usize) -> bool {
    items.iter().skip(from).all(is_closing)
}

/// Whether an item may stand below a sign-off: contacts, the imprint, tables, page breaks.
fn is_closing(item: &Item) -> bool {
    let Item::Block(block) = item else { return true };
    match block {
        Block::Break(_) | Block::Table(_) | Block::Figure(_) | Block::Chart(_) => true,
        Block::Paragraph(_) | Block::Heading(_) | Block::List(_) => {
            let text = block.plain_text();
            let text = trim(&text).trim_start_matches(['（', '(', '【', '［', '[']);
            let closing = &words().sign_off.closing;
            closing.begins.iter().any(|word| text.starts_with(word.as_str()))
                || closing.ends.iter().any(|word| text.trim_end_matches(['。', '）', ')']).ends_with(word.as_str()))
        }
    }
}

/// What a line of a sign-off says.
#[derive(Default)]
struct Line {
    organs: Vec<String>,
    date: Option<DateText>,
    /// Whether it only marks the place of a seal.
    is_seal: bool,
    date_first: bool,
}

/// The sign-off whose date, or whose body where it has no date, stands at `at`.
fn sign_off_around(items: &[Item], body: usize, at: usize, organ: Option<&str>) -> Option<SignOff> {
    let line = |index: usize| items.get(index).and_then(paragraph_of);
    let own = line(at).and_then(|paragraph| line_of(paragraph, organ, Strictness::Dated))?;
    let mut found = SignOff { first: at, end: at + 1, organs: own.organs, date: own.date, date_first: own.date_first };
    if found.date.is_none() {
        // A body without date: by its style, or where it stands and whose name it is.
        let paragraph = line(at)?;
        let is_named = found.organs.iter().all(|signing| Some(without_seal(signing)) == organ);
        let stands_alone =
            paragraph.role == ParagraphRole::Signature || (paragraph.align == Alignment::End && is_named);
        if found.organs.is_empty() || !stands_alone {
            return None;
        }
    }
    if found.organs.is_empty() || found.date.is_none() {
        // Bodies above the date, seals between; the nearest may be named as it likes.
        let mut strictness = if found.date.is_some() { Strictness::Dated } else { Strictness::Named };
        let mut first = at;
        while first > body && at - first < MOST_LINES {
            let Some(above) = line(first - 1).and_then(|paragraph| line_of(paragraph, organ, strictness)) else {
                break;
            };
            if above.date.is_some() {
                break;
            }
            if !above.is_seal {
                let mut organs = above.organs;
                organs.append(&mut found.organs);
                found.organs = organs;
                found.first = first - 1;
                strictness = Strictness::Named;
            }
            first -= 1;
        }
    }
    if found.organs.is_empty() {
        // The date above the body.
        while let Some(below) = line(found.end).and_then(|paragraph| line_of(paragraph, organ, Strictness::Named)) {
            if below.date.is_some() || below.organs.is_empty() || found.end - at > MOST_LINES {
                break;
            }
            found.organs.extend(below.organs);
            found.end += 1;
            found.date_first = true;
        }
    }
    // The seal's place below. One without a body before it is no part of a sign-off.
    let below = line(found.end).and_then(|paragraph| line_of(paragraph, organ, Strictness::Named));
    found.end += usize::from(!found.organs.is_empty() && below.is_some_and(|below| below.is_seal));
    Some(found)
}

/// How sure it must be that a line names a body.
#[derive(Clone, Copy, PartialEq)]
enum Strictness {
    /// Next to a date, a short line set as sign-offs are will do.
    Dated,
    /// By its name.
    Named,
}

/// What a paragraph says that may be one of a sign-off; it may have several lines, or body and date on one.
fn line_of(paragraph: &Paragraph, organ: Option<&str>, strictness: Strictness) -> Option<Line> {
    let text = paragraph.content.plain_text();
    let text = trim(&text);
    let in_place = matches!(paragraph.role, ParagraphRole::Body | ParagraphRole::Signature | ParagraphRole::Date);
    if text.is_empty() || !in_place || text.chars().count() > LONGEST {
        return None;
    }
    if paragraph.role == ParagraphRole::Date {
        let date = date_of(text).unwrap_or_else(|| DateText { raw: text.to_owned(), value: None });
        return Some(Line { date: Some(date), ..Line::default() });
    }
    let mut line = Line::default();
    for part in text.split('\n').map(trim).filter(|part| !part.is_empty()) {
        let found = part_of(part, paragraph, organ, strictness)?;
        line.date_first |= found.date_first || (line.date.is_some() && !found.organs.is_empty());
        line.organs.extend(found.organs);
        if let Some(date) = found.date
            && line.date.replace(date).is_some()
        {
            return None;
        }
    }
    line.is_seal = line.organs.is_empty() && line.date.is_none();
    Some(line)
}

/// What one line of text says.
fn part_of(text: &str, paragraph: &Paragraph, organ: Option<&str>, strictness: Strictness) -> Option<Line> {
    if without_seal(text).is_empty() {
        return Some(Line { is_seal: true, ..Line::default() });
    }
    if let Some(date) = date_of(text) {
        return Some(Line { date: Some(date), ..Line::default() });
    }
    // Both on one line, whichever comes first: by their name, for a sentence may end with a date.
    let on_one_line = |(at, _): (usize, char)| {
        let (before, after) = (trim(text.get(..at)?).trim_end_matches(['，', ',', '、', '；']), trim(text.get(at..)?));
        let organs = |text: &str| organs_of(text, paragraph, organ, Strictness::Named);
        if let (Some(date), false) = (date_of(after), before.is_empty()) {
            return Some(Line { organs: organs(before)?, date: Some(date), ..Line::default() });
        }
        let (date, is_parted) = (date_of(before)?, text.get(..at).is_some_and(|before| before.ends_with(is_space)));
        if !is_parted {
            return None;
        }
        Some(Line { organs: organs(after)?, date: Some(date), date_first: true, ..Line::default() })
    };
    // Without the digits of a year it holds no date.
    let digits = text.chars().filter(|c| arabic_digit(*c).is_some() || chinese_digit(*c).is_some()).count();
    let both =
        if digits < 4 || !may_hold_date(text) { None } else { text.char_indices().skip(1).find_map(on_one_line) };
    both.or_else(|| Some(Line { organs: organs_of(text, paragraph, organ, strictness)?, ..Line::default() }))
}

/// The date a text states, or a month: 2024年1月. Its label, brackets round it and the place of a seal beside it are no part of it.
pub(super) fn date_of(text: &str) -> Option<DateText> {
    if !may_hold_date(text) {
        return None;
    }
    let (_, bare) = without_label(trim(text), &words().sign_off.date_labels);
    let bare = without_brackets(without_weekday(without_seal(without_stop(bare))));
    if let Some(value) = whole_date(bare) {
        return Some(DateText { raw: bare.to_owned(), value: Some(value) });
    }
    let is_eight_digits = (6..=8).contains(&bare.len()) && bare.bytes().all(|b| b.is_ascii_digit());
    let is_date = is_eight_digits || is_month(bare);
    is_date.then(|| DateText { raw: bare.to_owned(), value: None })
}

/// A text without the label before its colon, where that is one of these: 报告单位：, 填报单位（盖章）：.
fn without_label<'t>(text: &'t str, labels: &[String]) -> (bool, &'t str) {
    let Some((label, rest)) = text.split_once(['：', ':']) else { return (false, text) };
    let label: String = without_seal(label).chars().filter(|c| !is_space(*c)).collect();
    if labels.contains(&label) { (true, trim(rest)) } else { (false, text) }
}

/// A date without the day of the week in brackets behind it: 2024年1月15日（星期一）.
fn without_weekday(text: &str) -> &str {
    let bracketed = text.strip_suffix(['）', ')']).and_then(|rest| rest.rsplit_once(['（', '(']));
    let is_weekday = |inside: &str| {
        let day = words().sign_off.weekdays.iter().find_map(|word| trim(inside).strip_prefix(word.as_str()));
        day.is_some_and(|day| {
            day.chars().count() == 1
                && day
                    .chars()
                    .all(|c| matches!(c, '日' | '天') || chinese_digit(c).is_some_and(|day| (1..=6).contains(&day)))
        })
    };
    bracketed.filter(|(_, inside)| is_weekday(inside)).map_or(text, |(date, _)| trim(date))
}

/// A text without the brackets round the whole of it.
fn without_brackets(text: &str) -> &str {
    const BRACKETS: [(char, char); 5] = [('（', '）'), ('(', ')'), ('【', '】'), ('[', ']'), ('〔', '〕')];
    let inner = BRACKETS.iter().find_map(|(open, close)| {
        text.strip_prefix(*open)?.strip_suffix(*close).filter(|inner| !inner.contains([*open, *close]))
    });
    trim(inner.unwrap_or(text))
}

/// A text without the stop at its end.
fn without_stop(text: &str) -> &str {
    trim(text.trim_end_matches(['。', '，', ',', '；', ';']))
}

/// 2024年1月, 二〇二四年一月; with a day that is none of that month, too.
fn is_month(text: &str) -> bool {
    if year_at(&Folded::of(text), 0).is_none_or(|year| year.form != YearForm::Full) {
        return false;
    }
    let Some((_, rest)) = text.split_once('年') else { return false };
    let (month, day) = rest.split_once('月').map_or((rest, ""), |(month, day)| (month, day));
    let day = trim(day);
    let day_is_number = day.is_empty()
        || day.strip_suffix(['日', '号']).is_some_and(|day| day.trim().is_empty() || small_number(day).is_some());
    rest.contains('月') && small_number(month).is_some_and(|month| (1..=12).contains(&month)) && day_is_number
}

/// A signing body's name without the words that mark the place of its seal: （盖章）, （ 公 章 ）, 盖章.
pub(super) fn without_seal(text: &str) -> &str {
    let mut text = trim(text);
    // One may stand before it, and several behind it.
    while let Some(rest) = without_one_seal(text) {
        text = rest;
    }
    text
}

fn without_one_seal(text: &str) -> Option<&str> {
    const OPEN: [char; 5] = ['（', '(', '【', '[', '〔'];
    const CLOSE: [char; 5] = ['）', ')', '】', ']', '〕'];
    let words = &words().sign_off;
    let is_seal = |inner: &str| {
        let inner: String = inner.chars().filter(|c| !is_space(*c)).collect();
        words.seals.contains(&inner)
    };
    let behind = text.strip_suffix(CLOSE).and_then(|before| {
        let (name, inner) = before.rsplit_once(OPEN)?;
        is_seal(inner).then_some(name)
    });
    let before = || {
        let (inner, name) = text.strip_prefix(OPEN)?.split_once(CLOSE)?;
        is_seal(inner).then_some(name)
    };
    let bare = || words.bare_seals.iter().find_map(|seal| text.strip_suffix(seal.as_str()));
    behind.or_else(before).or_else(bare).map(trim)
}

/// The date a report states below its title instead of at its end.
pub(super) fn date_at_head(preamble: &[Block], organ: Option<&str>) -> Option<(DateText, String, Origin)> {
    preamble.iter().take(HEAD).find_map(|block| {
        let Block::Paragraph(paragraph) = block else { return None };
        let line = line_of(paragraph, organ, Strictness::Named)?;
        let date = line.date.filter(|date| date.value.is_some())?;
        Some((date, excerpt(&paragraph.content.plain_text()), paragraph.origin.clone()))
    })
}
