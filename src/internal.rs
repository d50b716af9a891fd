//! What can't go wrong unless the program itself is wrong.
//!
//! Where it does, the program ends and says so: going on would be reading or writing something that looks right and is not.
//! Nothing a document, a style, a form or a template may say leads here; that is a finding or an error.

use std::fmt::Display;

/// Ends the program because of a fault of its own.
///
/// # Panics
/// Always.
#[allow(clippy::panic)]
pub(crate) fn error(fault: impl Display) -> ! {
    panic!("internal error, please report it: {fault}")
}
