//! Tables that only lay a page out: a frame round the report, blank columns for margins, a column of labels beside what they
//! call, the lines of a sign-off.

use super::heading::names_section;
use super::sign_off::{date_of, names_organ, without_seal};
use super::tidy::{is_blank, trim};
use super::title::{excerpt, is_report_title};
use super::words::words;
use crate::document::{Block, Cell, Grid, Inline, Paragraph};
use crate::finding::{Finding, catalogue};
use crate::form::{Forms, normal_label};
use std::collections::BTreeSet;

/// The most characters of a label that calls what stands beside it.
const LONGEST_LABEL: usize = 40;

/// The most characters of the way to a page, or of a row of its buttons.
const LONGEST_WAY: usize = 120;

/// How many sections a cell must hold, to be the report.
const LEAST_SECTIONS: usize = 2;

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
            Some(Within { blocks, labels, chrome }) => {
                findings.push(catalogue::recognize::frame_opened().at_origin(&grid.origin));
                if !chrome.is_empty() {
                    let text = chrome.join(" ");
                    findings.push(catalogue::page::page_chrome_left_out(text).at_origin(&grid.origin));
                }
                if !labels.is_empty() {
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
#[derive(Default)]
struct Within {
    blocks: Vec<Block>,
    labels: Vec<String>,
    /// What belongs to the page it was taken from: menus, buttons, the way to it.
    chrome: Vec<String>,
}

fn within(grid: &Grid, is_last: bool, forms: &Forms) -> Option<Within> {
    let all = || grid.cells().iter().flat_map(|cell| cell.content.iter().cloned()).collect();
    if is_sign_off(grid, is_last) {
        return Some(Within { blocks: all(), ..Within::default() });
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
            Some(Within { blocks: all(), ..Within::default() })
        }
        2 if is_labelled(&rows) && holds_report(cells(), forms) => Some(by_labels(&rows, forms)),
        _ => around_report(&rows, forms),
    }
}

/// The cells of a table that lays a web page out: one holds the report, the others a menu, the way to the page, buttons. What is no
/// more than that is left out; all else stays in its order.
fn around_report(rows: &[Vec<&Cell>], forms: &Forms) -> Option<Within> {
    let holds_sections = |cell: &&&Cell| has_lines(cell) && sections_in(&cell.content, forms) >= LEAST_SECTIONS;
    let report = rows.iter().flatten().find(holds_sections)?;
    let has_title = has_whole_title(&report.content, DEEPEST);
    let report_columns = report.column..report.column + report.column_span.max(1);
    let mut within = Within::default();
    for cell in rows.iter().flatten() {
        let is_report = std::ptr::eq(*cell, *report);
        let is_beside = !report_columns.contains(&cell.column) && cell.column_span < report.column_span.max(2);
        if !is_report && is_chrome(cell, is_beside, has_title, forms) {
            within.chrome.extend(cell.content.iter().map(|block| block.plain_text().replace('\n', " ")));
        } else {
            within.blocks.extend(cell.content.iter().cloned());
        }
    }
    within.chrome.retain(|text| !trim(text).is_empty());
    Some(within)
}

/// Whether a cell has more than one line; most of a table have no more.
fn has_lines(cell: &Cell) -> bool {
    match cell.content.as_slice() {
        [Block::Paragraph(Paragraph { content, .. })] => content.inlines().iter().any(|inline| match inline {
            Inline::Text(run) => run.text.contains('\n'),
            _ => true,
        }),
        _ => !cell.content.is_empty(),
    }
}

/// Whether a report's title stands in blocks, or in frames within them.
fn has_whole_title(blocks: &[Block], depth: usize) -> bool {
    blocks.iter().any(|block| match block {
        Block::Table(grid) if depth > 0 => grid.cells().iter().any(|cell| has_whole_title(&cell.content, depth - 1)),
        Block::Paragraph(_) | Block::Heading(_) => {
            super::whose::of_title(trim(&block.plain_text())).is_some_and(|said| said.year().is_some())
        }
        _ => false,
    })
}

/// The sections whose headings stand in blocks.
fn sections_in(blocks: &[Block], forms: &Forms) -> usize {
    let mut sections = BTreeSet::new();
    see(blocks, forms, &mut false, &mut sections, DEEPEST);
    sections.len()
}

/// Whether a cell holds only what a web page has round its text: by its words, or beside the text by its short lines that are no
/// sentences. Where the report has its title, one in a menu is that of another.
fn is_chrome(cell: &Cell, is_beside: bool, has_title: bool, forms: &Forms) -> bool {
    let is_text =
        |block: &Block| matches!(block, Block::Paragraph(_) | Block::Heading(_) | Block::List(_) | Block::Break(_));
    if !cell.content.iter().all(is_text) {
        return false;
    }
    let text = cell.content.iter().map(Block::plain_text).collect::<Vec<_>>().join("\n");
    let lines: Vec<&str> = text.split('\n').map(trim).filter(|line| !line.is_empty()).collect();
    let is_of_report = |line: &&str| {
        (!has_title && is_report_title(line))
            || names_section(line, forms).is_some()
            || date_of(line).is_some()
            || super::whose::is_body(&without_seal(line).replace(super::tidy::is_space, ""))
    };
    if lines.iter().any(is_of_report) {
        return false;
    }
    let by_words = |line: &&str| words().layout.chrome.iter().any(|word| line.contains(word.as_str()));
    let is_short = |line: &&str| line.chars().count() <= LONGEST_LABEL && !line.contains(['。', '；']);
    let is_way = |line: &&str| line.contains(['>', '＞', '»', '›']);
    if is_beside {
        return lines.iter().all(is_short);
    }
    lines
        .iter()
        .all(|line| line.chars().count() <= LONGEST_WAY && !line.contains('。') && (by_words(line) || is_way(line)))
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
        // A menu has more lines than a label.
        text.chars().count() <= LONGEST_LABEL
            && text.lines().count() <= 2
            && !cell.content.iter().any(|block| matches!(block, Block::Table(_)))
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
    let mut within = Within::default();
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
    let dates = lines.iter().filter(|line| date_of(line).is_some_and(|date| date.value.is_some())).count();
    if is_last
        && lines.len() <= 3
        && lines.last().is_some_and(|line| date_of(line).is_some_and(|date| date.value.is_some()))
    {
        return true;
    }
    let is_organ = |line: &str| {
        let name = without_seal(line).replace(super::tidy::is_space, "");
        name.is_empty() || (name.chars().count() <= words().sign_off.longest && names_organ(&name, None))
    };
    dates == 1
        && lines.len() > 1
        && lines.iter().all(|line| date_of(line).is_some_and(|date| date.value.is_some()) || is_organ(line))
}
