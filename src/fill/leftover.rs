//! What a text should have been and is not: what a word processor printed where a reference leads nowhere, placeholders nobody
//! filled. Nobody wants to publish any of it.

use crate::document::{Block, Content};
use crate::finding::{Finding, Origin, catalogue};
use crate::report::{Item, Report};

/// How word processors begin what they print in the place of a field that has no result.
const ERRORS: [&str; 3] = ["错误!", "错误！", "Error!"];

/// A leftover has at most so many characters: sentences in such brackets are none.
const LONGEST: usize = 60;

/// So many of a kind are quoted.
const QUOTED: usize = 5;

/// Leftovers of one kind.
#[derive(Default)]
struct Leftovers {
    count: usize,
    quoted: Vec<String>,
    first: Option<Origin>,
}

impl Leftovers {
    fn add(&mut self, text: &str, origin: &Origin) {
        self.count += 1;
        self.first.get_or_insert_with(|| origin.clone());
        if self.quoted.len() < QUOTED && !self.quoted.iter().any(|quoted| quoted == text) {
            self.quoted.push(text.to_owned());
        }
    }

    fn finding(self, said: fn(usize, String) -> Finding) -> Option<Finding> {
        let first = self.first?;
        Some(said(self.count, self.quoted.join("、")).at_origin(&first))
    }
}

/// Errors of fields in the text of a report: one finding.
#[must_use]
pub fn name_field_errors(report: &Report) -> Option<Finding> {
    let mut errors = Leftovers::default();
    each_text(report, &mut |text, origin| field_errors(text, |error| errors.add(error, origin)));
    errors.finding(catalogue::report::field_error)
}

/// Placeholders for figures that are still in the text of a report; to be asked where nothing fills them.
#[must_use]
pub fn name_placeholders(report: &Report) -> Option<Finding> {
    let mut left = Leftovers::default();
    each_text(report, &mut |text, origin| {
        for brackets in [("{{", "}}"), ("｛｛", "｝｝")] {
            names_in_brackets(text, brackets, |name| left.add(name, origin));
        }
    });
    left.finding(catalogue::report::placeholders_left)
}

/// What fields say that have no result, as far as the end of the sentence.
fn field_errors(text: &str, mut see: impl FnMut(&str)) {
    for opening in ERRORS {
        for (at, _) in text.match_indices(opening) {
            let said = beginning(text.get(at..).unwrap_or_default());
            let behind = said.get(opening.len()..).unwrap_or_default();
            let end = behind.find(['。', '.', '\n', '，', '；']).unwrap_or(behind.len());
            see(said.get(..opening.len() + end).unwrap_or(said));
        }
    }
}

/// Short texts in such brackets, brackets and all.
fn names_in_brackets(text: &str, (opening, closing): (&str, &str), mut see: impl FnMut(&str)) {
    for (at, _) in text.match_indices(opening) {
        let said = beginning(text.get(at..).unwrap_or_default());
        let Some((name, _)) = said.get(opening.len()..).and_then(|behind| behind.split_once(closing)) else { continue };
        if !name.trim().is_empty() && !name.contains(['\n', '{', '｛']) {
            see(said.get(..opening.len() + name.len() + closing.len()).unwrap_or(name));
        }
    }
}

/// As much of a text as is looked at and quoted.
fn beginning(text: &str) -> &str {
    let end = text.char_indices().nth(LONGEST).map_or(text.len(), |(end, _)| end);
    text.get(..end).unwrap_or_default()
}

/// Calls `see` with the text of every paragraph of a report, statutory tables aside: what is no number there is named by who reads
/// them.
fn each_text(report: &Report, see: &mut impl FnMut(&str, &Origin)) {
    let nowhere = Origin::default();
    let mut line = |line: Option<&str>| line.into_iter().for_each(|line| see(line, &nowhere));
    line(report.title.as_deref());
    line(report.signature.as_ref().and_then(|signature| signature.organ.as_deref()));
    for attachment in &report.attachments {
        line(attachment.label.as_deref());
        line(attachment.title.as_deref());
    }
    blocks(&report.letterhead, see);
    blocks(&report.preamble, see);
    for section in &report.sections {
        if let Some(heading) = &section.heading {
            content(heading, &nowhere, see);
        }
        for item in &section.content {
            if let Item::Block(block) = item {
                blocks(std::slice::from_ref(block), see);
            }
        }
    }
    report.attachments.iter().for_each(|attachment| blocks(&attachment.content, see));
}

fn blocks(all: &[Block], see: &mut impl FnMut(&str, &Origin)) {
    for block in all {
        match block {
            Block::Heading(heading) => content(&heading.content, &heading.origin, see),
            Block::Paragraph(paragraph) => content(&paragraph.content, &paragraph.origin, see),
            Block::List(list) => list.items.iter().for_each(|item| blocks(&item.content, see)),
            Block::Table(grid) => grid.cells().iter().for_each(|cell| blocks(&cell.content, see)),
            Block::Figure(_) | Block::Chart(_) | Block::Break(_) => {}
        }
    }
}

fn content(content: &Content, origin: &Origin, see: &mut impl FnMut(&str, &Origin)) {
    if !content.is_empty() {
        see(&content.plain_text(), origin);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(text: &str) -> Report {
        Report { preamble: vec![Block::runs(Content::plain(text))], ..Report::default() }
    }

    #[test]
    fn errors_of_fields_are_named_once() {
        let said = |text: &str| {
            let findings = name_field_errors(&report(text));
            findings.iter().map(|f| format!("{} {}", f.code(), f.value("text").unwrap_or_default())).collect::<Vec<_>>()
        };
        assert_eq!(
            said("见错误!未找到引用源。和错误！未定义书签。"),
            ["field-error 错误!未找到引用源、错误！未定义书签"]
        );
        assert_eq!(said("See Error! Reference source not found."), ["field-error Error! Reference source not found"]);
        for clean in ["错误信息3条", "根据《条例》", "«老友记»", "改正错误。"] {
            assert_eq!(said(clean), [""; 0], "{clean}");
        }
    }

    #[test]
    fn placeholders_left_are_named() {
        let said = |text: &str| {
            name_placeholders(&report(text)).map(|f| (f.code(), f.value("text").unwrap_or_default().to_owned()))
        };
        assert_eq!(said("共{{a.b}}件，｛｛ c ｝｝件"), Some(("placeholders-left", "{{a.b}}、｛｛ c ｝｝".to_owned())));
        assert_eq!(said("集合{1,2}"), None);
    }
}
