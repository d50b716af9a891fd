//! Ornaments of text that the flow has no marks for: emphasis dots (ECMA-376 §17.3.2.12), borders round characters (§17.3.2.4), two
//! lines in one and characters lying in a line (§17.3.2.10). The text is kept, the ornament named, once a kind.

use super::wml::{quote, raw_text};
use crate::document::Document;
use crate::finding::{Finding, Term, catalogue::docx, terms};
use crate::ooxml::{Element, Ns};
use std::collections::BTreeMap;

/// The kinds.
const KINDS: [&Term; 4] = [terms::EMPHASIS_DOTS, terms::TEXT_BORDER, terms::TWO_LINES_IN_ONE, terms::LAID_ACROSS];

/// How many texts of a kind are quoted.
const QUOTED: usize = 3;

/// A finding for each kind of ornament in a body, where it is on text that was read.
pub(super) fn ornaments(body: Element<'_>, document: &Document) -> Vec<Finding> {
    let mut found: BTreeMap<usize, (usize, Vec<String>)> = BTreeMap::new();
    body.walk(|element| {
        if !element.is(Ns::W, "r") {
            return true;
        }
        let Some(properties) = element.child(Ns::W, "rPr") else { return true };
        for kind in kinds(properties) {
            let text = quote(&raw_text(element));
            if text.is_empty() {
                continue;
            }
            let (count, texts) = found.entry(kind).or_default();
            *count += 1;
            if texts.len() < QUOTED && !texts.contains(&text) {
                texts.push(text);
            }
        }
        // Text boxes stand in runs.
        true
    });
    if found.is_empty() {
        return Vec::new();
    }
    let read: String = document.blocks.iter().map(crate::document::Block::plain_text).collect();
    let is_read = |text: &String| read.contains(text.as_str());
    let named = found.into_iter().filter(|(_, (_, texts))| texts.iter().any(is_read));
    let named = named.filter_map(|(kind, found)| Some((*KINDS.get(kind)?, found)));
    named.map(|(kind, (count, texts))| docx::ornament_left_out(kind, count, texts.join("、"))).collect()
}

/// Which of [`KINDS`] the properties of a run have.
fn kinds(properties: Element<'_>) -> impl Iterator<Item = usize> {
    let value = |name: &str, attribute: &str| properties.child(Ns::W, name)?.attribute(Ns::W, attribute);
    let is_drawn = |name: &str| value(name, "val").is_some_and(|value| !matches!(value, "none" | "nil"));
    let is_laid =
        |attribute: &str| value("eastAsianLayout", attribute).is_some_and(|value| matches!(value, "1" | "true" | "on"));
    let there = [is_drawn("em"), is_drawn("bdr"), is_laid("combine"), is_laid("vert")];
    there.into_iter().enumerate().filter_map(|(kind, there)| there.then_some(kind))
}
