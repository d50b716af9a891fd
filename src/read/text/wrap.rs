//! Lines → paragraphs: what was wrapped at a width is joined again.
//!
//! That a text is wrapped shows in many lines that end near the same column, most of them amid a sentence, and none beyond it. Then a
//! line that reaches that column goes on in the next one.

use super::line::{Joined, Line};
use crate::document::numeral::heading_level;
use crate::finding::{Finding, Place, catalogue};

/// The narrowest and the widest column at which lines are wrapped: half of a page, and more than any mail has.
const WIDTHS: std::ops::RangeInclusive<usize> = 36..=220;
/// How far before that column a full line may end: the next character, or word, would have gone beyond it.
const SLACK: usize = 4;
/// So many lines are full at least.
const LEAST: usize = 3;

/// The paragraphs of some lines.
pub(super) fn join(lines: &[Line<'_>], findings: &mut Vec<Finding>) -> Vec<Joined> {
    let Some(width) = wrapped_at(lines) else { return lines.iter().map(alone).collect() };
    let marked = are_paragraphs_marked(lines);
    let mut paragraphs: Vec<Joined> = Vec::with_capacity(lines.len());
    let (mut joined, mut first) = (0usize, None);
    let mut before: Option<&Line<'_>> = None;
    for line in lines {
        match (before.filter(|before| goes_on(before, line, width, marked)), paragraphs.last_mut()) {
            (Some(_), Some(paragraph)) => {
                first = first.or(Some(line.number));
                joined += 1;
                add(paragraph, line, findings);
            }
            _ => paragraphs.push(alone(line)),
        }
        before = Some(line);
    }
    if let Some(line) = first {
        let place = Place::Line { line, column: 1 };
        findings.push(catalogue::page::wrapped_lines_joined(joined, width).at(place));
    }
    paragraphs
}

/// A line as a paragraph. Tabs at its beginning stay: they are empty fields.
fn alone(line: &Line<'_>) -> Joined {
    let text = line.text.trim_end();
    let begin = text.len() - text.trim_start_matches(is_indent).len();
    let (indent, text) = text.split_at(begin);
    let is_fields = text.contains(['\t', '|', '｜']);
    Joined {
        place: line.place(),
        text: if is_fields { line.text.trim_end_matches([' ', '\u{3000}', '\u{a0}']) } else { text }.to_owned(),
        indent: width_of(indent),
        begins_page: line.begins_page,
        is_wrapped: false,
    }
}

/// Adds a line to the paragraph it goes on.
fn add(paragraph: &mut Joined, line: &Line<'_>, findings: &mut Vec<Finding>) {
    let text = line.text.trim();
    let (last, next) = (paragraph.text.chars().next_back(), text.chars().next());
    let is = |c: Option<char>, test: fn(char) -> bool| c.is_some_and(test);
    if is(last, char::is_numeric) && is(next, char::is_numeric) {
        let around = |text: &str, from: usize| text.chars().skip(from).take(10).collect::<String>();
        let length = paragraph.text.chars().count();
        let quoted = format!("{}⏎{}", around(&paragraph.text, length.saturating_sub(10)), around(text, 0));
        findings.push(catalogue::page::number_across_lines(quoted).at(line.place()));
        paragraph.text.push('\n');
    } else if is(last, |c| c.is_ascii_alphanumeric()) && is(next, |c| c.is_ascii_alphanumeric()) {
        paragraph.text.push(' ');
    }
    paragraph.text.push_str(text);
    paragraph.is_wrapped = true;
}

/// At which column lines are wrapped, if they are.
fn wrapped_at(lines: &[Line<'_>]) -> Option<usize> {
    let widths = || lines.iter().filter(|line| is_prose(line)).map(|line| width_of(line.text.trim_end()));
    let width = widths().max().filter(|width| WIDTHS.contains(width))?;
    let is_full = |line: &&Line<'_>| is_prose(line) && width_of(line.text.trim_end()) + SLACK >= width;
    let full = lines.iter().filter(is_full).count();
    let amid = lines.iter().filter(is_full).filter(|line| !ends_sentence(line.text)).count();
    let long = widths().filter(|other| other * 2 > width).count();
    (full >= LEAST && full * 2 >= long && amid * 2 >= full).then_some(width)
}

/// Whether paragraphs show where they begin: by an indent, or a blank line before.
fn are_paragraphs_marked(lines: &[Line<'_>]) -> bool {
    let indented = lines.iter().filter(|line| line.text.starts_with(is_indent) && is_prose(line)).count();
    let blank = lines.iter().filter(|line| line.text.trim().is_empty()).count();
    indented >= 2 || blank >= 2
}

/// Whether a line goes on in the next.
fn goes_on(line: &Line<'_>, next: &Line<'_>, width: usize, marked: bool) -> bool {
    let is_full = is_prose(line) && width_of(line.text.trim_end()) + SLACK >= width;
    let is_new = next.text.starts_with(is_indent) || next.begins_page || !is_prose(next);
    let may_end = ends_sentence(line.text) && (!marked || heading_level(next.text.trim()).is_some());
    is_full && !is_new && !may_end
}

/// Whether a line may be of running text: neither blank nor fields of a table.
fn is_prose(line: &Line<'_>) -> bool {
    !line.text.trim().is_empty() && !line.text.contains(['\t', '|', '｜'])
}

fn is_indent(c: char) -> bool {
    matches!(c, ' ' | '\u{3000}' | '\u{a0}' | '\u{2003}' | '\u{2002}')
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end()
        .trim_end_matches(['”', '"', '）', ')'])
        .ends_with(['。', '；', '：', '！', '？', ':', ';', '!', '?'])
}

/// How many columns a text takes: two for what is as wide as it is high.
fn width_of(text: &str) -> usize {
    const WIDE: char = '\u{2e80}';
    text.chars().map(|c| if c >= WIDE || "“”‘’…—".contains(c) { 2 } else { 1 }).sum()
}
