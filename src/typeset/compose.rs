//! Blocks → pieces: paragraphs, headings, lists, pictures and notes composed to a width.

use super::line::{Line, Measure, break_balanced, break_lines};
use super::pages::{ContentId, ElementId, Glyph, GlyphRun, Item, LinkArea, PlacedImage, Rule, Structure, Tag};
use super::piece::{Body, FigureBox, Piece};
use super::punctuation::Class;
use super::text::{Cluster, Shaped, Span, SpanKind, Type, shape};
use crate::document::{
    Alignment, Block, Break, Cell, Content, Document, Figure, Heading, Inline, List, Marks, Note, NoteKind, Paragraph,
    ParagraphRole, Size,
};
use crate::finding::{Finding, Origin, catalogue};
use crate::font::{Face, Shaper};
use crate::style::{FaceRole, PT_PER_MM, ParagraphStyle, Style, TextAlign};
use icu_segmenter::WordSegmenter;
use icu_segmenter::options::WordBreakInvariantOptions;
use std::collections::BTreeSet;

/// Tables, lists and notes nested deeper than this are set as plain paragraphs.
const MAX_DEPTH: usize = 12;

/// The em box lies this far above the base line: the embedded faces' line metrics differ, their squares do not.
pub(super) const ASCENT: f32 = 0.88;

/// Composes blocks and gathers what they share: structure, notes, findings.
pub(super) struct Composer<'a> {
    pub style: &'a Style,
    pub document: &'a Document,
    pub shaper: Shaper,
    pub structure: Structure,
    pub findings: Vec<Finding>,
    /// The lines of each note, by its number among all notes.
    pub notes: Vec<Vec<Piece>>,
    /// Endnotes, to be printed after everything else.
    pub endnotes: Vec<usize>,
    footnote_count: usize,
    links: Vec<(String, ElementId)>,
    objects: Vec<(String, ContentId)>,
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
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum RoomKind {
    /// The page.
    Body,
    /// An item of a list, whose label holds the place of the first-line indent.
    Item,
    /// A cell.
    Cell { scale: f32, header: bool, label: bool },
    /// A note.
    Note,
}

impl RoomKind {
    /// The kind of a room inside, where the page's first-line indent no longer holds.
    fn inner(self) -> Self {
        if self == RoomKind::Body { RoomKind::Item } else { self }
    }
}

impl Room {
    /// A cell in this room; `header`: whether it heads anything, `label`: whether it stands above or beside several.
    pub(super) fn cell(&self, width: f32, scale: f32, header: bool, label: bool) -> Room {
        Room { left: 0.0, width, kind: RoomKind::Cell { scale, header, label }, depth: self.depth + 1 }
    }
}

/// A paragraph's content, flattened.
#[derive(Default)]
struct Flat {
    text: String,
    spans: Vec<Span>,
}

/// How one paragraph is set.
struct Setting {
    look: Type,
    align: TextAlign,
    first_indent: f32,
    right_indent: f32,
    pitch: f32,
    /// Whether its lines are to be of about equal length.
    balanced: bool,
}

impl<'a> Composer<'a> {
    pub(super) fn new(document: &'a Document, style: &'a Style) -> Self {
        let is_title = |block: &Block| matches!(block, Block::Paragraph(p) if p.role == ParagraphRole::Title);
        Composer {
            style,
            document,
            shaper: Shaper::new(),
            structure: Structure::new(),
            findings: Vec::new(),
            notes: Vec::new(),
            endnotes: Vec::new(),
            footnote_count: 0,
            links: Vec::new(),
            objects: Vec::new(),
            has_title: document.blocks.iter().any(is_title),
            last_heading: 0,
            complained: BTreeSet::new(),
        }
    }

    pub(super) fn text_width(&self) -> f32 {
        self.style.page.text_width_mm() * PT_PER_MM
    }

    pub(super) fn page_height(&self) -> f32 {
        self.style.page.text_height_mm() * PT_PER_MM
    }

    pub(super) fn cell_pitch(&self) -> f32 {
        self.pitch(&self.style.paragraphs.cell)
    }

