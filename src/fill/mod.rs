//! Figures into prose: `{{applications.received.total}}` becomes the figure of the table, so that the narrative can't disagree
//! with it.
//!
//! Where nothing fills them, [`name_placeholders`] says that they are there.
//!
//! In: a [`Report`] whose text holds placeholders, each the full id of a cell (`nianbao forms 2021` lists them). Out: the report with
//! every figure in its place as the table prints it, and a finding for each that has none. Knows no file format.
//!
//! Braces and letters may be full width (｛｛…｝｝, as Chinese input methods type them), letters large or small, spaces anywhere inside:
//! ids have neither, so nothing is guessed. A placeholder may run over several kinds of type; its figure takes that of its first brace.

mod leftover;

pub use leftover::{name_field_errors, name_placeholders};

use crate::document::{Block, Content, Inline, Text};
use crate::finding::{Finding, Origin, catalogue};
use crate::form::Forms;
use crate::report::{Item, Report, Statistics};
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

const OPENING: [char; 2] = ['{', '｛'];
const CLOSING: [char; 2] = ['}', '｝'];

/// How many ids are suggested for one that the forms don't have.
const SUGGESTED: usize = 3;

/// For how many: each is compared with all ids there are.
const MOST_SUGGESTIONS: usize = 200;

/// Puts the figures in the places of the placeholders in titles, headings, text, lists, ordinary tables, links, notes and the sign-off. A
/// placeholder without figure stays as it stands, with a finding.
#[must_use]
pub fn fill_placeholders(report: &mut Report, forms: &Forms) -> Vec<Finding> {
    let Report { title, statistics, letterhead, preamble, sections, signature, attachments, .. } = report;
    let mut filler = Filler { statistics, forms, unknown: 0, findings: Vec::new() };
    filler.blocks(letterhead);
    filler.line(title.as_mut());
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
    if let Some(signature) = signature {
        filler.line(signature.organ.as_mut());
        signature.co_signers.iter_mut().for_each(|organ| filler.line(Some(organ)));
        filler.line(signature.date.as_mut().map(|date| &mut date.raw));
    }
    for attachment in attachments {
        filler.line(attachment.label.as_mut());
        filler.line(attachment.title.as_mut());
        filler.blocks(&mut attachment.content);
    }
    filler.findings
}

struct Filler<'r> {
    statistics: &'r Statistics,
    forms: &'r Forms,
    /// For how many ids that the forms don't have others were suggested.
    unknown: usize,
    findings: Vec<Finding>,
}

/// A placeholder in a text: where it stands, and where the id in it.
struct Placeholder {
    whole: Range<usize>,
    id: Range<usize>,
}

