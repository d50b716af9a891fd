//! Sections: the page upright and, for tables too wide for it, turned by a quarter as the pages of the PDF are.
//!
//! Written by us, not by docx-rs: its sections go into the body's end only, and what a template says of its page goes in as
//! it is.

use super::markup::Element;
use super::measure::PageMeasure;
use super::relations::Relations;
use super::template::{Running, Template};

/// The sections of a document, one for each way a page lies.
pub(super) struct Sections {
    /// Headers and footers.
    references: Vec<Element>,
    /// What else the upright section says, in schema order.
    upright: Vec<Element>,
}

impl Sections {
    /// The sections, with their headers and footers among the document's relationships.
    /// `letter`: whether the first page has a footer of its own, unless a template says what it has.
    pub(super) fn new(
        page: &PageMeasure,
        template: Option<&Template>,
        letter: bool,
        relations: &mut Relations,
    ) -> Self {
        let own = template.and_then(Template::section).map(<[Element]>::to_vec);
        let mut running: Vec<(Running, String, String)> = Vec::new();
        for (what, kind, part) in template.into_iter().flat_map(Template::running) {
            running.push((what, kind.to_owned(), relations.add(what.kind(), &format!("/{part}"))));
        }
        if template.is_none_or(|template| !template.has_footers()) {
            let [odd, even] = ["footer1.xml", "footer2.xml"].map(|file| relations.add("footer", file));
            // Odd and even pages differ in their footers, so they differ in the headers too, and so does a first page.
            let header = running.iter().find(|(what, kind, _)| *what == Running::Header && kind == "default").cloned();
            let has_even = running.iter().any(|(_, kind, _)| kind == "even");
            running.extend(header.filter(|_| !has_even).map(|(what, _, id)| (what, "even".to_owned(), id)));
            let footers = [("default", &odd), ("even", &even)].into_iter();
            let of_letter = (letter && template.is_none()).then(|| relations.add("footer", "footer3.xml"));
            let first = template.map(|_| ("first", &odd)).or(of_letter.as_ref().map(|id| ("first", id)));
            running.extend(footers.chain(first).map(|(kind, id)| (Running::Footer, kind.to_owned(), id.clone())));
        }
        running.sort_by_key(|(what, ..)| *what);
        let references = running
            .into_iter()
            .map(|(what, kind, id)| Element::new(what.reference()).attr("w:type", kind).attr("r:id", id))
            .collect();
        let is_own = own.is_none();
        let mut upright = own.unwrap_or_else(|| upright(page));
        if letter && is_own {
            // Before the grid, as the schema has it.
            upright.insert(upright.len().saturating_sub(1), Element::new("w:titlePg"));
        }
        Sections { references, upright }
    }

    /// A section; `first`: whether it is the document's first, which alone has a first page of its own and may say which
    /// number pages begin with.
    pub(super) fn element(&self, turned: bool, first: bool) -> Element {
        let mut section = Element::new("w:sectPr").with(self.references.iter().cloned());
        for child in &self.upright {
            let mut child = child.clone();
            match &*child.name {
                "w:titlePg" if !first => continue,
                "w:pgNumType" if !first => child.attributes.retain(|(name, _)| name != "w:start"),
                "w:pgSz" if turned => turn_size(&mut child),
                "w:pgMar" if turned => turn_margins(&mut child),
                _ => {}
            }
            section = section.child(child);
        }
        section
    }
}

/// Paper, margins and the grid of lines (GB/T 9704-2012 5.2.3).
///
/// Not the grid of lines and characters: 28 characters of 16 pt are wider than the 156 mm they have to stand on, and where a
/// character is wider than its cell LibreOffice gives it two. The styles close the characters up instead.
fn upright(page: &PageMeasure) -> Vec<Element> {
    let size = Element::new("w:pgSz").attr("w:w", page.width.max(1)).attr("w:h", page.height.max(1));
    let margins = Element::new("w:pgMar")
        .attr("w:top", page.top)
        .attr("w:right", page.right)
        .attr("w:bottom", page.bottom)
        .attr("w:left", page.left)
        .attr("w:header", page.top / 2)
        .attr("w:footer", page.footer)
        .attr("w:gutter", 0);
    let columns = Element::new("w:cols").attr("w:space", 425);
    let grid = Element::new("w:docGrid").attr("w:type", "lines").attr("w:linePitch", page.line_pitch.max(1));
    vec![size, margins, columns, grid]
}

fn turn_size(size: &mut Element) {
    let (width, height) = (number(size, "w:w"), number(size, "w:h"));
    size.set("w:w", height);
    size.set("w:h", width);
    size.set("w:orient", "landscape");
}

/// Every margin turns with the sheet, whose left edge becomes the upper one (GB/T 9704-2012, 8); the page number keeps its
/// distance from the text, upright below it.
fn turn_margins(margins: &mut Element) {
    let [top, right, bottom, left] = ["w:top", "w:right", "w:bottom", "w:left"].map(|side| number(margins, side));
    let gutter = number(margins, "w:gutter");
    let footer = (number(margins, "w:footer") - (bottom.abs() - right)).max(0);
    let header = number(margins, "w:header").min(left / 2).max(0);
    let turned = [
        ("w:top", left + gutter),
        ("w:right", top.abs()),
        ("w:bottom", right),
        ("w:left", bottom.abs()),
        ("w:header", header),
        ("w:footer", footer),
        ("w:gutter", 0),
    ];
    for (name, value) in turned {
        margins.set(name, value);
    }
}

fn number(element: &Element, name: &str) -> i32 {
    element.attribute(name).and_then(|value| value.trim().parse::<i32>().ok()).unwrap_or(0).clamp(-31_680, 31_680)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::style::Style;

    #[test]
    fn a_turned_page_is_the_upright_one_turned() {
        let style = Style::gongwen().unwrap();
        let page = PageMeasure::new(&style);
        let mut relations = Relations::default();
        let sections = Sections::new(&page, None, false, &mut relations);
        let (upright, turned) = (sections.element(false, true), sections.element(true, false));
        let value = |section: &Element, child: &str, name: &str| number(section.find(child).unwrap(), name);
        assert_eq!(value(&turned, "w:pgSz", "w:w"), page.height);
        assert_eq!(value(&turned, "w:pgMar", "w:top"), page.left);
        let room = |section: &Element| {
            let margin = |side| value(section, "w:pgMar", side);
            (
                value(section, "w:pgSz", "w:w") - margin("w:left") - margin("w:right"),
                value(section, "w:pgSz", "w:h") - margin("w:top") - margin("w:bottom"),
            )
        };
        let (width, height) = room(&upright);
        assert_eq!(room(&turned), (height, width));
        let below = |section: &Element| value(section, "w:pgMar", "w:bottom") - value(section, "w:pgMar", "w:footer");
        assert_eq!(below(&turned), below(&upright), "the page number is as far from the text");
    }
}
