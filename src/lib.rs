#![doc = include_str!("../README.md")]
// A folder's docs are its map for those who change it: they name private rooms too.
#![allow(rustdoc::private_intra_doc_links)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing))]

mod arrange;
mod carried;
pub mod check;
pub mod cli;
pub mod compose;
pub mod convert;
pub mod document;
pub mod fill;
pub mod finding;
pub mod font;
pub mod form;
pub mod format;
mod internal;
pub mod merge;
pub mod ooxml;
pub mod read;
pub mod recognize;
pub mod report;
pub mod style;
mod template;
pub mod typeset;
pub mod write;
