//! The structure tree, laid flat: which element each piece of marked content is in.

use super::super::facts::{StructureChild, StructureElement};
use std::collections::BTreeMap;
use std::rc::Rc;

/// How deep elements may stand in each other; deeper ones are taken for their forebear.
const MAX_DEPTH: usize = 64;

/// An element as the layout sees it.
#[derive(Debug, Clone)]
pub(super) struct Tag {
    pub kind: String,
    pub alt: Option<String>,
    /// What its content says, whatever the glyphs are (14.9.4).
    pub actual_text: Option<String>,
    pub parent: Option<usize>,
    pub row_span: u32,
    pub column_span: u32,
    pub heads_row: bool,
    /// The nearest of [`BLOCKS`] around it, itself included.
    block: Option<usize>,
    /// The nearest table.
    table: Option<usize>,
}

/// The elements of the tree, and where marked content belongs.
#[derive(Debug, Default)]
pub(super) struct Tags {
    elements: Vec<Tag>,
    places: BTreeMap<(u32, u32), usize>,
    /// What is read above some characters, by the element that holds both.
    readings: BTreeMap<usize, Rc<str>>,
    /// Whether any paragraph, cell or table of the tree has text on several pages: in some files each page's part is one.
    pub span_pages: bool,
    /// Whether any element says what its content says.
    pub has_actual_text: bool,
}

/// Elements that hold a paragraph's worth of text.
const BLOCKS: [&str; 19] = [
    "P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "H7", "H8", "H9", "Title", "Lbl", "LBody", "LI", "Caption", "TD",
    "TH", "Note",
];

impl Tags {
    /// The tree below these roots.
    pub(super) fn of(roots: &[StructureElement]) -> Self {
        let mut tags = Tags::default();
        let mut open: Vec<(&StructureElement, Option<usize>, usize)> =
            roots.iter().rev().map(|root| (root, None, 0)).collect();
        while let Some((element, parent, depth)) = open.pop() {
            let index = tags.elements.len();
            let around = parent.and_then(|parent| tags.elements.get(parent));
            let kind = element.kind.as_str();
            let block = if BLOCKS.contains(&kind) { Some(index) } else { around.and_then(|tag| tag.block) };
            let table = if kind == "Table" { Some(index) } else { around.and_then(|tag| tag.table) };
            tags.elements.push(Tag {
                block,
                table,
                kind: element.kind.clone(),
                alt: element.alt.clone(),
                actual_text: element.actual_text.clone(),
                parent,
                row_span: element.row_span,
                column_span: element.column_span,
                heads_row: element.heads_row,
            });
            for child in element.children.iter().rev() {
                match child {
                    StructureChild::Content { page, mcid } => {
                        tags.places.entry((*page, *mcid)).or_insert(index);
                    }
                    StructureChild::Element(child) if depth < MAX_DEPTH => open.push((child, Some(index), depth + 1)),
                    StructureChild::Element(_) => {}
                }
            }
        }
        let mut pages: BTreeMap<usize, u32> = BTreeMap::new();
        let mut span = false;
        for ((page, _), element) in &tags.places {
            let Some(tag) = tags.elements.get(*element) else { continue };
            for index in tag.table.into_iter().chain(tag.block) {
                span |= *pages.entry(index).or_insert(*page) != *page;
            }
        }
        tags.span_pages = span;
        tags.has_actual_text = tags.elements.iter().any(|tag| tag.actual_text.is_some());
        tags
    }

    /// Whether the file has a tree.
    pub(super) fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// The elements of these kinds, in the order of the document.
    pub(super) fn of_kinds<'t>(&'t self, kinds: &'t [&str]) -> impl Iterator<Item = usize> + 't {
        let matches = |(index, tag): (usize, &Tag)| kinds.contains(&tag.kind.as_str()).then_some(index);
        self.elements.iter().enumerate().filter_map(matches)
    }

