//! Blocks → pieces: paragraphs, headings, lists, pictures and notes composed to a width.

use super::breaking::break_lines;
use super::glyphs::Glyphs;
use super::inline::{Flat, place_names, places_of};
use super::line::Measure;
use super::pages::{ElementId, LinkTarget, Structure, Tag};
use super::paint::line_growth;
use super::picture::Object;
use super::piece::{Body, Entry, Piece, keep_last, keep_last_lines};
use super::sheet::Sheet;
use super::tabs::Stop;
use super::text::{Shaped, SpanKind, Type};
use super::title::{break_evenly, break_heading, break_title};
use crate::arrange::{Arrangement, Part, Placement, RunIn, SignOff, contents_entry, parted, role_style};
use crate::document::{Alignment, Block, Cell, Content, Document, Heading, Inline, Paragraph, ParagraphRole, TabStop};
use crate::finding::{Finding, Origin, catalogue};
use crate::font::Faces;
use crate::style::{ParagraphStyle, Style, TextAlign};
use std::collections::{BTreeMap, BTreeSet};

/// Tables, lists and notes nested deeper than this are set as plain paragraphs.
const MAX_DEPTH: usize = 12;

/// Composes blocks and gathers what they share: structure, notes, findings.
pub(super) struct Composer<'a> {
    pub style: &'a Style,
    pub document: &'a Document,
    pub glyphs: Glyphs<'a>,
    pub structure: Structure,
    pub findings: Vec<Finding>,
    /// The lines of each note, by its number among all notes.
    pub notes: Vec<Vec<Piece>>,
    /// Endnotes, to be printed after everything else.
    pub endnotes: Vec<usize>,
    /// How many footnotes there have been.
    pub footnote_count: usize,
    /// The names of the places in the document.
    pub places: BTreeSet<&'a str>,
    /// Targets and elements of links.
    pub links: Vec<(LinkTarget, ElementId)>,
    /// Pictures and formulas within lines.
    pub objects: Vec<Object>,
    /// The entries of the list of contents, and how many of the headings they list have been composed.
    pub entries: Vec<Entry>,
    pub listed: usize,
    has_title: bool,
    last_heading: u8,
    complained: BTreeSet<char>,
}

/// The room blocks are composed to.
#[derive(Debug, Clone)]
pub(super) struct Room {
    /// Distance of its left edge from that of its container, pt.
    pub left: f32,
    /// Its width, pt.
    pub width: f32,
    /// What kind of room it is.
    pub kind: RoomKind,
    /// How deep it is nested.
    pub depth: usize,
    /// Whether it is on a page turned for a wide table.
    pub turned: bool,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum RoomKind {
    /// The page.
    Body,
    /// An item of a list, whose label holds the place of the first-line indent.
    Item,
    /// A cell.
    Cell { scale: f32, part: CellPart },
    /// A note.
    Note,
}

/// What a cell is in its table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CellPart {
    /// It heads columns, or several rows.
    Label,
    /// It heads a row.
    Header,
    /// A figure among figures.
    Figure,
    /// Any other.
    Text,
}

impl RoomKind {
    /// The kind of a room inside, where the page's first-line indent no longer holds.
    pub(super) fn inner(self) -> Self {
        if self == RoomKind::Body { RoomKind::Item } else { self }
    }
}

impl Room {
    /// A cell in this room.
    pub(super) fn cell(&self, width: f32, scale: f32, part: CellPart) -> Room {
        let kind = RoomKind::Cell { scale, part };
        Room { left: 0.0, width, kind, depth: self.depth + 1, turned: self.turned }
    }

    /// Whether blocks in a room inside would be nested too deep.
    pub(super) fn is_deepest(&self) -> bool {
        self.depth >= MAX_DEPTH
    }
}

/// How one paragraph is set.
#[derive(Debug, Clone, Copy)]
pub(super) struct Setting {
    pub look: Type,
    pub align: TextAlign,
    pub first_indent: f32,
    pub right_indent: f32,
    pub pitch: f32,
    pub shape: Shape,
}

/// How the lengths of a paragraph's lines are to go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// As they come.
    Plain,
    /// About equal: labels.
    Even,
    /// As they come, words whole where they can be, the right edge open: headings.
    Heading,
    /// A trapezium or a diamond: titles.
    Title,
}

