//! Formulas.

use quick_xml::Reader;
use quick_xml::escape::escape;
use quick_xml::events::{BytesStart, Event};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// A formula.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Formula {
    /// What it says, on one line: `x=1/(2+y)`.
    pub text: String,
    /// Its structure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mathml: Option<MathMl>,
    /// Whether it stands on a line of its own.
    #[serde(default, skip_serializing_if = "super::block::is_default")]
    pub display: bool,
}

/// A formula's structure in presentation MathML: one `math` element, nothing in it but the elements and attributes below, so
/// that it may stand in a web page as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct MathMl(String);

/// The namespace of MathML.
const NAMESPACE: &str = "http://www.w3.org/1998/Math/MathML";

/// The elements of MathML Core that hold no script, no link and no foreign content.
const ELEMENTS: [&str; 28] = [
    "math",
    "merror",
    "mfrac",
    "mi",
    "mmultiscripts",
    "mn",
    "mo",
    "mover",
    "mpadded",
    "mphantom",
    "mprescripts",
    "mroot",
    "mrow",
    "ms",
    "mspace",
    "msqrt",
    "mstyle",
    "msub",
    "msubsup",
    "msup",
    "mtable",
    "mtd",
    "mtext",
    "mtr",
    "munder",
    "munderover",
    "none",
    "menclose",
];

/// The attributes that say how a formula is built.
const ATTRIBUTES: [&str; 16] = [
    "accent",
    "accentunder",
    "columnalign",
    "columnspan",
    "displaystyle",
    "fence",
    "form",
    "linethickness",
    "mathvariant",
    "notation",
    "rowspan",
    "scriptlevel",
    "separator",
    "stretchy",
    "width",
    "height",
];

/// How deep elements may stand in each other.
const MAX_DEPTH: usize = 100;

/// Why a text is no MathML.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MathFault {
    /// It is no XML.
    #[error("expected MathML, the XML is broken ({0})")]
    Broken(String),
    /// It is not one `math` element.
    #[error("expected one math element")]
    Root,
    /// An element that is not allowed.
    #[error("the element {0:?} is no part of a formula")]
    Element(String),
    /// An attribute that is not allowed, or a value that is none of a formula.
    #[error("the attribute {0:?} is no part of a formula")]
    Attribute(String),
    /// Too deep.
    #[error("a formula's elements may stand in each other {MAX_DEPTH} deep")]
    Depth,
}

impl MathMl {
    /// The MathML a text states: checked, and written the one way it is written here.
    ///
    /// # Errors
    /// [`MathFault`].
    pub fn new(source: &str) -> Result<Self, MathFault> {
        let mut reader = Reader::from_str(source);
        let mut text = String::with_capacity(source.len());
        let mut open: Vec<String> = Vec::new();
        let mut done = false;
        loop {
            match reader.read_event().map_err(|e| MathFault::Broken(e.to_string()))? {
                Event::Start(tag) => {
                    let name = start(&tag, &mut text, open.is_empty(), done)?;
                    text.push('>');
                    open.push(name);
                    if open.len() > MAX_DEPTH {
                        return Err(MathFault::Depth);
                    }
                }
                Event::Empty(tag) => {
                    start(&tag, &mut text, open.is_empty(), done)?;
                    text.push_str("/>");
                    done |= open.is_empty();
                }
                Event::End(_) => {
                    let name = open.pop().ok_or(MathFault::Root)?;
                    text.push_str(&format!("</{name}>"));
                    done |= open.is_empty();
                }
                Event::Text(part) if open.is_empty() && part.trim().is_empty() => {}
                Event::Text(part) if !open.is_empty() => text.push_str(&escape(&*part)),
                Event::CData(part) if !open.is_empty() => text.push_str(&escape(&*part)),
                Event::GeneralRef(reference) if !open.is_empty() => {
                    let meant = match (reference.resolve_char_ref(), &*reference) {
                        (Ok(Some(c)), _) => c.to_string(),
                        (_, "amp") => "&".to_owned(),
                        (_, "lt") => "<".to_owned(),
                        (_, "gt") => ">".to_owned(),
                        (_, "quot") => "\"".to_owned(),
                        (_, "apos") => "'".to_owned(),
                        (_, other) => return Err(MathFault::Broken(format!("&{other};"))),
                    };
                    text.push_str(&escape(meant.as_str()));
                }
                Event::Comment(_) | Event::Decl(_) => {}
                Event::Eof => break,
                _ => return Err(MathFault::Root),
            }
        }
        if done && open.is_empty() { Ok(MathMl(text)) } else { Err(MathFault::Root) }
    }

