//! Paragraphs and runs of a story → markup.

use super::character::{Character, Revision};
use super::document::{Call, WordDocument};
use super::drawing::{Shape, line_picture};
use super::fib::Story;
use super::paragraph::Paragraph;
use super::sprm;
use crate::finding::Finding;
use crate::ooxml::{escape_attribute, escape_text};
use crate::read::word_parts::{Picture, WordParts};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::ops::Range;
use std::rc::Rc;

/// Characters that stand for something ([MS-DOC] 2.4.1, 2.6.1 `sprmCFSpec`).
const PICTURE: u16 = 0x01;
const NOTE: u16 = 0x02;
const CELL_END: u16 = 0x07;
const SHAPE: u16 = 0x08;
const PAGE_END: u16 = 0x0C;
const PARAGRAPH_END: u16 = 0x0D;
const SYMBOL: u16 = 0x28;

/// How deep text boxes may be in text boxes.
const MAX_BOXES: usize = 8;
/// The relationship of a picture that is not there: the reader of Word documents says so.
const NO_PICTURE: &str = "missing";

/// A paragraph: its characters without its mark, the mark's place, how it is set.
#[derive(Debug)]
pub(super) struct StoryParagraph {
    pub characters: Range<usize>,
    pub mark: usize,
    pub properties: Paragraph,
}

/// How characters look, and what their styles say.
#[derive(PartialEq, Eq)]
pub(super) struct Look {
    pub character: Character,
    /// What the styles of the paragraph and of the characters come to.
    base: Character,
    /// The style of the characters.
    style: Option<u16>,
}

impl Look {
    /// What is in `w:rPr`; `style` is what that of the paragraph says.
    fn markup(&self, style: &Character, fonts: &[String]) -> String {
        match self.style {
            Some(number) => {
                format!("<w:rStyle w:val=\"s{number}\"/>{}", self.character.markup_over(&self.base, style, fonts))
            }
            None => self.character.markup(style, fonts),
        }
    }
}

/// Writes the stories of a document as markup.
pub(super) struct Teller<'d> {
    pub document: &'d WordDocument<'d>,
    pub parts: WordParts,
    /// Looks by stretch, style and modifier of the piece.
    looks: BTreeMap<(Option<usize>, u16, u16), Rc<Look>>,
    /// The properties of the run told last: its look, the style of its paragraph, the markup.
    last_run: Option<(Rc<Look>, u16, String)>,
    /// How many text boxes the text is in, and the shapes that have been told.
    boxes: usize,
    told_shapes: BTreeSet<u32>,
    /// The markup of each picture by where it is in the data stream, and its relationship by its number in the store.
    line_pictures: BTreeMap<u32, String>,
    shape_pictures: BTreeMap<u32, String>,
    /// Where fields begin that have no end.
    endless_fields: BTreeSet<usize>,
    /// Of each field the text is in, whether this is its instruction.
    fields: Vec<bool>,
    revisions: usize,
    /// How many tables have begun, and whether those of the body are being told.
    pub tables_begun: u32,
    pub is_in_body: bool,
    pub findings: Vec<Finding>,
}

impl<'d> Teller<'d> {
    pub(super) fn new(document: &'d WordDocument<'d>) -> Self {
        Teller {
            document,
            parts: WordParts::default(),
            looks: BTreeMap::new(),
            last_run: None,
            boxes: 0,
            told_shapes: BTreeSet::new(),
            line_pictures: BTreeMap::new(),
            shape_pictures: BTreeMap::new(),
            endless_fields: BTreeSet::new(),
            fields: Vec::new(),
            revisions: 0,
            tables_begun: 0,
            is_in_body: false,
            findings: Vec::new(),
        }
    }

    /// The paragraphs and tables of some characters.
    pub(super) fn blocks(&mut self, characters: Range<usize>) -> String {
        // Fields end with the text they are in.
        let fields = std::mem::take(&mut self.fields);
        self.find_endless_fields(characters.clone());
        let paragraphs = self.paragraphs(characters);
        let mut out = String::new();
        self.flow(&paragraphs, &mut out);
        self.fields = fields;
        out
    }

