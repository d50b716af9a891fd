//! A text that stands in one line → lines: programs that copy a page may write spaces for the ends of its lines.

use super::line::{Line, MAX_LINES};
use crate::finding::{Finding, catalogue};

/// So much of the text, in percent, stands in the line.
const SHARE: usize = 80;
/// So many parts it has at least: a report has some hundred cells and headings. And so many at most, as many as lines.
const PARTS: std::ops::RangeInclusive<usize> = 100..=MAX_LINES;
/// So many characters its parts have on average: prose with a space here and there is no text in one line, nor is one with a space behind
/// each character.
const AVERAGE: std::ops::RangeInclusive<usize> = 3..=60;

/// The lines, the one that holds nearly all of the text parted at its spaces.
pub(super) fn parted<'t>(lines: Vec<Line<'t>>, findings: &mut Vec<Finding>) -> Vec<Line<'t>> {
    let Some(longest) = (0..lines.len()).max_by_key(|index| lines.get(*index).map_or(0, |line| line.text.len())) else {
        return lines;
    };
    let all: usize = lines.iter().map(|line| line.text.trim().len()).sum();
    let is_single = lines.get(longest).is_some_and(|line| {
        let parts = line.text.split_whitespace().count();
        let characters = line.text.chars().filter(|c| !c.is_whitespace()).count();
        // In other scripts spaces stand between words.
        let ideographs = line.text.chars().filter(|c| matches!(c, '\u{4E00}'..='\u{9FFF}')).count();
        line.text.len() * 100 >= all * SHARE
            && PARTS.contains(&parts)
            && AVERAGE.contains(&(characters / parts))
            && ideographs * 3 >= characters
    });
    if !is_single {
        return lines;
    }
    let mut parted = Vec::new();
    for (index, line) in lines.into_iter().enumerate() {
        if index != longest {
            parted.push(line);
            continue;
        }
        let before = parted.len();
        let place = line.place();
        let (mut column, mut begin) = (1u32, true);
        let mut rest = line.text;
        while let Some(c) = rest.chars().next() {
            let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
            let (part, after) = rest.split_at(if end == 0 { c.len_utf8() } else { end });
            if end > 0 {
                parted.push(Line { column, text: part, begins_page: begin && line.begins_page, ..line });
                begin = false;
            }
            column = column.saturating_add(u32::try_from(part.chars().count()).unwrap_or(u32::MAX));
            rest = after;
        }
        findings.push(catalogue::page::text_in_one_line(parted.len() - before).at(place));
    }
    parted
}
