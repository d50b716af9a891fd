//! Where the places that findings name stand in the XML of a document: for what changes the document itself.

use crate::finding::Place;
use crate::ooxml::Element;
use std::collections::BTreeMap;

/// The elements of a document's main part by the places they are read as. An element is named by where it begins in the text of the
/// part, in bytes ([`Element::offset`]).
#[derive(Debug, Default)]
pub struct Whereabouts {
    /// `w:p` by the number of the paragraph.
    paragraphs: BTreeMap<u32, usize>,
    /// `w:tbl` by the number of the table.
    tables: BTreeMap<u32, usize>,
    /// `w:tc` by table, row and column.
    cells: BTreeMap<(u32, u32, u32), usize>,
    /// The `w:p` that calls a note, by the number of the note.
    notes: BTreeMap<u32, usize>,
    /// The `w:p` last begun.
    begun: usize,
}

impl Whereabouts {
    /// Where the element of a place begins; for a note, the paragraph that calls it. `None` of what stands in no element of its own in
    /// the main part.
    #[must_use]
    pub fn get(&self, place: &Place) -> Option<usize> {
        match place {
            Place::Paragraph(number) => self.paragraphs.get(number),
            Place::Table(number) => self.tables.get(number),
            Place::Cell { table, row, column } => self.cells.get(&(*table, *row, *column)),
            Place::Note(number) => self.notes.get(number),
            _ => None,
        }
        .copied()
    }

    /// Keeps a paragraph that is read as this place; one that is not counted, as in a text box, is only the one last begun.
    pub(super) fn paragraph(&mut self, place: &Place, element: Element<'_>, is_counted: bool) {
        self.begun = element.offset();
        if let (Place::Paragraph(number), true) = (place, is_counted) {
            self.paragraphs.insert(*number, self.begun);
        }
    }

    /// Keeps the table of a number.
    pub(super) fn table(&mut self, number: u32, element: Element<'_>) {
        self.tables.insert(number, element.offset());
    }

    /// Keeps a cell that is read as this place.
    pub(super) fn cell(&mut self, place: &Place, element: Element<'_>) {
        if let Place::Cell { table, row, column } = place {
            self.cells.insert((*table, *row, *column), element.offset());
        }
    }

    /// Keeps that the paragraph last begun calls the note of a number.
    pub(super) fn note(&mut self, number: u32) {
        self.notes.insert(number, self.begun);
    }
}
