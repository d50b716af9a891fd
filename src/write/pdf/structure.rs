//! The structure tree (ISO 32000-1, 14.7 and 14.8), the link annotations included.

use super::metadata::text;
use super::outline::HeadingRanks;
use crate::document::{Chart, HeaderScope};
use crate::typeset::{Child, ContentId, Item, LinkTarget, Pages, Tag};
use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};
use std::collections::{BTreeMap, BTreeSet};

/// Where a piece of content is: page and marked-content identifier, as often as it was opened.
type Places = BTreeMap<ContentId, Vec<(usize, i64)>>;

/// What the elements of links hold besides their text, by element.
type LinkKids = BTreeMap<usize, Vec<Object>>;

/// Strings longer than this have no place in an archive (ISO 19005-3, 6.1.13).
const MAX_STRING: usize = 32_767;

fn name(text: &str) -> Object {
    Object::Name(text.as_bytes().to_vec())
}

/// What the tree tells of an element beyond its kind, found before it is written.
#[derive(Default)]
struct Facts {
    /// The element that holds each.
    parents: Vec<Option<usize>>,
    owners: BTreeMap<ContentId, usize>,
    /// The rank of each heading.
    ranks: BTreeMap<usize, usize>,
    /// The first label of each list.
    numberings: BTreeMap<usize, &'static str>,
    /// For each cell that holds one paragraph alone, that paragraph. They are written as one element: it says as much, and a
    /// report is mostly cells.
    only: BTreeMap<usize, usize>,
    /// The box around each figure and formula that is on one page: left, bottom, right, top.
    boxes: BTreeMap<usize, [f32; 4]>,
}

impl Facts {
    fn of(pages: &Pages) -> Self {
        let elements = &pages.structure.elements;
        let mut facts = Facts { parents: vec![None; elements.len()], ..Facts::default() };
        for (index, element) in elements.iter().enumerate() {
            for child in &element.children {
                match child {
                    Child::Element(child) => {
                        if let Some(parent) = facts.parents.get_mut(child.0) {
                            *parent = Some(index);
                        }
                    }
                    Child::Content(content) => {
                        facts.owners.insert(*content, index);
                    }
                }
            }
        }
        for (index, element) in elements.iter().enumerate() {
            if let (Tag::HeaderCell { .. } | Tag::DataCell { .. }, [Child::Element(only)]) =
                (element.tag, element.children.as_slice())
                && let Some(inner) =
                    elements.get(only.0).filter(|inner| inner.tag == Tag::Paragraph && inner.alt.is_none())
            {
                facts.only.insert(index, only.0);
                for child in &inner.children {
                    match child {
                        Child::Element(child) => {
                            if let Some(parent) = facts.parents.get_mut(child.0) {
                                *parent = Some(index);
                            }
                        }
                        Child::Content(content) => {
                            facts.owners.insert(*content, index);
                        }
                    }
                }
            }
        }
        facts.rank_headings(pages);
        facts.look_at_items(pages);
        facts
    }

    /// Whether an element is written as one with the cell that holds it.
    fn is_in_cell(&self, index: usize) -> bool {
        let parent = self.parents.get(index).copied().flatten();
        parent.and_then(|cell| self.only.get(&cell)) == Some(&index)
    }

    /// In reading order, which is not the order elements were made in.
    fn rank_headings(&mut self, pages: &Pages) {
        let elements = &pages.structure.elements;
        let mut ranks = HeadingRanks::default();
        let mut stack = vec![0];
        let mut seen = BTreeSet::new();
        while let Some(index) = stack.pop() {
            let Some(element) = elements.get(index).filter(|_| seen.insert(index)) else { continue };
            if let Tag::Heading(level) = element.tag {
                self.ranks.insert(index, ranks.next(level));
            }
            stack.extend(element.children.iter().rev().filter_map(|child| match child {
                Child::Element(child) => Some(child.0),
                Child::Content(_) => None,
            }));
        }
    }