    fn pitch(&self, style: &ParagraphStyle) -> f32 {
        style.line_pitch_pt.unwrap_or_else(|| self.style.page.line_pitch_pt())
    }

    /// The type of a paragraph style; text of the body's size keeps to the character grid of the page.
    fn look(&self, style: &ParagraphStyle) -> Type {
        let body = self.style.paragraphs.body.size_pt;
        let on_grid = (style.size_pt - body).abs() < 0.01;
        let em = if on_grid { self.style.page.character_pitch_pt() } else { style.size_pt };
        Type { face: face(style.face), size: style.size_pt, em, own_latin: false }
    }

    /// The pieces of some blocks.
    pub(super) fn blocks(&mut self, blocks: &[Block], parent: ElementId, room: &Room) -> Vec<Piece> {
        if room.depth > MAX_DEPTH {
            return self.flattened(blocks, parent, room);
        }
        let mut pieces = Vec::new();
        for (i, block) in blocks.iter().enumerate() {
            let mut next = match block {
                Block::Heading(heading) => self.heading(heading, parent, room),
                Block::Paragraph(paragraph) => self.paragraph(paragraph, parent, room),
                Block::List(list) => self.list(list, parent, room),
                Block::Table(grid) => {
                    let mut shifted = self.table_pieces(grid, parent, room);
                    for piece in &mut shifted {
                        if let (Body::Table(table), true) = (&piece.body, room.left > 0.0) {
                            let (items, notes) = super::piece::paint(
                                std::slice::from_ref(&Piece::new(Body::Table(table.clone()), piece.height)),
                                room.left,
                                0.0,
                            );
                            (piece.body, piece.notes) = (Body::Items(items), notes);
                        }
                    }
                    shifted
                }
                Block::Figure(figure) => self.figure(figure, parent, room),
                Block::Break(Break::Page) => vec![Piece::new(Body::PageBreak, 0.0)],
            };
            let following = blocks.get(i + 1);
            let keep = match block {
                Block::Heading(_) => true,
                Block::Paragraph(p) => match p.role {
                    ParagraphRole::Title | ParagraphRole::AttachmentLabel | ParagraphRole::Signature => true,
                    ParagraphRole::Caption => matches!(following, Some(Block::Table(_) | Block::Figure(_))),
                    // The sign-off doesn't stand alone on a page.
                    ParagraphRole::Body | ParagraphRole::Date => following.is_some_and(is_sign_off),
                },
                Block::Figure(_) => following.is_some_and(is_caption),
                _ => following.is_some_and(is_sign_off),
            };
            if let Some(last) = next.last_mut().filter(|_| keep && following.is_some()) {
                last.keep = true;
            }
            pieces.append(&mut next);
        }
        pieces
    }

    /// Blocks nested too deep, as plain paragraphs.
    fn flattened(&mut self, blocks: &[Block], parent: ElementId, room: &Room) -> Vec<Piece> {
        let mut pieces = Vec::new();
        for block in blocks {
            if !matches!(block, Block::Paragraph(_) | Block::Heading(_)) {
                self.findings.push(catalogue::typeset::nesting_too_deep(MAX_DEPTH).at_origin(&block.origin()));
            }
            let paragraph = Paragraph { content: Content::plain(block.plain_text()), ..Paragraph::default() };
            pieces.extend(self.paragraph(&paragraph, parent, room));
        }
        pieces
    }

