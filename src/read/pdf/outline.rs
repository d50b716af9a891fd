//! The outline and where its lines lead (ISO 32000-1, 12.3).

use super::facts::OutlineItem;
use super::matrix::Matrix;
use super::unicode::text_string;
use hayro_syntax::object::{Array, Dict, MaybeRef, Name, Object, String as PdfString};
use std::collections::{BTreeMap, BTreeSet};

/// Lines of an outline, and named places of a file.
const MAX_ITEMS: usize = 20_000;
/// The bytes of a line that are looked at: one text may be the title of all lines.
const MAX_TITLE_BYTES: usize = 2_048;
/// Levels of the outline and of name trees.
const MAX_DEPTH: u8 = 32;

/// The pages as destinations need them.
pub(super) struct Pages {
    /// Index of a page by its object number.
    pub by_object: BTreeMap<u32, u32>,
    /// The map of each page from user space to the page as it is shown.
    pub matrices: Vec<Matrix>,
}

/// The outline, depth first.
pub(super) fn outline(catalog: &Dict<'_>, pages: &Pages) -> Vec<OutlineItem> {
    let Some(root) = catalog.get::<Dict<'_>>(b"Outlines") else { return Vec::new() };
    let mut walk = Walk { pages, named: Named::new(catalog), items: Vec::new(), seen: BTreeSet::new() };
    walk.level(&root, 1);
    walk.items
}

struct Walk<'p, 'a> {
    pages: &'p Pages,
    named: Named<'a>,
    items: Vec<OutlineItem>,
    seen: BTreeSet<u32>,
}

impl<'a> Walk<'_, 'a> {
    fn level(&mut self, parent: &Dict<'a>, level: u8) {
        let mut next = parent.get_ref(b"First").zip(parent.get::<Dict<'a>>(b"First"));
        while let Some((reference, item)) = next {
            if level > MAX_DEPTH || self.items.len() >= MAX_ITEMS || !self.seen.insert(reference.obj_number) {
                return;
            }
            let title = item.get::<PdfString<'_>>(b"Title").map(|title| {
                let bytes = title.as_bytes();
                text_string(bytes.get(..MAX_TITLE_BYTES).unwrap_or(bytes))
            });
            let destination = item.get::<Object<'a>>(b"Dest").or_else(|| {
                let action = item.get::<Dict<'a>>(b"A")?;
                action.get::<Object<'a>>(b"D")
            });
            let place =
                destination.and_then(|destination| self.named.resolve(destination)).map(|place| self.place(&place));
            let (page, top) = place.unwrap_or_default();
            self.items.push(OutlineItem { level, title: title.unwrap_or_default(), page, top });
            self.level(&item, level.saturating_add(1));
            next = item.get_ref(b"Next").zip(item.get::<Dict<'a>>(b"Next"));
        }
    }

    /// Page and height of a destination (12.3.2.2).
    fn place(&self, destination: &Array<'_>) -> (Option<u32>, Option<f64>) {
        let page = match destination.raw_iter().next() {
            Some(MaybeRef::Ref(page)) => self.pages.by_object.get(&page.obj_number).copied(),
            _ => None,
        };
        let Some(matrix) = page.and_then(|page| self.pages.matrices.get(page as usize)) else { return (page, None) };
        let rest: Vec<Object<'_>> = destination.iter::<Object<'_>>().skip(1).take(4).collect();
        let number = |index: usize| match rest.get(index) {
            Some(Object::Number(number)) => Some(number.as_f64()),
            _ => None,
        };
        let kind = match rest.first() {
            Some(Object::Name(name)) => name.to_vec(),
            _ => Vec::new(),
        };
        let point = match kind.as_slice() {
            b"XYZ" => number(2).map(|y| (number(1).unwrap_or(0.0), y)),
            b"FitH" | b"FitBH" => number(1).map(|y| (0.0, y)),
            b"FitR" => number(4).map(|y| (number(1).unwrap_or(0.0), y)),
            _ => None,
        };
        (page, point.map(|(x, y)| matrix.point(x, y).1))
    }
}

/// Places with names (12.3.2.3).
struct Named<'a> {
    old: Dict<'a>,
    tree: BTreeMap<Vec<u8>, Object<'a>>,
}

impl<'a> Named<'a> {
    fn new(catalog: &Dict<'a>) -> Self {
        let (mut tree, mut nodes) = (BTreeMap::new(), 0);
        let names = catalog.get::<Dict<'a>>(b"Names").and_then(|names| names.get::<Dict<'a>>(b"Dests"));
        if let Some(root) = names {
            gather(&root, 0, &mut nodes, &mut tree);
        }
        Named { old: catalog.get::<Dict<'a>>(b"Dests").unwrap_or_default(), tree }
    }

    fn resolve(&self, destination: Object<'a>) -> Option<Array<'a>> {
        let named = match destination {
            Object::Array(place) => return Some(place),
            Object::Name(name) => self.old.get::<Object<'a>>(&*name)?,
            Object::String(name) => self.tree.get(name.as_bytes())?.clone(),
            _ => return None,
        };
        match named {
            Object::Array(place) => Some(place),
            Object::Dict(dict) => dict.get::<Array<'a>>(b"D"),
            _ => None,
        }
    }
}

fn gather<'a>(node: &Dict<'a>, depth: u8, nodes: &mut usize, tree: &mut BTreeMap<Vec<u8>, Object<'a>>) {
    // Nodes may share kids: the count alone ends that.
    *nodes += 1;
    if depth >= MAX_DEPTH || *nodes > MAX_ITEMS {
        return;
    }
    if let Some(names) = node.get::<Array<'a>>(b"Names") {
        let mut key: Option<Vec<u8>> = None;
        for object in names.iter::<Object<'a>>() {
            if tree.len() >= MAX_ITEMS {
                return;
            }
            match (key.take(), object) {
                (None, Object::String(name)) => key = Some(name.as_bytes().to_vec()),
                (Some(name), place) => {
                    tree.insert(name, place);
                }
                _ => {}
            }
        }
    }
    for kid in node.get::<Array<'a>>(b"Kids").iter().flat_map(|kids| kids.iter::<Dict<'a>>()).take(4096) {
        if tree.len() >= MAX_ITEMS {
            return;
        }
        gather(&kid, depth + 1, nodes, tree);
    }
}

/// Whether an action leads to an address, and which (12.6.4.7).
pub(super) fn action_to_uri(action: &Dict<'_>) -> Option<String> {
    let is_uri = action.get::<Name<'_>>(b"S").is_some_and(|kind| &*kind == b"URI");
    let uri = action.get::<PdfString<'_>>(b"URI").filter(|_| is_uri)?;
    Some(super::unicode::name_to_text(uri.as_bytes()))
}
