//! One XML part as a tree in three vectors; names, values and texts are spans of its source.

use super::{MAX_XML_DEPTH, MAX_XML_NODES, Ns};
use crate::finding::{Error, catalogue::package, terms};
use crate::whole::counted;
use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};
use std::borrow::Cow;

/// A stretch of [`Xml::text`].
#[derive(Debug, Clone, Copy)]
struct Span {
    start: u32,
    end: u32,
}

#[derive(Debug)]
struct NodeData {
    /// `None` for text.
    element: Option<ElementData>,
    /// The element's local name, or the text.
    span: Span,
    /// The next sibling; 0 (the root) for none.
    next: u32,
}

#[derive(Debug)]
struct ElementData {
    ns: Ns,
    first_child: u32,
    attributes: (u32, u32),
}

#[derive(Debug)]
struct AttributeData {
    ns: Ns,
    name: Span,
    value: Span,
}

/// An XML part, parsed.
#[derive(Debug)]
pub struct Xml {
    /// The source followed by every text that is not found in it literally.
    text: String,
    /// How many bytes of it are the source.
    source: usize,
    nodes: Vec<NodeData>,
    attributes: Vec<AttributeData>,
    broken: Option<String>,
    /// The elements left closed, in order: node, source.
    closed: Vec<(u32, Span)>,
    /// The prefixes bound at the root, where elements are left closed.
    prefixes: Vec<(Span, Ns)>,
}

/// What of a part is not parsed with the rest: what nobody will ask for, or few, costs nothing to keep.
#[derive(Debug, Clone, Copy, Default)]
pub struct Unparsed<'a> {
    /// The elements of these local names are passed over with all that is in them.
    pub passed_over: &'a [&'a str],
    /// The children of the root that have this local name, and this value of an attribute of this local name, are left closed:
    /// they have no children until they are opened ([`Element::opened`]).
    pub closed: Option<[&'a str; 3]>,
}

impl Unparsed<'_> {
    fn passes_over(&self, tag: &BytesStart<'_>) -> bool {
        !self.passed_over.is_empty() && self.passed_over.contains(&tag.local_name().as_ref())
    }

    fn closes(&self, tag: &BytesStart<'_>) -> bool {
        let Some([_, attribute, value]) = self.closed.filter(|[name, ..]| tag.local_name().as_ref() == *name) else {
            return false;
        };
        let says = |a: quick_xml::events::attributes::Attribute<'_>| {
            a.key.local_name().as_ref() == attribute && a.value == value
        };
        tag.attributes().with_checks(false).flatten().any(says)
    }
}

/// An element of an [`Xml`].
#[derive(Debug, Clone, Copy)]
pub struct Element<'x> {
    xml: &'x Xml,
    data: &'x ElementData,
    index: u32,
}

/// A child of an element.
#[derive(Debug, Clone, Copy)]
pub enum Node<'x> {
    /// An element.
    Element(Element<'x>),
    /// A stretch of text, references resolved; neighbouring texts are not joined.
    Text(&'x str),
}

/// An attribute of an element.
#[derive(Debug, Clone, Copy)]
pub struct Attribute<'x> {
    /// Its namespace; [`Ns::None`] without prefix.
    pub ns: Ns,
    /// Its local name.
    pub name: &'x str,
    /// Its value, references resolved.
    pub value: &'x str,
}

/// Bytes → text by byte order mark, else by the encoding the XML declaration names, else UTF-8.
fn decode(bytes: Vec<u8>) -> String {
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(&bytes) {
        let rest = bytes.get(mark..).unwrap_or_default();
        return encoding.decode_without_bom_handling(rest).0.into_owned();
    }
    // UTF-16 without a mark still shows itself in `<?`.
    if let Some(encoding) = match bytes.as_slice() {
        [b'<', 0, b'?', 0, ..] => Some(encoding_rs::UTF_16LE),
        [0, b'<', 0, b'?', ..] => Some(encoding_rs::UTF_16BE),
        _ => None,
    } {
        return encoding.decode_without_bom_handling(&bytes).0.into_owned();
    }
    let head: String = bytes.iter().take(200).map(|b| char::from(*b)).collect();
    let declaration = head.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>")).map(|(inside, _)| inside);
    let label = declaration.and_then(|inside| inside.split_once("encoding")).and_then(|(_, rest)| {
        let rest = rest.trim_start().strip_prefix('=')?.trim_start();
        let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        rest.get(1..)?.split_once(quote).map(|(label, _)| label)
    });
    let encoding = label.and_then(|label| encoding_rs::Encoding::for_label(label.as_bytes()));
    match encoding {
        // A declared UTF-16 that is not is UTF-8 in practice (the declaration could be read).
        Some(e) if e != encoding_rs::UTF_8 && e != encoding_rs::UTF_16LE && e != encoding_rs::UTF_16BE => {
            e.decode_without_bom_handling(&bytes).0.into_owned()
        }
        _ => match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
        },
    }
}

