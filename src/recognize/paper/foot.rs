//! The end of a paper: sign-off, note and imprint, and the labels of what is attached.

use super::line::{self, is_bracketed, is_copied_to, is_print_day, is_print_run, is_typed_rule, role};
use crate::document::{
    Alignment, Block, Break, Content, Grid, Inline, Paragraph, ParagraphRole, attachment_number, vocabulary,
};
use crate::finding::{Finding, catalogue};
use crate::recognize::sign_off::{date_of, names_organ};
use crate::recognize::tidy::{is_blank, trim};
use crate::recognize::words::words;

/// Between the date and what ends the paper stand no more blocks.
const BELOW_DATE: usize = 4;

/// A sign-off has no more bodies.
const MOST_BODIES: usize = 8;

/// A paper has one imprint, each of those attached to it may have one; lines of more are no imprint's.
const MOST_IMPRINTS: usize = 64;

/// What was found at the end.
#[derive(Default)]
pub(super) struct Ending {
    pub(super) is_signed: bool,
    pub(super) has_imprint: bool,
}

fn paragraph(block: &Block) -> Option<&Paragraph> {
    match block {
        Block::Paragraph(paragraph) => Some(paragraph),
        _ => None,
    }
}

fn text_of(block: &Block) -> Option<String> {
    paragraph(block).map(|paragraph| trim(&paragraph.content.plain_text()).to_owned())
}

/// Marks what ends a paper.
pub(super) fn mark(content: &mut Vec<Block>, findings: &mut Vec<Finding>) -> Ending {
    let has_imprint = mark_imprint(content, findings);
    let first_imprint = content.iter().position(|block| role(block).is_some_and(ParagraphRole::is_imprint));
    let first_label = content.iter().position(is_label);
    let end = [first_imprint, first_label].into_iter().flatten().min().unwrap_or(content.len());
    let is_signed = mark_sign_off(content, end);
    if is_signed || has_imprint {
        mark_labels(content);
    }
    Ending { is_signed, has_imprint }
}

/// 附件, 附件1: the line at the top of what is attached.
fn is_label(block: &Block) -> bool {
    paragraph(block).is_some_and(|p| {
        p.role == ParagraphRole::AttachmentLabel
            || (p.role == ParagraphRole::Body && attachment_number(&p.content.plain_text()).is_some())
    })
}

fn is_day(block: &Block) -> bool {
    let Some(paragraph) = paragraph(block) else { return false };
    let text = trim(&paragraph.content.plain_text()).to_owned();
    paragraph.role == ParagraphRole::Date
        || (paragraph.role == ParagraphRole::Body && date_of(&text).is_some_and(|date| date.value.is_some()))
}

/// Marks the date, the bodies above it and the note below it.
fn mark_sign_off(content: &mut [Block], end: usize) -> bool {
    let from = end.saturating_sub(BELOW_DATE + 1);
    let closing = (from..end).rev().find(|at| content.get(*at).is_some_and(is_day));
    // Below it stand notes, and nothing that goes on with the text.
    let is_note = |block: &Block| {
        is_blank(block)
            || role(block) == Some(ParagraphRole::SupplementaryNote)
            || text_of(block).is_some_and(|text| is_bracketed(&text))
    };
    let closing = closing.filter(|date| content.get(date + 1..end).unwrap_or_default().iter().all(is_note));
    let is_body = |block: &Block| {
        let Some(paragraph) = paragraph(block) else { return false };
        let text = trim(&paragraph.content.plain_text()).to_owned();
        let is_name = text.chars().count() <= words().sign_off.longest
            && !text.ends_with(['。', '：', '；'])
            && !text.contains(['。', '：'])
            && vocabulary().attachment.after_list_lead(&text).is_none();
        match paragraph.role {
            ParagraphRole::Signature => true,
            ParagraphRole::Body => is_name && (paragraph.align == Alignment::End || names_organs(&text)),
            _ => false,
        }
    };
    // With something else below it, a form or what an order publishes, it must be a body and a day below the text.
    let is_at_right = |at: usize| content.get(at).and_then(paragraph).is_some_and(|p| p.align == Alignment::End);
    let first_sentence = content.iter().position(|block| block.running_text().contains('。'));
    let is_pair = |date: &usize| {
        let Some(body) = date.checked_sub(1) else { return false };
        let is_named = content.get(body).and_then(text_of).is_some_and(|text| names_organs(&text));
        content.get(*date).is_some_and(is_day)
            && content.get(body).is_some_and(is_body)
            && (is_named || (is_at_right(body) && is_at_right(*date)))
            && first_sentence.is_some_and(|first| first < body)
    };
    let Some(date) = closing.or_else(|| (0..end).find(is_pair)) else { return false };
    let notes = content.iter().take(end).skip(date + 1).take_while(|block| is_note(block)).count();
    let end = date + 1 + notes;
    let bodies = content.iter().take(date).rev().take(MOST_BODIES).take_while(|block| is_body(block)).count();
    let is_set_apart = content
        .get(date)
        .and_then(paragraph)
        .is_some_and(|p| p.align == Alignment::End || p.role == ParagraphRole::Date);
    if bodies == 0 && !is_set_apart {
        return false;
    }
    for (at, block) in content.iter_mut().enumerate().take(end).skip(date - bodies) {
        let Block::Paragraph(paragraph) = block else { continue };
        let role = match at {
            at if at < date => ParagraphRole::Signature,
            at if at == date => ParagraphRole::Date,
            _ => ParagraphRole::SupplementaryNote,
        };
        (paragraph.role, paragraph.align) = (role, Alignment::Start);
    }
    true
}

