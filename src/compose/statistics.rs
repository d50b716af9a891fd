//! The printed form of a statutory table.

use crate::document::{Alignment, Block, Cell, Content, Grid, HeaderScope, Paragraph};
use crate::finding::{Finding, Warned, catalogue};
use crate::form::{CellContent, Forms, TableForm};
use crate::internal;
use crate::report::{Report, TableFigures, figure_place};
use crate::whole::counted;
use std::collections::BTreeSet;

/// The printed table of that id, where the report has figures for it and its form is known.
pub(super) fn statistics_block(report: &Report, id: &str, forms: &Forms, findings: &mut Vec<Finding>) -> Option<Block> {
    let figures = report.statistics.get(id)?;
    let table = forms.get(&figures.form)?.tables.iter().find(|table| table.id == id)?;
    Some(Block::Table(statistics_to_grid(table, figures).unpack(findings)))
}

/// The printed form of a statutory table with these figures in it.
#[must_use]
pub fn statistics_to_grid(table: &TableForm, figures: &TableFigures) -> Warned<Grid> {
    let mut findings = Vec::new();
    let printed = printed_rows(table, figures);
    // New row numbers, and for a span how many of its rows are printed.
    let rank = |row: u32| counted(printed.range(..row).count());
    let mut cells = Vec::with_capacity(table.cells.len());
    for form_cell in &table.cells {
        let row_span = counted(printed.range(form_cell.row..form_cell.row + form_cell.row_span).count());
        if row_span == 0 {
            continue;
        }
        let mut cell =
            Cell::new(rank(form_cell.row), form_cell.column, Vec::new()).spanning(row_span, form_cell.column_span);
        if let CellContent::Data(data) = &form_cell.content {
            cell.id = Some(format!("{}.{}", table.id, data.id).into());
        }
        match &form_cell.content {
            CellContent::Label(label) => {
                cell.header = if label.heads_row { HeaderScope::Row } else { HeaderScope::Column };
                cell.content = vec![text_block(&label.text, label.align)];
            }
            CellContent::Data(data) => match figures.cells.get(&data.id) {
                Some(count) => {
                    cell.number = count.value.filter(|value| value.to_string() == count.raw);
                    cell.origin = count.origin.clone();
                    if let Some(content) = &count.content {
                        let align = Alignment::Center;
                        let content = content.clone();
                        cell.content = vec![Block::Paragraph(Paragraph { align, content, ..Paragraph::default() })];
                    } else if !count.raw.is_empty() {
                        cell.content = vec![text_block(&count.raw, Alignment::Center)];
                    }
                }
                None => {
                    let place = figure_place(&table.id, &data.id);
                    findings.push(catalogue::report::figure_absent(&table.name, data).at(place));
                }
            },
        }
        cells.push(cell);
    }
    // The form's cells tile (its lint proves it) and leaving out whole rows keeps them tiling.
    let grid = Grid::with_gaps_filled(counted(printed.len()), table.columns, cells);
    let mut grid = grid.unwrap_or_else(|fault| internal::error(format!("{}: {fault}", table.name)));
    grid.header_rows = rank(table.header_rows);
    grid.widths = table.widths.clone();
    Warned { value: grid, findings }
}

fn text_block(text: &str, align: Alignment) -> Block {
    Block::Paragraph(Paragraph { align, content: Content::plain(text), ..Paragraph::default() })
}

/// The rows of the form that are printed: data rows with a figure, and label rows above a printed data row.
fn printed_rows(table: &TableForm, figures: &TableFigures) -> BTreeSet<u32> {
    let mut data_rows: BTreeSet<u32> = BTreeSet::new();
    let mut with_figures: BTreeSet<u32> = BTreeSet::new();
    for cell in &table.cells {
        if let CellContent::Data(data) = &cell.content {
            data_rows.insert(cell.row);
            if figures.cells.contains_key(&data.id) {
                with_figures.insert(cell.row);
            }
        }
    }
    let mut printed = BTreeSet::new();
    let mut heads_something = false;
    let mut below_is_data = false;
    for row in (0..table.rows).rev() {
        if data_rows.contains(&row) {
            if !below_is_data {
                heads_something = false;
            }
            below_is_data = true;
            if with_figures.contains(&row) {
                heads_something = true;
                printed.insert(row);
            }
        } else {
            below_is_data = false;
            if heads_something {
                printed.insert(row);
            }
        }
    }
    printed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Count;

    fn table(form: &str, index: usize) -> TableForm {
        Forms::built_in().unwrap().get(form).unwrap().tables[index].clone()
    }

    fn figures(table: &TableForm, keep: impl Fn(&str) -> bool) -> TableFigures {
        let cells =
            table.data_cells().filter(|cell| keep(&cell.id)).map(|cell| (cell.id.clone(), Count::of(7))).collect();
        TableFigures { form: "2021".into(), cells }
    }

    #[test]
    fn the_printed_table_is_the_forms() {
        let form = table("2021", 1);
        let grid = statistics_to_grid(&form, &figures(&form, |_| true)).value;
        assert_eq!((grid.rows(), grid.columns(), grid.header_rows), (28, 10, 3));
        let results = grid.cells().iter().find(|cell| cell.plain_text() == "三、本年度办理结果").unwrap();
        assert_eq!((results.row, results.row_span, results.header), (5, 22, HeaderScope::Row));
        assert_eq!(grid.cells().iter().filter(|cell| cell.number.is_some()).count(), 175);
    }

    /// Whatever rows go, what is left tiles: `statistics_to_grid` stops the program where it doesn't.
    #[test]
    fn a_table_of_any_figures_tiles() {
        for id in ["2019", "2021"] {
            for form in &Forms::built_in().unwrap().get(id).unwrap().tables {
                let ids: Vec<&str> = form.data_cells().map(|cell| cell.id.as_str()).collect();
                assert_eq!(statistics_to_grid(form, &figures(form, |_| false)).value.columns(), form.columns);
                for only in ids {
                    assert!(statistics_to_grid(form, &figures(form, |id| id == only)).value.rows() > 0, "{only}");
                    assert!(statistics_to_grid(form, &figures(form, |id| id != only)).value.rows() > 0, "{only}");
                }
            }
        }
    }

    #[test]
    fn rows_without_figures_are_not_printed_and_labels_shrink() {
        let form = table("2021", 1);
        let grid = statistics_to_grid(&form, &figures(&form, |id| !id.starts_with("results.other."))).value;
        assert_eq!(grid.rows(), 25);
        let results = grid.cells().iter().find(|cell| cell.plain_text() == "三、本年度办理结果").unwrap();
        assert_eq!(results.row_span, 19);
        assert!(grid.cells().iter().all(|cell| !cell.plain_text().contains("其他处理")));
        // A whole part of table 2 takes its own heads with it.
        let form = table("2021", 0);
        let grid = statistics_to_grid(&form, &figures(&form, |id| id != "fees")).value;
        assert_eq!(grid.rows(), 11);
    }

    #[test]
    fn a_single_absent_figure_is_named() {
        let form = table("2021", 2);
        let composed = statistics_to_grid(&form, &figures(&form, |id| id != "reconsideration.total"));
        assert_eq!(composed.findings.len(), 1);
        assert_eq!(composed.findings[0].code(), "figure-absent");
    }
}
