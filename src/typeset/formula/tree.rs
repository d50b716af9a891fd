//! MathML → what is set: a tree of what the typesetter knows how to set.

use crate::document::MathMl;
use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};

/// A part of a formula.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Math {
    /// Parts beside each other.
    Row(Vec<Math>),
    /// A number, a name, or words.
    Text(String),
    /// An operator, a bracket, a mark.
    Operator {
        sign: String,
        /// Whether it may grow with what it stands beside.
        stretches: bool,
    },
    Fraction {
        above: Box<Math>,
        below: Box<Math>,
        /// Whether there is a bar between them.
        bar: bool,
    },
    /// What stands small at the corners of a base.
    Scripts {
        base: Box<Math>,
        lower: Option<Box<Math>>,
        upper: Option<Box<Math>>,
    },
    /// The same on the left.
    BeforeScripts {
        base: Box<Math>,
        lower: Option<Box<Math>>,
        upper: Option<Box<Math>>,
    },
    /// What stands below and above a base: limits, bars, accents.
    Limits {
        base: Box<Math>,
        below: Option<Box<Math>>,
        above: Option<Box<Math>>,
    },
    Root {
        inner: Box<Math>,
        degree: Option<Box<Math>>,
    },
    /// Rows of cells.
    Table(Vec<Vec<Math>>),
    /// With a frame around it.
    Framed(Box<Math>),
    /// Room for what is not printed.
    Hidden(Box<Math>),
    /// Blank space, em.
    Space(f32),
}

/// The sign of a root.
pub(super) const ROOT: &str = "√";

/// An element of MathML.
#[derive(Default)]
struct Element {
    name: String,
    attributes: Vec<(String, String)>,
    text: String,
    children: Vec<Element>,
}

impl Math {
    /// The formula of some MathML; `None` where it has parts that are not known here.
    pub(super) fn of(mathml: &MathMl) -> Option<Math> {
        row(&element(mathml.as_str())?.children)
    }

    /// Whether it is nothing but signs beside each other, which a line of text says as well.
    pub(super) fn is_line(&self) -> bool {
        match self {
            Math::Row(parts) => parts.iter().all(Math::is_line),
            Math::Text(_) | Math::Operator { .. } | Math::Space(_) => true,
            _ => false,
        }
    }

    /// Calls `see` with every text and sign in it.
    pub(super) fn each_text(&self, see: &mut impl FnMut(&str)) {
        let mut all = |parts: &[Option<&Math>]| parts.iter().flatten().for_each(|part| part.each_text(see));
        match self {
            Math::Text(text) | Math::Operator { sign: text, .. } => see(text),
            Math::Space(_) => {}
            Math::Row(parts) => parts.iter().for_each(|part| part.each_text(see)),
            Math::Table(rows) => rows.iter().flatten().for_each(|cell| cell.each_text(see)),
            Math::Fraction { above, below, .. } => all(&[Some(above), Some(below)]),
            Math::Scripts { base, lower, upper } | Math::BeforeScripts { base, lower, upper } => {
                all(&[Some(base), lower.as_deref(), upper.as_deref()]);
            }
            Math::Limits { base, below, above } => all(&[Some(base), below.as_deref(), above.as_deref()]),
            Math::Root { inner, degree } => {
                all(&[Some(inner), degree.as_deref()]);
                see(ROOT);
            }
            Math::Framed(inner) | Math::Hidden(inner) => inner.each_text(see),
        }
    }
}

/// The root element. The text has been checked, and is at most as deep as its checker lets it be.
fn element(text: &str) -> Option<Element> {
    let mut reader = Reader::from_str(text);
    let mut open: Vec<Element> = Vec::new();
    loop {
        let done = match reader.read_event().ok()? {
            Event::Start(tag) => {
                open.push(start(&tag)?);
                None
            }
            Event::Empty(tag) => Some(start(&tag)?),
            Event::End(_) => open.pop(),
            Event::Text(part) => {
                open.last_mut()?.text.push_str(&part);
                None
            }
            Event::GeneralRef(reference) => {
                let sign = format!("&{};", &*reference);
                open.last_mut()?.text.push_str(&unescape(&sign).ok()?);
                None
            }
            Event::Eof => return None,
            _ => None,
        };
        if let Some(done) = done {
            match open.last_mut() {
                Some(parent) => parent.children.push(done),
                None => return Some(done),
            }
        }
    }
}

