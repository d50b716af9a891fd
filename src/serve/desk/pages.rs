//! A version of the report set in pages: their pictures, and which page is meant.

use super::work::Version;
use crate::convert::{Options, Publication};
use crate::finding::{Finding, Place, Value, Warned};
use crate::format::PngOptions;
use crate::report::{Item, Report};
use crate::serve::refusal::Refusal;
use crate::typeset::Pages;
use crate::write::png::pages_to_png;

/// The shortest text that is looked for on pages, in characters: less stands anywhere.
const SHORTEST: usize = 4;

/// A version set in pages.
#[derive(Debug)]
pub(super) struct Laid {
    pub(super) revision: u64,
    pages: Pages,
    /// The text of each page without spaces.
    texts: Vec<String>,
}

impl Laid {
    pub(super) fn out(version: &Version, options: &Options) -> Self {
        let Warned { value: publication, .. } = Publication::compose(&version.report, options);
        let pages = publication.pages().value.clone();
        let text = |page: &crate::typeset::Page| page.runs().map(|run| solid(&run.text)).collect::<String>();
        let texts = pages.pages.iter().map(text).collect();
        Laid { revision: version.revision, pages, texts }
    }

    /// The size of each page, in points.
    pub(super) fn sizes(&self) -> Vec<(f32, f32)> {
        self.pages.pages.iter().map(|page| (page.width_pt, page.height_pt)).collect()
    }

    /// The picture of a page, from 1.
    ///
    /// # Errors
    /// `page-out-of-range`, `resolution-out-of-range`.
    pub(super) fn picture(&self, page: usize, dpi: u16) -> Result<Vec<u8>, Refusal> {
        let drawn = pages_to_png(&self.pages, &PngOptions { dpi, page: Some(page) })?;
        Ok(drawn.into_iter().next().map(|picture| picture.bytes).unwrap_or_default())
    }

    /// The page, from 1, that a finding is about: where its table or the text it quotes stands. `None` where that can't be told.
    pub(super) fn page_of(
        &self,
        finding: &Finding,
        cells: &[String],
        report: &Report,
        options: &Options,
    ) -> Option<usize> {
        if let Some(cell) = cells.first() {
            return self.page_of_cell(cell, report, options);
        }
        let location = finding.location();
        let beginning = location.beginning.iter().map(String::as_str);
        let quoted = finding.values().iter().filter_map(|(_, value)| match value {
            Value::Text(text) => Some(text.as_str()),
            _ => None,
        });
        let in_text = matches!(location.place, Some(Place::Paragraph(_) | Place::Page(_)) | None);
        beginning.chain(quoted.filter(|_| in_text)).find_map(|text| self.page_with(text, 0))
    }

    /// The page on which a cell's row begins, behind the heading of the section its table stands in.
    fn page_of_cell(&self, cell: &str, report: &Report, options: &Options) -> Option<usize> {
        let (table, cell) = cell.split_once('.')?;
        let holds = |item: &Item| matches!(item, Item::Statistics(id) if id == table);
        let section = report.sections.iter().find(|section| section.content.iter().any(holds))?;
        let heading =
            section.heading.as_ref().and_then(|heading| self.page_with(&heading.plain_text(), 0)).unwrap_or(1);
        let form = options.forms.get(&report.statistics.get(table)?.form)?;
        let data = form.table(table)?.data_cell(cell)?;
        let label = data.row_labels.last().or(data.column_labels.last())?;
        self.page_with(&label.text, heading - 1).or(Some(heading))
    }

    /// The first page with a text, from 1, not before the one of this index.
    fn page_with(&self, text: &str, first: usize) -> Option<usize> {
        let text = solid(text.trim_end_matches('…'));
        if text.chars().count() < SHORTEST {
            return None;
        }
        let found = self.texts.iter().skip(first).position(|page| page.contains(&text))?;
        Some(first + found + 1)
    }
}

fn solid(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}
