//! A report's prose as passages, in the order it is printed.

use super::difference::{PassageKind, PassageText};
use crate::document::{Block, Content, Grid, Inline, List, ParagraphRole};
use crate::report::{Attachment, Item, Report};

/// A passage with what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) kind: PassageKind,
    pub(super) text: PassageText,
}

/// What stands between the cells of a row.
const BETWEEN_CELLS: &str = " | ";

/// The passages of a report: all text but that of its particulars and its statutory tables.
pub(super) fn passages_of(report: &Report) -> Vec<Found> {
    let mut prose = Prose::default();
    prose.blocks(&report.letterhead);
    prose.blocks(&report.preamble);
    for section in &report.sections {
        prose.section = section.heading.as_ref().map(|heading| heading.plain_text());
        if let Some(heading) = prose.section.clone() {
            prose.say(PassageKind::Heading, heading);
        }
        for item in &section.content {
            match item {
                Item::Block(block) => prose.block(block),
                Item::Statistics(_) => {}
            }
        }
    }
    for Attachment { label, title, content } in &report.attachments {
        prose.section = title.clone().or_else(|| label.clone());
        label.iter().chain(title).for_each(|text| prose.say(PassageKind::Heading, text.clone()));
        prose.blocks(content);
    }
    prose.found
}

#[derive(Default)]
struct Prose {
    section: Option<String>,
    found: Vec<Found>,
}

impl Prose {
    fn say(&mut self, kind: PassageKind, text: String) {
        let number = self.found.len() + 1;
        if !text.trim().is_empty() {
            self.found.push(Found { kind, text: PassageText { number, section: self.section.clone(), text } });
        }
    }

    fn blocks(&mut self, blocks: &[Block]) {
        blocks.iter().for_each(|block| self.block(block));
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading(heading) => self.say(PassageKind::Heading, seen(&heading.content)),
            Block::Paragraph(paragraph) => {
                let kind = match paragraph.role {
                    ParagraphRole::Caption => PassageKind::Caption,
                    ParagraphRole::Title | ParagraphRole::AttachmentLabel => PassageKind::Heading,
                    _ => PassageKind::Paragraph,
                };
                self.say(kind, seen(&paragraph.content));
            }
            Block::List(list) => self.list(list),
            Block::Table(grid) => self.rows(grid),
            Block::Figure(figure) => {
                // Another format may hold the picture as a file of another kind.
                let name = figure.media.rsplit_once('.').map_or(figure.media.as_str(), |(name, _)| name);
                let shown = if figure.alt.is_empty() { name } else { &figure.alt };
                self.say(PassageKind::Picture, shown.to_owned());
            }
            Block::Chart(_) | Block::Break(_) => {}
        }
    }

    /// Items: the label with the paragraph it stands before; what else is in an item as it is.
    fn list(&mut self, list: &List) {
        for item in &list.items {
            let (first, rest) = match item.content.split_first() {
                Some((Block::Paragraph(first), rest)) => (seen(&first.content), rest),
                _ => (String::new(), item.content.as_slice()),
            };
            let gap = if item.label.is_empty() || first.is_empty() { "" } else { " " };
            self.say(PassageKind::Item, format!("{}{gap}{first}", item.label));
            self.blocks(rest);
        }
    }

    fn rows(&mut self, grid: &Grid) {
        for row in 0..grid.rows() {
            let cells = grid.cells_in_rows(row, row).iter();
            let texts: Vec<String> = cells.map(|cell| cell.plain_text().replace('\n', " ")).collect();
            if texts.iter().any(|text| !text.trim().is_empty()) {
                self.say(PassageKind::Row, texts.join(BETWEEN_CELLS));
            }
        }
    }
}

/// Content as text; what is struck through between `~~`, as in figures: it says that it does not hold.
fn seen(content: &Content) -> String {
    let mut text = String::new();
    for inline in content.inlines() {
        match inline {
            Inline::Text(run) if run.marks.strike => text.push_str(&format!("~~{}~~", run.text)),
            other => text.push_str(&Content::new(vec![other.clone()]).plain_text()),
        }
    }
    text
}
