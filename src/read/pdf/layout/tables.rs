//! A table as the pages show it → a grid of the Document, with a finding wherever a figure in it can't be trusted.

use super::super::facts::Area;
use super::grid::{Cell, CellParagraph, Guess, Table};
use super::lines::Doubt;
use super::tagged::Tags;
use super::text::Faces;
use crate::document::{self, Alignment, Block, Grid, HeaderScope, Paragraph};
use crate::finding::{Finding, Origin, Place, catalogue::layout};
use crate::whole::{Whole, counted};
use std::collections::{BTreeMap, BTreeSet};

/// What tables become grids with.
pub(super) struct Tabling<'a> {
    pub tags: &'a Tags,
    pub faces: &'a Faces,
    /// Pages whose text a scanner's software recognised.
    pub recognised: BTreeSet<usize>,
    /// How many tables there were before.
    pub count: u32,
    pub findings: Vec<Finding>,
    /// Where the cells stand that there were.
    pub placed: Vec<PlacedCell>,
}

/// Where a cell stands that findings name.
#[derive(Debug, Clone)]
pub(in crate::read::pdf) struct PlacedCell {
    pub place: Place,
    /// The page, from 0, and the area on it.
    pub page: usize,
    pub area: Area,
}

fn page(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX).saturating_add(1)
}

