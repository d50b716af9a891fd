//! Where the places that findings name stand in a file: for what puts marks on its pages.

use super::facts::Area;
use super::layout::PlacedCell;
use super::matrix::Matrix;
use crate::finding::Place;
use std::collections::BTreeMap;

/// Where pages and the cells of tables stand.
#[derive(Debug, Default)]
pub struct Whereabouts {
    /// For each page the map from the page as it is shown to the file's own space.
    pages: Vec<Matrix>,
    /// The areas of cells as shown, and their pages, by page, table, row and column.
    cells: BTreeMap<(u32, u32, u32, u32), (usize, Area)>,
}

impl Whereabouts {
    /// Those of pages with these maps from the file's own space to the page as it is shown, and of these cells.
    pub(super) fn of(matrices: &[[f64; 6]], placed: Vec<PlacedCell>) -> Self {
        let pages = matrices.iter().map(|matrix| Matrix(*matrix).inverse().unwrap_or(Matrix::IDENTITY)).collect();
        let cell = |cell: PlacedCell| match cell.place {
            Place::PageCell { page, table, row, column } => Some(((page, table, row, column), (cell.page, cell.area))),
            _ => None,
        };
        Whereabouts { pages, cells: placed.into_iter().filter_map(cell).collect() }
    }

    /// How many pages there are.
    #[must_use]
    pub fn pages(&self) -> usize {
        self.pages.len()
    }

    /// The page of a place, from 0, and of a cell the upper right corner on the page as it is shown: points from the page's upper left
    /// corner, y downwards. `None` of what is no page or cell of the file.
    #[must_use]
    pub fn get(&self, place: &Place) -> Option<(usize, Option<(f64, f64)>)> {
        match place {
            Place::Page(page) => {
                let index = usize::try_from(page.checked_sub(1)?).ok()?;
                (index < self.pages.len()).then_some((index, None))
            }
            Place::PageCell { page, table, row, column } => {
                let (index, area) = self.cells.get(&(*page, *table, *row, *column))?;
                Some((*index, Some((area.right, area.top))))
            }
            _ => None,
        }
    }

    /// A square on a page as it is shown, in the file's own space: left, bottom, right, top. It is for what does not turn with the page
    /// (12.5.3): its upper left corner in that space is where the one shown is, whichever way the page is turned. `corner` is that
    /// corner and `side` its length, in points as shown.
    #[must_use]
    pub fn to_file(&self, page: usize, (left, top): (f64, f64), side: f64) -> Option<[f64; 4]> {
        let matrix = self.pages.get(page)?;
        let (x, y) = matrix.point(left, top);
        let side = side * matrix.scale();
        Some([x, y - side, x + side, y])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A page of 600 by 400 points as it is shown, turned each way; of the last a unit is two points.
    #[test]
    fn what_does_not_turn_with_its_page_begins_where_it_is_shown() {
        let turned = [
            [1.0, 0.0, 0.0, -1.0, 0.0, 400.0],
            [0.0, 1.0, 1.0, 0.0, 0.0, 0.0],
            [-1.0, 0.0, 0.0, 1.0, 600.0, 0.0],
            [0.0, -1.0, -1.0, 0.0, 600.0, 400.0],
            [2.0, 0.0, 0.0, -2.0, 0.0, 400.0],
        ];
        let pages = Whereabouts::of(&turned, Vec::new());
        for (index, shown) in turned.iter().enumerate() {
            let [left, bottom, right, top] = pages.to_file(index, (500.0, 30.0), 12.0).unwrap();
            assert_eq!(Matrix(*shown).point(left, top), (500.0, 30.0), "{index}");
            let side = if index == 4 { 6.0 } else { 12.0 };
            assert_eq!((right - left, top - bottom), (side, side), "{index}");
        }
    }
}
