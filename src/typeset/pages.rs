//! What the typesetter hands to every paged writer: placed glyphs, rules, pictures and links, and what they mean.
//!
//! Positions are in points (1/72 inch) from the upper left corner of the page, y growing downwards.

use crate::document::{Color, HeaderScope, Media};
use crate::font::{Face, Faces, InUse};

/// A composed document.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Pages {
    /// The pages.
    pub pages: Vec<Page>,
    /// What the placed content means.
    pub structure: Structure,
    /// Headings, in reading order.
    pub outline: Vec<OutlineEntry>,
    /// The pictures placed images refer to by id.
    pub media: Media,
    /// The faces glyph runs refer to.
    pub faces: Faces,
}

/// One page.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Page {
    /// Its width, pt; a page turned for a wide table is wider than high.
    pub width_pt: f32,
    /// Its height, pt.
    pub height_pt: f32,
    /// What is on it, in reading order.
    pub items: Vec<Item>,
}

/// Something placed on a page.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// Text.
    Text(GlyphRun),
    /// A straight rule.
    Rule(Rule),
    /// A picture.
    Image(PlacedImage),
    /// An area that leads elsewhere.
    Link(LinkArea),
    /// A formula.
    Formula(PlacedFormula),
    /// A drawing.
    Drawing(PlacedDrawing),
    /// A coloured ground behind other things.
    Ground(Ground),
    /// A place that links lead to.
    Anchor(Anchor),
}

/// What a piece of content is, by its place in the structure: a number that one [`Child::Content`] bears.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ContentId(pub u32);

/// Glyphs of one face and size on one base line.
#[derive(Debug, Clone, PartialEq)]
pub struct GlyphRun {
    /// The face.
    pub face: Face,
    /// Type size, pt.
    pub size_pt: f32,
    /// Where the pen begins.
    pub x_pt: f32,
    /// The base line.
    pub y_pt: f32,
    /// The text the glyphs stand for; its parts may be in any order of glyphs but every byte belongs to one cluster.
    pub text: String,
    /// The glyphs, from the left.
    pub glyphs: Vec<Glyph>,
    /// By how much the glyphs are narrower than in their size: less than 1 for brackets drawn out in height.
    pub narrowing: f32,
    /// Their colour.
    pub color: Color,
    /// What it belongs to; `None`: an artifact (a page number, a repeated header or label).
    pub content: Option<ContentId>,
}

/// A placed glyph.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Glyph {
    /// Its number in the face.
    pub id: u16,
    /// Its origin, right of the run's beginning, pt.
    pub x_pt: f32,
    /// Its origin, above the run's base line, pt.
    pub rise_pt: f32,
    /// The first byte of its cluster in the run's text.
    pub text_start: u32,
    /// The byte after its cluster; glyphs of one cluster share both.
    pub text_end: u32,
}

/// A straight rule, horizontal or vertical but for lines from corner to corner of cells; an artifact unless it is a formula's.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rule {
    /// One end.
    pub from_pt: (f32, f32),
    /// The other end.
    pub to_pt: (f32, f32),
    /// Thickness, pt.
    pub width_pt: f32,
    /// Its colour.
    pub color: Color,
}

/// A coloured ground behind text or a cell, always an artifact. It stands before what it lies behind.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ground {
    /// Left edge.
    pub x_pt: f32,
    /// Upper edge.
    pub y_pt: f32,
    /// Width.
    pub width_pt: f32,
    /// Height.
    pub height_pt: f32,
    /// Its colour.
    pub color: Color,
}

/// A formula: glyphs that stand beside and above each other, and are read as one text.
#[derive(Debug, Clone, PartialEq)]
pub struct PlacedFormula {
    /// What it says, on one line.
    pub text: String,
    /// Left edge.
    pub x_pt: f32,
    /// Upper edge.
    pub y_pt: f32,
    /// Width.
    pub width_pt: f32,
    /// Height.
    pub height_pt: f32,
    /// Its glyphs, all of its content.
    pub runs: Vec<GlyphRun>,
    /// Its bars and frames, part of it as its glyphs are.
    pub bars: Vec<Rule>,
    /// What it belongs to.
    pub content: Option<ContentId>,
}

/// A drawing of paths with text in it, which is read as one thing.
#[derive(Debug, Clone, PartialEq)]
pub struct PlacedDrawing {
    /// Left edge.
    pub x_pt: f32,
    /// Upper edge.
    pub y_pt: f32,
    /// Width.
    pub width_pt: f32,
    /// Height.
    pub height_pt: f32,
    /// Its paths, those behind first.
    pub paths: Vec<DrawnPath>,
    /// Its text, over the paths; all of its content.
    pub runs: Vec<GlyphRun>,
    /// What it belongs to; `None`: it says nothing.
    pub content: Option<ContentId>,
}

