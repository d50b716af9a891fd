//! The tree of a web page, as browsers build it (HTML Living Standard, 13.2).
//!
//! In: the characters of a page. Out: a [`Dom`], whose nodes stand in one list and name each other by number. Whatever the page
//! holds, the tree has at most [`MAX_NODES`] nodes and is at most [`DEEPEST`] elements deep, so that it can be walked by recursion.

use super::limits::{DEEPEST, MAX_NODES, MAX_OPEN};
use html5ever::interface::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::tokenizer::TokenizerOpts;
use html5ever::{Attribute, LocalName, Namespace, ParseOpts, QualName, ns, parse_document};
use std::borrow::Cow;
use std::cell::{Cell, Ref, RefCell};
use std::mem::take;

/// How much of a page is parsed before its extent is looked at, bytes.
const CHUNK: usize = 1 << 14;

/// A node by its number in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct NodeId(usize);

impl NodeId {
    /// Its number.
    pub(super) fn index(self) -> usize {
        self.0
    }
}

/// A page's tree.
#[derive(Debug)]
pub(crate) struct Dom {
    nodes: Vec<Node>,
    /// Whether browsers show it as those of old did: it says nothing of its version.
    is_quirky: bool,
    /// How many elements stood deeper than [`DEEPEST`]; what they hold stands in the last element above that.
    pub(crate) flattened: usize,
}

#[derive(Debug)]
struct Node {
    parent: Option<NodeId>,
    children: Vec<NodeId>,
    data: Data,
    /// How many nodes are above it, at the time it was put there.
    depth: usize,
    /// Which of its parent's children it is.
    place: usize,
}

#[derive(Debug)]
enum Data {
    /// The page itself, or what a `template` holds.
    Root,
    Element(Element),
    Text(StrTendril),
    /// Comments and instructions, which say nothing.
    Mute,
}

/// An element, its name and attributes.
#[derive(Debug)]
pub(crate) struct Element {
    name: QualName,
    attributes: Vec<Attribute>,
    /// What a `template` holds, which stands nowhere in the page.
    template: Option<NodeId>,
}

/// What a page is too large in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TooLarge {
    /// More than [`MAX_NODES`] nodes.
    Nodes,
    /// More than [`MAX_OPEN`] elements in one another.
    Nesting,
}

impl Element {
    /// Its name in lower case; of an element of another language (SVG, MathML) as that has it.
    pub(crate) fn name(&self) -> &str {
        &self.name.local
    }

    /// The address of the language it is of (HTML, SVG, MathML).
    pub(crate) fn namespace(&self) -> &str {
        &self.name.ns
    }

    /// All attributes: name, value.
    pub(crate) fn attributes(&self) -> impl Iterator<Item = (&str, &str)> {
        self.attributes.iter().map(|attribute| (&*attribute.name.local, &*attribute.value))
    }

    /// Whether it is one of HTML itself.
    pub(crate) fn is_html(&self) -> bool {
        self.name.ns == ns!(html)
    }

    /// What an attribute says.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|attribute| attribute.name.local == *name);
        found.map(|attribute| &*attribute.value)
    }
}

impl Dom {
    /// The tree of a page.
    pub(crate) fn parse(source: &str) -> Result<Self, TooLarge> {
        // The parser would take a mark of byte order away at the beginning of every chunk; that of the page is gone already.
        let tokenizer = TokenizerOpts { discard_bom: false, ..TokenizerOpts::default() };
        let options = ParseOpts { tokenizer, ..ParseOpts::default() };
        let mut parser = parse_document(Sink::default(), options);
        let mut rest = source;
        while !rest.is_empty() {
            let (chunk, after) = rest.split_at(rest.floor_char_boundary(CHUNK.max(4)));
            parser.process(StrTendril::from(chunk));
            if let Some(fault) = parser.tokenizer.sink.sink.too_large.get() {
                return Err(fault);
            }
            rest = after;
        }
        let sink = parser.finish();
        match sink.too_large.get() {
            Some(fault) => Err(fault),
            None => Ok(Dom::of_nodes(sink.nodes.into_inner(), sink.is_quirky.get())),
        }
    }

    /// How many nodes there are, those that stand nowhere in the page too.
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// The node all others stand in.
    pub(crate) fn root(&self) -> NodeId {
        NodeId(0)
    }

