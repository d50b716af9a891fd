//! The file information block: where everything else is ([MS-DOC] 2.5).

use crate::finding::{Error, catalogue::package};
use crate::read::compound::{u16_at, u32_at};
use std::ops::Range;

/// `wIdent` of Word 97 and later (2.5.2).
const WORD_97: u16 = 0xA5EC;
/// `wIdent` of Word 6 and 95, which are compound files as well, and of their East Asian editions.
const WORD_6: [u16; 6] = [0xA5DC, 0xA697, 0xA698, 0xA699, 0xA69A, 0xA69B];
const ENCRYPTED: u16 = 0x0100;
const TABLE_1: u16 = 0x0200;
const EXTENDED_CHARACTERS: u16 = 0x1000;

/// The parts of a document, in the order their characters are counted in (2.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Story {
    Main = 0,
    Footnotes = 1,
    Headers = 2,
    Comments = 4,
    Endnotes = 5,
    TextBoxes = 6,
    HeaderTextBoxes = 7,
}

/// Structures in the table stream, by their place in `FibRgFcLcb` (2.5.6).
#[derive(Debug, Clone, Copy)]
pub(super) enum Part {
    Styles = 1,
    FootnoteReferences = 2,
    FootnoteTexts = 3,
    CommentReferences = 4,
    CommentTexts = 5,
    Sections = 6,
    Headers = 11,
    CharacterPages = 12,
    ParagraphPages = 13,
    Fonts = 15,
    BookmarkNames = 21,
    BookmarkStarts = 22,
    BookmarkEnds = 23,
    Pieces = 33,
    CommentAuthors = 36,
    Shapes = 40,
    EndnoteReferences = 46,
    EndnoteTexts = 47,
    Drawings = 50,
    RevisionAuthors = 51,
    TextBoxes = 56,
    Lists = 73,
    ListOverrides = 74,
}

/// Where things are.
#[derive(Debug)]
pub(super) struct Fib {
    /// The name of the table stream that holds.
    pub table_name: &'static str,
    /// Where the text begins in a file without pieces, and whether it is in UTF-16.
    pub text_start: usize,
    pub is_wide: bool,
    /// Characters in the document and in each story.
    counts: [usize; 8],
    parts: Vec<Range<usize>>,
}

impl Fib {
    /// Reads it from the stream `WordDocument`.
    ///
    /// # Errors
    /// `old-binary-format` of older versions, `encrypted`, `damaged-package` where it breaks off.
    pub(super) fn read(document: &[u8]) -> Result<Self, Error> {
        match u16_at(document, 0) {
            Some(WORD_97) => {}
            Some(ident) if WORD_6.contains(&ident) => return Err(package::old_binary_format("Word 6.0/95").into()),
            _ => return Err(package::old_binary_format("DOC").into()),
        }
        Self::after_ident(document)?.ok_or_else(|| package::damaged_package("WordDocument").into())
    }

    fn after_ident(document: &[u8]) -> Result<Option<Self>, Error> {
        let Some(flags) = u16_at(document, 10) else { return Ok(None) };
        if flags & ENCRYPTED != 0 {
            return Err(package::encrypted().into());
        }
        Ok(Self::counted(document, flags))
    }

    /// Arrays of declared lengths follow each other: of words, of counts, of places (2.5.1).
    fn counted(document: &[u8], flags: u16) -> Option<Self> {
        let words = usize::from(u16_at(document, 32)?);
        let at_counts = 34 + words * 2;
        let count_number = usize::from(u16_at(document, at_counts)?);
        let count = |index: usize| {
            let value = if index < count_number { u32_at(document, at_counts + 2 + index * 4) } else { None };
            value.and_then(|value| i32::try_from(value).ok()).and_then(|value| usize::try_from(value).ok()).unwrap_or(0)
        };
        let counts = [3, 4, 5, 6, 7, 8, 9, 10].map(count);
        let at_parts = at_counts + 2 + count_number * 4;
        let part_number = usize::from(u16_at(document, at_parts)?);
        let part = |index: usize| {
            let start = u32_at(document, at_parts + 2 + index * 8)? as usize;
            Some(start..start.checked_add(u32_at(document, at_parts + 6 + index * 8)? as usize)?)
        };
        Some(Fib {
            table_name: if flags & TABLE_1 != 0 { "1Table" } else { "0Table" },
            text_start: u32_at(document, 24).unwrap_or(0) as usize,
            is_wide: flags & EXTENDED_CHARACTERS != 0,
            counts,
            parts: (0..part_number).map_while(part).collect(),
        })
    }

    /// The characters of a story, counted through all of them.
    pub(super) fn characters(&self, story: Story) -> Range<usize> {
        let before = self.counts.iter().take(story as usize);
        let start = before.fold(0usize, |sum, count| sum.saturating_add(*count));
        start..start.saturating_add(self.counts.get(story as usize).copied().unwrap_or(0))
    }

    /// How many characters there are.
    pub(super) fn total(&self) -> usize {
        self.counts.iter().fold(0usize, |sum, count| sum.saturating_add(*count))
    }

    /// What stands behind a structure in the table stream.
    pub(super) fn behind<'t>(&self, table: &'t [u8], part: Part) -> &'t [u8] {
        self.parts.get(part as usize).and_then(|range| table.get(range.end..)).unwrap_or_default()
    }

    /// A structure of the table stream; empty where there is none.
    pub(super) fn part<'t>(&self, table: &'t [u8], part: Part) -> &'t [u8] {
        self.parts.get(part as usize).and_then(|range| table.get(range.clone())).unwrap_or_default()
    }
}

/// A list of character positions, each but the last with a datum of so many bytes (PLC, 2.2.2).
pub(super) fn positions(plc: &[u8], datum: usize) -> Vec<(usize, usize, &[u8])> {
    let count = plc.len().saturating_sub(4) / (4 + datum);
    let data = plc.get(4 * (count + 1)..).unwrap_or_default();
    let entry = |index: usize| {
        let start = u32_at(plc, 4 * index)? as usize;
        let end = u32_at(plc, 4 * index + 4)? as usize;
        Some((start, end, data.get(index * datum..(index + 1) * datum)?))
    };
    (0..count).map_while(entry).collect()
}

/// The strings of a table with two bytes a character (STTB, 2.2.4); what goes with each is passed over.
pub(super) fn strings(table: &[u8]) -> Vec<String> {
    let (Some(0xFFFF), Some(count), Some(extra)) = (u16_at(table, 0), u16_at(table, 2), u16_at(table, 4)) else {
        return Vec::new();
    };
    let mut at = 6;
    let next = |_| {
        let length = usize::from(u16_at(table, at)?);
        let text = utf16(table.get(at + 2..at + 2 + length * 2)?);
        at += 2 + length * 2 + usize::from(extra);
        Some(text)
    };
    (0..count).map_while(next).collect()
}

/// Text in UTF-16, little-endian.
pub(super) fn utf16(bytes: &[u8]) -> String {
    let units: Vec<u16> = bytes.chunks_exact(2).filter_map(|unit| u16_at(unit, 0)).collect();
    String::from_utf16_lossy(&units)
}
