//! One XML part changed in a few places; every other byte of it stays as it is written.

use super::{Element, Xml};
use quick_xml::Reader;
use quick_xml::events::Event;
use std::ops::Range;

/// Where an element stands in [`Xml::source`], in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extent {
    /// All of it, its tags included.
    pub whole: Range<usize>,
    /// What is between its tags; nothing, at its end, where it is one empty tag.
    pub content: Range<usize>,
    /// Its name with the prefix, as written.
    pub name: String,
    /// Whether it is one empty tag (`<w:p/>`).
    pub is_empty_tag: bool,
}

impl<'x> Element<'x> {
    /// The element below it, or itself, that begins at a byte of [`Xml::source`].
    #[must_use]
    pub fn descendant_at(self, offset: usize) -> Option<Element<'x>> {
        let mut element = self;
        while element.offset() != offset {
            element = element.children().take_while(|child| child.offset() <= offset).last()?;
        }
        Some(element)
    }
}

impl Extent {
    /// The extent of an element; `None` where its end is not found.
    #[must_use]
    pub fn of(element: Element<'_>) -> Option<Self> {
        let (text, start) = (element.xml().source(), element.offset());
        let rest = text.get(start..)?;
        let mut reader = Reader::from_str(rest);
        reader.config_mut().allow_dangling_amp = true;
        let event = reader.read_event().ok()?;
        let read = |reader: &Reader<&[u8]>| start + rest.len() - reader.get_ref().len();
        match event {
            Event::Empty(tag) => {
                let end = read(&reader);
                let name = tag.name().0.to_owned();
                Some(Extent { whole: start..end, content: end..end, name, is_empty_tag: true })
            }
            Event::Start(tag) => {
                let content = read(&reader);
                reader.read_to_end(tag.name()).ok()?;
                let end = read(&reader);
                let close = text.get(content..end)?.rfind("</")? + content;
                let name = tag.name().0.to_owned();
                Some(Extent { whole: start..end, content: content..close, name, is_empty_tag: false })
            }
            _ => None,
        }
    }

    /// The prefix of its name with the colon; nothing where it has none.
    #[must_use]
    pub fn prefix(&self) -> &str {
        self.name.find(':').and_then(|colon| self.name.get(..=colon)).unwrap_or_default()
    }

    /// Its start tag, as written in the source it stands in.
    #[must_use]
    pub fn start_tag<'s>(&self, source: &'s str) -> &'s str {
        let end = if self.is_empty_tag { self.whole.end } else { self.content.start };
        source.get(self.whole.start..end).unwrap_or_default()
    }
}

/// Where the value of an attribute stands in the start tag of an element of `source`, in bytes.
#[must_use]
pub fn attribute_range(source: &str, element: &Extent, name: &str) -> Option<Range<usize>> {
    let tag = element.start_tag(source);
    let mut from = 0;
    while let Some(found) = tag.get(from..)?.find(name) {
        let (at, after) = (from + found, from + found + name.len());
        from = after;
        let is_name = tag.get(..at)?.ends_with(|c: char| c.is_ascii_whitespace());
        let rest = tag.get(after..)?.trim_start();
        let Some(rest) = rest.strip_prefix('=').filter(|_| is_name) else { continue };
        let rest = rest.trim_start();
        let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let start = tag.len() - rest.len() + 1;
        let length = tag.get(start..)?.find(quote)?;
        let start = element.whole.start + start;
        return Some(start..start + length);
    }
    None
}

/// What comes first of edits at the same byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Order {
    /// What is put into an element that was one empty tag.
    Inside,
    /// The end tag such an element is given.
    EndTag,
    /// What is put between elements.
    Between,
    /// What is taken away or replaced.
    Replaced,
}

#[derive(Debug)]
struct Edit {
    range: Range<usize>,
    order: Order,
    text: String,
}

/// Changes to one part, gathered and then made at once.
#[derive(Debug)]
pub struct Splice<'x> {
    source: &'x str,
    edits: Vec<Edit>,
    /// Where the empty tags end that were given content.
    opened: Vec<usize>,
}

impl<'x> Splice<'x> {
    /// Changes to a part.
    #[must_use]
    pub fn of(xml: &'x Xml) -> Self {
        Splice { source: xml.source(), edits: Vec::new(), opened: Vec::new() }
    }

    /// Puts `text` at a byte; texts put at the same one stand in the order they came in.
    pub fn insert(&mut self, at: usize, text: impl Into<String>) {
        self.edits.push(Edit { range: at..at, order: Order::Between, text: text.into() });
    }

    /// Puts `text` at the beginning of what is in an element.
    pub fn insert_first(&mut self, element: &Extent, text: impl Into<String>) {
        self.insert_inside(element, element.content.start, text.into());
    }

