//! Statutory tables whose cells came as text: one cell a line, or rows parted by tabs, bars or spaces.
//!
//! In: the blocks of a document. Out: the same, with a table where lines state one that the form has: its figures by the labels
//! before them and the form's order, as [`table`](super::table) then reads any other. A finding for each table, for whatever was
//! understood by blanks or sums, and for whatever was not; lines that were not understood stay where they are.
//!
//! | step | where |
//! |---|---|
//! | lines → cells | [`line`] |
//! | cells → labels, whole or in pieces, and figures of a table | [`element`] |
//! | their order, laid against the form's | [`reading`], its head [`heads`] |
//! | which figure is of which cell | [`resolve`], what is open by the sums of the form [`sums`] |
//! | → grid | [`grid`]; rows as they stand [`plain`] |
//! | tables under a heading and without any label | [`bare`] |
//! | tables and the lines between them → blocks | [`flow`] |

mod bare;
mod element;
mod flow;
mod grid;
mod heads;
mod line;
mod place;
mod plain;
mod reading;
mod resolve;
mod said;
mod sums;
#[cfg(test)]
mod tests;

use super::heading::names_section;
use super::table::{Labels, comparable, reads_whole};
use super::tidy::trim;
use crate::document::{Block, Content, running_text};
use crate::finding::{Finding, Origin, catalogue};
use crate::form::Forms;
use crate::report::numbered::{self, Numbers};
use element::{Element, Known, Token, tokens_of};
use flow::{Found, Stretch};
pub(super) use line::cells_of;
use line::{FieldKind, Line, slice, text_content};
use reading::Reading;
use resolve::{Resolved, resolve};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

/// The least part of a table's figures that must be found for lines to be that table, in percent; never fewer than three.
const LEAST_PERCENT: usize = 30;

/// A document has no more tables of text.
const MOST_TABLES: usize = 64;

/// Fewer labels betray no table.
const LEAST_LABELS: usize = 3;

/// Fewer figures are no table.
const LEAST_FIGURES: usize = 3;

/// Blocks in which lines of text became tables.
pub(super) struct Recovered {
    pub(super) blocks: Vec<Block>,
    /// The tables, again.
    pub(super) tables: Vec<Block>,
    /// The lines they were made of.
    pub(super) lines: Vec<String>,
}

/// Makes tables of the lines that state them.
pub(super) fn recover(blocks: Vec<Block>, forms: &Forms, findings: &mut Vec<Finding>) -> Recovered {
    if !may_hold_tables(&blocks) {
        return Recovered { blocks, tables: Vec::new(), lines: Vec::new() };
    }
    let labels = Labels::of(forms);
    let knowns: Vec<Known> = labels.iter().map(Known::new).collect();
    let is_label = |normal: &str| knowns.iter().any(|known| known.is_label(normal));
    let blocks = lists_as_lines(blocks, &is_label);
    let mut recovery =
        Recovery { blocks: &blocks, forms, labels: &labels, knowns: &knowns, left: MOST_TABLES, findings };
    let stretches = flow::stretches(&blocks, &is_label, &|text| names_section(text, forms));
    let found: Vec<(Stretch, Vec<Found>)> = stretches
        .into_iter()
        .map(|stretch| {
            let tables = recovery.tables_of(&stretch);
            (stretch, tables)
        })
        .collect();
    let tables = found.iter().flat_map(|(_, tables)| tables).map(|found| Block::Table(found.grid.clone())).collect();
    let flow::Reflowed { blocks, lines } = flow::to_blocks(blocks, found);
    Recovered { blocks, tables, lines }
}

