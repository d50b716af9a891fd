//! How much a document may hold, whatever file it came from.
//!
//! What is bounded is memory: a document is kept several times over on its way, and what writers make of a paragraph, a run or a link
//! weighs far more than its text. How much was measured, file by file; the weights below are rounded up.

use super::{Block, Content, Document, Inline, Media};
use crate::finding::{Error, Term, catalogue::package, terms};

/// The most blocks and cells of a document, those in cells and notes counted.
const MAX_BLOCKS: usize = 200_000;
/// The most a document may weigh that is written; a point is about 400 bytes.
const MAX_POINTS: usize = 960_000;
/// The most bytes of pictures in a web page, where each picture is there as often as it is shown.
const MAX_PICTURE_BYTES: usize = 64 << 20;

/// What a document is written to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Carrier {
    /// Pages: PDF and pictures.
    Pages,
    /// A Word file.
    Word,
    /// A workbook.
    Workbook,
    /// A web page, or text of some other kind.
    Text,
}

/// How much there is of each thing.
#[derive(Debug, Default)]
struct Extent {
    blocks: usize,
    headings: usize,
    tables: usize,
    characters: usize,
    tabs: usize,
    runs: usize,
    links: usize,
    anchors: usize,
    formula_characters: usize,
    picture_bytes: usize,
}

impl Document {
    /// Whether the document is small enough to be taken for a report. A list of units may be larger: it is taken apart.
    ///
    /// # Errors
    /// `limit-exceeded` beyond 200,000 blocks and cells.
    pub fn check_extent(&self) -> Result<(), Error> {
        within(terms::BLOCKS, MAX_BLOCKS, self.extent().blocks)
    }

    /// Whether the document is small enough to be written.
    ///
    /// # Errors
    /// `limit-exceeded` where it has too much of what weighs on such files: some 80,000 paragraphs and cells, or a million
    /// characters on pages.
    pub fn check_extent_for(&self, carrier: Carrier) -> Result<(), Error> {
        let e = self.extent();
        let (limit, points) = match carrier {
            Carrier::Pages => (
                terms::WEIGHT_OF_PAGES,
                e.characters + 12 * (e.blocks + e.headings + e.anchors) + 14 * e.tabs + 3 * e.runs + 30 * e.links,
            ),
            Carrier::Word => (
                terms::WEIGHT_OF_WORD_FILE,
                e.characters / 10 + 10 * (e.blocks + e.anchors) + 7 * e.runs + 20 * e.links + 5 * e.formula_characters,
            ),
            Carrier::Workbook => (
                terms::WEIGHT_OF_WORKBOOK,
                e.characters / 10 + 3 * e.blocks + 20 * e.tables + e.runs + 7 * (e.links + e.anchors),
            ),
            Carrier::Text => {
                return within(terms::BYTES_OF_WEB_PICTURES, MAX_PICTURE_BYTES, e.picture_bytes);
            }
        };
        within(limit, MAX_POINTS, points)
    }

    fn extent(&self) -> Extent {
        let mut extent = Extent::default();
        extent.blocks(&self.blocks, &self.media);
        extent
    }
}

fn within(limit: &'static Term, allowed: usize, found: usize) -> Result<(), Error> {
    if found <= allowed { Ok(()) } else { Err(package::limit_exceeded(limit, allowed, found).into()) }
}

impl Extent {
    fn blocks(&mut self, blocks: &[Block], media: &Media) {
        self.blocks += blocks.len();
        for block in blocks {
            match block {
                Block::Heading(heading) => {
                    self.headings += 1;
                    self.content(&heading.content, media);
                }
                Block::Paragraph(paragraph) => self.content(&paragraph.content, media),
                Block::List(list) => list.items.iter().for_each(|item| {
                    self.characters += item.label.chars().count();
                    self.blocks(&item.content, media);
                }),
                Block::Table(grid) => {
                    self.tables += 1;
                    self.blocks += grid.cells().len();
                    grid.cells().iter().for_each(|cell| self.blocks(&cell.content, media));
                }
                Block::Figure(figure) => self.picture(&figure.media, media),
                Block::Chart(chart) => {
                    self.blocks += chart.categories.len().saturating_mul(chart.series.len() + 1);
                    self.characters += chart.in_words().chars().count();
                }
                Block::Break(_) => {}
            }
        }
    }

