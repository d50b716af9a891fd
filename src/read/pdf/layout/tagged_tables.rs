//! Tables the structure tree knows and no rules draw: their rows, cells and spans as the tree has them.

use super::super::facts::{Area, Glyph};
use super::cells::lines_to_cell;
use super::grid::{Cell, Table};
use super::lines::{PageContext, glyphs_to_lines};
use super::tagged::Tags;
use std::collections::{BTreeMap, BTreeSet};

/// The most places a table of the tree may have.
const MAX_PLACES: usize = 250_000;

/// Whether the tree parts what stands in single cells of a ruled table: rules between its rows only.
pub(super) fn is_parted_by_tags(cells: &[Vec<&Glyph>], context: &PageContext<'_>) -> bool {
    let (mut said, mut several) = (0usize, 0usize);
    for glyphs in cells.iter().filter(|glyphs| !glyphs.is_empty()) {
        let elements: BTreeSet<usize> = glyphs.iter().filter_map(|glyph| cell_of(context, glyph)).collect();
        said += 1;
        several += usize::from(elements.len() > 1);
    }
    several * 4 > said
}

fn cell_of(context: &PageContext<'_>, glyph: &Glyph) -> Option<usize> {
    let element = context.tags.at(context.page, glyph.mcid)?;
    context.tags.around(element, &["TD", "TH"])
}

