//! All text of a sheet's cells, without the reader's rules: what [`Account::missing_from`] holds the Document against. Numbers, dates
//! and truth values are not here: they are shown otherwise than they are stored, and read a second time ([`second`](super::second)).

use super::spent::MAX_RUNS;
use super::worksheet::address;
use super::{MAX_PLACES, MAX_TEXT_BYTES};
use crate::document::{Account, net_is_off};
use crate::finding::{Error, Place, catalogue::package, terms};
use crate::ooxml::{Element, Node, Ns};
use std::sync::Arc;

/// The most pieces of text: a run each, and one for each cell.
// A constant far below what a `usize` holds anywhere.
#[allow(clippy::cast_possible_truncation)]
const MOST_PIECES: usize = MAX_RUNS + MAX_PLACES as usize;

/// Adds the text of an XLSX sheet's cells, wherever in its XML they stand; `strings` are the shared ones.
///
/// # Errors
/// `limit-exceeded` where the cells of all sheets have more than [`MAX_TEXT_BYTES`] of text, or it is in too many runs.
pub(super) fn count_cells(
    root: Element<'_>,
    sheet: &str,
    strings: &[Vec<String>],
    account: &mut Account,
) -> Result<(), Error> {
    if net_is_off() {
        return Ok(());
    }
    let sheet: Arc<str> = sheet.into();
    for cell in root.descendants().filter(|element| element.name() == "c") {
        let place = cell.attribute(Ns::None, "r").and_then(address);
        let place = place.map(|(row, column)| Place::SheetCell { sheet: sheet.clone(), row, column });
        match cell.attribute(Ns::None, "t") {
            Some("s") => {
                let index = cell.children().find(|child| child.name() == "v").map(|v| v.text().trim().parse::<usize>());
                if let Some(Ok(text)) = index.map(|index| index.map(|index| strings.get(index))) {
                    let passage = account.passage(place, true);
                    for run in text.into_iter().flatten() {
                        account.piece(passage, run);
                    }
                }
            }
            Some("str" | "inlineStr") => {
                let passage = account.passage(place, true);
                for run in runs_below(cell) {
                    account.piece(passage, &run);
                }
            }
            _ => {}
        }
        // One rich string may be named by thousands of cells, and each of its runs is a piece.
        if account.pieces() > MOST_PIECES {
            return Err(package::limit_exceeded(terms::RUNS, MOST_PIECES, account.pieces()).into());
        }
        if account.length() > MAX_TEXT_BYTES {
            let limit = terms::TEXT_OF_WORKBOOK;
            return Err(package::limit_exceeded(limit, MAX_TEXT_BYTES, account.length()).into());
        }
    }
    Ok(())
}

/// The text of a shared or inline string, run by run: all there is below it but formulas and phonetic guides (ECMA-376 §18.4.6; ODF 1.3
/// part 3, 6.4). Each run counts on its own: one that no person sees is quoted apart from the others.
pub(super) fn runs_below(element: Element<'_>) -> Vec<String> {
    let mut runs = Vec::new();
    add_runs(element, &mut runs);
    runs.iter().map(|run| super::text::unescaped(run)).collect()
}

fn add_runs<'x>(element: Element<'x>, runs: &mut Vec<&'x str>) {
    for node in element.nodes() {
        match node {
            Node::Text(part) => runs.push(part),
            Node::Element(child)
                if matches!(child.name(), "f" | "rPh" | "phoneticPr" | "rPr" | "extLst" | "ruby-text") => {}
            Node::Element(child) => add_runs(child, runs),
        }
    }
}

/// Parts of an OpenDocument spreadsheet that are no text of a cell: settings, and what was deleted.
const SETTINGS: [&str; 9] = [
    "tracked-changes",
    "calculation-settings",
    "content-validations",
    "label-ranges",
    "named-expressions",
    "database-ranges",
    "data-pilot-tables",
    "forms",
    "dde-links",
];

/// Adds the text of an OpenDocument spreadsheet, wherever it stands; that of cells which hold a value is another print of it.
pub(super) fn count_open_document(spreadsheet: Element<'_>, account: &mut Account) {
    if net_is_off() {
        return;
    }
    for node in spreadsheet.nodes() {
        let child = match node {
            Node::Element(child) => child,
            Node::Text(text) => {
                let passage = account.passage(None, true);
                account.piece(passage, text);
                continue;
            }
        };
        let name = child.name();
        // Who commented, and when, is said of the comment.
        if child.ns() != Ns::OdfText && matches!(name, "date" | "creator" | "creator-initials" | "date-string") {
            continue;
        }
        let is_value = child.attribute(Ns::OdfOffice, "value-type").is_some_and(|kind| kind != "string");
        if SETTINGS.contains(&name) || is_value {
            continue;
        }
        if name == "p" {
            let passage = account.passage(None, true);
            // Each run on its own: one that no person sees is quoted apart from the others.
            let mut runs = Vec::new();
            add_runs(child, &mut runs);
            for run in runs {
                account.piece(passage, run);
            }
        } else {
            count_open_document(child, account);
        }
    }
}
