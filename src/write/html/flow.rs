//! Blocks and inline runs → markup.

use super::css::font_families;
use super::escape::{escaped, is_writable};
use super::paper;
use super::published::Published;
use super::standing::{Enclosure, Name, Standing, align_class, role_attribute, stops_attribute};
use super::tag::{Medium, Tag};
use crate::arrange::{Arrangement, Part, Placement, RunIn, counted_width};
use crate::document::{
    Alignment, Block, Break, Capitals, Cell, Change, Color, Content, Destination, Document, Formula, Heading, Inline,
    Link, List, Note, NoteKind, Paragraph, ParagraphRole, Revision, Text, VerticalPosition, destination, each_inline,
};
use crate::finding::{Finding, catalogue::write};
use crate::style::Style;
use crate::typeset::title_breaks;
use std::collections::BTreeSet;

/// How deep blocks and runs may stand in one another; what is deeper is written as plain text.
pub(super) const MAX_DEPTH: u32 = 64;

/// A document's blocks as they are written.
pub(super) struct Written {
    pub(super) body: String,
    /// The headings one after another.
    pub(super) headings: Vec<Outline>,
    pub(super) findings: Vec<Finding>,
}

/// A heading, for a list of them.
pub(super) struct Outline {
    /// As the document counts: 1 for 一、.
    pub(super) level: u8,
    /// Where it stands, as links lead to it.
    pub(super) id: String,
    pub(super) text: String,
}

/// Writes a document's blocks.
pub(super) struct FlowWriter<'a> {
    pub(super) document: &'a Document,
    pub(super) style: &'a Style,
    pub(super) medium: Medium,
    /// The report the document publishes.
    published: Option<Published<'a>>,
    /// The places links may lead to.
    anchors: BTreeSet<&'a str>,
    /// Those already written: an id is given once.
    named: BTreeSet<String>,
    pub(super) out: String,
    pub(super) findings: Vec<Finding>,
    footnotes: Vec<&'a Note>,
    endnotes: Vec<&'a Note>,
    headings: Vec<Outline>,
    pub(super) tables: u32,
    /// What tables are called.
    pub(super) names: BTreeSet<String>,
    has_title: bool,
    /// How wide the text is that seals lie over, em.
    pub(super) sealed_em: f32,
    depth: u32,
    /// How many items, cells and notes are open.
    pub(super) inside: u32,
    in_link: bool,
}

impl<'a> FlowWriter<'a> {
    pub(super) fn new(
        document: &'a Document,
        style: &'a Style,
        medium: Medium,
        published: Option<Published<'a>>,
    ) -> Self {
        let mut anchors = BTreeSet::new();
        each_inline(&document.blocks, &mut |inline| {
            if let Inline::Anchor(name) = inline {
                anchors.insert(name.as_str());
            }
        });
        FlowWriter {
            document,
            style,
            medium,
            published,
            anchors,
            named: BTreeSet::new(),
            out: String::new(),
            findings: Vec::new(),
            footnotes: Vec::new(),
            endnotes: Vec::new(),
            headings: Vec::new(),
            tables: 0,
            names: BTreeSet::new(),
            has_title: false,
            sealed_em: 0.0,
            depth: 0,
            inside: 0,
            in_link: false,
        }
    }

    pub(super) fn into_written(self) -> Written {
        Written { body: self.out, headings: self.headings, findings: self.findings }
    }