    /// The nearest element of a kind that holds this one.
    fn within(&self, pages: &Pages, mut index: usize, is_kind: impl Fn(Tag) -> bool) -> Option<usize> {
        // No tree is deeper than it has elements.
        for _ in 0..self.parents.len() {
            if is_kind(pages.structure.elements.get(index)?.tag) {
                return Some(index);
            }
            index = self.parents.get(index).copied().flatten()?;
        }
        None
    }

    fn look_at_items(&mut self, pages: &Pages) {
        let elements = &pages.structure.elements;
        let figures: BTreeSet<usize> =
            (0..elements.len()).filter(|i| elements.get(*i).is_some_and(|e| is_boxed(e.tag))).collect();
        let mut on: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for (number, page) in pages.pages.iter().enumerate() {
            for item in &page.items {
                let (content, area) = match item {
                    Item::Text(run) => {
                        let end = run.glyphs.last().map_or(0.0, |glyph| glyph.x_pt) + run.size_pt;
                        let top = run.y_pt - 0.88 * run.size_pt;
                        (run.content, [run.x_pt, run.y_pt + 0.12 * run.size_pt, run.x_pt + end, top])
                    }
                    Item::Formula(formula) => {
                        let (right, bottom) = (formula.x_pt + formula.width_pt, formula.y_pt + formula.height_pt);
                        (formula.content, [formula.x_pt, bottom, right, formula.y_pt])
                    }
                    Item::Drawing(drawing) => {
                        let (right, bottom) = (drawing.x_pt + drawing.width_pt, drawing.y_pt + drawing.height_pt);
                        (drawing.content, [drawing.x_pt, bottom, right, drawing.y_pt])
                    }
                    Item::Image(image) => {
                        let (right, bottom) = (image.x_pt + image.width_pt, image.y_pt + image.height_pt);
                        (image.content, [image.x_pt, bottom, right, image.y_pt])
                    }
                    _ => continue,
                };
                let Some(owner) = content.and_then(|content| self.owners.get(&content).copied()) else { continue };
                if let (Item::Text(run), Some(Tag::Label)) = (item, elements.get(owner).map(|e| e.tag))
                    && let Some(list) = self.within(pages, owner, |tag| tag == Tag::List)
                {
                    self.numberings.entry(list).or_insert_with(|| numbering(&run.text));
                }
                let figure = if figures.is_empty() { None } else { self.within(pages, owner, is_boxed) };
                if let Some(figure) = figure {
                    on.entry(figure).or_default().insert(number);
                    let [left, bottom, right, top] = area;
                    let area = [left, page.height_pt - bottom, right, page.height_pt - top];
                    let whole = self.boxes.entry(figure).or_insert(area);
                    let [l, b, r, t] = *whole;
                    let [left, bottom, right, top] = area;
                    *whole = [l.min(left), b.min(bottom), r.max(right), t.max(top)];
                }
            }
        }
        // A box is one place on one page.
        self.boxes.retain(|figure, _| on.get(figure).is_some_and(|pages| pages.len() == 1));
    }
}

/// Whether elements of a kind say where they are.
fn is_boxed(tag: Tag) -> bool {
    matches!(tag, Tag::Figure | Tag::Formula)
}

/// The `ListNumbering` (ISO 32000-1, 14.8.5.5) a label shows. PDF 1.7 has no name for Chinese numerals; decimal ones are
/// their nearest kin, for they say the order.
fn numbering(label: &str) -> &'static str {
    let mark = label.chars().find(|c| !c.is_whitespace() && !"（([〔【".contains(*c));
    match mark {
        Some('•' | '·' | '●' | '-' | '–' | '—' | '*') => "Disc",
        Some('○' | '◦' | '〇') => "Circle",
        Some('■' | '□' | '▪' | '◆' | '◇' | '☑') => "Square",
        Some('a'..='z') => "LowerAlpha",
        Some('A'..='Z') => "UpperAlpha",
        Some('Ⅰ'..='Ⅻ') => "UpperRoman",
        Some('ⅰ'..='ⅻ') => "LowerRoman",
        Some(_) => "Decimal",
        None => "None",
    }
}

