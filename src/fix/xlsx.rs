//! Changes in a workbook: in the cell itself, with a note and a ground of colour at it.

use super::change::Change;
use crate::annotate::{AnnotateOptions, xlsx::annotate_xlsx, xlsx::sheet_parts};
use crate::finding::{Error, Finding, Place, Warned, column_letters, terms};
use crate::ooxml::{Element, Extent, Ns, PackageEdit, PackageKind, Splice, Xml, escape_text};
use crate::read::sheet::address;

/// A workbook with changes made in it.
///
/// # Errors
/// What opening it can't go on from; `not-editable` where it is damaged.
pub fn fix_xlsx(bytes: &[u8], changes: &[Change], options: &AnnotateOptions<'_>) -> Result<Warned<Vec<u8>>, Error> {
    let mut edit = PackageEdit::open(bytes, PackageKind::Xlsx)?;
    let main = edit.main_part();
    let workbook_relationships = edit.relationships(&main)?;
    let shared = match workbook_relationships.parts_of_kind("sharedStrings").next() {
        Some(part) => edit.xml(part)?,
        None => None,
    };
    let mut is_made = vec![false; changes.len()];
    for (name, part) in sheet_parts(&mut edit)? {
        let Some(xml) = edit.xml(&part)? else { continue };
        let Some(root) = xml.root() else { continue };
        let mut splice = Splice::of(&xml);
        for (change, is_made) in changes.iter().zip(&mut is_made) {
            let Place::SheetCell { sheet, row, column } = &change.place else { continue };
            if **sheet == *name {
                *is_made = replace(root, (*row, *column), change, shared.as_ref(), &mut splice).is_some();
            }
        }
        if !splice.is_idle() {
            let text = splice.finish();
            edit.put(&part, text);
        }
    }
    let (value, mut said) = edit.finish()?;
    let outcome = |(change, is_made): (&Change, &bool)| match is_made {
        true => change.made(terms::DELETE_NOTE),
        false => change.not_made(),
    };
    let findings: Vec<Finding> = changes.iter().zip(&is_made).map(outcome).collect();
    let (made, not_made): (Vec<Finding>, Vec<Finding>) =
        findings.into_iter().zip(is_made).fold((Vec::new(), Vec::new()), |mut both, (finding, is_made)| {
            if is_made {
                both.0.push(finding)
            } else {
                both.1.push(finding)
            }
            both
        });
    let mut findings = made.clone();
    findings.extend(not_made);
    if made.is_empty() {
        findings.append(&mut said);
        return Ok(Warned { value, findings });
    }
    let annotated = annotate_xlsx(&value, &made, options)?;
    findings.append(&mut said);
    let value = annotated.unpack(&mut findings);
    Ok(Warned { value, findings })
}

/// Makes a change in a cell; `None` where it holds something else, or a formula.
fn replace(
    sheet: Element<'_>,
    cell: (u32, u32),
    change: &Change,
    shared: Option<&Xml>,
    splice: &mut Splice<'_>,
) -> Option<()> {
    let data = sheet.child(Ns::Sheet, "sheetData")?;
    let number = |row: Element<'_>| row.attribute(Ns::None, "r")?.parse::<u32>().ok();
    let row = data.children().find(|row| number(*row) == Some(cell.0))?;
    let at = |element: Element<'_>| element.attribute(Ns::None, "r").and_then(address);
    if row.children().any(|element| at(element).is_none()) {
        return None;
    }
    let row_extent = Extent::of(row)?;
    let reference = format!("{}{}", column_letters(cell.1), cell.0);
    let prefix = row_extent.prefix();
    let is_number = change.new.bytes().all(|b| b.is_ascii_digit());
    let content = match is_number {
        true => format!("<{prefix}v>{}</{prefix}v>", change.new),
        false => format!("<{prefix}is><{prefix}t>{}</{prefix}t></{prefix}is>", escape_text(&change.new)),
    };
    let kind = if is_number { "" } else { " t=\"inlineStr\"" };
    let markup = |style: String| format!("<{prefix}c r=\"{reference}\"{style}{kind}>{content}</{prefix}c>");
    let Some(element) = row.children().find(|element| at(*element) == Some(cell)) else {
        if !change.old.is_empty() {
            return None;
        }
        match row.children().find(|element| at(*element).is_some_and(|(_, column)| column > cell.1)) {
            Some(next) => splice.insert(next.offset(), markup(String::new())),
            None => splice.insert_last(&row_extent, markup(String::new())),
        }
        return Some(());
    };
    if element.child(Ns::Sheet, "f").is_some() || !change.replaces(&text_of(element, shared)?) {
        return None;
    }
    let style = element.attribute(Ns::None, "s").map_or(String::new(), |style| format!(" s=\"{style}\""));
    splice.replace(Extent::of(element)?.whole, markup(style));
    Some(())
}

/// What a cell says, as it is stored.
fn text_of(cell: Element<'_>, shared: Option<&Xml>) -> Option<String> {
    let value = || cell.child(Ns::Sheet, "v").map(|value| value.text().into_owned()).unwrap_or_default();
    match cell.attribute(Ns::None, "t") {
        Some("s") => {
            let index: usize = value().trim().parse().ok()?;
            let item = shared?.root()?.children().filter(|item| item.is(Ns::Sheet, "si")).nth(index)?;
            Some(text_in(item))
        }
        Some("inlineStr") => cell.child(Ns::Sheet, "is").map(text_in),
        None | Some("n" | "str") => Some(value()),
        Some(_) => None,
    }
}

/// The text of a string item: its runs, readings aside.
fn text_in(item: Element<'_>) -> String {
    let mut text = String::new();
    item.walk(|element| {
        if element.is(Ns::Sheet, "t") {
            text.push_str(&element.text());
        }
        element.name() != "rPh"
    });
    text
}
