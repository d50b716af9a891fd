//! The flow of a document as stretches of lines between its headings and prose, and back, with tables where lines were.

use super::element::Token;
use super::line::{FieldKind, Line, lines_of, slice, text_content};
use super::reading::Reading;
use super::resolve::{How, Resolved, Source};
use crate::document::{Block, Content, Grid, Heading, Paragraph};
use crate::recognize::title::is_report_title;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Lines that may be cells, between others that can't.
#[derive(Default)]
pub(super) struct Stretch {
    pub(super) lines: Vec<Line>,
    /// The section named by the line before them.
    pub(super) role: Option<String>,
}

/// The stretches of lines that may hold tables.
pub(super) fn stretches(
    blocks: &[Block],
    is_label: &dyn Fn(&str) -> bool,
    role_of: &dyn Fn(&str) -> Option<String>,
) -> Vec<Stretch> {
    let mut stretches = Vec::new();
    let mut open = Stretch::default();
    for (index, block) in blocks.iter().enumerate() {
        let Some(lines) = lines_of(block, index, is_label) else {
            stretches.push(std::mem::take(&mut open));
            continue;
        };
        let text = block.plain_text();
        for line in lines {
            match end_of_stretch(&text, &line, is_label, role_of) {
                Some(role) => stretches.push(std::mem::replace(&mut open, Stretch { lines: Vec::new(), role })),
                None => open.lines.push(line),
            }
        }
    }
    stretches.push(open);
    stretches.retain(|stretch| stretch.lines.iter().any(|line| !line.fields.is_empty()));
    stretches
}

/// Whether a line is no cell: a heading of a section, a title, a sentence; with the section it names.
fn end_of_stretch(
    text: &str,
    line: &Line,
    is_label: &dyn Fn(&str) -> bool,
    role_of: &dyn Fn(&str) -> Option<String>,
) -> Option<Option<String>> {
    let mut filled = line.fields.iter().filter(|field| field.kind != FieldKind::Blank);
    let (Some(field), None) = (filled.next(), filled.next()) else { return None };
    if field.kind != FieldKind::Text || is_label(&field.normal) {
        return None;
    }
    let text = text.get(field.start..field.end)?;
    let role = role_of(text);
    (role.is_some() || text.ends_with(['。', '；', '！', '？']) || is_report_title(text)).then_some(role)
}

/// A table and the lines it was made of.
pub(super) struct Found {
    /// Its lines, in the stretch.
    pub(super) lines: Range<usize>,
    pub(super) grid: Grid,
    /// What of the lines stays text: the line, and from which byte of its block to which.
    pub(super) kept: Vec<(usize, usize, usize)>,
    /// The line before which the table stands.
    at: usize,
}

impl Found {
    /// A table that is all of its lines.
    pub(super) fn whole(lines: Range<usize>, grid: Grid) -> Self {
        Found { at: lines.start, lines, grid, kept: Vec::new() }
    }

    /// Counts its lines from so many lines further up.
    pub(super) fn shift(&mut self, by: usize) {
        self.lines = self.lines.start + by..self.lines.end + by;
        self.kept.iter_mut().for_each(|(line, ..)| *line += by);
        self.at += by;
    }
}

/// The tokens that a table takes for its labels and figures.
pub(super) fn consumed(reading: &Reading, resolved: &Resolved) -> BTreeSet<usize> {
    let mut consumed: BTreeSet<usize> = reading.heads.iter().flat_map(|head| head.tokens.clone()).collect();
    consumed.extend(resolved.heads.tokens.values().flat_map(Range::clone));
    consumed.extend(&reading.pieces);
    for row in &resolved.read {
        consumed.extend(row.label.iter().flat_map(Range::clone));
        let figures = row.cells.iter().filter_map(|cell| match cell {
            Source::Token(token) => Some(*token),
            Source::Blank | Source::Number(_) => None,
        });
        consumed.extend(figures);
        if row.how == How::Reduced {
            consumed.extend(&row.items);
        }
    }
    consumed
}

