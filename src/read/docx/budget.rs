//! What a document may cost: one budget for it and for all documents that stand in it.
//!
//! A few bytes may name a long note, label, address, chart or file over and over; each time it is read, or copied, anew. What
//! bounds that is the sum of it, not the length of each.

use crate::document::{Block, Document};
use crate::finding::{Error, Term, Warned, catalogue::package, terms};

/// What reads a workbook that is embedded in a document: its tables.
pub type WorkbookReader = fn(&[u8]) -> Result<Warned<Document>, Error>;

/// What reads a web page that stands in a document, alone or saved with its pictures.
pub type PageReader = fn(&[u8]) -> Result<Warned<Document>, Error>;

/// What reads rich text that stands in a document: the parts of a Word document that says the same.
pub type PartsReader = fn(&[u8]) -> Result<Warned<Vec<(String, Vec<u8>)>>, Error>;

/// What reads files of other formats that stand in a document: this folder knows none.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Readers {
    pub workbook: Option<WorkbookReader>,
    pub page: Option<PageReader>,
    pub rich_text: Option<PartsReader>,
}

/// The most files that are embedded in each other and in the document.
const MAX_FILES: u32 = 256;
/// The most bytes of these together.
const MAX_FILE_BYTES: usize = 64 << 20;
/// The most bytes that may come of what is referred to again and again.
const MAX_REPEATED: usize = 32 << 20;
/// The most paragraphs and cells.
const MAX_PARAGRAPHS: usize = 200_000;
/// The most places of all tables: rows by columns.
const MAX_PLACES: usize = 4_000_000;
/// The most stretches of text with marks of their own, pictures, links and the like.
const MAX_RUNS: usize = 400_000;
/// The most characters of EQ fields: what each draws is made of it anew.
const MAX_SIGNS: usize = 1_000_000;
/// The most fields that may be open in each other: Word opens twenty.
pub(super) const MAX_FIELDS: usize = 200;
/// The most tracked changes that may stand in each other.
pub(super) const MAX_CHANGES: usize = 16;

/// Names and labels up to this length go with what they name.
const FREE: usize = 64;

/// Takes so much from what is left of `allowed`.
fn spend(left: &mut usize, amount: usize, limit: &'static Term, allowed: usize) -> Result<(), Error> {
    match left.checked_sub(amount) {
        Some(rest) => {
            *left = rest;
            Ok(())
        }
        None => Err(package::limit_exceeded(limit, allowed, format!("> {allowed}")).into()),
    }
}

/// What may still be read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Budget {
    /// How deep documents may stand in documents.
    pub depth: u32,
    /// How deep tables and text boxes stand in each other where the document stands.
    pub nesting: usize,
    /// How many bytes all packages so far were inflated to.
    pub inflated: u64,
    /// What reads embedded files of other formats.
    pub readers: Readers,
    files: u32,
    bytes: usize,
    repeated: usize,
    paragraphs: usize,
    places: usize,
    runs: usize,
    signs: usize,
}

impl Budget {
    /// What may be read of a document that stands in no other.
    pub(super) fn new(readers: Readers) -> Self {
        Budget {
            depth: 3,
            nesting: 0,
            inflated: 0,
            readers,
            files: MAX_FILES,
            bytes: MAX_FILE_BYTES,
            repeated: MAX_REPEATED,
            paragraphs: MAX_PARAGRAPHS,
            places: MAX_PLACES,
            runs: MAX_RUNS,
            signs: MAX_SIGNS,
        }
    }

    /// Counts an embedded file.
    pub(super) fn file(&mut self, length: usize) -> Result<(), Error> {
        let Some(files) = self.files.checked_sub(1) else {
            return Err(package::limit_exceeded(terms::EMBEDDED_FILES, MAX_FILES, "+1").into());
        };
        self.files = files;
        spend(&mut self.bytes, length, terms::EMBEDDED_BYTES, MAX_FILE_BYTES)
    }

    /// Counts what is copied because something is referred to once more.
    pub(super) fn repeat(&mut self, bytes: usize) -> Result<(), Error> {
        let limit = terms::REFERRED_BYTES;
        spend(&mut self.repeated, bytes, limit, MAX_REPEATED)
    }

    /// Counts a name, address or label that is copied: only a long one weighs anything.
    pub(super) fn name(&mut self, bytes: usize) -> Result<(), Error> {
        if bytes > FREE { self.repeat(bytes) } else { Ok(()) }
    }

    /// Counts paragraphs or cells.
    pub(super) fn paragraphs(&mut self, count: usize) -> Result<(), Error> {
        spend(&mut self.paragraphs, count, terms::BLOCKS, MAX_PARAGRAPHS)
    }

    /// Counts a table's places, and the cells that will fill those that none of its cells covers.
    pub(super) fn table(&mut self, rows: u32, columns: u32, covered: u64) -> Result<(), Error> {
        let places = u64::from(rows).saturating_mul(u64::from(columns));
        let count = |places: u64| usize::try_from(places).unwrap_or(usize::MAX);
        spend(&mut self.places, count(places), terms::PLACES_OF_TABLES, MAX_PLACES)?;
        self.paragraphs(count(places.saturating_sub(covered)))
    }

    /// Counts the characters of an EQ field.
    pub(super) fn signs(&mut self, count: usize) -> Result<(), Error> {
        spend(&mut self.signs, count, terms::CHARACTERS_OF_EQUATIONS, MAX_SIGNS)
    }

    /// Counts runs.
    pub(super) fn runs(&mut self, count: usize) -> Result<(), Error> {
        spend(&mut self.runs, count, terms::RUNS, MAX_RUNS)
    }
}

/// How many cells some tables have, with the paragraphs beside them.
pub(super) fn cells_of(blocks: &[Block]) -> usize {
    let cells = |block: &Block| match block {
        Block::Table(grid) => grid.cells().len(),
        _ => 1,
    };
    blocks.iter().map(cells).sum()
}
