//! The finishing of what docx-rs builds: schema order, and the few things its API can't say.
//!
//! docx-rs 0.4.22 writes properties in its own order, which Word tolerates for some elements and refuses for others; the
//! order is therefore the schema's, from one table. What it can't express (rows that repeat, endnote references, pictures'
//! alternative texts and unique ids) is handed over as [`Facts`], in document order.

use super::markup::{Element, Node};
use super::revision::{revise_cell, revise_paragraph, revise_rows};
use super::template::StyleIds;
use crate::document::Crop;
use crate::finding::Error;
use std::collections::VecDeque;

/// For each element, its children in the order the schema demands (ECMA-376 part 4 transitional, wml.xsd). A child not
/// listed keeps its place after those that are.
const CHILD_ORDER: &[(&str, &[&str])] = &[
    ("w:pPr", PARAGRAPH_PROPERTIES),
    ("w:rPr", RUN_PROPERTIES),
    ("w:tblPr", TABLE_PROPERTIES),
    ("w:tcPr", CELL_PROPERTIES),
    ("w:tblBorders", BORDERS),
    ("w:tcBorders", BORDERS),
    ("w:tblCellMar", BORDERS),
    ("w:sectPr", SECTION_PROPERTIES),
    ("w:lvl", LEVEL),
    ("w:abstractNum", ABSTRACT_NUMBERING),
    ("w:lvlOverride", &["w:startOverride", "w:lvl"]),
    ("w:numbering", &["w:numPicBullet", "w:abstractNum", "w:num", "w:numIdMacAtCleanup"]),
    ("w:numPr", &["w:ilvl", "w:numId"]),
];

/// CT_PPr.
const PARAGRAPH_PROPERTIES: &[&str] = &[
    "w:pStyle",
    "w:keepNext",
    "w:keepLines",
    "w:pageBreakBefore",
    "w:framePr",
    "w:widowControl",
    "w:numPr",
    "w:suppressLineNumbers",
    "w:pBdr",
    "w:shd",
    "w:tabs",
    "w:suppressAutoHyphens",
    "w:kinsoku",
    "w:wordWrap",
    "w:overflowPunct",
    "w:topLinePunct",
    "w:autoSpaceDE",
    "w:autoSpaceDN",
    "w:bidi",
    "w:adjustRightInd",
    "w:snapToGrid",
    "w:spacing",
    "w:ind",
    "w:contextualSpacing",
    "w:mirrorIndents",
    "w:suppressOverlap",
    "w:jc",
    "w:textDirection",
    "w:textAlignment",
    "w:textboxTightWrap",
    "w:outlineLvl",
    "w:divId",
    "w:cnfStyle",
    "w:rPr",
    "w:sectPr",
    "w:pPrChange",
];

/// CT_RPr.
const RUN_PROPERTIES: &[&str] = &[
    "w:rStyle",
    "w:rFonts",
    "w:b",
    "w:bCs",
    "w:i",
    "w:iCs",
    "w:caps",
    "w:smallCaps",
    "w:strike",
    "w:dstrike",
    "w:outline",
    "w:shadow",
    "w:emboss",
    "w:imprint",
    "w:noProof",
    "w:snapToGrid",
    "w:vanish",
    "w:webHidden",
    "w:color",
    "w:spacing",
    "w:w",
    "w:kern",
    "w:position",
    "w:sz",
    "w:szCs",
    "w:highlight",
    "w:u",
    "w:effect",
    "w:bdr",
    "w:shd",
    "w:fitText",
    "w:vertAlign",
    "w:rtl",
    "w:cs",
    "w:em",
    "w:lang",
    "w:eastAsianLayout",
    "w:specVanish",
    "w:oMath",
    "w:rPrChange",
];

/// CT_TblPr.
const TABLE_PROPERTIES: &[&str] = &[
    "w:tblStyle",
    "w:tblpPr",
    "w:tblOverlap",
    "w:bidiVisual",
    "w:tblStyleRowBandSize",
    "w:tblStyleColBandSize",
    "w:tblW",
    "w:jc",
    "w:tblCellSpacing",
    "w:tblInd",
    "w:tblBorders",
    "w:shd",
    "w:tblLayout",
    "w:tblCellMar",
    "w:tblLook",
    "w:tblCaption",
    "w:tblDescription",
    "w:tblPrChange",
];