    fn content(&mut self, content: &Content, media: &Media) {
        // The first run comes with its paragraph.
        self.runs += content.inlines().len().saturating_sub(1);
        for inline in content.inlines() {
            match inline {
                Inline::Text(run) => {
                    self.characters += run.text.chars().count();
                    self.tabs += run.text.matches('\t').count();
                }
                Inline::Note(note) => self.blocks(&note.content, media),
                Inline::Link(link) => {
                    self.links += 1;
                    self.content(&link.content, media);
                }
                Inline::Revision(revision) => self.content(&revision.content, media),
                Inline::Ruby(ruby) => {
                    self.characters += ruby.reading.chars().count();
                    self.content(&ruby.base, media);
                }
                Inline::Formula(formula) => self.formula_characters += formula.text.chars().count(),
                Inline::Image(image) => self.picture(&image.media, media),
                Inline::Anchor(_) => self.anchors += 1,
            }
        }
    }

    fn picture(&mut self, id: &str, media: &Media) {
        self.picture_bytes = self.picture_bytes.saturating_add(media.get(id).map_or(0, |medium| medium.bytes.len()));
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Cell, Grid, InlineImage, Link, MediaType, Medium, Paragraph};
    use super::*;

    fn of(blocks: Vec<Block>) -> Document {
        Document { blocks, ..Document::default() }
    }

    #[test]
    fn what_weighs_too_much_is_refused_by_name() {
        let refused = |document: &Document, carrier| {
            let error = document.check_extent_for(carrier).unwrap_err();
            assert_eq!(error.code(), "limit-exceeded");
        };
        let long = of(vec![Block::text("年".repeat(MAX_POINTS))]);
        refused(&long, Carrier::Pages);
        assert!(long.check_extent_for(Carrier::Word).is_ok() && long.check_extent().is_ok());
        let many = of(vec![Block::text(""); MAX_BLOCKS / 2]);
        refused(&many, Carrier::Pages);
        refused(&many, Carrier::Word);
        assert!(many.check_extent_for(Carrier::Text).is_ok() && many.check_extent().is_ok());
        assert!(of(vec![Block::text(""); MAX_BLOCKS + 1]).check_extent().is_err());
        let link = Inline::Link(Link { target: "https://a.cn".into(), content: Content::plain("甲") });
        let links =
            of(vec![Block::Paragraph(Paragraph { content: Content::new(vec![link; 50_000]), ..Default::default() })]);
        refused(&links, Carrier::Pages);
        refused(&links, Carrier::Word);
        let cells = (0..60_000).map(|row| Cell::new(row, 0, vec![Block::text("1")])).collect();
        refused(&of(vec![Block::Table(Grid::new(60_000, 1, cells).unwrap())]), Carrier::Pages);
    }

    #[test]
    fn pictures_count_as_often_as_they_are_shown_in_a_web_page() {
        let image = Inline::Image(InlineImage { media: "a.png".into(), ..InlineImage::default() });
        let shown = Block::Paragraph(Paragraph { content: Content::new(vec![image]), ..Default::default() });
        let mut document = of(vec![shown.clone(), shown]);
        let bytes = vec![0u8; MAX_PICTURE_BYTES / 2 + 1];
        document.media.insert("a.png".into(), Medium { media_type: MediaType::Png, bytes: bytes.into() });
        assert!(document.check_extent_for(Carrier::Text).is_err());
        document.blocks.pop();
        assert!(document.check_extent_for(Carrier::Text).is_ok());
    }
}
