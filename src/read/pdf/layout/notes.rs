//! Footnotes: small text below a short rule at a page's foot, or what the structure tree calls a note; put where it is called.

use super::super::facts::Rule;
use super::lines::Line;
use super::measure::Measure;
use super::numbering::list_label;
use super::tagged::Tags;
use super::text::{Faces, Run, cut_front, join_runs, runs_text};
use crate::document::{Block, Inline, Note, NoteKind, VerticalPosition};
use crate::finding::{Finding, Origin, Place, catalogue};
use crate::whole::counted;

/// A note as it is printed.
#[derive(Debug, Default)]
pub(super) struct PrintedNote {
    pub page: usize,
    /// The mark it is called by.
    mark: String,
    /// What it says after its mark.
    runs: Vec<Run>,
    /// All of it as it is printed.
    whole: Vec<Run>,
    element: Option<usize>,
}

/// A note that nothing calls, as it is printed, and the index of the page at whose foot it stands.
pub(super) struct Uncalled {
    pub page: usize,
    pub block: Block,
}

/// Takes the notes off the foot of a page. `lone`: the page's rules that belong to no table.
pub(super) fn take_notes(
    lines: &mut Vec<Line>,
    lone: &[Rule],
    height: f64,
    measure: &Measure,
    tags: &Tags,
    notes: &mut Vec<PrintedNote>,
) {
    lines.sort_by(|a, b| a.baseline.total_cmp(&b.baseline));
    let note_of = |line: &Line| line.element.and_then(|element| tags.around(element, &["Note", "FENote"]));
    let margins = lines.first().and_then(|line| measure.margins(line));
    let is_small = |line: &Line| line.size < 0.93 * measure.body;
    let rule = lone.iter().rev().find(|rule| {
        let length = rule.end - rule.start;
        let short = margins.is_some_and(|m| length < 0.6 * (m.right - m.left) && (rule.start - m.left).abs() < 40.0);
        let below = lines.iter().filter(|line| line.baseline > rule.position);
        rule.position > 0.4 * height
            && length > 30.0
            && short
            && below.clone().count() > 0
            && below.clone().all(is_small)
    });
    let first_below = rule.map_or(f64::INFINITY, |rule| rule.position);
    let (below, rest): (Vec<Line>, Vec<Line>) =
        std::mem::take(lines).into_iter().partition(|line| line.baseline > first_below || note_of(line).is_some());
    *lines = rest;
    for line in below {
        let element = note_of(&line);
        let mark = mark_of(&line);
        let goes_on = notes.last_mut().filter(|last| match (element, last.element) {
            (Some(here), Some(last)) => here == last,
            // One that ends with its page goes on with nothing.
            _ => {
                mark.is_none() && (last.page == line.page || !runs_text(&last.runs).ends_with(['。', '；', '！', '？']))
            }
        });
        if let Some(last) = goes_on {
            join_runs(&mut last.whole, line.runs.clone());
            join_runs(&mut last.runs, line.runs);
        } else {
            let (mark, bytes) = mark.unwrap_or_default();
            let (whole, mut runs) = (line.runs.clone(), line.runs);
            cut_front(&mut runs, bytes);
            notes.push(PrintedNote { page: line.page, mark, runs, whole, element });
        }
    }
}

/// The mark a note begins with, and how many bytes it takes.
fn mark_of(line: &Line) -> Option<(String, usize)> {
    let text = line.text();
    if let Some(first) = line.runs.first().filter(|run| run.position == Some(VerticalPosition::Superscript)) {
        return Some((first.text.trim().to_owned(), first.text.len()));
    }
    let bytes = match text.chars().next()? {
        c @ ('*' | '†' | '‡' | '※') => text.chars().take_while(|other| *other == c).map(char::len_utf8).sum(),
        '[' | '［' | '〔' => text
            .find([']', '］', '〕'])
            .filter(|end| *end < 8)
            .map(|end| end + text[end..].chars().next().map_or(1, char::len_utf8))?,
        _ => match list_label(&text) {
            Some((bytes, true)) => bytes,
            _ => {
                let digits = text.chars().take_while(char::is_ascii_digit).count();
                let spaced = text.get(digits..).is_some_and(|rest| rest.starts_with([' ', '\u{3000}']));
                ((1..=3).contains(&digits) && spaced).then_some(digits)?
            }
        },
    };
    Some((text.get(..bytes)?.trim().to_owned(), bytes))
}

/// A mark without its ornaments.
fn bare(mark: &str) -> &str {
    mark.trim().trim_matches(['[', ']', '［', '］', '〔', '〕', '.', '、', '(', ')', '（', '）'])
}

/// Puts notes where raised marks call them; what no mark calls is returned as paragraphs, numbers and all. `marks`: the marks of those
/// that are called, which a Document does not have.
pub(super) fn place_notes(
    notes: Vec<PrintedNote>,
    mut runs_of_page: impl FnMut(usize, &mut dyn FnMut(&mut Vec<Run>)),
    faces: &Faces,
    marks: &mut String,
    findings: &mut Vec<Finding>,
) -> Vec<Uncalled> {
    let mut left = Vec::new();
    for note in notes {
        let place = Place::Page(counted(note.page + 1));
        let paragraph = |runs: Vec<Run>| {
            let (content, origin) = (faces.content(runs, false), Origin::at(place.clone()));
            Block::Paragraph(crate::document::Paragraph { content, origin, ..Default::default() })
        };
        let mut runs_left = Some(note.runs);
        let mark = bare(&note.mark).to_owned();
        runs_of_page(note.page, &mut |runs| {
            let call = runs.iter_mut().find(|run| {
                run.object.is_none()
                    && run.position == Some(VerticalPosition::Superscript)
                    && !mark.is_empty()
                    && bare(&run.text) == mark
            });
            if let Some(call) = call
                && let Some(runs) = runs_left.take()
            {
                marks.push_str(&call.text);
                marks.push_str(&note.mark);
                let content = vec![paragraph(runs)];
                call.object = Some(Box::new(Inline::Note(Note { kind: NoteKind::Footnote, content })));
            }
        });
        if runs_left.is_some() {
            findings.push(catalogue::layout::note_without_call(runs_text(&note.whole)).at(place.clone()));
            left.push(Uncalled { page: note.page, block: paragraph(note.whole) });
        }
    }
    left
}
