//! What of a template's headers and footers does not go into files that are published: what fetches something from elsewhere
//! when they are opened (pictures and templates on the net, files that are included), what runs (macros, controls, embedded
//! objects, exchange of data with programs), and links that lead where no link of ours may.
//!
//! Names are looked at without their prefixes, which a template may choose. Relationships are looked at first: those of a kind
//! not listed here are dropped, and then what refers to them. Of a field that is dropped the result stays, as text.

use super::super::markup::{Element, Node};
use crate::document::{Destination, destination};
use std::collections::{BTreeMap, BTreeSet};

/// The kinds of relationships that are kept, each with what the content type of the part it leads to contains.
const KINDS: [(&str, &str); 14] = [
    ("image", "image/"),
    ("font", "font"),
    ("theme", "theme"),
    ("themeOverride", "themeOverride"),
    ("chart", "drawingml.chart"),
    ("chartEx", "drawingml"),
    ("chartStyle", "chartstyle"),
    ("chartColorStyle", "chartcolorstyle"),
    ("chartUserShapes", "chartshapes"),
    ("diagramData", "diagramData"),
    ("diagramLayout", "diagramLayout"),
    ("diagramQuickStyle", "diagramStyle"),
    ("diagramColors", "diagramColors"),
    ("diagramDrawing", "diagram"),
];

/// The fields that are kept: those that calculate, or say something about the document and nothing else.
const FIELDS: [&str; 33] = [
    "=",
    "ADVANCE",
    "AUTHOR",
    "AUTONUM",
    "COMMENTS",
    "COMPARE",
    "CREATEDATE",
    "DATE",
    "DOCPROPERTY",
    "DOCVARIABLE",
    "EDITTIME",
    "EQ",
    "FILENAME",
    "FILESIZE",
    "HYPERLINK",
    "IF",
    "KEYWORDS",
    "LASTSAVEDBY",
    "NUMCHARS",
    "NUMPAGES",
    "NUMWORDS",
    "PAGE",
    "PAGEREF",
    "PRINTDATE",
    "QUOTE",
    "REF",
    "SAVEDATE",
    "SECTION",
    "SECTIONPAGES",
    "SEQ",
    "STYLEREF",
    "SYMBOL",
    "TITLE",
];

/// Elements that are never kept, whatever they refer to.
const ELEMENTS: [&str; 6] = ["altChunk", "control", "subDoc", "OLEObject", "objectEmbed", "objectLink"];

/// What holds a drawing: where something in it is dropped, all of it goes.
const HOLDERS: [&str; 3] = ["drawing", "pict", "object"];

/// What makes something a link: the thing itself stays.
const LINKS: [&str; 3] = ["hlinkClick", "hlinkHover", "hlinkMouseOver"];

/// Whether a relationship is kept: `kind` is the last segment of its type; `content_type` is that of the part it leads to, none
/// where it leads out of the package, to `target`.
pub(super) fn is_kept(kind: &str, target: &str, content_type: Option<&str>) -> bool {
    match content_type {
        None => kind == "hyperlink" && is_address(target),
        Some(content_type) => KINDS.iter().any(|(known, part)| kind == *known && content_type.contains(part)),
    }
}

fn is_address(target: &str) -> bool {
    matches!(destination(target), Some(Destination::Address(_)))
}

fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

fn attribute<'e>(element: &'e Element, name: &str) -> Option<&'e str> {
    element.attributes.iter().find(|(given, _)| local(given) == name).map(|(_, value)| value.as_str())
}

/// Takes out of a part what is not kept; `lost` are the ids of its relationships that were dropped. What was taken out, by the
/// names it goes by in Word.
pub(super) fn clean(root: &mut Element, lost: &BTreeSet<String>) -> BTreeSet<String> {
    let mut dropped = BTreeSet::new();
    let fields = fields_to_drop(root, &mut dropped);
    Cleaner { lost, fields, seen: 0, dropped: &mut dropped }.children(root);
    dropped
}

/// The name of a field, in capitals, where it is not kept.
fn forbidden(instruction: &str) -> Option<String> {
    let instruction = instruction.trim_start();
    let name = match instruction.starts_with('=') {
        true => "=".to_owned(),
        false => instruction.split_whitespace().next().unwrap_or_default().to_ascii_uppercase(),
    };
    // A link leads to the first thing it names, or to a place in the file.
    let target = instruction.split_whitespace().nth(1).unwrap_or_default().trim_matches('"');
    let is_link_kept = target.eq_ignore_ascii_case("\\l") || is_address(target);
    let is_kept = FIELDS.contains(&name.as_str()) && (name != "HYPERLINK" || is_link_kept);
    (!is_kept).then_some(name)
}

/// A complex field (ECMA-376 §17.16.18): its instruction, and which of the marks and instructions of the part are its own.
#[derive(Default)]
struct Field {
    instruction: String,
    marks: Vec<usize>,
    is_in_result: bool,
}