/// Adds the tree; `marks`: for each page, what its marked-content identifiers mark. Returns the root.
pub(super) fn add_structure(
    pdf: &mut Document,
    pages: &Pages,
    marks: &[Vec<ContentId>],
    sheets: &[ObjectId],
) -> Result<ObjectId, lopdf::Error> {
    let root = pdf.new_object_id();
    let elements = &pages.structure.elements;
    let ids: Vec<ObjectId> = elements.iter().map(|_| pdf.new_object_id()).collect();
    let facts = Facts::of(pages);
    let mut places = Places::new();
    let mut numbers = Vec::new();
    for (page, (marks, sheet)) in marks.iter().zip(sheets).enumerate() {
        let mut page_owners = Vec::with_capacity(marks.len());
        for (mcid, content) in marks.iter().enumerate() {
            places.entry(*content).or_default().push((page, mcid as i64));
            let owner = facts.owners.get(content).and_then(|owner| ids.get(*owner));
            page_owners.push(owner.map_or(Object::Null, |owner| Object::Reference(*owner)));
        }
        let list = pdf.add_object(Object::Array(page_owners));
        numbers.push(Object::Integer(page as i64));
        numbers.push(Object::Reference(list));
        let sheet = pdf.get_dictionary_mut(*sheet)?;
        sheet.set("StructParents", page as i64);
        sheet.set("Tabs", "S");
    }
    let (links, next) = add_links(pdf, pages, sheets, &ids, &mut numbers)?;
    let mut notes = Vec::new();
    for (index, (element, id)) in elements.iter().zip(&ids).enumerate() {
        if facts.is_in_cell(index) {
            continue;
        }
        let mut kids = Vec::new();
        let children = match facts.only.get(&index).and_then(|only| elements.get(*only)) {
            Some(paragraph) => &paragraph.children,
            None => &element.children,
        };
        let own = children.iter().find_map(|child| match child {
            Child::Content(content) => places.get(content)?.first().map(|(page, _)| *page),
            Child::Element(_) => None,
        });
        for child in children {
            match child {
                Child::Element(child) => kids.extend(ids.get(child.0).map(|id| Object::Reference(*id))),
                Child::Content(content) => {
                    let found = places.get(content).into_iter().flatten();
                    kids.extend(found.filter_map(|(page, mcid)| {
                        let sheet = sheets.get(*page)?;
                        if own == Some(*page) {
                            return Some(Object::Integer(*mcid));
                        }
                        Some(dictionary! { "Type" => "MCR", "Pg" => *sheet, "MCID" => *mcid }.into())
                    }));
                }
            }
        }
        kids.extend(links.get(&index).into_iter().flatten().cloned());
        let (mut kind, attributes) = element_type(&element.tag, index, &facts);
        if element.tag == Tag::Link && !links.contains_key(&index) {
            // ISO 14289-1, 7.18.5: a Link has its annotation.
            "Span".clone_into(&mut kind);
        }
        let mut dict = dictionary! { "Type" => "StructElem", "S" => name(&kind) };
        let parent = facts.parents.get(index).copied().flatten().and_then(|parent| ids.get(parent));
        dict.set("P", parent.copied().unwrap_or(root));
        match kids.len() {
            0 => {}
            1 => dict.set("K", kids.pop().unwrap_or(Object::Null)),
            _ => dict.set("K", kids),
        }
        if let Some(sheet) = own.and_then(|page| sheets.get(page)) {
            dict.set("Pg", *sheet);
        }
        if let Some(attributes) = attributes {
            dict.set("A", attributes);
        }
        if let Some(said) = element.alt.as_ref().filter(|_| element.tag == Tag::Formula) {
            // What can't be read in the order of its signs is read as its text.
            dict.set("ActualText", text(said));
        }
        match &element.alt {
            Some(alt) => dict.set("Alt", text(alt)),
            // ISO 14289-1, 7.3 and 7.7: every figure and formula says what it shows, be it only that it is one.
            None if element.tag == Tag::Figure => dict.set("Alt", text("图片")),
            None if element.tag == Tag::Formula => dict.set("Alt", text("公式")),
            None => {}
        }
        if element.derived {
            dict.set("T", text(Chart::MARK));
        }
        if element.tag == Tag::Note {
            // ISO 14289-1, 7.9: every note has an identifier of its own. The tree of identifiers is sorted by them.
            let note = Object::string_literal(format!("note{index:08}"));
            dict.set("ID", note.clone());
            notes.extend([note, Object::Reference(*id)]);
        }
        pdf.set_object(*id, dict);
    }
    let parent_tree = pdf.add_object(dictionary! { "Nums" => numbers });
    let document = ids.first().copied().unwrap_or(root);
    let mut tree = dictionary! {
        "Type" => "StructTreeRoot", "K" => vec![Object::Reference(document)], "ParentTree" => parent_tree, "ParentTreeNextKey" => next,
    };
    if !notes.is_empty() {
        let limits =
            notes.first().zip(notes.iter().rev().nth(1)).map(|(first, last)| vec![first.clone(), last.clone()]);
        let leaf = dictionary! { "Names" => notes, "Limits" => limits.unwrap_or_default() };
        let leaf = pdf.add_object(leaf);
        tree.set("IDTree", dictionary! { "Kids" => vec![Object::Reference(leaf)] });
    }
    pdf.set_object(root, tree);
    Ok(root)
}

