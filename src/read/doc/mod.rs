//! Word 97–2003 and WPS Writer ([MS-DOC]) → the parts of a Word document.
//!
//! In: a compound file. Out: WordprocessingML that says what the file says, read on by the reader of Word documents, which knows what is
//! seen, how lists are numbered and what is to be named. Stages: [`fib`] says where things are, [`text`] puts the characters together,
//! [`pages`] and [`sprm`] say how they look, [`styles`], [`character`] and [`paragraph`] resolve that, [`document`] has what stands at
//! which character, [`story`] and [`table`] write it down.
//!
//! # Coverage (sections of [MS-DOC]; each line is held by the tests named; `tests/old.rs` reads what LibreOffice saved of one Word file)
//!
//! | what | how it is read | held by |
//! |---|---|---|
//! | text in pieces 2.4.1, saved fast 2.9.177 | put together, with what was changed of a piece | `text::tests`, `sprm::tests` |
//! | styles 2.9.258, toggles 2.6.1 | chains, Word's own headings by number, styles of characters by name | `tests/old.rs` |
//! | looks: struck, raised, hidden, colours, grounds, symbols 2.6.1 | as `w:rPr` where they differ from the style | `tests/old.rs` |
//! | tables 2.4.3, 2.6.3, long lists elsewhere 2.6.2 | rows by their edges, cells joined both ways, tables in tables, lines across cells, vertical text, low rows; cells without a place are named | `paragraph::tests`, `tests/old.rs` |
//! | lists 2.9.131 | definitions of numbering | `tests/old.rs` |
//! | revisions 2.6.1 | `w:ins`, `w:del`, with author and time; of marks of paragraphs and rows, too | `tests/old.rs` |
//! | fields, bookmarks 2.8 | as in Word files | `.ci/drafts_witness.py` |
//! | notes, comments 2.8 | where they are called | `tests/old.rs` |
//! | text boxes 2.9.104, pictures [MS-ODRAW] | where they are anchored, in the line or floating 2.9.253, cut, hidden, filled; a picture that is not to be had is named, and so is an object | `drawing::tests`, `tests/old.rs` |
//! | headers, footers, sections 2.8.19, 2.8.26 | running text; paper and breaks | `.ci/drafts_witness.py` |
//! | title, author, date [MS-OLEPS] | core properties | `properties::tests` |
//! | compound files with broken tables | as far as they go, with a finding | `tests/mutated_old.rs` |
//!
//! Not read: embedded objects but for their picture, numbers of Word 6 (ANLD), changes to formatting, macros.

mod character;
mod document;
mod drawing;
mod fib;
mod lists;
mod pages;
mod paragraph;
mod properties;
mod sprm;
mod story;
mod styles;
mod table;
#[cfg(test)]
mod tests;
mod text;

use crate::finding::{Error, Finding, Place, Warned, catalogue::package, terms};
use crate::ooxml::{MAX_FILE_BYTES, OLE_MAGIC, compound_error, escape_attribute, looks_like};
use crate::read::WordDocumentParts;
use crate::read::compound::Compound;
use crate::read::word_parts::{Beside, Running};
use document::{CallKind, Streams, WordDocument};
use fib::{Fib, Part, Story};
use story::Teller;

/// The parts (name, bytes) of a Word document that says what the file says.
///
/// # Errors
/// `not-a-zip` of what is no compound file, `old-binary-format` of other compound files and of Word 6 and 95, `encrypted`,
/// `damaged-package`, `limit-exceeded`.
pub fn doc_to_parts(bytes: &[u8]) -> Result<Warned<WordDocumentParts>, Error> {
    if bytes.is_empty() {
        return Err(package::empty_file().into());
    }
    if bytes.len() as u64 > MAX_FILE_BYTES {
        return Err(package::limit_exceeded(terms::FILE_BYTES, MAX_FILE_BYTES, bytes.len()).into());
    }
    if !bytes.starts_with(&OLE_MAGIC) {
        return Err(package::not_a_zip("DOC", looks_like(bytes)).into());
    }
    let (file, fault) = Compound::open_as_far_as_it_goes(bytes).map_err(package::damaged_package)?;
    let mut findings: Vec<Finding> = fault.map(package::part_damaged).into_iter().collect();
    let mut stream = |name: &str| {
        let (stream, fault) = file.stream_as_far_as_it_goes(name).unwrap_or_default();
        findings.extend(fault.map(|fault| package::part_damaged(fault).at(Place::Part(name.to_owned()))));
        stream
    };
    if !file.contains("WordDocument") {
        return Err(compound_error(bytes));
    }
    let document = stream("WordDocument");
    let fib = Fib::read(&document)?;
    let table = stream(fib.table_name);
    let streams = Streams { document, table, data: stream("Data") };
    let summary = stream("\u{5}SummaryInformation");
    let document = WordDocument::read(fib, &streams)?;
    let mut teller = Teller::new(&document);
    teller.parts.properties = properties::core_properties(&summary);
    let (parts, mut named) = told(teller);
    findings.append(&mut named);
    Ok(Warned { value: parts, findings })
}

/// Everything the document says, as parts.
fn told(mut teller: Teller<'_>) -> (WordDocumentParts, Vec<Finding>) {
    let document = teller.document;
    teller.parts.styles = document.styles.markup(&document.fonts, &document.elsewhere);
    let lists = document.fib.part(document.table, Part::Lists);
    let uses = document.fib.part(document.table, Part::ListOverrides);
    teller.parts.numbering =
        lists::markup(lists, uses, document.fib.behind(document.table, Part::Lists), &document.fonts);
    for called in &document.called {
        let content = teller.blocks(called.characters.clone());
        let author = format!(" w:author=\"{}\"", escape_attribute(&called.author));
        let (kind, attributes) = match called.kind {
            CallKind::Footnote => (Beside::Footnote, ""),
            CallKind::Endnote => (Beside::Endnote, ""),
            CallKind::Comment => (Beside::Comment, author.as_str()),
        };
        teller.parts.add_beside(kind, attributes, &content);
    }
    for (is_header, characters) in document.running() {
        let kind = if is_header { Running::Header } else { Running::Footer };
        add_running(&mut teller, kind, characters);
    }
    add_running(&mut teller, Running::Header, document.running_boxes());
    let main = document.fib.characters(Story::Main);
    (teller.tables_begun, teller.is_in_body) = (0, true);
    let mut body = teller.blocks(main.clone());
    body.push_str(&teller.boxes_left());
    // The last section's properties stand at the end of the body.
    if let Some(section) = document.section_ends.get(&main.end) {
        body.push_str(section);
    }
    let findings = std::mem::take(&mut teller.findings);
    (teller.parts.into_parts(&body), findings)
}

fn add_running(teller: &mut Teller<'_>, kind: Running, characters: std::ops::Range<usize>) {
    if teller.document.text.says_something(characters.clone()) {
        let content = teller.blocks(characters);
        teller.parts.add_running(kind, content);
    }
}