impl Tabling<'_> {
    /// The table as a block.
    pub(super) fn block(&mut self, table: Table) -> Vec<Block> {
        if table.is_frame() {
            let at = Place::Page(page(table.page));
            let paragraphs = table.cells.into_iter().flat_map(|cell| cell.paragraphs).collect();
            return self.paragraphs(paragraphs, Alignment::Start, &at);
        }
        self.count += 1;
        let number = self.count;
        let place = |cell: &Cell| Place::PageCell {
            page: page(cell.page),
            table: number,
            row: counted(cell.row + 1),
            column: counted(cell.column + 1),
        };
        let at = Place::Page(page(table.page));
        self.say_guesses(&table, &at);
        let is_unsure =
            |cell: &&Cell| self.recognised.contains(&cell.page) && cell.text().chars().any(|c| c.is_ascii_digit());
        let unsure = table.cells.iter().filter(is_unsure).count();
        if unsure > 0 {
            self.findings.push(layout::figures_recognised(unsure).at(at.clone()));
        }
        if let Some(cell) = table.broken.first().and_then(|(row, column)| {
            table.cells.iter().find(|cell| {
                (cell.row..cell.row + cell.rows).contains(row)
                    && (cell.column..cell.column + cell.columns).contains(column)
            })
        }) {
            self.findings.push(layout::table_edge_open(table.broken.len()).at(place(cell)));
        }
        let header_rows = self.header_rows(&table);
        let usual = usual_alignments(&table);
        let (rows, columns) = (counted(table.rows), counted(table.columns()));
        let widths: Vec<u32> = table
            .xs
            .windows(2)
            .filter_map(|pair| match pair {
                [left, right] => Some(u32::whole(((right - left) * 1000.0).round().max(1.0))),
                _ => None,
            })
            .collect();
        let mut cells = Vec::with_capacity(table.cells.len());
        for cell in table.cells {
            let place = place(&cell);
            self.placed.push(PlacedCell { place: place.clone(), page: cell.page, area: cell.area });
            self.say_doubts(&cell, &place);
            let header = self.scope(&cell, header_rows);
            let align = usual.get(&cell.column).copied().unwrap_or_default();
            let Cell { row, column, rows, columns, paragraphs, nested, .. } = cell;
            let mut content = self.paragraphs(paragraphs, align, &place);
            for inner in nested {
                content.extend(self.block(inner));
            }
            let mut placed =
                document::Cell::new(counted(row), counted(column), content).spanning(counted(rows), counted(columns));
            placed.header = header;
            placed.origin = Origin::at(place);
            cells.push(placed);
        }
        match Grid::or_cells(rows, columns, cells) {
            Ok(mut grid) => {
                grid.header_rows = counted(header_rows);
                grid.widths = Grid::relative_widths(&widths);
                grid.origin = Origin::at(at);
                align_figures_as_usual(&mut grid);
                vec![Block::Table(grid)]
            }
            // Cells made from a grid tile it; should they not, their text still counts.
            Err((_, cells)) => {
                self.findings.push(layout::table_edge_open(1).at(at));
                cells.into_iter().flat_map(|cell| cell.content).collect()
            }
        }
    }

    fn paragraphs(&self, paragraphs: Vec<CellParagraph>, usual: Alignment, place: &Place) -> Vec<Block> {
        let blocks = paragraphs.into_iter().map(|paragraph| {
            let CellParagraph { runs, align, .. } = paragraph;
            let content = self.faces.content(runs, false);
            let align = align.unwrap_or(usual);
            Block::Paragraph(Paragraph { align, content, origin: Origin::at(place.clone()), ..Paragraph::default() })
        });
        blocks.collect()
    }

    /// How many rows head the table: those repeated on each page, or those the tree calls headers throughout.
    fn header_rows(&self, table: &Table) -> usize {
        let is_header = |cell: &Cell| {
            let tag = cell.element.and_then(|element| self.tags.get(element));
            tag.is_some_and(|tag| tag.kind == "TH" && !tag.heads_row)
        };
        let mut rows = 0;
        for cell in &table.cells {
            if cell.row <= rows && (is_header(cell) || (cell.is_blank() && cell.row < rows)) {
                rows = rows.max(cell.row + cell.rows);
            }
        }
        // Not as far as a row that holds anything else.
        let data = table.cells.iter().filter(|cell| !is_header(cell) && !cell.is_blank()).map(|cell| cell.row).min();
        rows = rows.min(data.unwrap_or(rows));
        while rows > 0 && table.cells.iter().any(|cell| cell.row < rows && cell.row + cell.rows > rows) {
            rows -= 1;
        }
        if rows >= table.rows { table.header_rows } else { rows.max(table.header_rows) }
    }

    fn scope(&self, cell: &Cell, header_rows: usize) -> HeaderScope {
        let Some(tag) = cell.element.and_then(|element| self.tags.get(element)) else { return HeaderScope::None };
        // A header row heads columns as it is.
        if tag.kind != "TH" || cell.row < header_rows {
            HeaderScope::None
        } else if tag.heads_row {
            HeaderScope::Row
        } else {
            HeaderScope::Column
        }
    }

    fn say_guesses(&mut self, table: &Table, at: &Place) {
        for guess in &table.guesses {
            let finding = match guess {
                Guess::Unruled => layout::table_guessed(table.rows, table.columns()).at(at.clone()),
                Guess::Rejoined { page: index, text } => layout::label_rejoined(text).at(Place::Page(page(*index))),
                Guess::Repeated { page: index, text } => layout::label_repeated(text).at(Place::Page(page(*index))),
                Guess::RowRejoined { page: index, text } => layout::row_rejoined(text).at(Place::Page(page(*index))),
                Guess::Joined { page: index } => layout::tables_joined().at(Place::Page(page(*index))),
                Guess::Contradicted { page: index } => layout::table_tags_differ().at(Place::Page(page(*index))),
            };
            self.findings.push(finding);
        }
    }

    fn say_doubts(&mut self, cell: &Cell, place: &Place) {
        let text = cell.text();
        for doubt in &cell.doubts {
            let finding = match doubt {
                Doubt::Overlap => layout::cell_glyphs_overlap(&text),
                Doubt::Unknown => layout::cell_glyphs_unknown(&text),
                Doubt::OverLines => layout::cell_number_over_lines(&text),
                Doubt::OverRule => layout::cell_number_over_rule(&text),
                Doubt::OverCells => layout::cell_number_over_cells(&text),
            };
            self.findings.push(finding.at(place.clone()));
        }
    }
}

/// Figures that stand at the right of their columns stand as figures do: that is no alignment of their own.
fn align_figures_as_usual(grid: &mut Grid) {
    let figures = grid.figure_columns();
    for cell in grid.cells_mut().iter_mut().filter(|cell| figures.hold(cell)) {
        for block in &mut cell.content {
            if let Block::Paragraph(paragraph) = block
                && paragraph.align == Alignment::End
            {
                paragraph.align = Alignment::Start;
            }
        }
    }
}

/// For each column, the alignment most of its cells show; for those that fill their cell and show none.
fn usual_alignments(table: &Table) -> BTreeMap<usize, Alignment> {
    let mut counts: BTreeMap<usize, [usize; 3]> = BTreeMap::new();
    for cell in &table.cells {
        for align in cell.paragraphs.iter().filter_map(|paragraph| paragraph.align) {
            if let Some(count) = counts.entry(cell.column).or_default().get_mut(align as usize) {
                *count += 1;
            }
        }
    }
    let most = |[start, center, end]: [usize; 3]| {
        if center > start && center >= end {
            Alignment::Center
        } else if end > start {
            Alignment::End
        } else {
            Alignment::Start
        }
    };
    counts.into_iter().map(|(column, counts)| (column, most(counts))).collect()
}