    /// All blocks, then the notes called in them.
    pub(super) fn document(&mut self) {
        let blocks = self.document.blocks.as_slice();
        self.arranged(blocks, &Arrangement::of_flow(blocks, self.style));
        // A note may call further notes, of either kind: lists grow while they are written.
        let (mut footnotes, mut endnotes) = (String::new(), String::new());
        let body = std::mem::take(&mut self.out);
        let (mut written_footnotes, mut written_endnotes) = (0, 0);
        loop {
            if let Some(note) = self.footnotes.get(written_footnotes).copied() {
                written_footnotes += 1;
                footnotes.push_str(&self.note_item(note, written_footnotes));
            } else if let Some(note) = self.endnotes.get(written_endnotes).copied() {
                written_endnotes += 1;
                endnotes.push_str(&self.note_item(note, written_endnotes));
            } else {
                break;
            }
        }
        self.out = body;
        for (items, name, role) in [(footnotes, "脚注", ""), (endnotes, "尾注", " role=\"doc-endnotes\"")] {
            if !items.is_empty() {
                let attributes = format!("{role} data-role=\"notes\" aria-label=\"{name}\"");
                self.open(Tag::of("section").classes("notes").attributes(&attributes));
                self.out.push_str(&format!("\n{items}</section>\n"));
            }
        }
    }

    fn note_item(&mut self, note: &'a Note, number: usize) -> String {
        let NoteNames { id, call, label } = self.note_names(note.kind, number);
        let role = match note.kind {
            NoteKind::Footnote => " role=\"doc-footnote\" data-role=\"footnote\"",
            NoteKind::Endnote => " data-role=\"endnote\"",
        };
        self.open(Tag::of("div").attributes(&format!(" id=\"{id}\"{role}")));
        let back = format!(" href=\"#{call}\" role=\"doc-backlink\" aria-label=\"返回注释{label}的位置\"");
        self.open(Tag::of("a").classes("number").attributes(&back));
        self.out.push_str(&format!("{label}</a>"));
        self.inside += 1;
        self.inner(&note.content);
        self.inside -= 1;
        self.out.push_str("</div>\n");
        std::mem::take(&mut self.out)
    }

    /// Appends markup and, between blocks of the page itself, a line end; further in it would be text.
    pub(super) fn line(&mut self, markup: &str) {
        self.out.push_str(markup);
        if self.inside == 0 {
            self.out.push('\n');
        }
    }

    /// Appends a start tag.
    pub(super) fn open(&mut self, tag: Tag<'_>) {
        let tag = self.medium.open(tag);
        self.out.push_str(&tag);
    }

    pub(super) fn blocks(&mut self, blocks: &'a [Block]) {
        if self.depth > MAX_DEPTH {
            self.findings.push(write::nesting_flattened(MAX_DEPTH));
            let text = blocks.iter().map(Block::plain_text).collect::<Vec<_>>().join("\n");
            self.text(&text);
            return;
        }
        self.arranged(blocks, &Arrangement::of_inner(blocks));
    }

    /// Blocks as what they are among each other.
    fn arranged(&mut self, blocks: &'a [Block], arrangement: &Arrangement) {
        self.depth += 1;
        let mut open = None;
        let mut index = 0;
        while let Some(block) = blocks.get(index) {
            let placement = arrangement.at(index);
            let (enclosure, anew) = Enclosure::of(placement);
            if open != enclosure || anew {
                self.enclose(open, enclosure);
                open = enclosure;
            }
            // A caption, its figure or table and what stands between are written with the first of them.
            let other = match placement.part {
                Part::Caption { of } => of,
                Part::Named { caption, .. } => caption,
                _ => index,
            };
            match placement.part {
                Part::Caption { of } => self.named(blocks, of, arrangement),
                Part::Named { .. } => self.named(blocks, index, arrangement),
                _ => self.block(block, placement, blocks),
            }
            index = other.max(index) + 1;
        }
        self.enclose(open, None);
        self.depth -= 1;
    }

    fn enclose(&mut self, before: Option<Enclosure>, now: Option<Enclosure>) {
        if before.is_some() {
            self.line("</div>");
        }
        if let Some(now) = now {
            let open = self.medium.open(now.tag());
            self.line(&open);
        }
    }

    /// The figure or table at a place, with its caption.
    fn named(&mut self, blocks: &'a [Block], at: usize, arrangement: &Arrangement) {
        let name = Name::of(blocks, at, arrangement);
        match blocks.get(at) {
            Some(Block::Table(grid)) => self.table(grid, name),
            Some(Block::Figure(figure)) => self.figure(figure, name),
            _ => {}
        }
    }

