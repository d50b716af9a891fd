//! Blocks and inline runs → docx-rs paragraphs and tables.

use super::finish::Facts;
use super::measure::PageMeasure;
use super::numbering::{self, NumberingParts};
use super::picture::Pictures;
use super::relations::Relations;
use super::sign_off::keep_end_with_next;
use super::styles;
use super::template::{StyleIds, Template};
use crate::document::{
    Alignment, Block, Break, Content, Document, Figure, HeaderScope, Inline, InlineImage, Link, List, ListItem, Marks,
    Note, NoteKind, Paragraph, ParagraphRole, VerticalPosition,
};
use crate::finding::{Error, Finding, catalogue};
use crate::ooxml::escape_attribute;
use crate::style::Style;
use crate::typeset::{AttachmentLine, attachment_lines, is_sign_off, turned_blocks};
use docx_rs::{
    AlignmentType, BreakType, FootnoteReference, Hyperlink, HyperlinkData, IndentLevel, LineSpacing, LineSpacingType,
    NumberingId, Run, RunChild, RunFonts, RunProperty, VertAlignType,
};

/// How deep blocks may stand in one another (list items, cells, notes).
pub(super) const MAX_DEPTH: u32 = 32;
/// How many cells the tables of a document may have together, continuations of merged cells counted.
pub(super) const MAX_CELLS: u64 = 200_000;

/// A paragraph or table as docx-rs has it.
#[derive(Debug)]
pub(super) enum Built {
    Paragraph(Box<docx_rs::Paragraph>),
    Table(Box<docx_rs::Table>),
    /// The end of a section: how its pages lie, and whether a page breaks here whatever comes next.
    SectionEnd {
        turned: bool,
        breaks: bool,
    },
}

/// A part that holds blocks, as it grows.
#[derive(Debug, Default)]
pub(super) struct PartState {
    pub(super) facts: Facts,
    pub(super) relations: Relations,
}

/// The content of a note, whose place in its list is its id less one.
pub(super) type NoteBody = Vec<Built>;

/// Where blocks stand.
#[derive(Debug, Clone, Copy)]
pub(super) struct Position {
    pub(super) place: Place,
    /// Width there, twips.
    pub(super) width: i32,
    /// How many lists they stand in.
    pub(super) lists: usize,
    /// How deep they stand in other blocks.
    pub(super) depth: u32,
}

/// What blocks stand in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Body,
    /// A cell: what it heads, and whether it covers several rows.
    Cell(HeaderScope, bool),
    Note(NoteKind),
}

impl Position {
    fn deeper(self) -> Self {
        Position { depth: self.depth + 1, ..self }
    }
}

/// A paragraph's beginning: what stands before its text or is asked of it from outside.
#[derive(Debug, Clone, Copy, Default)]
struct Opening {
    /// Instance and level of its label.
    label: Option<(usize, usize)>,
    page_break: bool,
    keep_next: bool,
}

/// Writes a document's blocks.
pub(super) struct FlowWriter<'a> {
    pub(super) document: &'a Document,
    pub(super) style: &'a Style,
    pub(super) page: PageMeasure,
    pub(super) findings: Vec<Finding>,
    pub(super) numbering: NumberingParts,
    pub(super) pictures: Pictures,
    pub(super) body: PartState,
    pub(super) footnotes: PartState,
    pub(super) endnotes: PartState,
    pub(super) footnote_bodies: Vec<NoteBody>,
    pub(super) endnote_bodies: Vec<NoteBody>,
    pub(super) cells: u64,
    /// What our styles are called in the file.
    pub(super) ids: StyleIds,
    /// Whether a template's running text is what lengths of ours would have to go by.
    pub(super) by_template: bool,
    /// How the pages of the last section lie.
    pub(super) ends_turned: bool,
    /// The note being written, if any.
    note: Option<NoteKind>,
}

impl<'a> FlowWriter<'a> {
    pub(super) fn new(
        document: &'a Document,
        style: &'a Style,
        page: PageMeasure,
        template: Option<&Template>,
        ids: StyleIds,
    ) -> Self {
        let taken = template.into_iter().flat_map(Template::parts).map(|part| part.name.clone());
        FlowWriter {
            document,
            style,
            page,
            ids,
            by_template: template.is_some(),
            ends_turned: false,
            findings: Vec::new(),
            numbering: NumberingParts::after(template.map_or((0, 0), Template::last_numbering_ids)),
            pictures: Pictures::beside(taken.collect()),
            body: PartState::default(),
            footnotes: PartState::default(),
            endnotes: PartState::default(),
            footnote_bodies: Vec::new(),
            endnote_bodies: Vec::new(),
            cells: 0,
            note: None,
        }
    }