impl<'a> Composer<'a> {
    pub(super) fn new(document: &'a Document, style: &'a Style, faces: &'a Faces) -> Self {
        let is_title = |block: &Block| matches!(block, Block::Paragraph(p) if p.role == ParagraphRole::Title);
        Composer {
            style,
            document,
            glyphs: Glyphs::new(faces),
            structure: Structure::new(),
            findings: Vec::new(),
            notes: Vec::new(),
            endnotes: Vec::new(),
            footnote_count: 0,
            places: place_names(document),
            links: Vec::new(),
            objects: Vec::new(),
            entries: Vec::new(),
            listed: 0,
            has_title: document.blocks.iter().any(is_title),
            last_heading: 0,
            complained: BTreeSet::new(),
        }
    }

    /// The page a room is on.
    pub(super) fn sheet(&self, turned: bool) -> Sheet {
        if turned { Sheet::turned(&self.style.page) } else { Sheet::upright(&self.style.page) }
    }

    pub(super) fn text_width(&self) -> f32 {
        self.sheet(false).text_width
    }

    /// The height of the page a room is on.
    pub(super) fn page_height(&self, room: &Room) -> f32 {
        self.sheet(room.turned).text_height
    }

    /// The room of the flow itself.
    pub(super) fn body_room(&self, turned: bool) -> Room {
        Room { left: 0.0, width: self.sheet(turned).text_width, kind: RoomKind::Body, depth: 0, turned }
    }

    pub(super) fn cell_pitch(&self) -> f32 {
        self.pitch(&self.style.paragraphs.cell)
    }

    pub(super) fn pitch(&self, style: &ParagraphStyle) -> f32 {
        style.line_pitch_pt.unwrap_or_else(|| self.style.page.line_pitch_pt())
    }

    /// The type of a paragraph style; text of the body's size keeps to the character grid of the page.
    pub(super) fn look(&self, style: &ParagraphStyle) -> Type {
        let body = self.style.paragraphs.body.size_pt;
        let on_grid = (style.size_pt - body).abs() < 0.01;
        let em = if on_grid { self.style.page.character_pitch_pt() } else { style.size_pt };
        let own = self.glyphs.faces().face(style.face);
        let face = if style.bold { self.glyphs.faces().bolder(own) } else { own };
        Type { face, size: style.size_pt, em, own_latin: false }
    }

    /// The pieces of some blocks.
    pub(super) fn blocks(&mut self, blocks: &[Block], parent: ElementId, room: &Room) -> Vec<Piece> {
        if room.depth > MAX_DEPTH {
            return self.flattened(blocks, parent, room);
        }
        let mut flow = Flow::new(blocks, parent, self.style, room);
        let mut pieces: Vec<Piece> = Vec::new();
        let mut contents = if room.kind == RoomKind::Body { self.contents(blocks) } else { None };
        for (at, block) in blocks.iter().enumerate() {
            if let Some((_, list)) = contents.as_mut().filter(|(place, _)| *place == at) {
                pieces.append(list);
            }
            let placement = flow.arrangement.at(at);
            let room = &if placement.turned { self.body_room(true) } else { room.clone() };
            let mut next = self.block(block, at, &mut flow, room);
            if let (Block::Heading(heading), Some(_)) = (block, &contents)
                && contents_entry(&self.style.contents, heading).is_some()
            {
                self.lead_here(&mut next);
            }
            let is_last = at + 1 == blocks.len();
            join(&mut pieces, &mut next, placement, is_last && matches!(block, Block::Heading(_)));
        }
        pieces
    }

