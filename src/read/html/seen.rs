//! All text of a page, without the reader's rules: what the Document is held against.

use super::css::Side;
use super::dom::{Dom, NodeId};
use super::look::is_block;
use super::note::Notes;
use crate::document::{Account, PassageId, net_is_off};
use crate::finding::Place;
use std::collections::{BTreeMap, BTreeSet};

/// Elements that part what stands before them from what stands behind, beside those that are blocks; all others, what HTML does not
/// know too, are parts of the line.
const PARTING: [&str; 4] = ["tbody", "thead", "tfoot", "textarea"];

/// Whether the text of elements of a name is none of the page's, or is said by their attributes.
fn has_no_text(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "noscript"
            | "noframes"
            | "template"
            | "head"
            | "title"
            | "xml"
            | "rp"
            | "select"
            | "datalist"
            | "math"
            | "iframe"
            | "svg"
            | "object"
            | "canvas"
            | "video"
            | "audio"
            | "applet"
    )
}

/// What is known of a page besides its tree.
#[derive(Clone, Copy)]
pub(super) struct Besides<'a> {
    /// What was left out of it, which is named.
    pub(super) left_out: &'a BTreeSet<NodeId>,
    pub(super) notes: &'a Notes,
    /// Where the text of each node went.
    pub(super) placed: &'a [(NodeId, Place)],
    /// What sheets put on it.
    pub(super) generated: &'a BTreeMap<(NodeId, Side), String>,
}

/// Adds the text below a node.
pub(super) fn count_text(dom: &Dom, root: NodeId, besides: Besides<'_>, account: &mut Account) {
    if net_is_off() {
        return;
    }
    let places = besides.placed.iter().map(|(id, place)| (*id, place)).collect();
    let mut eye = Eye { dom, besides, places, account, passage: None, in_table: 0, place: None };
    eye.node(root);
}

struct Eye<'a> {
    dom: &'a Dom,
    besides: Besides<'a>,
    places: BTreeMap<NodeId, &'a Place>,
    account: &'a mut Account,
    passage: Option<PassageId>,
    in_table: usize,
    /// Where what was read last stands.
    place: Option<Place>,
}

impl Eye<'_> {
    fn node(&mut self, id: NodeId) {
        if self.besides.left_out.contains(&id) {
            return;
        }
        if let Some(text) = self.dom.text(id) {
            self.text(id, text);
            return;
        }
        let name = self.dom.element(id).map(|element| element.name());
        if name.is_some_and(has_no_text) {
            return;
        }
        // The number of a note stands for it.
        let is_call = {
            let notes = self.besides.notes;
            notes.called_by(self.dom, id).is_some() || notes.is_back_link(self.dom, id)
        };
        if is_call {
            return;
        }
        let parts = name.is_some_and(|name| is_block(name) || PARTING.contains(&name));
        let is_table = usize::from(name == Some("table"));
        self.in_table += is_table;
        if parts {
            self.passage = None;
        }
        self.generated(id, Side::Before);
        for child in self.dom.children(id) {
            self.node(*child);
        }
        self.generated(id, Side::Behind);
        if parts {
            self.passage = None;
        }
        self.in_table -= is_table;
    }

    fn text(&mut self, id: NodeId, text: &str) {
        if text.trim().is_empty() {
            return;
        }
        if let Some(place) = self.places.get(&id) {
            self.place = Some((*place).clone());
        }
        self.piece(text);
    }

    fn generated(&mut self, id: NodeId, side: Side) {
        if let Some(text) = self.besides.generated.get(&(id, side)) {
            self.piece(text);
        }
    }

    fn piece(&mut self, text: &str) {
        let (place, in_table) = (self.place.clone(), self.in_table > 0);
        let account = &mut *self.account;
        let passage = *self.passage.get_or_insert_with(|| account.passage(place, in_table));
        account.piece(passage, text);
    }
}
