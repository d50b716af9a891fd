//! Where in its source something is, in the terms its user sees.

use super::{Language, printable};
use crate::whole::counted;
use std::sync::Arc;

/// A place in a named file; both parts may be unknown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Location {
    /// The file's name as the user gave it.
    pub file: Option<String>,
    /// The place in it.
    pub place: Option<Place>,
    /// How the paragraph there begins, which a person finds sooner than its number.
    pub beginning: Option<String>,
}

/// A place inside one source. All numbers count from 1, as a reader counts.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Place {
    /// The n-th paragraph of the body outside tables, blank ones counted.
    Paragraph(u32),
    /// A cell of the n-th table of a flow document.
    Cell {
        /// Which table, in document order, nested tables counted where they begin.
        table: u32,
        /// Grid row.
        row: u32,
        /// Grid column.
        column: u32,
    },
    /// A whole table of a flow document.
    Table(u32),
    /// The n-th foot- or endnote.
    Note(u32),
    /// A part of a package, by its name inside it (`word/header1.xml`).
    Part(String),
    /// A cell of a worksheet.
    SheetCell {
        /// The sheet's name, shared by its cells.
        sheet: Arc<str>,
        /// Row.
        row: u32,
        /// Column.
        column: u32,
    },
    /// A whole worksheet.
    Sheet(Arc<str>),
    /// A page of a paged file.
    Page(u32),
    /// A cell of the n-th table of a paged file.
    PageCell {
        /// The page it begins on.
        page: u32,
        /// Which table of the file, nested tables counted where they begin.
        table: u32,
        /// Grid row of the table, whatever pages it runs over.
        row: u32,
        /// Grid column.
        column: u32,
    },
    /// A JSON pointer (RFC 6901).
    Pointer(String),
    /// A line and column of a text file.
    Line {
        /// Line.
        line: u32,
        /// Column, in characters.
        column: u32,
    },
}

/// Spreadsheet column letters of a column number counted from 1 (1 → `A`, 27 → `AA`).
#[must_use]
pub fn column_letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column;
    while rest > 0 {
        let digit = (rest - 1) % 26;
        letters.push(char::from(b'A' + digit as u8));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

impl Place {
    /// The line and column of a byte offset in a text.
    #[must_use]
    pub fn at_offset(text: &str, offset: usize) -> Self {
        let before = text.get(..offset).unwrap_or(text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().map_or(0, |last| last.chars().count()) + 1;
        Place::Line { line: counted(line), column: counted(column) }
    }

    /// The place for a person, in one line: names of sheets, parts and keys are a document's own text.
    #[must_use]
    pub fn render(&self, language: Language) -> String {
        printable(&self.named(language)).into_owned()
    }

    fn named(&self, language: Language) -> String {
        let chinese = language == Language::Chinese;
        match self {
            Place::Paragraph(n) if chinese => format!("第{n}段"),
            Place::Paragraph(n) => format!("paragraph {n}"),
            Place::Cell { table, row, column } if chinese => format!("第{table}个表第{row}行第{column}列"),
            Place::Cell { table, row, column } => format!("table {table} row {row} column {column}"),
            Place::Table(n) if chinese => format!("第{n}个表"),
            Place::Table(n) => format!("table {n}"),
            Place::Note(n) if chinese => format!("注释{n}"),
            Place::Note(n) => format!("note {n}"),
            Place::Part(name) => name.clone(),
            Place::SheetCell { sheet, row, column } => format!("{sheet}!{}{row}", column_letters(*column)),
            Place::Sheet(name) if chinese => format!("工作表“{name}”"),
            Place::Sheet(name) => format!("sheet {name}"),
            Place::Page(n) if chinese => format!("第{n}页"),
            Place::Page(n) => format!("page {n}"),
            Place::PageCell { page, table, row, column } if chinese => {
                format!("第{page}页第{table}个表第{row}行第{column}列")
            }
            Place::PageCell { page, table, row, column } => {
                format!("page {page} table {table} row {row} column {column}")
            }
            Place::Pointer(pointer) => pointer.clone(),
            Place::Line { line, column } if chinese => format!("第{line}行第{column}字"),
            Place::Line { line, column } => format!("{line}:{column}"),
        }
    }
}

impl Location {
    /// `file: place`, or whichever of the two is known.
    #[must_use]
    pub fn render(&self, language: Language) -> String {
        let (file, place) = (self.file.as_deref().map(printable), self.render_place(language));
        match file {
            Some(file) if place.is_empty() => file.into_owned(),
            Some(file) => format!("{file}: {place}"),
            None => place,
        }
    }

    /// The place alone; empty where it is not known.
    #[must_use]
    pub fn render_place(&self, language: Language) -> String {
        match (&self.place, &self.beginning) {
            (Some(Place::Paragraph(_)), Some(beginning)) => {
                let beginning = printable(beginning);
                match language {
                    Language::Chinese => format!("“{beginning}”一段"),
                    Language::English => format!("paragraph \u{201c}{beginning}\u{201d}"),
                }
            }
            (Some(place), _) => place.render(language),
            (None, _) => String::new(),
        }
    }
}

/// Where a block or cell came from, carried through layers that don't look at it.
///
/// Any two origins are equal: where something stood is not part of what it says, and the laws of the canonical form
/// (`load(save(r)) = r`) compare what is said.
#[derive(Debug, Clone, Default)]
pub struct Origin(pub Option<Place>);

impl Origin {
    /// An origin at a known place.
    #[must_use]
    pub fn at(place: Place) -> Self {
        Origin(Some(place))
    }
}

impl PartialEq for Origin {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Origin {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn column_letters_carry() {
        let letters: Vec<String> = [1, 26, 27, 702, 703, 16384].into_iter().map(column_letters).collect();
        assert_eq!(letters, ["A", "Z", "AA", "ZZ", "AAA", "XFD"]);
    }

    #[test]
    fn a_paragraph_is_named_by_how_it_begins() {
        let location = Location { place: Some(Place::Paragraph(4)), ..Location::default() };
        assert_eq!(location.render(Language::Chinese), "第4段");
        let location = Location { beginning: Some("本年度，…".into()), ..location };
        assert_eq!(location.render(Language::Chinese), "“本年度，…”一段");
        let table = Location { place: Some(Place::Table(1)), ..location };
        assert_eq!(table.render(Language::Chinese), "第1个表");
    }

    #[test]
    fn a_sheet_cell_is_shown_as_a_spreadsheet_shows_it() {
        let place = Place::SheetCell { sheet: "表三".into(), row: 12, column: 8 };
        assert_eq!(place.render(Language::Chinese), "表三!H12");
    }
}