/// Whether enough lines may be rows or figures.
fn may_hold_tables(blocks: &[Block]) -> bool {
    const LONGEST: usize = 600;
    // How many rows or figures a line may be.
    let weight = |line: &str| -> usize {
        let line = trim(line);
        if line.contains(['\t', '|', '｜']) {
            return LEAST_FIGURES;
        }
        let words = line.rsplit([' ', '\u{3000}']).filter(|word| !word.is_empty());
        words.take_while(|word| line::kind_of(word) == FieldKind::Figure).take(LEAST_FIGURES).count()
    };
    let texts = blocks.iter().filter_map(|block| match block {
        Block::Table(_) | Block::Figure(_) | Block::Chart(_) | Block::Break(_) => None,
        Block::List(_) => Some(Cow::Owned(block.plain_text())),
        _ => text_content(block).map(|content| match content.as_plain() {
            Some(text) => Cow::Borrowed(text),
            None => Cow::Owned(content.plain_text()),
        }),
    });
    let mut left = LEAST_FIGURES;
    for text in texts {
        for line in text.split('\n').filter(|line| line.len() <= LONGEST) {
            left = left.saturating_sub(weight(line));
            if left == 0 {
                return true;
            }
        }
    }
    false
}

/// Lists whose items are labels of statutory tables, as the lines they are.
fn lists_as_lines(blocks: Vec<Block>, is_label: &dyn Fn(&str) -> bool) -> Vec<Block> {
    let holds_labels = |block: &Block| {
        let Block::List(list) = block else { return false };
        let text = |label: &str, content: &[Block]| comparable(&format!("{label}{}", running_text(content)));
        list.items.iter().any(|item| is_label(&text(&item.label, &item.content)))
    };
    if !blocks.iter().any(holds_labels) {
        return blocks;
    }
    let lines = blocks.into_iter().map(|block| match holds_labels(&block) {
        true => numbered::flow([block], Numbers::All),
        false => vec![block],
    });
    lines.flatten().collect()
}

struct Recovery<'r, 'f> {
    blocks: &'r [Block],
    forms: &'f Forms,
    labels: &'r [Labels<'f>],
    knowns: &'r [Known<'r, 'f>],
    /// How many tables may still be found.
    left: usize,
    findings: &'r mut Vec<Finding>,
}

