//! Tables that only lay a page out: a frame round the report, blank columns for margins, a column of labels beside what they
//! call, the lines of a sign-off.

use super::heading::names_section;
use super::tidy::{is_blank, trim};
use super::title::{excerpt, is_report_title};
use super::words::words;
use crate::document::{Block, Cell, Grid, whole_date};
use crate::finding::{Finding, catalogue};
use crate::form::{Forms, normal_label};
use std::collections::BTreeSet;

/// The most characters of a label that calls what stands beside it.
const LONGEST_LABEL: usize = 40;

/// The most lines of a sign-off laid out by a table.
const MOST_LINES: usize = 6;

/// Frames stand in each other no deeper than this; what is deeper stays as it is.
const DEEPEST: usize = 8;

/// Blocks with what stood in tables that only frame it or lay a page out.
pub(super) fn open_frames(blocks: Vec<Block>, forms: &Forms, findings: &mut Vec<Finding>) -> Vec<Block> {
    opened(blocks, forms, findings, DEEPEST)
}

fn opened(blocks: Vec<Block>, forms: &Forms, findings: &mut Vec<Finding>, depth: usize) -> Vec<Block> {
    let mut flow = Vec::with_capacity(blocks.len());
    let last = blocks.iter().rposition(|block| !is_blank(block));
    for (index, block) in blocks.into_iter().enumerate() {
        let Block::Table(grid) = block else {
            flow.push(block);
            continue;
        };
        let within = if depth == 0 { None } else { within(&grid, Some(index) == last, forms) };
        match within {
            Some(Within { blocks, labels }) => {
                findings.push(catalogue::recognize::frame_opened().at_origin(&grid.origin));
                if !labels.is_empty() {
                    let labels = labels.join("、");
                    findings.push(catalogue::recognize::frame_labels_left_out(labels).at_origin(&grid.origin));
                }
                flow.append(&mut opened(blocks, forms, findings, depth - 1));
            }
            None => flow.push(Block::Table(grid)),
        }
    }
    flow
}

/// What stands in a table that only lays it out, and the labels that say no more than what it is.
struct Within {
    blocks: Vec<Block>,
    labels: Vec<String>,
}

fn within(grid: &Grid, is_last: bool, forms: &Forms) -> Option<Within> {
    let all = || grid.cells().iter().flat_map(|cell| cell.content.iter().cloned()).collect();
    if is_sign_off(grid, is_last) {
        return Some(Within { blocks: all(), labels: Vec::new() });
    }
    let rows: Vec<Vec<&Cell>> = (0..grid.rows())
        .map(|row| grid.cells_in_rows(row, row).iter().filter(|cell| !cell.content.iter().all(is_blank)).collect())
        .collect();
    let widest = rows.iter().map(Vec::len).max().unwrap_or(0);
    let cells = || rows.iter().flatten().copied();
    let frames_tables = || cells().flat_map(|cell| &cell.content).any(|block| matches!(block, Block::Table(_)));
    match widest {
        // Nothing stands beside anything: the other columns are margins.
        1 if (grid.columns() == 1 && frames_tables()) || holds_report(cells(), forms) => {
            Some(Within { blocks: all(), labels: Vec::new() })
        }
        2 if is_labelled(&rows) && holds_report(cells(), forms) => Some(by_labels(&rows, forms)),
        _ => None,
    }
}

/// Whether cells hold what no cell of a table does: the report's title, or the headings of sections.
fn holds_report<'c>(cells: impl Iterator<Item = &'c Cell>, forms: &Forms) -> bool {
    let mut sections: BTreeSet<String> = BTreeSet::new();
    let mut has_title = false;
    for cell in cells {
        see(&cell.content, forms, &mut has_title, &mut sections, DEEPEST);
    }
    has_title || sections.len() >= 2
}