/// An area of one colour with straight or curved edges.
#[derive(Debug, Clone, PartialEq)]
pub struct DrawnPath {
    /// Its outline.
    pub steps: Vec<PathStep>,
    /// The colour it is filled with.
    pub fill: Color,
}

/// A step of an outline, to this point on the page, pt.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum PathStep {
    /// Begins an outline.
    Move((f32, f32)),
    /// A straight line.
    Line((f32, f32)),
    /// Back to where the outline began.
    Close,
}

impl DrawnPath {
    /// An upright rectangle.
    pub(super) fn rectangle((left, top): (f32, f32), (right, bottom): (f32, f32), fill: Color) -> Self {
        let steps = vec![
            PathStep::Move((left, top)),
            PathStep::Line((right, top)),
            PathStep::Line((right, bottom)),
            PathStep::Line((left, bottom)),
            PathStep::Close,
        ];
        DrawnPath { steps, fill }
    }

    /// The same with its points elsewhere.
    fn mapped(&mut self, place: impl Fn((f32, f32)) -> (f32, f32)) {
        for step in &mut self.steps {
            match step {
                PathStep::Move(point) | PathStep::Line(point) => *point = place(*point),
                PathStep::Close => {}
            }
        }
    }
}

/// A place that links lead to.
#[derive(Debug, Clone, PartialEq)]
pub struct Anchor {
    /// Its name.
    pub name: String,
    /// Left edge of what stands there.
    pub x_pt: f32,
    /// Upper edge of its line.
    pub y_pt: f32,
}

/// A placed picture.
#[derive(Debug, Clone, PartialEq)]
pub struct PlacedImage {
    /// The id of the picture among the media.
    pub media: String,
    /// Upper left corner.
    pub x_pt: f32,
    /// Upper left corner.
    pub y_pt: f32,
    /// Width on the page.
    pub width_pt: f32,
    /// Height on the page.
    pub height_pt: f32,
    /// Whether it lies behind the text.
    pub behind: bool,
    /// What it belongs to.
    pub content: Option<ContentId>,
}

/// An area that leads elsewhere.
#[derive(Debug, Clone, PartialEq)]
pub struct LinkArea {
    /// Left edge.
    pub x_pt: f32,
    /// Upper edge.
    pub y_pt: f32,
    /// Width.
    pub width_pt: f32,
    /// Height.
    pub height_pt: f32,
    /// Where it leads.
    pub target: LinkTarget,
    /// The link in the structure.
    pub element: ElementId,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkTarget {
    /// To an address outside.
    Address(String),
    /// To the [`Anchor`] of that name; of several the first.
    Anchor(String),
}

/// The logical structure: a tree of elements, the root first.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Structure {
    /// The elements; a parent stands before its children.
    pub elements: Vec<Element>,
    contents: u32,
}

/// An element by its place in [`Structure::elements`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ElementId(pub usize);

/// An element of the structure.
#[derive(Debug, Clone, PartialEq)]
pub struct Element {
    /// What it is.
    pub tag: Tag,
    /// What it holds, in reading order.
    pub children: Vec<Child>,
    /// What it shows, for those who can't see it.
    pub alt: Option<String>,
    /// Whether it is drawn of what is said elsewhere: a chart.
    pub derived: bool,
}

/// What an element holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Child {
    /// Another element.
    Element(ElementId),
    /// Placed content.
    Content(ContentId),
}

/// The kinds of elements (ISO 32000-1, 14.8.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tag {
    /// The whole.
    Document,
    /// A heading of this level, 1 to 6.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// The list of contents.
    Contents,
    /// An entry of it.
    ContentsItem,
    /// A list.
    List,
    /// An item of a list.
    ListItem,
    /// The label of an item or note.
    Label,
    /// The body of an item.
    ListBody,
    /// A table.
    Table,
    /// Its header rows.
    TableHead,
    /// Its other rows.
    TableBody,
    /// A row.
    TableRow,
    /// A header cell.
    HeaderCell {
        /// What it heads.
        scope: HeaderScope,
        /// Rows it covers.
        row_span: u32,
        /// Columns it covers.
        column_span: u32,
    },
    /// A data cell.
    DataCell {
        /// Rows it covers.
        row_span: u32,
        /// Columns it covers.
        column_span: u32,
    },
    /// A picture.
    Figure,
    /// The name of a figure or table.
    Caption,
    /// A foot- or endnote.
    Note,
    /// The call of a note.
    Reference,
    /// A hyperlink.
    Link,
    /// Characters with their reading.
    Ruby,
    /// The characters.
    RubyBase,
    /// Their reading.
    RubyText,
    /// A formula.
    Formula,
    /// Text struck through.
    Struck,
}