    pub(super) fn get(&self, index: usize) -> Option<&Tag> {
        self.elements.get(index)
    }

    /// The element some content is directly in.
    pub(super) fn at(&self, page: usize, mcid: Option<u32>) -> Option<usize> {
        self.places.get(&(u32::try_from(page).ok()?, mcid?)).copied()
    }

    /// An element and those it is in, the innermost first.
    pub(super) fn path(&self, index: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(Some(index), |index| self.elements.get(*index).and_then(|tag| tag.parent))
    }

    /// The nearest element around this one, itself included, of one of these kinds.
    pub(super) fn around(&self, index: usize, kinds: &[&str]) -> Option<usize> {
        self.path(index).find(|index| self.elements.get(*index).is_some_and(|tag| kinds.contains(&tag.kind.as_str())))
    }

    /// The paragraph, heading, label or cell some content is in.
    pub(super) fn block(&self, page: usize, mcid: Option<u32>) -> Option<usize> {
        self.elements.get(self.at(page, mcid)?)?.block
    }

    /// The kind of an element.
    pub(super) fn kind(&self, index: usize) -> &str {
        self.elements.get(index).map_or("", |tag| tag.kind.as_str())
    }

    /// The level a heading's kind names.
    pub(super) fn heading_level(&self, index: usize) -> Option<u8> {
        let index = self.around(index, &["H", "H1", "H2", "H3", "H4", "H5", "H6", "H7", "H8", "H9", "TD", "TH"])?;
        match self.kind(index) {
            "H" => Some(1),
            kind => kind.strip_prefix('H')?.parse().ok(),
        }
    }

    /// What is said of a picture for those who can't see it.
    pub(super) fn alt(&self, page: usize, mcid: Option<u32>) -> Option<&str> {
        self.path(self.at(page, mcid)?).take(3).find_map(|index| self.get(index)?.alt.as_deref())
    }

    /// The element around some content that says what it says, whatever its glyphs are.
    pub(super) fn said(&self, page: usize, mcid: Option<u32>) -> Option<(usize, &str)> {
        let around = self.path(self.at(page, mcid)?).take(3);
        around.into_iter().find_map(|index| Some((index, self.get(index)?.actual_text.as_deref()?)))
    }

    /// Whether characters have readings anywhere (14.8.4.4.3).
    pub(super) fn has_rubies(&self) -> bool {
        self.of_kinds(&["Ruby"]).next().is_some()
    }

    /// The characters and reading some content is part of, and what part.
    pub(super) fn ruby_part(&self, page: usize, mcid: Option<u32>) -> Option<(usize, &str)> {
        let part = self.around(self.at(page, mcid)?, &["RB", "RT"])?;
        Some((self.around(part, &["Ruby"])?, self.kind(part)))
    }

    /// Says how the characters of an element are read.
    pub(super) fn set_reading(&mut self, ruby: usize, reading: &str) {
        self.readings.insert(ruby, reading.into());
    }

    /// The element of characters whose reading is known, and the reading.
    pub(super) fn reading(&self, page: usize, mcid: Option<u32>) -> Option<(usize, Rc<str>)> {
        if self.readings.is_empty() {
            return None;
        }
        let (ruby, _) = self.ruby_part(page, mcid)?;
        Some((ruby, Rc::clone(self.readings.get(&ruby)?)))
    }

    /// Of several elements, the most frequent; the first of them where several are.
    pub(super) fn most(elements: impl Iterator<Item = (Option<usize>, usize)>) -> Option<usize> {
        let mut counts: Vec<(usize, usize)> = Vec::new();
        for (element, weight) in elements {
            let Some(element) = element else { continue };
            match counts.iter_mut().find(|(other, _)| *other == element) {
                Some((_, count)) => *count += weight,
                None => counts.push((element, weight)),
            }
        }
        let most = counts.iter().map(|(_, count)| *count).max()?;
        counts.iter().find(|(_, count)| *count == most).map(|(element, _)| *element)
    }
}
