//! Every text node of a Word package, by the container it stands in, found without the reader: plain XML events, no styles
//! resolved but hidden text, no geometry.

use crate::support::compact;
use quick_xml::NsReader;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

/// The text of one element that holds text.
#[derive(Debug)]
pub(super) struct Node {
    /// Where it stands; one of the names [`super::CONTAINERS`] lists.
    pub container: &'static str,
    /// What it says, without white space.
    pub text: String,
    /// The part.
    pub part: String,
    /// The paragraph it stands in, counted by where it begins; what no paragraph holds stands alone.
    pub paragraph: usize,
    /// The comment, or the part.
    pub object: usize,
}

/// What the package holds.
#[derive(Debug, Default)]
pub(super) struct Nodes {
    pub nodes: Vec<Node>,
    /// Parts that can't be parsed to their end.
    pub broken: bool,
    /// Elements of no known kind that hold text.
    pub strange: BTreeSet<String>,
    paragraphs: usize,
    objects: usize,
}

/// Elements whose text is a setting.
const SETTINGS: [&str; 17] = [
    "posOffset",
    "align",
    "pctWidth",
    "pctHeight",
    "pctPosHOffset",
    "pctPosVOffset",
    "f",
    "formatCode",
    "LinkType",
    "LockedField",
    "FieldCodes",
    "idx",
    "dir",
    "lvl",
    "binData",
    "ptCount",
    "sqref",
];

/// An element that is open.
#[derive(Debug, Clone, Default)]
struct Frame {
    name: String,
    container: &'static str,
    paragraph: usize,
    /// A control that shows its placeholder; a row, cell, run or paragraph that is not shown.
    turns: Option<&'static str>,
}

/// A field that is open: whether its result has begun, and its instruction.
struct Field {
    result: bool,
    instruction: String,
}

/// Reads a package. `None` where it is none, or has no document.
pub(super) fn package_to_nodes(bytes: &[u8]) -> Option<Nodes> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut parts = BTreeMap::new();
    for index in 0..archive.len() {
        let Some(Ok(name)) = archive.name_for_index(index) else { continue };
        let name = name.replace('\\', "/");
        let Ok(mut file) = archive.by_index(index) else { continue };
        let mut content = Vec::new();
        if (name.ends_with(".xml") || name.ends_with(".rels")) && file.read_to_end(&mut content).is_ok() {
            parts.insert(name, content);
        }
    }
    let mut found = Nodes::default();
    let hidden = parts.iter().find(|(name, _)| name.ends_with("/styles.xml")).map(|(_, xml)| hidden_styles(xml));
    let hidden = hidden.unwrap_or_default();
    for name in reachable(&parts) {
        if let Some(xml) = parts.get(&name) {
            part(&name, xml, &hidden, &mut found);
        }
    }
    found.nodes.iter().any(|node| !node.text.is_empty()).then_some(found)
}

/// The parts that relationships lead to from the package's root, attached templates and the like aside.
fn reachable(parts: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let mut order = Vec::new();
    let mut open = vec![String::new()];
    let mut seen = BTreeSet::new();
    while let Some(source) = open.pop() {
        let (folder, file) = source.rsplit_once('/').unwrap_or(("", &source));
        let rels = format!("{folder}{}_rels/{file}.rels", if folder.is_empty() { "" } else { "/" });
        let Some(xml) = parts.get(&rels) else { continue };
        let mut reader = NsReader::from_str(std::str::from_utf8(xml).unwrap_or_default());
        while let Ok(event) = reader.read_event() {
            let (Event::Start(element) | Event::Empty(element)) = event else {
                if matches!(event, Event::Eof) {
                    break;
                }
                continue;
            };
            let (Some(target), Some(kind)) = (attribute(&element, "Target"), attribute(&element, "Type")) else {
                continue;
            };
            let external = attribute(&element, "TargetMode").is_some_and(|mode| mode == "External");
            if external || kind.ends_with("/glossaryDocument") {
                continue;
            }
            let mut path: Vec<&str> = if target.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
            for step in target.split('/') {
                match step {
                    "" | "." => {}
                    ".." => drop(path.pop()),
                    step => path.push(step),
                }
            }
            let name = path.iter().filter(|step| !step.is_empty()).copied().collect::<Vec<_>>().join("/");
            let name = parts.keys().find(|part| part.eq_ignore_ascii_case(&name)).cloned().unwrap_or(name);
            if seen.insert(name.clone()) {
                order.push(name.clone());
                open.push(name);
            }
        }
    }
    order
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element.attributes().flatten().find(|a| a.key.local_name().as_ref() == name)?;
    Some(quick_xml::escape::unescape(&found.value).map(|v| v.into_owned()).unwrap_or_default())
}