    /// The pieces of the block at a place.
    fn block(&mut self, block: &Block, at: usize, flow: &mut Flow<'_>, room: &Room) -> Vec<Piece> {
        match block {
            Block::Heading(heading) => self.heading(heading, flow.parent, room),
            Block::Paragraph(paragraph) => self.placed_paragraph(paragraph, at, flow, room),
            Block::List(list) => self.list(list, flow.parent, room),
            Block::Table(grid) if grid.is_empty() => Vec::new(),
            Block::Table(grid) => {
                let element = self.holder(at, Tag::Table, flow);
                self.table_pieces(grid, element, room)
            }
            Block::Figure(figure) => {
                let name = flow.caption_of(at).map(Block::running_text);
                // What shows nothing is an artifact, unless somebody gave it a name.
                let shows = !figure.decorative || name.is_some();
                let element = shows.then(|| self.holder(at, Tag::Figure, flow));
                self.figure(figure, element, name.as_deref(), room)
            }
            Block::Chart(chart) => self.chart(chart, flow.parent, room),
            Block::Break(_) => {
                // Paper that lies otherwise breaks the page by itself, and how the first one lies is no break.
                let lies = |at: usize| flow.arrangement.at(at).turned;
                let breaks = at.checked_sub(1).is_some_and(|before| lies(before) == lies(at));
                if breaks { vec![Piece::new(Body::PageBreak, 0.0)] } else { Vec::new() }
            }
        }
    }

    /// A paragraph as what it is among the others.
    fn placed_paragraph(&mut self, paragraph: &Paragraph, at: usize, flow: &mut Flow<'_>, room: &Room) -> Vec<Piece> {
        let (parent, part) = (flow.parent, flow.arrangement.at(at).part);
        match part {
            Part::Caption { of } => {
                let element = self.caption_element(of, flow);
                self.caption(paragraph, element, room)
            }
            // The unit is part of the caption it stands below.
            Part::Unit { of } => {
                let parent = flow.captions.get(&of).copied().unwrap_or(parent);
                self.paragraph(paragraph, part, parent, room, None)
            }
            Part::AttachmentTitle { label } => {
                let label = label.and_then(|at| flow.blocks.get(at)).map(Block::running_text);
                self.attachment_title(paragraph, label, parent, room)
            }
            Part::AttachmentLine(line) => self.attachment_name(paragraph, line, parent, room),
            Part::TypedItem(item) => {
                let list = flow.typed_list.filter(|_| !item.first);
                let list = list.unwrap_or_else(|| self.structure.add(parent, Tag::List));
                flow.typed_list = Some(list);
                self.typed_item(paragraph, item.label, list, room)
            }
            Part::RunIn(run_in) => self.run_in(paragraph, run_in, parent, room),
            Part::SignOff(sign_off) => self.sign_off(paragraph, sign_off, flow.blocks, parent, room),
            Part::Paper(line) => self.paper_line(paragraph, line, at, flow.blocks, parent, room),
            Part::Plain | Part::Centered | Part::Named { .. } => self.paragraph(paragraph, part, parent, room, None),
        }
    }

    /// The element of the figure or table at a place: that of its caption as well, which may come first.
    fn holder(&mut self, at: usize, tag: Tag, flow: &mut Flow<'_>) -> ElementId {
        *flow.holders.entry(at).or_insert_with(|| self.structure.add(flow.parent, tag))
    }

    /// An element for the caption of the figure or table at a place, within that.
    fn caption_element(&mut self, of: usize, flow: &mut Flow<'_>) -> ElementId {
        let tag = if matches!(flow.blocks.get(of), Some(Block::Table(_))) { Tag::Table } else { Tag::Figure };
        let holder = self.holder(of, tag, flow);
        let element = self.structure.add(holder, Tag::Caption);
        flow.captions.insert(of, element);
        element
    }

    /// Blocks nested too deep, as plain paragraphs.
    fn flattened(&mut self, blocks: &[Block], parent: ElementId, room: &Room) -> Vec<Piece> {
        let mut pieces = Vec::new();
        for block in blocks {
            if !matches!(block, Block::Paragraph(_) | Block::Heading(_)) {
                self.findings.push(catalogue::typeset::nesting_too_deep(MAX_DEPTH).at_origin(&block.origin()));
            }
            let mut inlines = places_of(block);
            inlines.push(Inline::text(block.plain_text()));
            let paragraph = Paragraph { content: Content::new(inlines), ..Paragraph::default() };
            pieces.extend(self.paragraph(&paragraph, Part::Plain, parent, room, None));
        }
        pieces
    }

