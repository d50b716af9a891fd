//! Cell text → figure, with a finding for everything that is not simply a number.

use crate::document::{Block, Cell, Change, Inline, Text, VerticalPosition};
use crate::finding::{Finding, catalogue};
use crate::form::{DataCell, NumberKind, TableForm};
use crate::report::{Count, CountFault};

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

/// The figure a table's cell states, and what is to be said about it.
pub(super) fn cell_to_figure(cell: &Cell, data: &DataCell, table: &TableForm) -> (Count, Option<Finding>) {
    let (mut count, fault) = Count::read(&figure_text(cell), data);
    count.origin = cell.origin.clone();
    let name = || format!("{}：{}", table.name, data.path());
    let finding = fault.map(|fault| fault_to_finding(fault, &name(), &count, data).at_origin(&cell.origin));
    (count, finding)
}

/// What is to be said about a figure of that name.
pub(super) fn fault_to_finding(fault: CountFault, name: &str, count: &Count, data: &DataCell) -> Finding {
    match fault {
        CountFault::Blank => catalogue::recognize::figure_blank(name),
        CountFault::Placeholder => catalogue::recognize::figure_placeholder(name, &count.raw),
        CountFault::NotANumber => catalogue::recognize::figure_not_a_number(name, &count.raw),
        CountFault::OutsideKind => {
            let (zh, en) = match data.kind {
                NumberKind::Count => ("非负整数", "a whole number, 0 or more"),
                NumberKind::Change => ("整数", "a whole number"),
                NumberKind::Money => ("非负数", "a number, 0 or more"),
            };
            catalogue::recognize::figure_outside_kind(name, &count.raw, zh, en)
        }
        CountFault::Unusual => {
            let value = count.value.map(|value| value.to_string()).unwrap_or_default();
            catalogue::recognize::figure_read_as(name, &count.raw, value)
        }
    }
}