/// 清河市财政局　　清河市民政局: each part of the line a body.
fn names_organs(text: &str) -> bool {
    names_organ(&line::compact(text), None)
        || text.split(line::is_blank).filter(|name| !name.is_empty()).all(|name| names_organ(name, None))
}

/// Marks the labels of what is attached, a page break before each.
fn mark_labels(content: &mut Vec<Block>) {
    let signed = content.iter().position(|block| role(block) == Some(ParagraphRole::Date)).unwrap_or(0);
    for (at, mut block) in std::mem::take(content).into_iter().enumerate() {
        if at > signed && is_label(&block) {
            if let Block::Paragraph(label) = &mut block {
                (label.role, label.align) = (ParagraphRole::AttachmentLabel, Alignment::Start);
            }
            if !matches!(content.last(), Some(Block::Break(_))) {
                content.push(Block::Break(Break::Page));
            }
        }
        content.push(block);
    }
}

/// What a line is in an imprint.
fn imprint_role(text: &str) -> Option<ParagraphRole> {
    match () {
        () if is_copied_to(text) => Some(ParagraphRole::CopiedTo),
        () if is_print_run(text) || is_print_day(text) || printed_by(&Content::plain(text)).is_some() => {
            Some(ParagraphRole::PrintedBy)
        }
        () => None,
    }
}

/// 清河市人民政府办公室　　2024年3月5日印发, with a tab between.
fn printed_by(content: &Content) -> Option<Content> {
    if !line::may_be_printed(&content.plain_text()) {
        return None;
    }
    let is = |before: &str, after: &str| !before.is_empty() && !before.contains(['。', '，']) && is_print_day(after);
    let by_blanks = line::spread(content, is);
    by_blanks.or_else(|| {
        // 某办公室2024年3月5日印发: where the date begins.
        let text = content.plain_text();
        let at = text.char_indices().skip(1).map(|(at, _)| at).find(|at| {
            let (before, after) = text.split_at_checked(*at).unwrap_or_default();
            is_print_day(after) && names_organ(trim(before), None)
        })?;
        line::join_at(content, at)
    })
}

/// Marks the lines of the imprint.
fn mark_imprint(content: &mut Vec<Block>, findings: &mut Vec<Finding>) -> bool {
    open_tables(content, findings);
    join_days(content);
    let mut found = 0;
    let mut at = 0;
    while at < content.len() && found < MOST_IMPRINTS {
        let lines = content.iter().skip(at).take_while(|block| is_imprint_line(block)).count();
        if lines == 0 {
            at += 1;
            continue;
        }
        // A rule typed above the first line.
        let run = at..at + lines;
        let ends = content.get(run.end).is_none_or(|next| matches!(next, Block::Break(_)) || is_label(next));
        let slice = content.get(run.clone()).unwrap_or_default();
        let is_printed = slice.iter().any(|block| {
            role(block).is_some_and(ParagraphRole::is_imprint)
                || text_of(block).is_some_and(|text| imprint_role(&text) == Some(ParagraphRole::PrintedBy))
        });
        // What a paper speaks of may be worded so, too, but not at its end.
        let is_copied = || at > 0 && slice.iter().any(|block| text_of(block).is_some_and(|text| is_copied_to(&text)));
        if ends && (is_printed || is_copied()) {
            found += 1;
            at = mark_run(content, run, findings);
        } else {
            at = run.end;
        }
    }
    found > 0
}

fn is_imprint_line(block: &Block) -> bool {
    let Some(paragraph) = paragraph(block) else { return false };
    if paragraph.role.is_imprint() {
        return true;
    }
    let text = trim(&paragraph.content.plain_text()).to_owned();
    paragraph.role == ParagraphRole::Body && (imprint_role(&text).is_some() || is_typed_rule(&text))
}

