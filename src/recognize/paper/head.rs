//! The head (版头) of a paper, and the title below it.

use super::line::{
    self, is_copy_number, is_document_number, is_red, is_secrecy, is_serial_number, is_signer, is_typed_rule,
    is_urgency, role,
};
use crate::document::{Alignment, Block, Content, Grid, Heading, Paragraph, ParagraphRole, vocabulary};
use crate::finding::{Finding, Origin, catalogue};
use crate::recognize::sign_off::{date_of, names_organ};
use crate::recognize::tidy::{
    is_blank, name_what_text_lacks, trim, without_common_font, without_common_marks, without_text,
};
use crate::recognize::words::words;
use std::ops::Range;

/// A head has no more lines.
const MOST_LINES: usize = 16;

/// Over how many lines a title may be spread.
const MOST_TITLE_LINES: usize = 6;

/// A line of the flow that may be one of a head.
struct Line<'b> {
    content: &'b Content,
    align: Alignment,
    role: ParagraphRole,
    origin: &'b Origin,
}

impl<'b> Line<'b> {
    fn of(block: &'b Block) -> Option<Self> {
        match block {
            Block::Paragraph(Paragraph { content, align, role, origin, .. }) => {
                Some(Line { content, align: *align, role: *role, origin })
            }
            Block::Heading(Heading { content, origin, .. }) => {
                Some(Line { content, align: Alignment::Center, role: ParagraphRole::Body, origin })
            }
            _ => None,
        }
    }

    fn text(&self) -> String {
        trim(&self.content.plain_text()).to_owned()
    }
}

/// Takes the head off some blocks: its lines, and what follows.
pub(super) fn take(blocks: Vec<Block>, findings: &mut Vec<Finding>) -> (Vec<Block>, Vec<Block>) {
    let mut frames = Vec::new();
    let (mut opened, table) = with_table_opened(blocks, &mut frames);
    let mut head: Vec<Paragraph> = Vec::new();
    let mut rules = Vec::new();
    let mut taken = 0;
    while taken < opened.len().min(MOST_LINES) {
        let Some(line) = opened.get(taken).and_then(Line::of) else { break };
        if line.role == ParagraphRole::Body && is_typed_rule(&line.text()) && has(&head, ParagraphRole::OrganMark) {
            rules.push((line.text(), line.origin.clone()));
        } else if let Some(part) = part(&line, &head, opened.get(taken + 1..).unwrap_or_default()) {
            head.push(part);
        } else {
            break;
        }
        taken += 1;
    }
    if !is_head(&head) {
        if let Some((range, table)) = table {
            opened.splice(range, [table]);
        }
        return (Vec::new(), opened);
    }
    findings.append(&mut frames);
    for (text, origin) in rules {
        findings.push(catalogue::recognize::typed_rule_replaced(text).at_origin(&origin));
    }
    let rest = opened.split_off(taken.min(opened.len()));
    (head.into_iter().map(Block::Paragraph).collect(), rest)
}

fn has(head: &[Paragraph], role: ParagraphRole) -> bool {
    head.iter().any(|part| part.role == role)
}

/// Whether some parts are a head: one has a mark or a number.
fn is_head(head: &[Paragraph]) -> bool {
    has(head, ParagraphRole::DocumentNumber) || has(head, ParagraphRole::OrganMark)
}

/// What a line is in a head of which these parts stand above it, and these blocks below.
fn part(line: &Line<'_>, head: &[Paragraph], below: &[Block]) -> Option<Paragraph> {
    use ParagraphRole::{Body, CopyNumber, DocumentNumber, OrganMark, Secrecy, Signer, Urgency};
    let paragraph = |role, content: Content| {
        let content = match role {
            OrganMark => without_common_font(without_common_marks(content)),
            _ => content,
        };
        Some(Paragraph { role, content, origin: line.origin.clone(), ..Paragraph::default() })
    };
    if line.role.is_letterhead() {
        return paragraph(line.role, line.content.clone());
    }
    let text = line.text();
    if line.role != Body && !(line.role == ParagraphRole::Title && head.is_empty()) || text.contains('\n') {
        return None;
    }
    let has_number = has(head, DocumentNumber);
    let own = || line.content.clone();
    let corner = [(CopyNumber, is_copy_number as fn(&str) -> bool), (Secrecy, is_secrecy), (Urgency, is_urgency)];
    if let Some((role, _)) = corner.into_iter().find(|(role, is)| is(&text) && !has(head, *role)) {
        return paragraph(role, own());
    }
    if is_signer(&text) && (has(head, OrganMark) || has_number) {
        return paragraph(Signer, own());
    }
    let is_order_or_minutes = head.iter().rev().find(|part| part.role == OrganMark).is_some_and(|mark| {
        let paper = &vocabulary().paper;
        let text = mark.content.plain_text();
        paper.order.iter().chain(&paper.minutes).any(|end| trim(&text).ends_with(end.as_str()))
    });
    if !has_number {
        if is_document_number(&text) || (is_order_or_minutes && is_serial_number(&text)) {
            return paragraph(DocumentNumber, own());
        }
        let signed = line::spread(line.content, |before, after| is_document_number(before) && is_signer(after));
        if let Some(content) = signed {
            return paragraph(DocumentNumber, content);
        }
        // Several sign: the last of them stands beside the number.
        let follows = head.last().is_some_and(|part| part.role == Signer);
        let goes_on = |before: &str, after: &str| follows && is_document_number(before) && line::is_names(after);
        if let Some(content) = line::spread(line.content, goes_on) {
            return paragraph(DocumentNumber, content);
        }
        if is_mark(line, &text, head, below) {
            return paragraph(OrganMark, own());
        }
    }
    // Who made minutes, and when.
    let is_issued = |before: &str, after: &str| names_organ(before, None) && date_of(after).is_some();
    match is_order_or_minutes.then(|| line::spread(line.content, is_issued)) {
        Some(Some(content)) => paragraph(DocumentNumber, content),
        _ => None,
    }
}

