//! Workbooks that are embedded in other documents, which show one sheet of them.

use super::{xls_to_document, xlsx_to_document};
use crate::document::{Block, Document};
use crate::finding::{Error, Finding, Place, Warned, catalogue};
use crate::ooxml::{Ns, Package, PackageKind};

/// The table an embedded workbook shows: that of the sheet it was left at. Where that can't be told, those of all its sheets.
///
/// # Errors
/// As [`xlsx_to_document`] and [`xls_to_document`].
pub fn embedded_to_document(bytes: &[u8]) -> Result<Warned<Document>, Error> {
    let mut read = if bytes.starts_with(b"PK") { xlsx_to_document(bytes)? } else { xls_to_document(bytes)? };
    let Some(shown) = shown_sheet(bytes) else { return Ok(read) };
    let blocks = &mut read.value.blocks;
    if !blocks.iter().any(|block| sheet_of(block) == Some(&shown)) {
        return Ok(read);
    }
    let mut others: Vec<String> = Vec::new();
    blocks.retain(|block| {
        let is_shown = sheet_of(block) == Some(&shown);
        others.extend(sheet_of(block).filter(|_| !is_shown).map(str::to_owned));
        is_shown
    });
    if !others.is_empty() {
        let is_of_another = |finding: &Finding| match &finding.location().place {
            Some(Place::Sheet(sheet) | Place::SheetCell { sheet, .. }) => others.iter().any(|other| **other == **sheet),
            _ => false,
        };
        read.findings.retain(|finding| !is_of_another(finding));
        read.findings.push(catalogue::sheet::sheets_not_shown(others));
    }
    Ok(read)
}

/// The sheet a workbook was left at (§18.2.30), where it is a package that says so.
fn shown_sheet(bytes: &[u8]) -> Option<String> {
    let mut package = Package::open(bytes, PackageKind::Xlsx).ok()?;
    let main = package.main_part().to_owned();
    let xml = package.xml(&main).ok()??;
    let root = xml.root()?;
    let view = root.child(Ns::Sheet, "bookViews").and_then(|views| views.child(Ns::Sheet, "workbookView"));
    let active = match view.and_then(|view| view.attribute(Ns::None, "activeTab")) {
        Some(tab) => tab.trim().parse().ok()?,
        None => 0,
    };
    let sheet = root.child(Ns::Sheet, "sheets")?.children().filter(|e| e.is(Ns::Sheet, "sheet")).nth(active)?;
    sheet.attribute(Ns::None, "name").map(str::to_owned)
}

/// The sheet a table was read from.
fn sheet_of(block: &Block) -> Option<&str> {
    match block {
        Block::Table(grid) => match &grid.origin.0 {
            Some(Place::Sheet(name)) => Some(name),
            _ => None,
        },
        _ => None,
    }
}
