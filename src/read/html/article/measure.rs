//! How much each element of a page holds: text, text of links, sentences, cells of tables.

use super::super::dom::{Dom, NodeId};

/// Whether elements of a name say nothing in the flow of a page.
pub(super) fn is_silent(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "noscript"
            | "template"
            | "head"
            | "textarea"
            | "select"
            | "button"
            | "iframe"
            | "object"
            | "svg"
            | "canvas"
    )
}

/// The least rows and columns of a table that is none to lay a page out.
const LEAST: usize = 2;
/// A text so long is as good as a sentence.
const LONG: usize = 60;

/// What an element holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Measure {
    /// Characters, spaces aside.
    pub(super) text: usize,
    /// Of these in links.
    pub(super) linked: usize,
    pub(super) links: usize,
    /// Sentences, and texts as long as such, outside of links.
    pub(super) sentences: usize,
    /// Cells of tables that lay nothing out.
    pub(super) cells: usize,
    pub(super) pictures: usize,
}

/// What the elements of a page hold, by their numbers in it; nothing, those that were passed over.
#[derive(Debug, Default)]
pub(super) struct Measures(Vec<Measure>);

impl Measures {
    /// What an element holds.
    pub(super) fn of(&self, id: NodeId) -> Measure {
        self.0.get(id.index()).copied().unwrap_or_default()
    }

    fn change(&mut self, id: NodeId, change: impl FnMut(&mut Measure)) {
        self.0.get_mut(id.index()).into_iter().for_each(change);
    }
}

impl Measure {
    /// Text that is no link.
    pub(super) fn mass(self) -> usize {
        self.text.saturating_sub(self.linked)
    }

    /// Whether it holds nothing that another does not.
    pub(super) fn says_all_of(self, other: Measure) -> bool {
        (self.sentences, self.cells, self.pictures) == (other.sentences, other.cells, other.pictures)
    }

    /// Whether it is a list of links and nothing else.
    pub(super) fn is_links(self) -> bool {
        self.links >= 2 && self.linked * 10 >= self.text * 6 && self.sentences == 0
    }

    /// Whether it says anything a report may: a sentence, a table.
    pub(super) fn says_something(self) -> bool {
        self.sentences > 0 || self.cells > 0
    }

    fn add(&mut self, other: Measure) {
        self.text += other.text;
        self.linked += other.linked;
        self.links += other.links;
        self.sentences += other.sentences;
        self.cells += other.cells;
        self.pictures += other.pictures;
    }
}

/// The measures of an element and of all elements in it, those that are passed over aside.
pub(super) fn measures(dom: &Dom, root: NodeId, is_passed: impl Fn(NodeId) -> bool) -> Measures {
    let nodes: Vec<NodeId> = shown(dom, root, is_passed);
    let mut found = Measures(vec![Measure::default(); dom.len()]);
    // What stands in an element comes behind it.
    for id in nodes.into_iter().rev() {
        let mut all = found.of(id);
        all.add(own_measure(dom, id));
        if dom.element(id).is_some_and(|element| element.name() == "a" && element.attribute("href").is_some()) {
            all = Measure { linked: all.text, links: 1, sentences: 0, ..all };
        }
        // A menu laid out as a table.
        if all.cells > 0 && all.is_links() {
            all.cells = 0;
        }
        found.change(id, |held| *held = all);
        if let Some(parent) = dom.parent(id).filter(|_| id != root) {
            found.change(parent, |held| held.add(all));
        }
    }
    found
}

/// A node and what is shown in it, as they are written.
fn shown(dom: &Dom, root: NodeId, is_passed: impl Fn(NodeId) -> bool) -> Vec<NodeId> {
    let mut open = vec![root];
    let mut found = Vec::new();
    while let Some(id) = open.pop() {
        if dom.element(id).is_some_and(|element| is_silent(element.name())) || is_hidden(dom, id) || is_passed(id) {
            continue;
        }
        found.push(id);
        open.extend(dom.children(id).iter().rev());
    }
    found
}

/// Whether an element says itself that it is not shown.
pub(super) fn is_hidden(dom: &Dom, id: NodeId) -> bool {
    let Some(element) = dom.element(id) else { return false };
    if element.attribute("hidden").is_some() {
        return true;
    }
    element.attribute("style").is_some_and(displays_nothing)
}

/// Whether a style has `display:none` somewhere in it, spaces and case aside.
fn displays_nothing(style: &str) -> bool {
    memchr::memchr2_iter(b'd', b'D', style.as_bytes()).any(|at| {
        let mut rest = style.get(at..).unwrap_or_default().chars().filter(|c| !c.is_whitespace());
        "display:none".chars().all(|wanted| rest.next().is_some_and(|c| c.to_ascii_lowercase() == wanted))
    })
}

/// What a node holds itself.
fn own_measure(dom: &Dom, id: NodeId) -> Measure {
    if let Some(text) = dom.text(id) {
        let length = text.chars().filter(|c| !c.is_whitespace()).count();
        let ends = text.matches('。').count();
        return Measure { text: length, sentences: ends.max(usize::from(length >= LONG)), ..Measure::default() };
    }
    match dom.element(id).map(|element| element.name()) {
        Some("table") => Measure { cells: cells_of_data(dom, id), ..Measure::default() },
        Some("img") => Measure { pictures: 1, ..Measure::default() },
        _ => Measure::default(),
    }
}

/// How many cells a table has that lays nothing out: it holds no other, and has rows and columns. 0 for any other.
fn cells_of_data(dom: &Dom, table: NodeId) -> usize {
    let (mut rows, mut widest, mut width, mut cells) = (0, 0, 0, 0);
    for id in dom.descendants(table).skip(1) {
        match dom.element(id).map(|element| element.name()) {
            Some("table") => return 0,
            Some("tr") => {
                rows += 1;
                width = 0;
            }
            Some("td" | "th") => {
                cells += 1;
                width += 1;
                widest = widest.max(width);
            }
            _ => {}
        }
    }
    if rows >= LEAST && widest >= LEAST { cells } else { 0 }
}

/// Whether a table lays nothing out.
pub(super) fn is_data_table(dom: &Dom, table: NodeId) -> bool {
    cells_of_data(dom, table) > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_style_says_that_nothing_is_shown() {
        for style in ["display:none", "color:red;DISPLAY : None", "d\u{3000}isplay:\nnone!important", "dd;display:none"]
        {
            assert!(displays_nothing(style), "{style}");
        }
        for style in ["", "display:block", "d", "display:non", "font-family:宋体;mso-bidi-font-family:宋体"] {
            assert!(!displays_nothing(style), "{style}");
        }
    }
}
