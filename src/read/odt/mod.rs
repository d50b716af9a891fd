//! OpenDocument text (ODF 1.3 part 3), in a package or flat → the parts of a Word document.
//!
//! In: the bytes of an `.odt`, `.ott` or `.fodt`. Out: WordprocessingML that says what the file says ([`WordParts`]): what is seen, which
//! changes hold and what is a heading is judged by the reader of Word documents. [`style`] and [`look`] resolve styles, [`list`] is the
//! numbering, [`body`] the blocks, [`line`] the inside of paragraphs, [`table`] and [`frame`] what their names say.
//!
//! | what | how it is read |
//! |---|---|
//! | common styles of paragraphs | styles of the Word document; automatic ones as direct formatting, as far as they differ |
//! | text properties, western and Asian | run properties, in runs of one script where the two differ |
//! | headings, outline numbering, lists | outline levels; numbering that prints the same labels |
//! | tracked changes | insertions and deletions, within and across paragraphs |
//! | notes, annotations | notes, comments |
//! | hidden text, paragraphs, sections, rows, columns | hidden text |
//! | tables, merged, nested, repeated; lines across cells, vertical text | tables |
//! | frames, shapes | pictures, in the line or floating; text boxes |
//! | formulas, charts | their text; the table of their data in a text box |
//! | contents lists | content controls that say so |
//! | headers and footers | headers and footers |
//! | forms' controls, where they are drawn | what they show: the text, the choice, ☑ and ☐, the label |
//! | embedded sheets, texts, drawings | the table that is shown; their text in a text box |
//!
//! Not read: scripts, changes of formatting, DDE.

mod body;
mod change;
mod form;
mod frame;
mod line;
mod list;
mod look;
mod style;
mod table;
#[cfg(test)]
mod tests;
mod typed;

use super::word_parts::{CoreProperties, Running, WordParts};
use crate::finding::{Error, Finding, Value, Warned, catalogue::package, terms};
use crate::ooxml::{Element, MAX_FILE_BYTES, Ns, Package, PackageKind, Xml};
use crate::read::WordDocumentParts;
use body::Writer;
use list::Lists;
use std::collections::{BTreeMap, BTreeSet};
use style::Sheet;

/// Headers beyond this many stand in one part, and so do footers: each part has relationships of its own. All are named, as all
/// running text is.
const MAX_RUNNING: usize = 8;

/// The parts (name, bytes) of a Word document that says what the file says.
///
/// # Errors
/// What [`Package::open`] says of files that are no such package, `wrong-package` for other kinds of OpenDocument,
/// `main-part-missing` without a text, `limit-exceeded`.
pub fn odt_to_parts(bytes: &[u8]) -> Result<Warned<WordDocumentParts>, Error> {
    if bytes.len() as u64 > MAX_FILE_BYTES {
        return Err(package::limit_exceeded(terms::FILE_BYTES, MAX_FILE_BYTES, bytes.len()).into());
    }
    if !is_flat(bytes) {
        let mut package = Package::open(bytes, PackageKind::Odt)?;
        let main = package.main_part().to_owned();
        let content = package.xml(&main)?.ok_or_else(|| package::main_part_missing(main))?;
        let styles = package.xml("styles.xml")?;
        let meta = package.xml("meta.xml")?;
        let mut findings = package.take_findings();
        let roots = [styles.as_ref(), meta.as_ref(), Some(&content)];
        let roots: Vec<Element<'_>> = roots.into_iter().flatten().filter_map(Xml::root).collect();
        let mut read = roots_to_parts(&roots, Some(&mut package))?;
        findings.append(&mut package.take_findings());
        findings.append(&mut read.findings);
        return Ok(Warned { value: read.value, findings });
    }
    let xml = Xml::parse(bytes.to_vec())?;
    let broken = xml.broken().map(|cause| package::xml_breaks_off(Value::foreign(cause)));
    let roots: Vec<Element<'_>> = xml.root().into_iter().collect();
    let mut read = roots_to_parts(&roots, None)?;
    read.findings.splice(0..0, broken);
    Ok(read)
}

/// Whether a file is XML, in whatever encoding, and no package.
fn is_flat(bytes: &[u8]) -> bool {
    let mut bytes = bytes.iter().copied().filter(|b| !matches!(b, 0 | 0xEF | 0xBB | 0xBF | 0xFE | 0xFF));
    bytes.find(|b| !b.is_ascii_whitespace()) == Some(b'<')
}