/// Link annotations; returns what their elements hold, and the next free key of the parent tree.
fn add_links(
    pdf: &mut Document,
    pages: &Pages,
    sheets: &[ObjectId],
    ids: &[ObjectId],
    numbers: &mut Vec<Object>,
) -> Result<(LinkKids, i64), lopdf::Error> {
    let mut links = LinkKids::new();
    let places = places(pages);
    let mut next = sheets.len() as i64;
    for (page, sheet) in pages.pages.iter().zip(sheets) {
        let mut annotations = Vec::new();
        for item in &page.items {
            let Item::Link(link) = item else { continue };
            let Some(element) = ids.get(link.element.0) else { continue };
            let Some((key, leading, contents)) = leading(&link.target, pages, sheets, &places) else { continue };
            let (top, bottom) = (page.height_pt - link.y_pt, page.height_pt - link.y_pt - link.height_pt);
            let rect = [link.x_pt, bottom, link.x_pt + link.width_pt, top].map(Object::Real).to_vec();
            let annotation = dictionary! {
                "Type" => "Annot", "Subtype" => "Link", "Rect" => rect, "Border" => vec![0.into(), 0.into(), 0.into()], "F" => 4,
                key => leading, "Contents" => contents, "StructParent" => next,
            };
            let annotation = pdf.add_object(annotation);
            annotations.push(Object::Reference(annotation));
            numbers.push(Object::Integer(next));
            numbers.push(Object::Reference(*element));
            next += 1;
            let kid = dictionary! { "Type" => "OBJR", "Obj" => annotation, "Pg" => *sheet };
            links.entry(link.element.0).or_default().push(kid.into());
        }
        let sheet = pdf.get_dictionary_mut(*sheet)?;
        if annotations.is_empty() {
            sheet.remove(b"Annots");
        } else {
            sheet.set("Annots", annotations);
        }
    }
    Ok((links, next))
}

/// Where the places are that links lead to: page and upper edge, of several of one name the first.
fn places(pages: &Pages) -> BTreeMap<&str, (usize, f32)> {
    let mut places = BTreeMap::new();
    for (number, page) in pages.pages.iter().enumerate() {
        for item in &page.items {
            if let Item::Anchor(place) = item {
                places.entry(place.name.as_str()).or_insert((number, place.y_pt));
            }
        }
    }
    places
}

