//! Blocks and inline runs → markup.

use super::css::font_families;
use super::standing::{Enclosure, Standing, align_class};
use crate::arrange::{Arrangement, Part, Placement, is_small, pixels, stated_size};
use crate::document::{
    Alignment, Block, Break, Capitals, Cell, Change, Color, Content, Destination, Document, Figure, Formula, Grid,
    HeaderScope, Heading, Inline, InlineImage, Link, List, MediaType, Note, NoteKind, Paragraph, ParagraphRole,
    Revision, Text, VerticalPosition, description, destination, each_inline,
};
use crate::finding::{Finding, catalogue::write};
use crate::style::Style;
use crate::typeset::title_breaks;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::collections::BTreeSet;

/// How deep blocks and runs may stand in one another; what is deeper is written as plain text.
pub(super) const MAX_DEPTH: u32 = 64;

/// What is said of a picture nobody says anything about.
const UNDESCRIBED: &str = "图片";

/// Writes a document's blocks.
pub(super) struct FlowWriter<'a> {
    document: &'a Document,
    pub(super) style: &'a Style,
    /// The places links may lead to.
    anchors: BTreeSet<&'a str>,
    /// Those already written: an id is given once.
    named: BTreeSet<String>,
    out: String,
    findings: Vec<Finding>,
    footnotes: Vec<&'a Note>,
    endnotes: Vec<&'a Note>,
    headings: u32,
    tables: u32,
    has_title: bool,
    depth: u32,
    /// How many items, cells and notes are open.
    inside: u32,
    in_link: bool,
}

impl<'a> FlowWriter<'a> {
    pub(super) fn new(document: &'a Document, style: &'a Style) -> Self {
        let mut anchors = BTreeSet::new();
        each_inline(&document.blocks, &mut |inline| {
            if let Inline::Anchor(name) = inline {
                anchors.insert(name.as_str());
            }
        });
        FlowWriter {
            document,
            style,
            anchors,
            named: BTreeSet::new(),
            out: String::new(),
            findings: Vec::new(),
            footnotes: Vec::new(),
            endnotes: Vec::new(),
            headings: 0,
            tables: 0,
            has_title: false,
            depth: 0,
            inside: 0,
            in_link: false,
        }
    }