/// How many bytes of `rest` an element of this name holds, where nothing in it can hide or resemble its end tag: no comment,
/// CDATA section or processing instruction, no element of the same name.
fn plain_content(rest: &[u8], name: &str) -> Option<usize> {
    let end = memchr::memmem::find(rest, format!("</{name}").as_bytes())?;
    let content = rest.get(..end)?;
    let has = |mark: &[u8]| memchr::memmem::find(content, mark).is_some();
    (!has(b"<!") && !has(b"<?") && !has(format!("<{name}").as_bytes())).then_some(end)
}

/// Moves on past an element that has begun.
fn pass_over(reader: &mut Reader<&[u8]>, tag: &BytesStart<'_>) -> Result<(), quick_xml::Error> {
    if let Some(plain) = plain_content(reader.get_ref(), tag.name().0) {
        // Up to the end tag, which the reader then finds at once.
        let rest = reader.get_mut();
        *rest = rest.get(plain..).unwrap_or_default();
    }
    reader.read_to_end(tag.name()).map(|_| ())
}

/// What is wrong and where: the reader's own count of bytes leaves out what was passed over.
fn broken_at(reader: &Reader<&[u8]>, source: &str, error: &quick_xml::Error) -> String {
    format!("{error}, byte {}", source.len() - reader.get_ref().len())
}