    /// Finds what begins a field that does not end in the same text: what follows is no instruction.
    fn find_endless_fields(&mut self, characters: Range<usize>) {
        let mut open = Vec::new();
        for (at, unit) in characters.clone().zip(self.document.text.units(characters)) {
            match unit {
                0x13 => open.push(at),
                0x15 => drop(open.pop()),
                _ => {}
            }
        }
        self.endless_fields.extend(open);
    }

    fn paragraphs(&mut self, characters: Range<usize>) -> Vec<StoryParagraph> {
        let text = &self.document.text;
        let end = characters.end.min(text.len());
        let mut paragraphs = Vec::new();
        let mut start = characters.start;
        for at in characters.start..end {
            let ends = match text.unit(at) {
                Some(PARAGRAPH_END | CELL_END) => true,
                Some(PAGE_END) => self.document.section_ends.contains_key(&(at + 1)),
                _ => false,
            };
            if ends {
                paragraphs.push(StoryParagraph { characters: start..at, mark: at, properties: self.properties(at) });
                start = at + 1;
            }
        }
        if start < end {
            paragraphs.push(StoryParagraph { characters: start..end, mark: end, properties: self.properties(end - 1) });
        }
        paragraphs
    }

    /// How the paragraph is set that ends with a character.
    fn properties(&self, mark: usize) -> Paragraph {
        let document = self.document;
        let Some(piece) = document.text.piece(mark) else { return Paragraph::default() };
        let stretch = document.paragraphs.index_at(piece.offset(mark)).and_then(|index| document.paragraphs.get(index));
        let mut paragraph = document.styles.paragraph(stretch.map_or(0, |stretch| stretch.style));
        if let Some(stretch) = stretch {
            paragraph.modify(stretch.modifications, &document.elsewhere);
        }
        let mut short = Vec::new();
        let of_piece = sprm::of_piece(piece.modifier, &document.text.modifications, &mut short);
        paragraph.modify(document.elsewhere.spent(of_piece), &document.elsewhere);
        paragraph
    }

    /// One paragraph.
    pub(super) fn paragraph(&mut self, paragraph: &StoryParagraph, out: &mut String) {
        let style = paragraph.properties.style;
        let _ = write!(out, "<w:p><w:pPr><w:pStyle w:val=\"s{style}\"/>{}", paragraph.properties.markup());
        self.mark_properties(paragraph, out);
        // The last section's properties stand at the end of the body.
        let is_last = paragraph.mark + 1 >= self.document.fib.characters(Story::Main).end;
        if let Some(section) = self.document.section_ends.get(&(paragraph.mark + 1)).filter(|_| !is_last) {
            out.push_str(section);
        }
        out.push_str("</w:pPr>");
        self.runs(paragraph.characters.clone(), style, out);
        out.push_str("</w:p>");
    }

    /// Whether the mark of the paragraph is hidden, inserted or deleted.
    fn mark_properties(&mut self, paragraph: &StoryParagraph, out: &mut String) {
        let look = self.look(paragraph.mark, paragraph.properties.style);
        out.push_str("<w:rPr>");
        for (revision, name) in [(look.character.inserted, "ins"), (look.character.deleted, "del")] {
            if revision.is_made {
                let _ = write!(out, "<w:{name}{}/>", self.revision(revision));
            }
        }
        if look.character.is_hidden() {
            out.push_str("<w:vanish/>");
        }
        out.push_str("</w:rPr>");
    }

    /// The attributes of a revision.
    pub(super) fn revision(&mut self, revision: Revision) -> String {
        self.revisions += 1;
        let author = self.document.revision_authors.get(usize::from(revision.author)).map_or("", String::as_str);
        let date = date(revision.time).map(|date| format!(" w:date=\"{date}\"")).unwrap_or_default();
        format!(" w:id=\"{}\" w:author=\"{}\"{date}", self.revisions, escape_attribute(author))
    }

