//! What stands beside the flow: headers, footers and watermarks, and notes and comments that nothing calls. None of it is
//! part of the document; each is quoted whole in a finding.

use super::surroundings::{COMMENTS, parts_of_stories};
use super::walker::Walker;
use super::wml::{quote, raw_text};
use crate::finding::{ANNOTATOR, Error, Finding, Place, catalogue::docx};
use crate::ooxml::{Element, Ns, Package, Relationships};
use crate::read::running::is_page_number;
use std::collections::BTreeSet;

/// Names the text of headers and footers that is more than a page number.
pub(super) fn running_text(
    package: &mut Package<'_>,
    relationships: &Relationships,
    findings: &mut Vec<Finding>,
) -> Result<(), Error> {
    let mut said = BTreeSet::new();
    for kind in ["header", "footer"] {
        for name in relationships.parts_of_kind(kind) {
            let Some(xml) = package.xml(name)? else { continue };
            let Some(root) = xml.root() else { continue };
            let place = || Place::Part(name.to_owned());
            for watermark in watermarks(root) {
                if said.insert(watermark.clone()) {
                    findings.push(docx::watermark_left_out(quote(&watermark)).at(place()));
                }
            }
            let text = quote(&(raw_text(root) + &buttons(root)));
            if !is_page_number(&text) && said.insert(text.clone()) {
                findings.push(docx::running_text_left_out(text).at(place()));
            }
            let pictures = root.descendants().filter(|e| e.is(Ns::Drawing, "blip") || e.is(Ns::Vml, "imagedata"));
            let pictures = pictures.count();
            if pictures > 0 {
                findings.push(docx::running_pictures_left_out(pictures).at(place()));
            }
        }
    }
    Ok(())
}

/// What fields show that are buttons (§17.16.5.32): the words of their instructions behind the name of a macro.
fn buttons(root: Element<'_>) -> String {
    let mut instructions = vec![String::new()];
    root.walk(|e| {
        match (e.ns(), e.name()) {
            (Ns::W, "fldChar") => instructions.push(String::new()),
            (Ns::W, "fldSimple") => instructions.push(e.attribute(Ns::W, "instr").unwrap_or_default().to_owned()),
            (Ns::W, "instrText") => {
                instructions.iter_mut().last().into_iter().for_each(|last| last.push_str(&e.text()))
            }
            _ => {}
        }
        true
    });
    let shown = instructions.iter().filter_map(|instruction| {
        let (name, rest) = instruction.trim_start().split_once(char::is_whitespace)?;
        let is_button = ["MACROBUTTON", "GOTOBUTTON"].iter().any(|button| name.eq_ignore_ascii_case(button));
        let (_, shown) = rest.trim_start().split_once(char::is_whitespace).filter(|_| is_button)?;
        Some(format!(" {shown}"))
    });
    shown.collect()
}

/// The texts of watermarks: text along a path (part 4 §19.1.2.23), each once.
fn watermarks(root: Element<'_>) -> BTreeSet<String> {
    let paths = root.descendants().filter(|e| e.is(Ns::Vml, "textpath"));
    paths
        .filter_map(|e| e.attribute(Ns::None, "string"))
        .map(str::trim)
        .filter(|t| !t.is_empty())
        .map(str::to_owned)
        .collect()
}

impl Walker<'_, '_> {
    /// Quotes the notes and comments that stand in the file without being called from what was read.
    pub(super) fn name_what_nothing_calls(&mut self) {
        let surroundings = self.surroundings;
        for (part, name) in parts_of_stories(surroundings) {
            let Some(part) = part else { continue };
            let Some(root) = part.xml.root() else { continue };
            for story in root.children().filter(|e| e.ns() == Ns::W) {
                // Separators are no notes (§17.11.21).
                let is_ornament = !matches!(story.attribute(Ns::W, "type"), None | Some("normal"));
                let id = story.attribute(Ns::W, "id").unwrap_or_default();
                let text = quote(&raw_text(story));
                let is_own = name == COMMENTS && story.attribute(Ns::W, "author") == Some(ANNOTATOR);
                if !is_ornament && !is_own && !text.is_empty() && !self.calls.is_called(name, id) {
                    let finding = match name {
                        COMMENTS => docx::comment_left_out(text),
                        _ => docx::note_not_called(text),
                    };
                    self.findings.push(finding.at(Place::Part(part.name.clone())));
                }
            }
        }
    }
}