    /// The part being written.
    pub(super) fn part(&mut self) -> &mut PartState {
        match self.note {
            None => &mut self.body,
            Some(NoteKind::Footnote) => &mut self.footnotes,
            Some(NoteKind::Endnote) => &mut self.endnotes,
        }
    }

    /// The document's own flow.
    pub(super) fn document_blocks(&mut self) -> Result<Vec<Built>, Error> {
        let width = self.page.text_width();
        let document = self.document;
        self.blocks(&document.blocks, Position { place: Place::Body, width, lists: 0, depth: 0 })
    }

    /// Blocks one below the other. Never empty, and never ends in a table: Word wants a paragraph after each.
    pub(super) fn blocks(&mut self, blocks: &[Block], at: Position) -> Result<Vec<Built>, Error> {
        let mut out = Vec::new();
        self.append(blocks, at, &mut out)?;
        if !matches!(out.last(), Some(Built::Paragraph(_))) {
            out.push(match out.is_empty() {
                true if matches!(at.place, Place::Cell(..)) => built(styled(default_style(at))),
                _ => built(styled(styles::TABLE_GAP)),
            });
        }
        Ok(out)
    }

    fn append(&mut self, blocks: &[Block], mut at: Position, out: &mut Vec<Built>) -> Result<(), Error> {
        check_depth(at)?;
        let mut opening = Opening::default();
        let in_flow = at.place == Place::Body && at.lists == 0;
        let turned = if in_flow { section_turns(blocks, self.style) } else { Vec::new() };
        let turns_at = |index: usize| match (index.checked_sub(1).and_then(|i| turned.get(i)), turned.get(index)) {
            (Some(before), Some(now)) => before != now,
            _ => false,
        };
        let attachments = if in_flow && !self.by_template { attachment_lines(blocks) } else { Default::default() };
        for (index, block) in blocks.iter().enumerate() {
            let next = blocks.get(index + 1);
            if in_flow {
                let lies = turned.get(index).copied().unwrap_or(false);
                at.width = if lies { self.page.text_height() } else { self.page.text_width() };
                self.ends_turned = lies;
                if turns_at(index) {
                    let breaks = std::mem::take(&mut opening.page_break) || matches!(block, Block::Break(_));
                    out.push(Built::SectionEnd { turned: !lies, breaks });
                    if matches!(block, Block::Break(_)) {
                        continue;
                    }
                }
            }
            let begins_sign_off =
                is_sign_off(block) && !index.checked_sub(1).and_then(|i| blocks.get(i)).is_some_and(is_sign_off);
            if in_flow && begins_sign_off && !opening.page_break {
                // It doesn't stand alone on a page.
                keep_end_with_next(out);
            }
            match block {
                Block::Heading(heading) => {
                    let paragraph =
                        self.paragraph(styles::heading_style(heading.level), &heading.content, opening, at)?;
                    out.push(built(paragraph));
                }
                Block::Paragraph(paragraph) => {
                    opening.keep_next =
                        paragraph.role == ParagraphRole::Caption && matches!(next, Some(Block::Table(_)));
                    let line = attachments.get(&index).copied();
                    out.push(self.flow_paragraph(paragraph, opening, at, line, (blocks, index))?);
                }
                Block::List(list) => {
                    self.list(list, at, out)?;
                }
                Block::Table(grid) if grid.rows() == 0 || grid.columns() == 0 => {}
                Block::Table(grid) => {
                    // Tables that touch are one table to Word.
                    if matches!(out.last(), Some(Built::Table(_))) {
                        out.push(built(styled(styles::TABLE_GAP)));
                    }
                    if at.place == Place::Body && self.style.table.space_before_pt > 0.0 {
                        out.push(built(styled(styles::TABLE_GAP_ABOVE).keep_next(true)));
                    }
                    let table = self.table(grid, at.deeper())?;
                    out.push(Built::Table(Box::new(table)));
                    if at.place == Place::Body && self.style.table.space_after_pt > 0.0 && !turns_at(index + 1) {
                        out.push(built(styled(styles::TABLE_GAP)));
                    }
                }
                Block::Figure(figure) => {
                    opening.keep_next = is_caption(next);
                    let paragraph = self.figure(figure, opening)?;
                    out.push(built(paragraph));
                }
                Block::Break(Break::Page) => {
                    // A break in a paragraph of its own leaves a blank line on the new page.
                    let carried = matches!(next, Some(Block::Heading(_) | Block::Paragraph(_) | Block::Figure(_)));
                    if carried || turns_at(index + 1) {
                        opening = Opening { page_break: true, ..Opening::default() };
                        continue;
                    }
                    out.push(built(page_break(at)));
                }
            }
            opening = Opening::default();
        }
        Ok(())
    }