/// CT_TcPr.
const CELL_PROPERTIES: &[&str] = &[
    "w:cnfStyle",
    "w:tcW",
    "w:gridSpan",
    "w:hMerge",
    "w:vMerge",
    "w:tcBorders",
    "w:shd",
    "w:noWrap",
    "w:tcMar",
    "w:textDirection",
    "w:tcFitText",
    "w:vAlign",
    "w:hideMark",
];

/// CT_TblBorders, CT_TcBorders and CT_TblCellMar.
const BORDERS: &[&str] =
    &["w:top", "w:start", "w:left", "w:bottom", "w:end", "w:right", "w:insideH", "w:insideV", "w:tl2br", "w:tr2bl"];

/// CT_SectPr.
const SECTION_PROPERTIES: &[&str] = &[
    "w:headerReference",
    "w:footerReference",
    "w:footnotePr",
    "w:endnotePr",
    "w:type",
    "w:pgSz",
    "w:pgMar",
    "w:paperSrc",
    "w:pgBorders",
    "w:lnNumType",
    "w:pgNumType",
    "w:cols",
    "w:formProt",
    "w:vAlign",
    "w:noEndnote",
    "w:titlePg",
    "w:textDirection",
    "w:bidi",
    "w:rtlGutter",
    "w:docGrid",
    "w:printerSettings",
    "w:sectPrChange",
];

/// CT_Lvl.
const LEVEL: &[&str] = &[
    "w:start",
    "w:numFmt",
    "w:lvlRestart",
    "w:pStyle",
    "w:isLgl",
    "w:suff",
    "w:lvlText",
    "w:lvlPicBulletId",
    "w:legacy",
    "w:lvlJc",
    "w:pPr",
    "w:rPr",
];

/// CT_AbstractNum.
const ABSTRACT_NUMBERING: &[&str] =
    &["w:nsid", "w:multiLevelType", "w:tmpl", "w:name", "w:styleLink", "w:numStyleLink", "w:lvl"];

/// The run style that marks a note reference as an endnote's.
pub(super) const ENDNOTE_REFERENCE: &str = "EndnoteReference";

/// The style of a run that keeps the place of an element made elsewhere. No style sheet has it.
pub(super) const MADE: &str = "nianbao:made";
/// The style of a run that keeps the place of an element which holds all up to the run in the style [`CLOSE`].
pub(super) const OPEN: &str = "nianbao:open";
/// The style of the run that closes it.
pub(super) const CLOSE: &str = "nianbao:close";
/// What such a run is while its parent is being finished.
const CLOSED: &str = "nianbao:closed";

/// What docx-rs can't say about the elements of a part, each queue in document order.
#[derive(Debug, Default)]
pub(super) struct Facts {
    /// For each table, how many of its rows repeat.
    pub(super) header_rows: VecDeque<usize>,
    /// What docx-rs does not say of each picture.
    pub(super) shown: VecDeque<Shown>,
    /// What docx-rs can't build, made: each takes the place of a run in the style [`MADE`] or [`OPEN`].
    pub(super) made: VecDeque<Element>,
    /// How many pictures were finished; their ids count on.
    pub(super) pictures: u32,
    /// The last id of a revision, where paragraphs and rows are revised as wholes; their ids count on.
    pub(super) last_revision: Option<u32>,
}

/// A picture, as it is shown.
#[derive(Debug, Default)]
pub(super) struct Shown {
    /// What it shows, for those who can't see it.
    pub(super) alternative: String,
    /// Whether it shows nothing that has to be said.
    pub(super) decorative: bool,
    /// What is cut off it.
    pub(super) crop: Option<Crop>,
    /// How far right of its place in the line and below its paragraph it lies, where it lies behind the text; English metric units.
    pub(super) behind: Option<(i64, i64)>,
}

