//! What is kept while a file is read: its fonts, its layers, its budget, and what there is to say.

use super::PdfReadOptions;
use super::actual::Differences;
use super::facts::FontFacts;
use super::font::Font;
use super::image::{Obstacle, image_to_medium, inline_to_medium, is_jpeg, pixels};
use super::layer::Layers;
use super::stream::Budget;
use super::tally::{Kind, Tally};
use crate::document::Medium;
use crate::finding::{Error, Place, Term, catalogue::package, terms};
use crate::whole::counted;
use hayro_syntax::object::{Dict, Name, Stream};
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

/// Limits of a whole file, so that no file takes more than seconds or fills the memory.
const MAX_CONTENT_BYTES: usize = 128 << 20;
const MAX_OPERATIONS: usize = 12_000_000;
const MAX_GLYPHS: usize = 1_000_000;
const MAX_DICTIONARY_BYTES: usize = 384 << 20;
const MAX_COMPARISONS: usize = 200_000_000;
const MAX_TEXT_BYTES: usize = 32 << 20;
const MAX_SHAPES: usize = 2_000_000;
const MAX_FONTS: usize = 4096;
/// Pixels of all pictures that are no JPEG, and bytes of all their files.
const MAX_PIXELS: usize = 64_000_000;
const MAX_MEDIA_BYTES: usize = 128 << 20;

/// A file while it is read.
pub(super) struct Reading<'a> {
    /// Whether text laid with a picture of the whole page is read.
    pub ocr_layer: bool,
    pub layers: Layers,
    pub tally: Tally,
    /// Where the file says otherwise than its glyphs.
    pub differences: Differences,
    pub fonts: Vec<FontFacts>,
    /// Marked content that formulas hold: page index and id.
    pub formulas: HashSet<(u32, u32)>,
    /// Likewise, that charts of our own hold.
    pub own_charts: HashSet<(u32, u32)>,
    /// By the place of the dictionary in memory: within one file, that is the dictionary.
    loaded: HashMap<usize, Option<Rc<Font<'a>>>>,
    pub budget: Rc<Budget>,
    spent: Spent,
    /// Pictures taken out, by the place of their data in memory.
    media: HashMap<usize, Result<Medium, Obstacle>>,
}

#[derive(Default)]
struct Spent {
    texts: usize,
    bytes: usize,
    operations: usize,
    glyphs: usize,
    dictionaries: usize,
    comparisons: usize,
    shapes: usize,
    pixels: usize,
    media_bytes: usize,
}

impl<'a> Reading<'a> {
    pub(super) fn new(catalog: &Dict<'_>, options: &PdfReadOptions) -> Self {
        Reading {
            ocr_layer: options.ocr_layer,
            layers: Layers::new(catalog),
            tally: Tally::default(),
            differences: Differences::default(),
            fonts: Vec::new(),
            formulas: HashSet::new(),
            own_charts: HashSet::new(),
            loaded: HashMap::new(),
            budget: Rc::new(Budget::new()),
            spent: Spent::default(),
            media: HashMap::new(),
        }
    }

