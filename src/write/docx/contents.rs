//! A list of contents as Word has it: a field that Word updates, its entries leading to the headings (ECMA-376 §17.16.5.68).
//!
//! The numbers of its pages are fields too, without a result: Word puts in those of its own pages when it opens the file,
//! LibreOffice when the index is updated. Until then there is none rather than a wrong one. Readers take the list for what it
//! is and leave it out.

use super::markup::{Element, is_xml_character};
use super::styles;
use crate::arrange::{contents_anchor, contents_entry};
use crate::document::Block;
use crate::style::ContentsStyle;

/// The list of the headings among `blocks`; `None` where there are none to list.
pub(super) fn list(contents: &ContentsStyle, blocks: &[Block]) -> Option<Element> {
    let headings = blocks.iter().filter_map(|block| match block {
        Block::Heading(heading) => Some((heading.level, contents_entry(contents, heading)?)),
        _ => None,
    });
    let entries = headings.enumerate().map(|(number, (level, text))| entry(number, level, &text));
    let mut entries: Vec<Element> = entries.collect();
    let first = entries.first_mut()?;
    let instruction = format!(" TOC \\o \"1-{}\" \\h \\z \\u ", contents.levels);
    let mut opening = vec![character("begin"), instruct(&instruction), character("separate")];
    if let Some(begin) = opening.first_mut().and_then(|run| run.find_mut("w:fldChar")) {
        begin.set("w:dirty", 1);
    }
    let at = first.children.len().min(1);
    first.children.splice(at..at, opening.into_iter().map(super::markup::Node::Element));
    let last = entries.last_mut()?;
    last.children.push(super::markup::Node::Element(character("end")));
    let gallery = Element::new("w:docPartObj")
        .child(Element::val("w:docPartGallery", "Table of Contents"))
        .child(Element::new("w:docPartUnique"));
    let title = styled(styles::CONTENTS_TITLE).child(run(&contents.title));
    let content = Element::new("w:sdtContent").child(title).with(entries);
    Some(Element::new("w:sdt").child(Element::new("w:sdtPr").child(gallery)).child(content))
}

fn entry(number: usize, level: u8, text: &str) -> Element {
    let bookmark = contents_anchor(number);
    let text: String = text.chars().filter(|c| is_xml_character(*c)).collect();
    let link = Element::new("w:hyperlink")
        .attr("w:anchor", &bookmark)
        .attr("w:history", 1)
        .child(run(&text))
        .child(Element::new("w:r").child(Element::new("w:tab")))
        .with([
            character("begin"),
            instruct(&format!(" PAGEREF {bookmark} \\h ")),
            character("separate"),
            character("end"),
        ]);
    styled(styles::contents_style(level)).child(link)
}

fn styled(style: &str) -> Element {
    Element::new("w:p").child(Element::new("w:pPr").child(Element::val("w:pStyle", style)))
}

fn run(text: &str) -> Element {
    Element::new("w:r").child(Element::new("w:t").attr("xml:space", "preserve").text(text))
}

fn character(kind: &str) -> Element {
    Element::new("w:r").child(Element::new("w:fldChar").attr("w:fldCharType", kind))
}

fn instruct(instruction: &str) -> Element {
    Element::new("w:r").child(Element::new("w:instrText").attr("xml:space", "preserve").text(instruction))
}
