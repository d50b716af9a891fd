//! A change in a part of a paragraph, tracked (ECMA-376 §17.13.5): the runs it begins and ends in are parted there.

use super::change::Change;
use crate::finding::ANNOTATOR;
use crate::ooxml::{Element, Extent, Ns, Splice, escape_text};
use std::ops::Range;

/// Makes a change in a paragraph that says the old text once, its revisions numbered from `id`; `None` where it does not, or other things
/// stand in that text.
pub(super) fn replace_part(paragraph: Element<'_>, change: &Change, id: u32, splice: &mut Splice<'_>) -> Option<()> {
    let own = Extent::of(paragraph)?;
    // Attributes of WordprocessingML have a prefix.
    let w = Some(own.prefix().to_owned()).filter(|prefix| !prefix.is_empty())?;
    let pieces = pieces(paragraph);
    let text: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
    let mut found = text.match_indices(&change.old);
    let (Some((start, _)), None) = (found.next(), found.next()) else { return None };
    let end = start + change.old.len();
    let mut at = 0;
    let mut touched: Vec<(&Piece<'_>, Range<usize>)> = Vec::new();
    for piece in &pieces {
        let from = at;
        at += piece.text.len();
        if from < end && at > start {
            touched.push((piece, start.max(from) - from..end.min(at) - from));
        }
    }
    // What lies between its runs would be torn out of its place.
    let numbers: Vec<usize> = touched.iter().map(|(piece, _)| piece.number).collect();
    let is_unbroken = numbers.windows(2).all(|pair| matches!(pair, [one, next] if one + 1 == *next));
    if touched.is_empty() || !is_unbroken || touched.iter().any(|(piece, _)| !piece.is_plain) {
        return None;
    }
    let source = paragraph.xml().source();
    let run = |looks: &str, text: &str, name: &str| match text {
        "" => String::new(),
        text => format!("<{w}r>{looks}<{w}{name} xml:space=\"preserve\">{}</{w}{name}></{w}r>", escape_text(text)),
    };
    let mut written: Vec<(Range<usize>, String)> = Vec::new();
    let last = touched.len() - 1;
    for (number, (piece, range)) in touched.iter().enumerate() {
        let looks = piece.element.child(Ns::W, "rPr").and_then(Extent::of);
        let looks = looks.and_then(|looks| source.get(looks.whole)).unwrap_or_default();
        let mut xml = run(looks, piece.text.get(..range.start)?, "t");
        if number == 0 {
            xml.push_str(&format!("<{w}del {w}id=\"{id}\" {w}author=\"{ANNOTATOR}\">"));
        }
        xml.push_str(&run(looks, piece.text.get(range.clone())?, "delText"));
        if number == last {
            let new = run(looks, &change.new, "t");
            let next = id + 1;
            xml.push_str(&format!("</{w}del><{w}ins {w}id=\"{next}\" {w}author=\"{ANNOTATOR}\">{new}</{w}ins>"));
        }
        xml.push_str(&run(looks, piece.text.get(range.end..)?, "t"));
        written.push((Extent::of(piece.element)?.whole, xml));
    }
    written.into_iter().for_each(|(range, xml)| splice.replace(range, xml));
    Some(())
}

/// A run of a paragraph, or what else says something there.
struct Piece<'x> {
    element: Element<'x>,
    /// Which of the paragraph's children it is, marks that say nothing left out.
    number: usize,
    /// What it says, if it is a run of nothing but text; elsewhere a sign that is in no text.
    text: String,
    is_plain: bool,
}

/// What a paragraph is made of.
fn pieces(paragraph: Element<'_>) -> Vec<Piece<'_>> {
    let is_mark = |name: &str| {
        matches!(name, "pPr" | "proofErr" | "bookmarkStart" | "bookmarkEnd" | "commentRangeStart" | "commentRangeEnd")
    };
    let children = paragraph.children().filter(|child| child.ns() != Ns::W || !is_mark(child.name()));
    let pieces = children.enumerate().map(|(number, element)| {
        let is_text = |e: Element<'_>| e.is(Ns::W, "rPr") || e.is(Ns::W, "t");
        let is_revised = |e: Element<'_>| e.is(Ns::W, "rPr") && e.children().any(|mark| mark.name() == "rPrChange");
        let is_plain = element.is(Ns::W, "r") && element.children().all(is_text) && !element.children().any(is_revised);
        let text = match is_plain {
            true => element.children().filter(|e| e.is(Ns::W, "t")).map(|t| t.text()).collect(),
            false => '\u{FFFC}'.to_string(),
        };
        Piece { element, number, text, is_plain }
    });
    pieces.collect()
}