    /// What stands in a node, in order.
    pub(crate) fn children(&self, id: NodeId) -> &[NodeId] {
        self.nodes.get(id.0).map(|node| node.children.as_slice()).unwrap_or_default()
    }

    /// What a node stands in.
    pub(crate) fn parent(&self, id: NodeId) -> Option<NodeId> {
        self.nodes.get(id.0).and_then(|node| node.parent)
    }

    /// Which of its parent's children a node is.
    pub(crate) fn place_among(&self, id: NodeId) -> usize {
        self.nodes.get(id.0).map_or(0, |node| node.place)
    }

    /// Whether browsers show the page as those of old did: names of classes in sheets then are the same in any case.
    pub(crate) fn is_quirky(&self) -> bool {
        self.is_quirky
    }

    /// The element a node is.
    pub(crate) fn element(&self, id: NodeId) -> Option<&Element> {
        match self.nodes.get(id.0).map(|node| &node.data) {
            Some(Data::Element(element)) => Some(element),
            _ => None,
        }
    }

    /// The characters a node is.
    pub(crate) fn text(&self, id: NodeId) -> Option<&str> {
        match self.nodes.get(id.0).map(|node| &node.data) {
            Some(Data::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// What the `template` a node is holds.
    #[cfg(test)]
    fn template(&self, id: NodeId) -> Option<NodeId> {
        self.element(id).and_then(|element| element.template)
    }

    /// A node and all in it, as they are written.
    pub(crate) fn descendants(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        let mut open = vec![id];
        std::iter::from_fn(move || {
            let next = open.pop()?;
            open.extend(self.children(next).iter().rev());
            Some(next)
        })
    }

    /// The tree of a sink's nodes, what is too deep put into what is not.
    fn of_nodes(nodes: Vec<Node>, is_quirky: bool) -> Self {
        let mut dom = Dom { nodes, is_quirky, flattened: 0 };
        let mut open = vec![(dom.root(), 0)];
        let roots = dom.nodes.iter().enumerate().filter(|(_, node)| matches!(node.data, Data::Root));
        open.extend(roots.map(|(at, _)| (NodeId(at), 0)).skip(1));
        while let Some((id, depth)) = open.pop() {
            if depth + 1 >= DEEPEST {
                dom.flatten(id);
            } else {
                open.extend(dom.children(id).iter().map(|child| (*child, depth + 1)));
            }
        }
        dom.count_children();
        dom
    }

    /// Notes of each node which of its parent's children it is.
    fn count_children(&mut self) {
        for parent in 0..self.nodes.len() {
            let children = self.nodes.get_mut(parent).map(|node| take(&mut node.children)).unwrap_or_default();
            for (place, child) in children.iter().enumerate() {
                if let Some(node) = self.nodes.get_mut(child.0) {
                    node.place = place;
                }
            }
            if let Some(node) = self.nodes.get_mut(parent) {
                node.children = children;
            }
        }
    }

    /// Puts all text below a node into it, the elements between left out.
    fn flatten(&mut self, id: NodeId) {
        let kept: Vec<NodeId> = self.descendants(id).skip(1).filter(|child| self.text(*child).is_some()).collect();
        self.flattened += self.descendants(id).skip(1).filter(|child| self.element(*child).is_some()).count();
        for child in &kept {
            if let Some(node) = self.nodes.get_mut(child.0) {
                node.parent = Some(id);
            }
        }
        if let Some(node) = self.nodes.get_mut(id.0) {
            node.children = kept;
        }
    }
}

/// What the parser builds the tree in.
#[derive(Debug)]
struct Sink {
    nodes: RefCell<Vec<Node>>,
    too_large: Cell<Option<TooLarge>>,
    is_quirky: Cell<bool>,
}

impl Default for Sink {
    fn default() -> Self {
        let root = Node { parent: None, children: Vec::new(), data: Data::Root, depth: 0, place: 0 };
        Sink { nodes: RefCell::new(vec![root]), too_large: Cell::new(None), is_quirky: Cell::new(false) }
    }
}

impl Sink {
    fn add(&self, data: Data) -> NodeId {
        let mut nodes = self.nodes.borrow_mut();
        if nodes.len() >= MAX_NODES {
            self.too_large.set(Some(TooLarge::Nodes));
        }
        nodes.push(Node { parent: None, children: Vec::new(), data, depth: 0, place: 0 });
        NodeId(nodes.len() - 1)
    }

    /// Puts a node into a parent, before its child of that number, or joins text to what stands there.
    fn insert(&self, parent: NodeId, before: Option<usize>, child: NodeOrText<NodeId>) {
        let child = match child {
            NodeOrText::AppendNode(node) => {
                self.remove_from_parent(&node);
                node
            }
            NodeOrText::AppendText(text) => {
                if self.join(parent, before, &text) {
                    return;
                }
                self.add(Data::Text(text))
            }
        };
        let mut nodes = self.nodes.borrow_mut();
        let Some(depth) = nodes.get_mut(parent.0).map(|parent| {
            let at = before.unwrap_or(parent.children.len()).min(parent.children.len());
            parent.children.insert(at, child);
            parent.depth + 1
        }) else {
            return;
        };
        if depth > MAX_OPEN {
            self.too_large.set(Some(TooLarge::Nesting));
        }
        if let Some(node) = nodes.get_mut(child.0) {
            node.parent = Some(parent);
            node.depth = depth;
        }
    }

    /// Whether text was joined to the text it would stand behind.
    fn join(&self, parent: NodeId, before: Option<usize>, text: &StrTendril) -> bool {
        let mut nodes = self.nodes.borrow_mut();
        let children = nodes.get(parent.0).map(|parent| parent.children.as_slice()).unwrap_or_default();
        let last = before.unwrap_or(children.len()).checked_sub(1).and_then(|at| children.get(at)).copied();
        match last.and_then(|last| nodes.get_mut(last.0)).map(|node| &mut node.data) {
            Some(Data::Text(known)) => {
                known.push_tendril(text);
                true
            }
            _ => false,
        }
    }

    /// A node's parent, and which of its children it is.
    fn place(&self, id: NodeId) -> Option<(NodeId, usize)> {
        let nodes = self.nodes.borrow();
        let parent = nodes.get(id.0)?.parent?;
        // What is moved was mostly put there last.
        let at = nodes.get(parent.0)?.children.iter().rposition(|child| *child == id)?;
        Some((parent, at))
    }
}

/// The name of an element in the sink.
#[derive(Debug)]
struct Name<'a>(Ref<'a, QualName>);

impl ElemName for Name<'_> {
    fn ns(&self) -> &Namespace {
        &self.0.ns
    }

    fn local_name(&self) -> &LocalName {
        &self.0.local
    }
}

impl TreeSink for Sink {
    type Handle = NodeId;
    type Output = Self;
    type ElemName<'a> = Name<'a>;

