#![doc = include_str!("../README.md")]
// A folder's docs are its map for those who change it: they name private rooms too.
#![allow(rustdoc::private_intra_doc_links)]
// What only the parts left out use: messages, above all.
#![cfg_attr(not(all(feature = "pdf", feature = "xlsx")), allow(dead_code, unused_imports))]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing))]

#[cfg(feature = "pdf")]
mod attached;
pub mod check;
#[cfg(feature = "cli")]
pub mod cli;
pub mod compose;
#[cfg(all(feature = "pdf", feature = "xlsx"))]
pub mod convert;
pub mod document;
pub mod fill;
pub mod finding;
#[cfg(feature = "typeset")]
pub mod font;
pub mod form;
#[cfg(all(feature = "pdf", feature = "xlsx"))]
pub mod format;
pub mod merge;
pub mod ooxml;
pub mod read;
pub mod recognize;
pub mod report;
pub mod style;
mod template;
#[cfg(feature = "typeset")]
pub mod typeset;
#[cfg(feature = "typeset")]
pub mod write;