/// What of an annotation leads to a target, and what it says to those who can't see it (ISO 14289-1, 7.18.5); `None` where it
/// leads nowhere.
fn leading(
    target: &LinkTarget,
    pages: &Pages,
    sheets: &[ObjectId],
    places: &BTreeMap<&str, (usize, f32)>,
) -> Option<(&'static str, Object, Object)> {
    match target {
        LinkTarget::Address(address) => {
            let target = uri(address.trim());
            if target.is_empty() || target.len() > MAX_STRING {
                return None;
            }
            // What can't be read as it is can be read as it is written in the action.
            let readable = address.chars().any(|c| !c.is_control() && !c.is_whitespace());
            let contents = text(if readable { address } else { &target });
            let action = dictionary! { "Type" => "Action", "S" => "URI", "URI" => Object::string_literal(target) };
            Some(("A", action.into(), contents))
        }
        LinkTarget::Anchor(name) => {
            let (number, y_pt) = places.get(name.as_str())?;
            let (sheet, page) = sheets.get(*number).zip(pages.pages.get(*number))?;
            let y = Object::Real(page.height_pt - y_pt);
            let destination = vec![Object::Reference(*sheet), "XYZ".into(), Object::Null, y, Object::Null];
            Some(("Dest", destination.into(), text(&format!("第{}页", number + 1))))
        }
    }
}

/// A target as 7-bit ASCII (ISO 32000-1, 12.6.4.7).
fn uri(target: &str) -> String {
    let mut ascii = String::with_capacity(target.len());
    for byte in target.bytes() {
        if byte.is_ascii_graphic() { ascii.push(char::from(byte)) } else { ascii.push_str(&format!("%{byte:02X}")) }
    }
    ascii
}

/// The name of a kind of element, and its attributes.
fn element_type(tag: &Tag, index: usize, facts: &Facts) -> (String, Option<Dictionary>) {
    let spans = |rows: u32, columns: u32| {
        dictionary! { "O" => "Table", "RowSpan" => i64::from(rows), "ColSpan" => i64::from(columns) }
    };
    let plain = match tag {
        Tag::Document => "Document",
        Tag::Heading(_) => return (format!("H{}", facts.ranks.get(&index).copied().unwrap_or(1)), None),
        Tag::Paragraph => "P",
        Tag::List => {
            // ISO 14289-1, 7.6: a list with labels says how they count.
            let attributes = facts.numberings.get(&index).map(|numbering| {
                dictionary! { "O" => "List", "ListNumbering" => name(numbering) }
            });
            return ("L".to_owned(), attributes);
        }
        Tag::ListItem => "LI",
        Tag::Label => "Lbl",
        Tag::ListBody => "LBody",
        Tag::Table => "Table",
        Tag::TableHead => "THead",
        Tag::TableBody => "TBody",
        Tag::TableRow => "TR",
        Tag::HeaderCell { scope, row_span, column_span } => {
            let mut attributes = spans(*row_span, *column_span);
            attributes.set("Scope", if *scope == HeaderScope::Row { "Row" } else { "Column" });
            return ("TH".to_owned(), Some(attributes));
        }
        Tag::DataCell { row_span: 1, column_span: 1 } => "TD",
        Tag::DataCell { row_span, column_span } => return ("TD".to_owned(), Some(spans(*row_span, *column_span))),
        Tag::Figure => {
            let attributes = facts.boxes.get(&index).map(|area| {
                dictionary! { "O" => "Layout", "BBox" => area.map(Object::Real).to_vec(), "Placement" => "Block" }
            });
            return ("Figure".to_owned(), attributes);
        }
        Tag::Caption => "Caption",
        Tag::Note => "Note",
        Tag::Reference => "Reference",
        Tag::Formula => {
            let attributes = facts.boxes.get(&index).map(|area| {
                dictionary! { "O" => "Layout", "BBox" => area.map(Object::Real).to_vec() }
            });
            return ("Formula".to_owned(), attributes);
        }
        // ISO 32000-1, table 344: that its text is struck through is part of what it says.
        Tag::Struck => {
            let attributes = dictionary! { "O" => "Layout", "TextDecorationType" => "LineThrough" };
            return ("Span".to_owned(), Some(attributes));
        }
        Tag::Contents => "TOC",
        Tag::ContentsItem => "TOCI",
        Tag::Link => "Link",
        Tag::Ruby => "Ruby",
        Tag::RubyBase => "RB",
        Tag::RubyText => "RT",
    };
    (plain.to_owned(), None)
}