    fn finish(self) -> Self {
        self
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> NodeId {
        NodeId(0)
    }

    fn elem_name<'a>(&'a self, target: &'a NodeId) -> Name<'a> {
        Name(Ref::map(self.nodes.borrow(), |nodes| match nodes.get(target.0).map(|node| &node.data) {
            Some(Data::Element(element)) => &element.name,
            _ => no_name(),
        }))
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, flags: ElementFlags) -> NodeId {
        let template = flags.template.then(|| self.add(Data::Root));
        self.add(Data::Element(Element { name, attributes, template }))
    }

    fn create_comment(&self, _: StrTendril) -> NodeId {
        self.add(Data::Mute)
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> NodeId {
        self.add(Data::Mute)
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        self.insert(*parent, None, child);
    }

    fn append_based_on_parent_node(&self, element: &NodeId, previous: &NodeId, child: NodeOrText<NodeId>) {
        match self.place(*element) {
            Some((parent, at)) => self.insert(parent, Some(at), child),
            None => self.insert(*previous, None, child),
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, target: &NodeId) -> NodeId {
        let nodes = self.nodes.borrow();
        match nodes.get(target.0).map(|node| &node.data) {
            Some(Data::Element(element)) => element.template.unwrap_or(*target),
            _ => *target,
        }
    }

    fn same_node(&self, one: &NodeId, other: &NodeId) -> bool {
        one == other
    }

    fn set_quirks_mode(&self, mode: QuirksMode) {
        self.is_quirky.set(mode == QuirksMode::Quirks);
    }

    fn append_before_sibling(&self, sibling: &NodeId, child: NodeOrText<NodeId>) {
        if let NodeOrText::AppendNode(node) = &child {
            self.remove_from_parent(node);
        }
        if let Some((parent, at)) = self.place(*sibling) {
            self.insert(parent, Some(at), child);
        }
    }

    fn add_attrs_if_missing(&self, target: &NodeId, attributes: Vec<Attribute>) {
        let mut nodes = self.nodes.borrow_mut();
        if let Some(Data::Element(element)) = nodes.get_mut(target.0).map(|node| &mut node.data) {
            for attribute in attributes {
                if element.attributes.iter().all(|known| known.name != attribute.name) {
                    element.attributes.push(attribute);
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &NodeId) {
        let Some((parent, at)) = self.place(*target) else { return };
        let mut nodes = self.nodes.borrow_mut();
        if let Some(parent) = nodes.get_mut(parent.0) {
            parent.children.remove(at);
        }
        if let Some(node) = nodes.get_mut(target.0) {
            node.parent = None;
        }
    }

    fn reparent_children(&self, from: &NodeId, to: &NodeId) {
        let mut nodes = self.nodes.borrow_mut();
        let children = nodes.get_mut(from.0).map(|node| take(&mut node.children)).unwrap_or_default();
        for child in &children {
            if let Some(child) = nodes.get_mut(child.0) {
                child.parent = Some(*to);
            }
        }
        if let Some(to) = nodes.get_mut(to.0) {
            to.children.extend(children);
        }
    }
}

/// The name of what is no element, of which the parser never asks.
fn no_name() -> &'static QualName {
    static NONE: std::sync::OnceLock<QualName> = std::sync::OnceLock::new();
    NONE.get_or_init(|| QualName::new(None, ns!(), LocalName::from("")))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Names of elements and texts, as they are written.
    fn outline(source: &str) -> String {
        let dom = Dom::parse(source).unwrap();
        let said = dom.descendants(dom.root()).filter_map(|id| {
            let name = dom.element(id).map(|element| element.name().to_owned());
            name.or_else(|| dom.text(id).map(|text| format!("“{text}”")))
        });
        said.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_tree_is_what_browsers_make_of_a_page() {
        assert_eq!(
            outline("<p>甲<b>乙<p>丙<table><tr><td>1<td>2<!-- --></table>丁"),
            "html head body p “甲” b “乙” p b “丙” table tbody tr td “1” td “2” “丁”"
        );
        assert_eq!(outline("<table>甲<tr><td>1</table>"), "html head body “甲” table tbody tr td “1”");
        assert_eq!(outline("甲&lt;&#x4e59;&nbsp"), "html head body “甲<乙\u{A0}”");
    }

    #[test]
    fn characters_are_kept_wherever_a_chunk_ends() {
        let text = "\u{FEFF}甲\r\n".repeat(CHUNK / 4);
        let dom = Dom::parse(&format!("<p>{text}")).unwrap();
        let read: String = dom.descendants(dom.root()).filter_map(|id| dom.text(id)).collect();
        assert_eq!(read, text.replace('\r', ""));
    }

    #[test]
    fn what_a_template_holds_stands_nowhere() {
        let dom = Dom::parse("<template><p>甲</template>").unwrap();
        let templates: Vec<_> = dom.descendants(dom.root()).filter_map(|id| dom.template(id)).collect();
        let [template] = templates.as_slice() else { panic!("{templates:?}") };
        assert!(dom.descendants(dom.root()).all(|id| dom.text(id).is_none()));
        assert_eq!(dom.descendants(*template).filter_map(|id| dom.text(id)).collect::<String>(), "甲");
    }

    #[test]
    fn what_is_too_deep_or_too_much_is_told() {
        assert_eq!(Dom::parse(&"<div>".repeat(1_000_000)).unwrap_err(), TooLarge::Nesting);
        assert_eq!(Dom::parse(&"<br>".repeat(MAX_NODES + 1)).unwrap_err(), TooLarge::Nodes);
        let dom = Dom::parse(&format!("{}甲<i>乙</i>", "<div>".repeat(DEEPEST + 50))).unwrap();
        let texts: Vec<_> = dom.descendants(dom.root()).filter_map(|id| dom.text(id)).collect();
        assert_eq!((texts, dom.flattened), (vec!["甲", "乙"], 54));
        let depth = |mut id: NodeId| std::iter::from_fn(|| dom.parent(id).inspect(|up| id = *up)).count();
        assert!(dom.descendants(dom.root()).all(|id| depth(id) <= DEEPEST));
    }
}