    fn heading(&mut self, heading: &Heading, parent: ElementId, room: &Room) -> Vec<Piece> {
        let style = self.style.paragraphs.heading(heading.level).clone();
        let wanted = self.outline_level(heading.level);
        let tag = if room.kind == RoomKind::Body { self.heading_tag(wanted) } else { Tag::Paragraph };
        let element = self.structure.add(parent, tag);
        let mut setting = self.setting(&style, Alignment::Start, room);
        if setting.shape == Shape::Plain {
            setting.shape = Shape::Heading;
        }
        let mut flat = Flat::default();
        self.flatten(&heading.content, element, room, SpanKind::Text, &mut flat);
        let mut pieces = self.spaced(&style, &flat, &setting, room, &heading.origin);
        for piece in &mut pieces {
            piece.keep = true;
        }
        if room.kind == RoomKind::Body {
            let entry = (heading.content.plain_text().replace('\n', ""), wanted);
            if let Some(first) = pieces.iter_mut().find(|p| !matches!(p.body, Body::Space)) {
                first.outline = Some(entry);
            }
        }
        pieces
    }

    /// The level in the outline of a heading of a level: the title has the first.
    fn outline_level(&self, level: u8) -> u8 {
        level.max(1) + u8::from(self.has_title)
    }

    /// The tag of the next heading, wanted at a level: none is skipped in the structure (ISO 14289-1, 7.4.2), whatever the source does.
    fn heading_tag(&mut self, wanted: u8) -> Tag {
        self.last_heading = wanted.min(self.last_heading + 1).clamp(1, 6);
        Tag::Heading(self.last_heading)
    }

    /// A paragraph that begins with its heading: both on the same lines, the heading in the face of its level.
    fn run_in(&mut self, paragraph: &Paragraph, run_in: RunIn, parent: ElementId, room: &Room) -> Vec<Piece> {
        let style = self.paragraph_style(paragraph.role, room.kind).clone();
        let face = self.style.paragraphs.heading(run_in.level).face;
        let wanted = self.outline_level(run_in.level);
        let tag = self.heading_tag(wanted);
        let (head, rest) = (self.structure.add(parent, tag), self.structure.add(parent, Tag::Paragraph));
        let setting = self.setting(&style, paragraph.align, room);
        let (before, after) = parted(&paragraph.content, run_in.length);
        let mut flat = Flat { stops: self.stops(paragraph, room), ..Flat::default() };
        self.flatten(&before, head, room, SpanKind::Text, &mut flat);
        for span in &mut flat.spans {
            // Bold would be another face.
            (span.marks.bold, span.marks.italic, span.face) = (false, false, span.face.or(Some(face)));
        }
        self.flatten(&after, rest, room, SpanKind::Text, &mut flat);
        let mut pieces = self.spaced(&style, &flat, &setting, room, &paragraph.origin);
        let text = before.running_text();
        let name = text.trim().trim_end_matches('。').to_owned();
        if let Some(first) = pieces.iter_mut().find(|piece| !piece.is_space()) {
            first.outline = Some((name, wanted));
        }
        pieces
    }

    /// A paragraph that is this among the others; `right_indent`: where its place from the right is not its style's, pt.
    pub(super) fn paragraph(
        &mut self,
        paragraph: &Paragraph,
        part: Part,
        parent: ElementId,
        room: &Room,
        right_indent: Option<f32>,
    ) -> Vec<Piece> {
        let style = self.paragraph_style(part.role(paragraph), room.kind).clone();
        let in_flow = room.kind == RoomKind::Body;
        let title = paragraph.role == ParagraphRole::Title && in_flow;
        if title {
            self.last_heading = 1;
        }
        let element = self.structure.add(parent, if title { Tag::Heading(1) } else { Tag::Paragraph });
        let mut setting = self.setting(&style, part.alignment(paragraph), room);
        if title {
            setting.shape = Shape::Title;
        }
        if let Some(indent) = right_indent {
            (setting.align, setting.right_indent) = (TextAlign::Right, indent);
        }
        let flat = self.flat_of(paragraph, element, room);
        let mut pieces = self.spaced(&style, &flat, &setting, room, &paragraph.origin);
        if title {
            for piece in &mut pieces {
                piece.keep = true;
            }
            if let Some(first) = pieces.iter_mut().find(|p| !p.is_space()) {
                first.outline = Some((paragraph.content.plain_text().replace('\n', ""), 1));
            }
        }
        // Where the page has no room for the sign-off its blank lines give way (7.3.5.5), but not where a seal goes.
        let is_sealed = matches!(part, Part::SignOff(sign_off) if sign_off.sealed);
        let gives_way = paragraph.role == ParagraphRole::Signature && !is_sealed;
        if let Some(blank) = pieces.first_mut().filter(|piece| gives_way && piece.is_space()) {
            blank.least = 0.0;
        }
        pieces
    }

