//! Web pages → Document.

mod dom;
mod limits;
mod shown;

#[cfg(test)]
pub(crate) use dom::{Dom, NodeId};
pub(crate) use shown::{Met, OwnData, own_data};

use crate::document::{Block, Cell, Document, Grid};
use crate::finding::{Error, Warned};
#[cfg(not(test))]
use dom::{Dom, NodeId};

/// The flow of a page.
///
/// # Errors
/// None.
pub fn html_to_document(bytes: &[u8]) -> Result<Warned<Document>, Error> {
    let mut document = Document::default();
    if let Ok(dom) = Dom::parse(&String::from_utf8_lossy(bytes)) {
        let main = dom.descendants(dom.root()).find(|node| is(&dom, *node, "main")).unwrap_or(dom.root());
        push(&dom, main, &mut document.blocks);
    }
    Ok(Warned::clean(document))
}

fn is(dom: &Dom, node: NodeId, name: &str) -> bool {
    dom.element(node).is_some_and(|element| element.name() == name)
}

fn push(dom: &Dom, node: NodeId, blocks: &mut Vec<Block>) {
    for child in dom.children(node) {
        if is(dom, *child, "table") {
            blocks.extend(table(dom, *child).map(Block::Table));
        } else if dom.children(*child).iter().any(|below| is(dom, *below, "p") || is(dom, *below, "table")) {
            push(dom, *child, blocks);
        } else {
            let text = text(dom, *child);
            blocks.extend(Some(text).filter(|text| !text.trim().is_empty()).map(Block::text));
        }
    }
}

fn text(dom: &Dom, node: NodeId) -> String {
    dom.descendants(node).filter_map(|node| dom.text(node)).collect()
}

fn table(dom: &Dom, table: NodeId) -> Option<Grid> {
    let mut cells: Vec<Cell> = Vec::new();
    let rows: Vec<NodeId> = dom.descendants(table).filter(|node| is(dom, *node, "tr")).collect();
    for (row, tr) in rows.iter().enumerate() {
        for node in dom.children(*tr) {
            let Some(element) = dom.element(*node) else { continue };
            let span = |name| element.attribute(name).and_then(|n| n.parse().ok()).unwrap_or(1_u32);
            let row = row as u32;
            let covered = |column: u32| {
                let over = |cell: &Cell| (cell.column..cell.column + cell.column_span).contains(&column);
                cells.iter().any(|cell| row < cell.row + cell.row_span && over(cell))
            };
            let column = (0..).find(|column| !covered(*column))?;
            let cell = Cell::new(row, column, vec![Block::text(text(dom, *node))]);
            cells.push(cell.spanning(span("rowspan"), span("colspan")));
        }
    }
    let columns = cells.iter().map(|cell| cell.column + cell.column_span).max()?;
    Grid::with_gaps_filled(rows.len() as u32, columns, cells).ok()
}
