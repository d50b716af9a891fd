//! Figures into prose: `{{applications.received.total}}` becomes the figure of the table, so that the narrative can't disagree
//! with it.
//!
//! In: a [`Report`] whose text holds placeholders, each the full id of a cell (`nianbao forms 2021` lists them). Out: the report with
//! every figure in its place as the table prints it, and a finding for each that has none. Knows no file format.

use crate::document::{Block, Content, Inline};
use crate::finding::{Finding, Origin, catalogue};
use crate::form::Forms;
use crate::report::{Item, Report, Statistics};

const OPENING: &str = "{{";
const CLOSING: &str = "}}";

/// How many ids are suggested for one that the forms don't have.
const SUGGESTED: usize = 3;

/// Puts the figures in the places of the placeholders in titles, headings, text, lists, ordinary tables, links and notes. A placeholder
/// without figure stays as it stands, with a finding.
#[must_use]
pub fn fill_placeholders(report: &mut Report, forms: &Forms) -> Vec<Finding> {
    let Report { title, statistics, preamble, sections, attachments, .. } = report;
    let mut filler = Filler { statistics, forms, findings: Vec::new() };
    filler.line(title);
    filler.blocks(preamble);
    for section in sections {
        if let Some(heading) = &mut section.heading {
            filler.content(heading, &Origin::default());
        }
        for item in &mut section.content {
            if let Item::Block(block) = item {
                filler.blocks(std::slice::from_mut(block));
            }
        }
    }
    for attachment in attachments {
        filler.line(&mut attachment.title);
        filler.blocks(&mut attachment.content);
    }
    filler.findings
}

struct Filler<'r> {
    statistics: &'r Statistics,
    forms: &'r Forms,
    findings: Vec<Finding>,
}

