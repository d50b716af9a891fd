//! What a person sees on the pages: the stage between PDF objects and a Document.
//!
//! Lengths are points (1/72 inch), from the upper left corner of the page's crop box as the page is shown (its `Rotate` and
//! `UserUnit` applied), y downwards. What can't be seen is not here: invisible text, text outside the crop box or a clip, optional
//! content that is off, hidden annotations, the second coat of a faked bold.

use crate::document::{Medium, Properties};

/// A whole file.
#[derive(Debug, Default)]
pub(super) struct Facts {
    /// The pages in order.
    pub pages: Vec<PageFacts>,
    /// The fonts glyphs refer to.
    pub fonts: Vec<FontFacts>,
    /// The structure tree's root elements (ISO 32000-1, 14.7); empty where there is none.
    pub structure: Vec<StructureElement>,
    /// Whether the file claims to be PDF/UA: its headings are ranked without gaps then (ISO 14289-1, 7.4.2).
    pub ranks_headings: bool,
    /// The outline (12.3.3), depth first.
    pub outline: Vec<OutlineItem>,
    /// Title, author and date the file states.
    pub properties: Properties,
    /// For each page the map from the file's own space to the page as it is shown, as a transformation matrix.
    pub matrices: Vec<[f64; 6]>,
}

/// One page.
#[derive(Debug, Default)]
pub(super) struct PageFacts {
    /// Its width.
    pub width: f64,
    /// Its height.
    pub height: f64,
    /// Its glyphs in painting order.
    pub glyphs: Vec<Glyph>,
    /// Straight lines: strokes, and fills and images thin enough to be lines; dots are a horizontal and a vertical rule.
    pub rules: Vec<Rule>,
    /// Filled areas too thick to be lines, other than white.
    pub fills: Vec<Area>,
    /// Pictures.
    pub images: Vec<PlacedImage>,
    /// Where charts of our own stand, which are left out.
    pub own_charts: Vec<Area>,
    /// Links (12.5.6.5) with a URI.
    pub links: Vec<LinkArea>,
    /// What became of text that lies with a picture of the whole page.
    pub text_layer: TextLayer,
}

/// Text that a scanner's software recognised in the picture of a page and laid behind it, or over it without being seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum TextLayer {
    /// There is none.
    #[default]
    None,
    /// It is not among the glyphs.
    LeftOut,
    /// Its text is that of the page.
    Read,
}

/// A rectangle.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Area {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

/// One glyph that can be seen.
#[derive(Debug, Clone)]
pub(super) struct Glyph {
    /// What it says: mostly one character, more for a ligature or `ActualText`; empty where the file does not say.
    pub text: Box<str>,
    /// Its advance box: from the font's descent to its ascent.
    pub area: Area,
    /// Where its origin stands: the baseline (in vertical writing, the top centre).
    pub origin: (f64, f64),
    /// Size of the font on the page.
    pub size: f64,
    /// Index among [`Facts::fonts`].
    pub font: u32,
    /// Whether it is bold: by its font, by a stroke around its fill, or by a second coat.
    pub bold: bool,
    /// Whether it is set in vertical writing mode.
    pub vertical: bool,
    /// Quarter turns clockwise of its upright, 0 to 3.
    pub turned: u8,
    /// Its marked-content id on this page, where it has one (14.7.4.3).
    pub mcid: Option<u32>,
    /// Whether it is marked as an artifact: page number, running text.
    pub artifact: bool,
}

/// A straight line along an axis.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rule {
    /// Whether it runs from left to right, or from top to bottom.
    pub horizontal: bool,
    /// Its place across: y of a horizontal rule, x of a vertical one.
    pub position: f64,
    /// Where it begins.
    pub start: f64,
    /// Where it ends.
    pub end: f64,
    /// How thick it is.
    pub width: f64,
}

/// A picture on a page.
#[derive(Debug)]
pub(super) struct PlacedImage {
    pub area: Area,
    /// The picture as a file, where it could be taken out.
    pub medium: Option<Medium>,
    /// Its marked-content id.
    pub mcid: Option<u32>,
    pub artifact: bool,
}

/// A link on a page.
#[derive(Debug)]
pub(super) struct LinkArea {
    pub area: Area,
    pub target: String,
}

/// A font as the file describes it.
#[derive(Debug, Clone, Default)]
pub(super) struct FontFacts {
    /// `BaseFont` without its subset tag.
    pub name: String,
    /// Whether it is bold, by its name or descriptor.
    pub bold: bool,
    /// Whether it is italic.
    pub italic: bool,
}

/// An element of the structure tree.
#[derive(Debug)]
pub(super) struct StructureElement {
    /// Its standard type, role map applied: `H1`, `P`, `Table`, `TR`, `TH`, `TD`, `Figure`, `Note`, `L` …
    pub kind: String,
    /// `Alt`.
    pub alt: Option<String>,
    /// `ActualText`: what stands for all it holds.
    pub actual_text: Option<String>,
    /// `RowSpan` and `ColSpan` of a cell, 1 where not said.
    pub row_span: u32,
    pub column_span: u32,
    /// Whether it is a chart that we drew ourselves of what the file says elsewhere, by its title (`T`).
    pub is_own_chart: bool,
    /// `Scope` of a header cell says `Row`.
    pub heads_row: bool,
    /// What it holds, in order.
    pub children: Vec<StructureChild>,
}

/// What a structure element holds.
#[derive(Debug)]
pub(super) enum StructureChild {
    Element(StructureElement),
    /// Marked content: page index from 0, and its id there.
    Content {
        page: u32,
        mcid: u32,
    },
}

/// A line of the outline.
#[derive(Debug)]
pub(super) struct OutlineItem {
    /// Its level, from 1.
    pub level: u8,
    pub title: String,
    /// Page index from 0 and height it leads to, where it says.
    pub page: Option<u32>,
    pub top: Option<f64>,
}