fn is_off(element: &BytesStart<'_>) -> bool {
    matches!(attribute(element, "val").as_deref(), Some("0" | "false" | "off"))
}

/// The styles whose text is hidden, by themselves or by what they are based on.
fn hidden_styles(xml: &[u8]) -> BTreeSet<String> {
    let mut reader = NsReader::from_str(std::str::from_utf8(xml).unwrap_or_default());
    let (mut hidden, mut based) = (BTreeSet::new(), Vec::new());
    let mut style = String::new();
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(e) | Event::Empty(e) => match e.local_name().as_ref() {
                "style" => style = attribute(&e, "styleId").unwrap_or_default(),
                "basedOn" => based.push((style.clone(), attribute(&e, "val").unwrap_or_default())),
                "vanish" if !is_off(&e) => drop(hidden.insert(style.clone())),
                _ => {}
            },
            Event::Eof => break,
            _ => {}
        }
    }
    for _ in 0..9 {
        hidden.extend(
            based.iter().filter(|(_, base)| hidden.contains(base)).map(|(style, _)| style.clone()).collect::<Vec<_>>(),
        );
    }
    hidden
}

/// What a whole part is, by its first element.
fn container_of_part(root: &str) -> Option<&'static str> {
    Some(match root {
        "document" => "body",
        "hdr" => "header",
        "ftr" => "footer",
        "footnotes" => "footnote",
        "endnotes" => "endnote",
        "comments" => "comment",
        "chartSpace" => "chart",
        "userShapes" => "chart drawing",
        "dataModel" => "diagram",
        // What Word drew of a diagram, once more.
        "drawing" => "diagram drawing",
        _ => return None,
    })
}

/// What is left out whole stays so whatever stands in it.
fn is_left_out_whole(container: &str) -> bool {
    matches!(
        container,
        "deleted" | "unread branch" | "hidden" | "hidden row" | "merged away" | "contents list" | "placeholder"
    )
}

