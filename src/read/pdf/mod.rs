//! PDF → Document.

mod facts;
mod layout;