    /// The text of a paragraph with its tab stops, as part of this element.
    pub(super) fn flat_of(&mut self, paragraph: &Paragraph, element: ElementId, room: &Room) -> Flat {
        let mut flat = Flat { stops: self.stops(paragraph, room), ..Flat::default() };
        self.flatten(&paragraph.content, element, room, SpanKind::Text, &mut flat);
        flat
    }

    /// The tab stops of a paragraph of the flow itself: those of the page.
    fn stops(&self, paragraph: &Paragraph, room: &Room) -> Vec<Stop> {
        if room.kind != RoomKind::Body {
            return Vec::new();
        }
        let stop = |stop: &TabStop| Stop {
            at: room.width * f32::from(stop.at) / f32::from(TabStop::EDGE),
            align: stop.align,
            leader: stop.leader,
        };
        paragraph.tabs.iter().map(stop).collect()
    }

    /// What names an attachment: a heading that looks as its paragraph does; `label`: what stands above it.
    fn attachment_title(
        &mut self,
        paragraph: &Paragraph,
        label: Option<String>,
        parent: ElementId,
        room: &Room,
    ) -> Vec<Piece> {
        let style = self.paragraph_style(paragraph.role, room.kind).clone();
        let level = 1 + u8::from(self.has_title);
        self.last_heading = level.min(self.last_heading + 1);
        let element = self.structure.add(parent, Tag::Heading(self.last_heading));
        let setting = self.setting(&style, paragraph.align, room);
        let mut flat = Flat::default();
        self.flatten(&paragraph.content, element, room, SpanKind::Text, &mut flat);
        let mut pieces = self.spaced(&style, &flat, &setting, room, &paragraph.origin);
        pieces.iter_mut().for_each(|piece| piece.keep = true);
        let name = label.into_iter().chain([paragraph.content.running_text()]).collect::<Vec<_>>().join("　");
        if let Some(first) = pieces.iter_mut().find(|p| !p.is_space()) {
            first.outline = Some((name.replace('\n', ""), level));
        }
        pieces
    }

    /// A paragraph that is typed as an item of a list: set as any other, in the structure an item behind its label.
    fn typed_item(&mut self, paragraph: &Paragraph, label: usize, list: ElementId, room: &Room) -> Vec<Piece> {
        let style = self.paragraph_style(paragraph.role, room.kind).clone();
        let item = self.structure.add(list, Tag::ListItem);
        let (number, body) = (self.structure.add(item, Tag::Label), self.structure.add(item, Tag::ListBody));
        let setting = self.setting(&style, paragraph.align, room);
        let (before, after) = parted(&paragraph.content, label);
        let mut flat = Flat { stops: self.stops(paragraph, room), ..Flat::default() };
        self.flatten(&before, number, room, SpanKind::Text, &mut flat);
        self.flatten(&after, body, room, SpanKind::Text, &mut flat);
        self.spaced(&style, &flat, &setting, room, &paragraph.origin)
    }

    /// The name of a figure or table.
    pub(super) fn caption(&mut self, paragraph: &Paragraph, element: ElementId, room: &Room) -> Vec<Piece> {
        let style = self.paragraph_style(ParagraphRole::Caption, room.kind).clone();
        let setting = self.setting(&style, paragraph.align, room);
        let mut flat = Flat::default();
        self.flatten(&paragraph.content, element, room, SpanKind::Text, &mut flat);
        self.spaced(&style, &flat, &setting, room, &paragraph.origin)
    }

    fn paragraph_style(&self, role: ParagraphRole, kind: RoomKind) -> &ParagraphStyle {
        let styles = &self.style.paragraphs;
        match (kind, role) {
            (RoomKind::Cell { .. }, _) => &styles.cell,
            (RoomKind::Note, _) => &styles.note,
            (_, role) => role_style(styles, role),
        }
    }