    /// A block by itself, placed so among the others.
    fn block(&mut self, block: &'a Block, placement: Placement, blocks: &[Block]) {
        match block {
            Block::Heading(heading) => self.heading(heading),
            Block::Paragraph(paragraph) if matches!(placement.part, Part::AttachmentTitle { .. }) => {
                self.attachment_title(paragraph);
            }
            Block::Paragraph(paragraph) => {
                let standing = self.standing(paragraph, placement, blocks);
                self.paragraph(paragraph, &standing, None);
            }
            Block::List(list) => self.list(list),
            Block::Table(grid) if grid.is_empty() => {}
            Block::Table(grid) => self.table(grid, None),
            Block::Figure(figure) => self.figure(figure, None),
            Block::Chart(chart) => self.chart(chart),
            Block::Break(begins) => {
                // Paper that lies otherwise breaks the page by itself.
                let rule = match begins {
                    Break::Page => Tag::of("hr").classes("page-break"),
                    Break::Turned => Tag::of("hr").classes("page-turned").attributes(" hidden=\"hidden\""),
                    Break::Upright => Tag::of("hr").classes("page-upright").attributes(" hidden=\"hidden\""),
                };
                let rule = self.medium.empty(rule);
                self.line(&rule);
            }
        }
    }

    /// The title of an attachment, or its label: a heading, which looks as the paragraph does.
    fn attachment_title(&mut self, paragraph: &'a Paragraph) {
        let class = match paragraph.role {
            ParagraphRole::AttachmentLabel => "attachment-label",
            _ => "attachment-title",
        };
        // What only stands where a title would is read back as the paragraph it is.
        let role = if paragraph.role == ParagraphRole::Body { "body" } else { class };
        let attributes = format!(" id=\"{}\" data-role=\"{role}\"", self.outlined(1, &paragraph.content));
        let classes = format!("{class}{}", align_class(paragraph.align));
        self.open(Tag::of("h2").classes(&classes).attributes(&attributes));
        self.content(&paragraph.content);
        self.line("</h2>");
    }

    fn heading(&mut self, heading: &'a Heading) {
        let level = heading.level.clamp(1, 9);
        let id = self.outlined(level, &heading.content);
        let name = match level {
            1..=5 => format!("h{}", level + 1),
            _ => "div".to_owned(),
        };
        let (class, attributes) = match level {
            1..=5 => ("", format!(" id=\"{id}\"")),
            // HTML has six levels; WAI-ARIA 1.2 has as many as there are.
            _ => ("heading", format!(" role=\"heading\" aria-level=\"{}\" id=\"{id}\"", level + 1)),
        };
        self.open(Tag::of(&name).classes(class).attributes(&attributes));
        self.content(&heading.content);
        self.line(&format!("</{name}>"));
    }

    /// Takes a heading down; its id.
    fn outlined(&mut self, level: u8, content: &Content) -> String {
        let id = self.medium.id(&format!("s{}", self.headings.len() + 1));
        self.headings.push(Outline { level, id: id.clone(), text: content.running_text() });
        id
    }

    /// A paragraph; `label` is that of the list item it begins.
    fn paragraph(&mut self, paragraph: &'a Paragraph, standing: &Standing, label: Option<&str>) {
        let is_title = paragraph.role == ParagraphRole::Title && !self.has_title && label.is_none();
        self.has_title |= is_title;
        // A page that takes a fragment up has the title for its own first heading.
        let tag = if is_title && self.medium == Medium::Page { "h1" } else { "p" };
        let (class, role) = (paragraph.role.name(), role_attribute(paragraph.role));
        let stops = paper::stops(paragraph);
        let is_tabbed = !stops.is_empty() && standing.run_in.is_none();
        let classes = format!("{class}{}{}", standing.classes, if is_tabbed { " tabs" } else { "" });
        let attributes = format!("{role}{}{}", standing.attributes, stops_attribute(&paragraph.tabs));
        self.open(Tag::of(tag).classes(&classes).attributes(&attributes).style(&standing.style));
        self.out.push_str(label.unwrap_or_default());
        self.sealed_em = counted_width(&paragraph.content.plain_text(), 1.0, 0.0);
        match (is_title.then(|| paragraph.content.as_plain()).flatten(), standing.run_in) {
            (Some(text), _) => self.title_text(text),
            (None, Some(run_in)) => self.run_in_content(&paragraph.content, run_in),
            (None, None) if stops.is_empty() => self.content(&paragraph.content),
            (None, None) => self.tabbed_content(&paragraph.content, stops),
        }
        self.line(&format!("</{tag}>"));
    }

