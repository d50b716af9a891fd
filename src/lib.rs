//! One source for the 政府信息公开工作年度报告 (government information disclosure annual report), every publication format.
//!
//! # The hourglass
//!
//! Whatever a report comes as, it passes one waist: the canonical [`Report`](report::Report), whose JSON is the contract with
//! the outside. Readers and writers know their formats and nothing of reports; between them stands the neutral flow of a
//! [`Document`](document::Document).
//!
//! ```text
//!  DOCX  XLSX  PDF  HTML  TXT  CSV …                                    DOCX  XLSX  HTML  MD …  PDF  PNG …
//!    └─────┴──┬──┴───┘                                                    └─────┴──┬──┘           └─┬─┘
//!           read                                                                 write            write
//!             ▼                                                                    ▲                ▲
//!         Document ──recognize──▶  Report ⇄ canonical JSON  ──compose──▶  Document ┴──typeset──▶  Pages
//!                                     ▲
//!                          merge · fill · check act here
//! ```
//!
//! What the law prescribes is data, not code: a [`Form`](form::Form) is a vintage of the statutory form, a
//! [`Style`](style::Style) a design of pages. Nothing is dropped or guessed in silence: whatever a step was not sure of is a
//! [`Finding`](finding::Finding) with its place, and a step stops only where it can't go on.
//!
//! # The layers, from the ground up
//!
//! A folder may use those above it in this table as far as `tests/layers.rs` allows, and none below. The head of each says
//! what comes in, what goes out and what it must not know.
//!
//! | folder | what lives there |
//! |---|---|
//! | `finding` | findings, their places, the one catalogue of messages in Chinese and English |
//! | `internal` | faults of the program itself, said as such |
//! | `whole` | fractions and counts as whole numbers, never cut to their low bits |
//! | `template` | how compiled-in files of words are read |
//! | `document` | the neutral flow: blocks, inline runs, grids; pure data |
//! | `style` | page and type design as data |
//! | `ooxml` | zip packages and XML with limits |
//! | `carried` | the report a PDF or web page carries: what ties it to what is shown |
//! | `form` | the statutory forms as data, labels, figures as they are written |
//! | `report` | the canonical report and its JSON |
//! | `recognize` | Document → Report: the only reading code that knows the report |
//! | `compose` | Report → Document, ready to publish; its review sheet |
//! | `check` | what a reviewer would say of a report |
//! | `merge` | figures of one report into another |
//! | `list` | reports ⇄ the rows of a list |
//! | `sum` | reports of units → the report of their area |
//! | `diff` | what two reports differ in |
//! | `fill` | figures into the prose |
//! | `fix` | mechanical corrections in the file they are of |
//! | `font` | faces: which there are, what part each plays, shaping, subsetting |
//! | `svg` | pictures in SVG drawn |
//! | `arrange` | what is decided of pages before any is made: sign-off, attachments, turned tables, captions, pictures |
//! | `typeset` | Document → Pages: every glyph placed |
//! | `read` | bytes → Document, a folder a format |
//! | `write` | Document, Pages or Report → bytes, a folder a format |
//! | `annotate` | findings into the file they are about, a file a format |
//! | `format` | the one table of formats |
//! | `convert` | whole conversions: read → merge → fill → check → compose → write |
//! | `serve` | the same over HTTP: for programs, and a page for clerks |
//! | `cli` | arguments → options; the only place that prints or touches files |
//!
//! Beside them, in `python`, stands a crate of its own: the module for Python, which is built where it is asked for.
//!
//! How to add a form, a format, a rule, a message or a style: `CONTRIBUTING.md`. What the data files say: `templates/README.md`.
//!
#![doc = include_str!("cli/manual/library.en.md")]
// A folder's docs are its map for those who change it: they name private rooms too.
#![allow(rustdoc::private_intra_doc_links)]
// What only the parts left out use: messages, above all.
#![cfg_attr(not(all(feature = "pdf", feature = "xlsx")), allow(dead_code, unused_imports))]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing))]
#![cfg_attr(test, allow(clippy::cast_possible_truncation))]

// What is promised.
pub mod convert;
pub mod finding;
pub mod format;
pub mod report;

// What the promised name in their parameters and results.
pub mod document;
#[cfg(feature = "typeset")]
pub mod font;
pub mod form;
pub mod style;

// Within: the crate's own tests and tools reach them, nobody else should.
#[doc(hidden)]
pub mod annotate;
#[cfg(feature = "typeset")]
mod arrange;
mod carried;
#[doc(hidden)]
pub mod check;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod cli;
#[doc(hidden)]
pub mod compose;
#[doc(hidden)]
pub mod diff;
#[doc(hidden)]
pub mod fill;
#[doc(hidden)]
pub mod fix;
mod internal;
#[doc(hidden)]
pub mod list;
#[doc(hidden)]
pub mod merge;
#[doc(hidden)]
pub mod ooxml;
#[doc(hidden)]
pub mod read;
#[doc(hidden)]
pub mod recognize;
#[cfg(feature = "server")]
#[doc(hidden)]
pub mod serve;
#[doc(hidden)]
pub mod sum;
#[cfg(feature = "svg")]
mod svg;
mod template;
#[cfg(feature = "typeset")]
#[doc(hidden)]
pub mod typeset;
mod whole;
#[cfg(feature = "typeset")]
#[doc(hidden)]
pub mod write;