impl Filler<'_> {
    fn blocks(&mut self, blocks: &mut [Block]) {
        for block in blocks {
            match block {
                Block::Heading(heading) => self.content(&mut heading.content, &heading.origin),
                Block::Paragraph(paragraph) => self.content(&mut paragraph.content, &paragraph.origin),
                Block::List(list) => list.items.iter_mut().for_each(|item| self.blocks(&mut item.content)),
                Block::Table(grid) => grid.cells_mut().iter_mut().for_each(|cell| self.blocks(&mut cell.content)),
                Block::Figure(_) | Block::Chart(_) | Block::Break(_) => {}
            }
        }
    }

    fn line(&mut self, line: Option<&mut String>) {
        if let Some(line) = line.filter(|line| pair(line, 0, OPENING).is_some()) {
            let filled = self.runs(vec![Text::new(line.clone(), Default::default())], &Origin::default());
            *line = filled.into_iter().map(|run| run.text).collect();
        }
    }

    fn content(&mut self, content: &mut Content, origin: &Origin) {
        if pair(&content.plain_text(), 0, OPENING).is_none() {
            return;
        }
        let before = self.findings.len();
        let mut filled: Vec<Inline> = Vec::new();
        let mut texts: Vec<Text> = Vec::new();
        for inline in std::mem::take(content).into_inlines() {
            match inline {
                Inline::Text(text) => {
                    texts.push(text);
                    continue;
                }
                mut other => {
                    filled.extend(self.runs(std::mem::take(&mut texts), origin).into_iter().map(Inline::Text));
                    match &mut other {
                        Inline::Link(link) => self.content(&mut link.content, origin),
                        Inline::Note(note) => self.blocks(&mut note.content),
                        Inline::Ruby(ruby) => self.content(&mut ruby.base, origin),
                        Inline::Revision(revision) => self.content(&mut revision.content, origin),
                        Inline::Text(_) | Inline::Image(_) | Inline::Formula(_) | Inline::Anchor(_) => {}
                    }
                    filled.push(other);
                }
            }
        }
        filled.extend(self.runs(texts, origin).into_iter().map(Inline::Text));
        *content = Content::new(filled);
        // One brace in the text, the other in a link.
        if self.findings.len() == before && pair(&content.plain_text(), 0, OPENING).is_some() {
            self.findings.push(catalogue::report::placeholder_divided().at_origin(origin));
        }
    }

    /// Neighbouring runs of text with the figures in them.
    fn runs(&mut self, texts: Vec<Text>, origin: &Origin) -> Vec<Text> {
        let whole: String = texts.iter().map(|run| run.text.as_str()).collect();
        let mut figures: Vec<(Range<usize>, String)> = Vec::new();
        let mut from = 0;
        while let Some(opening) = pair(&whole, from, OPENING) {
            let Some(found) = placeholder(&whole, opening.clone()) else {
                self.findings.push(catalogue::report::placeholder_divided().at_origin(origin));
                from = opening.end;
                continue;
            };
            from = found.whole.end;
            match self.figure(&id_of(whole.get(found.id).unwrap_or_default())) {
                Ok(figure) => figures.push((found.whole, figure)),
                Err(finding) => self.findings.push(finding.at_origin(origin)),
            }
        }
        let mut filled = Vec::with_capacity(texts.len());
        let mut start = 0;
        let mut figures = figures.as_slice();
        for run in texts {
            let end = start + run.text.len();
            let mut text = String::with_capacity(run.text.len());
            let mut at = start;
            // Runs and figures are both in order: those that ended before this run are done with.
            figures = figures.get(figures.partition_point(|(place, _)| place.end <= start)..).unwrap_or_default();
            for (place, figure) in figures.iter().take_while(|(place, _)| place.start < end) {
                text.push_str(whole.get(at..place.start.max(at)).unwrap_or_default());
                // The run of the first brace has it.
                if place.start >= start {
                    text.push_str(figure);
                }
                at = place.end.min(end);
            }
            text.push_str(whole.get(at..end).unwrap_or_default());
            filled.push(Text { text, ..run });
            start = end;
        }
        filled
    }

    /// The figure of a cell as printed.
    fn figure(&mut self, id: &str) -> Result<String, Finding> {
        let (table, cell) = id.split_once('.').unwrap_or((id, ""));
        let known = self.statistics.get(table).map(|figures| (figures.cells.get(cell), figures.form.as_str()));
        match known {
            Some((Some(count), _)) if count.value.is_some() => Ok(count.raw.clone()),
            _ if self.ids().any(|known| known == id) => Err(catalogue::report::placeholder_without_figure(id)),
            _ if self.unknown >= MOST_SUGGESTIONS => Err(catalogue::report::placeholder_unknown(id, "")),
            _ => {
                self.unknown += 1;
                let mut near: Vec<(f64, String)> =
                    self.ids().map(|known| (strsim::jaro_winkler(id, &known), known)).collect();
                near.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
                near.dedup_by(|a, b| a.1 == b.1);
                let near: Vec<String> = near.into_iter().take(SUGGESTED).map(|(_, id)| id).collect();
                Err(catalogue::report::placeholder_unknown(id, near))
            }
        }
    }

    /// The full ids of all cells of all forms.
    fn ids(&self) -> impl Iterator<Item = String> {
        let tables = self.forms.iter().flat_map(|form| &form.tables);
        tables.flat_map(|table| table.data_cells().map(|cell| format!("{}.{}", table.id, cell.id)))
    }
}

/// The first two braces of that kind next to each other.
fn pair(text: &str, from: usize, braces: [char; 2]) -> Option<Range<usize>> {
    let mut last: Option<usize> = None;
    for (offset, c) in text.get(from..)?.char_indices() {
        match (last, braces.contains(&c)) {
            (Some(first), true) => return Some(from + first..from + offset + c.len_utf8()),
            (_, true) => last = Some(offset),
            (_, false) => last = None,
        }
    }
    None
}

