//! Lines that look like headings and are none: those of a table of contents, and the cells of a table typed as lines.

use super::flattened::cells_of;
use super::heading::{Candidate, Certainty, SectionHeads};
use super::overlooked::labels_of;
use super::table::Piece;
use super::tidy::trim;
use super::title::is_report_title;
use super::words::words;
use crate::document::numeral::{LineNumber, Separation, arabic_digit};
use crate::document::{Block, Heading, Paragraph};
use crate::finding::{Finding, catalogue};
use crate::form::{CellContent, Form, Forms, TableForm, normal_label};
use crate::report::Item;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Takes out the lists of contents that were typed: they repeat the headings, and would be wrong after any change. What has neither
/// a title (目录) nor page numbers stays.
pub(super) fn take_typed(mut pieces: Vec<Piece>, forms: &Forms, findings: &mut Vec<Finding>) -> Vec<Piece> {
    let runs = {
        let blocks: Vec<Option<&Block>> = pieces.iter().map(block_of_piece).collect();
        let is_sign = |block: &&Block| has_page_number(block) || is_titled(block);
        if !blocks.iter().flatten().any(is_sign) {
            return pieces;
        }
        let is_typed = |list: &List| {
            let run = &list.lines;
            let lines = || blocks.get(run.clone()).into_iter().flatten().flatten();
            let numbered = lines().filter(|block| has_page_number(block)).count();
            !list.is_doubtful && (lines().any(|block| is_titled(block)) || 2 * numbered > run.len())
        };
        let of_form = |form| {
            let lists = tables_of_contents(&blocks, form).into_iter().filter(is_typed);
            lists.map(|list| list.lines).collect::<Vec<_>>()
        };
        forms.iter().map(of_form).find(|runs| !runs.is_empty()).unwrap_or_default()
    };
    for run in runs.into_iter().rev() {
        let lines: Vec<Block> = pieces.drain(run).filter_map(Piece::into_block).collect();
        let text: Vec<String> = lines.iter().map(|line| trim(&line.plain_text()).to_owned()).collect();
        let origin = lines.first().map(Block::origin).unwrap_or_default();
        findings.push(catalogue::recognize::typed_contents_left_out(text.join(" ")).at_origin(&origin));
    }
    pieces
}

fn block_of_piece(piece: &Piece) -> Option<&Block> {
    if let Piece::Block(block) = piece { Some(block) } else { None }
}

fn block_of_item(item: &Item) -> Option<&Block> {
    if let Item::Block(block) = item { Some(block) } else { None }
}

/// Whether a line is the title of a list of contents.
fn is_title(line: &str) -> bool {
    let compact: String = line.chars().filter(|c| !c.is_whitespace()).collect();
    words().contents.title.contains(&compact)
}

/// Whether a block begins with the title of a list of contents.
fn is_titled(block: &Block) -> bool {
    lines_of(block).first().is_some_and(|line| is_title(line))
}

/// The lines of a block: of a table its rows, where it is no larger than lists of contents are.
fn lines_of(block: &Block) -> Vec<String> {
    const MOST_COLUMNS: u32 = 4;
    const MOST_ROWS: u32 = 60;
    let texts: Vec<String> = match block {
        Block::Paragraph(Paragraph { content, .. }) | Block::Heading(Heading { content, .. }) => {
            content.plain_text().split('\n').map(str::to_owned).collect()
        }
        Block::Table(grid) if grid.columns() <= MOST_COLUMNS && grid.rows() <= MOST_ROWS => {
            let mut rows = vec![String::new(); grid.rows() as usize];
            for cell in grid.cells() {
                if let Some(row) = rows.get_mut(cell.row as usize) {
                    row.push('\t');
                    row.push_str(&cell.plain_text());
                }
            }
            rows
        }
        _ => Vec::new(),
    };
    texts.iter().map(|text| trim(text)).filter(|text| !text.is_empty()).map(str::to_owned).collect()
}