    /// A paragraph with its place among the others. Apart from [`append`](Self::append), whose frames lie on each other.
    fn flow_paragraph(
        &mut self,
        paragraph: &Paragraph,
        opening: Opening,
        at: Position,
        line: Option<AttachmentLine>,
        (blocks, index): (&[Block], usize),
    ) -> Result<Built, Error> {
        let written = self.role_paragraph(paragraph, opening, at)?;
        Ok(built(match line {
            Some(line) => self.placed_attachment(written, paragraph, line),
            None => self.placed_sign_off(written, blocks, index, at),
        }))
    }

    fn role_paragraph(
        &mut self,
        paragraph: &Paragraph,
        opening: Opening,
        at: Position,
    ) -> Result<docx_rs::Paragraph, Error> {
        let style = match styles::role_style(paragraph.role) {
            Some(style) => style,
            None if at.place == Place::Body && at.lists == 0 && paragraph.align != Alignment::Start => {
                styles::BODY_FLUSH
            }
            None => default_style(at),
        };
        let built = self.paragraph(style, &paragraph.content, opening, at)?;
        Ok(match paragraph.align {
            Alignment::Start => built,
            Alignment::Center => built.align(AlignmentType::Center),
            Alignment::End => built.align(AlignmentType::Right),
        })
    }

    fn paragraph(
        &mut self,
        style: &str,
        content: &Content,
        opening: Opening,
        at: Position,
    ) -> Result<docx_rs::Paragraph, Error> {
        let mut paragraph = opened(styled(style), opening);
        // An exact line height would cut a picture off.
        if content.inlines().iter().any(|inline| matches!(inline, Inline::Image(_))) {
            let pitch = self.page.line_pitch;
            paragraph = paragraph.line_spacing(LineSpacing::new().line_rule(LineSpacingType::AtLeast).line(pitch));
        }
        for inline in content.inlines() {
            paragraph = match inline {
                Inline::Link(link) => self.link(paragraph, link, at)?,
                other => {
                    let runs = self.runs(other, None, at)?;
                    runs.into_iter().fold(paragraph, docx_rs::Paragraph::add_run)
                }
            };
        }
        Ok(paragraph)
    }

    /// The runs of anything but a link; a link met here stands in another, and only its text is kept.
    fn runs(&mut self, inline: &Inline, style: Option<&str>, at: Position) -> Result<Vec<Run>, Error> {
        Ok(match inline {
            Inline::Text(text) => vec![self.text_run(&text.text, text.marks, style)],
            Inline::Image(image) => vec![self.image_run(image)],
            Inline::Note(note) => vec![self.note(note, at)?],
            Inline::Formula(formula) => vec![self.text_run(&formula.text, Marks::default(), style)],
            Inline::Anchor(_) => Vec::new(),
            Inline::Ruby(ruby) => self.inner_runs(&ruby.in_brackets(), style, at)?,
            Inline::Revision(revision) => self.inner_runs(&revision.as_marked(), style, at)?,
            Inline::Link(link) => {
                self.findings.push(catalogue::write::link_not_written(&link.target));
                self.inner_runs(&link.content, style, at)?
            }
        })
    }

    fn inner_runs(&mut self, content: &Content, style: Option<&str>, at: Position) -> Result<Vec<Run>, Error> {
        check_depth(at)?;
        let mut runs = Vec::new();
        for inline in content.inlines() {
            runs.extend(self.runs(inline, style, at.deeper())?);
        }
        Ok(runs)
    }

    pub(super) fn text_run(&mut self, text: &str, marks: Marks, style: Option<&str>) -> Run {
        let mut run = Run::new();
        run.run_property = marks_to_properties(marks);
        if let Some(style) = style {
            run.run_property = run.run_property.style(style);
        }
        if text.chars().any(is_shared_punctuation) && text.chars().any(is_chinese) {
            run.run_property = run.run_property.fonts(RunFonts::new().hint("eastAsia"));
        }
        let mut piece = String::new();
        let mut dropped = 0u32;
        for character in text.chars() {
            match character {
                '\n' | '\t' => {
                    run = add_text(run, &mut piece);
                    run = if character == '\t' { run.add_tab() } else { run.add_break(BreakType::TextWrapping) };
                }
                c if !is_xml_character(c) => dropped += 1,
                c => piece.push(c),
            }
        }
        if dropped > 0 {
            self.findings.push(catalogue::write::characters_not_written(dropped));
        }
        add_text(run, &mut piece)
    }

