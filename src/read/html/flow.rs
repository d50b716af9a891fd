//! The tree of a page → blocks: where paragraphs begin and end, and what they are.

use super::address::resolved;
use super::css::{Property, Sheet, Side};
use super::dom::{Dom, Element, NodeId};
use super::limits::{MAX_PLACES, MAX_STYLE_WORK};
use super::line::{Line, LineLook, Manner, Settled, Within, quote, revision};
use super::look::{Display, Look};
use super::mht::Resources;
use super::note::Notes;
use super::own::{OWN_PLACE, OWN_PREFIX, OwnRole, is_own, own_role};
use crate::document::{
    Alignment, Block, Break, Change, Content, Destination, Figure, Heading, Inline, InlineImage, ListItem, Media,
    Paragraph, ParagraphRole, Ruby, TabStop, Text, VerticalPosition, destination,
};
use crate::finding::catalogue::{account, docx, package, web};
use crate::finding::{Error, Finding, Origin, Place, terms};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// What a cell shows of its number, by the code of its number format, and what there is to say of it; `None` where that is its text.
pub type FormatNumber = fn(&str, &str, &mut dyn FnMut(Finding)) -> Option<String>;

/// What is read of a page, while it is.
pub(super) struct Flow<'d> {
    pub(super) dom: &'d Dom,
    pub(super) sheet: Sheet,
    pub(super) findings: Vec<Finding>,
    pub(super) media: Media,
    pub(super) notes: Notes,
    /// What is none of what is read: it stands round an article.
    pub(super) left_out: BTreeSet<NodeId>,
    /// How many paragraphs and tables there were.
    paragraphs: u32,
    pub(super) tables: u32,
    /// How many places tables may still have.
    pub(super) places: u64,
    /// The places that links of the page lead to.
    targets: BTreeSet<String>,
    /// What addresses of the page are counted from.
    base: Option<String>,
    links: u32,
    /// What cells show of their numbers.
    pub(super) formatted: Option<FormatNumber>,
    /// What the page's file holds beside it.
    pub(super) resources: Resources,
    /// Whether what is read now is a page of our own, whose marks mean what they say.
    pub(super) is_own: bool,
    /// How paragraphs of the body look, by their number.
    pub(super) looks: Vec<(u32, LineLook)>,
    deletions: Vec<String>,
    insertions: usize,
    first_revision: Option<Place>,
    /// How many paragraphs were told by line breaks alone, and where the first stands.
    parted: (usize, Option<Place>),
    /// Pictures that are not in the file, each named once.
    pub(super) missing_pictures: BTreeSet<String>,
    /// The pictures that are, by their addresses.
    pub(super) pictures: BTreeMap<String, String>,
    /// Text that sheets put into elements, before what stands in them or behind it.
    pub(super) generated: BTreeMap<(NodeId, Side), String>,
    /// Where the text of each node went, in the order of the page.
    pub(super) placed: Vec<(NodeId, Place)>,
}

/// What a paragraph that is read is.
#[derive(Debug, Clone, Default)]
pub(super) struct Kind {
    pub(super) role: ParagraphRole,
    pub(super) heading: Option<u8>,
    /// Its alignment, where its look does not say it.
    pub(super) align: Option<Alignment>,
    /// Its tab stops.
    pub(super) tabs: Vec<TabStop>,
}

/// Blocks that are read one after the other: of the body, of a cell, an item, a note.
#[derive(Debug, Default)]
pub(super) struct Story {
    pub(super) blocks: Vec<Block>,
    pub(super) line: Line,
    pub(super) within: Within,
    /// What the paragraph is that is read now.
    pub(super) kind: Kind,
    align: Alignment,
    /// The one place of all that stands in it; `None` in the body.
    pub(super) place: Option<Place>,
    /// Whether headings, and paragraphs parted by line breaks, are looked for.
    pub(super) is_inner: bool,
    /// The label of the item that is read, where the page prints one itself.
    pub(super) label: Option<String>,
    /// How deep the item of a word processor's list stands that its paragraph is.
    item_level: Option<usize>,
    /// Nodes whose text is in the line.
    nodes: Vec<NodeId>,
}

impl Story {
    /// What stands inside another block, at its place.
    pub(super) fn inner(place: Option<Place>) -> Self {
        Story { place, is_inner: true, ..Story::default() }
    }
}

