//! Where the cells of a form's table stand in it: its data rows, the labels next to them.

use crate::form::{CellContent, DataCell, FormCell, Label, TableForm};
use crate::recognize::table::Labels;

/// A data row of the form.
pub(super) struct RowPlace<'f> {
    /// Its row of the grid.
    pub(super) row: u32,
    /// Its data cells, by their places among the table's cells.
    pub(super) cells: Vec<usize>,
    pub(super) data: Vec<&'f DataCell>,
    /// The label next to its figures, and how many columns it covers.
    pub(super) label: Option<usize>,
    pub(super) span: usize,
    /// For each data cell the label nearest above it.
    pub(super) heads: Vec<Option<usize>>,
}

/// The data rows of a table, from the top.
pub(super) fn row_places<'f>(labels: &Labels<'f>) -> Vec<RowPlace<'f>> {
    let table: &'f TableForm = labels.table;
    let mut places: Vec<RowPlace> = Vec::new();
    for (index, cell) in table.cells.iter().enumerate() {
        let CellContent::Data(data) = &cell.content else { continue };
        if places.last().is_none_or(|place| place.row != cell.row) {
            let label = nearest(table, |other, label| {
                label.heads_row && covers_row(other, cell.row) && other.column < cell.column
            });
            let label = label.filter(|_| !data.row_labels.is_empty());
            let span = label.and_then(|label| table.cells.get(label)).map_or(1, |label| label.column_span as usize);
            let (cells, data, heads) = (Vec::new(), Vec::new(), Vec::new());
            places.push(RowPlace { row: cell.row, cells, data, label, span, heads });
        }
        let head = nearest(table, |other, label| {
            !label.heads_row && other.row < cell.row && covers_column(other, cell.column)
        });
        if let Some(place) = places.last_mut() {
            place.cells.push(index);
            place.data.push(data);
            place.heads.push(head);
        }
    }
    places
}

/// The last in print of the labels that stand so.
fn nearest(table: &TableForm, stands: impl Fn(&FormCell, &Label) -> bool) -> Option<usize> {
    let labels = table.cells.iter().enumerate().filter_map(|(index, cell)| match &cell.content {
        CellContent::Label(label) if stands(cell, label) => Some((cell.row, cell.column, index)),
        _ => None,
    });
    labels.max().map(|(_, _, index)| index)
}

fn covers_row(cell: &FormCell, row: u32) -> bool {
    (cell.row..cell.row + cell.row_span).contains(&row)
}

fn covers_column(cell: &FormCell, column: u32) -> bool {
    (cell.column..cell.column + cell.column_span).contains(&column)
}

/// The label that a cell of the form is.
pub(super) fn label_at(table: &TableForm, index: usize) -> Option<&Label> {
    match table.cells.get(index).map(|cell| &cell.content) {
        Some(CellContent::Label(label)) => Some(label),
        _ => None,
    }
}
