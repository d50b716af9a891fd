//! Paragraphs and rows that are revised as wholes (ECMA-376 §17.13.5.15–20): their ends, too, are inserted or deleted, so that nothing
//! is left of them where that is rejected or accepted.
//!
//! In: finished elements in which all text that is revised stands in `w:ins` and `w:del`.

use super::markup::{Element, Node};

/// What of an element is revised.
enum Revised {
    /// There is nothing in it.
    Nothing,
    /// All of it, by this.
    Whole(Element),
    /// Some of it or none.
    Partly,
}

impl Revised {
    fn and(self, other: Revised) -> Revised {
        match (self, other) {
            (Revised::Nothing, one) | (one, Revised::Nothing) => one,
            (Revised::Whole(one), Revised::Whole(other)) if one.name == other.name => Revised::Whole(one),
            _ => Revised::Partly,
        }
    }

    fn all(parts: impl Iterator<Item = Revised>) -> Revised {
        parts.fold(Revised::Nothing, Revised::and)
    }
}

fn of_runs(parent: &Element) -> Revised {
    Revised::all(parent.elements().map(|child| match &*child.name {
        "w:pPr" | "w:bookmarkStart" | "w:bookmarkEnd" => Revised::Nothing,
        "w:ins" | "w:del" => Revised::Whole(Element { children: Vec::new(), ..child.clone() }),
        "w:hyperlink" => of_runs(child),
        _ => Revised::Partly,
    }))
}

fn of_row(row: &Element) -> Revised {
    let cells = row.elements().filter(|child| child.name == "w:tc");
    Revised::all(cells.flat_map(Element::elements).map(|child| match &*child.name {
        "w:tcPr" => Revised::Nothing,
        "w:p" => of_runs(child),
        _ => Revised::Partly,
    }))
}

/// The mark of a revision with an id of its own.
fn mark(mut like: Element, last: &mut u32) -> Node {
    *last += 1;
    like.set("w:id", *last);
    Node::Element(like)
}

/// Marks the end of a paragraph of which all is revised.
pub(super) fn revise_paragraph(paragraph: &mut Element, last: &mut Option<u32>) {
    let (Some(last), Revised::Whole(revision)) = (last, of_runs(paragraph)) else { return };
    let properties = child_at(paragraph, "w:pPr", |_| 0);
    // Before a section or a change of properties, behind all else (CT_PPr).
    let before = |properties: &Element| {
        let later = |node: &Node| matches!(node, Node::Element(e) if matches!(&*e.name, "w:sectPr" | "w:pPrChange"));
        properties.children.iter().position(later).unwrap_or(properties.children.len())
    };
    child_at(properties, "w:rPr", before).children.insert(0, mark(revision, last));
}

/// Marks the ends of the paragraphs of a cell, except for the last: a cell has one.
pub(super) fn revise_cell(cell: &mut Element, last: &mut Option<u32>) {
    let paragraphs = cell.elements().filter(|child| child.name == "w:p").count();
    cell.elements_mut()
        .filter(|child| child.name == "w:p")
        .take(paragraphs.saturating_sub(1))
        .for_each(|paragraph| revise_paragraph(paragraph, last));
}

/// Marks the rows of a table of which all is revised; where all rows with text in them are, those without text too.
pub(super) fn revise_rows(table: &mut Element, last: &mut Option<u32>) {
    let Some(last) = last else { return };
    let whole = Revised::all(table.elements().filter(|child| child.name == "w:tr").map(of_row));
    for row in table.elements_mut().filter(|child| child.name == "w:tr") {
        let revision = match (of_row(row), &whole) {
            (Revised::Whole(own), _) => own,
            (Revised::Nothing, Revised::Whole(all)) => all.clone(),
            _ => continue,
        };
        child_at(row, "w:trPr", |_| 0).children.push(mark(revision, last));
    }
}

/// The child of that name, made at that place where there is none.
fn child_at<'e>(parent: &'e mut Element, name: &'static str, place: impl Fn(&Element) -> usize) -> &'e mut Element {
    if parent.find(name).is_none() {
        let at = place(parent);
        parent.children.insert(at, Node::Element(Element::new(name)));
    }
    // It is there.
    parent.find_mut(name).unwrap_or_else(|| crate::internal::error(format!("{name} was just made")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn revised(markup: &str, revise: impl Fn(&mut Element, &mut Option<u32>)) -> String {
        let mut elements = Element::parse_all(markup.as_bytes()).unwrap();
        let mut out = String::new();
        revise(&mut elements[0], &mut Some(7));
        elements[0].write(&mut out);
        out
    }

    #[test]
    fn the_end_of_a_paragraph_goes_with_all_of_its_text() {
        let with = |runs: &str| format!("<w:p><w:pPr><w:pStyle w:val=\"a\"/></w:pPr>{runs}</w:p>");
        let (ins, del) = ("<w:ins w:id=\"1\" w:author=\"x\"><w:r/></w:ins>", "<w:del w:id=\"2\"><w:r/></w:del>");
        let marked = revised(&with(&format!("{ins}<w:hyperlink>{ins}</w:hyperlink>")), revise_paragraph);
        assert!(marked.contains("<w:rPr><w:ins w:id=\"8\" w:author=\"x\"/></w:rPr></w:pPr>"), "{marked}");
        for runs in [format!("{ins}<w:r/>"), format!("{ins}{del}"), String::new()] {
            assert_eq!(revised(&with(&runs), revise_paragraph), revised(&with(&runs), |_, _| ()));
        }
    }

    #[test]
    fn rows_go_with_all_of_their_text_and_a_cell_keeps_its_last_paragraph() {
        let (ins, row) =
            ("<w:p><w:ins w:id=\"1\"><w:r/></w:ins></w:p>", |cell: &str| format!("<w:tr><w:tc>{cell}</w:tc></w:tr>"));
        let rows = |table: &str| revised(table, revise_rows).matches("<w:trPr><w:ins").count();
        assert_eq!(rows(&format!("<w:tbl>{}{}</w:tbl>", row(ins), row("<w:p/>"))), 2, "a blank row among others");
        assert_eq!(rows(&format!("<w:tbl>{}{}{}</w:tbl>", row(ins), row("<w:p><w:r/></w:p>"), row("<w:p/>"))), 1);
        let cell = revised(&format!("<w:tc>{ins}{ins}</w:tc>"), revise_cell);
        assert_eq!(cell.matches("<w:pPr>").count(), 1, "{cell}");
    }
}
