//! Table styles (ECMA-376 §17.7.6): what the style of a table does to the text and the ground of its cells.
//!
//! A cell stands in several areas of its table at once (first row, odd rows, …); `w:tblLook` says which of them the style is
//! asked for, and of what their formats set the last in [`AREAS`] wins. `w:cnfStyle`, where Word notes down what it made of
//! that, is not looked at: Word itself makes it anew.

use super::color::Shading;
use super::diagonals::Diagonals;
use super::properties::{ParagraphProperties, RunProperties};
use crate::ooxml::{Element, Ns};
use crate::read::docx::wml::{is_on, value};

/// The areas a style may treat apart (§17.18.89), in the order in which they are applied (§17.7.6); the first is what the
/// style says of itself.
const AREAS: [&str; 14] = [
    "",
    "wholeTable",
    "band1Vert",
    "band2Vert",
    "band1Horz",
    "band2Horz",
    "firstRow",
    "lastRow",
    "firstCol",
    "lastCol",
    "nwCell",
    "neCell",
    "swCell",
    "seCell",
];

/// Which of [`AREAS`] a cell stands in.
pub(crate) type Areas = [bool; AREAS.len()];

/// What a style does to what is in a cell, and to its ground.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct CellFormat {
    pub run: RunProperties,
    pub paragraph: ParagraphProperties,
    /// The ground of the cell.
    pub ground: Option<Shading>,
    /// The lines from corner to corner of the cell.
    pub diagonals: Diagonals,
    /// Whether its row is repeated on each page.
    repeats: Option<bool>,
}

impl CellFormat {
    /// Reads what a style, or a part of it, sets.
    fn read(element: Element<'_>) -> Self {
        let property = |of: &str, name: &str| element.child(Ns::W, of).and_then(|p| p.child(Ns::W, name));
        CellFormat {
            run: element.child(Ns::W, "rPr").map(RunProperties::read).unwrap_or_default(),
            paragraph: element.child(Ns::W, "pPr").map(ParagraphProperties::read).unwrap_or_default(),
            ground: property("tcPr", "shd").map(Shading::read),
            diagonals: element.child(Ns::W, "tcPr").map(Diagonals::read).unwrap_or_default(),
            repeats: property("trPr", "tblHeader").map(is_on),
        }
    }

    fn over(&self, base: &CellFormat) -> CellFormat {
        CellFormat {
            run: self.run.over(&base.run),
            paragraph: self.paragraph.over(&base.paragraph),
            ground: self.ground.or(base.ground),
            diagonals: self.diagonals.over(base.diagonals),
            repeats: self.repeats.or(base.repeats),
        }
    }
}

/// Which of its style's areas a table asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct TableLook {
    first_row: bool,
    last_row: bool,
    first_column: bool,
    last_column: bool,
    no_row_bands: bool,
    no_column_bands: bool,
}

impl TableLook {
    /// Reads `w:tblLook` of a table's properties, or of the exceptions a row has from them: its attributes, or where it has none of
    /// them the bits of its value, as Word does ([MS-OI29500] on §17.4.54).
    pub(crate) fn read(properties: Option<Element<'_>>) -> Option<Self> {
        const BITS: [(&str, u32); 6] = [
            ("firstRow", 0x20),
            ("lastRow", 0x40),
            ("firstColumn", 0x80),
            ("lastColumn", 0x100),
            ("noHBand", 0x200),
            ("noVBand", 0x400),
        ];
        let look = properties.and_then(|p| p.child(Ns::W, "tblLook"))?;
        let said = BITS.map(|(name, _)| look.attribute(Ns::W, name));
        let bits = look.attribute(Ns::W, "val").and_then(|bits| u32::from_str_radix(bits.trim(), 16).ok()).unwrap_or(0);
        let [first_row, last_row, first_column, last_column, no_row_bands, no_column_bands] =
            match said.iter().all(Option::is_none) {
                true => BITS.map(|(_, bit)| bits & bit != 0),
                false => said.map(|said| matches!(said, Some("1" | "true" | "on"))),
            };
        Some(TableLook { first_row, last_row, first_column, last_column, no_row_bands, no_column_bands })
    }
}

