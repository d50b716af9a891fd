//! Small inputs that were once read or set wrongly, each of a kind, and the right value of each. Files: `files/`, a folder a
//! module; what can be made in code is made in code.

mod figures;
mod limits;
mod look;
mod money;
mod names;
mod net;
mod pages;
mod pdf;
mod structure;
mod tables;
mod unseen;
mod whose;

use crate::support::{options, root};
use nianbao::convert::bytes_to_report;
use nianbao::finding::Warned;
use nianbao::format::Format;
use nianbao::report::Report;

/// What a file of `tests/faults/files` states.
pub(crate) fn read(path: &str) -> Warned<Report> {
    let bytes = std::fs::read(root().join("tests/faults/files").join(path)).unwrap_or_else(|e| panic!("{path}: {e}"));
    let extension = path.rsplit_once('.').unwrap_or_else(|| panic!("{path}: an extension")).1;
    let format = Format::by_extension(extension).unwrap_or_else(|| panic!("{path}: a format"));
    bytes_to_report(&bytes, format, &options()).unwrap_or_else(|e| panic!("{path}: {e}"))
}