    fn link(&mut self, paragraph: docx_rs::Paragraph, link: &Link, at: Position) -> Result<docx_rs::Paragraph, Error> {
        let target = match link.target.strip_prefix('#') {
            Some(name) if !name.is_empty() => {
                Some(HyperlinkData::Anchor { anchor: escape_attribute(name).into_owned() })
            }
            _ => self
                .part()
                .relations
                .hyperlink(&link.target)
                .map(|rid| HyperlinkData::External { rid, path: String::new() }),
        };
        let style = target.is_some().then_some(styles::HYPERLINK);
        let mut runs = Vec::new();
        for inline in link.content.inlines() {
            runs.extend(self.runs(inline, style, at.deeper())?);
        }
        Ok(match target {
            Some(link) => {
                let hyperlink = Hyperlink { link, history: None, children: Vec::new() };
                paragraph.add_hyperlink(runs.into_iter().fold(hyperlink, Hyperlink::add_run))
            }
            None => {
                self.findings.push(catalogue::write::link_not_written(&link.target));
                runs.into_iter().fold(paragraph, docx_rs::Paragraph::add_run)
            }
        })
    }

    /// The mark that calls a note; its content goes to the part of its kind.
    fn note(&mut self, note: &Note, at: Position) -> Result<Run, Error> {
        if self.note.is_some() {
            // Word has no notes in notes.
            self.findings.push(catalogue::write::note_in_note());
            let text = Content::new(vec![Inline::Note(note.clone())]).plain_text();
            return Ok(self.text_run(&text, Marks::default(), None));
        }
        let width = self.page.text_width();
        self.note = Some(note.kind);
        let position = Position { place: Place::Note(note.kind), width, lists: 0, depth: at.depth + 1 };
        let body = self.blocks(&note.content, position);
        self.note = None;
        let body = body?;
        let bodies = match note.kind {
            NoteKind::Footnote => &mut self.footnote_bodies,
            NoteKind::Endnote => &mut self.endnote_bodies,
        };
        bodies.push(body);
        let mut run = Run::new().style(styles::note_styles(note.kind).1);
        run.children.push(RunChild::FootnoteReference(FootnoteReference::new(bodies.len())));
        Ok(run)
    }

    fn figure(&mut self, figure: &Figure, opening: Opening) -> Result<docx_rs::Paragraph, Error> {
        let (media, alt) = (figure.media.clone(), figure.alt.clone());
        let image = InlineImage { media, alt, size: figure.size, crop: figure.crop };
        let before = self.findings.len();
        let run = self.image_run(&image);
        for finding in self.findings.iter_mut().skip(before) {
            *finding = finding.clone().at_origin(&figure.origin);
        }
        Ok(opened(styled(styles::FIGURE), opening).add_run(run))
    }

    /// A list's items: the first paragraph of each carries the label, later ones stand below it.
    fn list(&mut self, list: &List, at: Position, out: &mut Vec<Built>) -> Result<(), Error> {
        if at.lists > numbering::DEEPEST {
            self.findings.push(catalogue::write::list_too_deep(numbering::DEEPEST + 1).at_origin(&list.origin));
        }
        let depth = at.lists.min(numbering::DEEPEST);
        let text = match at.place {
            Place::Body => &self.style.paragraphs.body,
            Place::Cell(..) => &self.style.paragraphs.cell,
            Place::Note(_) => &self.style.paragraphs.note,
        };
        let items: Vec<ListItem> = list.items.iter().map(|item| self.clean_label(item)).collect();
        let instances = self.numbering.add_list(list.ordered, &items, depth, text);
        let inside = Position { lists: at.lists + 1, ..at.deeper() };
        for (item, instance) in list.items.iter().zip(instances) {
            let label = (instance, depth);
            let (head, rest) = match item.content.split_first() {
                Some((Block::Paragraph(head), rest)) => (Some(head), rest),
                _ => (None, item.content.as_slice()),
            };
            let empty = Paragraph::default();
            let opening = Opening { label: Some(label), ..Opening::default() };
            out.push(built(self.role_paragraph(head.unwrap_or(&empty), opening, at)?));
            let stays = |block: &Block| match block {
                Block::Paragraph(paragraph) => paragraph.role == ParagraphRole::Body,
                other => matches!(other, Block::List(_)),
            };
            if !rest.iter().all(stays) {
                self.findings.push(catalogue::write::list_item_flattened(&item.label).at_origin(&list.origin));
            }
            self.append(rest, inside, out)?;
        }
        Ok(())
    }

