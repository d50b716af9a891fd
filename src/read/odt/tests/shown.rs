//! What of OpenDocument text is shown, by small flat files; `tests/old.rs` reads what LibreOffice saves.

use crate::document::{Block, Grid};
use crate::read::docx::{ReadOptions, parts_to_document_with};
use crate::read::odt::odt_to_parts;

/// A flat file with that body and those automatic styles.
fn flat(body: &str) -> Vec<u8> {
    let namespaces: String = ["office", "text", "table", "style", "draw"]
        .map(|name| format!(" xmlns:{name}=\"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0\""))
        .concat();
    format!("<?xml version=\"1.0\"?><office:document{namespaces}><office:body><office:text>{body}</office:text></office:body></office:document>")
        .into_bytes()
}

fn blocks(body: &str) -> Vec<Block> {
    let parts = odt_to_parts(&flat(body)).unwrap().value;
    parts_to_document_with(parts, &ReadOptions::default()).unwrap().value.blocks
}

fn rows(grid: &Grid) -> Vec<Vec<String>> {
    let mut rows = vec![Vec::new(); grid.rows() as usize];
    grid.cells().iter().for_each(|cell| rows[cell.row as usize].push(cell.plain_text()));
    rows
}

fn table(body: &str) -> Vec<Vec<String>> {
    let blocks = blocks(&format!("<table:table>{body}</table:table>"));
    let Some(Block::Table(grid)) = blocks.first() else { panic!("{blocks:?}") };
    rows(grid)
}

fn cell(attributes: &str, text: &str) -> String {
    format!("<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>")
}

#[test]
fn white_space_is_as_the_file_says() {
    let read = blocks("<text:p>甲 <text:s text:c=\"2\"/>乙<text:tab/>丙<text:line-break/>丁\n  戊</text:p>");
    let [Block::Paragraph(paragraph)] = read.as_slice() else { panic!("{read:?}") };
    assert_eq!(paragraph.content.plain_text(), "甲   乙\t丙\n丁 戊");
}

#[test]
fn cells_are_joined_by_what_covers_them_alone() {
    let covered = "<table:covered-table-cell/>";
    let spanned = format!(
        "<table:table-row>{}{covered}{}</table:table-row>",
        cell("table:number-columns-spanned=\"2\"", "1"),
        cell("", "2")
    );
    let three = format!("<table:table-row>{}{}{}</table:table-row>", cell("", "3"), cell("", "4"), cell("", "5"));
    assert_eq!(table(&format!("{spanned}{three}")), [vec!["1", "2"], vec!["3", "4", "5"]]);
    // A program that leaves covered cells out has lost no figure.
    let without = format!(
        "<table:table-row>{}{}</table:table-row>",
        cell("table:number-columns-spanned=\"2\"", "1"),
        cell("", "2")
    );
    assert_eq!(table(&format!("{without}{three}")).first(), Some(&vec!["1".to_owned(), "2".to_owned()]));
}

#[test]
fn programs_and_fields_that_show_nothing_are_no_text() {
    let read = blocks(
        "<text:p>12<text:script>var a=3;</text:script><text:variable-set text:display=\"none\">4</text:variable-set></text:p>",
    );
    let [Block::Paragraph(paragraph)] = read.as_slice() else { panic!("{read:?}") };
    assert_eq!(paragraph.content.plain_text(), "12");
}

#[test]
fn what_is_repeated_has_limits() {
    let refused = |body: &str| odt_to_parts(&flat(&format!("<table:table>{body}</table:table>"))).unwrap_err().code();
    let many = "table:number-columns-repeated=\"18446744073709551615\"";
    assert_eq!(
        refused(&format!("<table:table-row>{}{}</table:table-row>", cell("", "1"), cell(many, "2"))),
        "limit-exceeded"
    );
    let long = cell("", &"字".repeat(100_000));
    assert_eq!(
        refused(&format!("<table:table-row table:number-rows-repeated=\"1000000\">{long}</table:table-row>")),
        "limit-exceeded"
    );
}
