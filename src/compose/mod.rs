//! Report + Form → Document ready to publish.
//!
//! In: a [`Report`]. Out: the [`Document`] every writer and the typesetter take. The printed tables come from the form: its
//! labels, its geometry, and the figures' own text. Knows no file format and no page.
//!
//! | room | what it composes |
//! |---|---|
//! | `statistics` | the printed form of a statutory table |
//! | `charts` | charts of its figures |
//! | `review_sheet` | report + findings → the sheet on which they are decided |

mod charts;
mod review_sheet;
mod statistics;

pub use charts::Charts;
pub use review_sheet::{ReviewSheet, is_review_sheet, review_sheet_to_document};
pub use statistics::statistics_to_grid;

use crate::document::{Block, Break, Content, Document, Heading, Inline, Paragraph, ParagraphRole, Properties};
use crate::finding::Warned;
use crate::form::Forms;
use crate::report::{Attachment, Item, Report, Signature};
use crate::style::ChartPlace;
use statistics::statistics_block;

/// The document that publishes a report.
///
/// A statutory table prints the rows the report has figures for; a row absent from the report is not printed. Findings:
/// `figure-absent` for a single figure that is absent from a row printed.
#[must_use]
pub fn report_to_document(report: &Report, forms: &Forms) -> Warned<Document> {
    composed(report, forms, None)
}

/// The same, with charts of the figures of its statutory tables. Findings: also `chart-not-drawn` for one of which there is nothing to
/// draw.
#[must_use]
pub fn report_with_charts_to_document(report: &Report, forms: &Forms, charts: &Charts<'_>) -> Warned<Document> {
    composed(report, forms, Some(charts))
}

fn composed(report: &Report, forms: &Forms, charts: Option<&Charts<'_>>) -> Warned<Document> {
    let mut findings = Vec::new();
    let mut blocks = report.letterhead.clone();
    if let Some(title) = &report.title {
        blocks.push(paragraph(ParagraphRole::Title, title));
    }
    blocks.extend(report.preamble.iter().cloned());
    for section in &report.sections {
        if let Some(heading) = &section.heading {
            blocks.push(Block::Heading(Heading { level: 1, content: heading.clone(), origin: Default::default() }));
        }
        let mut at_end = Vec::new();
        for item in &section.content {
            match item {
                Item::Block(block) => blocks.push(block.clone()),
                Item::Statistics(id) => {
                    blocks.extend(statistics_block(report, id, forms, &mut findings));
                    let Some(charts) = charts else { continue };
                    let drawn = charts.of_table(report, id, forms, &mut findings);
                    match charts.style.place {
                        ChartPlace::Table => blocks.extend(drawn),
                        ChartPlace::Section => at_end.extend(drawn),
                    }
                }
            }
        }
        blocks.append(&mut at_end);
    }
    if let Some(signature) = &report.signature {
        blocks.extend(
            signature.organ.iter().chain(&signature.co_signers).map(|organ| paragraph(ParagraphRole::Signature, organ)),
        );
        blocks.extend(signature.date.iter().map(|date| paragraph(ParagraphRole::Date, &date.raw)));
        add_seals(&mut blocks, signature);
    }
    report.attachments.iter().for_each(|attachment| attachment_blocks(attachment, &mut blocks));
    let properties = Properties {
        title: report.title.clone().or_else(|| title_of_head(&report.letterhead)),
        author: report.organ.clone(),
        date: report.published,
        ..Properties::default()
    };
    Warned { value: Document { blocks, media: report.media.clone(), properties }, findings }
}

/// What a paper without a title goes by, an order: its mark and its number.
fn title_of_head(letterhead: &[Block]) -> Option<String> {
    let text = |wanted: ParagraphRole| -> String {
        let texts = letterhead.iter().filter_map(|block| match block {
            Block::Paragraph(p) if p.role == wanted => Some(p.content.running_text()),
            _ => None,
        });
        texts.filter_map(|text| text.split('\t').next().map(|text| text.trim().to_owned())).collect()
    };
    let (mark, number) = (text(ParagraphRole::OrganMark), text(ParagraphRole::DocumentNumber));
    (!mark.is_empty()).then(|| format!("{mark} {number}").trim().to_owned())
}

/// Puts the seals into the last line of the sign-off, by which they are placed; where it has no line, into one of their own.
fn add_seals(blocks: &mut Vec<Block>, signature: &Signature) {
    if signature.seals.is_empty() {
        return;
    }
    if signature.organ.is_none() && signature.co_signers.is_empty() && signature.date.is_none() {
        blocks.push(paragraph(ParagraphRole::Date, ""));
    }
    if let Some(Block::Paragraph(last)) = blocks.last_mut() {
        let mut inlines = std::mem::take(&mut last.content).into_inlines();
        inlines.extend(signature.seals.iter().cloned().map(Inline::Image));
        last.content = Content::new(inlines);
    }
}

fn paragraph(role: ParagraphRole, text: &str) -> Block {
    Block::Paragraph(Paragraph { role, ..Paragraph::plain(text) })
}

fn attachment_blocks(attachment: &Attachment, blocks: &mut Vec<Block>) {
    // How the paper lies is said where the page begins.
    let (begins, content) = match attachment.content.split_first() {
        Some((Block::Break(begins), rest)) if attachment.label.is_some() => (*begins, rest),
        _ => (Break::Page, attachment.content.as_slice()),
    };
    if let Some(label) = &attachment.label {
        blocks.push(Block::Break(begins));
        blocks.push(paragraph(ParagraphRole::AttachmentLabel, label));
    }
    blocks.extend(attachment.title.iter().map(|title| paragraph(ParagraphRole::Title, title)));
    blocks.extend(content.iter().cloned());
}
