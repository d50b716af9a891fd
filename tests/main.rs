//! Integration tests: the library and the command as their users meet them. Nothing but Rust is needed.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation
)]

mod annotate;
mod bad_input;
mod charts;
mod check;
mod command;
mod conversion;
mod corpus;
mod decorated;
mod diff;
mod drafts;
mod faults;
mod fix;
mod flattened;
mod layers;
mod listing;
mod lists;
mod map;
mod messages;
mod mutated_old;
mod mutated_pages;
mod mutated_pdf;
mod mutated_sheets;
mod mutated_word;
mod narrative;
mod numerals;
mod old;
mod pages;
mod paper;
mod pdf;
mod pictures;
mod properties;
mod readme;
mod round_trip;
mod samples;
#[cfg(feature = "server")]
mod serve;
mod sheet;
mod sum;
mod support;
mod web;
mod word;
mod workbook;
