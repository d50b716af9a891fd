//! What lies over the cells: charts, pictures, shapes, text boxes, comments. None of it becomes a table; all of it is named.

use super::findings::SheetFindings;
use super::look::Palette;
use super::text::{child, string_item_text};
use super::worksheet::address;
use crate::finding::{ANNOTATION_MARK, ANNOTATOR, Error, Finding, Term, catalogue, terms};
use crate::ooxml::{Element, Ns, Package, Relationships};

/// Names in findings what is drawn over a sheet and what is attached to its cells.
///
/// # Errors
/// `limit-exceeded` in one of the parts.
pub(super) fn drawings_to_findings(
    package: &mut Package<'_>,
    sheet_part: &str,
    findings: &mut SheetFindings,
) -> Result<(), Error> {
    let relationships = package.relationships(sheet_part)?;
    for part in parts(&relationships, "drawing") {
        let Some(xml) = package.xml(&part)? else { continue };
        for anchor in xml.root().into_iter().flat_map(Element::children) {
            name_anchor(anchor, findings);
        }
    }
    for part in parts(&relationships, "comments") {
        let Some(xml) = package.xml(&part)? else { continue };
        let list = xml.root().and_then(|root| child(root, "commentList"));
        let authors = xml.root().and_then(|root| child(root, "authors"));
        let authors: Vec<_> = authors.into_iter().flat_map(Element::children).map(Element::text).collect();
        for comment in list.into_iter().flat_map(Element::children) {
            let text =
                child(comment, "text").map(|item| string_item_text(item, &Palette::default()).text).unwrap_or_default();
            let place = comment.attribute(Ns::None, "ref").and_then(address);
            // What was said of the workbook is no part of it.
            let author = comment.attribute(Ns::None, "authorId").and_then(|at| authors.get(at.parse::<usize>().ok()?));
            if author.is_some_and(|author| author == ANNOTATOR) {
                continue;
            }
            let text = text.split_once(ANNOTATION_MARK).map_or(text.as_str(), |(theirs, _)| theirs.trim_end());
            say(catalogue::sheet::cell_comment_left_out(text), place, findings);
        }
    }
    for kind in ["oleObject", "package", "control", "image"] {
        for part in parts(&relationships, kind) {
            findings.on_sheet(catalogue::sheet::drawing_left_out(terms::EMBEDDED_OBJECT, part));
        }
    }
    Ok(())
}

fn parts(relationships: &Relationships, kind: &str) -> Vec<String> {
    relationships.parts_of_kind(kind).map(str::to_owned).collect()
}

fn say(finding: Finding, place: Option<(u32, u32)>, findings: &mut SheetFindings) {
    match place {
        Some((row, column)) => findings.on_cell(row, column, finding),
        None => findings.on_sheet(finding),
    }
}

/// One object and where it is tied to the sheet (ECMA-376 §20.5.2).
fn name_anchor(anchor: Element<'_>, findings: &mut SheetFindings) {
    let place = anchor.children().find(|e| e.name() == "from").and_then(|from| {
        let number = |name| from.children().find(|e| e.name() == name)?.text().trim().parse::<u32>().ok();
        Some((number("row")?.checked_add(1)?, number("col")?.checked_add(1)?))
    });
    let Some(kind) = anchor.descendants().find_map(kind_of) else { return };
    let named = anchor.descendants().find(|e| e.name() == "cNvPr");
    let attribute = |name| named.and_then(|e| e.attribute(Ns::None, name)).unwrap_or_default();
    let name = [attribute("name"), attribute("descr")].into_iter().filter(|n| !n.is_empty()).collect::<Vec<_>>();
    let lines = anchor
        .descendants()
        .filter(|e| e.is(Ns::Drawing, "p"))
        .map(|p| p.descendants().filter(|e| e.is(Ns::Drawing, "t")).map(|t| t.text().into_owned()).collect::<String>());
    let text = lines.filter(|line| !line.trim().is_empty()).collect::<Vec<_>>().join("\n");
    if text.is_empty() {
        say(catalogue::sheet::drawing_left_out(kind, name.join("，")), place, findings);
    } else {
        say(catalogue::sheet::text_box_left_out(text), place, findings);
    }
}

fn kind_of(element: Element<'_>) -> Option<&'static Term> {
    match element.name() {
        "chart" if element.ns() == Ns::Chart => Some(terms::CHART),
        "pic" => Some(terms::PICTURE),
        "sp" | "cxnSp" => Some(terms::SHAPE),
        "contentPart" | "relIds" => Some(terms::DIAGRAM),
        _ => None,
    }
}