    /// Content that begins with a heading.
    fn run_in_content(&mut self, content: &'a Content, run_in: RunIn) {
        let classes = format!("run-in level-{}", run_in.level);
        self.open(Tag::of("span").classes(&classes));
        let mut left = run_in.length;
        for inline in content.inlines() {
            let Inline::Text(run) = inline else {
                self.inline(inline);
                continue;
            };
            let split = left.min(run.text.len());
            let (head, rest) = run.text.split_at_checked(split).unwrap_or((&run.text, ""));
            if left > 0 {
                self.marked_text(&Text { text: head.to_owned(), ..run.clone() });
                left -= split;
                if left == 0 {
                    self.out.push_str("</span>");
                }
            }
            if !rest.is_empty() {
                self.marked_text(&Text { text: rest.to_owned(), ..run.clone() });
            }
        }
    }

    /// A title in parts that no line break divides while there is room for them: those of its lines on paper.
    fn title_text(&mut self, text: &str) {
        let breaks = title_breaks(text, self.style);
        if breaks.is_empty() {
            return self.text(text);
        }
        let starts = std::iter::once(0).chain(breaks.iter().copied());
        let ends = breaks.iter().copied().chain(std::iter::once(text.len()));
        for (start, end) in starts.zip(ends) {
            self.open(Tag::of("span").classes(if self.medium == Medium::Page { "" } else { "part" }));
            self.text(text.get(start..end).unwrap_or_default());
            self.out.push_str("</span>");
        }
    }

    /// Blocks inside an item, cell or note: one ordinary paragraph is its bare text.
    fn inner(&mut self, blocks: &'a [Block]) {
        match blocks {
            [Block::Paragraph(only)]
                if only.role == ParagraphRole::Body && only.align == Alignment::Start && only.tabs.is_empty() =>
            {
                self.content(&only.content);
            }
            _ => self.blocks(blocks),
        }
    }

    fn list(&mut self, list: &'a List) {
        let tag = if list.ordered { "ol" } else { "ul" };
        // Safari takes a list without markers for no list unless told so.
        let open = self.medium.open(Tag::of(tag).attributes(" role=\"list\""));
        self.line(&open);
        for item in &list.items {
            let spaced = !list.ordered || item.label.ends_with(|c: char| c.is_ascii_alphanumeric() || c == ')');
            let label = match item.label.is_empty() {
                true => String::new(),
                false => {
                    let class = if spaced { "label spaced" } else { "label" };
                    let text = self.checked(&item.label);
                    let tag = Tag::of("span").classes(class).attributes(" data-role=\"label\"");
                    format!("{}{text}</span>", self.medium.open(tag))
                }
            };
            self.open(Tag::of("li"));
            self.inside += 1;
            match item.content.split_first() {
                Some((Block::Paragraph(head), rest)) if !rest.is_empty() || head.role != ParagraphRole::Body => {
                    self.paragraph(head, &Standing::by_itself(head.align), Some(&label));
                    self.blocks(rest);
                }
                _ => {
                    self.out.push_str(&label);
                    self.inner(&item.content);
                }
            }
            self.inside -= 1;
            self.line("</li>");
        }
        self.line(&format!("</{tag}>"));
    }

    pub(super) fn content(&mut self, content: &'a Content) {
        content.inlines().iter().for_each(|inline| self.inline(inline));
    }

