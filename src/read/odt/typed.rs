//! Text as it stands in the file, whoever sees it: for titles, for what controls hold, and to tell empty cells.

use crate::ooxml::{Element, Node};

/// All text in an element as it stands in the file, notes and comments aside.
pub(super) fn typed(element: Element<'_>) -> String {
    let mut text = String::new();
    let mut open: Vec<Node<'_>> = vec![Node::Element(element)];
    while let Some(node) = open.pop() {
        match node {
            Node::Text(own) => text.push_str(own),
            Node::Element(inner) if matches!(inner.name(), "note" | "annotation") => {}
            Node::Element(inner) => {
                let first = open.len();
                open.extend(inner.nodes());
                open.get_mut(first..).unwrap_or_default().reverse();
            }
        }
    }
    text
}
