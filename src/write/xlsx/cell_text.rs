//! Blocks → the text of one cell.

use crate::document::{Alignment, Block, Change, Content, Inline, Marks, VerticalPosition};
use crate::finding::{Finding, Origin, catalogue};
use rust_xlsxwriter::{Format, FormatScript, FormatUnderline};

/// The most characters (UTF-16 units) a cell may hold.
const LONGEST: usize = 32_767;

/// The text of a cell in runs, no two neighbours with the same marks, no run empty.
#[derive(Debug, Default, PartialEq)]
pub(super) struct CellText {
    pub(super) runs: Vec<(Marks, String)>,
    /// The alignment of the first paragraph.
    pub(super) align: Alignment,
}

impl CellText {
    /// All text of `blocks`, a line break between them; what can't stand in a cell is named in `findings`.
    pub(super) fn of(blocks: &[Block], origin: &Origin, findings: &mut Vec<Finding>) -> Self {
        let mut text = CellText::default();
        let mut first = true;
        for block in blocks {
            if !std::mem::take(&mut first) {
                text.push(Marks::default(), "\n");
            }
            text.push_block(block, origin, findings);
        }
        if let Some(Block::Paragraph(paragraph)) = blocks.first() {
            text.align = paragraph.align;
        }
        text.cut(origin, findings);
        text
    }

    /// The text without marks.
    pub(super) fn plain(&self) -> String {
        self.runs.iter().map(|(_, text)| text.as_str()).collect()
    }

    fn push(&mut self, marks: Marks, text: &str) {
        match self.runs.last_mut() {
            _ if text.is_empty() => {}
            Some((last, run)) if *last == marks => run.push_str(text),
            _ => self.runs.push((marks, text.to_owned())),
        }
    }

    fn push_block(&mut self, block: &Block, origin: &Origin, findings: &mut Vec<Finding>) {
        match block {
            Block::Heading(heading) => self.push_content(&heading.content, origin, findings),
            Block::Paragraph(paragraph) => self.push_content(&paragraph.content, origin, findings),
            Block::List(_) => self.push(Marks::default(), &block.plain_text()),
            Block::Table(_) => {
                findings.push(catalogue::workbook::inner_table_flattened().at_origin(origin));
                self.push(Marks::default(), &block.plain_text());
            }
            Block::Figure(figure) => {
                findings.push(catalogue::workbook::picture_left_out(&figure.media).at_origin(origin));
            }
            Block::Chart(_) | Block::Break(_) => {}
        }
    }

    fn push_content(&mut self, content: &Content, origin: &Origin, findings: &mut Vec<Finding>) {
        for inline in content.inlines() {
            match inline {
                Inline::Text(run) => self.push(run.marks, &run.text),
                Inline::Link(link) => {
                    self.push_content(&link.content, origin, findings);
                    if link.target != link.content.plain_text() {
                        findings.push(catalogue::workbook::link_target_left_out(&link.target).at_origin(origin));
                    }
                }
                Inline::Ruby(ruby) => self.push_content(&ruby.in_brackets(), origin, findings),
                Inline::Formula(formula) => self.push(Marks::default(), &formula.text),
                Inline::Revision(revision) => {
                    // Deleted digits beside new ones would be read as one number.
                    match revision.change {
                        Change::Inserted => self.push_content(&revision.content, origin, findings),
                        Change::Deleted => {
                            findings.push(
                                catalogue::write::deletion_not_written(revision.content.plain_text()).at_origin(origin),
                            );
                        }
                    }
                }
                Inline::Anchor(_) => {}
                Inline::Note(note) => {
                    let said: Vec<String> = note.content.iter().map(Block::plain_text).collect();
                    self.push(Marks::default(), &format!("[{}]", said.join("\n")));
                }
                Inline::Image(image) => {
                    findings.push(catalogue::workbook::picture_left_out(&image.media).at_origin(origin));
                }
            }
        }
    }

    fn cut(&mut self, origin: &Origin, findings: &mut Vec<Finding>) {
        let units: usize = self.runs.iter().map(|(_, text)| text.encode_utf16().count()).sum();
        if units <= LONGEST {
            return;
        }
        findings.push(catalogue::workbook::cell_text_cut(LONGEST, units).at_origin(origin));
        let mut left = LONGEST;
        for (_, text) in &mut self.runs {
            let mut end = 0;
            for c in text.chars() {
                let Some(rest) = left.checked_sub(c.len_utf16()) else {
                    left = 0;
                    break;
                };
                left = rest;
                end += c.len_utf8();
            }
            text.truncate(end);
        }
        self.runs.retain(|(_, text)| !text.is_empty());
    }
}

/// The format with a run's marks.
pub(super) fn marked(format: Format, marks: Marks) -> Format {
    let format = if marks.bold { format.set_bold() } else { format };
    let format = if marks.italic { format.set_italic() } else { format };
    let format = if marks.underline { format.set_underline(FormatUnderline::Single) } else { format };
    let format = if marks.strike { format.set_font_strikethrough() } else { format };
    match marks.position {
        Some(VerticalPosition::Superscript) => format.set_font_script(FormatScript::Superscript),
        Some(VerticalPosition::Subscript) => format.set_font_script(FormatScript::Subscript),
        None => format,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_is_cut_at_the_limit_and_not_before() {
        let mut findings = Vec::new();
        let fits = CellText::of(&[Block::text("字".repeat(LONGEST))], &Origin::default(), &mut findings);
        assert_eq!((fits.plain().chars().count(), findings.len()), (LONGEST, 0));
        let over = CellText::of(&[Block::text("字".repeat(LONGEST + 1))], &Origin::default(), &mut findings);
        assert_eq!(over.plain().chars().count(), LONGEST);
        assert_eq!(findings[0].code(), "cell-text-cut");
        assert_eq!(findings[0].value("found"), Some("32768"));
    }
}