    /// The font of a dictionary; `None`, counted once a page, where it can't be used.
    pub(super) fn font(&mut self, dict: &Dict<'a>) -> Option<Rc<Font<'a>>> {
        let key = dict.data().as_ptr() as usize;
        if let Some(known) = self.loaded.get(&key) {
            return known.clone();
        }
        if self.fonts.len() >= MAX_FONTS {
            return None;
        }
        let font = Font::new(dict, counted(self.fonts.len()), &self.budget).ok().map(Rc::new);
        if let Some(font) = &font {
            self.fonts.push(font.facts.clone());
        }
        self.loaded.insert(key, font.clone());
        font
    }

    /// Counts a glyph that nothing says the text of.
    pub(super) fn count_unmapped(&mut self, font: u32, page: u32) {
        let name = self.fonts.get(font as usize).map(|font| font.name.clone()).unwrap_or_default();
        self.tally.count(Kind::Unmapped(name), page, 1, "");
    }

    /// What was wrong in fonts, each told with the page it was first met on.
    pub(super) fn gather_font_faults(&mut self, page: u32) {
        let mut faulty: Vec<&Rc<Font<'a>>> = self.loaded.values().flatten().collect();
        faulty.sort_by_key(|font| font.index);
        for font in faulty {
            for part in font.faults.borrow_mut().drain(..) {
                self.tally.count(Kind::FontPart(font.facts.name.clone(), part), page, 1, "");
            }
        }
    }

    /// The picture of an image object, taken out once.
    pub(super) fn medium(&mut self, image: &Stream<'_>, spaces: &Dict<'_>) -> Result<Medium, Obstacle> {
        let key = image.dict().data().as_ptr() as usize;
        if let Some(known) = self.media.get(&key) {
            return known.clone();
        }
        let taken = self.take(image.dict(), || image_to_medium(image, spaces));
        self.media.insert(key, taken.clone());
        taken
    }

    /// The picture of an inline image.
    pub(super) fn inline_medium(
        &mut self,
        dict: &Dict<'_>,
        data: &[u8],
        spaces: &Dict<'_>,
    ) -> Result<Medium, Obstacle> {
        self.take(dict, || inline_to_medium(dict, data, spaces))
    }

    fn take(&mut self, dict: &Dict<'_>, take: impl FnOnce() -> Result<Medium, Obstacle>) -> Result<Medium, Obstacle> {
        const TOO_MANY: Obstacle = terms::TOO_MANY_PICTURES;
        let (width, height) = pixels(dict).unwrap_or_default();
        if !is_jpeg(dict) {
            self.spent.pixels = self.spent.pixels.saturating_add(width.saturating_mul(height));
        }
        if self.spent.pixels > MAX_PIXELS || self.spent.media_bytes > MAX_MEDIA_BYTES {
            return Err(TOO_MANY);
        }
        let medium = take()?;
        self.spent.media_bytes += medium.bytes.len();
        Ok(medium)
    }

    pub(super) fn spend_bytes(&mut self, bytes: usize) -> Result<(), Error> {
        self.spent.bytes = self.spent.bytes.saturating_add(bytes);
        within(terms::BYTES_OF_PAGES, MAX_CONTENT_BYTES, self.spent.bytes)
    }

    pub(super) fn spend_operation(&mut self) -> Result<(), Error> {
        self.spent.operations += 1;
        within(terms::OPERATIONS, MAX_OPERATIONS, self.spent.operations)
    }

    /// A dictionary is read each time its name is met, however large it is.
    pub(super) fn spend_dictionary(&mut self, dict: &Dict<'_>) -> Result<(), Error> {
        self.spent.dictionaries = self.spent.dictionaries.saturating_add(dict.data().len() + 64);
        within(terms::BYTES_OF_DICTIONARIES, MAX_DICTIONARY_BYTES, self.spent.dictionaries)
    }

    /// Whether there is time left to hold so many things against each other.
    pub(super) fn may_compare(&mut self, comparisons: usize) -> bool {
        self.spent.comparisons = self.spent.comparisons.saturating_add(comparisons);
        self.spent.comparisons <= MAX_COMPARISONS
    }

    /// A text that an object of its own holds is read each time that is named.
    pub(super) fn spend_text(&mut self, bytes: usize) -> Result<(), Error> {
        self.spent.texts = self.spent.texts.saturating_add(bytes);
        within(terms::BYTES_OF_ADDRESSES, MAX_TEXT_BYTES, self.spent.texts)
    }

    pub(super) fn spend_glyph(&mut self) -> Result<(), Error> {
        self.spent.glyphs += 1;
        within(terms::GLYPHS, MAX_GLYPHS, self.spent.glyphs)
    }

    pub(super) fn spend_shapes(&mut self, shapes: usize) -> Result<(), Error> {
        self.spent.shapes = self.spent.shapes.saturating_add(shapes);
        within(terms::SHAPES, MAX_SHAPES, self.spent.shapes)
    }
}

/// What a font is called in a finding.
pub(super) fn font_name(dict: &Dict<'_>) -> String {
    dict.get::<Name<'_>>(b"BaseFont").map(|name| super::unicode::name_to_text(&name)).unwrap_or_default()
}

fn within(limit: &'static Term, allowed: usize, found: usize) -> Result<(), Error> {
    if found <= allowed { Ok(()) } else { Err(package::limit_exceeded(limit, allowed, found).into()) }
}

/// The place of a page, the first being 0.
pub(super) fn page_place(index: usize) -> Place {
    Place::Page(counted(index + 1))
}
