//! The canonical form of a report: what every reader leads to and every writer starts from.
//!
//! In: JSON text. Out: [`Report`], and JSON text again ([`load`], [`save`]), with its schema ([`schema`]). Knows the forms
//! (they type its figures) and the neutral blocks of a document; knows no file format, and does not export itself.

mod blank;
mod count;
mod figure_fault;
mod figure_text;
mod json;
mod listed;
pub(crate) mod numbered;
mod organ;
mod schema;
mod unique;

pub use count::{Count, CountFault, StatedUnit};
pub use figure_fault::fault_to_finding;
pub use json::{SCHEMA_ID, load, save};
pub use organ::{
    SameOrgan, can_make_no_regulations, ends_as_place, is_government, is_government_of, is_part_of_body,
    place_of_government, same_organ,
};
pub use schema::schema;

use crate::document::{Block, Content, Date, InlineImage, Media};
use crate::finding::{Origin, Place};
use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A government information disclosure annual report, or a document that is none (then without form).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Report {
    /// The id of the form vintage its tables follow; `None` where it has no statutory tables.
    pub form: Option<String>,
    /// The full name of the body that reports.
    pub organ: Option<String>,
    /// The year reported on.
    pub year: Option<u16>,
    /// What the figures cover, where that is declared.
    pub scope: Option<Scope>,
    /// What stands above the title of an official paper (版头): its number, the mark of who issues it.
    pub letterhead: Vec<Block>,
    /// The title, in one line.
    pub title: Option<String>,
    /// Where the title stands, if it is one paragraph of its source.
    pub title_origin: Origin,
    /// The date of publication.
    pub published: Option<Date>,
    /// The period the figures cover.
    pub period: Option<Period>,
    /// What stands before the first section.
    pub preamble: Vec<Block>,
    /// The sections, in the order of the source.
    pub sections: Vec<Section>,
    /// The figures of the statutory tables by table id.
    pub statistics: Statistics,
    /// Who signs at the end, and when.
    pub signature: Option<Signature>,
    /// What follows the sign-off.
    pub attachments: Vec<Attachment>,
    /// The pictures blocks refer to by id.
    pub media: Media,
}

/// What the figures cover.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// The reporting body's own office only (本级).
    Organ,
    /// Its whole area: the sum over organs and lower governments.
    Area,
}

/// From when to when the figures run, both days included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
}

/// A section of the report.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Section {
    /// What it is for, a role of the form; `None` where that is not known.
    pub role: Option<String>,
    /// Its heading as printed, its number included; `None` where it has none.
    pub heading: Option<Content>,
    /// What it holds, in order.
    pub content: Vec<Item>,
}

/// One thing a section holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// A block of the flow.
    Block(Block),
    /// A statutory table, by its id; its figures are the report's statistics.
    Statistics(String),
}

/// The statutory tables of a report by table id.
pub type Statistics = IndexMap<String, TableFigures>;

/// The figures of one statutory table.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TableFigures {
    /// The id of the form vintage this table follows; mixed reports exist.
    pub form: String,
    /// The figures by cell id, in the form's order. A cell absent from the source has no entry.
    pub cells: IndexMap<String, Count>,
}

/// The sign-off.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Signature {
    /// The body that signs, the first of several.
    pub organ: Option<String>,
    /// The bodies that sign with it, in their order.
    pub co_signers: Vec<String>,
    /// The date.
    pub date: Option<DateText>,
    /// The pictures of their seals.
    pub seals: Vec<InlineImage>,
}

/// A date beside the text that states it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateText {
    /// As printed.
    pub raw: String,
    /// The day it means; `None` where the text does not say clearly.
    pub value: Option<Date>,
}

impl DateText {
    /// A date printed as GB/T 9704 prints it.
    #[must_use]
    pub fn of(date: Date) -> Self {
        DateText { raw: date.to_chinese(), value: Some(date) }
    }
}

/// What follows the sign-off.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Attachment {
    /// Its label as printed (附件1); `None` for text that merely follows the sign-off.
    pub label: Option<String>,
    /// Its title, in one line.
    pub title: Option<String>,
    /// What it holds.
    pub content: Vec<Block>,
}

/// The place of a figure in the canonical form: a pointer (RFC 6901) made of the ids of its table and cell.
#[must_use]
pub fn figure_place(table: &str, cell: &str) -> Place {
    Place::Pointer(format!("/statistics/{table}/{}", cell.replace('.', "/")))
}

#[cfg(test)]
mod tests;
