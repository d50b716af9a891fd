//! All text of a sheet's cells, without the reader's rules: what [`Account::missing_from`] holds the Document against. Numbers, dates
//! and truth values are not here: they are shown otherwise than they are stored, and read a second time ([`second`](super::second)).

use super::worksheet::address;
use crate::document::{Account, net_is_off};
use crate::finding::Place;
use crate::ooxml::{Element, Node, Ns};
use std::sync::Arc;

/// Adds the text of an XLSX sheet's cells, wherever in its XML they stand; `strings` are the shared ones.
pub(super) fn count_cells(root: Element<'_>, sheet: &str, strings: &[String], account: &mut Account) {
    if net_is_off() {
        return;
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
                    account.piece(passage, text.map_or("", String::as_str));
                }
            }
            Some("str" | "inlineStr") => {
                let passage = account.passage(place, true);
                account.piece(passage, &text_below(cell));
            }
            _ => {}
        }
    }
}

/// The text of a shared or inline string: all there is below it but formulas and phonetic guides (ECMA-376 §18.4.6; ODF 1.3 part 3, 6.4).
pub(super) fn text_below(element: Element<'_>) -> String {
    super::text::unescaped(&text_in(element))
}

fn text_in(element: Element<'_>) -> String {
    let mut text = String::new();
    add_text(element, &mut text);
    text
}

fn add_text(element: Element<'_>, text: &mut String) {
    for node in element.nodes() {
        match node {
            Node::Text(part) => text.push_str(part),
            Node::Element(child)
                if matches!(child.name(), "f" | "rPh" | "phoneticPr" | "rPr" | "extLst" | "ruby-text") => {}
            Node::Element(child) => add_text(child, text),
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
        let is_value = child.attribute(Ns::OdfOffice, "value-type").is_some_and(|kind| kind != "string");
        if SETTINGS.contains(&name) || is_value {
            continue;
        }
        if name == "p" {
            let passage = account.passage(None, true);
            account.piece(passage, &text_in(child));
        } else {
            count_open_document(child, account);
        }
    }
}