/// The items that are text and no headings, whatever they look like.
pub(super) fn plain_lines(items: &[Item], form: &Form, findings: &mut Vec<Finding>) -> BTreeSet<usize> {
    let mut plain = BTreeSet::new();
    let blocks: Vec<Option<&Block>> = items.iter().map(block_of_item).collect();
    for List { lines: run, .. } in tables_of_contents(&blocks, form) {
        if let Some(Item::Block(first)) = items.get(run.start) {
            findings.push(catalogue::recognize::contents_kept().at_origin(&first.origin()));
        }
        plain.extend(run);
    }
    for (run, table) in tables_as_lines(items, form) {
        let is_said = |finding: &Finding| {
            finding.is(catalogue::recognize::TABLE_TYPED_AS_LINES) && finding.value("table") == Some(table)
        };
        if let Some(Item::Block(first)) = items.get(run.start)
            && !findings.iter().any(is_said)
        {
            findings.push(catalogue::recognize::table_typed_as_lines(table).at_origin(&first.origin()));
        }
        plain.extend(run);
    }
    plain
}

/// So many lines a list of contents may have in words of its own.
const MOST_MORE: usize = 24;

/// The least labels and figures that betray a table among lines.
const LEAST_CELLS: usize = 3;

/// Lines that are the cells of a statutory table one below the other, or its rows with tabs, and the name of that table. Which
/// figure belongs to which label nothing shows any more.
fn tables_as_lines<'f>(items: &[Item], form: &'f Form) -> Vec<(Range<usize>, &'f str)> {
    let labels = labels_of(form);
    let is_figure = |text: &str| {
        let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        !text.is_empty()
            && text.chars().count() <= 12
            && text.chars().all(|c| arabic_digit(c).is_some() || ".．,，-/—－".contains(c))
    };
    // How many labels and figures a line holds, where it holds nothing else.
    let cells = |index: usize| -> Option<(Vec<String>, usize)> {
        let Some(Item::Block(block @ (Block::Paragraph(_) | Block::Heading(_)))) = items.get(index) else {
            return None;
        };
        let text = block.plain_text();
        if text.chars().count() > 400 {
            return None;
        }
        let (mut found, mut figures) = (Vec::new(), 0);
        let is_label = |normal: &str| labels.contains(normal);
        let parts = text.split('\n').flat_map(|line| cells_of(line, &is_label));
        for cell in parts.map(trim).filter(|cell| !cell.is_empty()) {
            let normal = normal_label(cell);
            if is_figure(cell) {
                figures += 1;
            } else if labels.contains(normal.as_str()) {
                found.push(normal);
            } else {
                return None;
            }
        }
        (figures > 0 || !found.is_empty()).then_some((found, figures))
    };
    let mut runs = Vec::new();
    let mut start = 0;
    while start < items.len() {
        let mut end = start;
        let (mut named, mut figures): (BTreeSet<String>, usize) = (BTreeSet::new(), 0);
        while let Some((found, count)) = cells(end) {
            named.extend(found);
            figures += count;
            end += 1;
        }
        if named.len() >= LEAST_CELLS && figures >= LEAST_CELLS {
            let bears = |table: &TableForm| {
                let of_table = table.cells.iter().filter_map(|cell| match &cell.content {
                    CellContent::Label(label) => Some(&label.normal),
                    CellContent::Data(_) => None,
                });
                let own: BTreeSet<&str> = of_table.flatten().map(String::as_str).collect();
                named.iter().filter(|label| own.contains(label.as_str())).count()
            };
            if let Some(table) = form.tables.iter().rev().max_by_key(|table| bears(table)) {
                runs.push((start..end, table.name.as_str()));
            }
        }
        start = end.max(start) + 1;
    }
    runs
}

/// What a line may be in a table of contents.
enum Entry {
    /// It names a section.
    Section(String),
    /// It has a page number and names something else.
    Other,
    /// 目录
    Title,
    /// A paragraph of several lines, or a table, that is a list by itself: the sections it names.
    List(Vec<String>),
}