fn roots_to_parts(
    roots: &[Element<'_>],
    package: Option<&mut Package<'_>>,
) -> Result<Warned<WordDocumentParts>, Error> {
    let bodies = roots.iter().filter_map(|root| root.child(Ns::OdfOffice, "body"));
    let content = bodies.flat_map(Element::children).find(|e| e.ns() == Ns::OdfOffice);
    let Some(text) = content.filter(|content| content.name() == "text") else {
        return Err(match content.map(Element::name) {
            Some("spreadsheet") => package::wrong_package("ODT", "ODS"),
            Some("presentation") => package::wrong_package("ODT", "ODP"),
            Some("drawing") => package::wrong_package("ODT", "ODG"),
            Some(_) => package::wrong_package("ODT", "ODF"),
            None => package::main_part_missing("office:text"),
        }
        .into());
    };
    let (mut sheet, mut lists) = (Sheet::default(), Lists::default());
    roots.iter().for_each(|root| sheet.add(*root));
    roots.iter().for_each(|root| lists.add(*root, &mut sheet));
    let mut word = WordParts::default();
    word.properties = properties(roots);
    let changes = changed_regions(roots);
    let (mut body, mut findings) = (String::new(), Vec::<Finding>::new());
    let mut writer = Writer::new(&mut sheet, &mut lists, &mut word, changes, package);
    writer.document(text, &mut body)?;
    let used = std::mem::take(&mut writer.masters);
    let running = running(roots, &used, &mut writer)?;
    findings.append(&mut writer.findings);
    for (kind, content) in running {
        word.add_running(kind, content);
    }
    word.styles = sheet.to_markup();
    word.numbering = lists.into_markup();
    Ok(Warned { value: word.into_parts(&body), findings })
}

/// The changes of the text, and of headers and footers, by their ids (`text:tracked-changes`, 5.5.1).
fn changed_regions<'x>(roots: &[Element<'x>]) -> BTreeMap<&'x str, Element<'x>> {
    let regions = roots.iter().flat_map(|root| root.descendants()).filter(|e| e.is(Ns::OdfText, "changed-region"));
    let mut changes = BTreeMap::new();
    for region in regions {
        let Some(change) = region.children().find(|e| e.ns() == Ns::OdfText) else { continue };
        for id in region.attributes().filter(|a| a.name == "id") {
            changes.entry(id.value).or_insert(change);
        }
    }
    changes
}

/// What is known of the document (part 3, 4.3).
fn properties(roots: &[Element<'_>]) -> CoreProperties {
    let metas = || roots.iter().filter_map(|root| root.child(Ns::OdfOffice, "meta"));
    let text = |names: &[&str]| {
        let found = names.iter().find_map(|name| metas().flat_map(Element::children).find(|e| e.name() == *name))?;
        Some(found.text().trim().to_owned()).filter(|text| !text.is_empty())
    };
    CoreProperties {
        title: text(&["title"]),
        author: text(&["initial-creator", "creator"]),
        created: text(&["creation-date"]).map(zoned),
    }
}

/// OpenDocument's dates have no zone; those of Word have one.
fn zoned(mut date: String) -> String {
    if let Some(point) = date.find('.') {
        date.truncate(point);
    }
    if date.len() == 19 { date + "Z" } else { date }
}

/// The headers and footers of the master pages that are used; of each text one.
fn running(
    roots: &[Element<'_>],
    used: &BTreeSet<String>,
    writer: &mut Writer<'_, '_, '_>,
) -> Result<Vec<(Running, String)>, Error> {
    let mut parts: Vec<(Running, String)> = Vec::new();
    let mut said = BTreeSet::new();
    let groups = roots.iter().flat_map(|root| root.children()).filter(|e| e.is(Ns::OdfOffice, "master-styles"));
    let pages: Vec<Element<'_>> =
        groups.flat_map(Element::children).filter(|e| e.is(Ns::OdfStyle, "master-page")).collect();
    let is_used = |page: &&Element<'_>| {
        page.attribute(Ns::OdfStyle, "name").is_some_and(|name| name == "Standard" || used.contains(name))
    };
    for part in pages.iter().filter(is_used).flat_map(|page| page.children()) {
        let kind = match (part.ns(), part.name()) {
            (_, "header" | "header-left" | "header-first") => Running::Header,
            (_, "footer" | "footer-left" | "footer-first") => Running::Footer,
            _ => continue,
        };
        if part.attribute(Ns::OdfStyle, "display") == Some("false") {
            continue;
        }
        let mut content = String::new();
        writer.apart(part, &mut content)?;
        if !said.insert(content.clone()) {
            continue;
        }
        let same = parts.iter_mut().rev().find(|(other, _)| *other == kind);
        match same.filter(|_| said.len() > MAX_RUNNING) {
            Some((_, last)) => last.push_str(&content),
            None => parts.push((kind, content)),
        }
    }
    Ok(parts)
}
