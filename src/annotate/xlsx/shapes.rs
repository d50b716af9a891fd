//! The boxes notes are shown in: VML (ECMA-376 part 4 §19), one shape a note.

use super::sheet::{Address, root_of};
use crate::annotate::remark::damaged;
use crate::finding::Error;
use crate::ooxml::{Element, Extent, Ns, PackageEdit, Relationships, Splice, Target, escape_attribute};
use crate::whole::counted;
use std::collections::BTreeSet;

const TYPE: &str = "application/vnd.openxmlformats-officedocument.vmlDrawing";
const NAMESPACES: [(&str, &str); 3] = [
    ("v", "urn:schemas-microsoft-com:vml"),
    ("o", "urn:schemas-microsoft-com:office:office"),
    ("x", "urn:schemas-microsoft-com:office:excel"),
];
/// The first number of a shape in the block that `o:idmap` gives a drawing.
const BLOCK: u32 = 1024;
const LAST_ROW: u32 = 1_048_575;
/// The most rows a box is high.
const HIGHEST: usize = 40;

/// Puts boxes for notes at these cells, with about so many rows, in the place of those for notes made before; the name of the part
/// where there was none.
pub(super) fn put(
    edit: &mut PackageEdit<'_>,
    sheet: Element<'_>,
    relationships: &Relationships,
    before: &BTreeSet<Address>,
    boxes: &[(Address, usize)],
) -> Result<Option<String>, Error> {
    let referred = sheet.child(Ns::Sheet, "legacyDrawing").and_then(|drawing| drawing.attribute(Ns::R, "id"));
    let target = referred.and_then(|id| relationships.get(id)).map(|relationship| &relationship.target);
    let there = match target {
        Some(Target::Part(name)) => edit.xml(name)?.map(|xml| (name.clone(), xml)),
        _ => None,
    };
    let Some((name, xml)) = there else {
        if boxes.is_empty() {
            return Ok(None);
        }
        let name = edit.free_name("xl/drawings/vmlDrawing", ".vml");
        let number: u32 = name.chars().filter(char::is_ascii_digit).collect::<String>().parse().unwrap_or(1);
        let shapes = shapes(boxes, number.saturating_mul(BLOCK), "");
        let bound: String = NAMESPACES.iter().map(|(prefix, uri)| format!(" xmlns:{prefix}=\"{uri}\"")).collect();
        edit.put(
            &name,
            format!(
                "<xml{bound}><o:shapelayout v:ext=\"edit\"><o:idmap v:ext=\"edit\" data=\"{number}\"/></o:shapelayout>{SHAPE_TYPE}{shapes}</xml>"
            ),
        );
        edit.declare(&name, TYPE, true)?;
        return Ok(Some(name));
    };
    let (root, extent) = root_of(&xml, &name)?;
    let mut splice = Splice::of(&xml);
    let mut last = block_of(root);
    for shape in root.children().filter(|child| child.is(Ns::Vml, "shape")) {
        if cell_of(shape).is_some_and(|cell| before.contains(&cell)) {
            splice.remove(Extent::of(shape).ok_or_else(|| damaged(&name))?.whole);
            continue;
        }
        let id = shape.attribute(Ns::None, "id").unwrap_or_default();
        let number = id.rsplit(|c: char| !c.is_ascii_digit()).next().and_then(|digits| digits.parse::<u32>().ok());
        last = last.max(number.filter(|number| *number < u32::MAX / 2).unwrap_or(0));
    }
    let tag = extent.start_tag(xml.source());
    let unbound = NAMESPACES.iter().filter(|(prefix, uri)| !tag.contains(&format!("xmlns:{prefix}=\"{uri}\"")));
    let bindings: String =
        unbound.map(|(prefix, uri)| format!(" xmlns:{prefix}=\"{}\"", escape_attribute(uri))).collect();
    let has_type = root
        .children()
        .any(|child| child.is(Ns::Vml, "shapetype") && child.attribute(Ns::None, "id") == Some("_x0000_t202"));
    let mut added = String::new();
    if !has_type && !boxes.is_empty() {
        added = SHAPE_TYPE.replacen("<v:shapetype", &format!("<v:shapetype{bindings}"), 1);
    }
    added.push_str(&shapes(boxes, last, &bindings));
    splice.insert_last(&extent, added);
    if !splice.is_idle() {
        let text = splice.finish();
        edit.put(&name, text);
    }
    Ok(None)
}

/// Where the numbers of a drawing's shapes begin.
fn block_of(root: Element<'_>) -> u32 {
    let block = root.descendants().find(|element| element.name() == "idmap").and_then(|map| {
        let data = map.attribute(Ns::Vml, "data")?;
        data.split(',').next()?.trim().parse::<u32>().ok()
    });
    block.unwrap_or(1).saturating_mul(BLOCK)
}

/// The cell a shape is the note of.
fn cell_of(shape: Element<'_>) -> Option<Address> {
    let data = shape.children().find(|child| child.name() == "ClientData")?;
    if data.attribute(Ns::None, "ObjectType") != Some("Note") {
        return None;
    }
    let number = |name| data.children().find(|child| child.name() == name)?.text().trim().parse::<u32>().ok();
    Some((number("Row")?.checked_add(1)?, number("Column")?.checked_add(1)?))
}

/// The type all shapes of notes are of.
const SHAPE_TYPE: &str = "<v:shapetype id=\"_x0000_t202\" coordsize=\"21600,21600\" o:spt=\"202\" path=\"m,l,21600r21600,l21600,xe\"><v:stroke joinstyle=\"miter\"/><v:path gradientshapeok=\"t\" o:connecttype=\"rect\"/></v:shapetype>";

/// Shapes of these numbers and on, right of their cells.
fn shapes(boxes: &[(Address, usize)], after: u32, bindings: &str) -> String {
    let shape = |(number, ((row, column), rows)): (u32, &(Address, usize))| {
        let (row, column) = (row.saturating_sub(1), column.saturating_sub(1));
        let (left, right) = (column + 1, column + 5);
        let top = row.saturating_sub(1);
        let bottom = (top + 2 + counted((*rows).min(HIGHEST))).min(LAST_ROW);
        format!(
            "<v:shape{bindings} id=\"_x0000_s{number}\" type=\"#_x0000_t202\" style=\"position:absolute;visibility:hidden\" fillcolor=\"#ffffe1\" o:insetmode=\"auto\"><v:fill color2=\"#ffffe1\"/><v:shadow on=\"t\" color=\"black\" obscured=\"t\"/><v:path o:connecttype=\"none\"/><v:textbox style=\"mso-direction-alt:auto\"><div style=\"text-align:left\"></div></v:textbox><x:ClientData ObjectType=\"Note\"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{left}, 15, {top}, 4, {right}, 15, {bottom}, 4</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
        )
    };
    (after.saturating_add(1)..).zip(boxes).map(shape).collect()
}
