//! Ornaments of text that the flow has no marks for: emphasis dots (ECMA-376 §17.3.2.12), borders round characters (§17.3.2.4), two
//! lines in one and characters lying in a line (§17.3.2.10), underlines that are no single line (§17.3.2.40), tab stops that do more
//! than begin a column (§17.3.1.37) where paragraphs don't keep theirs. The text is kept, the ornament named, once a kind.

use super::wml::{quote, raw_text};
use crate::document::{Block, Document};
use crate::finding::{Finding, Term, catalogue::docx, terms};
use crate::ooxml::{Element, Ns};
use std::collections::{BTreeMap, BTreeSet};

/// The kinds.
const KINDS: [&Term; 6] = [
    terms::EMPHASIS_DOTS,
    terms::TEXT_BORDER,
    terms::TWO_LINES_IN_ONE,
    terms::LAID_ACROSS,
    terms::OTHER_UNDERLINE,
    terms::TAB_STOPS,
];
/// The place of the tab stops, which are a paragraph's, among them.
const TAB_STOPS: usize = 5;

/// How many texts of a kind are quoted.
const QUOTED: usize = 3;

/// A finding for each kind of ornament in a body, where it is on text that was read.
pub(super) fn ornaments(body: Element<'_>, document: &Document) -> Vec<Finding> {
    let mut found: BTreeMap<usize, (usize, Vec<String>)> = BTreeMap::new();
    let compact = |text: &str| text.split_whitespace().collect::<String>();
    let tabbed = document.blocks.iter().filter_map(|block| match block {
        // Where the parts of official papers stand is their style's.
        Block::Paragraph(paragraph) if !paragraph.tabs.is_empty() || paragraph.role.is_of_paper() => {
            Some(compact(&paragraph.content.plain_text()))
        }
        _ => None,
    });
    let tabbed: BTreeSet<String> = tabbed.collect();
    let mut add = |kind: usize, element: Element<'_>| {
        let text = quote(&raw_text(element));
        if text.is_empty() {
            return;
        }
        let (count, texts) = found.entry(kind).or_default();
        *count += 1;
        if texts.len() < QUOTED && !texts.contains(&text) {
            texts.push(text);
        }
    };
    body.walk(|element| {
        if element.is(Ns::W, "p") && stops_at_tabs(element) && !tabbed.contains(&compact(&raw_text(element))) {
            add(TAB_STOPS, element);
        }
        if element.is(Ns::W, "r")
            && let Some(properties) = element.child(Ns::W, "rPr")
        {
            kinds(properties).for_each(|kind| add(kind, element));
        }
        // Text boxes stand in runs.
        true
    });
    if found.is_empty() {
        return Vec::new();
    }
    let read: String = document.blocks.iter().map(|block| compact(&block.plain_text())).collect();
    let is_read = |text: &String| read.contains(&compact(text));
    let named = found.into_iter().filter(|(_, (_, texts))| texts.iter().any(is_read));
    let named = named.filter_map(|(kind, found)| Some((*KINDS.get(kind)?, found)));
    named.map(|(kind, (count, texts))| docx::ornament_left_out(kind, count, texts.join("、"))).collect()
}

/// Whether a paragraph has a tab, and stops of its own at which text is centred, ends or has its point, or before which a line leads.
fn stops_at_tabs(paragraph: Element<'_>) -> bool {
    let stops = paragraph.child(Ns::W, "pPr").and_then(|properties| properties.child(Ns::W, "tabs"));
    let does_more = |stop: Element<'_>| {
        let attribute = |name| stop.attribute(Ns::W, name);
        let is_led = attribute("leader").is_some_and(|leader| leader != "none");
        matches!(attribute("val"), Some("center" | "right" | "end" | "decimal"))
            || (is_led && attribute("val") != Some("clear"))
    };
    stops.is_some_and(|stops| stops.children().any(does_more))
        && paragraph.children().filter(|run| run.is(Ns::W, "r")).any(|run| run.child(Ns::W, "tab").is_some())
}

/// Which of [`KINDS`] the properties of a run have.
fn kinds(properties: Element<'_>) -> impl Iterator<Item = usize> {
    let mut there = [false; TAB_STOPS];
    let [emphasis, border, combined, across, underline] = &mut there;
    for property in properties.children().filter(|property| property.ns() == Ns::W) {
        let value = |attribute: &str| property.attribute(Ns::W, attribute);
        let is_drawn = || value("val").is_some_and(|value| !matches!(value, "none" | "nil"));
        let is_laid = |attribute: &str| value(attribute).is_some_and(|value| matches!(value, "1" | "true" | "on"));
        match property.name() {
            "em" => *emphasis = is_drawn(),
            "bdr" => *border = is_drawn(),
            "eastAsianLayout" => (*combined, *across) = (is_laid("combine"), is_laid("vert")),
            "u" => {
                *underline = value("val").is_some_and(|value| !matches!(value, "none" | "single" | "words" | "thick"))
            }
            _ => {}
        }
    }
    there.into_iter().enumerate().filter_map(|(kind, there)| there.then_some(kind))
}