/// Looks for titles and headings in blocks, and in frames within them.
fn see(blocks: &[Block], forms: &Forms, has_title: &mut bool, sections: &mut BTreeSet<String>, depth: usize) {
    for block in blocks {
        match block {
            Block::Table(grid) if depth > 0 => {
                grid.cells().iter().for_each(|cell| see(&cell.content, forms, has_title, sections, depth - 1));
            }
            Block::Paragraph(_) | Block::Heading(_) => {
                for line in block.plain_text().split('\n') {
                    *has_title |= is_report_title(trim(line));
                    sections.extend(names_section(line, forms));
                }
            }
            _ => {}
        }
    }
}

/// Whether what stands on the left calls what stands on the right: short labels beside cells of which one is a text of its own.
fn is_labelled(rows: &[Vec<&Cell>]) -> bool {
    let is_label = |cell: &Cell| {
        let text = cell.plain_text();
        text.chars().count() <= LONGEST_LABEL && !cell.content.iter().any(|block| matches!(block, Block::Table(_)))
    };
    let pairs =
        || rows.iter().filter_map(|row| if let [left, right] = row.as_slice() { Some((left, right)) } else { None });
    let is_text = |cell: &Cell| {
        cell.content.iter().filter(|block| !is_blank(block)).nth(1).is_some()
            || cell.content.iter().any(|block| matches!(block, Block::Table(_)))
    };
    // The labels stand in one column, that of the first.
    let columns: BTreeSet<u32> = pairs().map(|(left, _)| left.column).collect();
    columns.len() == 1 && pairs().all(|(left, _)| is_label(left)) && pairs().any(|(_, right)| is_text(right))
}

/// The cells of a table with labels, one below the other. A label that only says what its cell is (标题, 正文) is left out, and so
/// is one that its cell repeats.
fn by_labels(rows: &[Vec<&Cell>], forms: &Forms) -> Within {
    let mut within = Within { blocks: Vec::new(), labels: Vec::new() };
    for row in rows {
        if let [label, content] = row.as_slice() {
            let text = trim(&label.plain_text()).to_owned();
            let normal = normal_label(&text);
            let first =
                content.content.iter().find(|block| !is_blank(block)).map(Block::plain_text).unwrap_or_default();
            let says_what = words().layout.labels.iter().any(|known| normal_label(known) == normal);
            let is_repeated = normal_label(&first) == normal && names_section(&text, forms).is_some();
            if says_what || is_repeated {
                within.labels.push(excerpt(&text));
            } else {
                within.blocks.extend(label.content.iter().cloned());
            }
            within.blocks.extend(content.content.iter().cloned());
        } else {
            within.blocks.extend(row.iter().flat_map(|cell| cell.content.iter().cloned()));
        }
    }
    within
}

/// Whether a table says nothing by its rows and columns: its few words are those of a sign-off. The last of a document may name
/// the body as it likes.
fn is_sign_off(grid: &Grid, is_last: bool) -> bool {
    let mut lines = Vec::new();
    for block in grid.cells().iter().flat_map(|cell| &cell.content).filter(|block| !is_blank(block)) {
        let Block::Paragraph(paragraph) = block else { return false };
        lines.extend(paragraph.content.plain_text().split('\n').map(|line| trim(line).to_owned()));
        if lines.len() > MOST_LINES {
            return false;
        }
    }
    lines.retain(|line| !line.is_empty());
    let dates = lines.iter().filter(|line| whole_date(line).is_some()).count();
    if is_last && lines.len() <= 3 && lines.last().is_some_and(|line| whole_date(line).is_some()) {
        return true;
    }
    let endings = &words().sign_off.organ_endings;
    let is_organ = |line: &str| {
        let name = super::sign_off::without_seal(line);
        name.is_empty()
            || (name.chars().count() <= words().sign_off.longest
                && endings.iter().any(|ending| name.ends_with(ending.as_str())))
    };
    dates == 1 && lines.len() > 1 && lines.iter().all(|line| whole_date(line).is_some() || is_organ(line))
}