    /// The text of the `math` element.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Writes the beginning of a start tag, up to its closing bracket.
fn start(tag: &BytesStart<'_>, text: &mut String, is_root: bool, done: bool) -> Result<String, MathFault> {
    let name = tag.local_name().as_ref().to_owned();
    if is_root != (name == "math") || done {
        return Err(MathFault::Root);
    }
    if !ELEMENTS.contains(&name.as_str()) {
        return Err(MathFault::Element(name));
    }
    text.push_str(&format!("<{name}"));
    if is_root {
        text.push_str(&format!(" xmlns=\"{NAMESPACE}\""));
    }
    for attribute in tag.attributes() {
        let attribute = attribute.map_err(|e| MathFault::Broken(e.to_string()))?;
        let (name, value) = (attribute.key.0, &*attribute.value);
        if name == "xmlns" || name.starts_with("xmlns:") || (is_root && name == "display") {
            continue;
        }
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | ' ' | '-' | '%');
        if !ATTRIBUTES.contains(&name) || !value.chars().all(plain) {
            return Err(MathFault::Attribute(name.to_owned()));
        }
        text.push_str(&format!(" {name}=\"{value}\""));
    }
    Ok(name)
}

impl TryFrom<String> for MathMl {
    type Error = MathFault;

    fn try_from(text: String) -> Result<Self, MathFault> {
        MathMl::new(&text)
    }
}

impl From<MathMl> for String {
    fn from(mathml: MathMl) -> Self {
        mathml.0
    }
}

impl JsonSchema for MathMl {
    fn schema_name() -> Cow<'static, str> {
        "MathMl".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A formula's structure: one math element of presentation MathML.",
            "type": "string",
            "pattern": "^\\s*<",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mathml_is_written_one_way_and_reads_again_to_itself() {
        let source = "<?xml version='1.0'?><m:math xmlns:m='http://www.w3.org/1998/Math/MathML' display='block'><!-- x -->\
            <m:mi>x</m:mi><m:mo stretchy='false'>&lt;</m:mo><m:mn>1&#x32;</m:mn><m:mspace/></m:math>\n";
        let read = MathMl::new(source).unwrap();
        let expected = "<math xmlns=\"http://www.w3.org/1998/Math/MathML\"><mi>x</mi><mo stretchy=\"false\">&lt;</mo><mn>12</mn><mspace/></math>";
        assert_eq!(read.as_str(), expected);
        assert_eq!(MathMl::new(read.as_str()), Ok(read));
    }

    #[test]
    fn what_is_no_formula_is_refused() {
        let in_math = |inner: &str| MathMl::new(&format!("<math>{inner}</math>")).unwrap_err();
        assert_eq!(in_math("<script>1</script>"), MathFault::Element("script".to_owned()));
        assert_eq!(in_math("<mi onclick='x'>1</mi>"), MathFault::Attribute("onclick".to_owned()));
        assert_eq!(in_math("<mi mathvariant='&quot;'>1</mi>"), MathFault::Attribute("mathvariant".to_owned()));
        assert_eq!(in_math("<math/>"), MathFault::Root);
        for wrong in ["", "x", "<mi/>", "<math/><math/>", "<math><mi>", "<math/>x", "<!DOCTYPE a><math/>"] {
            assert!(MathMl::new(wrong).is_err(), "{wrong}");
        }
        let nested = |n: usize| format!("<math>{}{}</math>", "<mrow>".repeat(n), "</mrow>".repeat(n));
        assert!(MathMl::new(&nested(MAX_DEPTH - 1)).is_ok());
        assert_eq!(MathMl::new(&nested(MAX_DEPTH)), Err(MathFault::Depth));
    }
}
