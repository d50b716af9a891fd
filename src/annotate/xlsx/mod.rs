//! Workbooks: notes (ECMA-376 §18.7) and a ground of colour at cells.
//!
//! | file | what it does |
//! |---|---|
//! | `sheet` | what is said at the cells of a sheet, and where in its XML something goes |
//! | `notes` | the part of a sheet's notes |
//! | `shapes` | the boxes notes are shown in (part 4 §19), without which Excel shows none |
//! | `ground` | red where an error is, amber where a warning is: a conditional format that is always met |
//!
//! The ground is a conditional format so that no style of the user's cells is touched: taken away, the sheet is as it was, byte for byte.
//! A cell has but one note: where the user has one, the findings stand at its end.

mod ground;
mod notes;
mod shapes;
mod sheet;

use super::AnnotateOptions;
use super::remark::{Remarks, damaged, lines, listed_lines};
use crate::finding::{Error, Finding, Place, Warned, catalogue};
use crate::ooxml::{Element, Extent, Ns, PackageEdit, PackageKind, Relationships, Splice, Target};
use crate::read::sheet::address;
use ground::Grounds;
use sheet::{Address, Note, following};
use std::collections::BTreeMap;

/// A worksheet of the workbook.
struct Sheet {
    name: String,
    part: String,
    is_shown: bool,
}

/// A workbook with a note at each finding's cell.
///
/// # Errors
/// What opening it can't go on from; `not-editable` where it is damaged.
pub fn annotate_xlsx(
    bytes: &[u8],
    findings: &[Finding],
    options: &AnnotateOptions<'_>,
) -> Result<Warned<Vec<u8>>, Error> {
    let mut edit = PackageEdit::open(bytes, PackageKind::Xlsx)?;
    let main = edit.main_part();
    let workbook = edit.required_xml(&main)?;
    let root = workbook.root().ok_or_else(|| damaged(&main))?;
    let is_strict =
        Extent::of(root).is_some_and(|root| root.start_tag(workbook.source()).contains("purl.oclc.org/ooxml/"));
    let relationships = edit.relationships(&main)?;
    let sheets = sheets(root, &relationships);

    // By sheet and cell; what is of a sheet as a whole, or of none, is listed in its first cell.
    let at = |name: &str| sheets.iter().position(|sheet| sheet.name == name);
    let remarks = Remarks::of(findings, options, |finding| match finding.location().place.as_ref()? {
        Place::SheetCell { sheet, row, column } => Some((at(sheet)?, Some((*row, *column)))),
        Place::Sheet(sheet) => Some((at(sheet)?, None)),
        _ => None,
    });
    let mut said = Vec::new();
    let mut notes: Vec<BTreeMap<Address, Note>> = sheets.iter().map(|_| BTreeMap::new()).collect();
    let mut listed: Vec<Vec<&Finding>> = sheets.iter().map(|_| Vec::new()).collect();
    let first = sheets.iter().position(|sheet| sheet.is_shown).unwrap_or(0);
    match listed.get_mut(first) {
        Some(first) => first.extend(&remarks.listed),
        None if findings.is_empty() => {}
        None => said.push(catalogue::convert::nothing_to_annotate()),
    }
    for ((sheet, cell), found) in &remarks.placed {
        match (cell, notes.get_mut(*sheet), listed.get_mut(*sheet)) {
            (Some(cell), Some(notes), _) => {
                let severity = found.iter().map(|finding| finding.severity()).max();
                notes.insert(*cell, Note { lines: lines(found, options), severity });
            }
            (None, _, Some(listed)) => listed.extend(found),
            _ => {}
        }
    }
    let placeless = remarks.listed.iter().filter(|finding| finding.location().place.is_some()).count();
    said.extend((placeless > 0 && !sheets.is_empty()).then(|| catalogue::convert::findings_listed(placeless)));

    let mut grounds = Grounds::of(relationships.parts_of_kind("styles").next());
    for ((sheet, notes), listed) in sheets.iter().zip(notes).zip(listed) {
        let mut work = SheetWork { edit: &mut edit, part: &sheet.part, is_strict };
        work.annotate(notes, listed_lines(&listed, options), &mut grounds)?;
    }
    let (value, findings) = edit.finish()?;
    said.extend(findings);
    Ok(Warned { value, findings: said })
}

/// The names of a workbook's worksheets and the parts they stand in.
///
/// # Errors
/// `not-editable` where it is damaged.
pub fn sheet_parts(edit: &mut PackageEdit<'_>) -> Result<Vec<(String, String)>, Error> {
    let main = edit.main_part();
    let workbook = edit.required_xml(&main)?;
    let root = workbook.root().ok_or_else(|| damaged(&main))?;
    let relationships = edit.relationships(&main)?;
    Ok(sheets(root, &relationships).into_iter().map(|sheet| (sheet.name, sheet.part)).collect())
}

