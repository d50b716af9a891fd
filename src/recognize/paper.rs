//! Official papers (公文) that are no report: the parts of their head (版头), their title, whom they are sent to, their sign-off, notes and
//! imprint (版记), as GB/T 9704-2012 clauses 7 and 10 name them.
//!
//! They are told by where they stand and how they are worded, and only together: a head has a mark and a number, a sign-off a date. No
//! character is changed, and no line changes its place; what is not sure stays the paragraph it was. Blanks that part two things on one
//! line become a tab, a table that lays head or imprint out the lines in it, and a rule typed of strokes the style's (`typed-rule-replaced`).
//!
//! | room | what it tells |
//! |---|---|
//! | `line` | what a single line says |
//! | `head` | the head, and the title below it |
//! | `foot` | the end: sign-off, note, imprint, attachments |

mod foot;
mod head;
mod line;

use super::tidy::trim;
use super::title::excerpt;
use super::words::words;
use crate::document::{Alignment, Block, Paragraph, ParagraphRole, label_length, vocabulary};
use crate::finding::{Finding, Origin, catalogue};
use line::role;
use std::collections::HashSet;

/// What a paper is made of.
pub(super) struct Paper {
    /// What stands above the title.
    pub(super) letterhead: Vec<Block>,
    /// The title in one line, and where it stands, if that is one paragraph.
    pub(super) title: Option<(String, Origin)>,
    /// All below it.
    pub(super) content: Vec<Block>,
}

/// So many parts are named in the message about them.
const MOST_NAMED: usize = 6;

/// The paper some blocks are, if they are one.
pub(super) fn recognise(blocks: Vec<Block>, findings: &mut Vec<Finding>) -> Option<Paper> {
    let mut said = Vec::new();
    let set = Set::of(&blocks);
    let (letterhead, rest) = head::take(blocks, &mut said);
    let mark = letterhead.iter().rfind(|block| role(block) == Some(ParagraphRole::OrganMark));
    let head::Title { text, origin, beside, rest: mut content } = head::take_title(rest, mark.is_some(), &mut said);
    let is_kind = text.as_deref().is_some_and(line::names_kind);
    let is_addressed = mark_addressee(&mut content);
    let ending = foot::mark(&mut content, &mut said);
    if mark.is_some_and(is_of_minutes) {
        mark_attendance(&mut content);
    }
    // A title that says the kind of paper, and one thing more that only papers have; a number alone may head anything.
    let has_other = !letterhead.is_empty() || is_addressed || ending.is_signed || ending.has_imprint;
    let is_paper = mark.is_some() || (is_kind && has_other) || (set.of_paper && text.is_some());
    if !is_paper {
        return None;
    }
    content.splice(0..0, beside);
    findings.append(&mut said);
    say_parts(&set, letterhead.iter().chain(&content), findings);
    Some(Paper { letterhead, title: text.map(|text| (text, origin)), content })
}

fn is_of_minutes(mark: &Block) -> bool {
    let text = mark.running_text();
    vocabulary().paper.minutes.iter().any(|end| trim(&text).ends_with(end.as_str()))
}

/// What the draft itself says of its paragraphs.
struct Set {
    /// Those that are more than text: what each is, where and what it says.
    said: HashSet<(ParagraphRole, String)>,
    /// Whether one of them is a part of papers alone.
    of_paper: bool,
}

impl Set {
    fn of(blocks: &[Block]) -> Self {
        let said: HashSet<_> = blocks.iter().filter_map(Set::key).collect();
        let of_paper = said.iter().any(|(role, _)| role.is_of_paper());
        Set { said, of_paper }
    }

    fn key(block: &Block) -> Option<(ParagraphRole, String)> {
        let role = role(block).filter(|role| *role != ParagraphRole::Body)?;
        Some((role, format!("{:?} {}", block.origin().0, line::compact(&block.plain_text()))))
    }
}

/// Names the parts that were told by their looks.
fn say_parts<'b>(set: &Set, parts: impl Iterator<Item = &'b Block>, findings: &mut Vec<Finding>) {
    let is_told = |part: &&Block| Set::key(part).is_some_and(|key| !set.said.contains(&key));
    let told: Vec<&Block> = parts.filter(is_told).collect();
    let Some(first) = told.first() else { return };
    let mut lines: Vec<String> = told.iter().take(MOST_NAMED).map(|part| excerpt(&part.plain_text())).collect();
    if told.len() > MOST_NAMED {
        lines.push("…".to_owned());
    }
    findings.push(catalogue::recognize::paper_parts_by_looks(told.len(), lines.join("；")).at_origin(&first.origin()));
}

/// Marks whom a paper is sent to: the line right below the title that ends in a colon and names bodies. A number or a bracket may stand
/// between.
fn mark_addressee(content: &mut [Block]) -> bool {
    const BETWEEN: usize = 2;
    let addressee = content.iter_mut().take(BETWEEN + 1).find_map(|block| match block {
        Block::Paragraph(paragraph) if is_addressee(paragraph) => Some(paragraph),
        _ => None,
    });
    let Some(paragraph) = addressee else { return false };
    (paragraph.role, paragraph.align) = (ParagraphRole::Addressee, Alignment::Start);
    true
}

fn is_addressee(paragraph: &Paragraph) -> bool {
    if paragraph.role == ParagraphRole::Addressee {
        return true;
    }
    let words = &words().paper;
    let text = paragraph.content.plain_text();
    let Some(names) = trim(&text).strip_suffix(['：', ':']) else { return false };
    let is_plain = paragraph.role == ParagraphRole::Body && paragraph.align != Alignment::End;
    let ends = |name: &str| words.addressee_ends.iter().any(|end| name.ends_with(end.as_str()));
    let bare = |name: &str| trim(name).trim_end_matches(['）', ')']).trim_end_matches(line::is_blank).to_owned();
    is_plain
        && !names.is_empty()
        && names.chars().count() <= words.longest_addressee
        && !names.contains(['。', '：', ':', '？', '！'])
        && !words.addressee_not.iter().any(|word| names.contains(word.as_str()))
        && names.split(['，', ',', '、', '；', ';']).all(|name| ends(&bare(name)))
}

/// Marks who was there and who was not, in minutes.
fn mark_attendance(content: &mut [Block]) {
    for block in content {
        if let Block::Paragraph(paragraph) = block
            && paragraph.role == ParagraphRole::Body
            && label_length(trim(&paragraph.content.running_text()), &words().paper.attendance).is_some()
        {
            (paragraph.role, paragraph.align) = (ParagraphRole::Attendance, Alignment::Start);
        }
    }
}

#[cfg(test)]
mod tests;