    pub(super) fn inline(&mut self, inline: &'a Inline) {
        match inline {
            Inline::Text(text) => self.marked_text(text),
            Inline::Image(image) => self.image(image),
            Inline::Link(link) => self.link(link),
            Inline::Ruby(ruby) => {
                self.out.push_str("<ruby>");
                self.nested(&ruby.base);
                let reading = self.checked(&ruby.reading);
                self.out.push_str(&format!("<rp>（</rp><rt>{reading}</rt><rp>）</rp></ruby>"));
            }
            Inline::Formula(formula) => self.formula(formula),
            Inline::Anchor(name) => {
                let id = self.medium.id(&anchor_id(name));
                if self.named.insert(id.clone()) {
                    self.out.push_str(&format!("<span id=\"{id}\"></span>"));
                }
            }
            Inline::Revision(revision) => self.revision(revision),
            Inline::Note(note) => {
                let notes = match note.kind {
                    NoteKind::Footnote => &mut self.footnotes,
                    NoteKind::Endnote => &mut self.endnotes,
                };
                notes.push(note);
                let number = notes.len();
                let NoteNames { id, call, label } = self.note_names(note.kind, number);
                // A link can't stand in a link: there the call is text that the note still leads back to.
                self.out.push_str(&match self.in_link {
                    true => format!("<sup id=\"{call}\">{label}</sup>"),
                    false => format!("<sup><a id=\"{call}\" href=\"#{id}\" role=\"doc-noteref\">{label}</a></sup>"),
                });
            }
        }
    }

    /// Content that stands in other content: no deeper than blocks may.
    fn nested(&mut self, content: &'a Content) {
        if self.depth > MAX_DEPTH {
            self.text(&content.plain_text());
            return;
        }
        self.depth += 1;
        self.content(content);
        self.depth -= 1;
    }

    fn formula(&mut self, formula: &Formula) {
        let text = self.checked(&formula.text);
        // Checked when it was made: it holds nothing but a formula.
        let inner = formula.mathml.as_ref().and_then(|mathml| mathml.as_str().strip_prefix("<math"));
        let display = if formula.display { " display=\"block\"" } else { "" };
        match inner {
            Some(inner) => self.out.push_str(&format!("<math alttext=\"{text}\"{display}{inner}")),
            None => {
                self.open(Tag::of("span").classes("formula").attributes(" data-role=\"formula\""));
                self.out.push_str(&format!("{text}</span>"));
            }
        }
    }

    fn revision(&mut self, revision: &'a Revision) {
        let tag = match revision.change {
            Change::Inserted => "ins",
            Change::Deleted => "del",
        };
        self.out.push_str(&format!("<{tag}"));
        if !revision.author.is_empty() {
            let author = self.checked(&revision.author);
            self.out.push_str(&format!(" title=\"{author}\""));
        }
        let is_moment = |c: char| c.is_ascii_digit() || matches!(c, '-' | ':' | '.' | 'T' | 'Z' | '+');
        if !revision.date.is_empty() && revision.date.chars().all(is_moment) {
            self.out.push_str(&format!(" datetime=\"{}\"", revision.date));
        }
        self.out.push('>');
        self.nested(&revision.content);
        self.out.push_str(&format!("</{tag}>"));
    }

    pub(super) fn text(&mut self, text: &str) {
        let text = self.checked(text);
        self.out.push_str(&text.replace('\n', "<br/>"));
    }

