//! Numerals that a text has lost on its way through a web page: of headings (、主动公开…), of 一是, of the year at the beginning.
//!
//! Each is restored only where its place leaves no doubt, and named with what stood there.

use super::heading::Candidate;
use super::table::Piece;
use super::tidy::{is_space, trim};
use super::title::excerpt;
use crate::document::numeral::{LineNumber, NumberKind, Separation, arabic_digit, number_to_text};
use crate::document::{Block, Content, Date, Heading, Inline, Paragraph};
use crate::finding::{Finding, catalogue};
use crate::form::Forms;
use crate::report::DateText;

/// What stands behind the number of a heading of the first level.
const MARK: char = '、';

/// The dashes that are typed or scanned for 一.
const DASHES: [char; 6] = ['-', '－', '—', '–', '―', '−'];

/// How much of a line is quoted around what was restored, in characters.
const QUOTED: usize = 8;

/// Restores the numbers of headings and of first points.
pub(super) fn restore(pieces: &mut [Piece], forms: &Forms, findings: &mut Vec<Finding>) {
    restore_headings(pieces, forms, findings);
    for piece in pieces {
        if let Piece::Block(Block::Paragraph(paragraph)) = piece {
            restore_first_point(paragraph, findings);
        }
    }
}

/// A heading among others of the first level.
#[derive(Clone, Copy)]
struct Numbered {
    piece: usize,
    /// Its number; `None` where that is lost.
    number: Option<u32>,
}

fn restore_headings(pieces: &mut [Piece], forms: &Forms, findings: &mut Vec<Finding>) {
    let numbered: Vec<Numbered> = pieces
        .iter()
        .enumerate()
        .filter_map(|(piece, found)| {
            let Piece::Block(block) = found else { return None };
            let candidate = Candidate::of(block)?;
            if trim(&candidate.text).starts_with(MARK) {
                let says_something = candidate.text.chars().filter(|c| c.is_alphabetic()).nth(1).is_some();
                return says_something.then_some(Numbered { piece, number: None });
            }
            let number = LineNumber::at(&candidate.text)
                .filter(|number| number.kind == NumberKind::Chinese && number.separation == Separation::Marked)?;
            Some(Numbered { piece, number: Some(number.value) })
        })
        .collect();
    let names_section = |numbered: &Numbered| match pieces.get(numbered.piece) {
        Some(Piece::Block(block)) => {
            let candidate = Candidate::of(block);
            candidate.is_some_and(|candidate| forms.iter().any(|form| candidate.speaks_of(form).is_some()))
        }
        _ => false,
    };
    // One line alone may begin so for any reason.
    let lost = numbered.iter().filter(|heading| heading.number.is_none());
    if !numbered.iter().any(|heading| heading.number.is_some()) && lost.filter(|h| names_section(h)).count() < 2 {
        return;
    }
    let mut before = 0;
    let mut start = 0;
    for run in numbered.chunk_by(|a, b| a.number.is_none() && b.number.is_none()) {
        let next = numbered.get(start + run.len()).and_then(|heading| heading.number);
        start += run.len();
        if let [Numbered { number: Some(number), .. }] = run {
            before = *number;
            continue;
        }
        let count = u32::try_from(run.len()).unwrap_or(u32::MAX);
        let fits = next.is_none_or(|next| Some(next) == before.checked_add(count).and_then(|last| last.checked_add(1)));
        for (heading, value) in run.iter().zip(before.saturating_add(1)..) {
            restore_heading(pieces.get_mut(heading.piece), value, fits, findings);
        }
        before = if fits { before.saturating_add(count) } else { before };
    }
}

fn restore_heading(piece: Option<&mut Piece>, value: u32, fits: bool, findings: &mut Vec<Finding>) {
    let Some(Piece::Block(
        Block::Paragraph(Paragraph { content, origin, .. }) | Block::Heading(Heading { content, origin, .. }),
    )) = piece
    else {
        return;
    };
    let found = excerpt(trim(&content.plain_text()));
    let restored = number_to_text("chineseCounting", value).filter(|_| fits);
    let Some(changed) = restored.and_then(|numeral| with_inserted(content, 0, 0, &numeral)) else {
        findings.push(catalogue::flattened::numeral_unclear(found).at_origin(origin));
        return;
    };
    *content = changed;
    let restored = excerpt(trim(&content.plain_text()));
    findings.push(catalogue::flattened::numeral_restored(found, restored).at_origin(origin));
}