/// What is being built.
struct Builder<'s> {
    source: &'s str,
    /// Texts not found literally in the source; their spans count on from its end.
    extra: String,
    nodes: Vec<NodeData>,
    attributes: Vec<AttributeData>,
    /// Open elements: node, last child so far (0 for none), how many prefixes were bound before it.
    open: Vec<(u32, u32, usize)>,
    bindings: Vec<(&'s str, Ns)>,
    /// The prefix asked for last, which mostly comes again; forgotten where one is bound or no more bound.
    resolved: Option<(&'s str, Ns)>,
}

/// A qualified name as prefix, empty where it has none, and local name.
fn split_name(name: &str) -> (&str, &str) {
    // Names are short: a search made ready for long texts costs more than looking at each byte.
    let colon = name.bytes().position(|byte| byte == b':');
    colon.and_then(|at| Some((name.get(..at)?, name.get(at + 1..)?))).unwrap_or(("", name))
}

/// Whether a tag may bind prefixes.
fn may_bind(attributes: &str) -> bool {
    let bytes = attributes.as_bytes();
    memchr::memchr_iter(b'x', bytes).any(|at| bytes.get(at..).is_some_and(|rest| rest.starts_with(b"xmlns")))
}

impl<'s> Builder<'s> {
    /// The span of `part`, which is copied unless it is a slice of the source itself.
    fn span(&mut self, part: &str) -> Span {
        let offset = (part.as_ptr() as usize).wrapping_sub(self.source.as_ptr() as usize);
        if offset.checked_add(part.len()).is_some_and(|end| end <= self.source.len()) {
            Span { start: counted(offset), end: counted(offset + part.len()) }
        } else {
            let start = self.source.len() + self.extra.len();
            self.extra.push_str(part);
            Span { start: counted(start), end: counted(start + part.len()) }
        }
    }

    /// The slice of the source that `part` is.
    fn slice(&self, part: &str) -> Option<&'s str> {
        let offset = (part.as_ptr() as usize).wrapping_sub(self.source.as_ptr() as usize);
        self.source.get(offset..offset.checked_add(part.len())?)
    }

    fn resolve(&mut self, prefix: &str) -> Ns {
        if let Some((_, ns)) = self.resolved.filter(|(last, _)| *last == prefix) {
            return ns;
        }
        match self.bindings.iter().rev().find(|(bound, _)| *bound == prefix) {
            Some(known) => {
                self.resolved = Some(*known);
                known.1
            }
            None if prefix == "xml" => Ns::Xml,
            None if prefix.is_empty() => Ns::None,
            None => Ns::Other,
        }
    }

    fn append(&mut self, node: NodeData) -> u32 {
        let index = counted(self.nodes.len());
        self.nodes.push(node);
        if let Some((parent, last, _)) = self.open.last_mut() {
            let link = match *last {
                0 => self.nodes.get_mut(*parent as usize).and_then(|n| n.element.as_mut()).map(|e| &mut e.first_child),
                last => self.nodes.get_mut(last as usize).map(|n| &mut n.next),
            };
            if let Some(link) = link {
                *link = index;
            }
            *last = index;
        }
        index
    }

    fn text(&mut self, text: &str) {
        if !text.is_empty() && !self.open.is_empty() {
            let span = self.span(text);
            self.append(NodeData { element: None, span, next: 0 });
        }
    }

    /// Adds an element; its node.
    fn element(&mut self, tag: &BytesStart<'_>, empty: bool) -> u32 {
        let bound = self.bindings.len();
        let first = self.attributes.len();
        // Prefixes may be bound after they are used in the same tag: bindings first. Few tags have any.
        if may_bind(tag.attributes_raw()) {
            self.resolved = None;
            for attribute in tag.attributes().with_checks(false).flatten() {
                let name = attribute.key.0;
                let prefix = if name == "xmlns" { Some("") } else { name.strip_prefix("xmlns:") };
                let prefix = prefix.and_then(|prefix| if prefix.is_empty() { Some("") } else { self.slice(prefix) });
                self.bindings.extend(prefix.map(|prefix| (prefix, Ns::of(&attribute.value))));
            }
        }
        for attribute in tag.attributes().with_checks(false).flatten() {
            let name = attribute.key.0;
            if name == "xmlns" || name.starts_with("xmlns:") {
                continue;
            }
            let (prefix, local) = split_name(name);
            let ns = if prefix.is_empty() { Ns::None } else { self.resolve(prefix) };
            let name = self.span(local);
            // A malformed reference is kept as it is written.
            let value = match attribute.value.contains('&').then(|| unescape(&attribute.value)) {
                Some(Ok(Cow::Owned(value))) => self.span(&value),
                _ => self.span(&attribute.value),
            };
            self.attributes.push(AttributeData { ns, name, value });
        }
        let name = tag.name();
        let (prefix, local) = split_name(name.0);
        let data = ElementData {
            ns: self.resolve(prefix),
            first_child: 0,
            attributes: (counted(first), counted(self.attributes.len())),
        };
        let span = self.span(local);
        let index = self.append(NodeData { element: Some(data), span, next: 0 });
        if empty {
            self.unbind(bound);
        } else {
            self.open.push((index, 0, bound));
        }
        index
    }

    fn end(&mut self) {
        if let Some((_, _, bound)) = self.open.pop() {
            self.unbind(bound);
        }
    }

    /// Lets only the first prefixes stay bound.
    fn unbind(&mut self, bound: usize) {
        if self.bindings.len() > bound {
            self.bindings.truncate(bound);
            self.resolved = None;
        }
    }
}

impl Xml {
    /// Parses a part. Malformed XML is read as far as it goes; [`Xml::broken`] says where it breaks off.
    ///
    /// # Errors
    /// `limit-exceeded` beyond [`MAX_XML_DEPTH`] or [`MAX_XML_NODES`].
    pub fn parse(bytes: Vec<u8>) -> Result<Xml, Error> {
        Xml::parse_without(bytes, Unparsed::default())
    }

    /// Parses a part as [`Xml::parse`] does, but for what is left unparsed.
    ///
    /// # Errors
    /// As [`Xml::parse`].
    pub fn parse_without(bytes: Vec<u8>, unparsed: Unparsed<'_>) -> Result<Xml, Error> {
        Xml::of(decode(bytes), Vec::new(), unparsed)
    }

