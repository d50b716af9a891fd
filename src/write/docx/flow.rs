//! Blocks → docx-rs paragraphs and tables.

use super::chart::Charts;
use super::contents;
use super::finish::{Facts, MADE};
use super::markup::{Element, is_xml_character};
use super::measure::{PageMeasure, tab_stops};
use super::numbering::{self, NumberingParts};
use super::paper::{self, Placed, Shared};
use super::picture::Pictures;
use super::relations::Relations;
use super::sign_off::{keep_end_with_next, keep_rows_together};
use super::styles;
use super::template::{StyleIds, Template};
use crate::arrange::{Arrangement, Part, SignOff, contents_anchor, contents_entry, contents_place, is_small};
use crate::document::{
    Alignment, Block, Break, Chart, Content, Document, Figure, Inline, InlineImage, List, ListItem, NoteKind,
    Paragraph, ParagraphRole,
};
use crate::finding::{Error, Finding, catalogue, terms};
use crate::ooxml::own_styles;
use crate::style::{ParagraphStyle, Style};
use docx_rs::{
    AlignmentType, BreakType, IndentLevel, LineSpacing, LineSpacingType, NumberingId, Run, SpecialIndentType,
};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// How deep blocks may stand in one another (list items, cells, notes).
pub(super) const MAX_DEPTH: u32 = 32;
/// How many cells the tables of a document may have together, continuations of merged cells counted.
pub(super) const MAX_CELLS: u64 = 200_000;

/// A paragraph or table as docx-rs has it.
#[derive(Debug)]
pub(super) enum Built {
    Paragraph(Box<docx_rs::Paragraph>),
    Table(Box<docx_rs::Table>),
    /// The list of contents.
    Contents(Box<Element>),
    /// The end of a section: how its pages lie, and the break that stands here whatever comes next.
    SectionEnd {
        turned: bool,
        breaks: Option<Break>,
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
    pub(super) container: Container,
    /// Width there, twips.
    pub(super) width: i32,
    /// How many lists they stand in.
    pub(super) lists: usize,
    /// How deep they stand in other blocks.
    pub(super) depth: u32,
}

/// What blocks stand in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Container {
    Body,
    /// A cell, and the style of ordinary text in it.
    Cell(&'static str),
    Note(NoteKind),
}

impl Position {
    pub(super) fn deeper(self) -> Self {
        Position { depth: self.depth + 1, ..self }
    }
}

/// A paragraph's beginning: what stands before its text or is asked of it from outside.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Opening {
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
    pub(super) charts: Charts,
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
    /// The places links lead to that are written.
    pub(super) bookmarks: BTreeSet<String>,
    /// The last id of a bookmark or revision.
    pub(super) last_id: u32,
    /// How wide the line is that seals lie over, points.
    pub(super) sealed_width: f32,
    /// The note being written, if any.
    pub(super) note: Option<NoteKind>,
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
        let taken: Vec<String> = taken.collect();
        FlowWriter {
            document,
            style,
            page,
            ids,
            by_template: template.is_some(),
            ends_turned: false,
            sealed_width: 0.0,
            findings: Vec::new(),
            numbering: NumberingParts::after(template.map_or((0, 0), Template::last_numbering_ids)),
            charts: Charts::beside(taken.clone()),
            pictures: Pictures::beside(taken),
            body: PartState::default(),
            footnotes: PartState::default(),
            endnotes: PartState::default(),
            footnote_bodies: Vec::new(),
            endnote_bodies: Vec::new(),
            cells: 0,
            bookmarks: BTreeSet::new(),
            last_id: 0,
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
        self.blocks(&document.blocks, Position { container: Container::Body, width, lists: 0, depth: 0 })
    }

    /// Blocks one below the other. Never empty, and never ends in a table: Word wants a paragraph after each.
    pub(super) fn blocks(&mut self, blocks: &[Block], at: Position) -> Result<Vec<Built>, Error> {
        let mut out = Vec::new();
        self.append(blocks, at, &mut out)?;
        if !matches!(out.last(), Some(Built::Paragraph(_))) {
            out.push(match out.is_empty() {
                true if matches!(at.container, Container::Cell(..)) => built(styled(default_style(at))),
                _ => built(styled(styles::TABLE_GAP)),
            });
        }
        Ok(out)
    }