/// Where a cell stands in its table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct CellPlace {
    /// Its first row, and how many there are.
    pub row: u32,
    pub rows: u32,
    /// The rows from the first on that are repeated on each page.
    pub header_rows: u32,
    /// Its first column in the table's own grid.
    pub column: u64,
    /// Whether no cell of its row stands before it, or after it.
    pub is_first: bool,
    pub is_last: bool,
    /// What its row asks for, where that is not what the table does (§17.4.55).
    pub look: Option<TableLook>,
}

/// A table style with all it inherits.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct TableStyle {
    /// What it sets for each of [`AREAS`].
    formats: [Option<CellFormat>; AREAS.len()],
    /// How many rows and columns make a band. Word takes 0 where it is not said, not 1 as the standard has it, and 0 for no
    /// bands at all ([MS-OI29500] on §17.7.6.5 and §17.7.6.7).
    row_band: u32,
    column_band: u32,
}

impl TableStyle {
    /// What a style says over what those it is based on say.
    pub(crate) fn add(&mut self, style: Element<'_>) {
        let conditional = style.children().filter(|e| e.is(Ns::W, "tblStylePr"));
        let named = conditional.filter_map(|e| Some((e.attribute(Ns::W, "type")?, e)));
        for (name, element) in std::iter::once((AREAS[0], style)).chain(named) {
            let Some(at) = AREAS.iter().position(|area| *area == name) else { continue };
            let own = CellFormat::read(element);
            if let Some(format) = self.formats.get_mut(at).filter(|_| own != CellFormat::default()) {
                *format = Some(format.as_ref().map_or_else(|| own.clone(), |base| own.over(base)));
            }
        }
        let band =
            |name| style.child(Ns::W, "tblPr").and_then(|p| value(p, name)).and_then(|size| size.trim().parse().ok());
        self.row_band = band("tblStyleRowBandSize").unwrap_or(self.row_band);
        self.column_band = band("tblStyleColBandSize").unwrap_or(self.column_band);
    }

    pub(crate) fn says_something(&self) -> bool {
        self.formats.iter().any(Option::is_some)
    }

    /// What it does to a cell that stands in these areas; `None` for nothing.
    pub(crate) fn format_in(&self, areas: Areas) -> Option<CellFormat> {
        let formats =
            self.formats.iter().zip(areas).filter(|(_, applies)| *applies).filter_map(|(format, _)| format.as_ref());
        formats.fold(None, |sum: Option<CellFormat>, format| match sum {
            Some(sum) => Some(format.over(&sum)),
            None => Some(format.clone()),
        })
    }

    /// Whether the first row is repeated on each page, unless it says itself.
    pub(crate) fn repeats_first_row(&self, first: CellPlace, look: TableLook) -> bool {
        self.format_in(self.areas_of(first, look)).is_some_and(|format| format.repeats == Some(true))
    }

    /// Where a cell stands. Rows that are repeated on each page with the first look like it (§17.18.89), and
    /// bands are counted from below and beside what the table asks to have treated apart.
    pub(crate) fn areas_of(&self, place: CellPlace, look: TableLook) -> Areas {
        let look = place.look.unwrap_or(look);
        let heads = if look.first_row { place.header_rows.max(1) } else { 0 };
        let first_row = place.row < heads;
        let last_row = look.last_row && place.row + 1 == place.rows;
        let first_column = look.first_column && place.is_first;
        let last_column = look.last_column && place.is_last;
        let is_odd = |at: u64, size: u32| (at / u64::from(size.max(1))).is_multiple_of(2);
        let in_row_band = !look.no_row_bands && self.row_band > 0 && !first_row && !last_row;
        let odd_row = is_odd(u64::from(place.row.saturating_sub(heads)), self.row_band);
        let in_column_band = !look.no_column_bands && self.column_band > 0 && !first_column && !last_column;
        let odd_column = is_odd(place.column.saturating_sub(u64::from(look.first_column)), self.column_band);
        [
            true,
            true,
            in_column_band && odd_column,
            in_column_band && !odd_column,
            in_row_band && odd_row,
            in_row_band && !odd_row,
            first_row,
            last_row,
            first_column,
            last_column,
            first_row && first_column,
            first_row && last_column,
            last_row && first_column,
            last_row && last_column,
        ]
    }
}