/// Whether a line is the mark of the body that issues a paper, or one of several: by how it ends, how it looks and what stands below it.
fn is_mark(line: &Line<'_>, text: &str, head: &[Paragraph], below: &[Block]) -> bool {
    const SHORTEST: usize = 3;
    let name = line::compact(text);
    let length = name.chars().count();
    let paper = &vocabulary().paper;
    let is_file = paper.file.contains(&name);
    let has_mark = has(head, ParagraphRole::OrganMark);
    if length > words().paper.longest_mark
        || (length < SHORTEST && !(is_file && has_mark))
        || name.contains(['。', '，', '；', '：', '、', '？', '！', '《', '》', '“'])
        || line::names_subject(&name)
    {
        return false;
    }
    let ends = |ends: &[String]| ends.iter().any(|end| name.ends_with(end.as_str()));
    let (is_red, is_centred) = (is_red(line.content), line.align == Alignment::Center);
    // Several bodies stand below each other, then the number.
    let mut lines = below.iter().map_while(Line::of).filter(|line| !is_typed_rule(&line.text()));
    let mut next = lines.by_ref().map(|line| (line.text(), is_marked(&line))).take(6);
    let numbered = {
        let mut found = None;
        for (text, is_marked) in next.by_ref() {
            if is_document_number(&text) || line::holds_number(&text) || is_serial_number(&text) {
                found = Some(text);
                break;
            }
            if !(is_marked || is_secrecy(&text) || is_urgency(&text) || is_copy_number(&text) || is_signer(&text)) {
                break;
            }
        }
        found
    };
    let is_numbered = numbered.as_deref().is_some_and(|text| !is_serial_number(text));
    match () {
        () if is_file => has_mark && (is_red || is_centred),
        () if ends(&paper.file) => (is_red && is_centred) || is_numbered,
        () if ends(&paper.minutes) => {
            let is_issued = below.first().and_then(Line::of).is_some_and(|next| {
                line::spread(next.content, |before, after| names_organ(before, None) && date_of(after).is_some())
                    .is_some()
            });
            (numbered.is_some() || is_issued) && (is_red || is_centred)
        }
        () if ends(&paper.order) => numbered.is_some() && (is_red || is_centred),
        // Black, it may begin a title: the title follows the number.
        () => is_numbered && names_organ(&name, None) && (is_red || (is_centred && titled_below_number(below))),
    }
}

/// Whether blocks begin with a number and a title that says the kind of paper.
fn titled_below_number(blocks: &[Block]) -> bool {
    let mut lines = blocks.iter().map_while(Line::of);
    let is_number = lines.next().is_some_and(|line| is_document_number(&line.text()));
    let is_placed = |line: &Line<'_>| line.align == Alignment::Center || line.role == ParagraphRole::Title;
    is_number && lines.next().is_some_and(|line| is_placed(&line) && line::names_subject(&line.text()))
}

/// Whether a line looks like a body's name in a mark.
fn is_marked(line: &Line<'_>) -> bool {
    is_red(line.content) && line.text().chars().count() <= words().paper.longest_mark
}

/// Blocks whose first table, where it lays the head out, is the lines in it; where those stand, and the table.
fn with_table_opened(
    mut blocks: Vec<Block>,
    findings: &mut Vec<Finding>,
) -> (Vec<Block>, Option<(Range<usize>, Block)>) {
    const BEFORE: usize = 4;
    let at = blocks.iter().take(BEFORE).position(|block| matches!(block, Block::Table(_)));
    let Some((at, Block::Table(grid))) = at.and_then(|at| Some((at, blocks.get(at)?))) else { return (blocks, None) };
    let Some(lines) = lines_of(grid) else { return (blocks, None) };
    findings.push(catalogue::recognize::frame_opened().at_origin(&grid.origin));
    let range = at..at + lines.len();
    let table = blocks.splice(at..=at, lines).next();
    (blocks, table.map(|table| (range, table)))
}