    /// How a character looks in a paragraph of a style.
    pub(super) fn look(&mut self, character: usize, style: u16) -> Rc<Look> {
        let document = self.document;
        let of_style = document.styles.character(style);
        let Some(piece) = document.text.piece(character) else {
            return Rc::new(Look { character: of_style.clone(), base: of_style, style: None });
        };
        let index = document.characters.index_at(piece.offset(character));
        let key = (index, style, piece.modifier);
        if let Some(look) = self.looks.get(&key) {
            return Rc::clone(look);
        }
        let list = index.and_then(|index| document.characters.get(index)).map_or(&[] as &[u8], |it| it.modifications);
        let named = Character::style_named(list).filter(|named| document.styles.is_of_characters(*named));
        let base = named
            .map_or_else(|| of_style.clone(), |named| document.styles.styled(&of_style, named, &document.elsewhere));
        let mut look = base.clone();
        look.modify(list, &base);
        let mut short = Vec::new();
        let of_piece = sprm::of_piece(piece.modifier, &document.text.modifications, &mut short);
        look.modify(document.elsewhere.spent(of_piece), &base);
        let look = Rc::new(Look { character: look, base, style: named });
        self.looks.insert(key, Rc::clone(&look));
        look
    }

    /// The characters of a paragraph, a run for each look.
    fn runs(&mut self, characters: Range<usize>, style: u16, out: &mut String) {
        let mut at = characters.start;
        while at < characters.end {
            let end = self.look_end(at).min(characters.end).max(at + 1);
            let look = self.look(at, style);
            self.run(at..end, &look, style, out);
            at = end;
        }
    }

    /// Where characters of another look begin, or of another piece, but never between the halves of one character.
    fn look_end(&self, character: usize) -> usize {
        let document = self.document;
        let Some(piece) = document.text.piece(character) else { return character + 1 };
        let place = piece.offset(character);
        let within = document.characters.index_at(place).and_then(|index| document.characters.get(index));
        let end = within.map(|stretch| stretch.place.end).or_else(|| document.characters.next_start(place));
        let end = end.map_or(piece.characters.end, |end| piece.character_at(end)).min(piece.characters.end);
        let is_first_half = |at: usize| document.text.unit(at).is_some_and(|unit| (0xD800..0xDC00).contains(&unit));
        if end > character && is_first_half(end - 1) { end + 1 } else { end }
    }

    /// The properties of a run in a paragraph of a style.
    fn run_properties(&mut self, look: &Rc<Look>, style: u16) -> String {
        // Runs beside each other, and those of a table's cells, mostly look alike.
        if let Some((_, _, markup)) = self.last_run.as_ref().filter(|(last, of, _)| *of == style && last == look) {
            return markup.clone();
        }
        let markup = look.markup(&self.document.styles.character(style), &self.document.fonts);
        self.last_run = Some((Rc::clone(look), style, markup.clone()));
        markup
    }

    fn run(&mut self, characters: Range<usize>, look: &Rc<Look>, style: u16, out: &mut String) {
        let properties = self.run_properties(look, style);
        let look = &look.character;
        let mut run = String::new();
        let mut plain: Vec<u16> = Vec::new();
        for at in characters {
            let unit = self.document.text.unit(at).unwrap_or(0);
            let marks = self.document.bookmarks.get(&at);
            let is_instruction = self.fields.last() == Some(&true);
            let meant = self.meaning(at, unit, look);
            if marks.is_some() || meant.is_some() {
                write_text(&mut plain, look, is_instruction, &mut run);
            }
            if let Some(marks) = marks {
                run.push_str(marks);
            }
            match meant {
                Some(markup) => run.push_str(&markup),
                None => plain.push(unit),
            }
        }
        write_text(&mut plain, look, self.fields.last() == Some(&true), &mut run);
        if run.is_empty() {
            return;
        }
        let wrapping = [(look.inserted, "ins"), (look.deleted, "del")]
            .map(|(revision, name)| revision.is_made.then_some((revision, name)));
        for (revision, name) in wrapping.iter().flatten() {
            let _ = write!(out, "<w:{name}{}>", self.revision(*revision));
        }
        let _ = write!(out, "<w:r><w:rPr>{properties}</w:rPr>{run}</w:r>");
        for (_, name) in wrapping.iter().rev().flatten() {
            let _ = write!(out, "</w:{name}>");
        }
    }

