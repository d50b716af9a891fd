//! `show`: a report in the terminal.

use super::args::ShowArgs;
use super::streams::{Outcome, print};
use super::table::grid_to_lines;
use super::talk::Talk;
use super::wrap::wrap;
use super::{files, reading};
use crate::compose::report_to_document;
use crate::convert::Options;
use crate::document::{Alignment, Block, Document, Heading, List, Paragraph, ParagraphRole};
use crate::finding::{Error, printable};
use crate::report::Report;
use unicode_width::UnicodeWidthStr;

/// The width where there is no terminal to ask.
const WIDTH: usize = 100;

/// Shows title, sections and tables.
pub(super) fn show(args: &ShowArgs, talk: &mut Talk) -> Result<Outcome, Error> {
    let forms = files::forms(args.read.reading.form.as_ref())?;
    let options = Options { forms, read: reading::read_options(&args.read.reading), ..Options::built_in()? };
    let report = reading::report(&args.input, &args.read, &options, talk)?;
    let terminal = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    let width = args.width.map(usize::from).or(terminal).unwrap_or(WIDTH).max(20);
    let document = report_to_document(&report, &options.forms).value;
    let mut lines = summary(&report);
    lines.extend(document_to_lines(&document, width));
    print(|out| lines.iter().try_for_each(|line| writeln!(out, "{line}")))?;
    Ok(talk.close())
}

/// What the report is, a line each.
fn summary(report: &Report) -> Vec<String> {
    let mut lines = Vec::new();
    let mut say = |label: &str, value: Option<String>| {
        if let Some(value) = value {
            lines.push(format!("{label}  {}", printable(&value)));
        }
    };
    say("机关", report.organ.clone());
    say("年度", report.year.map(|year| year.to_string()));
    say("期限", report.period.map(|period| format!("{} – {}", period.from, period.to)));
    say("日期", report.published.map(|date| date.to_string()));
    let filled =
        |figures: &crate::report::TableFigures| figures.cells.values().filter(|count| count.value.is_some()).count();
    for (id, figures) in &report.statistics {
        say("表", Some(format!("{id}（{} 年表式）{}/{}", figures.form, filled(figures), figures.cells.len())));
    }
    if !lines.is_empty() {
        lines.push(String::new());
    }
    lines
}

fn document_to_lines(document: &Document, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for block in &document.blocks {
        block_to_lines(block, width, 0, &mut lines);
    }
    lines
}

/// Lists within lists are indented so far and no further.
const DEEPEST: usize = 8;

fn block_to_lines(block: &Block, width: usize, depth: usize, lines: &mut Vec<String>) {
    match block {
        Block::Heading(Heading { level, content, .. }) => {
            lines.push(String::new());
            lines.extend(wrap(&format!("{} {}", "#".repeat(usize::from(*level)), content.plain_text()), width));
            lines.push(String::new());
        }
        Block::Paragraph(paragraph) => paragraph_to_lines(paragraph, width, lines),
        Block::List(List { items, .. }) => {
            let indent = " ".repeat(2 * depth.min(DEEPEST));
            for item in items {
                let mut inner = Vec::new();
                item.content
                    .iter()
                    .for_each(|block| block_to_lines(block, width.saturating_sub(4).max(20), depth + 1, &mut inner));
                for (index, line) in inner.iter().enumerate() {
                    let label = if index == 0 { item.label.clone() } else { " ".repeat(item.label.width()) };
                    lines.push(format!("{indent}{label} {line}"));
                }
            }
        }
        Block::Table(grid) => lines.extend(grid_to_lines(grid, width)),
        Block::Figure(figure) => lines.push(format!("[图 {} {}]", figure.media, figure.alt)),
        // Made for pages, of figures that are shown here.
        Block::Chart(_) => {}
        Block::Break(_) => lines.push("─".repeat(width.min(40))),
    }
}

fn paragraph_to_lines(paragraph: &Paragraph, width: usize, lines: &mut Vec<String>) {
    let text = paragraph.content.plain_text();
    let align = match paragraph.role {
        ParagraphRole::Title | ParagraphRole::Caption | ParagraphRole::OrganMark => Alignment::Center,
        ParagraphRole::DocumentNumber if !text.contains('\t') => Alignment::Center,
        ParagraphRole::Signature | ParagraphRole::Date | ParagraphRole::Signer => Alignment::End,
        _ => paragraph.align,
    };
    for line in wrap(&text, width) {
        let free = width.saturating_sub(line.width());
        let indent = match align {
            Alignment::Start => 0,
            Alignment::Center => free / 2,
            Alignment::End => free,
        };
        lines.push(format!("{}{line}", " ".repeat(indent)));
    }
}