impl<'f> Recovery<'_, 'f> {
    /// The tables in some lines, from the top.
    fn tables_of(&mut self, stretch: &Stretch) -> Vec<Found> {
        let lines = stretch.lines.as_slice();
        let mut found = Vec::new();
        let mut start = 0;
        let mut plain = Vec::new();
        for run in plain::runs(lines) {
            let Some(grid) = lines.get(run.clone()).and_then(|own| self.rows_to_grid(own)) else { continue };
            if let Some(name) = reads_whole(&grid, self.labels).filter(|_| self.left > 0) {
                self.left -= 1;
                found.extend(self.statutory_tables(stretch, start..run.start));
                said::rows(&grid, lines.get(run.clone()).unwrap_or_default(), &name, self.findings);
                start = run.end;
                found.push(Found::whole(run, grid));
            } else {
                plain.push((run, grid));
            }
        }
        found.extend(self.statutory_tables(stretch, start..lines.len()));
        for (run, grid) in plain {
            let own = lines.get(run.clone()).unwrap_or_default();
            let is_free = !found.iter().any(|found| found.lines.start < run.end && run.start < found.lines.end);
            let is_ragged = [run.start.checked_sub(1), Some(run.end)].into_iter().flatten().any(|beside| {
                lines.get(beside).zip(own.first()).is_some_and(|(beside, own)| beside.parting == own.parting)
            });
            if is_free && !is_ragged && !self.has_stops(own) && self.is_plain_table(own) && self.left > 0 {
                self.left -= 1;
                self.findings.push(
                    catalogue::flattened::plain_table_from_text(grid.rows(), grid.columns()).at_origin(&grid.origin),
                );
                found.push(Found::whole(run, grid));
            }
        }
        found.sort_by_key(|found| found.lines.start);
        found
    }

    /// Whether lines stand in columns by tab stops of their own, which show them as they were.
    fn has_stops(&self, lines: &[Line]) -> bool {
        let has = |line: &Line| matches!(self.blocks.get(line.block), Some(Block::Paragraph(p)) if !p.tabs.is_empty());
        lines.iter().all(has)
    }

    fn is_plain_table(&self, lines: &[Line]) -> bool {
        let names = |line: &Line| {
            line.fields.first().is_some_and(|field| {
                let text =
                    content(self.blocks, line.block, field.start, field.end).map(|(content, _)| content.plain_text());
                let text = text.unwrap_or_default();
                names_section(&text, self.forms).is_some()
            })
        };
        lines.iter().any(|line| line.is_rule) || plain::has_figures(lines, &names)
    }

    fn rows_to_grid(&self, lines: &[Line]) -> Option<crate::document::Grid> {
        let mut grid = plain::to_grid(lines, &|line, column| {
            let field = line.fields.get(column)?;
            content(self.blocks, line.block, field.start, field.end)
        })?;
        grid.header_rows = u32::from(lines.get(1).is_some_and(|line| line.is_rule));
        Some(grid)
    }

    /// The tables that some of the lines state by their labels.
    fn statutory_tables(&mut self, stretch: &Stretch, range: Range<usize>) -> Vec<Found> {
        let lines = stretch.lines.get(range.clone()).unwrap_or_default();
        let tokens = tokens_of(lines);
        let has_figures =
            tokens.iter().filter(|token| token.kind == FieldKind::Figure).nth(LEAST_FIGURES - 1).is_some();
        let mut found = Vec::new();
        if !has_figures {
            return found;
        }
        let elements: Vec<Vec<Element>> = self.knowns.iter().map(|known| known.elements(lines, &tokens)).collect();
        let blocks = self.blocks;
        let of = |range: Range<usize>| token_content(blocks, lines, &tokens, range);
        let mut start = 0;
        while self.left > 0 {
            let text =
                |token: usize| of(token..token + 1).map_or_else(String::new, |(content, _)| content.plain_text());
            let texts = resolve::Texts { tokens: &tokens, of: &text };
            let mut best: Option<Reached> = None;
            for (known, elements) in self.knowns.iter().zip(&elements) {
                let first = elements.partition_point(|element| element.start() < start);
                let own = elements.get(first..).unwrap_or_default();
                let reached = next_table(known, lines, &texts, own);
                best = better(best, reached);
            }
            let Some(Reached { labels, reading, resolved }) = best else { break };
            let last = tokens.get(reading.end.saturating_sub(1)).map_or(0, |token| token.line);
            start = tokens.partition_point(|token| token.line <= last);
            let Some(grid) = grid::to_grid(labels, &resolved, &of) else { continue };
            self.left -= 1;
            let consumed = flow::consumed(&reading, &resolved);
            let mut table = flow::place(lines, &tokens, (reading.first, reading.end), &consumed, grid);
            let context = said::Context { labels, lines, tokens: &tokens, texts: &of };
            let own = said::table(&context, &reading, &resolved, &table);
            self.findings.extend(own);
            table.shift(range.start);
            found.push(table);
        }
        let tables = found.iter().map(|found| found.lines.clone()).collect::<Vec<_>>();
        let is_left = |token: usize| {
            let line = tokens.get(token).map_or(0, |token| token.line + range.start);
            !tables.iter().any(|lines| lines.contains(&line))
        };
        if let Some((labels, first)) = look_alike(self.knowns, &elements, &is_left) {
            let origin = of(first..first + 1).map(|(_, origin)| origin).unwrap_or_default();
            let said = catalogue::recognize::table_typed_as_lines(&labels.table.name);
            self.findings.push(said.at_origin(&origin));
        }
        if found.is_empty()
            && let Some(role) = &stretch.role
        {
            let text =
                |token: usize| of(token..token + 1).map_or_else(String::new, |(content, _)| content.plain_text());
            let texts = resolve::Texts { tokens: &tokens, of: &text };
            if let Some((mut table, own)) = bare::read(self.forms, self.labels, role, (lines, &texts), &of) {
                self.left = self.left.saturating_sub(usize::from(table.is_some()));
                self.findings.push(own);
                if let Some(table) = &mut table {
                    table.shift(range.start);
                }
                found.extend(table);
            }
        }
        found
    }
}