fn sheets(workbook: Element<'_>, relationships: &Relationships) -> Vec<Sheet> {
    let entries = workbook.child(Ns::Sheet, "sheets").into_iter().flat_map(Element::children);
    let sheet = |entry: Element<'_>| {
        let relationship = relationships.get(entry.attribute(Ns::R, "id")?)?;
        let Target::Part(part) = &relationship.target else { return None };
        (relationship.kind == "worksheet").then(|| Sheet {
            name: entry.attribute(Ns::None, "name").unwrap_or_default().to_owned(),
            part: part.clone(),
            is_shown: entry.attribute(Ns::None, "state").is_none_or(|state| state == "visible"),
        })
    };
    entries.filter_map(sheet).collect()
}

/// A sheet being annotated.
struct SheetWork<'e, 'a> {
    edit: &'e mut PackageEdit<'a>,
    part: &'e str,
    is_strict: bool,
}

impl SheetWork<'_, '_> {
    fn annotate(
        &mut self,
        found: BTreeMap<Address, Note>,
        listed: Vec<String>,
        grounds: &mut Grounds,
    ) -> Result<(), Error> {
        let Some(xml) = self.edit.xml(self.part)? else { return Ok(()) };
        let root = xml.root().ok_or_else(|| damaged(self.part))?;
        let relationships = self.edit.relationships(self.part)?;
        let mut notes = at_corners(found, &merged(root));
        let part = notes::NotesPart::open(self.edit, &relationships)?;
        // What nobody would see in a note is listed, too.
        let unseen: Vec<Address> = notes.keys().filter(|cell| part.is_thread(**cell)).copied().collect();
        let mut first = listed;
        first.extend(unseen.iter().filter_map(|cell| notes.get(cell)).flat_map(|note| note.lines.clone()));
        if !first.is_empty() {
            notes.entry((1, 1)).or_default().lines.splice(0..0, first);
        }
        if notes.is_empty() && !part.has_ours() {
            return Ok(());
        }
        let mut splice = Splice::of(&xml);
        grounds.put(self.edit, root, &notes, &mut splice)?;
        let boxes: Vec<(Address, usize)> =
            notes.iter().filter(|(cell, _)| !part.is_theirs(**cell)).map(|(cell, note)| (*cell, note.rows())).collect();
        let ours = part.ours();
        if let Some(name) = part.finish(self.edit, &notes)? {
            self.edit.relate(self.part, "comments", &name, self.is_strict)?;
        }
        if let Some(name) = shapes::put(self.edit, root, &relationships, &ours, &boxes)? {
            let id = self.edit.relate(self.part, "vmlDrawing", &name, self.is_strict)?;
            refer_to_shapes(root, &id, self.is_strict, &mut splice);
        }
        if !splice.is_idle() {
            let text = splice.finish();
            self.edit.put(self.part, text);
        }
        Ok(())
    }
}

/// The ranges of merged cells.
fn merged(root: Element<'_>) -> Vec<(Address, Address)> {
    let list = root.child(Ns::Sheet, "mergeCells").into_iter().flat_map(Element::children);
    let range = |cell: Element<'_>| {
        let (from, to) = cell.attribute(Ns::None, "ref")?.split_once(':')?;
        Some((address(from)?, address(to)?))
    };
    list.filter_map(range).collect()
}

/// What is said of a cell that is merged with others is said at the first of these, the only one that shows.
fn at_corners(found: BTreeMap<Address, Note>, merged: &[(Address, Address)]) -> BTreeMap<Address, Note> {
    let mut notes: BTreeMap<Address, Note> = BTreeMap::new();
    for ((row, column), note) in found {
        let holds = |((top, left), (bottom, right)): &&(Address, Address)| {
            (*top..=*bottom).contains(&row) && (*left..=*right).contains(&column)
        };
        let corner = merged.iter().find(holds).map_or((row, column), |(corner, _)| *corner);
        let at = notes.entry(corner).or_default();
        at.lines.extend(note.lines);
        at.severity = at.severity.max(note.severity);
    }
    notes
}

fn refer_to_shapes(root: Element<'_>, id: &str, is_strict: bool, splice: &mut Splice<'_>) {
    let Some(extent) = Extent::of(root) else { return };
    let (prefix, namespace) = (
        extent.prefix(),
        match is_strict {
            true => "http://purl.oclc.org/ooxml/officeDocument/relationships",
            false => "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        },
    );
    let markup = format!("<{prefix}legacyDrawing xmlns:r=\"{namespace}\" r:id=\"{id}\"/>");
    splice.insert_before(following("legacyDrawing"), root, markup);
}
