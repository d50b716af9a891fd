//! What a sheet says to who fills in a cell, once it is chosen: the input messages of data validation. None of it becomes a table; all
//! of it is named, for it may say what the figures are counted in.

use super::findings::SheetFindings;
use super::seen::runs_below;
use super::worksheet::address;
use crate::finding::{Finding, catalogue};
use crate::ooxml::{Element, Ns};
use std::collections::{BTreeMap, BTreeSet};

/// The input messages of a sheet, each named once.
#[derive(Default)]
pub(super) struct InputMessages(BTreeSet<String>);

impl InputMessages {
    /// Names the message of a `dataValidation` (ECMA-376 §18.3.1.32), or of one that extends it (MS-XLSX §2.6.30).
    pub(super) fn read(&mut self, validation: Element<'_>, findings: &mut SheetFindings) {
        let attribute = |name: &str| validation.attribute(Ns::None, name).unwrap_or_default();
        if !matches!(attribute("showInputMessage"), "1" | "true") {
            return;
        }
        let range = match attribute("sqref") {
            "" => {
                validation.children().find(|e| e.name() == "sqref").map(|e| e.text().into_owned()).unwrap_or_default()
            }
            range => range.to_owned(),
        };
        let place = range.split([' ', ':']).next().and_then(address);
        self.name((attribute("promptTitle"), attribute("prompt")), place, findings);
    }

    /// Names a message by its title and text, at the first cell it is for.
    pub(super) fn name(&mut self, message: (&str, &str), place: Option<(u32, u32)>, findings: &mut SheetFindings) {
        let Some(text) = text_of(message).filter(|text| self.0.insert(text.clone())) else { return };
        let finding = left_out(text);
        match place {
            Some((row, column)) => findings.on_cell(row, column, finding),
            None => findings.on_sheet(finding),
        }
    }
}

/// The messages of an OpenDocument spreadsheet by the names of their validations (ODF 1.3 part 3, 9.4.5).
pub(super) fn of_open_document(spreadsheet: Element<'_>) -> BTreeMap<String, String> {
    let lists = spreadsheet.children().filter(|e| e.is(Ns::OdfTable, "content-validations"));
    let said = lists.flat_map(Element::children).filter_map(|validation| {
        let message = validation.child(Ns::OdfTable, "help-message")?;
        if message.attribute(Ns::OdfTable, "display") != Some("true") {
            return None;
        }
        let title = message.attribute(Ns::OdfTable, "title").unwrap_or_default();
        let name = validation.attribute(Ns::OdfTable, "name")?;
        Some((name.to_owned(), text_of((title, &runs_below(message).concat()))?))
    });
    said.collect()
}

pub(super) fn left_out(text: String) -> Finding {
    catalogue::sheet::input_message_left_out(text)
}

/// A message in one line; `None` where it says nothing.
fn text_of((title, prompt): (&str, &str)) -> Option<String> {
    let parts = [title, prompt].map(|part| part.split_whitespace().collect::<Vec<_>>().join(" "));
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}