    pub(super) fn setting(&self, style: &ParagraphStyle, align: Alignment, room: &Room) -> Setting {
        let (mut look, mut pitch, mut base) = (self.look(style), self.pitch(style), style.align);
        let mut shape = Shape::Plain;
        if let RoomKind::Cell { scale, part } = room.kind {
            let cell = &self.style.paragraphs.cell;
            look = self.look(cell).scaled(scale);
            pitch = self.pitch(cell) * scale;
            base = cell.align;
            if matches!(part, CellPart::Label | CellPart::Header) {
                look.face = self.glyphs.faces().face(self.style.table.header_face);
            }
            match part {
                CellPart::Label => {
                    base = self.style.table.header_align;
                    if base == TextAlign::Center {
                        shape = Shape::Even;
                    }
                }
                CellPart::Figure => base = self.style.table.figure_align,
                CellPart::Header | CellPart::Text => {}
            }
        }
        let in_flow = room.kind == RoomKind::Body;
        let align = match align {
            Alignment::Start => base,
            Alignment::Center => TextAlign::Center,
            Alignment::End => TextAlign::Right,
        };
        let flush = matches!(align, TextAlign::Justify | TextAlign::Left);
        let first_indent = if in_flow && flush { style.first_line_characters * look.em } else { 0.0 };
        let right_indent = if in_flow { style.right_characters * look.em } else { 0.0 };
        Setting { look, align, first_indent, right_indent, pitch, shape }
    }

    /// A paragraph's lines with the blank lines its style wants.
    pub(super) fn spaced(
        &mut self,
        style: &ParagraphStyle,
        flat: &Flat,
        setting: &Setting,
        room: &Room,
        origin: &Origin,
    ) -> Vec<Piece> {
        let pitch = self.style.page.line_pitch_pt();
        let mut pieces = Vec::new();
        let in_flow = room.kind == RoomKind::Body;
        if in_flow && style.lines_before > 0.0 {
            pieces.push(Piece::space(style.lines_before * pitch));
        }
        pieces.extend(self.lines(flat, setting, room, origin));
        if in_flow && style.lines_after > 0.0 {
            pieces.push(Piece { keep: false, ..Piece::space(style.lines_after * pitch) });
        }
        pieces
    }

    /// The lines of a paragraph, its seals over the last.
    fn lines(&mut self, flat: &Flat, setting: &Setting, room: &Room, origin: &Origin) -> Vec<Piece> {
        let shaped = self.shape(flat, setting.look, origin);
        let mut pieces = self.set_lines(&shaped, setting, room.left, room.width);
        self.lay_seals(&flat.seals, &mut pieces, room);
        pieces
    }

    /// The lines of a text, no first or last one left alone by a page break.
    pub(super) fn set_lines(&self, shaped: &Shaped, setting: &Setting, left: f32, width: f32) -> Vec<Piece> {
        let look = setting.look;
        let width = (width - setting.right_indent).max(look.em);
        let hanging = self.style.page.hanging_punctuation;
        let measure = Measure { width, first_indent: setting.first_indent, align: setting.align, em: look.em, hanging };
        let lines = match setting.shape {
            Shape::Plain => break_lines(shaped, &measure),
            Shape::Even => break_evenly(shaped, &measure),
            Shape::Heading => break_heading(shaped, &measure),
            Shape::Title => break_title(shaped, &measure),
        };
        let count = lines.len();
        let mut pieces = Vec::with_capacity(count);
        for (i, line) in lines.iter().enumerate() {
            let (items, notes) = self.paint_line(shaped, line, left, setting.pitch, look.size);
            let (grown, deeper) = line_growth(shaped, line, setting.pitch, look.size);
            let items =
                if grown > 0.0 { items.into_iter().map(|item| item.moved(0.0, grown)).collect() } else { items };
            let mut piece = Piece::new(Body::Items(items), setting.pitch + grown + deeper);
            piece.keep = count > 1 && (i == 0 || i + 2 == count);
            piece.notes = notes;
            pieces.push(piece);
        }
        pieces
    }

