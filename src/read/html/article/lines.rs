//! Elements → lines of text: what browsers show on a line of its own, as far as it takes to tell furniture from text.

use super::super::dom::{Dom, NodeId};
use super::measure::{is_data_table, is_silent};
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

/// Whether an element stands within a line.
pub(super) fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "a" | "abbr"
            | "acronym"
            | "b"
            | "bdi"
            | "bdo"
            | "big"
            | "cite"
            | "code"
            | "data"
            | "del"
            | "dfn"
            | "em"
            | "font"
            | "i"
            | "img"
            | "ins"
            | "kbd"
            | "label"
            | "mark"
            | "o:p"
            | "q"
            | "s"
            | "samp"
            | "small"
            | "span"
            | "strike"
            | "strong"
            | "sub"
            | "sup"
            | "time"
            | "tt"
            | "u"
            | "var"
    )
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

/// Whether some elements, those within `left_out` aside, say more than so many characters.
pub(super) fn say_more_than(dom: &Dom, roots: &[NodeId], left_out: &BTreeSet<NodeId>, most: usize) -> bool {
    let mut open: Vec<NodeId> = roots.iter().rev().copied().collect();
    let mut said = 0;
    while let Some(id) = open.pop() {
        if dom.element(id).is_some_and(|element| is_silent(element.name())) || left_out.contains(&id) {
            continue;
        }
        let text = dom.text(id).unwrap_or_default();
        said += text.chars().filter(|c| !c.is_whitespace()).take(most + 1).count();
        if said > most {
            return true;
        }
        open.extend(dom.children(id).iter().rev());
    }
    false
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
        let dom = self.dom;
        let name = dom.element(id).map(|element| element.name()).unwrap_or_default();
        if is_silent(name) {
            return;
        }
        let is_block = !is_inline(name);
        if is_block {
            self.end();
        }
        let is_in_table = is_in_table || name == "table" && is_data_table(self.dom, id);
        for child in dom.children(id) {
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
            if begins_apart && !self.open.text.ends_with(' ') && !self.open.text.is_empty() {
                self.open.text.push(' ');
            }
            let mut words = text.split_whitespace().peekable();
            let says = words.peek().is_some();
            while let Some(word) = words.next() {
                self.open.text.push_str(word);
                if words.peek().is_some() {
                    self.open.text.push(' ');
                }
            }
            if says && text.ends_with(char::is_whitespace) {
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