/// Takes the text of such tables off the pages' loose glyphs; each table comes with the page it begins on.
pub(super) fn tagged_tables(
    loose: &mut [Vec<&Glyph>],
    contexts: &[PageContext<'_>],
    ruled: &BTreeSet<usize>,
) -> Vec<Table> {
    let Some(tags) = contexts.first().map(|context| context.tags) else { return Vec::new() };
    let outlines = outlines(tags);
    let mut tables = Vec::new();
    let mut glyphs: BTreeMap<usize, Vec<(usize, &Glyph)>> = BTreeMap::new();
    for (context, loose) in contexts.iter().zip(loose.iter_mut()) {
        loose.retain(|glyph| {
            let cell = cell_of(context, glyph);
            let table = cell.and_then(|cell| tags.around(cell, &["Table"]));
            let Some((cell, table)) = cell.zip(table) else { return true };
            if ruled.contains(&table) || outlines.get(&table).is_none_or(|rows| rows.len() <= 1) {
                return true;
            }
            glyphs.entry(cell).or_default().push((context.page, *glyph));
            false
        });
    }
    for (element, rows) in outlines {
        if let Some(table) = table(element, rows, &mut glyphs, contexts) {
            tables.push(table);
        }
    }
    tables
}

/// The rows of each table of the tree, as lists of cells.
fn outlines(tags: &Tags) -> BTreeMap<usize, Vec<Vec<usize>>> {
    let mut rows: BTreeMap<usize, BTreeMap<usize, Vec<usize>>> = BTreeMap::new();
    for cell in tags.of_kinds(&["TD", "TH"]) {
        let row = tags.around(cell, &["TR"]);
        let table = row.and_then(|row| tags.around(row, &["Table"]));
        if let Some((row, table)) = row.zip(table) {
            rows.entry(table).or_default().entry(row).or_default().push(cell);
        }
    }
    rows.into_iter().map(|(table, rows)| (table, rows.into_values().collect())).collect()
}

fn table(
    element: usize,
    rows: Vec<Vec<usize>>,
    glyphs: &mut BTreeMap<usize, Vec<(usize, &Glyph)>>,
    contexts: &[PageContext<'_>],
) -> Option<Table> {
    let tags = contexts.first()?.tags;
    let count = rows.len();
    let mut busy: Vec<usize> = Vec::new();
    let mut cells = Vec::new();
    for (row, elements) in rows.into_iter().enumerate() {
        let mut column = 0;
        for element in elements {
            let tag = tags.get(element)?;
            while busy.get(column).is_some_and(|until| *until > row) {
                column += 1;
            }
            let rows = (tag.row_span.max(1) as usize).min(count - row);
            let columns = (tag.column_span.max(1) as usize).min(1000);
            if (column + columns).saturating_mul(count) > MAX_PLACES {
                return None;
            }
            if busy.len() < column + columns {
                busy.resize(column + columns, 0);
            }
            busy.iter_mut().skip(column).take(columns).for_each(|until| *until = row + rows);
            let mut cell = Cell { row, column, rows, columns, element: Some(element), ..Cell::default() };
            fill(&mut cell, glyphs.remove(&element).unwrap_or_default(), contexts);
            cells.push(cell);
            column += columns;
        }
    }
    let said: Vec<&Cell> = cells.iter().filter(|cell| !cell.is_blank()).collect();
    let page = said.iter().map(|cell| cell.page).min()?;
    let last_page = said.iter().map(|cell| cell.page).max()?;
    let on_first: Vec<Area> = said.iter().filter(|cell| cell.page == page).map(|cell| cell.area).collect();
    let area = on_first.into_iter().reduce(around)?;
    let xs = edges(&said, busy.len());
    let columns = busy.len();
    Some(Table {
        page,
        last_page,
        area,
        xs,
        rows: count,
        closed_above: vec![true; columns],
        closed_below: vec![true; columns],
        element: Some(element),
        cells,
        ..Table::default()
    })
}

fn around(a: Area, b: Area) -> Area {
    Area {
        left: a.left.min(b.left),
        top: a.top.min(b.top),
        right: a.right.max(b.right),
        bottom: a.bottom.max(b.bottom),
    }
}

fn fill(cell: &mut Cell, glyphs: Vec<(usize, &Glyph)>, contexts: &[PageContext<'_>]) {
    let mut by_page: BTreeMap<usize, Vec<&Glyph>> = BTreeMap::new();
    for (page, glyph) in glyphs {
        by_page.entry(page).or_default().push(glyph);
    }
    let mut lines = Vec::new();
    for (page, glyphs) in by_page {
        let Some(context) = contexts.get(page) else { continue };
        let mut of_page = glyphs_to_lines(&glyphs, context);
        of_page.sort_by(|a, b| a.area.top.total_cmp(&b.area.top));
        lines.extend(of_page);
    }
    let Some(first) = lines.first() else { return };
    cell.page = first.page;
    if let Some(area) = lines.iter().filter(|line| line.page == first.page).map(|line| line.area).reduce(around) {
        cell.area = area;
    }
    lines_to_cell(lines, cell);
    // How the text stands in its cell can't be told from the text alone.
    cell.paragraphs.iter_mut().for_each(|paragraph| paragraph.align = None);
}

/// The edges of columns, midway between the text of neighbours; evenly apart where that is not known.
fn edges(cells: &[&Cell], columns: usize) -> Vec<f64> {
    let mut reach: Vec<Option<(f64, f64)>> = vec![None; columns];
    for cell in cells.iter().filter(|cell| cell.columns == 1) {
        if let Some(slot) = reach.get_mut(cell.column) {
            let (left, right) = slot.unwrap_or((cell.area.left, cell.area.right));
            *slot = Some((left.min(cell.area.left), right.max(cell.area.right)));
        }
    }
    let known: Option<Vec<(f64, f64)>> = reach.into_iter().collect();
    let rising = |edges: &[f64]| edges.windows(2).all(|pair| matches!(pair, [a, b] if a < b));
    if let Some(known) = known
        && let (Some(first), Some(last)) = (known.first(), known.last())
    {
        let mut edges = vec![first.0];
        edges.extend(known.windows(2).filter_map(|pair| match pair {
            [a, b] => Some((a.1 + b.0) / 2.0),
            _ => None,
        }));
        edges.push(last.1);
        if rising(&edges) {
            return edges;
        }
    }
    (0..=columns).map(|column| column as f64 * 100.0).collect()
}