impl Filler<'_> {
    fn blocks(&mut self, blocks: &mut [Block]) {
        for block in blocks {
            match block {
                Block::Heading(heading) => self.content(&mut heading.content, &heading.origin),
                Block::Paragraph(paragraph) => self.content(&mut paragraph.content, &paragraph.origin),
                Block::List(list) => list.items.iter_mut().for_each(|item| self.blocks(&mut item.content)),
                Block::Table(grid) => grid.cells_mut().iter_mut().for_each(|cell| self.blocks(&mut cell.content)),
                Block::Figure(_) | Block::Break(_) => {}
            }
        }
    }

    fn line(&mut self, line: &mut Option<String>) {
        if let Some(text) = line {
            *text = self.text(text, &Origin::default());
        }
    }

    fn content(&mut self, content: &mut Content, origin: &Origin) {
        if !content.plain_text().contains(OPENING) {
            return;
        }
        let before = self.findings.len();
        let mut inlines = std::mem::take(content).into_inlines();
        for inline in &mut inlines {
            match inline {
                Inline::Text(run) => run.text = self.text(&run.text, origin),
                Inline::Link(link) => self.content(&mut link.content, origin),
                Inline::Note(note) => self.blocks(&mut note.content),
                Inline::Ruby(ruby) => self.content(&mut ruby.base, origin),
                Inline::Revision(revision) => self.content(&mut revision.content, origin),
                Inline::Image(_) | Inline::Formula(_) | Inline::Anchor(_) => {}
            }
        }
        *content = Content::new(inlines);
        // A placeholder in two kinds of type is no text of one run.
        if content.plain_text().matches(OPENING).count() > self.findings.len() - before {
            self.findings.push(catalogue::report::placeholder_divided().at_origin(origin));
        }
    }

    fn text(&mut self, text: &str, origin: &Origin) -> String {
        let mut filled = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once(OPENING) {
            let Some((id, behind)) = after.split_once(CLOSING) else { break };
            filled.push_str(before);
            match self.figure(id.trim()) {
                Ok(figure) => filled.push_str(figure),
                Err(finding) => {
                    self.findings.push(finding.at_origin(origin));
                    filled.push_str(OPENING);
                    filled.push_str(id);
                    filled.push_str(CLOSING);
                }
            }
            rest = behind;
        }
        filled.push_str(rest);
        filled
    }

    /// The figure of a cell as printed.
    fn figure(&self, id: &str) -> Result<&str, Finding> {
        let (table, cell) = id.split_once('.').unwrap_or((id, ""));
        let known = self.statistics.get(table).map(|figures| (figures.cells.get(cell), figures.form.as_str()));
        match known {
            Some((Some(count), _)) if count.value.is_some() => Ok(&count.raw),
            _ if self.ids().any(|known| known == id) => Err(catalogue::report::placeholder_without_figure(id)),
            _ => {
                let mut near: Vec<(f64, String)> =
                    self.ids().map(|known| (strsim::jaro_winkler(id, &known), known)).collect();
                near.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
                near.dedup_by(|a, b| a.1 == b.1);
                let near: Vec<String> = near.into_iter().take(SUGGESTED).map(|(_, id)| id).collect();
                Err(catalogue::report::placeholder_unknown(id, near.join("、")))
            }
        }
    }

    /// The full ids of all cells of all forms.
    fn ids(&self) -> impl Iterator<Item = String> {
        let tables = self.forms.iter().flat_map(|form| &form.tables);
        tables.flat_map(|table| table.data_cells().map(|cell| format!("{}.{}", table.id, cell.id)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Marks, Text};
    use crate::report::{Count, Section};

    fn report(content: Content) -> Report {
        let forms = Forms::built_in().unwrap();
        let mut report = Report::blank(forms.get("2021").unwrap(), "甲局", 2025);
        report.statistics["applications"].cells["received.total"] = Count::of(122);
        report.sections = vec![Section { content: vec![Item::Block(Block::runs(content))], ..Section::default() }];
        report
    }

    fn fill(content: Content) -> (String, Vec<&'static str>) {
        let mut report = report(content);
        let findings = fill_placeholders(&mut report, &Forms::built_in().unwrap());
        let Item::Block(block) = &report.sections[0].content[0] else { panic!("a block") };
        (block.plain_text(), findings.iter().map(Finding::code).collect())
    }

    #[test]
    fn a_placeholder_becomes_the_figure() {
        let (text, said) =
            fill(Content::plain("共{{applications.received.total}}件，计{{ applications.received.total }}。"));
        assert_eq!((text.as_str(), said), ("共122件，计122。", vec![]));
    }

    #[test]
    fn titles_are_filled_too() {
        let mut report = report(Content::plain("无"));
        report.title = Some("共{{applications.received.total}}件".into());
        assert_eq!(fill_placeholders(&mut report, &Forms::built_in().unwrap()), []);
        assert_eq!(report.title.as_deref(), Some("共122件"));
    }

    #[test]
    fn what_has_no_figure_stays_and_is_said() {
        let cases = [
            ("{{applications.received.totl}}", vec!["placeholder-unknown"]),
            ("{{}}", vec!["placeholder-unknown"]),
            ("{{applications.carried_over.total}}", vec!["placeholder-without-figure"]),
            ("没有右括号 {{applications", vec!["placeholder-divided"]),
            ("}} 与 { {", vec![]),
        ];
        for (text, said) in cases {
            assert_eq!(fill(Content::plain(text)), (text.to_owned(), said), "{text}");
        }
        let mut report = report(Content::plain("{{applications.received.totl}}"));
        let findings = fill_placeholders(&mut report, &Forms::built_in().unwrap());
        assert!(findings[0].to_string().contains("applications.received.total"), "{}", findings[0]);
    }

    #[test]
    fn a_placeholder_in_two_kinds_of_type_is_said() {
        let bold =
            Inline::Text(Text { text: "received.total}}".into(), marks: Marks { bold: true, ..Marks::default() } });
        let (text, said) = fill(Content::new(vec![Inline::text("{{applications."), bold]));
        assert_eq!((text.as_str(), said), ("{{applications.received.total}}", vec!["placeholder-divided"]));
    }
}