/// Marks some lines as those of an imprint, without the rules typed between; where they end.
fn mark_run(content: &mut Vec<Block>, run: std::ops::Range<usize>, findings: &mut Vec<Finding>) -> usize {
    let lines: Vec<Block> = content.drain(run.clone()).collect();
    let mut marked: Vec<Paragraph> = Vec::new();
    for block in lines {
        let Block::Paragraph(mut paragraph) = block else { continue };
        let text = trim(&paragraph.content.plain_text()).to_owned();
        if paragraph.role == ParagraphRole::Body {
            if is_typed_rule(&text) {
                findings.push(catalogue::recognize::typed_rule_replaced(text).at_origin(&paragraph.origin));
                continue;
            }
            paragraph.role = imprint_role(&text).unwrap_or(ParagraphRole::CopiedTo);
            if let Some(content) = printed_by(&paragraph.content).filter(|_| paragraph.role == ParagraphRole::PrintedBy)
            {
                paragraph.content = content;
            }
        }
        (paragraph.align, paragraph.tabs) = (Alignment::Start, Vec::new());
        marked.push(paragraph);
    }
    let at = run.start;
    let end = at + marked.len();
    content.splice(at..at, marked.into_iter().map(Block::Paragraph));
    end
}

/// Puts who printed it and the day together that stand on lines of their own, at the end of a paper or of its text.
fn join_days(content: &mut Vec<Block>) {
    let mut rest = std::mem::take(content).into_iter().peekable();
    while let Some(block) = rest.next() {
        let is_body = |block: &Block| role(block) == Some(ParagraphRole::Body);
        let is_day = is_body(&block) && text_of(&block).is_some_and(|text| is_print_day(&text));
        let ends = |next: &Block| {
            matches!(next, Block::Break(_)) || is_label(next) || text_of(next).is_some_and(|text| is_print_run(&text))
        };
        let joins = is_day && rest.peek().is_none_or(ends);
        match (block, content.last_mut()) {
            (Block::Paragraph(day), Some(Block::Paragraph(body)))
                if joins && body.role == ParagraphRole::Body && names_organ(trim(&body.content.plain_text()), None) =>
            {
                body.content = line::tabbed(std::mem::take(&mut body.content), day.content);
            }
            (block, _) => content.push(block),
        }
    }
}

/// Opens tables that lay an imprint out.
fn open_tables(content: &mut Vec<Block>, findings: &mut Vec<Finding>) {
    let mut at = 0;
    while at < content.len() {
        let lines = match content.get(at) {
            Some(Block::Table(grid)) => lines_of(grid).map(|lines| (lines, grid.origin.clone())),
            _ => None,
        };
        match lines {
            Some((lines, origin)) => {
                findings.push(catalogue::recognize::frame_opened().at_origin(&origin));
                let count = lines.len();
                content.splice(at..=at, lines);
                at += count;
            }
            None => at += 1,
        }
    }
}

/// The lines of a table that lays an imprint out: whom copies are sent to, who printed it and when, and nothing else.
fn lines_of(grid: &Grid) -> Option<Vec<Block>> {
    const MOST_ROWS: u32 = 12;
    if grid.rows() > MOST_ROWS || grid.columns() > 6 {
        return None;
    }
    let mut lines = Vec::new();
    let mut is_printed = false;
    for row in 0..grid.rows() {
        let mut parts: Vec<Paragraph> = Vec::new();
        for cell in grid.cells_in_rows(row, row).iter().filter(|cell| cell.row == row) {
            for block in cell.content.iter().filter(|block| !is_blank(block)) {
                parts.push(paragraph(block)?.clone());
            }
        }
        let text = |part: &Paragraph| trim(&part.content.plain_text()).to_owned();
        let line = match parts.as_slice() {
            [] => continue,
            [one] => one.clone(),
            // 抄送： in a cell of its own.
            [label, names] if is_copied_to(&text(label)) && text(label).ends_with(['：', ':']) => {
                let inlines = label.content.inlines().iter().chain(names.content.inlines()).cloned();
                Paragraph { content: Content::new(inlines.collect::<Vec<Inline>>()), ..label.clone() }
            }
            [body, day] if is_print_day(&text(day)) => {
                Paragraph { content: line::tabbed(body.content.clone(), day.content.clone()), ..body.clone() }
            }
            several if several.iter().all(|part| imprint_role(&text(part)).is_some()) => {
                is_printed |= several.iter().any(|part| imprint_role(&text(part)) == Some(ParagraphRole::PrintedBy));
                lines.extend(several.iter().cloned());
                continue;
            }
            _ => return None,
        };
        let role = imprint_role(&text(&line))?;
        is_printed |= role == ParagraphRole::PrintedBy;
        lines.push(line);
    }
    let line = |line| Block::Paragraph(Paragraph { align: Alignment::Start, ..line });
    is_printed.then(|| lines.into_iter().map(line).collect())
}