    /// Parses a text in which these prefixes are bound already.
    fn of(source: String, bindings: Vec<(&str, Ns)>, unparsed: Unparsed<'_>) -> Result<Xml, Error> {
        let mut reader = Reader::from_str(&source);
        reader.config_mut().allow_dangling_amp = true;
        let mut builder = Builder {
            source: &source,
            extra: String::new(),
            nodes: Vec::with_capacity(source.len() / 24),
            attributes: Vec::with_capacity(source.len() / 32),
            open: Vec::new(),
            bindings,
            resolved: None,
        };
        let mut closed = Vec::new();
        let mut prefixes = Vec::new();
        let mut broken = None;
        let mut finished = false;
        loop {
            match reader.read_event() {
                // Anything after the root element is no part of the document.
                Ok(Event::Start(_) | Event::Empty(_)) if finished => break,
                Ok(Event::Start(tag)) if unparsed.passes_over(&tag) => {
                    if let Err(error) = pass_over(&mut reader, &tag) {
                        broken = Some(broken_at(&reader, &source, &error));
                        break;
                    }
                }
                Ok(Event::Start(tag)) if builder.open.len() == 1 && unparsed.closes(&tag) => {
                    if closed.is_empty() {
                        let bound = std::mem::take(&mut builder.bindings);
                        prefixes = bound.iter().map(|(prefix, ns)| (builder.span(prefix), *ns)).collect();
                        builder.bindings = bound;
                    }
                    let node = builder.element(&tag, true);
                    let start = builder.span(&tag).start.saturating_sub(1);
                    if let Err(error) = pass_over(&mut reader, &tag) {
                        broken = Some(broken_at(&reader, &source, &error));
                        break;
                    }
                    closed.push((node, Span { start, end: counted(source.len() - reader.get_ref().len()) }));
                }
                Ok(Event::Start(tag)) => drop(builder.element(&tag, false)),
                Ok(Event::Empty(tag)) => {
                    builder.element(&tag, true);
                    finished = builder.open.is_empty();
                }
                Ok(Event::End(_)) => {
                    builder.end();
                    finished = builder.open.is_empty();
                }
                Ok(Event::Text(text)) => builder.text(&text),
                Ok(Event::CData(text)) => builder.text(&text),
                Ok(Event::GeneralRef(reference)) => match (reference.resolve_char_ref(), &*reference) {
                    (Ok(Some(c)), _) => builder.text(c.encode_utf8(&mut [0; 4])),
                    (_, "amp") => builder.text("&"),
                    (_, "lt") => builder.text("<"),
                    (_, "gt") => builder.text(">"),
                    (_, "quot") => builder.text("\""),
                    (_, "apos") => builder.text("'"),
                    // No part may declare entities (part 2 §6.2.5): what is left is text.
                    (_, name) => builder.text(&format!("&{name};")),
                },
                Ok(Event::Eof) => {
                    if !builder.open.is_empty() {
                        broken = Some(format!("unclosed elements at byte {}", source.len()));
                    }
                    break;
                }
                Ok(Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_)) => {}
                Err(error) => {
                    broken = Some(broken_at(&reader, &source, &error));
                    break;
                }
            }
            if builder.open.len() > MAX_XML_DEPTH {
                return Err(package::limit_exceeded(terms::XML_DEPTH, MAX_XML_DEPTH, builder.open.len()).into());
            }
            let nodes = builder.nodes.len() + builder.attributes.len();
            // Spans count in 32 bits; extra texts are never longer than what they stand for.
            if nodes > MAX_XML_NODES || source.len() + builder.extra.len() > u32::MAX as usize {
                return Err(package::limit_exceeded(terms::XML_NODES, MAX_XML_NODES, nodes).into());
            }
        }
        let Builder { extra, nodes, attributes, .. } = builder;
        if nodes.is_empty() && broken.is_none() {
            broken = Some("no element".to_owned());
        }
        let (length, mut text) = (source.len(), source);
        text.push_str(&extra);
        Ok(Xml { text, source: length, nodes, attributes, broken, closed, prefixes })
    }

    /// The root element; `None` where there is none.
    #[must_use]
    pub fn root(&self) -> Option<Element<'_>> {
        match self.node(0)? {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        }
    }

    /// Why and where the XML breaks off, if it does.
    #[must_use]
    pub fn broken(&self) -> Option<&str> {
        self.broken.as_deref()
    }

    /// The text it was parsed from, without a byte order mark.
    #[must_use]
    pub fn source(&self) -> &str {
        self.text.get(..self.source).unwrap_or_default()
    }

    fn slice(&self, span: Span) -> &str {
        self.text.get(span.start as usize..span.end as usize).unwrap_or_default()
    }

    fn node(&self, index: u32) -> Option<Node<'_>> {
        let node = self.nodes.get(index as usize)?;
        Some(match &node.element {
            Some(data) => Node::Element(Element { xml: self, data, index }),
            None => Node::Text(self.slice(node.span)),
        })
    }
}

