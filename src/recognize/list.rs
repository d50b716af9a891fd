//! Lists of units → Reports: what a county keeps.
//!
//! A list has a row for each unit (wide: its columns are cells of the form, called by id or by their labels), or a row for each
//! figure (long: unit, item, applicant, value), or something between (a row for each unit and item, a column for each kind of
//! applicant). All three are one: what a row's items and a column's head say together names one cell of the form, or the figure
//! is not taken and a finding says so.
//!
//! Only a file of nothing but tables is looked at, and only where none of them is the printed form: a list among the tables of
//! a report is an attachment of it.
//!
//! | step | where |
//! |---|---|
//! | labels, paths and ids → cells of the form | [`key`] |
//! | what is said around a list of its year and unit of money | [`around`] |
//! | the head of a list and what its columns are for | [`head`] |
//! | a row: its unit, its year, what its items say | [`row`] |
//! | rows → units with figures → reports | [`units`] |
//! | cells by their places; what there is to say | [`cells`], [`said`] |

mod around;
mod cells;
mod head;
mod key;
mod row;
mod said;
#[cfg(test)]
mod tests;
mod units;

use super::statement::is_own_sheet;
use super::table::{Piece, blocks_to_pieces};
use super::title::excerpt;
use crate::document::{Block, Cell, Document};
use crate::finding::{Warned, catalogue};
use crate::form::Forms;
use crate::report::Report;
use cells::Table;
use key::Keys;
use said::Said;
use units::Units;

/// What is no list, with what there is to say about that.
pub type NoList = Box<Warned<Document>>;

/// The reports of a list of units, in the order they are first named; two for a unit that has two years.
///
/// # Errors
/// The document as it was, where it is no list; with findings where a list in it is kept as an ordinary table, or where
/// nothing could be taken from it.
pub fn document_to_units(document: Document, forms: &Forms) -> Result<Warned<Vec<Report>>, NoList> {
    let is_table = |block: &Block| matches!(block, Block::Table(_));
    if document.blocks.is_empty() || !document.blocks.iter().all(is_table) {
        return Err(Box::new(Warned::clean(document)));
    }
    if !document.blocks.iter().any(|block| matches!(block, Block::Table(grid) if head::may_have_head(grid))) {
        return Err(Box::new(Warned::clean(document)));
    }
    let keys: Vec<Keys> = forms.iter().map(Keys::of).collect();
    let mut found: Vec<(usize, Vec<head::Head>)> = Vec::new();
    for (index, block) in document.blocks.iter().enumerate() {
        let Block::Table(grid) = block else { continue };
        if is_own_sheet(grid) {
            continue;
        }
        let heads = head::heads(&Table::of(grid), &keys);
        if !heads.is_empty() {
            found.push((index, heads));
        }
    }
    let Some((first, _)) = found.first() else { return Err(Box::new(Warned::clean(document))) };
    let is_list = |index: usize| found.iter().any(|(list, _)| *list == index);
    let others: Vec<Block> =
        (0..).zip(&document.blocks).filter(|(i, _)| !is_list(*i)).map(|(_, b)| b.clone()).collect();
    let pieces = blocks_to_pieces(others.clone(), forms, &mut Vec::new());
    if pieces.iter().any(|piece| matches!(piece, Piece::Table(_))) {
        let origin = document.blocks.get(*first).map(Block::origin).unwrap_or_default();
        let finding = catalogue::list::list_kept_as_table().at_origin(&origin);
        return Err(Box::new(Warned { value: document, findings: vec![finding] }));
    }
    let mut said = Said::default();
    for block in &others {
        let first = match block {
            Block::Table(grid) => grid.cells().iter().map(Cell::plain_text).find(|text| !text.trim().is_empty()),
            _ => None,
        };
        said.push(catalogue::list::list_table_left_out(excerpt(&first.unwrap_or_default())), &block.origin());
    }
    let mut units = Units::new(&keys);
    for (index, heads) in found {
        if let Some(Block::Table(grid)) = document.blocks.get(index) {
            units.add_lists(grid, &heads, forms, &mut said);
        }
    }
    let reports = units.into_reports(&mut said);
    if reports.is_empty() {
        return Err(Box::new(Warned { value: document, findings: said.finish() }));
    }
    Ok(Warned { value: reports, findings: said.finish() })
}