    pub(super) fn into_parts(self) -> (String, Vec<Finding>) {
        (self.out, self.findings)
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
                self.out
                    .push_str(&format!("<section class=\"notes\"{role} aria-label=\"{name}\">\n{items}</section>\n"));
            }
        }
    }

    fn note_item(&mut self, note: &'a Note, number: usize) -> String {
        let NoteNames { id, call, label } = note_names(note.kind, number);
        let role = match note.kind {
            NoteKind::Footnote => " role=\"doc-footnote\"",
            NoteKind::Endnote => "",
        };
        self.out.push_str(&format!(
            "<div id=\"{id}\"{role}><a class=\"number\" href=\"#{call}\" role=\"doc-backlink\" aria-label=\"返回注释{label}的位置\">\
             {label}</a>"
        ));
        self.inside += 1;
        self.inner(&note.content);
        self.inside -= 1;
        self.out.push_str("</div>\n");
        std::mem::take(&mut self.out)
    }

    /// Appends markup and, between blocks of the page itself, a line end; further in it would be text.
    fn line(&mut self, markup: &str) {
        self.out.push_str(markup);
        if self.inside == 0 {
            self.out.push('\n');
        }
    }

    fn blocks(&mut self, blocks: &'a [Block]) {
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
            self.line(now.tag());
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
            Block::Break(Break::Page) => self.line("<hr class=\"page-break\"/>"),
        }
    }

    /// The title of an attachment, or its label: a heading, which looks as the paragraph does.
    fn attachment_title(&mut self, paragraph: &'a Paragraph) {
        self.headings += 1;
        let id = self.headings;
        let is_label = paragraph.role == ParagraphRole::AttachmentLabel;
        let class = if is_label { "attachment-label" } else { "attachment-title" };
        // What only stands where a title would is read back as the paragraph it is.
        let role = if paragraph.role == ParagraphRole::Body { " data-role=\"body\"" } else { "" };
        let align = align_class(paragraph.align);
        self.out.push_str(&format!("<h2 class=\"{class}{align}\" id=\"s{id}\"{role}>"));
        self.content(&paragraph.content);
        self.line("</h2>");
    }

    fn heading(&mut self, heading: &'a Heading) {
        self.headings += 1;
        let level = u32::from(heading.level.clamp(1, 9)) + 1;
        let id = self.headings;
        let (open, close) = match level {
            // HTML has six levels; WAI-ARIA 1.2 has as many as there are.
            7.. => (format!("div class=\"heading\" role=\"heading\" aria-level=\"{level}\""), "div".to_owned()),
            _ => (format!("h{level}"), format!("h{level}")),
        };
        self.out.push_str(&format!("<{open} id=\"s{id}\">"));
        self.content(&heading.content);
        self.line(&format!("</{close}>"));
    }

    /// A paragraph; `label` is that of the list item it begins.
    fn paragraph(&mut self, paragraph: &'a Paragraph, standing: &Standing, label: Option<&str>) {
        let is_title = paragraph.role == ParagraphRole::Title && !self.has_title && label.is_none();
        self.has_title |= is_title;
        let tag = if is_title { "h1" } else { "p" };
        let class = match paragraph.role {
            ParagraphRole::Body => "body",
            ParagraphRole::Title => "title",
            ParagraphRole::Caption => "caption",
            ParagraphRole::Signature => "signature",
            ParagraphRole::Date => "date",
            ParagraphRole::AttachmentLabel => "attachment-label",
        };
        let Standing { classes, attributes } = standing;
        self.out.push_str(&format!("<{tag} class=\"{class}{classes}\"{attributes}>"));
        self.out.push_str(label.unwrap_or_default());
        match is_title.then(|| paragraph.content.as_plain()).flatten() {
            Some(text) => self.title_text(text),
            None => self.content(&paragraph.content),
        }
        self.line(&format!("</{tag}>"));
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
            self.out.push_str("<span>");
            self.text(text.get(start..end).unwrap_or_default());
            self.out.push_str("</span>");
        }
    }

    /// Blocks inside an item, cell or note: one ordinary paragraph is its bare text.
    fn inner(&mut self, blocks: &'a [Block]) {
        match blocks {
            [Block::Paragraph(only)] if only.role == ParagraphRole::Body && only.align == Alignment::Start => {
                self.content(&only.content);
            }
            _ => self.blocks(blocks),
        }
    }

    fn list(&mut self, list: &'a List) {
        let tag = if list.ordered { "ol" } else { "ul" };
        // Safari takes a list without markers for no list unless told so.
        self.line(&format!("<{tag} role=\"list\">"));
        for item in &list.items {
            let spaced = !list.ordered || item.label.ends_with(|c: char| c.is_ascii_alphanumeric() || c == ')');
            let label = match item.label.is_empty() {
                true => String::new(),
                false => {
                    let class = if spaced { "label spaced" } else { "label" };
                    let text = self.checked(&item.label);
                    format!("<span class=\"{class}\">{text}</span>")
                }
            };
            self.out.push_str("<li>");
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

    fn table(&mut self, grid: &'a Grid, caption: Option<Name<'a>>) {
        self.tables += 1;
        // What scrolls must be reachable from the keyboard, and what is reachable must have a name.
        let name = match caption {
            Some(Name { caption, .. }) => caption.content.plain_text(),
            None => format!("表格 {}", self.tables),
        };
        let name = escaped(&name);
        let class = if self.inside == 0 && is_small(grid) { "table whole" } else { "table" };
        self.line(&format!("<div class=\"{class}\" role=\"region\" tabindex=\"0\" aria-label=\"{name}\">"));
        // Narrow screens scroll a table of many columns sideways rather than set its words one character a line.
        match grid.columns() {
            // Five characters a column until the measure of a desktop page is full, never fewer than two.
            columns @ 5.. => {
                self.line(&format!("<table style=\"min-width:{}em\">", (columns * 5).min(52).max(columns.min(150) * 2)))
            }
            _ => self.line("<table>"),
        }
        if let Some(Name { caption, unit, above }) = caption {
            let side = if above { "" } else { " below" };
            self.out.push_str(&format!("<caption class=\"caption{}{side}\">", align_class(caption.align)));
            self.content(&caption.content);
            if let Some((unit, align)) = unit {
                self.out.push_str(&format!("<span class=\"unit{}\">", align_class(align)));
                self.content(&unit.content);
                self.out.push_str("</span>");
            }
            self.line("</caption>");
        }
        self.columns(grid);
        let head = header_rows(grid);
        let figure_columns = grid.figure_columns();
        let mut cells = grid.cells().iter().peekable();
        for row in 0..grid.rows() {
            if row == 0 {
                self.line(if head > 0 { "<thead>" } else { "<tbody>" });
            } else if row == head {
                self.line("</thead>");
                self.line("<tbody>");
            }
            self.out.push_str("<tr>");
            while let Some(cell) = cells.next_if(|cell| cell.row == row) {
                self.cell(cell, figure_columns.hold(cell));
            }
            self.line("</tr>");
        }
        self.line(if head == grid.rows() { "</thead>" } else { "</tbody>" });
        self.line("</table>");
        self.line("</div>");
    }

    fn columns(&mut self, grid: &Grid) {
        let total: u64 = grid.widths.iter().map(|width| u64::from(*width)).sum();
        if grid.widths.len() != grid.columns() as usize || total == 0 {
            return;
        }
        self.out.push_str("<colgroup>");
        for width in &grid.widths {
            let per_mille = u64::from(*width) * 1000 / total;
            self.out.push_str(&format!("<col style=\"width:{}.{}%\"/>", per_mille / 10, per_mille % 10));
        }
        self.line("</colgroup>");
    }

    fn cell(&mut self, cell: &'a Cell, among_figures: bool) {
        let (tag, scope) = match cell.header {
            HeaderScope::None => ("td", ""),
            HeaderScope::Column => ("th", " scope=\"col\""),
            HeaderScope::Row => ("th", " scope=\"row\""),
        };
        self.out.push_str(&format!("<{tag}{scope}"));
        for (name, span) in [("rowspan", cell.row_span), ("colspan", cell.column_span)] {
            if span > 1 {
                self.out.push_str(&format!(" {name}=\"{span}\""));
            }
        }
        if let Some(ground) = cell.shading.filter(|_| self.style.emphasis.keep_colors) {
            self.out.push_str(&format!(" style=\"color:#000;background:{ground}\""));
        }
        match cell.content.as_slice() {
            [Block::Paragraph(only)] if only.role == ParagraphRole::Body => {
                match align_class(only.align).trim() {
                    "" if among_figures => self.out.push_str(" class=\"figures\">"),
                    "" => self.out.push('>'),
                    class => self.out.push_str(&format!(" class=\"{class}\">")),
                }
                self.content(&only.content);
            }
            blocks => {
                self.out.push('>');
                self.inside += 1;
                self.blocks(blocks);
                self.inside -= 1;
            }
        }
        self.out.push_str(&format!("</{tag}>"));
    }

    fn figure(&mut self, figure: &'a Figure, name: Option<Name<'a>>) {
        self.out.push_str("<figure>");
        if let Some(Name { caption, above: true, .. }) = name {
            self.figure_caption(caption);
        }
        let said = description(&figure.alt).map(str::to_owned);
        let alt = said.or_else(|| Some(name?.caption.content.running_text())).unwrap_or_default();
        let media = figure.media.clone();
        let Figure { size, crop, .. } = *figure;
        let decorative = figure.decorative && name.is_none();
        let image = InlineImage { media, alt, decorative, size, crop };
        let before = self.findings.len();
        self.image(&image);
        for finding in self.findings.iter_mut().skip(before) {
            *finding = finding.clone().at_origin(&figure.origin);
        }
        if let Some(Name { caption, above: false, .. }) = name {
            self.figure_caption(caption);
        }
        self.line("</figure>");
    }

    fn figure_caption(&mut self, caption: &'a Paragraph) {
        // It stands in the middle unless it says otherwise.
        match align_class(caption.align).trim() {
            "" => self.out.push_str("<figcaption>"),
            class => self.out.push_str(&format!("<figcaption class=\"{class}\">")),
        }
        self.content(&caption.content);
        self.out.push_str("</figcaption>");
    }

    fn content(&mut self, content: &'a Content) {
        content.inlines().iter().for_each(|inline| self.inline(inline));
    }

    fn inline(&mut self, inline: &'a Inline) {
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
                let id = anchor_id(name);
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
                let NoteNames { id, call, label } = note_names(note.kind, notes.len());
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
            None => self.out.push_str(&format!("<span class=\"formula\">{text}</span>")),
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

    fn text(&mut self, text: &str) {
        let text = self.checked(text);
        self.out.push_str(&text.replace('\n', "<br/>"));
    }

    fn marked_text(&mut self, text: &Text) {
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
            (marks.bold, "strong"),
            (marks.italic, "em"),
            (marks.underline, "u"),
            (marks.strike, "s"),
            (marks.position == Some(VerticalPosition::Superscript), "sup"),
            (marks.position == Some(VerticalPosition::Subscript), "sub"),
            (marks.capitals == Some(Capitals::All), "span class=\"caps\""),
            (marks.capitals == Some(Capitals::Small), "span class=\"small-caps\""),
        ];
        let open: Vec<&str> = tags.into_iter().filter_map(|(on, tag)| on.then_some(tag)).collect();
        open.iter().for_each(|tag| self.out.push_str(&format!("<{tag}>")));
        self.text(&text.text);
        let names = open.iter().rev().filter_map(|tag| tag.split(' ').next());
        names.for_each(|tag| self.out.push_str(&format!("</{tag}>")));
        if !style.is_empty() {
            self.out.push_str("</span>");
        }
    }

    /// The text escaped, with a finding where characters had to be left out.
    fn checked(&mut self, text: &str) -> String {
        let dropped = text.chars().filter(|c| !is_writable(*c)).count();
        if dropped > 0 {
            self.findings.push(write::characters_not_written(dropped));
        }
        escaped(text)
    }

    fn link(&mut self, link: &'a Link) {
        let href = match destination(&link.target) {
            Some(Destination::Place(name)) => self.anchors.contains(name).then(|| format!("#{}", anchor_id(name))),
            Some(Destination::Address(address)) => Some(escaped(&address.replace(' ', "%20"))),
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

    /// A picture within the page itself; where it can't be shown, its alternative text in brackets and a finding.
    fn image(&mut self, image: &InlineImage) {
        let document = self.document;
        let shown = document.media.get(&image.media).and_then(|medium| {
            // Browsers show no TIFF; what can be decoded is PNG by now.
            if matches!(medium.media_type, MediaType::Opaque | MediaType::Tiff) {
                return None;
            }
            Some((medium, pixels(medium).ok()?))
        });
        let Some((medium, own)) = shown else {
            self.findings.push(write::picture_not_written(&image.media));
            let text = if image.alt.is_empty() { "[图片]".to_owned() } else { format!("[图片：{}]", image.alt) };
            self.text(&text);
            return;
        };
        let (width, height) = match stated_size(image.size) {
            Some(size) => (css_pixels(size.width_um), css_pixels(size.height_um)),
            None => own,
        };
        let alt = match description(&image.alt) {
            _ if image.decorative => String::new(),
            Some(said) => self.checked(said),
            None => UNDESCRIBED.to_owned(),
        };
        let (kind, data) = (medium.media_type.name(), STANDARD.encode(&medium.bytes));
        // Pixels are too coarse to read the size on paper back from.
        let size = image.size.map(|size| format!(" data-size-um=\"{}x{}\"", size.width_um, size.height_um));
        let size = size.unwrap_or_default();
        self.out.push_str(&format!(
            "<img src=\"data:{kind};base64,{data}\" alt=\"{alt}\" width=\"{width}\" height=\"{height}\"{size}/>"
        ));
    }
}

/// The caption of a figure or table.
#[derive(Clone, Copy)]
struct Name<'a> {
    caption: &'a Paragraph,
    /// What stands between it and the table, and how it is aligned.
    unit: Option<(&'a Paragraph, Alignment)>,
    /// Whether it stands above.
    above: bool,
}

impl<'a> Name<'a> {
    /// That of the figure or table at a place.
    fn of(blocks: &'a [Block], at: usize, arrangement: &Arrangement) -> Option<Self> {
        let Part::Named { caption, unit } = arrangement.at(at).part else { return None };
        let paragraph = |at: usize| match blocks.get(at) {
            Some(Block::Paragraph(paragraph)) => Some((paragraph, arrangement.at(at).part.alignment(paragraph))),
            _ => None,
        };
        Some(Name { caption: paragraph(caption)?.0, unit: unit.and_then(paragraph), above: caption < at })
    }
}

/// The names of a note: its own id, that of the place it is called at, and what is printed.
struct NoteNames {
    id: String,
    call: String,
    label: String,
}

fn note_names(kind: NoteKind, number: usize) -> NoteNames {
    let (letter, word) = match kind {
        NoteKind::Footnote => ("f", ""),
        NoteKind::Endnote => ("e", "尾"),
    };
    NoteNames {
        id: format!("{letter}n{number}"),
        call: format!("{letter}r{number}"),
        label: format!("[{word}{number}]"),
    }
}

/// CSS pixels (96 to the inch) of micrometres, at least one.
fn css_pixels(um: u32) -> u32 {
    ((u64::from(um) * 96 + 12_700) / 25_400).max(1) as u32
}

/// The rows for `thead`: as many as repeat, or fewer, so that no cell reaches out of them (HTML would cut it off there).
fn header_rows(grid: &Grid) -> u32 {
    let mut rows = grid.header_rows.min(grid.rows());
    // Each pass may uncover another cell that reaches out; rows only shrink.
    while let Some(first) =
        grid.cells().iter().filter(|cell| cell.row < rows && cell.row + cell.row_span > rows).map(|cell| cell.row).min()
    {
        rows = first;
    }
    rows
}

/// The id of a place links lead to: apart from the page's own ids, without white space.
fn anchor_id(name: &str) -> String {
    let name: String = name.chars().map(|c| if c.is_whitespace() { '_' } else { c }).collect();
    format!("a-{}", escaped(&name))
}

/// Characters both HTML and XML 1.0 can carry.
fn is_writable(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\u{20}'..='\u{7E}' | '\u{A0}'..='\u{D7FF}' | '\u{E000}'..='\u{FDCF}'
        | '\u{FDF0}'..='\u{FFFD}' | '\u{10000}'..)
        && (c as u32) & 0xFFFE != 0xFFFE
}

/// Text escaped for content and attributes alike; what can't be written is left out.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if is_writable(c) => out.push(c),
            _ => {}
        }
    }
    out
}