/// The elements of our own that declare how they look, and nothing of what they say unless somebody else wrote it.
const OF_OWN_BLOCKS: [&str; 19] = [
    "caption",
    "div",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "img",
    "li",
    "ol",
    "p",
    "section",
    "table",
    "td",
    "th",
    "ul",
];

/// The same where our own stands in another page, whose sheets may hide or strike it.
const OF_OWN_FRAGMENT: [Property; 9] = [
    Property::Align,
    Property::Background,
    Property::Color,
    Property::Family,
    Property::ListStyle,
    Property::Size,
    Property::Slant,
    Property::VerticalAlign,
    Property::Weight,
];

/// What in our own pages only says how they look.
const OF_OWN_SHEET: [Property; 11] = [
    Property::Align,
    Property::Background,
    Property::Color,
    Property::Decoration,
    Property::Display,
    Property::Family,
    Property::ListStyle,
    Property::Size,
    Property::Slant,
    Property::VerticalAlign,
    Property::Weight,
];

impl<'d> Flow<'d> {
    pub(super) fn new(dom: &'d Dom, formatted: Option<FormatNumber>, resources: Resources) -> Self {
        let elements = || dom.descendants(dom.root()).filter_map(|id| dom.element(id));
        let hrefs = elements().filter(|element| element.name() == "a").filter_map(|element| element.attribute("href"));
        let targets = hrefs.filter_map(|href| href.trim().strip_prefix('#')).map(str::to_owned).collect();
        let base = elements().find(|element| element.name() == "base").and_then(|base| base.attribute("href"));
        Flow {
            dom,
            sheet: Sheet::of(dom),
            findings: Vec::new(),
            media: Media::new(),
            notes: Notes::of(dom),
            left_out: BTreeSet::new(),
            paragraphs: 0,
            tables: 0,
            places: MAX_PLACES,
            targets,
            base: base.filter(|base| base.starts_with("http")).map(str::to_owned),
            links: 0,
            formatted,
            resources,
            is_own: false,
            looks: Vec::new(),
            deletions: Vec::new(),
            insertions: 0,
            first_revision: None,
            parted: (0, None),
            missing_pictures: BTreeSet::new(),
            pictures: BTreeMap::new(),
            generated: BTreeMap::new(),
            placed: Vec::new(),
        }
    }

    /// The blocks of some elements, one after the other.
    pub(super) fn body(&mut self, roots: &[NodeId]) -> Result<Vec<Block>, Error> {
        let mut story = Story::default();
        for root in roots {
            let look = self.look_around(*root)?;
            self.node(*root, &look, &mut story)?;
            self.end_line(&mut story);
        }
        self.name_uncalled_notes();
        let place = |place: &Option<Place>| place.clone().unwrap_or(Place::Paragraph(1));
        if !self.deletions.is_empty() {
            let finding = docx::deletions_dropped(self.deletions.len(), self.deletions.join("；"));
            self.findings.push(finding.at(place(&self.first_revision)));
        }
        if self.insertions > 0 {
            self.findings.push(docx::insertions_kept(self.insertions).at(place(&self.first_revision)));
        }
        if self.parted.0 > 0 {
            self.findings.push(web::lines_as_paragraphs(self.parted.0).at(place(&self.parted.1)));
        }
        Ok(story.blocks)
    }

    /// How text looks in what an element stands in.
    fn look_around(&self, id: NodeId) -> Result<Rc<Look>, Error> {
        // Our own say for themselves how they look.
        if self.notes.is_own_root(id) {
            return Ok(Rc::new(Look::default()));
        }
        let mut around: Vec<NodeId> = std::iter::successors(self.dom.parent(id), |id| self.dom.parent(*id)).collect();
        around.reverse();
        around.into_iter().try_fold(Rc::new(Look::default()), |look, id| Ok(self.look_within(id, &look)?.0))
    }

    /// Reads a node into a story.
    pub(super) fn node(&mut self, id: NodeId, look: &Rc<Look>, story: &mut Story) -> Result<(), Error> {
        if self.left_out.contains(&id) {
            return Ok(());
        }
        if let Some(text) = self.dom.text(id) {
            if !text.trim().is_empty() {
                story.nodes.push(id);
            }
            story.line.text(text, look, &story.within);
            return Ok(());
        }
        let Some(element) = self.dom.element(id) else { return self.children(id, look, story) };
        if self.notes.is_list(id) {
            return Ok(());
        }
        if self.is_own && is_own(element, "chart") {
            return self.own_chart(id, story);
        }
        let was_own = self.is_own;
        self.is_own |= self.notes.is_own_root(id);
        let read = self.element(id, element, look, story);
        self.is_own = was_own;
        read
    }

