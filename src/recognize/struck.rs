//! Labels that are struck through in a table of figures: whoever struck 行政许可 out may have meant its figures too.

use super::table::Piece;
use crate::document::{Cell, Grid, Inline, each_inline};
use crate::finding::catalogue;

/// Says of each label of a table that is struck through, wholly or in part, that it is.
pub(super) fn name_struck_labels(pieces: &mut [Piece]) {
    for piece in pieces {
        let Piece::Table(recognized) = piece else { continue };
        let struck: Vec<_> = struck_labels(&recognized.grid)
            .map(|(cell, text)| catalogue::recognize::label_struck(text).at_origin(&cell.origin))
            .collect();
        for candidate in &mut recognized.candidates {
            candidate.findings.extend(struck.iter().cloned());
        }
    }
}

/// The cells with struck words, and these words. Struck digits are told where the figure is read.
fn struck_labels(grid: &Grid) -> impl Iterator<Item = (&Cell, String)> {
    grid.cells().iter().filter_map(|cell| {
        let mut struck = String::new();
        each_inline(&cell.content, &mut |inline: &Inline| {
            if let Inline::Text(text) = inline
                && text.marks.strike
            {
                struck.push_str(&text.text);
            }
        });
        let has_words = struck.chars().any(char::is_alphabetic);
        has_words.then(|| (cell, struck.trim().to_owned()))
    })
}
