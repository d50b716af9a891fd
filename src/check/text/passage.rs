//! The text of a report in passages, each with its place and what it stands in.

use crate::document::{Block, Cell, Content, ParagraphRole};
use crate::finding::Origin;
use crate::report::{Item, Report};
use std::collections::BTreeMap;

/// A paragraph, heading, item or cell of a report.
#[derive(Debug, Clone)]
pub(super) struct Passage<'r> {
    /// What it says, notes left out.
    pub(super) text: String,
    pub(super) origin: Origin,
    pub(super) kind: Kind,
    /// The role of its section; `None` before the first section, in one of no known role and in attachments.
    pub(super) role: Option<&'r str>,
    /// Whether it stands behind the sign-off.
    pub(super) attached: bool,
}

/// What a passage is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// The title, or a body's name in the sign-off.
    Line,
    /// The heading of a section.
    Section,
    /// A heading within a section.
    Heading,
    /// Running text.
    Prose,
    /// The name of a figure or table.
    Caption,
    /// A cell of a table that is not statutory, with others in its row.
    Cell,
    /// A note.
    Note,
}

/// The passages of a report in its order, statutory tables aside.
pub(super) fn passages(report: &Report) -> Vec<Passage<'_>> {
    let mut all = Passages { found: Vec::new(), role: None, attached: false };
    all.line(report.title.as_deref());
    all.blocks(&report.letterhead, false);
    all.blocks(&report.preamble, false);
    for section in &report.sections {
        all.role = section.role.as_deref();
        if let Some(heading) = &section.heading {
            all.content(heading, &Origin::default(), Kind::Section);
        }
        for item in &section.content {
            if let Item::Block(block) = item {
                all.blocks(std::slice::from_ref(block), false);
            }
        }
    }
    all.role = None;
    all.line(report.signature.as_ref().and_then(|signature| signature.organ.as_deref()));
    all.attached = true;
    for attachment in &report.attachments {
        all.line(attachment.label.as_deref());
        all.line(attachment.title.as_deref());
        all.blocks(&attachment.content, false);
    }
    all.found
}

struct Passages<'r> {
    found: Vec<Passage<'r>>,
    role: Option<&'r str>,
    attached: bool,
}

impl Passages<'_> {
    fn push(&mut self, text: String, origin: &Origin, kind: Kind) {
        if !text.trim().is_empty() {
            self.found.push(Passage { text, origin: origin.clone(), kind, role: self.role, attached: self.attached });
        }
    }

    fn line(&mut self, line: Option<&str>) {
        self.push(line.unwrap_or_default().to_owned(), &Origin::default(), Kind::Line);
    }

    fn content(&mut self, content: &Content, origin: &Origin, kind: Kind) {
        self.push(content.running_text(), origin, kind);
        let mut notes = Vec::new();
        content.each_inline(&mut |inline| {
            if let crate::document::Inline::Note(note) = inline {
                notes.push(note);
            }
        });
        for note in notes {
            self.push(note.content.iter().map(Block::running_text).collect::<Vec<_>>().join("\n"), origin, Kind::Note);
        }
    }

    fn blocks(&mut self, blocks: &[Block], in_table: bool) {
        let kind = |kind| if in_table { Kind::Cell } else { kind };
        for block in blocks {
            match block {
                Block::Heading(heading) => self.content(&heading.content, &heading.origin, kind(Kind::Heading)),
                Block::Paragraph(paragraph) => {
                    let is_caption = paragraph.role == ParagraphRole::Caption;
                    let own = if is_caption { Kind::Caption } else { Kind::Prose };
                    self.content(&paragraph.content, &paragraph.origin, kind(own));
                }
                Block::List(list) => list.items.iter().for_each(|item| self.blocks(&item.content, in_table)),
                // What stands alone in its row is text that a table lays out.
                Block::Table(grid) => {
                    let rows = |cell: &Cell| cell.row..cell.row.saturating_add(cell.row_span);
                    let mut filled: BTreeMap<u32, usize> = BTreeMap::new();
                    for cell in grid.cells().iter().filter(|cell| !cell.plain_text().trim().is_empty()) {
                        rows(cell).for_each(|row| *filled.entry(row).or_default() += 1);
                    }
                    for cell in grid.cells() {
                        let is_alone = rows(cell).all(|row| filled.get(&row).is_none_or(|cells| *cells < 2));
                        self.blocks(&cell.content, in_table || !is_alone);
                    }
                }
                Block::Figure(_) | Block::Chart(_) | Block::Break(_) => {}
            }
        }
    }
}