/// A heading in the outline.
#[derive(Debug, Clone, PartialEq)]
pub struct OutlineEntry {
    /// What it says.
    pub title: String,
    /// Its level, from 1.
    pub level: u8,
    /// The page it is on, from 0.
    pub page: usize,
    /// Its upper edge.
    pub y_pt: f32,
}

impl Structure {
    pub(super) fn new() -> Self {
        let root = Element { tag: Tag::Document, children: Vec::new(), alt: None, derived: false };
        Structure { elements: vec![root], contents: 0 }
    }

    pub(super) const ROOT: ElementId = ElementId(0);

    pub(super) fn add(&mut self, parent: ElementId, tag: Tag) -> ElementId {
        let id = ElementId(self.elements.len());
        self.elements.push(Element { tag, children: Vec::new(), alt: None, derived: false });
        if let Some(parent) = self.elements.get_mut(parent.0) {
            parent.children.push(Child::Element(id));
        }
        id
    }

    pub(super) fn add_content(&mut self, parent: ElementId) -> ContentId {
        let id = ContentId(self.contents);
        self.contents += 1;
        if let Some(parent) = self.elements.get_mut(parent.0) {
            parent.children.push(Child::Content(id));
        }
        id
    }

    /// Makes an element one that is drawn of what is said elsewhere.
    pub(super) fn set_derived(&mut self, element: ElementId) {
        if let Some(element) = self.elements.get_mut(element.0) {
            element.derived = true;
        }
    }

    pub(super) fn set_alt(&mut self, element: ElementId, alt: &str) {
        if let Some(element) = self.elements.get_mut(element.0) {
            element.alt = (!alt.is_empty()).then(|| alt.to_owned());
        }
    }
}

impl GlyphRun {
    pub(super) fn move_by(&mut self, dx: f32, dy: f32) {
        self.x_pt += dx;
        self.y_pt += dy;
    }

    fn scale(&mut self, factor: f32, (cx, cy): (f32, f32)) {
        self.x_pt = cx + (self.x_pt - cx) * factor;
        self.y_pt = cy + (self.y_pt - cy) * factor;
        self.size_pt *= factor;
        for glyph in &mut self.glyphs {
            glyph.x_pt *= factor;
            glyph.rise_pt *= factor;
        }
    }
}

impl Rule {
    pub(super) fn move_by(&mut self, dx: f32, dy: f32) {
        for (x, y) in [&mut self.from_pt, &mut self.to_pt] {
            *x += dx;
            *y += dy;
        }
    }

    fn scale(&mut self, factor: f32, (cx, cy): (f32, f32)) {
        for (x, y) in [&mut self.from_pt, &mut self.to_pt] {
            *x = cx + (*x - cx) * factor;
            *y = cy + (*y - cy) * factor;
        }
    }
}

impl Page {
    /// All glyph runs on it, those of formulas and drawings included.
    pub(crate) fn runs(&self) -> impl Iterator<Item = &GlyphRun> {
        self.items.iter().flat_map(|item| match item {
            Item::Text(run) => std::slice::from_ref(run),
            Item::Formula(formula) => formula.runs.as_slice(),
            Item::Drawing(drawing) => drawing.runs.as_slice(),
            _ => &[],
        })
    }
}

impl Pages {
    /// The glyphs shown, with the text each stands for; one of a cluster of several has no text of its own.
    pub(crate) fn glyphs_in_use(&self) -> InUse<'_> {
        let mut in_use = InUse::default();
        for run in self.pages.iter().flat_map(Page::runs) {
            let shown = in_use.of(run.face);
            for (i, glyph) in run.glyphs.iter().enumerate() {
                let is_shared = |j: Option<usize>| {
                    j.and_then(|j| run.glyphs.get(j)).is_some_and(|other| other.text_start == glyph.text_start)
                };
                let own = glyph.id != 0 && !is_shared(i.checked_sub(1)) && !is_shared(Some(i + 1));
                let text = run.text.get(glyph.text_start as usize..glyph.text_end as usize);
                shown.show(glyph.id, text.filter(|_| own));
            }
        }
        in_use
    }
}