/// What marks a picture as decoration ([MS-ODRAWXML] 2.21.1).
fn decoration() -> Element {
    let mark = Element::new("adec:decorative")
        .attr("xmlns:adec", "http://schemas.microsoft.com/office/drawing/2017/decorative")
        .attr("val", "1");
    let extension = Element::new("a:ext").attr("uri", "{C183D7F6-B498-43B3-948B-1728B52AA6E4}").child(mark);
    Element::new("a:extLst").attr("xmlns:a", "http://schemas.openxmlformats.org/drawingml/2006/main").child(extension)
}

/// Appends built markup, finished, to a part.
pub(super) fn finish(markup: &[u8], facts: &mut Facts, ids: &StyleIds, out: &mut String) -> Result<(), Error> {
    for element in finished(markup, facts, ids)? {
        element.write(out);
    }
    Ok(())
}

/// Built markup, finished.
pub(super) fn finished(markup: &[u8], facts: &mut Facts, ids: &StyleIds) -> Result<Vec<Element>, Error> {
    let mut elements = Element::parse_all(markup)?;
    for element in &mut elements {
        finish_element(element, facts, ids);
        if element.name == "w:p" {
            revise_paragraph(element, &mut facts.last_revision);
        }
    }
    Ok(elements)
}

fn finish_element(element: &mut Element, facts: &mut Facts, ids: &StyleIds) {
    if element.name == "w:r" && put_in_place(element, facts) {
        return;
    }
    match &*element.name {
        "w:p" => {
            element.attributes.clear();
            silence_numbering(element, ids);
            if let Some(indent) = element.find_mut("w:pPr").and_then(|properties| properties.find_mut("w:ind")) {
                outweigh_characters(indent);
            }
        }
        "w:gridCol" => element.attributes.retain(|(name, _)| name != "w:type"),
        "w:tbl" => repeat_header_rows(element, facts.header_rows.pop_front().unwrap_or(0)),
        "w:r" => turn_endnote_reference(element),
        "wp:inline" | "wp:anchor" => describe_picture(element, facts),
        "w:pStyle" | "w:rStyle" | "w:tblStyle" => {
            let ours = element.attribute("w:val").unwrap_or_default().to_owned();
            element.set("w:val", ids.id(&ours));
        }
        _ => {}
    }
    element.elements_mut().for_each(|child| finish_element(child, facts, ids));
    if element.elements().any(|child| child.name == CLOSED) {
        element.children = enclosed(std::mem::take(&mut element.children));
    }
    // docx-rs writes empty property elements for every paragraph and run; they say nothing.
    element.children.retain(|node| match node {
        Node::Element(child) => !(child.children.is_empty() && matches!(&*child.name, "w:rPr" | "w:pPr" | "w:trPr")),
        Node::Text(_) => true,
    });
    order_children(element);
    match &*element.name {
        "w:tc" => revise_cell(element, &mut facts.last_revision),
        "w:tbl" => revise_rows(element, &mut facts.last_revision),
        _ => {}
    }
}

/// Takes the number from a paragraph whose style is a template's that numbers: ours have theirs in the text (ECMA-376
/// §17.9.18, 0 for none).
fn silence_numbering(paragraph: &mut Element, ids: &StyleIds) {
    let Some(properties) = paragraph.find_mut("w:pPr") else { return };
    let style = properties.find("w:pStyle").and_then(|style| style.attribute("w:val"));
    if style.is_some_and(|ours| ids.numbers(ids.id(ours))) && properties.find("w:numPr").is_none() {
        let none = ["w:ilvl", "w:numId"].map(|name| Element::val(name, 0));
        properties.children.push(Node::Element(Element::new("w:numPr").with(none)));
    }
}

/// Puts what was made into the place a run keeps for it; whether it was such a run.
fn put_in_place(run: &mut Element, facts: &mut Facts) -> bool {
    let style = run.find("w:rPr").and_then(|properties| properties.find("w:rStyle")?.attribute("w:val"));
    match style {
        Some(MADE | OPEN) => *run = facts.made.pop_front().unwrap_or_else(|| Element::new("w:r")),
        Some(CLOSE) => *run = Element::new(CLOSED),
        _ => return false,
    }
    true
}