fn entry(block: &Block, heads: &SectionHeads, form: &Form) -> Option<Entry> {
    const LEAST_SECTIONS: usize = 3;
    let lines = lines_of(block);
    if let ([line], false) = (lines.as_slice(), matches!(block, Block::Table(_))) {
        return entry_of_line(line, heads, form);
    }
    // Every line of it names a section or has the number of a page.
    let mut roles = Vec::new();
    let mut numbered = 0;
    for line in &lines {
        numbered += usize::from(without_page_number(line).len() < line.len());
        match entry_of_line(line, heads, form)? {
            Entry::Section(role) => roles.push(role),
            Entry::Other | Entry::Title | Entry::List(_) => {}
        }
    }
    (roles.len() >= LEAST_SECTIONS && 2 * numbered > lines.len()).then_some(Entry::List(roles))
}

fn entry_of_line(line: &str, heads: &SectionHeads, form: &Form) -> Option<Entry> {
    if is_title(line) {
        return Some(Entry::Title);
    }
    let text = without_page_number(line);
    let block = Block::text(text);
    let role = Candidate::of(&block).and_then(|candidate| {
        heads
            .role_of(&candidate, form)
            .filter(|(_, certainty)| *certainty != Certainty::Guessed || heads.has_section_number(&candidate))
    });
    match role {
        Some((section, _)) => Some(Entry::Section(section.role.clone())),
        // A line of a lower level, by its page number.
        None => (text.len() < trim(line).len()).then_some(Entry::Other),
    }
}

/// A list of contents.
struct List {
    lines: Range<usize>,
    /// Whether it has lines that are none of it, as far as their words tell.
    is_doubtful: bool,
}

/// Whether a line's number follows that of the line before: 七、 after 六、 is of the list, whatever it says.
fn counts_on(items: &[Option<&Block>], index: usize) -> bool {
    let number = |index: usize| {
        let line = items.get(index).copied().flatten().map(Block::plain_text)?;
        LineNumber::at(trim(&line)).filter(|number| number.separation == Separation::Marked)
    };
    let before = index.checked_sub(1).and_then(number);
    before.zip(number(index)).is_some_and(|(a, b)| a.kind == b.kind && a.value.checked_add(1) == Some(b.value))
}

/// How far a list with a title goes on in words of its own (目录 / 总体情况 / 主动公开 / 复议诉讼), and whether all of them speak of sections.
/// The section named again begins the report.
fn goes_on(items: &[Option<&Block>], end: usize, named: &BTreeSet<&str>, form: &Form) -> (usize, bool) {
    let mut named: BTreeSet<&str> = named.clone();
    let (mut until, mut index, mut strange) = (end, end, 0);
    let mut is_doubtful = false;
    while index < items.len() && index - end < MOST_MORE {
        let Some(block @ (Block::Paragraph(_) | Block::Heading(_))) = items.get(index).copied().flatten() else {
            break;
        };
        let line = block.plain_text();
        let text = without_page_number(&line);
        let is_short =
            text.chars().count() <= words().heading.longest && !text.contains(['。', '，', '；', '：', '\n']);
        if text.is_empty() || !is_short || is_report_title(text) {
            break;
        }
        let block = Block::text(text);
        match Candidate::of(&block).and_then(|candidate| candidate.speaks_of(form)) {
            Some(role) if named.insert(role) => {
                until = index + 1;
                is_doubtful |= strange > 0;
            }
            _ if counts_on(items, index) => until = index + 1,
            Some(_) => break,
            None => strange += 1,
        }
        index += 1;
    }
    (until, is_doubtful)
}

