//! Cell text → figure, with a finding for everything that is not simply a number.

use super::money::MoneyStatement;
use super::tidy::blocks_without_text;
use crate::document::{Block, Cell, Change, Content, Inline, Marks, Text, VerticalPosition};
use crate::finding::{Finding, catalogue};
use crate::form::{DataCell, FigureWords, TableForm};
use crate::report::{Count, CountFault, fault_to_finding};
use rust_decimal::Decimal;

/// A cell's text, in which a raised note number (12¹), struck-through digits or a list's number can't pass for digits.
pub(super) fn figure_text(cell: &Cell) -> String {
    if let [Block::Paragraph(paragraph)] = cell.content.as_slice()
        && let [only @ Inline::Text(_)] = paragraph.content.inlines()
    {
        return inline_text(only);
    }
    let lines = cell.content.iter().map(|block| match block {
        Block::Paragraph(paragraph) => paragraph.content.inlines().iter().map(inline_text).collect(),
        Block::List(list) => {
            let items = list.items.iter().map(|item| item.content.iter().map(Block::running_text).collect::<String>());
            list.items
                .iter()
                .zip(items)
                .map(|(item, text)| format!("{}\n{text}", item.label))
                .collect::<Vec<_>>()
                .join("\n")
        }
        other => other.running_text(),
    });
    lines.collect::<Vec<String>>().join("\n")
}

fn inline_text(inline: &Inline) -> String {
    match inline {
        Inline::Text(Text { text, marks, .. }) if marks.strike && !text.trim().is_empty() => format!("~~{text}~~"),
        Inline::Text(Text { text, marks, .. }) => match marks.position {
            Some(VerticalPosition::Superscript) => with_digits(text, "⁰¹²³⁴⁵⁶⁷⁸⁹"),
            Some(VerticalPosition::Subscript) => with_digits(text, "₀₁₂₃₄₅₆₇₈₉"),
            None => text.clone(),
        },
        Inline::Link(link) => link.content.inlines().iter().map(inline_text).collect(),
        Inline::Ruby(ruby) => ruby.in_brackets().inlines().iter().map(inline_text).collect(),
        Inline::Formula(formula) => formula.text.clone(),
        Inline::Revision(revision) if revision.change == Change::Inserted => {
            revision.content.inlines().iter().map(inline_text).collect()
        }
        Inline::Revision(_) | Inline::Anchor(_) => String::new(),
        // Kept after the table.
        Inline::Image(_) | Inline::Note(_) => String::new(),
    }
}

fn with_digits(text: &str, digits: &str) -> String {
    text.chars().map(|c| c.to_digit(10).and_then(|d| digits.chars().nth(d as usize)).unwrap_or(c)).collect()
}

/// What a figure's cell prints, where that is more than its text: struck or raised runs, notes called in it.
///
/// `None` where the text says it all, and for a list, whose numbers are no part of any run.
pub(super) fn figure_content(blocks: &[Block]) -> Option<Content> {
    let mut runs: Vec<Inline> = Vec::new();
    for (index, block) in blocks.iter().enumerate() {
        let Block::Paragraph(paragraph) = block else { return None };
        if index > 0 {
            runs.push(Inline::text("\n"));
        }
        paragraph.content.inlines().iter().for_each(|inline| push_printed(inline, &mut runs));
    }
    let is_blank = |inline: &Inline| matches!(inline, Inline::Text(text) if text.text.trim().is_empty());
    while runs.last().is_some_and(is_blank) {
        runs.pop();
    }
    runs.drain(..runs.iter().take_while(|inline| is_blank(inline)).count());
    if let Some(Inline::Text(text)) = runs.first_mut() {
        text.text = text.text.trim_start().to_owned();
    }
    if let Some(Inline::Text(text)) = runs.last_mut() {
        text.text = text.text.trim_end().to_owned();
    }
    let content = Content::new(runs);
    if content.as_plain().is_some() { None } else { Some(content) }
}