    fn heading(&mut self, heading: &Heading, parent: ElementId, room: &Room) -> Vec<Piece> {
        let style = self.style.paragraphs.heading(heading.level).clone();
        let wanted = heading.level.max(1) + u8::from(self.has_title);
        // A level is not skipped in the structure (ISO 14289-1, 7.4.2), whatever the source does.
        let level = wanted.min(self.last_heading + 1).clamp(1, 6);
        let tag = if room.kind == RoomKind::Body {
            self.last_heading = level;
            Tag::Heading(level)
        } else {
            Tag::Paragraph
        };
        let element = self.structure.add(parent, tag);
        let setting = self.setting(&style, Alignment::Start, room);
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

    fn paragraph(&mut self, paragraph: &Paragraph, parent: ElementId, room: &Room) -> Vec<Piece> {
        let styles = &self.style.paragraphs;
        let style = match (room.kind, paragraph.role) {
            (RoomKind::Cell { .. }, _) => &styles.cell,
            (RoomKind::Note, _) => &styles.note,
            (_, ParagraphRole::Body) => &styles.body,
            (_, ParagraphRole::Title) => &styles.title,
            (_, ParagraphRole::Caption) => &styles.caption,
            (_, ParagraphRole::Signature) => &styles.signature,
            (_, ParagraphRole::Date) => &styles.date,
            (_, ParagraphRole::AttachmentLabel) => &styles.attachment_label,
        }
        .clone();
        let title = paragraph.role == ParagraphRole::Title && room.kind == RoomKind::Body;
        let tag = match paragraph.role {
            _ if title => Tag::Heading(1),
            ParagraphRole::Caption => Tag::Caption,
            _ => Tag::Paragraph,
        };
        if title {
            self.last_heading = 1;
        }
        let element = self.structure.add(parent, tag);
        let mut setting = self.setting(&style, paragraph.align, room);
        setting.balanced |= title;
        let mut flat = Flat::default();
        self.flatten(&paragraph.content, element, room, SpanKind::Text, &mut flat);
        let mut pieces = self.spaced(&style, &flat, &setting, room, &paragraph.origin);
        if title {
            for piece in &mut pieces {
                piece.keep = true;
            }
            if let Some(first) = pieces.iter_mut().find(|p| !matches!(p.body, Body::Space)) {
                first.outline = Some((paragraph.content.plain_text().replace('\n', ""), 1));
            }
        }
        pieces
    }

    fn setting(&self, style: &ParagraphStyle, align: Alignment, room: &Room) -> Setting {
        let (mut look, mut pitch, mut base) = (self.look(style), self.pitch(style), style.align);
        let mut balanced = false;
        if let RoomKind::Cell { scale, header, label } = room.kind {
            let cell = &self.style.paragraphs.cell;
            look = self.look(cell).scaled(scale);
            pitch = self.pitch(cell) * scale;
            base = cell.align;
            if header {
                look.face = face(self.style.table.header_face);
            }
            if label {
                base = self.style.table.header_align;
                balanced = base == TextAlign::Center;
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
        Setting { look, align, first_indent, right_indent, pitch, balanced }
    }

    /// A paragraph's lines with the blank lines its style wants.
    fn spaced(
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

    /// The text of some content, its spans placed in the structure below `element`.
    fn flatten(&mut self, content: &Content, element: ElementId, room: &Room, kind: SpanKind, flat: &mut Flat) {
        // Neighbouring texts are one piece of content, whatever they look like.
        let mut current = None;
        for inline in content.inlines() {
            if !matches!(inline, Inline::Text(_)) {
                current = None;
            }
            match inline {
                Inline::Text(run) => {
                    let id = *current.get_or_insert_with(|| self.structure.add_content(element));
                    push(flat, &run.text, run.marks, id, kind);
                }
                Inline::Link(link) => {
                    let element = self.structure.add(element, Tag::Link);
                    self.links.push((link.target.clone(), element));
                    self.flatten(&link.content, element, room, SpanKind::Link(self.links.len() - 1), flat);
                }
                Inline::Image(image) => {
                    let figure = self.structure.add(element, Tag::Figure);
                    self.structure.set_alt(figure, alt_or_name(&image.alt, &image.media));
                    let id = self.structure.add_content(figure);
                    let (width, height) = self.picture_size(&image.media, image.size, room.width);
                    self.objects.push((image.media.clone(), id));
                    let kind = SpanKind::Object { index: self.objects.len() - 1, width, height };
                    push(flat, "\u{FFFC}", Marks::default(), id, kind);
                }
                Inline::Note(note) => self.note(note, element, room, flat),
            }
        }
    }

    fn note(&mut self, note: &Note, parent: ElementId, room: &Room, flat: &mut Flat) {
        let number = match note.kind {
            NoteKind::Footnote => {
                self.footnote_count += 1;
                self.footnote_count
            }
            NoteKind::Endnote => self.endnotes.len() + 1,
        };
        // The place is taken before the note's own content is composed: it may call notes itself.
        let index = self.notes.len();
        self.notes.push(Vec::new());
        if note.kind == NoteKind::Endnote {
            self.endnotes.push(index);
        }
        let label = note_label(note.kind, number);
        let reference = self.structure.add(parent, Tag::Reference);
        let call = self.structure.add_content(reference);
        let kind = if note.kind == NoteKind::Footnote { SpanKind::Call(index) } else { SpanKind::Call(usize::MAX) };
        push(flat, &label, Marks::default(), call, kind);
        let element = self.structure.add(parent, Tag::Note);
        let inner = Room { left: 0.0, width: self.text_width(), kind: RoomKind::Note, depth: room.depth + 1 };
        let hang = self.hang(std::iter::once(label.as_str()), &inner);
        let lines = self.labelled(&label, hang, &note.content, element, &inner);
        if let Some(place) = self.notes.get_mut(index) {
            *place = lines;
        }
    }

    /// The setting of ordinary text in a room.
    fn plain_setting(&self, room: &Room) -> Setting {
        let styles = &self.style.paragraphs;
        let style = match room.kind {
            RoomKind::Note => &styles.note,
            RoomKind::Cell { .. } => &styles.cell,
            RoomKind::Body | RoomKind::Item => &styles.body,
        };
        self.setting(style, Alignment::Start, &Room { kind: room.kind.inner(), ..room.clone() })
    }

    fn label(&mut self, text: &str, content: Option<ContentId>, look: Type) -> Shaped {
        let span = Span { text: 0..text.len(), marks: Marks::default(), content, kind: SpanKind::Text };
        shape(&mut self.shaper, text, &[span], look)
    }

    /// How far text stands in behind the widest of some labels: in whole or half characters, so that lists line up.
    fn hang<'t>(&mut self, labels: impl Iterator<Item = &'t str>, room: &Room) -> f32 {
        let look = self.plain_setting(room).look;
        let mut widest = 0.0_f32;
        for label in labels.filter(|label| !label.is_empty()) {
            let (_, width) = self.label(label, None, look).extents();
            widest = widest.max(width + look.em * 0.25);
        }
        ((widest / look.em * 2.0).ceil() / 2.0 * look.em).min(room.width / 2.0)
    }

    /// Blocks whose first line begins after a label that hangs in the margin of the others.
    fn labelled(&mut self, label: &str, hang: f32, blocks: &[Block], element: ElementId, room: &Room) -> Vec<Piece> {
        let setting = self.plain_setting(room);
        let look = setting.look;
        let label_element = self.structure.add(element, Tag::Label);
        let id = self.structure.add_content(label_element);
        let shaped = self.label(label, Some(id), look);
        self.complain(&shaped, &Origin::default());
        let body = if room.kind == RoomKind::Note { element } else { self.structure.add(element, Tag::ListBody) };
        let kind = room.kind.inner();
        let inner = Room { left: room.left + hang, width: room.width - hang, kind, depth: room.depth + 1 };
        let mut pieces = self.blocks(blocks, body, &inner);
        let measure = Measure { width: room.width, first_indent: 0.0, align: TextAlign::Left, em: look.em };
        let line = super::line::set_line(&shaped, 0, shaped.clusters.len(), 0.0, &measure, true);
        let (label, _) = self.paint_line(&shaped, &line, room.left, setting.pitch, look.size);
        match pieces.iter_mut().find(|p| !matches!(p.body, Body::Space)).map(|p| &mut p.body) {
            Some(Body::Items(items)) => {
                items.splice(0..0, label);
            }
            _ => pieces.insert(0, Piece { keep: true, ..Piece::new(Body::Items(label), setting.pitch) }),
        }
        pieces
    }

    fn list(&mut self, list: &List, parent: ElementId, room: &Room) -> Vec<Piece> {
        let element = self.structure.add(parent, Tag::List);
        let indent = if room.kind == RoomKind::Body {
            self.style.paragraphs.body.first_line_characters * self.look(&self.style.paragraphs.body).em
        } else {
            0.0
        };
        let indent = indent.min(room.width / 3.0);
        let kind = room.kind.inner();
        let inner = Room { left: room.left + indent, width: room.width - indent, kind, depth: room.depth + 1 };
        let hang = self.hang(list.items.iter().map(|item| item.label.as_str()), &inner);
        let mut pieces = Vec::new();
        for item in &list.items {
            let element = self.structure.add(element, Tag::ListItem);
            pieces.extend(self.labelled(&item.label, hang, &item.content, element, &inner));
        }
        pieces
    }

    fn figure(&mut self, figure: &Figure, parent: ElementId, room: &Room) -> Vec<Piece> {
        let element = self.structure.add(parent, Tag::Figure);
        self.structure.set_alt(element, alt_or_name(&figure.alt, &figure.media));
        let content = self.structure.add_content(element);
        let (width, height) = self.picture_size(&figure.media, figure.size, room.width);
        let limit = match room.kind {
            RoomKind::Body | RoomKind::Item => self.page_height() - 2.0 * self.style.page.line_pitch_pt(),
            _ => self.page_height() / 2.0,
        };
        let factor = (limit / height).min(1.0);
        let (width, height) = (width * factor, height * factor);
        match self.picture_fault(&figure.media) {
            None => {
                let body = FigureBox { media: figure.media.clone(), left: room.left, room: room.width, width, content };
                vec![Piece::new(Body::Figure(body), height)]
            }
            Some(fault) => {
                self.findings.push(fault.at_origin(&figure.origin));
                let left = room.left + (room.width - width) / 2.0;
                let mut items = frame(left, 0.0, width, height);
                // The frame says what should be in it.
                let span = Span {
                    text: 0..figure.alt.len(),
                    marks: Marks::default(),
                    content: Some(content),
                    kind: SpanKind::Text,
                };
                let look = self.look(&self.style.paragraphs.cell);
                let shaped = shape(&mut self.shaper, &figure.alt, &[span], look);
                let measure = Measure { width, first_indent: 0.0, align: TextAlign::Center, em: look.em };
                let pitch = self.cell_pitch();
                let mut y = 0.0;
                for line in break_lines(&shaped, &measure) {
                    let (inner, _) = self.paint_line(&shaped, &line, left, pitch, look.size);
                    items.extend(inner.into_iter().map(|item| item.moved(0.0, y)));
                    y += pitch;
                }
                vec![Piece::new(Body::Items(items), height.max(y))]
            }
        }
    }

    /// The lines of a paragraph, no first or last one left alone by a page break.
    fn lines(&mut self, flat: &Flat, setting: &Setting, room: &Room, origin: &Origin) -> Vec<Piece> {
        let look = setting.look;
        let shaped = shape(&mut self.shaper, &flat.text, &flat.spans, look);
        self.complain(&shaped, origin);
        let width = (room.width - setting.right_indent).max(look.em);
        let measure = Measure { width, first_indent: setting.first_indent, align: setting.align, em: look.em };
        let lines = if setting.balanced {
            break_balanced(&shaped, &measure, &word_ends(&shaped.text))
        } else {
            break_lines(&shaped, &measure)
        };
        let count = lines.len();
        let mut pieces = Vec::with_capacity(count);
        for (i, line) in lines.iter().enumerate() {
            let (items, notes) = self.paint_line(&shaped, line, room.left, setting.pitch, look.size);
            let grown = line_growth(&shaped, line, setting.pitch, look.size);
            let items =
                if grown > 0.0 { items.into_iter().map(|item| item.moved(0.0, grown)).collect() } else { items };
            let mut piece = Piece::new(Body::Items(items), setting.pitch + grown);
            piece.keep = count > 1 && (i == 0 || i + 2 == count);
            piece.notes = notes;
            pieces.push(piece);
        }
        pieces
    }

    /// Places the glyphs of a line whose upper edge is at 0. Returns the items and the footnotes called.
    fn paint_line(&self, shaped: &Shaped, line: &Line, left: f32, pitch: f32, size: f32) -> (Vec<Item>, Vec<usize>) {
        let base = (pitch - size) / 2.0 + ASCENT * size;
        let (mut items, mut notes) = (Vec::new(), Vec::new());
        let mut run: Option<(GlyphRun, f32)> = None;
        let mut rules: Vec<(Rule, usize)> = Vec::new();
        let mut areas: Vec<(LinkArea, usize)> = Vec::new();
        let clusters = shaped.clusters.get(line.start..line.end).unwrap_or_default();
        for (cluster, x) in clusters.iter().zip(&line.xs) {
            let Some(span) = shaped.spans.get(cluster.span) else { continue };
            let x = left + x;
            match span.kind {
                SpanKind::Call(note) if note != usize::MAX && !notes.contains(&note) => notes.push(note),
                SpanKind::Object { index, width, height } => {
                    items.extend(run.take().map(|(run, _)| Item::Text(run)));
                    items.extend(self.object(index, x, base, width, height));
                    continue;
                }
                _ => {}
            }
            let y = base - cluster.rise;
            let fits = run.as_ref().is_some_and(|(run, _)| {
                run.face == cluster.face
                    && run.size_pt.to_bits() == cluster.size.to_bits()
                    && run.y_pt.to_bits() == y.to_bits()
                    && run.content == span.content
            });
            if !fits {
                items.extend(run.take().map(|(run, _)| Item::Text(run)));
            }
            add_to_run(&mut run, shaped, cluster, span, x, y);
            decorate(&mut rules, cluster, span, x, base);
            if let SpanKind::Link(index) = span.kind {
                match areas.last_mut() {
                    Some((area, last)) if *last == index => area.width_pt = x + cluster.advance - area.x_pt,
                    _ => {
                        if let Some((target, element)) = self.links.get(index) {
                            let (x_pt, y_pt) = (x, base - ASCENT * size);
                            let area = LinkArea {
                                x_pt,
                                y_pt,
                                width_pt: cluster.advance,
                                height_pt: size,
                                target: target.clone(),
                                element: *element,
                            };
                            areas.push((area, index));
                        }
                    }
                }
            }
        }
        items.extend(run.map(|(run, _)| Item::Text(run)));
        items.extend(rules.into_iter().map(|(rule, _)| Item::Rule(rule)));
        items.extend(areas.into_iter().map(|(area, _)| Item::Link(area)));
        (items, notes)
    }

    /// A line that is not part of the flow, its base line at `base`.
    pub(super) fn placed_line(&self, shaped: &Shaped, x: f32, base: f32) -> Vec<Item> {
        let measure = Measure { width: f32::MAX, first_indent: 0.0, align: TextAlign::Left, em: 1.0 };
        let line = super::line::set_line(shaped, 0, shaped.clusters.len(), 0.0, &measure, true);
        let (items, _) = self.paint_line(shaped, &line, x, 0.0, 0.0);
        items.into_iter().map(|item| item.moved(0.0, base)).collect()
    }

    fn object(&self, index: usize, x: f32, base: f32, width: f32, height: f32) -> Vec<Item> {
        let Some((media, content)) = self.objects.get(index) else { return Vec::new() };
        if self.picture_fault(media).is_some() {
            return frame(x, base - height, width, height);
        }
        vec![Item::Image(PlacedImage {
            media: media.clone(),
            x_pt: x,
            y_pt: base - height,
            width_pt: width,
            height_pt: height,
            content: Some(*content),
        })]
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
                    let (width, _) = self.picture_size(&figure.media, figure.size, room.width);
                    (width.min(20.0), width)
                }
                Block::Break(_) => (0.0, 0.0),
            };
            part = part.max(p);
            line = line.max(l);
        }
        (part, line)
    }

