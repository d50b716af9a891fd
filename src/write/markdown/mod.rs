//! Document → Markdown.
//!
//! In: a [`Document`] and a [`Style`], which says whether colours are kept. Out: GitHub Flavored Markdown (CommonMark 0.31 with tables,
//! footnotes and strikethrough), with a finding for all it can't carry. Knows nothing of reports.
//!
//! Whatever the text holds stands there as text: what Markdown would read as its own is escaped. Where Markdown has no sign for a
//! thing, or its signs don't work between Chinese characters, the HTML element stands that CommonMark lets through.
//!
//! | what | how |
//! |---|---|
//! | title, heading of level n | `#`, n + 1 times `#` |
//! | bold, italic | `**`, `*` where they open and close there (CommonMark 6.2), else elements |
//! | struck, raised, lowered, underlined, colours, fonts, readings, revisions | elements |
//! | list | bullets and numbers where they are those Markdown prints; else paragraphs with their labels |
//! | table with one header row and nothing merged | pipes |
//! | any other table | an HTML table; widths of columns are not carried |
//! | alignment other than the style's | `<p align>` |
//! | foot- and endnotes | footnotes |
//! | picture | in the text itself, as `data:` |

mod inline;
mod table;
mod text;
mod writer;

use crate::arrange::{undescribed, with_pictures_prepared};
use crate::document::{Alignment, Block, Document, Heading, InlineImage, List, Paragraph, ParagraphRole};
use crate::finding::{Warned, catalogue};
use crate::style::Style;
use writer::{MAX_DEPTH, MarkdownWriter, Syntax};

/// Stands between two lists that Markdown would take for one.
const BETWEEN_LISTS: &str = "<!-- -->";

/// The document as Markdown. Same document and style, same text.
#[must_use]
pub fn document_to_markdown(document: &Document, style: &Style) -> Warned<String> {
    let document = &*with_pictures_prepared(document);
    let mut writer =
        MarkdownWriter { document, style, findings: Vec::new(), notes: Vec::new(), depth: 0, has_title: false };
    let mut text = writer.blocks(&document.blocks);
    // A note may call further notes: the list grows while it is written.
    let mut written = 0;
    while let Some(note) = writer.notes.get(written).copied() {
        written += 1;
        let content = writer.blocks(&note.content);
        push_block(&mut text, &format!("[^{written}]: {}", indented(&content, 4)));
    }
    if !text.is_empty() {
        text.push('\n');
    }
    let mut findings = writer.findings;
    findings.extend(undescribed(document));
    Warned { value: text, findings }
}

impl<'a> MarkdownWriter<'a> {
    /// Blocks, a blank line between any two.
    fn blocks(&mut self, blocks: &'a [Block]) -> String {
        let mut text = String::new();
        if self.depth > MAX_DEPTH {
            self.findings.push(catalogue::write::nesting_flattened(MAX_DEPTH));
            for block in blocks {
                let plain = block.plain_text();
                plain.lines().for_each(|line| push_block(&mut text, &self.escaped(line)));
            }
            return text;
        }
        self.depth += 1;
        let mut last = None;
        for block in blocks {
            let marker = match block {
                Block::List(list) => Some(marker_of(list)),
                _ => None,
            };
            if marker.is_some() && marker == last {
                push_block(&mut text, BETWEEN_LISTS);
            }
            last = marker;
            let written = self.block(block);
            push_block(&mut text, &written);
        }
        self.depth -= 1;
        text
    }

    fn block(&mut self, block: &'a Block) -> String {
        match block {
            Block::Heading(heading) => self.heading(heading),
            Block::Paragraph(paragraph) => self.paragraph(paragraph),
            Block::List(list) => self.list(list),
            Block::Table(grid) if grid.is_empty() => String::new(),
            Block::Table(grid) => self.table(grid),
            Block::Figure(figure) => {
                let (media, alt) = (figure.media.clone(), figure.alt.clone());
                let image = InlineImage { media, alt, size: figure.size, crop: figure.crop, ..InlineImage::default() };
                let before = self.findings.len();
                let text = self.image(&image, Syntax::Markdown);
                for finding in self.findings.iter_mut().skip(before) {
                    *finding = finding.clone().at_origin(&figure.origin);
                }
                text
            }
            // It says what the tables say.
            Block::Chart(_) => String::new(),
            // How paper lies, Markdown does not say.
            Block::Break(_) => "<hr style=\"page-break-after:always\"/>".to_owned(),
        }
    }

