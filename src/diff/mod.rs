//! What two reports differ in.
//!
//! In: two [`Report`]s, the one before and the one after, and the forms. Out: a [`Difference`]: what they are, figures cell by cell,
//! prose passage by passage, pure data with a JSON of its own ([`save`], [`schema`]); and, of two composed documents, the one
//! after with its changes against the one before marked as revisions ([`revised()`]). Knows no file format and no terminal.
//!
//! Nothing is left out: what is the same is there as the same, so that either report's figures and text can be had back. Where the
//! reports are on different years, what only follows the year is told apart from what differs ([`Change::Year`]).
//!
//! | room | what it does |
//! |---|---|
//! | `difference` | the data, its JSON |
//! | `sequence` | what two sequences have in common |
//! | `words` | texts as words, the changed ones; years that follow the report's |
//! | `passage` | a report's prose as passages |
//! | `pairing` | which passage became which: kept, changed, moved |
//! | `figures`, `particulars`, `prose` | the three parts of a difference |
//! | `telling` | what there is to say of a difference, in terms of both languages |
//! | `revised` | a document with its changes marked |

mod difference;
mod figures;
mod pairing;
mod particulars;
mod passage;
mod prose;
mod revised;
mod sequence;
mod telling;
mod words;

pub use difference::{
    Change, Counts, Difference, Field, Figure, Particular, Passage, PassageKind, PassageText, Piece, SCHEMA_ID, Side,
    State, Stated, TableDifference, save, schema,
};
pub use revised::revised;
pub use telling::{signed, stated_in_words};

use crate::form::Forms;
use crate::report::Report;
use words::Years;

/// What a report differs in from another, in all its parts.
#[must_use]
pub fn reports_to_difference(before: &Report, after: &Report, forms: &Forms) -> Difference {
    let years = Years::between(before.year, after.year);
    let side = |report: &Report| Side {
        file: None,
        organ: report.organ.clone(),
        year: report.year,
        form: report.form.clone(),
    };
    Difference {
        before: side(before),
        after: side(after),
        particulars: particulars::particulars(before, after, years),
        tables: figures::tables(before, after, forms),
        passages: prose::passages(before, after, years),
    }
}

#[cfg(test)]
mod tests;