    fn text_extents(&mut self, content: &Content, room: &Room) -> (f32, f32) {
        let mut flat = Flat::default();
        measure_flat(content, &mut flat);
        let look = self.setting(&self.style.paragraphs.cell, Alignment::Start, room).look;
        shape(&mut self.shaper, &flat.text, &flat.spans, look).extents()
    }

    pub(super) fn number_set_small(&mut self, cell: &Cell, size: f32) {
        let finding = catalogue::typeset::number_set_small(cell.plain_text(), format!("{size:.1}"));
        self.findings.push(finding.at_origin(&cell.origin));
    }

    /// Records what could not be set, each character once a document.
    fn complain(&mut self, shaped: &Shaped, origin: &Origin) {
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

    /// Why a picture can't be drawn, if so.
    fn picture_fault(&self, media: &str) -> Option<Finding> {
        let Some(medium) = self.document.media.get(media) else {
            return Some(catalogue::typeset::picture_missing(media));
        };
        match super::picture::dimensions(medium) {
            Ok(_) => None,
            Err(cause) => Some(catalogue::typeset::picture_not_drawn(media, cause)),
        }
    }

    /// The size of a picture on paper, reduced to a width; pt.
    fn picture_size(&self, media: &str, size: Option<Size>, room: f32) -> (f32, f32) {
        const PT_PER_UM: f32 = PT_PER_MM / 1000.0;
        let stated = size.filter(|s| s.width_um > 0 && s.height_um > 0);
        let own = || self.document.media.get(media).and_then(|m| super::picture::dimensions(m).ok());
        let (width, height) = match (stated, own()) {
            (Some(size), _) => (size.width_um as f32 * PT_PER_UM, size.height_um as f32 * PT_PER_UM),
            // Without a stated size, screen pixels: 96 in an inch.
            (None, Some((w, h))) => (w as f32 * 0.75, h as f32 * 0.75),
            (None, None) => (room / 2.0, room / 4.0),
        };
        let factor = (room / width.max(0.1)).min(1.0);
        ((width * factor).max(0.1), (height * factor).max(0.1))
    }
}

fn is_sign_off(block: &Block) -> bool {
    matches!(block, Block::Paragraph(p) if matches!(p.role, ParagraphRole::Signature | ParagraphRole::Date))
}

fn is_caption(block: &Block) -> bool {
    matches!(block, Block::Paragraph(p) if p.role == ParagraphRole::Caption)
}

fn push(flat: &mut Flat, text: &str, marks: Marks, content: ContentId, kind: SpanKind) {
    let start = flat.text.len();
    flat.text.push_str(text);
    flat.spans.push(Span { text: start..flat.text.len(), marks, content: Some(content), kind });
}

/// Content as it is measured, with no place in the structure.
fn measure_flat(content: &Content, flat: &mut Flat) {
    for inline in content.inlines() {
        let start = flat.text.len();
        let marks = match inline {
            Inline::Text(run) => {
                flat.text.push_str(&run.text);
                run.marks
            }
            Inline::Link(link) => {
                measure_flat(&link.content, flat);
                continue;
            }
            Inline::Image(_) | Inline::Note(_) => {
                flat.text.push('国');
                Marks::default()
            }
        };
        flat.spans.push(Span { text: start..flat.text.len(), marks, content: None, kind: SpanKind::Text });
    }
}

fn alt_or_name<'t>(alt: &'t str, media: &'t str) -> &'t str {
    if alt.is_empty() { media } else { alt }
}

/// ① to ⑳ for footnotes, so that no call can be read as a digit of the number before it; beyond, and for endnotes, brackets.
fn note_label(kind: NoteKind, number: usize) -> String {
    let circled = u32::try_from(number).ok().filter(|n| kind == NoteKind::Footnote && (1..=20).contains(n));
    match circled.and_then(|n| char::from_u32(0x245F + n)) {
        Some(c) => c.to_string(),
        None if kind == NoteKind::Footnote => format!("({number})"),
        None => format!("[{number}]"),
    }
}

/// The face that plays a role.
pub(super) fn face(role: FaceRole) -> Face {
    match role {
        FaceRole::Fangsong => Face::Fangsong,
        FaceRole::Kaiti => Face::Kaiti,
        FaceRole::Heiti => Face::Heiti,
        FaceRole::Songti => Face::Songti,
        FaceRole::Xiaobiaosong => Face::Xiaobiaosong,
        FaceRole::Latin => Face::Latin,
    }
}

fn add_to_run(run: &mut Option<(GlyphRun, f32)>, shaped: &Shaped, cluster: &Cluster, span: &Span, x: f32, y: f32) {
    let glyphs = shaped.glyphs.get(cluster.glyphs.clone()).unwrap_or_default();
    if glyphs.is_empty() {
        return;
    }
    let (run, from) = run.get_or_insert_with(|| {
        let (face, size_pt, content) = (cluster.face, cluster.size, span.content);
        (GlyphRun { face, size_pt, x_pt: x, y_pt: y, text: String::new(), glyphs: Vec::new(), content }, x)
    });
    let start = run.text.len() as u32;
    run.text.push_str(shaped.text.get(cluster.text.clone()).unwrap_or_default());
    let end = run.text.len() as u32;
    run.glyphs.extend(glyphs.iter().map(|g| Glyph {
        id: g.id,
        x_pt: x - *from + g.dx,
        rise_pt: g.dy,
        text_start: start,
        text_end: end,
    }));
}

/// Underlines and strike-throughs, joined over neighbours.
fn decorate(rules: &mut Vec<(Rule, usize)>, cluster: &Cluster, span: &Span, x: f32, base: f32) {
    if matches!(cluster.class, Class::LineFeed) {
        return;
    }
    let places = [(span.marks.underline, 0.16), (span.marks.strike, -0.28)];
    for (kind, (wanted, depth)) in places.into_iter().enumerate() {
        if !wanted {
            continue;
        }
        let y = base + depth * cluster.size;
        let end = x + cluster.advance;
        match rules.iter_mut().rev().find(|(rule, k)| *k == kind && (rule.to_pt.0 - x).abs() < 0.6 * cluster.size) {
            Some((rule, _)) => rule.to_pt.0 = end,
            None => rules.push((Rule { from_pt: (x, y), to_pt: (end, y), width_pt: 0.05 * cluster.size }, kind)),
        }
    }
}

/// By how much a line is higher than its pitch because of pictures in it.
fn line_growth(shaped: &Shaped, line: &Line, pitch: f32, size: f32) -> f32 {
    let above = (pitch - size) / 2.0 + ASCENT * size;
    let clusters = shaped.clusters.get(line.start..line.end).unwrap_or_default();
    let heights = clusters.iter().filter_map(|c| match shaped.spans.get(c.span)?.kind {
        SpanKind::Object { height, .. } => Some(height),
        _ => None,
    });
    (heights.fold(0.0_f32, f32::max) - above).max(0.0)
}

fn frame(x: f32, y: f32, width: f32, height: f32) -> Vec<Item> {
    let corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)];
    let sides = corners.iter().zip(corners.iter().skip(1));
    sides.map(|(a, b)| Item::Rule(Rule { from_pt: *a, to_pt: *b, width_pt: 0.5 })).collect()
}

/// The bytes of a title after which a word ends.
fn word_ends(text: &str) -> Vec<usize> {
    let segmenter = WordSegmenter::new_dictionary(WordBreakInvariantOptions::default());
    let mut ends: Vec<usize> = segmenter.segment_str(text).collect();
    // The dictionary doesn't know these; they are what every such title is made of.
    for term in
        ["政府信息公开", "年度报告", "人民政府办公室", "人民政府办公厅", "人民政府", "管理局", "委员会", "办公室"]
    {
        for (start, _) in text.match_indices(term) {
            ends.retain(|end| !(start < *end && *end < start + term.len()));
        }
    }
    ends
}
