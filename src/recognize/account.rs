//! What a document says, held against what its report says: no paragraph and no figure is lost in recognising.
//!
//! Outside tables all text counts. In tables only figures do: the labels of statutory tables are the form's, and a line of words in a
//! workbook says whose the figures are.

use crate::document::numeral::is_arabic_digit;
use crate::document::{Account, Block, Content, Document, Inline, Paragraph, net_is_off};
use crate::finding::{Finding, Place, catalogue};
use crate::form::{CellContent, Forms};
use crate::report::{Attachment, Item, Report};
use std::collections::HashSet;

/// What a document says.
pub(super) fn of_document(document: &Document) -> Account {
    let mut account = Account::default();
    if !net_is_off() {
        add(&document.blocks, &mut account);
    }
    account
}

fn add(blocks: &[Block], account: &mut Account) {
    for block in blocks {
        let Block::Table(grid) = block else {
            // Labels of lists become text, of paragraphs.
            account.add_blocks(std::slice::from_ref(block), false);
            continue;
        };
        for cell in grid.cells() {
            if let [Block::Paragraph(paragraph)] = cell.content.as_slice()
                && is_of_one_look(&paragraph.content)
                && let text = paragraph.content.running_text()
                && is_figure(&text)
            {
                let passage = account.passage(grid.origin.0.clone(), true);
                account.piece(passage, &text);
            }
        }
    }
}

/// Adds the figures of tables that were found in text: they have to be among the report's, as those of any other.
pub(super) fn add_tables(account: &mut Account, tables: &[Block]) {
    if !net_is_off() {
        add(tables, account);
    }
}

/// Adds to what was placed the lines that were taken for the labels and figures of tables.
pub(super) fn add_lines(account: &mut Account, lines: &[String]) {
    if !net_is_off() {
        lines.iter().for_each(|line| add_text(Some(line), account));
    }
}

/// Whether nothing in a cell is struck, raised or lowered: what is, is no part of the number.
fn is_of_one_look(content: &Content) -> bool {
    content.inlines().iter().all(|inline| match inline {
        Inline::Text(run) => !run.marks.strike && run.marks.position.is_none(),
        _ => false,
    })
}

/// Whether a cell says a number and nothing else.
fn is_figure(text: &str) -> bool {
    let text = text.trim();
    let is_sign = |c: char| is_arabic_digit(c) || matches!(c, '.' | '-' | '．' | '－' | ',' | '，');
    text.contains(char::is_numeric) && text.chars().all(is_sign)
}

/// Says of the figures of the sheets passed over on purpose that they are none.
pub(super) fn pass_over(account: &mut Account, findings: &[Finding]) {
    let passed_over = findings.iter().filter(|finding| finding.is(catalogue::recognize::CHECK_SHEET_PASSED_OVER));
    let places: Vec<&Place> = passed_over.filter_map(|finding| finding.location().place.as_ref()).collect();
    if !places.is_empty() {
        account.take_back_at(&places);
    }
}

/// What a report says. The findings tell which headings were parted from the paragraph they ran into.
pub(super) fn of_report(report: &Report, findings: &[Finding]) -> Account {
    let mut account = Account::to_look_up();
    if net_is_off() {
        return account;
    }
    add_text(report.title.as_deref(), &mut account);
    account.add_blocks(&report.letterhead, true);
    account.add_blocks(&report.preamble, true);
    let key = |place: &Place| format!("{place:?}");
    let parted: HashSet<String> = findings
        .iter()
        .filter(|finding| finding.is(catalogue::recognize::HEADING_SPLIT))
        .filter_map(|finding| finding.location().place.as_ref().map(key))
        .collect();
    let is_parted = |paragraph: &Paragraph| {
        !parted.is_empty() && paragraph.origin.0.as_ref().is_some_and(|place| parted.contains(&key(place)))
    };
    for section in &report.sections {
        let mut content = section.content.as_slice();
        if let (Some(heading), [Item::Block(Block::Paragraph(paragraph)), rest @ ..]) = (&section.heading, content)
            && is_parted(paragraph)
        {
            account.add_run_in(heading, &paragraph.content, &paragraph.origin, true);
            content = rest;
        } else {
            add_text(section.heading.as_ref().map(|heading| heading.plain_text()).as_deref(), &mut account);
        }
        for item in content {
            if let Item::Block(block) = item {
                account.add_blocks(std::slice::from_ref(block), true);
            }
        }
    }
    let figures = report.statistics.values().flat_map(|table| table.cells.values());
    figures.for_each(|count| add_text(Some(&count.raw), &mut account));
    if let Some(signature) = &report.signature {
        let organs: Vec<&str> = signature.organ.iter().chain(&signature.co_signers).map(String::as_str).collect();
        let date = signature.date.as_ref().map_or("", |date| date.raw.as_str());
        organs.iter().chain([&date]).for_each(|text| add_text(Some(text), &mut account));
        // All of it may stand on one line, in either order.
        let organs = organs.concat();
        [organs.clone(), format!("{organs}{date}"), format!("{date}{organs}")]
            .iter()
            .for_each(|line| add_text(Some(line), &mut account));
    }
    for Attachment { label, title, content } in &report.attachments {
        add_text(label.as_deref(), &mut account);
        add_text(title.as_deref(), &mut account);
        account.add_blocks(content, true);
    }
    account
}

/// Adds the labels of the tables a report has: a line above a part of a table may be a row of the form's, 第二十条第（五）项.
pub(super) fn add_labels(account: &mut Account, report: &Report, forms: &Forms) {
    for (id, figures) in &report.statistics {
        let table = forms.get(&figures.form).and_then(|form| form.tables.iter().find(|table| table.id == *id));
        for cell in table.into_iter().flat_map(|table| &table.cells) {
            if let CellContent::Label(label) = &cell.content {
                add_text(Some(&label.text), account);
            }
        }
    }
}

fn add_text(text: Option<&str>, account: &mut Account) {
    if let Some(text) = text {
        let passage = account.passage(None, false);
        account.piece(passage, text);
    }
}
