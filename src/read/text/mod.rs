//! Plain text → Document: what was copied from a page, saved from a mail or typed.
//!
//! In: bytes in any encoding. Out: a paragraph a line, blank ones too, with the line as its place. What the reader covers:
//!
//! | | |
//! |---|---|
//! | lines | LF, CRLF, CR, and the line and paragraph separators of Unicode; a form feed is a page break |
//! | a text that stands in one line | parted where it has spaces, said ([`single`]) |
//! | wrapped lines | joined to paragraphs again, said ([`wrap`]) |
//! | what a web page has round its text | left out, said; the day and source it states are [`Publication`] |
//! | indents | left out; a line far from the left is centred above the text, to the right below it |
//! | tabs, vertical bars | stay: lines of a table are for recognition to tell |
//!
//! It knows nothing of reports, nor of tables.

mod line;
mod single;
mod wrap;

use super::chrome::{self, Furniture};
use super::encoding::bytes_to_text;
use crate::document::{Account, Alignment, Block, Break, Document, Paragraph, Properties, Publication};
use crate::finding::{Error, Finding, Origin, Place, Warned, catalogue, terms};
use line::{Joined, Line, MAX_LINES};

/// The largest text read, bytes.
pub const MAX_BYTES: usize = 32 << 20;

/// Reads plain text.
///
/// # Errors
/// `empty-file`, `not-text`; `limit-exceeded` beyond [`MAX_BYTES`] or the most lines.
pub fn text_to_document(bytes: &[u8]) -> Result<Warned<Document>, Error> {
    let mut findings = Vec::new();
    let text = decoded(bytes, &mut findings)?;
    let lines = lines_of(&text)?;
    let mut account = Account::default();
    for line in &lines {
        let passage = account.passage(Some(line.place()), false);
        account.piece(passage, line.text);
    }
    let lines = single::parted(lines, &mut findings);
    let (lines, publication) = without_furniture(lines, &mut findings);
    let paragraphs = wrap::join(&lines, &mut findings);
    let blocks = to_blocks(paragraphs);
    let properties = Properties { publication, ..Properties::default() };
    findings.extend(account.missing_from(Account::of_blocks(&blocks, true), &findings));
    Ok(Warned { value: Document { blocks, properties, ..Document::default() }, findings })
}

/// Whether a text is wholly a table of values set apart by tabs: there is one in each of its lines, and more than one line.
#[must_use]
pub fn is_tab_table(bytes: &[u8]) -> bool {
    let Some(text) = Some(bytes).filter(|bytes| bytes.len() <= MAX_BYTES && bytes.contains(&b'\t')) else {
        return false;
    };
    let text = bytes_to_text(text, None, &mut Vec::new());
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    lines.clone().nth(1).is_some() && lines.all(|line| line.contains('\t'))
}

fn decoded(bytes: &[u8], findings: &mut Vec<Finding>) -> Result<String, Error> {
    if bytes.is_empty() {
        return Err(catalogue::package::empty_file().into());
    }
    if bytes.len() > MAX_BYTES {
        return Err(catalogue::package::limit_exceeded(terms::FILE_BYTES, MAX_BYTES, bytes.len()).into());
    }
    let text = bytes_to_text(bytes, None, findings);
    if text.contains('\0') {
        return Err(catalogue::sheet::not_text().into());
    }
    Ok(text)
}

/// The lines of a text.
fn lines_of(text: &str) -> Result<Vec<Line<'_>>, Error> {
    let mut lines: Vec<Line<'_>> = Vec::new();
    let (mut rest, mut number, mut begins_page) = (text, 1u32, false);
    while !rest.is_empty() {
        if lines.len() >= MAX_LINES {
            return Err(catalogue::package::limit_exceeded(terms::LINES, MAX_LINES, format!("> {MAX_LINES}")).into());
        }
        let end = rest.find(['\n', '\r', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}']).unwrap_or(rest.len());
        let (line, after) = rest.split_at(end);
        lines.push(Line { number, column: 1, text: line, begins_page });
        begins_page = after.starts_with('\u{c}');
        number += u32::from(!begins_page);
        let mark = after.chars().next().map_or(0, char::len_utf8);
        rest = after.strip_prefix("\r\n").or_else(|| after.get(mark..)).unwrap_or_default();
    }
    Ok(lines)
}

/// The lines without those that a web page has round its text, and what they say of it.
fn without_furniture<'t>(lines: Vec<Line<'t>>, findings: &mut Vec<Finding>) -> (Vec<Line<'t>>, Publication) {
    let texts: Vec<&str> = lines.iter().map(|line| line.text).collect();
    let known = chrome::of_lines(&texts);
    let mut publication = Publication::default();
    let (mut left_out, mut place): (Vec<&str>, Option<Place>) = (Vec::new(), None);
    let mut kept = Vec::with_capacity(lines.len());
    for (line, known) in lines.into_iter().zip(known) {
        let Some(Furniture { published, source, .. }) = known else {
            kept.push(line);
            continue;
        };
        publication.date = publication.date.or(published);
        publication.source = publication.source.take().or(source);
        place = place.or_else(|| Some(line.place()));
        left_out.push(line.text.trim());
    }
    if let Some(place) = place {
        findings.push(catalogue::page::page_chrome_left_out(left_out.join(" ")).at(place));
    }
    (kept, publication)
}

/// Paragraphs as blocks: those far from the left are centred above the running text, and end at the right below it.
fn to_blocks(paragraphs: Vec<Joined>) -> Vec<Block> {
    const CENTRED: usize = 6;
    const AT_END: usize = 12;
    let first_text = paragraphs.iter().position(|p| chrome::is_running(&p.text)).unwrap_or(0);
    let last_text = paragraphs.iter().rposition(|p| chrome::is_running(&p.text)).unwrap_or(paragraphs.len());
    let mut blocks = Vec::with_capacity(paragraphs.len());
    for (index, paragraph) in paragraphs.into_iter().enumerate() {
        if paragraph.begins_page {
            blocks.push(Block::Break(Break::Page));
        }
        let is_line = !paragraph.is_wrapped && paragraph.text.chars().any(char::is_alphabetic);
        let align = match paragraph.indent {
            CENTRED.. if is_line && index < first_text => Alignment::Center,
            AT_END.. if is_line && index > last_text => Alignment::End,
            _ => Alignment::Start,
        };
        let origin = Origin::at(paragraph.place);
        blocks.push(Block::Paragraph(Paragraph { align, origin, ..Paragraph::plain(paragraph.text) }));
    }
    blocks
}

#[cfg(test)]
mod tests;
