//! Cells of a sheet, and formulas that speak of them.

use rust_xlsxwriter::utility::{cell_range, cell_range_absolute, quote_sheet_name, row_col_to_cell_absolute};

/// A cell of a sheet, row and column counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct CellAddress {
    pub(super) row: u32,
    pub(super) column: u16,
}

/// A rectangle of cells, corners included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Range {
    pub(super) first: CellAddress,
    pub(super) last: CellAddress,
}

impl Range {
    /// `D6:I6`, `D6`.
    fn on_own_sheet(self) -> String {
        cell_range(self.first.row, self.first.column, self.last.row, self.last.column)
    }

    /// `$D$6:$I$6`.
    pub(super) fn fixed(self) -> String {
        cell_range_absolute(self.first.row, self.first.column, self.last.row, self.last.column)
    }

    /// `'表'!$D$6:$I$6`.
    fn on_sheet(self, sheet: &str) -> String {
        format!("{}!{}", quoted(sheet), self.fixed())
    }
}

/// A sheet's name as formulas write it. Quoted whether it needs to be or not: that is always right.
fn quoted(sheet: &str) -> String {
    let quoted = quote_sheet_name(sheet);
    if quoted.starts_with('\'') { quoted } else { format!("'{quoted}'") }
}

/// A cell as a name points to it: `'表'!$D$6`.
pub(super) fn address(sheet: &str, place: CellAddress) -> String {
    format!("{}!{}", quoted(sheet), row_col_to_cell_absolute(place.row, place.column))
}

/// The rectangles that these cells fill.
pub(super) fn ranges(mut places: Vec<CellAddress>) -> Vec<Range> {
    places.sort_unstable();
    places.dedup();
    let mut rows: Vec<Range> = Vec::new();
    for place in places {
        match rows.last_mut() {
            Some(row) if row.first.row == place.row && u32::from(row.last.column) + 1 == u32::from(place.column) => {
                row.last = place;
            }
            _ => rows.push(Range { first: place, last: place }),
        }
    }
    let mut found: Vec<Range> = Vec::new();
    for row in rows {
        let above = found.iter_mut().find(|range| {
            range.last.row + 1 == row.first.row
                && (range.first.column, range.last.column) == (row.first.column, row.last.column)
        });
        match above {
            Some(range) => range.last = row.last,
            None => found.push(row),
        }
    }
    found
}

/// Ranges as `sqref` lists them: `D6:I6 D8`.
pub(super) fn list(ranges: &[Range]) -> String {
    ranges.iter().map(|range| range.on_own_sheet()).collect::<Vec<_>>().join(" ")
}

/// Cells as arguments of functions, on their own sheet or on another.
pub(super) struct Arguments(Vec<String>);

impl Arguments {
    pub(super) fn here(places: Vec<CellAddress>) -> Self {
        Arguments(ranges(places).into_iter().map(Range::on_own_sheet).collect())
    }

    /// On their own sheet, said so that the formula means the same from wherever it is asked.
    pub(super) fn fixed(places: Vec<CellAddress>) -> Self {
        Arguments(ranges(places).into_iter().map(Range::fixed).collect())
    }

    pub(super) fn on_sheet(sheet: &str, places: Vec<CellAddress>) -> Self {
        Arguments(ranges(places).into_iter().map(|range| range.on_sheet(sheet)).collect())
    }

    /// On sheets of these names.
    pub(super) fn on_sheets(places: Vec<(&str, CellAddress)>) -> Self {
        let mut by_sheet: Vec<(&str, Vec<CellAddress>)> = Vec::new();
        for (sheet, place) in places {
            match by_sheet.iter_mut().find(|(known, _)| *known == sheet) {
                Some((_, of_sheet)) => of_sheet.push(place),
                None => by_sheet.push((sheet, vec![place])),
            }
        }
        let all = by_sheet.into_iter().flat_map(|(sheet, places)| Arguments::on_sheet(sheet, places).0);
        Arguments(all.collect())
    }

    /// Whether a formula may speak of so many cells: 255 arguments, 8,192 characters, in which the longest formula made of them
    /// names each five times.
    pub(super) fn fit(&self) -> bool {
        const MOST: usize = 255;
        const LONGEST: usize = 8_192;
        let characters: usize = self.0.iter().map(|range| range.chars().count()).sum();
        self.0.len() <= MOST && characters * 5 + self.0.len() * 40 + 600 <= LONGEST
    }

    /// Their sum; text and blanks count nothing.
    pub(super) fn sum(&self) -> String {
        format!("SUM({})", self.0.join(","))
    }

    /// How many of them are numbers.
    pub(super) fn count(&self) -> String {
        format!("COUNT({})", self.0.join(","))
    }

    /// How many of them are text; the empty text of a total without figures is none.
    pub(super) fn texts(&self) -> String {
        self.each(|range| format!("SUMPRODUCT(ISTEXT({range})*({range}<>\"\"))"))
    }

    /// How many of them are below 0.
    pub(super) fn negative(&self) -> String {
        self.each(|range| format!("COUNTIF({range},\"<0\")"))
    }

    /// How many of them have decimals.
    pub(super) fn fractions(&self) -> String {
        self.each(|range| format!("SUMPRODUCT(--ISNUMBER(FIND(\".\",{range})))"))
    }

    fn each(&self, term: impl Fn(&str) -> String) -> String {
        self.0.iter().map(|range| term(range)).collect::<Vec<_>>().join("+")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(row: u32, column: u16) -> CellAddress {
        CellAddress { row, column }
    }

    #[test]
    fn cells_that_touch_are_one_rectangle() {
        let row = (3..9).map(|column| place(5, column)).collect();
        assert_eq!(list(&ranges(row)), "D6:I6");
        let column = (7..10).map(|row| place(row, 3)).collect();
        assert_eq!(list(&ranges(column)), "D8:D10");
        let block = (0..2).flat_map(|row| (0..3).map(move |column| place(row, column))).collect();
        assert_eq!(list(&ranges(block)), "A1:C2");
        // Merged cells leave gaps between those that hold the figures.
        assert_eq!(list(&ranges(vec![place(4, 6), place(4, 3), place(6, 3), place(4, 3)])), "D5 G5 D7");
        assert_eq!(list(&ranges(vec![])), "");
    }

    #[test]
    fn formulas_have_a_longest() {
        let scattered = |count: u32| Arguments::on_sheet("表", (0..count).map(|row| place(2 * row, 0)).collect());
        assert!(scattered(80).fit());
        assert!(!scattered(256).fit());
        assert!(Arguments::on_sheet("表", (0..10_000).map(|row| place(row, 0)).collect()).fit());
    }

    #[test]
    fn a_sheets_name_is_quoted() {
        let arguments = Arguments::on_sheet("甲'乙 1", vec![place(0, 0), place(0, 1), place(2, 0)]);
        assert_eq!(arguments.sum(), "SUM('甲''乙 1'!$A$1:$B$1,'甲''乙 1'!$A$3)");
        assert_eq!(address("甲", place(5, 3)), "'甲'!$D$6");
        assert_eq!(Arguments::here(vec![place(0, 0)]).texts(), "SUMPRODUCT(ISTEXT(A1)*(A1<>\"\"))");
    }
}