/// Puts what stands between an empty revision and its close into it; deleted text has an element of its own (ECMA-376
/// §17.3.3.7).
fn enclosed(children: Vec<Node>) -> Vec<Node> {
    let mut done = Vec::with_capacity(children.len());
    let mut open: Vec<Element> = Vec::new();
    for node in children {
        let closed = match node {
            Node::Element(element) if element.name == CLOSED => match open.pop() {
                Some(closed) => Node::Element(closed),
                None => continue,
            },
            Node::Element(element) if matches!(&*element.name, "w:ins" | "w:del") && element.children.is_empty() => {
                open.push(element);
                continue;
            }
            mut other => {
                if let Node::Element(run) = &mut other
                    && open.iter().any(|outer| outer.name == "w:del")
                {
                    for text in run.elements_mut().filter(|child| child.name == "w:t") {
                        text.name = "w:delText".into();
                    }
                }
                other
            }
        };
        match open.last_mut() {
            Some(outer) => outer.children.push(closed),
            None => done.push(closed),
        }
    }
    done.extend(open.into_iter().map(Node::Element));
    done
}

/// Makes a paragraph's own indents count: one in characters, which the style has, would outweigh them (ECMA-376 §17.3.1.12).
fn outweigh_characters(indent: &mut Element) {
    for name in ["w:leftChars", "w:rightChars", "w:firstLineChars"] {
        if !indent.attributes.iter().any(|(given, _)| given == name) {
            indent.set(name, 0);
        }
    }
}

/// Sorts an element's children into schema order, keeping the order among equals.
pub(super) fn order_children(element: &mut Element) {
    let Some((_, order)) = CHILD_ORDER.iter().find(|(name, _)| *name == element.name) else { return };
    element.children.sort_by_key(|node| match node {
        Node::Element(child) => order.iter().position(|name| *name == child.name).unwrap_or(order.len()),
        Node::Text(_) => order.len(),
    });
}

/// Gives what was made whole the ids our styles have in the file.
pub(super) fn in_file(element: &mut Element, ids: &StyleIds) {
    if element.name == "w:pStyle" {
        let ours = element.attribute("w:val").unwrap_or_default().to_owned();
        element.set("w:val", ids.id(&ours));
    }
    element.elements_mut().for_each(|child| in_file(child, ids));
}

/// Sorts the children of an element and of all it holds: what others have written has its own order.
pub(super) fn order_all(element: &mut Element) {
    order_children(element);
    element.elements_mut().for_each(order_all);
}

/// Marks the first rows to be repeated on each page (ECMA-376 §17.4.78), and the table's look to match.
fn repeat_header_rows(table: &mut Element, header_rows: usize) {
    if header_rows == 0 {
        return;
    }
    if let Some(properties) = table.find_mut("w:tblPr") {
        let look = Element::new("w:tblLook").attr("w:val", "0020").attr("w:firstRow", 1);
        properties.children.push(Node::Element(look));
    }
    for row in table.elements_mut().filter(|child| child.name == "w:tr").take(header_rows) {
        if let Some(properties) = row.find_mut("w:trPr") {
            properties.children.push(Node::Element(Element::new("w:tblHeader")));
        }
    }
}

/// docx-rs knows footnote references only; a run in the style of endnote references becomes one (ECMA-376 §17.11.7).
fn turn_endnote_reference(run: &mut Element) {
    let is_endnote = run.elements().filter(|child| child.name == "w:rPr").flat_map(Element::elements).any(|property| {
        property.name == "w:rStyle" && property.attributes.iter().any(|(_, value)| value == ENDNOTE_REFERENCE)
    });
    if is_endnote && let Some(reference) = run.find_mut("w:footnoteReference") {
        reference.name = "w:endnoteReference".into();
    }
}

