//! Numerals that a text has lost on its way through a web page: of headings (、主动公开…), of 一是, of the year at the beginning.
//!
//! Each is restored only where its place leaves no doubt, and named with what stood there.

use super::heading::Candidate;
use super::table::Piece;
use super::tidy::{is_space, trim};
use super::title::excerpt;
use crate::document::numeral::{LineNumber, NumberKind, Separation, number_to_text};
use crate::document::{Block, Content, Heading, Inline, Paragraph};
use crate::finding::{Finding, catalogue};
use crate::form::Forms;

/// What stands behind the number of a heading of the first level.
const MARK: char = '、';

/// The dashes that are typed or scanned for 一.
const DASHES: [char; 6] = ['-', '－', '—', '–', '―', '−'];

/// How much of a line is quoted around what was restored, in characters.
const QUOTED: usize = 8;

/// Restores the numbers of headings and of first points. The text of paragraphs that read otherwise then is added to `lines`: none of it
/// is lost.
pub(super) fn restore(pieces: &mut [Piece], forms: &Forms, lines: &mut Vec<String>, findings: &mut Vec<Finding>) {
    restore_headings(pieces, forms, findings);
    for piece in pieces {
        if let Piece::Block(Block::Paragraph(paragraph)) = piece {
            restore_first_point(paragraph, lines, findings);
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
fn restore_first_point(paragraph: &mut Paragraph, lines: &mut Vec<String>, findings: &mut Vec<Finding>) {
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
    lines.push(text);
    findings.push(catalogue::flattened::dash_for_one(found, restored).at_origin(&paragraph.origin));
}

/// The year at the beginning of the text, where the body's name follows it directly. The text as it was is added to `lines`.
pub(super) fn restore_year(
    pieces: &mut [Piece],
    (year, organ): (u16, &str),
    lines: &mut Vec<String>,
    findings: &mut Vec<Finding>,
) {
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
    lines.push(text);
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

#[cfg(test)]
mod tests {
    use crate::document::{Block, Document};
    use crate::finding::Warned;
    use crate::form::Forms;
    use crate::recognize::document_to_report;
    use crate::report::Report;

    const TITLE: &str = "清河市民政局2023年政府信息公开工作年度报告";

    fn read(lines: &[&str]) -> Warned<Report> {
        let blocks = std::iter::once(&TITLE).chain(lines).map(|line| Block::text(*line)).collect();
        document_to_report(Document { blocks, ..Document::default() }, &Forms::built_in().unwrap())
    }

    fn headings(read: &Warned<Report>) -> Vec<String> {
        let headings = read.value.sections.iter().filter_map(|section| section.heading.as_ref());
        headings.map(|heading| heading.plain_text()).collect()
    }

    fn said(read: &Warned<Report>, code: &str) -> Vec<(String, String)> {
        let found = read.findings.iter().filter(|finding| finding.code() == code);
        let value = |finding: &crate::finding::Finding, name: &str| finding.value(name).unwrap_or_default().to_owned();
        found.map(|finding| (value(finding, "found"), value(finding, "restored"))).collect()
    }

    #[test]
    fn headings_are_counted_on() {
        let names = ["总体情况", "主动公开政府信息情况", "收到和处理政府信息公开申请情况", "存在的主要问题及改进情况"];
        let numerals = ["一", "二", "三", "四"];
        for lost in [&[1, 2][..], &[3], &[0], &[0, 1, 2, 3]] {
            let own: Vec<String> = (0..4)
                .map(|at| format!("{}、{}", if lost.contains(&at) { "" } else { numerals[at] }, names[at]))
                .collect();
            let lines: Vec<&str> = own.iter().flat_map(|heading| [heading.as_str(), "正文。"]).collect();
            let read = read(&lines);
            let whole: Vec<String> = (0..4).map(|at| format!("{}、{}", numerals[at], names[at])).collect();
            assert_eq!(headings(&read), whole, "{lost:?}");
            let restored: Vec<_> = lost.iter().map(|at| (own[*at].clone(), whole[*at].clone())).collect();
            assert_eq!(said(&read, "numeral-restored"), restored);
            assert!(!read.findings.iter().any(|finding| finding.code().contains("unaccounted")), "{lost:?}");
        }
    }

    #[test]
    fn headings_that_do_not_count_on_stay() {
        let lines =
            ["一、总体情况", "正文。", "、主动公开政府信息情况", "正文。", "五、存在的主要问题及改进情况", "正文。"];
        let read = read(&lines);
        assert_eq!(headings(&read), [lines[0], lines[2], lines[4]]);
        assert_eq!(said(&read, "numeral-unclear"), [("、主动公开政府信息情况".to_owned(), String::new())]);
    }

    #[test]
    fn a_dash_is_one_only_before_a_second_point() {
        for (text, restored) in [
            ("仍有不足，-是机制不全。二是人员不足。", Some("仍有不足，一是机制不全。二是人员不足。")),
            ("—是机制不全；二是人员不足。", Some("一是机制不全；二是人员不足。")),
            ("仍有不足，-是机制不全。", None),
            ("一是机制不全；-是人员不足；二是经费不足。", None),
            ("二是人员不足，-是经费不足。", None),
            ("A-是机制不全；二是人员不足。", None),
            ("-是机制不全，-是人员不足；二是经费不足。", None),
        ] {
            let read = read(&["一、总体情况", text]);
            let expected = restored.unwrap_or(text);
            let kept = read.value.sections[0].content.iter().find_map(|item| match item {
                crate::report::Item::Block(block) => Some(block.plain_text()),
                crate::report::Item::Statistics(_) => None,
            });
            assert_eq!(kept.as_deref(), Some(expected));
            assert_eq!(said(&read, "dash-for-one").len(), usize::from(restored.is_some()), "{text}");
        }
    }

    #[test]
    fn the_year_gets_its_mark_before_the_bodys_name_only() {
        for (text, expected) in [
            ("2023清河市民政局认真落实条例。", "2023年清河市民政局认真落实条例。"),
            ("2022清河市民政局认真落实条例。", "2022清河市民政局认真落实条例。"),
            ("2023年清河市民政局认真落实条例。", "2023年清河市民政局认真落实条例。"),
            ("2023件申请已经办结。", "2023件申请已经办结。"),
        ] {
            let read = read(&[text, "一、总体情况", "正文。", "二、主动公开政府信息情况", "正文。"]);
            assert_eq!(read.value.preamble[0].plain_text(), expected);
            assert_eq!(said(&read, "year-mark-restored").len(), usize::from(text != expected), "{text}");
        }
    }
}
