//! Figures and labels found in text → the grid of the form, each cell where the form has it and with the place it was read at.

use super::place::label_at;
use super::resolve::{Resolved, Source};
use crate::document::{Block, Cell, Content, Grid, Paragraph};
use crate::finding::Origin;
use crate::form::CellContent;
use crate::recognize::table::Labels;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// What tokens say, and where it stands.
pub(super) type Texts<'t> = &'t dyn Fn(Range<usize>) -> Option<(Content, Origin)>;

/// The table as a grid. Labels that stand nowhere are the form's; rows that were not read have no label and no figures.
pub(super) fn to_grid(labels: &Labels, resolved: &Resolved, texts: Texts) -> Option<Grid> {
    let mut cells: BTreeMap<usize, Vec<Block>> = BTreeMap::new();
    let mut origins: BTreeMap<usize, Origin> = BTreeMap::new();
    let mut put = |cell: usize, tokens: Range<usize>| {
        let (content, origin) = texts(tokens)?;
        cells.insert(
            cell,
            vec![Block::Paragraph(Paragraph { content, origin: origin.clone(), ..Paragraph::default() })],
        );
        origins.insert(cell, origin);
        Some(())
    };
    for (cell, tokens) in &resolved.heads.tokens {
        put(*cell, tokens.clone())?;
    }
    for row in &resolved.read {
        let place = resolved.places.get(row.spec)?;
        if let (Some(cell), Some(tokens)) = (place.label, row.label.clone().filter(|label| !label.is_empty())) {
            put(cell, tokens)?;
        }
        for (cell, source) in place.cells.iter().zip(&row.cells) {
            if let Source::Token(token) = source {
                put(*cell, *token..*token + 1)?;
            }
        }
    }
    for row in &resolved.read {
        let place = resolved.places.get(row.spec)?;
        let first = row.label.clone().filter(|label| !label.is_empty()).or(row.items.first().map(|at| *at..*at + 1));
        let origin = first.and_then(texts).map(|(_, origin)| origin).unwrap_or_default();
        for (cell, source) in place.cells.iter().zip(&row.cells) {
            let content = match source {
                Source::Token(_) => continue,
                Source::Blank => Vec::new(),
                Source::Number(number) => {
                    let content = Content::plain(number.to_string());
                    vec![Block::Paragraph(Paragraph { content, origin: origin.clone(), ..Paragraph::default() })]
                }
            };
            cells.insert(*cell, content);
            origins.insert(*cell, origin.clone());
        }
    }
    let of_head = resolved.places.first().map_or(0, |place| place.row);
    let read_rows: BTreeSet<u32> = (0..of_head)
        .chain(resolved.read.iter().filter_map(|row| resolved.places.get(row.spec)).map(|place| place.row))
        .collect();
    let table = labels.table;
    let mut placed = Vec::with_capacity(table.cells.len());
    for (index, cell) in table.cells.iter().enumerate() {
        // A label of a row, or a group's beside it, would stand before nothing but blanks, and be read as stating them.
        let is_of_lost_row = match &cell.content {
            CellContent::Label(label)
                if label.heads_row && resolved.places.iter().all(|place| place.label.is_some()) =>
            {
                !read_rows.contains(&cell.row)
            }
            _ => false,
        };
        let content = match (cells.remove(&index), &cell.content) {
            (Some(_), CellContent::Label(_)) if is_of_lost_row => continue,
            (Some(content), _) => content,
            (None, CellContent::Label(_)) if is_of_lost_row => continue,
            (None, CellContent::Label(_)) => vec![Block::text(label_at(table, index)?.text.as_str())],
            (None, CellContent::Data(_)) => continue,
        };
        let mut own = Cell::new(cell.row, cell.column, content).spanning(cell.row_span, cell.column_span);
        own.origin = origins.remove(&index).unwrap_or_default();
        placed.push(own);
    }
    let mut grid = Grid::with_gaps_filled(table.rows, table.columns, placed).ok()?;
    let first = resolved.heads.tokens.values().map(|tokens| tokens.start);
    let first = first.chain(resolved.read.iter().flat_map(|row| row.items.first().copied())).min()?;
    grid.origin = texts(first..first + 1).map(|(_, origin)| origin).unwrap_or_default();
    Some(grid)
}