    /// What is not taken from style sheets: in our own pages all that only says how they look. In others' the sheets are theirs.
    fn own_sheet(&self) -> &'static [Property] {
        match (self.is_own, self.notes.is_fragment) {
            (false, _) => &[],
            (true, true) => &OF_OWN_FRAGMENT,
            (true, false) => &OF_OWN_SHEET,
        }
    }

    /// How text in an element looks, and what the element is among others.
    pub(super) fn look_within(&self, id: NodeId, look: &Look) -> Result<(Rc<Look>, Display), Error> {
        if self.sheet.is_exhausted() {
            return Err(
                package::limit_exceeded(terms::STYLE_WORK, MAX_STYLE_WORK, format!("> {MAX_STYLE_WORK}")).into()
            );
        }
        let Some(element) = self.dom.element(id) else { return Ok((Rc::new(look.clone()), Display::Inline)) };
        let mut declared = self.sheet.declared(self.dom, id, self.own_sheet());
        // Runs are set apart by what they declare themselves; what blocks of a fragment declare is how they look.
        if self.is_own && OF_OWN_BLOCKS.contains(&element.name()) {
            let is_meant = |property: &Property| {
                let value = declared.get(*property).unwrap_or_default();
                match property {
                    Property::Display => value == "none",
                    Property::Decoration => value.contains("line-through"),
                    Property::Size => value.starts_with('0') && !value.starts_with("0."),
                    Property::Color => value != "#000",
                    Property::Background => matches!(element.name(), "td" | "th"),
                    _ => false,
                }
            };
            let looks: Vec<Property> = OF_OWN_SHEET.into_iter().filter(|property| !is_meant(property)).collect();
            Rc::make_mut(&mut declared).forget(&looks);
        }
        let (mut inner, mut display) = look.within(element, &declared);
        if self.is_own {
            inner.of_own(element, look);
            // The boxes between tab stops are parts of a line.
            if display != Display::None && is_own(element, "to") {
                display = Display::Inline;
            }
        }
        if let Some(said) = self.reordered(id, &declared, display) {
            inner.unjudged = Some(said);
        }
        Ok((Rc::new(inner), display))
    }

    fn element(&mut self, id: NodeId, element: &Element, look: &Rc<Look>, story: &mut Story) -> Result<(), Error> {
        let (inner, display) = self.look_within(id, look)?;
        let begins = own_break(element).filter(|_| self.is_own && !story.is_inner);
        if let Some(begins) = begins {
            self.page_break(begins, story);
            return Ok(());
        }
        if display == Display::None {
            self.absent(id, story);
            return Ok(());
        }
        if self.special(id, element, &inner, story)? {
            return Ok(());
        }
        if display == Display::Inline {
            return self.inline(id, element, &inner, story);
        }
        self.end_line(story);
        self.anchor(element, story);
        let kind = self.kind_of(element, story);
        let outer = std::mem::replace(&mut story.kind, kind);
        let align = std::mem::replace(&mut story.align, inner.align);
        story.item_level = self.item_level(id);
        self.children(id, &inner, story)?;
        self.end_line(story);
        (story.kind, story.align, story.item_level) = (outer, align, None);
        Ok(())
    }

    /// Leaves out a chart that we drew ourselves of what stands in tables.
    fn own_chart(&mut self, id: NodeId, story: &mut Story) -> Result<(), Error> {
        self.end_line(story);
        self.left_out.insert(id);
        let is_caption = |id: &NodeId| self.dom.element(*id).is_some_and(|element| element.name() == "figcaption");
        let caption = self.dom.descendants(id).find(is_caption).unwrap_or(id);
        let text = quote(&shown_text(self.dom, caption));
        let place = self.place_of(story);
        self.findings.push(account::own_chart_left_out(text).at(place));
        Ok(())
    }

    /// Notes down what is not there for those who look at the page.
    pub(super) fn absent(&mut self, id: NodeId, story: &mut Story) {
        let text = shown_text(self.dom, id);
        story.line.absent(&text);
    }

    /// What a paragraph is by its element.
    fn kind_of(&self, element: &Element, story: &Story) -> Kind {
        if self.is_own
            && let Some(OwnRole { role, heading, align, tabs }) = own_role(element)
        {
            return Kind { role, heading, align: Some(align), tabs };
        }
        let by_name = element.name().strip_prefix('h').and_then(|level| level.parse::<u8>().ok());
        let by_role = (element.attribute("role") == Some("heading")).then(|| element.attribute("aria-level")).flatten();
        let level = by_name.or_else(|| by_role.and_then(|level| level.trim().parse().ok()));
        match level.filter(|level| (1..=9).contains(level)) {
            Some(level) => Kind { heading: Some(level), ..Kind::default() },
            None if matches!(element.name(), "figcaption" | "caption") => {
                Kind { role: ParagraphRole::Caption, ..Kind::default() }
            }
            // What stands in a heading is one.
            None => Kind { align: None, ..story.kind.clone() },
        }
    }

    /// Elements of a kind of their own: whether this is one.
    fn special(&mut self, id: NodeId, element: &Element, look: &Rc<Look>, story: &mut Story) -> Result<bool, Error> {
        match element.name() {
            "br" => {
                if self.breaks_page(id) && !story.is_inner {
                    self.page_break(Break::Page, story);
                } else {
                    story.line.line_break(look, &story.within);
                }
            }
            "hr" => self.end_line(story),
            "table" => {
                self.end_line(story);
                self.table(id, look, story)?;
            }
            "ul" | "ol" | "menu" | "dir" => {
                self.end_line(story);
                self.list(id, element, look, story)?;
            }
            "img" => self.picture(element, look, story),
            "input" => self.field(element, look, story),
            "select" => self.choice(id, look, story),
            "math" => self.formula(id, element, look, story),
            "ruby" => self.ruby(id, look, story)?,
            "iframe" | "frame" => {
                let target = element.attribute("src").unwrap_or_default().trim();
                if !target.is_empty() && !target.starts_with("about:") && !target.starts_with("javascript:") {
                    let place = self.place_of(story);
                    self.findings.push(web::frame_left_out(target).at(place));
                }
            }
            "svg" | "object" | "embed" | "video" | "audio" | "canvas" | "applet" => {
                let text = quote(&shown_text(self.dom, id));
                let place = self.place_of(story);
                self.findings.push(web::object_left_out(element.name(), text).at(place));
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn breaks_page(&self, id: NodeId) -> bool {
        let declared = self.sheet.declared(self.dom, id, &[]);
        matches!(declared.get(Property::BreakBefore), Some("always" | "page" | "left" | "right"))
    }

    fn page_break(&mut self, begins: Break, story: &mut Story) {
        self.end_line(story);
        let again = matches!(story.blocks.last(), None | Some(Block::Break(_)));
        if begins.turns().is_some() || !again {
            story.blocks.push(Block::Break(begins));
        }
    }

    /// An element that is a part of the line.
    fn inline(&mut self, id: NodeId, element: &Element, look: &Rc<Look>, story: &mut Story) -> Result<(), Error> {
        self.anchor(element, story);
        match element.name() {
            "a" => self.link(id, element, look, story),
            "ins" | "del" => self.revised(id, element, look, story),
            "q" => {
                story.line.text("“", look, &story.within);
                self.children(id, look, story)?;
                story.line.text("”", look, &story.within);
                Ok(())
            }
            "span" if self.is_label(id, element) => {
                let label = shown_text(self.dom, id);
                let label = label.trim_matches(|c: char| c.is_whitespace() && !self.is_own);
                story.label = Some(label.to_owned());
                Ok(())
            }
            "span" if self.is_own && is_own(element, "formula") => {
                let text = shown_text(self.dom, id);
                let formula = crate::document::Formula { text, mathml: None, display: false };
                story.line.other(Inline::Formula(formula), &story.within);
                Ok(())
            }
            _ => match self.notes.called_by(self.dom, id) {
                Some(note) => self.note(note, look, story),
                None => self.children(id, look, story),
            },
        }
    }

    /// Whether an element is the label of the item it stands in.
    fn is_label(&self, id: NodeId, element: &Element) -> bool {
        if self.is_own {
            return is_own(element, "label");
        }
        let declared = self.sheet.declared(self.dom, id, &[]);
        declared.get(Property::MsoList).is_some_and(|value| value.trim() == "ignore")
    }

    /// The level of the list of a word processor that a paragraph is an item of, from 0.
    fn item_level(&self, id: NodeId) -> Option<usize> {
        let declared = self.sheet.declared(self.dom, id, &[]);
        let value = declared.get(Property::MsoList)?;
        let level = value.split_whitespace().find_map(|word| word.strip_prefix("level"))?;
        level.parse::<usize>().ok().map(|level| level.saturating_sub(1).min(8))
    }

    fn link(&mut self, id: NodeId, element: &Element, look: &Rc<Look>, story: &mut Story) -> Result<(), Error> {
        if let Some(note) = self.notes.called_by(self.dom, id) {
            return self.note(note, look, story);
        }
        if self.notes.is_back_link(self.dom, id) {
            return Ok(());
        }
        let target = element.attribute("href").and_then(|href| self.target(href));
        let outer = story.within.link.clone();
        if let Some(target) = target {
            self.links += 1;
            story.within.link = Some((target.into(), self.links));
        }
        let read = self.children(id, look, story);
        story.within.link = outer;
        read
    }

    /// Where a link leads, if a document may say so.
    fn target(&self, href: &str) -> Option<String> {
        let href = href.trim();
        match destination(href) {
            Some(Destination::Place(name)) => Some(format!("#{}", own_name(name, self.is_own))),
            Some(Destination::Address(address)) => Some(address.to_owned()),
            None => {
                let base = self.base.as_deref()?;
                let is_relative = !href.is_empty() && !href.contains(':') && !href.starts_with('#');
                is_relative.then(|| resolved(base, href)).filter(|target| destination(target).is_some())
            }
        }
    }

    /// A place that links of the page lead to.
    fn anchor(&mut self, element: &Element, story: &mut Story) {
        let names = [element.attribute("id"), element.attribute("name").filter(|_| element.name() == "a")];
        for name in names.into_iter().flatten() {
            // Our own headings have names, too, for the list of contents.
            let is_place = !self.is_own || name.strip_prefix(OWN_PREFIX).unwrap_or(name).starts_with(OWN_PLACE);
            if is_place && self.targets.contains(name) && !self.notes.is_name(name) {
                let name = own_name(name, self.is_own).to_owned();
                story.line.other(Inline::Anchor(name), &story.within);
                break;
            }
        }
    }

    fn revised(&mut self, id: NodeId, element: &Element, look: &Rc<Look>, story: &mut Story) -> Result<(), Error> {
        let change = if element.name() == "ins" { Change::Inserted } else { Change::Deleted };
        if self.is_own {
            let said = |name| element.attribute(name).unwrap_or_default();
            let mark = revision(change, said("title"), said("datetime"));
            let outer = story.within.revision.replace(mark);
            let read = self.children(id, look, story);
            story.within.revision = outer;
            return read;
        }
        let place = self.place_of(story);
        self.first_revision.get_or_insert(place);
        if change == Change::Inserted {
            self.insertions += 1;
            return self.children(id, look, story);
        }
        let text = quote(&shown_text(self.dom, id));
        self.deletions.extend(Some(text).filter(|text| !text.is_empty()));
        Ok(())
    }

    fn ruby(&mut self, id: NodeId, look: &Rc<Look>, story: &mut Story) -> Result<(), Error> {
        let (mut base, mut reading) = (Story::inner(story.place.clone()), String::new());
        for child in self.dom.children(id) {
            match self.dom.element(*child).map(Element::name) {
                Some("rt" | "rtc") => reading.push_str(&shown_text(self.dom, *child)),
                Some("rp") => {}
                _ => self.node(*child, look, &mut base)?,
            }
        }
        let content = self.content_of(base);
        let inline = match (content.is_empty(), reading.trim().is_empty()) {
            (true, true) => return Ok(()),
            (false, true) => {
                content.into_inlines().into_iter().for_each(|inline| story.line.other(inline, &story.within));
                return Ok(());
            }
            // A reading of nothing is raised text.
            (true, false) => {
                let marks = crate::document::Marks {
                    position: Some(VerticalPosition::Superscript),
                    ..crate::document::Marks::default()
                };
                Inline::Text(Text::new(reading.trim(), marks))
            }
            (false, false) => Inline::Ruby(Ruby { base: content, reading: quote(&reading) }),
        };
        story.line.other(inline, &story.within);
        Ok(())
    }

    /// All that was read into a story, as the content of one line.
    fn content_of(&mut self, mut story: Story) -> Content {
        self.end_line(&mut story);
        let mut inlines = Vec::new();
        for block in story.blocks {
            match block {
                Block::Paragraph(paragraph) => inlines.extend(paragraph.content.into_inlines()),
                Block::Heading(heading) => inlines.extend(heading.content.into_inlines()),
                Block::Figure(Figure { media, alt, decorative, size, crop, .. }) => {
                    let image = InlineImage { media, alt, decorative, size, crop, ..InlineImage::default() };
                    inlines.push(Inline::Image(image));
                }
                other => inlines.push(Inline::text(other.plain_text())),
            }
        }
        Content::new(inlines)
    }

    /// The value of a field to fill in.
    fn field(&mut self, element: &Element, look: &Rc<Look>, story: &mut Story) {
        /// Those whose values are no text of the page.
        const NO_TEXT: [&str; 9] =
            ["hidden", "submit", "button", "reset", "image", "checkbox", "radio", "file", "password"];
        let kind = element.attribute("type").unwrap_or_default().to_ascii_lowercase();
        if !NO_TEXT.contains(&kind.as_str()) {
            story.line.text(element.attribute("value").unwrap_or_default(), look, &story.within);
        }
    }

    /// What is chosen of several.
    fn choice(&mut self, id: NodeId, look: &Rc<Look>, story: &mut Story) {
        let chosen = self.dom.descendants(id).find(|id| {
            self.dom.element(*id).is_some_and(|e| e.name() == "option" && e.attribute("selected").is_some())
        });
        if let Some(chosen) = chosen {
            let text = shown_text(self.dom, chosen);
            story.line.text(&text, look, &story.within);
        }
    }

    /// Where what is read now stands.
    pub(super) fn place_of(&self, story: &Story) -> Place {
        story.place.clone().unwrap_or(Place::Paragraph(self.paragraphs + 1))
    }

    /// Where the paragraph stands that was read last.
    pub(super) fn place_behind(&self, story: &Story) -> Place {
        story.place.clone().unwrap_or(Place::Paragraph(self.paragraphs.max(1)))
    }

    /// Ends the paragraph that is read.
    pub(super) fn end_line(&mut self, story: &mut Story) {
        let line = std::mem::take(&mut story.line);
        let nodes = std::mem::take(&mut story.nodes);
        if line.is_empty() && story.label.is_none() {
            return;
        }
        let manner = Manner {
            in_cell: matches!(story.place, Some(Place::Cell { .. })),
            may_part: !self.is_own && !story.is_inner && story.kind.heading.is_none(),
            is_own: self.is_own,
        };
        let place = self.place_of(story);
        let settled = line.settle(manner, &place, &mut self.findings);
        self.placed.extend(nodes.into_iter().map(|node| (node, place.clone())));
        let says = |settled: &Settled| !is_blank(&settled.content);
        let count = settled.iter().filter(|settled| says(settled)).count();
        if count > 1 {
            self.parted.0 += count;
            self.parted.1.get_or_insert(place);
        }
        let is_item = story.label.is_some() && story.item_level.is_some();
        for settled in settled {
            if !says(&settled) && !is_item {
                // Links lead to what follows.
                for inline in settled.content.into_inlines() {
                    if matches!(inline, Inline::Anchor(_)) {
                        story.line.other(inline, &Within::default());
                    }
                }
                continue;
            }
            self.paragraph(settled, story);
        }
    }

    fn paragraph(&mut self, settled: Settled, story: &mut Story) {
        let place = self.place_of(story);
        if story.place.is_none() {
            self.paragraphs += 1;
            if !story.is_inner {
                self.looks.push((self.paragraphs, settled.look.clone()));
            }
        }
        let Settled { mut content, look } = settled;
        let origin = Origin::at(place);
        let align = story.kind.align.unwrap_or(if story.place.is_some() { Alignment::Start } else { story.align });
        let level = story.kind.heading.filter(|_| story.place.is_none());
        if let Some(item) = story.item_level
            && let Some(label) = story.label.take()
        {
            // Numbers of headings stand in their text.
            let line = format!("{label}{}", content.plain_text());
            let is_number = crate::document::numeral::heading_level(&line).is_some_and(|level| level < 3);
            if level.is_none() && !is_number {
                let paragraph = Paragraph { content, align, origin: origin.clone(), ..Paragraph::default() };
                push_item(&mut story.blocks, item, label, Block::Paragraph(paragraph), &origin);
                return;
            }
            let mut inlines = content.into_inlines();
            inlines.insert(0, Inline::text(label));
            content = Content::new(inlines);
        }
        let block = match level {
            Some(level) => {
                let content = if self.is_own || look.bold < look.characters { content } else { not_bold(content) };
                Block::Heading(Heading { level, content, origin })
            }
            None => {
                let Kind { role, tabs, .. } = story.kind.clone();
                figure_or(Paragraph { role, align, tabs, content, origin })
            }
        };
        story.blocks.push(block);
    }
}

/// Adds an item to the list that the last block is, as deep as it stands; such lists are told from others by having been begun so.
fn push_item(blocks: &mut Vec<Block>, level: usize, label: String, content: Block, origin: &Origin) {
    let mut blocks = blocks;
    for _ in 0..level {
        let is_list = matches!(blocks.last(), Some(Block::List(list)) if !list.items.is_empty());
        if !is_list {
            break;
        }
        let Some(Block::List(list)) = blocks.last_mut() else { return };
        let Some(item) = list.items.last_mut() else { return };
        blocks = &mut item.content;
    }
    let ordered = crate::document::numeral::label_kind(&label).is_some();
    let item = ListItem { label, content: vec![content] };
    match blocks.last_mut() {
        Some(Block::List(list)) if list.ordered == ordered => list.items.push(item),
        _ => blocks.push(Block::List(crate::document::List { ordered, items: vec![item], origin: origin.clone() })),
    }
}

/// A heading that is bold as a whole is so because it is one.
fn not_bold(content: Content) -> Content {
    let inlines = content.into_inlines().into_iter().map(|inline| match inline {
        Inline::Text(mut text) => {
            text.marks.bold = false;
            Inline::Text(text)
        }
        other => other,
    });
    Content::new(inlines.collect())
}

/// Whether nothing is to be seen.
fn is_blank(content: &Content) -> bool {
    content.inlines().iter().all(|inline| match inline {
        Inline::Text(text) => text.text.chars().all(|c| c.is_whitespace() || crate::document::is_invisible(c)),
        Inline::Anchor(_) => true,
        _ => false,
    })
}

/// A paragraph that holds nothing but one picture is a figure.
fn figure_or(paragraph: Paragraph) -> Block {
    Figure::alone_in(&paragraph).map_or_else(|| Block::Paragraph(paragraph), Block::Figure)
}

/// The name of a place: our own pages set those of documents apart from their own.
fn own_name(name: &str, is_own: bool) -> &str {
    if !is_own {
        return name;
    }
    let name = name.strip_prefix(OWN_PREFIX).unwrap_or(name);
    name.strip_prefix(OWN_PLACE).unwrap_or(name)
}

/// All text below a node that a person could be shown.
pub(super) fn shown_text(dom: &Dom, id: NodeId) -> String {
    let mut text = String::new();
    let mut open = vec![id];
    while let Some(next) = open.pop() {
        if let Some(part) = dom.text(next) {
            text.push_str(part);
        }
        let Some(element) = dom.element(next) else {
            open.extend(dom.children(next).iter().rev());
            continue;
        };
        let name = element.name();
        if matches!(name, "script" | "style" | "noscript" | "template" | "head" | "title" | "xml" | "rp" | "textarea") {
            continue;
        }
        if matches!(name, "p" | "div" | "br" | "tr" | "td" | "th" | "li" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6") {
            text.push(' ');
        }
        open.extend(dom.children(next).iter().rev());
    }
    text
}

/// The break that a rule of our own pages is.
fn own_break(element: &Element) -> Option<Break> {
    let breaks = [("page-break", Break::Page), ("page-turned", Break::Turned), ("page-upright", Break::Upright)];
    breaks.into_iter().find(|(class, _)| is_own(element, class)).map(|(_, begins)| begins)
}