    /// Puts `text` at the end of what is in an element.
    pub fn insert_last(&mut self, element: &Extent, text: impl Into<String>) {
        self.insert_inside(element, element.content.end, text.into());
    }

    /// Puts `text` into an element before the first of its children that have these names; at its end, where none has.
    pub fn insert_before(&mut self, names: &[&str], parent: Element<'_>, text: impl Into<String>) {
        match parent.children().find(|child| names.contains(&child.name())) {
            Some(next) => self.insert(next.offset(), text),
            None => {
                if let Some(extent) = Extent::of(parent) {
                    self.insert_last(&extent, text);
                }
            }
        }
    }

    fn insert_inside(&mut self, element: &Extent, at: usize, text: String) {
        if !element.is_empty_tag {
            return self.insert(at, text);
        }
        if !self.opened.contains(&at) {
            self.opened.push(at);
            // `/>` becomes `>`.
            self.replace(at.saturating_sub(2)..at.saturating_sub(1), "");
            let end_tag = format!("</{}>", element.name);
            self.edits.push(Edit { range: at..at, order: Order::EndTag, text: end_tag });
        }
        self.edits.push(Edit { range: at..at, order: Order::Inside, text });
    }

    /// Puts `text` in the place of some bytes.
    pub fn replace(&mut self, range: Range<usize>, text: impl Into<String>) {
        self.edits.push(Edit { range, order: Order::Replaced, text: text.into() });
    }

    /// Takes some bytes away.
    pub fn remove(&mut self, range: Range<usize>) {
        self.replace(range, "");
    }

    /// Whether nothing changes.
    #[must_use]
    pub fn is_idle(&self) -> bool {
        self.edits.is_empty()
    }

    /// The part with its changes; what falls into bytes that were taken away goes with them.
    #[must_use]
    pub fn finish(mut self) -> String {
        self.edits.sort_by_key(|edit| (edit.range.start, edit.order));
        let added: usize = self.edits.iter().map(|edit| edit.text.len()).sum();
        let mut text = String::with_capacity(self.source.len() + added);
        let mut at = 0;
        for Edit { range, text: edit, .. } in self.edits {
            if range.start < at {
                continue;
            }
            text.push_str(self.source.get(at..range.start).unwrap_or_default());
            text.push_str(&edit);
            at = range.end.max(range.start);
        }
        text.push_str(self.source.get(at..).unwrap_or_default());
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(source: &str) -> Xml {
        Xml::parse(source.as_bytes().to_vec()).unwrap()
    }

    fn child(xml: &Xml, name: &str) -> Extent {
        Extent::of(xml.root().unwrap().descendants().find(|e| e.name() == name).unwrap()).unwrap()
    }

    #[test]
    fn an_extent_is_all_between_the_tags_of_an_element() {
        let source = "<?xml version='1.0'?><x:a xmlns:x='u'><x:b c='>'>甲<x:b/>乙</x:b ><d/></x:a>";
        let xml = parse(source);
        let b = child(&xml, "b");
        assert_eq!(&source[b.content.clone()], "甲<x:b/>乙");
        assert_eq!((&source[b.whole.clone()], b.prefix()), ("<x:b c='>'>甲<x:b/>乙</x:b >", "x:"));
        assert_eq!(b.start_tag(source), "<x:b c='>'>");
        let d = child(&xml, "d");
        assert_eq!((&source[d.whole.clone()], d.prefix(), d.is_empty_tag), ("<d/>", "", true));
        assert_eq!(Extent::of(xml.root().unwrap()).unwrap().whole.end, source.len());
    }

    #[test]
    fn the_value_of_an_attribute_is_found_by_its_name_alone() {
        let source = "<a xcount='1' z=' count' count = \"23\" count2='4'/>";
        let xml = parse(source);
        let extent = Extent::of(xml.root().unwrap()).unwrap();
        assert_eq!(attribute_range(source, &extent, "count").map(|range| &source[range]), Some("23"));
        assert_eq!(attribute_range(source, &extent, "none"), None);
    }

    #[test]
    fn only_what_is_changed_changes() {
        let xml = parse("<a ><b >甲</b><c  /><!-- --><d>乙</d>\n</a>");
        let (b, c, d) = (child(&xml, "b"), child(&xml, "c"), child(&xml, "d"));
        let mut splice = Splice::of(&xml);
        assert!(splice.is_idle());
        splice.insert(c.whole.end, "<e/>");
        splice.insert_last(&c, "2");
        splice.insert_last(&c, "3");
        splice.insert_first(&b, "1");
        splice.remove(d.whole.clone());
        splice.insert_first(&d, "gone");
        assert_eq!(splice.finish(), "<a ><b >1甲</b><c  >23</c><e/><!-- -->\n</a>");
    }
}
