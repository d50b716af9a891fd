//! Inline runs → docx-rs runs, and what docx-rs has no run for, made here.
//!
//! What is made here (formulas, readings, bookmarks, small capitals, revisions) is handed to the finishing in the order it
//! stands in; a run in a style of the finishing's own keeps its place.

use super::finish::{CLOSE, Facts, MADE, OPEN, finished};
use super::flow::{Container, FlowWriter, Opening, Position, check_depth, opened, styled};
use super::markup::{Element, Node, is_xml_character};
use super::math::formula_to_math;
use super::measure::half_points;
use super::styles;
use crate::arrange::{RunIn, parted};
use crate::document::{
    Capitals, Change, Color, Content, Destination, FontName, Inline, Link, Marks, Note, NoteKind, Revision, Ruby, Text,
    VerticalPosition, destination,
};
use crate::finding::{Error, catalogue};
use crate::ooxml::{HIGHLIGHT_COLORS, escape_attribute, own_styles};
use docx_rs::{
    BreakType, BuildXML, FootnoteReference, Hyperlink, HyperlinkData, LineSpacing, LineSpacingType, Run, RunChild,
    RunFonts, RunProperty, Shading, ShdType, VertAlignType,
};

impl FlowWriter<'_> {
    pub(super) fn paragraph(
        &mut self,
        style: &str,
        content: &Content,
        opening: Opening,
        at: Position,
    ) -> Result<docx_rs::Paragraph, Error> {
        let paragraph = self.empty_paragraph(style, content, opening);
        self.add_content(paragraph, content, None, at)
    }

    /// The paragraph of some content, before that is in it.
    fn empty_paragraph(&self, style: &str, content: &Content, opening: Opening) -> docx_rs::Paragraph {
        let paragraph = opened(styled(style), opening);
        match content.inlines().iter().any(is_high) {
            true => paragraph
                .line_spacing(LineSpacing::new().line_rule(LineSpacingType::AtLeast).line(self.page.line_pitch)),
            false => paragraph,
        }
    }

    /// A paragraph that begins with its heading.
    pub(super) fn run_in_paragraph(
        &mut self,
        style: &str,
        (content, run_in): (&Content, RunIn),
        opening: Opening,
        at: Position,
    ) -> Result<docx_rs::Paragraph, Error> {
        let of_head = own_styles::RUN_IN.get(usize::from(run_in.level).saturating_sub(1)).copied();
        self.parted_paragraph(style, content, (run_in.length, of_head, None), opening, at)
    }

    /// A paragraph whose first bytes are in one style of characters and the rest in another.
    pub(super) fn parted_paragraph(
        &mut self,
        style: &str,
        content: &Content,
        (length, of_head, of_rest): (usize, Option<&str>, Option<&str>),
        opening: Opening,
        at: Position,
    ) -> Result<docx_rs::Paragraph, Error> {
        let (head, rest) = parted(content, length);
        let paragraph = self.empty_paragraph(style, content, opening);
        let paragraph = self.add_content(paragraph, &head, of_head, at)?;
        self.add_content(paragraph, &rest, of_rest, at)
    }

    /// Adds content to a paragraph, its runs in a style of characters if they have none of their own.
    fn add_content(
        &mut self,
        mut paragraph: docx_rs::Paragraph,
        content: &Content,
        style: Option<&str>,
        at: Position,
    ) -> Result<docx_rs::Paragraph, Error> {
        for inline in content.inlines() {
            paragraph = match inline {
                Inline::Link(link) => self.link(paragraph, link, at)?,
                Inline::Revision(revision) => self.revised(paragraph, revision, at)?,
                other => {
                    let runs = self.runs(other, style, at)?;
                    runs.into_iter().fold(paragraph, docx_rs::Paragraph::add_run)
                }
            };
        }
        Ok(paragraph)
    }

    /// The runs of anything but a link; a link met here stands in another, and only its text is kept.
    fn runs(&mut self, inline: &Inline, style: Option<&str>, at: Position) -> Result<Vec<Run>, Error> {
        Ok(match inline {
            Inline::Text(text) => vec![self.marked_run(text, style)?],
            Inline::Image(image) => vec![self.image_run(image)],
            Inline::Note(note) => vec![self.note(note, at)?],
            Inline::Formula(formula) => vec![self.made(formula_to_math(formula))],
            Inline::Anchor(name) => self.bookmark(name),
            Inline::Ruby(ruby) => match self.ruby(ruby, style, at)? {
                Some(made) => vec![self.made(made)],
                None => {
                    self.findings.push(catalogue::write::reading_in_brackets(&ruby.reading));
                    self.inner_runs(&ruby.in_brackets(), style, at)?
                }
            },
            Inline::Revision(revision) => {
                let wrapper = revision_element(revision, self.next_id());
                let mut runs = vec![self.handed_over(wrapper, OPEN)];
                runs.extend(self.inner_runs(&revision.content, style, at)?);
                runs.push(Run::new().style(CLOSE));
                runs
            }
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

    /// A run that keeps the place of an element made here.
    fn made(&mut self, element: Element) -> Run {
        self.handed_over(element, MADE)
    }

    fn handed_over(&mut self, element: Element, marker: &str) -> Run {
        self.part().facts.made.push_back(element);
        Run::new().style(marker)
    }

    /// The next id of a bookmark or revision.
    fn next_id(&mut self) -> u32 {
        self.last_id += 1;
        self.last_id
    }

    /// A place links lead to (ECMA-376 §17.13.6); of several of a name the first.
    fn bookmark(&mut self, name: &str) -> Vec<Run> {
        let name: String = name.chars().filter(|c| is_xml_character(*c)).collect();
        if name.is_empty() || !self.bookmarks.insert(name.clone()) {
            return Vec::new();
        }
        let id = self.next_id();
        let start = Element::new("w:bookmarkStart").attr("w:id", id).attr("w:name", name);
        vec![self.made(start), self.made(Element::new("w:bookmarkEnd").attr("w:id", id))]
    }

    /// Characters with their reading (ECMA-376 §17.3.3.25); `None` where something else than text stands below it.
    fn ruby(&mut self, ruby: &Ruby, style: Option<&str>, at: Position) -> Result<Option<Element>, Error> {
        let mut base = Vec::new();
        for inline in ruby.base.inlines() {
            let Inline::Text(text) = inline else { return Ok(None) };
            base.extend(self.text_element(text, style)?);
        }
        let size = match at.container {
            Container::Body => &self.style.paragraphs.body,
            Container::Cell(..) => &self.style.paragraphs.cell,
            Container::Note(_) => &self.style.paragraphs.note,
        }
        .size_pt;
        let mut reading = self.text_element(&Text::new(&*ruby.reading, Marks::default()), None)?;
        for run in &mut reading {
            let half = Element::val("w:sz", half_points(size / 2.0));
            match run.find_mut("w:rPr") {
                Some(properties) => properties.children.push(Node::Element(half)),
                None => run.children.insert(0, Node::Element(Element::new("w:rPr").child(half))),
            }
        }
        let properties = Element::new("w:rubyPr")
            .child(Element::val("w:rubyAlign", "center"))
            .child(Element::val("w:hps", half_points(size / 2.0)))
            .child(Element::val("w:hpsRaise", half_points(size * 0.9)))
            .child(Element::val("w:hpsBaseText", half_points(size)))
            .child(Element::val("w:lid", "zh-CN"));
        let made = Element::new("w:ruby")
            .child(properties)
            .child(Element::new("w:rt").with(reading))
            .child(Element::new("w:rubyBase").with(base));
        Ok(Some(Element::new("w:r").child(made)))
    }

    /// Text as a finished run.
    fn text_element(&mut self, text: &Text, style: Option<&str>) -> Result<Vec<Element>, Error> {
        let run = self.text_run(text, style);
        let mut elements = finished(&run.build(), &mut Facts::default(), &self.ids)?;
        if text.marks.capitals == Some(Capitals::Small) {
            for run in &mut elements {
                small_capitals(run);
            }
        }
        Ok(elements)
    }

    fn marked_run(&mut self, text: &Text, style: Option<&str>) -> Result<Run, Error> {
        if text.marks.capitals != Some(Capitals::Small) {
            return Ok(self.text_run(text, style));
        }
        let elements = self.text_element(text, style)?;
        let run = elements.into_iter().next().unwrap_or_else(|| Element::new("w:r"));
        Ok(self.made(run))
    }

    /// Text without marks as a run.
    pub(super) fn plain_run(&mut self, text: &str) -> Run {
        self.text_run(&Text::new(text, Marks::default()), None)
    }

    fn text_run(&mut self, text: &Text, style: Option<&str>) -> Run {
        let mut run = Run::new();
        let emphasis = &self.style.emphasis;
        let marks = if emphasis.keep_colors { text.marks } else { text.marks.without_colors() };
        let fonts = run_fonts(text, text.font.as_ref().filter(|_| emphasis.keep_fonts));
        run.run_property = marks_to_properties(marks);
        if let Some(style) = style {
            run.run_property = run.run_property.style(style);
        }
        if let Some(fonts) = fonts {
            run.run_property = run.run_property.fonts(fonts);
        }
        let mut piece = String::new();
        let mut dropped = 0u32;
        for character in text.text.chars() {
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

    /// A revision; its links stand outside it, each with its own part of the revision in it (ECMA-376 §17.13.5.18 has no
    /// hyperlink in an insertion).
    fn revised(
        &mut self,
        mut paragraph: docx_rs::Paragraph,
        revision: &Revision,
        at: Position,
    ) -> Result<docx_rs::Paragraph, Error> {
        let part =
            |inlines: Vec<Inline>| Inline::Revision(Revision { content: Content::new(inlines), ..revision.clone() });
        let mut waiting = Vec::new();
        for inline in revision.content.inlines() {
            let Inline::Link(link) = inline else {
                waiting.push(inline.clone());
                continue;
            };
            if !waiting.is_empty() {
                let runs = self.runs(&part(std::mem::take(&mut waiting)), None, at)?;
                paragraph = runs.into_iter().fold(paragraph, docx_rs::Paragraph::add_run);
            }
            let content = Content::new(vec![part(link.content.inlines().to_vec())]);
            paragraph = self.link(paragraph, &Link { target: link.target.clone(), content }, at)?;
        }
        if waiting.is_empty() {
            return Ok(paragraph);
        }
        let runs = self.runs(&part(waiting), None, at)?;
        Ok(runs.into_iter().fold(paragraph, docx_rs::Paragraph::add_run))
    }

    fn link(&mut self, paragraph: docx_rs::Paragraph, link: &Link, at: Position) -> Result<docx_rs::Paragraph, Error> {
        let target = match destination(&link.target) {
            Some(Destination::Place(name)) => {
                Some(HyperlinkData::Anchor { anchor: escape_attribute(name).into_owned() })
            }
            Some(Destination::Address(address)) => {
                self.part().relations.hyperlink(address).map(|rid| HyperlinkData::External { rid, path: String::new() })
            }
            None => None,
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
            return Ok(self.plain_run(&text));
        }
        let width = self.page.text_width();
        self.note = Some(note.kind);
        let position = Position { container: Container::Note(note.kind), width, lists: 0, depth: at.depth + 1 };
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
}

/// Whether something stands higher than a line of exact height has room for.
fn is_high(inline: &Inline) -> bool {
    match inline {
        Inline::Image(_) | Inline::Ruby(_) => true,
        Inline::Formula(formula) => formula.mathml.is_some(),
        Inline::Link(link) => link.content.inlines().iter().any(is_high),
        Inline::Revision(revision) => revision.content.inlines().iter().any(is_high),
        Inline::Text(_) | Inline::Note(_) | Inline::Anchor(_) => false,
    }
}

/// The element of a revision, empty. A date that is none is left out: the schema has no other.
fn revision_element(revision: &Revision, id: u32) -> Element {
    let name = match revision.change {
        Change::Inserted => "w:ins",
        Change::Deleted => "w:del",
    };
    let author: String = revision.author.chars().filter(|c| is_xml_character(*c)).collect();
    let element = Element::new(name).attr("w:id", id).attr("w:author", author);
    if is_date_time(&revision.date) { element.attr("w:date", &revision.date) } else { element }
}

/// Whether a text is a date and time (XML Schema part 2 §3.2.7): `2024-01-05T08:00:00Z`.
fn is_date_time(text: &str) -> bool {
    const FORM: &[u8] = b"0000-00-00T00:00:00";
    let bytes = text.as_bytes();
    let (Some(head), Some(zone)) = (bytes.get(..FORM.len()), text.get(FORM.len()..)) else { return false };
    let fits = |(given, form): (&u8, &u8)| if *form == b'0' { given.is_ascii_digit() } else { given == form };
    let two = |from: usize| text.get(from..from + 2).and_then(|digits| digits.parse::<u8>().ok()).unwrap_or(99);
    head.iter().zip(FORM).all(fits)
        && crate::document::Date::from_iso(text.get(..10).unwrap_or_default()).is_some()
        && two(11) < 24
        && two(14) < 60
        && two(17) < 60
        && matches!(zone, "" | "Z")
}

/// docx-rs has no small capitals (ECMA-376 §17.3.2.33).
fn small_capitals(run: &mut Element) {
    let small = Node::Element(Element::new("w:smallCaps"));
    match run.find_mut("w:rPr") {
        Some(properties) => {
            properties.children.push(small);
            super::finish::order_children(properties);
        }
        None => {
            let mut properties = Element::new("w:rPr");
            properties.children.push(small);
            run.children.insert(0, Node::Element(properties));
        }
    }
}

fn add_text(run: Run, piece: &mut String) -> Run {
    if piece.is_empty() { run } else { run.add_text(std::mem::take(piece)) }
}

/// The fonts of a run (ECMA-376 §17.3.2.26): where it has one of its own, for the script that is set apart by it.
fn run_fonts(text: &Text, own: Option<&FontName>) -> Option<RunFonts> {
    let characters = || text.text.chars();
    let hinted = characters().any(is_shared_punctuation) && characters().any(is_chinese);
    let fonts = if hinted { RunFonts::new().hint("eastAsia") } else { RunFonts::new() };
    match own.map(FontName::as_str) {
        Some(name) if text.is_latin() => Some(fonts.ascii(name).hi_ansi(name)),
        Some(name) => Some(fonts.east_asia(name)),
        None => hinted.then_some(fonts),
    }
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
    if marks.capitals == Some(Capitals::All) {
        properties = properties.caps();
    }
    if let Some(color) = marks.color {
        properties = properties.color(hexadecimal(color));
    }
    if let Some(ground) = marks.highlight {
        properties = match HIGHLIGHT_COLORS.iter().find(|(_, color)| *color == ground.0) {
            Some((name, _)) => properties.highlight(*name),
            None => properties.shading(ground_shading(ground)),
        };
    }
    match marks.position {
        Some(VerticalPosition::Superscript) => properties.vert_align(VertAlignType::SuperScript),
        Some(VerticalPosition::Subscript) => properties.vert_align(VertAlignType::SubScript),
        None => properties,
    }
}

fn hexadecimal(color: Color) -> String {
    color.to_string().trim_start_matches('#').to_owned()
}

/// The ground of characters or a cell (ECMA-376 §17.3.5).
pub(super) fn ground_shading(color: Color) -> Shading {
    Shading::new().shd_type(ShdType::Clear).color("auto").fill(hexadecimal(color))
}

/// Punctuation Latin and Chinese share, which Word sets in the Latin face unless told otherwise.
fn is_shared_punctuation(c: char) -> bool {
    matches!(c, '“' | '”' | '‘' | '’' | '—' | '…' | '·' | '×' | '÷' | '±' | '°' | '§')
}

fn is_chinese(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FFEF}' | '\u{20000}'..='\u{3FFFF}')
}