/// The lines of a table that lays a head out: nothing but parts of heads, a mark among them.
fn lines_of(grid: &Grid) -> Option<Vec<Block>> {
    const MOST_CELLS: usize = 24;
    if grid.cells().len() > MOST_CELLS {
        return None;
    }
    let mut lines: Vec<Block> = Vec::new();
    let mut beside = Vec::new();
    let mut has_mark = false;
    let mut last_row = None;
    for cell in grid.cells() {
        for block in cell.content.iter().filter(|block| !is_blank(block)) {
            let Block::Paragraph(paragraph) = block else { return None };
            let text = trim(&paragraph.content.plain_text()).to_owned();
            let name = line::compact(&text);
            let paper = &vocabulary().paper;
            let is_file = paper.file.contains(&name);
            let ends =
                paper.file.iter().chain(&paper.minutes).chain(&paper.order).any(|end| name.ends_with(end.as_str()));
            let is_mark = is_file || ends || (names_organ(&name, None) && is_red(&paragraph.content));
            let is_number = is_document_number(&text) || is_serial_number(&text) || line::holds_number(&text);
            let is_part = is_mark
                || is_number
                || [is_copy_number, is_secrecy, is_urgency, is_signer, is_typed_rule].iter().any(|is| is(&text));
            if !is_part || text.chars().count() > words().paper.longest_mark {
                return None;
            }
            has_mark |= is_mark;
            // Number and signer in two cells of one row.
            let stands_beside = last_row == Some(cell.row) && is_signer(&text);
            match lines.last_mut() {
                Some(Block::Paragraph(last)) if stands_beside && is_document_number(&last.content.plain_text()) => {
                    last.content = line::tabbed(std::mem::take(&mut last.content), paragraph.content.clone());
                }
                _ if is_file => beside.push(Paragraph { align: Alignment::Center, ..paragraph.clone() }),
                _ => {
                    let align = if is_mark { Alignment::Center } else { Alignment::Start };
                    lines.push(Block::Paragraph(Paragraph { align, ..paragraph.clone() }));
                }
            }
            last_row = Some(cell.row);
        }
    }
    // 文件 stands beside all names, whichever row its cell begins in.
    let after_names = lines.iter().rposition(|block| {
        let text = line::compact(&block.plain_text());
        names_organ(&text, None) && !is_signer(&text)
    });
    if let Some(at) = after_names {
        lines.splice(at + 1..at + 1, beside.into_iter().map(Block::Paragraph));
    } else if !beside.is_empty() {
        return None;
    }
    has_mark.then_some(lines)
}

/// The title below a head.
pub(super) struct Title {
    /// What it says, in one line; `None` where there is none.
    pub(super) text: Option<String>,
    /// Where it stands, if that is one paragraph.
    pub(super) origin: Origin,
    /// What is in its lines besides text.
    pub(super) beside: Vec<Block>,
    /// All below it.
    pub(super) rest: Vec<Block>,
}

/// Takes the title off what stands below the head.
pub(super) fn take_title(mut blocks: Vec<Block>, has_mark: bool, findings: &mut Vec<Finding>) -> Title {
    let lines = title_lines(&blocks, has_mark);
    let taken: Vec<Block> = blocks.drain(..lines).collect();
    let text: String = taken.iter().map(Block::running_text).collect();
    let text: String = text.split(['\n', '\t']).map(trim).collect();
    let origin = match taken.as_slice() {
        [only] => only.origin(),
        _ => Origin::default(),
    };
    let lines = || taken.iter().filter_map(Line::of);
    lines().for_each(|line| name_what_text_lacks(line.content, line.origin, findings));
    let beside = lines().filter_map(|line| without_text(line.content)).map(Block::runs).collect();
    Title { text: Some(text).filter(|text| !text.is_empty()), origin, beside, rest: blocks }
}

/// Over how many blocks the title runs that they begin with.
fn title_lines(blocks: &[Block], has_mark: bool) -> usize {
    let set = blocks.iter().take_while(|block| role(block) == Some(ParagraphRole::Title)).count();
    if set > 0 {
        return set;
    }
    let mut text = String::new();
    for (at, block) in blocks.iter().take(MOST_TITLE_LINES).enumerate() {
        let Some(line) = Line::of(block) else { break };
        let own = line.text();
        let is_centred = line.align == Alignment::Center;
        let may_be = own.chars().count() <= words().title.longest
            && !own.contains(['。', '：'])
            && line.role == ParagraphRole::Body
            && !is_document_number(&own);
        text.push_str(&own);
        let is_whole = line::names_kind(&text) && (is_centred || line::names_subject(&text));
        if !may_be || !(is_centred || (at == 0 && is_whole)) {
            break;
        }
        if is_whole {
            return at + 1;
        }
    }
    // Without the kind of paper in it: the first line in the middle below a mark.
    let first = blocks.first().and_then(Line::of).filter(|_| has_mark);
    let is_title = first.is_some_and(|line| {
        line.align == Alignment::Center
            && line.role == ParagraphRole::Body
            && line.text().chars().count() <= words().title.longest
            && !line.text().ends_with(['。', '：'])
    });
    usize::from(is_title)
}