    /// The item's label without what XML can't carry.
    fn clean_label(&mut self, item: &ListItem) -> ListItem {
        let label: String = item.label.chars().filter(|c| is_xml_character(*c) && *c != '\n').collect();
        if label != item.label {
            let dropped = item.label.chars().count() - label.chars().count();
            self.findings.push(catalogue::write::characters_not_written(dropped));
        }
        ListItem { label, content: Vec::new() }
    }
}

/// For each block of the document's own flow, whether its section's pages are turned. A page break between turned blocks is
/// turned with them.
fn section_turns(blocks: &[Block], style: &Style) -> Vec<bool> {
    let mut turned = turned_blocks(blocks, style);
    let breaks = blocks.iter().map(|block| matches!(block, Block::Break(_)));
    let between: Vec<usize> = breaks
        .enumerate()
        .filter(|(index, is_break)| {
            let before = index.checked_sub(1).and_then(|index| turned.get(index)).copied();
            *is_break && before == Some(true) && turned.get(index + 1) == Some(&true)
        })
        .map(|(index, _)| index)
        .collect();
    for index in between {
        if let Some(turned) = turned.get_mut(index) {
            *turned = true;
        }
    }
    turned
}

fn check_depth(at: Position) -> Result<(), Error> {
    if at.depth > MAX_DEPTH {
        return Err(catalogue::package::limit_exceeded("嵌套层数 (nesting depth)", MAX_DEPTH, at.depth).into());
    }
    Ok(())
}

fn built(paragraph: docx_rs::Paragraph) -> Built {
    Built::Paragraph(Box::new(paragraph))
}

fn styled(style: &str) -> docx_rs::Paragraph {
    docx_rs::Paragraph::new().style(style)
}

fn numbered(paragraph: docx_rs::Paragraph, (instance, level): (usize, usize)) -> docx_rs::Paragraph {
    paragraph.numbering(NumberingId::new(instance), IndentLevel::new(level))
}

fn opened(mut paragraph: docx_rs::Paragraph, opening: Opening) -> docx_rs::Paragraph {
    if let Some(label) = opening.label {
        paragraph = numbered(paragraph, label);
    }
    if opening.page_break {
        paragraph = paragraph.page_break_before(true);
    }
    if opening.keep_next {
        paragraph = paragraph.keep_next(true);
    }
    paragraph
}

fn page_break(at: Position) -> docx_rs::Paragraph {
    styled(default_style(at)).add_run(Run::new().add_break(BreakType::Page))
}

fn is_caption(block: Option<&Block>) -> bool {
    matches!(block, Some(Block::Paragraph(Paragraph { role: ParagraphRole::Caption, .. })))
}

/// The style of ordinary text there.
pub(super) fn default_style(at: Position) -> &'static str {
    match at.place {
        Place::Body if at.lists > 0 => styles::list_continue_style(at.lists),
        Place::Body => styles::BODY,
        Place::Cell(header, several) => styles::cell_style(header, several),
        Place::Note(kind) => styles::note_styles(kind).0,
    }
}

fn add_text(run: Run, piece: &mut String) -> Run {
    if piece.is_empty() { run } else { run.add_text(std::mem::take(piece)) }
}

fn marks_to_properties(marks: Marks) -> RunProperty {
    let mut properties = RunProperty::new();
    if marks.bold {
        properties = properties.bold();
    }
    if marks.italic {
        properties = properties.italic();
    }
    if marks.underline {
        properties = properties.underline("single");
    }
    if marks.strike {
        properties = properties.strike();
    }
    match marks.position {
        Some(VerticalPosition::Superscript) => properties.vert_align(VertAlignType::SuperScript),
        Some(VerticalPosition::Subscript) => properties.vert_align(VertAlignType::SubScript),
        None => properties,
    }
}

/// Characters XML 1.0 can carry (§2.2); of the controls only tab and line feed, which are written as elements.
pub(super) fn is_xml_character(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\u{20}'..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..='\u{10FFFF}')
}

/// Punctuation Latin and Chinese share, which Word sets in the Latin face unless told otherwise.
fn is_shared_punctuation(c: char) -> bool {
    matches!(c, '“' | '”' | '‘' | '’' | '—' | '…' | '·' | '×' | '÷' | '±' | '°' | '§')
}

fn is_chinese(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FFEF}' | '\u{20000}'..='\u{3FFFF}')
}