    fn append(&mut self, blocks: &[Block], mut at: Position, out: &mut Vec<Built>) -> Result<(), Error> {
        check_depth(at)?;
        let mut opening = Opening::default();
        let in_flow = at.container == Container::Body && at.lists == 0;
        let arrangement =
            if in_flow { Arrangement::of_flow(blocks, self.style) } else { Arrangement::of_inner(blocks) };
        let turns_at = |index: usize| {
            let lies = |index: usize| arrangement.at(index).turned;
            index < blocks.len() && index.checked_sub(1).is_some_and(|before| lies(before) != lies(index))
        };
        let contents = &self.style.contents;
        let listed = if in_flow && at.depth == 0 { contents::list(contents, blocks) } else { None };
        let mut entries = listed.is_some().then_some(0);
        let mut listed = listed.map(|list| (contents_place(blocks), list));
        let mut shared = Shared::default();
        for (index, block) in blocks.iter().enumerate() {
            if let Some((_, list)) = listed.take_if(|(place, _)| *place == index) {
                out.push(Built::Contents(Box::new(list)));
            }
            let placement = arrangement.at(index);
            if in_flow {
                at.width = if placement.turned { self.page.text_height() } else { self.page.text_width() };
                self.ends_turned = placement.turned;
                // That it is not the document that says how the first page lies.
                if index == 0 && placement.turned && !matches!(block, Block::Break(_)) {
                    out.push(built(styled(styles::PAGE_TURN)));
                }
                if turns_at(index) {
                    let own = if let Block::Break(own) = block { Some(*own) } else { None };
                    let breaks = own.or(std::mem::take(&mut opening.page_break).then_some(Break::Page));
                    out.push(Built::SectionEnd { turned: !placement.turned, breaks });
                    if own.is_some() {
                        continue;
                    }
                }
            }
            if matches!(placement.part, Part::SignOff(SignOff { begins: true, .. })) {
                // It doesn't stand alone on a page.
                keep_end_with_next(out);
            }
            match block {
                Block::Heading(heading) => {
                    let marked = entries.as_mut().filter(|_| contents_entry(&self.style.contents, heading).is_some());
                    let content = match marked {
                        Some(number) => {
                            let mark = Inline::Anchor(contents_anchor(*number));
                            *number += 1;
                            let rest = heading.content.inlines().iter().cloned();
                            Cow::Owned(Content::new(std::iter::once(mark).chain(rest).collect()))
                        }
                        None => Cow::Borrowed(&heading.content),
                    };
                    let paragraph = self.paragraph(styles::heading_style(heading.level), &content, opening, at)?;
                    out.push(built(paragraph));
                }
                Block::Paragraph(paragraph) => {
                    opening.keep_next =
                        placement.keeps && at.container == Container::Body && !self.keeps_by_style(paragraph);
                    let line = match placement.part {
                        Part::Paper(line) => line,
                        part => {
                            out.push(self.flow_paragraph(paragraph, opening, at, part, blocks)?);
                            opening = Opening::default();
                            continue;
                        }
                    };
                    let placed = Placed { line, blocks, at: index };
                    self.paper_line(paragraph, opening, at, placed, (&mut shared, out))?;
                }
                Block::List(list) => {
                    self.list(list, at, out)?;
                }
                Block::Table(grid) if grid.is_empty() => {}
                Block::Table(grid) => {
                    // Tables that touch are one table to Word.
                    if matches!(out.last(), Some(Built::Table(_))) {
                        out.push(built(styled(styles::TABLE_GAP)));
                    }
                    if at.container == Container::Body && self.style.table.space_before_pt > 0.0 {
                        out.push(built(styled(styles::TABLE_GAP_ABOVE).keep_next(true)));
                    }
                    let mut table = self.table(grid, at.deeper())?;
                    if at.container == Container::Body && is_small(grid) {
                        keep_rows_together(&mut table);
                    }
                    out.push(Built::Table(Box::new(table)));
                    if placement.keeps {
                        keep_end_with_next(out);
                    }
                    if at.container == Container::Body && self.style.table.space_after_pt > 0.0 && !turns_at(index + 1)
                    {
                        out.push(built(styled(styles::TABLE_GAP)));
                    }
                }
                Block::Figure(figure) => {
                    opening.keep_next = placement.keeps;
                    let paragraph = self.figure(figure, opening, at)?;
                    out.push(built(paragraph));
                }
                Block::Chart(chart) => out.push(self.chart(chart, opening, at.width)),
                Block::Break(begins) if in_flow && begins.turns().is_some() => {
                    // Before the first block there is no section to end: how the first one lies is all.
                    if index > 0 {
                        out.push(Built::SectionEnd { turned: placement.turned, breaks: Some(*begins) });
                    }
                }
                Block::Break(_) => {
                    // A break in a paragraph of its own leaves a blank line on the new page.
                    let carried = matches!(
                        blocks.get(index + 1),
                        Some(Block::Heading(_) | Block::Paragraph(_) | Block::Figure(_))
                    );
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

    /// Whether the style of a paragraph already says that it stays with the next.
    fn keeps_by_style(&self, paragraph: &Paragraph) -> bool {
        use ParagraphRole::{AttachmentLabel, Title};
        !self.by_template && matches!(paragraph.role, AttachmentLabel | Title)
    }

    /// A paragraph as what it is among the others. Apart from [`append`](Self::append), whose frames lie on each other.
    fn flow_paragraph(
        &mut self,
        paragraph: &Paragraph,
        opening: Opening,
        at: Position,
        part: Part,
        blocks: &[Block],
    ) -> Result<Built, Error> {
        let written = self.role_paragraph(paragraph, part, opening, at)?;
        // A template's own styles place what is theirs.
        let adopted = || ["Signature", "Date"].iter().any(|style| self.ids.is_adopted(style));
        Ok(built(match part {
            Part::AttachmentLine(line) if !self.by_template => self.placed_attachment(written, paragraph, line),
            Part::SignOff(sign_off) if !adopted() => self.placed_sign_off(written, paragraph, sign_off, blocks),
            _ => written,
        }))
    }

    /// A line of an official paper, which may stand in a table with others.
    fn paper_line(
        &mut self,
        paragraph: &Paragraph,
        mut opening: Opening,
        at: Position,
        placed: Placed<'_>,
        (shared, out): (&mut Shared, &mut Vec<Built>),
    ) -> Result<(), Error> {
        if paragraph.role.is_imprint() && std::mem::take(&mut opening.page_break) {
            out.push(built(page_break(at)));
        }
        let written = self.role_paragraph(paragraph, Part::Paper(placed.line), opening, at)?;
        let written = self.placed_paper(written, paragraph, placed);
        match self.share(shared, written, placed) {
            Ok(None) => {}
            Ok(Some(table)) => {
                out.push(Built::Table(Box::new(table)));
                // The page a floating table is on is that of the paragraph below it.
                out.push(built(styled(own_styles::FOOT_TIE)));
            }
            Err(line) => out.push(Built::Paragraph(line)),
        }
        Ok(())
    }

    pub(super) fn role_paragraph(
        &mut self,
        paragraph: &Paragraph,
        part: Part,
        opening: Opening,
        at: Position,
    ) -> Result<docx_rs::Paragraph, Error> {
        // What only its place makes a caption or a unit stands by its style.
        let by_place = styles::part_style(part).filter(|_| at.container == Container::Body && at.lists == 0);
        let align = if by_place.is_some() { paragraph.align } else { part.alignment(paragraph) };
        let own = match part {
            Part::Paper(line) => paper::style_of(paragraph, line),
            _ => styles::role_style(paragraph.role),
        };
        let style = match own.or(by_place) {
            Some(style) => style,
            None if at.container == Container::Body && at.lists == 0 && align != Alignment::Start => styles::BODY_FLUSH,
            None => default_style(at),
        };
        if paragraph.content.inlines().iter().any(|inline| matches!(inline, Inline::Image(image) if image.seal)) {
            let styles = &self.style.paragraphs;
            let is_date = paragraph.role == ParagraphRole::Date;
            self.sealed_width =
                self.width(&paragraph.content.plain_text(), if is_date { &styles.date } else { &styles.body });
        }
        let mut built = match part {
            Part::RunIn(run_in) if !self.by_template => {
                self.run_in_paragraph(style, (&paragraph.content, run_in), opening, at)?
            }
            Part::Paper(_) => self.paper_text(style, paragraph, opening, at)?,
            _ => self.paragraph(style, &paragraph.content, opening, at)?,
        };
        if at.container == Container::Body && paragraph.role == ParagraphRole::Body && looks_like_heading(paragraph) {
            built = built.outline_lvl(BODY_LEVEL);
        }
        if at.lists > 0 && paragraph.role == ParagraphRole::Caption && stays_in_item(paragraph.role, at) {
            built = built.indent(Some(self.list_indent(at)), Some(SpecialIndentType::FirstLine(0)), None, None);
        }
        if at.container == Container::Body && at.lists == 0 {
            built = built.tabs(&tab_stops(&paragraph.tabs, at.width));
        }
        Ok(match align {
            Alignment::Start => built,
            Alignment::Center => built.align(AlignmentType::Center),
            Alignment::End => built.align(AlignmentType::Right),
        })
    }

    /// A picture standing alone; in a list item it has the item's style, in lines as high as it, and stands in the middle of the
    /// item's room.
    fn figure(&mut self, figure: &Figure, opening: Opening, at: Position) -> Result<docx_rs::Paragraph, Error> {
        let (media, alt) = (figure.media.clone(), figure.alt.clone());
        let Figure { decorative, size, crop, .. } = *figure;
        let image = InlineImage { media, alt, decorative, size, crop, ..InlineImage::default() };
        let before = self.findings.len();
        let run = self.image_run(&image);
        for finding in self.findings.iter_mut().skip(before) {
            *finding = finding.clone().at_origin(&figure.origin);
        }
        let paragraph = match at.container {
            Container::Body if at.lists > 0 => {
                let free = LineSpacing::new().line(240).line_rule(LineSpacingType::Auto);
                let begins = Some(self.list_indent(at));
                styled(default_style(at))
                    .line_spacing(free)
                    .indent(begins, Some(SpecialIndentType::FirstLine(0)), None, None)
                    .align(AlignmentType::Center)
            }
            _ => styled(styles::FIGURE),
        };
        Ok(opened(paragraph, opening).add_run(run))
    }

    /// A chart, in a paragraph as a picture has.
    fn chart(&mut self, chart: &Chart, opening: Opening, width: i32) -> Built {
        let style = self.style;
        let mut charts = std::mem::take(&mut self.charts);
        let part = self.part();
        let drawing = charts.add(chart, style, width, &mut part.relations);
        part.facts.made.push_back(Element::new("w:r").child(drawing));
        self.charts = charts;
        built(opened(styled(styles::CHART), opening).add_run(Run::new().style(MADE)))
    }

    /// A list's items: the first paragraph of each carries the label, later ones stand below it.
    fn list(&mut self, list: &List, at: Position, out: &mut Vec<Built>) -> Result<(), Error> {
        if at.lists > numbering::DEEPEST {
            self.findings.push(catalogue::write::list_too_deep(numbering::DEEPEST + 1).at_origin(&list.origin));
        }
        let depth = at.lists.min(numbering::DEEPEST);
        let text = self.text_style(at);
        let items: Vec<ListItem> = list.items.iter().map(|item| self.clean_label(item)).collect();
        let instances = self.numbering.add_list(list.ordered, &items, depth, text);
        let inside = Position { lists: at.lists + 1, ..at.deeper() };
        for (item, instance) in list.items.iter().zip(instances) {
            let label = (instance, depth);
            let (head, rest) = match item.content.split_first() {
                Some((Block::Paragraph(head), rest)) => (Cow::Borrowed(head), rest),
                Some((Block::Figure(figure), rest)) => (Cow::Owned(as_paragraph(figure)), rest),
                _ => (Cow::default(), item.content.as_slice()),
            };
            let opening = Opening { label: Some(label), ..Opening::default() };
            out.push(built(self.role_paragraph(&head, Part::Plain, opening, at)?));
            // A heading is one of the document, wherever it stands; the item ends there.
            let stays = |block: &Block| match block {
                Block::Paragraph(paragraph) => stays_in_item(paragraph.role, at),
                Block::Table(_) | Block::Figure(_) | Block::Chart(_) => at.container == Container::Body,
                Block::List(_) => true,
                Block::Heading(_) | Block::Break(_) => false,
            };
            if !rest.iter().all(stays) {
                self.findings.push(catalogue::write::list_item_flattened(&item.label).at_origin(&list.origin));
            }
            self.append(rest, inside, out)?;
        }
        Ok(())
    }

    /// The type of running text there.
    pub(super) fn text_style(&self, at: Position) -> &'a ParagraphStyle {
        match at.container {
            Container::Body => &self.style.paragraphs.body,
            Container::Cell(..) => &self.style.paragraphs.cell,
            Container::Note(_) => &self.style.paragraphs.note,
        }
    }

    /// Where what stands in an item begins, in twips: under the beginning of its first line.
    pub(super) fn list_indent(&self, at: Position) -> i32 {
        let (left, first) = numbering::level_indent(at.lists.saturating_sub(1), self.text_style(at));
        left + first
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

/// A picture that an item begins with, beside the item's label.
fn as_paragraph(figure: &Figure) -> Paragraph {
    let Figure { media, alt, decorative, size, crop, origin } = figure.clone();
    let content =
        Content::new(vec![Inline::Image(InlineImage { media, alt, decorative, size, crop, ..InlineImage::default() })]);
    Paragraph { content, origin, ..Paragraph::default() }
}

pub(super) fn check_depth(at: Position) -> Result<(), Error> {
    if at.depth > MAX_DEPTH {
        return Err(catalogue::package::limit_exceeded(terms::NESTING_DEPTH, MAX_DEPTH, at.depth).into());
    }
    Ok(())
}

/// The outline level of what is no heading (ECMA-376 §17.3.1.20).
const BODY_LEVEL: usize = 9;

/// Whether a paragraph of running text may be taken for a heading by its looks: a short line, bold or not flush left.
fn looks_like_heading(paragraph: &Paragraph) -> bool {
    const LONGEST: usize = 80;
    let bold = |inline: &Inline| match inline {
        Inline::Text(text) => text.marks.bold || text.text.trim().is_empty(),
        _ => true,
    };
    let inlines = paragraph.content.inlines();
    (paragraph.align != Alignment::Start || inlines.iter().all(bold))
        && paragraph.content.running_text().chars().take(LONGEST + 1).count() <= LONGEST
        && !inlines.is_empty()
}

/// Whether a paragraph of that role can be told to be part of a list item.
fn stays_in_item(role: ParagraphRole, at: Position) -> bool {
    role == ParagraphRole::Body || (role == ParagraphRole::Caption && at.container == Container::Body)
}

fn built(paragraph: docx_rs::Paragraph) -> Built {
    Built::Paragraph(Box::new(paragraph))
}

pub(super) fn styled(style: &str) -> docx_rs::Paragraph {
    docx_rs::Paragraph::new().style(style)
}

fn numbered(paragraph: docx_rs::Paragraph, (instance, level): (usize, usize)) -> docx_rs::Paragraph {
    paragraph.numbering(NumberingId::new(instance), IndentLevel::new(level))
}

pub(super) fn opened(mut paragraph: docx_rs::Paragraph, opening: Opening) -> docx_rs::Paragraph {
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

/// The style of ordinary text there.
pub(super) fn default_style(at: Position) -> &'static str {
    match at.container {
        Container::Body if at.lists > 0 => styles::list_continue_style(at.lists),
        Container::Body => styles::BODY,
        Container::Cell(style) => style,
        Container::Note(kind) => styles::note_styles(kind).0,
    }
}