/// Lines that name sections one after another without text between, where the sections themselves are named elsewhere: below
/// the contents, or above a list of headings at the end.
fn tables_of_contents(items: &[Option<&Block>], form: &Form) -> Vec<List> {
    const LEAST_LINES: usize = 3;
    let texts: Vec<Block> = items
        .iter()
        .flatten()
        .filter_map(|block| match block {
            Block::Paragraph(_) | Block::Heading(_) => Some(Block::text(without_page_number(&block.plain_text()))),
            _ => None,
        })
        .collect();
    let heads = SectionHeads::of(texts.iter().filter_map(Candidate::of), form);
    // A table is a list of contents only where it is called one: others have numbers behind names, too.
    let is_called = |index: usize| {
        let around = items.get(index.saturating_sub(1)..=index).unwrap_or_default();
        around.iter().flatten().any(|block| is_titled(block))
    };
    let entry_at = |(index, block): (usize, &Option<&Block>)| {
        let block = block.filter(|block| !matches!(block, Block::Table(_)) || is_called(index))?;
        entry(block, &heads, form)
    };
    let entries: Vec<Option<Entry>> = items.iter().enumerate().map(entry_at).collect();
    let role_at = |index: usize| match entries.get(index) {
        Some(Some(Entry::Section(role))) => Some(role.as_str()),
        _ => None,
    };
    let roles_at = |index: usize| {
        let listed = match entries.get(index) {
            Some(Some(Entry::List(roles))) => roles.as_slice(),
            _ => &[],
        };
        role_at(index).into_iter().chain(listed.iter().map(String::as_str))
    };
    let mut totals: BTreeMap<&str, usize> = BTreeMap::new();
    (0..items.len()).flat_map(roles_at).for_each(|role| *totals.entry(role).or_default() += 1);
    let mut found = Vec::new();
    let mut start = 0;
    while start < items.len() {
        let length = entries.iter().skip(start).take_while(|entry| entry.is_some()).count();
        let mut end = start + length;
        let is_titled = matches!(entries.get(start), Some(Some(Entry::Title | Entry::List(_))));
        let mut named: BTreeMap<&str, usize> = BTreeMap::new();
        (start..end).flat_map(roles_at).for_each(|role| *named.entry(role).or_default() += 1);
        let mut next = end + 1;
        if named.len() >= LEAST_LINES || (is_titled && !named.is_empty()) {
            // The last heading of the run may be the first section's own, where something stands below it.
            if let Some(count) = role_at(end - 1).and_then(|last| named.get_mut(last))
                && *count > 1
                && end < items.len()
                && !counts_on(items, end - 1)
                && !items.get(end - 1).copied().flatten().is_some_and(has_page_number)
            {
                *count -= 1;
                end -= 1;
            }
            let elsewhere = named.iter().filter(|(role, count)| totals.get(*role) > Some(count)).count();
            if elsewhere * 2 > named.len() {
                let is_whole = !is_titled || end + 1 < next;
                let named = named.into_keys().collect();
                let (until, is_doubtful) = if is_whole { (end, false) } else { goes_on(items, end, &named, form) };
                found.push(List { lines: start..until, is_doubtful });
                next = next.max(until);
            }
        } else if is_titled && !totals.is_empty() {
            // All of it in words of its own.
            let (until, is_doubtful) = goes_on(items, end, &BTreeSet::new(), form);
            if until - end >= LEAST_LINES {
                found.push(List { lines: start..until, is_doubtful });
                next = next.max(until);
            }
        }
        start = next;
    }
    found
}

/// Whether most lines of a block have the number of a page.
fn has_page_number(block: &Block) -> bool {
    let lines = lines_of(block);
    2 * lines.iter().filter(|line| without_page_number(line).len() < line.len()).count() > lines.len()
}

/// A line without the leader and page number at its end.
fn without_page_number(line: &str) -> &str {
    let text = trim(line);
    let rest = text.trim_end_matches(|c: char| arabic_digit(c).is_some() || "（）()-—－".contains(c));
    let led = rest.trim_end_matches(|c: char| c.is_whitespace() || ".…·．—-_⋯・".contains(c));
    if rest.len() < text.len() || rest.ends_with(['…', '⋯']) { led } else { text }
}