/// Which field marks and instructions of a part, counted in its order, belong to fields that are dropped.
fn fields_to_drop(root: &Element, dropped: &mut BTreeSet<String>) -> BTreeSet<usize> {
    let mut open: Vec<Field> = Vec::new();
    let mut done: Vec<Field> = Vec::new();
    let mut seen = 0;
    walk(root, &mut |element| {
        let name = local(&element.name);
        if !matches!(name, "fldChar" | "instrText") {
            return;
        }
        let index = seen;
        seen += 1;
        let kind = attribute(element, "fldCharType");
        if name == "fldChar" && kind == Some("begin") {
            open.push(Field::default());
        }
        let Some(field) = open.last_mut() else { return };
        field.marks.push(index);
        match (name, kind) {
            ("instrText", _) if !field.is_in_result => {
                let texts = element.children.iter().filter_map(|node| match node {
                    Node::Text(text) => Some(text.as_str()),
                    Node::Element(_) => None,
                });
                field.instruction.extend(texts);
            }
            (_, Some("separate")) => field.is_in_result = true,
            (_, Some("end")) => done.extend(open.pop()),
            _ => {}
        }
    });
    // One that never ends is none; its instruction goes all the same.
    done.append(&mut open);
    let mut marks = BTreeSet::new();
    for field in done {
        if let Some(name) = forbidden(&field.instruction) {
            dropped.insert(name);
            marks.extend(field.marks);
        }
    }
    marks
}

fn walk(element: &Element, visit: &mut impl FnMut(&Element)) {
    for child in element.elements() {
        visit(child);
        walk(child, visit);
    }
}

struct Cleaner<'c> {
    lost: &'c BTreeSet<String>,
    fields: BTreeSet<usize>,
    /// How many field marks and instructions were met.
    seen: usize,
    dropped: &'c mut BTreeSet<String>,
}

impl Cleaner<'_> {
    fn children(&mut self, element: &mut Element) {
        let children = std::mem::take(&mut element.children);
        for child in children {
            match child {
                Node::Text(text) => element.children.push(Node::Text(text)),
                Node::Element(child) => self.child(child, &mut element.children),
            }
        }
    }

    fn child(&mut self, mut child: Element, kept: &mut Vec<Node>) {
        let name = local(&child.name).to_owned();
        if matches!(name.as_str(), "fldChar" | "instrText") {
            self.seen += 1;
            if self.fields.contains(&(self.seen - 1)) {
                return;
            }
        }
        let refers = self.refers_to_what_is_lost(&child);
        let is_holder = HOLDERS.contains(&name.as_str());
        if ELEMENTS.contains(&name.as_str()) || is_holder && self.holds_what_is_lost(&child) {
            walk(&child, &mut |inner| self.seen += usize::from(matches!(local(&inner.name), "fldChar" | "instrText")));
            self.dropped.insert(name);
            return;
        }
        if LINKS.contains(&name.as_str()) && refers {
            self.dropped.insert("hyperlink".to_owned());
            return;
        }
        self.strip_addresses(&mut child);
        self.children(&mut child);
        let instruction = attribute(&child, "instr").filter(|_| name == "fldSimple");
        if let Some(field) = instruction.and_then(forbidden) {
            self.dropped.insert(field);
            kept.append(&mut child.children);
        } else if refers {
            self.dropped.insert(name.clone());
            if name == "hyperlink" {
                kept.append(&mut child.children);
            }
        } else {
            kept.push(Node::Element(child));
        }
    }

    fn refers_to_what_is_lost(&self, element: &Element) -> bool {
        let refers = |(name, value): &(std::borrow::Cow<'_, str>, String)| {
            name.contains(':') && !name.starts_with("xmlns") && self.lost.contains(value) && is_reference(name)
        };
        element.attributes.iter().any(refers)
    }

    /// Whether a drawing holds anything that is not kept, links aside.
    fn holds_what_is_lost(&self, holder: &Element) -> bool {
        let mut found = false;
        walk(holder, &mut |inner| {
            let name = local(&inner.name);
            let is_link = LINKS.contains(&name) || name == "hyperlink";
            found |= ELEMENTS.contains(&name) || !is_link && self.refers_to_what_is_lost(inner);
        });
        found
    }

    /// Addresses that stand in the markup itself, as VML has them (part 4 §19.1.2): pictures and links.
    fn strip_addresses(&mut self, element: &mut Element) {
        if !(element.name.starts_with("v:") || element.name.starts_with("o:")) {
            return;
        }
        let before = element.attributes.len();
        element.attributes.retain(|(name, value)| match local(name) {
            "src" | "althref" => false,
            "href" => is_address(value) && local(&element.name) != "imagedata",
            _ => true,
        });
        if element.attributes.len() < before {
            self.dropped.insert("href".to_owned());
        }
    }
}

/// Whether an attribute may name a relationship (ECMA-376 §22.8).
fn is_reference(name: &str) -> bool {
    matches!(
        local(name),
        "id" | "embed"
            | "link"
            | "pict"
            | "relid"
            | "href"
            | "dm"
            | "lo"
            | "qs"
            | "cs"
            | "topLeft"
            | "topRight"
            | "bottomLeft"
            | "bottomRight"
    )
}

/// Drops the relationships that are not kept; their ids.
pub(super) fn drop_relations(relations: &mut Element, kinds: &BTreeMap<String, bool>) -> BTreeSet<String> {
    let mut lost = BTreeSet::new();
    relations.children.retain(|node| {
        let Node::Element(relation) = node else { return true };
        let id = relation.attribute("Id").unwrap_or_default();
        let is_kept = kinds.get(id).copied().unwrap_or(false);
        if !is_kept {
            lost.insert(id.to_owned());
        }
        is_kept
    });
    lost
}
