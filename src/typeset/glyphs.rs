//! Characters → glyphs, each looked up once.
//!
//! A Chinese character looks the same wherever it stands, and the same numbers are printed again and again: what the
//! shaper says of them is kept.

use crate::font::{Face, Faces, Features, Ink, ShapedGlyph, Shaper};
use crate::whole::counted;
use std::collections::HashMap;
use std::rc::Rc;

/// The shaper, and what it has said.
pub(super) struct Glyphs<'a> {
    shaper: Shaper<'a>,
    tables: Vec<(Face, Features, Table)>,
    words: Vec<(Face, Words)>,
    word_count: usize,
}

type Words = HashMap<Box<str>, Rc<[ShapedGlyph]>>;

/// What is known of a character in a face.
#[derive(Debug, Clone, Copy)]
pub(super) struct Form {
    /// Its glyph; `None` if it takes several.
    pub glyph: Option<ShapedGlyph>,
    /// The ink of a full-width mark; empty for other characters.
    pub ink: Ink,
}

/// Characters by their code: 0 unknown, 1 not in the face, 2 in the face, from 3 on the number of a form.
#[derive(Default)]
struct Table {
    pages: Vec<Option<Box<[u32; PAGE]>>>,
    forms: Vec<Form>,
}

const PAGE: usize = 64;
const UNKNOWN: u32 = 0;
const ABSENT: u32 = 1;
const PRESENT: u32 = 2;
const FORMS: u32 = 3;

impl Table {
    fn get(&self, c: char) -> u32 {
        let page = self.pages.get(c as usize / PAGE).and_then(Option::as_ref);
        page.and_then(|page| page.get(c as usize % PAGE)).copied().unwrap_or(UNKNOWN)
    }

    fn set(&mut self, c: char, state: u32) {
        let page = c as usize / PAGE;
        if self.pages.len() <= page {
            self.pages.resize_with(page + 1, || None);
        }
        let slots = self.pages.get_mut(page).map(|page| page.get_or_insert_with(|| Box::new([UNKNOWN; PAGE])));
        if let Some(slot) = slots.and_then(|slots| slots.get_mut(c as usize % PAGE)) {
            *slot = state;
        }
    }
}

/// Words longer than this (bytes), or beyond this many, are shaped each time.
const LONGEST_WORD: usize = 24;
const MOST_WORDS: usize = 8192;

impl<'a> Glyphs<'a> {
    /// A store with nothing in it.
    pub(super) fn new(faces: &'a Faces) -> Self {
        Glyphs { shaper: Shaper::new(faces), tables: Vec::new(), words: Vec::new(), word_count: 0 }
    }

    /// The faces the glyphs are of.
    pub(super) fn faces(&self) -> &'a Faces {
        self.shaper.faces()
    }

    /// The face to set a character in: the first of `wanted` that has it, else a substitute; `None` where no face has it.
    pub(super) fn face_for(&mut self, c: char, wanted: [Face; 2]) -> Option<Face> {
        let own = wanted.into_iter().find(|face| self.covers(*face, Features::Chinese, c));
        own.or_else(|| self.shaper.face_for(c, wanted))
    }

    /// Whether the face's glyphs are made for Latin text.
    pub(super) fn is_latin(&self, face: Face) -> bool {
        self.shaper.is_latin(face)
    }

    fn table(&mut self, face: Face, features: Features) -> Option<(&mut Shaper<'a>, &mut Table)> {
        let at = match self.tables.iter().position(|(f, s, _)| *f == face && *s == features) {
            Some(at) => at,
            None => {
                self.tables.push((face, features, Table::default()));
                self.tables.len() - 1
            }
        };
        self.tables.get_mut(at).map(|(_, _, table)| (&mut self.shaper, table))
    }

    /// Whether the face has a glyph for the character.
    fn covers(&mut self, face: Face, features: Features, c: char) -> bool {
        let Some((shaper, table)) = self.table(face, features) else { return false };
        match table.get(c) {
            UNKNOWN => {
                let covers = shaper.covers(face, c);
                table.set(c, if covers { PRESENT } else { ABSENT });
                covers
            }
            state => state != ABSENT,
        }
    }

    /// The form of a character that does not depend on its neighbours.
    pub(super) fn form(&mut self, face: Face, features: Features, c: char) -> Form {
        let none = Form { glyph: None, ink: Ink::default() };
        let Some((shaper, table)) = self.table(face, features) else { return none };
        let state = table.get(c);
        if let Some(form) = state.checked_sub(FORMS).and_then(|at| table.forms.get(at as usize)) {
            return *form;
        }
        let glyphs = shaper.shape(face, c.encode_utf8(&mut [0; 4]), features);
        let glyph = if let [glyph] = glyphs.as_slice() { Some(*glyph) } else { None };
        let ink = glyph.filter(|_| features == Features::FullWidth).map_or(Ink::default(), |g| shaper.ink(face, g.id));
        let form = Form { glyph, ink };
        // What is absent stays known as such.
        if state != ABSENT {
            table.set(c, FORMS + counted(table.forms.len()));
            table.forms.push(form);
        }
        form
    }

    /// Looks up all characters of a text that are new, at once.
    pub(super) fn learn(&mut self, face: Face, features: Features, text: &str) {
        // Marks act on each other where they meet, other characters do not.
        if features != Features::Chinese {
            return;
        }
        let Some((shaper, table)) = self.table(face, features) else { return };
        let new: String = text.chars().filter(|c| matches!(table.get(*c), UNKNOWN | PRESENT)).collect();
        if new.is_empty() {
            return;
        }
        let glyphs = shaper.shape(face, &new, features);
        let mut rest = glyphs.iter().peekable();
        for (at, c) in new.char_indices() {
            let Some(glyph) = rest.next_if(|glyph| glyph.cluster as usize == at) else { return };
            if rest.peek().is_some_and(|next| next.cluster == glyph.cluster) {
                return;
            }
            if matches!(table.get(c), UNKNOWN | PRESENT) {
                table.set(c, FORMS + counted(table.forms.len()));
                table.forms.push(Form { glyph: Some(ShapedGlyph { cluster: 0, ..*glyph }), ink: Ink::default() });
            }
        }
    }

    /// The glyphs of a text whose characters may act on each other.
    pub(super) fn word(&mut self, face: Face, text: &str, features: Features) -> Rc<[ShapedGlyph]> {
        if text.len() > LONGEST_WORD || features != Features::Latin {
            return self.shaper.shape(face, text, features).into();
        }
        let at = match self.words.iter().position(|(f, _)| *f == face) {
            Some(at) => at,
            None => {
                self.words.push((face, HashMap::new()));
                self.words.len() - 1
            }
        };
        if let Some(known) = self.words.get(at).and_then(|(_, words)| words.get(text)) {
            return Rc::clone(known);
        }
        let glyphs: Rc<[ShapedGlyph]> = self.shaper.shape(face, text, features).into();
        if let Some((_, words)) = self.words.get_mut(at).filter(|_| self.word_count < MOST_WORDS) {
            words.insert(text.into(), Rc::clone(&glyphs));
            self.word_count += 1;
        }
        glyphs
    }

    /// The ink of a glyph; empty for a blank.
    pub(super) fn ink(&mut self, face: Face, id: u16) -> Ink {
        self.shaper.ink(face, id)
    }
}
