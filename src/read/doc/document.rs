//! A Word 97 document taken apart: its streams, its text, and what stands at which character.

use super::drawing::{Anchored, Drawings};
use super::fib::{Fib, Part, Story, positions, strings, utf16};
use super::pages::Stretches;
use super::sprm::{Elsewhere, modifications};
use super::styles::{Styles, font_names};
use super::text::Text;
use crate::finding::Error;
use crate::ooxml::escape_attribute;
use crate::read::compound::{u16_at, u32_at};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::ops::Range;

/// The streams a document is in.
#[derive(Debug, Default)]
pub(super) struct Streams {
    pub document: Vec<u8>,
    pub table: Vec<u8>,
    pub data: Vec<u8>,
}

/// The most characters of a name that are told with each thing somebody wrote; Word's own limit is 54 (2.9.353).
const MAX_NAME: usize = 255;

/// What is called from the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CallKind {
    Footnote,
    Endnote,
    Comment,
}

/// A call from the text.
#[derive(Debug)]
pub(super) struct Call {
    pub kind: CallKind,
    pub id: usize,
    /// Whether its number is made by Word.
    pub is_numbered: bool,
}

/// A note or comment: its characters, and what goes with it.
#[derive(Debug)]
pub(super) struct Called {
    pub kind: CallKind,
    pub characters: Range<usize>,
    pub author: String,
}

/// A document taken apart.
#[derive(Debug)]
pub(super) struct WordDocument<'d> {
    pub fib: Fib,
    pub text: Text<'d>,
    pub paragraphs: Stretches<'d>,
    pub characters: Stretches<'d>,
    pub styles: Styles<'d>,
    pub fonts: Vec<String>,
    pub revision_authors: Vec<String>,
    /// `w:sectPr` of the section that ends before a character.
    pub section_ends: BTreeMap<usize, String>,
    /// Calls by the character they stand at, and what they call, in the order of their ids.
    pub calls: BTreeMap<usize, Call>,
    pub called: Vec<Called>,
    /// Markup of bookmarks that begin or end before a character.
    pub bookmarks: BTreeMap<usize, String>,
    /// The shape anchored at a character.
    pub anchors: BTreeMap<usize, Anchored>,
    /// The characters in the text box of a shape.
    pub text_boxes: BTreeMap<u32, Range<usize>>,
    pub drawings: Drawings<'d>,
    pub elsewhere: Elsewhere<'d>,
    pub stream: &'d [u8],
    pub data: &'d [u8],
    pub table: &'d [u8],
}

impl<'d> WordDocument<'d> {
    /// Takes a document apart.
    ///
    /// # Errors
    /// As [`Fib::read`] and [`Text::read`].
    pub(super) fn read(fib: Fib, streams: &'d Streams) -> Result<Self, Error> {
        let Streams { document, table, data } = streams;
        let text = Text::read(document, &fib, fib.part(table, Part::Pieces))?;
        let elsewhere = Elsewhere::of(data);
        let mut read = WordDocument {
            text,
            paragraphs: Stretches::of_paragraphs(document, &fib, table),
            characters: Stretches::of_characters(document, &fib, table),
            styles: Styles::read(fib.part(table, Part::Styles), &elsewhere),
            fonts: font_names(fib.part(table, Part::Fonts)),
            revision_authors: names_of(fib.part(table, Part::RevisionAuthors)),
            section_ends: section_ends(document, fib.part(table, Part::Sections)),
            calls: BTreeMap::new(),
            called: Vec::new(),
            bookmarks: bookmarks(&fib, table),
            anchors: anchors(fib.part(table, Part::Shapes)),
            text_boxes: BTreeMap::new(),
            drawings: Drawings::read(fib.part(table, Part::Drawings)),
            elsewhere,
            stream: document,
            data,
            table,
            fib,
        };
        read.read_calls();
        read.read_text_boxes();
        Ok(read)
    }

    fn part(&self, part: Part) -> &'d [u8] {
        self.fib.part(self.table, part)
    }

    /// Notes and comments: where each is called, and where its text is in the story of its kind.
    fn read_calls(&mut self) {
        let authors = names(self.part(Part::CommentAuthors));
        for (kind, references, datum, texts, story) in [
            (CallKind::Footnote, Part::FootnoteReferences, 2, Part::FootnoteTexts, Story::Footnotes),
            (CallKind::Endnote, Part::EndnoteReferences, 2, Part::EndnoteTexts, Story::Endnotes),
            (CallKind::Comment, Part::CommentReferences, 30, Part::CommentTexts, Story::Comments),
        ] {
            let texts = in_order(positions(self.part(texts), 0));
            let calls = positions(self.part(references), datum);
            for (index, ((at, _, data), (start, end, _))) in calls.into_iter().zip(texts).enumerate() {
                let author = u16_at(data, 20).and_then(|number| authors.get(usize::from(number)).cloned());
                let is_numbered = u16_at(data, 0) != Some(0) || kind == CallKind::Comment;
                self.calls.insert(at, Call { kind, id: index + 1, is_numbered });
                let characters = self.in_story(story, start..end);
                self.called.push(Called { kind, characters, author: author.unwrap_or_default() });
            }
        }
    }

    /// Characters of a story, counted through all.
    fn in_story(&self, story: Story, characters: Range<usize>) -> Range<usize> {
        let all = self.fib.characters(story);
        let place = |at: usize| all.start.saturating_add(at).min(all.end);
        place(characters.start)..place(characters.end)
    }

    /// The text boxes of the document (FTXBXS, 2.9.104), each without the mark behind it.
    fn read_text_boxes(&mut self) {
        for (start, end, data) in in_order(positions(self.part(Part::TextBoxes), 22)) {
            if let Some(shape) = u32_at(data, 14).filter(|shape| *shape > 0) {
                let characters = self.in_story(Story::TextBoxes, start..end.saturating_sub(1));
                self.text_boxes.insert(shape, characters);
            }
        }
    }

    /// The characters of headers and footers by what they are: six stories a section behind six of notes (2.8.19).
    pub(super) fn running(&self) -> Vec<(bool, Range<usize>)> {
        let running = in_order(positions(self.part(Part::Headers), 0));
        let running = running.enumerate().skip(6);
        running
            .map(|(index, (start, end, _))| (matches!(index % 6, 0 | 1 | 4), self.in_story(Story::Headers, start..end)))
            .collect()
    }

    /// The characters of text boxes in headers and footers.
    pub(super) fn running_boxes(&self) -> Range<usize> {
        self.fib.characters(Story::HeaderTextBoxes)
    }
}

