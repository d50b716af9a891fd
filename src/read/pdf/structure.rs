//! The structure tree (ISO 32000-1, 14.7, 14.8).

use super::facts::{StructureChild, StructureElement};
use super::unicode::text_string;
use crate::document::Chart;
use hayro_syntax::object::{Array, Dict, MaybeRef, Name, Object, String as PdfString};
use hayro_syntax::xref::XRef;
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// Elements within elements.
const MAX_DEPTH: usize = 64;
/// Elements and marked contents of a file.
const MAX_NODES: usize = 500_000;
/// Texts about elements, together.
const MAX_TEXT_BYTES: usize = 16 << 20;
/// Rows or columns a cell may say it spans.
const MAX_SPAN: u32 = 1000;

/// The types that need no role map (14.8.4).
const STANDARD: &[&str] = &[
    "Document",
    "Part",
    "Art",
    "Sect",
    "Div",
    "BlockQuote",
    "Caption",
    "TOC",
    "TOCI",
    "Index",
    "NonStruct",
    "Private",
    "P",
    "H",
    "H1",
    "H2",
    "H3",
    "H4",
    "H5",
    "H6",
    "L",
    "LI",
    "Lbl",
    "LBody",
    "Table",
    "TR",
    "TH",
    "TD",
    "THead",
    "TBody",
    "TFoot",
    "Span",
    "Quote",
    "Note",
    "Reference",
    "BibEntry",
    "Code",
    "Link",
    "Annot",
    "Ruby",
    "RB",
    "RT",
    "RP",
    "Warichu",
    "WT",
    "WP",
    "Figure",
    "Formula",
    "Form",
];

/// The root elements; `pages` gives the index of a page object.
pub(super) fn structure(catalog: &Dict<'_>, xref: &XRef, pages: &BTreeMap<u32, u32>) -> Vec<StructureElement> {
    let Some(root) = catalog.get::<Dict<'_>>(b"StructTreeRoot") else { return Vec::new() };
    let mut walk = Walk {
        xref,
        pages,
        roles: root.get::<Dict<'_>>(b"RoleMap").unwrap_or_default(),
        classes: root.get::<Dict<'_>>(b"ClassMap").unwrap_or_default(),
        seen: BTreeSet::new(),
        nodes: 0,
        texts: 0,
    };
    let children = walk.children(&root, None, 0);
    children
        .into_iter()
        .filter_map(|child| match child {
            StructureChild::Element(element) => Some(element),
            StructureChild::Content { .. } => None,
        })
        .collect()
}

struct Walk<'x, 'a> {
    xref: &'x XRef,
    pages: &'x BTreeMap<u32, u32>,
    roles: Dict<'a>,
    classes: Dict<'a>,
    seen: BTreeSet<u32>,
    nodes: usize,
    /// The bytes of the texts about elements so far.
    texts: usize,
}