    fn heading(&mut self, heading: &'a Heading) -> String {
        let level = usize::from(heading.level.clamp(1, 5)) + 1;
        let text = self.content(&heading.content, Syntax::Line);
        format!("{} {text}", "#".repeat(level))
    }

    fn paragraph(&mut self, paragraph: &'a Paragraph) -> String {
        if paragraph.role == ParagraphRole::Title && !self.has_title {
            self.has_title = true;
            return format!("# {}", self.content(&paragraph.content, Syntax::Line));
        }
        let align = match (paragraph.align, paragraph.role) {
            (Alignment::Center, _) => Some("center"),
            (Alignment::End, _) | (_, ParagraphRole::Signature | ParagraphRole::Date) => Some("right"),
            (_, ParagraphRole::Caption | ParagraphRole::Title | ParagraphRole::OrganMark) => Some("center"),
            (_, ParagraphRole::Signer) => Some("right"),
            (_, ParagraphRole::DocumentNumber) if !paragraph.content.plain_text().contains('\t') => Some("center"),
            (_, ParagraphRole::AttachmentLabel) => Some("left"),
            (_, role) if role.is_of_paper() => Some("left"),
            _ => None,
        };
        match align {
            Some(align) if !inline::calls_notes(&paragraph.content) => {
                let own = match paragraph.align {
                    Alignment::Start => "",
                    Alignment::Center => " class=\"center\"",
                    Alignment::End => " class=\"end\"",
                };
                let content = self.content(&paragraph.content, Syntax::Html);
                format!("<p align=\"{align}\"{own}{}>{content}</p>", role_of(paragraph.role))
            }
            _ => self.content(&paragraph.content, Syntax::Markdown),
        }
    }

    fn list(&mut self, list: &'a List) -> String {
        let marker = marker_of(list);
        let mut text = String::new();
        for (number, item) in (1..).zip(&list.items) {
            let mark = match marker {
                Marker::Bullet => "- ".to_owned(),
                Marker::Number => format!("{number}. "),
                Marker::None => String::new(),
            };
            let mut content = self.blocks(&item.content);
            if marker == Marker::None {
                let label = self.escaped(&item.label);
                // What a paragraph escapes at its start may stand behind a label as well.
                content =
                    if begins_as_text(&item.content) { label + &content } else { format!("{label}\n\n{content}") };
            }
            push_block(&mut text, &format!("{mark}{}", indented(&content, mark.len())));
        }
        text
    }

    /// Text that is nothing but itself, at the start of a line.
    fn escaped(&mut self, text: &str) -> String {
        let mut out = String::new();
        self.push_text(text, Syntax::Line, &mut out);
        out
    }
}

/// The attribute by which a paragraph is read back as what it is.
fn role_of(role: ParagraphRole) -> String {
    match role {
        ParagraphRole::Body => String::new(),
        role => format!(" data-role=\"{}\"", role.name()),
    }
}

/// How Markdown marks the items of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Marker {
    Bullet,
    Number,
    /// Its labels are none of Markdown's: they are text.
    None,
}

/// Whether blocks begin with a line of text that something may stand before.
fn begins_as_text(blocks: &[Block]) -> bool {
    let is_text = |p: &Paragraph| p.role == ParagraphRole::Body && p.align == Alignment::Start;
    matches!(blocks.first(), Some(Block::Paragraph(paragraph)) if is_text(paragraph))
}

fn marker_of(list: &List) -> Marker {
    let is_counted = || (1..).zip(&list.items).all(|(number, item)| item.label == format!("{number}."));
    match list.items.iter().all(|item| begins_as_text(&item.content)) {
        true if list.ordered && is_counted() => Marker::Number,
        true if !list.ordered && list.items.iter().all(|item| item.label == "•") => Marker::Bullet,
        _ => Marker::None,
    }
}

/// Adds a block behind a blank line.
fn push_block(text: &mut String, block: &str) {
    if block.is_empty() {
        return;
    }
    if !text.is_empty() {
        text.push_str("\n\n");
    }
    text.push_str(block);
}

/// Text whose lines after the first stand so many blanks in, as what belongs to an item or note does.
fn indented(text: &str, blanks: usize) -> String {
    let indent = format!("\n{}", " ".repeat(blanks));
    let text = text.replace('\n', &indent);
    // Blank lines stay blank.
    text.replace(&format!("{indent}\n"), "\n\n")
}

#[cfg(test)]
mod tests;