/// Texts as long as they follow each other: nothing is told twice, however often a list goes back.
fn in_order(texts: Vec<(usize, usize, &[u8])>) -> impl Iterator<Item = (usize, usize, &[u8])> {
    texts.into_iter().take_while(|(start, end, _)| start <= end)
}

/// Strings each behind its length (Xst, 2.9.353).
fn names(bytes: &[u8]) -> Vec<String> {
    let mut at = 0;
    let next = || {
        let length = usize::from(u16_at(bytes, at)?);
        let name = bytes.get(at + 2..at + 2 + length * 2).map(utf16)?.chars().take(MAX_NAME).collect();
        at += 2 + length * 2;
        Some(name)
    };
    std::iter::from_fn(next).collect()
}

/// Names of people in a table of strings.
fn names_of(table: &[u8]) -> Vec<String> {
    strings(table).into_iter().map(|name| name.chars().take(MAX_NAME).collect()).collect()
}

/// Where sections end, with what each is like (PlcfSed, 2.8.26).
fn section_ends(document: &[u8], plc: &[u8]) -> BTreeMap<usize, String> {
    let sections = positions(plc, 12).into_iter();
    sections.map(|(_, end, data)| (end, section(document, u32_at(data, 2).unwrap_or(u32::MAX)))).collect()
}

/// `w:sectPr` of a section (Sepx, 2.9.247).
fn section(document: &[u8], at: u32) -> String {
    let list = document.get(at as usize..).filter(|_| at != u32::MAX).unwrap_or_default();
    let length = usize::from(u16_at(list, 0).unwrap_or(0));
    let list = list.get(2..).map(|list| list.get(..length).unwrap_or(list)).unwrap_or_default();
    // What is not said is as here (2.6.4).
    let (mut kind, mut width, mut height, mut is_turned) = (2, 12_240, 15_840, false);
    let (mut left, mut right, mut gutter) = (1_800, 1_800, 0);
    for (code, operand) in modifications(list) {
        let (byte, word) = (operand.first().copied().unwrap_or(0), u16_at(operand, 0).unwrap_or(0));
        match code {
            0x3009 => kind = byte,
            0x301D => is_turned = byte == 2,
            0xB01F => width = word,
            0xB020 => height = word,
            0xB021 => left = word,
            0xB022 => right = word,
            0xB025 => gutter = word,
            _ => {}
        }
    }
    let kind =
        ["continuous", "nextColumn", "nextPage", "evenPage", "oddPage"].get(usize::from(kind)).unwrap_or(&"nextPage");
    let turned = if is_turned { " w:orient=\"landscape\"" } else { "" };
    format!(
        "<w:sectPr><w:type w:val=\"{kind}\"/><w:pgSz w:w=\"{width}\" w:h=\"{height}\"{turned}/>\
         <w:pgMar w:left=\"{left}\" w:right=\"{right}\" w:gutter=\"{gutter}\"/></w:sectPr>"
    )
}

/// Bookmarks: names, where they begin, where each of these ends (2.8.10, 2.8.12).
fn bookmarks(fib: &Fib, table: &[u8]) -> BTreeMap<usize, String> {
    let mut marks: BTreeMap<usize, String> = BTreeMap::new();
    let ends = positions_with_last(fib.part(table, Part::BookmarkEnds), 0);
    let starts = positions(fib.part(table, Part::BookmarkStarts), 4);
    for (index, ((start, _, data), name)) in
        starts.into_iter().zip(strings(fib.part(table, Part::BookmarkNames))).enumerate()
    {
        let Some(end) = u16_at(data, 0).and_then(|end| ends.get(usize::from(end)).copied()) else { continue };
        let name = escape_attribute(&name);
        let _ = write!(marks.entry(start).or_default(), "<w:bookmarkStart w:id=\"{index}\" w:name=\"{name}\"/>");
        let _ = write!(marks.entry(end).or_default(), "<w:bookmarkEnd w:id=\"{index}\"/>");
    }
    marks
}

/// The positions of a PLC alone.
fn positions_with_last(plc: &[u8], datum: usize) -> Vec<usize> {
    let count = plc.len().saturating_sub(4) / (4 + datum) + 1;
    (0..count).map_while(|index| u32_at(plc, 4 * index).map(|at| at as usize)).collect()
}

/// Where shapes are anchored, how large they are and where they stand.
fn anchors(plc: &[u8]) -> BTreeMap<usize, Anchored> {
    positions(plc, 26).into_iter().filter_map(|(at, _, data)| Some((at, Anchored::read(data)?))).collect()
}