fn start(tag: &BytesStart<'_>) -> Option<Element> {
    let mut element = Element { name: tag.local_name().as_ref().to_owned(), ..Element::default() };
    for attribute in tag.attributes() {
        let attribute = attribute.ok()?;
        element.attributes.push((attribute.key.0.to_owned(), attribute.value.to_string()));
    }
    Some(element)
}

impl Element {
    fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

fn row(elements: &[Element]) -> Option<Math> {
    let mut parts = Vec::with_capacity(elements.len());
    for element in elements {
        match math(element)? {
            // A row in a row is no group of its own, unless brackets grow in it.
            Math::Row(inner) if !inner.iter().any(|part| matches!(part, Math::Operator { .. })) => parts.extend(inner),
            part => parts.push(part),
        }
    }
    Some(if parts.len() == 1 { parts.remove(0) } else { Math::Row(parts) })
}

fn math(element: &Element) -> Option<Math> {
    let parts = element.children.as_slice();
    let part = |at: usize| math(parts.get(at)?).map(Box::new);
    let count = |wanted: usize| (parts.len() == wanted).then_some(());
    Some(match element.name.as_str() {
        "mi" | "mn" | "mtext" | "ms" => {
            // White space around the text of a token is none of it; within words it is.
            let text = if element.name == "mtext" { element.text.as_str() } else { element.text.trim() };
            Math::Text(text.to_owned())
        }
        "mo" => {
            let sign = element.text.trim().to_owned();
            Math::Operator { sign, stretches: element.attribute("stretchy") != Some("false") }
        }
        "mrow" | "mstyle" | "mpadded" | "mtd" => row(parts)?,
        "mfrac" => {
            count(2)?;
            let bare = element.attribute("linethickness").is_some_and(|width| width.trim().starts_with('0'));
            Math::Fraction { above: part(0)?, below: part(1)?, bar: !bare }
        }
        "msup" => {
            count(2)?;
            Math::Scripts { base: part(0)?, lower: None, upper: Some(part(1)?) }
        }
        "msub" => {
            count(2)?;
            Math::Scripts { base: part(0)?, lower: Some(part(1)?), upper: None }
        }
        "msubsup" => {
            count(3)?;
            Math::Scripts { base: part(0)?, lower: Some(part(1)?), upper: Some(part(2)?) }
        }
        "mmultiscripts" => {
            count(4)?;
            let script = |at: usize| match parts.get(at)?.name.as_str() {
                "none" => Some(None),
                _ => part(at).map(Some),
            };
            parts.get(1).filter(|second| second.name == "mprescripts")?;
            Math::BeforeScripts { base: part(0)?, lower: script(2)?, upper: script(3)? }
        }
        "munder" => {
            count(2)?;
            Math::Limits { base: part(0)?, below: Some(part(1)?), above: None }
        }
        "mover" => {
            count(2)?;
            Math::Limits { base: part(0)?, below: None, above: Some(part(1)?) }
        }
        "munderover" => {
            count(3)?;
            Math::Limits { base: part(0)?, below: Some(part(1)?), above: Some(part(2)?) }
        }
        "msqrt" => Math::Root { inner: Box::new(row(parts)?), degree: None },
        "mroot" => {
            count(2)?;
            Math::Root { inner: part(0)?, degree: part(1).filter(|degree| !is_empty(degree)) }
        }
        "mtable" => table(parts)?,
        "menclose" if element.attribute("notation") == Some("box") => Math::Framed(Box::new(row(parts)?)),
        "mphantom" => Math::Hidden(Box::new(row(parts)?)),
        "mspace" => Math::Space(element.attribute("width").map_or(Some(0.0), em)?),
        "none" => Math::Row(Vec::new()),
        _ => return None,
    })
}

fn is_empty(math: &Math) -> bool {
    matches!(math, Math::Row(parts) if parts.is_empty())
}

/// A length in em.
fn em(text: &str) -> Option<f32> {
    let number: f32 = text.trim().strip_suffix("em")?.parse().ok()?;
    (-1.0..=20.0).contains(&number).then_some(number)
}

fn table(rows: &[Element]) -> Option<Math> {
    let mut cells = Vec::with_capacity(rows.len());
    for row in rows {
        if row.name != "mtr" {
            return None;
        }
        let spans = |cell: &Element| ["rowspan", "columnspan"].iter().any(|key| cell.attribute(key).is_some());
        if row.children.iter().any(|cell| cell.name != "mtd" || spans(cell)) {
            return None;
        }
        cells.push(row.children.iter().map(math).collect::<Option<Vec<Math>>>()?);
    }
    Some(Math::Table(cells))
}