/// What an element makes of what stands in it, given where it stands itself.
fn container_in(name: &str, outer: &'static str, parents: &[Frame]) -> &'static str {
    if is_left_out_whole(outer) {
        return outer;
    }
    let within = |name: &str| parents.iter().rev().take(12).any(|frame| frame.name == name);
    match name {
        "w:del" | "w:moveFrom" | "w:delText" => "deleted",
        "w:delInstrText" => "deleted field code",
        "mc:Fallback" => "unread branch",
        "m:oMath" => "formula",
        "w:txbxContent" if within("wps:txbx") => "text box",
        "w:txbxContent" => "text box (VML)",
        "w:ruby" => "ruby",
        "w:sdtContent" if !outer.starts_with("text box") => "content control",
        "w:hyperlink" | "w:fldSimple" if outer == "body" => "link or field",
        "w:tbl" if matches!(outer, "body" | "table") => "between cells",
        "w:tc" if outer == "between cells" => "table",
        "w:ins" | "w:moveTo" if outer == "body" || outer == "table" => "inserted",
        "w:drawing" | "w:pict" | "w:object" => "shape",
        _ => outer,
    }
}

fn prefix(namespace: &ResolveResult<'_>) -> &'static str {
    let ResolveResult::Bound(namespace) = namespace else { return "" };
    let uri = namespace.as_ref();
    let ends = |end: &str| uri.ends_with(end);
    if ends("wordprocessingml/2006/main") || ends("ooxml/wordprocessingml/main") {
        "w:"
    } else if ends("officeDocument/2006/math") || ends("officeDocument/math") {
        "m:"
    } else if ends("drawingml/2006/main") || ends("drawingml/main") {
        "a:"
    } else if ends("drawingml/2006/chart") || ends("drawingml/chart") {
        "c:"
    } else if ends("markup-compatibility/2006") {
        "mc:"
    } else if ends("2014/chartex") {
        "cx:"
    } else if ends("wordprocessingShape") {
        "wps:"
    } else {
        "?:"
    }
}

fn part(name: &str, xml: &[u8], hidden: &BTreeSet<String>, found: &mut Nodes) {
    let decoded = match xml {
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => {
            encoding_rs::Encoding::for_bom(xml).map(|(e, _)| e.decode(xml).0.into_owned())
        }
        _ => String::from_utf8(xml.to_vec()).ok(),
    };
    let Some(source) = decoded else {
        found.broken = true;
        return;
    };
    let mut reader = NsReader::from_str(&source);
    reader.config_mut().check_end_names = true;
    let mut frames: Vec<Frame> = Vec::new();
    let mut fields: Vec<(usize, Field)> = Vec::new();
    let mut text = String::new();
    loop {
        let (namespace, event) = match reader.read_resolved_event() {
            Ok((namespace, event)) => (prefix(&namespace), event),
            Err(_) => {
                found.broken = true;
                break;
            }
        };
        match event {
            Event::Eof => {
                found.broken |= !frames.is_empty();
                break;
            }
            Event::Start(element) | Event::Empty(element) if frames.is_empty() => {
                let Some(container) = container_of_part(element.local_name().as_ref()) else { return };
                let name = format!("{namespace}{}", element.local_name().as_ref());
                found.objects += 1;
                frames.push(Frame { name, container, ..Frame::default() });
            }
            Event::Start(ref element) | Event::Empty(ref element) => {
                let full = format!("{namespace}{}", element.local_name().as_ref());
                text.clear();
                found.objects += usize::from(full == "w:comment");
                let separator = matches!(full.as_str(), "w:footnote" | "w:endnote")
                    && attribute(element, "type").is_some_and(|kind| kind != "normal");
                notice(&full, element, hidden, &mut frames, &mut fields);
                if matches!(event, Event::Start(_)) {
                    let outer = frames.last().map_or("body", |frame| frame.turns.unwrap_or(frame.container));
                    let container = container_in(&full, outer, &frames);
                    let paragraph = match full.as_str() {
                        "w:p" | "a:p" => {
                            found.paragraphs += 1;
                            found.paragraphs
                        }
                        _ => frames.last().map_or(0, |frame| frame.paragraph),
                    };
                    frames.push(Frame { name: full, container, paragraph, turns: separator.then_some("separator") });
                }
            }
            Event::Text(content) => text.push_str(&content.xml10_content()),
            Event::CData(content) => text.push_str(&content.xml10_content()),
            Event::GeneralRef(reference) => match reference.resolve_char_ref() {
                Ok(Some(c)) => text.push(c),
                _ => text.push_str(
                    quick_xml::escape::resolve_predefined_entity(&reference.xml10_content()).unwrap_or_default(),
                ),
            },
            Event::End(_) => {
                let Some(frame) = frames.pop() else { break };
                node(name, &frame, &compact(&text), &mut fields, &frames, found);
                text.clear();
                fields.retain(|(depth, _)| *depth <= frames.len());
            }
            _ => {}
        }
    }
}

/// What an element says of those it stands in.
fn notice(
    full: &str,
    element: &BytesStart<'_>,
    hidden: &BTreeSet<String>,
    frames: &mut [Frame],
    fields: &mut Vec<(usize, Field)>,
) {
    let depth = frames.len();
    // The story a field belongs to: that of the innermost text box, else the part's.
    let story = frames.iter().rposition(|frame| frame.name == "w:txbxContent").unwrap_or(0);
    let turn = |frames: &mut [Frame], up: usize, of: &str, container| {
        let frame = depth.checked_sub(up).and_then(|at| frames.get_mut(at));
        if let Some(frame) = frame.filter(|frame| frame.name == of && !is_left_out_whole(frame.container)) {
            frame.turns.get_or_insert(container);
        }
    };
    match full {
        "w:fldChar" => match attribute(element, "fldCharType").as_deref() {
            Some("begin") => fields.push((story, Field { result: false, instruction: String::new() })),
            Some("separate") => {
                if let Some((_, field)) = fields.last_mut() {
                    field.result = true;
                }
            }
            Some("end") => drop(fields.pop()),
            _ => {}
        },
        "w:vanish" if !is_off(element) => turn(frames, 2, "w:r", "hidden"),
        "w:rStyle" if attribute(element, "val").is_some_and(|style| hidden.contains(&style)) => {
            turn(frames, 2, "w:r", "hidden")
        }
        "w:pStyle" if attribute(element, "val").is_some_and(|style| hidden.contains(&style)) => {
            turn(frames, 2, "w:p", "hidden")
        }
        "w:showingPlcHdr" if !is_off(element) => turn(frames, 2, "w:sdt", "placeholder"),
        "w:del" => turn(frames, 2, "w:tr", "deleted"),
        "w:cellDel" => turn(frames, 2, "w:tc", "deleted"),
        "w:hidden" if !is_off(element) => turn(frames, 2, "w:tr", "hidden row"),
        "w:vMerge" | "w:hMerge" if attribute(element, "val").as_deref() != Some("restart") => {
            turn(frames, 2, "w:tc", "merged away")
        }
        "w:docPartGallery" if attribute(element, "val").is_some_and(|name| name == "Table of Contents") => {
            turn(frames, 3, "w:sdt", "contents list");
        }
        _ => {}
    }
}

fn node(part: &str, frame: &Frame, text: &str, fields: &mut [(usize, Field)], parents: &[Frame], found: &mut Nodes) {
    let whole = parents.first().map_or(frame.container, |part| part.container);
    let container = match whole {
        "header" | "footer" | "comment" if frame.container != "unread branch" => whole,
        _ => frame.turns.unwrap_or(frame.container),
    };
    // A field's instruction does not reach into text boxes anchored in it.
    let story = parents.iter().rposition(|frame| frame.name == "w:txbxContent").unwrap_or(0);
    let in_instruction = fields.iter().any(|(of, field)| *of == story && !field.result);
    let in_contents = fields
        .iter()
        .any(|(_, field)| field.result && field.instruction.trim_start().to_uppercase().starts_with("TOC"));
    let container = match frame.name.as_str() {
        "w:instrText" => {
            if let Some((_, field)) = fields.iter_mut().rev().find(|(_, field)| !field.result) {
                field.instruction.push_str(text);
            }
            if container == "deleted" { "deleted field code" } else { "field code" }
        }
        "w:delInstrText" => "deleted field code",
        // The rule above notes.
        "w:t" if parents.iter().any(|frame| frame.turns == Some("separator")) => return,
        "w:t" | "w:delText" if in_instruction && container != "deleted" => "field code",
        "w:t" | "w:delText" if in_contents && container != "deleted" => "contents list",
        "w:t" | "w:delText" | "m:t" | "a:t" => container,
        // Each series says once more what the points are called.
        "c:v" if parents.iter().any(|frame| frame.name == "c:cat" || frame.name == "c:xVal") => "chart points",
        "c:v" | "cx:v" | "cx:pt" => container,
        name => {
            let local = name.split_once(':').map_or(name, |(_, local)| local);
            if !text.is_empty() && !SETTINGS.contains(&local) && !parents.iter().any(|p| p.name.contains("extLst")) {
                found.strange.insert(format!("{part}: {name}: {text:.40}"));
            }
            return;
        }
    };
    if !text.is_empty() {
        let (paragraph, object) = (frame.paragraph, found.objects);
        found.nodes.push(Node { container, text: text.to_owned(), part: part.to_owned(), paragraph, object });
    }
}
