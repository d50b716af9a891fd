//! Changed web pages: read or refused, and nothing else happens. Which characters change is decided by a fixed seed.

use crate::support::{Dice, draft, options};
use nianbao::convert::Publication;
use nianbao::format::Format;
use nianbao::read::html::html_to_document;

/// How many pages are tried.
const PAGES: usize = 60;

/// What may stand anywhere in a page.
const PIECES: [&[u8]; 24] = [
    b"<td>",
    b"</td>",
    b"<tr>",
    b"<table>",
    b"</table>",
    b"<div style='display:none'>",
    b"</div>",
    b"<p>",
    b"<br>",
    b"<!--",
    b"-->",
    b"<style>td{display:block}</style>",
    b"<script>",
    b"rowspan=0 ",
    b"colspan=99999 ",
    b"\"",
    b"&#0;",
    b"\0",
    b"\xFF",
    b"<a href='#fn1'>",
    b"<sup id=fr1>",
    b"<li>",
    b"<svg><math>",
    b"<plaintext>",
];

fn changed(page: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut page = page.to_vec();
    // Behind the style sheet, where the report stands.
    let start = page.windows(5).position(|window| window == b"<main").unwrap_or(0);
    for _ in 0..=dice.below(20) {
        let at = start + dice.below(page.len() - start);
        match dice.below(3) {
            0 => drop(page.drain(at..(at + dice.below(60)).min(page.len()))),
            1 => {
                let piece = dice.of(&PIECES).to_vec();
                page.splice(at..at, piece);
            }
            _ => {
                let stretch = page[at..(at + dice.below(300)).min(page.len())].to_vec();
                page.splice(start..start, stretch);
            }
        }
    }
    page
}

#[test]
fn changed_pages_are_read_or_refused() {
    let page = Publication::compose(&draft("lukou-2021").value, &options()).value.to_bytes(Format::Html).unwrap().value;
    let mut dice = Dice(16);
    let whole = html_to_document(&page).unwrap().value.blocks.len();
    let mut read = 0;
    for _ in 0..PAGES {
        let page = changed(&page, &mut dice);
        if let Ok(document) = html_to_document(&page) {
            read +=
                usize::from(document.value.blocks.iter().map(|block| block.plain_text().len()).sum::<usize>() > 100);
        }
    }
    assert!(whole > 10 && read > PAGES / 2, "{whole} blocks; {read} pages read");
}