    /// The widest undivided part and the widest line of some blocks, pt.
    pub(super) fn extents(&mut self, blocks: &[Block], room: &Room) -> (f32, f32) {
        let (mut part, mut line) = (0.0_f32, 0.0_f32);
        if room.depth > MAX_DEPTH {
            return (0.0, room.width);
        }
        for block in blocks {
            let (p, l) = match block {
                Block::Paragraph(paragraph) => self.text_extents(&paragraph.content, room),
                Block::Heading(heading) => self.text_extents(&heading.content, room),
                Block::List(list) => {
                    let mut widest = (0.0_f32, 0.0_f32);
                    let em = self.style.paragraphs.cell.size_pt;
                    for item in &list.items {
                        let label = (item.label.chars().count() + 1) as f32 * em;
                        let (p, l) = self.extents(&item.content, &Room { depth: room.depth + 1, ..room.clone() });
                        widest = (widest.0.max(p + label), widest.1.max(l + label));
                    }
                    widest
                }
                Block::Table(grid) => {
                    let least = grid.columns() as f32 * 2.0 * self.style.paragraphs.cell.size_pt;
                    (least.min(room.width), room.width)
                }
                Block::Figure(figure) => {
                    let (width, _) = self.picture_size(&figure.media, figure.size, room);
                    (width.min(20.0), width)
                }
                Block::Chart(_) => (room.width / 2.0, room.width),
                Block::Break(_) => (0.0, 0.0),
            };
            part = part.max(p);
            line = line.max(l);
        }
        (part, line)
    }

    pub(super) fn number_set_small(&mut self, cell: &Cell, size: f32) {
        let finding = catalogue::typeset::number_set_small(cell.plain_text(), format!("{size:.1}"));
        self.findings.push(finding.at_origin(&cell.origin));
    }

    /// Records what could not be set, each character once a document.
    pub(super) fn complain(&mut self, shaped: &Shaped, origin: &Origin) {
        for c in &shaped.missing {
            if self.complained.insert(*c) {
                let finding = catalogue::typeset::glyph_missing(c, format!("U+{:04X}", *c as u32));
                self.findings.push(finding.at_origin(origin));
            }
        }
        for c in &shaped.controls {
            if self.complained.insert(*c) {
                let finding = catalogue::typeset::control_character_left_out(format!("U+{:04X}", *c as u32));
                self.findings.push(finding.at_origin(origin));
            }
        }
    }
}

/// Some blocks while they are composed.
struct Flow<'b> {
    blocks: &'b [Block],
    arrangement: Arrangement,
    parent: ElementId,
    /// The elements of figures and tables met with, by their places, and of their captions.
    holders: BTreeMap<usize, ElementId>,
    captions: BTreeMap<usize, ElementId>,
    /// The list the last typed item stands in.
    typed_list: Option<ElementId>,
}

impl<'b> Flow<'b> {
    fn new(blocks: &'b [Block], parent: ElementId, style: &Style, room: &Room) -> Self {
        let arrangement = match room.kind {
            RoomKind::Body => Arrangement::of_flow(blocks, style),
            _ => Arrangement::of_inner(blocks),
        };
        let (holders, captions) = Default::default();
        Flow { blocks, arrangement, parent, holders, captions, typed_list: None }
    }

    /// What names the figure or table at a place.
    fn caption_of(&self, at: usize) -> Option<&'b Block> {
        match self.arrangement.at(at).part {
            Part::Named { caption, .. } => self.blocks.get(caption),
            _ => None,
        }
    }
}

/// Appends the pieces of a block to those before it, and keeps together what page breaks may not part; `heads_nothing`: whether it
/// is a heading with nothing after it.
fn join(pieces: &mut Vec<Piece>, next: &mut Vec<Piece>, placement: Placement, heads_nothing: bool) {
    // Neither the sign-off nor a heading stands alone on a page.
    if heads_nothing || matches!(placement.part, Part::SignOff(SignOff { begins: true, .. })) {
        keep_last_lines(pieces, 2);
    }
    if placement.keeps {
        keep_last(next);
    }
    next.iter_mut().for_each(|piece| piece.turned = placement.turned);
    pieces.append(next);
}