/// A table with what of its lines stays text.
pub(super) fn place(
    lines: &[Line],
    tokens: &[Token],
    (first, end): (usize, usize),
    consumed: &BTreeSet<usize>,
    grid: Grid,
) -> Found {
    let line_of = |token: usize| tokens.get(token).map_or(0, |token| token.line);
    let range = line_of(first)..line_of(end.saturating_sub(1)) + 1;
    let from = tokens.partition_point(|token| token.line < range.start);
    let to = tokens.partition_point(|token| token.line < range.end);
    let mut kept: Vec<(usize, usize, usize)> = Vec::new();
    let mut last = None;
    for at in from..to {
        let Some(token) = tokens.get(at) else { continue };
        let field = token.field.and_then(|field| lines.get(token.line)?.fields.get(field));
        let Some(field) = field.filter(|_| token.kind != FieldKind::Blank && !consumed.contains(&at)) else { continue };
        match kept.last_mut() {
            Some((line, _, end)) if *line == token.line && last == at.checked_sub(1) => *end = field.end,
            _ => kept.push((token.line, field.start, field.end)),
        }
        last = Some(at);
    }
    let is_figure = |at: &usize| tokens.get(*at).is_some_and(|token| token.kind == FieldKind::Figure);
    let first_figure = consumed.iter().find(|at| is_figure(at)).copied().unwrap_or(first);
    Found { at: line_of(first_figure).max(range.start), lines: range, grid, kept }
}

/// What becomes of a line.
#[derive(Default)]
struct Fate {
    table: Option<Grid>,
    kept: Vec<(usize, usize)>,
}

/// Blocks, and the lines of them that became tables.
pub(super) struct Reflowed {
    pub(super) blocks: Vec<Block>,
    pub(super) lines: Vec<String>,
}

/// The blocks with the tables found in the lines of each stretch.
pub(super) fn to_blocks(blocks: Vec<Block>, found: Vec<(Stretch, Vec<Found>)>) -> Reflowed {
    let mut fates: BTreeMap<usize, BTreeMap<usize, Fate>> = BTreeMap::new();
    for (stretch, tables) in found {
        for Found { lines, grid, kept, at } in tables {
            for line in stretch.lines.get(lines).unwrap_or_default() {
                fates.entry(line.block).or_default().entry(line.start).or_default();
            }
            let mut fate = |line: usize, change: &mut dyn FnMut(&mut Fate)| {
                if let Some(line) = stretch.lines.get(line) {
                    change(fates.entry(line.block).or_default().entry(line.start).or_default());
                }
            };
            kept.into_iter().for_each(|(line, start, end)| fate(line, &mut |fate| fate.kept.push((start, end))));
            let mut grid = Some(grid);
            fate(at, &mut |fate| fate.table = grid.take());
        }
    }
    let mut reflowed = Reflowed { blocks: Vec::with_capacity(blocks.len()), lines: Vec::new() };
    for (index, block) in blocks.into_iter().enumerate() {
        match fates.remove(&index) {
            Some(fates) => reflow(block, fates, &mut reflowed),
            None => reflowed.blocks.push(block),
        }
    }
    reflowed
}

fn reflow(block: Block, mut fates: BTreeMap<usize, Fate>, reflowed: &mut Reflowed) {
    let text = block.plain_text();
    let Some(content) = text_content(&block) else { return reflowed.blocks.push(block) };
    let mut stays: Option<(usize, usize)> = None;
    let mut start = 0;
    for line in text.split('\n') {
        let end = start + line.len();
        match fates.remove(&start) {
            None => stays = Some((stays.map_or(start, |(first, _)| first), end)),
            Some(Fate { table, kept }) => {
                reflowed.blocks.extend(stays.take().and_then(|range| part_of(&block, content, range)));
                reflowed.blocks.extend(table.map(Block::Table));
                reflowed.lines.push(line.to_owned());
                let kept = kept.into_iter().filter_map(|(start, end)| slice(content, start, end));
                reflowed.blocks.extend(kept.map(|content| {
                    Block::Paragraph(Paragraph { content, origin: block.origin(), ..Paragraph::default() })
                }));
            }
        }
        start = end + 1;
    }
    reflowed.blocks.extend(stays.and_then(|range| part_of(&block, content, range)));
}

/// Some lines of a block, as a block of its kind.
fn part_of(block: &Block, content: &Content, (start, end): (usize, usize)) -> Option<Block> {
    let content = slice(content, start, end)?;
    match block {
        Block::Heading(heading) => Some(Block::Heading(Heading { content, ..heading.clone() })),
        Block::Paragraph(paragraph) => Some(Block::Paragraph(Paragraph { content, ..paragraph.clone() })),
        _ => None,
    }
}
