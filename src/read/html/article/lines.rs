//! Elements → lines of text: what browsers show on a line of its own, as far as it takes to tell furniture from text.

use super::super::dom::{Dom, NodeId};
use super::measure::{SILENT, is_data_table};
use std::collections::BTreeSet;

/// The most characters of a line that are looked at.
const MOST: usize = 4_000;

/// A line of text and the texts it is made of.
#[derive(Debug, Default)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) nodes: Vec<NodeId>,
    /// Whether it stands in a table of figures or labels.
    pub(super) is_in_table: bool,
}

/// Elements within a line.
const INLINE: [&str; 34] = [
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img",
    "ins", "kbd", "label", "mark", "o:p", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time",
    "tt", "u", "var",
];

/// Whether an element stands within a line.
pub(super) fn is_inline(name: &str) -> bool {
    INLINE.contains(&name)
}

/// The lines in some elements, those within `left_out` aside.
pub(super) fn lines_of(dom: &Dom, roots: &[NodeId], left_out: &BTreeSet<NodeId>) -> Vec<Line> {
    let mut found = Lines { dom, left_out, lines: Vec::new(), open: Line::default() };
    for root in roots {
        found.walk(*root, false);
        found.end();
    }
    found.lines
}

/// The text of an element in one line.
pub(super) fn text_of(dom: &Dom, id: NodeId) -> String {
    let lines = lines_of(dom, &[id], &BTreeSet::new());
    lines.into_iter().map(|line| line.text).collect::<Vec<_>>().join(" ")
}

struct Lines<'d> {
    dom: &'d Dom,
    left_out: &'d BTreeSet<NodeId>,
    lines: Vec<Line>,
    open: Line,
}

impl Lines<'_> {
    /// The tree is no deeper than the parser allows.
    fn walk(&mut self, id: NodeId, is_in_table: bool) {
        if self.left_out.contains(&id) {
            return;
        }
        if let Some(text) = self.dom.text(id) {
            self.add(id, text, is_in_table);
            return;
        }
        let name = self.dom.element(id).map(|element| element.name().to_owned()).unwrap_or_default();
        if SILENT.contains(&name.as_str()) {
            return;
        }
        let is_block = !is_inline(&name);
        if is_block {
            self.end();
        }
        let is_in_table = is_in_table || name == "table" && is_data_table(self.dom, id);
        for child in self.dom.children(id) {
            self.walk(*child, is_in_table);
        }
        if is_block {
            self.end();
        }
    }

    fn add(&mut self, id: NodeId, text: &str, is_in_table: bool) {
        self.open.is_in_table |= is_in_table;
        if self.open.text.len() <= MOST {
            let begins_apart = text.starts_with(char::is_whitespace);
            let words: Vec<&str> = text.split_whitespace().collect();
            if begins_apart && !self.open.text.ends_with(' ') && !self.open.text.is_empty() {
                self.open.text.push(' ');
            }
            self.open.text.push_str(&words.join(" "));
            if !words.is_empty() && text.ends_with(char::is_whitespace) {
                self.open.text.push(' ');
            }
        }
        self.open.nodes.push(id);
    }

    fn end(&mut self) {
        let mut line = std::mem::take(&mut self.open);
        if !line.text.trim().is_empty() {
            line.text = line.text.trim().to_owned();
            self.lines.push(line);
        }
    }
}
