//! Why a file is not read.

use crate::finding::{Error, Value, catalogue, terms};
use parquet::errors::ParquetError;

/// The most bytes of all texts: a dictionary's text may be said a million times in a few bytes.
pub(super) const MOST_TEXT: usize = 1 << 30;

/// More text than [`MOST_TEXT`].
pub(super) fn text_limit() -> Error {
    catalogue::package::limit_exceeded(terms::TEXT_OF_LIST, MOST_TEXT, format!("> {MOST_TEXT}")).into()
}

/// What the library says of a file.
pub(super) fn broken(cause: ParquetError) -> Error {
    catalogue::sheet::parquet_broken(Value::foreign(cause)).into()
}
