//! OpenDocument text (ODF 1.3 part 3) → the parts of a Word document.

use crate::finding::{Error, Warned, catalogue::package};

/// The parts (name, bytes) of a Word document that says what the file says.
///
/// # Errors
/// Where the file can't be read.
pub fn odt_to_parts(_: &[u8]) -> Result<Warned<Vec<(String, Vec<u8>)>>, Error> {
    Err(package::old_binary_format("ODT").into())
}