/// A dash before 是 where 二是 follows in the same paragraph and no 一是 stands in it.
fn restore_first_point(paragraph: &mut Paragraph, findings: &mut Vec<Finding>) {
    const FIRST: &str = "一是";
    const SECOND: &str = "二是";
    let Some(Inline::Text(_)) = paragraph.content.inlines().first() else { return };
    let is_text = |inline: &Inline| matches!(inline, Inline::Text(_));
    if !paragraph.content.inlines().iter().all(is_text) {
        return;
    }
    let text = paragraph.content.plain_text();
    let Some(second) = text.find(SECOND).filter(|_| !text.contains(FIRST)) else { return };
    let begins = |before: &str| before.chars().next_back().is_none_or(|c| !c.is_alphanumeric() && !DASHES.contains(&c));
    let mut dashes = text.char_indices().filter(|(at, c)| {
        let behind = at + c.len_utf8();
        let is_before = behind < second && text.get(behind..).is_some_and(|rest| rest.starts_with('是'));
        DASHES.contains(c) && is_before && text.get(..*at).is_some_and(begins)
    });
    let (Some((at, dash)), None) = (dashes.next(), dashes.next()) else { return };
    let Some(changed) = with_inserted(&paragraph.content, at, dash.len_utf8(), "一") else { return };
    let quote = |text: &str| {
        let start = text.get(..at).unwrap_or_default().char_indices().rev().nth(QUOTED).map_or(0, |(start, _)| start);
        text.get(start..).unwrap_or_default().chars().take(3 * QUOTED).collect::<String>()
    };
    let (found, restored) = (quote(&text), quote(&changed.plain_text()));
    paragraph.content = changed;
    findings.push(catalogue::flattened::dash_for_one(found, restored).at_origin(&paragraph.origin));
}

/// The year at the beginning of the text, where the body's name follows it directly.
pub(super) fn restore_year(pieces: &mut [Piece], year: u16, organ: &str, findings: &mut Vec<Finding>) {
    let first = pieces.iter_mut().find_map(|piece| match piece {
        Piece::Block(Block::Paragraph(paragraph)) => {
            let text = paragraph.content.plain_text();
            let lead = text.len() - text.trim_start_matches(is_space).len();
            let is_year = text.get(lead..)?.strip_prefix(&year.to_string())?.starts_with(organ);
            is_year.then_some((paragraph, text, lead))
        }
        _ => None,
    });
    let Some((paragraph, text, lead)) = first.filter(|_| !organ.is_empty()) else { return };
    let at = lead + year.to_string().len();
    let Some(changed) = with_inserted(&paragraph.content, at, 0, "年") else { return };
    let (found, restored) = (excerpt(&text), excerpt(&changed.plain_text()));
    paragraph.content = changed;
    findings.push(catalogue::flattened::year_mark_restored(found, restored).at_origin(&paragraph.origin));
}

/// Content with a text in the place of so many bytes at a byte of its plain text; `None` where that is not within one run of text.
fn with_inserted(content: &Content, at: usize, length: usize, text: &str) -> Option<Content> {
    let mut inlines = content.inlines().to_vec();
    let mut passed = 0;
    for inline in &mut inlines {
        let Inline::Text(run) = inline else { return None };
        if at + length <= passed + run.text.len() {
            let from = at.checked_sub(passed)?;
            run.text.get(from..from + length)?;
            run.text.replace_range(from..from + length, text);
            return Some(Content::new(inlines));
        }
        passed += run.text.len();
    }
    None
}

/// The day that digits alone state, where they can be only one: 2022215. It is of the year reported on or the next, where that is known.
pub(super) fn day_of_digits(raw: &str, year: Option<u16>) -> Option<DateText> {
    let digits: Vec<u32> = raw.chars().map(arabic_digit).collect::<Option<_>>()?;
    if !(6..=8).contains(&digits.len()) {
        return None;
    }
    let number = |part: &[u32]| part.iter().fold(0u32, |number, digit| number * 10 + digit);
    let (of_year, rest) = digits.split_at_checked(4)?;
    let of_year = u16::try_from(number(of_year)).ok()?;
    let is_near = match year {
        Some(year) => of_year == year || Some(of_year) == year.checked_add(1),
        None => (2008..=2100).contains(&of_year),
    };
    let small = |part: &[u32]| u8::try_from(number(part)).ok();
    let day = |at: usize| {
        let (month, day) = rest.split_at_checked(at)?;
        (!day.is_empty() && day.len() <= 2).then_some(())?;
        Date::new(of_year, small(month)?, small(day)?)
    };
    // 202211 may be a month as well.
    let is_month = rest.len() == 2 && (1..=12).contains(&number(rest));
    let mut days: Vec<Date> = [1, 2].into_iter().filter_map(day).collect();
    days.dedup();
    match days.as_slice() {
        [only] if is_near && !is_month => Some(DateText::of(*only)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_a_day_where_they_can_be_only_one() {
        let day = |raw: &str, year| day_of_digits(raw, year).map(|date| date.raw);
        for (raw, expected) in [
            ("2022215", Some("2022年2月15日")),
            ("20220215", Some("2022年2月15日")),
            ("2022131", Some("2022年1月31日")),
            ("2022111", None),
            ("2022121", None),
            ("202211", None),
            ("202235", Some("2022年3月5日")),
            ("20221305", None),
            ("2022230", None),
            ("2022305", Some("2022年3月5日")),
            ("22215", None),
        ] {
            assert_eq!(day(raw, Some(2021)).as_deref(), expected, "{raw}");
        }
        assert_eq!(day("2022215", Some(2019)), None, "not of that report");
        assert_eq!(day("2022215", None).as_deref(), Some("2022年2月15日"));
    }
}
