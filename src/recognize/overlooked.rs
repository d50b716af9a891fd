//! What looks like a report, or a part of one, and was not recognised: so that nothing is passed over without a word.

use super::heading::names_section;
use super::tidy::trim;
use super::title::{excerpt, is_report_title};
use crate::document::Block;
use crate::finding::{Finding, Origin, catalogue};
use crate::form::{CellContent, Form, Forms, normal_label};
use std::collections::BTreeSet;

/// How many different labels of the statutory tables betray them.
const LEAST_LABELS: usize = 6;

/// The labels printed in the tables of a form, in comparable form.
pub(super) fn labels_of(form: &Form) -> BTreeSet<&str> {
    let cells = form.tables.iter().flat_map(|table| &table.cells);
    let labels = cells.filter_map(|cell| match &cell.content {
        CellContent::Label(label) => Some(&label.normal),
        CellContent::Data(_) => None,
    });
    labels.flatten().map(String::as_str).filter(|label| !label.is_empty()).collect()
}

/// What a document that was not recognised has of a report.
#[derive(Default)]
struct Traces {
    title: Option<(String, Origin)>,
    sections: BTreeSet<String>,
    labels: BTreeSet<String>,
}

impl Traces {
    fn see(&mut self, blocks: &[Block], labels: &BTreeSet<&str>, forms: &Forms) {
        for block in blocks {
            match block {
                Block::Table(grid) => grid.cells().iter().for_each(|cell| self.see(&cell.content, labels, forms)),
                Block::List(list) => list.items.iter().for_each(|item| self.see(&item.content, labels, forms)),
                Block::Paragraph(_) | Block::Heading(_) => {
                    for line in block.plain_text().split('\n').flat_map(parts_of).map(trim) {
                        if self.title.is_none() && is_report_title(line) {
                            self.title = Some((excerpt(line), block.origin()));
                        }
                        self.sections.extend(names_section(line, forms));
                        let normal = normal_label(line);
                        if labels.contains(normal.as_str()) {
                            self.labels.insert(normal);
                        }
                    }
                }
                Block::Figure(_) | Block::Chart(_) | Block::Break(_) => {}
            }
        }
    }
}

/// A line, and where it is so long that it may be many, or shows the tags of a web page, what stands between its spaces and tags.
fn parts_of(line: &str) -> impl Iterator<Item = &str> {
    const LONG: usize = 1_000;
    let parts = if line.len() > LONG || line.contains("</") { line } else { "" };
    std::iter::once(line).chain(parts.split(|c: char| c.is_whitespace() || matches!(c, '<' | '>')))
}

/// Says that a document looks like a report though it was not recognised as one.
pub(super) fn say_if_report(blocks: &[Block], forms: &Forms, findings: &mut Vec<Finding>) {
    let labels = forms.iter().flat_map(labels_of).collect();
    let mut traces = Traces::default();
    traces.see(blocks, &labels, forms);
    if traces.sections.len() >= 2 || traces.labels.len() >= LEAST_LABELS {
        let first = blocks.iter().map(Block::origin).next().unwrap_or_default();
        let (sections, labels) = (traces.sections.len(), traces.labels.len());
        findings.push(catalogue::recognize::report_not_recognised(sections, labels).at_origin(&first));
    } else if let Some((title, origin)) = traces.title {
        findings.push(catalogue::recognize::title_without_report(title).at_origin(&origin));
    }
}
