//! What is in a file, before it is drawn: how much it is once everything that is used many times stands where it is used, and whether it
//! has what we can't draw.

use resvg::usvg::roxmltree::{Document, Node, NodeId, ParsingOptions};
use std::collections::BTreeMap;

/// How large a file may be, and what it may declare.
const MAX_BYTES: usize = 4 << 20;
const MAX_DECLARATION: usize = 16 << 10;
const MAX_ENTITIES: usize = 2_000;

/// How many elements and attributes it may have.
const MAX_NODES: u32 = 200_000;

/// How many elements are drawn, each use of one counted, and what long outlines count for.
const MAX_WEIGHT: u64 = 300_000;
const BYTES_OF_WEIGHT: usize = 64;

/// How deep elements may stand in each other, and use each other.
pub(super) const MAX_DEPTH: usize = 64;

/// What is not drawn: pictures in the picture, markup of other languages, and filters that take too long.
const NOT_DRAWN: [&str; 8] = [
    "image",
    "feImage",
    "foreignObject",
    "feTurbulence",
    "feMorphology",
    "feConvolveMatrix",
    "feDisplacementMap",
    "textPath",
];

/// The tree of a file of which everything can be drawn in little time.
///
/// # Errors
/// What can't, as a word of SVG or a number that is too large.
pub(super) fn checked(bytes: &[u8]) -> Result<Document<'_>, String> {
    if bytes.len() > MAX_BYTES {
        return Err(format!("SVG: > {MAX_BYTES}"));
    }
    let text = std::str::from_utf8(bytes).map_err(|_| "SVG: UTF-8".to_owned())?;
    let text = text.trim_start_matches('\u{FEFF}');
    declared(text)?;
    let options = ParsingOptions { allow_dtd: true, nodes_limit: MAX_NODES, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text, options).map_err(|error| format!("SVG: {error}"))?;
    weighed(&document)?;
    Ok(document)
}

/// That the entities a file declares do not make it many times as long.
fn declared(text: &str) -> Result<(), String> {
    let Some((_, after)) = text.split_once("<!DOCTYPE") else { return Ok(()) };
    if !after.contains("<!ENTITY") {
        return Ok(());
    }
    let declaration = after.split_once("]>").map_or(after, |(declaration, _)| declaration);
    let is_small = declaration.len() <= MAX_DECLARATION
        && !declaration.contains('&')
        && text.matches('&').take(MAX_ENTITIES + 1).count() <= MAX_ENTITIES;
    if is_small { Ok(()) } else { Err("SVG: <!ENTITY>".to_owned()) }
}

fn weighed(document: &Document<'_>) -> Result<(), String> {
    let mut scale = Scale { ids: BTreeMap::new(), known: BTreeMap::new() };
    let mut of_sheets = Vec::new();
    let mut elements = 0_u64;
    for node in document.descendants().filter(Node::is_element) {
        elements += 1;
        let name = node.tag_name().name();
        let has_other = node.parent_element().is_some_and(|parent| parent.tag_name().name() == "switch");
        if NOT_DRAWN.contains(&name) && !(name == "foreignObject" && has_other) {
            return Err(format!("SVG: <{name}>"));
        }
        if let Some(id) = node.attribute("id") {
            scale.ids.entry(id).or_insert(node);
        }
        if name == "style" {
            let sheet = node.text().unwrap_or_default();
            of_sheets.extend(references(sheet));
        }
    }
    let mut weight = scale.weigh(document.root_element(), 0)?;
    // What a sheet names may be used by every element.
    for id in of_sheets {
        if let Some(node) = scale.ids.get(id).copied() {
            weight = weight.saturating_add(scale.weigh(node, 0)?.saturating_mul(elements));
        }
    }
    if weight > MAX_WEIGHT { Err(format!("SVG: > {MAX_WEIGHT}")) } else { Ok(()) }
}

/// Elements and what they weigh.
struct Scale<'d, 'input> {
    ids: BTreeMap<&'d str, Node<'d, 'input>>,
    /// What was weighed; `None`: it is being weighed, and uses itself.
    known: BTreeMap<usize, Option<(u64, usize)>>,
}

impl<'d> Scale<'d, '_> {
    /// What an element weighs with all in it and all it uses.
    fn weigh(&mut self, node: Node<'d, '_>, depth: usize) -> Result<u64, String>
    where
        Self: 'd,
    {
        Ok(self.measured(node.id(), node.document(), depth)?.0)
    }

    /// Weight and depth.
    fn measured(&mut self, id: NodeId, document: &'d Document<'_>, depth: usize) -> Result<(u64, usize), String> {
        let too_deep = || Err(format!("SVG: > {MAX_DEPTH}"));
        match self.known.get(&id.get_usize()) {
            Some(Some((_, below))) if depth + below > MAX_DEPTH => return too_deep(),
            Some(Some(known)) => return Ok(*known),
            Some(None) => return Err("SVG: href".to_owned()),
            None => {}
        }
        if depth > MAX_DEPTH {
            return too_deep();
        }
        let Some(node) = document.get_node(id) else { return Ok((0, 0)) };
        self.known.insert(id.get_usize(), None);
        let (mut weight, mut deepest) = (1_u64, 0);
        let mut times = 1_u64;
        let mut used = Vec::new();
        for attribute in node.attributes() {
            let value = attribute.value();
            weight = weight.saturating_add((value.len() / BYTES_OF_WEIGHT) as u64);
            let name = attribute.name();
            if name == "href" && node.tag_name().name() != "a" {
                match value.trim().strip_prefix('#') {
                    Some(id) => used.extend(self.ids.get(id).map(|node| node.id())),
                    None => return Err("SVG: href".to_owned()),
                }
            }
            used.extend(references(value).filter_map(|id| self.ids.get(id)).map(|node| node.id()));
            // A marker stands at every point of an outline.
            if matches!(name, "d" | "points") {
                times = times.max(value.len() as u64);
            }
        }
        let has_markers = node
            .attributes()
            .any(|attribute| attribute.value().contains("marker") || attribute.name().starts_with("marker"));
        let times = if has_markers { times } else { 1 };
        for id in used {
            let (more, below) = self.measured(id, document, depth + 1)?;
            weight = weight.saturating_add(more.saturating_mul(times));
            deepest = deepest.max(below + 1);
        }
        for child in node.children().filter(Node::is_element) {
            let (more, below) = self.measured(child.id(), document, depth + 1)?;
            weight = weight.saturating_add(more);
            deepest = deepest.max(below + 1);
        }
        self.known.insert(id.get_usize(), Some((weight, deepest)));
        Ok((weight, deepest))
    }
}

/// What a value refers to within its file: `url(#id)`.
fn references(value: &str) -> impl Iterator<Item = &str> {
    value.split("url(").skip(1).filter_map(|rest| {
        let (inside, _) = rest.split_once(')')?;
        inside.trim().trim_matches(['"', '\'']).strip_prefix('#')
    })
}