fn push_printed(inline: &Inline, runs: &mut Vec<Inline>) {
    let inner = match inline {
        Inline::Text(Text { text, marks, .. }) if !text.trim().is_empty() => {
            let marks = Marks { strike: marks.strike, position: marks.position, ..Marks::default() };
            return runs.push(Inline::Text(Text::new(text.as_str(), marks)));
        }
        Inline::Text(Text { text, .. }) => return runs.push(Inline::text(text.as_str())),
        Inline::Note(_) => return runs.push(inline.clone()),
        Inline::Formula(formula) => return runs.push(Inline::text(formula.text.as_str())),
        Inline::Link(link) => &link.content,
        Inline::Ruby(ruby) => &ruby.in_brackets(),
        Inline::Revision(revision) if revision.change == Change::Inserted => &revision.content,
        Inline::Revision(_) | Inline::Anchor(_) | Inline::Image(_) => return,
    };
    inner.inlines().iter().for_each(|inline| push_printed(inline, runs));
}

/// The blocks of a figure's cell that are neither its text nor what it prints: pictures, and notes of a list.
pub(super) fn blocks_beside_figure(blocks: &[Block]) -> Vec<Block> {
    if figure_content(blocks).is_none() {
        return blocks_without_text(blocks);
    }
    let without_notes = blocks.iter().cloned().map(|block| match block {
        Block::Paragraph(mut paragraph) => {
            let inlines = paragraph.content.into_inlines();
            paragraph.content =
                Content::new(inlines.into_iter().filter(|inline| !matches!(inline, Inline::Note(_))).collect());
            Block::Paragraph(paragraph)
        }
        other => other,
    });
    blocks_without_text(&without_notes.collect::<Vec<_>>())
}

/// The figure a table's cell states, and what is to be said about it.
pub(super) fn cell_to_figure(cell: &Cell, data: &DataCell, table: &TableForm) -> (Count, Option<Finding>) {
    let (mut count, fault) = Count::read(&figure_text(cell), data);
    count.origin = cell.origin.clone();
    count.content = figure_content(&cell.content);
    let name = || format!("{}：{}", table.name, data.path());
    let finding = fault.map(|fault| fault_to_finding(fault, &name(), &count, data).at_origin(&cell.origin));
    (count, finding)
}

/// So much of the form's unit of money, ten million yuan, is seldom charged: more likely it is yuan.
const MUCH: i64 = 1_000;

/// Reads a figure again by the unit of money stated for it; what is to be said where that makes another amount of it.
pub(super) fn restate(count: &mut Count, data: &DataCell, name: &str, unit: &MoneyStatement) -> Option<Finding> {
    let (restated, fault) = Count::read_in(&count.raw, data, unit.stated);
    if restated.value == count.value {
        let is_unsaid = unit.said.is_empty()
            && !data.unit.is_empty()
            && FigureWords::built_in().split_money_unit(count.raw.trim()).is_none()
            && count.value.is_some_and(|value| value.abs() >= Decimal::from(MUCH));
        return is_unsaid
            .then(|| catalogue::recognize::money_unit_unsaid(name, &count.raw, &data.unit).at_origin(&count.origin));
    }
    let found = std::mem::replace(&mut count.raw, restated.raw);
    count.value = restated.value;
    if restated.value.is_some() {
        // The old amount must not be printed; the notes called at it stay.
        count.content = count.content.take().map(|content| {
            let notes = content.into_inlines().into_iter().filter(|inline| matches!(inline, Inline::Note(_)));
            Content::new(std::iter::once(Inline::text(count.raw.as_str())).chain(notes).collect())
        });
    }
    let finding = match (fault, count.value) {
        (Some(CountFault::Converted), Some(value)) => {
            catalogue::recognize::money_converted(name, found, &unit.said, value, &data.unit)
        }
        _ => catalogue::recognize::money_unit_unclear(name, found, &unit.said, &data.unit),
    };
    Some(finding.at_origin(&count.origin))
}

/// Takes the value of an amount of which something else says another unit or order; what is to be said about that.
pub(super) fn said_otherwise(count: &mut Count, data: &DataCell, name: &str, said: &str) -> Finding {
    count.value = None;
    catalogue::recognize::money_unit_unclear(name, &count.raw, said, &data.unit).at_origin(&count.origin)
}
