#![doc = include_str!("../README.md")]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing))]

pub mod compose;
pub mod document;
pub mod finding;
pub mod font;
pub mod form;
pub mod ooxml;
pub mod read;
pub mod recognize;
pub mod report;
pub mod style;
pub mod typeset;
pub mod write;