impl<'x> Element<'x> {
    /// Its namespace.
    #[must_use]
    pub fn ns(self) -> Ns {
        self.data.ns
    }

    /// Its local name.
    #[must_use]
    pub fn name(self) -> &'x str {
        self.xml.nodes.get(self.index as usize).map_or("", |node| self.xml.slice(node.span))
    }

    /// Its position among the nodes of its part, in document order: what tells it from all others.
    #[must_use]
    pub fn ordinal(self) -> u32 {
        self.index
    }

    /// Where it begins in [`Xml::source`], in bytes.
    #[must_use]
    pub fn offset(self) -> usize {
        let name = self.xml.nodes.get(self.index as usize).map_or(0, |node| node.span.start as usize);
        self.xml.text.get(..name).and_then(|before| before.rfind('<')).unwrap_or(0)
    }

    /// The tree it is of.
    #[must_use]
    pub fn xml(self) -> &'x Xml {
        self.xml
    }

    /// Whether it is that element.
    #[must_use]
    pub fn is(self, ns: Ns, name: &str) -> bool {
        self.data.ns == ns && self.name() == name
    }

    /// Its attributes, as written.
    pub fn attributes(self) -> impl Iterator<Item = Attribute<'x>> {
        let (start, end) = self.data.attributes;
        let data = self.xml.attributes.get(start as usize..end as usize).unwrap_or_default();
        data.iter().map(move |a| Attribute { ns: a.ns, name: self.xml.slice(a.name), value: self.xml.slice(a.value) })
    }

    /// The value of an attribute. One without prefix is taken for any namespace: WordprocessingML qualifies its attributes
    /// and DrawingML doesn't, and producers confuse them.
    #[must_use]
    pub fn attribute(self, ns: Ns, name: &str) -> Option<&'x str> {
        self.attributes().find(|a| a.name == name && (a.ns == ns || a.ns == Ns::None)).map(|a| a.value)
    }

    /// Its children, texts included.
    pub fn nodes(self) -> impl Iterator<Item = Node<'x>> {
        let mut next = self.data.first_child;
        std::iter::from_fn(move || {
            if next == 0 {
                return None;
            }
            let node = self.xml.node(next);
            next = self.xml.nodes.get(next as usize).map_or(0, |n| n.next);
            node
        })
    }

    /// Its child elements.
    pub fn children(self) -> impl Iterator<Item = Element<'x>> {
        self.nodes().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// Its first child element of that name.
    #[must_use]
    pub fn child(self, ns: Ns, name: &str) -> Option<Element<'x>> {
        self.children().find(|child| child.is(ns, name))
    }

    /// All elements below it in document order, itself left out.
    pub fn descendants(self) -> impl Iterator<Item = Element<'x>> {
        let mut stack: Vec<u32> = vec![self.data.first_child];
        std::iter::from_fn(move || {
            while let Some(index) = stack.pop() {
                if index == 0 {
                    continue;
                }
                let node = self.xml.nodes.get(index as usize)?;
                stack.push(node.next);
                if let Some(data) = &node.element {
                    stack.push(data.first_child);
                    return Some(Element { xml: self.xml, data, index });
                }
            }
            None
        })
    }

    /// Visits the elements below it in document order; `visit` says whether to go into each.
    pub fn walk(self, mut visit: impl FnMut(Element<'x>) -> bool) {
        let mut open = vec![self.children()];
        while let Some(children) = open.last_mut() {
            match children.next() {
                Some(child) if visit(child) => open.push(child.children()),
                Some(_) => {}
                None => drop(open.pop()),
            }
        }
    }

    /// Itself with all that is in it, parsed now; `None` where it was not left closed ([`Unparsed`]).
    ///
    /// # Errors
    /// As [`Xml::parse`].
    pub fn opened(self) -> Result<Option<Xml>, Error> {
        let at = self.xml.closed.binary_search_by_key(&self.index, |(node, _)| *node);
        let Some((_, source)) = at.ok().and_then(|at| self.xml.closed.get(at)) else { return Ok(None) };
        let bindings = self.xml.prefixes.iter().map(|(prefix, ns)| (self.xml.slice(*prefix), *ns)).collect();
        Xml::of(self.xml.slice(*source).to_owned(), bindings, Unparsed::default()).map(Some)
    }

    /// How many bytes the text directly in it has, and its attributes.
    #[must_use]
    pub fn length(self) -> usize {
        let texts = self.nodes().map(|node| match node {
            Node::Text(text) => text.len(),
            Node::Element(_) => 0,
        });
        texts.sum::<usize>() + self.attributes().map(|a| a.value.len()).sum::<usize>()
    }

    /// The text directly in it.
    #[must_use]
    pub fn text(self) -> Cow<'x, str> {
        let mut text = Cow::Borrowed("");
        for node in self.nodes() {
            if let Node::Text(part) = node {
                match text.is_empty() {
                    true => text = Cow::Borrowed(part),
                    false => text.to_mut().push_str(part),
                }
            }
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

    fn parse(source: &str) -> Xml {
        Xml::parse(source.as_bytes().to_vec()).unwrap()
    }

    #[test]
    fn a_tree_has_names_attributes_and_texts_with_references_resolved() {
        let xml = parse(&format!(
            "<?xml version='1.0'?><w:a xmlns:w='{W}'><w:b w:val='x&amp;y' z='1'>甲&amp;乙&#x4E19;<![CDATA[<丁>]]></w:b><w:c/>尾</w:a>"
        ));
        assert_eq!(xml.broken(), None);
        let root = xml.root().unwrap();
        let b = root.child(Ns::W, "b").unwrap();
        assert_eq!(b.attribute(Ns::W, "val"), Some("x&y"));
        assert_eq!(b.attribute(Ns::R, "z"), Some("1"));
        assert_eq!(b.attribute(Ns::R, "val"), None);
        assert_eq!(b.text(), "甲&乙丙<丁>");
        assert_eq!(root.text(), "尾");
        assert_eq!(root.descendants().map(Element::name).collect::<Vec<_>>(), ["b", "c"]);
    }

    #[test]
    fn strict_and_transitional_namespaces_are_one_whatever_the_prefix() {
        let xml = parse("<p xmlns='http://purl.oclc.org/ooxml/wordprocessingml/main'><x:r xmlns:x='urn:x'/></p>");
        let root = xml.root().unwrap();
        assert!(root.is(Ns::W, "p"));
        assert_eq!(root.children().next().unwrap().ns(), Ns::Other);
    }

    #[test]
    fn a_prefix_holds_as_far_as_the_element_that_binds_it() {
        let xml = parse(&format!(
            "<w:a xmlns:w='{W}'><w:b/><w:b xmlns:w='urn:x'><w:c w:v='1'/></w:b><w:b><w:c xmlns:w='urn:x'/><w:c/></w:b><w:b/></w:a>"
        ));
        let spaces: Vec<Ns> = xml.root().unwrap().descendants().map(Element::ns).collect();
        assert_eq!(spaces, [Ns::W, Ns::Other, Ns::Other, Ns::W, Ns::Other, Ns::W, Ns::W]);
    }

    #[test]
    fn broken_xml_is_read_as_far_as_it_goes() {
        for source in ["<a><b>甲</b><c>乙", "<a><b>甲</b></c></a>", "<a><b>甲</b><c x=", "<a><b>甲</b><"] {
            let xml = parse(source);
            assert!(xml.broken().is_some(), "{source}");
            assert_eq!(xml.root().unwrap().child(Ns::None, "b").unwrap().text(), "甲", "{source}");
        }
        assert!(parse("").broken().is_some());
        assert!(parse("").root().is_none());
    }

    #[test]
    fn encodings_are_told_by_mark_and_declaration() {
        let utf16: Vec<u8> =
            [0xFF, 0xFE].into_iter().chain("<a>年报</a>".encode_utf16().flat_map(u16::to_le_bytes)).collect();
        assert_eq!(Xml::parse(utf16).unwrap().root().unwrap().text(), "年报");
        let mut gbk = b"<?xml version='1.0' encoding='GBK'?><a>".to_vec();
        gbk.extend([0xC4, 0xEA, 0xB1, 0xA8]);
        gbk.extend(b"</a>");
        assert_eq!(Xml::parse(gbk).unwrap().root().unwrap().text(), "年报");
        assert_eq!(parse("\u{feff}<a>年报</a>").root().unwrap().text(), "年报");
    }

    #[test]
    fn depth_has_a_limit_that_the_error_names() {
        let nested = |n: usize| format!("{}{}", "<a>".repeat(n), "</a>".repeat(n)).into_bytes();
        assert!(Xml::parse(nested(MAX_XML_DEPTH)).is_ok());
        let error = Xml::parse(nested(MAX_XML_DEPTH + 1)).unwrap_err();
        assert_eq!(error.code(), "limit-exceeded");
        assert_eq!(error.finding().value("allowed"), Some("512"));
        assert_eq!(Xml::parse("<a>".repeat(100_000).into_bytes()).unwrap_err().code(), "limit-exceeded");
    }

    #[test]
    fn what_is_passed_over_leaves_the_rest_as_it_is() {
        let text = "<a><b><c/><b>x</b></b><d>y</d><b/></a>";
        let unparsed = Unparsed { passed_over: &["b"], ..Unparsed::default() };
        let xml = Xml::parse_without(text.as_bytes().to_vec(), unparsed).unwrap();
        let names: Vec<&str> = xml.root().unwrap().children().map(Element::name).collect();
        assert_eq!((names, xml.broken()), (vec!["d", "b"], None));
        let broken = Xml::parse_without(b"<a><b><c>".to_vec(), unparsed).unwrap();
        assert!(broken.broken().is_some());
    }

    #[test]
    fn what_is_left_closed_is_parsed_when_it_is_opened() {
        let source = format!(
            "<w:a xmlns:w='{W}'><w:b w:t='x'><!-- </w:b> --><w:c w:v='&lt;'>甲</w:c></w:b><w:b w:t='y'><w:c/></w:b>\
             <w:d><w:b w:t='x'><w:c/></w:b></w:d><w:b w:t='x'/><w:b w:t='x' xmlns='urn:x'><c/><w:e/></w:b><w:f/></w:a>"
        );
        let unparsed = Unparsed { closed: Some(["b", "t", "x"]), ..Unparsed::default() };
        let xml = Xml::parse_without(source.into_bytes(), unparsed).unwrap();
        assert_eq!(xml.broken(), None);
        let children: Vec<Element<'_>> = xml.root().unwrap().children().collect();
        assert_eq!(children.iter().map(|e| e.name()).collect::<Vec<_>>(), ["b", "b", "d", "b", "b", "f"]);
        let inside = |at: usize| children[at].children().map(Element::name).collect::<Vec<_>>();
        // Another value, one that is no child of the root, one that is empty: as they are.
        assert_eq!([inside(0), inside(1), inside(3), inside(4)], [vec![], vec!["c"], vec![], vec![]]);
        assert!(children[2].child(Ns::W, "b").unwrap().child(Ns::W, "c").is_some());
        assert!(children[1].opened().unwrap().is_none() && children[3].opened().unwrap().is_none());
        let opened = children[0].opened().unwrap().unwrap();
        let c = opened.root().unwrap().child(Ns::W, "c").unwrap();
        assert_eq!((c.attribute(Ns::W, "v"), &*c.text()), (Some("<"), "甲"));
        assert_eq!(opened.root().unwrap().attribute(Ns::W, "t"), Some("x"));
        let other = children[4].opened().unwrap().unwrap();
        let names: Vec<_> = other.root().unwrap().children().map(|e| (e.ns(), e.name())).collect();
        assert_eq!(names, [(Ns::Other, "c"), (Ns::W, "e")]);
        let broken = Xml::parse_without(format!("<a xmlns='{W}'><b t='x'><c>").into_bytes(), unparsed).unwrap();
        assert!(broken.broken().is_some());
    }
}