/// The placeholder that begins with these braces; `None` where it does not end before another begins.
fn placeholder(text: &str, opening: Range<usize>) -> Option<Placeholder> {
    // Looked for no further than the next one begins: a text of nothing but opening braces is read once.
    let next = pair(text, opening.end, OPENING).map_or(text.len(), |next| next.start);
    let closing = pair(text.get(..next)?, opening.end, CLOSING)?;
    Some(Placeholder { whole: opening.start..closing.end, id: opening.end..closing.start })
}

/// An id as the forms write it.
fn id_of(typed: &str) -> String {
    typed.nfkc().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Cell, Grid, Link, List, ListItem, Marks, Note, NoteKind};
    use crate::report::{Attachment, Count, Section, Signature};

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
    fn it_may_be_typed_as_input_methods_type_it() {
        for typed in [
            "｛｛applications.received.total｝｝",
            "{｛applications．received．total｝}",
            "{{Applications.Received.total}}",
            "{{ applications. received .total\u{3000}}}",
            "{{ａｐｐｌｉｃａｔｉｏｎｓ.received.total}}",
        ] {
            assert_eq!(fill(Content::plain(format!("共{typed}件"))), ("共122件".to_owned(), vec![]), "{typed}");
        }
    }

    #[test]
    fn headings_notes_lists_tables_links_and_the_sign_off_are_filled() {
        const ID: &str = "{{applications.received.total}}";
        let list = List {
            ordered: false,
            items: vec![ListItem { label: "•".into(), content: vec![Block::text(ID)] }],
            origin: Origin::default(),
        };
        let grid = Grid::new(1, 1, vec![Cell::new(0, 0, vec![Block::text(ID)])]).unwrap();
        let note = Inline::Note(Note { kind: NoteKind::Footnote, content: vec![Block::text(ID)] });
        let link = Inline::Link(Link { target: "https://example.org/".into(), content: Content::plain(ID) });
        let mut report = report(Content::new(vec![Inline::text("文"), note, link]));
        report.preamble = vec![Block::List(list), Block::Table(grid)];
        report.sections[0].heading = Some(Content::plain(ID));
        report.signature = Some(Signature { organ: Some(ID.into()), ..Signature::default() });
        report.attachments = vec![Attachment { label: None, title: Some(ID.into()), content: vec![Block::text(ID)] }];
        assert_eq!(fill_placeholders(&mut report, &Forms::built_in().unwrap()), []);
        let text = format!("{report:?}");
        assert!(!text.contains("{{") && !text.contains("}}\""), "{text}");
        assert_eq!(text.matches("\"122\"").count(), 8 + 1, "eight places and the table's own");
    }

    #[test]
    fn what_has_no_figure_stays_and_is_said() {
        let cases = [
            ("{{applications.received.totl}}", vec!["placeholder-unknown"]),
            ("{{}}", vec!["placeholder-unknown"]),
            ("{{applications.carried_over.total}}", vec!["placeholder-without-figure"]),
            ("没有右括号 {{applications", vec!["placeholder-divided"]),
            ("两个左括号 {{applications {{received}}", vec!["placeholder-divided", "placeholder-unknown"]),
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
    fn a_placeholder_may_run_over_kinds_of_type() {
        let bold = |text: &str| Inline::Text(Text::new(text, Marks { bold: true, ..Marks::default() }));
        let content = Content::new(vec![
            Inline::text("共{"),
            bold("{appli"),
            Inline::text("cations.received"),
            bold(".total}"),
            Inline::text("}件，{{licences"),
            bold("}}"),
        ]);
        let mut report = report(content);
        let said = fill_placeholders(&mut report, &Forms::built_in().unwrap());
        assert_eq!(said.iter().map(Finding::code).collect::<Vec<_>>(), ["placeholder-unknown"]);
        let Item::Block(Block::Paragraph(paragraph)) = &report.sections[0].content[0] else { panic!("a paragraph") };
        let expected = Content::new(vec![Inline::text("共122件，{{licences"), bold("}}")]);
        assert_eq!(paragraph.content, expected);
    }
}