    /// What a character stands for; `None` of text.
    fn meaning(&mut self, at: usize, unit: u16, look: &Character) -> Option<String> {
        if let Some(call) = self.document.calls.get(&at) {
            return Some(self.call(call, unit));
        }
        Some(match unit {
            0x09 => "<w:tab/>".to_owned(),
            0x0B => "<w:br/>".to_owned(),
            PAGE_END => "<w:br w:type=\"page\"/>".to_owned(),
            0x0E => "<w:br w:type=\"column\"/>".to_owned(),
            0x13 if self.endless_fields.contains(&at) => String::new(),
            0x13..=0x15 => self.field(unit),
            0x1E => "<w:noBreakHyphen/>".to_owned(),
            0x1F => "<w:softHyphen/>".to_owned(),
            PICTURE => {
                let picture = look.picture.and_then(|place| self.picture(place)).unwrap_or_default();
                self.object_class(at).map_or_else(String::new, |class| object(&class)) + &picture
            }
            SHAPE => self.shapes(at),
            SYMBOL if look.is_special => self.symbol(look)?,
            NOTE => "<w:footnoteRef/>".to_owned(),
            // Of other characters below the blank none is text.
            0..0x20 => String::new(),
            _ => return None,
        })
    }

    /// The call of a note or comment. One the author numbered has characters of its own.
    fn call(&mut self, call: &Call, unit: u16) -> String {
        let Call { kind, id, is_numbered } = call;
        let name = match kind {
            super::document::CallKind::Footnote => "footnoteReference",
            super::document::CallKind::Endnote => "endnoteReference",
            super::document::CallKind::Comment => return format!("<w:commentReference w:id=\"{id}\"/>"),
        };
        match char::from_u32(u32::from(unit)).filter(|c| !*is_numbered && *c >= ' ') {
            Some(c) => format!(
                "<w:{name} w:id=\"{id}\" w:customMarkFollows=\"1\"/><w:t>{}</w:t>",
                escape_text(c.encode_utf8(&mut [0; 4]))
            ),
            None => format!("<w:{name} w:id=\"{id}\"/>"),
        }
    }

    /// The beginning of a field, of its result, or its end.
    fn field(&mut self, unit: u16) -> String {
        let kind = match unit {
            0x13 => {
                self.fields.push(true);
                "begin"
            }
            0x14 => {
                self.fields.last_mut().into_iter().for_each(|is_instruction| *is_instruction = false);
                "separate"
            }
            _ => {
                self.fields.pop();
                "end"
            }
        };
        format!("<w:fldChar w:fldCharType=\"{kind}\"/>")
    }

    fn symbol(&self, look: &Character) -> Option<String> {
        let (font, character) = look.symbol?;
        let name = self.document.fonts.get(usize::from(font)).map_or("", String::as_str);
        Some(format!("<w:sym w:font=\"{}\" w:char=\"{character:04X}\"/>", escape_attribute(name)))
    }

    /// The class of the embedded object a picture stands for: the result of a field that says so.
    fn object_class(&self, at: usize) -> Option<String> {
        const LONGEST: usize = 255;
        let text = &self.document.text;
        let end = at.checked_sub(1).filter(|before| text.unit(*before) == Some(0x14))?;
        let start = (end.saturating_sub(LONGEST)..end).rev().find(|at| text.unit(*at) == Some(0x13))?;
        let instruction = String::from_utf16_lossy(text.units(start + 1..end));
        let mut words = instruction.split_whitespace();
        let is_object = words.next().is_some_and(|word| matches!(word, "EMBED" | "LINK"));
        is_object.then(|| words.next().unwrap_or("OLE").to_owned())
    }

    fn picture(&mut self, place: u32) -> Option<String> {
        if let Some(markup) = self.line_pictures.get(&place) {
            return Some(markup.clone());
        }
        let picture = line_picture(self.document.data, place as usize)?;
        let relationship = related(&mut self.parts, picture.file);
        let shown = Picture {
            relationship: &relationship,
            alternative: &picture.description,
            width: picture.width,
            height: picture.height,
            crop: picture.crop,
            ..Picture::default()
        };
        let markup = shown.markup();
        // Shown again, it is not described again.
        let again = Picture { alternative: "", ..shown }.markup();
        self.line_pictures.insert(place, again);
        Some(markup)
    }

