//! Lines that look like headings and are none: those of a table of contents, and the cells of a table typed as lines.

use super::heading::{Candidate, Certainty, SectionHeads};
use super::tidy::trim;
use super::words::words;
use crate::document::numeral::arabic_digit;
use crate::document::{Block, Heading, Paragraph};
use crate::finding::{Finding, catalogue};
use crate::form::Form;
use crate::report::Item;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The items that are text and no headings, whatever they look like.
pub(super) fn plain_lines(items: &[Item], form: &Form, findings: &mut Vec<Finding>) -> BTreeSet<usize> {
    let mut plain = BTreeSet::new();
    for run in tables_of_contents(items, form) {
        if let Some(Item::Block(first)) = items.get(run.start) {
            findings.push(catalogue::recognize::contents_kept().at_origin(&first.origin()));
        }
        plain.extend(run);
    }
    plain
}

/// What a line may be in a table of contents.
enum Entry {
    /// It names a section.
    Section(String),
    /// It has a page number and names something else.
    Other,
    /// 目录
    Title,
}

fn entry(item: &Item, heads: &SectionHeads, form: &Form) -> Option<Entry> {
    let Item::Block(Block::Paragraph(Paragraph { content, .. }) | Block::Heading(Heading { content, .. })) = item else {
        return None;
    };
    let line = content.plain_text();
    let compact: String = line.chars().filter(|c| !c.is_whitespace()).collect();
    if words().contents.title.contains(&compact) {
        return Some(Entry::Title);
    }
    let text = without_page_number(&line);
    let block = Block::text(text);
    let role = Candidate::of(&block).and_then(|candidate| {
        heads
            .role_of(&candidate, form)
            .filter(|(_, certainty)| *certainty != Certainty::Guessed || heads.has_section_number(&candidate))
    });
    match role {
        Some((section, _)) => Some(Entry::Section(section.role.clone())),
        // A line of a lower level, by its page number.
        None => (text.len() < trim(&line).len()).then_some(Entry::Other),
    }
}

/// Lines that name sections one after another without text between, where the sections themselves are named elsewhere: below
/// the contents, or above a list of headings at the end.
fn tables_of_contents(items: &[Item], form: &Form) -> Vec<Range<usize>> {
    const LEAST_LINES: usize = 3;
    let texts: Vec<Block> = items
        .iter()
        .filter_map(|item| match item {
            Item::Block(block @ (Block::Paragraph(_) | Block::Heading(_))) => {
                Some(Block::text(without_page_number(&block.plain_text())))
            }
            _ => None,
        })
        .collect();
    let heads = SectionHeads::of(texts.iter().filter_map(Candidate::of), form);
    let entries: Vec<Option<Entry>> = items.iter().map(|item| entry(item, &heads, form)).collect();
    let role_at = |index: usize| match entries.get(index) {
        Some(Some(Entry::Section(role))) => Some(role.as_str()),
        _ => None,
    };
    let mut totals: BTreeMap<&str, usize> = BTreeMap::new();
    (0..items.len()).filter_map(role_at).for_each(|role| *totals.entry(role).or_default() += 1);
    let mut found = Vec::new();
    let mut start = 0;
    while start < items.len() {
        let length = entries.iter().skip(start).take_while(|entry| entry.is_some()).count();
        let mut end = start + length;
        let is_titled = matches!(entries.get(start), Some(Some(Entry::Title)));
        let mut named: BTreeMap<&str, usize> = BTreeMap::new();
        (start..end).filter_map(role_at).for_each(|role| *named.entry(role).or_default() += 1);
        let next = end + 1;
        if named.len() >= LEAST_LINES || (is_titled && !named.is_empty()) {
            // The last heading of the run may be the first section's own.
            if let Some(count) = role_at(end - 1).and_then(|last| named.get_mut(last))
                && *count > 1
                && !has_page_number(items.get(end - 1))
            {
                *count -= 1;
                end -= 1;
            }
            let elsewhere = named.iter().filter(|(role, count)| totals.get(*role) > Some(count)).count();
            if elsewhere * 2 > named.len() {
                found.push(start..end);
            }
        }
        start = next;
    }
    found
}

fn has_page_number(item: Option<&Item>) -> bool {
    let Some(Item::Block(block)) = item else { return false };
    let line = block.plain_text();
    without_page_number(&line).len() < trim(&line).len()
}

/// A line without the leader and page number at its end.
fn without_page_number(line: &str) -> &str {
    let text = trim(line);
    let rest = text.trim_end_matches(|c: char| arabic_digit(c).is_some() || "（）()-—－".contains(c));
    let led = rest.trim_end_matches(|c: char| c.is_whitespace() || ".…·．—-_⋯・".contains(c));
    if rest.len() < text.len() || rest.ends_with(['…', '⋯']) { led } else { text }
}
