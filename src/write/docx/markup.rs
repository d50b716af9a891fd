//! A small tree of XML elements: what the finishing works on, and what parts of our own are built from.
//!
//! Names keep their prefixes; the prefixes in use are fixed ([`NAMESPACES`]) and declared once on each part's root.

use crate::finding::{Error, catalogue};
use crate::ooxml::{escape_attribute, escape_text};
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use std::borrow::Cow;

/// The namespaces of the prefixes in use (ECMA-376 transitional).
pub(super) const NAMESPACES: &[(&str, &str)] = &[
    ("xmlns:w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    ("xmlns:r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    ("xmlns:wp", "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
    ("xmlns:m", "http://schemas.openxmlformats.org/officeDocument/2006/math"),
];

/// An element.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Element {
    pub(super) name: Cow<'static, str>,
    pub(super) attributes: Vec<(Cow<'static, str>, String)>,
    pub(super) children: Vec<Node>,
}

/// What stands in an element.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Node {
    Element(Element),
    Text(String),
}

impl Element {
    pub(super) fn new(name: &'static str) -> Self {
        Element { name: Cow::Borrowed(name), attributes: Vec::new(), children: Vec::new() }
    }

    /// An element with nothing but a `w:val`.
    pub(super) fn val(name: &'static str, value: impl ToString) -> Self {
        Element::new(name).attr("w:val", value)
    }

    /// The root of a part, with the namespaces of the prefixes in use.
    pub(super) fn root(name: &'static str) -> Self {
        NAMESPACES.iter().fold(Element::new(name), |root, (prefix, uri)| root.attr(prefix, uri))
    }

    pub(super) fn attr(mut self, name: &'static str, value: impl ToString) -> Self {
        self.attributes.push((Cow::Borrowed(name), value.to_string()));
        self
    }

    pub(super) fn child(mut self, child: Element) -> Self {
        self.children.push(Node::Element(child));
        self
    }

    pub(super) fn with(mut self, children: impl IntoIterator<Item = Element>) -> Self {
        self.children.extend(children.into_iter().map(Node::Element));
        self
    }

    pub(super) fn text(mut self, text: impl Into<String>) -> Self {
        self.children.push(Node::Text(text.into()));
        self
    }

    pub(super) fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    pub(super) fn elements_mut(&mut self) -> impl Iterator<Item = &mut Element> {
        self.children.iter_mut().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    pub(super) fn find(&self, name: &str) -> Option<&Element> {
        self.elements().find(|child| child.name == name)
    }

    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(given, _)| given == name).map(|(_, value)| value.as_str())
    }

    pub(super) fn find_mut(&mut self, name: &str) -> Option<&mut Element> {
        self.elements_mut().find(|child| child.name == name)
    }

    /// Sets an attribute, replacing one of that name.
    pub(super) fn set(&mut self, name: &'static str, value: impl ToString) {
        match self.attributes.iter_mut().find(|(given, _)| given == name) {
            Some((_, old)) => *old = value.to_string(),
            None => self.attributes.push((Cow::Borrowed(name), value.to_string())),
        }
    }

    /// The elements of well-formed markup without a declaration; more than one may stand side by side.
    pub(super) fn parse_all(markup: &[u8]) -> Result<Vec<Element>, Error> {
        let broken = |cause: &dyn ToString| Error::from(catalogue::write::malformed_markup(cause.to_string()));
        let text = std::str::from_utf8(markup).map_err(|e| broken(&e))?;
        let mut reader = Reader::from_str(text);
        let mut done = Vec::new();
        let mut open: Vec<Element> = Vec::new();
        loop {
            let closed = match reader.read_event().map_err(|e| broken(&e))? {
                Event::Start(start) => {
                    open.push(start_to_element(&start).map_err(|e| broken(&e))?);
                    continue;
                }
                Event::Empty(start) => start_to_element(&start).map_err(|e| broken(&e))?,
                Event::End(_) => match open.pop() {
                    Some(element) => element,
                    None => return Err(broken(&"an end tag without its start")),
                },
                Event::Text(text) => {
                    push_text(&mut open, &text.xml_content(XmlVersion::Implicit1_0));
                    continue;
                }
                Event::GeneralRef(reference) => {
                    match reference.resolve_char_ref().map_err(|e| broken(&e))? {
                        Some(character) => push_text(&mut open, character.encode_utf8(&mut [0; 4])),
                        None => match quick_xml::escape::resolve_predefined_entity(&reference) {
                            Some(text) => push_text(&mut open, text),
                            None => return Err(broken(&"an unknown entity")),
                        },
                    }
                    continue;
                }
                Event::Eof => break,
                _ => continue,
            };
            match open.last_mut() {
                Some(parent) => parent.children.push(Node::Element(closed)),
                None => done.push(closed),
            }
        }
        if open.is_empty() { Ok(done) } else { Err(broken(&"a start tag without its end")) }
    }

    /// Appends the element's markup to `out`.
    pub(super) fn write(&self, out: &mut String) {
        out.push('<');
        out.push_str(&self.name);
        for (name, value) in &self.attributes {
            out.push(' ');
            out.push_str(name);
            out.push_str("=\"");
            out.push_str(&escape_attribute(value));
            out.push('"');
        }
        if self.children.is_empty() {
            out.push_str("/>");
            return;
        }
        out.push('>');
        for child in &self.children {
            match child {
                Node::Element(element) => element.write(out),
                Node::Text(text) => out.push_str(&escape_text(text)),
            }
        }
        out.push_str("</");
        out.push_str(&self.name);
        out.push('>');
    }

    /// The element as a whole part.
    pub(super) fn to_part(&self) -> Vec<u8> {
        let mut out = String::from(DECLARATION);
        self.write(&mut out);
        out.into_bytes()
    }
}

/// The XML declaration of every part.
pub(super) const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

fn start_to_element(start: &BytesStart<'_>) -> Result<Element, quick_xml::Error> {
    let mut attributes = Vec::new();
    for attribute in start.attributes() {
        let attribute = attribute?;
        let value = attribute.normalized_value(XmlVersion::Implicit1_0)?.into_owned();
        attributes.push((Cow::Owned(attribute.key.as_ref().to_owned()), value));
    }
    Ok(Element { name: Cow::Owned(start.name().as_ref().to_owned()), attributes, children: Vec::new() })
}

fn push_text(open: &mut [Element], text: &str) {
    let Some(parent) = open.last_mut() else { return };
    match parent.children.last_mut() {
        Some(Node::Text(last)) => last.push_str(text),
        _ => parent.children.push(Node::Text(text.to_owned())),
    }
}

/// Characters XML 1.0 can carry (§2.2); of the controls only tab and line feed, which are written as elements.
pub(super) fn is_xml_character(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\u{20}'..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..='\u{10FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_survives_a_round() {
        let markup = r#"<w:r a="1&lt;2"><w:t xml:space="preserve"> 甲 &amp; 乙 &lt;&gt;</w:t><w:br/></w:r>"#;
        let parsed = Element::parse_all(markup.as_bytes()).unwrap();
        let mut out = String::new();
        parsed.iter().for_each(|element| element.write(&mut out));
        assert_eq!(out, markup);
    }

    #[test]
    fn unbalanced_markup_is_refused() {
        assert_eq!(Element::parse_all(b"<w:r><w:t>").unwrap_err().code(), "malformed-markup");
        assert_eq!(Element::parse_all(b"</w:r>").unwrap_err().code(), "malformed-markup");
    }
}