impl<'x> Walk<'x, '_> {
    fn children(&mut self, dict: &Dict<'x>, page: Option<u32>, depth: usize) -> Vec<StructureChild> {
        let mut children = Vec::new();
        match dict.get_raw::<Object<'x>>(b"K") {
            Some(MaybeRef::Ref(reference)) => match self.xref.get::<Object<'x>>(reference.into()) {
                Some(Object::Array(kids)) => self.kids(&kids, page, depth, &mut children),
                _ => self.child(MaybeRef::Ref(reference), page, depth, &mut children),
            },
            Some(MaybeRef::NotRef(Object::Array(kids))) => self.kids(&kids, page, depth, &mut children),
            Some(kid) => self.child(kid, page, depth, &mut children),
            None => {}
        }
        children
    }

    fn kids(&mut self, kids: &Array<'x>, page: Option<u32>, depth: usize, children: &mut Vec<StructureChild>) {
        for kid in kids.raw_iter() {
            self.child(kid, page, depth, children);
        }
    }

    fn child(
        &mut self,
        kid: MaybeRef<Object<'x>>,
        page: Option<u32>,
        depth: usize,
        children: &mut Vec<StructureChild>,
    ) {
        self.nodes += 1;
        if depth >= MAX_DEPTH || self.nodes > MAX_NODES {
            return;
        }
        let object = match kid {
            MaybeRef::Ref(reference) => {
                if !self.seen.insert(reference.obj_number) {
                    return;
                }
                self.xref.get::<Object<'x>>(reference.into())
            }
            MaybeRef::NotRef(object) => Some(object),
        };
        match object {
            Some(Object::Number(number)) => {
                if let (Some(page), Ok(mcid)) = (page, u32::try_from(number.as_i64())) {
                    children.push(StructureChild::Content { page, mcid });
                }
            }
            Some(Object::Dict(dict)) => {
                let page = self.page(&dict).or(page);
                match dict.get::<Name<'_>>(b"Type").as_deref() {
                    // Marked content of a form (`Stm`) has ids of its own, which glyphs don't carry.
                    Some(b"MCR") if dict.contains_key(b"Stm") => {}
                    Some(b"MCR") => {
                        if let (Some(page), Some(mcid)) = (page, dict.get::<u32>(b"MCID")) {
                            children.push(StructureChild::Content { page, mcid });
                        }
                    }
                    Some(b"OBJR") => {}
                    _ => children.push(StructureChild::Element(self.element(&dict, page, depth))),
                }
            }
            _ => {}
        }
    }

    fn page(&self, dict: &Dict<'_>) -> Option<u32> {
        self.pages.get(&dict.get_ref(b"Pg")?.obj_number).copied()
    }

    fn element(&mut self, dict: &Dict<'x>, page: Option<u32>, depth: usize) -> StructureElement {
        let mut element = StructureElement {
            kind: self.kind(dict),
            alt: self.text(dict, b"Alt"),
            actual_text: self.text(dict, b"ActualText"),
            row_span: 1,
            column_span: 1,
            is_own_chart: self.text(dict, b"T").is_some_and(|title| title == Chart::MARK),
            heads_row: false,
            children: Vec::new(),
        };
        // Classes first: the element's own attributes win (14.7.5.4).
        for name in names(dict, b"C") {
            if let Some(class) = self.classes.get::<Object<'_>>(&name) {
                attributes(&class, &mut element);
            }
        }
        if let Some(own) = dict.get::<Object<'_>>(b"A") {
            attributes(&own, &mut element);
        }
        element.children = self.children(dict, page, depth + 1);
        element
    }

    /// A text about an element, as long as all of them together are no more than [`MAX_TEXT_BYTES`]: one may be named by all.
    fn text(&mut self, dict: &Dict<'_>, key: &[u8]) -> Option<String> {
        let text = dict.get::<PdfString<'_>>(key)?;
        self.texts = self.texts.saturating_add(text.as_bytes().len());
        (self.texts <= MAX_TEXT_BYTES).then(|| text_string(text.as_bytes()))
    }

    fn kind(&self, dict: &Dict<'_>) -> String {
        let mut name = dict.get::<Name<'_>>(b"S").map(|name| name.to_vec()).unwrap_or_default();
        for _ in 0..16 {
            if STANDARD.iter().any(|standard| standard.as_bytes() == name) {
                break;
            }
            match self.roles.get::<Name<'_>>(&name) {
                Some(role) => name = role.to_vec(),
                None => break,
            }
        }
        String::from_utf8_lossy(&name).into_owned()
    }
}

/// The marked content that such elements hold: page index and id.
pub(super) fn contents_of(
    elements: &[StructureElement],
    wanted: impl Fn(&StructureElement) -> bool,
) -> HashSet<(u32, u32)> {
    fn gather(
        elements: &[StructureElement],
        wanted: &dyn Fn(&StructureElement) -> bool,
        within: bool,
        found: &mut HashSet<(u32, u32)>,
    ) {
        for element in elements {
            let within = within || wanted(element);
            for child in &element.children {
                match child {
                    StructureChild::Element(inner) => gather(std::slice::from_ref(inner), wanted, within, found),
                    StructureChild::Content { page, mcid } if within => {
                        found.insert((*page, *mcid));
                    }
                    StructureChild::Content { .. } => {}
                }
            }
        }
    }
    let mut found = HashSet::new();
    gather(elements, &wanted, false, &mut found);
    found
}

fn names(dict: &Dict<'_>, key: &[u8]) -> Vec<Vec<u8>> {
    match dict.get::<Object<'_>>(key) {
        Some(Object::Name(name)) => vec![name.to_vec()],
        Some(Object::Array(all)) => {
            all.iter::<Object<'_>>().take(64).filter_map(Object::into_name).map(|n| n.to_vec()).collect()
        }
        _ => Vec::new(),
    }
}

/// The attributes of a table cell (14.8.5.7), of one attribute object or several.
fn attributes(object: &Object<'_>, element: &mut StructureElement) {
    match object {
        Object::Array(all) => {
            for one in all.iter::<Object<'_>>().take(64) {
                if let Object::Dict(_) = one {
                    attributes(&one, element);
                }
            }
        }
        Object::Dict(dict) => {
            let span =
                |key: &[u8]| u32::try_from(dict.get::<i64>(key)?).ok().filter(|span| (1..=MAX_SPAN).contains(span));
            if let Some(rows) = span(b"RowSpan") {
                element.row_span = rows;
            }
            if let Some(columns) = span(b"ColSpan") {
                element.column_span = columns;
            }
            if let Some(scope) = dict.get::<Name<'_>>(b"Scope") {
                element.heads_row = &*scope == b"Row";
            }
        }
        _ => {}
    }
}
