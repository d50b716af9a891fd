//! Changes in a workbook: in the cell itself, with a note and a ground of colour at it.

use super::change::Change;
use crate::annotate::{AnnotateOptions, xlsx::annotate_xlsx, xlsx::sheet_parts};
use crate::finding::{Error, Place, Warned, column_letters, terms};
use crate::ooxml::{Element, Extent, Ns, PackageEdit, PackageKind, Splice, Xml, attribute_range, escape_text};
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
    let mut has_formulas = false;
    for (name, part) in sheet_parts(&mut edit)? {
        let Some(xml) = edit.xml(&part)? else { continue };
        let Some(root) = xml.root() else { continue };
        has_formulas = has_formulas || root.descendants().any(|element| element.is(Ns::Sheet, "f"));
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
    // Sums passed over what was text.
    let became_number = |(change, is_made): (&Change, &bool)| *is_made && !change.is_of_blank() && change.is_number();
    if has_formulas && changes.iter().zip(&is_made).any(became_number) {
        calculate_when_opened(&mut edit, &main)?;
    }
    let (value, said) = edit.finish()?;
    let (mut made, mut not_made) = (Vec::new(), Vec::new());
    for (change, is_made) in changes.iter().zip(is_made) {
        match is_made {
            true => made.push(change.made(terms::DELETE_NOTE)),
            false => not_made.push(change.not_made()),
        }
    }
    let annotated = match made.is_empty() {
        true => Warned::clean(value),
        false => annotate_xlsx(&value, &made, options)?,
    };
    let mut findings = [made, not_made, said].concat();
    let value = annotated.unpack(&mut findings);
    Ok(Warned { value, findings })
}

/// What comes after the properties of calculation in a workbook (§18.2.27).
const AFTER_CALCULATION: &[&str] = &[
    "oleSize",
    "customWorkbookViews",
    "pivotCaches",
    "smartTagPr",
    "smartTagTypes",
    "webPublishing",
    "fileRecoveryPr",
    "webPublishObjects",
    "extLst",
    "AlternateContent",
];

/// Has the program that opens the workbook calculate its formulas anew (§18.2.2).
fn calculate_when_opened(edit: &mut PackageEdit<'_>, main: &str) -> Result<(), Error> {
    const FLAG: &str = "fullCalcOnLoad";
    let workbook = edit.required_xml(main)?;
    let damaged = || edit.fault(main, terms::SEEMS_DAMAGED);
    let root = workbook.root().ok_or_else(damaged)?;
    let mut splice = Splice::of(&workbook);
    match root.child(Ns::Sheet, "calcPr") {
        Some(properties) => {
            let extent = Extent::of(properties).ok_or_else(damaged)?;
            match attribute_range(workbook.source(), &extent, FLAG) {
                Some(value) => splice.replace(value, "1"),
                None => splice.insert(extent.whole.start + 1 + extent.name.len(), format!(" {FLAG}=\"1\"")),
            }
        }
        None => {
            let extent = Extent::of(root).ok_or_else(damaged)?;
            let markup = format!("<{}calcPr {FLAG}=\"1\"/>", extent.prefix());
            splice.insert_before(AFTER_CALCULATION, root, markup);
        }
    }
    let text = splice.finish();
    edit.put(main, text);
    Ok(())
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
    let is_number = change.is_number();
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