    /// What is drawn where a shape is anchored: text boxes and pictures.
    fn shapes(&mut self, at: usize) -> String {
        let document = self.document;
        let mut out = String::new();
        let Some(anchored) = document.anchors.get(&at).copied() else { return out };
        let number = anchored.shape;
        // A shape stands in one place.
        if self.told_shapes.contains(&number) {
            return out;
        }
        let alone = [number];
        let numbers = Some(document.drawings.shapes_at(number)).filter(|numbers| !numbers.is_empty()).unwrap_or(&alone);
        let anchor = anchored.anchor(document.drawings.shape(number));
        let shows = |number: &u32| document.drawings.shape(*number).and_then(|shape| shape.picture()).is_some();
        // The size of a group is not that of each picture in it.
        let is_alone = numbers.iter().filter(|number| shows(number)).count() == 1;
        let (width, height) = if is_alone { (anchored.width, anchored.height) } else { (0, 0) };
        for number in numbers {
            if !self.told_shapes.insert(*number) {
                continue;
            }
            self.text_box(*number, &mut out);
            let Some(shape) = document.drawings.shape(*number) else { continue };
            if let Some(picture) = shape.picture() {
                let parts = &mut self.parts;
                let relationship = self
                    .shape_pictures
                    .entry(picture)
                    .or_insert_with(|| related(parts, document.drawings.picture(picture, document.stream)));
                let (alternative, is_hidden) = (shape.description.as_str(), shape.is_hidden);
                let crop = shape.crop;
                let shown = Picture { relationship, alternative, width, height, anchor, is_hidden, crop };
                out.push_str(&shown.markup());
            }
        }
        out
    }

    /// The text box of a shape, where there is one.
    fn text_box(&mut self, shape: u32, out: &mut String) {
        let Some(characters) = self.document.text_boxes.get(&shape).filter(|_| self.boxes < MAX_BOXES) else { return };
        self.boxes += 1;
        let content = self.blocks(characters.clone());
        self.boxes -= 1;
        let drawn = self.document.drawings.shape(shape);
        let is_hidden = drawn.is_some_and(|shape| shape.is_hidden);
        let (attributes, fill) = drawn.map(Shape::fill).unwrap_or_default();
        let hidden = if is_hidden { " style=\"visibility:hidden\"" } else { "" };
        let _ = write!(
            out,
            "<w:pict><v:shape{hidden}{attributes}>{fill}<v:textbox><w:txbxContent>{content}</w:txbxContent></v:textbox></v:shape></w:pict>"
        );
    }

    /// Text boxes whose anchor is nowhere in the text, behind all of it.
    pub(super) fn boxes_left(&mut self) -> String {
        let document = self.document;
        let mut out = String::new();
        for (shape, characters) in &document.text_boxes {
            if document.text.says_something(characters.clone()) && self.told_shapes.insert(*shape) {
                out.push_str("<w:p><w:r>");
                self.text_box(*shape, &mut out);
                out.push_str("</w:r></w:p>");
            }
        }
        out
    }
}

/// What says that an object of this class stands here, of which the picture is all there is to read.
fn object(class: &str) -> String {
    format!("<w:object><o:OLEObject ProgID=\"{}\"/></w:object>", escape_attribute(class))
}

/// The relationship that leads to a picture's file.
fn related(parts: &mut WordParts, file: Option<Vec<u8>>) -> String {
    file.map_or_else(|| NO_PICTURE.to_owned(), |file| parts.add_picture(file))
}

/// The text gathered as an element of its kind.
fn write_text(units: &mut Vec<u16>, look: &Character, is_instruction: bool, run: &mut String) {
    if units.is_empty() {
        return;
    }
    let text = String::from_utf16_lossy(units);
    let name = match (is_instruction, look.deleted.is_made) {
        (false, false) => "t",
        (false, true) => "delText",
        (true, false) => "instrText",
        (true, true) => "delInstrText",
    };
    let _ = write!(run, "<w:{name} xml:space=\"preserve\">{}</w:{name}>", escape_text(&text));
    units.clear();
}

/// A time in minutes (DTTM, 2.9.51) in the form of ISO 8601; `None` where there is none.
pub(super) fn date(time: u32) -> Option<String> {
    let (minute, hour, day, month) = (time & 0x3F, time >> 6 & 0x1F, time >> 11 & 0x1F, time >> 16 & 0xF);
    let year = 1900 + (time >> 20 & 0x1FF);
    let is_one = (1..=31).contains(&day) && (1..=12).contains(&month) && hour < 24 && minute < 60;
    is_one.then(|| format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:00Z"))
}