    pub(super) fn marked_text(&mut self, text: &Text) {
        let marks = if self.style.emphasis.keep_colors { text.marks } else { text.marks.without_colors() };
        let mut style: Vec<String> = Vec::new();
        match (marks.color, marks.highlight) {
            (None, None) => {}
            (Some(color), None) => style.push(format!("color:{color}")),
            // On its own ground text must be seen whatever colours the reader's system has.
            (color, Some(ground)) => {
                style.push(format!("color:{};background:{ground}", color.unwrap_or(Color([0; 3]))))
            }
        }
        if let Some(font) = text.font.as_ref().filter(|_| self.style.emphasis.keep_fonts) {
            style.push(format!("font-family:{}", font_families(self.style, font.as_str())));
        }
        if !style.is_empty() {
            self.out.push_str(&format!("<span style=\"{}\">", escaped(&style.join(";"))));
        }
        let tags = [
            (marks.bold, "strong", ""),
            (marks.italic, "em", ""),
            (marks.underline, "u", ""),
            (marks.strike, "s", ""),
            (marks.position == Some(VerticalPosition::Superscript), "sup", ""),
            (marks.position == Some(VerticalPosition::Subscript), "sub", ""),
            (marks.capitals == Some(Capitals::All), "span", "caps"),
            (marks.capitals == Some(Capitals::Small), "span", "small-caps"),
        ];
        let open: Vec<Tag<'_>> =
            tags.into_iter().filter_map(|(on, tag, class)| on.then_some(Tag::of(tag).classes(class))).collect();
        open.iter().for_each(|tag| self.open(*tag));
        self.text(&text.text);
        open.iter().rev().for_each(|tag| self.out.push_str(&format!("</{}>", tag.name)));
        if !style.is_empty() {
            self.out.push_str("</span>");
        }
    }

    /// The text escaped, with a finding where characters had to be left out.
    pub(super) fn checked(&mut self, text: &str) -> String {
        let dropped = text.chars().filter(|c| !is_writable(*c)).count();
        if dropped > 0 {
            self.findings.push(write::characters_not_written(dropped));
        }
        escaped(text)
    }

    fn link(&mut self, link: &'a Link) {
        let href = match destination(&link.target) {
            Some(Destination::Place(name)) => {
                self.anchors.contains(name).then(|| format!("#{}", self.medium.id(&anchor_id(name))))
            }
            Some(Destination::Address(address)) => Some(escaped(&percent_encoded(address))),
            None => None,
        };
        let href = href.filter(|_| !self.in_link && self.depth <= MAX_DEPTH);
        if href.is_none() {
            self.findings.push(write::link_not_written(&link.target));
        }
        if self.depth > MAX_DEPTH {
            let text = link.content.plain_text();
            self.text(&text);
            return;
        }
        let outer = self.in_link;
        self.depth += 1;
        if let Some(href) = &href {
            self.out.push_str(&format!("<a href=\"{href}\">"));
            self.in_link = true;
        }
        self.content(&link.content);
        self.in_link = outer;
        self.depth -= 1;
        if href.is_some() {
            self.out.push_str("</a>");
        }
    }
}

/// The names of a note: its own id, that of the place it is called at, and what is printed.
struct NoteNames {
    id: String,
    call: String,
    label: String,
}

impl<'a> FlowWriter<'a> {
    fn note_names(&self, kind: NoteKind, number: usize) -> NoteNames {
        let (letter, word) = match kind {
            NoteKind::Footnote => ("f", ""),
            NoteKind::Endnote => ("e", "尾"),
        };
        NoteNames {
            id: self.medium.id(&format!("{letter}n{number}")),
            call: self.medium.id(&format!("{letter}r{number}")),
            label: format!("[{word}{number}]"),
        }
    }

    /// What a cell's tag says of the figure it states.
    pub(super) fn figure_of(&self, cell: &Cell) -> String {
        self.published.and_then(|published| published.figure_of(cell)).unwrap_or_default()
    }
}

/// The id of a place links lead to: apart from the page's own ids, without white space.
fn anchor_id(name: &str) -> String {
    let name: String = name.chars().map(|c| if c.is_whitespace() { '_' } else { c }).collect();
    format!("a-{}", escaped(&name))
}

/// An address without the characters that none may have (RFC 3986, appendix A).
fn percent_encoded(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    for character in address.chars() {
        match character {
            ' ' | '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}' => {
                out.push_str(&format!("%{:02X}", character as u32))
            }
            _ => out.push(character),
        }
    }
    out
}