impl Item {
    /// The same thing, moved.
    pub(super) fn moved(mut self, dx: f32, dy: f32) -> Self {
        match &mut self {
            Item::Text(run) => run.move_by(dx, dy),
            Item::Rule(rule) => rule.move_by(dx, dy),
            Item::Formula(formula) => {
                formula.x_pt += dx;
                formula.y_pt += dy;
                formula.runs.iter_mut().for_each(|run| run.move_by(dx, dy));
                formula.bars.iter_mut().for_each(|bar| bar.move_by(dx, dy));
            }
            Item::Drawing(drawing) => {
                drawing.x_pt += dx;
                drawing.y_pt += dy;
                drawing.paths.iter_mut().for_each(|path| path.mapped(|(x, y)| (x + dx, y + dy)));
                drawing.runs.iter_mut().for_each(|run| run.move_by(dx, dy));
            }
            Item::Image(image) => {
                image.x_pt += dx;
                image.y_pt += dy;
            }
            Item::Link(link) => {
                link.x_pt += dx;
                link.y_pt += dy;
            }
            Item::Ground(ground) => {
                ground.x_pt += dx;
                ground.y_pt += dy;
            }
            Item::Anchor(anchor) => {
                anchor.x_pt += dx;
                anchor.y_pt += dy;
            }
        }
        self
    }

    /// The same thing, reduced or enlarged by `factor` about a point that stays where it is.
    pub(super) fn scaled(mut self, factor: f32, (cx, cy): (f32, f32)) -> Self {
        let x = |x: f32| cx + (x - cx) * factor;
        let y = |y: f32| cy + (y - cy) * factor;
        match &mut self {
            Item::Text(run) => run.scale(factor, (cx, cy)),
            Item::Rule(rule) => rule.scale(factor, (cx, cy)),
            Item::Formula(formula) => {
                (formula.x_pt, formula.y_pt) = (x(formula.x_pt), y(formula.y_pt));
                formula.width_pt *= factor;
                formula.height_pt *= factor;
                formula.runs.iter_mut().for_each(|run| run.scale(factor, (cx, cy)));
                // Where rules keep their thickness, so that all of a table are alike, bars are as thin as their signs.
                for bar in &mut formula.bars {
                    bar.scale(factor, (cx, cy));
                    bar.width_pt *= factor;
                }
            }
            Item::Drawing(drawing) => {
                (drawing.x_pt, drawing.y_pt) = (x(drawing.x_pt), y(drawing.y_pt));
                drawing.width_pt *= factor;
                drawing.height_pt *= factor;
                drawing.paths.iter_mut().for_each(|path| path.mapped(|point| (x(point.0), y(point.1))));
                drawing.runs.iter_mut().for_each(|run| run.scale(factor, (cx, cy)));
            }
            Item::Image(image) => {
                (image.x_pt, image.y_pt) = (x(image.x_pt), y(image.y_pt));
                image.width_pt *= factor;
                image.height_pt *= factor;
            }
            Item::Link(link) => {
                (link.x_pt, link.y_pt) = (x(link.x_pt), y(link.y_pt));
                link.width_pt *= factor;
                link.height_pt *= factor;
            }
            Item::Ground(ground) => {
                (ground.x_pt, ground.y_pt) = (x(ground.x_pt), y(ground.y_pt));
                ground.width_pt *= factor;
                ground.height_pt *= factor;
            }
            Item::Anchor(anchor) => (anchor.x_pt, anchor.y_pt) = (x(anchor.x_pt), y(anchor.y_pt)),
        }
        self
    }

    /// The same thing printed once more, as an artifact; `None` for what is not repeated.
    pub(super) fn repeated(&self) -> Option<Self> {
        match self {
            Item::Text(run) => Some(Item::Text(GlyphRun { content: None, ..run.clone() })),
            Item::Rule(rule) => Some(Item::Rule(*rule)),
            Item::Formula(formula) => {
                let runs = formula.runs.iter().map(|run| GlyphRun { content: None, ..run.clone() }).collect();
                Some(Item::Formula(PlacedFormula { content: None, runs, ..formula.clone() }))
            }
            Item::Drawing(drawing) => {
                let runs = drawing.runs.iter().map(|run| GlyphRun { content: None, ..run.clone() }).collect();
                Some(Item::Drawing(PlacedDrawing { content: None, runs, ..drawing.clone() }))
            }
            Item::Image(image) => Some(Item::Image(PlacedImage { content: None, ..image.clone() })),
            Item::Ground(ground) => Some(Item::Ground(*ground)),
            Item::Link(_) | Item::Anchor(_) => None,
        }
    }
}