/// A part of a block's text, and where it stands.
fn content(blocks: &[Block], block: usize, start: usize, end: usize) -> Option<(Content, Origin)> {
    let block = blocks.get(block)?;
    Some((slice(text_content(block)?, start, end)?, block.origin()))
}

/// What some tokens say, put together, and where the first stands.
fn token_content(blocks: &[Block], lines: &[Line], tokens: &[Token], range: Range<usize>) -> Option<(Content, Origin)> {
    let mut parts = tokens.get(range)?.iter().filter_map(|token| {
        let line = lines.get(token.line)?;
        let field = line.fields.get(token.field?)?;
        Some((line.block, field.start, field.end))
    });
    let (block, start, end) = parts.next()?;
    let (first, origin) = content(blocks, block, start, end)?;
    let mut inlines = first.into_inlines();
    for (block, start, end) in parts {
        inlines.extend(content(blocks, block, start, end)?.0.into_inlines());
    }
    Some((Content::new(inlines), origin))
}

/// A table that was found, and as which.
struct Reached<'l, 'f> {
    labels: &'l Labels<'f>,
    reading: Reading,
    resolved: Resolved<'f>,
}

/// The first table of a form among the elements.
fn next_table<'l, 'f>(
    known: &Known<'l, 'f>,
    lines: &[Line],
    texts: &resolve::Texts,
    mut elements: &[Element],
) -> Option<Reached<'l, 'f>> {
    let total = known.labels.table.data_cells().count();
    let least = (total * LEAST_PERCENT / 100).max(3);
    while !elements.is_empty() {
        let (reading, taken) = reading::read(known, lines, texts.tokens, elements);
        if let Some(reading) = reading
            && let Some(resolved) = resolve(known.labels, texts, &reading)
            && resolved.figures() >= least
        {
            return Some(Reached { labels: known.labels, reading, resolved });
        }
        elements = elements.get(taken.max(1)..).unwrap_or_default();
    }
    None
}

/// The table whose labels stand among what no table was found in, with figures; and the first of them.
fn look_alike<'l, 'f>(
    knowns: &[Known<'l, 'f>],
    elements: &[Vec<Element>],
    is_left: &dyn Fn(usize) -> bool,
) -> Option<(&'l Labels<'f>, usize)> {
    let counted = knowns.iter().zip(elements).rev().filter_map(|(known, elements)| {
        let left = || elements.iter().filter(|element| is_left(element.start()));
        let figures = left().filter(|element| matches!(element, Element::Figure(_))).take(LEAST_FIGURES).count();
        let labels = left().filter(|element| matches!(element, Element::Row { .. } | Element::Head { .. }));
        let first = labels.clone().next()?.start();
        let different: BTreeSet<String> = labels.map(Element::name).collect();
        (figures >= LEAST_FIGURES && different.len() >= LEAST_LABELS).then_some((different.len(), known.labels, first))
    });
    counted.max_by_key(|(count, ..)| *count).map(|(_, labels, first)| (labels, first))
}

/// Of two tables the first; of the same table in two vintages the one that explains more.
fn better<'l, 'f>(best: Option<Reached<'l, 'f>>, next: Option<Reached<'l, 'f>>) -> Option<Reached<'l, 'f>> {
    let (Some(a), Some(b)) = (&best, &next) else { return best.or(next) };
    let score = |reached: &Reached| {
        let labels = reached.resolved.heads.tokens.len() as i64;
        2 * reached.resolved.figures() as i64 + labels - 6 * reached.resolved.refused.len() as i64
    };
    let is_better = match a.labels.table.id == b.labels.table.id {
        true => score(b) > score(a),
        false => b.reading.end < a.reading.end,
    };
    if is_better { next } else { best }
}