/// Gives a picture its own id and its alternative text (ECMA-376 §20.4.2.5), both of which docx-rs fixes, and what is cut off
/// it (§20.1.8.55; a crop counts in its unit).
fn describe_picture(inline: &mut Element, facts: &mut Facts) {
    facts.pictures += 1;
    let id = facts.pictures;
    let Shown { alternative, decorative, crop, behind } = facts.shown.pop_front().unwrap_or_default();
    if let Some((x, y)) = behind {
        inline.set("behindDoc", 1);
        inline.set("allowOverlap", 1);
        // docx-rs knows no offset to the left or above.
        for (axis, offset) in [("wp:positionH", x), ("wp:positionV", y)] {
            if let Some(position) = inline.find_mut(axis).and_then(|axis| axis.find_mut("wp:posOffset")) {
                position.children = vec![Node::Text(offset.to_string())];
            }
        }
    }
    if let Some(properties) = inline.find_mut("wp:docPr") {
        properties.set("id", id);
        properties.set("name", format!("图片 {id}"));
        if !alternative.is_empty() {
            properties.set("descr", alternative);
        }
        if decorative {
            properties.children.push(Node::Element(decoration()));
        }
    }
    let picture =
        inline.find_mut("a:graphic").and_then(|e| e.find_mut("a:graphicData")).and_then(|e| e.find_mut("pic:pic"));
    let Some(picture) = picture else { return };
    if let Some(own) = picture.find_mut("pic:nvPicPr").and_then(|e| e.find_mut("pic:cNvPr")) {
        own.set("id", id);
        own.set("name", format!("图片 {id}"));
    }
    if let (Some(crop), Some(cut)) = (crop, picture.find_mut("pic:blipFill").and_then(|e| e.find_mut("a:srcRect"))) {
        for (side, part) in [("l", crop.left), ("t", crop.top), ("r", crop.right), ("b", crop.bottom)] {
            if part > 0 {
                cut.set(side, part);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finished(markup: &str, facts: &mut Facts) -> String {
        let mut out = String::new();
        finish(markup.as_bytes(), facts, &StyleIds::default(), &mut out).unwrap();
        out
    }

    #[test]
    fn children_come_in_schema_order_and_equals_keep_theirs() {
        let markup =
            r#"<w:sectPr><w:docGrid/><w:footerReference a="1"/><w:pgSz/><w:footerReference a="2"/></w:sectPr>"#;
        assert_eq!(
            finished(markup, &mut Facts::default()),
            r#"<w:sectPr><w:footerReference a="1"/><w:footerReference a="2"/><w:pgSz/><w:docGrid/></w:sectPr>"#
        );
        let markup =
            r#"<w:pPr><w:rPr/><w:jc/><w:ind/><w:numPr><w:numId/><w:ilvl/></w:numPr><w:pStyle w:val="甲"/></w:pPr>"#;
        assert_eq!(
            finished(markup, &mut Facts::default()),
            "<w:pPr><w:pStyle w:val=\"甲\"/><w:numPr><w:ilvl/><w:numId/></w:numPr><w:ind/><w:jc/></w:pPr>"
        );
    }

    #[test]
    fn no_child_is_listed_twice() {
        for (name, order) in CHILD_ORDER {
            let unique: std::collections::BTreeSet<&&str> = order.iter().collect();
            assert_eq!(unique.len(), order.len(), "{name}");
        }
    }

    #[test]
    fn header_rows_go_to_their_own_table_even_when_nested() {
        let markup = "<w:tbl><w:tblPr/><w:tr><w:trPr/><w:tc><w:tbl><w:tblPr/><w:tr><w:trPr/></w:tr></w:tbl></w:tc></w:tr>\
                      <w:tr><w:trPr><w:cantSplit/></w:trPr></w:tr></w:tbl>";
        let mut facts = Facts { header_rows: [0, 1].into(), ..Facts::default() };
        let out = finished(markup, &mut facts);
        assert_eq!(out.matches("<w:tblHeader/>").count(), 1);
        assert!(out.contains("<w:tc><w:tbl><w:tblPr><w:tblLook w:val=\"0020\" w:firstRow=\"1\"/></w:tblPr>"), "{out}");
    }

    #[test]
    fn only_the_endnote_style_makes_an_endnote() {
        let run =
            |style| format!(r#"<w:r><w:rPr><w:rStyle w:val="{style}"/></w:rPr><w:footnoteReference w:id="1"/></w:r>"#);
        assert!(finished(&run("EndnoteReference"), &mut Facts::default()).contains("w:endnoteReference"));
        assert!(finished(&run("FootnoteReference"), &mut Facts::default()).contains("w:footnoteReference"));
    }
}
